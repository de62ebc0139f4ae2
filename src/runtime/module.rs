//! Modules (§16.2): records, linking, evaluation, namespaces, dynamic import.
//!
//! **Idea.** A MODULE is a Module Record in the heap: lists of what it requests, imports and exports, its state, and its
//! environment, which is an ordinary CONTEXT. Linking resolves each import once, to the CONTEXT that has the variable and
//! the word there; the importing module's own context keeps the former, its code the latter. So an import is read with
//! one step more than any other variable of a context. A synthetic module (JSON, CommonJS, what a host offers) is the
//! same record with a context of its own, and a native function that fills it.
//!
//! **Who does what.** The interpreter makes records of texts and runs them (`Upcalls::instantiate_module`); the host
//! finds modules (`HostHooks::host_load_imported_module`), in its own way and with its own errors; the module map keeps
//! one record for each id. Walks over the graph keep their stacks in the records.
//!
//! **Invariants.** A module's variables are in its environment from the beginning, so that resolving never depends on
//! the order in which modules are linked. No code of a module runs before the graph below it is linked. Names in records
//! are interned: they are compared by identity.
//!
//! **Sources.** ECMA-262 §16.2.1, §10.4.6, §13.3.10; the words of messages are V8's.

mod evaluate;
mod export;
mod import;
mod link;
mod load;
mod map;
mod namespace;
mod record;
mod synthetic;

pub(crate) use evaluate::{evaluate_module, has_async_graph};
pub(crate) use import::begin_dynamic_import;
pub(crate) use link::link_module;
pub(crate) use load::{attribute_pairs, load_requested_modules};
pub(crate) use map::{ModuleMap, module_of_id, remember_module};
pub(crate) use namespace::{MODULE_NAMESPACE, get_module_namespace};
pub(crate) use record::{ModuleLists, ModulePlace, ModuleStatus, create_module, module_status};
pub(crate) use synthetic::{create_default_export_module, create_synthetic_module, set_synthetic_export};
