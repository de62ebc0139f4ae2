//! `Array.from` and `Array.of` – ECMA-262 §23.1.2

use super::callbacks::require_function;
use super::define_index;
use super::dense::element;
use super::iterator::{Walk, create_array_iterator, is_plain_iteration};
use super::mutate::set_length;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Completion, IteratorRecord, PropertyKey, Scope, array_create, array_length, call, construct,
    get_iterator_from_method, get_method, is_constructor, iterator_close_abrupt, iterator_step_value,
    length_of_array_like, to_object,
};

/// Array.from ( items [ , mapper [ , thisArg ] ] ) – <https://tc39.es/ecma262/#sec-array.from>
pub(super) fn from<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let (items, this_argument) = (arguments.get(0), arguments.get(2));
    let mapper = match cx.raw(arguments.get(1)).is_undefined() {
        true => None,
        false => Some(require_function(cx, arguments.get(1))?),
    };
    let mapping = mapper.map(|function| (function, this_argument));
    let method = get_method(cx, items, PropertyKey::Known(KnownName::SymbolIterator))?;
    match method {
        Some(method) => from_iterable(cx, this, items, method, mapping),
        None => from_array_like(cx, this, items, mapping),
    }
}

/// The mapper and its `this`.
type Mapping<'s> = Option<(Local<'s>, Local<'s>)>;

fn map_value<'s>(cx: &mut Scope<'s>, mapping: Mapping<'s>, value: Local<'s>, index: u64) -> Completion<Local<'s>> {
    match mapping {
        Some((function, this)) => call(cx, function, this, &[value, Local::number(index as f64)]),
        None => Ok(value),
    }
}

/// Construct ( C, « length » ), or an array if C is no constructor.
pub(super) fn make<'s>(cx: &mut Scope<'s>, constructor: Local<'s>, length: Option<u64>) -> Completion<Local<'s>> {
    if !is_constructor(cx, constructor) {
        return array_create(cx, length.unwrap_or(0));
    }
    match length {
        Some(length) => construct(cx, constructor, &[Local::number(length as f64)], None),
        None => construct(cx, constructor, &[], None),
    }
}

fn from_iterable<'s>(
    cx: &mut Scope<'s>,
    constructor: Local<'s>,
    items: Local<'s>,
    method: Local<'s>,
    mapping: Mapping<'s>,
) -> Completion<Local<'s>> {
    let result = make(cx, constructor, None)?;
    if is_plain_iteration(cx, items, method) {
        let length = fill_from_array(cx, result, items, mapping)?;
        set_length(cx, result, length)?;
        return Ok(result);
    }
    let record = get_iterator_from_method(cx, items, method)?;
    let mut index = 0;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(value) = iterator_step_value(&mut cx, record)? else { break };
        if let Err(abrupt) = add(&mut cx, result, mapping, value, index) {
            return Err(iterator_close_abrupt(&mut cx, record, abrupt));
        }
        index += 1;
    }
    set_length(cx, result, index)?;
    Ok(result)
}

/// Fills `result` with the elements of an array whose iterator nobody has changed; returns how many there were.
fn fill_from_array<'s>(
    cx: &mut Scope<'s>,
    result: Local<'s>,
    items: Local<'s>,
    mapping: Mapping<'s>,
) -> Completion<u64> {
    let mut index = 0;
    while index < array_length(cx.raw(items)) as u64 {
        let mut cx = cx.open();
        cx.step(1)?;
        let value = element(&mut cx, items, index)?;
        add(&mut cx, result, mapping, value, index).or_else(|abrupt| {
            // Somebody may have given the iterators a `return`.
            let iterator = create_array_iterator(&mut cx, items, Walk::Values)?;
            let record = IteratorRecord { iterator, next_method: Local::UNDEFINED };
            Err(iterator_close_abrupt(&mut cx, record, abrupt))
        })?;
        index += 1;
    }
    Ok(index)
}

/// Adds one value, mapped.
fn add<'s>(
    cx: &mut Scope<'s>,
    result: Local<'s>,
    mapping: Mapping<'s>,
    value: Local<'s>,
    index: u64,
) -> Completion<()> {
    let value = map_value(cx, mapping, value, index)?;
    define_index(cx, result, index, value)
}

fn from_array_like<'s>(
    cx: &mut Scope<'s>,
    constructor: Local<'s>,
    items: Local<'s>,
    mapping: Mapping<'s>,
) -> Completion<Local<'s>> {
    let items = to_object(cx, items)?;
    let length = length_of_array_like(cx, items)?;
    let result = make(cx, constructor, Some(length))?;
    for index in 0..length {
        let mut cx = cx.open();
        cx.step(1)?;
        let value = element(&mut cx, items, index)?;
        let value = map_value(&mut cx, mapping, value, index)?;
        define_index(&mut cx, result, index, value)?;
    }
    set_length(cx, result, length)?;
    Ok(result)
}

/// Array.of ( ...items ) – <https://tc39.es/ecma262/#sec-array.of>
pub(super) fn of<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let length = arguments.count() as u64;
    let result = make(cx, this, Some(length))?;
    for index in 0..length {
        let mut cx = cx.open();
        define_index(&mut cx, result, index, arguments.get(index as usize))?;
    }
    set_length(cx, result, length)?;
    Ok(result)
}
