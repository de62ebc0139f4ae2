//! What became of an engine that grew to its limit.

use super::process::{Killed, Outcome};

/// What became of it; a worse one is greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The script uses what the engine lacks.
    Unsupported,
    /// The embedding program got an error, and the engine dropped the leak and went on.
    Held,
    /// The script caught an exception, dropped the leak and went on.
    Exception,
    /// The engine came back with an error but could not drop the leak or allocate afterwards.
    Damaged,
    /// Neither an error nor the end, until its time was over.
    NeverEnded,
    /// A signal, or an exit code that tells of failure.
    Died,
    /// The process grew past twice its limit.
    Exceeded,
}

impl Verdict {
    /// All, from good to bad.
    pub const ALL: [Verdict; 7] = [
        Verdict::Held,
        Verdict::Exception,
        Verdict::Damaged,
        Verdict::NeverEnded,
        Verdict::Died,
        Verdict::Exceeded,
        Verdict::Unsupported,
    ];

    /// As the table says it.
    pub fn text(self) -> &'static str {
        match self {
            Verdict::Unsupported => "unsupported",
            Verdict::Held => "held",
            Verdict::Exception => "exception",
            Verdict::Damaged => "damaged",
            Verdict::NeverEnded => "never ended",
            Verdict::Died => "process died",
            Verdict::Exceeded => "exceeded",
        }
    }
}

/// The verdict on a process, from what it printed and how it ended; the error is an end that is none of them.
pub fn judge(outcome: &Outcome) -> Result<Verdict, String> {
    match outcome.killed {
        Some(Killed::TooLarge) => return Ok(Verdict::Exceeded),
        Some(Killed::TooLate) => return Ok(Verdict::NeverEnded),
        None => {}
    }
    let first = outcome.output.lines().next().unwrap_or_default();
    let (who, error) = first.split_once(' ').unwrap_or((first, ""));
    if is_of_a_lack(error) {
        return Ok(Verdict::Unsupported);
    }
    if !outcome.is_success() {
        return Ok(Verdict::Died);
    }
    match (who, outcome.output.lines().last()) {
        ("caught", Some("went on")) => Ok(Verdict::Exception),
        ("error", Some("went on")) if error.contains("memory") => Ok(Verdict::Held),
        ("caught" | "error", Some(last)) if last != "went on" => Ok(Verdict::Damaged),
        _ => Err(format!("{} after {:?}", outcome.end(), outcome.output)),
    }
}

/// Does an error say that the engine lacks something?
fn is_of_a_lack(error: &str) -> bool {
    let lacks_function = error.contains("not a") && error.contains("function");
    error.starts_with("ReferenceError")
        || error.starts_with("SyntaxError")
        || error.starts_with("TypeError") && lacks_function
}
