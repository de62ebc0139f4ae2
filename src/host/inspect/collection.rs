//! Maps, sets, their iterators, promises.

use super::array::more_items;
use super::layout::{Entries, reduce};
use super::options::Style;
use super::value::format_value;
use super::{Depth, Inspector};
use crate::heap::{Allocation, Local};
use crate::runtime::{Completion, PromiseState, Scope, cursor_next, new_cursor, promise_result, promise_state};
use crate::value::kind;
use crate::value::layout::iterator;

/// What of each entry is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Key,
    Value,
    /// `key => value`
    Arrow,
    /// `[ key, value ]`
    Pair,
}

/// The elements of a Set.
pub(super) fn format_set<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    set: Local<'s>,
    at: Depth<'_>,
) -> Completion<Vec<String>> {
    let cursor = new_cursor(cx, set)?;
    format_entries(cx, inspector, cursor, Part::Key, at)
}

/// The entries of a Map.
pub(super) fn format_map<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    map: Local<'s>,
    at: Depth<'_>,
) -> Completion<Vec<String>> {
    let cursor = new_cursor(cx, map)?;
    format_entries(cx, inspector, cursor, Part::Arrow, at)
}

/// What an iterator of a Map or Set has yet to tell, and whether that is pairs. The iterator does not move.
pub(super) fn format_iterator<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    value: Local<'s>,
    at: Depth<'_>,
) -> Completion<(Vec<String>, bool)> {
    let of_map = cx.raw(value).is_kind(kind::MAP_ITERATOR);
    let part = match cx.raw(value).word(iterator::METHOD).as_int() {
        0 => Part::Key,
        1 if of_map => Part::Value,
        1 => Part::Key,
        _ => Part::Pair,
    };
    let cursor = cx.allocate(Allocation::young(kind::RECORD, 0, iterator::NEXT + 1), |_| {})?;
    for word in [iterator::TARGET, iterator::NEXT] {
        let value = cx.word(value, word)?;
        cx.heap.store(cursor, word, value);
    }
    let entries = format_entries(cx, inspector, cursor, part, at)?;
    Ok((entries, part == Part::Pair))
}

/// The entries from a cursor on.
fn format_entries<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    cursor: Local<'s>,
    part: Part,
    at: Depth<'_>,
) -> Completion<Vec<String>> {
    let limit = inspector.options.max_array_length;
    let mut entries = Vec::new();
    let mut rest = 0;
    inspector.indentation += 2;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(entry) = cursor_next(&mut cx, cursor)? else { break };
        if entries.len() == limit {
            rest += 1;
            continue;
        }
        let text = format_entry(&mut cx, inspector, entry, part, at)?;
        inspector.hold(&mut cx, text.len())?;
        entries.push(text);
    }
    inspector.indentation -= 2;
    if rest > 0 {
        entries.push(more_items(rest));
    }
    Ok(entries)
}

fn format_entry<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    (key, value): (Local<'s>, Local<'s>),
    part: Part,
    at: Depth<'_>,
) -> Completion<String> {
    let mut texts = Vec::new();
    if part != Part::Value {
        texts.push(format_value(cx, inspector, key, at)?);
    }
    if part != Part::Key {
        texts.push(format_value(cx, inspector, value, at)?);
    }
    match part {
        Part::Pair => {
            let braces = ["[".to_owned(), "]".to_owned()];
            reduce(cx, inspector, texts, "", braces, Entries::list(), at.level)
        }
        _ => Ok(texts.join(" => ")),
    }
}

/// The state of a promise.
pub(super) fn format_promise<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    value: Local<'s>,
    at: Depth<'_>,
) -> Completion<Vec<String>> {
    let state = promise_state(cx.raw(value));
    if state == PromiseState::Pending {
        return Ok(vec![inspector.paint("<pending>", Style::Special)]);
    }
    let result = cx.local(|isolate| promise_result(isolate.heap.get(value)))?;
    inspector.indentation += 2;
    let text = format_value(cx, inspector, result, at);
    inspector.indentation -= 2;
    let text = text?;
    Ok(vec![match state {
        PromiseState::Rejected => format!("{} {text}", inspector.paint("<rejected>", Style::Special)),
        _ => text,
    }])
}
