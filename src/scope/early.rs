//! Early errors that need no more than the node and the strictness around it.

use super::statements::Place;
use super::walk::Walker;
use crate::regexp::{self, Flags};
use crate::source::Span;
use crate::syntax::{Atom, AtomTable, List, Node, NodeId, PropertyKind, RegExpLiteral};

const STRICT_RESERVED: &str = "Unexpected strict mode reserved word";
const EVAL_OR_ARGUMENTS: &str = "Unexpected eval or arguments in strict mode";
const INVALID_TARGET: &str = "Invalid left-hand side in assignment";

impl Walker<'_> {
    /// A name used as an identifier or label.
    pub(super) fn check_name(&mut self, id: NodeId, name: Atom) {
        if self.is_strict() && name.is_strict_reserved() {
            self.fail(id, STRICT_RESERVED);
        }
        let reserves_await = self.surroundings.reserves_await
            || (self.in_parameters && (self.ast.is_async || self.surroundings.parameters_reserve_await));
        if name == Atom::AWAIT && reserves_await {
            self.fail(id, "Unexpected reserved word");
        }
    }

    /// A name being declared.
    pub(super) fn check_binding_name(&mut self, id: NodeId, name: Atom) {
        self.check_name(id, name);
        if self.is_strict() && matches!(name, Atom::EVAL | Atom::ARGUMENTS) {
            self.fail(id, EVAL_OR_ARGUMENTS);
        }
    }

    /// The target of an assignment; a call may stand there in sloppy code if `allows_call`.
    pub(super) fn check_target(&mut self, target: NodeId, allows_call: bool) {
        let inner = self.ast.without_parentheses(target);
        match self.ast.node(inner) {
            Node::Identifier { name: Atom::EVAL | Atom::ARGUMENTS, .. } if self.is_strict() => {
                self.fail(inner, EVAL_OR_ARGUMENTS);
            }
            Node::Call { .. } if self.is_strict() && allows_call => self.fail(target, INVALID_TARGET),
            _ => {}
        }
    }

    pub(super) fn check_delete(&mut self, id: NodeId, operand: NodeId) {
        let inner = self.ast.without_parentheses(operand);
        match self.ast.node(inner) {
            Node::Identifier { .. } if self.is_strict() => {
                self.fail(inner, "Delete of an unqualified identifier in strict mode.");
            }
            Node::PrivateMember { .. } => self.fail(id, "Private fields can not be deleted"),
            Node::OptionalChain { expression } => {
                if matches!(self.ast.node(expression), Node::PrivateMember { .. }) {
                    self.fail(id, "Private fields can not be deleted");
                }
            }
            _ => {}
        }
    }

    pub(super) fn check_literal(&mut self, id: NodeId, node: Node) {
        match node {
            Node::Number { legacy_octal: true, .. } if self.is_strict() => {
                let span = self.ast.span(id);
                let message = "Decimals with leading zeros are not allowed in strict mode.";
                let octal = "Octal literals are not allowed in strict mode.";
                let is_octal = span.len() > 1 && self.is_octal(node);
                self.table.fail(span, if is_octal { octal } else { message });
            }
            Node::String { legacy_octal: true, .. } if self.is_strict() => {
                self.fail(id, "Octal escape sequences are not allowed in strict mode.");
            }
            Node::RegExp { literal } => {
                let regexp = self.literals.regexp(literal);
                if let Some(message) = check_regexp(self.atoms, regexp) {
                    self.fail(id, message);
                }
            }
            Node::PrivateName { name, .. } => {
                let text = self.atoms.display(name);
                self.fail(id, format!("Unexpected identifier '{text}'"));
            }
            _ => {}
        }
    }

    /// Only octal digits can have made this value; wording alone depends on it.
    fn is_octal(&self, node: Node) -> bool {
        matches!(node, Node::Number { value, .. } if value.fract() == 0.0)
    }

    /// `__proto__: value` may stand once only.
    pub(super) fn check_proto(&mut self, properties: List) {
        let mut seen = false;
        for index in 0..properties.length {
            let property = self.ast.item(properties, index);
            let Node::Property { kind: PropertyKind::Value, key, .. } = self.ast.node(property) else { continue };
            if matches!(self.ast.node(key), Node::PropertyName { name: Atom::PROTO }) {
                if seen {
                    self.fail(key, "Duplicate __proto__ fields are not allowed in object literals");
                }
                seen = true;
            }
        }
    }

    /// A statement that is not in a list: what function declarations are allowed there.
    pub(super) fn check_body(&mut self, body: NodeId, place: Place) {
        let mut inner = body;
        let mut is_labelled = false;
        while let Node::Labelled { body, .. } = self.ast.node(inner) {
            inner = body;
            is_labelled = true;
        }
        let Node::FunctionDeclaration { function, .. } = self.ast.node(inner) else { return };
        let Some(ast) = self.functions.get(function.index()) else { return };
        let message = if ast.is_async {
            "Async functions can only be declared at the top level or inside a block."
        } else if ast.is_generator {
            "Generators can only be declared at the top level or inside a block."
        } else if self.is_strict() {
            "In strict mode code, functions can only be declared at top level or inside a block."
        } else if place == Place::Loop || (place == Place::If && is_labelled) {
            "In non-strict mode code, functions can only be declared at top level, inside a block, or as the body of an if statement."
        } else {
            return;
        };
        self.fail(inner, message);
    }

    pub(super) fn check_break(&mut self, id: NodeId, label: Option<Atom>) {
        match label {
            None if self.loops + self.switches == 0 => self.fail(id, "Illegal break statement"),
            Some(label) if !self.labels.iter().any(|&(name, _)| name == label) => self.fail_undefined_label(id, label),
            _ => {}
        }
    }

    pub(super) fn check_continue(&mut self, id: NodeId, label: Option<Atom>) {
        let Some(label) = label else {
            if self.loops == 0 {
                self.fail(id, "Illegal continue statement: no surrounding iteration statement");
            }
            return;
        };
        match self.labels.iter().rev().find(|&&(name, _)| name == label) {
            None => self.fail_undefined_label(id, label),
            Some(&(_, false)) => {
                let text = self.atoms.display(label);
                self.fail(id, format!("Illegal continue statement: '{text}' does not denote an iteration statement"));
            }
            Some(_) => {}
        }
    }

    fn fail_undefined_label(&mut self, id: NodeId, label: Atom) {
        let text = self.atoms.display(label);
        let end = self.ast.span(id).end;
        let start = end.saturating_sub(text.len() as u32);
        self.table.fail(Span::new(start, end), format!("Undefined label '{text}'"));
    }

    /// The name of a function whose own body may have made it strict.
    pub(super) fn check_function_name(&mut self, name: Atom) {
        let span = Span::at(self.ast.span.start);
        if self.is_strict() && matches!(name, Atom::EVAL | Atom::ARGUMENTS) {
            self.table.fail(span, EVAL_OR_ARGUMENTS);
        }
        if self.is_strict() && name.is_strict_reserved() {
            self.table.fail(span, STRICT_RESERVED);
        }
    }
}

/// What is wrong with a regular expression, in V8's words.
fn check_regexp(atoms: &AtomTable, literal: RegExpLiteral) -> Option<String> {
    let Some(flags) = Flags::parse(atoms.text(literal.flags).units()) else {
        return Some("Invalid regular expression flags".to_owned());
    };
    let pattern: Vec<u16> = atoms.text(literal.pattern).units().collect();
    let error = regexp::check(&pattern, flags).err()?;
    Some(error.describe(&atoms.display(literal.pattern), flags))
}
