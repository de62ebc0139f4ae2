//! Frames: what the heap looked like, each as the difference to the one before. Bounded.

use crate::heap::{CollectionKind, SpaceName};
use std::collections::BTreeMap;

/// Frames, at most.
pub(super) const MOST_FRAMES: usize = 480;
/// Bytes of pages in all frames, at most.
pub(super) const MOST_BYTES: usize = 6 << 20;
/// Frames of each class that are not thinned out further while others can be.
const FEW: usize = 24;

/// What frames are thinned out together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Between collections.
    Sample,
    /// Of a scavenge.
    Scavenge,
    /// Of a marking, and of the collection that ends it.
    Major,
}

/// Classes.
pub(super) const CLASSES: [Class; 3] = [Class::Sample, Class::Scavenge, Class::Major];

/// A page in a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PageRecord {
    pub(super) space: SpaceName,
    /// The whole mapping, bytes.
    pub(super) bytes: usize,
    /// Is it being left, is it to be left, does it wait to be swept?
    pub(super) flags: u8,
    /// Bytes of objects that count as alive.
    pub(super) live: usize,
    /// Bytes of a cell.
    pub(super) cell: usize,
    /// See `picture`.
    pub(super) cells: String,
    /// See `picture`; `None`: as before.
    pub(super) names: Option<String>,
}

impl PageRecord {
    fn weight(&self) -> usize {
        self.cells.len() + self.names.as_ref().map_or(0, String::len) + size_of::<PageRecord>()
    }
}

/// Why a frame was drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Occasion {
    /// As the page knows it: `sample`, `before`, `moved`, `marking`, `marked`, `evacuated`, `swept`, `after`, `end`.
    pub(super) moment: &'static str,
    pub(super) kind: Option<CollectionKind>,
    pub(super) reason: &'static str,
    /// The number of the collection.
    pub(super) number: u64,
}

/// A frame. Milliseconds and bytes.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) class: Class,
    /// Frames of one episode stay or go together.
    pub(super) episode: u64,
    pub(super) at_ms: f64,
    pub(super) occasion: Occasion,
    /// Committed and used bytes of each space.
    pub(super) spaces: [(usize, usize); 4],
    pub(super) external: usize,
    /// Figures of the occasion, by name.
    pub(super) counts: Vec<(&'static str, f64)>,
    /// Pages that differ from those of the frame before.
    pub(super) pages: BTreeMap<usize, PageRecord>,
    /// Addresses of pages that are gone.
    pub(super) gone: Vec<usize>,
    /// From the page at an address to the page at another: bytes.
    pub(super) moves: Vec<(usize, usize, usize)>,
}

impl Frame {
    fn weight(&self) -> usize {
        let pages: usize = self.pages.values().map(PageRecord::weight).sum();
        pages + size_of_val(&*self.gone) + size_of_val(&*self.moves) + size_of::<Frame>()
    }

    /// Takes up the differences of the frame before, which goes.
    fn absorb(&mut self, before: Frame) {
        for (address, record) in before.pages {
            if self.gone.contains(&address) {
                continue;
            }
            match self.pages.get_mut(&address) {
                Some(own) => own.names = own.names.take().or(record.names),
                None => {
                    self.pages.insert(address, record);
                }
            }
        }
        let pages = &self.pages;
        let gone = before.gone.into_iter().filter(|address| !pages.contains_key(address));
        self.gone.extend(gone.collect::<Vec<_>>());
        self.gone.sort_unstable();
        self.gone.dedup();
    }
}

/// All frames.
#[derive(Default)]
pub(super) struct Frames {
    pub(super) list: Vec<Frame>,
    weight: usize,
    /// Only every so many episodes of a class are drawn: the power of two.
    strides: [u32; 3],
    episodes: [u64; 3],
    last_episode: u64,
}

impl Frames {
    /// A new episode: its number if it is to be drawn.
    pub(super) fn open(&mut self, class: Class, is_possible: bool) -> Option<u64> {
        let count = &mut self.episodes[class as usize];
        let is_due = count.is_multiple_of(1 << self.strides[class as usize].min(40));
        *count += 1;
        self.last_episode += 1;
        (is_due && is_possible).then_some(self.last_episode)
    }

    /// An episode that is drawn in any case: its number.
    pub(super) fn force(&mut self) -> u64 {
        self.last_episode += 1;
        self.last_episode
    }

    /// Adds a frame, and drops others while there are too many.
    pub(super) fn push(&mut self, frame: Frame) {
        self.weight += frame.weight();
        self.list.push(frame);
        while self.list.len() > MOST_FRAMES || self.weight > MOST_BYTES {
            let before = self.list.len();
            self.thin();
            if self.list.len() == before {
                break;
            }
        }
    }

    /// Drops every second episode of the class that takes most room. The first frame and the newest episode stay.
    fn thin(&mut self) {
        let is_long = self.list.len() > MOST_FRAMES;
        let weight_of = |class: Class| {
            let of_class = self.list.iter().filter(|frame| frame.class == class);
            let count = of_class.clone().count();
            let weight: usize = if is_long { count } else { of_class.map(Frame::weight).sum() };
            (count > FEW, weight)
        };
        let Some(class) = CLASSES.into_iter().max_by_key(|&class| weight_of(class)) else { return };
        let mut episodes: Vec<u64> =
            self.list.iter().filter(|frame| frame.class == class).map(|it| it.episode).collect();
        episodes.dedup();
        episodes.sort_unstable();
        episodes.dedup();
        let newest = self.list.last().map_or(0, |frame| frame.episode);
        let dropped: Vec<u64> = match episodes.len() {
            0..=2 => Vec::new(),
            _ => episodes.into_iter().skip(1).step_by(2).filter(|&episode| episode != newest).collect(),
        };
        let is_dropped = |index: usize, frame: &Frame| match dropped.is_empty() {
            // Few long episodes: their inner frames go.
            true => frame.class == class && index % 2 == 1,
            false => frame.class == class && dropped.binary_search(&frame.episode).is_ok(),
        };
        let mut kept: Vec<Frame> = Vec::with_capacity(self.list.len());
        let mut waiting: Option<Frame> = None;
        let last = self.list.len() - 1;
        for (index, mut frame) in std::mem::take(&mut self.list).into_iter().enumerate() {
            let goes = index > 0 && index < last && is_dropped(index, &frame);
            if let Some(before) = waiting.take() {
                frame.absorb(before);
            }
            if goes {
                waiting = Some(frame);
            } else {
                kept.push(frame);
            }
        }
        self.list = kept;
        self.weight = self.list.iter().map(Frame::weight).sum();
        if !dropped.is_empty() {
            self.strides[class as usize] += 1;
        }
    }
}
