//! `Runtime`: evaluating texts, values and what they have, the console, uncaught exceptions.

pub(in crate::devtools) mod command_line;
pub(super) mod evaluation;

use super::{Method, method};
use crate::devtools::inspector::{Said, inspector, listeners, notify, session, timestamp};
use crate::devtools::link::ClientId;
use crate::devtools::objects::{self, CONTEXT};
use crate::devtools::properties::{Selection, internal_properties, properties, wish};
use crate::devtools::protocol::{Answer, Failure, Request, done, failure_of, now};
use crate::devtools::remote_object::{Preview, Wish, wrap};
use crate::devtools::stack::{Ancestry, stack_trace};
use crate::heap::{Local, RootId};
use crate::runtime::{Completion, Scope, is_object};
use serde_json::{Value, json};

pub(super) const METHODS: &[Method] = &[
    method("awaitPromise", evaluation::await_promise),
    method("callFunctionOn", evaluation::call_function_on),
    method("compileScript", evaluation::compile_script),
    method("disable", disable),
    method("discardConsoleEntries", discard_console_entries),
    method("enable", enable),
    method("evaluate", evaluation::evaluate),
    method("getHeapUsage", get_heap_usage),
    method("getIsolateId", get_isolate_id),
    method("getProperties", get_properties),
    method("globalLexicalScopeNames", global_lexical_scope_names),
    method("queryObjects", query_objects),
    method("releaseObject", release_object),
    method("releaseObjectGroup", release_object_group),
    method("runIfWaitingForDebugger", run_if_waiting_for_debugger),
];

pub(super) const EVENTS: &[&str] = &[
    "consoleAPICalled",
    "exceptionThrown",
    "executionContextCreated",
    "executionContextDestroyed",
    "executionContextsCleared",
    "inspectRequested",
];

/// What the console said is kept so long for clients that come later.
const MOST_SAID: usize = 1000;
/// The group of objects that the console showed.
const CONSOLE_GROUP: &str = "console";

/// `Runtime.enable`
fn enable(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let client = request.client;
    let name = format!("tenure[{}]", std::process::id());
    let Some(session) = session(cx, client) else { return done() };
    if std::mem::replace(&mut session.hears_runtime, true) {
        return done();
    }
    let isolate = inspector(cx).map_or(0, |inspector| inspector.isolate);
    let context = json!({
        "id": CONTEXT,
        "origin": "",
        "name": name,
        "uniqueId": format!("{isolate}.{CONTEXT}"),
        "auxData": { "isDefault": true },
    });
    notify(cx, client, "Runtime.executionContextCreated", &json!({ "context": context }));
    let count = inspector(cx).map_or(0, |inspector| inspector.said.len());
    for index in 0..count {
        let Some(said) = inspector(cx).and_then(|inspector| inspector.said.get(index)) else { break };
        let (kind, roots, timestamp, stack) = (said.kind, said.values.clone(), said.timestamp, said.stack.clone());
        tell_said(cx, client, kind, &roots, timestamp, &stack)?;
    }
    done()
}

/// `Runtime.disable`
fn disable(cx: &mut Scope<'_>, request: &Request) -> Answer {
    if let Some(session) = session(cx, request.client) {
        session.hears_runtime = false;
    }
    done()
}

/// `Runtime.discardConsoleEntries`
fn discard_console_entries(cx: &mut Scope<'_>, _: &Request) -> Answer {
    let Some(inspector) = inspector(cx) else { return done() };
    let roots: Vec<RootId> = inspector.said.drain(..).flat_map(|said| said.values).collect();
    roots.into_iter().for_each(|root| cx.heap.remove_root(root));
    done()
}

/// `Runtime.getIsolateId`
fn get_isolate_id(cx: &mut Scope<'_>, _: &Request) -> Answer {
    let isolate = inspector(cx).map_or(0, |inspector| inspector.isolate);
    now(json!({ "id": format!("{:x}", isolate as u64) }))
}

/// `Runtime.getHeapUsage`
fn get_heap_usage(cx: &mut Scope<'_>, _: &Request) -> Answer {
    let statistics = cx.heap.statistics();
    now(json!({
        "usedSize": statistics.used_heap_size,
        "totalSize": statistics.total_heap_size,
        "embedderHeapUsedSize": 0,
        "backingStorageSize": statistics.external_bytes,
    }))
}

/// `Runtime.getProperties`
fn get_properties(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let mut cx = cx.open();
    let (object, group, role) = objects::find(&mut cx, request.client, request.text("objectId")?)?;
    let selection = Selection {
        own: request.flag("ownProperties")?,
        accessors_only: request.flag("accessorPropertiesOnly")?,
        non_indexed_only: request.flag("nonIndexedPropertiesOnly")?,
    };
    let wish = wish(request.client, &group, request.flag("generatePreview")?);
    if !is_object(cx.raw(object)) {
        return Err(Failure::server("Value with given id is not an object").into());
    }
    let mut result = json!({ "result": properties(&mut cx, object, wish, selection, role)? });
    if !selection.accessors_only {
        result["internalProperties"] = json!(internal_properties(&mut cx, object, wish)?);
    }
    now(result)
}

/// `Runtime.globalLexicalScopeNames`
fn global_lexical_scope_names(cx: &mut Scope<'_>, _: &Request) -> Answer {
    let mut cx = cx.open();
    let lexicals = cx.global_lexicals;
    let lexicals: Local<'_> = cx.local(|isolate| isolate.heap.root_value(lexicals))?;
    let mut names = Vec::new();
    if is_object(cx.raw(lexicals)) {
        let keys = crate::runtime::own_property_keys(&mut cx, lexicals)?;
        for index in 0..keys.len() {
            let mut cx = cx.open();
            let key = keys.get(&mut cx, index)?;
            names.push(crate::devtools::remote_object::key_text(&mut cx, key)?);
        }
    }
    now(json!({ "names": names }))
}

/// `Runtime.queryObjects`
fn query_objects(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let mut cx = cx.open();
    let (prototype, ..) = objects::find(&mut cx, request.client, request.text("prototypeObjectId")?)?;
    if !is_object(cx.raw(prototype)) {
        return Err(Failure::server("Prototype should be instance of Object").into());
    }
    let found = crate::host::instances(&mut cx, prototype)?;
    let group = request.optional_text("objectGroup")?.unwrap_or("");
    let wish = Wish { client: request.client, group, by_value: false, preview: Preview::None };
    now(json!({ "objects": wrap(&mut cx, found, wish)? }))
}

/// `Runtime.releaseObject`
fn release_object(cx: &mut Scope<'_>, request: &Request) -> Answer {
    objects::release(cx, request.client, request.text("objectId")?)?;
    done()
}

/// `Runtime.releaseObjectGroup`
fn release_object_group(cx: &mut Scope<'_>, request: &Request) -> Answer {
    objects::release_group(cx, request.client, request.text("objectGroup")?);
    done()
}

/// `Runtime.runIfWaitingForDebugger`
fn run_if_waiting_for_debugger(cx: &mut Scope<'_>, _: &Request) -> Answer {
    if let Some(inspector) = inspector(cx) {
        inspector.is_waiting = false;
    }
    done()
}

/// A method of console was called: everybody who listens is told, and who comes later.
///
/// # Errors
/// A termination.
pub(crate) fn say<'s>(cx: &mut Scope<'s>, kind: &'static str, values: &[Local<'s>]) -> Completion<()> {
    let mut roots = Vec::new();
    for &value in values {
        roots.push(cx.insert_root(value, "console messages")?);
    }
    let ancestry =
        if matches!(kind, "assert" | "error" | "trace" | "warning") { Ancestry::Whole } else { Ancestry::Number };
    let said = Said { kind, values: roots.clone(), timestamp: timestamp(), stack: stack_trace(cx, ancestry)? };
    let (time, stack) = (said.timestamp, said.stack.clone());
    let Some(inspector) = inspector(cx) else { return Ok(()) };
    inspector.said.push_back(said);
    let oldest = if inspector.said.len() > MOST_SAID { inspector.said.pop_front() } else { None };
    oldest.into_iter().flat_map(|said| said.values).for_each(|root| cx.heap.remove_root(root));
    for client in listeners(cx) {
        tell_said(cx, client, kind, &roots, time, &stack)?;
    }
    Ok(())
}

/// Tells a client of a call of console.
fn tell_said(
    cx: &mut Scope<'_>,
    client: ClientId,
    kind: &str,
    roots: &[RootId],
    timestamp: f64,
    stack: &Value,
) -> Completion<()> {
    let mut shown = Vec::new();
    for (index, &root) in roots.iter().enumerate() {
        let mut cx = cx.open();
        let value = cx.local(|isolate| isolate.heap.root_value(root))?;
        let preview = if kind == "table" && index == 0 { Preview::Table } else { Preview::Properties };
        let wish = Wish { client, group: CONSOLE_GROUP, by_value: false, preview };
        match wrap(&mut cx, value, wish) {
            Ok(value) => shown.push(value),
            Err(trouble) => drop(failure_of(&mut cx, trouble)?),
        }
    }
    let parameters = json!({
        "type": kind,
        "args": shown,
        "executionContextId": CONTEXT,
        "timestamp": timestamp,
        "stackTrace": stack,
    });
    notify(cx, client, "Runtime.consoleAPICalled", &parameters);
    Ok(())
}

/// Nobody caught an exception: everybody who listens is told.
///
/// # Errors
/// A termination.
pub(crate) fn tell_uncaught<'s>(cx: &mut Scope<'s>, error: Local<'s>) -> Completion<()> {
    for client in listeners(cx) {
        let wish = Wish { client, group: CONSOLE_GROUP, by_value: false, preview: Preview::Properties };
        match evaluation::exception_details(cx, error, wish) {
            Ok(details) => {
                let parameters = json!({ "timestamp": timestamp(), "exceptionDetails": details });
                notify(cx, client, "Runtime.exceptionThrown", &parameters);
            }
            Err(trouble) => drop(failure_of(cx, trouble)?),
        }
    }
    Ok(())
}

/// The script has ended: what it was run in is gone.
pub(crate) fn tell_context_destroyed(cx: &mut Scope<'_>) {
    for client in listeners(cx) {
        let parameters = json!({ "executionContextId": CONTEXT });
        notify(cx, client, "Runtime.executionContextDestroyed", &parameters);
    }
}
