//! Places in the heap where the host keeps values: functions, prototypes and symbols that Rust code needs to find again.

use super::state::{peek, state};
use crate::heap::{Local, RootId};
use crate::runtime::{Completion, Scope};
use crate::value::layout::words;

/// A place in the host's vector.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(usize)]
pub(crate) enum Place {
    /// `Symbol.for('nodejs.util.inspect.custom')`.
    CustomInspect,
    /// `util.inspect`.
    Inspect,
    /// `util.inspect.defaultOptions`.
    InspectDefaults,
    /// Vector of the names of its options, in the order of `NAMES`.
    InspectNames,
    /// `process`.
    Process,
    /// The original `process.stdout.write`.
    StdoutWrite,
    /// The original `process.stderr.write`.
    StderrWrite,
    /// What takes the chunks of standard input.
    StdinPush,
    /// `Console`.
    ConsoleClass,
    /// Private name: what a console remembers.
    ConsoleState,
    /// `Timeout.prototype`.
    TimeoutPrototype,
    /// `Immediate.prototype`.
    ImmediatePrototype,
    /// Vector of active Timeout objects, by their place in the timer queue.
    ActiveTimers,
    /// The private name under which Timeout and Immediate objects keep their place.
    Slot,
    /// The private name under which they keep what leads to them, once a debugger has asked.
    Chain,
    /// `Symbol(refed)`.
    Refed,
    /// `Symbol(kHasPrimitive)`.
    HasPrimitive,
    /// `Symbol(asyncId)`.
    AsyncId,
    /// `Symbol(triggerId)`.
    TriggerId,
    /// Timers that were asked for their number, by it.
    KnownTimers,
    /// `Module`.
    Module,
    /// `Module._cache`.
    ModuleCache,
    /// Builtin modules that were loaded, by name.
    BuiltinModules,
    /// The main module.
    MainModule,
    /// Private name: a module's parent.
    Parent,
    /// `Symbol(kIsMainSymbol)`.
    IsMain,
    /// `Symbol(kIsExecuting)`.
    IsExecuting,
    /// The value of `process.exitCode`.
    ExitCode,
    /// The object whose `captureFn` takes uncaught exceptions.
    Capture,
    /// The private name under which a promise keeps the number of its reported rejection.
    Rejection,
    /// The prompt's `_`.
    LastValue,
    /// The prompt's `_error`.
    LastError,
    /// Who is told of collections: module `perf_hooks`.
    CollectorCallback,
    /// The MODULE that is the program.
    MainEcmaScriptModule,
    /// The promise of its evaluation.
    MainEvaluation,
    /// The private name under which a SyntaxError keeps its excerpt.
    Excerpt,
}

/// Places there are.
const COUNT: usize = Place::Excerpt as usize + 1;

/// Makes the vector.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn prepare(cx: &mut Scope<'_>) -> Completion<RootId> {
    let mut cx = cx.open();
    let values = cx.allocate_words(COUNT)?;
    cx.insert_root(values, "host")
}

/// The value in a place; UNDEFINED in an isolate without a host.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn get<'s>(cx: &mut Scope<'s>, place: Place) -> Completion<Local<'s>> {
    let Some(root) = peek(cx).map(|state| state.values) else { return Ok(Local::UNDEFINED) };
    cx.local(|isolate| isolate.heap.root_value(root).word(words::ELEMENTS + place as usize))
}

/// Fills a place.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn set(cx: &mut Scope<'_>, place: Place, value: Local<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let Some(root) = state(&mut cx).map(|state| state.values) else { return Ok(()) };
    let values = cx.local(|isolate| isolate.heap.root_value(root))?;
    cx.heap.store(values, words::ELEMENTS + place as usize, value);
    Ok(())
}
