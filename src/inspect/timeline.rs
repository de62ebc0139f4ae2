//! Memory over time as one page of HTML that needs nothing else: `--heap-timeline`.
//!
//! * `record` – listens to a heap; its memory is bounded, however long the program runs
//! * `pauses` – how long pauses were: exact, whatever the record had to merge
//! * `page` – the record as JSON, within the page that draws it (`page.html`, `page.css`, `page.js`)
//!
//! The figures are those of `process.memoryUsage()`: objects, pages, external memory, and what the system says is
//! resident. They are taken around each collection, and every few milliseconds while the program allocates or waits.

mod page;
mod pauses;
mod record;
#[cfg(test)]
mod tests;

pub(crate) use record::{SAMPLE_INTERVAL_MS, Timeline};
