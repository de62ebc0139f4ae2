//! The text given to `Function` and its relatives – ECMA-262 §20.2.1.1.1 CreateDynamicFunction.

use super::ast::Node;
use super::function::Script;
use super::ids::FunctionId;
use super::parse::{ParseOptions, parse};
use crate::source::{Diagnostic, SourceText, Span};

/// Which constructor was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "functions of these kinds parse before they run")]
pub(crate) enum DynamicFunction {
    /// `Function`
    Plain,
    /// `GeneratorFunction`
    Generator,
    /// `AsyncFunction`
    Async,
    /// `AsyncGeneratorFunction`
    AsyncGenerator,
}

impl DynamicFunction {
    fn prefix(self) -> &'static str {
        match self {
            DynamicFunction::Plain => "function",
            DynamicFunction::Generator => "function*",
            DynamicFunction::Async => "async function",
            DynamicFunction::AsyncGenerator => "async function*",
        }
    }
}

/// Parses a function from the text of its parameters (joined with commas) and of its body, in code units.
///
/// The script that comes out is one expression, the function in parentheses; the function's span, and so its
/// `toString`, leaves the parentheses out. Its `name` is `None`, though its `name` property is "anonymous". Parameters
/// and body are also parsed alone, so that neither can end the function early and go on with something else. An error
/// comes with the text that it is in.
pub(crate) fn parse_dynamic_function(
    name: &str,
    kind: DynamicFunction,
    parameters: &[u16],
    body: &[u16],
    options: ParseOptions,
) -> Result<(SourceText, Script), Box<(SourceText, Diagnostic)>> {
    let whole = check_alone(name, kind, parameters, body, options)?;
    check_alone(name, kind, parameters, &[], options)?;
    check_alone(name, kind, &[], body, options)?;
    Ok(whole)
}

fn check_alone(
    name: &str,
    kind: DynamicFunction,
    parameters: &[u16],
    body: &[u16],
    options: ParseOptions,
) -> Result<(SourceText, Script), Box<(SourceText, Diagnostic)>> {
    let mut units: Vec<u16> = format!("({} anonymous(", kind.prefix()).encode_utf16().collect();
    units.extend_from_slice(parameters);
    units.extend("\n) {\n".encode_utf16());
    units.extend_from_slice(body);
    units.extend("\n})".encode_utf16());
    let source = SourceText::from_utf16(name, units);
    let mut script = match parse(&source, options) {
        Ok(script) => script,
        Err(diagnostic) => return Err(Box::new((source, diagnostic))),
    };
    match only_function(&script) {
        Some(function) => {
            // The name is for people: the function has no binding of it.
            script.functions[function.index()].name = None;
            Ok((source, script))
        }
        None => Err(Box::new((source, Diagnostic::syntax(Span::at(0), "Unexpected token ')'")))),
    }
}

/// The function in parentheses that is all there is in the script.
fn only_function(script: &Script) -> Option<FunctionId> {
    let ast = script.function(Script::TOP);
    let [statement] = ast.list(ast.body) else { return None };
    let Node::ExpressionStatement { expression } = ast.node(*statement) else { return None };
    let Node::Parenthesized { expression } = ast.node(expression) else { return None };
    match ast.node(expression) {
        Node::Function { function } => Some(function),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(parameters: &str, body: &str) -> Option<String> {
        let [parameters, body] = [parameters, body].map(|text| text.encode_utf16().collect::<Vec<_>>());
        let kind = DynamicFunction::Plain;
        let (source, script) =
            parse_dynamic_function("anonymous", kind, &parameters, &body, ParseOptions::default()).ok()?;
        only_function(&script).map(|id| source.slice(script.function(id).span).to_owned())
    }

    #[test]
    fn the_text_is_the_specified_one() {
        assert_eq!(made("a,b", "return a").as_deref(), Some("function anonymous(a,b\n) {\nreturn a\n}"));
        assert_eq!(made("a //", "-->").as_deref(), Some("function anonymous(a //\n) {\n-->\n}"));
    }

    #[test]
    fn neither_part_can_break_out() {
        for (parameters, body) in [
            ("/*", "*/){"),
            (") {}, function (", ""),
            ("", "}, function () {"),
            ("", "})(function () {"),
            ("a = function () { /*", "*/ }"),
            ("", "}); (function () {"),
        ] {
            assert_eq!(made(parameters, body), None, "{parameters} {body}");
        }
    }
}
