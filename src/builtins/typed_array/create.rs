//! Validation and species – ECMA-262 §23.2.4 <https://tc39.es/ecma262/#sec-abstract-operations-for-typedarray-objects>

use crate::heap::Local;
use crate::runtime::{
    Abrupt, Completion, Scope, View, construct, element_type, is_callable, new_typed_array, species_constructor,
    throw_type_error, view_of,
};
use crate::value::kind;

/// ValidateTypedArray ( O, seq-cst ): what it shows now.
///
/// # Errors
/// TypeError when it is no typed array or out of bounds.
pub(crate) fn validate(cx: &mut Scope<'_>, array: Local<'_>, method: &str) -> Completion<View> {
    if !cx.raw(array).is_kind(kind::TYPED_ARRAY) {
        return Err(throw_type_error(cx, format_args!("this is not a typed array.")));
    }
    match view_of(cx.raw(array)) {
        Some(view) => Ok(view),
        None => Err(throw_detached(cx, method)),
    }
}

#[cold]
pub(super) fn throw_detached(cx: &mut Scope<'_>, method: &str) -> Abrupt {
    throw_type_error(cx, format_args!("Cannot perform {method} on a detached ArrayBuffer"))
}

#[cold]
pub(super) fn throw_mixed(cx: &mut Scope<'_>) -> Abrupt {
    throw_type_error(cx, format_args!("Cannot mix BigInt and other types, use explicit conversions"))
}

/// The function a method calls for every element.
///
/// # Errors
/// TypeError when it cannot be called.
pub(super) fn require_callback(cx: &mut Scope<'_>, callback: Local<'_>) -> Completion<()> {
    if is_callable(cx, callback) {
        return Ok(());
    }
    let shown = crate::runtime::describe(cx, callback);
    Err(throw_type_error(cx, format_args!("{shown} is not a function")))
}

/// TypedArraySpeciesCreate ( exemplar, « length » ) – <https://tc39.es/ecma262/#sec-typedarrayspeciescreate>
pub(super) fn species_create<'s>(
    cx: &mut Scope<'s>,
    exemplar: Local<'s>,
    length: usize,
    method: &str,
) -> Completion<Local<'s>> {
    let element = element_type(cx.raw(exemplar));
    let constructor = species_constructor(cx, exemplar, element.constructor())?;
    if cx.raw(constructor).identical(cx.intrinsic_raw(element.constructor())) {
        return new_typed_array(cx, element, length);
    }
    let new = create_from_constructor(cx, constructor, &[Local::number(length as f64)], method)?;
    check_content(cx, exemplar, new)?;
    Ok(new)
}

/// TypedArraySpeciesCreate with a buffer, an offset and perhaps a length.
pub(super) fn species_create_view<'s>(
    cx: &mut Scope<'s>,
    exemplar: Local<'s>,
    arguments: &[Local<'s>],
    method: &str,
) -> Completion<Local<'s>> {
    let element = element_type(cx.raw(exemplar));
    let constructor = species_constructor(cx, exemplar, element.constructor())?;
    let new = construct(cx, constructor, arguments, None)?;
    validate(cx, new, method)?;
    check_content(cx, exemplar, new)?;
    Ok(new)
}

fn check_content(cx: &mut Scope<'_>, exemplar: Local<'_>, new: Local<'_>) -> Completion<()> {
    let (old, new) = (element_type(cx.raw(exemplar)), element_type(cx.raw(new)));
    if old.is_bigint() == new.is_bigint() { Ok(()) } else { Err(throw_mixed(cx)) }
}

/// TypedArrayCreateFromCtor ( constructor, « length » ) – <https://tc39.es/ecma262/#sec-typedarraycreatefromctor>
pub(super) fn create_from_constructor<'s>(
    cx: &mut Scope<'s>,
    constructor: Local<'s>,
    arguments: &[Local<'s>; 1],
    method: &str,
) -> Completion<Local<'s>> {
    let new = construct(cx, constructor, arguments, None)?;
    let view = validate(cx, new, method)?;
    if (view.length as f64) < cx.raw(arguments[0]).as_number() {
        return Err(throw_type_error(
            cx,
            format_args!("Derived TypedArray constructor created an array which was too small"),
        ));
    }
    Ok(new)
}
