//! Property keys (§6.1.7): array indices apart from names, names interned.

use super::isolate::Isolate;
use super::names::KnownName;
use crate::heap::{Local, Raw};
use crate::value::{kind, layout};

/// A property key. An array index (0 to 2^32 - 2) is always `Index`; a `Name` is an interned string, a symbol or a
/// private name.
#[derive(Clone, Copy)]
pub(crate) enum PropertyKey<'s> {
    /// An array index.
    Index(u32),
    /// An interned string (never an array index), a symbol or a private name.
    Name(Local<'s>),
    /// A string or symbol that every isolate knows.
    Known(KnownName),
}

impl From<KnownName> for PropertyKey<'_> {
    fn from(name: KnownName) -> Self {
        PropertyKey::Known(name)
    }
}

impl<'s> PropertyKey<'s> {
    /// The key of element `index`, if it is small enough to be an array index.
    pub(crate) fn index(index: u64) -> Option<PropertyKey<'s>> {
        u32::try_from(index).ok().filter(|&index| index != u32::MAX).map(PropertyKey::Index)
    }

    /// The string or symbol of a named key; the number of an index.
    #[inline]
    pub(crate) fn raw<'h>(self, isolate: &'h Isolate) -> Raw<'h> {
        match self {
            PropertyKey::Index(index) => Raw::immediate(crate::heap::Word::number(index as f64)),
            PropertyKey::Name(local) => isolate.heap.get(local),
            PropertyKey::Known(name) => isolate.known(name),
        }
    }

    /// Whether it is a symbol or private name.
    pub(crate) fn is_symbol(self, isolate: &Isolate) -> bool {
        match self {
            PropertyKey::Index(_) => false,
            PropertyKey::Known(name) => name.is_symbol(),
            PropertyKey::Name(local) => isolate.heap.get(local).is_kind(kind::SYMBOL),
        }
    }

    /// Whether it is a private name (`#x`).
    pub(crate) fn is_private(self, isolate: &Isolate) -> bool {
        match self {
            PropertyKey::Name(local) => is_private_name(isolate.heap.get(local)),
            _ => false,
        }
    }
}

/// Whether a key word is a private name.
pub(crate) fn is_private_name(key: Raw<'_>) -> bool {
    key.is_kind(kind::SYMBOL) && key.flags() & layout::symbol::PRIVATE != 0
}
