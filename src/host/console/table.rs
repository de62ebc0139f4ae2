//! `console.table`: rows and columns in a box.

use super::{log, options, print};
use crate::heap::Local;
use crate::host::held::Held;
use crate::host::inspect::{Options, inspect, text_width};
use crate::host::output::stdout;
use crate::host::report::throw_invalid_argument_type;
use crate::runtime::{
    Arguments, Completion, PropertyKey, Scope, cursor_next, get, get_own_property, has_own_property, is_array,
    is_object, key_to_value, length_of_array_like, new_cursor, own_property_keys, rust_text, to_property_key,
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

/// `console.table` – <https://nodejs.org/api/console.html#consoletabletabulardata-properties>
pub(super) fn table<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let (data, properties) = (arguments.get(0), arguments.get(1));
    if !cx.raw(properties).is_undefined() && !is_array(cx, properties)? {
        return Err(throw_invalid_argument_type(cx, "properties", "an instance of Array", properties));
    }
    if !is_object(cx.raw(data)) {
        return log(cx, this, arguments);
    }
    let mut held = Held::default();
    let columns = match cx.raw(data).kind() {
        kind::MAP => of_collection(cx, data, true, &mut held)?,
        kind::SET => of_collection(cx, data, false, &mut held)?,
        _ => of_object(cx, data, properties, &mut held)?,
    };
    let text = draw(&columns);
    held.hold(cx, text.len())?;
    print(cx, stdout, text)?;
    Ok(Local::UNDEFINED)
}

/// A value as a cell shows it.
fn cell<'s>(cx: &mut Scope<'s>, value: Local<'s>, held: &mut Held) -> Completion<String> {
    let mut cx = cx.open();
    let is_large =
        is_object(cx.raw(value)) && !is_array(&mut cx, value)? && own_property_keys(&mut cx, value)?.len() > 2;
    let depth = if is_large { -1.0 } else { 0.0 };
    let options = Options { depth, max_array_length: 3, break_length: f64::INFINITY, ..options(&mut cx, stdout) };
    let text = inspect(&mut cx, value, &options)?;
    held.hold(&mut cx, text.len())?;
    Ok(text)
}

fn of_collection<'s>(
    cx: &mut Scope<'s>,
    collection: Local<'s>,
    is_map: bool,
    held: &mut Held,
) -> Completion<Vec<Column>> {
    let mut columns = [Column::new(ITERATION), Column::new(KEY), Column::new(VALUES)];
    let cursor = new_cursor(cx, collection)?;
    let mut row = 0;
    loop {
        let mut cx = cx.open();
        let Some((key, value)) = cursor_next(&mut cx, cursor)? else { break };
        columns[0].put(row, row.to_string());
        columns[1].put(row, cell(&mut cx, key, held)?);
        if is_map {
            columns[2].put(row, cell(&mut cx, value, held)?);
        }
        row += 1;
    }
    let [index, mut keys, values] = columns;
    if is_map {
        return Ok(vec![index, keys, values]);
    }
    keys.heading = VALUES.to_owned();
    Ok(vec![index, keys])
}

fn of_object<'s>(
    cx: &mut Scope<'s>,
    data: Local<'s>,
    properties: Local<'s>,
    held: &mut Held,
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
        held.hold(&mut cx, name.len())?;
        index.put(row, name);
        let item = get(&mut cx, data, key)?;
        if has_properties {
            add_properties(&mut cx, &mut columns, row, item, properties, held)?;
        } else if is_object(cx.raw(item)) {
            add_all(&mut cx, &mut columns, row, item, held)?;
        } else {
            values.put(row, cell(&mut cx, item, held)?);
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
    held: &mut Held,
) -> Completion<()> {
    let keys = own_property_keys(cx, item)?;
    for place in 0..keys.len() {
        let mut cx = cx.open();
        let key = keys.get(&mut cx, place)?;
        if is_shown(&mut cx, item, key)? {
            let heading = key_text(&mut cx, key)?;
            let value = get(&mut cx, item, key)?;
            let text = cell(&mut cx, value, held)?;
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
    held: &mut Held,
) -> Completion<()> {
    for place in 0..length_of_array_like(cx, properties)? {
        let mut cx = cx.open();
        cx.step(1)?;
        let name = crate::runtime::get_index(&mut cx, properties, place)?;
        let key = to_property_key(&mut cx, name)?;
        let heading = key_text(&mut cx, key)?;
        let mut text = String::new();
        if is_object(cx.raw(item)) && has_own_property(&mut cx, item, key)? {
            let value = get(&mut cx, item, key)?;
            text = cell(&mut cx, value, held)?;
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
