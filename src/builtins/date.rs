//! `Date` – ECMA-262 §21.4 <https://tc39.es/ecma262/#sec-date-objects>
//!
//! The arithmetic and the texts stand in the value room; the time zone and the clock are the host's.
//!
//! * `components` – methods that read a component
//! * `set` – methods that change components
//! * `text` – methods that give a text

mod components;
mod locale;
mod set;
mod text;

use super::receiver::throw_incompatible_receiver;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, Hint, Intrinsic, PropertyDescriptor, Scope, call, define_global,
    define_property_or_throw, describe, get, get_v, install_constructor, is_callable, is_object, make_object, method,
    ordinary_create_from_constructor, ordinary_to_primitive, symbol_method, throw_type_error, to_number, to_object,
    to_primitive, units,
};
use crate::value::date::{from_local_time, make_date, make_day, make_full_year, make_time, parse_date, time_clip};
use crate::value::layout::{attribute, wrapper};
use crate::value::{self, Units, kind};

const CONSTRUCTOR: Constructor = Constructor {
    name: "Date",
    length: 7,
    steps: construct,
    requires_new: false,
    intrinsic: Intrinsic::Date,
    statics: &[method("now", 0, now), method("parse", 1, parse), method("UTC", 7, utc)],
    prototype: PROTOTYPE,
};

const PROTOTYPE: &[Builtin] = &[
    method("toString", 0, text::to_string),
    method("toDateString", 0, text::to_date_string),
    method("toTimeString", 0, text::to_time_string),
    method("toISOString", 0, text::to_iso_string),
    method("toUTCString", 0, text::to_utc_string),
    method("getDate", 0, components::date),
    method("setDate", 1, set::date),
    method("getDay", 0, components::day),
    method("getFullYear", 0, components::full_year),
    method("setFullYear", 3, set::full_year),
    method("getHours", 0, components::hours),
    method("setHours", 4, set::hours),
    method("getMilliseconds", 0, components::milliseconds),
    method("setMilliseconds", 1, set::milliseconds),
    method("getMinutes", 0, components::minutes),
    method("setMinutes", 3, set::minutes),
    method("getMonth", 0, components::month),
    method("setMonth", 2, set::month),
    method("getSeconds", 0, components::seconds),
    method("setSeconds", 2, set::seconds),
    method("getTime", 0, value_of),
    method("setTime", 1, set::time),
    method("getTimezoneOffset", 0, components::timezone_offset),
    method("getYear", 0, components::year),
    method("setYear", 1, set::year),
    method("getUTCDate", 0, components::utc_date),
    method("setUTCDate", 1, set::utc_date),
    method("getUTCDay", 0, components::utc_day),
    method("getUTCFullYear", 0, components::utc_full_year),
    method("setUTCFullYear", 3, set::utc_full_year),
    method("getUTCHours", 0, components::utc_hours),
    method("setUTCHours", 4, set::utc_hours),
    method("getUTCMilliseconds", 0, components::utc_milliseconds),
    method("setUTCMilliseconds", 1, set::utc_milliseconds),
    method("getUTCMinutes", 0, components::utc_minutes),
    method("setUTCMinutes", 3, set::utc_minutes),
    method("getUTCMonth", 0, components::utc_month),
    method("setUTCMonth", 2, set::utc_month),
    method("getUTCSeconds", 0, components::utc_seconds),
    method("setUTCSeconds", 2, set::utc_seconds),
    method("valueOf", 0, value_of),
    method("toJSON", 1, to_json),
    method("toLocaleString", 0, locale::to_locale_string),
    method("toLocaleDateString", 0, locale::to_locale_date_string),
    method("toLocaleTimeString", 0, locale::to_locale_time_string),
    symbol_method(KnownName::SymbolToPrimitive, "[Symbol.toPrimitive]", 1, to_primitive_method)
        .attributes(attribute::CONFIGURABLE),
];

/// Makes `Date`.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let parent = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let prototype = make_object(cx, kind::ORDINARY, parent)?;
    cx.set_intrinsic(Intrinsic::DatePrototype, prototype);
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    let name = cx.name("toUTCString")?;
    let to_utc_string = get(cx, prototype, name)?;
    let name = cx.name("toGMTString")?;
    let descriptor = PropertyDescriptor::data(to_utc_string, attribute::HIDDEN);
    define_property_or_throw(cx, prototype, name, &descriptor)?;
    define_global(cx, "Date", constructor)
}

/// The time now, in whole milliseconds.
fn clock(cx: &Scope<'_>) -> f64 {
    time_clip(cx.hooks.host_system_utc_epoch_milliseconds().floor())
}

/// Date ( ...values ) – <https://tc39.es/ecma262/#sec-date>
fn construct<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let new_target = arguments.new_target();
    if cx.raw(new_target).is_undefined() {
        let text = text::date_text(cx, clock(cx));
        return cx.string(&text);
    }
    let time = match arguments.count() {
        0 => clock(cx),
        1 => time_of_value(cx, arguments.get(0))?,
        _ => {
            let local = time_of_components(cx, arguments)?;
            time_clip(from_local_time(&*cx.zone, local))
        }
    };
    let date = ordinary_create_from_constructor(cx, new_target, Intrinsic::DatePrototype, kind::DATE)?;
    cx.heap.store(date, wrapper::VALUE, Local::number(time));
    Ok(date)
}

/// The time value that a single argument of the constructor means (step 4).
fn time_of_value<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<f64> {
    if cx.raw(value).is_kind(kind::DATE) {
        return Ok(cx.raw(value).word(wrapper::VALUE).as_number());
    }
    let primitive = to_primitive(cx, value, Hint::Default)?;
    if value::is_string(cx.raw(primitive)) {
        return parse_text(cx, primitive);
    }
    to_number(cx, primitive).map(time_clip)
}

/// Year, month and the rest as a time value that is not clipped; what is absent counts as 1 or 0.
fn time_of_components<'s>(cx: &mut Scope<'s>, arguments: Arguments<'s>) -> Completion<f64> {
    let mut numbers = [f64::NAN, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    for (index, number) in numbers.iter_mut().enumerate() {
        if let Some(argument) = arguments.present(index) {
            *number = to_number(cx, argument)?;
        }
    }
    let [year, month, date, hours, minutes, seconds, milliseconds] = numbers;
    let day = make_day(make_full_year(year), month, date);
    Ok(make_date(day, make_time(hours, minutes, seconds, milliseconds)))
}

/// The time value of a text.
fn parse_text(cx: &mut Scope<'_>, text: Local<'_>) -> Completion<f64> {
    units(cx, text)?;
    Ok(match value::units(cx.raw(text)) {
        Units::Latin1(bytes) => parse_date(bytes, &*cx.zone),
        Units::TwoByte(units) => parse_date(units, &*cx.zone),
    })
}

/// Date.now ( ) – <https://tc39.es/ecma262/#sec-date.now>
fn now<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::number(clock(cx)))
}

/// Date.parse ( string ) – <https://tc39.es/ecma262/#sec-date.parse>
fn parse<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = crate::runtime::to_string(cx, arguments.get(0))?;
    parse_text(cx, text).map(Local::number)
}

/// Date.UTC ( year [ , month [ , … ] ] ) – <https://tc39.es/ecma262/#sec-date.utc>
fn utc<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let time = time_of_components(cx, arguments)?;
    Ok(Local::number(time_clip(time)))
}

/// RequireInternalSlot ( dateObject, [[DateValue]] ): its time value.
fn this_time(cx: &mut Scope<'_>, this: Local<'_>) -> Completion<f64> {
    if cx.raw(this).is_kind(kind::DATE) {
        return Ok(cx.raw(this).word(wrapper::VALUE).as_number());
    }
    Err(throw_type_error(cx, format_args!("this is not a Date object.")))
}

/// Date.prototype.valueOf ( ) – <https://tc39.es/ecma262/#sec-date.prototype.valueof>
fn value_of<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    this_time(cx, this).map(Local::number)
}

/// Date.prototype.toJSON ( key ) – <https://tc39.es/ecma262/#sec-date.prototype.tojson>
fn to_json<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let object = to_object(cx, this)?;
    let primitive = to_primitive(cx, object, Hint::Number)?;
    let raw = cx.raw(primitive);
    if raw.is_number() && !raw.as_number().is_finite() {
        return Ok(Local::NULL);
    }
    let key = cx.name("toISOString")?;
    let function = get_v(cx, object, key)?;
    if !is_callable(cx, function) {
        return Err(throw_type_error(cx, format_args!("toISOString is not a function")));
    }
    call(cx, function, object, &[])
}

/// Date.prototype [ %Symbol.toPrimitive% ] ( hint ) – <https://tc39.es/ecma262/#sec-date.prototype-%symbol.toprimitive%>
fn to_primitive_method<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if !is_object(cx.raw(this)) {
        return Err(throw_incompatible_receiver(cx, "Date.prototype [ @@toPrimitive ]", this));
    }
    let hint = arguments.get(0);
    let hint_name = match value::is_string(cx.raw(hint)) {
        true => crate::runtime::rust_text(cx, hint)?,
        false => String::new(),
    };
    let hint = match hint_name.as_str() {
        "string" | "default" => Hint::String,
        "number" => Hint::Number,
        _ => {
            let shown = describe(cx, hint);
            return Err(throw_type_error(cx, format_args!("Invalid hint: {shown}")));
        }
    };
    ordinary_to_primitive(cx, this, hint)
}
