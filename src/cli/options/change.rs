//! Flags that a script changes while it runs: `v8.setFlagsFromString`.

use super::{Options, parse::change_one, table::find};

/// The flags of the table that V8 has too. The others are Node's or our own command's, and a script cannot change those.
const OF_V8: [&str; 17] = [
    "expose-gc",
    "gc-stress",
    "incremental-marking",
    "max-heap-size",
    "max-old-space-size",
    "max-semi-space-size",
    "optimize-for-size",
    "predictable",
    "promote-by-age-only",
    "stack-size",
    "stack-trace-limit",
    "trace-gc",
    "trace-gc-ignore-scavenger",
    "trace-gc-nvp",
    "trace-gc-verbose",
    "trace-incremental-marking",
    "verify-heap",
];

/// Carries out the flags in a text, up to the first that is none; the error is V8's complaint. Words without a dash that
/// are no flag's value are nothing.
pub(crate) fn change(options: &mut Options, text: &str) -> Result<(), String> {
    let mut words = text.split_ascii_whitespace().peekable();
    while let Some(word) = words.next() {
        if !word.starts_with('-') {
            continue;
        }
        let is_known = |name: &str| OF_V8.contains(&name.replace('_', "-").as_str()) && find(name).is_some();
        let name = word.trim_start_matches('-').split('=').next().unwrap_or_default();
        let positive = name.strip_prefix("no").map(|rest| rest.trim_start_matches(['-', '_']));
        if !word.starts_with("--") || !is_known(name) && !positive.is_some_and(is_known) {
            return Err(format!("Error: unrecognized flag {word}\nTry --help for options"));
        }
        // A value may follow as a word of its own.
        let takes_word = !word.contains('=') && words.peek().is_some_and(|next| next.parse::<u64>().is_ok());
        let joined = match words.peek() {
            Some(value) if takes_word => format!("{word}={value}"),
            _ => word.to_owned(),
        };
        if change_one(options, &joined).is_ok() {
            if takes_word {
                words.next();
            }
            continue;
        }
        change_one(options, word).map_err(|refusal| without_last_line(&refusal.text))?;
    }
    Ok(())
}

/// V8's complaint, without the command's own line under it.
fn without_last_line(text: &str) -> String {
    let is_ours = |line: &&str| !line.starts_with("tenure: ");
    text.lines().filter(is_ours).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_change_up_to_the_first_that_is_none() {
        let check = |text: &str, expected: Result<(), &str>, is_traced: bool| {
            let mut options = Options::default();
            assert_eq!(change(&mut options, text), expected.map_err(str::to_owned), "{text}");
            assert_eq!(options.trace_gc, is_traced, "{text}");
        };
        check("--trace-gc", Ok(()), true);
        check("--trace_gc", Ok(()), true);
        check("trace-gc", Ok(()), false);
        check("", Ok(()), false);
        check(" --trace-gc  --no-trace_gc ", Ok(()), false);
        check("--stack-size 300 --trace-gc", Ok(()), true);
        check("--stack-size=300 --trace-gc", Ok(()), true);
        let unknown = "Error: unrecognized flag --x\nTry --help for options";
        check("--trace-gc --x --notrace-gc", Err(unknown), true);
        check("--trace_warnings", Err("Error: unrecognized flag --trace_warnings\nTry --help for options"), false);
        check("-5", Err("Error: unrecognized flag -5\nTry --help for options"), false);
        let illegal = "Error: illegal value for flag --trace-gc=1 of type bool\nTo set or unset a boolean flag, use \
                       --flag or --no-flag.\nTry --help for options";
        check("--trace-gc=1", Err(illegal), false);
        let illegal = "Error: illegal value for flag --max-old-space-size=abc of type size_t\nTry --help for options";
        check("--max-old-space-size=abc", Err(illegal), false);
    }

    #[test]
    fn every_flag_that_a_script_may_change_is_in_the_table() {
        for name in OF_V8 {
            assert!(find(name).is_some(), "{name}");
        }
    }
}
