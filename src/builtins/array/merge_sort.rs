//! A stable merge sort that any comparison may drive: one that is no order, that throws, that changes what is sorted.
//!
//! It sorts a slice of small copyable items (indices, mostly) and never looks at what they stand for: whatever the
//! comparison answers, the result is some permutation of the input. Runs are made by binary insertion; two runs already in
//! order are not merged.

use crate::runtime::{Buffer, Completion, Scope};

/// Items in a run made by insertion.
const RUN: usize = 12;

/// Sorts `items` so that no item is `less` than one before it, if `less` is an order; stable.
///
/// # Errors
/// Whatever `less` throws; termination when there is no memory for as many items again.
pub(crate) fn merge_sort<T: Copy>(
    cx: &mut Scope<'_>,
    items: &mut [T],
    mut less: impl FnMut(&mut Scope<'_>, T, T) -> Completion<bool>,
) -> Completion<()> {
    for run in items.chunks_mut(RUN) {
        insertion_sort(cx, run, &mut less)?;
    }
    if items.len() <= RUN {
        return Ok(());
    }
    let mut scratch = Buffer::with_capacity(cx, items.len())?;
    scratch.append(items.iter().copied());
    let mut width = RUN;
    while width < items.len() {
        for start in (0..items.len()).step_by(2 * width) {
            let middle = (start + width).min(items.len());
            let end = (start + 2 * width).min(items.len());
            merge(cx, items, start..middle, end, &mut scratch, &mut less)?;
        }
        width *= 2;
    }
    Ok(())
}

/// Sorts a short run: an item that belongs at the end is seen with one comparison, any other is placed by bisection.
fn insertion_sort<T: Copy>(
    cx: &mut Scope<'_>,
    run: &mut [T],
    less: &mut impl FnMut(&mut Scope<'_>, T, T) -> Completion<bool>,
) -> Completion<()> {
    for end in 1..run.len() {
        let item = run[end];
        if !less(cx, item, run[end - 1])? {
            continue;
        }
        let (mut low, mut high) = (0, end - 1);
        while low < high {
            let middle = (low + high) / 2;
            if less(cx, item, run[middle])? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        run.copy_within(low..end, low + 1);
        run[low] = item;
    }
    Ok(())
}

/// Merges the run `left` with the one behind it, up to `end`. `scratch` is as long as `items`.
fn merge<T: Copy>(
    cx: &mut Scope<'_>,
    items: &mut [T],
    left: std::ops::Range<usize>,
    end: usize,
    scratch: &mut [T],
    less: &mut impl FnMut(&mut Scope<'_>, T, T) -> Completion<bool>,
) -> Completion<()> {
    let middle = left.end;
    if middle >= end || !less(cx, items[middle], items[middle - 1])? {
        return Ok(());
    }
    // Only the left run is set aside: the output never overtakes what is left of the right one.
    let count = left.len();
    scratch[..count].copy_from_slice(&items[left.clone()]);
    let (mut from_left, mut from_right, mut to) = (0, middle, left.start);
    while from_left < count && from_right < end {
        if less(cx, items[from_right], scratch[from_left])? {
            items[to] = items[from_right];
            from_right += 1;
        } else {
            items[to] = scratch[from_left];
            from_left += 1;
        }
        to += 1;
    }
    let rest = count - from_left;
    items[to..to + rest].copy_from_slice(&scratch[from_left..count]);
    Ok(())
}
