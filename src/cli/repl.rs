//! The prompt: a line editor, several lines where the parser wants more, history, `_`.

use crate::engine::{run_script, thrown_text};
use crate::heap::Local;
use crate::host::Host;
use crate::interpreter::LoadOptions;
use crate::runtime::{self, Completion, Intrinsic, Scope};
use crate::source::SourceText;
use crate::value::layout::attribute;
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Config, Editor, Helper};
use std::io::Write;

/// Asks the parser whether a text is a whole program.
struct WholePrograms;

impl Helper for WholePrograms {}
impl Highlighter for WholePrograms {}
impl Completer for WholePrograms {
    type Candidate = String;
}
impl Hinter for WholePrograms {
    type Hint = String;
}

impl Validator for WholePrograms {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let text = context.input();
        let wants_more = !text.starts_with('.') && is_unfinished(text);
        Ok(if wants_more { ValidationResult::Incomplete } else { ValidationResult::Valid(None) })
    }
}

/// Whether a text breaks off where a program could go on.
fn is_unfinished(text: &str) -> bool {
    let source = SourceText::new("REPL", wrapped(text));
    match crate::interpreter::check(&source, &LoadOptions::default()) {
        Ok(_) => false,
        Err(diagnostic) => {
            diagnostic.message == "Unexpected end of input" || diagnostic.message.starts_with("Unterminated template")
        }
    }
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

/// Runs the prompt until it is left; the exit code.
pub(super) fn run(host: &mut Host) -> i32 {
    let print = &mut |text: &str| {
        let _ = writeln!(std::io::stdout(), "{text}");
    };
    let config = Config::builder().max_history_size(HISTORY).map(|builder| builder.auto_add_history(true).build());
    let editor = config.and_then(Editor::<WholePrograms, FileHistory>::with_config);
    let mut editor = match editor {
        Ok(editor) => editor,
        Err(error) => {
            print(&format!("tenure: cannot start the prompt: {error}"));
            return 1;
        }
    };
    editor.set_helper(Some(WholePrograms));
    let history = history_file();
    if let Some(path) = &history {
        let _ = editor.load_history(path);
    }
    print(&format!("Welcome to Tenure v{}.\nType \".help\" for more information.", env!("CARGO_PKG_VERSION")));
    let mut asked = false;
    loop {
        match editor.readline("> ") {
            Ok(line) => {
                asked = false;
                if !obey(host, line.trim(), print) {
                    break;
                }
            }
            Err(ReadlineError::Interrupted) if asked => break,
            Err(ReadlineError::Interrupted) => {
                print("(To exit, press Ctrl+C again or Ctrl+D or type .exit)");
                asked = true;
            }
            Err(_) => break,
        }
    }
    if let Some(path) = &history {
        let _ = editor.save_history(path);
    }
    0
}

/// Where the history is kept: `TENURE_REPL_HISTORY`, else a file in the home folder; an empty name keeps none.
fn history_file() -> Option<std::path::PathBuf> {
    match std::env::var_os("TENURE_REPL_HISTORY") {
        Some(path) if path.is_empty() => None,
        Some(path) => Some(path.into()),
        None => std::env::home_dir().map(|home| home.join(".tenure_repl_history")),
    }
}

const HELP: &str = ".break    Sometimes you get stuck, this gets you out\n.exit     Exit the REPL\n.help     Print this help \
                    message\n\nPress Ctrl+C to abort current expression, Ctrl+D to exit the REPL";

/// Carries out a line; false when it leaves the prompt.
fn obey(host: &mut Host, line: &str, print: &mut dyn FnMut(&str)) -> bool {
    match line {
        "" | ".break" | ".clear" => return true,
        ".exit" => return false,
        ".help" => print(HELP),
        _ if is_command(line) => print("Invalid REPL keyword"),
        _ => match host.engine().enter(|cx| Ok(evaluate(cx, line))) {
            Ok(text) => print(&text),
            Err(error) => print(&format!("Uncaught {}", error.message())),
        },
    }
    true
}

/// `.word`, as opposed to `.5`.
fn is_command(line: &str) -> bool {
    line.strip_prefix('.').and_then(|rest| rest.chars().next()).is_some_and(char::is_alphabetic)
}

/// The text that a line's value, or its error, is shown as.
fn evaluate(cx: &mut Scope<'_>, line: &str) -> String {
    match evaluate_line(cx, line) {
        Ok(text) => text,
        Err(abrupt) => match cx.catch(abrupt) {
            Ok(value) => {
                let (message, stack) = thrown_text(cx, value);
                format!("Uncaught {}", stack.unwrap_or(message))
            }
            Err(_) => format!("Uncaught {:?}", cx.pending),
        },
    }
}

fn evaluate_line<'s>(cx: &mut Scope<'s>, line: &str) -> Completion<String> {
    let value = run_script(cx, SourceText::new("REPL", wrapped(line)))?;
    runtime::run_jobs(cx)?;
    remember(cx, value)?;
    crate::host::show(cx, value)
}

/// Keeps the value as `_`.
fn remember<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<()> {
    let global = cx.intrinsic(Intrinsic::Global)?;
    let key = cx.name("_")?;
    if runtime::has_own_property(cx, global, key)? {
        return runtime::put_value(cx, global, key, value, false);
    }
    runtime::define_new(cx, global, key, value, attribute::HIDDEN)
}
