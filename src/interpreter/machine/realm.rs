//! Calls from realm to realm.
//!
//! As long as there is one realm nothing looks at it. Once there are several every CODE object says so, calls of its
//! closures take the slow way in, and that makes the closure's realm the current one as long as it runs.

use super::call::{Entry, entry_flag, entry_of};
use super::completion::Outcome;
use super::frame::{CALLEE, load};
use super::node::Node;
use super::slow;
use super::word::MachineWord;
use crate::runtime::Isolate;
use crate::value::layout::{code, function, script};
use crate::value::{Value, kind};

/// Lets all functions that there are look at their realms.
pub(crate) fn heed_realms(isolate: &mut Isolate) {
    isolate.heap.for_each_object(|object| {
        if object.is_kind(kind::CODE) {
            // SAFETY: M4: a CODE object holds an `Entry` in its raw words; none is borrowed while the heap is walked.
            unsafe { (*entry_of(object.word_value().pointer())).flags |= entry_flag::SEVERAL_REALMS };
        }
    });
}

/// The number of the realm that a closure belongs to.
///
/// # Safety
/// M4: `closure` is a FUNCTION.
pub(super) unsafe fn realm_of(closure: Value) -> u32 {
    // SAFETY: M4: closures have a CODE, that a SCRIPT.
    unsafe {
        let code = (*closure.pointer().add(function::CODE).cast::<Value>()).pointer();
        let script = *code.add(code::SCRIPT).cast::<Value>();
        if script.is_pointer() { *script.pointer().add(script::REALM) as u32 } else { 0 }
    }
}

/// As [`slow::enter`], in the realm of the closure; `None` when that is the current one.
///
/// # Safety
/// As [`slow::enter`].
#[cold]
pub(super) unsafe fn enter_other_realm(
    vm: *mut Isolate,
    node: *const Node,
    callee: *mut Value,
    count: u32,
    entry: *const Entry,
) -> Option<Outcome> {
    // SAFETY: M2–M4.
    unsafe {
        let own = realm_of(load(vm, callee, CALLEE));
        if own == (*vm).realms.current() {
            return None;
        }
        let outer = (*vm).enter_realm(own);
        let outcome = slow::enter(vm, node, callee, count, entry);
        (*vm).enter_realm(outer);
        Some(outcome)
    }
}
