//! Leaves: native functions that only look at their arguments, called without a frame.

use super::frame::{ARGUMENTS, CALLEE, THIS, load};
use super::property::kind_of;
use super::word::MachineWord;
use crate::runtime::Isolate;
use crate::value::{Value, kind, layout};

/// What the leaf of the function in the frame being built at `callee` returns; `None` if it has none, or this call
/// takes more than a leaf can do.
///
/// # Safety
/// M2–M4: callee, `this` and the arguments are in place.
#[inline(always)]
pub(super) unsafe fn call_leaf(vm: *mut Isolate, callee: *mut Value, count: u32) -> Option<Value> {
    // SAFETY: M2–M4: the words of the frame are valid, and a leaf changes nothing.
    unsafe {
        let function = load(vm, callee, CALLEE);
        if !function.is_pointer() || kind_of(function.pointer()) != kind::NATIVE_FUNCTION {
            return None;
        }
        let steps = *function.pointer().add(layout::native::STEPS) as u32;
        let isolate = &*vm;
        let leaf = (*isolate.leaves.get(steps as usize)?)?;
        let this = isolate.heap.adopt_word(load(vm, callee, THIS));
        let arguments = isolate.heap.adopt_words(callee.add(ARGUMENTS as usize), count as usize);
        leaf(isolate, this, arguments).map(|result| result.word_value())
    }
}
