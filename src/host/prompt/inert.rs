//! Looking at values while nothing of a script runs: every call of a closure, and every trap of a proxy, ends the look.

use crate::heap::Local;
use crate::runtime::{
    Arguments, Completion, Exotic, InternalMethods, ORDINARY, Pending, PropertyKey, Scope, Termination,
};
use crate::value::kind;
use std::time::{Duration, Instant};

/// Work that a look may do.
const FUEL: u64 = 200_000;
/// Time that a look may take.
const TIME: Duration = Duration::from_millis(100);

static CLOSURES: InternalMethods =
    InternalMethods { call: Some(refuse_call), construct: Some(refuse_construct), ..ORDINARY };

static PROXIES: InternalMethods = InternalMethods {
    exotic: Exotic::Everything,
    get_prototype_of: Some(|cx, _| Err(refuse(cx))),
    set_prototype_of: Some(|cx, _, _| Err(refuse(cx))),
    is_extensible: Some(|cx, _| Err(refuse(cx))),
    prevent_extensions: Some(|cx, _| Err(refuse(cx))),
    get_own_property: Some(|cx, _, _| Err(refuse(cx))),
    define_own_property: Some(|cx, _, _, _| Err(refuse(cx))),
    has_property: Some(|cx, _, _| Err(refuse(cx))),
    get: Some(refuse_get),
    set: Some(|cx, _, _, _, _| Err(refuse(cx))),
    delete: Some(|cx, _, _| Err(refuse(cx))),
    own_property_keys: Some(|cx, _| Err(refuse(cx))),
    call: Some(refuse_call),
    construct: Some(refuse_construct),
};

/// Ends a look: what it would need has effects, or is not known to have none.
#[cold]
pub(super) fn refuse(cx: &mut Scope<'_>) -> crate::runtime::Abrupt {
    cx.terminate(Termination::Interrupted)
}

fn refuse_get<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: PropertyKey<'s>, _: Local<'s>) -> Completion<Local<'s>> {
    Err(refuse(cx))
}

fn refuse_call<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Err(refuse(cx))
}

fn refuse_construct<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Err(refuse(cx))
}

/// Runs `look` while scripts cannot run, with little fuel and time.
///
/// # Errors
/// What `look` ends with: a termination where it met something of a script.
pub(super) fn look<'s, R>(cx: &mut Scope<'s>, look: impl FnOnce(&mut Scope<'s>) -> Completion<R>) -> Completion<R> {
    let call_closure = std::mem::replace(&mut cx.upcalls.call_closure, |cx, _, _, _| Err(refuse(cx)));
    let closures = std::mem::replace(&mut cx.internal_methods[kind::FUNCTION as usize], &CLOSURES);
    let proxies = std::mem::replace(&mut cx.internal_methods[kind::PROXY as usize], &PROXIES);
    cx.budget.set_fuel(Some(FUEL));
    cx.budget.set_deadline(Some(Instant::now() + TIME));
    let result = look(cx);
    cx.budget.set_deadline(None);
    cx.budget.set_fuel(None);
    cx.upcalls.call_closure = call_closure;
    cx.internal_methods[kind::FUNCTION as usize] = closures;
    cx.internal_methods[kind::PROXY as usize] = proxies;
    // A look that found no memory is no reason to give up anything.
    if result.is_err() && cx.pending == Pending::Terminated(Termination::OutOfMemory) {
        return Err(refuse(cx));
    }
    result
}
