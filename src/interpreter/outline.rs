//! The outline of a script, read again from its text: the tree of a function goes when the function is compiled.

use super::install::{LoadOptions, ScriptData, check, function_number};
use super::machine::{ARGUMENTS, frames};
use super::positions::data_of;
use crate::heap::{Local, Raw, Slot};
use crate::runtime::{Isolate, Outline, OutlinedFunction, TextPlace};
use crate::scope::{Resolution, ScriptScopes, Storage};
use crate::syntax::{FunctionForm, Goal, Node, NodeId, Script};
use crate::value::kind;
use crate::value::layout::function;

/// The longest text that is read again, in bytes.
const LONGEST_TEXT: usize = 4 << 20;

/// The outline of the script of a closure.
pub(crate) fn outline(isolate: &Isolate, closure: Raw<'_>) -> Option<Outline> {
    let data = data_of(isolate, closure)?;
    let (script, scopes) = read_again(data)?;
    let place = |offset: u32| {
        let place = data.source.position(offset);
        let wrapper = if place.line == 1 { data.wrapper_columns } else { 0 };
        TextPlace { line: place.line, column: place.column.saturating_sub(wrapper).max(1) }
    };
    let text = |name| script.atoms.display(name).to_string();
    let mut functions = Vec::with_capacity(script.functions.len());
    for (ast, scopes) in script.functions.iter().zip(&scopes.functions) {
        let bindings = ast.nodes.iter().zip(&ast.spans).filter_map(|(node, span)| match node {
            Node::Binding { name, .. } => Some((text(*name), place(span.start))),
            _ => None,
        });
        let outer =
            scopes.references.iter().filter(|reference| matches!(reference.resolution, Resolution::Context { .. }));
        let slots = scopes.variables.iter().filter_map(|variable| match variable.storage {
            Storage::Frame(slot) => Some((slot, text(variable.name))),
            _ => None,
        });
        functions.push(OutlinedFunction {
            name: ast.name.map(text).unwrap_or_default(),
            parent: None,
            place: place(ast.span.start),
            is_top: matches!(ast.form, FunctionForm::Script | FunctionForm::Module | FunctionForm::Eval),
            declared: bindings.collect(),
            slots: slots.collect(),
            uses: outer.map(|reference| text(reference.name)).collect(),
        });
    }
    for ast in &script.functions {
        for (key, value) in ast.nodes.iter().filter_map(named_value) {
            let name = match ast.node(key) {
                Node::Binding { name, .. } | Node::PropertyName { name } | Node::PrivateName { name, .. } => text(name),
                _ => continue,
            };
            if let Node::Function { function } = ast.node(ast.without_parentheses(value))
                && let Some(function) = functions.get_mut(function.index()).filter(|function| function.name.is_empty())
            {
                function.name = name;
            }
        }
    }
    let span = |index: usize| script.functions[index].span;
    let mut by_start: Vec<usize> = (1..functions.len()).collect();
    by_start.sort_by_key(|&index| (span(index).start, std::cmp::Reverse(span(index).end)));
    let mut around: Vec<usize> = vec![0];
    for index in by_start {
        while around.len() > 1 && around.last().is_some_and(|&outer| span(outer).end < span(index).end) {
            around.pop();
        }
        let parent = around.last().copied().unwrap_or(0);
        functions[index].parent = Some(parent);
        let is_wrapper = data.wrapper_columns > 0 && parent == 0 && span(index).start < data.wrapper_columns;
        functions[index].is_top |= is_wrapper;
        around.push(index);
    }
    let asked = function_number(closure.word(function::CODE));
    (asked < functions.len()).then(|| Outline { script: data.source.name().to_owned(), functions, asked })
}

/// The trees of all functions of a script, compiled or not.
pub(super) fn read_again(data: &ScriptData) -> Option<(Script, ScriptScopes)> {
    if data.source.text().len() > LONGEST_TEXT {
        return None;
    }
    let mut options = LoadOptions { wrapper_columns: data.wrapper_columns, ..LoadOptions::default() };
    options.parse.allows_return = true;
    options.analysis.keeps_variables = data.scopes.keeps_variables;
    if data.script.module.is_some() {
        options.parse.goal = Goal::Module;
    }
    // A text of the prompt that awaits.
    options.parse.is_async = data.script.functions.first().is_some_and(|top| top.is_async);
    check(&data.source, &options).ok()
}

/// What gives its name to a value: `name = value`, `name: value`, a method.
pub(super) fn named_value(node: &Node) -> Option<(NodeId, NodeId)> {
    match *node {
        Node::Declarator { target, value: Some(value) } | Node::Default { target, value } => Some((target, value)),
        Node::Property { key, value, .. } | Node::ClassElement { key, value: Some(value), .. } => Some((key, value)),
        _ => None,
    }
}

/// How many frames are searched for a variable.
const MOST_FRAMES: usize = 16;

/// The variable of a running function that holds an object: the outline of its script, the function, the variable's name.
pub(crate) fn frame_variable(isolate: &Isolate, object: Raw<'_>) -> Option<(Outline, String)> {
    let word = |slot: usize| isolate.heap.get(Local::in_slot(Slot(slot as u32)));
    for frame in frames(isolate, MOST_FRAMES) {
        let callee = word(frame.slot);
        if !callee.is_kind(kind::FUNCTION) {
            continue;
        }
        let Some(outline) = outline(isolate, callee) else { continue };
        let holds = |slot: u32| {
            let at = frame.slot + ARGUMENTS as usize + slot as usize;
            at < isolate.heap.stack_depth() && word(at).identical(object)
        };
        let name = outline.functions[outline.asked].slots.iter().find(|(slot, _)| holds(*slot));
        if let Some(name) = name.map(|(_, name)| name.clone()) {
            return Some((outline, name));
        }
    }
    None
}
