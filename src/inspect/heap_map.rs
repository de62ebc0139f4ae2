//! The heap by address, moving, as one page of HTML that needs nothing else: `--heap-map`.
//!
//! * `record` – looks at the heap at the moments when it changes, and decides which of them become frames
//! * `picture` – a page of the heap as a row of cells, and the object that lies in each
//! * `frames` – the frames: each holds what differs from the one before; bounded, however long the program runs
//! * `labels` – what objects are called
//! * `page` – the frames as JSON, within the page that draws them (`page.html`, `page.css`, `page.js`)
//!
//! # Bounds
//! At most `MOST_FRAMES` frames and `MOST_BYTES` bytes of them: when there are more, every second collection (or sample)
//! of the kind that takes most room is dropped, and only every second of those to come is drawn. A frame has at most
//! `MOST_CELLS` cells beside those of large objects: the larger the heap, the coarser they are. Drawing takes at most a
//! quarter of the time, after a start.

mod frames;
mod labels;
mod page;
mod picture;
mod record;
#[cfg(test)]
mod tests;

pub(crate) use record::{HeapMap, MAP_INTERVAL_MS};
