//! `--heap-timeline` and `--heap-map`: pages that are written when the program ends, however it ends.

use super::options::{Options, Program};
use crate::engine::{Error, ErrorKind};
use crate::heap::{BirthRecording, HeapEvent, HeapView, Moment};
use crate::host::milliseconds_since_1970;
use crate::inspect::{About, End, HeapMap, MAP_INTERVAL_MS, SAMPLE_INTERVAL_MS, Timeline};
use crate::runtime::Isolate;
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// Records in the making, and where they go.
#[derive(Default)]
pub(super) struct Recordings {
    timeline: Option<(Arc<Mutex<Timeline>>, Page)>,
    map: Option<(Arc<Mutex<HeapMap>>, Page)>,
}

/// A page to come.
struct Page {
    path: PathBuf,
    file: File,
}

impl Page {
    fn create(name: &str) -> Result<Page, String> {
        let path = std::path::absolute(name).unwrap_or_else(|_| name.into());
        match File::create(&path) {
            Ok(file) => Ok(Page { path, file }),
            Err(error) => Err(format!("tenure: cannot write {}: {error}", path.display())),
        }
    }

    fn write(mut self, text: &str) -> Result<(), String> {
        let written = self.file.write_all(text.as_bytes());
        written.map_err(|error| format!("tenure: cannot write {}: {error}", self.path.display()))
    }
}

impl Recordings {
    /// Starts to record what the flags ask for.
    ///
    /// # Errors
    /// A sentence when a file cannot be written.
    pub(super) fn start(options: &Options, isolate: &mut Isolate) -> Result<Recordings, String> {
        let mut recordings = Recordings::default();
        if let Some(name) = &options.heap_timeline {
            recordings.timeline = Some((timeline(about(options, isolate), isolate), Page::create(name)?));
        }
        if let Some(name) = &options.heap_map {
            recordings.map = Some((map(about(options, isolate), isolate), Page::create(name)?));
        }
        Ok(recordings)
    }

    /// The program has ended: writes the pages. Sentences on what fails.
    pub(super) fn finish(self, isolate: &mut Isolate, result: &Result<i32, Error>) -> Vec<String> {
        let end = match result {
            Ok(code) => End::Exit(*code),
            Err(error) => match error.kind() {
                ErrorKind::OutOfMemory => End::OutOfMemory,
                ErrorKind::Exit(code) => End::Exit(code),
                _ => End::Exit(1),
            },
        };
        isolate.heap.watch_map(None);
        let mut written = Vec::new();
        if let Some((timeline, page)) = self.timeline
            && let Ok(mut timeline) = timeline.lock()
        {
            timeline.finish(isolate.heap.age_milliseconds(), &isolate.heap.figures(), end);
            written.push(page.write(&timeline.page()));
        }
        if let Some((map, page)) = self.map
            && let Ok(mut map) = map.lock()
        {
            map.finish(&isolate.heap.view(), end);
            written.push(page.write(&map.page(isolate.sites.births.list())));
        }
        written.into_iter().filter_map(Result::err).collect()
    }
}

fn timeline(about: About, isolate: &mut Isolate) -> Arc<Mutex<Timeline>> {
    let mut timeline = Timeline::new(about);
    timeline.sample(isolate.heap.age_milliseconds(), &isolate.heap.figures());
    let timeline = Arc::new(Mutex::new(timeline));
    let heard = Arc::clone(&timeline);
    let listener = move |event: &HeapEvent<'_>| {
        if let Ok(mut timeline) = heard.lock() {
            timeline.hear(event);
        }
    };
    isolate.heap.subscribe(Some(SAMPLE_INTERVAL_MS), Box::new(listener));
    timeline
}

fn map(about: About, isolate: &mut Isolate) -> Arc<Mutex<HeapMap>> {
    let map = Arc::new(Mutex::new(HeapMap::new(about, isolate.known_names)));
    let seen = Arc::clone(&map);
    let watcher = Box::new(move |view: &HeapView<'_>, moment: Moment<'_>| {
        if let Ok(mut map) = seen.lock() {
            HeapMap::look(&mut map, view, moment);
        }
    });
    isolate.heap.watch_map(Some((MAP_INTERVAL_MS, watcher)));
    isolate.record_births(BirthRecording::Thinning);
    map
}

/// What is run, for the page.
fn about(options: &Options, isolate: &Isolate) -> About {
    About {
        program: name_of(&options.program),
        flags: options.flags.clone(),
        started: milliseconds_since_1970(),
        limit: isolate.heap.figures().statistics.heap_size_limit,
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
