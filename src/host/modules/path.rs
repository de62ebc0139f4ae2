//! Paths as text, by the rules of module `path` on systems with slashes.

/// The part before the last slash: `dirname`.
pub(super) fn directory_of(path: &str) -> &str {
    match path.rfind('/') {
        None => ".",
        Some(0) => "/",
        Some(slash) => &path[..slash],
    }
}

/// The last dot and what follows it: `extname`.
pub(super) fn extension_of(path: &str) -> &str {
    let name = path.rfind('/').map_or(path, |slash| &path[slash + 1..]);
    match name.rfind('.') {
        None | Some(0) => "",
        Some(dot) => &name[dot..],
    }
}

/// An absolute path without `.` and `..`.
pub(crate) fn resolve(base: &str, path: &str) -> String {
    let whole = if path.starts_with('/') { path.to_owned() } else { format!("{base}/{path}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

/// The folders in which packages are looked for from a folder: its own `node_modules` and those of all above.
pub(super) fn node_modules_paths(from: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let mut folder = resolve("/", from);
    loop {
        let is_root = folder == "/";
        if !folder.ends_with("/node_modules") {
            paths.push(format!("{}/node_modules", if is_root { "" } else { &folder }));
        }
        if is_root {
            return paths;
        }
        folder = directory_of(&folder).to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_apart_and_put_together() {
        assert_eq!(directory_of("/a/b.js"), "/a");
        assert_eq!(directory_of("/b.js"), "/");
        assert_eq!(extension_of("/a.b/c"), "");
        assert_eq!(extension_of("/a/b.min.js"), ".js");
        assert_eq!(extension_of("/a/.bashrc"), "");
        assert_eq!(resolve("/a/b", "../c/./d"), "/a/c/d");
        assert_eq!(resolve("/a", "/../x"), "/x");
    }

    #[test]
    fn packages_are_looked_for_upwards() {
        assert_eq!(node_modules_paths("/a/b"), ["/a/b/node_modules", "/a/node_modules", "/node_modules"]);
        let nested = node_modules_paths("/a/node_modules/c");
        assert_eq!(nested, ["/a/node_modules/c/node_modules", "/a/node_modules", "/node_modules"]);
    }
}
