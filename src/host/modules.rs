//! Modules of files – <https://nodejs.org/api/modules.html>: `require`, `module`, `Module`.
//!
//! `esm` has those of ECMAScript. Of CommonJS modules:
//!
//! A file's text stands in the module wrapper, is called with `exports`, `require`, `module`, `__filename` and
//! `__dirname`, and its `module.exports` is kept in the cache under its file name. A module also stands among the
//! `children` of the module that loaded it first: deleting it from the cache does not free it.

mod builtin;
mod check;
mod class;
mod esm;
mod exports;
mod load;
mod package;
mod path;
mod refusal;
mod resolve;
mod url;

pub(crate) use builtin::{BUILTIN_NAMES, Source, builtin_module_names, require_builtin};
pub(crate) use check::{check_main, check_module, check_module_file, check_script};
pub(crate) use class::install;
pub(crate) use esm::{
    describe_missing_export, finalize_import_meta, has_module_syntax, load_imported_module, report_unsettled,
    run_module_file, run_module_text,
};
pub(crate) use load::{define_text_globals, run_main, run_text};
pub(crate) use package::Packages;
pub(crate) use url::file_path;

/// What stands around the text of a module.
pub(crate) const WRAPPER: [&str; 2] = ["(function (exports, require, module, __filename, __dirname) { ", "\n});"];
