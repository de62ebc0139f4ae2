//! `Math` – ECMA-262 §21.3 <https://tc39.es/ecma262/#sec-math-object>

mod fdlibm;
mod functions;
mod sum;

use crate::heap::{Local, Raw};
use crate::runtime::{
    Abrupt, Arguments, Buffer, Builtin, Completion, Intrinsic, Isolate, Scope, constant_number, define_global,
    describe, get_iterator, install as install_table, iterator_close_abrupt, iterator_step_value, method,
    ordinary_object, require_object_coercible, tag, throw_range_error, throw_type_error, to_number, to_uint32,
};
use crate::value::{Value, number};
use sum::ExactSum;

const MATH: &[Builtin] = &[
    method("abs", 1, abs).leaf(|_, _, arguments| leaf_of_one(arguments, f64::abs)),
    method("acos", 1, acos),
    method("acosh", 1, acosh),
    method("asin", 1, asin),
    method("asinh", 1, asinh),
    method("atan", 1, atan),
    method("atanh", 1, atanh),
    method("atan2", 2, atan2),
    method("ceil", 1, ceil).leaf(|_, _, arguments| leaf_of_one(arguments, f64::ceil)),
    method("cbrt", 1, cbrt),
    method("expm1", 1, expm1),
    method("clz32", 1, clz32),
    method("cos", 1, cos),
    method("cosh", 1, cosh),
    method("exp", 1, exp),
    method("floor", 1, floor).leaf(|_, _, arguments| leaf_of_one(arguments, f64::floor)),
    method("fround", 1, fround),
    method("f16round", 1, f16round),
    method("hypot", 2, hypot),
    method("imul", 2, imul).leaf(imul_leaf),
    method("log", 1, log),
    method("log1p", 1, log1p),
    method("log2", 1, log2),
    method("log10", 1, log10),
    method("max", 2, max).leaf(|_, _, arguments| leaf_of_two(arguments, functions::max)),
    method("min", 2, min).leaf(|_, _, arguments| leaf_of_two(arguments, functions::min)),
    method("pow", 2, pow),
    method("random", 0, random),
    method("round", 1, round).leaf(|_, _, arguments| leaf_of_one(arguments, functions::round)),
    method("sign", 1, sign).leaf(|_, _, arguments| leaf_of_one(arguments, functions::sign)),
    method("sin", 1, sin),
    method("sinh", 1, sinh),
    method("sqrt", 1, sqrt).leaf(|_, _, arguments| leaf_of_one(arguments, f64::sqrt)),
    method("sumPrecise", 1, sum_precise),
    method("tan", 1, tan),
    method("tanh", 1, tanh),
    method("trunc", 1, trunc).leaf(|_, _, arguments| leaf_of_one(arguments, f64::trunc)),
    constant_number("E", std::f64::consts::E),
    constant_number("LN10", std::f64::consts::LN_10),
    constant_number("LN2", std::f64::consts::LN_2),
    constant_number("LOG10E", std::f64::consts::LOG10_E),
    constant_number("LOG2E", std::f64::consts::LOG2_E),
    constant_number("PI", std::f64::consts::PI),
    constant_number("SQRT1_2", std::f64::consts::FRAC_1_SQRT_2),
    constant_number("SQRT2", std::f64::consts::SQRT_2),
    tag("Math"),
];

/// Makes `Math` and puts it on the global object.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let math = ordinary_object(cx)?;
    install_table(cx, math, MATH)?;
    cx.set_intrinsic(Intrinsic::Math, math);
    define_global(cx, "Math", math)
}

/// A function of one number.
fn of_one<'s>(cx: &mut Scope<'s>, arguments: Arguments<'s>, function: fn(f64) -> f64) -> Completion<Local<'s>> {
    let x = to_number(cx, arguments.get(0))?;
    Ok(Local::number(function(x)))
}

/// A function of two numbers.
fn of_two<'s>(cx: &mut Scope<'s>, arguments: Arguments<'s>, function: fn(f64, f64) -> f64) -> Completion<Local<'s>> {
    let x = to_number(cx, arguments.get(0))?;
    let y = to_number(cx, arguments.get(1))?;
    Ok(Local::number(function(x, y)))
}

/// The short way through a function of one number.
#[inline]
fn leaf_of_one<'h>(arguments: &[Raw<'h>], function: impl Fn(f64) -> f64) -> Option<Raw<'h>> {
    let x = arguments.first().filter(|x| x.is_number())?;
    Some(Raw::immediate(Value::number(function(x.as_number()))))
}

/// The short way through a function of two numbers.
#[inline]
fn leaf_of_two<'h>(arguments: &[Raw<'h>], function: impl Fn(f64, f64) -> f64) -> Option<Raw<'h>> {
    match arguments {
        [x, y] if x.is_number() && y.is_number() => {
            Some(Raw::immediate(Value::number(function(x.as_number(), y.as_number()))))
        }
        _ => None,
    }
}

/// Math.abs ( x ) – <https://tc39.es/ecma262/#sec-math.abs>
fn abs<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, f64::abs)
}

/// Math.acos ( x ) – <https://tc39.es/ecma262/#sec-math.acos>
fn acos<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, libm::acos)
}

/// Math.acosh ( x ) – <https://tc39.es/ecma262/#sec-math.acosh>
fn acosh<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, fdlibm::acosh)
}

/// Math.asin ( x ) – <https://tc39.es/ecma262/#sec-math.asin>
fn asin<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, libm::asin)
}

/// Math.asinh ( x ) – <https://tc39.es/ecma262/#sec-math.asinh>
fn asinh<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, fdlibm::asinh)
}

/// Math.atan ( x ) – <https://tc39.es/ecma262/#sec-math.atan>
fn atan<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, libm::atan)
}

/// Math.atanh ( x ) – <https://tc39.es/ecma262/#sec-math.atanh>
fn atanh<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, libm::atanh)
}

/// Math.ceil ( x ) – <https://tc39.es/ecma262/#sec-math.ceil>
fn ceil<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, f64::ceil)
}

/// Math.cbrt ( x ) – <https://tc39.es/ecma262/#sec-math.cbrt>
fn cbrt<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, functions::cbrt)
}

/// Math.expm1 ( x ) – <https://tc39.es/ecma262/#sec-math.expm1>
fn expm1<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, libm::expm1)
}

/// Math.cos ( x ) – <https://tc39.es/ecma262/#sec-math.cos>
fn cos<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, fdlibm::cos)
}

/// Math.cosh ( x ) – <https://tc39.es/ecma262/#sec-math.cosh>
fn cosh<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, functions::cosh)
}

/// Math.exp ( x ) – <https://tc39.es/ecma262/#sec-math.exp>
fn exp<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, fdlibm::exp)
}

/// Math.floor ( x ) – <https://tc39.es/ecma262/#sec-math.floor>
fn floor<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, f64::floor)
}

/// Math.fround ( x ) – <https://tc39.es/ecma262/#sec-math.fround>
fn fround<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, |x| f64::from(x as f32))
}

/// Math.f16round ( x ) – <https://tc39.es/ecma262/#sec-math.f16round>
fn f16round<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, |x| number::from_half(number::to_half(x)))
}

/// Math.log ( x ) – <https://tc39.es/ecma262/#sec-math.log>
fn log<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, fdlibm::log)
}

/// Math.log1p ( x ) – <https://tc39.es/ecma262/#sec-math.log1p>
fn log1p<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, libm::log1p)
}

/// Math.log2 ( x ) – <https://tc39.es/ecma262/#sec-math.log2>
fn log2<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, libm::log2)
}

/// Math.log10 ( x ) – <https://tc39.es/ecma262/#sec-math.log10>
fn log10<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, functions::log10)
}

/// Math.round ( x ) – <https://tc39.es/ecma262/#sec-math.round>
fn round<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, functions::round)
}

/// Math.sign ( x ) – <https://tc39.es/ecma262/#sec-math.sign>
fn sign<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, functions::sign)
}

/// Math.sin ( x ) – <https://tc39.es/ecma262/#sec-math.sin>
fn sin<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, fdlibm::sin)
}

/// Math.sinh ( x ) – <https://tc39.es/ecma262/#sec-math.sinh>
fn sinh<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, functions::sinh)
}

/// Math.sqrt ( x ) – <https://tc39.es/ecma262/#sec-math.sqrt>
fn sqrt<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, f64::sqrt)
}

/// Math.tan ( x ) – <https://tc39.es/ecma262/#sec-math.tan>
fn tan<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, libm::tan)
}

/// Math.tanh ( x ) – <https://tc39.es/ecma262/#sec-math.tanh>
fn tanh<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, functions::tanh)
}

/// Math.trunc ( x ) – <https://tc39.es/ecma262/#sec-math.trunc>
fn trunc<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_one(cx, arguments, f64::trunc)
}

/// Math.atan2 ( y, x ) – <https://tc39.es/ecma262/#sec-math.atan2>
fn atan2<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_two(cx, arguments, libm::atan2)
}

/// Math.pow ( base, exponent ) – <https://tc39.es/ecma262/#sec-math.pow>
fn pow<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    of_two(cx, arguments, number::exponentiate)
}

/// Math.clz32 ( x ) – <https://tc39.es/ecma262/#sec-math.clz32>
fn clz32<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let x = to_uint32(cx, arguments.get(0))?;
    Ok(Local::int(x.leading_zeros() as i32))
}

/// The short way through `Math.imul`.
fn imul_leaf<'h>(_: &'h Isolate, _: Raw<'h>, arguments: &[Raw<'h>]) -> Option<Raw<'h>> {
    match arguments {
        [x, y] if x.is_number() && y.is_number() => {
            let (x, y) = (number::to_int32(x.as_number()), number::to_int32(y.as_number()));
            Some(Raw::immediate(Value::int(x.wrapping_mul(y))))
        }
        _ => None,
    }
}

/// Math.imul ( x, y ) – <https://tc39.es/ecma262/#sec-math.imul>
fn imul<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let x = to_uint32(cx, arguments.get(0))?;
    let y = to_uint32(cx, arguments.get(1))?;
    Ok(Local::int(x.wrapping_mul(y) as i32))
}

/// Folds all arguments, each converted before the first is looked at.
fn fold<'s>(
    cx: &mut Scope<'s>,
    arguments: Arguments<'s>,
    first: f64,
    function: fn(f64, f64) -> f64,
) -> Completion<Local<'s>> {
    let mut result = first;
    for index in 0..arguments.count() {
        cx.step(1)?;
        let x = to_number(cx, arguments.get(index))?;
        result = function(result, x);
    }
    Ok(Local::number(result))
}

/// Math.max ( ...args ) – <https://tc39.es/ecma262/#sec-math.max>
fn max<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    fold(cx, arguments, f64::NEG_INFINITY, functions::max)
}

/// Math.min ( ...args ) – <https://tc39.es/ecma262/#sec-math.min>
fn min<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    fold(cx, arguments, f64::INFINITY, functions::min)
}

/// Math.hypot ( ...args ) – <https://tc39.es/ecma262/#sec-math.hypot>
fn hypot<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let mut numbers = Buffer::with_capacity(cx, arguments.count())?;
    for index in 0..arguments.count() {
        let x = to_number(cx, arguments.get(index))?;
        numbers.push(cx, x.abs())?;
    }
    Ok(Local::number(functions::hypot(&numbers)))
}

/// Math.sumPrecise ( items ) – <https://tc39.es/ecma262/#sec-math.sumprecise>
fn sum_precise<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object_coercible(cx, arguments.get(0), "Math.sumPrecise")?;
    let record = get_iterator(cx, arguments.get(0))?;
    let mut sum = Sum::MinusZero;
    let mut count = 0u64;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(value) = iterator_step_value(&mut cx, record)? else { break };
        count += 1;
        let raw = cx.raw(value);
        if count > MOST_ITEMS || !raw.is_number() {
            let abrupt = throw_no_number(&mut cx, value, count);
            return Err(iterator_close_abrupt(&mut cx, record, abrupt));
        }
        sum = sum.plus(raw.as_number());
    }
    Ok(Local::number(sum.finish()))
}

/// So many items are more than can be counted.
const MOST_ITEMS: u64 = (1 << 53) - 2;

#[cold]
fn throw_no_number(cx: &mut Scope<'_>, value: Local<'_>, count: u64) -> Abrupt {
    if count > MOST_ITEMS {
        return throw_range_error(cx, format_args!("Too many items for Math.sumPrecise"));
    }
    let shown = describe(cx, value);
    throw_type_error(cx, format_args!("{shown} is not a number"))
}

/// The state of `Math.sumPrecise`.
enum Sum {
    MinusZero,
    Finite(Box<ExactSum>),
    /// NaN or one of the infinities.
    Special(f64),
}

impl Sum {
    fn plus(self, number: f64) -> Sum {
        match self {
            // Infinity and -Infinity make NaN, as they do when they are added.
            Sum::Special(special) if !number.is_finite() => Sum::Special(special + number),
            Sum::MinusZero | Sum::Finite(_) if !number.is_finite() => Sum::Special(number),
            Sum::MinusZero if number == 0.0 && number.is_sign_negative() => Sum::MinusZero,
            Sum::MinusZero => Sum::Finite(Box::new(ExactSum::ZERO)).plus(number),
            Sum::Finite(mut sum) => {
                sum.add(number);
                Sum::Finite(sum)
            }
            Sum::Special(_) => self,
        }
    }

    fn finish(self) -> f64 {
        match self {
            Sum::MinusZero => -0.0,
            Sum::Finite(sum) => sum.round(),
            Sum::Special(special) => special,
        }
    }
}

/// Math.random ( ) – <https://tc39.es/ecma262/#sec-math.random>
///
/// xorshift128+ (Vigna, 2014), as in V8. The seeds are the isolate's.
fn random<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let [mut x, y] = cx.random_state;
    x ^= x << 23;
    x ^= x >> 17;
    x ^= y ^ (y >> 26);
    cx.random_state = [y, x];
    let bits = x.wrapping_add(y) >> 11;
    Ok(Local::number(bits as f64 / (1u64 << 53) as f64))
}
