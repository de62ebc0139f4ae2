//! Modules for an embedder: who finds and reads them, evaluating them, reading what they export.

use super::call;
use super::error::{Error, ErrorKind};
use super::instance::Engine;
use super::value::{Object, Value};
use crate::builtins::parse_json;
use crate::heap::Local;
use crate::interpreter::load_module;
use crate::runtime::{
    self, Completion, HostHooks, Intrinsic, PromiseState, Scope, create_data_property_or_throw,
    create_default_export_module, create_synthetic_module, evaluate_module, get_module_namespace, link_module,
    load_requested_modules, module_of_id, promise_result, promise_state, remember_module, set_synthetic_export,
};
use crate::source::SourceText;
use crate::value::kind;
use crate::value::layout::module;
use std::collections::HashMap;

/// What an import asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct ModuleRequest {
    /// What stands behind `from`, or the argument of `import()`; lone surrogates became U+FFFD.
    pub specifier: String,
    /// Who asks: the id of a module or the name of a script; `None` where no text is running.
    pub referrer: Option<String>,
    /// The import attributes, sorted by key: `with { type: "json" }`. Other keys than `type` never come here.
    pub attributes: Vec<(String, String)>,
}

/// What a module is made of.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum ModuleSource {
    /// The text of an ECMAScript module.
    Text(String),
    /// A JSON text, whose value is the default export. Only imports with the attribute `type: "json"` may get one, and
    /// they get nothing else.
    Json(String),
    /// Values of the embedder's own, by the names under which they are exported.
    Values(Vec<(String, Value)>),
}

/// Finds and reads the modules that texts import: what a host is for ECMA-262.
///
/// ```
/// use tenure::{Engine, Error, ModuleLoader, ModuleRequest, ModuleSource, ModuleState, Options, Value};
///
/// struct Library;
///
/// impl ModuleLoader for Library {
///     fn resolve(&mut self, request: &ModuleRequest) -> Result<String, Error> {
///         Ok(request.specifier.clone())
///     }
///
///     fn load(&mut self, id: &str, _: &ModuleRequest) -> Result<ModuleSource, Error> {
///         match id {
///             "answer" => Ok(ModuleSource::Text("export const answer = 6 * 7;".into())),
///             _ => Err(Error::new(format!("There is no module {id}"))),
///         }
///     }
/// }
///
/// let mut engine = Engine::new(Options::default())?;
/// engine.set_module_loader(Library);
/// let main = engine.eval_module("main", "import { answer } from 'answer'; export const twice = 2 * answer;")?;
/// assert_eq!(engine.module_state(&main)?, ModuleState::Evaluated);
/// assert_eq!(engine.module_export(&main, "twice")?, Some(Value::Number(84.0)));
/// # Ok::<(), tenure::Error>(())
/// ```
pub trait ModuleLoader: Send {
    /// The id of the module that a request means. Two requests with one id get one module; ids show in stack traces. It
    /// is asked once for each referrer, specifier and type.
    ///
    /// # Errors
    /// An error of the loader's own: the script sees it as a thrown `Error`, an `import()` as a rejection.
    fn resolve(&mut self, request: &ModuleRequest) -> Result<String, Error>;

    /// What the module of an id is made of; `request` is the first that led to it. It is asked once for each id and type,
    /// unless it fails.
    ///
    /// # Errors
    /// As [`ModuleLoader::resolve`].
    fn load(&mut self, id: &str, request: &ModuleRequest) -> Result<ModuleSource, Error>;

    /// The properties of a module's `import.meta`, when that is first asked for; by default `url`, the id.
    fn meta(&mut self, id: &str) -> Vec<(String, Value)> {
        vec![("url".to_owned(), Value::from(id))]
    }
}

/// A module that was evaluated, or still waits at an `await`. A handle: it keeps the module alive.
#[derive(Clone, Debug)]
pub struct Module {
    record: Object,
    promise: Object,
}

impl Module {
    /// The promise of the evaluation: fulfilled with `undefined`, or rejected with what the module threw.
    pub fn promise(&self) -> &Object {
        &self.promise
    }
}

/// How far the evaluation of a module has come.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum ModuleState {
    /// It, or a module below it, waits at an `await`.
    Pending,
    /// It has run.
    Evaluated,
    /// It, or a module below it, threw this.
    Failed(Error),
}

/// What an engine keeps of its modules.
#[derive(Default)]
pub(super) struct Modules {
    /// `None` while it is being asked.
    loader: Option<Box<dyn ModuleLoader>>,
    /// Ids by referrer, specifier and type.
    resolved: HashMap<(Option<String>, String, Option<String>), String>,
}

/// The hooks of an engine without a host: they ask the embedder's loader.
pub(super) struct EmbedderHooks;

impl HostHooks for EmbedderHooks {
    fn host_load_imported_module<'s>(
        &self,
        cx: &mut Scope<'s>,
        referrer: Local<'s>,
        specifier: Local<'s>,
        attributes: Local<'s>,
    ) -> Completion<Local<'s>> {
        let specifier = runtime::rust_text(cx, specifier)?;
        let referrer = match referrer_id(cx, referrer)? {
            Some(referrer) => Some(runtime::rust_text(cx, referrer)?),
            None => None,
        };
        let attributes = runtime::attribute_pairs(cx, attributes);
        load(cx, ModuleRequest { specifier, referrer, attributes })
    }

    fn host_finalize_import_meta<'s>(&self, cx: &mut Scope<'s>, meta: Local<'s>, module: Local<'s>) -> Completion<()> {
        let id = cx.word(module, module::ID)?;
        let id = runtime::rust_text(cx, id)?;
        let Some(data) = call::data(cx) else { return Ok(()) };
        let engine = data.engine;
        let properties = data.modules.loader.as_mut().map(|loader| loader.meta(&id)).unwrap_or_default();
        for (name, value) in properties {
            let mut cx = cx.open();
            let name = cx.string(&name)?;
            let key = runtime::to_property_key(&mut cx, name)?;
            let Some(value) = value.to_local(&mut cx, engine)? else { return Err(throw(&mut cx, FOREIGN)) };
            create_data_property_or_throw(&mut cx, meta, key, value)?;
        }
        Ok(())
    }
}

const FOREIGN: &str = "An object of another engine";

/// The id of a referrer.
fn referrer_id<'s>(cx: &mut Scope<'s>, referrer: Local<'s>) -> Completion<Option<Local<'s>>> {
    let raw = cx.raw(referrer);
    if raw.is_kind(kind::MODULE) {
        return cx.word(referrer, module::ID).map(Some);
    }
    Ok(raw.is_pointer().then_some(referrer))
}

fn throw(cx: &mut Scope<'_>, message: &str) -> runtime::Abrupt {
    runtime::throw_error(cx, Intrinsic::ErrorPrototype, format_args!("{message}"))
}

/// Asks the loader something, while it cannot be asked by anybody else.
fn ask<R>(cx: &mut Scope<'_>, question: impl FnOnce(&mut dyn ModuleLoader) -> Result<R, Error>) -> Completion<R> {
    let loader = call::data(cx).and_then(|data| data.modules.loader.take());
    let Some(mut loader) = loader else { return Err(throw(cx, "This engine has no module loader")) };
    let answer = question(&mut *loader);
    if let Some(data) = call::data(cx) {
        data.modules.loader.get_or_insert(loader);
    }
    answer.map_err(|error| throw(cx, error.message()))
}

/// The module that a request means.
fn load<'s>(cx: &mut Scope<'s>, request: ModuleRequest) -> Completion<Local<'s>> {
    let wanted = request.attributes.iter().find(|(key, _)| key == "type").map(|(_, value)| value.clone());
    if wanted.as_deref().is_some_and(|wanted| wanted != "json") {
        let wanted = wanted.unwrap_or_default();
        return Err(runtime::throw_type_error(cx, format_args!("Modules of type \"{wanted}\" are not supported")));
    }
    let key = (request.referrer.clone(), request.specifier.clone(), wanted.clone());
    let known = call::data(cx).and_then(|data| data.modules.resolved.get(&key).cloned());
    let id = match known {
        Some(id) => id,
        None => {
            let id = ask(cx, |loader| loader.resolve(&request))?;
            if let Some(data) = call::data(cx) {
                data.modules.resolved.insert(key, id.clone());
            }
            id
        }
    };
    let map_key = map_key(&id, wanted.is_some());
    if let Some(module) = module_of_id(cx, &map_key)? {
        return Ok(module);
    }
    let source = ask(cx, |loader| loader.load(&id, &request))?;
    let module = make(cx, &id, source, wanted.is_some())?;
    remember_module(cx, &map_key, module)?;
    Ok(module)
}

/// The key of the module map: a JSON module is another than the module of the same id.
fn map_key(id: &str, is_json: bool) -> String {
    if is_json { format!("{id}\0json") } else { id.to_owned() }
}

fn make<'s>(cx: &mut Scope<'s>, id: &str, source: ModuleSource, is_json: bool) -> Completion<Local<'s>> {
    match source {
        ModuleSource::Json(text) if is_json => {
            let text = cx.string(&text)?;
            let value = parse_json(cx, text)?;
            create_default_export_module(cx, id, value)
        }
        ModuleSource::Text(text) if !is_json => load_module(cx, id, SourceText::new(id, text)),
        ModuleSource::Values(values) if !is_json => values_module(cx, id, values),
        ModuleSource::Json(_) => {
            let message = format_args!("Module \"{id}\" needs an import attribute of \"type: json\"");
            Err(runtime::throw_type_error(cx, message))
        }
        _ => Err(runtime::throw_type_error(cx, format_args!("Module \"{id}\" is not of type \"json\""))),
    }
}

/// A module with values of the embedder's.
fn values_module<'s>(cx: &mut Scope<'s>, id: &str, values: Vec<(String, Value)>) -> Completion<Local<'s>> {
    let engine = call::data(cx).map_or(0, |data| data.engine);
    let names: Vec<Vec<u16>> = values.iter().map(|(name, _)| name.encode_utf16().collect()).collect();
    let module = create_synthetic_module(cx, id, &names, Local::UNDEFINED)?;
    for (index, (_, value)) in values.into_iter().enumerate() {
        let mut cx = cx.open();
        let Some(value) = value.to_local(&mut cx, engine)? else { return Err(throw(&mut cx, FOREIGN)) };
        set_synthetic_export(&mut cx, module, index, value)?;
    }
    Ok(module)
}

impl Engine {
    /// Says who finds and reads modules from now on. Without a loader every import fails.
    pub fn set_module_loader(&mut self, loader: impl ModuleLoader + 'static) {
        let loader: Box<dyn ModuleLoader> = Box::new(loader);
        let _ = self.enter(|cx| {
            if let Some(data) = call::data(cx) {
                data.modules.loader = Some(loader);
            }
            Ok(())
        });
    }

    /// Loads, links and evaluates a module whose text is `source`, and what it imports; then runs the jobs it left. From
    /// then on imports of `id` mean this module.
    ///
    /// What the module itself throws is no error of this function: see [`Engine::module_state`]. A module that waits at an
    /// `await` is [`ModuleState::Pending`] and goes on with the jobs of later entries.
    ///
    /// # Errors
    /// [`ErrorKind::Syntax`] for a text that is no module, here or below, and for names that a module does not export;
    /// whatever keeps the loader from finding a module; the ends of any script, such as [`ErrorKind::OutOfFuel`].
    pub fn eval_module(&mut self, id: &str, source: &str) -> Result<Module, Error> {
        let number = self.number();
        self.enter(|cx| {
            let module = load_module(cx, id, SourceText::new(id, source))?;
            remember_module(cx, id, module)?;
            evaluate(cx, module, number)
        })
    }

    /// As [`Engine::eval_module`] for a module that the loader finds: what `import(specifier)` means outside any text.
    ///
    /// # Errors
    /// As [`Engine::eval_module`].
    pub fn import_module(&mut self, specifier: &str) -> Result<Module, Error> {
        let number = self.number();
        self.enter(|cx| {
            let request = ModuleRequest { specifier: specifier.to_owned(), referrer: None, attributes: Vec::new() };
            let module = load(cx, request)?;
            evaluate(cx, module, number)
        })
    }

    /// How far the evaluation of a module has come. Runs the jobs that wait first.
    ///
    /// # Errors
    /// [`ErrorKind::WrongEngine`] for a module of another engine; the ends of any script.
    pub fn module_state(&mut self, module: &Module) -> Result<ModuleState, Error> {
        let promise = Value::Object(module.promise.clone());
        let number = self.number();
        self.enter(|cx| {
            let Some(promise) = promise.to_local(cx, number)? else { return Ok(None) };
            runtime::run_jobs(cx)?;
            Ok(Some(match promise_state(cx.raw(promise)) {
                PromiseState::Pending => ModuleState::Pending,
                PromiseState::Fulfilled => ModuleState::Evaluated,
                PromiseState::Rejected => {
                    let reason = cx.local(|isolate| promise_result(isolate.heap.get(promise)))?;
                    ModuleState::Failed(Error::thrown(cx, reason))
                }
            }))
        })?
        .ok_or_else(|| Error::of(ErrorKind::WrongEngine, "a module of another engine"))
    }

    /// What a module exports under a name; `None` if there is nothing of that name.
    ///
    /// # Errors
    /// ReferenceError while it is not initialised; [`ErrorKind::WrongEngine`] for a module of another engine.
    pub fn module_export(&mut self, module: &Module, name: &str) -> Result<Option<Value>, Error> {
        let record = Value::Object(module.record.clone());
        let number = self.number();
        self.enter(|cx| {
            let Some(record) = record.to_local(cx, number)? else { return Ok(None) };
            let namespace = get_module_namespace(cx, record)?;
            let text = cx.string(name)?;
            let key = runtime::to_property_key(cx, text)?;
            if !runtime::has_own_property(cx, namespace, key)? {
                return Ok(Some(None));
            }
            let value = runtime::get(cx, namespace, key)?;
            Ok(Some(Some(Value::from_local(cx, value, number)?)))
        })?
        .ok_or_else(|| Error::of(ErrorKind::WrongEngine, "a module of another engine"))
    }
}

/// Loads what a module requests, links and evaluates it, and runs jobs.
fn evaluate(cx: &mut Scope<'_>, module: Local<'_>, number: u64) -> Completion<Module> {
    let mut cx = cx.open();
    let module = cx.variable(module)?.get();
    load_requested_modules(&mut cx, module)?;
    link_module(&mut cx, module)?;
    let promise = evaluate_module(&mut cx, module)?;
    // Its state is looked at from outside.
    runtime::mark_promise_handled(&mut cx, promise);
    runtime::run_jobs(&mut cx)?;
    let record = Value::from_local(&mut cx, module, number)?;
    let promise = Value::from_local(&mut cx, promise, number)?;
    match (record, promise) {
        (Value::Object(record), Value::Object(promise)) => Ok(Module { record, promise }),
        _ => Err(throw(&mut cx, "A module without a record")),
    }
}
