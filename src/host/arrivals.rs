//! What comes from outside while the event loop runs: bytes of standard input, signals.
//!
//! Standard input is read by a thread of its own, a chunk at a time and only when a script wants one: what nobody asks
//! for stays with the system. Signals are noted by the handler and seen by the event loop.

use super::fatal::guard;
use super::place::{self, Place};
use super::process;
use super::state::{peek, state};
use super::tick::run_ticks;
use crate::heap::Local;
use crate::runtime::{Completion, Scope, array_buffer_from_bytes, call};
use std::io::{self, Read};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

/// Bytes of a chunk, at most: as Node.
const CHUNK: usize = 65_536;

/// Bytes of standard input; none at its end.
pub(super) type Chunk = io::Result<Vec<u8>>;

/// The host's side of standard input.
#[derive(Default)]
pub(crate) struct Input {
    /// The reader, once a script has asked for a chunk.
    reader: Option<Reader>,
    /// A script wants the next chunk, and gets it when it comes.
    wants: bool,
    /// The loop goes on while a chunk is wanted.
    is_unreferenced: bool,
    /// It has ended, or failed.
    is_over: bool,
}

struct Reader {
    ask: Sender<()>,
    chunks: Receiver<Chunk>,
    /// A chunk was asked for and has not come.
    is_reading: bool,
}

impl Input {
    /// Whether the event loop must wait for it.
    pub(crate) fn keeps_alive(&self) -> bool {
        self.wants && !self.is_unreferenced && !self.is_over
    }

    /// A script wants the next chunk. What was read before and not wanted then is the next one.
    ///
    /// # Errors
    /// When the system has no thread for it.
    pub(crate) fn want(&mut self) -> io::Result<()> {
        if self.is_over {
            return Ok(());
        }
        if self.reader.is_none() {
            self.reader = Some(start()?);
        }
        self.wants = true;
        if let Some(reader) = &mut self.reader
            && !reader.is_reading
        {
            reader.is_reading = reader.ask.send(()).is_ok();
        }
        Ok(())
    }

    /// The script wants no chunk for now.
    pub(crate) fn rest(&mut self) {
        self.wants = false;
    }

    /// Whether the loop goes on while a chunk is wanted.
    pub(crate) fn set_referenced(&mut self, is_referenced: bool) {
        self.is_unreferenced = !is_referenced;
    }

    /// Waits for a chunk that is wanted, or only for the time to pass.
    fn wait(&mut self, time: Duration) -> Option<Chunk> {
        let Some(reader) = self.reader.as_mut().filter(|_| self.wants) else {
            // Who has something for this thread wakes it.
            std::thread::park_timeout(time);
            return None;
        };
        let chunk = match reader.chunks.recv_timeout(time) {
            Ok(chunk) => chunk,
            Err(RecvTimeoutError::Timeout) => return None,
            Err(RecvTimeoutError::Disconnected) => Ok(Vec::new()),
        };
        self.note(&chunk);
        Some(chunk)
    }

    fn note(&mut self, chunk: &Chunk) {
        self.wants = false;
        self.is_over = chunk.as_ref().map_or(true, Vec::is_empty);
        if let Some(reader) = &mut self.reader {
            reader.is_reading = false;
        }
    }
}

/// Starts the thread that reads. It ends with the process, or when nobody can ask it any more.
fn start() -> io::Result<Reader> {
    let (ask, asked) = mpsc::channel();
    let (tell, chunks) = mpsc::channel();
    std::thread::Builder::new().name(String::from("stdin")).stack_size(CHUNK * 4).spawn(move || {
        while asked.recv().is_ok() {
            if tell.send(read_chunk()).is_err() {
                return;
            }
        }
    })?;
    Ok(Reader { ask, chunks, is_reading: false })
}

fn read_chunk() -> Chunk {
    let mut bytes = vec![0; CHUNK];
    loop {
        match io::stdin().lock().read(&mut bytes) {
            Ok(count) => {
                bytes.truncate(count);
                return Ok(bytes);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Waits for so long at most; the chunk that came meanwhile.
pub(super) fn wait(cx: &mut Scope<'_>, time: Duration) -> Option<Chunk> {
    state(cx)?.input.wait(time)
}

/// Tells scripts what has come, beginning with a chunk that was waited for; whether something has.
///
/// # Errors
/// A termination, or what an uncaught exception ends in.
pub(super) fn tell(cx: &mut Scope<'_>, arrived: Option<Chunk>) -> Completion<bool> {
    let chunk = arrived.or_else(|| state(cx)?.input.wait(Duration::ZERO));
    let has_input = chunk.is_some();
    if let Some(chunk) = chunk {
        tell_input(cx, chunk)?;
    }
    Ok(tell_signals(cx)? || has_input)
}

/// Whether signals may come that scripts want to hear of.
pub(super) fn is_listening(cx: &Scope<'_>) -> bool {
    peek(cx).is_some_and(|state| state.process.signals.is_listening())
}

/// Gives a chunk to the stream.
fn tell_input(cx: &mut Scope<'_>, chunk: Chunk) -> Completion<()> {
    let mut cx = cx.open();
    let result = push(&mut cx, chunk);
    guard(&mut cx, result)?;
    run_ticks(&mut cx)
}

fn push(cx: &mut Scope<'_>, chunk: Chunk) -> Completion<()> {
    let mut cx = cx.open();
    let push = place::get(&mut cx, Place::StdinPush)?;
    let arguments = match chunk {
        Ok(bytes) if bytes.is_empty() => [Local::NULL, Local::NULL],
        Ok(bytes) => [array_buffer_from_bytes(&mut cx, bytes)?, Local::NULL],
        Err(error) => [Local::NULL, super::report::system_error(&mut cx, &error, "read", "")?],
    };
    call(&mut cx, push, Local::UNDEFINED, &arguments).map(drop)
}

/// Tells listeners of the signals that have come.
fn tell_signals(cx: &mut Scope<'_>) -> Completion<bool> {
    let Some(state) = state(cx) else { return Ok(false) };
    let come = state.process.signals.take();
    let any = !come.is_empty();
    for (name, number) in come {
        let mut cx = cx.open();
        let text = cx.string(name)?;
        let told = process::emit(&mut cx, name, &[text, Local::int(number)]).map(drop);
        guard(&mut cx, told)?;
        run_ticks(&mut cx)?;
    }
    Ok(any)
}
