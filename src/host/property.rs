//! Reading and making properties by their Rust names.

use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    self, Completion, NativeDescription, NativeFunction, PropertyDescriptor, PropertyKey, Scope,
    create_builtin_function, define_property_or_throw, has_own_property,
};
use crate::value::layout::{attribute, native};

/// Whether an object has an own property of this name.
///
/// # Errors
/// Whatever traps throw.
pub(crate) fn has_own<'s>(cx: &mut Scope<'s>, object: Local<'s>, name: &str) -> Completion<bool> {
    let key = cx.name(name)?;
    has_own_property(cx, object, key)
}

/// The property of this name.
///
/// # Errors
/// Whatever getters and traps throw.
pub(crate) fn get<'s>(cx: &mut Scope<'s>, object: Local<'s>, name: &str) -> Completion<Local<'s>> {
    let key = cx.name(name)?;
    runtime::get(cx, object, key)
}

/// Assigns the property of this name.
///
/// # Errors
/// TypeError when refused; whatever setters and traps throw.
pub(crate) fn set<'s>(cx: &mut Scope<'s>, object: Local<'s>, name: &str, value: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let key = cx.name(name)?;
    runtime::set(&mut cx, object, key, value)
}

/// Defines a property with all attributes.
///
/// # Errors
/// TypeError when refused; a termination when there is no memory.
pub(crate) fn define<'s>(cx: &mut Scope<'s>, object: Local<'s>, name: &str, value: Local<'s>) -> Completion<()> {
    define_with(cx, object, name, value, attribute::ALL)
}

/// Defines a property with the given attributes.
///
/// # Errors
/// As `define`.
pub(crate) fn define_with<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    name: &str,
    value: Local<'s>,
    attributes: u32,
) -> Completion<()> {
    let mut cx = cx.open();
    let key = cx.name(name)?;
    define_property_or_throw(&mut cx, object, key, &PropertyDescriptor::data(value, attributes))
}

/// Defines numbers, each under its name.
///
/// # Errors
/// As `define`.
pub(crate) fn define_figures<'s>(cx: &mut Scope<'s>, object: Local<'s>, figures: &[(&str, f64)]) -> Completion<()> {
    figures.iter().try_for_each(|&(name, figure)| define(cx, object, name, Local::number(figure)))
}

/// Defines a string property.
///
/// # Errors
/// As `define`.
pub(crate) fn define_text<'s>(cx: &mut Scope<'s>, object: Local<'s>, name: &str, text: &str) -> Completion<()> {
    let mut cx = cx.open();
    let value = cx.string(text)?;
    define(&mut cx, object, name, value)
}

/// Defines a string property that is not enumerable.
///
/// # Errors
/// As `define`.
pub(crate) fn define_hidden_text<'s>(cx: &mut Scope<'s>, object: Local<'s>, name: &str, text: &str) -> Completion<()> {
    let mut cx = cx.open();
    let value = cx.string(text)?;
    define_with(&mut cx, object, name, value, attribute::HIDDEN)
}

/// A native function with data of its own.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn function<'s>(
    cx: &mut Scope<'s>,
    name: &str,
    length: u8,
    steps: NativeFunction,
    data: Local<'s>,
) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let name = cx.interned(name)?;
    let function = create_builtin_function(cx, NativeDescription { steps, length, flags: native::UNSEEN }, name, data)?;
    Ok(cx.collapse(depth, function))
}

/// Defines functions as Node does on its module objects: with all attributes.
///
/// # Errors
/// As `define`.
pub(crate) fn define_functions<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    table: &[(&str, u8, NativeFunction)],
) -> Completion<()> {
    for &(name, length, steps) in table {
        let mut cx = cx.open();
        let value = function(&mut cx, name, length, steps, Local::UNDEFINED)?;
        define(&mut cx, object, name, value)?;
    }
    Ok(())
}

/// Is the key this name?
pub(crate) fn is_name(cx: &Scope<'_>, key: PropertyKey<'_>, name: &str) -> bool {
    if key.is_symbol(cx) {
        return false;
    }
    match key {
        PropertyKey::Index(_) => false,
        _ => crate::value::units(key.raw(cx)).is(name),
    }
}

/// Defines the `Symbol.toStringTag`.
///
/// # Errors
/// As `define`.
pub(crate) fn define_tag<'s>(cx: &mut Scope<'s>, object: Local<'s>, tag: &str) -> Completion<()> {
    let mut cx = cx.open();
    let value = cx.string(tag)?;
    let key = PropertyKey::Known(KnownName::SymbolToStringTag);
    let descriptor = PropertyDescriptor::data(value, attribute::CONFIGURABLE);
    define_property_or_throw(&mut cx, object, key, &descriptor)
}
