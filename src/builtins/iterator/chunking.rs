//! `Iterator.prototype.chunks` and `windows` – <https://tc39.es/proposal-iterator-chunking/>
//!
//! A helper whose iterator has ended while values were left lets its ITERATOR word go: nothing is asked or closed then.

use super::helper::{Transformation, create, outer_record};
use super::{closing, unstarted};
use crate::builtins::options::choose;
use crate::heap::Local;
use crate::runtime::{
    Arguments, Completion, Scope, array_create, array_drop_first, array_length, array_push, create_array_from_words,
    dense_elements, describe, get_iterator_direct, iterator_step_value, throw_range_error, throw_type_error,
};
use crate::value::layout::{BUTTERFLY, iterator_helper as layout};

/// The greatest number of elements of an array.
const MOST: f64 = 4_294_967_295.0;

/// Iterator.prototype.chunks ( chunkSize ) –
/// <https://tc39.es/proposal-iterator-chunking/#sec-iterator.prototype.chunks>
pub(super) fn chunks<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let record = unstarted(cx, this, "chunks")?;
    let size = to_size(cx, arguments.get(0), "chunkSize");
    let size = closing(cx, record, size)?;
    let record = get_iterator_direct(cx, this)?;
    create(cx, Transformation::Chunks, record, size)
}

/// Iterator.prototype.windows ( windowSize [ , undersized ] ) –
/// <https://tc39.es/proposal-iterator-chunking/#sec-iterator.prototype.windows>
pub(super) fn windows<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let record = unstarted(cx, this, "windows")?;
    let size = to_size(cx, arguments.get(0), "windowSize");
    let size = closing(cx, record, size)?;
    let helper = windows_for(cx, arguments.get(1));
    let helper = closing(cx, record, helper)?;
    let record = get_iterator_direct(cx, this)?;
    let windows = create(cx, helper, record, size)?;
    let buffer = array_create(cx, 0)?;
    cx.heap.store(windows, layout::INNER, buffer);
    Ok(windows)
}

/// An integral number of elements that an array can have, not zero.
fn to_size<'s>(cx: &mut Scope<'s>, size: Local<'s>, name: &str) -> Completion<Local<'s>> {
    let raw = cx.raw(size);
    let number = if raw.is_number() { raw.as_number() } else { f64::NAN };
    if !number.is_finite() || number.fract() != 0.0 {
        let shown = describe(cx, size);
        return Err(throw_type_error(cx, format_args!("{name} {shown} is not an integer")));
    }
    if !(1.0..=MOST).contains(&number) {
        return Err(throw_range_error(cx, format_args!("{name} {number} must be between 1 and {MOST}")));
    }
    Ok(size)
}

/// Which helper makes windows: one that shows values which are too few for a window, or none of these.
fn windows_for<'s>(cx: &mut Scope<'s>, undersized: Local<'s>) -> Completion<Transformation> {
    let choices = [("only-full", Transformation::Windows), ("allow-partial", Transformation::PartialWindows)];
    choose(cx, undersized, "undersized", &choices)
}

fn size_of(cx: &Scope<'_>, this: Local<'_>) -> u64 {
    cx.raw(this).word(layout::CALLBACK).as_number() as u64
}

/// Whether the iterator has ended and only this was not said yet.
fn has_ended(cx: &Scope<'_>, this: Local<'_>) -> bool {
    cx.raw(this).word(layout::ITERATOR).is_undefined()
}

/// Gathers values until there are as many as a chunk has, or no more.
pub(super) fn advance_chunks<'s>(cx: &mut Scope<'s>, this: Local<'s>) -> Completion<Option<Local<'s>>> {
    if has_ended(cx, this) {
        return Ok(None);
    }
    let record = outer_record(cx, this)?;
    let size = size_of(cx, this);
    let chunk = array_create(cx, 0)?;
    let mut count = 0;
    while count < size {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(value) = iterator_step_value(&mut cx, record)? else {
            cx.heap.store(this, layout::ITERATOR, Local::UNDEFINED);
            break;
        };
        array_push(&mut cx, chunk, value)?;
        count += 1;
    }
    Ok((count > 0).then_some(chunk))
}

/// Takes one more value into the window, or all that the first one has.
pub(super) fn advance_windows<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    helper: Transformation,
) -> Completion<Option<Local<'s>>> {
    if has_ended(cx, this) {
        return Ok(None);
    }
    let record = outer_record(cx, this)?;
    let size = size_of(cx, this);
    let buffer = cx.word(this, layout::INNER)?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let value = iterator_step_value(&mut cx, record)?;
        let count = u64::from(array_length(cx.raw(buffer)));
        let Some(value) = value else {
            cx.heap.store(this, layout::ITERATOR, Local::UNDEFINED);
            if helper == Transformation::PartialWindows && (1..size).contains(&count) {
                break;
            }
            return Ok(None);
        };
        if count == size {
            array_drop_first(&mut cx, buffer, 1)?;
        }
        array_push(&mut cx, buffer, value)?;
        if count + 1 >= size {
            break;
        }
    }
    copy_of(cx, buffer).map(Some)
}

/// A window to show: the buffer goes on changing.
fn copy_of<'s>(cx: &mut Scope<'s>, buffer: Local<'s>) -> Completion<Local<'s>> {
    let count = array_length(cx.raw(buffer));
    cx.step(u64::from(count) / 64)?;
    let Some((_, first, _)) = dense_elements(cx.raw(buffer)) else { return array_create(cx, 0) };
    let wings = cx.word(buffer, BUTTERFLY)?;
    create_array_from_words(cx, wings, first, count)
}
