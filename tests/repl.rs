//! The prompt in a terminal: each feature is typed, and the screen compared with a recorded one in `tests/repl/*.txt`.
//!
//! `TENURE_RECORD=1 cargo test --test repl` records anew; look at the difference before keeping it.
//!
//! How to read a recording: `‹…›` is grey, `[row:column]` says where the cursor is.

#![cfg(unix)]

#[path = "repl/commands.rs"]
mod commands;
#[path = "repl/lines.rs"]
mod lines;
#[path = "repl/running.rs"]
mod running;
#[path = "repl/screen.rs"]
mod screen;
#[path = "repl/typing.rs"]
mod typing;
