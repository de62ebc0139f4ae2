//! Symbols, private names and small classes of the host.

use super::place::{self, Place};
use super::property;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    self, Completion, NativeDescription, NativeFunction, PropertyDescriptor, PropertyKey, Scope,
    create_builtin_function, define_property_or_throw, ordinary_object, throw_type_error,
};
use crate::value::layout::{attribute, native, symbol};
use crate::value::{self};

/// A new symbol.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn new<'s>(cx: &mut Scope<'s>, description: &str) -> Completion<Local<'s>> {
    make(cx, description, 0)
}

/// A new private name: a key that no script sees.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn private<'s>(cx: &mut Scope<'s>, description: &str) -> Completion<Local<'s>> {
    make(cx, description, symbol::PRIVATE)
}

fn make<'s>(cx: &mut Scope<'s>, description: &str, flags: u8) -> Completion<Local<'s>> {
    let description = cx.interned(description)?;
    let hash = cx.random_hash();
    let slot = value::allocate_symbol(&mut cx.heap, description, hash, flags);
    cx.adopt(slot)
}

/// Puts a value under the symbol or private name in `place`.
///
/// # Errors
/// TypeError when refused; termination when there is no memory.
pub(crate) fn put<'s>(cx: &mut Scope<'s>, object: Local<'s>, place: Place, value: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let key = place::get(&mut cx, place)?;
    let raw = cx.raw(object);
    if let Some(own) = runtime::own_named(cx.heap(), raw, cx.raw(key)) {
        return runtime::write_property(&mut cx, object, own, value);
    }
    runtime::add_property(&mut cx, object, key, value, attribute::ALL)
}

/// The own value under the symbol or private name in `place`; UNDEFINED if there is none. Runs no script.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn read<'s>(cx: &mut Scope<'s>, object: Local<'s>, place: Place) -> Completion<Local<'s>> {
    let key = place::get(cx, place)?;
    let own = runtime::own_named(cx.heap(), cx.raw(object), cx.raw(key));
    match own.filter(|own| own.meta.is_plain_readable()) {
        Some(own) => cx.local(|isolate| runtime::property_slot(isolate.heap.get(object), own.location)),
        None => Ok(Local::UNDEFINED),
    }
}

/// The prototype of a class that scripts do not construct.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn class<'s>(
    cx: &mut Scope<'s>,
    name: &str,
    methods: &[(&str, u8, NativeFunction)],
) -> Completion<Local<'s>> {
    let prototype = ordinary_object(cx)?;
    let text = cx.interned(name)?;
    let description = NativeDescription { steps: illegal, length: 0, flags: native::CONSTRUCTOR | native::UNSEEN };
    let constructor = create_builtin_function(cx, description, text, Local::UNDEFINED)?;
    property::define_with(cx, constructor, "prototype", prototype, 0)?;
    property::define_with(cx, prototype, "constructor", constructor, attribute::HIDDEN)?;
    for &(name, length, steps) in methods {
        let mut cx = cx.open();
        let method = property::function(&mut cx, name, length, steps, Local::UNDEFINED)?;
        property::define_with(&mut cx, prototype, name, method, attribute::HIDDEN)?;
    }
    Ok(prototype)
}

/// A constructor that only throws, with a prototype that the caller made.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn named_class<'s>(cx: &mut Scope<'s>, name: &str, prototype: Local<'s>) -> Completion<Local<'s>> {
    callable_class(cx, name, prototype, illegal)
}

/// A constructor with a prototype that the caller made.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn callable_class<'s>(
    cx: &mut Scope<'s>,
    name: &str,
    prototype: Local<'s>,
    steps: NativeFunction,
) -> Completion<Local<'s>> {
    let text = cx.interned(name)?;
    let description = NativeDescription { steps, length: 0, flags: native::CONSTRUCTOR | native::UNSEEN };
    let constructor = create_builtin_function(cx, description, text, Local::UNDEFINED)?;
    property::define_with(cx, constructor, "prototype", prototype, attribute::WRITABLE)?;
    Ok(constructor)
}

fn illegal<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: runtime::Arguments<'s>) -> Completion<Local<'s>> {
    Err(throw_type_error(cx, format_args!("Illegal constructor")))
}

/// Defines a method under a well-known symbol.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn define_method<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    symbol: KnownName,
    name: &str,
    steps: NativeFunction,
) -> Completion<()> {
    let mut cx = cx.open();
    let method = property::function(&mut cx, name, 0, steps, Local::UNDEFINED)?;
    let descriptor = PropertyDescriptor::data(method, attribute::HIDDEN);
    define_property_or_throw(&mut cx, object, PropertyKey::Known(symbol), &descriptor)
}

/// Defines an enumerable function of the global object, as Node's are.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn define_global_function(
    cx: &mut Scope<'_>,
    name: &str,
    length: u8,
    steps: NativeFunction,
) -> Completion<()> {
    let mut cx = cx.open();
    let function = property::function(&mut cx, name, length, steps, Local::UNDEFINED)?;
    define_enumerable_global(&mut cx, name, function)
}

/// Defines an enumerable property of the global object.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn define_enumerable_global<'s>(cx: &mut Scope<'s>, name: &str, value: Local<'s>) -> Completion<()> {
    let global = cx.intrinsic(runtime::Intrinsic::Global)?;
    property::define(cx, global, name, value)
}

/// `Symbol.for(text)`.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn registered<'s>(cx: &mut Scope<'s>, text: &str) -> Completion<Local<'s>> {
    let constructor = cx.intrinsic(runtime::Intrinsic::Symbol)?;
    let function = property::get(cx, constructor, "for")?;
    let text = cx.string(text)?;
    runtime::call(cx, function, constructor, &[text])
}
