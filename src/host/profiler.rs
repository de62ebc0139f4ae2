//! The profiler: samples of the stack at regular times, for whoever asked for them.

use super::state::{peek, state};
use super::ticker::Ticker;
use crate::inspect::CpuProfile;
use crate::runtime::Scope;
use std::io;
use std::time::Duration;

/// A profile being taken.
pub(crate) struct Profiler {
    profile: CpuProfile,
    _ticker: Ticker,
}

/// Starts a profile; nothing if one is being taken.
///
/// # Errors
/// When the system has no thread for the clock.
pub(crate) fn start(cx: &mut Scope<'_>, interval: Duration) -> io::Result<()> {
    if is_profiling(cx) {
        return Ok(());
    }
    let ticker = Ticker::start(cx.budget.attention_flag(), interval)?;
    if let Some(state) = state(cx) {
        state.profiler = Some(Profiler { profile: CpuProfile::new(state.started), _ticker: ticker });
    }
    Ok(())
}

/// Whether a profile is being taken.
pub(crate) fn is_profiling(cx: &Scope<'_>) -> bool {
    peek(cx).is_some_and(|state| state.profiler.is_some())
}

/// Ends the profile: `.cpuprofile` as JSON; none if none is being taken.
pub(crate) fn stop(cx: &mut Scope<'_>) -> Option<String> {
    sample(cx);
    let mut profiler = state(cx)?.profiler.take()?;
    Some(profiler.profile.finish())
}

/// Takes a sample if a profile is being taken.
pub(super) fn sample(cx: &mut Scope<'_>) {
    let Some(mut profiler) = state(cx).and_then(|state| state.profiler.take()) else { return };
    profiler.profile.sample(cx);
    if let Some(state) = state(cx) {
        state.profiler = Some(profiler);
    }
}
