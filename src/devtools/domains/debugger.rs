//! `Debugger`: scripts, breakpoints, steps, what a script that has stopped looks like.

mod breakpoints;
mod frames;
mod pause;
mod scripts;

pub(crate) use breakpoints::Breakpoints;
pub(crate) use pause::{break_at_start, stop_if_asked};
pub(in crate::devtools) use scripts::url as script_url_of;

use super::{Method, method};
use crate::devtools::inspector::{inspector, isolate_number, session};
use crate::devtools::link::ClientId;
use crate::devtools::protocol::{Answer, Failure, Request, done, now};
use crate::devtools::stack::{forget_chains, get_stack_trace};
use crate::interpreter::debugger::{self as engine, Frame};
use crate::runtime::{Completion, Debugging as Wishes, Scope, Step, Throws, set_async_depth};
use serde_json::json;

pub(super) const METHODS: &[Method] = &[
    method("continueToLocation", breakpoints::continue_to_location),
    method("disable", disable),
    method("enable", enable),
    method("evaluateOnCallFrame", frames::evaluate_on_call_frame),
    method("getPossibleBreakpoints", breakpoints::get_possible_breakpoints),
    method("getScriptSource", scripts::get_script_source),
    method("getStackTrace", get_stack_trace),
    method("pause", pause::pause),
    method("removeBreakpoint", breakpoints::remove_breakpoint),
    method("restartFrame", pause::restart_frame),
    method("resume", pause::resume),
    method("searchInContent", scripts::search_in_content),
    method("setAsyncCallStackDepth", set_async_call_stack_depth),
    method("setBlackboxPatterns", scripts::set_blackbox_patterns),
    method("setBreakpoint", breakpoints::set_breakpoint),
    method("setBreakpointByUrl", breakpoints::set_breakpoint_by_url),
    method("setBreakpointsActive", breakpoints::set_breakpoints_active),
    method("setPauseOnExceptions", set_pause_on_exceptions),
    method("setSkipAllPauses", set_skip_all_pauses),
    method("setVariableValue", frames::set_variable_value),
    method("stepInto", pause::step_into),
    method("stepOut", pause::step_out),
    method("stepOver", pause::step_over),
];

pub(super) const EVENTS: &[&str] = &["breakpointResolved", "paused", "resumed", "scriptParsed"];

/// What a client has asked of the domain.
#[derive(Default)]
pub(crate) struct Debugging {
    /// `Debugger.enable`
    is_enabled: bool,
    /// `Debugger.setSkipAllPauses`
    skips: bool,
    throws: Throws,
    /// How many steps back it wants to know what has led to a task.
    async_depth: usize,
}

/// Where scripts are to stop, and where one has.
#[derive(Default)]
pub(crate) struct Stops {
    breakpoints: Breakpoints,
    /// The frames of the script that has stopped, until it may go on.
    frames: Option<Vec<Frame>>,
    /// A client wants the script to stop.
    is_asked: bool,
    /// The script is about to begin, and to stop.
    is_start: bool,
    /// Names of scripts that steps pass over, as patterns.
    passed_over: Vec<crate::heap::RootId>,
}

/// `Debugger.enable`
fn enable(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let id = json!({ "debuggerId": format!("{}.0", isolate_number(cx)) });
    let Some(session) = session(cx, request.client) else { return now(id) };
    if std::mem::replace(&mut session.debugging.is_enabled, true) {
        return now(id);
    }
    if cx.debugging.is_none() {
        let wishes = Wishes {
            stopped: pause::stopped,
            loaded: scripts::loaded,
            breakpoints: Vec::new(),
            step: Step::Run,
            throws: Throws::None,
            is_stopped: false,
            place: None,
            returns: None,
            suspended: None,
            last: None,
            restart: None,
            async_stacks: None,
        };
        engine::attach(cx, Some(Box::new(wishes)));
    }
    for script in engine::scripts(cx) {
        scripts::tell(cx, request.client, script);
    }
    now(id)
}

/// `Debugger.disable`
fn disable(cx: &mut Scope<'_>, request: &Request) -> Answer {
    leave(cx, request.client);
    done()
}

/// Ends what is done for a client.
pub(super) fn leave(cx: &mut Scope<'_>, client: ClientId) {
    let Some(session) = session(cx, client) else { return };
    if !std::mem::take(&mut session.debugging).is_enabled {
        return;
    }
    breakpoints::forget(cx, client);
    agree(cx);
    // What there was is less now, for which there is always memory.
    let _ = agree_on_depth(cx);
    if clients(cx).is_empty() {
        engine::attach(cx, None);
    }
}

/// The clients that debug.
fn clients(cx: &mut Scope<'_>) -> Vec<ClientId> {
    let Some(inspector) = inspector(cx) else { return Vec::new() };
    let debugs = inspector.sessions.iter().filter(|(_, session)| session.debugging.is_enabled);
    debugs.map(|(&client, _)| client).collect()
}

/// Refuses a client that has not enabled the domain.
fn check_enabled(cx: &mut Scope<'_>, request: &Request) -> Result<(), Failure> {
    match session(cx, request.client) {
        Some(session) if session.debugging.is_enabled => Ok(()),
        _ => Err(Failure::server("Debugger agent is not enabled")),
    }
}

/// Tells the engine which exceptions clients want to stop for.
fn agree(cx: &mut Scope<'_>) {
    let Some(inspector) = inspector(cx) else { return };
    let wanted = inspector.sessions.values().map(|session| session.debugging.throws);
    let throws = wanted.fold(Throws::None, |all, one| if all == Throws::None { one } else { join(all, one) });
    if let Some(debugging) = cx.debugging.as_deref_mut() {
        debugging.throws = throws;
    }
}

fn join(one: Throws, other: Throws) -> Throws {
    if other == Throws::None || one == other { one } else { Throws::All }
}

/// `Debugger.setPauseOnExceptions`
fn set_pause_on_exceptions(cx: &mut Scope<'_>, request: &Request) -> Answer {
    check_enabled(cx, request)?;
    let throws = match request.text("state")? {
        "none" => Throws::None,
        "caught" => Throws::Caught,
        "uncaught" => Throws::Uncaught,
        "all" => Throws::All,
        other => return Err(Failure::server(&format!("Unknown pause on exceptions mode: {other}")).into()),
    };
    if let Some(session) = session(cx, request.client) {
        session.debugging.throws = throws;
    }
    agree(cx);
    done()
}

/// `Debugger.setSkipAllPauses`
fn set_skip_all_pauses(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let skips = request.flag("skip")?;
    if let Some(session) = session(cx, request.client) {
        session.debugging.skips = skips;
    }
    done()
}

/// `Debugger.setAsyncCallStackDepth`
fn set_async_call_stack_depth(cx: &mut Scope<'_>, request: &Request) -> Answer {
    check_enabled(cx, request)?;
    let depth = request.number("maxDepth")?.max(0.0) as usize;
    if let Some(session) = session(cx, request.client) {
        session.debugging.async_depth = depth;
    }
    agree_on_depth(cx)?;
    done()
}

/// Tells the engine how many steps back clients want to know what has led to a task: as many as who wants most.
fn agree_on_depth(cx: &mut Scope<'_>) -> Completion<()> {
    let Some(inspector) = inspector(cx) else { return Ok(()) };
    let depth = inspector.sessions.values().map(|session| session.debugging.async_depth).max().unwrap_or(0);
    if depth == 0 {
        forget_chains(cx);
    }
    set_async_depth(cx, depth)
}
