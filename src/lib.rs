//! Tenure: an embeddable JavaScript engine whose heap can be seen, bounded and explained.

pub(crate) mod builtins;
#[cfg(feature = "host")]
pub(crate) mod cli;
mod engine;
pub(crate) mod heap;
#[cfg(feature = "host")]
pub(crate) mod host;
pub(crate) mod inspect;
pub(crate) mod interpreter;
pub(crate) mod runtime;
pub(crate) mod scope;
pub(crate) mod source;
pub(crate) mod syntax;
pub(crate) mod value;

#[cfg(feature = "host")]
pub use cli::main as command;
pub use engine::{Call, Engine, Error, ErrorKind, InterruptHandle, Memory, Object, Options, Value};
