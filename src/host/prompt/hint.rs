//! What a text would evaluate to, if finding out has no effects.

use super::inert::look;
use super::{is_error, pure};
use crate::heap::Local;
use crate::host::inspect::{Compact, Options, inspect};
use crate::runtime::{Completion, Scope};
use crate::value;

/// What evaluating a text would give.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Hint {
    /// This value.
    Value(String),
    /// It would throw this.
    Error(String),
}

/// What a text would evaluate to, on one line.
///
/// # Errors
/// A termination where evaluating might have effects or takes long, or the text is no expression.
pub(crate) fn hint(cx: &mut Scope<'_>, text: &str) -> Completion<Hint> {
    let mut cx = cx.open();
    look(&mut cx, |cx| {
        let options = Options {
            depth: Some(1.0),
            compact: Compact::Always,
            break_length: f64::INFINITY,
            custom_inspect: false,
            ..Options::default()
        };
        match pure::evaluate(cx, text) {
            Ok(found) => {
                // Long texts are cut anyway.
                let options = if value::is_string(cx.raw(found)) {
                    Options { max_string_length: 1000.0, ..options }
                } else {
                    options
                };
                let shown = inspect(cx, found, &options)?;
                Ok(Hint::Value(first_line(shown)))
            }
            Err(abrupt) => {
                let error = cx.catch(abrupt)?;
                let shown = inspect(cx, error, &options)?;
                let shown = if is_error(cx, error) { shown.trim_start_matches('[').to_owned() } else { shown };
                Ok(Hint::Error(first_line(shown).trim_end_matches(']').to_owned()))
            }
        }
    })
}

/// What a text evaluates to, for `show`, which may have no effects on scripts either.
///
/// # Errors
/// A termination where evaluating might have effects or takes long, or the text is no expression; what it throws.
pub(crate) fn evaluate_purely<R>(
    cx: &mut Scope<'_>,
    text: &str,
    show: impl for<'i> FnOnce(&mut Scope<'i>, Local<'i>) -> Completion<R>,
) -> Completion<R> {
    let mut cx = cx.open();
    look(&mut cx, |cx| {
        let mut cx = cx.open();
        let value = pure::evaluate(&mut cx, text)?;
        show(&mut cx, value)
    })
}

fn first_line(shown: String) -> String {
    match shown.split_once('\n') {
        Some((first, _)) => first.to_owned(),
        None => shown,
    }
}
