//! Methods of dates that give a text – ECMA-262 §21.4.4.35 to §21.4.4.43

use super::super::receiver::require_kind;
use super::this_time;
use crate::heap::Local;
use crate::runtime::{Arguments, Completion, Scope, throw_range_error};
use crate::value::date::{date_string, iso_string, time_string, time_zone_string, to_local_time, utc_string};
use crate::value::kind;

/// The receiver's time value, with the name of the method in the message.
pub(super) fn checked_time(cx: &mut Scope<'_>, this: Local<'_>, method: &str) -> Completion<f64> {
    require_kind(cx, this, kind::DATE, method)?;
    this_time(cx, this)
}

/// What an invalid date shows.
pub(super) const INVALID: &str = "Invalid Date";

/// ToDateString ( tv ) – <https://tc39.es/ecma262/#sec-todatestring>
pub(super) fn date_text(cx: &Scope<'_>, time: f64) -> String {
    if time.is_nan() {
        return INVALID.to_owned();
    }
    let local = to_local_time(&*cx.zone, time);
    format!("{} {}", date_string(local), time_text(cx, time))
}

/// Time and zone: `10:00:00 GMT+0100 (Central European Standard Time)`.
fn time_text(cx: &Scope<'_>, time: f64) -> String {
    let local = to_local_time(&*cx.zone, time);
    format!("{}{}", time_string(local), time_zone_string(local - time, &cx.zone.name_at(time)))
}

/// Date.prototype.toString ( ) – <https://tc39.es/ecma262/#sec-date.prototype.tostring>
pub(super) fn to_string<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let time = checked_time(cx, this, "Date.prototype.toString")?;
    let text = date_text(cx, time);
    cx.string(&text)
}

/// Date.prototype.toDateString ( ) – <https://tc39.es/ecma262/#sec-date.prototype.todatestring>
pub(super) fn to_date_string<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let time = checked_time(cx, this, "Date.prototype.toDateString")?;
    let text = if time.is_nan() { INVALID.to_owned() } else { date_string(to_local_time(&*cx.zone, time)) };
    cx.string(&text)
}

/// Date.prototype.toTimeString ( ) – <https://tc39.es/ecma262/#sec-date.prototype.totimestring>
pub(super) fn to_time_string<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let time = checked_time(cx, this, "Date.prototype.toTimeString")?;
    let text = if time.is_nan() { INVALID.to_owned() } else { time_text(cx, time) };
    cx.string(&text)
}

/// Date.prototype.toISOString ( ) – <https://tc39.es/ecma262/#sec-date.prototype.toisostring>
pub(super) fn to_iso_string<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let time = checked_time(cx, this, "Date.prototype.toISOString")?;
    if time.is_nan() {
        return Err(throw_range_error(cx, format_args!("Invalid time value")));
    }
    cx.string(&iso_string(time))
}

/// Date.prototype.toUTCString ( ) – <https://tc39.es/ecma262/#sec-date.prototype.toutcstring>
pub(super) fn to_utc_string<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let time = checked_time(cx, this, "Date.prototype.toUTCString")?;
    let text = if time.is_nan() { INVALID.to_owned() } else { utc_string(time) };
    cx.string(&text)
}
