//! Functions that suspend: `yield`, `await`, and what stands around them.
//!
//! Where a part of an expression may suspend, everything that is evaluated before its end is put into temporaries first,
//! one statement each: `a + (yield b)` becomes `t = a; u = yield b; t + u`. So only statements, and the few expressions
//! that leave parts out (`&&`, `?:`, `?.`), need nodes that can be gone on with; those are chosen wherever a child may
//! suspend, by looking at the child. What suspends among syntax nodes is found by their spans.

use super::{Compile, Compiler, Draft, Field, NodeIndex};
use crate::interpreter::machine::operator as code;
use crate::interpreter::machine::{ARGUMENTS, ASCENDING, Operation, nodes};
use crate::scope::FunctionScopes;
use crate::syntax::{BinaryOperator, DeclarationKind, FunctionAst, List, Node, NodeId, UnaryOperator};
use crate::value::Value;

/// Where in the source a function suspends, in ascending order. An async generator awaits what it returns.
pub(super) fn suspensions(ast: &FunctionAst, _: &FunctionScopes) -> Vec<u32> {
    if !ast.is_async && !ast.is_generator {
        return Vec::new();
    }
    let suspends = |node: &Node| {
        matches!(
            node,
            Node::Yield { .. }
                | Node::Await { .. }
                | Node::ForOf { is_await: true, .. }
                | Node::Declaration { kind: DeclarationKind::AwaitUsing, .. }
        ) || matches!(node, Node::Return { value: Some(_) } if ast.is_async && ast.is_generator)
    };
    let found = ast.nodes.iter().enumerate().filter(|(_, node)| suspends(node));
    let mut places: Vec<u32> = found.map(|(index, _)| ast.span(NodeId::new(index)).start).collect();
    places.sort_unstable();
    places
}

impl Compiler<'_> {
    /// Whether evaluating the syntax node `id` may suspend.
    pub(super) fn suspends(&self, id: NodeId) -> bool {
        if self.suspensions.is_empty() {
            return false;
        }
        let span = self.ast.span(id);
        let first = self.suspensions.partition_point(|&place| place < span.start);
        self.suspensions.get(first).is_some_and(|&place| place < span.end)
    }

    /// Whether any of these suspends.
    pub(super) fn any_suspends(&self, ids: &[NodeId]) -> bool {
        ids.iter().any(|&id| self.suspends(id))
    }

    /// Whether any of a list suspends.
    pub(super) fn list_suspends(&self, list: List) -> bool {
        self.any_suspends(self.ast.list(list))
    }

    /// The slot where the value of `id` waits, if it was evaluated before.
    pub(super) fn hoisted(&self, id: NodeId) -> Option<u32> {
        self.hoisted.iter().rev().find(|&&(hoisted, _)| hoisted == id).map(|&(_, slot)| slot)
    }

    /// Compiles `piece` after its parts `children` have been evaluated into slots from `depth` on, up to the last that
    /// suspends. `piece` gets the first free slot.
    pub(super) fn after(
        &mut self,
        children: &[NodeId],
        depth: u32,
        statement: bool,
        piece: impl FnOnce(&mut Self, u32) -> Compile<NodeIndex>,
    ) -> Compile<NodeIndex> {
        let count = children.iter().rposition(|&child| self.suspends(child)).map_or(0, |last| last + 1);
        let mut steps = Vec::with_capacity(count + 1);
        let mark = self.hoisted.len();
        let mut inner = depth;
        for &child in &children[..count] {
            let value = self.expression(child, inner)?;
            steps.push(self.store(inner, value));
            inner += 1;
        }
        self.hoisted.extend(children[..count].iter().copied().zip(depth..));
        let result = piece(self, inner);
        self.hoisted.truncate(mark);
        let result = result?;
        if statement {
            steps.push(result);
            return Ok(self.sequence(&steps));
        }
        Ok(self.then(&steps, result))
    }

    /// An expression that may suspend.
    pub(super) fn suspending(&mut self, id: NodeId, depth: u32) -> Compile<NodeIndex> {
        let children = match self.node(id) {
            Node::Yield { operand, delegate } => {
                let value = self.yield_expression(id, operand, delegate, depth)?;
                return Ok(self.continued_value(id, value));
            }
            Node::Await { operand } => {
                let value = self.expression(operand, depth)?;
                let value = self.await_node(value, self.start(id), depth);
                return Ok(self.continued_value(id, value));
            }
            Node::Binary { operator: BinaryOperator::And | BinaryOperator::Or | BinaryOperator::Coalesce, .. } => {
                Vec::new()
            }
            Node::Binary { left, .. } if matches!(self.node(left), Node::PrivateName { .. }) => Vec::new(),
            Node::Binary { left, right, .. } => vec![left, right],
            Node::Unary { operator, operand } => match operator {
                UnaryOperator::Delete | UnaryOperator::TypeOf | UnaryOperator::Void => Vec::new(),
                _ => vec![operand],
            },
            Node::New { callee, arguments } if !self.has_spread(arguments) => {
                let mut parts = vec![callee];
                parts.extend_from_slice(self.ast.list(arguments));
                parts
            }
            Node::Member { object, .. } => vec![object],
            Node::Index { object, index, .. } => vec![object, index],
            Node::Template { parts } => return self.suspending_template(id, parts, depth),
            _ => Vec::new(),
        };
        if children.is_empty() {
            return self.expression_whole(id, depth);
        }
        self.after(&children, depth, false, |compiler, inner| compiler.expression_whole(id, inner))
    }

    fn yield_expression(
        &mut self,
        id: NodeId,
        operand: Option<NodeId>,
        delegate: bool,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let value = match operand {
            Some(operand) => self.expression(operand, depth)?,
            None => self.constant(Value::UNDEFINED),
        };
        let offset = match operand {
            Some(operand) if delegate => self.place(operand),
            _ => self.start(id),
        };
        if delegate && self.ast.is_async {
            let draft = Draft::new("async_yield_star", nodes::async_yield_star, depth).a(Field::Child(value));
            return Ok(self.suspension(draft, 3, offset));
        }
        if delegate {
            let draft = Draft::new("yield_star", nodes::yield_star, depth).a(Field::Child(value));
            return Ok(self.suspension(draft, 2, offset));
        }
        if self.ast.is_async {
            let awaited = self.await_node(value, offset, depth);
            let draft = Draft::new("async_yield", nodes::async_yield, depth).a(Field::Child(awaited));
            return Ok(self.suspension(draft, 1, offset));
        }
        Ok(self.suspension(Draft::new("yield", nodes::yield_value, depth).a(Field::Child(value)), 0, offset))
    }

    /// Waits for the value of a node.
    pub(super) fn await_node(&mut self, value: NodeIndex, offset: u32, depth: u32) -> NodeIndex {
        self.suspension(Draft::new("await", nodes::await_value, depth).a(Field::Child(value)), 0, offset)
    }

    /// A node where the function stops, with `above` slots in use from its depth on.
    pub(super) fn suspension(&mut self, draft: Draft, above: u32, offset: u32) -> NodeIndex {
        self.kept = self.kept.max(draft.depth + above);
        self.arena.reserve(draft.depth + above + 2);
        let node = self.emit_at(draft.d(Field::Number(above)), offset);
        self.arena.suspends[node.0 as usize] = true;
        node
    }

    /// `` `a${yield}c` ``: each part becomes a string before the next is evaluated.
    fn suspending_template(&mut self, id: NodeId, parts: List, depth: u32) -> Compile<NodeIndex> {
        let empty = self.string(crate::syntax::Atom::EMPTY);
        let mut steps = vec![self.store(depth, empty), self.clear_slot(depth + 1)];
        for &part in self.ast.list(parts) {
            let term = if let Node::TemplateChunk { literal } = self.node(part) {
                match self.unit.literals.chunk(literal).cooked {
                    Some(text) if text != crate::syntax::Atom::EMPTY => self.string(text),
                    _ => continue,
                }
            } else {
                let value = self.expression(part, depth + 1)?;
                steps.push(self.store(depth + 1, value));
                let value = self.slot(depth + 1);
                let draft = Draft::new("to_string", nodes::to_string, depth + 3).a(Field::Child(value));
                let at = self.place(part);
                self.emit_at(draft, at)
            };
            let so_far = self.slot(depth);
            let run = super::operator::binary_children(code::ADD);
            let draft = Draft::new(code::NAMES[code::ADD as usize], run, depth + 2);
            let offset = self.start(id);
            let longer = self.emit_at(draft.a(Field::Child(so_far)).b(Field::Child(term)), offset);
            steps.push(self.store(depth, longer));
        }
        let result = self.slot(depth);
        Ok(self.then(&steps, result))
    }

    /// Puts callee and `this` of `object.name(…)` into the slots `depth` and `depth + 1`, where arguments suspend.
    pub(super) fn prepare_method(&mut self, id: NodeId, depth: u32) -> Compile<Option<NodeIndex>> {
        let (object, position) = match self.node(id) {
            Node::Member { object, name, position, .. } if !self.is_array_index(name) => (object, position),
            Node::Member { object, position, .. } | Node::Index { object, position, .. } => (object, position),
            _ => return Ok(None),
        };
        let clear = self.clear_slots(depth, ARGUMENTS);
        let inner = depth + ARGUMENTS;
        let base = self.expression(object, inner)?;
        let mut steps = vec![clear, self.store(depth + 1, base)];
        let subject = self.stretch(object);
        let function = match self.node(id) {
            Node::Member { name, .. } if !self.is_array_index(name) => {
                let this = Field::Slot(depth + 1);
                self.get_named(this, super::operator::Shape::Slot, name, position, subject, inner)
            }
            Node::Member { name, .. } => {
                let (this, key) = (self.slot(depth + 1), self.string(name));
                self.get_element_node(this, key, position, subject, inner)
            }
            Node::Index { index, .. } => {
                let key = self.expression(index, inner)?;
                steps.push(self.store(inner, key));
                let (this, key) = (self.slot(depth + 1), self.slot(inner));
                self.get_element_node(this, key, position, subject, inner + 1)
            }
            _ => return Ok(None),
        };
        steps.push(self.store(depth, function));
        Ok(Some(self.sequence(&steps)))
    }

    /// Whether a node may suspend.
    pub(super) fn may_suspend(&self, node: NodeIndex) -> bool {
        self.arena.suspends[node.0 as usize]
    }

    /// Whether one of these nodes may suspend.
    pub(super) fn may_suspend_any(&self, nodes: &[NodeIndex]) -> bool {
        nodes.iter().any(|&node| self.may_suspend(node))
    }

    /// Makes the children of a resumable node findable by address: no other child may stand within the subtree of one
    /// that suspends. Also tells whether their addresses ascend.
    pub(super) fn apart(&mut self, children: &[NodeIndex]) -> (Vec<NodeIndex>, bool) {
        let mut apart = children.to_vec();
        let in_order = |children: &[NodeIndex]| children.windows(2).all(|pair| pair[0].0 < pair[1].0);
        let firsts = &self.arena.firsts;
        let is_clear = children
            .windows(2)
            .all(|pair| !self.arena.suspends[pair[1].0 as usize] || firsts[pair[1].0 as usize] > pair[0].0);
        if in_order(children) && is_clear {
            return (apart, true);
        }
        for place in &mut apart {
            let child = *place;
            let is_inside = |other: NodeIndex| {
                let number = other.0 as usize;
                let (suspends, first) = (self.arena.suspends[number], self.arena.firsts[number]);
                other != child && suspends && first <= child.0 && child.0 < other.0
            };
            if children.iter().any(|&other| is_inside(other)) {
                // No statement has the number 0: this only hands on.
                let draft = Draft::new("apart", nodes::labelled, 0).a(Field::Child(child)).k(0);
                *place = self.emit(draft);
            }
        }
        let ascends = in_order(&apart);
        (apart, ascends)
    }

    /// A list of children of a resumable node, and what its field says of their order.
    pub(super) fn resumable_list(&mut self, children: &[NodeIndex]) -> (NodeIndex, u32) {
        let (apart, ascends) = self.apart(children);
        (self.arena.list(&apart), if ascends { ASCENDING } else { 0 })
    }

    /// Statements in a row, of which some suspend.
    pub(super) fn resumable_block(&mut self, statements: &[NodeIndex]) -> NodeIndex {
        let (apart, ascends) = self.apart(statements);
        if ascends && apart.len() <= 3 {
            let draft = match apart.len() {
                2 => Draft::new("resumable_block2", nodes::resumable_block2, 0),
                _ => Draft::new("resumable_block3", nodes::resumable_block3, 0).d(Field::Child(apart[2])),
            };
            return self.emit(draft.a(Field::Child(apart[0])).b(Field::Child(apart[1])));
        }
        let list = self.arena.list(&apart);
        let length = Field::Number(apart.len() as u32);
        let draft = Draft::new("resumable_block", nodes::resumable_block, if ascends { ASCENDING } else { 0 });
        self.emit(draft.a(Field::List(list)).b(length))
    }

    /// Statements, then an expression for its value; some suspend.
    pub(super) fn resumable_sequence(&mut self, statements: &[NodeIndex], value: NodeIndex) -> NodeIndex {
        let mut children = statements.to_vec();
        children.push(value);
        let (list, order) = self.resumable_list(&children);
        let length = Field::Number(children.len() as u32);
        let draft = Draft::new("resumable_sequence", nodes::resumable_sequence, order);
        self.emit(draft.a(Field::List(list)).b(length))
    }

    /// As `operation_above`, where a child suspends.
    pub(super) fn resumable_operation(
        &mut self,
        operation: Operation,
        children: &[NodeIndex],
        depth: u32,
        offset: u32,
        subject: (u32, u32),
    ) -> NodeIndex {
        let (list, order) = self.resumable_list(children);
        let draft = Draft::new("resumable_operation", nodes::resumable_operation, depth)
            .a(Field::List(list))
            .b(Field::Number(order))
            .d(Field::Number(children.len() as u32))
            .k(operation as usize as u64);
        self.arena.reserve(depth + children.len() as u32);
        self.emit_about(draft, offset, subject)
    }
}
