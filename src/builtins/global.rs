//! The global object's functions and values – ECMA-262 §19 <https://tc39.es/ecma262/#sec-global-object>
//!
//! `uri.rs` has the URI functions, `escape.rs` those of annex B.

mod escape;
mod uri;

use crate::heap::Local;
use crate::runtime::{
    Arguments, Builtin, Completion, Intrinsic, PropertyDescriptor, Scope, define_global, define_property_or_throw,
    install as install_table, method, to_int32, to_number, to_string, units,
};
use crate::value::{self, Units, number};

const FUNCTIONS: &[Builtin] = &[
    method("parseFloat", 1, parse_float).intrinsic(Intrinsic::ParseFloat),
    method("parseInt", 2, parse_int).intrinsic(Intrinsic::ParseInt),
    method("decodeURI", 1, uri::decode_uri).intrinsic(Intrinsic::DecodeUri),
    method("decodeURIComponent", 1, uri::decode_uri_component).intrinsic(Intrinsic::DecodeUriComponent),
    method("encodeURI", 1, uri::encode_uri).intrinsic(Intrinsic::EncodeUri),
    method("encodeURIComponent", 1, uri::encode_uri_component).intrinsic(Intrinsic::EncodeUriComponent),
    method("escape", 1, escape::escape),
    method("unescape", 1, escape::unescape),
    method("eval", 1, eval).intrinsic(Intrinsic::Eval),
    method("isFinite", 1, is_finite).intrinsic(Intrinsic::IsFinite),
    method("isNaN", 1, is_nan).intrinsic(Intrinsic::IsNaN),
];

/// Puts the functions and values on the global object.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let global = cx.intrinsic(Intrinsic::Global)?;
    let constants =
        [("Infinity", Local::number(f64::INFINITY)), ("NaN", Local::number(f64::NAN)), ("undefined", Local::UNDEFINED)];
    for (name, value) in constants {
        let key = cx.name(name)?;
        define_property_or_throw(cx, global, key, &PropertyDescriptor::data(value, 0))?;
    }
    define_global(cx, "globalThis", global)?;
    install_table(cx, global, FUNCTIONS)
}

/// eval ( x ) – <https://tc39.es/ecma262/#sec-eval-x>
///
/// The indirect call; the direct one is the interpreter's.
fn eval<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let source = arguments.get(0);
    if !value::is_string(cx.raw(source)) {
        return Ok(source);
    }
    if !cx.hooks.host_ensure_can_compile_strings() {
        let text = "Code generation from strings disallowed for this context";
        return Err(crate::runtime::throw_error(cx, Intrinsic::EvalErrorPrototype, format_args!("{text}")));
    }
    (cx.upcalls.perform_eval)(cx, source)
}

/// isFinite ( number ) – <https://tc39.es/ecma262/#sec-isfinite-number>
fn is_finite<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    to_number(cx, arguments.get(0)).map(|number| Local::bool(number.is_finite()))
}

/// isNaN ( number ) – <https://tc39.es/ecma262/#sec-isnan-number>
fn is_nan<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    to_number(cx, arguments.get(0)).map(|number| Local::bool(number.is_nan()))
}

/// parseFloat ( string ) – <https://tc39.es/ecma262/#sec-parsefloat-string>
fn parse_float<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = to_string(cx, arguments.get(0))?;
    Ok(Local::number(match units(cx, text)? {
        Units::Latin1(bytes) => number::parse_float(bytes),
        Units::TwoByte(units) => number::parse_float(units),
    }))
}

/// parseInt ( string, radix ) – <https://tc39.es/ecma262/#sec-parseint-string-radix>
fn parse_int<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let input = cx.raw(arguments.get(0));
    if input.is_int() && cx.raw(arguments.get(1)).is_undefined() {
        return Ok(arguments.get(0));
    }
    let text = to_string(cx, arguments.get(0))?;
    let radix = to_int32(cx, arguments.get(1))?;
    Ok(Local::number(match units(cx, text)? {
        Units::Latin1(bytes) => number::parse_int(bytes, radix),
        Units::TwoByte(units) => number::parse_int(units, radix),
    }))
}
