//! One value: primitives, proxies, custom inspection methods, references back to an object being shown.

use super::layout::{Entries, reduce};
use super::options::NAMES;
use super::raw::format_raw;
use super::style::{self, Style};
use super::text::{self, plural, quote};
use super::{Compact, Depth, Inspector, Path};
use crate::heap::Local;
use crate::host::modules::require_builtin;
use crate::host::place::Place;
use crate::host::{place, property};
use crate::runtime::names::KnownName;
use crate::runtime::{
    self, Arguments, Completion, Intrinsic, PropertyKey, Scope, Type, bigint_to_text, call, get, get_known,
    is_callable, is_object, ordinary_object, rust_text, to_boolean, type_of, units,
};
use crate::value::layout::proxy;
use crate::value::{self, Units, Value, kind};

/// Strings up to this length stay on one line.
const SHORTEST_LINE: usize = 16;

/// Any value. Multi-line text is indented for where it stands.
pub(super) fn format_value<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    value: Local<'s>,
    at: Depth<'_>,
) -> Completion<String> {
    if !is_object(cx.raw(value)) {
        return format_primitive(cx, inspector, value);
    }
    cx.check_stack()?;
    let mut cx = cx.open();
    let mut target = value;
    if cx.raw(value).is_kind(kind::PROXY) {
        let inner: Local<'_> = cx.word(value, proxy::TARGET)?;
        if !cx.raw(inner).is_pointer() {
            return Ok(inspector.paint("<Revoked Proxy>", Style::Special));
        }
        if inspector.options.show_proxy {
            return format_proxy(&mut cx, inspector, value, at);
        }
        target = inner;
    }
    if inspector.options.custom_inspect
        && let Some(text) = format_custom(&mut cx, inspector, target, value, at)?
    {
        return Ok(text);
    }
    if is_on_path(&cx, at.path, target) {
        let index = circular_index(&mut cx, inspector, target)?;
        return Ok(inspector.paint(&format!("[Circular *{index}]"), Style::Special));
    }
    format_raw(&mut cx, inspector, target, at)
}

fn is_on_path(cx: &Scope<'_>, mut path: Option<&Path<'_>>, object: Local<'_>) -> bool {
    while let Some(step) = path {
        if cx.raw(step.object).identical(cx.raw(object)) {
            return true;
        }
        path = step.outer;
    }
    false
}

/// The number of an object that contains itself, from 1; a new one if it has none.
fn circular_index(cx: &mut Scope<'_>, inspector: &Inspector, object: Local<'_>) -> Completion<usize> {
    if let Some(index) = known_circular_index(cx, inspector, object)? {
        return Ok(index);
    }
    let mut cx = cx.open();
    let array = Local::in_slot(inspector.circular);
    runtime::array_push(&mut cx, array, object)?;
    Ok(runtime::array_length(cx.raw(array)) as usize)
}

/// The number of an object that was found to contain itself.
pub(super) fn known_circular_index(
    cx: &mut Scope<'_>,
    inspector: &Inspector,
    object: Local<'_>,
) -> Completion<Option<usize>> {
    let array = Local::in_slot(inspector.circular);
    for index in 0..runtime::array_length(cx.raw(array)) {
        let mut cx = cx.open();
        let known = runtime::get_index(&mut cx, array, index as u64)?;
        if cx.raw(known).identical(cx.raw(object)) {
            return Ok(Some(index as usize + 1));
        }
    }
    Ok(None)
}

fn format_proxy<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    value: Local<'s>,
    at: Depth<'_>,
) -> Completion<String> {
    if inspector.is_too_deep(at.level) {
        return Ok(inspector.paint("Proxy [Array]", Style::Special));
    }
    let at = Depth { level: at.level + 1, ..at };
    inspector.indentation += 2;
    let target = cx.word(value, proxy::TARGET)?;
    let target = format_value(cx, inspector, target, at)?;
    let handler = cx.word(value, proxy::HANDLER)?;
    let handler = format_value(cx, inspector, handler, at)?;
    inspector.indentation -= 2;
    let braces = ["Proxy [".to_owned(), "]".to_owned()];
    reduce(cx, inspector, vec![target, handler], "", braces, Entries::list(), at.level)
}

/// What the object's own inspection method makes of it; `None` when it has none or returns the object itself.
fn format_custom<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    target: Local<'s>,
    context: Local<'s>,
    at: Depth<'_>,
) -> Completion<Option<String>> {
    let symbol = place::get(cx, Place::CustomInspect)?;
    if cx.raw(symbol).is_undefined() {
        return Ok(None);
    }
    let method = get(cx, target, PropertyKey::Name(symbol))?;
    if !is_callable(cx, method) || is_own_prototype(cx, target)? {
        return Ok(None);
    }
    let depth = inspector.options.depth.map_or(Local::NULL, |depth| Local::number(depth - at.level as f64));
    let inspect = inspect_function(cx)?;
    if cx.raw(inspect).identical(cx.raw(method)) {
        return Ok(None);
    }
    let is_foreign = !cx.raw(target).identical(cx.raw(context)) || !is_object_instance(cx, context)?;
    let options = user_options(cx, inspector, is_foreign)?;
    let result = call(cx, method, context, &[depth, options, inspect])?;
    let raw = cx.raw(result);
    if raw.identical(cx.raw(context)) {
        return Ok(None);
    }
    if !value::is_string(raw) {
        return format_value(cx, inspector, result, at).map(Some);
    }
    let text = rust_text(cx, result)?;
    inspector.hold(cx, text.len())?;
    Ok(Some(text.replace('\n', &format!("\n{}", " ".repeat(inspector.indentation)))))
}

/// Whether an object is the `prototype` of its own `constructor`.
fn is_own_prototype<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<bool> {
    let constructor = get_known(cx, object, KnownName::Constructor)?;
    if !to_boolean(cx, constructor) {
        return Ok(false);
    }
    let prototype = runtime::get_v(cx, constructor, KnownName::Prototype.into())?;
    Ok(cx.raw(prototype).identical(cx.raw(object)))
}

/// `util.inspect` with all its properties.
fn inspect_function<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    let inspect = place::get(cx, Place::Inspect)?;
    if !cx.raw(inspect).is_undefined() {
        return Ok(inspect);
    }
    require_builtin(cx, "util")?;
    place::get(cx, Place::Inspect)
}

fn is_object_instance<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<bool> {
    let mut cx = cx.open();
    let prototype = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let walker = cx.variable(object)?;
    loop {
        let mut cx = cx.open();
        let parent = runtime::get_prototype_of(&mut cx, walker.get())?;
        if !cx.raw(parent).is_pointer() || cx.raw(parent).identical(cx.raw(prototype)) {
            return Ok(cx.raw(parent).is_pointer());
        }
        walker.set(&mut cx, parent);
    }
}

/// The options object that a custom inspection method gets. One that may come from elsewhere (`is_foreign`) gets
/// nothing that leads to this realm.
fn user_options<'s>(cx: &mut Scope<'s>, inspector: &Inspector, is_foreign: bool) -> Completion<Local<'s>> {
    let object = ordinary_object(cx)?;
    let stylize = stylize_function(cx, inspector)?;
    property::define(cx, object, "stylize", stylize)?;
    for name in NAMES {
        let mut cx = cx.open();
        let value = inspector.options.value(&mut cx, name)?;
        property::define(&mut cx, object, name, value)?;
    }
    if let Some(user) = inspector.options.user {
        runtime::copy_data_properties(cx, object, Local::in_slot(user), &[])?;
    }
    if is_foreign {
        runtime::set_prototype_of(cx, object, Local::NULL)?;
        let keys = runtime::own_property_keys(cx, object)?;
        for index in 0..keys.len() {
            let mut cx = cx.open();
            let key = keys.get(&mut cx, index)?;
            let value = get(&mut cx, object, key)?;
            if !key.is_symbol(&cx) && is_object(cx.raw(value)) {
                runtime::delete(&mut cx, object, key)?;
            }
        }
        let stylize = stylize_function(cx, inspector)?;
        runtime::set_prototype_of(cx, stylize, Local::NULL)?;
        property::define(cx, object, "stylize", stylize)?;
    }
    Ok(object)
}

/// `stylize(text, style)` of the options.
fn stylize_function<'s>(cx: &mut Scope<'s>, inspector: &Inspector) -> Completion<Local<'s>> {
    match inspector.options.colors {
        true => property::function(cx, "stylizeWithColor", 2, stylize, Local::UNDEFINED),
        false => property::function(cx, "stylizeNoColor", 1, stylize_without_color, Local::UNDEFINED),
    }
}

fn stylize<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    style::stylize(cx, arguments.get(0), arguments.get(1))
}

fn stylize_without_color<'s>(_: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(arguments.get(0))
}

/// A value that is no object.
pub(super) fn format_primitive<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    value: Local<'s>,
) -> Completion<String> {
    let separators = inspector.options.numeric_separator;
    let raw = cx.raw(value);
    Ok(match type_of(raw) {
        Type::String => return format_string(cx, inspector, value),
        Type::Number => inspector.paint(&text::number(raw.as_number(), separators), Style::Number),
        Type::BigInt => {
            let digits = bigint_to_text(raw, 10);
            let digits = if separators { text::separate(&digits) } else { digits };
            inspector.paint(&format!("{digits}n"), Style::BigInt)
        }
        Type::Boolean => {
            inspector.paint(if raw.word_value() == Value::TRUE { "true" } else { "false" }, Style::Boolean)
        }
        Type::Null => inspector.paint("null", Style::Null),
        Type::Symbol => {
            let text = symbol_text(cx, value)?;
            inspector.paint(&text, Style::Symbol)
        }
        Type::Undefined | Type::Object => inspector.paint("undefined", Style::Undefined),
    })
}

/// A symbol as `Symbol(description)`.
pub(super) fn symbol_text(cx: &mut Scope<'_>, symbol: Local<'_>) -> Completion<String> {
    let mut cx = cx.open();
    let description = cx.local(|isolate| value::symbol_description(isolate.heap.get(symbol)))?;
    if cx.raw(description).is_undefined() {
        return Ok("Symbol()".to_owned());
    }
    let description = rust_text(&mut cx, description)?;
    Ok(format!("Symbol({description})"))
}

fn format_string<'s>(cx: &mut Scope<'s>, inspector: &mut Inspector, value: Local<'s>) -> Completion<String> {
    let whole = value::length(cx.raw(value));
    let most = inspector.options.max_string_length;
    // As `slice(0, most)`: a negative count stands for the end.
    let shown = match whole as f64 > most {
        true if most < 0.0 => (whole as f64 + most).max(0.0) as usize,
        true => most as usize,
        false => whole,
    };
    inspector.hold(cx, 2 * shown + 64)?;
    let text = units(cx, value)?.slice(0, shown);
    let room = inspector.options.break_length - inspector.indentation as f64 - 4.0;
    let breaks = inspector.options.compact != Compact::Always && shown > SHORTEST_LINE && shown as f64 > room;
    let quoted = if breaks {
        let lines: Vec<String> = lines(text).map(|line| inspector.paint(&quote(line), Style::String)).collect();
        lines.join(&format!(" +\n{}", " ".repeat(inspector.indentation + 2)))
    } else {
        inspector.paint(&quote(text), Style::String)
    };
    let rest = whole as f64 - most;
    if rest > 0.0 {
        return Ok(format!("{quoted}... {} more character{}", text::number(rest, false), plural(rest)));
    }
    Ok(quoted)
}

/// The lines of a text, each with its line feed.
fn lines(text: Units<'_>) -> impl Iterator<Item = Units<'_>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let end = text.position_of(b'\n' as u16, start).map_or(text.len(), |position| position + 1);
        let line = text.slice(start, end);
        start = end;
        Some(line)
    })
}
