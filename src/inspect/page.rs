//! What pages of HTML that need nothing else have in common: style, script, and what is told of the program.

use super::json::{list, milliseconds, quoted};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// What is being run.
#[derive(Clone, Debug, Default)]
pub(crate) struct About {
    /// The program: a path, or what stands for a text.
    pub(crate) program: String,
    /// The flags of the command.
    pub(crate) flags: Vec<String>,
    /// Milliseconds since 1970 at the start.
    pub(crate) started: u64,
    /// Bytes that the heap may have.
    pub(crate) limit: usize,
}

/// How the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// With an exit code.
    Exit(i32),
    /// There was no memory.
    OutOfMemory,
}

impl About {
    /// The first members of a page's data; `duration` in milliseconds.
    pub(super) fn members(&self, duration: f64, end: End) -> Vec<(&'static str, String)> {
        let code = match end {
            End::Exit(code) => code.to_string(),
            End::OutOfMemory => "null".to_owned(),
        };
        vec![
            ("version", "1".to_owned()),
            ("program", quoted(&self.program)),
            ("flags", list(self.flags.iter().map(|flag| quoted(flag)))),
            ("started", self.started.to_string()),
            ("duration", milliseconds(duration)),
            ("exitCode", code),
            ("outOfMemory", (end == End::OutOfMemory).to_string()),
            ("limit", self.limit.to_string()),
        ]
    }
}

/// A page of a style, a script and data, each behind what all pages share.
pub(super) fn fill(page: &str, style: &str, script: &str, data: &str) -> String {
    let parts = [("/*STYLE*/", [STYLE, style].concat()), ("/*SCRIPT*/", [SCRIPT, script].concat())];
    let page = parts.iter().fold(page.to_owned(), |page, (mark, text)| page.replacen(mark, text, 1));
    // Last, because what the program is called may look like anything.
    page.replacen("/*DATA*/", data, 1)
}
