//! Memory as `process` tells it – <https://nodejs.org/api/process.html#processmemoryusage>
//!
//! `heapTotal` are the pages of the heap, `heapUsed` the objects in them (dead ones that no collection has found yet
//! included), `external` what objects own outside the pages, `arrayBuffers` the part of it that buffers hold.

use super::clock::processor_time;
use crate::heap::{Local, resident_bytes};
use crate::host::bytes::CATEGORY;
use crate::host::property;
use crate::runtime::{Arguments, Completion, Scope, ordinary_object};

/// Gives `memoryUsage` its `rss`.
pub(super) fn complete<'s>(cx: &mut Scope<'s>, process: Local<'s>) -> Completion<()> {
    let memory_usage = property::get(cx, process, "memoryUsage")?;
    property::define_functions(cx, memory_usage, &[("rss", 0, rss)])
}

/// `process.memoryUsage`
pub(super) fn memory_usage<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let statistics = cx.heap.statistics();
    let figures = [
        ("rss", resident_bytes().unwrap_or(0)),
        ("heapTotal", statistics.total_heap_size),
        ("heapUsed", statistics.used_heap_size),
        ("external", statistics.external_bytes),
        ("arrayBuffers", cx.heap.external_bytes_of(CATEGORY)),
    ];
    let usage = ordinary_object(cx)?;
    property::define_figures(cx, usage, &figures.map(|(name, bytes)| (name, bytes as f64)))?;
    Ok(usage)
}

/// `process.memoryUsage.rss`
fn rss<'s>(_: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::number(resident_bytes().unwrap_or(0) as f64))
}

/// The figure of a line `name:   123 kB` of a file of the system, in bytes.
fn figure(path: &str, name: &str) -> Option<f64> {
    let text = std::fs::read_to_string(path).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1024.0)
}

/// Bytes of the whole memory, and of what is free of it.
pub(crate) fn system_memory() -> [f64; 2] {
    let of = |name| figure("/proc/meminfo", name).unwrap_or(0.0);
    [of("MemTotal"), of("MemAvailable")]
}

/// `process.constrainedMemory` – <https://nodejs.org/api/process.html#processconstrainedmemory>
pub(super) fn constrained_memory<'s>(_: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let limit = std::fs::read_to_string("/sys/fs/cgroup/memory.max").ok();
    let limit = limit.and_then(|text| text.trim().parse::<f64>().ok());
    Ok(Local::number(limit.unwrap_or(18_446_744_073_709_552_000.0)))
}

/// `process.availableMemory` – <https://nodejs.org/api/process.html#processavailablememory>
pub(super) fn available_memory<'s>(_: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::number(system_memory()[1]))
}

/// `process.resourceUsage` – <https://nodejs.org/api/process.html#processresourceusage>
pub(super) fn resource_usage<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let [user, system] = processor_time();
    let most = figure("/proc/self/status", "VmHWM").unwrap_or(0.0) / 1024.0;
    let usage = ordinary_object(cx)?;
    property::define_figures(cx, usage, &[("userCPUTime", user), ("systemCPUTime", system), ("maxRSS", most)])?;
    let others = [
        "sharedMemorySize",
        "unsharedDataSize",
        "unsharedStackSize",
        "minorPageFault",
        "majorPageFault",
        "swappedOut",
        "fsRead",
        "fsWrite",
        "ipcSent",
        "ipcReceived",
        "signalsCount",
        "voluntaryContextSwitches",
        "involuntaryContextSwitches",
    ];
    for name in others {
        property::define(cx, usage, name, Local::int(0))?;
    }
    Ok(usage)
}
