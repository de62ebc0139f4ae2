//! Variables: frame slots, contexts, constants.

use super::allocate::{Request, room, settle, write_header};
use super::completion::{NORMAL, Outcome};
use super::frame::{CALLEE, load, store};
use super::node::{Node, evaluate};
use super::operand::Operand;
use super::slow;
use super::word::MachineWord;
use crate::runtime::Isolate;
use crate::value::{Value, kind, layout};

/// The immediate in the payload.
pub(crate) unsafe fn constant(_: *mut Isolate, node: *const Node, _: *mut Value) -> Outcome {
    // SAFETY: M1: constant payloads are immediates.
    Ok(unsafe { Value::from_bits((*node).k) })
}

/// A local variable. Fields: a slot.
pub(crate) unsafe fn slot(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M2.
    Ok(unsafe { load(vm, fp, (*node).a) })
}

/// The value of a temporary that is not wanted there any more. Fields: a slot.
pub(crate) unsafe fn take_slot(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M2.
    unsafe {
        let value = load(vm, fp, (*node).a);
        store(vm, fp, (*node).a, Value::UNDEFINED);
        Ok(value)
    }
}

/// A local variable that may be uninitialised. Fields: a slot, c depth, d name.
pub(crate) unsafe fn checked_slot(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M2.
    unsafe {
        let value = load(vm, fp, (*node).a);
        if value == Value::UNINITIALIZED { slow::uninitialized(vm, node, fp) } else { Ok(value) }
    }
}

/// `local = b` for its value. Fields: a slot, b operand.
pub(crate) unsafe fn set_slot<V: Operand>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let value = V::get(vm, node, fp, (*node).b)?;
        store(vm, fp, (*node).a, value);
        Ok(value)
    }
}

/// `local = b` as a statement. Fields: a slot, b operand.
pub(crate) unsafe fn set_slot_statement<V: Operand>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let value = V::get(vm, node, fp, (*node).b)?;
        store(vm, fp, (*node).a, value);
        Ok(NORMAL)
    }
}

/// `local = b` where the local may be uninitialised. Fields: a slot, b child, c depth, d name.
pub(crate) unsafe fn set_checked_slot(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let value = evaluate(vm, node, fp, (*node).b)?;
        if load(vm, fp, (*node).a) == Value::UNINITIALIZED {
            return slow::uninitialized(vm, node, fp);
        }
        store(vm, fp, (*node).a, value);
        Ok(value)
    }
}

/// Sets `b` consecutive slots from `a` on to the payload (undefined, or uninitialised at the start of a block).
pub(crate) unsafe fn fill_slots(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1, M2.
    unsafe {
        for index in 0..(*node).b {
            store(vm, fp, (*node).a + index, Value::from_bits((*node).k));
        }
        Ok(NORMAL)
    }
}

/// A heap constant of the function: strings, code, templates. Fields: d index.
pub(crate) unsafe fn heap_constant(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1, M2, M4.
    Ok(unsafe { constant_at(vm, fp, (*node).d) })
}

/// The constant `index` of the function running in the frame at `fp`.
///
/// # Safety
/// M2 and M4: slot 0 is a closure; `index` is below the number of its constants.
#[inline(always)]
pub(crate) unsafe fn constant_at(vm: *mut Isolate, fp: *mut Value, index: u32) -> Value {
    // SAFETY: M2, M4.
    unsafe {
        let closure = load(vm, fp, CALLEE).pointer().cast::<Value>();
        let code = (*closure.add(layout::function::CODE)).pointer().cast::<Value>();
        let constants = (*code.add(layout::code::CONSTANTS)).pointer().cast::<Value>();
        *constants.add(layout::words::ELEMENTS + index as usize)
    }
}

/// Word of context variable `index`.
pub(crate) const fn variable_word(index: u32) -> u32 {
    layout::context::VARIABLES as u32 + index
}

/// Where to start looking for a context: field `a` of context nodes holds a frame slot, or this for the context that
/// the running closure was created in.
pub(crate) const CLOSURE_CONTEXT: u32 = u32::MAX;

/// The context that a context node means. Fields: a slot of a context or [`CLOSURE_CONTEXT`]; b hops outwards.
///
/// # Safety
/// M2 and M4: as many contexts as hops exist.
#[inline(always)]
unsafe fn context_of(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> *mut Value {
    // SAFETY: M2, M4.
    unsafe {
        let mut context = if (*node).a == CLOSURE_CONTEXT {
            let closure = load(vm, fp, CALLEE).pointer().cast::<Value>();
            (*closure.add(layout::function::CONTEXT)).pointer()
        } else {
            load(vm, fp, (*node).a).pointer()
        }
        .cast::<Value>();
        for _ in 0..(*node).b {
            context = (*context.add(layout::context::PREVIOUS)).pointer().cast();
        }
        context
    }
}

/// A captured variable. Fields: a, b context; d word; (checked: c depth, k name).
pub(crate) unsafe fn context_variable<const CHECKED: bool>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
) -> Outcome {
    // SAFETY: M2, M4.
    unsafe {
        let value = *context_of(vm, node, fp).add((*node).d as usize);
        if CHECKED && value == Value::UNINITIALIZED {
            return slow::uninitialized_variable(vm, node, fp, (*node).k as u32);
        }
        Ok(value)
    }
}

/// An imported variable: one of the context that a captured variable holds. Fields: a, b context; c depth; d word; k name
/// (low half) and word of the other context (high half).
pub(crate) unsafe fn import_variable(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M2, M4: code of a module runs only after linking has put the contexts there that its imports mean.
    unsafe {
        let holder = (*context_of(vm, node, fp).add((*node).d as usize)).pointer().cast::<Value>();
        let value = *holder.add(((*node).k >> 32) as usize);
        if value == Value::UNINITIALIZED {
            return slow::uninitialized_variable(vm, node, fp, (*node).k as u32);
        }
        Ok(value)
    }
}

/// A variable of the closure's own context. Fields: a word.
pub(crate) unsafe fn outer_variable(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M2, M4.
    unsafe { super::operand::Outer::get(vm, node, fp, (*node).a) }
}

/// Assignment to a captured variable. Fields: a, b context; c depth; d word; k distance of the value child (low half)
/// and name (high half).
pub(crate) unsafe fn set_context_variable<const CHECKED: bool>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let value = evaluate(vm, node, fp, (*node).k as u32)?;
        let context = context_of(vm, node, fp);
        let slot = context.add((*node).d as usize);
        if CHECKED && *slot == Value::UNINITIALIZED {
            return slow::uninitialized_variable(vm, node, fp, ((*node).k >> 32) as u32);
        }
        (*vm).heap.store_word(context.cast(), slot.cast(), value);
        Ok(value)
    }
}

/// Makes a context for a scope and keeps it in a slot. Fields: a enclosing context (slot or [`CLOSURE_CONTEXT`], or
/// one less for none); b slot that receives it; c depth; d scope info constant; k number of variables (low half) and
/// the word to fill them with (high half).
pub(crate) unsafe fn push_context<const OLD: bool>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4: the new object's words are all written before anything can look at it.
    unsafe {
        let count = ((*node).k as u32) as usize;
        let words = layout::context::VARIABLES + count;
        let other = if OLD { push_context::<false> } else { push_context::<true> };
        let object = room::<OLD>(vm, node, fp, Request { kind: kind::CONTEXT, words, depth: (*node).c, other })?;
        write_header(object, kind::CONTEXT, words, 0);
        let object = object.cast::<Value>();
        let previous = match (*node).a {
            CLOSURE_CONTEXT => {
                let closure = load(vm, fp, CALLEE).pointer().cast::<Value>();
                *closure.add(layout::function::CONTEXT)
            }
            NO_CONTEXT => Value::UNDEFINED,
            slot => load(vm, fp, slot),
        };
        *object.add(layout::context::PREVIOUS) = previous;
        *object.add(layout::context::SCOPE_INFO) = constant_at(vm, fp, (*node).d);
        let filler = Value::from_bits((*node).k >> 32);
        for index in 0..count {
            *object.add(layout::context::VARIABLES + index) = filler;
        }
        settle::<OLD>(vm, object.cast(), words);
        store(vm, fp, (*node).b, Value::from_pointer(object.cast()));
        Ok(NORMAL)
    }
}

/// Field `a` of [`push_context`] when there is no enclosing context.
pub(crate) const NO_CONTEXT: u32 = u32::MAX - 1;

/// Replaces the context in slot `a` by a copy: a new iteration of a `for (let …)`. Fields: a slot, c depth, d number
/// of variables.
pub(crate) unsafe fn copy_context<const OLD: bool>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let words = layout::context::VARIABLES + (*node).d as usize;
        let other = if OLD { copy_context::<false> } else { copy_context::<true> };
        let object = room::<OLD>(vm, node, fp, Request { kind: kind::CONTEXT, words, depth: (*node).c, other })?;
        write_header(object, kind::CONTEXT, words, 0);
        let old = load(vm, fp, (*node).a).pointer().cast::<Value>();
        for word in 1..words {
            *object.cast::<Value>().add(word) = *old.add(word);
        }
        settle::<OLD>(vm, object, words);
        store(vm, fp, (*node).a, Value::from_pointer(object));
        Ok(NORMAL)
    }
}
