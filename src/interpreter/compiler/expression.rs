//! Expressions: the dispatch, and the small ones.

use super::blocks::Block;
use super::{Compile, CompileError, Compiler, Constant, Draft, Field, NodeIndex};
use crate::interpreter::machine::{THIS, nodes};
use crate::interpreter::operations as op;
use crate::syntax::{BinaryOperator, List, Node, NodeId};
use crate::value::Value;

/// A chain of one operator with more terms than this becomes an n-ary node.
const LONG_CHAIN: usize = 24;

impl Compiler<'_> {
    /// Compiles an expression for its value. Slots from `depth` on are free.
    pub(super) fn expression(&mut self, id: NodeId, depth: u32) -> Compile<NodeIndex> {
        self.nested(|compiler| compiler.expression_here(id, depth))
    }

    fn expression_here(&mut self, id: NodeId, depth: u32) -> Compile<NodeIndex> {
        if let Some(slot) = self.hoisted(id) {
            return Ok(self.slot(slot));
        }
        if self.suspends(id) {
            return self.suspending(id, depth);
        }
        self.expression_whole(id, depth)
    }

    /// An expression whose parts have been looked at.
    pub(super) fn expression_whole(&mut self, id: NodeId, depth: u32) -> Compile<NodeIndex> {
        match self.node(id) {
            Node::Number { value, .. } => Ok(self.constant(Value::number(value))),
            Node::String { value, .. } => Ok(self.string(value)),
            Node::BigInt { literal } => Ok(self.heap_constant(Constant::BigInt(literal))),
            Node::RegExp { literal } => self.regexp(id, literal, depth),
            Node::Null => Ok(self.constant(Value::NULL)),
            Node::Boolean { value } => Ok(self.constant(Value::bool(value))),
            Node::Identifier { reference, .. } => {
                let reference = self.reference(reference)?;
                self.read(id, reference, depth)
            }
            Node::This { reference: None } => Ok(self.slot(THIS)),
            Node::This { reference } | Node::NewTarget { reference } => {
                let reference = self.reference(reference)?;
                self.read(id, reference, depth)
            }
            Node::Template { parts } => self.template(id, parts, depth),
            Node::TaggedTemplate { tag, parts, position } => {
                let node = self.tagged_template(tag, parts, position, depth)?;
                Ok(self.noted_call(id, node))
            }
            Node::Array { elements, .. } => self.array(id, elements, depth),
            Node::Object { properties } => self.object(id, properties, depth),
            Node::Function { function } => self.closure(function, None, depth),
            Node::Class { .. } => self.class(id, None, depth),
            Node::Binary { operator, left, right, position } => {
                self.binary_expression(id, operator, left, right, position, depth)
            }
            Node::Unary { operator, operand } => self.unary(id, operator, operand, depth),
            Node::Update { increment, prefix, target } => self.update(id, increment, prefix, target, depth),
            Node::Assign { operator, target, value, position } => {
                self.assign(id, operator, target, value, position, depth)
            }
            Node::Conditional { .. } => self.conditional(id, depth),
            Node::Sequence { expressions } => self.comma(expressions, depth),
            Node::Parenthesized { expression } => self.expression(expression, depth),
            Node::Call { callee, arguments, optional, position } => {
                let node = self.call(id, callee, arguments, optional, position, depth)?;
                Ok(self.noted_call(id, node))
            }
            Node::New { callee, arguments } => self.construct(id, callee, arguments, depth),
            Node::Member { object, name, position, .. } => self.member(id, object, name, position, depth),
            Node::PrivateMember { .. } => self.private_member(id, depth),
            Node::Index { object, index, position, .. } => self.element(id, object, index, position, depth),
            Node::OptionalChain { expression } => self.optional_chain(expression, depth),
            Node::SuperMember { .. } | Node::SuperIndex { .. } => self.super_member(id, depth),
            Node::SuperCall { arguments, references } => self.super_call(id, arguments, references, depth),
            Node::ImportMeta => {
                let offset = self.start(id);
                Ok(self.operation("import_meta", op::module::import_meta, &[], depth, offset))
            }
            Node::ImportCall { specifier, options } => self.import_call(id, specifier, options, depth),
            Node::ComputedKey { reference, .. } => {
                let reference = self.reference(reference)?;
                self.read(id, reference, depth)
            }
            _ => Err(CompileError::Unsupported("an expression")),
        }
    }

    fn binary_expression(
        &mut self,
        id: NodeId,
        operator: BinaryOperator,
        left: NodeId,
        right: NodeId,
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        if let Some(terms) = self.long_chain(id, operator).filter(|_| !self.suspends(id)) {
            return match operator {
                BinaryOperator::And | BinaryOperator::Or | BinaryOperator::Coalesce => {
                    self.logical_chain(operator, &terms, depth)
                }
                _ => self.chain(operator, &terms, position, depth),
            };
        }
        match operator {
            BinaryOperator::And | BinaryOperator::Or | BinaryOperator::Coalesce => {
                let first = self.expression(left, depth)?;
                let second = self.branch_value(right, Block::Body, right, depth)?;
                Ok(self.logical(operator, first, second))
            }
            _ => self.binary(operator, left, right, position, depth),
        }
    }

    pub(super) fn logical(&mut self, operator: BinaryOperator, first: NodeIndex, second: NodeIndex) -> NodeIndex {
        let draft = match (operator, self.may_suspend_any(&[first, second])) {
            (BinaryOperator::And, false) => Draft::new("and", nodes::and, 0),
            (BinaryOperator::Or, false) => Draft::new("or", nodes::or, 0),
            (_, false) => Draft::new("coalesce", nodes::coalesce, 0),
            (BinaryOperator::And, true) => Draft::new("resumable_and", nodes::resumable_and, 0),
            (BinaryOperator::Or, true) => Draft::new("resumable_or", nodes::resumable_or, 0),
            (_, true) => Draft::new("resumable_coalesce", nodes::resumable_coalesce, 0),
        };
        self.emit(draft.a(Field::Child(first)).b(Field::Child(second)))
    }

    /// `a && b && …`: a list whose items are tried until one decides.
    fn logical_chain(&mut self, operator: BinaryOperator, terms: &[NodeId], depth: u32) -> Compile<NodeIndex> {
        let mut items = Vec::with_capacity(terms.len());
        for &term in terms {
            items.push(self.branch_value(term, Block::Body, term, depth)?);
        }
        let list = self.arena.list(&items);
        let kind = match operator {
            BinaryOperator::And => 0,
            BinaryOperator::Or => 1,
            _ => 2,
        };
        let draft = Draft::new("logical_chain", nodes::logical_chain, depth).a(Field::List(list));
        Ok(self.emit(draft.b(Field::Number(items.len() as u32)).d(Field::Number(kind))))
    }

    /// The terms of a left-deep chain of one operator, if there are many. (`**` nests to the right, and comparisons
    /// are not worth it.)
    fn long_chain(&self, id: NodeId, operator: BinaryOperator) -> Option<Vec<NodeId>> {
        if matches!(operator, BinaryOperator::Power | BinaryOperator::In | BinaryOperator::InstanceOf) {
            return None;
        }
        let mut terms = Vec::new();
        let mut current = id;
        while let Node::Binary { operator: inner, left, right, .. } = self.node(current) {
            if inner != operator {
                break;
            }
            terms.push(right);
            current = left;
        }
        if terms.len() < LONG_CHAIN {
            return None;
        }
        terms.push(current);
        terms.reverse();
        Some(terms)
    }

    fn comma(&mut self, expressions: List, depth: u32) -> Compile<NodeIndex> {
        let ids = self.ast.list(expressions);
        let Some((&last, first)) = ids.split_last() else { return Ok(self.constant(Value::UNDEFINED)) };
        let mut effects = Vec::with_capacity(first.len());
        for &id in first {
            effects.push(self.effect(id, depth)?);
        }
        let last = self.expression(last, depth)?;
        Ok(self.then(&effects, last))
    }

    /// `import(specifier, options)`
    fn import_call(
        &mut self,
        id: NodeId,
        specifier: NodeId,
        options: Option<NodeId>,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let mut children = vec![self.expression(specifier, depth)?];
        if let Some(options) = options {
            children.push(self.expression(options, depth + 1)?);
        }
        let offset = self.start(id);
        Ok(self.operation("import_call", op::module::import_call, &children, depth, offset))
    }

    fn regexp(&mut self, id: NodeId, literal: crate::syntax::LiteralId, depth: u32) -> Compile<NodeIndex> {
        let program = self.heap_constant(Constant::RegExp(literal));
        let offset = self.start(id);
        Ok(self.operation("regexp", op::literal::regexp, &[program], depth, offset))
    }

    /// An expression for its effect: a statement, so that nodes need not produce a value.
    pub(super) fn effect(&mut self, id: NodeId, depth: u32) -> Compile<NodeIndex> {
        match self.node(id) {
            Node::Parenthesized { expression } => self.effect(expression, depth),
            Node::Update { increment, target, .. } => self.update_effect(id, increment, target, depth),
            Node::Assign { operator, target, value, position } => {
                self.assign_effect(id, operator, target, value, position, depth)
            }
            _ => {
                let child = self.expression(id, depth)?;
                Ok(self.effect_of(child))
            }
        }
    }
}
