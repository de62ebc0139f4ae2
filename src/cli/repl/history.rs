//! Where typed lines are kept.

use std::path::PathBuf;

/// How many lines the history keeps.
pub(super) const LENGTH: usize = 1000;

/// The file of the history: `TENURE_REPL_HISTORY`, else a file in the home folder; an empty name keeps none.
pub(super) fn file() -> Option<PathBuf> {
    match std::env::var_os("TENURE_REPL_HISTORY") {
        Some(path) if path.is_empty() => None,
        Some(path) => Some(path.into()),
        None => std::env::home_dir().map(|home| home.join(".tenure_repl_history")),
    }
}
