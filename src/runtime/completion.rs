//! Completions (§6.2.4): how a computation ends. The value or the termination is in the isolate, not in the error.

use crate::heap::{Local, Raw};

/// A computation ended abruptly: the isolate holds a thrown value or a [`Termination`].
///
/// Zero-sized, so that `Completion<Local>` fits a register. Pass it up with `?`; look inside with `Scope::catch`.
#[must_use = "an abrupt completion must be passed up or caught"]
#[derive(Debug)]
pub(crate) struct Abrupt(());

impl Abrupt {
    /// Only for code which has just recorded in the isolate what happened.
    pub(crate) const fn recorded() -> Abrupt {
        Abrupt(())
    }
}

/// The result of everything that may fail: a value, or an abrupt completion recorded in the isolate.
pub(crate) type Completion<T> = Result<T, Abrupt>;

/// Why a script was stopped. Scripts and builtins cannot catch it; the engine stays usable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Termination {
    /// The heap limit was reached and no collection helped.
    OutOfMemory,
    /// The embedder asked for it, or the time was up.
    Interrupted,
    /// The fuel given by the embedder is used up.
    OutOfFuel,
    /// The time given by the embedder is up.
    OutOfTime,
    /// The script asked for the process to end.
    Exit(i32),
    /// A debugger lets a function begin again: what runs above its frame ends. Nobody below that ever sees it.
    Restart,
}

/// What the isolate holds while an [`Abrupt`] travels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Pending {
    /// Nothing.
    Nothing,
    /// The thrown value is in the isolate's exception root.
    Throw,
    /// A generator is being left because its `return` was called; the value is in the isolate's exception root. Only the
    /// nodes between the generator's `yield` and its body ever see it.
    Return,
    /// The script is being stopped.
    Terminated(Termination),
}

/// The short way through a native function: `this` and the arguments to the result, if that takes nothing but looking at
/// them. `None`: run the steps. It cannot allocate, throw, or run script, so a call needs no frame.
pub(crate) type LeafFunction = for<'h> fn(&'h super::Isolate, Raw<'h>, &[Raw<'h>]) -> Option<Raw<'h>>;

/// A native function: a builtin or an embedder's. `this` and the arguments live on the VM stack already.
pub(crate) type NativeFunction =
    for<'s> fn(&mut super::Scope<'s>, Local<'s>, super::Arguments<'s>) -> Completion<Local<'s>>;
