//! A thread that asks for the script's attention at regular times.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::Thread;
use std::time::Duration;

/// Ticks until it is dropped.
pub(crate) struct Ticker {
    is_over: Arc<AtomicBool>,
    thread: Thread,
}

impl Ticker {
    /// Raises `attention` again and again, and wakes the current thread, which runs scripts.
    ///
    /// # Errors
    /// When the system has no thread for it.
    pub(crate) fn start(attention: Arc<AtomicBool>, interval: Duration) -> io::Result<Ticker> {
        let is_over = Arc::new(AtomicBool::new(false));
        let (over, script) = (Arc::clone(&is_over), std::thread::current());
        let handle = std::thread::Builder::new().name("ticker".to_owned()).spawn(move || {
            while !over.load(Ordering::Relaxed) {
                std::thread::park_timeout(interval);
                attention.store(true, Ordering::Relaxed);
                script.unpark();
            }
        })?;
        Ok(Ticker { is_over, thread: handle.thread().clone() })
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        self.thread.unpark();
    }
}
