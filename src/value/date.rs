//! Dates as ECMA-262 §21.4.1 counts them: milliseconds since 1970-01-01T00:00:00Z, every day 86,400 seconds long.
//! Pure algorithms: no heap, no script, no clock.
//!
//! * `calendar` – year, month, day and time of a time value, and back
//! * `zone` – local time, behind a small trait: the system's zone lives in the host
//! * `format` – ISO strings, and the strings of `toString` and `toUTCString`
//! * `parse` – `Date.parse`: ISO strings first, then everything V8's legacy parser takes
//!
//! A time value is a whole number of milliseconds in ±8.64 × 10^15, or NaN for an invalid date.

mod calendar;
mod format;
mod parse;
mod tokens;
mod zone;

pub(crate) use calendar::{
    Fields, date_from_time, day, days_from_civil, fields, hour_from_time, make_date, make_day, make_full_year,
    make_time, milliseconds_from_time, minute_from_time, month_from_time, second_from_time, time_clip, time_within_day,
    week_day, year_from_time,
};
pub(crate) use format::{date_string, iso_string, time_string, time_zone_string, utc_string};
pub(crate) use parse::parse_date;
pub(crate) use zone::{LocalZone, Utc, from_local_time, to_local_time};

/// Milliseconds in a day.
pub(crate) const DAY: f64 = 86_400_000.0;
/// Milliseconds in an hour.
pub(crate) const HOUR: f64 = 3_600_000.0;
/// Milliseconds in a minute.
pub(crate) const MINUTE: f64 = 60_000.0;
/// Milliseconds in a second.
pub(crate) const SECOND: f64 = 1_000.0;
/// The time values furthest from the epoch, in milliseconds.
pub(crate) const LARGEST_TIME: f64 = 8.64e15;
