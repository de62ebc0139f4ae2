//! Stack traces: frames told by whoever walks the VM stack, printed as V8 prints them.

use super::isolate::Isolate;
use super::names::KnownName;
use super::realm::Intrinsic;
use super::scope::Scope;
use super::shape::own_named;
use crate::heap::{Local, Raw};

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
    /// Slot index of the frame's callee, to find it again.
    pub(crate) frame: usize,
}

/// Tells at most `limit` frames from the innermost outwards, beginning behind the frames down to and including the
/// topmost call of `above` (UNDEFINED: from the innermost).
pub(crate) type StackWalker = fn(isolate: &Isolate, above: Raw<'_>, limit: usize) -> Vec<FrameInfo>;

/// The walker of an isolate without an interpreter.
pub(crate) fn no_frames(_: &Isolate, _: Raw<'_>, _: usize) -> Vec<FrameInfo> {
    Vec::new()
}

/// Appends a line for every frame: `    at f (file:line:column)`. False: `Error.stackTraceLimit` is no number, and there
/// shall be no trace at all.
pub(crate) fn append_frames(cx: &mut Scope<'_>, text: &mut String, above: Local<'_>) -> bool {
    let Some(limit) = trace_limit(cx) else { return false };
    if limit == 0 {
        return true;
    }
    for frame in (cx.stack_walker)(cx, cx.raw(above), limit) {
        text.push_str("\n    at ");
        text.push_str(&frame.to_string());
    }
    true
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
