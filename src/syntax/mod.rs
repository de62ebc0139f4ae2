//! Tokens, grammar and syntax tree: from a source text to the functions in it.
//!
//! **Idea.** The whole of ECMAScript 2024 is one LALRPOP grammar (`grammar/javascript.lalrpop`), without copies of
//! productions for `In`, `Yield`, `Await` or for cover grammars. LALRPOP's tables are walked by a loop of our own
//! (`driver`), which can ask the automaton "would you accept this terminal now?" and so settles regular expression or
//! division, block or object, keyword or name, and automatic semicolons exactly as the specification words them.
//! Actions (`statements`, `expressions`, `classes`, `modules`, `patterns`) fill the arena of the function being parsed
//! (`context`); the tree (`ast`) is plain small values, one arena a function, so that each function can be compiled
//! and dropped alone. [`parse`] is the way in; [`parse_dynamic_function`] serves `Function(…)`.
//!
//! **Invariants.** Parsing never recurses, never panics and never looks at what a script may have changed: the stack
//! of the automaton is on the heap, patterns are converted from a worklist, an arrow function's parameters are moved
//! in one piece. A node is at most 24 bytes. The first error ends the parse. Whatever needs scopes or strictness is
//! not checked here but in room `scope`, and only a tree that has passed it may be compiled.
//!
//! **Glossary.** *Lexeme*: what logos finds. *Terminal*: what the grammar knows, [`token::Token`]; one lexeme may be
//! one of several. *Candidate*: a terminal that a lexeme may be. *Mark*: heights of the node and list stacks.
//! *Waiting item*: an element of a list whose end has not been seen. *Cover*: `{ a = 1 }`, legal only as a pattern.
//!
//! **Knows nothing about** scopes, strict mode, values, what any construct does; it only knows how things are written.
//!
//! **Sources.** ECMA-262 §11.10 (where grammars are ambiguous), §12 (lexical grammar, §12.10 semicolons), §13–§16,
//! Annex B.1; messages from V8's `message-template.h`.

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
mod spans;
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
pub(crate) use spans::{TokenClass, TokenSpan, reserved_words, token_spans};

#[cfg(test)]
mod tests;
