//! What is done in the midst of a script, or between two turns, because somebody has raised the attention flag: another
//! thread, a signal, the heap.

use super::process::signal_number;
use super::signal_counter::{Counter, count};
use super::state::state;
use super::{collector, profiler, snapshot, visitor};
use crate::runtime::{Completion, Scope};
use std::io;

/// Looks who wants something, and does it: the host's part of `Isolate::attend`.
///
/// # Errors
/// A termination.
pub(super) fn attend(cx: &mut Scope<'_>) -> Completion<()> {
    profiler::sample(cx);
    collector::look_at_running(cx);
    start_awaited(cx);
    snapshot::attend(cx)?;
    visitor::attend(cx)
}

/// What a signal starts, once.
pub(crate) type Start = Box<dyn FnOnce(&mut Scope<'_>) + Send>;

/// A signal that somebody waits for, and what it starts.
pub(crate) struct Awaited {
    come: Counter,
    start: Start,
}

/// Lets a signal start something, in whatever the script is doing; once, and the event loop does not wait for it.
///
/// # Errors
/// When there is no such signal, or the system refuses.
pub(crate) fn await_signal(cx: &mut Scope<'_>, signal: &str, start: Start) -> io::Result<()> {
    let number = signal_number(signal).ok_or(io::ErrorKind::InvalidInput)?;
    let come = count(number, cx.budget.attention_flag())?;
    if let Some(state) = state(cx) {
        state.awaited = Some(Awaited { come, start });
    }
    Ok(())
}

/// Starts what a signal that has come is to start.
fn start_awaited(cx: &mut Scope<'_>) {
    let Some(state) = state(cx) else { return };
    if state.awaited.as_mut().is_some_and(|awaited| awaited.come.take() > 0)
        && let Some(awaited) = state.awaited.take()
    {
        (awaited.start)(cx);
    }
}
