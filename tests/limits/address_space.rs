//! When the system refuses: `ulimit -v` below what the limits allow. The library gives an `Err`, the command its report.

use std::process::{Command, ExitCode};

use libtest_mimic::Trial;

use crate::{
    command, demand,
    growth::{Fills, GROWTHS, Growth, Where},
    library,
};

/// Names the way to grow in the environment of a process that shall grow.
const VARIABLE: &str = "TENURE_LIMITS_GROWTH";
/// Address space of the processes, in kilobytes: room for an engine and some pages.
const KILOBYTES: usize = 120_000;

/// If this process is to grow: the exit code after it did.
pub(crate) fn run_as_child() -> Option<ExitCode> {
    let name = std::env::var(VARIABLE).ok()?;
    let growth = GROWTHS.iter().find(|growth| growth.name == name)?;
    match library::fill_address_space(growth) {
        Ok(()) => Some(ExitCode::SUCCESS),
        Err(failed) => {
            eprintln!("{}", failed.message().unwrap_or("failed"));
            Some(ExitCode::FAILURE)
        }
    }
}

/// The trials of one way to grow.
pub(crate) fn trials(growth: &'static Growth, chosen: bool) -> Vec<Trial> {
    // Buffers that the system refuses are a RangeError, which a script may catch.
    if !chosen || growth.fills == Fills::External || !cfg!(target_os = "linux") {
        return Vec::new();
    }
    let command = Trial::test(format!("address space, command {}", growth.name), move || {
        let outcome = command::watch(limited(env!("CARGO_BIN_EXE_tenure"), &["-e", growth.script]))?;
        command::check(&outcome)
    });
    let mut trials = vec![command];
    if growth.runs == Where::Everywhere {
        trials.push(Trial::test(format!("address space, library {}", growth.name), move || {
            let this = std::env::current_exe()?;
            let mut command = limited(&this.display().to_string(), &[]);
            let outcome = command::watch({
                command.env(VARIABLE, growth.name);
                command
            })?;
            demand(outcome.exit_code == Some(0), || format!("exit code {:?}: {}", outcome.exit_code, outcome.stderr))
        }));
    }
    trials
}

/// A command whose address space is limited.
fn limited(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ulimit -v {KILOBYTES} && exec \"$0\" \"$@\""), program]).args(arguments);
    command.env_remove("TENURE_OPTIONS");
    command
}
