//! `Symbol` – ECMA-262 §20.4 <https://tc39.es/ecma262/#sec-symbol-objects>

use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, Intrinsic, Scope, concat_strings, constant_symbol,
    create_data_property_or_throw, define_global, describe, get, getter, install_constructor, method, normalize,
    ordinary_object, ordinary_object_create, string_to_key, symbol_method, tag, throw_type_error,
    to_string as convert_to_string,
};
use crate::value::layout::{attribute, symbol, wrapper};
use crate::value::{self, kind};

const CONSTRUCTOR: Constructor = Constructor {
    name: "Symbol",
    length: 0,
    steps: construct,
    requires_new: false,
    intrinsic: Intrinsic::Symbol,
    statics: STATICS,
    prototype: PROTOTYPE,
};

const STATICS: &[Builtin] = &[
    method("for", 1, symbol_for),
    method("keyFor", 1, key_for),
    constant_symbol("asyncIterator", KnownName::SymbolAsyncIterator),
    constant_symbol("hasInstance", KnownName::SymbolHasInstance),
    constant_symbol("isConcatSpreadable", KnownName::SymbolIsConcatSpreadable),
    constant_symbol("iterator", KnownName::SymbolIterator),
    constant_symbol("match", KnownName::SymbolMatch),
    constant_symbol("matchAll", KnownName::SymbolMatchAll),
    constant_symbol("replace", KnownName::SymbolReplace),
    constant_symbol("search", KnownName::SymbolSearch),
    constant_symbol("species", KnownName::SymbolSpecies),
    constant_symbol("split", KnownName::SymbolSplit),
    constant_symbol("toPrimitive", KnownName::SymbolToPrimitive),
    constant_symbol("toStringTag", KnownName::SymbolToStringTag),
    constant_symbol("unscopables", KnownName::SymbolUnscopables),
    constant_symbol("dispose", KnownName::SymbolDispose),
    constant_symbol("asyncDispose", KnownName::SymbolAsyncDispose),
];

const PROTOTYPE: &[Builtin] = &[
    method("toString", 0, to_string),
    method("valueOf", 0, value_of),
    getter("description", description),
    tag("Symbol"),
    symbol_method(KnownName::SymbolToPrimitive, "[Symbol.toPrimitive]", 1, to_primitive)
        .attributes(attribute::CONFIGURABLE),
];

/// Makes `Symbol` and puts it on the global object.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let prototype = ordinary_object(cx)?;
    cx.set_intrinsic(Intrinsic::SymbolPrototype, prototype);
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    define_global(cx, "Symbol", constructor)
}

/// Symbol ( [ description ] ) – <https://tc39.es/ecma262/#sec-symbol-description>
fn construct<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if !cx.raw(arguments.new_target()).is_undefined() {
        return Err(throw_type_error(cx, format_args!("Symbol is not a constructor")));
    }
    let description = match arguments.get(0) {
        absent if cx.raw(absent).is_undefined() => absent,
        description => flat_string(cx, description)?,
    };
    new_symbol(cx, description, 0)
}

fn new_symbol<'s>(cx: &mut Scope<'s>, description: Local<'s>, flags: u8) -> Completion<Local<'s>> {
    let hash = cx.random_hash();
    let slot = value::allocate_symbol(&mut cx.heap, description, hash, flags);
    cx.adopt(slot)
}

/// ToString, flattened: messages show descriptions when nothing can be allocated any more.
fn flat_string<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Local<'s>> {
    let text = convert_to_string(cx, value)?;
    crate::runtime::units(cx, text)?;
    Ok(text)
}

/// Symbol.for ( key ) – <https://tc39.es/ecma262/#sec-symbol.for>
fn symbol_for<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = flat_string(cx, arguments.get(0))?;
    let key = string_to_key(cx, text)?;
    let registry = registry(cx)?;
    let found = get(cx, registry, key)?;
    if cx.raw(found).is_kind(kind::SYMBOL) {
        return Ok(found);
    }
    let symbol = new_symbol(cx, text, symbol::REGISTERED)?;
    create_data_property_or_throw(cx, registry, key, symbol)?;
    Ok(symbol)
}

/// The GlobalSymbolRegistry: an object without prototype, its keys the registered keys.
fn registry<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    let found = cx.local(|isolate| isolate.heap.root_value(isolate.symbol_registry))?;
    if cx.raw(found).is_pointer() {
        return Ok(found);
    }
    let registry = ordinary_object_create(cx, Local::NULL)?;
    normalize(cx, registry)?;
    let root = cx.symbol_registry;
    cx.heap.set_root(root, registry);
    Ok(registry)
}

/// Symbol.keyFor ( sym ) – <https://tc39.es/ecma262/#sec-symbol.keyfor>
fn key_for<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let symbol = cx.raw(arguments.get(0));
    if !symbol.is_kind(kind::SYMBOL) {
        let shown = describe(cx, arguments.get(0));
        return Err(throw_type_error(cx, format_args!("{shown} is not a symbol")));
    }
    if !value::is_registered_symbol(symbol) {
        return Ok(Local::UNDEFINED);
    }
    cx.word(arguments.get(0), symbol::DESCRIPTION)
}

/// ThisSymbolValue – <https://tc39.es/ecma262/#sec-thissymbolvalue>
fn this_symbol_value<'s>(cx: &mut Scope<'s>, this: Local<'s>, method: &str) -> Completion<Local<'s>> {
    match cx.raw(this).kind() {
        kind::SYMBOL => Ok(this),
        kind::SYMBOL_OBJECT => cx.word(this, wrapper::VALUE),
        _ => Err(throw_type_error(cx, format_args!("{method} requires that 'this' be a Symbol"))),
    }
}

/// Symbol.prototype.toString ( ) – <https://tc39.es/ecma262/#sec-symbol.prototype.tostring>
fn to_string<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let symbol = this_symbol_value(cx, this, "Symbol.prototype.toString")?;
    symbol_descriptive_string(cx, symbol)
}

/// SymbolDescriptiveString – <https://tc39.es/ecma262/#sec-symboldescriptivestring>
pub(crate) fn symbol_descriptive_string<'s>(cx: &mut Scope<'s>, symbol: Local<'s>) -> Completion<Local<'s>> {
    let mut text = cx.interned("Symbol(")?;
    let description = cx.word(symbol, symbol::DESCRIPTION)?;
    if value::is_string(cx.raw(description)) {
        text = concat_strings(cx, text, description)?;
    }
    let end = cx.interned(")")?;
    concat_strings(cx, text, end)
}

/// Symbol.prototype.valueOf ( ) – <https://tc39.es/ecma262/#sec-symbol.prototype.valueof>
fn value_of<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    this_symbol_value(cx, this, "Symbol.prototype.valueOf")
}

/// get Symbol.prototype.description – <https://tc39.es/ecma262/#sec-symbol.prototype.description>
fn description<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let symbol = this_symbol_value(cx, this, "Symbol.prototype.description")?;
    cx.word(symbol, symbol::DESCRIPTION)
}

/// Symbol.prototype [ %Symbol.toPrimitive% ] ( hint ) –
/// <https://tc39.es/ecma262/#sec-symbol.prototype-%symbol.toprimitive%>
fn to_primitive<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    this_symbol_value(cx, this, "Symbol.prototype [ @@toPrimitive ]")
}
