//! Lone surrogates – ECMA-262 §22.1.3.10, §22.1.3.31

use super::receiver;
use crate::heap::Local;
use crate::runtime::{Arguments, Completion, Scope, TextBuilder, units};
use crate::value::Units;

/// Position of the first lone surrogate at or after `from`.
fn lone_surrogate(text: Units<'_>, from: usize) -> Option<usize> {
    let Units::TwoByte(units) = text else { return None };
    let mut position = from;
    while position < units.len() {
        match text.code_point_at(position) {
            Some((point, _)) if (0xd800..0xe000).contains(&point) => return Some(position),
            Some((_, width)) => position += width,
            None => return None,
        }
    }
    None
}

/// String.prototype.isWellFormed ( ) – <https://tc39.es/ecma262/#sec-string.prototype.iswellformed>
pub(super) fn is_well_formed<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.isWellFormed")?;
    let lone = lone_surrogate(units(cx, text)?, 0);
    Ok(Local::bool(lone.is_none()))
}

/// String.prototype.toWellFormed ( ) – <https://tc39.es/ecma262/#sec-string.prototype.towellformed>
pub(super) fn to_well_formed<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.toWellFormed")?;
    let Some(mut next) = lone_surrogate(units(cx, text)?, 0) else { return Ok(text) };
    let (mut result, mut start) = (TextBuilder::new(), 0);
    loop {
        cx.step(1)?;
        result.push_part(cx, text, start, next)?;
        result.push_unit(cx, 0xfffd)?;
        start = next + 1;
        match lone_surrogate(units(cx, text)?, start) {
            Some(position) => next = position,
            None => break,
        }
    }
    result.push_part(cx, text, start, usize::MAX)?;
    result.finish(cx)
}
