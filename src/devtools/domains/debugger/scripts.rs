//! Scripts: telling clients of them, their texts.

use super::{breakpoints, clients};
use crate::devtools::inspector::{inspector, notify};
use crate::devtools::link::ClientId;
use crate::devtools::objects::CONTEXT;
use crate::devtools::protocol::{Answer, Failure, Request, done, now};
use crate::heap::{Local, RootId};
use crate::inspect::script_url;
use crate::interpreter::debugger::{self as engine, ScriptText};
use crate::runtime::{self, Completion, Scope};
use serde_json::{Value, json};

/// The number of a script from its id.
pub(super) fn number(id: &str) -> Result<u32, Failure> {
    id.parse().map_err(|_| no_script())
}

/// There is no such script.
pub(super) fn no_script() -> Failure {
    Failure::server("No script for id")
}

/// Tells a client of a script.
pub(super) fn tell(cx: &mut Scope<'_>, client: ClientId, number: u32) {
    let Some(script) = engine::script_text(cx, number) else { return };
    let event = description(&script, number);
    notify(cx, client, "Debugger.scriptParsed", &event);
}

fn description(script: &ScriptText<'_>, number: u32) -> Value {
    let (line, column) = script.end();
    let map = link_of(script.text(), "sourceMappingURL");
    let own = link_of(script.text(), "sourceURL");
    json!({
        "scriptId": number.to_string(),
        "url": url(script),
        "startLine": 0,
        "startColumn": 0,
        "endLine": line,
        "endColumn": column,
        "executionContextId": CONTEXT,
        "executionContextAuxData": { "isDefault": true },
        "hash": fingerprint(script.text()),
        "isLiveEdit": false,
        "sourceMapURL": map.unwrap_or(""),
        "hasSourceURL": own.is_some(),
        "isModule": script.is_module(),
        "length": script.text().encode_utf16().count(),
        "scriptLanguage": "JavaScript",
        "embedderName": url_of(script.name()),
    })
}

/// What clients know a script by.
pub(in crate::devtools) fn url(script: &ScriptText<'_>) -> String {
    link_of(script.text(), "sourceURL").map_or_else(|| url_of(script.name()), str::to_owned)
}

/// The URL of a name; code made of text has none.
fn url_of(name: &str) -> String {
    if name == "<anonymous>" { String::new() } else { script_url(name) }
}

/// What the last comment `//# name=` of a text says.
fn link_of<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let found = text.lines().rev().take(16).find_map(|line| {
        let comment = line.trim().strip_prefix("//# ").or_else(|| line.trim().strip_prefix("//@ "))?;
        comment.strip_prefix(name)?.strip_prefix('=')
    })?;
    let link = found.trim();
    (!link.is_empty() && !link.contains([' ', '"', '\''])).then_some(link)
}

/// A number of 256 bits that tells texts apart, in hexadecimal.
fn fingerprint(text: &str) -> String {
    let part = |seed| ahash::RandomState::with_seeds(seed, 1, 2, 3).hash_one(text);
    (0..4).map(|seed| format!("{:016x}", part(seed))).collect()
}

/// A script was loaded.
pub(super) fn loaded(cx: &mut Scope<'_>, number: u32) {
    for client in clients(cx) {
        tell(cx, client, number);
    }
    breakpoints::find_in(cx, number);
}

/// `Debugger.getScriptSource`
pub(super) fn get_script_source(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let number = number(request.text("scriptId")?)?;
    let script = engine::script_text(cx, number).ok_or_else(no_script)?;
    now(json!({ "scriptSource": script.text() }))
}

/// `Debugger.searchInContent`
pub(super) fn search_in_content(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let mut cx = cx.open();
    let number = number(request.text("scriptId")?)?;
    let query = request.text("query")?;
    let minds_case = request.flag("caseSensitive")?;
    let text = engine::script_text(&cx, number).ok_or_else(no_script)?.text().to_owned();
    let source = if request.flag("isRegex")? { query.to_owned() } else { escape(query) };
    let pattern = pattern(&mut cx, &source, if minds_case { "" } else { "i" })?;
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if matches(&mut cx, pattern, line)? {
            found.push(json!({ "lineNumber": index, "lineContent": line }));
        }
    }
    now(json!({ "result": found }))
}

/// A pattern that matches a text as it is.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if "\\^$.*+?()[]{}|/".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// A regular expression.
///
/// # Errors
/// SyntaxError.
pub(super) fn pattern<'s>(cx: &mut Scope<'s>, source: &str, flags: &str) -> Completion<Local<'s>> {
    let (source, flags) = (cx.string(source)?, cx.string(flags)?);
    let program = runtime::new_regexp_program(cx, source, flags)?;
    runtime::new_regexp(cx, None, program)
}

/// Whether a regular expression matches somewhere in a text.
///
/// # Errors
/// A termination.
pub(super) fn matches(cx: &mut Scope<'_>, pattern: Local<'_>, text: &str) -> Completion<bool> {
    let mut cx = cx.open();
    let text = cx.string(text)?;
    runtime::regexp_find(&mut cx, pattern, text, 0)
}

/// `Debugger.setBlackboxPatterns`
pub(super) fn set_blackbox_patterns(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let mut cx = cx.open();
    let mut roots: Vec<RootId> = Vec::new();
    let sources = request.get("patterns").and_then(Value::as_array).cloned().unwrap_or_default();
    for source in sources.iter().filter_map(Value::as_str) {
        let mut cx = cx.open();
        let pattern = pattern(&mut cx, source, "")?;
        roots.push(cx.insert_root(pattern, "blackbox patterns")?);
    }
    let Some(inspector) = inspector(&mut cx) else { return done() };
    let old = std::mem::replace(&mut inspector.stops.passed_over, roots);
    old.into_iter().for_each(|root| cx.heap.remove_root(root));
    done()
}

/// Whether steps pass over a script.
pub(super) fn is_passed_over(cx: &mut Scope<'_>, number: u32) -> Completion<bool> {
    let Some(name) = engine::script_text(cx, number).map(|script| url(&script)) else { return Ok(false) };
    let patterns = inspector(cx).map(|inspector| inspector.stops.passed_over.clone()).unwrap_or_default();
    for root in patterns {
        let mut cx = cx.open();
        let pattern = cx.local(|isolate| isolate.heap.root_value(root))?;
        if matches(&mut cx, pattern, &name)? {
            return Ok(true);
        }
    }
    Ok(false)
}
