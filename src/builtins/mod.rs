//! The builtins: the global object's properties, one file per ECMA-262 object.
//!
//! # The idea
//! A builtin is a function of this room and a row in a table beside it: name, `length`, function. Each object's file
//! exports `install`, which makes the object in the current realm, fills its place among the intrinsics and puts it on the
//! global object; [`install_all`] is the list of them. Besides, only what JSON modules need is seen from outside.
//!
//! # Invariants
//! * Steps follow ECMA-262 in its order; where a fast path leaves it, no script can tell.
//! * A loop whose length a script controls spends fuel and forgets its locals in every round; a recursion checks the stack.
//! * Memory whose size follows a script's input is charged to the heap, or lies in it.
//! * Errors speak in V8's words.
//!
//! # Glossary
//! *row*: an entry of a table of builtins. *receiver*: the `this` of a call. *hook*: a function pointer in the isolate, by
//! which the interpreter does what this room cannot: compiling source text.
//!
//! # What it knows nothing about
//! Executable trees, frames, event loops, files, consoles.
//!
//! # Sources
//! ECMA-262 §19 to §28 and annex B; V8's `messages` for the texts and for the order of properties.

mod array;
mod array_buffer;
mod async_disposable_stack;
mod async_from_sync_iterator;
mod async_generator;
mod atomics;
mod bigint;
mod boolean;
mod data_view;
mod date;
mod disposable_stack;
mod error;
mod finalization_registry;
mod function;
mod generator;
mod global;
mod iterator;
mod json;
mod map;
mod math;
mod number;
mod object;
mod options;
mod promise;
mod proxy;
mod receiver;
mod reflect;
mod regexp;
mod set;
mod shared_array_buffer;
mod string;
mod symbol;
mod typed_array;
mod weak_map;
mod weak_ref;
mod weak_set;

#[cfg(test)]
mod tests;

pub(crate) use json::parse_json;

use crate::runtime::{Completion, Scope};

/// Fills the current realm (made by `create_realm`) with every builtin.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn install_all(cx: &mut Scope<'_>) -> Completion<()> {
    let installers: &[fn(&mut Scope<'_>) -> Completion<()>] = &[
        // Fundamental objects (§20), and what other objects inherit from.
        object::install,
        function::install,
        error::install,
        boolean::install,
        symbol::install,
        iterator::install,
        // The global object's functions and values (§19), reflection (§28), managing memory (§26).
        global::install,
        proxy::install,
        reflect::install,
        weak_ref::install,
        finalization_registry::install,
        // Indexed collections (§23), text (§22), numbers (§21), structured data (§25).
        array::install,
        string::install,
        regexp::install,
        number::install,
        math::install,
        date::install,
        bigint::install,
        json::install,
        typed_array::install,
        array_buffer::install,
        shared_array_buffer::install,
        atomics::install,
        data_view::install,
        // Keyed collections (§24).
        map::install,
        set::install,
        weak_map::install,
        weak_set::install,
        // Control abstraction (§27).
        generator::install,
        async_generator::install,
        async_from_sync_iterator::install,
        promise::install,
        disposable_stack::install,
        async_disposable_stack::install,
    ];
    for install in installers {
        install(&mut cx.open())?;
    }
    Ok(())
}
