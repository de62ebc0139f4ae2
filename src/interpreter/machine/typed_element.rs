//! Elements of typed arrays: `view[index]` and `view[index] = number` where the view shows part of a buffer as it is now.
//!
//! Everything is looked at anew each time: the view's words, and in the heap's table the place and number of the bytes.

use super::property::kind_of;
use super::word::MachineWord;
use crate::runtime::{ElementType, Isolate};
use crate::value::layout::{array_buffer, view};
use crate::value::number::{from_half, to_half, to_int32};
use crate::value::{Value, kind};

/// The address and type of element `index` of a typed array of fixed length; `None` where a closer look is due.
///
/// # Safety
/// M3, M4.
#[inline(always)]
unsafe fn address(vm: *mut Isolate, object: Value, index: Value) -> Option<(*mut u8, ElementType)> {
    if !object.is_pointer() || !index.is_int() {
        return None;
    }
    // SAFETY: M4: a typed array has these words; the bytes of the element lie within those of the buffer.
    unsafe {
        let cell = object.pointer();
        if kind_of(cell) != kind::TYPED_ARRAY {
            return None;
        }
        let length = *cell.add(view::LENGTH);
        let index = u64::from(index.as_int() as u32);
        let buffer = *cell.add(view::BUFFER).cast::<Value>();
        if length == u64::MAX || index >= length || !buffer.is_pointer() {
            return None;
        }
        let element = ElementType::of(*cell.add(view::ELEMENT_TYPE));
        let size = element.size() as u64;
        let offset = *cell.add(view::BYTE_OFFSET);
        let (bytes, count) = (*vm).heap.external_bytes(*buffer.pointer().add(array_buffer::EXTERNAL))?;
        let end = length.checked_mul(size)?.checked_add(offset)?;
        (end <= count as u64).then(|| (bytes.add((offset + index * size) as usize), element))
    }
}

/// TypedArrayGetElement of a number; `None`: go the long way.
///
/// # Safety
/// M3, M4.
#[inline(always)]
pub(super) unsafe fn get(vm: *mut Isolate, object: Value, index: Value) -> Option<Value> {
    // SAFETY: M4: `address` has checked that the element's bytes are there; they need not be aligned.
    unsafe {
        let (bytes, element) = address(vm, object, index)?;
        Some(match element {
            ElementType::Int8 => Value::int(i32::from(*bytes as i8)),
            ElementType::Uint8 | ElementType::Uint8Clamped => Value::int(i32::from(*bytes)),
            ElementType::Int16 => Value::int(i32::from(i16::from_le(bytes.cast::<i16>().read_unaligned()))),
            ElementType::Uint16 => Value::int(i32::from(u16::from_le(bytes.cast::<u16>().read_unaligned()))),
            ElementType::Int32 => Value::int(i32::from_le(bytes.cast::<i32>().read_unaligned())),
            ElementType::Uint32 => Value::number(f64::from(u32::from_le(bytes.cast::<u32>().read_unaligned()))),
            ElementType::Float16 => Value::number(from_half(u16::from_le(bytes.cast::<u16>().read_unaligned()))),
            ElementType::Float32 => {
                let bits = u32::from_le(bytes.cast::<u32>().read_unaligned());
                Value::number(f64::from(f32::from_bits(bits)))
            }
            ElementType::Float64 => Value::number(f64::from_bits(u64::from_le(bytes.cast::<u64>().read_unaligned()))),
            ElementType::BigInt64 | ElementType::BigUint64 => return None,
        })
    }
}

/// TypedArraySetElement of a number; false: go the long way.
///
/// # Safety
/// M3, M4.
#[inline(always)]
pub(super) unsafe fn set(vm: *mut Isolate, object: Value, index: Value, value: Value) -> bool {
    if !value.is_number() {
        return false;
    }
    // SAFETY: M4: `address` has checked that the element's bytes are there; they need not be aligned.
    unsafe {
        let Some((bytes, element)) = address(vm, object, index) else { return false };
        let integer = || if value.is_int() { value.as_int() } else { to_int32(value.as_double()) };
        match element {
            ElementType::Int8 | ElementType::Uint8 => *bytes = integer() as u8,
            ElementType::Uint8Clamped if value.is_int() => *bytes = value.as_int().clamp(0, 255) as u8,
            ElementType::Int16 | ElementType::Uint16 => {
                bytes.cast::<u16>().write_unaligned((integer() as u16).to_le());
            }
            ElementType::Int32 | ElementType::Uint32 => bytes.cast::<i32>().write_unaligned(integer().to_le()),
            ElementType::Float16 => bytes.cast::<u16>().write_unaligned(to_half(value.as_number()).to_le()),
            ElementType::Float32 => {
                let bits = (value.as_number() as f32).to_bits();
                bytes.cast::<u32>().write_unaligned(bits.to_le());
            }
            ElementType::Float64 => bytes.cast::<u64>().write_unaligned(value.as_number().to_bits().to_le()),
            ElementType::Uint8Clamped | ElementType::BigInt64 | ElementType::BigUint64 => return false,
        }
        true
    }
}
