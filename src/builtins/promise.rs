//! `Promise` – ECMA-262 §27.2 <https://tc39.es/ecma262/#sec-promise-objects>
//!
//! What a promise is, and its jobs, stand in the runtime; here are the constructor and the methods.
//!
//! * `combinators` – `all`, `allSettled`, `any`, `race`
//! * `finally` – the closures of `finally`

mod combinators;
mod finally;

use super::receiver::{require_kind, require_object};
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, Intrinsic, NativeFunction, Scope, TaskKind, call, capture_task,
    create_data_property_or_throw, create_promise, create_resolving_functions, define_global, describe,
    get_prototype_from_constructor, install_constructor, invoke, is_callable, make_object, method,
    new_hidden_capability, new_promise_capability, ordinary_object, perform_promise_then, promise_resolve,
    species_constructor, symbol_getter, tag, throw_type_error,
};
use crate::value::kind;
use crate::value::layout::native;

const CONSTRUCTOR: Constructor = Constructor {
    name: "Promise",
    length: 1,
    steps: construct,
    requires_new: true,
    intrinsic: Intrinsic::Promise,
    statics: STATICS,
    prototype: PROTOTYPE,
};

const STATICS: &[Builtin] = &[
    method("all", 1, combinators::all),
    method("allSettled", 1, combinators::all_settled),
    method("any", 1, combinators::any),
    method("race", 1, combinators::race),
    method("resolve", 1, resolve).intrinsic(Intrinsic::PromiseResolve),
    method("reject", 1, reject),
    method("withResolvers", 0, with_resolvers),
    method("try", 1, try_),
    symbol_getter(KnownName::SymbolSpecies, "[Symbol.species]", super::map::species),
];

const PROTOTYPE: &[Builtin] = &[
    method("then", 2, then).intrinsic(Intrinsic::PromiseProtoThen),
    method("catch", 1, catch),
    method("finally", 1, finally::finally),
    tag("Promise"),
];

/// Makes `Promise`.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let parent = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let prototype = make_object(cx, kind::ORDINARY, parent)?;
    cx.set_intrinsic(Intrinsic::PromisePrototype, prototype);
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    define_global(cx, "Promise", constructor)
}

/// Promise ( executor ) – <https://tc39.es/ecma262/#sec-promise-executor>
fn construct<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let executor = arguments.get(0);
    if !is_callable(cx, executor) {
        let shown = describe(cx, executor);
        return Err(throw_type_error(cx, format_args!("Promise resolver {shown} is not a function")));
    }
    let prototype = get_prototype_from_constructor(cx, arguments.new_target(), Intrinsic::PromisePrototype)?;
    let promise = create_promise(cx, prototype)?;
    let (resolve, reject) = create_resolving_functions(cx, promise)?;
    if let Err(abrupt) = call(cx, executor, Local::UNDEFINED, &[resolve, reject]) {
        let reason = cx.catch(abrupt)?;
        call(cx, reject, Local::UNDEFINED, &[reason])?;
    }
    Ok(promise)
}

/// Promise.resolve ( x ) – <https://tc39.es/ecma262/#sec-promise.resolve>
fn resolve<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, this, "PromiseResolve")?;
    promise_resolve(cx, this, arguments.get(0))
}

/// Promise.reject ( r ) – <https://tc39.es/ecma262/#sec-promise.reject>
fn reject<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, this, "PromiseReject")?;
    let capability = new_hidden_capability(cx, this)?;
    capability.reject(cx, arguments.get(0))?;
    Ok(capability.promise)
}

/// Promise.withResolvers ( ) – <https://tc39.es/ecma262/#sec-promise.withResolvers>
fn with_resolvers<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, this, "Promise.withResolvers")?;
    let capability = new_promise_capability(cx, this)?;
    let object = ordinary_object(cx)?;
    create_data_property_or_throw(cx, object, KnownName::Promise.into(), capability.promise)?;
    create_data_property_or_throw(cx, object, KnownName::Resolve.into(), capability.resolve)?;
    create_data_property_or_throw(cx, object, KnownName::Reject.into(), capability.reject)?;
    Ok(object)
}

/// Promise.try ( callback, ...args ) – <https://tc39.es/ecma262/#sec-promise.try>
fn try_<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, this, "Promise.try")?;
    let capability = new_hidden_capability(cx, this)?;
    let rest = arguments.skip(1);
    match call(cx, arguments.get(0), Local::UNDEFINED, &rest) {
        Ok(value) => capability.resolve(cx, value)?,
        Err(abrupt) => {
            let reason = cx.catch(abrupt)?;
            capability.reject(cx, reason)?;
        }
    }
    Ok(capability.promise)
}

/// Promise.prototype.then ( onFulfilled, onRejected ) – <https://tc39.es/ecma262/#sec-promise.prototype.then>
fn then<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::PROMISE, "Promise.prototype.then")?;
    let constructor = species_constructor(cx, this, Intrinsic::Promise)?;
    let capability = new_hidden_capability(cx, constructor)?;
    let chain = match task_kind(cx) {
        Some(sort) => capture_task(cx, sort)?,
        None => Local::UNDEFINED,
    };
    perform_promise_then(cx, this, arguments.get(0), arguments.get(1), capability, chain)?;
    Ok(capability.promise)
}

/// What a debugger calls the reaction that a call of `then` makes: by the method that a script has called. None: a
/// builtin uses `then` for itself, or nobody asks.
fn task_kind(cx: &Scope<'_>) -> Option<TaskKind> {
    cx.debugging.as_ref()?;
    let mut found = None;
    for frame in cx.running_frames(4) {
        let callee = frame.callee(cx);
        if !callee.is_kind(kind::NATIVE_FUNCTION) {
            return found;
        }
        let steps = cx.natives.get(callee.raw_word(native::STEPS) as u32 as usize)?;
        let is = |builtin: NativeFunction| std::ptr::fn_addr_eq(*steps, builtin);
        found = Some(match () {
            () if is(then) => TaskKind::Then,
            () if is(catch) => TaskKind::Catch,
            () if is(finally::finally) => TaskKind::Finally,
            () => return None,
        });
    }
    None
}

/// Promise.prototype.catch ( onRejected ) – <https://tc39.es/ecma262/#sec-promise.prototype.catch>
fn catch<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    invoke(cx, this, KnownName::Then.into(), &[Local::UNDEFINED, arguments.get(0)])
}
