//! `ArrayBuffer` – ECMA-262 §25.1 <https://tc39.es/ecma262/#sec-arraybuffer-objects>

use super::receiver::throw_incompatible_receiver;
use crate::heap::{Local, Raw};
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, Intrinsic, Scope, allocate_block, buffer_byte_length, buffer_maximum,
    construct as construct_object, copy_bytes, define_global, get_known, getter, install_constructor,
    is_detached_buffer, is_object, is_possible_maximum, make_object, method, ordinary_create_from_constructor,
    resize_block, species_constructor, symbol_getter, tag, throw_range_error, throw_type_error, to_index,
    to_relative_index, transfer_block,
};
use crate::value::kind;

const CONSTRUCTOR: Constructor = Constructor {
    name: "ArrayBuffer",
    length: 1,
    steps: construct,
    requires_new: true,
    intrinsic: Intrinsic::ArrayBuffer,
    statics: STATICS,
    prototype: PROTOTYPE,
};

const STATICS: &[Builtin] =
    &[method("isView", 1, is_view), symbol_getter(KnownName::SymbolSpecies, "[Symbol.species]", super::map::species)];

const PROTOTYPE: &[Builtin] = &[
    getter("byteLength", byte_length),
    method("slice", 2, slice),
    getter("maxByteLength", max_byte_length),
    getter("resizable", resizable),
    method("resize", 1, resize),
    method("transfer", 0, transfer),
    method("transferToFixedLength", 0, transfer_to_fixed_length),
    getter("detached", detached),
    tag("ArrayBuffer"),
];

/// Makes `ArrayBuffer`.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let parent = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let prototype = make_object(cx, kind::ORDINARY, parent)?;
    cx.set_intrinsic(Intrinsic::ArrayBufferPrototype, prototype);
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    define_global(cx, "ArrayBuffer", constructor)
}

/// ArrayBuffer ( length [ , options ] ) – <https://tc39.es/ecma262/#sec-arraybuffer-length>
fn construct<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let length = to_index(cx, arguments.get(0), "array buffer length")?;
    let maximum = maximum_option(cx, arguments.get(1))?;
    if maximum.is_some_and(|maximum| length > maximum) {
        return Err(throw_invalid_maximum(cx));
    }
    let buffer = ordinary_create_from_constructor(
        cx,
        arguments.new_target(),
        Intrinsic::ArrayBufferPrototype,
        kind::ARRAY_BUFFER,
    )?;
    if maximum.is_some_and(|maximum| !is_possible_maximum(maximum)) {
        return Err(throw_invalid_maximum(cx));
    }
    allocate_block(cx, buffer, length, maximum)?;
    Ok(buffer)
}

#[cold]
pub(super) fn throw_invalid_maximum(cx: &mut Scope<'_>) -> crate::runtime::Abrupt {
    throw_range_error(cx, format_args!("Invalid array buffer max length"))
}

/// GetArrayBufferMaxByteLengthOption ( options ) – <https://tc39.es/ecma262/#sec-getarraybuffermaxbytelengthoption>
pub(super) fn maximum_option<'s>(cx: &mut Scope<'s>, options: Local<'s>) -> Completion<Option<u64>> {
    if !is_object(cx.raw(options)) {
        return Ok(None);
    }
    let maximum = get_known(cx, options, KnownName::MaxByteLength)?;
    if cx.raw(maximum).is_undefined() {
        return Ok(None);
    }
    to_index(cx, maximum, "array buffer max length").map(Some)
}

/// ArrayBuffer.isView ( arg ) – <https://tc39.es/ecma262/#sec-arraybuffer.isview>
fn is_view<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let kind = cx.raw(arguments.get(0)).kind();
    Ok(Local::bool(kind == kind::TYPED_ARRAY || kind == kind::DATA_VIEW))
}

/// RequireInternalSlot ( O, [[ArrayBufferData]] ), and no SharedArrayBuffer.
fn require_buffer(cx: &mut Scope<'_>, this: Local<'_>, method: &str) -> Completion<()> {
    if cx.raw(this).is_kind(kind::ARRAY_BUFFER) {
        return Ok(());
    }
    Err(throw_incompatible_receiver(cx, method, this))
}

/// Throws for a detached buffer.
fn require_attached(cx: &mut Scope<'_>, buffer: Local<'_>, method: &str) -> Completion<()> {
    if !is_detached_buffer(cx.raw(buffer)) {
        return Ok(());
    }
    Err(throw_type_error(cx, format_args!("Cannot perform {method} on a detached ArrayBuffer")))
}

/// get ArrayBuffer.prototype.byteLength – <https://tc39.es/ecma262/#sec-get-arraybuffer.prototype.bytelength>
fn byte_length<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_buffer(cx, this, "get ArrayBuffer.prototype.byteLength")?;
    Ok(Local::number(buffer_byte_length(cx.raw(this)) as f64))
}

/// get ArrayBuffer.prototype.maxByteLength – <https://tc39.es/ecma262/#sec-get-arraybuffer.prototype.maxbytelength>
fn max_byte_length<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_buffer(cx, this, "get ArrayBuffer.prototype.maxByteLength")?;
    let buffer = cx.raw(this);
    let length = match buffer_maximum(buffer) {
        _ if is_detached_buffer(buffer) => 0,
        Some(maximum) => maximum,
        None => buffer_byte_length(buffer) as u64,
    };
    Ok(Local::number(length as f64))
}

/// get ArrayBuffer.prototype.resizable – <https://tc39.es/ecma262/#sec-get-arraybuffer.prototype.resizable>
fn resizable<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_buffer(cx, this, "get ArrayBuffer.prototype.resizable")?;
    Ok(Local::bool(buffer_maximum(cx.raw(this)).is_some()))
}

/// get ArrayBuffer.prototype.detached – <https://tc39.es/ecma262/#sec-get-arraybuffer.prototype.detached>
fn detached<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_buffer(cx, this, "get ArrayBuffer.prototype.detached")?;
    Ok(Local::bool(is_detached_buffer(cx.raw(this))))
}

/// ArrayBuffer.prototype.slice ( start, end ) – <https://tc39.es/ecma262/#sec-arraybuffer.prototype.slice>
fn slice<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    const METHOD: &str = "ArrayBuffer.prototype.slice";
    require_buffer(cx, this, METHOD)?;
    require_attached(cx, this, METHOD)?;
    let length = buffer_byte_length(cx.raw(this)) as u64;
    let first = to_relative_index(cx, arguments.get(0), length, 0)?;
    let last = to_relative_index(cx, arguments.get(1), length, length)?;
    let new_length = last.saturating_sub(first);
    let constructor = species_constructor(cx, this, Intrinsic::ArrayBuffer)?;
    let new = construct_object(cx, constructor, &[Local::number(new_length as f64)], None)?;
    require_buffer(cx, new, METHOD)?;
    require_attached(cx, new, METHOD)?;
    if cx.raw(new).identical(cx.raw(this)) {
        return Err(throw_type_error(cx, format_args!("ArrayBuffer subclass returned this from species constructor")));
    }
    if (buffer_byte_length(cx.raw(new)) as u64) < new_length {
        return Err(throw_type_error(cx, format_args!("Species constructor returned a too small ArrayBuffer")));
    }
    require_attached(cx, this, METHOD)?;
    copy_bytes(&mut cx.heap, (this, first as usize), (new, 0), new_length as usize);
    Ok(new)
}

/// ArrayBuffer.prototype.resize ( newLength ) – <https://tc39.es/ecma262/#sec-arraybuffer.prototype.resize>
fn resize<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    const METHOD: &str = "ArrayBuffer.prototype.resize";
    require_buffer(cx, this, METHOD)?;
    let Some(maximum) = buffer_maximum(cx.raw(this)) else {
        return Err(throw_incompatible_receiver(cx, METHOD, this));
    };
    let length = crate::runtime::to_integer_or_infinity(cx, arguments.get(0))?;
    require_attached(cx, this, METHOD)?;
    if !(0.0..=maximum as f64).contains(&length) {
        return Err(throw_range_error(cx, format_args!("{METHOD}: Invalid length parameter")));
    }
    resize_block(cx, this, length as u64)?;
    Ok(Local::UNDEFINED)
}

/// ArrayBuffer.prototype.transfer ( [ newLength ] ) – <https://tc39.es/ecma262/#sec-arraybuffer.prototype.transfer>
fn transfer<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    const METHOD: &str = "ArrayBuffer.prototype.transfer";
    require_buffer(cx, this, METHOD)?;
    copy_and_detach(cx, this, arguments.get(0), METHOD, buffer_maximum)
}

/// ArrayBuffer.prototype.transferToFixedLength ( [ newLength ] ) –
/// <https://tc39.es/ecma262/#sec-arraybuffer.prototype.transfertofixedlength>
fn transfer_to_fixed_length<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    const METHOD: &str = "ArrayBuffer.prototype.transferToFixedLength";
    require_buffer(cx, this, METHOD)?;
    copy_and_detach(cx, this, arguments.get(0), METHOD, |_| None)
}

/// ArrayBufferCopyAndDetach (§25.1.3.6); `maximum` tells the new buffer's greatest length.
fn copy_and_detach<'s>(
    cx: &mut Scope<'s>,
    buffer: Local<'s>,
    new_length: Local<'s>,
    method: &str,
    maximum: fn(Raw<'_>) -> Option<u64>,
) -> Completion<Local<'s>> {
    let length = match cx.raw(new_length).is_undefined() {
        true => buffer_byte_length(cx.raw(buffer)) as u64,
        false => to_index(cx, new_length, "array buffer length")?,
    };
    require_attached(cx, buffer, method)?;
    let maximum = maximum(cx.raw(buffer));
    if maximum.is_some_and(|maximum| length > maximum) {
        return Err(throw_range_error(cx, format_args!("Invalid array buffer length")));
    }
    let prototype = cx.intrinsic(Intrinsic::ArrayBufferPrototype)?;
    let new = make_object(cx, kind::ARRAY_BUFFER, prototype)?;
    transfer_block(cx, buffer, new, length, maximum)?;
    Ok(new)
}
