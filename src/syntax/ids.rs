//! The small numbers that tie the tables of a compilation together.
//!
//! Every id is a non-zero `u32`, so that `Option<Id>` is four bytes as well.

use std::num::NonZeroU32;

macro_rules! id {
    ($(#[$documentation:meta])* $name:ident) => {
        $(#[$documentation])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(NonZeroU32);

        #[allow(dead_code)]
        impl $name {
            /// The id of the entry at `index` (0 for the first).
            #[inline(always)]
            pub(crate) const fn new(index: usize) -> Self {
                match NonZeroU32::new((index as u32).wrapping_add(1)) {
                    Some(number) => Self(number),
                    None => Self(NonZeroU32::MAX),
                }
            }

            /// The index of the entry that this id names (0 for the first).
            #[inline(always)]
            pub(crate) const fn index(self) -> usize {
                self.0.get() as usize - 1
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "{}{}", stringify!($name), self.index())
            }
        }
    };
}

id! {
    /// A node of one function's arena ([`FunctionAst`](super::FunctionAst)).
    NodeId
}
id! {
    /// A function of one script: an index into [`Script::functions`](super::Script::functions).
    FunctionId
}
id! {
    /// An interned name or string of one compilation: an index into its [`AtomTable`](super::AtomTable).
    Atom
}
id! {
    /// A scope of one function: an index into `FunctionScopes::scopes` (room `scope`).
    ScopeId
}
id! {
    /// A use of a variable in one function: an index into `FunctionScopes::references` (room `scope`).
    ReferenceId
}
id! {
    /// A regular expression, BigInt or template chunk of one script: an index into the matching table of
    /// [`Literals`](super::Literals).
    LiteralId
}
