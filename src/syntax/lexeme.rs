//! From lexemes to what the driver offers to the automaton: interning, cooking, and the lexemes whose extent depends
//! on the grammar (regular expressions, templates, HTML-like comments).

use super::ast::BinaryOperator;
use super::context::Context;
use super::cook;
use super::function::{BigIntLiteral, RegExpLiteral, TemplateText};
use super::ids::{Atom, LiteralId};
use super::lexer::{Extras, Lexeme};
use super::messages;
use super::parse::Goal;
use super::scan;
use super::token::Token;
use crate::source::{SourceText, Span};
use logos::Logos;

/// The lexeme that is being offered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Current {
    /// `None` at the end of the text.
    pub(super) lexeme: Option<Lexeme>,
    pub(super) start: u32,
    pub(super) end: u32,
    /// A line terminator stands before it.
    pub(super) newline: bool,
    /// The name, of an `Identifier`.
    pub(super) name: Option<Atom>,
    /// The terminal, if there is no choice.
    pub(super) token: Option<Token>,
}

/// The lexer and where it stands.
pub(super) struct LexemeReader<'s> {
    lexer: logos::Lexer<'s, Lexeme>,
    text: &'s str,
    /// Where the lexer was started last: it cannot go back.
    base: usize,
    goal: Goal,
    is_first: bool,
}

impl Default for LexemeReader<'_> {
    fn default() -> Self {
        Self { lexer: Lexeme::lexer(""), text: "", base: 0, goal: Goal::Script, is_first: false }
    }
}

impl<'s> LexemeReader<'s> {
    pub(super) fn new(source: &'s SourceText, goal: Goal) -> Self {
        let text = source.text();
        let mut reader = Self { lexer: Lexeme::lexer(text), text, base: 0, goal, is_first: true };
        if text.starts_with("#!") {
            reader.lexer.bump(scan::line_end(text.as_bytes(), 0));
        }
        reader
    }

    fn restart(&mut self, at: usize, newline: bool) {
        self.base = at;
        self.lexer = Lexeme::lexer_with_extras(self.text.get(at..).unwrap_or(""), Extras { newline });
    }

    /// Moves the end of the lexeme just read to `end`.
    fn extend(&mut self, end: usize) {
        let here = self.base + self.lexer.span().end;
        self.lexer.bump(end.saturating_sub(here));
    }

    /// Reads the next lexeme. `accepts_operator` asks the automaton. `None` after an error (which `cx` has).
    #[inline(always)]
    pub(super) fn read(
        &mut self,
        cx: &Context<'s>,
        in_template: bool,
        accepts_operator: impl FnMut() -> bool,
    ) -> Option<Current> {
        self.lexer.extras.newline = false;
        loop {
            let lexeme = self.lexer.next();
            let span = self.lexer.span();
            let (start, end) = (self.base + span.start, self.base + span.end);
            let newline = self.lexer.extras.newline;
            let mut current =
                Current { lexeme: None, start: start as u32, end: end as u32, newline, name: None, token: None };
            match lexeme {
                None => return Some(current),
                Some(Err(())) => {
                    cx.fail_with(messages::invalid_token(cx.source, start));
                    return None;
                }
                Some(Ok(Lexeme::HtmlOpen | Lexeme::HtmlClose)) => {
                    let is_open = lexeme == Some(Ok(Lexeme::HtmlOpen));
                    if self.goal != Goal::Module && (is_open || newline || self.is_first) {
                        let line_end = scan::line_end(self.text.as_bytes(), end);
                        self.extend(line_end);
                        continue;
                    }
                    let (length, part) =
                        if is_open { (1, Lexeme::Binary(BinaryOperator::Less)) } else { (2, Lexeme::Increment(false)) };
                    self.restart(start + length, newline);
                    current.end = (start + length) as u32;
                    current.lexeme = Some(part);
                }
                Some(Ok(lexeme)) => current.lexeme = Some(lexeme),
            }
            self.is_first = false;
            return self.complete(cx, current, in_template, accepts_operator);
        }
    }

    #[inline(always)]
    fn complete(
        &mut self,
        cx: &Context<'s>,
        mut current: Current,
        in_template: bool,
        mut accepts_operator: impl FnMut() -> bool,
    ) -> Option<Current> {
        let (start, end) = (current.start as usize, current.end as usize);
        match current.lexeme? {
            Lexeme::Identifier(is_special) => {
                let text = self.text.get(start..end)?;
                let mut atoms = cx.atoms.borrow_mut();
                current.name = Some(if !is_special {
                    atoms.intern_latin1(text.as_bytes())
                } else {
                    atoms.intern(&scan::unescape_identifier(text))
                });
            }
            Lexeme::PrivateName(is_special) => {
                let text = self.text.get(start + 1..end)?;
                let name = if is_special { scan::unescape_identifier(text) } else { text.to_owned() };
                current.token = Some(Token::PrivateName(cx.atoms.borrow_mut().intern(&format!("#{name}"))));
            }
            Lexeme::Number => current.token = Some(number(cx, self.text, start, end)?),
            Lexeme::BigInt => current.token = Some(bigint(cx, self.text, start, end)?),
            Lexeme::String(is_closed) => {
                if !is_closed {
                    cx.fail(Span::new(current.start, line_end(self.text, start)), "Invalid or unexpected token");
                    return None;
                }
                current.token = Some(string(cx, start, end)?);
            }
            Lexeme::Slash | Lexeme::SlashEquals => {
                let is_assignment = current.lexeme == Some(Lexeme::SlashEquals);
                if accepts_operator() {
                    let divide = BinaryOperator::Divide;
                    current.token = Some(if is_assignment { Token::Assign(divide) } else { Token::Binary(divide) });
                } else {
                    let (token, end) = regexp(cx, self.text, start)?;
                    self.extend(end);
                    current.token = Some(token);
                    current.end = end as u32;
                }
            }
            Lexeme::Backtick => self.chunk(cx, &mut current, true)?,
            Lexeme::RightBrace if in_template => self.chunk(cx, &mut current, false)?,
            _ => {}
        }
        Some(current)
    }

    fn chunk(&mut self, cx: &Context<'s>, current: &mut Current, is_first: bool) -> Option<()> {
        let inside = current.end as usize;
        let Some((end, opens)) = scan::template_chunk(self.text.as_bytes(), inside) else {
            cx.fail(Span::new(self.text.len() as u32, self.text.len() as u32), "Unexpected end of input");
            return None;
        };
        let span = Span::new(inside as u32, end as u32);
        let mut atoms = cx.atoms.borrow_mut();
        let cooked = cook::template(cx.source, span, &mut atoms).ok();
        let raw = cook::raw_template(cx.source, span, &mut atoms);
        let mut literals = cx.literals.borrow_mut();
        let literal = LiteralId::new(literals.chunks.len());
        literals.chunks.push(TemplateText { cooked, raw });
        let whole_end = end + if opens { 2 } else { 1 };
        self.extend(whole_end);
        current.end = whole_end as u32;
        current.token = Some(match (is_first, opens) {
            (true, false) => Token::Template(literal),
            (true, true) => Token::TemplateHead(literal),
            (false, true) => Token::TemplateMiddle(literal),
            (false, false) => Token::TemplateTail(literal),
        });
        Some(())
    }
}

fn line_end(text: &str, start: usize) -> u32 {
    scan::line_end(text.as_bytes(), start) as u32
}

/// No identifier and no digit may follow a number directly.
fn check_after_number(cx: &Context<'_>, text: &str, start: usize, end: usize) -> Option<()> {
    let next = text.get(end..)?.chars().next();
    let Some(next) = next.filter(|&next| next == '\\' || scan::is_identifier_part(next)) else { return Some(()) };
    let after = text.get(end + next.len_utf8()..).and_then(|rest| rest.chars().next());
    let message = match (next, after) {
        ('_', Some('_')) => "Only one underscore is allowed as numeric separator",
        ('_', _) => "Numeric separators are not allowed at the end of numeric literals",
        _ => "Invalid or unexpected token",
    };
    let first = if next == '_' { end } else { start };
    cx.fail(Span::new(first as u32, (end + next.len_utf8()) as u32), message);
    None
}

fn number(cx: &Context<'_>, text: &str, start: usize, end: usize) -> Option<Token> {
    let literal = text.get(start..end)?;
    check_after_number(cx, text, start, end)?;
    let (value, legacy_octal) = cook::number(literal);
    let mut numbers = cx.numbers.borrow_mut();
    numbers.push(value);
    Some(Token::Number((numbers.len() as u32 - 1) << 1 | u32::from(legacy_octal)))
}

fn bigint(cx: &Context<'_>, text: &str, start: usize, end: usize) -> Option<Token> {
    check_after_number(cx, text, start, end)?;
    let literal = text.get(start..end - 1)?;
    let radix = match literal.as_bytes() {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 10,
    };
    let digits = literal.get(if radix == 10 { 0 } else { 2 }..)?.replace('_', "");
    let digits = cx.atoms.borrow_mut().intern(&digits);
    let mut literals = cx.literals.borrow_mut();
    literals.bigints.push(BigIntLiteral { digits, radix });
    Some(Token::BigInt(LiteralId::new(literals.bigints.len() - 1)))
}

fn string(cx: &Context<'_>, start: usize, end: usize) -> Option<Token> {
    let inside = Span::new(start as u32 + 1, end as u32 - 1);
    match cook::string(cx.source, inside, &mut cx.atoms.borrow_mut()) {
        Ok(cooked) => Some(Token::String((cooked.value.index() as u32) << 1 | u32::from(cooked.legacy_octal))),
        Err(bad) => {
            cx.fail(Span::new(bad.offset, bad.offset + 2), bad.message);
            None
        }
    }
}

fn regexp(cx: &Context<'_>, text: &str, start: usize) -> Option<(Token, usize)> {
    let Some((body_end, end)) = scan::regular_expression(text, start) else {
        cx.fail(Span::new(start as u32, line_end(text, start)), "Invalid regular expression: missing /");
        return None;
    };
    let mut atoms = cx.atoms.borrow_mut();
    let pattern = cook::verbatim(cx.source, Span::new(start as u32 + 1, body_end as u32), &mut atoms);
    let flags = cook::verbatim(cx.source, Span::new(body_end as u32 + 1, end as u32), &mut atoms);
    let mut literals = cx.literals.borrow_mut();
    literals.regexps.push(RegExpLiteral { pattern, flags, span: Span::new(start as u32, end as u32) });
    Some((Token::RegExp(LiteralId::new(literals.regexps.len() - 1)), end))
}
