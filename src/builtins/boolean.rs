//! `Boolean` – ECMA-262 §20.3 <https://tc39.es/ecma262/#sec-boolean-objects>

use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, Intrinsic, Scope, define_global, install_constructor, make_object,
    method, ordinary_create_from_constructor, throw_type_error, to_boolean,
};
use crate::value::kind;
use crate::value::layout::wrapper;

const CONSTRUCTOR: Constructor = Constructor {
    name: "Boolean",
    length: 1,
    steps: construct,
    requires_new: false,
    intrinsic: Intrinsic::Boolean,
    statics: &[],
    prototype: PROTOTYPE,
};

const PROTOTYPE: &[Builtin] = &[method("toString", 0, to_string), method("valueOf", 0, value_of)];

/// Makes `Boolean` and puts it on the global object.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let parent = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let prototype = make_object(cx, kind::BOOLEAN_OBJECT, parent)?;
    cx.heap.store(prototype, wrapper::VALUE, Local::FALSE);
    cx.set_intrinsic(Intrinsic::BooleanPrototype, prototype);
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    define_global(cx, "Boolean", constructor)
}

/// Boolean ( value ) – <https://tc39.es/ecma262/#sec-boolean-constructor-boolean-value>
fn construct<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let value = Local::bool(to_boolean(cx, arguments.get(0)));
    let new_target = arguments.new_target();
    if cx.raw(new_target).is_undefined() {
        return Ok(value);
    }
    let object = ordinary_create_from_constructor(cx, new_target, Intrinsic::BooleanPrototype, kind::BOOLEAN_OBJECT)?;
    cx.heap.store(object, wrapper::VALUE, value);
    Ok(object)
}

/// ThisBooleanValue – <https://tc39.es/ecma262/#sec-thisbooleanvalue>
fn this_boolean_value(cx: &mut Scope<'_>, this: Local<'_>, method: &str) -> Completion<bool> {
    let raw = cx.raw(this);
    let value = if raw.is_kind(kind::BOOLEAN_OBJECT) { raw.word(wrapper::VALUE) } else { raw };
    if value.is_bool() {
        return Ok(value.word_value() == crate::value::Value::TRUE);
    }
    Err(throw_type_error(cx, format_args!("{method} requires that 'this' be a Boolean")))
}

/// Boolean.prototype.toString ( ) – <https://tc39.es/ecma262/#sec-boolean.prototype.tostring>
fn to_string<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let value = this_boolean_value(cx, this, "Boolean.prototype.toString")?;
    cx.known_string(if value { KnownName::True } else { KnownName::False })
}

/// Boolean.prototype.valueOf ( ) – <https://tc39.es/ecma262/#sec-boolean.prototype.valueof>
fn value_of<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    this_boolean_value(cx, this, "Boolean.prototype.valueOf").map(Local::bool)
}
