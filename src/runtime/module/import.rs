//! `import()`: EvaluateImportCall (§13.3.10.2) and ContinueDynamicImport (§13.3.10.3).

use super::super::completion::{Abrupt, Completion};
use super::super::promise::PromiseCapability;
use super::super::scope::{Arguments, Scope};
use super::super::{
    Enumerate, PropertyKey, await_promise, enumerable_own_properties, get, get_index, is_object, length_of_array_like,
    new_promise, reject_promise, resolve_promise, throw_type_error, to_string, units,
};
use super::evaluate::evaluate_module;
use super::link::link_module;
use super::load::{load_imported_module, load_requested_modules, unsupported_attribute};
use super::namespace::get_module_namespace;
use crate::heap::{Allocation, Local};
use crate::value::layout::words;
use crate::value::{self, Value, kind};

/// Words of the RECORD that the jobs of a dynamic import share.
mod pending {
    /// The promise of the import.
    pub(super) const PROMISE: usize = 1;
    /// The MODULE.
    pub(super) const MODULE: usize = 2;
    /// Words of the record.
    pub(super) const WORDS: usize = 3;
}

/// The promise of `import(specifier, options)` in the text `referrer`: a MODULE, the name of a text, or UNDEFINED.
///
/// # Errors
/// A termination.
pub(crate) fn begin_dynamic_import<'s>(
    cx: &mut Scope<'s>,
    referrer: Local<'s>,
    specifier: Local<'s>,
    options: Local<'s>,
) -> Completion<Local<'s>> {
    let promise = new_promise(cx)?;
    let mut inner = cx.open();
    match find_module(&mut inner, referrer, specifier, options) {
        Ok(module) => continue_dynamic_import(&mut inner, promise, module)?,
        Err(abrupt) => reject(&mut inner, promise, abrupt)?,
    }
    Ok(promise)
}

fn reject<'s>(cx: &mut Scope<'s>, promise: Local<'s>, abrupt: Abrupt) -> Completion<()> {
    PromiseCapability { promise, ..PromiseCapability::NONE }.reject_abrupt(cx, abrupt).map(|_| ())
}

fn find_module<'s>(
    cx: &mut Scope<'s>,
    referrer: Local<'s>,
    specifier: Local<'s>,
    options: Local<'s>,
) -> Completion<Local<'s>> {
    let specifier = to_string(cx, specifier)?;
    let attributes = if cx.raw(options).is_undefined() { options } else { read_attributes(cx, options)? };
    if let Some(key) = unsupported_attribute(cx, attributes)? {
        return Err(throw_type_error(cx, format_args!("Import attribute key '{key}' is not supported")));
    }
    load_imported_module(cx, referrer, specifier, attributes)
}

/// The attributes in the options of an import: WORDS of keys and values, sorted by key.
fn read_attributes<'s>(cx: &mut Scope<'s>, options: Local<'s>) -> Completion<Local<'s>> {
    if !is_object(cx.raw(options)) {
        return Err(throw_type_error(cx, format_args!("The second argument to import() must be an object")));
    }
    let key = cx.name("with")?;
    let given = get(cx, options, key)?;
    if cx.raw(given).is_undefined() {
        return Ok(Local::UNDEFINED);
    }
    if !is_object(cx.raw(given)) {
        return Err(throw_type_error(cx, format_args!("The 'with' option must be an object")));
    }
    let entries = enumerable_own_properties(cx, given, Enumerate::Entries)?;
    let mut pairs: Vec<(Vec<u16>, Local<'s>, Local<'s>)> = Vec::new();
    for index in 0..length_of_array_like(cx, entries)? {
        cx.step(1)?;
        let entry = get_index(cx, entries, index)?;
        let key = get_index(cx, entry, 0)?;
        let text = get(cx, entry, PropertyKey::Index(1))?;
        if !value::is_string(cx.raw(text)) {
            return Err(throw_type_error(cx, format_args!("Import attribute value must be a string")));
        }
        let key_units: Vec<u16> = units(cx, key)?.iter().collect();
        units(cx, text)?;
        pairs.push((key_units, key, text));
    }
    pairs.sort_by(|one, other| one.0.cmp(&other.0));
    if pairs.is_empty() {
        return Ok(Local::UNDEFINED);
    }
    let attributes = cx.allocate_words(2 * pairs.len())?;
    for (index, (_, key, text)) in pairs.into_iter().enumerate() {
        cx.heap.store(attributes, words::ELEMENTS + 2 * index, key);
        cx.heap.store(attributes, words::ELEMENTS + 2 * index + 1, text);
    }
    Ok(attributes)
}

/// Loads, links and evaluates a module; then `promise` is resolved with its namespace.
///
/// # Errors
/// A termination.
fn continue_dynamic_import<'s>(cx: &mut Scope<'s>, promise: Local<'s>, module: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let record = cx.allocate(Allocation::young(kind::RECORD, 0, pending::WORDS), |init| {
        init.set(pending::PROMISE, promise);
        init.set(pending::MODULE, module);
    })?;
    let loaded = new_promise(&mut cx)?;
    await_promise(&mut cx, loaded, link_and_evaluate, record)?;
    match load_requested_modules(&mut cx, module) {
        Ok(()) => resolve_promise(&mut cx, loaded, Local::UNDEFINED),
        Err(abrupt) => {
            let error = cx.catch(abrupt)?;
            reject_promise(&mut cx, loaded, error)
        }
    }
}

/// The job of a graph that was loaded: record, value or reason, whether it is a reason.
fn link_and_evaluate<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let record = arguments.get(0);
    let promise = cx.word(record, pending::PROMISE)?;
    let module = cx.word(record, pending::MODULE)?;
    if cx.raw(arguments.get(2)).word_value() == Value::TRUE {
        reject_promise(cx, promise, arguments.get(1))?;
        return Ok(Local::UNDEFINED);
    }
    if let Err(abrupt) = link_module(cx, module) {
        reject(cx, promise, abrupt)?;
        return Ok(Local::UNDEFINED);
    }
    let evaluated = evaluate_module(cx, module)?;
    await_promise(cx, evaluated, finish, record)?;
    Ok(Local::UNDEFINED)
}

/// The job of a module that was evaluated: record, value or reason, whether it is a reason.
fn finish<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let record = arguments.get(0);
    let promise = cx.word(record, pending::PROMISE)?;
    if cx.raw(arguments.get(2)).word_value() == Value::TRUE {
        reject_promise(cx, promise, arguments.get(1))?;
        return Ok(Local::UNDEFINED);
    }
    let module = cx.word(record, pending::MODULE)?;
    match get_module_namespace(cx, module) {
        Ok(namespace) => resolve_promise(cx, promise, namespace)?,
        Err(abrupt) => reject(cx, promise, abrupt)?,
    }
    Ok(Local::UNDEFINED)
}
