//! The module map: one record for each id. It is a root: a module that was loaded stays.

use super::super::completion::Completion;
use super::super::scope::Scope;
use super::super::{array_create, array_length, array_push, get_index};
use crate::heap::{Local, RootId};
use std::collections::HashMap;

/// The records of an isolate, by id.
pub(crate) struct ModuleMap {
    /// Root of an array of MODULEs, or UNDEFINED.
    modules: RootId,
    numbers: HashMap<String, u32, ahash::RandomState>,
    /// [[ModuleAsyncEvaluationCount]] of the agent.
    pub(super) async_evaluations: f64,
}

impl ModuleMap {
    /// An empty map.
    pub(crate) fn new(modules: RootId, seed: u64) -> ModuleMap {
        let numbers = HashMap::with_hasher(ahash::RandomState::with_seeds(seed, 5, 6, 7));
        ModuleMap { modules, numbers, async_evaluations: 0.0 }
    }
}

/// The module of an id.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn module_of_id<'s>(cx: &mut Scope<'s>, id: &str) -> Completion<Option<Local<'s>>> {
    let Some(&number) = cx.module_map.numbers.get(id) else { return Ok(None) };
    let modules = cx.local(|isolate| isolate.heap.root_value(isolate.module_map.modules))?;
    get_index(cx, modules, u64::from(number)).map(Some)
}

/// Enters a module under an id, where there is none yet.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn remember_module(cx: &mut Scope<'_>, id: &str, module: Local<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let root = cx.module_map.modules;
    let mut modules = cx.local(|isolate| isolate.heap.root_value(root))?;
    if !cx.raw(modules).is_pointer() {
        modules = array_create(&mut cx, 0)?;
        cx.heap.set_root(root, modules);
    }
    let number = array_length(cx.raw(modules));
    array_push(&mut cx, modules, module)?;
    cx.module_map.numbers.insert(id.to_owned(), number);
    Ok(())
}
