//! `tenure leaks`: runs a program, and says what it leaks.

use super::diff::Outcome;
use super::options::{self, BAD_OPTION, Options, Program};
use crate::host::Host;
use std::time::Duration;

/// The exit code when something leaks.
const LEAK: i32 = 1;
/// The exit code when the program cannot be run.
const NO_PROGRAM: i32 = 2;
/// Seconds that a program is watched for, unless it ends before.
const DURATION: f64 = 10.0;
/// Kilobytes of a semi-space: the smaller, the more often there is a look.
const NURSERY: u64 = 512;

/// How it is used.
const USAGE: &str = "usage: tenure leaks [--json] [--html FILE] [--duration S] [--limit MB] script.js [arguments]";

/// What the words behind `leaks` ask for.
pub(super) struct Request {
    pub(super) options: Options,
    is_json: bool,
    /// The page to write.
    page: Option<String>,
    duration: Duration,
}

/// Reads the words behind `leaks`.
pub(super) fn parse(words: &[String]) -> Result<Request, Outcome> {
    let refuse = |text: String| Outcome::refusal(format!("tenure: {text}\n{USAGE}"), i32::from(BAD_OPTION));
    let (mut is_json, mut seconds, mut limit) = (false, DURATION, None);
    let (mut script, mut arguments, mut page) = (None, Vec::new(), None);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let (name, value) =
            word.split_once('=').map_or((word.as_str(), None), |(name, value)| (name, Some(value.to_owned())));
        let mut number = || {
            let value = value.clone().or_else(|| words.next().cloned());
            let number = value.as_ref().and_then(|value| value.parse::<f64>().ok());
            number
                .filter(|number| (0.01..=1e6).contains(number))
                .ok_or_else(|| refuse(format!("{name} needs a number")))
        };
        match name {
            "--html" => {
                let given = value.or_else(|| words.next().cloned()).filter(|file| !file.is_empty());
                page = Some(given.ok_or_else(|| refuse(format!("{name} needs a file")))?);
            }
            "--json" if value.is_none() => is_json = true,
            "--duration" => seconds = number()?,
            "--limit" => limit = Some(number()?),
            "--help" | "-h" if script.is_none() => {
                return Err(Outcome { output: format!("{USAGE}\n"), complaint: String::new(), exit_code: 0 });
            }
            flag if flag.starts_with("--") && script.is_none() => return Err(refuse(format!("bad option: {word}"))),
            _ if script.is_none() => script = Some(word.clone()),
            _ => arguments.push(word.clone()),
        }
    }
    let Some(script) = script else { return Err(refuse("there is no script".to_owned())) };
    let variable = std::env::var(options::VARIABLE).ok();
    let mut options = options::parse(&[], variable.as_deref())
        .map_err(|refusal| Outcome::refusal(refusal.text, i32::from(refusal.exit_code)))?;
    options.program = Program::File(script);
    options.script_arguments = arguments;
    if let Some(limit) = limit {
        options.max_old_space_size = limit.ceil() as u64;
    }
    if options.nursery_size == 0 {
        options.nursery_size = NURSERY;
    }
    Ok(Request { options, is_json, page, duration: Duration::from_secs_f64(seconds) })
}

/// Watches a program that is about to run, for so long at most.
pub(super) fn watch(request: &Request, host: &mut Host) {
    let interrupt = host.engine().interrupt_handle();
    let duration = request.duration;
    // It ends with the process.
    let _ = std::thread::Builder::new().name(String::from("leaks")).spawn(move || {
        std::thread::sleep(duration);
        interrupt.interrupt();
    });
    host.watch_leaks(request.page.is_some());
}

/// How the program ended.
pub(super) enum Ending {
    /// By itself.
    Exit(i32),
    /// Its time was over.
    Time,
    /// Its memory was full.
    Memory,
    /// Otherwise.
    Failure(String),
}

/// What was found, once the program has ended.
pub(super) fn finish(request: &Request, host: &mut Host, ending: Ending) -> Outcome {
    let report = host.leak_report();
    let output = if request.is_json { report.json() } else { report.text() };
    let has_leaks = !report.suspects.is_empty();
    if let Some(path) = &request.page {
        let program = match &request.options.program {
            Program::File(path) => path.as_str(),
            _ => "tenure",
        };
        if let Err(error) = std::fs::write(path, report.page(program)) {
            let complaint = format!("tenure: the page cannot be written: {error}, open '{path}'");
            return Outcome { output, complaint, exit_code: NO_PROGRAM };
        }
    }
    let (complaint, exit_code) = match ending {
        Ending::Failure(complaint) if !has_leaks => (complaint, NO_PROGRAM),
        Ending::Exit(code) if code != 0 && !has_leaks => {
            (format!("tenure: the program ended with exit code {code}"), NO_PROGRAM)
        }
        Ending::Memory => ("tenure: the program ran out of memory".to_owned(), LEAK),
        _ => (String::new(), if has_leaks { LEAK } else { 0 }),
    };
    Outcome { output, complaint, exit_code }
}

/// The program could not be run, or threw.
pub(super) fn failure(complaint: String) -> Outcome {
    Outcome::refusal(complaint, NO_PROGRAM)
}
