//! Stack traces: frames found by whoever walks the VM stack, told when somebody reads them, printed as V8 prints them.

use super::completion::Completion;
use super::isolate::Isolate;
use super::names::KnownName;
use super::realm::Intrinsic;
use super::scope::Scope;
use super::shape::own_named;
use crate::heap::{Allocation, Local, Raw, Slot};
use crate::value::kind;

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
}

/// A frame as it is captured: what its line will be made of when somebody reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CapturedFrame {
    /// Slot index of the frame's callee; `this` and `new.target` are the two slots behind it.
    pub(crate) slot: usize,
    /// Address of the node being run, 0 when there is none: only a number that the interpreter knows how to read.
    pub(crate) node: usize,
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

/// Words of a captured frame in a record: callee, `this` (HOLE for a constructor call), node (number).
const WIDTH: usize = 3;

/// A RECORD of the frames above `above`; `None`: `Error.stackTraceLimit` is no number, and there shall be no trace at all.
pub(super) fn capture<'s>(cx: &mut Scope<'s>, above: Local<'s>) -> Completion<Option<Local<'s>>> {
    let Some(limit) = trace_limit(cx) else { return Ok(None) };
    let frames = if limit == 0 { Vec::new() } else { (cx.stack_walker)(cx, cx.raw(above), limit) };
    let words = 1 + WIDTH * frames.len();
    let record = cx.allocate(Allocation::young(kind::RECORD, 0, words), |init| {
        for (index, frame) in frames.iter().enumerate() {
            let slot = |offset: usize| Local::in_slot(Slot((frame.slot + offset) as u32));
            let constructs = init.heap().get(slot(2)).is_pointer();
            init.set(1 + WIDTH * index, slot(0));
            init.set(2 + WIDTH * index, if constructs { Local::HOLE } else { slot(1) });
            init.set(3 + WIDTH * index, Local::number(frame.node as f64));
        }
    })?;
    Ok(Some(record))
}

/// The text of captured frames: a line `    at f (file:line:column)` for each.
pub(super) fn text(cx: &Scope<'_>, record: Local<'_>) -> String {
    let mut text = String::new();
    let words = cx.raw(record).parts().tagged;
    for index in 0..words.len() / WIDTH {
        let (callee, this) = (words.get(WIDTH * index), words.get(WIDTH * index + 1));
        let node = words.get(WIDTH * index + 2).as_number() as usize;
        if let Some(frame) = (cx.frame_teller)(cx, callee, this, node, this.is_hole()) {
            text.push_str("\n    at ");
            text.push_str(&frame.to_string());
        }
    }
    text
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
        let native = FrameInfo { function: "Array.map".into(), is_native: true, ..Default::default() };
        assert_eq!(native.to_string(), "Array.map (<anonymous>)");
    }
}
