//! `FinalizationRegistry` – ECMA-262 §26.2 <https://tc39.es/ecma262/#sec-finalization-registry-objects>
//!
//! A registry holds its cells in two doubly linked lists: those whose target lives, and those whose target died and whose
//! callback was not called yet. The collector reports cells with a dead target or token through `heap.take_finalized`.

use super::receiver::require_kind;
use crate::heap::{Allocation, Local};
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, Intrinsic, Scope, call, can_be_held_weakly, define_global, describe,
    enqueue_job, install_constructor, is_callable, method, ordinary_create_from_constructor, ordinary_object,
    same_value, tag, throw_type_error,
};
use crate::value::kind;
use crate::value::layout::{finalization_cell as cell, finalization_registry as registry};

const CONSTRUCTOR: Constructor = Constructor {
    name: "FinalizationRegistry",
    length: 1,
    steps: construct,
    requires_new: true,
    intrinsic: Intrinsic::FinalizationRegistry,
    statics: &[],
    prototype: PROTOTYPE,
};

const PROTOTYPE: &[Builtin] =
    &[method("register", 2, register), method("unregister", 1, unregister), tag("FinalizationRegistry")];

/// Makes `FinalizationRegistry` and puts it on the global object.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    cx.upcalls.finalize = finalize;
    let prototype = ordinary_object(cx)?;
    cx.set_intrinsic(Intrinsic::FinalizationRegistryPrototype, prototype);
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    define_global(cx, "FinalizationRegistry", constructor)
}

/// FinalizationRegistry ( cleanupCallback ) – <https://tc39.es/ecma262/#sec-finalization-registry-cleanup-callback>
fn construct<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if !is_callable(cx, arguments.get(0)) {
        return Err(throw_type_error(cx, format_args!("FinalizationRegistry: cleanup must be callable")));
    }
    let result = ordinary_create_from_constructor(
        cx,
        arguments.new_target(),
        Intrinsic::FinalizationRegistryPrototype,
        kind::FINALIZATION_REGISTRY,
    )?;
    cx.heap.store(result, registry::CLEANUP, arguments.get(0));
    Ok(result)
}

/// FinalizationRegistry.prototype.register ( target, heldValue [ , unregisterToken ] ) –
/// <https://tc39.es/ecma262/#sec-finalization-registry.prototype.register>
fn register<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    const NAME: &str = "FinalizationRegistry.prototype.register";
    require_kind(cx, this, kind::FINALIZATION_REGISTRY, NAME)?;
    let (target, held_value, token) = (arguments.get(0), arguments.get(1), arguments.get(2));
    if !can_be_held_weakly(cx.raw(target)) {
        return Err(throw_type_error(cx, format_args!("{NAME}: invalid target")));
    }
    if same_value(cx, target, held_value)? {
        return Err(throw_type_error(cx, format_args!("{NAME}: target and holdings must not be same")));
    }
    if !can_be_held_weakly(cx.raw(token)) && !cx.raw(token).is_undefined() {
        return Err(throw_invalid_token(cx, token));
    }
    let allocation = Allocation::young(kind::FINALIZATION_CELL, 0, cell::WORDS);
    let new = cx.allocate(allocation, |init| {
        init.set(cell::TARGET, target);
        init.set(cell::TOKEN, token);
        init.set(cell::HELD_VALUE, held_value);
    })?;
    link(cx, this, registry::CELLS, new)?;
    Ok(Local::UNDEFINED)
}

#[cold]
fn throw_invalid_token(cx: &mut Scope<'_>, token: Local<'_>) -> crate::runtime::Abrupt {
    let shown = describe(cx, token);
    throw_type_error(cx, format_args!("Invalid unregisterToken ('{shown}')"))
}

/// FinalizationRegistry.prototype.unregister ( unregisterToken ) –
/// <https://tc39.es/ecma262/#sec-finalization-registry.prototype.unregister>
fn unregister<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::FINALIZATION_REGISTRY, "FinalizationRegistry.prototype.unregister")?;
    let token = arguments.get(0);
    if !can_be_held_weakly(cx.raw(token)) {
        return Err(throw_invalid_token(cx, token));
    }
    let mut removed = false;
    for list in [registry::CELLS, registry::DEAD] {
        let first = cx.word(this, list)?;
        let next = cx.variable(first)?;
        while cx.raw(next.get()).is_pointer() {
            let mut cx = cx.open();
            cx.step(1)?;
            let following = cx.word(next.get(), cell::NEXT)?;
            let candidate = cx.weak_word(next.get(), cell::TOKEN)?;
            if cx.raw(candidate).identical(cx.raw(token)) {
                unlink(&mut cx, this, list, next.get())?;
                removed = true;
            }
            next.set(&mut cx, following);
        }
    }
    Ok(Local::bool(removed))
}

/// Puts a cell, which is in no list, at the head of one.
fn link(cx: &mut Scope<'_>, owner: Local<'_>, list: usize, new: Local<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let first = cx.word(owner, list)?;
    cx.heap.store(new, cell::REGISTRY, owner);
    cx.heap.store(new, cell::PREVIOUS, Local::UNDEFINED);
    cx.heap.store(new, cell::NEXT, first);
    if cx.raw(first).is_pointer() {
        cx.heap.store(first, cell::PREVIOUS, new);
    }
    cx.heap.store(owner, list, new);
    Ok(())
}

/// Takes a cell out of its list.
fn unlink(cx: &mut Scope<'_>, owner: Local<'_>, list: usize, old: Local<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let previous = cx.word(old, cell::PREVIOUS)?;
    let next = cx.word(old, cell::NEXT)?;
    if cx.raw(previous).is_pointer() {
        cx.heap.store(previous, cell::NEXT, next);
    } else {
        cx.heap.store(owner, list, next);
    }
    if cx.raw(next).is_pointer() {
        cx.heap.store(next, cell::PREVIOUS, previous);
    }
    for word in [cell::REGISTRY, cell::PREVIOUS, cell::NEXT] {
        cx.heap.store(old, word, Local::UNDEFINED);
    }
    Ok(())
}

/// Moves the cells whose targets died to their registries' lists of the dead, and has the registries cleaned up.
///
/// # Errors
/// Termination when there is no memory.
fn finalize(cx: &mut Scope<'_>) -> Completion<()> {
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let taken = cx.heap.take_finalized();
        let dead = match taken {
            Ok(None) => return Ok(()),
            Ok(Some(slot)) => Local::in_slot(slot),
            Err(fault) => return Err(cx.fault(fault.into())),
        };
        let owner = cx.word(dead, cell::REGISTRY)?;
        let target = cx.weak_word(dead, cell::TARGET)?;
        if !cx.raw(target).is_undefined() || !cx.raw(owner).is_pointer() {
            continue;
        }
        let is_scheduled = cx.raw(owner).word(registry::DEAD).is_pointer();
        unlink(&mut cx, owner, registry::CELLS, dead)?;
        link(&mut cx, owner, registry::DEAD, dead)?;
        // Its token may die too; then it is reported again, and must not look as if its target had just died.
        cx.heap.store(dead, cell::TARGET, Local::NULL);
        if !is_scheduled {
            schedule(&mut cx, owner)?;
        }
    }
}

/// HostEnqueueFinalizationRegistryCleanupJob – <https://tc39.es/ecma262/#sec-host-cleanup-finalization-registry>
fn schedule<'s>(cx: &mut Scope<'s>, owner: Local<'s>) -> Completion<()> {
    let hooks = cx.hooks.clone();
    if hooks.host_enqueue_finalization_registry_cleanup_job(cx, owner) {
        return Ok(());
    }
    enqueue_job(cx, clean_up, [owner, Local::UNDEFINED, Local::UNDEFINED])
}

fn clean_up<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    cleanup_finalization_registry(cx, arguments.get(0))?;
    Ok(Local::UNDEFINED)
}

/// CleanupFinalizationRegistry – <https://tc39.es/ecma262/#sec-cleanup-finalization-registry>
///
/// # Errors
/// Whatever the callback throws; the cells behind it stay for the next time.
pub(crate) fn cleanup_finalization_registry<'s>(cx: &mut Scope<'s>, owner: Local<'s>) -> Completion<()> {
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let dead = cx.word(owner, registry::DEAD)?;
        if !cx.raw(dead).is_pointer() {
            return Ok(());
        }
        let held_value = cx.word(dead, cell::HELD_VALUE)?;
        let callback = cx.word(owner, registry::CLEANUP)?;
        unlink(&mut cx, owner, registry::DEAD, dead)?;
        if let Err(abrupt) = call(&mut cx, callback, Local::UNDEFINED, &[held_value]) {
            if cx.raw(owner).word(registry::DEAD).is_pointer() && !cx.is_terminating() {
                schedule(&mut cx, owner)?;
            }
            return Err(abrupt);
        }
    }
}
