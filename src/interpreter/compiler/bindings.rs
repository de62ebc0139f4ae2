//! Entering scopes: contexts, uninitialised variables, hoisted functions.

use super::{Compile, CompileError, Compiler, Constant, Draft, Field, NodeIndex, frame_slot};
use crate::interpreter::machine::{CALLEE, NEW_TARGET, THIS, nodes, variable_word};
use crate::interpreter::operations as op;
use crate::scope::{Reference, Resolution, Scope, ScopeKind, Storage, Variable, VariableKind};
use crate::syntax::{Node, NodeId, ScopeId};
use crate::value::Value;

impl Compiler<'_> {
    /// Enters a block-like scope: appends what must run to `steps`, returns the depth inside.
    pub(super) fn enter(&mut self, scope: Option<ScopeId>, depth: u32, steps: &mut Vec<NodeIndex>) -> Compile<u32> {
        let Some(id) = scope else { return Ok(depth) };
        let scope = *self.scopes.scope(id);
        let mut inner = depth;
        if scope.needs_context {
            let count = self.context_size(id);
            steps.push(self.push_context(Constant::ScopeInfo(id), count, Value::UNINITIALIZED, depth));
            inner += 1;
        }
        self.entered.push(id);
        self.prepare_variables(&scope, steps);
        self.instantiate_functions(&scope, inner, steps)?;
        Ok(inner)
    }

    /// Leaves a scope entered by [`Self::enter`].
    pub(super) fn leave(&mut self, scope: Option<ScopeId>) {
        let Some(id) = scope else { return };
        self.entered.pop();
        if self.scopes.scope(id).needs_context {
            self.contexts.pop();
        }
    }

    /// The statements of a scope that has been left, as one: it ends with its variables cleared.
    pub(super) fn scoped(&mut self, scope: Option<ScopeId>, steps: &[NodeIndex]) -> NodeIndex {
        let Some((first, last)) = scope.and_then(|scope| self.slots_of(scope)) else { return self.sequence(steps) };
        self.note_scope_slots((first, last));
        let statement = self.sequence(steps);
        let draft = if self.may_suspend(statement) {
            Draft::new("resumable_scoped_block", nodes::resumable_scoped_block, 0)
        } else {
            Draft::new("scoped_block", nodes::scoped_block, 0)
        };
        let draft = draft.a(Field::Child(statement)).d(Field::Number(last - first + 1));
        self.emit(draft.k(u64::from(first)))
    }

    /// The first and last frame slot of a scope's own variables, if it has any.
    pub(super) fn slots_of(&self, scope: ScopeId) -> Option<(u32, u32)> {
        let variables = self.scopes.variables_of(self.scopes.scope(scope)).iter();
        let slots = variables.filter_map(|variable| match variable.storage {
            Storage::Frame(slot) => Some(frame_slot(slot)),
            _ => None,
        });
        slots.fold(None, |range, slot| match range {
            None => Some((slot, slot)),
            Some((first, last)) => Some((slot.min(first), slot.max(last))),
        })
    }

    fn note_scope_slots(&mut self, (first, last): (u32, u32)) {
        let (low, high) = self.scope_slots.unwrap_or((first, last));
        self.scope_slots = Some((low.min(first), high.max(last)));
    }

    /// Compiles a piece that exceptions are caught around. Also gives the statement that clears the slots of the scopes
    /// in it, for what runs after an exception.
    pub(super) fn guarded(
        &mut self,
        piece: impl FnOnce(&mut Self) -> Compile<NodeIndex>,
    ) -> Compile<(NodeIndex, Option<NodeIndex>)> {
        let outside = self.scope_slots.take();
        let node = piece(self)?;
        let inside = self.scope_slots;
        self.scope_slots = outside;
        let Some((first, last)) = inside else { return Ok((node, None)) };
        self.note_scope_slots((first, last));
        Ok((node, Some(self.clear_slots(first, last - first + 1))))
    }

    /// Sets variables in frame slots to "uninitialised" where some use checks; slots are reused, so every block that
    /// has them does so on entry. Consecutive slots are set by one node.
    fn prepare_variables(&mut self, scope: &Scope, steps: &mut Vec<NodeIndex>) {
        let mut slots: Vec<u32> = self
            .scopes
            .variables_of(scope)
            .iter()
            .filter(|variable| variable.needs_hole)
            .filter_map(|variable| match variable.storage {
                Storage::Frame(slot) => Some(frame_slot(slot)),
                _ => None,
            })
            .collect();
        slots.sort_unstable();
        slots.dedup();
        let mut index = 0;
        while index < slots.len() {
            let start = slots[index];
            let mut count = 1;
            while index + count < slots.len() && slots[index + count] == start + count as u32 {
                count += 1;
            }
            let draft = Draft::new("fill_slots", nodes::fill_slots, 0);
            let draft = draft.a(Field::Slot(start)).b(Field::Number(count as u32));
            steps.push(self.emit(draft.constant(Value::UNINITIALIZED)));
            index += count;
        }
    }

    /// Makes the closures of a scope's function declarations.
    pub(super) fn instantiate_functions(
        &mut self,
        scope: &Scope,
        depth: u32,
        steps: &mut Vec<NodeIndex>,
    ) -> Compile<()> {
        let scopes = self.scopes;
        for &id in scopes.functions_of(scope) {
            let Node::FunctionDeclaration { binding, function, .. } = self.node(id) else { continue };
            let Node::Binding { reference, .. } = self.node(binding) else { continue };
            let reference = self.reference(reference)?;
            if scope.kind == ScopeKind::Module && matches!(reference.resolution, Resolution::Context { .. }) {
                // Linking has made it.
                continue;
            }
            let closure = self.closure(function, None, depth)?;
            let write = self.declare_function(binding, reference, scope.kind, closure, depth)?;
            steps.push(self.effect_of(write));
        }
        Ok(())
    }

    fn declare_function(
        &mut self,
        binding: NodeId,
        reference: Reference,
        kind: ScopeKind,
        closure: NodeIndex,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let offset = self.start(binding);
        let variable = self.variable_of(reference.name, kind);
        match variable.map(|variable| variable.storage) {
            Some(Storage::Global) => {
                let name = self.string(reference.name);
                let deletable = self.constant(Value::bool(kind == ScopeKind::Eval));
                let children = [closure, name, deletable];
                Ok(self.operation("define_global_function", op::global::define_function, &children, depth, offset))
            }
            Some(Storage::Dynamic) => {
                let (context, name) = (self.context_value(), self.string(reference.name));
                let children = [closure, context, name];
                Ok(self.operation("define_eval_function", op::eval::define_function, &children, depth, offset))
            }
            _ => self.write(binding, Reference { is_dynamic: false, ..reference }, closure, true, depth),
        }
    }

    /// The variable `name` of the innermost entered scope, if that has the kind `kind`.
    fn variable_of(&self, name: crate::syntax::Atom, kind: ScopeKind) -> Option<Variable> {
        if !matches!(kind, ScopeKind::Script | ScopeKind::Eval) {
            return None;
        }
        let scope = self.scopes.scope(*self.entered.last()?);
        self.scopes.variables_of(scope).iter().copied().find(|variable| variable.name == name)
    }

    /// Enters a function-like scope (`FunctionName`, `Function`, `Body`, `Script`, `Eval`): makes its context and gives
    /// its variables their first values. Parameters are moved by the caller.
    pub(super) fn enter_function_scope(&mut self, id: ScopeId, depth: u32, steps: &mut Vec<NodeIndex>) -> Compile<u32> {
        let scope = *self.scopes.scope(id);
        let mut inner = depth;
        if scope.kind == ScopeKind::Module {
            // Linking has made its context, and given its variables their first values.
            self.entered.push(id);
            self.prepare_variables(&scope, steps);
            return Ok(inner);
        }
        if scope.needs_context {
            let count = self.context_size(id);
            steps.push(self.push_context(Constant::ScopeInfo(id), count, Value::UNDEFINED, depth));
            inner += 1;
        }
        self.entered.push(id);
        self.prepare_variables(&scope, steps);
        let slot = self.current_context();
        let scopes = self.scopes;
        for variable in scopes.variables_of(&scope) {
            match variable.storage {
                Storage::Context(index) => self.first_value(variable, slot, index, inner, steps),
                Storage::Frame(slot) if variable.kind == VariableKind::FunctionName => {
                    let callee = self.slot(CALLEE);
                    steps.push(self.store(frame_slot(slot), callee));
                }
                _ => {}
            }
        }
        Ok(inner)
    }

    /// The first value of a variable in a function-like scope's context, where that is not undefined.
    fn first_value(&mut self, variable: &Variable, slot: u32, index: u32, depth: u32, steps: &mut Vec<NodeIndex>) {
        if variable.kind == VariableKind::This {
            self.this_place = Some((slot, index));
        }
        let value = match variable.kind {
            VariableKind::This if self.is_derived() => self.constant(Value::UNINITIALIZED),
            VariableKind::This => self.slot(THIS),
            VariableKind::NewTarget => self.slot(NEW_TARGET),
            VariableKind::HomeObject => self.emit(Draft::new("home_object", nodes::home_object, 0)),
            VariableKind::ActiveFunction | VariableKind::FunctionName => self.slot(CALLEE),
            _ if variable.needs_hole => self.uninitialized(),
            _ => return,
        };
        let draft = Draft::new("set_context_variable", nodes::set_context_variable, depth)
            .a(Field::Number(slot))
            .b(Field::Number(0))
            .d(Field::Number(variable_word(index)))
            .k_child(value, 0);
        let node = self.emit(draft);
        steps.push(self.effect_of(node));
    }

    /// Writes a value to a variable's place in the innermost entered scope; a statement.
    pub(super) fn put_variable(&mut self, variable: &Variable, value: NodeIndex, depth: u32) -> NodeIndex {
        match variable.storage {
            Storage::Frame(slot) => self.store(frame_slot(slot), value),
            Storage::Context(index) => {
                let slot = self.current_context();
                let draft = Draft::new("set_context_variable", nodes::set_context_variable, depth)
                    .a(Field::Number(slot))
                    .b(Field::Number(0))
                    .d(Field::Number(variable_word(index)))
                    .k_child(value, 0);
                let node = self.emit(draft);
                self.effect_of(node)
            }
            _ => self.effect_of(value),
        }
    }

    /// Declares what a script or eval declares globally, checking for clashes first.
    pub(super) fn declare_globals(&mut self, scope: &Scope, depth: u32, steps: &mut Vec<NodeIndex>) {
        let scopes = self.scopes;
        let deletable = scope.kind == ScopeKind::Eval;
        for check in [true, false] {
            for variable in scopes.variables_of(scope) {
                let (name, operation): (_, crate::interpreter::machine::Operation) = match (variable.kind, check) {
                    (VariableKind::Let | VariableKind::Const | VariableKind::Class, true) => {
                        ("check_lexical", op::global::check_lexical)
                    }
                    (VariableKind::Let | VariableKind::Const | VariableKind::Class, false) => {
                        ("declare_lexical", op::global::declare_lexical)
                    }
                    (VariableKind::Function, true) => ("check_function", op::global::check_function),
                    (VariableKind::Var, true) => ("check_var", op::global::check_var),
                    (VariableKind::Var, false) => ("declare_var", op::global::declare_var),
                    _ => continue,
                };
                if !matches!(variable.storage, Storage::Global) {
                    continue;
                }
                let text = self.string(variable.name);
                let is_const = variable.kind == VariableKind::Const;
                let flag = self.constant(Value::bool(if is_lexical(variable.kind) { is_const } else { deletable }));
                let node = self.operation(name, operation, &[text, flag], depth, scope.span.start);
                steps.push(self.effect_of(node));
            }
        }
    }

    /// Declares the `var`s that a sloppy direct eval adds to its caller's variable scope, checking first that all of
    /// them, and all functions, can be.
    pub(super) fn declare_dynamic(&mut self, scope: &Scope, depth: u32, steps: &mut Vec<NodeIndex>) {
        let scopes = self.scopes;
        for check in [true, false] {
            for variable in scopes.variables_of(scope) {
                let (text, operation): (_, crate::interpreter::machine::Operation) = match (variable.kind, check) {
                    _ if variable.storage != Storage::Dynamic => continue,
                    (VariableKind::Function, true) => ("check_eval_function", op::eval::check_function),
                    (VariableKind::Function, false) => continue,
                    (_, true) => ("check_eval_var", op::eval::check_var),
                    (_, false) => ("declare_eval_var", op::eval::declare_var),
                };
                let (context, name) = (self.context_value(), self.string(variable.name));
                let node = self.operation(text, operation, &[context, name], depth, scope.span.start);
                steps.push(self.effect_of(node));
            }
        }
    }

    /// The reference of a name that is bound or assigned.
    pub(super) fn binding_reference(&self, id: NodeId) -> Compile<Reference> {
        match self.node(id) {
            Node::Binding { reference, .. } | Node::Identifier { reference, .. } => self.reference(reference),
            _ => Err(CompileError::Unsupported("a binding")),
        }
    }

    /// Whether a reference is a plain frame slot.
    pub(super) fn is_frame_slot(reference: &Reference) -> bool {
        matches!(reference.resolution, Resolution::Frame { .. })
    }
}

fn is_lexical(kind: VariableKind) -> bool {
    matches!(kind, VariableKind::Let | VariableKind::Const | VariableKind::Class)
}
