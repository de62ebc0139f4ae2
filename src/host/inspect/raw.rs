//! One object: what kind it is decides its prefix, its braces, its keys and its entries.

use super::class::{Names, bracketed, is_instance, names_of};
use super::function::function_base;
use super::layout::{Entries, reduce};
use super::options::Sorted;
use super::property::{Form, Keys, format_property};
use super::style::{Style, Styles};
use super::value::{format_primitive, known_circular_index};
use super::{Compact, Depth, Inspector, Path, array, collection, error, text};
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    self, Abrupt, Completion, Intrinsic, PropertyKey, Scope, call, collection_size, get_known, has_property, is_array,
    is_callable, length_of_array_like, rust_text, throw_type_error, to_number, to_string,
};
use crate::value::layout::wrapper;
use crate::value::{self, date, kind};

/// What is known of an object before its entries are made.
pub(super) struct Parts<'s> {
    open: String,
    close: &'static str,
    /// Text before the braces.
    base: String,
    keys: Keys<'s>,
    body: Body,
}

/// What stands among the entries besides properties.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Body {
    Nothing,
    Array,
    TypedArray,
    Set,
    Map,
    SetIterator,
    MapIterator,
    ArrayBuffer,
    Promise,
    WeakCollection,
}

enum Plan<'s> {
    /// Nothing is left to do.
    Done(String),
    Parts(Parts<'s>),
}

/// An object that is not being shown already.
pub(super) fn format_raw<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    value: Local<'s>,
    at: Depth<'_>,
) -> Completion<String> {
    let mut inherited = Vec::new();
    let wants_inherited = inspector.options.show_hidden && !inspector.is_too_deep(at.level);
    let names = names_of(cx, inspector, value, at, wants_inherited.then_some(&mut inherited))?;
    let parts = match plan(cx, inspector, value, &names, inherited.is_empty(), at)? {
        Plan::Done(text) => return Ok(text),
        Plan::Parts(parts) => parts,
    };
    if inspector.is_too_deep(at.level) {
        return Ok(bracketed(inspector, &names, cx.raw(value)));
    }
    format_parts(cx, inspector, value, &names, parts, inherited, at)
}

fn plan<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    value: Local<'s>,
    names: &Names,
    is_alone: bool,
    at: Depth<'_>,
) -> Completion<Plan<'s>> {
    let iterable =
        names.constructor.is_none() || has_property(cx, value, PropertyKey::Known(KnownName::SymbolIterator))?;
    if iterable && let Some(plan) = plan_iterable(cx, inspector, value, names, is_alone)? {
        return Ok(plan);
    }
    plan_plain(cx, inspector, value, names, is_alone, at)
}

/// Arrays, collections, their iterators.
fn plan_iterable<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    value: Local<'s>,
    names: &Names,
    is_alone: bool,
) -> Completion<Option<Plan<'s>>> {
    let kind = cx.raw(value).kind();
    if is_array(cx, value)? {
        return plan_array(cx, inspector, value, names, is_alone).map(Some);
    }
    let (open, close, body, is_empty) = match kind {
        kind::SET | kind::MAP => {
            let size = collection_size(cx, value);
            let (class, body) = if kind == kind::SET { ("Set", Body::Set) } else { ("Map", Body::Map) };
            (format!("{}{{", names.prefix(class, &format!("({size})"))), "}", body, size == 0)
        }
        kind::TYPED_ARRAY => {
            let class = array::typed_array_name(cx.raw(value));
            let length = array::typed_array_length(cx, value)?;
            let open = format!("{}[", names.prefix(class, &format!("({length})")));
            (open, "]", Body::TypedArray, length == 0 && !inspector.options.show_hidden)
        }
        kind::MAP_ITERATOR => (iterator_brace("Map", names), "}", Body::MapIterator, false),
        kind::SET_ITERATOR => (iterator_brace("Set", names), "}", Body::SetIterator, false),
        _ => return Ok(None),
    };
    let keys = Keys::of(cx, inspector, value, kind != kind::TYPED_ARRAY)?;
    if is_empty && keys.is_empty() && is_alone {
        return Ok(Some(Plan::Done(open + close)));
    }
    Ok(Some(Plan::Parts(Parts { open, close, base: String::new(), keys, body })))
}

fn plan_array<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    value: Local<'s>,
    names: &Names,
    is_alone: bool,
) -> Completion<Plan<'s>> {
    let length = length_of_array_like(cx, value)?;
    let is_plain = names.is("Array") && names.tag.is_empty();
    let prefix = if is_plain { String::new() } else { names.prefix("Array", &format!("({length})")) };
    let keys = Keys::of(cx, inspector, value, false)?;
    if length == 0 && keys.is_empty() && is_alone {
        return Ok(Plan::Done(format!("{prefix}[]")));
    }
    Ok(Plan::Parts(Parts { open: format!("{prefix}["), close: "]", base: String::new(), keys, body: Body::Array }))
}

fn iterator_brace(class: &str, names: &Names) -> String {
    let own = format!("{class} Iterator");
    match names.tag.as_str() {
        tag if tag == own => format!("[{own}] {{"),
        "" => format!("[{own}] {{"),
        tag => format!("[{tag}] [{own}] {{"),
    }
}

/// Everything that is no list.
fn plan_plain<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    value: Local<'s>,
    names: &Names,
    is_alone: bool,
    at: Depth<'_>,
) -> Completion<Plan<'s>> {
    let mut keys = Keys::of(cx, inspector, value, true)?;
    let mut open = "{".to_owned();
    let mut base = String::new();
    let style;
    let kind = cx.raw(value).kind();
    if is_callable(cx, value) {
        base = function_base(cx, value, names)?;
        style = Some(Style::Special);
    } else if names.is("Object") {
        if kind == kind::ARGUMENTS {
            open = "[Arguments] {".to_owned();
        } else if !names.tag.is_empty() {
            open = format!("{}{{", names.prefix("Object", ""));
        }
        if keys.is_empty() && is_alone {
            return Ok(Plan::Done(open + "}"));
        }
        style = None;
    } else if kind == kind::REGEXP {
        base = with_prefix(names, "RegExp", &regexp_text(cx, value)?);
        if inspector.is_too_deep(at.level) {
            return Ok(Plan::Done(inspector.paint(&base, Style::RegExp)));
        }
        style = Some(Style::RegExp);
    } else if kind == kind::DATE {
        base = with_prefix(names, "Date", &date_text(cx, value)?);
        style = Some(Style::Date);
    } else if is_error(cx, value)? {
        base = error::format_error(cx, inspector, value, names, &mut keys)?;
        if keys.is_empty() && is_alone {
            return Ok(Plan::Done(base));
        }
        style = None;
    } else if let kind::BOOLEAN_OBJECT..=kind::BIGINT_OBJECT = kind {
        base = boxed_base(cx, inspector, value, names, &mut keys)?;
        style = Some(boxed_style(kind));
    } else {
        return plan_braced(cx, inspector, value, names, is_alone, at, keys);
    }
    if let Some(style) = style
        && keys.is_empty()
        && is_alone
    {
        return Ok(Plan::Done(inspector.paint(&base, style)));
    }
    Ok(Plan::Parts(Parts { open, close: "}", base, keys, body: Body::Nothing }))
}

/// Objects that have a prefix before their brace.
fn plan_braced<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    value: Local<'s>,
    names: &Names,
    is_alone: bool,
    at: Depth<'_>,
    mut keys: Keys<'s>,
) -> Completion<Plan<'s>> {
    let (class, body) = match cx.raw(value).kind() {
        kind::ARRAY_BUFFER => ("ArrayBuffer", Body::ArrayBuffer),
        kind::SHARED_ARRAY_BUFFER => ("SharedArrayBuffer", Body::ArrayBuffer),
        kind::DATA_VIEW => ("DataView", Body::Nothing),
        kind::PROMISE => ("Promise", Body::Promise),
        kind::WEAK_SET => ("WeakSet", Body::WeakCollection),
        kind::WEAK_MAP => ("WeakMap", Body::WeakCollection),
        kind::MODULE_NAMESPACE => ("Module", Body::Nothing),
        _ => {
            let prefix = names.plain_prefix(cx.raw(value));
            if keys.is_empty() && is_alone {
                return Ok(Plan::Done(format!("{prefix}{{}}")));
            }
            let open = format!("{prefix}{{");
            return Ok(Plan::Parts(Parts { open, close: "}", base: String::new(), keys, body: Body::Nothing }));
        }
    };
    let prefix = names.prefix(class, "");
    let mut body = body;
    if body == Body::ArrayBuffer {
        if at.in_view {
            body = Body::Nothing;
            if keys.is_empty() && is_alone {
                let length = get_known(cx, value, KnownName::ByteLength)?;
                let length = format_primitive(cx, inspector, length)?;
                return Ok(Plan::Done(format!("{prefix}{{ byteLength: {length} }}")));
            }
        }
        keys.put_in_front(&[KnownName::ByteLength]);
    } else if class == "DataView" {
        keys.put_in_front(&[KnownName::ByteLength, KnownName::ByteOffset, KnownName::Buffer]);
    }
    Ok(Plan::Parts(Parts { open: format!("{prefix}{{"), close: "}", base: String::new(), keys, body }))
}

fn with_prefix(names: &Names, class: &str, text: &str) -> String {
    let prefix = names.prefix(class, "");
    if prefix.strip_suffix(' ') == Some(class) { text.to_owned() } else { prefix + text }
}

pub(super) fn is_error<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<bool> {
    if cx.raw(value).is_kind(kind::ERROR) {
        return Ok(true);
    }
    let constructor = cx.intrinsic(Intrinsic::Error)?;
    if cx.raw(constructor).is_undefined() { Ok(false) } else { is_instance(cx, value, constructor) }
}

fn regexp_text<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<String> {
    let mut part = |name: KnownName| {
        let part = get_known(cx, value, name)?;
        let part = to_string(cx, part)?;
        rust_text(cx, part)
    };
    Ok(format!("/{}/{}", part(KnownName::Source)?, part(KnownName::Flags)?))
}

fn date_text<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<String> {
    let time = cx.word(value, wrapper::VALUE)?;
    let time = to_number(cx, time)?;
    Ok(if time.is_nan() { "Invalid Date".to_owned() } else { date::iso_string(time) })
}

const fn boxed_style(kind: u8) -> Style {
    match kind {
        kind::NUMBER_OBJECT => Style::Number,
        kind::STRING_OBJECT => Style::String,
        kind::BOOLEAN_OBJECT => Style::Boolean,
        kind::BIGINT_OBJECT => Style::BigInt,
        _ => Style::Symbol,
    }
}

/// `[Number: 1]`
fn boxed_base<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    value: Local<'s>,
    names: &Names,
    keys: &mut Keys<'s>,
) -> Completion<String> {
    let class = super::class::class_name(cx.raw(value));
    let primitive = cx.word(value, wrapper::VALUE)?;
    if class == "String" {
        keys.skip(value::length(cx.raw(primitive)));
    }
    let styles = std::mem::replace(&mut inspector.styles, Styles::Plain);
    let text = format_primitive(cx, inspector, primitive);
    inspector.styles = styles;
    let note = match &names.constructor {
        None => " (null prototype)".to_owned(),
        Some(name) if name != class => format!(" ({name})"),
        Some(_) => String::new(),
    };
    let tag = match &names.constructor {
        _ if names.tag.is_empty() => String::new(),
        Some(name) if *name == names.tag => String::new(),
        _ => format!(" [{}]", names.tag),
    };
    Ok(format!("[{class}{note}: {}]{tag}", text?))
}

fn format_parts<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    value: Local<'s>,
    names: &Names,
    mut parts: Parts<'s>,
    inherited: Vec<String>,
    at: Depth<'_>,
) -> Completion<String> {
    let path = Path { object: value, outer: at.path };
    let inside = Depth { level: at.level + 1, path: Some(&path), in_view: false };
    inspector.deepest = inside.level;
    let indentation = inspector.indentation;
    let mut entries = match entries_of(cx, inspector, value, &mut parts, inside) {
        Ok(entries) => entries,
        Err(abrupt) => {
            let note = interrupted(cx, inspector, abrupt, names, value)?;
            inspector.indentation = indentation;
            return Ok(note);
        }
    };
    entries.extend(inherited);
    if let Some(index) = known_circular_index(cx, inspector, value)? {
        let reference = inspector.paint(&format!("<ref *{index}>"), Style::Special);
        match (inspector.options.compact, parts.base.is_empty()) {
            (Compact::Always, _) => parts.open = format!("{reference} {}", parts.open),
            (_, true) => parts.base = reference,
            (_, false) => parts.base = format!("{reference} {}", parts.base),
        }
    }
    let is_list = matches!(parts.body, Body::Array | Body::TypedArray);
    let first = if is_list { entries.len() - parts.keys.len().min(entries.len()) } else { 0 };
    if !is_list || parts.keys.len() > 1 {
        sort(cx, inspector, &mut entries[first..])?;
    }
    let kind = if is_list { Entries { are_elements: true, list: Some(value) } } else { Entries::properties() };
    let braces = [parts.open, parts.close.to_owned()];
    let text = reduce(cx, inspector, entries, &parts.base, braces, kind, inside.level)?;
    inspector.spend(text::length(&text));
    Ok(text)
}

/// The entries of the body, then one for each key.
fn entries_of<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    value: Local<'s>,
    parts: &mut Parts<'s>,
    at: Depth<'_>,
) -> Completion<Vec<String>> {
    let mut entries = match parts.body {
        Body::Nothing => Vec::new(),
        Body::Array => array::format_array(cx, inspector, value, at)?,
        Body::TypedArray => array::format_typed_array(cx, inspector, value, at)?,
        Body::ArrayBuffer => array::format_array_buffer(cx, inspector, value)?,
        Body::Set => collection::format_set(cx, inspector, value, at)?,
        Body::Map => collection::format_map(cx, inspector, value, at)?,
        Body::SetIterator | Body::MapIterator => {
            let (entries, has_pairs) = collection::format_iterator(cx, inspector, value, at)?;
            if has_pairs && let Some(start) = parts.open.strip_suffix(" Iterator] {") {
                parts.open = format!("{start} Entries] {{");
            }
            entries
        }
        Body::Promise => collection::format_promise(cx, inspector, value, at)?,
        Body::WeakCollection if inspector.options.show_hidden => collection::format_weak(cx, inspector, value, at)?,
        Body::WeakCollection => vec![inspector.paint("<items unknown>", Style::Special)],
    };
    let is_list = matches!(parts.body, Body::Array | Body::TypedArray);
    let form = if is_list { Form::NamedInList } else { Form::Named };
    for index in 0..parts.keys.len() {
        let mut cx = cx.open();
        let key = parts.keys.get(&mut cx, index)?;
        let entry = format_property(&mut cx, inspector, value, key, at, form)?;
        inspector.hold(&mut cx, entry.len())?;
        entries.push(entry);
    }
    Ok(entries)
}

/// What stands for an object whose inspection ran out of stack; anything else is thrown on.
fn interrupted<'s>(
    cx: &mut Scope<'s>,
    inspector: &Inspector,
    abrupt: Abrupt,
    names: &Names,
    value: Local<'s>,
) -> Completion<String> {
    let error = cx.catch(abrupt)?;
    if runtime::describe(cx, error) != "RangeError: Maximum call stack size exceeded" {
        return Err(cx.throw(error));
    }
    let prefix = names.plain_prefix(cx.raw(value));
    let name = prefix.trim_end();
    let note = format!("[{name}: Inspection interrupted prematurely. Maximum call stack size exceeded.]");
    Ok(inspector.paint(&note, Style::Special))
}

fn sort<'s>(cx: &mut Scope<'s>, inspector: &Inspector, entries: &mut [String]) -> Completion<()> {
    let comparator = match inspector.options.sorted {
        Sorted::No => return Ok(()),
        Sorted::Yes => {
            entries.sort_by(|left, right| left.encode_utf16().cmp(right.encode_utf16()));
            return Ok(());
        }
        Sorted::By(slot) => Local::in_slot(slot),
        Sorted::Invalid => {
            let message = "The comparison function must be either a function or undefined";
            return Err(throw_type_error(cx, format_args!("{message}")));
        }
    };
    for end in 1..entries.len() {
        let mut at = end;
        while at > 0 && is_after(cx, comparator, &entries[at - 1], &entries[at])? {
            entries.swap(at - 1, at);
            at -= 1;
        }
    }
    Ok(())
}

fn is_after<'s>(cx: &mut Scope<'s>, comparator: Local<'s>, left: &str, right: &str) -> Completion<bool> {
    let mut cx = cx.open();
    cx.step(1)?;
    let (left, right) = (cx.string(left)?, cx.string(right)?);
    let order = call(&mut cx, comparator, Local::UNDEFINED, &[left, right])?;
    Ok(to_number(&mut cx, order)? > 0.0)
}
