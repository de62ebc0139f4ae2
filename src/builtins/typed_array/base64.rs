//! Base 64 and base 16 of `Uint8Array` – <https://tc39.es/ecma262/#sec-uint8array-objects>

use crate::builtins::options::{has_options, read_choice};
use crate::builtins::receiver::throw_incompatible_receiver;
use crate::heap::Local;
use crate::runtime::{
    Abrupt, Arguments, Buffer, Builtin, Completion, ElementType, Scope, TextBuilder, create_data_property, describe,
    element_type, get, method, new_typed_array, ordinary_object, string_length, throw_syntax_error, throw_type_error,
    to_boolean, units, view_bytes, view_bytes_mut,
};
use crate::value::{self, Alphabet, Units, hex_digit, hex_digits, kind};

/// Properties of the constructor.
pub(super) const STATICS: &[Builtin] = &[method("fromBase64", 1, from_base64), method("fromHex", 1, from_hex)];

/// Properties of the prototype.
pub(super) const PROTOTYPE: &[Builtin] = &[
    method("setFromBase64", 1, set_from_base64),
    method("setFromHex", 1, set_from_hex),
    method("toBase64", 0, to_base64),
    method("toHex", 0, to_hex),
];

/// Bytes or units for a unit of fuel.
const A_STEP: usize = 64;

/// What becomes of a last chunk of less than four digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum LastChunk {
    Loose,
    Strict,
    StopBeforePartial,
}

/// What was read of a text.
struct Decoded {
    /// Units of it.
    read: usize,
    bytes: Buffer<u8>,
    /// What is wrong behind it.
    fault: Option<&'static str>,
}

/// Uint8Array.fromBase64 ( string [ , options ] ) – <https://tc39.es/ecma262/#sec-uint8array.frombase64>
fn from_base64<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = require_string(cx, arguments.get(0))?;
    let (alphabet, last) = read_options(cx, arguments.get(1))?;
    let decoded = decode_base64(cx, text, alphabet, last, usize::MAX)?;
    to_array(cx, &decoded)
}

/// Uint8Array.fromHex ( string ) – <https://tc39.es/ecma262/#sec-uint8array.fromhex>
fn from_hex<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = require_string(cx, arguments.get(0))?;
    let decoded = decode_hex(cx, text, usize::MAX)?;
    to_array(cx, &decoded)
}

/// Uint8Array.prototype.setFromBase64 ( string [ , options ] ) –
/// <https://tc39.es/ecma262/#sec-uint8array.prototype.setfrombase64>
fn set_from_base64<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_bytes(cx, this, "Uint8Array.prototype.setFromBase64")?;
    let text = require_string(cx, arguments.get(0))?;
    let (alphabet, last) = read_options(cx, arguments.get(1))?;
    let room = super::validate(cx, this, "Uint8Array.prototype.setFromBase64")?.length;
    let decoded = decode_base64(cx, text, alphabet, last, room)?;
    write_into(cx, this, &decoded)
}

/// Uint8Array.prototype.setFromHex ( string ) – <https://tc39.es/ecma262/#sec-uint8array.prototype.setfromhex>
fn set_from_hex<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_bytes(cx, this, "Uint8Array.prototype.setFromHex")?;
    let text = require_string(cx, arguments.get(0))?;
    let room = super::validate(cx, this, "Uint8Array.prototype.setFromHex")?.length;
    let decoded = decode_hex(cx, text, room)?;
    write_into(cx, this, &decoded)
}

/// Uint8Array.prototype.toBase64 ( [ options ] ) – <https://tc39.es/ecma262/#sec-uint8array.prototype.tobase64>
fn to_base64<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_bytes(cx, this, "Uint8Array.prototype.toBase64")?;
    let (mut alphabet, mut pads) = (Alphabet::Base64, true);
    if has_options(cx, arguments.get(0))? {
        alphabet = read_alphabet(cx, arguments.get(0))?;
        let key = cx.name("omitPadding")?;
        let omits = get(cx, arguments.get(0), key)?;
        pads = !to_boolean(cx, omits);
    }
    let length = super::validate(cx, this, "Uint8Array.prototype.toBase64")?.length;
    cx.step((length / A_STEP) as u64)?;
    let mut text = TextBuilder::new();
    text.reserve(cx, length.div_ceil(3).saturating_mul(4), false)?;
    for chunk in view_bytes(&cx.heap, cx.raw(this)).chunks(3) {
        let (digits, count) = alphabet.digits(chunk);
        text.append(Units::Latin1(if pads { &digits } else { &digits[..count] }));
    }
    text.finish(cx)
}

/// Uint8Array.prototype.toHex ( ) – <https://tc39.es/ecma262/#sec-uint8array.prototype.tohex>
fn to_hex<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_bytes(cx, this, "Uint8Array.prototype.toHex")?;
    let length = super::validate(cx, this, "Uint8Array.prototype.toHex")?.length;
    cx.step((length / A_STEP) as u64)?;
    let mut text = TextBuilder::new();
    text.reserve(cx, length.saturating_mul(2), false)?;
    for &byte in view_bytes(&cx.heap, cx.raw(this)) {
        text.append(Units::Latin1(&hex_digits(byte)));
    }
    text.finish(cx)
}

/// ValidateUint8Array ( ta )
fn require_bytes(cx: &mut Scope<'_>, this: Local<'_>, method: &str) -> Completion<()> {
    let raw = cx.raw(this);
    if raw.is_kind(kind::TYPED_ARRAY) && element_type(raw) == ElementType::Uint8 {
        return Ok(());
    }
    Err(throw_incompatible_receiver(cx, method, this))
}

fn require_string<'s>(cx: &mut Scope<'s>, text: Local<'s>) -> Completion<Local<'s>> {
    if value::is_string(cx.raw(text)) {
        return Ok(text);
    }
    let shown = describe(cx, text);
    Err(throw_type_error(cx, format_args!("{shown} is not a string")))
}

fn read_options<'s>(cx: &mut Scope<'s>, options: Local<'s>) -> Completion<(Alphabet, LastChunk)> {
    if !has_options(cx, options)? {
        return Ok((Alphabet::Base64, LastChunk::Loose));
    }
    let alphabet = read_alphabet(cx, options)?;
    let choices = [
        ("loose", LastChunk::Loose),
        ("strict", LastChunk::Strict),
        ("stop-before-partial", LastChunk::StopBeforePartial),
    ];
    let last = read_choice(cx, options, "lastChunkHandling", &choices)?;
    Ok((alphabet, last))
}

fn read_alphabet<'s>(cx: &mut Scope<'s>, options: Local<'s>) -> Completion<Alphabet> {
    read_choice(cx, options, "alphabet", &[("base64", Alphabet::Base64), ("base64url", Alphabet::Base64Url)])
}

#[cold]
fn throw_fault(cx: &mut Scope<'_>, fault: &str) -> Abrupt {
    throw_syntax_error(cx, format_args!("{fault}"))
}

/// A new array of what was decoded, unless something is wrong.
fn to_array<'s>(cx: &mut Scope<'s>, decoded: &Decoded) -> Completion<Local<'s>> {
    if let Some(fault) = decoded.fault {
        return Err(throw_fault(cx, fault));
    }
    let array = new_typed_array(cx, ElementType::Uint8, decoded.bytes.len())?;
    set_bytes(cx, array, &decoded.bytes);
    Ok(array)
}

/// SetUint8ArrayBytes ( into, bytes )
fn set_bytes(cx: &mut Scope<'_>, into: Local<'_>, bytes: &[u8]) {
    view_bytes_mut(&mut cx.heap, into).iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
}

/// Writes what was decoded, also before something that is wrong, and tells how much it was.
fn write_into<'s>(cx: &mut Scope<'s>, into: Local<'s>, decoded: &Decoded) -> Completion<Local<'s>> {
    set_bytes(cx, into, &decoded.bytes);
    if let Some(fault) = decoded.fault {
        return Err(throw_fault(cx, fault));
    }
    let result = ordinary_object(cx)?;
    for (name, count) in [("read", decoded.read), ("written", decoded.bytes.len())] {
        let key = cx.name(name)?;
        create_data_property(cx, result, key, Local::number(count as f64))?;
    }
    Ok(result)
}

/// FromHex ( string [ , maxLength ] ) – <https://tc39.es/ecma262/#sec-fromhex>
fn decode_hex(cx: &mut Scope<'_>, text: Local<'_>, room: usize) -> Completion<Decoded> {
    let length = string_length(cx, text);
    cx.step((length / A_STEP) as u64)?;
    let mut decoded = Decoded { read: 0, bytes: Buffer::with_capacity(cx, room.min(length / 2))?, fault: None };
    if !length.is_multiple_of(2) {
        decoded.fault = Some("The number of hexadecimal digits is odd");
        return Ok(decoded);
    }
    let units = units(cx, text)?;
    let digit = |index| hex_digit(units.get(index)?);
    while decoded.read < length && decoded.bytes.len() < room {
        let (Some(high), Some(low)) = (digit(decoded.read), digit(decoded.read + 1)) else {
            decoded.fault = Some("Invalid hexadecimal digit");
            break;
        };
        decoded.read += 2;
        decoded.bytes.append(std::iter::once(high << 4 | low));
    }
    Ok(decoded)
}

/// FromBase64 ( string, alphabet, lastChunkHandling [ , maxLength ] ) – <https://tc39.es/ecma262/#sec-frombase64>
fn decode_base64(
    cx: &mut Scope<'_>,
    text: Local<'_>,
    alphabet: Alphabet,
    last: LastChunk,
    room: usize,
) -> Completion<Decoded> {
    let length = string_length(cx, text);
    cx.step((length / A_STEP) as u64)?;
    let bytes = Buffer::with_capacity(cx, room.min(length / 4 * 3 + 3))?;
    let mut decoded = Decoded { read: 0, bytes, fault: None };
    if room > 0 {
        let reader = Reader { text: units(cx, text)?, position: 0, alphabet, last };
        decoded.fault = reader.read_into(&mut decoded, room).err();
    }
    Ok(decoded)
}

/// A text in base 64.
struct Reader<'t> {
    text: Units<'t>,
    position: usize,
    alphabet: Alphabet,
    last: LastChunk,
}

/// The digits of a group of four that were met, the last one lowest.
#[derive(Clone, Copy, Default)]
struct Chunk {
    bits: u32,
    count: usize,
}

impl Chunk {
    fn push(&mut self, digit: u8) {
        self.bits = self.bits << 6 | u32::from(digit);
        self.count += 1;
    }

    /// Whether bits are set that belong to no byte.
    fn has_extra_bits(self) -> bool {
        self.bits & ((1 << (6 * self.count % 8)) - 1) != 0
    }

    /// Appends the whole bytes; there is room for them.
    fn write(self, bytes: &mut Buffer<u8>) {
        let bits = self.bits << (24 - 6 * self.count);
        bytes.append((0..self.count * 6 / 8).map(|place| (bits >> (16 - 8 * place)) as u8));
    }
}

impl Reader<'_> {
    /// The unit behind ASCII white space.
    fn skip_space(&mut self) -> Option<u16> {
        while let Some(unit) = self.text.get(self.position) {
            if !matches!(unit, 0x09 | 0x0a | 0x0c | 0x0d | 0x20) {
                return Some(unit);
            }
            self.position += 1;
        }
        None
    }

    fn read_into(mut self, decoded: &mut Decoded, room: usize) -> Result<(), &'static str> {
        let mut chunk = Chunk::default();
        loop {
            let Some(unit) = self.skip_space() else { return self.end(chunk, decoded) };
            self.position += 1;
            if unit == u16::from(b'=') {
                return self.end_with_padding(chunk, decoded);
            }
            let digit =
                self.alphabet.digit(unit).ok_or("Found a character that cannot be part of a valid base64 string")?;
            let left = room - decoded.bytes.len();
            if left <= 2 && chunk.count == left + 1 {
                return Ok(());
            }
            chunk.push(digit);
            if chunk.count == 4 {
                chunk.write(&mut decoded.bytes);
                chunk = Chunk::default();
                decoded.read = self.position;
                if decoded.bytes.len() == room {
                    return Ok(());
                }
            }
        }
    }

    /// The text has ended, without padding.
    fn end(self, chunk: Chunk, decoded: &mut Decoded) -> Result<(), &'static str> {
        match (chunk.count, self.last) {
            (0, _) => {}
            (_, LastChunk::StopBeforePartial) => return Ok(()),
            (1, LastChunk::Loose) => return Err("The base64 input terminates with a single character"),
            (_, LastChunk::Loose) => chunk.write(&mut decoded.bytes),
            (_, LastChunk::Strict) => return Err("The base64 input lacks its padding"),
        }
        decoded.read = self.text.len();
        Ok(())
    }

    /// The position is behind the first sign of padding.
    fn end_with_padding(mut self, chunk: Chunk, decoded: &mut Decoded) -> Result<(), &'static str> {
        if chunk.count < 2 {
            return Err("The base64 input has padding in the wrong place");
        }
        let mut next = self.skip_space();
        if chunk.count == 2 {
            match next {
                None if self.last == LastChunk::StopBeforePartial => return Ok(()),
                None => return Err("The base64 input has too little padding"),
                Some(0x3d) => {
                    self.position += 1;
                    next = self.skip_space();
                }
                Some(_) => {}
            }
        }
        if next.is_some() {
            return Err("The base64 input goes on behind its padding");
        }
        if self.last == LastChunk::Strict && chunk.has_extra_bits() {
            return Err("The base64 input has bits that belong to no byte");
        }
        chunk.write(&mut decoded.bytes);
        decoded.read = self.text.len();
        Ok(())
    }
}
