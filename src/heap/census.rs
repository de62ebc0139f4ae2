//! The census: every live object numbered by its place, with an identity that it keeps for good. For snapshots.
//!
//! A page's objects are a bit each; an object's number is the rank of its bit. Identities are runs: objects that were
//! counted first together lie in one. That takes 5 KiB a page, and at most four bytes for each object that has moved or
//! lies among younger ones.

use super::header::FILLER;
use super::identities::ObjectId;
use super::page::{EMPTIED, PAGE_SIZE, Page, YOUNG};
use super::word::{AddressHasher, Word};
use super::{Heap, Raw};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// There is no memory for a census, or there are too many objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Uncounted;

/// A set of words of a page that knows the rank of each.
#[derive(Default)]
struct WordSet {
    bits: Vec<u64>,
    /// Members before each word of `bits`.
    ranks: Vec<u16>,
}

impl WordSet {
    /// The set of some words (ascending).
    fn of(words: &[u16]) -> Option<WordSet> {
        let mut set = WordSet::default();
        let length = words.last().map_or(0, |&last| last as usize / 64 + 1);
        set.bits.try_reserve_exact(length).ok()?;
        set.ranks.try_reserve_exact(length).ok()?;
        set.bits.resize(length, 0);
        words.iter().for_each(|&word| set.bits[word as usize / 64] |= 1 << (word % 64));
        let mut rank = 0;
        for bits in &set.bits {
            set.ranks.push(rank);
            rank += bits.count_ones() as u16;
        }
        Some(set)
    }

    fn rank(&self, word: usize) -> Option<usize> {
        let bits = *self.bits.get(word / 64)?;
        let bit = 1u64 << (word % 64);
        (bits & bit != 0).then(|| self.ranks[word / 64] as usize + (bits & (bit - 1)).count_ones() as usize)
    }

    /// The member of a rank.
    fn member(&self, rank: usize) -> Option<usize> {
        let index = self.ranks.partition_point(|&before| before as usize <= rank).checked_sub(1)?;
        let (mut bits, before) = (self.bits[index], rank - self.ranks[index] as usize);
        if before >= bits.count_ones() as usize {
            return None;
        }
        for _ in 0..before {
            bits &= bits.wrapping_sub(1);
        }
        Some(index * 64 + bits.trailing_zeros() as usize)
    }

    fn words(&self) -> impl Iterator<Item = usize> {
        self.bits.iter().enumerate().flat_map(|(index, &bits)| {
            std::iter::successors((bits != 0).then_some(bits), |bits| Some(bits & (bits - 1)).filter(|bits| *bits != 0))
                .map(move |bits| index * 64 + bits.trailing_zeros() as usize)
        })
    }
}

/// The first of a run of objects with consecutive serial numbers.
struct Run {
    rank: u16,
    serial: u32,
}

/// Serial numbers by rank.
enum Serials {
    Runs(Vec<Run>),
    Single(Vec<u32>),
}

impl Serials {
    fn of(serials: &[u32]) -> Option<Serials> {
        let starts = |rank: usize| rank == 0 || serials[rank - 1].checked_add(1) != Some(serials[rank]);
        let count = (0..serials.len()).filter(|&rank| starts(rank)).count();
        if count * size_of::<Run>() > size_of_val(serials) {
            let mut single = Vec::new();
            single.try_reserve_exact(serials.len()).ok()?;
            single.extend_from_slice(serials);
            return Some(Serials::Single(single));
        }
        let mut runs = Vec::new();
        runs.try_reserve_exact(count).ok()?;
        let run = |rank: usize| Run { rank: rank as u16, serial: serials[rank] };
        runs.extend((0..serials.len()).filter(|&rank| starts(rank)).map(run));
        Some(Serials::Runs(runs))
    }

    fn get(&self, rank: usize) -> Option<u32> {
        match self {
            Serials::Single(serials) => serials.get(rank).copied(),
            Serials::Runs(runs) => {
                let run = runs.get(runs.partition_point(|run| run.rank as usize <= rank).checked_sub(1)?)?;
                Some(run.serial + (rank - run.rank as usize) as u32)
            }
        }
    }
}

/// The identities of a page's objects.
pub(super) struct PageIds {
    /// The number of its first object in the last census.
    first: u32,
    starts: WordSet,
    serials: Serials,
    /// Words whose objects have moved away.
    left: Vec<u64>,
    /// Word and serial number of objects that have moved here.
    arrivals: Vec<(u16, u32)>,
}

impl PageIds {
    fn of(first: u32, words: &[u16], serials: &[u32]) -> Option<PageIds> {
        let (starts, serials) = (WordSet::of(words)?, Serials::of(serials)?);
        Some(PageIds { first, starts, serials, left: Vec::new(), arrivals: Vec::new() })
    }

    /// The serial number of the object that starts at a word.
    pub(super) fn serial(&self, word: usize) -> Option<u32> {
        self.settled(word).or_else(|| {
            let arrived = self.arrivals.iter().rev().find(|arrival| arrival.0 as usize == word);
            arrived.map(|&(_, serial)| serial)
        })
    }

    fn settled(&self, word: usize) -> Option<u32> {
        let has_left = self.left.get(word / 64).is_some_and(|bits| bits >> (word % 64) & 1 != 0);
        if has_left { None } else { self.serials.get(self.starts.rank(word)?) }
    }

    fn leave(&mut self, word: usize) {
        self.arrivals.retain(|arrival| arrival.0 as usize != word);
        if self.left.is_empty() {
            if self.left.try_reserve_exact(self.starts.bits.len()).is_err() {
                // Without memory all of the page lose their identities, and get new ones.
                self.starts = WordSet::default();
            }
            self.left.resize(self.starts.bits.len(), 0);
        }
        if let Some(bits) = self.left.get_mut(word / 64) {
            *bits |= 1 << (word % 64);
        }
    }

    fn arrive(&mut self, word: usize, serial: u32) {
        if self.arrivals.try_reserve(1).is_ok() {
            self.arrivals.push((word as u16, serial));
        }
    }

    /// All objects, by word.
    fn all(&self) -> Vec<(u16, u32)> {
        let settled = self.starts.words().filter_map(|word| Some((word as u16, self.settled(word)?)));
        let mut all: Vec<(u16, u32)> = settled.chain(self.arrivals.iter().copied()).collect();
        if !self.arrivals.is_empty() {
            all.sort_by_key(|&(word, _)| word);
        }
        all
    }
}

/// The address of the page of an object.
pub(super) fn page_of(address: usize) -> usize {
    address & !(PAGE_SIZE - 1)
}

/// The word of its page that an object starts with.
pub(super) fn word_of(address: usize) -> usize {
    (address & (PAGE_SIZE - 1)) / 8
}

impl Heap {
    /// Numbers all objects, in the order of pages and addresses, and gives each an identity; their number. Dead objects that
    /// no collection has found yet are counted as well. Holds until the next collection.
    ///
    /// # Errors
    /// Without memory, or with more objects than there are identities.
    pub(crate) fn take_census(&mut self) -> Result<u32, Uncounted> {
        self.finish_sweeping();
        self.close_linear_areas();
        self.nursery.publish_top();
        let mut count = 0u32;
        let (mut words, mut serials) = (Vec::new(), Vec::new());
        let pages: Vec<Page> = self.census_pages().collect();
        for page in pages {
            words.clear();
            serials.clear();
            let known = self.identities.pages.remove(&page.address()).map(|ids| ids.all()).unwrap_or_default();
            let mut known = known.into_iter().peekable();
            for object in page.objects().filter(|object| object.header().kind() != FILLER) {
                let word = word_of(object.address()) as u16;
                while known.next_if(|&(before, _)| before < word).is_some() {}
                let counted = known.next_if(|&(here, _)| here == word).map(|(_, serial)| serial);
                let single = || self.identities.of_address(object.address()).map(ObjectId::serial);
                let old = counted.or_else(|| self.identities.has_singles().then(single).flatten());
                let serial = old.or_else(|| self.identities.next_serial()).ok_or(Uncounted)?;
                words.push(word);
                serials.push(serial);
                if page.has(YOUNG) {
                    self.identities.know(object, ObjectId::of_serial(serial)).ok_or(Uncounted)?;
                }
            }
            let ids = PageIds::of(count, &words, &serials).ok_or(Uncounted)?;
            self.identities.pages.try_reserve(1).map_err(|_| Uncounted)?;
            self.identities.pages.insert(page.address(), ids);
            if page.has(YOUNG) {
                self.identities.young_pages.push(page.address());
            }
            count = count.checked_add(words.len() as u32).ok_or(Uncounted)?;
        }
        self.identities.is_fresh = true;
        Ok(count)
    }

    fn census_pages(&self) -> impl Iterator<Item = Page> {
        let spaces = [&self.nursery.pages, &self.old.pages, &self.fixed.pages, &self.large.pages];
        spaces.into_iter().flatten().copied().filter(|page| !page.has(EMPTIED))
    }

    /// Shows the objects of the last census in order, with their numbers and identities; none after a collection.
    pub(crate) fn for_each_counted<'h>(&'h self, mut visit: impl FnMut(u32, ObjectId, Raw<'h>)) {
        let pages = self.census_pages().filter(|_| self.identities.is_fresh);
        for page in pages {
            let Some(ids) = self.identities.pages.get(&page.address()) else { continue };
            for (rank, word) in ids.starts.words().enumerate() {
                let Some(serial) = ids.serials.get(rank) else { continue };
                // SAFETY: (3) nothing has moved or died since the census found an object there.
                let raw = unsafe { Raw::from_word(Word::pointer(page.address() + word * 8)) };
                visit(ids.first + rank as u32, ObjectId::of_serial(serial), raw);
            }
        }
    }

    /// Where the objects of the last census lie, by their numbers; empty after a collection.
    ///
    /// # Errors
    /// Without memory.
    pub(crate) fn census_index(&self) -> Result<CensusIndex, Uncounted> {
        let mut pages = Vec::new();
        for page in self.census_pages().filter(|_| self.identities.is_fresh) {
            if let Some(ids) = self.identities.pages.get(&page.address()) {
                pages.try_reserve(1).map_err(|_| Uncounted)?;
                pages.push((ids.first, page.address()));
            }
        }
        Ok(CensusIndex { pages })
    }

    /// An object of the last census by its number; `None` after a collection.
    pub(crate) fn counted(&self, index: &CensusIndex, number: u32) -> Option<Raw<'_>> {
        let page = index.pages.partition_point(|&(first, _)| first <= number).checked_sub(1)?;
        let (first, address) = index.pages[page];
        let ids = self.identities.pages.get(&address).filter(|_| self.identities.is_fresh)?;
        let word = ids.starts.member((number - first) as usize)?;
        // SAFETY: (3) nothing has moved or died since the census found an object there.
        Some(unsafe { Raw::from_word(Word::pointer(address + word * 8)) })
    }

    /// Follows those objects of the last census that are wanted from now on, so that `object_by_id` finds them.
    ///
    /// # Errors
    /// Without memory.
    pub(crate) fn follow_counted(&mut self, mut is_wanted: impl FnMut(ObjectId) -> bool) -> Result<(), Uncounted> {
        let mut found = Vec::new();
        let mut is_complete = true;
        self.for_each_counted(|_, id, raw| {
            if let Some(object) = raw.object().filter(|_| is_wanted(id)) {
                is_complete &= found.try_reserve(1).is_ok();
                if is_complete {
                    found.push((object, id));
                }
            }
        });
        let mut follow = |(object, id)| self.identities.know(object, id).ok_or(Uncounted);
        found.into_iter().try_for_each(&mut follow)?;
        if is_complete { Ok(()) } else { Err(Uncounted) }
    }

    /// The number of an object in the last census; `None` for immediates, and after a collection.
    pub(crate) fn census_number(&self, raw: Raw<'_>) -> Option<u32> {
        let address = raw.object().filter(|_| self.identities.is_fresh)?.address();
        let ids = self.identities.pages.get(&page_of(address))?;
        ids.starts.rank(word_of(address)).map(|rank| ids.first + rank as u32)
    }

    /// The identity that an object has, if it has one.
    pub(crate) fn known_identity(&self, raw: Raw<'_>) -> Option<ObjectId> {
        self.identities.of_address(raw.object()?.address())
    }

    /// Some of the objects of the last census, with numbers of their own.
    ///
    /// # Errors
    /// Without memory.
    pub(crate) fn subset(&self, mut has: impl FnMut(Raw<'_>) -> bool) -> Result<Subset, Uncounted> {
        let mut subset = Subset::default();
        let mut words = Vec::new();
        for page in self.census_pages().filter(|_| self.identities.is_fresh) {
            let Some(ids) = self.identities.pages.get(&page.address()) else { continue };
            words.clear();
            // SAFETY: (3) nothing has moved or died since the census found an object there.
            let raw = |word: &usize| unsafe { Raw::from_word(Word::pointer(page.address() + word * 8)) };
            words.extend(ids.starts.words().filter(|word| has(raw(word))).map(|word| word as u16));
            if !words.is_empty() {
                let set = WordSet::of(&words).ok_or(Uncounted)?;
                subset.pages.try_reserve(1).map_err(|_| Uncounted)?;
                subset.pages.insert(page.address(), (subset.count, set));
                subset.count += words.len() as u32;
            }
        }
        Ok(subset)
    }

    /// An object has moved: so does its identity.
    pub(super) fn census_moves(&mut self, from: usize, to: usize) {
        let pages = &mut self.identities.pages;
        let Some(old) = pages.get_mut(&page_of(from)) else { return };
        let Some(serial) = old.serial(word_of(from)) else { return };
        old.leave(word_of(from));
        if !pages.contains_key(&page_of(to)) {
            let Some(empty) = PageIds::of(0, &[], &[]).filter(|_| pages.try_reserve(1).is_ok()) else { return };
            pages.insert(page_of(to), empty);
        }
        if let Some(new) = pages.get_mut(&page_of(to)) {
            new.arrive(word_of(to), serial);
        }
    }

    /// A collection starts: what the census says of the young generation does not hold for long. Those objects are known
    /// one by one.
    pub(super) fn census_ends(&mut self) {
        self.identities.is_fresh = false;
        for page in std::mem::take(&mut self.identities.young_pages) {
            self.identities.pages.remove(&page);
        }
    }

    /// Forgets the identities of unmarked objects.
    pub(super) fn census_after_marking(&mut self) {
        self.identities.is_fresh = false;
        if self.identities.pages.is_empty() {
            return;
        }
        let mut old = std::mem::take(&mut self.identities.pages);
        for page in self.census_pages().collect::<Vec<_>>() {
            let Some(ids) = old.remove(&page.address()) else { continue };
            let mut all = ids.all();
            all.retain(|&(word, _)| page.is_marked(page.address() + word as usize * 8));
            let (words, serials): (Vec<u16>, Vec<u32>) = all.into_iter().unzip();
            // Without memory, objects get new identities.
            if let Some(ids) = PageIds::of(0, &words, &serials).filter(|_| !words.is_empty()) {
                self.identities.pages.insert(page.address(), ids);
            }
        }
    }
}

/// The pages of a census by the number of their first object.
pub(crate) struct CensusIndex {
    pages: Vec<(u32, usize)>,
}

/// Some objects of a census, numbered in its order.
#[derive(Default)]
pub(crate) struct Subset {
    pages: HashMap<usize, (u32, WordSet), BuildHasherDefault<AddressHasher>>,
    count: u32,
}

impl Subset {
    /// How many there are.
    pub(crate) fn len(&self) -> u32 {
        self.count
    }

    /// The number of an object among them.
    pub(crate) fn number(&self, raw: Raw<'_>) -> Option<u32> {
        let address = raw.object()?.address();
        let (first, set) = self.pages.get(&page_of(address))?;
        set.rank(word_of(address)).map(|rank| first + rank as u32)
    }
}
