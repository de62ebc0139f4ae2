//! Putting entries together: on one line, on many, or in columns.

use super::sequence::without_colors;
use super::text::length;
use super::{Compact, Inspector};
use crate::heap::Local;
use crate::runtime::{Completion, Scope, Type, get_index, type_of};

/// Lists with more entries than this may be put in columns.
const FEWEST_IN_COLUMNS: usize = 6;
/// Columns at most.
const MOST_COLUMNS: f64 = 15.0;
/// `, ` between two entries.
const SEPARATOR: usize = 2;
/// A character is about this many times as high as wide.
const CHARACTER_HEIGHT: f64 = 2.5;
/// Columns that a line keeps free for what stands around it.
const MARGIN: usize = 10;

/// What the entries are.
#[derive(Clone, Copy)]
pub(super) struct Entries<'s> {
    /// Elements of a list, which may be put in columns, rather than properties.
    pub(super) are_elements: bool,
    /// The list; its numbers are aligned to the right.
    pub(super) list: Option<Local<'s>>,
}

impl<'s> Entries<'s> {
    /// Properties of an object.
    pub(super) const fn properties() -> Entries<'s> {
        Entries { are_elements: false, list: None }
    }

    /// Elements that are no list of the script's.
    pub(super) const fn list() -> Entries<'s> {
        Entries { are_elements: true, list: None }
    }
}

/// All entries of one object between its braces.
pub(super) fn reduce<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    entries: Vec<String>,
    base: &str,
    braces: [String; 2],
    kind: Entries<'s>,
    level: usize,
) -> Completion<String> {
    let bytes: usize = entries.iter().map(String::len).sum();
    let result = match inspector.options.compact {
        Compact::Levels(levels) => reduce_levels(cx, inspector, entries, base, &braces, kind, (level, levels))?,
        Compact::Never => reduce_levels(cx, inspector, entries, base, &braces, kind, (level, 0.0))?,
        Compact::Always => reduce_compact(inspector, &entries, base, &braces),
    };
    inspector.release(bytes);
    inspector.hold(cx, result.len())?;
    Ok(result)
}

fn reduce_levels<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    mut entries: Vec<String>,
    base: &str,
    braces: &[String; 2],
    kind: Entries<'s>,
    (level, levels): (usize, f64),
) -> Completion<String> {
    let [open, close] = braces;
    let prefix = if base.is_empty() { String::new() } else { format!("{base} ") };
    if levels >= 1.0 {
        let count = entries.len();
        if kind.are_elements && count > FEWEST_IN_COLUMNS {
            entries = group(cx, inspector, entries, kind.list)?;
        }
        let inside = inspector.deepest as f64 - level as f64;
        if inside < levels && entries.len() == count {
            let start = count + inspector.indentation + length(open) + length(base) + MARGIN;
            if fits(inspector, &entries, start, base) && !entries.iter().any(|entry| entry.contains('\n')) {
                return Ok(format!("{prefix}{open} {} {close}", entries.join(", ")));
            }
        }
    }
    let indentation = format!("\n{}", " ".repeat(inspector.indentation));
    let joined = entries.join(&format!(",{indentation}  "));
    Ok(format!("{prefix}{open}{indentation}  {joined}{indentation}{close}"))
}

fn reduce_compact(inspector: &Inspector, entries: &[String], base: &str, [open, close]: &[String; 2]) -> String {
    let suffix = if base.is_empty() { String::new() } else { format!(" {base}") };
    if fits(inspector, entries, 0, base) {
        return format!("{open}{suffix} {} {close}", entries.join(", "));
    }
    let indentation = " ".repeat(inspector.indentation);
    let line = if base.is_empty() && length(open) == 1 { " ".to_owned() } else { format!("{suffix}\n{indentation}  ") };
    format!("{open}{line}{} {close}", entries.join(&format!(",\n{indentation}  ")))
}

/// Whether the entries fit one line that has `start` columns already.
fn fits(inspector: &Inspector, entries: &[String], start: usize, base: &str) -> bool {
    let limit = inspector.options.break_length;
    let mut total = entries.len() + start;
    if (total + entries.len()) as f64 > limit {
        return false;
    }
    for entry in entries {
        total += if inspector.options.colors { length(&without_colors(entry)) } else { length(entry) };
        if total as f64 > limit {
            return false;
        }
    }
    !base.contains('\n')
}

/// Joins short entries to lines of aligned columns; long ones stay as they are.
fn group<'s>(
    cx: &mut Scope<'s>,
    inspector: &Inspector,
    entries: Vec<String>,
    list: Option<Local<'s>>,
) -> Completion<Vec<String>> {
    let has_rest = inspector.options.max_array_length < entries.len() as f64;
    let count = entries.len() - usize::from(has_rest);
    let widths: Vec<usize> = entries[..count].iter().map(|entry| inspector.width(entry)).collect();
    let total = widths.iter().sum::<usize>() + SEPARATOR * count;
    let longest = widths.iter().copied().max().unwrap_or(0);
    let column = longest + SEPARATOR;
    let room = inspector.options.break_length;
    let is_narrow = ((column * 3 + inspector.indentation) as f64) < room;
    if !is_narrow || !(total as f64 / column as f64 > 5.0 || longest <= 6) {
        return Ok(entries);
    }
    let columns = column_count(inspector, entries.len(), count, total, column);
    if columns <= 1 {
        return Ok(entries);
    }
    let align_right = match list {
        Some(list) => holds_numbers(cx, list, entries.len())?,
        None => true,
    };
    let mut lines = join_columns(&entries[..count], &widths, columns, align_right);
    lines.extend(entries.into_iter().skip(count));
    Ok(lines)
}

/// How many columns look like a square.
fn column_count(inspector: &Inspector, all: usize, count: usize, total: usize, column: usize) -> usize {
    let Compact::Levels(levels) = inspector.options.compact else { return 1 };
    let bias = (column as f64 - total as f64 / all as f64).sqrt();
    let biased = (column as f64 - 3.0 - bias).max(1.0);
    let square = ((CHARACTER_HEIGHT * biased * count as f64).sqrt() / biased + 0.5).floor();
    let room = ((inspector.options.break_length - inspector.indentation as f64) / column as f64).floor();
    square.min(room).min(levels * 4.0).min(MOST_COLUMNS) as usize
}

fn holds_numbers<'s>(cx: &mut Scope<'s>, list: Local<'s>, count: usize) -> Completion<bool> {
    for index in 0..count {
        let mut cx = cx.open();
        cx.step(1)?;
        let item = get_index(&mut cx, list, index as u64)?;
        if !matches!(type_of(cx.raw(item)), Type::Number | Type::BigInt) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn join_columns(entries: &[String], widths: &[usize], columns: usize, align_right: bool) -> Vec<String> {
    let widest = |column: usize| widths.iter().skip(column).step_by(columns).copied().max().unwrap_or(0);
    let column_widths: Vec<usize> = (0..columns).map(widest).collect();
    let mut lines = Vec::new();
    for (row, row_widths) in entries.chunks(columns).zip(widths.chunks(columns)) {
        let mut line = String::new();
        for (index, entry) in row.iter().enumerate() {
            let is_last = index + 1 == row.len();
            let padding = " ".repeat(column_widths[index] - row_widths[index]);
            match (align_right, is_last) {
                (true, true) => line.extend([&padding, entry.as_str()]),
                (true, false) => line.extend([&padding, entry.as_str(), ", "]),
                (false, true) => line.push_str(entry),
                (false, false) => line.extend([entry.as_str(), ", ", &padding]),
            }
        }
        lines.push(line);
    }
    lines
}
