//! `String` – ECMA-262 §22.1 <https://tc39.es/ecma262/#sec-string-objects>

mod build;
mod case;
mod collate;
mod html;
mod iterator;
mod normalize;
mod part;
mod pattern;
mod replace;
mod search;
mod substitution;
mod well_formed;

pub(crate) use iterator::advance as advance_iterator;
pub(crate) use pattern::is_reg_exp;
pub(crate) use substitution::{Match, get_substitution};

use super::symbol::symbol_descriptive_string;
use crate::heap::{Local, Raw};
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, Intrinsic, Isolate, PropertyDescriptor, PropertyKey, Scope,
    TextBuilder, define_global, define_own_property, describe, get_index, get_known, get_prototype_from_constructor,
    get_v, install_constructor, length_of_array_like, method, primitive_object, require_object_coercible,
    symbol_method, throw_range_error, throw_type_error, to_number, to_object, to_string, to_uint32,
};
use crate::value::layout::{attribute, wrapper};
use crate::value::{self, kind};

const CONSTRUCTOR: Constructor = Constructor {
    name: "String",
    length: 1,
    steps: construct,
    requires_new: false,
    intrinsic: Intrinsic::String,
    statics: STATICS,
    prototype: PROTOTYPE,
};

const STATICS: &[Builtin] = &[
    method("fromCharCode", 1, from_char_code).leaf(from_char_code_leaf),
    method("fromCodePoint", 1, from_code_point),
    method("raw", 1, raw),
];

const PROTOTYPE: &[Builtin] = &[
    method("anchor", 1, html::anchor),
    method("at", 1, part::at).leaf(part::character_leaf),
    method("big", 0, html::big),
    method("blink", 0, html::blink),
    method("bold", 0, html::bold),
    method("charAt", 1, part::char_at).leaf(part::character_leaf),
    method("charCodeAt", 1, part::char_code_at).leaf(part::char_code_at_leaf),
    method("codePointAt", 1, part::code_point_at).leaf(part::code_point_at_leaf),
    method("concat", 1, build::concat),
    method("endsWith", 1, search::ends_with),
    method("fontcolor", 1, html::font_color),
    method("fontsize", 1, html::font_size),
    method("fixed", 0, html::fixed),
    method("includes", 1, search::includes),
    method("indexOf", 1, search::index_of),
    method("italics", 0, html::italics),
    method("lastIndexOf", 1, search::last_index_of),
    method("link", 1, html::link),
    method("localeCompare", 1, collate::locale_compare),
    method("match", 1, pattern::match_),
    method("matchAll", 1, pattern::match_all),
    method("normalize", 0, normalize::normalize),
    method("padEnd", 1, build::pad_end),
    method("padStart", 1, build::pad_start),
    method("repeat", 1, build::repeat),
    method("replace", 2, replace::replace),
    method("replaceAll", 2, replace::replace_all),
    method("search", 1, pattern::search),
    method("slice", 2, part::slice),
    method("small", 0, html::small),
    method("split", 2, pattern::split),
    method("strike", 0, html::strike),
    method("sub", 0, html::sub),
    method("substr", 2, part::substr),
    method("substring", 2, part::substring),
    method("sup", 0, html::sup),
    method("startsWith", 1, search::starts_with),
    method("toString", 0, value_of_string),
    method("toWellFormed", 0, well_formed::to_well_formed),
    method("trim", 0, part::trim),
    method("trimStart", 0, part::trim_start),
    method("trimEnd", 0, part::trim_end),
    method("toLocaleLowerCase", 0, case::to_locale_lower_case),
    method("toLocaleUpperCase", 0, case::to_locale_upper_case),
    method("toLowerCase", 0, case::to_lower_case),
    method("toUpperCase", 0, case::to_upper_case),
    method("valueOf", 0, value_of),
    method("isWellFormed", 0, well_formed::is_well_formed),
    symbol_method(KnownName::SymbolIterator, "[Symbol.iterator]", 0, iterator::iterate),
];

/// Makes `String` and the prototype of its iterators, and puts `String` on the global object.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let parent = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let empty = cx.known_string(KnownName::Empty)?;
    let prototype = primitive_object(cx, kind::STRING_OBJECT, empty, parent)?;
    cx.set_intrinsic(Intrinsic::StringPrototype, prototype);
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    // Annex B: the old names of two methods are the same functions.
    for (old, new) in [("trimLeft", "trimStart"), ("trimRight", "trimEnd")] {
        let (old, new) = (cx.name(old)?, cx.name(new)?);
        let function = get_v(cx, prototype, new)?;
        let descriptor = PropertyDescriptor::data(function, attribute::HIDDEN);
        define_own_property(cx, prototype, old, &descriptor)?;
    }
    iterator::install(cx)?;
    define_global(cx, "String", constructor)
}

/// String ( value ) – <https://tc39.es/ecma262/#sec-string-constructor-string-value>
fn construct<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let new_target = arguments.new_target();
    let is_call = cx.raw(new_target).is_undefined();
    let text = match arguments.present(0) {
        None => cx.known_string(KnownName::Empty)?,
        Some(value) if is_call && cx.raw(value).is_kind(kind::SYMBOL) => {
            return symbol_descriptive_string(cx, value);
        }
        Some(value) => to_string(cx, value)?,
    };
    if is_call {
        return Ok(text);
    }
    let prototype = get_prototype_from_constructor(cx, new_target, Intrinsic::StringPrototype)?;
    primitive_object(cx, kind::STRING_OBJECT, text, prototype)
}

/// The receiver of a method of the prototype as a string.
fn receiver<'s>(cx: &mut Scope<'s>, this: Local<'s>, method: &str) -> Completion<Local<'s>> {
    if value::is_string(cx.raw(this)) {
        return Ok(this);
    }
    require_object_coercible(cx, this, method)?;
    to_string(cx, this)
}

/// ThisStringValue ( value ) – <https://tc39.es/ecma262/#sec-thisstringvalue>
fn this_string_value<'s>(cx: &mut Scope<'s>, this: Local<'s>, method: &str) -> Completion<Local<'s>> {
    if value::is_string(cx.raw(this)) {
        return Ok(this);
    }
    if cx.raw(this).is_kind(kind::STRING_OBJECT) {
        return cx.word(this, wrapper::VALUE);
    }
    Err(throw_type_error(cx, format_args!("{method} requires that 'this' be a String")))
}

/// String.prototype.toString ( ) – <https://tc39.es/ecma262/#sec-string.prototype.tostring>
fn value_of_string<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    this_string_value(cx, this, "String.prototype.toString")
}

/// String.prototype.valueOf ( ) – <https://tc39.es/ecma262/#sec-string.prototype.valueof>
fn value_of<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    this_string_value(cx, this, "String.prototype.valueOf")
}

/// String.fromCharCode ( ...codeUnits ) – <https://tc39.es/ecma262/#sec-string.fromcharcode>
fn from_char_code<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if arguments.count() == 1 {
        let unit = to_uint32(cx, arguments.get(0))? as u16;
        let slot = cx.single_character(unit);
        return cx.adopt(slot);
    }
    let mut text = TextBuilder::new();
    for index in 0..arguments.count() {
        let unit = to_uint32(cx, arguments.get(index))? as u16;
        text.push_unit(cx, unit)?;
    }
    text.finish(cx)
}

/// The short way through `String.fromCharCode`.
fn from_char_code_leaf<'h>(isolate: &'h Isolate, _: Raw<'h>, arguments: &[Raw<'h>]) -> Option<Raw<'h>> {
    match arguments {
        [unit] if unit.is_int() => isolate.strings.known_single(&isolate.heap, unit.as_int() as u16),
        _ => None,
    }
}

/// String.fromCodePoint ( ...codePoints ) – <https://tc39.es/ecma262/#sec-string.fromcodepoint>
fn from_code_point<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let mut text = TextBuilder::new();
    for index in 0..arguments.count() {
        let number = to_number(cx, arguments.get(index))?;
        if !(0.0..=1114111.0).contains(&number) || number.fract() != 0.0 {
            let shown = describe(cx, Local::number(number));
            return Err(throw_range_error(cx, format_args!("Invalid code point {shown}")));
        }
        text.push_code_point(cx, number as u32)?;
    }
    text.finish(cx)
}

/// String.raw ( template, ...substitutions ) – <https://tc39.es/ecma262/#sec-string.raw>
fn raw<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let cooked = to_object(cx, arguments.get(0))?;
    let literals = get_known(cx, cooked, KnownName::Raw)?;
    let literals = to_object(cx, literals)?;
    let length = length_of_array_like(cx, literals)?;
    let mut text = TextBuilder::new();
    for index in 0..length {
        let mut cx = cx.open();
        cx.step(1)?;
        let literal = get_index(&mut cx, literals, index)?;
        let literal = to_string(&mut cx, literal)?;
        text.push_string(&mut cx, literal)?;
        if index + 1 < length
            && let Some(substitution) = arguments.present(index as usize + 1)
        {
            let substitution = to_string(&mut cx, substitution)?;
            text.push_string(&mut cx, substitution)?;
        }
    }
    text.finish(cx)
}

/// The property key of a well-known symbol.
const fn symbol<'s>(name: KnownName) -> PropertyKey<'s> {
    PropertyKey::Known(name)
}
