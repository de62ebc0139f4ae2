//! %TypedArray% and its twelve constructors – ECMA-262 §23.2 <https://tc39.es/ecma262/#sec-typedarray-objects>
//!
//! * `construct` – the constructors, and what they make an array of
//! * `create` – validation and species
//! * `callbacks` – methods that call a function for every element
//! * `search` – methods that look for something, and texts
//! * `change` – methods that write or copy
//! * `base64` – what only arrays of bytes have

mod base64;
mod callbacks;
mod change;
mod construct;
mod create;
mod search;
mod sort;

use super::array::{Walk, create_array_iterator};
use super::receiver::throw_incompatible_receiver;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, ElementType, Intrinsic, Scope, constant_number, define_global,
    element_type, getter, install as install_table, install_constructor, make_object, method, symbol_getter,
    throw_type_error, view_of,
};
use crate::value::kind;
use crate::value::layout::view;
pub(crate) use create::validate;

const ABSTRACT: Constructor = Constructor {
    name: "TypedArray",
    length: 0,
    steps: abstract_constructor,
    requires_new: false,
    intrinsic: Intrinsic::TypedArray,
    statics: STATICS,
    prototype: PROTOTYPE,
};

const STATICS: &[Builtin] = &[
    method("of", 0, construct::of),
    method("from", 1, construct::from),
    symbol_getter(KnownName::SymbolSpecies, "[Symbol.species]", super::map::species),
];

const PROTOTYPE: &[Builtin] = &[
    getter("buffer", buffer),
    getter("byteLength", byte_length),
    getter("byteOffset", byte_offset),
    getter("length", length),
    method("entries", 0, entries),
    method("keys", 0, keys),
    method("values", 0, values),
    method("at", 1, search::at),
    method("copyWithin", 2, change::copy_within),
    method("every", 1, callbacks::every),
    method("fill", 1, change::fill),
    method("filter", 1, callbacks::filter),
    method("find", 1, callbacks::find),
    method("findIndex", 1, callbacks::find_index),
    method("findLast", 1, callbacks::find_last),
    method("findLastIndex", 1, callbacks::find_last_index),
    method("forEach", 1, callbacks::for_each),
    method("includes", 1, search::includes),
    method("indexOf", 1, search::index_of),
    method("join", 1, search::join),
    method("lastIndexOf", 1, search::last_index_of),
    method("map", 1, callbacks::map),
    method("reverse", 0, change::reverse),
    method("reduce", 1, callbacks::reduce),
    method("reduceRight", 1, callbacks::reduce_right),
    method("set", 1, change::set),
    method("slice", 2, change::slice),
    method("some", 1, callbacks::some),
    method("sort", 1, sort::sort),
    method("subarray", 2, change::subarray),
    method("toReversed", 0, change::to_reversed),
    method("toSorted", 1, sort::to_sorted),
    method("with", 2, change::with),
    method("toLocaleString", 0, search::to_locale_string),
    symbol_getter(KnownName::SymbolToStringTag, "[Symbol.toStringTag]", to_string_tag),
];

/// Makes %TypedArray% and the constructors. `Array` must be there: `toString` is the same function.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let parent = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let prototype = make_object(cx, kind::ORDINARY, parent)?;
    cx.set_intrinsic(Intrinsic::TypedArrayPrototype, prototype);
    let constructor = install_constructor(cx, &ABSTRACT, prototype, None)?;
    super::receiver::share_method(cx, prototype, "values", KnownName::SymbolIterator)?;
    let to_string = cx.intrinsic(Intrinsic::ArrayProtoToString)?;
    super::receiver::define_hidden(cx, prototype, KnownName::ToString, to_string)?;
    for element in ElementType::ALL {
        install_one(&mut cx.open(), element, constructor, prototype)?;
    }
    Ok(())
}

/// One of the constructors – <https://tc39.es/ecma262/#sec-typedarray-constructors>
fn install_one<'s>(
    cx: &mut Scope<'s>,
    element: ElementType,
    parent: Local<'s>,
    parent_prototype: Local<'s>,
) -> Completion<()> {
    let prototype = make_object(cx, kind::ORDINARY, parent_prototype)?;
    cx.set_intrinsic(element.prototype(), prototype);
    let (statics, methods) = match element {
        ElementType::Uint8 => (base64::STATICS, base64::PROTOTYPE),
        _ => (&[] as &[Builtin], &[] as &[Builtin]),
    };
    let constructor = Constructor {
        name: element.name(),
        length: 3,
        steps: construct::steps(element),
        requires_new: true,
        intrinsic: element.constructor(),
        statics,
        prototype: methods,
    };
    let function = install_constructor(cx, &constructor, prototype, Some(parent))?;
    let size = [constant_number("BYTES_PER_ELEMENT", element.size() as f64)];
    install_table(cx, function, &size)?;
    install_table(cx, prototype, &size)?;
    define_global(cx, element.name(), function)
}

/// %TypedArray% ( ) – <https://tc39.es/ecma262/#sec-%typedarray%>
fn abstract_constructor<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Err(throw_type_error(cx, format_args!("Abstract class TypedArray not directly constructable")))
}

/// RequireInternalSlot ( O, [[TypedArrayName]] )
fn require_typed_array(cx: &mut Scope<'_>, this: Local<'_>, method: &str) -> Completion<()> {
    if cx.raw(this).is_kind(kind::TYPED_ARRAY) {
        return Ok(());
    }
    Err(throw_incompatible_receiver(cx, method, this))
}

/// get %TypedArray%.prototype.buffer – <https://tc39.es/ecma262/#sec-get-%typedarray%.prototype.buffer>
fn buffer<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_typed_array(cx, this, "get TypedArray.prototype.buffer")?;
    cx.word(this, view::BUFFER)
}

/// get %TypedArray%.prototype.byteLength – <https://tc39.es/ecma262/#sec-get-%typedarray%.prototype.bytelength>
fn byte_length<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_typed_array(cx, this, "get TypedArray.prototype.byteLength")?;
    let bytes = view_of(cx.raw(this)).map_or(0, |view| view.byte_length());
    Ok(Local::number(bytes as f64))
}

/// get %TypedArray%.prototype.byteOffset – <https://tc39.es/ecma262/#sec-get-%typedarray%.prototype.byteoffset>
fn byte_offset<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_typed_array(cx, this, "get TypedArray.prototype.byteOffset")?;
    let offset = view_of(cx.raw(this)).map_or(0, |view| view.offset);
    Ok(Local::number(offset as f64))
}

/// get %TypedArray%.prototype.length – <https://tc39.es/ecma262/#sec-get-%typedarray%.prototype.length>
fn length<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_typed_array(cx, this, "get TypedArray.prototype.length")?;
    let length = view_of(cx.raw(this)).map_or(0, |view| view.length);
    Ok(Local::number(length as f64))
}

/// get %TypedArray%.prototype [ %Symbol.toStringTag% ] –
/// <https://tc39.es/ecma262/#sec-get-%typedarray%.prototype-%symbol.tostringtag%>
fn to_string_tag<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if !cx.raw(this).is_kind(kind::TYPED_ARRAY) {
        return Ok(Local::UNDEFINED);
    }
    let name = element_type(cx.raw(this)).name();
    cx.interned(name)
}

/// %TypedArray%.prototype.entries ( ) – <https://tc39.es/ecma262/#sec-%typedarray%.prototype.entries>
fn entries<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    validate(cx, this, "%TypedArray%.prototype.entries")?;
    create_array_iterator(cx, this, Walk::Entries)
}

/// %TypedArray%.prototype.keys ( ) – <https://tc39.es/ecma262/#sec-%typedarray%.prototype.keys>
fn keys<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    validate(cx, this, "%TypedArray%.prototype.keys")?;
    create_array_iterator(cx, this, Walk::Keys)
}

/// %TypedArray%.prototype.values ( ) – <https://tc39.es/ecma262/#sec-%typedarray%.prototype.values>
fn values<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    validate(cx, this, "%TypedArray%.prototype.values")?;
    create_array_iterator(cx, this, Walk::Values)
}
