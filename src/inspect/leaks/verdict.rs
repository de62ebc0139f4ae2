//! What is said of a leak.

use super::judge::{Evidence, STRETCHES};
use crate::inspect::diff::bytes_text;
use crate::inspect::graph::Step;

/// The kinds of leaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    GlobalVariable,
    ModuleVariable,
    ClosureContext,
    SharedContext,
    Timer,
    Listener,
    UnboundedMap,
    UnboundedSet,
    UnboundedArray,
    ObjectCache,
    Promise,
    Buffer,
    Finalizer,
    BoundFunction,
    HostRoot,
}

impl Kind {
    /// For programs.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::GlobalVariable => "global-variable",
            Kind::ModuleVariable => "module-variable",
            Kind::ClosureContext => "closure-context",
            Kind::SharedContext => "shared-context",
            Kind::Timer => "timer",
            Kind::Listener => "listener",
            Kind::UnboundedMap => "unbounded-map",
            Kind::UnboundedSet => "unbounded-set",
            Kind::UnboundedArray => "unbounded-array",
            Kind::ObjectCache => "object-cache",
            Kind::Promise => "promise",
            Kind::Buffer => "buffer",
            Kind::Finalizer => "finalizer",
            Kind::BoundFunction => "bound-function",
            Kind::HostRoot => "host-root",
        }
    }

    /// For people.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Kind::GlobalVariable => "global variable",
            Kind::ModuleVariable => "module variable or cache",
            Kind::ClosureContext => "closure context",
            Kind::SharedContext => "shared context",
            Kind::Timer => "timer",
            Kind::Listener => "event listener",
            Kind::UnboundedMap => "Map without bound",
            Kind::UnboundedSet => "Set without bound",
            Kind::UnboundedArray => "array without bound",
            Kind::ObjectCache => "object used as a cache without bound",
            Kind::Promise => "promise that is never settled, or chain of promises",
            Kind::Buffer => "buffers",
            Kind::Finalizer => "held value of a FinalizationRegistry",
            Kind::BoundFunction => "bound function",
            Kind::HostRoot => "root of the engine or the host",
        }
    }

    /// What to change.
    pub(crate) fn advice(self, holder: &str, unused: Option<&Unused>) -> String {
        match self {
            Kind::GlobalVariable => {
                format!("Declare {holder} in the function that needs it, or delete what is not needed any more.")
            }
            Kind::ModuleVariable => {
                format!("Let go of what {holder} reaches once it is done with: a module lives as long as the program.")
            }
            Kind::ClosureContext => {
                format!("Remove the functions from {holder} when they have served, or let them capture less.")
            }
            Kind::SharedContext => match unused {
                Some(unused) => format!(
                    "Set `{}` to null at the end of {}, or move the function that uses it out: all functions made there keep it.",
                    unused.variable, unused.function
                ),
                None => "Set the variable to null once it is done with.".to_owned(),
            },
            Kind::Timer => {
                "Keep what setTimeout or setInterval returns, and clear it when its work is done.".to_owned()
            }
            Kind::Listener => {
                "Remove each listener when its owner goes (`off`), or add it once, or use `once`.".to_owned()
            }
            Kind::UnboundedMap => format!(
                "Give {holder} a bound, delete entries that are done with, or make it a WeakMap if objects are its keys."
            ),
            Kind::UnboundedSet => format!("Delete from {holder} what is done with, or make it a WeakSet."),
            Kind::UnboundedArray => format!("Remove from {holder} what is done with, or give it a bound."),
            Kind::ObjectCache => format!(
                "Give {holder} a bound, or delete keys that are done with; a Map with a bound does both more easily."
            ),
            Kind::Promise => {
                "Settle the promise, or do not race against one that stays pending: each race adds reactions to it."
                    .to_owned()
            }
            Kind::Buffer => format!(
                "Let go of the buffers in {holder} once they are used; copy the part you need instead of keeping the whole."
            ),
            Kind::Finalizer => {
                "Do not reach the registered object from its held value: register a key instead.".to_owned()
            }
            Kind::BoundFunction => {
                format!("Remove the bound functions from {holder}; each keeps its `this` and its arguments.")
            }
            Kind::HostRoot => "Close or end what was opened.".to_owned(),
        }
    }
}

/// A place in the source: file, line, column; both from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) script: String,
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.script, self.line, self.column)
    }
}

/// A variable in a shared context that the function which keeps it does not use.
#[derive(Clone, Debug)]
pub(crate) struct Unused {
    pub(crate) variable: String,
    /// The function that declares it, and where it declares it.
    pub(crate) function: String,
    pub(crate) place: Option<Place>,
    /// The function that keeps it, and the one for whose sake it is kept.
    pub(crate) keeper: String,
    pub(crate) user: Option<String>,
}

/// What holds it: a variable or a root.
#[derive(Clone, Debug, Default)]
pub(crate) struct Holder {
    /// As `variable`, `global`, `static`, `root`.
    pub(crate) sort: &'static str,
    pub(crate) name: String,
    /// The function whose variable it is, or `the module`.
    pub(crate) function: String,
    pub(crate) place: Option<Place>,
}

impl Holder {
    /// As it stands in a sentence.
    pub(crate) fn text(&self) -> String {
        match self.sort {
            "root" => self.name.clone(),
            _ => format!("`{}`", self.name),
        }
    }

    /// With whose it is.
    pub(crate) fn sentence(&self) -> String {
        let place = self.place.as_ref().map(|place| format!(" at {place}")).unwrap_or_default();
        match self.sort {
            "root" => self.name.clone(),
            "global" => format!("the global variable `{}`{place}", self.name),
            "static" => format!("`{}`, a property of a function{place}", self.name),
            _ => format!("`{}`, a variable of {}{place}", self.name, self.function),
        }
    }
}

/// The object in which they pile up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Accumulation {
    pub(crate) name: String,
    pub(crate) shallow: u64,
    pub(crate) retained: u64,
    pub(crate) external: u64,
}

/// A leak.
#[derive(Clone, Debug)]
pub(crate) struct Suspect {
    pub(crate) kind: Kind,
    /// What leaks.
    pub(crate) class: String,
    /// Objects that came since the warm-up and are still there; of one object that grows, 1.
    pub(crate) count: u64,
    /// Bytes of theirs and of all that hangs on them.
    pub(crate) bytes: u64,
    /// Of all that lives, in percent.
    pub(crate) share: f64,
    pub(crate) holder: Holder,
    pub(crate) unused: Option<Unused>,
    /// Where the function of a timer or listener, or a closure that leaks, stands.
    pub(crate) created: Option<Place>,
    pub(crate) steps: Vec<(Step, Option<Place>)>,
    pub(crate) home: Accumulation,
    /// What dominates them.
    pub(crate) dominator: String,
    /// Objects left of each stretch of time behind the warm-up, oldest first.
    pub(crate) ages: [u64; STRETCHES],
    /// Places that allocated most of it, and their shares in percent.
    pub(crate) sites: Vec<(Place, f64)>,
    /// Objects a round, bytes a second, seconds until memory runs out.
    pub(crate) per_round: f64,
    pub(crate) per_second: f64,
    pub(crate) seconds_left: Option<f64>,
}

impl Suspect {
    /// Tells how fast it grows.
    pub(crate) fn rates(&mut self, evidence: &Evidence<'_>, slope: f64) {
        let rounds = evidence.warm();
        let (Some(first), Some(last)) = (rounds.first(), rounds.last()) else { return };
        let seconds = (last.at - first.at).max(1e-3);
        self.per_round = self.count as f64 / rounds.len().max(1) as f64;
        self.per_second = self.bytes as f64 / seconds;
        let fastest = self.per_second.max(slope);
        let room = evidence.limit.saturating_sub(last.live) as f64;
        self.seconds_left = (fastest > 0.0).then(|| room / fastest);
    }

    /// What it is, for somebody who has seen it once.
    pub(crate) fn charge(&self) -> String {
        let path: Vec<String> = self.steps.iter().map(|(step, _)| step.to_string()).collect();
        let (bytes, kept) = (bytes_text(self.bytes as f64), self.kept());
        let subject = format!("{} × {} ({bytes}, {:.0} % of what lives)", self.count, self.class, self.share);
        format!("{subject} {kept}.\n  path: {}\n", path.join(" → "))
    }

    /// By what it is kept: the end of a sentence.
    fn kept(&self) -> String {
        let verb = if self.count == 1 { "is" } else { "are" };
        format!("{verb} kept by {}", self.holder.sentence())
    }

    /// What it is, in a sentence.
    pub(crate) fn sentence(&self) -> String {
        let bytes = bytes_text(self.bytes as f64);
        let kept = self.kept();
        let subject = match self.count {
            1 => format!("1 × {} that grows by {bytes} ({:.0} % of what lives) ", self.class, self.share),
            count => format!("{count} × {} ({bytes}, {:.0} % of what lives) ", self.class, self.share),
        };
        match &self.unused {
            Some(unused) => {
                format!("{subject}{kept}, through `{}`, which {} never uses", unused.variable, unused.keeper)
            }
            None => format!("{subject}{kept}"),
        }
    }
}
