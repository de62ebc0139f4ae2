//! Actions of statements and functions.

use super::ast::{DeclarationKind, Node, PropertyKind};
use super::context::{ArrowHead, Context, FunctionFlags, MethodParts};
use super::function::FunctionForm;
use super::ids::{Atom, FunctionId, NodeId};
use crate::source::Span;

impl Context<'_> {
    fn add_with_list(&self, start: u32, end: u32, count: u32, node: impl FnOnce(super::ast::List) -> Node) -> NodeId {
        let mut builder = self.builder.borrow_mut();
        let list = builder.take_list(count);
        builder.add(Span::new(start, end), node(list))
    }

    /// `var`, `let`, `const` with its declarators.
    pub(crate) fn declaration(&self, start: u32, end: u32, kind: DeclarationKind, count: u32) -> NodeId {
        let first = self.builder.borrow().items.len() - count as usize;
        for index in first..first + count as usize {
            let declarator = self.builder.borrow().items[index];
            if let Node::Declarator { target, .. } = self.node(declarator) {
                self.check_resource(kind, target);
            }
            if let Node::Declarator { target, value: None } = self.node(declarator) {
                let what = match self.node(target) {
                    Node::Binding { .. } if kind == DeclarationKind::Const => "const",
                    Node::Binding { .. } if kind == DeclarationKind::Using => "using",
                    Node::Binding { .. } if kind == DeclarationKind::AwaitUsing => "await using",
                    Node::Binding { .. } => continue,
                    _ => "destructuring",
                };
                self.fail(self.span(target), format!("Missing initializer in {what} declaration"));
            }
        }
        self.add_with_list(start, end, count, |declarators| Node::Declaration { kind, declarators })
    }

    /// A resource has a name: patterns take things apart that nobody could dispose of any more.
    fn check_resource(&self, kind: DeclarationKind, target: NodeId) {
        if kind.disposes() && !matches!(self.node(target), Node::Binding { .. }) {
            let span = self.span(target);
            let text = self.source.slice(Span::new(span.start, span.start + 1)).to_owned();
            self.fail(span, format!("Unexpected token '{text}'"));
        }
    }

    /// The declaration in the head of a `for-in` or `for-of`.
    pub(crate) fn for_declaration(
        &self,
        start: u32,
        end: u32,
        kind: DeclarationKind,
        target: NodeId,
        value: Option<NodeId>,
    ) -> NodeId {
        self.check_resource(kind, target);
        let declarator = self.add(self.span(target).start, end, Node::Declarator { target, value });
        let count = self.push(0, declarator);
        self.add_with_list(start, end, count, |declarators| Node::Declaration { kind, declarators })
    }

    pub(crate) fn for_in(&self, start: u32, end: u32, left: NodeId, right: NodeId) -> NodeId {
        let left = self.assignment_target(left, "Invalid left-hand side in for-loop");
        self.add(start, end, Node::ForIn { left, right, body: NodeId::new(0), scope: None })
    }

    pub(crate) fn for_in_declaration(&self, start: u32, end: u32, left: NodeId, right: NodeId) -> NodeId {
        let (kind, target, value) = self.only_declarator(left);
        let is_plain = matches!(self.node(target), Node::Binding { .. });
        if kind.disposes() {
            self.fail(self.span(left), "Invalid left-hand side in for-in loop: Must have a single binding.");
        }
        if value.is_some() && (kind != DeclarationKind::Var || !is_plain) {
            let message = "for-in loop variable declaration may not have an initializer.";
            self.fail(self.span(left), message);
        }
        self.add(start, end, Node::ForIn { left, right, body: NodeId::new(0), scope: None })
    }

    pub(crate) fn for_of(&self, start: u32, end: u32, left: NodeId, right: NodeId, is_await: bool) -> NodeId {
        let span = self.span(left);
        let text = self.source.slice(Span::new(span.start, self.source.text().len() as u32));
        let starts_with_let = super::scan::word(text.as_bytes(), 0) == b"let";
        let is_async = self.source.slice(span) == "async";
        if starts_with_let {
            self.fail(span, "The left-hand side of a for-of loop may not be 'let'.");
        } else if is_async && !is_await {
            self.fail(span, "The left-hand side of a for-of loop may not be 'async'.");
        }
        let left = self.assignment_target(left, "Invalid left-hand side in for-loop");
        self.add_for_of(start, end, left, right, is_await)
    }

    pub(crate) fn for_of_declaration(
        &self,
        start: u32,
        end: u32,
        left: NodeId,
        right: NodeId,
        is_await: bool,
    ) -> NodeId {
        self.add_for_of(start, end, left, right, is_await)
    }

    fn add_for_of(&self, start: u32, end: u32, left: NodeId, right: NodeId, is_await: bool) -> NodeId {
        if is_await && !self.flags().has(FunctionFlags::ASYNC) {
            let message = "await is only valid in async functions and the top level bodies of modules";
            self.fail(Span::new(start, start + 3), message);
        }
        self.add(start, end, Node::ForOf { left, right, body: NodeId::new(0), scope: None, is_await })
    }

    fn only_declarator(&self, declaration: NodeId) -> (DeclarationKind, NodeId, Option<NodeId>) {
        let builder = self.builder.borrow();
        if let Node::Declaration { kind, declarators } = builder.node(declaration)
            && let Node::Declarator { target, value } = builder.node(builder.item(declarators, 0))
        {
            return (kind, target, value);
        }
        (DeclarationKind::Var, declaration, None)
    }

    /// A `Head` gets its statement.
    pub(crate) fn set_body(&self, head: NodeId, statement: NodeId, end: u32) -> NodeId {
        let mut builder = self.builder.borrow_mut();
        builder.span_mut(head).end = end;
        match builder.node_mut(head) {
            Node::While { body, .. }
            | Node::With { body, .. }
            | Node::Labelled { body, .. }
            | Node::For { body, .. }
            | Node::ForIn { body, .. }
            | Node::ForOf { body, .. } => *body = statement,
            _ => {}
        }
        head
    }

    pub(crate) fn conditional(
        &self,
        start: u32,
        end: u32,
        test: NodeId,
        consequent: NodeId,
        alternate: Option<NodeId>,
    ) -> NodeId {
        self.add(start, end, Node::If { test, consequent, alternate })
    }

    pub(crate) fn do_while(&self, start: u32, end: u32, body: NodeId, test: NodeId) -> NodeId {
        self.add(start, end, Node::DoWhile { body, test })
    }

    pub(crate) fn block(&self, start: u32, end: u32, count: u32) -> NodeId {
        self.add_with_list(start, end, count, |statements| Node::Block { statements, scope: None })
    }

    pub(crate) fn return_statement(&self, start: u32, end: u32, value: Option<NodeId>) -> NodeId {
        if self.flags().has(FunctionFlags::NO_RETURN) {
            self.fail(Span::new(start, start + 6), "Illegal return statement");
        }
        self.add(start, end, Node::Return { value })
    }

    pub(crate) fn switch(&self, start: u32, end: u32, discriminant: NodeId, count: u32) -> NodeId {
        self.add_with_list(start, end, count, |cases| Node::Switch { discriminant, cases, scope: None })
    }

    pub(crate) fn case(&self, start: u32, end: u32, test: Option<NodeId>, count: u32) -> NodeId {
        self.add_with_list(start, end, count, |statements| Node::Case { test, statements })
    }

    // ---------------------------------------------------------------- functions

    fn binding_name(&self, binding: NodeId) -> Option<Atom> {
        match self.node(binding) {
            Node::Binding { name, .. } => Some(name),
            _ => None,
        }
    }

    pub(crate) fn function_declaration(&self, start: u32, end: u32, binding: NodeId, function: FunctionId) -> NodeId {
        let name = self.binding_name(binding);
        self.describe(function, FunctionForm::Declaration, name, Span::new(start, end));
        self.add(start, end, Node::FunctionDeclaration { binding, function, var_reference: None })
    }

    /// `export default function () {}`: hoisted like a declaration, named `default`.
    pub(crate) fn default_function(&self, start: u32, end: u32, function: FunctionId) -> NodeId {
        let binding = self.add(start, start, Node::Binding { name: Atom::DEFAULT_EXPORT, reference: None });
        self.describe(function, FunctionForm::Declaration, None, Span::new(start, end));
        self.add(start, end, Node::FunctionDeclaration { binding, function, var_reference: None })
    }

    pub(crate) fn function_expression(&self, start: u32, end: u32, name: Option<Atom>, function: FunctionId) -> NodeId {
        self.describe(function, FunctionForm::Expression, name, Span::new(start, end));
        self.add(start, end, Node::Function { function })
    }

    pub(crate) fn method(
        &self,
        start: u32,
        end: u32,
        kind: PropertyKind,
        key: NodeId,
        function: FunctionId,
    ) -> MethodParts {
        let form = match kind {
            PropertyKind::Get => FunctionForm::Getter,
            PropertyKind::Set => FunctionForm::Setter,
            _ => FunctionForm::Method,
        };
        self.describe(function, form, None, Span::new(start, end));
        MethodParts { kind, key, function }
    }

    /// `name =>`
    pub(crate) fn arrow_name(&self, start: u32, end: u32, name: Atom, is_async: bool) -> ArrowHead {
        self.open_arrow(self.mark(), is_async);
        let binding = self.add(start, end, Node::Binding { name, reference: None });
        self.set_parameters(start, end, self.push(0, binding));
        ArrowHead { is_async }
    }

    pub(crate) fn arrow(&self, start: u32, end: u32, _head: ArrowHead, function: FunctionId) -> NodeId {
        self.describe(function, FunctionForm::Arrow, None, Span::new(start, end));
        self.add(start, end, Node::Function { function })
    }

    /// A list of arguments or elements as a node's list.
    pub(super) fn list_node(
        &self,
        start: u32,
        end: u32,
        count: u32,
        node: impl FnOnce(super::ast::List) -> Node,
    ) -> NodeId {
        self.add_with_list(start, end, count, node)
    }
}
