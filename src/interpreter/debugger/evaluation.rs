//! Texts that a debugger evaluates in a frame.
//!
//! The variables that live in the frame itself go into a context of their own, in front of the frame's; the text is run
//! as a direct eval in it; then they go back. So names mean what they mean in the frame, and what the text assigns is
//! assigned there.

use super::super::operations::eval::{Surroundings, eval_in};
use super::frames::{
    DebugVariable, Frame, Place, form_of, innermost_context, is_arrow, is_strict, number_of_kind, put_value, scopes,
    this_of, value_of,
};
use crate::heap::{Allocation, Local, Place as Space};
use crate::runtime::{self, Completion, Scope};
use crate::scope::VariableKind;
use crate::syntax::FunctionForm;
use crate::value::layout::context;
use crate::value::{Value, kind};
use std::collections::HashSet;

/// Evaluates a text in a frame.
///
/// # Errors
/// SyntaxError; whatever the text throws.
pub(crate) fn evaluate<'s>(cx: &mut Scope<'s>, frame: &Frame, text: &str) -> Completion<Local<'s>> {
    let moved = frame_variables(cx, frame);
    let this = this_of(cx, frame)?;
    let has_this = !is_arrow(cx, frame);
    let outer = cx.local(|isolate| innermost_context(isolate, frame))?;
    let context = make_context(cx, frame, &moved, has_this.then_some(this), outer)?;
    let form = form_of(cx, frame);
    let is_top = matches!(form, None | Some(FunctionForm::Script | FunctionForm::Module | FunctionForm::Eval));
    let around = Surroundings { context, strict: is_strict(cx, frame), in_function: !is_top };
    let text = cx.string(text)?;
    let result = eval_in(cx, text, around, this);
    for (index, variable) in moved.iter().enumerate() {
        let mut cx = cx.open();
        let value = cx.word(context, context::VARIABLES + index)?;
        put_value(&mut cx, frame, variable.place, value)?;
    }
    result
}

/// The variables that the frame sees and holds itself: not those behind others of the same name.
fn frame_variables(cx: &Scope<'_>, frame: &Frame) -> Vec<DebugVariable> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for variable in scopes(cx, frame).into_iter().flat_map(|scope| scope.variables) {
        let is_held = matches!(variable.place, Place::Slot(_));
        if seen.insert(variable.name.clone()) && is_held {
            found.push(variable);
        }
    }
    found
}

/// A context with these variables, and perhaps `this`, in front of another.
fn make_context<'s>(
    cx: &mut Scope<'s>,
    frame: &Frame,
    moved: &[DebugVariable],
    this: Option<Local<'s>>,
    outer: Local<'s>,
) -> Completion<Local<'s>> {
    let count = moved.len() + usize::from(this.is_some());
    let info = runtime::make_scope_info(cx, 0, count, None)?;
    let allocation = Allocation { kind: kind::CONTEXT, aux: 0, words: context::VARIABLES + count, place: Space::Old };
    let context = cx.allocate(allocation, |init| {
        init.set(context::PREVIOUS, outer);
        init.set(context::SCOPE_INFO, info);
    })?;
    let values = moved.iter().map(|variable| (variable.name.as_str(), variable.kind, Some(variable)));
    for (index, (name, kind, variable)) in values.chain([("this", VariableKind::This, None)]).take(count).enumerate() {
        let mut cx = cx.open();
        let name = cx.interned(name)?;
        runtime::set_scope_variable(&mut cx, info, (index, count), name, number_of_kind(kind));
        let value = match variable {
            Some(variable) => value_of(&mut cx, frame, variable)?.unwrap_or(Local::from(Value::UNINITIALIZED)),
            None => this.unwrap_or(Local::UNDEFINED),
        };
        cx.heap.store(context, context::VARIABLES + index, value);
    }
    Ok(context)
}
