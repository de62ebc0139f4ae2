//! A whole function: prologue, body, and what entering it takes.

use super::Origin;
use super::pattern::Mode;
use super::{Compile, CompileError, Compiler, Constant, Constants, Draft, Field, NodeIndex, Unit, frame_slot};
use crate::interpreter::compiler::Arena;
use crate::interpreter::machine::{ARGUMENTS, entry_flag, nodes, variable_word};
use crate::interpreter::operations as op;
use crate::scope::{FunctionScopes, ScopeKind, Storage, VariableKind};
use crate::syntax::{FunctionForm, FunctionId, Node};
use crate::value::Value;

/// A compiled function, before its heap constants are made.
pub(crate) struct Compiled {
    /// The nodes.
    pub(crate) arena: Arena,
    /// The root.
    pub(crate) root: NodeIndex,
    /// Heap constants.
    pub(crate) constants: Vec<Constant>,
    /// Number of parameters.
    pub(crate) parameters: u32,
    /// Slots to fill on entry.
    pub(crate) filled: u32,
    /// Frame slots in all.
    pub(crate) frame: u32,
    /// Flags for `enter`.
    pub(crate) flags: u16,
    /// Native stack the tree may need, in bytes.
    pub(crate) native: u32,
    /// Slot that receives the arguments object, and whether it is mapped.
    pub(crate) arguments_slot: Option<u32>,
    /// Slot that receives the array of a rest parameter.
    pub(crate) rest_slot: Option<u32>,
    /// Slot of the completion value of script and eval code.
    pub(crate) completion_slot: Option<u32>,
}

/// Most slots that a suspended function keeps: its state is a cell whose size is counted in 16 bits.
const MOST_KEPT: u32 = 60_000;

/// Native stack that one level of nesting takes at most when a tree runs, in bytes.
const NATIVE_PER_LEVEL: u32 = 256;

/// Native stack that every call may use without a closer look, in bytes.
const NATIVE_SLACK: u32 = 48 * 1024;

/// Compiles function `id` of `unit`.
pub(crate) fn compile_function(unit: Unit<'_>, id: FunctionId) -> Compile<Compiled> {
    let ast = &unit.functions[id.index()];
    let scopes = &unit.scopes[id.index()];
    let compiler = Compiler {
        unit,
        ast,
        scopes,
        arena: Arena::default(),
        constants: Constants::default(),
        contexts: Vec::new(),
        entered: Vec::new(),
        targets: Vec::new(),
        pending_labels: Vec::new(),
        next_target: 1,
        scope_slots: None,
        completion: None,
        nesting: 0,
        deepest: 0,
        is_strict: scopes.facts.is_strict,
        this_place: None,
        finalizers: Vec::new(),
        resources: Vec::new(),
        guards: 0,
        unfinished: 0,
        tail_calls: Vec::new(),
        leading: None,
        assigned_at: None,
        origin: Default::default(),
        has_late_result: false,
        suspensions: super::suspension::suspensions(ast, scopes),
        hoisted: Vec::new(),
        kept: 0,
        blocks: unit.counted_text.map(|text| super::blocks::find_blocks(ast, text)).unwrap_or_default(),
    };
    compiler.function()
}

/// Runs the node verifier, in builds that check themselves.
#[cfg(any(debug_assertions, feature = "checked"))]
fn check(compiled: &Compiled, scopes: &FunctionScopes, native_stack_limit: usize) {
    if let Err(fault) = crate::interpreter::verifier::verify(compiled, scopes, native_stack_limit) {
        panic!("the tree of a function is broken: {fault:?}");
    }
}

#[cfg(not(any(debug_assertions, feature = "checked")))]
fn check(_: &Compiled, _: &FunctionScopes, _: usize) {}

impl Compiler<'_> {
    fn function(mut self) -> Compile<Compiled> {
        let facts = self.scopes.facts;
        let filled = self.scopes.frame_slots;
        let mut depth = ARGUMENTS + filled;
        self.arena.reserve(depth);
        let mut flags = 0;
        if matches!(self.ast.form, FunctionForm::BaseConstructor | FunctionForm::DerivedConstructor) {
            flags |= entry_flag::CLASS_CONSTRUCTOR;
        }
        if self.coerces_this() {
            flags |= entry_flag::COERCES_THIS;
        }
        let (mut arguments_slot, mut rest_slot) = (None, None);
        let has_rest = self.rest_parameter().is_some();
        if facts.needs_arguments {
            arguments_slot = Some(depth);
            depth += 1;
        }
        if has_rest {
            rest_slot = Some(depth);
            depth += 1;
        }
        if arguments_slot.is_some() || has_rest {
            flags |= entry_flag::WANTS_ARGUMENTS;
        }
        self.arena.counts_blocks = self.unit.counted_text.is_some();
        let root = self.whole(depth, arguments_slot, rest_slot)?;
        self.note_unreached_blocks();
        let native = self.deepest * NATIVE_PER_LEVEL;
        if native > NATIVE_SLACK {
            flags |= entry_flag::DEEP;
        }
        self.arena.reserve(depth + super::SLOW_PATH_SLOTS);
        if self.arena.len() > (1 << 26) || self.arena.frame > u32::from(u16::MAX) {
            return Err(CompileError::TooLarge);
        }
        if let Some(name) = self.arena.misplaced {
            return Err(CompileError::Unsupported(name));
        }
        if self.kept > MOST_KEPT {
            return Err(CompileError::TooLarge);
        }
        let scopes = self.scopes;
        let compiled = Compiled {
            root,
            constants: self.constants.into_list(),
            parameters: self.scopes.parameter_count,
            filled,
            frame: self.arena.frame + ARGUMENTS,
            flags,
            native,
            arguments_slot,
            rest_slot,
            completion_slot: self.completion,
            arena: self.arena,
        };
        check(&compiled, scopes, self.unit.native_stack_limit);
        Ok(compiled)
    }

    /// Sloppy functions turn `this` into an object.
    fn coerces_this(&self) -> bool {
        let own_this = !matches!(
            self.ast.form,
            FunctionForm::Arrow | FunctionForm::Script | FunctionForm::Eval | FunctionForm::Module
        );
        own_this && !self.is_strict && self.scopes.facts.uses_this
    }

    pub(super) fn is_derived(&self) -> bool {
        self.ast.form == FunctionForm::DerivedConstructor
    }

    /// The target of the rest parameter.
    fn rest_parameter(&self) -> Option<crate::syntax::NodeId> {
        let last = *self.ast.list(self.ast.parameters).last()?;
        match self.node(last) {
            Node::Rest { target } => Some(target),
            _ => None,
        }
    }

    /// Prologue and body.
    fn whole(&mut self, depth: u32, arguments: Option<u32>, rest: Option<u32>) -> Compile<NodeIndex> {
        let mut steps = Vec::new();
        let mut depth = depth;
        if let Some(name) = self.scopes.name_scope {
            depth = self.enter_function_scope(name, depth, &mut steps)?;
        }
        let parameter_scope =
            self.scopes.parameter_scope.ok_or(CompileError::Unsupported("a function without scope"))?;
        let kind = self.scopes.scope(parameter_scope).kind;
        if matches!(kind, ScopeKind::Script | ScopeKind::Eval) {
            return self.top_level(parameter_scope, depth, steps);
        }
        depth = self.enter_function_scope(parameter_scope, depth, &mut steps)?;
        self.parameters(parameter_scope, depth, arguments, rest, &mut steps)?;
        if let Some(body) = self.scopes.body_scope
            && body != parameter_scope
        {
            depth = self.enter_function_scope(body, depth, &mut steps)?;
            self.copy_parameters(parameter_scope, body, depth, &mut steps);
        }
        let body = self.scopes.body_scope.unwrap_or(parameter_scope);
        let body_scope = *self.scopes.scope(body);
        self.instantiate_functions(&body_scope, depth, &mut steps)?;
        if self.ast.is_generator || self.ast.is_async {
            return self.suspending_whole(&steps, depth, None);
        }
        if !self.is_derived() {
            self.body(depth, &mut steps)?;
            let root = self.sequence(&steps);
            self.note_end(root, depth);
            return Ok(root);
        }
        let mut body = Vec::new();
        self.body(depth, &mut body)?;
        if self.has_late_result {
            body.push(self.constant(Value::UNDEFINED));
            let result = self.sequence(&body);
            steps.push(self.checked_result(result, self.ast.span.end.saturating_sub(1), depth));
        } else {
            steps.append(&mut body);
            steps.push(self.constructed_this(depth));
        }
        Ok(self.sequence(&steps))
    }

    /// The root of code that suspends: what comes before the body runs when it is called. `completion`: the slot of the
    /// value that a body ends with, if it has one.
    fn suspending_whole(&mut self, prologue: &[NodeIndex], depth: u32, completion: Option<u32>) -> Compile<NodeIndex> {
        let prologue = if prologue.is_empty() { Field::None } else { Field::Child(self.sequence(prologue)) };
        let mut steps = Vec::new();
        self.body(depth, &mut steps)?;
        steps.extend(completion.map(|slot| self.slot(slot)));
        let body = self.sequence(&steps);
        self.note_end(body, depth);
        self.kept = self.kept.max(depth);
        self.arena.reserve(depth + 4);
        let draft = match (self.ast.is_generator, self.ast.is_async) {
            (true, false) => Draft::new("generator_start", nodes::generator_start::<false>, depth),
            (true, true) => Draft::new("generator_start", nodes::generator_start::<true>, depth),
            _ if self.ast.form == FunctionForm::Module => Draft::new("async_start", nodes::module_start, depth),
            _ => Draft::new("async_start", nodes::async_start, depth),
        };
        let draft = draft.a(prologue).b(Field::Child(body)).d(Field::Number(self.kept - ARGUMENTS));
        let offset = self.ast.span.start;
        Ok(self.emit_at(draft, offset))
    }

    /// `this` of a derived constructor, wherever it lives, checked.
    pub(super) fn constructed_this(&mut self, depth: u32) -> NodeIndex {
        let offset = self.ast.parameters_span.start;
        if let Some((slot, index)) = self.this_place {
            let name = self.constants.add(Constant::String(crate::syntax::Atom::THIS));
            let draft = Draft::new("context_variable_checked", nodes::context_variable_checked, depth)
                .a(Field::Number(slot))
                .b(Field::Number(0))
                .d(Field::Number(crate::interpreter::machine::variable_word(index)))
                .k(u64::from(name));
            return self.emit_at(draft, offset);
        }
        self.emit_at(Draft::new("constructed_this", nodes::constructed_this, depth), offset)
    }

    /// Moves arguments to where the parameters live, evaluates defaults, binds patterns.
    fn parameters(
        &mut self,
        scope: crate::syntax::ScopeId,
        depth: u32,
        arguments: Option<u32>,
        rest: Option<u32>,
        steps: &mut Vec<NodeIndex>,
    ) -> Compile<()> {
        let scopes = self.scopes;
        let scope = *scopes.scope(scope);
        for variable in scopes.variables_of(&scope) {
            if let (VariableKind::Arguments, Some(slot)) = (variable.kind, arguments) {
                let value = self.slot(slot);
                let put = self.put_variable(variable, value, depth);
                steps.push(put);
            }
        }
        if scopes.facts.has_simple_parameters || !scopes.facts.has_parameter_expressions {
            self.move_parameters(&scope, depth, steps);
        }
        if let Some(slot) = arguments {
            if scopes.facts.has_mapped_arguments {
                self.map_arguments(&scope, slot, depth, steps);
            }
            steps.push(self.clear_slot(slot));
        }
        for index in 0..self.ast.parameters.length {
            let parameter = self.ast.item(self.ast.parameters, index);
            self.parameter(parameter, index, depth, rest, steps)?;
        }
        Ok(())
    }

    /// Links the arguments object in `slot` to the parameters, which have been moved into the context: each name is the
    /// argument of its last occurrence.
    fn map_arguments(&mut self, scope: &crate::scope::Scope, slot: u32, depth: u32, steps: &mut Vec<NodeIndex>) {
        let scopes = self.scopes;
        let mut children = vec![self.slot(slot), self.context_value()];
        for variable in scopes.variables_of(scope) {
            if let (Some(number), Storage::Context(index)) = (variable.parameter, variable.storage) {
                children.push(self.constant(Value::int(number as i32)));
                children.push(self.constant(Value::int(variable_word(index) as i32)));
            }
        }
        if children.len() > 2 {
            let offset = scope.span.start;
            let map = self.operation("map_arguments", op::call::map_arguments, &children, depth, offset);
            steps.push(self.effect_of(map));
        }
    }

    /// Parameters that are plain names, moved at once.
    fn move_parameters(&mut self, scope: &crate::scope::Scope, depth: u32, steps: &mut Vec<NodeIndex>) {
        let scopes = self.scopes;
        for variable in scopes.variables_of(scope) {
            let Some(number) = variable.parameter else { continue };
            if variable.kind == VariableKind::Parameter && variable.storage != Storage::Frame(number) {
                let value = self.take(frame_slot(number));
                let put = self.put_variable(variable, value, depth);
                steps.push(put);
            }
        }
    }

    fn parameter(
        &mut self,
        id: crate::syntax::NodeId,
        index: u32,
        depth: u32,
        rest: Option<u32>,
        steps: &mut Vec<NodeIndex>,
    ) -> Compile<()> {
        match self.node(id) {
            Node::Binding { .. } => {
                let reference = self.binding_reference(id)?;
                let in_place =
                    matches!(reference.resolution, crate::scope::Resolution::Frame { slot } if slot == index);
                if self.scopes.facts.has_parameter_expressions && !in_place {
                    let value = self.take(frame_slot(index));
                    steps.push(self.bind(id, value, Mode::Initialize, depth)?);
                }
            }
            Node::Default { target, value } => {
                let argument = self.take(frame_slot(index));
                let node = self.or_default(argument, target, Some(value), depth)?;
                self.from(Origin::DefaultedParameter, Some(value));
                steps.push(self.bind(target, node, Mode::Initialize, depth)?);
            }
            Node::Rest { target } => {
                let slot = rest.ok_or(CompileError::Unsupported("a rest parameter"))?;
                steps.push(self.consume(target, Mode::Initialize, slot, depth)?);
            }
            _ => {
                self.from(Origin::Parameter, None);
                steps.push(self.consume(id, Mode::Initialize, frame_slot(index), depth)?);
            }
        }
        Ok(())
    }

    /// A separate body scope starts its `var`s with the values of the parameters of the same names.
    fn copy_parameters(
        &mut self,
        parameters: crate::syntax::ScopeId,
        body: crate::syntax::ScopeId,
        depth: u32,
        steps: &mut Vec<NodeIndex>,
    ) {
        let scopes = self.scopes;
        let outer = *scopes.scope(parameters);
        let inner = *scopes.scope(body);
        for variable in scopes.variables_of(&inner) {
            if variable.kind != VariableKind::Var {
                continue;
            }
            let Some(source) = scopes.variables_of(&outer).iter().find(|outer| outer.name == variable.name) else {
                continue;
            };
            let value = match source.storage {
                Storage::Frame(slot) => self.slot(frame_slot(slot)),
                Storage::Context(index) => {
                    let hops = u32::from(inner.needs_context);
                    let place = self.context_place(hops);
                    let draft = Draft::new("context_variable", nodes::context_variable, depth)
                        .a(Field::Number(place.slot))
                        .b(Field::Number(place.hops))
                        .d(Field::Number(crate::interpreter::machine::variable_word(index)));
                    self.emit(draft)
                }
                _ => continue,
            };
            let put = self.put_variable(variable, value, depth);
            steps.push(put);
        }
    }

    fn body(&mut self, depth: u32, steps: &mut Vec<NodeIndex>) -> Compile<()> {
        let Some(hint) = self.hint_of_list(self.ast.body) else { return self.statements(depth, steps) };
        let offset = self.start(self.ast.item(self.ast.body, 0));
        let node = self.disposing(hint, offset, depth, |compiler, inner| {
            let mut steps = Vec::new();
            compiler.statements(inner, &mut steps)?;
            Ok(compiler.sequence(&steps))
        })?;
        steps.push(node);
        Ok(())
    }

    fn statements(&mut self, depth: u32, steps: &mut Vec<NodeIndex>) -> Compile<()> {
        for index in 0..self.ast.body.length {
            let statement = self.ast.item(self.ast.body, index);
            match self.node(statement) {
                Node::Empty => {}
                Node::FieldDefinition { key, value } => {
                    let step = self.field_definition(statement, key, value, depth)?;
                    steps.push(step);
                }
                Node::StaticBlock { function } => {
                    let step = self.static_block(statement, function, depth)?;
                    steps.push(step);
                }
                _ => steps.push(self.statement(statement, depth)?),
            }
        }
        Ok(())
    }

    /// A script or eval: declarations, then statements whose completion value is the result.
    fn top_level(
        &mut self,
        scope: crate::syntax::ScopeId,
        depth: u32,
        mut steps: Vec<NodeIndex>,
    ) -> Compile<NodeIndex> {
        let completion = depth;
        let description = *self.scopes.scope(scope);
        let undefined = self.constant(Value::UNDEFINED);
        steps.push(self.store(completion, undefined));
        // Clashes are found before anything is declared, in the surroundings of the code.
        self.declare_globals(&description, depth + 1, &mut steps);
        self.declare_dynamic(&description, depth + 1, &mut steps);
        let inner = self.enter_function_scope(scope, depth + 1, &mut steps)?;
        self.instantiate_functions(&description, inner, &mut steps)?;
        self.completion = Some(completion);
        if self.ast.is_async {
            return self.suspending_whole(&steps, inner, Some(completion));
        }
        self.body(inner, &mut steps)?;
        steps.push(self.slot(completion));
        Ok(self.sequence(&steps))
    }
}
