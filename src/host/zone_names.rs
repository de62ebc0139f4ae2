//! What people call the time of a zone, in English. The zone database knows abbreviations only.

/// Names that an abbreviation gives away wherever it is used.
const BY_ABBREVIATION: &[(&str, &str)] = &[
    ("ACDT", "Australian Central Daylight Time"),
    ("ACST", "Australian Central Standard Time"),
    ("ADT", "Atlantic Daylight Time"),
    ("AEDT", "Australian Eastern Daylight Time"),
    ("AEST", "Australian Eastern Standard Time"),
    ("AKDT", "Alaska Daylight Time"),
    ("AKST", "Alaska Standard Time"),
    ("AST", "Atlantic Standard Time"),
    ("AWST", "Australian Western Standard Time"),
    ("CAT", "Central Africa Time"),
    ("CEST", "Central European Summer Time"),
    ("CET", "Central European Standard Time"),
    ("EAT", "East Africa Time"),
    ("EDT", "Eastern Daylight Time"),
    ("EEST", "Eastern European Summer Time"),
    ("EET", "Eastern European Standard Time"),
    ("EST", "Eastern Standard Time"),
    ("GMT", "Greenwich Mean Time"),
    ("HDT", "Hawaii-Aleutian Daylight Time"),
    ("HKT", "Hong Kong Standard Time"),
    ("HST", "Hawaii-Aleutian Standard Time"),
    ("JST", "Japan Standard Time"),
    ("KST", "Korean Standard Time"),
    ("MDT", "Mountain Daylight Time"),
    ("MSK", "Moscow Standard Time"),
    ("MST", "Mountain Standard Time"),
    ("NDT", "Newfoundland Daylight Time"),
    ("NST", "Newfoundland Standard Time"),
    ("NZDT", "New Zealand Daylight Time"),
    ("NZST", "New Zealand Standard Time"),
    ("PDT", "Pacific Daylight Time"),
    ("PKT", "Pakistan Standard Time"),
    ("PST", "Pacific Standard Time"),
    ("SAST", "South Africa Standard Time"),
    ("UTC", "Coordinated Universal Time"),
    ("WAT", "West Africa Time"),
    ("WEST", "Western European Summer Time"),
    ("WET", "Western European Standard Time"),
    ("WIB", "Western Indonesia Time"),
];

/// Names of zones whose abbreviation says too little: beginning of the identifier, name out of and in summer.
const BY_IDENTIFIER: &[(&str, &str, &str)] = &[
    ("America/Argentina/", "Argentina Standard Time", "Argentina Summer Time"),
    ("America/Bogota", "Colombia Standard Time", "Colombia Summer Time"),
    ("America/Havana", "Cuba Standard Time", "Cuba Daylight Time"),
    ("America/Lima", "Peru Standard Time", "Peru Summer Time"),
    ("America/Santiago", "Chile Standard Time", "Chile Summer Time"),
    ("America/Sao_Paulo", "Brasilia Standard Time", "Brasilia Summer Time"),
    ("Asia/Bangkok", "Indochina Time", "Indochina Time"),
    ("Asia/Calcutta", "India Standard Time", "India Standard Time"),
    ("Asia/Dhaka", "Bangladesh Standard Time", "Bangladesh Summer Time"),
    ("Asia/Dubai", "Gulf Standard Time", "Gulf Standard Time"),
    ("Asia/Ho_Chi_Minh", "Indochina Time", "Indochina Time"),
    ("Asia/Jerusalem", "Israel Standard Time", "Israel Daylight Time"),
    ("Asia/Kathmandu", "Nepal Time", "Nepal Time"),
    ("Asia/Kolkata", "India Standard Time", "India Standard Time"),
    ("Asia/Macau", "China Standard Time", "China Daylight Time"),
    ("Asia/Manila", "Philippine Standard Time", "Philippine Summer Time"),
    ("Asia/Riyadh", "Arabian Standard Time", "Arabian Daylight Time"),
    ("Asia/Shanghai", "China Standard Time", "China Daylight Time"),
    ("Asia/Singapore", "Singapore Standard Time", "Singapore Standard Time"),
    ("Asia/Taipei", "Taipei Standard Time", "Taipei Daylight Time"),
    ("Asia/Tehran", "Iran Standard Time", "Iran Daylight Time"),
    ("Europe/Dublin", "Greenwich Mean Time", "Irish Standard Time"),
    ("Europe/Istanbul", "Türkiye Standard Time", "Türkiye Summer Time"),
    ("Europe/London", "Greenwich Mean Time", "British Summer Time"),
    ("America/", "Central Standard Time", "Central Daylight Time"),
];

/// The name of a zone's time, if it is a known one. `IST` in Dublin is summer time whatever the database calls it.
pub(super) fn long_name(identifier: &str, abbreviation: &str, is_summer: bool) -> Option<String> {
    let by_abbreviation = BY_ABBREVIATION.iter().find(|(known, _)| *known == abbreviation).map(|&(_, name)| name);
    let is_summer = is_summer != (identifier == "Europe/Dublin");
    let known = |prefix: &str| match prefix {
        "America/" => matches!(abbreviation, "CST" | "CDT") && identifier.starts_with(prefix),
        _ => identifier.starts_with(prefix),
    };
    let by_identifier = || {
        let found = BY_IDENTIFIER.iter().find(|(prefix, ..)| known(prefix));
        found.map(|&(_, standard, summer)| if is_summer { summer } else { standard })
    };
    by_abbreviation.or_else(by_identifier).map(str::to_owned)
}

/// A name made of the offset, in milliseconds: `GMT-05:00`.
pub(super) fn offset_name(offset: f64) -> String {
    let sign = if offset < 0.0 { '-' } else { '+' };
    let minutes = (offset.abs() / 60_000.0) as u32;
    format!("GMT{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_the_abbreviation_or_the_place() {
        for (identifier, abbreviation, is_summer, expected) in [
            ("Europe/Berlin", "CEST", true, Some("Central European Summer Time")),
            ("Asia/Kolkata", "IST", false, Some("India Standard Time")),
            ("Asia/Jerusalem", "IST", false, Some("Israel Standard Time")),
            ("Europe/Dublin", "IST", false, Some("Irish Standard Time")),
            ("Europe/Dublin", "GMT", true, Some("Greenwich Mean Time")),
            ("Europe/London", "BST", true, Some("British Summer Time")),
            ("America/Chicago", "CST", false, Some("Central Standard Time")),
            ("Asia/Shanghai", "CST", false, Some("China Standard Time")),
            ("Etc/GMT+5", "-05", false, None),
        ] {
            assert_eq!(long_name(identifier, abbreviation, is_summer).as_deref(), expected, "{identifier}");
        }
        assert_eq!(offset_name(-18_000_000.0), "GMT-05:00");
        assert_eq!(offset_name(20_700_000.0), "GMT+05:45");
    }
}
