//! Messages that name the source of what they are about, in V8's words.

use super::super::call_printer::{Calls, Expression, Printed};
use super::super::compiler::{Note, Origin};
use super::super::machine::current_note;
use super::super::positions;
use crate::heap::Local;
use crate::runtime::{self, Abrupt, Scope};
use crate::syntax::{Node, ParseOptions, PropertyKind, Script, parse};

/// How V8 says that it looked for an iterator.
const BY_SYMBOL: &str = "(cannot read property Symbol(Symbol.iterator))";
/// What a parameter with a default value is called.
const DEFAULTED: &str = "(intermediate value)(intermediate value)(intermediate value)";

/// What the current node is about: a callee, or the object of a property.
pub(crate) fn subject(cx: &Scope<'_>) -> Option<String> {
    let text = positions::subject(cx)?;
    match Expression::parse(&text) {
        Some(expression) => Some(expression.print(Calls::WithArguments).text),
        None => Some(text),
    }
}

fn expression(cx: &Scope<'_>, note: &Note) -> Option<Expression> {
    Expression::parse(&positions::stretch(cx, note.subject)?)
}

/// `x is not iterable`
#[cold]
pub(crate) fn throw_not_iterable(cx: &mut Scope<'_>, subject: Local<'_>) -> Abrupt {
    let note = current_note(cx).unwrap_or_default();
    let message = not_iterable(cx, &note, subject);
    runtime::throw_type_error(cx, format_args!("{message}"))
}

fn not_iterable(cx: &mut Scope<'_>, note: &Note, subject: Local<'_>) -> String {
    let is_nullish = super::operator::is_nullish(cx, subject);
    let fallback = runtime::describe_operand(cx, subject);
    let by_symbol = |name: &str| format!("{name} is not iterable {BY_SYMBOL}");
    if note.is_nested {
        let name = origin_name(cx, note, &fallback);
        if is_nullish && let Some(name) = name {
            let shown = runtime::describe(cx, subject);
            return format!("Cannot destructure property 'Symbol(Symbol.iterator)' of '{name}' as it is {shown}.");
        }
        return by_symbol(&name.unwrap_or(fallback));
    }
    if note.origin == Origin::LoopVariable {
        return ".for is not iterable".to_owned();
    }
    let Some(expression) = expression(cx, note) else { return by_symbol(&fallback) };
    match note.origin {
        Origin::LastArgument if is_nullish => {
            let name = expression.print(Calls::WithArguments).text;
            let shown = runtime::describe(cx, subject);
            format!("{name} is not iterable (cannot read property {shown})")
        }
        Origin::LastArgument => "Spread syntax requires ...iterable[Symbol.iterator] to be a function".to_owned(),
        Origin::Iterated if expression.is_placeless() => by_symbol(&expression.callee().unwrap_or(fallback)),
        Origin::Iterated | Origin::Spread => found(expression.print(Calls::Bare)),
        Origin::Initializer if expression.is_placed_at_start() => found(expression.print(Calls::Bare)),
        Origin::Initializer => by_symbol(&expression.leading_callee().unwrap_or(fallback)),
        Origin::Argument | Origin::DefaultedParameter => by_symbol(&expression.callee().unwrap_or(fallback)),
        _ => by_symbol(&fallback),
    }
}

fn found(name: Printed) -> String {
    let what = if name.is_call { "not a function or its return value is not iterable" } else { "not iterable" };
    format!("{} is {what}", name.text)
}

/// The `next` of an iterator cannot be called.
#[cold]
pub(crate) fn throw_next_not_callable(cx: &mut Scope<'_>, next: Local<'_>) -> Abrupt {
    let note = current_note(cx).unwrap_or_default();
    let name = match (note.origin, expression(cx, &note)) {
        (Origin::Spread, Some(expression)) => found(expression.print(Calls::Bare)),
        (Origin::Initializer, Some(expression)) if expression.is_placed_at_start() => {
            found(expression.print(Calls::Bare))
        }
        _ => format!("{} is not a function", runtime::describe_operand(cx, next)),
    };
    runtime::throw_type_error(cx, format_args!("{name}"))
}

/// What the value that a pattern takes apart is called, if V8 finds that.
fn origin_name(cx: &Scope<'_>, note: &Note, fallback: &str) -> Option<String> {
    match note.origin {
        Origin::Assigned | Origin::Initializer => Some(expression(cx, note)?.print(Calls::WithArguments).text),
        Origin::Parameter => Some(fallback.to_owned()),
        Origin::DefaultedParameter => Some(DEFAULTED.to_owned()),
        Origin::LoopVariable => Some(".for".to_owned()),
        Origin::CatchParameter => Some(".catch".to_owned()),
        _ => None,
    }
}

/// `Cannot destructure property 'a' of 'x' as it is undefined.`
#[cold]
pub(crate) fn throw_not_destructurable(cx: &mut Scope<'_>, value: Local<'_>) -> Abrupt {
    let note = current_note(cx).unwrap_or_default();
    let shown = runtime::describe(cx, value);
    let key = positions::stretch(cx, note.key).map(|text| key_name(&text));
    let fallback = runtime::describe_operand(cx, value);
    let name = if note.is_plain { None } else { origin_name(cx, &note, &fallback) };
    let message = match (name, key) {
        (Some(name), Some(key)) => format!("Cannot destructure property '{key}' of '{name}' as it is {shown}."),
        (Some(name), None) => format!("Cannot destructure '{name}' as it is {shown}."),
        (None, Some(key)) => format!("Cannot read properties of {shown} (reading '{key}')"),
        (None, None) => format!("Cannot read properties of {shown}"),
    };
    runtime::throw_type_error(cx, format_args!("{message}"))
}

/// The name that a property key written so means.
fn key_name(text: &str) -> String {
    if !text.starts_with(['"', '\'']) && !text.starts_with(|character: char| character.is_ascii_digit()) {
        return text.to_owned();
    }
    // A string or number prints as `o["name"]` does without its object.
    match Expression::parse(&format!("o[{text}]")) {
        Some(expression) => {
            let printed = expression.print(Calls::WithArguments).text;
            printed[1..].trim_start_matches(['.', '[']).trim_end_matches(']').to_owned()
        }
        None => text.to_owned(),
    }
}

/// `Receiver must be an instance of class A`: the private name that is being read or written means a method or accessor,
/// which objects of other classes cannot have. `None`: it means a field.
#[cold]
pub(crate) fn throw_not_branded(cx: &mut Scope<'_>, name: &str) -> Option<Abrupt> {
    let (source, offset) = positions::running_source(cx)?;
    let script = parse(source, ParseOptions { allows_return: true, ..ParseOptions::default() }).ok()?;
    let (class, is_static) = declaring_class(&script, &format!("#{name}"), offset)?;
    let class = if class.is_empty() { "anonymous".to_owned() } else { class };
    let what = if is_static { "class" } else { "an instance of class" };
    Some(runtime::throw_type_error(cx, format_args!("Receiver must be {what} {class}")))
}

/// The innermost class around `offset` that declares the private method or accessor `name`, and whether that is static.
fn declaring_class(script: &Script, name: &str, offset: u32) -> Option<(String, bool)> {
    let mut found: Option<(u32, String, Option<bool>)> = None;
    for ast in &script.functions {
        for (index, node) in ast.nodes.iter().enumerate() {
            let Node::Class { name: class, body, .. } = *node else { continue };
            let span = ast.spans[index];
            let is_around = span.start <= offset && offset < span.end;
            if !is_around || found.as_ref().is_some_and(|&(start, ..)| start > span.start) {
                continue;
            }
            let Node::ClassBody { elements, .. } = ast.node(body) else { continue };
            for &element in ast.list(elements) {
                let Node::ClassElement { kind, is_static, key, .. } = ast.node(element) else { continue };
                let Node::PrivateName { name: key, .. } = ast.node(key) else { continue };
                if script.atoms.display(key) == name {
                    let class = class.map(|class| script.atoms.display(class)).unwrap_or_default();
                    found = Some((span.start, class, (kind != PropertyKind::Field).then_some(is_static)));
                }
            }
        }
    }
    let (_, class, method) = found?;
    Some((class, method?))
}
