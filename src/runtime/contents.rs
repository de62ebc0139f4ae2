//! What is in the stores of objects, for those who watch them grow: stores grow by steps, long before what is in them does.

use super::butterfly::{self, holes};
use super::ordered_hash_table::{entries_in_use, keys};
use super::triples::Triples;
use super::{Shape, dictionary};
use crate::heap::{Heap, Raw};
use crate::value::kind;
use crate::value::layout::{self, wrapper};

/// The bytes of a store in which nothing is: holes of elements, free and deleted entries of tables with their share of the
/// index; all of a table of ephemerons, whose entries are there as long as somebody else keeps their keys. 0 of what is no
/// store.
pub(crate) fn spare_bytes(store: Raw<'_>) -> u64 {
    let (used, room) = match store.kind() {
        kind::BUTTERFLY => return holes(store) as u64 * 8,
        kind::ORDERED_HASH_TABLE => entries_in_use(store),
        kind::EPHEMERON_TABLE => (0, 1),
        kind::PROPERTY_DICTIONARY | kind::ELEMENT_DICTIONARY => (Triples(store).live(), Triples(store).capacity()),
        _ => return 0,
    };
    let free = room.saturating_sub(used) as u64;
    (store.size_words() as u64 * 8 * free).checked_div(room as u64).unwrap_or(0)
}

/// The first few keys of a Map, Set or dictionary, or the first few elements: they stay as long as nothing is taken away at
/// the old end. None of what has no store.
pub(crate) fn first_entries<'h>(heap: &Heap, object: Raw<'h>, most: usize) -> Vec<Raw<'h>> {
    if object.is_kind(kind::MAP) || object.is_kind(kind::SET) {
        return keys(object.word(wrapper::VALUE)).take(most).collect();
    }
    if !kind::is_object(object.kind()) || !object.word(layout::BUTTERFLY).is_pointer() {
        return Vec::new();
    }
    if Shape::of(heap, object).has(layout::shape::DICTIONARY) {
        let table = dictionary::table(object);
        return table.entries().map(|entry| table.key(entry)).take(most).collect();
    }
    butterfly::elements(object.word(layout::BUTTERFLY)).take(most).collect()
}
