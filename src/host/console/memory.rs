//! What a console remembers, and where it writes.

use crate::heap::Local;
use crate::host::held::Held;
use crate::host::inspect::Options;
use crate::host::output::{stderr, stdout};
use crate::host::place::{self, Place};
use crate::host::report::throw_coded;
use crate::host::state::state;
use crate::host::visitor::{self, has_visitor};
use crate::host::{property, symbols};
use crate::runtime::{
    self, Abrupt, Arguments, Completion, Intrinsic, Scope, call, callee_data, get_v, is_callable, is_object,
    ordinary_object_create, to_boolean,
};
use crate::value::layout::{attribute, words};

/// Which of a console's streams.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Stdout,
    Stderr,
}

/// What a console remembers besides its streams.
#[derive(Clone, Copy)]
pub(super) enum Memory {
    ColorMode,
    InspectOptions,
    /// Columns that lines are indented by.
    Indentation,
    /// Columns that a group is indented by.
    Width,
    Counts,
    Times,
}

/// Values that a console remembers.
const COUNT: usize = Memory::Times as usize + 1;

/// A stream that a console writes to.
#[derive(Clone, Copy)]
pub(super) struct Sink<'s> {
    pub(super) stream: Local<'s>,
    /// It is one of the process's, and its `write` the original one.
    own: Option<Target>,
}

/// A console that a method works for.
#[derive(Clone, Copy)]
pub(super) struct Console<'s> {
    pub(super) object: Local<'s>,
    /// What it remembers.
    state: Local<'s>,
}

/// How a console is made.
pub(super) struct Settings<'s> {
    pub(super) stdout: Local<'s>,
    pub(super) stderr: Local<'s>,
    /// Drop what the streams throw.
    pub(super) ignore_errors: bool,
    /// `true`, `false` or anything else for what the stream likes.
    pub(super) color_mode: Local<'s>,
    pub(super) inspect_options: Local<'s>,
    /// Columns that a group is indented by.
    pub(super) group_indentation: f64,
}

/// Columns that lines are indented by at most.
const MOST_INDENTATION: f64 = 65_536.0;

/// Makes an object a console.
pub(super) fn become_console<'s>(cx: &mut Scope<'s>, console: Local<'s>, settings: &Settings<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let hidden = attribute::HIDDEN;
    let state = cx.allocate_words(COUNT)?;
    let (counts, times) =
        (ordinary_object_create(&mut cx, Local::NULL)?, ordinary_object_create(&mut cx, Local::NULL)?);
    for (memory, value) in [
        (Memory::ColorMode, settings.color_mode),
        (Memory::InspectOptions, settings.inspect_options),
        (Memory::Indentation, Local::int(0)),
        (Memory::Width, Local::number(settings.group_indentation)),
        (Memory::Counts, counts),
        (Memory::Times, times),
    ] {
        cx.heap.store(state, words::ELEMENTS + memory as usize, value);
    }
    symbols::put(&mut cx, console, Place::ConsoleState, state)?;
    property::define_with(&mut cx, console, "_stdout", settings.stdout, hidden)?;
    property::define_with(&mut cx, console, "_stderr", settings.stderr, hidden)?;
    property::define_with(&mut cx, console, "_ignoreErrors", Local::bool(settings.ignore_errors), hidden)?;
    property::define_tag(&mut cx, console, "console")
}

fn state_of<'s>(cx: &mut Scope<'s>, console: Local<'s>) -> Completion<Local<'s>> {
    if is_object(cx.raw(console)) { symbols::read(cx, console, Place::ConsoleState) } else { Ok(Local::UNDEFINED) }
}

/// Whether a value is a console.
pub(super) fn is_console<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<bool> {
    let mut cx = cx.open();
    let state = state_of(&mut cx, value)?;
    Ok(!cx.raw(state).is_undefined())
}

/// Something that a console remembers.
pub(super) fn recall<'s>(cx: &mut Scope<'s>, console: Console<'s>, memory: Memory) -> Completion<Local<'s>> {
    cx.word(console.state, words::ELEMENTS + memory as usize)
}

/// The console that a method is for: the one it belongs to, or the one it was called on.
pub(super) fn console_of<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Console<'s>> {
    let owner = callee_data(cx, arguments)?;
    let object = if is_object(cx.raw(owner)) { owner } else { this };
    let state = state_of(cx, object)?;
    if !cx.raw(state).is_undefined() {
        return Ok(Console { object, state });
    }
    let message = "Value of \"this\" must be of type Console";
    Err(throw_coded(cx, Intrinsic::TypeErrorPrototype, "ERR_INVALID_THIS", message))
}

/// Calls a method of the console, which a script may have replaced.
pub(super) fn say<'s>(
    cx: &mut Scope<'s>,
    console: Console<'s>,
    method: &str,
    values: &[Local<'s>],
) -> Completion<Local<'s>> {
    let key = cx.name(method)?;
    runtime::invoke(cx, console.object, key, values)?;
    Ok(Local::UNDEFINED)
}

/// Tells whoever looks on of a call of the global console's, unless another method made it.
pub(super) fn tell<'s>(
    cx: &mut Scope<'s>,
    console: Console<'s>,
    kind: &'static str,
    values: &[Local<'s>],
) -> Completion<()> {
    if !has_visitor(cx) || state(cx).is_some_and(|state| state.is_console_quiet) {
        return Ok(());
    }
    let global = property::get(cx, console.object, "Console")?;
    // Only the global console has its class as a property of its own.
    if cx.raw(global).is_undefined() { Ok(()) } else { visitor::say(cx, kind, values) }
}

/// Calls other methods of the console, of which nobody is told.
pub(super) fn quietly<'s, R>(cx: &mut Scope<'s>, body: impl FnOnce(&mut Scope<'s>) -> R) -> R {
    let set = |cx: &mut Scope<'s>, is_quiet| match state(cx) {
        Some(state) => std::mem::replace(&mut state.is_console_quiet, is_quiet),
        None => false,
    };
    let before = set(cx, true);
    let result = body(cx);
    set(cx, before);
    result
}

/// Opens (1) or closes (-1) a group.
pub(super) fn indent<'s>(cx: &mut Scope<'s>, console: Console<'s>, groups: f64) -> Completion<()> {
    let mut cx = cx.open();
    let now = number(&mut cx, console, Memory::Indentation)? + groups * number(&mut cx, console, Memory::Width)?;
    cx.heap.store(console.state, words::ELEMENTS + Memory::Indentation as usize, Local::number(now.max(0.0)));
    Ok(())
}

fn number<'s>(cx: &mut Scope<'s>, console: Console<'s>, memory: Memory) -> Completion<f64> {
    let mut cx = cx.open();
    let value = recall(&mut cx, console, memory)?;
    let raw = cx.raw(value);
    Ok(if raw.is_number() { raw.as_number() } else { 0.0 })
}

/// Where a console writes to.
pub(super) fn sink_of<'s>(cx: &mut Scope<'s>, console: Console<'s>, target: Target) -> Completion<Sink<'s>> {
    let stream = property::get(cx, console.object, if target == Target::Stdout { "_stdout" } else { "_stderr" })?;
    let own = own_target(cx, stream)?;
    Ok(Sink { stream, own })
}

/// `base` with what the console wants for texts to one of its streams.
pub(super) fn options<'s>(
    cx: &mut Scope<'s>,
    console: Console<'s>,
    sink: Sink<'s>,
    base: Options,
) -> Completion<Options> {
    let mut options = base;
    let mode = recall(cx, console, Memory::ColorMode)?;
    let colors = match cx.raw(mode).is_bool() {
        true => to_boolean(cx, mode),
        false => wants_colors(cx, sink)?,
    };
    let own = recall(cx, console, Memory::InspectOptions)?;
    if is_object(cx.raw(own)) {
        options.read(cx, own)?;
        let given = property::get(cx, own, "colors")?;
        if !cx.raw(given).is_undefined() {
            return Ok(options);
        }
        options.colors = colors;
    } else if colors {
        options.colors = true;
    }
    Ok(options)
}

/// Whether texts for a stream should have colors.
fn wants_colors<'s>(cx: &mut Scope<'s>, sink: Sink<'s>) -> Completion<bool> {
    let mut cx = cx.open();
    match sink.own {
        Some(Target::Stdout) => return Ok(state(&mut cx).is_some_and(|state| state.stdout.wants_colors())),
        Some(Target::Stderr) => return Ok(state(&mut cx).is_some_and(|state| state.stderr.wants_colors())),
        None => {}
    }
    let stream = sink.stream;
    let is_terminal = property::get(&mut cx, stream, "isTTY")?;
    if !to_boolean(&cx, is_terminal) {
        return Ok(false);
    }
    let depth = property::get(&mut cx, stream, "getColorDepth")?;
    if !is_callable(&cx, depth) {
        return Ok(true);
    }
    let depth = call(&mut cx, depth, stream, &[])?;
    Ok(cx.raw(depth).is_number() && cx.raw(depth).as_number() > 2.0)
}

/// Which stream of the process this is, as long as its `write` is the original one.
fn own_target<'s>(cx: &mut Scope<'s>, stream: Local<'s>) -> Completion<Option<Target>> {
    let mut cx = cx.open();
    if !is_object(cx.raw(stream)) {
        return Ok(None);
    }
    let write = property::get(&mut cx, stream, "write")?;
    for (place, target) in [(Place::StdoutWrite, Target::Stdout), (Place::StderrWrite, Target::Stderr)] {
        let original = place::get(&mut cx, place)?;
        if is_object(cx.raw(original)) && cx.raw(original).identical(cx.raw(write)) {
            return Ok(Some(target));
        }
    }
    Ok(None)
}

/// Writes a text as one or more lines, indented by the open groups.
///
/// # Errors
/// What the stream throws if the console does not ignore that; termination when there is no memory.
pub(super) fn write<'s>(cx: &mut Scope<'s>, console: Console<'s>, sink: Sink<'s>, mut text: String) -> Completion<()> {
    let mut cx = cx.open();
    let indentation = number(&mut cx, console, Memory::Indentation)?.min(MOST_INDENTATION) as usize;
    let mut held = Held::default();
    if indentation > 0 {
        let lines = 1 + text.bytes().filter(|&byte| byte == b'\n').count();
        held.hold(&mut cx, text.len() + lines * indentation)?;
        let indentation = " ".repeat(indentation);
        text = format!("{indentation}{}", text.replace('\n', &format!("\n{indentation}")));
    }
    text.push('\n');
    if sink.own.is_some() {
        return write_to(&mut cx, sink, &text);
    }
    let ignores = property::get(&mut cx, console.object, "_ignoreErrors")?;
    if !to_boolean(&cx, ignores) {
        return write_to(&mut cx, sink, &text);
    }
    write_quietly(&mut cx, sink.stream, &text)
}

/// Writes a text to a stream.
pub(super) fn write_to<'s>(cx: &mut Scope<'s>, sink: Sink<'s>, text: &str) -> Completion<()> {
    cx.step(1 + text.len() as u64 / 64)?;
    let stdio = match sink.own {
        Some(Target::Stdout) => stdout,
        Some(Target::Stderr) => stderr,
        None => {
            let mut cx = cx.open();
            let text = cx.string(text)?;
            return invoke(&mut cx, sink.stream, "write", &[text]).map(|_| ());
        }
    };
    if let Some(output) = state(cx).map(stdio) {
        output.write(text.as_bytes());
    }
    Ok(())
}

fn invoke<'s>(cx: &mut Scope<'s>, stream: Local<'s>, name: &str, values: &[Local<'s>]) -> Completion<Local<'s>> {
    let key = cx.name(name)?;
    let method = get_v(cx, stream, key)?;
    if is_callable(cx, method) {
        return call(cx, method, stream, values);
    }
    Err(runtime::throw_type_error(cx, format_args!("stream.{name} is not a function")))
}

/// Writes a text to a stream of a script's whose errors nobody is to see, with a listener for them meanwhile.
fn write_quietly<'s>(cx: &mut Scope<'s>, stream: Local<'s>, text: &str) -> Completion<()> {
    let noop = property::function(cx, "noop", 0, |_, _, _| Ok(Local::UNDEFINED), Local::UNDEFINED)?;
    let event = cx.interned("error")?;
    let text = cx.string(text)?;
    let written = write_guarded(cx, stream, text, event, noop);
    if let Err(abrupt) = written {
        let thrown = cx.catch(abrupt)?;
        if runtime::describe(cx, thrown) == "RangeError: Maximum call stack size exceeded" {
            return Err(cx.throw(thrown));
        }
    }
    invoke(cx, stream, "removeListener", &[event, noop])?;
    Ok(())
}

fn write_guarded<'s>(
    cx: &mut Scope<'s>,
    stream: Local<'s>,
    text: Local<'s>,
    event: Local<'s>,
    noop: Local<'s>,
) -> Result<(), Abrupt> {
    let listeners = invoke(cx, stream, "listenerCount", &[event])?;
    let raw = cx.raw(listeners);
    if raw.is_number() && raw.as_number() == 0.0 {
        invoke(cx, stream, "once", &[event, noop])?;
    }
    invoke(cx, stream, "write", &[text, noop])?;
    Ok(())
}
