//! `process.stdin`, `process.stdout` and `process.stderr` – <https://nodejs.org/api/process.html#process-io>
//!
//! Writing is synchronous: what a script wrote is out when `write` returns. Reading is a script's (`stdin.js`), loaded when
//! it is first asked for.

use crate::heap::Local;
use crate::host::bytes;
use crate::host::output::{Stream, stderr, stdout};
use crate::host::place::{self, Place};
use crate::host::report::throw_invalid_argument_type;
use crate::host::state::state;
use crate::host::tick::next_tick;
use crate::host::{modules, property, symbols};
use crate::runtime::{
    Arguments, Completion, NativeFunction, PropertyDescriptor, Scope, define_property_or_throw, is_callable,
    ordinary_object_create, units,
};
use crate::value;
use crate::value::layout::attribute;

/// Defines the streams.
pub(super) fn define<'s>(cx: &mut Scope<'s>, process: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let methods: &[(&str, u8, NativeFunction)] = &[
        ("end", 0, end),
        ("on", 2, listen),
        ("once", 2, listen),
        ("off", 2, listen),
        ("addListener", 2, listen),
        ("removeListener", 2, listen),
        ("removeAllListeners", 1, listen),
        ("emit", 1, emit),
        ("listenerCount", 1, listener_count),
        ("cork", 0, listen),
        ("uncork", 0, listen),
        ("getColorDepth", 0, color_depth),
        ("hasColors", 0, has_colors),
        ("getWindowSize", 0, window_size),
    ];
    let prototype = symbols::class(&mut cx, "WriteStream", methods)?;
    let streams: [(&str, i32, NativeFunction, Stream, Place); 2] = [
        ("stdout", 1, write_stdout, stdout, Place::StdoutWrite),
        ("stderr", 2, write_stderr, stderr, Place::StderrWrite),
    ];
    for (name, descriptor, write, pick, place) in streams {
        let mut cx = cx.open();
        let stream = ordinary_object_create(&mut cx, prototype)?;
        property::define(&mut cx, stream, "fd", Local::int(descriptor))?;
        property::define(&mut cx, stream, "writable", Local::TRUE)?;
        let write = property::function(&mut cx, "write", 1, write, Local::UNDEFINED)?;
        place::set(&mut cx, place, write)?;
        property::define(&mut cx, stream, "write", write)?;
        if state(&mut cx).map(pick).is_some_and(|output| output.is_terminal()) {
            property::define(&mut cx, stream, "isTTY", Local::TRUE)?;
            let [columns, rows] = size();
            property::define(&mut cx, stream, "columns", Local::number(columns))?;
            property::define(&mut cx, stream, "rows", Local::number(rows))?;
        }
        property::define(&mut cx, process, name, stream)?;
    }
    let get = property::function(&mut cx, "getStdin", 0, standard_input, Local::UNDEFINED)?;
    let key = cx.name("stdin")?;
    let attributes = attribute::ENUMERABLE | attribute::CONFIGURABLE;
    define_property_or_throw(&mut cx, process, key, &PropertyDescriptor::accessor(get, Local::UNDEFINED, attributes))
}

/// `process.stdin`
fn standard_input<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    modules::require_builtin(cx, "internal/stdin")
}

/// Columns and rows of the terminal.
fn size() -> [f64; 2] {
    let read = |name, default| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default);
    [read("COLUMNS", 80.0), read("LINES", 24.0)]
}

/// `stdout.write`
fn write_stdout<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    write(cx, stdout, arguments)
}

/// `stderr.write`
fn write_stderr<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    write(cx, stderr, arguments)
}

fn write<'s>(cx: &mut Scope<'s>, stream: Stream, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let chunk = arguments.get(0);
    if value::is_string(cx.raw(chunk)) {
        let text = units(cx, chunk)?.to_rust_lossy();
        cx.step(1 + text.len() as u64 / 64)?;
        if let Some(output) = state(cx).map(stream) {
            output.write(text.as_bytes());
        }
    } else if let Some(bytes) = bytes::copy_of_view(cx, chunk)? {
        if let Some(output) = state(cx).map(stream) {
            output.write(&bytes);
        }
    } else {
        let expected = "of type string or an instance of Buffer, TypedArray, or DataView";
        return Err(throw_invalid_argument_type(cx, "chunk", expected, chunk));
    }
    for place in 1..arguments.count().min(3) {
        if is_callable(cx, arguments.get(place)) {
            next_tick(cx, arguments.get(place), &[])?;
        }
    }
    Ok(Local::TRUE)
}

/// `stdout.end`: writes its argument.
fn end<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if arguments.count() > 0 && !is_callable(cx, arguments.get(0)) {
        let write = property::get(cx, this, "write")?;
        crate::runtime::call(cx, write, this, &arguments.skip(0))?;
    }
    Ok(this)
}

/// Listeners are accepted, and never called: these streams have no events.
fn listen<'s>(_: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(this)
}

fn emit<'s>(_: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::FALSE)
}

fn listener_count<'s>(_: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::int(0))
}

/// `stdout.getColorDepth` – <https://nodejs.org/api/tty.html#writestreamgetcolordepthenv>
fn color_depth<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let colors = state(cx).is_some_and(|state| state.stdout.wants_colors());
    Ok(Local::int(if colors { 8 } else { 1 }))
}

fn has_colors<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let colors = state(cx).is_some_and(|state| state.stdout.wants_colors());
    Ok(Local::bool(colors))
}

/// `stdout.getWindowSize` – <https://nodejs.org/api/tty.html#writestreamgetwindowsize>
fn window_size<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    crate::runtime::create_array_from_list(cx, &size().map(Local::number))
}
