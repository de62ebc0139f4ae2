//! The collector as scripts see it: asked with `gc()`, watched by `PerformanceObserver` and `v8.GCProfiler`, changed by
//! `v8.setFlagsFromString`.
//!
//! * `ask` – `gc()`, at once or by the event loop · `watch` – entries of collections ·
//!   `leaks` – the detective · `profile` – reports of them
//!
//! Listeners of the heap only write down what they hear; scripts get it from the event loop, never within a collection.

mod ask;
mod leaks;
mod profile;
mod watch;

pub(crate) use ask::{expose_gc, run_asked};
pub(crate) use leaks::{FUNCTIONS as LEAK_FUNCTIONS, look_at_running, look_for_leaks};
pub(crate) use profile::{drop_profile, milliseconds_since_1970, start_profile, stop_profile};
pub(crate) use watch::{deliver, watch_collector};

use super::output;
use super::queue::Queue;
use super::state::state;
use crate::heap::Local;
use crate::runtime::{Arguments, Completion, Isolate, Scope, rust_text};
use profile::Profile;
use watch::Watch;

/// Changes flags while scripts run; the error is for standard error.
pub(crate) type FlagChanger = Box<dyn FnMut(&mut Isolate, &str) -> Result<(), String> + Send>;

/// What the host keeps for those who ask and watch.
pub(crate) struct CollectorState {
    /// Collections asked for: the promise, and whether only the young generation is meant.
    pub(crate) asked: Queue<2>,
    watch: Option<Watch>,
    leaks: Option<leaks::LeakWatch>,
    profiles: Vec<Option<Profile>>,
    pub(crate) flags: Option<FlagChanger>,
}

impl CollectorState {
    /// Nobody asks or watches.
    ///
    /// # Errors
    /// Termination when there is no memory.
    pub(crate) fn new(cx: &mut Scope<'_>) -> Completion<CollectorState> {
        let asked = Queue::new(cx, "collections asked for")?;
        Ok(CollectorState { asked, watch: None, leaks: None, profiles: Vec::new(), flags: None })
    }
}

/// `v8.setFlagsFromString` – <https://nodejs.org/api/v8.html#v8setflagsfromstringflags>
pub(crate) fn set_flags<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = rust_text(cx, arguments.get(0))?;
    let Some(mut change) = state(cx).and_then(|state| state.collector.flags.take()) else {
        return Ok(Local::UNDEFINED);
    };
    let result = change(cx, &text);
    if let Some(state) = state(cx) {
        state.collector.flags = Some(change);
    }
    if let Err(refusal) = result {
        output::write(cx, output::stderr, &format!("{refusal}\n"));
    }
    Ok(Local::UNDEFINED)
}
