//! Values as clients see them: `Runtime.RemoteObject`, its descriptions and previews.

use super::link::ClientId;
use super::objects::{Role, hold};
use super::protocol::{Failure, Trouble};
use crate::heap::{Local, Raw};
use crate::host::{class_of_view, length_of_view, stack_text};
use crate::runtime::{
    self, Completion, KnownName, PropertyKey, Scope, array_length, bigint_to_text, buffer_byte_length, collection_size,
    constructor_name, cursor_next, get_known, get_own_property, get_v, invoke, is_callable, is_object, new_cursor,
    number_to_string, own_property_keys, rust_text, to_string, typeof_name,
};
use crate::value::layout::{proxy, wrapper};
use crate::value::{self, kind};
use serde_json::{Map, Value, json};

/// UTF-16 code units of a string in a preview, at most.
const LONGEST_TEXT: usize = 100;
/// Properties in a preview, at most; elements of an array.
const MOST_PROPERTIES: usize = 5;
const MOST_ELEMENTS: usize = 100;
/// How deep values that are to be copied may be nested.
const DEEPEST: u32 = 100;

/// How a client wants a value.
#[derive(Clone, Copy)]
pub(super) struct Wish<'w> {
    pub(super) client: ClientId,
    /// The group that the client's hold on it belongs to.
    pub(super) group: &'w str,
    /// A copy, and no hold.
    pub(super) by_value: bool,
    /// A preview of what it has.
    pub(super) preview: Preview,
}

/// How much of what an object has is shown with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Preview {
    /// Nothing.
    None,
    /// Its properties.
    Properties,
    /// Its properties and theirs: rows and cells of a table.
    Table,
}

impl Preview {
    /// What a request asks for.
    pub(super) fn asked(is_wanted: bool) -> Preview {
        if is_wanted { Preview::Properties } else { Preview::None }
    }
}

/// A value as a client sees it.
///
/// # Errors
/// When a copy is wanted of what cannot be copied; a termination.
pub(super) fn wrap<'s>(cx: &mut Scope<'s>, value: Local<'s>, wish: Wish<'_>) -> Result<Value, Trouble> {
    wrap_as(cx, value, wish, Role::Ordinary)
}

/// As [`wrap`], of something that was made for the client.
///
/// # Errors
/// As [`wrap`].
pub(super) fn wrap_as<'s>(cx: &mut Scope<'s>, value: Local<'s>, wish: Wish<'_>, role: Role) -> Result<Value, Trouble> {
    if wish.by_value && is_object(cx.raw(value)) {
        let copy = copy(cx, value, 0)?;
        let mut object = Map::new();
        object.insert("type".into(), json!(typeof_name(cx, value).text()));
        object.insert("value".into(), copy);
        return Ok(Value::Object(object));
    }
    let mut object = describe(cx, value, role)?;
    if is_object(cx.raw(value)) || cx.raw(value).is_kind(kind::SYMBOL) {
        let id = hold(cx, wish.client, value, wish.group, role)?;
        object.insert("objectId".into(), json!(id));
    }
    if wish.preview != Preview::None && is_object(cx.raw(value)) && !is_callable(cx, value) {
        object.insert("preview".into(), preview(cx, value, role, wish.preview)?);
    }
    Ok(Value::Object(object))
}

/// Everything of a RemoteObject but its id and preview.
fn describe<'s>(cx: &mut Scope<'s>, value: Local<'s>, role: Role) -> Completion<Map<String, Value>> {
    let mut cx = cx.open();
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| drop(object.insert(name.to_owned(), value));
    let raw = cx.raw(value);
    if is_object(raw) {
        let class = class_name(&cx, value);
        let is_function = is_callable(&cx, value);
        put("type", json!(if is_function { "function" } else { "object" }));
        let subtype = match role {
            Role::Ordinary => subtype(raw),
            Role::Entries => Some("internal#entries"),
            Role::Entry => Some("internal#entry"),
        };
        if let Some(subtype) = subtype.filter(|_| !is_function) {
            put("subtype", json!(subtype));
        }
        let description = match role {
            Role::Entry => describe_entry(&mut cx, value)?,
            _ => description(&mut cx, value, &class)?,
        };
        put("className", json!(class));
        put("description", json!(description));
        return Ok(object);
    }
    put("type", json!(if raw.is_null() { "object" } else { typeof_name(&cx, value).text() }));
    if raw.is_null() {
        put("subtype", json!("null"));
        put("value", Value::Null);
    } else if raw.is_bool() {
        put("value", json!(runtime::to_boolean(&cx, value)));
    } else if raw.is_number() {
        let number = raw.as_number();
        let text = if number == 0.0 && number.is_sign_negative() {
            "-0".to_owned()
        } else {
            value::number::number_to_string(number).as_str().to_owned()
        };
        if text == "-0" || !number.is_finite() {
            put("unserializableValue", json!(text));
        } else {
            put("value", number_json(number));
        }
        put("description", json!(text));
    } else if value::is_string(raw) {
        let text = rust_text(&mut cx, value)?;
        put("value", json!(text));
    } else if raw.is_kind(kind::SYMBOL) {
        put("description", json!(symbol_text(&mut cx, value)?));
    } else if runtime::type_of(raw) == runtime::Type::BigInt {
        let text = format!("{}n", bigint_to_text(raw, 10));
        put("unserializableValue", json!(text));
        put("description", json!(text));
    }
    Ok(object)
}

fn number_json(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 9e15 { json!(number as i64) } else { json!(number) }
}

fn symbol_text<'s>(cx: &mut Scope<'s>, symbol: Local<'s>) -> Completion<String> {
    let description = get_v(cx, symbol, KnownName::Description.into())?;
    let text = if cx.raw(description).is_undefined() { String::new() } else { rust_text(cx, description)? };
    Ok(format!("Symbol({text})"))
}

/// The name of an object's class.
fn class_name(cx: &Scope<'_>, value: Local<'_>) -> String {
    let raw = cx.raw(value);
    match raw.kind() {
        kind::FUNCTION | kind::NATIVE_FUNCTION | kind::BOUND_FUNCTION => "Function".to_owned(),
        kind::PROXY => "Object".to_owned(),
        _ => constructor_name(cx, raw).unwrap_or_else(|| "Object".to_owned()),
    }
}

/// What sort of object it is, in the protocol's words.
fn subtype(raw: Raw<'_>) -> Option<&'static str> {
    Some(match raw.kind() {
        kind::ARRAY | kind::ARGUMENTS => "array",
        kind::REGEXP => "regexp",
        kind::DATE => "date",
        kind::MAP => "map",
        kind::SET => "set",
        kind::WEAK_MAP => "weakmap",
        kind::WEAK_SET => "weakset",
        kind::MAP_ITERATOR | kind::SET_ITERATOR => "iterator",
        kind::GENERATOR | kind::ASYNC_GENERATOR => "generator",
        kind::ERROR => "error",
        kind::PROXY => "proxy",
        kind::PROMISE => "promise",
        kind::TYPED_ARRAY => "typedarray",
        kind::ARRAY_BUFFER | kind::SHARED_ARRAY_BUFFER => "arraybuffer",
        kind::DATA_VIEW => "dataview",
        _ => return None,
    })
}

/// The line that stands for an object.
fn description<'s>(cx: &mut Scope<'s>, value: Local<'s>, class: &str) -> Completion<String> {
    let raw = cx.raw(value);
    Ok(match raw.kind() {
        kind::ARRAY => format!("{class}({})", array_length(raw)),
        kind::ARGUMENTS => {
            let length = runtime::length_of_array_like(cx, value)?;
            format!("Arguments({length})")
        }
        kind::MAP | kind::SET => format!("{class}({})", collection_size(cx, value)),
        kind::TYPED_ARRAY => {
            let name = if class == "Object" { class_of_view(raw) } else { class };
            format!("{name}({})", length_of_view(cx, value))
        }
        kind::ARRAY_BUFFER | kind::SHARED_ARRAY_BUFFER => {
            format!("{class}({})", buffer_byte_length(raw))
        }
        kind::NATIVE_FUNCTION | kind::BOUND_FUNCTION => {
            let name = get_known(cx, value, KnownName::Name)?;
            let name = if value::is_string(cx.raw(name)) { rust_text(cx, name)? } else { String::new() };
            format!("function {name}() {{ [native code] }}")
        }
        kind::FUNCTION => {
            let source = (cx.upcalls.function_source)(cx, value)?;
            rust_text(cx, source)?
        }
        kind::ERROR => stack_text(cx, value)?,
        kind::PROXY => {
            let target = cx.word(value, proxy::TARGET)?;
            if !is_object(cx.raw(target)) {
                return Ok("Proxy(null)".to_owned());
            }
            cx.check_stack()?;
            let inner = class_name(cx, target);
            let inner = description(cx, target, &inner)?;
            format!("Proxy({inner})")
        }
        kind::REGEXP | kind::DATE => {
            // The original methods, whatever the script did to its own.
            quiet_text(cx, value)?.unwrap_or_else(|| class.to_owned())
        }
        kind::BOOLEAN_OBJECT..=kind::BIGINT_OBJECT => {
            let primitive = cx.word(value, wrapper::VALUE)?;
            let text = primitive_text(cx, primitive)?;
            format!("{class} ({text})")
        }
        _ => class.to_owned(),
    })
}

/// What `toString` says; nothing if it throws.
fn quiet_text<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Option<String>> {
    let said = invoke(cx, value, KnownName::ToString.into(), &[]).and_then(|text| to_string(cx, text));
    match said {
        Ok(text) => rust_text(cx, text).map(Some),
        Err(abrupt) => cx.catch(abrupt).map(|_| None),
    }
}

/// `{"key" => value}` or the value.
fn describe_entry<'s>(cx: &mut Scope<'s>, entry: Local<'s>) -> Completion<String> {
    let value = get_known(cx, entry, KnownName::Value)?;
    let text = primitive_text(cx, value)?;
    let key = cx.name("key")?;
    if !runtime::has_own_property(cx, entry, key)? {
        return Ok(text);
    }
    let key = runtime::get(cx, entry, key)?;
    Ok(format!("{{{} => {text}}}", primitive_text(cx, key)?))
}

/// A value within the line of another.
fn primitive_text<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<String> {
    let raw = cx.raw(value);
    if value::is_string(raw) {
        let text = rust_text(cx, value)?;
        return Ok(format!("\"{}\"", shorten(&text)));
    }
    if is_object(raw) {
        let class = class_name(cx, value);
        return if is_callable(cx, value) { Ok(class) } else { description(cx, value, &class) };
    }
    if raw.is_kind(kind::SYMBOL) {
        return symbol_text(cx, value);
    }
    let text = to_string(cx, value)?;
    let text = rust_text(cx, text)?;
    Ok(if runtime::type_of(cx.raw(value)) == runtime::Type::BigInt { text + "n" } else { text })
}

/// A text with its middle left out if it is long.
fn shorten(text: &str) -> String {
    let units = text.chars().count();
    if units <= LONGEST_TEXT {
        return text.to_owned();
    }
    let half = LONGEST_TEXT / 2;
    let start: String = text.chars().take(half).collect();
    let end: String = text.chars().skip(units - half + 1).collect();
    format!("{start}…{end}")
}

/// `Runtime.ObjectPreview`; `Preview::None` within another.
fn preview<'s>(cx: &mut Scope<'s>, value: Local<'s>, role: Role, how: Preview) -> Completion<Value> {
    let mut cx = cx.open();
    let described = describe(&mut cx, value, role)?;
    let mut preview = Map::new();
    for name in ["type", "subtype", "description"] {
        if let Some(part) = described.get(name) {
            preview.insert(name.to_owned(), part.clone());
        }
    }
    let (entries, mut overflow) =
        if how != Preview::None { preview_entries(&mut cx, value)? } else { (Vec::new(), false) };
    let (properties, more) = if cx.raw(value).is_kind(kind::PROXY) {
        (Vec::new(), false)
    } else {
        preview_properties(&mut cx, value, how == Preview::Table)?
    };
    overflow |= more;
    preview.insert("overflow".into(), json!(overflow));
    preview.insert("properties".into(), json!(properties));
    if !entries.is_empty() {
        preview.insert("entries".into(), json!(entries));
    }
    Ok(Value::Object(preview))
}

fn preview_properties<'s>(cx: &mut Scope<'s>, value: Local<'s>, nests: bool) -> Completion<(Vec<Value>, bool)> {
    let mut shown = Vec::new();
    let is_list = matches!(cx.raw(value).kind(), kind::ARRAY | kind::ARGUMENTS | kind::TYPED_ARRAY);
    let (mut names, mut indices) = (MOST_PROPERTIES, if is_list { MOST_ELEMENTS } else { MOST_PROPERTIES });
    let keys = own_property_keys(cx, value)?;
    for index in 0..keys.len() {
        let mut cx = cx.open();
        cx.step(1)?;
        let key = keys.get(&mut cx, index)?;
        let Some(property) = get_own_property(&mut cx, value, key)? else { continue };
        if key.is_private(&cx) || property.enumerable != Some(true) {
            continue;
        }
        let left = if matches!(key, PropertyKey::Index(_)) { &mut indices } else { &mut names };
        if *left == 0 {
            return Ok((shown, true));
        }
        *left -= 1;
        let mut entry = match property.value {
            None => json!({ "type": "accessor" }),
            Some(value) => preview_value(&mut cx, value, nests)?,
        };
        entry["name"] = json!(key_text(&mut cx, key)?);
        shown.push(entry);
    }
    Ok((shown, false))
}

/// A value of a preview: type, subtype, text, and for a nested object its own preview.
fn preview_value<'s>(cx: &mut Scope<'s>, value: Local<'s>, nests: bool) -> Completion<Value> {
    let mut cx = cx.open();
    let described = describe(&mut cx, value, Role::Ordinary)?;
    let mut shown = json!({ "type": described["type"] });
    if let Some(subtype) = described.get("subtype") {
        shown["subtype"] = subtype.clone();
    }
    let is_function = described["type"] == "function";
    let text = match described.get("description").or_else(|| described.get("value")) {
        Some(_) if is_function => String::new(),
        Some(Value::String(text)) => shorten(text),
        Some(Value::Null) => "null".to_owned(),
        Some(other) => other.to_string(),
        None => "undefined".to_owned(),
    };
    shown["value"] = json!(text);
    if nests && is_object(cx.raw(value)) && !is_function {
        shown["valuePreview"] = preview(&mut cx, value, Role::Ordinary, Preview::None)?;
    }
    Ok(shown)
}

/// Entries of a Map or Set.
fn preview_entries<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<(Vec<Value>, bool)> {
    let is_map = cx.raw(value).is_kind(kind::MAP);
    if !is_map && !cx.raw(value).is_kind(kind::SET) {
        return Ok((Vec::new(), false));
    }
    let mut entries = Vec::new();
    let cursor = new_cursor(cx, value)?;
    loop {
        let mut cx = cx.open();
        let Some((key, value)) = cursor_next(&mut cx, cursor)? else { return Ok((entries, false)) };
        if entries.len() == MOST_PROPERTIES {
            return Ok((entries, true));
        }
        let entry = if is_map {
            json!({ "key": preview_part(&mut cx, key)?, "value": preview_part(&mut cx, value)? })
        } else {
            json!({ "value": preview_part(&mut cx, key)? })
        };
        entries.push(entry);
    }
}

/// The preview of a key or value, which may be no object.
fn preview_part<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Value> {
    if is_object(cx.raw(value)) && !is_callable(cx, value) {
        return preview(cx, value, Role::Ordinary, Preview::None);
    }
    let shown = preview_value(cx, value, false)?;
    let mut part = json!({ "type": shown["type"], "description": shown["value"], "overflow": false, "properties": [] });
    if let Some(subtype) = shown.get("subtype") {
        part["subtype"] = subtype.clone();
    }
    Ok(part)
}

/// A key as text.
pub(super) fn key_text<'s>(cx: &mut Scope<'s>, key: PropertyKey<'s>) -> Completion<String> {
    let key = runtime::key_to_value(cx, key)?;
    if cx.raw(key).is_kind(kind::SYMBOL) {
        return symbol_text(cx, key);
    }
    let text = if cx.raw(key).is_number() { number_to_string(cx, cx.raw(key).as_number())? } else { key };
    rust_text(cx, text)
}

/// A copy of a value as JSON: what an object has of its own, as far as it has names.
fn copy<'s>(cx: &mut Scope<'s>, value: Local<'s>, depth: u32) -> Result<Value, Trouble> {
    let mut cx = cx.open();
    cx.step(1)?;
    let raw = cx.raw(value);
    if !is_object(raw) {
        if raw.is_kind(kind::SYMBOL) || runtime::type_of(raw) == runtime::Type::BigInt {
            return Err(Failure::server("Object couldn't be returned by value").into());
        }
        let described = describe(&mut cx, value, Role::Ordinary)?;
        return Ok(described.get("value").cloned().unwrap_or(Value::Null));
    }
    if depth == DEEPEST {
        return Err(Failure::server("Object reference chain is too long").into());
    }
    if cx.raw(value).is_kind(kind::ARRAY) {
        let mut list = Vec::new();
        for index in 0..array_length(cx.raw(value)) {
            let mut cx = cx.open();
            let element = runtime::get_index(&mut cx, value, u64::from(index))?;
            list.push(copy(&mut cx, element, depth + 1)?);
        }
        return Ok(Value::Array(list));
    }
    let mut object = Map::new();
    let keys = own_property_keys(&mut cx, value)?;
    for index in 0..keys.len() {
        let mut cx = cx.open();
        let key = keys.get(&mut cx, index)?;
        if key.is_symbol(&cx) {
            continue;
        }
        let is_shown = get_own_property(&mut cx, value, key)?.is_some_and(|own| own.enumerable == Some(true));
        if is_shown {
            let part = runtime::get(&mut cx, value, key)?;
            let name = key_text(&mut cx, key)?;
            if !cx.raw(part).is_undefined() {
                object.insert(name, copy(&mut cx, part, depth + 1)?);
            }
        }
    }
    Ok(Value::Object(object))
}
