//! Literals and closures: values are evaluated into temporaries, then one bump allocation takes them all.

use super::allocate::{Request, room, settle, write_flagged_header, write_header};
use super::completion::Outcome;
use super::frame::{CALLEE, load, store};
use super::node::{Node, list_child};
use super::slow::ARRAY_LENGTH_WORD;
use super::variable::{CLOSURE_CONTEXT, NO_CONTEXT, constant_at};
use super::word::MachineWord;
use crate::runtime::Isolate;
use crate::value::{Value, kind, layout};

/// `{x: …, y: …}` with plain names only: the final shape is known after the first time. Fields: a list; b number of
/// values; c depth; d constant: the shape (a SHAPE cell); k its id, or 0 the first time.
pub(crate) unsafe fn object_literal<const OLD: bool>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4: the shape has exactly `b` inline slots behind the butterfly word.
    unsafe {
        let depth = (*node).c;
        let count = (*node).b;
        for index in 0..count {
            let child = list_child(node, (*node).a, index as usize);
            let value = ((*child).run)(vm, child, fp)?;
            store(vm, fp, depth + index, value);
        }
        let words = 2 + count as usize;
        let other = if OLD { object_literal::<false> } else { object_literal::<true> };
        let request = Request { kind: kind::ORDINARY, words, depth: depth + count, other };
        let object = room::<OLD>(vm, node, fp, request)?;
        write_header(object, kind::ORDINARY, words, (*node).k as u32);
        *object.add(layout::BUTTERFLY).cast::<Value>() = Value::NO_BUTTERFLY;
        for index in 0..count {
            *object.add(2 + index as usize).cast::<Value>() = load(vm, fp, depth + index);
        }
        settle::<OLD>(vm, object, words);
        Ok(Value::from_pointer(object))
    }
}

/// `[…]` without holes and spread, at most [`MAXIMUM_ARRAY`] elements. Fields: a list; b number of elements; c depth.
pub(crate) unsafe fn array_literal<const OLD: bool>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4: array and butterfly are allocated together, so nothing can move between them.
    unsafe {
        let depth = (*node).c;
        let count = (*node).b;
        for index in 0..count {
            let child = list_child(node, (*node).a, index as usize);
            let value = ((*child).run)(vm, child, fp)?;
            store(vm, fp, depth + index, value);
        }
        new_array::<OLD>(vm, node, fp, depth, count)
    }
}

/// A new array of `count` values that stand in slots from `depth` on.
unsafe fn new_array<const OLD: bool>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    depth: u32,
    count: u32,
) -> Outcome {
    // SAFETY: M2–M4: array and butterfly come from one allocation.
    unsafe {
        let butterfly_words = layout::butterfly::OVERFLOW + count as usize;
        let words = ARRAY_WORDS + if count == 0 { 0 } else { butterfly_words };
        let other = if OLD { array_literal::<false> } else { array_literal::<true> };
        let request = Request { kind: kind::ARRAY, words, depth: depth + count, other };
        let object = room::<OLD>(vm, node, fp, request)?;
        write_header(object, kind::ARRAY, ARRAY_WORDS, (*vm).array_shape);
        *object.add(ARRAY_LENGTH_WORD).cast::<Value>() = Value::int(count as i32);
        let link = object.add(layout::BUTTERFLY).cast::<Value>();
        if count == 0 {
            *link = Value::NO_BUTTERFLY;
            settle::<OLD>(vm, object, words);
            return Ok(Value::from_pointer(object));
        }
        let butterfly = object.add(ARRAY_WORDS);
        write_header(butterfly, kind::BUTTERFLY, butterfly_words, 0);
        *butterfly.add(layout::butterfly::INFO) = layout::ButterflyInfo::new(count as usize, 0, false).0;
        for index in 0..count {
            let value = load(vm, fp, depth + index);
            *butterfly.add(layout::butterfly::OVERFLOW + index as usize).cast::<Value>() = value;
        }
        *link = Value::from_pointer(butterfly);
        settle::<OLD>(vm, object, words);
        Ok(Value::from_pointer(object))
    }
}

/// Words of an array object: header, butterfly, length.
const ARRAY_WORDS: usize = 3;

/// Longest literal that [`array_literal`] takes.
pub(crate) const MAXIMUM_ARRAY: usize = 4096;

/// A function expression. Fields: a context (slot, [`CLOSURE_CONTEXT`] or [`NO_CONTEXT`]); b shape id; c depth; d
/// constant: the CODE; k the function's `length` (24 bits), header flags (8 bits) and constant of its name (high half).
pub(crate) unsafe fn closure<const OLD: bool>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4: every word of the new object is written.
    unsafe {
        let words = layout::function::WORDS;
        let other = if OLD { closure::<false> } else { closure::<true> };
        let object = room::<OLD>(vm, node, fp, Request { kind: kind::FUNCTION, words, depth: (*node).c, other })?;
        write_flagged_header(object, kind::FUNCTION, words, (*node).b, ((*node).k >> 24) as u8);
        let object = object.cast::<Value>();
        let context = match (*node).a {
            CLOSURE_CONTEXT => *load(vm, fp, CALLEE).pointer().cast::<Value>().add(layout::function::CONTEXT),
            NO_CONTEXT => Value::UNDEFINED,
            slot => load(vm, fp, slot),
        };
        *object.add(layout::BUTTERFLY) = Value::NO_BUTTERFLY;
        *object.add(layout::function::CODE) = constant_at(vm, fp, (*node).d);
        *object.add(layout::function::CONTEXT) = context;
        *object.add(layout::function::HOME_OBJECT) = Value::UNDEFINED;
        *object.add(layout::function::LENGTH) = Value::int(((*node).k & 0xff_ffff) as i32);
        *object.add(layout::function::NAME) = constant_at(vm, fp, ((*node).k >> 32) as u32);
        *object.add(layout::function::PROTOTYPE) = Value::LAZY;
        *object.add(layout::function::INITIAL_SHAPE) = Value::UNDEFINED;
        settle::<OLD>(vm, object.cast(), words);
        Ok(Value::from_pointer(object.cast()))
    }
}
