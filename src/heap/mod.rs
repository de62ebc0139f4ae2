//! The heap: one isolate's objects, found, moved and freed without knowing what they mean.
//!
//! # The idea
//! Objects are born in a nursery of bump-allocated pages. A scavenge copies the few that live; an object that survives
//! twice moves to old space, which is marked and swept. Sites whose objects survive anyway have them born old. An object is
//! a header word, tagged words and raw words; a table of kinds, handed over by the rooms above, says which are which.
//! Everything may move at every allocation, so code above holds two handles only: `Local`, an index into the VM stack, and
//! `Raw`, which borrows the heap and so forbids allocation while it lives (`handle.rs` is the manual; `allocation.rs`,
//! `access.rs` and `core.rs` hold the calls).
//!
//! # Invariants
//! Every `// SAFETY:` line names one of these.
//! 1. A `Page` is mapped and its header is initialised; a page belongs to one owner (a space or the pool).
//! 2. Page headers, the stack and objects are touched by one thread, through the heap, with no borrow of a header alive
//!    across a call.
//! 3. An `Object` is a header with its words on a page: live, unswept, or just forwarded. A pointer in a tagged word of a
//!    live object, in a root or on the stack leads to such an object.
//! 4. A tagged word is a valid `Word` at all times; which words are tagged is a pure function of header and word 1, and
//!    word 1 changes only where that leaves the answer as it was. Raw words are never followed.
//! 5. Every word of the VM stack below the published top is valid.
//! 6. A slot of an old object that points to a young one is in the remembered set of its page, or its ephemeron table, or
//!    its pair there, is listed as touched. Between two markings, one that points to a page to be evacuated is recorded
//!    with that page's group.
//! 7. Words that belong to no object are covered by filler objects wherever a page can be walked.
//! 8. The id in the header of a live shaped object names a live shape.
//! 9. The heap shares nothing with other threads but the notes of dropped handles, the scratch counter, and the memory of
//!    10.
//! 10. The bytes of a `SharedMemory` stay where they are as long as there is a handle; every thread that has one may read
//!     and write them at any time.
//!
//! # Glossary
//! *word*: eight bytes, tagged or raw. *Slot*: a word that holds a value, on the stack or in an object. *Kind*: a row of the
//! kind table. *Semi-space*: the pages of the nursery; *from-space* is the one being evacuated. *Age*: the AGED flag, set by
//! the first scavenge survived. *Site*: what asks for memory, an opaque number; *pretenuring*: to let the objects of a site be
//! born old. *Candidate*: a page of old space that is mostly free and to be evacuated. *Remembered set*: the slots of
//! invariant 6. *Filler*: an object of free words.
//!
//! # What it knows nothing about
//! JavaScript, strings, shapes beyond their ids, frames, executable trees, printing, files.
//!
//! # Sources
//! Cheney, *A nonrecursive list compacting algorithm* (1970); Ungar, *Generation scavenging* (1984); V8's `src/heap`;
//! Yuasa, *Real-time garbage collection on general-purpose machines* (1990).
#![allow(unsafe_code)]
#![allow(dead_code, unused_imports, reason = "the rooms above use the heap as they arrive")]

mod access;
mod allocation;
mod barrier;
mod births;
mod census;
mod clearing;
mod collect;
mod core;
mod evacuation;
mod events;
mod external;
mod free_list;
mod handle;
mod header;
mod identities;
mod kind;
mod large_object_space;
mod limits;
mod machine_access;
mod map;
mod marker;
mod marker_weak;
mod marking;
#[cfg(test)]
mod marking_tests;
mod mutants;
mod nursery;
mod observers;
mod old_space;
mod pacing;
mod page;
mod page_pool;
mod placement;
mod platform;
mod pretenuring;
#[cfg(test)]
mod pretenuring_tests;
mod random;
#[cfg(test)]
mod reachable;
mod remembered_set;
mod roots;
mod scavenger;
mod scavenger_weak;
mod shapes;
mod shared_memory;
mod stack;
mod statistics;
mod sweeper;
mod verifier;
mod walk;
mod weak;
mod word;
mod worklist;

#[cfg(test)]
mod limits_tests;
#[cfg(test)]
mod model_tests;
#[cfg(test)]
mod mutant_tests;
#[cfg(test)]
mod naive_graph;
#[cfg(test)]
mod tests;

/// What dead memory is filled with.
const POISON: u8 = 0xDB;

pub(crate) use self::core::Heap;
pub(crate) use allocation::{Allocation, Initialize, Place};
pub(crate) use births::{Birth, BirthRecording, BirthTotal};
pub(crate) use census::{CensusIndex, Subset, Uncounted};
pub(crate) use evacuation::EvacuationCounts;
pub(crate) use events::{
    CollectionEvent, CollectionKind, Figures, HeapEvent, HeapListener, MarkingStart, MarkingStep, Phases, Reason,
    StepPlace, Subscription,
};
pub(crate) use external::{External, ExternalId, ScratchCharge};
pub(crate) use handle::{Local, Parts, Raw, Words};
pub(crate) use header::Header;
pub(crate) use identities::ObjectId;
pub(crate) use kind::{KindInfo, Tagging, Weakness};
pub(crate) use limits::{Bound, HeapError, HeapOptions, MIN_HEAP_LIMIT, NearLimit, NearLimitHook, OutOfMemory, Stress};
pub(crate) use map::{HeapView, MapWatcher, Moment, ObjectState, ObjectView, PageStamp, PageView};
pub(crate) use marker::MarkCounts;
pub(crate) use marking::IncrementalFigures;
pub(crate) use pacing::Growth;
pub(crate) use page::{LARGE_OBJECT_WORDS, PAGE_SIZE};
pub(crate) use placement::{Cell, PageFigures, Placement, ScavengeRecord, ScavengedObject};
pub(crate) use platform::{native_stack_left, resident_bytes, share_one_arena};
pub(crate) use roots::{Origin, Root, RootId, WeakRoot};
pub(crate) use scavenger::ScavengeCounts;
pub(crate) use shared_memory::{Bell, SharedMemory, Signal};
pub(crate) use stack::{Slot, StackOverflow};
pub(crate) use statistics::{SpaceName, SpaceStatistics, Statistics};
pub(crate) use word::Word;
