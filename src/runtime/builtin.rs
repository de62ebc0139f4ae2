//! Tables of builtins: rows of name and function, installed on an object in one call.
//!
//! ```text
//! pub(crate) const PROTOTYPE: &[Builtin] = &[
//!     method("at", 1, at),
//!     symbol_method(KnownName::SymbolIterator, "[Symbol.iterator]", 0, values),
//!     getter("size", size),
//!     constant_number("EPSILON", f64::EPSILON),
//! ];
//! ```

use super::completion::{Completion, LeafFunction, NativeFunction};
use super::descriptor::PropertyDescriptor;
use super::function::{NativeDescription, create_builtin_function, create_builtin_function_with_prototype};
use super::key::PropertyKey;
use super::names::KnownName;
use super::realm::Intrinsic;
use super::scope::Scope;
use super::{define_own_property, define_property_or_throw};
use crate::heap::Local;
use crate::value::layout::{attribute, native};

/// The key of a row: a name or a well-known symbol.
#[derive(Clone, Copy)]
pub(crate) enum RowKey {
    /// A property name.
    Name(&'static str),
    /// A well-known symbol.
    Symbol(KnownName),
}

/// What a row puts there.
#[derive(Clone, Copy)]
pub(crate) enum RowValue {
    /// A function: writable, configurable.
    Method(u8, NativeFunction),
    /// An accessor: configurable.
    Accessor(Option<NativeFunction>, Option<NativeFunction>),
    /// A number that nothing changes.
    Number(f64),
    /// A string, configurable only (`Symbol.toStringTag`).
    Tag(&'static str),
    /// A well-known symbol that nothing changes (`Symbol.iterator`).
    Symbol(KnownName),
}

/// One row of a table of builtins.
#[derive(Clone, Copy)]
pub(crate) struct Builtin {
    key: RowKey,
    /// The function's `name` if it is not the key's text.
    name: &'static str,
    value: RowValue,
    attributes: u32,
    intrinsic: Option<Intrinsic>,
    leaf: Option<LeafFunction>,
    /// `layout::native` flags of the function.
    flags: u64,
}

impl Builtin {
    /// The same row, its function also put into the realm's place `intrinsic`.
    pub(crate) const fn intrinsic(self, intrinsic: Intrinsic) -> Builtin {
        Builtin { intrinsic: Some(intrinsic), ..self }
    }

    /// The same row, its function with a short way through.
    pub(crate) const fn leaf(self, leaf: LeafFunction) -> Builtin {
        Builtin { leaf: Some(leaf), ..self }
    }

    /// The same row with other attributes (`layout::attribute`).
    pub(crate) const fn attributes(self, attributes: u32) -> Builtin {
        Builtin { attributes, ..self }
    }

    /// The same row; the function's calls do not show in stack traces, as V8 hides those that only call another.
    pub(crate) const fn unseen(self) -> Builtin {
        Builtin { flags: self.flags | native::UNSEEN, ..self }
    }
}

const fn row(key: RowKey, name: &'static str, value: RowValue, attributes: u32) -> Builtin {
    Builtin { key, name, value, attributes, intrinsic: None, leaf: None, flags: 0 }
}

/// A method: name, `length`, steps.
pub(crate) const fn method(name: &'static str, length: u8, steps: NativeFunction) -> Builtin {
    row(RowKey::Name(name), name, RowValue::Method(length, steps), attribute::HIDDEN)
}

/// A method under a well-known symbol; `name` is its `name` (`[Symbol.iterator]`).
pub(crate) const fn symbol_method(symbol: KnownName, name: &'static str, length: u8, steps: NativeFunction) -> Builtin {
    row(RowKey::Symbol(symbol), name, RowValue::Method(length, steps), attribute::HIDDEN)
}

/// A getter.
pub(crate) const fn getter(name: &'static str, steps: NativeFunction) -> Builtin {
    row(RowKey::Name(name), name, RowValue::Accessor(Some(steps), None), attribute::CONFIGURABLE)
}

/// A getter under a well-known symbol; `name` without `get `.
pub(crate) const fn symbol_getter(symbol: KnownName, name: &'static str, steps: NativeFunction) -> Builtin {
    row(RowKey::Symbol(symbol), name, RowValue::Accessor(Some(steps), None), attribute::CONFIGURABLE)
}

/// A getter and a setter.
pub(crate) const fn accessor(name: &'static str, get: NativeFunction, set: NativeFunction) -> Builtin {
    row(RowKey::Name(name), name, RowValue::Accessor(Some(get), Some(set)), attribute::CONFIGURABLE)
}

/// A number that nothing changes.
pub(crate) const fn constant_number(name: &'static str, value: f64) -> Builtin {
    row(RowKey::Name(name), name, RowValue::Number(value), 0)
}

/// A well-known symbol that nothing changes.
pub(crate) const fn constant_symbol(name: &'static str, symbol: KnownName) -> Builtin {
    row(RowKey::Name(name), name, RowValue::Symbol(symbol), 0)
}

/// The `Symbol.toStringTag`.
pub(crate) const fn tag(text: &'static str) -> Builtin {
    row(RowKey::Symbol(KnownName::SymbolToStringTag), text, RowValue::Tag(text), attribute::CONFIGURABLE)
}

/// Installs a table on an object, in its order.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn install<'s>(cx: &mut Scope<'s>, object: Local<'s>, table: &[Builtin]) -> Completion<()> {
    for row in table {
        let mut cx = cx.open();
        install_row(&mut cx, object, row)?;
    }
    Ok(())
}

fn install_row<'s>(cx: &mut Scope<'s>, object: Local<'s>, row: &Builtin) -> Completion<()> {
    let key = match row.key {
        RowKey::Name(name) => cx.name(name)?,
        RowKey::Symbol(symbol) => PropertyKey::Known(symbol),
    };
    let descriptor = match row.value {
        RowValue::Method(length, steps) => {
            let function = native(cx, row.name, length, steps, row.flags)?;
            if let Some(leaf) = row.leaf {
                cx.set_leaf(steps, leaf);
            }
            if let Some(intrinsic) = row.intrinsic {
                cx.set_intrinsic(intrinsic, function);
            }
            PropertyDescriptor::data(function, row.attributes)
        }
        RowValue::Accessor(get, set) => {
            let get = half(cx, "get", row.name, get, 0)?;
            let set = half(cx, "set", row.name, set, 1)?;
            PropertyDescriptor::accessor(get, set, row.attributes)
        }
        RowValue::Number(value) => PropertyDescriptor::data(Local::number(value), row.attributes),
        RowValue::Tag(text) => PropertyDescriptor::data(cx.interned(text)?, row.attributes),
        RowValue::Symbol(symbol) => PropertyDescriptor::data(cx.known_string(symbol)?, row.attributes),
    };
    define_property_or_throw(cx, object, key, &descriptor)
}

fn half<'s>(
    cx: &mut Scope<'s>,
    prefix: &str,
    name: &str,
    steps: Option<NativeFunction>,
    length: u8,
) -> Completion<Local<'s>> {
    match steps {
        Some(steps) => native(cx, &format!("{prefix} {name}"), length, steps, 0),
        None => Ok(Local::UNDEFINED),
    }
}

fn native<'s>(cx: &mut Scope<'s>, name: &str, length: u8, steps: NativeFunction, flags: u64) -> Completion<Local<'s>> {
    let name = cx.interned(name)?;
    create_builtin_function(cx, NativeDescription { steps, length, flags }, name, Local::UNDEFINED)
}

/// A constructor: its table row, so to speak.
#[derive(Clone, Copy)]
pub(crate) struct Constructor {
    /// `name`, and its name on the global object.
    pub(crate) name: &'static str,
    /// `length`.
    pub(crate) length: u8,
    /// [[Call]] and [[Construct]]: `arguments.new_target()` is `undefined` in a call.
    pub(crate) steps: NativeFunction,
    /// Whether a call without `new` throws before the steps run.
    pub(crate) requires_new: bool,
    /// Its place in the realm.
    pub(crate) intrinsic: Intrinsic,
    /// Properties of the constructor.
    pub(crate) statics: &'static [Builtin],
    /// Properties of its prototype.
    pub(crate) prototype: &'static [Builtin],
}

/// Makes a constructor with its `prototype` (an object the caller made, which gets `constructor`), installs both tables,
/// and fills its place in the realm. `parent` is its [[Prototype]] if not %Function.prototype%.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn install_constructor<'s>(
    cx: &mut Scope<'s>,
    constructor: &Constructor,
    prototype: Local<'s>,
    parent: Option<Local<'s>>,
) -> Completion<Local<'s>> {
    let requires_new = if constructor.requires_new { native::REQUIRES_NEW } else { 0 };
    let flags = native::CONSTRUCTOR | requires_new;
    let description = NativeDescription { steps: constructor.steps, length: constructor.length, flags };
    let name = cx.interned(constructor.name)?;
    let function = match parent {
        None => create_builtin_function(cx, description, name, Local::UNDEFINED)?,
        Some(parent) => create_builtin_function_with_prototype(cx, description, name, Local::UNDEFINED, parent)?,
    };
    cx.set_intrinsic(constructor.intrinsic, function);
    let fixed = PropertyDescriptor::data(prototype, 0);
    define_own_property(cx, function, PropertyKey::Known(KnownName::Prototype), &fixed)?;
    let hidden = PropertyDescriptor::data(function, attribute::HIDDEN);
    define_own_property(cx, prototype, PropertyKey::Known(KnownName::Constructor), &hidden)?;
    install(cx, function, constructor.statics)?;
    install(cx, prototype, constructor.prototype)?;
    Ok(function)
}

/// Puts a value on the global object: writable, configurable, not enumerable.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn define_global<'s>(cx: &mut Scope<'s>, name: &str, value: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let global = cx.intrinsic(Intrinsic::Global)?;
    let key = cx.name(name)?;
    define_property_or_throw(&mut cx, global, key, &PropertyDescriptor::data(value, attribute::HIDDEN))
}
