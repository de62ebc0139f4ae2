//! String iterators: code point by code point – ECMA-262 §22.1.5
//! <https://tc39.es/ecma262/#sec-string-iterator-objects>

use super::receiver;
use crate::builtins::receiver::throw_incompatible_receiver;
use crate::heap::Local;
use crate::runtime::{
    Arguments, Builtin, Completion, Intrinsic, Scope, create_iter_result_object, install as install_table, make_object,
    method, ordinary_object_create, substring, tag, units,
};
use crate::value::kind;
use crate::value::layout::iterator;

const PROTOTYPE: &[Builtin] =
    &[method("next", 0, next).intrinsic(Intrinsic::StringIteratorNext), tag("String Iterator")];

/// Makes %StringIteratorPrototype%.
pub(super) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let parent = cx.intrinsic(Intrinsic::IteratorPrototype)?;
    let prototype = ordinary_object_create(cx, parent)?;
    install_table(cx, prototype, PROTOTYPE)?;
    cx.set_intrinsic(Intrinsic::StringIteratorPrototype, prototype);
    Ok(())
}

/// String.prototype [ %Symbol.iterator% ] ( ) –
/// <https://tc39.es/ecma262/#sec-string.prototype-%symbol.iterator%>
pub(super) fn iterate<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype[Symbol.iterator]")?;
    let prototype = cx.intrinsic(Intrinsic::StringIteratorPrototype)?;
    let object = make_object(cx, kind::STRING_ITERATOR, prototype)?;
    cx.heap.store(object, iterator::TARGET, text);
    cx.heap.store(object, iterator::NEXT, Local::int(0));
    Ok(object)
}

/// %StringIteratorPrototype%.next ( ) – <https://tc39.es/ecma262/#sec-%stringiteratorprototype%.next>
fn next<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if !cx.raw(this).is_kind(kind::STRING_ITERATOR) {
        return Err(throw_incompatible_receiver(cx, "String Iterator.prototype.next", this));
    }
    match advance(cx, this)? {
        Some(character) => create_iter_result_object(cx, character, false),
        None => create_iter_result_object(cx, Local::UNDEFINED, true),
    }
}

/// The next character of a string iterator; `None` at the end.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn advance<'s>(cx: &mut Scope<'s>, this: Local<'s>) -> Completion<Option<Local<'s>>> {
    let text = cx.word(this, iterator::TARGET)?;
    if cx.raw(text).is_undefined() {
        return Ok(None);
    }
    let position = cx.raw(this).word(iterator::NEXT).as_number() as usize;
    let Some((_, width)) = units(cx, text)?.code_point_at(position) else {
        cx.heap.store(this, iterator::TARGET, Local::UNDEFINED);
        return Ok(None);
    };
    cx.heap.store(this, iterator::NEXT, Local::number((position + width) as f64));
    substring(cx, text, position, position + width).map(Some)
}
