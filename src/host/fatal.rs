//! Exceptions that nobody caught: told to the process's listeners, or printed as Node prints them, and the end.

use super::inspect::{Options, inspect};
use super::output::{self, stderr};
use super::process::{emit, emit_exit, exit_code};
use super::state::state;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{Completion, Scope, Termination, describe, get_known, rust_text};
use crate::value::{self, kind};

/// The exit code of an uncaught exception.
const GENERIC_ERROR: i32 = 1;
/// The exit code when a listener of `uncaughtException` throws.
const LISTENER_THREW: i32 = 7;
/// What the last line of a report says.
pub(crate) const BANNER: &str = concat!("Tenure v", env!("CARGO_PKG_VERSION"));

/// Makes an uncaught exception of what a callback threw.
///
/// # Errors
/// A termination.
pub(crate) fn guard(cx: &mut Scope<'_>, result: Completion<()>) -> Completion<()> {
    match result {
        Ok(()) => Ok(()),
        Err(abrupt) => {
            let mut cx = cx.open();
            let error = cx.catch(abrupt)?;
            uncaught(&mut cx, error, false)
        }
    }
}

/// Deals with an exception that nobody caught.
///
/// # Errors
/// The end of the process, unless a listener takes it; any termination.
pub(crate) fn uncaught<'s>(cx: &mut Scope<'s>, error: Local<'s>, from_promise: bool) -> Completion<()> {
    let origin = cx.string(if from_promise { "unhandledRejection" } else { "uncaughtException" })?;
    let site = site(cx, error, from_promise)?;
    let told = emit(cx, "uncaughtExceptionMonitor", &[error, origin])
        .and_then(|_| emit(cx, "uncaughtException", &[error, origin]));
    match told {
        Ok(true) => return Ok(()),
        Ok(false) => {}
        Err(abrupt) => {
            let error = cx.catch(abrupt)?;
            let site = self::site(cx, error, false)?;
            print_report(cx, error, &site)?;
            return Err(cx.terminate(Termination::Exit(LISTENER_THREW)));
        }
    }
    if super::prompt::report(cx, error)? {
        return Ok(());
    }
    if state(cx).is_some_and(|state| !state.process.is_exiting) {
        super::process::set_exit_code(cx, GENERIC_ERROR)?;
        let result = emit_exit(cx, GENERIC_ERROR);
        if let Err(abrupt) = result {
            cx.catch(abrupt)?;
        }
    }
    print_report(cx, error, &site)?;
    let code = exit_code(cx)?.unwrap_or(GENERIC_ERROR);
    Err(cx.terminate(Termination::Exit(code)))
}

/// Where an exception came from: `file:line`, the line, a caret under the column.
#[derive(Default)]
struct Site {
    text: String,
}

/// Finds the source line of an exception: where it was thrown; for one that a promise kept, by the first frame of its
/// stack.
fn site<'s>(cx: &mut Scope<'s>, error: Local<'s>, from_promise: bool) -> Completion<Site> {
    if !from_promise {
        let text = cx.syntax_excerpt.take().or_else(|| crate::interpreter::throw_excerpt(cx));
        if let Some(text) = text {
            return Ok(Site { text });
        }
    }
    match stack_site(cx, error) {
        Ok(site) => Ok(site),
        Err(abrupt) => cx.catch(abrupt).map(|_| Site::default()),
    }
}

fn stack_site<'s>(cx: &mut Scope<'s>, error: Local<'s>) -> Completion<Site> {
    if !cx.raw(error).is_kind(kind::ERROR) {
        return Ok(Site::default());
    }
    let stack = get_known(cx, error, KnownName::Stack)?;
    if !value::is_string(cx.raw(stack)) {
        return Ok(Site::default());
    }
    let stack = rust_text(cx, stack)?;
    let frames = stack.lines().filter_map(|line| line.strip_prefix("    at "));
    let found = frames.filter_map(place_of).find_map(|(file, line, column)| source_line(&file, line, column));
    Ok(found.unwrap_or_default())
}

/// File, line and column of a frame: `f (file:2:19)` or `file:2:19`.
fn place_of(frame: &str) -> Option<(String, usize, usize)> {
    let place = match frame.strip_suffix(')') {
        Some(inside) => &inside[inside.rfind('(')? + 1..],
        None => frame,
    };
    let (rest, column) = place.rsplit_once(':')?;
    let (file, line) = rest.rsplit_once(':')?;
    Some((file.strip_prefix("file://").unwrap_or(file).to_owned(), line.parse().ok()?, column.parse().ok()?))
}

fn source_line(file: &str, line: usize, column: usize) -> Option<Site> {
    let source = std::fs::read(file).ok()?;
    let source = String::from_utf8_lossy(&source);
    let source = source.lines().nth(line.checked_sub(1)?)?;
    Some(Site { text: excerpt(file, line, column, source) })
}

/// The three lines above a report. The caret stands below the column, which counts code units.
pub(crate) fn excerpt(file: &str, line: usize, column: usize, source: &str) -> String {
    let mut units = 0;
    let is_before = |character: &char| {
        units += character.len_utf16();
        units < column
    };
    let before: String = source.chars().take_while(is_before).collect();
    let indentation = crate::source::blank(&before);
    format!("{file}:{line}\n{source}\n{indentation}^\n")
}

/// A value as a report shows it: inspected, or in few words where inspecting it throws.
fn shown<'s>(cx: &mut Scope<'s>, value: Local<'s>, options: &Options) -> Completion<String> {
    match inspect(cx, value, options) {
        Ok(text) => Ok(text),
        Err(abrupt) => {
            cx.catch(abrupt)?;
            Ok(describe(cx, value))
        }
    }
}

/// Writes the report of an exception to standard error.
fn print_report<'s>(cx: &mut Scope<'s>, error: Local<'s>, site: &Site) -> Completion<()> {
    let colors = state(cx).is_some_and(|state| state.stderr.wants_colors());
    let options = Options { colors, ..Options::default() };
    let mut text = String::new();
    if cx.raw(error).is_kind(kind::ERROR) {
        text.push_str(&site.text);
        if !site.text.is_empty() {
            text.push('\n');
        }
        let shown = shown(cx, error, &options)?;
        // Without frames an error is shown in brackets, which say nothing here.
        text.push_str(shown.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(&shown));
    } else {
        text.push_str(if site.text.is_empty() { "Uncaught:" } else { "" });
        text.push('\n');
        text.push_str(&site.text);
        if value::is_string(cx.raw(error)) {
            text.push_str(&rust_text(cx, error)?);
        } else {
            text.push_str(&shown(cx, error, &options)?);
        }
    }
    text.push_str(&format!("\n\n{BANNER}\n"));
    output::write(cx, stderr, &text);
    Ok(())
}
