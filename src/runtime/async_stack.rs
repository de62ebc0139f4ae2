//! Where tasks were made that run later – timers, reactions of promises, awaits – for as long as a debugger asks for it.
//!
//! A *chain* is a RECORD of *segments*, the newest first: what made the task, what made the task that made that one, and so
//! on. A segment is a RECORD too: the sort of task, then code, name and node of each frame. Neither keeps a closure, and
//! a chain is never longer than what is asked for: what scripts let go of goes, and tasks that make tasks do not pile up.

use super::completion::Completion;
use super::isolate::Isolate;
use super::scope::Scope;
use crate::heap::{Allocation, Local, Raw, RootId, Slot};
use crate::value::kind;
use crate::value::layout::{function, generator_state};

/// Frames of a segment, at most: as in V8.
const MOST_FRAMES: usize = 200;
/// Segments of a chain, at most, whatever is asked for.
const MOST_SEGMENTS: usize = 1000;

/// What sort of task it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TaskKind {
    /// A function goes on behind an `await`.
    Await,
    /// A reaction of `Promise.prototype.then`.
    Then,
    /// A reaction of `Promise.prototype.catch`.
    Catch,
    /// A reaction of `Promise.prototype.finally`.
    Finally,
    /// `queueMicrotask`
    Microtask,
    /// `process.nextTick`
    Tick,
    /// `setTimeout` and `setInterval`
    Timeout,
    /// `setImmediate`
    Immediate,
}

impl TaskKind {
    const ALL: [TaskKind; 8] = [
        TaskKind::Await,
        TaskKind::Then,
        TaskKind::Catch,
        TaskKind::Finally,
        TaskKind::Microtask,
        TaskKind::Tick,
        TaskKind::Timeout,
        TaskKind::Immediate,
    ];

    /// What Node calls it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            TaskKind::Await => "await",
            TaskKind::Then => "Promise.then",
            TaskKind::Catch => "Promise.catch",
            TaskKind::Finally => "Promise.finally",
            TaskKind::Microtask => "Microtask",
            TaskKind::Tick => "TickObject",
            TaskKind::Timeout => "Timeout",
            TaskKind::Immediate => "Immediate",
        }
    }
}

/// What is kept while a debugger asks for it.
pub(crate) struct AsyncStacks {
    /// Segments of a chain.
    depth: usize,
    /// The chain of the task that runs.
    current: RootId,
}

/// Words of a chain and of a segment: the first one that holds something.
const FIRST: usize = 1;
/// Words of a frame in a segment: code, name, node (number).
const FRAME_WORDS: usize = 3;

/// A frame of a segment.
#[derive(Clone, Copy)]
pub(crate) struct TaskFrame<'h> {
    /// CODE.
    pub(crate) code: Raw<'h>,
    /// The function's name, if that is a string.
    pub(crate) name: Raw<'h>,
    /// Address of the node that was being run.
    pub(crate) node: usize,
}

impl Isolate {
    fn async_stacks(&self) -> Option<&AsyncStacks> {
        self.debugging.as_deref()?.async_stacks.as_ref()
    }

    /// The chain of the task that runs; UNDEFINED when there is none.
    pub(crate) fn task_chain(&self) -> Raw<'_> {
        match self.async_stacks() {
            Some(stacks) => self.heap.root_value(stacks.current),
            None => self.heap.get(Local::UNDEFINED),
        }
    }
}

/// From now on chains have so many segments; 0: there are none.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn set_async_depth(cx: &mut Scope<'_>, depth: usize) -> Completion<()> {
    let depth = depth.min(MOST_SEGMENTS);
    let before = cx.async_stacks().map(|stacks| stacks.current);
    let current = match before {
        Some(root) => root,
        None if depth == 0 || cx.debugging.is_none() => return Ok(()),
        None => cx.insert_root(Local::UNDEFINED, "async stack")?,
    };
    if depth == 0 {
        cx.heap.remove_root(current);
    }
    if let Some(debugging) = cx.debugging.as_deref_mut() {
        debugging.async_stacks = (depth > 0).then_some(AsyncStacks { depth, current });
    }
    Ok(())
}

/// The chain for a task that is being made; UNDEFINED when nobody asks for it, or nothing is known.
///
/// # Errors
/// Termination when there is no memory.
#[inline]
pub(crate) fn capture_task<'s>(cx: &mut Scope<'s>, sort: TaskKind) -> Completion<Local<'s>> {
    if cx.debugging.is_none() {
        return Ok(Local::UNDEFINED);
    }
    capture(cx, sort, Local::UNDEFINED)
}

/// The chain for the function in `state`, which waits from now on.
///
/// # Errors
/// Termination when there is no memory.
#[inline]
pub(crate) fn capture_await<'s>(cx: &mut Scope<'s>, state: Local<'s>) -> Completion<Local<'s>> {
    if cx.debugging.is_none() {
        return Ok(Local::UNDEFINED);
    }
    let depth = cx.heap.stack_depth();
    let waiting = cx.word(state, generator_state::CALLEE)?;
    let chain = capture(cx, TaskKind::Await, waiting)?;
    Ok(cx.collapse(depth, chain))
}

/// `waiting`: the closure that waits, which is no part of what made it wait.
#[cold]
fn capture<'s>(cx: &mut Scope<'s>, sort: TaskKind, waiting: Local<'s>) -> Completion<Local<'s>> {
    let Some(&AsyncStacks { depth, current }) = cx.async_stacks() else { return Ok(Local::UNDEFINED) };
    let mut frames = cx.running_frames(MOST_FRAMES);
    if frames.first().is_some_and(|frame| frame.callee(cx).identical(cx.raw(waiting))) {
        frames.remove(0);
    }
    frames.retain(|frame| frame.callee(cx).is_kind(kind::FUNCTION));
    let height = cx.heap.stack_depth();
    let parent = cx.local(|isolate| isolate.heap.root_value(current))?;
    // Only the newest segment of a chain may be empty: it says no more than that the task went on.
    let segments = chain_segments(cx.raw(parent));
    let skipped = usize::from(segments.clone().next().is_some_and(|segment| segment_frames(segment).count() == 0));
    let rest: Vec<usize> = (FIRST + skipped..FIRST + segments.count()).collect();
    if frames.is_empty() {
        let Some(&next) = rest.first() else { return Ok(Local::UNDEFINED) };
        if skipped == 0 && segment_kind(cx.raw(parent).word(next)) == Some(sort) {
            return Ok(parent);
        }
    }
    let segment = cx.allocate(Allocation::young(kind::RECORD, 0, 2 + FRAME_WORDS * frames.len()), |init| {
        init.set(FIRST, Local::int(sort as i32));
        for (index, frame) in frames.iter().enumerate() {
            let word = FIRST + 1 + FRAME_WORDS * index;
            let callee = Local::in_slot(Slot(frame.slot as u32));
            init.copy(word, callee, function::CODE);
            init.copy(word + 1, callee, function::NAME);
            init.set(word + 2, Local::number(frame.node as f64));
        }
    })?;
    let kept = &rest[..rest.len().min(depth - 1)];
    let chain = cx.allocate(Allocation::young(kind::RECORD, 0, FIRST + 1 + kept.len()), |init| {
        init.set(FIRST, segment);
        for (index, &word) in kept.iter().enumerate() {
            init.copy(FIRST + 1 + index, parent, word);
        }
    })?;
    Ok(cx.collapse(height, chain))
}

/// Runs `steps` as the task that this chain leads to. When it fails, it counts as running until [`forget_task`], so that
/// whoever reports that still knows.
///
/// # Errors
/// As `steps`.
pub(crate) fn in_task<'s, T>(
    cx: &mut Scope<'s>,
    chain: Local<'s>,
    steps: impl FnOnce(&mut Scope<'s>) -> Completion<T>,
) -> Completion<T> {
    let Some(current) = cx.async_stacks().map(|stacks| stacks.current) else { return steps(cx) };
    let before = cx.local(|isolate| isolate.heap.root_value(current))?;
    cx.heap.set_root(current, chain);
    let result = steps(cx);
    if result.is_ok() {
        set_current(cx, before);
    }
    result
}

/// No task runs.
pub(crate) fn forget_task(cx: &mut Scope<'_>) {
    set_current(cx, Local::UNDEFINED);
}

fn set_current(cx: &mut Scope<'_>, chain: Local<'_>) {
    if let Some(current) = cx.async_stacks().map(|stacks| stacks.current) {
        cx.heap.set_root(current, chain);
    }
}

/// The segments of a chain, the newest first; none if it is no chain.
pub(crate) fn chain_segments(chain: Raw<'_>) -> impl Iterator<Item = Raw<'_>> + Clone {
    let words = if chain.is_kind(kind::RECORD) { chain.size_words() } else { 0 };
    (FIRST..words).map(move |word| chain.word(word))
}

/// What sort of task a segment leads to.
pub(crate) fn segment_kind(segment: Raw<'_>) -> Option<TaskKind> {
    TaskKind::ALL.get(segment.word(FIRST).as_int() as usize).copied()
}

/// The frames of a segment, the innermost first.
pub(crate) fn segment_frames(segment: Raw<'_>) -> impl Iterator<Item = TaskFrame<'_>> {
    (FIRST + 1..segment.size_words()).step_by(FRAME_WORDS).map(move |word| TaskFrame {
        code: segment.word(word),
        name: segment.word(word + 1),
        node: segment.word(word + 2).as_number() as usize,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_of_tasks_are_found_by_their_numbers() {
        for (index, sort) in TaskKind::ALL.into_iter().enumerate() {
            assert_eq!(sort as usize, index, "{}", sort.name());
        }
    }
}
