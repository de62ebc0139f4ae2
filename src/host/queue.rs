//! Queues of JavaScript values: rings in the heap, so that collector and snapshots see what waits.

use super::state::{HostState, state};
use crate::heap::{Local, Origin, RootId};
use crate::runtime::{Completion, Scope};
use crate::value::layout::words;

/// The first capacity in items; always a power of two.
const INITIAL_CAPACITY: usize = 16;

/// A queue of items of `WIDTH` values.
pub(crate) struct Queue<const WIDTH: usize> {
    ring: RootId,
    capacity: usize,
    first: usize,
    count: usize,
}

/// Where a queue is in the host's state.
type Pick<const WIDTH: usize> = fn(&mut HostState) -> &mut Queue<WIDTH>;

impl<const WIDTH: usize> Queue<WIDTH> {
    /// An empty queue; `origin` names it in retaining paths.
    ///
    /// # Errors
    /// Termination when there is no memory.
    pub(crate) fn new(cx: &mut Scope<'_>, origin: Origin) -> Completion<Queue<WIDTH>> {
        let mut cx = cx.open();
        let ring = cx.allocate_words(INITIAL_CAPACITY * WIDTH)?;
        let ring = cx.insert_root(ring, origin)?;
        Ok(Queue { ring, capacity: INITIAL_CAPACITY, first: 0, count: 0 })
    }

    /// Items waiting.
    pub(crate) const fn len(&self) -> usize {
        self.count
    }

    /// Whether nothing waits.
    pub(crate) const fn is_empty(&self) -> bool {
        self.count == 0
    }

    const fn word(&self, position: usize) -> usize {
        words::ELEMENTS + ((self.first + position) & (self.capacity - 1)) * WIDTH
    }
}

/// Appends an item.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn push<const WIDTH: usize>(
    cx: &mut Scope<'_>,
    pick: Pick<WIDTH>,
    values: [Local<'_>; WIDTH],
) -> Completion<()> {
    let mut cx = cx.open();
    let Some(queue) = state(&mut cx).map(pick) else { return Ok(()) };
    let is_full = queue.count == queue.capacity;
    let root = queue.ring;
    if is_full {
        grow(&mut cx, pick)?;
    }
    let ring = cx.local(|isolate| isolate.heap.root_value(root))?;
    let Some(queue) = state(&mut cx).map(pick) else { return Ok(()) };
    let word = queue.word(queue.count);
    queue.count += 1;
    for (offset, value) in values.into_iter().enumerate() {
        cx.heap.store(ring, word + offset, value);
    }
    Ok(())
}

fn grow<const WIDTH: usize>(cx: &mut Scope<'_>, pick: Pick<WIDTH>) -> Completion<()> {
    let Some(queue) = state(cx).map(pick) else { return Ok(()) };
    let (root, capacity, first) = (queue.ring, queue.capacity, queue.first);
    let old = cx.local(|isolate| isolate.heap.root_value(root))?;
    let new = cx.allocate_words(2 * capacity * WIDTH)?;
    let behind = (capacity - first) * WIDTH;
    cx.heap.copy_words(old, words::ELEMENTS + first * WIDTH, new, words::ELEMENTS, behind);
    cx.heap.copy_words(old, words::ELEMENTS, new, words::ELEMENTS + behind, first * WIDTH);
    cx.heap.set_root(root, new);
    if let Some(queue) = state(cx).map(pick) {
        queue.capacity = 2 * capacity;
        queue.first = 0;
    }
    Ok(())
}

/// Takes the first item; `None` when nothing waits.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn shift<'s, const WIDTH: usize>(
    cx: &mut Scope<'s>,
    pick: Pick<WIDTH>,
) -> Completion<Option<[Local<'s>; WIDTH]>> {
    let Some(queue) = state(cx).map(pick).filter(|queue| !queue.is_empty()) else { return Ok(None) };
    let (root, word) = (queue.ring, queue.word(0));
    queue.first = (queue.first + 1) & (queue.capacity - 1);
    queue.count -= 1;
    let ring = cx.local(|isolate| isolate.heap.root_value(root))?;
    let mut values = [Local::UNDEFINED; WIDTH];
    for (offset, value) in values.iter_mut().enumerate() {
        *value = cx.word(ring, word + offset)?;
    }
    cx.heap.fill(ring, word..word + WIDTH, Local::UNDEFINED);
    Ok(Some(values))
}
