//! What a profiler wants to know of which code runs.

use crate::heap::RootId;
use std::collections::HashSet;

/// Coverage that is being recorded. `Isolate::coverage` has it meanwhile.
#[derive(Default)]
pub(crate) struct Coverage {
    /// How often code has run is told; otherwise only whether.
    pub(crate) counts: bool,
    /// Blocks are counted too, of functions that are compiled from now on.
    pub(crate) has_blocks: bool,
    /// The code that is counted: it is kept, with what was counted, when nobody else needs it.
    pub(crate) code: Vec<RootId>,
    /// Functions that were told to have run, where only that is told: script and number.
    pub(crate) told: HashSet<(u32, usize)>,
}
