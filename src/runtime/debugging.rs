//! What a debugger wants of an isolate.

use super::completion::Completion;
use super::isolate::Isolate;
use super::scope::Scope;
use crate::heap::{ExternalId, Local, ObjectId};

/// A debugger and what it waits for. `Isolate::debugging` has it while there is one.
pub(crate) struct Debugging {
    /// The debugger's: the script has come to where it is to stop, and goes on when this returns. May run script.
    pub(crate) stopped: for<'s> fn(&mut Scope<'s>, &Stopped<'s>) -> Completion<()>,
    /// The debugger's: a script with a name was loaded; its number.
    pub(crate) loaded: fn(&mut Scope<'_>, u32),
    /// Where it is to stop.
    pub(crate) breakpoints: Vec<Breakpoint>,
    /// Where else.
    pub(crate) step: Step,
    /// Which exceptions it is to stop for.
    pub(crate) throws: Throws,
    /// It has stopped.
    pub(crate) is_stopped: bool,
    /// Where it has stopped, if no statement begins there: byte offset in the innermost frame's script.
    pub(crate) place: Option<u32>,
    /// The innermost function is about to return; whether at its end.
    pub(crate) returns: Option<bool>,
    /// Frame and node of the statement that it has stopped before last, until the script comes to another.
    pub(crate) last: Option<(usize, usize)>,
    /// The function that the step goes on in, once that goes on.
    pub(crate) suspended: Option<Suspended>,
    /// The stack slot of the frame whose function is to begin again once the script goes on.
    pub(crate) restart: Option<usize>,
    /// What leads to tasks, if it wants to know.
    pub(crate) async_stacks: Option<super::AsyncStacks>,
}

/// A function that has suspended amid a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Suspended {
    /// The payload of its tree.
    pub(crate) tree: ExternalId,
    /// Its state, once there is one.
    pub(crate) state: Option<ObjectId>,
}

/// A place to stop at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Breakpoint {
    /// The debugger's number for it.
    pub(crate) number: u32,
    /// The script's payload.
    pub(crate) script: ExternalId,
    /// Byte offset in the script's text.
    pub(crate) offset: u32,
}

/// How the script goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Step {
    /// To the next breakpoint.
    #[default]
    Run,
    /// To the next statement, or to the next call in one that the function whose frame begins at this stack slot
    /// returns to.
    Into(usize),
    /// To the next statement of the function whose frame begins at this stack slot, or to the next statement or call of
    /// one that called it.
    Over(usize),
    /// To the next statement or call of a function that called it.
    Out(usize),
}

impl Step {
    /// Whether the step ends before a statement of the frame that begins at a stack slot.
    pub(crate) fn ends_at_statement(self, slot: usize) -> bool {
        match self {
            Step::Run => false,
            Step::Into(_) => true,
            Step::Over(frame) => slot <= frame,
            Step::Out(frame) => slot < frame,
        }
    }

    /// Whether it ends before a call in the midst of a statement of that frame: the frame that it began in is gone.
    pub(crate) fn ends_at_call(self, slot: usize) -> bool {
        match self {
            Step::Run => false,
            Step::Into(frame) | Step::Over(frame) | Step::Out(frame) => slot < frame,
        }
    }
}

/// Which exceptions to stop for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Throws {
    /// None.
    #[default]
    None,
    /// Those that no `catch` on the stack catches.
    Uncaught,
    /// Those that some `catch` on the stack catches.
    Caught,
    /// All.
    All,
}

/// Why the script has stopped.
pub(crate) enum Stopped<'s> {
    /// Before a statement or the like.
    Statement {
        /// The breakpoints there.
        hit: Vec<u32>,
        /// A step ends here.
        ends_step: bool,
        /// It is no statement: the function is about to return this.
        returned: Option<Local<'s>>,
    },
    /// At a `debugger` statement.
    Debugger,
    /// Because somebody asked, in whatever it was doing.
    Asked,
    /// For an exception.
    Throw {
        /// What was thrown.
        exception: Local<'s>,
        /// No `catch` on the stack catches it.
        is_uncaught: bool,
    },
}

impl Isolate {
    /// Which exceptions to stop for.
    pub(super) fn debugged_throws(&self) -> Throws {
        self.debugging.as_ref().map_or(Throws::None, |debugging| debugging.throws)
    }
}

/// Notes where an exception comes from, and tells a debugger of it.
///
/// # Errors
/// A termination.
pub(crate) fn tell_throw<'s>(cx: &mut Scope<'s>, exception: Local<'s>) -> Completion<()> {
    (cx.note_throw)(cx);
    if cx.debugged_throws() == Throws::None || cx.reporting_overflow {
        return Ok(());
    }
    (cx.upcalls.thrown)(cx, exception)
}
