//! Reads Rust text just well enough to judge it: code apart from comments and literals, tokens, paths.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// One line, split into what the compiler reads and what people read. Literals are blanked.
#[derive(Clone, Default)]
pub(crate) struct Line {
    pub(crate) code: String,
    pub(crate) comment: String,
}

/// A Rust file.
pub(crate) struct Source {
    /// Path from the package's root, with `/`.
    pub(crate) path: String,
    /// The modules the file is, from the crate's root: `src/heap/page.rs` is `heap`, `page`.
    pub(crate) modules: Vec<String>,
    pub(crate) lines: Vec<Line>,
}

/// A token of the code, with its line (from 0).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// A path named in the code, absolute from the crate's root, with its line (from 0).
#[derive(Debug, PartialEq)]
pub(crate) struct Use {
    pub(crate) line: usize,
    pub(crate) path: Vec<String>,
}

/// All files below a folder of the package, sorted; build output left out.
pub(crate) fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(Path::new(folder), &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.expect("a readable folder").path()) {
        if path.is_dir() && !path.ends_with("target") {
            collect(&path, found);
        } else if path.is_file() {
            found.push(path);
        }
    }
}

impl Source {
    /// Every Rust file below a folder of the package.
    pub(crate) fn read_all(folder: &str) -> Vec<Source> {
        let rust = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "rs");
        let read = |path: PathBuf| {
            let text = fs::read_to_string(&path).expect("a readable file");
            Source::new(&path.display().to_string().replace('\\', "/"), &text)
        };
        files(folder).into_iter().filter(rust).map(read).collect()
    }

    /// Reads `text` as the file at `path`.
    pub(crate) fn new(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), modules: modules_of(path), lines: split_lines(text) }
    }

    /// The room the file belongs to, if it is in one.
    pub(crate) fn room(&self) -> Option<&str> {
        self.modules.first().map(String::as_str)
    }

    /// Identifiers, `::` and single punctuation characters, in order.
    pub(crate) fn tokens(&self) -> Vec<Token> {
        let mut tokens = Vec::new();
        for (line, Line { code, .. }) in self.lines.iter().enumerate() {
            let mut rest = code.trim_start();
            while let Some(first) = rest.chars().next() {
                let is_word = |c: char| c.is_alphanumeric() || c == '_';
                let length = match first {
                    c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
                    ':' if rest.starts_with("::") => 2,
                    other => other.len_utf8(),
                };
                tokens.push(Token { line, text: rest[..length].to_owned() });
                rest = rest[length..].trim_start();
            }
        }
        tokens
    }

    /// Every path that starts with `crate::`, `self::` or `super::`, made absolute.
    pub(crate) fn uses(&self) -> Vec<Use> {
        let tokens = self.tokens();
        let mut found = Vec::new();
        let mut inline: Vec<(usize, String)> = Vec::new();
        let mut depth = 0;
        for (at, token) in tokens.iter().enumerate() {
            let next = |n: usize| tokens.get(at + n).map_or("", |token| token.text.as_str());
            let after_path = at > 0 && tokens[at - 1].text == "::";
            match token.text.as_str() {
                "mod" if next(2) == "{" => inline.push((depth, next(1).to_owned())),
                "{" => depth += 1,
                "}" => {
                    depth = depth.saturating_sub(1);
                    inline.retain(|(outer, _)| *outer < depth);
                }
                "crate" if next(1) == "::" && !after_path => {
                    expand(&tokens, at + 2, &[], &mut found);
                }
                "self" | "super" if next(1) == "::" && !after_path && next_is_path(&tokens, at) => {
                    let here = self.modules.iter().cloned().chain(inline.iter().map(|(_, name)| name.clone()));
                    expand(&tokens, at, &here.collect::<Vec<_>>(), &mut found);
                }
                _ => {}
            }
        }
        found
    }
}

/// Tells a path's head from a segment within a group (`{self::…}` is handled by the group's expansion).
fn next_is_path(tokens: &[Token], at: usize) -> bool {
    let inside_group = at > 1 && matches!(tokens[at - 1].text.as_str(), "{" | ",") && {
        let opening = tokens[..at].iter().rposition(|token| token.text == "{");
        opening.is_some_and(|opening| opening > 0 && tokens[opening - 1].text == "::")
    };
    !inside_group
}

/// Follows a path or a tree of paths from token `at`; returns the token after it.
fn expand(tokens: &[Token], mut at: usize, prefix: &[String], found: &mut Vec<Use>) -> usize {
    let mut path = prefix.to_vec();
    let line = tokens.get(at).map_or(0, |token| token.line);
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token.text != "}") {
                    let is_separator = tokens[at].text == ",";
                    at = if is_separator { at + 1 } else { expand(tokens, at, &path, found).max(at + 1) };
                }
                return at + 1;
            }
            "super" => drop(path.pop()),
            "self" => {}
            name if name.starts_with(|c: char| c.is_alphabetic() || c == '_') => path.push(name.to_owned()),
            _ => break,
        }
        at += 1;
        if tokens.get(at).is_none_or(|token| token.text != "::") {
            break;
        }
        at += 1;
    }
    if !path.is_empty() {
        found.push(Use { line, path });
    }
    at
}

/// `src/heap/page.rs` is `heap`, `page`; `mod.rs`, `lib.rs` and `main.rs` add nothing; files outside `src` are nothing.
fn modules_of(path: &str) -> Vec<String> {
    let Some(inner) = path.strip_prefix("src/") else { return Vec::new() };
    let mut parts: Vec<String> = inner.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) {
        parts.pop();
    }
    parts
}

/// What the splitter is inside of.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Code,
    LineComment,
    BlockComment(u32),
    Text,
    RawText(usize),
}

fn split_lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut state = State::Code;
    for row in text.lines() {
        let mut line = Line::default();
        let characters: Vec<char> = row.chars().collect();
        let mut at = 0;
        while at < characters.len() {
            at = step(&characters, at, &mut state, &mut line);
        }
        if state == State::LineComment {
            state = State::Code;
        }
        lines.push(line);
    }
    lines
}

/// Consumes at least one character and returns the next position.
fn step(characters: &[char], at: usize, state: &mut State, line: &mut Line) -> usize {
    let c = characters[at];
    let next = characters.get(at + 1).copied().unwrap_or('\0');
    match *state {
        State::LineComment => line.comment.push(c),
        State::BlockComment(depth) => match (c, next) {
            ('*', '/') => {
                *state = if depth == 1 { State::Code } else { State::BlockComment(depth - 1) };
                return at + 2;
            }
            ('/', '*') => {
                *state = State::BlockComment(depth + 1);
                return at + 2;
            }
            _ => line.comment.push(c),
        },
        State::Text if c == '\\' => return at + 2,
        State::Text if c == '"' => *state = State::Code,
        State::RawText(hashes) if c == '"' && count_hashes(characters, at + 1) >= hashes => {
            *state = State::Code;
            return at + 1 + hashes;
        }
        State::Text | State::RawText(_) => {}
        State::Code => return step_code(characters, at, state, line),
    }
    at + 1
}

fn step_code(characters: &[char], at: usize, state: &mut State, line: &mut Line) -> usize {
    let c = characters[at];
    let next = characters.get(at + 1).copied().unwrap_or('\0');
    let after_word = line.code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    match (c, next) {
        ('/', '/') => *state = State::LineComment,
        ('/', '*') => *state = State::BlockComment(1),
        ('r', '"' | '#') if !after_word || line.code.ends_with('b') => {
            let hashes = count_hashes(characters, at + 1);
            if characters.get(at + 1 + hashes) == Some(&'"') {
                *state = State::RawText(hashes);
                line.code.push_str("\"\"");
                return at + 2 + hashes;
            }
            line.code.push(c);
            return at + 1;
        }
        ('"', _) => {
            *state = State::Text;
            line.code.push_str("\"\"");
            return at + 1;
        }
        ('\'', '\\') => {
            let closing = characters.iter().skip(at + 3).position(|&c| c == '\'').unwrap_or(0);
            return at + 4 + closing;
        }
        ('\'', _) if characters.get(at + 2) == Some(&'\'') => return at + 3,
        _ => {
            line.code.push(c);
            return at + 1;
        }
    }
    at + 2
}

fn count_hashes(characters: &[char], from: usize) -> usize {
    characters[from.min(characters.len())..].iter().take_while(|&&c| c == '#').count()
}
