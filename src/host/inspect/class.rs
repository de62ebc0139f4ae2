//! What objects are called: the name of their constructor, their tag, their kind.

use super::property::{Form, format_described};
use super::value::format_value;
use super::{Depth, Inspector, Path, Style};
use crate::heap::{Local, Raw};
use crate::runtime::names::KnownName;
use crate::runtime::{
    self, Completion, Intrinsic, PropertyDescriptor, PropertyKey, Scope, get_known, get_own_property, get_prototype_of,
    has_own_property, instance_of, is_callable, own_property_keys, rust_text, to_string,
};
use crate::value::{self, kind};

/// Prototypes above an object whose properties are shown with hidden ones.
const MOST_PROTOTYPES: usize = 3;

/// The globals of the language whose names are capitals.
const BUILTIN_NAMES: &[&str] = &[
    "AggregateError",
    "Array",
    "ArrayBuffer",
    "Atomics",
    "BigInt",
    "BigInt64Array",
    "BigUint64Array",
    "Boolean",
    "DataView",
    "Date",
    "Error",
    "EvalError",
    "FinalizationRegistry",
    "Float16Array",
    "Float32Array",
    "Float64Array",
    "Function",
    "Infinity",
    "Int16Array",
    "Int32Array",
    "Int8Array",
    "Intl",
    "Iterator",
    "JSON",
    "Map",
    "Math",
    "NaN",
    "Number",
    "Object",
    "Promise",
    "Proxy",
    "RangeError",
    "ReferenceError",
    "Reflect",
    "RegExp",
    "Set",
    "SharedArrayBuffer",
    "String",
    "Symbol",
    "SyntaxError",
    "TypeError",
    "URIError",
    "Uint16Array",
    "Uint32Array",
    "Uint8Array",
    "Uint8ClampedArray",
    "WeakMap",
    "WeakRef",
    "WeakSet",
    "WebAssembly",
];

/// Whether a constructor of this name comes with the language.
pub(super) fn is_builtin_name(name: &str) -> bool {
    BUILTIN_NAMES.binary_search(&name).is_ok()
}

/// What an object is called.
pub(super) struct Names {
    /// The constructor's name; `None` for a null prototype.
    pub(super) constructor: Option<String>,
    /// The `Symbol.toStringTag` if it is worth showing, or empty.
    pub(super) tag: String,
}

impl Names {
    /// `Constructor(size) [tag] `, with a space behind; `fallback` stands for a missing constructor.
    pub(super) fn prefix(&self, fallback: &str, size: &str) -> String {
        match &self.constructor {
            None if !self.tag.is_empty() && fallback != self.tag => {
                format!("[{fallback}{size}: null prototype] [{}] ", self.tag)
            }
            None => format!("[{fallback}{size}: null prototype] "),
            Some(name) if !self.tag.is_empty() && *name != self.tag => format!("{name}{size} [{}] ", self.tag),
            Some(name) => format!("{name}{size} "),
        }
    }

    /// The prefix of an object of no special kind.
    pub(super) fn plain_prefix(&self, object: Raw<'_>) -> String {
        let mut fallback = "";
        if self.constructor.is_none() {
            fallback = class_name(object);
            if fallback == self.tag {
                fallback = "Object";
            }
        }
        self.prefix(fallback, "")
    }

    /// Is this the constructor's name?
    pub(super) fn is(&self, name: &str) -> bool {
        self.constructor.as_deref() == Some(name)
    }
}

/// The class of an object by its kind.
pub(super) fn class_name(object: Raw<'_>) -> &'static str {
    match object.kind() {
        kind::ARRAY => "Array",
        kind::FUNCTION | kind::NATIVE_FUNCTION | kind::BOUND_FUNCTION => "Function",
        kind::ARGUMENTS => "Arguments",
        kind::ERROR => "Error",
        kind::BOOLEAN_OBJECT => "Boolean",
        kind::NUMBER_OBJECT => "Number",
        kind::STRING_OBJECT => "String",
        kind::SYMBOL_OBJECT => "Symbol",
        kind::BIGINT_OBJECT => "BigInt",
        kind::DATE => "Date",
        kind::REGEXP => "RegExp",
        kind::MAP => "Map",
        kind::SET => "Set",
        kind::WEAK_MAP => "WeakMap",
        kind::WEAK_SET => "WeakSet",
        kind::WEAK_REF => "WeakRef",
        kind::FINALIZATION_REGISTRY => "FinalizationRegistry",
        kind::PROMISE => "Promise",
        kind::GENERATOR => "Generator",
        kind::ASYNC_GENERATOR => "AsyncGenerator",
        kind::ARRAY_BUFFER => "ArrayBuffer",
        kind::SHARED_ARRAY_BUFFER => "SharedArrayBuffer",
        kind::DATA_VIEW => "DataView",
        kind::MODULE_NAMESPACE => "Module",
        _ => "Object",
    }
}

/// Finds out what an object is called. With `inherited`, also collects entries of its prototypes' properties.
pub(super) fn names_of<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    object: Local<'s>,
    at: Depth<'_>,
    inherited: Option<&mut Vec<String>>,
) -> Completion<Names> {
    let constructor = constructor_name(cx, inspector, object, at, inherited)?;
    let tag = tag_of(cx, inspector, object)?;
    Ok(Names { constructor, tag })
}

fn tag_of<'s>(cx: &mut Scope<'s>, inspector: &Inspector, object: Local<'s>) -> Completion<String> {
    let mut cx = cx.open();
    let key = PropertyKey::Known(KnownName::SymbolToStringTag);
    let tag = runtime::get(&mut cx, object, key)?;
    if !value::is_string(cx.raw(tag)) || value::length(cx.raw(tag)) == 0 {
        return Ok(String::new());
    }
    // An own tag is shown among the properties.
    let own = get_own_property(&mut cx, object, key)?;
    if own.is_some_and(|own| inspector.options.show_hidden || own.enumerable == Some(true)) {
        return Ok(String::new());
    }
    rust_text(&mut cx, tag)
}

/// The name of the constructor an object is an instance of; `None` for a null prototype.
fn constructor_name<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    object: Local<'s>,
    at: Depth<'_>,
    mut inherited: Option<&mut Vec<String>>,
) -> Completion<Option<String>> {
    cx.check_stack()?;
    let mut cx = cx.open();
    let walker = cx.variable(object)?;
    let first = cx.variable(Local::UNDEFINED)?;
    loop {
        let mut cx = cx.open();
        let holder = walker.get();
        if let Some(name) = name_at(&mut cx, object, holder)? {
            let is_own = cx.raw(first.get()).identical(cx.raw(holder));
            if let Some(entries) = inherited.as_deref_mut()
                && (!is_own || !is_builtin_name(&name))
            {
                let start = if cx.raw(first.get()).is_pointer() { first.get() } else { object };
                inherited_properties(&mut cx, inspector, object, start, at, entries)?;
            }
            return Ok(Some(name));
        }
        let parent = get_prototype_of(&mut cx, holder)?;
        if cx.raw(first.get()).is_undefined() {
            first.set(&mut cx, parent);
        }
        if !cx.raw(parent).is_pointer() {
            break;
        }
        walker.set(&mut cx, parent);
    }
    if cx.raw(first.get()).is_null() {
        return Ok(None);
    }
    let class = class_name(cx.raw(object));
    if inspector.is_too_deep(at.level) {
        return Ok(Some(format!("{class} <Complex prototype>")));
    }
    let below = Depth { level: at.level + 1, ..at };
    match constructor_name(&mut cx, inspector, first.get(), below, inherited)? {
        Some(name) => Ok(Some(format!("{class} <{name}>"))),
        None => {
            let shown = inspect_prototype(&mut cx, inspector, first.get())?;
            Ok(Some(format!("{class} <{shown}>")))
        }
    }
}

/// The name that `holder`, on the prototype chain of `object`, gives it.
fn name_at<'s>(cx: &mut Scope<'s>, object: Local<'s>, holder: Local<'s>) -> Completion<Option<String>> {
    let is_itself = cx.raw(object).identical(cx.raw(holder));
    for (intrinsic, name) in [(Intrinsic::ObjectPrototype, "Object"), (Intrinsic::FunctionPrototype, "Function")] {
        let prototype = cx.intrinsic(intrinsic)?;
        if !is_itself && cx.raw(prototype).identical(cx.raw(holder)) {
            return Ok(Some(name.to_owned()));
        }
    }
    let descriptor = get_own_property(cx, holder, PropertyKey::Known(KnownName::Constructor))?;
    let Some(constructor) = descriptor.and_then(|descriptor| descriptor.value) else { return Ok(None) };
    if !is_callable(cx, constructor) {
        return Ok(None);
    }
    let name = get_known(cx, constructor, KnownName::Name)?;
    if value::is_string(cx.raw(name)) && value::length(cx.raw(name)) == 0 {
        return Ok(None);
    }
    if !is_instance(cx, object, constructor)? {
        return Ok(None);
    }
    let name = to_string(cx, name)?;
    rust_text(cx, name).map(Some)
}

/// InstanceofOperator; false when it throws.
pub(super) fn is_instance<'s>(cx: &mut Scope<'s>, object: Local<'s>, constructor: Local<'s>) -> Completion<bool> {
    match instance_of(cx, object, constructor) {
        Ok(answer) => Ok(answer),
        Err(abrupt) => cx.catch(abrupt).map(|_| false),
    }
}

fn inspect_prototype<'s>(cx: &mut Scope<'s>, inspector: &mut Inspector, prototype: Local<'s>) -> Completion<String> {
    let (depth, custom) = (inspector.options.depth, inspector.options.custom_inspect);
    inspector.options.depth = Some(-1.0);
    inspector.options.custom_inspect = false;
    let text = format_value(cx, inspector, prototype, Depth::TOP);
    inspector.options.depth = depth;
    inspector.options.custom_inspect = custom;
    text
}

/// Appends entries for the properties that `main` inherits from its own classes' prototypes.
fn inherited_properties<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    main: Local<'s>,
    first: Local<'s>,
    at: Depth<'_>,
    entries: &mut Vec<String>,
) -> Completion<()> {
    let mut cx = cx.open();
    let path = Path { object: main, outer: at.path };
    let at = Depth { path: Some(&path), ..at };
    let walker = cx.variable(first)?;
    let below = cx.variable(Local::UNDEFINED)?;
    for layer in 0..MOST_PROTOTYPES {
        let mut cx = cx.open();
        let is_main = cx.raw(walker.get()).identical(cx.raw(main));
        if layer > 0 || is_main {
            let parent = get_prototype_of(&mut cx, walker.get())?;
            if !cx.raw(parent).is_pointer() {
                return Ok(());
            }
            below.set(&mut cx, walker.get());
            walker.set(&mut cx, parent);
            if is_builtin_prototype(&mut cx, parent)? {
                return Ok(());
            }
        }
        let holder: Local<'_> = walker.get();
        let keys = own_property_keys(&mut cx, holder)?;
        for index in 0..keys.len() {
            let mut cx = cx.open();
            let key = keys.get(&mut cx, index)?;
            let hidden_by = if layer == 0 { main } else { below.get() };
            if let Some(descriptor) = inherited_property(&mut cx, main, holder, hidden_by, key)? {
                let text = format_described(&mut cx, inspector, main, key, &descriptor, at, Form::Named)?;
                entries.push(if inspector.options.colors { format!("\u{1b}[2m{text}\u{1b}[22m") } else { text });
            }
        }
    }
    Ok(())
}

/// The property `key` of `holder` if it shows on `main`: no constructor, no method, not hidden by another.
fn inherited_property<'s>(
    cx: &mut Scope<'s>,
    main: Local<'s>,
    holder: Local<'s>,
    below: Local<'s>,
    key: PropertyKey<'s>,
) -> Completion<Option<PropertyDescriptor<'s>>> {
    if !matches!(key, PropertyKey::Index(_)) && key.raw(cx).identical(cx.known(KnownName::Constructor)) {
        return Ok(None);
    }
    if has_own_property(cx, main, key)? || has_own_property(cx, below, key)? {
        return Ok(None);
    }
    let descriptor = get_own_property(cx, holder, key)?;
    Ok(descriptor.filter(|descriptor| !descriptor.value.is_some_and(|value| is_callable(cx, value))))
}

fn is_builtin_prototype<'s>(cx: &mut Scope<'s>, prototype: Local<'s>) -> Completion<bool> {
    let descriptor = get_own_property(cx, prototype, PropertyKey::Known(KnownName::Constructor))?;
    let Some(constructor) = descriptor.and_then(|descriptor| descriptor.value) else { return Ok(false) };
    if !is_callable(cx, constructor) {
        return Ok(false);
    }
    let name = get_known(cx, constructor, KnownName::Name)?;
    Ok(value::is_string(cx.raw(name)) && is_builtin_name(&rust_text(cx, name)?))
}

/// A note in brackets about an object that is not shown.
pub(super) fn bracketed(inspector: &Inspector, names: &Names, object: Raw<'_>) -> String {
    let prefix = names.plain_prefix(object);
    let name = prefix.strip_suffix(' ').unwrap_or(&prefix);
    let text = if names.constructor.is_some() { format!("[{name}]") } else { name.to_owned() };
    inspector.paint(&text, Style::Special)
}
