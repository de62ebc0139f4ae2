//! From what a script asks for to the file: `Module._resolveFilename` – <https://nodejs.org/api/modules.html#all-together>

use super::builtin::{builtin_module_names, is_builtin};
use super::exports::{Target, resolve_exports, resolve_imports};
use super::package::{read, scope_of};
use super::path::{directory_of, node_modules_paths, resolve};
use super::refusal::or_throw;
use crate::heap::Local;
use crate::host::place::Place;
use crate::host::process::working_directory;
use crate::host::{property, symbols};
use crate::runtime::{
    self, Abrupt, Completion, Intrinsic, Scope, array_create, array_push, create_error, get_index, is_array, is_object,
    length_of_array_like, rust_text, to_string,
};
use crate::value;
use std::path::Path;

/// The conditions of packages that hold for `require`.
const CONDITIONS: [&str; 3] = ["node", "require", "module-sync"];

/// What is tried behind a name without an extension.
const EXTENSIONS: [&str; 4] = [".js", ".json", ".node", ".cjs"];

/// The file, or the name of the builtin module, that `request` means for `parent` (a module, or UNDEFINED).
///
/// # Errors
/// `Cannot find module`.
pub(super) fn resolve_filename<'s>(cx: &mut Scope<'s>, request: &str, parent: Local<'s>) -> Completion<String> {
    if is_builtin(request) {
        return Ok(request.to_owned());
    }
    let base = folder_of(cx, parent)?;
    let found = if is_path(request) {
        find_path(cx, &resolve(&base, request), request.ends_with('/'))?
    } else {
        let folders = lookup_paths(cx, parent)?;
        let file = format!("{base}/package.json");
        find_named(cx, request, &file, &folders)?
    };
    match found {
        Some(file) => Ok(file),
        None => Err(throw_not_found(cx, request, parent)),
    }
}

/// Whether a request is a path, and no name.
fn is_path(request: &str) -> bool {
    let is_relative = request == "." || request == ".." || request.starts_with("./") || request.starts_with("../");
    is_relative || request.starts_with('/')
}

/// What `request` means for the file `from`, which looks for packages in these folders; `None` if it means nothing.
///
/// # Errors
/// A termination.
pub(super) fn resolve_from(
    cx: &mut Scope<'_>,
    request: &str,
    from: &str,
    folders: &[String],
) -> Completion<Option<String>> {
    if is_builtin(request) {
        return Ok(Some(request.to_owned()));
    }
    let mut cx = cx.open();
    let found = if is_path(request) {
        find_path(&mut cx, &resolve(directory_of(from), request), request.ends_with('/'))
    } else {
        find_named(&mut cx, request, from, folders)
    };
    match found {
        Ok(found) => Ok(found),
        Err(abrupt) => cx.catch(abrupt).map(|_| None),
    }
}

/// The file of an internal specifier (`#…`) or of a package.
fn find_named(cx: &mut Scope<'_>, request: &str, from: &str, folders: &[String]) -> Completion<Option<String>> {
    let scope = scope_of(cx, from);
    let scope = or_throw(cx, scope)?;
    if request.starts_with('#') && scope.as_ref().is_some_and(|package| package.imports.is_some()) {
        let target = resolve_imports(scope.as_deref(), request, &CONDITIONS, from);
        return match or_throw(cx, target)? {
            Target::File(path) => Ok(real_file(&path)),
            Target::Specifier(inner) if is_builtin(&inner) => Ok(Some(inner)),
            Target::Specifier(inner) => find_package(cx, &inner, folders),
        };
    }
    if let Some(package) = scope
        && package.exports.is_some()
        && let Some((name, subpath)) = split(request)
        && package.name.as_deref() == Some(name)
    {
        let path = resolve_exports(&package, &subpath, &CONDITIONS, "");
        return Ok(real_file(&or_throw(cx, path)?));
    }
    find_package(cx, request, folders)
}

/// The name of a package and a subpath, `.` or `./…`.
fn split(request: &str) -> Option<(&str, String)> {
    let slashes = if request.starts_with('@') { 2 } else { 1 };
    let end = request.match_indices('/').nth(slashes - 1).map_or(request.len(), |(at, _)| at);
    let name = &request[..end];
    let is_name = !name.is_empty() && !name.starts_with('.') && (slashes == 1 || name.contains('/'));
    is_name.then(|| (name, format!(".{}", &request[end..])))
}

/// The folder of a module's file, or the working directory.
fn folder_of<'s>(cx: &mut Scope<'s>, parent: Local<'s>) -> Completion<String> {
    let mut cx = cx.open();
    if is_object(cx.raw(parent)) {
        let file = property::get(&mut cx, parent, "filename")?;
        if value::is_string(cx.raw(file)) {
            return Ok(directory_of(&rust_text(&mut cx, file)?).to_owned());
        }
    }
    Ok(working_directory().unwrap_or_else(|_| "/".to_owned()))
}

/// Looks for a package in folders.
fn find_package(cx: &mut Scope<'_>, request: &str, folders: &[String]) -> Completion<Option<String>> {
    for folder in folders {
        if !Path::new(folder).is_dir() {
            continue;
        }
        if let Some((name, subpath)) = split(request) {
            let package = read(cx, &resolve(folder, name));
            let package = or_throw(cx, package)?;
            if let Some(package) = package.filter(|package| package.exports.is_some()) {
                let path = resolve_exports(&package, &subpath, &CONDITIONS, "");
                return Ok(real_file(&or_throw(cx, path)?));
            }
        }
        if let Some(found) = find_path(cx, &resolve(folder, request), request.ends_with('/'))? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The folders in which a module looks for packages.
pub(super) fn lookup_paths<'s>(cx: &mut Scope<'s>, parent: Local<'s>) -> Completion<Vec<String>> {
    let mut paths = Vec::new();
    let mut cx = cx.open();
    if is_object(cx.raw(parent)) {
        let own = property::get(&mut cx, parent, "paths")?;
        if is_array(&mut cx, own)? {
            for index in 0..length_of_array_like(&mut cx, own)? {
                let mut cx = cx.open();
                cx.step(1)?;
                let path = get_index(&mut cx, own, index)?;
                let path = to_string(&mut cx, path)?;
                paths.push(rust_text(&mut cx, path)?);
            }
        }
    } else {
        paths = node_modules_paths(&working_directory().unwrap_or_default());
    }
    let more = std::env::var("NODE_PATH").unwrap_or_default();
    paths.extend(more.split(':').filter(|path| !path.is_empty()).map(str::to_owned));
    Ok(paths)
}

/// The file at a path: itself, with an extension, or what its folder is loaded by.
pub(super) fn find_path(cx: &mut Scope<'_>, path: &str, is_folder: bool) -> Completion<Option<String>> {
    if !is_folder && let Some(found) = find_file(path) {
        return Ok(Some(found));
    }
    if !Path::new(path).is_dir() {
        return Ok(None);
    }
    let package = read(cx, path);
    let package = or_throw(cx, package)?;
    if let Some(main) = package.and_then(|package| package.main.clone()) {
        let target = resolve(path, &main);
        if let Some(found) = find_file(&target).or_else(|| find_index(&target)) {
            return Ok(Some(found));
        }
    }
    Ok(find_index(path))
}

/// The file at a path, or with an extension behind it.
fn find_file(path: &str) -> Option<String> {
    let with_extensions = EXTENSIONS.iter().map(|extension| format!("{path}{extension}"));
    std::iter::once(path.to_owned()).chain(with_extensions).find_map(|path| real_file(&path))
}

fn find_index(folder: &str) -> Option<String> {
    EXTENSIONS.iter().find_map(|extension| real_file(&format!("{folder}/index{extension}")))
}

/// The path of a file with its links resolved.
pub(super) fn real_file(path: &str) -> Option<String> {
    if !Path::new(path).is_file() {
        return None;
    }
    Some(std::fs::canonicalize(path).map_or_else(|_| path.to_owned(), |real| real.to_string_lossy().into_owned()))
}

/// The builtin module whose name is this one but for a letter or two that stand next to each other.
fn similar_builtin(request: &str) -> Option<&'static str> {
    let shortest = |name: &&str| name.len() > 3 && is_slip(name.as_bytes(), request.as_bytes());
    builtin_module_names().find(shortest)
}

/// Whether one of two words that differ is the other with a letter changed, added or left out, or two exchanged.
fn is_slip(first: &[u8], second: &[u8]) -> bool {
    let start = first.iter().zip(second).take_while(|(a, b)| a == b).count();
    let [first, second] = [first, second].map(|word| &word[start..]);
    let end = first.iter().rev().zip(second.iter().rev()).take_while(|(a, b)| a == b).count();
    match [first, second].map(|word| &word[..word.len() - end]) {
        [[_], [_]] | [[_], []] | [[], [_]] => true,
        [[a, b], [c, d]] => a == d && b == c,
        _ => false,
    }
}

/// Throws `Cannot find module`, with the modules that asked.
#[cold]
fn throw_not_found<'s>(cx: &mut Scope<'s>, request: &str, parent: Local<'s>) -> Abrupt {
    let mut cx = cx.open();
    match not_found(&mut cx, request, parent) {
        Ok(error) => cx.throw(error),
        Err(abrupt) => abrupt,
    }
}

fn not_found<'s>(cx: &mut Scope<'s>, request: &str, parent: Local<'s>) -> Completion<Local<'s>> {
    let stack = array_create(cx, 0)?;
    let mut message = format!("Cannot find module '{request}'");
    if let Some(name) = similar_builtin(request) {
        message.push_str(&format!(", did you mean '{name}'?"));
    }
    let walker = cx.variable(parent)?;
    while is_object(cx.raw(walker.get())) {
        let mut cx = cx.open();
        let module: Local<'_> = walker.get();
        let mut name = property::get(&mut cx, module, "filename")?;
        if !value::is_string(cx.raw(name)) {
            name = property::get(&mut cx, module, "id")?;
        }
        if runtime::array_length(cx.raw(stack)) == 0 {
            message.push_str("\nRequire stack:");
        }
        let text = to_string(&mut cx, name)?;
        message.push_str("\n- ");
        message.push_str(&rust_text(&mut cx, text)?);
        array_push(&mut cx, stack, name)?;
        let next = symbols::read(&mut cx, module, Place::Parent)?;
        walker.set(&mut cx, next);
    }
    let error = create_error(cx, Intrinsic::ErrorPrototype, &message)?;
    property::define_text(cx, error, "code", "MODULE_NOT_FOUND")?;
    property::define(cx, error, "requireStack", stack)?;
    Ok(error)
}
