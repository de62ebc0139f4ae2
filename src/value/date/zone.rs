//! Local time – <https://tc39.es/ecma262/#sec-time-zone-identifiers>

/// A time zone. Offsets are milliseconds east of UTC. The system's zone is the host's; an engine without a host is
/// in UTC.
pub(crate) trait LocalZone: Send {
    /// The offset at an instant, given in UTC.
    fn offset_at(&self, utc: f64) -> f64;

    /// The offset for a local time. A local time that is skipped or repeated takes the offset from before the change.
    fn offset_at_local(&self, local: f64) -> f64;

    /// What people call the zone's time at an instant, given in UTC: `Central European Standard Time`.
    fn name_at(&self, utc: f64) -> String;

    /// The zone's identifier: `Europe/Berlin`.
    fn identifier(&self) -> String;
}

/// Coordinated Universal Time.
pub(crate) struct Utc;

impl LocalZone for Utc {
    fn offset_at(&self, _utc: f64) -> f64 {
        0.0
    }

    fn offset_at_local(&self, _local: f64) -> f64 {
        0.0
    }

    fn name_at(&self, _utc: f64) -> String {
        "Coordinated Universal Time".to_owned()
    }

    fn identifier(&self) -> String {
        "UTC".to_owned()
    }
}

/// LocalTime ( t ); NaN stays NaN.
pub(crate) fn to_local_time(zone: &dyn LocalZone, utc: f64) -> f64 {
    if utc.is_finite() { utc + zone.offset_at(utc) } else { f64::NAN }
}

/// UTC ( t ); what is not finite becomes NaN.
pub(crate) fn from_local_time(zone: &dyn LocalZone, local: f64) -> f64 {
    if local.is_finite() { local - zone.offset_at_local(local) } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utc_is_its_own_local_time() {
        assert_eq!(to_local_time(&Utc, 5.0), 5.0);
        assert_eq!(from_local_time(&Utc, 5.0), 5.0);
        assert!(to_local_time(&Utc, f64::NAN).is_nan());
        assert!(from_local_time(&Utc, f64::INFINITY).is_nan());
        assert_eq!((Utc.name_at(0.0).as_str(), Utc.identifier().as_str()), ("Coordinated Universal Time", "UTC"));
    }
}
