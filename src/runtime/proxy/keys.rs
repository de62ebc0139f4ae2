//! [[OwnPropertyKeys]] of proxies (§10.5.11).
//!
//! The keys that the trap returned stand in a hash table of the heap, in their order: it tells duplicates, and later which
//! keys of the target are missing.

use super::super::completion::{Abrupt, Completion};
use super::super::names::KnownName;
use super::super::own_keys::KeyList;
use super::super::scope::Scope;
use super::super::{
    Buffer, PropertyKey, collection_delete, collection_has, collection_set, collection_size, describe, describe_key,
    get_index, get_own_property, is_extensible, is_object, length_of_array_like, new_cursor, ordered_table,
    throw_type_error, to_property_key,
};
use super::{Trap, consult};
use crate::heap::{Allocation, Local};
use crate::value::layout::{words, wrapper};
use crate::value::{self, kind};

/// [[OwnPropertyKeys]]: a vector as that of `ordinary_own_property_keys`.
pub(super) fn own_property_keys<'s>(cx: &mut Scope<'s>, proxy: Local<'s>) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let (target, trap) = consult(cx, proxy, KnownName::OwnKeys)?;
    let keys = match trap {
        None => super::super::own_property_keys(cx, target)?.words(),
        Some(trap) => {
            let answer = trap.call(cx, &[target])?;
            let set = key_set(cx, trap, answer)?;
            let keys = set_to_words(cx, set)?;
            check(cx, trap, target, set)?;
            keys
        }
    };
    Ok(cx.collapse(depth, keys))
}

/// The property keys that an array-like object lists, each once (CreateListFromArrayLike, §7.3.18).
fn key_set<'s>(cx: &mut Scope<'s>, trap: Trap<'s>, list: Local<'s>) -> Completion<Local<'s>> {
    if !is_object(cx.raw(list)) {
        return Err(throw_type_error(cx, format_args!("CreateListFromArrayLike called on non-object")));
    }
    let set = cx.allocate(Allocation::young(kind::RECORD, 0, wrapper::VALUE + 1), |_| {})?;
    let table = ordered_table(cx)?;
    cx.heap.store(set, wrapper::VALUE, table);
    let length = length_of_array_like(cx, list)?;
    let mut has_duplicates = false;
    for index in 0..length {
        let mut cx = cx.open();
        cx.step(1)?;
        let item = get_index(&mut cx, list, index)?;
        if !value::is_string(cx.raw(item)) && !cx.raw(item).is_kind(kind::SYMBOL) {
            let shown = describe(&mut cx, item);
            return Err(throw_type_error(&mut cx, format_args!("{shown} is not a valid property name")));
        }
        let key = to_property_key(&mut cx, item)?;
        let word = key_word(&mut cx, key)?;
        has_duplicates |= collection_has(&mut cx, set, word)?;
        collection_set(&mut cx, set, word, Local::UNDEFINED)?;
    }
    if has_duplicates {
        return Err(trap.breach(cx, format_args!("trap returned duplicate entries")));
    }
    Ok(set)
}

/// A key as key lists hold it: a number, an interned string or a symbol.
fn key_word<'s>(cx: &mut Scope<'s>, key: PropertyKey<'s>) -> Completion<Local<'s>> {
    cx.local(|isolate| key.raw(isolate))
}

/// A vector of the keys in a set.
fn set_to_words<'s>(cx: &mut Scope<'s>, set: Local<'s>) -> Completion<Local<'s>> {
    let keys = cx.allocate_words(collection_size(cx, set))?;
    let cursor = new_cursor(cx, set)?;
    let mut word = words::ELEMENTS;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some((key, _)) = super::super::cursor_next(&mut cx, cursor)? else { break };
        cx.heap.store(keys, word, key);
        word += 1;
    }
    Ok(keys)
}

/// Steps 10 to 23: no key is missing that must be there, and a target that cannot grow has no others. Empties the set.
fn check<'s>(cx: &mut Scope<'s>, trap: Trap<'s>, target: Local<'s>, set: Local<'s>) -> Completion<()> {
    let extensible = is_extensible(cx, target)?;
    let own = super::super::own_property_keys(cx, target)?;
    // All of the target's properties are asked for before the first is looked for in the list.
    let mut is_fixed = Buffer::with_capacity(cx, own.len())?;
    for index in 0..own.len() {
        let mut cx = cx.open();
        cx.step(1)?;
        let key = own.get(&mut cx, index)?;
        let found = get_own_property(&mut cx, target, key)?;
        is_fixed.push(&mut cx, found.is_some_and(|found| found.configurable == Some(false)))?;
    }
    remove(cx, trap, own, set, |index| is_fixed[index])?;
    if extensible {
        return Ok(());
    }
    remove(cx, trap, own, set, |index| !is_fixed[index])?;
    if collection_size(cx, set) > 0 {
        let what = "trap returned extra keys but proxy target is non-extensible";
        return Err(trap.breach(cx, format_args!("{what}")));
    }
    Ok(())
}

/// Takes those keys of a list from the set that `wanted` tells; all must be there.
fn remove<'s>(
    cx: &mut Scope<'s>,
    trap: Trap<'s>,
    own: KeyList<'s>,
    set: Local<'s>,
    wanted: impl Fn(usize) -> bool,
) -> Completion<()> {
    for index in (0..own.len()).filter(|&index| wanted(index)) {
        let mut cx = cx.open();
        cx.step(1)?;
        let key = own.get(&mut cx, index)?;
        let word = key_word(&mut cx, key)?;
        if !collection_delete(&mut cx, set, word)? {
            return Err(missing(&mut cx, trap, key));
        }
    }
    Ok(())
}

#[cold]
fn missing(cx: &mut Scope<'_>, trap: Trap<'_>, key: PropertyKey<'_>) -> Abrupt {
    let name = describe_key(cx, key);
    trap.breach(cx, format_args!("trap result did not include '{name}'"))
}
