//! Host hooks: what ECMA-262 leaves to the host, under its names.

use super::completion::Completion;
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

    /// HostLoadImportedModule (§16.2.1.12): the MODULE that `specifier`, a string, means for `referrer`: a MODULE, the name
    /// of a text (string), or UNDEFINED. `attributes`: WORDS of keys and values, or UNDEFINED for none. The same arguments
    /// lead to the same module.
    ///
    /// # Errors
    /// Whatever keeps the host from finding or reading it; SyntaxError of its text.
    fn host_load_imported_module<'s>(
        &self,
        cx: &mut Scope<'s>,
        _referrer: Local<'s>,
        _specifier: Local<'s>,
        _attributes: Local<'s>,
    ) -> Completion<Local<'s>> {
        Err(super::throw_type_error(cx, format_args!("This host has no modules")))
    }

    /// HostGetImportMetaProperties (§13.3.12.1.1) and HostFinalizeImportMeta (§13.3.12.1.2): fills `import.meta` of a
    /// MODULE, an object without a prototype.
    ///
    /// # Errors
    /// Termination when there is no memory.
    fn host_finalize_import_meta<'s>(
        &self,
        _cx: &mut Scope<'s>,
        _meta: Local<'s>,
        _module: Local<'s>,
    ) -> Completion<()> {
        Ok(())
    }

    /// What to say of a name that `imported`, a MODULE without a text, does not export; `None` for the usual words.
    /// `pattern`: what else is imported from there, as in a destructuring.
    fn describe_missing_export<'s>(
        &self,
        _cx: &mut Scope<'s>,
        _imported: Local<'s>,
        _specifier: &str,
        _name: &str,
        _pattern: &str,
    ) -> Option<String> {
        None
    }

    /// A text was no program: `error` is the SyntaxError, and `excerpt` shows the place: file and line, the line, a caret.
    fn note_excerpt<'s>(&self, _cx: &mut Scope<'s>, _error: Local<'s>, _excerpt: &str) {}

    /// HostGetSupportedImportAttributes (§16.2.1.13). `None`: the host looks at them itself when it loads a module.
    fn host_get_supported_import_attributes(&self) -> Option<&'static [&'static str]> {
        Some(&["type"])
    }

    /// HostEnsureCanCompileStrings (§19.2.1.2): whether `eval` and `new Function` may compile.
    fn host_ensure_can_compile_strings(&self) -> bool {
        true
    }
}

/// The hooks of a host that has nothing to say.
#[cfg(test)]
pub(crate) struct NoHost;

#[cfg(test)]
impl HostHooks for NoHost {}
