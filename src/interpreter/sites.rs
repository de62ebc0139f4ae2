//! Allocation sites: which places in the source memory goes to, by samples.
//!
//! Each time the nursery hands out a new stretch of memory, or native code has allocated so many words, the place that
//! asked is noted. The samples cost next to nothing in between, and a leak's place soon has most of them.

use super::machine::{kind_label, tree_id};
use super::positions::{closure_place, data_of, function_name, innermost_position};
use crate::heap::{ExternalId, Local, Raw, Slot};
use crate::runtime::{AllocationSite as Site, BirthPlace, Isolate};
use crate::source::{SourceText, Span};
use crate::value::kind;

/// Frames that are looked at where callers are noted.
const MOST_CALLERS: usize = 64;
/// Most places kept; what comes later is only counted.
const MOST_SITES: usize = 4096;

/// Native code makes the innermost node allocate an object of `kind`.
pub(crate) fn note_native(isolate: &mut Isolate, kind: u8) {
    if isolate.heap.birth_interval().is_some() {
        expect_birth(isolate);
    }
    note(isolate, kind);
}

/// The next object is born at the innermost node.
pub(crate) fn expect_birth(isolate: &mut Isolate) {
    if let Some(number) = birth_number(isolate) {
        isolate.heap.expect_birth(number);
    }
}

/// Notes that the innermost node allocates an object of `kind`.
pub(crate) fn note(isolate: &mut Isolate, kind: u8) {
    // Who wants to know of each object gets no samples beside them.
    if isolate.heap.notes_all_births() {
        return;
    }
    let Some(site) = site_of(isolate, kind) else { return };
    let sites = &mut isolate.sites;
    sites.total = sites.total.saturating_add(1);
    if sites.samples.len() < MOST_SITES || sites.samples.contains_key(&site) {
        let count = sites.samples.entry(site).or_insert(0);
        *count = count.saturating_add(1);
    }
}

fn site_of(isolate: &Isolate, kind: u8) -> Option<Site> {
    let (slot, position) = innermost_position(isolate)?;
    let data = data_of(isolate, isolate.heap.get(Local::in_slot(Slot(slot as u32))))?;
    let place = data.source.position(position.offset);
    let (start, end) = position.subject;
    let label = match class_of(&data.source, Span::new(start, end.max(start))) {
        Some(class) if !matches!(kind, kind::FUNCTION | kind::CONTEXT) => class,
        _ => kind_label(kind).to_owned(),
    };
    Some((data.source.name().to_owned(), place.line, place.column, label))
}

/// The number of the place where the next object is born.
fn birth_number(isolate: &mut Isolate) -> Option<u32> {
    if !isolate.sites.notes_callers {
        let place = birth_place(isolate)?;
        return isolate.sites.births.number(place);
    }
    let mut caller = None;
    for frame in isolate.running_frames(MOST_CALLERS).into_iter().rev() {
        let callee = frame.callee(isolate);
        let Some(tree) = tree_id(callee).map(ExternalId::to_bits) else { continue };
        if let Some(number) = isolate.sites.births.known(tree, caller) {
            caller = Some(number);
            continue;
        }
        let Some(place) = function_place(isolate, callee, caller) else { continue };
        caller = isolate.sites.births.number_of_function(tree, place);
        caller?;
    }
    caller
}

/// Where a function begins that was called from `caller`; `None` for those that are no closures.
fn function_place(isolate: &Isolate, callee: Raw<'_>, caller: Option<u32>) -> Option<BirthPlace> {
    let data = data_of(isolate, callee)?;
    let place = closure_place(isolate, callee)?;
    Some(BirthPlace {
        function: function_name(isolate, callee),
        script: data.source.name().to_owned(),
        line: place.line + 1,
        column: place.column + 1,
        script_number: place.script,
        caller,
    })
}

/// Where the innermost node stands, for a map of the heap.
fn birth_place(isolate: &Isolate) -> Option<BirthPlace> {
    let (slot, position) = innermost_position(isolate)?;
    let callee = isolate.heap.get(Local::in_slot(Slot(slot as u32)));
    let data = data_of(isolate, callee)?;
    let place = data.source.position(position.offset);
    let wrapper = if place.line == 1 { data.wrapper_columns } else { 0 };
    Some(BirthPlace {
        function: function_name(isolate, callee),
        script: data.source.name().to_owned(),
        line: place.line,
        column: place.column.saturating_sub(wrapper).max(1),
        script_number: 0,
        caller: None,
    })
}

/// The class that `new` makes an object of, if `subject` is what stands behind `new`.
fn class_of(source: &SourceText, subject: Span) -> Option<String> {
    let before = source.slice(Span::new(subject.start.saturating_sub(16), subject.start));
    let class = source.slice(subject);
    let is_name =
        !class.is_empty() && class.len() < 64 && class.chars().all(|c| c.is_alphanumeric() || "_$.".contains(c));
    (is_name && before.trim_end().ends_with("new")).then(|| class.to_owned())
}

/// A sentence on the place that most samples name.
pub(crate) fn summary(isolate: &Isolate) -> Option<String> {
    let sites = &isolate.sites;
    let (place, count) = sites.samples.iter().max_by(|x, y| x.1.cmp(y.1).then_with(|| y.0.cmp(x.0)))?;
    let (script, line, column, label) = place;
    let share = u64::from(*count) * 100 / u64::from(sites.total.max(1));
    Some(format!("Most of the growth: {label} allocated at {script}:{line}:{column} ({share} % of the samples)"))
}
