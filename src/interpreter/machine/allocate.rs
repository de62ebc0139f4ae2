//! Room for new cells, and the site that asks for it: a node whose cells survive has them born old from then on.

use super::node::{Node, NodeFunction};
use crate::heap::{OutOfMemory, Place};
use crate::interpreter::sites;
use crate::runtime::{Abrupt, Isolate, Scope, Termination};
use crate::value::{Value, kind};

/// Writes the header of a new cell.
///
/// # Safety
/// M4: `object` has just been made with `words` words.
#[inline(always)]
pub(crate) unsafe fn write_header(object: *mut u64, kind: u8, words: usize, aux: u32) {
    // SAFETY: M4.
    unsafe { *object = crate::heap::Header::new(kind, aux, words).0 }
}

/// As [`write_header`], with flags.
///
/// # Safety
/// As [`write_header`].
#[inline(always)]
pub(crate) unsafe fn write_flagged_header(object: *mut u64, kind: u8, words: usize, aux: u32, flags: u8) {
    // SAFETY: M4.
    unsafe { *object = crate::heap::Header::new(kind, aux, words).with(flags).0 }
}

/// What a node asks for: a cell of `kind` and `words`, published up to `depth`.
#[derive(Clone, Copy)]
pub(crate) struct Request {
    pub(crate) kind: u8,
    pub(crate) words: usize,
    pub(crate) depth: u32,
    /// The node's function for cells that are born on the other side: in the nursery, or in old space.
    pub(crate) other: NodeFunction,
}

/// Memory for a cell: in the nursery, or for a node whose cells survive (`OLD`) in old space. What is made of it is
/// followed by `settle::<OLD>`.
///
/// # Safety
/// M2: slots below the depth are valid. M4: all words are written before anything else happens to the heap.
#[inline(always)]
pub(crate) unsafe fn room<const OLD: bool>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    request: Request,
) -> Result<*mut u64, Abrupt> {
    // SAFETY: M2, M4.
    unsafe {
        match room_at_once::<OLD>(vm, request.words) {
            Some(object) => Ok(object),
            None => room_slowly::<OLD>(vm, node, fp, request),
        }
    }
}

/// The fast path of [`room`].
///
/// # Safety
/// M4, as [`room`].
#[inline(always)]
pub(crate) unsafe fn room_at_once<const OLD: bool>(vm: *mut Isolate, words: usize) -> Option<*mut u64> {
    // SAFETY: M4.
    unsafe { if OLD { (*vm).heap.bump_old(words) } else { (*vm).heap.bump(words) } }
}

/// After the words of a new cell were written.
///
/// # Safety
/// M4: `object` came from `room::<OLD>`, and all its `words` words are cells without gaps.
#[inline(always)]
pub(crate) unsafe fn settle<const OLD: bool>(vm: *mut Isolate, object: *mut u64, words: usize) {
    if OLD {
        // SAFETY: M4.
        unsafe { (*vm).heap.settle(object, words) };
    }
}

/// As [`room`] when the fast path has none.
///
/// # Safety
/// As [`room`].
#[cold]
#[inline(never)]
pub(crate) unsafe fn room_slowly<const OLD: bool>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    request: Request,
) -> Result<*mut u64, Abrupt> {
    // SAFETY: M2, M3: the frame is published up to the depth. M1: what another function makes of the node is the same.
    unsafe {
        let Request { kind, words, depth, other } = request;
        super::frame::publish(vm, node, fp, depth);
        let words_since = (*vm).heap.unobserved_bytes() / 8;
        let is_sampled = (*vm).sites.counts(words_since.max(words));
        if (*vm).heap.is_birth_due(words) {
            sites::expect_birth(&mut *vm);
            // Whoever notes every birth wants those in native code too.
            (*vm).sites.hasten((*vm).heap.notes_all_births().then_some(0));
        }
        if is_sampled {
            sites::note(&mut *vm, kind);
        }
        let site = node.addr();
        let room = if OLD {
            (*vm).heap.bump_old_slow(words, site)
        } else {
            (*vm).heap.bump_slow(words).map(|object| (object, (*vm).heap.note_site(site, object)))
        };
        let (object, next) = room.map_err(|OutOfMemory| Scope::enter(&mut *vm).terminate(Termination::OutOfMemory))?;
        if OLD != (next == Place::Old) {
            (*node.cast_mut()).run = other;
        }
        Ok(object)
    }
}

/// What a message calls an object of `kind`.
pub(crate) fn kind_label(kind: u8) -> &'static str {
    match kind {
        kind::ARRAY => "Array",
        kind::FUNCTION => "Function (closure)",
        kind::CONTEXT => "Context (captured variables)",
        kind::WORDS => "Array elements",
        _ => "Object",
    }
}
