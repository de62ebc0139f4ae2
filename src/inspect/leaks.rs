//! The detective: watches a program while it runs, and names what keeps growing, and what keeps it.
//!
//! * `rounds` – when the heap is looked at, and what is remembered of it · `judge` – what grows · `explain` – who keeps it,
//!   and where that stands in the source · `verdict` – what is said of it · `report` – as text and JSON · `portrait`, `page` – as a page of HTML · `autopsy` – what fills a heap that is full
//!
//! # How
//! From time to time, between two turns of the event loop or after a scavenge, everything is collected and a census
//! gives each object that it has not seen an identity. Identities grow, so an object's identity tells in which round it
//! was seen first; nothing else is remembered of objects. Less often the graph of the heap is copied and its objects are
//! grouped by the merged paths that keep them. A group leaks if of the objects of *every* stretch of time since the
//! program warmed up some are still there, and if it still grew at the end: a cache with a bound has objects of its last
//! rounds only, or of its first; so has what is cleared now and then. What holds no objects, as an array of numbers, leaks
//! if there is more and more in it, by what is in use of its stores, while the oldest of that stays where it is.
//!
//! # What it costs
//! A quarter of the program's time for censuses, about as much for graphs. The copy lies outside of the script's heap
//! and is dropped at once; a census that finds no memory is left out.
//!
//! # What it knows nothing about
//! How programs are run.

mod autopsy;
mod explain;
mod judge;
mod page;
mod portrait;
mod report;
mod rounds;
mod verdict;

pub(crate) use autopsy::autopsy;
pub(crate) use report::Report;
pub(crate) use rounds::Detective;
