//! Literals: objects, arrays, templates, closures.

use super::{Compile, CompileError, Compiler, Constant, Draft, Field, NodeIndex, Note, Origin};
use crate::interpreter::machine::operator as code;
use crate::interpreter::machine::{MAXIMUM_ARRAY, nodes};
use crate::interpreter::operations as op;
use crate::syntax::{Atom, FunctionForm, FunctionId, List, Node, NodeId, PropertyKind};
use crate::value::Value;

/// Longest object literal made in one allocation.
const MAXIMUM_FAST_OBJECT: usize = 48;

/// How a function gets the name that `function.name` shows.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum FunctionName {
    /// A name known now.
    Atom(Atom),
}

impl Compiler<'_> {
    /// A closure of `function`. `name`: the name it takes from its surroundings if it has none of its own.
    pub(super) fn closure(
        &mut self,
        function: FunctionId,
        name: Option<FunctionName>,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let ast = &self.unit.functions[function.index()];
        let length = self.unit.scopes[function.index()].length;
        let is_class = matches!(ast.form, FunctionForm::BaseConstructor | FunctionForm::DerivedConstructor);
        let name = match (ast.name.filter(|_| !is_class), name) {
            (Some(own), _) => own,
            (None, Some(FunctionName::Atom(given))) => given,
            (None, None) => Atom::EMPTY,
        };
        let offset = ast.span.start;
        let shape = function_shape(ast);
        let code = self.code_constant(function);
        let name = self.constants.add(Constant::String(name));
        let context = self.closure_over();
        let draft = Draft::new("closure", nodes::closure::<false>, depth)
            .a(Field::Number(context))
            .b(Field::Number(shape as u32))
            .d(Field::Number(code))
            .k(u64::from(length) | u64::from(name) << 32);
        Ok(self.emit_at(draft, offset))
    }

    /// An expression whose anonymous function or class, parenthesised or not, gets the name `name`.
    pub(super) fn named(&mut self, id: NodeId, name: Atom, depth: u32) -> Compile<NodeIndex> {
        let inner = self.ast.without_parentheses(id);
        match self.node(inner) {
            Node::Function { function } => self.closure(function, Some(FunctionName::Atom(name)), depth),
            Node::Class { name: None, .. } => self.class(inner, Some(name), depth),
            _ => self.expression(id, depth),
        }
    }

    /// As [`Self::named`], where `target` gives the name only if no parentheses stand around it.
    pub(super) fn named_by(&mut self, target: NodeId, id: NodeId, name: Atom, depth: u32) -> Compile<NodeIndex> {
        let is_bare = !matches!(self.node(target), Node::Parenthesized { .. });
        if is_bare { self.named(id, name, depth) } else { self.expression(id, depth) }
    }

    /// Whether the expression is a function or class without a name, which a computed key names at run time.
    pub(super) fn is_anonymous_function(&self, id: NodeId) -> bool {
        match self.node(self.ast.without_parentheses(id)) {
            Node::Function { function } => self.unit.functions[function.index()].name.is_none(),
            Node::Class { name: None, .. } => true,
            _ => false,
        }
    }

    /// `{…}`
    pub(super) fn object(&mut self, id: NodeId, properties: List, depth: u32) -> Compile<NodeIndex> {
        if let Some(names) = self.plain_names(properties).filter(|_| !self.list_suspends(properties)) {
            return self.fast_object(id, properties, names, depth);
        }
        let offset = self.start(id);
        let create = self.operation("new_object", op::literal::new_object, &[], depth, offset);
        let mut steps = vec![self.store(depth, create)];
        for index in 0..properties.length {
            let property = self.ast.item(properties, index);
            let step = self.nested(|compiler| compiler.property(property, depth))?;
            steps.push(self.effect_of(step));
        }
        let result = self.slot(depth);
        Ok(self.then(&steps, result))
    }

    /// The names of an object literal that has only plain, distinct names and values.
    fn plain_names(&self, properties: List) -> Option<Vec<Atom>> {
        if properties.length as usize > MAXIMUM_FAST_OBJECT || properties.length == 0 {
            return None;
        }
        let mut names = Vec::with_capacity(properties.length as usize);
        for &id in self.ast.list(properties) {
            let Node::Property { kind, key, value } = self.node(id) else { return None };
            let Node::PropertyName { name } = self.node(key) else { return None };
            let is_plain = match kind {
                PropertyKind::Value => name != Atom::PROTO,
                PropertyKind::Shorthand => true,
                PropertyKind::Method => !self.uses_home_object(value),
                _ => false,
            };
            if !is_plain || self.is_array_index(name) || names.contains(&name) {
                return None;
            }
            names.push(name);
        }
        Some(names)
    }

    /// Whether the function expression `value` uses `super`.
    pub(super) fn uses_home_object(&self, value: NodeId) -> bool {
        match self.node(value) {
            Node::Function { function } => self.unit.scopes[function.index()].facts.uses_super_property,
            _ => false,
        }
    }

    fn fast_object(&mut self, id: NodeId, properties: List, names: Vec<Atom>, depth: u32) -> Compile<NodeIndex> {
        let mut values = Vec::with_capacity(names.len());
        for (index, &property) in self.ast.list(properties).iter().enumerate() {
            let Node::Property { value, .. } = self.node(property) else {
                return Err(CompileError::Unsupported("a property"));
            };
            values.push(self.named(value, names[index], depth + index as u32)?);
        }
        self.arena.reserve(depth + names.len() as u32);
        let list = self.arena.list(&values);
        let count = names.len() as u32;
        let shape = self.constants.add(Constant::Shape(names));
        let draft = Draft::new("object_literal", nodes::object_literal::<false>, depth)
            .a(Field::List(list))
            .b(Field::Number(count))
            .d(Field::Number(shape));
        let offset = self.start(id);
        Ok(self.emit_at(draft, offset))
    }

    /// The key of a property or class element as a value; computed keys are converted by the operation that uses it.
    pub(super) fn key(&mut self, key: NodeId, depth: u32) -> Compile<NodeIndex> {
        match self.node(key) {
            Node::PropertyName { name } => Ok(self.string(name)),
            Node::Number { value, .. } => Ok(self.constant(Value::number(value))),
            Node::Computed { expression } => {
                let child = self.expression(expression, depth)?;
                let offset = self.start(expression);
                Ok(self.operation("to_property_key", op::property::to_property_key, &[child], depth, offset))
            }
            Node::PrivateName { reference, .. } => self.private_name(key, reference, depth),
            _ => self.expression(key, depth),
        }
    }

    /// One property of an object literal, defined on the object in the slot `depth`.
    fn property(&mut self, id: NodeId, depth: u32) -> Compile<NodeIndex> {
        let offset = self.start(id);
        let (kind, key, value) = match self.node(id) {
            Node::Property { kind, key, value } => (kind, key, value),
            Node::Spread { expression } => {
                let object = self.slot(depth);
                let source = self.expression(expression, depth + 2)?;
                return Ok(self.operation("copy", op::literal::copy_properties, &[object, source], depth + 1, offset));
            }
            _ => return Err(CompileError::Unsupported("a property")),
        };
        let object = self.slot(depth);
        if kind == PropertyKind::Value && self.node(key) == (Node::PropertyName { name: Atom::PROTO }) {
            let value = self.expression(value, depth + 2)?;
            return Ok(self.operation("set_proto", op::literal::set_prototype, &[object, value], depth + 1, offset));
        }
        let is_computed = matches!(self.node(key), Node::Computed { .. });
        let key_node = self.key(key, depth + 2)?;
        let anonymous = self.is_anonymous_function(value);
        let value_node = match self.node(key) {
            Node::PropertyName { name } => self.named(value, name, depth + 3)?,
            _ => self.expression(value, depth + 3)?,
        };
        let _ = is_computed;
        let (name, operation): (_, crate::interpreter::machine::Operation) = match kind {
            PropertyKind::Get => ("define_getter", op::literal::define_getter),
            PropertyKind::Set => ("define_setter", op::literal::define_setter),
            PropertyKind::Method => ("define_method", op::literal::define_method),
            _ if anonymous && !matches!(self.node(key), Node::PropertyName { .. }) => {
                ("define_named", op::literal::define_named_value)
            }
            _ => ("define", op::literal::define_value),
        };
        Ok(self.operation(name, operation, &[object, key_node, value_node], depth + 1, offset))
    }

    /// `[…]`
    pub(super) fn array(&mut self, id: NodeId, elements: List, depth: u32) -> Compile<NodeIndex> {
        let is_plain = elements.length as usize <= MAXIMUM_ARRAY
            && !self.list_suspends(elements)
            && !self.ast.list(elements).iter().any(|&item| matches!(self.node(item), Node::Hole | Node::Spread { .. }));
        let offset = self.start(id);
        if !is_plain {
            return self.array_of(elements, Origin::Spread, offset, depth);
        }
        let mut children = Vec::with_capacity(elements.length as usize);
        for (index, &element) in self.ast.list(elements).iter().enumerate() {
            children.push(self.expression(element, depth + index as u32)?);
        }
        self.arena.reserve(depth + elements.length);
        let list = self.arena.list(&children);
        let draft = Draft::new("array_literal", nodes::array_literal::<false>, depth)
            .a(Field::List(list))
            .b(Field::Number(elements.length));
        Ok(self.emit_at(draft, offset))
    }

    /// An array of expressions, holes and spread iterables, built one by one.
    pub(super) fn array_of(&mut self, elements: List, origin: Origin, offset: u32, depth: u32) -> Compile<NodeIndex> {
        let create = self.operation("new_array", op::literal::new_array, &[], depth, offset);
        let mut steps = vec![self.store(depth, create)];
        for index in 0..elements.length {
            let element = self.ast.item(elements, index);
            let at = self.start(element);
            let step = match self.node(element) {
                Node::Hole => {
                    let array = self.slot(depth);
                    self.operation("append_hole", op::literal::append_hole, &[array], depth + 1, at)
                }
                Node::Spread { expression } => {
                    let mut value = self.expression(expression, depth + 1)?;
                    if self.may_suspend(value) {
                        steps.push(self.store(depth + 1, value));
                        value = self.take(depth + 1);
                    }
                    let at = if origin == Origin::LastArgument { offset } else { self.place(expression) };
                    let draft = Draft::new("append_all", nodes::append_all, depth + 1).a(Field::Child(value));
                    self.arena.reserve(depth + 5);
                    let all = self.emit_at(draft.b(Field::Slot(depth)), at);
                    let subject = self.stretch(expression);
                    self.note(all, Note { origin, subject, ..Note::default() });
                    all
                }
                _ => {
                    let array = self.slot(depth);
                    let value = self.expression(element, depth + 2)?;
                    self.operation("append", op::literal::append, &[array, value], depth + 1, at)
                }
            };
            steps.push(self.effect_of(step));
        }
        let result = self.slot(depth);
        Ok(self.then(&steps, result))
    }

    /// `` `a${b}c` ``: a chain of additions of strings.
    pub(super) fn template(&mut self, id: NodeId, parts: List, depth: u32) -> Compile<NodeIndex> {
        let mut terms = Vec::new();
        for (index, &part) in self.ast.list(parts).iter().enumerate() {
            if let Node::TemplateChunk { literal } = self.node(part) {
                let text = self.unit.literals.chunk(literal).cooked.unwrap_or(Atom::EMPTY);
                if text != Atom::EMPTY || index == 0 {
                    terms.push(self.string(text));
                }
                continue;
            }
            let child = self.expression(part, depth + 1)?;
            let draft = Draft::new("to_string", nodes::to_string, depth + 1).a(Field::Child(child));
            let at = self.place(part);
            terms.push(self.emit_at(draft, at));
        }
        if let [only] = terms[..] {
            return Ok(only);
        }
        let list = self.arena.list(&terms[1..]);
        let draft = Draft::new("template", nodes::chain, depth)
            .a(Field::Child(terms[0]))
            .b(Field::List(list))
            .d(Field::Number(u32::from(code::ADD)))
            .k(terms.len() as u64 - 1);
        let offset = self.start(id);
        Ok(self.emit_at(draft, offset))
    }

    /// ``tag`…` ``
    pub(super) fn tagged_template(
        &mut self,
        tag: NodeId,
        parts: List,
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let inner = self.ast.without_parentheses(tag);
        let prepare = self.prepare(inner, depth)?;
        let mut chunks = Vec::new();
        let mut children = Vec::new();
        let first = depth + crate::interpreter::machine::ARGUMENTS;
        for &part in self.ast.list(parts) {
            match self.node(part) {
                Node::TemplateChunk { literal } => chunks.push(literal),
                _ => {
                    let slot = first + 1 + children.len() as u32;
                    children.push(self.expression(part, slot)?);
                }
            }
        }
        // The template object belongs to this very place in the source.
        let template = self.heap_constant(Constant::Template(chunks, NodeIndex(self.arena.len() as u32)));
        children.insert(0, template);
        self.arena.reserve(first + children.len() as u32);
        let subject = self.stretch(tag);
        Ok(self.prepared_node(prepare, &children, position, subject, depth))
    }
}

/// Which of the realm's function shapes a closure gets.
#[repr(u32)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum FunctionShape {
    /// A sloppy or strict `function`: `length`, `name`, `prototype` (writable).
    Constructor,
    /// Arrows, methods, accessors: `length`, `name`.
    Plain,
    /// A class: `length`, `name`, `prototype` (not writable).
    Class,
    /// `function*`: `prototype` without `constructor`.
    Generator,
    /// `async` functions.
    Async,
    /// `async function*`.
    AsyncGenerator,
}

/// The shape of closures of a function.
pub(crate) fn function_shape(ast: &crate::syntax::FunctionAst) -> FunctionShape {
    match (ast.is_async, ast.is_generator) {
        (true, true) => return FunctionShape::AsyncGenerator,
        (true, false) => return FunctionShape::Async,
        (false, true) => return FunctionShape::Generator,
        (false, false) => {}
    }
    match ast.form {
        FunctionForm::Declaration | FunctionForm::Expression => FunctionShape::Constructor,
        FunctionForm::BaseConstructor | FunctionForm::DerivedConstructor => FunctionShape::Class,
        _ => FunctionShape::Plain,
    }
}
