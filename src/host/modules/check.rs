//! `--check`: programs are read as when they run, and nothing of them runs. What they ask for is not looked for.

use super::WRAPPER;
use super::esm::{is_ambiguous, is_module_file, is_module_text};
use super::load::{main_file, read_text};
use super::refusal::or_throw;
use super::resolve::real_file;
use crate::interpreter::{load_module, load_wrapped};
use crate::runtime::{Completion, Scope};
use crate::source::SourceText;

/// Reads a file as the main module: its name, its package or, where neither tells, its text says what it is.
///
/// # Errors
/// SyntaxError; `Cannot find module`; a system error.
pub(crate) fn check_main(cx: &mut Scope<'_>, path: &str) -> Completion<()> {
    let mut cx = cx.open();
    let file = main_file(&mut cx, path)?;
    let is_module = is_module_file(&mut cx, &file);
    let mut is_module = or_throw(&mut cx, is_module)?;
    let text = read_text(&mut cx, &file)?;
    if !is_module {
        let is_ambiguous = is_ambiguous(&mut cx, &file);
        is_module = or_throw(&mut cx, is_ambiguous)? && is_module_text(&text);
    }
    if is_module { check_module(&mut cx, &file, &text) } else { check_script(&mut cx, &file, &text) }
}

/// Reads a file as an ECMAScript module, whatever its name says.
///
/// # Errors
/// SyntaxError; a system error.
pub(crate) fn check_module_file(cx: &mut Scope<'_>, path: &str) -> Completion<()> {
    let path = real_file(path).unwrap_or_else(|| path.to_owned());
    let text = read_text(cx, &path)?;
    check_module(cx, &path, &text)
}

/// Reads a text as an ECMAScript module.
///
/// # Errors
/// SyntaxError.
pub(crate) fn check_module(cx: &mut Scope<'_>, name: &str, text: &str) -> Completion<()> {
    let mut cx = cx.open();
    load_module(&mut cx, name, SourceText::new(name, text)).map(|_| ())
}

/// Reads a text as a CommonJS module.
///
/// # Errors
/// SyntaxError.
pub(crate) fn check_script(cx: &mut Scope<'_>, name: &str, text: &str) -> Completion<()> {
    let mut cx = cx.open();
    load_wrapped(&mut cx, name, text, WRAPPER).map(|_| ())
}
