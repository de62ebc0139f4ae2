//! `AsyncGeneratorFunction` and async generators – ECMA-262 §27.4, §27.6
//! <https://tc39.es/ecma262/#sec-asyncgeneratorfunction-objects>

use super::function::create_dynamic_function;
use super::generator::{install_function_constructor, link_prototype};
use super::receiver::throw_incompatible_receiver;
use crate::heap::Local;
use crate::interpreter::ask_async_generator;
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, DynamicFunction, Intrinsic, ResumeMode, Scope,
    install as install_table, method, new_promise, ordinary_object_create, reject_promise, tag,
};
use crate::value::kind;

const CONSTRUCTOR: Constructor = Constructor {
    name: "AsyncGeneratorFunction",
    length: 1,
    steps: construct,
    requires_new: false,
    intrinsic: Intrinsic::AsyncGeneratorFunction,
    statics: &[],
    prototype: &[tag("AsyncGeneratorFunction")],
};

const PROTOTYPE: &[Builtin] =
    &[method("next", 1, next), method("return", 1, return_), method("throw", 1, throw), tag("AsyncGenerator")];

/// Makes %AsyncGeneratorFunction% and %AsyncGeneratorPrototype%.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let parent = cx.intrinsic(Intrinsic::AsyncIteratorPrototype)?;
    let prototype = ordinary_object_create(cx, parent)?;
    cx.set_intrinsic(Intrinsic::AsyncGeneratorPrototype, prototype);
    install_function_constructor(cx, &CONSTRUCTOR, Intrinsic::AsyncGeneratorFunctionPrototype)?;
    link_prototype(cx, Intrinsic::AsyncGeneratorFunctionPrototype, prototype)?;
    install_table(cx, prototype, PROTOTYPE)
}

/// AsyncGeneratorFunction ( ...parameterArgs, bodyArg ) – <https://tc39.es/ecma262/#sec-asyncgeneratorfunction>
fn construct<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    create_dynamic_function(cx, arguments, DynamicFunction::AsyncGenerator)
}

/// %AsyncGeneratorPrototype%.next ( value ) – <https://tc39.es/ecma262/#sec-asyncgenerator-prototype-next>
fn next<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    ask(cx, this, ResumeMode::Next, arguments.get(0), "next")
}

/// %AsyncGeneratorPrototype%.return ( value ) – <https://tc39.es/ecma262/#sec-asyncgenerator-prototype-return>
fn return_<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    ask(cx, this, ResumeMode::Return, arguments.get(0), "return")
}

/// %AsyncGeneratorPrototype%.throw ( exception ) – <https://tc39.es/ecma262/#sec-asyncgenerator-prototype-throw>
fn throw<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    ask(cx, this, ResumeMode::Throw, arguments.get(0), "throw")
}

/// The promise of an answer; a receiver that is no async generator rejects it.
fn ask<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    mode: ResumeMode,
    value: Local<'s>,
    method: &str,
) -> Completion<Local<'s>> {
    if cx.raw(this).is_kind(kind::ASYNC_GENERATOR) {
        return ask_async_generator(cx, this, mode, value);
    }
    let promise = new_promise(cx)?;
    let abrupt = throw_incompatible_receiver(cx, &format!("[AsyncGenerator].prototype.{method}"), this);
    let reason = cx.catch(abrupt)?;
    reject_promise(cx, promise, reason)?;
    Ok(promise)
}
