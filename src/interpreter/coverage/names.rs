//! The names of a script's functions and where they stand, as V8 has them before any of them is made.

use super::super::install::ScriptData;
use super::super::outline::{named_value, read_again};
use super::super::positions::inferred_name;
use crate::source::Span;
use crate::syntax::{FunctionAst, FunctionForm, FunctionId, Node, NodeId, PropertyKind, Script};
use crate::value::number::number_to_string;

/// A function of a script.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) span: Span,
}

/// All functions of a script, by number. The tree of a function goes when it is compiled, so the text is read again.
pub(super) fn named_functions(data: &ScriptData) -> Vec<Named> {
    let again = read_again(data).map(|(script, _)| script);
    let script = again.as_ref().unwrap_or(&data.script);
    let mut spans: Vec<Span> = data.script.functions.iter().map(|ast| ast.span).collect();
    for ast in &script.functions {
        for (node, &span) in ast.nodes.iter().zip(&ast.spans) {
            place_class_parts(script, ast, (node, span), data.source.text(), &mut spans);
        }
    }
    names(data, script).into_iter().zip(spans).map(|(name, span)| Named { name, span }).collect()
}

/// The constructor of a class stands where it is written. What initialises instances stands where the class does; its
/// static elements are from the first to the last that does something.
fn place_class_parts(script: &Script, ast: &FunctionAst, (node, span): (&Node, Span), text: &str, spans: &mut [Span]) {
    let Node::Class { body, .. } = *node else { return };
    let Node::ClassBody { elements, constructor, instance_fields, static_elements } = ast.node(body) else { return };
    let mut place = |function: FunctionId, span| {
        if let Some(place) = spans.get_mut(function.index()) {
            *place = span;
        }
    };
    let values = ast.list(elements).iter().filter_map(|&element| match ast.node(element) {
        Node::ClassElement { value, .. } => value,
        _ => None,
    });
    for value in values {
        if let (Node::Function { function }, Some(constructor)) = (ast.node(value), constructor)
            && function == constructor
        {
            place(constructor, ast.span(value));
        }
    }
    if let Some(fields) = instance_fields {
        place(fields, span);
    }
    let Some(elements) = static_elements else { return };
    let inner = &script.functions[elements.index()];
    let does = |id: &&NodeId| !matches!(inner.node(**id), Node::FieldDefinition { value: None, .. });
    let list = inner.lists.get(inner.body.start as usize..).unwrap_or_default();
    let list = list.get(..inner.body.length as usize).unwrap_or_default();
    let (Some(&first), Some(&last)) = (list.iter().find(does), list.iter().rfind(does)) else { return };
    let start = inner.span(first).start;
    let keyword = text.get(..start as usize).and_then(|before| before.trim_end().strip_suffix("static"));
    let before = keyword.map_or(start, |before| before.len() as u32);
    place(elements, Span::new(before, inner.span(last).end));
}

fn names(data: &ScriptData, script: &Script) -> Vec<String> {
    let own = |ast: &FunctionAst| ast.name.map(|name| script.atoms.display(name).to_string()).unwrap_or_default();
    let mut names: Vec<String> = script.functions.iter().map(own).collect();
    for ast in &script.functions {
        for node in &ast.nodes {
            name_class_parts(script, ast, node, &mut names);
            if let Some((key, value)) = named_value(node).or_else(|| assigned(node)) {
                name_value(script, ast, (node, key, value), &mut names);
            }
        }
    }
    for (name, ast) in names.iter_mut().zip(&script.functions) {
        if name.is_empty() && !matches!(ast.form, FunctionForm::Script | FunctionForm::Module | FunctionForm::Eval) {
            *name = inferred_name(data.source.text(), ast.span.start);
        }
    }
    names.resize(data.script.functions.len(), String::new());
    names
}

/// `name = function …`, and fields.
fn assigned(node: &Node) -> Option<(NodeId, NodeId)> {
    match *node {
        Node::Assign { operator: None, target, value, .. } => Some((target, value)),
        Node::FieldDefinition { key, value: Some(value) } => Some((key, value)),
        _ => None,
    }
}

fn text_of_key(script: &Script, ast: &FunctionAst, key: NodeId) -> Option<String> {
    match ast.node(key) {
        Node::Binding { name, .. }
        | Node::Identifier { name, .. }
        | Node::PropertyName { name }
        | Node::PrivateName { name, .. } => Some(script.atoms.display(name).to_string()),
        Node::Number { value, .. } => Some(number_to_string(value).as_str().to_owned()),
        _ => None,
    }
}

fn name_value(script: &Script, ast: &FunctionAst, (node, key, value): (&Node, NodeId, NodeId), names: &mut [String]) {
    let Some(name) = text_of_key(script, ast, key) else { return };
    let prefix = match node {
        Node::Property { kind: PropertyKind::Get, .. } | Node::ClassElement { kind: PropertyKind::Get, .. } => "get ",
        Node::Property { kind: PropertyKind::Set, .. } | Node::ClassElement { kind: PropertyKind::Set, .. } => "set ",
        _ => "",
    };
    let function = match ast.node(ast.without_parentheses(value)) {
        Node::Function { function } => Some(function),
        Node::Class { name: None, body, .. } => match ast.node(body) {
            Node::ClassBody { constructor, .. } => constructor,
            _ => None,
        },
        _ => None,
    };
    let Some(function) = function.map(|function| function.index()) else { return };
    // The constructor of a class has the class's name.
    let is_constructor =
        matches!(script.functions[function].form, FunctionForm::BaseConstructor | FunctionForm::DerivedConstructor);
    if names[function].is_empty() && !(is_constructor && matches!(node, Node::ClassElement { .. })) {
        names[function] = format!("{prefix}{name}");
    }
}

fn name_class_parts(script: &Script, ast: &FunctionAst, node: &Node, names: &mut [String]) {
    let Node::Class { name, body, .. } = *node else { return };
    let Node::ClassBody { constructor, instance_fields, static_elements, .. } = ast.node(body) else { return };
    if let (Some(name), Some(constructor)) = (name, constructor) {
        names[constructor.index()] = script.atoms.display(name).to_string();
    }
    for (function, name) in
        [(instance_fields, "<instance_members_initializer>"), (static_elements, "<static_initializer>")]
    {
        if let Some(function) = function {
            names[function.index()] = String::from(name);
        }
    }
}
