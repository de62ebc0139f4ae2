//! What to say about a token that does not fit, in V8's words.

use super::context::Context;
use super::ids::Atom;
use super::lexeme::Current;
use super::lexer::Lexeme;
use crate::source::{Diagnostic, SourceText, Span};

/// Typographic look-alikes of ASCII punctuation, by code point.
const LOOK_ALIKES: &[(char, &str)] = &[
    ('\u{2018}', "'"),
    ('\u{2019}', "'"),
    ('\u{201C}', "\""),
    ('\u{201D}', "\""),
    ('\u{2013}', "-"),
    ('\u{2014}', "-"),
    ('\u{2212}', "-"),
    ('\u{00D7}', "*"),
    ('\u{2026}', "..."),
    ('\u{3001}', ","),
    ('\u{3002}', "."),
    ('\u{300C}', "\""),
    ('\u{300D}', "\""),
    ('\u{037E}', ";"),
];

/// The ASCII text that was probably meant.
fn look_alike(character: char) -> Option<String> {
    if let '\u{FF01}'..='\u{FF5E}' = character {
        return char::from_u32(character as u32 - 0xFEE0).map(String::from);
    }
    LOOK_ALIKES.iter().find(|&&(odd, _)| odd == character).map(|&(_, ascii)| ascii.to_owned())
}

/// No lexeme starts at `start`.
pub(super) fn invalid_token(source: &SourceText, start: usize) -> Diagnostic {
    let character = source.text().get(start..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
    let span = Span::new(start as u32, (start + character.len_utf8()) as u32);
    let message = match character {
        '\\' => "Invalid Unicode escape sequence",
        _ => "Invalid or unexpected token",
    };
    let mut diagnostic = Diagnostic::syntax(span, message);
    diagnostic.hint = look_alike(character).map(|ascii| format!("'{character}' is not ASCII; was '{ascii}' meant?"));
    diagnostic
}

/// The automaton has no use for the lexeme.
pub(super) fn unexpected(cx: &Context<'_>, current: &Current, last: Span) -> Diagnostic {
    if cx.source.slice(last) == "await" && !current.newline && current.lexeme.is_some() {
        return Diagnostic::syntax(last, "await is only valid in async functions and the top level bodies of modules");
    }
    if cx.source.slice(last) == "function" && current.lexeme == Some(Lexeme::LeftParenthesis) {
        return Diagnostic::syntax(last, "Function statements require a function name");
    }
    let span = Span::new(current.start, current.end);
    let text = cx.source.slice(span);
    let message = match current.lexeme {
        None => "Unexpected end of input".to_owned(),
        Some(Lexeme::Number | Lexeme::BigInt) => "Unexpected number".to_owned(),
        Some(Lexeme::String(_)) => "Unexpected string".to_owned(),
        Some(Lexeme::Backtick) => "Unexpected template string".to_owned(),
        Some(Lexeme::PrivateName(_)) => format!("Unexpected identifier '{text}'"),
        Some(Lexeme::Identifier(is_special)) => identifier(current, text, is_special),
        Some(Lexeme::Slash | Lexeme::SlashEquals) if current.end - current.start > 2 => {
            "Unexpected regular expression".to_owned()
        }
        Some(_) => format!("Unexpected token '{text}'"),
    };
    Diagnostic::syntax(span, message)
}

fn identifier(current: &Current, text: &str, is_special: bool) -> String {
    let name = current.name.unwrap_or(Atom::EMPTY);
    if is_special && text.contains('\\') && (name.is_reserved() || matches!(name, Atom::YIELD | Atom::AWAIT)) {
        return "Keyword must not contain escaped characters".to_owned();
    }
    if name == Atom::ENUM {
        return "Unexpected reserved word".to_owned();
    }
    if name == Atom::AWAIT {
        return "Unexpected reserved word".to_owned();
    }
    if name.is_reserved() {
        return format!("Unexpected token '{text}'");
    }
    if name.is_strict_reserved() && name != Atom::LET && name != Atom::STATIC && name != Atom::YIELD {
        return "Unexpected strict mode reserved word".to_owned();
    }
    format!("Unexpected identifier '{text}'")
}
