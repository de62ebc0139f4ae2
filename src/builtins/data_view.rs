//! `DataView` – ECMA-262 §25.3 <https://tc39.es/ecma262/#sec-dataview-objects>

use super::receiver::throw_incompatible_receiver;
use crate::heap::Local;
use crate::runtime::{
    Abrupt, Arguments, Builtin, ByteOrder, Completion, Constructor, ElementType, Intrinsic, Scope, View,
    buffer_byte_length, buffer_maximum, define_global, element_value, get_prototype_from_constructor, getter,
    install_constructor, is_buffer, is_detached_buffer, make_object, make_view, method, read_element, tag,
    throw_range_error, throw_type_error, to_boolean, to_element, to_integer_or_infinity, view_bytes, view_bytes_mut,
    view_of, write_element,
};
use crate::value::kind;
use crate::value::layout::view;
use crate::value::number::{MAX_SAFE_INTEGER, number_to_string};

const CONSTRUCTOR: Constructor = Constructor {
    name: "DataView",
    length: 1,
    steps: construct,
    requires_new: true,
    intrinsic: Intrinsic::DataView,
    statics: &[],
    prototype: PROTOTYPE,
};

const PROTOTYPE: &[Builtin] = &[
    getter("buffer", buffer),
    getter("byteLength", byte_length),
    getter("byteOffset", byte_offset),
    method("getInt8", 1, get::<{ ElementType::Int8 as u8 }>),
    method("setInt8", 2, set::<{ ElementType::Int8 as u8 }>),
    method("getUint8", 1, get::<{ ElementType::Uint8 as u8 }>),
    method("setUint8", 2, set::<{ ElementType::Uint8 as u8 }>),
    method("getInt16", 1, get::<{ ElementType::Int16 as u8 }>),
    method("setInt16", 2, set::<{ ElementType::Int16 as u8 }>),
    method("getUint16", 1, get::<{ ElementType::Uint16 as u8 }>),
    method("setUint16", 2, set::<{ ElementType::Uint16 as u8 }>),
    method("getInt32", 1, get::<{ ElementType::Int32 as u8 }>),
    method("setInt32", 2, set::<{ ElementType::Int32 as u8 }>),
    method("getUint32", 1, get::<{ ElementType::Uint32 as u8 }>),
    method("setUint32", 2, set::<{ ElementType::Uint32 as u8 }>),
    method("getFloat16", 1, get::<{ ElementType::Float16 as u8 }>),
    method("setFloat16", 2, set::<{ ElementType::Float16 as u8 }>),
    method("getFloat32", 1, get::<{ ElementType::Float32 as u8 }>),
    method("setFloat32", 2, set::<{ ElementType::Float32 as u8 }>),
    method("getFloat64", 1, get::<{ ElementType::Float64 as u8 }>),
    method("setFloat64", 2, set::<{ ElementType::Float64 as u8 }>),
    method("getBigInt64", 1, get::<{ ElementType::BigInt64 as u8 }>),
    method("setBigInt64", 2, set::<{ ElementType::BigInt64 as u8 }>),
    method("getBigUint64", 1, get::<{ ElementType::BigUint64 as u8 }>),
    method("setBigUint64", 2, set::<{ ElementType::BigUint64 as u8 }>),
    tag("DataView"),
];

/// Makes `DataView`.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let parent = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let prototype = make_object(cx, kind::ORDINARY, parent)?;
    cx.set_intrinsic(Intrinsic::DataViewPrototype, prototype);
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    define_global(cx, "DataView", constructor)
}

/// DataView ( buffer [ , byteOffset [ , byteLength ] ] ) – <https://tc39.es/ecma262/#sec-dataview-buffer-byteoffset-bytelength>
fn construct<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let buffer = arguments.get(0);
    if !is_buffer(cx.raw(buffer)) {
        return Err(throw_type_error(
            cx,
            format_args!("First argument to DataView constructor must be an ArrayBuffer"),
        ));
    }
    let offset = to_integer_or_infinity(cx, arguments.get(1))?;
    if !(0.0..=MAX_SAFE_INTEGER).contains(&offset) {
        return Err(throw_offset(cx, offset));
    }
    let length = range_of(cx, buffer, offset, arguments.get(2))?;
    let prototype = get_prototype_from_constructor(cx, arguments.new_target(), Intrinsic::DataViewPrototype)?;
    // Getting the prototype may have run script.
    require_attached(cx, buffer)?;
    let available = buffer_byte_length(cx.raw(buffer)) as f64;
    if offset > available {
        return Err(throw_offset(cx, offset));
    }
    if let Some(length) = length
        && offset + length > available
    {
        return Err(throw_length(cx, length));
    }
    let range = (offset as usize, length.map(|length| length as usize));
    make_view(cx, kind::DATA_VIEW, prototype, ElementType::Uint8, buffer, range)
}

/// The length of a new view, `None` when it follows the buffer's (steps 4 to 9).
fn range_of<'s>(cx: &mut Scope<'s>, buffer: Local<'s>, offset: f64, length: Local<'s>) -> Completion<Option<f64>> {
    require_attached(cx, buffer)?;
    let available = buffer_byte_length(cx.raw(buffer)) as f64;
    if offset > available {
        return Err(throw_offset(cx, offset));
    }
    if cx.raw(length).is_undefined() {
        let is_fixed = buffer_maximum(cx.raw(buffer)).is_none();
        return Ok(is_fixed.then_some(available - offset));
    }
    let length = to_integer_or_infinity(cx, length)?;
    if !(0.0..=MAX_SAFE_INTEGER).contains(&length) || offset + length > available {
        return Err(throw_length(cx, length));
    }
    Ok(Some(length))
}

fn require_attached(cx: &mut Scope<'_>, buffer: Local<'_>) -> Completion<()> {
    if !is_detached_buffer(cx.raw(buffer)) {
        return Ok(());
    }
    Err(throw_detached(cx, "DataView"))
}

#[cold]
fn throw_detached(cx: &mut Scope<'_>, method: &str) -> Abrupt {
    throw_type_error(cx, format_args!("Cannot perform {method} on a detached ArrayBuffer"))
}

#[cold]
pub(super) fn throw_offset(cx: &mut Scope<'_>, offset: f64) -> Abrupt {
    let offset = number_to_string(offset);
    throw_range_error(cx, format_args!("Start offset {} is outside the bounds of the buffer", offset.as_str()))
}

#[cold]
fn throw_length(cx: &mut Scope<'_>, length: f64) -> Abrupt {
    let length = number_to_string(length);
    throw_range_error(cx, format_args!("Invalid DataView length {}", length.as_str()))
}

fn require_view(cx: &mut Scope<'_>, this: Local<'_>, method: &str) -> Completion<()> {
    if cx.raw(this).is_kind(kind::DATA_VIEW) {
        return Ok(());
    }
    Err(throw_incompatible_receiver(cx, method, this))
}

/// What the view shows; TypeError when it is out of bounds.
fn require_bounds(cx: &mut Scope<'_>, this: Local<'_>, method: &str) -> Completion<View> {
    match view_of(cx.raw(this)) {
        Some(view) => Ok(view),
        None => Err(throw_detached(cx, method)),
    }
}

/// get DataView.prototype.buffer – <https://tc39.es/ecma262/#sec-get-dataview.prototype.buffer>
fn buffer<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_view(cx, this, "get DataView.prototype.buffer")?;
    cx.word(this, view::BUFFER)
}

/// get DataView.prototype.byteLength – <https://tc39.es/ecma262/#sec-get-dataview.prototype.bytelength>
fn byte_length<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_view(cx, this, "get DataView.prototype.byteLength")?;
    let view = require_bounds(cx, this, "DataView.prototype.byteLength")?;
    Ok(Local::number(view.length as f64))
}

/// get DataView.prototype.byteOffset – <https://tc39.es/ecma262/#sec-get-dataview.prototype.byteoffset>
fn byte_offset<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_view(cx, this, "get DataView.prototype.byteOffset")?;
    let view = require_bounds(cx, this, "DataView.prototype.byteOffset")?;
    Ok(Local::number(view.offset as f64))
}

/// The name of a method in messages: `DataView.prototype.getInt8`.
fn method_name(action: &str, element: ElementType) -> String {
    format!("DataView.prototype.{action}{}", element.name().trim_end_matches("Array"))
}

/// ToIndex of the position of an element.
fn to_position<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<f64> {
    let index = to_integer_or_infinity(cx, value)?;
    if (0.0..=MAX_SAFE_INTEGER).contains(&index) { Ok(index) } else { Err(throw_outside(cx)) }
}

#[cold]
fn throw_outside(cx: &mut Scope<'_>) -> Abrupt {
    throw_range_error(cx, format_args!("Offset is outside the bounds of the DataView"))
}

fn order<'s>(cx: &Scope<'s>, little_endian: Local<'s>) -> ByteOrder {
    if to_boolean(cx, little_endian) { ByteOrder::Little } else { ByteOrder::Big }
}

/// The index of the element's first byte in the view, if all of it is in bounds.
fn checked_position(
    cx: &mut Scope<'_>,
    this: Local<'_>,
    index: f64,
    action: &str,
    element: ElementType,
) -> Completion<usize> {
    let Some(view) = view_of(cx.raw(this)) else {
        let method = method_name(action, element);
        return Err(throw_detached(cx, &method));
    };
    if index + element.size() as f64 > view.length as f64 {
        return Err(throw_outside(cx));
    }
    Ok(index as usize)
}

/// GetViewValue ( view, requestIndex, isLittleEndian, type ) – <https://tc39.es/ecma262/#sec-getviewvalue>
fn get<'s, const ELEMENT: u8>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let element = ElementType::of(ELEMENT as u64);
    if !cx.raw(this).is_kind(kind::DATA_VIEW) {
        return Err(throw_incompatible_receiver(cx, &method_name("get", element), this));
    }
    let index = to_position(cx, arguments.get(0))?;
    let order = order(cx, arguments.get(1));
    let start = checked_position(cx, this, index, "get", element)?;
    let bytes = &view_bytes(cx.heap(), cx.raw(this))[start..start + element.size()];
    let value = read_element(bytes, element, order);
    element_value(cx, value)
}

/// SetViewValue ( view, requestIndex, isLittleEndian, type, value ) – <https://tc39.es/ecma262/#sec-setviewvalue>
fn set<'s, const ELEMENT: u8>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let element = ElementType::of(ELEMENT as u64);
    if !cx.raw(this).is_kind(kind::DATA_VIEW) {
        return Err(throw_incompatible_receiver(cx, &method_name("set", element), this));
    }
    let index = to_position(cx, arguments.get(0))?;
    let value = to_element(cx, arguments.get(1), element)?;
    let order = order(cx, arguments.get(2));
    let start = checked_position(cx, this, index, "set", element)?;
    let bytes = &mut view_bytes_mut(&mut cx.heap, this)[start..];
    write_element(bytes, value, element, order);
    Ok(Local::UNDEFINED)
}
