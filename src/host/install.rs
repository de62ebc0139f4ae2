//! The host: an engine, Node's globals, a program run to its end.

use super::collector::{CollectorState, FlagChanger};
use super::fatal::guard;
use super::inspect::{Options as InspectOptions, inspect};
use super::output::{self, Output};
use super::place::{self, Place};
use super::process::{self, ProcessState, emit, emit_exit, exit_code};
use super::queue::Queue;
use super::state::HostState;
use super::zone::SystemZone;
use super::{console, event_loop, library, modules, symbols, tick, timers};
use crate::engine::{Engine, Error, Options};
use crate::heap::Local;
use crate::runtime::{
    Completion, HostHooks, PropertyDescriptor, RejectionOperation, Scope, define_property_or_throw, rust_text,
};
use crate::value::layout::attribute;
use std::time::{Duration, Instant};

/// What a host is started with.
pub(crate) struct HostOptions {
    /// The engine's options.
    pub(crate) engine: Options,
    /// `process.argv` from the second on.
    pub(crate) arguments: Vec<String>,
    /// `process.execArgv`.
    pub(crate) flags: Vec<String>,
    /// Where texts go; `None`: to the process's own streams.
    pub(crate) stdout: Option<Output>,
    /// As `stdout`.
    pub(crate) stderr: Option<Output>,
    /// What becomes of rejections that nobody handles.
    pub(crate) rejections: super::rejection::Mode,
    /// What becomes of warnings.
    pub(crate) warnings: super::warning::WarningOptions,
}

/// What a host runs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Program<'p> {
    /// A file, as the main module.
    File(&'p str),
    /// A file, as the main module and an ECMAScript module whatever its name.
    ModuleFile(&'p str),
    /// A text under a name, as an ECMAScript module.
    ModuleText {
        /// What stack traces show.
        name: &'p str,
        /// The module.
        text: &'p str,
    },
    /// A text under a name, in the global scope.
    Text {
        /// What stack traces show.
        name: &'p str,
        /// The script.
        text: &'p str,
        /// Print its completion value.
        print: bool,
    },
}

/// An engine with Node's surroundings.
pub(crate) struct Host {
    engine: Engine,
}

/// What the engine asks of the host.
struct Hooks;

impl HostHooks for Hooks {
    fn host_promise_rejection_tracker<'s>(
        &self,
        cx: &mut Scope<'s>,
        promise: Local<'s>,
        operation: RejectionOperation,
    ) {
        super::rejection::track(cx, promise, operation);
    }

    fn host_load_imported_module<'s>(
        &self,
        cx: &mut Scope<'s>,
        referrer: Local<'s>,
        specifier: Local<'s>,
        attributes: Local<'s>,
    ) -> Completion<Local<'s>> {
        modules::load_imported_module(cx, referrer, specifier, attributes)
    }

    fn host_finalize_import_meta<'s>(&self, cx: &mut Scope<'s>, meta: Local<'s>, module: Local<'s>) -> Completion<()> {
        modules::finalize_import_meta(cx, meta, module)
    }

    fn host_get_supported_import_attributes(&self) -> Option<&'static [&'static str]> {
        None
    }

    fn describe_missing_export<'s>(
        &self,
        cx: &mut Scope<'s>,
        imported: Local<'s>,
        specifier: &str,
        name: &str,
        pattern: &str,
    ) -> Option<String> {
        modules::describe_missing_export(cx, imported, specifier, name, pattern)
    }

    fn note_excerpt<'s>(&self, cx: &mut Scope<'s>, error: Local<'s>, excerpt: &str) {
        // Without memory the script is being stopped anyway.
        let _ = super::fatal::note_excerpt(cx, error, excerpt);
    }
}

impl Host {
    /// A host with its globals.
    ///
    /// # Errors
    /// When the engine cannot be made with these options.
    pub(crate) fn new(options: HostOptions) -> Result<Host, Error> {
        let engine = Engine::with_hooks(options.engine.clone(), Box::new(Hooks))?;
        let mut host = Host { engine };
        host.engine.isolate().zone = Box::new(SystemZone::new());
        host.engine.enter(|cx| install(cx, options))?;
        Ok(host)
    }

    /// The engine.
    pub(crate) fn engine(&mut self) -> &mut Engine {
        &mut self.engine
    }

    /// Who changes flags while scripts run: `v8.setFlagsFromString`.
    pub(crate) fn on_flags(&mut self, change: FlagChanger) {
        if let Some(state) = self.engine.isolate().host.as_mut().and_then(|host| host.downcast_mut::<HostState>()) {
            state.collector.flags = Some(change);
        }
    }

    /// Runs a program and the event loop to their end; the exit code.
    ///
    /// # Errors
    /// Terminations other than `process.exit`: no memory, no fuel, no time, an interrupt.
    pub(crate) fn run(&mut self, program: Program<'_>) -> Result<i32, Error> {
        exit_of(self.engine.enter(|cx| {
            let started = start(cx, program);
            guard(cx, started)?;
            finish(cx)
        }))
    }

    /// Reads a program as [`Host::run`] does, but does not run it; the exit code.
    ///
    /// # Errors
    /// As [`Host::run`].
    pub(crate) fn check(&mut self, program: Program<'_>) -> Result<i32, Error> {
        exit_of(self.engine.enter(|cx| {
            let checked = check(cx, program);
            guard(cx, checked)?;
            Ok(exit_code(cx)?.unwrap_or(0))
        }))
    }

    /// Tells listeners of `exit` that the program ends; the exit code.
    ///
    /// # Errors
    /// As [`Host::run`].
    pub(crate) fn end(&mut self) -> Result<i32, Error> {
        exit_of(self.engine.enter(tell_exit))
    }
}

/// `process.exit` is an end as any other.
fn exit_of(result: Result<i32, Error>) -> Result<i32, Error> {
    match result {
        Err(error) => match error.kind() {
            crate::engine::ErrorKind::Exit(code) => Ok(code),
            _ => Err(error),
        },
        code => code,
    }
}

fn start(cx: &mut Scope<'_>, program: Program<'_>) -> Completion<()> {
    match program {
        Program::File(path) => modules::run_main(cx, path),
        Program::ModuleFile(path) => modules::run_module_file(cx, path),
        Program::ModuleText { name, text } => modules::run_module_text(cx, name, text),
        Program::Text { name, text, print: false } if modules::has_module_syntax(text) => {
            modules::run_module_text(cx, name, text)
        }
        Program::Text { name, text, print } => {
            let mut cx = cx.open();
            let value = modules::run_text(&mut cx, name, text)?;
            if print {
                let text = if crate::value::is_string(cx.raw(value)) {
                    rust_text(&mut cx, value)?
                } else {
                    inspect(&mut cx, value, &InspectOptions::default())?
                };
                output::write(&mut cx, output::stdout, &format!("{text}\n"));
            }
            Ok(())
        }
    }
}

fn check(cx: &mut Scope<'_>, program: Program<'_>) -> Completion<()> {
    match program {
        Program::File(path) => modules::check_main(cx, path),
        Program::ModuleFile(path) => modules::check_module_file(cx, path),
        Program::ModuleText { name, text } => modules::check_module(cx, name, text),
        Program::Text { name, text, .. } => modules::check_script(cx, name, text),
    }
}

/// Runs the event loop, `beforeExit` (which may start it anew) and `exit`; the exit code.
fn finish(cx: &mut Scope<'_>) -> Completion<i32> {
    loop {
        event_loop::run(cx)?;
        let code = exit_code(cx)?.unwrap_or(0);
        let told = emit(cx, "beforeExit", &[Local::int(code)]).map(|_| ());
        guard(cx, told)?;
        tick::run_ticks(cx)?;
        if !event_loop::is_alive(cx) {
            break;
        }
    }
    // Listeners of `exit` hear of the code without the one that follows now.
    let code = exit_code(cx)?.unwrap_or(0);
    modules::report_unsettled(cx)?;
    tell_exit_with(cx, code)
}

fn tell_exit(cx: &mut Scope<'_>) -> Completion<i32> {
    let code = exit_code(cx)?.unwrap_or(0);
    tell_exit_with(cx, code)
}

fn tell_exit_with(cx: &mut Scope<'_>, code: i32) -> Completion<i32> {
    let told = emit_exit(cx, code);
    guard(cx, told)?;
    Ok(exit_code(cx)?.unwrap_or(0))
}

/// Makes the host's state and globals.
fn install(cx: &mut Scope<'_>, options: HostOptions) -> Completion<()> {
    let values = place::prepare(cx)?;
    let process = ProcessState::new(options.arguments, options.flags);
    let state = HostState {
        values,
        stdout: options.stdout.unwrap_or_else(Output::stdout),
        stderr: options.stderr.unwrap_or_else(Output::stderr),
        input: Default::default(),
        started: Instant::now(),
        process,
        timers: Default::default(),
        immediates: Queue::new(cx, "immediates")?,
        live_immediates: 0,
        ticks: Queue::new(cx, "ticks")?,
        rejections: Queue::new(cx, "unhandled rejections")?,
        late_handled: Queue::new(cx, "late handled rejections")?,
        last_rejection: 0,
        rejection_mode: options.rejections,
        warnings: options.warnings,
        is_trace_hint_shown: false,
        collector: CollectorState::new(cx)?,
        loop_started: None,
        idle: Duration::ZERO,
        prompt: None,
        is_console_quiet: false,
        profiler: None,
        awaited: None,
        visitor: None,
        snapshot: super::snapshot::SnapshotState::default(),
        packages: Default::default(),
        last_async_id: 1,
    };
    cx.host = Some(Box::new(state));
    cx.attend = super::attention::attend;
    let symbol = symbols::registered(cx, "nodejs.util.inspect.custom")?;
    place::set(cx, Place::CustomInspect, symbol)?;
    process::install(cx)?;
    console::install(cx)?;
    timers::install(cx)?;
    modules::install(cx)?;
    let global = cx.intrinsic(crate::runtime::Intrinsic::Global)?;
    symbols::define_enumerable_global(cx, "global", global)?;
    library::define_lazy_globals(cx)
}

/// Defines a global that is made when a script first asks for it.
pub(super) fn define_lazy_global(
    cx: &mut Scope<'_>,
    name: &str,
    make: crate::runtime::NativeFunction,
) -> Completion<()> {
    let mut cx = cx.open();
    let name_text = cx.interned(name)?;
    let get = super::property::function(&mut cx, &format!("get {name}"), 0, make, name_text)?;
    let set = super::property::function(&mut cx, &format!("set {name}"), 1, replace_global, name_text)?;
    let global = cx.intrinsic(crate::runtime::Intrinsic::Global)?;
    let key = cx.name(name)?;
    define_property_or_throw(&mut cx, global, key, &PropertyDescriptor::accessor(get, set, attribute::CONFIGURABLE))
}

/// The setter of a lazy global: from now on it is an ordinary one.
fn replace_global<'s>(
    cx: &mut Scope<'s>,
    _: Local<'s>,
    arguments: crate::runtime::Arguments<'s>,
) -> Completion<Local<'s>> {
    let name = crate::runtime::callee_data(cx, arguments)?;
    let name = rust_text(cx, name)?;
    crate::runtime::define_global(cx, &name, arguments.get(0))?;
    Ok(Local::UNDEFINED)
}
