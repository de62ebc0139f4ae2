//! Interned names and strings: equal texts have equal [`Atom`]s.
//!
//! A text whose code units all fit in a byte is kept as Latin-1, any other as UTF-16 with lone surrogates kept.

use super::ids::Atom;
use super::names::PREDEFINED;
use ahash::RandomState;

/// The text of an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AtomText<'a> {
    /// One byte a code unit, U+0000 to U+00FF.
    Latin1(&'a [u8]),
    /// UTF-16 code units, at least one of them above U+00FF.
    Utf16(&'a [u16]),
}

impl AtomText<'_> {
    /// Number of UTF-16 code units.
    pub(crate) fn len(self) -> usize {
        match self {
            AtomText::Latin1(bytes) => bytes.len(),
            AtomText::Utf16(units) => units.len(),
        }
    }

    /// The code unit at `index`, which must be smaller than `len`.
    pub(crate) fn unit(self, index: usize) -> u16 {
        match self {
            AtomText::Latin1(bytes) => u16::from(bytes[index]),
            AtomText::Utf16(units) => units[index],
        }
    }

    /// All code units.
    pub(crate) fn units(self) -> impl Iterator<Item = u16> {
        (0..self.len()).map(move |index| self.unit(index))
    }

    /// For messages and dumps: lone surrogates become U+FFFD.
    pub(crate) fn to_string_lossy(self) -> String {
        char::decode_utf16(self.units()).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    /// Where the text starts in `bytes` or `units`.
    start: u32,
    length: u32,
    hash: u32,
    is_wide: bool,
}

/// The atoms of one compilation.
#[derive(Clone, Debug)]
pub(crate) struct AtomTable {
    entries: Vec<Entry>,
    bytes: Vec<u8>,
    units: Vec<u16>,
    /// Open addressing, a power of two; 0 is free, else entry number + 1.
    slots: Vec<u32>,
    hasher: RandomState,
}

impl Default for AtomTable {
    fn default() -> Self {
        Self::new([0, 0])
    }
}

impl AtomTable {
    /// A table with the predefined names. The `seeds` keep scripts from choosing colliding names; nothing that can
    /// be observed depends on them.
    pub(crate) fn new(seeds: [u64; 2]) -> Self {
        let hasher = RandomState::with_seeds(seeds[0], seeds[1], 0x7465_6e75_7265, 0x6174_6f6d);
        let mut table = Self { entries: Vec::new(), bytes: Vec::new(), units: Vec::new(), slots: vec![0; 256], hasher };
        for name in PREDEFINED {
            table.intern_latin1(name.as_bytes());
        }
        table
    }

    /// Forgets how to find atoms by their texts: no more are wanted. Should one be, the table learns it again.
    pub(crate) fn seal(&mut self) {
        self.slots = Vec::new();
        self.entries.shrink_to_fit();
        self.bytes.shrink_to_fit();
        self.units.shrink_to_fit();
    }

    /// Bytes of memory.
    pub(crate) fn memory(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>()
            + self.bytes.capacity()
            + self.units.capacity() * 2
            + self.slots.capacity() * 4
    }

    /// The text of `atom`.
    pub(crate) fn text(&self, atom: Atom) -> AtomText<'_> {
        let entry = self.entries[atom.index()];
        let range = entry.start as usize..(entry.start + entry.length) as usize;
        if entry.is_wide { AtomText::Utf16(&self.units[range]) } else { AtomText::Latin1(&self.bytes[range]) }
    }

    /// For messages and dumps.
    pub(crate) fn display(&self, atom: Atom) -> String {
        self.text(atom).to_string_lossy()
    }

    /// The atom of a Latin-1 text.
    #[inline]
    pub(crate) fn intern_latin1(&mut self, text: &[u8]) -> Atom {
        if self.slots.is_empty() {
            self.grow();
        }
        let hash = self.hasher.hash_one(text) as u32;
        let mut position = hash as usize & (self.slots.len() - 1);
        loop {
            let slot = self.slots[position];
            if slot == 0 {
                break;
            }
            let entry = &self.entries[slot as usize - 1];
            if entry.hash == hash
                && !entry.is_wide
                && self.bytes[entry.start as usize..(entry.start + entry.length) as usize] == *text
            {
                return Atom::new(slot as usize - 1);
            }
            position = (position + 1) & (self.slots.len() - 1);
        }
        let start = self.bytes.len() as u32;
        self.bytes.extend_from_slice(text);
        self.insert(position, Entry { start, length: text.len() as u32, hash, is_wide: false })
    }

    /// The atom of UTF-16 code units.
    pub(crate) fn intern_utf16(&mut self, text: &[u16]) -> Atom {
        if text.iter().all(|&unit| unit < 256) {
            let narrow: Vec<u8> = text.iter().map(|&unit| unit as u8).collect();
            return self.intern_latin1(&narrow);
        }
        if self.slots.is_empty() {
            self.grow();
        }
        let hash = self.hasher.hash_one(text) as u32;
        let mut position = hash as usize & (self.slots.len() - 1);
        loop {
            let slot = self.slots[position];
            if slot == 0 {
                break;
            }
            let entry = &self.entries[slot as usize - 1];
            if entry.hash == hash
                && entry.is_wide
                && self.units[entry.start as usize..(entry.start + entry.length) as usize] == *text
            {
                return Atom::new(slot as usize - 1);
            }
            position = (position + 1) & (self.slots.len() - 1);
        }
        let start = self.units.len() as u32;
        self.units.extend_from_slice(text);
        self.insert(position, Entry { start, length: text.len() as u32, hash, is_wide: true })
    }

    /// The atom of a Rust string.
    pub(crate) fn intern(&mut self, text: &str) -> Atom {
        if text.is_ascii() {
            return self.intern_latin1(text.as_bytes());
        }
        let units: Vec<u16> = text.encode_utf16().collect();
        self.intern_utf16(&units)
    }

    fn insert(&mut self, position: usize, entry: Entry) -> Atom {
        let atom = Atom::new(self.entries.len());
        self.entries.push(entry);
        self.slots[position] = self.entries.len() as u32;
        if self.entries.len() * 2 > self.slots.len() {
            self.grow();
        }
        atom
    }

    #[cold]
    fn grow(&mut self) {
        let mask = (2 * self.entries.len()).next_power_of_two().max(128) * 2 - 1;
        self.slots = vec![0; mask + 1];
        for (index, entry) in self.entries.iter().enumerate() {
            let mut position = entry.hash as usize & mask;
            while self.slots[position] != 0 {
                position = (position + 1) & mask;
            }
            self.slots[position] = index as u32 + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predefined_names_have_their_atoms() {
        let mut table = AtomTable::default();
        assert_eq!(table.intern("with"), Atom::WITH);
        assert_eq!(table.intern("async"), Atom::ASYNC);
        assert_eq!(table.intern("*computed key*"), Atom::COMPUTED_KEY);
        assert_eq!(table.display(Atom::USE_STRICT), "use strict");
    }

    #[test]
    fn equal_texts_are_one_atom_however_they_are_given() {
        let mut table = AtomTable::default();
        let narrow = table.intern_latin1(&[0xe9]);
        assert_eq!(table.intern("é"), narrow);
        assert_eq!(table.intern_utf16(&[0xe9]), narrow);
        let lone = table.intern_utf16(&[0xd800]);
        assert_ne!(lone, table.intern_utf16(&[0xfffd]));
        assert_eq!(table.text(lone), AtomText::Utf16(&[0xd800]));
    }

    #[test]
    fn a_sealed_table_is_small_and_can_still_be_asked() {
        let mut table = AtomTable::default();
        let atom = table.intern("some name");
        let before = table.memory();
        table.seal();
        assert!(table.memory() < before - 1000, "{} of {before}", table.memory());
        assert_eq!(table.display(atom), "some name");
        assert_eq!(table.intern("some name"), atom);
        assert_ne!(table.intern("another"), atom);
    }

    #[test]
    fn a_table_grows() {
        let mut table = AtomTable::default();
        let atoms: Vec<Atom> = (0..5000).map(|number| table.intern(&format!("n{number}"))).collect();
        for (number, atom) in atoms.into_iter().enumerate() {
            assert_eq!(table.intern(&format!("n{number}")), atom);
        }
    }
}
