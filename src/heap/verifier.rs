//! The verifier: looks at the whole heap with simpler algorithms than the collectors', and lists what is wrong.

use super::Heap;
use super::free_list::CLASSES;
use super::header::{AGED, FILLER};
use super::kind::Weakness;
use super::old_space::LinearArea;
use super::page::{EVACUATE, FROM, LARGE, Object, PAGE_SIZE, Page, SWEPT, YOUNG};
use super::word::{AddressHasher, Word};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;

/// Faults that are listed before the verifier stops.
const MAX_FAULTS: usize = 20;
const NOWHERE: LinearArea = LinearArea { start: 0, top: 0, limit: 0 };

type AddressSet = HashSet<usize, BuildHasherDefault<AddressHasher>>;
type AddressMap<T> = HashMap<usize, T, BuildHasherDefault<AddressHasher>>;

/// What the verifier knows of a heap while it looks.
struct Verifier<'h> {
    heap: &'h Heap,
    /// Addresses of all objects that are not fillers, dead ones on unswept pages excluded.
    objects: AddressSet,
    /// Addresses of fillers with their sizes in words.
    fillers: AddressMap<usize>,
    /// The recorded slots by group of candidates; `None` for a group that was given up.
    references: HashMap<u32, Option<AddressSet>>,
    faults: Vec<String>,
}

impl Heap {
    /// Looks at every page, root and list. Collects nothing and changes nothing but the recorded top of the nursery.
    ///
    /// # Errors
    /// The faults found, at most 20.
    pub(crate) fn verify(&self) -> Result<(), Vec<String>> {
        self.nursery.publish_top();
        let (objects, fillers) = (AddressSet::default(), AddressMap::default());
        let mut verifier = Verifier { heap: self, objects, fillers, references: HashMap::new(), faults: Vec::new() };
        verifier.walk_pages();
        verifier.check_free_lists();
        verifier.check_roots();
        verifier.check_words();
        verifier.check_shapes();
        verifier.check_externals();
        verifier.check_remembered();
        if verifier.faults.is_empty() { Ok(()) } else { Err(verifier.faults) }
    }
}

impl Verifier<'_> {
    fn fault(&mut self, text: String) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(text);
        }
    }

    fn walk_pages(&mut self) {
        for &page in &self.heap.nursery.pages {
            if page.has(FROM) || !page.has(YOUNG) {
                self.fault(format!("nursery page {:x} has the flags of another space", page.address()));
            }
            self.walk_page(page, page.get(|header| header.top), NOWHERE);
        }
        for space in [&self.heap.old, &self.heap.fixed] {
            let linear = space.linear_area();
            let mut used = 0;
            for &page in &space.pages {
                used += self.walk_page(page, page.get(|header| header.top), linear);
            }
            if used != space.used_bytes {
                self.fault(format!("a space counts {} bytes but holds {used}", space.used_bytes));
            }
        }
        let mut used = 0;
        for &page in &self.heap.large.pages {
            used += self.walk_page(page, page.get(|header| header.top), NOWHERE);
        }
        if used != self.heap.large.used_bytes {
            self.fault(format!("large objects count {} bytes but are {used}", self.heap.large.used_bytes));
        }
    }

    /// Walks the headers of a page; returns the bytes of its live objects.
    fn walk_page(&mut self, page: Page, top: usize, linear: LinearArea) -> usize {
        let (mut address, mut live) = (page.start(), 0);
        while address < top {
            if address == linear.top && linear.limit > address {
                address = linear.limit;
                continue;
            }
            // SAFETY: (7) the walk goes from header to header.
            let object = unsafe { Object::at(address) };
            let words = object.words();
            if !object.header().is_header() || words == 0 || address + words * 8 > top {
                self.fault(format!("no header at {address:x}: {:x}", object.header().0));
                return live;
            }
            if object.header().kind() == FILLER {
                self.fillers.insert(address, words);
            } else if page.has(SWEPT | YOUNG) || page.is_marked(address) {
                self.objects.insert(address);
                live += words * 8;
                self.check_size(object, words);
            }
            address += words * 8;
        }
        let recorded = page.get(|header| header.live_bytes);
        let is_filled = linear.start & !(PAGE_SIZE - 1) == page.address();
        let pending = if is_filled { linear.top - linear.start } else { 0 };
        if !page.has(YOUNG | LARGE) && recorded + pending != live {
            self.fault(format!("page {:x} records {recorded} live bytes but has {live}", page.address()));
        }
        live
    }

    fn check_size(&mut self, object: Object, words: usize) {
        if object.header().words() == 0 {
            // SAFETY: (3) an object of that size has a word 1.
            let computed = (object.kind_info().size)(object.header().0, unsafe { object.bits(1) });
            if computed != 0 && computed != words {
                self.fault(format!("object {:x} is {words} words, its kind says {computed}", object.address()));
            }
        }
    }

    fn check_free_lists(&mut self) {
        for page in self.heap.old.pages.iter().chain(&self.heap.fixed.pages) {
            let mut seen = AddressSet::default();
            for class in 0..CLASSES {
                let mut offset = page.get(|header| header.free_heads[class]);
                while offset != 0 {
                    let address = page.address() + offset as usize;
                    if !self.fillers.contains_key(&address) || !seen.insert(address) {
                        self.fault(format!("free cell {address:x} is not free, or is listed twice"));
                        break;
                    }
                    // SAFETY: (7) the cell is a filler of at least two words.
                    offset = unsafe { Object::at(address).bits(1) } as u32;
                }
            }
        }
    }

    fn check_roots(&mut self) {
        let heap = self.heap;
        let (mut slot, top) = (heap.stack.base(), heap.stack.top());
        while slot < top {
            // SAFETY: (5) the slot lies below the top.
            unsafe {
                self.check_word(*slot, "a stack slot");
                slot = slot.add(1);
            }
        }
        for (word, origin, _) in heap.roots.all() {
            self.check_word(word, origin);
        }
        for &word in &heap.weak.kept {
            self.check_word(word, "a kept object");
        }
        let lists = [&heap.weak.young, &heap.weak.old, &heap.weak.finalized, &heap.weak.touched_ephemerons];
        for &address in lists.into_iter().flatten() {
            self.check_word(Word::pointer(address), "a list of weak objects");
        }
        for address in heap.identities.addresses() {
            self.check_word(Word::pointer(address), "the table of identities");
        }
    }

    /// `holder` is only written out for a fault: the verifier looks at every word of the heap.
    fn check_word(&mut self, word: Word, holder: impl std::fmt::Display) {
        if word.is_slot() {
            self.fault(format!("{holder} holds a handle"));
        }
        if word.is_pointer() && !self.objects.contains(&word.address()) {
            self.fault(format!("{holder} points to {:x}, where no object is", word.address()));
        }
    }

    fn check_words(&mut self) {
        let touched: AddressSet = self.heap.weak.touched_ephemerons.iter().copied().collect();
        let pairs: HashSet<(usize, usize)> = self.heap.weak.touched_pairs.iter().copied().collect();
        for address in self.objects.iter().copied().collect::<Vec<_>>() {
            // SAFETY: (3) the walk found the object.
            let object = unsafe { Object::at(address) };
            let (start, end) = object.tagged_words();
            let is_table = object.kind_info().weak == Weakness::Ephemerons;
            let is_weak = is_table || object.kind_info().weak == Weakness::Transitions;
            // SAFETY: (3), (4) the words lie in the object and are tagged; the verifier writes nothing.
            let words = unsafe { std::slice::from_raw_parts(object.slot(start).cast_const(), end - start) };
            for (index, word) in words.iter().enumerate().filter(|(_, word)| word.is_pointer() || word.is_slot()) {
                let (index, slot, word) = (start + index, std::ptr::from_ref(word), *word);
                let is_uncleared = is_weak && self.heap.clearing.concerns(address);
                if is_uncleared && self.heap.is_dead_word(word) {
                    continue;
                }
                self.check_word(word, format_args!("word {index} of {}", object.kind_info().name));
                // SAFETY: (3) only pages of listed objects are looked at.
                let is_young = word.is_pointer()
                    && self.objects.contains(&word.address())
                    && unsafe { Object::of(word) }.page().has(YOUNG);
                if object.page().has(YOUNG) {
                    continue;
                }
                if !is_young {
                    // The steps that clear a table record its words.
                    if !is_uncleared {
                        self.check_reference(object, index, word);
                    }
                    continue;
                }
                let is_known = if is_table {
                    touched.contains(&address) && object.header().has(AGED) || pairs.contains(&(address, index & !1))
                } else {
                    self.heap.remembered.contains(object.page(), slot)
                        && object.page().get(|header| header.is_remembered)
                };
                if !is_known {
                    let name = object.kind_info().name;
                    self.fault(format!("word {index} of old {name} {address:x} is young and not remembered"));
                }
            }
        }
    }

    /// Between two markings, whoever refers to a page that is to be evacuated is recorded.
    fn check_reference(&mut self, host: Object, index: usize, word: Word) {
        if self.heap.marking || !word.is_pointer() || !self.objects.contains(&word.address()) {
            return;
        }
        // SAFETY: (3) the walk found the target.
        let page = unsafe { Object::of(word) }.page();
        if !page.has(EVACUATE) {
            return;
        }
        let group = page.get(|header| header.group);
        if let Entry::Vacant(entry) = self.references.entry(group) {
            let slots = self.heap.recorded_references(group);
            entry.insert(slots.map(|slots| slots.iter().map(|slot| slot & !1).collect()));
        }
        let slot = host.address() + index * 8;
        if let Some(Some(slots)) = self.references.get(&group)
            && !slots.contains(&slot)
        {
            let name = host.kind_info().name;
            self.fault(format!("word {index} of {name} {:x} refers to a candidate, unrecorded", host.address()));
        }
    }

    fn check_shapes(&mut self) {
        for (id, shape) in self.heap.shapes.live() {
            if !self.objects.contains(&shape.address()) {
                self.fault(format!("shape {id} has no object"));
            }
        }
        for address in self.objects.iter().copied().collect::<Vec<_>>() {
            // SAFETY: (3) the walk found the object.
            let object = unsafe { Object::at(address) };
            if object.kind_info().shaped && self.heap.shapes.get(object.header().aux()).is_none() {
                self.fault(format!("object {address:x} has the dead shape {}", object.header().aux()));
            }
        }
    }

    fn check_externals(&mut self) {
        let externals = &self.heap.externals;
        let mut bytes = 0;
        for (index, entry) in externals.entries.iter().enumerate() {
            bytes += entry.bytes;
            if !entry.host.is_pointer() {
                continue;
            }
            self.check_word(entry.host, "a payload");
            // SAFETY: (3) the host was just found, or a fault was listed and nothing is read through it.
            let is_young =
                self.objects.contains(&entry.host.address()) && unsafe { Object::of(entry.host) }.page().has(YOUNG);
            if is_young != externals.young.contains(&(index as u32)) {
                self.fault(format!("payload {index} is in the wrong list"));
            }
        }
        if bytes != externals.bytes {
            self.fault(format!("payloads charge {} bytes but are {bytes}", externals.bytes));
        }
    }

    /// Remembered and recorded slots lie in tagged words of live objects.
    fn check_remembered(&mut self) {
        let mut sorted: Vec<usize> = self.objects.iter().copied().collect();
        sorted.sort_unstable();
        let heap = self.heap;
        for &page in heap.old.pages.iter().chain(&heap.fixed.pages).chain(&heap.large.pages) {
            if page.get(|header| header.is_remembered) && page.has(SWEPT) {
                self.check_slots(self.heap.remembered.slots_of(page), &sorted);
            }
        }
        self.check_slots(heap.live_references().into_iter(), &sorted);
    }

    fn check_slots(&mut self, slots: impl Iterator<Item = usize>, sorted: &[usize]) {
        for address in slots {
            let position = sorted.partition_point(|&object| object <= address);
            let is_tagged = position > 0 && {
                // SAFETY: (3) the walk found the object.
                let object = unsafe { Object::at(sorted[position - 1]) };
                let (start, end) = object.tagged_words();
                (start..end).contains(&((address - object.address()) / 8))
            };
            if !is_tagged {
                self.fault(format!("slot {address:x} is recorded but lies in no object"));
            }
        }
    }
}
