//! The host's part of the prompt: evaluating what was typed, and running what is due between two lines –
//! <https://nodejs.org/api/repl.html>
//!
//! `uncaught` says how errors are shown, `last` keeps `_` and `_error`, `globals` gives the builtin modules as globals.
//! What is typed but not entered yet is looked at by `pure`, which evaluates without effects, for `complete` and `hint`;
//! `inert` sees to it that nothing of a script runs meanwhile.

mod complete;
mod globals;
mod hint;
mod inert;
mod last;
mod pure;
mod timers;
mod uncaught;

pub(crate) use complete::completions;
pub(crate) use hint::{Hint, evaluate_purely, hint};
pub(crate) use timers::active_timers;
pub(super) use uncaught::report;

use super::inspect::{Options, inspect};
use super::output::Output;
use super::state::{HostState, state};
use super::{event_loop, modules, property};
use crate::engine::run_script_as;
use crate::heap::Local;
use crate::interpreter::{LoadOptions, check};
use crate::runtime::{
    Completion, PromiseState, Scope, call, mark_promise_handled, ordinary_object, promise_result, promise_state,
    rust_text,
};
use crate::source::SourceText;
use crate::syntax::Script;
use std::time::Duration;

/// What the names of typed texts begin with; a number follows.
const NAME: &str = "REPL";

/// What the host keeps for an open prompt.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct PromptState {
    /// Texts evaluated so far.
    texts: u32,
    /// `_` was assigned: it no longer follows the values.
    is_value_assigned: bool,
    /// `_error` was assigned.
    is_error_assigned: bool,
}

/// Gives the global scope what typed texts expect, and lets errors that nobody catches be printed, not end the process.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn open(cx: &mut Scope<'_>) -> Completion<()> {
    modules::define_text_globals(cx, "<repl>")?;
    if let Some(state) = state(cx) {
        state.prompt = Some(PromptState::default());
    }
    globals::define(cx)?;
    last::define(cx)
}

/// Sends standard output and standard error elsewhere: `change` gets both streams.
///
/// # Errors
/// None.
pub(crate) fn redirect_output(cx: &mut Scope<'_>, change: impl FnOnce(&mut Output, &mut Output)) -> Completion<()> {
    if let Some(HostState { stdout, stderr, .. }) = state(cx) {
        change(stdout, stderr);
    }
    Ok(())
}

/// Evaluates a typed text; its value (`Ok`) or what went wrong (`Err`), as text.
///
/// # Errors
/// A termination.
pub(crate) fn evaluate(cx: &mut Scope<'_>, text: &str) -> Completion<Result<String, String>> {
    evaluate_for(cx, text, |cx, value| {
        last::keep_value(cx, value)?;
        let options = options(cx);
        inspect(cx, value, &options)
    })
}

/// Where the object is that a text evaluates to, as `require('tenure').where` tells it; otherwise as `evaluate`.
///
/// # Errors
/// A termination.
pub(crate) fn placement(cx: &mut Scope<'_>, text: &str) -> Completion<Result<String, String>> {
    evaluate_for(cx, text, |cx, value| {
        let options = options(cx);
        let placement = call_tenure(cx, "where", value)?;
        if cx.raw(placement).is_undefined() {
            let shown = inspect(cx, value, &Options { depth: Some(0.0), ..options })?;
            return Ok(format!("{shown} is no object: it lies wherever it is used"));
        }
        inspect(cx, placement, &options)
    })
}

/// A drawing of the spaces of the heap.
///
/// # Errors
/// A termination.
pub(crate) fn drawing(cx: &mut Scope<'_>) -> Completion<String> {
    let mut cx = cx.open();
    let colors = options(&mut cx).colors;
    let wishes = ordinary_object(&mut cx)?;
    property::define(&mut cx, wishes, "colors", Local::bool(colors))?;
    let drawing = call_tenure(&mut cx, "snapshotOfSpaces", wishes)?;
    rust_text(&mut cx, drawing)
}

/// Calls a function of module `tenure`.
fn call_tenure<'s>(cx: &mut Scope<'s>, name: &str, argument: Local<'s>) -> Completion<Local<'s>> {
    let exports = modules::require_builtin(cx, "tenure")?;
    let function = property::get(cx, exports, name)?;
    call(cx, function, exports, &[argument])
}

/// How a typed text is to be read: `await` is a keyword if that makes it a text that awaits.
pub(crate) fn reading(text: &str) -> LoadOptions {
    let mut options = LoadOptions::default();
    if text.contains("await") {
        options.parse.is_async = true;
        let parsed = check(&SourceText::new(NAME, text), &options);
        let is_script = || check(&SourceText::new(NAME, text), &LoadOptions::default()).is_ok();
        options.parse.is_async = match parsed {
            Ok((script, _)) => script.function(Script::TOP).is_async,
            Err(_) => !is_script(),
        };
    }
    options
}

/// Runs a typed text, and what is due until all that it awaits is there.
fn run_typed<'s>(cx: &mut Scope<'s>, source: SourceText) -> Completion<Local<'s>> {
    let options = reading(source.text());
    let value = run_script_as(cx, source, &options)?;
    if !options.parse.is_async {
        return Ok(value);
    }
    mark_promise_handled(cx, value);
    event_loop::run_until_settled(cx, value)?;
    let result = cx.local(|isolate| promise_result(isolate.heap.get(value)))?;
    match promise_state(cx.raw(value)) {
        PromiseState::Fulfilled => Ok(result),
        PromiseState::Rejected => Err(cx.throw(result)),
        PromiseState::Pending => {
            let text = "Warning: Detected unsettled top-level await: nothing is left that could settle it\n";
            super::output::write(cx, super::output::stderr, text);
            Ok(Local::UNDEFINED)
        }
    }
}

/// Evaluates a text and shows its value by `show`.
fn evaluate_for(
    cx: &mut Scope<'_>,
    text: &str,
    show: impl for<'i> FnOnce(&mut Scope<'i>, Local<'i>) -> Completion<String>,
) -> Completion<Result<String, String>> {
    let mut cx = cx.open();
    let number = state(&mut cx).and_then(|state| state.prompt.as_mut()).map_or(0, |prompt| {
        prompt.texts += 1;
        prompt.texts
    });
    let source = SourceText::new(format!("{NAME}{number}"), text);
    let shown = run_typed(&mut cx, source).and_then(|value| show(&mut cx, value));
    match shown {
        Ok(text) => Ok(Ok(text)),
        Err(abrupt) => {
            let error = cx.catch(abrupt)?;
            match uncaught::is_taken(&mut cx, error) {
                Ok(true) => Ok(Err(String::new())),
                Ok(false) => uncaught::describe(&mut cx, error).map(Err),
                Err(abrupt) => {
                    let error = cx.catch(abrupt)?;
                    uncaught::describe(&mut cx, error).map(Err)
                }
            }
        }
    }
}

/// How values are shown at the prompt.
fn options(cx: &mut Scope<'_>) -> Options {
    let colors = state(cx).is_some_and(|state| state.stdout.wants_colors());
    Options { colors, show_proxy: true, ..Options::default() }
}

/// Whether a value is an Error object.
fn is_error(cx: &Scope<'_>, value: Local<'_>) -> bool {
    cx.raw(value).is_kind(crate::value::kind::ERROR)
}

/// Runs what is due; how long until a timer is.
///
/// # Errors
/// A termination.
pub(crate) fn turn(cx: &mut Scope<'_>) -> Completion<Option<Duration>> {
    event_loop::run_due(cx)
}
