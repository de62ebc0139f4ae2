//! What modules `os`, `v8` and `perf_hooks` get from Rust.

use crate::heap::{Local, SpaceName, SpaceStatistics};
use crate::host::collector::{drop_profile, set_flags, start_profile, stop_profile, watch_collector};
use crate::host::process::{architecture, platform, system_memory};
use crate::host::property;
use crate::host::state::peek;
use crate::runtime::{Arguments, Completion, NativeFunction, Scope, array_create, array_push, ordinary_object};

pub(super) const FUNCTIONS: &[(&str, u8, NativeFunction)] = &[
    ("heapStatistics", 0, heap_statistics),
    ("heapSpaceStatistics", 0, heap_space_statistics),
    ("heapCodeStatistics", 0, heap_code_statistics),
    ("describeSystem", 0, describe_system),
    ("setFlags", 1, set_flags),
    ("startProfile", 0, start_profile),
    ("stopProfile", 1, stop_profile),
    ("dropProfile", 1, drop_profile),
    ("watchCollector", 1, watch_collector),
    ("queryObjects", 2, crate::host::query::query),
    ("writeHeapSnapshot", 1, crate::host::snapshot::write),
    ("heapSnapshot", 0, crate::host::snapshot::take),
    ("writeHeapdump", 1, crate::host::snapshot::write_heapdump),
    ("listenForHeapdumps", 0, crate::host::snapshot::listen_for_heapdumps),
    ("setHeapSnapshotNearHeapLimit", 1, crate::host::snapshot::set_near_limit),
    ("loopTimes", 0, loop_times),
    ("now", 0, now),
    ("timeOrigin", 0, time_origin),
];

fn code_space(cx: &Scope<'_>) -> Option<SpaceStatistics> {
    cx.heap().space_statistics().into_iter().find(|space| space.name == SpaceName::Code)
}

/// `v8.getHeapStatistics` – <https://nodejs.org/api/v8.html#v8getheapstatistics>
fn heap_statistics<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let statistics = cx.heap.statistics();
    let code = code_space(cx).map_or(0, |space| space.committed);
    let total = statistics.total_heap_size;
    let figures = [
        ("total_heap_size", total),
        ("total_heap_size_executable", code),
        ("total_physical_size", total),
        ("total_available_size", statistics.heap_size_limit.saturating_sub(statistics.used_heap_size)),
        ("used_heap_size", statistics.used_heap_size),
        ("heap_size_limit", statistics.heap_size_limit),
        ("malloced_memory", statistics.external_bytes),
        ("peak_malloced_memory", statistics.external_bytes),
        ("does_zap_garbage", 0),
        ("number_of_native_contexts", 1),
        ("number_of_detached_contexts", 0),
        ("total_global_handles_size", statistics.roots * 8),
        ("used_global_handles_size", statistics.roots * 8),
        ("external_memory", statistics.external_bytes),
    ];
    let object = ordinary_object(cx)?;
    property::define_figures(cx, object, &figures.map(|(name, figure)| (name, figure as f64)))?;
    Ok(object)
}

/// `v8.getHeapSpaceStatistics` – <https://nodejs.org/api/v8.html#v8getheapspacestatistics>
fn heap_space_statistics<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let spaces = cx.heap.space_statistics();
    let list = array_create(cx, 0)?;
    for space in spaces {
        let mut cx = cx.open();
        let object = ordinary_object(&mut cx)?;
        property::define_text(&mut cx, object, "space_name", space.name.text())?;
        let figures = [
            ("space_size", space.committed),
            ("space_used_size", space.used),
            ("space_available_size", space.available),
            ("physical_space_size", space.committed),
        ];
        property::define_figures(&mut cx, object, &figures.map(|(name, figure)| (name, figure as f64)))?;
        array_push(&mut cx, list, object)?;
    }
    Ok(list)
}

/// `v8.getHeapCodeStatistics`: there is no bytecode; functions run as executable trees.
/// – <https://nodejs.org/api/v8.html#v8getheapcodestatistics>
fn heap_code_statistics<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let code = code_space(cx).map_or(0, |space| space.used);
    let figures = [
        ("code_and_metadata_size", code),
        ("bytecode_and_metadata_size", cx.heap.external_bytes_of("executable tree")),
        ("external_script_source_size", cx.heap.external_bytes_of("script source")),
        ("cpu_profiler_metadata_size", 0),
    ];
    let object = ordinary_object(cx)?;
    property::define_figures(cx, object, &figures.map(|(name, figure)| (name, figure as f64)))?;
    Ok(object)
}

/// A line of a file of the system, or nothing.
fn file_text(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_default().trim().to_owned()
}

/// What `os` knows.
fn describe_system<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let object = ordinary_object(cx)?;
    let home = std::env::var("HOME").unwrap_or_default();
    let temporary = std::env::temp_dir().to_string_lossy().into_owned();
    let texts = [
        ("platform", platform().to_owned()),
        ("arch", architecture().to_owned()),
        ("type", if platform() == "linux" { "Linux".to_owned() } else { platform().to_owned() }),
        ("release", file_text("/proc/sys/kernel/osrelease")),
        ("version", file_text("/proc/sys/kernel/version")),
        ("hostname", file_text("/proc/sys/kernel/hostname")),
        ("homedir", home),
        ("tmpdir", temporary),
        ("machine", std::env::consts::ARCH.to_owned()),
        ("user", std::env::var("USER").unwrap_or_default()),
        ("load", file_text("/proc/loadavg")),
        ("uptime", file_text("/proc/uptime")),
    ];
    for (name, text) in texts {
        property::define_text(cx, object, name, &text)?;
    }
    let [total, free] = system_memory();
    property::define(cx, object, "totalmem", Local::number(total))?;
    property::define(cx, object, "freemem", Local::number(free))?;
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    property::define(cx, object, "cpus", Local::number(processors as f64))?;
    Ok(object)
}

/// `performance.now` – <https://nodejs.org/api/perf_hooks.html#performancenow>
fn now<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let elapsed = peek(cx).map_or(0.0, |state| state.elapsed_ms());
    Ok(Local::number(elapsed))
}

/// When the event loop began, how long it had nothing to do, and the time: milliseconds. -1 if it has not begun.
fn loop_times<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let (mut start, mut idle, mut now) = (-1.0, 0.0, 0.0);
    if let Some(state) = peek(cx) {
        let milliseconds = |duration: std::time::Duration| duration.as_secs_f64() * 1000.0;
        now = milliseconds(state.started.elapsed());
        start = state.loop_started.map_or(-1.0, |at| milliseconds(at.duration_since(state.started)));
        idle = milliseconds(state.idle);
    }
    let object = ordinary_object(cx)?;
    property::define_figures(cx, object, &[("loopStart", start), ("idle", idle), ("now", now)])?;
    Ok(object)
}

/// `performance.timeOrigin` – <https://nodejs.org/api/perf_hooks.html#performancetimeorigin>
fn time_origin<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let elapsed = peek(cx).map_or(0.0, |state| state.elapsed_ms());
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    Ok(Local::number(since.map_or(0.0, |since| since.as_secs_f64() * 1000.0) - elapsed))
}
