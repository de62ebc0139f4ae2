//! CreateDynamicFunction – ECMA-262 §20.2.1.1.1 <https://tc39.es/ecma262/#sec-createdynamicfunction>

use crate::heap::Local;
use crate::runtime::{
    Arguments, Completion, DynamicFunction, DynamicSource, Intrinsic, Scope, concat_strings,
    get_prototype_from_constructor, prototype_of, set_prototype_of, throw_error, to_string,
};

/// CreateDynamicFunction for a constructor called with `arguments`: the last is the body, those before are parameters.
///
/// # Errors
/// SyntaxError for text that is none; EvalError when the host forbids it; whatever conversions throw.
pub(crate) fn create_dynamic_function<'s>(
    cx: &mut Scope<'s>,
    arguments: Arguments<'s>,
    kind: DynamicFunction,
) -> Completion<Local<'s>> {
    let parameters = join_parameters(cx, arguments)?;
    let last = arguments.count().checked_sub(1).and_then(|last| arguments.present(last));
    let body = match last {
        Some(body) => to_string(cx, body)?,
        None => cx.interned("")?,
    };
    if !cx.hooks.host_ensure_can_compile_strings() {
        let text = "Code generation from strings disallowed for this context";
        return Err(throw_error(cx, Intrinsic::EvalErrorPrototype, format_args!("{text}")));
    }
    let function = (cx.upcalls.create_dynamic_function)(cx, DynamicSource { kind, parameters, body })?;
    adopt_prototype(cx, function, arguments, kind)?;
    Ok(function)
}

/// The parameters with commas between.
fn join_parameters<'s>(cx: &mut Scope<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let empty = cx.interned("")?;
    let joined = cx.variable(empty)?;
    for index in 0..arguments.count().saturating_sub(1) {
        let mut cx = cx.open();
        let mut parameter = to_string(&mut cx, arguments.get(index))?;
        if index > 0 {
            let comma = cx.interned(",")?;
            parameter = concat_strings(&mut cx, comma, parameter)?;
        }
        let longer = concat_strings(&mut cx, joined.get(), parameter)?;
        joined.set(&mut cx, longer);
    }
    Ok(joined.get())
}

/// Steps 20 and 21: the prototype which `new.target` wishes. The hook gives the current realm's.
fn adopt_prototype<'s>(
    cx: &mut Scope<'s>,
    function: Local<'s>,
    arguments: Arguments<'s>,
    kind: DynamicFunction,
) -> Completion<()> {
    let new_target = arguments.new_target();
    let raw = cx.raw(new_target);
    if raw.is_undefined() || raw.identical(cx.raw(arguments.callee())) {
        return Ok(());
    }
    let fallback = match kind {
        DynamicFunction::Plain => Intrinsic::FunctionPrototype,
        DynamicFunction::Generator => Intrinsic::GeneratorFunctionPrototype,
        DynamicFunction::Async => Intrinsic::AsyncFunctionPrototype,
        DynamicFunction::AsyncGenerator => Intrinsic::AsyncGeneratorFunctionPrototype,
    };
    let prototype = get_prototype_from_constructor(cx, new_target, fallback)?;
    if !prototype_of(cx, cx.raw(function)).identical(cx.raw(prototype)) {
        set_prototype_of(cx, function, prototype)?;
    }
    Ok(())
}
