//! The colors of a stack's lines: what is Node's own is grey, packages are underlined, the working directory is grey.

use super::Inspector;
use super::style::Style;
use crate::host::modules::BUILTIN_NAMES;

/// The folder that packages are in.
const PACKAGES: &str = "node_modules";
/// The scheme of a URL of a file.
const FILE: &str = "file://";

/// Paints each line.
pub(super) fn paint(inspector: &Inspector, lines: &mut [String]) {
    let folder = std::env::current_dir().ok().and_then(|folder| folder.to_str().map(str::to_owned));
    for line in lines {
        if is_of_builtin(line) {
            *line = inspector.paint(line, Style::Undefined);
            continue;
        }
        let mut painted = paint_packages(inspector, line);
        if let Some(folder) = &folder {
            painted = paint_folder(inspector, &painted, folder)
                .or_else(|| paint_folder(inspector, &painted, &format!("{FILE}{}", url_path(folder))))
                .unwrap_or(painted);
        }
        *line = painted;
    }
}

/// Whether a line is `    at node:name:1:2` or `    at f (node:name:1:2)`, of a module that exists.
fn is_of_builtin(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("    at ") else { return false };
    let place = match rest.find(['/', '\\', '(']) {
        Some(end) if end > 1 && rest[..end].ends_with(' ') && rest[end..].starts_with('(') => &rest[end + 1..],
        _ => rest,
    };
    let Some(place) = place.strip_prefix("node:") else { return false };
    let place = place.strip_suffix(')').unwrap_or(place);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match place.rsplitn(3, ':').collect::<Vec<_>>()[..] {
        [column, line, name] if is_number(column) && is_number(line) => {
            name.starts_with("internal/") || BUILTIN_NAMES.contains(&name)
        }
        _ => false,
    }
}

/// Paints the names of packages in a path.
fn paint_packages(inspector: &Inspector, line: &str) -> String {
    let mut painted = String::new();
    let (mut copied, mut from) = (0, 0);
    while let Some(found) = line[from..].find(PACKAGES) {
        let start = from + found;
        from = start + PACKAGES.len();
        let before = line[..start].chars().next_back();
        let Some(separator) = before.filter(|&before| matches!(before, '/' | '\\')) else { continue };
        if !line[from..].starts_with(['/', '\\']) {
            continue;
        }
        let name = from + 1;
        painted.push_str(&line[copied..name]);
        let next = |after: usize| line[after..].find(separator).map(|found| after + found);
        let mut end = next(name);
        if line[name..].starts_with('@') {
            end = end.and_then(|end| next(end + 1));
        }
        let end = end.unwrap_or_else(|| line.char_indices().next_back().map_or(name, |(last, _)| last.max(name)));
        painted.push_str(&inspector.paint(&line[name..end], Style::Module));
        (copied, from) = (end, end);
    }
    painted + &line[copied..]
}

/// Paints the folder in a path, with the parenthesis around it; `None` if it is not in the line.
fn paint_folder(inspector: &Inspector, line: &str, folder: &str) -> Option<String> {
    let mut start = line.find(folder)?;
    let mut length = folder.len();
    if line[..start].ends_with(FILE) {
        start -= FILE.len();
        length += FILE.len();
    }
    let after = line[start + length..].chars().next().map_or(0, char::len_utf8);
    let folder_end = start + length + after;
    let is_wrapped = line[..start].ends_with('(');
    let start = start - usize::from(is_wrapped);
    let end = if is_wrapped && line.ends_with(')') { line.len() - 1 } else { line.len() };
    let close = if end < line.len() { inspector.paint(")", Style::Undefined) } else { String::new() };
    let folder = inspector.paint(&line[start..folder_end.min(end)], Style::Undefined);
    Some(format!("{}{folder}{}{close}", &line[..start], &line[folder_end.min(end)..end]))
}

/// A path as the URL of a file has it.
fn url_path(path: &str) -> String {
    let mut url = String::new();
    for byte in path.bytes() {
        match byte {
            b'%' | b'\\' | b'"' | b'#' | b'<' | b'>' | b'?' | b'`' | b'{' | b'}' | 0..=0x20 | 0x7f.. => {
                url.push_str(&format!("%{byte:02X}"));
            }
            _ => url.push(byte as char),
        }
    }
    url
}
