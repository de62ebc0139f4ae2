//! The script's side: sessions of clients, what they are told, when they are heard.

use super::address::Address;
use super::domains;
use super::link::{ClientId, Event, Link};
use super::objects::Objects;
use super::protocol::{Failure, Reply, Request, failure_of};
use super::server::{self, Place, Server};
use super::stack::Chains;
use crate::heap::RootId;
use crate::host::{Visitor, visitor_data, write_error_line};
use crate::inspect::script_url;
use crate::runtime::{Completion, Scope};
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How long to sleep at once while clients are waited for: interrupts are seen within it.
const NAP: Duration = Duration::from_millis(50);

/// What a client has asked for so far.
#[derive(Default)]
pub(super) struct Session {
    pub(super) objects: Objects,
    /// `Runtime.enable`
    pub(super) hears_runtime: bool,
    /// What `HeapProfiler` does for it.
    pub(super) heap: domains::HeapProfiling,
    /// What `Profiler` does for it.
    pub(super) profiling: domains::Profiling,
    /// What `Debugger` does for it.
    pub(super) debugging: domains::Debugging,
    /// What its console remembers.
    pub(super) command_line: domains::CommandLine,
}

/// Something that the console said: kept for clients that come later.
pub(super) struct Said {
    /// The method of console, in the protocol's words.
    pub(super) kind: &'static str,
    pub(super) values: Vec<RootId>,
    pub(super) timestamp: f64,
    pub(super) stack: Value,
}

/// The inspector of an isolate.
pub(super) struct Inspector {
    link: Arc<Link>,
    thread: Option<JoinHandle<()>>,
    place: Place,
    pub(super) sessions: BTreeMap<ClientId, Session>,
    pub(super) said: VecDeque<Said>,
    /// The number of the object that a client got last.
    pub(super) last_object: u64,
    /// The isolate's number.
    pub(super) isolate: i64,
    /// The number of the exception that clients were told of last.
    pub(super) last_exception: u64,
    /// The number of the text that a client had evaluated last.
    pub(super) last_text: u32,
    /// The client whose text may name what its console has, while one runs.
    pub(super) command_line: Option<ClientId>,
    /// Where clients want the script to stop, and where it has.
    pub(super) stops: domains::Stops,
    /// What has led to stacks, for clients that ask later.
    pub(super) chains: Chains,
    /// The script waits for `Runtime.runIfWaitingForDebugger`.
    pub(super) is_waiting: bool,
    /// A message is being answered.
    is_busy: bool,
}

/// The inspector of the isolate, if it has one.
pub(super) fn inspector<'c>(cx: &'c mut Scope<'_>) -> Option<&'c mut Inspector> {
    visitor_data(cx)?.downcast_mut()
}

/// Milliseconds since 1970, with parts of one.
pub(super) fn timestamp() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64() * 1000.0
}

/// What the target is called.
pub(crate) struct Target<'t> {
    /// The script's name.
    pub(crate) title: &'t str,
    /// Its absolute path; none if it is no file.
    pub(crate) path: Option<&'t str>,
}

/// Starts the inspector of an isolate, whose scripts run on this thread. It tells on standard error where it listens.
///
/// # Errors
/// When nobody can listen there.
pub(crate) fn start(cx: &mut Scope<'_>, address: &Address, target: &Target<'_>) -> io::Result<()> {
    let mut address = address.clone();
    let listener = server::bind(&mut address)?;
    let (wake, waker) = UnixStream::pair()?;
    wake.set_nonblocking(true)?;
    waker.set_nonblocking(true)?;
    let seeds = RandomState::new();
    let place = Place {
        address,
        id: identity(&seeds),
        title: target.title.to_owned(),
        url: target.path.map_or_else(|| target.title.to_owned(), script_url),
    };
    let link = Arc::new(Link::new(cx.budget.attention_flag(), waker));
    let server =
        Server { listener, wake, link: Arc::clone(&link), place: place.clone(), clients: BTreeMap::new(), last: 0 };
    let thread = std::thread::Builder::new().name("inspector".to_owned()).spawn(move || server.run())?;
    let lines = format!("Debugger listening on {}\nFor help, see: https://nodejs.org/en/docs/inspector\n", place.url());
    let data = Inspector {
        link,
        thread: Some(thread),
        place,
        sessions: BTreeMap::new(),
        said: VecDeque::new(),
        last_object: 0,
        isolate: seeds.hash_one("isolate") as i64,
        last_exception: 0,
        last_text: 0,
        command_line: None,
        stops: domains::Stops::default(),
        chains: Chains::default(),
        is_waiting: false,
        is_busy: false,
    };
    cx.keeps_variables = true;
    crate::host::visit(
        cx,
        Visitor { attend, say: domains::say, uncaught: domains::tell_uncaught, data: Box::new(data) },
    );
    write_error_line(cx, &lines);
    Ok(())
}

/// A random identity in the form of a UUID.
fn identity(seeds: &RandomState) -> String {
    let (high, low) = (seeds.hash_one("high"), seeds.hash_one("low"));
    let version = (high & !0xF000) | 0x4000;
    let variant = (low & !(0b11 << 62)) | (0b10 << 62);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        version >> 32,
        (version >> 16) & 0xFFFF,
        version & 0xFFFF,
        variant >> 48,
        variant & 0xFFFF_FFFF_FFFF
    )
}

/// Sleeps until a client lets the script run; `breaks`: it then stops before its first statement.
///
/// # Errors
/// A termination.
pub(crate) fn wait_for_debugger(cx: &mut Scope<'_>, breaks: bool) -> Completion<()> {
    match inspector(cx) {
        Some(inspector) => inspector.is_waiting = true,
        None => return Ok(()),
    }
    while inspector(cx).is_some_and(|inspector| inspector.is_waiting) {
        nap(cx)?;
    }
    if breaks {
        domains::break_at_start(cx);
    }
    Ok(())
}

/// Hears what clients say for as long as `waits`, in the midst of a script and perhaps of an answer.
///
/// # Errors
/// A termination.
pub(super) fn hear_while(cx: &mut Scope<'_>, waits: fn(&Inspector) -> bool) -> Completion<()> {
    let Some(inspector) = inspector(cx) else { return Ok(()) };
    let was_busy = std::mem::take(&mut inspector.is_busy);
    let mut result = Ok(());
    while result.is_ok() && self::inspector(cx).is_some_and(|inspector| waits(inspector)) {
        result = nap(cx);
    }
    if let Some(inspector) = self::inspector(cx) {
        inspector.is_busy = was_busy;
    }
    result
}

/// The script has ended: waits until all clients have gone, and ends the inspector.
///
/// # Errors
/// A termination.
pub(crate) fn finish(cx: &mut Scope<'_>) -> Completion<()> {
    attend(cx)?;
    if inspector(cx).is_some_and(|inspector| !inspector.sessions.is_empty()) {
        domains::tell_context_destroyed(cx);
        write_error_line(cx, "Waiting for the debugger to disconnect...\n");
        while inspector(cx).is_some_and(|inspector| !inspector.sessions.is_empty()) {
            nap(cx)?;
        }
    }
    let Some(inspector) = inspector(cx) else { return Ok(()) };
    let line = format!("Debugger ending on {}\n", inspector.place.url());
    inspector.link.stop();
    if let Some(thread) = inspector.thread.take() {
        let _ = thread.join();
    }
    write_error_line(cx, &line);
    Ok(())
}

fn nap(cx: &mut Scope<'_>) -> Completion<()> {
    attend(cx)?;
    std::thread::park_timeout(NAP);
    cx.poll()
}

/// Hears what clients say.
fn attend(cx: &mut Scope<'_>) -> Completion<()> {
    match inspector(cx) {
        // A request that is being answered runs script, and that came here.
        Some(inspector) if inspector.is_busy => return Ok(()),
        Some(inspector) => inspector.is_busy = true,
        None => return Ok(()),
    }
    let result = hear(cx);
    if let Some(inspector) = inspector(cx) {
        inspector.is_busy = false;
    }
    result?;
    domains::stop_if_asked(cx)
}

fn hear(cx: &mut Scope<'_>) -> Completion<()> {
    loop {
        let mut cx = cx.open();
        let Some(inspector) = inspector(&mut cx) else { return Ok(()) };
        match inspector.link.next_event() {
            None => {
                let clients: Vec<ClientId> = inspector.sessions.keys().copied().collect();
                clients.into_iter().for_each(|client| domains::tick(&mut cx, client));
                return Ok(());
            }
            Some(Event::Attached(client)) => {
                inspector.sessions.insert(client, Session::default());
                write_error_line(&mut cx, "Debugger attached.\n");
            }
            Some(Event::Detached(client)) => {
                domains::leave(&mut cx, client);
                super::objects::release_all(&mut cx, client);
                if let Some(inspector) = super::inspector::inspector(&mut cx) {
                    inspector.sessions.remove(&client);
                }
            }
            Some(Event::Message(client, text)) => answer(&mut cx, client, &text)?,
        }
    }
}

/// Answers a message.
fn answer(cx: &mut Scope<'_>, client: ClientId, text: &str) -> Completion<()> {
    let request = match Request::parse(client, text) {
        Ok(request) => request,
        Err((id, failure)) => {
            reply(cx, client, id, Err(failure));
            return Ok(());
        }
    };
    let result = match domains::find(&request.method) {
        None => Err(Failure::method(&request.method)),
        Some(method) => match (method.handle)(cx, &request) {
            Ok(Reply::Later) => return Ok(()),
            Ok(Reply::Now(result)) => Ok(result),
            Err(trouble) => Err(failure_of(cx, trouble)?),
        },
    };
    reply(cx, client, Some(request.id), result);
    Ok(())
}

/// Answers a request.
pub(super) fn reply(cx: &mut Scope<'_>, client: ClientId, id: Option<i64>, result: Result<Value, Failure>) {
    let mut message = match result {
        Ok(result) => json!({ "result": result }),
        Err(failure) => json!({ "error": failure.to_json() }),
    };
    if let Some(id) = id {
        message["id"] = json!(id);
    }
    send(cx, client, &message);
}

/// Tells a client of an event.
pub(super) fn notify(cx: &mut Scope<'_>, client: ClientId, method: &str, parameters: &Value) {
    send(cx, client, &json!({ "method": method, "params": parameters }));
}

fn send(cx: &mut Scope<'_>, client: ClientId, message: &Value) {
    if let Some(inspector) = inspector(cx) {
        let link = Arc::clone(&inspector.link);
        link.send(client, message.to_string());
    }
}

/// Clients that hear of what happens at run time.
pub(super) fn listeners(cx: &mut Scope<'_>) -> Vec<ClientId> {
    let Some(inspector) = inspector(cx) else { return Vec::new() };
    inspector.sessions.iter().filter(|(_, session)| session.hears_runtime).map(|(&client, _)| client).collect()
}

/// The number of the script's isolate and context, for ids of frames.
pub(super) fn isolate_number(cx: &mut Scope<'_>) -> i64 {
    inspector(cx).map_or(0, |inspector| inspector.isolate)
}

/// A client's session.
pub(super) fn session<'c>(cx: &'c mut Scope<'_>, client: ClientId) -> Option<&'c mut Session> {
    inspector(cx)?.sessions.get_mut(&client)
}

/// What a client gets chunk by chunk: see [`Chunks`].
pub(super) fn link(cx: &mut Scope<'_>) -> Option<Arc<Link>> {
    inspector(cx).map(|inspector| Arc::clone(&inspector.link))
}

/// A text that goes out as events of its pieces.
pub(super) struct Chunks {
    link: Arc<Link>,
    client: ClientId,
    method: &'static str,
    text: Vec<u8>,
}

/// Bytes of a piece.
const CHUNK: usize = 100 << 10;

impl Chunks {
    /// Pieces as events of this name.
    pub(super) fn new(link: Arc<Link>, client: ClientId, method: &'static str) -> Chunks {
        Chunks { link, client, method, text: Vec::with_capacity(CHUNK + (64 << 10)) }
    }

    fn send_whole_characters(&mut self) {
        let whole = match std::str::from_utf8(&self.text) {
            Ok(_) => self.text.len(),
            Err(error) => error.valid_up_to(),
        };
        let rest = self.text.split_off(whole);
        let piece = std::mem::replace(&mut self.text, rest);
        let piece = String::from_utf8(piece).unwrap_or_default();
        if !piece.is_empty() {
            let event = json!({ "method": self.method, "params": { "chunk": piece } });
            self.link.send(self.client, event.to_string());
        }
    }
}

impl io::Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.text.extend_from_slice(bytes);
        if self.text.len() >= CHUNK {
            self.send_whole_characters();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.send_whole_characters();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identities_have_the_form_of_uuids() {
        let id = identity(&RandomState::new());
        let parts: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{id}");
        assert_eq!(&id[14..15], "4", "{id}");
        assert!(matches!(&id[19..20], "8" | "9" | "a" | "b"), "{id}");
    }
}
