//! The internal-methods table (§10): what objects of a kind do in their own way.
//!
//! `None` means: as an ordinary object. `exotic` says which property keys need the table at all, so that everything else
//! stays on the fast path of shapes and elements.

use super::completion::Completion;
use super::descriptor::PropertyDescriptor;
use super::key::PropertyKey;
use super::scope::{Arguments, Scope};
use crate::heap::{Heap, Local, Raw};
use crate::value;

/// For which property keys objects of a kind need their own internal methods.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Exotic {
    /// For none.
    Nothing,
    /// For array indices (String wrappers, mapped arguments).
    Indices,
    /// For array indices and canonical numeric strings (typed arrays).
    NumericStrings,
    /// For every key (proxies, module namespaces, hosts' own).
    Everything,
}

impl Exotic {
    /// Whether array indices need the internal methods.
    #[inline]
    pub(crate) const fn takes_indices(self) -> bool {
        !matches!(self, Exotic::Nothing)
    }

    /// Whether this named key needs the internal methods.
    #[inline]
    pub(crate) fn takes_name(self, heap: &Heap, key: Raw<'_>) -> bool {
        let _ = heap;
        match self {
            Exotic::Nothing | Exotic::Indices => false,
            Exotic::NumericStrings => may_be_numeric(key),
            Exotic::Everything => !super::key::is_private_name(key),
        }
    }

    /// Whether nothing is special about any key.
    pub(crate) const fn is_plain(self) -> bool {
        matches!(self, Exotic::Nothing)
    }
}

/// Whether a name may be a canonical numeric string: it starts like a number.
fn may_be_numeric(key: Raw<'_>) -> bool {
    if !value::is_string(key) {
        return false;
    }
    let units = value::units(key);
    let first = units.get(0).and_then(|unit| u8::try_from(unit).ok());
    match first {
        Some(b'0'..=b'9' | b'-') => true,
        Some(b'I') => units.is("Infinity"),
        Some(b'N') => units.is("NaN"),
        _ => false,
    }
}

/// [[Call]]: the frame is on the VM stack; `callee` and `this` are its first slots.
pub(crate) type Call = for<'s> fn(&mut Scope<'s>, Local<'s>, Local<'s>, Arguments<'s>) -> Completion<Local<'s>>;
/// [[Construct]]: `arguments.new_target()` tells NewTarget.
pub(crate) type Construct = for<'s> fn(&mut Scope<'s>, Local<'s>, Arguments<'s>) -> Completion<Local<'s>>;

/// The essential internal methods of a kind of object (§6.1.7.2). Absent ones are the ordinary ones.
pub(crate) struct InternalMethods {
    /// Which keys need these methods.
    pub(crate) exotic: Exotic,
    /// [[GetPrototypeOf]]: object or NULL.
    pub(crate) get_prototype_of: Option<for<'s> fn(&mut Scope<'s>, Local<'s>) -> Completion<Local<'s>>>,
    /// [[SetPrototypeOf]].
    pub(crate) set_prototype_of: Option<SetPrototypeOf>,
    /// [[IsExtensible]].
    pub(crate) is_extensible: Option<for<'s> fn(&mut Scope<'s>, Local<'s>) -> Completion<bool>>,
    /// [[PreventExtensions]].
    pub(crate) prevent_extensions: Option<for<'s> fn(&mut Scope<'s>, Local<'s>) -> Completion<bool>>,
    /// [[GetOwnProperty]].
    pub(crate) get_own_property: Option<GetOwnProperty>,
    /// [[DefineOwnProperty]].
    pub(crate) define_own_property: Option<DefineOwnProperty>,
    /// [[HasProperty]].
    pub(crate) has_property: Option<HasProperty>,
    /// [[Get]]: object, key, receiver.
    pub(crate) get: Option<Get>,
    /// [[Set]]: object, key, value, receiver.
    pub(crate) set: Option<Set>,
    /// [[Delete]].
    pub(crate) delete: Option<HasProperty>,
    /// [[OwnPropertyKeys]]: adds to the list.
    pub(crate) own_property_keys: Option<for<'s> fn(&mut Scope<'s>, Local<'s>) -> Completion<Local<'s>>>,
    /// [[Call]].
    pub(crate) call: Option<Call>,
    /// [[Construct]]; whether an object has it is told by `is_constructor`.
    pub(crate) construct: Option<Construct>,
}

/// See [`InternalMethods::set_prototype_of`].
pub(crate) type SetPrototypeOf = for<'s> fn(&mut Scope<'s>, Local<'s>, Local<'s>) -> Completion<bool>;
/// See [`InternalMethods::get_own_property`].
pub(crate) type GetOwnProperty =
    for<'s> fn(&mut Scope<'s>, Local<'s>, PropertyKey<'s>) -> Completion<Option<PropertyDescriptor<'s>>>;
/// See [`InternalMethods::define_own_property`].
pub(crate) type DefineOwnProperty =
    for<'s> fn(&mut Scope<'s>, Local<'s>, PropertyKey<'s>, &PropertyDescriptor<'s>) -> Completion<bool>;
/// See [`InternalMethods::has_property`] and [`InternalMethods::delete`].
pub(crate) type HasProperty = for<'s> fn(&mut Scope<'s>, Local<'s>, PropertyKey<'s>) -> Completion<bool>;
/// See [`InternalMethods::get`].
pub(crate) type Get = for<'s> fn(&mut Scope<'s>, Local<'s>, PropertyKey<'s>, Local<'s>) -> Completion<Local<'s>>;
/// See [`InternalMethods::set`].
pub(crate) type Set = for<'s> fn(&mut Scope<'s>, Local<'s>, PropertyKey<'s>, Local<'s>, Local<'s>) -> Completion<bool>;

/// The methods of ordinary objects: none of their own.
pub(crate) static ORDINARY: InternalMethods = InternalMethods {
    exotic: Exotic::Nothing,
    get_prototype_of: None,
    set_prototype_of: None,
    is_extensible: None,
    prevent_extensions: None,
    get_own_property: None,
    define_own_property: None,
    has_property: None,
    get: None,
    set: None,
    delete: None,
    own_property_keys: None,
    call: None,
    construct: None,
};
