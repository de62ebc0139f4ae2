//! Tokens, grammar and syntax tree.

#![allow(dead_code, unused_imports)]

mod ast;
mod atoms;
mod children;
mod classes;
mod classify;
mod context;
mod cook;
mod driver;
mod dump;
mod dynamic;
mod expressions;
mod function;
mod ids;
mod lexeme;
mod lexer;
mod messages;
mod module;
mod modules;
mod names;
mod parse;
mod patterns;
mod scan;
mod statements;
mod token;

/// The tables that LALRPOP made of `grammar/javascript.lalrpop`, driven by `driver`.
#[allow(clippy::all, clippy::pedantic, warnings)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/javascript_driven.rs"));
}

pub(crate) use ast::*;
pub(crate) use atoms::{AtomTable, AtomText};
pub(crate) use dump::{dump_ast, dump_tokens};
pub(crate) use dynamic::{DynamicFunction, parse_dynamic_function};
pub(crate) use function::*;
pub(crate) use ids::*;
pub(crate) use module::*;
pub(crate) use parse::{Goal, ParseOptions, parse};

#[cfg(test)]
mod tests;
