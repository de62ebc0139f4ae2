//! The plan of the house: which rooms there are, what each may use, and what is exempt from which rule.

/// What a room may name besides itself.
#[derive(Clone, Copy)]
pub(crate) enum Uses {
    /// Exactly these rooms.
    Only(&'static [&'static str]),
    /// Every room on this floor or lower.
    UpToFloor(u8),
}

/// One room: its name, its floor and what it may use.
pub(crate) struct Room {
    pub(crate) name: &'static str,
    pub(crate) floor: u8,
    pub(crate) uses: Uses,
}

const fn room(floor: u8, name: &'static str, uses: Uses) -> Room {
    Room { name, floor, uses }
}

/// The rooms from the ground up. A room names only rooms on lower floors; rooms on one floor do not see each other.
pub(crate) const ROOMS: &[Room] = &[
    room(0, "source", Uses::Only(&[])),
    room(0, "heap", Uses::Only(&[])),
    room(1, "syntax", Uses::Only(&["source"])),
    room(1, "regexp", Uses::Only(&[])),
    room(1, "value", Uses::Only(&["heap"])),
    room(2, "scope", Uses::Only(&["syntax", "regexp", "source"])),
    room(3, "runtime", Uses::UpToFloor(2)),
    room(4, "interpreter", Uses::UpToFloor(3)),
    room(5, "builtins", Uses::UpToFloor(4)),
    room(5, "inspect", Uses::UpToFloor(3)),
    room(6, "engine", Uses::UpToFloor(5)),
    room(7, "host", Uses::UpToFloor(6)),
    room(8, "devtools", Uses::UpToFloor(7)),
    room(9, "cli", Uses::UpToFloor(8)),
];

/// Submodules that other rooms may name as `crate::room::submodule::Item`: `mod.rs` shows them on purpose,
/// because their names would be unclear without the submodule's. One level, never deeper.
pub(crate) const PUBLIC_SUBMODULES: &[(&str, &str)] = &[
    ("syntax", "ast"),
    ("value", "bigint"),
    ("value", "date"),
    ("value", "kind"),
    ("value", "layout"),
    ("value", "number"),
    ("runtime", "names"),
    ("interpreter", "coverage"),
    ("interpreter", "debugger"),
    ("inspect", "trace_gc"),
    ("cli", "options"),
];

/// Where `unsafe` may stand.
pub(crate) const UNSAFE_FOLDERS: &[&str] = &["src/heap/", "src/interpreter/machine/"];

/// Safe functions that border the fence: their bodies rest on unsafe code, so their signatures must not trust
/// their arguments for memory safety. Reviewed by hand; the test only keeps the list true.
pub(crate) const FENCE: &[(&str, &str)] = &[];

/// A file this long draws a warning.
pub(crate) const LONG_FILE: usize = 500;
/// No file may be longer than this, in lines.
pub(crate) const LONGEST_FILE: usize = 800;
/// `main.rs` may be no longer than this, in lines.
pub(crate) const LONGEST_MAIN: usize = 30;
/// Generated tables, exempt from the length rule.
pub(crate) const GENERATED: &[&str] = &[];

/// Words that must not occur as code: globals, shared counters, loose ends.
pub(crate) const BANNED_WORDS: &[&str] = &["thread_local", "Rc", "todo", "unimplemented", "dbg"];
/// Where printing belongs.
pub(crate) const PRINTING_ROOMS: &[&str] = &["cli", "host", "devtools"];
/// Endings that say nothing about what a type is.
pub(crate) const VAGUE_ENDINGS: &[&str] = &["Manager", "Helper", "Helpers", "Util", "Utils"];
/// Paths of somebody's machine. Written in two parts so that this file does not offend.
pub(crate) const MACHINE_PATHS: &[&str] =
    &[concat!("/wo", "rk/"), concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("artif", "actory")];
