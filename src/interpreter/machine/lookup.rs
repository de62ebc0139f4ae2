//! Named properties without a cache: objects in dictionary mode, places that see many shapes, computed keys.
//!
//! The walk looks at shapes and dictionaries as `runtime::lookup` does, and finds data properties only: whatever takes
//! more than that is the generic operations' business.

use super::node::Node;
use super::property::{cache_of, kind_of, shape_of};
use super::word::MachineWord;
use crate::heap::Local;
use crate::runtime::{Isolate, Scope};
use crate::value::layout::{self, Meta, attribute, butterfly, dictionary, shape, table};
use crate::value::{Value, kind};

/// A cache that has missed so often takes its place for one that sees many shapes …
const MANY_MISSES: u8 = 200;
/// … and learns again at this many, in case the times have changed.
const LEARN_AGAIN: u8 = 255;

/// A named property.
struct Found {
    /// The cell that holds the value.
    host: *mut u64,
    slot: *mut Value,
    meta: Meta,
}

/// What one object knows of a key.
///
/// # Safety
/// M4: `object` is a live object whose shape has these `traits`, `key` an interned string or symbol.
#[inline(always)]
unsafe fn own(object: *mut u64, description: *mut u64, traits: u64, key: Value) -> Option<Found> {
    // SAFETY: M4, M5: shapes, tables, dictionaries and butterflies are as `value::layout` tells.
    unsafe {
        let wings = *object.add(layout::BUTTERFLY).cast::<Value>();
        if (traits >> 32) as u32 & shape::DICTIONARY != 0 {
            let table = (*wings.pointer().add(butterfly::OVERFLOW).cast::<Value>()).pointer();
            let capacity = *table.add(dictionary::INFO) as u32 as usize;
            let entries = table.add(dictionary::ENTRIES).cast::<Value>();
            let entry = find_indexed::<3>(entries, capacity, key)?;
            let meta = Meta((*entries.add(3 * entry + 2)).as_int() as u32);
            if meta.has(attribute::ARRAY_LENGTH) {
                return Some(Found { host: object, slot: object.add(super::slow::ARRAY_LENGTH_WORD).cast(), meta });
            }
            return Some(Found { host: table, slot: entries.add(3 * entry + 1), meta });
        }
        let table = *description.add(shape::TABLE).cast::<Value>();
        if !table.is_pointer() {
            return None;
        }
        let (table, count) = (table.pointer(), *description.add(shape::COUNTS) as u32 as usize);
        let capacity = *table.add(table::INFO) as u32 as usize;
        let entries = table.add(table::ENTRIES).cast::<Value>();
        let entry = if capacity > table::LINEAR {
            find_indexed::<2>(entries, capacity, key)?
        } else {
            (0..count).find(|&entry| *entries.add(2 * entry) == key)?
        };
        if entry >= count {
            return None;
        }
        let meta = Meta((*entries.add(2 * entry + 1)).as_int() as u32);
        let (first, inline) = ((traits >> 8) as u8 as usize, (traits >> 16) as u8 as usize);
        if entry < inline {
            return Some(Found { host: object, slot: object.add(first + entry).cast(), meta });
        }
        let host = wings.pointer();
        Some(Found { host, slot: host.add(butterfly::OVERFLOW + entry - inline).cast(), meta })
    }
}

/// The entry of `key` among entries of `WIDTH` words, through the index behind them.
///
/// # Safety
/// M4: the entries are those of a table of this capacity.
#[inline(always)]
unsafe fn find_indexed<const WIDTH: usize>(entries: *mut Value, capacity: usize, key: Value) -> Option<usize> {
    // SAFETY: M4: a bucket names an entry, or none; one is always free.
    unsafe {
        let index = entries.add(WIDTH * capacity).cast::<u64>();
        let mask = 2 * capacity - 1;
        let mut bucket = shape_of(key.pointer()) as usize & mask;
        loop {
            let entry = ((*index.add(bucket / 2) >> (32 * (bucket & 1))) as u32).checked_sub(1)? as usize;
            if *entries.add(WIDTH * entry) == key {
                return Some(entry);
            }
            bucket = (bucket + 1) & mask;
        }
    }
}

/// The value of the data property `key` of an object or its prototypes, `undefined` when there is no property; `None`
/// when that takes more than looking.
///
/// # Safety
/// M3, M4: `object` is a live object, `key` an interned string that is no array index, or a symbol.
pub(super) unsafe fn get(vm: *mut Isolate, object: *mut u64, key: Value) -> Option<Value> {
    // SAFETY: M3, M4: prototypes of objects without exotic lookups do not run in circles.
    unsafe {
        let mut holder = object;
        loop {
            let isolate = &*vm;
            let name = isolate.heap.adopt_word(key);
            if isolate.exotic(kind_of(holder)).takes_name(&isolate.heap, name) {
                return None;
            }
            let description = isolate.heap.shape_object(shape_of(holder));
            if let Some(found) = own(holder, description, *description.add(shape::TRAITS), key) {
                return found.meta.is_plain_readable().then(|| *found.slot);
            }
            let prototype = *description.add(shape::PROTOTYPE).cast::<Value>();
            if !prototype.is_pointer() {
                return Some(Value::UNDEFINED);
            }
            holder = prototype.pointer();
        }
    }
}

/// Overwrites the plain data property `key` of an object's own; false when it has none such.
///
/// # Safety
/// As [`get`].
pub(super) unsafe fn set(vm: *mut Isolate, object: *mut u64, key: Value, value: Value) -> bool {
    // SAFETY: M3, M4.
    unsafe {
        let isolate = &*vm;
        let name = isolate.heap.adopt_word(key);
        if isolate.exotic(kind_of(object)).takes_name(&isolate.heap, name) {
            return false;
        }
        let description = isolate.heap.shape_object(shape_of(object));
        match own(object, description, *description.add(shape::TRAITS), key) {
            Some(found) if found.meta.is_plain_writable() => {
                (*vm).heap.store_word(found.host, found.slot.cast(), value);
                true
            }
            _ => false,
        }
    }
}

/// The object and the name of a computed access which the functions above can serve.
///
/// # Safety
/// M3, M4.
#[inline(always)]
pub(super) unsafe fn named_access(vm: *mut Isolate, object: Value, key: Value) -> Option<(*mut u64, Value)> {
    // SAFETY: M3, M4: pointers lead to live cells; the header is the first word.
    unsafe {
        if !object.is_pointer() || !key.is_pointer() || kind_of(object.pointer()) < kind::FIRST_OBJECT {
            return None;
        }
        let cell = key.pointer();
        let is_name = match kind_of(cell) {
            kind::SYMBOL => true,
            kind::STRING_LATIN1 | kind::STRING_TWO_BYTE => *cell as u8 & layout::string::NAME != 0,
            kind if kind::is_string(kind) => false,
            _ => return None,
        };
        if is_name {
            return Some((object.pointer(), key));
        }
        let isolate = &*vm;
        let name = isolate.strings.recent_name(&isolate.heap, isolate.heap.adopt_word(key))?;
        Some((object.pointer(), name.word_value()))
    }
}

/// Whether an object or its prototypes have a property, where looking is enough to tell.
pub(crate) fn has_name(cx: &mut Scope<'_>, object: Local<'_>, key: Local<'_>) -> Option<bool> {
    let (object, key) = (cx.raw(object).word_value(), cx.raw(key).word_value());
    let vm: *mut Isolate = &raw mut **cx;
    // SAFETY: M3: `cx` is borrowed exclusively; M4: values of live handles, and nothing allocates; as for `get`.
    unsafe {
        let (mut holder, key) = named_access(vm, object, key)?;
        loop {
            let isolate = &*vm;
            if isolate.exotic(kind_of(holder)).takes_name(&isolate.heap, isolate.heap.adopt_word(key)) {
                return None;
            }
            let description = isolate.heap.shape_object(shape_of(holder));
            if own(holder, description, *description.add(shape::TRAITS), key).is_some() {
                return Some(true);
            }
            let prototype = *description.add(shape::PROTOTYPE).cast::<Value>();
            if !prototype.is_pointer() {
                return Some(false);
            }
            holder = prototype.pointer();
        }
    }
}

/// The object of a named access that a cache cannot help: it is in dictionary mode, or the place has seen many shapes.
///
/// # Safety
/// M1, M4: `node` is a property node.
#[inline(always)]
pub(super) unsafe fn uncached_access(vm: *mut Isolate, node: *const Node, object: Value) -> Option<*mut u64> {
    // SAFETY: M1, M3–M5.
    unsafe {
        if !object.is_pointer() || kind_of(object.pointer()) < kind::FIRST_OBJECT {
            return None;
        }
        let object = object.pointer();
        let description = (*vm).heap.shape_object(shape_of(object));
        if (*description.add(shape::TRAITS) >> 32) as u32 & shape::DICTIONARY != 0 {
            return Some(object);
        }
        let misses = &raw mut (*cache_of(node)).entry.misses;
        match *misses {
            LEARN_AGAIN => {
                *misses = MANY_MISSES;
                None
            }
            MANY_MISSES..LEARN_AGAIN => {
                *misses += 1;
                Some(object)
            }
            _ => None,
        }
    }
}
