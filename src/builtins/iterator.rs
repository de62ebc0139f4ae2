//! `%IteratorPrototype%` and `%AsyncIteratorPrototype%` – ECMA-262 §27.1 <https://tc39.es/ecma262/#sec-iteration>

use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Intrinsic, Scope, install as install_table, ordinary_object, symbol_method,
};

const ITERATOR_PROTOTYPE: &[Builtin] =
    &[symbol_method(KnownName::SymbolIterator, "[Symbol.iterator]", 0, return_receiver)];

const ASYNC_ITERATOR_PROTOTYPE: &[Builtin] =
    &[symbol_method(KnownName::SymbolAsyncIterator, "[Symbol.asyncIterator]", 0, return_receiver)];

/// Makes the prototypes of iterators.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let prototype = ordinary_object(cx)?;
    install_table(cx, prototype, ITERATOR_PROTOTYPE)?;
    cx.set_intrinsic(Intrinsic::IteratorPrototype, prototype);
    let asynchronous = ordinary_object(cx)?;
    install_table(cx, asynchronous, ASYNC_ITERATOR_PROTOTYPE)?;
    cx.set_intrinsic(Intrinsic::AsyncIteratorPrototype, asynchronous);
    Ok(())
}

/// %Iterator.prototype% [ %Symbol.iterator% ] ( ) – <https://tc39.es/ecma262/#sec-%iterator.prototype%-%symbol.iterator%>
fn return_receiver<'s>(_: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(this)
}
