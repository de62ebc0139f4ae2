//! Objects: making them, their prototype, their extensibility (the parts of §10.1 without property keys).

use super::completion::Completion;
use super::realm::Intrinsic;
use super::scope::Scope;
use super::shape::{Action, Shape};
use super::transition::{self, Step, shape_of};
use super::{butterfly, dictionary};
use crate::heap::{Allocation, Local, Place, Raw, Word};
use crate::value::kind;
use crate::value::layout::{self, shape};

/// Inline slots of objects made without knowing their properties.
pub(crate) const DEFAULT_INLINE_CAPACITY: u8 = 4;

/// Most inline slots of an object made for a number of properties known beforehand.
const LARGEST_INLINE_CAPACITY: u8 = 32;

/// Whether a value is an object.
#[inline]
pub(crate) fn is_object(value: Raw<'_>) -> bool {
    value.is_pointer() && kind::is_object(value.kind())
}

/// Word offset of inline slot 0 in objects of a kind.
pub(crate) const fn first_slot(kind: u8) -> u8 {
    2 + match kind {
        kind::FUNCTION => 3,
        kind::NATIVE_FUNCTION | kind::ERROR | kind::ARGUMENTS | kind::HOST_OBJECT => 2,
        kind::BOUND_FUNCTION | kind::PROXY | kind::PROMISE | kind::REGEXP => 3,
        kind::FINALIZATION_REGISTRY => 3,
        kind::GENERATOR | kind::ASYNC_GENERATOR => 4,
        kind::ARRAY_ITERATOR..=kind::ITERATOR_HELPER => 6,
        kind::ARRAY_BUFFER | kind::SHARED_ARRAY_BUFFER | kind::TYPED_ARRAY | kind::DATA_VIEW => 4,
        kind::BOOLEAN_OBJECT..=kind::BIGINT_OBJECT | kind::DATE => 1,
        kind::MAP | kind::SET | kind::WEAK_MAP | kind::WEAK_SET | kind::WEAK_REF => 1,
        kind::DISPOSABLE_STACK | kind::ASYNC_DISPOSABLE_STACK => 1,
        kind::MODULE_NAMESPACE => 2,
        _ => 0,
    }
}

/// Inline slots of new objects of a kind: fixed for kinds whose layout depends on it.
pub(crate) const fn inline_capacity(kind: u8) -> u8 {
    match kind {
        kind::FUNCTION => layout::function::INLINE as u8,
        kind::NATIVE_FUNCTION => 2,
        kind::ARRAY | kind::REGEXP | kind::STRING_OBJECT | kind::MODULE_NAMESPACE => 1,
        kind::BOUND_FUNCTION => 2,
        kind::ERROR => 3,
        kind::ARGUMENTS => 3,
        kind::ORDINARY => DEFAULT_INLINE_CAPACITY,
        _ => 0,
    }
}

/// Words of an object: what lies behind the inline slots included.
const fn object_words(kind: u8, inline_capacity: u8) -> usize {
    let slots = first_slot(kind) as usize + inline_capacity as usize;
    slots
        + match kind {
            kind::FUNCTION | kind::NATIVE_FUNCTION => 1,
            _ => 0,
        }
}

/// A new object of a shape: all slots UNDEFINED, no butterfly.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn allocate_object<'s>(cx: &mut Scope<'s>, shape: Local<'_>) -> Completion<Local<'s>> {
    allocate_object_in(cx, shape, Place::Young)
}

/// As [`allocate_object`], with a birthplace.
pub(crate) fn allocate_object_in<'s>(cx: &mut Scope<'s>, shape: Local<'_>, place: Place) -> Completion<Local<'s>> {
    let view = Shape(cx.raw(shape));
    let (id, traits) = (view.id(), view.traits());
    let words = object_words(traits.kind, traits.inline_capacity);
    let allocation = Allocation { kind: traits.kind, aux: id, words, place };
    cx.allocate(allocation, |init| init.word(layout::BUTTERFLY, Word::NO_BUTTERFLY))
}

/// An object of `kind` with this prototype (object or NULL) and no properties: MakeBasicObject (§10.1.12 and others).
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn make_object<'s>(cx: &mut Scope<'s>, kind: u8, prototype: Local<'s>) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let shape = transition::root_shape(cx, prototype, kind, inline_capacity(kind), 0)?;
    let object = allocate_object(cx, shape)?;
    Ok(cx.collapse(depth, object))
}

/// OrdinaryObjectCreate (§10.1.12).
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn ordinary_object_create<'s>(cx: &mut Scope<'s>, prototype: Local<'s>) -> Completion<Local<'s>> {
    make_object(cx, kind::ORDINARY, prototype)
}

/// OrdinaryObjectCreate(%Object.prototype%).
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn ordinary_object<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let shape = cx.intrinsic(Intrinsic::ObjectShape)?;
    let object = allocate_object(cx, shape)?;
    Ok(cx.collapse(depth, object))
}

/// An ordinary object with %Object.prototype% and inline slots for `properties` of them, as far as there may be.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn object_with_capacity<'s>(cx: &mut Scope<'s>, properties: usize) -> Completion<Local<'s>> {
    if properties <= DEFAULT_INLINE_CAPACITY as usize {
        return ordinary_object(cx);
    }
    let depth = cx.heap.stack_depth();
    let prototype = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let capacity = properties.min(LARGEST_INLINE_CAPACITY as usize) as u8;
    let shape = transition::root_shape(cx, prototype, kind::ORDINARY, capacity, 0)?;
    let object = allocate_object(cx, shape)?;
    Ok(cx.collapse(depth, object))
}

/// An ordinary object of a shape without special properties, whose values are the tagged words of `source` from word
/// `start` on.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn object_from_words<'s>(
    cx: &mut Scope<'s>,
    shape: Local<'_>,
    source: Local<'_>,
    start: usize,
) -> Completion<Local<'s>> {
    let (count, traits) = (Shape(cx.raw(shape)).count(), Shape(cx.raw(shape)).traits());
    let object = allocate_object(cx, shape)?;
    let inline = count.min(traits.inline_capacity as usize);
    if inline > 0 {
        cx.heap.copy_words(source, start, object, traits.first_slot as usize, inline);
    }
    if count > inline {
        butterfly::resize(cx, object, 0, count - inline, false)?;
        let depth = cx.heap.stack_depth();
        let wings = cx.word(object, layout::BUTTERFLY)?;
        cx.heap.copy_words(source, start + inline, wings, layout::butterfly::OVERFLOW, count - inline);
        cx.heap.truncate_stack(depth);
    }
    Ok(object)
}

/// The [[Prototype]] slot of an object which is not a proxy. Pure.
pub(crate) fn prototype_of<'h>(isolate: &'h super::Isolate, object: Raw<'_>) -> Raw<'h> {
    Shape::of(&isolate.heap, object).prototype()
}

/// OrdinarySetPrototypeOf (§10.1.2.1).
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn ordinary_set_prototype_of<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    prototype: Local<'s>,
) -> Completion<bool> {
    let shape = Shape::of(cx.heap(), cx.raw(object));
    if shape.prototype().identical(cx.raw(prototype)) {
        return Ok(true);
    }
    if shape.has(shape::NON_EXTENSIBLE) || shape.has(shape::IMMUTABLE_PROTOTYPE) {
        return Ok(false);
    }
    if reaches(cx, prototype, object) {
        return Ok(false);
    }
    change_prototype(cx, object, prototype)?;
    Ok(true)
}

/// Whether `object` is on the prototype chain of `from`, as far as no proxy interrupts it.
fn reaches(cx: &Scope<'_>, from: Local<'_>, object: Local<'_>) -> bool {
    let target = cx.raw(object);
    let mut walker = cx.raw(from);
    while walker.is_pointer() {
        if walker.identical(target) {
            return true;
        }
        if cx.methods(walker.kind()).get_prototype_of.is_some() {
            return false;
        }
        walker = prototype_of(cx, walker);
    }
    false
}

/// Gives an object another prototype: its properties are replayed from the root shape of the new one.
fn change_prototype<'s>(cx: &mut Scope<'s>, object: Local<'s>, prototype: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let old = shape_of(&mut cx, object)?;
    let view = Shape(cx.raw(old));
    let (traits, count) = (view.traits(), view.count());
    let unique = shape::IS_PROTOTYPE | shape::DICTIONARY;
    if cx.raw(prototype).is_pointer() {
        transition::ensure_prototype(&mut cx, prototype)?;
    }
    if traits.flags & unique != 0 || count > 64 {
        let flags = traits.flags & shape::DICTIONARY;
        transition::own_shape(&mut cx, object, flags)?;
        let new = shape_of(&mut cx, object)?;
        cx.heap.store(new, shape::PROTOTYPE, prototype);
        cx.bump_prototype_epoch();
        return Ok(());
    }
    let mut new = transition::root_shape(&mut cx, prototype, traits.kind, traits.inline_capacity, 0)?;
    for entry in 0..count {
        let table = cx.word(old, shape::TABLE)?;
        let key = cx.word(table, layout::table::ENTRIES + 2 * entry)?;
        let meta = Shape(cx.raw(old)).table().map_or(0, |table| table.meta(entry).attributes());
        new = transition::transition(&mut cx, new, key, Step { action: Action::Add, meta })?;
    }
    if traits.flags & !shape::HAS_SPECIAL != 0 {
        let step = Step { action: Action::SetFlags, meta: traits.flags };
        new = transition::transition(&mut cx, new, Local::UNDEFINED, step)?;
    }
    let id = cx.raw(new).aux();
    cx.heap.set_aux(object, id);
    Ok(())
}

/// Sets flags of an object's shape: extensibility, integrity of fast elements.
pub(crate) fn set_shape_flags(cx: &mut Scope<'_>, object: Local<'_>, flags: u32) -> Completion<()> {
    let mut cx = cx.open();
    let old = shape_of(&mut cx, object)?;
    let view = Shape(cx.raw(old));
    if view.has(flags) {
        return Ok(());
    }
    cx.heap.set_flag(object, layout::GUARDED_ELEMENTS, true);
    if view_flags(&cx, old) & (shape::IS_PROTOTYPE | shape::DICTIONARY) != 0 {
        transition::own_shape(&mut cx, object, flags)?;
        cx.bump_prototype_epoch();
        return Ok(());
    }
    let step = Step { action: Action::SetFlags, meta: flags };
    let new = transition::transition(&mut cx, old, Local::UNDEFINED, step)?;
    let id = cx.raw(new).aux();
    cx.heap.set_aux(object, id);
    Ok(())
}

fn view_flags(cx: &Scope<'_>, shape: Local<'_>) -> u32 {
    Shape(cx.raw(shape)).traits().flags
}

/// OrdinaryPreventExtensions (§10.1.4.1).
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn ordinary_prevent_extensions(cx: &mut Scope<'_>, object: Local<'_>) -> Completion<bool> {
    set_shape_flags(cx, object, shape::NON_EXTENSIBLE)?;
    Ok(true)
}

/// OrdinaryIsExtensible (§10.1.3.1). Pure.
pub(crate) fn ordinary_is_extensible(cx: &Scope<'_>, object: Local<'_>) -> bool {
    !Shape::of(cx.heap(), cx.raw(object)).has(shape::NON_EXTENSIBLE)
}

/// Puts an object into dictionary mode: for objects that will have very many properties.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn normalize(cx: &mut Scope<'_>, object: Local<'_>) -> Completion<()> {
    dictionary::convert(cx, object)
}

/// The identity hash of an object (21 bits, not 0), made when first asked for.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn identity_hash(cx: &mut Scope<'_>, object: Local<'_>) -> Completion<u32> {
    butterfly::identity_hash(cx, object)
}
