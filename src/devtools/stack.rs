//! `Runtime.StackTrace`: of what is running, and of errors.

use crate::heap::Local;
use crate::inspect::script_url;
use crate::runtime::{Completion, FrameInfo, KnownName, Scope, get_known, rust_text};
use crate::value::{self, kind};
use serde_json::{Value, json};

/// Frames of a trace, at most.
const MOST_FRAMES: usize = 200;

/// The stack of what is running.
pub(super) fn stack_trace(cx: &Scope<'_>) -> Value {
    let mut frames = Vec::new();
    for frame in cx.running_frames(MOST_FRAMES) {
        let Some(info) = frame.tell(cx).filter(|info| !info.is_native) else { continue };
        let script = (cx.upcalls.closure_place)(cx, frame.callee(cx)).map_or(0, |place| place.script);
        frames.push(call_frame(&info, script));
    }
    json!({ "callFrames": frames })
}

fn call_frame(info: &FrameInfo, script: u32) -> Value {
    json!({
        "functionName": info.function,
        "scriptId": script.to_string(),
        "url": script_url(&info.script),
        "lineNumber": info.line.saturating_sub(1),
        "columnNumber": info.column.saturating_sub(1),
    })
}

/// Line and column, from 0, of where an error came from, and its stack if it has one.
pub(super) fn stack_of_error<'s>(cx: &mut Scope<'s>, error: Local<'s>) -> Completion<(u32, u32, Option<Value>)> {
    if !cx.raw(error).is_kind(kind::ERROR) {
        return Ok((0, 0, None));
    }
    let stack = match get_known(cx, error, KnownName::Stack) {
        Ok(stack) => stack,
        Err(abrupt) => {
            cx.catch(abrupt)?;
            return Ok((0, 0, None));
        }
    };
    if !value::is_string(cx.raw(stack)) {
        return Ok((0, 0, None));
    }
    let text = rust_text(cx, stack)?;
    let frames: Vec<FrameInfo> = text.lines().filter_map(|line| read_frame(line.strip_prefix("    at ")?)).collect();
    let (line, column) = frames.first().map_or((0, 0), |frame| (frame.line - 1, frame.column - 1));
    let frames: Vec<Value> = frames.iter().map(|frame| call_frame(frame, 0)).collect();
    Ok((line, column, (!frames.is_empty()).then(|| json!({ "callFrames": frames }))))
}

/// A line of a stack: `f (file:2:19)` or `file:2:19`; none of those without a place.
fn read_frame(line: &str) -> Option<FrameInfo> {
    let (function, place) = match line.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
        Some((function, place)) => (function, place),
        None => ("", line),
    };
    let (rest, column) = place.rsplit_once(':')?;
    let (script, line) = rest.rsplit_once(':')?;
    let (line, column) = (line.parse().ok()?, column.parse().ok()?);
    if line == 0 || column == 0 {
        return None;
    }
    Some(FrameInfo {
        function: function.to_owned(),
        script: script.to_owned(),
        line,
        column,
        is_native: false,
        ..FrameInfo::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_read_back() {
        let frame = read_frame("Object.f (/a b/c.js:2:19)").unwrap();
        assert_eq!(
            (frame.function.as_str(), frame.script.as_str(), frame.line, frame.column),
            ("Object.f", "/a b/c.js", 2, 19)
        );
        assert_eq!(read_frame("evaluate:1:1:5").unwrap().script, "evaluate:1");
        for line in ["Array.map (<anonymous>)", "x", "a:0:1", "f (a:b:c)"] {
            assert!(read_frame(line).is_none(), "{line}");
        }
    }
}
