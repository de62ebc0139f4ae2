//! Why a specifier leads nowhere: Node's codes and words, before they are errors of a script.

use crate::host::fatal::note_excerpt;
use crate::host::property;
use crate::host::report::coded_error;
use crate::runtime::{Abrupt, Completion, Intrinsic, Scope};

/// An error of resolution.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) prototype: Intrinsic,
    /// The URL that was looked for.
    pub(super) url: Option<String>,
}

impl Refusal {
    /// An `Error`.
    pub(super) fn error(code: &'static str, message: String) -> Refusal {
        Refusal { code, message, prototype: Intrinsic::ErrorPrototype, url: None }
    }

    /// A `TypeError`.
    pub(super) fn type_error(code: &'static str, message: String) -> Refusal {
        Refusal { prototype: Intrinsic::TypeErrorPrototype, ..Refusal::error(code, message) }
    }

    /// With the URL that was looked for.
    pub(super) fn at(self, url: &str) -> Refusal {
        Refusal { url: Some(url.to_owned()), ..self }
    }

    /// Throws it.
    #[cold]
    pub(super) fn throw(&self, cx: &mut Scope<'_>) -> Abrupt {
        let mut cx = cx.open();
        let made = coded_error(&mut cx, self.prototype, self.code, &self.message).and_then(|error| {
            if let Some(url) = &self.url {
                property::define_text(&mut cx, error, "url", url)?;
            }
            Ok(error)
        });
        match made {
            Ok(error) => {
                if !cx.is_running() {
                    // Nothing is running: the report has no place to show.
                    let _ = note_excerpt(&mut cx, error, "");
                }
                cx.throw(error)
            }
            Err(abrupt) => abrupt,
        }
    }
}

/// Why a resolution has no result.
pub(super) enum Failure {
    /// There is nothing to find.
    Refused(Refusal),
    /// Something else was thrown, or the script is being stopped.
    Stopped(Abrupt),
}

/// The result of a resolution.
pub(super) type Resolved<T> = Result<T, Failure>;

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Failure::Refused(refusal)
    }
}

impl From<Abrupt> for Failure {
    fn from(abrupt: Abrupt) -> Failure {
        Failure::Stopped(abrupt)
    }
}

/// The value of a result, or its refusal thrown.
///
/// # Errors
/// The refusal, and what stopped the resolution.
pub(super) fn or_throw<T>(cx: &mut Scope<'_>, result: Result<T, impl Into<Failure>>) -> Completion<T> {
    result.map_err(|failure| match failure.into() {
        Failure::Refused(refusal) => refusal.throw(cx),
        Failure::Stopped(abrupt) => abrupt,
    })
}
