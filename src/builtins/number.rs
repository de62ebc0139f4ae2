//! `Number` – ECMA-262 §21.1 <https://tc39.es/ecma262/#sec-number-objects>

mod locale;

use crate::heap::Local;
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, Intrinsic, PropertyDescriptor, Scope, constant_number, define_global,
    define_own_property, install_constructor, is_integral_number, make_object, method, number_to_string,
    number_value_of_bigint, ordinary_create_from_constructor, throw_range_error, throw_type_error,
    to_integer_or_infinity, to_numeric,
};
use crate::value::layout::{attribute, wrapper};
use crate::value::number::MAX_SAFE_INTEGER;
use crate::value::{kind, number};

const CONSTRUCTOR: Constructor = Constructor {
    name: "Number",
    length: 1,
    steps: construct,
    requires_new: false,
    intrinsic: Intrinsic::Number,
    statics: STATICS,
    prototype: PROTOTYPE,
};

const STATICS: &[Builtin] = &[
    method("isFinite", 1, is_finite),
    method("isInteger", 1, is_integer),
    method("isNaN", 1, is_nan),
    method("isSafeInteger", 1, is_safe_integer),
    constant_number("MAX_VALUE", f64::MAX),
    constant_number("MIN_VALUE", 5e-324),
    constant_number("NaN", f64::NAN),
    constant_number("NEGATIVE_INFINITY", f64::NEG_INFINITY),
    constant_number("POSITIVE_INFINITY", f64::INFINITY),
    constant_number("MAX_SAFE_INTEGER", MAX_SAFE_INTEGER),
    constant_number("MIN_SAFE_INTEGER", -MAX_SAFE_INTEGER),
    constant_number("EPSILON", f64::EPSILON),
];

const PROTOTYPE: &[Builtin] = &[
    method("toExponential", 1, to_exponential),
    method("toFixed", 1, to_fixed),
    method("toPrecision", 1, to_precision),
    method("toString", 1, to_string),
    method("valueOf", 0, value_of),
    method("toLocaleString", 0, to_locale_string),
];

/// Makes `Number` and puts it on the global object. `parseFloat` and `parseInt` must be there.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let parent = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let prototype = make_object(cx, kind::NUMBER_OBJECT, parent)?;
    cx.heap.store(prototype, wrapper::VALUE, Local::int(0));
    cx.set_intrinsic(Intrinsic::NumberPrototype, prototype);
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    for (name, intrinsic) in [("parseFloat", Intrinsic::ParseFloat), ("parseInt", Intrinsic::ParseInt)] {
        let function = cx.intrinsic(intrinsic)?;
        let key = cx.name(name)?;
        let descriptor = PropertyDescriptor::data(function, attribute::HIDDEN);
        define_own_property(cx, constructor, key, &descriptor)?;
    }
    define_global(cx, "Number", constructor)
}

/// Number ( value ) – <https://tc39.es/ecma262/#sec-number-constructor-number-value>
fn construct<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let value = match arguments.present(0) {
        None => Local::int(0),
        Some(value) => {
            let numeric = to_numeric(cx, value)?;
            match cx.raw(numeric).is_kind(kind::BIGINT) {
                true => Local::number(number_value_of_bigint(cx.raw(numeric))),
                false => numeric,
            }
        }
    };
    let new_target = arguments.new_target();
    if cx.raw(new_target).is_undefined() {
        return Ok(value);
    }
    let object = ordinary_create_from_constructor(cx, new_target, Intrinsic::NumberPrototype, kind::NUMBER_OBJECT)?;
    cx.heap.store(object, wrapper::VALUE, value);
    Ok(object)
}

/// Number.isFinite ( number ) – <https://tc39.es/ecma262/#sec-number.isfinite>
fn is_finite<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let value = cx.raw(arguments.get(0));
    Ok(Local::bool(value.is_number() && value.as_number().is_finite()))
}

/// Number.isInteger ( number ) – <https://tc39.es/ecma262/#sec-number.isinteger>
fn is_integer<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::bool(is_integral_number(cx.raw(arguments.get(0)))))
}

/// Number.isNaN ( number ) – <https://tc39.es/ecma262/#sec-number.isnan>
fn is_nan<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let value = cx.raw(arguments.get(0));
    Ok(Local::bool(value.is_number() && value.as_number().is_nan()))
}

/// Number.isSafeInteger ( number ) – <https://tc39.es/ecma262/#sec-number.issafeinteger>
fn is_safe_integer<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let value = cx.raw(arguments.get(0));
    Ok(Local::bool(is_integral_number(value) && value.as_number().abs() <= MAX_SAFE_INTEGER))
}

/// ThisNumberValue ( value ) – <https://tc39.es/ecma262/#sec-thisnumbervalue>
fn this_number_value(cx: &mut Scope<'_>, this: Local<'_>, method: &str) -> Completion<f64> {
    let raw = cx.raw(this);
    let value = if raw.is_kind(kind::NUMBER_OBJECT) { raw.word(wrapper::VALUE) } else { raw };
    if value.is_number() {
        return Ok(value.as_number());
    }
    Err(throw_type_error(cx, format_args!("{method} requires that 'this' be a Number")))
}

/// A count of digits from `least` to 100.
fn digits<'s>(cx: &mut Scope<'s>, argument: Local<'s>, least: f64, method: &str, what: &str) -> Completion<u32> {
    let count = to_integer_or_infinity(cx, argument)?;
    check_digits(cx, count, least, method, what)
}

fn check_digits(cx: &mut Scope<'_>, count: f64, least: f64, method: &str, what: &str) -> Completion<u32> {
    if (least..=100.0).contains(&count) {
        return Ok(count as u32);
    }
    Err(throw_range_error(cx, format_args!("{method}() {what} must be between {least} and 100")))
}

/// Number.prototype.toExponential ( fractionDigits ) – <https://tc39.es/ecma262/#sec-number.prototype.toexponential>
fn to_exponential<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let value = this_number_value(cx, this, "Number.prototype.toExponential")?;
    let count = to_integer_or_infinity(cx, arguments.get(0))?;
    if !value.is_finite() {
        return number_to_string(cx, value);
    }
    let count = check_digits(cx, count, 0.0, "toExponential", "argument")?;
    let wanted = (!cx.raw(arguments.get(0)).is_undefined()).then_some(count);
    cx.string(&number::to_exponential(value, wanted))
}

/// Number.prototype.toFixed ( fractionDigits ) – <https://tc39.es/ecma262/#sec-number.prototype.tofixed>
fn to_fixed<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let value = this_number_value(cx, this, "Number.prototype.toFixed")?;
    let count = digits(cx, arguments.get(0), 0.0, "toFixed", "digits argument")?;
    cx.string(&number::to_fixed(value, count))
}

/// Number.prototype.toPrecision ( precision ) – <https://tc39.es/ecma262/#sec-number.prototype.toprecision>
fn to_precision<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let value = this_number_value(cx, this, "Number.prototype.toPrecision")?;
    if cx.raw(arguments.get(0)).is_undefined() {
        return number_to_string(cx, value);
    }
    let count = to_integer_or_infinity(cx, arguments.get(0))?;
    if !value.is_finite() {
        return number_to_string(cx, value);
    }
    let count = check_digits(cx, count, 1.0, "toPrecision", "argument")?;
    cx.string(&number::to_precision(value, count))
}

/// Number.prototype.toString ( [ radix ] ) – <https://tc39.es/ecma262/#sec-number.prototype.tostring>
fn to_string<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let value = this_number_value(cx, this, "Number.prototype.toString")?;
    let radix = radix(cx, arguments.get(0))?;
    if radix == 10 { number_to_string(cx, value) } else { cx.string(&number::number_to_radix_string(value, radix)) }
}

/// The radix of a `toString`: 10 unless given.
///
/// # Errors
/// RangeError outside 2 to 36.
pub(super) fn radix<'s>(cx: &mut Scope<'s>, argument: Local<'s>) -> Completion<u32> {
    if cx.raw(argument).is_undefined() {
        return Ok(10);
    }
    let radix = to_integer_or_infinity(cx, argument)?;
    if (2.0..=36.0).contains(&radix) {
        return Ok(radix as u32);
    }
    Err(throw_range_error(cx, format_args!("toString() radix argument must be between 2 and 36")))
}

/// Number.prototype.valueOf ( ) – <https://tc39.es/ecma262/#sec-number.prototype.valueof>
fn value_of<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    this_number_value(cx, this, "Number.prototype.valueOf").map(Local::number)
}

/// Number.prototype.toLocaleString ( ) – <https://tc39.es/ecma262/#sec-number.prototype.tolocalestring>
fn to_locale_string<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let value = this_number_value(cx, this, "Number.prototype.toLocaleString")?;
    let options = locale::read_options(cx, arguments.get(1))?;
    let text = locale::format(value, options);
    cx.string(&text)
}
