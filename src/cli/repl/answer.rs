//! The session's answers to the line editor's questions.

use super::commands;
use super::reader::Suggestion;
use super::site::{Completions, Site};
use super::whole::wrapped;
use crate::host::{Hint, Host, builtin_module_names, completions, hint, text_width};
use crate::syntax::reserved_words;

/// Errors that say nothing about what is still being typed.
const SILENT: [&str; 4] = ["ReferenceError", "SyntaxError", "EvalError", "RangeError"];

/// What a line can go on with.
pub(super) fn complete(host: &mut Host, line: &str, is_editor: bool) -> Completions {
    let site = Site::at_end_of(line);
    let word = site.word();
    let start = line.len() - word.len();
    let matching = |names: &mut dyn Iterator<Item = &'static str>| -> Vec<String> {
        names.filter(|name| name.starts_with(word)).map(str::to_owned).collect()
    };
    let (base, words) = match site {
        Site::Command(_) => (".", matching(&mut commands::names(is_editor))),
        Site::Module(_) => ("", matching(&mut builtin_module_names())),
        Site::Member(object, _) => {
            let found = host.engine().enter(|cx| completions(cx, Some(object), word));
            (&line[..start], found.unwrap_or_default())
        }
        Site::Name(_) => {
            let mut found = host.engine().enter(|cx| completions(cx, None, word)).unwrap_or_default();
            for name in matching(&mut reserved_words()) {
                if !found.contains(&name) {
                    found.push(name);
                }
            }
            ("", found)
        }
        Site::Nowhere => ("", Vec::new()),
    };
    let base = match site {
        Site::Member(object, _) => base.rfind(object).map_or(base, |at| &base[at..]),
        _ => base,
    };
    Completions { start, base: base.to_owned(), words }
}

/// A line that is being typed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Typed<'l> {
    pub(super) line: &'l str,
    /// The cursor is at its end.
    pub(super) is_at_end: bool,
    /// It is the first of its text.
    pub(super) is_first: bool,
    /// Columns of the terminal.
    pub(super) columns: usize,
    /// Whether colors tell hints from what is typed.
    pub(super) colors: bool,
}

/// Most columns of a value that is shown in grey.
const WIDEST: usize = 250;

/// What to show in grey behind and below a line.
pub(super) fn suggest(host: &mut Host, typed: Typed<'_>) -> Suggestion {
    let line = typed.line;
    let mut rest = String::new();
    if typed.is_at_end {
        let found = complete(host, line, true);
        let length = line.len() - found.start;
        if length > 0 {
            rest = common_prefix(&found.words).get(length..).unwrap_or("").to_owned();
        }
    }
    let text = format!("{line}{rest}");
    let is_command = matches!(Site::at_end_of(line), Site::Command(_)) || commands::split(text.trim()).is_some();
    let value = if typed.is_first && !is_command && !text.trim().is_empty() {
        // A value as wide as the terminal would need a line more.
        value_of(host, &text, typed.colors).map(|value| cut(&value, typed.columns.saturating_sub(1).min(WIDEST)))
    } else {
        None
    };
    Suggestion { rest, value: value.filter(|value| !value.is_empty()) }
}

/// What a text evaluates to, if that is worth showing.
fn value_of(host: &mut Host, text: &str, colors: bool) -> Option<String> {
    let text = text.trim();
    let shown = match host.engine().enter(|cx| hint(cx, &wrapped(text))).ok()? {
        Hint::Value(shown) => shown,
        Hint::Error(shown) if SILENT.iter().any(|name| shown.starts_with(name)) => return None,
        Hint::Error(shown) => shown,
    };
    if shown == text || (shown == "undefined" && !colors) {
        return None;
    }
    Some(if colors { shown } else { format!("// {shown}") })
}

/// What all words begin with.
fn common_prefix(words: &[String]) -> &str {
    let Some((first, others)) = words.split_first() else { return "" };
    let mut prefix = first.as_str();
    for word in others {
        let common = prefix.char_indices().zip(word.chars()).find(|((_, ours), theirs)| ours != theirs);
        let length = common.map_or(prefix.len().min(word.len()), |((at, _), _)| at);
        prefix = &prefix[..length];
    }
    prefix
}

/// A text that fits into so many columns.
fn cut(text: &str, columns: usize) -> String {
    let text: String = text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    if text_width(&text) <= columns {
        return text;
    }
    let mut short = String::new();
    for character in text.chars() {
        if text_width(&short) + 5 > columns {
            break;
        }
        short.push(character);
    }
    short + "..."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_share_a_beginning() {
        let prefix = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
            common_prefix(&words).to_owned()
        };
        assert_eq!(prefix(&["console", "const"]), "cons");
        assert_eq!(prefix(&["console"]), "console");
        assert_eq!(prefix(&["变量", "变"]), "变");
        assert_eq!(prefix(&["a", "b"]), "");
        assert_eq!(prefix(&[]), "");
    }

    #[test]
    fn long_values_are_cut_by_their_width() {
        assert_eq!(cut("abc", 10), "abc");
        assert_eq!(cut("abcdefghijk", 10), "abcdef...");
        assert_eq!(cut("中文中文中文", 10), "中文中...");
    }
}
