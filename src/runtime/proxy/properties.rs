//! The internal methods of proxies with a property key (§10.5.5 to §10.5.10).

use super::super::completion::Completion;
use super::super::define::is_compatible_property_descriptor;
use super::super::descriptor::{PropertyDescriptor, from_property_descriptor, to_property_descriptor};
use super::super::key::PropertyKey;
use super::super::names::KnownName;
use super::super::scope::Scope;
use super::super::{describe, describe_key, get_with_receiver, is_object, key_to_value, same_value, set_with_receiver};
use super::{Trap, consult};
use crate::heap::Local;

/// [[GetOwnProperty]] (§10.5.5).
pub(super) fn get_own_property<'s>(
    cx: &mut Scope<'s>,
    proxy: Local<'s>,
    key: PropertyKey<'s>,
) -> Completion<Option<PropertyDescriptor<'s>>> {
    let (target, trap) = consult(cx, proxy, KnownName::GetOwnPropertyDescriptor)?;
    let Some(trap) = trap else { return super::super::get_own_property(cx, target, key) };
    let name = key_to_value(cx, key)?;
    let answer = trap.call(cx, &[target, name])?;
    let is_absent = cx.raw(answer).is_undefined();
    if !is_absent && !is_object(cx.raw(answer)) {
        let name = describe_key(cx, key);
        let what = format_args!("trap returned neither object nor undefined for property '{name}'");
        return Err(trap.breach(cx, what));
    }
    let actual = super::super::get_own_property(cx, target, key)?;
    if is_absent {
        check_absence(cx, trap, target, key, actual)?;
        return Ok(None);
    }
    let extensible = super::super::is_extensible(cx, target)?;
    let mut descriptor = to_property_descriptor(cx, answer)?;
    descriptor.complete();
    check_presence(cx, trap, extensible, key, &descriptor, actual.as_ref())?;
    Ok(Some(descriptor))
}

/// Steps 10 and 11: what may be said not to exist.
fn check_absence<'s>(
    cx: &mut Scope<'s>,
    trap: Trap<'s>,
    target: Local<'s>,
    key: PropertyKey<'s>,
    actual: Option<PropertyDescriptor<'s>>,
) -> Completion<()> {
    let reasons = ["is non-configurable in the proxy target", "exists in the non-extensible proxy target"];
    let Some(why) = why_it_stays(cx, target, actual, reasons)? else { return Ok(()) };
    let name = describe_key(cx, key);
    Err(trap.breach(cx, format_args!("trap returned undefined for property '{name}' which {why}")))
}

/// Why a property of the target cannot be gone, if it cannot: it is non-configurable, or the target non-extensible; of
/// the reasons the one that holds.
fn why_it_stays<'s>(
    cx: &mut Scope<'s>,
    target: Local<'s>,
    actual: Option<PropertyDescriptor<'s>>,
    [non_configurable, non_extensible]: [&'static str; 2],
) -> Completion<Option<&'static str>> {
    let Some(actual) = actual else { return Ok(None) };
    if actual.configurable == Some(false) {
        return Ok(Some(non_configurable));
    }
    Ok((!super::super::is_extensible(cx, target)?).then_some(non_extensible))
}

/// Steps 15 to 17: what a property may be said to be.
fn check_presence<'s>(
    cx: &mut Scope<'s>,
    trap: Trap<'s>,
    extensible: bool,
    key: PropertyKey<'s>,
    descriptor: &PropertyDescriptor<'s>,
    actual: Option<&PropertyDescriptor<'s>>,
) -> Completion<()> {
    let name = describe_key(cx, key);
    if !is_compatible_property_descriptor(cx, extensible, descriptor, actual) {
        let why = "that is incompatible with the existing property in the proxy target";
        return Err(trap.breach(cx, format_args!("trap returned descriptor for property '{name}' {why}")));
    }
    if descriptor.configurable != Some(false) {
        return Ok(());
    }
    if actual.is_none_or(|actual| actual.configurable == Some(true)) {
        let why = "which is either non-existent or configurable in the proxy target";
        return Err(trap.breach(cx, format_args!("trap reported non-configurability for property '{name}' {why}")));
    }
    if descriptor.writable == Some(false) && actual.is_some_and(|actual| actual.writable == Some(true)) {
        let why = "which is non-configurable, non-writable in the proxy target";
        let what = format_args!("trap reported non-configurable and writable for property '{name}' {why}");
        return Err(trap.breach(cx, what));
    }
    Ok(())
}

/// [[DefineOwnProperty]] (§10.5.6).
pub(super) fn define_own_property<'s>(
    cx: &mut Scope<'s>,
    proxy: Local<'s>,
    key: PropertyKey<'s>,
    descriptor: &PropertyDescriptor<'s>,
) -> Completion<bool> {
    let mut cx = cx.open();
    let (target, trap) = consult(&mut cx, proxy, KnownName::DefineProperty)?;
    let Some(trap) = trap else { return super::super::define_own_property(&mut cx, target, key, descriptor) };
    let object = from_property_descriptor(&mut cx, Some(*descriptor))?;
    let name = key_to_value(&mut cx, key)?;
    if !trap.allows(&mut cx, &[target, name, object])? {
        return Ok(false);
    }
    let actual = super::super::get_own_property(&mut cx, target, key)?;
    let extensible = super::super::is_extensible(&mut cx, target)?;
    check_definition(&mut cx, trap, extensible, key, descriptor, actual.as_ref())?;
    Ok(true)
}

/// Steps 13 to 15: what may be said to have been defined.
fn check_definition<'s>(
    cx: &mut Scope<'s>,
    trap: Trap<'s>,
    extensible: bool,
    key: PropertyKey<'s>,
    descriptor: &PropertyDescriptor<'s>,
    actual: Option<&PropertyDescriptor<'s>>,
) -> Completion<()> {
    let name = describe_key(cx, key);
    let becomes_fixed = descriptor.configurable == Some(false);
    // V8 has two spaces where the property's name ends the first part of the sentence.
    if actual.is_none() && !extensible {
        let why = "to the non-extensible proxy target";
        return Err(trap.breach(cx, format_args!("trap returned truish for adding property '{name}'  {why}")));
    }
    if !is_compatible_property_descriptor(cx, extensible, descriptor, actual) {
        let why = "that is incompatible with the existing property in the proxy target";
        return Err(trap.breach(cx, format_args!("trap returned truish for adding property '{name}'  {why}")));
    }
    let why = if becomes_fixed && actual.is_none_or(|actual| actual.configurable == Some(true)) {
        "which is either non-existent or configurable in the proxy target"
    } else if descriptor.writable == Some(false)
        && actual.is_some_and(|actual| actual.configurable == Some(false) && actual.writable == Some(true))
    {
        "which cannot be non-writable, unless there exists a corresponding non-configurable, non-writable own property \
         of the target object."
    } else {
        return Ok(());
    };
    let what = format_args!("trap returned truish for defining non-configurable property '{name}' {why}");
    Err(trap.breach(cx, what))
}

/// [[HasProperty]] (§10.5.7).
pub(super) fn has_property<'s>(cx: &mut Scope<'s>, proxy: Local<'s>, key: PropertyKey<'s>) -> Completion<bool> {
    let mut cx = cx.open();
    let (target, trap) = consult(&mut cx, proxy, KnownName::Has)?;
    let Some(trap) = trap else { return super::super::has_property(&mut cx, target, key) };
    let name = key_to_value(&mut cx, key)?;
    if trap.allows(&mut cx, &[target, name])? {
        return Ok(true);
    }
    let actual = super::super::get_own_property(&mut cx, target, key)?;
    let reasons = ["which exists in the proxy target as non-configurable", "but the proxy target is not extensible"];
    let Some(why) = why_it_stays(&mut cx, target, actual, reasons)? else { return Ok(false) };
    let name = describe_key(&cx, key);
    Err(trap.breach(&mut cx, format_args!("trap returned falsish for property '{name}' {why}")))
}

/// [[Get]] (§10.5.8).
pub(super) fn get<'s>(
    cx: &mut Scope<'s>,
    proxy: Local<'s>,
    key: PropertyKey<'s>,
    receiver: Local<'s>,
) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let (target, trap) = consult(cx, proxy, KnownName::Get)?;
    let value = match trap {
        None => get_with_receiver(cx, target, key, receiver)?,
        Some(trap) => {
            let name = key_to_value(cx, key)?;
            let value = trap.call(cx, &[target, name, receiver])?;
            check_value(cx, trap, target, key, value)?;
            value
        }
    };
    Ok(cx.collapse(depth, value))
}

/// Steps 9 and 10 of [[Get]]: what a property that cannot change may be said to be.
fn check_value<'s>(
    cx: &mut Scope<'s>,
    trap: Trap<'s>,
    target: Local<'s>,
    key: PropertyKey<'s>,
    value: Local<'s>,
) -> Completion<()> {
    let Some(actual) = super::super::get_own_property(cx, target, key)? else { return Ok(()) };
    if actual.configurable != Some(false) {
        return Ok(());
    }
    if actual.writable == Some(false) {
        let expected = actual.value.unwrap_or(Local::UNDEFINED);
        if same_value(cx, value, expected)? {
            return Ok(());
        }
        let (name, expected, shown) = (describe_key(cx, key), describe(cx, expected), describe(cx, value));
        let what = "is a read-only and non-configurable data property on the proxy target but the proxy did not return";
        let why = format_args!("its actual value (expected '{expected}' but got '{shown}')");
        return Err(trap.breach(cx, format_args!("property '{name}' {what} {why}")));
    }
    let has_no_getter = actual.is_accessor_descriptor() && actual.get.is_none_or(|get| cx.raw(get).is_undefined());
    if has_no_getter && !cx.raw(value).is_undefined() {
        let (name, shown) = (describe_key(cx, key), describe(cx, value));
        let what = "is a non-configurable accessor property on the proxy target and does not have a getter function";
        let why = format_args!("but the trap did not return 'undefined' (got '{shown}')");
        return Err(trap.breach(cx, format_args!("property '{name}' {what}, {why}")));
    }
    Ok(())
}

/// [[Set]] (§10.5.9).
pub(super) fn set<'s>(
    cx: &mut Scope<'s>,
    proxy: Local<'s>,
    key: PropertyKey<'s>,
    value: Local<'s>,
    receiver: Local<'s>,
) -> Completion<bool> {
    let mut cx = cx.open();
    let (target, trap) = consult(&mut cx, proxy, KnownName::Set)?;
    let Some(trap) = trap else { return set_with_receiver(&mut cx, target, key, value, receiver) };
    let name = key_to_value(&mut cx, key)?;
    if !trap.allows(&mut cx, &[target, name, value, receiver])? {
        return Ok(false);
    }
    let Some(actual) = super::super::get_own_property(&mut cx, target, key)? else { return Ok(true) };
    if actual.configurable != Some(false) {
        return Ok(true);
    }
    let why = if actual.is_accessor_descriptor() {
        if actual.set.is_some_and(|set| !cx.raw(set).is_undefined()) {
            return Ok(true);
        }
        "accessor property without a setter"
    } else {
        if actual.writable == Some(true) || same_value(&mut cx, value, actual.value.unwrap_or(Local::UNDEFINED))? {
            return Ok(true);
        }
        "data property with a different value"
    };
    let name = describe_key(&cx, key);
    let what = "which exists in the proxy target as a non-configurable and non-writable";
    Err(trap.breach(&mut cx, format_args!("trap returned truish for property '{name}' {what} {why}")))
}

/// [[Delete]] (§10.5.10).
pub(super) fn delete<'s>(cx: &mut Scope<'s>, proxy: Local<'s>, key: PropertyKey<'s>) -> Completion<bool> {
    let mut cx = cx.open();
    let (target, trap) = consult(&mut cx, proxy, KnownName::DeleteProperty)?;
    let Some(trap) = trap else { return super::super::delete(&mut cx, target, key) };
    let name = key_to_value(&mut cx, key)?;
    if !trap.allows(&mut cx, &[target, name])? {
        return Ok(false);
    }
    let actual = super::super::get_own_property(&mut cx, target, key)?;
    let reasons = ["which is non-configurable in the proxy target", "but the proxy target is non-extensible"];
    let Some(why) = why_it_stays(&mut cx, target, actual, reasons)? else { return Ok(true) };
    let name = describe_key(&cx, key);
    Err(trap.breach(&mut cx, format_args!("trap returned truish for property '{name}' {why}")))
}
