//! The encodings of buffers – <https://nodejs.org/api/buffer.html#buffers-and-character-encodings>

use crate::heap::Local;
use crate::runtime::{Completion, Scope};
use crate::value::{Alphabet, Units, hex_digit, hex_digits};

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
            Encoding::Hex => cx.string_latin1(&bytes.iter().flat_map(|&byte| hex_digits(byte)).collect::<Vec<u8>>()),
            Encoding::Base64 => cx.string_latin1(&encode_base64(&bytes, Alphabet::Base64, true)),
            Encoding::Base64Url => cx.string_latin1(&encode_base64(&bytes, Alphabet::Base64Url, false)),
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
    let digit = |index| hex_digit(text.get(index)?);
    (0..text.len() / 2).map_while(|pair| Some(digit(2 * pair)? << 4 | digit(2 * pair + 1)?)).collect()
}

/// The bytes of a text in base 64 of either alphabet, up to its padding; what is no digit is left out.
pub(in crate::host) fn decode_base64(text: Units<'_>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0u32, 0);
    for unit in text.iter() {
        if unit == u16::from(b'=') {
            break;
        }
        let digit = Alphabet::Base64.digit(unit).or_else(|| Alphabet::Base64Url.digit(unit));
        let Some(value) = digit else { continue };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}

fn encode_base64(bytes: &[u8], alphabet: Alphabet, pads: bool) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let (digits, count) = alphabet.digits(chunk);
        text.extend_from_slice(if pads { &digits } else { &digits[..count] });
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
        assert_eq!(encode_base64(b"ab", Alphabet::Base64, true), b"YWI=");
        assert_eq!(encode_base64(b"a", Alphabet::Base64Url, false), b"YQ");
        assert_eq!(encode_base64(&[0xff, 0xef], Alphabet::Base64Url, false), b"_-8");
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
