//! Promises (§27.2.1): what async functions, builtins and hosts share. The constructor and its methods are a builtin.
//!
//! A promise keeps the reactions of its `then` calls as a chain of RECORDs, the last one first. Settling it queues a job for
//! each in the order in which they came. A capability whose functions nobody can see has none: its promise is settled
//! directly.
//!
//! For `await`: `promise_resolve` with %Promise%, then [`await_promise`] with native steps that go on with the computation.

use super::async_stack::{TaskKind, capture_task, in_task};
use super::completion::{Abrupt, Completion, NativeFunction};
use super::function::{NativeDescription, callee_data, create_builtin_function};
use super::hooks::RejectionOperation;
use super::jobs::enqueue_job;
use super::names::KnownName;
use super::realm::Intrinsic;
use super::scope::{Arguments, Scope};
use super::{
    call, construct, describe, get_known, is_callable, is_constructor, is_object, make_object, throw_type_error,
};
use crate::heap::{Allocation, Local, Raw};
use crate::value::kind;
use crate::value::layout::{native, promise, reaction};

/// The state of a promise ([[PromiseState]]).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PromiseState {
    /// Not settled.
    Pending,
    /// Fulfilled: the result is the value.
    Fulfilled,
    /// Rejected: the result is the reason.
    Rejected,
}

/// Bit of the state word: [[PromiseIsHandled]].
const IS_HANDLED: i32 = 4;

/// Words of the RECORD that both resolving functions of a promise share.
mod resolving {
    /// The promise, or UNDEFINED once one of them was called ([[AlreadyResolved]]).
    pub(super) const PROMISE: usize = 1;
    /// Words of the record.
    pub(super) const WORDS: usize = 2;
}

/// Words of the RECORD that GetCapabilitiesExecutor fills.
mod executor {
    /// [[Resolve]], or UNDEFINED.
    pub(super) const RESOLVE: usize = 1;
    /// [[Reject]], or UNDEFINED.
    pub(super) const REJECT: usize = 2;
    /// Words of the record.
    pub(super) const WORDS: usize = 3;
}

/// A PromiseCapability Record (§27.2.1.1). Without functions (UNDEFINED) the promise is one of the engine's own.
#[derive(Clone, Copy)]
pub(crate) struct PromiseCapability<'s> {
    /// [[Promise]].
    pub(crate) promise: Local<'s>,
    /// [[Resolve]].
    pub(crate) resolve: Local<'s>,
    /// [[Reject]].
    pub(crate) reject: Local<'s>,
}

impl<'s> PromiseCapability<'s> {
    /// Nobody waits for a result.
    pub(crate) const NONE: PromiseCapability<'static> =
        PromiseCapability { promise: Local::UNDEFINED, resolve: Local::UNDEFINED, reject: Local::UNDEFINED };

    /// Calls [[Resolve]].
    ///
    /// # Errors
    /// Whatever the function throws.
    pub(crate) fn resolve<'i>(self, cx: &mut Scope<'i>, value: Local<'i>) -> Completion<()>
    where
        's: 'i,
    {
        if cx.raw(self.resolve).is_undefined() {
            return resolve_promise(cx, self.promise, value);
        }
        call(cx, self.resolve, Local::UNDEFINED, &[value]).map(|_| ())
    }

    /// Calls [[Reject]].
    ///
    /// # Errors
    /// Whatever the function throws.
    pub(crate) fn reject<'i>(self, cx: &mut Scope<'i>, reason: Local<'i>) -> Completion<()>
    where
        's: 'i,
    {
        if cx.raw(self.reject).is_undefined() {
            return reject_promise(cx, self.promise, reason);
        }
        call(cx, self.reject, Local::UNDEFINED, &[reason]).map(|_| ())
    }

    /// IfAbruptRejectPromise (§27.2.1.1.1): a throw rejects the promise, which is the answer; a termination goes on.
    ///
    /// # Errors
    /// A termination; whatever [[Reject]] throws.
    pub(crate) fn reject_abrupt(self, cx: &mut Scope<'s>, abrupt: Abrupt) -> Completion<Local<'s>> {
        let reason = cx.catch(abrupt)?;
        self.reject(cx, reason)?;
        Ok(self.promise)
    }
}

/// The state of a promise. Pure.
pub(crate) fn promise_state(promise: Raw<'_>) -> PromiseState {
    match promise.word(promise::STATE).as_int() & 3 {
        0 => PromiseState::Pending,
        1 => PromiseState::Fulfilled,
        _ => PromiseState::Rejected,
    }
}

/// The value or reason of a settled promise. Pure.
pub(crate) fn promise_result(promise: Raw<'_>) -> Raw<'_> {
    promise.word(promise::RESULT)
}

/// [[PromiseIsHandled]]. Pure.
pub(crate) fn is_promise_handled(promise: Raw<'_>) -> bool {
    promise.word(promise::STATE).as_int() & IS_HANDLED != 0
}

/// Sets [[PromiseIsHandled]]: nobody is told when the promise is rejected.
pub(crate) fn mark_promise_handled(cx: &mut Scope<'_>, promise: Local<'_>) {
    let state = cx.raw(promise).word(promise::STATE).as_int();
    cx.heap.store(promise, promise::STATE, Local::int(state | IS_HANDLED));
}

/// A pending promise with this prototype.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn create_promise<'s>(cx: &mut Scope<'s>, prototype: Local<'s>) -> Completion<Local<'s>> {
    let promise = make_object(cx, kind::PROMISE, prototype)?;
    cx.heap.store(promise, promise::STATE, Local::int(0));
    Ok(promise)
}

/// A pending %Promise%.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn new_promise<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let prototype = cx.intrinsic(Intrinsic::PromisePrototype)?;
    let promise = create_promise(cx, prototype)?;
    Ok(cx.collapse(depth, promise))
}

/// CreateResolvingFunctions (§27.2.1.3): resolve and reject.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn create_resolving_functions<'s>(
    cx: &mut Scope<'s>,
    promise: Local<'_>,
) -> Completion<(Local<'s>, Local<'s>)> {
    let record = cx.allocate(Allocation::young(kind::RECORD, 0, resolving::WORDS), |init| {
        init.set(resolving::PROMISE, promise);
    })?;
    let resolve = anonymous_function(cx, resolve_function, 1, record)?;
    let reject = anonymous_function(cx, reject_function, 1, record)?;
    Ok((resolve, reject))
}

/// A function of the specification's without a name, as closures of its algorithms are. `data` is for `callee_data`.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn anonymous_function<'s>(
    cx: &mut Scope<'s>,
    steps: NativeFunction,
    length: u8,
    data: Local<'s>,
) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let name = cx.known_string(KnownName::Empty)?;
    let function = create_builtin_function(cx, NativeDescription { steps, length, flags: native::UNSEEN }, name, data)?;
    Ok(cx.collapse(depth, function))
}

/// The promise of a resolving function, if neither it nor its sister was called before; now one was.
fn take_promise<'s>(cx: &mut Scope<'s>, arguments: Arguments<'s>) -> Completion<Option<Local<'s>>> {
    let record = callee_data(cx, arguments)?;
    let promise = cx.word(record, resolving::PROMISE)?;
    cx.heap.store(record, resolving::PROMISE, Local::UNDEFINED);
    Ok(cx.raw(promise).is_pointer().then_some(promise))
}

/// Promise Reject Functions – <https://tc39.es/ecma262/#sec-promise-reject-functions>
fn reject_function<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if let Some(promise) = take_promise(cx, arguments)? {
        reject_promise(cx, promise, arguments.get(0))?;
    }
    Ok(Local::UNDEFINED)
}

/// Promise Resolve Functions – <https://tc39.es/ecma262/#sec-promise-resolve-functions>
fn resolve_function<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if let Some(promise) = take_promise(cx, arguments)? {
        resolve_promise(cx, promise, arguments.get(0))?;
    }
    Ok(Local::UNDEFINED)
}

/// Resolves a pending promise with a value, a promise or a thenable (§27.2.1.3.2, steps 7 to 15).
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn resolve_promise<'s>(cx: &mut Scope<'s>, promise: Local<'s>, resolution: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    if !is_object(cx.raw(resolution)) {
        return fulfill_promise(&mut cx, promise, resolution);
    }
    if cx.raw(resolution).identical(cx.raw(promise)) {
        let shown = describe(&mut cx, promise);
        let abrupt = throw_type_error(&mut cx, format_args!("Chaining cycle detected for promise {shown}"));
        let reason = cx.catch(abrupt)?;
        return reject_promise(&mut cx, promise, reason);
    }
    let then = match get_known(&mut cx, resolution, KnownName::Then) {
        Ok(then) => then,
        Err(abrupt) => {
            let reason = cx.catch(abrupt)?;
            return reject_promise(&mut cx, promise, reason);
        }
    };
    if is_callable(&cx, then) {
        return enqueue_job(&mut cx, resolve_thenable_job, [promise, resolution, then]);
    }
    fulfill_promise(&mut cx, promise, resolution)
}

/// FulfillPromise (§27.2.1.4) of a pending promise.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn fulfill_promise<'s>(cx: &mut Scope<'s>, promise: Local<'s>, value: Local<'s>) -> Completion<()> {
    settle(cx, promise, value, PromiseState::Fulfilled)
}

/// RejectPromise (§27.2.1.7) of a pending promise.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn reject_promise<'s>(cx: &mut Scope<'s>, promise: Local<'s>, reason: Local<'s>) -> Completion<()> {
    let is_handled = is_promise_handled(cx.raw(promise));
    let mut cx = cx.open();
    let reactions = take_reactions(&mut cx, promise, reason, PromiseState::Rejected)?;
    if !is_handled {
        track_rejection(&mut cx, promise, RejectionOperation::Reject);
    }
    trigger_reactions(&mut cx, reactions, reason, PromiseState::Rejected)
}

fn settle<'s>(cx: &mut Scope<'s>, promise: Local<'s>, result: Local<'s>, state: PromiseState) -> Completion<()> {
    let mut cx = cx.open();
    let reactions = take_reactions(&mut cx, promise, result, state)?;
    trigger_reactions(&mut cx, reactions, result, state)
}

/// Stores state and result and takes the reactions out of the promise.
fn take_reactions<'s>(
    cx: &mut Scope<'s>,
    promise: Local<'s>,
    result: Local<'s>,
    state: PromiseState,
) -> Completion<Local<'s>> {
    debug_assert!(promise_state(cx.raw(promise)) == PromiseState::Pending, "a promise is settled once");
    let reactions = cx.word(promise, promise::REACTIONS)?;
    let handled = cx.raw(promise).word(promise::STATE).as_int() & IS_HANDLED;
    cx.heap.store(promise, promise::REACTIONS, Local::UNDEFINED);
    cx.heap.store(promise, promise::RESULT, result);
    cx.heap.store(promise, promise::STATE, Local::int(state as i32 | handled));
    Ok(reactions)
}

/// HostPromiseRejectionTracker (§27.2.1.9).
fn track_rejection(cx: &mut Scope<'_>, promise: Local<'_>, operation: RejectionOperation) {
    let hooks = std::sync::Arc::clone(&cx.hooks);
    hooks.host_promise_rejection_tracker(&mut cx.open(), promise, operation);
}

/// TriggerPromiseReactions (§27.2.1.8): a job for each, in the order in which they were added.
fn trigger_reactions<'s>(
    cx: &mut Scope<'s>,
    reactions: Local<'s>,
    argument: Local<'s>,
    state: PromiseState,
) -> Completion<()> {
    // The chain begins with the last: turn it around in place.
    let (previous, current) = (cx.variable(Local::UNDEFINED)?, cx.variable(reactions)?);
    while cx.raw(current.get()).is_pointer() {
        let mut cx = cx.open();
        cx.step(1)?;
        let next = cx.word(current.get(), reaction::NEXT)?;
        cx.heap.store(current.get(), reaction::NEXT, previous.get());
        previous.set(&mut cx, current.get());
        current.set(&mut cx, next);
    }
    while cx.raw(previous.get()).is_pointer() {
        let mut cx = cx.open();
        let first = cx.word(previous.get(), reaction::NEXT)?;
        cx.heap.store(previous.get(), reaction::NEXT, Local::UNDEFINED);
        enqueue_reaction(&mut cx, previous.get(), argument, state)?;
        previous.set(&mut cx, first);
    }
    Ok(())
}

/// Queues the job of one reaction; the continuation of an await is the job itself.
fn enqueue_reaction(cx: &mut Scope<'_>, record: Local<'_>, argument: Local<'_>, state: PromiseState) -> Completion<()> {
    let is_rejected = Local::bool(state == PromiseState::Rejected);
    let handler = cx.raw(record).word(reaction::ON_FULFILLED);
    if handler.is_int()
        && let Some(&steps) = cx.natives.get(handler.as_int() as usize)
    {
        let mut cx = cx.open();
        let data = cx.word(record, reaction::PROMISE)?;
        let has_chain = cx.raw(record).size_words() > reaction::CHAIN;
        let steps = if has_chain { traced_job } else { steps };
        let data = if has_chain { record } else { data };
        return enqueue_job(&mut cx, steps, [data, argument, is_rejected]);
    }
    let steps = if cx.raw(record).size_words() > reaction::CHAIN { traced_job } else { reaction_job };
    enqueue_job(cx, steps, [record, argument, is_rejected])
}

/// The job of a reaction that knows what leads to it.
fn traced_job<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let record = arguments.get(0);
    let chain = cx.word(record, reaction::CHAIN)?;
    let handler = cx.raw(record).word(reaction::ON_FULFILLED);
    let continuation = handler.is_int().then(|| handler.as_int() as usize);
    match continuation.and_then(|index| cx.natives.get(index).copied()) {
        Some(steps) => {
            let data = cx.word(record, reaction::PROMISE)?;
            cx.heap.set_slot(arguments.first(), data);
            in_task(cx, chain, |cx| steps(cx, this, arguments))
        }
        None => in_task(cx, chain, |cx| reaction_job(cx, this, arguments)),
    }
}

/// NewPromiseReactionJob ( reaction, argument ) – <https://tc39.es/ecma262/#sec-newpromisereactionjob>
fn reaction_job<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let (record, argument) = (arguments.get(0), arguments.get(1));
    let is_rejected = cx.raw(arguments.get(2)).word_value() == crate::value::Value::TRUE;
    let handler = cx.word(record, if is_rejected { reaction::ON_REJECTED } else { reaction::ON_FULFILLED })?;
    let capability = PromiseCapability {
        promise: cx.word(record, reaction::PROMISE)?,
        resolve: cx.word(record, reaction::RESOLVE)?,
        reject: cx.word(record, reaction::REJECT)?,
    };
    let has_handler = cx.raw(handler).is_pointer();
    let result = match (has_handler, is_rejected) {
        (true, _) => match call(cx, handler, Local::UNDEFINED, &[argument]) {
            Ok(value) => Ok(value),
            Err(abrupt) => Err(cx.catch(abrupt)?),
        },
        (false, false) => Ok(argument),
        (false, true) => Err(argument),
    };
    if cx.raw(capability.promise).is_undefined() {
        return Ok(Local::UNDEFINED);
    }
    match result {
        Ok(value) => capability.resolve(cx, value)?,
        Err(reason) => capability.reject(cx, reason)?,
    }
    Ok(Local::UNDEFINED)
}

/// NewPromiseResolveThenableJob ( promiseToResolve, thenable, then ) –
/// <https://tc39.es/ecma262/#sec-newpromiseresolvethenablejob>
fn resolve_thenable_job<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let (promise, thenable, then) = (arguments.get(0), arguments.get(1), arguments.get(2));
    let (resolve, reject) = create_resolving_functions(cx, promise)?;
    match call(cx, then, thenable, &[resolve, reject]) {
        Ok(value) => Ok(value),
        Err(abrupt) => {
            let reason = cx.catch(abrupt)?;
            call(cx, reject, Local::UNDEFINED, &[reason])
        }
    }
}

/// NewPromiseCapability (§27.2.1.5), with resolving functions even for %Promise%.
///
/// # Errors
/// TypeError when `constructor` is none or does not behave; whatever it throws.
pub(crate) fn new_promise_capability<'s>(
    cx: &mut Scope<'s>,
    constructor: Local<'s>,
) -> Completion<PromiseCapability<'s>> {
    if is_intrinsic_promise(cx, constructor) {
        let promise = new_promise(cx)?;
        let (resolve, reject) = create_resolving_functions(cx, promise)?;
        return Ok(PromiseCapability { promise, resolve, reject });
    }
    if !is_constructor(cx, constructor) {
        let shown = describe(cx, constructor);
        return Err(throw_type_error(cx, format_args!("{shown} is not a constructor")));
    }
    let record = cx.allocate(Allocation::young(kind::RECORD, 0, executor::WORDS), |_| {})?;
    let function = anonymous_function(cx, capability_executor, 2, record)?;
    let promise = construct(cx, constructor, &[function], None)?;
    let resolve = cx.word(record, executor::RESOLVE)?;
    let reject = cx.word(record, executor::REJECT)?;
    if !is_callable(cx, resolve) || !is_callable(cx, reject) {
        return Err(throw_type_error(cx, format_args!("Promise resolve or reject function is not callable")));
    }
    Ok(PromiseCapability { promise, resolve, reject })
}

/// NewPromiseCapability for a caller who never shows the resolving functions to anybody: %Promise% needs none then.
///
/// # Errors
/// As `new_promise_capability`.
pub(crate) fn new_hidden_capability<'s>(
    cx: &mut Scope<'s>,
    constructor: Local<'s>,
) -> Completion<PromiseCapability<'s>> {
    if !is_intrinsic_promise(cx, constructor) {
        return new_promise_capability(cx, constructor);
    }
    Ok(PromiseCapability { promise: new_promise(cx)?, ..PromiseCapability::NONE })
}

fn is_intrinsic_promise(cx: &Scope<'_>, constructor: Local<'_>) -> bool {
    cx.raw(constructor).identical(cx.intrinsic_raw(Intrinsic::Promise))
}

/// GetCapabilitiesExecutor Functions – <https://tc39.es/ecma262/#sec-getcapabilitiesexecutor-functions>
fn capability_executor<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let record = callee_data(cx, arguments)?;
    let view = cx.raw(record);
    if !view.word(executor::RESOLVE).is_undefined() || !view.word(executor::REJECT).is_undefined() {
        return Err(throw_type_error(
            cx,
            format_args!("Promise executor has already been invoked with non-undefined arguments"),
        ));
    }
    cx.heap.store(record, executor::RESOLVE, arguments.get(0));
    cx.heap.store(record, executor::REJECT, arguments.get(1));
    Ok(Local::UNDEFINED)
}

/// PromiseResolve (§27.2.4.7.1): `value` itself if it is a promise of `constructor`, else one resolved with it.
///
/// # Errors
/// As `new_promise_capability`; whatever a getter of `constructor` throws.
pub(crate) fn promise_resolve<'s>(
    cx: &mut Scope<'s>,
    constructor: Local<'s>,
    value: Local<'s>,
) -> Completion<Local<'s>> {
    if cx.raw(value).is_kind(kind::PROMISE) {
        let depth = cx.heap.stack_depth();
        let own = get_known(cx, value, KnownName::Constructor)?;
        let is_same = super::same_value(cx, own, constructor)?;
        cx.heap.truncate_stack(depth);
        if is_same {
            return Ok(value);
        }
    }
    let capability = new_hidden_capability(cx, constructor)?;
    capability.resolve(cx, value)?;
    Ok(capability.promise)
}

/// PerformPromiseThen (§27.2.5.4.1). Handlers that cannot be called count as absent. `chain`: what leads to the reaction.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn perform_promise_then<'s>(
    cx: &mut Scope<'s>,
    promise: Local<'s>,
    on_fulfilled: Local<'s>,
    on_rejected: Local<'s>,
    capability: PromiseCapability<'s>,
    chain: Local<'s>,
) -> Completion<()> {
    let on_fulfilled = if is_callable(cx, on_fulfilled) { on_fulfilled } else { Local::UNDEFINED };
    let on_rejected = if is_callable(cx, on_rejected) { on_rejected } else { Local::UNDEFINED };
    let mut cx = cx.open();
    let words = words_with(&cx, chain);
    let record = cx.allocate(Allocation::young(kind::RECORD, 0, words), |init| {
        init.set(reaction::PROMISE, capability.promise);
        init.set(reaction::RESOLVE, capability.resolve);
        init.set(reaction::REJECT, capability.reject);
        init.set(reaction::ON_FULFILLED, on_fulfilled);
        init.set(reaction::ON_REJECTED, on_rejected);
        if words > reaction::CHAIN {
            init.set(reaction::CHAIN, chain);
        }
    })?;
    add_reaction(&mut cx, promise, record)
}

/// Words of a reaction that this chain leads to.
#[inline]
fn words_with(cx: &Scope<'_>, chain: Local<'_>) -> usize {
    reaction::WORDS + usize::from(cx.raw(chain).is_pointer())
}

/// The end of Await (§27.7.5.3): when `promise` is settled, a job calls `steps` with `data`, the value or reason, and
/// whether it is a reason.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn await_promise<'s>(
    cx: &mut Scope<'s>,
    promise: Local<'s>,
    steps: NativeFunction,
    data: Local<'s>,
) -> Completion<()> {
    await_promise_in(cx, promise, steps, data, Local::UNDEFINED)
}

/// As [`await_promise`]; `chain`: what leads to the job.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn await_promise_in<'s>(
    cx: &mut Scope<'s>,
    promise: Local<'s>,
    steps: NativeFunction,
    data: Local<'s>,
    chain: Local<'s>,
) -> Completion<()> {
    let index = cx.native_index(steps);
    let mut cx = cx.open();
    let words = words_with(&cx, chain);
    let record = cx.allocate(Allocation::young(kind::RECORD, 0, words), |init| {
        init.set(reaction::PROMISE, data);
        init.set(reaction::ON_FULFILLED, Local::int(index as i32));
        if words > reaction::CHAIN {
            init.set(reaction::CHAIN, chain);
        }
    })?;
    add_reaction(&mut cx, promise, record)
}

/// Adds a reaction to a pending promise, or queues its job.
fn add_reaction<'s>(cx: &mut Scope<'s>, promise: Local<'s>, record: Local<'s>) -> Completion<()> {
    let state = promise_state(cx.raw(promise));
    if state == PromiseState::Pending {
        let first = cx.word(promise, promise::REACTIONS)?;
        cx.heap.store(record, reaction::NEXT, first);
        cx.heap.store(promise, promise::REACTIONS, record);
    } else {
        let result = cx.word(promise, promise::RESULT)?;
        if state == PromiseState::Rejected && !is_promise_handled(cx.raw(promise)) {
            track_rejection(cx, promise, RejectionOperation::Handle);
        }
        enqueue_reaction(cx, record, result, state)?;
    }
    mark_promise_handled(cx, promise);
    Ok(())
}

/// Queues a call of `callback` without arguments: what `queueMicrotask` does.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn enqueue_microtask(cx: &mut Scope<'_>, callback: Local<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let chain = capture_task(&mut cx, TaskKind::Microtask)?;
    enqueue_job(&mut cx, microtask, [callback, chain, Local::UNDEFINED])
}

fn microtask<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    in_task(cx, arguments.get(1), |cx| call(cx, arguments.get(0), Local::UNDEFINED, &[]))
}
