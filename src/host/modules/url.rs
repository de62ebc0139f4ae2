//! `file:` URLs, as far as modules need them – <https://url.spec.whatwg.org>

use super::path::resolve;

/// The scheme of a text that is an absolute URL, without the colon.
pub(super) fn scheme_of(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let is_start = scheme.starts_with(|first: char| first.is_ascii_alphabetic());
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (is_start && scheme.chars().all(is_scheme)).then_some(scheme)
}

/// The URL of an absolute path: `pathToFileURL`.
pub(crate) fn file_url(path: &str) -> String {
    let mut url = String::from("file://");
    for &byte in path.as_bytes() {
        match byte {
            b'%' | b'\\' => push_escape(&mut url, byte),
            _ => push_byte(&mut url, byte),
        }
    }
    url
}

/// A byte of a path in a URL, escaped where it has to be.
fn push_byte(url: &mut String, byte: u8) {
    match byte {
        0..=0x20 | 0x7f.. | b'"' | b'#' | b'<' | b'>' | b'?' | b'`' | b'{' | b'}' => push_escape(url, byte),
        _ => url.push(char::from(byte)),
    }
}

fn push_escape(url: &mut String, byte: u8) {
    url.push_str(&format!("%{byte:02X}"));
}

/// The parts of a `file:` URL: path, and query with fragment.
fn parts_of(url: &str) -> Option<(&str, &str)> {
    let rest = url.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("file:")).map(|_| &url[5..])?;
    let path = match rest.strip_prefix("//") {
        Some(rest) => {
            let slash = rest.find('/')?;
            // Only this machine has files.
            if !matches!(&rest[..slash], "" | "localhost") {
                return None;
            }
            &rest[slash..]
        }
        None => rest,
    };
    let end = path.find(['?', '#']).unwrap_or(path.len());
    Some(path.split_at(end))
}

/// The path of a `file:` URL: `fileURLToPath`.
pub(crate) fn file_path(url: &str) -> Option<String> {
    parts_of(url).map(|(path, _)| decode(path))
}

/// What stands behind the path of a URL: query and fragment.
pub(super) fn tail_of(url: &str) -> &str {
    parts_of(url).map_or("", |(_, tail)| tail)
}

/// The bytes of a text with escapes.
pub(super) fn decode_bytes(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let digits = bytes.get(index + 1..index + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if bytes[index] == b'%' => {
                decoded.push(byte);
                index += 3;
            }
            _ => {
                decoded.push(bytes[index]);
                index += 1;
            }
        }
    }
    decoded
}

/// A text with its escapes replaced.
pub(super) fn decode(text: &str) -> String {
    String::from_utf8_lossy(&decode_bytes(text)).into_owned()
}

/// Whether a URL has an escaped slash or backslash, which no path can have.
pub(super) fn has_escaped_slash(url: &str) -> bool {
    let upper = parts_of(url).map(|(path, _)| path.to_ascii_uppercase());
    upper.is_some_and(|path| path.contains("%2F") || path.contains("%5C"))
}

/// A reference, absolute or relative to a `file:` URL, as a `file:` URL without `.` and `..`.
pub(super) fn join(base: &str, reference: &str) -> Option<String> {
    let reference = reference.trim_matches(|c: char| c <= ' ');
    let end = reference.find(['?', '#']).unwrap_or(reference.len());
    let (path, tail) = match parts_of(reference) {
        Some(parts) => parts,
        None if scheme_of(reference).is_some() => return None,
        None => reference.split_at(end),
    };
    let (base_path, _) = parts_of(base)?;
    let path = path.replace('\\', "/");
    let folder = base_path.rfind('/').map_or("", |slash| &base_path[..slash]);
    let is_folder = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..") || path == "." || path == "..";
    let mut joined = resolve(if folder.is_empty() { "/" } else { folder }, &path);
    if is_folder && !joined.ends_with('/') {
        joined.push('/');
    }
    let mut url = String::from("file://");
    joined.bytes().chain(tail.bytes()).enumerate().for_each(|(index, byte)| match byte {
        b'?' | b'#' if index >= joined.len() => url.push(char::from(byte)),
        _ => push_byte(&mut url, byte),
    });
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_urls_and_come_back() {
        for path in ["/a/b.mjs", "/with space/#?%25.mjs", "/ü/\u{1F600}.mjs"] {
            let url = file_url(path);
            assert!(url.is_ascii() && file_path(&url).as_deref() == Some(path), "{url}");
        }
        assert_eq!(file_url("/a b%.js"), "file:///a%20b%25.js");
        assert_eq!(file_path("file:///a?b#c").as_deref(), Some("/a"));
        assert_eq!(file_path("file://elsewhere/a"), None);
    }

    #[test]
    fn references_are_relative_to_the_folder() {
        let base = "file:///a/b/c.mjs";
        for (reference, expected) in [
            ("./d.mjs", "file:///a/b/d.mjs"),
            ("../d.mjs?x=1#y", "file:///a/d.mjs?x=1#y"),
            ("/d e.mjs", "file:///d%20e.mjs"),
            ("./dir/", "file:///a/b/dir/"),
            (".", "file:///a/b/"),
            ("file:///x/./y.mjs", "file:///x/y.mjs"),
        ] {
            assert_eq!(join(base, reference).as_deref(), Some(expected), "{reference}");
        }
        assert_eq!(join(base, "data:text/javascript,1"), None);
        assert_eq!(scheme_of("node:fs"), Some("node"));
        assert_eq!(scheme_of("./a:b"), None);
    }
}
