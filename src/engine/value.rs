//! Values as an embedder sees them.

use crate::heap::{Local, Root};
use crate::runtime::{self, Completion, Scope};
use crate::value::{self, kind};
use std::sync::Arc;

/// A value that came out of a script or goes into one. Owned, without ties to the engine; objects are handles.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Value {
    /// `undefined`
    Undefined,
    /// `null`
    Null,
    /// A boolean.
    Boolean(bool),
    /// A number.
    Number(f64),
    /// A string; lone surrogates became U+FFFD on the way out.
    String(String),
    /// A BigInt, in decimal digits.
    BigInt(String),
    /// An object, a function, a symbol: something with an identity.
    Object(Object),
}

/// A handle that keeps an object alive until it is dropped – on any thread, in any order, also after the engine.
#[derive(Clone)]
pub struct Object {
    pub(super) root: Arc<Root>,
    pub(super) engine: u64,
}

impl std::fmt::Debug for Object {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Object")
    }
}

impl PartialEq for Value {
    /// Objects are equal if their handles are copies of one handle.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Value::Undefined, Value::Undefined) | (Value::Null, Value::Null) => true,
            (Value::Boolean(x), Value::Boolean(y)) => x == y,
            (Value::Number(x), Value::Number(y)) => x == y,
            (Value::String(x), Value::String(y)) | (Value::BigInt(x), Value::BigInt(y)) => x == y,
            (Value::Object(x), Value::Object(y)) => Arc::ptr_eq(&x.root, &y.root),
            _ => false,
        }
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Value::Number(number)
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Value::Number(f64::from(number))
    }
}

impl From<bool> for Value {
    fn from(boolean: bool) -> Self {
        Value::Boolean(boolean)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::String(text)
    }
}

impl Value {
    /// The number, if it is one.
    pub fn as_number(&self) -> Option<f64> {
        if let Value::Number(number) = self { Some(*number) } else { None }
    }

    /// The text, if it is a string.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = self { Some(text) } else { None }
    }

    /// Takes a value out of the isolate.
    pub(super) fn from_local(cx: &mut Scope<'_>, local: Local<'_>, engine: u64) -> Completion<Value> {
        let raw = cx.raw(local);
        Ok(match raw.kind() {
            _ if raw.is_number() => Value::Number(raw.as_number()),
            _ if raw.is_bool() => Value::Boolean(raw.identical(cx.raw(Local::TRUE))),
            _ if raw.is_null() => Value::Null,
            _ if !raw.is_pointer() => Value::Undefined,
            kind::BIGINT => Value::BigInt(runtime::bigint_to_text(raw, 10)),
            _ if value::is_string(raw) => Value::String(runtime::rust_text(cx, local)?),
            _ => match cx.heap.persist(local, "embedder") {
                Ok(root) => Value::Object(Object { root: Arc::new(root), engine }),
                Err(_) => return Err(cx.terminate(runtime::Termination::OutOfMemory)),
            },
        })
    }

    /// Brings a value into the isolate; `None` if it is an object of another engine.
    pub(super) fn to_local<'s>(&self, cx: &mut Scope<'s>, engine: u64) -> Completion<Option<Local<'s>>> {
        Ok(Some(match self {
            Value::Undefined => Local::UNDEFINED,
            Value::Null => Local::NULL,
            Value::Boolean(boolean) => Local::bool(*boolean),
            Value::Number(number) => Local::number(*number),
            Value::String(text) => cx.string(text)?,
            Value::BigInt(digits) => {
                let text = cx.string(digits)?;
                let parsed = runtime::string_to_bigint(cx, text)?;
                runtime::bigint_from(cx, &parsed.unwrap_or_default())?
            }
            Value::Object(object) if object.engine == engine => {
                let root = Arc::clone(&object.root);
                cx.local(|isolate| isolate.heap.persisted(&root))?
            }
            Value::Object(_) => return Ok(None),
        }))
    }
}
