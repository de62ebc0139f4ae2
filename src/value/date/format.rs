//! Time values as text – <https://tc39.es/ecma262/#sec-date.prototype.tostring>

use super::{
    MINUTE,
    calendar::{Fields, fields},
};

const WEEK_DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn name<const N: usize>(names: [&'static str; N], index: u32) -> &'static str {
    names.get(index as usize).copied().unwrap_or_default()
}

/// A year with at least four digits, `-` before those before year 0.
fn year_string(year: i64) -> String {
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}", year.unsigned_abs())
}

/// The string of `toISOString` for a finite time value: `2022-03-01T09:00:00.000Z`, `+010000-01-01T00:00:00.000Z`.
pub(crate) fn iso_string(time: f64) -> String {
    let Fields { year, month, date, hour, minute, second, millisecond, .. } = fields(time);
    let year = match year {
        0..=9999 => format!("{year:04}"),
        _ if year < 0 => format!("-{:06}", year.unsigned_abs()),
        _ => format!("+{year:06}"),
    };
    format!("{year}-{:02}-{date:02}T{hour:02}:{minute:02}:{second:02}.{millisecond:03}Z", month + 1)
}

/// DateString ( tv ) of a local time: `Tue Mar 01 2022`.
pub(crate) fn date_string(local: f64) -> String {
    let Fields { year, month, date, week_day, .. } = fields(local);
    format!("{} {} {date:02} {}", name(WEEK_DAYS, week_day), name(MONTHS, month), year_string(year))
}

/// TimeString ( tv ) of a local time: `10:00:00 GMT`.
pub(crate) fn time_string(local: f64) -> String {
    let Fields { hour, minute, second, .. } = fields(local);
    format!("{hour:02}:{minute:02}:{second:02} GMT")
}

/// TimeZoneString ( tv ) for an offset in milliseconds: `+0100 (Central European Standard Time)`.
pub(crate) fn time_zone_string(offset: f64, name: &str) -> String {
    let sign = if offset < 0.0 { '-' } else { '+' };
    let minutes = (offset.abs() / MINUTE) as u32;
    format!("{sign}{:02}{:02} ({name})", minutes / 60, minutes % 60)
}

/// The string of `toUTCString`: `Tue, 01 Mar 2022 09:00:00 GMT`.
pub(crate) fn utc_string(time: f64) -> String {
    let Fields { year, month, date, week_day, .. } = fields(time);
    let (week_day, month, year) = (name(WEEK_DAYS, week_day), name(MONTHS, month), year_string(year));
    format!("{week_day}, {date:02} {month} {year} {}", time_string(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_strings_have_extended_years() {
        assert_eq!(iso_string(0.0), "1970-01-01T00:00:00.000Z");
        assert_eq!(iso_string(1646125200123.0), "2022-03-01T09:00:00.123Z");
        assert_eq!(iso_string(8.64e15), "+275760-09-13T00:00:00.000Z");
        assert_eq!(iso_string(-8.64e15), "-271821-04-20T00:00:00.000Z");
        assert_eq!(iso_string(-62198755200000.0), "-000001-01-01T00:00:00.000Z");
        assert_eq!(iso_string(-62167219200000.0), "0000-01-01T00:00:00.000Z");
    }

    #[test]
    fn strings_for_people() {
        let local = 1646128800000.0;
        assert_eq!(date_string(local), "Tue Mar 01 2022");
        assert_eq!(time_string(local), "10:00:00 GMT");
        assert_eq!(time_zone_string(3_600_000.0, "CET"), "+0100 (CET)");
        assert_eq!(time_zone_string(-12_600_000.0, "X"), "-0330 (X)");
        assert_eq!(utc_string(local), "Tue, 01 Mar 2022 10:00:00 GMT");
        assert_eq!(date_string(-62198755200000.0), "Fri Jan 01 -0001");
    }
}
