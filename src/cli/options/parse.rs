//! The command line and `TENURE_OPTIONS`, word by word.

use super::{
    Options, Program, Refusal, VARIABLE,
    read::{illegal, set},
    table::{Flag, Place, Type, find, find_short},
};

/// Turns the words after the command's name, and the value of `TENURE_OPTIONS`, into options. The command line wins.
pub(crate) fn parse(words: &[String], variable: Option<&str>) -> Result<Options, Refusal> {
    let mut options = Options {
        incremental_marking: true,
        compact: true,
        allocation_site_pretenuring: true,
        stack_size: 984,
        stack_trace_limit: 10,
        warnings: true,
        deprecation: true,
        cpu_prof_interval: CPU_PROF_INTERVAL,
        heap_prof_interval: HEAP_PROF_INTERVAL,
        ..Options::default()
    };
    for word in split(variable.unwrap_or_default())? {
        take_variable(&mut options, &word)?;
    }
    let mut words = Words { words, at: 0 };
    while let Some(word) = words.next() {
        if word == "--" {
            break;
        }
        if !word.starts_with('-') || word == "-" {
            words.at -= 1;
            break;
        }
        take(&mut options, word, &mut words)?;
    }
    options.flags = words.taken();
    take_program(&mut options, &mut words)?;
    if options.check && matches!(options.program, Program::Text(_)) {
        return Err(Refusal::new("either --check or --eval can be used, not both"));
    }
    refuse_details(&options)?;
    Ok(options)
}

/// Microseconds between two samples, unless the command line says otherwise.
const CPU_PROF_INTERVAL: u64 = 1000;
/// Bytes between two samples, unless the command line says otherwise.
const HEAP_PROF_INTERVAL: u64 = 512 << 10;

/// How a profile is to be written means nothing without one.
fn refuse_details(options: &Options) -> Result<(), Refusal> {
    let needs = |flag: &str, by: &str| Err(Refusal::new(format_args!("--{by}-{flag} must be used with --{by}")));
    for (is_on, by, name, folder, changes_interval) in [
        (
            options.cpu_prof,
            "cpu-prof",
            &options.cpu_prof_name,
            &options.cpu_prof_dir,
            options.cpu_prof_interval != CPU_PROF_INTERVAL,
        ),
        (
            options.heap_prof,
            "heap-prof",
            &options.heap_prof_name,
            &options.heap_prof_dir,
            options.heap_prof_interval != HEAP_PROF_INTERVAL,
        ),
    ] {
        match () {
            () if is_on => {}
            () if name.is_some() => return needs("name", by),
            () if folder.is_some() => return needs("dir", by),
            () if changes_interval => return needs("interval", by),
            () => {}
        }
    }
    Ok(())
}

/// The command line and how far it is read.
struct Words<'w> {
    words: &'w [String],
    at: usize,
}

impl<'w> Words<'w> {
    fn next(&mut self) -> Option<&'w str> {
        let word = self.words.get(self.at)?;
        self.at += 1;
        Some(word)
    }

    /// The next word if it is no flag. A dash that belongs to the text is written `\-`.
    fn next_operand(&mut self) -> Option<String> {
        let word = self.words.get(self.at).filter(|word| !word.starts_with('-'))?;
        self.at += 1;
        Some(word.strip_prefix('\\').filter(|rest| rest.starts_with('-')).unwrap_or(word).to_owned())
    }

    fn taken(&self) -> Vec<String> {
        self.words[..self.at].to_vec()
    }
}

/// The script's name and arguments, or the arguments alone when the program came with `-e`.
fn take_program(options: &mut Options, words: &mut Words<'_>) -> Result<(), Refusal> {
    if options.program == Program::Prompt
        && let Some(word) = words.next()
    {
        if words.at == 1 {
            refuse_missing_dashes(word)?;
        }
        options.program = if word == "-" { Program::StandardInput } else { Program::File(word.to_owned()) };
    }
    options.script_arguments = words.words[words.at..].to_vec();
    Ok(())
}

/// `max-old-space-size=2048` is what some texts tell people to type.
fn refuse_missing_dashes(word: &str) -> Result<(), Refusal> {
    let name = word.split_once('=').map(|(name, _)| name);
    match name.and_then(find) {
        Some(_) => Err(Refusal::new(format_args!("bad option: {word}, did you mean --{word}?"))),
        None => Ok(()),
    }
}

fn bad(word: &str) -> Refusal {
    Refusal::new(format_args!("bad option: {word}"))
}

/// A flag taken apart.
struct Spelled<'w> {
    flag: &'static Flag,
    value: Option<&'w str>,
    /// `--no-flag`
    negated: bool,
}

fn spell(word: &str) -> Option<Spelled<'_>> {
    let Some(long) = word.strip_prefix("--") else {
        return find_short(word).map(|flag| Spelled { flag, value: None, negated: false });
    };
    let (name, value) = match long.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (long, None),
    };
    if let Some(flag) = find(name) {
        return Some(Spelled { flag, value, negated: false });
    }
    let positive = name.strip_prefix("no")?.trim_start_matches(['-', '_']);
    find(positive).map(|flag| Spelled { flag, value, negated: true })
}

fn take(options: &mut Options, word: &str, words: &mut Words<'_>) -> Result<(), Refusal> {
    let Spelled { flag, value, negated } = spell(word).ok_or_else(|| bad(word))?;
    if negated {
        return negate(options, flag, word, value);
    }
    match flag.kind {
        Type::Program => {
            let text = value.map(str::to_owned).or_else(|| words.next_operand());
            let needs = || Refusal::new(format_args!("{word} requires an argument"));
            options.program = Program::Text(text.ok_or_else(needs)?);
        }
        Type::Print => {
            options.print = true;
            if let Some(text) = value.map(str::to_owned).or_else(|| words.next_operand()) {
                options.program = Program::Text(text);
            }
        }
        Type::Signal(_) | Type::Text(_) if value.is_none() => {
            let name = words.next_operand();
            set(options, flag.kind, word, name.as_deref())?;
        }
        // V8 wants the value behind `=`; the next word may be the script. Say what was probably meant.
        Type::Size(_) | Type::Number(..) | Type::Count(_) | Type::NewSpace if value.is_none() => {
            let mut refusal = illegal(word, if matches!(flag.kind, Type::Number(..)) { "int" } else { "size_t" });
            if let Some(number) = words.next_operand().filter(|next| next.parse::<u64>().is_ok()) {
                refusal.text.push_str(&format!(", did you mean {word}={number}?"));
            }
            return Err(refusal);
        }
        _ => set(options, flag.kind, word, value)?,
    }
    Ok(())
}

/// Takes one flag with its value behind `=`, as a script changes it.
pub(super) fn change_one(options: &mut Options, word: &str) -> Result<(), Refusal> {
    take(options, word, &mut Words { words: &[], at: 0 })
}

fn negate(options: &mut Options, flag: &Flag, word: &str, value: Option<&str>) -> Result<(), Refusal> {
    match (flag.kind, value) {
        (Type::Switch(field), None) => *field(options) = false,
        (Type::Signal(field), None) => *field(options) = None,
        (Type::Page(field) | Type::Text(field), None) => *field(options) = None,
        (Type::Stress(field), None) => *field(options) = None,
        (Type::Switch(_), Some(_)) => return Err(illegal(word, "bool")),
        (Type::Size(_) | Type::Count(_) | Type::NewSpace, _) => return Err(illegal(word, "size_t")),
        (Type::Number(..), _) => return Err(illegal(word, "int")),
        _ => {
            let text = format!("{word} is an invalid negation because it is not a boolean option");
            return Err(Refusal::new(text));
        }
    }
    Ok(())
}

/// Takes a word of `TENURE_OPTIONS`, where flags that say what to run have no place.
fn take_variable(options: &mut Options, word: &str) -> Result<(), Refusal> {
    let is_allowed = |spelled: &Spelled<'_>| spelled.flag.place == Place::Anywhere;
    if spell(word).is_none_or(|spelled| !is_allowed(&spelled)) {
        let name = word.split_once('=').map_or(word, |(name, _)| &word[..=name.len()]);
        return Err(Refusal::new(format_args!("{name} is not allowed in {VARIABLE}")));
    }
    take(options, word, &mut Words { words: &[], at: 0 })
}

/// Splits the variable at spaces. Double quotes keep spaces, and a backslash within them takes the next character.
fn split(variable: &str) -> Result<Vec<String>, Refusal> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut is_quoted = false;
    let mut characters = variable.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                is_quoted = !is_quoted;
                word.get_or_insert_default();
            }
            ' ' if !is_quoted => words.extend(word.take()),
            '\\' if is_quoted => match characters.next() {
                Some(next) => word.get_or_insert_default().push(next),
                None => return Err(Refusal::new(format_args!("invalid value for {VARIABLE} (invalid escape)"))),
            },
            other => word.get_or_insert_default().push(other),
        }
    }
    if is_quoted {
        return Err(Refusal::new(format_args!("invalid value for {VARIABLE} (unterminated string)")));
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
