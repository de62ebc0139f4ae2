//! Heap snapshots in V8's format, `.heapsnapshot`, which Chrome's DevTools and other tools open.
//!
//! * `format` – the words of the format · `names` – the table of strings · `graph` – which nodes there are, how they are
//!   numbered and called · `edges` – what an object refers to · `roots` – what keeps objects alive · `write` – the text ·
//!   `copy` – the graph in memory · `survey` – what a full heap is filled with, in little memory · `texts` – texts of both ·
//!   `traces` – who allocated what · `scopes` – which variables of contexts are used by whom
//!
//! # How
//! A full collection leaves only what lives, all of it old. A census gives every object a number by its place. Then the
//! objects are walked three times: to count edges and meet names, for the nodes, and for the edges; what an edge leads to is
//! found by address. Nothing is kept for an object but its bit in the census: the text goes out as it is made, and strings
//! that lie in the heap are read there.
//!
//! # What differs from V8
//! Elements and further properties of an object share one store, shown as `(object elements)`. Numbers that V8 boxes are
//! words of their holders here, and no nodes. The executable trees of functions are nodes of type `code`, the texts of
//! scripts `native` ones. What no function of a script has allocated has no trace.

mod copy;
mod edges;
mod format;
mod graph;
mod names;
mod roots;
mod scopes;
mod survey;
mod texts;
mod traces;
mod write;

pub(crate) use copy::copy_graph;
pub(crate) use format::SCRIPT_PREFIX;
pub(crate) use survey::survey;
pub(crate) use write::{write_snapshot, write_timeline};

/// The node of the first object of the census.
pub(crate) const fn first_object() -> u32 {
    graph::FIRST_OBJECT
}
