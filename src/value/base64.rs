//! Base 64 and base 16 (RFC 4648): what the alphabets say of single digits and groups of them. Pure.

/// The 64 digits of an alphabet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Alphabet {
    /// `base64`: ends with `+` and `/`.
    Base64,
    /// `base64url`: ends with `-` and `_`.
    Base64Url,
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE64_URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl Alphabet {
    /// The value of a digit of this alphabet.
    pub(crate) fn digit(self, unit: u16) -> Option<u8> {
        match (u8::try_from(unit).unwrap_or(0), self) {
            (byte @ b'A'..=b'Z', _) => Some(byte - b'A'),
            (byte @ b'a'..=b'z', _) => Some(byte - b'a' + 26),
            (byte @ b'0'..=b'9', _) => Some(byte - b'0' + 52),
            (b'+', Alphabet::Base64) | (b'-', Alphabet::Base64Url) => Some(62),
            (b'/', Alphabet::Base64) | (b'_', Alphabet::Base64Url) => Some(63),
            _ => None,
        }
    }

    /// The digits of one to three bytes, and how many they are; behind them stands padding.
    pub(crate) fn digits(self, bytes: &[u8]) -> ([u8; 4], usize) {
        let alphabet = match self {
            Alphabet::Base64 => BASE64,
            Alphabet::Base64Url => BASE64_URL,
        };
        let byte = |place: usize| u32::from(bytes.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        let mut digits = [b'='; 4];
        for (place, digit) in digits.iter_mut().enumerate().take(bytes.len() + 1) {
            *digit = alphabet[(bits >> (18 - 6 * place)) as usize & 63];
        }
        (digits, bytes.len() + 1)
    }
}

/// The value of a digit of base 16, in either case.
pub(crate) fn hex_digit(unit: u16) -> Option<u8> {
    char::from_u32(u32::from(unit))?.to_digit(16).map(|digit| digit as u8)
}

/// The two digits of a byte in base 16.
pub(crate) const fn hex_digits(byte: u8) -> [u8; 2] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    [DIGITS[(byte >> 4) as usize], DIGITS[(byte & 15) as usize]]
}
