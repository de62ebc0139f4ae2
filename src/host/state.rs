//! What the host keeps for one isolate besides JavaScript values: streams, timers, queues, clocks.

use super::collector::CollectorState;
use super::output::Output;
use super::process::ProcessState;
use super::prompt::PromptState;
use super::queue::Queue;
use super::timers::TimerQueue;
use crate::heap::RootId;
use crate::runtime::{Isolate, Scope};
use std::time::{Duration, Instant};

/// The host's part of an isolate.
pub(crate) struct HostState {
    /// Root of the vector of [`super::place::Place`]s.
    pub(crate) values: RootId,
    /// Standard output.
    pub(crate) stdout: Output,
    /// Standard error.
    pub(crate) stderr: Output,
    /// Standard input.
    pub(crate) input: super::arrivals::Input,
    /// When the host started.
    pub(crate) started: Instant,
    /// What `process` remembers.
    pub(crate) process: ProcessState,
    /// Timeouts and intervals.
    pub(crate) timers: TimerQueue,
    /// `setImmediate`: Immediate objects.
    pub(crate) immediates: Queue<1>,
    /// Immediates that keep the loop alive.
    pub(crate) live_immediates: usize,
    /// `process.nextTick`: function and array of arguments.
    pub(crate) ticks: Queue<2>,
    /// Promises rejected without a handler, and their numbers.
    pub(crate) rejections: Queue<2>,
    /// Promises that got a handler after they were reported, and their numbers.
    pub(crate) late_handled: Queue<2>,
    /// The number of the last promise rejected without a handler.
    pub(crate) last_rejection: u32,
    /// What becomes of rejections that nobody handles.
    pub(crate) rejection_mode: super::rejection::Mode,
    /// What the command line says of warnings.
    pub(crate) warnings: super::warning::WarningOptions,
    /// Somebody was told how to trace warnings.
    pub(crate) is_trace_hint_shown: bool,
    /// Who asks for collections, and who watches them.
    pub(crate) collector: CollectorState,
    /// When the event loop began.
    pub(crate) loop_started: Option<Instant>,
    /// How long the event loop had nothing to do.
    pub(crate) idle: Duration,
    /// The prompt, if it is open.
    pub(crate) prompt: Option<PromptState>,
    /// A method of `console` calls others, of which who looks on is not told.
    pub(crate) is_console_quiet: bool,
    /// The profile being taken.
    pub(crate) profiler: Option<super::profiler::Profiler>,
    /// What a signal is to start.
    pub(crate) awaited: Option<super::attention::Awaited>,
    /// Who looks on.
    pub(crate) visitor: Option<super::visitor::Visitor>,
    /// Heap snapshots so far.
    pub(crate) snapshot: super::snapshot::SnapshotState,
    /// Packages that were read.
    pub(crate) packages: super::modules::Packages,
    /// The last number given to a timer or immediate.
    pub(crate) last_async_id: u32,
}

impl HostState {
    /// Milliseconds since the host started, whole ones.
    pub(crate) fn now(&self) -> u64 {
        self.started.elapsed().as_millis() as u64
    }

    /// Milliseconds since the host started, with parts of one.
    pub(crate) fn elapsed_ms(&self) -> f64 {
        self.started.elapsed().as_secs_f64() * 1000.0
    }

    /// A number for a new timer or immediate.
    pub(crate) fn next_async_id(&mut self) -> u32 {
        self.last_async_id += 1;
        self.last_async_id
    }
}

/// The host's state; `None` in an isolate without a host.
pub(crate) fn state<'c>(cx: &'c mut Scope<'_>) -> Option<&'c mut HostState> {
    cx.host.as_mut()?.downcast_mut()
}

/// The host's state, to read.
pub(crate) fn peek(isolate: &Isolate) -> Option<&HostState> {
    isolate.host.as_ref()?.downcast_ref()
}
