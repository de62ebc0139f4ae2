//! Values of flags, and V8's words for bad ones.

use super::{InputType, Options, Refusal, Stress, table::Type};
use crate::host::{RejectionMode, is_signal};

/// Sets the flag's field from its value; `word` is the argument as written. Without a value, `value` is `None`.
pub(super) fn set(options: &mut Options, kind: Type, word: &str, value: Option<&str>) -> Result<(), Refusal> {
    match kind {
        Type::Switch(field) => match value {
            None => *field(options) = true,
            Some(_) => return Err(illegal(word, "bool")),
        },
        Type::Size(field) => *field(options) = size(word, value)?,
        Type::Number(field, least, most) => *field(options) = number(word, value, least, most)?,
        Type::Count(field) => *field(options) = Some(size(word, value)?),
        Type::Signal(field) => {
            let name = value.unwrap_or_default();
            let unknown = || Refusal::new(format_args!("{word}: unknown signal '{name}'"));
            *field(options) = Some(Some(name.to_owned()).filter(|name| is_signal(name)).ok_or_else(unknown)?);
        }
        Type::Text(field) => {
            let flag = word.split('=').next().unwrap_or(word);
            let needs = || Refusal::new(format_args!("{flag} requires an argument"));
            *field(options) = Some(value.filter(|text| !text.is_empty()).ok_or_else(needs)?.to_owned());
        }
        Type::Page(field) => *field(options) = Some(page(word, value)?),
        #[cfg(all(feature = "devtools", unix))]
        Type::Inspect(when) => {
            let flag = word.split('=').next().unwrap_or(word);
            let address = crate::devtools::Address::parse(value.unwrap_or_default());
            options.inspect_address = address.map_err(|error| Refusal::new(format_args!("{flag} {error}")))?;
            options.inspect |= when != super::Inspect::Signal;
            options.inspect_wait |= matches!(when, super::Inspect::Wait | super::Inspect::Break);
            options.inspect_brk |= when == super::Inspect::Break;
        }
        Type::Stress(field) => *field(options) = Some(stress(word, value)?),
        Type::NewSpace => {
            let kilobytes = size(word, value)?;
            let megabytes = kilobytes.div_ceil(1024);
            options.max_semi_space_size = megabytes;
            options.notes.push(format!(
                "tenure: --max-new-space-size counts in KB and is gone from today's V8; taken as \
                 --max-semi-space-size={megabytes} (MB)"
            ));
        }
        Type::Rejections => {
            let mode = value.unwrap_or_default();
            options.rejections = RejectionMode::named(mode).ok_or_else(|| {
                Refusal::new(format_args!("invalid value for {}", word.split('=').next().unwrap_or(word)))
            })?;
        }
        Type::Input => {
            options.input_type = match value.unwrap_or_default() {
                "module" => Some(InputType::Module),
                "commonjs" => Some(InputType::CommonJs),
                _ => return Err(Refusal::new("--input-type must be \"module\" or \"commonjs\"")),
            };
        }
        // The parser takes these apart itself.
        Type::Program | Type::Print => {}
    }
    Ok(())
}

/// V8's words for a value of the wrong type.
pub(super) fn illegal(word: &str, kind: &str) -> Refusal {
    let advice = if kind == "bool" { "\nTo set or unset a boolean flag, use --flag or --no-flag." } else { "" };
    let mut refusal = Refusal::new(format_args!("bad option: {word}"));
    refusal.text = format!(
        "Error: illegal value for flag {word} of type {kind}{advice}\nTry --help for options\n{}",
        refusal.text
    );
    refusal
}

/// V8's words for a number that is too small or too large.
fn out_of_bounds(word: &str, kind: &str, least: i128, most: i128) -> Refusal {
    let text = format!("Error: Value for flag {word} of type {kind} is out of bounds [{least}-{most}]");
    Refusal { text: format!("{text}\nTry --help for options"), exit_code: super::BAD_OPTION }
}

/// A whole number as C reads it: white space before, a sign, digits. Nothing after `=` is 0.
fn whole(text: &str) -> Option<i128> {
    let text = text.trim_start_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']);
    if text.is_empty() {
        return Some(0);
    }
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // What does not fit is certainly out of bounds.
    Some(text.parse().unwrap_or(if text.starts_with('-') { i128::MIN } else { i128::MAX }))
}

fn size(word: &str, value: Option<&str>) -> Result<u64, Refusal> {
    let number = value.and_then(whole).ok_or_else(|| illegal(word, "size_t"))?;
    u64::try_from(number).map_err(|_| out_of_bounds(word, "size_t", 0, i128::from(u64::MAX)))
}

fn number(word: &str, value: Option<&str>, least: i64, most: i64) -> Result<u64, Refusal> {
    let number = value.and_then(whole).ok_or_else(|| illegal(word, "int"))?;
    let (least, most) = (i128::from(least), i128::from(most));
    let refusal = || out_of_bounds(word, "int", least, most);
    u64::try_from(number).ok().filter(|_| (least..=most).contains(&number)).ok_or_else(refusal)
}

/// The name of a page. Others are refused, so that no script is written over.
fn page(word: &str, value: Option<&str>) -> Result<String, Refusal> {
    let flag = word.split('=').next().unwrap_or(word);
    match value {
        Some(name) if name.len() > ".html".len() && name.ends_with(".html") => Ok(name.to_owned()),
        Some(name) => Err(Refusal::new(format_args!("{flag} writes a page: {name:?} does not end in .html"))),
        None => Err(Refusal::new(format_args!("{flag} requires an argument: {flag}=file.html"))),
    }
}

fn stress(word: &str, value: Option<&str>) -> Result<Stress, Refusal> {
    let (name, number) = match value.unwrap_or("alloc").split_once(':') {
        Some((name, number)) => (name, number.parse().ok()),
        None => (value.unwrap_or("alloc"), None),
    };
    match (name, number) {
        ("alloc", None) if value.is_none_or(|value| value == "alloc") => Ok(Stress::Allocation),
        ("nth", Some(number)) if number > 0 => Ok(Stress::Nth(number)),
        ("seed", Some(number)) => Ok(Stress::Seed(number)),
        ("step", Some(number)) if number > 0 => Ok(Stress::Step(number)),
        ("evacuate-all", None) => Ok(Stress::EvacuateAll),
        ("promote-all", None) => Ok(Stress::PromoteAll),
        ("pretenure-all", None) => Ok(Stress::PretenureAll),
        _ => Err(illegal(word, "string")),
    }
}
