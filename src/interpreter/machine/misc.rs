//! Small nodes: unary operators, optional chains, defaults, header reads, globals.

use super::completion::Outcome;
use super::frame::{CALLEE, THIS, load, publish, store};
use super::node::{Node, evaluate, list_child};
use super::property::{get_from, kind_of};
use super::slow;
use super::word::MachineWord;
use crate::runtime::Isolate;
use crate::value::number::to_int32 as double_to_int32;
use crate::value::{Value, kind, layout};

/// Never run: holders of lists, caches and fused nodes are only read.
pub(crate) unsafe fn fused(_: *mut Isolate, _: *const Node, _: *mut Value) -> Outcome {
    Ok(Value::UNDEFINED)
}

/// `-a`. Fields: a child; c depth.
pub(crate) unsafe fn negate(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let value = evaluate(vm, node, fp, (*node).a)?;
        if value.is_int() && value.as_int() != 0 && value.as_int() != i32::MIN {
            return Ok(Value::int(-value.as_int()));
        }
        if value.is_number() {
            return Ok(Value::double(-value.as_number()));
        }
        slow::unary(vm, node, fp, value, crate::interpreter::operations::operator::negate)
    }
}

/// `+a`. Fields: a child; c depth.
pub(crate) unsafe fn to_number(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let value = evaluate(vm, node, fp, (*node).a)?;
        if value.is_number() {
            return Ok(value);
        }
        slow::unary(vm, node, fp, value, crate::interpreter::operations::operator::to_number)
    }
}

/// `~a`. Fields: a child; c depth.
pub(crate) unsafe fn bit_not(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let value = evaluate(vm, node, fp, (*node).a)?;
        if value.is_int() {
            return Ok(Value::int(!value.as_int()));
        }
        if value.is_number() {
            return Ok(Value::int(!double_to_int32(value.as_number())));
        }
        slow::unary(vm, node, fp, value, crate::interpreter::operations::operator::bit_not)
    }
}

/// The string of a template's expression. Fields: a child; c depth.
pub(crate) unsafe fn to_string(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let value = evaluate(vm, node, fp, (*node).a)?;
        if value.is_pointer() && kind::is_string(kind_of(value.pointer())) {
            return Ok(value);
        }
        slow::unary(vm, node, fp, value, crate::interpreter::operations::operator::to_string)
    }
}

/// The child `a`, or where that is undefined the child `b`.
pub(crate) unsafe fn or_default(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let value = evaluate(vm, node, fp, (*node).a)?;
        if value == Value::UNDEFINED { evaluate(vm, node, fp, (*node).b) } else { Ok(value) }
    }
}

/// The child `a`, or where that yields HOLE (a name not found dynamically) the child `b`.
pub(crate) unsafe fn fallback(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let value = evaluate(vm, node, fp, (*node).a)?;
        if value == Value::HOLE { evaluate(vm, node, fp, (*node).b) } else { Ok(value) }
    }
}

/// A long `&&` (d = 0), `||` (1) or `??` (2). Fields: a list; b length.
pub(crate) unsafe fn logical_chain(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let mut value = Value::UNDEFINED;
        for index in 0..(*node).b as usize {
            let child = list_child(node, (*node).a, index);
            value = ((*child).run)(vm, child, fp)?;
            let decided = match (*node).d {
                0 => !slow::to_boolean(value),
                1 => slow::to_boolean(value),
                _ => !value.is_nullish(),
            };
            if decided {
                break;
            }
        }
        Ok(value)
    }
}

/// A link of an optional chain: stores the object of child `a` at `c`, then runs `b`. An optional link (d = 1) with a
/// nullish object cuts the chain short with HOLE, and every link passes a HOLE on.
pub(crate) unsafe fn chain_link(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let object = evaluate(vm, node, fp, (*node).a)?;
        if object == Value::HOLE || ((*node).d == 1 && object.is_nullish()) {
            return Ok(Value::HOLE);
        }
        store(vm, fp, (*node).c, object);
        evaluate(vm, node, fp, (*node).b)
    }
}

/// The end of an optional chain: HOLE becomes undefined.
pub(crate) unsafe fn end_chain(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let value = evaluate(vm, node, fp, (*node).a)?;
        Ok(if value == Value::HOLE { Value::UNDEFINED } else { value })
    }
}

/// The end of `delete a?.b`: HOLE becomes true.
pub(crate) unsafe fn end_chain_true(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let value = evaluate(vm, node, fp, (*node).a)?;
        Ok(if value == Value::HOLE { Value::TRUE } else { value })
    }
}

/// Prepares a call in an optional chain: object of child `a` becomes `this` at `c + 1`, the child `b` reads the
/// function from it. Yields HOLE if the chain is cut short. d = 1: the object may be nullish.
pub(crate) unsafe fn prepare_chain(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let depth = (*node).c;
        store(vm, fp, depth + CALLEE, Value::UNDEFINED);
        store(vm, fp, depth + THIS, Value::UNDEFINED);
        let object = evaluate(vm, node, fp, (*node).a)?;
        if object == Value::HOLE || ((*node).d == 1 && object.is_nullish()) {
            return Ok(Value::HOLE);
        }
        store(vm, fp, depth + THIS, object);
        let function = evaluate(vm, node, fp, (*node).b)?;
        store(vm, fp, depth + CALLEE, function);
        Ok(Value::UNDEFINED)
    }
}

/// Prepares a call of a chain's value: the callee is the child `a`, `this` undefined.
pub(crate) unsafe fn prepare_chain_value(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let depth = (*node).c;
        store(vm, fp, depth + CALLEE, Value::UNDEFINED);
        store(vm, fp, depth + THIS, Value::UNDEFINED);
        let function = evaluate(vm, node, fp, (*node).a)?;
        if function == Value::HOLE {
            return Ok(Value::HOLE);
        }
        store(vm, fp, depth + CALLEE, function);
        Ok(Value::UNDEFINED)
    }
}

/// A call in an optional chain: `a` prepares, `b` calls. d = 1: the callee may be nullish.
pub(crate) unsafe fn chain_call(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        if evaluate(vm, node, fp, (*node).a)? == Value::HOLE {
            return Ok(Value::HOLE);
        }
        if (*node).d == 1 && load(vm, fp, (*node).c + CALLEE).is_nullish() {
            return Ok(Value::HOLE);
        }
        evaluate(vm, node, fp, (*node).b)
    }
}

/// The context that the running closure was created in.
pub(crate) unsafe fn closure_context(vm: *mut Isolate, _: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M2, M4.
    unsafe {
        let closure = load(vm, fp, CALLEE).pointer().cast::<Value>();
        Ok(*closure.add(layout::function::CONTEXT))
    }
}

/// The home object of the running method. A class constructor keeps a record of which it is the first word.
pub(crate) unsafe fn home_object(vm: *mut Isolate, _: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M2, M4.
    unsafe {
        let closure = load(vm, fp, CALLEE).pointer().cast::<Value>();
        let home = *closure.add(layout::function::HOME_OBJECT);
        if home.is_pointer() && kind_of(home.pointer()) == kind::RECORD {
            return Ok(*home.pointer().cast::<Value>().add(1));
        }
        Ok(home)
    }
}

/// `this` of a derived constructor, which `super()` may not have bound yet. Fields: c depth.
pub(crate) unsafe fn checked_this(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M2.
    unsafe {
        let this = load(vm, fp, THIS);
        if this == Value::UNINITIALIZED { slow::uninitialized_this(vm, node, fp) } else { Ok(this) }
    }
}

/// As [`checked_this`] where a derived constructor has ended: who called it gets the error. Fields: c depth.
pub(crate) unsafe fn constructed_this(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M2.
    unsafe {
        let this = load(vm, fp, THIS);
        if this == Value::UNINITIALIZED { slow::unconstructed_this(vm, node, fp) } else { Ok(this) }
    }
}

/// The global `this`.
pub(crate) unsafe fn global_this(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M2, M3.
    unsafe { super::operation::run(vm, node, fp, (*node).c, crate::interpreter::operations::global::global_this) }
}

/// A global variable. Fields: c depth; d name; payload and cache as property nodes (the object is the global object).
pub(crate) unsafe fn get_global(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M2–M5.
    unsafe {
        if let Some((_, slot)) = cached_global(vm, node)
            && *slot != Value::UNINITIALIZED
        {
            return Ok(*slot);
        }
        publish(vm, node, fp, (*node).c);
        slow::get_global_miss(vm, node, fp)
    }
}

/// In a global's cache entry, `depth` of a binding in the declarative record; 0 is a property of the global object.
pub(super) const LEXICAL: u16 = 1;
/// In a global's cache entry, `new_shape` of one that may be assigned.
pub(super) const WRITABLE: u32 = 1;

/// The object that holds a cached global, and its slot.
///
/// # Safety
/// M3, M5: `node` is a global's node with its cache.
#[inline(always)]
unsafe fn cached_global(vm: *mut Isolate, node: *const Node) -> Option<(*mut u64, *mut Value)> {
    // SAFETY: M3, M5.
    unsafe {
        let entry = &(*super::property::cache_of(node)).entry;
        let object = if entry.depth == LEXICAL { slow::global_lexicals(vm) } else { slow::global_object(vm) };
        if super::property::shape_of(object) != entry.shape {
            return None;
        }
        let slot = super::property::slot_address(object, entry.location);
        let host = if entry.location & super::property::OVERFLOW == 0 {
            object
        } else {
            (*object.add(layout::BUTTERFLY).cast::<Value>()).pointer()
        };
        Some((host, slot))
    }
}

/// Assignment to a global variable. Fields: b value; c depth; d name; cache behind.
pub(crate) unsafe fn set_global<const STRICT: bool>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M5.
    unsafe {
        let value = evaluate(vm, node, fp, (*node).b)?;
        if let Some((host, slot)) = cached_global(vm, node)
            && *slot != Value::UNINITIALIZED
            && (*super::property::cache_of(node)).entry.new_shape == WRITABLE
        {
            (*vm).heap.store_word(host, slot.cast(), value);
            return Ok(value);
        }
        slow::set_global(vm, node, fp, value, STRICT)
    }
}

/// `slot++` or `slot--` where the old value, made numeric, stays in the slot and the new one is the result. Fields: a
/// slot; c depth.
pub(crate) unsafe fn step_keeping_old<const STEP: i32>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M2, M3.
    unsafe {
        let old = load(vm, fp, (*node).a);
        if old.is_number() {
            return Ok(Value::number(old.as_number() + f64::from(STEP)));
        }
        slow::step_keeping_old(vm, node, fp, (*node).a, STEP)
    }
}

/// Reads a property through the node's cache: what method calls and updates share.
pub(crate) unsafe fn get_property(vm: *mut Isolate, node: *const Node, fp: *mut Value, object: Value) -> Outcome {
    // SAFETY: as `get_from`.
    unsafe { get_from(vm, node, fp, object) }
}
