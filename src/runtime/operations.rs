//! Operations on objects (§7.3).

use super::completion::Completion;
use super::descriptor::PropertyDescriptor;
use super::key::PropertyKey;
use super::names::KnownName;
use super::realm::Intrinsic;
use super::scope::Scope;
use super::{
    call, define_own_property, describe, describe_key, get_own_property, get_with_receiver, is_callable,
    is_constructor, is_object, make_object, next_prototype, set_with_receiver, throw_type_error, to_length, to_object,
};
use crate::heap::Local;
use crate::value::kind;
use crate::value::layout::{attribute, bound, words};

/// Get (§7.3.2): `object` must be an object.
///
/// # Errors
/// Whatever a getter or trap throws.
#[inline]
pub(crate) fn get<'s>(cx: &mut Scope<'s>, object: Local<'s>, key: PropertyKey<'s>) -> Completion<Local<'s>> {
    get_with_receiver(cx, object, key, object)
}

/// Get of a known name.
///
/// # Errors
/// Whatever a getter or trap throws.
pub(crate) fn get_known<'s>(cx: &mut Scope<'s>, object: Local<'s>, name: KnownName) -> Completion<Local<'s>> {
    get_with_receiver(cx, object, PropertyKey::Known(name), object)
}

/// Get of an integer index up to 2^53 - 1.
///
/// # Errors
/// Whatever a getter or trap throws.
pub(crate) fn get_index<'s>(cx: &mut Scope<'s>, object: Local<'s>, index: u64) -> Completion<Local<'s>> {
    let key = index_key(cx, index)?;
    get(cx, object, key)
}

/// The key of an integer index up to 2^53 - 1.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn index_key<'s>(cx: &mut Scope<'s>, index: u64) -> Completion<PropertyKey<'s>> {
    match PropertyKey::index(index) {
        Some(key) => Ok(key),
        None => super::to_property_key(cx, Local::number(index as f64)),
    }
}

/// GetV (§7.3.3): of any value; primitives look on their prototypes.
///
/// # Errors
/// TypeError for `undefined` and `null`; whatever a getter or trap throws.
pub(crate) fn get_v<'s>(cx: &mut Scope<'s>, value: Local<'s>, key: PropertyKey<'s>) -> Completion<Local<'s>> {
    if is_object(cx.raw(value)) {
        return get_with_receiver(cx, value, key, value);
    }
    let Some(prototype) = super::primitive_prototype(cx.raw(value)) else {
        if !matches!(key, PropertyKey::Index(_)) && key.raw(cx).identical(cx.known(KnownName::SymbolIterator)) {
            return Err(super::throw_not_iterable(cx, value));
        }
        let (shown, key) = (describe(cx, value), describe_key(cx, key));
        return Err(throw_type_error(cx, format_args!("Cannot read properties of {shown} (reading '{key}')")));
    };
    if crate::value::is_string(cx.raw(value))
        && let Some(found) = super::string_property(cx, value, key)?
    {
        return Ok(found);
    }
    let prototype = cx.intrinsic(prototype)?;
    get_with_receiver(cx, prototype, key, value)
}

/// Set (§7.3.4), throwing when refused.
///
/// # Errors
/// TypeError when refused; whatever a setter or trap throws.
pub(crate) fn set<'s>(cx: &mut Scope<'s>, object: Local<'s>, key: PropertyKey<'s>, value: Local<'s>) -> Completion<()> {
    if set_with_receiver(cx, object, key, value, object)? {
        return Ok(());
    }
    Err(super::throw_cannot_set(cx, object, key))
}

/// Set of an integer index, throwing when refused.
///
/// # Errors
/// As `set`.
pub(crate) fn set_index<'s>(cx: &mut Scope<'s>, object: Local<'s>, index: u64, value: Local<'s>) -> Completion<()> {
    let key = index_key(cx, index)?;
    set(cx, object, key, value)
}

/// PutValue on a property reference (§6.2.5.6): of any base value; `strict` throws when refused.
///
/// # Errors
/// TypeError when refused and `strict`, and for `undefined` and `null`; whatever a setter or trap throws.
pub(crate) fn put_value<'s>(
    cx: &mut Scope<'s>,
    base: Local<'s>,
    key: PropertyKey<'s>,
    value: Local<'s>,
    strict: bool,
) -> Completion<()> {
    let holder = if is_object(cx.raw(base)) {
        base
    } else {
        let Some(prototype) = super::primitive_prototype(cx.raw(base)) else {
            let (shown, key) = (describe(cx, base), describe_key(cx, key));
            return Err(throw_type_error(cx, format_args!("Cannot set properties of {shown} (setting '{key}')")));
        };
        if crate::value::is_string(cx.raw(base)) { to_object(cx, base)? } else { cx.intrinsic(prototype)? }
    };
    if !set_with_receiver(cx, holder, key, value, base)? && strict {
        return Err(super::throw_cannot_set(cx, base, key));
    }
    Ok(())
}

/// CreateDataProperty (§7.3.5).
///
/// # Errors
/// Whatever a trap throws.
pub(crate) fn create_data_property<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
    value: Local<'s>,
) -> Completion<bool> {
    define_own_property(cx, object, key, &PropertyDescriptor::data(value, attribute::ALL))
}

/// CreateDataPropertyOrThrow (§7.3.7).
///
/// # Errors
/// TypeError when refused; whatever a trap throws.
pub(crate) fn create_data_property_or_throw<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
    value: Local<'s>,
) -> Completion<()> {
    define_property_or_throw(cx, object, key, &PropertyDescriptor::data(value, attribute::ALL))
}

/// DefinePropertyOrThrow (§7.3.9).
///
/// # Errors
/// TypeError when refused; whatever a trap throws.
pub(crate) fn define_property_or_throw<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
    descriptor: &PropertyDescriptor<'s>,
) -> Completion<()> {
    if define_own_property(cx, object, key, descriptor)? {
        return Ok(());
    }
    let shown = describe_key(cx, key);
    if let Some(trap) = super::refusing_trap(cx, object) {
        return Err(throw_falsish(cx, trap, &shown));
    }
    let object = cx.local(|isolate| super::innermost_target(isolate.heap.get(object)))?;
    if cx.raw(object).is_pointer() && get_own_property(cx, object, key)?.is_some() {
        return Err(throw_type_error(cx, format_args!("Cannot redefine property: {shown}")));
    }
    Err(throw_type_error(cx, format_args!("Cannot define property {shown}, object is not extensible")))
}

/// The TypeError of an operation on a property that a trap refused.
#[cold]
pub(crate) fn throw_falsish(cx: &mut Scope<'_>, trap: &str, key: &str) -> super::Abrupt {
    throw_type_error(cx, format_args!("'{trap}' on proxy: trap returned falsish for property '{key}'"))
}

/// DeletePropertyOrThrow (§7.3.10).
///
/// # Errors
/// TypeError when refused; whatever a trap throws.
pub(crate) fn delete_property_or_throw<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
) -> Completion<()> {
    if super::delete(cx, object, key)? {
        return Ok(());
    }
    let (name, shown) = (describe_key(cx, key), describe(cx, object));
    if let Some(trap) = super::refusing_trap(cx, object) {
        return Err(throw_falsish(cx, trap, &name));
    }
    Err(throw_type_error(cx, format_args!("Cannot delete property '{name}' of {shown}")))
}

/// GetMethod (§7.3.11): `None` for `undefined` and `null`.
///
/// # Errors
/// TypeError when it is something else that cannot be called; whatever a getter or trap throws.
pub(crate) fn get_method<'s>(
    cx: &mut Scope<'s>,
    value: Local<'s>,
    key: PropertyKey<'s>,
) -> Completion<Option<Local<'s>>> {
    let method = get_v(cx, value, key)?;
    let raw = cx.raw(method);
    if raw.is_undefined() || raw.is_null() {
        return Ok(None);
    }
    if !is_callable(cx, method) {
        let shown = super::describe_operand(cx, method);
        return Err(throw_type_error(cx, format_args!("{shown} is not a function")));
    }
    Ok(Some(method))
}

/// HasOwnProperty (§7.3.13).
///
/// # Errors
/// Whatever a trap throws.
pub(crate) fn has_own_property<'s>(cx: &mut Scope<'s>, object: Local<'s>, key: PropertyKey<'s>) -> Completion<bool> {
    let mut cx = cx.open();
    Ok(get_own_property(&mut cx, object, key)?.is_some())
}

/// Invoke (§7.3.21).
///
/// # Errors
/// TypeError when there is no such method; whatever it throws.
pub(crate) fn invoke<'s>(
    cx: &mut Scope<'s>,
    value: Local<'s>,
    key: PropertyKey<'s>,
    arguments: &[Local<'s>],
) -> Completion<Local<'s>> {
    let function = get_v(cx, value, key)?;
    if !is_callable(cx, function) {
        let (shown, key) = (describe(cx, value), describe_key(cx, key));
        return Err(throw_type_error(cx, format_args!("{shown}.{key} is not a function")));
    }
    call(cx, function, value, arguments)
}

/// LengthOfArrayLike (§7.3.19): 0 to 2^53 - 1.
///
/// # Errors
/// Whatever the getter or conversion of `length` throws.
#[inline]
pub(crate) fn length_of_array_like<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<u64> {
    if cx.raw(object).is_kind(kind::ARRAY) {
        return Ok(super::array_length(cx.raw(object)) as u64);
    }
    let mut cx = cx.open();
    let length = get_known(&mut cx, object, KnownName::Length)?;
    to_length(&mut cx, length)
}

/// CreateListFromArrayLike (§7.3.20), any element types.
///
/// # Errors
/// TypeError for non-objects; RangeError when there are more than the VM stack holds; whatever getters throw.
pub(crate) fn create_list_from_array_like<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Vec<Local<'s>>> {
    if !is_object(cx.raw(value)) {
        return Err(throw_type_error(cx, format_args!("CreateListFromArrayLike called on non-object")));
    }
    let length = length_of_array_like(cx, value)?;
    if !usize::try_from(length).is_ok_and(|length| cx.heap.stack_has_room(length.saturating_add(64))) {
        return Err(super::throw_stack_overflow(cx));
    }
    let mut list = Vec::with_capacity(length as usize);
    for index in 0..length {
        cx.step(1)?;
        let depth = cx.heap.stack_depth();
        let item = get_index(cx, value, index)?;
        list.push(cx.collapse(depth, item));
    }
    Ok(list)
}

/// OrdinaryHasInstance (§7.3.22).
///
/// # Errors
/// TypeError when `prototype` is no object; whatever getters and traps throw.
pub(crate) fn ordinary_has_instance<'s>(
    cx: &mut Scope<'s>,
    constructor: Local<'s>,
    value: Local<'s>,
) -> Completion<bool> {
    let mut cx = cx.open();
    if !is_callable(&cx, constructor) {
        return Ok(false);
    }
    if cx.raw(constructor).is_kind(kind::BOUND_FUNCTION) {
        cx.check_stack()?;
        let target = cx.word(constructor, bound::TARGET)?;
        return instance_of(&mut cx, value, target);
    }
    if !is_object(cx.raw(value)) {
        return Ok(false);
    }
    let prototype = get_known(&mut cx, constructor, KnownName::Prototype)?;
    if !is_object(cx.raw(prototype)) {
        let shown = describe(&mut cx, prototype);
        return Err(throw_type_error(
            &mut cx,
            format_args!("Function has non-object prototype '{shown}' in instanceof check"),
        ));
    }
    let walker = cx.variable(value)?;
    let mut proxies = 0;
    loop {
        let mut cx = cx.open();
        let parent = next_prototype(&mut cx, walker.get(), &mut proxies)?;
        if !cx.raw(parent).is_pointer() {
            return Ok(false);
        }
        if cx.raw(parent).identical(cx.raw(prototype)) {
            return Ok(true);
        }
        walker.set(&mut cx, parent);
    }
}

/// InstanceofOperator (§13.10.2).
///
/// # Errors
/// TypeError when `target` is no object or cannot be called; whatever the method throws.
pub(crate) fn instance_of<'s>(cx: &mut Scope<'s>, value: Local<'s>, target: Local<'s>) -> Completion<bool> {
    if !is_object(cx.raw(target)) {
        return Err(throw_type_error(cx, format_args!("Right-hand side of 'instanceof' is not an object")));
    }
    let mut cx = cx.open();
    let key = PropertyKey::Known(KnownName::SymbolHasInstance);
    if let Some(method) = get_method(&mut cx, target, key)? {
        if cx.raw(method).identical(cx.intrinsic_raw(Intrinsic::FunctionProtoHasInstance)) {
            return ordinary_has_instance(&mut cx, target, value);
        }
        let result = call(&mut cx, method, target, &[value])?;
        return Ok(super::to_boolean(&cx, result));
    }
    if !is_callable(&cx, target) {
        return Err(throw_type_error(&mut cx, format_args!("Right-hand side of 'instanceof' is not callable")));
    }
    ordinary_has_instance(&mut cx, target, value)
}

/// SpeciesConstructor (§7.3.23).
///
/// # Errors
/// TypeError when there is a species that is no constructor; whatever getters throw.
pub(crate) fn species_constructor<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    default: Intrinsic,
) -> Completion<Local<'s>> {
    let constructor = get_known(cx, object, KnownName::Constructor)?;
    if cx.raw(constructor).is_undefined() {
        return cx.intrinsic(default);
    }
    if !is_object(cx.raw(constructor)) {
        return Err(throw_type_error(cx, format_args!("The .constructor property is not an object")));
    }
    let species = get_known(cx, constructor, KnownName::SymbolSpecies)?;
    let raw = cx.raw(species);
    if raw.is_undefined() || raw.is_null() {
        return cx.intrinsic(default);
    }
    if is_constructor(cx, species) {
        return Ok(species);
    }
    Err(throw_type_error(cx, format_args!("object.constructor[Symbol.species] is not a constructor")))
}

/// GetPrototypeFromConstructor (§10.1.14).
///
/// # Errors
/// Whatever the getter of `prototype` throws; TypeError for a revoked proxy.
pub(crate) fn get_prototype_from_constructor<'s>(
    cx: &mut Scope<'s>,
    constructor: Local<'s>,
    default: Intrinsic,
) -> Completion<Local<'s>> {
    let prototype = get_known(cx, constructor, KnownName::Prototype)?;
    if is_object(cx.raw(prototype)) {
        return Ok(prototype);
    }
    let realm = super::get_function_realm(cx, constructor)?;
    cx.word(realm, words::ELEMENTS + default as usize)
}

/// OrdinaryCreateFromConstructor (§10.1.13): an object of `kind`.
///
/// # Errors
/// As `get_prototype_from_constructor`.
pub(crate) fn ordinary_create_from_constructor<'s>(
    cx: &mut Scope<'s>,
    constructor: Local<'s>,
    default: Intrinsic,
    kind: u8,
) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let prototype = get_prototype_from_constructor(cx, constructor, default)?;
    let object = make_object(cx, kind, prototype)?;
    Ok(cx.collapse(depth, object))
}
