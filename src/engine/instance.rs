//! The engine itself.

use super::call::{self, Call, EmbedderData};
use super::error::{Error, ErrorKind};
use super::events::{CollectorEvent, Watch};
use super::interrupt::InterruptHandle;
use super::memory::Memory;
use super::module::EmbedderHooks;
use super::options::Options;
use super::value::{Object, Value};
use crate::heap::{HeapError, HeapEvent, Local, Reason, native_stack_left};
use crate::interpreter::{self, LoadOptions};
use crate::runtime::{self, Completion, HostHooks, Isolate, IsolateOptions, NativeDescription, PropertyKey, Scope};
use crate::source::SourceText;
use crate::syntax::{Goal, ParseOptions};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A JavaScript engine: one heap, one realm. Any number of them can live side by side, and each may be sent to another
/// thread.
///
/// ```
/// let mut engine = tenure::Engine::new(tenure::Options::default())?;
/// engine.function("double", |call| Ok(tenure::Value::Number(call.argument(0).as_number().unwrap_or(0.0) * 2.0)))?;
/// assert_eq!(engine.eval("double(21)")?, tenure::Value::Number(42.0));
/// # Ok::<(), tenure::Error>(())
/// ```
pub struct Engine {
    isolate: Box<Isolate>,
    options: Options,
    number: u64,
}

/// Native stack kept for the engine's own work, in bytes.
const NATIVE_RESERVE: usize = 160 << 10;

/// Native stack assumed where the system does not tell, in bytes.
const NATIVE_DEFAULT: usize = 512 << 10;

static NUMBERS: AtomicU64 = AtomicU64::new(1);

impl Engine {
    /// An engine with the builtins of ECMA-262 and nothing else.
    ///
    /// # Errors
    /// [`ErrorKind::Options`] when a limit is too small or the system has no memory.
    pub fn new(options: Options) -> Result<Engine, Error> {
        let mut engine = Self::with_hooks(options, Box::new(EmbedderHooks))?;
        engine.start_watching();
        Ok(engine)
    }

    pub(crate) fn with_hooks(options: Options, hooks: Box<dyn HostHooks>) -> Result<Engine, Error> {
        let isolate = Isolate::new(IsolateOptions { heap: options.heap(), seed: options.seed(), hooks });
        let mut isolate = Box::new(isolate.map_err(refuse)?);
        interpreter::register(&mut isolate);
        let number = NUMBERS.fetch_add(1, Ordering::Relaxed);
        isolate.embedder = Box::new(EmbedderData { engine: number, ..EmbedderData::default() });
        isolate.stack_trace_limit = options.stack_trace_limit;
        let mut engine = Engine { isolate, options, number };
        engine.enter(set_up).map_err(|error| Error::of(ErrorKind::Options, error.message()))?;
        Ok(engine)
    }

    /// Starts the stress modes that the options ask for: everything is set up.
    pub(crate) fn start_watching(&mut self) {
        let heap = &mut self.isolate.heap;
        heap.set_verify(self.options.trials.verify_heap);
        heap.set_stress(self.options.trials.stress);
        heap.set_fail_allocation(self.options.trials.fail_allocation);
    }

    /// Runs a script and gives its completion value; then runs the jobs it left (promise reactions).
    ///
    /// # Errors
    /// Whatever ended the script. The engine can be used again afterwards.
    pub fn eval(&mut self, source: &str) -> Result<Value, Error> {
        self.eval_named("<eval>", source)
    }

    /// As [`Engine::eval`]; stack traces show `name`.
    ///
    /// # Errors
    /// As [`Engine::eval`].
    pub fn eval_named(&mut self, name: &str, source: &str) -> Result<Value, Error> {
        let number = self.number;
        self.enter(|cx| {
            let value = run_script(cx, SourceText::new(name, source))?;
            runtime::run_jobs(cx)?;
            Value::from_local(cx, value, number)
        })
    }

    /// Calls a function that came out of this engine.
    ///
    /// # Errors
    /// Whatever ended it; [`ErrorKind::WrongEngine`] for objects of another engine.
    pub fn call(&mut self, function: &Object, this: &Value, arguments: &[Value]) -> Result<Value, Error> {
        let number = self.number;
        self.check(function)?;
        for value in arguments.iter().chain([this]) {
            if let Value::Object(object) = value {
                self.check(object)?;
            }
        }
        self.enter(|cx| {
            let undefined = Local::UNDEFINED;
            let callee = Value::Object(function.clone()).to_local(cx, number)?.unwrap_or(undefined);
            let this = this.to_local(cx, number)?.unwrap_or(undefined);
            let mut locals = Vec::with_capacity(arguments.len());
            for argument in arguments {
                locals.push(argument.to_local(cx, number)?.unwrap_or(undefined));
            }
            let result = runtime::call(cx, callee, this, &locals)?;
            runtime::run_jobs(cx)?;
            Value::from_local(cx, result, number)
        })
    }

    fn check(&self, object: &Object) -> Result<(), Error> {
        if object.engine == self.number {
            return Ok(());
        }
        Err(Error::of(ErrorKind::WrongEngine, "an object of another engine"))
    }

    /// A property of the global object.
    ///
    /// # Errors
    /// Whatever a getter throws.
    pub fn global(&mut self, name: &str) -> Result<Value, Error> {
        let number = self.number;
        self.enter(|cx| {
            let global = cx.intrinsic(runtime::Intrinsic::Global)?;
            let text = cx.string(name)?;
            let key = runtime::to_property_key(cx, text)?;
            let value = runtime::get(cx, global, key)?;
            Value::from_local(cx, value, number)
        })
    }

    /// Sets a property of the global object.
    ///
    /// # Errors
    /// When memory runs out or a setter throws; [`ErrorKind::WrongEngine`] for objects of another engine.
    pub fn set_global(&mut self, name: &str, value: &Value) -> Result<(), Error> {
        let number = self.number;
        if let Value::Object(object) = value {
            self.check(object)?;
        }
        self.enter(|cx| {
            let global = cx.intrinsic(runtime::Intrinsic::Global)?;
            let text = cx.string(name)?;
            let key = runtime::to_property_key(cx, text)?;
            let value = value.to_local(cx, number)?.unwrap_or(Local::UNDEFINED);
            runtime::put_value(cx, global, key, value, false)
        })
    }

    /// Makes a closure a global function. It gets its arguments as owned values; an `Err` becomes a thrown `Error`.
    ///
    /// # Errors
    /// When memory runs out, or a setter or a read-only global of this name refuses.
    pub fn function(
        &mut self,
        name: &str,
        function: impl FnMut(&Call) -> Result<Value, Error> + Send + 'static,
    ) -> Result<(), Error> {
        self.enter(|cx| {
            let Some(data) = call::data(cx) else { return Ok(()) };
            let index = data.functions.len();
            data.functions.push(Some(Box::new(function)));
            let text = cx.interned(name)?;
            let description = NativeDescription { steps: call::run, length: 0, flags: 0 };
            let object = runtime::create_builtin_function(cx, description, text, Local::number(index as f64))?;
            let global = cx.intrinsic(runtime::Intrinsic::Global)?;
            runtime::put_value(cx, global, PropertyKey::Name(text), object, true)
        })
    }

    /// A handle that stops this engine's script from another thread.
    pub fn interrupt_handle(&self) -> InterruptHandle {
        InterruptHandle { flag: self.isolate.budget.interrupt_flag() }
    }

    /// Collects all garbage, in both generations.
    pub fn collect_garbage(&mut self) {
        self.isolate.heap.clear_kept_objects();
        self.isolate.heap.collect_garbage();
    }

    /// How much memory the engine uses.
    pub fn memory(&self) -> Memory {
        Memory::of(&self.isolate.heap.statistics())
    }

    /// Collects all garbage and gives back as much memory as possible: the embedder is short of it.
    pub fn low_memory(&mut self) {
        self.isolate.heap.clear_kept_objects();
        self.isolate.heap.collect_full(Reason::LowMemory, true);
    }

    /// Tells `listener` of everything that the collector does from now on, as it happens.
    ///
    /// It gets figures, and can reach neither the engine nor its objects, so it cannot start a collection or run a script.
    /// The script stands still meanwhile.
    ///
    /// ```
    /// use std::sync::{Arc, Mutex};
    /// use tenure::{CollectorEvent, Engine, Options};
    ///
    /// let mut engine = Engine::new(Options::default())?;
    /// let longest = Arc::new(Mutex::new(std::time::Duration::ZERO));
    /// let seen = Arc::clone(&longest);
    /// engine.watch_collector(move |event| {
    ///     if let CollectorEvent::Ended { collection, .. } = event {
    ///         let mut longest = seen.lock().unwrap();
    ///         *longest = collection.pause.max(*longest);
    ///     }
    /// });
    /// engine.eval("for (let i = 0; i < 1e5; i++) ({ i })")?;
    /// assert!(longest.lock().unwrap().as_nanos() > 0);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    pub fn watch_collector(&mut self, listener: impl FnMut(&CollectorEvent) + Send + 'static) -> Watch {
        self.watch(None, listener)
    }

    /// As [`Engine::watch_collector`]; tells of the memory about every `interval` as well, while scripts allocate.
    pub fn watch_memory(
        &mut self,
        interval: Duration,
        listener: impl FnMut(&CollectorEvent) + Send + 'static,
    ) -> Watch {
        self.watch(Some(interval.as_secs_f64() * 1e3), listener)
    }

    fn watch(&mut self, interval_ms: Option<f64>, mut listener: impl FnMut(&CollectorEvent) + Send + 'static) -> Watch {
        let listener = move |event: &HeapEvent<'_>| {
            if let Some(event) = CollectorEvent::of(event) {
                listener(&event);
            }
        };
        let subscription = self.isolate.heap.subscribe(interval_ms, Box::new(listener));
        Watch { subscription, engine: self.number }
    }

    /// Ends a watch. One of another engine is left alone.
    pub fn unwatch(&mut self, watch: Watch) {
        if watch.engine == self.number {
            self.isolate.heap.unsubscribe(watch.subscription);
        }
    }

    /// Walks the whole heap and checks that it is whole: a test of the engine itself, for tests of what is built on it.
    /// Collects nothing.
    ///
    /// # Errors
    /// The faults found. Each is a bug of the engine.
    pub fn verify_heap(&mut self) -> Result<(), String> {
        self.isolate.heap.verify().map_err(|faults| faults.join("; "))
    }

    /// Writes a heap snapshot in V8's format, which Chrome's DevTools open from a file whose name ends in `.heapsnapshot`:
    /// every object that lives, what it refers to, what holds it, and where its constructor stands.
    ///
    /// Collects all garbage first. The snapshot goes out in pieces of 64 KiB as it is made, and keeps nothing alive; it takes
    /// memory of about a fiftieth of the heap, and the objects keep their ids in snapshots to come. Runs no script.
    ///
    /// ```
    /// let mut engine = tenure::Engine::new(tenure::Options::default())?;
    /// engine.eval("class Leaky {} globalThis.kept = [new Leaky, new Leaky]")?;
    /// let mut snapshot = Vec::new();
    /// engine.write_heap_snapshot(&mut snapshot)?;
    /// assert!(snapshot.starts_with(b"{\"snapshot\":{\"meta\":"));
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Output`] with what `to` reports; what was written until then is no snapshot. [`ErrorKind::OutOfMemory`]
    /// without memory for an index of the objects. The engine can be used again afterwards.
    pub fn write_heap_snapshot(&mut self, to: &mut impl std::io::Write) -> Result<(), Error> {
        self.isolate.heap.clear_kept_objects();
        crate::inspect::write_snapshot(&mut self.isolate, to).map_err(|failure| match failure.kind() {
            std::io::ErrorKind::OutOfMemory => Error::of(ErrorKind::OutOfMemory, failure.to_string()),
            _ => Error::of(ErrorKind::Output, failure.to_string()),
        })
    }

    /// Changes the fuel that the next entries may use.
    pub fn set_fuel(&mut self, fuel: Option<u64>) {
        self.options.fuel = fuel;
    }

    /// Runs `body` inside the isolate with fresh budgets, and turns an abrupt completion into an error. Entries do not
    /// nest.
    pub(crate) fn enter<R>(&mut self, body: impl for<'s> FnOnce(&mut Scope<'s>) -> Completion<R>) -> Result<R, Error> {
        let stack =
            self.options.native_stack.or_else(|| native_stack_left().map(|left| left.saturating_sub(NATIVE_RESERVE)));
        self.isolate.set_native_stack(stack.unwrap_or(NATIVE_DEFAULT));
        self.isolate.budget.set_fuel(self.options.fuel);
        self.isolate.budget.set_deadline(self.options.time.map(|time| Instant::now() + time));
        self.isolate.heap.site = 0;
        let mut cx = Scope::enter(&mut self.isolate);
        let result = body(&mut cx).map_err(|abrupt| Error::take(&mut cx, abrupt));
        let is_full = result.as_ref().is_err_and(|error| error.kind() == ErrorKind::OutOfMemory);
        cx.heap.set_relief(is_full);
        if is_full {
            // They may be what fills the heap, and nobody could take them out.
            runtime::forget_jobs(&mut cx);
        }
        result
    }

    /// The engine's number, which its handles have.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// The isolate, for the rooms above that are part of this crate.
    pub(crate) fn isolate(&mut self) -> &mut Isolate {
        &mut self.isolate
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Engine").field("memory", &self.memory()).finish_non_exhaustive()
    }
}

fn refuse(error: HeapError) -> Error {
    Error::of(ErrorKind::Options, error.to_string())
}

/// Makes the realm and its builtins.
fn set_up(cx: &mut Scope<'_>) -> Completion<()> {
    let _ = runtime::create_realm(cx)?;
    interpreter::prepare_realm(cx)?;
    crate::builtins::install_all(cx)
}

/// Makes one more realm with the builtins of the language, and lets `body` run in it.
///
/// # Errors
/// Termination when there is no memory; whatever `body` throws.
pub(crate) fn in_new_realm<'s>(
    cx: &mut Scope<'s>,
    body: impl for<'i> FnOnce(&mut Scope<'i>) -> Completion<Local<'i>>,
) -> Completion<Local<'s>> {
    let outer = cx.realms.current();
    let mut inner = cx.open();
    let result = set_up(&mut inner).and_then(|()| body(&mut inner));
    inner.enter_realm(outer);
    let escaped = inner.escape(result?)?;
    Ok(cx.keep(escaped))
}

/// Loads and runs a script in the global scope; its completion value.
pub(crate) fn run_script<'s>(cx: &mut Scope<'s>, source: SourceText) -> Completion<Local<'s>> {
    let options =
        LoadOptions { parse: ParseOptions { goal: Goal::Script, ..ParseOptions::default() }, ..LoadOptions::default() };
    run_script_as(cx, source, &options)
}

/// Runs a text as `options` say; its completion value. That of a text that awaits is a promise of it.
///
/// # Errors
/// SyntaxError, what the text throws; a termination.
pub(crate) fn run_script_as<'s>(
    cx: &mut Scope<'s>,
    source: SourceText,
    options: &LoadOptions,
) -> Completion<Local<'s>> {
    let closure = interpreter::load(cx, source, options, Local::UNDEFINED)?;
    let global = cx.intrinsic(runtime::Intrinsic::Global)?;
    runtime::call(cx, closure, global, &[])
}
