//! The inspector: what Chrome's DevTools, `node inspect` and their like connect to.
//!
//! # The idea
//! One thread holds the sockets and knows HTTP and WebSockets, but nothing of scripts. Messages go to the thread that
//! runs scripts, which hears them at its next poll – in a busy loop as well as while it waits – and answers. Nothing of
//! it costs a script anything as long as no inspector was asked for.
//!
//! # The files
//! `address` – where to listen · `server`, `connection`, `http` – the sockets · `link` – between the threads ·
//! `inspector` – sessions, and when they are heard · `protocol` – requests and answers · `domains` – what can be asked
//! for · `objects`, `remote_object`, `properties`, `stack` – values as clients see them
//!
//! # Invariants
//! * Script values are touched by the script's thread only; what a client holds is a root under its session, and goes
//!   with it.
//! * The sockets' thread waits for nobody. Who sends a client more than it takes waits, and gives the client up in the end.
//! * Whatever a client sends gets an answer or an error of the protocol.
//!
//! # Glossary
//! *client*: who has a WebSocket open. *session*: what a client has asked for. *group*: objects that a client lets go of
//! together.
//!
//! # What it knows nothing about
//! The command line; how scripts are compiled.
//!
//! # Sources
//! <https://chromedevtools.github.io/devtools-protocol/v8/>, RFC 6455, the endpoints of Node 20.

mod address;
mod connection;
mod domains;
mod http;
mod inspector;
mod link;
mod objects;
mod properties;
mod protocol;
mod remote_object;
mod server;
mod stack;

pub(crate) use address::Address;
pub(crate) use domains::coverage_report;
pub(crate) use inspector::{Target, finish, start, wait_for_debugger};
