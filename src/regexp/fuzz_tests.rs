//! Patterns that nobody would write, on texts that nobody has: the parser answers, the matcher ends or pauses, and every
//! way of matching finds the same.
//!
//! `TENURE_FUZZ_INPUTS` sets how many patterns are tried, `TENURE_FUZZ_SEED` the first of their seeds. A fault names its
//! seed, so that `TENURE_FUZZ_INPUTS=1 TENURE_FUZZ_SEED=n` shows it alone.

use super::dice::{Dice, Grammar, Production, from_environment};
use super::*;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What patterns are made of.
const PATTERNS: &[Production] = &[
    // Disjunction.
    ("D", &["@T", "@T@T", "@T@T@T", "@T@T@T@T", "@D|@D", "@T|", "|@T", "^@D", "@D$", "@T@T@T@D"]),
    // Term.
    ("T", &["@A", "@A", "@A@Q", "@A@Q", "@A@Q?", "@G", "@G@Q", "@G@Q?", "@L", "@L@Q"]),
    // Quantifier.
    (
        "Q",
        &[
            "*",
            "+",
            "?",
            "{2}",
            "{0}",
            "{1,3}",
            "{0,2}",
            "{2,}",
            "{0,}",
            "{3,1}",
            "{9999}",
            "{,2}",
            "{1",
            "{99999999999}",
            "{0,1}",
            "{1,1}",
        ],
    ),
    // Group.
    (
        "G",
        &[
            "(@D)",
            "(?:@D)",
            "(?<n>@D)",
            "(?<m>@D)",
            "(?<n>@D)|(?<n>@D)",
            "(?i:@D)",
            "(?-i:@D)",
            "(?s-m:@D)",
            "(?ims:@D)",
            "(?-:@D)",
            "(?ii:@D)",
            "()",
            "(?:)",
            "(?<$𐒤>@D)",
            "(?<\\u{61}>@D)",
            "(@D",
            "@D)",
            "(?@D)",
            "(?<n@D)",
        ],
    ),
    // Look.
    (
        "L",
        &[
            "^",
            "$",
            "\\b",
            "\\B",
            "(?=@D)",
            "(?!@D)",
            "(?<=@D)",
            "(?<!@D)",
            "(?=(@D))\\1",
            "(?<=(@D)\\1)",
            "(?<=\\1(@D))",
        ],
    ),
    // Atom.
    (
        "A",
        &[
            "a",
            "b",
            "c",
            "aB",
            "K",
            "é",
            "ß",
            "ſ",
            "😀",
            "\u{2028}",
            "\n",
            ".",
            "\\d",
            "\\D",
            "\\w",
            "\\W",
            "\\s",
            "\\S",
            "\\1",
            "\\2",
            "\\9",
            "\\12",
            "\\k<n>",
            "\\k<m>",
            "\\k",
            "\\k<",
            "\\0",
            "\\00",
            "\\01",
            "\\x61",
            "\\x4",
            "\\u0061",
            "\\u{1f600}",
            "\\u{110000}",
            "\\ud83d",
            "\\ude00",
            "\\ud83d\\ude00",
            "\\cA",
            "\\c",
            "\\c1",
            "\\t",
            "\\n",
            "\\/",
            "\\-",
            "\\$",
            "\\p{L}",
            "\\p{Lu}",
            "\\P{Ll}",
            "\\p{Script=Greek}",
            "\\p{scx=Grek}",
            "\\p{ASCII}",
            "\\p{Any}",
            "\\p{RGI_Emoji}",
            "\\P{RGI_Emoji}",
            "\\p{Emoji_Keycap_Sequence}",
            "\\p{Nonsense}",
            "\\p{",
            "\\",
            "]",
            "}",
            "{",
            "\\q{a}",
            "[@C]",
            "[^@C]",
            "[@C]",
            "[^@C]",
            "[]",
            "[^]",
            "[@C",
        ],
    ),
    // Class.
    (
        "C",
        &[
            "@M",
            "@M@M",
            "@M@M@M",
            "@M-@M",
            "a-z",
            "z-a",
            "A-Z0-9",
            "@M-",
            "-@M",
            "^",
            "@M&&@M",
            "@M--@M",
            "[@C]",
            "[@C]&&[@C]",
            "[@C]--[@C]",
            "[^@C]@M",
            "@M@M-@M",
            "\\w&&[@C]",
            "@M&&@M--@M",
            "@M&&&@M",
            "&&",
            "--",
            "@M!!@M",
            "\\p{L}--[@C]",
        ],
    ),
    // Member of a class.
    (
        "M",
        &[
            "a",
            "b",
            "k",
            "K",
            "é",
            "ſ",
            "😀",
            "\\d",
            "\\D",
            "\\w",
            "\\W",
            "\\s",
            "\\S",
            "\\b",
            "\\B",
            "\\-",
            "\\]",
            "\\x41",
            "\\u{1f600}",
            "\\ud83d",
            "\\cA",
            "\\c",
            "\\c_",
            "\\0",
            "\\07",
            "\\8",
            "\\p{Lu}",
            "\\P{L}",
            "\\p{RGI_Emoji}",
            "\\q{ab|c|}",
            "\\q{😀|k}",
            "\\q{",
            "(",
            ")",
            "|",
            "/",
            "{",
            "}",
            "^",
            "$",
            "\\k",
            "\\&",
            "\u{2028}",
            ".",
        ],
    ),
];

/// Pieces of the texts.
const PIECES: &[&str] = &[
    "a", "b", "c", "ab", "aa", "K", "k", "\u{212a}", "é", "É", "ß", "ſ", "s", "😀", "\n", "\u{2028}", "0", "1", " ",
    "_", "α", "Ω", "-",
];
const LETTERS: &[&str] = &[
    "", "i", "u", "v", "iu", "iv", "y", "ms", "g", "d", "gi", "dgimsuy", "dgimsvy", "su", "mv", "sy", "uv", "ii", "x",
];
/// The longest pattern that is looked at, in bytes.
const LONGEST: usize = 120;

/// The pattern of a seed: grown, and sometimes broken.
fn pattern(dice: &mut Dice, grammar: &Grammar) -> Vec<u16> {
    let text = dice.grow(grammar, "@D", 7, LONGEST);
    let mut units: Vec<u16> = text.encode_utf16().collect();
    if dice.one_in(4) {
        for _ in 0..1 + dice.below(3) {
            let at = dice.below(units.len() + 1);
            match dice.below(4) {
                0 => units.truncate(at),
                1 if at < units.len() => drop(units.remove(at)),
                2 if at < units.len() => units.insert(at, units[at]),
                _ => units
                    .insert(at, *dice.pick(&[0x28, 0x29, 0x5b, 0x5d, 0x5c, 0x2d, 0x3f, 0x7b, 0xd83d, 0xde00, 0x7c])),
            }
        }
    }
    units
}

fn subject(dice: &mut Dice) -> Vec<u16> {
    let is_narrow = dice.one_in(2);
    let fits = |piece: &&&str| !is_narrow || piece.chars().all(|c| (c as u32) < 256);
    let pieces: Vec<&str> = PIECES.iter().filter(fits).copied().collect();
    let mut units = Vec::new();
    for _ in 0..dice.below(18) {
        units.extend(dice.pick(&pieces).encode_utf16());
    }
    if !is_narrow && dice.one_in(4) && !units.is_empty() {
        let at = dice.below(units.len());
        units[at] = *dice.pick(&[0xd83d, 0xde00]);
    }
    units
}

/// What is found within a little fuel, given in slices: the places of the groups, empty if there is no match.
type Found = Option<Vec<Option<(usize, usize)>>>;

fn find(
    matcher: &mut Matcher,
    program: &Program,
    subject: Subject<'_>,
    start: u32,
    slice: u32,
    remembers: bool,
) -> Found {
    matcher.begin(program, subject, start);
    if remembers {
        matcher.remember();
    }
    for _ in 0..4000 / slice {
        match matcher.run(program, subject, &mut slice.clone()) {
            Progress::Paused => {}
            Progress::Matched => return Some((0..=program.captures()).map(|group| matcher.group(group)).collect()),
            Progress::Failed => return Some(Vec::new()),
            Progress::OutOfMemory => panic!("no memory"),
        }
    }
    None
}

/// Tries one pattern. True if it is one.
fn try_one(seed: u64, grammar: &Grammar) -> bool {
    let dice = &mut Dice::new(seed);
    let pattern = pattern(dice, grammar);
    let letters = dice.pick(LETTERS);
    let Some(flags) = Flags::parse(letters.encode_utf16()) else { return false };
    let checked = check(&pattern, flags);
    let program = match Program::compile(&pattern, flags) {
        Ok(program) => program,
        Err(error) => {
            assert_eq!(checked.err().map(|error| error.0), Some(error.0), "check and compile disagree");
            return false;
        }
    };
    assert!(checked.is_ok(), "check refuses what compiles");
    let mut matcher = Matcher::default();
    for _ in 0..2 {
        let text = subject(dice);
        let start = dice.below(text.len() + 1) as u32;
        let first = find(&mut matcher, &program, Subject::TwoByte(&text), start, 2000, false);
        for (index, place) in first.iter().flatten().enumerate() {
            let (from, to) = place.unwrap_or_default();
            assert!(from <= to && to <= text.len(), "group {index} is {from}..{to}");
        }
        let compare = |how: &str, again: Found| {
            let differ = first.is_some() && again.is_some() && first != again;
            assert!(!differ, "{how}: {first:?}, then {again:?}, on {text:?} from {start}");
        };
        compare("again", find(&mut matcher, &program, Subject::TwoByte(&text), start, 2000, false));
        compare("in slices", find(&mut matcher, &program, Subject::TwoByte(&text), start, 7, false));
        compare("remembering", find(&mut matcher, &program, Subject::TwoByte(&text), start, 1000, true));
        let narrow: Option<Vec<u8>> = text.iter().map(|&unit| u8::try_from(unit).ok()).collect();
        if let Some(narrow) = narrow {
            compare("as Latin-1", find(&mut matcher, &program, Subject::Latin1(&narrow), start, 2000, false));
        }
    }
    true
}

#[test]
fn no_pattern_panics_and_all_ways_of_matching_agree() {
    let inputs = from_environment("TENURE_FUZZ_INPUTS").unwrap_or(20_000);
    let first = from_environment("TENURE_FUZZ_SEED").unwrap_or(0);
    let grammar = Grammar::of(PATTERNS);
    let (mut compiled, mut faults) = (0, Vec::new());
    for seed in first..first + inputs {
        match catch_unwind(AssertUnwindSafe(|| try_one(seed, &grammar))) {
            Ok(is_pattern) => compiled += u64::from(is_pattern),
            Err(_) => {
                let text = String::from_utf16_lossy(&pattern(&mut Dice::new(seed), &grammar));
                faults.push(format!("TENURE_FUZZ_SEED={seed}: {text:?}"));
            }
        }
        if faults.len() == 20 {
            break;
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(inputs < 100 || compiled * 6 > inputs, "{compiled} of {inputs} are patterns");
}
