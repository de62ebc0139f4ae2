//! Stopping a script from another thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Stops the script that an engine is running. May be sent to and used from any thread, also when the engine is gone.
///
/// ```
/// let mut engine = tenure::Engine::new(tenure::Options::default()).unwrap();
/// let handle = engine.interrupt_handle();
/// std::thread::spawn(move || {
///     std::thread::sleep(std::time::Duration::from_millis(20));
///     handle.interrupt();
/// });
/// let error = engine.eval("for (;;) {}").unwrap_err();
/// assert_eq!(error.kind(), tenure::ErrorKind::Interrupted);
/// ```
#[derive(Clone, Debug)]
pub struct InterruptHandle {
    pub(super) flag: Arc<AtomicBool>,
}

impl InterruptHandle {
    /// Asks the running script to end. Without one, the next one ends at once.
    pub fn interrupt(&self) {
        self.flag.store(true, Ordering::Relaxed);
    }
}
