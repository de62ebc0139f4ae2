//! Who looks on while scripts run: an inspector, if there is one.

use super::output;
use super::state::{peek, state};
use crate::heap::Local;
use crate::runtime::{Completion, Scope};
use std::any::Any;

/// What a visitor wants to be called for.
pub(crate) struct Visitor {
    /// Somebody has raised the attention flag, in whatever the script is doing. May run script.
    pub(crate) attend: fn(&mut Scope<'_>) -> Completion<()>,
    /// A method of `console` was called: its name in the protocol's words, and its arguments.
    pub(crate) say: for<'s> fn(&mut Scope<'s>, &'static str, &[Local<'s>]) -> Completion<()>,
    /// Nobody caught an exception.
    pub(crate) uncaught: for<'s> fn(&mut Scope<'s>, Local<'s>) -> Completion<()>,
    /// What the visitor keeps.
    pub(crate) data: Box<dyn Any + Send>,
}

/// Lets a visitor in, in the place of any before.
pub(crate) fn visit(cx: &mut Scope<'_>, visitor: Visitor) {
    if let Some(state) = state(cx) {
        state.visitor = Some(visitor);
    }
}

/// What the visitor keeps.
pub(crate) fn visitor_data<'c>(cx: &'c mut Scope<'_>) -> Option<&'c mut dyn Any> {
    let visitor = state(cx)?.visitor.as_mut()?;
    Some(visitor.data.as_mut())
}

/// Whether somebody looks on.
pub(super) fn has_visitor(cx: &Scope<'_>) -> bool {
    peek(cx).is_some_and(|state| state.visitor.is_some())
}

/// Does what the visitor wants when somebody has raised the attention flag.
///
/// # Errors
/// A termination.
pub(super) fn attend(cx: &mut Scope<'_>) -> Completion<()> {
    match peek(cx).and_then(|state| state.visitor.as_ref()).map(|visitor| visitor.attend) {
        Some(attend) => attend(cx),
        None => Ok(()),
    }
}

/// Tells the visitor of a call of `console`.
///
/// # Errors
/// A termination.
pub(super) fn say<'s>(cx: &mut Scope<'s>, kind: &'static str, values: &[Local<'s>]) -> Completion<()> {
    match peek(cx).and_then(|state| state.visitor.as_ref()).map(|visitor| visitor.say) {
        Some(say) => say(cx, kind, values),
        None => Ok(()),
    }
}

/// Tells the visitor of an exception that nobody caught.
///
/// # Errors
/// A termination.
pub(super) fn tell_uncaught<'s>(cx: &mut Scope<'s>, error: Local<'s>) -> Completion<()> {
    match peek(cx).and_then(|state| state.visitor.as_ref()).map(|visitor| visitor.uncaught) {
        Some(uncaught) => uncaught(cx, error),
        None => Ok(()),
    }
}

/// A line of the command's own on standard error.
pub(crate) fn write_error_line(cx: &mut Scope<'_>, line: &str) {
    output::write(cx, output::stderr, line);
}
