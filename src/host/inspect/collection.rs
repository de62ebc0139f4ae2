//! Maps, sets, their iterators, promises.

use super::array::{more_items, shown};
use super::layout::{Entries, reduce};
use super::options::Sorted;
use super::style::Style;
use super::value::format_value;
use super::{Depth, Inspector};
use crate::heap::{Allocation, Local};
use crate::runtime::{
    Completion, PromiseState, Scope, array_length, cursor_next, get_index, new_cursor, promise_result, promise_state,
    weak_collection_entries,
};
use crate::value::kind;
use crate::value::layout::iterator;

/// What of each entry is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The key, which is the value in a Set.
    Key,
    /// The value in a Map.
    Value,
    /// `key => value`
    Arrow,
    /// `[ key, value ]`
    Pair,
    /// `[ key, key ]`
    Twice,
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
    let (cursor, part) = iterator_cursor(cx, value)?;
    let entries = format_entries(cx, inspector, cursor, part, at)?;
    Ok((entries, matches!(part, Part::Pair | Part::Twice)))
}

/// A cursor where an iterator of a Map or Set is, and what the iterator tells.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn iterator_cursor<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<(Local<'s>, Part)> {
    let of_map = cx.raw(value).is_kind(kind::MAP_ITERATOR);
    let part = match cx.raw(value).word(iterator::METHOD).as_int() {
        0 => Part::Key,
        1 if of_map => Part::Value,
        1 => Part::Key,
        _ if of_map => Part::Pair,
        _ => Part::Twice,
    };
    let cursor = cx.allocate(Allocation::young(kind::RECORD, 0, iterator::NEXT + 1), |_| {})?;
    for word in [iterator::TARGET, iterator::NEXT] {
        let value = cx.word(value, word)?;
        cx.heap.store(cursor, word, value);
    }
    Ok((cursor, part))
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
    let mut entries: Vec<String> = Vec::new();
    let mut rest = 0.0;
    inspector.indentation += 2;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(entry) = cursor_next(&mut cx, cursor)? else { break };
        if entries.len() as f64 >= limit.max(0.0) && !limit.is_nan() {
            rest += 1.0;
            continue;
        }
        let text = format_entry(&mut cx, inspector, entry, part, at)?;
        inspector.hold(&mut cx, text.len())?;
        entries.push(text);
    }
    inspector.indentation -= 2;
    // Of a fraction of an entry, the rest is left.
    let fraction = if rest > 0.0 && limit > 0.0 { limit.ceil() - limit } else { 0.0 };
    if rest > 0.0 {
        entries.push(more_items(rest + fraction));
    }
    Ok(entries)
}

/// The entries of a WeakMap or WeakSet that are alive now, sorted: their order means nothing.
pub(super) fn format_weak<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    collection: Local<'s>,
    at: Depth<'_>,
) -> Completion<Vec<String>> {
    let pairs = weak_collection_entries(cx, collection)?;
    let part = if cx.raw(collection).is_kind(kind::WEAK_MAP) { Part::Arrow } else { Part::Key };
    let count = array_length(cx.raw(pairs)) as usize / 2;
    let limit = shown(inspector.options.max_array_length, count);
    let mut entries = Vec::new();
    inspector.indentation += 2;
    for index in 0..limit as usize {
        let mut cx = cx.open();
        let key = get_index(&mut cx, pairs, 2 * index as u64)?;
        let value = get_index(&mut cx, pairs, 2 * index as u64 + 1)?;
        let text = format_entry(&mut cx, inspector, (key, value), part, at)?;
        inspector.hold(&mut cx, text.len())?;
        entries.push(text);
    }
    inspector.indentation -= 2;
    if inspector.options.sorted == Sorted::No {
        entries.sort_by(|left, right| left.encode_utf16().cmp(right.encode_utf16()));
    }
    if count as f64 > limit {
        entries.push(more_items(count as f64 - limit));
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
        let value = if part == Part::Twice { key } else { value };
        texts.push(format_value(cx, inspector, value, at)?);
    }
    match part {
        Part::Pair | Part::Twice => {
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
