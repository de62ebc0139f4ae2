//! Which moments become frames, and what is in them.

use super::frames::{Class, Frame, Frames, Occasion, PageRecord};
use super::labels::Labels;
use super::picture::Picture;
use crate::heap::{
    CollectionEvent, CollectionKind, HeapView, Moment, ObjectState, PAGE_SIZE, PageStamp, PageView, Reason, RootId,
};
use crate::inspect::{About, End};
use std::collections::{BTreeMap, HashSet};
use std::time::Instant;

/// Milliseconds between two samples.
pub(crate) const MAP_INTERVAL_MS: f64 = 10.0;
/// Cells of a frame, at most, those of large objects not counted.
pub(super) const MOST_CELLS: usize = 32 << 10;
/// Cells of a page: at most, and of a large object.
const MOST_CELLS_OF_PAGE: usize = 1024;
const MOST_CELLS_OF_OBJECT: usize = 256;
/// Frames of one marking, about.
const MARKING_FRAMES: usize = 10;
/// Ways that are told apart in a frame; those of most bytes are.
const MOST_MOVES: usize = 64;
/// Milliseconds of drawing that are always allowed to samples, scavenges and markings; beyond them, drawing takes a
/// quarter of the time at most.
const FREE_DRAWING_MS: [f64; 3] = [200.0, 400.0, 800.0];

/// A page as the last frame has it.
struct Known {
    stamp: Option<PageStamp>,
    cell: usize,
    /// Something on it had just arrived, or was seen while objects moved.
    is_fleeting: bool,
    record: PageRecord,
    names: String,
}

/// What runs: its episode, unless it is left out.
#[derive(Clone, Copy)]
struct Running {
    class: Class,
    episode: Option<u64>,
    kind: CollectionKind,
    reason: Reason,
}

/// The map of one heap, in the making.
pub(crate) struct HeapMap {
    pub(super) about: About,
    pub(super) frames: Frames,
    pub(super) labels: Labels,
    pub(super) ended: Option<(f64, End)>,
    pages: BTreeMap<usize, Known>,
    /// A marking in steps.
    cycle: Option<Running>,
    /// A collection.
    collection: Option<Running>,
    marked_in_frame: usize,
    swept_ms: f64,
    waits_for_sweep: bool,
    started: Instant,
    /// Milliseconds of drawing, by class.
    drawing_ms: [f64; 3],
}

impl HeapMap {
    /// An empty map; `known_names` is the isolate's.
    pub(crate) fn new(about: About, known_names: RootId) -> HeapMap {
        HeapMap {
            about,
            frames: Frames::default(),
            labels: Labels::new(known_names),
            ended: None,
            pages: BTreeMap::new(),
            cycle: None,
            collection: None,
            marked_in_frame: 0,
            swept_ms: f64::NEG_INFINITY,
            waits_for_sweep: false,
            started: Instant::now(),
            drawing_ms: [0.0; 3],
        }
    }

    /// Looks at the heap.
    pub(crate) fn look(&mut self, view: &HeapView<'_>, moment: Moment<'_>) {
        let (started, before) = (Instant::now(), self.collection.or(self.cycle));
        self.take(view, moment);
        let is_part = !matches!(moment, Moment::Sampled | Moment::Swept);
        let running = self.collection.or(before).or(self.cycle).filter(|_| is_part);
        let class = running.map_or(Class::Sample, |running| running.class);
        self.drawing_ms[class as usize] += started.elapsed().as_secs_f64() * 1e3;
    }

    /// The program has ended.
    pub(crate) fn finish(&mut self, view: &HeapView<'_>, end: End) {
        self.sample(view, "end", true);
        self.ended = Some((view.at_ms(), end));
    }

    fn take(&mut self, view: &HeapView<'_>, moment: Moment<'_>) {
        match moment {
            Moment::Sampled => self.sample(view, "sample", false),
            Moment::CollectionStarts(kind, reason) => self.start_collection(view, kind, reason),
            Moment::Moved => self.draw_part(view, "moved", Vec::new()),
            Moment::Evacuated => self.draw_part(view, "evacuated", Vec::new()),
            Moment::MarkingStarts => self.start_marking(view),
            Moment::Marking(marked) => self.draw_marking(view, marked),
            Moment::Marked => {
                self.waits_for_sweep = true;
                self.draw_part(view, "marked", vec![("marked", view.marked_bytes() as f64)]);
            }
            Moment::Swept => self.draw_sweeping(view),
            Moment::CollectionEnds(event) => self.end_collection(view, event),
        }
    }

    /// May another episode be drawn? Drawing must not take most of the time.
    fn has_time(&self, class: Class) -> bool {
        let elapsed = self.started.elapsed().as_secs_f64() * 1e3;
        let (own, all) = (self.drawing_ms[class as usize], self.drawing_ms.iter().sum::<f64>());
        own < FREE_DRAWING_MS[class as usize] || all * 4.0 < elapsed
    }

    fn sample(&mut self, view: &HeapView<'_>, moment: &'static str, is_forced: bool) {
        let is_possible = self.has_time(Class::Sample);
        let due = self.frames.open(Class::Sample, is_possible);
        let Some(episode) = due.or_else(|| is_forced.then(|| self.frames.force())) else { return };
        let occasion = Occasion { moment, kind: None, reason: "", number: view.collections() };
        self.draw(view, Class::Sample, episode, occasion, Vec::new());
    }

    fn start_collection(&mut self, view: &HeapView<'_>, kind: CollectionKind, reason: Reason) {
        let is_major = kind == CollectionKind::MarkCompact;
        let running = match self.cycle {
            Some(cycle) if is_major => Running { kind, reason, ..cycle },
            _ => {
                let class = if is_major { Class::Major } else { Class::Scavenge };
                let is_possible = self.has_time(class);
                Running { class, episode: self.frames.open(class, is_possible), kind, reason }
            }
        };
        self.collection = Some(running);
        self.marked_in_frame = 0;
        self.draw_part(view, "before", Vec::new());
    }

    fn end_collection(&mut self, view: &HeapView<'_>, event: &CollectionEvent) {
        let scavenge = &event.scavenge;
        let mut counts = vec![
            ("pause", event.pause_ms),
            ("copied", scavenge.copied_bytes as f64),
            ("promoted", scavenge.promoted_bytes as f64),
            ("evacuated", scavenge.evacuated.bytes as f64),
            ("usedBefore", event.used_before as f64),
            ("usedAfter", event.used_after as f64),
        ];
        counts.extend(event.marking.map(|marking| ("marked", marking.marked_bytes as f64)));
        counts.extend(event.incremental.map(|figures| ("steps", figures.steps as f64)));
        self.draw_part(view, "after", counts);
        if event.kind == CollectionKind::MarkCompact {
            self.cycle = None;
        }
        self.collection = None;
    }

    fn start_marking(&mut self, view: &HeapView<'_>) {
        let is_possible = self.has_time(Class::Major);
        let episode = self.frames.open(Class::Major, is_possible);
        let kind = CollectionKind::MarkCompact;
        self.cycle = Some(Running { class: Class::Major, episode, kind, reason: Reason::AllocationLimit });
        self.marked_in_frame = 0;
        self.draw_part(view, "marking", vec![("marked", 0.0)]);
    }

    fn draw_marking(&mut self, view: &HeapView<'_>, marked: usize) {
        let old: usize = view.figures().spaces[1..].iter().map(|space| space.used).sum();
        if marked >= self.marked_in_frame + old / MARKING_FRAMES {
            self.marked_in_frame = marked;
            self.draw_part(view, "marking", vec![("marked", marked as f64)]);
        }
    }

    fn draw_sweeping(&mut self, view: &HeapView<'_>) {
        let at_ms = view.at_ms();
        let is_done = self.waits_for_sweep && view.pages().iter().all(|page| page.is_swept);
        if is_done || self.waits_for_sweep && at_ms - self.swept_ms >= MAP_INTERVAL_MS {
            self.swept_ms = at_ms;
            self.waits_for_sweep = !is_done;
            self.sample(view, "swept", is_done && self.has_time(Class::Major));
        }
    }

    /// A frame of the collection or the marking that runs.
    fn draw_part(&mut self, view: &HeapView<'_>, moment: &'static str, counts: Vec<(&'static str, f64)>) {
        let Some(running) = self.collection.or(self.cycle) else { return };
        let Some(episode) = running.episode else { return };
        let number = view.collections() + u64::from(moment != "after");
        let occasion = Occasion { moment, kind: Some(running.kind), reason: running.reason.text(), number };
        self.draw(view, running.class, episode, occasion, counts);
    }

    fn draw(
        &mut self,
        view: &HeapView<'_>,
        class: Class,
        episode: u64,
        occasion: Occasion,
        mut counts: Vec<(&'static str, f64)>,
    ) {
        self.labels.renew(view);
        let pages = view.pages();
        let moves = Moves::find(view, &pages);
        counts.extend(moves.counts());
        let cell = cell_for(&pages);
        let mut changed = BTreeMap::new();
        for page in &pages {
            if let Some(record) = self.draw_page(view, page, cell, &moves) {
                changed.insert(page.address, record);
            }
        }
        let here: HashSet<usize> = pages.iter().map(|page| page.address).collect();
        let mut gone: Vec<usize> = self.pages.keys().copied().filter(|address| !here.contains(address)).collect();
        gone.sort_unstable();
        gone.iter().for_each(|address| drop(self.pages.remove(address)));
        let figures = view.figures();
        self.frames.push(Frame {
            class,
            episode,
            at_ms: view.at_ms(),
            occasion,
            spaces: figures.spaces.map(|space| (space.committed, space.used)),
            external: figures.statistics.external_bytes,
            counts,
            pages: changed,
            gone,
            moves: moves.between_pages(),
        });
    }

    /// A page if it differs from what the last frame has.
    fn draw_page(
        &mut self,
        view: &HeapView<'_>,
        page: &PageView<'_>,
        cell: usize,
        moves: &Moves,
    ) -> Option<PageRecord> {
        let cell = match page.bytes > PAGE_SIZE {
            true => cell.max((page.bytes / MOST_CELLS_OF_OBJECT).next_power_of_two()),
            false => cell,
        };
        let known = self.pages.get(&page.address);
        let is_target = moves.reach(page);
        let is_same = known.is_some_and(|known| {
            let is_stamped = page.stamp.is_some() && known.stamp == page.stamp;
            is_stamped && known.cell == cell && !known.is_fleeting && known.record.space == page.space
        });
        if is_same && !is_target {
            return None;
        }
        let picture = Picture::draw(view, page, cell, &moves.arrivals, &mut self.labels);
        let known =
            self.pages.get(&page.address).filter(|known| known.cell == cell && known.record.bytes == page.bytes);
        // What has moved away has lost its name; it lies where it lay.
        let names = match known {
            Some(known) if page.is_from => known.names.clone(),
            _ => picture.names(),
        };
        let is_renamed = known.is_none_or(|known| known.names != names);
        let flags = u8::from(page.is_from) | u8::from(page.is_candidate) << 1 | u8::from(!page.is_swept) << 2;
        let record = PageRecord {
            space: page.space,
            bytes: page.bytes,
            flags,
            live: picture.live,
            cell,
            cells: picture.cells(),
            names: None,
        };
        let is_changed = is_renamed || known.is_none_or(|known| known.record != record);
        let is_fleeting = is_target || page.is_from;
        let shown = PageRecord { names: is_renamed.then(|| names.clone()), ..record.clone() };
        self.pages.insert(page.address, Known { stamp: page.stamp, cell, is_fleeting, record, names });
        is_changed.then_some(shown)
    }
}

/// Bytes of a cell: fine in a small heap.
fn cell_for(pages: &[PageView<'_>]) -> usize {
    let count = pages.iter().filter(|page| page.bytes <= PAGE_SIZE).count().max(1);
    let mut cells = MOST_CELLS_OF_PAGE;
    while cells > 1 && count * cells > MOST_CELLS {
        cells /= 4;
    }
    PAGE_SIZE / cells
}

/// What moved in a collection, seen while what it left is there.
#[derive(Default)]
struct Moves {
    /// Addresses in old space, and whether it was a promotion.
    arrivals: Vec<(usize, bool)>,
    between: BTreeMap<(usize, usize), usize>,
    copied: usize,
    promoted: usize,
    evacuated: usize,
    died: usize,
}

impl Moves {
    fn find(view: &HeapView<'_>, pages: &[PageView<'_>]) -> Moves {
        let mut moves = Moves::default();
        let starts: HashSet<usize> =
            pages.iter().filter(|page| page.space == crate::heap::SpaceName::New).map(|page| page.address).collect();
        for page in pages.iter().filter(|page| page.is_from) {
            view.for_each_object(page, |object| {
                if object.state == ObjectState::Died {
                    moves.died += object.bytes;
                }
                let Some(target) = object.moved_to else { return };
                let target_page = target & !(PAGE_SIZE - 1);
                *moves.between.entry((page.address, target_page)).or_insert(0) += object.bytes;
                if object.state == ObjectState::Evacuated {
                    moves.evacuated += object.bytes;
                    moves.arrivals.push((target, false));
                } else if starts.contains(&target_page) {
                    moves.copied += object.bytes;
                } else {
                    moves.promoted += object.bytes;
                    moves.arrivals.push((target, true));
                }
            });
        }
        moves.arrivals.sort_unstable();
        moves
    }

    /// Did anything come to this page?
    fn reach(&self, page: &PageView<'_>) -> bool {
        let next = self.arrivals.partition_point(|&(address, _)| address < page.address);
        self.arrivals.get(next).is_some_and(|&(address, _)| address < page.address + page.bytes)
    }

    fn counts(&self) -> Vec<(&'static str, f64)> {
        if self.between.is_empty() && self.died == 0 {
            return Vec::new();
        }
        let (copied, promoted) = (self.copied as f64, self.promoted as f64);
        vec![
            ("copiedNow", copied),
            ("promotedNow", promoted),
            ("evacuatedNow", self.evacuated as f64),
            ("diedNow", self.died as f64),
        ]
    }

    /// The ways of most bytes.
    fn between_pages(&self) -> Vec<(usize, usize, usize)> {
        let mut ways: Vec<_> = self.between.iter().map(|(&(from, to), &bytes)| (from, to, bytes)).collect();
        ways.sort_by_key(|&(.., bytes)| std::cmp::Reverse(bytes));
        ways.truncate(MOST_MOVES);
        ways
    }
}
