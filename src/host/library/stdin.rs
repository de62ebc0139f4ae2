//! What the stream of standard input gets from Rust.

use crate::heap::Local;
use crate::host::place::{self, Place};
use crate::host::report::throw_system_error;
use crate::host::state::state;
use crate::runtime::{Arguments, Completion, NativeFunction, Scope, to_boolean};
use std::io::IsTerminal;

pub(super) const FUNCTIONS: &[(&str, u8, NativeFunction)] = &[
    ("deliverTo", 1, deliver_to),
    ("want", 0, want),
    ("rest", 0, rest),
    ("setReferenced", 1, set_referenced),
    ("isTerminal", 0, is_terminal),
];

/// The function that takes chunks: an ArrayBuffer, or null at the end; and an error, or null.
fn deliver_to<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    place::set(cx, Place::StdinPush, arguments.get(0))?;
    Ok(Local::UNDEFINED)
}

/// The next chunk is wanted. In the prompt nothing comes: there the line editor reads.
fn want<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let wanted = match state(cx) {
        Some(state) if state.prompt.is_none() => state.input.want(),
        _ => Ok(()),
    };
    match wanted {
        Ok(()) => Ok(Local::UNDEFINED),
        Err(error) => Err(throw_system_error(cx, &error, "read", "")),
    }
}

/// No chunk is wanted for now.
fn rest<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if let Some(state) = state(cx) {
        state.input.rest();
    }
    Ok(Local::UNDEFINED)
}

/// Whether the loop goes on while a chunk is wanted.
fn set_referenced<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let is_referenced = to_boolean(cx, arguments.get(0));
    if let Some(state) = state(cx) {
        state.input.set_referenced(is_referenced);
    }
    Ok(Local::UNDEFINED)
}

fn is_terminal<'s>(_: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::bool(std::io::stdin().is_terminal()))
}
