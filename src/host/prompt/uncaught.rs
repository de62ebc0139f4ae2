//! How errors that nobody caught look at the prompt: `Uncaught`, the error without the frames of the prompt itself.
//!
//! Source: Node's `lib/repl.js`, by its behaviour.

use super::{NAME, is_error, last, options};
use crate::heap::Local;
use crate::host::inspect::inspect;
use crate::host::output::{self, stdout};
use crate::host::process::emit;
use crate::host::property;
use crate::host::state::state;
use crate::runtime::names::KnownName;
use crate::runtime::{self, Completion, Scope, get_known, rust_text};
use crate::value;

/// Columns after which the error goes on a line of its own.
const BREAK_LENGTH: usize = 80;

/// Whether listeners of `uncaughtException` took what a text threw.
///
/// # Errors
/// Whatever they throw.
pub(super) fn is_taken<'s>(cx: &mut Scope<'s>, error: Local<'s>) -> Completion<bool> {
    let origin = cx.string("uncaughtException")?;
    emit(cx, "uncaughtException", &[error, origin])
}

/// `Uncaught` and the error, without the frames of the prompt itself; for a text that is no program, with its line.
///
/// # Errors
/// A termination.
pub(super) fn describe<'s>(cx: &mut Scope<'s>, error: Local<'s>) -> Completion<String> {
    let excerpt = cx.syntax_excerpt.take();
    if let Err(abrupt) = last::keep_error(cx, error) {
        cx.catch(abrupt)?;
    }
    if is_error(cx, error)
        && let Err(abrupt) = shorten_stack(cx, error)
    {
        cx.catch(abrupt)?;
    }
    let options = options(cx);
    let mut shown = match inspect(cx, error, &options) {
        Ok(shown) => shown,
        Err(abrupt) => {
            cx.catch(abrupt)?;
            runtime::describe(cx, error)
        }
    };
    if !is_error(cx, error) {
        return Ok(with_heading(&shown));
    }
    // Without frames an error is shown in brackets, which say nothing here.
    if let Some(inner) = shown.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) {
        shown = inner.to_owned();
    }
    let excerpt = excerpt.filter(|_| shown.starts_with("SyntaxError"));
    let lines = excerpt.as_deref().and_then(|excerpt| excerpt.split_once('\n')).map_or("", |(_, lines)| lines);
    let gap = if lines.is_empty() { "" } else { "\n" };
    Ok(format!("{lines}{gap}{}", with_heading(&shown)))
}

/// `Uncaught` before the line that names the error, or before all of it.
fn with_heading(shown: &str) -> String {
    let mut text = String::with_capacity(shown.len() + 16);
    let mut is_marked = false;
    for line in shown.split_inclusive('\n') {
        if !is_marked && names_error(line) {
            text.push_str(if line.chars().count() <= BREAK_LENGTH { "Uncaught " } else { "Uncaught:\n" });
            is_marked = true;
        }
        text.push_str(line);
    }
    if is_marked {
        return text;
    }
    let separator = if shown.contains('\n') { ":\n" } else { " " };
    format!("Uncaught{separator}{shown}")
}

/// Whether a line begins with the name of an error class, perhaps in a bracket.
fn names_error(line: &str) -> bool {
    let line = line.strip_prefix('[').unwrap_or(line);
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let name = line.split(|character| !is_part(character)).next().unwrap_or("");
    name.starts_with(|first: char| first.is_ascii_uppercase()) && name.contains("Error")
}

/// Takes the prompt's own frames out of `stack`: the last one without a name and those outside it; of syntax errors all.
fn shorten_stack<'s>(cx: &mut Scope<'s>, error: Local<'s>) -> Completion<()> {
    let stack = get_known(cx, error, KnownName::Stack)?;
    if !value::is_string(cx.raw(stack)) {
        return Ok(());
    }
    let text = rust_text(cx, stack)?;
    let is_syntax = text.starts_with("SyntaxError");
    let lines: Vec<&str> = text.lines().collect();
    let is_frame = |line: &str| line.starts_with("    at ");
    let is_own = |line: &str| line.strip_prefix("    at ").is_some_and(|place| is_syntax || place.starts_with(NAME));
    let position = if is_syntax {
        lines.iter().position(|line| is_own(line))
    } else {
        lines.iter().rposition(|line| is_own(line))
    };
    let Some(first) = position else { return Ok(()) };
    let end = lines[first..].iter().position(|line| !is_frame(line)).map_or(lines.len(), |count| first + count);
    let kept: Vec<&str> = lines[..first].iter().chain(&lines[end..]).copied().collect();
    property::define_hidden_text(cx, error, "stack", &kept.join("\n"))
}

/// Prints an error that a callback threw while the prompt was open. Whether it is open.
///
/// # Errors
/// A termination.
pub(crate) fn report<'s>(cx: &mut Scope<'s>, error: Local<'s>) -> Completion<bool> {
    if state(cx).is_none_or(|state| state.prompt.is_none()) {
        return Ok(false);
    }
    let text = describe(cx, error)?;
    output::write(cx, stdout, &format!("{text}\n"));
    Ok(true)
}
