//! Disposable resources: what `using`, DisposableStack and AsyncDisposableStack keep, and how they let go of it –
//! <https://tc39.es/proposal-explicit-resource-management/>
//!
//! A [[DisposableResourceStack]] is a word: its last resource, a RECORD that leads to the one before it, or UNDEFINED.
//! Disposing of one goes on from await to await: a RECORD holds what is left and the error so far.

use super::completion::{Abrupt, Completion};
use super::descriptor::PropertyDescriptor;
use super::key::PropertyKey;
use super::names::KnownName;
use super::realm::Intrinsic;
use super::scope::Scope;
use super::{
    call, create_error, define_property_or_throw, describe, get_method, is_callable, is_object, new_promise,
    reject_promise, throw_type_error,
};
use crate::heap::{Allocation, Local};
use crate::value::kind;
use crate::value::layout::attribute;

/// When a resource is disposed of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DisposeHint {
    /// sync-dispose: at once.
    Sync,
    /// async-dispose: what its method returns is awaited.
    Async,
}

/// Words of a resource.
mod resource {
    /// The resource itself.
    pub(super) const VALUE: usize = 1;
    /// Its method, or UNDEFINED: nothing is to be done, but to wait.
    pub(super) const METHOD: usize = 2;
    /// Int: how the method is called.
    pub(super) const MANNER: usize = 3;
    /// The resource before it, or UNDEFINED.
    pub(super) const PREVIOUS: usize = 4;
    /// Words of the record.
    pub(super) const WORDS: usize = 5;
    /// In [`MANNER`]: async-dispose.
    pub(super) const ASYNC: i32 = 1;
    /// In [`MANNER`]: a `Symbol.dispose` method stands for a missing `Symbol.asyncDispose`: its result does not count.
    pub(super) const STANDS_IN: i32 = 2;
    /// In [`MANNER`]: the method gets the resource as an argument, not as `this`.
    pub(super) const ADOPTED: i32 = 4;
}

/// Words of a disposal.
mod progress {
    /// The resource to be disposed of next, or UNDEFINED.
    pub(super) const LAST: usize = 1;
    /// The error to be thrown at the end, or HOLE.
    pub(super) const ERROR: usize = 2;
    /// Int: [`NEEDS_AWAIT`], [`HAS_AWAITED`].
    pub(super) const AWAITS: usize = 3;
    /// Whatever its owner wants to keep with it.
    pub(super) const OWNER: usize = 4;
    /// Words of the record.
    pub(super) const WORDS: usize = 5;
    /// A resource that was nothing must be waited for.
    pub(super) const NEEDS_AWAIT: i32 = 1;
    /// Something was waited for.
    pub(super) const HAS_AWAITED: i32 = 2;
}

/// CreateDisposableResource without a method; `None` when there is nothing to keep. Who keeps it puts it before what it has
/// with [`link_resource`].
///
/// # Errors
/// TypeError when the value is neither an object with a method to dispose of it nor nullish; whatever getters throw.
pub(crate) fn create_disposable_resource<'s>(
    cx: &mut Scope<'s>,
    value: Local<'s>,
    hint: DisposeHint,
) -> Completion<Option<Local<'s>>> {
    let raw = cx.raw(value);
    if raw.is_undefined() || raw.is_null() {
        return match hint {
            DisposeHint::Sync => Ok(None),
            DisposeHint::Async => resource_of(cx, Local::UNDEFINED, Local::UNDEFINED, resource::ASYNC).map(Some),
        };
    }
    if !is_object(raw) {
        let shown = describe(cx, value);
        return Err(throw_type_error(cx, format_args!("{shown} is not an object that can be disposed of")));
    }
    if hint == DisposeHint::Async
        && let Some(method) = get_method(cx, value, PropertyKey::Known(KnownName::SymbolAsyncDispose))?
    {
        return resource_of(cx, value, method, resource::ASYNC).map(Some);
    }
    let (manner, symbol) = match hint {
        DisposeHint::Sync => (0, KnownName::SymbolDispose),
        DisposeHint::Async => (resource::ASYNC | resource::STANDS_IN, KnownName::SymbolAsyncDispose),
    };
    let Some(method) = get_method(cx, value, PropertyKey::Known(KnownName::SymbolDispose))? else {
        let message = format_args!("Symbol({}) is not a function", symbol.text());
        return Err(throw_type_error(cx, message));
    };
    resource_of(cx, value, method, manner).map(Some)
}

/// CreateDisposableResource with a method, which is called without a resource, or with an adopted one as its argument.
///
/// # Errors
/// TypeError when it is no function.
pub(crate) fn create_disposal_method<'s>(
    cx: &mut Scope<'s>,
    adopted: Option<Local<'s>>,
    method: Local<'s>,
    hint: DisposeHint,
) -> Completion<Local<'s>> {
    if !is_callable(cx, method) {
        let shown = describe(cx, method);
        return Err(throw_type_error(cx, format_args!("{shown} is not a function")));
    }
    let manner = if hint == DisposeHint::Async { resource::ASYNC } else { 0 };
    match adopted {
        Some(value) => resource_of(cx, value, method, manner | resource::ADOPTED),
        None => resource_of(cx, Local::UNDEFINED, method, manner),
    }
}

fn resource_of<'s>(cx: &mut Scope<'s>, value: Local<'s>, method: Local<'s>, manner: i32) -> Completion<Local<'s>> {
    cx.allocate(Allocation::young(kind::RECORD, 0, resource::WORDS), |init| {
        init.set(resource::VALUE, value);
        init.set(resource::METHOD, method);
        init.set(resource::MANNER, Local::int(manner));
    })
}

/// Puts a resource before the last one of a stack (UNDEFINED: it is the first).
pub(crate) fn link_resource(cx: &mut Scope<'_>, resource: Local<'_>, stack: Local<'_>) {
    cx.heap.store(resource, resource::PREVIOUS, stack);
}

/// The beginning of DisposeResources: a disposal of all that is on a stack. `error` is what was thrown before, or HOLE.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn begin_disposal<'s>(
    cx: &mut Scope<'s>,
    stack: Local<'s>,
    error: Local<'s>,
    owner: Local<'s>,
) -> Completion<Local<'s>> {
    cx.allocate(Allocation::young(kind::RECORD, 0, progress::WORDS), |init| {
        init.set(progress::LAST, stack);
        init.set(progress::ERROR, error);
        init.set(progress::AWAITS, Local::int(0));
        init.set(progress::OWNER, owner);
    })
}

/// What the owner of a disposal keeps with it.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn owner_of_disposal<'s>(cx: &mut Scope<'s>, record: Local<'s>) -> Completion<Local<'s>> {
    cx.word(record, progress::OWNER)
}

/// DisposeResources up to its next await: the value to be awaited, or `None` at the end.
///
/// # Errors
/// A termination; what disposing throws is kept for the end.
pub(crate) fn continue_disposal<'s>(cx: &mut Scope<'s>, record: Local<'s>) -> Completion<Option<Local<'s>>> {
    loop {
        cx.step(1)?;
        let depth = cx.heap.stack_depth();
        let awaits = cx.raw(record).word(progress::AWAITS).as_int();
        let last = cx.word(record, progress::LAST)?;
        let must_wait = awaits == progress::NEEDS_AWAIT;
        let is_end = !cx.raw(last).is_pointer();
        let manner = if is_end { 0 } else { cx.raw(last).word(resource::MANNER).as_int() };
        if must_wait && manner & resource::ASYNC == 0 {
            cx.heap.store(record, progress::AWAITS, Local::int(0));
            return Ok(Some(Local::UNDEFINED));
        }
        if is_end {
            return Ok(None);
        }
        let previous = cx.word(last, resource::PREVIOUS)?;
        cx.heap.store(record, progress::LAST, previous);
        if cx.raw(last).word(resource::METHOD).is_undefined() {
            cx.heap.store(record, progress::AWAITS, Local::int(awaits | progress::NEEDS_AWAIT));
        } else {
            match dispose(cx, last, manner) {
                Ok(None) => {}
                Ok(Some(awaited)) => {
                    cx.heap.store(record, progress::AWAITS, Local::int(awaits | progress::HAS_AWAITED));
                    return Ok(Some(cx.collapse(depth, awaited)));
                }
                Err(abrupt) => {
                    let reason = cx.catch(abrupt)?;
                    note_disposal_error(cx, record, reason)?;
                }
            }
        }
        cx.heap.truncate_stack(depth);
    }
}

/// Dispose: what is to be awaited, if anything is.
fn dispose<'s>(cx: &mut Scope<'s>, last: Local<'s>, manner: i32) -> Completion<Option<Local<'s>>> {
    let value = cx.word(last, resource::VALUE)?;
    let method = cx.word(last, resource::METHOD)?;
    let result = match manner & resource::ADOPTED != 0 {
        true => call(cx, method, Local::UNDEFINED, &[value]),
        false => call(cx, method, value, &[]),
    };
    match result {
        _ if manner & resource::ASYNC == 0 => result.map(|_| None),
        _ if manner & resource::STANDS_IN == 0 => result.map(Some),
        Ok(_) => Ok(Some(Local::UNDEFINED)),
        Err(abrupt) => {
            // What throws at once in place of an async method is waited for like one that fails later.
            let reason = cx.catch(abrupt)?;
            let promise = new_promise(cx)?;
            reject_promise(cx, promise, reason)?;
            Ok(Some(promise))
        }
    }
}

/// Takes the error of a resource into a disposal; one that was there before is suppressed by it.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn note_disposal_error<'s>(cx: &mut Scope<'s>, record: Local<'s>, reason: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let suppressed = cx.word_variable(record, progress::ERROR)?;
    let suppressed = Local::in_slot(suppressed);
    let error = if cx.raw(suppressed).is_hole() {
        reason
    } else {
        let text = "An error was suppressed during disposal";
        let error = create_error(&mut cx, Intrinsic::SuppressedErrorPrototype, text)?;
        for (name, value) in [(KnownName::Error, reason), (KnownName::Suppressed, suppressed)] {
            let descriptor = PropertyDescriptor::data(value, attribute::HIDDEN);
            define_property_or_throw(&mut cx, error, name.into(), &descriptor)?;
        }
        error
    };
    cx.heap.store(record, progress::ERROR, error);
    Ok(())
}

/// The end of a disposal: throws what must be thrown.
///
/// # Errors
/// What disposing has thrown, or what was thrown before it.
pub(crate) fn end_disposal(cx: &mut Scope<'_>, record: Local<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let error = cx.word_variable(record, progress::ERROR)?;
    let error = Local::in_slot(error);
    if cx.raw(error).is_hole() { Ok(()) } else { Err(throw_kept(&mut cx, error)) }
}

#[cold]
fn throw_kept(cx: &mut Scope<'_>, error: Local<'_>) -> Abrupt {
    cx.throw(error)
}
