//! What can go wrong below the runtime, where nothing can be thrown yet.

use crate::heap::{OutOfMemory, StackOverflow};

/// What the rooms below the runtime report as a failure; `Scope::fault` turns it into an abrupt completion.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fault {
    /// The heap limit.
    OutOfMemory,
    /// The VM stack is full.
    StackOverflow,
    /// A string longer than the longest.
    InvalidLength,
}

impl From<OutOfMemory> for Fault {
    fn from(_: OutOfMemory) -> Fault {
        Fault::OutOfMemory
    }
}

impl From<StackOverflow> for Fault {
    fn from(_: StackOverflow) -> Fault {
        Fault::StackOverflow
    }
}
