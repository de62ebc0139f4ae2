//! Iterator helpers – ECMA-262 §27.1.2, §27.1.4 <https://tc39.es/ecma262/#sec-iterator-helper-objects>
//!
//! The specification writes each helper as a generator. Here a helper is an object with the generator's few variables in
//! words, and `advance` runs it from one `yield` to the next.

use super::{Primitives, chunking, closing, get_iterator_flattenable, joint, unstarted, with_callback};
use crate::builtins::options::require_object;
use crate::builtins::receiver::require_kind;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Abrupt, Arguments, Builtin, Completion, Intrinsic, IteratorRecord, PropertyKey, Scope, call,
    create_iter_result_object, describe, get_iterator_direct, get_method, install as install_table, is_object,
    iterator_close, iterator_complete, iterator_next, iterator_step_value, make_object, method, ordinary_object_create,
    tag, throw_range_error, throw_type_error, to_boolean, to_number,
};
use crate::value::layout::{iterator_helper as layout, words};
use crate::value::number::MAX_SAFE_INTEGER;
use crate::value::{kind, number};

const PROTOTYPE: &[Builtin] = &[method("next", 0, next), method("return", 0, return_early), tag("Iterator Helper")];

/// Which helper; the low bits of the STATE word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Transformation {
    Map,
    Filter,
    Take,
    Drop,
    FlatMap,
    Concat,
    Chunks,
    Windows,
    PartialWindows,
    Zip,
}

/// [[GeneratorState]]; the high bits of the STATE word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    SuspendedStart,
    SuspendedYield,
    Executing,
    Completed,
}

fn read_state(cx: &Scope<'_>, this: Local<'_>) -> (Transformation, State) {
    let bits = cx.raw(this).word(layout::STATE).as_int();
    let helper = match bits & 0xff {
        0 => Transformation::Map,
        1 => Transformation::Filter,
        2 => Transformation::Take,
        3 => Transformation::Drop,
        4 => Transformation::FlatMap,
        5 => Transformation::Concat,
        6 => Transformation::Chunks,
        7 => Transformation::Windows,
        8 => Transformation::PartialWindows,
        _ => Transformation::Zip,
    };
    let state = match bits >> 8 {
        0 => State::SuspendedStart,
        1 => State::SuspendedYield,
        2 => State::Executing,
        _ => State::Completed,
    };
    (helper, state)
}

fn write_state(cx: &mut Scope<'_>, this: Local<'_>, helper: Transformation, state: State) {
    cx.heap.store(this, layout::STATE, Local::int(helper as i32 | (state as i32) << 8));
}

/// Makes %IteratorHelperPrototype%.
pub(super) fn install<'s>(cx: &mut Scope<'s>, parent: Local<'s>) -> Completion<()> {
    let prototype = ordinary_object_create(cx, parent)?;
    cx.set_intrinsic(Intrinsic::IteratorHelperPrototype, prototype);
    install_table(cx, prototype, PROTOTYPE)
}

/// A new helper over `record` with a callback or limit.
pub(super) fn create<'s>(
    cx: &mut Scope<'s>,
    helper: Transformation,
    record: IteratorRecord<'s>,
    callback: Local<'s>,
) -> Completion<Local<'s>> {
    let prototype = cx.intrinsic(Intrinsic::IteratorHelperPrototype)?;
    let object = make_object(cx, kind::ITERATOR_HELPER, prototype)?;
    cx.heap.store(object, layout::ITERATOR, record.iterator);
    cx.heap.store(object, layout::NEXT_METHOD, record.next_method);
    cx.heap.store(object, layout::CALLBACK, callback);
    cx.heap.store(object, layout::COUNTER, Local::int(0));
    write_state(cx, object, helper, State::SuspendedStart);
    Ok(object)
}

/// Iterator.prototype.map ( mapper ) – <https://tc39.es/ecma262/#sec-iterator.prototype.map>
pub(super) fn map<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let record = with_callback(cx, this, arguments.get(0), "map")?;
    create(cx, Transformation::Map, record, arguments.get(0))
}

/// Iterator.prototype.filter ( predicate ) – <https://tc39.es/ecma262/#sec-iterator.prototype.filter>
pub(super) fn filter<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let record = with_callback(cx, this, arguments.get(0), "filter")?;
    create(cx, Transformation::Filter, record, arguments.get(0))
}

/// Iterator.prototype.flatMap ( mapper ) – <https://tc39.es/ecma262/#sec-iterator.prototype.flatmap>
pub(super) fn flat_map<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let record = with_callback(cx, this, arguments.get(0), "flatMap")?;
    create(cx, Transformation::FlatMap, record, arguments.get(0))
}

/// Iterator.prototype.take ( limit ) – <https://tc39.es/ecma262/#sec-iterator.prototype.take>
pub(super) fn take<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    with_limit(cx, this, arguments.get(0), "take", Transformation::Take)
}

/// Iterator.prototype.drop ( limit ) – <https://tc39.es/ecma262/#sec-iterator.prototype.drop>
pub(super) fn drop_first<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    with_limit(cx, this, arguments.get(0), "drop", Transformation::Drop)
}

fn with_limit<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    limit: Local<'s>,
    method: &str,
    helper: Transformation,
) -> Completion<Local<'s>> {
    let record = unstarted(cx, this, method)?;
    let result = to_limit(cx, limit);
    let limit = closing(cx, record, result)?;
    let record = get_iterator_direct(cx, this)?;
    create(cx, helper, record, Local::number(limit))
}

/// An integer that is not negative, or infinity.
fn to_limit<'s>(cx: &mut Scope<'s>, limit: Local<'s>) -> Completion<f64> {
    let number = to_number(cx, limit)?;
    let integer = number::integer_or_infinity(number);
    if number.is_nan() || integer < 0.0 {
        let shown = describe(cx, limit);
        return Err(throw_range_error(cx, format_args!("{shown} must be positive")));
    }
    if integer.is_finite() && integer > MAX_SAFE_INTEGER {
        return Err(throw_range_error(cx, format_args!("{integer} is more than the greatest safe integer")));
    }
    Ok(integer)
}

/// Iterator.concat ( ...items ) – <https://tc39.es/ecma262/#sec-iterator.concat>
pub(super) fn concat<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let list = cx.allocate_words(2 * arguments.count())?;
    for index in 0..arguments.count() {
        let mut cx = cx.open();
        let item = arguments.get(index);
        let found = if is_object(cx.raw(item)) {
            get_method(&mut cx, item, PropertyKey::Known(KnownName::SymbolIterator))?
        } else {
            None
        };
        let Some(found) = found else { return Err(crate::runtime::throw_not_iterable(&mut cx, item)) };
        cx.heap.store(list, words::ELEMENTS + 2 * index, found);
        cx.heap.store(list, words::ELEMENTS + 2 * index + 1, item);
    }
    let record = IteratorRecord { iterator: list, next_method: Local::UNDEFINED };
    create(cx, Transformation::Concat, record, Local::UNDEFINED)
}

/// %IteratorHelperPrototype%.next ( ) – <https://tc39.es/ecma262/#sec-%iteratorhelperprototype%.next>
fn next<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::ITERATOR_HELPER, "Iterator Helper.prototype.next")?;
    let (helper, state) = read_state(cx, this);
    match state {
        State::Executing => return Err(throw_running(cx)),
        State::Completed => return create_iter_result_object(cx, Local::UNDEFINED, true),
        _ => write_state(cx, this, helper, State::Executing),
    }
    cx.check_stack()?;
    let result = advance(cx, this, helper);
    let state = if matches!(result, Ok(Some(_))) { State::SuspendedYield } else { State::Completed };
    write_state(cx, this, helper, state);
    match result? {
        Some(value) => create_iter_result_object(cx, value, false),
        None => create_iter_result_object(cx, Local::UNDEFINED, true),
    }
}

#[cold]
fn throw_running(cx: &mut Scope<'_>) -> Abrupt {
    throw_type_error(cx, format_args!("Generator is already running"))
}

/// %IteratorHelperPrototype%.return ( ) – <https://tc39.es/ecma262/#sec-%iteratorhelperprototype%.return>
fn return_early<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::ITERATOR_HELPER, "Iterator Helper.prototype.return")?;
    let (helper, state) = read_state(cx, this);
    match state {
        State::Executing => return Err(throw_running(cx)),
        State::Completed => return create_iter_result_object(cx, Local::UNDEFINED, true),
        State::SuspendedStart => write_state(cx, this, helper, State::Completed),
        State::SuspendedYield => write_state(cx, this, helper, State::Executing),
    }
    let closed = close_all(cx, this, helper);
    write_state(cx, this, helper, State::Completed);
    closed?;
    create_iter_result_object(cx, Local::UNDEFINED, true)
}

/// Closes the iterator inside, if there is one, then the one outside.
fn close_all<'s>(cx: &mut Scope<'s>, this: Local<'s>, helper: Transformation) -> Completion<()> {
    let outer = outer_record(cx, this)?;
    match helper {
        Transformation::Zip => return joint::close_all(cx, outer.iterator),
        // Its iterator has ended already.
        _ if cx.raw(outer.iterator).is_undefined() => return Ok(()),
        Transformation::Chunks | Transformation::Windows | Transformation::PartialWindows => {
            return iterator_close(cx, outer);
        }
        _ => {}
    }
    let inner = inner_record(cx, this)?;
    let closed = inner.map_or(Ok(()), |inner| iterator_close(cx, inner));
    if helper == Transformation::Concat {
        return closed;
    }
    closing(cx, outer, closed)?;
    iterator_close(cx, outer)
}

pub(super) fn outer_record<'s>(cx: &mut Scope<'s>, this: Local<'s>) -> Completion<IteratorRecord<'s>> {
    let iterator = cx.word(this, layout::ITERATOR)?;
    let next_method = cx.word(this, layout::NEXT_METHOD)?;
    Ok(IteratorRecord { iterator, next_method })
}

fn inner_record<'s>(cx: &mut Scope<'s>, this: Local<'s>) -> Completion<Option<IteratorRecord<'s>>> {
    let inner = cx.word(this, layout::INNER)?;
    if !cx.raw(inner).is_pointer() {
        return Ok(None);
    }
    let iterator = cx.word(inner, words::ELEMENTS)?;
    let next_method = cx.word(inner, words::ELEMENTS + 1)?;
    Ok(Some(IteratorRecord { iterator, next_method }))
}

fn set_inner<'s>(cx: &mut Scope<'s>, this: Local<'s>, record: IteratorRecord<'s>) -> Completion<()> {
    let inner = cx.allocate_words(2)?;
    cx.heap.store(inner, words::ELEMENTS, record.iterator);
    cx.heap.store(inner, words::ELEMENTS + 1, record.next_method);
    cx.heap.store(this, layout::INNER, inner);
    Ok(())
}

/// Runs a helper to its next `yield`: the value, or `None` when it returns.
fn advance<'s>(cx: &mut Scope<'s>, this: Local<'s>, helper: Transformation) -> Completion<Option<Local<'s>>> {
    match helper {
        Transformation::Map => advance_map(cx, this),
        Transformation::Filter => advance_filter(cx, this),
        Transformation::Take => advance_take(cx, this),
        Transformation::Drop => advance_drop(cx, this),
        Transformation::FlatMap => advance_flat_map(cx, this),
        Transformation::Concat => advance_concat(cx, this),
        Transformation::Chunks => chunking::advance_chunks(cx, this),
        Transformation::Windows | Transformation::PartialWindows => chunking::advance_windows(cx, this, helper),
        Transformation::Zip => joint::advance_zip(cx, this),
    }
}

/// Calls the callback with a value and the counter, which goes up; closes the iterator if it throws.
fn call_back<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    record: IteratorRecord<'s>,
    value: Local<'s>,
) -> Completion<Local<'s>> {
    let callback = cx.word(this, layout::CALLBACK)?;
    let counter = cx.raw(this).word(layout::COUNTER).as_number();
    cx.heap.store(this, layout::COUNTER, Local::number(counter + 1.0));
    let result = call(cx, callback, Local::UNDEFINED, &[value, Local::number(counter)]);
    closing(cx, record, result)
}

fn advance_map<'s>(cx: &mut Scope<'s>, this: Local<'s>) -> Completion<Option<Local<'s>>> {
    let record = outer_record(cx, this)?;
    match iterator_step_value(cx, record)? {
        None => Ok(None),
        Some(value) => call_back(cx, this, record, value).map(Some),
    }
}

fn advance_filter<'s>(cx: &mut Scope<'s>, this: Local<'s>) -> Completion<Option<Local<'s>>> {
    let record = outer_record(cx, this)?;
    let found = cx.variable(Local::UNDEFINED)?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(value) = iterator_step_value(&mut cx, record)? else { return Ok(None) };
        let selected = call_back(&mut cx, this, record, value)?;
        if to_boolean(&cx, selected) {
            found.set(&mut cx, value);
            return Ok(Some(found.get()));
        }
    }
}

fn advance_take<'s>(cx: &mut Scope<'s>, this: Local<'s>) -> Completion<Option<Local<'s>>> {
    let record = outer_record(cx, this)?;
    let remaining = cx.raw(this).word(layout::CALLBACK).as_number();
    if remaining == 0.0 {
        iterator_close(cx, record)?;
        return Ok(None);
    }
    cx.heap.store(this, layout::CALLBACK, Local::number(remaining - 1.0));
    iterator_step_value(cx, record)
}

fn advance_drop<'s>(cx: &mut Scope<'s>, this: Local<'s>) -> Completion<Option<Local<'s>>> {
    let record = outer_record(cx, this)?;
    let mut remaining = cx.raw(this).word(layout::CALLBACK).as_number();
    while remaining > 0.0 {
        let mut cx = cx.open();
        cx.step(1)?;
        remaining -= 1.0;
        let result = iterator_next(&mut cx, record, None)?;
        if iterator_complete(&mut cx, result)? {
            return Ok(None);
        }
    }
    cx.heap.store(this, layout::CALLBACK, Local::int(0));
    iterator_step_value(cx, record)
}

fn advance_flat_map<'s>(cx: &mut Scope<'s>, this: Local<'s>) -> Completion<Option<Local<'s>>> {
    let outer = outer_record(cx, this)?;
    let found = cx.variable(Local::UNDEFINED)?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        if let Some(inner) = inner_record(&mut cx, this)? {
            let step = iterator_step_value(&mut cx, inner);
            if let Some(value) = closing(&mut cx, outer, step)? {
                found.set(&mut cx, value);
                return Ok(Some(found.get()));
            }
            cx.heap.store(this, layout::INNER, Local::UNDEFINED);
        }
        let Some(value) = iterator_step_value(&mut cx, outer)? else { return Ok(None) };
        let mapped = call_back(&mut cx, this, outer, value)?;
        let inner = get_iterator_flattenable(&mut cx, mapped, Primitives::Reject);
        let inner = closing(&mut cx, outer, inner)?;
        set_inner(&mut cx, this, inner)?;
    }
}

fn advance_concat<'s>(cx: &mut Scope<'s>, this: Local<'s>) -> Completion<Option<Local<'s>>> {
    let found = cx.variable(Local::UNDEFINED)?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        if let Some(inner) = inner_record(&mut cx, this)? {
            if let Some(value) = iterator_step_value(&mut cx, inner)? {
                found.set(&mut cx, value);
                return Ok(Some(found.get()));
            }
            cx.heap.store(this, layout::INNER, Local::UNDEFINED);
        }
        let list = cx.word(this, layout::ITERATOR)?;
        let index = cx.raw(this).word(layout::COUNTER).as_number() as usize;
        if 2 * index >= cx.raw(list).raw_word(words::LENGTH) as usize {
            return Ok(None);
        }
        cx.heap.store(this, layout::COUNTER, Local::number(index as f64 + 1.0));
        let open = cx.word(list, words::ELEMENTS + 2 * index)?;
        let iterable = cx.word(list, words::ELEMENTS + 2 * index + 1)?;
        let iterator = call(&mut cx, open, iterable, &[])?;
        require_object(&mut cx, iterator)?;
        let inner = get_iterator_direct(&mut cx, iterator)?;
        set_inner(&mut cx, this, inner)?;
    }
}
