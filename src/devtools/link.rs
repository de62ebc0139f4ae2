//! What goes to and fro between the thread that runs scripts and the thread that holds the sockets.

use std::collections::{BTreeMap, VecDeque};
use std::io::Write;
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Thread;
use std::time::Duration;

/// Bytes that may wait for a client before whoever sends more has to wait.
const MOST_WAITING: usize = 8 << 20;
/// Bytes of messages that may wait for the script before a client is read no further.
const MOST_UNREAD: usize = 4 << 20;
/// How long a client may take nothing before what waits for it is dropped together with it.
const PATIENCE: Duration = Duration::from_secs(30);

/// A client, by a number that is not used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ClientId(pub(super) u32);

/// What comes from clients.
#[derive(Debug)]
pub(super) enum Event {
    /// One has connected.
    Attached(ClientId),
    /// One has sent a message.
    Message(ClientId, String),
    /// One has gone.
    Detached(ClientId),
}

/// What clients are to get.
#[derive(Debug)]
pub(super) enum Command {
    /// A message.
    Send(ClientId, String),
    /// The end: everybody is told, and the thread goes.
    Stop,
}

#[derive(Default)]
struct Queues {
    events: VecDeque<Event>,
    unread: BTreeMap<ClientId, usize>,
    commands: VecDeque<Command>,
    /// Bytes that have not gone out yet, of every client that is connected.
    waiting: BTreeMap<ClientId, usize>,
}

/// The queues between the two threads.
pub(super) struct Link {
    queues: Mutex<Queues>,
    /// Something has gone out, or somebody has gone.
    progress: Condvar,
    /// Raised when an event has come: the script looks at its next poll.
    attention: Arc<AtomicBool>,
    /// The script's thread, which may sleep.
    script: Thread,
    /// A byte here wakes the thread with the sockets.
    wake: UnixStream,
}

impl Link {
    /// A link for the current thread, which runs scripts. `wake` is what the other thread sleeps on.
    pub(super) fn new(attention: Arc<AtomicBool>, wake: UnixStream) -> Link {
        Link { queues: Mutex::default(), progress: Condvar::new(), attention, script: std::thread::current(), wake }
    }

    fn queues(&self) -> MutexGuard<'_, Queues> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next thing that came from a client.
    pub(super) fn next_event(&self) -> Option<Event> {
        let mut queues = self.queues();
        let event = queues.events.pop_front()?;
        if let Event::Message(client, text) = &event
            && let Some(unread) = queues.unread.get_mut(client)
        {
            let was_full = *unread > MOST_UNREAD;
            *unread = unread.saturating_sub(text.len());
            if was_full && *unread <= MOST_UNREAD {
                drop(queues);
                self.rouse();
            }
        }
        Some(event)
    }

    /// Something has come from a client.
    pub(super) fn push_event(&self, event: Event) {
        let mut queues = self.queues();
        match &event {
            Event::Attached(client) => {
                queues.waiting.insert(*client, 0);
                queues.unread.insert(*client, 0);
            }
            Event::Message(client, text) => *queues.unread.entry(*client).or_default() += text.len(),
            Event::Detached(client) => {
                queues.waiting.remove(client);
                queues.unread.remove(client);
                self.progress.notify_all();
            }
        }
        queues.events.push_back(event);
        drop(queues);
        self.attention.store(true, Ordering::Relaxed);
        self.script.unpark();
    }

    /// Whether so much of a client waits for the script that it should be read no further.
    pub(super) fn is_crowded(&self, client: ClientId) -> bool {
        self.queues().unread.get(&client).is_some_and(|&unread| unread > MOST_UNREAD)
    }

    /// Sends a message to a client, and waits while too much waits for that client already. A client that takes nothing
    /// for long gets nothing more.
    pub(super) fn send(&self, client: ClientId, text: String) {
        let mut queues = self.queues();
        loop {
            let before = match queues.waiting.get(&client) {
                None => return,
                Some(&waiting) if waiting < MOST_WAITING => break,
                Some(&waiting) => waiting,
            };
            let (after, timeout) = self.progress.wait_timeout(queues, PATIENCE).unwrap_or_else(PoisonError::into_inner);
            queues = after;
            if timeout.timed_out() && queues.waiting.get(&client) == Some(&before) {
                queues.waiting.remove(&client);
                return;
            }
        }
        *queues.waiting.entry(client).or_default() += text.len();
        queues.commands.push_back(Command::Send(client, text));
        drop(queues);
        self.rouse();
    }

    /// So many bytes have gone out to a client.
    pub(super) fn note_sent(&self, client: ClientId, bytes: usize) {
        if let Some(waiting) = self.queues().waiting.get_mut(&client) {
            *waiting = waiting.saturating_sub(bytes);
        }
        self.progress.notify_all();
    }

    /// Ends the other thread once it has sent what waits.
    pub(super) fn stop(&self) {
        self.queues().commands.push_back(Command::Stop);
        self.rouse();
    }

    /// The next thing to do for clients.
    pub(super) fn next_command(&self) -> Option<Command> {
        self.queues().commands.pop_front()
    }

    fn rouse(&self) {
        // If the pipe is full, the thread wakes anyway.
        let _ = (&self.wake).write(&[0]);
    }
}
