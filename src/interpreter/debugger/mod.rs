//! Stopping, and going on: what a debugger can do with scripts.
//!
//! **Idea.** Nothing is compiled differently for a debugger. A function's tree knows its statements (`compiler::Stop`);
//! a place to stop is armed by exchanging the function of that statement's node (`machine::stop`), which then comes here
//! first. A breakpoint arms one statement, a step those of all functions on the stack or of all functions. Exceptions
//! come by an upcall, requests of the client by the isolate's attention.
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

pub(crate) use evaluation::evaluate;
pub(crate) use frames::{DebugScope, Frame, frames, scope_object, scopes, set_variable, this_of};
pub(crate) use scripts::{ScriptText, number_of, script_text, scripts, stops};
pub(crate) use stacks::{ToldFrame, ToldSegment, captured, running, segments};

use super::install::ScriptData;
use super::machine::{self, Tree, tree_of};
use super::positions::callee_of;
use crate::heap::{ExternalId, Local, Raw, Slot};
use crate::runtime::{self, Completion, Debugging, Isolate, Scope, Step, Stopped, Throws};
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
    let Some(debugging) = cx.debugging.as_deref().filter(|debugging| !debugging.is_stopped) else { return Ok(()) };
    let callee = innermost(cx);
    let Some(place) = tree_of(cx, callee).and_then(|tree| tree.stop_at(cx.heap.site)) else { return Ok(()) };
    let script = script_of_code(callee.word(function::CODE));
    let is_here = |offset, of| offset == place.offset && of == script;
    let hit = debugging.breakpoints.iter().filter(|point| is_here(point.offset, point.script));
    let hit: Vec<u32> = hit.map(|point| point.number).collect();
    let ends_step = match debugging.step {
        Step::Run => false,
        Step::Into => true,
        Step::Over(frame) => cx.frame <= frame,
        Step::Out(frame) => cx.frame < frame,
    };
    if hit.is_empty() && !ends_step { Ok(()) } else { stop(cx, &Stopped::Statement { hit, ends_step }) }
}

/// The script has come to a `debugger` statement.
///
/// # Errors
/// A termination.
pub(crate) fn arrive_at_statement(cx: &mut Scope<'_>) -> Completion<()> {
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
    result
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
    let trees = isolate.heap.externals_of::<Tree>();
    let trees: Vec<(ExternalId, ExternalId)> = trees.into_iter().map(|(id, code)| (id, script_of_code(code))).collect();
    for (id, script) in trees {
        arm_tree(isolate, id, script, on_stack.contains(&Some(id)));
    }
}

fn arm_tree(isolate: &mut Isolate, id: ExternalId, script: ExternalId, is_on_stack: bool) {
    let steps = match isolate.debugging.as_deref().map(|debugging| debugging.step) {
        Some(Step::Into) => true,
        Some(Step::Over(_) | Step::Out(_)) => is_on_stack,
        Some(Step::Run) | None => false,
    };
    let first = scripts::first_stepped(isolate, script).filter(|_| steps);
    let points = isolate.debugging.as_deref().map_or(&[][..], |debugging| &debugging.breakpoints);
    let offsets: Vec<u32> = points.iter().filter(|point| point.script == script).map(|point| point.offset).collect();
    if let Some(tree) = isolate.heap.external_as_mut::<Tree>(id) {
        tree.arm(|stop| first.is_some_and(|first| stop.offset >= first) || offsets.contains(&stop.offset));
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
