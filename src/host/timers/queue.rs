//! The order in which timers are due: lists of equal durations, the lists ordered by when their first timer is due.
//!
//! Timers of one duration are due in the order in which they were started, so each duration has a list, and only lists
//! need ordering. Source: Node's `lib/internal/timers.js`.

use crate::heap::ScratchCharge;
use std::collections::{BTreeSet, HashMap};

/// A timer's place in the queue.
pub(crate) type Slot = u32;

/// No timer.
const NONE: Slot = Slot::MAX;
/// Bytes that a timer costs outside the heap, about.
pub(super) const TIMER_BYTES: usize = 64;

/// One timer.
struct Entry {
    /// When it was started, in milliseconds of the host.
    start: u64,
    duration: u64,
    previous: Slot,
    next: Slot,
    is_listed: bool,
    is_live: bool,
    is_used: bool,
}

/// Timers of one duration.
struct List {
    first: Slot,
    last: Slot,
    expiry: u64,
    id: u64,
}

/// When a list is due: expiry, number, duration; all times in milliseconds.
pub(super) type Due = (u64, u64, u64);

/// All timers that were started and are not over.
#[derive(Default)]
pub(crate) struct TimerQueue {
    entries: Vec<Entry>,
    free: Vec<Slot>,
    lists: HashMap<u64, List>,
    order: BTreeSet<Due>,
    last_list: u64,
    live: usize,
    /// What the entries cost.
    pub(super) charge: Option<ScratchCharge>,
}

impl TimerQueue {
    /// A place for a new timer. `is_live`: it keeps the loop alive.
    pub(super) fn allocate(&mut self, is_live: bool) -> Slot {
        let unused =
            Entry { start: 0, duration: 0, previous: NONE, next: NONE, is_listed: false, is_live, is_used: true };
        self.live += usize::from(is_live);
        match self.free.pop() {
            Some(slot) => {
                self.entries[slot as usize] = unused;
                slot
            }
            None => {
                self.entries.push(unused);
                self.entries.len() as Slot - 1
            }
        }
    }

    /// Places, used and free ones.
    pub(super) fn capacity(&self) -> usize {
        self.entries.len()
    }

    /// The timer in this place is over.
    pub(super) fn release(&mut self, slot: Slot) {
        self.remove(slot);
        let Some(entry) = self.entries.get_mut(slot as usize).filter(|entry| entry.is_used) else { return };
        entry.is_used = false;
        self.live -= usize::from(std::mem::take(&mut entry.is_live));
        self.free.push(slot);
    }

    /// Whether it keeps the loop alive from now on.
    pub(super) fn set_live(&mut self, slot: Slot, is_live: bool) {
        if let Some(entry) = self.entries.get_mut(slot as usize).filter(|entry| entry.is_used) {
            self.live -= usize::from(entry.is_live);
            entry.is_live = is_live;
            self.live += usize::from(is_live);
        }
    }

    /// Timers that keep the loop alive.
    pub(crate) const fn live(&self) -> usize {
        self.live
    }

    /// Whether a timer waits in a list.
    pub(super) fn is_listed(&self, slot: Slot) -> bool {
        self.entries.get(slot as usize).is_some_and(|entry| entry.is_listed)
    }

    /// Puts a timer at the end of its duration's list.
    pub(super) fn insert(&mut self, slot: Slot, duration: u64, start: u64) {
        self.remove(slot);
        if self.entries.get(slot as usize).is_none() {
            return;
        }
        let list = self.lists.entry(duration).or_insert_with(|| {
            self.last_list += 1;
            let (expiry, id) = (start + duration, self.last_list);
            self.order.insert((expiry, id, duration));
            List { first: NONE, last: NONE, expiry, id }
        });
        let previous = std::mem::replace(&mut list.last, slot);
        match self.entries.get_mut(previous as usize) {
            Some(entry) => entry.next = slot,
            None => list.first = slot,
        }
        let entry = &mut self.entries[slot as usize];
        (entry.start, entry.duration, entry.previous, entry.next) = (start, duration, previous, NONE);
        entry.is_listed = true;
    }

    /// Takes a timer out of its list, which stays.
    pub(super) fn remove(&mut self, slot: Slot) {
        let Some(entry) = self.entries.get_mut(slot as usize).filter(|entry| entry.is_listed) else { return };
        entry.is_listed = false;
        let (duration, previous, next) = (entry.duration, entry.previous, entry.next);
        let Some(list) = self.lists.get_mut(&duration) else { return };
        match self.entries.get_mut(previous as usize) {
            Some(entry) => entry.next = next,
            None => list.first = next,
        }
        match self.entries.get_mut(next as usize) {
            Some(entry) => entry.previous = previous,
            None => list.last = previous,
        }
    }

    /// Drops the list of a duration if it is empty.
    pub(super) fn drop_empty_list(&mut self, duration: u64) {
        if let Some(list) = self.lists.get(&duration)
            && list.first == NONE
        {
            self.order.remove(&(list.expiry, list.id, duration));
            self.lists.remove(&duration);
        }
    }

    /// Timers that wait: their places, when they are due, whether they keep the loop alive.
    pub(super) fn listed(&self) -> impl Iterator<Item = (Slot, u64, bool)> {
        let entries = self.entries.iter().enumerate().filter(|(_, entry)| entry.is_listed);
        entries.map(|(slot, entry)| (slot as Slot, entry.start + entry.duration, entry.is_live))
    }

    /// The list that is due first.
    pub(crate) fn next_due(&self) -> Option<Due> {
        self.order.first().copied()
    }

    /// The first timer of a list, and when it was started; `None` when the list is empty or another.
    pub(super) fn first_of(&self, (_, id, duration): Due) -> Option<(Slot, u64)> {
        let list = self.lists.get(&duration).filter(|list| list.id == id)?;
        Some((list.first, self.entries.get(list.first as usize)?.start))
    }

    /// The list is due at another time.
    pub(super) fn postpone(&mut self, due: Due, expiry: u64) {
        let (_, id, duration) = due;
        if let Some(list) = self.lists.get_mut(&duration).filter(|list| list.id == id) {
            self.order.remove(&(list.expiry, list.id, duration));
            self.last_list += 1;
            (list.expiry, list.id) = (expiry, self.last_list);
            self.order.insert((expiry, list.id, duration));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(queue: &TimerQueue) -> Option<Slot> {
        queue.first_of(queue.next_due()?).map(|(slot, _)| slot)
    }

    #[test]
    fn the_shortest_rest_comes_first_and_equal_ones_in_order() {
        let mut queue = TimerQueue::default();
        let [a, b, c] = [(); 3].map(|()| queue.allocate(true));
        queue.insert(a, 10, 0);
        queue.insert(b, 1, 5);
        queue.insert(c, 1, 5);
        assert_eq!(queue.next_due().map(|due| due.0), Some(6));
        assert_eq!(first(&queue), Some(b));
        queue.remove(b);
        assert_eq!(first(&queue), Some(c));
        queue.remove(c);
        assert_eq!(first(&queue), None);
        queue.drop_empty_list(1);
        assert_eq!(first(&queue), Some(a));
    }

    #[test]
    fn a_timer_taken_from_the_middle_leaves_its_neighbours_linked() {
        let mut queue = TimerQueue::default();
        let [a, b, c] = [(); 3].map(|()| queue.allocate(true));
        for slot in [a, b, c] {
            queue.insert(slot, 1, 0);
        }
        queue.release(b);
        queue.remove(a);
        assert_eq!(first(&queue), Some(c));
        assert_eq!(queue.live(), 2);
        assert_eq!(queue.allocate(false), b);
        assert_eq!(queue.live(), 2);
    }

    #[test]
    fn a_postponed_list_goes_behind_others_due_at_the_same_time() {
        let mut queue = TimerQueue::default();
        let [a, b] = [(); 2].map(|()| queue.allocate(true));
        queue.insert(a, 1, 0);
        queue.insert(b, 5, 0);
        let due = queue.next_due().expect("a list");
        queue.postpone(due, 5);
        assert_eq!(first(&queue), Some(b));
    }
}
