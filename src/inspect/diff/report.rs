//! The comparison as a screen of text, and as JSON.

use super::{ClassGrowth, Difference, PathGrowth};
use crate::inspect::json::{list, object, quoted};
use std::fmt::Write;

/// Classes that the text shows.
const CLASSES: usize = 7;
/// Paths that the text shows.
const PATHS: usize = 5;
/// Columns of the text.
const WIDTH: usize = 100;
/// Entries of each list that the JSON has.
const MOST: usize = 100;

/// Bytes as people read them.
pub(crate) fn bytes_text(bytes: f64) -> String {
    let size = bytes.abs();
    match size {
        0.0..1024.0 => format!("{bytes:.0} B"),
        1024.0..10_240.0 => format!("{:.1} kB", bytes / 1024.0),
        10_240.0..1_048_576.0 => format!("{:.0} kB", bytes / 1024.0),
        1_048_576.0..104_857_600.0 => format!("{:.1} MB", bytes / 1_048_576.0),
        _ => format!("{:.0} MB", bytes / 1_048_576.0),
    }
}

fn signed(bytes: i64) -> String {
    format!("{}{}", if bytes > 0 { "+" } else { "" }, bytes_text(bytes as f64))
}

/// The start of a text, so long that it fits.
fn fitting(text: &str, width: usize) -> String {
    match text.char_indices().nth(width) {
        Some(_) => text.chars().take(width - 1).chain(['…']).collect(),
        None => text.to_owned(),
    }
}

impl Difference {
    /// At most a screen, the largest first.
    pub(crate) fn text(&self) -> String {
        let [before, after] = self.totals;
        // Writing to a String cannot fail.
        let mut text = format!(
            "{} in {} objects, before {} in {}: {} in {:+} objects\n",
            bytes_text(after.1 as f64),
            after.0,
            bytes_text(before.1 as f64),
            before.0,
            signed(after.1 as i64 - before.1 as i64),
            after.0 as i64 - before.0 as i64,
        );
        if self.is_backwards {
            text.push_str(
                "The second snapshot seems to be older than the first: were they given the other way round?\n",
            );
        }
        let grown: Vec<&ClassGrowth> = self.classes.iter().filter(|class| is_shown(class)).collect();
        if grown.is_empty() {
            text.push_str("\nNothing grew.\n");
            return text;
        }
        let _ = writeln!(text, "\n{:>10} {:>9} {:>9} {:>9}  class", "bytes", "objects", "new", "gone");
        for class in grown.iter().take(CLASSES) {
            let (bytes, objects) = (signed(class.bytes()), format!("{:+}", class.objects()));
            let name = fitting(&class.name, WIDTH - 42);
            let _ = writeln!(text, "{bytes:>10} {objects:>9} {:>9} {:>9}  {name}", class.new.0, class.gone.0);
        }
        more(&mut text, grown.len(), CLASSES, "classes");
        if !self.paths.is_empty() {
            let _ = writeln!(text, "\n{:>10} {:>9}  new, and what keeps it", "bytes", "objects");
        }
        for path in self.paths.iter().take(PATHS) {
            let bytes = format!("+{}", bytes_text(path.bytes as f64));
            let _ = writeln!(text, "{bytes:>10} {:>+9}  {}", path.count, fitting(&path.class, WIDTH - 22));
            let _ = writeln!(text, "{:22}{}", "", path_text(path, WIDTH - 22));
        }
        more(&mut text, self.paths.len(), PATHS, "ways of keeping");
        text
    }

    /// For programs: the same, and all classes of the second snapshot.
    pub(crate) fn json(&self) -> String {
        let total =
            |(count, bytes): (u64, u64)| object(&[("objects", count.to_string()), ("bytes", bytes.to_string())]);
        let pair = |(count, bytes): (u64, u64)| total((count, bytes));
        let classes = self.classes.iter().filter(|class| class.bytes() > 0 || class.objects() > 0);
        let classes = classes.take(MOST).map(|class| {
            object(&[
                ("name", quoted(&class.name)),
                ("bytes", class.bytes().to_string()),
                ("objects", class.objects().to_string()),
                ("new", pair(class.new)),
                ("gone", pair(class.gone)),
                ("count", class.count.to_string()),
            ])
        });
        let paths = self.paths.iter().take(MOST).map(|path| {
            let steps = path.steps.iter().map(|step| {
                let is_circle = step.is_circle.to_string();
                object(&[("edge", quoted(&step.edge)), ("node", quoted(&step.node)), ("repeats", is_circle)])
            });
            object(&[
                ("class", quoted(&path.class)),
                ("objects", path.count.to_string()),
                ("bytes", path.bytes.to_string()),
                ("path", list(steps)),
            ])
        });
        let summary = self.summary.iter().take(MOST).map(|class| {
            object(&[
                ("name", quoted(&class.name)),
                ("count", class.count.to_string()),
                ("shallow", class.shallow.to_string()),
                ("retained", class.retained.to_string()),
                ("distance", class.distance.map_or("null".to_owned(), |distance| distance.to_string())),
            ])
        });
        object(&[
            ("before", total(self.totals[0])),
            ("after", total(self.totals[1])),
            ("backwards", self.is_backwards.to_string()),
            ("classes", list(classes)),
            ("paths", list(paths)),
            ("summary", list(summary)),
        ]) + "\n"
    }
}

fn is_shown(class: &ClassGrowth) -> bool {
    class.bytes() > 0
}

fn more(text: &mut String, all: usize, shown: usize, what: &str) {
    if all > shown {
        let _ = writeln!(text, "{:>10} {what} more", format!("and {}", all - shown));
    }
}

/// A path in one line; its middle gives way.
fn path_text(path: &PathGrowth, width: usize) -> String {
    let steps: Vec<String> = path.steps.iter().map(ToString::to_string).collect();
    for left_out in 0..steps.len() {
        let middle = steps.len() / 2 - (left_out / 2).min(steps.len() / 2);
        let mut shown = steps.clone();
        if left_out > 0 {
            shown.splice(middle..(middle + left_out).min(steps.len()), ["…".to_owned()]);
        }
        let text = shown.join(" → ");
        if text.chars().count() <= width {
            return text;
        }
    }
    fitting(&steps.join(" → "), width)
}
