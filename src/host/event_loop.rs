//! The event loop: timers, poll, immediates, and what comes between two callbacks.
//!
//! The order of phases is libuv's: timers once at the start; then in each round the poll (which waits for the next timer
//! unless an immediate is due, and tells what arrives meanwhile), immediates, timers. After every callback come ticks and
//! microtasks (`tick`).

use super::arrivals;
use super::collector::{deliver, look_for_leaks, run_asked};
use super::state::{HostState, peek, state};
use super::tick::run_ticks;
use super::timers::{run_immediates, run_timers};
use super::visitor::has_visitor;
use crate::heap::Local;
use crate::runtime::{Completion, PromiseState, Scope, promise_state, settle_async_waits};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// The longest sleep at once: interrupts are seen within it.
const LONGEST_SLEEP: Duration = Duration::from_millis(20);

/// The longest pause between two looks for signals, where somebody else waits.
const LONGEST_PAUSE: Duration = Duration::from_millis(50);

/// What the collector may take of a wait, at once: it marks and sweeps while nobody waits for it.
const IDLE_STEP: Duration = Duration::from_millis(1);

/// Runs the loop until nothing is left that keeps it alive.
///
/// # Errors
/// A termination: `process.exit`, an uncaught exception, or what stops any script.
pub(crate) fn run(cx: &mut Scope<'_>) -> Completion<()> {
    run_ticks(cx)?;
    if !is_alive(cx) {
        settle_waits(cx)?;
    }
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
        look_for_leaks(cx);
        run_immediates(cx)?;
        run_timers(cx)?;
        run_ticks(cx)?;
        if !is_alive(cx) {
            settle_waits(cx)?;
        }
    }
    Ok(())
}

/// Settles promises of `Atomics.waitAsync`. They do not keep the loop alive.
fn settle_waits(cx: &mut Scope<'_>) -> Completion<()> {
    if !cx.async_waits.is_empty() && settle_async_waits(cx)? {
        run_ticks(cx)?;
    }
    Ok(())
}

/// Runs what is due now, and waits for nothing; how long until the next timer is due.
///
/// # Errors
/// A termination.
pub(crate) fn run_due(cx: &mut Scope<'_>) -> Completion<Option<Duration>> {
    cx.attend()?;
    run_ticks(cx)?;
    settle_waits(cx)?;
    arrivals::tell(cx, None)?;
    run_asked(cx)?;
    deliver(cx)?;
    run_immediates(cx)?;
    run_timers(cx)?;
    run_ticks(cx)?;
    let signals = (arrivals::is_listening(cx) || has_visitor(cx)).then_some(LONGEST_PAUSE);
    let Some(state) = peek(cx) else { return Ok(None) };
    if !state.immediates.is_empty() {
        return Ok(Some(Duration::ZERO));
    }
    let timer = state.timers.next_due().map(|(expiry, ..)| Duration::from_millis(expiry.saturating_sub(state.now())));
    Ok(timer.into_iter().chain(signals).min())
}

/// Runs what is due until a promise is settled, or nothing is left that could settle it.
///
/// # Errors
/// A termination.
pub(crate) fn run_until_settled(cx: &mut Scope<'_>, promise: Local<'_>) -> Completion<()> {
    loop {
        run_due(cx)?;
        if promise_state(cx.raw(promise)) != PromiseState::Pending || !is_alive(cx) {
            return Ok(());
        }
        poll(cx)?;
    }
}

/// Whether something keeps the loop alive.
pub(crate) fn is_alive(cx: &Scope<'_>) -> bool {
    peek(cx).is_some_and(|state| state.timers.live() > 0 || has_callbacks(state) || state.input.keeps_alive())
}

/// Whether callbacks wait for the next round.
fn has_callbacks(state: &HostState) -> bool {
    state.live_immediates > 0 || !state.collector.asked.is_empty()
}

/// Waits until the next timer is due, or until something arrives; not at all if an immediate waits.
fn poll(cx: &mut Scope<'_>) -> Completion<()> {
    settle_waits(cx)?;
    if arrivals::tell(cx, None)? {
        return Ok(());
    }
    while is_alive(cx) {
        let Some(state) = state(cx).filter(|state| !has_callbacks(state)) else { return Ok(()) };
        let began = Instant::now();
        let mut rest = LONGEST_SLEEP;
        if let Some((expiry, ..)) = state.timers.next_due() {
            if expiry <= state.now() {
                return Ok(());
            }
            rest = (state.started + Duration::from_millis(expiry)).saturating_duration_since(began);
        }
        if rest > IDLE_STEP && cx.heap.idle(IDLE_STEP.as_secs_f64() * 1000.0) {
            note_idle(cx, began);
            continue;
        }
        if let Some(deadline) = cx.async_waits.next_deadline() {
            rest = rest.min(deadline.saturating_duration_since(began));
        }
        let arrived = arrivals::wait(cx, rest.min(LONGEST_SLEEP));
        note_idle(cx, began);
        if arrivals::tell(cx, arrived)? {
            return Ok(());
        }
        settle_waits(cx)?;
        cx.heap.sample_if_due();
        cx.attend()?;
        if has_visitor(cx) {
            run_ticks(cx)?;
        }
        if cx.budget.interrupt_flag().load(Ordering::Relaxed) {
            cx.poll()?;
        }
    }
    Ok(())
}

/// The loop had nothing to do since `began`.
fn note_idle(cx: &mut Scope<'_>, began: Instant) {
    if let Some(state) = state(cx) {
        state.idle += began.elapsed();
    }
}
