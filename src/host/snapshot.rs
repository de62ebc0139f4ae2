//! Heap snapshots as files: `v8.writeHeapSnapshot`, `heapdump.writeSnapshot`.
//!
//! A file gets its name only once it is complete: until then it is a sibling with a name of its own, which goes when
//! something fails.

use super::report::throw_system_error;
use super::state::state;
use crate::heap::Local;
use crate::inspect::write_snapshot;
use crate::runtime::{Arguments, Completion, Intrinsic, Isolate, Scope, rust_text, throw_error};
use crate::value::date::{fields, to_local_time};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// What the host remembers of snapshots.
#[derive(Default)]
pub(crate) struct SnapshotState {
    /// Files named as Node names them so far.
    named: u32,
    /// Files begun so far.
    begun: u32,
}

/// What failed, and in which call of the system.
pub(crate) struct Failure {
    error: io::Error,
    call: &'static str,
}

/// Writes a snapshot to a file.
///
/// # Errors
/// What the system reports; a file of that name is then what it was before.
pub(crate) fn write_file(cx: &mut Scope<'_>, path: &str) -> Result<(), Failure> {
    let number = state(cx).map_or(0, |state| {
        state.snapshot.begun += 1;
        state.snapshot.begun
    });
    let of = |call: &'static str| move |error: io::Error| Failure { error, call };
    let target = fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
    if let Ok(facts) = fs::metadata(&target) {
        let mut file = OpenOptions::new().write(true).open(&target).map_err(of("open"))?;
        if !facts.is_file() {
            return write_snapshot(cx, &mut file).map_err(of("write"));
        }
    }
    let partial = match target.file_name() {
        Some(_) => target.with_file_name(format!(".heapsnapshot-{}-{number}", std::process::id())),
        None => target.clone(),
    };
    let result = write_new(cx, &partial).and_then(|()| fs::rename(&partial, &target).map_err(of("open")));
    if result.as_ref().is_err_and(|failure| failure.call != "open" || partial.exists()) {
        // If it cannot be removed either, its name still says what it is.
        let _ = fs::remove_file(&partial);
    }
    result
}

fn write_new(isolate: &mut Isolate, path: &Path) -> Result<(), Failure> {
    let mut file = File::create_new(path).map_err(|error| Failure { error, call: "open" })?;
    write_snapshot(isolate, &mut file).map_err(|error| Failure { error, call: "write" })
}

/// Throws what failed.
pub(crate) fn throw_failure(cx: &mut Scope<'_>, failure: &Failure, path: &str) -> crate::runtime::Abrupt {
    match failure.error.raw_os_error() {
        Some(_) => throw_system_error(cx, &failure.error, failure.call, path),
        None => {
            throw_error(cx, Intrinsic::ErrorPrototype, format_args!("{}, {} '{path}'", failure.error, failure.call))
        }
    }
}

/// `Heap.${yyyymmdd}.${hhmmss}.${pid}.${tid}.${seq}.heapsnapshot`
pub(crate) fn node_name(cx: &mut Scope<'_>) -> String {
    let number = state(cx).map_or(1, |state| {
        state.snapshot.named += 1;
        state.snapshot.named
    });
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let now = fields(to_local_time(cx.zone.as_ref(), since.as_millis() as f64));
    format!(
        "Heap.{:04}{:02}{:02}.{:02}{:02}{:02}.{}.0.{number:03}.heapsnapshot",
        now.year,
        now.month + 1,
        now.date,
        now.hour,
        now.minute,
        now.second,
        std::process::id(),
    )
}

/// Writes a snapshot to the file of a path, or to one of a usual name if that is `undefined`; the path.
pub(crate) fn write<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let is_named = !cx.raw(arguments.get(0)).is_undefined();
    let path = if is_named { rust_text(cx, arguments.get(0))? } else { node_name(cx) };
    write_file(cx, &path).map_err(|failure| throw_failure(cx, &failure, &path))?;
    cx.string(&path)
}
