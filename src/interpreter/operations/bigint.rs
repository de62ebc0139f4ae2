//! BigInt operators of the machine, by its operator numbers.

use crate::heap::Local;
use crate::interpreter::machine::operator as code;
use crate::runtime::{self, BigIntOperator, Completion, Scope};

/// An operator on two BigInts.
///
/// # Errors
/// RangeError for division by zero, negative exponents and results that are too big; TypeError for `>>>`.
pub(crate) fn operation<'s>(
    cx: &mut Scope<'s>,
    operator: u8,
    left: Local<'s>,
    right: Local<'s>,
) -> Completion<Local<'s>> {
    let operator = match operator {
        code::ADD => BigIntOperator::Add,
        code::SUBTRACT => BigIntOperator::Subtract,
        code::MULTIPLY => BigIntOperator::Multiply,
        code::DIVIDE => BigIntOperator::Divide,
        code::REMAINDER => BigIntOperator::Remainder,
        code::POWER => BigIntOperator::Exponentiate,
        code::BIT_AND => BigIntOperator::And,
        code::BIT_OR => BigIntOperator::Or,
        code::BIT_XOR => BigIntOperator::Xor,
        code::SHIFT_LEFT => BigIntOperator::ShiftLeft,
        code::SHIFT_RIGHT => BigIntOperator::ShiftRight,
        _ => {
            let message = format_args!("BigInts have no unsigned right shift, use >> instead");
            return Err(runtime::throw_type_error(cx, message));
        }
    };
    runtime::bigint_binary(cx, operator, left, right)
}

/// The BigInt of a literal's digits.
///
/// # Errors
/// RangeError when it is too long; a termination.
pub(crate) fn from_digits<'s>(cx: &mut Scope<'s>, digits: &str, radix: u32) -> Completion<Local<'s>> {
    runtime::bigint_from_digits(cx, digits, radix)
}
