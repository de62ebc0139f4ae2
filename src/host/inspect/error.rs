//! Errors: their stack, improved by what the object is now, without frames that repeat the cause's.

use super::class::Names;
use super::property::Keys;
use super::raw::is_error;
use super::style::Style;
use super::{Inspector, frame};
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Completion, PropertyKey, Scope, get_known, has_property, is_array, is_object, rust_text, to_boolean, to_string,
};

/// Where the frames of a stack start.
const FIRST_FRAME: &str = "\n    at";

/// An error's stack, in brackets if it has no frames. Takes out keys that the stack shows, adds `cause` and `errors`.
pub(super) fn format_error<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    error: Local<'s>,
    names: &Names,
    keys: &mut Keys<'s>,
) -> Completion<String> {
    let mut cx = cx.open();
    let error: Local<'_> = error;
    let name = get_known(&mut cx, error, KnownName::Name)?;
    let raw = cx.raw(name);
    let name = if raw.is_undefined() || raw.is_null() { "Error".to_owned() } else { text(&mut cx, name)? };
    let stack = stack_text(&mut cx, error)?;
    inspector.hold(&mut cx, 2 * stack.len())?;
    remove_repeated(&mut cx, inspector, error, &stack, keys)?;
    if has_property(&mut cx, error, PropertyKey::Known(KnownName::Cause))? {
        keys.put_behind(&mut cx, KnownName::Cause)?;
    }
    let errors = get_known(&mut cx, error, KnownName::Errors)?;
    if is_array(&mut cx, errors)? {
        keys.put_behind(&mut cx, KnownName::Errors)?;
    }
    let stack = improve(&stack, names, &name);
    let message = get_known(&mut cx, error, KnownName::Message)?;
    let message = if to_boolean(&cx, message) { text(&mut cx, message)? } else { String::new() };
    let after_message = match stack.find(&message) {
        Some(position) if position > 0 => position + message.len(),
        _ => 0,
    };
    let shown = match stack[after_message..].find(FIRST_FRAME).map(|start| start + after_message) {
        None => format!("[{stack}]"),
        Some(start) => {
            let mut lines = frames(&mut cx, inspector, error, &stack[start + 1..])?;
            if inspector.options.colors {
                frame::paint(inspector, &mut lines);
            }
            format!("{}\n{}", &stack[..start], lines.join("\n"))
        }
    };
    Ok(shown.replace('\n', &format!("\n{}", " ".repeat(inspector.indentation))))
}

fn text<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<String> {
    let text = to_string(cx, value)?;
    rust_text(cx, text)
}

/// `stack`, or what `Error.prototype.toString` says.
pub(crate) fn stack_text<'s>(cx: &mut Scope<'s>, error: Local<'s>) -> Completion<String> {
    let stack = get_known(cx, error, KnownName::Stack)?;
    if to_boolean(cx, stack) {
        return text(cx, stack);
    }
    let mut part = |name: KnownName, default: &str| {
        let part = get_known(cx, error, name)?;
        if cx.raw(part).is_undefined() { Ok(default.to_owned()) } else { text(cx, part) }
    };
    let (name, message) = (part(KnownName::Name, "Error")?, part(KnownName::Message, "")?);
    Ok(match (name.is_empty(), message.is_empty()) {
        (_, true) => name,
        (true, false) => message,
        _ => format!("{name}: {message}"),
    })
}

/// Takes out the keys whose values the stack shows.
fn remove_repeated<'s>(
    cx: &mut Scope<'s>,
    inspector: &Inspector,
    error: Local<'s>,
    stack: &str,
    keys: &mut Keys<'_>,
) -> Completion<()> {
    if inspector.options.show_hidden {
        return Ok(());
    }
    for name in [KnownName::Name, KnownName::Message, KnownName::Stack] {
        if keys.has(cx, name)? {
            let value = get_known(cx, error, name)?;
            if stack.contains(&text(cx, value)?) {
                keys.remove(cx, name)?;
            }
        }
    }
    Ok(())
}

/// Puts the class into the first line if the stack does not name it.
fn improve(stack: &str, names: &Names, name: &str) -> String {
    let starts_with_name = name.ends_with("Error")
        && stack.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '\n']));
    if names.constructor.is_some() && !starts_with_name {
        return stack.to_owned();
    }
    let mut length = name.len();
    let mut fallback = "Error";
    if names.constructor.is_none() {
        let start = leading_name(stack);
        length = start.len();
        fallback = if start.is_empty() { "Error" } else { start };
    }
    let prefix = names.prefix(fallback, "");
    let prefix = prefix.strip_suffix(' ').unwrap_or(&prefix);
    if name == prefix {
        return stack.to_owned();
    }
    let rest = stack.get(length..).unwrap_or_default();
    match prefix.contains(name) {
        true if length == 0 => format!("{prefix}: {stack}"),
        true => format!("{prefix}{rest}"),
        false => format!("{prefix} [{name}]{rest}"),
    }
}

/// What looks like the name of a class at the start of a stack.
fn leading_name(stack: &str) -> &str {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"_ []()-".contains(&byte);
    let end = stack.bytes().position(|byte| !is_part(byte)).unwrap_or(stack.len());
    let (start, rest) = stack.split_at(end);
    let begins_well = start.len() > 1 && start.starts_with(|first: char| first.is_ascii_uppercase());
    if begins_well && (rest.starts_with(':') || rest.starts_with(FIRST_FRAME)) {
        return start;
    }
    let is_word = start.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    if rest.is_empty() && is_word && start.ends_with("Error") { start } else { "" }
}

/// The lines of a stack; those which the cause's stack repeats are only counted.
fn frames<'s>(cx: &mut Scope<'s>, inspector: &Inspector, error: Local<'s>, stack: &str) -> Completion<Vec<String>> {
    let mut lines: Vec<String> = stack.split('\n').map(str::to_owned).collect();
    let cause = match get_known(cx, error, KnownName::Cause) {
        Ok(cause) => cause,
        Err(abrupt) => {
            cx.catch(abrupt)?;
            return Ok(lines);
        }
    };
    if !is_object(cx.raw(cause)) || !is_error(cx, cause)? {
        return Ok(lines);
    }
    let cause = stack_text(cx, cause)?;
    let Some(start) = cause.find(FIRST_FRAME) else { return Ok(lines) };
    let others: Vec<&str> = cause[start + 1..].split('\n').collect();
    if let Some((first, count)) = common_run(&lines, &others) {
        let skipped = count - 2;
        let note = format!("    ... {skipped} lines matching cause stack trace ...");
        let note = inspector.paint(&note, Style::Undefined);
        lines.splice(first + 1..first + 1 + skipped, [note]);
    }
    Ok(lines)
}

/// The first run of more than three lines that stand in both: its place in `lines` and its length.
fn common_run(lines: &[String], others: &[&str]) -> Option<(usize, usize)> {
    for first in 0..lines.len().saturating_sub(3) {
        let Some(position) = others.iter().position(|&other| other == lines[first]) else { continue };
        let pairs = lines[first..].iter().zip(&others[position..]);
        let count = pairs.take_while(|(line, other)| line == *other).count();
        if count > 3 {
            return Some((first, count));
        }
    }
    None
}
