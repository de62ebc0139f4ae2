//! Object and array literals piece by piece – ECMA-262 §13.2
//! <https://tc39.es/ecma262/#sec-primary-expression>

use super::variable::key;
use crate::heap::Local;
use crate::interpreter::machine::push_dense_element;
use crate::runtime::{self, Arguments, Completion, KnownName, PropertyDescriptor, PropertyKey, Scope};
use crate::value::kind;
use crate::value::layout::function;

/// `{}`
pub(crate) fn new_object<'s>(cx: &mut Scope<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    runtime::ordinary_object(cx)
}

/// `[]`
pub(crate) fn new_array<'s>(cx: &mut Scope<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    runtime::array_create(cx, 0)
}

/// A new empty array.
pub(crate) fn empty_array<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    runtime::array_create(cx, 0)
}

/// Appends a value to an array under construction.
pub(crate) fn push<'s>(cx: &mut Scope<'s>, array: Local<'s>, value: Local<'s>) -> Completion<Local<'s>> {
    append_value(cx, array, value)?;
    Ok(Local::UNDEFINED)
}

/// Appends to an array that no script has seen yet.
fn append_value<'s>(cx: &mut Scope<'s>, array: Local<'s>, value: Local<'s>) -> Completion<()> {
    if push_dense_element(cx, array, value).is_some() {
        return Ok(());
    }
    runtime::array_push(cx, array, value)
}

/// Appends operand 1 to the array operand 0.
pub(crate) fn append<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    push(cx, operands.get(0), operands.get(1))
}

/// Appends a hole.
pub(crate) fn append_hole<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let array = operands.get(0);
    let length = runtime::array_length(cx.raw(array));
    runtime::set_length_unchecked(cx, array, length.saturating_add(1))?;
    Ok(Local::UNDEFINED)
}

/// `key: value`
pub(crate) fn define_value<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let key = key(cx, operands.get(1))?;
    runtime::create_data_property_or_throw(cx, operands.get(0), key, operands.get(2))?;
    Ok(Local::UNDEFINED)
}

/// `[key]: function`: the function also gets the key as its name.
pub(crate) fn define_named_value<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let key = key(cx, operands.get(1))?;
    set_function_name(cx, operands.get(2), key, None)?;
    runtime::create_data_property_or_throw(cx, operands.get(0), key, operands.get(2))?;
    Ok(Local::UNDEFINED)
}

/// A method of an object literal: gets its home object and name.
pub(crate) fn define_method<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let (object, method) = (operands.get(0), operands.get(2));
    let key = key(cx, operands.get(1))?;
    make_method(cx, method, object);
    set_function_name(cx, method, key, None)?;
    runtime::create_data_property_or_throw(cx, object, key, method)?;
    Ok(Local::UNDEFINED)
}

/// MakeMethod
pub(crate) fn make_method(cx: &mut Scope<'_>, method: Local<'_>, home: Local<'_>) {
    if cx.raw(method).is_kind(kind::FUNCTION) {
        cx.heap.store(method, function::HOME_OBJECT, home);
    }
}

/// A getter of an object literal.
pub(crate) fn define_getter<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    define_accessor(cx, operands, "get", true)
}

/// A setter of an object literal.
pub(crate) fn define_setter<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    define_accessor(cx, operands, "set", true)
}

/// Defines the accessor operand 2 under the key operand 1 of the object operand 0.
pub(crate) fn define_accessor<'s>(
    cx: &mut Scope<'s>,
    operands: Arguments<'s>,
    prefix: &str,
    enumerable: bool,
) -> Completion<Local<'s>> {
    let (object, method) = (operands.get(0), operands.get(2));
    let key = key(cx, operands.get(1))?;
    make_method(cx, method, object);
    set_function_name(cx, method, key, Some(prefix))?;
    let mut descriptor =
        PropertyDescriptor { enumerable: Some(enumerable), configurable: Some(true), ..Default::default() };
    if prefix == "get" {
        descriptor.get = Some(method);
    } else {
        descriptor.set = Some(method);
    }
    runtime::define_property_or_throw(cx, object, key, &descriptor)?;
    Ok(Local::UNDEFINED)
}

/// SetFunctionName on a closure that was just made: its `name` has not been touched.
///
/// # Errors
/// When memory for the name runs out.
pub(crate) fn set_function_name<'s>(
    cx: &mut Scope<'s>,
    function: Local<'s>,
    key: PropertyKey<'s>,
    prefix: Option<&str>,
) -> Completion<()> {
    let name = function_name(cx, key, prefix)?;
    // Stack traces read names without a heap to flatten ropes on.
    runtime::units(cx, name)?;
    if cx.raw(function).is_kind(kind::FUNCTION) && !has_own_name(cx, function)? {
        cx.heap.store(function, function::NAME, name);
    }
    Ok(())
}

/// Whether a class with a static `name` member defined it already.
fn has_own_name<'s>(cx: &mut Scope<'s>, function: Local<'s>) -> Completion<bool> {
    let descriptor = runtime::get_own_property(cx, function, PropertyKey::Known(KnownName::Name))?;
    Ok(descriptor.is_some_and(|descriptor| descriptor.get.is_some() || descriptor.writable == Some(true)))
}

/// The text of a function's name: `[description]` for symbols.
fn function_name<'s>(cx: &mut Scope<'s>, key: PropertyKey<'s>, prefix: Option<&str>) -> Completion<Local<'s>> {
    let text = match key {
        PropertyKey::Index(index) => runtime::number_to_string(cx, f64::from(index))?,
        _ if key.is_private(cx) => cx.local(|isolate| key.raw(isolate).word(1))?,
        _ if key.is_symbol(cx) => {
            let description = cx.local(|isolate| key.raw(isolate).word(1))?;
            if cx.raw(description).is_undefined() {
                cx.string("")?
            } else {
                let (open, close) = (cx.string("[")?, cx.string("]")?);
                let open = runtime::concat_strings(cx, open, description)?;
                runtime::concat_strings(cx, open, close)?
            }
        }
        _ => cx.local(|isolate| key.raw(isolate))?,
    };
    let Some(prefix) = prefix else { return Ok(text) };
    let prefix = cx.string(&format!("{prefix} "))?;
    runtime::concat_strings(cx, prefix, text)
}

/// `__proto__: value`
pub(crate) fn set_prototype<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let value = operands.get(1);
    if runtime::is_object(cx.raw(value)) || cx.raw(value).is_null() {
        runtime::set_prototype_of(cx, operands.get(0), value)?;
    }
    Ok(Local::UNDEFINED)
}

/// `...source`
pub(crate) fn copy_properties<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    runtime::copy_data_properties(cx, operands.get(0), operands.get(1), &[])?;
    Ok(Local::UNDEFINED)
}

/// `...rest` of an object pattern: operand 0 without the keys in the other operands.
pub(crate) fn rest_properties<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let mut excluded = Vec::with_capacity(operands.count());
    for index in 1..operands.count() {
        excluded.push(key(cx, operands.get(index))?);
    }
    let rest = runtime::ordinary_object(cx)?;
    runtime::copy_data_properties(cx, rest, operands.get(0), &excluded)?;
    Ok(rest)
}

/// A regular expression literal, of which operand 0 is the program: a new object each time.
pub(crate) fn regexp<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    runtime::new_regexp(cx, None, operands.get(0))
}
