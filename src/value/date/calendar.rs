//! The proleptic Gregorian calendar over time values – <https://tc39.es/ecma262/#sec-day-number-and-time-within-day>

use super::{DAY, HOUR, LARGEST_TIME, MINUTE, SECOND};
use crate::value::number::integer_or_infinity;

/// Days in 400 years.
const CYCLE: i64 = 146_097;

/// A time value taken apart. Months count from 0, days of the month from 1, days of the week from Sunday as 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fields {
    pub(crate) year: i64,
    pub(crate) month: u32,
    pub(crate) date: u32,
    pub(crate) week_day: u32,
    pub(crate) hour: u32,
    pub(crate) minute: u32,
    pub(crate) second: u32,
    pub(crate) millisecond: u32,
}

/// All fields of a finite time value at once.
pub(crate) fn fields(time: f64) -> Fields {
    let (year, month, date) = civil_from_days(day(time) as i64);
    let within = time_within_day(time) as u32;
    Fields {
        year,
        month,
        date,
        week_day: week_day(time) as u32,
        hour: within / 3_600_000,
        minute: within / 60_000 % 60,
        second: within / 1_000 % 60,
        millisecond: within % 1_000,
    }
}

/// Day ( t ): whole days since the epoch.
pub(crate) fn day(time: f64) -> f64 {
    (time / DAY).floor()
}

/// TimeWithinDay ( t ), in milliseconds.
pub(crate) fn time_within_day(time: f64) -> f64 {
    time.rem_euclid(DAY)
}

/// WeekDay ( t ): 0 is Sunday.
pub(crate) fn week_day(time: f64) -> f64 {
    (day(time) + 4.0).rem_euclid(7.0)
}

/// YearFromTime ( t )
pub(crate) fn year_from_time(time: f64) -> f64 {
    fields(time).year as f64
}

/// MonthFromTime ( t ): 0 is January.
pub(crate) fn month_from_time(time: f64) -> f64 {
    f64::from(fields(time).month)
}

/// DateFromTime ( t ): from 1.
pub(crate) fn date_from_time(time: f64) -> f64 {
    f64::from(fields(time).date)
}

/// HourFromTime ( t )
pub(crate) fn hour_from_time(time: f64) -> f64 {
    remainder((time / HOUR).floor(), 24.0)
}

/// MinFromTime ( t )
pub(crate) fn minute_from_time(time: f64) -> f64 {
    remainder((time / MINUTE).floor(), 60.0)
}

/// SecFromTime ( t )
pub(crate) fn second_from_time(time: f64) -> f64 {
    remainder((time / SECOND).floor(), 60.0)
}

/// msFromTime ( t )
pub(crate) fn milliseconds_from_time(time: f64) -> f64 {
    remainder(time, 1_000.0)
}

/// What the specification calls modulo: from 0, and never -0, which Rust has for a negative multiple.
fn remainder(value: f64, divisor: f64) -> f64 {
    value.rem_euclid(divisor) + 0.0
}

/// MakeTime ( hour, min, sec, ms ) – <https://tc39.es/ecma262/#sec-maketime>
pub(crate) fn make_time(hour: f64, minute: f64, second: f64, millisecond: f64) -> f64 {
    if !(hour.is_finite() && minute.is_finite() && second.is_finite() && millisecond.is_finite()) {
        return f64::NAN;
    }
    let [hour, minute, second, millisecond] = [hour, minute, second, millisecond].map(integer_or_infinity);
    hour * HOUR + minute * MINUTE + second * SECOND + millisecond
}

/// MakeDay ( year, month, date ): days since the epoch – <https://tc39.es/ecma262/#sec-makeday>
pub(crate) fn make_day(year: f64, month: f64, date: f64) -> f64 {
    /// Years and months beyond this give no time value, whatever the date.
    const FURTHEST: f64 = 1e8;
    if !(year.is_finite() && month.is_finite() && date.is_finite()) {
        return f64::NAN;
    }
    let [year, month, date] = [year, month, date].map(integer_or_infinity);
    if year.abs() > FURTHEST || month.abs() > FURTHEST * 12.0 {
        return f64::NAN;
    }
    let year = year + (month / 12.0).floor();
    let month = month.rem_euclid(12.0);
    days_from_civil(year as i64, month as u32) as f64 + date - 1.0
}

/// MakeDate ( day, time ) – <https://tc39.es/ecma262/#sec-makedate>
pub(crate) fn make_date(day: f64, time: f64) -> f64 {
    if !(day.is_finite() && time.is_finite()) {
        return f64::NAN;
    }
    let date = day * DAY + time;
    if date.is_finite() { date } else { f64::NAN }
}

/// MakeFullYear ( year ): 0–99 mean 1900–1999 – <https://tc39.es/ecma262/#sec-makefullyear>
pub(crate) fn make_full_year(year: f64) -> f64 {
    let integer = integer_or_infinity(year);
    match year {
        _ if year.is_nan() => f64::NAN,
        _ if (0.0..=99.0).contains(&integer) => 1900.0 + integer,
        _ => integer,
    }
}

/// TimeClip ( time ) – <https://tc39.es/ecma262/#sec-timeclip>
pub(crate) fn time_clip(time: f64) -> f64 {
    if time.abs() <= LARGEST_TIME { integer_or_infinity(time) } else { f64::NAN }
}

/// Days from the epoch to the first of a month (from 0). Counted in years that start in March, so that the day a
/// leap year adds is the last.
pub(crate) fn days_from_civil(year: i64, month: u32) -> i64 {
    let year = year - i64::from(month < 2);
    let month = i64::from((month + 10) % 12);
    let cycle = year.div_euclid(400);
    let year = year.rem_euclid(400);
    let day = (153 * month + 2) / 5;
    cycle * CYCLE + year * 365 + year / 4 - year / 100 + day - 719_468
}

/// Year, month (from 0) and day of the month (from 1) of a day since the epoch.
fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let days = days + 719_468;
    let cycle = days.div_euclid(CYCLE);
    let day = days.rem_euclid(CYCLE);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let date = day - (153 * month + 2) / 5 + 1;
    let month = (month + 2) % 12;
    (cycle * 400 + year + i64::from(month < 2), month as u32, date as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_epoch_was_a_thursday() {
        let expected =
            Fields { year: 1970, month: 0, date: 1, week_day: 4, hour: 0, minute: 0, second: 0, millisecond: 0 };
        assert_eq!(fields(0.0), expected);
    }

    #[test]
    fn times_before_the_epoch_count_backwards() {
        let expected =
            Fields { year: 1969, month: 11, date: 31, week_day: 3, hour: 23, minute: 59, second: 59, millisecond: 999 };
        assert_eq!(fields(-1.0), expected);
        assert_eq!(hour_from_time(-1.0), 23.0);
        assert_eq!(minute_from_time(-1.0), 59.0);
        assert_eq!(second_from_time(-1.0), 59.0);
        assert_eq!(milliseconds_from_time(-1.0), 999.0);
    }

    #[test]
    fn every_month_for_thousands_of_years_comes_back() {
        let mut last = None;
        for year in -3000..4000 {
            for month in 0..12 {
                let days = days_from_civil(year, month);
                assert_eq!(civil_from_days(days), (year, month, 1));
                assert!(last.is_none_or(|last| (28..=31).contains(&(days - last))));
                last = Some(days);
            }
        }
    }

    #[test]
    fn the_furthest_time_values() {
        assert_eq!(fields(LARGEST_TIME).year, 275_760);
        assert_eq!(fields(-LARGEST_TIME).year, -271_821);
        assert_eq!(time_clip(LARGEST_TIME), LARGEST_TIME);
        assert!(time_clip(LARGEST_TIME + 1.0).is_nan());
        assert!(time_clip(f64::INFINITY).is_nan());
        assert!(time_clip(-0.0).is_sign_positive());
    }

    #[test]
    fn days_are_made_from_any_month() {
        assert_eq!(make_day(2022.0, 2.0, 1.0), 19_052.0);
        assert_eq!(make_day(2021.0, 14.0, 1.0), 19_052.0);
        assert_eq!(make_day(2023.0, -10.0, 1.0), 19_052.0);
        assert_eq!(make_day(2022.0, 1.0, 29.0), 19_052.0);
        assert!(make_day(f64::INFINITY, 0.0, 1.0).is_nan());
        assert!(make_day(0.0, 1e300, 1.0).is_nan());
        assert!(make_date(1e308, 0.0).is_nan());
        assert_eq!(make_time(1.9, 2.9, 3.9, 4.9), 3_723_004.0);
    }

    #[test]
    fn two_digits_are_a_year_of_the_last_century() {
        assert_eq!(make_full_year(70.0), 1970.0);
        assert_eq!(make_full_year(-1.0), -1.0);
        assert_eq!(make_full_year(100.0), 100.0);
        assert!(make_full_year(f64::NAN).is_nan());
    }
}
