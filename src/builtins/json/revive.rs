//! The reviver of `JSON.parse` – ECMA-262 §25.5.1.1
//! <https://tc39.es/ecma262/#sec-internalizejsonproperty>

use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Completion, PropertyKey, Scope, call, create_data_property, delete, get, get_own_property, index_key, is_array,
    is_object, key_to_value, length_of_array_like, ordinary_object, own_property_keys,
};

/// Runs the reviver over a value parsed, from the leaves up.
pub(super) fn revive<'s>(cx: &mut Scope<'s>, value: Local<'s>, reviver: Local<'s>) -> Completion<Local<'s>> {
    let root = ordinary_object(cx)?;
    let key = PropertyKey::Known(KnownName::Empty);
    create_data_property(cx, root, key, value)?;
    internalize(cx, root, key, reviver)
}

/// InternalizeJSONProperty ( holder, name, reviver )
fn internalize<'s>(
    cx: &mut Scope<'s>,
    holder: Local<'s>,
    key: PropertyKey<'s>,
    reviver: Local<'s>,
) -> Completion<Local<'s>> {
    cx.check_stack()?;
    let value = get(cx, holder, key)?;
    if is_object(cx.raw(value)) {
        if is_array(cx, value)? {
            let length = length_of_array_like(cx, value)?;
            for index in 0..length {
                let mut cx = cx.open();
                let key = index_key(&mut cx, index)?;
                replace(&mut cx, value, key, reviver)?;
            }
        } else {
            let keys = own_property_keys(cx, value)?;
            let enumerable = enumerable_strings(cx, value, keys)?;
            for (index, is_wanted) in enumerable.iter().enumerate() {
                let mut cx = cx.open();
                if *is_wanted {
                    let key = keys.get(&mut cx, index)?;
                    replace(&mut cx, value, key, reviver)?;
                }
            }
        }
    }
    let name = key_to_value(cx, key)?;
    call(cx, reviver, holder, &[name, value])
}

/// Which keys name enumerable properties and are strings.
pub(super) fn enumerable_strings<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    keys: crate::runtime::KeyList<'s>,
) -> Completion<crate::runtime::Buffer<bool>> {
    let mut enumerable = crate::runtime::Buffer::with_capacity(cx, keys.len())?;
    for index in 0..keys.len() {
        let mut cx = cx.open();
        cx.step(1)?;
        let key = keys.get(&mut cx, index)?;
        let is_wanted = !key.is_symbol(&cx)
            && get_own_property(&mut cx, object, key)?.is_some_and(|found| found.enumerable == Some(true));
        enumerable.push(&mut cx, is_wanted)?;
    }
    Ok(enumerable)
}

fn replace<'s>(cx: &mut Scope<'s>, object: Local<'s>, key: PropertyKey<'s>, reviver: Local<'s>) -> Completion<()> {
    cx.step(1)?;
    let element = internalize(cx, object, key, reviver)?;
    if cx.raw(element).is_undefined() {
        delete(cx, object, key)?;
    } else {
        create_data_property(cx, object, key, element)?;
    }
    Ok(())
}
