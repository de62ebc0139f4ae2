//! `Iterator.from` – ECMA-262 §27.1.3.2.2 <https://tc39.es/ecma262/#sec-iterator.from>

use super::{Primitives, get_iterator_flattenable};
use crate::builtins::receiver::require_kind;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Intrinsic, PropertyKey, Scope, call, create_iter_result_object, get_method,
    install as install_table, make_object, method, ordinary_has_instance, ordinary_object_create,
};
use crate::value::kind;
use crate::value::layout::iterator_helper as layout;

const PROTOTYPE: &[Builtin] = &[method("next", 0, next), method("return", 0, return_early)];

/// Makes %WrapForValidIteratorPrototype%.
pub(super) fn install<'s>(cx: &mut Scope<'s>, parent: Local<'s>) -> Completion<()> {
    let prototype = ordinary_object_create(cx, parent)?;
    cx.set_intrinsic(Intrinsic::WrapForValidIteratorPrototype, prototype);
    install_table(cx, prototype, PROTOTYPE)
}

/// Iterator.from ( O ) – <https://tc39.es/ecma262/#sec-iterator.from>
pub(super) fn from<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let record = get_iterator_flattenable(cx, arguments.get(0), Primitives::IterateStrings)?;
    let constructor = cx.intrinsic(Intrinsic::Iterator)?;
    if ordinary_has_instance(cx, constructor, record.iterator)? {
        return Ok(record.iterator);
    }
    let prototype = cx.intrinsic(Intrinsic::WrapForValidIteratorPrototype)?;
    let wrapper = make_object(cx, kind::WRAP_FOR_VALID_ITERATOR, prototype)?;
    cx.heap.store(wrapper, layout::ITERATOR, record.iterator);
    cx.heap.store(wrapper, layout::NEXT_METHOD, record.next_method);
    Ok(wrapper)
}

/// %WrapForValidIteratorPrototype%.next ( ) – <https://tc39.es/ecma262/#sec-%wrapforvaliditeratorprototype%.next>
fn next<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::WRAP_FOR_VALID_ITERATOR, "%WrapForValidIteratorPrototype%.next")?;
    let iterator = cx.word(this, layout::ITERATOR)?;
    let next_method = cx.word(this, layout::NEXT_METHOD)?;
    call(cx, next_method, iterator, &[])
}

/// %WrapForValidIteratorPrototype%.return ( ) – <https://tc39.es/ecma262/#sec-%wrapforvaliditeratorprototype%.return>
fn return_early<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::WRAP_FOR_VALID_ITERATOR, "%WrapForValidIteratorPrototype%.return")?;
    let iterator = cx.word(this, layout::ITERATOR)?;
    match get_method(cx, iterator, PropertyKey::Known(KnownName::Return))? {
        None => create_iter_result_object(cx, Local::UNDEFINED, true),
        Some(method) => call(cx, method, iterator, &[]),
    }
}
