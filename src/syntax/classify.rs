//! Which terminals a lexeme may be, best first.
//!
//! A candidate earlier in the list wins if the automaton accepts it; so "block before object" and "declaration before
//! expression" are ECMA-262's look-ahead restrictions on statements.

use super::context::{Context, FunctionFlags};
use super::ids::Atom;
use super::lexeme::Current;
use super::lexer::Lexeme;
use super::scan;
use super::token::{Token, keyword};
use crate::source::Span;

/// Up to four terminals.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidates {
    tokens: [Token; 4],
    count: usize,
}

impl Candidates {
    #[inline(always)]
    fn one(token: Token) -> Self {
        Self { tokens: [token; 4], count: 1 }
    }

    #[inline(always)]
    fn two(first: Token, second: Token) -> Self {
        Self { tokens: [first, second, second, second], count: 2 }
    }

    #[inline(always)]
    fn three(first: Token, second: Token, third: Token) -> Self {
        Self { tokens: [first, second, third, third], count: 3 }
    }

    fn before(mut self, token: Token) -> Self {
        if self.count < 4 {
            self.tokens.copy_within(0..3, 1);
            self.tokens[0] = token;
            self.count += 1;
        }
        self
    }

    #[inline(always)]
    pub(super) fn len(&self) -> usize {
        self.count
    }

    #[inline(always)]
    pub(super) fn as_slice(&self) -> &[Token] {
        &self.tokens[..self.count]
    }
}

/// What classification looks at besides the lexeme.
pub(super) struct Classifier<'c, 's> {
    pub(super) cx: &'c Context<'s>,
    pub(super) follows_dot: bool,
    pub(super) in_for_header: bool,
    /// Where the last terminal stands.
    pub(super) last: Span,
}

impl Classifier<'_, '_> {
    #[inline(always)]
    pub(super) fn candidates(&self, current: &Current, lexeme: Lexeme) -> Candidates {
        if let Some(token) = current.token {
            return Candidates::one(token);
        }
        if let Some(name) = current.name {
            return self.name(current, name, lexeme);
        }
        Candidates::one(match lexeme {
            Lexeme::LeftBrace => return Candidates::two(Token::LeftBraceBlock, Token::LeftBrace),
            Lexeme::Increment(up) if current.newline => Token::NewlineIncrement(up),
            Lexeme::Increment(up) => Token::Increment(up),
            Lexeme::Binary(operator) => Token::Binary(operator),
            Lexeme::Assign(operator) => Token::Assign(operator),
            Lexeme::Unary(operator) => Token::Unary(operator),
            Lexeme::Star => Token::Star,
            Lexeme::Plus => Token::Plus,
            Lexeme::Minus => Token::Minus,
            Lexeme::Equals => Token::Equals,
            // After a line end no arrow function: no production wants this terminal there.
            Lexeme::Arrow if current.newline => Token::DoSemicolon,
            Lexeme::Arrow => Token::Arrow,
            Lexeme::Question(true) => Token::OptionalDot,
            Lexeme::Question(false) => Token::Question,
            Lexeme::Colon => Token::Colon,
            Lexeme::Comma => Token::Comma,
            Lexeme::Dot => Token::Dot,
            Lexeme::Ellipsis => Token::Ellipsis,
            Lexeme::LeftParenthesis => Token::LeftParenthesis,
            Lexeme::RightParenthesis => Token::RightParenthesis,
            Lexeme::LeftBracket => Token::LeftBracket,
            Lexeme::RightBracket => Token::RightBracket,
            Lexeme::RightBrace => Token::RightBrace,
            _ => Token::Semicolon,
        })
    }

    #[inline(always)]
    fn name(&self, current: &Current, name: Atom, lexeme: Lexeme) -> Candidates {
        if name > Atom::WITH {
            return Candidates::one(Token::Identifier(name));
        }
        let is_escaped = lexeme == Lexeme::Identifier(true);
        if self.follows_dot || (is_escaped && name.is_reserved()) {
            return Candidates::one(if name.is_reserved() {
                Token::KeywordName(name)
            } else {
                Token::Identifier(name)
            });
        }
        if name.is_reserved() {
            return self.reserved(name);
        }
        self.contextual(current, name, is_escaped)
    }

    fn reserved(&self, name: Atom) -> Candidates {
        let property = Token::KeywordName(name);
        match name {
            Atom::FUNCTION => Candidates::three(Token::FunctionDeclaration, Token::Function, property),
            Atom::CLASS => Candidates::three(Token::ClassDeclaration, Token::Class, property),
            Atom::IN => Candidates::two(if self.in_for_header { Token::ForIn } else { Token::In }, property),
            _ => match keyword(name) {
                Some(token) => Candidates::two(token, property),
                None => Candidates::one(property),
            },
        }
    }

    fn contextual(&self, current: &Current, name: Atom, is_escaped: bool) -> Candidates {
        let identifier = Token::Identifier(name);
        let flags = self.cx.flags();
        if name == Atom::YIELD && flags.has(FunctionFlags::GENERATOR) {
            let property = Token::KeywordName(name);
            return if is_escaped { Candidates::one(property) } else { Candidates::two(Token::Yield, property) };
        }
        if name == Atom::AWAIT && flags.has(FunctionFlags::ASYNC) {
            let property = Token::KeywordName(name);
            return if is_escaped { Candidates::one(property) } else { Candidates::two(Token::Await, property) };
        }
        if is_escaped {
            return Candidates::one(identifier);
        }
        let end = current.end as usize;
        match name {
            Atom::ASYNC => self.asynchronous(end, identifier),
            Atom::GET if self.starts_key(end, false) => Candidates::two(Token::Get, identifier),
            Atom::SET if self.starts_key(end, false) => Candidates::two(Token::Set, identifier),
            Atom::STATIC if self.starts_key(end, true) => Candidates::two(Token::Static, identifier),
            Atom::LET if self.starts_declarator(end) => Candidates::two(Token::Let, identifier),
            Atom::USING if self.starts_using(current) => Candidates::two(Token::Using, identifier),
            Atom::OF => Candidates::two(Token::Of, identifier),
            Atom::FROM => Candidates::two(Token::From, identifier),
            Atom::AS => Candidates::two(Token::As, identifier),
            _ => Candidates::one(identifier),
        }
    }

    /// The byte after white space and comments, its offset, and whether a line end was skipped.
    fn peek(&self, end: usize) -> (usize, Option<u8>, bool) {
        let text = self.cx.source.text();
        let (at, newline) = scan::skip_trivia(text, end);
        (at, text.as_bytes().get(at).copied(), newline)
    }

    fn asynchronous(&self, end: usize, identifier: Token) -> Candidates {
        let (at, next, newline) = self.peek(end);
        let mut candidates = Candidates::one(identifier);
        let Some(next) = next.filter(|_| !newline) else { return candidates };
        let bytes = self.cx.source.text().as_bytes();
        let is_name = starts_name(next);
        let word = if is_name { scan::word(bytes, at) } else { b"" };
        if word == b"function" {
            candidates = candidates.before(Token::AsyncFunction).before(Token::AsyncDeclaration);
        } else if is_name && !matches!(word, b"in" | b"instanceof") {
            let (after, _, _) = self.peek(at + word.len());
            if word != b"of" || bytes[after..].starts_with(b"=>") {
                candidates = candidates.before(Token::AsyncArrow);
            }
        }
        if is_name || matches!(next, b'[' | b'"' | b'\'' | b'0'..=b'9' | b'*' | b'#' | b'.') {
            candidates = candidates.before(Token::AsyncMethod);
        }
        candidates
    }

    /// A property name follows (or, after `static`, anything else that makes it a modifier).
    fn starts_key(&self, end: usize, is_static: bool) -> bool {
        let (at, next, _) = self.peek(end);
        let digit_follows = || self.cx.source.text().as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit);
        next.is_some_and(|next| {
            starts_name(next)
                || matches!(next, b'[' | b'"' | b'\'' | b'#' | b'0'..=b'9')
                || (next == b'.' && digit_follows())
                || (is_static && matches!(next, b'*' | b'{'))
        })
    }

    /// After `using`, a name follows on the same line. `await` before it must stand there too.
    fn starts_using(&self, current: &Current) -> bool {
        let (at, next, newline) = self.peek(current.end as usize);
        let follows_await = self.cx.source.slice(self.last) == "await";
        if newline || !next.is_some_and(starts_name) || (follows_await && current.newline) {
            return false;
        }
        let word = scan::word(self.cx.source.text().as_bytes(), at);
        if word == b"of" && self.in_for_header && !follows_await {
            // `for (using of …` is about a variable named `using`, unless it declares one named `of`.
            return matches!(self.peek(at + 2).1, Some(b'=' | b';' | b','));
        }
        !matches!(word, b"in" | b"instanceof")
    }

    /// After `let`, a binding follows.
    fn starts_declarator(&self, end: usize) -> bool {
        let (at, next, _) = self.peek(end);
        let Some(next) = next else { return false };
        if matches!(next, b'[' | b'{') {
            return true;
        }
        if !starts_name(next) {
            return false;
        }
        let word = scan::word(self.cx.source.text().as_bytes(), at);
        if word == b"of" && self.in_for_header {
            // `for (let of …`: a binding named `of` only if the declaration goes on after it.
            return matches!(self.peek(at + 2).1, Some(b'=' | b';' | b',' | b'o' | b'i'));
        }
        !matches!(word, b"in" | b"instanceof")
    }
}

/// The byte can start an identifier.
fn starts_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'$' | b'_' | b'\\' | 0x80..)
}
