//! `package.json`: `main`, and `exports` with its conditions – <https://nodejs.org/api/packages.html>

use super::path::resolve;
use super::resolve::real_file;
use crate::heap::Local;
use crate::host::property;
use crate::runtime::{
    Completion, Intrinsic, Scope, call, get, get_index, is_array, is_object, key_to_value, length_of_array_like,
    own_property_keys, rust_text,
};
use crate::value;

/// The conditions of `exports` that hold for `require`, in no order: the package's order counts.
const CONDITIONS: [&str; 4] = ["node", "require", "module-sync", "default"];

/// The parsed `package.json` of a folder; UNDEFINED if there is none or it is broken.
fn read<'s>(cx: &mut Scope<'s>, folder: &str) -> Completion<Local<'s>> {
    let Ok(text) = std::fs::read_to_string(format!("{folder}/package.json")) else { return Ok(Local::UNDEFINED) };
    let json = cx.intrinsic(Intrinsic::Json)?;
    let parse = property::get(cx, json, "parse")?;
    let text = cx.string(text.trim_start_matches('\u{feff}'))?;
    match call(cx, parse, json, &[text]) {
        Ok(package) => Ok(package),
        Err(abrupt) => cx.catch(abrupt).map(|_| Local::UNDEFINED),
    }
}

/// What `main` says.
pub(super) fn main_of(cx: &mut Scope<'_>, folder: &str) -> Completion<Option<String>> {
    let mut cx = cx.open();
    let package = read(&mut cx, folder)?;
    if !is_object(cx.raw(package)) {
        return Ok(None);
    }
    let main = property::get(&mut cx, package, "main")?;
    if value::is_string(cx.raw(main)) { rust_text(&mut cx, main).map(Some) } else { Ok(None) }
}

/// The file that the `exports` of a package give for `name` or `name/sub/path`; `None` without `exports`.
pub(super) fn resolve_exports(cx: &mut Scope<'_>, folder: &str, request: &str) -> Completion<Option<String>> {
    let slashes = if request.starts_with('@') { 2 } else { 1 };
    let mut parts = request.splitn(slashes + 1, '/');
    let name: Vec<&str> = parts.by_ref().take(slashes).collect();
    let subpath = parts.next().map_or(".".to_owned(), |rest| format!("./{rest}"));
    let package_folder = resolve(folder, &name.join("/"));
    let mut cx = cx.open();
    let package = read(&mut cx, &package_folder)?;
    if !is_object(cx.raw(package)) {
        return Ok(None);
    }
    let exports = property::get(&mut cx, package, "exports")?;
    let raw = cx.raw(exports);
    if raw.is_undefined() || raw.is_null() {
        return Ok(None);
    }
    let target = match match_subpath(&mut cx, exports, &subpath)? {
        Some(target) => target,
        None => return Ok(None),
    };
    Ok(real_file(&resolve(&package_folder, &target)))
}

/// The target of a subpath: exactly, or by the pattern with the longest start.
fn match_subpath<'s>(cx: &mut Scope<'s>, exports: Local<'s>, subpath: &str) -> Completion<Option<String>> {
    let keys = subpath_keys(cx, exports)?;
    if keys.is_empty() {
        return if subpath == "." { target_of(cx, exports, "") } else { Ok(None) };
    }
    if keys.iter().any(|key| key == subpath) && !subpath.contains('*') {
        let target = property_of(cx, exports, subpath)?;
        return target_of(cx, target, "");
    }
    let mut best: Option<(&str, String)> = None;
    for key in &keys {
        let Some((start, end)) = key.split_once('*') else { continue };
        let Some(middle) = subpath.strip_prefix(start).and_then(|rest| rest.strip_suffix(end)) else { continue };
        if best.as_ref().is_none_or(|(known, _)| known.len() < key.len()) {
            best = Some((key, middle.to_owned()));
        }
    }
    match best {
        Some((key, middle)) => {
            let target = property_of(cx, exports, key)?;
            target_of(cx, target, &middle)
        }
        None => Ok(None),
    }
}

/// The keys of `exports` that are subpaths; none when it is a target itself.
fn subpath_keys<'s>(cx: &mut Scope<'s>, exports: Local<'s>) -> Completion<Vec<String>> {
    let mut found = Vec::new();
    if !is_object(cx.raw(exports)) || is_array(cx, exports)? {
        return Ok(found);
    }
    let keys = own_property_keys(cx, exports)?;
    for index in 0..keys.len() {
        let mut cx = cx.open();
        let key = keys.get(&mut cx, index)?;
        let key = key_to_value(&mut cx, key)?;
        let key = rust_text(&mut cx, key)?;
        if key.starts_with('.') {
            found.push(key);
        }
    }
    Ok(found)
}

fn property_of<'s>(cx: &mut Scope<'s>, object: Local<'s>, name: &str) -> Completion<Local<'s>> {
    let name = cx.string(name)?;
    let key = crate::runtime::to_property_key(cx, name)?;
    get(cx, object, key)
}

/// The path in a target: a string, the first of a list, or the first condition that holds.
fn target_of<'s>(cx: &mut Scope<'s>, target: Local<'s>, middle: &str) -> Completion<Option<String>> {
    cx.check_stack()?;
    let mut cx = cx.open();
    if value::is_string(cx.raw(target)) {
        return Ok(Some(rust_text(&mut cx, target)?.replace('*', middle)));
    }
    if !is_object(cx.raw(target)) {
        return Ok(None);
    }
    if is_array(&mut cx, target)? {
        for index in 0..length_of_array_like(&mut cx, target)? {
            let item = get_index(&mut cx, target, index)?;
            if let Some(found) = target_of(&mut cx, item, middle)? {
                return Ok(Some(found));
            }
        }
        return Ok(None);
    }
    let keys = own_property_keys(&mut cx, target)?;
    for index in 0..keys.len() {
        let key = keys.get(&mut cx, index)?;
        let name = key_to_value(&mut cx, key)?;
        let name = rust_text(&mut cx, name)?;
        if CONDITIONS.contains(&name.as_str()) {
            let inner = get(&mut cx, target, key)?;
            if let Some(found) = target_of(&mut cx, inner, middle)? {
                return Ok(Some(found));
            }
        }
    }
    Ok(None)
}
