//! Numbers in the bytes of a buffer: `readUInt8` to `writeDoubleBE`. One function reads and one writes; what a method
//! reads is packed into its data.

use crate::heap::Local;
use crate::host::bytes::of_view;
use crate::host::property;
use crate::host::report::{throw_coded, throw_invalid_argument_type, throw_out_of_range};
use crate::runtime::{
    Abrupt, Arguments, Completion, Intrinsic, Scope, bigint_from, callee_data, to_big_int64, to_big_uint64, to_number,
    view_bytes_mut,
};
use crate::value::kind;
use num_bigint::BigInt;

/// What a method reads or writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Format {
    Unsigned,
    Signed,
    Float,
    BigUnsigned,
    BigSigned,
}

/// A method's data: format, bytes (0: told by an argument), byte order.
#[derive(Clone, Copy)]
struct Layout {
    format: Format,
    size: usize,
    is_big_endian: bool,
}

impl Layout {
    const fn pack(self) -> i32 {
        self.format as i32 | (self.size as i32) << 4 | (self.is_big_endian as i32) << 8
    }

    const fn unpack(bits: i32) -> Layout {
        let format = match bits & 15 {
            0 => Format::Unsigned,
            1 => Format::Signed,
            2 => Format::Float,
            3 => Format::BigUnsigned,
            _ => Format::BigSigned,
        };
        Layout { format, size: (bits >> 4 & 15) as usize, is_big_endian: bits & 256 != 0 }
    }
}

/// Names behind `read` and `write` without their byte order: formats and sizes.
const NAMES: &[(&[&str], Format, usize)] = &[
    (&["UInt8", "Uint8"], Format::Unsigned, 1),
    (&["Int8"], Format::Signed, 1),
    (&["UInt16", "Uint16"], Format::Unsigned, 2),
    (&["UInt32", "Uint32"], Format::Unsigned, 4),
    (&["Int16"], Format::Signed, 2),
    (&["Int32"], Format::Signed, 4),
    (&["UInt", "Uint"], Format::Unsigned, 0),
    (&["Int"], Format::Signed, 0),
    (&["Float"], Format::Float, 4),
    (&["Double"], Format::Float, 8),
    (&["BigUInt64", "BigUint64"], Format::BigUnsigned, 8),
    (&["BigInt64"], Format::BigSigned, 8),
];

/// Defines the methods on a prototype.
pub(super) fn install<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let prototype = arguments.get(0);
    for &(names, format, size) in NAMES {
        let orders: &[(&str, bool)] = if size == 1 { &[("", false)] } else { &[("LE", false), ("BE", true)] };
        for &(order, is_big_endian) in orders {
            let data = Local::int(Layout { format, size, is_big_endian }.pack());
            for name in names {
                let mut cx = cx.open();
                let name = format!("read{name}{order}");
                let reader = property::function(&mut cx, &name, 1, read, data)?;
                property::define(&mut cx, prototype, &name, reader)?;
                let name = name.replace("read", "write");
                let writer = property::function(&mut cx, &name, 2, write, data)?;
                property::define(&mut cx, prototype, &name, writer)?;
            }
        }
    }
    Ok(Local::UNDEFINED)
}

/// Layout and offset of a call; `first` is the place of the offset among the arguments.
fn place<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
    first: usize,
) -> Completion<(Layout, usize)> {
    let data = callee_data(cx, arguments)?;
    let mut layout = Layout::unpack(cx.raw(data).as_int());
    if layout.size == 0 {
        let size = arguments.get(first + 1);
        if !cx.raw(size).is_number() {
            return Err(throw_invalid_argument_type(cx, "byteLength", "of type number", size));
        }
        let bytes = cx.raw(size).as_number();
        if bytes.fract() != 0.0 || !(1.0..=6.0).contains(&bytes) {
            let range = if bytes.fract() != 0.0 { "an integer" } else { ">= 1 and <= 6" };
            return Err(throw_out_of_range(cx, "byteLength", range, size));
        }
        layout.size = bytes as usize;
    }
    Ok((layout, offset(cx, this, arguments.get(first), layout.size)?))
}

fn offset<'s>(cx: &mut Scope<'s>, this: Local<'s>, value: Local<'s>, size: usize) -> Completion<usize> {
    let offset = if cx.raw(value).is_undefined() { 0.0 } else { cx.raw(value).as_number() };
    if !cx.raw(value).is_undefined() && !cx.raw(value).is_number() {
        return Err(throw_invalid_argument_type(cx, "offset", "of type number", value));
    }
    let length = of_view(cx, this).map_or(0, <[u8]>::len);
    if offset.fract() != 0.0 {
        return Err(throw_out_of_range(cx, "offset", "an integer", value));
    }
    let Some(last) = length.checked_sub(size) else {
        let message = "Attempt to access memory outside buffer bounds";
        return Err(throw_coded(cx, Intrinsic::RangeErrorPrototype, "ERR_BUFFER_OUT_OF_BOUNDS", message));
    };
    if offset < 0.0 || offset > last as f64 {
        return Err(throw_out_of_range(cx, "offset", &format!(">= 0 and <= {last}"), value));
    }
    Ok(offset as usize)
}

fn read<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let (layout, offset) = place(cx, this, arguments, 0)?;
    let bytes = of_view(cx, this).and_then(|bytes| bytes.get(offset..offset + layout.size)).unwrap_or_default();
    let mut bits = 0u64;
    for place in 0..layout.size {
        let byte = bytes.get(if layout.is_big_endian { place } else { layout.size - 1 - place });
        bits = bits << 8 | u64::from(byte.copied().unwrap_or(0));
    }
    let unused = 64 - 8 * layout.size as u32;
    Ok(match layout.format {
        Format::Unsigned => Local::number(bits as f64),
        Format::Signed => Local::number(((bits << unused) as i64 >> unused) as f64),
        Format::Float if layout.size == 4 => Local::number(f64::from(f32::from_bits(bits as u32))),
        Format::Float => Local::number(f64::from_bits(bits)),
        Format::BigUnsigned => return bigint_from(cx, &BigInt::from(bits)),
        Format::BigSigned => return bigint_from(cx, &BigInt::from(bits as i64)),
    })
}

fn write<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let value = arguments.get(0);
    let data = callee_data(cx, arguments)?;
    let format = Layout::unpack(cx.raw(data).as_int()).format;
    let number = match format {
        Format::BigSigned | Format::BigUnsigned => 0.0,
        _ => to_number(cx, value)?,
    };
    let (layout, offset) = place(cx, this, arguments, 1)?;
    let bits = match format {
        Format::Float if layout.size == 4 => u64::from((number as f32).to_bits()),
        Format::Float => number.to_bits(),
        Format::Unsigned | Format::Signed => integer_bits(cx, value, number, layout)?,
        _ => big_bits(cx, value, format)?,
    };
    let target = view_bytes_mut(&mut cx.heap, this);
    let bytes = bits.to_le_bytes();
    for (place, &byte) in bytes.iter().enumerate().take(layout.size) {
        let place = if layout.is_big_endian { layout.size - 1 - place } else { place };
        if let Some(target) = target.get_mut(offset + place) {
            *target = byte;
        }
    }
    Ok(Local::number((offset + layout.size) as f64))
}

fn integer_bits<'s>(cx: &mut Scope<'s>, value: Local<'s>, number: f64, layout: Layout) -> Completion<u64> {
    let bits = 8 * layout.size as i32;
    let is_signed = layout.format == Format::Signed;
    let (least, greatest) =
        if is_signed { (-(2f64.powi(bits - 1)), 2f64.powi(bits - 1) - 1.0) } else { (0.0, 2f64.powi(bits) - 1.0) };
    if number < least || number > greatest {
        let range = match (layout.size >= 4, is_signed) {
            (true, true) => format!(">= -(2 ** {}) and < 2 ** {}", bits - 1, bits - 1),
            (true, false) => format!(">= 0 and < 2 ** {bits}"),
            _ => format!(">= {least} and <= {greatest}"),
        };
        return Err(throw_out_of_range(cx, "value", &range, value));
    }
    Ok(number as i64 as u64)
}

fn big_bits<'s>(cx: &mut Scope<'s>, value: Local<'s>, format: Format) -> Completion<u64> {
    if !cx.raw(value).is_kind(kind::BIGINT) {
        return Err(throw_not_bigint(cx, value));
    }
    let (unsigned, signed) = (to_big_uint64(cx, value)?, to_big_int64(cx, value)?);
    let back = if format == Format::BigSigned { BigInt::from(signed) } else { BigInt::from(unsigned) };
    let back = bigint_from(cx, &back)?;
    if !crate::runtime::is_strictly_equal(cx, back, value)? {
        let range = match format {
            Format::BigSigned => ">= -(2n ** 63n) and < 2n ** 63n",
            _ => ">= 0n and < 2n ** 64n",
        };
        return Err(throw_out_of_range(cx, "value", range, value));
    }
    Ok(unsigned)
}

#[cold]
fn throw_not_bigint<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Abrupt {
    throw_invalid_argument_type(cx, "value", "of type bigint", value)
}
