//! `console` – <https://console.spec.whatwg.org/>, as Node writes it: text through `util.format`, groups indented.

mod table;
mod time;

use super::inspect::{Options, format_arguments, inspect};
use super::output::{Stream, stderr, stdout};
use super::state::state;
use super::{property, warning};
use crate::heap::{Local, ScratchCharge};
use crate::runtime::{
    self, Arguments, Completion, Intrinsic, NativeFunction, Scope, ordinary_object, rust_text, to_boolean, to_string,
};
use crate::value::Fault;
use std::collections::HashMap;
use std::time::Instant;

/// Columns that a group is indented by.
const GROUP_INDENTATION: usize = 2;

/// What the console remembers.
#[derive(Default)]
pub(crate) struct ConsoleState {
    indentation: usize,
    counts: HashMap<String, (u64, Option<ScratchCharge>)>,
    times: HashMap<String, (Instant, Option<ScratchCharge>)>,
}

/// The methods, in Node's order.
const METHODS: &[(&str, u8, NativeFunction)] = &[
    ("log", 0, log),
    ("warn", 0, warn),
    ("dir", 0, dir),
    ("time", 0, time::time),
    ("timeEnd", 0, time::time_end),
    ("timeLog", 0, time::time_log),
    ("trace", 0, trace),
    ("assert", 0, assert),
    ("clear", 0, clear),
    ("count", 0, count),
    ("countReset", 0, count_reset),
    ("group", 0, group),
    ("groupEnd", 0, group_end),
    ("table", 1, table::table),
    ("debug", 0, log),
    ("info", 0, log),
    ("dirxml", 0, log),
    ("error", 0, warn),
    ("groupCollapsed", 0, group),
];

/// Puts `console` on the global object.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let prototype = ordinary_object(&mut cx)?;
    let console = runtime::ordinary_object_create(&mut cx, prototype)?;
    property::define_functions(&mut cx, console, METHODS)?;
    property::define_tag(&mut cx, console, "console")?;
    runtime::define_global(&mut cx, "console", console)
}

/// All arguments of a call.
fn all<'s>(arguments: Arguments<'s>) -> Vec<Local<'s>> {
    arguments.skip(0)
}

/// Options for texts to a stream.
fn options(cx: &mut Scope<'_>, stream: Stream) -> Options {
    let colors = state(cx).map(stream).is_some_and(|output| output.wants_colors());
    Options { colors, ..Options::default() }
}

/// Writes a text as one or more lines, indented by the open groups.
///
/// # Errors
/// Termination when there is no memory.
pub(super) fn print(cx: &mut Scope<'_>, stream: Stream, mut text: String) -> Completion<()> {
    cx.step(1 + text.len() as u64 / 64)?;
    if let Some(state) = state(cx) {
        let indentation = " ".repeat(state.console.indentation);
        if !indentation.is_empty() {
            text = format!("{indentation}{}", text.replace('\n', &format!("\n{indentation}")));
        }
        text.push('\n');
        stream(state).write(text.as_bytes());
    }
    Ok(())
}

/// Formats the values and writes them.
fn print_values<'s>(cx: &mut Scope<'s>, stream: Stream, values: &[Local<'s>]) -> Completion<Local<'s>> {
    let options = options(cx, stream);
    let text = format_arguments(cx, values, &options)?;
    print(cx, stream, text)?;
    Ok(Local::UNDEFINED)
}

/// `console.log`, `info`, `debug`, `dirxml` – <https://nodejs.org/api/console.html#consolelogdata-args>
fn log<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    print_values(cx, stdout, &all(arguments))
}

/// `console.warn`, `error` – <https://nodejs.org/api/console.html#consoleerrordata-args>
fn warn<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    print_values(cx, stderr, &all(arguments))
}

/// `console.dir` – <https://nodejs.org/api/console.html#consoledirobj-options>
fn dir<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let mut options = Options { custom_inspect: false, ..options(cx, stdout) };
    options.read(cx, arguments.get(1))?;
    let text = inspect(cx, arguments.get(0), &options)?;
    print(cx, stdout, text)?;
    Ok(Local::UNDEFINED)
}

/// `console.trace` – <https://nodejs.org/api/console.html#consoletracemessage-args>
fn trace<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let options = options(cx, stderr);
    let message = format_arguments(cx, &all(arguments), &options)?;
    let holder = ordinary_object(cx)?;
    property::define_text(cx, holder, "name", "Trace")?;
    property::define_text(cx, holder, "message", &message)?;
    let error = cx.intrinsic(Intrinsic::Error)?;
    let capture = property::get(cx, error, "captureStackTrace")?;
    runtime::call(cx, capture, error, &[holder, arguments.callee()])?;
    let stack = property::get(cx, holder, "stack")?;
    let stack = to_string(cx, stack)?;
    let text = rust_text(cx, stack)?;
    print(cx, stderr, text)?;
    Ok(Local::UNDEFINED)
}

/// `console.assert` – <https://nodejs.org/api/console.html#consoleassertvalue-message>
fn assert<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if to_boolean(cx, arguments.get(0)) {
        return Ok(Local::UNDEFINED);
    }
    let mut values = arguments.skip(1);
    let text = match values.first() {
        None => "Assertion failed".to_owned(),
        Some(&message) => {
            let message = to_string(cx, message)?;
            format!("Assertion failed: {}", rust_text(cx, message)?)
        }
    };
    let text = cx.string(&text)?;
    match values.first_mut() {
        None => values.push(text),
        Some(first) => *first = text,
    }
    print_values(cx, stderr, &values)
}

/// `console.clear` – <https://nodejs.org/api/console.html#consoleclear>
fn clear<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if let Some(state) = state(cx)
        && state.stdout.is_terminal()
    {
        state.stdout.write(b"\x1b[1;1H\x1b[0J");
    }
    Ok(Local::UNDEFINED)
}

/// The label of a counter or timer.
fn label<'s>(cx: &mut Scope<'s>, arguments: Arguments<'s>) -> Completion<String> {
    if cx.raw(arguments.get(0)).is_undefined() {
        return Ok("default".to_owned());
    }
    let label = to_string(cx, arguments.get(0))?;
    rust_text(cx, label)
}

/// Charges what a label costs as long as it is remembered.
fn charge_label(cx: &mut Scope<'_>, label: &str) -> Completion<Option<ScratchCharge>> {
    match cx.heap.charge_scratch(label.len() + 64) {
        Ok(charge) => Ok(Some(charge)),
        Err(error) => Err(cx.fault(Fault::from(error))),
    }
}

/// `console.count` – <https://nodejs.org/api/console.html#consolecountlabel>
fn count<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let label = label(cx, arguments)?;
    let charge = charge_label(cx, &label)?;
    let Some(state) = state(cx) else { return Ok(Local::UNDEFINED) };
    let entry = state.console.counts.entry(label.clone()).or_insert((0, charge));
    entry.0 += 1;
    let text = format!("{label}: {}", entry.0);
    print(cx, stdout, text)?;
    Ok(Local::UNDEFINED)
}

/// `console.countReset` – <https://nodejs.org/api/console.html#consolecountresetlabel>
fn count_reset<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let label = label(cx, arguments)?;
    let known = state(cx).and_then(|state| state.console.counts.remove(&label));
    if known.is_none() {
        warning::emit(cx, "Warning", &format!("Count for '{label}' does not exist"))?;
    }
    Ok(Local::UNDEFINED)
}

/// `console.group`, `groupCollapsed` – <https://nodejs.org/api/console.html#consolegrouplabel>
fn group<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if arguments.count() > 0 {
        print_values(cx, stdout, &all(arguments))?;
    }
    if let Some(state) = state(cx) {
        // Nobody sees a difference beyond this, and the indentation stays small.
        state.console.indentation = (state.console.indentation + GROUP_INDENTATION).min(1000);
    }
    Ok(Local::UNDEFINED)
}

/// `console.groupEnd` – <https://nodejs.org/api/console.html#consolegroupend>
fn group_end<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if let Some(state) = state(cx) {
        state.console.indentation = state.console.indentation.saturating_sub(GROUP_INDENTATION);
    }
    Ok(Local::UNDEFINED)
}
