//! Why a script gave no value.

use crate::heap::Local;
use crate::runtime::{self, Abrupt, Completion, KnownName, Pending, PropertyKey, Scope, Termination};

/// What sort of end it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text is not a program.
    Syntax,
    /// The script threw something and did not catch it.
    Thrown,
    /// A memory limit was reached, and collecting garbage did not help.
    OutOfMemory,
    /// The fuel was used up.
    OutOfFuel,
    /// The time was up.
    OutOfTime,
    /// Another thread asked for it.
    Interrupted,
    /// The script asked for the process to end, with this exit code.
    Exit(i32),
    /// The options cannot be met.
    Options,
    /// What the engine writes to reported a failure.
    Output,
    /// A handle of another engine, or of one that is gone, was used.
    WrongEngine,
}

/// Why a script gave no value. Owned, without ties to the engine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    stack: Option<String>,
}

impl Error {
    /// An error of the embedder's own, for host functions: the script sees it as a thrown `Error`.
    pub fn new(message: impl Into<String>) -> Self {
        Self::of(ErrorKind::Thrown, message)
    }

    pub(crate) fn of(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), stack: None }
    }

    /// What sort of end it was.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// One line: `TypeError: x is not a function`, `JavaScript heap out of memory`.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The stack trace of a thrown error, `message` included, as V8 writes it.
    pub fn stack(&self) -> Option<&str> {
        self.stack.as_deref()
    }

    /// Turns what the isolate recorded into an error; nothing is pending afterwards.
    pub(crate) fn take(cx: &mut Scope<'_>, abrupt: Abrupt) -> Self {
        if let Pending::Terminated(termination) = cx.pending {
            cx.pending = Pending::Nothing;
            return Self::terminated(termination);
        }
        let mut cx = cx.open();
        match cx.catch(abrupt) {
            Ok(value) => Self::thrown(&mut cx, value),
            Err(_) => Self::of(ErrorKind::Thrown, "the stack is full"),
        }
    }

    fn terminated(termination: Termination) -> Self {
        match termination {
            Termination::OutOfMemory => Self::of(ErrorKind::OutOfMemory, "JavaScript heap out of memory"),
            Termination::Interrupted => Self::of(ErrorKind::Interrupted, "Script execution was interrupted"),
            Termination::OutOfTime => Self::of(ErrorKind::OutOfTime, "Script execution timed out"),
            Termination::OutOfFuel => Self::of(ErrorKind::OutOfFuel, "Script execution ran out of fuel"),
            Termination::Restart => Self::of(ErrorKind::Interrupted, "Script execution was interrupted"),
            Termination::Exit(code) => Self::of(ErrorKind::Exit(code), format!("Script asked for exit code {code}")),
        }
    }

    pub(super) fn thrown(cx: &mut Scope<'_>, value: Local<'_>) -> Self {
        let (message, stack) = thrown_text(cx, value);
        let is_syntax =
            stack.as_deref().is_some_and(|stack| !stack.contains("\n    at ")) && message.starts_with("SyntaxError: ");
        Self { kind: if is_syntax { ErrorKind::Syntax } else { ErrorKind::Thrown }, message, stack }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// One line for a thrown value, and its stack if it is an error object. Runs no script that can end abnormally: what
/// fails is left out.
fn thrown_text(cx: &mut Scope<'_>, value: Local<'_>) -> (String, Option<String>) {
    let mut cx = cx.open();
    let Ok(value) = cx.variable(value) else { return (String::from("the stack is full"), None) };
    let value = value.get();
    let stack = if runtime::is_object(cx.raw(value)) { property_text(&mut cx, value, KnownName::Stack) } else { None };
    let line = match text_of(&mut cx, value) {
        Ok(text) => text,
        Err(abrupt) => {
            forget(&mut cx, abrupt);
            runtime::describe(&mut cx, value)
        }
    };
    (line, stack)
}

fn property_text<'s>(cx: &mut Scope<'s>, object: Local<'s>, name: KnownName) -> Option<String> {
    let result = runtime::get(cx, object, PropertyKey::Known(name)).and_then(|value| {
        if crate::value::is_string(cx.raw(value)) { runtime::rust_text(cx, value).map(Some) } else { Ok(None) }
    });
    result.unwrap_or_else(|abrupt| {
        forget(cx, abrupt);
        None
    })
}

fn text_of<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<String> {
    let text = runtime::to_string(cx, value)?;
    runtime::rust_text(cx, text)
}

fn forget(cx: &mut Scope<'_>, abrupt: Abrupt) {
    if cx.catch(abrupt).is_err() {
        cx.pending = Pending::Nothing;
    }
}
