//! `sort` and `toSorted` of typed arrays – ECMA-262 §23.2.3.29, §23.2.3.33

use super::super::array::{Comparator, sort_values};
use super::create::validate;
use crate::heap::Local;
use crate::runtime::{
    Arguments, Buffer, ByteOrder, Completion, Element, ElementType, Scope, is_callable, new_typed_array, read_element,
    throw_type_error, typed_array_get, typed_array_set, typed_array_store, view_bytes,
};
use crate::value::layout::words::ELEMENTS;

/// %TypedArray%.prototype.sort ( comparator ) – <https://tc39.es/ecma262/#sec-%typedarray%.prototype.sort>
pub(super) fn sort<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let comparator = require_comparator(cx, arguments.get(0))?;
    let view = validate(cx, this, "%TypedArray%.prototype.sort")?;
    sort_into(cx, this, this, (view.element, view.length), comparator)?;
    Ok(this)
}

/// %TypedArray%.prototype.toSorted ( comparator ) – <https://tc39.es/ecma262/#sec-%typedarray%.prototype.tosorted>
pub(super) fn to_sorted<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let comparator = require_comparator(cx, arguments.get(0))?;
    let view = validate(cx, this, "%TypedArray%.prototype.toSorted")?;
    let new = new_typed_array(cx, view.element, view.length)?;
    sort_into(cx, this, new, (view.element, view.length), comparator)?;
    Ok(new)
}

/// The script's function, or `None`.
fn require_comparator<'s>(cx: &mut Scope<'s>, comparator: Local<'s>) -> Completion<Option<Local<'s>>> {
    if cx.raw(comparator).is_undefined() {
        return Ok(None);
    }
    if is_callable(cx, comparator) {
        return Ok(Some(comparator));
    }
    Err(throw_type_error(cx, format_args!("The comparison function must be either a function or undefined")))
}

/// Writes the elements of one typed array in order into another of the same type.
fn sort_into<'s>(
    cx: &mut Scope<'s>,
    source: Local<'s>,
    target: Local<'s>,
    (element, length): (ElementType, usize),
    comparator: Option<Local<'s>>,
) -> Completion<()> {
    let Some(function) = comparator else { return sort_elements(cx, source, target, element) };
    let list = cx.allocate_words(length)?;
    for index in 0..length {
        let mut cx = cx.open();
        cx.step(1)?;
        let value = typed_array_get(&mut cx, source, index)?;
        cx.heap.store(list, ELEMENTS + index, value);
    }
    let order = sort_values(cx, list, length, Comparator::Function(function))?;
    for (to, &from) in order.iter().enumerate() {
        let mut cx = cx.open();
        cx.step(1)?;
        let value = cx.word(list, ELEMENTS + from as usize)?;
        typed_array_set(&mut cx, target, to, value)?;
    }
    Ok(())
}

/// Numerically, −0 before +0, NaN last.
fn sort_elements<'s>(cx: &mut Scope<'s>, source: Local<'s>, target: Local<'s>, element: ElementType) -> Completion<()> {
    let count = view_bytes(cx.heap(), cx.raw(source)).len() / element.size();
    cx.step(count as u64)?;
    let mut elements = Buffer::with_capacity(cx, count)?;
    let bytes = view_bytes(cx.heap(), cx.raw(source));
    elements.append(bytes.chunks_exact(element.size()).map(|bytes| read_element(bytes, element, ByteOrder::Little)));
    elements.sort_unstable_by(|left, right| match (left, right) {
        (Element::Number(left), Element::Number(right)) => {
            left.is_nan().cmp(&right.is_nan()).then_with(|| left.total_cmp(right))
        }
        (Element::Int64(left), Element::Int64(right)) => left.cmp(right),
        (Element::Uint64(left), Element::Uint64(right)) => left.cmp(right),
        _ => std::cmp::Ordering::Equal,
    });
    for (index, &value) in elements.iter().enumerate() {
        typed_array_store(cx, target, index, value);
    }
    Ok(())
}
