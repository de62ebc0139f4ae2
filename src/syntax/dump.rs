//! `--print-tokens` and `--print-ast`: texts for people and tests.

use super::ast::Node;
use super::function::{FunctionAst, Script};
use super::ids::{FunctionId, NodeId};
use super::parse::{ParseOptions, parse_recording};
use super::token::Token;
use crate::source::{Diagnostic, SourceText, Span};
use std::fmt::Write;

/// The terminals that the grammar saw, one a line: where, what, text. Inserted semicolons are among them.
pub(crate) fn dump_tokens(source: &SourceText, options: ParseOptions) -> Result<String, Diagnostic> {
    let (result, tokens) = parse_recording(source, options);
    let mut text = String::new();
    for (token, span) in tokens {
        let name = format!("{token:?}");
        let name = name.split('(').next().unwrap_or("");
        let position = source.position(span.start);
        let written = source.slice(span).replace('\n', "\\n");
        let _ = writeln!(text, "{}:{} {name} {written}", position.line, position.column);
    }
    result.map(|_| text)
}

/// The terminals of a text that parses.
#[cfg(test)]
pub(super) fn recorded_tokens(source: &SourceText, options: ParseOptions) -> Vec<Recorded> {
    parse_recording(source, options).1
}

/// A line of the dump that is still to be written.
enum Pending {
    Node(FunctionId, NodeId, usize),
    Function(FunctionId, usize),
}

/// The tree, a node a line, indented. Nested functions stand where they are made.
pub(crate) fn dump_ast(script: &Script) -> String {
    let mut text = String::new();
    let mut pending = vec![Pending::Function(Script::TOP, 0)];
    while let Some(next) = pending.pop() {
        match next {
            Pending::Function(id, depth) => {
                let ast = script.function(id);
                let _ = writeln!(text, "{}{}", indent(depth), function_line(script, ast));
                let mut lists: Vec<NodeId> = ast.list(ast.parameters).to_vec();
                lists.extend(ast.list(ast.body));
                pending.extend(lists.into_iter().rev().map(|node| Pending::Node(id, node, depth + 1)));
            }
            Pending::Node(function, id, depth) => {
                let ast = script.function(function);
                let mut node = ast.node(id);
                let _ = writeln!(text, "{}{}", indent(depth), node_line(script, ast, id));
                let mut children = Vec::new();
                let mut lists = Vec::new();
                node.each_child(|child| children.push((child.index(), *child)), |list| lists.push(*list));
                let mut children: Vec<NodeId> = children.into_iter().map(|(_, child)| child).collect();
                for list in lists {
                    children.extend(ast.list(list));
                }
                let functions = functions_of(node);
                pending.extend(functions.into_iter().flatten().rev().map(|inner| Pending::Function(inner, depth + 1)));
                pending.extend(children.into_iter().rev().map(|child| Pending::Node(function, child, depth + 1)));
            }
        }
    }
    text
}

/// Deep trees get no deeper indentation than this.
fn indent(depth: usize) -> String {
    "  ".repeat(depth.min(60))
}

fn functions_of(node: Node) -> [Option<FunctionId>; 2] {
    match node {
        Node::Function { function } | Node::FunctionDeclaration { function, .. } | Node::StaticBlock { function } => {
            [Some(function), None]
        }
        Node::ClassBody { instance_fields, static_elements, .. } => [instance_fields, static_elements],
        _ => [None, None],
    }
}

fn function_line(script: &Script, ast: &FunctionAst) -> String {
    let mut line = format!("{:?}", ast.form);
    for (is, word) in [(ast.is_async, "async"), (ast.is_generator, "generator"), (ast.is_strict, "strict")] {
        if is {
            line.push(' ');
            line.push_str(word);
        }
    }
    if let Some(name) = ast.name {
        let _ = write!(line, " {}", script.atoms.display(name));
    }
    line
}

fn node_line(script: &Script, ast: &FunctionAst, id: NodeId) -> String {
    let node = ast.node(id);
    let debug = format!("{node:?}");
    let name = debug.split([' ', '{']).next().unwrap_or("").to_owned();
    let Span { start, end } = ast.span(id);
    let atom = |atom| format!(" {}", script.atoms.display(atom));
    let detail = match node {
        Node::Number { value, .. } => format!(" {value}"),
        Node::String { value, .. } => format!(" {:?}", script.atoms.display(value)),
        Node::Boolean { value } => format!(" {value}"),
        Node::Identifier { name, .. } | Node::Binding { name, .. } | Node::PropertyName { name } => atom(name),
        Node::PrivateName { name, .. } | Node::SuperMember { name, .. } | Node::Labelled { label: name, .. } => {
            atom(name)
        }
        Node::Member { name, optional, .. } | Node::PrivateMember { name, optional, .. } => {
            format!("{}{}", atom(name), if optional { " ?." } else { "" })
        }
        Node::Break { label: Some(label) } | Node::Continue { label: Some(label) } => atom(label),
        Node::Class { name: Some(name), .. } => atom(name),
        Node::Binary { operator, .. } => format!(" {operator:?}"),
        Node::Unary { operator, .. } => format!(" {operator:?}"),
        Node::Assign { operator: Some(operator), .. } => format!(" {operator:?}"),
        Node::Update { increment, prefix, .. } => {
            format!(" {}{}", if prefix { "prefix " } else { "" }, if increment { "++" } else { "--" })
        }
        Node::Declaration { kind, .. } => format!(" {kind:?}"),
        Node::Property { kind, .. } => format!(" {kind:?}"),
        Node::ClassElement { kind, is_static, .. } => format!(" {kind:?}{}", if is_static { " static" } else { "" }),
        Node::Call { optional: true, .. } | Node::Index { optional: true, .. } => " ?.".to_owned(),
        Node::RegExp { literal } => {
            let regexp = script.literals.regexp(literal);
            format!(" /{}/{}", script.atoms.display(regexp.pattern), script.atoms.display(regexp.flags))
        }
        Node::BigInt { literal } => {
            let bigint = script.literals.bigint(literal);
            format!(" {} radix {}", script.atoms.display(bigint.digits), bigint.radix)
        }
        Node::TemplateChunk { literal } => format!(" {:?}", script.atoms.display(script.literals.chunk(literal).raw)),
        Node::Yield { delegate: true, .. } => " *".to_owned(),
        Node::ForOf { is_await: true, .. } => " await".to_owned(),
        _ => String::new(),
    };
    format!("{name}{detail} @{start}..{end}")
}

/// A terminal as the driver saw it.
pub(super) type Recorded = (Token, Span);
