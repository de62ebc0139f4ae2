//! Stacks that are told, of what runs and of what has led to it: no more than names and places.

use super::super::install::{SPAN_WORD, TREE_WORD};
use super::super::machine::Tree;
use super::super::positions::name_of;
use super::{number_of, script_of_code, script_text};
use crate::heap::{ExternalId, Local, Raw};
use crate::runtime::{self, Isolate, TaskFrame, TaskKind};
use crate::value::kind;
use crate::value::layout::function;

/// A place in a script that a stack shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ToldFrame {
    /// The function's own name, or the one that V8 infers.
    pub(crate) name: String,
    /// The script's number.
    pub(crate) script: u32,
    /// Line from 0.
    pub(crate) line: u32,
    /// Column from 0, in UTF-16 code units.
    pub(crate) column: u32,
}

/// What has led to a task, one step back.
pub(crate) struct ToldSegment {
    /// What sort of task it led to.
    pub(crate) kind: TaskKind,
    /// The frames from the innermost outwards.
    pub(crate) frames: Vec<ToldFrame>,
}

/// What runs, from the innermost frame outwards, at most `limit` frames.
pub(crate) fn running(isolate: &Isolate, limit: usize) -> Vec<ToldFrame> {
    let told = isolate.running_frames(limit).into_iter().filter_map(|frame| {
        let callee = frame.callee(isolate);
        let (code, name) =
            callee.is_kind(kind::FUNCTION).then(|| (callee.word(function::CODE), callee.word(function::NAME)))?;
        tell(isolate, TaskFrame { code, name, node: frame.node })
    });
    told.collect()
}

/// The frames that an error has captured, as long as nobody has asked for the text of its stack.
pub(crate) fn captured(isolate: &Isolate, error: Local<'_>) -> Option<Vec<ToldFrame>> {
    let frames = runtime::captured_frames(isolate, isolate.heap.get(error))?;
    Some(frames.into_iter().filter_map(|frame| tell(isolate, frame)).collect())
}

/// The segments of a chain, the newest first.
pub(crate) fn segments(isolate: &Isolate, chain: Raw<'_>) -> Vec<ToldSegment> {
    let told = runtime::chain_segments(chain).filter_map(|segment| {
        let frames = runtime::segment_frames(segment).filter_map(|frame| tell(isolate, frame));
        Some(ToldSegment { kind: runtime::segment_kind(segment)?, frames: frames.collect() })
    });
    told.collect()
}

fn tell(isolate: &Isolate, frame: TaskFrame<'_>) -> Option<ToldFrame> {
    let code = frame.code.is_kind(kind::CODE).then_some(frame.code)?;
    let id = script_of_code(code);
    let script = number_of(id);
    let text = script_text(isolate, script)?;
    let start = code.raw_word(SPAN_WORD) as u32;
    let tree = isolate.heap.external_as::<Tree>(ExternalId::from_bits(code.raw_word(TREE_WORD)));
    let position = tree.and_then(|tree| tree.position_at(frame.node)).map(|position| position.offset);
    let around = || tree?.stop_around(frame.node).map(|stop| stop.offset);
    let (line, column) = text.place(position.or_else(around).unwrap_or(start));
    let is_whole = start <= 1 && (code.raw_word(SPAN_WORD) >> 32) as usize + 1 >= text.whole().len();
    let name = if text.is_eval() && is_whole { "eval".to_owned() } else { name_of(frame.name, text.whole(), start) };
    Some(ToldFrame { name, script, line, column })
}
