//! Ctrl-C as a signal.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// From now on Ctrl-C stops the running script instead of the process.
///
/// # Errors
/// When the system refuses.
#[cfg(unix)]
pub(super) fn interrupt_scripts(flag: &Arc<AtomicBool>) -> io::Result<()> {
    signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::clone(flag)).map(|_| ())
}

/// The same, but while `is_idle` holds, Ctrl-C ends the process.
///
/// # Errors
/// When the system refuses.
#[cfg(unix)]
pub(super) fn interrupt_scripts_unless(flag: &Arc<AtomicBool>, is_idle: &Arc<AtomicBool>) -> io::Result<()> {
    signal_hook::flag::register_conditional_default(signal_hook::consts::SIGINT, Arc::clone(is_idle))?;
    interrupt_scripts(flag)
}

/// Acts as if Ctrl-C had been typed: the line editor gives up its line.
#[cfg(unix)]
pub(super) fn wake_editor() {
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGINT);
}

#[cfg(not(unix))]
pub(super) fn interrupt_scripts(_: &Arc<AtomicBool>) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn interrupt_scripts_unless(_: &Arc<AtomicBool>, _: &Arc<AtomicBool>) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn wake_editor() {}
