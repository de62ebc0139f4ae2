//! Entry points of parsing.

use super::context::Context;
use super::function::Script;
use super::generated;
use super::token::Token;
use crate::source::{Diagnostic, SourceText, Span};

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
    let cx = Context::new(source, &options);
    let parsed = generated::ProgramParser::new().parse(&cx, std::iter::empty::<(u32, Token, u32)>());
    if let Some(diagnostic) = cx.take_failure() {
        return Err(diagnostic);
    }
    if parsed.is_err() {
        return Err(Diagnostic::syntax(Span::at(0), "Invalid or unexpected token"));
    }
    let Context { builder, atoms, literals, module, .. } = cx;
    let module = (options.goal == Goal::Module).then(|| module.into_inner());
    let functions = builder.into_inner().functions;
    Ok(Script { functions, atoms: atoms.into_inner(), literals: literals.into_inner(), module })
}
