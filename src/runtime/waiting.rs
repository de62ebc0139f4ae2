//! Promises of `Atomics.waitAsync`: another agent settles them, or time.
//!
//! They are settled between jobs, by the agent itself; whoever changes the memory only gives a signal and rings a bell.

use super::completion::Completion;
use super::isolate::Isolate;
use super::promise::resolve_promise;
use super::scope::Scope;
use crate::heap::{Bell, Local, RootId, SharedMemory, Signal};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// All waits of an isolate, the first first.
#[derive(Default)]
pub(crate) struct AsyncWaits {
    waits: Vec<AsyncWait>,
    bell: Arc<Bell>,
}

struct AsyncWait {
    promise: RootId,
    memory: SharedMemory,
    signal: Arc<Signal>,
    /// When it ends by itself.
    deadline: Option<Instant>,
}

impl Drop for AsyncWait {
    fn drop(&mut self) {
        self.memory.end_wait(&self.signal);
    }
}

impl AsyncWait {
    /// What the promise is resolved with, if that is known.
    fn outcome(&self) -> Option<&'static str> {
        if self.signal.is_notified() {
            return Some("ok");
        }
        let is_over = self.deadline.is_some_and(|deadline| deadline <= Instant::now());
        // Somebody may have woken it in the meantime.
        is_over.then(|| if self.memory.end_wait(&self.signal) { "ok" } else { "timed-out" })
    }
}

impl AsyncWaits {
    /// A signal for a new wait.
    pub(crate) fn signal(&self) -> Arc<Signal> {
        Arc::new(Signal::with_bell(Arc::clone(&self.bell)))
    }

    /// Whether nothing is waited for.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.waits.is_empty()
    }

    /// When the next of them ends by itself.
    pub(crate) fn next_deadline(&self) -> Option<Instant> {
        self.waits.iter().filter_map(|wait| wait.deadline).min()
    }

    /// What rings when one of them can be settled.
    pub(crate) fn bell(&self) -> Arc<Bell> {
        Arc::clone(&self.bell)
    }
}

/// Keeps a promise until `signal`, which waits for a change of `memory`, is given, or the time has passed.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn add_async_wait(
    cx: &mut Scope<'_>,
    promise: Local<'_>,
    memory: SharedMemory,
    signal: Arc<Signal>,
    timeout: Option<Duration>,
) -> Completion<()> {
    let promise = cx.insert_root(promise, "asynchronous wait")?;
    let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    cx.async_waits.waits.push(AsyncWait { promise, memory, signal, deadline });
    Ok(())
}

/// Resolves the promises of waits that are over; whether there was one.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn settle_async_waits(cx: &mut Scope<'_>) -> Completion<bool> {
    let mut found = false;
    let mut index = 0;
    while let Some(wait) = cx.async_waits.waits.get(index) {
        let Some(outcome) = wait.outcome() else {
            index += 1;
            continue;
        };
        found = true;
        let root = cx.async_waits.waits.remove(index).promise;
        let mut cx = cx.open();
        let promise = cx.local(|isolate| isolate.heap.root_value(root))?;
        let isolate: &mut Isolate = &mut cx;
        isolate.heap.remove_root(root);
        let outcome = cx.interned(outcome)?;
        resolve_promise(&mut cx, promise, outcome)?;
    }
    Ok(found)
}
