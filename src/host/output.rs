//! Standard output and standard error: written at once, quiet when nobody reads any more.

use super::state::{HostState, state};
use crate::runtime::Scope;
use std::io::{ErrorKind, IsTerminal, Write};

/// A stream that texts go to.
pub(crate) struct Output {
    writer: Box<dyn Write + Send>,
    is_terminal: bool,
    /// The reader is gone, or the disk is full: what follows is dropped.
    is_broken: bool,
}

/// Which stream.
pub(crate) type Stream = fn(&mut HostState) -> &mut Output;

/// Standard output.
pub(crate) fn stdout(state: &mut HostState) -> &mut Output {
    &mut state.stdout
}

/// Standard error.
pub(crate) fn stderr(state: &mut HostState) -> &mut Output {
    &mut state.stderr
}

impl Output {
    /// The process's standard output.
    pub(crate) fn stdout() -> Output {
        let stream = std::io::stdout();
        let is_terminal = stream.is_terminal();
        Output { writer: Box::new(stream), is_terminal, is_broken: false }
    }

    /// The process's standard error.
    pub(crate) fn stderr() -> Output {
        let stream = std::io::stderr();
        let is_terminal = stream.is_terminal();
        Output { writer: Box::new(stream), is_terminal, is_broken: false }
    }

    /// A stream of a test's.
    #[cfg(test)]
    pub(crate) fn to(writer: Box<dyn Write + Send>) -> Output {
        Output { writer, is_terminal: false, is_broken: false }
    }

    /// Whether it goes to a terminal.
    pub(crate) const fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// Sends what follows to another writer; what is told of the terminal stays.
    pub(crate) fn redirect(&mut self, writer: Box<dyn Write + Send>) {
        self.writer = writer;
        self.is_broken = false;
    }

    /// Whether texts for it should have colors.
    pub(crate) fn wants_colors(&self) -> bool {
        wants_colors(self.is_terminal)
    }

    /// Writes bytes at once. A reader that is gone is no error: the rest is dropped, as `console` does in Node.
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        if self.is_broken {
            return;
        }
        let mut rest = bytes;
        while !rest.is_empty() {
            match self.writer.write(rest) {
                Ok(0) => break,
                Ok(count) => rest = rest.get(count..).unwrap_or_default(),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => std::thread::yield_now(),
                Err(_) => {
                    self.is_broken = true;
                    return;
                }
            }
        }
        if self.writer.flush().is_err() {
            self.is_broken = true;
        }
    }
}

/// Whether the terminal, if there is one, knows no escape sequences.
pub(crate) fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Whether texts for a stream should have colors, by the environment.
pub(crate) fn wants_colors(is_terminal: bool) -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if is_set("FORCE_COLOR") {
        return std::env::var_os("FORCE_COLOR").is_none_or(|value| value != "0" && value != "false");
    }
    is_terminal && !is_dumb() && !is_set("NO_COLOR") && !is_set("NODE_DISABLE_COLORS")
}

/// Writes a text to a stream of the host.
pub(crate) fn write(cx: &mut Scope<'_>, stream: Stream, text: &str) {
    if let Some(output) = state(cx).map(stream) {
        output.write(text.as_bytes());
    }
}
