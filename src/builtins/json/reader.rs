//! The characters of a JSON text: a position in a slice of Latin-1 bytes or UTF-16 units, and V8's words for what is
//! wrong there. Nothing here touches the heap but the error that is thrown.

use crate::runtime::{Abrupt, Scope, throw_syntax_error};
use crate::value::number::{CodeUnit, string_to_number};

/// Units of the text that a message shows before and behind the fault.
const CONTEXT: usize = 10;

/// A JSON text being read.
pub(super) struct Reader<'t, U> {
    pub(super) text: &'t [U],
    pub(super) position: usize,
}

/// A scanned string literal.
pub(super) enum Literal {
    /// The units `start..end` stand for themselves.
    Plain(usize, usize),
    /// There are escapes between; the position is behind the opening quote again.
    Escaped,
}

impl<U: CodeUnit> Reader<'_, U> {
    /// The unit at the position.
    #[inline]
    pub(super) fn peek(&self) -> Option<u32> {
        self.text.get(self.position).map(|&unit| unit.into())
    }

    /// The unit behind white space.
    #[inline]
    pub(super) fn skip_space(&mut self) -> Option<u32> {
        while let Some(unit) = self.peek() {
            if !matches!(unit, 0x20 | 0x0a | 0x0d | 0x09) {
                return Some(unit);
            }
            self.position += 1;
        }
        None
    }

    /// Goes on if the next unit is `expected`.
    #[inline]
    pub(super) fn accept(&mut self, expected: u8) -> bool {
        let found = self.peek() == Some(expected as u32);
        self.position += found as usize;
        found
    }

    /// SyntaxError `… in JSON at position …`.
    #[cold]
    pub(super) fn fault(&self, cx: &mut Scope<'_>, what: &str) -> Abrupt {
        throw_syntax_error(cx, format_args!("{what} in JSON at position {}", self.position))
    }

    /// SyntaxError for a unit that begins nothing, or for the end of the text.
    #[cold]
    pub(super) fn unexpected(&self, cx: &mut Scope<'_>) -> Abrupt {
        let (length, position) = (self.text.len(), self.position);
        if position >= length {
            return throw_syntax_error(cx, format_args!("Unexpected end of JSON input"));
        }
        match self.peek() {
            Some(0x30..=0x39 | 0x2d) => return self.fault(cx, "Unexpected number"),
            Some(0x22) => return self.fault(cx, "Unexpected string"),
            _ => {}
        }
        let whole = self.show(0, length.min(20));
        if matches!(whole.as_str(), "NaN" | "Infinity" | "undefined" | "[object Object]") && length < 20 {
            return throw_syntax_error(cx, format_args!("\"{whole}\" is not valid JSON"));
        }
        let token = self.show(position, position + 1);
        let (before, start, end, after) = if length <= 2 * CONTEXT {
            ("", 0, length, "")
        } else if position < CONTEXT {
            ("", 0, position + CONTEXT, "...")
        } else if position < length - CONTEXT {
            ("...", position - CONTEXT, position + CONTEXT, "...")
        } else {
            ("...", position - CONTEXT, length, "")
        };
        let shown = self.show(start, end);
        throw_syntax_error(cx, format_args!("Unexpected token '{token}', {before}\"{shown}\"{after} is not valid JSON"))
    }

    /// A short part of the text.
    fn show(&self, start: usize, end: usize) -> String {
        let units = self.text.get(start..end).unwrap_or_default().iter().map(|&unit| unit.into() as u16);
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }

    /// A literal name that begins here.
    pub(super) fn name(&mut self, cx: &mut Scope<'_>, name: &str) -> Result<(), Abrupt> {
        for &byte in name.as_bytes() {
            if !self.accept(byte) {
                return Err(self.unexpected(cx));
            }
        }
        Ok(())
    }

    /// Digits; whether there was one.
    fn digits(&mut self) -> bool {
        let start = self.position;
        while matches!(self.peek(), Some(0x30..=0x39)) {
            self.position += 1;
        }
        self.position > start
    }

    /// A number that begins here.
    pub(super) fn number(&mut self, cx: &mut Scope<'_>) -> Result<f64, Abrupt> {
        let start = self.position;
        let negative = self.accept(b'-');
        let first = self.position;
        if self.accept(b'0') {
            if matches!(self.peek(), Some(0x30..=0x39)) {
                return Err(self.fault(cx, "Unexpected number"));
            }
        } else if !self.digits() {
            return Err(self.fault(cx, "No number after minus sign"));
        }
        let is_integer = !matches!(self.peek(), Some(0x2e | 0x65 | 0x45));
        if is_integer && self.position - first <= 15 {
            let digits = self.text[first..self.position].iter();
            let value = digits.fold(0u64, |value, &digit| value * 10 + (digit.into() - 0x30) as u64) as f64;
            return Ok(if negative { -value } else { value });
        }
        if self.accept(b'.') && !self.digits() {
            return Err(self.fault(cx, "Unterminated fractional number"));
        }
        if self.accept(b'e') || self.accept(b'E') {
            let _ = self.accept(b'+') || self.accept(b'-');
            if !self.digits() {
                return Err(self.fault(cx, "Exponent part is missing a number"));
            }
        }
        Ok(string_to_number(&self.text[start..self.position]))
    }

    /// Scans a string literal; the position is behind its opening quote, and behind the closing one afterwards if the
    /// literal is plain.
    pub(super) fn string(&mut self, cx: &mut Scope<'_>) -> Result<Literal, Abrupt> {
        let start = self.position;
        self.skip_plain();
        match self.peek() {
            Some(0x22) => {
                self.position += 1;
                Ok(Literal::Plain(start, self.position - 1))
            }
            Some(0x5c) => {
                self.position = start;
                Ok(Literal::Escaped)
            }
            Some(_) => Err(self.fault(cx, "Bad control character in string literal")),
            None => Err(self.fault(cx, "Unterminated string")),
        }
    }

    /// Goes on to what cannot stand for itself in a string, or to the end.
    #[inline]
    pub(super) fn skip_plain(&mut self) {
        let rest = self.text.get(self.position..).unwrap_or_default();
        let special = rest.iter().position(|&unit| matches!(unit.into(), 0..=0x1f | 0x22 | 0x5c));
        self.position += special.unwrap_or(rest.len());
    }

    /// The unit an escape stands for; the position is behind the backslash.
    pub(super) fn escape(&mut self, cx: &mut Scope<'_>) -> Result<u16, Abrupt> {
        let Some(unit) = self.peek() else { return Err(self.unexpected(cx)) };
        let unit = match unit {
            0x22 | 0x2f | 0x5c => unit as u16,
            0x62 => 0x08,
            0x66 => 0x0c,
            0x6e => 0x0a,
            0x72 => 0x0d,
            0x74 => 0x09,
            0x75 => return self.unicode_escape(cx),
            _ => return Err(self.fault(cx, "Bad escaped character")),
        };
        self.position += 1;
        Ok(unit)
    }

    fn unicode_escape(&mut self, cx: &mut Scope<'_>) -> Result<u16, Abrupt> {
        self.position += 1;
        let mut value = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(char::from_u32).and_then(|digit| digit.to_digit(16));
            let Some(digit) = digit else { return Err(self.fault(cx, "Bad Unicode escape")) };
            value = value * 16 + digit as u16;
            self.position += 1;
        }
        Ok(value)
    }
}
