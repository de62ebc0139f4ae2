//! `Atomics` – ECMA-262 §25.4 <https://tc39.es/ecma262/#sec-atomics-object>
//!
//! The memory that agents share knows who waits for it (`SharedMemory`); here is what a script sees of that.

use super::typed_array::validate;
use crate::heap::{Local, SharedMemory, Signal};
use crate::runtime::names::KnownName;
use crate::runtime::{
    Abrupt, Arguments, Builtin, ByteOrder, Completion, Element, ElementType, Intrinsic, PropertyKey, Scope,
    add_async_wait, create_data_property, define_global, describe, element_bytes, element_value,
    install as install_table, is_integral_number, make_object, method, new_promise, ordinary_object, read_element,
    shared_memory, tag, throw_range_error, throw_type_error, to_bigint, to_element, to_int32, to_integer_or_infinity,
    to_number, update_bytes, view_of,
};
use crate::value::kind;
use crate::value::layout::view;
use std::sync::Arc;
use std::time::{Duration, Instant};

const FUNCTIONS: &[Builtin] = &[
    method("load", 2, load),
    method("store", 3, store),
    method("add", 3, add),
    method("sub", 3, sub),
    method("and", 3, and),
    method("or", 3, or),
    method("xor", 3, xor),
    method("exchange", 3, exchange),
    method("compareExchange", 4, compare_exchange),
    method("isLockFree", 1, is_lock_free),
    method("wait", 4, wait),
    method("waitAsync", 4, wait_async),
    method("notify", 3, notify),
    method("pause", 0, pause),
    tag("Atomics"),
];

/// How long `wait` sleeps before it looks for an interrupt.
const SLEEP: Duration = Duration::from_millis(5);

/// Makes `Atomics`.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let parent = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let atomics = make_object(cx, kind::ORDINARY, parent)?;
    cx.set_intrinsic(Intrinsic::Atomics, atomics);
    install_table(cx, atomics, FUNCTIONS)?;
    define_global(cx, "Atomics", atomics)
}

/// Which typed arrays a function takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    /// All of integers.
    Integer,
    /// Those that can be waited on.
    Waitable,
}

/// ValidateIntegerTypedArray ( typedArray, waitable ) – <https://tc39.es/ecma262/#sec-validateintegertypedarray>
fn validate_integers(cx: &mut Scope<'_>, array: Local<'_>, access: Access, function: &str) -> Completion<ElementType> {
    let element = match cx.raw(array).is_kind(kind::TYPED_ARRAY) {
        true => Some(validate(cx, array, function)?.element),
        false => None,
    };
    let fits = match element {
        Some(ElementType::Int32 | ElementType::BigInt64) => true,
        None | Some(ElementType::Float16 | ElementType::Float32 | ElementType::Float64 | ElementType::Uint8Clamped) => {
            false
        }
        _ => access == Access::Integer,
    };
    if let Some(element) = element.filter(|_| fits) {
        return Ok(element);
    }
    let what = if access == Access::Waitable { "an int32 or BigInt64" } else { "an integer" };
    let shown = describe(cx, array);
    Err(throw_type_error(cx, format_args!("{shown} is not {what} typed array.")))
}

/// ValidateAtomicAccess ( taRecord, requestIndex ): the index of the element.
fn validate_access<'s>(cx: &mut Scope<'s>, array: Local<'s>, index: Local<'s>) -> Completion<usize> {
    let length = view_of(cx.raw(array)).map_or(0, |view| view.length) as f64;
    let index = to_integer_or_infinity(cx, index)?;
    if (0.0..length).contains(&index) { Ok(index as usize) } else { Err(throw_invalid_index(cx)) }
}

#[cold]
fn throw_invalid_index(cx: &mut Scope<'_>) -> Abrupt {
    throw_range_error(cx, format_args!("Invalid atomic access index"))
}

/// RevalidateAtomicAccess ( typedArray, byteIndexInBuffer ): conversions may have shrunk or detached the buffer.
fn revalidate(cx: &mut Scope<'_>, array: Local<'_>, index: usize, function: &str) -> Completion<()> {
    let length = validate(cx, array, function)?.length;
    if index < length { Ok(()) } else { Err(throw_invalid_index(cx)) }
}

/// The value to write: an integer of the array's sort, and that as an element.
fn to_integer<'s>(cx: &mut Scope<'s>, value: Local<'s>, element: ElementType) -> Completion<(Local<'s>, Element)> {
    if element.is_bigint() {
        let integer = to_bigint(cx, value)?;
        return Ok((integer, to_element(cx, integer, element)?));
    }
    let integer = to_integer_or_infinity(cx, value)?;
    Ok((Local::number(integer), Element::Number(integer)))
}

/// The bits of an element, zero-extended.
fn bits_of(value: Element, element: ElementType) -> u64 {
    let (bytes, size) = element_bytes(value, element, ByteOrder::Little);
    let mut all = [0; 8];
    all[..size].copy_from_slice(&bytes[..size]);
    u64::from_le_bytes(all)
}

/// The element with these bits.
fn element_of(bits: u64, element: ElementType) -> Element {
    read_element(&bits.to_le_bytes(), element, ByteOrder::Little)
}

/// Replaces the bits of the element at an index that is in bounds by what `change` makes of them (`None`: nothing), with no
/// other agent in between; what was there.
fn update(
    cx: &mut Scope<'_>,
    array: Local<'_>,
    index: usize,
    element: ElementType,
    change: impl FnMut(u64) -> Option<u64>,
) -> Completion<u64> {
    let mut cx = cx.open();
    let buffer = cx.word(array, view::BUFFER)?;
    let place = place_of(&cx, array, index, element);
    Ok(update_bytes(&mut cx.heap, buffer, place, element.size(), change))
}

/// The first byte of an element in its buffer.
fn place_of(cx: &Scope<'_>, array: Local<'_>, index: usize, element: ElementType) -> usize {
    cx.raw(array).raw_word(view::BYTE_OFFSET) as usize + index * element.size()
}

/// AtomicReadModifyWrite ( typedArray, index, value, op ) – <https://tc39.es/ecma262/#sec-atomicreadmodifywrite>
fn read_modify_write<'s>(
    cx: &mut Scope<'s>,
    arguments: Arguments<'s>,
    function: &str,
    operation: fn(u64, u64) -> u64,
) -> Completion<Local<'s>> {
    let array = arguments.get(0);
    let element = validate_integers(cx, array, Access::Integer, function)?;
    let index = validate_access(cx, array, arguments.get(1))?;
    let (_, value) = to_integer(cx, arguments.get(2), element)?;
    revalidate(cx, array, index, function)?;
    let operand = bits_of(value, element);
    let old = update(cx, array, index, element, |old| Some(operation(old, operand)))?;
    element_value(cx, element_of(old, element))
}

/// Atomics.add ( typedArray, index, value ) – <https://tc39.es/ecma262/#sec-atomics.add>
fn add<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    read_modify_write(cx, arguments, "Atomics.add", u64::wrapping_add)
}

/// Atomics.sub ( typedArray, index, value ) – <https://tc39.es/ecma262/#sec-atomics.sub>
fn sub<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    read_modify_write(cx, arguments, "Atomics.sub", u64::wrapping_sub)
}

/// Atomics.and ( typedArray, index, value ) – <https://tc39.es/ecma262/#sec-atomics.and>
fn and<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    read_modify_write(cx, arguments, "Atomics.and", |old, value| old & value)
}

/// Atomics.or ( typedArray, index, value ) – <https://tc39.es/ecma262/#sec-atomics.or>
fn or<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    read_modify_write(cx, arguments, "Atomics.or", |old, value| old | value)
}

/// Atomics.xor ( typedArray, index, value ) – <https://tc39.es/ecma262/#sec-atomics.xor>
fn xor<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    read_modify_write(cx, arguments, "Atomics.xor", |old, value| old ^ value)
}

/// Atomics.exchange ( typedArray, index, value ) – <https://tc39.es/ecma262/#sec-atomics.exchange>
fn exchange<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    read_modify_write(cx, arguments, "Atomics.exchange", |_, value| value)
}

/// Atomics.compareExchange ( typedArray, index, expectedValue, replacementValue ) –
/// <https://tc39.es/ecma262/#sec-atomics.compareexchange>
fn compare_exchange<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    const FUNCTION: &str = "Atomics.compareExchange";
    let array = arguments.get(0);
    let element = validate_integers(cx, array, Access::Integer, FUNCTION)?;
    let index = validate_access(cx, array, arguments.get(1))?;
    let (_, expected) = to_integer(cx, arguments.get(2), element)?;
    let (_, replacement) = to_integer(cx, arguments.get(3), element)?;
    revalidate(cx, array, index, FUNCTION)?;
    let (expected, replacement) = (bits_of(expected, element), bits_of(replacement, element));
    let old = update(cx, array, index, element, |old| (old == expected).then_some(replacement))?;
    element_value(cx, element_of(old, element))
}

/// Atomics.load ( typedArray, index ) – <https://tc39.es/ecma262/#sec-atomics.load>
fn load<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let array = arguments.get(0);
    let element = validate_integers(cx, array, Access::Integer, "Atomics.load")?;
    let index = validate_access(cx, array, arguments.get(1))?;
    revalidate(cx, array, index, "Atomics.load")?;
    let bits = update(cx, array, index, element, |_| None)?;
    element_value(cx, element_of(bits, element))
}

/// Atomics.store ( typedArray, index, value ) – <https://tc39.es/ecma262/#sec-atomics.store>
fn store<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let array = arguments.get(0);
    let element = validate_integers(cx, array, Access::Integer, "Atomics.store")?;
    let index = validate_access(cx, array, arguments.get(1))?;
    let (given, value) = to_integer(cx, arguments.get(2), element)?;
    revalidate(cx, array, index, "Atomics.store")?;
    let bits = bits_of(value, element);
    update(cx, array, index, element, |_| Some(bits))?;
    Ok(given)
}

/// Atomics.isLockFree ( size ) – <https://tc39.es/ecma262/#sec-atomics.islockfree>
fn is_lock_free<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let size = to_integer_or_infinity(cx, arguments.get(0))?;
    Ok(Local::bool([1.0, 2.0, 4.0, 8.0].contains(&size)))
}

/// What DoWait begins with: the arguments of a wait, checked.
struct Wait {
    memory: SharedMemory,
    place: usize,
    size: usize,
    expected: u64,
    /// In milliseconds, perhaps infinite.
    timeout: f64,
}

/// DoWait ( mode, typedArray, index, value, timeout ), steps 1 to 13 – <https://tc39.es/ecma262/#sec-dowait>
fn check_wait<'s>(cx: &mut Scope<'s>, arguments: Arguments<'s>, function: &str) -> Completion<Wait> {
    let array = arguments.get(0);
    let element = validate_integers(cx, array, Access::Waitable, function)?;
    if !cx.raw(array).word(view::BUFFER).is_kind(kind::SHARED_ARRAY_BUFFER) {
        return Err(throw_type_error(cx, format_args!("[object {}] is not a shared typed array.", element.name())));
    }
    let index = validate_access(cx, array, arguments.get(1))?;
    let value = match element {
        ElementType::Int32 => Element::Number(f64::from(to_int32(cx, arguments.get(2))?)),
        _ => to_element(cx, arguments.get(2), element)?,
    };
    let timeout = to_number(cx, arguments.get(3))?;
    let timeout = if timeout.is_nan() { f64::INFINITY } else { timeout.max(0.0) };
    let buffer = cx.word(array, view::BUFFER)?;
    let memory = shared_memory(cx, buffer)?;
    let place = place_of(cx, array, index, element);
    Ok(Wait { memory, place, size: element.size(), expected: bits_of(value, element), timeout })
}

/// Atomics.wait ( typedArray, index, value, timeout ) – <https://tc39.es/ecma262/#sec-atomics.wait>
fn wait<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let wait = check_wait(cx, arguments, "Atomics.wait")?;
    let signal = Arc::new(Signal::default());
    if !wait.memory.begin_wait(wait.place, wait.size, wait.expected, Arc::clone(&signal)) {
        return cx.interned("not-equal");
    }
    let start = Instant::now();
    let result = loop {
        let left = wait.timeout - start.elapsed().as_secs_f64() * 1000.0;
        if left <= 0.0 || signal.wait(SLEEP.min(Duration::from_secs_f64(left.min(1000.0) / 1000.0))) {
            break Ok(());
        }
        if let Err(abrupt) = cx.poll() {
            break Err(abrupt);
        }
    };
    let is_notified = wait.memory.end_wait(&signal);
    result?;
    cx.interned(if is_notified { "ok" } else { "timed-out" })
}

/// Atomics.waitAsync ( typedArray, index, value, timeout ) – <https://tc39.es/ecma262/#sec-atomics.waitasync>
fn wait_async<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let wait = check_wait(cx, arguments, "Atomics.waitAsync")?;
    let signal = cx.async_waits.signal();
    if !wait.memory.begin_wait(wait.place, wait.size, wait.expected, Arc::clone(&signal)) {
        let value = cx.interned("not-equal")?;
        return wait_result(cx, false, value);
    }
    if wait.timeout == 0.0 {
        wait.memory.end_wait(&signal);
        let value = cx.interned("timed-out")?;
        return wait_result(cx, false, value);
    }
    let promise = new_promise(cx)?;
    let timeout = Duration::try_from_secs_f64(wait.timeout / 1000.0).ok();
    add_async_wait(cx, promise, wait.memory, signal, timeout)?;
    wait_result(cx, true, promise)
}

/// The result object of `waitAsync`.
fn wait_result<'s>(cx: &mut Scope<'s>, is_async: bool, value: Local<'s>) -> Completion<Local<'s>> {
    let result = ordinary_object(cx)?;
    let key = cx.name("async")?;
    create_data_property(cx, result, key, Local::bool(is_async))?;
    create_data_property(cx, result, PropertyKey::Known(KnownName::Value), value)?;
    Ok(result)
}

/// Atomics.notify ( typedArray, index, count ) – <https://tc39.es/ecma262/#sec-atomics.notify>
fn notify<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let array = arguments.get(0);
    let element = validate_integers(cx, array, Access::Waitable, "Atomics.notify")?;
    let index = validate_access(cx, array, arguments.get(1))?;
    let mut count = f64::INFINITY;
    if !cx.raw(arguments.get(2)).is_undefined() {
        count = to_integer_or_infinity(cx, arguments.get(2))?.max(0.0);
    }
    if !cx.raw(array).word(view::BUFFER).is_kind(kind::SHARED_ARRAY_BUFFER) {
        return Ok(Local::int(0));
    }
    let buffer = cx.word(array, view::BUFFER)?;
    let memory = shared_memory(cx, buffer)?;
    let woken = memory.notify(place_of(cx, array, index, element), count as usize);
    Ok(Local::number(woken as f64))
}

/// Atomics.pause ( [ iterationNumber ] ) – <https://tc39.es/ecma262/#sec-atomics.pause>
fn pause<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let count = cx.raw(arguments.get(0));
    if !count.is_undefined() && !is_integral_number(count) {
        return Err(throw_type_error(cx, format_args!("iterationNumber must be an integer or undefined")));
    }
    Ok(Local::UNDEFINED)
}
