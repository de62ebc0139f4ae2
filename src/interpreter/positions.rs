//! Where running code stands in the source: subjects of messages, stack traces.

use super::compiler::Position;
use super::install::{ScriptData, script_data};
use super::machine::{WalkedFrame, current_position, frames, position_in};
use crate::heap::{ExternalId, Local, Raw, Slot};
use crate::runtime::{CallName, CapturedFrame, FrameInfo, Isolate, KnownName, Scope, SourcePlace, ThrowSite};
use crate::source::Span;
use crate::syntax::FunctionForm;
use crate::value::kind;
use crate::value::layout::{code, function, generator_state, native, script};

fn raw_to_rust(text: Raw<'_>) -> String {
    crate::value::flat_units(text)
        .filter(|_| crate::value::is_string(text))
        .map(|units| units.to_rust_lossy())
        .unwrap_or_default()
}

/// The source text of what the innermost node is about: the callee of a call, the object of a property read.
pub(crate) fn subject(cx: &Scope<'_>) -> Option<String> {
    let (_, position) = current_position(cx)?;
    stretch(cx, position.subject)
}

/// A stretch of the source of the function that is running.
pub(crate) fn stretch(cx: &Scope<'_>, (start, end): (u32, u32)) -> Option<String> {
    if end <= start {
        return None;
    }
    let callee = cx.heap.get(Local::in_slot(Slot(cx.frame as u32)));
    let data = data_of(cx, callee)?;
    Some(data.source.slice(Span::new(start, end)).to_owned())
}

/// The text of the script that is running, and where in it.
pub(crate) fn running_source<'c>(cx: &'c Scope<'_>) -> Option<(&'c crate::source::SourceText, u32)> {
    let (slot, position) = current_position(cx)?;
    let data = data_of(cx, cx.heap.get(Local::in_slot(Slot(slot as u32))))?;
    Some((&data.source, position.offset))
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
    // A static block is part of the function around it.
    let is_static = |frame: &WalkedFrame| is_static_initializer(isolate, callee_of(isolate, frame));
    let frames = walked.iter().enumerate().skip(start);
    let once = frames.filter(|&(index, frame)| !(index > start && is_static(frame) && is_static(&walked[index - 1])));
    let shown = once.map(|(_, frame)| frame).filter(|frame| is_shown(isolate, frame)).take(limit);
    shown.map(|frame| CapturedFrame { slot: frame.slot, node: frame.node }).collect()
}

/// Notes the innermost place in a script, for whoever reports an exception that nobody catches.
pub(crate) fn note_throw(isolate: &mut Isolate) {
    isolate.syntax_excerpt = None;
    isolate.throw_site = throw_site(isolate);
    if isolate.traces_throws {
        isolate.thrown_at = Some(throw_frames(isolate));
    }
}

/// The frames of a throw, with the bare names of their functions.
fn throw_frames(isolate: &Isolate) -> String {
    let mut text = String::new();
    let nothing = isolate.heap.get(Local::UNDEFINED);
    for frame in isolate.running_frames(isolate.stack_trace_limit as usize) {
        let callee = frame.callee(isolate);
        if callee.is_kind(kind::NATIVE_FUNCTION) {
            continue;
        }
        if let Some(mut info) = tell(isolate, callee, nothing, frame.node, false) {
            info.function = raw_to_rust(callee.word(function::NAME));
            text.push_str(&format!("\n    at {info}"));
        }
    }
    text
}

fn throw_site(isolate: &Isolate) -> Option<ThrowSite> {
    let (slot, position) = innermost_position(isolate)?;
    let callee = isolate.heap.get(Local::in_slot(Slot(slot as u32)));
    let script = callee.word(function::CODE).word(code::SCRIPT);
    let id = ExternalId::from_bits(script.raw_word(script::DATA));
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
    Some(format!("{}:{}\n{text}\n{indent}^\n", crate::source::excerpt_name(&data.source), place.line))
}

/// Where a suspended function waits: file and line, the line, a caret.
pub(crate) fn suspension_excerpt(isolate: &Isolate, state: Raw<'_>) -> Option<String> {
    if !state.is_kind(kind::GENERATOR_STATE) {
        return None;
    }
    let callee = state.word(generator_state::CALLEE);
    let data = data_of(isolate, callee)?;
    let node = (state.word(generator_state::POINT).word_value().bits() & ADDRESS) as usize;
    let position = position_in(isolate, callee, node)?;
    let place = data.source.position(position.offset);
    let line = data.source.line_span(place.line);
    let before = data.source.slice(Span::new(line.start, position.offset.clamp(line.start, line.end)));
    let (name, text) = (data.source.name(), data.source.slice(line));
    Some(format!("{name}:{}\n{text}\n{}^\n", place.line, crate::source::blank(before)))
}

/// The bits of an address in a payload.
const ADDRESS: u64 = 0xffff_ffff_ffff;

/// The function of a frame.
pub(super) fn callee_of<'h>(isolate: &'h Isolate, frame: &WalkedFrame) -> Raw<'h> {
    isolate.heap.get(Local::in_slot(Slot(frame.slot as u32)))
}

/// Whether a function runs static fields and blocks.
fn is_static_initializer(isolate: &Isolate, callee: Raw<'_>) -> bool {
    callee.is_kind(kind::FUNCTION) && callee.word(function::NAME).identical(isolate.known(KnownName::StaticInitializer))
}

/// The script that a trace shows a closure in: that of the class for a constructor that nobody wrote.
fn shown_data<'c>(isolate: &'c Isolate, callee: Raw<'_>) -> Option<&'c ScriptData> {
    if !callee.is_kind(kind::FUNCTION) {
        return None;
    }
    let script = super::operations::dynamic::script_of(callee);
    script_data(isolate, script).filter(|data| !data.source.name().is_empty())
}

/// Whether traces show a frame: code without a script name is the engine's own.
fn is_shown(isolate: &Isolate, frame: &WalkedFrame) -> bool {
    let callee = callee_of(isolate, frame);
    if callee.is_kind(kind::NATIVE_FUNCTION) {
        return callee.raw_word(native::STEPS) & native::UNSEEN == 0;
    }
    shown_data(isolate, callee).is_some()
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
        let name = raw_to_rust(callee.word(native::NAME));
        info.function = qualified(isolate, callee, this, constructs, &name);
        info.is_native = true;
        return Some(info);
    }
    let data = shown_data(isolate, callee).or_else(|| data_of(isolate, callee))?;
    let is_given = !std::ptr::eq(data, data_of(isolate, callee)?);
    info.script = match &data.origin {
        Some(origin) if data.source.name() == "<anonymous>" => format!("{origin}, <anonymous>"),
        _ => data.source.name().to_owned(),
    };
    let offset = match position_in(isolate, callee, node) {
        Some(position) if !is_given => position.offset,
        _ => callee.word(function::CODE).raw_word(super::install::SPAN_WORD) as u32,
    };
    let place = data.source.position(offset);
    info.line = place.line;
    info.column = place.column;
    if place.line == 1 {
        info.column = info.column.saturating_sub(data.wrapper_columns).max(1);
    }
    let span = callee.word(function::CODE).raw_word(super::install::SPAN_WORD);
    let (start, end) = (span as u32, (span >> 32) as u32);
    if data.origin.is_some() && start <= 1 && end as usize + 1 >= data.source.text().len() {
        info.function = "eval".to_owned();
        return Some(info);
    }
    let name = name_of(callee.word(function::NAME), data.source.text(), start);
    info.function = qualified(isolate, callee, this, constructs, &name);
    Some(info)
}

/// Where code is made of text: `eval at f (file:line:column)`, for the script of that code.
pub(crate) fn eval_origin(isolate: &Isolate) -> Option<String> {
    let (slot, position) = innermost_position(isolate)?;
    let callee = isolate.heap.get(Local::in_slot(Slot(slot as u32)));
    let data = data_of(isolate, callee)?;
    let start = callee.word(function::CODE).raw_word(super::install::SPAN_WORD) as u32;
    let name = name_of(callee.word(function::NAME), data.source.text(), start);
    let name = if name.is_empty() || name == "anonymous" && data.origin.is_some() { "<anonymous>" } else { &name };
    if let Some(origin) = &data.origin {
        return Some(format!("eval at {name} ({origin})"));
    }
    let place = data.source.position(position.offset);
    let wrapper = if place.line == 1 { data.wrapper_columns } else { 0 };
    let column = place.column.saturating_sub(wrapper).max(1);
    Some(format!("eval at {name} ({}:{}:{column})", data.source.name(), place.line))
}

/// Where the text of a closure begins, as V8 tells: at its parameters; of an async arrow function at its first word, of a
/// class without a constructor at the class.
pub(super) fn closure_place(isolate: &Isolate, callee: Raw<'_>) -> Option<SourcePlace> {
    let own = data_of(isolate, callee)?;
    let script = super::operations::dynamic::script_of(callee);
    let shown = script_data(isolate, script)?;
    let code = callee.word(function::CODE);
    let offset = if std::ptr::eq(own, shown) {
        let ast = own.script.functions.get(super::install::function_number(code))?;
        let has_parentheses = ast.parameters_span.start < ast.parameters_span.end;
        let is_whole = ast.form == FunctionForm::Arrow && ast.is_async;
        if has_parentheses && !is_whole { ast.parameters_span.start } else { ast.span.start }
    } else {
        code.raw_word(super::install::SPAN_WORD) as u32
    };
    let place = shown.source.position(offset);
    let wrapper = if place.line == 1 { shown.wrapper_columns } else { 0 };
    Some(SourcePlace {
        script: super::debugger::number_of(ExternalId::from_bits(script.raw_word(script::DATA))),
        line: place.line - 1,
        column: (place.column - 1).saturating_sub(wrapper),
    })
}

/// The name of a closure, empty when it has none.
pub(super) fn function_name(isolate: &Isolate, callee: Raw<'_>) -> String {
    let start = callee.word(function::CODE).raw_word(super::install::SPAN_WORD) as u32;
    let name = callee.word(function::NAME);
    data_of(isolate, callee).map(|data| name_of(name, data.source.text(), start)).unwrap_or_default()
}

/// The name of a closure whose text begins at `start` of `source`: its own, `name`, or the one that V8 infers.
pub(super) fn name_of(name: Raw<'_>, source: &str, start: u32) -> String {
    let name = raw_to_rust(name);
    if name.is_empty() { inferred_name(source, start) } else { name }
}

/// Longest text before a function that is looked at for its name, in bytes.
const LONGEST_TARGET: usize = 200;

/// What V8 calls a function without a name that is assigned to a property: the target, without `this` and `prototype`.
pub(super) fn inferred_name(source: &str, start: u32) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let Some(mut before) = source.get(..start as usize) else { return String::new() };
    let floor = before.len().saturating_sub(LONGEST_TARGET);
    while let Some(target) = assigned_before(before) {
        before = target;
        let count = parts.len();
        let mut follows = true;
        while before.len() > floor && follows {
            let Some((part, rest)) = last_part(before) else { break };
            parts.push(part);
            // A name stands behind a dot, a key right behind its object.
            let is_key = part == "<computed>" || before.ends_with(']');
            follows = is_key || rest.ends_with('.');
            before = if is_key { rest } else { rest.strip_suffix('.').unwrap_or(rest) };
        }
        if parts.len() == count {
            break;
        }
    }
    // A variable that the function is assigned to has named it, if it is assigned as it is.
    if parts.len() < 2 {
        return String::new();
    }
    let names = parts.iter().rev().filter(|part| !matches!(**part, "this" | "prototype"));
    names.copied().collect::<Vec<_>>().join(".")
}

/// The text before an assignment operator at the end of `before`.
fn assigned_before(before: &str) -> Option<&str> {
    let target = before.trim_end().strip_suffix('=')?;
    if let Some(logical) = target.strip_suffix("||").or(target.strip_suffix("&&")).or(target.strip_suffix("??")) {
        return Some(logical.trim_end());
    }
    (!target.ends_with(['=', '!', '<', '>', '+', '-', '*', '/', '%', '&', '|', '^'])).then(|| target.trim_end())
}

/// The last name of a member expression, and the expression before it.
fn last_part(text: &str) -> Option<(&str, &str)> {
    if let Some(inner) = text.strip_suffix(']') {
        let open = inner.rfind('[')?;
        let (rest, key) = (&inner[..open], &inner[open + 1..]);
        let name = key.strip_prefix(['\'', '"']).and_then(|key| key.strip_suffix(['\'', '"']));
        return Some((name.unwrap_or("<computed>"), rest));
    }
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '$' | '#');
    let rest = text.trim_end_matches(is_part);
    (rest.len() < text.len()).then(|| (&text[rest.len()..], rest))
}

/// `new F`, `Type.method` or the bare name, as V8 shows calls.
fn qualified(isolate: &Isolate, callee: Raw<'_>, this: Raw<'_>, constructs: bool, name: &str) -> String {
    if constructs {
        return format!("new {}", if name.is_empty() { "<anonymous>" } else { name });
    }
    CallName { function: callee, name, receiver: this }.text(isolate)
}
