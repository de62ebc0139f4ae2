//! From a URL to a module record.

use super::super::builtin::require_builtin;
use super::super::load::{load_request_of_file, read_text};
use super::super::path::directory_of;
use super::super::refusal::{Failure, Refusal, or_throw};
use super::super::url::{decode_bytes, file_path, file_url};
use super::names::{export_names, names_of_object};
use super::resolve::{Format, format_of, resolve_specifier};
use crate::builtins::parse_json;
use crate::heap::Local;
use crate::host::library::decode_base64;
use crate::host::process::working_directory;
use crate::host::property;
use crate::host::report::throw_invalid_argument_type;
use crate::interpreter::load_module;
use crate::runtime::{
    self, Arguments, Completion, KnownName, PropertyKey, Scope, attribute_pairs, callee_data,
    create_default_export_module, create_synthetic_module, get, has_own_property, is_object, module_of_id,
    remember_module, rust_text, set_synthetic_export, string_to_key,
};
use crate::source::SourceText;
use crate::value::layout::module;
use crate::value::{self, Units, kind};

/// The module that a specifier means for a referrer: HostLoadImportedModule.
///
/// # Errors
/// Whatever keeps it from being found, read or parsed.
pub(crate) fn load_imported_module<'s>(
    cx: &mut Scope<'s>,
    referrer: Local<'s>,
    specifier: Local<'s>,
    attributes: Local<'s>,
) -> Completion<Local<'s>> {
    let specifier = rust_text(cx, specifier)?;
    let parent = url_of_referrer(cx, referrer)?;
    let resolved = resolve_specifier(cx, &specifier, &parent);
    let url = or_throw(cx, resolved)?;
    let attributes = attribute_pairs(cx, attributes);
    load_url(cx, &url, &attributes)
}

/// The URL that what a referrer imports is relative to.
fn url_of_referrer<'s>(cx: &mut Scope<'s>, referrer: Local<'s>) -> Completion<String> {
    if cx.raw(referrer).is_kind(kind::MODULE) {
        let id = cx.word(referrer, module::ID)?;
        return rust_text(cx, id);
    }
    let name = if value::is_string(cx.raw(referrer)) { rust_text(cx, referrer)? } else { String::new() };
    if name.starts_with('/') {
        return Ok(file_url(&name));
    }
    let folder = working_directory().unwrap_or_else(|_| "/".to_owned());
    Ok(file_url(&format!("{}/{name}", if folder == "/" { "" } else { &folder })))
}

/// The module of a URL, from the module map or made now.
pub(super) fn load_url<'s>(cx: &mut Scope<'s>, url: &str, attributes: &[(String, String)]) -> Completion<Local<'s>> {
    let wants_json = or_throw(cx, wanted_type(attributes))?;
    let key = if wants_json { format!("{url}\0json") } else { url.to_owned() };
    if let Some(module) = module_of_id(cx, &key)? {
        return Ok(module);
    }
    let module = make(cx, url, wants_json)?;
    remember_module(cx, &key, module)?;
    Ok(module)
}

/// Whether the attributes ask for JSON. Only `type` means something.
fn wanted_type(attributes: &[(String, String)]) -> Result<bool, Refusal> {
    let mut wants_json = false;
    for (key, text) in attributes {
        if key != "type" {
            continue;
        }
        if text != "json" {
            let message = format!("Import attribute type \"{text}\" is unsupported");
            return Err(Refusal::type_error("ERR_IMPORT_ASSERTION_TYPE_UNSUPPORTED", message));
        }
        wants_json = true;
    }
    Ok(wants_json)
}

fn make<'s>(cx: &mut Scope<'s>, url: &str, wants_json: bool) -> Completion<Local<'s>> {
    if let Some(rest) = url.strip_prefix("data:") {
        return make_data(cx, url, rest, wants_json);
    }
    let format = format_of(cx, url);
    let format = or_throw(cx, format)?;
    or_throw(cx, check_type(url, format == Format::Json, wants_json))?;
    let path = file_path(url).unwrap_or_default();
    match format {
        Format::Builtin => make_builtin(cx, url),
        Format::Module => {
            let text = read_text(cx, &path)?;
            load_module(cx, url, SourceText::new(url, text))
        }
        Format::Json => {
            let text = read_text(cx, &path)?;
            make_json(cx, url, &text)
        }
        Format::CommonJs => make_commonjs(cx, url, &path),
    }
}

/// The attributes say what the module is, or there are none.
fn check_type(url: &str, is_json: bool, wants_json: bool) -> Result<(), Refusal> {
    match (is_json, wants_json) {
        (true, false) => {
            let message = format!("Module \"{url}\" needs an import attribute of type \"json\"");
            Err(Refusal::type_error("ERR_IMPORT_ASSERTION_TYPE_MISSING", message))
        }
        (false, true) => {
            let message = format!("Module \"{url}\" is not of type \"json\"");
            Err(Refusal::type_error("ERR_IMPORT_ASSERTION_TYPE_FAILED", message))
        }
        _ => Ok(()),
    }
}

/// `data:type,text` or `data:type;base64,bytes`.
fn make_data<'s>(cx: &mut Scope<'s>, url: &str, rest: &str, wants_json: bool) -> Completion<Local<'s>> {
    let (head, body) = rest.split_once(',').unwrap_or((rest, ""));
    let mut parts = head.split(';');
    let mime = parts.next().unwrap_or("").trim();
    let bytes = decode_bytes(body);
    let bytes = if parts.any(|part| part.trim() == "base64") { decode_base64(Units::Latin1(&bytes)) } else { bytes };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    match mime {
        "text/javascript" => {
            or_throw(cx, check_type(url, false, wants_json))?;
            load_module(cx, url, SourceText::new(url, text))
        }
        "application/json" => {
            or_throw(cx, check_type(url, true, wants_json))?;
            make_json(cx, url, &text)
        }
        _ => {
            let message = format!("Unknown module format: {mime} for URL {url}");
            Err(Refusal::error("ERR_UNKNOWN_MODULE_FORMAT", message).throw(cx))
        }
    }
}

fn make_json<'s>(cx: &mut Scope<'s>, url: &str, text: &str) -> Completion<Local<'s>> {
    let text = cx.string(text)?;
    match parse_json(cx, text) {
        Ok(value) => create_default_export_module(cx, url, value),
        Err(abrupt) => {
            let error = cx.catch(abrupt)?;
            if is_object(cx.raw(error)) {
                let key = PropertyKey::Known(KnownName::Message);
                let message = get(cx, error, key)?;
                let message = rust_text(cx, message)?;
                let place = file_path(url).unwrap_or_else(|| url.to_owned());
                let message = cx.string(&format!("{place}: {message}"))?;
                runtime::set(cx, error, key, message)?;
            }
            Err(cx.throw(error))
        }
    }
}

/// A builtin module: its properties by name, and itself as the default export.
fn make_builtin<'s>(cx: &mut Scope<'s>, url: &str) -> Completion<Local<'s>> {
    let name = url.strip_prefix("node:").unwrap_or(url);
    let exports = require_builtin(cx, name)?;
    let names = names_of_object(cx, exports)?;
    let module = create_synthetic_module(cx, url, &names, Local::UNDEFINED)?;
    set_exports(cx, module, &names, exports)?;
    Ok(module)
}

/// Sets what a module of another kind exports: properties by name, and the value itself as the default export.
fn set_exports<'s>(cx: &mut Scope<'s>, module: Local<'s>, names: &[Vec<u16>], exports: Local<'s>) -> Completion<()> {
    for (index, units) in names.iter().enumerate() {
        let mut cx = cx.open();
        cx.step(1)?;
        if units.iter().copied().eq("default".encode_utf16()) {
            set_synthetic_export(&mut cx, module, index, exports)?;
            continue;
        }
        if !is_object(cx.raw(exports)) {
            continue;
        }
        let name = cx.string_utf16(units)?;
        let key = string_to_key(&mut cx, name)?;
        if !has_own_property(&mut cx, exports, key)? {
            continue;
        }
        match get(&mut cx, exports, key) {
            Ok(value) => set_synthetic_export(&mut cx, module, index, value)?,
            // A getter that throws leaves its name undefined.
            Err(abrupt) => {
                cx.catch(abrupt)?;
            }
        }
    }
    Ok(())
}

/// A CommonJS module: it is loaded when the importing module is evaluated, its names are known before.
fn make_commonjs<'s>(cx: &mut Scope<'s>, url: &str, path: &str) -> Completion<Local<'s>> {
    let names = export_names(cx, path)?;
    let data = cx.allocate_words(2)?;
    let first = value::layout::words::ELEMENTS;
    let steps = property::function(cx, "", 0, run_commonjs, data)?;
    let module = create_synthetic_module(cx, url, &names, steps)?;
    let path = cx.string(path)?;
    cx.heap.store(data, first, module);
    cx.heap.store(data, first + 1, path);
    Ok(module)
}

/// The evaluation steps of a CommonJS module: requires it, and sets what it exports.
fn run_commonjs<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let data = callee_data(cx, arguments)?;
    let first = value::layout::words::ELEMENTS;
    let module = cx.word(data, first)?;
    let path = cx.word(data, first + 1)?;
    let path = rust_text(cx, path)?;
    let exports = load_request_of_file(cx, &path)?;
    let names = exported_by(cx, module)?;
    set_exports(cx, module, &names, exports)?;
    Ok(Local::UNDEFINED)
}

/// The names that a synthetic module exports, in order.
fn exported_by<'s>(cx: &mut Scope<'s>, module: Local<'s>) -> Completion<Vec<Vec<u16>>> {
    let list = cx.word(module, module::LOCAL_EXPORTS)?;
    let count = cx.raw(list).raw_word(value::layout::words::LENGTH) as usize / 2;
    let name = |index: usize| {
        let word = cx.raw(list).word(value::layout::words::ELEMENTS + 2 * index);
        value::units(word).iter().collect()
    };
    Ok((0..count).map(name).collect())
}

/// What Node says of a name that a CommonJS module does not export, as far as its text tells.
pub(crate) fn describe_missing_export(
    cx: &mut Scope<'_>,
    imported: Local<'_>,
    specifier: &str,
    name: &str,
    pattern: &str,
) -> Option<String> {
    let id = value::flat_units(cx.raw(imported).word(module::ID))?.to_rust_lossy();
    let is_commonjs = id.starts_with("file:") && !file_path(&id)?.ends_with(".json");
    let use_of_pattern = if pattern.is_empty() { String::new() } else { format!("const {{{pattern}}} = pkg;\n") };
    is_commonjs.then(|| {
        format!(
            "Named export '{name}' not found. The requested module '{specifier}' is a CommonJS module, which may not \
             support all module.exports as named exports.\nCommonJS modules can always be imported via the default \
             export, for example using:\n\nimport pkg from '{specifier}';\n{use_of_pattern}"
        )
    })
}

/// Fills `import.meta`.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn finalize_import_meta<'s>(cx: &mut Scope<'s>, meta: Local<'s>, module: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let id = cx.word(module, module::ID)?;
    let url = rust_text(&mut cx, id)?;
    if let Some(path) = file_path(&url) {
        property::define_text(&mut cx, meta, "dirname", directory_of(&path))?;
        property::define_text(&mut cx, meta, "filename", &path)?;
    }
    let resolve = property::function(&mut cx, "resolve", 1, resolve_method, id)?;
    property::define(&mut cx, meta, "resolve", resolve)?;
    property::define(&mut cx, meta, "url", id)
}

/// `import.meta.resolve(specifier)` – <https://nodejs.org/api/esm.html#importmetaresolvespecifier>
fn resolve_method<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let parent = callee_data(cx, arguments)?;
    let parent = rust_text(cx, parent)?;
    let specifier = arguments.get(0);
    if !value::is_string(cx.raw(specifier)) {
        return Err(throw_invalid_argument_type(cx, "specifier", "of type string", specifier));
    }
    let specifier = rust_text(cx, specifier)?;
    let resolved = match resolve_specifier(cx, &specifier, &parent) {
        // A file need not be there.
        Err(Failure::Refused(Refusal { url: Some(url), .. })) => Ok(url),
        resolved => resolved,
    };
    let url = or_throw(cx, resolved)?;
    cx.string(&url)
}
