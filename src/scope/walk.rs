//! The walk over one function: scopes, declarations, references, and the early errors met on the way.
//!
//! No recursion: what is still to be done waits on a list. Nested functions wait for a walk of their own.

use super::analyse::Enclosing;
use super::info::{PrivateKind, ScopeKind, VariableKind};
use super::table::{FunctionWork, NONE, RawReference, Table, Usage};
use crate::source::{Diagnostic, Span};
use crate::syntax::{
    Atom, AtomTable, BinaryOperator, DeclarationKind, FunctionAst, FunctionForm, FunctionId, List, Literals, Node,
    NodeId, PropertyKind, ReferenceId, ScopeId, UnaryOperator,
};

/// How deep the tree may be for those who walk it with recursion; chains of binary operators do not count.
pub(crate) const MAXIMUM_NESTING: u32 = 2000;

/// What a function inherits from where it stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Surroundings {
    pub(super) is_strict: bool,
    pub(super) allows_super_call: bool,
    pub(super) allows_super_property: bool,
    pub(super) allows_new_target: bool,
    /// In the initialiser of a class field or in a static block.
    pub(super) forbids_arguments: bool,
    /// `await` is no identifier.
    pub(super) reserves_await: bool,
    /// … in the parameters of an arrow function, because of what surrounds it.
    pub(super) parameters_reserve_await: bool,
}

/// A function that waits to be walked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waiting {
    pub(super) function: FunctionId,
    pub(super) scope: u32,
    pub(super) position: u32,
    pub(super) depth: u32,
    pub(super) surroundings: Surroundings,
}

/// What is still to be done.
#[derive(Clone, Copy, Debug)]
pub(super) enum Task {
    Visit(NodeId, u32),
    /// Back to this scope.
    Scope(u32),
    /// Back to this strictness.
    Strict(bool),
    EndLabel,
    EndLoop,
    EndSwitch,
    EndParameters,
}

/// The walk of one function.
pub(super) struct Walker<'a> {
    pub(super) table: &'a mut Table,
    pub(super) atoms: &'a mut AtomTable,
    pub(super) literals: &'a Literals,
    pub(super) functions: &'a [FunctionAst],
    pub(super) waiting: &'a mut Vec<Waiting>,
    pub(super) ast: FunctionAst,
    pub(super) work: FunctionWork,
    pub(super) index: u32,
    pub(super) surroundings: Surroundings,
    pub(super) scope: u32,
    pub(super) tasks: Vec<Task>,
    pub(super) labels: Vec<(Atom, bool)>,
    pub(super) loops: u32,
    pub(super) switches: u32,
    pub(super) in_parameters: bool,
    /// The tree's depth at the node being visited.
    pub(super) depth: u32,
    pub(super) is_module: bool,
    /// At the top of direct eval code: what surrounds it.
    pub(super) enclosing: Option<&'a Enclosing>,
    /// Scopes of the bodies of `catch` clauses with a parameter.
    pub(super) catch_bodies: Vec<u32>,
    /// Functions in blocks that may be declared again (Annex B.3.2.4).
    pub(super) plain_functions: Vec<(u32, Atom)>,
    /// Functions that have been hoisted.
    pub(super) hoisted_names: super::table::NameSet<(u32, Atom)>,
}

impl Walker<'_> {
    pub(super) fn fail(&mut self, id: NodeId, message: impl Into<String>) {
        self.table.fail(self.ast.span(id), message);
    }

    pub(super) fn is_strict(&self) -> bool {
        self.surroundings.is_strict
    }

    pub(super) fn visit(&mut self, id: NodeId) {
        self.tasks.push(Task::Visit(id, self.depth + 1));
    }

    pub(super) fn visit_all(&mut self, list: List) {
        for index in (0..list.length).rev() {
            let id = self.ast.item(list, index);
            self.visit(id);
        }
    }

    /// A new reference to `name` from the current scope.
    pub(super) fn reference(&mut self, name: Atom, position: u32, usage: Usage) -> ReferenceId {
        self.reference_from(self.scope, name, position, usage)
    }

    pub(super) fn reference_from(&mut self, scope: u32, name: Atom, position: u32, usage: Usage) -> ReferenceId {
        let outcome = super::table::Outcome::default();
        let current = self.scope;
        self.work.references.push(RawReference { name, scope, current, position, usage, variable: NONE, outcome });
        ReferenceId::new(self.work.references.len() - 1)
    }

    pub(super) fn set(&mut self, id: NodeId, node: Node) {
        self.ast.nodes[id.index()] = node;
    }

    /// Enters a new scope; the task list brings the walk back out. The result is the scope's id in the function.
    pub(super) fn enter(&mut self, kind: ScopeKind, span: Span) -> ScopeId {
        self.tasks.push(Task::Scope(self.scope));
        self.scope = self.table.add_scope(kind, self.scope, self.index, span);
        self.work.scopes += 1;
        ScopeId::new((self.scope - self.work.first_scope) as usize)
    }

    /// Does everything that waits.
    pub(super) fn run(&mut self) {
        while let Some(task) = self.tasks.pop() {
            match task {
                Task::Visit(id, depth) => {
                    if depth > MAXIMUM_NESTING {
                        let span = self.ast.span(id);
                        self.table.fail_with(Diagnostic::range(span, "Maximum call stack size exceeded"));
                        return;
                    }
                    self.depth = depth;
                    self.node(id);
                }
                Task::Scope(scope) => self.scope = scope,
                Task::Strict(is_strict) => self.surroundings.is_strict = is_strict,
                Task::EndLabel => {
                    self.labels.pop();
                }
                Task::EndLoop => self.loops -= 1,
                Task::EndSwitch => self.switches -= 1,
                Task::EndParameters => self.in_parameters = false,
            }
        }
    }

    fn node(&mut self, id: NodeId) {
        let node = self.ast.node(id);
        let start = self.ast.span(id).start;
        match node {
            Node::Identifier { name, .. } => self.identifier(id, name),
            Node::Binding { name, .. } => self.binding(id, name),
            Node::This { .. } => {
                let reference = Some(self.special(Atom::THIS, start));
                self.set(id, Node::This { reference });
            }
            Node::Binary { operator, left, right, .. } => self.binary(id, operator, left, right),
            Node::Assign { target, .. } => {
                self.check_target(target, true);
                self.children(id);
            }
            Node::Update { target, .. } => {
                self.check_target(target, true);
                self.children(id);
            }
            Node::Unary { operator: UnaryOperator::Delete, operand } => {
                self.check_delete(id, operand);
                self.children(id);
            }
            Node::Call { callee, .. } => {
                let is_eval = matches!(self.ast.node(callee), Node::Identifier { name: Atom::EVAL, .. });
                if is_eval {
                    self.direct_eval();
                }
                self.children(id);
            }
            Node::Number { .. } | Node::String { .. } | Node::RegExp { .. } | Node::PrivateName { .. } => {
                self.check_literal(id, node);
            }
            Node::PrivateMember { object, name, optional, position, .. } => {
                let reference = Some(self.reference(name, position, Usage::Use));
                self.set(id, Node::PrivateMember { object, name, optional, position, reference });
                self.visit(object);
            }
            Node::SuperMember { .. } | Node::SuperIndex { .. } | Node::SuperCall { .. } | Node::NewTarget { .. } => {
                self.super_or_new_target(id, node);
            }
            Node::Yield { .. } if self.in_parameters => {
                self.fail(id, "Yield expression not allowed in formal parameter")
            }
            Node::Await { .. } if self.in_parameters => {
                self.fail(id, "Illegal await-expression in formal parameters of async function");
            }
            Node::Object { properties } => {
                self.check_proto(properties);
                self.visit_all(properties);
            }
            Node::Property { key, value, .. } => {
                self.visit(value);
                self.key(key);
            }
            Node::ArrayPattern { elements: list } | Node::ObjectPattern { properties: list } => self.pattern(list),
            Node::Default { target, .. } | Node::Rest { target } => {
                self.check_target(target, false);
                self.children(id);
            }
            Node::Function { function } => self.enqueue(function, self.scope, start),
            Node::StaticBlock { function } => self.enqueue(function, self.scope, start),
            Node::Class { .. } => self.class(id, node),
            Node::ComputedKey { element, .. } => {
                let name = self.computed_key(element);
                let reference = Some(self.reference(name, start, Usage::Use));
                self.set(id, Node::ComputedKey { element, reference });
            }
            Node::FieldDefinition { key, value } => {
                if let Some(value) = value {
                    self.visit(value);
                }
                match self.ast.node(key) {
                    Node::PrivateName { name, .. } => {
                        let reference = Some(self.reference(name, start, Usage::Use));
                        self.set(key, Node::PrivateName { name, reference });
                    }
                    _ => self.visit(key),
                }
            }
            _ => self.statement(id, node),
        }
    }

    /// Visits all children in source order.
    pub(super) fn children(&mut self, id: NodeId) {
        let mut node = self.ast.node(id);
        let first = self.tasks.len();
        let depth = self.depth + 1;
        let tasks = std::cell::RefCell::new(&mut self.tasks);
        let (ast, push) = (&self.ast, |child: NodeId| tasks.borrow_mut().push(Task::Visit(child, depth)));
        node.each_child(|child| push(*child), |list| ast.list(*list).iter().for_each(|&child| push(child)));
        self.tasks[first..].reverse();
    }

    fn identifier(&mut self, id: NodeId, name: Atom) {
        if name.is_strict_reserved() || name == Atom::AWAIT || name == Atom::ARGUMENTS {
            self.check_name(id, name);
        }
        if name == Atom::ARGUMENTS && self.surroundings.forbids_arguments {
            let message = "'arguments' is not allowed in class field initializer or static initialization block";
            self.fail(id, message);
        }
        let start = self.ast.span(id).start;
        let reference = Some(self.reference(name, start, Usage::Use));
        self.set(id, Node::Identifier { name, reference });
    }

    fn binding(&mut self, id: NodeId, name: Atom) {
        self.check_binding_name(id, name);
        let start = self.ast.span(id).start;
        let reference = Some(self.reference(name, start, Usage::Declare));
        self.set(id, Node::Binding { name, reference });
    }

    fn binary(&mut self, id: NodeId, operator: BinaryOperator, left: NodeId, right: NodeId) {
        let depth = self.depth;
        // The chain to the left may be very long: it does not count as depth.
        if let (BinaryOperator::In, Node::PrivateName { name, .. }) = (operator, self.ast.node(left)) {
            self.visit(right);
            let reference = Some(self.reference(name, self.ast.span(id).start, Usage::Use));
            self.set(left, Node::PrivateName { name, reference });
            return;
        }
        self.visit(right);
        let is_chain = matches!(self.ast.node(left), Node::Binary { .. });
        self.tasks.push(Task::Visit(left, if is_chain { depth } else { depth + 1 }));
    }

    fn pattern(&mut self, list: List) {
        for index in 0..list.length {
            let element = self.ast.item(list, index);
            let target = match self.ast.node(element) {
                Node::Property { value, .. } => value,
                _ => element,
            };
            self.check_target(target, false);
        }
        self.visit_all(list);
    }

    /// Visits what a key computes.
    pub(super) fn key(&mut self, key: NodeId) {
        match self.ast.node(key) {
            Node::Computed { expression } => self.visit(expression),
            Node::Number { .. } => self.visit(key),
            Node::PropertyName { .. } if self.is_strict() && self.is_octal_key(key) => {
                self.fail(key, "Octal escape sequences are not allowed in strict mode.");
            }
            _ => {}
        }
    }

    fn is_octal_key(&self, key: NodeId) -> bool {
        self.literals.octal_keys.binary_search(&self.ast.span(key).start).is_ok()
    }

    /// A variable that the nearest function that is no arrow holds: `this` and the like.
    pub(super) fn special(&mut self, name: Atom, position: u32) -> ReferenceId {
        match name {
            Atom::THIS => self.work.info.facts.uses_this = true,
            Atom::NEW_TARGET => self.work.info.facts.uses_new_target = true,
            _ => {}
        }
        self.reference(name, position, Usage::Use)
    }

    fn super_or_new_target(&mut self, id: NodeId, node: Node) {
        let start = self.ast.span(id).start;
        match node {
            Node::NewTarget { .. } => {
                if !self.surroundings.allows_new_target {
                    self.fail(id, "new.target expression is not allowed here");
                }
                let reference = Some(self.special(Atom::NEW_TARGET, start));
                self.set(id, Node::NewTarget { reference });
            }
            Node::SuperCall { arguments, .. } => {
                if !self.surroundings.allows_super_call {
                    self.table.fail(Span::new(start, start + 5), "'super' keyword unexpected here");
                }
                self.work.info.facts.uses_super_call = true;
                let references = Some(self.special(Atom::THIS, start));
                self.special(Atom::NEW_TARGET, start);
                self.special(Atom::ACTIVE_FUNCTION, start);
                self.set(id, Node::SuperCall { arguments, references });
                self.visit_all(arguments);
            }
            Node::SuperMember { name, position, .. } => {
                let references = self.super_property(start);
                self.set(id, Node::SuperMember { name, position, references });
            }
            Node::SuperIndex { index, position, .. } => {
                let references = self.super_property(start);
                self.set(id, Node::SuperIndex { index, position, references });
                self.visit(index);
            }
            _ => {}
        }
    }

    fn super_property(&mut self, start: u32) -> Option<ReferenceId> {
        if !self.surroundings.allows_super_property {
            self.table.fail(Span::new(start, start + 5), "'super' keyword unexpected here");
        }
        self.work.info.facts.uses_super_property = true;
        let references = Some(self.special(Atom::THIS, start));
        self.special(Atom::HOME_OBJECT, start);
        references
    }

    /// A call that may be a direct eval: everything it can see must be found at run time.
    fn direct_eval(&mut self) {
        self.work.info.facts.has_direct_eval = true;
        let mut scope = self.scope;
        while scope != NONE {
            let work = self.table.scope_mut(scope);
            work.has_inner_eval = true;
            scope = work.parent;
        }
        if !self.is_strict() {
            let variables = if self.in_parameters { self.work.parameter_scope } else { self.work.body_scope };
            self.table.scope_mut(variables).has_extension = true;
        }
    }

    // ---------------------------------------------------------------- classes and functions

    /// The made-up name of a computed field key.
    pub(super) fn computed_key(&mut self, element: u32) -> Atom {
        self.atoms.intern(&format!("*computed key {element}*"))
    }

    fn class(&mut self, id: NodeId, node: Node) {
        let Node::Class { name, heritage, body, .. } = node else { return };
        let span = self.ast.span(id);
        self.tasks.push(Task::Strict(self.is_strict()));
        self.surroundings.is_strict = true;
        let scope = Some(self.enter(ScopeKind::Class, span));
        self.set(id, Node::Class { name, heritage, body, scope });
        if let Some(name) = name {
            self.check_binding_name(id, name);
            let variable = self.table.add_variable(self.scope, name, VariableKind::Class, span.end);
            self.table.variable_mut(variable).is_lexical = false;
        }
        let Node::ClassBody { elements, instance_fields, static_elements, .. } = self.ast.node(body) else { return };
        let body_start = self.ast.span(body).start;
        self.declare_private_names(elements, body_start);
        for function in [instance_fields, static_elements].into_iter().flatten() {
            self.enqueue(function, self.scope, body_start);
        }
        let mut computed = 0;
        let first = self.tasks.len();
        if let Some(heritage) = heritage {
            self.visit(heritage);
        }
        for index in 0..elements.length {
            let element = self.ast.item(elements, index);
            self.class_element(element, &mut computed);
        }
        self.tasks[first..].reverse();
    }

    fn class_element(&mut self, id: NodeId, computed: &mut u32) {
        let Node::ClassElement { kind, is_static, key, value, .. } = self.ast.node(id) else { return };
        let span = self.ast.span(id);
        if let Node::Computed { expression } = self.ast.node(key) {
            self.visit(expression);
            if kind == PropertyKind::Field {
                let name = self.computed_key(*computed);
                *computed += 1;
                self.table.add_variable(self.scope, name, VariableKind::ComputedKey, 0);
                let key_reference = Some(self.reference(name, span.start, Usage::Declare));
                self.set(id, Node::ClassElement { kind, is_static, key, value, key_reference });
            }
        } else if let Node::PrivateName { name, .. } = self.ast.node(key) {
            let reference = Some(self.reference(name, span.start, Usage::Use));
            self.set(key, Node::PrivateName { name, reference });
        } else {
            self.key(key);
        }
        if let Some(value) = value {
            self.visit(value);
        }
    }

    fn declare_private_names(&mut self, elements: List, body_start: u32) {
        for index in 0..elements.length {
            let element = self.ast.item(elements, index);
            let Node::ClassElement { kind, is_static, key, .. } = self.ast.node(element) else { continue };
            let Node::PrivateName { name, .. } = self.ast.node(key) else { continue };
            let private = match kind {
                PropertyKind::Method if is_static => PrivateKind::StaticMethod,
                PropertyKind::Method => PrivateKind::Method,
                PropertyKind::Get => PrivateKind::Accessor { getter: true, setter: false, is_static },
                PropertyKind::Set => PrivateKind::Accessor { getter: false, setter: true, is_static },
                _ => PrivateKind::Field,
            };
            if !self.table.declare_private(self.scope, name, private, body_start) {
                self.fail_declared(key, name);
            }
        }
    }

    pub(super) fn fail_declared(&mut self, id: NodeId, name: Atom) {
        let text = self.atoms.display(name);
        // V8 points at the first character.
        let start = self.ast.span(id).start;
        self.table.fail(Span::new(start, start + 1), format!("Identifier '{text}' has already been declared"));
    }

    /// A nested function waits for its own walk. `position`: from where on it may run.
    pub(super) fn enqueue(&mut self, function: FunctionId, scope: u32, position: u32) {
        let outer = self.surroundings;
        let Some(ast) = self.functions.get(function.index()) else { return };
        let plain =
            Surroundings { is_strict: outer.is_strict, reserves_await: self.is_module, ..Surroundings::default() };
        let method = Surroundings { allows_super_property: true, allows_new_target: true, ..plain };
        let surroundings = match ast.form {
            FunctionForm::Arrow => Surroundings {
                reserves_await: self.is_module,
                parameters_reserve_await: outer.reserves_await
                    || (self.in_parameters && (self.ast.is_async || outer.parameters_reserve_await)),
                ..outer
            },
            FunctionForm::Method | FunctionForm::Getter | FunctionForm::Setter | FunctionForm::BaseConstructor => {
                method
            }
            FunctionForm::DerivedConstructor => Surroundings { allows_super_call: true, ..method },
            FunctionForm::FieldInitializer => Surroundings {
                forbids_arguments: true,
                reserves_await: outer.reserves_await || self.ast.is_async,
                ..method
            },
            FunctionForm::StaticBlock => Surroundings { forbids_arguments: true, reserves_await: true, ..method },
            _ => Surroundings { allows_new_target: true, ..plain },
        };
        self.waiting.push(Waiting { function, scope, position, depth: self.depth, surroundings });
    }

    /// Declares the names of a `var` in the function's variable scope, past all blocks.
    pub(super) fn declare_variables(&mut self, target: NodeId) {
        let mut names = Vec::new();
        self.bound_names(target, &mut names);
        for (id, name) in names {
            self.declare_var(id, name);
        }
    }

    fn declare_var(&mut self, id: NodeId, name: Atom) {
        let mut scope = self.scope;
        loop {
            if let Some(variable) = self.table.find(scope, name) {
                let work = self.table.variable(variable);
                let is_catch = work.kind == VariableKind::SimpleCatch;
                if work.is_lexical && !is_catch {
                    return self.fail_declared(id, name);
                }
            }
            if scope == self.work.body_scope {
                break;
            }
            scope = self.table.scope(scope).parent;
        }
        if self.table.find(scope, name).is_none() {
            if self.clashes_outside(name) {
                return self.fail_declared(id, name);
            }
            self.table.add_variable(scope, name, VariableKind::Var, 0);
        }
    }

    /// Whether a `var` of this eval code clashes with a variable of the code around it.
    pub(super) fn clashes_outside(&self, name: Atom) -> bool {
        !self.is_strict() && self.enclosing.is_some_and(|enclosing| enclosing.clashes(name))
    }

    /// The names that a pattern declares, with their nodes.
    pub(super) fn bound_names(&self, target: NodeId, names: &mut Vec<(NodeId, Atom)>) {
        let mut waiting = vec![target];
        while let Some(id) = waiting.pop() {
            match self.ast.node(id) {
                Node::Binding { name, .. } => names.push((id, name)),
                Node::ArrayPattern { elements: list } | Node::ObjectPattern { properties: list } => {
                    waiting.extend(self.ast.list(list).iter().rev());
                }
                Node::Default { target, .. } | Node::Rest { target } | Node::Property { value: target, .. } => {
                    waiting.push(target);
                }
                _ => {}
            }
        }
    }

    /// The kind of a `let` or `const` declaration.
    pub(super) fn lexical_kind(kind: DeclarationKind) -> Option<VariableKind> {
        match kind {
            DeclarationKind::Var => None,
            DeclarationKind::Let => Some(VariableKind::Let),
            DeclarationKind::Const | DeclarationKind::Using | DeclarationKind::AwaitUsing => Some(VariableKind::Const),
        }
    }
}
