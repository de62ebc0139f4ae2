//! Signals: `process.on('SIGINT', …)` and `process.kill` – <https://nodejs.org/api/process.html#signal-events>
//!
//! A handler only notes that a signal came; the event loop tells. A signal that nobody listens to any more does what it
//! does by default.

use crate::heap::Local;
use crate::host::inspect::{Options, inspect};
use crate::host::property;
use crate::host::report::{throw_coded, throw_invalid_argument_type};
use crate::runtime::{Arguments, Completion, Intrinsic, Scope, call, create_error, rust_text, to_int32, to_number};
use crate::value;
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The signals that scripts have listened to, by number.
#[derive(Default)]
pub(crate) struct Signals {
    known: BTreeMap<i32, Signal>,
}

/// A signal that a script has listened to.
struct Signal {
    name: &'static str,
    /// It came, and nobody was told yet.
    has_come: Arc<AtomicBool>,
    /// Nobody listens: it does what it does by default.
    is_unheard: Arc<AtomicBool>,
}

impl Signals {
    /// The signals that came since the last call.
    pub(crate) fn take(&mut self) -> Vec<(&'static str, i32)> {
        let come = self.known.iter().filter(|(_, signal)| signal.has_come.swap(false, Ordering::Relaxed));
        come.map(|(&number, signal)| (signal.name, number)).collect()
    }

    /// Whether somebody listens to a signal.
    pub(crate) fn is_listening(&self) -> bool {
        self.known.values().any(|signal| !signal.is_unheard.load(Ordering::Relaxed))
    }

    /// From now on a signal is noted, or does again what it does by default.
    ///
    /// # Errors
    /// When the system refuses.
    fn hear(&mut self, name: &'static str, number: i32, hears: bool) -> io::Result<()> {
        if let Some(signal) = self.known.get(&number) {
            signal.is_unheard.store(!hears, Ordering::Relaxed);
            return Ok(());
        }
        if !hears {
            return Ok(());
        }
        let signal = Signal { name, has_come: Arc::default(), is_unheard: Arc::default() };
        system::note(number, &signal.has_come, &signal.is_unheard)?;
        self.known.insert(number, signal);
        Ok(())
    }
}

/// From now on `process` hears of signals for which it gets listeners.
///
/// # Errors
/// Whatever adding the listeners throws.
pub(super) fn watch_listeners<'s>(cx: &mut Scope<'s>, process: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let on = property::get(&mut cx, process, "on")?;
    let added = property::function(&mut cx, "startListeningIfSignal", 1, listener_added, Local::UNDEFINED)?;
    let removed = property::function(&mut cx, "stopListeningIfSignal", 1, listener_removed, Local::UNDEFINED)?;
    for (event, function) in [("newListener", added), ("removeListener", removed)] {
        let mut cx = cx.open();
        let event = cx.string(event)?;
        call(&mut cx, on, process, &[event, function])?;
    }
    Ok(())
}

fn listener_added<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if let Some((name, number)) = signal_of(cx, arguments.get(0))? {
        hear(cx, name, number, true)?;
    }
    Ok(Local::UNDEFINED)
}

fn listener_removed<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if let Some((name, number)) = signal_of(cx, arguments.get(0))? {
        let count = property::get(cx, this, "listenerCount")?;
        let left = call(cx, count, this, &[arguments.get(0)])?;
        if to_number(cx, left)? == 0.0 {
            hear(cx, name, number, false)?;
        }
    }
    Ok(Local::UNDEFINED)
}

fn hear(cx: &mut Scope<'_>, name: &'static str, number: i32, hears: bool) -> Completion<()> {
    let heard = crate::host::state::state(cx).map(|state| state.process.signals.hear(name, number, hears));
    match heard {
        Some(Err(error)) => Err(throw_errno(cx, &error, "uv_signal_start")),
        _ => Ok(()),
    }
}

/// The signal that a string names.
fn signal_of<'s>(cx: &mut Scope<'s>, name: Local<'s>) -> Completion<Option<(&'static str, i32)>> {
    if !value::is_string(cx.raw(name)) {
        return Ok(None);
    }
    let name = rust_text(cx, name)?;
    Ok(system::named(&name))
}

/// `process.kill` – <https://nodejs.org/api/process.html#processkillpid-signal>
pub(super) fn kill<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let (pid, signal) = (arguments.get(0), arguments.get(1));
    let process = match cx.raw(pid).is_number() {
        true => cx.raw(pid).as_number(),
        false if value::is_string(cx.raw(pid)) => to_number(cx, pid)?,
        false => f64::NAN,
    };
    if process.fract() != 0.0 || process.abs() > f64::from(i32::MAX) || process.is_nan() {
        return Err(throw_invalid_argument_type(cx, "pid", "of type number", pid));
    }
    let raw = cx.raw(signal);
    let number = if raw.is_undefined() || raw.is_null() {
        signal_number("SIGTERM")
    } else if raw.is_number() {
        Some(to_int32(cx, signal)?)
    } else {
        signal_of(cx, signal)?.map(|(_, number)| number)
    };
    let Some(number) = number else {
        let shown = match value::is_string(cx.raw(signal)) {
            true => rust_text(cx, signal)?,
            false => inspect(cx, signal, &Options::default())?,
        };
        let message = format!("Unknown signal: {shown}");
        return Err(throw_coded(cx, Intrinsic::TypeErrorPrototype, "ERR_UNKNOWN_SIGNAL", &message));
    };
    match system::send(process as i32, number) {
        Ok(()) => Ok(Local::TRUE),
        Err(error) => Err(throw_errno(cx, &error, "kill")),
    }
}

/// Throws an error of a system call, in its short form.
fn throw_errno(cx: &mut Scope<'_>, error: &io::Error, call: &str) -> crate::runtime::Abrupt {
    let mut cx = cx.open();
    match errno(&mut cx, error, call) {
        Ok(error) => cx.throw(error),
        Err(abrupt) => abrupt,
    }
}

fn errno<'s>(cx: &mut Scope<'s>, error: &io::Error, call: &str) -> Completion<Local<'s>> {
    let number = error.raw_os_error().unwrap_or(0);
    let code = crate::host::report::system_error_code(number);
    let object = create_error(cx, Intrinsic::ErrorPrototype, &format!("{call} {code}"))?;
    property::define(cx, object, "errno", Local::int(-number))?;
    property::define_text(cx, object, "code", code)?;
    property::define_text(cx, object, "syscall", call)?;
    Ok(object)
}

/// The number of the signal of a name.
pub(crate) fn signal_number(name: &str) -> Option<i32> {
    system::named(name).map(|(_, number)| number)
}

#[cfg(unix)]
mod system {
    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    /// The signal of a name, and its number.
    pub(super) fn named(name: &str) -> Option<(&'static str, i32)> {
        let signal: Signal = name.parse().ok()?;
        Some((signal.as_str(), signal as i32))
    }

    /// Notes a signal, or lets it do what it does by default while `is_unheard` holds.
    pub(super) fn note(number: i32, has_come: &Arc<AtomicBool>, is_unheard: &Arc<AtomicBool>) -> io::Result<()> {
        if matches!(number, nix::libc::SIGKILL | nix::libc::SIGSTOP) {
            return Err(io::Error::from_raw_os_error(nix::libc::EINVAL));
        }
        if signal_hook::consts::FORBIDDEN.contains(&number) {
            // Faults of the program itself: nothing could go on behind them.
            return Ok(());
        }
        signal_hook::flag::register_conditional_default(number, Arc::clone(is_unheard))?;
        signal_hook::flag::register(number, Arc::clone(has_come)).map(drop)
    }

    /// Sends a signal to a process; 0 only looks whether it is there.
    pub(super) fn send(process: i32, number: i32) -> io::Result<()> {
        let invalid = |_| io::Error::from_raw_os_error(nix::libc::EINVAL);
        let signal = if number == 0 { None } else { Some(Signal::try_from(number).map_err(invalid)?) };
        kill(Pid::from_raw(process), signal).map_err(io::Error::from)
    }
}

#[cfg(not(unix))]
mod system {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    pub(super) fn named(_: &str) -> Option<(&'static str, i32)> {
        None
    }

    pub(super) fn note(_: i32, _: &Arc<AtomicBool>, _: &Arc<AtomicBool>) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn send(_: i32, _: i32) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
