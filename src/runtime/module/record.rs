//! Module Records: their state, and making them.

use super::super::completion::Completion;
use super::super::scope::Scope;
use crate::heap::{Allocation, Local, Place, Raw};
use crate::value::kind;
use crate::value::layout::{module, words};

/// [[Status]] of a Cyclic Module Record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum ModuleStatus {
    /// What it requests is not loaded yet.
    New,
    /// The graph below it is loaded.
    Unlinked,
    /// It is being linked.
    Linking,
    /// It can be evaluated.
    Linked,
    /// It, or what it requests, is being evaluated.
    Evaluating,
    /// It waits for itself or others at an `await`.
    EvaluatingAsync,
    /// It has run, or failed.
    Evaluated,
}

/// Low bits of the state word: the status.
const STATUS: i32 = 7;
/// [[HasTLA]]
const HAS_TOP_LEVEL_AWAIT: i32 = 8;
/// The walk that loads the graph has been here.
const VISITED: i32 = 16;
/// It is no Cyclic Module Record.
const SYNTHETIC: i32 = 32;

/// The lists of a record, each WORDS of interned names and ints; see `layout::module`.
#[derive(Clone, Copy)]
pub(crate) struct ModuleLists<'s> {
    /// What it requests.
    pub(crate) requests: Local<'s>,
    /// What it imports.
    pub(crate) imports: Local<'s>,
    /// Variables of its own that it exports.
    pub(crate) local_exports: Local<'s>,
    /// What it exports of others under a name.
    pub(crate) indirect_exports: Local<'s>,
    /// Of whom it exports everything.
    pub(crate) star_exports: Local<'s>,
}

impl ModuleLists<'static> {
    /// Of a module without imports and exports.
    pub(crate) const NONE: ModuleLists<'static> = ModuleLists {
        requests: Local::UNDEFINED,
        imports: Local::UNDEFINED,
        local_exports: Local::UNDEFINED,
        indirect_exports: Local::UNDEFINED,
        star_exports: Local::UNDEFINED,
    };
}

/// What an error about a module is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ModulePlace {
    /// The import with this number.
    Import(usize),
    /// The indirect export with this number.
    Export(usize),
}

/// What is particular about a new record.
pub(super) struct NewModule<'s> {
    pub(super) id: Local<'s>,
    pub(super) environment: Local<'s>,
    pub(super) script: Local<'s>,
    pub(super) body: Local<'s>,
    pub(super) lists: ModuleLists<'s>,
    pub(super) state: i32,
}

pub(super) fn allocate<'s>(cx: &mut Scope<'s>, new: NewModule<'s>) -> Completion<Local<'s>> {
    let allocation = Allocation { kind: kind::MODULE, aux: 0, words: module::WORDS, place: Place::Old };
    cx.allocate(allocation, |init| {
        init.set(module::ID, new.id);
        init.set(module::ENVIRONMENT, new.environment);
        init.set(module::SCRIPT, new.script);
        init.set(module::BODY, new.body);
        init.set(module::REQUESTS, new.lists.requests);
        init.set(module::IMPORTS, new.lists.imports);
        init.set(module::LOCAL_EXPORTS, new.lists.local_exports);
        init.set(module::INDIRECT_EXPORTS, new.lists.indirect_exports);
        init.set(module::STAR_EXPORTS, new.lists.star_exports);
        init.set(module::STATE, Local::int(new.state));
        init.set(module::ERROR, Local::HOLE);
        init.set(module::ANCESTOR, Local::int(0));
        init.set(module::INDEX, Local::int(0));
        init.set(module::PENDING, Local::int(0));
    })
}

/// The record of a source text module, not loaded yet: the last part of ParseModule (§16.2.1.7.1).
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn create_module<'s>(
    cx: &mut Scope<'s>,
    id: Local<'s>,
    script: Local<'s>,
    environment: Local<'s>,
    lists: ModuleLists<'s>,
    has_top_level_await: bool,
) -> Completion<Local<'s>> {
    let state = ModuleStatus::New as i32 | if has_top_level_await { HAS_TOP_LEVEL_AWAIT } else { 0 };
    allocate(cx, NewModule { id, environment, script, body: Local::UNDEFINED, lists, state })
}

/// The state of a new synthetic module: there is nothing to load.
pub(super) const SYNTHETIC_STATE: i32 = SYNTHETIC | ModuleStatus::Linked as i32;

/// [[Status]]. Pure.
pub(crate) fn module_status(module: Raw<'_>) -> ModuleStatus {
    match module.word(module::STATE).as_int() & STATUS {
        0 => ModuleStatus::New,
        1 => ModuleStatus::Unlinked,
        2 => ModuleStatus::Linking,
        3 => ModuleStatus::Linked,
        4 => ModuleStatus::Evaluating,
        5 => ModuleStatus::EvaluatingAsync,
        _ => ModuleStatus::Evaluated,
    }
}

pub(super) fn status(cx: &Scope<'_>, module: Local<'_>) -> ModuleStatus {
    module_status(cx.raw(module))
}

pub(super) fn set_status(cx: &mut Scope<'_>, module: Local<'_>, status: ModuleStatus) {
    let state = cx.raw(module).word(module::STATE).as_int();
    cx.heap.store(module, module::STATE, Local::int(state & !STATUS | status as i32));
}

/// [[HasTLA]]
pub(super) fn has_top_level_await(cx: &Scope<'_>, module: Local<'_>) -> bool {
    cx.raw(module).word(module::STATE).as_int() & HAS_TOP_LEVEL_AWAIT != 0
}

/// Whether it is a Cyclic Module Record.
pub(super) fn is_cyclic(cx: &Scope<'_>, module: Local<'_>) -> bool {
    cx.raw(module).word(module::STATE).as_int() & SYNTHETIC == 0
}

pub(super) fn is_visited(cx: &Scope<'_>, module: Local<'_>) -> bool {
    cx.raw(module).word(module::STATE).as_int() & VISITED != 0
}

pub(super) fn set_visited(cx: &mut Scope<'_>, module: Local<'_>, visited: bool) {
    let state = cx.raw(module).word(module::STATE).as_int();
    let state = if visited { state | VISITED } else { state & !VISITED };
    cx.heap.store(module, module::STATE, Local::int(state));
}

/// A word that holds an int.
pub(super) fn int_word(cx: &Scope<'_>, module: Local<'_>, word: usize) -> i32 {
    cx.raw(module).word(word).as_int()
}

pub(super) fn set_int(cx: &mut Scope<'_>, module: Local<'_>, word: usize, value: i32) {
    cx.heap.store(module, word, Local::int(value));
}

/// How many entries of `entry` words a list of a record has.
pub(super) fn list_length(cx: &Scope<'_>, module: Local<'_>, list: usize, entry: usize) -> usize {
    let list = cx.raw(module).word(list);
    if list.is_kind(kind::WORDS) { list.raw_word(words::LENGTH) as usize / entry } else { 0 }
}

/// A word of a list of a record.
pub(super) fn list_word<'s>(cx: &mut Scope<'s>, module: Local<'_>, list: usize, index: usize) -> Completion<Local<'s>> {
    cx.local(|isolate| isolate.heap.get(module).word(list).word(words::ELEMENTS + index))
}

/// A word of a list of a record that holds an int.
pub(super) fn list_int(cx: &Scope<'_>, module: Local<'_>, list: usize, index: usize) -> i32 {
    cx.raw(module).word(list).word(words::ELEMENTS + index).as_int()
}

/// GetImportedModule (§16.2.1.9): what was loaded for a request.
pub(super) fn requested<'s>(cx: &mut Scope<'s>, module: Local<'_>, request: usize) -> Completion<Local<'s>> {
    list_word(cx, module, module::REQUESTS, request * module::request::WORDS + module::request::LOADED)
}

/// Number of requests.
pub(super) fn request_count(cx: &Scope<'_>, module: Local<'_>) -> usize {
    list_length(cx, module, module::REQUESTS, module::request::WORDS)
}

/// IncrementModuleAsyncEvaluationCount (§9.7).
pub(crate) fn next_async_order(cx: &mut Scope<'_>) -> f64 {
    cx.module_map.async_evaluations += 1.0;
    cx.module_map.async_evaluations
}
