//! From the cover grammar to what was meant: literals to patterns, parentheses to parameters.
//!
//! Conversion happens in place and without recursion: nodes still to be converted wait on a list.

use super::ast::{List, Node, PropertyKind};
use super::context::{ArrowHead, Context, shifted_down};
use super::ids::{Atom, NodeId};
use super::scan;
use crate::source::Span;

/// What a pattern's targets are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// Names being declared.
    Binding,
    /// Anything that can be assigned to.
    Assignment,
}

const INVALID_TARGET: &str = "Invalid destructuring assignment target";
const REST_NOT_LAST: &str = "Rest element must be last element";

impl Context<'_> {
    /// An array or object literal as the pattern of a declaration or parameter.
    pub(crate) fn binding_pattern(&self, literal: NodeId) -> NodeId {
        self.convert(literal, Mode::Binding);
        literal
    }

    /// The left side of `=`, or what a for-in or for-of loop assigns to.
    pub(super) fn assignment_target(&self, target: NodeId, message: &str) -> NodeId {
        match self.node(target) {
            Node::Array { .. } | Node::Object { .. } => self.convert(target, Mode::Assignment),
            _ => self.check_simple_target(target, message),
        }
        target
    }

    /// A simple target, or a call, which throws when it runs (in strict code it is an early error of `scope`).
    pub(super) fn check_simple_target(&self, target: NodeId, message: &str) {
        if !self.is_simple_target(target) && !self.is_call(target) {
            self.fail(self.span(target), message);
        }
    }

    fn is_simple_target(&self, target: NodeId) -> bool {
        matches!(
            self.without_parentheses(target).1,
            Node::Identifier { .. }
                | Node::Member { .. }
                | Node::PrivateMember { .. }
                | Node::Index { .. }
                | Node::SuperMember { .. }
                | Node::SuperIndex { .. }
        )
    }

    fn convert(&self, root: NodeId, mode: Mode) {
        let mut waiting = vec![root];
        while let Some(id) = waiting.pop() {
            if self.has_failed() {
                return;
            }
            let converted = match self.node(id) {
                Node::Identifier { name, .. } if mode == Mode::Binding => Node::Binding { name, reference: None },
                Node::Identifier { .. } | Node::Binding { .. } => continue,
                Node::Array { elements, trailing_comma } => self.array_pattern(elements, trailing_comma, &mut waiting),
                Node::Object { properties } => self.object_pattern(properties, mode, &mut waiting),
                Node::Assign { operator: None, target, value, .. } => {
                    waiting.push(target);
                    Node::Default { target, value }
                }
                // Converted once already, as an assignment pattern inside what turned out to be parameters.
                node @ (Node::ArrayPattern { elements: list } | Node::ObjectPattern { properties: list }) => {
                    if mode == Mode::Binding {
                        let builder = self.builder.borrow();
                        waiting.extend((0..list.length).map(|index| builder.item(list, index)));
                    }
                    node
                }
                node @ (Node::Default { target, .. } | Node::Rest { target }) => {
                    waiting.push(target);
                    node
                }
                node @ Node::Property { value, .. } => {
                    waiting.push(value);
                    node
                }
                Node::Hole => continue,
                _ if mode == Mode::Assignment && self.is_simple_target(id) => continue,
                _ => return self.fail(self.span(id), INVALID_TARGET),
            };
            *self.builder.borrow_mut().node_mut(id) = converted;
        }
    }

    fn array_pattern(&self, elements: List, trailing_comma: bool, waiting: &mut Vec<NodeId>) -> Node {
        let mut builder = self.builder.borrow_mut();
        for index in 0..elements.length {
            let id = builder.item(elements, index);
            let Node::Spread { expression } = builder.node(id) else {
                waiting.push(id);
                continue;
            };
            if index + 1 != elements.length || trailing_comma {
                self.fail(builder.span(id), REST_NOT_LAST);
            }
            if matches!(builder.node(expression), Node::Assign { .. }) {
                self.fail(builder.span(expression), INVALID_TARGET);
            }
            *builder.node_mut(id) = Node::Rest { target: expression };
            waiting.push(expression);
        }
        Node::ArrayPattern { elements }
    }

    fn object_pattern(&self, properties: List, mode: Mode, waiting: &mut Vec<NodeId>) -> Node {
        let mut builder = self.builder.borrow_mut();
        for index in 0..properties.length {
            let id = builder.item(properties, index);
            let converted = match builder.node(id) {
                Node::Property { kind: PropertyKind::Value | PropertyKind::Shorthand, value, .. } => {
                    waiting.push(value);
                    continue;
                }
                Node::Property { kind: PropertyKind::CoverInitialized, key, value } => {
                    let span = builder.span(id);
                    if let Some(found) = builder.cover_initialized.iter().rposition(|&start| start == span.start) {
                        builder.cover_initialized.swap_remove(found);
                    }
                    waiting.push(value);
                    Node::Property { kind: PropertyKind::Shorthand, key, value }
                }
                Node::Spread { expression } => {
                    let (next, _) = scan::skip_trivia(self.source.text(), builder.span(id).end as usize);
                    let has_comma = self.source.text().as_bytes().get(next) == Some(&b',');
                    if index + 1 != properties.length || has_comma {
                        self.fail(builder.span(id), REST_NOT_LAST);
                    }
                    let is_literal = matches!(builder.node(expression), Node::Array { .. } | Node::Object { .. });
                    let is_name = matches!(builder.node(expression), Node::Identifier { .. });
                    if is_literal
                        || matches!(builder.node(expression), Node::Assign { .. })
                        || (mode == Mode::Binding && !is_name)
                    {
                        self.fail(
                            builder.span(expression),
                            "`...` must be followed by an assignable reference in assignment contexts",
                        );
                    }
                    waiting.push(expression);
                    Node::Rest { target: expression }
                }
                _ => {
                    self.fail(builder.span(id), INVALID_TARGET);
                    continue;
                }
            };
            *builder.node_mut(id) = converted;
        }
        Node::ObjectPattern { properties }
    }

    // ---------------------------------------------------------------- arrow functions

    /// Parentheses before `=>`.
    pub(crate) fn arrow_parameters(&self, parentheses: NodeId) -> ArrowHead {
        let base = self.last_parenthesis.get();
        let span = self.span(parentheses);
        let shift = self.shift_to(base);
        self.open_arrow(base, false);
        let inside = match self.node(shifted_down(parentheses, shift)) {
            Node::Parenthesized { expression } => expression,
            _ => shifted_down(parentheses, shift),
        };
        let list = match self.node(inside) {
            Node::Sequence { expressions } => expressions,
            _ => self.single(inside),
        };
        self.become_parameters(list, span);
        ArrowHead { is_async: false }
    }

    /// `async (…)` before `=>`.
    pub(crate) fn async_arrow_parameters(&self, call: NodeId) -> ArrowHead {
        let base = self.last_parenthesis.get();
        let span = self.span(call);
        let Node::Call { callee, optional: false, .. } = self.node(call) else {
            return self.malformed(span);
        };
        let head = self.span(callee);
        let is_async = matches!(self.node(callee), Node::Identifier { name: Atom::ASYNC, .. })
            && self.source.slice(head) == "async";
        let (parenthesis, newline) = scan::skip_trivia(self.source.text(), head.end as usize);
        if !is_async || newline {
            return self.malformed(span);
        }
        let shift = self.shift_to(base);
        self.open_arrow(base, true);
        if let Node::Call { arguments, .. } = self.node(shifted_down(call, shift)) {
            self.spread_to_rest(arguments);
            self.become_parameters(arguments, Span::new(parenthesis as u32, span.end));
        }
        ArrowHead { is_async: true }
    }

    /// By how much ids shrink when a function opens at `base`.
    fn shift_to(&self, base: super::context::Mark) -> u32 {
        self.builder.borrow().shift_to(base)
    }

    fn malformed(&self, span: Span) -> ArrowHead {
        self.fail(span, "Malformed arrow function parameter list");
        self.open_arrow(self.mark(), false);
        ArrowHead { is_async: false }
    }

    fn single(&self, item: NodeId) -> List {
        let mut builder = self.builder.borrow_mut();
        builder.items.push(item);
        builder.take_list(1)
    }

    fn spread_to_rest(&self, arguments: List) {
        for index in 0..arguments.length {
            let mut builder = self.builder.borrow_mut();
            let id = builder.item(arguments, index);
            let Node::Spread { expression } = builder.node(id) else { continue };
            let (next, _) = scan::skip_trivia(self.source.text(), builder.span(id).end as usize);
            if index + 1 != arguments.length || self.source.text().as_bytes().get(next) == Some(&b',') {
                self.fail(builder.span(id), "Rest parameter must be last formal parameter");
            }
            if matches!(builder.node(expression), Node::Assign { .. }) {
                self.fail(builder.span(id), "Rest parameter may not have a default initializer");
            }
            *builder.node_mut(id) = Node::Rest { target: expression };
        }
    }

    fn become_parameters(&self, list: List, span: Span) {
        for index in 0..list.length {
            let id = self.builder.borrow().item(list, index);
            match self.node(id) {
                Node::Identifier { .. }
                | Node::Array { .. }
                | Node::Object { .. }
                | Node::Rest { .. }
                | Node::Assign { .. } => {
                    self.convert(id, Mode::Binding);
                }
                Node::ArrayPattern { .. } | Node::ObjectPattern { .. } => self.convert(id, Mode::Binding),
                Node::Member { .. } | Node::Index { .. } | Node::Call { .. } | Node::Parenthesized { .. } => {
                    self.fail(self.span(id), "Invalid destructuring assignment target");
                }
                _ => self.fail(self.span(id), "Malformed arrow function parameter list"),
            }
        }
        self.builder.borrow_mut().adopt_parameters(list, span);
    }
}
