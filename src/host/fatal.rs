//! Exceptions that nobody caught: told to the process's listeners, or printed as Node prints them, and the end.

use super::inspect::{Options, inspect};
use super::modules::file_path;
use super::output;
use super::place::{self, Place};
use super::process::{captured, emit, emit_exit, exit_code};
use super::state::state;
use super::symbols;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Completion, Scope, Termination, describe, first_units, get_known, is_object, rust_text, to_string,
};
use crate::value::{self, kind};

/// The exit code of an uncaught exception.
const GENERIC_ERROR: i32 = 1;
/// The exit code when a listener of `uncaughtException` throws.
const LISTENER_THREW: i32 = 7;
/// What the last line of a report says.
pub(crate) const BANNER: &str = concat!("Tenure v", env!("CARGO_PKG_VERSION"));

/// How an exception came to be uncaught.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Thrown {
    /// Nobody caught it.
    Exception,
    /// Nobody caught it in a microtask: where it was thrown is forgotten.
    Microtask,
    /// The main module was rejected with it.
    MainModule,
    /// A promise was rejected with it.
    Rejection,
    /// A promise was rejected with something that is no error; the host made one.
    OwnRejection,
}

impl Thrown {
    fn is_rejection(self) -> bool {
        matches!(self, Thrown::MainModule | Thrown::Rejection | Thrown::OwnRejection)
    }
}

/// Makes an uncaught exception of what a callback threw.
///
/// # Errors
/// A termination.
pub(crate) fn guard(cx: &mut Scope<'_>, result: Completion<()>) -> Completion<()> {
    guard_from(cx, result, Thrown::Exception)
}

/// As [`guard`], for what was thrown in this way.
///
/// # Errors
/// A termination.
pub(crate) fn guard_from(cx: &mut Scope<'_>, result: Completion<()>, thrown: Thrown) -> Completion<()> {
    match result {
        Ok(()) => Ok(()),
        Err(abrupt) => {
            let mut cx = cx.open();
            let error = cx.catch(abrupt)?;
            uncaught(&mut cx, error, thrown)
        }
    }
}

/// Deals with an exception that nobody caught.
///
/// # Errors
/// The end of the process, unless a listener takes it; any termination.
pub(crate) fn uncaught<'s>(cx: &mut Scope<'s>, error: Local<'s>, thrown: Thrown) -> Completion<()> {
    let origin = cx.string(if thrown.is_rejection() { "unhandledRejection" } else { "uncaughtException" })?;
    let site = site(cx, error, thrown)?;
    super::visitor::tell_uncaught(cx, error)?;
    let told = tell(cx, error, origin);
    match told {
        Ok(true) => return Ok(()),
        Ok(false) => {}
        Err(abrupt) => {
            let error = cx.catch(abrupt)?;
            let site = self::site(cx, error, Thrown::Exception)?;
            print_report(cx, error, &site, false)?;
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
    print_report(cx, error, &site, thrown == Thrown::OwnRejection)?;
    let code = exit_code(cx)?.unwrap_or(GENERIC_ERROR);
    Err(cx.terminate(Termination::Exit(code)))
}

/// Tells who wants to know of an exception; true if somebody took it.
fn tell<'s>(cx: &mut Scope<'s>, error: Local<'s>, origin: Local<'s>) -> Completion<bool> {
    emit(cx, "uncaughtExceptionMonitor", &[error, origin])?;
    Ok(captured(cx, error)? || emit(cx, "uncaughtException", &[error, origin])?)
}

/// Where an exception came from: `file:line`, the line, a caret under the column.
#[derive(Default)]
struct Site {
    text: String,
    /// No script was running: the error has no frames because there are none.
    is_outside: bool,
}

/// Keeps with a SyntaxError where the text is no program.
///
/// # Errors
/// Termination when there is no memory.
pub(super) fn note_excerpt<'s>(cx: &mut Scope<'s>, error: Local<'s>, excerpt: &str) -> Completion<()> {
    let mut cx = cx.open();
    let mut key = place::get(&mut cx, Place::Excerpt)?;
    if cx.raw(key).is_undefined() {
        key = symbols::private(&mut cx, "#excerpt")?;
        place::set(&mut cx, Place::Excerpt, key)?;
    }
    let text = cx.string(excerpt)?;
    symbols::put(&mut cx, error, Place::Excerpt, text)
}

/// What [`note_excerpt`] kept.
fn excerpt_of<'s>(cx: &mut Scope<'s>, error: Local<'s>) -> Completion<Option<String>> {
    let key = place::get(cx, Place::Excerpt)?;
    if !cx.raw(error).is_kind(kind::ERROR) || cx.raw(key).is_undefined() {
        return Ok(None);
    }
    let text = symbols::read(cx, error, Place::Excerpt)?;
    if value::is_string(cx.raw(text)) { rust_text(cx, text).map(Some) } else { Ok(None) }
}

/// Finds the source line of an exception: where it was thrown; for one that a promise kept, by the first frame of its
/// stack.
fn site<'s>(cx: &mut Scope<'s>, error: Local<'s>, thrown: Thrown) -> Completion<Site> {
    if thrown == Thrown::Exception {
        if let Some(text) = cx.syntax_excerpt.take() {
            return Ok(Site { text, is_outside: true });
        }
        if let Some(text) = crate::interpreter::throw_excerpt(cx) {
            return Ok(Site { text, is_outside: false });
        }
    }
    if let Some(text) = excerpt_of(cx, error)? {
        return Ok(Site { text, is_outside: true });
    }
    if thrown == Thrown::MainModule
        && !cx.raw(error).is_kind(kind::ERROR)
        && let Some(text) = crate::interpreter::throw_excerpt(cx)
    {
        return Ok(Site { text, is_outside: false });
    }
    match stack_site(cx, error) {
        Ok(site) => Ok(Site { is_outside: thrown == Thrown::Exception, ..site }),
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
    Some((file.to_owned(), line.parse().ok()?, column.parse().ok()?))
}

fn source_line(file: &str, line: usize, column: usize) -> Option<Site> {
    let source = match file_path(file) {
        Some(path) => std::fs::read(path),
        None => std::fs::read(file),
    };
    let source = String::from_utf8_lossy(&source.ok()?).into_owned();
    let source = source.lines().nth(line.checked_sub(1)?)?;
    Some(Site { text: excerpt(file, line, column, source), is_outside: false })
}

/// The three lines above a report. The caret stands below the column, which counts code units.
pub(crate) fn excerpt(file: &str, line: usize, column: usize, source: &str) -> String {
    let indentation = crate::source::blank(first_units(source, column.saturating_sub(1)));
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

/// Writes the report of an exception to standard error. `is_own`: the error was made by the host.
fn print_report<'s>(cx: &mut Scope<'s>, error: Local<'s>, site: &Site, is_own: bool) -> Completion<()> {
    let colors = state(cx).is_some_and(|state| state.stderr.wants_colors());
    let mut text = String::new();
    if cx.raw(error).is_kind(kind::ERROR) {
        text.push_str(&site.text);
        if !site.text.is_empty() {
            text.push('\n');
        }
        let shown = shown(cx, error, &Options { colors, ..Options::default() })?;
        text.push_str(&if is_own || site.is_outside { without_brackets(&shown) } else { shown });
    } else {
        text.push_str(if site.text.is_empty() { "Uncaught:" } else { "" });
        text.push('\n');
        text.push_str(&site.text);
        text.push_str(&thrown_text(cx, error, colors)?);
        if !is_object(cx.raw(error)) && !cx.traces_throws {
            text.push_str("\n(Use `tenure --trace-uncaught ...` to show where the exception was thrown)");
        }
    }
    if let Some(frames) = cx.thrown_at.take() {
        text.push_str(&format!("\nThrown at:{frames}\n"));
    }
    text.push_str(&format!("\n\n{BANNER}\n"));
    output::write(cx, output::stderr, &text);
    Ok(())
}

/// An error without frames is shown in brackets, which say nothing of one that the host has made.
fn without_brackets(shown: &str) -> String {
    match shown.strip_prefix('[').and_then(|inner| inner.rsplit_once("] {\n")) {
        Some((text, properties)) => format!("{text} {{\n{properties}"),
        None => match shown.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) {
            Some(text) => text.to_owned(),
            None => shown.to_owned(),
        },
    }
}

/// A thrown value that is no error: objects inspected to the bottom, anything else as a string.
fn thrown_text<'s>(cx: &mut Scope<'s>, value: Local<'s>, colors: bool) -> Completion<String> {
    if is_object(cx.raw(value)) {
        let options = Options { colors, depth: Some(f64::INFINITY), custom_inspect: false, ..Options::default() };
        return shown(cx, value, &options);
    }
    if cx.raw(value).is_kind(kind::SYMBOL) {
        return Ok(String::new());
    }
    let text = to_string(cx, value)?;
    rust_text(cx, text)
}
