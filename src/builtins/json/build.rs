//! What `JSON.parse` has read but not put into its array or object yet.
//!
//! Values wait in one vector of the heap, so that neither the native stack nor the VM stack limits how deep a text may
//! be. An array is made when it ends, of the right size at once. So is an object; and as long as its keys are those of
//! the object last read at such a place, only their values wait: the shape is known.

use super::revive::note_record;
use crate::heap::Local;
use crate::runtime::{
    Buffer, Completion, PropertyKey, Scope, Shape, Variable, add_property, array_create, create_array_from_words,
    create_data_property, object_from_words, object_with_capacity, ordinary_object_create, own_named, shape_of,
    write_property,
};
use crate::value::layout::{self, attribute, words};
use crate::value::number::CodeUnit;
use crate::value::{self, Units};

/// The first capacity of the vector of waiting values.
const FIRST_CAPACITY: usize = 64;
/// Places whose last object is remembered.
const HINTS: usize = 32;

/// An array or object that was begun.
#[derive(Clone, Copy)]
struct Level {
    /// The first of its values among those waiting.
    base: usize,
    is_object: bool,
    /// Its keys so far are the first so many of the shape in its place of the hints, and do not wait.
    matched: Option<usize>,
    place: usize,
}

/// Arrays and objects begun, and the values that wait for their ends.
pub(super) struct Pending<'s> {
    levels: Buffer<Level>,
    values: Variable<'s>,
    /// The records of these values, if somebody wants to know where they come from, and that of the value read last.
    records: Option<(Variable<'s>, Variable<'s>)>,
    count: usize,
    capacity: usize,
    /// WORDS of shapes.
    hints: Local<'s>,
}

impl<'s> Pending<'s> {
    /// Nothing yet. `record`: what holds the record of the value that is pushed next, if records are kept.
    pub(super) fn new(cx: &mut Scope<'s>, record: Option<Variable<'s>>) -> Completion<Pending<'s>> {
        let values = cx.allocate_words(FIRST_CAPACITY)?;
        let values = cx.variable(values)?;
        let records = match record {
            Some(record) => {
                let records = cx.allocate_words(FIRST_CAPACITY)?;
                Some((cx.variable(records)?, record))
            }
            None => None,
        };
        let hints = cx.allocate_words(HINTS)?;
        Ok(Pending { levels: Buffer::new(), values, records, count: 0, capacity: FIRST_CAPACITY, hints })
    }

    /// Whether the innermost level is an object; `None` outside of all.
    pub(super) fn is_in_object(&self) -> Option<bool> {
        self.levels.last().map(|level| level.is_object)
    }

    /// Begins an array or an object.
    pub(super) fn begin(&mut self, cx: &mut Scope<'_>, is_object: bool) -> Completion<()> {
        let (depth, base) = (self.levels.len(), self.count);
        let member = match self.levels.last() {
            Some(level) if level.is_object => base - level.base,
            _ => 0,
        };
        let place = (7 * depth + member) % HINTS;
        // The keys of what is recorded always wait.
        let has_hint =
            is_object && self.records.is_none() && cx.raw(self.hints).word(words::ELEMENTS + place).is_pointer();
        self.levels.push(cx, Level { base, is_object, matched: has_hint.then_some(0), place })
    }

    /// Lets a value wait.
    pub(super) fn push(&mut self, cx: &mut Scope<'_>, value: Local<'_>) -> Completion<()> {
        if self.count == self.capacity {
            self.grow(cx)?;
        }
        cx.heap.store(self.values.get(), words::ELEMENTS + self.count, value);
        if let Some((records, record)) = self.records {
            cx.heap.store(records.get(), words::ELEMENTS + self.count, record.get());
        }
        self.count += 1;
        Ok(())
    }

    #[cold]
    fn grow(&mut self, cx: &mut Scope<'_>) -> Completion<()> {
        let mut cx = cx.open();
        cx.double_words(self.values)?;
        if let Some((records, _)) = self.records {
            cx.double_words(records)?;
        }
        self.capacity *= 2;
        Ok(())
    }

    /// The length of the key that is expected next, if `text` begins with it and a quotation mark.
    pub(super) fn match_key<U: CodeUnit>(&mut self, cx: &Scope<'_>, text: &[U]) -> Option<usize> {
        let level = self.levels.last_mut()?;
        let matched = level.matched.as_mut()?;
        let shape = Shape(cx.raw(self.hints).word(words::ELEMENTS + level.place));
        if *matched >= shape.count() {
            return None;
        }
        let Units::Latin1(key) = value::units(shape.table()?.key(*matched)) else { return None };
        let (found, rest) = text.split_at_checked(key.len())?;
        let stands_for_itself = |unit: u32| unit >= 0x20 && unit != 0x22 && unit != 0x5c;
        let is_same = found.iter().zip(key).all(|(&unit, &wanted)| {
            let unit: u32 = unit.into();
            unit == u32::from(wanted) && stands_for_itself(unit)
        });
        let is_whole = rest.first().is_some_and(|&unit| unit.into() == 0x22);
        (is_same && is_whole).then(|| {
            *matched += 1;
            key.len()
        })
    }

    /// Lets a key wait that was not expected.
    pub(super) fn push_key(&mut self, cx: &mut Scope<'_>, key: PropertyKey<'_>) -> Completion<()> {
        self.spread(cx)?;
        let mut cx = cx.open();
        let key = match key {
            PropertyKey::Index(index) => Local::number(f64::from(index)),
            PropertyKey::Name(name) => name,
            PropertyKey::Known(known) => cx.known_string(known)?,
        };
        self.push(&mut cx, key)
    }

    /// Puts the keys of the innermost object that did not have to wait so far before their values.
    fn spread(&mut self, cx: &mut Scope<'_>) -> Completion<()> {
        let Some(level) = self.levels.last_mut() else { return Ok(()) };
        let Some(matched) = level.matched.take() else { return Ok(()) };
        let (base, place) = (words::ELEMENTS + level.base, words::ELEMENTS + level.place);
        for _ in 0..matched {
            self.push(cx, Local::UNDEFINED)?;
        }
        for index in (0..matched).rev() {
            let mut cx = cx.open();
            let value = cx.word(self.values.get(), base + index)?;
            cx.heap.store(self.values.get(), base + 2 * index + 1, value);
            let shape = cx.word(self.hints, place)?;
            let table = cx.word(shape, layout::shape::TABLE)?;
            let key = cx.word(table, layout::table::ENTRIES + 2 * index)?;
            cx.heap.store(self.values.get(), base + 2 * index, key);
        }
        Ok(())
    }

    /// Ends the innermost level: the array or object of what waited for it.
    pub(super) fn end<'i>(&mut self, cx: &mut Scope<'i>) -> Completion<Local<'i>> {
        let Some(&level) = self.levels.last() else { return Ok(Local::UNDEFINED) };
        let result = if level.is_object { self.end_object(cx, level)? } else { self.end_array(cx, level)? };
        if let Some((records, record)) = self.records {
            let parts = self.end_records(cx, level, records.get())?;
            note_record(cx, record, result, parts)?;
        }
        self.levels.pop();
        self.count = level.base;
        Ok(result)
    }

    /// The records of what waited for the end of a level: a vector, or an object without a prototype that has them under
    /// their keys, the last of each.
    fn end_records<'i>(&self, cx: &mut Scope<'i>, level: Level, records: Local<'_>) -> Completion<Local<'i>> {
        let count = self.count - level.base;
        if !level.is_object {
            let parts = cx.allocate_words(count)?;
            cx.heap.copy_words(records, words::ELEMENTS + level.base, parts, words::ELEMENTS, count);
            return Ok(parts);
        }
        let parts = ordinary_object_create(cx, Local::NULL)?;
        for entry in (level.base..self.count).step_by(2) {
            let mut cx = cx.open();
            cx.step(1)?;
            let key = cx.word(self.values.get(), words::ELEMENTS + entry)?;
            let record = cx.word(records, words::ELEMENTS + entry + 1)?;
            define(&mut cx, parts, key, record)?;
        }
        Ok(parts)
    }

    fn end_array<'i>(&mut self, cx: &mut Scope<'i>, level: Level) -> Completion<Local<'i>> {
        let count = self.count - level.base;
        cx.step(count as u64 / 64)?;
        match u32::try_from(count) {
            Ok(count) => create_array_from_words(cx, self.values.get(), words::ELEMENTS + level.base, count),
            Err(_) => array_create(cx, count as u64),
        }
    }

    fn end_object<'i>(&mut self, cx: &mut Scope<'i>, level: Level) -> Completion<Local<'i>> {
        if let Some(matched) = level.matched {
            let shape = cx.word(self.hints, words::ELEMENTS + level.place)?;
            if matched == Shape(cx.raw(shape)).count() {
                return object_from_words(cx, shape, self.values.get(), words::ELEMENTS + level.base);
            }
            self.spread(cx)?;
        }
        let object = object_with_capacity(cx, (self.count - level.base) / 2)?;
        for entry in (level.base..self.count).step_by(2) {
            let mut cx = cx.open();
            cx.step(1)?;
            let key = cx.word(self.values.get(), words::ELEMENTS + entry)?;
            let value = cx.word(self.values.get(), words::ELEMENTS + entry + 1)?;
            define(&mut cx, object, key, value)?;
        }
        let shape = shape_of(cx, object)?;
        let may_serve = !Shape(cx.raw(shape)).has(layout::shape::DICTIONARY);
        let hint = if may_serve { shape } else { Local::UNDEFINED };
        cx.heap.store(self.hints, words::ELEMENTS + level.place, hint);
        Ok(object)
    }
}

/// CreateDataProperty on an object that nobody else knows; the key is a name or an index.
fn define<'s>(cx: &mut Scope<'s>, object: Local<'s>, key: Local<'s>, value: Local<'s>) -> Completion<()> {
    if cx.raw(key).is_number() {
        let index = cx.raw(key).as_number() as u32;
        create_data_property(cx, object, PropertyKey::Index(index), value)?;
        return Ok(());
    }
    match own_named(cx.heap(), cx.raw(object), cx.raw(key)) {
        Some(own) => write_property(cx, object, own, value),
        None => add_property(cx, object, key, value, attribute::ALL),
    }
}
