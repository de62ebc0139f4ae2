//! The constructors of typed arrays, `from` and `of` – ECMA-262 §23.2.5, §23.2.2

use super::create::{create_from_constructor, require_callback, throw_detached, throw_mixed};
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Abrupt, Arguments, ByteOrder, Completion, ElementType, IteratorRecord, NativeFunction, Scope, array_create,
    array_push, buffer_byte_length, buffer_maximum, call, copy_bytes, get_index, get_iterator_from_method, get_method,
    get_prototype_from_constructor, is_buffer, is_constructor, is_detached_buffer, is_object, iterator_step_value,
    length_of_array_like, make_view, new_array_buffer, read_element, set_index, throw_range_error, throw_type_error,
    to_integer_or_infinity, to_object, typed_array_set, typed_array_store, view_of,
};
use crate::value::kind;
use crate::value::layout::view;
use crate::value::number::{MAX_SAFE_INTEGER, number_to_string};

/// V8's longest typed array.
const LONGEST: f64 = 4_294_967_296.0;
/// Bytes copied for a unit of fuel.
const BYTES_A_STEP: usize = 64;

/// The steps of the constructor of an element type.
pub(super) const fn steps(element: ElementType) -> NativeFunction {
    match element {
        ElementType::Int8 => construct::<{ ElementType::Int8 as u8 }>,
        ElementType::Uint8 => construct::<{ ElementType::Uint8 as u8 }>,
        ElementType::Uint8Clamped => construct::<{ ElementType::Uint8Clamped as u8 }>,
        ElementType::Int16 => construct::<{ ElementType::Int16 as u8 }>,
        ElementType::Uint16 => construct::<{ ElementType::Uint16 as u8 }>,
        ElementType::Int32 => construct::<{ ElementType::Int32 as u8 }>,
        ElementType::Uint32 => construct::<{ ElementType::Uint32 as u8 }>,
        ElementType::Float16 => construct::<{ ElementType::Float16 as u8 }>,
        ElementType::Float32 => construct::<{ ElementType::Float32 as u8 }>,
        ElementType::Float64 => construct::<{ ElementType::Float64 as u8 }>,
        ElementType::BigInt64 => construct::<{ ElementType::BigInt64 as u8 }>,
        ElementType::BigUint64 => construct::<{ ElementType::BigUint64 as u8 }>,
    }
}

/// TypedArray ( ...args ) – <https://tc39.es/ecma262/#sec-typedarray>
fn construct<'s, const ELEMENT: u8>(
    cx: &mut Scope<'s>,
    _: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let element = ElementType::of(ELEMENT as u64);
    let first = arguments.get(0);
    if !is_object(cx.raw(first)) {
        let length = to_length_argument(cx, first)?;
        let prototype = get_prototype_from_constructor(cx, arguments.new_target(), element.prototype())?;
        return allocate(cx, element, prototype, length);
    }
    let prototype = get_prototype_from_constructor(cx, arguments.new_target(), element.prototype())?;
    if cx.raw(first).is_kind(kind::TYPED_ARRAY) {
        return from_typed_array(cx, element, prototype, first);
    }
    if is_buffer(cx.raw(first)) {
        return from_buffer(cx, element, prototype, arguments);
    }
    from_object(cx, element, prototype, first)
}

/// ToIndex of a length, and V8's limit.
fn to_length_argument<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<f64> {
    let length = to_integer_or_infinity(cx, value)?;
    if (0.0..=LONGEST).contains(&length) { Ok(length) } else { Err(throw_invalid_length(cx, length)) }
}

#[cold]
fn throw_invalid_length(cx: &mut Scope<'_>, length: f64) -> Abrupt {
    let length = number_to_string(length);
    throw_range_error(cx, format_args!("Invalid typed array length: {}", length.as_str()))
}

/// AllocateTypedArrayBuffer ( O, length ) – <https://tc39.es/ecma262/#sec-allocatetypedarraybuffer>
fn allocate<'s>(cx: &mut Scope<'s>, element: ElementType, prototype: Local<'s>, length: f64) -> Completion<Local<'s>> {
    if length > LONGEST {
        return Err(throw_invalid_length(cx, length));
    }
    let buffer = new_array_buffer(cx, length as u64 * element.size() as u64)?;
    make_view(cx, kind::TYPED_ARRAY, prototype, element, buffer, (0, Some(length as usize)))
}

/// InitializeTypedArrayFromTypedArray – <https://tc39.es/ecma262/#sec-initializetypedarrayfromtypedarray>
fn from_typed_array<'s>(
    cx: &mut Scope<'s>,
    element: ElementType,
    prototype: Local<'s>,
    source: Local<'s>,
) -> Completion<Local<'s>> {
    let Some(shown) = view_of(cx.raw(source)) else { return Err(throw_detached(cx, "Construct")) };
    if shown.element.is_bigint() != element.is_bigint() {
        return Err(throw_mixed(cx));
    }
    let array = allocate(cx, element, prototype, shown.length as f64)?;
    copy_elements(cx, source, array, 0, shown.length)?;
    Ok(array)
}

/// Copies the first `length` elements of one typed array into another from `offset` on, as if the source were copied
/// first.
pub(super) fn copy_elements<'s>(
    cx: &mut Scope<'s>,
    source: Local<'s>,
    target: Local<'s>,
    offset: usize,
    length: usize,
) -> Completion<()> {
    let mut cx = cx.open();
    let (Some(from), Some(to)) = (view_of(cx.raw(source)), view_of(cx.raw(target))) else { return Ok(()) };
    let (source_buffer, target_buffer) = (cx.word(source, view::BUFFER)?, cx.word(target, view::BUFFER)?);
    let start = to.offset + offset * to.element.size();
    if from.element == to.element {
        let bytes = length * from.element.size();
        cx.step((bytes / BYTES_A_STEP) as u64)?;
        copy_bytes(&mut cx.heap, (source_buffer, from.offset), (target_buffer, start), bytes);
        return Ok(());
    }
    let mut from_start = from.offset;
    let mut from_buffer = source_buffer;
    if cx.raw(source_buffer).identical(cx.raw(target_buffer)) {
        from_buffer = new_array_buffer(&mut cx, from.byte_length() as u64)?;
        copy_bytes(&mut cx.heap, (source_buffer, from.offset), (from_buffer, 0), from.byte_length());
        from_start = 0;
    }
    for index in 0..length {
        cx.step(1)?;
        let bytes = crate::runtime::buffer_bytes(cx.heap(), cx.raw(from_buffer));
        let bytes = bytes.get(from_start + index * from.element.size()..).unwrap_or(&[]);
        let value = read_element(bytes, from.element, ByteOrder::Little);
        typed_array_store(&mut cx, target, offset + index, value);
    }
    Ok(())
}

/// InitializeTypedArrayFromArrayBuffer – <https://tc39.es/ecma262/#sec-initializetypedarrayfromarraybuffer>
fn from_buffer<'s>(
    cx: &mut Scope<'s>,
    element: ElementType,
    prototype: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let (buffer, size, name) = (arguments.get(0), element.size() as f64, element.name());
    let offset = to_integer_or_infinity(cx, arguments.get(1))?;
    if !(0.0..=MAX_SAFE_INTEGER).contains(&offset) {
        return Err(super::super::data_view::throw_offset(cx, offset));
    }
    if offset % size != 0.0 {
        return Err(throw_range_error(cx, format_args!("start offset of {name} should be a multiple of {size}")));
    }
    let length = arguments.get(2);
    let new_length = match cx.raw(length).is_undefined() {
        true => None,
        false => {
            let length = to_integer_or_infinity(cx, length)?;
            if !(0.0..=MAX_SAFE_INTEGER).contains(&length) {
                return Err(throw_invalid_length(cx, length));
            }
            Some(length)
        }
    };
    if is_detached_buffer(cx.raw(buffer)) {
        return Err(throw_detached(cx, "Construct"));
    }
    let available = buffer_byte_length(cx.raw(buffer)) as f64;
    let range = match new_length {
        None if buffer_maximum(cx.raw(buffer)).is_some() && offset <= available => (offset as usize, None),
        None if available % size != 0.0 && buffer_maximum(cx.raw(buffer)).is_none() => {
            return Err(throw_range_error(cx, format_args!("byte length of {name} should be a multiple of {size}")));
        }
        None if offset > available => {
            return Err(super::super::data_view::throw_offset(cx, offset));
        }
        None => (offset as usize, Some(((available - offset) / size) as usize)),
        Some(length) if offset + length * size > available => return Err(throw_invalid_length(cx, length)),
        Some(length) => (offset as usize, Some(length as usize)),
    };
    make_view(cx, kind::TYPED_ARRAY, prototype, element, buffer, range)
}

/// InitializeTypedArrayFromList and InitializeTypedArrayFromArrayLike –
/// <https://tc39.es/ecma262/#sec-initializetypedarrayfromlist>
fn from_object<'s>(
    cx: &mut Scope<'s>,
    element: ElementType,
    prototype: Local<'s>,
    object: Local<'s>,
) -> Completion<Local<'s>> {
    let source = match get_method(cx, object, KnownName::SymbolIterator.into())? {
        Some(method) => {
            let record = get_iterator_from_method(cx, object, method)?;
            iterator_to_array(cx, record)?
        }
        None => object,
    };
    let length = length_of_array_like(cx, source)?;
    let array = allocate(cx, element, prototype, length as f64)?;
    for index in 0..length {
        let mut cx = cx.open();
        cx.step(1)?;
        let value = get_index(&mut cx, source, index)?;
        typed_array_set(&mut cx, array, index as usize, value)?;
    }
    Ok(array)
}

/// IteratorToList, into an array that no script sees.
fn iterator_to_array<'s>(cx: &mut Scope<'s>, record: IteratorRecord<'s>) -> Completion<Local<'s>> {
    let list = array_create(cx, 0)?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(value) = iterator_step_value(&mut cx, record)? else { return Ok(list) };
        array_push(&mut cx, list, value)?;
    }
}

/// %TypedArray%.from ( source [ , mapfn [ , thisArg ] ] ) – <https://tc39.es/ecma262/#sec-%typedarray%.from>
pub(super) fn from<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    const METHOD: &str = "%TypedArray%.from";
    require_constructor(cx, this)?;
    let (source, map) = (arguments.get(0), arguments.get(1));
    let has_map = !cx.raw(map).is_undefined();
    if has_map {
        require_callback(cx, map)?;
    }
    let list = match get_method(cx, source, KnownName::SymbolIterator.into())? {
        Some(method) => {
            let record = get_iterator_from_method(cx, source, method)?;
            iterator_to_array(cx, record)?
        }
        None => to_object(cx, source)?,
    };
    let length = length_of_array_like(cx, list)?;
    let target = create_from_constructor(cx, this, &[Local::number(length as f64)], METHOD)?;
    for index in 0..length {
        let mut cx = cx.open();
        cx.step(1)?;
        let mut value = get_index(&mut cx, list, index)?;
        if has_map {
            value = call(&mut cx, map, arguments.get(2), &[value, Local::number(index as f64)])?;
        }
        set_index(&mut cx, target, index, value)?;
    }
    Ok(target)
}

fn require_constructor(cx: &mut Scope<'_>, constructor: Local<'_>) -> Completion<()> {
    if is_constructor(cx, constructor) {
        return Ok(());
    }
    let shown = crate::runtime::describe(cx, constructor);
    Err(throw_type_error(cx, format_args!("{shown} is not a constructor")))
}

/// %TypedArray%.of ( ...items ) – <https://tc39.es/ecma262/#sec-%typedarray%.of>
pub(super) fn of<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_constructor(cx, this)?;
    let count = arguments.count();
    let new = create_from_constructor(cx, this, &[Local::number(count as f64)], "%TypedArray%.of")?;
    for index in 0..count {
        set_index(&mut cx.open(), new, index as u64, arguments.get(index))?;
    }
    Ok(new)
}
