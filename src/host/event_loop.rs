//! The event loop: timers, poll, immediates, and what comes between two callbacks.
//!
//! The order of phases is libuv's: timers once at the start; then in each round the poll (which waits for the next timer
//! unless an immediate is due), immediates, timers. After every callback come ticks and microtasks (`tick`).

use super::collector::{deliver, run_asked};
use super::state::{peek, state};
use super::tick::run_ticks;
use super::timers::{run_immediates, run_timers};
use crate::runtime::{Completion, Scope};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// The longest sleep at once: interrupts are seen within it.
const LONGEST_SLEEP: u64 = 20;

/// What the collector may take of a wait, at once: it marks and sweeps while nobody waits for it.
const IDLE_STEP: Duration = Duration::from_millis(1);

/// Runs the loop until nothing is left that keeps it alive.
///
/// # Errors
/// A termination: `process.exit`, an uncaught exception, or what stops any script.
pub(crate) fn run(cx: &mut Scope<'_>) -> Completion<()> {
    run_ticks(cx)?;
    if !is_alive(cx) {
        return Ok(());
    }
    if let Some(state) = state(cx) {
        state.loop_started.get_or_insert_with(Instant::now);
    }
    run_timers(cx)?;
    run_ticks(cx)?;
    while is_alive(cx) {
        poll(cx)?;
        run_asked(cx)?;
        deliver(cx)?;
        run_immediates(cx)?;
        run_timers(cx)?;
        run_ticks(cx)?;
    }
    Ok(())
}

/// Runs what is due now, and waits for nothing; how long until the next timer is due.
///
/// # Errors
/// A termination.
pub(crate) fn run_due(cx: &mut Scope<'_>) -> Completion<Option<Duration>> {
    run_ticks(cx)?;
    run_asked(cx)?;
    deliver(cx)?;
    run_immediates(cx)?;
    run_timers(cx)?;
    run_ticks(cx)?;
    let Some(state) = peek(cx) else { return Ok(None) };
    if !state.immediates.is_empty() {
        return Ok(Some(Duration::ZERO));
    }
    Ok(state.timers.next_due().map(|(expiry, ..)| Duration::from_millis(expiry.saturating_sub(state.now()))))
}

/// Whether something keeps the loop alive.
pub(crate) fn is_alive(cx: &Scope<'_>) -> bool {
    peek(cx)
        .is_some_and(|state| state.timers.live() > 0 || state.live_immediates > 0 || !state.collector.asked.is_empty())
}

/// Waits until the next timer is due, or not at all if an immediate waits.
fn poll(cx: &mut Scope<'_>) -> Completion<()> {
    loop {
        let Some(state) = state(cx) else { return Ok(()) };
        if state.live_immediates > 0 || !state.collector.asked.is_empty() {
            return Ok(());
        }
        let Some((expiry, ..)) = state.timers.next_due() else { return Ok(()) };
        let wait = expiry.saturating_sub(state.now());
        if wait == 0 {
            return Ok(());
        }
        let began = Instant::now();
        let until = state.started + Duration::from_millis(expiry);
        let rest = until.saturating_duration_since(began);
        if rest > IDLE_STEP && cx.heap.idle(IDLE_STEP.as_secs_f64() * 1000.0) {
            note_idle(cx, began);
            continue;
        }
        std::thread::sleep(rest.min(Duration::from_millis(LONGEST_SLEEP)));
        note_idle(cx, began);
        cx.heap.sample_if_due();
        if cx.budget.interrupt_flag().load(Ordering::Relaxed) {
            cx.poll()?;
        }
    }
}

/// The loop had nothing to do since `began`.
fn note_idle(cx: &mut Scope<'_>, began: Instant) {
    if let Some(state) = state(cx) {
        state.idle += began.elapsed();
    }
}
