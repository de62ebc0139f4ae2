//! Values in messages, in V8's wording, without running script.

use super::isolate::Isolate;
use super::key::PropertyKey;
use super::names::KnownName;
use super::realm::Intrinsic;
use super::scope::Scope;
use super::shape::{Lookup, Shape, lookup, own_named};
use super::{Abrupt, butterfly, is_object, throw_type_error};
use crate::heap::{Heap, Local, Raw, RootId};
use crate::value::layout::{self, attribute, words};
use crate::value::{self, kind, number};

/// A value as V8's messages show it: `1`, `abc`, `Symbol(x)`, `#<Object>`, `[object Array]`, `Error: text`.
pub(crate) fn describe(cx: &mut Scope<'_>, value: Local<'_>) -> String {
    flatten_quietly(cx, value);
    if cx.raw(value).is_kind(kind::PROXY) {
        let mut cx = cx.open();
        // A proxy is shown as what it stands for, a revoked one as null. Without a slot nothing is told.
        return match cx.local(|isolate| super::innermost_target(isolate.heap.get(value))) {
            Ok(target) => describe(&mut cx, target),
            Err(_) => "#<Object>".to_owned(),
        };
    }
    if cx.raw(value).is_kind(kind::FUNCTION) {
        let mut cx = cx.open();
        // Without memory the message shows no source text.
        if let Ok(source) = (cx.upcalls.function_source)(&mut cx, value) {
            return shortened(value::to_rust(cx.heap(), source));
        }
    }
    describe_raw(cx, cx.raw(value))
}

/// The source text of a function; of a long one the beginning and the end.
fn shortened(source: String) -> String {
    const LONGEST: usize = 128;
    const BEGINNING: usize = 111;
    if first_units(&source, LONGEST).len() == source.len() {
        return source;
    }
    let tail = source.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
    format!("{}...<omitted>...{}", first_units(&source, BEGINNING), &source[tail..])
}

/// As many characters of a text as fit into so many code units.
pub(crate) fn first_units(text: &str, most: usize) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, character)| {
        units += character.len_utf16();
        units > most
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// As V8 shows an operand whose source text is not known: `number 1`, `string "a"`, `#<Object>`.
pub(crate) fn describe_operand(cx: &mut Scope<'_>, value: Local<'_>) -> String {
    let shown = describe(cx, value);
    let raw = cx.raw(value);
    match super::type_of(raw) {
        super::Type::String => format!("string \"{shown}\""),
        super::Type::Number => format!("number {shown}"),
        super::Type::Boolean => format!("boolean {shown}"),
        super::Type::BigInt => "bigint".to_owned(),
        super::Type::Symbol => "symbol".to_owned(),
        super::Type::Undefined => shown,
        super::Type::Null => "object null".to_owned(),
        super::Type::Object if super::is_callable_raw(cx, raw) => "function".to_owned(),
        super::Type::Object => "object".to_owned(),
    }
}

/// A property key as V8's messages show it.
pub(crate) fn describe_key(cx: &Scope<'_>, key: PropertyKey<'_>) -> String {
    match key {
        PropertyKey::Index(index) => index.to_string(),
        _ => describe_raw(cx, key.raw(cx)),
    }
}

fn flatten_quietly(cx: &mut Scope<'_>, value: Local<'_>) {
    if value::is_string(cx.raw(value)) {
        // Without memory the message goes without the text.
        let _ = value::flatten(&mut cx.heap, value);
    }
}

fn describe_raw(isolate: &Isolate, value: Raw<'_>) -> String {
    if value.is_number() {
        return number::number_to_string(value.as_number()).as_str().to_owned();
    }
    if value.is_bool() {
        return if value.word_value() == value::Value::TRUE { "true" } else { "false" }.to_owned();
    }
    if value.is_null() {
        return "null".to_owned();
    }
    if !value.is_pointer() {
        return "undefined".to_owned();
    }
    match value.kind() {
        kind::SYMBOL => describe_symbol(value),
        kind::BIGINT => super::bigint_to_text(value, 10),
        kind if kind::is_string(kind) => value::flat_units(value).map(|text| text.to_rust_lossy()).unwrap_or_default(),
        kind::ERROR => describe_error(isolate, value),
        kind if isolate.methods(kind).call.is_some() => {
            let name = own_text(isolate, value, KnownName::Name).unwrap_or_default();
            format!("function {name}() {{ [native code] }}")
        }
        _ => describe_object(isolate, value),
    }
}

/// A symbol as `Symbol(text)`; a private name as itself.
fn describe_symbol(symbol: Raw<'_>) -> String {
    let description = value::symbol_description(symbol);
    let text = if value::is_string(description) {
        value::flat_units(description).map(|text| text.to_rust_lossy()).unwrap_or_default()
    } else {
        String::new()
    };
    if value::is_private_symbol(symbol) { text } else { format!("Symbol({text})") }
}

fn describe_error(isolate: &Isolate, error: Raw<'_>) -> String {
    let name = own_text(isolate, error, KnownName::Name).unwrap_or_else(|| "Error".to_owned());
    let message = own_text(isolate, error, KnownName::Message).unwrap_or_default();
    match (name.is_empty(), message.is_empty()) {
        (_, true) => name,
        (true, false) => message,
        _ => format!("{name}: {message}"),
    }
}

/// As V8: an object with the `toString` of all objects is shown by its constructor, any other by its tag.
fn describe_object(isolate: &Isolate, object: Raw<'_>) -> String {
    let default = isolate.intrinsic_raw(Intrinsic::ObjectProtoToString);
    if default.is_undefined() && object.kind() != kind::ARRAY {
        return "#<Object>".to_owned();
    }
    let is_default = !default.is_undefined()
        && data_property(isolate, object, KnownName::ToString).is_some_and(|found| found.identical(default));
    if is_default && let Some(name) = constructor_name(isolate, object) {
        return format!("#<{name}>");
    }
    let class = match object.kind() {
        kind::ARRAY => "Array",
        kind::DATE => "Date",
        kind::REGEXP => "RegExp",
        kind::BOOLEAN_OBJECT => "Boolean",
        kind::NUMBER_OBJECT => "Number",
        kind::STRING_OBJECT => "String",
        kind::TYPED_ARRAY => super::element_type(object).name(),
        kind::MODULE_NAMESPACE => "Module",
        _ => "Object",
    };
    match own_text(isolate, object, KnownName::SymbolToStringTag) {
        Some(tag) => format!("[object {tag}]"),
        None => format!("[object {class}]"),
    }
}

/// The name of the constructor of an object, found without running script.
pub(crate) fn constructor_name(isolate: &Isolate, object: Raw<'_>) -> Option<String> {
    let constructor = data_property(isolate, object, KnownName::Constructor)?;
    is_object(constructor).then_some(())?;
    own_text(isolate, constructor, KnownName::Name).filter(|name| !name.is_empty())
}

/// Prototypes that are looked at for a constructor.
const LONGEST_CHAIN: usize = 16;

/// The name of the constructor that objects of a shape come from, found without running script; `known_names` is
/// [`Isolate::known_names`].
pub(crate) fn class_of_shape(heap: &Heap, known_names: RootId, shape: u32) -> Option<String> {
    let (_, name) = constructor_of_shape(heap, known_names, shape)?;
    let name = value::is_string(name).then(|| value::flat_units(name).map(|text| text.to_rust_lossy()))?;
    name.filter(|name| !name.is_empty())
}

/// The constructor that objects of a shape come from, and its `name`, found without running script.
pub(crate) fn constructor_of_shape(heap: &Heap, known_names: RootId, shape: u32) -> Option<(Raw<'_>, Raw<'_>)> {
    let known = |name: KnownName| heap.root_value(known_names).word(words::ELEMENTS + name.index());
    let plain = |object: Raw<'_>, name| {
        is_object(object).then_some(())?;
        own_named(heap, object, known(name)).filter(|own| own.meta.is_plain_readable())
    };
    let prototype_of = |shape: u32| {
        let shape = heap.shape(shape);
        shape.is_pointer().then(|| shape.word(layout::shape::PROTOTYPE)).filter(|prototype| is_object(*prototype))
    };
    let chain = std::iter::successors(prototype_of(shape), |prototype| prototype_of(prototype.aux()));
    let found = |prototype| Some(butterfly::slot(prototype, plain(prototype, KnownName::Constructor)?.location));
    let constructor = chain.take(LONGEST_CHAIN).find_map(found)?;
    Some((constructor, butterfly::slot(constructor, plain(constructor, KnownName::Name)?.location)))
}

/// A data property found along the prototype chain.
fn data_property<'h>(isolate: &'h Isolate, object: Raw<'h>, name: KnownName) -> Option<Raw<'h>> {
    match lookup(isolate, object, isolate.known(name)) {
        Lookup::Found { holder, own, .. } if own.meta.is_plain_readable() => {
            Some(butterfly::slot(holder, own.location))
        }
        _ => None,
    }
}

/// A string found along the prototype chain, without running script.
pub(super) fn own_text(isolate: &Isolate, object: Raw<'_>, name: KnownName) -> Option<String> {
    // The lifetime of the found value is that of the isolate's borrow, which the object's own is cut to.
    fn find<'h>(isolate: &'h Isolate, object: Raw<'h>, name: KnownName) -> Option<String> {
        let found = data_property(isolate, object, name)?;
        value::is_string(found).then(|| value::flat_units(found).map(|text| text.to_rust_lossy()))?
    }
    find(isolate, object, name)
}

/// The TypeError of a refused assignment.
#[cold]
pub(crate) fn throw_cannot_set(cx: &mut Scope<'_>, base: Local<'_>, key: PropertyKey<'_>) -> Abrupt {
    let name = describe_key(cx, key);
    let shown = describe(cx, base);
    if !is_object(cx.raw(base)) {
        let type_name = super::typeof_name(cx, base).text();
        let fixed = value::is_string(cx.raw(base)) && matches!(super::string_property(cx, base, key), Ok(Some(_)));
        return if fixed {
            throw_type_error(cx, format_args!("Cannot assign to read only property '{name}' of {type_name} '{shown}'"))
        } else {
            throw_type_error(cx, format_args!("Cannot create property '{name}' on {type_name} '{shown}'"))
        };
    }
    let is_export = cx.raw(base).is_kind(kind::MODULE_NAMESPACE)
        && super::has_property(&mut cx.open(), base, key).is_ok_and(|is_there| is_there);
    if is_export {
        return throw_type_error(cx, format_args!("Cannot assign to read only property '{name}' of object '{shown}'"));
    }
    match refusal(cx, base, key) {
        Refusal::Accessor => {
            throw_type_error(cx, format_args!("Cannot set property {name} of {shown} which has only a getter"))
        }
        Refusal::ReadOnly => {
            let what = super::typeof_name(cx, base).text();
            throw_type_error(cx, format_args!("Cannot assign to read only property '{name}' of {what} '{shown}'"))
        }
        Refusal::Trap(trap) => super::throw_falsish(cx, trap.text(), &name),
        Refusal::NotExtensible if cx.raw(base).is_kind(kind::PROXY) => {
            throw_type_error(cx, format_args!("Cannot define property {name}, object is not extensible"))
        }
        Refusal::NotExtensible => {
            throw_type_error(cx, format_args!("Cannot add property {name}, object is not extensible"))
        }
        Refusal::FixedLength => {
            throw_type_error(cx, format_args!("Cannot assign to read only property 'length' of object '{shown}'"))
        }
        Refusal::FixedElement(index) => {
            throw_type_error(cx, format_args!("Cannot delete property '{index}' of {shown}"))
        }
    }
}

enum Refusal {
    Accessor,
    ReadOnly,
    /// A proxy's trap said no.
    Trap(KnownName),
    NotExtensible,
    /// The array's `length` would have to grow.
    FixedLength,
    /// The array cannot become shorter than this element, which is not configurable.
    FixedElement(u32),
}

/// Proxies that are looked through for the reason of a refusal.
const MOST_PROXIES: usize = 100;

fn refusal(cx: &Scope<'_>, base: Local<'_>, key: PropertyKey<'_>) -> Refusal {
    let mut object = cx.raw(base);
    for _ in 0..MOST_PROXIES {
        let proxy = match refusal_of(cx, object, key) {
            Ok(refusal) => return refusal,
            Err(proxy) => proxy,
        };
        if let Some(trap) = cx.refusing_trap {
            return Refusal::Trap(trap);
        }
        object = super::innermost_target(proxy);
        if !object.is_pointer() {
            break;
        }
    }
    Refusal::NotExtensible
}

/// Why an object without traps refuses an assignment, or the proxy on its prototype chain that was asked.
fn refusal_of<'h>(cx: &'h Scope<'_>, object: Raw<'h>, key: PropertyKey<'_>) -> Result<Refusal, Raw<'h>> {
    let of = |is_accessor: bool, writable: bool| match (is_accessor, writable) {
        (true, _) => Refusal::Accessor,
        (false, false) => Refusal::ReadOnly,
        (false, true) => Refusal::NotExtensible,
    };
    let mut holder = object;
    if let PropertyKey::Index(index) = key {
        if holder.is_kind(kind::STRING_OBJECT)
            && index < value::length(holder.word(value::layout::wrapper::VALUE)) as u32
        {
            return Ok(Refusal::ReadOnly);
        }
        if holder.is_kind(kind::ARRAY) && index >= super::array_length(holder) && has_fixed_length(cx, holder) {
            return Ok(Refusal::FixedLength);
        }
        while holder.is_pointer() {
            if holder.is_kind(kind::PROXY) {
                return Err(holder);
            }
            if let Some((_, meta)) = super::elements::own(cx.heap(), holder, index) {
                return Ok(of(meta.is_accessor(), meta.has(attribute::WRITABLE)));
            }
            holder = super::prototype_of(cx, holder);
        }
        return Ok(Refusal::NotExtensible);
    }
    match lookup(cx, holder, key.raw(cx)) {
        Lookup::Found { depth: 0, own, .. } if own.meta.has(attribute::ARRAY_LENGTH | attribute::WRITABLE) => {
            Ok(Refusal::FixedElement(super::array_length(holder).saturating_sub(1)))
        }
        Lookup::Found { own, .. } => Ok(of(own.meta.is_accessor(), own.meta.has(attribute::WRITABLE))),
        Lookup::Exotic { holder } if holder.is_kind(kind::PROXY) => Err(holder),
        _ => Ok(Refusal::NotExtensible),
    }
}

/// Whether an array may get elements, but not beyond its length.
fn has_fixed_length(isolate: &Isolate, array: Raw<'_>) -> bool {
    let length = own_named(&isolate.heap, array, isolate.known(KnownName::Length));
    let is_extensible = !Shape::of(&isolate.heap, array).has(layout::shape::NON_EXTENSIBLE);
    is_extensible && length.is_some_and(|own| !own.meta.has(attribute::WRITABLE))
}

/// The name of an intrinsic's place in the realm's vector, as a word offset: for those who keep realms by hand.
pub(crate) const fn intrinsic_word(intrinsic: Intrinsic) -> usize {
    words::ELEMENTS + intrinsic as usize
}
