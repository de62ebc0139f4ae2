//! Stopping, and going on: what a debugger can do with scripts.
//!
//! **Idea.** Nothing is compiled differently for a debugger. A function's tree knows its statements (`compiler::Stop`);
//! a place to stop is armed by exchanging the function of that statement's node (`machine::stop`), which then comes here
//! first. A breakpoint arms one statement, a step those of all functions on the stack or of all functions. Calls in the
//! midst of statements and further turns of loops are seen where the budget is looked at, which a step has happen each
//! time. Exceptions come by an upcall, requests of the client by the isolate's attention.
//!
//! **Invariants.** After anything that changes `Debugging::breakpoints` or `Debugging::step`, [`arm`] makes the trees
//! agree with it; a function that is compiled later is armed then.
//!
//! **Knows nothing about** the protocol, clients, positions as lines and columns.
//!
//! **Sources.** V8's `src/debug/debug.cc` for what each sort of step means.

mod evaluation;
mod frames;
mod scripts;
mod stacks;
mod suspension;

pub(crate) use evaluation::evaluate;
pub(crate) use frames::{DebugScope, Frame, frames, scope_object, scopes, set_variable, this_of};
pub(crate) use scripts::{ScriptText, number_of, script_text, scripts, stops};
pub(crate) use stacks::{ToldFrame, ToldSegment, captured, running, segments};
pub(crate) use suspension::{goes_on, has_state, has_suspended, step_to_awaiting};

use super::compiler::TurnPart;
use super::install::ScriptData;
use super::machine::{self, Tree, tree_of};
use super::positions::callee_of;
use crate::heap::{ExternalId, Local, Raw, Slot};
use crate::runtime::{self, Completion, Debugging, Isolate, Scope, Step, Stopped, Termination, Throws};
use crate::value::kind;
use crate::value::layout::{code, function, script};

/// Frames that are looked at for a `catch`, or armed for a step.
const MOST_FRAMES: usize = 10_000;

/// The payload of a function's script.
fn script_of_code(code: Raw<'_>) -> ExternalId {
    ExternalId::from_bits(code.word(code::SCRIPT).raw_word(script::DATA))
}

/// The closure of the innermost frame.
fn innermost(isolate: &Isolate) -> Raw<'_> {
    isolate.heap.get(Local::in_slot(Slot(isolate.frame as u32)))
}

/// The script has come to a statement that is armed.
///
/// # Errors
/// A termination.
pub(crate) fn arrive(cx: &mut Scope<'_>) -> Completion<()> {
    let Some(place) = tree_of(cx, innermost(cx)).and_then(|tree| tree.stop_at(cx.heap.site)) else { return Ok(()) };
    let (offset, here) = (place.offset, (cx.frame, cx.heap.site));
    if let Some(debugging) = cx.debugging.as_deref_mut() {
        debugging.last = None;
    }
    if arrive_at(cx, offset, None)?
        && let Some(debugging) = cx.debugging.as_deref_mut()
    {
        debugging.last = Some(here);
    }
    Ok(())
}

/// The script has come to the test or the update of a loop that goes on, if there is one.
///
/// # Errors
/// A termination.
pub(crate) fn arrive_at_turn(cx: &mut Scope<'_>, part: TurnPart) -> Completion<()> {
    let callee = innermost(cx);
    let Some(turn) = tree_of(cx, callee).and_then(|tree| tree.turn_at(cx.heap.site)) else { return Ok(()) };
    let offset = match part {
        TurnPart::Test => turn.test,
        TurnPart::Update => turn.update,
    };
    let script = script_of_code(callee.word(function::CODE));
    match offset.filter(|&offset| scripts::first_stepped(cx, script).is_some_and(|first| offset >= first)) {
        Some(offset) => arrive_at(cx, offset, None).map(drop),
        None => Ok(()),
    }
}

/// The innermost function is about to return a value.
///
/// # Errors
/// A termination.
pub(crate) fn arrive_at_return<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<()> {
    let callee = innermost(cx);
    let Some(place) = tree_of(cx, callee).and_then(|tree| tree.return_at(cx.heap.site)).copied() else { return Ok(()) };
    let is_async = frames::is_async(callee);
    let is_statement = !place.is_end && !frames::is_concise(cx, callee);
    let script = script_of_code(callee.word(function::CODE));
    let offset =
        if is_statement { scripts::behind_semicolon(cx, script, place.stop.offset) } else { place.stop.offset };
    // What an async function returns is a promise of it.
    let slot = cx.frame;
    let value = if is_async { runtime::promise_of_resumed(cx, slot)? } else { Some(value) };
    let Some(debugging) = cx.debugging.as_deref_mut().filter(|debugging| !debugging.is_stopped) else { return Ok(()) };
    debugging.returns = Some(place.is_end);
    let result = arrive_at(cx, offset, value);
    if let Some(debugging) = cx.debugging.as_deref_mut() {
        debugging.returns = None;
    }
    result.map(drop)
}

/// Stops at a place of the innermost frame if somebody wants to: whether it has. `returned`: what its function is about to
/// return, if that is known.
fn arrive_at<'s>(cx: &mut Scope<'s>, offset: u32, returned: Option<Local<'s>>) -> Completion<bool> {
    let Some(debugging) = cx.debugging.as_deref().filter(|debugging| !debugging.is_stopped) else { return Ok(false) };
    let script = script_of_code(innermost(cx).word(function::CODE));
    // Where a `return` ends another statement may begin.
    let is_here = |offset_of: u32| offset_of == offset && debugging.returns != Some(false);
    let hit = debugging.breakpoints.iter().filter(|point| is_here(point.offset) && point.script == script);
    let hit: Vec<u32> = hit.map(|point| point.number).collect();
    let ends_step = debugging.step.ends_at_statement(cx.frame);
    if hit.is_empty() && !ends_step {
        return Ok(false);
    }
    stop_at(cx, offset, &Stopped::Statement { hit, ends_step, returned }).map(|()| true)
}

/// The script is about to call something: callee and arguments are known.
///
/// # Errors
/// A termination.
pub(crate) fn arrive_at_call(cx: &mut Scope<'_>) -> Completion<()> {
    let Some(debugging) = cx.debugging.as_deref().filter(|debugging| !debugging.is_stopped) else { return Ok(()) };
    if !debugging.step.ends_at_call(cx.frame) {
        return Ok(());
    }
    let callee = innermost(cx);
    let Some(place) = tree_of(cx, callee).and_then(|tree| tree.position_at(cx.heap.site)) else { return Ok(()) };
    let first = scripts::first_stepped(cx, script_of_code(callee.word(function::CODE)));
    if first.is_none_or(|first| place.offset < first) {
        return Ok(());
    }
    stop_at(cx, place.offset, &Stopped::Statement { hit: Vec::new(), ends_step: true, returned: None })
}

/// A function whose frame begins at this stack slot has ended with a call that uses the frame from now on.
pub(crate) fn frame_taken_over(isolate: &mut Isolate, slot: usize) {
    if let Some(debugging) = isolate.debugging.as_deref_mut().filter(|debugging| debugging.step == Step::Over(slot)) {
        debugging.step = Step::Out(slot);
    }
}

/// Stops the script at a place of the innermost frame.
fn stop_at<'s>(cx: &mut Scope<'s>, offset: u32, why: &Stopped<'s>) -> Completion<()> {
    if let Some(debugging) = cx.debugging.as_deref_mut() {
        debugging.place = Some(offset);
    }
    let result = stop(cx, why);
    if let Some(debugging) = cx.debugging.as_deref_mut() {
        debugging.place = None;
    }
    result
}

/// The script has come to a `debugger` statement.
///
/// # Errors
/// A termination.
pub(crate) fn arrive_at_statement(cx: &mut Scope<'_>) -> Completion<()> {
    // Who has just stopped before it has stopped for it.
    let here = (cx.frame, cx.heap.site);
    if cx.debugging.as_deref_mut().and_then(|debugging| debugging.last.take()) == Some(here) {
        return Ok(());
    }
    stop(cx, &Stopped::Debugger)
}

/// An exception is about to be thrown.
///
/// # Errors
/// A termination.
pub(crate) fn thrown<'s>(cx: &mut Scope<'s>, exception: Local<'s>) -> Completion<()> {
    let Some(debugging) = cx.debugging.as_deref() else { return Ok(()) };
    let frames = machine::frames(cx, MOST_FRAMES);
    let catches =
        |frame: &machine::WalkedFrame| tree_of(cx, callee_of(cx, frame)).is_some_and(|tree| tree.catches(frame.node));
    let is_uncaught = !frames.iter().any(catches);
    let is_wanted = match debugging.throws {
        Throws::None => false,
        Throws::Uncaught => is_uncaught,
        Throws::Caught => !is_uncaught,
        Throws::All => true,
    };
    if is_wanted { stop(cx, &Stopped::Throw { exception, is_uncaught }) } else { Ok(()) }
}

/// Stops the script where it is, until the debugger lets it go on.
///
/// # Errors
/// A termination.
pub(crate) fn stop<'s>(cx: &mut Scope<'s>, why: &Stopped<'s>) -> Completion<()> {
    let Some(debugging) = cx.debugging.as_deref_mut().filter(|debugging| !debugging.is_stopped) else { return Ok(()) };
    debugging.is_stopped = true;
    let stopped = debugging.stopped;
    let result = stopped(cx, why);
    if let Some(debugging) = cx.debugging.as_deref_mut() {
        debugging.is_stopped = false;
    }
    arm(cx);
    let restarts = cx.debugging.as_deref().is_some_and(|debugging| debugging.restart.is_some());
    if restarts && result.is_ok() { Err(cx.terminate(Termination::Restart)) } else { result }
}

/// Whether the function of a frame can begin again: an ordinary one, and nothing but such functions runs above it.
pub(crate) fn can_restart(isolate: &Isolate, frame: &Frame) -> bool {
    let above = machine::frames(isolate, MOST_FRAMES).into_iter().take_while(|found| found.slot >= frame.captured.slot);
    let is_ordinary = |found: machine::WalkedFrame| {
        let callee = callee_of(isolate, &found);
        callee.is_kind(kind::FUNCTION) && frames::can_begin_again(isolate, callee)
    };
    let mut above = above.peekable();
    above.peek().is_some() && above.all(is_ordinary)
}

/// The function of a frame, for which [`can_restart`] holds, begins again once the script goes on.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn restart(cx: &mut Scope<'_>, frame: &Frame) -> Completion<()> {
    frames::restore_arguments(cx, frame)?;
    if let Some(debugging) = cx.debugging.as_deref_mut() {
        debugging.restart = Some(frame.captured.slot);
    }
    Ok(())
}

/// Lets a debugger in, or out: `None`.
pub(crate) fn attach(cx: &mut Scope<'_>, debugging: Option<Box<Debugging>>) {
    // A debugger that goes asks for no stacks any more; without memory there are none to forget.
    let _ = runtime::set_async_depth(cx, 0);
    cx.debugging = debugging;
    arm(cx);
}

/// Whether the script runs code that steps stop in: then it can stop where it is.
pub(crate) fn can_stop(isolate: &Isolate) -> bool {
    let callee = innermost(isolate);
    isolate.frame != 0 && tree_of(isolate, callee).is_some() && {
        let script = script_of_code(callee.word(function::CODE));
        scripts::first_stepped(isolate, script).is_some()
    }
}

/// Makes the trees agree with what the debugger wants.
pub(crate) fn arm(cx: &mut Scope<'_>) {
    let isolate: &mut Isolate = cx;
    let on_stack: Vec<Option<ExternalId>> = match isolate.debugging.as_deref().map(|debugging| debugging.step) {
        Some(Step::Over(_) | Step::Out(_)) => {
            let frames = machine::frames(isolate, MOST_FRAMES);
            frames.iter().map(|frame| machine::tree_id(callee_of(isolate, frame))).collect()
        }
        _ => Vec::new(),
    };
    let steps = isolate.debugging.as_deref().is_some_and(|debugging| debugging.step != Step::Run);
    isolate.budget.watch_each_unit(steps);
    let trees = isolate.heap.externals_of::<Tree>();
    let trees: Vec<(ExternalId, ExternalId)> = trees.into_iter().map(|(id, code)| (id, script_of_code(code))).collect();
    for (id, script) in trees {
        arm_tree(isolate, id, script, on_stack.contains(&Some(id)));
    }
}

fn arm_tree(isolate: &mut Isolate, id: ExternalId, script: ExternalId, is_on_stack: bool) {
    let steps = match isolate.debugging.as_deref().map(|debugging| debugging.step) {
        Some(Step::Into(_)) => true,
        Some(Step::Over(_) | Step::Out(_)) => is_on_stack,
        Some(Step::Run) | None => false,
    };
    let suspended = isolate.debugging.as_deref().and_then(|debugging| debugging.suspended);
    let steps = steps || suspended.is_some_and(|suspended| suspended.tree == id);
    let first = scripts::first_stepped(isolate, script).filter(|_| steps);
    let points = isolate.debugging.as_deref().map_or(&[][..], |debugging| &debugging.breakpoints);
    let offsets: Vec<u32> = points.iter().filter(|point| point.script == script).map(|point| point.offset).collect();
    let Some(tree) = isolate.heap.external_as_mut::<Tree>(id) else { return };
    tree.arm(|offset| first.is_some_and(|first| offset >= first) || offsets.contains(&offset));
    // Breakpoints in a loop's head are looked for on each turn.
    if tree.turns().iter().any(|turn| turn.places().any(|place| offsets.contains(&place))) {
        isolate.budget.watch_each_unit(true);
    }
}

/// A function has been compiled.
pub(super) fn compiled(cx: &mut Scope<'_>, code: Local<'_>) {
    if cx.debugging.is_none() {
        return;
    }
    let raw = cx.raw(code);
    let (id, script) = (ExternalId::from_bits(raw.raw_word(super::install::TREE_WORD)), script_of_code(raw));
    arm_tree(cx, id, script, false);
}

/// A script has been loaded.
pub(super) fn loaded(cx: &mut Scope<'_>, id: ExternalId) {
    let Some(loaded) = cx.debugging.as_deref().map(|debugging| debugging.loaded) else { return };
    if cx.heap.external_as::<ScriptData>(id).is_some_and(scripts::is_shown) {
        loaded(cx, number_of(id));
    }
}
