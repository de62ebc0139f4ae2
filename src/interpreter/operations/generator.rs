//! Generators and async functions – ECMA-262 §27.5, §27.7 <https://tc39.es/ecma262/#sec-generator-objects>: what their
//! nodes leave to safe code.

use super::iteration;
use crate::heap::{Allocation, Local};
use crate::interpreter::machine::{Stretch, resume};
use crate::runtime::{
    self, Abrupt, Arguments, Completion, Intrinsic, KnownName, PropertyKey, ResumeMode, Scope, SuspendReason,
};
use crate::value::kind;
use crate::value::layout::{function, generator, generator_state};

/// A state with room for `capacity` slots.
fn create_state<'s>(cx: &mut Scope<'s>, owner: Local<'s>, capacity: usize) -> Completion<Local<'s>> {
    let words = generator_state::SLOTS + capacity;
    cx.allocate(Allocation::young(kind::GENERATOR_STATE, 0, words), |init| init.set(generator_state::OWNER, owner))
}

/// The generator object of a call of `callee`, whose state has room for `capacity` slots and is still empty.
pub(crate) fn create<'s>(cx: &mut Scope<'s>, callee: Local<'s>, capacity: usize) -> Completion<Local<'s>> {
    let object = create_object(cx, callee, kind::GENERATOR, Intrinsic::GeneratorPrototype)?;
    let state = create_state(cx, Local::UNDEFINED, capacity)?;
    cx.heap.store(object, generator::STATE, state);
    cx.heap.store(object, generator::FUNCTION, callee);
    Ok(object)
}

/// OrdinaryCreateFromConstructor; the closure remembers the shape.
fn create_object<'s>(cx: &mut Scope<'s>, callee: Local<'s>, kind: u8, fallback: Intrinsic) -> Completion<Local<'s>> {
    if cx.raw(callee).word(function::INITIAL_SHAPE).is_kind(kind::SHAPE) {
        let shape = cx.word(callee, function::INITIAL_SHAPE)?;
        return runtime::allocate_object(cx, shape);
    }
    let prototype = runtime::get_prototype_from_constructor(cx, callee, fallback)?;
    let shape = runtime::root_shape(cx, prototype, kind, 0, 0)?;
    cx.heap.store(callee, function::INITIAL_SHAPE, shape);
    runtime::allocate_object(cx, shape)
}

/// GetIterator for `yield*`.
pub(crate) fn inner_iterator<'s>(cx: &mut Scope<'s>, iterable: Local<'s>) -> Completion<Local<'s>> {
    let raw = cx.raw(iterable);
    if raw.is_undefined() || raw.is_null() {
        return Err(runtime::throw_not_iterable(cx, iterable));
    }
    let method = runtime::get_v(cx, iterable, PropertyKey::Known(KnownName::SymbolIterator))?;
    if !runtime::is_callable(cx, method) {
        return Err(runtime::throw_not_iterable(cx, iterable));
    }
    let iterator = runtime::call(cx, method, iterable, &[])?;
    if !runtime::is_object(cx.raw(iterator)) {
        let message = format_args!("Result of the Symbol.iterator method is not an object");
        return Err(runtime::throw_type_error(cx, message));
    }
    Ok(iterator)
}

/// One turn of `yield*`: hands on to the inner iterator what was received, and gives its result object; HOLE if the
/// generator has to return, since the iterator has no `return`.
pub(crate) fn delegate<'s>(
    cx: &mut Scope<'s>,
    [iterator, next, received]: [Local<'s>; 3],
    mode: ResumeMode,
) -> Completion<Local<'s>> {
    let result = match mode {
        ResumeMode::Next => runtime::call(cx, next, iterator, &[received])?,
        ResumeMode::Throw => {
            let Some(method) = runtime::get_method(cx, iterator, PropertyKey::Known(KnownName::Throw))? else {
                iteration::close(cx, iterator)?;
                let message = format_args!("The iterator does not provide a 'throw' method.");
                return Err(runtime::throw_type_error(cx, message));
            };
            runtime::call(cx, method, iterator, &[received])?
        }
        ResumeMode::Return => {
            let Some(method) = runtime::get_method(cx, iterator, PropertyKey::Known(KnownName::Return))? else {
                return Ok(Local::HOLE);
            };
            runtime::call(cx, method, iterator, &[received])?
        }
    };
    runtime::require_iterator_result(cx, result)?;
    Ok(result)
}

/// IteratorComplete: TRUE or FALSE.
pub(crate) fn is_done<'s>(cx: &mut Scope<'s>, result: Local<'s>) -> Completion<Local<'s>> {
    let done = runtime::get(cx, result, PropertyKey::Known(KnownName::Done))?;
    Ok(Local::bool(runtime::to_boolean(cx, done)))
}

/// IteratorValue.
pub(crate) fn value_of<'s>(cx: &mut Scope<'s>, result: Local<'s>) -> Completion<Local<'s>> {
    runtime::get(cx, result, PropertyKey::Known(KnownName::Value))
}

/// The value of a result object, or HOLE if it is the last.
pub(crate) fn step_of_result<'s>(cx: &mut Scope<'s>, result: Local<'s>) -> Completion<Local<'s>> {
    let done = runtime::get(cx, result, PropertyKey::Known(KnownName::Done))?;
    if runtime::to_boolean(cx, done) { Ok(Local::HOLE) } else { value_of(cx, result) }
}

/// The state of an async function that stops for the first time, with its promise.
pub(crate) fn create_async_state<'s>(cx: &mut Scope<'s>, capacity: usize) -> Completion<Local<'s>> {
    let promise = runtime::new_promise(cx)?;
    create_state(cx, promise, capacity)
}

/// The promise of an async function that ended with a value before it ever stopped.
pub(crate) fn resolved<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Local<'s>> {
    let promise = runtime::new_promise(cx)?;
    runtime::resolve_promise(cx, promise, value)?;
    Ok(promise)
}

/// The promise of an async function that threw before it ever stopped.
pub(crate) fn rejected<'s>(cx: &mut Scope<'s>, abrupt: Abrupt) -> Completion<Local<'s>> {
    let reason = cx.catch(abrupt)?;
    let promise = runtime::new_promise(cx)?;
    runtime::reject_promise(cx, promise, reason)?;
    Ok(promise)
}

/// Await (§27.7.5.3) of `value` by the function in `state`, which has stopped for the first time: its promise.
pub(crate) fn begin_await<'s>(cx: &mut Scope<'s>, state: Local<'s>, value: Local<'s>) -> Completion<Local<'s>> {
    let promise = cx.word(state, generator_state::OWNER)?;
    if let Err(abrupt) = await_value(cx, state, value) {
        let reason = cx.catch(abrupt)?;
        go_on(cx, state, ResumeMode::Throw, reason)?;
    }
    Ok(promise)
}

/// The object of a call of an async generator, whose state has room for `capacity` slots and is still empty.
pub(crate) fn create_async<'s>(cx: &mut Scope<'s>, callee: Local<'s>, capacity: usize) -> Completion<Local<'s>> {
    let object = create_object(cx, callee, kind::ASYNC_GENERATOR, Intrinsic::AsyncGeneratorPrototype)?;
    let state = create_state(cx, object, capacity)?;
    cx.heap.store(object, generator::STATE, state);
    super::async_generator::start(cx, object);
    Ok(object)
}

/// Has `value` awaited by the function in `state`.
pub(super) fn await_value<'s>(cx: &mut Scope<'s>, state: Local<'s>, value: Local<'s>) -> Completion<()> {
    let constructor = cx.intrinsic(Intrinsic::Promise)?;
    let promise = runtime::promise_resolve(cx, constructor, value)?;
    let chain = runtime::capture_await(cx, state)?;
    runtime::await_promise_in(cx, promise, settled, state, chain)
}

/// The job of a promise that an async function awaits: data, value or reason, whether it is a reason.
fn settled<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let is_rejected = cx.raw(arguments.get(2)).word_value() == crate::value::Value::TRUE;
    let mode = if is_rejected { ResumeMode::Throw } else { ResumeMode::Next };
    let (state, value) = (arguments.get(0), arguments.get(1));
    let owner = cx.word(state, generator_state::OWNER)?;
    if cx.raw(owner).is_kind(kind::ASYNC_GENERATOR) {
        super::async_generator::go_on(cx, owner, mode, value)?;
    } else {
        go_on(cx, state, mode, value)?;
    }
    Ok(Local::UNDEFINED)
}

/// Lets an async function go on to its next `await` or its end.
fn go_on<'s>(cx: &mut Scope<'s>, state: Local<'s>, mode: ResumeMode, value: Local<'s>) -> Completion<()> {
    let received = cx.variable(value)?;
    let mut mode = mode;
    loop {
        let mut cx = cx.open();
        let outcome = match resume(&mut cx, state, mode, received.get()) {
            Ok(Stretch::Suspended(value)) => {
                debug_assert!(cx.suspension.reason == SuspendReason::Await, "async functions only await");
                match await_value(&mut cx, state, value) {
                    Ok(()) => return Ok(()),
                    Err(abrupt) => {
                        let reason = cx.catch(abrupt)?;
                        received.set(&mut cx, reason);
                        mode = ResumeMode::Throw;
                        continue;
                    }
                }
            }
            Ok(Stretch::Returned(value)) => Ok(value),
            Err(abrupt) => Err(cx.catch(abrupt)?),
        };
        let promise = cx.word(state, generator_state::OWNER)?;
        return match outcome {
            Ok(value) => runtime::resolve_promise(&mut cx, promise, value),
            Err(reason) => runtime::reject_promise(&mut cx, promise, reason),
        };
    }
}
