//! Tenure: an embeddable JavaScript engine whose heap can be seen, bounded and explained.
//!
//! A program makes an [`Engine`] with [`Options`], gives it texts, and gets a [`Value`] or an [`Error`] back. Whatever a
//! script does, the process goes on, and so does the engine.
//!
//! ```
//! use tenure::{Engine, ErrorKind, Options};
//!
//! let mut engine = Engine::new(Options { heap_limit: Some(16 << 20), ..Options::default() })?;
//! let error = engine.eval("let list = []; for (;;) list.push({ list })").unwrap_err();
//! assert_eq!(error.kind(), ErrorKind::OutOfMemory);
//! assert_eq!(engine.eval("list = null; 6 * 7")?.as_number(), Some(42.0));
//! # Ok::<(), tenure::Error>(())
//! ```
//!
//! # The way of a program
//!
//! ```text
//! text ─ source ─▶ tokens ─ syntax ─▶ syntax tree ─ scope ─▶ scopes ─ interpreter ─▶ executable tree ─▶ values ─▶ output
//!        --print-tokens      --print-ast         --print-scopes          --print-tree
//! ```
//!
//! logos makes the tokens; a driver of our own walks the tables that LALRPOP makes of `grammar/`; the scopes say which
//! variable lives in a frame and which in a heap context; a function is compiled at its first call into an arena of
//! 32-byte nodes, each with a pointer to the Rust function that runs it.
//!
//! # The life of an object
//!
//! ```text
//! bump in the nursery ─▶ scavenge: copied, age 1 ─▶ promoted to old space ─▶ marked ─▶ swept
//!                                                                            └▶ no room: Termination::OutOfMemory
//! ```
//!
//! # The rooms
//!
//! A folder of `src` is a room, its `mod.rs` the only door; a room names only rooms on lower floors, and two rooms on one
//! floor do not see each other. `tests/architecture.rs` enforces it.
//!
//! ```text
//! 9  cli           flags, running files, the prompt
//! 7  host          what Node gives: event loop, timers, console, process, Buffer, require
//! 6  engine        the interface of this library
//! 5  builtins      the globals, one file per object of ECMA-262
//! 5  inspect       what the heap tells: trace lines, the report when memory has run out, profiles, timelines
//! 4  interpreter   compiles syntax trees and scopes into executable trees, and runs them
//! 3  runtime       objects, shapes, inline caches, realms, abstract operations, jobs, host hooks
//! 2  scope         which name means which variable; early errors
//! 1  syntax        tokens, driver, syntax tree
//! 1  value         values of 8 bytes, strings, numbers, dates, the layouts of object kinds
//! 0  source        source texts, positions, diagnostics
//! 0  heap          pages, spaces, collectors, handles, limits
//! ```
//!
//! The library alone is `heap` to `engine`; `host` and `cli` are behind the features `host` and `repl`.
//!
//! # What there is not
//!
//! * `heap` knows no JavaScript: a kind of object is a row of plain functions, registered from above. It never prints.
//! * No pointer into the heap outside `heap` and `interpreter/machine`: everyone else holds `Local`s, which a collection
//!   updates, or a `Raw`, which borrows the heap and so cannot outlive an allocation.
//! * No `unsafe` outside those two folders, and no block of it without the invariant that makes it sound.
//! * No store into the heap past the write barrier, and no allocation that cannot fail.
//! * No global state, no thread-locals, no `Rc`: an [`Engine`] may be sent to another thread.
//! * No panic that a script, a flag or a file can reach: what goes wrong is a `Diagnostic` (the text is no program), a
//!   `Throw` (a script's own), a `Termination` (a limit; no script can catch it) or, outside, an [`Error`].
//! * No output that depends on hash values or addresses.

#![cfg_attr(not(feature = "host"), allow(dead_code, unused_imports, reason = "some of it only the host uses"))]

pub(crate) mod builtins;
#[cfg(feature = "host")]
pub(crate) mod cli;
#[cfg(all(feature = "devtools", unix))]
pub(crate) mod devtools;
mod engine;
pub(crate) mod heap;
#[cfg(feature = "host")]
pub(crate) mod host;
pub(crate) mod inspect;
pub(crate) mod interpreter;
pub(crate) mod regexp;
pub(crate) mod runtime;
pub(crate) mod scope;
pub(crate) mod source;
pub(crate) mod syntax;
pub(crate) mod value;

#[cfg(feature = "host")]
pub use cli::main as command;
#[cfg(feature = "host")]
#[doc(hidden)]
pub use cli::{define_test262_host, finish_test262_host};
pub use engine::{
    Call, Collection, CollectionKind, CollectorEvent, Engine, Error, ErrorKind, InterruptHandle, Memory, Module,
    ModuleLoader, ModuleRequest, ModuleSource, ModuleState, Object, Options, Value, Watch,
};
