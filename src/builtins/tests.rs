//! The realm is walked: every function has the attributes the specification gives to built-in functions.

use super::install_all;
use crate::heap::{HeapOptions, Local};
use crate::runtime::names::KnownName;
use crate::runtime::{
    Completion, Intrinsic, Isolate, IsolateOptions, NoHost, PropertyDescriptor, PropertyKey, Scope, create_realm,
    describe, describe_key, get_known, get_own_property, get_prototype_of, is_callable, is_constructor, is_object,
    own_property_keys, rust_text,
};
use std::collections::HashSet;

/// Runs `story` in a realm with all builtins.
pub(super) fn with_builtins(story: impl Fn(&mut Scope<'_>) -> Completion<()>) {
    let heap = HeapOptions { predictable: true, verify: true, poison: true, ..HeapOptions::default() };
    let options = IsolateOptions { heap, seed: 7, hooks: Box::new(NoHost) };
    let mut isolate = Isolate::new(options).expect("an isolate");
    let mut cx = Scope::enter(&mut isolate);
    let result = create_realm(&mut cx).map(|_| ()).and_then(|()| install_all(&mut cx)).and_then(|()| story(&mut cx));
    if let Err(abrupt) = result {
        let thrown = cx.catch(abrupt).map(|error| describe(&mut cx, error));
        panic!("the story threw {}", thrown.unwrap_or_else(|_| "a termination".to_owned()));
    }
}

/// Calls `visit` for every object that can be reached from the intrinsics, with a path to it.
fn walk_realm<'s>(
    cx: &mut Scope<'s>,
    visit: &mut dyn FnMut(&mut Scope<'_>, &str, Local<'_>) -> Completion<()>,
) -> Completion<usize> {
    let mut seen = HashSet::new();
    let mut waiting = vec![];
    for (intrinsic, path) in
        [(Intrinsic::Global, "globalThis"), (Intrinsic::ArrayIteratorPrototype, "%ArrayIteratorPrototype%")]
    {
        waiting.push((path.to_owned(), cx.intrinsic(intrinsic)?));
    }
    while let Some((path, object)) = waiting.pop() {
        if !seen.insert(cx.raw(object).word_value()) {
            continue;
        }
        visit(cx, &path, object)?;
        let parent = get_prototype_of(cx, object)?;
        if is_object(cx.raw(parent)) {
            waiting.push((format!("{path}.[[Prototype]]"), parent));
        }
        let keys = own_property_keys(cx, object)?;
        for index in 0..keys.len() {
            let key = keys.get(cx, index)?;
            let name = describe_key(cx, key);
            let Some(found) = get_own_property(cx, object, key)? else { continue };
            for part in [found.value, found.get, found.set].into_iter().flatten() {
                if is_object(cx.raw(part)) {
                    waiting.push((format!("{path}.{name}"), part));
                }
            }
        }
    }
    Ok(seen.len())
}

fn own<'s>(cx: &mut Scope<'s>, object: Local<'s>, name: KnownName) -> Completion<Option<PropertyDescriptor<'s>>> {
    get_own_property(cx, object, PropertyKey::Known(name))
}

fn is_configurable_only(found: &PropertyDescriptor<'_>) -> bool {
    found.writable == Some(false) && found.enumerable == Some(false) && found.configurable == Some(true)
}

#[test]
fn every_function_has_a_length_a_name_and_their_attributes() {
    with_builtins(|cx| {
        let count = walk_realm(cx, &mut |cx, path, object| {
            let mut cx = cx.open();
            if !is_callable(&cx, object) {
                return Ok(());
            }
            let length = own(&mut cx, object, KnownName::Length)?.unwrap_or_else(|| panic!("{path} has no length"));
            let name = own(&mut cx, object, KnownName::Name)?.unwrap_or_else(|| panic!("{path} has no name"));
            let frozen = path.ends_with(".caller") || path.ends_with(".arguments");
            assert!(frozen || is_configurable_only(&length), "length of {path}");
            assert!(frozen || is_configurable_only(&name), "name of {path}");
            let number = cx.raw(length.value.unwrap_or(Local::UNDEFINED)).as_number();
            assert!((0.0..=7.0).contains(&number), "length of {path} is {number}");
            let text = rust_text(&mut cx, name.value.unwrap_or(Local::UNDEFINED))?;
            let parent = get_prototype_of(&mut cx, object)?;
            assert!(is_object(cx.raw(parent)), "{path} has a prototype");
            let last = path.rsplit('.').next().unwrap_or_default();
            let expected = last.trim_start_matches("Symbol(").trim_end_matches(')');
            assert!(
                text.contains(expected) || !text.is_empty() || path.contains("Prototype") || frozen,
                "{path}: {text}"
            );
            let has_prototype = own(&mut cx, object, KnownName::Prototype)?;
            assert!(
                !is_constructor(&cx, object) || has_prototype.is_some() || text == "Proxy",
                "{path} has a prototype property"
            );
            if let Some(prototype) = has_prototype {
                let fixed = prototype.writable == Some(false) && prototype.configurable == Some(false);
                assert!(fixed || !is_constructor(&cx, object), "prototype of {path}");
            }
            Ok(())
        })?;
        assert!(count > 150, "only {count} objects");
        Ok(())
    });
}

#[test]
fn no_builtin_property_is_enumerable() {
    with_builtins(|cx| {
        walk_realm(cx, &mut |cx, path, object| {
            let mut cx = cx.open();
            let keys = own_property_keys(&mut cx, object)?;
            for index in 0..keys.len() {
                let key = keys.get(&mut cx, index)?;
                let name = describe_key(&cx, key);
                let found = get_own_property(&mut cx, object, key)?.expect("an own key has a property");
                let expected = name == "stackTraceLimit" || path.contains("unscopables");
                assert_eq!(found.enumerable, Some(expected), "{path}.{name}");
            }
            Ok(())
        })
        .map(|_| ())
    });
}

#[test]
fn constructors_and_prototypes_know_each_other() {
    with_builtins(|cx| {
        walk_realm(cx, &mut |cx, path, object| {
            let mut cx = cx.open();
            if !is_constructor(&cx, object) {
                return Ok(());
            }
            let Some(prototype) = own(&mut cx, object, KnownName::Prototype)?.and_then(|found| found.value) else {
                return Ok(());
            };
            let constructor = get_known(&mut cx, prototype, KnownName::Constructor)?;
            assert!(cx.raw(constructor).identical(cx.raw(object)), "{path}.prototype.constructor");
            Ok(())
        })
        .map(|_| ())
    });
}
