//! What Node gives a script: the event loop, timers, console, process, files – and the system's time zone.

// Until the command uses it.
#[allow(dead_code)]
pub(crate) mod zone;
mod zone_names;
