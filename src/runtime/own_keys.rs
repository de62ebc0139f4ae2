//! [[OwnPropertyKeys]] (§10.1.11), integrity levels (§7.3.15, §7.3.16), CopyDataProperties (§7.3.26).

use super::completion::Completion;
use super::descriptor::PropertyDescriptor;
use super::key::{PropertyKey, is_private_name};
use super::scope::Scope;
use super::shape::Shape;
use super::{
    create_data_property_or_throw, define_property_or_throw, dictionary, elements, get, get_own_property,
    is_extensible, object, prevent_extensions, to_object,
};
use crate::heap::{Local, Raw, Word};
use crate::value::kind;
use crate::value::layout::{shape, words};

/// A list of property keys in the heap: a vector of numbers (array indices), interned strings and symbols.
#[derive(Clone, Copy)]
pub(crate) struct KeyList<'s> {
    words: Local<'s>,
    count: usize,
}

impl<'s> KeyList<'s> {
    /// Number of keys.
    pub(crate) fn len(self) -> usize {
        self.count
    }

    /// The vector that holds the keys.
    pub(super) fn words(self) -> Local<'s> {
        self.words
    }

    /// Key number `index`.
    ///
    /// # Errors
    /// RangeError when the VM stack is full.
    pub(crate) fn get<'i>(self, cx: &mut Scope<'i>, index: usize) -> Completion<PropertyKey<'i>> {
        let key = cx.word(self.words, words::ELEMENTS + index)?;
        Ok(key_of_word(key))
    }
}

fn key_of_word(key: Local<'_>) -> PropertyKey<'_> {
    match key.immediate() {
        Some(word) if word.is_number() => PropertyKey::Index(word.as_number() as u32),
        _ => PropertyKey::Name(key),
    }
}

/// A property key as a value: a string or a symbol.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn key_to_value<'s>(cx: &mut Scope<'s>, key: PropertyKey<'s>) -> Completion<Local<'s>> {
    match key {
        PropertyKey::Index(index) => super::number_to_string(cx, index as f64),
        PropertyKey::Name(name) => Ok(name),
        PropertyKey::Known(name) => cx.known_string(name),
    }
}

/// [[OwnPropertyKeys]].
///
/// # Errors
/// Whatever a proxy's trap throws.
pub(crate) fn own_property_keys<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<KeyList<'s>> {
    let words = match cx.methods(cx.raw(object).kind()).own_property_keys {
        Some(method) => method(cx, object)?,
        None => ordinary_own_property_keys(cx, object, 0)?,
    };
    let count = cx.raw(words).raw_word(words::LENGTH) as usize;
    Ok(KeyList { words, count })
}

/// OrdinaryOwnPropertyKeys (§10.1.11.1): indices ascending, strings and symbols in creation order. `virtual_count` array
/// indices from 0 stand before (the characters of a String wrapper).
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn ordinary_own_property_keys<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    virtual_count: u32,
) -> Completion<Local<'s>> {
    let indices = elements::indices(cx.raw(object));
    let names = named_entries(cx, cx.raw(object));
    let virtual_count = virtual_count as usize;
    let words = cx.allocate_words(virtual_count + indices.len() + names.len())?;
    let mut next = words::ELEMENTS;
    for index in (0..virtual_count as u32).chain(indices) {
        cx.heap.store(words, next, Local::number(index as f64));
        next += 1;
    }
    let slot = cx.variable(Local::UNDEFINED)?;
    for entry in names {
        let key = named_key(cx, cx.raw(object), entry);
        cx.heap.set_slot_raw(slot.slot(), key);
        cx.heap.store(words, next, slot.get());
        next += 1;
    }
    Ok(words)
}

/// The own string and symbol keys of an object without a [[OwnPropertyKeys]] of its own, array indices left out.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn own_names<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<KeyList<'s>> {
    let names = named_entries(cx, cx.raw(object));
    let words = cx.allocate_words(names.len())?;
    let slot = cx.variable(Local::UNDEFINED)?;
    for (place, &entry) in names.iter().enumerate() {
        let key = named_key(cx, cx.raw(object), entry);
        cx.heap.set_slot_raw(slot.slot(), key);
        cx.heap.store(words, words::ELEMENTS + place, slot.get());
    }
    Ok(KeyList { words, count: names.len() })
}

/// Entry numbers of the named properties: strings first, then symbols; no private names.
fn named_entries(cx: &Scope<'_>, object: Raw<'_>) -> Vec<usize> {
    let shape = Shape::of(cx.heap(), object);
    let all: Vec<usize> = if shape.has(shape::DICTIONARY) {
        dictionary::table(object).entries().collect()
    } else {
        (0..shape.count()).collect()
    };
    let is_symbol = |&entry: &usize| named_key(cx, object, entry).is_kind(kind::SYMBOL);
    let symbols = all.iter().copied().filter(|entry| is_symbol(entry));
    let symbols = symbols.filter(|&entry| !is_private_name(named_key(cx, object, entry)));
    all.iter().copied().filter(|entry| !is_symbol(entry)).chain(symbols).collect()
}

fn named_key<'h>(cx: &'h Scope<'_>, object: Raw<'h>, entry: usize) -> Raw<'h> {
    let shape = Shape::of(cx.heap(), object);
    if shape.has(shape::DICTIONARY) {
        return dictionary::table(object).key(entry);
    }
    shape.table().map_or(Raw::immediate(Word::UNDEFINED), |table| table.key(entry))
}

/// The two integrity levels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum IntegrityLevel {
    /// Not extensible, nothing configurable.
    Sealed,
    /// Sealed, and no data property writable.
    Frozen,
}

/// SetIntegrityLevel (§7.3.15); false when extensions cannot be prevented.
///
/// # Errors
/// TypeError when a property refuses; whatever traps throw.
pub(crate) fn set_integrity_level<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    level: IntegrityLevel,
) -> Completion<bool> {
    let mut cx = cx.open();
    if !prevent_extensions(&mut cx, object)? {
        return Ok(false);
    }
    let fast_elements = cx.exotic(cx.raw(object).kind()).is_plain() && !elements::is_sparse(cx.raw(object));
    if fast_elements && elements::capacity(cx.raw(object)) > 0 {
        let flags = match level {
            IntegrityLevel::Sealed => shape::SEALED_ELEMENTS,
            IntegrityLevel::Frozen => shape::SEALED_ELEMENTS | shape::FROZEN_ELEMENTS,
        };
        object::set_shape_flags(&mut cx, object, flags)?;
    }
    let keys = own_property_keys(&mut cx, object)?;
    for index in 0..keys.len() {
        let mut cx = cx.open();
        cx.step(1)?;
        let key = keys.get(&mut cx, index)?;
        if fast_elements && matches!(key, PropertyKey::Index(_)) {
            continue;
        }
        let writable = match level {
            IntegrityLevel::Sealed => None,
            IntegrityLevel::Frozen => match get_own_property(&mut cx, object, key)? {
                None => continue,
                Some(current) if current.is_accessor_descriptor() => None,
                Some(_) => Some(false),
            },
        };
        let descriptor = PropertyDescriptor { writable, configurable: Some(false), ..PropertyDescriptor::default() };
        define_property_or_throw(&mut cx, object, key, &descriptor)?;
    }
    Ok(true)
}

/// TestIntegrityLevel (§7.3.16).
///
/// # Errors
/// Whatever traps throw.
pub(crate) fn test_integrity_level<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    level: IntegrityLevel,
) -> Completion<bool> {
    let mut cx = cx.open();
    if is_extensible(&mut cx, object)? {
        return Ok(false);
    }
    let keys = own_property_keys(&mut cx, object)?;
    for index in 0..keys.len() {
        let mut cx = cx.open();
        cx.step(1)?;
        let key = keys.get(&mut cx, index)?;
        if let Some(current) = get_own_property(&mut cx, object, key)?
            && (current.configurable == Some(true)
                || (level == IntegrityLevel::Frozen && current.writable == Some(true)))
        {
            return Ok(false);
        }
    }
    Ok(true)
}

/// CopyDataProperties (§7.3.26): own enumerable properties of `source` but those in `excluded`.
///
/// # Errors
/// Whatever getters and traps throw.
pub(crate) fn copy_data_properties<'s>(
    cx: &mut Scope<'s>,
    target: Local<'s>,
    source: Local<'s>,
    excluded: &[PropertyKey<'s>],
) -> Completion<()> {
    let raw = cx.raw(source);
    if raw.is_undefined() || raw.is_null() {
        return Ok(());
    }
    let mut cx = cx.open();
    let from = to_object(&mut cx, source)?;
    let keys = own_property_keys(&mut cx, from)?;
    for index in 0..keys.len() {
        let mut cx = cx.open();
        cx.step(1)?;
        let key = keys.get(&mut cx, index)?;
        if excluded.iter().any(|&other| same_key(&cx, key, other)) {
            continue;
        }
        if get_own_property(&mut cx, from, key)?.is_some_and(|found| found.enumerable == Some(true)) {
            let value = get(&mut cx, from, key)?;
            create_data_property_or_throw(&mut cx, target, key, value)?;
        }
    }
    Ok(())
}

/// Whether two property keys are the same.
pub(crate) fn same_key(cx: &Scope<'_>, left: PropertyKey<'_>, right: PropertyKey<'_>) -> bool {
    match (left, right) {
        (PropertyKey::Index(left), PropertyKey::Index(right)) => left == right,
        (PropertyKey::Index(_), _) | (_, PropertyKey::Index(_)) => false,
        _ => left.raw(cx).identical(right.raw(cx)),
    }
}

/// What EnumerableOwnProperties (§7.3.24) collects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Enumerate {
    /// Keys.
    Keys,
    /// Values.
    Values,
    /// Arrays of key and value.
    Entries,
}

/// EnumerableOwnProperties (§7.3.24), as an array.
///
/// # Errors
/// Whatever getters and traps throw.
pub(crate) fn enumerable_own_properties<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    what: Enumerate,
) -> Completion<Local<'s>> {
    let result = super::array_create(cx, 0)?;
    let keys = own_property_keys(cx, object)?;
    for index in 0..keys.len() {
        let mut cx = cx.open();
        cx.step(1)?;
        let key = keys.get(&mut cx, index)?;
        if key.is_symbol(&cx) {
            continue;
        }
        if get_own_property(&mut cx, object, key)?.is_none_or(|found| found.enumerable != Some(true)) {
            continue;
        }
        let item = match what {
            Enumerate::Keys => key_to_value(&mut cx, key)?,
            Enumerate::Values => get(&mut cx, object, key)?,
            Enumerate::Entries => {
                let value = get(&mut cx, object, key)?;
                let name = key_to_value(&mut cx, key)?;
                super::create_array_from_list(&mut cx, &[name, value])?
            }
        };
        super::array_push(&mut cx, result, item)?;
    }
    Ok(result)
}
