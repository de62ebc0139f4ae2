//! `Runtime.StackTrace`: of what is running, of errors, and what has led to either.

use super::inspector::inspector;
use super::protocol::{Answer, Failure, Request, now};
use crate::heap::{Local, RootId};
use crate::inspect::script_url;
use crate::interpreter::debugger::{self as engine, ToldFrame, ToldSegment};
use crate::runtime::{Completion, FrameInfo, KnownName, Scope, get_known, rust_text};
use crate::value::{self, kind};
use serde_json::{Value, json};
use std::collections::VecDeque;

/// Frames of a trace, at most.
const MOST_FRAMES: usize = 200;
/// Chains that clients may ask for later, at most.
const MOST_CHAINS: usize = 1000;

/// What has led to stacks that clients were told of without it: chains by number.
#[derive(Default)]
pub(super) struct Chains {
    last: u64,
    kept: VecDeque<(u64, RootId)>,
}

/// How much of what has led to a stack is told with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ancestry {
    /// All that is known.
    Whole,
    /// A number to ask for it with: `Debugger.getStackTrace`.
    Number,
}

/// The stack of what is running.
///
/// # Errors
/// Termination when there is no memory.
pub(super) fn stack_trace(cx: &mut Scope<'_>, ancestry: Ancestry) -> Completion<Value> {
    let frames = engine::running(cx, MOST_FRAMES);
    let mut stack = json!({ "callFrames": call_frames(cx, &frames) });
    add_ancestry(cx, &mut stack, ancestry)?;
    Ok(stack)
}

/// Adds to a stack what has led to the task that runs.
fn add_ancestry(cx: &mut Scope<'_>, stack: &mut Value, ancestry: Ancestry) -> Completion<()> {
    match ancestry {
        Ancestry::Whole => {
            if let Some(parent) = ancestors(cx) {
                stack["parent"] = parent;
            }
        }
        Ancestry::Number => {
            if let Some(number) = number_of_chain(cx)? {
                stack["parentId"] = json!({ "id": number.to_string() });
            }
        }
    }
    Ok(())
}

/// What has led to the task that runs, step by step.
pub(super) fn ancestors(cx: &mut Scope<'_>) -> Option<Value> {
    let segments = engine::segments(cx, cx.task_chain());
    nested(cx, &segments)
}

/// Segments as stacks, each the parent of the one before.
fn nested(cx: &mut Scope<'_>, segments: &[ToldSegment]) -> Option<Value> {
    let mut found: Option<Value> = None;
    for segment in segments.iter().rev() {
        let mut stack = json!({ "description": segment.kind.name(), "callFrames": call_frames(cx, &segment.frames) });
        if let Some(parent) = found.take() {
            stack["parent"] = parent;
        }
        found = Some(stack);
    }
    found
}

/// The number of the chain of the task that runs, which is kept for whoever asks; none if there is no chain.
fn number_of_chain(cx: &mut Scope<'_>) -> Completion<Option<u64>> {
    let mut cx = cx.open();
    let chain = cx.local(|isolate| isolate.task_chain())?;
    if !cx.raw(chain).is_pointer() {
        return Ok(None);
    }
    let last = inspector(&mut cx).and_then(|inspector| inspector.chains.kept.back().copied());
    if let Some((number, root)) = last
        && cx.heap.root_value(root).identical(cx.raw(chain))
    {
        return Ok(Some(number));
    }
    let root = cx.insert_root(chain, "async stack")?;
    let Some(inspector) = inspector(&mut cx) else { return Ok(None) };
    let chains = &mut inspector.chains;
    chains.last += 1;
    let number = chains.last;
    chains.kept.push_back((number, root));
    let oldest = if chains.kept.len() > MOST_CHAINS { chains.kept.pop_front() } else { None };
    if let Some((_, root)) = oldest {
        cx.heap.remove_root(root);
    }
    Ok(Some(number))
}

/// Lets go of all chains: nobody will ask any more.
pub(super) fn forget_chains(cx: &mut Scope<'_>) {
    let Some(inspector) = inspector(cx) else { return };
    let kept = std::mem::take(&mut inspector.chains.kept);
    kept.into_iter().for_each(|(_, root)| cx.heap.remove_root(root));
}

/// `Debugger.getStackTrace`
pub(super) fn get_stack_trace(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let id = request.get("stackTraceId").ok_or_else(|| Failure::missing("stackTraceId"))?;
    let id = id.get("id").and_then(Value::as_str).ok_or_else(|| Failure::missing("stackTraceId.id"))?;
    let invalid = || Failure::server("Invalid stack trace id");
    let number: u64 = id.parse().map_err(|_| invalid())?;
    let chains = inspector(cx).map(|inspector| &inspector.chains.kept);
    let found = chains.and_then(|chains| chains.iter().find(|(kept, _)| *kept == number));
    let unknown = || Failure::server("Stack trace with given id is not found");
    let root = found.map(|&(_, root)| root).ok_or_else(unknown)?;
    let segments = engine::segments(cx, cx.heap.root_value(root));
    now(json!({ "stackTrace": nested(cx, &segments).ok_or_else(unknown)? }))
}

/// `Runtime.CallFrame` of each frame.
fn call_frames(cx: &Scope<'_>, frames: &[ToldFrame]) -> Vec<Value> {
    let told = frames.iter().map(|frame| {
        let url = engine::script_text(cx, frame.script).map(|text| super::domains::script_url_of(&text));
        json!({
            "functionName": frame.name,
            "scriptId": frame.script.to_string(),
            "url": url.unwrap_or_default(),
            "lineNumber": frame.line,
            "columnNumber": frame.column,
        })
    });
    told.collect()
}

/// Line and column, from 0, of where an error came from, and its stack if it has one.
pub(super) fn stack_of_error<'s>(cx: &mut Scope<'s>, error: Local<'s>) -> Completion<(u32, u32, Option<Value>)> {
    if !cx.raw(error).is_kind(kind::ERROR) {
        return Ok((0, 0, None));
    }
    let frames = match engine::captured(cx, error) {
        Some(frames) => call_frames(cx, &frames),
        None => frames_in_text(cx, error)?,
    };
    let Some(first) = frames.first() else { return Ok((0, 0, None)) };
    let number = |name: &str| first[name].as_u64().unwrap_or(0) as u32;
    let (line, column) = (number("lineNumber"), number("columnNumber"));
    let mut stack = json!({ "callFrames": frames });
    add_ancestry(cx, &mut stack, Ancestry::Whole)?;
    Ok((line, column, Some(stack)))
}

/// The frames that the text of an error's stack tells, those aside that only await it.
fn frames_in_text<'s>(cx: &mut Scope<'s>, error: Local<'s>) -> Completion<Vec<Value>> {
    let stack = match get_known(cx, error, KnownName::Stack) {
        Ok(stack) => stack,
        Err(abrupt) => {
            cx.catch(abrupt)?;
            return Ok(Vec::new());
        }
    };
    if !value::is_string(cx.raw(stack)) {
        return Ok(Vec::new());
    }
    let text = rust_text(cx, stack)?;
    let lines = text.lines().filter_map(|line| line.strip_prefix("    at "));
    let frames: Vec<FrameInfo> = lines.filter(|line| !line.starts_with("async ")).filter_map(read_frame).collect();
    let scripts: Vec<(u32, String)> = engine::scripts(cx)
        .into_iter()
        .filter_map(|script| Some((script, super::domains::script_url_of(&engine::script_text(cx, script)?))))
        .collect();
    let told = frames.iter().map(|frame| {
        let url = script_url(&frame.script);
        let script = scripts.iter().find(|(_, known)| *known == url).map_or(0, |&(script, _)| script);
        json!({
            "functionName": frame.function,
            "scriptId": script.to_string(),
            "url": url,
            "lineNumber": frame.line - 1,
            "columnNumber": frame.column - 1,
        })
    });
    Ok(told.collect())
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
        function: function.strip_prefix("new ").unwrap_or(function).to_owned(),
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
        assert_eq!(read_frame("new C (a.js:1:5)").unwrap().function, "C");
        for line in ["Array.map (<anonymous>)", "x", "a:0:1", "f (a:b:c)"] {
            assert!(read_frame(line).is_none(), "{line}");
        }
    }
}
