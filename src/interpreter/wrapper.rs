//! Texts that are the body of a function: modules in the wrapper that Node gives them.
//!
//! The wrapper is put around the text, and the whole is a script. A text that closes the wrapper's braces itself is
//! refused, as it is where such a text is parsed for itself; and so errors are found in the text for itself.

use super::install::{LoadOptions, ScriptData, check, install, throw_diagnostic};
use crate::heap::Local;
use crate::runtime::{Completion, Scope};
use crate::source::{Diagnostic, SourceText, Span};
use crate::syntax::{Node, Script};

/// Loads a text in a wrapper, two halves of a function expression in parentheses, and yields the closure of the
/// script that has this function as its value.
///
/// # Errors
/// SyntaxError; termination when there is no memory.
pub(crate) fn load_wrapped<'s>(
    cx: &mut Scope<'s>,
    name: &str,
    text: &str,
    [open, close]: [&str; 2],
) -> Completion<Local<'s>> {
    let mut whole = String::with_capacity(open.len() + text.len() + close.len());
    whole.push_str(open);
    match text.strip_prefix("#!") {
        Some(rest) => whole.extend(["//", rest]),
        None => whole.push_str(text),
    }
    whole.push_str(close);
    let source = SourceText::new(name, whole);
    let wrapper_columns = open.len() as u32;
    let mut options = LoadOptions { wrapper_columns, ..LoadOptions::default() };
    options.analysis.keeps_variables = cx.keeps_variables;
    let checked = check(&source, &options);
    let diagnostic = match checked {
        Ok((script, scopes)) if is_one_function(&script) => {
            let data = ScriptData { source, script, scopes, wrapper_columns, origin: None, imports: Vec::new() };
            return install(cx, data, Local::UNDEFINED, Local::UNDEFINED);
        }
        Ok(_) => None,
        Err(diagnostic) => Some(diagnostic),
    };
    let alone = SourceText::new(name, text);
    let mut options = LoadOptions::default();
    options.parse.allows_return = true;
    match (check(&alone, &options), diagnostic) {
        (Err(diagnostic), _) => Err(throw_diagnostic(cx, &alone, &diagnostic)),
        (Ok(_), Some(diagnostic)) if diagnostic.span.start >= wrapper_columns => {
            // The place in the text alone.
            let inside = |offset: u32| (offset - wrapper_columns).min(text.len() as u32);
            let span = Span::new(inside(diagnostic.span.start), inside(diagnostic.span.end));
            Err(throw_diagnostic(cx, &alone, &Diagnostic { span, ..diagnostic }))
        }
        (Ok(_), Some(diagnostic)) => Err(throw_diagnostic(cx, &source, &diagnostic)),
        (Ok(_), None) => Err(crate::runtime::throw_syntax_error(cx, format_args!("Unexpected token '}}'"))),
    }
}

/// Whether a script is one function expression in parentheses.
fn is_one_function(script: &Script) -> bool {
    let Some(top) = script.functions.first() else { return false };
    let &[statement] = top.list(top.body) else { return false };
    let Node::ExpressionStatement { expression } = top.node(statement) else { return false };
    let Node::Parenthesized { expression } = top.node(expression) else { return false };
    matches!(top.node(expression), Node::Function { .. })
}
