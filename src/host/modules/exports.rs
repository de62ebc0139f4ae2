//! `exports` and `imports` of packages: the algorithm of Node's resolver
//! <https://nodejs.org/api/esm.html#resolution-algorithm-specification>

use super::package::{Json, Package};
use super::path::resolve;
use super::refusal::Refusal;
use super::url::{file_path, scheme_of};

/// What a target leads to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Target {
    /// An absolute path.
    File(String),
    /// Another specifier, to be resolved from the package's folder.
    Specifier(String),
}

/// A target that was found, was found to be `null`, or was not found.
enum Found {
    Target(Target),
    Null,
    Undefined,
}

/// What an entry of `exports` or `imports` is looked up for.
struct Lookup<'a> {
    package: &'a Package,
    /// The key as it was asked for.
    key: &'a str,
    is_imports: bool,
    conditions: &'a [&'a str],
    /// Who asks: a path or URL, empty if nobody does.
    base: &'a str,
}

/// ` imported from …`
pub(super) fn from(base: &str) -> String {
    let shown = file_path(base).unwrap_or_else(|| base.to_owned());
    if shown.is_empty() { shown } else { format!(" imported from {shown}") }
}

/// PACKAGE_EXPORTS_RESOLVE: the file of a subpath, `.` or `./…`. The package has `exports`.
///
/// # Errors
/// ERR_PACKAGE_PATH_NOT_EXPORTED and what else is wrong with the package or the subpath.
pub(super) fn resolve_exports(
    package: &Package,
    subpath: &str,
    conditions: &[&str],
    base: &str,
) -> Result<String, Refusal> {
    let lookup = Lookup { package, key: subpath, is_imports: false, conditions, base };
    let exports = package.exports.as_ref().unwrap_or(&Json::Null);
    let has_subpaths = has_subpaths(package, exports, base)?;
    let found = match exports {
        Json::Map(entries) if has_subpaths => lookup.by_key(entries)?,
        _ if subpath == "." => lookup.target(exports, None)?,
        _ => Found::Undefined,
    };
    match found {
        Found::Target(Target::File(path) | Target::Specifier(path)) => Ok(path),
        _ => Err(not_exported(package, subpath, base)),
    }
}

/// Whether the keys of `exports` are subpaths.
fn has_subpaths(package: &Package, exports: &Json, base: &str) -> Result<bool, Refusal> {
    let Json::Map(entries) = exports else { return Ok(false) };
    let is_subpath = |(key, _): &(String, Json)| key.is_empty() || key.starts_with('.');
    let count = entries.iter().filter(|entry| is_subpath(entry)).count();
    if count > 0 && count < entries.len() {
        let importing = from(base).replacen(" imported from ", " while importing ", 1);
        let message = format!(
            "Invalid package config {}{importing}. \"exports\" cannot contain some keys starting with '.' and some not. \
             The exports object must either be an object of package subpath keys or an object of main entry condition \
             name keys only.",
            package.path()
        );
        return Err(Refusal::error("ERR_INVALID_PACKAGE_CONFIG", message));
    }
    Ok(count > 0)
}

fn not_exported(package: &Package, subpath: &str, base: &str) -> Refusal {
    let (path, from) = (package.path(), from(base));
    let message = match subpath {
        "." => format!("No \"exports\" main defined in {path}{from}"),
        _ => format!("Package subpath '{subpath}' is not defined by \"exports\" in {path}{from}"),
    };
    Refusal::error("ERR_PACKAGE_PATH_NOT_EXPORTED", message)
}

/// PACKAGE_IMPORTS_RESOLVE, for a specifier that begins with `#`, of the package around who asks.
///
/// # Errors
/// ERR_PACKAGE_IMPORT_NOT_DEFINED and what else is wrong.
pub(super) fn resolve_imports(
    package: Option<&Package>,
    specifier: &str,
    conditions: &[&str],
    base: &str,
) -> Result<Target, Refusal> {
    if specifier == "#" || specifier.starts_with("#/") || specifier.ends_with('/') {
        return Err(invalid_specifier(specifier, "is not a valid internal imports specifier name", base));
    }
    if let Some(package) = package
        && let Some(Json::Map(entries)) = &package.imports
    {
        let lookup = Lookup { package, key: specifier, is_imports: true, conditions, base };
        if let Found::Target(target) = lookup.by_key(entries)? {
            return Ok(target);
        }
    }
    let place = package.map(|package| format!(" in package {}", package.path())).unwrap_or_default();
    let message = format!("Package import specifier \"{specifier}\" is not defined{place}{}", from(base));
    Err(Refusal::type_error("ERR_PACKAGE_IMPORT_NOT_DEFINED", message))
}

/// ERR_INVALID_MODULE_SPECIFIER
pub(super) fn invalid_specifier(specifier: &str, reason: &str, base: &str) -> Refusal {
    let message = format!("Invalid module \"{specifier}\" {reason}{}", from(base));
    Refusal::type_error("ERR_INVALID_MODULE_SPECIFIER", message)
}

impl Lookup<'_> {
    /// PACKAGE_IMPORTS_EXPORTS_RESOLVE: exactly this key, or else by the pattern that fits best.
    fn by_key(&self, entries: &[(String, Json)]) -> Result<Found, Refusal> {
        let key = self.key;
        if !key.contains('*')
            && !key.ends_with('/')
            && let Some((_, target)) = entries.iter().find(|(known, _)| known == key)
        {
            return self.target(target, None);
        }
        let mut best: Option<(&str, &str, &Json)> = None;
        for (pattern, target) in entries {
            let Some((start, end)) = pattern.split_once('*').filter(|(_, end)| !end.contains('*')) else { continue };
            let fits = key.len() >= pattern.len() && key.starts_with(start) && key != start && key.ends_with(end);
            let is_better = best.is_none_or(|(known, ..)| is_more_specific(pattern, known));
            if fits && is_better {
                best = Some((pattern, &key[start.len()..key.len() - end.len()], target));
            }
        }
        match best {
            Some((_, middle, target)) => self.target(target, Some(middle)),
            None => Ok(Found::Undefined),
        }
    }

    /// PACKAGE_TARGET_RESOLVE
    fn target(&self, target: &Json, middle: Option<&str>) -> Result<Found, Refusal> {
        match target {
            Json::Text(text) => self.text(text, middle).map(Found::Target),
            Json::Map(entries) => {
                if entries.iter().any(|(key, _)| is_array_index(key)) {
                    let what = "\"exports\" cannot contain numeric property keys.";
                    let message = format!("Invalid package config {}. {what}", self.package.path());
                    return Err(Refusal::error("ERR_INVALID_PACKAGE_CONFIG", message));
                }
                for (condition, inner) in entries {
                    if condition == "default" || self.conditions.contains(&condition.as_str()) {
                        match self.target(inner, middle)? {
                            Found::Undefined => {}
                            found => return Ok(found),
                        }
                    }
                }
                Ok(Found::Undefined)
            }
            Json::List(items) => {
                let mut last = Ok(Found::Null);
                for item in items {
                    match self.target(item, middle) {
                        Ok(Found::Undefined) => {}
                        Ok(Found::Null) => last = Ok(Found::Null),
                        Err(refusal) if refusal.code == "ERR_INVALID_PACKAGE_TARGET" => last = Err(refusal),
                        found => return found,
                    }
                }
                last
            }
            Json::Null => Ok(Found::Null),
            Json::Other(_) => Err(self.invalid_target(target)),
        }
    }

    fn text(&self, target: &str, middle: Option<&str>) -> Result<Target, Refusal> {
        let whole = || middle.map_or_else(|| target.to_owned(), |middle| target.replace('*', middle));
        let Some(inside) = target.strip_prefix("./") else {
            let is_outside = target.starts_with("../") || target.starts_with('/') || scheme_of(target).is_some();
            if self.is_imports && (!is_outside || target.starts_with("node:")) {
                return Ok(Target::Specifier(whole()));
            }
            return Err(self.invalid_target(&Json::Text(target.to_owned())));
        };
        if has_forbidden_segment(inside) {
            return Err(self.invalid_target(&Json::Text(target.to_owned())));
        }
        if middle.is_some_and(has_forbidden_segment) {
            let reason = format!(
                "request is not a valid match in pattern \"{}\" for the \"{}\" resolution of {}",
                self.key,
                self.field(),
                self.package.path()
            );
            return Err(invalid_specifier(self.key, &reason, self.base));
        }
        Ok(Target::File(resolve(&self.package.folder, &whole())))
    }

    fn field(&self) -> &'static str {
        if self.is_imports { "imports" } else { "exports" }
    }

    fn invalid_target(&self, target: &Json) -> Refusal {
        let (path, from) = (self.package.path(), from(self.base));
        let relative = match target {
            Json::Text(text) => !self.is_imports && !text.is_empty() && !text.starts_with("./"),
            _ => false,
        };
        let hint = if relative { "; targets must start with \"./\"" } else { "" };
        let shown = target.show();
        let message = if self.key == "." {
            format!("Invalid \"exports\" main target {shown} defined in the package config {path}{from}{hint}")
        } else {
            let (field, key) = (self.field(), self.key);
            format!("Invalid \"{field}\" target {shown} defined for '{key}' in the package config {path}{from}{hint}")
        };
        Refusal::error("ERR_INVALID_PACKAGE_TARGET", message)
    }
}

/// Whether a path has a segment that a target may not have behind its `./`.
fn has_forbidden_segment(path: &str) -> bool {
    let plain = super::url::decode(path).to_lowercase();
    let mut segments = plain.split(['/', '\\']);
    segments.any(|segment| matches!(segment, "." | ".." | "node_modules"))
}

/// PATTERN_KEY_COMPARE: the longer start wins, then the longer pattern.
fn is_more_specific(pattern: &str, other: &str) -> bool {
    let start = |pattern: &str| pattern.find('*').map_or(pattern.len(), |star| star + 1);
    (start(pattern), pattern.len()) > (start(other), other.len())
}

fn is_array_index(key: &str) -> bool {
    key.parse::<u32>().is_ok_and(|index| index != u32::MAX && index.to_string() == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Json {
        Json::Text(text.to_owned())
    }

    fn map(entries: &[(&str, Json)]) -> Json {
        Json::Map(entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
    }

    fn package(exports: Json, imports: Json) -> Package {
        Package { folder: "/p".to_owned(), exports: Some(exports), imports: Some(imports), ..Package::default() }
    }

    #[test]
    fn exports_lead_to_files_by_key_pattern_and_condition() {
        let exports = map(&[
            (".", map(&[("import", text("./m.mjs")), ("default", text("./m.cjs"))])),
            ("./lib/*", text("./src/*.js")),
            ("./lib/internal/*", Json::Null),
            ("./x", Json::List(vec![text("bad"), text("./x.js")])),
        ]);
        let package = package(exports, Json::Null);
        let file = |subpath: &str, conditions: &[&str]| resolve_exports(&package, subpath, conditions, "");
        assert_eq!(file(".", &["node", "import"]), Ok("/p/m.mjs".to_owned()));
        assert_eq!(file(".", &["node", "require"]), Ok("/p/m.cjs".to_owned()));
        assert_eq!(file("./lib/a/b", &[]), Ok("/p/src/a/b.js".to_owned()));
        assert_eq!(file("./x", &[]), Ok("/p/x.js".to_owned()));
        for hidden in ["./lib/internal/a", "./y", "./lib/"] {
            let code = file(hidden, &[]).map_err(|refusal| refusal.code);
            assert_eq!(code, Err("ERR_PACKAGE_PATH_NOT_EXPORTED"), "{hidden}");
        }
        let code = file("./lib/../../z", &[]).map_err(|refusal| refusal.code);
        assert_eq!(code, Err("ERR_INVALID_MODULE_SPECIFIER"));
    }

    #[test]
    fn imports_may_lead_to_packages() {
        let imports = map(&[("#dep", map(&[("node", text("dep/sub"))])), ("#own/*", text("./own/*.mjs"))]);
        let package = package(Json::Null, imports);
        let target = |specifier: &str| resolve_imports(Some(&package), specifier, &["node"], "");
        assert_eq!(target("#dep"), Ok(Target::Specifier("dep/sub".to_owned())));
        assert_eq!(target("#own/a"), Ok(Target::File("/p/own/a.mjs".to_owned())));
        assert_eq!(target("#no").map_err(|refusal| refusal.code), Err("ERR_PACKAGE_IMPORT_NOT_DEFINED"));
        assert_eq!(target("#/").map_err(|refusal| refusal.code), Err("ERR_INVALID_MODULE_SPECIFIER"));
    }
}
