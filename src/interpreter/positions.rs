//! Where running code stands in the source: subjects of messages, stack traces.

use super::compiler::Position;
use super::install::{ScriptData, script_data};
use super::machine::{WalkedFrame, current_position, frames, position_in};
use crate::heap::{ExternalId, Local, Raw, Slot};
use crate::runtime::{CallName, CapturedFrame, FrameInfo, Isolate, Scope, ThrowSite};
use crate::source::Span;
use crate::value::kind;
use crate::value::layout::{code, function, native};

fn raw_to_rust(text: Raw<'_>) -> String {
    crate::value::flat_units(text)
        .filter(|_| crate::value::is_string(text))
        .map(|units| units.to_rust_lossy())
        .unwrap_or_default()
}

/// Longest source text shown in a message, in characters.
const LONGEST_SUBJECT: usize = 80;

/// The source text of what the innermost node is about: the callee of a call, the object of a property read.
pub(crate) fn subject(cx: &Scope<'_>) -> Option<String> {
    let (slot, position) = current_position(cx)?;
    let (start, end) = position.subject;
    if end <= start {
        return None;
    }
    let callee = cx.heap.get(Local::in_slot(Slot(slot as u32)));
    let data = data_of(cx, callee)?;
    let text = data.source.slice(Span::new(start, end));
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (line.chars().count() <= LONGEST_SUBJECT).then_some(line)
}

/// The script payload of a closure.
pub(crate) fn data_of<'c>(isolate: &'c Isolate, callee: Raw<'_>) -> Option<&'c ScriptData> {
    if !callee.is_kind(kind::FUNCTION) {
        return None;
    }
    script_data(isolate, callee.word(function::CODE).word(code::SCRIPT))
}

/// Finds what is running: the isolate's stack walker.
pub(crate) fn walk(isolate: &Isolate, above: Raw<'_>, limit: usize) -> Vec<CapturedFrame> {
    let walked = frames(isolate, limit.saturating_add(64).min(100_000));
    let mut start = 0;
    if above.is_pointer() {
        let is_above = |frame: &WalkedFrame| callee_of(isolate, frame).identical(above);
        start = walked.iter().position(is_above).map_or(walked.len(), |index| index + 1);
    }
    let shown = walked[start..].iter().filter(|frame| is_shown(isolate, frame)).take(limit);
    shown.map(|frame| CapturedFrame { slot: frame.slot, node: frame.node }).collect()
}

/// Notes the innermost place in a script, for whoever reports an exception that nobody catches.
pub(crate) fn note_throw(isolate: &mut Isolate) {
    isolate.syntax_excerpt = None;
    isolate.throw_site = throw_site(isolate);
}

fn throw_site(isolate: &Isolate) -> Option<ThrowSite> {
    let (slot, position) = innermost_position(isolate)?;
    let callee = isolate.heap.get(Local::in_slot(Slot(slot as u32)));
    let script = callee.word(function::CODE).word(code::SCRIPT);
    let id = ExternalId::from_bits(script.raw_word(super::install::SCRIPT_DATA));
    isolate.heap.external_as::<ScriptData>(id)?;
    Some(ThrowSite { script: id, offset: position.offset })
}

/// The innermost place in a script, a few native frames left aside, and the slot of its callee.
pub(super) fn innermost_position(isolate: &Isolate) -> Option<(usize, Position)> {
    /// How many native frames may stand above the script's.
    const NATIVE_FRAMES: usize = 8;
    let found = |frame: &WalkedFrame| Some((frame.slot, position_in(isolate, callee_of(isolate, frame), frame.node)?));
    current_position(isolate).or_else(|| frames(isolate, NATIVE_FRAMES).iter().find_map(found))
}

/// Where the last exception came from: file and line, the line, a caret.
pub(crate) fn throw_excerpt(isolate: &Isolate) -> Option<String> {
    let site = isolate.throw_site?;
    let data = isolate.heap.external_as::<ScriptData>(site.script)?;
    let place = data.source.position(site.offset);
    let mut line = data.source.line_span(place.line);
    if place.line == 1 {
        line.start += data.wrapper_columns;
    }
    let text = data.source.slice(line);
    let before = data.source.slice(Span::new(line.start, site.offset.clamp(line.start, line.end)));
    let indent = crate::source::blank(before);
    Some(format!("{}:{}\n{text}\n{indent}^\n", data.source.name(), place.line))
}

fn callee_of<'h>(isolate: &'h Isolate, frame: &WalkedFrame) -> Raw<'h> {
    isolate.heap.get(Local::in_slot(Slot(frame.slot as u32)))
}

/// Whether traces show a frame: code without a script name is the engine's own.
fn is_shown(isolate: &Isolate, frame: &WalkedFrame) -> bool {
    let callee = callee_of(isolate, frame);
    if callee.is_kind(kind::NATIVE_FUNCTION) {
        return callee.raw_word(native::STEPS) & native::UNSEEN == 0;
    }
    data_of(isolate, callee).is_some_and(|data| !data.source.name().is_empty())
}

/// Tells what the line of a captured frame says: the isolate's frame teller.
pub(crate) fn tell(
    isolate: &Isolate,
    callee: Raw<'_>,
    this: Raw<'_>,
    node: usize,
    constructs: bool,
) -> Option<FrameInfo> {
    let mut info = FrameInfo::default();
    if callee.is_kind(kind::NATIVE_FUNCTION) {
        info.function = qualified(isolate, callee, this, constructs, native::NAME);
        info.is_native = true;
        return Some(info);
    }
    let data = data_of(isolate, callee)?;
    info.script = data.source.name().to_owned();
    let offset = match position_in(isolate, callee, node) {
        Some(position) => position.offset,
        None => callee.word(function::CODE).raw_word(super::install::SPAN_WORD) as u32,
    };
    let place = data.source.position(offset);
    info.line = place.line;
    info.column = place.column;
    if place.line == 1 {
        info.column = info.column.saturating_sub(data.wrapper_columns).max(1);
    }
    info.function = qualified(isolate, callee, this, constructs, function::NAME);
    Some(info)
}

/// `new F`, `Type.method` or the bare name, as V8 shows calls; `name_word` is where the callee keeps its name.
fn qualified(isolate: &Isolate, callee: Raw<'_>, this: Raw<'_>, constructs: bool, name_word: usize) -> String {
    let name = raw_to_rust(callee.word(name_word));
    if constructs {
        return format!("new {}", if name.is_empty() { "<anonymous>" } else { &name });
    }
    CallName { function: callee, name: &name, receiver: this }.text(isolate)
}
