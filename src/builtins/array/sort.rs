//! `Array.prototype.sort` and `toSorted` – ECMA-262 §23.1.3.30, §23.1.3.34
//!
//! The values are collected into a vector of the heap; what is sorted are their numbers in it. A comparator may do what it
//! likes with the array meanwhile.

use super::dense::{self, element, is_fast, is_readable, present_element};
use super::merge_sort::merge_sort;
use super::{define_index, receiver};
use crate::heap::{Local, Raw};
use crate::runtime::{
    Arguments, Buffer, Completion, Scope, array_create, array_length, call, is_callable, length_of_array_like,
    set_index, throw_range_error, throw_type_error, to_number, to_string, units,
};
use crate::value::layout::words::ELEMENTS;
use crate::value::number::{NumberText, number_to_string};
use crate::value::{self, kind};

/// How two values are compared.
#[derive(Clone, Copy)]
pub(crate) enum Comparator<'s> {
    /// By their texts.
    Default,
    /// By a function of the script.
    Function(Local<'s>),
}

/// The argument of `sort` as a comparator.
///
/// # Errors
/// TypeError when it is neither a function nor `undefined`.
pub(crate) fn require_comparator<'s>(cx: &mut Scope<'s>, function: Local<'s>) -> Completion<Comparator<'s>> {
    if cx.raw(function).is_undefined() {
        return Ok(Comparator::Default);
    }
    if is_callable(cx, function) {
        return Ok(Comparator::Function(function));
    }
    Err(throw_type_error(cx, format_args!("The comparison function must be either a function or undefined")))
}

/// Array.prototype.sort ( comparator ) – <https://tc39.es/ecma262/#sec-array.prototype.sort>
pub(super) fn sort<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let comparator = require_comparator(cx, arguments.get(0))?;
    let object = receiver(cx, this, "Array.prototype.sort")?;
    let length = length_of_array_like(cx, object)?;
    let values = collect(cx, object, length, true)?;
    let order = sort_collected(cx, &values, comparator)?;
    if is_fast(cx, object)
        && array_length(cx.raw(object)) as u64 == length
        && let Some(elements) = dense::elements_of(cx, object)?
    {
        for (to, &from) in order.iter().enumerate() {
            let depth = cx.heap.stack_depth();
            let value = cx.word(values.list, ELEMENTS + from as usize)?;
            cx.heap.store(elements.wings, elements.first + to, value);
            cx.heap.truncate_stack(depth);
        }
        for to in order.len()..length as usize {
            let value = if to < values.present() { Local::UNDEFINED } else { Local::HOLE };
            cx.heap.store(elements.wings, elements.first + to, value);
        }
        return Ok(object);
    }
    for to in 0..values.present() {
        let mut cx = cx.open();
        cx.step(1)?;
        let value = values.sorted(&mut cx, &order, to)?;
        set_index(&mut cx, object, to as u64, value)?;
    }
    for index in values.present() as u64..length {
        let mut cx = cx.open();
        cx.step(1)?;
        dense::delete_index(&mut cx, object, index)?;
    }
    Ok(object)
}

/// Array.prototype.toSorted ( comparator ) – <https://tc39.es/ecma262/#sec-array.prototype.tosorted>
pub(super) fn to_sorted<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let comparator = require_comparator(cx, arguments.get(0))?;
    let object = receiver(cx, this, "Array.prototype.toSorted")?;
    let length = length_of_array_like(cx, object)?;
    let result = array_create(cx, length)?;
    let values = collect(cx, object, length, false)?;
    let order = sort_collected(cx, &values, comparator)?;
    for to in 0..values.present() {
        let mut cx = cx.open();
        cx.step(1)?;
        let value = values.sorted(&mut cx, &order, to)?;
        define_index(&mut cx, result, to as u64, value)?;
    }
    Ok(result)
}

/// The values to sort: those that are not `undefined` in a WORDS, the others counted.
struct Collected<'s> {
    list: Local<'s>,
    count: usize,
    undefined: usize,
}

impl Collected<'_> {
    /// Values, `undefined` ones included.
    fn present(&self) -> usize {
        self.count + self.undefined
    }

    /// The value that belongs at index `to`.
    fn sorted<'i>(&self, cx: &mut Scope<'i>, order: &[u32], to: usize) -> Completion<Local<'i>> {
        match order.get(to) {
            Some(&from) => cx.word(self.list, ELEMENTS + from as usize),
            None => Ok(Local::UNDEFINED),
        }
    }
}

/// SortIndexedProperties, first half: reads all elements, holes skipped or as `undefined` –
/// <https://tc39.es/ecma262/#sec-sortindexedproperties>
fn collect<'s>(cx: &mut Scope<'s>, object: Local<'s>, length: u64, skip_holes: bool) -> Completion<Collected<'s>> {
    if is_readable(cx, object) {
        return collect_dense(cx, object, skip_holes);
    }
    let empty = cx.allocate_words(0)?;
    let list = cx.variable(empty)?;
    let (mut capacity, mut count, mut undefined) = (0, 0, 0);
    for index in 0..length {
        let mut cx = cx.open();
        cx.step(1)?;
        let value =
            if skip_holes { present_element(&mut cx, object, index)? } else { Some(element(&mut cx, object, index)?) };
        let Some(value) = value else { continue };
        if cx.raw(value).is_undefined() {
            undefined += 1;
            continue;
        }
        if count == capacity {
            capacity = (2 * capacity).max(16);
            check_count(&mut cx, capacity)?;
            let longer = cx.allocate_words(capacity)?;
            cx.heap.copy_words(list.get(), ELEMENTS, longer, ELEMENTS, count);
            list.set(&mut cx, longer);
        }
        cx.heap.store(list.get(), ELEMENTS + count, value);
        count += 1;
    }
    Ok(Collected { list: list.get(), count, undefined })
}

/// The order is kept as 32-bit numbers.
fn check_count(cx: &mut Scope<'_>, count: usize) -> Completion<()> {
    if u32::try_from(count).is_ok() {
        return Ok(());
    }
    Err(throw_range_error(cx, format_args!("Invalid array length")))
}

fn collect_dense<'s>(cx: &mut Scope<'s>, array: Local<'s>, skip_holes: bool) -> Completion<Collected<'s>> {
    let length = array_length(cx.raw(array)) as usize;
    cx.step(length as u64 / 16)?;
    let list = cx.allocate_words(length)?;
    let Some(elements) = dense::elements_of(cx, array)? else { return Ok(Collected { list, count: 0, undefined: 0 }) };
    let range = elements.first..elements.first + length;
    if cx.raw(elements.wings).words(range).iter().all(|word| !word.is_undefined() && !word.is_hole()) {
        cx.heap.copy_words(elements.wings, elements.first, list, ELEMENTS, length);
        return Ok(Collected { list, count: length, undefined: 0 });
    }
    let (mut count, mut undefined) = (0, 0);
    for index in 0..length {
        let raw = cx.raw(elements.wings).word(elements.first + index);
        if raw.is_undefined() || raw.is_hole() && !skip_holes {
            undefined += 1;
        } else if !raw.is_hole() {
            cx.heap.copy_words(elements.wings, elements.first + index, list, ELEMENTS + count, 1);
            count += 1;
        }
    }
    Ok(Collected { list, count, undefined })
}

/// SortIndexedProperties, second half: the numbers of the values in their order.
fn sort_collected<'s>(
    cx: &mut Scope<'s>,
    values: &Collected<'s>,
    comparator: Comparator<'s>,
) -> Completion<Buffer<u32>> {
    sort_values(cx, values.list, values.count, comparator)
}

/// The numbers of the first `count` values of a WORDS in sorted order.
///
/// # Errors
/// Whatever a comparator or a conversion throws; termination when there is no memory.
pub(crate) fn sort_values<'s>(
    cx: &mut Scope<'s>,
    list: Local<'s>,
    count: usize,
    comparator: Comparator<'s>,
) -> Completion<Buffer<u32>> {
    let mut order = Buffer::with_capacity(cx, count)?;
    order.append(0..count as u32);
    match comparator {
        Comparator::Function(function) => merge_sort(cx, &mut order, |cx, left, right| {
            let mut cx = cx.open();
            cx.step(1)?;
            let left = cx.word(list, ELEMENTS + left as usize)?;
            let right = cx.word(list, ELEMENTS + right as usize)?;
            let result = call(&mut cx, function, Local::UNDEFINED, &[left, right])?;
            Ok(to_number(&mut cx, result)? < 0.0)
        })?,
        Comparator::Default => sort_by_text(cx, list, &mut order)?,
    }
    Ok(order)
}

/// What the values of a list are, all of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Contents {
    Numbers,
    Primitives,
    Anything,
}

fn contents(cx: &Scope<'_>, list: Local<'_>, count: usize) -> Contents {
    let is_simple = |value: Raw<'_>| !value.is_pointer() || value::is_string(value) || value.is_kind(kind::BIGINT);
    let list = cx.raw(list);
    let mut values = (0..count).map(|index| list.word(ELEMENTS + index));
    if values.clone().all(|value| value.is_number()) {
        Contents::Numbers
    } else if values.all(is_simple) {
        Contents::Primitives
    } else {
        Contents::Anything
    }
}

/// CompareArrayElements without a comparator – <https://tc39.es/ecma262/#sec-comparearrayelements>
fn sort_by_text(cx: &mut Scope<'_>, list: Local<'_>, order: &mut [u32]) -> Completion<()> {
    match contents(cx, list, order.len()) {
        Contents::Numbers => sort_number_texts(cx, list, order),
        Contents::Primitives => {
            let mut cx = cx.open();
            let texts = texts_of(&mut cx, list, order.len())?;
            merge_sort(&mut cx, order, |cx, left, right| {
                cx.step(1)?;
                let texts = cx.raw(texts);
                let text = |index: u32| value::units(texts.word(ELEMENTS + index as usize));
                Ok(text(left).compare(text(right)).is_lt())
            })
        }
        Contents::Anything => merge_sort(cx, order, |cx, left, right| {
            let mut cx = cx.open();
            cx.step(1)?;
            let left = cx.word(list, ELEMENTS + left as usize)?;
            let left = to_string(&mut cx, left)?;
            let right = cx.word(list, ELEMENTS + right as usize)?;
            let right = to_string(&mut cx, right)?;
            units(&mut cx, left)?;
            units(&mut cx, right)?;
            Ok(value::units(cx.raw(left)).compare(value::units(cx.raw(right))).is_lt())
        }),
    }
}

/// The texts of primitive values, flat, in a WORDS.
fn texts_of<'s>(cx: &mut Scope<'s>, list: Local<'_>, count: usize) -> Completion<Local<'s>> {
    let texts = cx.allocate_words(count)?;
    for index in 0..count {
        let mut cx = cx.open();
        cx.step(1)?;
        let value = cx.word(list, ELEMENTS + index)?;
        let text = to_string(&mut cx, value)?;
        units(&mut cx, text)?;
        cx.heap.store(texts, ELEMENTS + index, text);
    }
    Ok(texts)
}

fn sort_number_texts(cx: &mut Scope<'_>, list: Local<'_>, order: &mut [u32]) -> Completion<()> {
    let mut texts: Buffer<NumberText> = Buffer::with_capacity(cx, order.len())?;
    for index in 0..order.len() {
        let number = cx.raw(list).word(ELEMENTS + index).as_number();
        texts.push(cx, number_to_string(number))?;
    }
    merge_sort(cx, order, |cx, left, right| {
        cx.step(1)?;
        Ok(texts[left as usize].as_bytes() < texts[right as usize].as_bytes())
    })
}
