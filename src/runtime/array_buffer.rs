//! ArrayBuffers (§25.1): their bytes are external memory, charged before they are allocated, released with their owner.
//!
//! The object's raw words say where the bytes are and how many; nothing is cached that moving or detaching would break.

use super::completion::{Abrupt, Completion, Termination};
use super::realm::Intrinsic;
use super::scope::Scope;
use super::{make_object, throw_range_error};
use crate::heap::{External, ExternalId, Heap, Local, OutOfMemory, Raw, SharedMemory};
use crate::value::kind;
use crate::value::layout::{array_buffer, view};

/// More bytes than any machine of today can address.
const LARGEST: u64 = 1 << 46;
/// Shorter blocks are cleared at once, longer ones by the system when they are first touched.
const CLEARED_AT_ONCE: usize = 1 << 16;

/// The bytes of a buffer (a Data Block, §6.2.9).
struct DataBlock {
    bytes: Bytes,
}

/// Where the bytes are.
enum Bytes {
    /// Nobody else knows them.
    Own(Vec<u8>),
    /// Other agents may have them as well, or somebody waits for their change.
    Shared(SharedMemory),
}

impl Default for Bytes {
    fn default() -> Bytes {
        Bytes::Own(Vec::new())
    }
}

impl Bytes {
    fn slice(&self) -> &[u8] {
        match self {
            Bytes::Own(bytes) => bytes,
            Bytes::Shared(memory) => memory.bytes(),
        }
    }

    fn slice_mut(&mut self) -> &mut [u8] {
        match self {
            Bytes::Own(bytes) => bytes,
            Bytes::Shared(memory) => memory.bytes_mut(),
        }
    }

    /// Whether what is written to one is seen in the other.
    fn is_same(&self, other: &Bytes) -> bool {
        matches!((self, other), (Bytes::Shared(one), Bytes::Shared(other)) if one.is_same(other))
    }

    /// Changes their number; false if there is no memory.
    fn resize(&mut self, length: usize) -> bool {
        let bytes = match self {
            Bytes::Own(bytes) => bytes,
            Bytes::Shared(memory) => return memory.grow(length),
        };
        let old = bytes.len();
        if length > old && bytes.try_reserve_exact(length - old).is_err() {
            return false;
        }
        bytes.resize(length, 0);
        if length < old / 2 {
            bytes.shrink_to(length);
        }
        true
    }
}

impl External for DataBlock {
    fn category(&self) -> &'static str {
        "ArrayBuffer data"
    }

    fn bytes_mut(&mut self) -> Option<&mut [u8]> {
        Some(self.bytes.slice_mut())
    }
}

/// Zeroes, if the system has that many.
fn zeroes(length: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(length).ok()?;
    if length < CLEARED_AT_ONCE {
        bytes.resize(length, 0);
        return Some(bytes);
    }
    // There is room, as was just seen; this way the system clears the pages when they are touched.
    drop(bytes);
    Some(vec![0; length])
}

#[cold]
fn throw_allocation_failed(cx: &mut Scope<'_>) -> super::Abrupt {
    throw_range_error(cx, format_args!("Array buffer allocation failed"))
}

/// The end of AllocateArrayBuffer (§25.1.3.1): gives a new ARRAY_BUFFER object a block of zeroes. `maximum`: the greatest
/// byte length of a resizable buffer.
///
/// # Errors
/// RangeError `Array buffer allocation failed`.
pub(crate) fn allocate_block(
    cx: &mut Scope<'_>,
    buffer: Local<'_>,
    length: u64,
    maximum: Option<u64>,
) -> Completion<()> {
    if length > LARGEST {
        return Err(throw_allocation_failed(cx));
    }
    let Ok(charge) = cx.heap.charge_scratch(length as usize) else { return Err(refuse(cx, length as usize)) };
    let Some(bytes) = zeroes(length as usize) else { return Err(throw_allocation_failed(cx)) };
    let attached = cx.heap.attach_charged(buffer, Box::new(DataBlock { bytes: Bytes::Own(bytes) }), charge);
    install_block(cx, buffer, attached, length, maximum)
}

/// The limits have no room: the end of the script, unless it is one request that is too large by itself.
fn refuse(cx: &mut Scope<'_>, length: usize) -> Abrupt {
    if cx.heap.could_hold(length) { cx.terminate(Termination::OutOfMemory) } else { throw_allocation_failed(cx) }
}

fn install_block(
    cx: &mut Scope<'_>,
    buffer: Local<'_>,
    attached: Result<ExternalId, OutOfMemory>,
    length: u64,
    maximum: Option<u64>,
) -> Completion<()> {
    let Ok(id) = attached else { return Err(refuse(cx, length as usize)) };
    cx.heap.store_raw(buffer, array_buffer::EXTERNAL, id.to_bits());
    cx.heap.store_raw(buffer, array_buffer::BYTE_LENGTH, length);
    cx.heap.store_raw(buffer, array_buffer::MAXIMUM, maximum.map_or(0, |maximum| maximum + 1));
    Ok(())
}

/// Whether a resizable buffer may be asked for this many bytes at most.
pub(crate) const fn is_possible_maximum(maximum: u64) -> bool {
    maximum <= LARGEST
}

/// A new %ArrayBuffer% of zeroes.
///
/// # Errors
/// RangeError `Array buffer allocation failed`.
pub(crate) fn new_array_buffer<'s>(cx: &mut Scope<'s>, length: u64) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let prototype = cx.intrinsic(Intrinsic::ArrayBufferPrototype)?;
    let buffer = make_object(cx, kind::ARRAY_BUFFER, prototype)?;
    allocate_block(cx, buffer, length, None)?;
    Ok(cx.collapse(depth, buffer))
}

/// A new %ArrayBuffer% of bytes that a host has. They are charged now.
///
/// # Errors
/// RangeError `Array buffer allocation failed`.
pub(crate) fn array_buffer_from_bytes<'s>(cx: &mut Scope<'s>, bytes: Vec<u8>) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let prototype = cx.intrinsic(Intrinsic::ArrayBufferPrototype)?;
    let buffer = make_object(cx, kind::ARRAY_BUFFER, prototype)?;
    let length = bytes.len();
    let attached = cx.heap.attach_external(buffer, Box::new(DataBlock { bytes: Bytes::Own(bytes) }), length);
    install_block(cx, buffer, attached, length as u64, None)?;
    Ok(cx.collapse(depth, buffer))
}

/// Whether a value is an ArrayBuffer or SharedArrayBuffer. Pure.
pub(crate) fn is_buffer(value: Raw<'_>) -> bool {
    value.is_kind(kind::ARRAY_BUFFER) || value.is_kind(kind::SHARED_ARRAY_BUFFER)
}

/// IsDetachedBuffer (§25.1.3.4). Pure.
pub(crate) fn is_detached_buffer(buffer: Raw<'_>) -> bool {
    buffer.raw_word(array_buffer::EXTERNAL) == 0
}

/// ArrayBufferByteLength (§25.1.3.2); 0 when detached. Pure.
pub(crate) fn buffer_byte_length(buffer: Raw<'_>) -> usize {
    buffer.raw_word(array_buffer::BYTE_LENGTH) as usize
}

/// [[ArrayBufferMaxByteLength]] of a resizable buffer. Pure.
pub(crate) fn buffer_maximum(buffer: Raw<'_>) -> Option<u64> {
    buffer.raw_word(array_buffer::MAXIMUM).checked_sub(1)
}

fn block(buffer: Raw<'_>) -> ExternalId {
    ExternalId::from_bits(buffer.raw_word(array_buffer::EXTERNAL))
}

/// The bytes of a buffer; none when it is detached.
pub(crate) fn buffer_bytes<'h>(heap: &'h Heap, buffer: Raw<'_>) -> &'h [u8] {
    heap.external_as::<DataBlock>(block(buffer)).map_or(&[], |block| block.bytes.slice())
}

/// Copies bytes between two buffers, or within one. What lies outside of either is left out.
pub(crate) fn copy_bytes(heap: &mut Heap, from: (Local<'_>, usize), to: (Local<'_>, usize), count: usize) {
    let (source, target) = (block(heap.get(from.0)), block(heap.get(to.0)));
    if source == target {
        if let Some(block) = heap.external_as_mut::<DataBlock>(target) {
            move_within(block.bytes.slice_mut(), from.1, to.1, count);
        }
        return;
    }
    // The target's bytes leave the table for a moment, because both are borrowed at once.
    let Some(block) = heap.external_as_mut::<DataBlock>(target) else { return };
    let mut bytes = std::mem::take(&mut block.bytes);
    match heap.external_as::<DataBlock>(source) {
        Some(source) if source.bytes.is_same(&bytes) => move_within(bytes.slice_mut(), from.1, to.1, count),
        Some(source) => {
            let (source, bytes) = (source.bytes.slice(), bytes.slice_mut());
            let count = count.min(source.len().saturating_sub(from.1)).min(bytes.len().saturating_sub(to.1));
            bytes[to.1..to.1 + count].copy_from_slice(&source[from.1..from.1 + count]);
        }
        None => {}
    }
    if let Some(block) = heap.external_as_mut::<DataBlock>(target) {
        block.bytes = bytes;
    }
}

/// Copies within some bytes. What lies outside is left out.
fn move_within(bytes: &mut [u8], from: usize, to: usize, count: usize) {
    let count = count.min(bytes.len().saturating_sub(from)).min(bytes.len().saturating_sub(to));
    bytes.copy_within(from..from + count, to);
}

/// The memory of a SharedArrayBuffer, for other agents or to wait for its changes; from now on it may be shared.
///
/// # Errors
/// RangeError `Array buffer allocation failed`.
pub(crate) fn shared_memory(cx: &mut Scope<'_>, buffer: Local<'_>) -> Completion<SharedMemory> {
    let id = block(cx.raw(buffer));
    let maximum = buffer_maximum(cx.raw(buffer)).map(|maximum| maximum as usize);
    let memory = cx.heap.external_as_mut::<DataBlock>(id).and_then(|block| {
        if let Bytes::Own(bytes) = &block.bytes {
            block.bytes = Bytes::Shared(SharedMemory::new(bytes, maximum)?);
        }
        match &block.bytes {
            Bytes::Shared(memory) => Some(memory.clone()),
            Bytes::Own(_) => None,
        }
    });
    memory.ok_or_else(|| throw_allocation_failed(cx))
}

/// A new %SharedArrayBuffer% of memory that another agent has. It sees the length that there is now.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn shared_array_buffer_from_memory<'s>(cx: &mut Scope<'s>, memory: SharedMemory) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let prototype = cx.intrinsic(Intrinsic::SharedArrayBufferPrototype)?;
    let buffer = make_object(cx, kind::SHARED_ARRAY_BUFFER, prototype)?;
    let (length, maximum) = (memory.len(), memory.maximum().map(|maximum| maximum as u64));
    let attached = cx.heap.attach_external(buffer, Box::new(DataBlock { bytes: Bytes::Shared(memory) }), length);
    install_block(cx, buffer, attached, length as u64, maximum)?;
    Ok(cx.collapse(depth, buffer))
}

/// Replaces the `size` bytes at `place` of a buffer by what `change` makes of them (`None`: nothing) in one step, also for
/// other agents; what was there. Little-endian.
pub(crate) fn update_bytes(
    heap: &mut Heap,
    buffer: Local<'_>,
    place: usize,
    size: usize,
    mut change: impl FnMut(u64) -> Option<u64>,
) -> u64 {
    let id = block(heap.get(buffer));
    let Some(block) = heap.external_as_mut::<DataBlock>(id) else { return 0 };
    let bytes = match &mut block.bytes {
        Bytes::Own(bytes) => bytes.get_mut(place..place + size).unwrap_or(&mut []),
        Bytes::Shared(memory) => return memory.update(place, size, change),
    };
    let mut old = [0; 8];
    old[..bytes.len()].copy_from_slice(bytes);
    let old = u64::from_le_bytes(old);
    if let Some(new) = change(old) {
        bytes.copy_from_slice(&new.to_le_bytes()[..bytes.len()]);
    }
    old
}

/// DetachArrayBuffer (§25.1.3.5), the key not looked at: the bytes are released now.
pub(crate) fn detach_buffer(cx: &mut Scope<'_>, buffer: Local<'_>) {
    let id = block(cx.raw(buffer));
    drop(cx.heap.detach_external(id));
    forget_block(cx, buffer);
}

fn forget_block(cx: &mut Scope<'_>, buffer: Local<'_>) {
    cx.heap.store_raw(buffer, array_buffer::EXTERNAL, 0);
    cx.heap.store_raw(buffer, array_buffer::BYTE_LENGTH, 0);
}

/// Moves the bytes of `from` to the new ARRAY_BUFFER object `to`, cut or filled with zeroes, and detaches `from`.
///
/// # Errors
/// RangeError `Array buffer allocation failed`; nothing has changed then.
pub(crate) fn transfer_block(
    cx: &mut Scope<'_>,
    from: Local<'_>,
    to: Local<'_>,
    length: u64,
    maximum: Option<u64>,
) -> Completion<()> {
    resize_block(cx, from, length)?;
    let id = block(cx.raw(from));
    let Some(payload) = cx.heap.detach_external(id) else { return Err(throw_allocation_failed(cx)) };
    forget_block(cx, from);
    let attached = cx.heap.attach_external(to, payload, length as usize);
    install_block(cx, to, attached, length, maximum)
}

/// Changes the number of bytes of a block: cut off, or filled with zeroes.
///
/// # Errors
/// RangeError `Array buffer allocation failed`; nothing has changed then.
pub(crate) fn resize_block(cx: &mut Scope<'_>, buffer: Local<'_>, length: u64) -> Completion<()> {
    if length > LARGEST {
        return Err(throw_allocation_failed(cx));
    }
    let (id, old, length) = (block(cx.raw(buffer)), buffer_byte_length(cx.raw(buffer)), length as usize);
    if length > old && cx.heap.adjust_external(id, length).is_err() {
        return Err(refuse(cx, length - old));
    }
    let resized = cx.heap.external_as_mut::<DataBlock>(id).is_some_and(|block| block.bytes.resize(length));
    let charge = if resized { length } else { old };
    if cx.heap.adjust_external(id, charge).is_err() || !resized {
        return Err(throw_allocation_failed(cx));
    }
    cx.heap.store_raw(buffer, array_buffer::BYTE_LENGTH, length as u64);
    Ok(())
}

/// The bytes of the buffer of a view, to write.
pub(super) fn buffer_bytes_of_view<'h>(heap: &'h mut Heap, array: Local<'_>) -> &'h mut [u8] {
    let id = block(heap.get(array).word(view::BUFFER));
    match heap.external_as_mut::<DataBlock>(id) {
        Some(block) => block.bytes.slice_mut(),
        None => &mut [],
    }
}
