//! `for`-`of`, `for`-`in` and iterator records in frame slots.
//!
//! A record takes three slots: what is iterated, how far, and one that its users give a meaning. Over an array whose
//! iteration protocol nobody has touched, the first slot holds the array and the second an int, the next index; over
//! anything else they hold the iterator and its `next` method. Once a record is done its first slot is undefined.

use super::completion::{NORMAL, Outcome, break_to, continue_to};
use super::frame::{load, store};
use super::node::{Node, evaluate};
use super::operation::{local_of, run};
use super::property::{kind_of, shape_of, slot_address};
use super::resumable::{SUSPENDED, is_returning, is_within, returning, target_of};
use super::slow;
use super::word::MachineWord;
use crate::interpreter::operations::iteration as steps;
use crate::runtime::{Abrupt, Intrinsic, Isolate};
use crate::value::{Value, kind, layout};

/// Makes the record for iterating the value in slot `record`, in the slots from there on.
unsafe fn open(vm: *mut Isolate, node: *const Node, fp: *mut Value, record: u32) -> Result<(), Abrupt> {
    // SAFETY: M2, M3.
    unsafe {
        store(vm, fp, record + 1, Value::UNDEFINED);
        store(vm, fp, record + 2, Value::UNDEFINED);
        if is_plain_array(vm, node, fp, record)? {
            store(vm, fp, record + 1, Value::int(0));
            return Ok(());
        }
        if super::suspend::open_generator(vm, fp, record) {
            return Ok(());
        }
        let subject = local_of(vm, fp, record);
        let iterator = run(vm, node, fp, record + 3, |cx| steps::get_iterator(cx, subject))?;
        store(vm, fp, record, iterator);
        let iterator = local_of(vm, fp, record);
        let next = run(vm, node, fp, record + 3, |cx| steps::next_method(cx, iterator))?;
        store(vm, fp, record + 1, next);
        Ok(())
    }
}

/// Whether iterating the value in slot `record` by index cannot be told from its iterator. What the slots of the two
/// prototypes hold is looked at each time: a method may be replaced without a change of shape.
unsafe fn is_plain_array(vm: *mut Isolate, node: *const Node, fp: *mut Value, record: u32) -> Result<bool, Abrupt> {
    // SAFETY: M2–M5: locations hold in their epoch, for objects of the shapes they were found in.
    unsafe {
        let subject = load(vm, fp, record);
        if !subject.is_pointer() || kind_of(subject.pointer()) != kind::ARRAY {
            return Ok(false);
        }
        let shape = shape_of(subject.pointer());
        if shape == (*vm).array_shape && super::miss::knows_array_iteration(&mut *vm) {
            let known = (*vm).array_iteration;
            let prototype = *(*vm).heap.shape_object(shape).add(layout::shape::PROTOTYPE).cast::<Value>();
            let iterators = slow::intrinsic(vm, Intrinsic::ArrayIteratorPrototype).pointer();
            return Ok(shape_of(iterators) == known.iterator_shape
                && *slot_address(prototype.pointer(), known.values)
                    == slow::intrinsic(vm, Intrinsic::ArrayProtoValues)
                && *slot_address(iterators, known.next) == slow::intrinsic(vm, Intrinsic::ArrayIteratorNext));
        }
        let subject = local_of(vm, fp, record);
        Ok(run(vm, node, fp, record + 3, |cx| steps::is_plain_array(cx, subject))? == Value::TRUE)
    }
}

/// The next value of a record, or the word HOLE when there is none (the record is then done). Everything below `depth` is
/// kept alive: a pattern's targets wait above the record.
#[inline(always)]
unsafe fn advance(vm: *mut Isolate, node: *const Node, fp: *mut Value, record: u32, depth: u32) -> Outcome {
    // SAFETY: M2–M4.
    unsafe {
        let position = load(vm, fp, record + 1);
        if position.is_int() {
            return advance_array(vm, node, fp, record, position.as_int(), depth);
        }
        let outcome = step(vm, node, fp, record, depth);
        if !matches!(outcome, Ok(value) if value != Value::HOLE) {
            store(vm, fp, record, Value::UNDEFINED);
        }
        outcome
    }
}

/// The next value of the iterator in a record, or HOLE.
#[inline(always)]
unsafe fn step(vm: *mut Isolate, node: *const Node, fp: *mut Value, record: u32, depth: u32) -> Outcome {
    // SAFETY: M2–M4.
    unsafe {
        if super::suspend::is_plain_generator(vm, fp, record)
            && let Some(outcome) = super::suspend::step_generator(vm, node, fp, record, depth)
        {
            return outcome;
        }
        let (iterator, next) = (local_of(vm, fp, record), local_of(vm, fp, record + 1));
        run(vm, node, fp, depth, |cx| steps::step(cx, iterator, next))
    }
}

unsafe fn advance_array(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    record: u32,
    index: i32,
    depth: u32,
) -> Outcome {
    // SAFETY: M2–M4.
    unsafe {
        let array = load(vm, fp, record);
        if !array.is_pointer() {
            return Ok(Value::HOLE);
        }
        if index as u32 >= slow::array_length(array) {
            store(vm, fp, record, Value::UNDEFINED);
            return Ok(Value::HOLE);
        }
        store(vm, fp, record + 1, Value::int(index.wrapping_add(1)));
        if let Some((_, slot)) = super::element::element_address(array, Value::int(index))
            && *slot != Value::HOLE
        {
            return Ok(*slot);
        }
        let array = local_of(vm, fp, record);
        run(vm, node, fp, depth, |cx| steps::element(cx, array, index as u32))
    }
}

/// Closes a record that is not done, because the loop or pattern ends early with `completion`.
unsafe fn close(vm: *mut Isolate, node: *const Node, fp: *mut Value, record: u32, completion: Outcome) -> Outcome {
    // SAFETY: M2–M4.
    unsafe {
        let iterator = load(vm, fp, record);
        if iterator == Value::UNDEFINED || load(vm, fp, record + 1).is_int() {
            return completion;
        }
        match completion {
            Ok(value) => {
                store(vm, fp, record + 2, value);
                let iterator = local_of(vm, fp, record);
                run(vm, node, fp, record + 3, |cx| steps::close(cx, iterator))?;
                Ok(load(vm, fp, record + 2))
            }
            Err(abrupt) => {
                let is_returning = is_returning(vm);
                let exception = slow::catch(vm, node, fp, record + 3, abrupt)?;
                store(vm, fp, record + 2, exception);
                let iterator = local_of(vm, fp, record);
                if is_returning {
                    run(vm, node, fp, record + 3, |cx| steps::close(cx, iterator))?;
                    return Err(returning(vm, node, fp, record + 2));
                }
                run(vm, node, fp, record + 3, |cx| steps::close_quietly(cx, iterator))?;
                let exception = load(vm, fp, record + 2);
                slow::rethrow(vm, node, fp, exception)
            }
        }
    }
}

/// `for`-`of`. Fields: a iterable; b body; c depth: the record; d slot where the body finds the value; k label.
pub(crate) unsafe fn for_of(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let record = (*node).c;
        let subject = evaluate(vm, node, fp, (*node).a)?;
        store(vm, fp, record, subject);
        open(vm, node, fp, record)?;
        each_value::<false>(vm, node, fp, false)
    }
}

/// The turns of a `for`-`of`, beginning with the body if a function goes on there. `SUSPENDS`: the body may suspend.
#[inline(always)]
unsafe fn each_value<const SUSPENDS: bool>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    mut is_in_body: bool,
) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let record = (*node).c;
        if !is_in_body {
            slow::poll::<3>(vm, node, fp)?;
        }
        loop {
            if !is_in_body {
                // The node behind has the place of the loop's variable.
                let value = advance(vm, node.add(1), fp, record, record + 3)?;
                if value == Value::HOLE {
                    return Ok(NORMAL);
                }
                store(vm, fp, (*node).d, value);
            }
            is_in_body = false;
            let completion = evaluate(vm, node, fp, (*node).b);
            if SUSPENDS && matches!(completion, Ok(value) if value == SUSPENDED) {
                return Ok(SUSPENDED);
            }
            store(vm, fp, record + 2, Value::UNDEFINED);
            match completion {
                Ok(value) if value == NORMAL || value == continue_to((*node).k as u32) => {}
                Ok(value) if value == break_to((*node).k as u32) => return close(vm, node, fp, record, Ok(NORMAL)),
                other => return close(vm, node, fp, record, other),
            }
            slow::poll::<3>(vm, node, fp)?;
        }
    }
}

/// `for`-`in`. Fields as [`for_of`]; the subject is an enumerator made by an operation.
pub(crate) unsafe fn for_in(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let record = (*node).c;
        let subject = evaluate(vm, node, fp, (*node).a)?;
        store(vm, fp, record, subject);
        store(vm, fp, record + 1, Value::UNDEFINED);
        store(vm, fp, record + 2, Value::UNDEFINED);
        each_key(vm, node, fp, false)
    }
}

/// The turns of a `for`-`in`, beginning with the body if a function goes on there.
#[inline(always)]
unsafe fn each_key(vm: *mut Isolate, node: *const Node, fp: *mut Value, mut is_in_body: bool) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let record = (*node).c;
        if !is_in_body {
            slow::poll::<3>(vm, node, fp)?;
        }
        loop {
            if !is_in_body {
                let enumerator = local_of(vm, fp, record);
                let key = run(vm, node, fp, record + 3, |cx| steps::next_key(cx, enumerator))?;
                if key == Value::HOLE {
                    return Ok(NORMAL);
                }
                store(vm, fp, (*node).d, key);
            }
            is_in_body = false;
            let completion = evaluate(vm, node, fp, (*node).b)?;
            if completion == break_to((*node).k as u32) {
                return Ok(NORMAL);
            }
            if completion != NORMAL && completion != continue_to((*node).k as u32) {
                return Ok(completion);
            }
            slow::poll::<3>(vm, node, fp)?;
        }
    }
}

/// An array pattern: opens a record, runs the body, closes the record if it is not done. Fields: a value; b body; c
/// depth: the record.
pub(crate) unsafe fn with_iterator(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let record = (*node).c;
        let subject = evaluate(vm, node, fp, (*node).a)?;
        store(vm, fp, record, subject);
        open(vm, node, fp, record)?;
        let completion = evaluate(vm, node, fp, (*node).b);
        close(vm, node, fp, record, completion)
    }
}

/// The next value of the record at slot `a`, or undefined once it is done. Fields: a record; c depth.
pub(crate) unsafe fn iterator_value(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let record = (*node).a;
        if load(vm, fp, record) == Value::UNDEFINED {
            return Ok(Value::UNDEFINED);
        }
        let value = advance(vm, node, fp, record, (*node).c)?;
        Ok(if value == Value::HOLE { Value::UNDEFINED } else { value })
    }
}

/// Appends everything that a value iterates to an array. Fields: a value; b slot of the array; c depth: the record.
pub(crate) unsafe fn append_all(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let (array, record) = ((*node).b, (*node).c);
        let subject = evaluate(vm, node, fp, (*node).a)?;
        store(vm, fp, record, subject);
        open(vm, node, fp, record)?;
        append_rest(vm, node, fp, array, record, record + 3)
    }
}

/// Appends the values that are left in a record to the array in slot `array`, and gives that.
#[inline(always)]
unsafe fn append_rest(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    array: u32,
    record: u32,
    depth: u32,
) -> Outcome {
    // SAFETY: M2–M4.
    unsafe {
        while load(vm, fp, record) != Value::UNDEFINED {
            let value = advance(vm, node, fp, record, depth)?;
            if value == Value::HOLE {
                break;
            }
            if super::dense::append(vm, load(vm, fp, array), value).is_none() {
                store(vm, fp, depth, value);
                let (array, value) = (local_of(vm, fp, array), local_of(vm, fp, depth));
                run(vm, node, fp, depth + 1, |cx| crate::interpreter::operations::literal::push(cx, array, value))?;
            }
            slow::poll_below(vm, node, fp, depth)?;
        }
        Ok(load(vm, fp, array))
    }
}

/// An array of the values that are left in the record at slot `a`. Fields: a record; c depth: the array is built there.
pub(crate) unsafe fn iterator_rest(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let (record, depth) = ((*node).a, (*node).c);
        let array = run(vm, node, fp, depth, crate::interpreter::operations::literal::empty_array)?;
        store(vm, fp, depth, array);
        append_rest(vm, node, fp, depth, record, depth + 1)
    }
}

/// As [`for_of`], where the iterable or the body may suspend.
pub(crate) unsafe fn resumable_for_of(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let record = (*node).c;
        let target = target_of(vm);
        let is_in_body = target != 0 && !is_within(node, (*node).a, target);
        if !is_in_body {
            let subject = evaluate(vm, node, fp, (*node).a)?;
            if subject == SUSPENDED {
                return Ok(SUSPENDED);
            }
            store(vm, fp, record, subject);
            open(vm, node, fp, record)?;
        }
        each_value::<true>(vm, node, fp, is_in_body)
    }
}

/// As [`for_in`], where the subject or the body may suspend.
pub(crate) unsafe fn resumable_for_in(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let record = (*node).c;
        let target = target_of(vm);
        let is_in_body = target != 0 && !is_within(node, (*node).a, target);
        if !is_in_body {
            let subject = evaluate(vm, node, fp, (*node).a)?;
            if subject == SUSPENDED {
                return Ok(SUSPENDED);
            }
            store(vm, fp, record, subject);
            store(vm, fp, record + 1, Value::UNDEFINED);
            store(vm, fp, record + 2, Value::UNDEFINED);
        }
        each_key(vm, node, fp, is_in_body)
    }
}

/// As [`with_iterator`], where the body may suspend.
pub(crate) unsafe fn resumable_with_iterator(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let record = (*node).c;
        if target_of(vm) == 0 {
            let subject = evaluate(vm, node, fp, (*node).a)?;
            store(vm, fp, record, subject);
            open(vm, node, fp, record)?;
        }
        let completion = evaluate(vm, node, fp, (*node).b);
        if matches!(completion, Ok(value) if value == SUSPENDED) {
            return Ok(SUSPENDED);
        }
        close(vm, node, fp, record, completion)
    }
}
