//! The interpreter: compiles syntax trees with their scopes into executable trees, and runs them.
//!
//! **Idea.** `compiler` turns one function's tree into an arena of nodes, picking a node function specialised for its
//! operands; `install` makes the heap objects that go with it; `machine` runs nodes; `operations` are the parts that
//! need no speed, in safe code; `positions` finds source positions again.
//!
//! **Data flow.** `text → syntax → scope → install (SCRIPT, CODE, closure) → first call: compiler → machine`.
//!
//! **Choices left open by the design.** Inline caches rely on prototypes through one epoch of the isolate instead of
//! validity cells; holders are found again through shapes, so trees hold no heap pointers and need no feedback array.
//! `arguments` with simple parameters puts the parameters into a context. Completion values of scripts and eval live in
//! a frame slot.
//!
//! **Invariants** are listed in `machine` and `compiler`.
//!
//! **Knows nothing about** builtins, the embedding API, Node.
//!
//! **Sources.** ECMA-262; V8's contexts, inline caches and messages; `design/interpreter.md`.

#![allow(dead_code, reason = "the rooms above use the interpreter as they arrive")]

mod call_printer;
mod compiler;
pub(crate) mod coverage;
pub(crate) mod debugger;
pub(crate) mod install;
mod machine;
mod operations;
mod outline;
mod positions;
mod realm;
mod scope_table;
mod sites;
#[cfg(any(debug_assertions, feature = "checked"))]
mod verifier;
mod wrapper;

#[cfg(any(debug_assertions, feature = "checked"))]
pub(crate) use compiler::KINDS as NODE_KINDS;
pub(crate) use install::{LoadOptions, check, load};
pub(crate) use machine::{Stretch, resume};
pub(crate) use machine::{dense_element, pop_dense_element, push_dense_element, put_dense_element};
pub(crate) use operations::async_generator::ask_async_generator;
pub(crate) use operations::bigint::from_digits as bigint_of_digits;
pub(crate) use operations::module::load_module;
pub(crate) use operations::operator::{apply_binary, is_nullish};
pub(crate) use positions::{suspension_excerpt, throw_excerpt};
pub(crate) use sites::summary as growth_summary;
pub(crate) use wrapper::load_wrapped;

use crate::runtime::{Completion, Isolate, Scope};
use crate::value::kind;

/// Registers the interpreter with an isolate.
pub(crate) fn register(isolate: &mut Isolate) {
    isolate.internal_methods[kind::FUNCTION as usize] = &machine::FUNCTION_METHODS;
    isolate.stack_walker = positions::walk;
    isolate.note_throw = positions::note_throw;
    isolate.note_allocation = sites::note_native;
    isolate.frame_teller = positions::tell;
    isolate.lazy_prototype = install::make_prototype;
    isolate.closure_realm = realm::realm_of_closure;
    isolate.upcalls.call_closure = machine::call_closure_directly;
    isolate.upcalls.thrown = debugger::thrown;
    operations::dynamic::register(isolate);
}

/// Makes what closures need in the current realm.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn prepare_realm(cx: &mut Scope<'_>) -> Completion<()> {
    realm::prepare_realm(cx)
}
