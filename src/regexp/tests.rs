//! Patterns against what node makes of them (`tests/record.mjs` records it), and against the worst.

use super::check as check_pattern;
use super::*;

/// `%` starts four hexadecimal digits.
fn unquote(text: &str) -> Vec<u16> {
    let (mut units, mut rest) = (Vec::new(), text);
    while let Some(first) = rest.bytes().next() {
        if first == b'%' {
            units.push(u16::from_str_radix(&rest[1..5], 16).expect("four digits"));
            rest = &rest[5..];
        } else {
            units.push(u16::from(first));
            rest = &rest[1..];
        }
    }
    units
}

fn flags(text: &str) -> Flags {
    Flags::parse(text.encode_utf16()).expect("flags")
}

fn compile(pattern: &str, letters: &str) -> Program {
    let pattern: Vec<u16> = pattern.encode_utf16().collect();
    Program::compile(&pattern, flags(letters)).unwrap_or_else(|error| panic!("{error:?}"))
}

/// How a match is asked for.
#[derive(Clone, Copy)]
struct Way {
    slice: u32,
    remembers: bool,
}

const PLAINLY: Way = Way { slice: 5000, remembers: false };

/// The places of the groups, in the words of the recordings; and how many slices that took.
fn places(program: &Program, subject: Subject<'_>, start: u32, way: Way) -> (String, u32) {
    let (mut matcher, mut slices) = (Matcher::default(), 0);
    matcher.begin(program, subject, start);
    if way.remembers {
        matcher.remember();
    }
    loop {
        slices += 1;
        match matcher.run(program, subject, &mut way.slice.clone()) {
            Progress::Paused => assert!(slices < 1_000_000, "no end"),
            Progress::Failed => return ("-".to_owned(), slices),
            Progress::OutOfMemory => panic!("no memory"),
            Progress::Matched => break,
        }
    }
    let place = |group| matcher.group(group).map_or("-".to_owned(), |(start, end)| format!("{start},{end}"));
    ((0..=program.captures()).map(place).collect::<Vec<_>>().join(" "), slices)
}

#[test]
fn a_failed_run_is_not_tried_again_from_within() {
    let long: Vec<u8> = [vec![b'x'], vec![b' '; 20_000], vec![b'x']].concat();
    for pattern in [r"\s+$", r"^\s+|\s+$", r"^[\s\u200c]+|[\s\u200c]+$", r"(?:(\s+)|^y| +)$", r"(?:\s+|[ \t]+)$"] {
        let program = compile(pattern, "");
        let (found, slices) = places(&program, Subject::Latin1(&long), 0, PLAINLY);
        assert_eq!(found, "-");
        assert!(slices < 200, "{pattern}: {slices} slices");
    }
    // What begins otherwise is tried everywhere, and runs of different sorts end where the first does.
    for (pattern, text, expected) in [
        (r"\s+$|x", "   x", "3,4"),
        (r"(?:[ab]+|[bc]+)d", "abcd", "1,4"),
        (r"(?:[ab]+|[bc]+)d", "aabbccd", "2,7"),
        (r"(?:^a+|[ab]+)c", "abac", "0,4"),
        (r"(?:[ab]+c|[bc]+)d", "abcbd", "1,5"),
    ] {
        let program = compile(pattern, "");
        let (found, _) = places(&program, Subject::Latin1(text.as_bytes()), 0, PLAINLY);
        assert_eq!(found, expected, "{pattern} in {text}");
    }
}

#[test]
fn matches_are_what_node_finds() {
    let mut offences = Vec::new();
    for line in include_str!("tests/matches.txt").lines() {
        let parts: Vec<&str> = line.split('\t').collect();
        let [letters, pattern, text, start, expected] = parts[..] else { panic!("{line}") };
        let (text, start) = (unquote(text), start.parse().expect("a number"));
        let program = match Program::compile(&unquote(pattern), flags(letters)) {
            Ok(program) => program,
            Err(error) => {
                offences.push(format!("{line}: {error:?}"));
                continue;
            }
        };
        let narrow: Option<Vec<u8>> = text.iter().map(|&unit| u8::try_from(unit).ok()).collect();
        for (slice, remembers) in [(5000, false), (1, false), (3, true)] {
            let way = Way { slice, remembers };
            let mut found = vec![places(&program, Subject::TwoByte(&text), start, way).0];
            found.extend(narrow.iter().map(|text| places(&program, Subject::Latin1(text), start, way).0));
            offences.extend(
                found
                    .iter()
                    .filter(|found| *found != expected)
                    .map(|found| format!("{line}: {found} ({slice}, {remembers})")),
            );
        }
    }
    assert!(offences.is_empty(), "{} differ\n{}", offences.len(), offences[..offences.len().min(40)].join("\n"));
}

#[test]
fn errors_are_what_node_says() {
    let mut offences = Vec::new();
    for line in include_str!("tests/errors.txt").lines() {
        let parts: Vec<&str> = line.split('\t').collect();
        let [letters, pattern, expected] = parts[..] else { panic!("{line}") };
        let found = match check_pattern(&unquote(pattern), flags(letters)) {
            Ok(()) => "ok".to_owned(),
            Err(error) => {
                let whole = error.describe("", flags(letters));
                whole[format!("Invalid regular expression: //{letters}: ").len()..].to_owned()
            }
        };
        if found != expected {
            offences.push(format!("{line}: {found}"));
        }
    }
    assert!(offences.is_empty(), "{} differ\n{}", offences.len(), offences[..offences.len().min(60)].join("\n"));
}

#[test]
fn unkind_patterns_end_soon() {
    let check = |pattern: &str, letters: &str, text: String, expected: &str| {
        let (found, slices) = places(&compile(pattern, letters), Subject::Latin1(text.as_bytes()), 0, PLAINLY);
        assert_eq!(found, expected, "{pattern}");
        assert!(slices < 200, "{pattern}: {slices} slices");
    };
    let forty = || "a".repeat(40) + "!";
    check("(a+)+$", "", forty(), "-");
    check("^(a|a)*$", "", forty(), "-");
    check("(a|aa)+$", "", forty(), "-");
    check("(a*)*$", "", forty(), "41,41 -");
    check("^(a?){40}a{40}b", "", forty(), "-");
    check("([a-z]+)*=", "i", forty(), "-");
    check("(.*)*x", "s", forty(), "-");
    check("(?:a*?)*?c", "", forty(), "-");
    check("(?=(a+)+c)b|(?:a+)+d", "", forty(), "-");
    check(r"^(([a-z])+.)+[A-Z]([a-z])+$", "", forty(), "-");
    check(r"\s+$", "", " ".repeat(2000) + "x", "-");
    check("a*a*a*a*b", "", "a".repeat(2000), "-");
    check("(x+x+)+y", "", "x".repeat(2000), "-");
    check("(?<=(?:a+)+b)c", "", forty() + "c", "-");
}

#[test]
fn patterns_of_later_editions_match() {
    let check = |pattern: &str, letters: &str, text: &str, expected: &str| {
        let units: Vec<u16> = text.encode_utf16().collect();
        assert_eq!(places(&compile(pattern, letters), Subject::TwoByte(&units), 0, PLAINLY).0, expected, "{pattern}");
    };
    check("a(?i:b)c", "", "aBC aBc", "4,7");
    check("(?-i:a)b", "i", "AB aB", "3,5");
    check("(?s:.)(?m:^)x", "", "\nx", "0,2");
    check(r"(?:(?<y>\d{4})-|-(?<y>\d\d))\k<y>", "", "2020-2020", "0,9 0,4 -");
    check(r"(?:(?<y>\d{4})-|-(?<y>\d\d))\k<y>", "", "-20x-2121", "4,9 - 5,7");
    check(r"^\p{RGI_Emoji}$", "v", "👨\u{200d}👩\u{200d}👧", "0,8");
    check(r"^\p{RGI_Emoji}(?<=\p{Emoji_Keycap_Sequence})", "v", "#\u{fe0f}\u{20e3}", "0,3");
    check(r"[\p{L}--[a-z]]+", "v", "abcdÄÖ", "4,6");
    check(r"[\p{ASCII}--b]", "iv", "bB", "-");
}

#[test]
fn what_is_too_much_is_refused() {
    let check = |pattern: String, expected: &str| {
        let units: Vec<u16> = pattern.encode_utf16().collect();
        let found = Program::compile(&units, Flags::default()).map(|program| program.bytes() > 0);
        assert_eq!(found.err().map_or("ok", |error| error.0), expected, "{}", &pattern[..20]);
    };
    check("(".repeat(100_000), "Regular expression too large");
    check("(".repeat(300) + &")".repeat(300), "ok");
    check("(?:".repeat(30_000) + &")".repeat(30_000), "Regular expression too large");
    check("()".repeat(70_000), "Too many captures");
    check("[α-ωa-z]".repeat(100_000), "ok");
    let many: Vec<u16> = r"\p{RGI_Emoji}\p{L}".repeat(10_000).encode_utf16().collect();
    assert_eq!(check_pattern(&many, flags("v")), Err(PatternError::TOO_LARGE));
    check("a".repeat(5_000_000), "Regular expression too large");
    check(format!("{}a{}", "(?:".repeat(20), "b){1,9999}".repeat(20)), "ok");
    check("(?:ab|cd){99999999999}".repeat(2), "ok");
}
