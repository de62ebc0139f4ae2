//! Where objects are, and what a collection does to single ones: for drawings and for `require('tenure').where`.
//!
//! Nothing here keeps an object alive, and all of it works between any two allocations.

use super::header::{AGED, FILLER};
use super::identities::ObjectId;
use super::page::{LARGE, NON_MOVING, Object, Page, SWEPT, YOUNG};
use super::scavenger::forwarded;
use super::statistics::SpaceName;
use super::{Heap, Local, Reason};

/// Where an object is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Placement {
    /// The space.
    pub(crate) space: SpaceName,
    /// The place of its page in the list of the space, from 0.
    pub(crate) page: usize,
    /// Its address.
    pub(crate) address: usize,
    /// Has it survived a scavenge in the young generation?
    pub(crate) is_aged: bool,
    /// How often it has moved since this was first asked of it.
    pub(crate) moves: u32,
    /// Its own cell, bytes.
    pub(crate) bytes: usize,
}

/// A page of a space. Bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PageFigures {
    /// Where it starts.
    pub(crate) address: usize,
    /// The whole mapping.
    pub(crate) bytes: usize,
    /// Objects: in the young generation all, elsewhere what the last marking found and what was allocated since.
    pub(crate) used: usize,
}

/// What one scavenge did to one object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ScavengedObject {
    /// Where it was.
    pub(crate) address: usize,
    /// Its size.
    pub(crate) bytes: usize,
    /// Where it is now, and whether that is old space; `None`: it was dead.
    pub(crate) moved_to: Option<(usize, bool)>,
}

/// One scavenge, object by object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ScavengeRecord {
    /// The objects of from-space, in the order of its pages.
    pub(crate) objects: Vec<ScavengedObject>,
    /// The pages of from-space, before.
    pub(crate) from: Vec<PageFigures>,
}

/// What is at an address of old space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    /// An object starts there. Not marked: the last marking found it dead, and its page was not swept since.
    Object { is_marked: bool },
    /// Free memory.
    Free,
    /// The page was given back, or none ever was there.
    NoPage,
}

impl Heap {
    /// Where an object is; `None` for values that are no objects, or without memory for the table of moves.
    pub(crate) fn placement(&mut self, local: Local<'_>) -> Option<Placement> {
        let id = self.object_id(local)?;
        self.placement_by_id(id)
    }

    /// Where the object of a number is; `None` once it died.
    pub(crate) fn placement_by_id(&self, id: ObjectId) -> Option<Placement> {
        let object = self.identities.object(id)?;
        let page = object.page();
        Some(Placement {
            space: self.space_of(page),
            page: self.page_index(page),
            address: object.address(),
            is_aged: object.header().has(AGED),
            moves: self.identities.moves(id),
            bytes: object.words() * 8,
        })
    }

    /// Bytes of a value's own cell and of what it refers to at word `owned`, if that is an object: 0 for immediates.
    pub(crate) fn shallow_bytes(&self, local: Local<'_>, owned: Option<usize>) -> usize {
        let raw = self.get(local);
        let rest = owned.map_or(0, |index| raw.word(index).size_words());
        (raw.size_words() + rest) * 8
    }

    fn space_of(&self, page: Page) -> SpaceName {
        if page.has(YOUNG) {
            SpaceName::New
        } else if page.has(LARGE) {
            SpaceName::LargeObject
        } else if page.has(NON_MOVING) {
            SpaceName::Code
        } else {
            SpaceName::Old
        }
    }

    fn page_list(&self, space: SpaceName) -> &[Page] {
        match space {
            SpaceName::New => &self.nursery.pages,
            SpaceName::Old => &self.old.pages,
            SpaceName::Code => &self.fixed.pages,
            SpaceName::LargeObject => &self.large.pages,
        }
    }

    fn page_index(&self, page: Page) -> usize {
        self.page_list(self.space_of(page)).iter().position(|&other| other == page).unwrap_or(0)
    }

    /// The pages of a space.
    pub(crate) fn pages_of(&self, space: SpaceName) -> Vec<PageFigures> {
        self.nursery.publish_top();
        let is_young = space == SpaceName::New;
        self.page_list(space).iter().map(|&page| figures(page, is_young)).collect()
    }

    /// What is at `address`. Sweeps nothing.
    pub(crate) fn cell_at(&mut self, address: usize) -> Cell {
        self.old.close_linear_area();
        let Some(&page) = self.old.pages.iter().find(|page| (page.start()..page.end()).contains(&address)) else {
            return Cell::NoPage;
        };
        let (mut here, top) = (page.start(), page.get(|header| header.top));
        while here < top {
            // SAFETY: (7) pages are filled without gaps up to their top, swept or not.
            let object = unsafe { Object::at(here) };
            let is_free = object.header().kind() == FILLER;
            let end = here + object.words() * 8;
            if address < end {
                let is_object = here == address && !is_free;
                let is_marked = page.has(SWEPT) || page.is_marked(address);
                return if is_object { Cell::Object { is_marked } } else { Cell::Free };
            }
            here = end;
        }
        Cell::Free
    }

    /// Scavenges, and tells what happened to each object; `None` when the system had no pages for it, or no memory for
    /// the record.
    pub(crate) fn record_scavenge(&mut self) -> Option<ScavengeRecord> {
        self.record = Some(ScavengeRecord::default());
        let is_done = self.collect_young(Reason::Testing);
        self.record.take().filter(|_| is_done)
    }

    /// Between the copying and the release of from-space: notes what became of its objects.
    pub(super) fn record_from_space(&mut self, from: &[Page]) {
        let Some(record) = &mut self.record else { return };
        for &page in from {
            record.from.push(figures(page, true));
            let (mut address, top) = (page.start(), page.get(|header| header.top));
            while address < top {
                // SAFETY: (3), (7) from-space is filled without gaps with objects and with what remained of them: a
                // header, or the forwarding address of the copy, which is as long.
                let (object, moved) = unsafe {
                    let object = Object::at(address);
                    (object, if object.header().is_header() { None } else { forwarded(object) })
                };
                let bytes = moved.unwrap_or(object).words() * 8;
                let moved_to = moved.map(|target| (target.address(), !target.page().has(YOUNG)));
                let is_object = moved.is_some() || object.header().kind() != FILLER;
                if is_object && record.objects.try_reserve(1).is_ok() {
                    record.objects.push(ScavengedObject { address, bytes, moved_to });
                }
                address += bytes;
            }
        }
    }
}

fn figures(page: Page, is_young: bool) -> PageFigures {
    let bytes = page.get(|header| header.mapping_bytes);
    let filled = page.get(|header| header.top) - page.start();
    let used = if is_young { filled } else { page.get(|header| header.live_bytes) };
    PageFigures { address: page.address(), bytes, used }
}
