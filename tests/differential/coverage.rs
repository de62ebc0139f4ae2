//! Which kinds of nodes and which builtins the programs reach, counted by the engine.
//!
//! The kinds are all that the engine's compiler makes and its machine runs, but for [`OTHER_KINDS`]. The builtins are all
//! functions, getters and setters that a script can reach from the global object and from the prototypes of iterators,
//! generators and functions (`walk.js` finds them), but for those in `newer.txt`: node 20 has not got them, so no program
//! calls them. What the prelude itself calls counts as well.

use crate::engines::{self, Batch, Lines, NEWER};
use std::collections::{BTreeMap, BTreeSet};
use tenure::{Engine, Error, Object, Value};

/// Kinds of nodes that no such program can have, and why.
const OTHER_KINDS: &[(&str, &str)] = &[
    ("add_resource", "node 20 has no `using`"),
    ("begin_disposal", "node 20 has no `using`"),
    ("count", "only where the runs of blocks are counted"),
    ("count_after", "only where the runs of blocks are counted"),
    ("dispose", "node 20 has no `using`"),
    ("end_disposal", "node 20 has no `using`"),
    ("import_call", "programs are scripts without a host that loads modules"),
    ("import_meta", "programs are scripts"),
    ("import_variable", "programs are scripts"),
    ("is_awaited", "node 20 has no `await using`"),
    ("next_disposal", "node 20 has no `using`"),
    ("note_disposal_error", "node 20 has no `using`"),
];
const WALK: &str = include_str!("walk.js");

/// What has been reached so far.
#[derive(Default)]
pub(crate) struct Coverage {
    kinds: BTreeSet<&'static str>,
    /// All builtins of the engine, and whether they were called.
    builtins: BTreeMap<String, bool>,
}

/// A share: how many, of how many, and what is missing.
pub(crate) struct Share {
    reached: usize,
    missing: Vec<String>,
}

impl Share {
    /// How much it is, in per cent.
    pub(crate) fn percent(&self) -> f64 {
        100.0 * self.reached as f64 / (self.reached + self.missing.len()) as f64
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let all = self.reached + self.missing.len();
        write!(formatter, "{} of {all} ({:.1} %)", self.reached, self.percent())?;
        if self.missing.is_empty() { Ok(()) } else { write!(formatter, "; not {}", self.missing.join(", ")) }
    }
}

/// Starts to watch an engine; a function that tells, line by line, which builtins were called.
fn watch(engine: &mut Engine) -> Result<Object, Error> {
    engine.watch_coverage()?;
    let script = format!(
        "{{
            const all = [], watchBuiltin = watch, called = wasCalled;
            {WALK}((name, builtin) => {{ all.push([name, builtin]); }});
            delete this.watch;
            delete this.wasCalled;
            for (let i = 0; i < all.length; i++) if (!watchBuiltin(all[i][1])) all[i][0] = '';
            (() => {{
                let text = '';
                for (let i = 0; i < all.length; i++) text += all[i][0] + (called(all[i][1]) ? ' *\\n' : '\\n');
                return text;
            }});
        }}"
    );
    match engine.eval(&script)? {
        Value::Object(tell) => Ok(tell),
        other => panic!("no function: {other:?}"),
    }
}

fn newer() -> BTreeSet<&'static str> {
    NEWER.lines().collect()
}

impl Coverage {
    /// Runs a program and adds what it reaches.
    pub(crate) fn run(&mut self, program: &str) -> Lines {
        engines::run(program, watch, |engine, tell| {
            self.kinds.extend(engine.covered_kinds());
            let Value::String(text) = engine.call(&tell, &Value::Undefined, &[])? else { return Ok(()) };
            for line in text.lines().filter(|line| !line.is_empty()) {
                let (name, was_called) = line.strip_suffix(" *").map_or((line, false), |name| (name, true));
                *self.builtins.entry(name.to_owned()).or_default() |= was_called;
            }
            Ok(())
        })
    }

    /// The share of the kinds of nodes.
    pub(crate) fn kinds(&self) -> Share {
        let is_other = |kind: &str| OTHER_KINDS.iter().any(|&(other, _)| other == kind);
        let all = Engine::node_kinds().iter().filter(|kind| !is_other(kind));
        let missing: Vec<String> =
            all.clone().filter(|kind| !self.kinds.contains(*kind)).map(|kind| (*kind).to_owned()).collect();
        Share { reached: all.count() - missing.len(), missing }
    }

    /// The share of the builtins.
    pub(crate) fn builtins(&self) -> Share {
        let newer = newer();
        let all = self.builtins.iter().filter(|(name, _)| !newer.contains(name.as_str()));
        let missing: Vec<String> = all.clone().filter(|(_, called)| !**called).map(|(name, _)| name.clone()).collect();
        Share { reached: all.count() - missing.len(), missing }
    }

    /// What the lists of exceptions say that is not so.
    pub(crate) fn stale_exceptions(&self) -> Vec<String> {
        let reached =
            OTHER_KINDS.iter().filter(|(kind, _)| self.kinds.contains(kind)).map(|(kind, _)| (*kind).to_owned());
        let called = newer().into_iter().filter(|name| self.builtins.get(*name) == Some(&true)).map(str::to_owned);
        let absent = newer().into_iter().filter(|name| !self.builtins.contains_key(*name)).map(str::to_owned);
        reached.chain(called).chain(absent).collect()
    }

    /// Builtins that only one of this engine and node has: what is not as `newer.txt` says.
    pub(crate) fn unlike_node(&self) -> Vec<String> {
        let program = format!("{WALK}(name => print(name))");
        let names: BTreeSet<String> = Batch::start("", &[program]).finish().remove(0).into_iter().collect();
        let newer = newer();
        let lacking = self.builtins.keys().filter(|name| !names.contains(*name) && !newer.contains(name.as_str()));
        let there = newer.iter().filter(|name| names.contains(**name));
        // V8 gives the legacy properties of RegExp setters that do nothing; the proposal has none but for `input`.
        let foreign =
            names.iter().filter(|name| !self.builtins.contains_key(*name) && !name.starts_with("set RegExp."));
        lacking
            .map(|name| format!("{name} is not in node"))
            .chain(there.map(|name| format!("{name} is in node")))
            .chain(foreign.map(|name| format!("{name} is in node only")))
            .collect()
    }
}
