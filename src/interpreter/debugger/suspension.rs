//! Steps over `await` and `yield`: they go on in the same function once that goes on. As V8's `suspended_generator`.

use super::{arm, innermost};
use crate::heap::Local;
use crate::interpreter::machine::tree_id;
use crate::runtime::{self, Completion, Scope, Step, Suspended};
use crate::value::layout::generator_state;

/// The innermost function, whose frame begins at a stack slot, has suspended. `state`: where it is kept, if there is one yet.
pub(crate) fn has_suspended(cx: &mut Scope<'_>, slot: usize, state: Option<Local<'_>>) {
    let Some(tree) = tree_id(innermost(cx)) else { return };
    let is_wanted = |step: Step| step.ends_at_statement(slot);
    if !cx.debugging.as_deref().is_some_and(|debugging| !debugging.is_stopped && is_wanted(debugging.step)) {
        return;
    }
    let state = state.and_then(|state| cx.heap.object_id(state));
    if let Some(debugging) = cx.debugging.as_deref_mut() {
        debugging.suspended = Some(Suspended { tree, state });
        debugging.step = Step::Run;
    }
    arm(cx);
}

/// The step ends in the function that awaits the one whose frame begins at a stack slot, and that nothing has called: whether
/// there is such a one.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn step_to_awaiting(cx: &mut Scope<'_>, slot: usize) -> Completion<bool> {
    let mut cx = cx.open();
    let Some(state) = runtime::awaiting(&mut cx, slot)? else { return Ok(false) };
    let tree = tree_id(cx.raw(state).word(generator_state::CALLEE));
    let state = cx.heap.object_id(state);
    let Some(debugging) = cx.debugging.as_deref_mut().filter(|_| state.is_some()) else { return Ok(false) };
    debugging.suspended = tree.map(|tree| Suspended { tree, state });
    debugging.step = Step::Run;
    Ok(tree.is_some())
}

/// A function that has suspended for the first time is kept in `state`.
pub(crate) fn has_state(cx: &mut Scope<'_>, state: Local<'_>) {
    let is_waiting = |suspended: &Suspended| suspended.state.is_none();
    if cx.debugging.as_deref().and_then(|debugging| debugging.suspended).is_some_and(|found| is_waiting(&found)) {
        let state = cx.heap.object_id(state);
        if let Some(suspended) = cx.debugging.as_deref_mut().and_then(|debugging| debugging.suspended.as_mut()) {
            suspended.state = state;
        }
    }
}

/// The function that is kept in `state` goes on, in a frame that begins at a stack slot.
pub(crate) fn goes_on(cx: &mut Scope<'_>, slot: usize, state: Local<'_>) {
    let Some(wanted) = cx.debugging.as_deref().and_then(|debugging| debugging.suspended?.state) else { return };
    if cx.heap.object_id(state) != Some(wanted) {
        return;
    }
    if let Some(debugging) = cx.debugging.as_deref_mut() {
        debugging.suspended = None;
        // Calls behind the `await` are next.
        debugging.step = Step::Into(slot + 1);
    }
    arm(cx);
}
