//! `--heap-timeline`: memory over time, written when the program ends, however it ends.

use super::options::{Options, Program};
use crate::engine::{Error, ErrorKind};
use crate::heap::HeapEvent;
use crate::inspect::{About, End, SAMPLE_INTERVAL_MS, Timeline};
use crate::runtime::Isolate;
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

/// A timeline in the making, and where it goes.
pub(super) struct Recording {
    timeline: Arc<Mutex<Timeline>>,
    path: PathBuf,
    file: File,
}

impl Recording {
    /// Starts to record if the flags ask for it.
    ///
    /// # Errors
    /// A sentence when the file cannot be written.
    pub(super) fn start(options: &Options, isolate: &mut Isolate) -> Result<Option<Recording>, String> {
        let Some(name) = &options.heap_timeline else { return Ok(None) };
        let path = std::path::absolute(name).unwrap_or_else(|_| name.into());
        let file = File::create(&path).map_err(|error| format!("tenure: cannot write {}: {error}", path.display()))?;
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let figures = isolate.heap.figures();
        let about = About {
            program: name_of(&options.program),
            flags: options.flags.clone(),
            started: since.map_or(0, |since| since.as_millis() as u64),
            limit: figures.statistics.heap_size_limit,
        };
        let mut timeline = Timeline::new(about);
        timeline.sample(isolate.heap.age_milliseconds(), &figures);
        let timeline = Arc::new(Mutex::new(timeline));
        let heard = Arc::clone(&timeline);
        let listener = move |event: &HeapEvent<'_>| {
            if let Ok(mut timeline) = heard.lock() {
                timeline.hear(event);
            }
        };
        isolate.heap.subscribe(Some(SAMPLE_INTERVAL_MS), Box::new(listener));
        Ok(Some(Recording { timeline, path, file }))
    }

    /// The program has ended: writes the page. A sentence if that fails.
    pub(super) fn finish(mut self, isolate: &Isolate, result: &Result<i32, Error>) -> Result<(), String> {
        let end = match result {
            Ok(code) => End::Exit(*code),
            Err(error) => match error.kind() {
                ErrorKind::OutOfMemory => End::OutOfMemory,
                ErrorKind::Exit(code) => End::Exit(code),
                _ => End::Exit(1),
            },
        };
        let Ok(mut timeline) = self.timeline.lock() else { return Ok(()) };
        timeline.finish(isolate.heap.age_milliseconds(), &isolate.heap.figures(), end);
        let written = self.file.write_all(timeline.page().as_bytes());
        written.map_err(|error| format!("tenure: cannot write {}: {error}", self.path.display()))
    }
}

/// What the page calls the program.
fn name_of(program: &Program) -> String {
    match program {
        Program::File(path) => path.clone(),
        Program::Text(_) => "[eval]".to_owned(),
        Program::StandardInput => "[stdin]".to_owned(),
        Program::Prompt => "the prompt".to_owned(),
    }
}
