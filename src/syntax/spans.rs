//! The tokens of a text that may be no program yet, for colors and completion at the prompt. Where a slash or a brace
//! means one of two things, the token before it decides; nothing here ever fails.

use super::lexer::Lexeme;
use super::scan;
use logos::Logos;
use std::ops::Range;

/// What a token is to a reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TokenClass {
    /// A reserved word, or a word that acts like one.
    Keyword,
    /// `true`, `false`, `null`, `undefined`, `NaN`, `Infinity`.
    Constant,
    /// Any other name.
    Name,
    /// A number or BigInt.
    Number,
    /// A string, or the text of a template.
    String,
    /// A regular expression.
    RegExp,
    /// A comment.
    Comment,
    /// Operators and brackets.
    Punctuator,
    /// What is no token.
    Unknown,
}

/// A token: what, and its bytes.
pub(crate) type TokenSpan = (TokenClass, Range<usize>);

/// Words that stand out, sorted.
const KEYWORDS: [&str; 40] = [
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "finally",
    "for",
    "from",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "let",
    "new",
    "of",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// Names of values that never change.
const CONSTANTS: [&str; 6] = ["Infinity", "NaN", "false", "null", "true", "undefined"];

/// The words that stand out, and the names of values that never change.
pub(crate) fn reserved_words() -> impl Iterator<Item = &'static str> {
    KEYWORDS.into_iter().chain(CONSTANTS)
}

/// The tokens and comments of a text, in order, without white space.
pub(crate) fn token_spans(text: &str) -> Vec<TokenSpan> {
    let mut scanner = Scanner { text, at: 0, spans: Vec::new(), braces: Vec::new() };
    if text.starts_with("#!") {
        scanner.push(TokenClass::Comment, scan::line_end(text.as_bytes(), 0));
    }
    while scanner.step() {}
    scanner.spans
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    spans: Vec<TokenSpan>,
    /// Open braces; true for those of `${`.
    braces: Vec<bool>,
}

impl Scanner<'_> {
    /// Takes what follows, up to `end`.
    fn push(&mut self, class: TokenClass, end: usize) {
        let mut end = end.clamp(self.at, self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        if end > self.at {
            self.spans.push((class, self.at..end));
        }
        self.at = end;
    }

    /// Takes a token or comment; false at the end.
    fn step(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let Some(first) = rest.chars().next() else { return false };
        if first.is_whitespace() || scan::is_space(first) {
            self.at += first.len_utf8();
            return true;
        }
        let bytes = self.text.as_bytes();
        if rest.starts_with("//") {
            self.push(TokenClass::Comment, scan::line_end(bytes, self.at));
        } else if let Some(comment) = rest.strip_prefix("/*") {
            let length = scan::comment_end(comment.as_bytes()).map_or(comment.len(), |end| end + 2);
            self.push(TokenClass::Comment, self.at + 2 + length);
        } else if first == '`' {
            self.template(1);
        } else if first == '}' && self.braces.last() == Some(&true) {
            self.braces.pop();
            self.template(1);
        } else if first == '/' && self.begins_expression() {
            self.regular_expression();
        } else {
            self.lexeme();
        }
        true
    }

    /// Takes text of a template, up to the closing quote or the next `${`.
    fn template(&mut self, skipped: usize) {
        let bytes = self.text.as_bytes();
        let mut index = self.at + skipped;
        while index < bytes.len() {
            match bytes[index] {
                b'\\' => index += 1,
                b'`' => return self.push(TokenClass::String, index + 1),
                b'$' if bytes.get(index + 1) == Some(&b'{') => {
                    self.braces.push(true);
                    return self.push(TokenClass::String, index + 2);
                }
                _ => {}
            }
            index += 1;
        }
        self.push(TokenClass::String, bytes.len());
    }

    fn regular_expression(&mut self) {
        match scan::regular_expression(self.text, self.at) {
            Some((_, end)) => self.push(TokenClass::RegExp, end),
            None => self.push(TokenClass::Punctuator, self.at + 1),
        }
    }

    fn lexeme(&mut self) {
        let mut lexer = Lexeme::lexer(&self.text[self.at..]);
        let lexeme = lexer.next();
        let range = lexer.span();
        let end = self.at + range.end;
        if range.start > 0 {
            // logos skipped something that is no white space to Rust.
            self.at += range.start;
        }
        match lexeme {
            Some(Ok(Lexeme::Identifier(_))) => {
                let class = self.class_of_word(self.at, end);
                self.push(class, end);
            }
            Some(Ok(Lexeme::PrivateName(_))) => self.push(TokenClass::Name, end),
            Some(Ok(Lexeme::Number | Lexeme::BigInt)) => self.push(TokenClass::Number, end),
            Some(Ok(Lexeme::String(true))) => self.push(TokenClass::String, end),
            // Without a closing quote: to the end of the line.
            Some(Ok(Lexeme::String(false))) => {
                self.push(TokenClass::String, scan::line_end(self.text.as_bytes(), self.at));
            }
            Some(Ok(other)) => {
                match other {
                    Lexeme::LeftBrace => self.braces.push(false),
                    Lexeme::RightBrace => {
                        self.braces.pop();
                    }
                    _ => {}
                }
                self.push(TokenClass::Punctuator, end);
            }
            Some(Err(())) | None => self.push(TokenClass::Unknown, end.max(self.at + 1)),
        }
        if self.spans.last().is_none_or(|(_, range)| range.end != self.at) {
            // Nothing was taken: a single byte of something unknown is passed over.
            self.at = (self.at + 1..=self.text.len()).find(|&at| self.text.is_char_boundary(at)).unwrap_or(self.at);
        }
    }

    fn class_of_word(&self, start: usize, end: usize) -> TokenClass {
        let word = &self.text[start..end];
        if matches!(self.previous(), Some("." | "?.")) {
            return TokenClass::Name;
        }
        if KEYWORDS.binary_search(&word).is_ok() {
            return TokenClass::Keyword;
        }
        if CONSTANTS.binary_search(&word).is_ok() { TokenClass::Constant } else { TokenClass::Name }
    }

    /// The last token that is no comment.
    fn previous(&self) -> Option<&str> {
        let last = self.spans.iter().rev().find(|(class, _)| *class != TokenClass::Comment);
        last.map(|(_, range)| &self.text[range.clone()])
    }

    /// Whether an expression begins here, as opposed to an operator that follows one.
    fn begins_expression(&self) -> bool {
        let Some((class, range)) = self.spans.iter().rev().find(|(class, _)| *class != TokenClass::Comment) else {
            return true;
        };
        let text = &self.text[range.clone()];
        match class {
            TokenClass::Keyword => !matches!(text, "this" | "super"),
            TokenClass::Punctuator => !matches!(text, ")" | "]" | "}" | "++" | "--"),
            TokenClass::String => text.ends_with("${"),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(TokenClass, &str)]) {
        let spans = token_spans(text);
        let found: Vec<(TokenClass, &str)> =
            spans.iter().map(|(class, range)| (*class, &text[range.clone()])).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_and_literals_are_told_apart() {
        use TokenClass::*;
        assert!(KEYWORDS.is_sorted() && CONSTANTS.is_sorted());
        check(
            "const 变量 = 0x1F + 'a' // end",
            &[
                (Keyword, "const"),
                (Name, "变量"),
                (Punctuator, "="),
                (Number, "0x1F"),
                (Punctuator, "+"),
                (String, "'a'"),
                (Comment, "// end"),
            ],
        );
        check("a.in?.null", &[(Name, "a"), (Punctuator, "."), (Name, "in"), (Punctuator, "?."), (Name, "null")]);
    }

    #[test]
    fn a_slash_divides_behind_an_operand_only() {
        use TokenClass::*;
        check("a / b", &[(Name, "a"), (Punctuator, "/"), (Name, "b")]);
        check("return /b'/g", &[(Keyword, "return"), (RegExp, "/b'/g")]);
        check("(/a[/]/)", &[(Punctuator, "("), (RegExp, "/a[/]/"), (Punctuator, ")")]);
    }

    #[test]
    fn templates_nest() {
        use TokenClass::*;
        check(
            "`a${ {b: `c`} }d`",
            &[
                (String, "`a${"),
                (Punctuator, "{"),
                (Name, "b"),
                (Punctuator, ":"),
                (String, "`c`"),
                (Punctuator, "}"),
                (String, "}d`"),
            ],
        );
    }

    #[test]
    fn what_is_not_finished_is_colored_to_its_end() {
        use TokenClass::*;
        check("x = 'abc", &[(Name, "x"), (Punctuator, "="), (String, "'abc")]);
        check("`a${", &[(String, "`a${")]);
        check("1 /* ab", &[(Number, "1"), (Comment, "/* ab")]);
        check("a @ 😀", &[(Name, "a"), (Unknown, "@"), (Unknown, "😀")]);
        check("'\\", &[(String, "'\\")]);
    }
}
