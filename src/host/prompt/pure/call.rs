//! Calls of builtin functions that change nothing and are done soon.

use super::{Expression, native_name};
use crate::heap::Local;
use crate::host::prompt::inert::refuse;
use crate::interpreter::is_nullish;
use crate::runtime::{self, Completion, Scope};
use crate::syntax::{List, Node, NodeId};

/// Functions without effects, by the name that they were made with; also those of `to…` and `is…`. Functions whose
/// results may be much larger than their arguments (`repeat`, `padEnd`), consume iterators (`from`), or share their name
/// with one that has effects (`log`) are not among them.
const HARMLESS: &[&str] = &[
    "BigInt",
    "Boolean",
    "Number",
    "String",
    "abs",
    "acos",
    "acosh",
    "asin",
    "asinh",
    "at",
    "atan",
    "atan2",
    "atanh",
    "cbrt",
    "ceil",
    "charAt",
    "charCodeAt",
    "clz32",
    "codePointAt",
    "concat",
    "cos",
    "cosh",
    "decodeURI",
    "decodeURIComponent",
    "encodeURI",
    "encodeURIComponent",
    "endsWith",
    "entries",
    "exp",
    "expm1",
    "flat",
    "floor",
    "fromCharCode",
    "fromCodePoint",
    "fround",
    "get",
    "getDate",
    "getDay",
    "getFullYear",
    "getHours",
    "getMilliseconds",
    "getMinutes",
    "getMonth",
    "getOwnPropertyDescriptor",
    "getOwnPropertyNames",
    "getOwnPropertySymbols",
    "getPrototypeOf",
    "getSeconds",
    "getTime",
    "getTimezoneOffset",
    "getUTCDate",
    "getUTCDay",
    "getUTCFullYear",
    "getUTCHours",
    "getUTCMinutes",
    "getUTCMonth",
    "getUTCSeconds",
    "has",
    "hasOwn",
    "hasOwnProperty",
    "hypot",
    "imul",
    "includes",
    "indexOf",
    "join",
    "keys",
    "lastIndexOf",
    "localeCompare",
    "log10",
    "log1p",
    "log2",
    "max",
    "min",
    "normalize",
    "of",
    "parse",
    "parseFloat",
    "parseInt",
    "pow",
    "round",
    "sign",
    "sin",
    "sinh",
    "slice",
    "split",
    "sqrt",
    "startsWith",
    "stringify",
    "substr",
    "substring",
    "tan",
    "tanh",
    "trim",
    "trimEnd",
    "trimStart",
    "trunc",
    "valueOf",
    "values",
    "with",
];

impl Expression<'_> {
    /// A call; `None` where `?.` cut the chain short.
    pub(super) fn call<'s>(
        &self,
        cx: &mut Scope<'s>,
        callee: NodeId,
        arguments: List,
        optional: bool,
    ) -> Completion<Option<Local<'s>>> {
        let (this, function) = match self.ast.node(callee) {
            Node::Member { .. } | Node::Index { .. } => match self.member(cx, callee)? {
                Some(both) => both,
                None => return Ok(None),
            },
            Node::Identifier { .. } => (Local::UNDEFINED, self.value(cx, callee)?),
            _ => return Err(refuse(cx)),
        };
        if optional && is_nullish(cx, function) {
            return Ok(None);
        }
        if !native_name(cx, function).is_some_and(|name| is_harmless(&name)) {
            return Err(refuse(cx));
        }
        let mut values = Vec::new();
        for &argument in self.ast.list(arguments) {
            if matches!(self.ast.node(argument), Node::Spread { .. }) {
                return Err(refuse(cx));
            }
            values.push(self.value(cx, argument)?);
        }
        runtime::call(cx, function, this, &values).map(Some)
    }
}

/// Whether calling a native function of this name changes nothing.
fn is_harmless(name: &str) -> bool {
    let is_conversion = ["to", "is"].iter().any(|prefix| {
        name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_uppercase()))
    });
    is_conversion || HARMLESS.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_harmless_functions_stand_in_order() {
        assert!(HARMLESS.is_sorted());
        assert!(["max", "toFixed", "isArray", "with"].into_iter().all(is_harmless));
        assert!(!["log", "push", "top", "isolate", "repeat", "exit"].into_iter().any(is_harmless));
    }
}
