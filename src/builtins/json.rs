//! `JSON` – ECMA-262 §25.5 <https://tc39.es/ecma262/#sec-json-object>

mod build;
mod circle;
mod parse;
mod quote;
mod raw;
mod reader;
mod revive;
mod stringify;

pub(crate) use parse::parse_json;

use crate::runtime::{
    Builtin, Completion, Intrinsic, Scope, define_global, install as install_table, method, ordinary_object, tag,
};

const JSON: &[Builtin] = &[
    method("parse", 2, parse::parse),
    method("stringify", 3, stringify::stringify),
    method("rawJSON", 1, raw::raw_json),
    method("isRawJSON", 1, raw::is_raw_json),
    tag("JSON"),
];

/// Makes `JSON` and puts it on the global object.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let json = ordinary_object(cx)?;
    install_table(cx, json, JSON)?;
    cx.set_intrinsic(Intrinsic::Json, json);
    define_global(cx, "JSON", json)
}
