//! JSON, read piece by piece from a stream. Memory is that of one string; nothing recurses.

use std::io::{self, ErrorKind, Read};

/// Bytes that are read at once.
const BUFFER: usize = 64 << 10;
/// How deep a value that nobody wants may nest.
const DEEPEST: usize = 1 << 20;

/// What is wrong with a text.
#[derive(Debug)]
pub(super) enum Fault {
    /// It cannot be read.
    Input(io::Error),
    /// It is no JSON, or not what was wanted, at this byte.
    Text { at: u64, wanted: String },
}

/// A stream of JSON.
pub(super) struct Json<R> {
    from: R,
    buffer: Vec<u8>,
    next: usize,
    end: usize,
    /// Bytes before the buffer.
    before: u64,
}

impl<R: Read> Json<R> {
    pub(super) fn new(from: R) -> Json<R> {
        Json { from, buffer: vec![0; BUFFER], next: 0, end: 0, before: 0 }
    }

    /// A fault at this place.
    pub(super) fn fault(&self, wanted: impl Into<String>) -> Fault {
        Fault::Text { at: self.before + self.next as u64, wanted: wanted.into() }
    }

    fn fill(&mut self) -> Result<bool, Fault> {
        self.before += self.end as u64;
        (self.next, self.end) = (0, 0);
        loop {
            match self.from.read(&mut self.buffer) {
                Ok(count) => {
                    self.end = count;
                    return Ok(count > 0);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(Fault::Input(error)),
            }
        }
    }

    fn look(&mut self) -> Result<Option<u8>, Fault> {
        if self.next == self.end && !self.fill()? {
            return Ok(None);
        }
        Ok(Some(self.buffer[self.next]))
    }

    fn byte(&mut self, wanted: &str) -> Result<u8, Fault> {
        let byte = self.look()?.ok_or_else(|| self.fault(format!("{wanted}, but the file ends")))?;
        self.next += 1;
        Ok(byte)
    }

    /// The next byte that is no white space.
    fn token(&mut self) -> Result<Option<u8>, Fault> {
        while let Some(byte) = self.look()? {
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return Ok(Some(byte));
            }
            self.next += 1;
        }
        Ok(None)
    }

    /// Takes this byte if it is the next token.
    pub(super) fn take(&mut self, byte: u8) -> Result<bool, Fault> {
        let is_there = self.token()? == Some(byte);
        self.next += usize::from(is_there);
        Ok(is_there)
    }

    /// Takes this byte.
    pub(super) fn expect(&mut self, byte: u8) -> Result<(), Fault> {
        if self.take(byte)? {
            return Ok(());
        }
        let ends = if self.look()?.is_none() { ", but the file ends" } else { "" };
        Err(self.fault(format!("'{}'{ends}", byte as char)))
    }

    /// Goes on to the next item of a list or object that `close` ends; false at its end.
    pub(super) fn item(&mut self, is_first: &mut bool, close: u8) -> Result<bool, Fault> {
        if self.take(close)? {
            return Ok(false);
        }
        if !std::mem::replace(is_first, false) {
            self.expect(b',')?;
        }
        Ok(true)
    }

    /// A whole number.
    pub(super) fn number(&mut self) -> Result<i64, Fault> {
        let is_negative = self.take(b'-')?;
        let mut number: Option<i64> = None;
        while let Some(digit @ b'0'..=b'9') = self.look()? {
            let next = number.unwrap_or(0).checked_mul(10).and_then(|ten| ten.checked_add(i64::from(digit - b'0')));
            number = Some(next.ok_or_else(|| self.fault("a smaller number"))?);
            self.next += 1;
        }
        if let Some(b'.' | b'e' | b'E') = self.look()? {
            return Err(self.fault("a whole number"));
        }
        let number = number.ok_or_else(|| self.fault("a number"))?;
        Ok(if is_negative { -number } else { number })
    }

    /// A string, decoded into `text`; lone surrogates become U+FFFD.
    pub(super) fn string(&mut self, text: &mut String) -> Result<(), Fault> {
        text.clear();
        self.expect(b'"')?;
        let mut bytes = Vec::new();
        let mut high = None;
        loop {
            let byte = self.byte("the rest of a string")?;
            let unit = match byte {
                b'"' => break,
                b'\\' => self.escape()?,
                0..=0x1f => return Err(self.fault("no control character in a string")),
                _ => {
                    flush(&mut bytes, high.take());
                    bytes.push(byte);
                    continue;
                }
            };
            match (high.take(), unit) {
                (Some(first), 0xdc00..=0xdfff) => {
                    let code = 0x10000 + ((u32::from(first) - 0xd800) << 10) + (u32::from(unit) - 0xdc00);
                    encode(&mut bytes, code);
                }
                (before, 0xd800..=0xdbff) => {
                    flush(&mut bytes, before);
                    high = Some(unit);
                }
                (before, unit) => {
                    flush(&mut bytes, before);
                    encode(&mut bytes, u32::from(unit));
                }
            }
        }
        flush(&mut bytes, high);
        text.push_str(&String::from_utf8_lossy(&bytes));
        Ok(())
    }

    fn escape(&mut self) -> Result<u16, Fault> {
        Ok(match self.byte("the rest of an escape")? {
            b'u' => {
                let mut unit = 0;
                for _ in 0..4 {
                    let digit = (self.byte("four digits")? as char).to_digit(16);
                    unit = unit << 4 | digit.ok_or_else(|| self.fault("a hexadecimal digit"))? as u16;
                }
                unit
            }
            b'b' => 8,
            b't' => 9,
            b'n' => 10,
            b'f' => 12,
            b'r' => 13,
            byte @ (b'"' | b'\\' | b'/') => u16::from(byte),
            _ => return Err(self.fault("an escape")),
        })
    }

    /// Passes over a value.
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        let mut closing: Vec<u8> = Vec::new();
        let mut text = String::new();
        loop {
            match self.token()? {
                Some(b'"') => self.string(&mut text)?,
                Some(byte) if is_word(byte) => {
                    while self.look()?.is_some_and(is_word) {
                        self.next += 1;
                    }
                }
                Some(byte) => {
                    match byte {
                        b'[' => closing.push(b']'),
                        b'{' => closing.push(b'}'),
                        b',' | b':' if !closing.is_empty() => {}
                        b']' | b'}' if closing.last() == Some(&byte) => drop(closing.pop()),
                        _ => return Err(self.fault("a value")),
                    }
                    self.next += 1;
                }
                None => return Err(self.fault("the rest of a value, but the file ends")),
            }
            if closing.is_empty() {
                return Ok(());
            }
            if closing.len() > DEEPEST {
                return Err(self.fault("a value that is not so deep"));
            }
        }
    }
}

/// Whether numbers, `true`, `false` and `null` have this byte.
fn is_word(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'a'..=b'z' | b'E')
}

fn flush(bytes: &mut Vec<u8>, high: Option<u16>) {
    if high.is_some() {
        bytes.extend_from_slice("\u{fffd}".as_bytes());
    }
}

fn encode(bytes: &mut Vec<u8>, code: u32) {
    let mut buffer = [0; 4];
    let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
    bytes.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
}
