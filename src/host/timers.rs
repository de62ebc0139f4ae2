//! Timers – <https://nodejs.org/api/timers.html>: `setTimeout`, `setInterval`, and their Timeout objects.
//!
//! A Timeout keeps its function until it fired or was cleared; the host keeps active Timeouts alive, and no others.

mod immediate;
mod queue;

pub(crate) use immediate::run_immediates;
pub(crate) use queue::TimerQueue;

use self::queue::{Due, Slot, TIMER_BYTES};
use super::fatal::guard;
use super::place::{self, Place};
use super::report::throw_invalid_argument_type;
use super::state::state;
use super::tick::run_ticks;
use super::{property, symbols, warning};
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    self, Arguments, Completion, NativeFunction, Scope, TaskKind, call, capture_task, create_array_from_list,
    create_list_from_array_like, in_task, is_callable, is_object, make_object, to_boolean, to_number, to_property_key,
};
use crate::value::layout::words;
use crate::value::{Fault, kind};

/// The longest duration in milliseconds; longer ones become the shortest, 1.
const LONGEST: f64 = 2_147_483_647.0;
/// The first capacity of the vector of active timers.
const INITIAL_CAPACITY: usize = 16;

/// The methods of Timeout objects.
const TIMEOUT_METHODS: &[(&str, u8, NativeFunction)] =
    &[("refresh", 0, refresh), ("unref", 0, unref), ("ref", 0, ref_), ("hasRef", 0, has_ref), ("close", 0, close)];

/// Puts the timer functions on the global object.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let mut cx = cx.open();
    for (place, text) in [
        (Place::Refed, "refed"),
        (Place::HasPrimitive, "kHasPrimitive"),
        (Place::AsyncId, "asyncId"),
        (Place::TriggerId, "triggerId"),
    ] {
        let symbol = symbols::new(&mut cx, text)?;
        place::set(&mut cx, place, symbol)?;
    }
    let slot = symbols::private(&mut cx, "#slot")?;
    place::set(&mut cx, Place::Slot, slot)?;
    let active = cx.allocate_words(INITIAL_CAPACITY)?;
    place::set(&mut cx, Place::ActiveTimers, active)?;
    let known = runtime::ordinary_object_create(&mut cx, Local::NULL)?;
    place::set(&mut cx, Place::KnownTimers, known)?;
    let prototype = symbols::class(&mut cx, "Timeout", TIMEOUT_METHODS)?;
    place::set(&mut cx, Place::TimeoutPrototype, prototype)?;
    symbols::define_method(&mut cx, prototype, KnownName::SymbolToPrimitive, "[Symbol.toPrimitive]", to_primitive)?;
    immediate::install(&mut cx)?;
    let globals: [(&str, u8, NativeFunction); 5] = [
        ("clearInterval", 1, clear),
        ("clearTimeout", 1, clear),
        ("setInterval", 2, set_interval),
        ("setTimeout", 2, set_timeout),
        ("queueMicrotask", 1, super::tick::queue_microtask),
    ];
    for (name, length, steps) in globals {
        symbols::define_global_function(&mut cx, name, length, steps)?;
    }
    Ok(())
}

/// `setTimeout` – <https://nodejs.org/api/timers.html#settimeoutcallback-delay-args>
fn set_timeout<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    start(cx, arguments, false)
}

/// `setInterval` – <https://nodejs.org/api/timers.html#setintervalcallback-delay-args>
fn set_interval<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    start(cx, arguments, true)
}

fn start<'s>(cx: &mut Scope<'s>, arguments: Arguments<'s>, repeats: bool) -> Completion<Local<'s>> {
    let callback = arguments.get(0);
    if !is_callable(cx, callback) {
        return Err(throw_invalid_argument_type(cx, "callback", "of type function", callback));
    }
    let duration = duration(cx, arguments.get(1))?;
    let extra = arguments.skip(2);
    let extra = if extra.is_empty() { Local::UNDEFINED } else { create_array_from_list(cx, &extra)? };
    let prototype = place::get(cx, Place::TimeoutPrototype)?;
    let timeout = make_object(cx, kind::ORDINARY, prototype)?;
    let repeat = if repeats { Local::number(duration) } else { Local::NULL };
    for (name, value) in [
        ("_idleTimeout", Local::number(duration)),
        ("_idlePrev", Local::NULL),
        ("_idleNext", Local::NULL),
        ("_idleStart", Local::NULL),
        ("_onTimeout", callback),
        ("_timerArgs", extra),
        ("_repeat", repeat),
        ("_destroyed", Local::FALSE),
    ] {
        property::define(cx, timeout, name, value)?;
    }
    number(cx, timeout, Local::TRUE)?;
    note_chain(cx, timeout, TaskKind::Timeout)?;
    activate(cx, timeout, duration)?;
    Ok(timeout)
}

/// The duration that Node makes of an argument: at least 1, at most 2^31 - 1.
fn duration<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<f64> {
    let duration = to_number(cx, value)?;
    if (1.0..=LONGEST).contains(&duration) {
        return Ok(duration);
    }
    if duration > LONGEST {
        let shown = crate::value::number::number_to_string(duration);
        let message =
            format!("{} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.", shown.as_str());
        warning::emit(cx, "TimeoutOverflowWarning", &message)?;
    }
    Ok(1.0)
}

/// Gives a Timeout or Immediate its symbol properties.
fn number<'s>(cx: &mut Scope<'s>, object: Local<'s>, refed: Local<'s>) -> Completion<()> {
    let id = state(cx).map_or(0, |state| state.next_async_id());
    let id = Local::number(f64::from(id + 1));
    let is_timeout = cx.raw(refed).word_value() == crate::value::Value::TRUE;
    symbols::put(cx, object, Place::Refed, refed)?;
    if is_timeout {
        symbols::put(cx, object, Place::HasPrimitive, Local::FALSE)?;
    }
    symbols::put(cx, object, Place::AsyncId, id)?;
    symbols::put(cx, object, Place::TriggerId, Local::int(1))
}

/// Keeps with a Timeout or Immediate what leads to it, if a debugger asks for that.
fn note_chain<'s>(cx: &mut Scope<'s>, object: Local<'s>, sort: TaskKind) -> Completion<()> {
    let mut cx = cx.open();
    let chain = capture_task(&mut cx, sort)?;
    if cx.raw(chain).is_undefined() {
        return Ok(());
    }
    if place::get(&mut cx, Place::Chain)?.immediate().is_some() {
        let name = symbols::private(&mut cx, "#chain")?;
        place::set(&mut cx, Place::Chain, name)?;
    }
    symbols::put(&mut cx, object, Place::Chain, chain)
}

/// What [`note_chain`] has kept.
fn chain_of<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<Local<'s>> {
    if cx.debugging.is_none() || place::get(cx, Place::Chain)?.immediate().is_some() {
        return Ok(Local::UNDEFINED);
    }
    symbols::read(cx, object, Place::Chain)
}

/// Gives a Timeout a place in the queue and starts it.
fn activate<'s>(cx: &mut Scope<'s>, timeout: Local<'s>, duration: f64) -> Completion<()> {
    let refed = symbols::read(cx, timeout, Place::Refed)?;
    let is_live = to_boolean(cx, refed);
    charge_timer(cx)?;
    let Some(state) = state(cx) else { return Ok(()) };
    let slot = state.timers.allocate(is_live);
    hold(cx, slot, timeout)?;
    symbols::put(cx, timeout, Place::Slot, Local::number(f64::from(slot)))?;
    insert(cx, timeout, slot, duration, None)
}

/// Charges the heap for a timer more.
fn charge_timer(cx: &mut Scope<'_>) -> Completion<()> {
    let Some(state) = state(cx) else { return Ok(()) };
    let needed = (state.timers.capacity() + 1) * TIMER_BYTES;
    let charged = state.timers.charge.as_ref().map_or(0, crate::heap::ScratchCharge::bytes);
    if needed <= charged {
        return Ok(());
    }
    match cx.heap.charge_scratch(needed.max(1024)) {
        Ok(charge) => {
            if let Some(timers) = self::state(cx).map(|state| &mut state.timers) {
                match &mut timers.charge {
                    Some(all) => all.absorb(charge),
                    None => timers.charge = Some(charge),
                }
            }
            Ok(())
        }
        Err(error) => Err(cx.fault(Fault::from(error))),
    }
}

/// Keeps an active Timeout alive.
fn hold<'s>(cx: &mut Scope<'s>, slot: Slot, timeout: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let mut active = place::get(&mut cx, Place::ActiveTimers)?;
    let capacity = cx.raw(active).raw_word(words::LENGTH) as usize;
    if slot as usize >= capacity {
        let larger = cx.allocate_words(2 * capacity)?;
        cx.heap.copy_words(active, words::ELEMENTS, larger, words::ELEMENTS, capacity);
        place::set(&mut cx, Place::ActiveTimers, larger)?;
        active = larger;
    }
    cx.heap.store(active, words::ELEMENTS + slot as usize, timeout);
    Ok(())
}

/// Puts a timer into the list of its duration.
fn insert<'s>(cx: &mut Scope<'s>, timeout: Local<'s>, slot: Slot, duration: f64, start: Option<u64>) -> Completion<()> {
    let Some(state) = state(cx) else { return Ok(()) };
    let start = start.unwrap_or_else(|| state.now());
    state.timers.insert(slot, duration.max(0.0) as u64, start);
    property::set(cx, timeout, "_idleStart", Local::number(start as f64))
}

/// A Timeout's place in the queue, if it has one.
fn slot_of<'s>(cx: &mut Scope<'s>, timeout: Local<'s>) -> Completion<Option<Slot>> {
    let slot = symbols::read(cx, timeout, Place::Slot)?;
    let raw = cx.raw(slot);
    Ok((raw.is_number() && raw.as_number() >= 0.0).then(|| raw.as_number() as Slot))
}

/// A timer is over: its place becomes free.
fn destroy<'s>(cx: &mut Scope<'s>, timeout: Local<'s>) -> Completion<()> {
    property::set(cx, timeout, "_destroyed", Local::TRUE)?;
    forget_number(cx, timeout)?;
    let Some(slot) = slot_of(cx, timeout)? else { return Ok(()) };
    symbols::put(cx, timeout, Place::Slot, Local::int(-1))?;
    hold(cx, slot, Local::UNDEFINED)?;
    if let Some(state) = state(cx) {
        state.timers.release(slot);
    }
    Ok(())
}

fn forget_number<'s>(cx: &mut Scope<'s>, timeout: Local<'s>) -> Completion<()> {
    let has_primitive = symbols::read(cx, timeout, Place::HasPrimitive)?;
    if to_boolean(cx, has_primitive) {
        let known = place::get(cx, Place::KnownTimers)?;
        let id = symbols::read(cx, timeout, Place::AsyncId)?;
        let key = to_property_key(cx, id)?;
        runtime::delete(cx, known, key)?;
    }
    Ok(())
}

/// `clearTimeout`, `clearInterval` – <https://nodejs.org/api/timers.html#cleartimeouttimeout>
fn clear<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let mut timer = arguments.get(0);
    let raw = cx.raw(timer);
    if raw.is_number() || crate::value::is_string(raw) {
        let known = place::get(cx, Place::KnownTimers)?;
        let key = to_property_key(cx, timer)?;
        timer = runtime::get(cx, known, key)?;
    }
    if is_object(cx.raw(timer)) {
        let callback = property::get(cx, timer, "_onTimeout")?;
        if to_boolean(cx, callback) {
            property::set(cx, timer, "_onTimeout", Local::NULL)?;
            unenroll(cx, timer)?;
        }
    }
    Ok(Local::UNDEFINED)
}

fn unenroll<'s>(cx: &mut Scope<'s>, timer: Local<'s>) -> Completion<()> {
    let destroyed = property::get(cx, timer, "_destroyed")?;
    if to_boolean(cx, destroyed) {
        return Ok(());
    }
    let refed = symbols::read(cx, timer, Place::Refed)?;
    let drops_list = to_boolean(cx, refed);
    let duration = property::get(cx, timer, "_idleTimeout")?;
    let duration = to_number(cx, duration)?;
    destroy(cx, timer)?;
    if drops_list && let Some(state) = state(cx) {
        state.timers.drop_empty_list(duration as u64);
    }
    property::set(cx, timer, "_idleTimeout", Local::int(-1))
}

/// `timeout.refresh()` – <https://nodejs.org/api/timers.html#timeoutrefresh>
fn refresh<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if !is_object(cx.raw(this)) {
        return Ok(this);
    }
    let duration = property::get(cx, this, "_idleTimeout")?;
    let duration = to_number(cx, duration)?;
    if duration.is_nan() || duration < 0.0 {
        return Ok(this);
    }
    match slot_of(cx, this)? {
        Some(slot) => insert(cx, this, slot, duration, None)?,
        None => {
            property::set(cx, this, "_destroyed", Local::FALSE)?;
            activate(cx, this, duration)?;
        }
    }
    Ok(this)
}

fn set_live<'s>(cx: &mut Scope<'s>, timeout: Local<'s>, is_live: bool) -> Completion<Local<'s>> {
    if is_object(cx.raw(timeout)) {
        symbols::put(cx, timeout, Place::Refed, Local::bool(is_live))?;
        if let Some(slot) = slot_of(cx, timeout)?
            && let Some(state) = state(cx)
        {
            state.timers.set_live(slot, is_live);
        }
    }
    Ok(timeout)
}

/// `timeout.unref()` – <https://nodejs.org/api/timers.html#timeoutunref>
fn unref<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    set_live(cx, this, false)
}

/// `timeout.ref()` – <https://nodejs.org/api/timers.html#timeoutref>
fn ref_<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    set_live(cx, this, true)
}

/// `timeout.hasRef()` – <https://nodejs.org/api/timers.html#timeouthasref>
fn has_ref<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if is_object(cx.raw(this)) { symbols::read(cx, this, Place::Refed) } else { Ok(Local::UNDEFINED) }
}

/// `timeout.close()` – <https://nodejs.org/api/timers.html#timeoutclose>
fn close<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if is_object(cx.raw(this)) {
        property::set(cx, this, "_onTimeout", Local::NULL)?;
        unenroll(cx, this)?;
    }
    Ok(this)
}

/// `timeout[Symbol.toPrimitive]()` – <https://nodejs.org/api/timers.html#timeoutsymboltoprimitive>
fn to_primitive<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if !is_object(cx.raw(this)) {
        return Ok(Local::UNDEFINED);
    }
    let id = symbols::read(cx, this, Place::AsyncId)?;
    if slot_of(cx, this)?.is_some() {
        symbols::put(cx, this, Place::HasPrimitive, Local::TRUE)?;
        let known = place::get(cx, Place::KnownTimers)?;
        let key = to_property_key(cx, id)?;
        runtime::set(cx, known, key, this)?;
    }
    Ok(id)
}

/// A timer that waits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Waiting {
    slot: Slot,
    /// Milliseconds until it is due.
    pub(crate) rest: u64,
    /// It keeps the loop alive.
    pub(crate) is_live: bool,
}

impl Waiting {
    /// Its Timeout object.
    ///
    /// # Errors
    /// RangeError when the VM stack is full.
    pub(crate) fn object<'s>(self, cx: &mut Scope<'s>) -> Completion<Local<'s>> {
        let active = place::get(cx, Place::ActiveTimers)?;
        cx.word(active, words::ELEMENTS + self.slot as usize)
    }
}

/// The timers that wait, the next one first.
pub(crate) fn waiting(cx: &mut Scope<'_>) -> Vec<Waiting> {
    let Some(state) = state(cx) else { return Vec::new() };
    let now = state.now();
    let listed = state.timers.listed();
    let mut all: Vec<Waiting> =
        listed.map(|(slot, due, is_live)| Waiting { slot, rest: due.saturating_sub(now), is_live }).collect();
    all.sort_by_key(|timer| timer.rest);
    all
}

/// Runs all timers that are due.
///
/// # Errors
/// A termination.
pub(crate) fn run_timers(cx: &mut Scope<'_>) -> Completion<()> {
    let now = state(cx).map_or(0, |state| state.now());
    let mut is_first = true;
    loop {
        let due = state(cx).and_then(|state| state.timers.next_due()).filter(|due| due.0 <= now);
        let Some(due) = due else { return Ok(()) };
        if !std::mem::replace(&mut is_first, false) {
            run_ticks(cx)?;
        }
        run_list(cx, due, now)?;
    }
}

/// Runs the timers of one list that are due.
fn run_list(cx: &mut Scope<'_>, due: Due, now: u64) -> Completion<()> {
    let duration = due.2;
    let mut is_first = true;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(state) = state(&mut cx) else { return Ok(()) };
        let Some((slot, start)) = state.timers.first_of(due) else {
            state.timers.drop_empty_list(duration);
            return Ok(());
        };
        if now.saturating_sub(start) < duration {
            state.timers.postpone(due, (start + duration).max(now + 1));
            return Ok(());
        }
        if !std::mem::replace(&mut is_first, false) {
            run_ticks(&mut cx)?;
            if self::state(&mut cx).and_then(|state| state.timers.first_of(due)) != Some((slot, start)) {
                continue;
            }
        }
        fire(&mut cx, slot)?;
    }
}

/// Calls a timer's function.
fn fire(cx: &mut Scope<'_>, slot: Slot) -> Completion<()> {
    if let Some(state) = state(cx) {
        state.timers.remove(slot);
    }
    let active = place::get(cx, Place::ActiveTimers)?;
    let timeout = cx.word(active, words::ELEMENTS + slot as usize)?;
    if !is_object(cx.raw(timeout)) {
        return Ok(());
    }
    let callback = property::get(cx, timeout, "_onTimeout")?;
    if !to_boolean(cx, callback) {
        return destroy(cx, timeout);
    }
    let repeat = property::get(cx, timeout, "_repeat")?;
    let start = if to_boolean(cx, repeat) { state(cx).map(|state| state.now()) } else { None };
    let arguments = property::get(cx, timeout, "_timerArgs")?;
    let arguments = if is_object(cx.raw(arguments)) { create_list_from_array_like(cx, arguments)? } else { Vec::new() };
    let chain = chain_of(cx, timeout)?;
    in_task(cx, chain, |cx| {
        let result = call(cx, callback, timeout, &arguments).map(|_| ());
        finish(cx, timeout, slot, start)?;
        guard(cx, result)
    })
}

/// Starts an interval anew, or ends a timeout that was not started anew by itself.
fn finish<'s>(cx: &mut Scope<'s>, timeout: Local<'s>, slot: Slot, start: Option<u64>) -> Completion<()> {
    let pending = cx.pending;
    let repeat = property::get(cx, timeout, "_repeat")?;
    let repeat = if cx.raw(repeat).is_number() { cx.raw(repeat).as_number() } else { 0.0 };
    let idle = property::get(cx, timeout, "_idleTimeout")?;
    let is_cleared = cx.raw(idle).is_number() && cx.raw(idle).as_number() == -1.0;
    if repeat > 0.0 && !is_cleared {
        property::set(cx, timeout, "_idleTimeout", Local::number(repeat))?;
        if let Some(slot) = slot_of(cx, timeout)? {
            insert(cx, timeout, slot, repeat, start)?;
        }
    } else if slot_of(cx, timeout)? == Some(slot) && !state(cx).is_some_and(|state| state.timers.is_listed(slot)) {
        destroy(cx, timeout)?;
    }
    cx.pending = pending;
    Ok(())
}
