//! What texts from the console can name besides what the script has: `$_`, `$0`, `keys`, `copy` and so on. They are
//! properties of the global object for as long as such a text runs; what the script has by these names goes before them.

use crate::devtools::inspector::{inspector, listeners, notify, session};
use crate::devtools::link::ClientId;
use crate::devtools::objects::CONTEXT;
use crate::devtools::protocol::failure_of;
use crate::devtools::remote_object::{Preview, Wish, wrap};
use crate::heap::{Local, RootId};
use crate::runtime::{
    self, Arguments, Builtin, Completion, Enumerate, Intrinsic, PropertyKey, Scope, create_array_from_list, is_object,
    method,
};
use crate::value::layout::attribute;
use serde_json::{Value, json};
use std::collections::VecDeque;

/// The group of what the console has evaluated.
pub(in crate::devtools) const GROUP: &str = "console";

/// Objects that `$0` to `$4` can be.
const MOST_INSPECTED: usize = 5;

const FUNCTIONS: &[Builtin] = &[
    method("copy", 1, copy),
    method("debug", 1, accept),
    method("inspect", 1, inspect),
    method("keys", 1, keys),
    method("monitor", 1, accept),
    method("queryObjects", 1, query_objects),
    method("undebug", 1, accept),
    method("unmonitor", 1, accept),
    method("values", 1, values),
];

/// Methods of `console` that need no `console`.
const OF_CONSOLE: [&str; 6] = ["clear", "dir", "dirxml", "profile", "profileEnd", "table"];

/// What the console of a client remembers.
#[derive(Default)]
pub(crate) struct CommandLine {
    /// `$_`: what the last text came to.
    last: Option<RootId>,
    /// `$0` and so on, the newest first.
    inspected: VecDeque<RootId>,
}

/// A property that a text was lent.
struct Lent<'s> {
    key: PropertyKey<'s>,
    value: Local<'s>,
}

/// Runs a text that may name what the command line has.
///
/// # Errors
/// What the text throws; a termination.
pub(in crate::devtools) fn run<'s>(
    cx: &mut Scope<'s>,
    client: ClientId,
    text: impl FnOnce(&mut Scope<'s>) -> Completion<Local<'s>>,
) -> Completion<Local<'s>> {
    let global = cx.intrinsic(Intrinsic::Global)?;
    let lent = lend(cx, client, global)?;
    let outer = inspector(cx).and_then(|inspector| inspector.command_line.replace(client));
    let result = match text(cx) {
        Ok(value) => Ok(value),
        Err(abrupt) => Err(cx.catch(abrupt)?),
    };
    if let Some(inspector) = inspector(cx) {
        inspector.command_line = outer;
    }
    for lent in lent {
        // What the text has assigned stays, as in V8.
        let found = runtime::get_own_property(cx, global, lent.key)?.and_then(|property| property.value);
        if let Some(found) = found
            && runtime::same_value(cx, found, lent.value)?
        {
            runtime::delete(cx, global, lent.key)?;
        }
    }
    result.map_err(|error| cx.throw(error))
}

fn lend<'s>(cx: &mut Scope<'s>, client: ClientId, global: Local<'s>) -> Completion<Vec<Lent<'s>>> {
    let mut lent = Vec::new();
    let functions = runtime::ordinary_object(cx)?;
    runtime::install(cx, functions, FUNCTIONS)?;
    let keys = runtime::own_property_keys(cx, functions)?;
    for index in 0..keys.len() {
        let key = keys.get(cx, index)?;
        let value = runtime::get(cx, functions, key)?;
        lend_one(cx, global, key, value, &mut lent)?;
    }
    let console = cx.name("console")?;
    let console = runtime::get(cx, global, console)?;
    for name in OF_CONSOLE {
        let key = cx.name(name)?;
        if is_object(cx.raw(console)) {
            let value = runtime::get(cx, console, key)?;
            lend_one(cx, global, key, value, &mut lent)?;
        }
    }
    let (last, inspected) = session(cx, client).map_or((None, Vec::new()), |session| {
        let line = &session.command_line;
        (line.last, line.inspected.iter().copied().collect())
    });
    let values = std::iter::once((String::from("$_"), last))
        .chain((0..MOST_INSPECTED).map(|index| (format!("${index}"), inspected.get(index).copied())));
    for (name, root) in values {
        let key = cx.name(&name)?;
        let value = match root {
            Some(root) => cx.local(|isolate| isolate.heap.root_value(root))?,
            None => Local::UNDEFINED,
        };
        lend_one(cx, global, key, value, &mut lent)?;
    }
    Ok(lent)
}

fn lend_one<'s>(
    cx: &mut Scope<'s>,
    global: Local<'s>,
    key: PropertyKey<'s>,
    value: Local<'s>,
    lent: &mut Vec<Lent<'s>>,
) -> Completion<()> {
    if !runtime::has_property(cx, global, key)? {
        runtime::define_new(cx, global, key, value, attribute::HIDDEN)?;
        lent.push(Lent { key, value });
    }
    Ok(())
}

/// The console has evaluated something: `$_` is it from now on.
///
/// # Errors
/// Termination when there is no memory.
pub(in crate::devtools) fn remember<'s>(cx: &mut Scope<'s>, client: ClientId, value: Local<'s>) -> Completion<()> {
    let root = cx.insert_root(value, "DevTools")?;
    let old = match session(cx, client) {
        Some(session) => session.command_line.last.replace(root),
        None => Some(root),
    };
    old.into_iter().for_each(|old| cx.heap.remove_root(old));
    Ok(())
}

/// A client looks at an object: `$0` is it from now on.
///
/// # Errors
/// Termination when there is no memory.
pub(in crate::devtools) fn look_at<'s>(cx: &mut Scope<'s>, client: ClientId, object: Local<'s>) -> Completion<()> {
    let root = cx.insert_root(object, "DevTools")?;
    let old = match session(cx, client) {
        Some(session) => {
            let inspected = &mut session.command_line.inspected;
            inspected.push_front(root);
            if inspected.len() > MOST_INSPECTED { inspected.pop_back() } else { None }
        }
        None => Some(root),
    };
    old.into_iter().for_each(|old| cx.heap.remove_root(old));
    Ok(())
}

/// Lets go of what the console of a client remembers.
pub(in crate::devtools) fn leave(cx: &mut Scope<'_>, client: ClientId) {
    let Some(session) = session(cx, client) else { return };
    let CommandLine { last, inspected } = std::mem::take(&mut session.command_line);
    last.into_iter().chain(inspected).for_each(|root| cx.heap.remove_root(root));
}

/// `debug`, `monitor` and their opposites: there is nothing to see of them here.
fn accept<'s>(_: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::UNDEFINED)
}

/// `keys(object)`
fn keys<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    own(cx, arguments, Enumerate::Keys)
}

/// `values(object)`
fn values<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    own(cx, arguments, Enumerate::Values)
}

fn own<'s>(cx: &mut Scope<'s>, arguments: Arguments<'s>, what: Enumerate) -> Completion<Local<'s>> {
    let object = arguments.get(0);
    if is_object(cx.raw(object)) {
        return runtime::enumerable_own_properties(cx, object, what);
    }
    create_array_from_list(cx, &[])
}

/// `inspect(object)`
fn inspect<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = arguments.get(0);
    request_inspection(cx, object, &json!({}))?;
    Ok(object)
}

/// `copy(value)`
fn copy<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    request_inspection(cx, arguments.get(0), &json!({ "copyToClipboard": true }))?;
    Ok(Local::UNDEFINED)
}

/// `queryObjects(constructor)`: of its prototype.
fn query_objects<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let mut subject = arguments.get(0);
    if is_object(cx.raw(subject)) && runtime::is_callable(cx, subject) {
        let key = cx.name("prototype")?;
        let prototype = runtime::get(cx, subject, key)?;
        if is_object(cx.raw(prototype)) {
            subject = prototype;
        }
    }
    request_inspection(cx, subject, &json!({ "queryObjects": true }))?;
    Ok(Local::UNDEFINED)
}

/// Asks the client whose text runs to look at a value.
fn request_inspection<'s>(cx: &mut Scope<'s>, value: Local<'s>, hints: &Value) -> Completion<()> {
    let Some(client) = inspector(cx).and_then(|inspector| inspector.command_line) else { return Ok(()) };
    if !listeners(cx).contains(&client) {
        return Ok(());
    }
    let wish = Wish { client, group: "", by_value: false, preview: Preview::None };
    match wrap(cx, value, wish) {
        Ok(object) => {
            let event = json!({ "object": object, "hints": hints, "executionContextId": CONTEXT });
            notify(cx, client, "Runtime.inspectRequested", &event);
        }
        Err(trouble) => drop(failure_of(cx, trouble)?),
    }
    Ok(())
}
