//! The properties of an object: which are shown, and how each looks.

use super::options::Getters;
use super::style::Style;
use super::text::{escape, is_identifier, quote};
use super::value::{format_value, symbol_text};
use super::{Compact, Depth, Inspector};
use crate::heap::Local;
use crate::host::property::is_name;
use crate::runtime::names::KnownName;
use crate::runtime::{
    self, Abrupt, Completion, KeyList, PropertyDescriptor, PropertyKey, Scope, call, get, get_own_property,
    is_callable, is_object, own_property_keys, rust_text,
};
use crate::value;

/// The keys of an object that are shown, in order.
pub(super) struct Keys<'s> {
    /// Names that stand before all others.
    front: Vec<KnownName>,
    list: KeyList<'s>,
    /// Places in the list.
    chosen: Vec<u32>,
    /// Names that stand behind all others.
    back: Vec<KnownName>,
}

impl<'s> Keys<'s> {
    /// The keys that an inspection of this object shows; array indices only if `with_indices`.
    pub(super) fn of(
        cx: &mut Scope<'s>,
        inspector: &mut Inspector,
        object: Local<'s>,
        with_indices: bool,
    ) -> Completion<Keys<'s>> {
        let list = if with_indices { own_property_keys(cx, object)? } else { named_keys(cx, object)? };
        let mut chosen = Vec::new();
        for index in 0..list.len() {
            let mut cx = cx.open();
            let key = list.get(&mut cx, index)?;
            if !with_indices && matches!(key, PropertyKey::Index(_)) {
                continue;
            }
            if inspector.options.show_hidden || is_enumerable(&mut cx, object, key)? {
                inspector.hold(&mut cx, 4)?;
                chosen.push(index as u32);
            }
        }
        Ok(Keys { front: Vec::new(), list, chosen, back: Vec::new() })
    }

    /// Number of keys.
    pub(super) fn len(&self) -> usize {
        self.front.len() + self.chosen.len() + self.back.len()
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Key number `index`.
    pub(super) fn get<'i>(&self, cx: &mut Scope<'i>, index: usize) -> Completion<PropertyKey<'i>> {
        if let Some(&name) = self.front.get(index) {
            return Ok(PropertyKey::Known(name));
        }
        let index = index - self.front.len();
        match self.chosen.get(index) {
            Some(&place) => self.list.get(cx, place as usize),
            None => {
                Ok(PropertyKey::Known(self.back.get(index - self.chosen.len()).copied().unwrap_or(KnownName::Empty)))
            }
        }
    }

    /// Puts names before all others.
    pub(super) fn put_in_front(&mut self, names: &[KnownName]) {
        self.front.extend_from_slice(names);
    }

    /// Puts a name behind all others, unless it is there.
    pub(super) fn put_behind(&mut self, cx: &mut Scope<'_>, name: KnownName) -> Completion<()> {
        if self.position(cx, name)?.is_none() {
            self.back.push(name);
        }
        Ok(())
    }

    /// Takes a name out.
    pub(super) fn remove(&mut self, cx: &mut Scope<'_>, name: KnownName) -> Completion<()> {
        if let Some(position) = self.position(cx, name)? {
            self.chosen.remove(position);
        }
        Ok(())
    }

    /// Takes the first keys out.
    pub(super) fn skip(&mut self, count: usize) {
        self.chosen.drain(..count.min(self.chosen.len()));
    }

    fn position(&self, cx: &mut Scope<'_>, name: KnownName) -> Completion<Option<usize>> {
        for (position, &place) in self.chosen.iter().enumerate() {
            let mut cx = cx.open();
            let key = self.list.get(&mut cx, place as usize)?;
            if !matches!(key, PropertyKey::Index(_)) && key.raw(&cx).identical(cx.known(name)) {
                return Ok(Some(position));
            }
        }
        Ok(None)
    }

    /// Whether it shows this name.
    pub(super) fn has(&self, cx: &mut Scope<'_>, name: KnownName) -> Completion<bool> {
        Ok(self.back.contains(&name) || self.position(cx, name)?.is_some())
    }
}

/// The keys of an object without its array indices, as far as that is cheaper to tell.
fn named_keys<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<KeyList<'s>> {
    match cx.methods(cx.raw(object).kind()).own_property_keys {
        Some(_) if !cx.raw(object).is_kind(value::kind::TYPED_ARRAY) => own_property_keys(cx, object),
        _ => runtime::own_names(cx, object),
    }
}

fn is_enumerable<'s>(cx: &mut Scope<'s>, object: Local<'s>, key: PropertyKey<'s>) -> Completion<bool> {
    if cx.raw(object).is_kind(value::kind::MODULE_NAMESPACE) {
        return Ok(!key.is_symbol(cx));
    }
    Ok(get_own_property(cx, object, key)?.is_some_and(|found| found.enumerable == Some(true)))
}

/// What a property's entry looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `name: value`.
    Named,
    /// `name: value` behind the elements of a list.
    NamedInList,
    /// The value alone.
    Element,
}

/// The entry of an own property.
pub(super) fn format_property<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    object: Local<'s>,
    key: PropertyKey<'s>,
    at: Depth<'_>,
    form: Form,
) -> Completion<String> {
    let found = match get_own_property(cx, object, key) {
        // An export that is not initialised yet.
        Err(abrupt) if cx.raw(object).is_kind(value::kind::MODULE_NAMESPACE) => {
            cx.catch(abrupt)?;
            let name = format_key(cx, inspector, key, true)?;
            return Ok(format!("{name}: {}", inspector.paint("<uninitialized>", Style::Special)));
        }
        found => found?,
    };
    let descriptor = match found {
        Some(descriptor) => descriptor,
        None => {
            let value = get(cx, object, key)?;
            PropertyDescriptor { value: Some(value), enumerable: Some(true), ..PropertyDescriptor::default() }
        }
    };
    format_described(cx, inspector, object, key, &descriptor, at, form)
}

/// The entry of a property whose descriptor is known; its getter would run on `receiver`.
pub(super) fn format_described<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    receiver: Local<'s>,
    key: PropertyKey<'s>,
    descriptor: &PropertyDescriptor<'s>,
    at: Depth<'_>,
    form: Form,
) -> Completion<String> {
    let mut space = " ".to_owned();
    let defined = |local: Option<Local<'s>>, cx: &Scope<'s>| local.filter(|&local| !cx.raw(local).is_undefined());
    let text = if let Some(value) = defined(descriptor.value, cx) {
        let wide = inspector.options.compact == Compact::Always && form == Form::Named;
        let step = if wide { 3 } else { 2 };
        inspector.indentation += step;
        let text = format_value(cx, inspector, value, at);
        let text = if let Ok(text) = &text
            && wide
            && inspector.options.break_length < inspector.width(text) as f64
        {
            space = format!("\n{}", " ".repeat(inspector.indentation));
            Ok(text.clone())
        } else {
            text
        };
        inspector.indentation -= step;
        text?
    } else if let Some(getter) = defined(descriptor.get, cx) {
        let label = if defined(descriptor.set, cx).is_some() { "Getter/Setter" } else { "Getter" };
        format_getter(cx, inspector, receiver, getter, label, at)?
    } else if defined(descriptor.set, cx).is_some() {
        inspector.paint("[Setter]", Style::Special)
    } else {
        inspector.paint("undefined", Style::Undefined)
    };
    if form == Form::Element {
        return Ok(text);
    }
    let name = format_key(cx, inspector, key, descriptor.enumerable != Some(false))?;
    Ok(format!("{name}:{space}{text}"))
}

/// `[Getter]`, or what the getter returns if getters are to run.
fn format_getter<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    receiver: Local<'s>,
    getter: Local<'s>,
    label: &str,
    at: Depth<'_>,
) -> Completion<String> {
    let runs = match inspector.options.getters {
        Getters::No => false,
        Getters::All => true,
        Getters::Get => label == "Getter",
        Getters::Set => label != "Getter",
    };
    if !runs {
        return Ok(inspector.paint(&format!("[{label}]"), Style::Special));
    }
    let value = match call(cx, getter, receiver, &[]) {
        Ok(value) => value,
        Err(abrupt) => return format_thrown(cx, inspector, abrupt, label),
    };
    // An exception leaves the indentation as it is then, as in Node.
    inspector.indentation += 2;
    let is_object = is_object(cx.raw(value));
    let shown = match is_object && is_callable(cx, value) {
        true => {
            let message = "Symbol.prototype.toString requires that 'this' be a Symbol";
            return Ok(format_failure(inspector, label, message));
        }
        false => format_value(cx, inspector, value, at),
    };
    let shown = match shown {
        Ok(shown) => shown,
        Err(abrupt) => return format_thrown(cx, inspector, abrupt, label),
    };
    inspector.indentation -= 2;
    if is_object {
        return Ok(format!("{} {shown}", inspector.paint(&format!("[{label}]"), Style::Special)));
    }
    let open = inspector.paint(&format!("[{label}:"), Style::Special);
    Ok(format!("{open} {shown}{}", inspector.paint("]", Style::Special)))
}

/// What stands for a getter that threw.
fn format_thrown(cx: &mut Scope<'_>, inspector: &Inspector, abrupt: Abrupt, label: &str) -> Completion<String> {
    let mut cx = cx.open();
    let error = cx.catch(abrupt)?;
    let message = get_message(&mut cx, error)?;
    Ok(format_failure(inspector, label, &message))
}

fn format_failure(inspector: &Inspector, label: &str, message: &str) -> String {
    let open = inspector.paint(&format!("[{label}:"), Style::Special);
    let close = inspector.paint("]", Style::Special);
    format!("{open} <Inspection threw ({message})>{close}")
}

fn get_message<'s>(cx: &mut Scope<'s>, error: Local<'s>) -> Completion<String> {
    let message = runtime::get_v(cx, error, KnownName::Message.into())?;
    let message = runtime::to_string(cx, message)?;
    rust_text(cx, message)
}

/// A property's name: bare, quoted, or in brackets.
fn format_key(
    cx: &mut Scope<'_>,
    inspector: &Inspector,
    key: PropertyKey<'_>,
    is_enumerable: bool,
) -> Completion<String> {
    if let PropertyKey::Index(index) = key {
        let quoted = inspector.paint(&format!("'{index}'"), Style::String);
        return Ok(if is_enumerable { quoted } else { format!("[{index}]") });
    }
    if key.is_symbol(cx) {
        let mut cx = cx.open();
        let symbol = cx.local(|isolate| key.raw(isolate))?;
        let text = symbol_text(&mut cx, symbol)?;
        let units: Vec<u16> = text.encode_utf16().collect();
        return Ok(format!("[{}]", inspector.paint(&escape(value::Units::TwoByte(&units)), Style::Symbol)));
    }
    let name = value::units(key.raw(cx));
    Ok(match () {
        () if is_name(cx, key, "__proto__") => "['__proto__']".to_owned(),
        () if !is_enumerable => format!("[{}]", escape(name)),
        () if is_identifier(name) => inspector.paint(&name.to_rust_lossy(), Style::Name),
        () => inspector.paint(&quote(name), Style::String),
    })
}
