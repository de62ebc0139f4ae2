//! What Node gives a script: the event loop, timers, console, process, files – and the system's time zone.

#![allow(dead_code, reason = "until the command uses it")]

mod bytes;
mod inspect;
mod place;
mod property;
pub(crate) mod zone;
mod zone_names;
