//! `--cpu-prof`, `--heap-prof` and `NODE_V8_COVERAGE`: what is written when the program ends, however it ends.

use super::options::Options;
#[cfg(all(feature = "devtools", unix))]
use crate::devtools::coverage_report;
use crate::host::{Host, start_profile, stop_profile, usual_file_name};
use crate::inspect::{allocation_profile, start_allocation_profile};
use crate::runtime::{Completion, Scope};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Profiles in the making, and where they go.
#[derive(Default)]
pub(super) struct Profiles {
    cpu: Option<PathBuf>,
    heap: Option<PathBuf>,
    coverage: Option<PathBuf>,
}

impl Profiles {
    /// Starts what the flags ask for.
    ///
    /// # Errors
    /// A sentence, when the system has no thread for it.
    pub(super) fn start(options: &Options, host: &mut Host) -> Result<Profiles, String> {
        let mut profiles = Profiles::default();
        // None of these can end in anything else than a value.
        let _ = host.engine().enter(|cx| {
            let mut path = |folder: &Option<String>, name: &Option<String>, prefix: &str, extension: &str| {
                let usual = || usual_file_name(cx, prefix, extension);
                let path = Path::new(folder.as_deref().unwrap_or("")).join(name.clone().unwrap_or_else(usual));
                std::path::absolute(&path).unwrap_or(path)
            };
            profiles.cpu =
                options.cpu_prof.then(|| path(&options.cpu_prof_dir, &options.cpu_prof_name, "CPU", "cpuprofile"));
            profiles.heap =
                options.heap_prof.then(|| path(&options.heap_prof_dir, &options.heap_prof_name, "Heap", "heapprofile"));
            profiles.coverage = start_coverage(cx)?;
            Ok(())
        });
        if profiles.heap.is_some() {
            let interval = usize::try_from(options.heap_prof_interval).unwrap_or(usize::MAX);
            start_allocation_profile(host.engine().isolate(), interval);
        }
        if profiles.cpu.is_some() {
            let interval = Duration::from_micros(options.cpu_prof_interval);
            let started = host.engine().enter(|cx| Ok(start_profile(cx, interval)));
            if let Ok(Err(error)) = started {
                return Err(format!("tenure: no thread for --cpu-prof: {error}"));
            }
        }
        Ok(profiles)
    }

    /// The program has ended: writes the profiles. Sentences on what fails.
    pub(super) fn finish(self, host: &mut Host) -> Vec<String> {
        let mut written = Vec::new();
        if let Some(path) = self.cpu {
            let profile = host.engine().enter(|cx| Ok(stop_profile(cx))).ok().flatten();
            written.push(write(&path, &profile.unwrap_or_default()));
        }
        if let Some(path) = self.heap {
            written.push(write(&path, &allocation_profile(host.engine().isolate())));
        }
        if let Some(path) = self.coverage {
            let report = host.engine().enter(|cx| Ok(coverage_report(cx)));
            written.push(write(&path, &report.unwrap_or_default()));
        }
        written.into_iter().filter_map(Result::err).collect()
    }
}

/// Starts what `NODE_V8_COVERAGE` asks for: where it is to be written.
#[cfg(all(feature = "devtools", unix))]
fn start_coverage(cx: &mut Scope<'_>) -> Completion<Option<PathBuf>> {
    let Some(folder) = std::env::var_os("NODE_V8_COVERAGE").filter(|folder| !folder.is_empty()) else {
        return Ok(None);
    };
    crate::interpreter::coverage::start(cx, true, true)?;
    let now = crate::host::milliseconds_since_1970();
    let path = Path::new(&folder).join(format!("coverage-{}-{now}-0.json", std::process::id()));
    Ok(Some(std::path::absolute(&path).unwrap_or(path)))
}

/// Nobody tells what has run.
#[cfg(not(all(feature = "devtools", unix)))]
fn start_coverage(_: &mut Scope<'_>) -> Completion<Option<PathBuf>> {
    Ok(None)
}

#[cfg(not(all(feature = "devtools", unix)))]
fn coverage_report(_: &mut Scope<'_>) -> String {
    String::new()
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    let written = folder.and_then(|()| std::fs::write(path, text));
    written.map_err(|error| format!("tenure: cannot write {}: {error}", path.display()))
}
