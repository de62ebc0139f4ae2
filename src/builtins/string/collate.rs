//! `String.prototype.localeCompare` – ECMA-262 §22.1.3.12
//!
//! The order of CLDR's root collation as far as it can be had without its tables: letters without regard to marks and
//! case, then marks, then case (small letters first). Punctuation stands before digits, digits before letters; other
//! characters follow by code point. Canonically equivalent texts are equal.

use super::normalize::read_run;
use super::receiver;
use crate::heap::Local;
use crate::runtime::{Arguments, Completion, Scope, to_string, units};
use crate::value::{Fault, Units};
use std::cmp::Ordering;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// ASCII in the order of the root collation, letters and digits apart.
const PUNCTUATION: &str = "\t\n\u{b}\u{c}\r\u{85} _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

/// String.prototype.localeCompare ( that ) – <https://tc39.es/ecma262/#sec-string.prototype.localecompare>
pub(super) fn locale_compare<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.localeCompare")?;
    let that = to_string(cx, arguments.get(0))?;
    let lengths = (units(cx, text)?.len(), units(cx, that)?.len());
    cx.step((lengths.0 + lengths.1) as u64 / 16)?;
    let charge = cx.heap.charge_scratch((lengths.0 + lengths.1).saturating_mul(32));
    let charge = match charge {
        Ok(charge) => charge,
        Err(error) => return Err(cx.fault(Fault::from(error))),
    };
    let left = characters(crate::value::units(cx.raw(text)));
    let right = characters(crate::value::units(cx.raw(that)));
    let order = compare(&left, &right);
    drop(charge);
    Ok(Local::int(order as i32))
}

/// The canonical decomposition; a lone surrogate is U+FFFD.
fn characters(text: Units<'_>) -> Vec<char> {
    if let Units::Latin1(bytes) = text
        && bytes.is_ascii()
    {
        return bytes.iter().map(|&byte| char::from(byte)).collect();
    }
    let (mut all, mut position) = (Vec::new(), 0);
    while position < text.len() {
        let (run, lone, next) = read_run(text, position);
        all.extend(run.nfd());
        all.extend(lone.map(|_| char::REPLACEMENT_CHARACTER));
        position = next;
    }
    all
}

fn compare(left: &[char], right: &[char]) -> Ordering {
    let primary = |text: &[char]| text.iter().filter_map(|&character| primary_weight(character)).collect::<Vec<_>>();
    let marks = |text: &[char]| {
        let is_mark = |character: &char| is_combining_mark(*character);
        let mut keys = Vec::new();
        for &character in text.iter().filter(|character| !is_ignorable(**character)) {
            if is_mark(&character) { keys.push(character as u32) } else { keys.push(0) }
        }
        keys
    };
    let case = |text: &[char]| {
        let letters = text.iter().filter(|character| !is_combining_mark(**character) && !is_ignorable(**character));
        letters.map(|character| character.is_uppercase()).collect::<Vec<_>>()
    };
    primary(left)
        .cmp(&primary(right))
        .then_with(|| marks(left).cmp(&marks(right)))
        .then_with(|| case(left).cmp(&case(right)))
}

/// Whether the collation does not see a character at all.
fn is_ignorable(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{ad}')
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{feff}')
}

/// The place of a character without marks and case; `None` for marks and characters not seen.
fn primary_weight(character: char) -> Option<(u8, u32)> {
    if is_combining_mark(character) || is_ignorable(character) {
        return None;
    }
    if let Some(place) = PUNCTUATION.chars().position(|other| other == character) {
        return Some((0, place as u32));
    }
    if character.is_whitespace() || matches!(character, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}') {
        return Some((1, character as u32));
    }
    if let Some(digit) = character.to_digit(10) {
        return Some((3, digit));
    }
    if !character.is_alphanumeric() {
        return Some((2, character as u32));
    }
    let lower = character.to_lowercase().next().unwrap_or(character);
    Some((4, lower as u32))
}
