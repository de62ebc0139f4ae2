//! String exotic objects (§10.4.3): the characters of the wrapped string are own elements.

use super::completion::Completion;
use super::define::{is_compatible_property_descriptor, ordinary_define_own_property};
use super::descriptor::PropertyDescriptor;
use super::internal_methods::{Exotic, InternalMethods, ORDINARY};
use super::key::PropertyKey;
use super::ordinary::{ordinary_delete, ordinary_get_own_property};
use super::own_keys::ordinary_own_property_keys;
use super::scope::Scope;
use super::string_property;
use crate::heap::Local;
use crate::value;
use crate::value::layout::{attribute, wrapper};

/// The internal methods of String wrappers.
pub(crate) static STRING_OBJECT: InternalMethods = InternalMethods {
    exotic: Exotic::Indices,
    get_own_property: Some(get_own_property),
    define_own_property: Some(define_own_property),
    delete: Some(delete),
    own_property_keys: Some(own_property_keys),
    ..ORDINARY
};

/// StringGetOwnProperty (§10.4.3.5).
fn character<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
) -> Completion<Option<PropertyDescriptor<'s>>> {
    let PropertyKey::Index(_) = key else { return Ok(None) };
    let text = cx.word(object, wrapper::VALUE)?;
    let found = string_property(cx, text, key)?;
    Ok(found.map(|value| PropertyDescriptor::data(value, attribute::ENUMERABLE)))
}

fn get_own_property<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
) -> Completion<Option<PropertyDescriptor<'s>>> {
    match character(cx, object, key)? {
        Some(found) => Ok(Some(found)),
        None => ordinary_get_own_property(cx, object, key),
    }
}

fn define_own_property<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
    descriptor: &PropertyDescriptor<'s>,
) -> Completion<bool> {
    match character(cx, object, key)? {
        Some(current) => {
            let extensible = super::ordinary_is_extensible(cx, object);
            Ok(is_compatible_property_descriptor(cx, extensible, descriptor, Some(&current)))
        }
        None => ordinary_define_own_property(cx, object, key, descriptor),
    }
}

fn delete<'s>(cx: &mut Scope<'s>, object: Local<'s>, key: PropertyKey<'s>) -> Completion<bool> {
    if character(cx, object, key)?.is_some() { Ok(false) } else { ordinary_delete(cx, object, key) }
}

fn own_property_keys<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<Local<'s>> {
    let text = cx.word(object, wrapper::VALUE)?;
    let length = value::length(cx.raw(text)) as u32;
    ordinary_own_property_keys(cx, object, length)
}
