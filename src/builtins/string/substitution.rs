//! GetSubstitution: the `$` sequences of a replacement template – ECMA-262 §22.1.3.19.1
//! <https://tc39.es/ecma262/#sec-getsubstitution>

use crate::heap::Local;
use crate::runtime::{Completion, Scope, TextBuilder, get, string_to_key, substring, to_string, units};

/// A match: where in which text.
#[derive(Clone, Copy)]
pub(crate) struct Match<'s> {
    /// The text searched.
    pub(crate) text: Local<'s>,
    /// Position of the match in code units.
    pub(crate) position: usize,
    /// Its length in code units.
    pub(crate) length: usize,
    /// What matched, if that is not what the text has there: an `exec` of a script may say so.
    pub(crate) matched: Option<Local<'s>>,
}

/// The template with its `$` sequences replaced. `captures` are strings or UNDEFINED, the first group first;
/// `named_captures` is an object or UNDEFINED.
///
/// # Errors
/// Whatever getters of the named captures throw; RangeError when the result is too long.
pub(crate) fn get_substitution<'s>(
    cx: &mut Scope<'s>,
    matched: Match<'s>,
    captures: &[Local<'s>],
    named_captures: Local<'s>,
    template: Local<'s>,
) -> Completion<Local<'s>> {
    let dollar = b'$' as u16;
    let Some(mut next) = units(cx, template)?.position_of(dollar, 0) else { return Ok(template) };
    let (mut result, mut start) = (TextBuilder::new(), 0);
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        result.push_part(&mut cx, template, start, next)?;
        let taken = substitute(&mut cx, &mut result, matched, captures, named_captures, template, next)?;
        if taken == 0 {
            result.push_unit(&mut cx, dollar)?;
        }
        start = next + taken.max(1);
        match units(&mut cx, template)?.position_of(dollar, start) {
            Some(position) => next = position,
            None => break,
        }
    }
    result.push_part(cx, template, start, usize::MAX)?;
    result.finish(cx)
}

/// Appends what the sequence at `at` stands for; returns its length, 0 if it is none.
fn substitute<'s>(
    cx: &mut Scope<'s>,
    result: &mut TextBuilder,
    matched: Match<'s>,
    captures: &[Local<'s>],
    named_captures: Local<'s>,
    template: Local<'s>,
    at: usize,
) -> Completion<usize> {
    let sequence = units(cx, template)?;
    let (first, second) = (sequence.get(at + 1), sequence.get(at + 2));
    let digit = |unit: Option<u16>| unit.and_then(|unit| char::from(u8::try_from(unit).ok()?).to_digit(10));
    let end = matched.position + matched.length;
    match first.and_then(|unit| u8::try_from(unit).ok()) {
        Some(b'$') => result.push_unit(cx, b'$' as u16)?,
        Some(b'`') => result.push_part(cx, matched.text, 0, matched.position)?,
        Some(b'&') => match matched.matched {
            Some(matched) => result.push_string(cx, matched)?,
            None => result.push_part(cx, matched.text, matched.position, end)?,
        },
        Some(b'\'') => result.push_part(cx, matched.text, end, usize::MAX)?,
        Some(b'0'..=b'9') => {
            let one = digit(first).unwrap_or(0) as usize;
            let two = digit(second).map(|second| 10 * one + second as usize);
            let (number, taken) = match two {
                Some(two) if (1..=captures.len()).contains(&two) => (two, 3),
                _ => (one, 2),
            };
            if !(1..=captures.len()).contains(&number) {
                return Ok(0);
            }
            let capture = captures[number - 1];
            if !cx.raw(capture).is_undefined() {
                result.push_string(cx, capture)?;
            }
            return Ok(taken);
        }
        Some(b'<') if !cx.raw(named_captures).is_undefined() => {
            let Some(close) = units(cx, template)?.position_of(b'>' as u16, at + 2) else { return Ok(0) };
            let name = substring(cx, template, at + 2, close)?;
            let key = string_to_key(cx, name)?;
            let capture = get(cx, named_captures, key)?;
            if !cx.raw(capture).is_undefined() {
                let capture = to_string(cx, capture)?;
                result.push_string(cx, capture)?;
            }
            return Ok(close + 1 - at);
        }
        _ => return Ok(0),
    }
    Ok(2)
}
