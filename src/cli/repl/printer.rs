//! Output while somebody may be typing: straight to the stream, or above the line that is being edited.

use std::io::{self, Write};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long to wait until what was printed stands above the line.
const PATIENCE: Duration = Duration::from_millis(500);

/// Prints for the session and for scripts. All clones print in the order of their calls.
#[derive(Clone, Default)]
pub(super) struct Printer {
    state: Arc<Mutex<State>>,
    prints_errors: bool,
}

#[derive(Default)]
struct State {
    /// Somebody may be typing.
    is_reading: bool,
    /// The cursor is behind something that was printed.
    is_in_line: bool,
    /// What prints above the line, where there is a line editor.
    above: Option<Sender<Job>>,
}

/// What the thread does that prints above the line.
enum Job {
    Print(String),
    /// Tells when all before it is printed.
    Tell(Sender<()>),
}

impl Printer {
    /// The same for standard error.
    pub(super) fn for_errors(&self) -> Printer {
        Printer { prints_errors: true, ..self.clone() }
    }

    /// From now on `external` prints while somebody types.
    ///
    /// # Errors
    /// When no thread can be started.
    pub(super) fn attach(&self, external: impl rustyline::ExternalPrinter + Send + 'static) -> io::Result<()> {
        let (sender, jobs) = mpsc::channel();
        std::thread::Builder::new().name(String::from("printer")).spawn(move || print_above(external, &jobs))?;
        self.state().above = Some(sender);
        Ok(())
    }

    /// Prints a text.
    pub(super) fn print(&self, text: &str) {
        let _ = self.put(text.as_bytes());
    }

    /// Somebody may be typing from now on, on a line of its own.
    pub(super) fn begin_reading(&self) {
        if self.state().is_in_line {
            self.print("\n");
        }
        self.state().is_reading = true;
    }

    /// Nobody is typing any more, and the line has ended.
    pub(super) fn end_reading(&self) {
        let above = self.state().above.clone();
        if let Some(above) = above {
            let (tell, told) = mpsc::channel();
            if above.send(Job::Tell(tell)).is_ok() {
                let _ = told.recv_timeout(PATIENCE);
            }
        }
        let mut state = self.state();
        state.is_reading = false;
        state.is_in_line = false;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        if state.is_reading
            && let Some(above) = &state.above
        {
            let _ = above.send(Job::Print(String::from_utf8_lossy(bytes).into_owned()));
            return Ok(());
        }
        state.is_in_line = bytes.last().map_or(state.is_in_line, |&last| last != b'\n');
        if self.prints_errors {
            return io::stderr().write_all(bytes);
        }
        let mut out = io::stdout();
        out.write_all(bytes).and_then(|()| out.flush())
    }
}

impl Write for Printer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.put(bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Prints above the line what comes, all that waits at once.
fn print_above(mut external: impl rustyline::ExternalPrinter, jobs: &Receiver<Job>) {
    while let Ok(job) = jobs.recv() {
        let mut text = String::new();
        let mut next = Some(job);
        let mut waiting = Vec::new();
        while let Some(job) = next {
            match job {
                Job::Print(more) => text.push_str(&more),
                Job::Tell(tell) => {
                    waiting.push(tell);
                    break;
                }
            }
            next = jobs.try_recv().ok();
        }
        if !text.is_empty() {
            if !text.ends_with('\n') {
                text.push('\n');
            }
            let _ = external.print(text);
        }
        for tell in waiting {
            let _ = tell.send(());
        }
    }
}
