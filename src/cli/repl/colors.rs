//! The colors of what is typed, from the engine's own lexer. They are those that values are shown in.

use crate::syntax::{TokenClass, token_spans};

/// A text with the colors of its tokens.
pub(super) fn colored(text: &str) -> String {
    let mut painted = String::with_capacity(2 * text.len());
    let mut end = 0;
    for (class, range) in token_spans(text) {
        painted.push_str(&text[end..range.start]);
        end = range.end;
        let token = &text[range];
        match color(class) {
            Some(color) => painted.push_str(&format!("\u{1b}[{color}m{token}\u{1b}[39m")),
            None => painted.push_str(token),
        }
    }
    painted.push_str(&text[end..]);
    painted
}

/// A hint, in grey.
pub(super) fn grey(text: &str) -> String {
    format!("\u{1b}[90m{text}\u{1b}[39m")
}

const fn color(class: TokenClass) -> Option<u8> {
    match class {
        TokenClass::Keyword => Some(36),
        TokenClass::Constant | TokenClass::Number => Some(33),
        TokenClass::String => Some(32),
        TokenClass::RegExp => Some(31),
        TokenClass::Comment => Some(90),
        TokenClass::Name | TokenClass::Punctuator | TokenClass::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_change_nothing_but_colors() {
        let painted = colored("let a = '中' // x");
        assert_eq!(painted, "\u{1b}[36mlet\u{1b}[39m a = \u{1b}[32m'中'\u{1b}[39m \u{1b}[90m// x\u{1b}[39m");
        for text in ["", "  ", "a 'b", "`${", "@\u{7f}\u{0} x", "\\", "'\\", "/*"] {
            let mut plain = colored(text);
            for color in [36, 33, 32, 31, 90, 39] {
                plain = plain.replace(&format!("\u{1b}[{color}m"), "");
            }
            assert_eq!(plain, text);
        }
    }
}
