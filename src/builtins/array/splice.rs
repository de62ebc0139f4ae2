//! `Array.prototype.splice` and `toSpliced` – ECMA-262 §23.1.3.31, §23.1.3.35

use super::copy::copy_elements;
use super::dense::{self, is_fast, present_element};
use super::mutate::{MAXIMUM_LENGTH, move_element, set_length};
use super::{array_species_create, define_index, receiver};
use crate::heap::Local;
use crate::runtime::{
    Arguments, Completion, Scope, array_create, array_drop_first, array_length, array_make_first, grow_elements,
    is_plain_array, length_of_array_like, set_index, set_length_unchecked, throw_type_error, to_integer_or_infinity,
    to_relative_index,
};

/// What is cut out of an array, and how much comes in its place.
#[derive(Clone, Copy)]
struct Cut {
    length: u64,
    start: u64,
    skipped: u64,
    inserted: u64,
}

impl Cut {
    /// The arguments as indices.
    fn read<'s>(cx: &mut Scope<'s>, object: Local<'s>, arguments: Arguments<'s>) -> Completion<Cut> {
        let length = length_of_array_like(cx, object)?;
        let start = to_relative_index(cx, arguments.get(0), length, 0)?;
        let skipped = match arguments.count() {
            0 => 0,
            1 => length - start,
            _ => to_integer_or_infinity(cx, arguments.get(1))?.clamp(0.0, (length - start) as f64) as u64,
        };
        let inserted = arguments.count().saturating_sub(2) as u64;
        if length + inserted - skipped > MAXIMUM_LENGTH {
            return Err(throw_type_error(cx, format_args!("Invalid array length")));
        }
        Ok(Cut { length, start, skipped, inserted })
    }

    /// The length afterwards.
    fn new_length(self) -> u64 {
        self.length + self.inserted - self.skipped
    }

    /// Index of the first element behind what is cut.
    fn tail(self) -> u64 {
        self.start + self.skipped
    }
}

/// Array.prototype.splice ( start, deleteCount, ...items ) – <https://tc39.es/ecma262/#sec-array.prototype.splice>
pub(super) fn splice<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = receiver(cx, this, "Array.prototype.splice")?;
    let cut = Cut::read(cx, object, arguments)?;
    let removed = array_species_create(cx, object, cut.skipped)?;
    if !copy_elements(cx, object, cut.start, cut.skipped, removed, 0)? {
        for index in 0..cut.skipped {
            let mut cx = cx.open();
            cx.step(1)?;
            if let Some(value) = present_element(&mut cx, object, cut.start + index)? {
                define_index(&mut cx, removed, index, value)?;
            }
        }
    }
    if !is_plain_array(cx, removed) || array_length(cx.raw(removed)) as u64 != cut.skipped {
        set_length(cx, removed, cut.skipped)?;
    }
    if !splice_fast(cx, object, cut, arguments)? {
        splice_slowly(cx, object, cut, arguments)?;
    }
    Ok(removed)
}

/// The receiver's side of `splice` for a fast array; false when it must go the long way.
fn splice_fast<'s>(cx: &mut Scope<'s>, array: Local<'s>, cut: Cut, arguments: Arguments<'s>) -> Completion<bool> {
    if !is_fast(cx, array) || array_length(cx.raw(array)) as u64 != cut.length || cut.new_length() >= u32::MAX as u64 {
        return Ok(false);
    }
    if cut.start < cut.length - cut.tail() {
        splice_front(cx, array, cut, arguments)?;
        return Ok(true);
    }
    cx.step((cut.length - cut.start) / 64)?;
    grow_elements(cx, array, cut.new_length() as usize)?;
    if let Some(elements) = dense::elements_of(cx, array)? {
        let to = elements.first + (cut.start + cut.inserted) as usize;
        let count = (cut.length - cut.tail()) as usize;
        cx.heap.bulk_move(elements.wings, elements.first + cut.tail() as usize, to, count);
        for index in 0..cut.inserted as usize {
            let word = elements.first + cut.start as usize + index;
            cx.heap.store(elements.wings, word, arguments.get(index + 2));
        }
    }
    set_length_unchecked(cx, array, cut.new_length() as u32)?;
    Ok(true)
}

/// As `splice_fast` where less stands before the cut than behind it: that is what moves.
fn splice_front<'s>(cx: &mut Scope<'s>, array: Local<'s>, cut: Cut, arguments: Arguments<'s>) -> Completion<()> {
    cx.step(cut.start / 64)?;
    let (more, less) = (cut.inserted.saturating_sub(cut.skipped), cut.skipped.saturating_sub(cut.inserted));
    array_make_first(cx, array, more as u32)?;
    if let Some(elements) = dense::elements_of(cx, array)? {
        let first = elements.first;
        cx.heap.bulk_move(elements.wings, first + more as usize, first + less as usize, cut.start as usize);
        for index in 0..cut.inserted as usize {
            let word = first + (cut.start + less) as usize + index;
            cx.heap.store(elements.wings, word, arguments.get(index + 2));
        }
    }
    array_drop_first(cx, array, less as u32)
}

fn splice_slowly<'s>(cx: &mut Scope<'s>, object: Local<'s>, cut: Cut, arguments: Arguments<'s>) -> Completion<()> {
    let moved = cut.length - cut.tail();
    if cut.inserted < cut.skipped {
        for index in 0..moved {
            move_element(cx, object, cut.tail() + index, cut.start + cut.inserted + index)?;
        }
        for index in (cut.new_length()..cut.length).rev() {
            let mut cx = cx.open();
            cx.step(1)?;
            dense::delete_index(&mut cx, object, index)?;
        }
    } else if cut.inserted > cut.skipped {
        for index in (0..moved).rev() {
            move_element(cx, object, cut.tail() + index, cut.start + cut.inserted + index)?;
        }
    }
    for index in 0..cut.inserted {
        let mut cx = cx.open();
        set_index(&mut cx, object, cut.start + index, arguments.get(index as usize + 2))?;
    }
    set_length(cx, object, cut.new_length())
}

/// Array.prototype.toSpliced ( start, skipCount, ...items ) – <https://tc39.es/ecma262/#sec-array.prototype.tospliced>
pub(super) fn to_spliced<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = receiver(cx, this, "Array.prototype.toSpliced")?;
    let cut = Cut::read(cx, object, arguments)?;
    let result = array_create(cx, cut.new_length())?;
    for to in 0..cut.new_length() {
        let mut cx = cx.open();
        cx.step(1)?;
        let value = if to < cut.start {
            dense::element(&mut cx, object, to)?
        } else if to < cut.start + cut.inserted {
            arguments.get((to - cut.start) as usize + 2)
        } else {
            dense::element(&mut cx, object, to - cut.inserted + cut.skipped)?
        };
        define_index(&mut cx, result, to, value)?;
    }
    Ok(result)
}
