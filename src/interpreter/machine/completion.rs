//! Completions in one register.
//!
//! A node returns `Result<Value, Abrupt>` in eight bytes: a word is never zero, so zero means "threw". Statements
//! return the same type: [`NORMAL`] when they complete normally, a [`break_to`] or [`continue_to`] word, or any
//! ordinary value, which means `return` of that value. These words are not pointers, so that `finally` can park them
//! in a frame slot.

use crate::runtime::Abrupt;
use crate::value::Value;

/// What running a node gives.
pub(crate) type Outcome = Result<Value, Abrupt>;
const _: () = assert!(size_of::<Outcome>() == 8);

/// A statement's normal completion.
pub(crate) const NORMAL: Value = Value::NORMAL;

/// The completion of `break` to the statement with number `label` (of its function).
#[inline(always)]
pub(crate) const fn break_to(label: u32) -> Value {
    Value::break_to(label)
}

/// The completion of `continue` to the loop with number `label`.
#[inline(always)]
pub(crate) const fn continue_to(label: u32) -> Value {
    Value::continue_to(label)
}

/// Whether a statement's completion is `break`, `continue` or normal, so not a `return`.
#[inline(always)]
pub(crate) fn is_control(value: Value) -> bool {
    let bits = value.bits();
    bits >> 40 == 0 && matches!(bits & 0xff, 0x12 | 0x22 | 0x32)
}
