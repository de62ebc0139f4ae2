//! Typed arrays (§10.4.5, §23.2): views of a buffer's bytes as elements, and their exotic internal methods.
//!
//! A view never caches where its bytes are: every access looks at the buffer's length, so that resizing and detaching need
//! to tell nobody.

use super::completion::Completion;
use super::descriptor::PropertyDescriptor;
use super::internal_methods::{Exotic, InternalMethods, ORDINARY};
use super::key::PropertyKey;
use super::ordinary::{ordinary_delete, ordinary_get_own_property};
use super::realm::Intrinsic;
use super::scope::Scope;
use super::{
    array_buffer, bigint_from_parts, call, get_prototype_of, get_with_receiver, has_property, make_object,
    ordinary_own_property_keys, ordinary_prevent_extensions, ordinary_set, own_property, same_value, to_big_int64,
    to_big_uint64, to_number, units,
};
use crate::heap::{Heap, Local, Raw};
use crate::value::layout::{accessor, attribute, view};
use crate::value::{Units, kind, number};

/// The element types (table 73, §23.2).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum ElementType {
    /// `Int8Array`
    Int8,
    /// `Uint8Array`
    Uint8,
    /// `Uint8ClampedArray`
    Uint8Clamped,
    /// `Int16Array`
    Int16,
    /// `Uint16Array`
    Uint16,
    /// `Int32Array`
    Int32,
    /// `Uint32Array`
    Uint32,
    /// `Float16Array`
    Float16,
    /// `Float32Array`
    Float32,
    /// `Float64Array`
    Float64,
    /// `BigInt64Array`
    BigInt64,
    /// `BigUint64Array`
    BigUint64,
}

impl ElementType {
    /// All, in the order of their numbers.
    pub(crate) const ALL: [ElementType; 12] = [
        ElementType::Int8,
        ElementType::Uint8,
        ElementType::Uint8Clamped,
        ElementType::Int16,
        ElementType::Uint16,
        ElementType::Int32,
        ElementType::Uint32,
        ElementType::Float16,
        ElementType::Float32,
        ElementType::Float64,
        ElementType::BigInt64,
        ElementType::BigUint64,
    ];

    /// The type of this number; any number is fine.
    #[inline]
    pub(crate) fn of(number: u64) -> ElementType {
        Self::ALL.get(number as usize).copied().unwrap_or(ElementType::Uint8)
    }

    /// Bytes of an element.
    #[inline]
    pub(crate) const fn size(self) -> usize {
        match self {
            ElementType::Int8 | ElementType::Uint8 | ElementType::Uint8Clamped => 1,
            ElementType::Int16 | ElementType::Uint16 | ElementType::Float16 => 2,
            ElementType::Int32 | ElementType::Uint32 | ElementType::Float32 => 4,
            ElementType::Float64 | ElementType::BigInt64 | ElementType::BigUint64 => 8,
        }
    }

    /// Whether its elements are BigInts ([[ContentType]]).
    pub(crate) const fn is_bigint(self) -> bool {
        matches!(self, ElementType::BigInt64 | ElementType::BigUint64)
    }

    /// The name of the constructor.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            ElementType::Int8 => "Int8Array",
            ElementType::Uint8 => "Uint8Array",
            ElementType::Uint8Clamped => "Uint8ClampedArray",
            ElementType::Int16 => "Int16Array",
            ElementType::Uint16 => "Uint16Array",
            ElementType::Int32 => "Int32Array",
            ElementType::Uint32 => "Uint32Array",
            ElementType::Float16 => "Float16Array",
            ElementType::Float32 => "Float32Array",
            ElementType::Float64 => "Float64Array",
            ElementType::BigInt64 => "BigInt64Array",
            ElementType::BigUint64 => "BigUint64Array",
        }
    }

    /// The constructor.
    pub(crate) const fn constructor(self) -> Intrinsic {
        match self {
            ElementType::Int8 => Intrinsic::Int8Array,
            ElementType::Uint8 => Intrinsic::Uint8Array,
            ElementType::Uint8Clamped => Intrinsic::Uint8ClampedArray,
            ElementType::Int16 => Intrinsic::Int16Array,
            ElementType::Uint16 => Intrinsic::Uint16Array,
            ElementType::Int32 => Intrinsic::Int32Array,
            ElementType::Uint32 => Intrinsic::Uint32Array,
            ElementType::Float16 => Intrinsic::Float16Array,
            ElementType::Float32 => Intrinsic::Float32Array,
            ElementType::Float64 => Intrinsic::Float64Array,
            ElementType::BigInt64 => Intrinsic::BigInt64Array,
            ElementType::BigUint64 => Intrinsic::BigUint64Array,
        }
    }

    /// The constructor's prototype object.
    pub(crate) const fn prototype(self) -> Intrinsic {
        match self {
            ElementType::Int8 => Intrinsic::Int8ArrayPrototype,
            ElementType::Uint8 => Intrinsic::Uint8ArrayPrototype,
            ElementType::Uint8Clamped => Intrinsic::Uint8ClampedArrayPrototype,
            ElementType::Int16 => Intrinsic::Int16ArrayPrototype,
            ElementType::Uint16 => Intrinsic::Uint16ArrayPrototype,
            ElementType::Int32 => Intrinsic::Int32ArrayPrototype,
            ElementType::Uint32 => Intrinsic::Uint32ArrayPrototype,
            ElementType::Float16 => Intrinsic::Float16ArrayPrototype,
            ElementType::Float32 => Intrinsic::Float32ArrayPrototype,
            ElementType::Float64 => Intrinsic::Float64ArrayPrototype,
            ElementType::BigInt64 => Intrinsic::BigInt64ArrayPrototype,
            ElementType::BigUint64 => Intrinsic::BigUint64ArrayPrototype,
        }
    }
}

/// An element outside of any buffer.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Element {
    /// A Number, not yet fitted to its type.
    Number(f64),
    /// A BigInt of a BigInt64Array.
    Int64(i64),
    /// A BigInt of a BigUint64Array.
    Uint64(u64),
}

/// The order of the bytes of an element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ByteOrder {
    /// The least significant first: what typed arrays use on every machine.
    Little,
    /// The most significant first.
    Big,
}

/// The first `N` bytes as they would stand in little-endian order; zeroes for what is missing.
fn ordered<const N: usize>(bytes: &[u8], order: ByteOrder) -> [u8; N] {
    let mut array = [0; N];
    array.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    if order == ByteOrder::Big {
        array.reverse();
    }
    array
}

/// RawBytesToNumeric (§25.1.3.14): the element at the start of `bytes`.
#[inline]
pub(crate) fn read_element(bytes: &[u8], element: ElementType, order: ByteOrder) -> Element {
    Element::Number(match element {
        ElementType::Int8 => f64::from(ordered::<1>(bytes, order)[0] as i8),
        ElementType::Uint8 | ElementType::Uint8Clamped => f64::from(ordered::<1>(bytes, order)[0]),
        ElementType::Int16 => f64::from(i16::from_le_bytes(ordered(bytes, order))),
        ElementType::Uint16 => f64::from(u16::from_le_bytes(ordered(bytes, order))),
        ElementType::Int32 => f64::from(i32::from_le_bytes(ordered(bytes, order))),
        ElementType::Uint32 => f64::from(u32::from_le_bytes(ordered(bytes, order))),
        ElementType::Float16 => number::from_half(u16::from_le_bytes(ordered(bytes, order))),
        ElementType::Float32 => f64::from(f32::from_le_bytes(ordered(bytes, order))),
        ElementType::Float64 => f64::from_le_bytes(ordered(bytes, order)),
        ElementType::BigInt64 => return Element::Int64(i64::from_le_bytes(ordered(bytes, order))),
        ElementType::BigUint64 => return Element::Uint64(u64::from_le_bytes(ordered(bytes, order))),
    })
}

/// NumericToRawBytes (§25.1.3.16): the bytes of an element of this type, and how many they are.
#[inline]
pub(crate) fn element_bytes(value: Element, element: ElementType, order: ByteOrder) -> ([u8; 8], usize) {
    let bits = match (value, element) {
        (Element::Int64(integer), _) => integer as u64,
        (Element::Uint64(integer), _) => integer,
        (Element::Number(number), ElementType::Float64) => number.to_bits(),
        (Element::Number(number), ElementType::Float32) => u64::from((number as f32).to_bits()),
        (Element::Number(number), ElementType::Float16) => u64::from(number::to_half(number)),
        (Element::Number(number), ElementType::Uint8Clamped) => clamp(number),
        (Element::Number(number), _) => number::to_int32(number) as u32 as u64,
    };
    let (mut bytes, size) = (bits.to_le_bytes(), element.size());
    if order == ByteOrder::Big {
        bytes[..size].reverse();
    }
    (bytes, size)
}

/// ToUint8Clamp (§7.1.13): ties to even; NaN is 0.
fn clamp(number: f64) -> u64 {
    number.clamp(0.0, 255.0).round_ties_even() as u64
}

/// Writes an element at the start of `bytes`; nothing when they are too few.
#[inline]
pub(crate) fn write_element(bytes: &mut [u8], value: Element, element: ElementType, order: ByteOrder) {
    let (source, size) = element_bytes(value, element, order);
    if let Some(target) = bytes.get_mut(..size) {
        target.copy_from_slice(&source[..size]);
    }
}

/// Converts a value to an element of this type: ToNumber or ToBigInt64.
///
/// # Errors
/// Whatever the conversion throws.
#[inline]
pub(crate) fn to_element<'s>(cx: &mut Scope<'s>, value: Local<'s>, element: ElementType) -> Completion<Element> {
    match element {
        ElementType::BigInt64 => to_big_int64(cx, value).map(Element::Int64),
        ElementType::BigUint64 => to_big_uint64(cx, value).map(Element::Uint64),
        _ => to_number(cx, value).map(Element::Number),
    }
}

/// An element as a value.
///
/// # Errors
/// Termination when there is no memory for a BigInt.
#[inline]
pub(crate) fn element_value<'s>(cx: &mut Scope<'s>, element: Element) -> Completion<Local<'s>> {
    match element {
        Element::Number(number) => Ok(Local::number(number)),
        Element::Int64(integer) => bigint_from_parts(cx, integer < 0, integer.unsigned_abs().into()),
        Element::Uint64(integer) => bigint_from_parts(cx, false, integer.into()),
    }
}

/// The part of its buffer that a typed array or DataView shows now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct View {
    /// The type of the elements; Uint8 for a DataView.
    pub(crate) element: ElementType,
    /// Bytes before the first element.
    pub(crate) offset: usize,
    /// Number of elements.
    pub(crate) length: usize,
}

impl View {
    /// Bytes of all elements.
    pub(crate) const fn byte_length(self) -> usize {
        self.length * self.element.size()
    }
}

/// The element type of a typed array. Pure.
#[inline]
pub(crate) fn element_type(array: Raw<'_>) -> ElementType {
    ElementType::of(array.raw_word(view::ELEMENT_TYPE))
}

/// Whether a view's length follows its buffer's. Pure.
pub(crate) fn is_length_tracking(array: Raw<'_>) -> bool {
    array.raw_word(view::LENGTH) == u64::MAX
}

/// What a typed array or DataView shows; `None` when its buffer is detached or has become too short
/// (IsTypedArrayOutOfBounds, §10.4.5.14; IsViewOutOfBounds, §25.3.1.3). Pure.
#[inline]
pub(crate) fn view_of(array: Raw<'_>) -> Option<View> {
    let buffer = array.word(view::BUFFER);
    if !buffer.is_pointer() || array_buffer::is_detached_buffer(buffer) {
        return None;
    }
    let element = element_type(array);
    let offset = array.raw_word(view::BYTE_OFFSET) as usize;
    let available = array_buffer::buffer_byte_length(buffer).checked_sub(offset)?;
    let length = match array.raw_word(view::LENGTH) {
        u64::MAX => available / element.size(),
        length if length as usize * element.size() <= available => length as usize,
        _ => return None,
    };
    Some(View { element, offset, length })
}

/// The bytes a typed array or DataView shows; none when it is out of bounds.
#[inline]
pub(crate) fn view_bytes<'h>(heap: &'h Heap, array: Raw<'_>) -> &'h [u8] {
    let Some(view) = view_of(array) else { return &[] };
    let bytes = array_buffer::buffer_bytes(heap, array.word(view::BUFFER));
    bytes.get(view.offset..view.offset + view.byte_length()).unwrap_or(&[])
}

/// The bytes a typed array or DataView shows, to write; none when it is out of bounds.
#[inline]
pub(crate) fn view_bytes_mut<'h>(heap: &'h mut Heap, array: Local<'_>) -> &'h mut [u8] {
    let raw = heap.get(array);
    let Some(view) = view_of(raw) else { return &mut [] };
    let bytes = array_buffer::buffer_bytes_of_view(heap, array);
    bytes.get_mut(view.offset..view.offset + view.byte_length()).unwrap_or(&mut [])
}

/// A new typed array (or DataView, with elements of one byte) of a buffer; `length` in elements, `None`: it follows the
/// buffer's.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn make_view<'s>(
    cx: &mut Scope<'s>,
    kind: u8,
    prototype: Local<'s>,
    element: ElementType,
    buffer: Local<'s>,
    range: (usize, Option<usize>),
) -> Completion<Local<'s>> {
    let array = make_object(cx, kind, prototype)?;
    cx.heap.store(array, view::BUFFER, buffer);
    cx.heap.store_raw(array, view::BYTE_OFFSET, range.0 as u64);
    cx.heap.store_raw(array, view::LENGTH, range.1.map_or(u64::MAX, |length| length as u64));
    cx.heap.store_raw(array, view::ELEMENT_TYPE, element as u64);
    Ok(array)
}

/// A new typed array of this type over a new buffer of zeroes.
///
/// # Errors
/// RangeError `Array buffer allocation failed`.
pub(crate) fn new_typed_array<'s>(cx: &mut Scope<'s>, element: ElementType, length: usize) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let bytes = (length as u64).saturating_mul(element.size() as u64);
    let buffer = array_buffer::new_array_buffer(cx, bytes)?;
    let prototype = cx.intrinsic(element.prototype())?;
    let array = make_view(cx, kind::TYPED_ARRAY, prototype, element, buffer, (0, Some(length)))?;
    Ok(cx.collapse(depth, array))
}

/// The index, if `object` is a typed array and `key` an int that may be one: then `typed_array_get` and `typed_array_set`
/// are all there is to do. Pure.
#[inline]
pub(crate) fn typed_index(object: Raw<'_>, key: Raw<'_>) -> Option<usize> {
    (key.is_int() && key.as_int() >= 0 && object.is_kind(kind::TYPED_ARRAY)).then(|| key.as_int() as usize)
}

/// TypedArrayGetElement (§10.4.5.16): `undefined` for an index that is not valid.
///
/// # Errors
/// Termination when there is no memory for a BigInt.
#[inline]
pub(crate) fn typed_array_get<'s>(cx: &mut Scope<'s>, array: Local<'_>, index: usize) -> Completion<Local<'s>> {
    let raw = cx.raw(array);
    let element = element_type(raw);
    let bytes = view_bytes(cx.heap(), raw);
    let Some(bytes) = index.checked_mul(element.size()).and_then(|start| bytes.get(start..)).filter(|b| !b.is_empty())
    else {
        return Ok(Local::UNDEFINED);
    };
    let value = read_element(bytes, element, ByteOrder::Little);
    element_value(cx, value)
}

/// The end of TypedArraySetElement (§10.4.5.17), the value being converted: nothing for an index that is not valid.
#[inline]
pub(crate) fn typed_array_store(cx: &mut Scope<'_>, array: Local<'_>, index: usize, value: Element) {
    let element = element_type(cx.raw(array));
    let bytes = view_bytes_mut(&mut cx.heap, array);
    if let Some(bytes) = index.checked_mul(element.size()).and_then(|start| bytes.get_mut(start..)) {
        write_element(bytes, value, element, ByteOrder::Little);
    }
}

/// TypedArraySetElement (§10.4.5.17).
///
/// # Errors
/// Whatever the conversion of the value throws.
#[inline]
pub(crate) fn typed_array_set<'s>(
    cx: &mut Scope<'s>,
    array: Local<'_>,
    index: usize,
    value: Local<'s>,
) -> Completion<()> {
    let element = element_type(cx.raw(array));
    let value = to_element(cx, value, element)?;
    typed_array_store(cx, array, index, value);
    Ok(())
}

/// The internal methods of typed arrays (§10.4.5).
pub(super) static TYPED_ARRAY: InternalMethods = InternalMethods {
    exotic: Exotic::NumericStrings,
    prevent_extensions: Some(prevent_extensions),
    get_own_property: Some(get_own_property),
    define_own_property: Some(define_own_property),
    has_property: Some(has),
    get: Some(get),
    set: Some(set),
    delete: Some(delete),
    own_property_keys: Some(own_property_keys),
    ..ORDINARY
};

/// A property key as a typed array sees it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NumericKey {
    /// A valid index.
    Valid(usize),
    /// A canonical numeric string that is no valid index now; it may become one.
    Invalid(usize),
    /// Any other key.
    Other,
}

/// CanonicalNumericIndexString (§7.1.21) and IsValidIntegerIndex (§10.4.5.15).
fn numeric_key(cx: &mut Scope<'_>, array: Local<'_>, key: PropertyKey<'_>) -> Completion<NumericKey> {
    let index = match key {
        PropertyKey::Index(index) => index as usize,
        _ => {
            let mut cx = cx.open();
            let name = cx.local(|isolate| key.raw(isolate))?;
            match canonical_numeric(&mut cx, name)? {
                None => return Ok(NumericKey::Other),
                Some(index) if index >= 0.0 && index.fract() == 0.0 && !(index == 0.0 && index.is_sign_negative()) => {
                    index as usize
                }
                Some(_) => usize::MAX,
            }
        }
    };
    let length = view_of(cx.raw(array)).map_or(0, |view| view.length);
    Ok(if index < length { NumericKey::Valid(index) } else { NumericKey::Invalid(index) })
}

/// The number whose canonical text this name is; `-0` counts.
fn canonical_numeric(cx: &mut Scope<'_>, name: Local<'_>) -> Completion<Option<f64>> {
    if !crate::value::is_string(cx.raw(name)) {
        return Ok(None);
    }
    let text = units(cx, name)?;
    if text.is("-0") {
        return Ok(Some(-0.0));
    }
    let value = match text {
        Units::Latin1(bytes) => number::string_to_number(bytes),
        Units::TwoByte(_) => return Ok(None),
    };
    Ok(text.is(number::number_to_string(value).as_str()).then_some(value))
}

/// [[PreventExtensions]] (§10.4.5.1): a view that may grow cannot promise to have no new elements.
fn prevent_extensions<'s>(cx: &mut Scope<'s>, array: Local<'s>) -> Completion<bool> {
    let raw = cx.raw(array);
    let buffer = raw.word(view::BUFFER);
    let is_resizable = buffer.is_pointer() && array_buffer::buffer_maximum(buffer).is_some();
    let is_fixed = !is_length_tracking(raw) && (!is_resizable || buffer.is_kind(kind::SHARED_ARRAY_BUFFER));
    if is_fixed { ordinary_prevent_extensions(cx, array) } else { Ok(false) }
}

/// [[GetOwnProperty]] (§10.4.5.2)
fn get_own_property<'s>(
    cx: &mut Scope<'s>,
    array: Local<'s>,
    key: PropertyKey<'s>,
) -> Completion<Option<PropertyDescriptor<'s>>> {
    match numeric_key(cx, array, key)? {
        NumericKey::Valid(index) => {
            let value = typed_array_get(cx, array, index)?;
            Ok(Some(PropertyDescriptor::data(value, attribute::ALL)))
        }
        NumericKey::Invalid(_) => Ok(None),
        NumericKey::Other => ordinary_get_own_property(cx, array, key),
    }
}

/// [[HasProperty]] (§10.4.5.3)
fn has<'s>(cx: &mut Scope<'s>, array: Local<'s>, key: PropertyKey<'s>) -> Completion<bool> {
    match numeric_key(cx, array, key)? {
        NumericKey::Valid(_) => return Ok(true),
        NumericKey::Invalid(_) => return Ok(false),
        NumericKey::Other => {}
    }
    if own_property(cx, array, key)?.is_some() {
        return Ok(true);
    }
    let parent = get_prototype_of(cx, array)?;
    if cx.raw(parent).is_pointer() { has_property(cx, parent, key) } else { Ok(false) }
}

/// [[DefineOwnProperty]] (§10.4.5.4)
fn define_own_property<'s>(
    cx: &mut Scope<'s>,
    array: Local<'s>,
    key: PropertyKey<'s>,
    descriptor: &PropertyDescriptor<'s>,
) -> Completion<bool> {
    let index = match numeric_key(cx, array, key)? {
        NumericKey::Valid(index) => index,
        NumericKey::Invalid(_) => return Ok(false),
        NumericKey::Other => return super::ordinary_define_own_property(cx, array, key, descriptor),
    };
    let fits = [descriptor.configurable, descriptor.enumerable, descriptor.writable];
    if fits.contains(&Some(false)) || descriptor.is_accessor_descriptor() {
        return Ok(false);
    }
    if let Some(value) = descriptor.value {
        typed_array_set(cx, array, index, value)?;
    }
    Ok(true)
}

/// [[Get]] (§10.4.5.5)
fn get<'s>(cx: &mut Scope<'s>, array: Local<'s>, key: PropertyKey<'s>, receiver: Local<'s>) -> Completion<Local<'s>> {
    match numeric_key(cx, array, key)? {
        NumericKey::Valid(index) => return typed_array_get(cx, array, index),
        NumericKey::Invalid(_) => return Ok(Local::UNDEFINED),
        NumericKey::Other => {}
    }
    if let Some(found) = own_property(cx, array, key)? {
        if !found.meta.is_accessor() {
            return Ok(found.word);
        }
        let getter = cx.word(found.word, accessor::GETTER)?;
        return if cx.raw(getter).is_pointer() { call(cx, getter, receiver, &[]) } else { Ok(Local::UNDEFINED) };
    }
    let parent = get_prototype_of(cx, array)?;
    if !cx.raw(parent).is_pointer() {
        return Ok(Local::UNDEFINED);
    }
    get_with_receiver(cx, parent, key, receiver)
}

/// [[Set]] (§10.4.5.6)
fn set<'s>(
    cx: &mut Scope<'s>,
    array: Local<'s>,
    key: PropertyKey<'s>,
    value: Local<'s>,
    receiver: Local<'s>,
) -> Completion<bool> {
    let (index, is_valid) = match numeric_key(cx, array, key)? {
        NumericKey::Valid(index) => (index, true),
        NumericKey::Invalid(index) => (index, false),
        NumericKey::Other => return ordinary_set(cx, array, key, value, receiver),
    };
    if same_value(cx, array, receiver)? {
        typed_array_set(cx, array, index, value)?;
        return Ok(true);
    }
    if is_valid { ordinary_set(cx, array, key, value, receiver) } else { Ok(true) }
}

/// [[Delete]] (§10.4.5.7)
fn delete<'s>(cx: &mut Scope<'s>, array: Local<'s>, key: PropertyKey<'s>) -> Completion<bool> {
    match numeric_key(cx, array, key)? {
        NumericKey::Valid(_) => Ok(false),
        NumericKey::Invalid(_) => Ok(true),
        NumericKey::Other => ordinary_delete(cx, array, key),
    }
}

/// [[OwnPropertyKeys]] (§10.4.5.8)
fn own_property_keys<'s>(cx: &mut Scope<'s>, array: Local<'s>) -> Completion<Local<'s>> {
    let length = view_of(cx.raw(array)).map_or(0, |view| view.length);
    cx.step(length as u64 / 8)?;
    ordinary_own_property_keys(cx, array, u32::try_from(length).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_wrap_clamp_and_round() {
        let check = |number: f64, element: ElementType, expected: f64| {
            let (bytes, size) = element_bytes(Element::Number(number), element, ByteOrder::Little);
            let read = read_element(&bytes[..size], element, ByteOrder::Little);
            assert_eq!(read, Element::Number(expected), "{number} as {element:?}");
        };
        check(257.0, ElementType::Uint8, 1.0);
        check(-1.0, ElementType::Uint8, 255.0);
        check(128.0, ElementType::Int8, -128.0);
        check(0.5, ElementType::Uint8Clamped, 0.0);
        check(1.5, ElementType::Uint8Clamped, 2.0);
        check(254.5, ElementType::Uint8Clamped, 254.0);
        check(f64::NAN, ElementType::Uint8Clamped, 0.0);
        check(1e10, ElementType::Uint8Clamped, 255.0);
        check(4294967295.0, ElementType::Int32, -1.0);
        check(f64::INFINITY, ElementType::Uint32, 0.0);
        check(1.1, ElementType::Float32, f64::from(1.1f32));
        check(1.1, ElementType::Float64, 1.1);
    }

    #[test]
    fn big_endian_is_little_endian_backwards() {
        let (little, _) = element_bytes(Element::Number(258.0), ElementType::Uint16, ByteOrder::Little);
        let (big, size) = element_bytes(Element::Number(258.0), ElementType::Uint16, ByteOrder::Big);
        assert_eq!((&little[..2], &big[..2], size), (&[2, 1][..], &[1, 2][..], 2));
        assert_eq!(read_element(&big, ElementType::Uint16, ByteOrder::Big), Element::Number(258.0));
    }
}
