//! `Iterator.zip` and `Iterator.zipKeyed` – <https://tc39.es/proposal-joint-iteration/>
//!
//! The ITERATOR word of such a helper holds WORDS: two for each iterator, itself and its `next`. The first is UNDEFINED
//! once the iterator is no longer open. The INNER word holds the keys of `zipKeyed`, the CALLBACK word the padding, the
//! COUNTER word the mode.

use super::helper::{Transformation, create};
use super::{Primitives, get_iterator_flattenable};
use crate::builtins::options::{has_options, read_choice, require_object};
use crate::heap::Local;
use crate::runtime::{
    Abrupt, Arguments, Completion, IteratorRecord, KeyList, PropertyKey, Scope, Variable, array_create, array_push,
    create_data_property_or_throw, get, get_iterator, get_own_property, iterator_close, iterator_close_abrupt,
    iterator_complete, iterator_next, iterator_step_value, key_to_value, ordinary_object_create, own_property_keys,
    throw_type_error, to_property_key,
};
use crate::value::layout::{iterator_helper as layout, words};

/// What happens when one of the iterators ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mode {
    Shortest,
    Longest,
    Strict,
}

/// A vector of values that grows.
struct Growing<'s> {
    words: Variable<'s>,
    count: usize,
}

impl<'s> Growing<'s> {
    fn new(cx: &mut Scope<'s>) -> Completion<Growing<'s>> {
        let words = cx.allocate_words(8)?;
        Ok(Growing { words: cx.variable(words)?, count: 0 })
    }

    fn push(&mut self, cx: &mut Scope<'_>, value: Local<'_>) -> Completion<()> {
        let capacity = cx.raw(self.words.get()).raw_word(words::LENGTH) as usize;
        if self.count == capacity {
            cx.double_words(self.words)?;
        }
        cx.heap.store(self.words.get(), words::ELEMENTS + self.count, value);
        self.count += 1;
        Ok(())
    }

    /// The values so far, in a vector of this size.
    fn finish<'i>(&self, cx: &mut Scope<'i>) -> Completion<Local<'i>> {
        let exact = cx.allocate_words(self.count)?;
        cx.heap.copy_words(self.words.get(), words::ELEMENTS, exact, words::ELEMENTS, self.count);
        Ok(exact)
    }
}

/// Iterator.zip ( iterables [ , options ] ) – <https://tc39.es/proposal-joint-iteration/#sec-iterator.zip>
pub(super) fn zip<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let iterables = arguments.get(0);
    require_object(cx, iterables)?;
    let (mode, padding_option) = read_options(cx, arguments.get(1))?;
    let mut iterators = Growing::new(cx)?;
    let input = get_iterator(cx, iterables)?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let next = iterator_step_value(&mut cx, input);
        let Some(next) = closing_all(&mut cx, &iterators, next)? else { break };
        let record = get_iterator_flattenable(&mut cx, next, Primitives::Reject).map_err(|abrupt| {
            let abrupt = close_all_abrupt(&mut cx, iterators.words.get(), abrupt);
            iterator_close_abrupt(&mut cx, input, abrupt)
        })?;
        iterators.push(&mut cx, record.iterator)?;
        iterators.push(&mut cx, record.next_method)?;
    }
    let padding = match mode {
        Mode::Longest => padding_of_list(cx, &iterators, padding_option)?,
        _ => Local::UNDEFINED,
    };
    create_zip(cx, mode, &iterators, padding, None)
}

/// Iterator.zipKeyed ( iterables [ , options ] ) – <https://tc39.es/proposal-joint-iteration/#sec-iterator.zipkeyed>
pub(super) fn zip_keyed<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let iterables = arguments.get(0);
    require_object(cx, iterables)?;
    let (mode, padding_option) = read_options(cx, arguments.get(1))?;
    let mut iterators = Growing::new(cx)?;
    let mut keys = Growing::new(cx)?;
    let all = own_property_keys(cx, iterables)?;
    for index in 0..all.len() {
        let mut cx = cx.open();
        cx.step(1)?;
        let found = keyed_iterator(&mut cx, iterables, all, index);
        let Some((key, record)) = closing_all(&mut cx, &iterators, found)? else { continue };
        let key = key_to_value(&mut cx, key)?;
        keys.push(&mut cx, key)?;
        iterators.push(&mut cx, record.iterator)?;
        iterators.push(&mut cx, record.next_method)?;
    }
    let padding = match mode {
        Mode::Longest => padding_of_keys(cx, &iterators, &keys, padding_option)?,
        _ => Local::UNDEFINED,
    };
    create_zip(cx, mode, &iterators, padding, Some(&keys))
}

/// The key at `index` and the iterator of its value, if the property is enumerable and not `undefined`.
fn keyed_iterator<'s>(
    cx: &mut Scope<'s>,
    iterables: Local<'s>,
    keys: KeyList<'s>,
    index: usize,
) -> Completion<Option<(PropertyKey<'s>, IteratorRecord<'s>)>> {
    let key = keys.get(cx, index)?;
    if get_own_property(cx, iterables, key)?.is_none_or(|found| found.enumerable != Some(true)) {
        return Ok(None);
    }
    let value = get(cx, iterables, key)?;
    if cx.raw(value).is_undefined() {
        return Ok(None);
    }
    let record = get_iterator_flattenable(cx, value, Primitives::Reject)?;
    Ok(Some((key, record)))
}

/// The mode, and what to put for iterators that have ended, not looked into yet.
fn read_options<'s>(cx: &mut Scope<'s>, options: Local<'s>) -> Completion<(Mode, Local<'s>)> {
    if !has_options(cx, options)? {
        return Ok((Mode::Shortest, Local::UNDEFINED));
    }
    let modes = [("shortest", Mode::Shortest), ("longest", Mode::Longest), ("strict", Mode::Strict)];
    let mode = read_choice(cx, options, "mode", &modes)?;
    let mut padding = Local::UNDEFINED;
    if mode == Mode::Longest {
        let key = cx.name("padding")?;
        padding = get(cx, options, key)?;
        has_options(cx, padding)?;
    }
    Ok((mode, padding))
}

/// A value for each iterator: what an iterable gives, then `undefined`.
fn padding_of_list<'s>(cx: &mut Scope<'s>, iterators: &Growing<'_>, option: Local<'s>) -> Completion<Local<'s>> {
    let count = iterators.count / 2;
    let padding = cx.allocate_words(count)?;
    if cx.raw(option).is_undefined() {
        return Ok(padding);
    }
    let record = get_iterator(cx, option);
    let record = closing_all(cx, iterators, record)?;
    for index in 0..count {
        let mut cx = cx.open();
        cx.step(1)?;
        let next = iterator_step_value(&mut cx, record);
        let Some(value) = closing_all(&mut cx, iterators, next)? else { return Ok(padding) };
        cx.heap.store(padding, words::ELEMENTS + index, value);
    }
    let closed = iterator_close(cx, record);
    closing_all(cx, iterators, closed)?;
    Ok(padding)
}

/// A value for each iterator: that of a property with the same key.
fn padding_of_keys<'s>(
    cx: &mut Scope<'s>,
    iterators: &Growing<'_>,
    keys: &Growing<'_>,
    option: Local<'s>,
) -> Completion<Local<'s>> {
    let padding = cx.allocate_words(keys.count)?;
    if cx.raw(option).is_undefined() {
        return Ok(padding);
    }
    for index in 0..keys.count {
        let mut cx = cx.open();
        cx.step(1)?;
        let key = cx.word(keys.words.get(), words::ELEMENTS + index)?;
        let key = to_property_key(&mut cx, key)?;
        let value = get(&mut cx, option, key);
        let value = closing_all(&mut cx, iterators, value)?;
        cx.heap.store(padding, words::ELEMENTS + index, value);
    }
    Ok(padding)
}

/// IteratorZip – <https://tc39.es/proposal-joint-iteration/#sec-iteratorzip>
fn create_zip<'s>(
    cx: &mut Scope<'s>,
    mode: Mode,
    iterators: &Growing<'_>,
    padding: Local<'s>,
    keys: Option<&Growing<'_>>,
) -> Completion<Local<'s>> {
    let list = iterators.finish(cx)?;
    let keys = match keys {
        Some(keys) => keys.finish(cx)?,
        None => Local::UNDEFINED,
    };
    let record = IteratorRecord { iterator: list, next_method: Local::UNDEFINED };
    let zip = create(cx, Transformation::Zip, record, padding)?;
    cx.heap.store(zip, layout::INNER, keys);
    cx.heap.store(zip, layout::COUNTER, Local::int(mode as i32));
    Ok(zip)
}

/// IfAbruptCloseIterators – <https://tc39.es/proposal-joint-iteration/#sec-ifabruptcloseiterators>
fn closing_all<T>(cx: &mut Scope<'_>, iterators: &Growing<'_>, result: Completion<T>) -> Completion<T> {
    result.map_err(|abrupt| close_all_abrupt(cx, iterators.words.get(), abrupt))
}

/// IteratorCloseAll after a throw, which goes on: those that are open are closed, the last first.
fn close_all_abrupt(cx: &mut Scope<'_>, list: Local<'_>, abrupt: Abrupt) -> Abrupt {
    let mut abrupt = abrupt;
    for index in (0..count_of(cx, list)).rev() {
        let mut cx = cx.open();
        if !is_open(&cx, list, index) {
            continue;
        }
        abrupt = match record_at(&mut cx, list, index) {
            Ok(record) => iterator_close_abrupt(&mut cx, record, abrupt),
            Err(overflow) => overflow,
        };
    }
    abrupt
}

/// IteratorCloseAll – <https://tc39.es/proposal-joint-iteration/#sec-iteratorcloseall>: those that are open, the last
/// first.
pub(super) fn close_all(cx: &mut Scope<'_>, list: Local<'_>) -> Completion<()> {
    let mut index = count_of(cx, list);
    while index > 0 {
        index -= 1;
        let mut cx = cx.open();
        if !is_open(&cx, list, index) {
            continue;
        }
        let record = record_at(&mut cx, list, index)?;
        forget(&mut cx, list, index);
        if let Err(abrupt) = iterator_close(&mut cx, record) {
            return Err(close_all_abrupt(&mut cx, list, abrupt));
        }
    }
    Ok(())
}

/// How many iterators there are, open or not.
fn count_of(cx: &Scope<'_>, list: Local<'_>) -> usize {
    cx.raw(list).raw_word(words::LENGTH) as usize / 2
}

fn is_open(cx: &Scope<'_>, list: Local<'_>, index: usize) -> bool {
    cx.raw(list).word(words::ELEMENTS + 2 * index).is_pointer()
}

fn forget(cx: &mut Scope<'_>, list: Local<'_>, index: usize) {
    cx.heap.store(list, words::ELEMENTS + 2 * index, Local::UNDEFINED);
}

fn record_at<'s>(cx: &mut Scope<'s>, list: Local<'_>, index: usize) -> Completion<IteratorRecord<'s>> {
    let iterator = cx.word(list, words::ELEMENTS + 2 * index)?;
    let next_method = cx.word(list, words::ELEMENTS + 2 * index + 1)?;
    Ok(IteratorRecord { iterator, next_method })
}

fn mode_of(cx: &Scope<'_>, this: Local<'_>) -> Mode {
    match cx.raw(this).word(layout::COUNTER).as_int() {
        0 => Mode::Shortest,
        1 => Mode::Longest,
        _ => Mode::Strict,
    }
}

/// Takes a value from each iterator.
pub(super) fn advance_zip<'s>(cx: &mut Scope<'s>, this: Local<'s>) -> Completion<Option<Local<'s>>> {
    let list = cx.word(this, layout::ITERATOR)?;
    let count = count_of(cx, list);
    if count == 0 {
        return Ok(None);
    }
    let keys = cx.word(this, layout::INNER)?;
    let results =
        if cx.raw(keys).is_undefined() { array_create(cx, 0)? } else { ordinary_object_create(cx, Local::NULL)? };
    for index in 0..count {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(value) = value_at(&mut cx, this, list, index, count)? else { return Ok(None) };
        if cx.raw(keys).is_undefined() {
            array_push(&mut cx, results, value)?;
        } else {
            let key = cx.word(keys, words::ELEMENTS + index)?;
            let key = to_property_key(&mut cx, key)?;
            create_data_property_or_throw(&mut cx, results, key, value)?;
        }
    }
    Ok(Some(results))
}

/// What the iterator at `index` gives to this round; `None` when the round is the end of all.
fn value_at<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    list: Local<'s>,
    index: usize,
    count: usize,
) -> Completion<Option<Local<'s>>> {
    let mode = mode_of(cx, this);
    if is_open(cx, list, index) {
        let record = record_at(cx, list, index)?;
        match iterator_step_value(cx, record) {
            Ok(Some(value)) => return Ok(Some(value)),
            Ok(None) => forget(cx, list, index),
            Err(abrupt) => {
                forget(cx, list, index);
                return Err(close_all_abrupt(cx, list, abrupt));
            }
        }
        match mode {
            Mode::Shortest => return close_all(cx, list).map(|()| None),
            Mode::Strict => return require_ends(cx, list, index, count).map(|()| None),
            Mode::Longest if (0..count).all(|other| !is_open(cx, list, other)) => return Ok(None),
            Mode::Longest => {}
        }
    }
    let padding = cx.word(this, layout::CALLBACK)?;
    cx.word(padding, words::ELEMENTS + index).map(Some)
}

/// In strict mode all iterators must end in the same round: the first has, and so must the others.
fn require_ends<'s>(cx: &mut Scope<'s>, list: Local<'s>, index: usize, count: usize) -> Completion<()> {
    if index != 0 {
        return Err(close_uneven(cx, list));
    }
    for other in 1..count {
        let mut cx = cx.open();
        cx.step(1)?;
        let record = record_at(&mut cx, list, other)?;
        let step = iterator_next(&mut cx, record, None).and_then(|result| iterator_complete(&mut cx, result));
        match step {
            Ok(true) => forget(&mut cx, list, other),
            Ok(false) => return Err(close_uneven(&mut cx, list)),
            Err(abrupt) => {
                forget(&mut cx, list, other);
                return Err(close_all_abrupt(&mut cx, list, abrupt));
            }
        }
    }
    Ok(())
}

#[cold]
fn close_uneven(cx: &mut Scope<'_>, list: Local<'_>) -> Abrupt {
    let abrupt = throw_type_error(cx, format_args!("Iterators passed to Iterator.zip have different lengths"));
    close_all_abrupt(cx, list, abrupt)
}
