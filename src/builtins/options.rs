//! What functions take besides what they work on: objects with options, each a word of a short list.

use crate::heap::Local;
use crate::runtime::{Completion, Scope, describe, get, is_object, is_strictly_equal, throw_type_error};

/// Checks that a value is an object.
///
/// # Errors
/// TypeError `… is not an object`.
pub(crate) fn require_object(cx: &mut Scope<'_>, value: Local<'_>) -> Completion<()> {
    if is_object(cx.raw(value)) {
        return Ok(());
    }
    let shown = describe(cx, value);
    Err(throw_type_error(cx, format_args!("{shown} is not an object")))
}

/// GetOptionsObject ( options ) – <https://tc39.es/ecma262/#sec-getoptionsobject>: whether there are any.
///
/// # Errors
/// TypeError for what is neither `undefined` nor an object.
pub(crate) fn has_options(cx: &mut Scope<'_>, options: Local<'_>) -> Completion<bool> {
    if cx.raw(options).is_undefined() {
        return Ok(false);
    }
    require_object(cx, options).map(|()| true)
}

/// The choice that an option of an object names, the first if it names none.
///
/// # Errors
/// TypeError for what is no choice; whatever the getter throws.
pub(crate) fn read_choice<'s, T: Copy>(
    cx: &mut Scope<'s>,
    options: Local<'s>,
    option: &str,
    choices: &[(&str, T)],
) -> Completion<T> {
    let key = cx.name(option)?;
    let given = get(cx, options, key)?;
    choose(cx, given, option, choices)
}

/// The choice that a value names, the first for `undefined`.
///
/// # Errors
/// TypeError `… is not a valid value for …`.
pub(crate) fn choose<'s, T: Copy>(
    cx: &mut Scope<'s>,
    given: Local<'s>,
    option: &str,
    choices: &[(&str, T)],
) -> Completion<T> {
    if cx.raw(given).is_undefined() {
        return Ok(choices[0].1);
    }
    for &(name, choice) in choices {
        let name = cx.interned(name)?;
        if is_strictly_equal(cx, given, name)? {
            return Ok(choice);
        }
    }
    let shown = describe(cx, given);
    Err(throw_type_error(cx, format_args!("{shown} is not a valid value for {option}")))
}
