//! The record as JSON, within the page that draws it.

use super::pauses::{Class, EDGES};
use super::record::{Mark, Sample, Timeline};
use crate::heap::CollectionKind;
use crate::inspect::json::{list, milliseconds, object, quoted};
use crate::inspect::page::{End, fill};

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = concat!(include_str!("../drawing.js"), include_str!("page.js"));

impl Timeline {
    /// The page.
    pub(crate) fn page(&self) -> String {
        fill(PAGE, STYLE, SCRIPT, &self.json())
    }

    /// The data of the page.
    pub(super) fn json(&self) -> String {
        let (duration, end) = self.ended.unwrap_or((self.last_ms(), End::Exit(0)));
        let mut members = self.about.members(duration, end);
        members.extend([
            ("samples", self.samples()),
            ("resident", self.resident()),
            ("collections", list(self.marks().into_iter().map(mark))),
            ("marking", list(self.phases.iter().map(|&(start, end)| phase(start, end.unwrap_or(duration))))),
            ("pauses", self.pauses()),
            ("moments", self.moments()),
        ]);
        object(&members)
    }

    fn last_ms(&self) -> f64 {
        self.stretches.last().map_or(0.0, |stretch| stretch.least.at_ms.max(stretch.most.at_ms))
    }

    /// The samples, in the order of time.
    fn all_samples(&self) -> Vec<Sample> {
        let mut samples = Vec::with_capacity(2 * self.stretches.len());
        for stretch in &self.stretches {
            let (one, other) = (stretch.least, stretch.most);
            let (first, last) = if one.at_ms <= other.at_ms { (one, other) } else { (other, one) };
            samples.push(first);
            if first != last {
                samples.push(last);
            }
        }
        samples
    }

    fn samples(&self) -> String {
        let samples = self.all_samples();
        object(&[
            ("time", list(samples.iter().map(|sample| milliseconds(sample.at_ms)))),
            ("heapUsed", list(samples.iter().map(|sample| sample.used))),
            ("heapTotal", list(samples.iter().map(|sample| sample.total))),
            ("external", list(samples.iter().map(|sample| sample.external))),
        ])
    }

    fn resident(&self) -> String {
        let read = || self.stretches.iter().filter_map(|stretch| stretch.resident);
        object(&[
            ("time", list(read().map(|(at_ms, _)| milliseconds(at_ms)))),
            ("rss", list(read().map(|(_, bytes)| bytes))),
        ])
    }

    /// All collections, in the order of time.
    fn marks(&self) -> Vec<&Mark> {
        let mut marks: Vec<&Mark> = self.scavenges.iter().chain(&self.majors).collect();
        marks.sort_by(|one, other| one.to_ms.total_cmp(&other.to_ms));
        marks
    }

    fn pauses(&self) -> String {
        object(&[
            ("edges", list(EDGES.iter())),
            ("scavenge", class(&self.pauses.scavenges)),
            ("markCompact", class(&self.pauses.majors)),
            ("step", class(&self.pauses.steps)),
        ])
    }

    fn moments(&self) -> String {
        let moments = self.moments.iter();
        list(moments.map(|moment| object(&[("time", milliseconds(moment.at_ms)), ("text", quoted(&moment.text))])))
    }
}

fn phase(start: f64, end: f64) -> String {
    object(&[("start", milliseconds(start)), ("end", milliseconds(end))])
}

fn class(class: &Class) -> String {
    object(&[
        ("count", class.count.to_string()),
        ("all", milliseconds(class.all_ms)),
        ("longest", milliseconds(class.longest_ms)),
        ("counts", list(class.of_length.iter())),
    ])
}

fn mark(mark: &Mark) -> String {
    let kind = match mark.kind {
        CollectionKind::Scavenge => "scavenge",
        CollectionKind::MarkCompact => "markCompact",
    };
    let mut members = vec![
        ("kind", quoted(kind)),
        ("reason", quoted(mark.reason)),
        ("start", milliseconds(mark.from_ms)),
        ("end", milliseconds(mark.to_ms)),
        ("count", mark.count.to_string()),
        ("pause", milliseconds(mark.longest_ms)),
        ("allPauses", milliseconds(mark.all_ms)),
        ("heapUsed", list(mark.used.iter())),
        ("promoted", mark.promoted.to_string()),
    ];
    if let Some((count, took)) = mark.steps {
        members.push(("steps", count.to_string()));
        members.push(("stepsTook", milliseconds(took)));
    }
    object(&members)
}
