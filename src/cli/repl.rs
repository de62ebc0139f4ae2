//! The prompt: a line editor, several lines where the parser wants more, history, `_`.
//!
//! Lines are read on a thread of their own, so that timers go on while somebody types.

use crate::engine::{Error, ErrorKind};
use crate::host::{Host, evaluate_typed, open_prompt, run_due};
use crate::interpreter::LoadOptions;
use crate::source::SourceText;
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Config, Editor, Helper};
use std::cell::Cell;
use std::io::{BufRead, IsTerminal, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

/// Asks the parser whether a text is a whole program.
#[derive(Default)]
struct WholePrograms {
    /// Something is typed.
    is_at_work: Cell<bool>,
}

impl Helper for WholePrograms {}
impl Highlighter for WholePrograms {}
impl Completer for WholePrograms {
    type Candidate = String;
}
impl Hinter for WholePrograms {
    type Hint = String;

    /// No hints: this is told of every change.
    fn hint(&self, line: &str, _: usize, _: &rustyline::Context<'_>) -> Option<String> {
        self.is_at_work.set(!line.is_empty());
        None
    }
}

impl Validator for WholePrograms {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let wants_more = is_unfinished(context.input());
        Ok(if wants_more { ValidationResult::Incomplete } else { ValidationResult::Valid(None) })
    }
}

/// Whether a text breaks off where a program could go on.
fn is_unfinished(text: &str) -> bool {
    if is_command(text.trim_start()) {
        return false;
    }
    let source = SourceText::new("REPL", wrapped(text));
    match crate::interpreter::check(&source, &LoadOptions::default()) {
        Ok(_) => false,
        Err(diagnostic) => {
            let at_end = diagnostic.span.end as usize >= source.text().trim_end().len();
            let message = &diagnostic.message;
            message == "Unexpected end of input"
                || message.starts_with("Unterminated template")
                || (at_end && message.starts_with("missing )"))
                || is_open_comment(text)
        }
    }
}

/// Whether the last comment of a text that is no program has no end.
fn is_open_comment(text: &str) -> bool {
    text.rfind("/*").is_some_and(|start| !text[start..].contains("*/"))
}

/// A text that starts with a brace is an object literal if it is one.
fn wrapped(text: &str) -> String {
    let trimmed = text.trim();
    if trimmed.starts_with('{') && !trimmed.ends_with(';') {
        let literal = format!("({trimmed})");
        let source = SourceText::new("REPL", literal.as_str());
        if crate::interpreter::check(&source, &LoadOptions::default()).is_ok() {
            return literal;
        }
    }
    text.to_owned()
}

/// How many lines the history keeps.
const HISTORY: usize = 1000;

/// What came of asking for a text.
enum Input {
    Text(String),
    /// Ctrl-C while something is typed.
    Cancel,
    /// Ctrl-C at an empty line.
    Interrupt,
    End,
}

/// Evaluates `first` if it is given, printing its value if `shows` it, and runs the prompt until it is left; the exit
/// code.
///
/// # Errors
/// Terminations, `process.exit` among them.
pub(super) fn run(host: &mut Host, first: Option<&str>, shows: bool) -> Result<i32, Error> {
    host.engine().enter(open_prompt)?;
    if let Some(text) = first {
        match host.engine().enter(|cx| evaluate_typed(cx, text))? {
            Ok(value) if shows => print(&value),
            Ok(_) => {}
            Err(report) => print(&report),
        }
    }
    print(&format!("Welcome to Tenure v{}.\nType \".help\" for more information.", env!("CARGO_PKG_VERSION")));
    let (ask, asked) = mpsc::channel();
    let (answer, answers) = mpsc::channel();
    let reader = std::thread::Builder::new().name(String::from("prompt")).stack_size(16 << 20);
    let reads = move || if std::io::stdin().is_terminal() { edit(&asked, &answer) } else { read(&asked, &answer) };
    if let Err(error) = reader.spawn(reads) {
        print(&format!("tenure: cannot start the prompt: {error}"));
        return Ok(1);
    }
    let mut leaves = false;
    while ask.send(()).is_ok() {
        match wait(host, &answers)? {
            Input::Text(text) => {
                leaves = false;
                if !obey(host, &text)? {
                    break;
                }
            }
            Input::Cancel => leaves = false,
            Input::Interrupt if !leaves => {
                print("(To exit, press Ctrl+C again or Ctrl+D or type .exit)");
                leaves = true;
            }
            Input::Interrupt | Input::End => break,
        }
    }
    drop(ask);
    // The history is written when the reader has ended.
    while answers.recv().is_ok() {}
    host.end()
}

/// Runs the event loop until something was typed.
fn wait(host: &mut Host, answers: &Receiver<Input>) -> Result<Input, Error> {
    loop {
        let pause = host.engine().enter(run_due)?;
        let answer = match pause {
            Some(pause) => answers.recv_timeout(pause.max(Duration::from_millis(1))),
            None => answers.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match answer {
            Ok(input) => return Ok(input),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(Input::End),
        }
    }
}

/// A line on standard output; a closed pipe is no reason to fail.
fn print(text: &str) {
    let mut out = std::io::stdout();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// Reads whole texts from a terminal, as often as asked.
fn edit(asked: &Receiver<()>, answer: &Sender<Input>) {
    let config = Config::builder().max_history_size(HISTORY).map(|builder| builder.auto_add_history(true).build());
    let editor = config.and_then(Editor::<WholePrograms, FileHistory>::with_config);
    let mut editor = match editor {
        Ok(editor) => editor,
        Err(error) => return print(&format!("tenure: cannot start the prompt: {error}")),
    };
    editor.set_helper(Some(WholePrograms::default()));
    let history = history_file();
    if let Some(path) = &history {
        let _ = editor.load_history(path);
    }
    while asked.recv().is_ok() {
        let is_at_work = |editor: &Editor<WholePrograms, FileHistory>| {
            editor.helper().is_some_and(|helper| helper.is_at_work.replace(false))
        };
        is_at_work(&editor);
        let input = match editor.readline("> ") {
            Ok(text) => Input::Text(text),
            Err(ReadlineError::Interrupted) if is_at_work(&editor) => Input::Cancel,
            Err(ReadlineError::Interrupted) => Input::Interrupt,
            Err(_) => Input::End,
        };
        let ends = matches!(input, Input::End);
        if answer.send(input).is_err() || ends {
            break;
        }
    }
    if let Some(path) = &history {
        let _ = editor.save_history(path);
    }
}

/// Reads whole texts from a pipe or file, as often as asked.
fn read(asked: &Receiver<()>, answer: &Sender<Input>) {
    let mut lines = std::io::stdin().lock();
    while asked.recv().is_ok() {
        let mut text = String::new();
        let mut sign = "> ";
        let input = loop {
            let mut out = std::io::stdout();
            let _ = out.write_all(sign.as_bytes()).and_then(|()| out.flush());
            let mut bytes = Vec::new();
            match lines.read_until(b'\n', &mut bytes) {
                Ok(0) | Err(_) => break Input::End,
                Ok(_) => text.push_str(&String::from_utf8_lossy(&bytes)),
            }
            if !is_unfinished(&text) {
                break Input::Text(text);
            }
            sign = "... ";
        };
        let ends = matches!(input, Input::End);
        if answer.send(input).is_err() || ends {
            break;
        }
    }
}

/// Where the history is kept: `TENURE_REPL_HISTORY`, else a file in the home folder; an empty name keeps none.
fn history_file() -> Option<std::path::PathBuf> {
    match std::env::var_os("TENURE_REPL_HISTORY") {
        Some(path) if path.is_empty() => None,
        Some(path) => Some(path.into()),
        None => std::env::home_dir().map(|home| home.join(".tenure_repl_history")),
    }
}

const HELP: &str = ".break   Sometimes you get stuck, this gets you out\n.clear   Alias for .break\n.exit    Exit the REPL\n\
                    .help    Print this help message\n\nPress Ctrl+C to abort current expression, Ctrl+D to exit the REPL";

/// Carries out what was typed; false when it leaves the prompt.
fn obey(host: &mut Host, text: &str) -> Result<bool, Error> {
    match text.trim() {
        "" | ".break" | ".clear" => {}
        ".exit" => return Ok(false),
        ".help" => print(HELP),
        command if is_command(command) => print("Invalid REPL keyword"),
        _ => match host.engine().enter(|cx| evaluate_typed(cx, &wrapped(text))) {
            Ok(Ok(text) | Err(text)) => print(&text),
            Err(error) if matches!(error.kind(), ErrorKind::Exit(_)) => return Err(error),
            Err(error) => print(&format!("Uncaught {}", error.message())),
        },
    }
    Ok(true)
}

/// `.word`, as opposed to `.5`.
fn is_command(text: &str) -> bool {
    text.strip_prefix('.').and_then(|rest| rest.chars().next()).is_some_and(char::is_alphabetic)
}
