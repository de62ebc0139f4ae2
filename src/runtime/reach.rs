//! Which kinds of nodes have run and which builtins were called, for tests that want to know what they reach. It exists
//! where assertions are on, and costs nothing until somebody asks.
//!
//! Whatever is watched runs another function the first time, which notes that and puts the right one back.

use super::completion::{Completion, LeafFunction, NativeFunction};
use super::isolate::Isolate;
use super::scope::{Arguments, Scope};
use crate::heap::Local;
use crate::value::{kind, layout};
use std::collections::{BTreeSet, HashMap};

/// What is watched, and what has run of it.
#[derive(Default)]
pub(crate) struct Reach {
    /// The kinds of nodes that have run.
    pub(crate) kinds: BTreeSet<&'static str>,
    /// Nodes that have not run, by address: what runs them, as a number, and their kind.
    pub(crate) nodes: HashMap<usize, (usize, &'static str)>,
    /// Builtins by the index of their steps.
    natives: HashMap<u32, Watched>,
}

/// A builtin that is watched.
struct Watched {
    steps: NativeFunction,
    leaf: Option<LeafFunction>,
    was_called: bool,
}

/// The index of the steps of a builtin.
fn steps_of(isolate: &Isolate, function: Local<'_>) -> Option<u32> {
    let raw = isolate.heap.get(function);
    raw.is_kind(kind::NATIVE_FUNCTION).then(|| raw.raw_word(layout::native::STEPS) as u32)
}

impl Isolate {
    /// Watches a builtin. False if the function is none.
    pub(crate) fn watch_builtin(&mut self, function: Local<'_>) -> bool {
        let Some(index) = steps_of(self, function) else { return false };
        let (place, Some(reach)) = (index as usize, self.reach.as_deref_mut()) else { return false };
        reach.natives.entry(index).or_insert_with(|| Watched {
            steps: std::mem::replace(&mut self.natives[place], note_call),
            leaf: self.leaves[place].take(),
            was_called: false,
        });
        true
    }

    /// Whether a watched builtin was called.
    pub(crate) fn was_called(&self, function: Local<'_>) -> bool {
        let watched = steps_of(self, function).and_then(|index| self.reach.as_ref()?.natives.get(&index));
        watched.is_some_and(|watched| watched.was_called)
    }
}

/// The first call of a builtin that is watched.
fn note_call<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let Some(index) = steps_of(cx, arguments.callee()) else { return Ok(Local::UNDEFINED) };
    let Some(watched) = cx.reach.as_mut().and_then(|reach| reach.natives.get_mut(&index)) else {
        return Ok(Local::UNDEFINED);
    };
    watched.was_called = true;
    let (steps, leaf) = (watched.steps, watched.leaf);
    cx.natives[index as usize] = steps;
    cx.leaves[index as usize] = leaf;
    steps(cx, this, arguments)
}
