//! Whether a typed text is whole, by the parser.

use crate::host::reading;
use crate::interpreter::check;
use crate::source::SourceText;

/// Whether a text breaks off where a program could go on.
pub(super) fn is_unfinished(text: &str) -> bool {
    let source = SourceText::new("REPL", wrapped(text));
    match check(&source, &reading(source.text())) {
        Ok(_) => false,
        Err(diagnostic) => {
            let at_end = diagnostic.span.end as usize >= source.text().trim_end().len();
            let message = &diagnostic.message;
            message == "Unexpected end of input"
                || message.starts_with("Unterminated template")
                || (at_end && message.starts_with("missing )"))
                || is_open_comment(text)
                || is_continued_string(text, diagnostic.span.start as usize)
        }
    }
}

/// Whether the last comment of a text that is no program has no end.
fn is_open_comment(text: &str) -> bool {
    text.rfind("/*").is_some_and(|start| !text[start..].contains("*/"))
}

/// Whether a string that starts at `start` goes on in the next line by a backslash.
fn is_continued_string(text: &str, start: usize) -> bool {
    let string = text.get(start..).unwrap_or("");
    let line = string.lines().last().unwrap_or("");
    string.starts_with(['"', '\'']) && line.ends_with('\\')
}

/// A text that starts with a brace is an object literal if it is one.
pub(super) fn wrapped(text: &str) -> String {
    let trimmed = text.trim();
    if trimmed.starts_with('{') && !trimmed.ends_with(';') {
        let literal = format!("({trimmed})");
        let source = SourceText::new("REPL", literal.as_str());
        if check(&source, &reading(source.text())).is_ok() {
            return literal;
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_unfinished_where_a_program_could_go_on() {
        for text in [
            "f(",
            "[1,",
            "`a",
            "/* a",
            "if (a) {",
            "function f() {",
            "a +",
            "(a)\n.b(",
            "'a\\",
            "class A {",
            "await f(",
        ] {
            assert!(is_unfinished(text), "{text}");
            assert!(is_unfinished(&format!("{text}\n")), "{text} and a line feed");
        }
        for text in
            ["await f()", "{ a: await 1 }", "f()", "f(]", "'a", "1 1", "{}", "a /* b */", "// (", "var 1", "'a\\n'"]
        {
            assert!(!is_unfinished(text), "{text}");
            assert!(!is_unfinished(&format!("{text}\n")), "{text} and a line feed");
        }
    }
}
