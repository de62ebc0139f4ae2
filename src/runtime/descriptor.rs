//! Property descriptors (§6.2.6).

use super::key::PropertyKey;
use super::names::KnownName;
use super::scope::Scope;
use super::{Completion, get, has_property, is_callable, throw_type_error, to_boolean};
use crate::heap::Local;
use crate::value::layout::attribute;

/// A property descriptor; absent fields are `None`.
#[derive(Clone, Copy, Default)]
pub(crate) struct PropertyDescriptor<'s> {
    /// [[Value]].
    pub(crate) value: Option<Local<'s>>,
    /// [[Writable]].
    pub(crate) writable: Option<bool>,
    /// [[Get]]: function or UNDEFINED.
    pub(crate) get: Option<Local<'s>>,
    /// [[Set]]: function or UNDEFINED.
    pub(crate) set: Option<Local<'s>>,
    /// [[Enumerable]].
    pub(crate) enumerable: Option<bool>,
    /// [[Configurable]].
    pub(crate) configurable: Option<bool>,
}

impl<'s> PropertyDescriptor<'s> {
    /// A complete data descriptor; `attributes` of `layout::attribute`.
    pub(crate) const fn data(value: Local<'s>, attributes: u32) -> PropertyDescriptor<'s> {
        PropertyDescriptor {
            value: Some(value),
            writable: Some(attributes & attribute::WRITABLE != 0),
            get: None,
            set: None,
            enumerable: Some(attributes & attribute::ENUMERABLE != 0),
            configurable: Some(attributes & attribute::CONFIGURABLE != 0),
        }
    }

    /// A complete accessor descriptor.
    pub(crate) const fn accessor(get: Local<'s>, set: Local<'s>, attributes: u32) -> PropertyDescriptor<'s> {
        PropertyDescriptor {
            value: None,
            writable: None,
            get: Some(get),
            set: Some(set),
            enumerable: Some(attributes & attribute::ENUMERABLE != 0),
            configurable: Some(attributes & attribute::CONFIGURABLE != 0),
        }
    }

    /// IsAccessorDescriptor (§6.2.6.1).
    pub(crate) const fn is_accessor_descriptor(&self) -> bool {
        self.get.is_some() || self.set.is_some()
    }

    /// IsDataDescriptor (§6.2.6.2).
    pub(crate) const fn is_data_descriptor(&self) -> bool {
        self.value.is_some() || self.writable.is_some()
    }

    /// IsGenericDescriptor (§6.2.6.3).
    pub(crate) const fn is_generic_descriptor(&self) -> bool {
        !self.is_accessor_descriptor() && !self.is_data_descriptor()
    }

    /// Whether no field is present.
    pub(crate) const fn is_empty(&self) -> bool {
        self.is_generic_descriptor() && self.enumerable.is_none() && self.configurable.is_none()
    }

    /// CompletePropertyDescriptor (§6.2.6.6).
    pub(crate) fn complete(&mut self) {
        if self.is_accessor_descriptor() {
            self.get = self.get.or(Some(Local::UNDEFINED));
            self.set = self.set.or(Some(Local::UNDEFINED));
        } else {
            self.value = self.value.or(Some(Local::UNDEFINED));
            self.writable = self.writable.or(Some(false));
        }
        self.enumerable = self.enumerable.or(Some(false));
        self.configurable = self.configurable.or(Some(false));
    }

    /// The attribute bits of a new property with this descriptor: absent fields are false.
    pub(crate) fn attributes(&self) -> u32 {
        let bit = |field: Option<bool>, bit| if field == Some(true) { bit } else { 0 };
        bit(self.writable, attribute::WRITABLE)
            | bit(self.enumerable, attribute::ENUMERABLE)
            | bit(self.configurable, attribute::CONFIGURABLE)
            | if self.is_accessor_descriptor() { attribute::ACCESSOR } else { 0 }
    }
}

/// FromPropertyDescriptor (§6.2.6.4). Absent: `undefined`.
pub(crate) fn from_property_descriptor<'s>(
    cx: &mut Scope<'s>,
    descriptor: Option<PropertyDescriptor<'s>>,
) -> Completion<Local<'s>> {
    let Some(descriptor) = descriptor else { return Ok(Local::UNDEFINED) };
    let object = super::ordinary_object(cx)?;
    let fields = [
        (KnownName::Value, descriptor.value),
        (KnownName::Writable, descriptor.writable.map(Local::bool)),
        (KnownName::Get, descriptor.get),
        (KnownName::Set, descriptor.set),
        (KnownName::Enumerable, descriptor.enumerable.map(Local::bool)),
        (KnownName::Configurable, descriptor.configurable.map(Local::bool)),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            super::create_data_property(cx, object, name.into(), value)?;
        }
    }
    Ok(object)
}

/// ToPropertyDescriptor (§6.2.6.5).
pub(crate) fn to_property_descriptor<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<PropertyDescriptor<'s>> {
    if !super::is_object(cx.raw(object)) {
        let shown = super::describe(cx, object);
        return Err(throw_type_error(cx, format_args!("Property description must be an object: {shown}")));
    }
    let enumerable = field(cx, object, KnownName::Enumerable)?.map(|value| to_boolean(cx, value));
    let configurable = field(cx, object, KnownName::Configurable)?.map(|value| to_boolean(cx, value));
    let value = field(cx, object, KnownName::Value)?;
    let writable = field(cx, object, KnownName::Writable)?.map(|value| to_boolean(cx, value));
    let get = field(cx, object, KnownName::Get)?;
    check_accessor(cx, get, "Getter")?;
    let set = field(cx, object, KnownName::Set)?;
    check_accessor(cx, set, "Setter")?;
    let descriptor = PropertyDescriptor { value, writable, get, set, enumerable, configurable };
    if descriptor.is_accessor_descriptor() && descriptor.is_data_descriptor() {
        let shown = super::describe(cx, object);
        let rule = "Cannot both specify accessors and a value or writable attribute";
        return Err(throw_type_error(cx, format_args!("Invalid property descriptor. {rule}, {shown}")));
    }
    Ok(descriptor)
}

fn field<'s>(cx: &mut Scope<'s>, object: Local<'s>, name: KnownName) -> Completion<Option<Local<'s>>> {
    let key = PropertyKey::Known(name);
    if has_property(cx, object, key)? { get(cx, object, key).map(Some) } else { Ok(None) }
}

fn check_accessor<'s>(cx: &mut Scope<'s>, function: Option<Local<'s>>, which: &str) -> Completion<()> {
    if let Some(function) = function
        && !cx.raw(function).is_undefined()
        && !is_callable(cx, function)
    {
        let shown = super::describe(cx, function);
        return Err(throw_type_error(cx, format_args!("{which} must be a function: {shown}")));
    }
    Ok(())
}
