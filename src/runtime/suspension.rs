//! Suspension: how functions that stop at a `yield` or `await` and those who make them go on talk to each other.

/// How a suspended function goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[repr(u8)]
pub(crate) enum ResumeMode {
    /// With a value.
    #[default]
    Next,
    /// With an exception.
    Throw,
    /// By returning.
    Return,
}

/// Why a function stopped.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[repr(u8)]
pub(crate) enum SuspendReason {
    /// `yield`: the value is for the caller.
    #[default]
    Yield,
    /// `yield*`: the value is a result object for the caller, as it is.
    Delegate,
    /// `await`: the value is what it waits for.
    Await,
}

/// What the isolate holds while a function stops or goes on.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Suspension {
    /// Address of the node that a function is on its way back to; 0 when none is.
    pub(crate) target: usize,
    /// How it goes on there.
    pub(crate) mode: ResumeMode,
    /// Address of the node where a function stopped last.
    pub(crate) node: usize,
    /// Why it did.
    pub(crate) reason: SuspendReason,
}
