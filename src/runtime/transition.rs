//! Making shapes: roots of prototypes, transitions, and shapes that belong to one object.
//!
//! The roots for objects with prototype P hang in the transition table of P's own shape (those with a null prototype in
//! that of a shape of the isolate), so that they die with their objects. A property table is shared along a line of
//! additions and copied where the line branches. A shape that belongs to one object (a prototype's) changes in place.

use super::completion::Completion;
use super::scope::Scope;
use super::shape::{Action, Shape, Table, Traits};
use crate::heap::{Local, Parts, Place, Raw, Word, Words};
use crate::value::kind;
use crate::value::layout::{self, Meta};

/// What leads from a shape to a child of it, beside the key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) action: Action,
    /// Attributes, flags, or for a root: kind and inline capacity.
    pub(crate) meta: u32,
}

impl Step {
    const fn hash(self) -> u32 {
        (self.meta ^ (self.action as u32) << 29).wrapping_mul(0x9E37_79B1)
    }
}

/// The shape of new objects of `kind` with this prototype (object or NULL), `inline_capacity` inline slots and `flags`.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn root_shape<'s>(
    cx: &mut Scope<'s>,
    prototype: Local<'s>,
    kind: u8,
    inline_capacity: u8,
    flags: u32,
) -> Completion<Local<'s>> {
    let holder = if prototype.immediate().is_some() || !cx.raw(prototype).is_pointer() {
        cx.local(|isolate| isolate.heap.root_value(isolate.null_shape))?
    } else {
        ensure_prototype(cx, prototype)?;
        shape_of(cx, prototype)?
    };
    let step = Step { action: Action::Root, meta: kind as u32 | (inline_capacity as u32) << 8 | flags << 16 };
    if let Some(shape) = find_transition(cx, holder, Local::UNDEFINED, step)? {
        return Ok(shape);
    }
    let traits = Traits { kind, first_slot: super::first_slot(kind), inline_capacity, action: Action::Root, flags };
    let shape = allocate_shape(cx, prototype, traits, step.meta)?;
    insert_transition(cx, holder, shape)?;
    Ok(shape)
}

/// The shape object of `object`, rooted.
pub(crate) fn shape_of<'s>(cx: &mut Scope<'s>, object: Local<'_>) -> Completion<Local<'s>> {
    let id = cx.raw(object).aux();
    cx.heap.keep_shape(id);
    cx.local(|isolate| isolate.heap.shape(id))
}

/// A new SHAPE without properties, parent and transitions; its id is free for use at once.
pub(crate) fn allocate_shape<'s>(
    cx: &mut Scope<'s>,
    prototype: Local<'_>,
    traits: Traits,
    meta: u32,
) -> Completion<Local<'s>> {
    let slot = cx.heap.allocate_shape(kind::SHAPE, layout::shape::WORDS, |init| {
        init.set(layout::shape::PROTOTYPE, prototype);
        init.raw(layout::shape::TRAITS, traits.pack());
        init.raw(layout::shape::ACTION_META, meta as u64);
    });
    cx.adopt(slot.map(|(_, slot)| slot))
}

/// The child of `shape` by `step`, made if need be: for `Add` it has the property `key` in the next slot.
pub(crate) fn transition<'s>(
    cx: &mut Scope<'s>,
    shape: Local<'s>,
    key: Local<'s>,
    step: Step,
) -> Completion<Local<'s>> {
    if let Some(child) = find_transition(cx, shape, key, step)? {
        return Ok(child);
    }
    let child = clone_shape(cx, shape, step)?;
    cx.heap.store(child, layout::shape::PARENT, shape);
    cx.heap.store(child, layout::shape::KEY, key);
    match step.action {
        Action::Add => append_property(cx, child, key, step.meta)?,
        Action::Reconfigure => {
            copy_table(cx, child, 0)?;
            set_attributes(cx, child, key, step.meta);
        }
        Action::SetFlags | Action::Root => {}
    }
    insert_transition(cx, shape, child)?;
    Ok(child)
}

/// A new shape with the same properties, flags changed as `step` says. It still shares the property table.
fn clone_shape<'s>(cx: &mut Scope<'s>, shape: Local<'s>, step: Step) -> Completion<Local<'s>> {
    let mut traits = Shape(cx.raw(shape)).traits();
    traits.action = step.action;
    if step.action == Action::SetFlags {
        traits.flags |= step.meta;
    }
    if step.action != Action::SetFlags && !Meta(step.meta).is_plain_writable() {
        traits.flags |= layout::shape::HAS_SPECIAL;
    }
    let prototype = cx.word(shape, layout::shape::PROTOTYPE)?;
    let child = allocate_shape(cx, prototype, traits, step.meta)?;
    for word in [layout::shape::TABLE, layout::shape::CONSTRUCTOR] {
        let value = cx.word(shape, word)?;
        cx.heap.store(child, word, value);
    }
    let counts = cx.raw(shape).raw_word(layout::shape::COUNTS);
    cx.heap.store_raw(child, layout::shape::COUNTS, counts);
    Ok(child)
}

/// Adds a property to the table of `shape`, which nobody uses yet or which belongs to one object.
pub(crate) fn append_property(cx: &mut Scope<'_>, shape: Local<'_>, key: Local<'_>, attributes: u32) -> Completion<()> {
    let mut cx = cx.open();
    let count = Shape(cx.raw(shape)).count();
    let fits = Shape(cx.raw(shape)).table().is_some_and(|table| table.used() == count && table.capacity() > count);
    if !fits {
        copy_table(&mut cx, shape, 1)?;
    }
    let table = cx.word(shape, layout::shape::TABLE)?;
    let meta = Meta::new(count as u32, attributes);
    cx.heap.store(table, layout::table::ENTRIES + 2 * count, key);
    cx.heap.store(table, layout::table::ENTRIES + 2 * count + 1, Local::int(meta.0 as i32));
    index_entry(&mut cx, table, count);
    let capacity = Table(cx.raw(table)).capacity();
    cx.heap.store_raw(table, layout::table::INFO, capacity as u64 | ((count + 1) as u64) << 32);
    cx.heap.store_raw(shape, layout::shape::COUNTS, (count + 1) as u64);
    Ok(())
}

/// Changes the attributes of property `key` in the table of `shape`, which is its own.
pub(crate) fn set_attributes(cx: &mut Scope<'_>, shape: Local<'_>, key: Local<'_>, attributes: u32) {
    let found = Shape(cx.raw(shape)).find(cx.raw(key));
    if let Some((entry, meta)) = found
        && let Ok(table) = cx.word(shape, layout::shape::TABLE)
    {
        let meta = Meta::new(meta.slot(), attributes);
        cx.heap.store(table, layout::table::ENTRIES + 2 * entry + 1, Local::int(meta.0 as i32));
    }
}

/// Gives `shape` a property table of its own, with room for at least `more` further entries.
pub(crate) fn copy_table(cx: &mut Scope<'_>, shape: Local<'_>, more: usize) -> Completion<()> {
    let mut cx = cx.open();
    let count = Shape(cx.raw(shape)).count();
    let old = cx.word(shape, layout::shape::TABLE)?;
    let capacity = (count + more).next_power_of_two().max(4);
    let new = allocate_table(&mut cx, capacity, count)?;
    if count > 0 {
        cx.heap.copy_words(old, layout::table::ENTRIES, new, layout::table::ENTRIES, 2 * count);
        for entry in 0..count {
            index_entry(&mut cx, new, entry);
        }
    }
    cx.heap.store(shape, layout::shape::TABLE, new);
    Ok(())
}

fn allocate_table<'s>(cx: &mut Scope<'s>, capacity: usize, used: usize) -> Completion<Local<'s>> {
    let info = capacity as u64 | (used as u64) << 32;
    let words = kind::table_words(0, info);
    cx.allocate_sized(kind::PROPERTY_TABLE, words, layout::table::INFO, info, Place::Old)
}

/// Enters entry `entry` in the hash index, if the table has one.
fn index_entry(cx: &mut Scope<'_>, table: Local<'_>, entry: usize) {
    let view = Table(cx.raw(table));
    if view.capacity() <= layout::table::LINEAR {
        return;
    }
    let bucket = view.free_bucket(view.key(entry).aux());
    let word = view.bucket_word(bucket);
    let bits = view.0.raw_word(word) | (entry as u64 + 1) << (32 * (bucket & 1));
    cx.heap.store_raw(table, word, bits);
}

/// Looks for a child of `shape`.
pub(crate) fn find_transition<'s>(
    cx: &mut Scope<'s>,
    shape: Local<'_>,
    key: Local<'_>,
    step: Step,
) -> Completion<Option<Local<'s>>> {
    let depth = cx.heap.stack_depth();
    let table = cx.word(shape, layout::shape::TRANSITIONS)?;
    if table.immediate().is_some() {
        return Ok(None);
    }
    while let Some(position) = position_of(cx.raw(table).parts().tagged, cx.raw(key), step) {
        let child = cx.weak_word(table, layout::transitions::ENTRIES + position)?;
        if child.immediate().is_none() {
            return Ok(Some(cx.collapse(depth, child)));
        }
        // The last marking found it dead, and its entry is still there.
        cx.heap.finish_clearing();
    }
    cx.heap.truncate_stack(depth);
    Ok(None)
}

/// Where the child that `key` and `step` lead to is among the entries of a transition table.
fn position_of(entries: Words<'_>, key: Raw<'_>, step: Step) -> Option<usize> {
    let mask = entries.len().wrapping_sub(1);
    let mut position = (key.aux() ^ step.hash()) as usize & mask;
    loop {
        let child = entries.get(position);
        if child.is_undefined() {
            return None;
        }
        if child.is_pointer() && leads_by(child, key, step) {
            return Some(position);
        }
        position = (position + 1) & mask;
    }
}

fn leads_by(child: Raw<'_>, key: Raw<'_>, step: Step) -> bool {
    let Parts { tagged, tail, .. } = child.parts();
    let raw = |word: usize| tail.get(word - layout::shape::COUNTS).copied().unwrap_or(0);
    tagged.get(layout::shape::KEY - layout::shape::PROTOTYPE).identical(key)
        && raw(layout::shape::ACTION_META) as u32 == step.meta
        && Traits::unpack(raw(layout::shape::TRAITS)).action == step.action
}

/// Enters `child` among the transitions of `shape`.
fn insert_transition(cx: &mut Scope<'_>, shape: Local<'_>, child: Local<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let mut table = cx.word(shape, layout::shape::TRANSITIONS)?;
    let info = if table.immediate().is_some() { 0 } else { cx.raw(table).raw_word(layout::transitions::INFO) };
    let (capacity, used) = (info as u32 as usize, (info >> 32) as usize);
    if 4 * (used + 1) > 3 * capacity {
        table = rebuild_transitions(&mut cx, table, capacity)?;
        cx.heap.store(shape, layout::shape::TRANSITIONS, table);
    }
    place_transition(&mut cx, table, child);
    Ok(())
}

/// A transition table with the live children of `old` and room for as many again.
fn rebuild_transitions<'s>(cx: &mut Scope<'s>, old: Local<'s>, capacity: usize) -> Completion<Local<'s>> {
    let live =
        (0..capacity).filter(|&position| peek(cx, old, layout::transitions::ENTRIES + position).is_pointer()).count();
    let new_capacity = (2 * (live + 1)).next_power_of_two().max(4);
    let words = layout::transitions::ENTRIES + new_capacity;
    let info = new_capacity as u64;
    let new = cx.allocate_sized(kind::TRANSITION_TABLE, words, layout::transitions::INFO, info, Place::Old)?;
    for position in 0..capacity {
        let mut cx = cx.open();
        let child = cx.weak_word(old, layout::transitions::ENTRIES + position)?;
        if child.immediate().is_none() {
            place_transition(&mut cx, new, child);
        }
    }
    Ok(new)
}

fn place_transition(cx: &mut Scope<'_>, table: Local<'_>, child: Local<'_>) {
    let info = cx.raw(table).raw_word(layout::transitions::INFO);
    let capacity = info as u32 as usize;
    let view = cx.raw(child);
    let step = Step { action: Shape(view).traits().action, meta: view.raw_word(layout::shape::ACTION_META) as u32 };
    let mut position = (view.word(layout::shape::KEY).aux() ^ step.hash()) as usize & (capacity - 1);
    while peek(cx, table, layout::transitions::ENTRIES + position).word_value() != Word::UNDEFINED {
        position = (position + 1) & (capacity - 1);
    }
    cx.heap.store(table, layout::transitions::ENTRIES + position, child);
    cx.heap.store_raw(table, layout::transitions::INFO, info + (1 << 32));
}

/// A weak word, only to compare: rooting goes through `Scope::weak_word`.
fn peek<'h>(cx: &'h Scope<'_>, table: Local<'_>, word: usize) -> Raw<'h> {
    cx.raw(table).word(word)
}

/// Makes the shape of `object` its own, marked as a prototype's. Does nothing if it is already.
pub(crate) fn ensure_prototype(cx: &mut Scope<'_>, object: Local<'_>) -> Completion<()> {
    let heap = cx.heap();
    let shape = Shape::of(heap, heap.get(object));
    if shape.has(layout::shape::IS_PROTOTYPE) {
        return Ok(());
    }
    let traits = shape.traits();
    if super::has_elements(heap, heap.get(object)) || !cx.exotic(traits.kind).is_plain() {
        cx.indexed_prototype_protector = false;
    }
    own_shape(cx, object, layout::shape::IS_PROTOTYPE)?;
    cx.bump_prototype_epoch();
    Ok(())
}

/// Gives `object` a fresh shape of its own with the same properties and `flags` set, carrying its transitions along.
pub(crate) fn own_shape(cx: &mut Scope<'_>, object: Local<'_>, flags: u32) -> Completion<()> {
    let mut cx = cx.open();
    let old = shape_of(&mut cx, object)?;
    let step = Step { action: Action::SetFlags, meta: flags };
    let was_own = Shape(cx.raw(old)).has(layout::shape::IS_PROTOTYPE);
    let new = clone_shape(&mut cx, old, step)?;
    if was_own {
        let transitions = cx.word(old, layout::shape::TRANSITIONS)?;
        cx.heap.store(new, layout::shape::TRANSITIONS, transitions);
    }
    if Shape(cx.raw(new)).table().is_some() {
        copy_table(&mut cx, new, 0)?;
    }
    let id = cx.raw(new).aux();
    cx.heap.set_aux(object, id);
    Ok(())
}

/// The shape an object of `shape` gets when `key` is added with `attributes`: for literals and cached adds.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn transition_for_add<'s>(
    cx: &mut Scope<'s>,
    shape: Local<'s>,
    key: Local<'s>,
    attributes: u32,
) -> Completion<Local<'s>> {
    transition(cx, shape, key, Step { action: Action::Add, meta: attributes })
}
