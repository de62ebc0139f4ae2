//! The session: what becomes of each line, and what runs between two of them.

use super::answer::{self, Typed};
use super::commands::{self, Keyword};
use super::printer::Printer;
use super::reader::{Ask, Question, Reader, Told};
use super::signals;
use super::whole::{is_unfinished, wrapped};
use crate::engine::{Error, ErrorKind};
use crate::host::{Host, evaluate_typed, run_due, wants_colors};
use std::sync::atomic::Ordering;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

/// How long the end waits for the reader.
const PATIENCE: Duration = Duration::from_secs(2);
/// Pauses of that wait.
const PAUSE: Duration = Duration::from_millis(20);

/// What Node says when Ctrl-C stopped a script.
const INTERRUPTED: &str = "Uncaught Error: Script execution was interrupted by `SIGINT` {\n  code: \
                           'ERR_SCRIPT_EXECUTION_INTERRUPTED'\n}";

/// A prompt from its first line to its last.
pub(super) struct Session<'h> {
    pub(super) host: &'h mut Host,
    pub(super) printer: Printer,
    reader: Reader,
    /// The lines of a text that is not finished.
    buffer: String,
    /// In editor mode: the white space that the next line begins with.
    editor: Option<String>,
    /// All texts that were evaluated.
    pub(super) texts: Vec<String>,
    /// Ctrl-C was the last that was typed.
    leaves: bool,
    /// The reader was asked and has not answered.
    is_reading: bool,
    /// Ctrl-C has ended a script that ran while the reader was asked.
    was_interrupted: bool,
}

/// Whether the session goes on.
pub(super) enum Next {
    Line,
    End,
}

impl<'h> Session<'h> {
    pub(super) fn new(host: &'h mut Host, reader: Reader, printer: Printer) -> Session<'h> {
        Session {
            host,
            printer,
            reader,
            buffer: String::new(),
            editor: None,
            texts: Vec::new(),
            leaves: false,
            is_reading: false,
            was_interrupted: false,
        }
    }

    /// Whether lines are edited in a terminal.
    pub(super) fn is_editor(&self) -> bool {
        self.reader.is_editor
    }

    /// Reads and evaluates until the prompt is left.
    ///
    /// # Errors
    /// Terminations that end the process: `process.exit`.
    pub(super) fn run(&mut self) -> Result<(), Error> {
        loop {
            let told = match self.read()? {
                // It was meant for a script that ran meanwhile, and that has heard it.
                Told::Interrupt if self.was_interrupted => Told::Cancel,
                told => told,
            };
            let is_interrupt = matches!(told, Told::Interrupt) && self.buffer.is_empty();
            if matches!(told, Told::Interrupt | Told::Cancel) {
                // It may have been meant for a script that had ended by then, and must not end the next line.
                self.reader.flags.interrupt.store(false, Ordering::Relaxed);
            }
            let next = match told {
                Told::Line(line) if self.editor.is_some() => self.add_to_text(&line),
                Told::Line(line) => self.obey(&line)?,
                Told::Finish(line) => self.finish_text(&line)?,
                Told::Cancel => self.forget(),
                Told::Interrupt if !self.buffer.is_empty() => self.forget(),
                Told::Interrupt if self.leaves => Next::End,
                Told::Interrupt => {
                    self.printer.print("(To exit, press Ctrl+C again or Ctrl+D or type .exit)\n");
                    Next::Line
                }
                Told::End | Told::Question(_) => Next::End,
            };
            if matches!(next, Next::End) {
                return Ok(());
            }
            self.leaves = is_interrupt && !self.leaves;
        }
    }

    /// Asks for a line and runs what is due until it is there.
    fn read(&mut self) -> Result<Told, Error> {
        let ask = match (&self.editor, self.buffer.is_empty()) {
            (Some(indentation), _) => Ask::Editor(indentation.clone()),
            (None, true) => Ask::First,
            (None, false) => Ask::More,
        };
        self.printer.begin_reading();
        self.was_interrupted = false;
        if self.reader.ask.send(ask).is_err() {
            return Ok(Told::End);
        }
        self.is_reading = true;
        let told = loop {
            let pause = self.turn()?;
            let told = match pause {
                Some(pause) => self.reader.told.recv_timeout(pause.max(Duration::from_millis(1))),
                None => self.reader.told.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match told {
                Ok(Told::Question(question)) => self.answer(question),
                Ok(told) => break told,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break Told::End,
            }
        };
        self.is_reading = false;
        self.printer.end_reading();
        Ok(told)
    }

    /// Runs timers, promises and so on that are due; how long until a timer is.
    fn turn(&mut self) -> Result<Option<Duration>, Error> {
        let flags = &self.reader.flags;
        flags.is_running.store(true, Ordering::Relaxed);
        let result = self.host.engine().enter(run_due);
        flags.is_running.store(false, Ordering::Relaxed);
        match result {
            Ok(pause) => Ok(pause),
            Err(error) => self.tell_end_of(error).map(|()| Some(Duration::ZERO)),
        }
    }

    fn answer(&mut self, question: Question) {
        // Whoever asked may have gone on without the answer.
        match question {
            Question::Completions { line, answer } => {
                let _ = answer.send(answer::complete(self.host, &line, true));
            }
            Question::Hint { line, is_at_end, columns, answer } => {
                let is_first = self.buffer.is_empty();
                let typed = Typed { line: &line, is_at_end, is_first, columns, colors: wants_colors(true) };
                let _ = answer.send(answer::suggest(self.host, typed));
            }
        }
    }

    /// Carries out a line.
    fn obey(&mut self, line: &str) -> Result<Next, Error> {
        if let Some((keyword, rest)) = commands::split(line.trim()) {
            match Keyword::named(keyword, self.is_editor()) {
                Some(command) => return self.carry_out(command, rest),
                // In a text that is not finished it is a member of what stands before.
                None if self.buffer.is_empty() => {
                    self.printer.print("Invalid REPL keyword\n");
                    return Ok(Next::Line);
                }
                None => {}
            }
        }
        if self.buffer.is_empty() && line.trim().is_empty() {
            return Ok(Next::Line);
        }
        self.buffer.push_str(line);
        self.buffer.push('\n');
        if !is_unfinished(&self.buffer) {
            let text = std::mem::take(&mut self.buffer);
            self.evaluate(text)?;
        }
        Ok(Next::Line)
    }

    /// Evaluates a text and prints its value, or what went wrong.
    pub(super) fn evaluate(&mut self, text: String) -> Result<(), Error> {
        self.reader.flags.interrupt.store(false, Ordering::Relaxed);
        let result = self.host.engine().enter(|cx| evaluate_typed(cx, &wrapped(&text)));
        self.texts.push(text);
        match result {
            Ok(Ok(shown) | Err(shown)) => {
                if !shown.is_empty() {
                    self.printer.print(&format!("{shown}\n"));
                }
                Ok(())
            }
            Err(error) => self.tell_end_of(error),
        }
    }

    /// Says why a script was ended. The prompt goes on, unless the script wants the process to end.
    pub(super) fn tell_end_of(&mut self, error: Error) -> Result<(), Error> {
        match error.kind() {
            ErrorKind::Exit(_) => return Err(error),
            ErrorKind::Interrupted => {
                self.was_interrupted = true;
                self.reader.flags.interrupt.store(false, Ordering::Relaxed);
                self.printer.print(&format!("{INTERRUPTED}\n"));
            }
            ErrorKind::OutOfMemory => {
                let engine = self.host.engine();
                engine.collect_garbage();
                let memory = engine.memory();
                let used = memory.heap_used + memory.external;
                self.printer.print(&format!(
                    "Uncaught JavaScript heap out of memory (limit {} MB). What ran was stopped; the globals are kept, \
                     {:.1} MB are used.\n",
                    memory.heap_size_limit >> 20,
                    used as f64 / f64::from(1 << 20)
                ));
            }
            _ => self.printer.print(&format!("Uncaught {}\n", error.message())),
        }
        Ok(())
    }

    /// Gives up what was typed.
    pub(super) fn forget(&mut self) -> Next {
        self.buffer.clear();
        self.editor = None;
        Next::Line
    }

    /// Starts editor mode. What was typed so far is its beginning.
    pub(super) fn begin_editor(&mut self) {
        self.printer.print("// Entering editor mode (Ctrl+D to finish, Ctrl+C to cancel)\n");
        self.editor = Some(String::new());
    }

    /// A line of editor mode.
    fn add_to_text(&mut self, line: &str) -> Next {
        let indentation = line.len() - line.trim_start().len();
        self.editor = Some(line[..indentation].to_owned());
        self.buffer.push_str(line);
        self.buffer.push('\n');
        Next::Line
    }

    /// The end of editor mode.
    fn finish_text(&mut self, line: &str) -> Result<Next, Error> {
        self.add_to_text(line);
        self.editor = None;
        let text = std::mem::take(&mut self.buffer);
        if !text.trim().is_empty() {
            self.evaluate(text)?;
        }
        Ok(Next::Line)
    }

    /// Ends the reader, so that the terminal is as it was.
    pub(super) fn close(self) {
        let Reader { ask, told, flags, thread, is_editor } = self.reader;
        flags.ends.store(true, Ordering::Relaxed);
        drop(ask);
        if !is_editor {
            return;
        }
        let start = Instant::now();
        while !thread.is_finished() && start.elapsed() < PATIENCE {
            if self.is_reading {
                signals::wake_editor();
            }
            let _ = told.recv_timeout(PAUSE);
        }
        if thread.is_finished() {
            let _ = thread.join();
        }
        self.printer.end_reading();
        flags.interrupt.store(false, Ordering::Relaxed);
    }
}
