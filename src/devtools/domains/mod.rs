//! What clients can ask for, by domain: a table of methods, and how each is answered.

mod debugger;
mod heap_profiler;
mod profiler;
mod runtime;
mod schema;

pub(super) use debugger::{Debugging, Stops, break_at_start, script_url_of, stop_if_asked};
pub(super) use heap_profiler::HeapProfiling;
pub(super) use profiler::Profiling;
pub(crate) use profiler::coverage_report;
pub(super) use runtime::command_line::CommandLine;
pub(super) use runtime::{say, tell_context_destroyed, tell_uncaught};

use super::link::ClientId;
use super::protocol::{Answer, Request};
use crate::runtime::Scope;
use serde_json::{Value, json};

/// Answers a request.
pub(super) type Handler = fn(&mut Scope<'_>, &Request) -> Answer;

/// A method of a domain.
pub(super) struct Method {
    /// Without the domain's name.
    pub(super) name: &'static str,
    pub(super) handle: Handler,
}

/// A domain.
struct Domain {
    name: &'static str,
    methods: &'static [Method],
    events: &'static [&'static str],
}

const fn method(name: &'static str, handle: Handler) -> Method {
    Method { name, handle }
}

const DOMAINS: &[Domain] = &[
    Domain { name: "Runtime", methods: runtime::METHODS, events: runtime::EVENTS },
    Domain { name: "Debugger", methods: debugger::METHODS, events: debugger::EVENTS },
    Domain { name: "HeapProfiler", methods: heap_profiler::METHODS, events: heap_profiler::EVENTS },
    Domain { name: "Profiler", methods: profiler::METHODS, events: &[] },
    Domain { name: "Schema", methods: schema::METHODS, events: &[] },
];

/// The method of a full name.
pub(super) fn find(name: &str) -> Option<&'static Method> {
    let (domain, method) = name.split_once('.')?;
    let domain = DOMAINS.iter().find(|found| found.name == domain)?;
    domain.methods.iter().find(|found| found.name == method)
}

/// What `/json/protocol` tells: domains, their commands and events by name.
pub(super) fn protocol() -> Value {
    let named = |names: Vec<&str>| names.into_iter().map(|name| json!({ "name": name })).collect::<Vec<_>>();
    let domains: Vec<Value> = DOMAINS
        .iter()
        .map(|domain| {
            json!({
                "domain": domain.name,
                "commands": named(domain.methods.iter().map(|method| method.name).collect()),
                "events": named(domain.events.to_vec()),
            })
        })
        .collect();
    json!({ "version": { "major": "1", "minor": "3" }, "domains": domains })
}

/// Does what is due for clients, whatever they say.
pub(super) fn tick(cx: &mut Scope<'_>, client: ClientId) {
    heap_profiler::tick(cx, client);
}

/// A client has gone: ends what is done for it.
pub(super) fn leave(cx: &mut Scope<'_>, client: ClientId) {
    debugger::leave(cx, client);
    heap_profiler::leave(cx, client);
    profiler::leave(cx, client);
    runtime::command_line::leave(cx, client);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_are_found_by_their_full_names() {
        assert!(find("Runtime.evaluate").is_some());
        for name in ["Runtime", "evaluate", "Runtime.nothing", "Nothing.evaluate", ""] {
            assert!(find(name).is_none(), "{name}");
        }
    }

    #[test]
    fn the_protocol_names_every_method_once() {
        let protocol = protocol();
        for domain in DOMAINS {
            let mut names: Vec<&str> = domain.methods.iter().map(|method| method.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), domain.methods.len(), "{}", domain.name);
        }
        assert_eq!(protocol["domains"].as_array().map(Vec::len), Some(DOMAINS.len()));
    }
}
