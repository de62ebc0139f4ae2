//! `JSON.rawJSON` and `JSON.isRawJSON` – <https://tc39.es/ecma262/#sec-json.rawjson>

use super::parse::parse_json;
use crate::heap::Local;
use crate::runtime::{
    Abrupt, Arguments, Completion, IntegrityLevel, Scope, create_data_property_or_throw, is_object, make_object,
    set_integrity_level, throw_syntax_error, to_string, units,
};
use crate::value::kind;

/// JSON.rawJSON ( text ) – <https://tc39.es/ecma262/#sec-json.rawjson>
pub(super) fn raw_json<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = to_string(cx, arguments.get(0))?;
    let units = units(cx, text)?;
    let is_space = |index: usize| matches!(units.get(index), None | Some(0x09 | 0x0a | 0x0d | 0x20));
    if is_space(0) || is_space(units.len().wrapping_sub(1)) {
        return Err(throw_invalid(cx));
    }
    let value = parse_json(cx, text)?;
    if is_object(cx.raw(value)) {
        return Err(throw_invalid(cx));
    }
    let raw = make_object(cx, kind::RAW_JSON, Local::NULL)?;
    let key = cx.name("rawJSON")?;
    create_data_property_or_throw(cx, raw, key, text)?;
    set_integrity_level(cx, raw, IntegrityLevel::Frozen)?;
    Ok(raw)
}

#[cold]
fn throw_invalid(cx: &mut Scope<'_>) -> Abrupt {
    throw_syntax_error(cx, format_args!("Invalid value for JSON.rawJSON"))
}

/// JSON.isRawJSON ( O ) – <https://tc39.es/ecma262/#sec-json.israwjson>
pub(super) fn is_raw_json<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::bool(cx.raw(arguments.get(0)).is_kind(kind::RAW_JSON)))
}
