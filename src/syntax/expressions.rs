//! Actions of expressions.

use super::ast::{BinaryOperator, List, Node, PropertyKind};
use super::context::{Context, MethodParts};
use super::ids::{Atom, NodeId};
use crate::source::Span;

/// How long a chain of `**`, the one operator that hangs to the right, may be.
const LONGEST_POWER_CHAIN: usize = 2000;

impl BinaryOperator {
    /// Operators with a higher number bind tighter.
    pub(crate) fn precedence(self) -> u8 {
        use BinaryOperator::*;
        match self {
            Coalesce | Or => 1,
            And => 2,
            BitOr => 3,
            BitXor => 4,
            BitAnd => 5,
            Equal | NotEqual | StrictEqual | StrictNotEqual => 6,
            Less | Greater | LessEqual | GreaterEqual | In | InstanceOf => 7,
            ShiftLeft | ShiftRight | ShiftRightUnsigned => 8,
            Add | Subtract => 9,
            Multiply | Divide | Remainder => 10,
            Power => 11,
        }
    }

    /// `&&`, `||`, `??`: the right operand may not be evaluated.
    pub(crate) fn is_logical(self) -> bool {
        matches!(self, BinaryOperator::And | BinaryOperator::Or | BinaryOperator::Coalesce)
    }
}

/// One of `??` on the one side and `&&` or `||` on the other: they do not mix without parentheses.
fn mixes(left: BinaryOperator, right: BinaryOperator) -> bool {
    use BinaryOperator::*;
    matches!((left, right), (Coalesce, And | Or) | (And | Or, Coalesce))
}

impl Context<'_> {
    /// `left operator right`, where `left` may be an operator expression in which the new one belongs further down.
    pub(crate) fn binary(&self, left: NodeId, operator: BinaryOperator, right: NodeId, position: u32) -> NodeId {
        let mut builder = self.builder.borrow_mut();
        let end = builder.span(right).end;
        let (mut parent, mut current, mut steps) = (None, left, 0);
        while let Node::Binary { operator: upper, right: inner, .. } = builder.node(current) {
            let goes_down = operator.precedence() > upper.precedence()
                || (operator == BinaryOperator::Power && upper == BinaryOperator::Power);
            if mixes(upper, operator) {
                let text = if operator == BinaryOperator::Coalesce {
                    "??"
                } else if operator == BinaryOperator::And {
                    "&&"
                } else {
                    "||"
                };
                self.fail(Span::new(position, position + 2), format!("Unexpected token '{text}'"));
            }
            if !goes_down {
                break;
            }
            builder.span_mut(current).end = end;
            parent = Some(current);
            current = inner;
            steps += 1;
        }
        if operator == BinaryOperator::Power && matches!(builder.node(current), Node::Unary { .. } | Node::Await { .. })
        {
            let message = "Unary operator used immediately before exponentiation expression. \
                           Parenthesis must be used to disambiguate operator precedence";
            self.fail(builder.span(current), message);
        }
        if steps > LONGEST_POWER_CHAIN {
            let span = Span::new(position, position + 2);
            self.fail_with(crate::source::Diagnostic::range(span, "Maximum call stack size exceeded"));
        }
        let span = Span::new(builder.span(current).start, end);
        let node = builder.add(span, Node::Binary { operator, left: current, right, position });
        let Some(parent) = parent else { return node };
        if let Node::Binary { right, .. } = builder.node_mut(parent) {
            *right = node;
        }
        left
    }

    /// `left, right`. The node stays unfinished, its items waiting, until `finish_sequence`.
    pub(crate) fn sequence(&self, left: NodeId, right: NodeId) -> NodeId {
        let mut builder = self.builder.borrow_mut();
        let end = builder.span(right).end;
        if let Node::Sequence { expressions } = builder.node_mut(left) {
            expressions.length += 1;
            builder.span_mut(left).end = end;
            builder.items.push(right);
            return left;
        }
        builder.items.push(left);
        builder.items.push(right);
        let span = Span::new(builder.span(left).start, end);
        builder.add(span, Node::Sequence { expressions: List { start: 0, length: 2 } })
    }

    /// No further comma follows.
    pub(crate) fn finish_sequence(&self, expression: NodeId) -> NodeId {
        let mut builder = self.builder.borrow_mut();
        if let Node::Sequence { expressions } = builder.node(expression) {
            let list = builder.take_list(expressions.length);
            *builder.node_mut(expression) = Node::Sequence { expressions: list };
        }
        expression
    }

    pub(crate) fn parenthesized(&self, start: u32, end: u32, expression: NodeId) -> NodeId {
        let expression = self.finish_sequence(expression);
        self.add(start, end, Node::Parenthesized { expression })
    }

    /// `(…)` that can only be the parameters of an arrow function: a bare `Sequence`.
    pub(crate) fn cover(&self, start: u32, end: u32, first: Option<NodeId>, rest: Option<NodeId>) -> NodeId {
        let mut builder = self.builder.borrow_mut();
        let mut count = 0;
        if let Some(first) = first {
            if let Node::Sequence { expressions } = builder.node(first) {
                count = expressions.length;
            } else {
                builder.items.push(first);
                count = 1;
            }
        }
        if let Some(rest) = rest {
            builder.items.push(rest);
            count += 1;
        }
        let expressions = builder.take_list(count);
        builder.add(Span::new(start, end), Node::Sequence { expressions })
    }

    pub(crate) fn assignment(&self, start: u32, end: u32, target: NodeId, value: NodeId, position: u32) -> NodeId {
        let target = self.assignment_target(target, "Invalid left-hand side in assignment");
        self.add(start, end, Node::Assign { operator: None, target, value, position })
    }

    pub(crate) fn compound_assignment(
        &self,
        start: u32,
        end: u32,
        operator: BinaryOperator,
        target: NodeId,
        value: NodeId,
        position: u32,
    ) -> NodeId {
        let message = "Invalid left-hand side in assignment";
        self.check_simple_target(target, message);
        if operator.is_logical() && self.is_call(target) {
            self.fail(self.span(target), message);
        }
        self.add(start, end, Node::Assign { operator: Some(operator), target, value, position })
    }

    pub(crate) fn update(&self, start: u32, end: u32, increment: bool, prefix: bool, target: NodeId) -> NodeId {
        let kind = if prefix { "prefix" } else { "postfix" };
        self.check_simple_target(target, &format!("Invalid left-hand side expression in {kind} operation"));
        self.add(start, end, Node::Update { increment, prefix, target })
    }

    pub(crate) fn call(
        &self,
        start: u32,
        end: u32,
        callee: NodeId,
        count: u32,
        optional: bool,
        parenthesis: u32,
    ) -> NodeId {
        let position = match self.node(callee) {
            _ if optional => parenthesis,
            Node::Identifier { .. } => self.span(callee).start,
            // After a keyword V8 reports the parenthesis.
            Node::Member { name, .. } if name.is_reserved() => parenthesis,
            Node::Member { position, .. } => self.name_start(callee, position),
            Node::SuperMember { position, .. } => position,
            _ => parenthesis,
        };
        self.list_node(start, end, count, |arguments| Node::Call { callee, arguments, optional, position })
    }

    /// Where the name of a member stands, whose position may be that of the `.` or `?.` before it.
    fn name_start(&self, member: NodeId, position: u32) -> u32 {
        let text = self.source.slice(Span::new(position, self.span(member).end));
        if !text.starts_with(['.', '?']) {
            return position;
        }
        let is_part =
            |character: char| character.is_alphanumeric() || "_$\\{}".contains(character) || !character.is_ascii();
        position + text.trim_end_matches(is_part).len() as u32
    }

    pub(crate) fn super_call(&self, start: u32, end: u32, count: u32) -> NodeId {
        self.list_node(start, end, count, |arguments| Node::SuperCall { arguments, references: None })
    }

    pub(crate) fn new_expression(&self, start: u32, end: u32, callee: NodeId, count: u32) -> NodeId {
        self.list_node(start, end, count, |arguments| Node::New { callee, arguments })
    }

    pub(crate) fn new_target(&self, start: u32, end: u32, name: Atom) -> NodeId {
        if name != Atom::TARGET || !self.source.slice(Span::new(start, end)).ends_with("target") {
            self.fail(Span::new(start, end), "new.target expression is not allowed here");
        }
        self.add(start, end, Node::NewTarget { reference: None })
    }

    pub(crate) fn import_meta(&self, start: u32, end: u32, name: Atom) -> NodeId {
        if name != Atom::META || !self.source.slice(Span::new(start, end)).ends_with("meta") {
            self.fail(Span::new(start, end), "Invalid or unexpected token");
        } else if self.options.goal != super::parse::Goal::Module {
            self.fail(Span::new(start, end), "Cannot use 'import.meta' outside a module");
        }
        self.add(start, end, Node::ImportMeta)
    }

    pub(crate) fn tagged_template(&self, start: u32, end: u32, tag: NodeId, count: u32, position: u32) -> NodeId {
        self.list_node(start, end, count, |parts| Node::TaggedTemplate { tag, parts, position })
    }

    /// A template whose tag is an optional chain, which is an error by rule (and so no semicolon is inserted).
    pub(crate) fn invalid_template(&self, start: u32, end: u32, tag: NodeId, count: u32, position: u32) -> NodeId {
        self.fail(Span::new(position, end), "Invalid tagged template on optional chain");
        self.tagged_template(start, end, tag, count, position)
    }

    /// A template without tag: every escape in it must be well formed.
    pub(crate) fn template(&self, start: u32, end: u32, count: u32) -> NodeId {
        let node = self.list_node(start, end, count, |parts| Node::Template { parts });
        let Node::Template { parts } = self.node(node) else { return node };
        for index in (0..parts.length).step_by(2) {
            let chunk = self.builder.borrow().item(parts, index);
            let Node::TemplateChunk { literal } = self.node(chunk) else { continue };
            if self.literals.borrow().chunk(literal).cooked.is_none() {
                let span = self.span(chunk);
                let inside = super::driver::chunk_inside(self.source, span);
                let bad = super::cook::template(self.source, inside, &mut self.atoms.borrow_mut()).err();
                let (offset, message) =
                    bad.map_or((span.start, "Invalid or unexpected token"), |bad| (bad.offset, bad.message));
                self.fail(Span::new(offset, offset + 2), message);
            }
        }
        node
    }

    pub(crate) fn array(&self, start: u32, end: u32, count: u32, trailing_comma: bool) -> NodeId {
        self.list_node(start, end, count, |elements| Node::Array { elements, trailing_comma })
    }

    pub(crate) fn object(&self, start: u32, end: u32, count: u32) -> NodeId {
        self.list_node(start, end, count, |properties| Node::Object { properties })
    }

    /// Private names are keys of classes only.
    fn check_key(&self, key: NodeId) {
        if let Node::PrivateName { name, .. } = self.node(key) {
            let name = self.atoms.borrow().display(name);
            self.fail(self.span(key), format!("Unexpected identifier '{name}'"));
        }
    }

    pub(crate) fn property(&self, start: u32, end: u32, key: NodeId, value: NodeId) -> NodeId {
        self.check_key(key);
        self.add(start, end, Node::Property { kind: PropertyKind::Value, key, value })
    }

    pub(crate) fn shorthand(&self, start: u32, end: u32, name: Atom) -> NodeId {
        let key = self.add(start, end, Node::PropertyName { name });
        let value = self.add(start, end, Node::Identifier { name, reference: None });
        self.add(start, end, Node::Property { kind: PropertyKind::Shorthand, key, value })
    }

    /// `{ name = value }`, which only a pattern may have.
    pub(crate) fn cover_initialized(&self, start: u32, end: u32, name: Atom, value: NodeId) -> NodeId {
        let name_end = super::scan::identifier_end(self.source.text(), start as usize) as u32;
        let key = self.add(start, name_end, Node::PropertyName { name });
        let target = self.add(start, name_end, Node::Identifier { name, reference: None });
        let value = self.add(start, end, Node::Default { target, value });
        self.builder.borrow_mut().cover_initialized.push(start);
        self.add(start, end, Node::Property { kind: PropertyKind::CoverInitialized, key, value })
    }

    pub(crate) fn property_method(&self, start: u32, end: u32, method: MethodParts) -> NodeId {
        self.check_key(method.key);
        let value = self.add(start, end, Node::Function { function: method.function });
        self.add(start, end, Node::Property { kind: method.kind, key: method.key, value })
    }

    /// Whether the node, parentheses aside, is a call.
    pub(super) fn is_call(&self, id: NodeId) -> bool {
        matches!(self.without_parentheses(id).1, Node::Call { .. })
    }

    /// The node inside the parentheses, if there are any.
    pub(super) fn without_parentheses(&self, mut id: NodeId) -> (NodeId, Node) {
        loop {
            match self.node(id) {
                Node::Parenthesized { expression } => id = expression,
                node => return (id, node),
            }
        }
    }
}
