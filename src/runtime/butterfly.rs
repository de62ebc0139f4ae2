//! Property storage: inline slots, the butterfly with overflow properties and elements, identity hashes.

use super::completion::Completion;
use super::scope::Scope;
use super::shape::Shape;
use crate::heap::{Heap, Local, Place as Birth, Raw, Word};
use crate::value::kind;
use crate::value::layout::{self, ButterflyInfo, Location, Place, butterfly};

/// The info of an object's butterfly; all zero when it has none.
#[inline]
pub(crate) fn info(object: Raw<'_>) -> ButterflyInfo {
    let word = object.word(layout::BUTTERFLY);
    if word.is_pointer() { ButterflyInfo(word.raw_word(butterfly::INFO)) } else { ButterflyInfo::default() }
}

/// The identity hash of an object, 0 if it never got one: in the header of its butterfly, below the bit that tells a
/// hash there from a shape's id, or in its place.
#[inline]
pub(crate) fn known_identity_hash(object: Raw<'_>) -> u32 {
    let word = object.word(layout::BUTTERFLY);
    if word.is_int() { word.as_int() as u32 } else { word.aux() & i32::MAX as u32 }
}

/// How many elements of a BUTTERFLY are holes.
pub(crate) fn holes(wings: Raw<'_>) -> usize {
    element_words(wings).filter(|&word| wings.word(word).is_hole()).count()
}

/// The elements of a BUTTERFLY that are no holes; none if they are in a dictionary.
pub(crate) fn elements<'h>(wings: Raw<'h>) -> impl Iterator<Item = Raw<'h>> {
    element_words(wings).map(move |word| wings.word(word)).filter(|element| !element.is_hole())
}

fn element_words(wings: Raw<'_>) -> std::ops::Range<usize> {
    let info = ButterflyInfo(wings.raw_word(butterfly::INFO));
    let first = info.first_element();
    if info.is_sparse() { first..first } else { first..first + info.elements() }
}

/// How many words before the elements hold properties; what follows them is spare.
pub(crate) fn used_overflow(cx: &Scope<'_>, object: Local<'_>) -> usize {
    let shape = Shape::of(cx.heap(), cx.raw(object));
    let used = if shape.has(layout::shape::DICTIONARY) {
        1
    } else {
        shape.count().saturating_sub(shape.traits().inline_capacity as usize)
    };
    used.min(info(cx.raw(object)).overflow())
}

/// The word at `location` of an object: a value, an ACCESSOR_PAIR or LAZY. Pure.
#[inline]
pub(crate) fn slot<'h>(object: Raw<'h>, location: Location) -> Raw<'h> {
    match location.place() {
        Place::Inline(word) => object.word(word),
        Place::Overflow(index) => object.word(layout::BUTTERFLY).word(butterfly::OVERFLOW + index),
        Place::Dictionary(word) => object.word(layout::BUTTERFLY).word(butterfly::OVERFLOW).word(word),
    }
}

/// Writes the word at `location`, which must exist. Neither metadata nor caches are looked at.
pub(crate) fn set_slot(cx: &mut Scope<'_>, object: Local<'_>, location: Location, value: Local<'_>) -> Completion<()> {
    let (mut host, word) = (object, location.place());
    let depth = cx.heap.stack_depth();
    let index = match word {
        Place::Inline(word) => word,
        Place::Overflow(index) => {
            host = cx.word(object, layout::BUTTERFLY)?;
            butterfly::OVERFLOW + index
        }
        Place::Dictionary(word) => {
            let wings = cx.word(object, layout::BUTTERFLY)?;
            host = cx.word(wings, butterfly::OVERFLOW)?;
            word
        }
    };
    cx.heap.store(host, index, value);
    cx.heap.truncate_stack(depth);
    Ok(())
}

/// Gives `object` a butterfly of the given measures with what the old one held; new elements are holes.
///
/// A capacity below the old one drops what does not fit. `sparse` keeps one word for the ELEMENT_DICTIONARY.
pub(crate) fn resize(
    cx: &mut Scope<'_>,
    object: Local<'_>,
    elements: usize,
    overflow: usize,
    sparse: bool,
) -> Completion<()> {
    let mut cx = cx.open();
    let old_info = info(cx.raw(object));
    let hash = known_identity_hash(cx.raw(object));
    let old = cx.word(object, layout::BUTTERFLY)?;
    let new_info = ButterflyInfo::new(elements, overflow, sparse);
    let new = cx.allocate_sized(kind::BUTTERFLY, new_info.words(), butterfly::INFO, new_info.0, Birth::Young)?;
    cx.heap.fill(new, new_info.first_element()..new_info.words(), Local::HOLE);
    let kept_overflow = old_info.overflow().min(overflow);
    if kept_overflow > 0 {
        cx.heap.copy_words(old, butterfly::OVERFLOW, new, butterfly::OVERFLOW, kept_overflow);
    }
    let kept_elements = if sparse { old_info.is_sparse() as usize } else { old_info.elements().min(elements) };
    if kept_elements > 0 {
        cx.heap.copy_words(old, old_info.first_element(), new, new_info.first_element(), kept_elements);
    }
    cx.heap.set_aux(new, hash);
    cx.heap.store(object, layout::BUTTERFLY, new);
    Ok(())
}

/// Changes what an object's butterfly says of itself. The number of words stays.
pub(crate) fn set_info(cx: &mut Scope<'_>, wings: Local<'_>, info: ButterflyInfo) {
    debug_assert_eq!(info.words(), ButterflyInfo(cx.raw(wings).raw_word(butterfly::INFO)).words());
    cx.heap.store_raw(wings, butterfly::INFO, info.0);
}

/// Makes room for overflow slot `index`.
pub(crate) fn ensure_overflow(cx: &mut Scope<'_>, object: Local<'_>, index: usize) -> Completion<()> {
    let info = info(cx.raw(object));
    if index < info.overflow() {
        return Ok(());
    }
    let capacity = (index + 1).max(info.overflow() + info.overflow() / 2 + 2).min(1023);
    resize(cx, object, info.elements(), capacity, info.is_sparse())
}

/// The identity hash of an object, made when first asked for: 21 bits, never 0. It moves with the object.
pub(crate) fn identity_hash(cx: &mut Scope<'_>, object: Local<'_>) -> Completion<u32> {
    let known = known_identity_hash(cx.raw(object));
    if known != 0 {
        return Ok(known);
    }
    let hash = cx.next_identity_hash();
    let depth = cx.heap.stack_depth();
    let wings = cx.word(object, layout::BUTTERFLY)?;
    if wings.immediate() == Some(Word::NO_BUTTERFLY) {
        cx.heap.store(object, layout::BUTTERFLY, Local::int(hash as i32));
    } else {
        cx.heap.set_aux(wings, hash);
    }
    cx.heap.truncate_stack(depth);
    Ok(hash)
}

/// Whether an object has (or may have) elements of its own.
pub(crate) fn has_elements(heap: &Heap, object: Raw<'_>) -> bool {
    let info = info(object);
    let kind = object.kind();
    let _ = heap;
    kind == kind::STRING_OBJECT || kind == kind::ARGUMENTS || info.elements() > 0 || info.is_sparse()
}
