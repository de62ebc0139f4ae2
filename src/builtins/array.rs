//! `Array` – ECMA-262 §23.1 <https://tc39.es/ecma262/#sec-array-objects>

mod callbacks;
mod copy;
mod dense;
mod flat;
mod from;
mod from_async;
mod iterator;
mod join;
mod merge_sort;
mod mutate;
mod search;
mod sort;
mod splice;

pub(crate) use iterator::{Walk, create_array_iterator};
pub(crate) use sort::{Comparator, sort_values};

use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, Intrinsic, PropertyDescriptor, PropertyKey, Scope, array_create,
    array_create_with_prototype, construct as construct_object, create_data_property, create_data_property_or_throw,
    define_global, define_own_property, get_function_realm, get_known, get_prototype_from_constructor,
    install_constructor, intrinsic_word, is_array, is_constructor, is_object, method, ordinary_object_create,
    put_element, require_object_coercible, set_length_unchecked, symbol_getter, throw_range_error, throw_type_error,
    to_object,
};
use crate::value::layout::{attribute, native};

const CONSTRUCTOR: Constructor = Constructor {
    name: "Array",
    length: 1,
    steps: construct,
    requires_new: false,
    intrinsic: Intrinsic::Array,
    statics: STATICS,
    prototype: PROTOTYPE,
};

const STATICS: &[Builtin] = &[
    method("isArray", 1, is_array_of),
    method("from", 1, from::from),
    method("fromAsync", 1, from_async::from_async),
    method("of", 0, from::of),
    symbol_getter(KnownName::SymbolSpecies, "[Symbol.species]", species),
];

const PROTOTYPE: &[Builtin] = &[
    method("at", 1, search::at),
    method("concat", 1, copy::concat),
    method("copyWithin", 2, mutate::copy_within),
    method("fill", 1, mutate::fill),
    method("find", 1, callbacks::find),
    method("findIndex", 1, callbacks::find_index),
    method("findLast", 1, callbacks::find_last),
    method("findLastIndex", 1, callbacks::find_last_index),
    method("lastIndexOf", 1, search::last_index_of),
    method("pop", 0, mutate::pop),
    method("push", 1, mutate::push),
    method("reverse", 0, mutate::reverse),
    method("shift", 0, mutate::shift),
    method("unshift", 1, mutate::unshift),
    method("slice", 2, copy::slice),
    method("sort", 1, sort::sort),
    method("splice", 2, splice::splice),
    method("includes", 1, search::includes),
    method("indexOf", 1, search::index_of),
    method("join", 1, join::join),
    method("keys", 0, iterator::keys),
    method("entries", 0, iterator::entries),
    method("values", 0, iterator::values).intrinsic(Intrinsic::ArrayProtoValues),
    method("forEach", 1, callbacks::for_each),
    method("filter", 1, callbacks::filter),
    method("flat", 0, flat::flat),
    method("flatMap", 1, flat::flat_map),
    method("map", 1, callbacks::map),
    method("every", 1, callbacks::every),
    method("some", 1, callbacks::some),
    method("reduce", 1, callbacks::reduce),
    method("reduceRight", 1, callbacks::reduce_right),
    method("toReversed", 0, copy::to_reversed),
    method("toSorted", 1, sort::to_sorted),
    method("toSpliced", 2, splice::to_spliced),
    method("toLocaleString", 0, join::to_locale_string),
    method("toString", 0, join::to_string).intrinsic(Intrinsic::ArrayProtoToString),
    method("with", 2, copy::with),
];

/// Array.prototype [ %Symbol.unscopables% ] – <https://tc39.es/ecma262/#sec-array.prototype-%symbol.unscopables%>
const UNSCOPABLES: &[&str] = &[
    "at",
    "copyWithin",
    "entries",
    "fill",
    "find",
    "findIndex",
    "findLast",
    "findLastIndex",
    "flat",
    "flatMap",
    "includes",
    "keys",
    "toReversed",
    "toSorted",
    "toSpliced",
    "values",
];

/// Makes `Array` and the prototype of its iterators, and puts `Array` on the global object.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let prototype = cx.intrinsic(Intrinsic::ArrayPrototype)?;
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    // V8's traces do not show it.
    let steps = cx.raw(constructor).raw_word(native::STEPS);
    cx.heap.store_raw(constructor, native::STEPS, steps | native::UNSEEN);
    let values = cx.intrinsic(Intrinsic::ArrayProtoValues)?;
    let descriptor = PropertyDescriptor::data(values, attribute::HIDDEN);
    define_own_property(cx, prototype, PropertyKey::Known(KnownName::SymbolIterator), &descriptor)?;
    let unscopables = ordinary_object_create(cx, Local::NULL)?;
    for name in UNSCOPABLES {
        let key = cx.name(name)?;
        create_data_property(cx, unscopables, key, Local::TRUE)?;
    }
    let descriptor = PropertyDescriptor::data(unscopables, attribute::CONFIGURABLE);
    define_own_property(cx, prototype, PropertyKey::Known(KnownName::SymbolUnscopables), &descriptor)?;
    iterator::install(cx)?;
    define_global(cx, "Array", constructor)
}

/// Array ( ...values ) – <https://tc39.es/ecma262/#sec-array>
fn construct<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let new_target = arguments.new_target();
    let is_plain = cx.raw(new_target).is_undefined() || cx.raw(new_target).identical(cx.raw(arguments.callee()));
    let prototype = if is_plain {
        cx.intrinsic(Intrinsic::ArrayPrototype)?
    } else {
        get_prototype_from_constructor(cx, new_target, Intrinsic::ArrayPrototype)?
    };
    let array = if is_plain { array_create(cx, 0)? } else { array_create_with_prototype(cx, 0, prototype)? };
    if arguments.count() == 1 && cx.raw(arguments.get(0)).is_number() {
        let length = cx.raw(arguments.get(0)).as_number();
        if !(0.0..=u32::MAX as f64).contains(&length) || length.fract() != 0.0 {
            return Err(throw_range_error(cx, format_args!("Invalid array length")));
        }
        return match is_plain {
            true => array_create(cx, length as u64),
            false => array_create_with_prototype(cx, length as u64, prototype),
        };
    }
    for index in 0..arguments.count() {
        put_element(cx, array, index as u32, arguments.get(index))?;
    }
    set_length_unchecked(cx, array, arguments.count() as u32)?;
    Ok(array)
}

/// get Array [ %Symbol.species% ] – <https://tc39.es/ecma262/#sec-get-array-%symbol.species%>
fn species<'s>(_: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(this)
}

/// Array.isArray ( arg ) – <https://tc39.es/ecma262/#sec-array.isarray>
fn is_array_of<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    is_array(cx, arguments.get(0)).map(Local::bool)
}

/// The receiver of a method of the prototype as an object.
fn receiver<'s>(cx: &mut Scope<'s>, this: Local<'s>, method: &str) -> Completion<Local<'s>> {
    require_object_coercible(cx, this, method)?;
    to_object(cx, this)
}

/// ArraySpeciesCreate ( originalArray, length ) – <https://tc39.es/ecma262/#sec-arrayspeciescreate>
fn array_species_create<'s>(cx: &mut Scope<'s>, original: Local<'s>, length: u64) -> Completion<Local<'s>> {
    let constructor = species_of(cx, original)?;
    let own = cx.intrinsic(Intrinsic::Array)?;
    if cx.raw(constructor).is_undefined() || cx.raw(constructor).identical(cx.raw(own)) {
        return array_create(cx, length);
    }
    if !is_constructor(cx, constructor) {
        return Err(throw_type_error(cx, format_args!("object.constructor[Symbol.species] is not a constructor")));
    }
    construct_object(cx, constructor, &[Local::number(length as f64)], None)
}

/// The constructor an array wants for arrays made from it; UNDEFINED for a plain one.
fn species_of<'s>(cx: &mut Scope<'s>, original: Local<'s>) -> Completion<Local<'s>> {
    if !is_array(cx, original)? {
        return Ok(Local::UNDEFINED);
    }
    let constructor = get_known(cx, original, KnownName::Constructor)?;
    if is_constructor(cx, constructor) && is_array_of_another_realm(cx, constructor)? {
        return Ok(Local::UNDEFINED);
    }
    if !is_object(cx.raw(constructor)) {
        return Ok(constructor);
    }
    let species = get_known(cx, constructor, KnownName::SymbolSpecies)?;
    Ok(if cx.raw(species).is_null() { Local::UNDEFINED } else { species })
}

fn is_array_of_another_realm<'s>(cx: &mut Scope<'s>, constructor: Local<'s>) -> Completion<bool> {
    let mut cx = cx.open();
    let realm = get_function_realm(&mut cx, constructor)?;
    let current = cx.realm()?;
    let theirs = cx.raw(realm).word(intrinsic_word(Intrinsic::Array));
    Ok(!cx.raw(realm).identical(cx.raw(current)) && theirs.identical(cx.raw(constructor)))
}

/// CreateDataPropertyOrThrow of an integer index, quick for plain arrays.
fn define_index<'s>(cx: &mut Scope<'s>, object: Local<'s>, index: u64, value: Local<'s>) -> Completion<()> {
    if dense::put_own(cx, object, index, value)? {
        return Ok(());
    }
    let key = crate::runtime::index_key(cx, index)?;
    create_data_property_or_throw(cx, object, key, value)
}
