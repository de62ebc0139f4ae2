//! `setImmediate` and Immediate objects.

use super::{chain_of, note_chain, number};
use crate::heap::Local;
use crate::host::fatal::guard;
use crate::host::place::{self, Place};
use crate::host::queue::{push, shift};
use crate::host::report::throw_invalid_argument_type;
use crate::host::state::state;
use crate::host::tick::run_ticks;
use crate::host::{property, symbols};
use crate::runtime::{
    Arguments, Completion, NativeFunction, Scope, TaskKind, call, create_array_from_list, create_list_from_array_like,
    in_task, is_callable, is_object, make_object, to_boolean,
};
use crate::value::kind;

/// The methods of Immediate objects.
const METHODS: &[(&str, u8, NativeFunction)] = &[("ref", 0, ref_), ("unref", 0, unref), ("hasRef", 0, has_ref)];

/// Puts `setImmediate` and `clearImmediate` on the global object.
pub(super) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let prototype = symbols::class(cx, "Immediate", METHODS)?;
    place::set(cx, Place::ImmediatePrototype, prototype)?;
    symbols::define_global_function(cx, "clearImmediate", 1, clear_immediate)?;
    symbols::define_global_function(cx, "setImmediate", 1, set_immediate)
}

/// `setImmediate` – <https://nodejs.org/api/timers.html#setimmediatecallback-args>
fn set_immediate<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let callback = arguments.get(0);
    if !is_callable(cx, callback) {
        return Err(throw_invalid_argument_type(cx, "callback", "of type function", callback));
    }
    let extra = arguments.skip(1);
    let extra = if extra.is_empty() { Local::UNDEFINED } else { create_array_from_list(cx, &extra)? };
    let prototype = place::get(cx, Place::ImmediatePrototype)?;
    let immediate = make_object(cx, kind::ORDINARY, prototype)?;
    for (name, value) in [
        ("_idleNext", Local::NULL),
        ("_idlePrev", Local::NULL),
        ("_onImmediate", callback),
        ("_argv", extra),
        ("_destroyed", Local::FALSE),
    ] {
        property::define(cx, immediate, name, value)?;
    }
    number(cx, immediate, Local::NULL)?;
    note_chain(cx, immediate, TaskKind::Immediate)?;
    set_live(cx, immediate, true)?;
    push(cx, |state| &mut state.immediates, [immediate])?;
    Ok(immediate)
}

/// Whether an Immediate waits, and keeps the loop alive.
fn is_live<'s>(cx: &mut Scope<'s>, immediate: Local<'s>) -> Completion<bool> {
    let refed = symbols::read(cx, immediate, Place::Refed)?;
    Ok(to_boolean(cx, refed))
}

fn is_destroyed<'s>(cx: &mut Scope<'s>, immediate: Local<'s>) -> Completion<bool> {
    let destroyed = property::get(cx, immediate, "_destroyed")?;
    Ok(to_boolean(cx, destroyed))
}

fn set_live<'s>(cx: &mut Scope<'s>, immediate: Local<'s>, live: bool) -> Completion<Local<'s>> {
    if is_object(cx.raw(immediate)) && !is_destroyed(cx, immediate)? && is_live(cx, immediate)? != live {
        symbols::put(cx, immediate, Place::Refed, Local::bool(live))?;
        if let Some(state) = state(cx) {
            let count = state.live_immediates;
            state.live_immediates = if live { count + 1 } else { count.saturating_sub(1) };
        }
    }
    Ok(immediate)
}

/// The Immediate neither waits nor keeps the loop alive any more.
fn destroy<'s>(cx: &mut Scope<'s>, immediate: Local<'s>) -> Completion<()> {
    set_live(cx, immediate, false)?;
    symbols::put(cx, immediate, Place::Refed, Local::NULL)?;
    property::set(cx, immediate, "_destroyed", Local::TRUE)
}

/// `clearImmediate` – <https://nodejs.org/api/timers.html#clearimmediateimmediate>
fn clear_immediate<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let immediate = arguments.get(0);
    if is_object(cx.raw(immediate)) && !is_destroyed(cx, immediate)? {
        destroy(cx, immediate)?;
        property::set(cx, immediate, "_onImmediate", Local::NULL)?;
    }
    Ok(Local::UNDEFINED)
}

/// `immediate.ref()` – <https://nodejs.org/api/timers.html#immediateref>
fn ref_<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    set_live(cx, this, true)
}

/// `immediate.unref()` – <https://nodejs.org/api/timers.html#immediateunref>
fn unref<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    set_live(cx, this, false)
}

/// `immediate.hasRef()` – <https://nodejs.org/api/timers.html#immediatehasref>
fn has_ref<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if !is_object(cx.raw(this)) {
        return Ok(Local::FALSE);
    }
    is_live(cx, this).map(Local::bool)
}

/// Runs the immediates that wait now; those they set wait for the next round.
///
/// # Errors
/// A termination.
pub(crate) fn run_immediates(cx: &mut Scope<'_>) -> Completion<()> {
    let waiting = state(cx).map_or(0, |state| state.immediates.len());
    for _ in 0..waiting {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some([immediate]) = shift(&mut cx, |state| &mut state.immediates)? else { return Ok(()) };
        if is_destroyed(&mut cx, immediate)? {
            continue;
        }
        destroy(&mut cx, immediate)?;
        let callback = property::get(&mut cx, immediate, "_onImmediate")?;
        let arguments = property::get(&mut cx, immediate, "_argv")?;
        let arguments =
            if is_object(cx.raw(arguments)) { create_list_from_array_like(&mut cx, arguments)? } else { Vec::new() };
        property::set(&mut cx, immediate, "_onImmediate", Local::NULL)?;
        let chain = chain_of(&mut cx, immediate)?;
        in_task(&mut cx, chain, |cx| {
            let result = call(cx, callback, immediate, &arguments).map(|_| ());
            guard(cx, result)
        })?;
        run_ticks(&mut cx)?;
    }
    Ok(())
}
