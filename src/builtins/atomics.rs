//! `Atomics` – ECMA-262 §25.4 <https://tc39.es/ecma262/#sec-atomics-object>
//!
//! There is one agent, so that every access is atomic, and nobody can wake one that waits.

use super::typed_array::validate;
use crate::heap::Local;
use crate::runtime::{
    Abrupt, Arguments, Builtin, ByteOrder, Completion, Element, ElementType, Intrinsic, Scope, define_global,
    element_bytes, element_value, install as install_table, is_integral_number, make_object, method, read_element, tag,
    throw_range_error, throw_type_error, to_bigint, to_element, to_int32, to_integer_or_infinity, to_number,
    view_bytes, view_bytes_mut, view_of,
};
use crate::value::kind;
use crate::value::layout::view;
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
    let element = validate(cx, array, function)?.element;
    let fits = match element {
        ElementType::Int32 | ElementType::BigInt64 => true,
        ElementType::Float16 | ElementType::Float32 | ElementType::Float64 | ElementType::Uint8Clamped => false,
        _ => access == Access::Integer,
    };
    if fits {
        return Ok(element);
    }
    let what = if access == Access::Waitable { "an int32 or BigInt64" } else { "an integer" };
    Err(throw_type_error(cx, format_args!("[object Array] is not {what} typed array.")))
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

/// The element at an index that is in bounds.
fn read(cx: &Scope<'_>, array: Local<'_>, index: usize, element: ElementType) -> Element {
    let bytes = view_bytes(cx.heap(), cx.raw(array));
    read_element(bytes.get(index * element.size()..).unwrap_or(&[]), element, ByteOrder::Little)
}

/// Overwrites the element at an index that is in bounds.
fn write(cx: &mut Scope<'_>, array: Local<'_>, index: usize, element: ElementType, bits: u64) {
    let size = element.size();
    if let Some(bytes) = view_bytes_mut(&mut cx.heap, array).get_mut(index * size..(index + 1) * size) {
        bytes.copy_from_slice(&bits.to_le_bytes()[..size]);
    }
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
    let old = read(cx, array, index, element);
    write(cx, array, index, element, operation(bits_of(old, element), bits_of(value, element)));
    element_value(cx, old)
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
    let old = read(cx, array, index, element);
    if bits_of(old, element) == bits_of(expected, element) {
        write(cx, array, index, element, bits_of(replacement, element));
    }
    element_value(cx, old)
}

/// Atomics.load ( typedArray, index ) – <https://tc39.es/ecma262/#sec-atomics.load>
fn load<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let array = arguments.get(0);
    let element = validate_integers(cx, array, Access::Integer, "Atomics.load")?;
    let index = validate_access(cx, array, arguments.get(1))?;
    revalidate(cx, array, index, "Atomics.load")?;
    let value = read(cx, array, index, element);
    element_value(cx, value)
}

/// Atomics.store ( typedArray, index, value ) – <https://tc39.es/ecma262/#sec-atomics.store>
fn store<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let array = arguments.get(0);
    let element = validate_integers(cx, array, Access::Integer, "Atomics.store")?;
    let index = validate_access(cx, array, arguments.get(1))?;
    let (given, value) = to_integer(cx, arguments.get(2), element)?;
    revalidate(cx, array, index, "Atomics.store")?;
    write(cx, array, index, element, bits_of(value, element));
    Ok(given)
}

/// Atomics.isLockFree ( size ) – <https://tc39.es/ecma262/#sec-atomics.islockfree>
fn is_lock_free<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let size = to_integer_or_infinity(cx, arguments.get(0))?;
    Ok(Local::bool([1.0, 2.0, 4.0, 8.0].contains(&size)))
}

/// Atomics.wait ( typedArray, index, value, timeout ) – <https://tc39.es/ecma262/#sec-atomics.wait>
fn wait<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let array = arguments.get(0);
    let element = validate_integers(cx, array, Access::Waitable, "Atomics.wait")?;
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
    if read(cx, array, index, element) != value {
        return cx.interned("not-equal");
    }
    let start = Instant::now();
    loop {
        let left = timeout - start.elapsed().as_secs_f64() * 1000.0;
        if left <= 0.0 {
            return cx.interned("timed-out");
        }
        std::thread::sleep(SLEEP.min(Duration::from_secs_f64(left.min(1000.0) / 1000.0)));
        cx.poll()?;
    }
}

/// Atomics.notify ( typedArray, index, count ) – <https://tc39.es/ecma262/#sec-atomics.notify>
fn notify<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let array = arguments.get(0);
    validate_integers(cx, array, Access::Waitable, "Atomics.notify")?;
    validate_access(cx, array, arguments.get(1))?;
    if !cx.raw(arguments.get(2)).is_undefined() {
        to_integer_or_infinity(cx, arguments.get(2))?;
    }
    Ok(Local::int(0))
}

/// Atomics.pause ( [ iterationNumber ] ) – <https://tc39.es/ecma262/#sec-atomics.pause>
fn pause<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let count = cx.raw(arguments.get(0));
    if !count.is_undefined() && !is_integral_number(count) {
        return Err(throw_type_error(cx, format_args!("iterationNumber must be an integer or undefined")));
    }
    Ok(Local::UNDEFINED)
}
