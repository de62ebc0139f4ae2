//! Scanning by hand: what logos cannot tell alone. All offsets are bytes of a valid UTF-8 text.

/// The first byte of U+2028 and U+2029 in UTF-8.
const SEPARATOR_LEAD: u8 = 0xE2;

/// `byte` starts U+2028 or U+2029 at `index` of `bytes`.
fn is_separator(bytes: &[u8], index: usize) -> bool {
    bytes[index] == SEPARATOR_LEAD
        && bytes.get(index + 1) == Some(&0x80)
        && matches!(bytes.get(index + 2), Some(0xA8 | 0xA9))
}

/// Offset of the next line terminator at or after `index`, or the length.
pub(crate) fn line_end(bytes: &[u8], mut index: usize) -> usize {
    while let Some(length) = memchr::memchr3(b'\n', b'\r', SEPARATOR_LEAD, &bytes[index..]) {
        index += length;
        if bytes[index] != SEPARATOR_LEAD || is_separator(bytes, index) {
            return index;
        }
        index += 1;
    }
    bytes.len()
}

/// There is a line terminator in `bytes`.
pub(crate) fn has_line_terminator(bytes: &[u8]) -> bool {
    line_end(bytes, 0) < bytes.len()
}

/// Characters of ID_Start that XID_Start leaves out, and the same for ID_Continue but for the last four.
fn is_id_only(character: char) -> bool {
    matches!(
        character,
        '\u{37A}' | '\u{309B}' | '\u{309C}' | '\u{FC5E}'
            ..='\u{FC63}'
                | '\u{FDFA}'
                | '\u{FDFB}'
                | '\u{FE70}'
                | '\u{FE72}'
                | '\u{FE74}'
                | '\u{FE76}'
                | '\u{FE78}'
                | '\u{FE7A}'
                | '\u{FE7C}'
                | '\u{FE7E}'
                | '\u{E33}'
                | '\u{EB3}'
                | '\u{FF9E}'
                | '\u{FF9F}'
    )
}

/// IdentifierStartChar
pub(crate) fn is_identifier_start(character: char) -> bool {
    matches!(character, '$' | '_') || unicode_ident::is_xid_start(character) || is_id_only(character)
}

/// IdentifierPartChar
pub(crate) fn is_identifier_part(character: char) -> bool {
    matches!(character, '$' | '\u{200C}' | '\u{200D}')
        || unicode_ident::is_xid_continue(character)
        || is_id_only(character)
}

/// The character meant by `\uXXXX` or `\u{…}` at `index` (of the backslash), and the offset after it.
pub(crate) fn unicode_escape(bytes: &[u8], index: usize) -> Option<(u32, usize)> {
    if bytes.get(index + 1) != Some(&b'u') {
        return None;
    }
    let digit = |at: usize| bytes.get(at).and_then(|&byte| (byte as char).to_digit(16));
    if bytes.get(index + 2) == Some(&b'{') {
        let mut value = digit(index + 3)?;
        let mut at = index + 4;
        while let Some(next) = digit(at) {
            value = value.saturating_mul(16).saturating_add(next);
            at += 1;
        }
        return (bytes.get(at) == Some(&b'}') && value <= 0x10FFFF).then_some((value, at + 1));
    }
    let mut value = 0;
    for at in index + 2..index + 6 {
        value = value * 16 + digit(at)?;
    }
    Some((value, index + 6))
}

/// The character at `index`, written out or escaped, and the offset after it.
pub(crate) fn identifier_character(text: &str, index: usize) -> Option<(char, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(index) == Some(&b'\\') {
        let (value, end) = unicode_escape(bytes, index)?;
        return char::from_u32(value).map(|character| (character, end));
    }
    text.get(index..)?.chars().next().map(|character| (character, index + character.len_utf8()))
}

/// The offset after the first character of an identifier at `index`, if there is one.
pub(crate) fn identifier_start(text: &str, index: usize) -> Option<usize> {
    identifier_character(text, index).filter(|&(character, _)| is_identifier_start(character)).map(|(_, end)| end)
}

/// The offset after the identifier parts at `index`.
pub(crate) fn identifier_end(text: &str, mut index: usize) -> usize {
    while let Some((character, end)) = identifier_character(text, index) {
        if !is_identifier_part(character) {
            break;
        }
        index = end;
    }
    index
}

/// The name of an identifier with escapes.
pub(crate) fn unescape_identifier(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    let mut index = 0;
    while let Some((character, end)) = identifier_character(text, index) {
        name.push(character);
        index = end;
    }
    name
}

/// Offset of the `*/` that ends a comment. A search for one byte is faster than one for two.
pub(super) fn comment_end(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'/', bytes).find(|&slash| slash > 0 && bytes[slash - 1] == b'*').map(|slash| slash - 1)
}

/// Skips white space and comments from `index`; tells the offset after it and whether a line end was skipped. A comment
/// without end is not skipped.
pub(crate) fn skip_trivia(text: &str, mut index: usize) -> (usize, bool) {
    let bytes = text.as_bytes();
    let mut newline = false;
    while index < bytes.len() {
        match bytes[index] {
            b' ' | b'\t' | 0x0B | 0x0C => index += 1,
            b'\n' | b'\r' => {
                newline = true;
                index += 1;
            }
            b'/' if bytes.get(index + 1) == Some(&b'/') => index = line_end(bytes, index),
            b'/' if bytes.get(index + 1) == Some(&b'*') => {
                let Some(length) = comment_end(&bytes[index + 2..]) else { break };
                let end = index + 2 + length + 2;
                newline = newline || has_line_terminator(&bytes[index..end]);
                index = end;
            }
            0x80.. => match text[index..].chars().next() {
                Some('\u{2028}' | '\u{2029}') => {
                    newline = true;
                    index += 3;
                }
                Some(character) if is_space(character) => index += character.len_utf8(),
                _ => break,
            },
            _ => break,
        }
    }
    (index, newline)
}

/// WhiteSpace outside ASCII
pub(crate) fn is_space(character: char) -> bool {
    matches!(
        character,
        '\u{A0}' | '\u{FEFF}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

/// The bytes of the word at `index`, escapes and non-ASCII characters included.
pub(crate) fn word(bytes: &[u8], index: usize) -> &[u8] {
    let mut end = index;
    while end < bytes.len()
        && (bytes[end].is_ascii_alphanumeric() || matches!(bytes[end], b'$' | b'_' | b'\\' | 0x80..))
    {
        end += 1;
    }
    &bytes[index..end]
}

/// A regular expression at `start` (of the slash): the offsets after its body and after its flags.
pub(crate) fn regular_expression(text: &str, start: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let (mut index, mut in_class) = (start + 1, false);
    loop {
        match *bytes.get(index)? {
            b'\n' | b'\r' => return None,
            0xE2 if is_separator(bytes, index) => return None,
            b'\\' => {
                index += 1;
                let &escaped = bytes.get(index)?;
                if matches!(escaped, b'\n' | b'\r') || is_separator(bytes, index) {
                    return None;
                }
            }
            b'[' => in_class = true,
            b']' => in_class = false,
            b'/' if !in_class => return Some((index, identifier_end(text, index + 1))),
            _ => {}
        }
        index += 1;
    }
}

/// A piece of a template from `index`: the offset of its end and whether a `${` ends it.
pub(crate) fn template_chunk(bytes: &[u8], mut index: usize) -> Option<(usize, bool)> {
    loop {
        match *bytes.get(index)? {
            b'`' => return Some((index, false)),
            b'$' if bytes.get(index + 1) == Some(&b'{') => return Some((index, true)),
            b'\\' => index += 2,
            _ => index += 1,
        }
    }
}
