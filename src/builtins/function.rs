//! `Function` – ECMA-262 §20.2 <https://tc39.es/ecma262/#sec-function-objects>
//!
//! Compiling source text is the interpreter's: `isolate.create_dynamic_function` and `isolate.function_source` are its
//! hooks. `dynamic.rs` is what `Function` and its kin share.

mod dynamic;
mod prototype;

use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Abrupt, Arguments, Completion, Constructor, DynamicFunction, IntegrityLevel, Intrinsic, NativeDescription,
    PropertyDescriptor, PropertyKey, Scope, create_builtin_function, define_global, define_property_or_throw, describe,
    install_constructor, set_integrity_level, throw_type_error, typeof_name,
};
use crate::value::kind;
use crate::value::layout::{attribute, native};

pub(crate) use dynamic::create_dynamic_function;

const CONSTRUCTOR: Constructor = Constructor {
    name: "Function",
    length: 1,
    steps: construct,
    requires_new: false,
    intrinsic: Intrinsic::Function,
    statics: &[],
    prototype: prototype::PROTOTYPE,
};

/// Makes `Function` and %ThrowTypeError%, and puts `Function` on the global object.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let prototype = cx.intrinsic(Intrinsic::FunctionPrototype)?;
    let thrower = install_throw_type_error(cx)?;
    for name in [KnownName::Arguments, KnownName::Caller] {
        let restricted = PropertyDescriptor::accessor(thrower, thrower, attribute::CONFIGURABLE);
        define_property_or_throw(cx, prototype, PropertyKey::Known(name), &restricted)?;
    }
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    define_global(cx, "Function", constructor)
}

/// Function ( ...parameterArgs, bodyArg ) – <https://tc39.es/ecma262/#sec-function-p1-p2-pn-body>
fn construct<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    create_dynamic_function(cx, arguments, DynamicFunction::Plain)
}

/// %ThrowTypeError% – <https://tc39.es/ecma262/#sec-%throwtypeerror%>
fn install_throw_type_error<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    let description = NativeDescription { steps: throw_restricted, length: 0, flags: native::UNSEEN };
    let name = cx.known_string(KnownName::Empty)?;
    let thrower = create_builtin_function(cx, description, name, Local::UNDEFINED)?;
    set_integrity_level(cx, thrower, IntegrityLevel::Frozen)?;
    cx.set_intrinsic(Intrinsic::ThrowTypeError, thrower);
    Ok(thrower)
}

/// Throws, except for sloppy functions: of those V8 and others say `null`, and ignore assignments.
fn throw_restricted<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if cx.raw(this).is_kind(kind::FUNCTION) && (cx.upcalls.is_sloppy_function)(cx, cx.raw(this)) {
        return Ok(Local::NULL);
    }
    let text = "'caller', 'callee', and 'arguments' properties may not be accessed on strict mode functions or the \
                arguments objects for calls to them";
    Err(throw_type_error(cx, format_args!("{text}")))
}

/// The TypeError of `apply` on something that cannot be called.
#[cold]
pub(crate) fn throw_apply_receiver(cx: &mut Scope<'_>, target: Local<'_>) -> Abrupt {
    let shown = describe(cx, target);
    let type_name = typeof_name(cx, target).text();
    let article = if type_name == "object" { "an" } else { "a" };
    throw_type_error(
        cx,
        format_args!(
            "Function.prototype.apply was called on {shown}, which is {article} {type_name} and not a function"
        ),
    )
}
