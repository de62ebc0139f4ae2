//! The TypeError of `JSON.stringify` for a value that contains itself, drawn as V8 draws it.

use crate::heap::{Local, Slot};
use crate::runtime::{Abrupt, PropertyKey, Scope, constructor_name, describe_key, throw_type_error};
use crate::value::kind;

/// Objects named behind the first before the picture is cut short.
const FIRST_LINES: usize = 2;
/// Objects named at the end of a picture cut short.
const LAST_LINES: usize = 1;

/// An object being serialized, and the key under which it was found.
#[derive(Clone, Copy)]
pub(super) struct Level {
    /// Slot of the object.
    pub(super) object: Slot,
    /// Its key as V8 shows it.
    pub(super) key: LevelKey,
}

/// A property key that does not borrow a scope.
#[derive(Clone, Copy)]
pub(super) enum LevelKey {
    /// An index.
    Index(u32),
    /// Slot of a name.
    Name(Slot),
    /// The empty name of the whole.
    Root,
}

impl Level {
    fn constructor(self, cx: &Scope<'_>) -> String {
        let object = cx.raw(Local::in_slot(self.object));
        constructor_name(cx, object).unwrap_or_else(|| "Object".to_owned())
    }
}

/// The key under which `holder` has the next level.
fn show_key(cx: &Scope<'_>, holder: Level, key: LevelKey) -> String {
    let is_array = cx.raw(Local::in_slot(holder.object)).is_kind(kind::ARRAY);
    match key {
        LevelKey::Index(index) if is_array => format!("index {index}"),
        LevelKey::Index(index) => format!("property '{index}'"),
        LevelKey::Name(slot) => format!("property '{}'", describe_key(cx, PropertyKey::Name(Local::in_slot(slot)))),
        LevelKey::Root => "property ''".to_owned(),
    }
}

/// TypeError `Converting circular structure to JSON`: `levels` from the object that is met again on.
#[cold]
pub(super) fn throw_circular(cx: &mut Scope<'_>, levels: &[Level], closing: LevelKey) -> Abrupt {
    let line = |pair: &[Level]| {
        let key = show_key(cx, pair[0], pair[1].key);
        format!("\n    |     {key} -> object with constructor '{}'", pair[1].constructor(cx))
    };
    let Some((first, rest)) = levels.split_first() else {
        return throw_type_error(cx, format_args!("Converting circular structure to JSON"));
    };
    let mut picture = format!("\n    --> starting at object with constructor '{}'", first.constructor(cx));
    let head = rest.len().min(FIRST_LINES);
    picture.extend(levels[..=head].windows(2).map(line));
    if rest.len() > head + LAST_LINES {
        picture.push_str("\n    |     ...");
    }
    let tail = rest.len().saturating_sub(LAST_LINES).max(head);
    picture.extend(levels[tail..].windows(2).map(line));
    let closing = show_key(cx, *levels.last().unwrap_or(first), closing);
    throw_type_error(
        cx,
        format_args!("Converting circular structure to JSON{picture}\n    --- {closing} closes the circle"),
    )
}
