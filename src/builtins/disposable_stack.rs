//! `DisposableStack` – <https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack-objects>
//!
//! The word of a stack holds its resources as the runtime keeps them (UNDEFINED: none), or NULL once it is disposed of.
//! What does not depend on the sort of stack serves `AsyncDisposableStack` as well.

use super::receiver::{require_kind, share_method};
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Abrupt, Arguments, Builtin, Completion, Constructor, DisposeHint, Intrinsic, Scope, begin_disposal,
    continue_disposal, create_disposable_resource, create_disposal_method, define_global, end_disposal, getter,
    install_constructor, link_resource, make_object, method, ordinary_create_from_constructor, ordinary_object, tag,
    throw_reference_error,
};
use crate::value::kind;
use crate::value::layout::wrapper;

const CONSTRUCTOR: Constructor = Constructor {
    name: "DisposableStack",
    length: 0,
    steps: construct,
    requires_new: true,
    intrinsic: Intrinsic::DisposableStack,
    statics: &[],
    prototype: PROTOTYPE,
};

const PROTOTYPE: &[Builtin] = &[
    method("use", 1, use_),
    method("dispose", 0, dispose),
    method("adopt", 2, adopt),
    method("defer", 1, defer),
    method("move", 0, move_),
    getter("disposed", disposed),
    tag("DisposableStack"),
];

/// Makes `DisposableStack`.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let prototype = ordinary_object(cx)?;
    cx.set_intrinsic(Intrinsic::DisposableStackPrototype, prototype);
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    share_method(cx, prototype, "dispose", KnownName::SymbolDispose)?;
    define_global(cx, "DisposableStack", constructor)
}

/// DisposableStack ( ) – <https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack>
fn construct<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let (default, kind) = (Intrinsic::DisposableStackPrototype, kind::DISPOSABLE_STACK);
    ordinary_create_from_constructor(cx, arguments.new_target(), default, kind)
}

/// Whether a stack is disposed of. Pure.
pub(super) fn is_disposed(cx: &Scope<'_>, stack: Local<'_>) -> bool {
    cx.raw(stack).word(wrapper::VALUE).is_null()
}

/// Checks that a stack is not disposed of.
///
/// # Errors
/// ReferenceError when it is.
fn require_pending(cx: &mut Scope<'_>, stack: Local<'_>) -> Completion<()> {
    if is_disposed(cx, stack) { Err(throw_disposed(cx)) } else { Ok(()) }
}

#[cold]
fn throw_disposed(cx: &mut Scope<'_>) -> Abrupt {
    throw_reference_error(cx, format_args!("Cannot add values to a disposed stack!"))
}

/// Puts a resource on a stack, unless that was disposed of meanwhile.
fn append(cx: &mut Scope<'_>, stack: Local<'_>, resource: Local<'_>) -> Completion<()> {
    if is_disposed(cx, stack) {
        return Ok(());
    }
    let mut cx = cx.open();
    let last = cx.word(stack, wrapper::VALUE)?;
    link_resource(&mut cx, resource, last);
    cx.heap.store(stack, wrapper::VALUE, resource);
    Ok(())
}

/// Takes all resources from a stack, which is disposed of from then on.
pub(super) fn take_resources<'s>(cx: &mut Scope<'s>, stack: Local<'s>) -> Completion<Local<'s>> {
    let resources = cx.word(stack, wrapper::VALUE)?;
    cx.heap.store(stack, wrapper::VALUE, Local::NULL);
    Ok(resources)
}

/// What `use` does in both sorts of stacks.
pub(super) fn use_resource<'s>(
    cx: &mut Scope<'s>,
    stack: Local<'s>,
    value: Local<'s>,
    hint: DisposeHint,
) -> Completion<Local<'s>> {
    require_pending(cx, stack)?;
    let mut inner = cx.open();
    if let Some(resource) = create_disposable_resource(&mut inner, value, hint)? {
        append(&mut inner, stack, resource)?;
    }
    drop(inner);
    Ok(value)
}

/// What `adopt` does in both sorts of stacks.
pub(super) fn adopt_resource<'s>(
    cx: &mut Scope<'s>,
    stack: Local<'s>,
    arguments: Arguments<'s>,
    hint: DisposeHint,
) -> Completion<Local<'s>> {
    append_method(cx, stack, Some(arguments.get(0)), arguments.get(1), hint)?;
    Ok(arguments.get(0))
}

/// What `defer` does in both sorts of stacks.
pub(super) fn defer_method<'s>(
    cx: &mut Scope<'s>,
    stack: Local<'s>,
    method: Local<'s>,
    hint: DisposeHint,
) -> Completion<Local<'s>> {
    append_method(cx, stack, None, method, hint)?;
    Ok(Local::UNDEFINED)
}

/// Puts a method to call on a stack, with a value if it is to be called with one.
fn append_method<'s>(
    cx: &mut Scope<'s>,
    stack: Local<'s>,
    value: Option<Local<'s>>,
    method: Local<'s>,
    hint: DisposeHint,
) -> Completion<()> {
    require_pending(cx, stack)?;
    let mut cx = cx.open();
    let resource = create_disposal_method(&mut cx, value, method, hint)?;
    append(&mut cx, stack, resource)
}

/// What `move` does in both sorts of stacks: a new one with all resources of this one.
pub(super) fn move_resources<'s>(
    cx: &mut Scope<'s>,
    stack: Local<'s>,
    prototype: Intrinsic,
    kind: u8,
) -> Completion<Local<'s>> {
    require_pending(cx, stack)?;
    let prototype = cx.intrinsic(prototype)?;
    let new = make_object(cx, kind, prototype)?;
    let resources = take_resources(cx, stack)?;
    cx.heap.store(new, wrapper::VALUE, resources);
    Ok(new)
}

/// DisposableStack.prototype.use ( value ) –
/// <https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack.prototype.use>
fn use_<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::DISPOSABLE_STACK, "DisposableStack.prototype.use")?;
    use_resource(cx, this, arguments.get(0), DisposeHint::Sync)
}

/// DisposableStack.prototype.dispose ( ) –
/// <https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack.prototype.dispose>
fn dispose<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::DISPOSABLE_STACK, "DisposableStack.prototype.dispose")?;
    if is_disposed(cx, this) {
        return Ok(Local::UNDEFINED);
    }
    let mut inner = cx.open();
    let resources = take_resources(&mut inner, this)?;
    let disposal = begin_disposal(&mut inner, resources, Local::HOLE, Local::UNDEFINED)?;
    // Nothing here is async, so that there is nothing to wait for.
    continue_disposal(&mut inner, disposal)?;
    end_disposal(&mut inner, disposal)?;
    Ok(Local::UNDEFINED)
}

/// DisposableStack.prototype.adopt ( value, onDispose ) –
/// <https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack.prototype.adopt>
fn adopt<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::DISPOSABLE_STACK, "DisposableStack.prototype.adopt")?;
    adopt_resource(cx, this, arguments, DisposeHint::Sync)
}

/// DisposableStack.prototype.defer ( onDispose ) –
/// <https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack.prototype.defer>
fn defer<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::DISPOSABLE_STACK, "DisposableStack.prototype.defer")?;
    defer_method(cx, this, arguments.get(0), DisposeHint::Sync)
}

/// DisposableStack.prototype.move ( ) –
/// <https://tc39.es/proposal-explicit-resource-management/#sec-disposablestack.prototype.move>
fn move_<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::DISPOSABLE_STACK, "DisposableStack.prototype.move")?;
    move_resources(cx, this, Intrinsic::DisposableStackPrototype, kind::DISPOSABLE_STACK)
}

/// get DisposableStack.prototype.disposed –
/// <https://tc39.es/proposal-explicit-resource-management/#sec-get-disposablestack.prototype.disposed>
fn disposed<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::DISPOSABLE_STACK, "get DisposableStack.prototype.disposed")?;
    Ok(Local::bool(is_disposed(cx, this)))
}
