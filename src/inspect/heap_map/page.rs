//! The frames as JSON, within the page that draws them.

use super::frames::{Frame, PageRecord};
use super::record::HeapMap;
use crate::heap::{CollectionKind, SpaceName};
use crate::inspect::json::{list, milliseconds, object, quoted};
use crate::inspect::page::{End, fill};
use crate::runtime::BirthPlace;
use std::collections::BTreeMap;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
const SPACES: [SpaceName; 4] = [SpaceName::New, SpaceName::Old, SpaceName::Code, SpaceName::LargeObject];

impl HeapMap {
    /// The page. `places` are those that births were noted with.
    pub(crate) fn page(&self, places: &[BirthPlace]) -> String {
        fill(PAGE, STYLE, SCRIPT, &self.json(places))
    }

    /// The data of the page.
    pub(super) fn json(&self, places: &[BirthPlace]) -> String {
        let last_ms = self.frames.list.last().map_or(0.0, |frame| frame.at_ms);
        let (duration, end) = self.ended.unwrap_or((last_ms, End::Exit(0)));
        // Pages are named by their place in a list of addresses.
        let all = self.frames.list.iter().flat_map(|frame| frame.pages.keys().chain(&frame.gone));
        let mut numbers: BTreeMap<usize, usize> = all.map(|&address| (address, 0)).collect();
        numbers.values_mut().enumerate().for_each(|(index, number)| *number = index);
        let mut members = self.about.members(duration, end);
        members.extend([
            ("spaces", list(SPACES.iter().map(|space| quoted(space.text())))),
            ("addresses", list(numbers.keys())),
            ("labels", list(self.labels.list.iter().map(|label| quoted(label)))),
            ("places", list(places.iter().map(place))),
            ("frames", list(self.frames.list.iter().map(|frame| self::frame(frame, &numbers)))),
        ]);
        object(&members)
    }
}

fn place(place: &BirthPlace) -> String {
    list([quoted(&place.function), quoted(&place.script), place.line.to_string(), place.column.to_string()].into_iter())
}

fn frame(frame: &Frame, numbers: &BTreeMap<usize, usize>) -> String {
    let number = |address: &usize| numbers.get(address).copied();
    let mut members = vec![
        ("time", milliseconds(frame.at_ms)),
        ("moment", quoted(frame.occasion.moment)),
        ("number", frame.occasion.number.to_string()),
        ("spaces", list(frame.spaces.iter().map(|(committed, used)| format!("[{committed},{used}]")))),
        ("external", frame.external.to_string()),
    ];
    if let Some(kind) = frame.occasion.kind {
        let text = if kind == CollectionKind::Scavenge { "scavenge" } else { "markCompact" };
        members.push(("kind", quoted(text)));
        members.push(("reason", quoted(frame.occasion.reason)));
    }
    let counts: Vec<(&str, String)> = frame.counts.iter().map(|&(name, value)| (name, figure(value))).collect();
    members.push(("counts", object(&counts)));
    let pages = frame.pages.iter().filter_map(|(address, record)| Some(page(number(address)?, record)));
    members.push(("pages", list(pages)));
    members.push(("gone", list(frame.gone.iter().filter_map(number))));
    let moves =
        frame.moves.iter().filter_map(|(from, to, bytes)| Some(format!("[{},{},{bytes}]", number(from)?, number(to)?)));
    members.push(("moves", list(moves)));
    object(&members)
}

/// Bytes are whole, milliseconds are not.
fn figure(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { milliseconds(value) }
}

/// Number, space, mapping, flags, live bytes, bytes of a cell, cells, and names unless they are as before.
fn page(number: usize, record: &PageRecord) -> String {
    let PageRecord { space, bytes, flags, live, cell, cells, names } = record;
    let space = SPACES.iter().position(|known| known == space).unwrap_or(0);
    let names = names.as_ref().map(|names| format!(",\"{names}\"")).unwrap_or_default();
    format!("[{number},{space},{bytes},{flags},{live},{cell},\"{cells}\"{names}]")
}
