//! Named properties through inline caches.
//!
//! A property node is followed by its [`PropertyCache`], which takes the place of one node. The node's payload holds
//! the state that hits in the fewest instructions: shape id (low half) and word offset (high half) of an own data
//! property in an inline slot. Everything else is a state of the cache behind it: an overflow slot, a hit on a
//! prototype (guarded by the receiver's shape and the prototype epoch), an absent property, a transition that adds
//! one; then up to four such entries; then the megamorphic cache of the isolate.
//!
//! Children may run this very node again (recursion) and rewrite its cache: every state is read after the operands.

use super::completion::{NORMAL, Outcome};
use super::frame::{load, store};
use super::node::{Node, evaluate};
use super::operand::Operand;
use super::slow;
use super::word::MachineWord;
use crate::runtime::Isolate;
use crate::value::{Value, layout};

/// The shape id that no object has: an empty inline cache.
pub(crate) const NO_SHAPE: u32 = 0x7fff_ffff;
/// A payload that never hits.
pub(crate) const EMPTY_PAYLOAD: u64 = NO_SHAPE as u64;
/// Set in a location that is an overflow slot: the rest is its word offset in the butterfly.
pub(crate) const OVERFLOW: u32 = 0x8000_0000;

/// What a cache entry says about its shape.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CacheState {
    /// Nothing.
    Empty,
    /// An own data property at `location`.
    Own,
    /// A data property of the prototype `depth` links up, at `location`; valid in `epoch`.
    Prototype,
    /// A getter on the prototype `depth` links up (0: own): `location` holds the accessor pair; valid in `epoch`.
    Getter,
    /// No such property; valid in `epoch`.
    Absent,
    /// Assignment adds the property: the object gets `new_shape`, the value goes to `location`; valid in `epoch`.
    Add,
    /// The receiver is a string primitive; the property is a data property of a prototype `depth` links up from
    /// String.prototype (0: itself); `shape` is the shape of String.prototype; valid in `epoch`.
    StringMethod,
    /// The receiver is a string primitive; the property is its `length`. Holds for ever.
    StringLength,
}

/// One cached fact.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub(crate) struct CacheEntry {
    /// Shape id of the receiver.
    pub(crate) shape: u32,
    /// Word offset in the object, or with [`OVERFLOW`] in its butterfly.
    pub(crate) location: u32,
    /// The prototype epoch in which it was found.
    pub(crate) epoch: u32,
    /// Links from the receiver to the holder.
    pub(crate) depth: u16,
    /// What the entry says.
    pub(crate) state: CacheState,
    /// How often this cache has missed, saturated; in the first entry only.
    pub(crate) misses: u8,
    /// The shape after an addition.
    pub(crate) new_shape: u32,
}

impl CacheEntry {
    /// An entry that never hits.
    pub(crate) const EMPTY: Self = Self {
        shape: NO_SHAPE,
        location: 0,
        epoch: 0,
        depth: 0,
        state: CacheState::Empty,
        misses: 0,
        new_shape: NO_SHAPE,
    };
}

/// The cache behind a property node.
#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct PropertyCache {
    /// The entry that was filled last.
    pub(crate) entry: CacheEntry,
    /// Unused.
    pub(crate) reserved: u32,
    /// More entries (polymorphic), owned by the tree; null while monomorphic.
    pub(crate) more: *mut [CacheEntry; POLYMORPHIC],
}
const _: () = assert!(size_of::<PropertyCache>() == super::node::NODE_BYTES);

impl PropertyCache {
    /// A cache that knows nothing.
    pub(crate) const EMPTY: Self = Self { entry: CacheEntry::EMPTY, reserved: 0, more: std::ptr::null_mut() };

    /// An empty cache in the shape of the node whose place it takes.
    pub(crate) fn empty_node() -> Node {
        // SAFETY: M1: both are 32 bytes of plain data; the place is never run.
        unsafe { std::mem::transmute::<PaddedCache, Node>(PaddedCache(Self::EMPTY)) }
    }
}

/// The cache with a node's alignment.
#[repr(C, align(8))]
struct PaddedCache(PropertyCache);

/// Entries of a polymorphic cache.
pub(crate) const POLYMORPHIC: usize = 4;

/// The cache of a property node.
///
/// # Safety
/// M1: the compiler puts one behind each property node.
#[inline(always)]
pub(crate) unsafe fn cache_of(node: *const Node) -> *mut PropertyCache {
    // SAFETY: M1; nodes live in memory that the tree hands out as mutable.
    unsafe { node.add(1).cast_mut().cast() }
}

/// The shape id in the header of the cell at `object`.
///
/// # Safety
/// M4: `object` is a live cell.
#[inline(always)]
pub(crate) unsafe fn shape_of(object: *mut u64) -> u32 {
    // SAFETY: M4.
    unsafe { *object.cast::<u32>().add(1) }
}

/// The kind in the header of the cell at `object`.
///
/// # Safety
/// M4: `object` is a live cell.
#[inline(always)]
pub(crate) unsafe fn kind_of(object: *mut u64) -> u8 {
    // SAFETY: M4.
    unsafe { *object.cast::<u8>().add(1) }
}

/// The address of a property's slot.
///
/// # Safety
/// M4 and M5: `location` was cached for the shape that the object has.
#[inline(always)]
pub(crate) unsafe fn slot_address(object: *mut u64, location: u32) -> *mut Value {
    // SAFETY: M5.
    unsafe {
        if location & OVERFLOW == 0 {
            object.add(location as usize).cast()
        } else {
            let butterfly = (*object.add(layout::BUTTERFLY).cast::<Value>()).pointer();
            butterfly.add((location & !OVERFLOW) as usize).cast()
        }
    }
}

/// The object `depth` prototype links up from an object of shape `shape`.
///
/// # Safety
/// M5: the chain was that long in the current prototype epoch.
#[inline(always)]
unsafe fn holder(vm: *mut Isolate, mut shape: u32, depth: u16) -> *mut u64 {
    // SAFETY: M5.
    unsafe {
        let mut object = std::ptr::null_mut();
        for _ in 0..depth {
            let description = (*vm).heap.shape_object(shape);
            object = (*description.add(layout::shape::PROTOTYPE).cast::<Value>()).pointer();
            shape = shape_of(object);
        }
        object
    }
}

/// `object.name`. Fields: a object; c depth; d name; payload and cache as told above.
pub(crate) unsafe fn get_named<O: Operand>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M5.
    unsafe {
        let object = O::get(vm, node, fp, (*node).a)?;
        get_from(vm, node, fp, object)
    }
}

/// The property of `object` that `node` names.
///
/// # Safety
/// As [`super::node::NodeFunction`]; `node` is a property node.
#[inline(always)]
pub(crate) unsafe fn get_from(vm: *mut Isolate, node: *const Node, fp: *mut Value, object: Value) -> Outcome {
    // SAFETY: M4, M5.
    unsafe {
        if object.is_pointer() && shape_of(object.pointer()) == (*node).k as u32 {
            return Ok(*object.pointer().add(((*node).k >> 32) as usize).cast::<Value>());
        }
        get_cached(vm, node, fp, object)
    }
}

/// The states behind the first one.
#[inline(never)]
unsafe fn get_cached(vm: *mut Isolate, node: *const Node, fp: *mut Value, object: Value) -> Outcome {
    // SAFETY: M4, M5.
    unsafe {
        if object.is_pointer() {
            let cell = object.pointer();
            let cache = cache_of(node);
            let shape = shape_of(cell);
            if shape == (*cache).entry.shape
                && let Some(outcome) = read_entry(vm, node, fp, cell, &(*cache).entry)
            {
                return outcome;
            }
            if crate::value::kind::is_string(kind_of(cell)) {
                if let Some(value) = read_of_string(vm, cell, &(*cache).entry) {
                    return Ok(value);
                }
                if !(*cache).more.is_null()
                    && let Some(value) = (*(*cache).more).iter().find_map(|entry| read_of_string(vm, cell, entry))
                {
                    return Ok(value);
                }
            } else if !(*cache).more.is_null() {
                for entry in &*(*cache).more {
                    if entry.shape == shape
                        && let Some(outcome) = read_entry(vm, node, fp, cell, entry)
                    {
                        return outcome;
                    }
                }
            }
        }
        slow::get_named_miss(vm, node, fp, object)
    }
}

/// What `entry` knows about `object`, whose shape it is for.
#[inline(always)]
unsafe fn read_entry(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    object: *mut u64,
    entry: &CacheEntry,
) -> Option<Outcome> {
    // SAFETY: M5.
    unsafe {
        match entry.state {
            CacheState::Own => Some(Ok(*slot_address(object, entry.location))),
            CacheState::Prototype if entry.epoch == (*vm).prototype_epoch => {
                Some(Ok(*slot_address(holder(vm, entry.shape, entry.depth), entry.location)))
            }
            CacheState::Absent if entry.epoch == (*vm).prototype_epoch => Some(Ok(Value::UNDEFINED)),
            CacheState::Getter if entry.epoch == (*vm).prototype_epoch => {
                let holder = if entry.depth == 0 { object } else { holder(vm, entry.shape, entry.depth) };
                let pair = *slot_address(holder, entry.location);
                let getter = *pair.pointer().add(layout::accessor::GETTER).cast::<Value>();
                Some(super::call::call_getter(vm, node, fp, getter, Value::from_pointer(object)))
            }
            _ => None,
        }
    }
}

/// What `entry` knows about the string `cell`.
#[inline(always)]
unsafe fn read_of_string(vm: *mut Isolate, cell: *mut u64, entry: &CacheEntry) -> Option<Value> {
    // SAFETY: M4, M5: `shape` is that of String.prototype in this epoch.
    unsafe {
        match entry.state {
            CacheState::StringLength => Some(Value::int(*cell.add(layout::string::LENGTH) as u32 as i32)),
            CacheState::StringMethod if entry.epoch == (*vm).prototype_epoch => Some(read_string_method(vm, entry)),
            _ => None,
        }
    }
}

unsafe fn read_string_method(vm: *mut Isolate, entry: &CacheEntry) -> Value {
    // SAFETY: M5: `shape` is that of String.prototype in this epoch.
    unsafe {
        let object = slow::string_prototype(vm);
        let holder = if entry.depth == 0 { object } else { holder(vm, entry.shape, entry.depth) };
        *slot_address(holder, entry.location)
    }
}

/// `object.name = value`. Fields: a object; b value; c depth; d name. `STATEMENT`: the value is not wanted.
pub(crate) unsafe fn set_named<O: Operand, V: Operand, const STATEMENT: bool>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
) -> Outcome {
    // SAFETY: M1–M5.
    unsafe {
        let (object, value) = super::arithmetic::operands::<O, V>(vm, node, fp)?;
        let value = set_on(vm, node, fp, object, value)?;
        Ok(if STATEMENT { NORMAL } else { value })
    }
}

/// Assigns to the property of `object` that `node` names; returns the value, which the store may have moved.
///
/// # Safety
/// As [`super::node::NodeFunction`]; `node` is a property node.
#[inline(always)]
unsafe fn set_on(vm: *mut Isolate, node: *const Node, fp: *mut Value, object: Value, value: Value) -> Outcome {
    // SAFETY: M4, M5.
    unsafe {
        if object.is_pointer() && shape_of(object.pointer()) == (*node).k as u32 {
            let cell = object.pointer();
            let slot = cell.add(((*node).k >> 32) as usize);
            (*vm).heap.store_word(cell, slot, value);
            return Ok(value);
        }
        set_cached(vm, node, fp, object, value)
    }
}

#[inline(never)]
unsafe fn set_cached(vm: *mut Isolate, node: *const Node, fp: *mut Value, object: Value, value: Value) -> Outcome {
    // SAFETY: M4, M5.
    unsafe {
        if object.is_pointer() {
            let cell = object.pointer();
            let cache = cache_of(node);
            let shape = shape_of(cell);
            if shape == (*cache).entry.shape && write_entry(vm, cell, &(*cache).entry, value) {
                return Ok(value);
            }
            if !(*cache).more.is_null() {
                for entry in &*(*cache).more {
                    if entry.shape == shape && write_entry(vm, cell, entry, value) {
                        return Ok(value);
                    }
                }
            }
        }
        slow::set_named_miss(vm, node, fp, object, value)
    }
}

/// Carries out what `entry` says for an assignment to `object`, whose shape it is for; false if it does not apply.
#[inline(always)]
unsafe fn write_entry(vm: *mut Isolate, object: *mut u64, entry: &CacheEntry, value: Value) -> bool {
    // SAFETY: M5.
    unsafe {
        match entry.state {
            CacheState::Own => {
                let host = if entry.location & OVERFLOW == 0 {
                    object
                } else {
                    (*object.add(layout::BUTTERFLY).cast::<Value>()).pointer()
                };
                (*vm).heap.store_word(host, host.add((entry.location & !OVERFLOW) as usize), value);
                true
            }
            CacheState::Add if entry.epoch == (*vm).prototype_epoch => add_property(vm, object, entry, value),
            _ => false,
        }
    }
}

/// Adds a property by a cached transition, if the slot exists already.
#[inline(always)]
unsafe fn add_property(vm: *mut Isolate, object: *mut u64, entry: &CacheEntry, value: Value) -> bool {
    // SAFETY: M5: an inline slot exists in every object of the shape; an overflow slot is checked against the
    // butterfly's capacity.
    unsafe {
        let mut host = object;
        if entry.location & OVERFLOW != 0 {
            let butterfly = *object.add(layout::BUTTERFLY).cast::<Value>();
            if !butterfly.is_pointer() {
                return false;
            }
            host = butterfly.pointer();
            let info = layout::ButterflyInfo(*host.add(layout::butterfly::INFO));
            if (entry.location & !OVERFLOW) as usize >= info.first_element() {
                return false;
            }
        }
        (*vm).heap.set_shape(object, entry.new_shape);
        (*vm).heap.store_word(host, host.add((entry.location & !OVERFLOW) as usize), value);
        true
    }
}

/// `object.name OP= value` and `object.name++`: reads, lets the child compute, writes. The child finds the old value in
/// the slot above the object's. Fields: a object; b child that computes the new value; c depth: the object waits at
/// `c`, the old value at `c + 1`. The nodes that read and write, with their caches, stand right behind. `POSTFIX`: the
/// result is what the slot `c + 1` holds at the end (the child has made it a number).
pub(crate) unsafe fn update_named<O: Operand, const POSTFIX: bool>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
) -> Outcome {
    // SAFETY: M1–M5; the read node stands right behind this one, the write node behind its cache.
    unsafe {
        let object = O::get(vm, node, fp, (*node).a)?;
        let depth = (*node).c;
        store(vm, fp, depth, object);
        let reader = node.add(1);
        let old = get_from(vm, reader, fp, object)?;
        store(vm, fp, depth + 1, old);
        let new = evaluate(vm, node, fp, (*node).b)?;
        let writer = node.add(3);
        let object = load(vm, fp, depth);
        let new = set_on(vm, writer, fp, object, new)?;
        Ok(if POSTFIX { load(vm, fp, depth + 1) } else { new })
    }
}
