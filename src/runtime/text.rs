//! Strings in a scope: the value room's operations with completions instead of faults.

use super::completion::Completion;
use super::key::PropertyKey;
use super::names::KnownName;
use super::scope::Scope;
use crate::heap::{Local, Place, Slot};
use crate::value::{self, Fault, Side, Units};

impl<'s> Scope<'s> {
    /// The interned string of a text, as a key. Array indices must not come this way.
    ///
    /// # Errors
    /// Termination when there is no memory.
    pub(crate) fn name(&mut self, text: &str) -> Completion<PropertyKey<'s>> {
        self.interned(text).map(PropertyKey::Name)
    }

    /// The interned string of a text.
    ///
    /// # Errors
    /// Termination when there is no memory.
    pub(crate) fn interned(&mut self, text: &str) -> Completion<Local<'s>> {
        let isolate: &mut super::Isolate = self;
        let slot = isolate.strings.intern_text(&mut isolate.heap, text);
        self.adopt(slot)
    }

    /// A new string of Rust text.
    ///
    /// # Errors
    /// Termination when there is no memory; RangeError when it is too long.
    pub(crate) fn string(&mut self, text: &str) -> Completion<Local<'s>> {
        let slot = value::from_text(&mut self.heap, text, Place::Young);
        self.adopt(slot)
    }

    /// A new string of Latin-1 bytes.
    ///
    /// # Errors
    /// As `string`.
    pub(crate) fn string_latin1(&mut self, text: &[u8]) -> Completion<Local<'s>> {
        let slot = value::from_latin1(&mut self.heap, text, Place::Young);
        self.adopt(slot)
    }

    /// A new string of UTF-16 code units.
    ///
    /// # Errors
    /// As `string`.
    pub(crate) fn string_utf16(&mut self, text: &[u16]) -> Completion<Local<'s>> {
        let slot = value::from_utf16(&mut self.heap, text, Place::Young);
        self.adopt(slot)
    }

    /// The string or symbol of a known name.
    ///
    /// # Errors
    /// RangeError when the VM stack is full.
    pub(crate) fn known_string(&mut self, name: KnownName) -> Completion<Local<'s>> {
        self.local(|isolate| isolate.known(name))
    }

    /// Interns a string.
    pub(crate) fn intern(&mut self, text: Local<'_>) -> Result<Slot, Fault> {
        let isolate: &mut super::Isolate = self;
        isolate.strings.intern(&mut isolate.heap, text)
    }

    /// The string of one code unit.
    pub(crate) fn single_character(&mut self, unit: u16) -> Result<Slot, Fault> {
        let isolate: &mut super::Isolate = self;
        isolate.strings.single(&mut isolate.heap, unit)
    }
}

/// The code units of a string, flattened first if it is a rope. They cannot be kept across an allocation.
///
/// # Errors
/// Termination when there is no memory.
#[inline]
pub(crate) fn units<'c>(cx: &'c mut Scope<'_>, text: Local<'_>) -> Completion<Units<'c>> {
    if value::flat_units(cx.raw(text)).is_none()
        && let Err(fault) = value::flatten(&mut cx.heap, text)
    {
        return Err(cx.fault(fault));
    }
    Ok(value::units(cx.raw(text)))
}

/// The text of a string as Rust text, lone surrogates replaced.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn rust_text(cx: &mut Scope<'_>, text: Local<'_>) -> Completion<String> {
    units(cx, text).map(Units::to_rust_lossy)
}

/// The concatenation of two strings; a rope when long.
///
/// # Errors
/// RangeError `Invalid string length`; termination when there is no memory.
pub(crate) fn concat_strings<'s>(cx: &mut Scope<'s>, left: Local<'_>, right: Local<'_>) -> Completion<Local<'s>> {
    let slot = value::concat(&mut cx.heap, left, right);
    cx.adopt(slot)
}

/// The concatenation of a string and the decimal text of an integer, in one of the two orders.
///
/// # Errors
/// As [`concat_strings`].
pub(crate) fn concat_integer<'s>(
    cx: &mut Scope<'s>,
    text: Local<'_>,
    integer: i32,
    side: Side,
) -> Completion<Local<'s>> {
    let digits = value::number::integer_to_string(integer);
    let slot = value::concat_ascii(&mut cx.heap, text, digits.as_bytes(), side);
    cx.adopt(slot)
}

/// The code units `start..end` of a string; a slice when long.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn substring<'s>(cx: &mut Scope<'s>, text: Local<'_>, start: usize, end: usize) -> Completion<Local<'s>> {
    let isolate: &mut super::Isolate = cx;
    let slot = value::substring(&mut isolate.heap, &isolate.strings, text, start, end);
    cx.adopt(slot)
}

/// The length of a string in code units. Pure.
pub(crate) fn string_length(cx: &Scope<'_>, text: Local<'_>) -> usize {
    value::length(cx.raw(text))
}

/// `length` or the character at an index, for a string primitive used as an object; `None` for other keys.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn string_property<'s>(
    cx: &mut Scope<'s>,
    text: Local<'_>,
    key: PropertyKey<'_>,
) -> Completion<Option<Local<'s>>> {
    match key {
        PropertyKey::Index(index) => {
            if index as usize >= value::length(cx.raw(text)) {
                return Ok(None);
            }
            let unit = units(cx, text)?.get(index as usize).unwrap_or(0);
            let slot = cx.single_character(unit);
            cx.adopt(slot).map(Some)
        }
        _ if key.raw(cx).identical(cx.known(KnownName::Length)) => {
            Ok(Some(Local::number(value::length(cx.raw(text)) as f64)))
        }
        _ => Ok(None),
    }
}
