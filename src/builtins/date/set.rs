//! Methods of dates that change components – ECMA-262 §21.4.4.20 to §21.4.4.34, §B.2.3.2
//!
//! Every method converts all its arguments before it looks whether the date is valid.

use super::this_time;
use crate::heap::Local;
use crate::runtime::{Arguments, Completion, Scope, to_number};
use crate::value::date::{
    date_from_time, day, from_local_time, hour_from_time, make_date, make_day, make_full_year, make_time,
    milliseconds_from_time, minute_from_time, month_from_time, second_from_time, time_clip, time_within_day,
    to_local_time, year_from_time,
};
use crate::value::layout::wrapper;

/// Whether components are those of local time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Frame {
    Local,
    Utc,
}

/// Stores a new time value, clipped.
fn store<'s>(cx: &mut Scope<'s>, this: Local<'s>, time: f64) -> Completion<Local<'s>> {
    let time = Local::number(time_clip(time));
    cx.heap.store(this, wrapper::VALUE, time);
    Ok(time)
}

/// The first `N` arguments as numbers: the first always, the others if they are present.
fn numbers<'s, const N: usize>(cx: &mut Scope<'s>, arguments: Arguments<'s>) -> Completion<[Option<f64>; N]> {
    let mut numbers = [None; N];
    for (index, number) in numbers.iter_mut().enumerate() {
        if index == 0 || index < arguments.count() {
            *number = Some(to_number(cx, arguments.get(index))?);
        }
    }
    Ok(numbers)
}

/// Changes components: `change` gets the time in the frame and the arguments, and gives the new time in the frame.
fn change<'s, const N: usize>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
    frame: Frame,
    change: impl FnOnce(f64, [Option<f64>; N]) -> f64,
) -> Completion<Local<'s>> {
    let time = this_time(cx, this)?;
    let numbers = numbers::<N>(cx, arguments)?;
    if time.is_nan() {
        return Ok(Local::number(f64::NAN));
    }
    let new = match frame {
        Frame::Utc => change(time, numbers),
        Frame::Local => {
            let local = to_local_time(&*cx.zone, time);
            from_local_time(&*cx.zone, change(local, numbers))
        }
    };
    store(cx, this, new)
}

fn given(number: Option<f64>, otherwise: f64) -> f64 {
    number.unwrap_or(otherwise)
}

fn with_milliseconds(time: f64, [milliseconds]: [Option<f64>; 1]) -> f64 {
    let [hour, minute, second] = [hour_from_time(time), minute_from_time(time), second_from_time(time)];
    make_date(day(time), make_time(hour, minute, second, given(milliseconds, f64::NAN)))
}

fn with_seconds(time: f64, [second, milliseconds]: [Option<f64>; 2]) -> f64 {
    let milliseconds = given(milliseconds, milliseconds_from_time(time));
    make_date(day(time), make_time(hour_from_time(time), minute_from_time(time), given(second, f64::NAN), milliseconds))
}

fn with_minutes(time: f64, [minute, second, milliseconds]: [Option<f64>; 3]) -> f64 {
    let second = given(second, second_from_time(time));
    let milliseconds = given(milliseconds, milliseconds_from_time(time));
    make_date(day(time), make_time(hour_from_time(time), given(minute, f64::NAN), second, milliseconds))
}

fn with_hours(time: f64, [hour, minute, second, milliseconds]: [Option<f64>; 4]) -> f64 {
    let minute = given(minute, minute_from_time(time));
    let second = given(second, second_from_time(time));
    let milliseconds = given(milliseconds, milliseconds_from_time(time));
    make_date(day(time), make_time(given(hour, f64::NAN), minute, second, milliseconds))
}

fn with_date(time: f64, [date]: [Option<f64>; 1]) -> f64 {
    let new = make_day(year_from_time(time), month_from_time(time), given(date, f64::NAN));
    make_date(new, time_within_day(time))
}

fn with_month(time: f64, [month, date]: [Option<f64>; 2]) -> f64 {
    let date = given(date, date_from_time(time));
    make_date(make_day(year_from_time(time), given(month, f64::NAN), date), time_within_day(time))
}

fn with_year(time: f64, [year, month, date]: [Option<f64>; 3]) -> f64 {
    let month = given(month, month_from_time(time));
    let date = given(date, date_from_time(time));
    make_date(make_day(given(year, f64::NAN), month, date), time_within_day(time))
}

/// Date.prototype.setTime ( time ) – <https://tc39.es/ecma262/#sec-date.prototype.settime>
pub(super) fn time<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    this_time(cx, this)?;
    let time = to_number(cx, arguments.get(0))?;
    store(cx, this, time)
}

/// Date.prototype.setMilliseconds ( ms ) – <https://tc39.es/ecma262/#sec-date.prototype.setmilliseconds>
pub(super) fn milliseconds<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    change(cx, this, arguments, Frame::Local, with_milliseconds)
}

/// Date.prototype.setUTCMilliseconds ( ms ) – <https://tc39.es/ecma262/#sec-date.prototype.setutcmilliseconds>
pub(super) fn utc_milliseconds<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    change(cx, this, arguments, Frame::Utc, with_milliseconds)
}

/// Date.prototype.setSeconds ( sec [ , ms ] ) – <https://tc39.es/ecma262/#sec-date.prototype.setseconds>
pub(super) fn seconds<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    change(cx, this, arguments, Frame::Local, with_seconds)
}

/// Date.prototype.setUTCSeconds ( sec [ , ms ] ) – <https://tc39.es/ecma262/#sec-date.prototype.setutcseconds>
pub(super) fn utc_seconds<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    change(cx, this, arguments, Frame::Utc, with_seconds)
}

/// Date.prototype.setMinutes ( min [ , sec [ , ms ] ] ) – <https://tc39.es/ecma262/#sec-date.prototype.setminutes>
pub(super) fn minutes<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    change(cx, this, arguments, Frame::Local, with_minutes)
}

/// Date.prototype.setUTCMinutes ( min [ , sec [ , ms ] ] ) –
/// <https://tc39.es/ecma262/#sec-date.prototype.setutcminutes>
pub(super) fn utc_minutes<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    change(cx, this, arguments, Frame::Utc, with_minutes)
}

/// Date.prototype.setHours ( hour [ , min [ , sec [ , ms ] ] ] ) –
/// <https://tc39.es/ecma262/#sec-date.prototype.sethours>
pub(super) fn hours<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    change(cx, this, arguments, Frame::Local, with_hours)
}

/// Date.prototype.setUTCHours ( hour [ , min [ , sec [ , ms ] ] ] ) –
/// <https://tc39.es/ecma262/#sec-date.prototype.setutchours>
pub(super) fn utc_hours<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    change(cx, this, arguments, Frame::Utc, with_hours)
}

/// Date.prototype.setDate ( date ) – <https://tc39.es/ecma262/#sec-date.prototype.setdate>
pub(super) fn date<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    change(cx, this, arguments, Frame::Local, with_date)
}

/// Date.prototype.setUTCDate ( date ) – <https://tc39.es/ecma262/#sec-date.prototype.setutcdate>
pub(super) fn utc_date<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    change(cx, this, arguments, Frame::Utc, with_date)
}

/// Date.prototype.setMonth ( month [ , date ] ) – <https://tc39.es/ecma262/#sec-date.prototype.setmonth>
pub(super) fn month<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    change(cx, this, arguments, Frame::Local, with_month)
}

/// Date.prototype.setUTCMonth ( month [ , date ] ) – <https://tc39.es/ecma262/#sec-date.prototype.setutcmonth>
pub(super) fn utc_month<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    change(cx, this, arguments, Frame::Utc, with_month)
}

/// Date.prototype.setFullYear ( year [ , month [ , date ] ] ) –
/// <https://tc39.es/ecma262/#sec-date.prototype.setfullyear>
pub(super) fn full_year<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let time = this_time(cx, this)?;
    let numbers = numbers::<3>(cx, arguments)?;
    let local = if time.is_nan() { 0.0 } else { to_local_time(&*cx.zone, time) };
    let new = from_local_time(&*cx.zone, with_year(local, numbers));
    store(cx, this, new)
}

/// Date.prototype.setUTCFullYear ( year [ , month [ , date ] ] ) –
/// <https://tc39.es/ecma262/#sec-date.prototype.setutcfullyear>
pub(super) fn utc_full_year<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let time = this_time(cx, this)?;
    let numbers = numbers::<3>(cx, arguments)?;
    store(cx, this, with_year(if time.is_nan() { 0.0 } else { time }, numbers))
}

/// Date.prototype.setYear ( year ) – <https://tc39.es/ecma262/#sec-date.prototype.setyear>
pub(super) fn year<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let time = this_time(cx, this)?;
    let year = to_number(cx, arguments.get(0))?;
    let local = if time.is_nan() { 0.0 } else { to_local_time(&*cx.zone, time) };
    let new = from_local_time(&*cx.zone, with_year(local, [Some(make_full_year(year)), None, None]));
    store(cx, this, new)
}
