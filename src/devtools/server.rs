//! The thread that holds the sockets: it listens, reads requests and messages, writes what the script's thread sends.
//!
//! It never waits for a client: all sockets are looked at together, and what one does not take yet is kept for it.

use super::address::Address;
use super::connection::{Connection, Progress};
use super::link::{ClientId, Command, Event, Link};
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::net::{TcpListener, TcpStream};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long what waits for clients may take when the server ends.
const LAST_WORDS: Duration = Duration::from_secs(2);
/// How long nobody is let in when there are no descriptors left, in milliseconds.
const NO_ROOM_MS: u16 = 100;

/// What the endpoints tell of the target.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// Where it listens, with the port that it got.
    pub(super) address: Address,
    /// The target's identity, which clients must know.
    pub(super) id: String,
    /// The script's name.
    pub(super) title: String,
    /// The script's URL.
    pub(super) url: String,
}

impl Place {
    /// `ws://host:port/id`
    pub(super) fn url(&self) -> String {
        format!("ws://{}/{}", self.address, self.id)
    }
}

/// Binds an address.
///
/// # Errors
/// What the system says.
pub(super) fn bind(address: &mut Address) -> io::Result<TcpListener> {
    let listener = TcpListener::bind((address.host.as_str(), address.port))?;
    listener.set_nonblocking(true)?;
    address.port = listener.local_addr()?.port();
    Ok(listener)
}

/// The sockets.
pub(super) struct Server {
    pub(super) listener: TcpListener,
    /// A byte comes here when there is a command.
    pub(super) wake: UnixStream,
    pub(super) link: Arc<Link>,
    pub(super) place: Place,
    pub(super) clients: BTreeMap<ClientId, Connection>,
    pub(super) last: u32,
}

impl Server {
    /// Serves clients until it is told to stop.
    pub(super) fn run(mut self) {
        let mut stops_at: Option<Instant> = None;
        loop {
            let mut is_full = false;
            match self.wait(stops_at) {
                Ok(mut ready) => {
                    if ready.wake {
                        self.drain();
                        // Somebody may be read again, of whom more has come already.
                        ready.clients = self.clients.keys().copied().collect();
                    }
                    if ready.listener && stops_at.is_none() {
                        is_full = !self.accept();
                    }
                    for client in ready.clients {
                        self.advance(client);
                    }
                }
                Err(nix::errno::Errno::EINTR) => {}
                Err(_) => return,
            }
            if self.obey() {
                stops_at.get_or_insert_with(|| Instant::now() + LAST_WORDS);
            }
            if let Some(end) = stops_at
                && (Instant::now() >= end || self.clients.values().all(|client| !client.has_output()))
            {
                return;
            }
            if is_full {
                std::thread::sleep(Duration::from_millis(u64::from(NO_ROOM_MS)));
            }
        }
    }

    /// Waits until a socket has something to say.
    fn wait(&self, stops_at: Option<Instant>) -> nix::Result<Ready> {
        let mut descriptors = vec![
            PollFd::new(self.wake.as_fd(), PollFlags::POLLIN),
            PollFd::new(self.listener.as_fd(), PollFlags::POLLIN),
        ];
        let mut order = Vec::new();
        for (&client, connection) in &self.clients {
            let mut flags = PollFlags::empty();
            if !self.link.is_crowded(client) {
                flags |= PollFlags::POLLIN;
            }
            if connection.has_output() {
                flags |= PollFlags::POLLOUT;
            }
            descriptors.push(PollFd::new(connection.stream().as_fd(), flags));
            order.push(client);
        }
        let timeout = if stops_at.is_some() { PollTimeout::from(NO_ROOM_MS) } else { PollTimeout::NONE };
        poll(&mut descriptors, timeout)?;
        let is_ready = |descriptor: &PollFd<'_>| descriptor.revents().is_some_and(|flags| !flags.is_empty());
        Ok(Ready {
            wake: is_ready(&descriptors[0]),
            listener: is_ready(&descriptors[1]),
            clients: order
                .into_iter()
                .zip(&descriptors[2..])
                .filter(|(_, fd)| is_ready(fd))
                .map(|(id, _)| id)
                .collect(),
        })
    }

    fn drain(&mut self) {
        let mut bytes = [0; 256];
        while let Ok(1..) = self.wake.read(&mut bytes) {}
    }

    /// Lets in who waits; false if there is no room for them.
    fn accept(&mut self) -> bool {
        loop {
            match self.listener.accept() {
                Ok((stream, _)) => self.admit(stream),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return true,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
                Err(_) => return false,
            }
        }
    }

    fn admit(&mut self, stream: TcpStream) {
        if stream.set_nonblocking(true).is_ok() {
            // Messages are small and answered one by one.
            let _ = stream.set_nodelay(true);
            self.last += 1;
            self.clients.insert(ClientId(self.last), Connection::new(stream));
        }
    }

    /// Reads and writes what can be read and written.
    fn advance(&mut self, client: ClientId) {
        let Some(connection) = self.clients.get_mut(&client) else { return };
        let was_open = connection.is_open();
        let progress = connection.advance(
            &self.place,
            |bytes| self.link.note_sent(client, bytes),
            |text| {
                self.link.push_event(Event::Message(client, text));
                !self.link.is_crowded(client)
            },
        );
        match progress {
            Progress::Opened => self.link.push_event(Event::Attached(client)),
            Progress::Same => return,
            Progress::Over => {
                self.clients.remove(&client);
                if was_open {
                    self.link.push_event(Event::Detached(client));
                }
                return;
            }
        }
        // What came behind the request.
        self.advance(client);
    }

    /// Does what the script's thread wants; true once it wants nothing more.
    fn obey(&mut self) -> bool {
        let mut is_over = false;
        while let Some(command) = self.link.next_command() {
            match command {
                Command::Stop => is_over = true,
                Command::Send(client, text) => {
                    let Some(connection) = self.clients.get_mut(&client) else { continue };
                    if !connection.send(text, |bytes| self.link.note_sent(client, bytes)) {
                        self.clients.remove(&client);
                        self.link.push_event(Event::Detached(client));
                    }
                }
            }
        }
        is_over
    }
}

/// Which sockets have something to say.
struct Ready {
    wake: bool,
    listener: bool,
    clients: Vec<ClientId>,
}
