//! `process` – <https://nodejs.org/api/process.html>
//!
//! Its events come from the EventEmitter of module `events`, which is loaded when a script first asks for one.

mod capture;
mod clock;
mod environment;
mod memory;
mod signals;
mod streams;

pub(crate) use capture::captured;
pub(crate) use environment::working_directory;
pub(crate) use memory::system_memory;
pub(crate) use signals::signal_number;

use super::place::{self, Place};
use super::report::{throw_invalid_argument_type, throw_out_of_range};
use super::state::{peek, state};
use super::{modules, property, symbols, tick, warning};
use crate::heap::Local;
use crate::runtime::{
    self, Arguments, Completion, NativeFunction, PropertyDescriptor, Scope, Termination, array_create, array_push,
    call, callee_data, delete, get, ordinary_object, ordinary_object_create, to_boolean, to_int32, to_property_key,
};
use crate::value;
use crate::value::layout::attribute;

/// The version of Node whose behaviour the host follows.
pub(crate) const NODE_VERSION: &str = "v20.20.2";

/// What the process remembers.
#[derive(Default)]
pub(crate) struct ProcessState {
    /// `process.argv` from the second on.
    pub(crate) arguments: Vec<String>,
    /// `process.execArgv`.
    pub(crate) options: Vec<String>,
    /// The `exit` event was told, or is being told.
    pub(crate) is_exiting: bool,
    /// A script asked for an event, so `process` is an EventEmitter.
    is_emitter: bool,
    /// Signals that scripts listen to.
    pub(crate) signals: signals::Signals,
}

impl ProcessState {
    /// A process with these arguments and flags.
    pub(crate) fn new(arguments: Vec<String>, options: Vec<String>) -> ProcessState {
        ProcessState { arguments, options, ..ProcessState::default() }
    }
}

/// Methods that load the EventEmitter when first called.
const EMITTER_METHODS: [&str; 16] = [
    "on",
    "once",
    "off",
    "addListener",
    "removeListener",
    "removeAllListeners",
    "prependListener",
    "prependOnceListener",
    "emit",
    "listeners",
    "rawListeners",
    "listenerCount",
    "eventNames",
    "setMaxListeners",
    "getMaxListeners",
    "constructor",
];

const METHODS: &[(&str, u8, NativeFunction)] = &[
    ("uptime", 0, clock::uptime),
    ("hrtime", 1, clock::hrtime),
    ("cpuUsage", 1, clock::cpu_usage),
    ("resourceUsage", 0, memory::resource_usage),
    ("memoryUsage", 0, memory::memory_usage),
    ("constrainedMemory", 0, memory::constrained_memory),
    ("availableMemory", 0, memory::available_memory),
    ("nextTick", 1, tick::next_tick_method),
    ("emitWarning", 4, warning::emit_warning),
    ("setUncaughtExceptionCaptureCallback", 1, capture::set),
    ("hasUncaughtExceptionCaptureCallback", 0, capture::has),
    ("exit", 1, exit),
    ("reallyExit", 1, really_exit),
    ("abort", 0, abort),
    ("kill", 2, signals::kill),
    ("cwd", 0, environment::cwd),
    ("chdir", 1, environment::chdir),
    ("umask", 1, environment::umask),
    ("getuid", 0, environment::user),
];

/// Puts `process` on the global object.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let parent = ordinary_object(&mut cx)?;
    for name in EMITTER_METHODS {
        define_stub(&mut cx, parent, name)?;
    }
    let prototype = ordinary_object_create(&mut cx, parent)?;
    property::define_tag(&mut cx, prototype, "process")?;
    let constructor = symbols::named_class(&mut cx, "process", prototype)?;
    property::define_with(&mut cx, prototype, "constructor", constructor, attribute::HIDDEN)?;
    let process = ordinary_object_create(&mut cx, prototype)?;
    place::set(&mut cx, Place::Process, process)?;
    describe(&mut cx, process)?;
    property::define_functions(&mut cx, process, METHODS)?;
    warning::install(&mut cx, process)?;
    capture::install(&mut cx)?;
    clock::complete(&mut cx, process)?;
    memory::complete(&mut cx, process)?;
    let get = property::function(&mut cx, "get", 0, get_exit_code_value, Local::UNDEFINED)?;
    let set = property::function(&mut cx, "set", 1, set_exit_code_value, Local::UNDEFINED)?;
    let key = cx.name("exitCode")?;
    let accessor = PropertyDescriptor::accessor(get, set, attribute::ENUMERABLE);
    runtime::define_property_or_throw(&mut cx, process, key, &accessor)?;
    runtime::define_global(&mut cx, "process", process)
}

/// The properties that say what runs where.
fn describe<'s>(cx: &mut Scope<'s>, process: Local<'s>) -> Completion<()> {
    property::define_text(cx, process, "version", NODE_VERSION)?;
    let versions = ordinary_object(cx)?;
    property::define_text(cx, versions, "node", NODE_VERSION.trim_start_matches('v'))?;
    property::define_text(cx, versions, "tenure", env!("CARGO_PKG_VERSION"))?;
    property::define(cx, process, "versions", versions)?;
    property::define_text(cx, process, "arch", architecture())?;
    property::define_text(cx, process, "platform", platform())?;
    let release = ordinary_object(cx)?;
    property::define_text(cx, release, "name", "node")?;
    property::define(cx, process, "release", release)?;
    property::define_text(cx, process, "title", "tenure")?;
    let executable = executable();
    let (arguments, options) = match peek(cx) {
        Some(state) => (state.process.arguments.clone(), state.process.options.clone()),
        None => Default::default(),
    };
    let argv = std::iter::once(executable.clone()).chain(arguments);
    let argv = list(cx, argv)?;
    property::define(cx, process, "argv", argv)?;
    let options = list(cx, options.into_iter())?;
    property::define(cx, process, "execArgv", options)?;
    property::define_text(cx, process, "argv0", "tenure")?;
    property::define_text(cx, process, "execPath", &executable)?;
    property::define(cx, process, "pid", Local::number(f64::from(std::process::id())))?;
    property::define(cx, process, "ppid", Local::number(environment::parent()))?;
    environment::define(cx, process)?;
    streams::define(cx, process)?;
    let features = ordinary_object(cx)?;
    property::define(cx, process, "features", features)
}

fn list<'s>(cx: &mut Scope<'s>, texts: impl Iterator<Item = String>) -> Completion<Local<'s>> {
    let array = array_create(cx, 0)?;
    for text in texts {
        let mut cx = cx.open();
        let text = cx.string(&text)?;
        array_push(&mut cx, array, text)?;
    }
    Ok(array)
}

fn executable() -> String {
    std::env::current_exe().map_or_else(|_| "tenure".to_owned(), |path| path.to_string_lossy().into_owned())
}

/// `process.arch`.
pub(crate) fn architecture() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        "x86" => "ia32",
        other => other,
    }
}

/// `process.platform`.
pub(crate) fn platform() -> &'static str {
    match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    }
}

/// A method that makes `process` an EventEmitter and then calls itself there.
fn define_stub<'s>(cx: &mut Scope<'s>, target: Local<'s>, name: &str) -> Completion<()> {
    if name == "constructor" {
        return Ok(());
    }
    let mut cx = cx.open();
    let data = cx.interned(name)?;
    let function = property::function(&mut cx, name, 1, call_emitter, data)?;
    property::define_with(&mut cx, target, name, function, attribute::HIDDEN)
}

fn call_emitter<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let name = callee_data(cx, arguments)?;
    become_emitter(cx)?;
    let key = to_property_key(cx, name)?;
    let method = get(cx, this, key)?;
    call(cx, method, this, &arguments.skip(0))
}

/// Gives `process` the EventEmitter's methods.
///
/// # Errors
/// Whatever loading module `events` throws.
pub(crate) fn become_emitter(cx: &mut Scope<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let Some(state) = state(&mut cx) else { return Ok(()) };
    if std::mem::replace(&mut state.process.is_emitter, true) {
        return Ok(());
    }
    let emitter = modules::require_builtin(&mut cx, "events")?;
    let emitter_prototype = property::get(&mut cx, emitter, "prototype")?;
    let process = place::get(&mut cx, Place::Process)?;
    let prototype = runtime::get_prototype_of(&mut cx, process)?;
    let stubs = runtime::get_prototype_of(&mut cx, prototype)?;
    for name in EMITTER_METHODS {
        let mut cx = cx.open();
        let key = cx.name(name)?;
        delete(&mut cx, stubs, key)?;
    }
    runtime::set_prototype_of(&mut cx, prototype, emitter_prototype)?;
    signals::watch_listeners(&mut cx, process)
}

/// Whether a script ever asked for an event of `process`.
pub(crate) fn has_listeners(cx: &Scope<'_>) -> bool {
    peek(cx).is_some_and(|state| state.process.is_emitter)
}

/// Tells the listeners of an event; false when there are none.
///
/// # Errors
/// Whatever they throw.
pub(crate) fn emit<'s>(cx: &mut Scope<'s>, event: &str, arguments: &[Local<'s>]) -> Completion<bool> {
    if !has_listeners(cx) {
        return Ok(false);
    }
    let mut cx = cx.open();
    let process = place::get(&mut cx, Place::Process)?;
    let method = property::get(&mut cx, process, "emit")?;
    let event = cx.string(event)?;
    let mut all: Vec<Local<'_>> = vec![event];
    all.extend_from_slice(arguments);
    let told = call(&mut cx, method, process, &all)?;
    Ok(to_boolean(&cx, told))
}

/// `process.exitCode`, if it is set.
///
/// # Errors
/// Whatever its conversion throws.
pub(crate) fn exit_code(cx: &mut Scope<'_>) -> Completion<Option<i32>> {
    let mut cx = cx.open();
    if state(&mut cx).is_none() {
        return Ok(None);
    }
    let code = place::get(&mut cx, Place::ExitCode)?;
    let raw = cx.raw(code);
    if raw.is_undefined() || raw.is_null() { Ok(None) } else { to_int32(&mut cx, code).map(Some) }
}

/// Sets `process.exitCode`.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn set_exit_code(cx: &mut Scope<'_>, code: i32) -> Completion<()> {
    place::set(cx, Place::ExitCode, Local::int(code))
}

/// The getter of `process.exitCode`.
fn get_exit_code_value<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    place::get(cx, Place::ExitCode)
}

/// The setter of `process.exitCode`: an integer, a string of one, or nothing.
fn set_exit_code_value<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let code = arguments.get(0);
    let raw = cx.raw(code);
    if !raw.is_undefined() && !raw.is_null() {
        check_exit_code(cx, code)?;
    }
    place::set(cx, Place::ExitCode, code)?;
    Ok(Local::UNDEFINED)
}

/// Tells the listeners of `exit`, once.
///
/// # Errors
/// Whatever they throw.
pub(crate) fn emit_exit(cx: &mut Scope<'_>, code: i32) -> Completion<()> {
    let Some(state) = state(cx) else { return Ok(()) };
    if std::mem::replace(&mut state.process.is_exiting, true) {
        return Ok(());
    }
    emit(cx, "exit", &[Local::int(code)]).map(|_| ())
}

/// `process.exit` – <https://nodejs.org/api/process.html#processexitcode>
fn exit<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let code = arguments.get(0);
    let raw = cx.raw(code);
    if !raw.is_undefined() && !raw.is_null() {
        check_exit_code(cx, code)?;
        place::set(cx, Place::ExitCode, code)?;
    }
    let code = exit_code(cx)?.unwrap_or(0);
    emit_exit(cx, code)?;
    let code = exit_code(cx)?.unwrap_or(0);
    Err(cx.terminate(Termination::Exit(code)))
}

/// Refuses what is neither an integer nor a string of one.
fn check_exit_code<'s>(cx: &mut Scope<'s>, code: Local<'s>) -> Completion<()> {
    let raw = cx.raw(code);
    let number = if value::is_string(raw) && value::length(raw) > 0 {
        runtime::to_number(cx, code)?
    } else if raw.is_number() {
        raw.as_number()
    } else {
        return Err(throw_invalid_argument_type(cx, "code", "of type number", code));
    };
    if number.is_nan() && !cx.raw(code).is_number() {
        return Err(throw_invalid_argument_type(cx, "code", "of type number", code));
    }
    if !number.is_finite() || number.fract() != 0.0 {
        return Err(throw_out_of_range(cx, "code", "an integer", code));
    }
    Ok(())
}

/// `process.reallyExit`: without telling anybody.
fn really_exit<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let code = to_int32(cx, arguments.get(0))?;
    Err(cx.terminate(Termination::Exit(code)))
}

/// `process.abort` – <https://nodejs.org/api/process.html#processabort>
fn abort<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Err(cx.terminate(Termination::Exit(134)))
}
