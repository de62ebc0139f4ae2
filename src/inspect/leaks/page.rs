//! The report as a page of HTML that needs nothing else.

use super::portrait::{Block, PathPart};
use super::report::Report;
use super::rounds::Round;
use crate::inspect::graph::Class;
use crate::inspect::json::{list, object, quoted};
use crate::inspect::page::fill;

const PAGE: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/page.css");
const SCRIPT: &str = concat!(include_str!("../drawing.js"), include_str!("page/page.js"));

impl Report {
    /// The page on a program of this name.
    pub(crate) fn page(&self, program: &str) -> String {
        let portrait = self.portrait.clone().unwrap_or_default();
        let data = object(&[
            ("program", quoted(program)),
            ("report", self.json().trim_end().to_owned()),
            ("limit", self.limit.to_string()),
            ("timeline", list(self.timeline.iter().map(round))),
            ("bytes", portrait.bytes.to_string()),
            ("classes", list(portrait.classes.iter().map(class))),
            ("blocks", list(portrait.blocks.iter().map(block))),
            ("paths", list(portrait.paths.iter().map(path))),
        ]);
        fill(PAGE, STYLE, SCRIPT, &data)
    }
}

/// Seconds and bytes.
fn round(round: &Round) -> String {
    format!("[{:.3},{}]", round.at, round.live)
}

/// Name, count, shallow and retained bytes, distance.
fn class(class: &Class) -> String {
    let distance = class.distance.map_or("null".to_owned(), |distance| distance.to_string());
    format!("[{},{},{},{},{distance}]", quoted(&class.name), class.count, class.shallow, class.retained)
}

/// Number of the block around it, class, count, shallow and retained bytes.
fn block(block: &Block) -> String {
    format!("[{},{},{},{},{}]", block.around, quoted(&block.class), block.count, block.shallow, block.retained)
}

/// Number of the step before it, edge, node, count, bytes, whether it comes again.
fn path(path: &PathPart) -> String {
    let before = path.before.map_or("null".to_owned(), |before| before.to_string());
    let (edge, node) = (quoted(&path.edge), quoted(&path.node));
    format!("[{before},{edge},{node},{},{},{}]", path.count, path.bytes, path.is_circle)
}
