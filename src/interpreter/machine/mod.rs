//! The machine: node functions, and the memory they work on.
//!
//! **Idea.** A function's body is a tree of 32-byte nodes in an arena; each node starts with the address of the Rust
//! function that runs it. Running a tree is calling its root. Node functions are generic over operand kinds, so that
//! simple operands cost no call. Everything that needs no speed is an `operation`: safe code over handles.
//!
//! **Invariants** (each `SAFETY` comment names some):
//! * M1 – Trees: a node's fields are what its function expects; distances and list holders lie in the node's own arena;
//!   caches and fused nodes stand right behind their owners. The compiler writes nodes only through `Arena::emit`, and
//!   the node verifier checks them.
//! * M2 – Frames: `fp` points at a window of the VM stack that is at least the function's frame size long; every slot
//!   below a node's depth `c` holds a valid word when the node runs, and what is above is free.
//! * M3 – The isolate: `vm` is the isolate that owns the stack; while a node function runs nobody else borrows it.
//! * M4 – Words: a pointer word in a slot below the published top leads to a live cell. Nothing read from a slot lives in
//!   a Rust variable across a child, an allocation or an operation; what must survive is in a slot.
//! * M5 – Inline caches: an entry is used only for an object whose header has the entry's shape id, and if it relies on
//!   prototypes, only in the epoch it was made in. Shape ids are not used anew before caches have forgotten them.
//! * M6 – Ownership: a tree owns its nodes and polymorphic caches; it dies with its CODE object, which a running frame
//!   keeps alive through its callee.
//!
//! **Glossary.** *Depth*: the first frame slot that a node may use as a temporary. *Publish*: tell the collector how much
//! of the stack is live. *Outcome*: a value, or abrupt, in one register.
//!
//! **Knows nothing about** syntax, scopes, the meaning of operations.
//!
//! **Sources.** Würthinger et al. on self-optimising AST interpreters; V8's inline caches and frame layout; our own
//! prototype's measurements (`design/interpreter.md`).

#![allow(unsafe_code)]
#![allow(clippy::missing_safety_doc, reason = "node functions share the contract of `NodeFunction`")]
#![allow(clippy::too_many_arguments)]

mod allocate;
mod arithmetic;
mod border;
mod call;
mod completion;
mod construct;
mod control;
mod coverage;
mod dense;
mod element;
mod frame;
mod iteration;
mod leaf;
mod lookup;
mod misc;
mod miss;
mod node;
mod object;
mod operand;
mod operation;
mod property;
mod realm;
mod resumable;
mod slow;
mod stop;
mod suspend;
mod suspend_async;
mod tail;
mod tree;
mod typed_element;
mod variable;
#[cfg(any(debug_assertions, feature = "checked"))]
mod watch;
mod word;

pub(crate) use allocate::kind_label;
pub(crate) use arithmetic::operator;
pub(crate) use border::{
    FUNCTION_METHODS, OBJECT_ESTIMATE_SHIFT, WalkedFrame, call_closure_directly, current_note, current_position,
    frames, native_entry, position_in, tree_id, tree_of,
};
pub(crate) use call::{Entry, entry_flag, entry_trait};
pub(crate) use control::{Always, ChildUpdate, Compare, Condition, NoUpdate, StepUpdate, Truth, Update};
pub(crate) use dense::{dense_element, pop_dense_element, push_dense_element, put_dense_element};
pub(crate) use frame::{ARGUMENTS, CALLEE, NEW_TARGET, THIS};
pub(crate) use lookup::has_name;
pub(crate) use node::{NODE_BYTES, Node, NodeFunction};
pub(crate) use object::MAXIMUM_ARRAY;
pub(crate) use operand::{Child, Constant, Operand, Outer, Slot};
pub(crate) use operation::Operation;
pub(crate) use property::{EMPTY_PAYLOAD, PropertyCache};
pub(crate) use realm::heed_realms;
pub(crate) use resumable::ASCENDING;
pub(crate) use suspend::{Stretch, resume};
pub(crate) use tree::Tree;
pub(crate) use variable::{CLOSURE_CONTEXT, NO_CONTEXT, variable_word};
#[cfg(any(debug_assertions, feature = "checked"))]
pub(crate) use watch::watch;

/// Holders of lists: never run.
pub(crate) use misc::fused as list_holder;

/// The node functions, for the compiler to choose from.
pub(crate) mod nodes {
    use super::NodeFunction;
    pub(crate) use super::arithmetic::{accumulate, binary, chain, comparison, increment, postfix_step, prefix_step};
    pub(crate) use super::call::{call, call_many, call_method, call_method_short, call_prepared, prepare_element};
    pub(crate) use super::construct::{construct, construct_super};
    pub(crate) use super::control::{
        and, block, block2, block3, coalesce, do_while, effect, if_else, if_then, labelled, not, or, scoped_block,
        sequence, switch, throw, try_catch, try_finally, while_loop,
    };
    pub(crate) use super::coverage::{count, count_after};
    pub(crate) use super::element::{get_element, set_element, update_element};
    pub(crate) use super::iteration::{
        append_all, for_in, for_of, iterator_rest, iterator_value, resumable_for_in, resumable_for_of,
        resumable_with_iterator, with_iterator,
    };
    pub(crate) use super::misc::{
        bit_not, chain_call, chain_link, checked_this, closure_context, constructed_this, end_chain, end_chain_true,
        fallback, fused, get_global, global_this, home_object, logical_chain, negate, or_default, prepare_chain,
        prepare_chain_value, step_keeping_old, to_number, to_string,
    };
    pub(crate) use super::object::{array_literal, closure, object_literal};
    use super::operand::Child;
    pub(crate) use super::operation::operation;
    pub(crate) use super::property::{get_named, set_named, update_named};
    pub(crate) use super::resumable::{
        resumable_and, resumable_block, resumable_block2, resumable_block3, resumable_branch, resumable_call_prepared,
        resumable_chain_call, resumable_chain_link, resumable_coalesce, resumable_do_while, resumable_effect,
        resumable_if, resumable_loop, resumable_operation, resumable_or, resumable_or_default, resumable_prepare_chain,
        resumable_prepare_chain_value, resumable_scoped_block, resumable_sequence, resumable_store, resumable_switch,
        resumable_try_catch, resumable_try_finally, resumable_while,
    };
    pub(crate) use super::stop::debugger_statement;
    pub(crate) use super::suspend::{await_value, generator_start, yield_star, yield_statement, yield_value};
    pub(crate) use super::suspend_async::{async_yield, async_yield_star, for_await};
    pub(crate) use super::variable::{
        checked_slot, constant, copy_context, fill_slots, heap_constant, import_variable, outer_variable, push_context,
        set_checked_slot, slot, take_slot,
    };

    /// `local = child` for its value.
    #[allow(non_upper_case_globals)]
    pub(crate) const set_slot_child: NodeFunction = super::variable::set_slot::<Child>;
    /// `local = child` as a statement.
    #[allow(non_upper_case_globals)]
    pub(crate) const set_slot_statement_child: NodeFunction = super::variable::set_slot_statement::<Child>;
    /// The root of an async function.
    #[allow(non_upper_case_globals)]
    pub(crate) const async_start: NodeFunction = super::suspend::async_start::<false>;
    /// The root of a module that awaits.
    #[allow(non_upper_case_globals)]
    pub(crate) const module_start: NodeFunction = super::suspend::async_start::<true>;
    /// A captured variable.
    #[allow(non_upper_case_globals)]
    pub(crate) const context_variable: NodeFunction = super::variable::context_variable::<false>;
    /// A captured variable that may be uninitialised.
    #[allow(non_upper_case_globals)]
    pub(crate) const context_variable_checked: NodeFunction = super::variable::context_variable::<true>;
    /// Assignment to a captured variable.
    #[allow(non_upper_case_globals)]
    pub(crate) const set_context_variable: NodeFunction = super::variable::set_context_variable::<false>;
    /// Assignment to a captured variable that may be uninitialised.
    #[allow(non_upper_case_globals)]
    pub(crate) const set_context_variable_checked: NodeFunction = super::variable::set_context_variable::<true>;
    /// Assignment to a global in strict code.
    #[allow(non_upper_case_globals)]
    pub(crate) const set_global_strict: NodeFunction = super::misc::set_global::<true>;
    /// Assignment to a global in sloppy code.
    #[allow(non_upper_case_globals)]
    pub(crate) const set_global_sloppy: NodeFunction = super::misc::set_global::<false>;
}
