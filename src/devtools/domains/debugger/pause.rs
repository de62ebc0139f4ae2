//! A script that has stopped: clients are told, and heard until one lets it go on.

use super::frames::{self, GROUP};
use super::{breakpoints, check_enabled, clients, scripts};
use crate::devtools::inspector::{Inspector, hear_while, inspector, notify, session};
use crate::devtools::link::ClientId;
use crate::devtools::objects;
use crate::devtools::protocol::{Answer, Failure, Request, Trouble, done, failure_of, now};
use crate::devtools::remote_object::{Preview, Wish, wrap};
use crate::devtools::stack::ancestors;
use crate::interpreter::debugger::{self as engine, Frame};
use crate::runtime::{Completion, Scope, Step, Stopped};
use serde_json::{Value, json};

/// The script has come to where it may have to stop: the engine's hook.
///
/// # Errors
/// A termination.
pub(super) fn stopped<'s>(cx: &mut Scope<'s>, why: &Stopped<'s>) -> Completion<()> {
    match stop(cx, why) {
        Ok(()) => Ok(()),
        Err(trouble) => failure_of(cx, trouble).map(drop),
    }
}

fn stop<'s>(cx: &mut Scope<'s>, why: &Stopped<'s>) -> Result<(), Trouble> {
    let skips = |cx: &mut Scope<'_>, client| session(cx, client).is_none_or(|session| session.debugging.skips);
    let told: Vec<ClientId> = clients(cx).into_iter().filter(|&client| !skips(cx, client)).collect();
    let frames = engine::frames(cx);
    let Some(innermost) = frames.first().cloned() else { return Ok(()) };
    if told.is_empty() {
        return Ok(());
    }
    let mut hits = Vec::new();
    match why {
        Stopped::Statement { hit, ends_step, .. } => {
            hits = breakpoints::hits(cx, hit, &innermost)?;
            let ends_step = *ends_step && !scripts::is_passed_over(cx, engine::number_of(innermost.script))?;
            if hits.is_empty() && !ends_step {
                return Ok(());
            }
        }
        Stopped::Throw { .. } if scripts::is_passed_over(cx, engine::number_of(innermost.script))? => return Ok(()),
        _ => {}
    }
    if let Some(debugging) = cx.debugging.as_deref_mut() {
        debugging.step = Step::Run;
        debugging.suspended = None;
    }
    let Some(inspector) = inspector(cx) else { return Ok(()) };
    inspector.stops.is_asked = false;
    let is_start = std::mem::take(&mut inspector.stops.is_start);
    inspector.stops.frames = Some(frames.clone());
    let result = show(cx, why, &frames, &told, &hits, is_start);
    let result = match result {
        Ok(()) => hear_while(cx, waits).map_err(Trouble::from),
        Err(trouble) => Err(trouble),
    };
    if let Some(inspector) = super::inspector(cx) {
        inspector.stops.frames = None;
    }
    for client in told {
        objects::release_group(cx, client, GROUP);
        notify(cx, client, "Debugger.resumed", &json!({}));
    }
    result
}

/// Whether a script that has stopped goes on waiting.
fn waits(inspector: &Inspector) -> bool {
    inspector.stops.frames.is_some() && inspector.sessions.values().any(|session| session.debugging.is_enabled)
}

/// Tells clients that the script has stopped.
fn show<'s>(
    cx: &mut Scope<'s>,
    why: &Stopped<'s>,
    frames: &[Frame],
    told: &[ClientId],
    hits: &[(ClientId, String)],
    is_start: bool,
) -> Result<(), Trouble> {
    let ancestors = ancestors(cx);
    for &client in told {
        let mut cx = cx.open();
        let wish = Wish { client, group: GROUP, by_value: false, preview: Preview::None };
        let mut described: Vec<Value> = Vec::with_capacity(frames.len());
        for (index, frame) in frames.iter().enumerate() {
            described.push(frames::describe(&mut cx, frame, index, wish)?);
        }
        let own: Vec<&str> =
            hits.iter().filter(|(of, id)| *of == client && !id.is_empty()).map(|(_, id)| id.as_str()).collect();
        let reason = if is_start { "Break on start" } else { "other" };
        let mut event = json!({ "callFrames": described, "reason": reason, "hitBreakpoints": own });
        if let Some(ancestors) = &ancestors {
            event["asyncStackTrace"] = ancestors.clone();
        }
        if let Stopped::Statement { returned: Some(returned), .. } = why {
            event["callFrames"][0]["returnValue"] = wrap(&mut cx, *returned, wish)?;
        }
        if let Stopped::Throw { exception, is_uncaught } = why {
            event["reason"] = json!("exception");
            event["data"] = wrap(&mut cx, *exception, wish)?;
            event["data"]["uncaught"] = json!(is_uncaught);
        }
        notify(&mut cx, client, "Debugger.paused", &event);
    }
    Ok(())
}

/// Lets a script that has stopped go on.
fn go_on(cx: &mut Scope<'_>, request: &Request, step: Step) -> Answer {
    check_enabled(cx, request)?;
    let Some(inspector) = inspector(cx).filter(|inspector| inspector.stops.frames.is_some()) else {
        return Err(Failure::server("Can only perform operation while paused.").into());
    };
    inspector.stops.frames = None;
    if let Some(debugging) = cx.debugging.as_deref_mut() {
        debugging.step = step;
    }
    done()
}

/// Lets a script that has stopped go on by a step from the stack slot where the innermost frame begins. A step over where a
/// function returns leads out of it: if nothing has called it, to who awaits it, else to whatever runs next.
fn step_on(cx: &mut Scope<'_>, request: &Request, step: fn(usize) -> Step) -> Answer {
    let frames = inspector(cx).and_then(|inspector| inspector.stops.frames.as_ref());
    let frames = frames.map_or(&[][..], |frames| frames);
    let (slot, is_outermost) = (frames.first().map_or(0, |frame| frame.captured.slot), frames.len() == 1);
    let returns = cx.debugging.as_deref().is_some_and(|debugging| debugging.returns.is_some());
    let leads_out = step(slot) == Step::Out(slot) || returns;
    if is_outermost && leads_out && engine::step_to_awaiting(cx, slot)? {
        return go_on(cx, request, Step::Run);
    }
    let step = match returns {
        true if is_outermost => Step::Into(0),
        true if step(slot) == Step::Over(slot) => Step::Out(slot),
        _ => step(slot),
    };
    go_on(cx, request, step)
}

/// `Debugger.resume`
pub(super) fn resume(cx: &mut Scope<'_>, request: &Request) -> Answer {
    go_on(cx, request, Step::Run)
}

/// `Debugger.stepInto`
pub(super) fn step_into(cx: &mut Scope<'_>, request: &Request) -> Answer {
    step_on(cx, request, Step::Into)
}

/// `Debugger.stepOver`
pub(super) fn step_over(cx: &mut Scope<'_>, request: &Request) -> Answer {
    step_on(cx, request, Step::Over)
}

/// `Debugger.stepOut`
pub(super) fn step_out(cx: &mut Scope<'_>, request: &Request) -> Answer {
    step_on(cx, request, Step::Out)
}

/// `Debugger.restartFrame`
pub(super) fn restart_frame(cx: &mut Scope<'_>, request: &Request) -> Answer {
    check_enabled(cx, request)?;
    let frame = frames::frame_of(cx, request)?;
    match request.optional_text("mode")? {
        Some("StepInto") => {}
        Some(other) => {
            return Err(Failure::server(&format!("Restarting frame with mode '{other}' not supported")).into());
        }
        None => return Err(Failure::server("Restarting frame without 'mode' not supported").into()),
    }
    if !engine::can_restart(cx, &frame) {
        return Err(Failure::server("Restarting frame failed").into());
    }
    engine::restart(cx, &frame)?;
    go_on(cx, request, Step::Into(frame.captured.slot))?;
    now(json!({ "callFrames": [] }))
}

/// `Debugger.pause`
pub(super) fn pause(cx: &mut Scope<'_>, request: &Request) -> Answer {
    check_enabled(cx, request)?;
    if let Some(inspector) = inspector(cx).filter(|inspector| inspector.stops.frames.is_none()) {
        inspector.stops.is_asked = true;
    }
    done()
}

/// Stops the script if a client wants it to: at once if it runs, otherwise before its next statement.
///
/// # Errors
/// A termination.
pub(crate) fn stop_if_asked(cx: &mut Scope<'_>) -> Completion<()> {
    match inspector(cx) {
        Some(inspector) if inspector.stops.is_asked && inspector.stops.frames.is_none() => {
            inspector.stops.is_asked = false
        }
        _ => return Ok(()),
    }
    if engine::can_stop(cx) {
        return engine::stop(cx, &Stopped::Asked);
    }
    step_to_first(cx);
    Ok(())
}

fn step_to_first(cx: &mut Scope<'_>) {
    if let Some(debugging) = cx.debugging.as_deref_mut() {
        debugging.step = Step::Into(0);
        engine::arm(cx);
    }
}

/// Stops the script before its first statement.
pub(crate) fn break_at_start(cx: &mut Scope<'_>) {
    if let Some(inspector) = inspector(cx) {
        inspector.stops.is_start = true;
    }
    step_to_first(cx);
}
