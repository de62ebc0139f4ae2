//! The pseudo-random numbers of tests that try what nobody thought of: the same seed throws the same numbers.

#![allow(dead_code, reason = "several tests throw these dice, and each uses a part of them")]

use std::collections::HashMap;

/// Texts for names. In a text `@` and letters are the name of a production, `@@` is `@`, and `@#` a number that stands
/// nowhere else but in the rest of this text.
#[derive(Default)]
pub(crate) struct Grammar {
    productions: HashMap<&'static str, Vec<&'static str>>,
}

/// A production: its name and the texts it may stand for. The first of them is taken where nesting has to end.
pub(crate) type Production = (&'static str, &'static [&'static str]);

impl Grammar {
    /// A grammar of these productions.
    pub(crate) fn of(productions: &[Production]) -> Grammar {
        Grammar { productions: productions.iter().map(|&(name, texts)| (name, texts.to_vec())).collect() }
    }

    /// Adds the productions of a file: a name at the start of a line, its texts below, each behind two spaces. A text
    /// behind `3* ` counts three times. `#` starts a line for people.
    pub(crate) fn read(mut self, file: &'static str) -> Grammar {
        let mut name = "";
        for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
            let Some(text) = line.strip_prefix("  ") else {
                name = line;
                continue;
            };
            let weighted = text.split_once("* ").and_then(|(weight, text)| Some((weight.parse().ok()?, text)));
            let (weight, text) = weighted.unwrap_or((1, text));
            self.productions.entry(name).or_default().extend(std::iter::repeat_n(text, weight));
        }
        self
    }
}

/// A linear congruential generator; only its upper bits are shown.
pub(crate) struct Dice {
    state: u64,
    /// Numbers given to texts.
    numbers: usize,
}

impl Dice {
    /// Dice that throw what belongs to `seed`. Neighbouring seeds have nothing in common.
    pub(crate) fn new(seed: u64) -> Dice {
        let mut mixed = seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        Dice { state: mixed ^ mixed >> 31, numbers: 0 }
    }

    /// A number below `bound`, which is not 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.state = self.state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.state >> 33) as usize) % bound
    }

    /// True once in `times`.
    pub(crate) fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of several.
    pub(crate) fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }

    /// A text that `text` stands for, nested at most `depth` deep, and hardly longer than `longest` bytes.
    pub(crate) fn grow(&mut self, grammar: &Grammar, text: &str, depth: usize, longest: usize) -> String {
        let mut grown = String::new();
        self.grow_into(grammar, text, depth, longest, &mut grown);
        grown
    }

    fn grow_into(&mut self, grammar: &Grammar, text: &str, depth: usize, longest: usize, grown: &mut String) {
        self.numbers += 1;
        let number = self.numbers.to_string();
        let mut rest = text;
        while let Some(at) = rest.find('@') {
            grown.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
            let (name, behind) = rest.split_at(length.max(1));
            rest = behind;
            match grammar.productions.get(name) {
                Some(texts) => {
                    let choice = if depth == 0 || grown.len() > longest { texts[0] } else { *self.pick(texts) };
                    self.grow_into(grammar, choice, depth.saturating_sub(1), longest, grown);
                }
                None if name == "#" => grown.push_str(&number),
                None => {
                    assert_eq!(name, "@", "no production");
                    grown.push('@');
                }
            }
        }
        grown.push_str(rest);
    }
}

/// A number from the environment.
pub(crate) fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}
