//! Host hooks: what ECMA-262 leaves to the host, under its names.

use super::scope::Scope;
use crate::heap::Local;

/// Which of the two operations of HostPromiseRejectionTracker (§27.2.1.9).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum RejectionOperation {
    /// A promise was rejected without a handler.
    Reject,
    /// A handler was added to a promise that had been rejected without one.
    Handle,
}

/// What the engine asks of its embedder. Every method has a default that does nothing.
///
/// A hook that must change its own state while the engine calls it keeps that state behind a lock or channel.
pub(crate) trait HostHooks: Send + Sync {
    /// HostPromiseRejectionTracker (§27.2.1.9).
    fn host_promise_rejection_tracker<'s>(
        &self,
        _cx: &mut Scope<'s>,
        _promise: Local<'s>,
        _operation: RejectionOperation,
    ) {
    }

    /// HostEnqueueFinalizationRegistryCleanupJob (§9.9.4.1). True: the host will run the job later by itself.
    fn host_enqueue_finalization_registry_cleanup_job<'s>(&self, _cx: &mut Scope<'s>, _registry: Local<'s>) -> bool {
        false
    }

    /// HostSystemUTCEpochNanoseconds (Temporal §8.1.1) in milliseconds: the time since 1970-01-01T00:00:00Z.
    fn host_system_utc_epoch_milliseconds(&self) -> f64 {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since.map_or(0.0, |since| since.as_millis() as f64)
    }

    /// HostEnsureCanCompileStrings (§19.2.1.2): whether `eval` and `new Function` may compile.
    fn host_ensure_can_compile_strings(&self) -> bool {
        true
    }
}

/// The hooks of a host that has nothing to say.
pub(crate) struct NoHost;

impl HostHooks for NoHost {}
