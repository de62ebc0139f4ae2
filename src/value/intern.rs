//! Hashes and the intern table: one flat old string for every text that is used as a property name.
//!
//! The table holds its strings weakly: the heap turns dead entries into HOLE. Interned strings are equal exactly when
//! they are identical. The hash of a string is in its header (0: not computed yet) and does not depend on its width.
//! Its highest bit is always set, so that no hash can be taken for the id of a shape.

use super::fault::Fault;
use super::kind;
use super::layout::{intern, string as layout};
use super::rope;
use super::string;
use super::units::Units;
use crate::heap::{Allocation, Heap, Local, Place, Raw, RootId, Slot, Word};
use std::hash::{BuildHasher, Hasher};

/// Strings that are hashed eight words at a time.
const CHUNK: usize = 64;
/// Set in the hashes that headers hold.
const NO_SHAPE_ID: u32 = 1 << 31;
/// The first capacity of the table.
const INITIAL_CAPACITY: usize = 2048;

/// Strings that were interned lately, by their addresses: so many are remembered.
const RECENT: usize = 256;

/// The strings that the isolate keeps: intern table, single characters, the empty string.
pub(crate) struct Strings {
    table: RootId,
    singles: RootId,
    random: ahash::RandomState,
    recent: Box<[Recent; RECENT]>,
    /// Collections before the first that `recent` tells of.
    recent_since: u64,
}

/// A string that was interned since the last collection, and its entry in the table.
#[derive(Clone, Copy)]
struct Recent {
    text: Word,
    entry: u32,
}

impl Recent {
    const NONE: Recent = Recent { text: Word::UNDEFINED, entry: 0 };

    /// Where a string is remembered.
    #[inline(always)]
    fn place(text: Word) -> usize {
        let bits = text.bits() >> 3;
        (bits ^ bits >> 8) as usize % RECENT
    }
}

impl Strings {
    /// Fills the tables. The seeds decide all hashes; nothing visible depends on them.
    ///
    /// # Errors
    /// When there is no memory.
    pub(crate) fn new(heap: &mut Heap, seeds: [u64; 4]) -> Result<Strings, Fault> {
        let depth = heap.stack_depth();
        let random = ahash::RandomState::with_seeds(seeds[0], seeds[1], seeds[2], seeds[3]);
        let table = allocate_table(heap, INITIAL_CAPACITY)?;
        let table = heap.insert_root(Local::in_slot(table), "intern table")?;
        let words = heap.allocate(Allocation::old(kind::WORDS, 0, 2 + 257), |init| init.raw(1, 257))?;
        let singles = heap.insert_root(Local::in_slot(words), "single characters")?;
        let recent = Box::new([Recent::NONE; RECENT]);
        let mut strings = Strings { table, singles, random, recent, recent_since: 0 };
        for unit in 0..256usize {
            let slot = string::from_latin1(heap, &[unit as u8], Place::Old)?;
            let interned = strings.intern(heap, Local::in_slot(slot))?;
            heap.store(Local::in_slot(words), 2 + unit, Local::in_slot(interned));
        }
        let slot = string::from_latin1(heap, &[], Place::Old)?;
        let interned = strings.intern(heap, Local::in_slot(slot))?;
        heap.store(Local::in_slot(words), 2 + 256, Local::in_slot(interned));
        heap.truncate_stack(depth);
        Ok(strings)
    }

    /// The empty string.
    pub(crate) fn empty(&self, heap: &Heap) -> Result<Slot, Fault> {
        Ok(heap.root(heap.root_value(self.singles).word(2 + 256))?)
    }

    /// The string of one code unit.
    ///
    /// # Errors
    /// When there is no memory. May collect for units above 255.
    pub(crate) fn single(&self, heap: &mut Heap, unit: u16) -> Result<Slot, Fault> {
        match self.known_single(heap, unit) {
            Some(character) => Ok(heap.root(character)?),
            None => string::from_utf16(heap, &[unit], Place::Young),
        }
    }

    /// The string of one code unit below 256, which always exists. Pure.
    #[inline]
    pub(crate) fn known_single<'h>(&self, heap: &'h Heap, unit: u16) -> Option<Raw<'h>> {
        (unit < 256).then(|| heap.root_value(self.singles).word(2 + unit as usize))
    }

    /// The hash of a text: at least 2^31, as no id of a shape is.
    pub(crate) fn hash_units(&self, units: Units<'_>) -> u32 {
        let mut hasher = self.random.build_hasher();
        let mut chunk = [0u8; CHUNK];
        match units {
            Units::Latin1(bytes) => bytes.chunks(CHUNK).for_each(|part| hasher.write(part)),
            Units::TwoByte(wide) if units.is_narrow() => wide.chunks(CHUNK).for_each(|part| {
                chunk.iter_mut().zip(part).for_each(|(byte, &unit)| *byte = unit as u8);
                hasher.write(&chunk[..part.len()]);
            }),
            Units::TwoByte(wide) => wide.iter().for_each(|&unit| hasher.write_u16(unit)),
        }
        hasher.finish() as u32 | NO_SHAPE_ID
    }

    /// The hash of a string, kept in its header.
    ///
    /// # Errors
    /// When a rope has to be flattened and there is no memory. May collect.
    pub(crate) fn hash(&self, heap: &mut Heap, text: Local<'_>) -> Result<u32, Fault> {
        let known = heap.get(text).aux();
        if known != 0 {
            return Ok(known);
        }
        rope::flatten(heap, text)?;
        let hash = self.hash_units(string::units(heap.get(text)));
        heap.set_aux(text, hash);
        Ok(hash)
    }

    /// The interned string with the same text.
    ///
    /// # Errors
    /// When there is no memory. May collect.
    pub(crate) fn intern(&mut self, heap: &mut Heap, text: Local<'_>) -> Result<Slot, Fault> {
        if heap.get(text).flags() & layout::INTERNED != 0 {
            return Ok(heap.root(heap.get(text))?);
        }
        if let Some(found) = self.recent_entry(heap, heap.get(text)) {
            return self.entry(heap, found);
        }
        let hash = self.hash(heap, text)?;
        if let Some(found) = self.find(heap, string::units(heap.get(text)), hash) {
            self.note_recent(heap, text, found);
            return self.entry(heap, found);
        }
        let canonical = copy_old(heap, text)?;
        self.enter(heap, canonical, hash)
    }

    /// The interned string of Rust text.
    ///
    /// # Errors
    /// When there is no memory. May collect.
    pub(crate) fn intern_text(&mut self, heap: &mut Heap, text: &str) -> Result<Slot, Fault> {
        if text.is_ascii() {
            let units = Units::Latin1(text.as_bytes());
            let hash = self.hash_units(units);
            if let Some(found) = self.find(heap, units, hash) {
                return self.entry(heap, found);
            }
        }
        let slot = string::from_text(heap, text, Place::Old)?;
        self.intern(heap, Local::in_slot(slot))
    }

    /// The entry of a string that was interned since the last collection, as far as that is remembered.
    #[inline]
    fn recent_entry(&self, heap: &Heap, text: Raw<'_>) -> Option<usize> {
        let text = text.word_value();
        let recent = self.recent[Recent::place(text)];
        (recent.text == text && self.recent_since == heap.collections()).then_some(recent.entry as usize)
    }

    fn note_recent(&mut self, heap: &Heap, text: Local<'_>, entry: usize) {
        if self.recent_since != heap.collections() {
            self.recent.fill(Recent::NONE);
            self.recent_since = heap.collections();
        }
        let text = heap.get(text).word_value();
        self.recent[Recent::place(text)] = Recent { text, entry: entry as u32 };
    }

    /// The property key that a string which is not interned itself stands for, where that was found out since the last
    /// collection. Pure.
    #[inline]
    pub(crate) fn recent_name<'h>(&self, heap: &'h Heap, text: Raw<'_>) -> Option<Raw<'h>> {
        // What is read from the table while marking runs must be marked: not worth the trouble.
        let entry = self.recent_entry(heap, text).filter(|_| !heap.is_marking())?;
        let name = heap.root_value(self.table).word(entry);
        (name.is_pointer() && name.flags() & layout::NAME != 0).then_some(name)
    }

    /// Position of the text's entry in the table. While this result is used nothing may allocate.
    fn find(&self, heap: &Heap, units: Units<'_>, hash: u32) -> Option<usize> {
        let table = heap.root_value(self.table);
        let mask = (table.raw_word(intern::INFO) as u32 as usize) - 1;
        let mut position = hash as usize & mask;
        loop {
            let entry = table.word(intern::ENTRIES + position);
            if entry.is_undefined() {
                return None;
            }
            let is_same = entry.is_pointer() && entry.aux() == hash && string::units(entry).same(units);
            if is_same && !heap.is_condemned(entry) {
                return Some(intern::ENTRIES + position);
            }
            position = (position + 1) & mask;
        }
    }

    /// Roots an entry, through the weak accessor.
    fn entry(&self, heap: &mut Heap, word: usize) -> Result<Slot, Fault> {
        let table = Local::in_slot(heap.root(heap.root_value(self.table))?);
        let _ = heap.read_weak(table, word);
        let slot = heap.root(heap.get(table).word(word))?;
        Ok(slot)
    }

    /// Enters an old flat string that is not in the table yet.
    fn enter(&mut self, heap: &mut Heap, text: Slot, hash: u32) -> Result<Slot, Fault> {
        let local = Local::in_slot(text);
        heap.set_aux(local, hash);
        let is_name = string::units(heap.get(local)).array_index().is_none();
        heap.set_flag(local, if is_name { layout::INTERNED | layout::NAME } else { layout::INTERNED }, true);
        let depth = heap.stack_depth();
        let info = heap.root_value(self.table).raw_word(intern::INFO);
        let (capacity, used) = (info as u32 as usize, (info >> 32) as usize);
        let is_crowded = 4 * (used + 1) > 3 * capacity;
        let has_place = 16 * (used + 1) <= 15 * capacity;
        // Where memory has run out a crowded table does: the text that lets go of what fills the heap may have new names.
        if is_crowded && !(has_place && heap.has_refused()) {
            self.rebuild(heap, capacity)?;
        }
        let table = Local::in_slot(heap.root(heap.root_value(self.table))?);
        place(heap, table, local);
        heap.truncate_stack(depth);
        Ok(text)
    }

    /// A table without dead entries, with room for as many again.
    fn rebuild(&mut self, heap: &mut Heap, capacity: usize) -> Result<(), Fault> {
        heap.finish_clearing();
        self.recent.fill(Recent::NONE);
        let depth = heap.stack_depth();
        let old = Local::in_slot(heap.root(heap.root_value(self.table))?);
        let words = intern::ENTRIES..intern::ENTRIES + capacity;
        let live = words.clone().filter(|&word| heap.get(old).word(word).is_pointer()).count();
        let new = Local::in_slot(allocate_table(heap, (2 * live + 2).next_power_of_two().max(INITIAL_CAPACITY))?);
        heap.finish_clearing();
        let entry = heap.root(heap.get(new))?;
        for word in words {
            let raw = heap.get(old).word(word);
            if raw.is_pointer() {
                heap.set_slot_raw(entry, raw);
                place(heap, new, Local::in_slot(entry));
            }
        }
        heap.set_root(self.table, new);
        heap.truncate_stack(depth);
        Ok(())
    }
}

fn place(heap: &mut Heap, table: Local<'_>, text: Local<'_>) {
    let view = heap.get(table);
    let info = view.raw_word(intern::INFO);
    let mask = (info as u32 as usize) - 1;
    let mut position = heap.get(text).aux() as usize & mask;
    while !view.word(intern::ENTRIES + position).is_undefined() {
        position = (position + 1) & mask;
    }
    heap.store(table, intern::ENTRIES + position, text);
    heap.store_raw(table, intern::INFO, info + (1 << 32));
}

fn allocate_table(heap: &mut Heap, capacity: usize) -> Result<Slot, Fault> {
    let words = intern::ENTRIES + capacity;
    let slot = heap.allocate(Allocation::old(kind::INTERN_TABLE, 0, words), |init| {
        init.raw(intern::INFO, capacity as u64);
    })?;
    Ok(slot)
}

/// An old flat copy of a flat string, Latin-1 if it fits.
fn copy_old(heap: &mut Heap, text: Local<'_>) -> Result<Slot, Fault> {
    let mut short = [0u16; 64];
    let units = string::units(heap.get(text));
    if units.len() <= short.len() {
        let length = units.len();
        short.iter_mut().zip(units.iter()).for_each(|(to, from)| *to = from);
        return string::from_utf16(heap, &short[..length], Place::Old);
    }
    let mut copy = Vec::new();
    copy.try_reserve_exact(units.len()).map_err(|_| Fault::OutOfMemory)?;
    units.extend_utf16(&mut copy);
    string::from_utf16(heap, &copy, Place::Old)
}
