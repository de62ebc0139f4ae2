//! ECMAScript modules of files – <https://nodejs.org/api/esm.html>
//!
//! A module's id is its URL. `resolve` finds the URL that a specifier means, `load` makes the record: of a text, of JSON, of
//! a builtin module, or of a CommonJS module, whose exports are named by looking at its text (`names`). The main module is
//! evaluated by a job (`main`). `require` lets CommonJS modules have ECMAScript modules that do not await.

mod load;
mod main;
mod names;
mod require;
mod resolve;

pub(crate) use load::{describe_missing_export, finalize_import_meta, load_imported_module};
pub(super) use main::run_main_module;
pub(crate) use main::{report_unsettled, run_module_file, run_module_text};
pub(crate) use require::has_module_syntax;
pub(super) use require::{is_ambiguous, is_module_text, is_required_as_module, require_module};
pub(super) use resolve::is_module_file;
