//! Source texts.

use super::span::Span;
use std::sync::OnceLock;

/// Lone surrogates U+D800 to U+DFFF are stood in for by the last 2,048 code points of plane 16.
const STAND_IN: u32 = 0x10_F800;

/// A source text and its name.
///
/// The text is UTF-8. The string given to `eval` or `Function` may hold lone surrogates, which UTF-8 cannot: each is
/// stood in for by a private-use character, and the offsets of the stand-ins are kept, so that a private-use
/// character that really is in the source stays what it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct SourceText {
    name: String,
    text: String,
    /// Offsets of the stand-ins, ascending. Almost always empty.
    lone_surrogates: Vec<u32>,
    /// Offsets of the first byte of each line, made when first asked for.
    lines: OnceLock<Vec<u32>>,
}

/// A place for people: both count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LineColumn {
    /// The line.
    pub(crate) line: u32,
    /// The column, in UTF-16 code units.
    pub(crate) column: u32,
}

impl SourceText {
    /// A text from UTF-8. `name` is what messages and stack traces call it.
    pub(crate) fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), ..Self::default() }
    }

    /// A text from UTF-16 code units, lone surrogates allowed.
    pub(crate) fn from_utf16(name: impl Into<String>, units: impl IntoIterator<Item = u16>) -> Self {
        let mut text = String::new();
        let mut lone_surrogates = Vec::new();
        for unit in char::decode_utf16(units) {
            match unit {
                Ok(character) => text.push(character),
                Err(lone) => {
                    lone_surrogates.push(text.len() as u32);
                    let code = STAND_IN + (u32::from(lone.unpaired_surrogate()) - 0xD800);
                    text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
            }
        }
        Self { name: name.into(), text, lone_surrogates, lines: OnceLock::new() }
    }

    /// Its name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The text, with stand-ins for lone surrogates.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span; empty if the span does not fit the text.
    pub(crate) fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// There are lone surrogates in the span.
    pub(crate) fn has_lone_surrogates(&self, span: Span) -> bool {
        let first = self.lone_surrogates.partition_point(|&offset| offset < span.start);
        self.lone_surrogates.get(first).is_some_and(|&offset| offset < span.end)
    }

    /// The code units of the character at `offset`, into `units`: one, or two of a surrogate pair.
    pub(crate) fn push_units(&self, offset: usize, character: char, units: &mut Vec<u16>) {
        if character as u32 >= STAND_IN && self.lone_surrogates.binary_search(&(offset as u32)).is_ok() {
            units.push((character as u32 - STAND_IN + 0xD800) as u16);
        } else {
            units.extend_from_slice(character.encode_utf16(&mut [0; 2]));
        }
    }

    /// The code units of a span, lone surrogates restored: for `Function.prototype.toString` and the like.
    pub(crate) fn utf16(&self, span: Span) -> Vec<u16> {
        let mut units = Vec::new();
        for (offset, character) in self.slice(span).char_indices() {
            self.push_units(span.start as usize + offset, character, &mut units);
        }
        units
    }

    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut lines = vec![0];
            for (index, &byte) in bytes.iter().enumerate() {
                let is_end = match byte {
                    b'\n' => true,
                    b'\r' => bytes.get(index + 1) != Some(&b'\n'),
                    0xA8 | 0xA9 => index >= 2 && bytes[index - 2] == 0xE2 && bytes[index - 1] == 0x80,
                    _ => false,
                };
                if is_end {
                    lines.push(index as u32 + 1);
                }
            }
            lines
        })
    }

    /// Line and column of a byte offset.
    pub(crate) fn position(&self, offset: u32) -> LineColumn {
        let lines = self.lines();
        let line = lines.partition_point(|&start| start <= offset).max(1);
        let start = lines[line - 1];
        let column = self.units_between(start, offset);
        LineColumn { line: line as u32, column: column + 1 }
    }

    /// Number of UTF-16 code units between two byte offsets.
    fn units_between(&self, start: u32, end: u32) -> u32 {
        let end = (end as usize).min(self.text.len());
        let bytes = &self.text.as_bytes()[(start as usize).min(end)..end];
        let units: u32 = bytes.iter().map(|&byte| u32::from(byte & 0xC0 != 0x80) + u32::from(byte >= 0xF0)).sum();
        let lone = self.lone_surrogates.iter().filter(|&&offset| offset >= start && (offset as usize) < end).count();
        units - lone as u32
    }

    /// The bytes of a line (from 1), without its line terminator.
    pub(crate) fn line_span(&self, line: u32) -> Span {
        let lines = self.lines();
        let index = (line.max(1) as usize - 1).min(lines.len() - 1);
        let start = lines[index];
        let end = lines.get(index + 1).map_or(self.text.len(), |&next| next as usize);
        let trimmed = self.text[start as usize..end].trim_end_matches(['\n', '\r', '\u{2028}', '\u{2029}']);
        Span::new(start, start + trimmed.len() as u32)
    }

    /// Bytes of memory that the text occupies.
    pub(crate) fn memory(&self) -> usize {
        self.text.capacity() + self.lone_surrogates.capacity() * 4 + self.lines.get().map_or(0, |lines| lines.len() * 4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_all_four_terminators_and_crlf_is_one() {
        let source = SourceText::new("t.js", "a\nb\r\nc\rd\u{2028}e\u{2029}f");
        let line = |number| source.slice(source.line_span(number)).to_owned();
        assert_eq!((1..=6).map(line).collect::<Vec<_>>(), ["a", "b", "c", "d", "e", "f"]);
    }

    #[test]
    fn columns_count_code_units() {
        let source = SourceText::new("t.js", "x\n😀éz");
        let offset = source.text().find('z').unwrap_or(0) as u32;
        assert_eq!(source.position(offset), LineColumn { line: 2, column: 4 });
    }

    #[test]
    fn lone_surrogates_survive() {
        let units = [0x27, 0xD800, 0x27, 0xDBFF, 0xDFFE];
        let source = SourceText::from_utf16("e", units);
        assert_eq!(source.utf16(Span::new(0, source.text().len() as u32)), units);
        assert_eq!(source.position(source.text().len() as u32).column, 6);
    }
}
