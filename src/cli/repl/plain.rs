//! Reading lines where nothing can be edited: from a pipe or a file, or in a terminal that knows no escape sequences.

use super::printer::Printer;
use super::reader::{Ask, Flags, Reader, Told};
use super::signals;
use std::io::{self, BufRead, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};

/// Starts such a reader.
///
/// # Errors
/// When the system refuses a thread or a signal handler.
pub(super) fn start(printer: &Printer, interrupt: Arc<AtomicBool>) -> io::Result<Reader> {
    let is_reading = Arc::new(AtomicBool::new(false));
    if io::stdin().is_terminal() {
        signals::interrupt_scripts_unless(&interrupt, &is_reading)?;
    }
    let flags = Arc::new(Flags { interrupt, ..Flags::default() });
    let (ask, asked) = mpsc::channel();
    let (tell, told) = mpsc::channel();
    let printer = printer.clone();
    let thread = std::thread::Builder::new().name(String::from("prompt"));
    let thread = thread.spawn(move || read(&asked, &tell, &printer, &is_reading))?;
    Ok(Reader { ask, told, flags, thread, is_editor: false })
}

/// Reads lines as often as asked.
fn read(asked: &Receiver<Ask>, tell: &Sender<Told>, printer: &Printer, is_reading: &AtomicBool) {
    let mut lines = io::stdin().lock();
    while let Ok(ask) = asked.recv() {
        printer.print(if ask == Ask::First { "> " } else { "... " });
        let mut bytes = Vec::new();
        is_reading.store(true, Ordering::Relaxed);
        let count = lines.read_until(b'\n', &mut bytes);
        is_reading.store(false, Ordering::Relaxed);
        let said = match count {
            Ok(0) | Err(_) => Told::End,
            Ok(_) => Told::Line(String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned()),
        };
        let ends = matches!(said, Told::End);
        if tell.send(said).is_err() || ends {
            break;
        }
    }
}
