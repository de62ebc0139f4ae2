//! Pretenuring: what survives anyway is born old, and is never copied.
//!
//! An allocation site is a place in the program that makes objects, for the heap an opaque number. About every eight
//! kilobytes the nursery's limit is lowered, and the site that comes upon it notes its object as a sample. A sample that
//! dies in one of its first two scavenges counts against the site, one that is promoted for it. A site most of whose
//! samples survive is told to have its objects born in old space.
//!
//! Whether that stays right is seen in two ways. After so many bytes born old, all sites make young objects for a while, and
//! samples of these are judged like all others; a single young object among old ones would tell nothing, since the dead
//! that refer to it are not known to be dead. And objects born old that the next marking finds dead count against their
//! site.
//!
//! # Source
//! V8's `src/heap/pretenuring-handler.h` decides so by counters behind objects; sampling needs no room in them.

use super::Heap;
use super::allocation::Place;
use super::limits::{OutOfMemory, Stress};
use super::mutants::Mutant;
use super::page::{BARRIER, EVACUATE, Object, PAGE_SIZE, YOUNG};
use super::scavenger::forwarded;
use super::sweeper::Space;
use std::collections::HashMap;

/// Bytes between two samples, on average.
const SAMPLE_INTERVAL: usize = 8 << 10;
/// So many bytes born old are followed by so many that are born young for a trial, with samples at so many bytes.
const TRIAL_INTERVAL: usize = 4 << 20;
const TRIAL_BYTES: usize = 64 << 10;
const TRIAL_SAMPLE: usize = 1 << 10;
/// Most samples that wait for their fate.
const MOST_SAMPLES: usize = 4096;
/// Most sites with a history.
const MOST_SITES: usize = 4096;
/// Samples that a decision takes.
const ENOUGH: u32 = 50;
/// So many samples make the older ones count half.
const WINDOW: u32 = 400;
/// Per cent that must survive for a site's objects to be born old, and for that to last.
const SURVIVES: u32 = 85;
const STILL_SURVIVES: u32 = 60;
/// A site that was told wrongly so often is asked for twice as many samples each time, up to this power of two.
const MOST_REVERSALS: u32 = 8;

/// What is known of a site.
#[derive(Clone, Copy, Default)]
struct Site {
    survived: u32,
    died: u32,
    reversals: u32,
    is_old: bool,
}

impl Site {
    /// Counts a sample, and decides.
    fn count(&mut self, has_survived: bool) {
        if has_survived {
            self.survived += 1;
        } else {
            self.died += 1;
        }
        let all = self.survived + self.died;
        let enough = if self.is_old { ENOUGH } else { ENOUGH << self.reversals };
        let is_old = match all >= enough {
            false => self.is_old,
            true if self.is_old => self.survived * 100 >= all * STILL_SURVIVES,
            true => self.survived * 100 >= all * SURVIVES,
        };
        if is_old != self.is_old {
            self.reversals = (self.reversals + u32::from(self.is_old)).min(MOST_REVERSALS);
            (self.survived, self.died, self.is_old) = (0, 0, is_old);
        } else if all >= WINDOW.max(2 * enough) {
            (self.survived, self.died) = (self.survived / 2, self.died / 2);
        }
    }
}

/// An object and its site.
struct Sample {
    object: usize,
    site: usize,
}

/// Adds a sample, if there is room for it.
fn keep(samples: &mut Vec<Sample>, sample: Sample) {
    if samples.len() < MOST_SAMPLES && samples.try_reserve(1).is_ok() {
        samples.push(sample);
    }
}

/// Samples and sites of one heap.
#[derive(Default)]
pub(super) struct Sites {
    samples: Vec<Sample>,
    sites: HashMap<usize, Site>,
    random: u32,
    /// Objects that were born old, and how many of them were there when the marking under way began.
    old_samples: Vec<Sample>,
    old_at_start: usize,
    /// Words that may still be born old before the next visit.
    left: usize,
    /// What `left` was after the last visit.
    granted: usize,
    /// Bytes of the trial under way that are left, of those since its last sample, and bytes born old since the last trial.
    trial: usize,
    unsampled: usize,
    since_trial: usize,
    /// Bytes born old since the last scavenge.
    since_scavenge: usize,
    /// Bytes born old since the last collection.
    pub(super) bytes: usize,
    natives: Natives,
}

/// Places for sites of native code.
const NATIVES: usize = 64;

/// Sites of native code whose objects are born old, each in the place that its number names.
struct Natives([usize; NATIVES]);

impl Default for Natives {
    fn default() -> Natives {
        Natives([0; NATIVES])
    }
}

impl Natives {
    /// The place of a site. Sites are addresses of nodes of 32 bytes.
    #[inline(always)]
    const fn place(site: usize, kind: u8) -> usize {
        ((site >> 5) + kind as usize) % NATIVES
    }

    #[inline(always)]
    fn has(&self, site: usize, kind: u8) -> bool {
        self.0[Natives::place(site, kind)] == native_site(site, kind)
    }

    fn insert(&mut self, site: usize, kind: u8) {
        self.0[Natives::place(site, kind)] = native_site(site, kind);
    }

    fn remove(&mut self, site: usize, kind: u8) {
        self.0[Natives::place(site, kind)] = 0;
    }
}

/// The site of what native code makes for `site`: each kind of object has a fate of its own.
#[inline(always)]
const fn native_site(site: usize, kind: u8) -> usize {
    site ^ ((kind as usize) << 48)
}

impl Sites {
    /// Bytes to the next sample: drawn, so that no loop is always met at the same site.
    fn interval(&mut self) -> usize {
        self.random = super::random::next_random(self.random);
        SAMPLE_INTERVAL / 2 + (self.random >> 8) as usize % SAMPLE_INTERVAL
    }

    /// Ends the stretch under way: the bytes of it that were born old.
    fn end_stretch(&mut self) -> usize {
        let bytes = (self.granted - self.left) * 8;
        (self.left, self.granted) = (0, 0);
        self.bytes += bytes;
        bytes
    }

    fn is_old(&self, site: usize) -> bool {
        self.sites.get(&site).is_some_and(|site| site.is_old)
    }

    fn note(&mut self, site: usize, object: usize) {
        keep(&mut self.samples, Sample { object, site });
    }

    fn count(&mut self, number: usize, has_survived: bool) {
        if self.sites.len() >= MOST_SITES && !self.sites.contains_key(&number) {
            self.sites.retain(|_, site| site.is_old);
        }
        if self.sites.len() < MOST_SITES && self.sites.try_reserve(1).is_ok() {
            self.sites.entry(number).or_default().count(has_survived);
        }
    }
}

impl Heap {
    /// Bytes after which the nursery's limit should be met again, to take a sample.
    pub(super) fn sample_interval(&mut self) -> Option<usize> {
        // Whatever lowered the limit concerns what is born old as well.
        self.pretenuring.end_stretch();
        self.options.pretenuring.then(|| self.pretenuring.interval())
    }

    /// Notes that the young `object`, which its maker is about to fill, was made at `site`. Where the next ones of the site
    /// are to be born.
    pub(crate) fn note_site(&mut self, site: usize, object: *mut u64) -> Place {
        if self.options.pretenuring {
            self.pretenuring.note(site, object.addr());
        }
        self.place_for(site)
    }

    fn place_for(&self, site: usize) -> Place {
        if self.pretenures_all() || self.pretenuring.is_old(site) { Place::Old } else { Place::Young }
    }

    /// Is everything that a site makes born old?
    fn pretenures_all(&self) -> bool {
        self.options.stress == Stress::PretenureAll
    }

    /// `words` uninitialised words in old space, if nothing else is to be done now.
    ///
    /// # Safety
    /// (4) The caller writes header and words before anything else happens to the heap, and then calls `settle`.
    #[inline]
    pub(crate) unsafe fn bump_old(&mut self, words: usize) -> Option<*mut u64> {
        if words > self.pretenuring.left {
            return None;
        }
        let address = self.old.allocate(words)?;
        self.pretenuring.left -= words;
        self.mark_newborn(address, words);
        // SAFETY: (3) the words are ours.
        Some(unsafe { Object::at(address) }.0)
    }

    /// As `bump_old` when that found no room, or the site is to be looked at: where the object is born, and where the next
    /// ones of `site` are to be. May collect. `words` ≤ 16,384.
    ///
    /// # Safety
    /// (4) As `bump_old`; (5) the published stack top is exact.
    ///
    /// # Errors
    /// When there is no memory within the limits.
    #[cold]
    #[inline(never)]
    pub(crate) unsafe fn bump_old_slow(&mut self, words: usize, site: usize) -> Result<(*mut u64, Place), OutOfMemory> {
        let is_visit = self.pretenuring.left < words;
        if is_visit && self.pretenuring.trial == 0 {
            self.pace_pretenured();
        }
        if self.pretenuring.trial > 0 {
            // SAFETY: (4), (5) the caller's promise.
            return unsafe { self.bump_for_trial(words, site) };
        }
        let born = self.allocate_old(words, Space::Old);
        self.note_expected(born.as_ref().ok().copied());
        let address = born?;
        self.pretenuring.bytes += words * 8;
        self.births.pass(words * 8);
        if is_visit {
            self.grant();
            keep(&mut self.pretenuring.old_samples, Sample { object: address, site });
        }
        // SAFETY: (3) the words are ours.
        Ok((unsafe { Object::at(address) }.0, self.place_for(site)))
    }

    /// # Safety
    /// As `bump_old_slow`.
    unsafe fn bump_for_trial(&mut self, words: usize, site: usize) -> Result<(*mut u64, Place), OutOfMemory> {
        let object = match self.nursery.bump(words) {
            Some(object) => {
                self.note_expected(Some(object.addr()));
                object
            }
            // SAFETY: (4), (5) the caller's promise.
            None => unsafe { self.bump_slow(words)? },
        };
        let sites = &mut self.pretenuring;
        sites.trial = sites.trial.saturating_sub(words * 8);
        sites.unsampled += words * 8;
        if sites.unsampled >= TRIAL_SAMPLE {
            sites.unsampled = 0;
            sites.note(site, object.addr());
        }
        Ok((object, self.place_for(site)))
    }

    /// Is what native code makes for the site of the moment born old?
    #[inline(always)]
    pub(super) fn is_born_old(&self, kind: u8) -> bool {
        self.site != 0 && self.pretenuring.natives.has(self.site, kind)
    }

    /// Native code made a young object of `kind` on the slow path.
    pub(super) fn note_native_site(&mut self, kind: u8, object: *mut u64) {
        let (site, is_simple) = (native_site(self.site, kind), self.kinds[kind as usize].is_simple);
        if self.site != 0 && is_simple && self.note_site(site, object) == Place::Old {
            self.pretenuring.natives.insert(self.site, kind);
        }
    }

    /// Room for an object of native code that is born old.
    #[inline(never)]
    pub(super) fn allocate_pretenured(&mut self, words: usize, kind: u8) -> Result<usize, OutOfMemory> {
        // SAFETY: (4) the caller fills the words, with the barrier; (5) safe code has published all of the stack.
        unsafe {
            if let Some(object) = self.bump_old(words) {
                return Ok(object.addr());
            }
            let (object, next) = self.bump_old_slow(words, native_site(self.site, kind))?;
            if next == Place::Young {
                self.pretenuring.natives.remove(self.site, kind);
            }
            Ok(object.addr())
        }
    }

    /// Bytes born old since the last visit.
    pub(super) fn unvisited_bytes(&self) -> usize {
        (self.pretenuring.granted - self.pretenuring.left) * 8
    }

    /// Lets the next stretch be born old without a visit; nothing while somebody watches each allocation.
    fn grant(&mut self) {
        let words = if self.is_watched() { 0 } else { self.pretenuring.interval() / 8 };
        let words = words.min(self.births.until_next().unwrap_or(usize::MAX) / 8);
        (self.pretenuring.left, self.pretenuring.granted) = (words, words);
    }

    /// What was born old since the last visit drives marking and sweeping as what is born young does.
    fn pace_pretenured(&mut self) {
        let bytes = self.pretenuring.end_stretch();
        self.births.pass(bytes);
        self.pretenuring.since_scavenge += bytes;
        self.cycle.unstepped += bytes;
        self.pacing.note_pretenured(bytes);
        self.pretenuring.since_trial += bytes;
        if self.pretenuring.since_trial >= TRIAL_INTERVAL && !self.pretenures_all() {
            (self.pretenuring.since_trial, self.pretenuring.trial) = (0, TRIAL_BYTES);
        }
        // Samples wait for a scavenge, and pages to be evacuated too.
        let has_moved_on =
            self.pretenuring.since_scavenge >= TRIAL_INTERVAL.max(self.nursery.capacity_pages * PAGE_SIZE);
        if has_moved_on || self.is_scavenge_due() {
            self.pretenuring.since_scavenge = 0;
            self.collect_as_due();
        }
    }

    /// After a scavenge: what became of the samples.
    pub(super) fn samples_after_scavenge(&mut self) {
        self.pretenuring.since_scavenge = 0;
        let mut samples = std::mem::take(&mut self.pretenuring.samples);
        samples.retain_mut(|sample| {
            // SAFETY: (3) a sample was a young object, or is a forwarded or a dead one now.
            let target = forwarded(unsafe { Object::at(sample.object) });
            if let Some(target) = target.filter(|target| target.page().has(YOUNG)) {
                sample.object = target.address();
                return true;
            }
            self.pretenuring.count(sample.site, target.is_some());
            false
        });
        self.pretenuring.samples = samples;
    }

    /// A marking begins: what it does not find is dead.
    pub(super) fn samples_at_start(&mut self) {
        self.pretenuring.old_at_start = self.pretenuring.old_samples.len();
    }

    /// At the end of a marking, before anything is moved: which of the objects born old does it not know?
    pub(super) fn samples_after_marking(&mut self) {
        let count = std::mem::take(&mut self.pretenuring.old_at_start);
        let mut samples = std::mem::take(&mut self.pretenuring.old_samples);
        for sample in samples.drain(..count) {
            // SAFETY: (1), (3) the object was old, and nothing was freed since.
            let is_live = unsafe { Object::at(sample.object) }.page().is_marked(sample.object);
            self.pretenuring.count(sample.site, is_live);
        }
        self.pretenuring.old_samples = samples;
    }

    /// Records what the new objects in the `words` words from `object` on refer to, if they are old.
    ///
    /// # Safety
    /// (3) The words are filled with objects without gaps, that nobody else knows yet.
    pub(crate) unsafe fn settle(&mut self, object: *mut u64, words: usize) {
        let mut rest = words;
        let mut object = Object(object);
        if !object.page().has(BARRIER) {
            return;
        }
        loop {
            if self.marking && !self.mutant(Mutant::PretenuredShapesAreForgotten) {
                self.shade_shape(object);
            }
            let (start, end) = object.tagged_words();
            for index in start..end {
                // SAFETY: (3), (4), (6) the word lies in the object and is tagged.
                unsafe { self.settle_slot(object, object.slot(index)) };
            }
            let size = object.words();
            if size >= rest {
                return;
            }
            rest -= size;
            // SAFETY: (3) the caller's promise.
            object = unsafe { Object::at(object.address() + size * 8) };
            if self.marking && !self.mutant(Mutant::PretenuredPartsAreWhite) {
                // Its bytes were counted with those of the first.
                object.page().mark(object.address());
            }
        }
    }

    /// # Safety
    /// (3) `slot` is a tagged word of the old `host`.
    #[inline]
    unsafe fn settle_slot(&mut self, host: Object, slot: *mut super::word::Word) {
        // SAFETY: (3) the caller's promise.
        let word = unsafe { *slot };
        if !word.is_pointer() || self.mutant(Mutant::PretenuredReferencesAreNotRecorded) {
            return;
        }
        // SAFETY: (3) as above.
        let target = unsafe { Object::of(word) }.page();
        if target.has(YOUNG) {
            // SAFETY: (6) as above.
            unsafe { self.remembered.insert(host.page(), slot) };
        } else if target.has(EVACUATE) {
            self.record_reference(host.page(), slot, target);
        }
    }
}
