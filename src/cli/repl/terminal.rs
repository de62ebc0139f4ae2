//! The line editor in a terminal, on a thread of its own.

use super::colors::{colored, grey};
use super::printer::Printer;
use super::reader::{Ask, Flags, Question, Reader, Suggestion, Told};
use super::{history, signals};
use crate::host::wants_colors;
use rustyline::completion::{Completer, Pair};
use rustyline::config::BellStyle;
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::history::FileHistory;
use rustyline::validate::Validator;
use rustyline::{
    Cmd, ColorMode, CompletionType, ConditionalEventHandler, Config, Context, Editor, Event, EventContext,
    EventHandler, Helper, KeyEvent, RepeatCount,
};
use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

/// How long a key waits for an answer of the session while a script is running.
const SHORT_PATIENCE: Duration = Duration::from_millis(400);
/// How long it waits in all.
const PATIENCE: Duration = Duration::from_secs(5);
/// Pauses of that wait.
const PAUSE: Duration = Duration::from_millis(50);
/// No hints for lines longer than this, in bytes.
const LONGEST_HINTED: usize = 2000;
/// Native stack of the thread, in bytes: the parser may be asked about long lines.
const STACK: usize = 4 << 20;

/// Starts the line editor.
///
/// # Errors
/// When the terminal or the system refuses.
pub(super) fn start(printer: &Printer, interrupt: Arc<AtomicBool>) -> io::Result<Reader> {
    signals::interrupt_scripts(&interrupt)?;
    let flags = Arc::new(Flags { interrupt, ..Flags::default() });
    let (ask, asked) = mpsc::channel();
    let (tell, told) = mpsc::channel();
    let mut terminal = Terminal::new(tell, Arc::clone(&flags)).map_err(io::Error::other)?;
    printer.attach(terminal.editor.create_external_printer().map_err(io::Error::other)?)?;
    let thread = std::thread::Builder::new().name(String::from("prompt")).stack_size(STACK);
    let thread = thread.spawn(move || terminal.read(&asked))?;
    Ok(Reader { ask, told, flags, thread, is_editor: true })
}

struct Terminal {
    editor: Editor<Assistant, FileHistory>,
    tell: Sender<Told>,
    flags: Arc<Flags>,
    editing: Arc<EditorMode>,
    history: Option<std::path::PathBuf>,
}

/// What Ctrl-D means in editor mode: the end of the text, also behind something.
#[derive(Default)]
struct EditorMode {
    is_on: AtomicBool,
    is_finished: AtomicBool,
}

impl ConditionalEventHandler for EndOfText {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, _: &EventContext<'_>) -> Option<Cmd> {
        let is_on = self.0.is_on.load(Ordering::Relaxed);
        self.0.is_finished.store(is_on, Ordering::Relaxed);
        is_on.then_some(Cmd::AcceptLine)
    }
}

struct EndOfText(Arc<EditorMode>);

/// Ctrl-D that was typed while a script ran: the terminal kept it as the end of its input, and now gives a null character.
struct EarlyEnd(EndOfText);

impl ConditionalEventHandler for EarlyEnd {
    fn handle(&self, event: &Event, count: RepeatCount, is_first: bool, cx: &EventContext<'_>) -> Option<Cmd> {
        let end = if cx.line().is_empty() { Cmd::EndOfFile } else { Cmd::Noop };
        self.0.handle(event, count, is_first, cx).or(Some(end))
    }
}

impl Terminal {
    fn new(tell: Sender<Told>, flags: Arc<Flags>) -> rustyline::Result<Terminal> {
        let colors = wants_colors(true);
        let config = Config::builder()
            .max_history_size(history::LENGTH)?
            .auto_add_history(false)
            .bell_style(BellStyle::None)
            .completion_type(CompletionType::List)
            .completion_prompt_limit(usize::MAX)
            .color_mode(if colors { ColorMode::Forced } else { ColorMode::Disabled })
            .build();
        let mut editor = Editor::<Assistant, FileHistory>::with_config(config)?;
        let editing = Arc::new(EditorMode::default());
        let assistant = Assistant {
            tell: tell.clone(),
            flags: Arc::clone(&flags),
            editing: Arc::clone(&editing),
            columns: Cell::new(usize::from(u8::MAX)),
            is_at_work: Cell::new(false),
        };
        editor.set_helper(Some(assistant));
        let end = EventHandler::Conditional(Box::new(EndOfText(Arc::clone(&editing))));
        editor.bind_sequence(KeyEvent::ctrl('D'), end);
        let early = EventHandler::Conditional(Box::new(EarlyEnd(EndOfText(Arc::clone(&editing)))));
        editor.bind_sequence(KeyEvent::ctrl('@'), early);
        let history = history::file();
        if let Some(path) = &history {
            let _ = editor.load_history(path);
        }
        Ok(Terminal { editor, tell, flags, editing, history })
    }

    /// Reads lines as often as asked.
    fn read(&mut self, asked: &Receiver<Ask>) {
        while let Ok(ask) = asked.recv() {
            if self.flags.ends() {
                break;
            }
            let said = self.line(&ask);
            let ends = matches!(said, Told::End);
            if self.tell.send(said).is_err() || ends {
                break;
            }
        }
    }

    fn line(&mut self, ask: &Ask) -> Told {
        let is_editor = matches!(ask, Ask::Editor(_));
        self.editing.is_on.store(is_editor, Ordering::Relaxed);
        self.editing.is_finished.store(false, Ordering::Relaxed);
        self.was_at_work();
        let columns = self.editor.dimensions().map_or(80, |(columns, _)| usize::from(columns));
        if let Some(assistant) = self.editor.helper() {
            assistant.columns.set(columns);
        }
        let line = match ask {
            Ask::First => self.editor.readline("> "),
            Ask::More => self.editor.readline("... "),
            Ask::Editor(indentation) => self.editor.readline_with_initial("", (indentation, "")),
        };
        match line {
            _ if self.flags.ends() => Told::End,
            Ok(line) => {
                self.remember(&line);
                let is_finished = self.editing.is_finished.load(Ordering::Relaxed);
                if is_finished { Told::Finish(line) } else { Told::Line(line) }
            }
            Err(ReadlineError::Interrupted) => {
                if self.flags.is_running.load(Ordering::Relaxed) {
                    self.flags.interrupt.store(true, Ordering::Relaxed);
                }
                if self.was_at_work() || is_editor { Told::Cancel } else { Told::Interrupt }
            }
            // Bytes that are no text.
            Err(ReadlineError::Io(error)) if error.kind() == ErrorKind::InvalidData => Told::Cancel,
            Err(_) => Told::End,
        }
    }

    /// Adds a line to the history and its file.
    fn remember(&mut self, line: &str) {
        if line.trim().is_empty() || !self.editor.add_history_entry(line).unwrap_or(false) {
            return;
        }
        if let Some(path) = &self.history {
            let _ = self.editor.append_history(path);
        }
    }

    /// Whether something is typed; from now on nothing is.
    fn was_at_work(&self) -> bool {
        self.editor.helper().is_some_and(|assistant| assistant.is_at_work.replace(false))
    }
}

/// What the editor asks about the line: answers come from the session.
struct Assistant {
    tell: Sender<Told>,
    flags: Arc<Flags>,
    editing: Arc<EditorMode>,
    /// Columns of the terminal when the line was begun.
    columns: Cell<usize>,
    /// Something is typed.
    is_at_work: Cell<bool>,
}

impl Assistant {
    /// Asks the session; `None` if it is busy for too long.
    fn ask<T>(&self, question: impl FnOnce(Sender<T>) -> Question) -> Option<T> {
        let (answer, answers) = mpsc::channel();
        self.tell.send(Told::Question(question(answer))).ok()?;
        let (mut all, mut running) = (Duration::ZERO, Duration::ZERO);
        while all < PATIENCE && running < SHORT_PATIENCE {
            match answers.recv_timeout(PAUSE) {
                Ok(answer) => return Some(answer),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            all += PAUSE;
            let is_running = self.flags.is_running.load(Ordering::Relaxed);
            running = if is_running { running + PAUSE } else { Duration::ZERO };
        }
        None
    }
}

impl Assistant {
    /// Ctrl-C that came after a script had ended, and before the editor could see keys, is typed to the editor.
    fn obey_early_interrupt(&self) {
        if !self.flags.is_running.load(Ordering::Relaxed) && self.flags.interrupt.swap(false, Ordering::Relaxed) {
            signals::wake_editor();
            // The signal has told scripts as well, and would be found here again with the next line.
            self.flags.interrupt.store(false, Ordering::Relaxed);
        }
    }
}

impl Helper for Assistant {}
impl Validator for Assistant {}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(&self, line: &str, position: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let line = line.get(..position).unwrap_or(line).to_owned();
        let found = self.ask(|answer| Question::Completions { line, answer }).unwrap_or_default();
        let pair = |word: String| Pair { display: format!("{}{word}", found.base), replacement: word };
        Ok((found.start, found.words.into_iter().map(pair).collect()))
    }
}

/// What stands in grey behind and below the line.
struct Grey {
    shown: String,
    rest: String,
}

impl Hint for Grey {
    fn display(&self) -> &str {
        &self.shown
    }

    fn completion(&self) -> Option<&str> {
        if self.rest.is_empty() { None } else { Some(&self.rest) }
    }
}

impl Hinter for Assistant {
    type Hint = Grey;

    fn hint(&self, line: &str, position: usize, _: &Context<'_>) -> Option<Grey> {
        self.is_at_work.set(!line.is_empty());
        self.obey_early_interrupt();
        if line.trim().is_empty()
            || line.len() > LONGEST_HINTED
            || line.contains('\n')
            || self.editing.is_on.load(Ordering::Relaxed)
        {
            return None;
        }
        let (line, is_at_end, columns) = (line.to_owned(), position == line.len(), self.columns.get());
        let Suggestion { rest, value } = self.ask(|answer| Question::Hint { line, is_at_end, columns, answer })?;
        let shown = value.map_or_else(|| rest.clone(), |value| format!("{rest}\n{value}"));
        Some(Grey { shown, rest })
    }
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        Cow::Owned(colored(line))
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(grey(hint))
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        kind != CmdKind::MoveCursor
    }
}
