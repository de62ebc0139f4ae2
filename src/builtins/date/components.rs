//! Methods of dates that read a component – ECMA-262 §21.4.4.2 to §21.4.4.19, §B.2.3.1

use super::this_time;
use crate::heap::Local;
use crate::runtime::{Arguments, Completion, Scope};
use crate::value::date::{
    MINUTE, date_from_time, hour_from_time, milliseconds_from_time, minute_from_time, month_from_time,
    second_from_time, to_local_time, week_day, year_from_time,
};

/// A component of the receiver's time in UTC; NaN for an invalid date.
fn component<'s>(cx: &mut Scope<'s>, this: Local<'s>, of: fn(f64) -> f64) -> Completion<Local<'s>> {
    let time = this_time(cx, this)?;
    Ok(Local::number(if time.is_nan() { time } else { of(time) }))
}

/// A component of the receiver's local time; NaN for an invalid date.
fn local_component<'s>(cx: &mut Scope<'s>, this: Local<'s>, of: fn(f64) -> f64) -> Completion<Local<'s>> {
    let time = this_time(cx, this)?;
    Ok(Local::number(if time.is_nan() { time } else { of(to_local_time(&*cx.zone, time)) }))
}

/// Date.prototype.getDate ( ) – <https://tc39.es/ecma262/#sec-date.prototype.getdate>
pub(super) fn date<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    local_component(cx, this, date_from_time)
}

/// Date.prototype.getDay ( ) – <https://tc39.es/ecma262/#sec-date.prototype.getday>
pub(super) fn day<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    local_component(cx, this, week_day)
}

/// Date.prototype.getFullYear ( ) – <https://tc39.es/ecma262/#sec-date.prototype.getfullyear>
pub(super) fn full_year<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    local_component(cx, this, year_from_time)
}

/// Date.prototype.getYear ( ) – <https://tc39.es/ecma262/#sec-date.prototype.getyear>
pub(super) fn year<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    local_component(cx, this, |time| year_from_time(time) - 1900.0)
}

/// Date.prototype.getHours ( ) – <https://tc39.es/ecma262/#sec-date.prototype.gethours>
pub(super) fn hours<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    local_component(cx, this, hour_from_time)
}

/// Date.prototype.getMilliseconds ( ) – <https://tc39.es/ecma262/#sec-date.prototype.getmilliseconds>
pub(super) fn milliseconds<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    local_component(cx, this, milliseconds_from_time)
}

/// Date.prototype.getMinutes ( ) – <https://tc39.es/ecma262/#sec-date.prototype.getminutes>
pub(super) fn minutes<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    local_component(cx, this, minute_from_time)
}

/// Date.prototype.getMonth ( ) – <https://tc39.es/ecma262/#sec-date.prototype.getmonth>
pub(super) fn month<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    local_component(cx, this, month_from_time)
}

/// Date.prototype.getSeconds ( ) – <https://tc39.es/ecma262/#sec-date.prototype.getseconds>
pub(super) fn seconds<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    local_component(cx, this, second_from_time)
}

/// Date.prototype.getTimezoneOffset ( ) – <https://tc39.es/ecma262/#sec-date.prototype.gettimezoneoffset>
pub(super) fn timezone_offset<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let time = this_time(cx, this)?;
    Ok(Local::number(if time.is_nan() { time } else { (time - to_local_time(&*cx.zone, time)) / MINUTE }))
}

/// Date.prototype.getUTCDate ( ) – <https://tc39.es/ecma262/#sec-date.prototype.getutcdate>
pub(super) fn utc_date<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    component(cx, this, date_from_time)
}

/// Date.prototype.getUTCDay ( ) – <https://tc39.es/ecma262/#sec-date.prototype.getutcday>
pub(super) fn utc_day<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    component(cx, this, week_day)
}

/// Date.prototype.getUTCFullYear ( ) – <https://tc39.es/ecma262/#sec-date.prototype.getutcfullyear>
pub(super) fn utc_full_year<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    component(cx, this, year_from_time)
}

/// Date.prototype.getUTCHours ( ) – <https://tc39.es/ecma262/#sec-date.prototype.getutchours>
pub(super) fn utc_hours<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    component(cx, this, hour_from_time)
}

/// Date.prototype.getUTCMilliseconds ( ) – <https://tc39.es/ecma262/#sec-date.prototype.getutcmilliseconds>
pub(super) fn utc_milliseconds<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    component(cx, this, milliseconds_from_time)
}

/// Date.prototype.getUTCMinutes ( ) – <https://tc39.es/ecma262/#sec-date.prototype.getutcminutes>
pub(super) fn utc_minutes<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    component(cx, this, minute_from_time)
}

/// Date.prototype.getUTCMonth ( ) – <https://tc39.es/ecma262/#sec-date.prototype.getutcmonth>
pub(super) fn utc_month<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    component(cx, this, month_from_time)
}

/// Date.prototype.getUTCSeconds ( ) – <https://tc39.es/ecma262/#sec-date.prototype.getutcseconds>
pub(super) fn utc_seconds<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    component(cx, this, second_from_time)
}
