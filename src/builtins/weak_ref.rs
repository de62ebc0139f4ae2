//! `WeakRef` – ECMA-262 §26.1 <https://tc39.es/ecma262/#sec-weak-ref-objects>

use super::receiver::require_kind;
use crate::heap::{Allocation, Local};
use crate::runtime::{
    Arguments, Completion, Constructor, Intrinsic, Scope, can_be_held_weakly, define_global, install_constructor,
    method, ordinary_create_from_constructor, ordinary_object, tag, throw_type_error,
};
use crate::value::kind;
use crate::value::layout::wrapper;

const CONSTRUCTOR: Constructor = Constructor {
    name: "WeakRef",
    length: 1,
    steps: construct,
    requires_new: true,
    intrinsic: Intrinsic::WeakRef,
    statics: &[],
    prototype: &[method("deref", 0, deref), tag("WeakRef")],
};

/// The weak word of a WEAK_CELL.
const TARGET: usize = 1;

/// Makes `WeakRef` and puts it on the global object.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let prototype = ordinary_object(cx)?;
    cx.set_intrinsic(Intrinsic::WeakRefPrototype, prototype);
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    define_global(cx, "WeakRef", constructor)
}

/// WeakRef ( target ) – <https://tc39.es/ecma262/#sec-weak-ref-target>
fn construct<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let target = arguments.get(0);
    if !can_be_held_weakly(cx.raw(target)) {
        return Err(throw_type_error(cx, format_args!("WeakRef: invalid target")));
    }
    let new_target = arguments.new_target();
    let reference = ordinary_create_from_constructor(cx, new_target, Intrinsic::WeakRefPrototype, kind::WEAK_REF)?;
    cx.add_to_kept_objects(target)?;
    let mut inner = cx.open();
    let cell = inner.allocate(Allocation::young(kind::WEAK_CELL, 0, 2), |init| init.set(TARGET, target))?;
    inner.heap.store(reference, wrapper::VALUE, cell);
    drop(inner);
    Ok(reference)
}

/// WeakRef.prototype.deref ( ) – <https://tc39.es/ecma262/#sec-weak-ref.prototype.deref>
fn deref<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::WEAK_REF, "WeakRef.prototype.deref")?;
    let depth = cx.heap.stack_depth();
    let cell = cx.word(this, wrapper::VALUE)?;
    let target = cx.weak_word(cell, TARGET)?;
    cx.add_to_kept_objects(target)?;
    Ok(cx.collapse(depth, target))
}
