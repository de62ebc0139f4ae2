//! Stack traces: frames found by whoever walks the VM stack, told when somebody reads them, printed as V8 prints them.

use super::async_stack::TaskFrame;
use super::completion::Completion;
use super::isolate::Isolate;
use super::names::KnownName;
use super::realm::Intrinsic;
use super::scope::Scope;
use super::shape::own_named;
use crate::heap::{Allocation, Local, Raw, Slot};
use crate::value::kind;
use crate::value::layout::{attribute, function, generator, generator_request, generator_state, promise, reaction};

/// Native stack kept for reporting that there is none left, in bytes.
pub(crate) const NATIVE_RESERVE: usize = 128 << 10;

/// One frame of a stack trace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FrameInfo {
    /// The function's name with receiver (`Foo.bar`, `new Foo`, `async f`), empty when there is none.
    pub(crate) function: String,
    /// URL or path; empty for native functions.
    pub(crate) script: String,
    /// One-based line; 0 when there is none.
    pub(crate) line: u32,
    /// One-based column, in UTF-16 code units.
    pub(crate) column: u32,
    /// Is it a builtin (`<anonymous>`)?
    pub(crate) is_native: bool,
    /// Does it await the frame above?
    pub(crate) is_async: bool,
}

/// A frame as it is captured: what its line will be made of when somebody reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CapturedFrame {
    /// Slot index of the frame's callee; `this` and `new.target` are the two slots behind it.
    pub(crate) slot: usize,
    /// Address of the node being run, 0 when there is none: only a number that the interpreter knows how to read.
    pub(crate) node: usize,
}

impl CapturedFrame {
    /// The function, `this` or `new.target`.
    fn word<'h>(&self, isolate: &'h Isolate, offset: usize) -> Raw<'h> {
        isolate.heap.get(Local::in_slot(Slot((self.slot + offset) as u32)))
    }

    /// The function, as long as the frame is on the stack.
    pub(crate) fn callee<'h>(&self, isolate: &'h Isolate) -> Raw<'h> {
        self.word(isolate, 0)
    }

    /// What the frame says, as long as it is on the stack.
    pub(crate) fn tell(&self, isolate: &Isolate) -> Option<FrameInfo> {
        let constructs = self.word(isolate, 2).is_pointer();
        let this = if constructs { isolate.heap.get(Local::UNDEFINED) } else { self.word(isolate, 1) };
        (isolate.frame_teller)(isolate, self.callee(isolate), this, self.node, constructs)
    }
}

impl Isolate {
    /// The frames that run, at most `limit`, from the innermost outwards.
    pub(crate) fn running_frames(&self, limit: usize) -> Vec<CapturedFrame> {
        (self.stack_walker)(self, self.heap.get(Local::UNDEFINED), limit)
    }
}

/// Finds at most `limit` frames from the innermost outwards, beginning behind the frames down to and including the
/// topmost call of `above` (UNDEFINED: from the innermost).
pub(crate) type StackWalker = fn(isolate: &Isolate, above: Raw<'_>, limit: usize) -> Vec<CapturedFrame>;

/// Tells what a captured frame says: callee, `this` (UNDEFINED for constructor calls), node, is it a constructor call?
pub(crate) type FrameTeller =
    fn(isolate: &Isolate, callee: Raw<'_>, this: Raw<'_>, node: usize, constructs: bool) -> Option<FrameInfo>;

/// The walker of an isolate without an interpreter.
pub(crate) fn no_frames(_: &Isolate, _: Raw<'_>, _: usize) -> Vec<CapturedFrame> {
    Vec::new()
}

/// The teller of an isolate without an interpreter.
pub(crate) fn no_frame(_: &Isolate, _: Raw<'_>, _: Raw<'_>, _: usize, _: bool) -> Option<FrameInfo> {
    None
}

/// Words of a captured frame in a record: callee, `this` (HOLE for a constructor call), node (number, negative for a
/// function that awaits).
const WIDTH: usize = 3;

/// A RECORD of the frames above `above`; `None`: `Error.stackTraceLimit` is no number, and there shall be no trace at all.
pub(super) fn capture<'s>(cx: &mut Scope<'s>, above: Local<'s>) -> Completion<Option<Local<'s>>> {
    let Some(limit) = trace_limit(cx) else { return Ok(None) };
    let frames = if limit == 0 { Vec::new() } else { (cx.stack_walker)(cx, cx.raw(above), limit) };
    let awaiting = match frames.last() {
        Some(&last) if frames.len() < limit => awaiting_frames(cx, last.slot, limit - frames.len())?,
        _ => Vec::new(),
    };
    let words = 1 + WIDTH * (frames.len() + awaiting.len());
    let record = cx.allocate(Allocation::young(kind::RECORD, 0, words), |init| {
        for (index, frame) in frames.iter().enumerate() {
            let slot = |offset: usize| Local::in_slot(Slot((frame.slot + offset) as u32));
            let constructs = init.heap().get(slot(2)).is_pointer();
            init.set(1 + WIDTH * index, slot(0));
            init.set(2 + WIDTH * index, if constructs { Local::HOLE } else { slot(1) });
            init.set(3 + WIDTH * index, Local::number(frame.node as f64));
        }
        for (index, &(callee, this, node)) in (frames.len()..).zip(&awaiting) {
            init.set(1 + WIDTH * index, callee);
            init.set(2 + WIDTH * index, this);
            init.set(3 + WIDTH * index, Local::number(-(node as f64)));
        }
    })?;
    Ok(Some(record))
}

/// Slots between the state of a function that goes on and its frame: see the machine's `resume`.
const STATE_BELOW: usize = 2;

/// The functions that wait, one for the other, for the outermost function on the stack, whose frame begins at `slot`: callee,
/// `this` and node of each, at most `limit`.
fn awaiting_frames<'s>(
    cx: &mut Scope<'s>,
    slot: usize,
    limit: usize,
) -> Completion<Vec<(Local<'s>, Local<'s>, usize)>> {
    let mut frames = Vec::new();
    let Some(mut state) = resumed_state(cx, slot)? else { return Ok(frames) };
    while frames.len() < limit {
        let Some(waiting) = awaiting_state(cx, state)? else { break };
        let callee = cx.word(waiting, generator_state::CALLEE)?;
        let this = cx.word(waiting, generator_state::THIS)?;
        let node = cx.raw(waiting).word(generator_state::POINT).word_value().bits() & 0xffff_ffff_ffff;
        frames.push((callee, this, node as usize));
        state = waiting;
    }
    Ok(frames)
}

/// The state of a function that goes on, whose frame begins at `slot`.
fn resumed_state<'s>(cx: &mut Scope<'s>, slot: usize) -> Completion<Option<Local<'s>>> {
    let Some(below) = slot.checked_sub(STATE_BELOW) else { return Ok(None) };
    let state = cx.local(|isolate| isolate.heap.get(Local::in_slot(Slot(below as u32))))?;
    let (raw, callee) = (cx.raw(state), cx.raw(Local::in_slot(Slot(slot as u32))));
    let goes_on = raw.is_kind(kind::GENERATOR_STATE) && raw.word(generator_state::CALLEE).identical(callee);
    Ok(goes_on.then_some(state))
}

/// The state of the function that awaits one that goes on, whose frame begins at `slot`.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn awaiting<'s>(cx: &mut Scope<'s>, slot: usize) -> Completion<Option<Local<'s>>> {
    match resumed_state(cx, slot)? {
        Some(state) => awaiting_state(cx, state),
        None => Ok(None),
    }
}

/// The promise of an async function that goes on, whose frame begins at `slot`.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn promise_of_resumed<'s>(cx: &mut Scope<'s>, slot: usize) -> Completion<Option<Local<'s>>> {
    let Some(state) = resumed_state(cx, slot)? else { return Ok(None) };
    let owner = cx.word(state, generator_state::OWNER)?;
    Ok(cx.raw(owner).is_kind(kind::PROMISE).then_some(owner))
}

/// The state of the function that awaits the promise of another, if nobody else waits for that.
fn awaiting_state<'s>(cx: &mut Scope<'s>, state: Local<'s>) -> Completion<Option<Local<'s>>> {
    let owner = cx.raw(state).word(generator_state::OWNER);
    let promise = match owner.kind() {
        kind::ASYNC_GENERATOR if owner.word(generator::QUEUE).is_pointer() => {
            owner.word(generator::QUEUE).word(generator_request::PROMISE)
        }
        _ => owner,
    };
    if !promise.is_kind(kind::PROMISE) || !promise.word(promise::REACTIONS).is_kind(kind::RECORD) {
        return Ok(None);
    }
    let reaction = promise.word(promise::REACTIONS);
    let is_await = reaction.word(reaction::ON_FULFILLED).is_int();
    let waiting = reaction.word(reaction::PROMISE);
    if reaction.word(reaction::NEXT).is_pointer() || !is_await || !waiting.is_kind(kind::GENERATOR_STATE) {
        return Ok(None);
    }
    if !waiting.word(generator_state::POINT).is_int() {
        return Ok(None);
    }
    let slot = cx.heap.root(waiting);
    cx.adopt(slot).map(Some)
}

/// The text of captured frames: a line `    at f (file:line:column)` for each.
pub(super) fn text(cx: &Scope<'_>, record: Local<'_>) -> String {
    let mut text = String::new();
    let words = cx.raw(record).parts().tagged;
    for index in 0..words.len() / WIDTH {
        let (callee, this) = (words.get(WIDTH * index), words.get(WIDTH * index + 1));
        let node = words.get(WIDTH * index + 2).as_number();
        let is_async = node < 0.0;
        if let Some(frame) = (cx.frame_teller)(cx, callee, this, node.abs() as usize, this.is_hole()) {
            let frame = FrameInfo { is_async, ..frame };
            text.push_str("\n    at ");
            text.push_str(&frame.to_string());
        }
    }
    text
}

/// The frames of scripts that an error has captured, those aside that only await it, as long as nobody has asked for the
/// text of its stack.
pub(crate) fn captured_frames<'h>(isolate: &'h Isolate, error: Raw<'h>) -> Option<Vec<TaskFrame<'h>>> {
    let own = own_named(&isolate.heap, error, isolate.known(KnownName::Stack))?;
    let record = super::butterfly::slot(error, own.location);
    if !own.meta.has(attribute::LAZY_PROTOTYPE) || !record.is_kind(kind::RECORD) {
        return None;
    }
    let words = record.parts().tagged;
    let frames = (0..words.len() / WIDTH).filter_map(|index| {
        let (callee, node) = (words.get(WIDTH * index), words.get(WIDTH * index + 2).as_number());
        let is_script = callee.is_kind(kind::FUNCTION) && node >= 0.0;
        is_script.then(|| TaskFrame {
            code: callee.word(function::CODE),
            name: callee.word(function::NAME),
            node: node as usize,
        })
    });
    Some(frames.collect())
}

/// `Error.stackTraceLimit`, if it is a plain number.
fn trace_limit(cx: &mut Scope<'_>) -> Option<usize> {
    let mut cx = cx.open();
    let constructor = cx.intrinsic(Intrinsic::Error).ok()?;
    if constructor.immediate().is_some() {
        return Some(cx.stack_trace_limit as usize);
    }
    let raw = cx.raw(constructor);
    let own = own_named(cx.heap(), raw, cx.known(KnownName::StackTraceLimit))?;
    let value = super::butterfly::slot(raw, own.location);
    value.is_number().then(|| value.as_number().clamp(0.0, 10_000.0) as usize)
}

impl std::fmt::Display for FrameInfo {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let place = |formatter: &mut std::fmt::Formatter<'_>| match (self.is_native, self.line) {
            (true, _) => write!(formatter, "<anonymous>"),
            (_, 0) => write!(formatter, "{}", self.script),
            (_, line) => write!(formatter, "{}:{line}:{}", self.script, self.column),
        };
        if self.is_async {
            write!(formatter, "async ")?;
        }
        if self.function.is_empty() {
            return place(formatter);
        }
        write!(formatter, "{} (", self.function)?;
        place(formatter)?;
        write!(formatter, ")")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_print_as_in_v8() {
        let frame = FrameInfo { function: "f".into(), script: "a.js".into(), line: 2, column: 9, ..Default::default() };
        assert_eq!(frame.to_string(), "f (a.js:2:9)");
        assert_eq!(FrameInfo { function: String::new(), ..frame.clone() }.to_string(), "a.js:2:9");
        let waiting = FrameInfo { is_async: true, ..frame.clone() };
        assert_eq!(waiting.to_string(), "async f (a.js:2:9)");
        assert_eq!(FrameInfo { function: String::new(), ..waiting }.to_string(), "async a.js:2:9");
        let native = FrameInfo { function: "Array.map".into(), is_native: true, ..Default::default() };
        assert_eq!(native.to_string(), "Array.map (<anonymous>)");
    }
}
