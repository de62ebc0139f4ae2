//! `Promise.all`, `allSettled`, `any` and `race` – ECMA-262 §27.2.4 <https://tc39.es/ecma262/#sec-promise.all>
//!
//! The closures of one call share a RECORD with the list of values, the capability and the count of elements still
//! missing; those of one element share a RECORD with its index.

use super::super::receiver::require_object;
use crate::heap::{Allocation, Local};
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Completion, Intrinsic, IteratorRecord, PromiseCapability, PropertyDescriptor, Scope, anonymous_function,
    array_create, array_push, call, callee_data, create_data_property, create_error, define_property_or_throw,
    get_iterator, get_known, invoke, is_callable, iterator_close_abrupt, iterator_step_value, new_promise_capability,
    ordinary_object, put_element, throw_type_error,
};
use crate::value::kind;
use crate::value::layout::attribute;

/// Words of the RECORD of a call.
mod shared {
    /// The array of values, or of errors; nobody sees it before it is complete.
    pub(super) const VALUES: usize = 1;
    /// Int: elements missing, and 1 as long as the iterable was not read to its end.
    pub(super) const REMAINING: usize = 2;
    /// The capability's promise.
    pub(super) const PROMISE: usize = 3;
    /// The capability's resolve function.
    pub(super) const RESOLVE: usize = 4;
    /// The capability's reject function.
    pub(super) const REJECT: usize = 5;
    /// Words of the record.
    pub(super) const WORDS: usize = 6;
}

/// Words of the RECORD of an element.
mod element {
    /// The RECORD of the call; UNDEFINED once one of the functions was called.
    pub(super) const SHARED: usize = 1;
    /// Int: the element's index.
    pub(super) const INDEX: usize = 2;
    /// Words of the record.
    pub(super) const WORDS: usize = 3;
}

/// Which of the four.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Combinator {
    All,
    AllSettled,
    Any,
    Race,
}

/// Promise.all ( iterable ) – <https://tc39.es/ecma262/#sec-promise.all>
pub(super) fn all<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, this, "Promise.all")?;
    combine(cx, this, arguments.get(0), Combinator::All)
}

/// Promise.allSettled ( iterable ) – <https://tc39.es/ecma262/#sec-promise.allsettled>
pub(super) fn all_settled<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, this, "Promise.allSettled")?;
    combine(cx, this, arguments.get(0), Combinator::AllSettled)
}

/// Promise.any ( iterable ) – <https://tc39.es/ecma262/#sec-promise.any>
pub(super) fn any<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, this, "Promise.any")?;
    combine(cx, this, arguments.get(0), Combinator::Any)
}

/// Promise.race ( iterable ) – <https://tc39.es/ecma262/#sec-promise.race>
pub(super) fn race<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, this, "Promise.race")?;
    combine(cx, this, arguments.get(0), Combinator::Race)
}

fn combine<'s>(
    cx: &mut Scope<'s>,
    constructor: Local<'s>,
    iterable: Local<'s>,
    combinator: Combinator,
) -> Completion<Local<'s>> {
    let capability = new_promise_capability(cx, constructor)?;
    let started = promise_resolve_method(cx, constructor)
        .and_then(|resolve| get_iterator(cx, iterable).map(|record| (resolve, record)));
    let (resolve, record) = match started {
        Ok(started) => started,
        Err(abrupt) => return capability.reject_abrupt(cx, abrupt),
    };
    match perform(cx, constructor, resolve, record, capability, combinator) {
        Ok(()) => Ok(capability.promise),
        Err(abrupt) => capability.reject_abrupt(cx, abrupt),
    }
}

/// GetPromiseResolve ( promiseConstructor ) – <https://tc39.es/ecma262/#sec-getpromiseresolve>
fn promise_resolve_method<'s>(cx: &mut Scope<'s>, constructor: Local<'s>) -> Completion<Local<'s>> {
    let resolve = get_known(cx, constructor, KnownName::Resolve)?;
    if is_callable(cx, resolve) {
        return Ok(resolve);
    }
    Err(throw_type_error(cx, format_args!("resolve is not a function")))
}

/// PerformPromiseAll (§27.2.4.1.2) and its sisters: subscribes to every element.
fn perform<'s>(
    cx: &mut Scope<'s>,
    constructor: Local<'s>,
    resolve: Local<'s>,
    record: IteratorRecord<'s>,
    capability: PromiseCapability<'s>,
    combinator: Combinator,
) -> Completion<()> {
    let values = array_create(cx, 0)?;
    let shared = cx.allocate(Allocation::young(kind::RECORD, 0, shared::WORDS), |init| {
        init.set(shared::VALUES, values);
        init.set(shared::REMAINING, Local::int(1));
        init.set(shared::PROMISE, capability.promise);
        init.set(shared::RESOLVE, capability.resolve);
        init.set(shared::REJECT, capability.reject);
    })?;
    let mut index = 0i32;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(value) = iterator_step_value(&mut cx, record)? else { break };
        let subscribed = subscribe(&mut cx, (constructor, resolve, value), shared, capability, (combinator, index));
        if let Err(abrupt) = subscribed {
            return Err(iterator_close_abrupt(&mut cx, record, abrupt));
        }
        index = index.saturating_add(1);
    }
    if combinator != Combinator::Race { element_done(cx, shared, combinator) } else { Ok(()) }
}

/// One round of the loop: `nextPromise.then(…)`.
fn subscribe<'s>(
    cx: &mut Scope<'s>,
    (constructor, resolve, value): (Local<'s>, Local<'s>, Local<'s>),
    shared: Local<'s>,
    capability: PromiseCapability<'s>,
    (combinator, index): (Combinator, i32),
) -> Completion<()> {
    if combinator != Combinator::Race {
        let values = cx.word(shared, shared::VALUES)?;
        array_push(cx, values, Local::UNDEFINED)?;
    }
    let next = call(cx, resolve, constructor, &[value])?;
    let mut functions = [capability.resolve, capability.reject];
    if combinator != Combinator::Race {
        let record = cx.allocate(Allocation::young(kind::RECORD, 0, element::WORDS), |init| {
            init.set(element::SHARED, shared);
            init.set(element::INDEX, Local::int(index));
        })?;
        match combinator {
            Combinator::All => functions[0] = anonymous_function(cx, resolve_element, 1, record)?,
            Combinator::Any => functions[1] = anonymous_function(cx, reject_element, 1, record)?,
            _ => {
                functions[0] = anonymous_function(cx, settled_fulfilled, 1, record)?;
                functions[1] = anonymous_function(cx, settled_rejected, 1, record)?;
            }
        }
        let remaining = cx.raw(shared).word(shared::REMAINING).as_int();
        cx.heap.store(shared, shared::REMAINING, Local::int(remaining.saturating_add(1)));
    }
    invoke(cx, next, KnownName::Then.into(), &functions).map(|_| ())
}

/// An element is there, or the iterable was read to its end. After the last the promise is settled.
fn element_done<'s>(cx: &mut Scope<'s>, shared: Local<'s>, combinator: Combinator) -> Completion<()> {
    let remaining = cx.raw(shared).word(shared::REMAINING).as_int() - 1;
    cx.heap.store(shared, shared::REMAINING, Local::int(remaining));
    if remaining != 0 {
        return Ok(());
    }
    let values = cx.word(shared, shared::VALUES)?;
    let capability = PromiseCapability {
        promise: cx.word(shared, shared::PROMISE)?,
        resolve: cx.word(shared, shared::RESOLVE)?,
        reject: cx.word(shared, shared::REJECT)?,
    };
    if combinator != Combinator::Any {
        return capability.resolve(cx, values);
    }
    let error = create_error(cx, Intrinsic::AggregateErrorPrototype, "All promises were rejected")?;
    let errors = PropertyDescriptor::data(values, attribute::HIDDEN);
    define_property_or_throw(cx, error, KnownName::Errors.into(), &errors)?;
    capability.reject(cx, error)
}

/// Puts the value of an element into the list, the first time one of its functions is called.
fn element_settled<'s>(
    cx: &mut Scope<'s>,
    arguments: Arguments<'s>,
    combinator: Combinator,
    value: impl FnOnce(&mut Scope<'s>) -> Completion<Local<'s>>,
) -> Completion<Local<'s>> {
    let record = callee_data(cx, arguments)?;
    let shared = cx.word(record, element::SHARED)?;
    if !cx.raw(shared).is_pointer() {
        return Ok(Local::UNDEFINED);
    }
    cx.heap.store(record, element::SHARED, Local::UNDEFINED);
    let index = cx.raw(record).word(element::INDEX).as_int();
    let values = cx.word(shared, shared::VALUES)?;
    let value = value(cx)?;
    put_element(cx, values, index as u32, value)?;
    element_done(cx, shared, combinator)?;
    Ok(Local::UNDEFINED)
}

/// Promise.all Resolve Element Functions – <https://tc39.es/ecma262/#sec-promise.all-resolve-element-functions>
fn resolve_element<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    element_settled(cx, arguments, Combinator::All, |_| Ok(arguments.get(0)))
}

/// Promise.any Reject Element Functions – <https://tc39.es/ecma262/#sec-promise.any-reject-element-functions>
fn reject_element<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    element_settled(cx, arguments, Combinator::Any, |_| Ok(arguments.get(0)))
}

/// Promise.allSettled Resolve Element Functions –
/// <https://tc39.es/ecma262/#sec-promise.allsettled-resolve-element-functions>
fn settled_fulfilled<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    element_settled(cx, arguments, Combinator::AllSettled, |cx| {
        outcome(cx, KnownName::Fulfilled, KnownName::Value, arguments.get(0))
    })
}

/// Promise.allSettled Reject Element Functions –
/// <https://tc39.es/ecma262/#sec-promise.allsettled-reject-element-functions>
fn settled_rejected<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    element_settled(cx, arguments, Combinator::AllSettled, |cx| {
        outcome(cx, KnownName::Rejected, KnownName::Reason, arguments.get(0))
    })
}

/// `{ status, value }` or `{ status, reason }`.
fn outcome<'s>(cx: &mut Scope<'s>, status: KnownName, key: KnownName, value: Local<'s>) -> Completion<Local<'s>> {
    let object = ordinary_object(cx)?;
    let status = cx.known_string(status)?;
    create_data_property(cx, object, KnownName::Status.into(), status)?;
    create_data_property(cx, object, key.into(), value)?;
    Ok(object)
}
