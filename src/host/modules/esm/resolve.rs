//! From a specifier to a URL: ESM_RESOLVE and what it needs
//! <https://nodejs.org/api/esm.html#resolution-algorithm-specification>

use super::super::builtin::builtin_module_names;
use super::super::exports::{Target, from, invalid_specifier, resolve_exports, resolve_imports};
use super::super::package::{Package, read, scope_of};
use super::super::path::{directory_of, extension_of, resolve};
use super::super::refusal::{Refusal, Resolved};
use super::super::url::{file_path, file_url, has_escaped_slash, join, scheme_of, tail_of};
use super::require::is_module_by_text;
use crate::runtime::Scope;
use std::path::Path;
use std::sync::Arc;

/// The conditions of packages that hold for imports.
const CONDITIONS: [&str; 2] = ["node", "import"];

/// What the result of a resolution is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Format {
    /// A builtin module.
    Builtin,
    /// An ECMAScript module.
    Module,
    /// A CommonJS module.
    CommonJs,
    /// JSON.
    Json,
}

/// The URL that a specifier means for a module or script with this URL.
pub(super) fn resolve_specifier(cx: &mut Scope<'_>, specifier: &str, parent: &str) -> Resolved<String> {
    let is_path = specifier.starts_with('/') || specifier.starts_with("./") || specifier.starts_with("../");
    if is_path || specifier == "." || specifier == ".." {
        let Some(url) = join(parent, specifier) else {
            let message = format!(
                "Failed to resolve module specifier \"{specifier}\" from \"{parent}\": Invalid relative URL or base scheme is \
                 not hierarchical."
            );
            return Err(Refusal::type_error("ERR_UNSUPPORTED_RESOLVE_REQUEST", message).into());
        };
        return Ok(finish(&url, parent)?);
    }
    if specifier.starts_with('#') {
        let scope = scope_of(cx, &file_path(parent).unwrap_or_default())?;
        return match resolve_imports(scope.as_deref(), specifier, &CONDITIONS, parent)? {
            Target::File(path) => Ok(finish(&file_url(&path), parent)?),
            Target::Specifier(inner) => {
                let base = scope.map_or(parent.to_owned(), |package| file_url(&package.path()));
                resolve_package(cx, &inner, &base)
            }
        };
    }
    match scheme_of(specifier) {
        Some("node") => Ok(resolve_builtin(specifier)?),
        Some("data") => Ok(specifier.to_owned()),
        Some("file") => {
            let url = join("file:///", specifier).ok_or_else(|| unsupported_scheme("file"))?;
            Ok(finish(&url, parent)?)
        }
        Some(scheme) => Err(unsupported_scheme(scheme).into()),
        None => resolve_package(cx, specifier, parent),
    }
}

fn unsupported_scheme(scheme: &str) -> Refusal {
    let message = format!(
        "Only URLs with a scheme in: file, data, and node are supported by the default ESM loader. Received protocol \
         '{scheme}:'"
    );
    Refusal::error("ERR_UNSUPPORTED_ESM_URL_SCHEME", message)
}

fn resolve_builtin(specifier: &str) -> Result<String, Refusal> {
    let name = specifier.strip_prefix("node:").unwrap_or(specifier);
    if builtin_module_names().any(|known| known == name) {
        return Ok(format!("node:{name}"));
    }
    Err(Refusal::error("ERR_UNKNOWN_BUILTIN_MODULE", format!("No such built-in module: {specifier}")))
}

/// PACKAGE_RESOLVE
fn resolve_package(cx: &mut Scope<'_>, specifier: &str, parent: &str) -> Resolved<String> {
    if scheme_of(specifier) == Some("node") || builtin_module_names().any(|known| known == specifier) {
        return Ok(resolve_builtin(specifier)?);
    }
    let Some((name, subpath)) = split(specifier) else {
        return Err(invalid_specifier(specifier, "is not a valid package name", parent).into());
    };
    let file = file_path(parent).unwrap_or_default();
    if let Some(own) = scope_of(cx, &file)?
        && own.name.as_deref() == Some(name)
        && own.exports.is_some()
    {
        let path = resolve_exports(&own, &subpath, &CONDITIONS, parent)?;
        return Ok(finish(&file_url(&path), parent)?);
    }
    let mut folder = directory_of(&file);
    loop {
        let home = resolve(folder, &format!("node_modules/{name}"));
        if !folder.ends_with("/node_modules") && Path::new(&home).is_dir() {
            let package = read(cx, &home)?;
            return Ok(in_package(package, &home, &subpath, parent)?);
        }
        if folder == "/" || folder == "." {
            break;
        }
        folder = directory_of(folder);
    }
    let message = format!("Cannot find package '{name}'{}", from(parent));
    Err(Refusal::error("ERR_MODULE_NOT_FOUND", message).into())
}

/// The file of a subpath in the folder of a package.
fn in_package(package: Option<Arc<Package>>, home: &str, subpath: &str, parent: &str) -> Result<String, Refusal> {
    let package = package.unwrap_or_default();
    if package.exports.is_some() {
        let path = resolve_exports(&package, subpath, &CONDITIONS, parent)?;
        return finish(&file_url(&path), parent);
    }
    if subpath != "." {
        return finish(&file_url(&resolve(home, subpath)), parent);
    }
    let mut tried = Vec::new();
    if let Some(main) = &package.main {
        for end in ["", ".js", ".json", ".node", "/index.js", "/index.json", "/index.node"] {
            tried.push(resolve(home, &format!("{main}{end}")));
        }
    }
    tried.extend(["index.js", "index.json", "index.node"].map(|name| resolve(home, name)));
    match tried.iter().find(|path| Path::new(path).is_file()) {
        Some(path) => finish(&file_url(path), parent),
        None => {
            let message = format!("Cannot find package '{home}/'{}", from(parent));
            Err(Refusal::error("ERR_MODULE_NOT_FOUND", message).at(&file_url(&format!("{home}/"))))
        }
    }
}

/// The name of a package and a subpath, `.` or `./…`.
fn split(specifier: &str) -> Option<(&str, String)> {
    let slashes = if specifier.starts_with('@') { 2 } else { 1 };
    let end = specifier.match_indices('/').nth(slashes - 1).map_or(specifier.len(), |(at, _)| at);
    let name = &specifier[..end];
    let is_valid = !name.is_empty()
        && !name.starts_with('.')
        && !name.contains(['\\', '%'])
        && (slashes == 1 || name.contains('/'));
    is_valid.then(|| (name, format!(".{}", &specifier[end..])))
}

/// The last steps for a file: it is there, and links are followed.
fn finish(url: &str, parent: &str) -> Result<String, Refusal> {
    if has_escaped_slash(url) {
        let reason = "must not include encoded \"/\" or \"\\\" characters";
        return Err(invalid_specifier(&file_path(url).unwrap_or_default(), reason, parent));
    }
    let Some(path) = file_path(url) else { return Err(unsupported_scheme("file")) };
    if Path::new(&path).is_dir() {
        let shown = path.strip_suffix('/').unwrap_or(&path);
        let slash = if path.ends_with('/') { "/" } else { "" };
        let message =
            format!("Directory import '{shown}{slash}' is not supported resolving ES modules{}", from(parent));
        return Err(Refusal::error("ERR_UNSUPPORTED_DIR_IMPORT", message).at(url));
    }
    if !Path::new(&path).is_file() {
        let message = format!("Cannot find module '{path}'{}", from(parent));
        return Err(Refusal::error("ERR_MODULE_NOT_FOUND", message).at(url));
    }
    let real = std::fs::canonicalize(&path).map_or_else(|_| path.clone(), |real| real.to_string_lossy().into_owned());
    Ok(format!("{}{}", file_url(&real), tail_of(url)))
}

/// What a file is, by its name and its package: ESM_FILE_FORMAT.
pub(super) fn format_of(cx: &mut Scope<'_>, url: &str) -> Resolved<Format> {
    if url.starts_with("node:") {
        return Ok(Format::Builtin);
    }
    let path = file_path(url).unwrap_or_default();
    let extension = extension_of(&path).to_owned();
    match extension.as_str() {
        ".mjs" => return Ok(Format::Module),
        ".cjs" => return Ok(Format::CommonJs),
        ".json" => return Ok(Format::Json),
        ".js" | "" => {}
        _ => {
            let message = format!("Unknown file extension \"{extension}\" for {path}");
            return Err(Refusal::type_error("ERR_UNKNOWN_FILE_EXTENSION", message).into());
        }
    }
    let is_module = match scope_of(cx, &path)? {
        Some(package) if package.is_module || package.is_commonjs => package.is_module,
        _ => is_module_by_text(cx, &path)?,
    };
    Ok(if is_module { Format::Module } else { Format::CommonJs })
}

/// Whether Node loads the file of a main module as an ECMAScript module.
///
/// # Errors
/// ERR_INVALID_PACKAGE_CONFIG; a termination.
pub(in super::super) fn is_module_file(cx: &mut Scope<'_>, path: &str) -> Resolved<bool> {
    match extension_of(path) {
        ".mjs" => Ok(true),
        ".cjs" => Ok(false),
        _ => {
            let package = scope_of(cx, path)?;
            Ok(package.is_some_and(|package| package.is_module))
        }
    }
}
