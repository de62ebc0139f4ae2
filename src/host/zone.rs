//! The system's time zone: `TZ` if it is set, else what the system says, else UTC. The zone database comes with the
//! crate `jiff`, which prefers the system's own and falls back to a bundled one.

use std::cell::OnceCell;

use jiff::{
    Timestamp,
    civil::DateTime,
    tz::{AmbiguousOffset, Dst, Offset, TimeZone},
};

use super::zone_names::{long_name, offset_name};
use crate::value::date::{DAY, LocalZone, days_from_civil, fields};

/// Local time as the system has it, found out when it is asked for first: a search through the zone database takes
/// longer than the rest of the start, and most programs never ask.
pub(crate) struct SystemZone {
    zone: OnceCell<TimeZone>,
}

impl SystemZone {
    /// The zone that `TZ` or the system's settings name.
    pub(crate) fn new() -> SystemZone {
        SystemZone { zone: OnceCell::new() }
    }

    /// The zone of this name.
    #[cfg(test)]
    pub(crate) fn named(name: &str) -> Option<SystemZone> {
        Some(SystemZone { zone: OnceCell::from(TimeZone::get(name).ok()?) })
    }

    /// A name that nobody knows gives UTC, as in Node.
    fn zone(&self) -> &TimeZone {
        self.zone.get_or_init(|| TimeZone::try_system().unwrap_or(TimeZone::UTC))
    }
}

/// The same moment of an equivalent year that the zone database covers: 400 years have the same days of the week.
fn within_the_database(time: f64) -> f64 {
    const CYCLE: f64 = 146_097.0 * DAY;
    let january = |year| days_from_civil(year, 0) as f64 * DAY;
    let (first, last) = (january(-9900), january(9900));
    if time > last {
        time - ((time - last) / CYCLE).ceil() * CYCLE
    } else if time < first {
        time + ((first - time) / CYCLE).ceil() * CYCLE
    } else {
        time
    }
}

fn timestamp(utc: f64) -> Timestamp {
    Timestamp::from_millisecond(within_the_database(utc) as i64).unwrap_or_default()
}

fn milliseconds(offset: Offset) -> f64 {
    f64::from(offset.seconds()) * 1000.0
}

impl LocalZone for SystemZone {
    fn offset_at(&self, utc: f64) -> f64 {
        milliseconds(self.zone().to_offset(timestamp(utc)))
    }

    fn offset_at_local(&self, local: f64) -> f64 {
        let parts = fields(within_the_database(local));
        let [month, date, hour, minute, second] =
            [parts.month + 1, parts.date, parts.hour, parts.minute, parts.second].map(|part| part as i8);
        let Ok(moment) = DateTime::new(parts.year as i16, month, date, hour, minute, second, 0) else { return 0.0 };
        let ambiguous = self.zone().to_ambiguous_timestamp(moment);
        milliseconds(match ambiguous.offset() {
            AmbiguousOffset::Unambiguous { offset } => offset,
            AmbiguousOffset::Gap { before, .. } | AmbiguousOffset::Fold { before, .. } => before,
        })
    }

    fn name_at(&self, utc: f64) -> String {
        let information = self.zone().to_offset_info(timestamp(utc));
        let is_summer = information.dst() == Dst::Yes;
        let identifier = self.identifier();
        long_name(&identifier, information.abbreviation(), is_summer)
            .unwrap_or_else(|| offset_name(milliseconds(information.offset())))
    }

    fn identifier(&self) -> String {
        self.zone().iana_name().unwrap_or("UTC").to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: f64 = 3_600_000.0;

    fn berlin() -> SystemZone {
        SystemZone::named("Europe/Berlin").expect("a bundled zone")
    }

    #[test]
    fn offsets_follow_the_seasons() {
        assert_eq!(berlin().offset_at(1.64e12), HOUR);
        assert_eq!(berlin().offset_at(1.625e12), 2.0 * HOUR);
        assert_eq!(berlin().name_at(1.64e12), "Central European Standard Time");
        assert_eq!(berlin().name_at(1.625e12), "Central European Summer Time");
        assert_eq!(berlin().identifier(), "Europe/Berlin");
        assert!(SystemZone::named("Nowhere/Land").is_none());
    }

    #[test]
    fn skipped_and_repeated_hours_take_the_offset_from_before() {
        // 2022-03-27T02:30 does not exist, 2022-10-30T02:30 exists twice.
        assert_eq!(berlin().offset_at_local(1_648_348_200_000.0), HOUR);
        assert_eq!(berlin().offset_at_local(1_667_097_000_000.0), 2.0 * HOUR);
    }

    #[test]
    fn the_furthest_times_have_an_offset() {
        for time in [8.64e15, -8.64e15] {
            assert!(berlin().offset_at(time).abs() <= 2.0 * HOUR);
            assert!(berlin().offset_at_local(time).abs() <= 2.0 * HOUR);
        }
    }
}
