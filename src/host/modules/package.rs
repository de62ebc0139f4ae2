//! `package.json`: what a package says of itself – <https://nodejs.org/api/packages.html>. Each is read once.

use super::path::{directory_of, resolve};
use super::refusal::{Refusal, Resolved};
use crate::builtins::parse_json;
use crate::heap::Local;
use crate::host::state::state;
use crate::runtime::{
    Completion, KnownName, PropertyKey, Scope, get, get_index, has_own_property, is_array, is_object, key_to_value,
    length_of_array_like, own_property_keys, rust_text,
};
use crate::value;
use std::collections::HashMap;
use std::sync::Arc;

/// A JSON value, as far as resolution looks at it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    /// `null`
    Null,
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object, in the order of its keys.
    Map(Vec<(String, Json)>),
    /// Anything else, as it is written.
    Other(String),
}

impl Json {
    /// The text, as `JSON.stringify` writes it.
    pub(super) fn show(&self) -> String {
        let joined = |parts: Vec<String>| parts.join(",");
        match self {
            Json::Null => "null".to_owned(),
            Json::Other(text) => text.clone(),
            Json::Text(text) => quote(text),
            Json::List(items) => format!("[{}]", joined(items.iter().map(Json::show).collect())),
            Json::Map(entries) => {
                let pair = |(key, value): &(String, Json)| format!("{}:{}", quote(key), value.show());
                format!("{{{}}}", joined(entries.iter().map(pair).collect()))
            }
        }
    }
}

fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            control if control < ' ' => quoted.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// What a package says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Package {
    /// The folder, without a slash at the end.
    pub(super) folder: String,
    /// `name`
    pub(super) name: Option<String>,
    /// `main`
    pub(super) main: Option<String>,
    /// `"type": "module"`
    pub(super) is_module: bool,
    /// `"type": "commonjs"`
    pub(super) is_commonjs: bool,
    /// `exports`, if it is there and not `null`.
    pub(super) exports: Option<Json>,
    /// `imports`, if it is an object.
    pub(super) imports: Option<Json>,
}

impl Package {
    /// The path of the file.
    pub(super) fn path(&self) -> String {
        format!("{}/package.json", if self.folder == "/" { "" } else { &self.folder })
    }
}

/// The packages that were read, by folder; `None` where there is none.
#[derive(Default)]
pub(crate) struct Packages(HashMap<String, Option<Arc<Package>>>);

/// The package whose `package.json` lies in a folder.
///
/// # Errors
/// ERR_INVALID_PACKAGE_CONFIG for one that is no JSON; a termination.
pub(super) fn read(cx: &mut Scope<'_>, folder: &str) -> Resolved<Option<Arc<Package>>> {
    if let Some(known) = state(cx).and_then(|state| state.packages.0.get(folder)) {
        return Ok(known.clone());
    }
    let path = resolve(folder, "package.json");
    let package = match std::fs::read_to_string(&path) {
        Ok(text) => match parse(cx, folder, &text)? {
            Ok(package) => Some(Arc::new(package)),
            Err(message) => {
                let text = format!("Invalid package config {path}. {message}");
                return Err(Refusal::error("ERR_INVALID_PACKAGE_CONFIG", text).into());
            }
        },
        Err(_) => None,
    };
    if let Some(state) = state(cx) {
        state.packages.0.insert(folder.to_owned(), package.clone());
    }
    Ok(package)
}

/// The package that a file belongs to: that of the nearest folder above which has one.
///
/// # Errors
/// As [`read`].
pub(super) fn scope_of(cx: &mut Scope<'_>, file: &str) -> Resolved<Option<Arc<Package>>> {
    let mut folder = directory_of(file);
    loop {
        if folder.ends_with("/node_modules") {
            return Ok(None);
        }
        match read(cx, folder)? {
            None if folder != "/" && folder != "." => folder = directory_of(folder),
            found => return Ok(found),
        }
    }
}

/// What the text of a `package.json` says; the error is a message.
fn parse(cx: &mut Scope<'_>, folder: &str, text: &str) -> Completion<Result<Package, String>> {
    let mut cx = cx.open();
    let text = cx.string(text.trim_start_matches('\u{feff}'))?;
    let value = match parse_json(&mut cx, text) {
        Ok(value) => value,
        Err(abrupt) => {
            let error = cx.catch(abrupt)?;
            let message = get(&mut cx, error, PropertyKey::Known(KnownName::Message))?;
            return rust_text(&mut cx, message).map(Err);
        }
    };
    let mut package = Package { folder: folder.to_owned(), ..Package::default() };
    if !is_object(cx.raw(value)) {
        return Ok(Ok(package));
    }
    let text = |json: Option<Json>| match json {
        Some(Json::Text(text)) => Some(text),
        _ => None,
    };
    package.name = text(field(&mut cx, value, "name")?);
    package.main = text(field(&mut cx, value, "main")?);
    let kind = text(field(&mut cx, value, "type")?);
    package.is_module = kind.as_deref() == Some("module");
    package.is_commonjs = kind.as_deref() == Some("commonjs");
    package.exports = field(&mut cx, value, "exports")?.filter(|exports| *exports != Json::Null);
    package.imports = field(&mut cx, value, "imports")?.filter(|imports| matches!(imports, Json::Map(_)));
    Ok(Ok(package))
}

fn field<'s>(cx: &mut Scope<'s>, object: Local<'s>, name: &str) -> Completion<Option<Json>> {
    let mut cx = cx.open();
    let key = cx.name(name)?;
    if !has_own_property(&mut cx, object, key)? {
        return Ok(None);
    }
    let value = get(&mut cx, object, key)?;
    to_json(&mut cx, value).map(Some)
}

/// A value that was JSON, outside the heap.
fn to_json<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Json> {
    cx.check_stack()?;
    let mut cx = cx.open();
    if value::is_string(cx.raw(value)) {
        return Ok(Json::Text(rust_text(&mut cx, value)?));
    }
    if cx.raw(value).is_null() {
        return Ok(Json::Null);
    }
    if !is_object(cx.raw(value)) {
        let text = crate::runtime::to_string(&mut cx, value)?;
        return Ok(Json::Other(rust_text(&mut cx, text)?));
    }
    if is_array(&mut cx, value)? {
        let mut items = Vec::new();
        for index in 0..length_of_array_like(&mut cx, value)? {
            let mut cx = cx.open();
            let item = get_index(&mut cx, value, index)?;
            items.push(to_json(&mut cx, item)?);
        }
        return Ok(Json::List(items));
    }
    let keys = own_property_keys(&mut cx, value)?;
    let mut entries = Vec::new();
    for index in 0..keys.len() {
        let mut cx = cx.open();
        let key = keys.get(&mut cx, index)?;
        let item = get(&mut cx, value, key)?;
        let name = key_to_value(&mut cx, key)?;
        let name = rust_text(&mut cx, name)?;
        entries.push((name, to_json(&mut cx, item)?));
    }
    Ok(Json::Map(entries))
}
