//! How large the heap may grow, and what happens at the limit.

use super::Heap;
use super::events::HeapEvent;
use super::page::PAGE_SIZE;
use super::scavenger::SPARE_PAGES;

/// There is no memory within the limits. The heap is whole, and nothing was allocated or charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OutOfMemory;

/// What the heap is asked to be. All sizes in bytes.
#[derive(Clone, Debug)]
pub(crate) struct HeapOptions {
    /// Bound of old, non-moving and large objects.
    pub(crate) max_old_space_bytes: usize,
    /// Bound of one semi-space.
    pub(crate) max_semi_space_bytes: usize,
    /// Bound of the committed pages of all spaces; at least `MIN_HEAP_LIMIT`.
    pub(crate) heap_limit_bytes: Option<usize>,
    /// Bound of committed pages and external bytes together.
    pub(crate) total_memory_limit: Option<usize>,
    /// Decide by bytes instead of by the clock.
    pub(crate) predictable: bool,
    /// Collect (and move) at allocations.
    pub(crate) stress: Stress,
    /// Run the verifier before and after each collection; a fault panics. For tests.
    pub(crate) verify: bool,
    /// Verify around every k-th collection only (0 and 1: around each; behind the first 250 k grows).
    pub(crate) verify_every: u64,
    /// Fill dead memory with 0xDB. On by default in debug builds.
    pub(crate) poison: bool,
    /// The VM stack.
    pub(crate) stack_bytes: usize,
    /// Promote everything once to-space is over a quarter full.
    pub(crate) promotion_rule_25: bool,
    /// Mark in steps between allocations; otherwise all at once.
    pub(crate) incremental_marking: bool,
    /// Evacuate pages that are mostly free.
    pub(crate) compact: bool,
    /// Evacuate every page, however full. For tests.
    pub(crate) evacuate_all: bool,
    /// Let objects be born old that survive anyway, judged by their allocation sites.
    pub(crate) pretenuring: bool,
    /// Let the n-th allocation from now on fail once (1 = the next).
    pub(crate) fail_allocation: Option<u64>,
}

/// The smallest `heap_limit_bytes`.
pub(crate) const MIN_HEAP_LIMIT: usize = 4 << 20;
/// The first size of a semi-space.
pub(crate) const INITIAL_SEMI_SPACE: usize = 1 << 20;

impl Default for HeapOptions {
    fn default() -> Self {
        HeapOptions {
            max_old_space_bytes: if cfg!(target_pointer_width = "64") { 1400 << 20 } else { 700 << 20 },
            max_semi_space_bytes: 16 << 20,
            heap_limit_bytes: None,
            total_memory_limit: None,
            predictable: false,
            stress: Stress::Off,
            verify: false,
            verify_every: 1,
            poison: cfg!(debug_assertions),
            stack_bytes: super::stack::DEFAULT_STACK_BYTES,
            promotion_rule_25: true,
            incremental_marking: true,
            compact: true,
            evacuate_all: false,
            pretenuring: true,
            fail_allocation: None,
        }
    }
}

/// The limits in force.
pub(super) struct Limits {
    max_old_space: usize,
    max_semi_space: usize,
    heap_limit: Option<usize>,
    total_limit: Option<usize>,
    initial: HeapOptions,
    /// May allocations exceed the limits by `RESERVE`? After a refusal, so that reporting it cannot fail.
    reserve_is_open: bool,
    /// May they exceed them by `RELIEF`? So that whoever was refused can let go of what fills the heap.
    relief_is_open: bool,
    /// Bytes by which the limits were exceeded when the relief was opened: promotion may have taken more pages than the
    /// nursery had, and what it took is full.
    excess: usize,
    hook: Option<NearLimitHook>,
    /// Refused allocations over the life of the heap.
    pub(super) refusals: u64,
}

/// The limit of pages and external bytes together. Where the address space is limited it stays below that: what Rust's
/// own collections ask for must not be what finds out that there is none left.
fn total_limit(options: &HeapOptions) -> Option<usize> {
    // The other half: pages reserved for the next scavenge, and lists that nobody charges.
    let left = super::platform::address_space_left().map(|bytes| bytes / 2);
    options.total_memory_limit.into_iter().chain(left).min()
}

/// Bytes beyond the limits that reporting a refusal may use.
const RESERVE: usize = 2 * PAGE_SIZE;

/// Bytes beyond the limits that making room may use.
const RELIEF: usize = 4 * PAGE_SIZE;

/// Which limit was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    /// `max_old_space_bytes`.
    OldSpace,
    /// `heap_limit_bytes`.
    Heap,
    /// `total_memory_limit`.
    Total,
}

/// What the near-limit hook is told. Bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NearLimit {
    /// Which limit was reached.
    pub(crate) bound: Bound,
    /// Its value now.
    pub(crate) current: usize,
    /// Its value when the heap was made.
    pub(crate) initial: usize,
}

/// Called when nothing but a higher limit helps. Returns the new limit; a value that is not higher refuses.
pub(crate) type NearLimitHook = Box<dyn FnMut(NearLimit) -> usize + Send>;

impl Limits {
    pub(super) fn new(options: &HeapOptions) -> Limits {
        Limits {
            max_old_space: options.max_old_space_bytes.max(3 * PAGE_SIZE),
            max_semi_space: options.max_semi_space_bytes.max(2 * PAGE_SIZE),
            heap_limit: options.heap_limit_bytes,
            total_limit: total_limit(options),
            initial: options.clone(),
            reserve_is_open: false,
            relief_is_open: false,
            excess: 0,
            hook: None,
            refusals: 0,
        }
    }

    /// See `Heap::could_hold`.
    pub(super) fn could_hold(&self, bytes: usize) -> bool {
        self.total_limit.is_none_or(|limit| bytes <= limit / 2)
    }

    /// Pages that the nursery never goes below.
    pub(super) fn minimum_nursery_pages(&self) -> usize {
        (INITIAL_SEMI_SPACE / PAGE_SIZE).min(self.maximum_nursery_pages())
    }

    /// Pages that the nursery never exceeds: an eighth of the limits.
    pub(super) fn maximum_nursery_pages(&self) -> usize {
        let limit = self.heap_limit.into_iter().chain(self.total_limit).min();
        let share = limit.map_or(usize::MAX, |limit| limit / 8);
        (self.max_semi_space.min(share) / PAGE_SIZE).max(2)
    }

    fn reserve(&self) -> usize {
        let reserve = if self.reserve_is_open { RESERVE } else { 0 };
        if self.relief_is_open { reserve + RELIEF + self.excess } else { reserve }
    }

    fn value(&mut self, bound: Bound) -> (&mut usize, usize) {
        match bound {
            Bound::OldSpace => (&mut self.max_old_space, self.initial.max_old_space_bytes),
            Bound::Heap => (self.heap_limit.get_or_insert(usize::MAX), self.initial.heap_limit_bytes.unwrap_or(0)),
            Bound::Total => (self.total_limit.get_or_insert(usize::MAX), self.initial.total_memory_limit.unwrap_or(0)),
        }
    }
}

impl Heap {
    /// The bytes that old, non-moving and large objects may occupy in pages.
    pub(super) fn max_old(&self) -> usize {
        let nursery = (2 * self.nursery.capacity_pages + 1) * PAGE_SIZE;
        let rest = self.limits.heap_limit.map_or(usize::MAX, |limit| limit.saturating_sub(nursery));
        self.limits.max_old_space.min(rest)
    }

    /// What V8 calls `heap_size_limit`: old space and three semi-spaces, or the heap limit. Bytes.
    pub(crate) fn heap_size_limit(&self) -> usize {
        self.limits.heap_limit.unwrap_or(self.limits.max_old_space + 3 * self.limits.max_semi_space)
    }

    /// May `bytes` more be committed, in old space or in the nursery? Keeps room for the nursery's survivors.
    pub(super) fn may_commit(&mut self, bytes: usize, is_old: bool) -> bool {
        let reserve = self.limits.reserve();
        let code = self.externals.heap_bytes;
        if is_old && self.old_committed_bytes() + code + bytes > self.max_old() + reserve {
            return false;
        }
        let in_use = self.heap_bytes();
        let survivors = self.nursery.pages.len() * PAGE_SIZE;
        // All that is young may have to be promoted.
        if !is_old && self.old_after_promotion(bytes) > self.max_old() + reserve {
            return false;
        }
        if self.limits.heap_limit.is_some_and(|limit| in_use + bytes + survivors > limit + reserve) {
            return false;
        }
        if !self.fits_total(bytes + survivors) {
            return false;
        }
        if self.limits.heap_limit.is_some_and(|limit| self.committed_bytes() + code + bytes > limit) {
            self.pool.set_aside = 0;
            self.pool.trim_to(0, self.evacuation_pages(1) + SPARE_PAGES + 1);
        }
        true
    }

    /// Bytes of old pages if everything young and `bytes` more were promoted: small objects fill free cells first.
    pub(super) fn old_after_promotion(&self, bytes: usize) -> usize {
        let committed = self.old_committed_bytes() + self.externals.heap_bytes;
        let free = committed - self.old_used_bytes().min(committed);
        let small = (self.nursery.used_bytes() + bytes).saturating_sub(self.nursery.medium_bytes);
        committed + self.nursery.medium_bytes + small.saturating_sub(free)
    }

    /// Do pages in use, external bytes and `bytes` more fit the total limit?
    pub(super) fn fits_total(&self, bytes: usize) -> bool {
        let total = self.total_bytes().saturating_add(bytes);
        self.limits.total_limit.is_none_or(|limit| total <= limit + self.limits.reserve())
    }

    /// Bytes of pages in use, and of code.
    fn heap_bytes(&self) -> usize {
        self.pool.used_bytes() + self.large.committed_bytes + self.externals.heap_bytes
    }

    /// Bytes of pages in use, and all external bytes.
    pub(super) fn total_bytes(&self) -> usize {
        let externals = self.externals.charged().saturating_add(self.externals.overhead());
        (self.pool.used_bytes() + self.large.committed_bytes).saturating_add(externals)
    }

    /// Bytes of pages that may still be taken.
    pub(super) fn room_within_limits(&self) -> usize {
        let old = self.max_old().saturating_sub(self.old_committed_bytes() + self.externals.heap_bytes);
        let heap = self.limits.heap_limit.map_or(usize::MAX, |limit| limit.saturating_sub(self.heap_bytes()));
        let total = self.limits.total_limit.map_or(usize::MAX, |limit| limit.saturating_sub(self.total_bytes()));
        old.min(heap).min(total)
    }

    /// Is any limit reached to four fifths?
    pub(super) fn is_nearly_full(&self) -> bool {
        let near = |used: usize, limit: Option<usize>| limit.is_some_and(|limit| used >= limit / 5 * 4);
        near(self.old_used_bytes(), Some(self.max_old()))
            || near(self.heap_bytes(), self.limits.heap_limit)
            || near(self.total_bytes(), self.limits.total_limit)
    }

    /// Lets allocations exceed the limits a little, or no longer: for the first call after memory has run out.
    pub(crate) fn set_relief(&mut self, is_open: bool) {
        self.limits.relief_is_open = is_open;
        self.limits.excess = if is_open { self.excess() } else { 0 };
    }

    /// Bytes by which a limit is exceeded, the largest figure.
    fn excess(&self) -> usize {
        let heap = self.limits.heap_limit.map_or(0, |limit| self.heap_bytes().saturating_sub(limit));
        let total = self.limits.total_limit.map_or(0, |limit| self.total_bytes().saturating_sub(limit));
        let old = (self.old_committed_bytes() + self.externals.heap_bytes).saturating_sub(self.max_old());
        heap.max(total).max(old)
    }

    /// Is somebody letting go of what fills the heap? Then it is no wonder that collections free little.
    pub(super) fn has_relief(&self) -> bool {
        self.limits.relief_is_open
    }

    /// Has memory run out, and has nothing been freed since?
    pub(crate) fn has_refused(&self) -> bool {
        self.limits.reserve_is_open || self.limits.relief_is_open
    }

    /// Installs what is asked before an allocation is refused.
    pub(crate) fn set_near_limit_hook(&mut self, hook: Option<NearLimitHook>) {
        self.limits.hook = hook;
    }

    /// Did the hook raise the limit that was reached?
    pub(super) fn ask_near_limit_hook(&mut self) -> bool {
        let bound = match self.limits.heap_limit {
            _ if !self.fits_total(PAGE_SIZE) => Bound::Total,
            Some(_) => Bound::Heap,
            None => Bound::OldSpace,
        };
        let Some(mut hook) = self.limits.hook.take() else { return false };
        let (value, initial) = self.limits.value(bound);
        let current = *value;
        let raised = hook(NearLimit { bound, current, initial });
        let is_raised = raised > current;
        if is_raised {
            *value = raised;
            self.pacing.soft_limit = self.pacing.soft_limit.max(self.old_used_bytes() + PAGE_SIZE);
        }
        self.limits.hook = Some(hook);
        let at_ms = self.pacing.now_ms();
        self.tell(&HeapEvent::NearLimit { at_ms, bound, current, raised: raised.max(current) });
        is_raised
    }

    /// Notes a refusal and opens the reserve for reporting it.
    pub(super) fn refuse(&mut self) -> OutOfMemory {
        self.limits.refusals += 1;
        self.limits.reserve_is_open = true;
        self.pool.emergency_is_open = true;
        let at_ms = self.pacing.now_ms();
        self.tell(&HeapEvent::Refused { at_ms });
        OutOfMemory
    }

    /// After a major collection: closes the reserve once there is room within the limits again.
    pub(super) fn close_reserve(&mut self) {
        if self.limits.reserve_is_open {
            self.limits.reserve_is_open = false;
            self.limits.reserve_is_open = !self.may_commit(RESERVE, true);
            if !self.limits.reserve_is_open {
                // What the collections before could not free is free now.
                self.pacing.take_ineffective();
            }
        }
        self.pool.emergency_is_open &= self.limits.reserve_is_open;
    }

    /// Allocations refused since the heap was made.
    pub(crate) fn refusals(&self) -> u64 {
        self.limits.refusals
    }
}

/// When to collect without need, to find missing roots and barriers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Stress {
    /// Never.
    #[default]
    Off,
    /// At each allocation.
    Alloc,
    /// At every n-th allocation.
    Nth(u32),
    /// At allocations drawn by a generator with this seed, about every eighth.
    Seed(u64),
    /// Often, and every page is evacuated, however full.
    EvacuateAll,
    /// Often, and every scavenge promotes all that lives.
    PromoteAll,
    /// Often, and all that allocation sites make is born old.
    PretenureAll,
    /// A marking always runs, and marks one object at every n-th allocation.
    Step(u32),
}

/// Why a heap could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeapError {
    /// `heap_limit_bytes` is below `MIN_HEAP_LIMIT`.
    LimitTooSmall,
    /// The system has no memory for an empty heap.
    NoMemory,
}

impl std::fmt::Display for HeapError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            HeapError::LimitTooSmall => write!(formatter, "the heap limit must be at least {} bytes", MIN_HEAP_LIMIT),
            HeapError::NoMemory => write!(formatter, "no memory for an empty heap"),
        }
    }
}
