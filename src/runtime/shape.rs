//! Shapes: where the properties of objects are. Reading; `transition.rs` makes them.
//!
//! A shape's properties are the first `count` entries of its PROPERTY_TABLE, which all shapes of one line of additions
//! share. Entry number and slot number are the same. Tables with more than eight entries have a hash index.

use super::isolate::Isolate;
use crate::heap::{Heap, Parts, Raw, Words};
use crate::value::layout::{self, Location, Meta, attribute};

/// The unpacked raw words of a SHAPE.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Traits {
    /// Kind of the objects.
    pub(crate) kind: u8,
    /// Word offset of inline slot 0.
    pub(crate) first_slot: u8,
    /// Number of inline slots.
    pub(crate) inline_capacity: u8,
    /// How the shape was made from its parent.
    pub(crate) action: Action,
    /// Flags of `layout::shape`.
    pub(crate) flags: u32,
}

/// How a shape was made from its parent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum Action {
    /// It has no parent: the first shape of a prototype, or the shape of one object only.
    Root = 0,
    /// A property was added.
    Add = 1,
    /// The attributes of a property changed.
    Reconfigure = 2,
    /// Flags were set (extensibility, integrity level).
    SetFlags = 3,
}

impl Traits {
    /// As a raw word.
    pub(crate) const fn pack(self) -> u64 {
        self.kind as u64
            | (self.first_slot as u64) << 8
            | (self.inline_capacity as u64) << 16
            | (self.action as u64) << 24
            | (self.flags as u64) << 32
    }

    /// From a raw word.
    pub(crate) const fn unpack(word: u64) -> Traits {
        let action = match (word >> 24) as u8 {
            1 => Action::Add,
            2 => Action::Reconfigure,
            3 => Action::SetFlags,
            _ => Action::Root,
        };
        Traits {
            kind: word as u8,
            first_slot: (word >> 8) as u8,
            inline_capacity: (word >> 16) as u8,
            action,
            flags: (word >> 32) as u32,
        }
    }

    /// The location of slot `slot`.
    #[inline]
    pub(crate) const fn location(self, slot: u32) -> Location {
        Location::of_slot(slot, self.first_slot as u32, self.inline_capacity as u32)
    }
}

/// A SHAPE, to read.
#[derive(Clone, Copy)]
pub(crate) struct Shape<'h>(pub(crate) Raw<'h>);

impl<'h> Shape<'h> {
    /// The shape of an object (anything shaped).
    #[inline]
    pub(crate) fn of(heap: &'h Heap, object: Raw<'_>) -> Shape<'h> {
        Shape(heap.shape(object.aux()))
    }

    /// Its id: what inline caches compare.
    #[inline]
    pub(crate) fn id(self) -> u32 {
        self.0.aux()
    }

    /// Its unpacked traits.
    #[inline]
    pub(crate) fn traits(self) -> Traits {
        Traits::unpack(self.0.raw_word(layout::shape::TRAITS))
    }

    /// Whether all flags of `bits` are set.
    #[inline]
    pub(crate) fn has(self, bits: u32) -> bool {
        (self.0.raw_word(layout::shape::TRAITS) >> 32) as u32 & bits == bits
    }

    /// The prototype: an object or NULL.
    #[inline]
    pub(crate) fn prototype(self) -> Raw<'h> {
        self.0.word(layout::shape::PROTOTYPE)
    }

    /// Number of properties (0 in dictionary mode).
    #[inline]
    pub(crate) fn count(self) -> usize {
        self.0.raw_word(layout::shape::COUNTS) as u32 as usize
    }

    /// The property table, if there is one.
    pub(crate) fn table(self) -> Option<Table<'h>> {
        let table = self.0.word(layout::shape::TABLE);
        table.is_pointer().then_some(Table(table))
    }

    /// The entry of `key` (an interned string or symbol): its number and metadata.
    #[inline]
    pub(crate) fn find(self, key: Raw<'_>) -> Option<(usize, Meta)> {
        self.table()?.find(key, self.count())
    }
}

/// A PROPERTY_TABLE, to read.
#[derive(Clone, Copy)]
pub(crate) struct Table<'h>(pub(crate) Raw<'h>);

impl<'h> Table<'h> {
    /// Entries there is room for.
    pub(crate) fn capacity(self) -> usize {
        self.0.raw_word(layout::table::INFO) as u32 as usize
    }

    /// Entries in use by the longest shape of the line.
    pub(crate) fn used(self) -> usize {
        (self.0.raw_word(layout::table::INFO) >> 32) as usize
    }

    /// The key of entry `entry`.
    #[inline]
    pub(crate) fn key(self, entry: usize) -> Raw<'h> {
        self.0.word(layout::table::ENTRIES + 2 * entry)
    }

    /// The metadata of entry `entry`.
    #[inline]
    pub(crate) fn meta(self, entry: usize) -> Meta {
        Meta(self.0.word(layout::table::ENTRIES + 2 * entry + 1).as_int() as u32)
    }

    /// The entry of `key` among the first `count`.
    #[inline]
    pub(crate) fn find(self, key: Raw<'_>, count: usize) -> Option<(usize, Meta)> {
        let Parts { tagged: entries, tail: index, .. } = self.0.parts();
        let entry = if index.is_empty() {
            (0..count).find(|&entry| entries.get(2 * entry).identical(key))?
        } else {
            find_indexed(entries, index, 2, key, key.aux())?
        };
        (entry < count).then(|| (entry, Meta(entries.get(2 * entry + 1).as_int() as u32)))
    }

    /// The first free bucket for a key with this hash.
    pub(crate) fn free_bucket(self, hash: u32) -> usize {
        let mask = 2 * self.capacity() - 1;
        let mut bucket = hash as usize & mask;
        while self.bucket(bucket) != 0 {
            bucket = (bucket + 1) & mask;
        }
        bucket
    }

    /// Bucket `bucket`: 1 + entry, or 0.
    fn bucket(self, bucket: usize) -> u32 {
        (self.0.raw_word(self.bucket_word(bucket)) >> (32 * (bucket & 1))) as u32
    }

    /// The raw word that holds bucket `bucket`.
    pub(crate) fn bucket_word(self, bucket: usize) -> usize {
        layout::table::ENTRIES + 2 * self.capacity() + bucket / 2
    }
}

/// The entry of `key` in a table whose entries take `width` words, through its index of u32 buckets (1 + entry; 0: free).
#[inline]
pub(crate) fn find_indexed(entries: Words<'_>, index: &[u64], width: usize, key: Raw<'_>, hash: u32) -> Option<usize> {
    let mask = (2 * index.len()).wrapping_sub(1);
    let mut bucket = hash as usize & mask;
    loop {
        let pair = index.get(bucket / 2)?;
        let entry = ((pair >> (32 * (bucket & 1))) as u32).checked_sub(1)? as usize;
        if entries.get(width * entry).identical(key) {
            return Some(entry);
        }
        bucket = (bucket + 1) & mask;
    }
}

/// A named own property that was found: metadata and place of its value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Own {
    /// Attributes (the slot number is meaningless in dictionary mode).
    pub(crate) meta: Meta,
    /// Where the value (or ACCESSOR_PAIR) is.
    pub(crate) location: Location,
}

/// The own property `key` (interned string, symbol or private name) of an object, by its shape alone: exotic objects'
/// virtual properties are not seen. Pure.
#[inline]
pub(crate) fn own_named(heap: &Heap, object: Raw<'_>, key: Raw<'_>) -> Option<Own> {
    probe(heap, object, key).own
}

/// What one look at an object's shape tells.
struct Probe<'h> {
    own: Option<Own>,
    flags: u32,
    prototype: Raw<'h>,
}

/// Looks for a named own property, and tells the shape's flags and prototype along with it.
#[inline]
fn probe<'h>(heap: &'h Heap, object: Raw<'_>, key: Raw<'_>) -> Probe<'h> {
    let shape = heap.shape(object.aux()).parts();
    let raw = |word: usize| shape.tail.get(word - layout::shape::COUNTS).copied().unwrap_or(0);
    let traits = Traits::unpack(raw(layout::shape::TRAITS));
    let own = if traits.flags & layout::shape::DICTIONARY != 0 {
        super::dictionary::find(heap, object, key)
    } else {
        let table = shape.tagged.get(layout::shape::TABLE - 1);
        let found =
            if table.is_pointer() { Table(table).find(key, raw(layout::shape::COUNTS) as u32 as usize) } else { None };
        found.map(|(entry, meta)| Own { meta, location: traits.location(entry as u32) })
    };
    Probe { own, flags: traits.flags, prototype: shape.tagged.get(layout::shape::PROTOTYPE - 1) }
}

/// What a walk along the prototype chain found for a named key.
#[derive(Clone, Copy)]
pub(crate) enum Lookup<'h> {
    /// A property of `holder`, `depth` steps up (0: own).
    Found {
        /// The object which has it.
        holder: Raw<'h>,
        /// Steps from the receiver.
        depth: u32,
        /// Metadata and place.
        own: Own,
    },
    /// Nowhere.
    Absent {
        /// Whether that holds for the receiver's shape while the prototype epoch stands.
        cacheable: bool,
    },
    /// Only `holder`'s internal methods can tell.
    Exotic {
        /// The exotic object.
        holder: Raw<'h>,
    },
}

/// Walks the prototype chain from `object` for a named key. Pure: runs no script, allocates nothing.
///
/// A `cacheable` miss may be kept under the receiver's shape id and `isolate.prototype_epoch`.
pub(crate) fn lookup<'h>(isolate: &'h Isolate, object: Raw<'h>, key: Raw<'_>) -> Lookup<'h> {
    let heap = &isolate.heap;
    let mut holder = object;
    let mut depth = 0;
    let mut cacheable = true;
    loop {
        if isolate.exotic(holder.kind()).takes_name(heap, key) {
            return Lookup::Exotic { holder };
        }
        let Probe { own, flags, prototype } = probe(heap, holder, key);
        let unshared = flags & (layout::shape::DICTIONARY | layout::shape::IS_PROTOTYPE);
        cacheable &= unshared != layout::shape::DICTIONARY;
        if let Some(own) = own {
            return Lookup::Found { holder, depth, own };
        }
        if !prototype.is_pointer() {
            return Lookup::Absent { cacheable };
        }
        holder = prototype;
        depth += 1;
    }
}

/// The attributes which all fast elements of an object have.
pub(crate) fn element_attributes(shape: Shape<'_>) -> u32 {
    if shape.has(layout::shape::FROZEN_ELEMENTS) {
        attribute::ENUMERABLE
    } else if shape.has(layout::shape::SEALED_ELEMENTS) {
        attribute::ENUMERABLE | attribute::WRITABLE
    } else {
        attribute::ALL
    }
}
