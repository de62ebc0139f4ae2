//! `console` – <https://console.spec.whatwg.org/>, as Node writes it: text through `util.format`, groups indented.
//!
//! Every console, the global one and those that scripts construct, keeps what it remembers in an object under a private
//! name. What it writes goes to the `write` method of its stream, which a script may have replaced.

mod class;
mod memory;
mod table;
mod time;

pub(crate) use class::install;
use memory::{Console, Memory, Target, console_of, recall, say, sink_of, write};

use super::inspect::{Options, format_arguments, inspect};
use super::{property, warning};
use crate::heap::Local;
use crate::runtime::{
    self, Arguments, Completion, Intrinsic, NativeFunction, PropertyKey, Scope, call, delete, has_own_property,
    ordinary_object, rust_text, to_boolean, to_property_key, to_string,
};
use crate::value;

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
    ("table", 0, table::table),
    ("debug", 0, debug),
    ("info", 0, info),
    ("dirxml", 0, dirxml),
    ("error", 0, error),
    ("groupCollapsed", 0, group_collapsed),
];

/// Formats the values and writes them.
fn print<'s>(
    cx: &mut Scope<'s>,
    console: Console<'s>,
    kind: &'static str,
    values: &[Local<'s>],
) -> Completion<Local<'s>> {
    memory::tell(cx, console, kind, values)?;
    let target = if matches!(kind, "warning" | "error") { Target::Stderr } else { Target::Stdout };
    let base = Options::current(cx)?;
    let sink = sink_of(cx, console, target)?;
    let options = memory::options(cx, console, sink, base)?;
    let text = format_arguments(cx, values, &options)?;
    write(cx, console, sink, text)?;
    Ok(Local::UNDEFINED)
}

/// `console.log` – <https://nodejs.org/api/console.html#consolelogdata-args>
fn log<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let console = console_of(cx, this, arguments)?;
    print(cx, console, "log", &arguments.skip(0))
}

/// `console.info` – <https://nodejs.org/api/console.html#consoleinfodata-args>
fn info<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let console = console_of(cx, this, arguments)?;
    print(cx, console, "info", &arguments.skip(0))
}

/// `console.debug` – <https://nodejs.org/api/console.html#consoledebugdata-args>
fn debug<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let console = console_of(cx, this, arguments)?;
    print(cx, console, "debug", &arguments.skip(0))
}

/// `console.dirxml` – <https://nodejs.org/api/console.html#consoledirxmldata>
fn dirxml<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let console = console_of(cx, this, arguments)?;
    print(cx, console, "dirxml", &arguments.skip(0))
}

/// `console.warn` – <https://nodejs.org/api/console.html#consolewarndata-args>
fn warn<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let console = console_of(cx, this, arguments)?;
    print(cx, console, "warning", &arguments.skip(0))
}

/// `console.error` – <https://nodejs.org/api/console.html#consoleerrordata-args>
fn error<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let console = console_of(cx, this, arguments)?;
    print(cx, console, "error", &arguments.skip(0))
}

/// `console.dir` – <https://nodejs.org/api/console.html#consoledirobj-options>
fn dir<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let console = console_of(cx, this, arguments)?;
    memory::tell(cx, console, "dir", &arguments.skip(0))?;
    let base = Options { custom_inspect: false, ..Options::current(cx)? };
    let sink = sink_of(cx, console, Target::Stdout)?;
    let mut options = memory::options(cx, console, sink, base)?;
    options.read(cx, arguments.get(1))?;
    let text = inspect(cx, arguments.get(0), &options)?;
    write(cx, console, sink, text)?;
    Ok(Local::UNDEFINED)
}

/// `console.trace` – <https://nodejs.org/api/console.html#consoletracemessage-args>
fn trace<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let console = console_of(cx, this, arguments)?;
    let base = Options::current(cx)?;
    let sink = sink_of(cx, console, Target::Stderr)?;
    let options = memory::options(cx, console, sink, base)?;
    let message = format_arguments(cx, &arguments.skip(0), &options)?;
    let holder = ordinary_object(cx)?;
    property::define_text(cx, holder, "name", "Trace")?;
    property::define_text(cx, holder, "message", &message)?;
    let error = cx.intrinsic(Intrinsic::Error)?;
    let capture = property::get(cx, error, "captureStackTrace")?;
    call(cx, capture, error, &[holder, arguments.callee()])?;
    let stack = property::get(cx, holder, "stack")?;
    memory::tell(cx, console, "trace", &arguments.skip(0))?;
    memory::quietly(cx, |cx| say(cx, console, "error", &[stack]))
}

/// `console.assert` – <https://nodejs.org/api/console.html#consoleassertvalue-message>
fn assert<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let console = console_of(cx, this, arguments)?;
    if to_boolean(cx, arguments.get(0)) {
        return Ok(Local::UNDEFINED);
    }
    let mut values = arguments.skip(1);
    memory::tell(cx, console, "assert", &values)?;
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
    memory::quietly(cx, |cx| say(cx, console, "warn", &values))
}

/// `console.clear` – <https://nodejs.org/api/console.html#consoleclear>
fn clear<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let console = console_of(cx, this, arguments)?;
    memory::tell(cx, console, "clear", &[])?;
    let sink = sink_of(cx, console, Target::Stdout)?;
    let is_terminal = property::get(cx, sink.stream, "isTTY")?;
    if to_boolean(cx, is_terminal) && !super::output::is_dumb() {
        memory::write_to(cx, sink, "\x1b[1;1H\x1b[0J")?;
    }
    Ok(Local::UNDEFINED)
}

/// The label of a counter or timer.
fn label<'s>(cx: &mut Scope<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    match arguments.get(0) {
        label if cx.raw(label).is_undefined() => cx.interned("default"),
        label => to_string(cx, label),
    }
}

/// A table of counters or timers and the place of a label in it.
fn place_of<'s>(
    cx: &mut Scope<'s>,
    console: Console<'s>,
    memory: Memory,
    label: Local<'s>,
) -> Completion<(Local<'s>, PropertyKey<'s>)> {
    let table = recall(cx, console, memory)?;
    Ok((table, to_property_key(cx, label)?))
}

/// `console.count` – <https://nodejs.org/api/console.html#consolecountlabel>
fn count<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let console = console_of(cx, this, arguments)?;
    let label = label(cx, arguments)?;
    let (counts, key) = place_of(cx, console, Memory::Counts, label)?;
    let before = runtime::get(cx, counts, key)?;
    let before = if cx.raw(before).is_number() { cx.raw(before).as_number() } else { 0.0 };
    runtime::set(cx, counts, key, Local::number(before + 1.0))?;
    let text = format!("{}: {}", rust_text(cx, label)?, before + 1.0);
    let text = cx.string(&text)?;
    say(cx, console, "log", &[text])
}

/// `console.countReset` – <https://nodejs.org/api/console.html#consolecountresetlabel>
fn count_reset<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let console = console_of(cx, this, arguments)?;
    let given = arguments.get(0);
    // A label that is no string is looked for as it is, and so never found.
    let may_be_known = cx.raw(given).is_undefined() || value::is_string(cx.raw(given));
    let label = label(cx, arguments)?;
    let (counts, key) = place_of(cx, console, Memory::Counts, label)?;
    if may_be_known && has_own_property(cx, counts, key)? {
        delete(cx, counts, key)?;
        return Ok(Local::UNDEFINED);
    }
    let label = rust_text(cx, label)?;
    warning::emit(cx, "Warning", &format!("Count for '{label}' does not exist"))?;
    Ok(Local::UNDEFINED)
}

/// `console.group` – <https://nodejs.org/api/console.html#consolegrouplabel>
fn group<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    open_group(cx, this, arguments, "startGroup")
}

/// `console.groupCollapsed` – <https://nodejs.org/api/console.html#consolegroupcollapsed>
fn group_collapsed<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    open_group(cx, this, arguments, "startGroupCollapsed")
}

fn open_group<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
    kind: &'static str,
) -> Completion<Local<'s>> {
    let console = console_of(cx, this, arguments)?;
    memory::tell(cx, console, kind, &arguments.skip(0))?;
    if arguments.count() > 0 {
        memory::quietly(cx, |cx| say(cx, console, "log", &arguments.skip(0)))?;
    }
    memory::indent(cx, console, 1.0)?;
    Ok(Local::UNDEFINED)
}

/// `console.groupEnd` – <https://nodejs.org/api/console.html#consolegroupend>
fn group_end<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let console = console_of(cx, this, arguments)?;
    memory::tell(cx, console, "endGroup", &[])?;
    memory::indent(cx, console, -1.0)?;
    Ok(Local::UNDEFINED)
}
