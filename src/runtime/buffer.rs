//! Scratch memory for builtins: growable vectors outside the heap whose bytes count against its limits, and texts built
//! of such vectors. Growing fails as an allocation does; dropping gives the bytes back.

use super::completion::Completion;
use super::scope::Scope;
use super::units;
use crate::heap::{Local, ScratchCharge};
use crate::value::{self, Fault, Units, layout};

/// Bytes a buffer may have without being charged.
const FREE_BYTES: usize = 512;

/// A growable vector whose bytes are charged to the heap before they are allocated.
pub(crate) struct Buffer<T> {
    items: Vec<T>,
    charge: Option<ScratchCharge>,
}

impl<T> std::ops::Deref for Buffer<T> {
    type Target = [T];

    #[inline(always)]
    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T> std::ops::DerefMut for Buffer<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.items
    }
}

impl<T> Buffer<T> {
    /// An empty buffer.
    pub(crate) const fn new() -> Buffer<T> {
        Buffer { items: Vec::new(), charge: None }
    }

    /// An empty buffer with room for `capacity` items.
    ///
    /// # Errors
    /// Termination when there is no memory.
    pub(crate) fn with_capacity(cx: &mut Scope<'_>, capacity: usize) -> Completion<Buffer<T>> {
        let mut buffer = Buffer::new();
        buffer.grow(cx, capacity)?;
        Ok(buffer)
    }

    /// Makes room for `additional` more items.
    ///
    /// # Errors
    /// Termination when there is no memory. May collect.
    #[inline]
    pub(crate) fn reserve(&mut self, cx: &mut Scope<'_>, additional: usize) -> Completion<()> {
        if self.items.capacity() - self.items.len() >= additional {
            return Ok(());
        }
        let needed = self.items.len().saturating_add(additional);
        self.grow(cx, needed.max(self.items.capacity().saturating_mul(2)))
    }

    fn grow(&mut self, cx: &mut Scope<'_>, capacity: usize) -> Completion<()> {
        let bytes = capacity.saturating_mul(size_of::<T>());
        let charged = self.charge.as_ref().map_or(0, ScratchCharge::bytes);
        if bytes > FREE_BYTES && bytes > charged {
            let charge = match cx.heap.charge_working(bytes - charged) {
                Ok(charge) => charge,
                Err(error) => return Err(cx.fault(error.into())),
            };
            match &mut self.charge {
                Some(all) => all.absorb(charge),
                None => self.charge = Some(charge),
            }
        }
        match self.items.try_reserve_exact(capacity - self.items.len()) {
            Ok(()) => Ok(()),
            Err(_) => Err(cx.fault(Fault::OutOfMemory)),
        }
    }

    /// Appends an item.
    ///
    /// # Errors
    /// Termination when there is no memory. May collect.
    #[inline]
    pub(crate) fn push(&mut self, cx: &mut Scope<'_>, item: T) -> Completion<()> {
        self.reserve(cx, 1)?;
        self.items.push(item);
        Ok(())
    }

    /// Takes the last item away.
    pub(crate) fn pop(&mut self) -> Option<T> {
        self.items.pop()
    }

    /// Keeps the first `length` items.
    pub(crate) fn truncate(&mut self, length: usize) {
        self.items.truncate(length);
    }

    /// Appends items for which there is room: reserve it before.
    #[inline]
    pub(crate) fn append(&mut self, items: impl Iterator<Item = T>) {
        self.items.extend(items);
    }
}

/// A text being built: Latin-1 until the first unit that does not fit.
pub(crate) struct TextBuilder {
    narrow: Buffer<u8>,
    wide: Buffer<u16>,
    is_wide: bool,
}

impl TextBuilder {
    /// An empty text.
    pub(crate) const fn new() -> TextBuilder {
        TextBuilder { narrow: Buffer::new(), wide: Buffer::new(), is_wide: false }
    }

    /// Length so far in code units.
    pub(crate) fn len(&self) -> usize {
        if self.is_wide { self.wide.len() } else { self.narrow.len() }
    }

    /// Makes room for `additional` units; `wide` if some may be above 255.
    ///
    /// # Errors
    /// RangeError `Invalid string length`; termination when there is no memory. May collect.
    #[inline]
    pub(crate) fn reserve(&mut self, cx: &mut Scope<'_>, additional: usize, wide: bool) -> Completion<()> {
        if self.len().saturating_add(additional) > layout::string::MAXIMUM_LENGTH {
            return Err(cx.fault(Fault::InvalidLength));
        }
        if wide && !self.is_wide {
            self.widen(cx)?;
        }
        if self.is_wide { self.wide.reserve(cx, additional) } else { self.narrow.reserve(cx, additional) }
    }

    fn widen(&mut self, cx: &mut Scope<'_>) -> Completion<()> {
        self.wide.reserve(cx, self.narrow.len() + 16)?;
        self.wide.append(self.narrow.iter().map(|&byte| byte as u16));
        self.narrow = Buffer::new();
        self.is_wide = true;
        Ok(())
    }

    /// Appends one code unit.
    ///
    /// # Errors
    /// As `reserve`.
    #[inline]
    pub(crate) fn push_unit(&mut self, cx: &mut Scope<'_>, unit: u16) -> Completion<()> {
        self.reserve(cx, 1, unit > 0xff)?;
        if self.is_wide {
            self.wide.append(std::iter::once(unit))
        } else {
            self.narrow.append(std::iter::once(unit as u8))
        }
        Ok(())
    }

    /// Appends one code point.
    ///
    /// # Errors
    /// As `reserve`.
    pub(crate) fn push_code_point(&mut self, cx: &mut Scope<'_>, point: u32) -> Completion<()> {
        if point < 0x10000 {
            return self.push_unit(cx, point as u16);
        }
        let offset = point - 0x10000;
        self.push_unit(cx, 0xd800 + (offset >> 10) as u16)?;
        self.push_unit(cx, 0xdc00 + (offset & 0x3ff) as u16)
    }

    /// Appends Latin-1 bytes.
    ///
    /// # Errors
    /// As `reserve`.
    #[inline]
    pub(crate) fn push_latin1(&mut self, cx: &mut Scope<'_>, text: &[u8]) -> Completion<()> {
        self.reserve(cx, text.len(), false)?;
        self.append(Units::Latin1(text));
        Ok(())
    }

    /// Appends a string of the heap.
    ///
    /// # Errors
    /// As `reserve`.
    pub(crate) fn push_string(&mut self, cx: &mut Scope<'_>, text: Local<'_>) -> Completion<()> {
        self.push_part(cx, text, 0, usize::MAX)
    }

    /// Appends the units `start..end` of a string of the heap.
    ///
    /// # Errors
    /// As `reserve`.
    pub(crate) fn push_part(
        &mut self,
        cx: &mut Scope<'_>,
        text: Local<'_>,
        start: usize,
        end: usize,
    ) -> Completion<()> {
        let part = units(cx, text)?.slice(start, end);
        let (length, wide) = (part.len(), matches!(part, Units::TwoByte(_)));
        self.reserve(cx, length, wide)?;
        self.append(value::units(cx.raw(text)).slice(start, end));
        Ok(())
    }

    /// Appends units for which there is room: reserve it before.
    pub(crate) fn append(&mut self, part: Units<'_>) {
        match part {
            Units::Latin1(bytes) if self.is_wide => self.wide.append(bytes.iter().map(|&byte| byte as u16)),
            Units::Latin1(bytes) => self.narrow.items.extend_from_slice(bytes),
            Units::TwoByte(units) if self.is_wide => self.wide.items.extend_from_slice(units),
            Units::TwoByte(units) => self.narrow.append(units.iter().map(|&unit| unit as u8)),
        }
    }

    /// Makes the text `count` times itself, at least once.
    ///
    /// # Errors
    /// As `reserve`.
    pub(crate) fn repeat(&mut self, cx: &mut Scope<'_>, count: usize) -> Completion<()> {
        let length = self.len();
        self.reserve(cx, length.saturating_mul(count - 1), self.is_wide)?;
        for _ in 1..count {
            if self.is_wide {
                self.wide.items.extend_from_within(..length)
            } else {
                self.narrow.items.extend_from_within(..length)
            }
        }
        Ok(())
    }

    /// Maps every byte of a text that is Latin-1 as yet.
    pub(crate) fn map_latin1(&mut self, map: impl Fn(u8) -> u8) {
        self.narrow.iter_mut().for_each(|byte| *byte = map(*byte));
    }

    /// The units so far.
    pub(crate) fn units(&self) -> Units<'_> {
        if self.is_wide { Units::TwoByte(&self.wide) } else { Units::Latin1(&self.narrow) }
    }

    /// Keeps the first `length` units.
    pub(crate) fn truncate(&mut self, length: usize) {
        if self.is_wide { self.wide.truncate(length) } else { self.narrow.truncate(length) }
    }

    /// The text as a string of the heap.
    ///
    /// # Errors
    /// Termination when there is no memory.
    pub(crate) fn finish<'s>(self, cx: &mut Scope<'s>) -> Completion<Local<'s>> {
        match self.units() {
            Units::Latin1(bytes) => match *bytes {
                [] => cx.known_string(super::names::KnownName::Empty),
                [byte] => {
                    let slot = cx.single_character(byte as u16);
                    cx.adopt(slot)
                }
                _ => cx.string_latin1(bytes),
            },
            Units::TwoByte(units) => cx.string_utf16(units),
        }
    }
}
