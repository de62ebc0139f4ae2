//! Module Namespace Exotic Objects (§10.4.6).

use super::super::completion::Completion;
use super::super::define::ordinary_define_own_property;
use super::super::internal_methods::{Exotic, InternalMethods, ORDINARY};
use super::super::ordinary::{ordinary_delete, own_property};
use super::super::scope::Scope;
use super::super::{
    KnownName, PropertyDescriptor, PropertyKey, define_new, describe_key, key_to_value, make_object,
    ordinary_own_property_keys, same_value, throw_reference_error, units,
};
use super::export::{Passed, Resolution, exported_names, resolve_export};
use super::record::{ModuleStatus, status};
use crate::heap::{Allocation, Local};
use crate::value::layout::{attribute, context, module, namespace, words};
use crate::value::{self, Value, kind};
use std::cmp::Ordering;

/// The internal methods of namespaces. Symbols are keys of an ordinary object.
pub(crate) static MODULE_NAMESPACE: InternalMethods = InternalMethods {
    exotic: Exotic::Everything,
    get_prototype_of: Some(|_, _| Ok(Local::NULL)),
    set_prototype_of: Some(|cx, _, prototype| Ok(cx.raw(prototype).is_null())),
    is_extensible: Some(|_, _| Ok(false)),
    prevent_extensions: Some(|_, _| Ok(true)),
    get_own_property: Some(get_own_property),
    define_own_property: Some(define_own_property),
    has_property: Some(has_property),
    get: Some(get),
    set: Some(set),
    delete: Some(delete),
    own_property_keys: Some(own_keys),
    ..ORDINARY
};

/// GetModuleNamespace (§16.2.1.10).
///
/// # Errors
/// Termination when there is no memory; RangeError for exports nested too deeply.
pub(crate) fn get_module_namespace<'s>(cx: &mut Scope<'s>, module: Local<'s>) -> Completion<Local<'s>> {
    let known = cx.word(module, module::NAMESPACE)?;
    if cx.raw(known).is_pointer() {
        return Ok(known);
    }
    debug_assert!(status(cx, module) > ModuleStatus::New, "the namespace of a module that is not loaded");
    cx.check_stack()?;
    let namespace = make_object(cx, kind::MODULE_NAMESPACE, Local::NULL)?;
    cx.heap.store(namespace, namespace::MODULE, module);
    let text = cx.interned("Module")?;
    let tag = PropertyKey::Known(KnownName::SymbolToStringTag);
    define_new(cx, namespace, tag, text, 0)?;
    super::super::ordinary_prevent_extensions(cx, namespace)?;
    // Exports may lead back here.
    cx.heap.store(module, module::NAMESPACE, namespace);
    if let Err(abrupt) = fill(cx, module, namespace) {
        cx.heap.store(module, module::NAMESPACE, Local::UNDEFINED);
        return Err(abrupt);
    }
    Ok(namespace)
}

/// ModuleNamespaceCreate (§10.4.6.12): finds out where each export is.
fn fill<'s>(cx: &mut Scope<'s>, module: Local<'s>, namespace: Local<'s>) -> Completion<()> {
    let mut names = Vec::new();
    exported_names(&mut cx.open(), module, &mut Vec::new(), false, &mut names)?;
    names.sort_unstable();
    names.dedup();
    let exports = cx.allocate_words(names.len() * namespace::ENTRY)?;
    let mut count = 0;
    for units in &names {
        let mut cx = cx.open();
        let name = cx.string_utf16(units)?;
        let slot = cx.intern(name);
        let name = cx.adopt(slot)?;
        let (holder, word) = match resolve_export(&mut cx, module, name, &mut Passed::new())? {
            Resolution::Variable(module, word) => (cx.word(module, module::ENVIRONMENT)?, word),
            Resolution::Namespace(module) => (namespace_cell(&mut cx, module)?, context::VARIABLES as i32),
            _ => continue,
        };
        let at = words::ELEMENTS + count * namespace::ENTRY;
        cx.heap.store(exports, at, name);
        cx.heap.store(exports, at + 1, holder);
        cx.heap.store(exports, at + 2, Local::int(word));
        count += 1;
    }
    let exact = if count == names.len() { exports } else { first_words(cx, exports, count * namespace::ENTRY)? };
    cx.heap.store(namespace, namespace::EXPORTS, exact);
    Ok(())
}

/// The first words of a vector.
fn first_words<'s>(cx: &mut Scope<'s>, list: Local<'s>, count: usize) -> Completion<Local<'s>> {
    let shorter = cx.allocate_words(count)?;
    cx.heap.copy_words(list, words::ELEMENTS, shorter, words::ELEMENTS, count);
    Ok(shorter)
}

/// A context whose one variable is a module's namespace.
pub(super) fn namespace_cell<'s>(cx: &mut Scope<'s>, module: Local<'s>) -> Completion<Local<'s>> {
    let known = cx.word(module, module::NAMESPACE_CELL)?;
    if cx.raw(known).is_pointer() {
        return Ok(known);
    }
    let namespace = get_module_namespace(cx, module)?;
    let cell = cx.allocate(Allocation::young(kind::CONTEXT, 0, context::VARIABLES + 1), |init| {
        init.set(context::VARIABLES, namespace);
    })?;
    cx.heap.store(module, module::NAMESPACE_CELL, cell);
    Ok(cell)
}

/// Number of exports; none as long as the namespace is being made.
fn count_of(cx: &Scope<'_>, namespace: Local<'_>) -> usize {
    let exports = cx.raw(namespace).word(namespace::EXPORTS);
    if exports.is_kind(kind::WORDS) { exports.raw_word(words::LENGTH) as usize / namespace::ENTRY } else { 0 }
}

/// The place of an export in the list.
fn find<'s>(cx: &mut Scope<'s>, namespace: Local<'s>, key: PropertyKey<'s>) -> Completion<Option<usize>> {
    let depth = cx.heap.stack_depth();
    let name = key_to_value(cx, key)?;
    units(cx, name)?;
    let exports = cx.raw(namespace).word(namespace::EXPORTS);
    let wanted = cx.raw(name);
    let (mut low, mut high) = (0, count_of(cx, namespace));
    let mut found = None;
    while low < high && found.is_none() {
        let middle = low.midpoint(high);
        let known = exports.word(words::ELEMENTS + middle * namespace::ENTRY);
        let order =
            if known.identical(wanted) { Ordering::Equal } else { value::units(known).compare(value::units(wanted)) };
        match order {
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
            Ordering::Equal => found = Some(middle),
        }
    }
    cx.heap.truncate_stack(depth);
    Ok(found)
}

/// The value of the export at a place: GetBindingValue of its environment.
fn value_at<'s>(cx: &mut Scope<'s>, namespace: Local<'s>, place: usize, key: PropertyKey<'s>) -> Completion<Local<'s>> {
    let value = cx.local(|isolate| {
        let at = words::ELEMENTS + place * namespace::ENTRY;
        let exports = isolate.heap.get(namespace).word(namespace::EXPORTS);
        exports.word(at + 1).word(exports.word(at + 2).as_int() as usize)
    })?;
    if value.immediate() == Some(Value::UNINITIALIZED) {
        let name = describe_key(cx, key);
        return Err(throw_reference_error(cx, format_args!("Cannot access '{name}' before initialization")));
    }
    Ok(value)
}

/// [[GetOwnProperty]] (§10.4.6.5).
fn get_own_property<'s>(
    cx: &mut Scope<'s>,
    namespace: Local<'s>,
    key: PropertyKey<'s>,
) -> Completion<Option<PropertyDescriptor<'s>>> {
    if key.is_symbol(cx) {
        return match own_property(cx, namespace, key)? {
            Some(found) => super::super::ordinary::describe_property(cx, found).map(Some),
            None => Ok(None),
        };
    }
    let Some(place) = find(cx, namespace, key)? else { return Ok(None) };
    let value = value_at(cx, namespace, place, key)?;
    Ok(Some(PropertyDescriptor::data(value, attribute::WRITABLE | attribute::ENUMERABLE)))
}

/// [[DefineOwnProperty]] (§10.4.6.6): nothing may change.
fn define_own_property<'s>(
    cx: &mut Scope<'s>,
    namespace: Local<'s>,
    key: PropertyKey<'s>,
    descriptor: &PropertyDescriptor<'s>,
) -> Completion<bool> {
    if key.is_symbol(cx) {
        return ordinary_define_own_property(cx, namespace, key, descriptor);
    }
    let Some(current) = get_own_property(cx, namespace, key)? else { return Ok(false) };
    let is_refused = descriptor.configurable == Some(true)
        || descriptor.enumerable == Some(false)
        || descriptor.is_accessor_descriptor()
        || descriptor.writable == Some(false);
    match (descriptor.value, current.value) {
        _ if is_refused => Ok(false),
        (Some(wanted), Some(value)) => same_value(cx, wanted, value),
        _ => Ok(true),
    }
}

/// [[HasProperty]] (§10.4.6.7)
fn has_property<'s>(cx: &mut Scope<'s>, namespace: Local<'s>, key: PropertyKey<'s>) -> Completion<bool> {
    if key.is_symbol(cx) {
        return Ok(own_property(cx, namespace, key)?.is_some());
    }
    Ok(find(cx, namespace, key)?.is_some())
}

/// [[Get]] (§10.4.6.8)
fn get<'s>(
    cx: &mut Scope<'s>,
    namespace: Local<'s>,
    key: PropertyKey<'s>,
    _receiver: Local<'s>,
) -> Completion<Local<'s>> {
    if key.is_symbol(cx) {
        return Ok(own_property(cx, namespace, key)?.map_or(Local::UNDEFINED, |found| found.word));
    }
    match find(cx, namespace, key)? {
        Some(place) => value_at(cx, namespace, place, key),
        None => Ok(Local::UNDEFINED),
    }
}

/// [[Set]] (§10.4.6.9)
fn set<'s>(_: &mut Scope<'s>, _: Local<'s>, _: PropertyKey<'s>, _: Local<'s>, _: Local<'s>) -> Completion<bool> {
    Ok(false)
}

/// [[Delete]] (§10.4.6.10)
fn delete<'s>(cx: &mut Scope<'s>, namespace: Local<'s>, key: PropertyKey<'s>) -> Completion<bool> {
    if key.is_symbol(cx) {
        return ordinary_delete(cx, namespace, key);
    }
    Ok(find(cx, namespace, key)?.is_none())
}

/// [[OwnPropertyKeys]] (§10.4.6.11): the exports, then symbols.
fn own_keys<'s>(cx: &mut Scope<'s>, namespace: Local<'s>) -> Completion<Local<'s>> {
    let symbols = ordinary_own_property_keys(cx, namespace, 0)?;
    let symbol_count = cx.raw(symbols).raw_word(words::LENGTH) as usize;
    let count = count_of(cx, namespace);
    let keys = cx.allocate_words(count + symbol_count)?;
    for place in 0..count {
        let mut cx = cx.open();
        let at = words::ELEMENTS + place * namespace::ENTRY;
        let name = cx.local(|isolate| isolate.heap.get(namespace).word(namespace::EXPORTS).word(at))?;
        let key = match value::units(cx.raw(name)).array_index() {
            Some(index) => Local::number(f64::from(index)),
            None => name,
        };
        cx.heap.store(keys, words::ELEMENTS + place, key);
    }
    cx.heap.copy_words(symbols, words::ELEMENTS, keys, words::ELEMENTS + count, symbol_count);
    Ok(keys)
}
