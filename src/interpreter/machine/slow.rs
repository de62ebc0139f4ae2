//! The slow paths: everything a node function does not do inline.
//!
//! Each publishes the frame first. Operands that live in Rust variables are stored into the free slots at the node's
//! depth before anything may allocate.

use super::call::{Entry, entry_flag};
use super::completion::{NORMAL, Outcome};
use super::frame::{ARGUMENTS, CALLEE, LINK, NEW_TARGET, THIS, link_to, load, publish, store};
use super::node::Node;
use super::operation::{Operation, local_of, run, slot_of};
use super::property::kind_of;
use super::variable::constant_at;
use super::word::MachineWord;
use crate::heap::Local;
use crate::interpreter::compiler::TurnPart;
use crate::interpreter::debugger;
use crate::interpreter::operations as op;
use crate::runtime::{Abrupt, Arguments, Isolate, NativeFunction, Scope};
use crate::value::{Value, kind, layout};

/// Runs a two-operand operation on values that are not in slots yet.
unsafe fn with_two(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    depth: u32,
    x: Value,
    y: Value,
    steps: Operation,
) -> Outcome {
    // SAFETY: M2: the slots at `depth` are free.
    unsafe {
        store(vm, fp, depth, x);
        store(vm, fp, depth + 1, y);
        let operands = Arguments::in_frame(slot_of(vm, fp, depth), 2);
        run(vm, node, fp, depth + 2, |cx| steps(cx, operands))
    }
}

/// An arithmetic operator on anything.
#[inline(never)]
pub(crate) unsafe fn arithmetic(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    operator: u8,
    x: Value,
    y: Value,
) -> Outcome {
    // SAFETY: M2, M3.
    unsafe { with_two(vm, node, fp, (*node).c, x, y, op::operator::ARITHMETIC[operator as usize]) }
}

/// As [`arithmetic`], with the slot at the node's depth kept.
#[inline(never)]
pub(crate) unsafe fn arithmetic_above(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    operator: u8,
    x: Value,
    y: Value,
) -> Outcome {
    // SAFETY: M2, M3.
    unsafe { with_two(vm, node, fp, (*node).c + 1, x, y, op::operator::ARITHMETIC[operator as usize]) }
}

/// A comparison of anything.
#[inline(never)]
pub(crate) unsafe fn comparison(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    operator: u8,
    x: Value,
    y: Value,
) -> Result<bool, Abrupt> {
    use super::arithmetic::operator::{STRICT_EQUAL, STRICT_NOT_EQUAL};
    // SAFETY: M2–M4.
    unsafe {
        if matches!(operator, STRICT_EQUAL | STRICT_NOT_EQUAL) && !may_be_equal_cells(x, y) {
            return Ok(operator == STRICT_NOT_EQUAL);
        }
        let result = with_two(vm, node, fp, (*node).c, x, y, op::operator::ARITHMETIC[operator as usize])?;
        Ok(result == Value::TRUE)
    }
}

/// Whether two different cells may be strictly equal: both strings or both BigInts.
unsafe fn may_be_equal_cells(x: Value, y: Value) -> bool {
    // SAFETY: M4.
    unsafe { kind_of(x.pointer()) < kind::FIRST_OBJECT && kind_of(y.pointer()) < kind::FIRST_OBJECT }
}

/// IsStrictlyEqual, for `switch`. Operands may use the slots above the node's depth.
pub(crate) unsafe fn strictly_equal(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    x: Value,
    y: Value,
) -> Result<bool, Abrupt> {
    use super::arithmetic::operator::STRICT_EQUAL;
    if let Some(verdict) = super::arithmetic::compare::<STRICT_EQUAL>(x, y) {
        return Ok(verdict);
    }
    // SAFETY: M2–M4.
    unsafe {
        if !may_be_equal_cells(x, y) {
            return Ok(false);
        }
        let steps = op::operator::ARITHMETIC[STRICT_EQUAL as usize];
        Ok(with_two(vm, node, fp, (*node).c + 1, x, y, steps)? == Value::TRUE)
    }
}

/// A one-operand operation.
#[inline(never)]
pub(crate) unsafe fn unary(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    value: Value,
    steps: Operation,
) -> Outcome {
    // SAFETY: M2, M3.
    unsafe {
        let depth = (*node).c;
        store(vm, fp, depth, value);
        let operands = Arguments::in_frame(slot_of(vm, fp, depth), 1);
        run(vm, node, fp, depth + 1, |cx| steps(cx, operands))
    }
}

/// The successor of a value that is not a number.
#[cold]
#[inline(never)]
pub(crate) unsafe fn step(vm: *mut Isolate, node: *const Node, fp: *mut Value, old: Value, step: i32) -> Outcome {
    // SAFETY: M2, M3.
    unsafe { with_two(vm, node, fp, (*node).c, old, Value::int(step), op::operator::step) }
}

/// `slot++` for its old value, when that is not a number.
#[cold]
#[inline(never)]
pub(crate) unsafe fn postfix_step(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    slot: u32,
    step: i32,
) -> Outcome {
    // SAFETY: M2, M3; `old` waits at the node's depth.
    unsafe {
        let depth = (*node).c;
        let old = unary(vm, node, fp, load(vm, fp, slot), op::operator::to_numeric)?;
        store(vm, fp, depth, old);
        let new = with_two(vm, node, fp, depth + 1, old, Value::int(step), op::operator::step)?;
        store(vm, fp, slot, new);
        Ok(load(vm, fp, depth))
    }
}

/// The new value of a step; the old one is made numeric in its slot.
#[cold]
#[inline(never)]
pub(crate) unsafe fn step_keeping_old(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    slot: u32,
    step: i32,
) -> Outcome {
    // SAFETY: M2, M3.
    unsafe {
        let old = unary(vm, node, fp, load(vm, fp, slot), op::operator::to_numeric)?;
        store(vm, fp, slot, old);
        with_two(vm, node, fp, (*node).c, old, Value::int(step), op::operator::step)
    }
}

/// ToBoolean.
#[inline(always)]
pub(crate) fn to_boolean(value: Value) -> bool {
    if value.bits() & !1 == Value::FALSE.bits() { value == Value::TRUE } else { to_boolean_slow(value) }
}

#[inline(never)]
fn to_boolean_slow(value: Value) -> bool {
    if value.is_number() {
        let number = value.as_number();
        return number != 0.0 && !number.is_nan();
    }
    if !value.is_pointer() {
        return false;
    }
    // SAFETY: M4: pointers lead to live cells.
    unsafe {
        let cell = value.pointer();
        match kind_of(cell) {
            kind if kind::is_string(kind) => *cell.add(layout::string::LENGTH) as u32 != 0,
            kind::BIGINT => *cell.add(layout::bigint::INFO) as u32 != 0,
            _ => true,
        }
    }
}

/// Throws for a variable read before its declaration; its name is the constant `d`.
#[cold]
#[inline(never)]
pub(crate) unsafe fn uninitialized(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe { uninitialized_variable(vm, node, fp, (*node).d) }
}

/// Throws for a variable read before its declaration.
#[cold]
#[inline(never)]
pub(crate) unsafe fn uninitialized_variable(vm: *mut Isolate, node: *const Node, fp: *mut Value, name: u32) -> Outcome {
    // SAFETY: M1–M4.
    unsafe { unary(vm, node, fp, constant_at(vm, fp, name), op::variable::throw_uninitialized) }
}

/// Throws for `this` before `super()`.
#[cold]
#[inline(never)]
pub(crate) unsafe fn uninitialized_this(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe { unary(vm, node, fp, Value::UNDEFINED, op::class::throw_uninitialized_this) }
}

/// Throws for a derived constructor that has not called `super()`.
#[cold]
#[inline(never)]
pub(crate) unsafe fn unconstructed_this(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe { unary(vm, node, fp, Value::UNDEFINED, op::class::throw_unconstructed_this) }
}

/// Counts a loop's back-edge; now and then looks at fuel and interrupts, and does what others have asked for. Field c is
/// the depth; `ABOVE` slots above it are in use.
#[inline(always)]
pub(crate) unsafe fn poll<const ABOVE: u32>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Result<(), Abrupt> {
    // SAFETY: M3.
    unsafe { if spends_last(vm) { poll_slow(vm, node, fp, (*node).c + ABOVE) } else { Ok(()) } }
}

/// As [`poll`]; the slots below `depth` are in use.
#[inline(always)]
pub(crate) unsafe fn poll_below(vm: *mut Isolate, node: *const Node, fp: *mut Value, depth: u32) -> Result<(), Abrupt> {
    // SAFETY: M3.
    unsafe { if spends_last(vm) { poll_slow(vm, node, fp, depth) } else { Ok(()) } }
}

/// Spends a unit of the slice; whether it was the last one.
#[inline(always)]
pub(crate) unsafe fn spends_last(vm: *mut Isolate) -> bool {
    // SAFETY: M3.
    unsafe {
        (*vm).budget.left = (*vm).budget.left.wrapping_sub(1);
        (*vm).budget.left as i64 <= 0
    }
}

#[cold]
#[inline(never)]
unsafe fn poll_slow(vm: *mut Isolate, node: *const Node, fp: *mut Value, depth: u32) -> Result<(), Abrupt> {
    // SAFETY: M2, M3: the slots in use are published; what lies in them may move.
    unsafe {
        (*vm).budget.left = 0;
        run(vm, node, fp, depth, |cx| {
            cx.poll()?;
            debugger::arrive_at_turn(cx, TurnPart::Test).map(|()| Local::UNDEFINED)
        })
        .map(drop)
    }
}

/// The thrown value, no longer pending; again an error for terminations.
#[inline(never)]
pub(crate) unsafe fn catch(vm: *mut Isolate, node: *const Node, fp: *mut Value, depth: u32, abrupt: Abrupt) -> Outcome {
    // SAFETY: M2, M3.
    unsafe { run(vm, node, fp, depth, |cx| cx.catch(abrupt)) }
}

/// Throws again what `finally` has kept.
#[cold]
#[inline(never)]
pub(crate) unsafe fn rethrow(vm: *mut Isolate, node: *const Node, fp: *mut Value, value: Value) -> Outcome {
    // SAFETY: M2, M3.
    unsafe { unary(vm, node, fp, value, op::variable::rethrow) }
}

/// `throw`.
#[cold]
#[inline(never)]
pub(crate) unsafe fn throw(vm: *mut Isolate, node: *const Node, fp: *mut Value, value: Value) -> Outcome {
    // SAFETY: M2, M3.
    unsafe { unary(vm, node, fp, value, op::variable::throw) }
}

/// `object[index]` on anything.
#[inline(never)]
pub(crate) unsafe fn get_element(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    object: Value,
    index: Value,
) -> Outcome {
    // SAFETY: M2–M4.
    unsafe {
        if let Some(value) = super::typed_element::get(vm, object, index) {
            return Ok(value);
        }
        if let Some((cell, name)) = super::lookup::named_access(vm, object, index)
            && let Some(value) = super::lookup::get(vm, cell, name)
        {
            return Ok(value);
        }
        with_two(vm, node, fp, (*node).c, object, index, op::property::get)
    }
}

/// `object[index] = value` on anything; object and index wait at the node's depth, of which `keep` slots are in use.
#[inline(never)]
pub(crate) unsafe fn set_element(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    value: Value,
    keep: u32,
) -> Outcome {
    // SAFETY: M2–M4.
    unsafe {
        let (depth, first) = ((*node).c, (*node).c + keep);
        let (object, key) = (load(vm, fp, depth), load(vm, fp, depth + 1));
        if super::typed_element::set(vm, object, key, value) {
            return Ok(value);
        }
        if let Some((cell, name)) = super::lookup::named_access(vm, object, key)
            && super::lookup::set(vm, cell, name, value)
        {
            return Ok(value);
        }
        store(vm, fp, first, load(vm, fp, depth));
        store(vm, fp, first + 1, load(vm, fp, depth + 1));
        store(vm, fp, first + 2, value);
        let operands = Arguments::in_frame(slot_of(vm, fp, first), 3);
        let steps = if is_strict(vm, fp) { op::property::set_strict } else { op::property::set_sloppy };
        run(vm, node, fp, first + 3, |cx| steps(cx, operands))?;
        Ok(load(vm, fp, first + 2))
    }
}

/// Makes the key of a compound element assignment a property key, once. It waits at the node's depth + 1.
pub(crate) unsafe fn to_element_key(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Result<(), Abrupt> {
    // SAFETY: M2, M3.
    unsafe {
        let depth = (*node).c;
        let (object, key) = (load(vm, fp, depth), load(vm, fp, depth + 1));
        let key = with_two(vm, node, fp, depth + 2, object, key, op::property::to_key_of)?;
        store(vm, fp, depth + 1, key);
        Ok(())
    }
}

/// Whether the function running at `fp` is strict code.
pub(super) unsafe fn is_strict(vm: *mut Isolate, fp: *mut Value) -> bool {
    // SAFETY: M2, M4.
    unsafe {
        let closure = load(vm, fp, CALLEE).pointer().cast::<Value>();
        let code = (*closure.add(layout::function::CODE)).pointer();
        (*super::call::entry_of(code)).traits & super::call::entry_trait::STRICT != 0
    }
}

/// Whether storing into the hole at `index` of an array just appends to it: then its length is made to include it.
#[inline(always)]
pub(crate) unsafe fn may_append(vm: *mut Isolate, object: *mut u64, index: i32) -> bool {
    // SAFETY: M4; an array's length is its first inline slot.
    unsafe {
        if kind_of(object) != kind::ARRAY || !(*vm).indexed_prototype_protector {
            return false;
        }
        let length = object.add(ARRAY_LENGTH_WORD).cast::<Value>();
        if *length != Value::int(index) || index == i32::MAX || super::property::shape_of(object) != (*vm).array_shape {
            return false;
        }
        *length = Value::int(index + 1);
        true
    }
}

/// The word of an array's length.
pub(super) const ARRAY_LENGTH_WORD: usize = 2;

/// The length of an array (up to 2^32 - 1).
pub(crate) unsafe fn array_length(array: Value) -> u32 {
    // SAFETY: M4: the value is an array.
    unsafe { (*array.pointer().add(ARRAY_LENGTH_WORD).cast::<Value>()).as_number() as u32 }
}

/// Calls what is not a closure.
#[inline(never)]
pub(crate) unsafe fn invoke_other(vm: *mut Isolate, node: *const Node, callee: *mut Value, count: u32) -> Outcome {
    // SAFETY: M2–M4: callee, `this` and arguments are in place.
    unsafe {
        if (*vm).debugging.is_some() {
            store(vm, callee, NEW_TARGET, Value::UNDEFINED);
            store(vm, callee, LINK, link_to(node));
            super::stop::stop_before_call(vm, node, callee, count)?;
        }
        if let Some(result) = super::leaf::call_leaf(vm, callee, count) {
            return Ok(result);
        }
        store(vm, callee, NEW_TARGET, Value::UNDEFINED);
        store(vm, callee, LINK, link_to(node));
        let function = load(vm, callee, CALLEE);
        if let Some(steps) = plain_native_steps(vm, function)
            && !native_stack_is_low(vm)
            && callee.add((ARGUMENTS + count) as usize + 64) as usize <= stack_limit(vm)
        {
            (*vm).heap.set_stack_top(callee.add((ARGUMENTS + count) as usize).cast());
            (*vm).frame = slot_of(vm, callee, 0).0 as usize;
            (*vm).heap.site = 0;
            let arguments = Arguments::in_frame(slot_of(vm, callee, ARGUMENTS), count);
            let this = local_of(vm, callee, THIS);
            let mut cx = Scope::enter(&mut *vm);
            let result = steps(&mut cx, this, arguments)?;
            return Ok(cx.raw(result).word_value());
        }
        let isolate = &*vm;
        let call = if function.is_pointer() { isolate.methods(kind_of(function.pointer())).call } else { None };
        // A proxy is called only if its target was a function.
        let is_callable = |_: &_| crate::runtime::is_callable_raw(isolate, isolate.heap.adopt_word(function));
        let Some(call) = call.filter(is_callable) else { return not_callable(vm, node, callee) };
        if native_stack_is_low(vm) || callee.add((ARGUMENTS + count) as usize + 64) as usize > stack_limit(vm) {
            return overflow(vm, node, callee, count);
        }
        (*vm).heap.set_stack_top(callee.add((ARGUMENTS + count) as usize).cast());
        (*vm).frame = slot_of(vm, callee, 0).0 as usize;
        (*vm).heap.site = 0;
        let arguments = Arguments::in_frame(slot_of(vm, callee, ARGUMENTS), count);
        let (function, this) = (local_of(vm, callee, CALLEE), local_of(vm, callee, THIS));
        let mut cx = Scope::enter(&mut *vm);
        let result = call(&mut cx, function, this, arguments)?;
        Ok(cx.raw(result).word_value())
    }
}

/// The steps of a native function of the current realm that may be called without `new`.
#[inline(always)]
unsafe fn plain_native_steps(vm: *mut Isolate, function: Value) -> Option<NativeFunction> {
    // SAFETY: M3, M4.
    unsafe {
        if !function.is_pointer() || kind_of(function.pointer()) != kind::NATIVE_FUNCTION {
            return None;
        }
        let cell = function.pointer();
        let steps = *cell.add(layout::native::STEPS);
        let realm = *cell.add(layout::native::REALM).cast::<Value>();
        if steps & layout::native::REQUIRES_NEW != 0 || realm != (*vm).heap.root_value((*vm).realm).word_value() {
            return None;
        }
        let natives = &(*vm).natives;
        natives.get(steps as u32 as usize).copied()
    }
}

/// The address that frames must end below.
#[inline(always)]
unsafe fn stack_limit(vm: *mut Isolate) -> usize {
    // SAFETY: M3.
    unsafe { (*vm).heap.stack_limit() as usize }
}

#[inline(always)]
unsafe fn native_stack_is_low(vm: *mut Isolate) -> bool {
    // SAFETY: M3.
    unsafe { super::call::native_stack_pointer() < (*vm).native_stack_limit }
}

/// `x is not a function`.
#[cold]
#[inline(never)]
unsafe fn not_callable(vm: *mut Isolate, node: *const Node, callee: *mut Value) -> Outcome {
    // SAFETY: M2–M4: the call's frame begins at the calling node's depth.
    unsafe {
        let fp = callee.sub((*node).c as usize);
        run(vm, node, fp, (*node).c + 2, |cx| Err(op::call::throw_not_callable(cx)))
    }
}

/// `Maximum call stack size exceeded`, thrown in the caller.
#[cold]
#[inline(never)]
unsafe fn overflow(vm: *mut Isolate, node: *const Node, callee: *mut Value, count: u32) -> Outcome {
    // SAFETY: M2, M3.
    unsafe {
        let _ = count;
        if node.is_null() {
            let mut cx = Scope::enter(&mut *vm);
            return Err(crate::runtime::throw_stack_overflow(&mut cx));
        }
        let fp = callee.sub((*node).c as usize);
        run(vm, node, fp, (*node).c, |cx| Err(crate::runtime::throw_stack_overflow(cx)))
    }
}

/// Enters a function that takes more than filling slots: limits, class constructors, `this`, `arguments`, rest.
#[inline(never)]
pub(crate) unsafe fn enter(
    vm: *mut Isolate,
    node: *const Node,
    callee: *mut Value,
    count: u32,
    entry: *const Entry,
) -> Outcome {
    // SAFETY: M2–M4.
    unsafe {
        if (*entry).flags & entry_flag::SEVERAL_REALMS != 0
            && let Some(outcome) = super::realm::enter_other_realm(vm, node, callee, count, entry)
        {
            return outcome;
        }
        make_ready::<true>(vm, node, callee, count, entry)?;
        if super::tail::is_deep(vm, callee, entry) {
            return super::tail::enter_deep(vm, node, callee, count, entry);
        }
        enter_prepared(vm, node, callee, count, entry)
    }
}

/// Compiles a function that is called for the first time, and looks at fuel and interrupts if it is time. `STOPS`: a
/// debugger may stop before the call.
///
/// # Safety
/// As [`enter`].
pub(super) unsafe fn make_ready<const STOPS: bool>(
    vm: *mut Isolate,
    node: *const Node,
    callee: *mut Value,
    count: u32,
    entry: *const Entry,
) -> Result<(), Abrupt> {
    // SAFETY: M2–M4: CODE objects do not move, so `entry` stays where it is.
    unsafe {
        if (*entry).flags & entry_flag::UNCOMPILED != 0 {
            compile(vm, callee, count)?;
        }
        if (*vm).budget.left as i64 <= 0 {
            (*vm).budget.left = 0;
            if !node.is_null() {
                // Whoever walks the frames begins with the caller's: the new one has no link yet.
                publish(vm, node, callee.sub((*node).c as usize), (*node).c);
            }
            (*vm).heap.set_stack_top(callee.add((ARGUMENTS + count) as usize).cast());
            Scope::enter(&mut *vm).poll()?;
            if STOPS && !node.is_null() {
                super::stop::stop_before_call(vm, node, callee, count)?;
            }
        }
        Ok(())
    }
}

/// Enters a function that is compiled, wherever its frame lies.
///
/// # Safety
/// As [`enter`].
#[inline(always)]
pub(super) unsafe fn enter_prepared(
    vm: *mut Isolate,
    node: *const Node,
    callee: *mut Value,
    count: u32,
    entry: *const Entry,
) -> Outcome {
    // SAFETY: M2–M4.
    unsafe {
        let mut limit = (*vm).native_stack_limit;
        if (*entry).flags & entry_flag::DEEP != 0 {
            limit = limit.saturating_add((*entry).native as usize);
        }
        let above = (*entry).frame.max(count + ARGUMENTS) as usize + 16;
        if callee.add(above) as usize > stack_limit(vm) || super::call::native_stack_pointer() < limit {
            return overflow(vm, node, callee, count);
        }
        if (*entry).flags & entry_flag::CLASS_CONSTRUCTOR != 0 && load(vm, callee, NEW_TARGET) == Value::UNDEFINED {
            let fp = callee.sub(if node.is_null() { 0 } else { (*node).c as usize });
            (*vm).heap.set_stack_top(callee.add((ARGUMENTS + count) as usize).cast());
            let _ = fp;
            let function = local_of(vm, callee, CALLEE);
            let mut cx = Scope::enter(&mut *vm);
            return Err(op::class::throw_class_called(&mut cx, function));
        }
        if (*entry).flags & entry_flag::COERCES_THIS != 0 {
            coerce_this(vm, callee, count)?;
        }
        let (mut arguments, mut rest) = (Value::UNDEFINED, Value::UNDEFINED);
        if (*entry).flags & entry_flag::WANTS_ARGUMENTS != 0 {
            // Both objects are made while the surplus arguments still stand; they wait above them.
            let top = ARGUMENTS + count;
            store(vm, callee, top, Value::UNDEFINED);
            store(vm, callee, top + 1, Value::UNDEFINED);
            make_arguments(vm, callee, count, entry)?;
            (arguments, rest) = (load(vm, callee, top), load(vm, callee, top + 1));
        }
        let mut index = count.min(u32::from((*entry).parameters));
        while index < (*entry).filled {
            store(vm, callee, ARGUMENTS + index, Value::UNDEFINED);
            index += 1;
        }
        let mut slot = ARGUMENTS + (*entry).filled;
        if (*entry).flags & entry_flag::ARGUMENTS_OBJECT != 0 {
            store(vm, callee, slot, arguments);
            slot += 1;
        }
        if (*entry).flags & entry_flag::REST != 0 {
            store(vm, callee, slot, rest);
        }
        let body = (*entry).body;
        let result = match ((*body).run)(vm, body, callee) {
            Ok(result) => result,
            Err(abrupt) => super::stop::begin_again(vm, callee, entry, abrupt)?,
        };
        Ok(if result == NORMAL { Value::UNDEFINED } else { result })
    }
}

/// Makes the arguments object and the rest array above the arguments.
unsafe fn make_arguments(vm: *mut Isolate, callee: *mut Value, count: u32, entry: *const Entry) -> Result<(), Abrupt> {
    // SAFETY: M2–M4: the published top covers the arguments and the two slots above them.
    unsafe {
        let top = ARGUMENTS + count;
        (*vm).heap.set_stack_top(callee.add(top as usize + 2).cast());
        (*vm).frame = slot_of(vm, callee, 0).0 as usize;
        (*vm).heap.site = 0;
        let window = Arguments::in_frame(slot_of(vm, callee, ARGUMENTS), count);
        let function = local_of(vm, callee, CALLEE);
        let (flags, parameters) = ((*entry).flags, (*entry).parameters);
        let mut cx = Scope::enter(&mut *vm);
        if flags & entry_flag::ARGUMENTS_OBJECT != 0 {
            let strict = flags & entry_flag::UNMAPPED != 0;
            let object = op::call::arguments_object(&mut cx, function, window, strict)?;
            let word = cx.raw(object).word_value();
            store(vm, callee, top, word);
        }
        if flags & entry_flag::REST != 0 {
            let array = op::call::rest_array(&mut cx, window, u32::from(parameters))?;
            let word = cx.raw(array).word_value();
            store(vm, callee, top + 1, word);
        }
        Ok(())
    }
}

/// OrdinaryCallBindThis for sloppy code.
unsafe fn coerce_this(vm: *mut Isolate, callee: *mut Value, count: u32) -> Result<(), Abrupt> {
    // SAFETY: M2–M4.
    unsafe {
        let this = load(vm, callee, THIS);
        if this.is_pointer() && kind_of(this.pointer()) >= kind::FIRST_OBJECT {
            return Ok(());
        }
        if load(vm, callee, NEW_TARGET) != Value::UNDEFINED {
            return Ok(());
        }
        (*vm).heap.set_stack_top(callee.add((ARGUMENTS + count) as usize).cast());
        let this = local_of(vm, callee, THIS);
        let mut cx = Scope::enter(&mut *vm);
        let this = op::call::sloppy_this(&mut cx, this)?;
        let word = cx.raw(this).word_value();
        store(vm, callee, THIS, word);
        Ok(())
    }
}

/// Compiles the function whose frame is being built.
#[cold]
#[inline(never)]
unsafe fn compile(vm: *mut Isolate, callee: *mut Value, count: u32) -> Result<(), Abrupt> {
    // SAFETY: M2–M4.
    unsafe {
        (*vm).heap.set_stack_top(callee.add((ARGUMENTS + count) as usize).cast());
        (*vm).frame = slot_of(vm, callee, 0).0 as usize;
        (*vm).heap.site = 0;
        let function = local_of(vm, callee, CALLEE);
        crate::interpreter::install::compile_closure(&mut Scope::enter(&mut *vm), function)
    }
}

/// The global object of the current realm.
#[inline(always)]
pub(crate) unsafe fn global_object(vm: *mut Isolate) -> *mut u64 {
    // SAFETY: M3: an isolate that runs code has a realm.
    unsafe { (*vm).heap.root_value((*vm).global_object).word_value().pointer() }
}

/// The object of the current realm's script-level lexical bindings.
#[inline(always)]
pub(crate) unsafe fn global_lexicals(vm: *mut Isolate) -> *mut u64 {
    // SAFETY: M3: an isolate that runs code has a realm.
    unsafe { (*vm).heap.root_value((*vm).global_lexicals).word_value().pointer() }
}

/// %String.prototype% of the current realm.
pub(crate) unsafe fn string_prototype(vm: *mut Isolate) -> *mut u64 {
    // SAFETY: M3.
    unsafe { intrinsic(vm, crate::runtime::Intrinsic::StringPrototype).pointer() }
}

/// An intrinsic of the current realm.
#[inline(always)]
pub(crate) unsafe fn intrinsic(vm: *mut Isolate, intrinsic: crate::runtime::Intrinsic) -> Value {
    // SAFETY: M3, M4: an isolate that runs code has a realm, which has a word for each intrinsic.
    unsafe {
        let realm = (*vm).heap.root_value((*vm).realm).word_value().pointer();
        *realm.add(layout::words::ELEMENTS + intrinsic as usize).cast::<Value>()
    }
}

/// Assigns a global variable.
#[inline(never)]
pub(crate) unsafe fn set_global(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    value: Value,
    strict: bool,
) -> Outcome {
    // SAFETY: M2–M5.
    unsafe {
        super::miss::learn_global(vm, node, fp, value);
        let value = load(vm, fp, (*node).c + 1);
        let name = constant_at(vm, fp, (*node).d);
        let steps = if strict { op::variable::set_global_strict } else { op::variable::set_global_sloppy };
        with_two(vm, node, fp, (*node).c, name, value, steps)
    }
}

/// Reads a global variable by name and remembers where it is.
#[inline(never)]
pub(crate) unsafe fn get_global_miss(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M2–M5.
    unsafe { super::miss::get_global(vm, node, fp) }
}

/// Reads a property that no cache entry knew.
#[inline(never)]
pub(crate) unsafe fn get_named_miss(vm: *mut Isolate, node: *const Node, fp: *mut Value, object: Value) -> Outcome {
    // SAFETY: M2–M5.
    unsafe { super::miss::get_named(vm, node, fp, object) }
}

/// Writes a property that no cache entry knew.
#[inline(never)]
pub(crate) unsafe fn set_named_miss(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    object: Value,
    value: Value,
) -> Outcome {
    // SAFETY: M2–M5.
    unsafe { super::miss::set_named(vm, node, fp, object, value) }
}

/// A handle of an immediate or UNDEFINED, for callers without a frame.
pub(crate) fn immediate(value: Value) -> Local<'static> {
    if value.is_pointer() { Local::UNDEFINED } else { Local::from(value) }
}
