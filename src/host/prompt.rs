//! The host's part of the prompt: evaluating what was typed, and running what is due between two lines –
//! <https://nodejs.org/api/repl.html>

use super::inspect::{Options, inspect};
use super::output::{self, stdout};
use super::state::state;
use super::{event_loop, modules};
use crate::engine::run_script;
use crate::heap::Local;
use crate::runtime::{self, Completion, Intrinsic, Scope};
use crate::source::SourceText;
use crate::value::kind;
use crate::value::layout::attribute;
use std::time::Duration;

/// What the names of typed texts begin with; a number follows.
const NAME: &str = "REPL";

/// Gives the global scope what typed texts expect, and lets errors that nobody catches be printed, not end the process.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn open(cx: &mut Scope<'_>) -> Completion<()> {
    modules::define_text_globals(cx, "<repl>")?;
    if let Some(state) = state(cx) {
        state.prompt = Some(0);
    }
    Ok(())
}

/// Evaluates a typed text; its value (`Ok`) or what went wrong (`Err`), as text.
///
/// # Errors
/// A termination.
pub(crate) fn evaluate(cx: &mut Scope<'_>, text: &str) -> Completion<Result<String, String>> {
    let mut cx = cx.open();
    let number = state(&mut cx).and_then(|state| state.prompt.as_mut()).map_or(0, |number| {
        *number += 1;
        *number
    });
    match evaluate_value(&mut cx, SourceText::new(format!("{NAME}{number}"), text)) {
        Ok(text) => Ok(Ok(text)),
        Err(abrupt) => {
            let error = cx.catch(abrupt)?;
            describe_uncaught(&mut cx, error).map(Err)
        }
    }
}

fn evaluate_value(cx: &mut Scope<'_>, source: SourceText) -> Completion<String> {
    let value = run_script(cx, source)?;
    remember(cx, "_", value)?;
    let options = options(cx);
    inspect(cx, value, &options)
}

fn options(cx: &mut Scope<'_>) -> Options {
    Options { colors: state(cx).is_some_and(|state| state.stdout.wants_colors()), ..Options::default() }
}

/// Keeps a value as a global of the name.
fn remember<'s>(cx: &mut Scope<'s>, name: &str, value: Local<'s>) -> Completion<()> {
    let global = cx.intrinsic(Intrinsic::Global)?;
    let key = cx.name(name)?;
    if runtime::has_own_property(cx, global, key)? {
        return runtime::put_value(cx, global, key, value, false);
    }
    runtime::define_new(cx, global, key, value, attribute::HIDDEN)
}

/// `Uncaught` and the error, without the frames of the prompt itself; for a text that is no program, with its line.
///
/// # Errors
/// A termination.
fn describe_uncaught<'s>(cx: &mut Scope<'s>, error: Local<'s>) -> Completion<String> {
    let excerpt = cx.syntax_excerpt.take();
    if let Err(abrupt) = remember(cx, "_error", error) {
        cx.catch(abrupt)?;
    }
    let options = options(cx);
    let shown = match inspect(cx, error, &options) {
        Ok(shown) => shown,
        Err(abrupt) => {
            cx.catch(abrupt)?;
            runtime::describe(cx, error)
        }
    };
    if !cx.raw(error).is_kind(kind::ERROR) {
        let separator = if shown.contains('\n') { ":\n" } else { " " };
        return Ok(format!("Uncaught{separator}{shown}"));
    }
    let shown = without_own_frames(&shown);
    // Without frames an error is shown in brackets, which say nothing here.
    let shown = shown.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(&shown);
    let excerpt = excerpt.filter(|_| shown.starts_with("SyntaxError"));
    let lines = excerpt.as_deref().and_then(|excerpt| excerpt.split_once('\n')).map_or("", |(_, lines)| lines);
    let gap = if lines.is_empty() { "" } else { "\n" };
    Ok(format!("{lines}{gap}Uncaught {shown}"))
}

/// Leaves out the frame of the typed text's own top level and those outside it.
fn without_own_frames(shown: &str) -> String {
    let lines: Vec<&str> = shown.lines().collect();
    let is_frame = |line: &str| line.trim_start().starts_with("at ");
    let is_own = |line: &str| line.trim_start().strip_prefix("at ").is_some_and(|place| place.starts_with(NAME));
    let Some(first) = lines.iter().rposition(|line| is_own(line)) else { return shown.to_owned() };
    let end = lines[first..].iter().position(|line| !is_frame(line)).map_or(lines.len(), |count| first + count);
    // What follows the last frame (` {` and properties) stays.
    let tail = lines[end - 1].rsplit_once(')').map_or("", |(_, tail)| tail);
    let kept: Vec<&str> = lines[..first].iter().chain(&lines[end..]).copied().collect();
    let text = kept.join("\n");
    if tail.trim().is_empty() || first == 0 { text } else { text.replacen('\n', &format!("{tail}\n"), 1) }
}

/// Prints an error that a callback threw while the prompt was open. Whether it is open.
///
/// # Errors
/// A termination.
pub(super) fn report<'s>(cx: &mut Scope<'s>, error: Local<'s>) -> Completion<bool> {
    if state(cx).is_none_or(|state| state.prompt.is_none()) {
        return Ok(false);
    }
    let text = describe_uncaught(cx, error)?;
    output::write(cx, stdout, &format!("{text}\n"));
    Ok(true)
}

/// Runs what is due; how long until a timer is.
///
/// # Errors
/// A termination.
pub(crate) fn turn(cx: &mut Scope<'_>) -> Completion<Option<Duration>> {
    event_loop::run_due(cx)
}
