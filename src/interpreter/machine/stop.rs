//! Nodes that a debugger has armed, and `debugger` statements.
//!
//! Arming exchanges the function of a statement's node; what ran it before waits in the tree. So debugging costs nothing
//! where nobody wants to stop.

use super::border::{tree_id, tree_of};
use super::call::{Entry, entry_trait};
use super::completion::{NORMAL, Outcome};
use super::frame::{ARGUMENTS, CALLEE, THIS, load, store};
use super::node::{Node, NodeFunction};
use super::operation::{local_of, run, slot_of};
use super::property::kind_of;
use super::resumable::{SUSPENDED, target_of};
use super::tree::Tree;
use super::word::MachineWord;
use crate::heap::{Local, Raw, Slot};
use crate::interpreter::compiler::TurnPart;
use crate::interpreter::debugger;
use crate::runtime::{Abrupt, Isolate, Pending, Scope, Termination};
use crate::value::layout::generator_state;
use crate::value::{Value, kind};

/// Asks the debugger, then runs the node as what it is. A function that goes on after a suspension has asked before.
pub(super) unsafe fn stop(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4: armed nodes lie in the tree of the function whose frame `fp` is.
    unsafe {
        if target_of(vm) != 0 {
            if let Some(state) = state_of(vm, fp) {
                (*vm).heap.set_stack_top(fp.cast());
                debugger::goes_on(&mut Scope::enter(&mut *vm), slot_of(vm, fp, 0).0 as usize, state);
            }
        } else if let Some(depth) =
            tree_of(&*vm, callee(vm, fp)).and_then(|tree| tree.stop_at(node.addr())).map(|s| s.depth)
        {
            run(vm, node, fp, depth, |cx| debugger::arrive(cx).map(|()| Local::UNDEFINED))?;
        }
        let function = tree_of(&*vm, callee(vm, fp)).and_then(|tree| tree.function_at(node.addr()));
        let Some(function) = function.filter(|&function| !std::ptr::fn_addr_eq(function, stop as NodeFunction)) else {
            return Ok(NORMAL);
        };
        let outcome = function(vm, node, fp);
        if let Some(id) = tree_id(callee(vm, fp))
            && let Some(tree) = (*vm).heap.external_as_mut::<Tree>(id)
        {
            tree.arm_again(node.addr());
        }
        match outcome {
            Ok(value) if value == SUSPENDED => {
                let (slot, state) = (slot_of(vm, fp, 0).0 as usize, state_of(vm, fp));
                let at = (*vm).suspension.node as *const Node;
                run(vm, at, fp, (*at).c + (*at).d + 1, |cx| {
                    debugger::has_suspended(cx, slot, state);
                    Ok(Local::UNDEFINED)
                })?;
                outcome
            }
            Ok(value) if value != Value::TAIL_CALL => stop_before_return(vm, node, fp, value),
            _ => outcome,
        }
    }
}

/// Where the function of a frame is kept while it waits, if it has waited before: then that stands below the frame.
unsafe fn state_of<'h>(vm: *mut Isolate, fp: *mut Value) -> Option<Local<'h>> {
    // SAFETY: M2, M4: what lies below a frame is valid.
    unsafe {
        let below = Slot(slot_of(vm, fp, 0).0.checked_sub(2)?);
        let kept = load(vm, fp.sub(2), 0);
        if !kept.is_pointer() || kind_of(kept.pointer()) != kind::GENERATOR_STATE {
            return None;
        }
        let words = kept.pointer().cast::<Value>();
        let is_running = *words.add(generator_state::POINT) == Value::HOLE
            && *words.add(generator_state::CALLEE) == load(vm, fp, CALLEE);
        is_running.then(|| Local::in_slot(below))
    }
}

/// A debugger may stop before a function returns what `node` has come to, or at its end, if that is what comes next.
unsafe fn stop_before_return(vm: *mut Isolate, node: *const Node, fp: *mut Value, value: Value) -> Outcome {
    // SAFETY: M1–M4: the compiler has reserved the slot at the return's depth.
    unsafe {
        let found = tree_of(&*vm, callee(vm, fp)).and_then(|tree| tree.return_at(node.addr())).copied();
        let Some(found) = found.filter(|found| found.is_end == (value == NORMAL)) else { return Ok(value) };
        let depth = found.stop.depth;
        store(vm, fp, depth, if found.is_end { Value::UNDEFINED } else { value });
        let returned = local_of(vm, fp, depth);
        run(vm, node, fp, depth + 1, |cx| debugger::arrive_at_return(cx, returned).map(|()| Local::UNDEFINED))?;
        Ok(if found.is_end { NORMAL } else { load(vm, fp, depth) })
    }
}

/// A debugger may stop before the call that `node` is about to make.
#[cold]
#[inline(never)]
pub(super) unsafe fn stop_before_call(
    vm: *mut Isolate,
    node: *const Node,
    callee: *mut Value,
    count: u32,
) -> Result<(), Abrupt> {
    // SAFETY: M2–M4: header and arguments of the frame being built are in place.
    unsafe {
        if (*vm).debugging.is_none() {
            return Ok(());
        }
        let depth = (*node).c;
        run(vm, node, callee.sub(depth as usize), depth + ARGUMENTS + count, |cx| {
            debugger::arrive_at_call(cx).map(|()| Local::UNDEFINED)
        })
        .map(drop)
    }
}

/// As [`super::slow::poll`], of a loop whose update `update` is no node, and which runs it here: a debugger may stop
/// before it, and before the test behind it.
#[cold]
#[inline(never)]
pub(crate) unsafe fn turn(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    update: unsafe fn(*mut Isolate, *const Node, *mut Value) -> Result<(), Abrupt>,
) -> Result<(), Abrupt> {
    // SAFETY: M2, M3.
    unsafe {
        (*vm).budget.left = 0;
        let depth = (*node).c;
        run(vm, node, fp, depth, |cx| {
            cx.poll()?;
            debugger::arrive_at_turn(cx, TurnPart::Update).map(|()| Local::UNDEFINED)
        })?;
        update(vm, node, fp)?;
        run(vm, node, fp, depth, |cx| debugger::arrive_at_turn(cx, TurnPart::Test).map(|()| Local::UNDEFINED)).map(drop)
    }
}

/// What a function comes to that has ended abruptly: if a debugger lets it begin again, what it comes to then. Parameters
/// stay as they are.
#[cold]
#[inline(never)]
pub(super) unsafe fn begin_again(vm: *mut Isolate, callee: *mut Value, entry: *const Entry, abrupt: Abrupt) -> Outcome {
    // SAFETY: M2: the frame is that of the function that `entry` belongs to, and all above its slots is free; M3, M6.
    unsafe {
        let mut abrupt = abrupt;
        loop {
            let slot = slot_of(vm, callee, 0).0 as usize;
            let is_wanted = (*vm).pending == Pending::Terminated(Termination::Restart)
                && (*vm).debugging.as_deref().is_some_and(|debugging| debugging.restart == Some(slot));
            if !is_wanted {
                return Err(abrupt);
            }
            (*vm).pending = Pending::Nothing;
            if let Some(debugging) = (*vm).debugging.as_deref_mut() {
                debugging.restart = None;
            }
            if (*entry).traits & entry_trait::DERIVED != 0 {
                store(vm, callee, THIS, Value::UNINITIALIZED);
            }
            for index in u32::from((*entry).parameters)..(*entry).filled {
                store(vm, callee, ARGUMENTS + index, Value::UNDEFINED);
            }
            let body = (*entry).body;
            match ((*body).run)(vm, body, callee) {
                Ok(result) => return Ok(result),
                Err(another) => abrupt = another,
            }
        }
    }
}

/// The function whose frame `fp` is.
unsafe fn callee<'h>(vm: *mut Isolate, fp: *mut Value) -> Raw<'h> {
    // SAFETY: M2, M4: the first slot of a frame holds its function.
    unsafe { (*vm).heap.adopt_word(*fp) }
}

/// `debugger`. Fields: c depth.
pub(crate) unsafe fn debugger_statement(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M2, M3.
    unsafe {
        if (*vm).debugging.is_some() {
            run(vm, node, fp, (*node).c, |cx| debugger::arrive_at_statement(cx).map(|()| Local::UNDEFINED))?;
        }
        Ok(NORMAL)
    }
}
