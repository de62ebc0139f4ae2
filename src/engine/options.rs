//! What an engine may use.

use crate::heap::{HeapOptions, MIN_HEAP_LIMIT, Stress};
use std::time::Duration;

/// The caps of an engine. Everything else is a default.
///
/// ```
/// let options = tenure::Options { heap_limit: Some(8 << 20), ..tenure::Options::default() };
/// let mut engine = tenure::Engine::new(options).unwrap();
/// assert!(engine.eval("let a = []; for (;;) a.push({})").is_err());
/// assert_eq!(engine.eval("1 + 1").unwrap(), tenure::Value::Number(2.0));
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    /// Bytes of pages that the heap may commit, all spaces together; at least 4 MiB. `None`: only `max_old_space`
    /// counts.
    pub heap_limit: Option<usize>,
    /// Bytes of pages and of external memory (buffers, source texts, trees) together.
    pub total_memory_limit: Option<usize>,
    /// Bytes of old and large objects: V8's `--max-old-space-size`. 1400 MB by default (700 MB on 32-bit systems).
    pub max_old_space: usize,
    /// Bytes of one semi-space of the young generation: V8's `--max-semi-space-size`. 16 MiB by default.
    pub max_semi_space: usize,
    /// Loop iterations, calls and steps of builtins that one `eval` or call may take.
    pub fuel: Option<u64>,
    /// Time that one `eval` or call may take.
    pub time: Option<Duration>,
    /// Bytes of native stack that scripts may use. `None`: what the thread has left at each entry, less a reserve.
    pub native_stack: Option<usize>,
    /// Bytes of address space for the stack of script frames; committed as it is used. 8 MiB by default.
    pub frame_stack: usize,
    /// Decide by byte counts instead of by the clock, and use fixed hash seeds, so that runs repeat exactly.
    pub predictable: bool,
    /// Frames that `Error.prototype.stack` shows.
    pub stack_trace_limit: u32,
    /// What only tests of the engine itself want. Not to be named: it is here so that `..Options::default()` works.
    #[doc(hidden)]
    pub trials: Trials,
}

/// Ways to harass the heap.
#[derive(Clone, Debug, Default)]
pub struct Trials {
    pub(crate) stress: Stress,
    pub(crate) verify_heap: bool,
    pub(crate) promote_by_age_only: bool,
    pub(crate) marks_at_once: bool,
    pub(crate) never_compacts: bool,
    /// Lets all objects be born young.
    pub(crate) never_pretenures: bool,
    pub(crate) fail_allocation: Option<u64>,
    pub(crate) nursery: Option<usize>,
}

impl Default for Options {
    fn default() -> Self {
        let heap = HeapOptions::default();
        Self {
            heap_limit: None,
            total_memory_limit: None,
            max_old_space: heap.max_old_space_bytes,
            max_semi_space: heap.max_semi_space_bytes,
            fuel: None,
            time: None,
            native_stack: None,
            frame_stack: heap.stack_bytes,
            predictable: false,
            stack_trace_limit: 10,
            trials: Trials::default(),
        }
    }
}

impl Options {
    /// The smallest `heap_limit`.
    pub const MINIMUM_HEAP_LIMIT: usize = MIN_HEAP_LIMIT;

    /// The heap's part, without the stress modes: those begin when the realm is set up.
    pub(super) fn heap(&self) -> HeapOptions {
        HeapOptions {
            max_old_space_bytes: self.max_old_space,
            incremental_marking: !self.trials.marks_at_once,
            compact: !self.trials.never_compacts,
            pretenuring: !self.trials.never_pretenures,
            promotion_rule_25: !self.trials.promote_by_age_only,
            max_semi_space_bytes: self.trials.nursery.unwrap_or(self.max_semi_space),
            heap_limit_bytes: self.heap_limit,
            total_memory_limit: self.total_memory_limit,
            predictable: self.predictable,
            stack_bytes: self.frame_stack,
            ..HeapOptions::default()
        }
    }

    /// Seeds of all hashes.
    pub(super) fn seed(&self) -> u64 {
        if self.predictable {
            return 0x7465_6e75_7265;
        }
        use std::hash::{BuildHasher, RandomState};
        RandomState::new().hash_one(0x7465_6e75_7265_u64)
    }
}
