//! Actions of classes.
//!
//! Fields do not stand in the arena of the function around the class: all instance fields make up one function, all
//! static fields and blocks another, so each value is parsed as a function and then appended to one of the two.

use super::ast::{List, Node, PropertyKind};
use super::context::{Context, MethodParts, shifted_down};
use super::function::{FunctionAst, FunctionForm};
use super::ids::{Atom, FunctionId, NodeId};
use crate::source::Span;

/// A class whose end has not been seen.
#[derive(Debug, Default)]
pub(super) struct OpenClass {
    /// The element being parsed has `static` before it.
    is_static: bool,
    constructor: Option<FunctionId>,
    instance_fields: Fields,
    static_elements: Fields,
    computed_keys: u32,
    /// The value of the field that is just being parsed.
    value: Option<FunctionAst>,
}

/// An initialiser function in the making.
#[derive(Debug, Default)]
struct Fields {
    ast: FunctionAst,
    body: Vec<NodeId>,
}

impl Fields {
    fn add(&mut self, span: Span, node: Node) -> NodeId {
        self.ast.nodes.push(node);
        self.ast.spans.push(span);
        NodeId::new(self.ast.nodes.len() - 1)
    }

    /// Moves all nodes of `value` in; `root` is one of them, the result is where it is now.
    fn append(&mut self, value: FunctionAst, root: NodeId) -> NodeId {
        let nodes = self.ast.nodes.len() as u32;
        let lists = self.ast.lists.len() as u32;
        let up = |id| shifted_down(id, nodes.wrapping_neg());
        for mut node in value.nodes {
            node.relocate(up, |list| list.start += lists);
            self.ast.nodes.push(node);
        }
        self.ast.spans.extend(value.spans);
        self.ast.lists.extend(value.lists.into_iter().map(up));
        up(root)
    }

    fn finish(self, span: Span) -> Option<FunctionAst> {
        if self.body.is_empty() {
            return None;
        }
        let mut ast = self.ast;
        ast.body = List { start: ast.lists.len() as u32, length: self.body.len() as u32 };
        ast.lists.extend(self.body);
        ast.form = FunctionForm::FieldInitializer;
        ast.span = span;
        Some(ast)
    }
}

impl Context<'_> {
    pub(crate) fn open_class(&self) {
        self.builder.borrow_mut().classes.push(OpenClass::default());
    }

    pub(crate) fn open_static(&self) {
        self.with_class(|class| class.is_static = true);
    }

    fn with_class<R: Default>(&self, action: impl FnOnce(&mut OpenClass) -> R) -> R {
        self.builder.borrow_mut().classes.last_mut().map(action).unwrap_or_default()
    }

    /// One more element of the class; `static` does not reach further.
    pub(crate) fn push_element(&self, count: u32, element: NodeId) -> u32 {
        self.with_class(|class| class.is_static = false);
        self.push(count, element)
    }

    pub(crate) fn class_method(&self, start: u32, end: u32, method: MethodParts) -> NodeId {
        let is_static = self.with_class(|class| class.is_static);
        let key_span = self.span(method.key);
        if let Node::PropertyName { name } = self.node(method.key) {
            if is_static && name == Atom::PROTOTYPE {
                self.fail(key_span, "Classes may not have a static property named 'prototype'");
            }
            if !is_static && name == Atom::CONSTRUCTOR {
                self.set_constructor(key_span, method);
            }
        }
        self.check_private_constructor(method.key);
        let value = Some(self.add(start, end, Node::Function { function: method.function }));
        let node = Node::ClassElement { kind: method.kind, is_static, key: method.key, value, key_reference: None };
        self.add(start, end, node)
    }

    fn set_constructor(&self, span: Span, method: MethodParts) {
        let (is_async, is_generator) = {
            let builder = self.builder.borrow();
            let function = &builder.functions[method.function.index()];
            (function.is_async, function.is_generator)
        };
        if is_async {
            self.fail(span, "Class constructor may not be an async method");
        } else if is_generator {
            self.fail(span, "Class constructor may not be a generator");
        } else if method.kind != PropertyKind::Method {
            self.fail(span, "Class constructor may not be an accessor");
        } else if self.with_class(|class| class.constructor.replace(method.function)).is_some() {
            self.fail(span, "A class may only have one constructor");
        }
    }

    fn check_private_constructor(&self, key: NodeId) {
        if matches!(self.node(key), Node::PrivateName { name: Atom::PRIVATE_CONSTRUCTOR, .. }) {
            self.fail(self.span(key), "Classes may not have a private field named '#constructor'");
        }
    }

    /// The value of a field has been parsed, in a function of its own.
    pub(crate) fn close_field(&self, value: NodeId) -> NodeId {
        let ast = self.take_function(0);
        self.with_class(|class| class.value = Some(ast));
        value
    }

    /// A field; `value` is a node of the function that `close_field` put by.
    pub(crate) fn field(&self, start: u32, end: u32, key: NodeId, value: Option<NodeId>) -> NodeId {
        let key_span = self.span(key);
        let key_node = self.node(key);
        let is_static = self.with_class(|class| class.is_static);
        match key_node {
            Node::PropertyName { name: Atom::CONSTRUCTOR } => {
                self.fail(key_span, "Classes may not have a field named 'constructor'");
            }
            Node::PropertyName { name: Atom::PROTOTYPE } if is_static => {
                self.fail(key_span, "Classes may not have a static property named 'prototype'");
            }
            _ => self.check_private_constructor(key),
        }
        self.with_class(|class| {
            let parsed = class.value.take();
            let fields = if is_static { &mut class.static_elements } else { &mut class.instance_fields };
            let value = value.zip(parsed).map(|(root, ast)| fields.append(ast, root));
            let key = match key_node {
                Node::Computed { .. } => {
                    class.computed_keys += 1;
                    Node::ComputedKey { element: class.computed_keys - 1, reference: None }
                }
                other => other,
            };
            let key = fields.add(key_span, key);
            let definition = fields.add(Span::new(start, end), Node::FieldDefinition { key, value });
            fields.body.push(definition);
        });
        let kind = PropertyKind::Field;
        self.add(start, end, Node::ClassElement { kind, is_static, key, value: None, key_reference: None })
    }

    pub(crate) fn static_block(&self, count: u32, start: u32, end: u32, function: FunctionId) -> u32 {
        let span = Span::new(start, end);
        self.describe(function, FunctionForm::StaticBlock, None, span);
        self.with_class(|class| {
            let node = class.static_elements.add(span, Node::StaticBlock { function });
            class.static_elements.body.push(node);
        });
        count
    }

    pub(crate) fn class_body(&self, start: u32, end: u32, count: u32) -> NodeId {
        let span = Span::new(start, end);
        let mut builder = self.builder.borrow_mut();
        let class = builder.classes.pop().unwrap_or_default();
        let instance_fields = class.instance_fields.finish(span).map(|ast| builder.add_function(ast));
        let static_elements = class.static_elements.finish(span).map(|ast| builder.add_function(ast));
        let elements = builder.take_list(count);
        let constructor = class.constructor;
        builder.add(span, Node::ClassBody { elements, constructor, instance_fields, static_elements })
    }

    pub(crate) fn class(&self, start: u32, end: u32, name: Option<Atom>, tail: (Option<NodeId>, NodeId)) -> NodeId {
        let (heritage, body) = tail;
        if let Node::ClassBody { constructor: Some(constructor), .. } = self.node(body) {
            let form =
                if heritage.is_some() { FunctionForm::DerivedConstructor } else { FunctionForm::BaseConstructor };
            self.describe(constructor, form, name, Span::new(start, end));
        }
        self.add(start, end, Node::Class { name, heritage, body, scope: None })
    }

    pub(crate) fn class_declaration(
        &self,
        start: u32,
        end: u32,
        binding: NodeId,
        tail: (Option<NodeId>, NodeId),
    ) -> NodeId {
        let name = match self.node(binding) {
            Node::Binding { name, .. } => Some(name),
            _ => None,
        };
        let class = self.class(start, end, name, tail);
        self.add(start, end, Node::ClassDeclaration { binding, class })
    }
}
