//! The heap as a whole: its parts, its making, its roots and its charges.

use super::events::{EventRing, Reason};
use super::external::{External, ExternalId, ExternalTable, ScratchCharge};
use super::identities::Identities;
use super::kind::{self, KindInfo, KindTable};
use super::large_object_space::LargeObjectSpace;
use super::limits::{HeapError, HeapOptions, INITIAL_SEMI_SPACE, Limits, MIN_HEAP_LIMIT, OutOfMemory};
use super::nursery::Nursery;
use super::observers::Observers;
use super::old_space::PagedSpace;
use super::pacing::Pacing;
use super::page::{NON_MOVING, PAGE_SIZE, YOUNG};
use super::page_pool::PagePool;
use super::remembered_set::RememberedSet;
use super::roots::{Origin, Root, RootId, RootTable, WeakRoot};
use super::shapes::ShapeTable;
use super::stack::{Slot, Stack, StackOverflow};
use super::weak::WeakLists;
use super::word::Word;
use super::worklist::Worklist;
use super::{Local, Raw};

/// One heap: one isolate's objects. It may be sent to another thread as a whole.
pub(crate) struct Heap {
    /// What asks for memory now, an opaque number: the machine says the address of the node that the innermost frame is
    /// running, 0 in native code.
    pub(crate) site: usize,
    pub(super) nursery: Nursery,
    /// Does an incremental marking run? Then the barrier shades overwritten words.
    pub(super) marking: bool,
    pub(super) cycle: super::marking::Cycle,
    pub(super) evacuation: super::evacuation::Evacuation,
    pub(super) clearing: super::clearing::Clearing,
    pub(super) stack: Stack,
    pub(super) shapes: ShapeTable,
    pub(super) kinds: Box<KindTable>,
    pub(super) old: PagedSpace,
    pub(super) fixed: PagedSpace,
    pub(super) large: LargeObjectSpace,
    pub(super) remembered: RememberedSet,
    pub(super) pool: PagePool,
    pub(super) roots: RootTable,
    pub(super) externals: ExternalTable,
    pub(super) weak: WeakLists,
    pub(super) worklist: Worklist,
    pub(super) identities: Identities,
    pub(super) pacing: Pacing,
    pub(super) limits: Limits,
    pub(super) events: EventRing,
    pub(super) listeners: super::events::Listeners,
    pub(super) laps: super::events::Laps,
    pub(super) observers: Observers,
    pub(super) pretenuring: super::pretenuring::Sites,
    pub(super) births: super::births::Births,
    /// Who draws the heap.
    pub(super) map: Option<super::map::Watch>,
    /// Where the running scavenge notes what it does, if somebody wants to know.
    pub(super) record: Option<super::placement::ScavengeRecord>,
    /// A collection runs: no page may leave its space.
    pub(super) scavenging: bool,
    /// Pages that the running scavenge may still sweep in search of room.
    pub(super) sweeps_left: usize,
    pub(super) used_after_last: usize,
    pub(super) peak_committed: usize,
    pub(super) options: HeapOptions,
    #[cfg(test)]
    pub(super) active_mutant: Option<super::mutants::Mutant>,
}

// SAFETY: (9) everything the heap points to is its own; payloads are `Send`; handles borrow it or are indices.
unsafe impl Send for Heap {}

impl Heap {
    /// An empty heap for objects of these kinds (at most 255; a kind's number is its index).
    ///
    /// The table is trusted: `Tagging` functions must be pure (invariant 4).
    ///
    /// # Errors
    /// When the limit is too small or the system has no memory.
    pub(crate) fn new(kinds: &[KindInfo], options: HeapOptions) -> Result<Heap, HeapError> {
        if options.heap_limit_bytes.is_some_and(|limit| limit < MIN_HEAP_LIMIT) {
            return Err(HeapError::LimitTooSmall);
        }
        let kinds = kind::table(kinds);
        let stack = Stack::new(options.stack_bytes).ok_or(HeapError::NoMemory)?;
        let mut heap = Heap {
            site: 0,
            nursery: Nursery::new(INITIAL_SEMI_SPACE / PAGE_SIZE),
            marking: false,
            cycle: super::marking::Cycle::default(),
            evacuation: super::evacuation::Evacuation::default(),
            clearing: super::clearing::Clearing::new(options.stress),
            stack,
            shapes: ShapeTable::new(),
            old: PagedSpace::new(0),
            fixed: PagedSpace::new(NON_MOVING),
            large: LargeObjectSpace::new(),
            remembered: RememberedSet::new(),
            pool: PagePool::new(&*kinds),
            kinds,
            roots: RootTable::new(),
            externals: ExternalTable::new(),
            weak: WeakLists::new(),
            worklist: Worklist::new().ok_or(HeapError::NoMemory)?,
            identities: Identities::default(),
            pacing: Pacing::new(options.predictable, options.max_old_space_bytes),
            limits: Limits::new(&options),
            events: EventRing::new(),
            listeners: super::events::Listeners::default(),
            laps: super::events::Laps::default(),
            observers: Observers::new(&options),
            pretenuring: super::pretenuring::Sites::default(),
            births: super::births::Births::default(),
            map: None,
            record: None,
            scavenging: false,
            sweeps_left: 0,
            used_after_last: 0,
            peak_committed: 0,
            options,
            #[cfg(test)]
            active_mutant: None,
        };
        let page = heap.pool.acquire(YOUNG).ok_or(HeapError::NoMemory)?;
        heap.pool.refill_emergency();
        heap.nursery.add_page(page);
        heap.nursery.capacity_pages = heap.limits.minimum_nursery_pages();
        heap.arm();
        Ok(heap)
    }
}

/// Roots outside the stack.
impl Heap {
    /// Keeps a value alive until `remove_root`.
    ///
    /// # Errors
    /// When there is no memory for a longer table.
    pub(crate) fn insert_root(&mut self, value: Local<'_>, origin: Origin) -> Result<RootId, OutOfMemory> {
        self.roots.insert(self.word_of(value), origin, false).ok_or(OutOfMemory)
    }

    /// The value of a root; `undefined` once removed.
    #[inline(always)]
    pub(crate) fn root_value(&self, id: RootId) -> Raw<'_> {
        // SAFETY: (3) the table's words are roots, kept up to date by the collector.
        unsafe { Raw::from_word(self.roots.get(id).unwrap_or(Word::UNDEFINED)) }
    }

    /// Replaces the value of a root; ignored once removed.
    pub(crate) fn set_root(&mut self, id: RootId, value: Local<'_>) {
        self.roots.set(id, self.word_of(value));
    }

    /// Ends a root.
    pub(crate) fn remove_root(&mut self, id: RootId) {
        self.roots.remove(id);
    }

    /// A persistent handle of the embedder.
    ///
    /// # Errors
    /// As `insert_root`.
    pub(crate) fn persist(&mut self, value: Local<'_>, origin: Origin) -> Result<Root, OutOfMemory> {
        let id = self.insert_root(value, origin)?;
        Ok(Root(self.roots.handle(id)))
    }

    /// A persistent weak handle of the embedder.
    ///
    /// # Errors
    /// As `insert_root`.
    pub(crate) fn persist_weak(&mut self, value: Local<'_>, origin: Origin) -> Result<WeakRoot, OutOfMemory> {
        let id = self.roots.insert(self.word_of(value), origin, true).ok_or(OutOfMemory)?;
        Ok(WeakRoot(self.roots.handle(id)))
    }

    /// The value of a persistent handle; `undefined` for one of another heap.
    pub(crate) fn persisted(&self, root: &Root) -> Raw<'_> {
        match root.0.id_in(&self.roots) {
            Some(id) => self.root_value(id),
            None => Raw::immediate(Word::UNDEFINED),
        }
    }

    /// The value of a weak handle; `undefined` once it died. While marking runs, keeps its result alive.
    pub(crate) fn upgrade(&mut self, root: &WeakRoot) -> Raw<'_> {
        let Some(id) = root.0.id_in(&self.roots) else { return Raw::immediate(Word::UNDEFINED) };
        let word = self.root_value(id).word_value();
        self.shade(word);
        self.root_value(id)
    }
}

/// Charges and shape ids.
impl Heap {
    /// Gives `payload` to `host`: it is dropped when the host dies, and counts as `bytes` until then. May collect.
    ///
    /// # Errors
    /// When the charge does not fit, or `host` is not an object; the payload is dropped then.
    pub(crate) fn attach_external(
        &mut self,
        host: Local<'_>,
        payload: Box<dyn External>,
        bytes: usize,
    ) -> Result<ExternalId, OutOfMemory> {
        self.make_external_room(bytes)?;
        if payload.counts_as_heap() {
            self.find_room(|heap| (!heap.is_major_due() && heap.may_commit(bytes, true)).then_some(()))?;
        }
        let object = self.object_of(host).ok_or(OutOfMemory)?;
        let young = object.page().has(YOUNG);
        self.externals.insert(Word::pointer(object.address()), young, payload, bytes).ok_or(OutOfMemory)
    }

    /// Charges `bytes` before they are allocated, for a payload that will be attached with `attach_charged`, or for the
    /// scratch memory of a builtin. May collect.
    ///
    /// # Errors
    /// When the charge does not fit.
    pub(crate) fn charge_scratch(&mut self, bytes: usize) -> Result<ScratchCharge, OutOfMemory> {
        self.make_external_room(bytes)?;
        Ok(self.externals.charge(bytes))
    }

    /// As `charge_scratch`, for text and the like on its way into the heap: must fit the limits of the heap as well.
    ///
    /// # Errors
    /// When the charge does not fit.
    pub(crate) fn charge_working(&mut self, bytes: usize) -> Result<ScratchCharge, OutOfMemory> {
        self.make_external_room(bytes)?;
        let all = self.externals.scratch_bytes().saturating_add(bytes);
        if all > self.max_old() {
            return Err(self.refuse());
        }
        if !self.may_commit(all, true) {
            self.collect_full(Reason::LastResort, true);
        }
        while !self.may_commit(all, true) {
            if !self.ask_near_limit_hook() {
                return Err(self.refuse());
            }
        }
        Ok(self.externals.charge(bytes))
    }

    /// Attaches a payload whose bytes were charged before it was made; the charge passes over. Does not collect.
    ///
    /// # Errors
    /// When `host` is not an object, or there is no memory for a longer table.
    pub(crate) fn attach_charged(
        &mut self,
        host: Local<'_>,
        payload: Box<dyn External>,
        charge: ScratchCharge,
    ) -> Result<ExternalId, OutOfMemory> {
        let object = self.object_of(host).ok_or(OutOfMemory)?;
        let (young, bytes) = (object.page().has(YOUNG), charge.bytes());
        let id = self.externals.insert(Word::pointer(object.address()), young, payload, bytes);
        drop(charge);
        id.ok_or(OutOfMemory)
    }

    /// Changes the bytes of a payload, before it grows or after it shrank. May collect.
    ///
    /// # Errors
    /// When the growth does not fit, or `id` is stale; nothing changes then.
    pub(crate) fn adjust_external(&mut self, id: ExternalId, bytes: usize) -> Result<(), OutOfMemory> {
        self.make_external_room(bytes.saturating_sub(self.externals.bytes_of(id)))?;
        self.externals.set_bytes(id, bytes).map(|_| ()).ok_or(OutOfMemory)
    }

    /// Lowers the charge of a payload by `bytes`, because it has shrunk. Does not collect.
    pub(crate) fn shrink_external(&mut self, id: ExternalId, bytes: usize) {
        let left = self.externals.bytes_of(id).saturating_sub(bytes);
        self.externals.set_bytes(id, left);
    }

    /// How many collections there have been. Only they move objects, and find dead what an object refers to weakly.
    #[inline(always)]
    pub(crate) fn collections(&self) -> u64 {
        self.events.count
    }

    /// Whether a marking is under way.
    #[inline(always)]
    pub(crate) fn is_marking(&self) -> bool {
        self.marking
    }

    /// Changes whenever ids of dead shapes come into use again: whoever keeps an id that no live object or inline cache
    /// holds compares it afterwards.
    #[inline(always)]
    pub(crate) fn shape_generation(&self) -> u32 {
        self.shapes.generation
    }

    /// Could a single request for so many external bytes ever be granted beside others?
    pub(crate) fn could_hold(&self, bytes: usize) -> bool {
        self.limits.could_hold(bytes)
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        self.abandon_evacuation();
        for page in self.nursery.take_pages() {
            self.pool.release(page);
        }
        for space in [&mut self.old, &mut self.fixed] {
            for page in space.pages.drain(..) {
                self.pool.release(page);
            }
        }
    }
}

/// Weak things that the rooms above drive.
impl Heap {
    /// Keeps a value alive until `clear_kept_objects`: what was read through a weak reference lives to the end of its job.
    ///
    /// # Errors
    /// When there is no memory for a longer list.
    pub(crate) fn keep_during_job(&mut self, value: Local<'_>) -> Result<(), OutOfMemory> {
        let word = self.word_of(value);
        if word.is_pointer() && self.weak.kept.last() != Some(&word) {
            self.weak.kept.try_reserve(1).map_err(|_| OutOfMemory)?;
            self.weak.kept.push(word);
        }
        Ok(())
    }

    /// Ends what `keep_during_job` began: the job is over.
    pub(crate) fn clear_kept_objects(&mut self) {
        self.weak.kept.clear();
    }

    /// Pushes the next finalizable object one of whose targets died on the stack; `None` when there is none.
    ///
    /// # Errors
    /// When the stack and its reserve are full.
    pub(crate) fn take_finalized(&mut self) -> Result<Option<Slot>, StackOverflow> {
        let Some(&address) = self.weak.finalized.last() else { return Ok(None) };
        let slot = self.stack.push(Word::pointer(address))?;
        self.weak.finalized.pop();
        Ok(Some(slot))
    }

    /// Is any object waiting for `take_finalized`?
    pub(crate) fn has_finalized(&self) -> bool {
        !self.weak.finalized.is_empty()
    }
}
