//! How large the heap may grow, and the error that says so.

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
    /// Fill dead memory with 0xDB. On by itself under stress and in debug builds.
    pub(crate) poison: bool,
    /// The VM stack.
    pub(crate) stack_bytes: usize,
    /// Promote everything once to-space is over a quarter full.
    pub(crate) promotion_rule_25: bool,
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
            poison: cfg!(debug_assertions),
            stack_bytes: super::stack::DEFAULT_STACK_BYTES,
            promotion_rule_25: true,
            fail_allocation: None,
        }
    }
}

/// When to collect without need, to find missing roots and barriers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stress {
    /// Never.
    Off,
    /// At each allocation.
    Alloc,
    /// At every n-th allocation.
    Nth(u32),
    /// At allocations drawn by a generator with this seed, about every eighth.
    Seed(u64),
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
