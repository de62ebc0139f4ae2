//! What a module exports: GetExportedNames and ResolveExport (§16.2.1.7.2).

use super::super::completion::Completion;
use super::super::scope::Scope;
use super::record::{list_int, list_length, list_word, requested};
use crate::heap::Local;
use crate::value::layout::module;
use crate::value::layout::module::indirect;

/// What a name means: a ResolvedBinding Record, or why there is none.
#[derive(Clone, Copy)]
pub(super) enum Resolution<'s> {
    /// A variable: a word of a module's environment.
    Variable(Local<'s>, i32),
    /// A module's namespace.
    Namespace(Local<'s>),
    /// There is none of this name.
    Absent,
    /// Its exports lead back to it.
    Circular,
    /// Two of those that a module exports as a whole have it.
    Ambiguous,
}

/// The names and modules that a search has come across ([[Module]], [[ExportName]]).
pub(super) type Passed<'s> = Vec<(Local<'s>, Local<'s>)>;

/// ResolveExport of a Source Text Module Record; a synthetic one has local exports only. Leaves locals in `cx`.
///
/// # Errors
/// RangeError for exports nested too deeply.
pub(super) fn resolve_export<'s>(
    cx: &mut Scope<'s>,
    module: Local<'s>,
    name: Local<'s>,
    passed: &mut Passed<'s>,
) -> Completion<Resolution<'s>> {
    cx.check_stack()?;
    cx.step(1)?;
    let is_same = |cx: &Scope<'_>, one: Local<'_>, other: Local<'_>| cx.raw(one).identical(cx.raw(other));
    if passed.iter().any(|&(known, passed)| is_same(cx, known, module) && is_same(cx, passed, name)) {
        return Ok(Resolution::Circular);
    }
    passed.push((module, name));
    if let Some(word) = local_export(cx, module, name)? {
        return Ok(Resolution::Variable(module, word));
    }
    for index in 0..list_length(cx, module, module::INDIRECT_EXPORTS, indirect::WORDS) {
        let at = index * indirect::WORDS;
        let depth = cx.heap.stack_depth();
        let export = list_word(cx, module, module::INDIRECT_EXPORTS, at + indirect::EXPORT)?;
        let is_it = is_same(cx, export, name);
        cx.heap.truncate_stack(depth);
        if is_it {
            let request = list_int(cx, module, module::INDIRECT_EXPORTS, at + indirect::REQUEST) as usize;
            let imported = requested(cx, module, request)?;
            let name = list_word(cx, module, module::INDIRECT_EXPORTS, at + indirect::NAME)?;
            if cx.raw(name).is_null() {
                return Ok(Resolution::Namespace(imported));
            }
            return resolve_export(cx, imported, name, passed);
        }
    }
    let default = cx.known_string(super::super::KnownName::Default)?;
    if is_same(cx, name, default) {
        return Ok(Resolution::Absent);
    }
    resolve_star(cx, module, name, passed)
}

/// The word of a local export of this name.
fn local_export<'s>(cx: &mut Scope<'s>, module: Local<'s>, name: Local<'s>) -> Completion<Option<i32>> {
    let list = cx.raw(module).word(module::LOCAL_EXPORTS);
    let count = list_length(cx, module, module::LOCAL_EXPORTS, 2);
    let name = cx.raw(name);
    let first = crate::value::layout::words::ELEMENTS;
    let found = (0..count).find(|index| list.word(first + 2 * index).identical(name));
    let word = found.map(|index| list.word(first + 2 * index + 1).as_int());
    cx.step(count as u64 / 16)?;
    Ok(word)
}

fn resolve_star<'s>(
    cx: &mut Scope<'s>,
    module: Local<'s>,
    name: Local<'s>,
    passed: &mut Passed<'s>,
) -> Completion<Resolution<'s>> {
    let mut found = Resolution::Absent;
    for index in 0..list_length(cx, module, module::STAR_EXPORTS, 1) {
        let request = list_int(cx, module, module::STAR_EXPORTS, index) as usize;
        let imported = requested(cx, module, request)?;
        let is_same = |cx: &Scope<'_>, one: Local<'_>, other: Local<'_>| cx.raw(one).identical(cx.raw(other));
        let resolution = resolve_export(cx, imported, name, passed)?;
        let agrees = match (found, resolution) {
            (_, Resolution::Ambiguous) => return Ok(resolution),
            (_, Resolution::Absent | Resolution::Circular) => true,
            (Resolution::Absent, _) => {
                found = resolution;
                true
            }
            (Resolution::Variable(one, word), Resolution::Variable(other, same)) => {
                word == same && is_same(cx, one, other)
            }
            (Resolution::Namespace(one), Resolution::Namespace(other)) => is_same(cx, one, other),
            _ => false,
        };
        if !agrees {
            return Ok(Resolution::Ambiguous);
        }
    }
    Ok(found)
}

/// GetExportedNames: adds the code units of each name. `visited`: the modules that the walk has come across.
///
/// # Errors
/// RangeError for exports nested too deeply.
pub(super) fn exported_names<'s>(
    cx: &mut Scope<'s>,
    module: Local<'s>,
    visited: &mut Vec<Local<'s>>,
    is_star: bool,
    names: &mut Vec<Vec<u16>>,
) -> Completion<()> {
    cx.check_stack()?;
    if visited.iter().any(|&known| cx.raw(known).identical(cx.raw(module))) {
        return Ok(());
    }
    visited.push(module);
    let lists = [(module::LOCAL_EXPORTS, 2), (module::INDIRECT_EXPORTS, indirect::WORDS)];
    for (list, entry) in lists {
        for index in 0..list_length(cx, module, list, entry) {
            let mut cx = cx.open();
            cx.step(1)?;
            let name = list_word(&mut cx, module, list, index * entry)?;
            let units: Vec<u16> = super::super::units(&mut cx, name)?.iter().collect();
            if !is_star || !units.iter().copied().eq("default".encode_utf16()) {
                names.push(units);
            }
        }
    }
    for index in 0..list_length(cx, module, module::STAR_EXPORTS, 1) {
        let request = list_int(cx, module, module::STAR_EXPORTS, index) as usize;
        let imported = requested(cx, module, request)?;
        exported_names(cx, imported, visited, true, names)?;
    }
    Ok(())
}
