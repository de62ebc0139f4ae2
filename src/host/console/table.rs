//! `console.table`: rows and columns in a box.

use super::memory::{self, Console, Target, console_of, options, say, sink_of};
use crate::heap::Local;
use crate::host::held::Held;
use crate::host::inspect::{Options, Part, inspect, iterator_cursor, text_width};
use crate::host::report::throw_invalid_argument_type;
use crate::runtime::{
    Arguments, Completion, PropertyKey, Scope, cursor_next, get, get_own_property, has_own_property, is_array,
    is_callable, is_object, key_to_value, length_of_array_like, new_cursor, own_property_keys, rust_text,
    to_property_key,
};
use crate::value::kind;

/// What heads the column of indices.
const INDEX: &str = "(index)";
/// What heads the column of indices of a Map or Set.
const ITERATION: &str = "(iteration index)";
/// What heads the column of keys of a Map.
const KEY: &str = "Key";
/// What heads the column of values that are no objects.
const VALUES: &str = "Values";

/// A column under its heading; rows it has nothing for are missing or empty.
struct Column {
    heading: String,
    cells: Vec<String>,
}

impl Column {
    fn new(heading: &str) -> Column {
        Column { heading: heading.to_owned(), cells: Vec::new() }
    }

    fn put(&mut self, row: usize, text: String) {
        if self.cells.len() <= row {
            self.cells.resize(row + 1, String::new());
        }
        self.cells[row] = text;
    }
}

/// A table under way.
struct Table<'s> {
    console: Console<'s>,
    held: Held,
}

/// `console.table` – <https://nodejs.org/api/console.html#consoletabletabulardata-properties>
pub(super) fn table<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let console = console_of(cx, this, arguments)?;
    let (data, properties) = (arguments.get(0), arguments.get(1));
    if !cx.raw(properties).is_undefined() && !is_array(cx, properties)? {
        return Err(throw_invalid_argument_type(cx, "properties", "an instance of Array", properties));
    }
    if !is_object(cx.raw(data)) || is_callable(cx, data) {
        memory::tell(cx, console, "table", &[data])?;
        return memory::quietly(cx, |cx| say(cx, console, "log", &[data]));
    }
    let mut table = Table { console, held: Held::default() };
    let columns = match cx.raw(data).kind() {
        kind::MAP => {
            let cursor = new_cursor(cx, data)?;
            of_collection(cx, &mut table, cursor, Part::Pair)?
        }
        kind::SET => {
            let cursor = new_cursor(cx, data)?;
            of_collection(cx, &mut table, cursor, Part::Key)?
        }
        kind::MAP_ITERATOR | kind::SET_ITERATOR => {
            let (cursor, part) = iterator_cursor(cx, data)?;
            of_collection(cx, &mut table, cursor, part)?
        }
        _ => of_object(cx, data, properties, &mut table)?,
    };
    let text = draw(&columns);
    table.held.hold(cx, text.len())?;
    let text = cx.string(&text)?;
    memory::tell(cx, console, "table", &arguments.skip(0))?;
    memory::quietly(cx, |cx| say(cx, console, "log", &[text]))
}

/// A value as a cell shows it.
fn cell<'s>(cx: &mut Scope<'s>, value: Local<'s>, table: &mut Table<'_>) -> Completion<String> {
    let mut cx = cx.open();
    let depth = Some(if is_large(&mut cx, value)? { -1.0 } else { 0.0 });
    let base = Options { depth, max_array_length: 3.0, break_length: f64::INFINITY, ..Options::current(&mut cx)? };
    let sink = sink_of(&mut cx, table.console, Target::Stdout)?;
    let options = options(&mut cx, table.console, sink, base)?;
    let text = inspect(&mut cx, value, &options)?;
    table.held.hold(&mut cx, text.len())?;
    Ok(text)
}

/// Whether an object has more than two properties.
fn is_large<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<bool> {
    if !is_object(cx.raw(value)) || is_callable(cx, value) || is_array(cx, value)? {
        return Ok(false);
    }
    if cx.raw(value).is_kind(kind::TYPED_ARRAY) {
        return Ok(false);
    }
    let keys = own_property_keys(cx, value)?;
    let mut count = 0;
    for place in 0..keys.len() {
        let mut cx = cx.open();
        cx.step(1)?;
        let key = keys.get(&mut cx, place)?;
        count += usize::from(is_shown(&mut cx, value, key)?);
        if count > 2 {
            return Ok(true);
        }
    }
    Ok(false)
}

fn of_collection<'s>(
    cx: &mut Scope<'s>,
    table: &mut Table<'_>,
    cursor: Local<'s>,
    part: Part,
) -> Completion<Vec<Column>> {
    let [mut index, mut keys, mut values] = [ITERATION, KEY, VALUES].map(Column::new);
    let mut row = 0;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some((key, value)) = cursor_next(&mut cx, cursor)? else { break };
        if part != Part::Value {
            keys.put(row, cell(&mut cx, key, table)?);
        }
        if matches!(part, Part::Value | Part::Pair) {
            values.put(row, cell(&mut cx, value, table)?);
        }
        let rows = if part == Part::Twice { 2 } else { 1 };
        for row in row..row + rows {
            index.put(row, cell(&mut cx, Local::number(row as f64), table)?);
        }
        if part == Part::Twice {
            keys.put(row + 1, cell(&mut cx, key, table)?);
        }
        row += rows;
    }
    if part == Part::Pair {
        return Ok(vec![index, keys, values]);
    }
    if part != Part::Value {
        values.cells = keys.cells;
    }
    Ok(vec![index, values])
}

fn of_object<'s>(
    cx: &mut Scope<'s>,
    data: Local<'s>,
    properties: Local<'s>,
    table: &mut Table<'_>,
) -> Completion<Vec<Column>> {
    let mut index = Column::new(INDEX);
    let mut values = Column::new(VALUES);
    let mut columns: Vec<Column> = Vec::new();
    let has_properties = !cx.raw(properties).is_undefined();
    let keys = own_property_keys(cx, data)?;
    let mut row = 0;
    for place in 0..keys.len() {
        let mut cx = cx.open();
        let key = keys.get(&mut cx, place)?;
        if !is_shown(&mut cx, data, key)? {
            continue;
        }
        let name = key_text(&mut cx, key)?;
        table.held.hold(&mut cx, name.len())?;
        index.put(row, name);
        let item = get(&mut cx, data, key)?;
        if has_properties {
            add_properties(&mut cx, &mut columns, row, item, properties, table)?;
        } else if is_object(cx.raw(item)) {
            add_all(&mut cx, &mut columns, row, item, table)?;
        } else {
            values.put(row, cell(&mut cx, item, table)?);
        }
        row += 1;
    }
    // Integer keys come first, as in the object that Node collects the columns in.
    let is_integer = |column: &Column| column.heading.parse::<u32>().is_ok_and(|key| key.to_string() == column.heading);
    columns
        .sort_by_key(|column| if is_integer(column) { column.heading.parse().unwrap_or(u64::MAX) } else { u64::MAX });
    columns.insert(0, index);
    if !values.cells.is_empty() {
        columns.push(values);
    }
    Ok(columns)
}

fn is_shown<'s>(cx: &mut Scope<'s>, object: Local<'s>, key: PropertyKey<'s>) -> Completion<bool> {
    Ok(!key.is_symbol(cx) && get_own_property(cx, object, key)?.is_some_and(|found| found.enumerable == Some(true)))
}

fn key_text<'s>(cx: &mut Scope<'s>, key: PropertyKey<'s>) -> Completion<String> {
    let key = key_to_value(cx, key)?;
    rust_text(cx, key)
}

/// Adds the cells of an object's own properties.
fn add_all<'s>(
    cx: &mut Scope<'s>,
    columns: &mut Vec<Column>,
    row: usize,
    item: Local<'s>,
    table: &mut Table<'_>,
) -> Completion<()> {
    let keys = own_property_keys(cx, item)?;
    for place in 0..keys.len() {
        let mut cx = cx.open();
        let key = keys.get(&mut cx, place)?;
        if is_shown(&mut cx, item, key)? {
            let heading = key_text(&mut cx, key)?;
            let value = get(&mut cx, item, key)?;
            let text = cell(&mut cx, value, table)?;
            column(columns, &heading).put(row, text);
        }
    }
    Ok(())
}

/// Adds the cells of the properties that were asked for.
fn add_properties<'s>(
    cx: &mut Scope<'s>,
    columns: &mut Vec<Column>,
    row: usize,
    item: Local<'s>,
    properties: Local<'s>,
    table: &mut Table<'_>,
) -> Completion<()> {
    for place in 0..length_of_array_like(cx, properties)? {
        let mut cx = cx.open();
        cx.step(1)?;
        let name = crate::runtime::get_index(&mut cx, properties, place)?;
        let key = to_property_key(&mut cx, name)?;
        // Symbols head no column.
        if key.is_symbol(&cx) {
            continue;
        }
        let heading = key_text(&mut cx, key)?;
        let mut text = String::new();
        if is_object(cx.raw(item)) && has_own_property(&mut cx, item, key)? {
            let value = get(&mut cx, item, key)?;
            text = cell(&mut cx, value, table)?;
        }
        column(columns, &heading).put(row, text);
    }
    Ok(())
}

fn column<'c>(columns: &'c mut Vec<Column>, heading: &str) -> &'c mut Column {
    let place = columns.iter().position(|column| column.heading == heading).unwrap_or(columns.len());
    if place == columns.len() {
        columns.push(Column::new(heading));
    }
    &mut columns[place]
}

/// The box around the cells.
fn draw(columns: &[Column]) -> String {
    let widest = |column: &Column| {
        let cells = column.cells.iter().map(|cell| text_width(cell)).max().unwrap_or(0);
        cells.max(text_width(&column.heading))
    };
    let widths: Vec<usize> = columns.iter().map(widest).collect();
    let rows = columns.iter().map(|column| column.cells.len()).max().unwrap_or(0);
    let lines: Vec<String> = widths.iter().map(|width| "─".repeat(width + 2)).collect();
    let row = |cells: Vec<&str>| {
        let pad = |(cell, width): (&str, &usize)| format!("{cell}{}", " ".repeat(width - text_width(cell)));
        let padded: Vec<String> = cells.into_iter().zip(&widths).map(pad).collect();
        format!("│ {} │\n", padded.join(" │ "))
    };
    let mut text = format!("┌{}┐\n", lines.join("┬"));
    text.push_str(&row(columns.iter().map(|column| column.heading.as_str()).collect()));
    text.push_str(&format!("├{}┤\n", lines.join("┼")));
    for place in 0..rows {
        let cells = columns.iter().map(|column| column.cells.get(place).map_or("", String::as_str));
        text.push_str(&row(cells.collect()));
    }
    text.push_str(&format!("└{}┘", lines.join("┴")));
    text
}
