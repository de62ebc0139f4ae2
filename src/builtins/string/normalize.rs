//! Unicode normalization – ECMA-262 §22.1.3.15, and mapping texts that may have lone surrogates.

use super::receiver;
use crate::heap::Local;
use crate::runtime::{Arguments, Completion, Scope, TextBuilder, throw_range_error, to_string, units};
use crate::value::{Fault, Units};
use unicode_normalization::UnicodeNormalization;

/// Bytes that a unit may take while a run is mapped, as UTF-8 before and after.
const BYTES_A_UNIT: usize = 12;

/// String.prototype.normalize ( [ form ] ) – <https://tc39.es/ecma262/#sec-string.prototype.normalize>
pub(super) fn normalize<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.normalize")?;
    let form = match cx.raw(arguments.get(0)).is_undefined() {
        true => String::from("NFC"),
        false => {
            let form = to_string(cx, arguments.get(0))?;
            units(cx, form)?.slice(0, 5).to_rust_lossy()
        }
    };
    let map: fn(&str) -> String = match form.as_str() {
        "NFC" => |run| run.nfc().collect(),
        "NFD" => |run| run.nfd().collect(),
        "NFKC" => |run| run.nfkc().collect(),
        "NFKD" => |run| run.nfkd().collect(),
        _ => {
            return Err(throw_range_error(
                cx,
                format_args!("The normalization form should be one of NFC, NFD, NFKC, NFKD."),
            ));
        }
    };
    if let Units::Latin1(bytes) = units(cx, text)?
        && bytes.is_ascii()
    {
        return Ok(text);
    }
    map_runs(cx, text, map)
}

/// The text with every run between lone surrogates mapped.
pub(super) fn map_runs<'s>(cx: &mut Scope<'s>, text: Local<'s>, map: impl Fn(&str) -> String) -> Completion<Local<'s>> {
    let length = units(cx, text)?.len();
    cx.step(length as u64 / 16)?;
    let charge = match cx.heap.charge_scratch(length.saturating_mul(BYTES_A_UNIT)) {
        Ok(charge) => charge,
        Err(error) => return Err(cx.fault(Fault::from(error))),
    };
    let (mut result, mut position) = (TextBuilder::new(), 0);
    while position < length {
        let (run, lone, next) = read_run(units(cx, text)?, position);
        for character in map(&run).chars() {
            result.push_code_point(cx, character as u32)?;
        }
        if let Some(surrogate) = lone {
            result.push_unit(cx, surrogate)?;
        }
        position = next;
    }
    drop(charge);
    result.finish(cx)
}

/// The run from `position` on, the lone surrogate that ends it, and the position behind that.
pub(super) fn read_run(text: Units<'_>, position: usize) -> (String, Option<u16>, usize) {
    let mut run = String::new();
    let mut next = position;
    while let Some((point, width)) = text.code_point_at(next) {
        next += width;
        match char::from_u32(point) {
            Some(character) => run.push(character),
            None => return (run, Some(point as u16), next),
        }
    }
    (run, None, next)
}
