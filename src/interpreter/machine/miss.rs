//! Misses of inline caches: the generic operation, and what the cache learns from it.

use super::completion::Outcome;
use super::frame::{load, store};
use super::node::Node;
use super::operation::{run, slot_of};
use super::property::{
    CacheEntry, CacheState, EMPTY_PAYLOAD, NO_SHAPE, OVERFLOW, POLYMORPHIC, PropertyCache, cache_of,
};
use super::variable::constant_at;
use crate::heap::Raw;
use crate::interpreter::operations as op;
use crate::runtime::{Arguments, ArrayIteration, GeneratorIteration, Intrinsic, Isolate, KnownName, Shape};
use crate::value::layout::{self, Location, Place, attribute, butterfly};
use crate::value::{Value, kind};

/// How far up prototype chains caches look.
const LONGEST_CHAIN: u16 = 16;

/// What a lookup by shapes found.
struct Lookup {
    entry: CacheEntry,
    /// The receiver's own shape has the property, or would get it.
    writable: bool,
}

/// Looks `key` up from `object` on by shapes alone; `None` where something exotic is in the way.
fn look_up(isolate: &Isolate, object: Raw<'_>, key: Raw<'_>) -> Option<Lookup> {
    let heap = &isolate.heap;
    let shape = Shape::of(heap, object).id();
    let mut current = object;
    let mut entry = CacheEntry { shape, epoch: isolate.prototype_epoch, ..CacheEntry::EMPTY };
    for depth in 0..LONGEST_CHAIN {
        if isolate.exotic(current.kind()).takes_name(heap, key) {
            return None;
        }
        let description = Shape::of(heap, current);
        if description.has(layout::shape::DICTIONARY) {
            return None;
        }
        if let Some((number, meta)) = description.find(key) {
            if meta.has(attribute::LAZY_PROTOTYPE) {
                return None;
            }
            entry.depth = depth;
            entry.location = encode(description.traits().location(number as u32));
            entry.state = match (meta.has(attribute::ACCESSOR), depth) {
                (true, _) => CacheState::Getter,
                (false, 0) => CacheState::Own,
                (false, _) => CacheState::Prototype,
            };
            let writable =
                meta.has(attribute::WRITABLE) && !meta.has(attribute::ACCESSOR) && !meta.has(attribute::ARRAY_LENGTH);
            return Some(Lookup { entry, writable });
        }
        let prototype = description.prototype();
        if !prototype.is_pointer() {
            entry.state = CacheState::Absent;
            return Some(Lookup { entry, writable: true });
        }
        current = prototype;
    }
    None
}

/// A location as caches write it.
fn encode(location: Location) -> u32 {
    match location.place() {
        Place::Inline(word) => word as u32,
        Place::Overflow(index) => OVERFLOW | (butterfly::OVERFLOW + index) as u32,
        Place::Dictionary(_) => 0,
    }
}

/// Teaches the cache behind `node` an entry: the fast payload for own inline slots, else the cache's first entry; what
/// was there moves to the polymorphic entries.
unsafe fn learn(node: *const Node, entry: CacheEntry) {
    // SAFETY: M1, M5.
    unsafe {
        let cache = cache_of(node);
        let misses = (*cache).entry.misses.saturating_add(1);
        let old = fast_entry(node).unwrap_or((*cache).entry);
        if old.state != CacheState::Empty && old.shape != entry.shape {
            add_polymorphic(cache, old);
        }
        let is_fast = entry.state == CacheState::Own && entry.location & OVERFLOW == 0;
        let payload = (&raw const (*node).k).cast_mut();
        *payload = if is_fast { u64::from(entry.shape) | u64::from(entry.location) << 32 } else { EMPTY_PAYLOAD };
        (*cache).entry = CacheEntry { misses, ..entry };
    }
}

/// The entry that a node's payload stands for.
unsafe fn fast_entry(node: *const Node) -> Option<CacheEntry> {
    // SAFETY: M1.
    let payload = unsafe { (*node).k };
    (payload as u32 != NO_SHAPE).then_some(CacheEntry {
        shape: payload as u32,
        location: (payload >> 32) as u32,
        state: CacheState::Own,
        ..CacheEntry::EMPTY
    })
}

/// Keeps an entry among the polymorphic ones; the oldest goes.
unsafe fn add_polymorphic(cache: *mut PropertyCache, entry: CacheEntry) {
    // SAFETY: M1: the pointer is null or owned by this cache.
    unsafe {
        if (*cache).more.is_null() {
            (*cache).more = Box::into_raw(Box::new([CacheEntry::EMPTY; POLYMORPHIC]));
        }
        let more = &mut *(*cache).more;
        if let Some(place) =
            more.iter_mut().find(|place| place.shape == entry.shape || place.state == CacheState::Empty)
        {
            *place = entry;
            return;
        }
        more.rotate_right(1);
        more[0] = entry;
    }
}

/// `object.name` when no entry knows it.
pub(super) unsafe fn get_named(vm: *mut Isolate, node: *const Node, fp: *mut Value, object: Value) -> Outcome {
    // SAFETY: M2–M5.
    unsafe {
        let name = constant_at(vm, fp, (*node).d);
        if let Some(cell) = super::lookup::uncached_access(vm, node, object)
            && let Some(value) = super::lookup::get(vm, cell, name)
        {
            return Ok(value);
        }
        let depth = (*node).c;
        store(vm, fp, depth, object);
        store(vm, fp, depth + 1, name);
        let operands = Arguments::in_frame(slot_of(vm, fp, depth), 2);
        super::frame::publish(vm, node, fp, depth + 2);
        if let Some(entry) = readable(&*vm, operands) {
            learn(node, entry);
        }
        run(vm, node, fp, depth + 2, |cx| op::property::get_named(cx, operands))
    }
}

/// What a read may remember.
fn readable(isolate: &Isolate, operands: Arguments<'_>) -> Option<CacheEntry> {
    let (object, key) = (isolate.heap.get(operands.get(0)), isolate.heap.get(operands.get(1)));
    if object.is_pointer() && object.kind() >= kind::FIRST_OBJECT {
        return look_up(isolate, object, key).map(|lookup| lookup.entry);
    }
    if !object.is_pointer() || !kind::is_string(object.kind()) {
        return None;
    }
    if key.identical(isolate.known(crate::runtime::KnownName::Length)) {
        return Some(CacheEntry { state: CacheState::StringLength, ..CacheEntry::EMPTY });
    }
    let prototype = isolate.intrinsic_raw(Intrinsic::StringPrototype);
    let mut lookup = look_up(isolate, prototype, key)?;
    if !matches!(lookup.entry.state, CacheState::Own | CacheState::Prototype) {
        return None;
    }
    lookup.entry.state = CacheState::StringMethod;
    Some(lookup.entry)
}

/// `object.name = value` when no entry knows it.
pub(super) unsafe fn set_named(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    object: Value,
    value: Value,
) -> Outcome {
    // SAFETY: M2–M5.
    unsafe {
        let name = constant_at(vm, fp, (*node).d);
        if let Some(cell) = super::lookup::uncached_access(vm, node, object)
            && super::lookup::set(vm, cell, name, value)
        {
            return Ok(value);
        }
        let depth = (*node).c;
        store(vm, fp, depth, object);
        store(vm, fp, depth + 1, name);
        store(vm, fp, depth + 2, value);
        let operands = Arguments::in_frame(slot_of(vm, fp, depth), 3);
        super::frame::publish(vm, node, fp, depth + 3);
        let generation = (*vm).heap.shape_generation();
        let before = writable(&*vm, operands);
        let strict = super::slow::is_strict(vm, fp);
        let steps = if strict { op::property::set_named_strict } else { op::property::set_named_sloppy };
        run(vm, node, fp, depth + 3, |cx| steps(cx, operands))?;
        // The assignment may have run script, and ids of shapes that died in it may name others now.
        match before.filter(|_| (*vm).heap.shape_generation() == generation) {
            Some(entry) if entry.state == CacheState::Own => learn(node, entry),
            Some(entry) if entry.state == CacheState::Absent => {
                if let Some(entry) = added(&*vm, operands, entry) {
                    learn(node, entry);
                }
            }
            _ => {}
        }
        Ok(load(vm, fp, depth + 2))
    }
}

/// What the object looked like before an assignment, if a cache may remember the assignment.
fn writable(isolate: &Isolate, operands: Arguments<'_>) -> Option<CacheEntry> {
    let (object, key) = (isolate.heap.get(operands.get(0)), isolate.heap.get(operands.get(1)));
    if !object.is_pointer() || object.kind() < kind::FIRST_OBJECT {
        return None;
    }
    let lookup = look_up(isolate, object, key)?;
    if !lookup.writable {
        return None;
    }
    let mut entry = lookup.entry;
    if entry.state == CacheState::Prototype {
        entry.state = CacheState::Absent;
    }
    Some(entry)
}

/// The transition that an assignment has just made, if it is one that others of the old shape will make too.
fn added(isolate: &Isolate, operands: Arguments<'_>, before: CacheEntry) -> Option<CacheEntry> {
    let (object, key) = (isolate.heap.get(operands.get(0)), isolate.heap.get(operands.get(1)));
    let after = Shape::of(&isolate.heap, object);
    let unique = layout::shape::DICTIONARY | layout::shape::IS_PROTOTYPE;
    if after.id() == before.shape || after.traits().flags & unique != 0 || before.epoch != isolate.prototype_epoch {
        return None;
    }
    let is_child =
        after.0.word(layout::shape::PARENT).is_pointer() && after.0.word(layout::shape::PARENT).aux() == before.shape;
    let (number, meta) = after.find(key)?;
    if !is_child || meta.has(attribute::ACCESSOR) {
        return None;
    }
    let location = encode(after.traits().location(number as u32));
    Some(CacheEntry { state: CacheState::Add, location, new_shape: after.id(), ..before })
}

/// Whether `isolate.array_iteration` is about the present state of affairs, after a fresh look if need be.
#[inline(always)]
pub(super) fn knows_array_iteration(isolate: &mut Isolate) -> bool {
    let known = isolate.array_iteration;
    (known.epoch == isolate.prototype_epoch && known.array_shape == isolate.array_shape)
        || learn_array_iteration(isolate).is_some()
}

/// Finds the methods that iterating a plain array uses; `None` where one is not a plain own property.
#[inline(never)]
fn learn_array_iteration(isolate: &mut Isolate) -> Option<()> {
    let prototype = Shape(isolate.heap.shape(isolate.array_shape)).prototype();
    let iterators = isolate.intrinsic_raw(Intrinsic::ArrayIteratorPrototype);
    if !prototype.is_pointer() || !iterators.is_pointer() {
        return None;
    }
    let own = |object: Raw<'_>, name: KnownName| {
        look_up(isolate, object, isolate.known(name)).filter(|lookup| lookup.entry.state == CacheState::Own)
    };
    let (values, next) = (own(prototype, KnownName::SymbolIterator)?.entry, own(iterators, KnownName::Next)?.entry);
    isolate.array_iteration = ArrayIteration {
        epoch: isolate.prototype_epoch,
        array_shape: isolate.array_shape,
        iterator_shape: next.shape,
        values: values.location,
        next: next.location,
    };
    Some(())
}

/// Whether it is known where iterating the generator `object` finds its methods, perhaps only now.
pub(super) fn knows_generator_iteration(isolate: &mut Isolate, object: Raw<'_>) -> bool {
    let known = isolate.generator_iteration;
    if known.epoch == isolate.prototype_epoch && known.shape == object.aux() {
        return true;
    }
    let Some(found) = find_generator_iteration(isolate, object) else { return false };
    isolate.generator_iteration = found;
    true
}

/// Finds the methods that iterating a generator uses; `None` where they are not those of the two prototypes.
#[inline(never)]
fn find_generator_iteration(isolate: &Isolate, object: Raw<'_>) -> Option<GeneratorIteration> {
    let found = |name: KnownName, holder: Intrinsic| {
        let entry = look_up(isolate, object, isolate.known(name))?.entry;
        let mut current = object;
        for _ in 0..entry.depth {
            current = Shape::of(&isolate.heap, current).prototype();
        }
        let is_there = entry.state == CacheState::Prototype && current.identical(isolate.intrinsic_raw(holder));
        is_there.then(|| (current.aux(), entry.location))
    };
    let iterator = found(KnownName::SymbolIterator, Intrinsic::IteratorPrototype)?;
    let next = found(KnownName::Next, Intrinsic::GeneratorPrototype)?;
    Some(GeneratorIteration { epoch: isolate.prototype_epoch, shape: object.aux(), iterator, next })
}

/// A global variable: a script-level lexical binding or a property of the global object.
pub(super) unsafe fn get_global(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M2–M5.
    unsafe {
        let depth = (*node).c;
        store(vm, fp, depth, constant_at(vm, fp, (*node).d));
        let operands = Arguments::in_frame(slot_of(vm, fp, depth), 1);
        super::frame::publish(vm, node, fp, depth + 1);
        if let Some(entry) = global_entry(&*vm, operands) {
            (*cache_of(node)).entry = entry;
        }
        run(vm, node, fp, depth + 1, |cx| op::variable::get_global(cx, operands))
    }
}

/// Lets the cache of an assignment to a global find it. The value is kept at the node's depth + 1.
pub(super) unsafe fn learn_global(vm: *mut Isolate, node: *const Node, fp: *mut Value, value: Value) {
    // SAFETY: M2–M5: nothing here allocates.
    unsafe {
        let depth = (*node).c;
        store(vm, fp, depth, constant_at(vm, fp, (*node).d));
        store(vm, fp, depth + 1, value);
        let operands = Arguments::in_frame(slot_of(vm, fp, depth), 1);
        super::frame::publish(vm, node, fp, depth + 2);
        if let Some(entry) = global_entry(&*vm, operands) {
            (*cache_of(node)).entry = entry;
        }
    }
}

/// Where a global is: a script-level lexical binding, else a plain property of the global object.
fn global_entry(isolate: &Isolate, operands: Arguments<'_>) -> Option<CacheEntry> {
    let key = isolate.heap.get(operands.get(0));
    let lexicals = isolate.heap.root_value(isolate.global_lexicals);
    if !lexicals.is_pointer() || Shape::of(&isolate.heap, lexicals).has(layout::shape::DICTIONARY) {
        return None;
    }
    let is_lexical = Shape::of(&isolate.heap, lexicals).find(key).is_some();
    let holder = if is_lexical { lexicals } else { isolate.heap.root_value(isolate.global_object) };
    let lookup = look_up(isolate, holder, key)?;
    if lookup.entry.state != CacheState::Own {
        return None;
    }
    let depth = if is_lexical { super::misc::LEXICAL } else { 0 };
    let new_shape = if lookup.writable { super::misc::WRITABLE } else { 0 };
    Some(CacheEntry { depth, new_shape, ..lookup.entry })
}
