//! `Promise.prototype.finally` – ECMA-262 §27.2.5.3 <https://tc39.es/ecma262/#sec-promise.prototype.finally>

use super::super::receiver::require_object;
use crate::heap::{Allocation, Local};
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Completion, Intrinsic, Scope, anonymous_function, call, callee_data, invoke, is_callable,
    promise_resolve, species_constructor,
};
use crate::value::kind;

/// RECORD of the two closures: `onFinally`.
const ON_FINALLY: usize = 1;
/// RECORD of the two closures: the constructor of the promise.
const CONSTRUCTOR: usize = 2;

/// Promise.prototype.finally ( onFinally ) – <https://tc39.es/ecma262/#sec-promise.prototype.finally>
pub(super) fn finally<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, this, "Promise.prototype.finally")?;
    let constructor = species_constructor(cx, this, Intrinsic::Promise)?;
    let on_finally = arguments.get(0);
    if !is_callable(cx, on_finally) {
        return invoke(cx, this, KnownName::Then.into(), &[on_finally, on_finally]);
    }
    let record = cx.allocate(Allocation::young(kind::RECORD, 0, 3), |init| {
        init.set(ON_FINALLY, on_finally);
        init.set(CONSTRUCTOR, constructor);
    })?;
    let then_finally = anonymous_function(cx, then_finally, 1, record)?;
    let catch_finally = anonymous_function(cx, catch_finally, 1, record)?;
    invoke(cx, this, KnownName::Then.into(), &[then_finally, catch_finally])
}

/// thenFinally ( value )
fn then_finally<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let promise = run(cx, arguments)?;
    let value = anonymous_function(cx, value_thunk, 0, arguments.get(0))?;
    invoke(cx, promise, KnownName::Then.into(), &[value])
}

/// catchFinally ( reason )
fn catch_finally<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let promise = run(cx, arguments)?;
    let thrower = anonymous_function(cx, thrower, 0, arguments.get(0))?;
    invoke(cx, promise, KnownName::Then.into(), &[thrower])
}

/// Calls `onFinally`; the answer is a promise of what it gave.
fn run<'s>(cx: &mut Scope<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let record = callee_data(cx, arguments)?;
    let on_finally = cx.word(record, ON_FINALLY)?;
    let constructor = cx.word(record, CONSTRUCTOR)?;
    let result = call(cx, on_finally, Local::UNDEFINED, &[])?;
    promise_resolve(cx, constructor, result)
}

/// Gives the value that the promise was fulfilled with.
fn value_thunk<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    callee_data(cx, arguments)
}

/// Throws the reason that the promise was rejected with.
fn thrower<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let reason = callee_data(cx, arguments)?;
    Err(cx.throw(reason))
}
