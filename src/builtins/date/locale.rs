//! Dates as texts for people: English as in the United States, as V8 without other locales –
//! ECMA-262 §21.4.4.38 to §21.4.4.40, ECMA-402 §20.4
//!
//! Of the options only `timeZone: "UTC"` counts; there is no `Intl`.

use super::text::{INVALID, checked_time};
use crate::heap::Local;
use crate::runtime::{Arguments, Completion, Scope, get, is_object, rust_text};
use crate::value;
use crate::value::date::{Fields, fields, to_local_time};

/// The local time to show, or the time itself when the options ask for UTC; `None` for an invalid date.
fn shown_time<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
    method: &str,
) -> Completion<Option<Fields>> {
    let time = checked_time(cx, this, method)?;
    if time.is_nan() {
        return Ok(None);
    }
    let options = arguments.get(1);
    if is_object(cx.raw(options)) {
        let key = cx.name("timeZone")?;
        let zone = get(cx, options, key)?;
        if value::is_string(cx.raw(zone)) {
            let name = rust_text(cx, zone)?;
            if name.eq_ignore_ascii_case("UTC") || name.eq_ignore_ascii_case("GMT") {
                return Ok(Some(fields(time)));
            }
        }
    }
    Ok(Some(fields(to_local_time(&*cx.zone, time))))
}

/// `3/1/2022`; years before 1 count backwards from 1 BC, without saying so.
fn date_text(shown: &Fields) -> String {
    let year = if shown.year > 0 { shown.year } else { 1 - shown.year };
    format!("{}/{}/{year}", shown.month + 1, shown.date)
}

/// `10:00:00 AM`
fn time_text(shown: &Fields) -> String {
    let half = if shown.hour < 12 { "AM" } else { "PM" };
    let hour = (shown.hour + 11) % 12 + 1;
    format!("{hour}:{:02}:{:02} {half}", shown.minute, shown.second)
}

fn give<'s>(cx: &mut Scope<'s>, shown: Option<Fields>, text: impl Fn(&Fields) -> String) -> Completion<Local<'s>> {
    let text = shown.as_ref().map_or_else(|| INVALID.to_owned(), text);
    cx.string(&text)
}

/// Date.prototype.toLocaleString ( [ reserved1 [ , reserved2 ] ] ) –
/// <https://tc39.es/ecma262/#sec-date.prototype.tolocalestring>
pub(super) fn to_locale_string<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let shown = shown_time(cx, this, arguments, "Date.prototype.toLocaleString")?;
    give(cx, shown, |shown| format!("{}, {}", date_text(shown), time_text(shown)))
}

/// Date.prototype.toLocaleDateString ( [ reserved1 [ , reserved2 ] ] ) –
/// <https://tc39.es/ecma262/#sec-date.prototype.tolocaledatestring>
pub(super) fn to_locale_date_string<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let shown = shown_time(cx, this, arguments, "Date.prototype.toLocaleDateString")?;
    give(cx, shown, date_text)
}

/// Date.prototype.toLocaleTimeString ( [ reserved1 [ , reserved2 ] ] ) –
/// <https://tc39.es/ecma262/#sec-date.prototype.tolocaletimestring>
pub(super) fn to_locale_time_string<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let shown = shown_time(cx, this, arguments, "Date.prototype.toLocaleTimeString")?;
    give(cx, shown, time_text)
}
