//! Breakpoints: by URL, which may come before the script does, and by script.

use super::{check_enabled, scripts};
use crate::devtools::inspector::{inspector, notify};
use crate::devtools::link::ClientId;
use crate::devtools::protocol::{Answer, Failure, Request, Trouble, done, now};
use crate::heap::RootId;
use crate::interpreter::debugger as engine;
use crate::runtime::{Breakpoint, Completion, Scope};
use serde_json::{Value, json};

/// Which scripts a breakpoint is for.
#[derive(Clone, Debug)]
enum Of {
    Url(String),
    /// A regular expression.
    Pattern(RootId),
    Script(u32),
}

/// A breakpoint that a client has set.
#[derive(Clone, Debug)]
struct Wanted {
    number: u32,
    client: ClientId,
    id: String,
    of: Of,
    at: At,
    /// Stops only where this is true, unless it is empty.
    condition: String,
    /// It goes when it is hit.
    is_once: bool,
}

/// All breakpoints.
#[derive(Default)]
pub(crate) struct Breakpoints {
    wanted: Vec<Wanted>,
    last: u32,
    are_inactive: bool,
}

/// A line and a column from 0.
#[derive(Clone, Copy, Debug)]
struct At {
    line: u32,
    column: u32,
}

impl Wanted {
    /// The breakpoint that a request asks for; it has no number yet.
    fn of_request(request: &Request, of: Of, at: At, id: &str) -> Result<Wanted, Failure> {
        let condition = request.optional_text("condition")?.unwrap_or("").to_owned();
        Ok(Wanted { number: 0, client: request.client, id: id.to_owned(), of, at, condition, is_once: false })
    }
}

/// The breakpoint with a number.
fn wanted(cx: &mut Scope<'_>, number: u32) -> Option<Wanted> {
    let all = &inspector(cx)?.stops.breakpoints.wanted;
    all.iter().find(|wanted| wanted.number == number).cloned()
}

fn number_at(value: &Value, name: &str) -> Result<Option<u32>, Failure> {
    match value.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(number) => match number.as_u64().and_then(|number| u32::try_from(number).ok()) {
            Some(number) => Ok(Some(number)),
            None => Err(Failure::parameter(name, "integer value expected")),
        },
    }
}

/// `Debugger.Location`: script and place.
fn location(request: &Request, name: &str) -> Result<(u32, At), Failure> {
    let missing = || Failure::missing(name);
    let value = request.get(name).ok_or_else(missing)?;
    let script = value.get("scriptId").and_then(Value::as_str).ok_or_else(missing)?;
    let line = number_at(value, "lineNumber")?.ok_or_else(missing)?;
    Ok((scripts::number(script)?, At { line, column: number_at(value, "columnNumber")?.unwrap_or(0) }))
}

/// `Debugger.setBreakpointByUrl`
pub(super) fn set_breakpoint_by_url(cx: &mut Scope<'_>, request: &Request) -> Answer {
    check_enabled(cx, request)?;
    let mut cx = cx.open();
    let line = request.number("lineNumber")?;
    let column = request.optional_number("columnNumber")?.unwrap_or(0.0);
    if line < 0.0 || column < 0.0 {
        return Err(Failure::server("Incorrect column number").into());
    }
    let at = At { line: line as u32, column: column as u32 };
    let (line, column) = (at.line, at.column);
    let (of, id) = match (request.optional_text("url")?, request.optional_text("urlRegex")?) {
        (Some(url), None) => (Of::Url(url.to_owned()), format!("1:{line}:{column}:{url}")),
        (None, Some(source)) => {
            let pattern = scripts::pattern(&mut cx, source, "")?;
            let root = cx.insert_root(pattern, "breakpoint patterns")?;
            (Of::Pattern(root), format!("2:{line}:{column}:{source}"))
        }
        _ => return Err(Failure::server("Either url or urlRegex or scriptHash must be specified.").into()),
    };
    let number = add(&mut cx, Wanted::of_request(request, of, at, &id)?)?;
    let mut locations = Vec::new();
    for script in engine::scripts(&cx) {
        locations.extend(place(&mut cx, number, script)?);
    }
    now(json!({ "breakpointId": id, "locations": locations }))
}

/// `Debugger.setBreakpoint`
pub(super) fn set_breakpoint(cx: &mut Scope<'_>, request: &Request) -> Answer {
    check_enabled(cx, request)?;
    let (script, at) = location(request, "location")?;
    let id = format!("4:{}:{}:{script}", at.line, at.column);
    let number = add(cx, Wanted::of_request(request, Of::Script(script), at, &id)?)?;
    match place(cx, number, script)? {
        Some(location) => now(json!({ "breakpointId": id, "actualLocation": location })),
        None => {
            remove(cx, |wanted| wanted.number == number);
            Err(Failure::server("Could not resolve breakpoint").into())
        }
    }
}

/// `Debugger.continueToLocation`
pub(super) fn continue_to_location(cx: &mut Scope<'_>, request: &Request) -> Answer {
    check_enabled(cx, request)?;
    let (script, at) = location(request, "location")?;
    let wanted = Wanted::of_request(request, Of::Script(script), at, "")?;
    let number = add(cx, Wanted { is_once: true, ..wanted })?;
    if place(cx, number, script)?.is_none() {
        remove(cx, |wanted| wanted.number == number);
        return Err(Failure::server("Cannot continue to specified location").into());
    }
    super::pause::resume(cx, request)
}

/// Keeps a breakpoint, and numbers it.
fn add(cx: &mut Scope<'_>, wanted: Wanted) -> Result<u32, Failure> {
    let Some(inspector) = inspector(cx) else { return Ok(0) };
    let breakpoints = &mut inspector.stops.breakpoints;
    let is_same = |other: &Wanted| !wanted.is_once && other.client == wanted.client && other.id == wanted.id;
    if breakpoints.wanted.iter().any(is_same) {
        if let Of::Pattern(root) = wanted.of {
            cx.heap.remove_root(root);
        }
        return Err(Failure::server("Breakpoint at specified location already exists."));
    }
    breakpoints.last += 1;
    let number = breakpoints.last;
    breakpoints.wanted.push(Wanted { number, ..wanted });
    Ok(number)
}

/// Puts a breakpoint into a script, if it is for that; its location.
fn place(cx: &mut Scope<'_>, number: u32, script: u32) -> Completion<Option<Value>> {
    let mut cx = cx.open();
    let Some(wanted) = wanted(&mut cx, number) else { return Ok(None) };
    let names = engine::script_text(&cx, script).map(|text| (text.name().to_owned(), scripts::url(&text)));
    let Some((name, url_of_script)) = names else { return Ok(None) };
    let is_for = match &wanted.of {
        Of::Script(number) => *number == script,
        Of::Url(url) => *url == name || *url == url_of_script,
        Of::Pattern(root) => {
            let pattern = cx.local(|isolate| isolate.heap.root_value(*root))?;
            scripts::matches(&mut cx, pattern, &url_of_script)?
        }
    };
    if !is_for {
        return Ok(None);
    }
    let Some(text) = engine::script_text(&cx, script) else { return Ok(None) };
    let stops = engine::stops(&cx, text.id);
    let wanted_at = (wanted.at.line, wanted.at.column);
    let Some(offset) = stops.into_iter().find(|&offset| text.place(offset) >= wanted_at) else { return Ok(None) };
    let ((line, column), id) = (text.place(offset), text.id);
    let is_active = inspector(&mut cx).is_some_and(|inspector| !inspector.stops.breakpoints.are_inactive);
    if let Some(debugging) = cx.debugging.as_deref_mut().filter(|_| is_active) {
        debugging.breakpoints.push(Breakpoint { number, script: id, offset });
    }
    engine::arm(&mut cx);
    Ok(Some(json!({ "scriptId": script.to_string(), "lineNumber": line, "columnNumber": column })))
}

/// A script was loaded: puts the breakpoints into it that waited for it.
pub(super) fn find_in(cx: &mut Scope<'_>, script: u32) {
    let Some(inspector) = inspector(cx) else { return };
    let waiting = inspector.stops.breakpoints.wanted.iter().filter(|wanted| !matches!(wanted.of, Of::Script(_)));
    let waiting: Vec<(u32, ClientId, String)> =
        waiting.map(|wanted| (wanted.number, wanted.client, wanted.id.clone())).collect();
    for (number, client, id) in waiting {
        // A pattern that cannot be tried is not for this script.
        if let Ok(Some(location)) = place(cx, number, script) {
            let event = json!({ "breakpointId": id, "location": location });
            notify(cx, client, "Debugger.breakpointResolved", &event);
        }
    }
}

/// Takes out breakpoints.
fn remove(cx: &mut Scope<'_>, goes: impl Fn(&Wanted) -> bool) -> usize {
    let Some(inspector) = inspector(cx) else { return 0 };
    let wanted = std::mem::take(&mut inspector.stops.breakpoints.wanted);
    let (gone, kept): (Vec<Wanted>, Vec<Wanted>) = wanted.into_iter().partition(goes);
    inspector.stops.breakpoints.wanted = kept;
    for wanted in &gone {
        if let Of::Pattern(root) = wanted.of {
            cx.heap.remove_root(root);
        }
    }
    if let Some(debugging) = cx.debugging.as_deref_mut() {
        debugging.breakpoints.retain(|point| gone.iter().all(|wanted| wanted.number != point.number));
    }
    engine::arm(cx);
    gone.len()
}

/// `Debugger.removeBreakpoint`
pub(super) fn remove_breakpoint(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let id = request.text("breakpointId")?;
    let client = request.client;
    remove(cx, |wanted| wanted.client == client && wanted.id == id);
    done()
}

/// A client has gone, and its breakpoints with it.
pub(super) fn forget(cx: &mut Scope<'_>, client: ClientId) {
    remove(cx, |wanted| wanted.client == client);
}

/// `Debugger.setBreakpointsActive`
pub(super) fn set_breakpoints_active(cx: &mut Scope<'_>, request: &Request) -> Answer {
    check_enabled(cx, request)?;
    let is_active = request.flag("active")?;
    let Some(inspector) = inspector(cx) else { return done() };
    inspector.stops.breakpoints.are_inactive = !is_active;
    let numbers: Vec<u32> = inspector.stops.breakpoints.wanted.iter().map(|wanted| wanted.number).collect();
    if let Some(debugging) = cx.debugging.as_deref_mut() {
        debugging.breakpoints.clear();
    }
    engine::arm(cx);
    for script in engine::scripts(cx).into_iter().filter(|_| is_active) {
        for &number in &numbers {
            place(cx, number, script)?;
        }
    }
    done()
}

/// `Debugger.getPossibleBreakpoints`
pub(super) fn get_possible_breakpoints(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let (script, start) = location(request, "start")?;
    let end = match request.get("end") {
        None | Some(Value::Null) => None,
        Some(_) => Some(location(request, "end")?.1),
    };
    let text = engine::script_text(cx, script).ok_or_else(scripts::no_script)?;
    let places = engine::stops(cx, text.id).into_iter().map(|offset| text.place(offset));
    let is_inside = |place: &(u32, u32)| {
        *place >= (start.line, start.column) && end.is_none_or(|end| *place < (end.line, end.column))
    };
    let found = places
        .filter(is_inside)
        .map(|(line, column)| json!({ "scriptId": script.to_string(), "lineNumber": line, "columnNumber": column }));
    now(json!({ "locations": found.collect::<Vec<_>>() }))
}

/// Which of these breakpoints hold, given their conditions: the ids for each client. Those that are there once go.
pub(super) fn hits(
    cx: &mut Scope<'_>,
    numbers: &[u32],
    frame: &engine::Frame,
) -> Result<Vec<(ClientId, String)>, Trouble> {
    let mut found = Vec::new();
    let mut gone = Vec::new();
    for &number in numbers {
        let mut cx = cx.open();
        let Some(wanted) = wanted(&mut cx, number) else { continue };
        if !wanted.condition.is_empty() {
            let holds = match engine::evaluate(&mut cx, frame, &wanted.condition) {
                Ok(value) => crate::runtime::to_boolean(&cx, value),
                // A condition that throws does not hold.
                Err(abrupt) => {
                    cx.catch(abrupt)?;
                    false
                }
            };
            if !holds {
                continue;
            }
        }
        if wanted.is_once {
            gone.push(number);
        }
        found.push((wanted.client, wanted.id));
    }
    if !gone.is_empty() {
        remove(cx, |wanted| gone.contains(&wanted.number));
    }
    Ok(found)
}
