//! What the session and its reader say to each other.

use super::site::Completions;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::thread::JoinHandle;

/// What the session asks its reader for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Ask {
    /// The first line of a text.
    First,
    /// Another line of a text that is not finished.
    More,
    /// A line of editor mode, which begins with this white space.
    Editor(String),
}

/// What the reader tells the session.
pub(super) enum Told {
    /// A line; several if they were pasted.
    Line(String),
    /// The last line of editor mode.
    Finish(String),
    /// Ctrl-C while something is typed.
    Cancel,
    /// Ctrl-C at an empty line.
    Interrupt,
    /// There is nothing more to read.
    End,
    /// What a line could go on with.
    Question(Question),
}

/// What the line editor wants to know about the line being typed.
pub(super) enum Question {
    /// What could stand at the end of a line.
    Completions {
        /// The line up to the cursor.
        line: String,
        answer: Sender<Completions>,
    },
    /// What to show in grey.
    Hint {
        line: String,
        /// The cursor is at the end of the line.
        is_at_end: bool,
        /// Columns of the terminal.
        columns: usize,
        answer: Sender<Suggestion>,
    },
}

/// What is shown in grey.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Suggestion {
    /// How the last word goes on.
    pub(super) rest: String,
    /// What the line evaluates to.
    pub(super) value: Option<String>,
}

/// What both threads look at.
#[derive(Default)]
pub(super) struct Flags {
    /// The session ends.
    pub(super) ends: AtomicBool,
    /// A script is running.
    pub(super) is_running: AtomicBool,
    /// Stops the running script.
    pub(super) interrupt: Arc<AtomicBool>,
}

impl Flags {
    pub(super) fn ends(&self) -> bool {
        self.ends.load(Ordering::Relaxed)
    }
}

/// A reader, as the session knows it.
pub(super) struct Reader {
    pub(super) ask: Sender<Ask>,
    pub(super) told: Receiver<Told>,
    pub(super) flags: Arc<Flags>,
    pub(super) thread: JoinHandle<()>,
    /// It edits lines in a terminal.
    pub(super) is_editor: bool,
}
