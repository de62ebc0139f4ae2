//! Scripts and functions as DevTools know them.

use super::json::{object, quoted};
use crate::runtime::SourcePlace;

/// The URL of a file.
fn file_url(path: &str) -> String {
    let mut url = "file://".to_owned();
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'/'
            | b'-'
            | b'_'
            | b'.'
            | b'~'
            | b'!'
            | b'$'
            | b'&'
            | b'\''
            | b'('
            | b')'
            | b'*'
            | b'+'
            | b','
            | b';'
            | b'='
            | b':'
            | b'@' => url.push(char::from(byte)),
            byte => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url
}

/// What a script is called that has this name: an absolute path, or anything else.
pub(crate) fn script_url(name: &str) -> String {
    if name.starts_with('/') { file_url(name) } else { name.to_owned() }
}

/// `Runtime.CallFrame` as JSON; what is no function of a script has no place.
pub(super) fn call_frame(function: &str, url: &str, place: Option<SourcePlace>) -> String {
    let (line, column) = place.map_or((-1, -1), |place| (i64::from(place.line), i64::from(place.column)));
    object(&[
        ("functionName", quoted(function)),
        ("scriptId", quoted(&place.map_or(0, |place| place.script).to_string())),
        ("url", quoted(url)),
        ("lineNumber", line.to_string()),
        ("columnNumber", column.to_string()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_of_files_have_their_strange_characters_in_hexadecimal() {
        assert_eq!(script_url("/a b/泄漏.js"), "file:///a%20b/%E6%B3%84%E6%BC%8F.js");
        assert_eq!(script_url("[eval]"), "[eval]");
    }
}
