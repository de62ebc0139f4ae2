//! The frames of a script that has stopped, as the protocol shows them; what clients do in them.

use super::inspector;
use super::scripts::url;
use crate::devtools::domains::runtime::evaluation::{self, Wanted, answer_of, call_argument, refuse_effects};
use crate::devtools::inspector::isolate_number;
use crate::devtools::objects::CONTEXT;
use crate::devtools::protocol::{Answer, Failure, Request, Trouble, done};
use crate::devtools::remote_object::{Wish, wrap};
use crate::heap::Local;
use crate::interpreter::debugger::{self as engine, DebugScope, Frame, ScriptText};
use crate::runtime::{self, Scope};
use serde_json::{Value, json};

/// The group of the objects that frames show; they go when the script goes on.
pub(super) const GROUP: &str = "backtrace";

fn place(text: &ScriptText<'_>, script: u32, offset: u32) -> Value {
    let (line, column) = text.place(offset);
    json!({ "scriptId": script.to_string(), "lineNumber": line, "columnNumber": column })
}

/// The scopes that are shown: those that have something in them.
fn shown_scopes(cx: &Scope<'_>, frame: &Frame) -> Vec<DebugScope> {
    let has_content = |scope: &DebugScope| scope.kind == "local" || scope.has_content(cx);
    engine::scopes(cx, frame).into_iter().filter(has_content).collect()
}

/// `Debugger.CallFrame` of a frame.
pub(super) fn describe(cx: &mut Scope<'_>, frame: &Frame, index: usize, wish: Wish<'_>) -> Result<Value, Trouble> {
    let mut cx = cx.open();
    let script = engine::number_of(frame.script);
    let mut chain = Vec::new();
    for scope in shown_scopes(&cx, frame) {
        let mut cx = cx.open();
        let object = engine::scope_object(&mut cx, frame, &scope)?;
        let mut described = json!({ "type": scope.kind, "object": wrap(&mut cx, object, wish)? });
        if !scope.name.is_empty() {
            described["name"] = json!(scope.name);
        }
        if let (Some(span), Some(text)) = (scope.span, engine::script_text(&cx, script)) {
            described["startLocation"] = place(&text, script, span.start);
            described["endLocation"] = place(&text, script, span.end);
        }
        chain.push(described);
    }
    let this = engine::this_of(&mut cx, frame)?;
    let this = wrap(&mut cx, this, wish)?;
    let id = format!("{}.{CONTEXT}.{index}", isolate_number(&mut cx));
    let Some(text) = engine::script_text(&cx, script) else {
        return Err(Failure::server("No script for frame").into());
    };
    Ok(json!({
        "callFrameId": id,
        "functionName": frame.name,
        "functionLocation": place(&text, script, frame.start),
        "location": place(&text, script, frame.offset),
        "url": url(&text),
        "scopeChain": chain,
        "this": this,
        "canBeRestarted": engine::can_restart(&cx, frame),
    }))
}

/// The frame of a request.
pub(super) fn frame_of(cx: &mut Scope<'_>, request: &Request) -> Result<Frame, Failure> {
    let id = request.text("callFrameId")?;
    let Some(frames) = inspector(cx).and_then(|inspector| inspector.stops.frames.as_ref()) else {
        return Err(Failure::server("Can only perform operation while paused."));
    };
    let index = id.rsplit_once('.').and_then(|(_, index)| index.parse::<usize>().ok());
    index.and_then(|index| frames.get(index)).cloned().ok_or_else(|| Failure::server("Invalid call frame id"))
}

/// `Debugger.evaluateOnCallFrame`
pub(super) fn evaluate_on_call_frame(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let mut cx = cx.open();
    let frame = frame_of(&mut cx, request)?;
    let text = request.text("expression")?;
    let group = request.optional_text("objectGroup")?.unwrap_or("").to_owned();
    let wanted = Wanted::read(request, group)?;
    if request.flag("throwOnSideEffect")? {
        return match look_up(&mut cx, &frame, text)? {
            Some(value) => answer_of(&mut cx, value, &wanted),
            None => refuse_effects(&mut cx, &wanted),
        };
    }
    evaluation::run(&mut cx, &wanted, |cx| engine::evaluate(cx, &frame, text))
}

/// The value of `a.b.c`, if looking it up runs no code.
fn look_up<'s>(cx: &mut Scope<'s>, frame: &Frame, text: &str) -> Result<Option<Local<'s>>, Trouble> {
    let mut parts = text.trim().split('.').map(str::trim);
    let first = parts.next().unwrap_or("");
    let mut found = None;
    if first == "this" {
        found = Some(engine::this_of(cx, frame)?);
    } else if runtime::is_identifier(first) {
        for scope in engine::scopes(cx, frame) {
            let object = engine::scope_object(cx, frame, &scope)?;
            found = data_property(cx, object, first)?;
            if found.is_some() {
                break;
            }
        }
    }
    for part in parts {
        let Some(object) = found else { return Ok(None) };
        found = if runtime::is_identifier(part) { data_property(cx, object, part)? } else { None };
    }
    Ok(found)
}

/// The value of a data property of an object or its prototypes.
fn data_property<'s>(cx: &mut Scope<'s>, object: Local<'s>, name: &str) -> Result<Option<Local<'s>>, Trouble> {
    if crate::value::is_string(cx.raw(object)) && name == "length" {
        return Ok(Some(Local::number(runtime::string_length(cx, object) as f64)));
    }
    let name = cx.string(name)?;
    let key = runtime::to_property_key(cx, name)?;
    let mut holder = object;
    while runtime::is_object(cx.raw(holder)) && !cx.raw(holder).is_kind(crate::value::kind::PROXY) {
        if let Some(property) = runtime::get_own_property(cx, holder, key)? {
            return Ok(property.value);
        }
        holder = runtime::get_prototype_of(cx, holder)?;
    }
    Ok(None)
}

/// `Debugger.setVariableValue`
pub(super) fn set_variable_value(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let mut cx = cx.open();
    let frame = frame_of(&mut cx, request)?;
    let number = request.number("scopeNumber")?;
    let name = request.text("variableName")?;
    let argument = request.get("newValue").ok_or_else(|| Failure::missing("newValue"))?;
    let scopes = shown_scopes(&cx, &frame);
    let scope = scopes.get(number as usize).ok_or_else(|| Failure::server("Could not find scope with given number"))?;
    let value = call_argument(&mut cx, request.client, argument)?;
    if engine::set_variable(&mut cx, &frame, scope, name, value)? {
        return done();
    }
    Err(Failure::server("Could not set value").into())
}
