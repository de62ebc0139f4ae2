//! Memory that several heaps share: the bytes of a SharedArrayBuffer, and who waits for a change of them (the WaiterList
//! Records of ECMA-262 §25.4.3).
//!
//! Reads and writes that are not atomic go through ordinary slices, as for any other bytes: what threads see of each
//! other's is up to the machine, as the language lets it be.

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A handle of shared bytes. Clones are handles of the same bytes, in this heap or another.
#[derive(Clone)]
pub(crate) struct SharedMemory(Arc<Shared>);

struct Shared {
    /// In words, so that elements of any type are aligned.
    words: UnsafeCell<Box<[u64]>>,
    /// Bytes, not more than the words have; never fewer than before.
    length: AtomicUsize,
    /// Whether more may become of them, up to what the words have.
    is_growable: bool,
    waiters: Mutex<Vec<Waiter>>,
}

// SAFETY: (10) the bytes are made for being written by several threads; everything else is behind a lock.
unsafe impl Sync for Shared {}
// SAFETY: (10) as above.
unsafe impl Send for Shared {}

/// An agent that waits for a change.
struct Waiter {
    /// First byte of the element.
    place: usize,
    signal: Arc<Signal>,
}

/// What wakes one agent.
#[derive(Default)]
pub(crate) struct Signal {
    is_notified: Mutex<bool>,
    changed: Condvar,
    /// Where several signals can be waited for together.
    bell: Option<Arc<Bell>>,
}

/// Rings when one of several signals was given.
#[derive(Default)]
pub(crate) struct Bell {
    rings: Mutex<bool>,
    changed: Condvar,
}

/// A lock whose owner cannot leave anything half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Bell {
    /// Rings.
    pub(crate) fn ring(&self) {
        *lock(&self.rings) = true;
        self.changed.notify_all();
    }

    /// Waits until it rings, or the time has passed; then it is silent again.
    pub(crate) fn wait(&self, time: Duration) {
        let mut rings = lock(&self.rings);
        if !*rings {
            rings = self.changed.wait_timeout(rings, time).unwrap_or_else(PoisonError::into_inner).0;
        }
        *rings = false;
    }
}

impl Signal {
    /// A signal that rings a bell as well.
    pub(crate) fn with_bell(bell: Arc<Bell>) -> Signal {
        Signal { bell: Some(bell), ..Signal::default() }
    }

    /// Whether it was given.
    pub(crate) fn is_notified(&self) -> bool {
        *lock(&self.is_notified)
    }

    /// Waits until it is given, or the time has passed; whether it was given.
    pub(crate) fn wait(&self, time: Duration) -> bool {
        let is_notified = lock(&self.is_notified);
        if *is_notified {
            return true;
        }
        *self.changed.wait_timeout(is_notified, time).unwrap_or_else(PoisonError::into_inner).0
    }

    fn give(&self) {
        *lock(&self.is_notified) = true;
        self.changed.notify_all();
        if let Some(bell) = &self.bell {
            bell.ring();
        }
    }
}

impl SharedMemory {
    /// Memory with these bytes, and room for `maximum` if it may grow; `None` when the system has none.
    pub(crate) fn new(bytes: &[u8], maximum: Option<usize>) -> Option<SharedMemory> {
        let mut words = Vec::new();
        let count = maximum.unwrap_or(0).max(bytes.len()).div_ceil(8);
        words.try_reserve_exact(count).ok()?;
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            words.push(u64::from_ne_bytes(word));
        }
        words.resize(count, 0);
        Some(SharedMemory(Arc::new(Shared {
            words: UnsafeCell::new(words.into_boxed_slice()),
            length: AtomicUsize::new(bytes.len()),
            is_growable: maximum.is_some(),
            waiters: Mutex::default(),
        })))
    }

    /// Where the bytes are; they do not move.
    fn start(&self) -> *mut u8 {
        // SAFETY: (10) the box itself never changes.
        unsafe { (*self.0.words.get()).as_mut_ptr().cast() }
    }

    /// Number of bytes.
    pub(crate) fn len(&self) -> usize {
        self.0.length.load(Ordering::SeqCst)
    }

    /// Bytes that there may be, if there may be more.
    pub(crate) fn maximum(&self) -> Option<usize> {
        // SAFETY: (10) the box itself never changes.
        self.0.is_growable.then(|| unsafe { (&*self.0.words.get()).len() * 8 })
    }

    /// Whether two handles are of the same bytes.
    pub(crate) fn is_same(&self, other: &SharedMemory) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Makes it longer; whether there is room.
    pub(crate) fn grow(&self, length: usize) -> bool {
        let has_room = length <= self.maximum().unwrap_or(0);
        if has_room {
            self.0.length.fetch_max(length, Ordering::SeqCst);
        }
        has_room
    }

    /// The bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        // SAFETY: (10) they are there as long as a handle is.
        unsafe { std::slice::from_raw_parts(self.start(), self.len()) }
    }

    /// The bytes, to write.
    pub(crate) fn bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: (10) they are there as long as a handle is; this heap's thread has no other slice of them now.
        unsafe { std::slice::from_raw_parts_mut(self.start(), self.len()) }
    }

    /// Replaces the `size` bytes at `place` by what `change` makes of them (`None`: nothing), as one step that no other
    /// agent can come between; what was there. Little-endian. 0 for an element that is not there.
    pub(crate) fn update(&self, place: usize, size: usize, mut change: impl FnMut(u64) -> Option<u64>) -> u64 {
        if !place.is_multiple_of(size.max(1)) || place + size > self.len() {
            return 0;
        }
        /// One type of atomics.
        macro_rules! update {
            ($atomic:ty, $integer:ty) => {{
                // SAFETY: (10) the element lies within the bytes and is aligned, since they begin with a word.
                let atomic = unsafe { <$atomic>::from_ptr(self.start().add(place).cast()) };
                let step =
                    |old: $integer| change(u64::from(<$integer>::from_le(old))).map(|new| (new as $integer).to_le());
                let old = atomic.fetch_update(Ordering::SeqCst, Ordering::SeqCst, step);
                u64::from(<$integer>::from_le(old.unwrap_or_else(|old| old)))
            }};
        }
        match size {
            1 => update!(AtomicU8, u8),
            2 => update!(AtomicU16, u16),
            4 => update!(AtomicU32, u32),
            8 => update!(AtomicU64, u64),
            _ => 0,
        }
    }

    /// Lets `signal` wait for a change at `place`, if the `size` bytes there still are `expected`; whether it does.
    pub(crate) fn begin_wait(&self, place: usize, size: usize, expected: u64, signal: Arc<Signal>) -> bool {
        let mut waiters = lock(&self.0.waiters);
        let is_expected = self.update(place, size, |_| None) == expected;
        if is_expected {
            waiters.push(Waiter { place, signal });
        }
        is_expected
    }

    /// Lets `signal` wait no longer; whether it was given before that.
    pub(crate) fn end_wait(&self, signal: &Arc<Signal>) -> bool {
        let mut waiters = lock(&self.0.waiters);
        waiters.retain(|waiter| !Arc::ptr_eq(&waiter.signal, signal));
        signal.is_notified()
    }

    /// Wakes those who wait at `place`, the first first, `most` at most; how many there were.
    pub(crate) fn notify(&self, place: usize, most: usize) -> usize {
        let mut waiters = lock(&self.0.waiters);
        let mut count = 0;
        waiters.retain(|waiter| {
            let wakes = waiter.place == place && count < most;
            if wakes {
                count += 1;
                waiter.signal.give();
            }
            !wakes
        });
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn threads_add_without_losing_anything() {
        let memory = SharedMemory::new(&[0; 24], None).unwrap_or_else(|| unreachable!());
        thread::scope(|scope| {
            for _ in 0..4 {
                let memory = memory.clone();
                scope.spawn(move || {
                    (0..1000).for_each(|_| {
                        memory.update(8, 4, |old| Some(old + 3));
                        memory.update(16, 1, |old| Some(old + 1));
                    })
                });
            }
        });
        assert_eq!(memory.update(8, 4, |_| None), 12_000);
        assert_eq!(memory.update(16, 1, |_| None), 4000 % 256);
        assert_eq!(
            (memory.bytes()[17], memory.update(3, 2, |_| Some(9)), memory.update(24, 8, |_| Some(9))),
            (0, 0, 0)
        );
    }

    #[test]
    fn who_waits_first_is_woken_first() {
        let memory = SharedMemory::new(&[0; 8], None).unwrap_or_else(|| unreachable!());
        let signals: [Arc<Signal>; 3] = Default::default();
        for signal in &signals {
            assert!(memory.begin_wait(4, 4, 0, Arc::clone(signal)));
        }
        assert!(!memory.begin_wait(4, 4, 1, Arc::default()));
        assert_eq!((memory.notify(0, 9), memory.notify(4, 1)), (0, 1));
        assert_eq!([0, 1, 2].map(|index| signals[index].is_notified()), [true, false, false]);
        assert!(!memory.end_wait(&signals[1]));
        assert_eq!((memory.notify(4, 9), memory.notify(4, 9)), (1, 0));
        assert!(signals[2].wait(Duration::ZERO) && !signals[1].wait(Duration::ZERO));
    }

    #[test]
    fn a_thread_that_waits_goes_on_when_another_notifies() {
        let memory = SharedMemory::new(&[0; 8], None).unwrap_or_else(|| unreachable!());
        let signal = Arc::new(Signal::default());
        assert!(memory.begin_wait(0, 8, 0, Arc::clone(&signal)));
        let other = memory.clone();
        let thread = thread::spawn(move || other.notify(0, usize::MAX));
        assert!(signal.wait(Duration::from_secs(60)));
        assert_eq!(thread.join().ok(), Some(1));
    }
}
