//! What module `tenure` gets from Rust: where objects are, what the spaces hold, what collections did.
//!
//! Nothing here keeps an object alive: scripts hold the numbers of objects (`identify`), not the objects.

use crate::heap::{Cell, CollectionEvent, CollectionKind, Local, ObjectId, PageFigures, Placement, Reason, SpaceName};
use crate::host::property;
use crate::runtime::{
    self, Arguments, Completion, NativeFunction, PropertyKey, Scope, array_create, array_push, is_object,
    ordinary_object, to_number,
};
use crate::value::layout::BUTTERFLY;

pub(super) const FUNCTIONS: &[(&str, u8, NativeFunction)] = &[
    ("where", 1, where_is),
    ("identify", 1, identify),
    ("placementOf", 1, placement_of),
    ("size", 1, size),
    ("spaces", 0, spaces),
    ("collections", 0, collections),
    ("recordScavenge", 0, record_scavenge),
    ("markSweep", 1, mark_sweep),
];

/// `tenure.where`: an object's placement, or nothing for other values.
fn where_is<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let value = arguments.get(0);
    match cx.heap.placement(value) {
        Some(placement) if is_object(cx.raw(value)) => describe_placement(cx, placement),
        _ => Ok(Local::UNDEFINED),
    }
}

/// The number of an object, for `placementOf`. It keeps nothing alive.
fn identify<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let id = cx.heap.object_id(arguments.get(0));
    Ok(id.map_or(Local::UNDEFINED, |id| Local::number(id.0 as f64)))
}

/// The placement of the object of a number, while it lives.
fn placement_of<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let id = to_number(cx, arguments.get(0))?;
    match cx.heap.placement_by_id(ObjectId(id as u64)) {
        Some(placement) => describe_placement(cx, placement),
        None => Ok(Local::UNDEFINED),
    }
}

fn describe_placement<'s>(cx: &mut Scope<'s>, placement: Placement) -> Completion<Local<'s>> {
    let object = ordinary_object(cx)?;
    property::define_text(cx, object, "space", placement.space.text())?;
    let age = match placement.space {
        SpaceName::New => u8::from(placement.is_aged),
        _ => 2,
    };
    let figures = [
        ("page", placement.page as f64),
        ("address", placement.address as f64),
        ("age", age.into()),
        ("moved", placement.moves.into()),
        ("size", placement.bytes as f64),
    ];
    property::define_figures(cx, object, &figures)?;
    Ok(object)
}

/// `tenure.size`: bytes of a value's own cell, and of the cell with its further properties and elements.
fn size<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let value = arguments.get(0);
    let owned = is_object(cx.raw(value)).then_some(BUTTERFLY);
    Ok(Local::number(cx.heap.shallow_bytes(value, owned) as f64))
}

/// `tenure.spaces`
fn spaces<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let list = array_create(cx, 0)?;
    for space in cx.heap.space_statistics() {
        let mut cx = cx.open();
        let object = ordinary_object(&mut cx)?;
        property::define_text(&mut cx, object, "name", space.name.text())?;
        let figures =
            [("committed", space.committed as f64), ("used", space.used as f64), ("available", space.available as f64)];
        property::define_figures(&mut cx, object, &figures)?;
        let pages = cx.heap.pages_of(space.name);
        let pages = describe_pages(&mut cx, &pages)?;
        property::define(&mut cx, object, "pages", pages)?;
        array_push(&mut cx, list, object)?;
    }
    Ok(list)
}

fn describe_pages<'s>(cx: &mut Scope<'s>, pages: &[PageFigures]) -> Completion<Local<'s>> {
    let list = array_create(cx, 0)?;
    for page in pages {
        let mut cx = cx.open();
        let object = describe_page(&mut cx, page)?;
        array_push(&mut cx, list, object)?;
    }
    Ok(list)
}

fn describe_page<'s>(cx: &mut Scope<'s>, page: &PageFigures) -> Completion<Local<'s>> {
    let object = ordinary_object(cx)?;
    let figures = [("address", page.address as f64), ("size", page.bytes as f64), ("used", page.used as f64)];
    property::define_figures(cx, object, &figures)?;
    Ok(object)
}

/// `tenure.collections`: the last collections, oldest first.
fn collections<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let events: Vec<CollectionEvent> = cx.heap.events().cloned().collect();
    let list = array_create(cx, 0)?;
    for event in events {
        let mut cx = cx.open();
        let object = describe_collection(&mut cx, &event)?;
        array_push(&mut cx, list, object)?;
    }
    Ok(list)
}

fn describe_collection<'s>(cx: &mut Scope<'s>, event: &CollectionEvent) -> Completion<Local<'s>> {
    let object = ordinary_object(cx)?;
    property::define(cx, object, "number", Local::number(event.number as f64))?;
    let kind = match event.kind {
        CollectionKind::Scavenge => "scavenge",
        CollectionKind::MarkCompact => "mark-sweep",
    };
    property::define_text(cx, object, "kind", kind)?;
    property::define_text(cx, object, "reason", event.reason_text())?;
    let scavenge = &event.scavenge;
    let figures = [
        ("time", event.end_ms),
        ("pause", event.pause_ms),
        ("usedBefore", event.used_before as f64),
        ("usedAfter", event.used_after as f64),
        ("totalBefore", event.committed_before as f64),
        ("totalAfter", event.committed_after as f64),
        ("externalBefore", event.external_before as f64),
        ("externalAfter", event.external_after as f64),
        ("youngBefore", event.young_before as f64),
        ("copied", scavenge.copied_bytes as f64),
        ("promoted", scavenge.promoted_bytes as f64),
        ("promotedByAge", scavenge.promoted_by_age as f64),
        ("promotedByFill", scavenge.promoted_by_fill as f64),
        ("pretenured", event.pretenured_bytes as f64),
        ("semiSpace", event.semi_space_bytes as f64),
    ];
    property::define_figures(cx, object, &figures)?;
    if let Some(marking) = &event.marking {
        property::define(cx, object, "marked", Local::number(marking.marked_bytes as f64))?;
    }
    if let Some(steps) = &event.incremental {
        let figures = [("steps", steps.steps as f64), ("stepsTime", steps.steps_ms), ("longestStep", steps.longest_ms)];
        property::define_figures(cx, object, &figures)?;
    }
    Ok(object)
}

/// Columns of the strip that stands for a page.
const COLUMNS: usize = 32;

/// What a column of a strip shows: which kind of object has most of its bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Dead = 1,
    Copied,
    Promoted,
}

/// Scavenges; what became of from-space: its pages each with a strip of columns (0 unused, 1 dead, 2 copied, 3 promoted),
/// and bytes and objects of each fate. Nothing when the system had no pages.
fn record_scavenge<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let Some(record) = cx.heap.record_scavenge() else { return Ok(Local::UNDEFINED) };
    let fate = |moved_to: Option<(usize, bool)>| match moved_to {
        None => Fate::Dead,
        Some((_, false)) => Fate::Copied,
        Some((_, true)) => Fate::Promoted,
    };
    let mut counts = [(0usize, 0usize); 4];
    let mut strips = vec![[[0usize; 4]; COLUMNS]; record.from.len()];
    for object in &record.objects {
        let fate = fate(object.moved_to) as usize;
        counts[fate].0 += 1;
        counts[fate].1 += object.bytes;
        let page =
            record.from.iter().position(|page| (page.address..page.address + page.bytes).contains(&object.address));
        let Some(page) = page else { continue };
        let column = (object.address - record.from[page].address) * COLUMNS / record.from[page].bytes;
        strips[page][column.min(COLUMNS - 1)][fate] += object.bytes;
    }
    let result = ordinary_object(cx)?;
    let names = [("dead", Fate::Dead), ("copied", Fate::Copied), ("promoted", Fate::Promoted)];
    for (name, fate) in names {
        let mut cx = cx.open();
        let object = ordinary_object(&mut cx)?;
        let (objects, bytes) = counts[fate as usize];
        property::define_figures(&mut cx, object, &[("objects", objects as f64), ("bytes", bytes as f64)])?;
        property::define(&mut cx, result, name, object)?;
    }
    let pages = array_create(cx, 0)?;
    for (figures, strip) in record.from.iter().zip(&strips) {
        let mut cx = cx.open();
        let page = describe_page(&mut cx, figures)?;
        let columns = array_create(&mut cx, 0)?;
        for shares in strip {
            let most = (1..4).max_by_key(|&fate| shares[fate]).filter(|&fate| shares[fate] > 0).unwrap_or(0);
            array_push(&mut cx, columns, Local::number(most as f64))?;
        }
        property::define(&mut cx, page, "strip", columns)?;
        array_push(&mut cx, pages, page)?;
    }
    property::define(cx, result, "from", pages)?;
    Ok(result)
}

/// Marks everything that is alive and sweeps the rest; moves nothing. For each address of old space in the array: 0 if an object stands
/// there and was reached, 1 if not, and it became free memory, 2 for anything else.
fn mark_sweep<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let list = arguments.get(0);
    let length = property::get(cx, list, "length")?;
    let length = to_number(cx, length)?;
    let mut addresses = Vec::new();
    for index in 0..(length as u32).min(MOST_CELLS) {
        let mut cx = cx.open();
        let address = runtime::get(&mut cx, list, PropertyKey::Index(index))?;
        addresses.push(to_number(&mut cx, address)? as usize);
    }
    // Where an object was says what became of it only if none moves.
    let compact = cx.heap.set_compaction(false);
    cx.heap.collect_full(Reason::Testing, false);
    cx.heap.set_compaction(compact);
    let marks: Vec<Cell> = addresses.iter().map(|&address| cx.heap.cell_at(address)).collect();
    cx.heap.finish_sweeping();
    let result = array_create(cx, 0)?;
    for (&address, mark) in addresses.iter().zip(marks) {
        let mut cx = cx.open();
        let fate = match (mark, cx.heap.cell_at(address)) {
            (Cell::Object { is_marked: true }, Cell::Object { .. }) => 0,
            (Cell::Object { is_marked: false }, Cell::Free | Cell::NoPage) => 1,
            _ => 2,
        };
        array_push(&mut cx, result, Local::int(fate))?;
    }
    Ok(result)
}

/// Addresses that one call looks at.
const MOST_CELLS: u32 = 1024;
