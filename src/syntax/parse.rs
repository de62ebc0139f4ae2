//! Entry points of parsing.

use super::context::Context;
use super::dump::Recorded;
use super::function::Script;
use super::generated;
use super::token::Token;
use crate::source::{Diagnostic, SourceText, Span};
use std::cell::RefCell;

/// The goal symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Goal {
    /// A script, or the body of a function made of text (with `allows_return`).
    #[default]
    Script,
    /// A module.
    Module,
    /// The argument of `eval`.
    Eval,
}

/// How to parse.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ParseOptions {
    /// The goal symbol.
    pub(crate) goal: Goal,
    /// `return` is allowed at the top level (CommonJS wrappers, bodies of `Function`).
    pub(crate) allows_return: bool,
    /// `await` is a keyword at the top level (a module has it anyway; the REPL wants it).
    pub(crate) is_async: bool,
    /// Keep scripts from choosing colliding names; nothing observable depends on them.
    pub(crate) hash_seeds: [u64; 2],
}

/// The longest text that offsets can address, with some room for offsets just beyond the end.
const LONGEST: usize = u32::MAX as usize - 16;

/// Parses a text. Early errors that need scopes are found by `scope::analyse`.
pub(crate) fn parse(source: &SourceText, options: ParseOptions) -> Result<Script, Diagnostic> {
    if source.text().len() > LONGEST {
        return Err(Diagnostic::range(Span::at(0), "Source text too long"));
    }
    run(Context::new(source, &options)).0
}

/// As `parse`, and yields the terminals that the grammar saw.
pub(super) fn parse_recording(
    source: &SourceText,
    options: ParseOptions,
) -> (Result<Script, Diagnostic>, Vec<Recorded>) {
    let mut cx = Context::new(source, &options);
    cx.recorded = Some(RefCell::default());
    run(cx)
}

fn run(cx: Context<'_>) -> (Result<Script, Diagnostic>, Vec<Recorded>) {
    let parsed = generated::ProgramParser::new().parse(&cx, std::iter::empty::<(u32, Token, u32)>());
    let failure = cx.take_failure();
    let is_module = cx.options.goal == Goal::Module;
    let Context { builder, atoms, literals, module, recorded, .. } = cx;
    let recorded = recorded.map(RefCell::into_inner).unwrap_or_default();
    if let Some(diagnostic) = failure {
        return (Err(diagnostic), recorded);
    }
    if parsed.is_err() {
        return (Err(Diagnostic::syntax(Span::at(0), "Invalid or unexpected token")), recorded);
    }
    let module = is_module.then(|| module.into_inner());
    let functions = builder.into_inner().functions;
    (Ok(Script { functions, atoms: atoms.into_inner(), literals: literals.into_inner(), module }), recorded)
}
