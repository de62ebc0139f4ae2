//! Modules of files – <https://nodejs.org/api/modules.html>: `require`, `module`, `Module`.
//!
//! A file's text stands in the module wrapper, is called with `exports`, `require`, `module`, `__filename` and
//! `__dirname`, and its `module.exports` is kept in the cache under its file name. A module also stands among the
//! `children` of the module that loaded it first: deleting it from the cache does not free it.

mod builtin;
mod class;
mod load;
mod package;
mod path;
mod resolve;

pub(crate) use builtin::{BUILTIN_NAMES, Source, builtin_module_names, require_builtin};
pub(crate) use class::install;
pub(crate) use load::{define_text_globals, run_main, run_text};

/// What stands around the text of a module.
pub(crate) const WRAPPER: [&str; 2] = ["(function (exports, require, module, __filename, __dirname) { ", "\n});"];
