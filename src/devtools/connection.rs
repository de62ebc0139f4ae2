//! One client's socket: a request first, then a WebSocket, or an answer and the end.

use super::http::{self, Reply};
use super::server::Place;
use std::collections::VecDeque;
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use tungstenite::protocol::{Role, WebSocketConfig};
use tungstenite::{Error, Message, WebSocket};

/// The longest message a client may send, in bytes.
const LONGEST_MESSAGE: usize = 32 << 20;
/// Bytes that are given to the socket at once.
const AT_ONCE: usize = 1 << 20;

/// What became of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// It is what it was.
    Same,
    /// It is a WebSocket from now on.
    Opened,
    /// It is over.
    Over,
}

enum Stage {
    /// The request so far.
    Request(TcpStream, Vec<u8>),
    /// An answer, and how much of it has gone out.
    Answer(TcpStream, Vec<u8>, usize),
    /// Messages to and fro.
    Open(Box<WebSocket<TcpStream>>),
}

/// A client.
pub(super) struct Connection {
    stage: Stage,
    /// Messages that have not been given to the socket.
    output: VecDeque<String>,
    /// Bytes of the messages that the socket has taken and not sent.
    taken: usize,
}

impl Connection {
    /// A client that has just come; its socket does not block.
    pub(super) fn new(stream: TcpStream) -> Connection {
        Connection { stage: Stage::Request(stream, Vec::new()), output: VecDeque::new(), taken: 0 }
    }

    /// The socket.
    pub(super) fn stream(&self) -> &TcpStream {
        match &self.stage {
            Stage::Request(stream, _) | Stage::Answer(stream, ..) => stream,
            Stage::Open(socket) => socket.get_ref(),
        }
    }

    /// Whether something waits to go out.
    pub(super) fn has_output(&self) -> bool {
        matches!(self.stage, Stage::Answer(..)) || self.taken > 0 || !self.output.is_empty()
    }

    /// Whether it is a WebSocket.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.stage, Stage::Open(_))
    }

    /// Reads and writes what can be read and written. `sent` hears of the bytes of messages that went out, `receive` of
    /// messages that came, and says whether it wants more.
    pub(super) fn advance(
        &mut self,
        place: &Place,
        sent: impl FnMut(usize),
        receive: impl FnMut(String) -> bool,
    ) -> Progress {
        let result = match &mut self.stage {
            Stage::Request(..) => return self.read_request(place),
            Stage::Answer(stream, bytes, position) => write_rest(stream, bytes, position),
            Stage::Open(_) => self.flush(sent).and_then(|()| self.read_messages(receive)),
        };
        match result {
            Ok(()) => Progress::Same,
            Err(_) => Progress::Over,
        }
    }

    fn read_request(&mut self, place: &Place) -> Progress {
        let Stage::Request(stream, bytes) = &mut self.stage else { return Progress::Same };
        let mut chunk = [0; 4096];
        loop {
            match stream.read(&mut chunk) {
                Ok(0) => return Progress::Over,
                Ok(count) => bytes.extend_from_slice(&chunk[..count]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Progress::Same,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(_) => return Progress::Over,
            }
            let reply = http::answer(bytes, place);
            let Ok(stream) = stream.try_clone() else { return Progress::Over };
            match reply {
                Reply::Unfinished => {}
                Reply::Bytes(answer) => {
                    self.stage = Stage::Answer(stream, answer, 0);
                    return self.advance(place, |_| (), |_| true);
                }
                Reply::WebSocket { answer, head } => {
                    let rest = bytes.split_off(head);
                    return self.open(stream, &answer, rest);
                }
            }
        }
    }

    fn open(&mut self, mut stream: TcpStream, answer: &[u8], rest: Vec<u8>) -> Progress {
        // A fresh socket takes so little at once.
        if stream.write_all(answer).is_err() {
            return Progress::Over;
        }
        let config = WebSocketConfig::default()
            .max_message_size(Some(LONGEST_MESSAGE))
            .max_frame_size(Some(LONGEST_MESSAGE))
            .write_buffer_size(0);
        self.stage = Stage::Open(Box::new(WebSocket::from_partially_read(stream, rest, Role::Server, Some(config))));
        Progress::Opened
    }

    /// Queues a message; false if the client is gone.
    pub(super) fn send(&mut self, text: String, sent: impl FnMut(usize)) -> bool {
        self.output.push_back(text);
        self.flush(sent).is_ok()
    }

    /// Gives the socket as much as it takes.
    fn flush(&mut self, mut sent: impl FnMut(usize)) -> io::Result<()> {
        let Stage::Open(socket) = &mut self.stage else { return Ok(()) };
        loop {
            match socket.flush() {
                Ok(()) => {
                    sent(std::mem::take(&mut self.taken));
                    if self.output.is_empty() {
                        return Ok(());
                    }
                }
                Err(error) => return still_open(error),
            }
            while self.taken < AT_ONCE
                && let Some(text) = self.output.pop_front()
            {
                self.taken += text.len();
                match socket.write(Message::text(text)) {
                    Ok(()) => {}
                    Err(error) => {
                        still_open(error)?;
                        break;
                    }
                }
            }
        }
    }

    fn read_messages(&mut self, mut receive: impl FnMut(String) -> bool) -> io::Result<()> {
        let Stage::Open(socket) = &mut self.stage else { return Ok(()) };
        loop {
            match socket.read() {
                Ok(Message::Text(text)) => {
                    if !receive(text.as_str().to_owned()) {
                        return Ok(());
                    }
                }
                // Pings are answered by the socket; the protocol knows no binary messages.
                Ok(_) => {}
                Err(error) => return still_open(error),
            }
        }
    }
}

/// Whether an error only says that there is nothing to do now.
fn still_open(error: Error) -> io::Result<()> {
    match error {
        Error::Io(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => Ok(()),
        Error::Io(error) => Err(error),
        error => Err(io::Error::other(error)),
    }
}

/// Writes more of an answer; an error once it is whole, which is the end.
fn write_rest(stream: &mut TcpStream, bytes: &[u8], position: &mut usize) -> io::Result<()> {
    while *position < bytes.len() {
        match stream.write(&bytes[*position..]) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(count) => *position += count,
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let _ = stream.shutdown(std::net::Shutdown::Write);
    Err(ErrorKind::ConnectionAborted.into())
}
