//! `Profiler`: which code has run, and how often.

use super::super::debugger::script_url_of;
use crate::devtools::inspector;
use crate::devtools::protocol::{Answer, Failure, Request, done, now};
use crate::interpreter::coverage::{self as engine, CoveredRange, FunctionCoverage, ScriptCoverage};
use crate::interpreter::debugger::script_text;
use crate::runtime::Scope;
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

fn check_enabled(cx: &mut Scope<'_>, request: &Request) -> Result<(), Failure> {
    match inspector::session(cx, request.client) {
        Some(session) if session.profiling.is_enabled => Ok(()),
        _ => Err(Failure::server("Profiler is not enabled")),
    }
}

/// Seconds since 1970.
fn timestamp() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64()
}

/// `Profiler.startPreciseCoverage`. `allowTriggeredUpdates` changes nothing: there are no updates but those asked for.
pub(super) fn start_precise_coverage(cx: &mut Scope<'_>, request: &Request) -> Answer {
    check_enabled(cx, request)?;
    let (counts, has_blocks) = (request.flag("callCount")?, request.flag("detailed")?);
    engine::start(cx, counts, has_blocks)?;
    if let Some(session) = inspector::session(cx, request.client) {
        session.profiling.is_covering = true;
    }
    now(json!({ "timestamp": timestamp() }))
}

/// `Profiler.stopPreciseCoverage`
pub(super) fn stop_precise_coverage(cx: &mut Scope<'_>, request: &Request) -> Answer {
    check_enabled(cx, request)?;
    let Some(session) = inspector::session(cx, request.client) else { return done() };
    if std::mem::take(&mut session.profiling.is_covering) {
        end(cx);
    }
    done()
}

/// A client wants coverage no more: it ends when nobody else does.
pub(super) fn end(cx: &mut Scope<'_>) {
    let is_wanted = inspector::inspector(cx)
        .is_some_and(|inspector| inspector.sessions.values().any(|session| session.profiling.is_covering));
    if !is_wanted {
        engine::stop(cx);
    }
}

/// `Profiler.takePreciseCoverage`
pub(super) fn take_precise_coverage(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let is_covering = inspector::session(cx, request.client).is_some_and(|session| session.profiling.is_covering);
    match is_covering.then(|| engine::take(cx)).flatten() {
        Some(scripts) => now(json!({ "result": result(cx, &scripts), "timestamp": timestamp() })),
        None => Err(Failure::server("Precise coverage has not been started.").into()),
    }
}

/// `Profiler.getBestEffortCoverage`
pub(super) fn get_best_effort_coverage(cx: &mut Scope<'_>, _: &Request) -> Answer {
    let scripts = engine::best_effort(cx);
    now(json!({ "result": result(cx, &scripts) }))
}

/// What `NODE_V8_COVERAGE` asks for: coverage of the scripts that are files, as a text.
pub(crate) fn coverage_report(cx: &mut Scope<'_>) -> String {
    let scripts = engine::take(cx).unwrap_or_default();
    let mut result = result(cx, &scripts);
    result.retain(|script| script["url"].as_str().is_some_and(|url| url.starts_with("file:")));
    json!({ "result": result, "timestamp": timestamp() }).to_string()
}

/// Coverage as the protocol has it.
fn result(cx: &Scope<'_>, scripts: &[ScriptCoverage]) -> Vec<Value> {
    let range =
        |range: &CoveredRange| json!({ "startOffset": range.start, "endOffset": range.end, "count": range.count });
    let function = |function: &FunctionCoverage| {
        json!({
            "functionName": function.name,
            "ranges": function.ranges.iter().map(range).collect::<Vec<_>>(),
            "isBlockCoverage": function.has_blocks,
        })
    };
    let script = |script: &ScriptCoverage| {
        json!({
            "scriptId": script.script.to_string(),
            "url": script_text(cx, script.script).map(|text| script_url_of(&text)).unwrap_or_default(),
            "functions": script.functions.iter().map(function).collect::<Vec<_>>(),
        })
    };
    scripts.iter().map(script).collect()
}
