//! Array iterators – ECMA-262 §23.1.5 <https://tc39.es/ecma262/#sec-array-iterator-objects>

use super::dense::element;
use super::receiver;
use crate::builtins::receiver::throw_incompatible_receiver;
use crate::builtins::typed_array::validate as validate_typed_array;
use crate::heap::{Local, Raw};
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Intrinsic, Scope, create_array_from_list, create_iter_result_object,
    install as install_table, intrinsic_word, length_of_array_like, make_object, method, ordinary_object_create,
    own_named, property_slot, tag,
};
use crate::value::kind;
use crate::value::layout::{iterator, native};

const PROTOTYPE: &[Builtin] = &[method("next", 0, next).intrinsic(Intrinsic::ArrayIteratorNext), tag("Array Iterator")];

/// What an array iterator gives; the numbers stand in its METHOD word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Walk {
    /// Indices.
    Keys = 0,
    /// Elements.
    Values = 1,
    /// Arrays of index and element.
    Entries = 2,
}

impl Walk {
    fn of(method: Raw<'_>) -> Walk {
        match method.as_int() {
            0 => Walk::Keys,
            1 => Walk::Values,
            _ => Walk::Entries,
        }
    }
}

/// Makes %ArrayIteratorPrototype%.
pub(super) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let parent = cx.intrinsic(Intrinsic::IteratorPrototype)?;
    let prototype = ordinary_object_create(cx, parent)?;
    install_table(cx, prototype, PROTOTYPE)?;
    cx.set_intrinsic(Intrinsic::ArrayIteratorPrototype, prototype);
    cx.upcalls.step_iterator = step_iterator;
    Ok(())
}

/// CreateArrayIterator ( array, kind ) – <https://tc39.es/ecma262/#sec-createarrayiterator>
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn create_array_iterator<'s>(cx: &mut Scope<'s>, array: Local<'s>, walk: Walk) -> Completion<Local<'s>> {
    let prototype = cx.intrinsic(Intrinsic::ArrayIteratorPrototype)?;
    let object = make_object(cx, kind::ARRAY_ITERATOR, prototype)?;
    cx.heap.store(object, iterator::TARGET, array);
    cx.heap.store(object, iterator::NEXT, Local::int(0));
    cx.heap.store(object, iterator::METHOD, Local::int(walk as i32));
    Ok(object)
}

/// Array.prototype.keys ( ) – <https://tc39.es/ecma262/#sec-array.prototype.keys>
pub(super) fn keys<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let object = receiver(cx, this, "Array.prototype.keys")?;
    create_array_iterator(cx, object, Walk::Keys)
}

/// Array.prototype.entries ( ) – <https://tc39.es/ecma262/#sec-array.prototype.entries>
pub(super) fn entries<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let object = receiver(cx, this, "Array.prototype.entries")?;
    create_array_iterator(cx, object, Walk::Entries)
}

/// Array.prototype.values ( ) – <https://tc39.es/ecma262/#sec-array.prototype.values>
pub(super) fn values<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let object = receiver(cx, this, "Array.prototype.values")?;
    create_array_iterator(cx, object, Walk::Values)
}

/// %ArrayIteratorPrototype%.next ( ) – <https://tc39.es/ecma262/#sec-%arrayiteratorprototype%.next>
fn next<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if !cx.raw(this).is_kind(kind::ARRAY_ITERATOR) {
        return Err(throw_incompatible_receiver(cx, "Array Iterator.prototype.next", this));
    }
    match advance(cx, this)? {
        Some(value) => create_iter_result_object(cx, value, false),
        None => create_iter_result_object(cx, Local::UNDEFINED, true),
    }
}

/// The next value of an iterator whose `next` is the original one, for those who need no result object: the runtime's
/// upcall. `None` at the end.
///
/// # Errors
/// Whatever reading the element throws.
pub(super) fn step_iterator<'s>(cx: &mut Scope<'s>, iterator: Local<'s>) -> Completion<Option<Local<'s>>> {
    match cx.raw(iterator).kind() {
        kind::ARRAY_ITERATOR => advance(cx, iterator),
        kind::GENERATOR => crate::builtins::generator::advance(cx, iterator),
        kind::STRING_ITERATOR => crate::builtins::string::advance_iterator(cx, iterator),
        _ => crate::builtins::map::advance(cx, iterator),
    }
}

fn advance<'s>(cx: &mut Scope<'s>, this: Local<'s>) -> Completion<Option<Local<'s>>> {
    let target = cx.word(this, iterator::TARGET)?;
    if cx.raw(target).is_undefined() {
        return Ok(None);
    }
    let index = cx.raw(this).word(iterator::NEXT).as_number() as u64;
    let length = match cx.raw(target).is_kind(kind::TYPED_ARRAY) {
        true => validate_typed_array(cx, target, "%ArrayIteratorPrototype%.next")?.length as u64,
        false => length_of_array_like(cx, target)?,
    };
    if index >= length {
        cx.heap.store(this, iterator::TARGET, Local::UNDEFINED);
        return Ok(None);
    }
    cx.heap.store(this, iterator::NEXT, Local::number(index as f64 + 1.0));
    Ok(Some(match Walk::of(cx.raw(this).word(iterator::METHOD)) {
        Walk::Keys => Local::number(index as f64),
        Walk::Values => element(cx, target, index)?,
        Walk::Entries => {
            let value = element(cx, target, index)?;
            create_array_from_list(cx, &[Local::number(index as f64), value])?
        }
    }))
}

/// Whether iterating over `items` by `method` (what its `Symbol.iterator` gave) is walking an array by its indices: both
/// the method and the iterators' `next` are the original ones. Pure.
pub(super) fn is_plain_iteration(cx: &mut Scope<'_>, items: Local<'_>, method: Local<'_>) -> bool {
    let index = cx.native_index(next);
    let realm = cx.heap.root_value(cx.realm);
    let original = realm.word(intrinsic_word(Intrinsic::ArrayProtoValues));
    if !cx.raw(items).is_kind(kind::ARRAY) || !cx.raw(method).identical(original) {
        return false;
    }
    let prototype = realm.word(intrinsic_word(Intrinsic::ArrayIteratorPrototype));
    let Some(own) = own_named(cx.heap(), prototype, cx.known(KnownName::Next)) else { return false };
    let found = property_slot(prototype, own.location);
    own.meta.is_plain_readable()
        && found.is_kind(kind::NATIVE_FUNCTION)
        && found.raw_word(native::STEPS) as u32 == index
}
