//! Reading and writing variables.

use super::{Compile, CompileError, Compiler, Constant, Draft, Field, NodeIndex, frame_slot};
use crate::interpreter::machine::{
    CALLEE, CLOSURE_CONTEXT, EMPTY_PAYLOAD, NEW_TARGET, NO_CONTEXT, THIS, nodes, variable_word,
};
use crate::interpreter::operations as op;
use crate::scope::{Mutability, Reference, Resolution, ScopeKind};
use crate::syntax::{Node, NodeId};
use crate::value::Value;

/// Where a context stands: a slot (or [`CLOSURE_CONTEXT`]) and hops outwards.
pub(super) struct ContextPlace {
    pub(super) slot: u32,
    pub(super) hops: u32,
}

impl Compiler<'_> {
    /// Where the context `depth` contexts out from here is.
    pub(super) fn context_place(&self, depth: u32) -> ContextPlace {
        let own = self.contexts.len() as u32;
        if depth < own {
            ContextPlace { slot: self.contexts[(own - 1 - depth) as usize], hops: 0 }
        } else {
            ContextPlace { slot: CLOSURE_CONTEXT, hops: depth - own }
        }
    }

    /// The slot of the innermost context, or [`CLOSURE_CONTEXT`].
    pub(super) fn current_context(&self) -> u32 {
        self.contexts.last().copied().unwrap_or(CLOSURE_CONTEXT)
    }

    /// The innermost context as a value.
    pub(super) fn context_value(&mut self) -> NodeIndex {
        match self.contexts.last() {
            Some(&slot) => self.slot(slot),
            None => self.emit(Draft::new("closure_context", nodes::closure_context, 0)),
        }
    }

    /// A variable of the closure's context that needs no check.
    pub(super) fn outer(&mut self, word: u32) -> NodeIndex {
        self.emit(Draft::new("outer_variable", nodes::outer_variable, 0).a(Field::Number(word)))
    }

    /// The value of the variable that `reference` means. `id` is the node, for positions and for `this`.
    pub(super) fn read(&mut self, id: NodeId, reference: Reference, depth: u32) -> Compile<NodeIndex> {
        if !reference.is_dynamic {
            return self.read_place(id, reference, depth);
        }
        let holder = self.resolve(id, reference, depth);
        self.read_from(id, reference, holder, depth)
    }

    /// Resolves a dynamic name: the object of a `with` or of eval's declarations that has it, or HOLE if the static
    /// place counts. What is done with the reference afterwards is done with this very object.
    pub(super) fn resolve(&mut self, id: NodeId, reference: Reference, depth: u32) -> NodeIndex {
        let context = self.context_value();
        let name = self.string(reference.name);
        let offset = self.start(id);
        self.operation("resolve_name", op::variable::resolve_name, &[context, name], depth, offset)
    }

    /// Reads a dynamic name whose holder the node `holder` yields.
    pub(super) fn read_from(
        &mut self,
        id: NodeId,
        reference: Reference,
        holder: NodeIndex,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let name = self.string(reference.name);
        let strict = self.constant(Value::bool(self.is_strict));
        let offset = self.start(id);
        let children = [holder, name, strict];
        let found = self.operation("dynamic_get", op::variable::dynamic_get, &children, depth, offset);
        let fallback = self.read_place(id, Reference { is_dynamic: false, ..reference }, depth)?;
        Ok(self.emit(Draft::new("fallback", nodes::fallback, depth).a(Field::Child(found)).b(Field::Child(fallback))))
    }

    fn read_place(&mut self, id: NodeId, reference: Reference, depth: u32) -> Compile<NodeIndex> {
        let offset = self.place_of_variable(id);
        let node = match reference.resolution {
            Resolution::Frame { slot } if reference.needs_tdz_check => {
                let name = self.constants.add(Constant::String(reference.name));
                let draft = Draft::new("checked_slot", nodes::checked_slot, depth);
                self.emit_at(draft.a(Field::Slot(frame_slot(slot))).d(Field::Number(name)), offset)
            }
            Resolution::Frame { slot } => self.slot(frame_slot(slot)),
            Resolution::Context { depth: hops, index } if reference.is_import => {
                return self.read_import(reference, hops, index, depth, offset);
            }
            Resolution::Context { depth: hops, index } => self.read_context(reference, hops, index, depth, offset),
            Resolution::Header if matches!(self.node(id), Node::This { .. }) => self.this_checked(reference, id, depth),
            Resolution::Header => self.read_header(id),
            Resolution::Global => return self.read_global(id, reference, depth),
            Resolution::Nowhere => self.constant(Value::UNDEFINED),
        };
        Ok(node)
    }

    fn read_context(&mut self, reference: Reference, hops: u32, index: u32, depth: u32, offset: u32) -> NodeIndex {
        let place = self.context_place(hops);
        let word = variable_word(index);
        if place.slot == CLOSURE_CONTEXT && place.hops == 0 && !reference.needs_tdz_check {
            return self.outer(word);
        }
        let (name, run) = if reference.needs_tdz_check {
            ("context_variable_checked", nodes::context_variable_checked)
        } else {
            ("context_variable", nodes::context_variable)
        };
        let constant = self.constants.add(Constant::String(reference.name));
        let draft = Draft::new(name, run, depth)
            .a(Field::Number(place.slot))
            .b(Field::Number(place.hops))
            .d(Field::Number(word))
            .k(u64::from(constant));
        self.emit_at(draft, offset)
    }

    /// An import: the variable holds the context of what it means, linking has told the word there.
    fn read_import(
        &mut self,
        reference: Reference,
        hops: u32,
        index: u32,
        depth: u32,
        offset: u32,
    ) -> Compile<NodeIndex> {
        let linked = self.unit.imports.iter().find(|import| import.local == reference.name);
        let word = linked.ok_or(CompileError::Unsupported("an import that is not linked"))?.word;
        let place = self.context_place(hops);
        let name = self.constants.add(Constant::String(reference.name));
        let draft = Draft::new("import_variable", nodes::import_variable, depth)
            .a(Field::Number(place.slot))
            .b(Field::Number(place.hops))
            .d(Field::Number(variable_word(index)))
            .k(u64::from(name) | u64::from(word) << 32);
        Ok(self.emit_at(draft, offset))
    }

    /// `this`, `new.target`, home object or active function of the frame itself.
    fn read_header(&mut self, id: NodeId) -> NodeIndex {
        match self.node(id) {
            Node::NewTarget { .. } => self.slot(NEW_TARGET),
            Node::This { .. } => self.slot(THIS),
            _ => self.slot(CALLEE),
        }
    }

    fn read_global(&mut self, id: NodeId, reference: Reference, depth: u32) -> Compile<NodeIndex> {
        if matches!(self.node(id), Node::This { .. }) {
            if self.is_in_module() {
                return Ok(self.constant(Value::UNDEFINED));
            }
            return Ok(self.emit(Draft::new("global_this", nodes::global_this, depth)));
        }
        let offset = self.place_of_variable(id);
        let name = self.constants.add(Constant::String(reference.name));
        let draft = Draft::new("get_global", nodes::get_global, depth).d(Field::Number(name)).k(EMPTY_PAYLOAD);
        let node = self.emit_at(draft, offset);
        self.arena.emit_cache();
        Ok(node)
    }

    /// Assigns the value of the node `value` to the variable that `reference` means; the result is the value.
    /// `initialize`: this is the declaration itself.
    pub(super) fn write(
        &mut self,
        id: NodeId,
        reference: Reference,
        value: NodeIndex,
        initialize: bool,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let offset = self.assigned_at.take().unwrap_or_else(|| self.start(id));
        if self.may_suspend(value) {
            let keep = self.store(depth, value);
            let kept = self.slot(depth);
            self.assigned_at = Some(offset);
            let write = self.write(id, reference, kept, initialize, depth + 1)?;
            return Ok(self.then(&[keep], write));
        }
        if !initialize && reference.mutability != Mutability::Mutable && !reference.is_dynamic {
            return self.write_constant(id, reference, value, offset, depth);
        }
        if reference.is_dynamic && !initialize {
            return self.write_dynamic(id, reference, value, depth);
        }
        let node = match reference.resolution {
            Resolution::Frame { slot } if reference.needs_tdz_check && !initialize => {
                let name = self.constants.add(Constant::String(reference.name));
                let draft = Draft::new("set_checked_slot", nodes::set_checked_slot, depth);
                let draft = draft.a(Field::Slot(frame_slot(slot))).b(Field::Child(value)).d(Field::Number(name));
                self.emit_at(draft, offset)
            }
            Resolution::Frame { slot } => {
                let draft = Draft::new("set_slot", nodes::set_slot_child, depth);
                self.emit(draft.a(Field::Slot(frame_slot(slot))).b(Field::Child(value)))
            }
            Resolution::Context { depth: hops, index } => {
                let checked = reference.needs_tdz_check && !initialize;
                self.write_context(reference, hops, index, value, checked, depth, offset)
            }
            Resolution::Global => self.write_global(offset, reference, value, initialize, depth),
            Resolution::Header | Resolution::Nowhere => value,
        };
        Ok(node)
    }

    #[allow(clippy::too_many_arguments)]
    fn write_context(
        &mut self,
        reference: Reference,
        hops: u32,
        index: u32,
        value: NodeIndex,
        checked: bool,
        depth: u32,
        offset: u32,
    ) -> NodeIndex {
        let place = self.context_place(hops);
        let constant = self.constants.add(Constant::String(reference.name));
        let (name, run) = if checked {
            ("set_context_variable_checked", nodes::set_context_variable_checked)
        } else {
            ("set_context_variable", nodes::set_context_variable)
        };
        let draft = Draft::new(name, run, depth)
            .a(Field::Number(place.slot))
            .b(Field::Number(place.hops))
            .d(Field::Number(variable_word(index)))
            .k_child(value, constant);
        self.emit_at(draft, offset)
    }

    fn write_global(
        &mut self,
        offset: u32,
        reference: Reference,
        value: NodeIndex,
        initialize: bool,
        depth: u32,
    ) -> NodeIndex {
        if initialize {
            let name = self.string(reference.name);
            return self.operation("initialize_global", op::variable::initialize_global, &[value, name], depth, offset);
        }
        let name = self.constants.add(Constant::String(reference.name));
        let (label, run) = if self.is_strict {
            ("set_global_strict", nodes::set_global_strict)
        } else {
            ("set_global_sloppy", nodes::set_global_sloppy)
        };
        let draft = Draft::new(label, run, depth).b(Field::Child(value)).d(Field::Number(name)).k(EMPTY_PAYLOAD);
        let node = self.emit_at(draft, offset);
        self.arena.emit_cache();
        node
    }

    /// Assignment to a constant: checks that it is initialised, then throws (or, for the name of a sloppy function
    /// expression, does nothing).
    fn write_constant(
        &mut self,
        id: NodeId,
        reference: Reference,
        value: NodeIndex,
        offset: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        if reference.mutability == Mutability::FunctionName && !self.is_strict {
            return Ok(value);
        }
        let effect = self.effect_of(value);
        let mut steps = vec![effect];
        if reference.needs_tdz_check {
            let check = self.read_place(id, reference, depth)?;
            steps.push(self.effect_of(check));
        }
        let name = self.string(reference.name);
        let throw = self.operation("throw_constant", op::variable::throw_constant, &[name], depth, offset);
        Ok(self.then(&steps, throw))
    }

    /// Assigns a dynamic name that is resolved only now: right where the value is at hand already.
    fn write_dynamic(&mut self, id: NodeId, reference: Reference, value: NodeIndex, depth: u32) -> Compile<NodeIndex> {
        let keep = self.store(depth, value);
        let holder = self.resolve(id, reference, depth + 1);
        let keep_holder = self.store(depth + 1, holder);
        let kept = self.slot(depth);
        let result = self.write_to(id, reference, kept, depth + 1, depth + 2)?;
        Ok(self.then(&[keep, keep_holder], result))
    }

    /// Assigns a dynamic name whose holder waits in the slot `holder`.
    pub(super) fn write_to(
        &mut self,
        id: NodeId,
        reference: Reference,
        value: NodeIndex,
        holder: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let offset = self.start(id);
        let keep = self.store(depth, value);
        let (object, name, kept) = (self.slot(holder), self.string(reference.name), self.slot(depth));
        let strict = self.constant(Value::bool(self.is_strict));
        let children = [object, name, kept, strict];
        let put = self.operation("dynamic_put", op::variable::dynamic_put, &children, depth + 1, offset);
        let again = self.slot(depth);
        let plain = Reference { is_dynamic: false, ..reference };
        let fallback = self.write(id, plain, again, false, depth + 1)?;
        let draft = Draft::new("fallback", nodes::fallback, depth + 1).a(Field::Child(put)).b(Field::Child(fallback));
        let result = self.emit(draft);
        Ok(self.then(&[keep], result))
    }

    /// Whether an assignment to the global `reference` must find out before its value is computed whether there is such
    /// a variable: in strict code, unless the script itself declares it for good.
    pub(super) fn needs_existence(&self, reference: Reference, value: NodeId) -> bool {
        let is_global = reference.resolution == Resolution::Global && !reference.is_dynamic;
        is_global && self.is_strict && !self.is_inert(value) && !self.is_declared_by_script(reference.name)
    }

    /// Whether evaluating `id` cannot make or remove a global variable, whatever happens.
    fn is_inert(&self, id: NodeId) -> bool {
        match self.source(id) {
            super::operand::Source::Node(id) => {
                matches!(self.node(id), Node::String { .. } | Node::Function { .. } | Node::BigInt { .. })
            }
            _ => true,
        }
    }

    /// Whether the text of this function is a module.
    fn is_in_module(&self) -> bool {
        let top = self.unit.scopes.first();
        let scope = top.and_then(|top| Some(top.scope(top.parameter_scope?)));
        scope.is_some_and(|scope| scope.kind == ScopeKind::Module)
    }

    /// Whether the script of this function declares the global `name`.
    fn is_declared_by_script(&self, name: crate::syntax::Atom) -> bool {
        let Some(top) = self.unit.scopes.first() else { return false };
        let Some(scope) = top.parameter_scope.map(|id| top.scope(id)) else { return false };
        scope.kind == ScopeKind::Script && top.variables_of(scope).iter().any(|variable| variable.name == name)
    }

    /// Stores in `slot` whether there is a global variable of that name. A statement.
    pub(super) fn note_existence(&mut self, id: NodeId, reference: Reference, slot: u32) -> NodeIndex {
        let (name, offset) = (self.string(reference.name), self.start(id));
        let known = self.operation("has_global", op::variable::has_global, &[name], slot, offset);
        self.store(slot, known)
    }

    /// The value of the node `value`; an error if the slot `known` says that there was no such global variable.
    pub(super) fn demand_existence(
        &mut self,
        id: NodeId,
        reference: Reference,
        value: NodeIndex,
        known: u32,
        depth: u32,
    ) -> NodeIndex {
        let offset = self.assigned_at.unwrap_or_else(|| self.start(id));
        let (known, name) = (self.slot(known), self.string(reference.name));
        self.operation("demand_global", op::variable::demand_global, &[value, known, name], depth, offset)
    }

    /// Makes the context of a scope with `count` variables, all set to `filler`, and enters it. Returns the node.
    pub(super) fn push_context(&mut self, info: Constant, count: u32, filler: Value, slot: u32) -> NodeIndex {
        let info = self.constants.add(info);
        let enclosing = self.contexts.last().copied().unwrap_or(CLOSURE_CONTEXT);
        self.arena.reserve(slot + 1);
        let draft = Draft::new("push_context", nodes::push_context::<false>, slot)
            .a(Field::Number(enclosing))
            .b(Field::Slot(slot))
            .d(Field::Number(info))
            .k(u64::from(count) | filler.bits() << 32);
        self.contexts.push(slot);
        self.emit(draft)
    }

    /// A closure over the current context.
    pub(super) fn closure_over(&self) -> u32 {
        let _ = NO_CONTEXT;
        self.current_context()
    }
}
