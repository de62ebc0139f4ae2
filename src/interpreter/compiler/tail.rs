//! Calls in tail position – ECMA-262 §15.10 <https://tc39.es/ecma262/#sec-static-semantics-hascallintailposition>

use super::{Compile, Compiler, NodeIndex};
use crate::syntax::{BinaryOperator, FunctionForm, Node, NodeId};

impl Compiler<'_> {
    /// The value of a `return`.
    pub(super) fn returned(&mut self, value: NodeId, depth: u32) -> Compile<NodeIndex> {
        if self.has_tail_calls() {
            self.find_tail_calls(value);
        }
        let result = self.expression(value, depth);
        self.tail_calls.clear();
        result
    }

    /// Whether a call can be the last thing that the function does here.
    fn has_tail_calls(&self) -> bool {
        self.is_strict
            && self.unfinished == 0
            && !self.ast.is_async
            && !self.ast.is_generator
            && matches!(
                self.ast.form,
                FunctionForm::Declaration
                    | FunctionForm::Expression
                    | FunctionForm::Arrow
                    | FunctionForm::Method
                    | FunctionForm::Getter
            )
    }

    fn find_tail_calls(&mut self, value: NodeId) {
        let mut waiting = vec![value];
        while let Some(id) = waiting.pop() {
            match self.node(id) {
                Node::Call { .. } | Node::TaggedTemplate { .. } => self.tail_calls.push(id),
                Node::Parenthesized { expression } => waiting.push(expression),
                Node::Conditional { consequent, alternate, .. } => waiting.extend([consequent, alternate]),
                Node::Sequence { expressions } => waiting.extend(self.ast.list(expressions).last()),
                Node::Binary {
                    operator: BinaryOperator::And | BinaryOperator::Or | BinaryOperator::Coalesce,
                    right,
                    ..
                } => waiting.push(right),
                _ => {}
            }
        }
    }

    /// The node that makes the call `id`.
    pub(super) fn noted_call(&mut self, id: NodeId, node: NodeIndex) -> NodeIndex {
        if self.tail_calls.contains(&id) {
            self.arena.tail_calls.push(node.0);
        }
        node
    }
}
