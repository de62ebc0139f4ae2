//! Writing JSON.

use std::fmt::Write;

/// A string in quotes. Within HTML it ends no script.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            // Writing to a String cannot fail.
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' | '\u{7f}' => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(character));
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// A number of milliseconds, to the microsecond.
pub(super) fn milliseconds(time: f64) -> String {
    format!("{time:.3}")
}

/// A list of what is JSON already.
pub(super) fn list<T: std::fmt::Display>(items: impl Iterator<Item = T>) -> String {
    let items: Vec<String> = items.map(|item| item.to_string()).collect();
    format!("[{}]", items.join(","))
}

/// An object of members whose values are JSON already.
pub(super) fn object(members: &[(&str, String)]) -> String {
    let members: Vec<String> = members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", members.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_cannot_end_the_script_that_holds_them() {
        assert_eq!(quoted("a\"\\</script>\n\u{2028}é😀"), "\"a\\\"\\\\\\u003c/script\\u003e\\u000a\\u2028é😀\"");
    }

    #[test]
    fn lists_and_objects_nest() {
        let members = [("a", list([1, 2].iter())), ("b", quoted("x")), ("c", milliseconds(1.23456))];
        assert_eq!(object(&members), "{\"a\":[1,2],\"b\":\"x\",\"c\":1.235}");
    }
}
