//! The verdicts as text, and as JSON.

use super::portrait::Portrait;
use super::rounds::Round;
use super::verdict::{Place, Suspect};
use crate::inspect::diff::bytes_text;
use crate::inspect::json::{list, object, quoted};
use std::fmt::Write;

/// What the detective has to say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Report {
    /// The heaviest first.
    pub(crate) suspects: Vec<Suspect>,
    /// Rounds that were held.
    pub(crate) rounds: usize,
    /// Seconds that the program was watched.
    pub(crate) seconds: f64,
    /// Bytes of what lived at the end.
    pub(crate) live: u64,
    /// Bytes that it grew in a second.
    pub(crate) slope: f64,
    /// Bytes that the heap may have.
    pub(crate) limit: u64,
    /// All rounds, for a page.
    pub(crate) timeline: Vec<Round>,
    /// What the heap looked like at the last graph, for a page.
    pub(crate) portrait: Option<Portrait>,
}

/// A time as people say it.
fn duration(seconds: f64) -> String {
    match seconds {
        0.0..120.0 => format!("{seconds:.0} s"),
        120.0..7200.0 => format!("{:.0} min", seconds / 60.0),
        7200.0..172_800.0 => format!("{:.0} h", seconds / 3600.0),
        _ => format!("{:.0} days", seconds / 86_400.0),
    }
}

impl Report {
    /// For people.
    pub(crate) fn text(&self) -> String {
        let seen = format!(
            "{} rounds in {:.1} s, {} live at the end",
            self.rounds,
            self.seconds,
            bytes_text(self.live as f64)
        );
        if self.suspects.is_empty() {
            let judged = if self.rounds < 8 { "The program was too short to tell" } else { "No leak" };
            return format!("{judged}: {seen}.\n");
        }
        let count = self.suspects.len();
        let mut text = format!("{count} {}: {seen}.\n", if count == 1 { "leak" } else { "leaks" });
        for suspect in &self.suspects {
            text.push_str(&suspect.text());
        }
        text
    }

    /// For programs.
    pub(crate) fn json(&self) -> String {
        object(&[
            ("leaks", list(self.suspects.iter().map(Suspect::json))),
            ("rounds", self.rounds.to_string()),
            ("seconds", format!("{:.3}", self.seconds)),
            ("liveBytes", self.live.to_string()),
            ("bytesPerSecond", format!("{:.0}", self.slope)),
        ]) + "\n"
    }
}

impl Suspect {
    fn text(&self) -> String {
        let mut text = format!("\n{}.\n  kind        {}", self.sentence(), self.kind.text());
        // Writing to a String cannot fail.
        if let Some(unused) = &self.unused {
            let place = unused.place.as_ref().map(|place| format!(" at {place}")).unwrap_or_default();
            let _ = write!(text, ": `{}` of {}{place}", unused.variable, unused.function);
            if let Some(user) = &unused.user {
                let _ = write!(text, ", which only {user} uses");
            }
        }
        if let Some(place) = &self.created {
            let _ = write!(text, "\n  made at     {place}");
        }
        let path: Vec<String> = self
            .steps
            .iter()
            .map(|(step, place)| match place {
                Some(place) => format!("{step} ({place})"),
                None => step.to_string(),
            })
            .collect();
        let _ = write!(text, "\n  path        {}", path.join("\n              → "));
        let home = &self.home;
        let _ = write!(
            text,
            "\n  piles up in {}: {} of its own, {} retained, {} outside the heap",
            home.name,
            bytes_text(home.shallow as f64),
            bytes_text(home.retained as f64),
            bytes_text(home.external as f64),
        );
        let ages: Vec<String> = self.ages.iter().map(u64::to_string).collect();
        let _ =
            write!(text, "\n  evidence    left of {} stretches of time, oldest first: {}", ages.len(), ages.join(", "));
        let _ = write!(text, "; {:.1} a round, {} a second", self.per_round, bytes_text(self.per_second));
        if let Some(seconds) = self.seconds_left {
            let _ = write!(text, "; out of memory in about {}", duration(seconds));
        }
        let sites: Vec<String> = self.sites.iter().map(|(place, share)| format!("{place} ({share:.0} %)")).collect();
        if !sites.is_empty() {
            let _ = write!(text, "\n  allocated   {}", sites.join("\n              "));
        }
        let _ = writeln!(text, "\n  change      {}", self.kind.advice(&self.holder.text(), self.unused.as_ref()));
        text
    }

    fn json(&self) -> String {
        let place = |place: &Option<Place>| {
            place.as_ref().map_or("null".to_owned(), |place| {
                object(&[
                    ("script", quoted(&place.script)),
                    ("line", place.line.to_string()),
                    ("column", place.column.to_string()),
                ])
            })
        };
        let holder = &self.holder;
        let unused = self.unused.as_ref().map_or("null".to_owned(), |unused| {
            object(&[
                ("variable", quoted(&unused.variable)),
                ("function", quoted(&unused.function)),
                ("place", place(&unused.place)),
                ("keptBy", quoted(&unused.keeper)),
                ("usedBy", unused.user.as_ref().map_or("null".to_owned(), |user| quoted(user))),
            ])
        });
        let steps = self.steps.iter().map(|(step, at)| {
            object(&[
                ("edge", quoted(&step.edge)),
                ("node", quoted(&step.node)),
                ("repeats", step.is_circle.to_string()),
                ("place", place(at)),
            ])
        });
        let sites = self
            .sites
            .iter()
            .map(|(at, share)| object(&[("place", place(&Some(at.clone()))), ("percent", format!("{share:.0}"))]));
        object(&[
            ("verdict", quoted(&self.sentence())),
            ("kind", quoted(self.kind.name())),
            ("class", quoted(&self.class)),
            ("count", self.count.to_string()),
            ("bytes", self.bytes.to_string()),
            ("percent", format!("{:.1}", self.share)),
            (
                "holder",
                object(&[
                    ("sort", quoted(holder.sort)),
                    ("name", quoted(&holder.name)),
                    ("function", quoted(&holder.function)),
                    ("place", place(&holder.place)),
                ]),
            ),
            ("unused", unused),
            ("created", place(&self.created)),
            ("path", list(steps)),
            (
                "accumulation",
                object(&[
                    ("object", quoted(&self.home.name)),
                    ("shallow", self.home.shallow.to_string()),
                    ("retained", self.home.retained.to_string()),
                    ("external", self.home.external.to_string()),
                ]),
            ),
            ("dominator", quoted(&self.dominator)),
            ("ages", list(self.ages.iter())),
            ("perRound", format!("{:.2}", self.per_round)),
            ("bytesPerSecond", format!("{:.0}", self.per_second)),
            ("secondsToOutOfMemory", self.seconds_left.map_or("null".to_owned(), |seconds| format!("{seconds:.0}"))),
            ("sites", list(sites)),
            ("change", quoted(&self.kind.advice(&holder.text(), self.unused.as_ref()))),
        ])
    }
}
