//! Values: what the words of the heap mean in ECMAScript, without running any of it.
//!
//! # The idea
//! A `Value` is the heap's word. This room numbers the kinds of heap objects, fixes their layouts, and knows strings,
//! symbols and BigInts: everything about values that needs no objects, no properties and no script.
//!
//! # Invariants
//! * Interned strings are flat, old, stored as Latin-1 if they fit; two are equal exactly when they are identical.
//! * A string's hash depends on its text alone; 0 in the header means that it was not computed yet.
//! * A rope is at least 24 units long; flattening changes its representation, never its text.
//! * A slice's parent is a flat string, never a slice or a rope.
//!
//! # Glossary
//! *unit*: a UTF-16 code unit. *rope*: a concatenation not carried out. *slice*: a part of a flat string. *narrow*: all
//! units below 256. *intern table*: one string for every text used as a property name.
//!
//! # What it knows nothing about
//! Objects' behaviour, realms, exceptions: failures are reported as [`Fault`].
//!
//! # Sources
//! ECMA-262 §6.1 (language types); V8's `objects/string.h` for the thresholds and the greatest length.

mod base64;
pub(crate) mod date;
mod fault;
mod intern;
pub(crate) mod kind;
pub(crate) mod layout;
pub(crate) mod number;
mod rope;
mod string;
mod symbol;
mod units;

pub(crate) use crate::heap::Word as Value;
pub(crate) use base64::{Alphabet, hex_digit, hex_digits};
pub(crate) use fault::Fault;
pub(crate) use intern::Strings;
pub(crate) use rope::{Side, concat, concat_ascii, flatten, substring};
pub(crate) use string::{flat_units, from_latin1, from_text, from_utf16, is_string, length, to_rust, units};
pub(crate) use symbol::{
    allocate as allocate_symbol, description as symbol_description, is_private as is_private_symbol,
    is_registered as is_registered_symbol,
};
pub(crate) use units::Units;
