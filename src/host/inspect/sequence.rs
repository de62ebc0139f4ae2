//! Escape sequences of terminals, as `util.stripVTControlCharacters` knows them, and those of colors alone.

use crate::value::Units;
use std::ops::Range;

const ESCAPE: u32 = 0x1b;
/// Control Sequence Introducer in one character.
const INTRODUCER: u32 = 0x9b;
const BELL: u32 = 0x07;
/// String Terminator in one character.
const TERMINATOR: u32 = 0x9c;

/// The first escape sequence of a text from `from` on.
pub(crate) fn next_sequence(text: Units<'_>, from: usize) -> Option<Range<usize>> {
    let at = |index| text.get(index).map(u32::from);
    let mut from = from;
    loop {
        let next = |unit: u32| text.position_of(unit as u16, from);
        let start = match (next(ESCAPE), next(INTRODUCER)) {
            (Some(left), Some(right)) => left.min(right),
            (left, right) => left.or(right)?,
        };
        if let Some(end) = end_of_sequence(&at, start) {
            return Some(start..end);
        }
        from = start + 1;
    }
}

/// The text without its escape sequences.
pub(crate) fn without_sequences(text: &str) -> String {
    if !text.contains(['\u{1b}', '\u{9b}']) {
        return text.to_owned();
    }
    let characters: Vec<char> = text.chars().collect();
    let at = |index: usize| characters.get(index).map(|&character| character as u32);
    let mut plain = String::with_capacity(text.len());
    let mut index = 0;
    while let Some(&character) = characters.get(index) {
        let starts = matches!(character as u32, ESCAPE | INTRODUCER);
        match starts.then(|| end_of_sequence(&at, index)).flatten() {
            Some(end) => index = end,
            None => {
                plain.push(character);
                index += 1;
            }
        }
    }
    plain
}

/// Where the sequence that starts at `start` ends; `None` when it is none.
fn end_of_sequence(at: &impl Fn(usize) -> Option<u32>, start: usize) -> Option<usize> {
    let is_opener = |unit: Option<u32>| is_one_of(unit, "[]()#;?");
    let mut opened = start + 1;
    while is_opener(at(opened)) {
        opened += 1;
    }
    // The openers take as much as they can, and give back what the rest needs.
    (start + 1..=opened).rev().find_map(|body| end_of_string(at, body).or_else(|| end_of_parameters(at, body)))
}

/// `;words;words` or `word;words`, ended as an operating system command is.
fn end_of_string(at: &impl Fn(usize) -> Option<u32>, start: usize) -> Option<usize> {
    let is_word = |index| at(index).is_some_and(is_alphanumeric);
    let is_part = |index| is_word(index) || is_one_of(at(index), "-/#&.:=?%@~_");
    let mut end = start;
    let needs_parts = !is_word(start);
    while is_word(end) {
        end += 1;
    }
    while at(end) == Some(';' as u32) && (!needs_parts || is_part(end + 1)) {
        end += 1;
        while is_part(end) {
            end += 1;
        }
    }
    match at(end)? {
        BELL | TERMINATOR => Some(end + 1),
        ESCAPE if at(end + 1) == Some('\\' as u32) => Some(end + 2),
        _ => None,
    }
}

/// `1;22;333` and a character that says what to do with these.
fn end_of_parameters(at: &impl Fn(usize) -> Option<u32>, start: usize) -> Option<usize> {
    (1..=digits(at, start)).rev().find_map(|count| end_of_more(at, start + count)).or_else(|| end_of_command(at, start))
}

/// `;22;333` and the character.
fn end_of_more(at: &impl Fn(usize) -> Option<u32>, start: usize) -> Option<usize> {
    let mut ends = vec![start];
    let mut end = start;
    while at(end) == Some(';' as u32) {
        let count = digits(at, end + 1);
        end += 1;
        ends.extend(end..=end + count);
        end += count;
    }
    ends.into_iter().rev().find_map(|end| end_of_command(at, end))
}

fn end_of_command(at: &impl Fn(usize) -> Option<u32>, index: usize) -> Option<usize> {
    let is_command = |unit: u32| {
        let unit = char::from_u32(unit).unwrap_or('\0');
        matches!(unit, '0'..='9' | 'A'..='P' | 'R'..='T' | 'Z' | 'c' | 'f'..='n' | 'q'..='u' | 'y')
            || "=><~".contains(unit)
    };
    at(index).is_some_and(is_command).then_some(index + 1)
}

/// Digits from an index on, 4 at most.
fn digits(at: &impl Fn(usize) -> Option<u32>, index: usize) -> usize {
    (0..4).take_while(|offset| at(index + offset).is_some_and(|unit| (0x30..0x3a).contains(&unit))).count()
}

fn is_alphanumeric(unit: u32) -> bool {
    u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_alphanumeric())
}

fn is_one_of(unit: Option<u32>, characters: &str) -> bool {
    unit.and_then(char::from_u32).is_some_and(|character| characters.contains(character))
}

/// The text without colors: `ESC [`, one or two digits, `m`.
pub(crate) fn without_colors(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("\u{1b}[") {
        let sequence = &rest[start + 2..];
        let count = sequence.bytes().take(2).take_while(u8::is_ascii_digit).count();
        match count > 0 && sequence[count..].starts_with('m') {
            true => {
                plain.push_str(&rest[..start]);
                rest = &sequence[count + 1..];
            }
            false => {
                plain.push_str(&rest[..start + 2]);
                rest = sequence;
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, plain: &str) {
        assert_eq!(without_sequences(text), plain);
        let units: Vec<u16> = text.encode_utf16().collect();
        let units = Units::TwoByte(&units);
        let (mut kept, mut from) = (String::new(), 0);
        while let Some(found) = next_sequence(units, from) {
            kept.push_str(&units.slice(from, found.start).to_rust_lossy());
            from = found.end;
        }
        assert_eq!(kept + &units.slice(from, units.len()).to_rust_lossy(), plain);
    }

    #[test]
    fn sequences_end_where_terminals_end_them() {
        check("\u{1b}[31mred\u{1b}[39m", "red");
        check("\u{1b}[38;5;196mfoo\u{1b}[0m\u{9b}31mx", "foox");
        check("a\u{1b}]8;;http://x\u{7}link\u{1b}]8;;\u{7}b", "alinkb");
        check("\u{1b}]0;title\u{1b}\\rest", "rest");
        check("\u{1b}[12345mq", "mq");
        check("\u{1b}[ and \u{1b}", "\u{1b}[ and \u{1b}");
        check("\u{1b}[1;2;3Hx\u{1b}[?25ly日", "xy日");
    }

    #[test]
    fn only_short_sequences_are_colors() {
        assert_eq!(without_colors("\u{1b}[31ma\u{1b}[0m"), "a");
        assert_eq!(without_colors("\u{1b}[131ma\u{1b}[m\u{1b}["), "\u{1b}[131ma\u{1b}[m\u{1b}[");
    }
}
