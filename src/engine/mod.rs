//! The engine: what a Rust program embeds.
//!
//! **Idea.** An [`Engine`] owns one isolate: a heap, a realm, a stack. `eval` runs a text and gives a [`Value`]; objects
//! are held by [`Object`] handles, which live as long as their owner likes, even longer than the engine. [`Options`] cap
//! memory, work, time and stack; when a cap is reached the script ends, `eval` returns an [`Error`], and the engine goes
//! on.
//!
//! **Invariants.** Nothing a script does ends the process or unwinds. `Engine: Send`. After an `Err` the engine is whole:
//! its globals are intact, and once what filled it is dropped, its memory is free again.
//!
//! Texts that import others need a [`ModuleLoader`]; `eval_module` gives a [`Module`], whose evaluation may go on later.
//!
//! **Glossary.** *Fuel*: a count of loop iterations, calls and steps of builtins. *Interrupt*: an end asked for by another
//! thread. *Limit*: bytes of pages that the heap may commit.
//! *Watch*: a listener that is told what the collector does.
//!
//! **Knows nothing about** Node, files, sockets, terminals.
//!
//! **Sources.** The wishes collected in the design's page on peers; mlua's and rquickjs's interfaces for the feel of it.

mod call;
mod error;
mod events;
mod instance;
mod interrupt;
mod memory;
mod module;
mod options;
mod value;

pub use call::Call;
pub use error::{Error, ErrorKind};
pub use events::{Collection, CollectionKind, CollectorEvent, Watch};
pub use instance::Engine;
pub use interrupt::InterruptHandle;
pub use memory::Memory;
pub use module::{Module, ModuleLoader, ModuleRequest, ModuleSource, ModuleState};
pub use options::Options;
pub use value::{Object, Value};

pub(crate) use instance::{in_new_realm, run_script, run_script_as};

const fn is_send<T: Send>() {}
const _: () = is_send::<Engine>();
const _: () = is_send::<Error>();
const _: () = is_send::<Object>();

#[cfg(test)]
mod bigint_tests;
#[cfg(test)]
mod outline_tests;
#[cfg(test)]
mod tests;
