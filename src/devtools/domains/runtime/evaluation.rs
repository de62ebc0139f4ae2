//! Texts and functions that clients have evaluated, and what comes of them.

use super::command_line;
use crate::devtools::inspector::{inspector, reply};
use crate::devtools::link::ClientId;
use crate::devtools::objects::{self, CONTEXT};
use crate::devtools::protocol::{Answer, Failure, Reply, Request, Trouble, failure_of, now};
use crate::devtools::remote_object::{Preview, Wish, wrap};
use crate::devtools::stack::stack_of_error;
use crate::engine::run_script;
use crate::heap::Local;
use crate::host::evaluate_purely;
use crate::interpreter::{LoadOptions, load};
use crate::runtime::{
    self, Arguments, Completion, Intrinsic, PromiseCapability, Scope, anonymous_function, array_push, callee_data,
    create_array_from_list, is_callable, perform_promise_then, promise_resolve,
};
use crate::source::SourceText;
use crate::value::kind;
use serde_json::{Value, json};

/// How a client wants the result.
pub(in crate::devtools) struct Wanted {
    client: ClientId,
    id: i64,
    group: String,
    by_value: bool,
    preview: bool,
    awaits: bool,
    /// The text may name what the console has.
    has_command_line: bool,
}

impl Wanted {
    /// What a request says of it.
    pub(in crate::devtools) fn read(request: &Request, group: String) -> Result<Wanted, Failure> {
        Ok(Wanted {
            client: request.client,
            id: request.id,
            group,
            by_value: request.flag("returnByValue")?,
            preview: request.flag("generatePreview")?,
            awaits: request.flag("awaitPromise")?,
            has_command_line: request.flag("includeCommandLineAPI")?,
        })
    }

    fn wish(&self) -> Wish<'_> {
        Wish { client: self.client, group: &self.group, by_value: self.by_value, preview: Preview::asked(self.preview) }
    }
}

/// `Runtime.evaluate`
pub(super) fn evaluate(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let mut cx = cx.open();
    let text = request.text("expression")?;
    check_context(request.optional_number("contextId")?)?;
    let group = request.optional_text("objectGroup")?.unwrap_or("").to_owned();
    let wanted = Wanted::read(request, group)?;
    if request.flag("throwOnSideEffect")? {
        return evaluate_quietly(&mut cx, text, &wanted);
    }
    let source = next_source(&mut cx, text);
    run(&mut cx, &wanted, |cx| run_script(cx, source))
}

/// Runs a text, and answers what it comes to.
pub(in crate::devtools) fn run<'s>(
    cx: &mut Scope<'s>,
    wanted: &Wanted,
    text: impl FnOnce(&mut Scope<'s>) -> Completion<Local<'s>>,
) -> Answer {
    let result = if wanted.has_command_line { command_line::run(cx, wanted.client, text) } else { text(cx) };
    if let Ok(value) = result
        && wanted.group == command_line::GROUP
        && !wanted.awaits
    {
        command_line::remember(cx, wanted.client, value)?;
    }
    conclude(cx, result, wanted)
}

/// Evaluates what has no effects; anything else is refused, as V8 refuses it.
fn evaluate_quietly(cx: &mut Scope<'_>, text: &str, wanted: &Wanted) -> Answer {
    let looked = evaluate_purely(cx, text, |cx, value| Ok(answer_of(cx, value, wanted)));
    match looked {
        Ok(answer) => answer,
        Err(_) => {
            cx.pending = runtime::Pending::Nothing;
            refuse_effects(cx, wanted)
        }
    }
}

/// Nobody knows that it has no effects: V8's error.
pub(in crate::devtools) fn refuse_effects(cx: &mut Scope<'_>, wanted: &Wanted) -> Answer {
    let mut cx = cx.open();
    let message = "Possible side-effect in debug-evaluate";
    let error = runtime::create_error(&mut cx, Intrinsic::EvalErrorPrototype, message)?;
    refuse(&mut cx, error, wanted)
}

/// A name of its own for a text, so that its frames are told from those of others.
fn next_source(cx: &mut Scope<'_>, text: &str) -> SourceText {
    let number = inspector(cx).map_or(0, |inspector| {
        inspector.last_text += 1;
        inspector.last_text
    });
    SourceText::new(format!("evaluate:{number}"), text)
}

fn check_context(given: Option<f64>) -> Result<(), Failure> {
    match given {
        Some(context) if context != f64::from(CONTEXT) => Err(Failure::server("Cannot find context with specified id")),
        _ => Ok(()),
    }
}

/// `Runtime.callFunctionOn`
pub(super) fn call_function_on(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let mut cx = cx.open();
    let declaration = request.text("functionDeclaration")?;
    let (this, mut group) = match request.optional_text("objectId")? {
        Some(id) => {
            let (this, group, _) = objects::find(&mut cx, request.client, id)?;
            (this, group)
        }
        None => {
            check_context(request.optional_number("executionContextId")?)?;
            (cx.intrinsic(Intrinsic::Global)?, String::new())
        }
    };
    if let Some(given) = request.optional_text("objectGroup")? {
        given.clone_into(&mut group);
    }
    let wanted = Wanted::read(request, group)?;
    if request.flag("throwOnSideEffect")? {
        return refuse_effects(&mut cx, &wanted);
    }
    let mut arguments = Vec::new();
    for argument in request.get("arguments").and_then(Value::as_array).into_iter().flatten() {
        arguments.push(call_argument(&mut cx, request.client, argument)?);
    }
    let source = next_source(&mut cx, &format!("({declaration}\n)"));
    let function = match run_script(&mut cx, source) {
        Ok(function) if is_callable(&cx, function) => function,
        Ok(_) => return Err(Failure::server("Given expression does not evaluate to a function").into()),
        Err(abrupt) => return conclude(&mut cx, Err(abrupt), &wanted),
    };
    let value = runtime::call(&mut cx, function, this, &arguments);
    conclude(&mut cx, value, &wanted)
}

/// `Runtime.CallArgument`
pub(in crate::devtools) fn call_argument<'s>(
    cx: &mut Scope<'s>,
    client: ClientId,
    argument: &Value,
) -> Result<Local<'s>, Trouble> {
    if let Some(id) = argument.get("objectId").and_then(Value::as_str) {
        return Ok(objects::find(cx, client, id)?.0);
    }
    if let Some(text) = argument.get("unserializableValue").and_then(Value::as_str) {
        return match text {
            "NaN" => Ok(Local::number(f64::NAN)),
            "Infinity" => Ok(Local::number(f64::INFINITY)),
            "-Infinity" => Ok(Local::number(f64::NEG_INFINITY)),
            "-0" => Ok(Local::number(-0.0)),
            _ => bigint(cx, text),
        };
    }
    match argument.get("value") {
        None => Ok(Local::UNDEFINED),
        Some(value) => Ok(of_json(cx, value)?),
    }
}

/// `12n`
fn bigint<'s>(cx: &mut Scope<'s>, text: &str) -> Result<Local<'s>, Trouble> {
    let digits = text.strip_suffix('n').unwrap_or("");
    let unsigned = digits.strip_prefix('-').unwrap_or(digits);
    if unsigned.is_empty() || !unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Failure::parameter("arguments", "unserializable value expected").into());
    }
    let digits = cx.string(digits)?;
    match runtime::string_to_bigint(cx, digits)? {
        Some(number) => Ok(runtime::bigint_from(cx, &number)?),
        None => Err(Failure::parameter("arguments", "unserializable value expected").into()),
    }
}

/// A value made of JSON.
fn of_json<'s>(cx: &mut Scope<'s>, value: &Value) -> Completion<Local<'s>> {
    cx.check_stack()?;
    match value {
        Value::Null => Ok(Local::NULL),
        Value::Bool(value) => Ok(Local::bool(*value)),
        Value::Number(value) => Ok(Local::number(value.as_f64().unwrap_or(f64::NAN))),
        Value::String(text) => cx.string(text),
        Value::Array(parts) => {
            let list = create_array_from_list(cx, &[])?;
            for part in parts {
                let mut cx = cx.open();
                let part = of_json(&mut cx, part)?;
                array_push(&mut cx, list, part)?;
            }
            Ok(list)
        }
        Value::Object(parts) => {
            let object = runtime::ordinary_object(cx)?;
            for (name, part) in parts {
                let mut cx = cx.open();
                let part = of_json(&mut cx, part)?;
                let name = cx.string(name)?;
                let key = runtime::to_property_key(&mut cx, name)?;
                runtime::create_data_property_or_throw(&mut cx, object, key, part)?;
            }
            Ok(object)
        }
    }
}

/// `Runtime.compileScript`: only whether it can be compiled; nothing of it is kept.
pub(super) fn compile_script(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let mut cx = cx.open();
    let text = request.text("expression")?;
    let name = request.text("sourceURL")?;
    let source = SourceText::new(name, text);
    if request.flag("persistScript")? {
        return Err(Failure::server("Scripts are not kept: use Runtime.evaluate").into());
    }
    match load(&mut cx, source, &LoadOptions::default(), Local::UNDEFINED) {
        Ok(_) => now(json!({})),
        Err(abrupt) => {
            let error = cx.catch(abrupt)?;
            let wish = Wish { client: request.client, group: "", by_value: false, preview: Preview::None };
            now(json!({ "exceptionDetails": exception_details(&mut cx, error, wish)? }))
        }
    }
}

/// `Runtime.awaitPromise`
pub(super) fn await_promise(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let mut cx = cx.open();
    let (promise, group, _) = objects::find(&mut cx, request.client, request.text("promiseObjectId")?)?;
    if !cx.raw(promise).is_kind(kind::PROMISE) {
        return Err(Failure::server("Could not find promise with given id").into());
    }
    let wanted = Wanted { awaits: true, ..Wanted::read(request, group)? };
    conclude(&mut cx, Ok(promise), &wanted)
}

/// The answer for what evaluating came to; later if that is a promise that is to be waited for.
pub(in crate::devtools) fn conclude<'s>(cx: &mut Scope<'s>, result: Completion<Local<'s>>, wanted: &Wanted) -> Answer {
    match result {
        Err(abrupt) => {
            let error = cx.catch(abrupt)?;
            refuse(cx, error, wanted)
        }
        Ok(value) if wanted.awaits => {
            wait(cx, value, wanted)?;
            Ok(Reply::Later)
        }
        Ok(value) => answer_of(cx, value, wanted),
    }
}

pub(in crate::devtools) fn answer_of<'s>(cx: &mut Scope<'s>, value: Local<'s>, wanted: &Wanted) -> Answer {
    now(json!({ "result": wrap(cx, value, wanted.wish())? }))
}

fn refuse<'s>(cx: &mut Scope<'s>, error: Local<'s>, wanted: &Wanted) -> Answer {
    let wish = Wish { by_value: false, ..wanted.wish() };
    let details = exception_details(cx, error, wish)?;
    now(json!({ "result": details["exception"], "exceptionDetails": details }))
}

/// Answers once a promise is settled.
fn wait<'s>(cx: &mut Scope<'s>, value: Local<'s>, wanted: &Wanted) -> Completion<()> {
    let constructor = cx.intrinsic(Intrinsic::Promise)?;
    let promise = promise_resolve(cx, constructor, value)?;
    // What the reactions need is in a script value, so that the collector owns it.
    let group = cx.string(&wanted.group)?;
    let facts = [
        Local::number(f64::from(wanted.client.0)),
        Local::number(wanted.id as f64),
        group,
        Local::bool(wanted.by_value),
        Local::bool(wanted.preview),
    ];
    let facts = create_array_from_list(cx, &facts)?;
    let fulfilled = anonymous_function(cx, fulfilled, 1, facts)?;
    let rejected = anonymous_function(cx, rejected, 1, facts)?;
    let nobody = PromiseCapability { promise: Local::UNDEFINED, resolve: Local::UNDEFINED, reject: Local::UNDEFINED };
    perform_promise_then(cx, promise, fulfilled, rejected, nobody, Local::UNDEFINED)
}

fn fulfilled<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    tell_settled(cx, arguments, |cx, value, wanted| {
        if wanted.group == command_line::GROUP {
            command_line::remember(cx, wanted.client, value)?;
        }
        answer_of(cx, value, wanted)
    })
}

fn rejected<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    tell_settled(cx, arguments, refuse)
}

fn tell_settled<'s>(
    cx: &mut Scope<'s>,
    arguments: Arguments<'s>,
    answer: impl FnOnce(&mut Scope<'s>, Local<'s>, &Wanted) -> Answer,
) -> Completion<Local<'s>> {
    let facts = callee_data(cx, arguments)?;
    let fact = |cx: &mut Scope<'s>, index| runtime::get_index(cx, facts, index);
    let (client, id, group) = (fact(cx, 0)?, fact(cx, 1)?, fact(cx, 2)?);
    let (by_value, preview) = (fact(cx, 3)?, fact(cx, 4)?);
    let wanted = Wanted {
        client: ClientId(cx.raw(client).as_number() as u32),
        id: cx.raw(id).as_number() as i64,
        group: runtime::rust_text(cx, group)?,
        by_value: runtime::to_boolean(cx, by_value),
        preview: runtime::to_boolean(cx, preview),
        awaits: false,
        has_command_line: false,
    };
    let result = match answer(cx, arguments.get(0), &wanted) {
        Ok(Reply::Now(result)) => Ok(result),
        Ok(Reply::Later) => return Ok(Local::UNDEFINED),
        Err(trouble) => Err(failure_of(cx, trouble)?),
    };
    reply(cx, wanted.client, Some(wanted.id), result);
    Ok(Local::UNDEFINED)
}

/// `Runtime.ExceptionDetails`
///
/// # Errors
/// A termination.
pub(super) fn exception_details<'s>(cx: &mut Scope<'s>, error: Local<'s>, wish: Wish<'_>) -> Result<Value, Trouble> {
    let number = inspector(cx).map_or(0, |inspector| {
        inspector.last_exception += 1;
        inspector.last_exception
    });
    let (line, column, stack) = stack_of_error(cx, error)?;
    let mut details = json!({
        "exceptionId": number,
        "text": "Uncaught",
        "lineNumber": line,
        "columnNumber": column,
        "exception": wrap(cx, error, wish)?,
    });
    if let Some(stack) = stack {
        if let Some(frame) = stack["callFrames"].get(0) {
            details["scriptId"] = frame["scriptId"].clone();
            details["url"] = frame["url"].clone();
        }
        details["stackTrace"] = stack;
    }
    Ok(details)
}
