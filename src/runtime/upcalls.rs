//! Upcalls: what the runtime and the builtins ask of rooms above them, as function pointers which those register.

use super::completion::Completion;
use super::isolate::Isolate;
use super::module::ModulePlace;
use super::outline::Outline;
use super::realm::Intrinsic;
use super::scope::Scope;
use super::scope_table::ScopeTable;
use super::{error, throw_error};
use crate::heap::{Local, Raw};

pub(crate) use crate::syntax::DynamicFunction;

/// What CreateDynamicFunction (§20.2.1.1.1) compiles; all texts are strings.
#[derive(Clone, Copy)]
pub(crate) struct DynamicSource<'s> {
    /// The sort of function.
    pub(crate) kind: DynamicFunction,
    /// The parameters, joined by commas; must be a FormalParameters by itself.
    pub(crate) parameters: Local<'s>,
    /// The body; must be a FunctionBody by itself.
    pub(crate) body: Local<'s>,
}

/// Function pointers of an isolate. The defaults do what can be done without the rooms above.
pub(crate) struct Upcalls {
    /// The interpreter's: a closure made of text in the current realm, with the realm's prototype for its sort.
    pub(crate) create_dynamic_function: for<'s> fn(&mut Scope<'s>, DynamicSource<'s>) -> Completion<Local<'s>>,
    /// The interpreter's: the source text of a closure (FUNCTION).
    pub(crate) function_source: for<'s> fn(&mut Scope<'s>, Local<'s>) -> Completion<Local<'s>>,
    /// The interpreter's: whether a closure is a sloppy `function`, whose `caller` and `arguments` may be asked for.
    pub(crate) is_sloppy_function: fn(&Isolate, Raw<'_>) -> bool,
    /// The interpreter's: Call of a closure (first) with a `this` (second) and arguments.
    pub(crate) call_closure: CallClosure,
    /// The interpreter's: indirect eval of a string.
    pub(crate) perform_eval: for<'s> fn(&mut Scope<'s>, Local<'s>) -> Completion<Local<'s>>,
    /// The interpreter's: where the text of a closure begins.
    pub(crate) closure_place: fn(&Isolate, Raw<'_>) -> Option<SourcePlace>,
    /// The interpreter's: the scopes of a SCRIPT.
    pub(crate) scope_table: fn(&Isolate, Raw<'_>) -> Option<ScopeTable>,
    /// The interpreter's: what the text of a closure's script says of its functions and variables.
    pub(crate) outline: fn(&Isolate, Raw<'_>) -> Option<Outline>,
    /// The interpreter's: the variable of a running function that holds an object, with the outline of its script.
    pub(crate) frame_variable: fn(&Isolate, Raw<'_>) -> Option<(Outline, String)>,
    /// The interpreter's: the second half of InitializeEnvironment (§16.2.1.7.3.1) of a MODULE with a text: makes its
    /// functions, and the closure of its code.
    pub(crate) instantiate_module: for<'s> fn(&mut Scope<'s>, Local<'s>) -> Completion<()>,
    /// The interpreter's: throws the SyntaxError of an import or export of a MODULE with a text.
    pub(crate) throw_module_error: ThrowModuleError,
    /// The builtins': the value of `stack` of an object (first) with captured frames (second), when it is first read.
    pub(crate) format_stack: for<'s> fn(&mut Scope<'s>, Local<'s>, Local<'s>) -> Completion<Local<'s>>,
    /// The builtins': the next value of an array, Map, Set or string iterator whose `next` is the original one.
    pub(crate) step_iterator: StepIterator,
    /// The interpreter's: an exception is about to be thrown, and a debugger may want to stop for it.
    pub(crate) thrown: for<'s> fn(&mut Scope<'s>, Local<'s>) -> Completion<()>,
    /// The builtins': tells FinalizationRegistries of targets that died (`heap.take_finalized`).
    pub(crate) finalize: fn(&mut Scope<'_>) -> Completion<()>,
}

/// A place in a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SourcePlace {
    /// The script's number, not 0.
    pub(crate) script: u32,
    /// From 0.
    pub(crate) line: u32,
    /// From 0, in UTF-16 code units.
    pub(crate) column: u32,
}

/// See [`Upcalls::throw_module_error`].
pub(crate) type ThrowModuleError = for<'s> fn(&mut Scope<'s>, Local<'s>, ModulePlace, &str) -> super::Abrupt;

/// See [`Upcalls::call_closure`].
pub(crate) type CallClosure = for<'s> fn(&mut Scope<'s>, Local<'_>, Local<'_>, &[Local<'_>]) -> Completion<Local<'s>>;

/// See [`Upcalls::step_iterator`].
pub(crate) type StepIterator = for<'s> fn(&mut Scope<'s>, Local<'s>) -> Completion<Option<Local<'s>>>;

impl Default for Upcalls {
    fn default() -> Upcalls {
        Upcalls {
            create_dynamic_function: |cx, _| Err(throw_no_compiler(cx)),
            function_source: |cx, _| cx.interned("function () { [native code] }"),
            is_sloppy_function: |_, _| false,
            call_closure: |_, _, _, _| Ok(Local::UNDEFINED),
            perform_eval: |cx, _| Err(throw_no_compiler(cx)),
            closure_place: |_, _| None,
            scope_table: |_, _| None,
            outline: |_, _| None,
            frame_variable: |_, _| None,
            instantiate_module: |_, _| Ok(()),
            throw_module_error: |cx, _, _, message| super::throw_syntax_error(cx, format_args!("{message}")),
            format_stack: error::plain_stack,
            step_iterator: |_, _| Ok(None),
            thrown: |_, _| Ok(()),
            finalize: |_| Ok(()),
        }
    }
}

#[cold]
fn throw_no_compiler(cx: &mut Scope<'_>) -> super::Abrupt {
    let text = "Code generation from strings disallowed for this context";
    throw_error(cx, Intrinsic::EvalErrorPrototype, format_args!("{text}"))
}
