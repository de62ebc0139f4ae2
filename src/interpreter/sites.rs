//! Allocation sites: which places in the source memory goes to, by samples.
//!
//! Each time the nursery hands out a new stretch of memory, the place that asked is noted. The samples cost nothing
//! between stretches, and a leak's place soon has most of them.

use super::machine::{current_position, kind_label};
use super::positions::data_of;
use crate::heap::{Local, Slot};
use crate::runtime::{AllocationSite as Site, Isolate};

/// Most places kept; what comes later is only counted.
const MOST_SITES: usize = 4096;

/// Notes that the innermost node allocates an object of `kind`.
pub(crate) fn note(isolate: &mut Isolate, kind: u8) {
    let Some(site) = site_of(isolate, kind) else { return };
    let sites = &mut isolate.sites;
    sites.total = sites.total.saturating_add(1);
    if sites.counts.len() < MOST_SITES || sites.counts.contains_key(&site) {
        let count = sites.counts.entry(site).or_insert(0);
        *count = count.saturating_add(1);
    }
}

fn site_of(isolate: &Isolate, kind: u8) -> Option<Site> {
    let (slot, position) = current_position(isolate)?;
    let data = data_of(isolate, isolate.heap.get(Local::in_slot(Slot(slot as u32))))?;
    let place = data.source.position(position.offset);
    Some((data.source.name().to_owned(), place.line, place.column, kind_label(kind)))
}

/// A sentence on the place that most samples name.
pub(crate) fn summary(isolate: &Isolate) -> Option<String> {
    let sites = &isolate.sites;
    let ((script, line, column, label), count) =
        sites.counts.iter().max_by(|x, y| x.1.cmp(y.1).then_with(|| y.0.cmp(x.0)))?;
    let share = u64::from(*count) * 100 / u64::from(sites.total.max(1));
    Some(format!("Most of the growth: {label} allocated at {script}:{line}:{column} ({share} % of the samples)"))
}
