//! Maps, sets, their iterators, promises.

use super::array::more_items;
use super::layout::{Entries, reduce};
use super::options::Style;
use super::value::format_value;
use super::{Depth, Inspector};
use crate::heap::{Local, Raw};
use crate::host::table;
use crate::runtime::{Completion, Scope};
use crate::value::kind;
use crate::value::layout::{iterator, promise, wrapper};

/// Entries of a Map or Set.
pub(super) fn size(collection: Raw<'_>) -> usize {
    table::size(collection.word(wrapper::VALUE))
}

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
    let table = cx.word(set, wrapper::VALUE)?;
    format_table(cx, inspector, table, 0, Part::Key, at)
}

/// The entries of a Map.
pub(super) fn format_map<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    map: Local<'s>,
    at: Depth<'_>,
) -> Completion<Vec<String>> {
    let table = cx.word(map, wrapper::VALUE)?;
    format_table(cx, inspector, table, 0, Part::Arrow, at)
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
    let Some((table, next)) = table::of_iterator(cx, value)? else { return Ok((Vec::new(), part == Part::Pair)) };
    let entries = format_table(cx, inspector, table, next, part, at)?;
    Ok((entries, part == Part::Pair))
}

/// The live entries of a table from `first` on.
fn format_table<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    table: Local<'s>,
    first: usize,
    part: Part,
    at: Depth<'_>,
) -> Completion<Vec<String>> {
    let limit = inspector.options.max_array_length;
    let mut entries = Vec::new();
    let mut rest = 0;
    inspector.indentation += 2;
    for entry in first..table::used(cx.raw(table)) {
        let mut cx = cx.open();
        cx.step(1)?;
        if !table::is_live(cx.raw(table), entry) {
            continue;
        }
        if entries.len() == limit {
            rest += 1;
            continue;
        }
        let text = format_entry(&mut cx, inspector, table, entry, part, at)?;
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
    table: Local<'s>,
    entry: usize,
    part: Part,
    at: Depth<'_>,
) -> Completion<String> {
    let mut texts = Vec::new();
    if part != Part::Value {
        let key = cx.local(|isolate| table::key(isolate.heap.get(table), entry))?;
        texts.push(format_value(cx, inspector, key, at)?);
    }
    if part != Part::Key {
        let value = cx.local(|isolate| table::value(isolate.heap.get(table), entry))?;
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
    let state = cx.raw(value).word(promise::STATE).as_int() & 3;
    if state == 0 {
        return Ok(vec![inspector.paint("<pending>", Style::Special)]);
    }
    let result = cx.word(value, promise::RESULT)?;
    inspector.indentation += 2;
    let text = format_value(cx, inspector, result, at);
    inspector.indentation -= 2;
    let text = text?;
    Ok(vec![match state {
        2 => format!("{} {text}", inspector.paint("<rejected>", Style::Special)),
        _ => text,
    }])
}
