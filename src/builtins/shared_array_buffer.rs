//! `SharedArrayBuffer` – ECMA-262 §25.2 <https://tc39.es/ecma262/#sec-sharedarraybuffer-objects>
//!
//! There is one agent, so that its bytes are those of any buffer; it only cannot be detached or shrink.

use super::array_buffer::{maximum_option, throw_invalid_maximum};
use super::receiver::throw_incompatible_receiver;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, Intrinsic, Scope, allocate_block, buffer_byte_length, buffer_maximum,
    construct as construct_object, copy_bytes, define_global, getter, install_constructor, is_possible_maximum,
    make_object, method, ordinary_create_from_constructor, resize_block, species_constructor, symbol_getter, tag,
    throw_range_error, throw_type_error, to_index, to_integer_or_infinity, to_relative_index,
};
use crate::value::kind;

const CONSTRUCTOR: Constructor = Constructor {
    name: "SharedArrayBuffer",
    length: 1,
    steps: construct,
    requires_new: true,
    intrinsic: Intrinsic::SharedArrayBuffer,
    statics: &[symbol_getter(KnownName::SymbolSpecies, "[Symbol.species]", super::map::species)],
    prototype: PROTOTYPE,
};

const PROTOTYPE: &[Builtin] = &[
    getter("byteLength", byte_length),
    method("slice", 2, slice),
    getter("maxByteLength", max_byte_length),
    getter("growable", growable),
    method("grow", 1, grow),
    tag("SharedArrayBuffer"),
];

/// Makes `SharedArrayBuffer`.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let parent = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let prototype = make_object(cx, kind::ORDINARY, parent)?;
    cx.set_intrinsic(Intrinsic::SharedArrayBufferPrototype, prototype);
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    define_global(cx, "SharedArrayBuffer", constructor)
}

/// SharedArrayBuffer ( length [ , options ] ) – <https://tc39.es/ecma262/#sec-sharedarraybuffer-length>
fn construct<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let length = to_index(cx, arguments.get(0), "array buffer length")?;
    let maximum = maximum_option(cx, arguments.get(1))?;
    if maximum.is_some_and(|maximum| length > maximum) {
        return Err(throw_invalid_maximum(cx));
    }
    let default = Intrinsic::SharedArrayBufferPrototype;
    let buffer = ordinary_create_from_constructor(cx, arguments.new_target(), default, kind::SHARED_ARRAY_BUFFER)?;
    if maximum.is_some_and(|maximum| !is_possible_maximum(maximum)) {
        return Err(throw_invalid_maximum(cx));
    }
    allocate_block(cx, buffer, length, maximum)?;
    Ok(buffer)
}

fn require_buffer(cx: &mut Scope<'_>, this: Local<'_>, method: &str) -> Completion<()> {
    if cx.raw(this).is_kind(kind::SHARED_ARRAY_BUFFER) {
        return Ok(());
    }
    Err(throw_incompatible_receiver(cx, method, this))
}

/// get SharedArrayBuffer.prototype.byteLength –
/// <https://tc39.es/ecma262/#sec-get-sharedarraybuffer.prototype.bytelength>
fn byte_length<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_buffer(cx, this, "get SharedArrayBuffer.prototype.byteLength")?;
    Ok(Local::number(buffer_byte_length(cx.raw(this)) as f64))
}

/// get SharedArrayBuffer.prototype.maxByteLength –
/// <https://tc39.es/ecma262/#sec-get-sharedarraybuffer.prototype.maxbytelength>
fn max_byte_length<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_buffer(cx, this, "get SharedArrayBuffer.prototype.maxByteLength")?;
    let buffer = cx.raw(this);
    let length = buffer_maximum(buffer).unwrap_or(buffer_byte_length(buffer) as u64);
    Ok(Local::number(length as f64))
}

/// get SharedArrayBuffer.prototype.growable – <https://tc39.es/ecma262/#sec-get-sharedarraybuffer.prototype.growable>
fn growable<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_buffer(cx, this, "get SharedArrayBuffer.prototype.growable")?;
    Ok(Local::bool(buffer_maximum(cx.raw(this)).is_some()))
}

/// SharedArrayBuffer.prototype.grow ( newLength ) – <https://tc39.es/ecma262/#sec-sharedarraybuffer.prototype.grow>
fn grow<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    const METHOD: &str = "SharedArrayBuffer.prototype.grow";
    require_buffer(cx, this, METHOD)?;
    let Some(maximum) = buffer_maximum(cx.raw(this)) else {
        return Err(throw_incompatible_receiver(cx, METHOD, this));
    };
    let length = to_integer_or_infinity(cx, arguments.get(0))?;
    let current = buffer_byte_length(cx.raw(this)) as f64;
    if !(current..=maximum as f64).contains(&length) {
        return Err(throw_range_error(cx, format_args!("{METHOD}: Invalid length parameter")));
    }
    resize_block(cx, this, length as u64)?;
    Ok(Local::UNDEFINED)
}

/// SharedArrayBuffer.prototype.slice ( start, end ) – <https://tc39.es/ecma262/#sec-sharedarraybuffer.prototype.slice>
fn slice<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    const METHOD: &str = "SharedArrayBuffer.prototype.slice";
    require_buffer(cx, this, METHOD)?;
    let length = buffer_byte_length(cx.raw(this)) as u64;
    let first = to_relative_index(cx, arguments.get(0), length, 0)?;
    let last = to_relative_index(cx, arguments.get(1), length, length)?;
    let new_length = last.saturating_sub(first);
    let constructor = species_constructor(cx, this, Intrinsic::SharedArrayBuffer)?;
    let new = construct_object(cx, constructor, &[Local::number(new_length as f64)], None)?;
    require_buffer(cx, new, METHOD)?;
    if cx.raw(new).identical(cx.raw(this)) {
        return Err(throw_type_error(
            cx,
            format_args!("SharedArrayBuffer subclass returned this from species constructor"),
        ));
    }
    if (buffer_byte_length(cx.raw(new)) as u64) < new_length {
        return Err(throw_type_error(cx, format_args!("Species constructor returned a too small SharedArrayBuffer")));
    }
    copy_bytes(&mut cx.heap, (this, first as usize), (new, 0), new_length as usize);
    Ok(new)
}
