//! Choosing operand kinds, so that nodes with simple operands run no children.

use super::{Compile, Compiler, Field, NodeIndex, frame_slot};
use crate::scope::Resolution;
use crate::syntax::{Node, NodeId, UnaryOperator};
use crate::value::Value;

/// Where an operand comes from, before it is decided which node reads it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Source {
    /// A frame slot that needs no check.
    Slot(u32),
    /// An immediate.
    Constant(Value),
    /// A variable of the closure's own context that needs no check: its word.
    Outer(u32),
    /// Something to compute.
    Node(NodeId),
}

impl Compiler<'_> {
    /// What kind of operand the expression `id` can be.
    pub(super) fn source(&self, id: NodeId) -> Source {
        if let Some(slot) = self.hoisted(id) {
            return Source::Slot(slot);
        }
        match self.node(self.ast.without_parentheses(id)) {
            Node::Number { value, .. } => Source::Constant(Value::number(value)),
            Node::Boolean { value } => Source::Constant(Value::bool(value)),
            Node::Null => Source::Constant(Value::NULL),
            Node::Unary { operator: UnaryOperator::Negate, operand } => match self.node(operand) {
                Node::Number { value, .. } => Source::Constant(Value::number(-value)),
                _ => Source::Node(id),
            },
            Node::Identifier { reference: Some(reference), .. } | Node::This { reference: Some(reference) } => {
                self.variable_source(id, *self.scopes.reference(reference))
            }
            Node::This { reference: None } => Source::Slot(crate::interpreter::machine::THIS),
            _ => Source::Node(id),
        }
    }

    fn variable_source(&self, id: NodeId, reference: crate::scope::Reference) -> Source {
        if reference.needs_tdz_check || reference.is_dynamic || reference.is_import {
            return Source::Node(id);
        }
        let is_this = matches!(self.node(self.ast.without_parentheses(id)), Node::This { .. });
        match reference.resolution {
            Resolution::Frame { slot } => Source::Slot(frame_slot(slot)),
            Resolution::Header if is_this => Source::Slot(crate::interpreter::machine::THIS),
            Resolution::Context { depth, index } if depth as usize == self.contexts.len() => {
                Source::Outer(crate::interpreter::machine::variable_word(index))
            }
            _ => Source::Node(id),
        }
    }

    /// The field and node of an operand that is a child.
    pub(super) fn child(&mut self, id: NodeId, depth: u32) -> Compile<Field> {
        Ok(Field::Child(self.expression(id, depth)?))
    }

    /// A node for any source.
    pub(super) fn source_node(&mut self, source: Source, depth: u32) -> Compile<NodeIndex> {
        match source {
            Source::Slot(slot) => Ok(self.slot(slot)),
            Source::Constant(value) => Ok(self.constant(value)),
            Source::Outer(word) => Ok(self.outer(word)),
            Source::Node(id) => self.expression(id, depth),
        }
    }

    /// Whether evaluating `id` may assign the frame slot `slot`: only assignments of this very function can.
    pub(super) fn assigns(&self, id: NodeId, slot: u32) -> bool {
        let mut stack = vec![id];
        let mut looked_at = 0;
        while let Some(id) = stack.pop() {
            looked_at += 1;
            if looked_at > 64 {
                return true;
            }
            match self.node(id) {
                Node::Number { .. }
                | Node::String { .. }
                | Node::Null
                | Node::Boolean { .. }
                | Node::Identifier { .. }
                | Node::This { .. }
                | Node::Function { .. }
                | Node::BigInt { .. }
                | Node::RegExp { .. }
                | Node::NewTarget { .. } => {}
                Node::Parenthesized { expression } | Node::OptionalChain { expression } => stack.push(expression),
                Node::Unary { operand, .. } => stack.push(operand),
                Node::Binary { left, right, .. } => stack.extend([left, right]),
                Node::Conditional { test, consequent, alternate } => stack.extend([test, consequent, alternate]),
                Node::Member { object, .. } | Node::PrivateMember { object, .. } => stack.push(object),
                Node::Index { object, index, .. } => stack.extend([object, index]),
                Node::Call { callee, arguments, .. } | Node::New { callee, arguments } => {
                    stack.push(callee);
                    stack.extend_from_slice(self.ast.list(arguments));
                }
                Node::Array { elements, .. } => stack.extend_from_slice(self.ast.list(elements)),
                Node::Hole => {}
                Node::Assign { target, value, .. } => {
                    if self.may_assign(target, slot) {
                        return true;
                    }
                    stack.extend([target, value]);
                }
                Node::Update { target, .. } => {
                    if self.may_assign(target, slot) {
                        return true;
                    }
                    stack.push(target);
                }
                _ => return true,
            }
        }
        false
    }

    /// Whether assigning to the target `id` may assign the frame slot `slot`.
    fn may_assign(&self, id: NodeId, slot: u32) -> bool {
        match self.node(self.ast.without_parentheses(id)) {
            Node::Identifier { reference: Some(reference), .. } => {
                let reference = self.scopes.reference(reference);
                reference.resolution == Resolution::Frame { slot: slot.wrapping_sub(frame_slot(0)) }
            }
            Node::Member { .. } | Node::Index { .. } | Node::PrivateMember { .. } => false,
            _ => true,
        }
    }
}
