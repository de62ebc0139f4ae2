//! What a script says about itself, and whether a run fulfils it.

use libtest_mimic::{Failed, Trial};

use crate::run::Outcome;

/// The expectations and settings of one script.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Script {
    /// Lines on standard output, in order.
    pub(crate) output: Vec<String>,
    /// Name and message of the error that ends the script.
    pub(crate) error: Option<String>,
    /// Texts that standard error contains.
    pub(crate) complaints: Vec<String>,
    pub(crate) exit_code: Option<i32>,
    pub(crate) flags: Vec<String>,
    pub(crate) arguments: Vec<String>,
    /// Names of configurations; all if empty.
    pub(crate) configurations: Vec<String>,
}

impl Script {
    /// Reads the comments. A script that expects nothing is no test.
    pub(crate) fn read(text: &str) -> Result<Script, String> {
        let mut script = Script::default();
        for (index, line) in text.lines().enumerate() {
            let wrong = |what: &str| format!("line {}: {what}", index + 1);
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
            if let Some((_, expectation)) = line.split_once("// expect") {
                script.read_expectation(expectation).ok_or_else(|| wrong("an expectation that nobody understands"))?;
            } else if let Some(flags) = line.strip_prefix("// flags: ") {
                script.flags = words(flags);
            } else if let Some(arguments) = line.strip_prefix("// arguments: ") {
                script.arguments = words(arguments);
            } else if let Some(names) = line.strip_prefix("// configurations: ") {
                script.configurations = words(names);
            }
        }
        let expects_nothing = script.output.is_empty()
            && script.error.is_none()
            && script.complaints.is_empty()
            && script.exit_code.is_none();
        if expects_nothing { Err("the script expects nothing".to_owned()) } else { Ok(script) }
    }

    fn read_expectation(&mut self, text: &str) -> Option<()> {
        let (what, value) = text.split_once(':')?;
        let value = value.strip_prefix(' ').unwrap_or(value).to_owned();
        match what.strip_prefix(' ').unwrap_or(what) {
            "" => self.output.push(value),
            "stderr" => self.complaints.push(value),
            "exit" => self.exit_code = Some(value.trim().parse().ok()?),
            name if !name.is_empty() && name.chars().all(char::is_alphanumeric) => {
                self.error = Some(format!("{name}: {value}").trim_end_matches(": ").to_owned());
            }
            _ => return None,
        }
        Some(())
    }

    /// Whether the script wants to be run in the configuration.
    pub(crate) fn runs_in(&self, configuration: &str) -> bool {
        self.configurations.is_empty() || self.configurations.iter().any(|name| name == configuration)
    }

    /// Compares what happened with what was expected.
    pub(crate) fn check(&self, outcome: &Outcome) -> Result<(), String> {
        let mut complaints = Vec::new();
        let output: Vec<&str> = outcome.stdout.lines().collect();
        for index in 0..output.len().max(self.output.len()) {
            let expected = self.output.get(index).map(String::as_str);
            let found = output.get(index).copied();
            if expected != found {
                let show = |line: Option<&str>| line.map_or("nothing".to_owned(), |line| format!("`{line}`"));
                complaints.push(format!("output line {}: expected {}, got {}", index + 1, show(expected), show(found)));
                break;
            }
        }
        for text in self.error.iter().chain(&self.complaints) {
            if !outcome.stderr.contains(text.as_str()) {
                complaints.push(format!("expected `{text}` on standard error"));
            }
        }
        let is_right = match (self.exit_code, outcome.exit_code) {
            (Some(expected), found) => found == Some(expected),
            (None, found) => found.is_some_and(|code| (code != 0) == self.error.is_some()),
        };
        if !is_right {
            complaints.push(format!("exit code {:?}", outcome.exit_code));
        }
        if complaints.is_empty() {
            return Ok(());
        }
        Err(format!("{}\nstandard error:\n{}", complaints.join("\n"), outcome.stderr))
    }
}

/// A test of the harness: its name and what it does.
type OwnTest = (&'static str, fn() -> Result<(), Failed>);

/// Tests of this harness itself: it must not call a wrong run right.
pub(crate) fn own_tests() -> Vec<Trial> {
    let tests: [OwnTest; 3] = [
        ("expectations are read from comments", reads_comments),
        ("a run that differs is refused", refuses_differences),
        ("a script without an expectation is refused", refuses_silence),
    ];
    tests.into_iter().map(|(name, test)| Trial::test(format!("harness: {name}"), test)).collect()
}

fn demand(holds: bool, what: &str) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(what.to_owned().into()) }
}

fn reads_comments() -> Result<(), Failed> {
    let text = "// flags: --expose-gc --fuel=3\nprint(1); // expect: 1\nprint(''); // expect:\nx; // expect RangeError: a: b\n\
                // expect stderr: oops\n// expect exit: 3\n// configurations: default tiny";
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    let expected = Script {
        output: words(&["1", ""]),
        error: Some("RangeError: a: b".to_owned()),
        complaints: words(&["oops"]),
        exit_code: Some(3),
        flags: words(&["--expose-gc", "--fuel=3"]),
        arguments: Vec::new(),
        configurations: words(&["default", "tiny"]),
    };
    let script = Script::read(text)?;
    demand(script == expected, &format!("{script:?}"))?;
    demand(script.runs_in("tiny") && !script.runs_in("stress"), "configurations")
}

fn refuses_differences() -> Result<(), Failed> {
    let right = || Outcome { stdout: "1\n".to_owned(), stderr: String::new(), exit_code: Some(0) };
    let script = Script::read("print(1); // expect: 1")?;
    demand(script.check(&right()).is_ok(), "a right run was refused")?;
    for (stdout, exit_code) in [("2\n", Some(0)), ("1\n2\n", Some(0)), ("", Some(0)), ("1\n", Some(1)), ("1\n", None)] {
        let wrong = Outcome { stdout: stdout.to_owned(), exit_code, ..right() };
        demand(script.check(&wrong).is_err(), &format!("{stdout:?} {exit_code:?} was called right"))?;
    }
    let script = Script::read("x; // expect TypeError: no x")?;
    let thrown = |stderr: &str, exit_code| Outcome { stdout: String::new(), stderr: stderr.to_owned(), exit_code };
    demand(script.check(&thrown("TypeError: no x", Some(1))).is_ok(), "a right error was refused")?;
    demand(script.check(&thrown("TypeError: no x", Some(0))).is_err(), "an error with exit code 0 was called right")?;
    demand(script.check(&thrown("RangeError: no x", Some(1))).is_err(), "another error was called right")
}

fn refuses_silence() -> Result<(), Failed> {
    demand(Script::read("print(1);").is_err(), "nothing was expected")?;
    demand(Script::read("print(1); // expect nonsense").is_err(), "an expectation was not understood")
}
