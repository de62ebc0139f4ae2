//! Where objects were born: a sample of all, taken for whoever draws the heap. Empty, and free of cost, until then.
//!
//! The rooms above say what place is about to allocate (a number that means something to them only); the heap notes the
//! object. The notes keep nothing alive, follow what moves, and are bounded: the more objects were born, the fewer are
//! noted.

use super::Heap;
use super::Local;
use super::Raw;
use super::page::{Object, YOUNG};
use super::random::next_random;
use super::scavenger::forwarded;
use std::collections::BTreeMap;

/// Objects that are noted at a time, at most.
const MOST_BIRTHS: usize = 32 << 10;
/// After how many births fewer are noted, and bytes between two then. Every one until the first of them.
const INTERVALS: [(u64, usize); 4] = [(4 << 10, 64), (16 << 10, 256), (32 << 10, 1 << 10), (96 << 10, 2 << 10)];

/// What is known of an object's birth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Birth {
    /// The place, as the rooms above number them.
    pub(crate) place: u32,
    /// Collections that had ended by then.
    pub(crate) collections: u64,
}

/// Which births are noted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum BirthRecording {
    /// None.
    #[default]
    Off,
    /// Every one at first, and fewer the more there were.
    Thinning,
    /// One for so many bytes; for twice as many each time there are too many notes.
    Every(usize),
    /// Every one, however many live, and what there was of each place.
    All,
}

/// What came from a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct BirthTotal {
    /// Objects.
    pub(crate) count: u64,
    /// Their bytes.
    pub(crate) bytes: u64,
}

impl BirthTotal {
    fn add(totals: &mut Vec<BirthTotal>, place: u32, words: usize) {
        let place = place as usize;
        if totals.len() <= place {
            totals.resize(place + 1, BirthTotal::default());
        }
        totals[place].count += 1;
        totals[place].bytes += words as u64 * 8;
    }
}

/// The births that are known.
#[derive(Default)]
pub(super) struct Births {
    recording: BirthRecording,
    count: u64,
    /// The place that asked for the next object.
    expected: Option<u32>,
    /// Bytes allocated since a birth was due, without those that nobody has counted yet. Negative where some of them
    /// were counted in advance.
    passed: isize,
    /// Decides how long the interval under way is: programs have periods too.
    random: u32,
    all: BTreeMap<usize, Birth>,
    /// Addresses of the young ones.
    young: Vec<usize>,
    /// What is dead, by place, where every birth is noted.
    dead: Vec<BirthTotal>,
}

impl Births {
    /// Bytes that may be born between two that are noted; `None` when nobody draws.
    pub(super) fn interval(&self) -> Option<usize> {
        match self.recording {
            BirthRecording::Off => None,
            BirthRecording::Every(bytes) => Some(bytes),
            BirthRecording::All => Some(0),
            BirthRecording::Thinning => {
                let passed = INTERVALS.iter().rev().find(|&&(count, _)| self.count >= count);
                Some(passed.map_or(0, |&(_, bytes)| bytes))
            }
        }
    }

    /// Bytes until the next birth is due: intervals have half to one and a half of the length that is asked for.
    pub(super) fn until_next(&self) -> Option<usize> {
        let interval = self.interval()?;
        let drawn = interval / 2 + ((u128::from(self.random) * interval as u128) >> 32) as usize;
        Some((drawn as isize - self.passed).max(0) as usize)
    }

    /// Begins the next interval; `counted` bytes of it have passed, which `pass` will tell of.
    fn begin_interval(&mut self, counted: isize) {
        self.random = next_random(self.random);
        self.passed = -counted;
    }

    /// So many bytes were allocated.
    pub(super) fn pass(&mut self, bytes: usize) {
        self.passed += bytes as isize;
    }

    /// Whoever allocates now names no place: a birth that is due is left out, as those of other places are not.
    pub(super) fn skip(&mut self) {
        if self.until_next() == Some(0) {
            self.begin_interval(0);
        }
    }

    /// The births of a stretch of memory, in the order of addresses.
    pub(super) fn within(&self, start: usize, end: usize) -> impl Iterator<Item = (usize, Birth)> {
        self.all.range(start..end).map(|(&address, &birth)| (address, birth))
    }

    /// Forgets every second one.
    fn thin(&mut self) {
        if let BirthRecording::Every(bytes) = &mut self.recording {
            *bytes = bytes.saturating_mul(2);
        }
        let mut is_kept = false;
        self.all.retain(|_, _| {
            is_kept = !is_kept;
            is_kept
        });
        let all = &self.all;
        self.young.retain(|address| all.contains_key(address));
    }
}

impl Heap {
    /// Notes births from now on, or forgets them all.
    pub(crate) fn record_births(&mut self, recording: BirthRecording) {
        self.births = Births { recording, ..Births::default() };
        self.arm();
    }

    /// The births of what has not been found dead: places, and the sizes of the objects in bytes.
    pub(crate) fn births(&self) -> impl Iterator<Item = (u32, usize)> {
        self.births.all.iter().map(|(&address, birth)| {
            // SAFETY: (3) the entry was live after the last collection.
            (birth.place, unsafe { Object::at(address) }.header().words() * 8)
        })
    }

    /// Whether every birth is noted.
    pub(crate) fn notes_all_births(&self) -> bool {
        self.births.recording == BirthRecording::All
    }

    /// What came from each place, dead or alive, where every birth is noted: by the numbers of the places.
    pub(crate) fn birth_totals(&self) -> Vec<BirthTotal> {
        let mut totals = self.births.dead.clone();
        self.births().for_each(|(place, bytes)| BirthTotal::add(&mut totals, place, bytes / 8));
        totals
    }

    /// Bytes that may be born between two births that are noted; `None` when nobody wants them.
    pub(crate) fn birth_interval(&self) -> Option<usize> {
        self.births.interval()
    }

    /// Is the object of `words` words that is allocated next to be noted? Then the next interval begins.
    pub(crate) fn is_birth_due(&mut self, words: usize) -> bool {
        let uncounted = (self.unobserved_bytes() + self.unvisited_bytes()) as isize;
        let is_due = self.births.until_next().is_some_and(|left| left as isize <= uncounted + words as isize * 8);
        if is_due {
            self.births.begin_interval(uncounted);
        }
        is_due
    }

    /// The place of birth of an object, if it was noted.
    pub(crate) fn birth_place(&self, raw: Raw<'_>) -> Option<u32> {
        self.births.all.get(&raw.object()?.address()).map(|birth| birth.place)
    }

    /// The object that is allocated next comes from `place`.
    pub(crate) fn expect_birth(&mut self, place: u32) {
        self.births.expected = (self.births.recording != BirthRecording::Off).then_some(place);
    }

    /// Notes the object that was expected, if it did not get its note when it was allocated.
    pub(crate) fn note_birth(&mut self, born: Option<Local<'_>>) {
        let object = born.and_then(|local| self.object_of(local));
        self.note_expected(object.map(Object::address));
    }

    /// The allocation has ended: at an address, or without memory.
    pub(super) fn note_expected(&mut self, address: Option<usize>) {
        let Some((place, address)) = self.births.expected.take().zip(address) else { return };
        let births = &mut self.births;
        births.count += 1;
        births.all.insert(address, Birth { place, collections: self.events.count });
        // SAFETY: (1) the address is that of words on a page of the heap, or at the start of a large one.
        if unsafe { super::page::Page::of(address) }.has(YOUNG) {
            births.young.push(address);
        }
        if births.all.len() > MOST_BIRTHS && births.recording != BirthRecording::All {
            births.thin();
        }
    }

    /// Moves and drops young entries.
    pub(super) fn births_after_scavenge(&mut self) {
        let births = &mut self.births;
        let mut kept = 0;
        for index in 0..births.young.len() {
            let address = births.young[index];
            let Some(birth) = births.all.remove(&address) else { continue };
            // SAFETY: (3) the entry was live after the last collection.
            let object = unsafe { Object::at(address) };
            let Some(object) = forwarded(object) else {
                if births.recording == BirthRecording::All {
                    BirthTotal::add(&mut births.dead, birth.place, object.header().words());
                }
                continue;
            };
            // From-space and to-space are disjoint, so no other entry has this key.
            births.all.insert(object.address(), birth);
            if object.page().has(YOUNG) {
                births.young[kept] = object.address();
                kept += 1;
            }
        }
        births.young.truncate(kept);
    }

    /// An old object has moved.
    pub(super) fn birth_moves(&mut self, from: usize, to: usize) {
        if let Some(birth) = self.births.all.remove(&from) {
            self.births.all.insert(to, birth);
        }
    }

    /// Drops entries of unmarked objects.
    pub(super) fn births_after_marking(&mut self) {
        let counts = self.notes_all_births();
        let Births { all, dead, .. } = &mut self.births;
        all.retain(|&address, birth| {
            // SAFETY: (3) the entry was live before this marking.
            let object = unsafe { Object::at(address) };
            let lives = object.page().has(YOUNG) || object.page().is_marked(address);
            if !lives && counts {
                BirthTotal::add(dead, birth.place, object.header().words());
            }
            lives
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heap::{Allocation, HeapOptions, KindInfo, Moment, Reason, SpaceName, Tagging};
    use std::sync::{Arc, Mutex};
    use std::time::{Duration, Instant};

    fn heap() -> Heap {
        const KINDS: &[KindInfo] = &[KindInfo::plain("words", Tagging::All)];
        let mut heap = Heap::new(KINDS, HeapOptions { predictable: true, ..HeapOptions::default() }).expect("a heap");
        heap.record_births(BirthRecording::Thinning);
        heap
    }

    fn bear(heap: &mut Heap, place: u32) -> Local<'static> {
        heap.expect_birth(place);
        let slot = heap.allocate(Allocation::young(0, 0, 4), |_| {}).expect("room");
        heap.note_birth(Some(Local::in_slot(slot)));
        Local::in_slot(slot)
    }

    /// The place of birth of what lies at an address, and its space.
    fn seen(heap: &Heap, address: usize) -> Option<(SpaceName, Option<u32>)> {
        let view = heap.view();
        let mut found = None;
        for page in view.pages() {
            view.for_each_object(&page, |object| {
                if object.address == address {
                    found = Some((page.space, object.birth.map(|birth| birth.place)));
                }
            });
        }
        found
    }

    #[test]
    fn a_birth_follows_its_object_to_old_space_and_goes_when_it_dies() {
        let mut heap = heap();
        let object = bear(&mut heap, 5);
        let address = |heap: &mut Heap| heap.placement(object).expect("an object").address;
        let first = address(&mut heap);
        assert_eq!(seen(&heap, first), Some((SpaceName::New, Some(5))));
        assert!(heap.collect_young(Reason::Testing));
        let second = address(&mut heap);
        assert_ne!(first, second);
        assert_eq!(seen(&heap, second), Some((SpaceName::New, Some(5))));
        heap.collect_full(Reason::Testing, false);
        let third = address(&mut heap);
        assert_eq!(seen(&heap, third), Some((SpaceName::Old, Some(5))));
        heap.truncate_stack(0);
        heap.collect_full(Reason::Testing, false);
        assert_eq!(heap.births.all.len(), 0);
    }

    #[test]
    fn births_are_bounded_and_rarer_the_more_there_were() {
        let mut heap = heap();
        assert_eq!(heap.birth_interval(), Some(0));
        for index in 0..40_000 {
            bear(&mut heap, index);
        }
        assert!(heap.births.all.len() <= MOST_BIRTHS && heap.births.all.len() >= MOST_BIRTHS / 4);
        assert_eq!(heap.birth_interval(), Some(1 << 10));
        heap.record_births(BirthRecording::Off);
        assert_eq!((heap.birth_interval(), heap.births.all.len()), (None, 0));
    }

    #[test]
    fn nothing_is_forgotten_where_every_birth_counts() {
        let mut heap = heap();
        heap.record_births(BirthRecording::All);
        for index in 0..MOST_BIRTHS as u32 + 10 {
            bear(&mut heap, index % 2);
        }
        let half = MOST_BIRTHS as u64 / 2 + 5;
        let all = BirthTotal { count: half, bytes: half * 32 };
        assert_eq!(heap.birth_totals(), [all, all]);
        heap.truncate_stack(0);
        assert!(heap.collect_young(Reason::Testing));
        heap.collect_full(Reason::Testing, false);
        assert_eq!((heap.births().count(), heap.birth_totals()), (0, vec![all, all]));
    }

    #[test]
    fn a_sample_stands_for_twice_as_many_bytes_when_there_are_too_many() {
        let mut heap = heap();
        heap.record_births(BirthRecording::Every(64));
        for _ in 0..MOST_BIRTHS {
            bear(&mut heap, 3);
        }
        assert_eq!((heap.birth_interval(), heap.births().count()), (Some(64), MOST_BIRTHS));
        bear(&mut heap, 3);
        assert_eq!(heap.birth_interval(), Some(128));
        assert!(heap.births().count() <= MOST_BIRTHS / 2 + 1);
        assert!(heap.births().all(|birth| birth == (3, 32)));
    }

    #[test]
    fn the_clock_stands_still_while_somebody_looks() {
        let mut heap = heap();
        let seen = Arc::new(Mutex::new(0));
        let count = Arc::clone(&seen);
        let slow = move |_: &crate::heap::HeapView<'_>, _: Moment<'_>| {
            let started = Instant::now();
            while started.elapsed() < Duration::from_millis(150) {}
            *count.lock().expect("the count") += 1;
        };
        heap.watch_map(Some((1e9, Box::new(slow))));
        bear(&mut heap, 1);
        assert!(heap.collect_young(Reason::Testing));
        let pause = heap.events().next_back().expect("an event").pause_ms;
        assert!(pause < 150.0, "{pause}");
        assert!(*seen.lock().expect("the count") >= 3, "before, moved, after");
    }
}
