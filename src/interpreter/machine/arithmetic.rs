//! Operators on two operands: int32 and double fast paths inline, everything else in `slow`.

use super::completion::{NORMAL, Outcome};
use super::frame::{load, store};
use super::node::{Node, evaluate};
use super::operand::Operand;
use super::slow;
use super::word::MachineWord;
use crate::runtime::{Abrupt, Isolate};
use crate::value::Value;
use crate::value::number::to_int32 as double_to_int32;

/// Operators as const generics.
pub(crate) mod operator {
    pub(crate) const ADD: u8 = 0;
    pub(crate) const SUBTRACT: u8 = 1;
    pub(crate) const MULTIPLY: u8 = 2;
    pub(crate) const DIVIDE: u8 = 3;
    pub(crate) const REMAINDER: u8 = 4;
    pub(crate) const POWER: u8 = 5;
    pub(crate) const BIT_AND: u8 = 6;
    pub(crate) const BIT_OR: u8 = 7;
    pub(crate) const BIT_XOR: u8 = 8;
    pub(crate) const SHIFT_LEFT: u8 = 9;
    pub(crate) const SHIFT_RIGHT: u8 = 10;
    pub(crate) const SHIFT_RIGHT_UNSIGNED: u8 = 11;
    pub(crate) const LESS: u8 = 12;
    pub(crate) const LESS_EQUAL: u8 = 13;
    pub(crate) const GREATER: u8 = 14;
    pub(crate) const GREATER_EQUAL: u8 = 15;
    pub(crate) const EQUAL: u8 = 16;
    pub(crate) const NOT_EQUAL: u8 = 17;
    pub(crate) const STRICT_EQUAL: u8 = 18;
    pub(crate) const STRICT_NOT_EQUAL: u8 = 19;
    pub(crate) const IN: u8 = 20;
    pub(crate) const INSTANCE_OF: u8 = 21;
    /// How operators are written, by number.
    pub(crate) const NAMES: [&str; 22] = [
        "+",
        "-",
        "*",
        "/",
        "%",
        "**",
        "&",
        "|",
        "^",
        "<<",
        ">>",
        ">>>",
        "<",
        "<=",
        ">",
        ">=",
        "==",
        "!=",
        "===",
        "!==",
        "in",
        "instanceof",
    ];
}
use operator::*;

/// The result of an arithmetic operator on int32 operands, if it is an int32.
#[inline(always)]
fn compute_int<const OP: u8>(x: i32, y: i32) -> Option<i32> {
    match OP {
        ADD => x.checked_add(y),
        SUBTRACT => x.checked_sub(y),
        MULTIPLY => x.checked_mul(y).filter(|&product| product != 0 || (x | y) >= 0),
        DIVIDE if y > 0 && x % y == 0 => Some(x / y),
        REMAINDER if x >= 0 && y > 0 => Some(x % y),
        BIT_AND => Some(x & y),
        BIT_OR => Some(x | y),
        BIT_XOR => Some(x ^ y),
        SHIFT_LEFT => Some(x.wrapping_shl(y as u32)),
        SHIFT_RIGHT => Some(x.wrapping_shr(y as u32)),
        SHIFT_RIGHT_UNSIGNED => i32::try_from((x as u32).wrapping_shr(y as u32)).ok(),
        _ => None,
    }
}

/// The result of an arithmetic operator on two doubles.
#[inline(always)]
fn compute_double<const OP: u8>(left: f64, right: f64) -> Option<Value> {
    Some(match OP {
        ADD => Value::from_double(left + right),
        SUBTRACT => Value::from_double(left - right),
        MULTIPLY => Value::from_double(left * right),
        DIVIDE => Value::from_double(left / right),
        REMAINDER => Value::number(left % right),
        BIT_AND | BIT_OR | BIT_XOR | SHIFT_LEFT | SHIFT_RIGHT => {
            return compute_int::<OP>(double_to_int32(left), double_to_int32(right)).map(Value::int);
        }
        SHIFT_RIGHT_UNSIGNED => {
            Value::number(f64::from((double_to_int32(left) as u32).wrapping_shr(double_to_int32(right) as u32)))
        }
        _ => return None,
    })
}

/// The fast paths of an arithmetic operator; `None` where the operands are not both numbers (or `**`).
#[inline(always)]
pub(crate) fn compute<const OP: u8>(x: Value, y: Value) -> Option<Value> {
    if Value::both_int(x, y)
        && let Some(result) = compute_int::<OP>(x.as_int(), y.as_int())
    {
        return Some(Value::int(result));
    }
    if let Some((x, y)) = Value::both_double(x, y) {
        return compute_double::<OP>(x, y);
    }
    if x.is_number() && y.is_number() { compute_mixed::<OP>(x, y) } else { None }
}

/// The result of an arithmetic operator on an int32 and a double, or on int32 operands if it is no int32. In line: loops
/// that count with integers and sum doubles live here.
#[inline(always)]
fn compute_mixed<const OP: u8>(x: Value, y: Value) -> Option<Value> {
    compute_double::<OP>(x.as_number(), y.as_number())
}

/// The fast paths of a comparison; `None` where it may take more than looking at the words.
#[inline(always)]
pub(crate) fn compare<const OP: u8>(x: Value, y: Value) -> Option<bool> {
    if Value::both_int(x, y) {
        return Some(compare_numbers::<OP, i32>(x.as_int(), y.as_int()));
    }
    if let Some((x, y)) = Value::both_double(x, y) {
        return Some(compare_numbers::<OP, f64>(x, y));
    }
    if x.is_number() && y.is_number() {
        return Some(compare_mixed::<OP>(x, y));
    }
    match OP {
        STRICT_EQUAL | STRICT_NOT_EQUAL => strictly_equal_words(x, y).map(|equal| equal == (OP == STRICT_EQUAL)),
        EQUAL | NOT_EQUAL if x == y => Some(OP == EQUAL),
        EQUAL | NOT_EQUAL if x.is_nullish() || y.is_nullish() => {
            loosely_equal_nullish(x, y).map(|e| e == (OP == EQUAL))
        }
        _ => None,
    }
}

/// A comparison of two numbers of one form.
#[inline(always)]
fn compare_numbers<const OP: u8, N: PartialOrd>(x: N, y: N) -> bool {
    match OP {
        LESS => x < y,
        LESS_EQUAL => x <= y,
        GREATER => x > y,
        GREATER_EQUAL => x >= y,
        EQUAL | STRICT_EQUAL => x == y,
        _ => x != y,
    }
}

/// A comparison of an int32 and a double. Not inline: choosing between the forms without branches would be all that the
/// other cases wait for.
#[inline(never)]
fn compare_mixed<const OP: u8>(x: Value, y: Value) -> bool {
    compare_numbers::<OP, f64>(x.as_number(), y.as_number())
}

/// IsStrictlyEqual of two words that are not both numbers, unless both are pointers to different cells (strings with
/// equal contents are equal).
#[inline(always)]
fn strictly_equal_words(x: Value, y: Value) -> Option<bool> {
    if x == y {
        return Some(true);
    }
    if x.is_pointer() && y.is_pointer() { None } else { Some(false) }
}

/// `x == y` where one of them is undefined or null: both are, or the other may be an object (`document.all`-like
/// objects do not exist here), so it is not.
#[inline(always)]
fn loosely_equal_nullish(x: Value, y: Value) -> Option<bool> {
    Some(x.is_nullish() && y.is_nullish())
}

/// Evaluates both operands of `node`, the left one first. A left operand that is not pure waits in the node's
/// temporary while the right one runs.
///
/// # Safety
/// As [`super::node::NodeFunction`].
#[inline(always)]
pub(crate) unsafe fn operands<L: Operand, R: Operand>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
) -> Result<(Value, Value), Abrupt> {
    // SAFETY: M1–M3; slot `c` is free at this depth.
    unsafe {
        if R::PURE {
            let x = L::get(vm, node, fp, (*node).a)?;
            return Ok((x, R::get(vm, node, fp, (*node).b)?));
        }
        if L::LATE {
            let y = R::get(vm, node, fp, (*node).b)?;
            return Ok((L::get(vm, node, fp, (*node).a)?, y));
        }
        let x = L::get(vm, node, fp, (*node).a)?;
        store(vm, fp, (*node).c, x);
        let y = R::get(vm, node, fp, (*node).b)?;
        Ok((load(vm, fp, (*node).c), y))
    }
}

/// `a OP b`. Fields: a, b operands; c depth.
pub(crate) unsafe fn binary<const OP: u8, L: Operand, R: Operand>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let (x, y) = operands::<L, R>(vm, node, fp)?;
        match compute::<OP>(x, y) {
            Some(result) => Ok(result),
            None => slow::arithmetic(vm, node, fp, OP, x, y),
        }
    }
}

/// Evaluates the comparison at `node` to a Rust bool. Fields as [`binary`].
///
/// # Safety
/// As [`super::node::NodeFunction`].
#[inline(always)]
pub(crate) unsafe fn test<const OP: u8, L: Operand, R: Operand>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
) -> Result<bool, Abrupt> {
    // SAFETY: M1–M3.
    unsafe {
        let (x, y) = operands::<L, R>(vm, node, fp)?;
        match compare::<OP>(x, y) {
            Some(result) => Ok(result),
            None => slow::comparison(vm, node, fp, OP, x, y),
        }
    }
}

/// A comparison as an expression. Fields as [`binary`].
pub(crate) unsafe fn comparison<const OP: u8, L: Operand, R: Operand>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
) -> Outcome {
    // SAFETY: M1–M3.
    unsafe { Ok(Value::bool(test::<OP, L, R>(vm, node, fp)?)) }
}

/// `a + b + c + …` and other chains too long to nest: a first operand, then a list of right operands, all with the
/// same operator. Fields: a first operand, b list, c depth, d operator, k number of right operands.
pub(crate) unsafe fn chain(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3; slot `c` is free at this depth.
    unsafe {
        let first = evaluate(vm, node, fp, (*node).a)?;
        store(vm, fp, (*node).c, first);
        let operator = (*node).d as u8;
        for index in 0..(*node).k as usize {
            let right = super::node::list_child(node, (*node).b, index);
            let y = ((*right).run)(vm, right, fp)?;
            let x = load(vm, fp, (*node).c);
            let sum = match (operator == ADD).then(|| compute::<ADD>(x, y)).flatten() {
                Some(sum) => sum,
                None => slow::arithmetic_above(vm, node, fp, operator, x, y)?,
            };
            store(vm, fp, (*node).c, sum);
        }
        Ok(load(vm, fp, (*node).c))
    }
}

/// `local OP= b` as a statement. Fields: a slot, b operand, c depth.
pub(crate) unsafe fn accumulate<const OP: u8, R: Operand>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let y = R::get(vm, node, fp, (*node).b)?;
        let x = load(vm, fp, (*node).a);
        let result = match compute::<OP>(x, y) {
            Some(result) => result,
            None => slow::arithmetic(vm, node, fp, OP, x, y)?,
        };
        store(vm, fp, (*node).a, result);
        Ok(NORMAL)
    }
}

/// `local++` or `local--` as a statement; `STEP` is 1 or -1. Fields: a slot, c depth.
pub(crate) unsafe fn increment<const STEP: i32>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        step_slot::<STEP>(vm, node, fp)?;
        Ok(NORMAL)
    }
}

/// `++local` or `--local` for its value. Fields: a slot, c depth.
pub(crate) unsafe fn prefix_step<const STEP: i32>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        step_slot::<STEP>(vm, node, fp)?;
        Ok(load(vm, fp, (*node).a))
    }
}

/// `local++` or `local--` for its value. Fields: a slot, c depth.
pub(crate) unsafe fn postfix_step<const STEP: i32>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let old = load(vm, fp, (*node).a);
        if old.is_number() {
            step_slot::<STEP>(vm, node, fp)?;
            return Ok(old);
        }
        slow::postfix_step(vm, node, fp, (*node).a, STEP)
    }
}

/// Adds `STEP` to the slot `a` of `node`.
///
/// # Safety
/// As [`super::node::NodeFunction`].
#[inline(always)]
pub(crate) unsafe fn step_slot<const STEP: i32>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
) -> Result<(), Abrupt> {
    // SAFETY: M1–M3.
    unsafe {
        let old = load(vm, fp, (*node).a);
        let new = if old.is_int()
            && let Some(sum) = old.as_int().checked_add(STEP)
        {
            Value::int(sum)
        } else if old.is_number() {
            Value::from_double(old.as_number() + f64::from(STEP))
        } else {
            slow::step(vm, node, fp, old, STEP)?
        };
        store(vm, fp, (*node).a, new);
        Ok(())
    }
}
