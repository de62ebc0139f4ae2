//! The TypeError of `JSON.stringify` for a value that contains itself, drawn as V8 draws it.

use crate::heap::{Local, Slot};
use crate::runtime::{Abrupt, PropertyKey, Scope, constructor_name, describe_key, throw_type_error};

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
    fn shown_key(self, cx: &Scope<'_>) -> String {
        show_key(cx, self.key)
    }

    fn constructor(self, cx: &Scope<'_>) -> String {
        let object = cx.raw(Local::in_slot(self.object));
        constructor_name(cx, object).unwrap_or_else(|| "Object".to_owned())
    }
}

fn show_key(cx: &Scope<'_>, key: LevelKey) -> String {
    match key {
        LevelKey::Index(index) => format!("index {index}"),
        LevelKey::Name(slot) => format!("property '{}'", describe_key(cx, PropertyKey::Name(Local::in_slot(slot)))),
        LevelKey::Root => "property ''".to_owned(),
    }
}

/// TypeError `Converting circular structure to JSON`: `levels` from the object that is met again on.
#[cold]
pub(super) fn throw_circular(cx: &mut Scope<'_>, levels: &[Level], closing: LevelKey) -> Abrupt {
    let line = |level: &Level| {
        format!("\n    |     {} -> object with constructor '{}'", level.shown_key(cx), level.constructor(cx))
    };
    let Some((first, rest)) = levels.split_first() else {
        return throw_type_error(cx, format_args!("Converting circular structure to JSON"));
    };
    let mut picture = format!("\n    --> starting at object with constructor '{}'", first.constructor(cx));
    let head = rest.len().min(FIRST_LINES);
    picture.extend(rest[..head].iter().map(line));
    if rest.len() > head + LAST_LINES {
        picture.push_str("\n    |     ...");
    }
    let tail = rest.len().saturating_sub(LAST_LINES).max(head);
    picture.extend(rest[tail..].iter().map(line));
    let closing = show_key(cx, closing);
    throw_type_error(
        cx,
        format_args!("Converting circular structure to JSON{picture}\n    --- {closing} closes the circle"),
    )
}
