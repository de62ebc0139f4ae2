//! The encodings of buffers – <https://nodejs.org/api/buffer.html#buffers-and-character-encodings>

use crate::heap::Local;
use crate::runtime::{Completion, Scope};
use crate::value::Units;

/// How a string's characters stand in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Encoding {
    Utf8,
    Utf16,
    Latin1,
    Ascii,
    Base64,
    Base64Url,
    Hex,
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE64_URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl Encoding {
    /// The encoding of this name, in any case.
    pub(super) fn named(name: &str) -> Option<Encoding> {
        Some(match name.to_ascii_lowercase().as_str() {
            "utf8" | "utf-8" => Encoding::Utf8,
            "ucs2" | "ucs-2" | "utf16le" | "utf-16le" => Encoding::Utf16,
            "latin1" | "binary" => Encoding::Latin1,
            "ascii" => Encoding::Ascii,
            "base64" => Encoding::Base64,
            "base64url" => Encoding::Base64Url,
            "hex" => Encoding::Hex,
            _ => return None,
        })
    }

    /// Bytes that a string takes; for base64 by its length alone, as Node reckons.
    pub(super) fn byte_length(self, text: Units<'_>) -> usize {
        let length = text.len();
        match self {
            Encoding::Utf8 => text.code_points().map(utf8_length).sum(),
            Encoding::Utf16 => 2 * length,
            Encoding::Latin1 | Encoding::Ascii => length,
            Encoding::Hex => length / 2,
            Encoding::Base64 | Encoding::Base64Url => {
                let padding =
                    (1..=length.min(2)).take_while(|back| text.get(length - back) == Some(b'=' as u16)).count();
                (length - padding) * 3 / 4
            }
        }
    }

    /// The bytes of a string.
    pub(super) fn encode(self, text: Units<'_>) -> Vec<u8> {
        match self {
            Encoding::Utf8 => text.to_rust_lossy().into_bytes(),
            Encoding::Utf16 => text.iter().flat_map(u16::to_le_bytes).collect(),
            Encoding::Latin1 | Encoding::Ascii => text.iter().map(|unit| unit as u8).collect(),
            Encoding::Hex => decode_hex(text),
            Encoding::Base64 | Encoding::Base64Url => decode_base64(text),
        }
    }

    /// The string that bytes spell.
    ///
    /// # Errors
    /// RangeError when it is too long; termination when there is no memory.
    pub(super) fn decode<'s>(self, cx: &mut Scope<'s>, bytes: Vec<u8>) -> Completion<Local<'s>> {
        match self {
            Encoding::Utf8 => cx.string(&String::from_utf8_lossy(&bytes)),
            Encoding::Latin1 => cx.string_latin1(&bytes),
            Encoding::Ascii => cx.string_latin1(&bytes.iter().map(|byte| byte & 0x7f).collect::<Vec<u8>>()),
            Encoding::Utf16 => {
                let pairs = bytes.chunks_exact(2);
                cx.string_utf16(&pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect::<Vec<u16>>())
            }
            Encoding::Hex => {
                const DIGITS: &[u8; 16] = b"0123456789abcdef";
                let digits = bytes.iter().flat_map(|&byte| [byte >> 4, byte & 15]);
                cx.string_latin1(&digits.map(|digit| DIGITS[digit as usize]).collect::<Vec<u8>>())
            }
            Encoding::Base64 => cx.string_latin1(&encode_base64(&bytes, BASE64, true)),
            Encoding::Base64Url => cx.string_latin1(&encode_base64(&bytes, BASE64_URL, false)),
        }
    }

    /// How many of the first `room` bytes hold whole characters.
    pub(super) fn whole_part(self, bytes: &[u8], room: usize) -> usize {
        let mut count = room.min(bytes.len());
        match self {
            Encoding::Utf16 => count &= !1,
            Encoding::Utf8 => {
                while count > 0 && bytes.get(count).is_some_and(|byte| byte & 0xc0 == 0x80) {
                    count -= 1;
                }
            }
            _ => {}
        }
        count
    }
}

const fn utf8_length(point: u32) -> usize {
    match point {
        0..0x80 => 1,
        0x80..0x800 => 2,
        0x800..0x10000 => 3,
        _ => 4,
    }
}

/// Pairs of digits up to the first that is none.
fn decode_hex(text: Units<'_>) -> Vec<u8> {
    let digit = |unit: Option<u16>| char::from_u32(u32::from(unit?))?.to_digit(16);
    let pairs = (0..text.len() / 2).map(|pair| Some(digit(text.get(2 * pair))? << 4 | digit(text.get(2 * pair + 1))?));
    pairs.map_while(|byte| byte.map(|byte| byte as u8)).collect()
}

/// Either alphabet of base64; other characters are skipped, `=` ends the text.
/// The bytes of a text in base 64, up to its padding; what is no digit is left out.
pub(in crate::host) fn decode_base64(text: Units<'_>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0u32, 0);
    for unit in text.iter() {
        let value = match u8::try_from(unit).unwrap_or(0) {
            byte @ b'A'..=b'Z' => byte - b'A',
            byte @ b'a'..=b'z' => byte - b'a' + 26,
            byte @ b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}

fn encode_base64(bytes: &[u8], alphabet: &[u8; 64], pads: bool) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |place: usize| u32::from(chunk.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            if place <= chunk.len() {
                text.push(alphabet[(bits >> (18 - 6 * place)) as usize & 63]);
            } else if pads {
                text.push(b'=');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Units<'_> {
        Units::Latin1(text.as_bytes())
    }

    #[test]
    fn base64_takes_both_alphabets_and_forgives() {
        assert_eq!(encode_base64(b"ab", BASE64, true), b"YWI=");
        assert_eq!(encode_base64(b"a", BASE64_URL, false), b"YQ");
        assert_eq!(encode_base64(&[0xff, 0xef], BASE64_URL, false), b"_-8");
        assert_eq!(decode_base64(text("YW I=\nxx")), b"ab");
        assert_eq!(decode_base64(text("_-8")), [0xff, 0xef]);
        assert_eq!(Encoding::Base64.byte_length(text("YWI=")), 2);
    }

    #[test]
    fn hex_ends_at_the_first_wrong_digit() {
        assert_eq!(decode_hex(text("0aFfzz11")), [0x0a, 0xff]);
        assert_eq!(decode_hex(text("abc")), [0xab]);
    }

    #[test]
    fn only_whole_characters_are_written() {
        let bytes = "aä€".as_bytes();
        assert_eq!(Encoding::Utf8.whole_part(bytes, 2), 1);
        assert_eq!(Encoding::Utf8.whole_part(bytes, 5), 3);
        assert_eq!(Encoding::Utf8.whole_part(bytes, 9), 6);
        assert_eq!(Encoding::Utf16.whole_part(&[1, 2, 3, 4], 3), 2);
    }

    #[test]
    fn lengths_count_bytes_of_utf8() {
        let units: Vec<u16> = "aä€😀".encode_utf16().collect();
        assert_eq!(Encoding::Utf8.byte_length(Units::TwoByte(&units)), 10);
        assert_eq!(Encoding::Utf8.byte_length(Units::TwoByte(&[0xd83d])), 3);
    }
}
