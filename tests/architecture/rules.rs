//! The rules. Each takes a file and returns its offences as `path:line: sentence`.

use std::{fs, path::Path};

use crate::{
    plan::{self, Room, Uses},
    source::{Line, Source},
};

fn offence(source: &Source, line: usize, what: impl std::fmt::Display) -> String {
    format!("{}:{}: {what}", source.path, line + 1)
}

fn room(name: &str) -> Option<&'static Room> {
    plan::ROOMS.iter().find(|room| room.name == name)
}

/// A file that is in no room of the plan.
pub(crate) fn homeless(source: &Source) -> Vec<String> {
    match source.room() {
        Some(name) if room(name).is_none() => vec![offence(source, 0, format!("`{name}` is no room of the plan"))],
        _ => Vec::new(),
    }
}

/// A room that names a room it may not use.
pub(crate) fn floors(source: &Source) -> Vec<String> {
    let Some(here) = source.room().and_then(room) else { return Vec::new() };
    let named = source.uses().into_iter().map(|used| (used.line, used.path[0].clone()));
    named
        .filter(|(_, name)| *name != here.name && !may_use(here, name))
        .map(|(line, name)| offence(source, line, format!("`{}` may not use `{name}`", here.name)))
        .collect()
}

fn may_use(here: &Room, name: &str) -> bool {
    match here.uses {
        Uses::Only(names) => names.contains(&name),
        Uses::UpToFloor(floor) => room(name).is_some_and(|other| other.floor <= floor),
    }
}

/// A path that goes past another room's door: only `crate::room::Item`, or one listed public submodule between.
pub(crate) fn doors(source: &Source) -> Vec<String> {
    let outside = |path: &[String]| source.room() != Some(path[0].as_str());
    source
        .uses()
        .into_iter()
        .filter(|used| outside(&used.path) && room(&used.path[0]).is_some())
        .filter_map(|used| {
            let complaint = past_the_door(&used.path)?;
            Some(offence(source, used.line, format!("`{}` {complaint}", used.path.join("::"))))
        })
        .collect()
}

fn past_the_door(path: &[String]) -> Option<&'static str> {
    let submodules = (2..=path.len()).take_while(|&length| is_module(&path[..length], path.len())).count();
    match submodules {
        0 => None,
        1 if plan::PUBLIC_SUBMODULES.contains(&(path[0].as_str(), path[1].as_str())) => None,
        1 => Some("names a submodule that is not public"),
        _ => Some("goes deeper than a public submodule"),
    }
}

/// Whether the start of a path is a module: something in snake case that goes on, or that its parent shows as one.
/// Below a submodule, only what has a file of its own counts: small modules within a file are its own affair.
fn is_module(path: &[String], whole: usize) -> bool {
    let Some((name, parent)) = path.split_last() else { return false };
    let place = format!("src/{}", path.join("/"));
    if path.len() > 2 && !Path::new(&format!("{place}.rs")).exists() && !Path::new(&place).is_dir() {
        return false;
    }
    let goes_on = name.starts_with(char::is_lowercase) && path.len() < whole;
    goes_on || shows_module(&parent.join("/"), name)
}

/// Whether the module in this folder or file declares a submodule that others may name.
fn shows_module(parent: &str, name: &str) -> bool {
    let text = fs::read_to_string(format!("src/{parent}/mod.rs"))
        .or_else(|_| fs::read_to_string(format!("src/{parent}.rs")))
        .unwrap_or_default();
    [format!("pub(crate) mod {name};"), format!("pub mod {name};")].iter().any(|line| text.contains(line))
}

/// Whether a file is long enough for a warning.
pub(crate) fn is_long(source: &Source) -> bool {
    source.lines.len() > plan::LONG_FILE && !plan::GENERATED.contains(&source.path.as_str())
}

/// A file that nobody can review in one sitting.
pub(crate) fn file_length(source: &Source) -> Vec<String> {
    let cap = if source.path == "src/main.rs" { plan::LONGEST_MAIN } else { plan::LONGEST_FILE };
    let lines = source.lines.len();
    if lines <= cap || plan::GENERATED.contains(&source.path.as_str()) {
        return Vec::new();
    }
    vec![offence(source, lines - 1, format!("{lines} lines, where {cap} are allowed"))]
}

/// `unsafe`, or leave to use it, outside the fence.
pub(crate) fn unsafe_places(source: &Source) -> Vec<String> {
    if plan::UNSAFE_FOLDERS.iter().any(|folder| source.path.starts_with(folder)) {
        return Vec::new();
    }
    let is_unsafe = |text: &str| matches!(text, "unsafe" | "unsafe_code");
    let tokens = source.tokens().into_iter().filter(|token| is_unsafe(&token.text));
    tokens.map(|token| offence(source, token.line, "`unsafe` outside its folders")).collect()
}

/// An `unsafe` block or implementation without a `SAFETY:` comment on its line or right above its statement.
pub(crate) fn safety_comments(source: &Source) -> Vec<String> {
    let tokens = source.tokens();
    let opens =
        |pair: &[crate::source::Token]| pair[0].text == "unsafe" && matches!(pair[1].text.as_str(), "{" | "impl");
    let blocks = tokens.windows(2).filter(|pair| opens(pair)).map(|pair| pair[0].line);
    let silent = blocks.filter(|&line| !is_explained(&source.lines, line));
    silent.map(|line| offence(source, line, "an `unsafe` block without a `// SAFETY:` line")).collect()
}

fn is_explained(lines: &[Line], at: usize) -> bool {
    let speaks = |line: &Line| line.comment.contains("SAFETY:");
    if speaks(&lines[at]) {
        return true;
    }
    for line in lines[..at].iter().rev() {
        let code = line.code.trim();
        if speaks(line) {
            return true;
        }
        let is_attribute = code.starts_with('#');
        let ends_something = code.ends_with([';', '{', '}', ',']) || (code.is_empty() && line.comment.is_empty());
        if ends_something && !is_attribute {
            return false;
        }
    }
    false
}

/// A function of the fence's list that is no longer where the list says.
pub(crate) fn missing_function(path: &str, function: &str) -> Option<String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let source = Source::new(path, &text);
    let tokens = source.tokens();
    let found = tokens.windows(2).any(|pair| pair[0].text == "fn" && pair[1].text == function);
    (!found).then(|| format!("{path}: no function `{function}`"))
}

/// Globals, shared counters, loose ends, tests that do not run.
pub(crate) fn banned_words(source: &Source) -> Vec<String> {
    let tokens = source.tokens();
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let mut offences = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let is_macro = text(at + 1) == "!";
        let banned = match token.text.as_str() {
            "Rc" => text(at + 1) == "<" || text(at + 1) == "::" || (at > 0 && text(at - 1) == "::"),
            word if plan::BANNED_WORDS.contains(&word) => is_macro,
            "static" => text(at + 1) == "mut" && (at == 0 || text(at - 1) != "'"),
            "ignore" => at > 1 && text(at - 1) == "[" && text(at - 2) == "#",
            _ => false,
        };
        if banned {
            offences.push(offence(source, token.line, format!("`{}` has no place here", token.text)));
        }
    }
    offences
}

/// A print macro outside the command and the host. Tests may talk.
pub(crate) fn printing(source: &Source) -> Vec<String> {
    let may_talk = source.path == "src/main.rs" || source.path.ends_with("/tests.rs");
    if may_talk || source.room().is_some_and(|room| plan::PRINTING_ROOMS.contains(&room)) {
        return Vec::new();
    }
    let tokens = source.tokens();
    let prints = |text: &str| matches!(text, "println" | "eprintln" | "print" | "eprint");
    let found = tokens.windows(2).filter(|pair| prints(&pair[0].text) && pair[1].text == "!");
    found.map(|pair| offence(source, pair[0].line, "printing belongs to the command and the host")).collect()
}

/// A type or module whose name says nothing.
pub(crate) fn vague_names(source: &Source) -> Vec<String> {
    let tokens = source.tokens();
    let declares = |text: &str| matches!(text, "struct" | "enum" | "trait" | "type");
    let vague = |name: &str| plan::VAGUE_ENDINGS.iter().any(|ending| name.ends_with(ending));
    let found = tokens.windows(2).filter(|pair| declares(&pair[0].text) && vague(&pair[1].text));
    found.map(|pair| offence(source, pair[1].line, format!("`{}` says nothing", pair[1].text))).collect()
}

/// A path of the machine somebody works on.
pub(crate) fn machine_paths(path: &str, text: &str) -> Vec<String> {
    let found = text.lines().enumerate().flat_map(|(line, row)| {
        plan::MACHINE_PATHS.iter().filter(|needle| row.contains(**needle)).map(move |needle| (line, *needle))
    });
    found.map(|(line, needle)| format!("{path}:{}: knows `{needle}`", line + 1)).collect()
}
