//! The prompt: a line editor, several lines where the parser wants more, history, completion, hints, commands.
//!
//! Two threads: the script's thread runs the `session` and everything of JavaScript; a reader of its own (`terminal`, or
//! `plain` where the input is no terminal) waits for lines, so that timers go on while somebody types. The reader asks
//! the session what a line could go on with (`reader::Question`); what scripts print meanwhile goes above the line
//! (`printer`).

mod answer;
mod colors;
mod commands;
mod history;
mod plain;
mod printer;
mod reader;
mod session;
mod signals;
mod site;
mod terminal;
mod whole;

use crate::engine::Error;
use crate::host::{Host, evaluate_typed, is_dumb_terminal, open_prompt, redirect_output};
use printer::Printer;
use reader::Reader;
use session::Session;
use std::io::IsTerminal;

/// What stands above the first prompt.
const WELCOME: &str =
    concat!("Welcome to Tenure v", env!("CARGO_PKG_VERSION"), ".\nType \".help\" for more information.\n");

/// Evaluates `first` if it is given, printing its value if `shows` it, and runs the prompt until it is left; the exit
/// code.
///
/// # Errors
/// Terminations, `process.exit` among them.
pub(super) fn run(host: &mut Host, first: Option<&str>, shows: bool) -> Result<i32, Error> {
    host.engine().enter(open_prompt)?;
    let printer = Printer::default();
    host.engine().enter(|cx| {
        redirect_output(cx, |stdout, stderr| {
            stdout.redirect(Box::new(printer.clone()));
            if stderr.is_terminal() {
                stderr.redirect(Box::new(printer.for_errors()));
            }
        })
    })?;
    if let Some(text) = first {
        match host.engine().enter(|cx| evaluate_typed(cx, text))? {
            Ok(value) if shows => printer.print(&format!("{value}\n")),
            Ok(_) => {}
            Err(report) => printer.print(&format!("{report}\n")),
        }
    }
    printer.print(WELCOME);
    let interrupt = host.engine().isolate().budget.interrupt_flag();
    let is_terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal() && !is_dumb_terminal();
    let started = match is_terminal {
        true => terminal::start(&printer, interrupt),
        false => plain::start(&printer, interrupt),
    };
    let reader: Reader = match started {
        Ok(reader) => reader,
        Err(error) => {
            printer.print(&format!("tenure: cannot start the prompt: {error}\n"));
            return Ok(1);
        }
    };
    let mut session = Session::new(host, reader, printer);
    let result = session.run();
    session.close();
    result?;
    host.end()
}
