//! Tokens, grammar and syntax tree.
//!
//! Idea: …

#![allow(dead_code, unused_imports)]

mod ast;
mod atoms;
mod function;
mod ids;
mod module;
mod names;

pub(crate) use ast::*;
pub(crate) use atoms::{AtomTable, AtomText};
pub(crate) use function::*;
pub(crate) use ids::*;
pub(crate) use module::*;
