//! Iteration – ECMA-262 §7.4 <https://tc39.es/ecma262/#sec-operations-on-iterator-objects> and `for`-`in`.

use super::messages;
use crate::heap::{Allocation, Local};
use crate::runtime::{self, Arguments, Completion, KnownName, PropertyKey, Scope};
use crate::value::layout::wrapper;
use crate::value::{Value, kind};

/// Whether iterating the array `subject` by index cannot be told from its iterator: TRUE or FALSE.
pub(crate) fn is_plain_array<'s>(cx: &mut Scope<'s>, subject: Local<'_>) -> Completion<Local<'s>> {
    if !cx.raw(subject).is_kind(kind::ARRAY) {
        return Ok(Local::FALSE);
    }
    Ok(Local::bool(runtime::has_plain_iteration(cx, subject)?))
}

/// GetIterator ( obj, sync )
pub(crate) fn get_iterator<'s>(cx: &mut Scope<'s>, subject: Local<'s>) -> Completion<Local<'s>> {
    let nullish = super::operator::is_nullish(cx, subject);
    if nullish {
        return Err(messages::throw_not_iterable(cx, subject));
    }
    let method = runtime::get_v(cx, subject, PropertyKey::Known(KnownName::SymbolIterator))?;
    if !runtime::is_callable(cx, method) {
        return Err(messages::throw_not_iterable(cx, subject));
    }
    let iterator = runtime::call(cx, method, subject, &[])?;
    if !runtime::is_object(cx.raw(iterator)) {
        let message = format_args!("Result of the Symbol.iterator method is not an object");
        return Err(runtime::throw_type_error(cx, message));
    }
    Ok(iterator)
}

/// The `next` method of an iterator.
pub(crate) fn next_method<'s>(cx: &mut Scope<'s>, iterator: Local<'s>) -> Completion<Local<'s>> {
    runtime::get(cx, iterator, PropertyKey::Known(KnownName::Next))
}

/// IteratorStepValue: the next value, or HOLE.
pub(crate) fn step<'s>(cx: &mut Scope<'s>, iterator: Local<'s>, next: Local<'s>) -> Completion<Local<'s>> {
    if runtime::is_original_iterator(cx, iterator, next) {
        return Ok((cx.upcalls.step_iterator)(cx, iterator)?.unwrap_or(Local::HOLE));
    }
    if !runtime::is_callable(cx, next) {
        return Err(messages::throw_next_not_callable(cx, next));
    }
    let result = runtime::call(cx, next, iterator, &[])?;
    runtime::require_iterator_result(cx, result)?;
    let done = runtime::get(cx, result, PropertyKey::Known(KnownName::Done))?;
    if runtime::to_boolean(cx, done) {
        return Ok(Local::HOLE);
    }
    runtime::get(cx, result, PropertyKey::Known(KnownName::Value))
}

/// Element `index` of an array, whatever it is.
pub(crate) fn element<'s>(cx: &mut Scope<'s>, array: Local<'s>, index: u32) -> Completion<Local<'s>> {
    runtime::get(cx, array, PropertyKey::Index(index))
}

/// IteratorClose with a normal completion.
pub(crate) fn close<'s>(cx: &mut Scope<'s>, iterator: Local<'s>) -> Completion<Local<'s>> {
    let method = runtime::get_method(cx, iterator, PropertyKey::Known(KnownName::Return))?;
    let Some(method) = method else { return Ok(Local::UNDEFINED) };
    let result = runtime::call(cx, method, iterator, &[])?;
    runtime::require_iterator_result(cx, result)?;
    Ok(Local::UNDEFINED)
}

/// IteratorClose with a throw completion: errors of `return` are dropped, terminations are not.
pub(crate) fn close_quietly<'s>(cx: &mut Scope<'s>, iterator: Local<'s>) -> Completion<Local<'s>> {
    match close(cx, iterator) {
        Ok(_) => Ok(Local::UNDEFINED),
        Err(abrupt) => cx.catch(abrupt).map(|_| Local::UNDEFINED),
    }
}

/// The enumerator of a `for`-`in` over operand 0: a record of the object, an array of the keys, and a position.
pub(crate) fn enumerate<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let subject = operands.get(0);
    let keys = runtime::array_create(cx, 0)?;
    let mut object = Local::UNDEFINED;
    if !super::operator::is_nullish(cx, subject) {
        object = runtime::to_object(cx, subject)?;
        if runtime::meets_proxy(cx, cx.raw(object)) {
            collect_keys_of_proxies(cx, object, keys)?;
        } else {
            collect_keys(cx, object, keys)?;
        }
    }
    cx.allocate(Allocation::young(kind::RECORD, 0, enumerator::WORDS), |init| {
        init.set(enumerator::OBJECT, object);
        init.set(enumerator::KEYS, keys);
        init.word(enumerator::POSITION, Value::int(0));
    })
}

/// Words of an enumerator.
mod enumerator {
    pub(super) const OBJECT: usize = 1;
    pub(super) const KEYS: usize = 2;
    pub(super) const POSITION: usize = 3;
    pub(super) const WORDS: usize = 4;
}

/// The enumerable string keys along the prototype chain; one that an object nearer by has, enumerable or not, is hidden.
fn collect_keys<'s>(cx: &mut Scope<'s>, first: Local<'s>, found: Local<'s>) -> Completion<()> {
    let current = cx.variable(first)?;
    let mut is_first = true;
    loop {
        let mut cx = cx.open();
        let object = current.get();
        let keys = runtime::own_property_keys(&mut cx, object)?;
        for index in 0..keys.len() {
            let mut inner = cx.open();
            inner.step(1)?;
            let key = keys.get(&mut inner, index)?;
            if key.is_symbol(&inner) {
                continue;
            }
            let is_enumerable = is_enumerable(&mut inner, object, key)?;
            if is_enumerable && (is_first || !is_hidden(&mut inner, first, object, key)?) {
                let name = runtime::key_to_value(&mut inner, key)?;
                runtime::array_push(&mut inner, found, name)?;
            }
        }
        let parent = runtime::get_prototype_of(&mut cx, object)?;
        if !runtime::is_object(cx.raw(parent)) {
            return Ok(());
        }
        current.set(&mut cx, parent);
        is_first = false;
    }
}

/// The string keys along a prototype chain with proxies, which may say of a key only later, when its turn comes, whether
/// it is enumerable. A key counts where it is met first.
fn collect_keys_of_proxies<'s>(cx: &mut Scope<'s>, first: Local<'s>, found: Local<'s>) -> Completion<()> {
    let seen = cx.allocate(Allocation::young(kind::RECORD, 0, wrapper::VALUE + 1), |_| {})?;
    let table = runtime::ordered_table(cx)?;
    cx.heap.store(seen, wrapper::VALUE, table);
    let current = cx.variable(first)?;
    let mut proxies = 0;
    loop {
        let mut cx = cx.open();
        let object = current.get();
        let is_proxy = cx.raw(object).is_kind(kind::PROXY);
        let keys = runtime::own_property_keys(&mut cx, object)?;
        for index in 0..keys.len() {
            let mut inner = cx.open();
            inner.step(1)?;
            let key = keys.get(&mut inner, index)?;
            if key.is_symbol(&inner) {
                continue;
            }
            let name = runtime::key_to_value(&mut inner, key)?;
            if runtime::collection_has(&mut inner, seen, name)? {
                continue;
            }
            runtime::collection_set(&mut inner, seen, name, Local::UNDEFINED)?;
            if is_proxy || is_enumerable(&mut inner, object, key)? {
                runtime::array_push(&mut inner, found, name)?;
            }
        }
        let parent = runtime::next_prototype(&mut cx, object, &mut proxies)?;
        if !runtime::is_object(cx.raw(parent)) {
            return Ok(());
        }
        current.set(&mut cx, parent);
    }
}

fn is_enumerable<'s>(cx: &mut Scope<'s>, object: Local<'s>, key: PropertyKey<'s>) -> Completion<bool> {
    let descriptor = runtime::get_own_property(cx, object, key)?;
    Ok(descriptor.is_some_and(|descriptor| descriptor.enumerable == Some(true)))
}

/// Whether a key that was collected is still to be visited: there is such a property, and if it is a proxy's, it is
/// enumerable. [[HasProperty]] is not asked.
fn is_wanted<'s>(cx: &mut Scope<'s>, first: Local<'s>, key: PropertyKey<'s>) -> Completion<bool> {
    if !runtime::meets_proxy(cx, cx.raw(first)) {
        return runtime::has_property(cx, first, key);
    }
    let current = cx.variable(first)?;
    let mut proxies = 0;
    loop {
        let mut cx = cx.open();
        let object = current.get();
        let is_proxy = cx.raw(object).is_kind(kind::PROXY);
        if let Some(found) = runtime::get_own_property(&mut cx, object, key)? {
            return Ok(!is_proxy || found.enumerable == Some(true));
        }
        let parent = runtime::next_prototype(&mut cx, object, &mut proxies)?;
        if !runtime::is_object(cx.raw(parent)) {
            return Ok(false);
        }
        current.set(&mut cx, parent);
    }
}

/// Whether an object of the chain from `first` up to, not including, `holder` has the key.
fn is_hidden<'s>(cx: &mut Scope<'s>, first: Local<'s>, holder: Local<'s>, key: PropertyKey<'s>) -> Completion<bool> {
    let current = cx.variable(first)?;
    loop {
        let object = current.get();
        if cx.raw(object).identical(cx.raw(holder)) {
            return Ok(false);
        }
        if runtime::get_own_property(cx, object, key)?.is_some() {
            return Ok(true);
        }
        let parent = runtime::get_prototype_of(cx, object)?;
        if !runtime::is_object(cx.raw(parent)) {
            return Ok(false);
        }
        current.set(cx, parent);
    }
}

/// The next key of an enumerator, or HOLE. Keys that were deleted meanwhile are left out.
pub(crate) fn next_key<'s>(cx: &mut Scope<'s>, enumerator: Local<'s>) -> Completion<Local<'s>> {
    let keys = cx.word(enumerator, enumerator::KEYS)?;
    let object = cx.word(enumerator, enumerator::OBJECT)?;
    loop {
        let position = cx.raw(enumerator).word(enumerator::POSITION).as_int();
        if position as u32 >= runtime::array_length(cx.raw(keys)) {
            return Ok(Local::HOLE);
        }
        cx.heap.store(enumerator, enumerator::POSITION, Local::int(position + 1));
        let depth = cx.heap.stack_depth();
        let name = runtime::get(cx, keys, PropertyKey::Index(position as u32))?;
        let key = runtime::to_property_key(cx, name)?;
        if is_wanted(cx, object, key)? {
            return Ok(name);
        }
        cx.heap.truncate_stack(depth);
    }
}
