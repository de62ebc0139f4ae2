//! Elements: `object[index]` on plain objects and arrays, and through them.

use super::completion::{NORMAL, Outcome};
use super::frame::{load, store};
use super::node::{Node, evaluate};
use super::operand::Operand;
use super::property::kind_of;
use super::slow;
use super::word::MachineWord;
use crate::runtime::Isolate;
use crate::value::{Value, kind, layout};

/// The address of element `index` of an ordinary object or array that has room for it; `None` if it has not, if the
/// object is another kind, or if `index` is not an int.
///
/// # Safety
/// M4: pointers are live cells.
#[inline(always)]
pub(crate) unsafe fn element_address(object: Value, index: Value) -> Option<(*mut u64, *mut Value)> {
    const _: () = assert!(kind::ORDINARY & 1 == 0 && kind::ARRAY == kind::ORDINARY | 1);
    if !object.is_pointer() || !index.is_int() {
        return None;
    }
    // SAFETY: M4; the butterfly's info tells how many elements there are.
    unsafe {
        let cell = object.pointer();
        if kind_of(cell) | 1 != kind::ARRAY {
            return None;
        }
        let butterfly = *cell.add(layout::BUTTERFLY).cast::<Value>();
        if !butterfly.is_pointer() {
            return None;
        }
        let butterfly = butterfly.pointer();
        let info = layout::ButterflyInfo(*butterfly.add(layout::butterfly::INFO));
        let index = index.as_int() as u32 as usize;
        if index >= info.elements() {
            return None;
        }
        Some((butterfly, butterfly.add(info.first_element() + index).cast()))
    }
}

/// Whether elements of an object may not simply be stored: it is frozen, sealed or not extensible.
///
/// # Safety
/// M4: `object` is a live cell.
#[inline(always)]
pub(super) unsafe fn has_guarded_elements(object: *const u64) -> bool {
    // SAFETY: M4: the header is the first word.
    unsafe { *object as u8 & layout::GUARDED_ELEMENTS != 0 }
}

/// Elements that a butterfly has room for.
///
/// # Safety
/// M4: `butterfly` is a BUTTERFLY.
#[inline(always)]
pub(super) unsafe fn capacity_of(butterfly: *mut u64) -> usize {
    // SAFETY: M4.
    unsafe { layout::ButterflyInfo(*butterfly.add(layout::butterfly::INFO)).elements() }
}

/// `object[index]`. Fields: a object; b index; c depth.
pub(crate) unsafe fn get_element<O: Operand, I: Operand>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let (object, index) = super::arithmetic::operands::<O, I>(vm, node, fp)?;
        get_element_from(vm, node, fp, object, index)
    }
}

/// The element of `object` at `index`.
///
/// # Safety
/// As [`super::node::NodeFunction`].
#[inline(always)]
pub(crate) unsafe fn get_element_from(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    object: Value,
    index: Value,
) -> Outcome {
    // SAFETY: M4.
    unsafe {
        if let Some((_, slot)) = element_address(object, index)
            && *slot != Value::HOLE
        {
            return Ok(*slot);
        }
        slow::get_element(vm, node, fp, object, index)
    }
}

/// `object[index] = value`. Fields: a object; b index; c depth: they wait at `c` and `c + 1`; d value, or a constant one
/// in k. `STATEMENT`: the value is not wanted.
pub(crate) unsafe fn set_element<O: Operand, I: Operand, V: Operand, const STATEMENT: bool>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
) -> Outcome {
    // SAFETY: M1–M4; slots `c` and `c + 1` are free at this depth.
    unsafe {
        let depth = (*node).c;
        if I::PURE && V::PURE {
            let object = O::get(vm, node, fp, (*node).a)?;
            let (index, value) = (I::get(vm, node, fp, (*node).b)?, V::get(vm, node, fp, (*node).d)?);
            if !put_element(vm, object, index, value) {
                store(vm, fp, depth, object);
                store(vm, fp, depth + 1, index);
                slow::set_element(vm, node, fp, value, 2)?;
            }
            return Ok(if STATEMENT { NORMAL } else { V::get(vm, node, fp, (*node).d)? });
        }
        let object = O::get(vm, node, fp, (*node).a)?;
        store(vm, fp, depth, object);
        let index = I::get(vm, node, fp, (*node).b)?;
        store(vm, fp, depth + 1, index);
        let value = V::get(vm, node, fp, (*node).d)?;
        let value = set_element_on::<2>(vm, node, fp, load(vm, fp, depth), load(vm, fp, depth + 1), value)?;
        Ok(if STATEMENT { NORMAL } else { value })
    }
}

/// Stores `value` in the element of `object` at `index`, both of which wait at the node's depth, where `KEEP` slots are
/// in use.
#[inline(always)]
unsafe fn set_element_on<const KEEP: u32>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    object: Value,
    index: Value,
    value: Value,
) -> Outcome {
    // SAFETY: M2–M4.
    unsafe {
        if put_element(vm, object, index, value) { Ok(value) } else { slow::set_element(vm, node, fp, value, KEEP) }
    }
}

/// Stores into an element that exists, or right behind the last one where there is room; false: not done.
#[inline(always)]
unsafe fn put_element(vm: *mut Isolate, object: Value, index: Value, value: Value) -> bool {
    // SAFETY: M4: an element that exists is a writable data property, unless the object's header says otherwise.
    unsafe {
        if let Some((host, slot)) = element_address(object, index)
            && !has_guarded_elements(object.pointer())
            && (*slot != Value::HOLE || slow::may_append(vm, object.pointer(), index.as_int()))
        {
            (*vm).heap.store_word(host, slot.cast(), value);
            return true;
        }
        false
    }
}

/// `object[index] OP= value`, `object[index]++`. Fields: a object; b index; c depth: object, index (a property key
/// after the read) and old value wait at `c`, `c + 1`, `c + 2`; d child that computes the new value. `POSTFIX`: the
/// result is what the slot `c + 2` holds at the end.
pub(crate) unsafe fn update_element<const POSTFIX: bool>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let depth = (*node).c;
        let object = evaluate(vm, node, fp, (*node).a)?;
        store(vm, fp, depth, object);
        let index = evaluate(vm, node, fp, (*node).b)?;
        store(vm, fp, depth + 1, index);
        if !index.is_int() {
            slow::to_element_key(vm, node, fp)?;
        }
        let old = get_element_from(vm, node, fp, load(vm, fp, depth), load(vm, fp, depth + 1))?;
        store(vm, fp, depth + 2, old);
        let new = evaluate(vm, node, fp, (*node).d)?;
        let new = set_element_on::<3>(vm, node, fp, load(vm, fp, depth), load(vm, fp, depth + 1), new)?;
        Ok(if POSTFIX { load(vm, fp, depth + 2) } else { new })
    }
}
