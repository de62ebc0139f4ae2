//! Operators on values of any type – ECMA-262 §13 <https://tc39.es/ecma262/#sec-ecmascript-language-expressions>

use crate::heap::Local;
use crate::interpreter::compiler::operator_code;
use crate::interpreter::machine::operator as code;
use crate::interpreter::machine::{Operation, has_name};
use crate::runtime::{self, Arguments, Completion, Hint, Scope};
use crate::syntax::BinaryOperator;
use crate::value::{self, Side, kind};

/// The operation for each operator number of the machine.
pub(crate) const ARITHMETIC: [Operation; 22] = [
    add,
    subtract,
    multiply,
    divide,
    remainder,
    power,
    bit_and,
    bit_or,
    bit_xor,
    shift_left,
    shift_right,
    shift_right_unsigned,
    less,
    less_equal,
    greater,
    greater_equal,
    equal,
    not_equal,
    strict_equal,
    strict_not_equal,
    has_property_in,
    instance_of,
];

/// The result of an operator other than `&&`, `||` and `??` on two values, outside of any script.
///
/// # Errors
/// Whatever the operator throws.
pub(crate) fn apply_binary<'s>(
    cx: &mut Scope<'s>,
    operator: BinaryOperator,
    left: Local<'s>,
    right: Local<'s>,
) -> Completion<Local<'s>> {
    // The operands lie side by side on the VM stack.
    let first = cx.variable(left)?.slot();
    cx.variable(right)?;
    match ARITHMETIC.get(operator_code(operator) as usize) {
        Some(operation) => operation(cx, Arguments::in_frame(first, 2)),
        None => Ok(Local::UNDEFINED),
    }
}

/// The addition operator – <https://tc39.es/ecma262/#sec-applystringornumericbinaryoperator>
pub(crate) fn add<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let (mut left, mut right) = (operands.get(0), operands.get(1));
    let (left_is_string, right_is_string) = (is_string(cx, left), is_string(cx, right));
    if left_is_string && cx.raw(right).is_int() {
        let integer = cx.raw(right).as_int();
        return runtime::concat_integer(cx, left, integer, Side::Right);
    }
    if right_is_string && cx.raw(left).is_int() {
        let integer = cx.raw(left).as_int();
        return runtime::concat_integer(cx, right, integer, Side::Left);
    }
    if !(left_is_string && right_is_string) {
        if are_bigints(cx, left, right) {
            return super::bigint::operation(cx, code::ADD, left, right);
        }
        left = runtime::to_primitive(cx, left, Hint::Default)?;
        right = runtime::to_primitive(cx, right, Hint::Default)?;
    }
    if is_string(cx, left) || is_string(cx, right) {
        let left = runtime::to_string(cx, left)?;
        let right = runtime::to_string(cx, right)?;
        return runtime::concat_strings(cx, left, right);
    }
    numeric(cx, code::ADD, left, right)
}

fn is_string(cx: &Scope<'_>, local: Local<'_>) -> bool {
    value::is_string(cx.raw(local))
}

fn are_bigints(cx: &Scope<'_>, left: Local<'_>, right: Local<'_>) -> bool {
    cx.raw(left).is_kind(kind::BIGINT) && cx.raw(right).is_kind(kind::BIGINT)
}

/// An operator on numerics: both numbers or both BigInts.
fn numeric<'s>(cx: &mut Scope<'s>, operator: u8, left: Local<'s>, right: Local<'s>) -> Completion<Local<'s>> {
    if are_bigints(cx, left, right) {
        return super::bigint::operation(cx, operator, left, right);
    }
    let left = runtime::to_numeric(cx, left)?;
    let right = runtime::to_numeric(cx, right)?;
    let (x, y) = (cx.raw(left), cx.raw(right));
    if x.is_number() && y.is_number() {
        return Ok(Local::number(on_numbers(operator, x.as_number(), y.as_number())));
    }
    if are_bigints(cx, left, right) {
        return super::bigint::operation(cx, operator, left, right);
    }
    let message = format_args!("Cannot mix BigInt and other types, use explicit conversions");
    Err(runtime::throw_type_error(cx, message))
}

/// An operator on two numbers.
fn on_numbers(operator: u8, x: f64, y: f64) -> f64 {
    use crate::value::number::to_int32 as int;
    match operator {
        code::ADD => x + y,
        code::SUBTRACT => x - y,
        code::MULTIPLY => x * y,
        code::DIVIDE => x / y,
        code::REMAINDER => x % y,
        code::POWER => value::number::exponentiate(x, y),
        code::BIT_AND => f64::from(int(x) & int(y)),
        code::BIT_OR => f64::from(int(x) | int(y)),
        code::BIT_XOR => f64::from(int(x) ^ int(y)),
        code::SHIFT_LEFT => f64::from(int(x).wrapping_shl(int(y) as u32)),
        code::SHIFT_RIGHT => f64::from(int(x).wrapping_shr(int(y) as u32)),
        _ => f64::from((int(x) as u32).wrapping_shr(int(y) as u32)),
    }
}

fn subtract<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    numeric(cx, code::SUBTRACT, operands.get(0), operands.get(1))
}

fn multiply<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    numeric(cx, code::MULTIPLY, operands.get(0), operands.get(1))
}

fn divide<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    numeric(cx, code::DIVIDE, operands.get(0), operands.get(1))
}

fn remainder<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    numeric(cx, code::REMAINDER, operands.get(0), operands.get(1))
}

fn power<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    numeric(cx, code::POWER, operands.get(0), operands.get(1))
}

fn bit_and<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    numeric(cx, code::BIT_AND, operands.get(0), operands.get(1))
}

fn bit_or<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    numeric(cx, code::BIT_OR, operands.get(0), operands.get(1))
}

fn bit_xor<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    numeric(cx, code::BIT_XOR, operands.get(0), operands.get(1))
}

fn shift_left<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    numeric(cx, code::SHIFT_LEFT, operands.get(0), operands.get(1))
}

fn shift_right<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    numeric(cx, code::SHIFT_RIGHT, operands.get(0), operands.get(1))
}

fn shift_right_unsigned<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    numeric(cx, code::SHIFT_RIGHT_UNSIGNED, operands.get(0), operands.get(1))
}

fn less<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let verdict = runtime::is_less_than(cx, operands.get(0), operands.get(1), true)?;
    Ok(Local::bool(verdict == Some(true)))
}

fn less_equal<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let verdict = runtime::is_less_than(cx, operands.get(1), operands.get(0), false)?;
    Ok(Local::bool(verdict == Some(false)))
}

fn greater<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let verdict = runtime::is_less_than(cx, operands.get(1), operands.get(0), false)?;
    Ok(Local::bool(verdict == Some(true)))
}

fn greater_equal<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let verdict = runtime::is_less_than(cx, operands.get(0), operands.get(1), true)?;
    Ok(Local::bool(verdict == Some(false)))
}

fn equal<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::bool(runtime::is_loosely_equal(cx, operands.get(0), operands.get(1))?))
}

fn not_equal<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::bool(!runtime::is_loosely_equal(cx, operands.get(0), operands.get(1))?))
}

fn strict_equal<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::bool(runtime::is_strictly_equal(cx, operands.get(0), operands.get(1))?))
}

fn strict_not_equal<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::bool(!runtime::is_strictly_equal(cx, operands.get(0), operands.get(1))?))
}

/// `key in object`
fn has_property_in<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let (key, object) = (operands.get(0), operands.get(1));
    if !runtime::is_object(cx.raw(object)) {
        let (shown_key, shown) = (runtime::describe(cx, key), runtime::describe(cx, object));
        let message = format_args!("Cannot use 'in' operator to search for '{shown_key}' in {shown}");
        return Err(runtime::throw_type_error(cx, message));
    }
    if let Some(has) = has_name(cx, object, key) {
        return Ok(Local::bool(has));
    }
    let key = runtime::to_property_key(cx, key)?;
    Ok(Local::bool(runtime::has_property(cx, object, key)?))
}

fn instance_of<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::bool(runtime::instance_of(cx, operands.get(0), operands.get(1))?))
}

/// The successor (operand 1 is 1) or predecessor (-1) of operand 0.
pub(crate) fn step<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let old = runtime::to_numeric(cx, operands.get(0))?;
    let step = cx.raw(operands.get(1)).as_number();
    if cx.raw(old).is_number() {
        return Ok(Local::number(cx.raw(old).as_number() + step));
    }
    runtime::bigint_step(cx, old, step < 0.0)
}

/// `-x`
pub(crate) fn negate<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let value = runtime::to_numeric(cx, operands.get(0))?;
    if cx.raw(value).is_number() {
        return Ok(Local::number(-cx.raw(value).as_number()));
    }
    runtime::bigint_negate(cx, value)
}

/// `~x`
pub(crate) fn bit_not<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let value = runtime::to_numeric(cx, operands.get(0))?;
    if cx.raw(value).is_number() {
        return Ok(Local::int(!value::number::to_int32(cx.raw(value).as_number())));
    }
    runtime::bigint_not(cx, value)
}

/// `+x`
pub(crate) fn to_number<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::number(runtime::to_number(cx, operands.get(0))?))
}

/// ToNumeric
pub(crate) fn to_numeric<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    runtime::to_numeric(cx, operands.get(0))
}

/// ToString
pub(crate) fn to_string<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    runtime::to_string(cx, operands.get(0))
}

/// `typeof x`
pub(crate) fn type_of<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    runtime::typeof_string(cx, operands.get(0))
}

/// `delete object[key]`; operand 2 tells strict code.
pub(crate) fn delete<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let object = operands.get(0);
    if is_nullish(cx, object) {
        return Err(runtime::throw_type_error(cx, format_args!("Cannot convert undefined or null to object")));
    }
    let object = runtime::to_object(cx, object)?;
    let key = runtime::to_property_key(cx, operands.get(1))?;
    if cx.raw(operands.get(2)).identical(cx.raw(Local::TRUE)) {
        runtime::delete_property_or_throw(cx, object, key)?;
        return Ok(Local::TRUE);
    }
    Ok(Local::bool(runtime::delete(cx, object, key)?))
}

/// Whether a value is undefined or null.
pub(crate) fn is_nullish(cx: &Scope<'_>, value: Local<'_>) -> bool {
    let raw = cx.raw(value);
    raw.is_undefined() || raw.is_null()
}

/// `delete super.x`
pub(crate) fn delete_super<'s>(cx: &mut Scope<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Err(runtime::throw_reference_error(cx, format_args!("Unsupported reference to 'super'")))
}
