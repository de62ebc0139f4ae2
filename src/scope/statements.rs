//! The walk over statements: blocks and their declarations, loops, labels.

use super::info::{ScopeKind, VariableKind};
use super::resolve::has_arguments;
use super::table::Usage;
use super::walk::{Task, Walker};
use crate::syntax::{Atom, DeclarationKind, FunctionForm, List, Node, NodeId};

/// Where a statement stands that is not in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    If,
    Label,
    Loop,
}

impl Walker<'_> {
    pub(super) fn statement(&mut self, id: NodeId, node: Node) {
        match node {
            Node::Declaration { kind, declarators } => {
                if kind.disposes() {
                    self.check_using(id);
                }
                self.declaration(kind, declarators);
                self.children(id);
            }
            Node::FunctionDeclaration { .. } => self.function_declaration(id, node),
            Node::Block { statements, .. } => {
                if self.has_lexical(statements) {
                    let scope = Some(self.enter(ScopeKind::Block, self.ast.span(id)));
                    self.set(id, Node::Block { statements, scope });
                    self.declare_lexical(statements, false);
                }
                self.visit_all(statements);
            }
            Node::If { test, consequent, alternate } => {
                let consequent = self.branch(consequent);
                let alternate = alternate.map(|alternate| self.branch(alternate));
                self.set(id, Node::If { test, consequent, alternate });
                self.children(id);
            }
            Node::For { .. } | Node::ForIn { .. } | Node::ForOf { .. } | Node::While { .. } | Node::DoWhile { .. } => {
                self.iteration(id, node);
            }
            Node::Switch { discriminant, cases, .. } => self.switch(id, discriminant, cases),
            Node::With { object, body, .. } => self.with_statement(id, object, body),
            Node::Labelled { label, body } => self.labelled(id, label, body),
            Node::Catch { parameter, body, .. } => self.catch_clause(id, parameter, body),
            Node::Break { label } => self.check_break(id, label),
            Node::Continue { label } => self.check_continue(id, label),
            Node::ExportDefault { expression, .. } => {
                let end = self.ast.span(id).end;
                let reference = Some(self.reference(Atom::DEFAULT_EXPORT, end, Usage::Declare));
                self.set(id, Node::ExportDefault { expression, reference });
                self.visit(expression);
            }
            _ => self.children(id),
        }
    }

    /// A branch of an `if`. A function there stands as if in a block of its own (Annex B.3.3).
    fn branch(&mut self, statement: NodeId) -> NodeId {
        self.check_body(statement, Place::If);
        if !matches!(self.ast.node(statement), Node::FunctionDeclaration { .. }) {
            return statement;
        }
        let statements = List { start: self.ast.lists.len() as u32, length: 1 };
        self.ast.lists.push(statement);
        self.ast.nodes.push(Node::Block { statements, scope: None });
        self.ast.spans.push(self.ast.span(statement));
        NodeId::new(self.ast.nodes.len() - 1)
    }

    fn declaration(&mut self, kind: DeclarationKind, declarators: List) {
        if kind != DeclarationKind::Var {
            return;
        }
        for index in 0..declarators.length {
            let declarator = self.ast.item(declarators, index);
            if let Node::Declarator { target, .. } = self.ast.node(declarator) {
                self.declare_variables(target);
            }
        }
    }

    /// `using` needs a scope that ends: a script's has no end of its own.
    fn check_using(&mut self, id: NodeId) {
        let is_script = matches!(self.ast.form, FunctionForm::Script | FunctionForm::Eval);
        if is_script && self.ast.list(self.ast.body).contains(&id) {
            self.fail(id, "Unexpected using declaration at the top level of a script");
        }
    }

    /// The function declaration inside labels.
    fn labelled_function(&self, mut id: NodeId) -> Option<NodeId> {
        loop {
            match self.ast.node(id) {
                Node::Labelled { body, .. } => id = body,
                Node::FunctionDeclaration { .. } => return Some(id),
                _ => return None,
            }
        }
    }

    /// A statement list declares something of its own.
    fn has_lexical(&self, statements: List) -> bool {
        self.ast.list(statements).iter().any(|&id| match self.ast.node(id) {
            Node::Declaration { kind, .. } => kind != DeclarationKind::Var,
            Node::ClassDeclaration { .. } => true,
            Node::FunctionDeclaration { .. } | Node::Labelled { .. } => self.labelled_function(id).is_some(),
            _ => false,
        })
    }

    /// Declares what a statement list declares for its own scope, before anything in it is visited. At the top of
    /// functions and scripts, function declarations are like `var`.
    pub(super) fn declare_lexical(&mut self, statements: List, is_top: bool) {
        for index in 0..statements.length {
            let id = self.ast.item(statements, index);
            match self.ast.node(id) {
                Node::Declaration { kind, declarators } => {
                    if let Some(kind) = Self::lexical_kind(kind) {
                        self.declare_declarators(kind, declarators);
                    }
                }
                Node::ClassDeclaration { binding, .. } => {
                    let end = self.ast.span(id).end;
                    self.declare_name(binding, VariableKind::Class, end);
                }
                Node::ExportDefault { .. } => {
                    let end = self.ast.span(id).end;
                    let scope = self.scope;
                    if self.table.find(scope, Atom::DEFAULT_EXPORT).is_none() {
                        self.table.add_variable(scope, Atom::DEFAULT_EXPORT, VariableKind::Let, end);
                    }
                }
                Node::FunctionDeclaration { .. } | Node::Labelled { .. } => {
                    if let Some(function) = self.labelled_function(id) {
                        self.declare_function(function, is_top);
                    }
                }
                _ => {}
            }
        }
    }

    pub(super) fn declare_declarators(&mut self, kind: VariableKind, declarators: List) {
        for index in 0..declarators.length {
            let declarator = self.ast.item(declarators, index);
            let Node::Declarator { target, .. } = self.ast.node(declarator) else { continue };
            let end = self.ast.span(declarator).end;
            self.declare_pattern(kind, target, end);
        }
    }

    pub(super) fn declare_pattern(&mut self, kind: VariableKind, target: NodeId, initialized_at: u32) {
        let mut names = Vec::new();
        self.bound_names(target, &mut names);
        for (id, name) in names {
            if name == Atom::LET {
                self.fail(id, "let is disallowed as a lexically bound name");
            }
            self.declare_name(id, kind, initialized_at);
        }
    }

    fn declare_name(&mut self, id: NodeId, kind: VariableKind, initialized_at: u32) {
        let Node::Binding { name, .. } = self.ast.node(id) else { return };
        if self.table.find(self.scope, name).is_some() || self.clashes_with_head(name) {
            return self.fail_declared(id, name);
        }
        self.table.add_variable(self.scope, name, kind, initialized_at);
    }

    /// The scope is the body of a `catch` or function whose parameters stand in the scope around it.
    fn clashes_with_head(&self, name: Atom) -> bool {
        let scope = self.table.scope(self.scope);
        if scope.parent == super::table::NONE || self.scope == self.work.parameter_scope {
            return false;
        }
        let parent = self.table.scope(scope.parent);
        let is_body = scope.kind == ScopeKind::Body
            || (parent.kind == ScopeKind::Catch && self.catch_bodies.contains(&self.scope));
        is_body
            && self.table.find(scope.parent, name).is_some_and(|variable| {
                let kind = self.table.variable(variable).kind;
                matches!(kind, VariableKind::Parameter | VariableKind::Catch | VariableKind::SimpleCatch)
            })
    }

    fn declare_function(&mut self, id: NodeId, is_top: bool) {
        let Node::FunctionDeclaration { binding, function, .. } = self.ast.node(id) else { return };
        let Node::Binding { name, .. } = self.ast.node(binding) else { return };
        let is_var_like = is_top && !self.is_module_top();
        let plain = self.functions.get(function.index()).is_some_and(|ast| !ast.is_async && !ast.is_generator);
        match self.table.find(self.scope, name) {
            Some(earlier) => {
                let work = self.table.variable(earlier);
                let is_function = work.kind == VariableKind::Function;
                let may_repeat = if is_var_like {
                    !work.is_lexical
                } else {
                    is_function && plain && !self.is_strict() && self.plain_functions.contains(&(self.scope, name))
                };
                if !may_repeat {
                    return self.fail_declared(binding, name);
                }
                if work.kind == VariableKind::Var {
                    self.table.variable_mut(earlier).kind = VariableKind::Function;
                }
            }
            None => {
                let clashes = if is_var_like { self.clashes_outside(name) } else { self.clashes_with_head(name) };
                if clashes {
                    return self.fail_declared(binding, name);
                }
                let variable = self.table.add_variable(self.scope, name, VariableKind::Function, 0);
                self.table.variable_mut(variable).is_lexical = !is_var_like;
                if plain {
                    self.plain_functions.push((self.scope, name));
                }
            }
        }
        self.hoist(id, name);
    }

    /// Of several functions of one name the last is instantiated.
    fn hoist(&mut self, id: NodeId, name: Atom) {
        let mut hoisted = std::mem::take(&mut self.table.scope_mut(self.scope).hoisted);
        if self.hoisted_names.contains(&(self.scope, name)) {
            hoisted.retain(|&earlier| match self.ast.node(earlier) {
                Node::FunctionDeclaration { binding, .. } => {
                    !matches!(self.ast.node(binding), Node::Binding { name: other, .. } if other == name)
                }
                _ => true,
            });
        } else {
            self.hoisted_names.insert((self.scope, name));
        }
        hoisted.push(id);
        self.table.scope_mut(self.scope).hoisted = hoisted;
    }

    fn is_module_top(&self) -> bool {
        self.is_module && self.index == 0
    }

    fn function_declaration(&mut self, id: NodeId, node: Node) {
        let Node::FunctionDeclaration { binding, function, .. } = node else { return };
        let scope_start = if self.scope == self.work.body_scope { 0 } else { self.table.scope(self.scope).span.start };
        self.enqueue(function, self.scope, scope_start);
        self.visit(binding);
        let Node::Binding { name, .. } = self.ast.node(binding) else { return };
        let plain = self.functions.get(function.index()).is_some_and(|ast| !ast.is_async && !ast.is_generator);
        if self.scope == self.work.body_scope || self.is_strict() || !plain {
            return;
        }
        if let Some(scope) = self.annex_b_scope(name) {
            if let Some(variable) = self.table.find(self.scope, name) {
                self.table.variable_mut(variable).is_used = true;
            }
            let start = self.ast.span(id).start;
            let var_reference = Some(self.reference_from(scope, name, start, Usage::Use));
            // The compiler writes it as if it stood in that scope: past the blocks and `with`s between.
            if let Some(reference) = self.work.references.last_mut() {
                reference.current = scope;
            }
            self.set(id, Node::FunctionDeclaration { binding, function, var_reference });
        }
    }

    /// Annex B.3.3: the variable scope where a function in a block is also a `var`, if that is no conflict.
    fn annex_b_scope(&mut self, name: Atom) -> Option<u32> {
        if name == Atom::ARGUMENTS && has_arguments(self.work.form) {
            return None;
        }
        let mut scope = self.table.scope(self.scope).parent;
        loop {
            if let Some(variable) = self.table.find(scope, name) {
                let work = self.table.variable(variable);
                if (work.is_lexical && work.kind != VariableKind::SimpleCatch) || work.kind == VariableKind::Parameter {
                    return None;
                }
            }
            if scope == self.work.body_scope {
                break;
            }
            scope = self.table.scope(scope).parent;
        }
        let has_parameter = |variable| self.table.variable(variable).kind == VariableKind::Parameter;
        if self.table.find(self.work.parameter_scope, name).is_some_and(has_parameter) {
            return None;
        }
        if self.table.find(scope, name).is_none() {
            if self.clashes_outside(name) {
                return None;
            }
            self.table.add_variable(scope, name, VariableKind::Var, 0);
        }
        Some(scope)
    }

    // ---------------------------------------------------------------- loops and the like

    fn iteration(&mut self, id: NodeId, node: Node) {
        self.loops += 1;
        self.tasks.push(Task::EndLoop);
        let span = self.ast.span(id);
        match node {
            Node::For { init, test, update, body, .. } => {
                self.check_body(body, Place::Loop);
                if let Some((kind, declarators)) = init.and_then(|init| self.lexical_declaration(init)) {
                    let scope = Some(self.enter(ScopeKind::Loop, span));
                    self.table.scope_mut(self.scope).is_let_loop = kind == VariableKind::Let;
                    self.declare_declarators(kind, declarators);
                    self.set(id, Node::For { init, test, update, body, scope });
                }
                self.children(id);
            }
            Node::ForIn { left, right, body, .. } => {
                let scope = self.each_head(left, body, span);
                self.set(id, Node::ForIn { left, right, body, scope });
                self.children(id);
            }
            Node::ForOf { left, right, body, is_await, .. } => {
                let scope = self.each_head(left, body, span);
                self.set(id, Node::ForOf { left, right, body, scope, is_await });
                if is_await && self.in_parameters {
                    self.fail(id, "Illegal await-expression in formal parameters of async function");
                }
                self.children(id);
            }
            Node::While { body, .. } | Node::DoWhile { body, .. } => {
                self.check_body(body, Place::Loop);
                self.children(id);
            }
            _ => {}
        }
    }

    /// The kind and declarators of a `let` or `const` declaration.
    fn lexical_declaration(&self, id: NodeId) -> Option<(VariableKind, List)> {
        match self.ast.node(id) {
            Node::Declaration { kind, declarators } => Self::lexical_kind(kind).map(|kind| (kind, declarators)),
            _ => None,
        }
    }

    fn each_head(&mut self, left: NodeId, body: NodeId, span: crate::source::Span) -> Option<crate::syntax::ScopeId> {
        self.check_body(body, Place::Loop);
        match self.ast.node(left) {
            Node::Declaration { kind: DeclarationKind::Var, declarators } => {
                self.declaration(DeclarationKind::Var, declarators);
                let declarator = self.ast.item(declarators, 0);
                if self.is_strict() && matches!(self.ast.node(declarator), Node::Declarator { value: Some(_), .. }) {
                    self.fail(left, "for-in loop variable declaration may not have an initializer.");
                }
                None
            }
            Node::Declaration { kind, declarators } => {
                let kind = Self::lexical_kind(kind)?;
                let scope = self.enter(ScopeKind::Loop, span);
                let declarator = self.ast.item(declarators, 0);
                if let Node::Declarator { target, .. } = self.ast.node(declarator) {
                    let start = self.ast.span(body).start;
                    self.declare_pattern(kind, target, start);
                }
                Some(scope)
            }
            _ => {
                self.check_target(left, true);
                None
            }
        }
    }

    fn switch(&mut self, id: NodeId, discriminant: NodeId, cases: List) {
        self.switches += 1;
        self.tasks.push(Task::EndSwitch);
        let lists: Vec<List> = (self.ast.list(cases).iter())
            .filter_map(|&case| match self.ast.node(case) {
                Node::Case { statements, .. } => Some(statements),
                _ => None,
            })
            .collect();
        let defaults = |&case: &NodeId| matches!(self.ast.node(case), Node::Case { test: None, .. });
        if let Some(&second) = self.ast.list(cases).iter().filter(|&case| defaults(case)).nth(1) {
            self.fail(second, "More than one default clause in switch statement");
        }
        let disposes = |&&id: &&NodeId| matches!(self.ast.node(id), Node::Declaration { kind, .. } if kind.disposes());
        if let Some(&using) = lists.iter().flat_map(|&list| self.ast.list(list)).find(disposes) {
            self.fail(using, "Using declaration cannot appear in a case or default clause");
        }
        let outer = self.scope;
        if lists.iter().any(|&list| self.has_lexical(list)) {
            let scope = Some(self.enter(ScopeKind::Switch, self.ast.span(id)));
            self.set(id, Node::Switch { discriminant, cases, scope });
            for list in lists {
                self.declare_lexical(list, false);
            }
        }
        self.visit_all(cases);
        let inner = std::mem::replace(&mut self.scope, outer);
        // The discriminant is outside: it is visited first, then the walk enters the cases.
        self.tasks.push(Task::Scope(inner));
        self.visit(discriminant);
    }

    fn with_statement(&mut self, id: NodeId, object: NodeId, body: NodeId) {
        if self.is_strict() {
            self.fail(id, "Strict mode code may not include a with statement");
        }
        self.check_body(body, Place::Loop);
        self.work.info.facts.has_with = true;
        let outer = self.scope;
        let scope = Some(self.enter(ScopeKind::With, self.ast.span(id)));
        self.set(id, Node::With { object, body, scope });
        self.visit(body);
        let inner = std::mem::replace(&mut self.scope, outer);
        self.tasks.push(Task::Scope(inner));
        self.visit(object);
    }

    fn labelled(&mut self, id: NodeId, label: Atom, body: NodeId) {
        self.check_name(id, label);
        if self.labels.iter().any(|&(other, _)| other == label) {
            let text = self.atoms.display(label);
            self.fail(id, format!("Label '{text}' has already been declared"));
        }
        self.check_body(body, Place::Label);
        let mut inner = body;
        while let Node::Labelled { body, .. } = self.ast.node(inner) {
            inner = body;
        }
        let is_loop = matches!(
            self.ast.node(inner),
            Node::For { .. } | Node::ForIn { .. } | Node::ForOf { .. } | Node::While { .. } | Node::DoWhile { .. }
        );
        self.labels.push((label, is_loop));
        self.tasks.push(Task::EndLabel);
        self.visit(body);
    }

    fn catch_clause(&mut self, id: NodeId, parameter: Option<NodeId>, body: NodeId) {
        let Some(target) = parameter else {
            return self.children(id);
        };
        let scope = Some(self.enter(ScopeKind::Catch, self.ast.span(id)));
        let is_simple = matches!(self.ast.node(target), Node::Binding { .. });
        let kind = if is_simple { VariableKind::SimpleCatch } else { VariableKind::Catch };
        self.declare_pattern(kind, target, 0);
        self.set(id, Node::Catch { parameter, body, scope });
        // The body's own names must not repeat the parameter's, so its scope is entered here.
        if let Node::Block { statements, .. } = self.ast.node(body)
            && self.has_lexical(statements)
        {
            let catch_scope = self.scope;
            let scope = Some(self.enter(ScopeKind::Block, self.ast.span(body)));
            self.catch_bodies.push(self.scope);
            self.set(body, Node::Block { statements, scope });
            self.declare_lexical(statements, false);
            self.visit_all(statements);
            let inner = std::mem::replace(&mut self.scope, catch_scope);
            self.tasks.push(Task::Scope(inner));
            self.visit(target);
            return;
        }
        self.visit(body);
        self.visit(target);
    }
}
