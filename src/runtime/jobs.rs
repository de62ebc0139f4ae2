//! Jobs (§9.5): the microtask queue, and what happens at its end.
//!
//! A job is a native function with three values, kept in a ring of WORDS in the heap. Jobs run in the order in which they
//! were queued; each runs to its end before the next.

use super::completion::{Completion, NativeFunction, Pending};
use super::scope::{Arguments, Scope};
use crate::heap::{Allocation, Heap, Local, RootId, Slot};
use crate::value::layout::words;
use crate::value::{Fault, kind};

/// Words of a job in the ring: native index, realm, three values.
const JOB_WORDS: usize = 5;
/// The first capacity, in jobs; always a power of two.
const INITIAL_CAPACITY: usize = 16;
/// Jobs after which promises of `Atomics.waitAsync` are settled, if there is no end of jobs.
const JOBS_BETWEEN: u32 = 64;
/// An empty queue of more jobs than this gives its room back.
const WIDE_CAPACITY: usize = 4096;

/// The microtask queue.
pub(crate) struct JobQueue {
    ring: RootId,
    capacity: usize,
    first: usize,
    count: usize,
}

impl JobQueue {
    /// An empty queue.
    ///
    /// # Errors
    /// When there is no memory.
    pub(crate) fn new(heap: &mut Heap) -> Result<JobQueue, Fault> {
        let slot = new_ring(heap)?;
        let ring = heap.insert_root(Local::in_slot(slot), "microtask queue")?;
        heap.truncate_stack(slot.0 as usize);
        Ok(JobQueue { ring, capacity: INITIAL_CAPACITY, first: 0, count: 0 })
    }
}

fn new_ring(heap: &mut Heap) -> Result<Slot, Fault> {
    let length = INITIAL_CAPACITY * JOB_WORDS;
    let allocation = Allocation::old(kind::WORDS, 0, words::ELEMENTS + length);
    Ok(heap.allocate(allocation, |init| init.raw(words::LENGTH, length as u64))?)
}

/// Forgets all jobs, and the room that they took.
pub(crate) fn forget_jobs(cx: &mut Scope<'_>) {
    let (ring, depth) = (cx.jobs.ring, cx.heap.stack_depth());
    (cx.jobs.first, cx.jobs.count) = (0, 0);
    // A ring that never grew is emptied where it is: memory may be what is short.
    let fresh = (cx.jobs.capacity > INITIAL_CAPACITY).then(|| new_ring(&mut cx.heap));
    if let Some(Ok(slot)) = fresh {
        cx.heap.set_root(ring, Local::in_slot(slot));
        cx.jobs.capacity = INITIAL_CAPACITY;
    } else if let Ok(slot) = cx.heap.root(cx.heap.root_value(ring)) {
        let end = words::ELEMENTS + cx.jobs.capacity * JOB_WORDS;
        cx.heap.fill(Local::in_slot(slot), words::ELEMENTS..end, Local::UNDEFINED);
    }
    cx.heap.truncate_stack(depth);
}

/// HostEnqueuePromiseJob (§9.5.5) and its like: queues `steps`, which will be called with `values` as arguments and
/// `undefined` as `this`, in the current realm.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn enqueue_job(cx: &mut Scope<'_>, steps: NativeFunction, values: [Local<'_>; 3]) -> Completion<()> {
    let mut cx = cx.open();
    if cx.jobs.count == cx.jobs.capacity {
        grow(&mut cx)?;
    }
    let index = cx.native_index(steps);
    let position = (cx.jobs.first + cx.jobs.count) & (cx.jobs.capacity - 1);
    let ring = cx.local(|isolate| isolate.heap.root_value(isolate.jobs.ring))?;
    let realm = cx.realm()?;
    let word = words::ELEMENTS + position * JOB_WORDS;
    cx.heap.store(ring, word, Local::int(index as i32));
    cx.heap.store(ring, word + 1, realm);
    for (offset, value) in values.into_iter().enumerate() {
        cx.heap.store(ring, word + 2 + offset, value);
    }
    cx.jobs.count += 1;
    Ok(())
}

fn grow(cx: &mut Scope<'_>) -> Completion<()> {
    let (capacity, first) = (cx.jobs.capacity, cx.jobs.first);
    let ring = cx.local(|isolate| isolate.heap.root_value(isolate.jobs.ring))?;
    let new = cx.allocate_words(2 * capacity * JOB_WORDS)?;
    let behind = (capacity - first) * JOB_WORDS;
    let first_word = words::ELEMENTS + first * JOB_WORDS;
    cx.heap.copy_words(ring, first_word, new, words::ELEMENTS, behind);
    cx.heap.copy_words(ring, words::ELEMENTS, new, words::ELEMENTS + behind, first * JOB_WORDS);
    let root = cx.jobs.ring;
    cx.heap.set_root(root, new);
    cx.jobs.capacity = 2 * capacity;
    cx.jobs.first = 0;
    Ok(())
}

/// Runs one waiting job; false when there is none.
///
/// # Errors
/// What the job throws; promise jobs do not throw.
pub(crate) fn run_job(cx: &mut Scope<'_>) -> Completion<bool> {
    if cx.jobs.count == 0 {
        return Ok(false);
    }
    let mut cx = cx.open();
    let ring = cx.local(|isolate| isolate.heap.root_value(isolate.jobs.ring))?;
    let word = words::ELEMENTS + cx.jobs.first * JOB_WORDS;
    let index = cx.raw(ring).word(word).as_int() as usize;
    let realm = cx.word(ring, word + 1)?;
    let frame = cx.heap.stack_depth();
    // A frame without callee, so that the values are arguments like any others.
    for _ in 0..super::FRAME_HEADER {
        cx.variable(Local::UNDEFINED)?;
    }
    let first = cx.word_variable(ring, word + 2)?;
    cx.word_variable(ring, word + 3)?;
    cx.word_variable(ring, word + 4)?;
    cx.heap.fill(ring, word..word + JOB_WORDS, Local::UNDEFINED);
    cx.jobs.first = (cx.jobs.first + 1) & (cx.jobs.capacity - 1);
    cx.jobs.count -= 1;
    let Some(&steps) = cx.natives.get(index) else { return Ok(true) };
    let own = cx.number_of_realm(cx.raw(realm));
    let previous = std::mem::replace(&mut cx.frame, frame);
    let arguments = Arguments::in_frame(first, 3);
    let result = cx.in_realm(own, |cx| steps(cx, Local::UNDEFINED, arguments));
    cx.frame = previous;
    result.map(|_| true)
}

/// A microtask checkpoint: runs jobs until none is left, then forgets what WeakRefs kept alive (ClearKeptObjects, §9.10).
///
/// # Errors
/// A termination, which ends the jobs behind it as well, or what a job of the host's throws; the jobs behind that stay
/// queued.
pub(crate) fn run_jobs(cx: &mut Scope<'_>) -> Completion<()> {
    let result = run_all(cx);
    let is_terminated = result.is_err() && matches!(cx.pending, Pending::Terminated(_));
    let is_wide = cx.jobs.count == 0 && cx.jobs.capacity > WIDE_CAPACITY;
    if is_terminated || is_wide {
        forget_jobs(cx);
    }
    result
}

fn run_all(cx: &mut Scope<'_>) -> Completion<()> {
    loop {
        let mut count = 0u32;
        while run_job(cx)? {
            cx.step(1)?;
            count = count.wrapping_add(1);
            // Jobs that never end do not keep time from passing.
            if count.is_multiple_of(JOBS_BETWEEN) && !cx.async_waits.is_empty() {
                super::settle_async_waits(cx)?;
            }
        }
        if !cx.async_waits.is_empty() && super::settle_async_waits(cx)? {
            continue;
        }
        cx.clear_kept_objects();
        if !cx.heap.has_finalized() {
            return Ok(());
        }
        (cx.upcalls.finalize)(cx)?;
    }
}
