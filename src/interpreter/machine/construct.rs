//! `new` and `super(…)`: what is constructed is allocated here when its class is an ordinary one that has been
//! constructed before; everything else is an operation.

use super::allocate::{Request, room_at_once, room_slowly, settle, write_header};
use super::call::{Entry, callee_and_arguments, enter_despite, entry_flag, entry_of, entry_trait, is_object};
use super::completion::Outcome;
use super::frame::{ARGUMENTS, CALLEE, LINK, NEW_TARGET, THIS, link_to, load, store};
use super::node::{Node, evaluate};
use super::operation::{local_of, slot_of};
use super::property::kind_of;
use super::word::MachineWord;
use crate::interpreter::operations as op;
use crate::interpreter::operations::class::record;
use crate::runtime::{Arguments, Isolate, Scope};
use crate::value::{Value, kind, layout};

/// `new F(…)`. Fields: a callee; b list; c depth; d number of arguments.
pub(crate) unsafe fn construct<const OLD: bool>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let depth = (*node).c;
        callee_and_arguments(vm, node, fp)?;
        let function = load(vm, fp, depth + CALLEE);
        store(vm, fp, depth + NEW_TARGET, function);
        construct_frame::<false, OLD>(vm, node, fp.add(depth as usize), (*node).d)
    }
}

/// The object that `super(…)` gives. Fields: a parent; b list; c depth; d number of arguments; k (low half) new.target.
pub(crate) unsafe fn construct_super<const OLD: bool>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let depth = (*node).c;
        callee_and_arguments(vm, node, fp)?;
        let target = evaluate(vm, node, fp, (*node).k as u32)?;
        store(vm, fp, depth + NEW_TARGET, target);
        construct_frame::<true, OLD>(vm, node, fp.add(depth as usize), (*node).d)
    }
}

/// [[Construct]]: the frame at `callee` holds callee, new.target and arguments.
#[inline(always)]
unsafe fn construct_frame<const SUPER: bool, const OLD: bool>(
    vm: *mut Isolate,
    node: *const Node,
    callee: *mut Value,
    count: u32,
) -> Outcome {
    // SAFETY: M2–M4: constructors get an object as `this`, or none yet; class constructors are being constructed.
    unsafe {
        store(vm, callee, LINK, link_to(node));
        let Some(entry) = plain_constructor(vm, callee) else {
            return construct_slowly::<SUPER>(vm, node, callee, count);
        };
        if (*entry).traits & entry_trait::DERIVED != 0 {
            store(vm, callee, THIS, Value::UNINITIALIZED);
            return enter_despite::<{ entry_flag::CLASS_CONSTRUCTOR }>(vm, node, callee, count, entry);
        }
        let Some((shape, words)) = initial_shape(vm, callee) else {
            return construct_slowly::<SUPER>(vm, node, callee, count);
        };
        let object = match room_at_once::<OLD>(vm, words) {
            Some(object) => object,
            None => {
                // Nothing else may keep the shape alive while this collects.
                store(vm, callee, THIS, Value::from_pointer((*vm).heap.shape_object(shape)));
                (*vm).heap.keep_shape(shape);
                let depth = (*node).c;
                let fp = callee.sub(depth as usize);
                let other = match (SUPER, OLD) {
                    (false, false) => construct::<true>,
                    (false, true) => construct::<false>,
                    (true, false) => construct_super::<true>,
                    (true, true) => construct_super::<false>,
                };
                let depth = depth + ARGUMENTS + count;
                room_slowly::<OLD>(vm, node, fp, Request { kind: kind::ORDINARY, words, depth, other })?
            }
        };
        write_header(object, kind::ORDINARY, words, shape);
        *object.add(layout::BUTTERFLY).cast::<Value>() = Value::NO_BUTTERFLY;
        for word in layout::BUTTERFLY + 1..words {
            *object.add(word).cast::<Value>() = Value::UNDEFINED;
        }
        settle::<OLD>(vm, object, words);
        store(vm, callee, THIS, Value::from_pointer(object));
        let result = enter_despite::<{ entry_flag::CLASS_CONSTRUCTOR | entry_flag::COERCES_THIS }>(
            vm, node, callee, count, entry,
        )?;
        Ok(if is_object(result) { result } else { load(vm, callee, THIS) })
    }
}

/// The entry of the constructor in the callee slot, if it is a compiled closure. CODE objects do not move.
#[inline(always)]
unsafe fn plain_constructor(vm: *mut Isolate, callee: *mut Value) -> Option<*const Entry> {
    // SAFETY: M2–M4.
    unsafe {
        let function = load(vm, callee, CALLEE);
        if !function.is_pointer() || kind_of(function.pointer()) != kind::FUNCTION {
            return None;
        }
        let cell = function.pointer();
        let entry = entry_of((*cell.add(layout::function::CODE).cast::<Value>()).pointer());
        let is_ready = (*entry).flags & entry_flag::UNCOMPILED == 0;
        (is_ready && *cell as u8 & layout::function::CONSTRUCTOR != 0).then_some(entry.cast_const())
    }
}

/// Shape id and size in words of what a base class makes for the new.target of the frame, if that is known and there is
/// nothing to do before the constructor's body: no fields, no private methods.
#[inline(always)]
unsafe fn initial_shape(vm: *mut Isolate, callee: *mut Value) -> Option<(u32, usize)> {
    // SAFETY: M2–M5: a SHAPE's header holds its id.
    unsafe {
        let home = *load(vm, callee, CALLEE).pointer().add(layout::function::HOME_OBJECT).cast::<Value>();
        if home.is_pointer() && kind_of(home.pointer()) == kind::RECORD {
            let word = |index: usize| *home.pointer().add(index).cast::<Value>();
            if word(record::FIELDS).is_pointer() || word(record::METHODS).is_pointer() {
                return None;
            }
        }
        let target = load(vm, callee, NEW_TARGET);
        if !target.is_pointer() || kind_of(target.pointer()) != kind::FUNCTION {
            return None;
        }
        let shape = *target.pointer().add(layout::function::INITIAL_SHAPE).cast::<Value>();
        if !shape.is_pointer() || kind_of(shape.pointer()) != kind::SHAPE {
            return None;
        }
        let traits = crate::runtime::Traits::unpack(*shape.pointer().add(layout::shape::TRAITS));
        let words = layout::BUTTERFLY + 1 + traits.inline_capacity as usize;
        (traits.kind == kind::ORDINARY).then_some((super::property::shape_of(shape.pointer()), words))
    }
}

/// [[Construct]] of anything.
#[inline(never)]
unsafe fn construct_slowly<const SUPER: bool>(
    vm: *mut Isolate,
    node: *const Node,
    callee: *mut Value,
    count: u32,
) -> Outcome {
    // SAFETY: M2–M4.
    unsafe {
        (*vm).heap.set_stack_top(callee.add((ARGUMENTS + count) as usize).cast());
        (*vm).frame = slot_of(vm, callee.sub((*node).c as usize), 0).0 as usize;
        (*vm).heap.site = node as usize;
        let constructor = local_of(vm, callee, CALLEE);
        let arguments = Arguments::in_frame(slot_of(vm, callee, ARGUMENTS), count);
        let mut cx = Scope::enter(&mut *vm);
        if SUPER {
            op::class::require_super_constructor(&mut cx, constructor)?;
        }
        let result = op::call::construct_frame(&mut cx, constructor, arguments)?;
        Ok(cx.raw(result).word_value())
    }
}
