//! Classes.

use super::{Compile, CompileError, Compiler, Constant, Draft, Field, NodeIndex};
use crate::interpreter::machine::{ARGUMENTS, CALLEE, THIS, nodes};
use crate::interpreter::operations as op;
use crate::scope::{PrivateKind, Variable, VariableKind};
use crate::syntax::{Atom, FunctionId, List, Node, NodeId, PropertyKind, ScopeId};
use crate::value::Value;

/// Where the pieces of a class wait while it is built: slots from the class's depth on.
#[derive(Clone, Copy)]
struct Pieces {
    /// The constructor.
    constructor: u32,
    /// The prototype.
    prototype: u32,
    /// Private methods and accessors of instances: an array of triples, or undefined.
    methods: u32,
    /// First slot above.
    depth: u32,
}

impl Compiler<'_> {
    /// A class expression; `given` names it if it has no name of its own.
    pub(super) fn class(&mut self, id: NodeId, given: Option<Atom>, depth: u32) -> Compile<NodeIndex> {
        let Node::Class { name, heritage, body, scope } = self.node(id) else {
            return Err(CompileError::Unsupported("a class"));
        };
        let Node::ClassBody { elements, constructor, instance_fields, static_elements } = self.node(body) else {
            return Err(CompileError::Unsupported("a class body"));
        };
        let mut steps = Vec::new();
        let inner = self.enter(scope, depth, &mut steps)?;
        self.private_names(scope, inner, &mut steps);
        let pieces = Pieces { constructor: inner, prototype: inner + 1, methods: inner + 2, depth: inner + 3 };
        self.arena.reserve(pieces.depth);
        let name_or_empty = name.or(given).unwrap_or(Atom::EMPTY);
        self.class_start(id, heritage, constructor, name_or_empty, pieces, &mut steps)?;
        self.class_elements(elements, constructor, pieces, &mut steps)?;
        self.class_finish(id, scope, name, instance_fields, pieces, &mut steps)?;
        if let Some(function) = static_elements {
            self.static_elements(id, function, pieces, &mut steps)?;
        }
        self.leave(scope);
        if let Some((first, last)) = scope.and_then(|scope| self.slots_of(scope)) {
            steps.push(self.clear_slots(first, last - first + 1));
        }
        let result = self.slot(pieces.constructor);
        Ok(self.then(&steps, result))
    }

    /// Makes a symbol for each private name of the class.
    fn private_names(&mut self, scope: Option<ScopeId>, depth: u32, steps: &mut Vec<NodeIndex>) {
        let Some(scope) = scope else { return };
        let scopes = self.scopes;
        let scope = *scopes.scope(scope);
        for variable in scopes.variables_of(&scope) {
            let VariableKind::PrivateName(_) = variable.kind else { continue };
            let name = self.string(variable.name);
            let offset = scope.span.start;
            let symbol = self.operation("private_name", op::class::new_private_name, &[name], depth, offset);
            let put = self.put_variable(variable, symbol, depth);
            steps.push(put);
        }
    }

    /// Heritage, constructor and prototype.
    fn class_start(
        &mut self,
        id: NodeId,
        heritage: Option<NodeId>,
        constructor: Option<FunctionId>,
        name: Atom,
        pieces: Pieces,
        steps: &mut Vec<NodeIndex>,
    ) -> Compile<()> {
        let offset = self.start(id);
        for slot in [pieces.constructor, pieces.prototype, pieces.methods] {
            steps.push(self.clear_slot(slot));
        }
        let parent = match heritage {
            Some(heritage) => self.expression(heritage, pieces.depth)?,
            None => self.constant(Value::HOLE),
        };
        steps.push(self.store(pieces.prototype, parent));
        let function = match constructor {
            Some(function) => self.closure(function, Some(super::literal::FunctionName::Atom(name)), pieces.depth)?,
            None => {
                let name = self.string(name);
                let derived = self.constant(Value::bool(heritage.is_some()));
                self.operation(
                    "default_constructor",
                    op::class::default_constructor,
                    &[name, derived],
                    pieces.depth,
                    offset,
                )
            }
        };
        let keep = self.store(pieces.constructor, function);
        // The heritage stands in the prototype's slot until the operation has made the prototype.
        let children = [self.slot(pieces.constructor), self.slot(pieces.prototype)];
        let span = self.ast.span(id);
        let (start, end) = (self.constant(Value::int(span.start as i32)), self.constant(Value::int(span.end as i32)));
        let children = [children[0], children[1], start, end];
        let offset = heritage.map_or(offset, |heritage| self.place(heritage));
        let begin = self.operation("begin_class", op::class::begin, &children, pieces.depth, offset);
        steps.push(keep);
        steps.push(self.store(pieces.prototype, begin));
        Ok(())
    }

    /// Methods, accessors and the keys of fields; the constructor is there already.
    fn class_elements(
        &mut self,
        elements: List,
        constructor: Option<FunctionId>,
        pieces: Pieces,
        steps: &mut Vec<NodeIndex>,
    ) -> Compile<()> {
        for index in 0..elements.length {
            let element = self.ast.item(elements, index);
            let Node::ClassElement { kind, is_static, key, value, key_reference } = self.node(element) else {
                continue;
            };
            if kind == PropertyKind::Field {
                self.computed_field_key(key, key_reference, pieces, steps)?;
                continue;
            }
            let Some(value) = value else { continue };
            if matches!(self.node(value), Node::Function { function } if Some(function) == constructor) {
                continue;
            }
            let is_private = matches!(self.node(key), Node::PrivateName { .. });
            let object = self.slot(if is_static { pieces.constructor } else { pieces.prototype });
            let key_node = self.key(key, pieces.depth + 1)?;
            let value_node = match self.node(key) {
                Node::PropertyName { name } | Node::PrivateName { name, .. } => {
                    self.named(value, name, pieces.depth + 2)?
                }
                _ => self.expression(value, pieces.depth + 2)?,
            };
            let kind_number = self.constant(Value::int(method_number(kind)));
            let offset = self.start(element);
            if is_private && !is_static {
                let methods = self.slot(pieces.methods);
                let children = [object, key_node, value_node, kind_number, methods];
                let collect = op::class::collect_private_method;
                let node = self.operation("collect_private", collect, &children, pieces.depth, offset);
                steps.push(self.store(pieces.methods, node));
            } else {
                let children = [object, key_node, value_node, kind_number];
                let define: crate::interpreter::machine::Operation =
                    if is_private { op::class::define_static_private } else { op::class::define_method };
                let node = self.operation("define_class_method", define, &children, pieces.depth, offset);
                steps.push(self.effect_of(node));
            }
        }
        Ok(())
    }

    /// Evaluates the computed key of a field where it stands, and keeps it for the initialiser.
    fn computed_field_key(
        &mut self,
        key: NodeId,
        reference: Option<crate::syntax::ReferenceId>,
        pieces: Pieces,
        steps: &mut Vec<NodeIndex>,
    ) -> Compile<()> {
        let Node::Computed { .. } = self.node(key) else { return Ok(()) };
        let value = self.key(key, pieces.depth)?;
        let Some(reference) = reference else {
            steps.push(self.effect_of(value));
            return Ok(());
        };
        let reference = *self.scopes.reference(reference);
        let write = self.write(key, reference, value, true, pieces.depth)?;
        steps.push(self.effect_of(write));
        Ok(())
    }

    /// Field initialiser, private methods, the class's own name.
    fn class_finish(
        &mut self,
        id: NodeId,
        scope: Option<ScopeId>,
        name: Option<Atom>,
        fields: Option<FunctionId>,
        pieces: Pieces,
        steps: &mut Vec<NodeIndex>,
    ) -> Compile<()> {
        let offset = self.start(id);
        let initializer = match fields {
            Some(function) => self.closure(function, None, pieces.depth + 2)?,
            None => self.constant(Value::UNDEFINED),
        };
        let children =
            [self.slot(pieces.constructor), self.slot(pieces.prototype), initializer, self.slot(pieces.methods)];
        let node = self.operation("finish_class", op::class::finish, &children, pieces.depth, offset);
        steps.push(self.effect_of(node));
        if let (Some(scope), Some(name)) = (scope, name)
            && let Some(variable) = self.class_variable(scope, name)
        {
            let value = self.slot(pieces.constructor);
            let put = self.put_variable(&variable, value, pieces.depth);
            steps.push(put);
        }
        Ok(())
    }

    /// The variable of the class's own name in its scope.
    fn class_variable(&self, scope: ScopeId, name: Atom) -> Option<Variable> {
        let scope = self.scopes.scope(scope);
        let is_own = |variable: &&Variable| variable.name == name && variable.kind == VariableKind::Class;
        self.scopes.variables_of(scope).iter().find(is_own).copied()
    }

    /// Runs static fields and blocks with `this` = the class.
    fn static_elements(
        &mut self,
        id: NodeId,
        function: FunctionId,
        pieces: Pieces,
        steps: &mut Vec<NodeIndex>,
    ) -> Compile<()> {
        let frame = pieces.depth;
        let closure = self.closure(function, None, frame)?;
        let home = self.slot(pieces.constructor);
        let offset = self.start(id);
        let closure = self.operation("with_home", op::class::with_home_object, &[closure, home], frame, offset);
        let keep = self.store(frame + CALLEE, closure);
        let this = self.slot(pieces.constructor);
        let keep_this = self.store(frame + THIS, this);
        self.arena.reserve(frame + ARGUMENTS);
        let prepare = self.sequence(&[keep, keep_this]);
        let list = self.arena.list(&[]);
        let draft = Draft::new("call_prepared", nodes::call_prepared, frame)
            .a(Field::Child(prepare))
            .b(Field::List(list))
            .d(Field::Number(0));
        let call = self.emit_at(draft, offset);
        steps.push(self.effect_of(call));
        Ok(())
    }

    /// In an initialiser function: defines one field on `this`.
    pub(super) fn field_definition(
        &mut self,
        id: NodeId,
        key: NodeId,
        value: Option<NodeId>,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let offset = self.start(id);
        let object = self.slot(THIS);
        let key_node = self.key(key, depth + 1)?;
        let anonymous = value.is_some_and(|value| self.is_anonymous_function(value));
        let value_node = match (value, self.node(key)) {
            (Some(value), Node::PropertyName { name } | Node::PrivateName { name, .. }) => {
                self.named(value, name, depth + 2)?
            }
            (Some(value), _) => self.expression(value, depth + 2)?,
            (None, _) => self.constant(Value::UNDEFINED),
        };
        let named_late = anonymous && !matches!(self.node(key), Node::PropertyName { .. } | Node::PrivateName { .. });
        let (name, operation): (_, crate::interpreter::machine::Operation) = match self.node(key) {
            Node::PrivateName { .. } => ("define_private_field", op::class::define_private_field),
            _ if named_late => ("define_named_field", op::class::define_named_field),
            _ => ("define_field", op::class::define_field),
        };
        let node = self.operation(name, operation, &[object, key_node, value_node], depth, offset);
        Ok(self.effect_of(node))
    }

    /// In a static initialiser function: calls a static block with `this` = the class.
    pub(super) fn static_block(&mut self, id: NodeId, function: FunctionId, depth: u32) -> Compile<NodeIndex> {
        let offset = self.start(id);
        let closure = self.closure(function, None, depth)?;
        let home = self.slot(THIS);
        let closure = self.operation("with_home", op::class::with_home_object, &[closure, home], depth, offset);
        let keep = self.store(depth + CALLEE, closure);
        let this = self.slot(THIS);
        let keep_this = self.store(depth + THIS, this);
        self.arena.reserve(depth + ARGUMENTS);
        let prepare = self.sequence(&[keep, keep_this]);
        let list = self.arena.list(&[]);
        let draft = Draft::new("call_prepared", nodes::call_prepared, depth)
            .a(Field::Child(prepare))
            .b(Field::List(list))
            .d(Field::Number(0));
        let call = self.emit_at(draft, offset);
        Ok(self.effect_of(call))
    }

    /// Kept for dumps: how a private name is described.
    pub(super) fn private_kind_name(kind: PrivateKind) -> &'static str {
        let _ = Constant::String;
        match kind {
            PrivateKind::Field => "field",
            _ => "method",
        }
    }
}

/// How operations are told what a method is.
fn method_number(kind: PropertyKind) -> i32 {
    match kind {
        PropertyKind::Get => 1,
        PropertyKind::Set => 2,
        _ => 0,
    }
}
