//! The text of `--help`, made from the table.

use super::table::{FLAGS, Flag};

/// Columns for a flag's spelling.
const SPELLING: usize = 34;

/// The commands. Whatever else comes first is a script.
const COMMANDS: &str = "Commands:
  leaks script.js                 run a program and say what it leaks: exit code 0 if nothing, 1 if something
    --duration=S                  end it after so many seconds (default: 10)
    --html=file.html              write a page of what it leaks as well
    --limit=MB                    limit of the old generation
  diff FIRST SECOND               say what grew between two files .heapsnapshot of one program
    --json                        either of them for programs
";

/// What `tenure --help` prints, with a line feed at the end.
pub(crate) fn help() -> String {
    let mut text = String::from(
        "Usage: tenure [options] [ script.js | - ] [arguments]\n       tenure [options] -e text [arguments]\n       \
         tenure command [options]\n\n",
    );
    text.push_str(COMMANDS);
    text.push_str("\nOptions:\n");
    for flag in FLAGS {
        text.push_str(&line(flag));
    }
    text.push_str("\nEnvironment:\n  TENURE_OPTIONS                  options for every run, separated by spaces\n");
    text.push_str("  TZ                              the time zone\n");
    text
}

fn line(flag: &Flag) -> String {
    let shorts: String = flag.short.iter().take(1).map(|short| format!("{short}, ")).collect();
    let operand = if flag.operand.is_empty() { String::new() } else { format!("={}", flag.operand) };
    let spelling = format!("  {shorts}--{}{operand}", flag.name);
    let default = if flag.default.is_empty() { String::new() } else { format!(" (default: {})", flag.default) };
    format!("{spelling:SPELLING$}{}{default}\n", flag.help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flag_has_one_line() {
        let text = help();
        for flag in FLAGS {
            let found = text.lines().filter(|line| {
                line.contains(&format!("--{} ", flag.name)) || line.contains(&format!("--{}=", flag.name))
            });
            assert_eq!(found.count(), 1, "{}", flag.name);
            assert!(!flag.help.is_empty() && !flag.help.ends_with('.'), "{}", flag.name);
        }
        assert!(text.lines().all(|line| line.len() <= 110));
        assert!(text.contains("  -e, --eval                      run the text after it\n"));
        assert!(text.contains("  --max-old-space-size=MB         limit of the old generation (default: 1400)\n"));
    }

    #[test]
    fn names_are_unique_and_plain() {
        for (index, flag) in FLAGS.iter().enumerate() {
            assert!(flag.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
            assert!(FLAGS[..index].iter().all(|other| other.name != flag.name));
            assert!(!flag.name.starts_with("no"), "`--no…` switches off");
        }
    }
}
