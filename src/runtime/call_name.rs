//! What stack traces call a call: `Type.function [as method]`, in V8's manner.

use super::describe::own_text;
use super::isolate::Isolate;
use super::names::KnownName;
use super::property::named_keys;
use super::shape::{Lookup, Shape, lookup};
use super::{butterfly, constructor_name, is_object, prototype_of};
use crate::heap::Raw;
use crate::value::layout::{accessor, function, generator, shape};
use crate::value::{self, kind};

/// A call to be named.
pub(crate) struct CallName<'c> {
    /// The callee.
    pub(crate) function: Raw<'c>,
    /// The callee's own name; empty if it has none.
    pub(crate) name: &'c str,
    /// `this`.
    pub(crate) receiver: Raw<'c>,
}

impl CallName<'_> {
    /// The text; empty for a function without name or receiver. Runs no script.
    pub(crate) fn text(&self, isolate: &Isolate) -> String {
        let Some(class) = type_name(isolate, self.receiver) else { return self.name.to_owned() };
        let method = self.method_name(isolate).unwrap_or_default();
        if self.name.is_empty() {
            return format!("{class}.{}", if method.is_empty() { "<anonymous>" } else { &method });
        }
        let mut text = String::new();
        if is_identifier(self.name) && !self.name.starts_with(&class) {
            text = class + ".";
        }
        text += self.name;
        let ends = self.name.strip_suffix(&method).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        if !method.is_empty() && !ends {
            text = format!("{text} [as {method}]");
        }
        text
    }

    /// The name of the receiver's property that holds the function: the function's own name, or the only other one.
    fn method_name(&self, isolate: &Isolate) -> Option<String> {
        if !is_object(self.receiver) {
            return None;
        }
        let bare = self.name.strip_prefix("get ").or_else(|| self.name.strip_prefix("set ")).unwrap_or(self.name);
        let mut other = None;
        let mut holder = self.receiver;
        while is_object(holder) {
            // A dictionary may be of any size, and a trace is taken for each error.
            if !Shape::of(&isolate.heap, holder).has(shape::DICTIONARY) {
                for key in named_keys(isolate, holder).into_iter().filter(|key| self.is_held(isolate, holder, *key)) {
                    match key_text(key)? {
                        text if text == bare => return Some(text),
                        text if other.is_none() => other = Some(text),
                        _ => return None,
                    }
                }
            }
            holder = prototype_of(isolate, holder);
        }
        other
    }

    /// Whether a property holds the function, as its value or as half of an accessor.
    fn is_held(&self, isolate: &Isolate, holder: Raw<'_>, key: Raw<'_>) -> bool {
        let Lookup::Found { holder, own, depth: 0, .. } = lookup(isolate, holder, key) else { return false };
        let value = butterfly::slot(holder, own.location);
        let holds = |value: Raw<'_>| value.identical(self.function);
        match own.meta.is_accessor() {
            true => holds(value.word(accessor::GETTER)) || holds(value.word(accessor::SETTER)),
            false => holds(value),
        }
    }
}

fn key_text(key: Raw<'_>) -> Option<String> {
    value::is_string(key).then(|| value::flat_units(key).map(|text| text.to_rust_lossy()))?
}

/// Whether a property of this name can be named behind a dot.
pub(crate) fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    let is_start = |character: char| character == '$' || character == '_' || unicode_ident::is_xid_start(character);
    characters.next().is_some_and(is_start)
        && characters.all(|character| character == '$' || unicode_ident::is_xid_continue(character))
}

/// What kind of thing a receiver is; `None` if a call shows none: `undefined`, `null` and the global object.
fn type_name(isolate: &Isolate, receiver: Raw<'_>) -> Option<String> {
    let name = match receiver.kind() {
        _ if receiver.is_number() => "Number",
        _ if receiver.is_bool() => "Boolean",
        _ if !receiver.is_pointer() => return None,
        kind::GLOBAL_OBJECT => return None,
        kind::SYMBOL => "Symbol",
        kind::BIGINT => "BigInt",
        kind::PROXY => "Proxy",
        _ if value::is_string(receiver) => "String",
        kind::FUNCTION if receiver.flags() & function::CLASS_CONSTRUCTOR != 0 => {
            return Some(own_text(isolate, receiver, KnownName::Name).filter(|name| !name.is_empty()))
                .map(|name| name.unwrap_or_else(|| "Function".to_owned()));
        }
        kind if kind < kind::FIRST_OBJECT => return None,
        kind if isolate.methods(kind).call.is_some() => "Function",
        _ => return Some(object_type_name(isolate, receiver)),
    };
    Some(name.to_owned())
}

/// The constructor's name, unless that says nothing and there is a `Symbol.toStringTag`.
fn object_type_name(isolate: &Isolate, object: Raw<'_>) -> String {
    // V8 takes the function for the constructor of its generators.
    if object.is_kind(kind::GENERATOR)
        && let Some(name) = own_text(isolate, object.word(generator::FUNCTION), KnownName::Name)
        && !name.is_empty()
    {
        return name;
    }
    let constructor = constructor_name(isolate, object).unwrap_or_else(|| "Object".to_owned());
    if constructor != "Object" {
        return constructor;
    }
    own_text(isolate, object, KnownName::SymbolToStringTag).filter(|tag| !tag.is_empty()).unwrap_or(constructor)
}
