//! `GeneratorFunction`, `AsyncFunction` and generator objects – ECMA-262 §27.3, §27.5, §27.7
//! <https://tc39.es/ecma262/#sec-generatorfunction-objects>
//!
//! None of the constructors is a global; their prototypes were made with the shapes of such functions.

use super::function::create_dynamic_function;
use super::receiver::require_kind;
use crate::heap::Local;
use crate::interpreter::{Stretch, resume};
use crate::runtime::names::KnownName;
use crate::runtime::{
    Abrupt, Arguments, Builtin, Completion, Constructor, DynamicFunction, Intrinsic, PropertyDescriptor, PropertyKey,
    ResumeMode, Scope, SuspendReason, create_iter_result_object, define_property_or_throw, get_known,
    install as install_table, install_constructor, iterator_complete, method, ordinary_object_create, set_prototype_of,
    tag, throw_type_error,
};
use crate::value::kind;
use crate::value::layout::{attribute, generator, generator_state};

const GENERATOR_FUNCTION: Constructor = Constructor {
    name: "GeneratorFunction",
    length: 1,
    steps: construct_generator,
    requires_new: false,
    intrinsic: Intrinsic::GeneratorFunction,
    statics: &[],
    prototype: &[tag("GeneratorFunction")],
};

const ASYNC_FUNCTION: Constructor = Constructor {
    name: "AsyncFunction",
    length: 1,
    steps: construct_async,
    requires_new: false,
    intrinsic: Intrinsic::AsyncFunction,
    statics: &[],
    prototype: &[tag("AsyncFunction")],
};

const PROTOTYPE: &[Builtin] = &[
    method("next", 1, next).intrinsic(Intrinsic::GeneratorNext),
    method("return", 1, return_),
    method("throw", 1, throw),
    tag("Generator"),
];

/// Makes the constructors of functions that suspend, and %GeneratorPrototype%.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    install_function_constructor(cx, &ASYNC_FUNCTION, Intrinsic::AsyncFunctionPrototype)?;
    let parent = cx.intrinsic(Intrinsic::IteratorPrototype)?;
    let prototype = ordinary_object_create(cx, parent)?;
    cx.set_intrinsic(Intrinsic::GeneratorPrototype, prototype);
    install_function_constructor(cx, &GENERATOR_FUNCTION, Intrinsic::GeneratorFunctionPrototype)?;
    link_prototype(cx, Intrinsic::GeneratorFunctionPrototype, prototype)?;
    install_table(cx, prototype, PROTOTYPE)
}

/// A constructor that inherits from `Function`; `prototype` is the place of the object that its functions inherit from.
pub(super) fn install_function_constructor(
    cx: &mut Scope<'_>,
    constructor: &Constructor,
    prototype: Intrinsic,
) -> Completion<()> {
    let mut cx = cx.open();
    let place = prototype;
    let mut prototype = cx.intrinsic(place)?;
    if cx.raw(prototype).is_undefined() {
        let parent = cx.intrinsic(Intrinsic::FunctionPrototype)?;
        prototype = ordinary_object_create(&mut cx, parent)?;
        cx.set_intrinsic(place, prototype);
    }
    let parent = cx.intrinsic(Intrinsic::Function)?;
    let function = install_constructor(&mut cx, constructor, prototype, Some(parent))?;
    set_prototype_of(&mut cx, function, parent)?;
    let fixed = PropertyDescriptor::data(function, attribute::CONFIGURABLE);
    define_property_or_throw(&mut cx, prototype, PropertyKey::Known(KnownName::Constructor), &fixed)
}

/// The prototype of generator functions and that of generators know each other.
pub(super) fn link_prototype<'s>(cx: &mut Scope<'s>, functions: Intrinsic, objects: Local<'s>) -> Completion<()> {
    let functions = cx.intrinsic(functions)?;
    let objects_of = PropertyDescriptor::data(objects, attribute::CONFIGURABLE);
    define_property_or_throw(cx, functions, PropertyKey::Known(KnownName::Prototype), &objects_of)?;
    let functions_of = PropertyDescriptor::data(functions, attribute::CONFIGURABLE);
    define_property_or_throw(cx, objects, PropertyKey::Known(KnownName::Constructor), &functions_of)
}

/// GeneratorFunction ( ...parameterArgs, bodyArg ) – <https://tc39.es/ecma262/#sec-generatorfunction>
fn construct_generator<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    create_dynamic_function(cx, arguments, DynamicFunction::Generator)
}

/// AsyncFunction ( ...parameterArgs, bodyArg ) – <https://tc39.es/ecma262/#sec-async-function-constructor-arguments>
fn construct_async<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    create_dynamic_function(cx, arguments, DynamicFunction::Async)
}

/// %GeneratorPrototype%.next ( value ) – <https://tc39.es/ecma262/#sec-generator.prototype.next>
fn next<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::GENERATOR, "[Generator].prototype.next")?;
    go_on(cx, this, ResumeMode::Next, arguments.get(0))
}

/// %GeneratorPrototype%.return ( value ) – <https://tc39.es/ecma262/#sec-generator.prototype.return>
fn return_<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::GENERATOR, "[Generator].prototype.return")?;
    go_on(cx, this, ResumeMode::Return, arguments.get(0))
}

/// %GeneratorPrototype%.throw ( exception ) – <https://tc39.es/ecma262/#sec-generator.prototype.throw>
fn throw<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::GENERATOR, "[Generator].prototype.throw")?;
    go_on(cx, this, ResumeMode::Throw, arguments.get(0))
}

/// GeneratorResume and GeneratorResumeAbrupt (§27.5.3.3, §27.5.3.4): the result object.
fn go_on<'s>(cx: &mut Scope<'s>, this: Local<'s>, mode: ResumeMode, value: Local<'s>) -> Completion<Local<'s>> {
    match step(cx, this, mode, value)? {
        Step::Yielded(value) => create_iter_result_object(cx, value, false),
        Step::Delegated(result) => Ok(result),
        Step::Returned(value) => create_iter_result_object(cx, value, true),
    }
}

/// What a step of a generator gives.
enum Step<'s> {
    /// The value of a `yield`.
    Yielded(Local<'s>),
    /// A result object that `yield*` hands on.
    Delegated(Local<'s>),
    /// The value that it ends with.
    Returned(Local<'s>),
}

/// Runs a generator to its next `yield` or its end.
fn step<'s>(cx: &mut Scope<'s>, this: Local<'s>, mode: ResumeMode, value: Local<'s>) -> Completion<Step<'s>> {
    let state = cx.word(this, generator::STATE)?;
    let mut is_completed = cx.raw(state).is_undefined();
    if !is_completed {
        let point = cx.raw(state).word(generator_state::POINT);
        if point.is_hole() {
            return Err(throw_running(cx));
        }
        if point.is_undefined() && mode != ResumeMode::Next {
            cx.heap.store(this, generator::STATE, Local::UNDEFINED);
            is_completed = true;
        }
    }
    if is_completed {
        return match mode {
            ResumeMode::Next => Ok(Step::Returned(Local::UNDEFINED)),
            ResumeMode::Return => Ok(Step::Returned(value)),
            ResumeMode::Throw => Err(cx.throw(value)),
        };
    }
    cx.step(1)?;
    match resume(cx, state, mode, value) {
        Ok(Stretch::Suspended(value)) => Ok(match cx.suspension.reason {
            SuspendReason::Delegate => Step::Delegated(value),
            _ => Step::Yielded(value),
        }),
        Ok(Stretch::Returned(value)) => {
            cx.heap.store(this, generator::STATE, Local::UNDEFINED);
            Ok(Step::Returned(value))
        }
        Err(abrupt) => {
            // Where there was no stack left it did not run at all.
            if cx.raw(state).word(generator_state::POINT).is_hole() {
                cx.heap.store(this, generator::STATE, Local::UNDEFINED);
            }
            Err(abrupt)
        }
    }
}

#[cold]
fn throw_running(cx: &mut Scope<'_>) -> Abrupt {
    throw_type_error(cx, format_args!("Generator is already running"))
}

/// The next value of a generator whose `next` is the original one, for those who need no result object. `None` at the
/// end.
///
/// # Errors
/// Whatever the generator throws.
pub(super) fn advance<'s>(cx: &mut Scope<'s>, generator: Local<'s>) -> Completion<Option<Local<'s>>> {
    match step(cx, generator, ResumeMode::Next, Local::UNDEFINED)? {
        Step::Yielded(value) => Ok(Some(value)),
        Step::Returned(_) => Ok(None),
        Step::Delegated(result) => {
            if iterator_complete(cx, result)? {
                return Ok(None);
            }
            get_known(cx, result, KnownName::Value).map(Some)
        }
    }
}
