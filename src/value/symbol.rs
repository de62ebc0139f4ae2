//! Symbols and private names.

use super::fault::Fault;
use super::kind;
use super::layout::symbol;
use crate::heap::{Allocation, Heap, Local, Place, Raw, Slot};

/// A new symbol; `hash` is any number (its highest bit is set here: no symbol may be taken for an object of a shape),
/// `flags` of `layout::symbol`.
///
/// # Errors
/// When there is no memory. May collect.
pub(crate) fn allocate(heap: &mut Heap, description: Local<'_>, hash: u32, flags: u8) -> Result<Slot, Fault> {
    let allocation = Allocation { kind: kind::SYMBOL, aux: hash | 1 << 31, words: 2, place: Place::Old };
    let slot = heap.allocate(allocation, |init| init.set(symbol::DESCRIPTION, description))?;
    heap.set_flag(Local::in_slot(slot), flags, true);
    Ok(slot)
}

/// The description: a string or UNDEFINED.
pub(crate) fn description(symbol: Raw<'_>) -> Raw<'_> {
    symbol.word(symbol::DESCRIPTION)
}

/// Whether `Symbol.for` made it.
pub(crate) fn is_registered(symbol: Raw<'_>) -> bool {
    symbol.flags() & symbol::REGISTERED != 0
}

/// Whether it is a private name.
pub(crate) fn is_private(symbol: Raw<'_>) -> bool {
    symbol.flags() & symbol::PRIVATE != 0
}
