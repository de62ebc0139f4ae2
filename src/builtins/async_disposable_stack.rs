//! `AsyncDisposableStack` – <https://tc39.es/proposal-explicit-resource-management/#sec-asyncdisposablestack-objects>

use super::disposable_stack::{
    adopt_resource, defer_method, is_disposed, move_resources, take_resources, use_resource,
};
use super::receiver::{require_kind, share_method};
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, DisposeHint, Intrinsic, PromiseCapability, Scope, await_promise,
    begin_disposal, continue_disposal, define_global, end_disposal, getter, install_constructor, method, new_promise,
    note_disposal_error, ordinary_create_from_constructor, ordinary_object, owner_of_disposal, promise_resolve, tag,
};
use crate::value::{Value, kind};

const CONSTRUCTOR: Constructor = Constructor {
    name: "AsyncDisposableStack",
    length: 0,
    steps: construct,
    requires_new: true,
    intrinsic: Intrinsic::AsyncDisposableStack,
    statics: &[],
    prototype: PROTOTYPE,
};

const PROTOTYPE: &[Builtin] = &[
    method("use", 1, use_),
    method("disposeAsync", 0, dispose_async),
    method("adopt", 2, adopt),
    method("defer", 1, defer),
    method("move", 0, move_),
    getter("disposed", disposed),
    tag("AsyncDisposableStack"),
];

/// Makes `AsyncDisposableStack`.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let prototype = ordinary_object(cx)?;
    cx.set_intrinsic(Intrinsic::AsyncDisposableStackPrototype, prototype);
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    share_method(cx, prototype, "disposeAsync", KnownName::SymbolAsyncDispose)?;
    define_global(cx, "AsyncDisposableStack", constructor)
}

/// AsyncDisposableStack ( ) – <https://tc39.es/proposal-explicit-resource-management/#sec-asyncdisposablestack>
fn construct<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let (default, kind) = (Intrinsic::AsyncDisposableStackPrototype, kind::ASYNC_DISPOSABLE_STACK);
    ordinary_create_from_constructor(cx, arguments.new_target(), default, kind)
}

/// AsyncDisposableStack.prototype.use ( value ) –
/// <https://tc39.es/proposal-explicit-resource-management/#sec-asyncdisposablestack.prototype.use>
fn use_<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::ASYNC_DISPOSABLE_STACK, "AsyncDisposableStack.prototype.use")?;
    use_resource(cx, this, arguments.get(0), DisposeHint::Async)
}

/// AsyncDisposableStack.prototype.disposeAsync ( ) –
/// <https://tc39.es/proposal-explicit-resource-management/#sec-asyncdisposablestack.prototype.disposeasync>
fn dispose_async<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let capability = capability_of(new_promise(cx)?);
    let method = "AsyncDisposableStack.prototype.disposeAsync";
    if let Err(abrupt) = require_kind(cx, this, kind::ASYNC_DISPOSABLE_STACK, method) {
        return capability.reject_abrupt(cx, abrupt);
    }
    if is_disposed(cx, this) {
        capability.resolve(cx, Local::UNDEFINED)?;
        return Ok(capability.promise);
    }
    let resources = take_resources(cx, this)?;
    let disposal = begin_disposal(cx, resources, Local::HOLE, capability.promise)?;
    advance(cx, disposal)?;
    Ok(capability.promise)
}

/// A promise whose resolving functions nobody sees.
fn capability_of(promise: Local<'_>) -> PromiseCapability<'_> {
    PromiseCapability { promise, ..PromiseCapability::NONE }
}

/// Goes on with a disposal until it waits, or until its promise is settled.
fn advance<'s>(cx: &mut Scope<'s>, disposal: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let constructor = cx.intrinsic(Intrinsic::Promise)?;
    while let Some(value) = continue_disposal(&mut cx, disposal)? {
        match promise_resolve(&mut cx, constructor, value) {
            Ok(promise) => return await_promise(&mut cx, promise, awaited, disposal),
            Err(abrupt) => {
                let reason = cx.catch(abrupt)?;
                note_disposal_error(&mut cx, disposal, reason)?;
            }
        }
    }
    let promise = owner_of_disposal(&mut cx, disposal)?;
    let capability = capability_of(promise);
    match end_disposal(&mut cx, disposal) {
        Ok(()) => capability.resolve(&mut cx, Local::UNDEFINED),
        Err(abrupt) => capability.reject_abrupt(&mut cx, abrupt).map(|_| ()),
    }
}

/// The job of what a disposal waits for.
fn awaited<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let disposal = arguments.get(0);
    if cx.raw(arguments.get(2)).word_value() == Value::TRUE {
        note_disposal_error(cx, disposal, arguments.get(1))?;
    }
    advance(cx, disposal)?;
    Ok(Local::UNDEFINED)
}

/// AsyncDisposableStack.prototype.adopt ( value, onDisposeAsync ) –
/// <https://tc39.es/proposal-explicit-resource-management/#sec-asyncdisposablestack.prototype.adopt>
fn adopt<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::ASYNC_DISPOSABLE_STACK, "AsyncDisposableStack.prototype.adopt")?;
    adopt_resource(cx, this, arguments, DisposeHint::Async)
}

/// AsyncDisposableStack.prototype.defer ( onDisposeAsync ) –
/// <https://tc39.es/proposal-explicit-resource-management/#sec-asyncdisposablestack.prototype.defer>
fn defer<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::ASYNC_DISPOSABLE_STACK, "AsyncDisposableStack.prototype.defer")?;
    defer_method(cx, this, arguments.get(0), DisposeHint::Async)
}

/// AsyncDisposableStack.prototype.move ( ) –
/// <https://tc39.es/proposal-explicit-resource-management/#sec-asyncdisposablestack.prototype.move>
fn move_<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::ASYNC_DISPOSABLE_STACK, "AsyncDisposableStack.prototype.move")?;
    move_resources(cx, this, Intrinsic::AsyncDisposableStackPrototype, kind::ASYNC_DISPOSABLE_STACK)
}

/// get AsyncDisposableStack.prototype.disposed –
/// <https://tc39.es/proposal-explicit-resource-management/#sec-get-asyncdisposablestack.prototype.disposed>
fn disposed<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::ASYNC_DISPOSABLE_STACK, "get AsyncDisposableStack.prototype.disposed")?;
    Ok(Local::bool(is_disposed(cx, this)))
}
