//! Heap snapshots as files: `v8.writeHeapSnapshot`, `heapdump.writeSnapshot`, and what signals ask for.
//!
//! A file gets its name only once it is complete: until then it is a sibling with a name of its own, which goes when
//! something fails.

use super::output;
use super::process::signal_number;
use super::report::throw_system_error;
use super::signal_counter as system;
use super::state::state;
use crate::heap::{Local, NearLimit};
use crate::inspect::write_snapshot;
use crate::runtime::{
    Arguments, Completion, Intrinsic, Isolate, Scope, array_buffer_from_bytes, rust_text, throw_error, to_uint32,
};
use crate::value::date::{fields, to_local_time};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// What a limit is raised by at least, so that a snapshot can be taken: bytes.
const LEAST_RAISE: usize = 4 << 20;

/// How files are named that nobody gave a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// `Heap.${yyyymmdd}.${hhmmss}.${pid}.${tid}.${seq}.heapsnapshot`
    Node,
    /// `heapdump-<sec>.<usec>.heapsnapshot`
    Heapdump,
}

/// A signal that asks for snapshots, as often as it comes.
struct Listener {
    signal: String,
    style: Style,
    come: system::Counter,
}

/// What the host remembers of snapshots.
#[derive(Default)]
pub(crate) struct SnapshotState {
    listeners: Vec<Listener>,
    /// Snapshots that the heap asked for near its limit, and nobody has written yet.
    near_limit: Option<Arc<AtomicUsize>>,
    /// Files named as Node names them so far.
    named: u32,
    /// Files begun so far.
    begun: u32,
}

/// What failed, and in which call of the system.
pub(crate) struct Failure {
    error: io::Error,
    call: &'static str,
}

/// Writes a snapshot to a file.
///
/// # Errors
/// What the system reports; a file of that name is then what it was before.
pub(crate) fn write_file(cx: &mut Scope<'_>, path: &str) -> Result<(), Failure> {
    let number = state(cx).map_or(0, |state| {
        state.snapshot.begun += 1;
        state.snapshot.begun
    });
    let of = |call: &'static str| move |error: io::Error| Failure { error, call };
    let target = fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
    if let Ok(facts) = fs::metadata(&target) {
        let mut file = OpenOptions::new().write(true).open(&target).map_err(of("open"))?;
        if !facts.is_file() {
            return write_snapshot(cx, &mut file).map_err(of("write"));
        }
    }
    let partial = match target.file_name() {
        Some(_) => target.with_file_name(format!(".heapsnapshot-{}-{number}", std::process::id())),
        None => target.clone(),
    };
    let result = write_new(cx, &partial).and_then(|()| fs::rename(&partial, &target).map_err(of("open")));
    if result.as_ref().is_err_and(|failure| failure.call != "open" || partial.exists()) {
        // If it cannot be removed either, its name still says what it is.
        let _ = fs::remove_file(&partial);
    }
    result
}

fn write_new(isolate: &mut Isolate, path: &Path) -> Result<(), Failure> {
    let mut file = File::create_new(path).map_err(|error| Failure { error, call: "open" })?;
    write_snapshot(isolate, &mut file).map_err(|error| Failure { error, call: "write" })
}

/// Writes a snapshot to a file, or to one of a usual name if that is empty; its name.
///
/// # Errors
/// A sentence on what failed.
pub(crate) fn write_to(cx: &mut Scope<'_>, path: &str) -> Result<String, String> {
    let path = if path.is_empty() { usual_name(cx, Style::Node) } else { path.to_owned() };
    match write_file(cx, &path) {
        Ok(()) => Ok(path),
        Err(Failure { error, call }) => Err(format!("{error}, {call} '{path}'")),
    }
}

/// Throws what failed.
pub(crate) fn throw_failure(cx: &mut Scope<'_>, failure: &Failure, path: &str) -> crate::runtime::Abrupt {
    match failure.error.raw_os_error() {
        Some(_) => throw_system_error(cx, &failure.error, failure.call, path),
        None => {
            throw_error(cx, Intrinsic::ErrorPrototype, format_args!("{}, {} '{path}'", failure.error, failure.call))
        }
    }
}

/// `${prefix}.${yyyymmdd}.${hhmmss}.${pid}.${tid}.${seq}.${extension}`, as Node names what it writes.
pub(crate) fn usual_file_name(cx: &mut Scope<'_>, prefix: &str, extension: &str) -> String {
    let number = state(cx).map_or(1, |state| {
        state.snapshot.named += 1;
        state.snapshot.named
    });
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let now = fields(to_local_time(cx.zone.as_ref(), since.as_millis() as f64));
    format!(
        "{prefix}.{:04}{:02}{:02}.{:02}{:02}{:02}.{}.0.{number:03}.{extension}",
        now.year,
        now.month + 1,
        now.date,
        now.hour,
        now.minute,
        now.second,
        std::process::id(),
    )
}

fn usual_name(cx: &mut Scope<'_>, style: Style) -> String {
    if style == Style::Node {
        return usual_file_name(cx, "Heap", "heapsnapshot");
    }
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("heapdump-{}.{}.heapsnapshot", since.as_secs(), since.subsec_micros())
}

/// Lets a signal ask for snapshots from now on, in whatever the script is doing; the event loop does not wait for it.
///
/// # Errors
/// When there is no such signal, or the system refuses.
pub(crate) fn listen(cx: &mut Scope<'_>, signal: &str, style: Style) -> io::Result<()> {
    let attention = cx.budget.attention_flag();
    let Some(state) = state(cx) else { return Ok(()) };
    let is_known = |listener: &Listener| listener.signal == signal && listener.style == style;
    if !state.snapshot.listeners.iter().any(is_known) {
        let number = signal_number(signal).ok_or(io::ErrorKind::InvalidInput)?;
        let come = system::count(number, attention)?;
        state.snapshot.listeners.push(Listener { signal: signal.to_owned(), style, come });
    }
    Ok(())
}

/// Lets the heap ask for up to `count` snapshots when it is about to end the script for want of memory. Each time it gets
/// a little more, until the script's next poll writes the snapshot. The first call counts.
pub(crate) fn watch_limit(cx: &mut Scope<'_>, count: u32) {
    let attention = cx.budget.attention_flag();
    let pending = Arc::new(AtomicUsize::new(0));
    match state(cx) {
        Some(state) if state.snapshot.near_limit.is_none() => state.snapshot.near_limit = Some(Arc::clone(&pending)),
        _ => return,
    }
    let mut left = count;
    cx.heap.set_near_limit_hook(Some(Box::new(move |limit: NearLimit| {
        let raised = limit.current.saturating_add((limit.initial / 8).max(LEAST_RAISE));
        if pending.load(Ordering::Relaxed) > 0 {
            // The script has not come to a poll yet.
            return if raised <= limit.initial.saturating_mul(2) { raised } else { limit.current };
        }
        if left == 0 {
            return limit.current;
        }
        left -= 1;
        pending.fetch_add(1, Ordering::Relaxed);
        attention.store(true, Ordering::Relaxed);
        raised
    })));
}

/// `v8.setHeapSnapshotNearHeapLimit` – <https://nodejs.org/api/v8.html#v8setheapsnapshotnearheaplimitlimit>
pub(crate) fn set_near_limit<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let count = to_uint32(cx, arguments.get(0))?;
    watch_limit(cx, count);
    Ok(Local::UNDEFINED)
}

/// Whether a signal has this name.
pub(crate) fn is_signal(name: &str) -> bool {
    signal_number(name).is_some()
}

/// Writes what signals have asked for. What fails is told on standard error, and the script goes on.
///
/// # Errors
/// None.
pub(super) fn attend(cx: &mut Scope<'_>) -> Completion<()> {
    let mut asked = Vec::new();
    let mut is_near_limit = false;
    if let Some(state) = state(cx) {
        let pending = state.snapshot.near_limit.as_ref().map_or(0, |pending| pending.load(Ordering::Relaxed));
        is_near_limit = pending > 0;
        asked.extend(is_near_limit.then_some(Style::Node));
        for listener in &mut state.snapshot.listeners {
            let times = listener.come.take();
            asked.extend(std::iter::repeat_n(listener.style, times));
        }
    }
    for style in asked {
        let path = usual_name(cx, style);
        match write_file(cx, &path) {
            Err(Failure { error, call }) => {
                output::write(cx, output::stderr, &format!("No heap snapshot: {error}, {call} '{path}'\n"));
            }
            Ok(()) if is_near_limit => {
                let path = std::path::absolute(&path).unwrap_or_else(|_| PathBuf::from(&path));
                output::write(cx, output::stderr, &format!("Wrote snapshot to {}\n", path.display()));
            }
            Ok(()) => {}
        }
        if std::mem::take(&mut is_near_limit)
            && let Some(pending) = state(cx).and_then(|state| state.snapshot.near_limit.as_ref())
        {
            pending.store(0, Ordering::Relaxed);
        }
    }
    Ok(())
}

/// Writes a snapshot to the file of a path, or to one of a usual name if that is `undefined`; the path.
pub(crate) fn write<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    write_named(cx, arguments.get(0), Style::Node)
}

/// The text of a snapshot as an ArrayBuffer.
pub(crate) fn take<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let mut text = Vec::new();
    match write_snapshot(cx, &mut text) {
        Ok(()) => array_buffer_from_bytes(cx, text),
        Err(error) => Err(throw_error(cx, Intrinsic::ErrorPrototype, format_args!("{error}"))),
    }
}

/// As [`write`], for `heapdump`.
pub(crate) fn write_heapdump<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    write_named(cx, arguments.get(0), Style::Heapdump)
}

fn write_named<'s>(cx: &mut Scope<'s>, path: Local<'s>, style: Style) -> Completion<Local<'s>> {
    let is_named = !cx.raw(path).is_undefined();
    let path = if is_named { rust_text(cx, path)? } else { usual_name(cx, style) };
    write_file(cx, &path).map_err(|failure| throw_failure(cx, &failure, &path))?;
    cx.string(&path)
}

/// Lets `SIGUSR2` ask for heapdumps.
pub(crate) fn listen_for_heapdumps<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    // Where there are no signals, nothing comes.
    let heard = listen(cx, "SIGUSR2", Style::Heapdump).is_ok();
    Ok(Local::bool(heard))
}
