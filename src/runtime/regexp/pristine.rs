//! Whether scripts have left regular expressions as they are made, so that matching need not ask.

use super::super::completion::Completion;
use super::super::names::KnownName;
use super::super::realm::Intrinsic;
use super::super::scope::Scope;
use super::super::{Isolate, own_named, property_slot};
use crate::heap::{Local, Raw};
use crate::value::kind;
use crate::value::layout::{Location, words};

/// What matching asks of %RegExp.prototype%, by who asks for it.
const ASKED: [KnownName; 11] = [
    KnownName::Exec,
    KnownName::Flags,
    KnownName::HasIndices,
    KnownName::Global,
    KnownName::IgnoreCase,
    KnownName::Multiline,
    KnownName::DotAll,
    KnownName::Unicode,
    KnownName::UnicodeSets,
    KnownName::Sticky,
    KnownName::Constructor,
];

/// What an operation asks of a regular expression.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Asks {
    /// `exec`.
    Exec,
    /// That and the flags.
    Flags,
    /// That and the species.
    Species,
}

impl Asks {
    /// How many of [`ASKED`].
    fn count(self) -> usize {
        match self {
            Asks::Exec => 1,
            Asks::Flags => 10,
            Asks::Species => 11,
        }
    }
}

/// Where the prototype has what is asked of it; it holds in one prototype epoch.
#[derive(Default)]
pub(super) struct Pristine {
    epoch: u32,
    /// The shape id of %RegExp.prototype% (0: nothing is known).
    shape: u32,
    places: [Option<Location>; ASKED.len()],
    /// Where %RegExp% has `Symbol.species`, and its shape id.
    species: Option<Location>,
    constructor_shape: u32,
}

/// Remembers what the prototype and the constructor have, which are as they were made.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn note_originals<'s>(cx: &mut Scope<'s>, prototype: Local<'s>, constructor: Local<'s>) -> Completion<()> {
    let originals = cx.allocate_words(ASKED.len() + 1)?;
    for (index, &name) in ASKED.iter().enumerate() {
        let mut cx = cx.open();
        let value = cx.local(|isolate| value_of(isolate, isolate.heap.get(prototype), name))?;
        cx.heap.store(originals, words::ELEMENTS + index, value);
    }
    let species = cx.local(|isolate| value_of(isolate, isolate.heap.get(constructor), KnownName::SymbolSpecies))?;
    cx.heap.store(originals, words::ELEMENTS + ASKED.len(), species);
    cx.set_intrinsic(Intrinsic::RegExpOriginals, originals);
    Ok(())
}

fn value_of<'h>(isolate: &'h Isolate, object: Raw<'h>, name: KnownName) -> Raw<'h> {
    match own_named(&isolate.heap, object, isolate.known(name)) {
        Some(own) => property_slot(object, own.location),
        None => isolate.known(KnownName::Empty),
    }
}

/// Whether a value is a regular expression of this realm without properties of its own, and everything that the
/// operation asks of its prototype is what it was at first. Pure.
pub(crate) fn is_pristine_regexp(cx: &mut Scope<'_>, value: Local<'_>, asks: Asks) -> bool {
    let isolate: &Isolate = cx;
    let shape = isolate.intrinsic_raw(Intrinsic::RegExpShape);
    let raw = isolate.heap.get(value);
    if !raw.is_kind(kind::REGEXP) || !shape.is_pointer() || raw.aux() != shape.aux() {
        return false;
    }
    let prototype = isolate.intrinsic_raw(Intrinsic::RegExpPrototype);
    let constructor = isolate.intrinsic_raw(Intrinsic::RegExp);
    let known = &isolate.regexp.pristine;
    let is_known = known.shape == prototype.aux()
        && known.epoch == isolate.prototype_epoch
        && known.constructor_shape == constructor.aux();
    if !is_known {
        let place = |object: Raw<'_>, name: KnownName| {
            own_named(&isolate.heap, object, isolate.known(name)).map(|own| own.location)
        };
        let known = Pristine {
            epoch: isolate.prototype_epoch,
            shape: prototype.aux(),
            places: ASKED.map(|name| place(prototype, name)),
            species: place(constructor, KnownName::SymbolSpecies),
            constructor_shape: constructor.aux(),
        };
        cx.regexp.pristine = known;
    }
    let isolate: &Isolate = cx;
    let known = &isolate.regexp.pristine;
    let originals = isolate.intrinsic_raw(Intrinsic::RegExpOriginals);
    let prototype = isolate.intrinsic_raw(Intrinsic::RegExpPrototype);
    let constructor = isolate.intrinsic_raw(Intrinsic::RegExp);
    let same = |object: Raw<'_>, place: Option<Location>, index: usize| {
        place.is_some_and(|place| property_slot(object, place).identical(originals.word(words::ELEMENTS + index)))
    };
    known.places[..asks.count()].iter().enumerate().all(|(index, &place)| same(prototype, place, index))
        && (asks != Asks::Species || same(constructor, known.species, ASKED.len()))
}
