//! The algebra of sets – ECMA-262 §24.2.4 <https://tc39.es/ecma262/#sec-properties-of-the-set-prototype-object>
//!
//! The other set is a Set Record (§24.2.1.1): anything with `size`, `has` and `keys`. Results are always plain Sets.

use super::super::receiver::require_kind;
use crate::builtins::options::require_object;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Intrinsic, IteratorRecord, Scope, call, collection_delete, collection_has,
    collection_set, collection_size, cursor_next, describe, get_iterator_direct, get_known, is_callable,
    iterator_close, iterator_step_value, make_object, method, new_cursor, ordered_table, throw_range_error,
    throw_type_error, to_boolean, to_number,
};
use crate::value::layout::wrapper;
use crate::value::{kind, number};

/// The methods, in V8's order.
pub(super) const PROTOTYPE: &[Builtin] = &[
    method("union", 1, union),
    method("intersection", 1, intersection),
    method("difference", 1, difference),
    method("symmetricDifference", 1, symmetric_difference),
    method("isSubsetOf", 1, is_subset_of),
    method("isSupersetOf", 1, is_superset_of),
    method("isDisjointFrom", 1, is_disjoint_from),
];

/// A Set Record (§24.2.1.1).
#[derive(Clone, Copy)]
struct SetRecord<'s> {
    object: Local<'s>,
    size: f64,
    has: Local<'s>,
    keys: Local<'s>,
}

impl<'s> SetRecord<'s> {
    /// SetDataHas of the other set: calls its `has`.
    fn has(self, cx: &mut Scope<'s>, value: Local<'s>) -> Completion<bool> {
        let result = call(cx, self.has, self.object, &[value])?;
        Ok(to_boolean(cx, result))
    }

    /// GetIteratorFromMethod of its `keys`, whatever object that gives.
    fn iterator(self, cx: &mut Scope<'s>) -> Completion<IteratorRecord<'s>> {
        let iterator = call(cx, self.keys, self.object, &[])?;
        require_object(cx, iterator)?;
        get_iterator_direct(cx, iterator)
    }
}

/// GetSetRecord ( obj ) – <https://tc39.es/ecma262/#sec-getsetrecord>
fn get_set_record<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<SetRecord<'s>> {
    require_object(cx, object)?;
    let raw_size = get_known(cx, object, KnownName::Size)?;
    let size = to_number(cx, raw_size)?;
    if size.is_nan() {
        let shown = describe(cx, raw_size);
        return Err(throw_type_error(cx, format_args!("The 'size' property must be a number, got {shown}")));
    }
    let size = number::integer_or_infinity(size);
    if size < 0.0 {
        return Err(throw_range_error(cx, format_args!("'{size}' is an invalid size")));
    }
    let has = callable(cx, object, KnownName::Has)?;
    let keys = callable(cx, object, KnownName::Keys)?;
    Ok(SetRecord { object, size, has, keys })
}

fn callable<'s>(cx: &mut Scope<'s>, object: Local<'s>, name: KnownName) -> Completion<Local<'s>> {
    let function = get_known(cx, object, name)?;
    if is_callable(cx, function) {
        return Ok(function);
    }
    Err(throw_type_error(cx, format_args!("The '{}' property must be a function", name.text())))
}

/// A new Set with the values of another, or none.
fn new_set<'s>(cx: &mut Scope<'s>, values: Option<Local<'s>>) -> Completion<Local<'s>> {
    let prototype = cx.intrinsic(Intrinsic::SetPrototype)?;
    let set = make_object(cx, kind::SET, prototype)?;
    let table = ordered_table(cx)?;
    cx.heap.store(set, wrapper::VALUE, table);
    if let Some(values) = values {
        let cursor = new_cursor(cx, values)?;
        loop {
            let mut cx = cx.open();
            cx.step(1)?;
            let Some((value, _)) = cursor_next(&mut cx, cursor)? else { break };
            collection_set(&mut cx, set, value, Local::UNDEFINED)?;
        }
    }
    Ok(set)
}

/// Calls `visit` with the values of a Set, those added meanwhile included, as long as it answers true. The answer is
/// whether it always did.
fn each<'s>(
    cx: &mut Scope<'s>,
    set: Local<'s>,
    other: SetRecord<'s>,
    mut visit: impl for<'i> FnMut(&mut Scope<'i>, SetRecord<'i>, Local<'i>) -> Completion<bool>,
) -> Completion<bool> {
    let cursor = new_cursor(cx, set)?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some((value, _)) = cursor_next(&mut cx, cursor)? else { return Ok(true) };
        if !visit(&mut cx, other, value)? {
            return Ok(false);
        }
    }
}

/// Calls `visit` with the keys of the other set as long as it answers true; then the iterator is closed. The answer is
/// whether it always did.
fn each_key<'s>(
    cx: &mut Scope<'s>,
    other: SetRecord<'s>,
    mut visit: impl for<'i> FnMut(&mut Scope<'i>, Local<'i>) -> Completion<bool>,
) -> Completion<bool> {
    let record = other.iterator(cx)?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(value) = iterator_step_value(&mut cx, record)? else { return Ok(true) };
        if !visit(&mut cx, value)? {
            iterator_close(&mut cx, record)?;
            return Ok(false);
        }
    }
}

/// Whether this set has at most as many values as the other says it has.
fn is_smaller(cx: &Scope<'_>, set: Local<'_>, other: SetRecord<'_>) -> bool {
    collection_size(cx, set) as f64 <= other.size
}

/// Set.prototype.union ( other ) – <https://tc39.es/ecma262/#sec-set.prototype.union>
fn union<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::SET, "Set.prototype.union")?;
    let other = get_set_record(cx, arguments.get(0))?;
    let iterator = other.iterator(cx)?;
    let result = new_set(cx, Some(this))?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(value) = iterator_step_value(&mut cx, iterator)? else { return Ok(result) };
        collection_set(&mut cx, result, value, Local::UNDEFINED)?;
    }
}

/// Set.prototype.intersection ( other ) – <https://tc39.es/ecma262/#sec-set.prototype.intersection>
fn intersection<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::SET, "Set.prototype.intersection")?;
    let other = get_set_record(cx, arguments.get(0))?;
    let result = new_set(cx, None)?;
    if is_smaller(cx, this, other) {
        each(cx, this, other, |cx, other, value| {
            if other.has(cx, value)? {
                collection_set(cx, result, value, Local::UNDEFINED)?;
            }
            Ok(true)
        })?;
    } else {
        each_key(cx, other, |cx, value| {
            if collection_has(cx, this, value)? {
                collection_set(cx, result, value, Local::UNDEFINED)?;
            }
            Ok(true)
        })?;
    }
    Ok(result)
}

/// Set.prototype.difference ( other ) – <https://tc39.es/ecma262/#sec-set.prototype.difference>
fn difference<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::SET, "Set.prototype.difference")?;
    let other = get_set_record(cx, arguments.get(0))?;
    let result = new_set(cx, Some(this))?;
    if is_smaller(cx, this, other) {
        each(cx, this, other, |cx, other, value| {
            if other.has(cx, value)? {
                collection_delete(cx, result, value)?;
            }
            Ok(true)
        })?;
    } else {
        each_key(cx, other, |cx, value| collection_delete(cx, result, value).map(|_| true))?;
    }
    Ok(result)
}

/// Set.prototype.symmetricDifference ( other ) – <https://tc39.es/ecma262/#sec-set.prototype.symmetricdifference>
fn symmetric_difference<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::SET, "Set.prototype.symmetricDifference")?;
    let other = get_set_record(cx, arguments.get(0))?;
    let iterator = other.iterator(cx)?;
    let result = new_set(cx, Some(this))?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(value) = iterator_step_value(&mut cx, iterator)? else { return Ok(result) };
        if collection_has(&mut cx, this, value)? {
            collection_delete(&mut cx, result, value)?;
        } else {
            collection_set(&mut cx, result, value, Local::UNDEFINED)?;
        }
    }
}

/// Set.prototype.isSubsetOf ( other ) – <https://tc39.es/ecma262/#sec-set.prototype.issubsetof>
fn is_subset_of<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::SET, "Set.prototype.isSubsetOf")?;
    let other = get_set_record(cx, arguments.get(0))?;
    if !is_smaller(cx, this, other) {
        return Ok(Local::FALSE);
    }
    each(cx, this, other, |cx, other, value| other.has(cx, value)).map(Local::bool)
}

/// Set.prototype.isSupersetOf ( other ) – <https://tc39.es/ecma262/#sec-set.prototype.issupersetof>
fn is_superset_of<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::SET, "Set.prototype.isSupersetOf")?;
    let other = get_set_record(cx, arguments.get(0))?;
    if (collection_size(cx, this) as f64) < other.size {
        return Ok(Local::FALSE);
    }
    each_key(cx, other, |cx, value| collection_has(cx, this, value)).map(Local::bool)
}

/// Set.prototype.isDisjointFrom ( other ) – <https://tc39.es/ecma262/#sec-set.prototype.isdisjointfrom>
fn is_disjoint_from<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::SET, "Set.prototype.isDisjointFrom")?;
    let other = get_set_record(cx, arguments.get(0))?;
    let disjoint = if is_smaller(cx, this, other) {
        each(cx, this, other, |cx, other, value| other.has(cx, value).map(|found| !found))?
    } else {
        each_key(cx, other, |cx, value| collection_has(cx, this, value).map(|found| !found))?
    };
    Ok(Local::bool(disjoint))
}
