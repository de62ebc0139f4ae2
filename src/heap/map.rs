//! The heap by address: every page and what lies on it, shown to whoever draws it at the moments when that changes.
//!
//! A watcher looks while the heap is borrowed: it can neither allocate in it nor keep anything alive. The heap's clock
//! stands still meanwhile, so that pauses are as long as they would be without it. Within a collection objects are
//! between two places; only what this file offers may be read then.

use super::Heap;
use super::births::Birth;
use super::events::{CollectionEvent, CollectionKind, Figures, Reason};
use super::header::{AGED, FILLER};
use super::page::{EVACUATE, FROM, LARGE, Object, Page, SWEPT, YOUNG};
use super::scavenger::forwarded;
use super::statistics::SpaceName;
use std::marker::PhantomData;
use std::time::Instant;

/// Why there is something to see.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Moment<'e> {
    /// Some time has passed.
    Sampled,
    /// A collection is about to start.
    CollectionStarts(CollectionKind, Reason),
    /// The survivors of a scavenge, and the objects of pages that are evacuated with it, have moved; what they left is there still.
    Moved,
    /// A marking has begun: the roots are marked.
    MarkingStarts,
    /// So many bytes are marked.
    Marking(usize),
    /// Everything that lives is marked, and nothing is swept.
    Marked,
    /// A collection in one pause has evacuated pages, which are there still.
    Evacuated,
    /// Some pages were swept.
    Swept,
    /// A collection has ended.
    CollectionEnds(&'e CollectionEvent),
}

/// Told of moments.
pub(crate) type MapWatcher = Box<dyn FnMut(&HeapView<'_>, Moment<'_>) + Send>;

/// Who draws, and how often it wants to be told that time has passed.
pub(super) struct Watch {
    watcher: MapWatcher,
    pub(super) interval_ms: f64,
    /// Markings that have ended meanwhile.
    markings: u64,
}

/// What an object is at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ObjectState {
    /// In the nursery, born since the last scavenge.
    New,
    /// In the nursery, copied by the last scavenge.
    Copied,
    /// In from-space: it was copied or promoted.
    Left,
    /// In from-space: dead.
    Died,
    /// Old.
    Old,
    /// Old, and a marking has not reached it.
    Unmarked,
    /// Old and marked.
    Marked,
    /// Old, dead, and not swept.
    Unswept,
    /// Old: it has moved to another page.
    Evacuated,
}

/// A page. Bytes.
#[derive(Clone, Copy)]
pub(crate) struct PageView<'h> {
    /// Its space.
    pub(crate) space: SpaceName,
    /// Where it starts.
    pub(crate) address: usize,
    /// The whole mapping.
    pub(crate) bytes: usize,
    /// Is it being left: a page of from-space, or one that is evacuated?
    pub(crate) is_from: bool,
    /// Was it swept since the last marking?
    pub(crate) is_swept: bool,
    /// Are its objects to move to other pages?
    pub(crate) is_candidate: bool,
    /// As long as this is the same, so is what lies there; `None`: nothing is known.
    pub(crate) stamp: Option<PageStamp>,
    /// Of a large object under way: bytes that a marking has visited.
    pub(crate) visited: usize,
    page: Page,
    heap: PhantomData<&'h Heap>,
}

/// Changes with what lies on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PageStamp {
    flags: u32,
    live: usize,
    marked: usize,
    linear: (usize, usize),
    is_marking: bool,
    markings: u64,
}

/// An object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ObjectView {
    /// Where it is.
    pub(crate) address: usize,
    /// Its size, bytes.
    pub(crate) bytes: usize,
    /// Its kind, a row of the kind table.
    pub(crate) kind: u8,
    /// Its shape, if it has one and is alive.
    pub(crate) shape: Option<u32>,
    /// What it is.
    pub(crate) state: ObjectState,
    /// Where it has moved to.
    pub(crate) moved_to: Option<usize>,
    /// What is known of its birth.
    pub(crate) birth: Option<Birth>,
}

/// The heap at a moment.
pub(crate) struct HeapView<'h> {
    heap: &'h Heap,
    from: &'h [Page],
    is_stable: bool,
    is_marking: bool,
    markings: u64,
    at_ms: f64,
}

impl<'h> HeapView<'h> {
    /// Milliseconds since the heap was made, without those of drawing.
    pub(crate) fn at_ms(&self) -> f64 {
        self.at_ms
    }

    /// The heap in figures.
    pub(crate) fn figures(&self) -> Figures {
        self.heap.figures()
    }

    /// Collections that have ended.
    pub(crate) fn collections(&self) -> u64 {
        self.heap.events.count
    }

    /// Bytes of the objects that a marking under way has reached.
    pub(crate) fn marked_bytes(&self) -> usize {
        self.heap.cycle.counts.marked_bytes
    }

    /// The name of a kind.
    pub(crate) fn kind_name(&self, kind: u8) -> &'static str {
        self.heap.kinds[kind as usize].name
    }

    /// The heap itself, unless objects are between two places.
    pub(crate) fn heap(&self) -> Option<&'h Heap> {
        self.is_stable.then_some(self.heap)
    }

    /// All pages but those kept empty: by space, and from-space before to-space.
    pub(crate) fn pages(&self) -> Vec<PageView<'h>> {
        let heap = self.heap;
        heap.nursery.publish_top();
        let mut pages = Vec::new();
        let spaces = [
            (SpaceName::New, self.from),
            (SpaceName::New, &heap.nursery.pages),
            (SpaceName::Old, &heap.old.pages),
            (SpaceName::Code, &heap.fixed.pages),
            (SpaceName::LargeObject, &heap.large.pages),
        ];
        for (space, list) in spaces {
            pages.extend(list.iter().map(|&page| self.page(space, page)));
        }
        pages
    }

    fn page(&self, space: SpaceName, page: Page) -> PageView<'h> {
        let flags = page.get(|header| header.flags);
        let stamp = page.get(|header| PageStamp {
            flags,
            live: header.live_bytes,
            marked: header.marked_bytes,
            linear: self.linear_area(page.address()).unwrap_or_default(),
            is_marking: self.is_marking,
            markings: self.markings,
        });
        let is_marked = self.is_marking && page.has(LARGE) && page.is_marked(page.start());
        PageView {
            space,
            address: page.address(),
            bytes: page.get(|header| header.mapping_bytes),
            is_from: flags & FROM != 0,
            is_swept: flags & (SWEPT | YOUNG) != 0,
            is_candidate: flags & EVACUATE != 0,
            stamp: (flags & (YOUNG | FROM | LARGE) == 0).then_some(stamp),
            visited: if is_marked { page.get(|header| header.cursor * 8) } else { 0 },
            page,
            heap: PhantomData,
        }
    }

    /// The part of a page where its space allocates, which holds nothing yet.
    fn linear_area(&self, page: usize) -> Option<(usize, usize)> {
        let areas = [self.heap.old.linear_area(), self.heap.fixed.linear_area()];
        let here = areas.into_iter().find(|area| {
            // SAFETY: (1) the area lies on a page of its space.
            area.limit != 0 && unsafe { Page::of(area.start) }.address() == page
        })?;
        Some((here.top, here.limit))
    }

    /// Shows the objects of a page to `visit` in the order of addresses, dead ones included.
    pub(crate) fn for_each_object(&self, shown: &PageView<'h>, mut visit: impl FnMut(&ObjectView)) {
        let (heap, page) = (self.heap, shown.page);
        let gap = self.linear_area(page.address()).filter(|(top, limit)| top < limit);
        let mut births = heap.births.within(page.start(), page.end()).peekable();
        let (mut address, top) = (page.start(), page.get(|header| header.top));
        while address < top {
            if let Some((_, limit)) = gap.filter(|&(start, _)| start == address) {
                address = limit;
                continue;
            }
            // SAFETY: (3), (7) pages are filled without gaps up to their top, but for the linear area. On a page that is
            // being left, an object that has moved is as long as its copy.
            let (object, moved) = unsafe {
                let object = Object::at(address);
                (object, if object.header().is_header() { None } else { forwarded(object) })
            };
            let bytes = moved.unwrap_or(object).words() * 8;
            while births.peek().is_some_and(|&(born, _)| born < address) {
                births.next();
            }
            let birth = births.next_if(|&(born, _)| born == address).map(|(_, birth)| birth);
            if let Some(state) = self.state(page, object, moved.is_some()) {
                let header = moved.unwrap_or(object).header();
                let is_alive = !matches!(state, ObjectState::Died | ObjectState::Unswept);
                let shape = (is_alive && heap.kinds[header.kind() as usize].shaped).then(|| header.aux());
                let moved_to = moved.map(Object::address);
                visit(&ObjectView { address, bytes, kind: header.kind(), shape, state, moved_to, birth });
            }
            address += bytes;
        }
    }

    /// What an object is; `None` for free memory.
    fn state(&self, page: Page, object: Object, has_moved: bool) -> Option<ObjectState> {
        let is_young = page.has(YOUNG);
        if has_moved {
            return Some(if is_young { ObjectState::Left } else { ObjectState::Evacuated });
        }
        let header = object.header();
        if header.kind() == FILLER {
            return None;
        }
        let is_from = page.has(FROM);
        Some(match is_young {
            true if is_from => ObjectState::Died,
            true if header.has(AGED) => ObjectState::Copied,
            true => ObjectState::New,
            false if is_from => ObjectState::Unswept,
            false if page.has(SWEPT) && !self.is_marking => ObjectState::Old,
            false if page.is_marked(object.address()) => ObjectState::Marked,
            false if self.is_marking => ObjectState::Unmarked,
            false => ObjectState::Unswept,
        })
    }
}

impl Heap {
    /// Lets `watcher` look at the heap whenever something has changed, and about every `interval_ms` milliseconds while
    /// the program allocates or waits; `None` ends that.
    pub(crate) fn watch_map(&mut self, watcher: Option<(f64, MapWatcher)>) {
        self.map = watcher.map(|(interval_ms, watcher)| Watch { watcher, interval_ms, markings: 0 });
        self.arm();
    }

    /// The heap now, between two allocations.
    pub(crate) fn view(&self) -> HeapView<'_> {
        let markings = self.map.as_ref().map_or(0, |watch| watch.markings);
        let at_ms = self.pacing.now_ms();
        HeapView { heap: self, from: &[], is_stable: true, is_marking: self.marking, markings, at_ms }
    }

    /// Does anybody draw?
    pub(super) fn is_drawn(&self) -> bool {
        self.map.is_some()
    }

    /// Shows the heap, no object of which is between two places.
    #[inline]
    pub(super) fn show(&mut self, moment: Moment<'_>) {
        if self.is_drawn() {
            let is_marking = self.marking || matches!(moment, Moment::Marking(_));
            self.show_as(moment, &[], true, is_marking);
        }
    }

    /// Shows the heap while objects are between two places, with the pages of from-space.
    #[inline]
    pub(super) fn show_moving(&mut self, moment: Moment<'_>, from: &[Page]) {
        if self.is_drawn() {
            self.show_as(moment, from, false, self.marking);
        }
    }

    #[cold]
    fn show_as(&mut self, moment: Moment<'_>, from: &[Page], is_stable: bool, is_marking: bool) {
        let Some(mut watch) = self.map.take() else { return };
        // In this order: what is left out begins after the moment that is shown, so that the clock never goes back.
        let at_ms = self.pacing.now_ms();
        let started = Instant::now();
        watch.markings += u64::from(matches!(moment, Moment::Marked));
        let markings = watch.markings;
        (watch.watcher)(&HeapView { heap: self, from, is_stable, is_marking, markings, at_ms }, moment);
        self.pacing.leave_out(started.elapsed());
        self.map = Some(watch);
    }
}
