//! `BigInt` – ECMA-262 §21.2 <https://tc39.es/ecma262/#sec-bigint-objects>

use super::number::radix;
use crate::heap::Local;
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, Hint, Intrinsic, Scope, TextBuilder, bigint_as_int_n,
    bigint_as_uint_n, bigint_to_string, bigint_to_text, define_global, install_constructor, method, number_to_bigint,
    ordinary_object, tag, throw_type_error, to_bigint, to_index, to_primitive,
};
use crate::value::kind;
use crate::value::layout::wrapper;

const CONSTRUCTOR: Constructor = Constructor {
    name: "BigInt",
    length: 1,
    steps: construct,
    requires_new: false,
    intrinsic: Intrinsic::BigInt,
    statics: STATICS,
    prototype: PROTOTYPE,
};

const STATICS: &[Builtin] = &[method("asUintN", 2, as_uint_n), method("asIntN", 2, as_int_n)];

const PROTOTYPE: &[Builtin] = &[
    method("toLocaleString", 0, to_locale_string),
    method("toString", 0, to_string),
    method("valueOf", 0, value_of),
    tag("BigInt"),
];

/// Makes `BigInt` and puts it on the global object.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let prototype = ordinary_object(cx)?;
    cx.set_intrinsic(Intrinsic::BigIntPrototype, prototype);
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    define_global(cx, "BigInt", constructor)
}

/// BigInt ( value ) – <https://tc39.es/ecma262/#sec-bigint-constructor-number-value>
fn construct<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if !cx.raw(arguments.new_target()).is_undefined() {
        return Err(throw_type_error(cx, format_args!("BigInt is not a constructor")));
    }
    let primitive = to_primitive(cx, arguments.get(0), Hint::Number)?;
    let raw = cx.raw(primitive);
    if raw.is_number() {
        let number = raw.as_number();
        return number_to_bigint(cx, number);
    }
    to_bigint(cx, primitive)
}

/// BigInt.asIntN ( bits, bigint ) – <https://tc39.es/ecma262/#sec-bigint.asintn>
fn as_int_n<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let bits = to_index(cx, arguments.get(0), "value: not (convertible to) a safe integer")?;
    let integer = to_bigint(cx, arguments.get(1))?;
    bigint_as_int_n(cx, bits, integer)
}

/// BigInt.asUintN ( bits, bigint ) – <https://tc39.es/ecma262/#sec-bigint.asuintn>
fn as_uint_n<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let bits = to_index(cx, arguments.get(0), "value: not (convertible to) a safe integer")?;
    let integer = to_bigint(cx, arguments.get(1))?;
    bigint_as_uint_n(cx, bits, integer)
}

/// ThisBigIntValue ( value ) – <https://tc39.es/ecma262/#sec-thisbigintvalue>
fn this_bigint_value<'s>(cx: &mut Scope<'s>, this: Local<'s>, method: &str) -> Completion<Local<'s>> {
    if cx.raw(this).is_kind(kind::BIGINT) {
        return Ok(this);
    }
    if cx.raw(this).is_kind(kind::BIGINT_OBJECT) {
        return cx.word(this, wrapper::VALUE);
    }
    Err(throw_type_error(cx, format_args!("{method} requires that 'this' be a BigInt")))
}

/// BigInt.prototype.toString ( [ radix ] ) – <https://tc39.es/ecma262/#sec-bigint.prototype.tostring>
fn to_string<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let integer = this_bigint_value(cx, this, "BigInt.prototype.toString")?;
    let radix = radix(cx, arguments.get(0))?;
    bigint_to_string(cx, integer, radix)
}

/// BigInt.prototype.toLocaleString ( ) – <https://tc39.es/ecma262/#sec-bigint.prototype.tolocalestring>
fn to_locale_string<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let integer = this_bigint_value(cx, this, "BigInt.prototype.toLocaleString")?;
    let digits = bigint_to_text(cx.raw(integer), 10);
    let (sign, digits) = if let Some(digits) = digits.strip_prefix('-') { ("-", digits) } else { ("", &*digits) };
    let mut text = TextBuilder::new();
    text.push_latin1(cx, sign.as_bytes())?;
    for (index, &digit) in digits.as_bytes().iter().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push_latin1(cx, b",")?;
        }
        text.push_latin1(cx, &[digit])?;
    }
    text.finish(cx)
}

/// BigInt.prototype.valueOf ( ) – <https://tc39.es/ecma262/#sec-bigint.prototype.valueof>
fn value_of<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    this_bigint_value(cx, this, "BigInt.prototype.valueOf")
}
