//! Lexemes, by logos – ECMA-262 §12 <https://tc39.es/ecma262/#sec-ecmascript-language-lexical-grammar>.
//!
//! A lexeme is what can be told without the grammar. Regular expressions and the insides of templates are scanned on
//! the driver's demand (`scan`); the ASCII part of identifiers is the automaton's, the rest is `scan::identifier_end`.

use super::ast::{BinaryOperator, UnaryOperator};
use super::scan;
use logos::{FilterResult, Lexer, Logos, Skip};

/// What the lexer carries along.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Extras {
    /// A line terminator came before the lexeme.
    pub(crate) newline: bool,
}

/// A lexeme.
#[derive(Logos, Clone, Copy, Debug, PartialEq)]
#[logos(extras = Extras)]
#[logos(skip r"[ \t\x0B\x0C\u00A0\uFEFF\u1680\u2000-\u200A\u202F\u205F\u3000]+")]
pub(crate) enum Lexeme {
    #[regex(r"[\n\r\u2028\u2029]", newline)]
    #[token("//", line_comment)]
    #[token("/*", block_comment)]
    Skipped,
    /// `true` if it is written with an escape or a non-ASCII character.
    #[regex(r"[A-Za-z$_][A-Za-z0-9$_]*", identifier_rest)]
    #[regex(r"[^\x00-\x7F]", identifier_whole, priority = 1)]
    #[regex(r"\\u", identifier_whole)]
    Identifier(bool),
    /// `#name`; the flag as in `Identifier`.
    #[regex(r"#[A-Za-z$_][A-Za-z0-9$_]*", identifier_rest)]
    #[regex(r"#[^\x00-\x7F]", private_whole, priority = 1)]
    #[regex(r"#\\u", private_whole)]
    PrivateName(bool),
    #[regex(r"(0|[1-9](_?[0-9])*)(\.([0-9](_?[0-9])*)?)?([eE][+-]?[0-9](_?[0-9])*)?")]
    #[regex(r"\.[0-9](_?[0-9])*([eE][+-]?[0-9](_?[0-9])*)?")]
    #[regex(r"0[0-9]+")]
    #[regex(r"0[0-9]*[89][0-9]*(\.[0-9]*)?([eE][+-]?[0-9]+)?", priority = 12)]
    #[regex(r"0[xX][0-9a-fA-F](_?[0-9a-fA-F])*")]
    #[regex(r"0[oO][0-7](_?[0-7])*")]
    #[regex(r"0[bB][01](_?[01])*")]
    Number,
    #[regex(r"(0|[1-9](_?[0-9])*)n")]
    #[regex(r"0[xX][0-9a-fA-F](_?[0-9a-fA-F])*n")]
    #[regex(r"0[oO][0-7](_?[0-7])*n")]
    #[regex(r"0[bB][01](_?[01])*n")]
    BigInt,
    /// With its quotes; `false` if the closing one is missing.
    #[token("\"", |lexer| string(lexer, b'"'))]
    #[token("'", |lexer| string(lexer, b'\''))]
    String(bool),
    #[token("`")]
    Backtick,
    #[token("/")]
    Slash,
    #[token("/=")]
    SlashEquals,
    #[token("<!--")]
    HtmlOpen,
    #[token("-->")]
    HtmlClose,
    #[token("==", |_| BinaryOperator::Equal)]
    #[token("!=", |_| BinaryOperator::NotEqual)]
    #[token("===", |_| BinaryOperator::StrictEqual)]
    #[token("!==", |_| BinaryOperator::StrictNotEqual)]
    #[token("<", |_| BinaryOperator::Less)]
    #[token(">", |_| BinaryOperator::Greater)]
    #[token("<=", |_| BinaryOperator::LessEqual)]
    #[token(">=", |_| BinaryOperator::GreaterEqual)]
    #[token("<<", |_| BinaryOperator::ShiftLeft)]
    #[token(">>", |_| BinaryOperator::ShiftRight)]
    #[token(">>>", |_| BinaryOperator::ShiftRightUnsigned)]
    #[token("&", |_| BinaryOperator::BitAnd)]
    #[token("|", |_| BinaryOperator::BitOr)]
    #[token("^", |_| BinaryOperator::BitXor)]
    #[token("&&", |_| BinaryOperator::And)]
    #[token("||", |_| BinaryOperator::Or)]
    #[token("??", |_| BinaryOperator::Coalesce)]
    #[token("%", |_| BinaryOperator::Remainder)]
    #[token("**", |_| BinaryOperator::Power)]
    Binary(BinaryOperator),
    #[token("+=", |_| BinaryOperator::Add)]
    #[token("-=", |_| BinaryOperator::Subtract)]
    #[token("*=", |_| BinaryOperator::Multiply)]
    #[token("%=", |_| BinaryOperator::Remainder)]
    #[token("**=", |_| BinaryOperator::Power)]
    #[token("<<=", |_| BinaryOperator::ShiftLeft)]
    #[token(">>=", |_| BinaryOperator::ShiftRight)]
    #[token(">>>=", |_| BinaryOperator::ShiftRightUnsigned)]
    #[token("&=", |_| BinaryOperator::BitAnd)]
    #[token("|=", |_| BinaryOperator::BitOr)]
    #[token("^=", |_| BinaryOperator::BitXor)]
    #[token("&&=", |_| BinaryOperator::And)]
    #[token("||=", |_| BinaryOperator::Or)]
    #[token("??=", |_| BinaryOperator::Coalesce)]
    Assign(BinaryOperator),
    #[token("!", |_| UnaryOperator::Not)]
    #[token("~", |_| UnaryOperator::BitNot)]
    Unary(UnaryOperator),
    #[token("++", |_| true)]
    #[token("--", |_| false)]
    Increment(bool),
    #[token("*")]
    Star,
    #[token("+")]
    Plus,
    #[token("-")]
    Minus,
    #[token("=")]
    Equals,
    #[token("=>")]
    Arrow,
    /// `true` for `?.`
    #[token("?", question)]
    Question(bool),
    #[token(":")]
    Colon,
    #[token(",")]
    Comma,
    #[token(".")]
    Dot,
    #[token("...")]
    Ellipsis,
    #[token("(")]
    LeftParenthesis,
    #[token(")")]
    RightParenthesis,
    #[token("[")]
    LeftBracket,
    #[token("]")]
    RightBracket,
    #[token("{")]
    LeftBrace,
    #[token("}")]
    RightBrace,
    #[token(";")]
    Semicolon,
}

fn newline(lexer: &mut Lexer<Lexeme>) -> Skip {
    lexer.extras.newline = true;
    trivia(lexer);
    Skip
}

/// Skips what is no lexeme at once: logos calls itself anew after each skip, and needs native stack for it where the
/// compiler makes no jump of that call.
fn trivia(lexer: &mut Lexer<Lexeme>) {
    let (length, newline) = scan::skip_trivia(lexer.remainder(), 0);
    lexer.extras.newline |= newline;
    lexer.bump(length);
}

fn line_comment(lexer: &mut Lexer<Lexeme>) -> Skip {
    let rest = lexer.remainder().as_bytes();
    lexer.bump(scan::line_end(rest, 0));
    trivia(lexer);
    Skip
}

fn block_comment(lexer: &mut Lexer<Lexeme>) -> FilterResult<(), ()> {
    let rest = lexer.remainder().as_bytes();
    let Some(end) = scan::comment_end(rest) else { return FilterResult::Error(()) };
    lexer.extras.newline = lexer.extras.newline || scan::has_line_terminator(&rest[..end]);
    lexer.bump(end + 2);
    trivia(lexer);
    FilterResult::Skip
}

fn identifier_rest(lexer: &mut Lexer<Lexeme>) -> bool {
    let rest = lexer.remainder().as_bytes();
    match rest.first() {
        Some(&byte) if byte >= 0x80 || byte == b'\\' => {
            let source = lexer.source();
            let here = lexer.span().end;
            let end = scan::identifier_end(source, here);
            lexer.bump(end - here);
            end > here
        }
        _ => false,
    }
}

fn identifier_whole(lexer: &mut Lexer<Lexeme>) -> Result<bool, ()> {
    whole(lexer, 0)
}

fn private_whole(lexer: &mut Lexer<Lexeme>) -> Result<bool, ()> {
    whole(lexer, 1)
}

fn whole(lexer: &mut Lexer<Lexeme>, skipped: usize) -> Result<bool, ()> {
    let start = lexer.span().start + skipped;
    let Some(second) = scan::identifier_start(lexer.source(), start) else { return Err(()) };
    let end = scan::identifier_end(lexer.source(), second);
    let here = lexer.span().end;
    lexer.bump(end - here);
    Ok(true)
}

fn string(lexer: &mut Lexer<Lexeme>, quote: u8) -> bool {
    let rest = lexer.remainder().as_bytes();
    let mut index = 0;
    while index < rest.len() {
        match rest[index] {
            b'\\' => {
                index += if rest[index + 1..].starts_with(b"\r\n") { 3 } else { 2 };
            }
            b'\n' | b'\r' => return false,
            byte if byte == quote => {
                lexer.bump(index + 1);
                return true;
            }
            _ => index += 1,
        }
    }
    false
}

fn question(lexer: &mut Lexer<Lexeme>) -> bool {
    let rest = lexer.remainder().as_bytes();
    let is_optional = rest.first() == Some(&b'.') && !rest.get(1).is_some_and(u8::is_ascii_digit);
    if is_optional {
        lexer.bump(1);
    }
    is_optional
}
