//! Assignment, compound assignment, `++` and `--`.

use super::Origin;
use super::operand::Source;
use super::operator::{Shape, operator_code};
use super::{Compile, CompileError, Compiler, Constant, Draft, Field, NodeIndex, frame_slot};
use crate::interpreter::machine::operator as code;
use crate::interpreter::machine::{Child, Constant as ConstantOperand, EMPTY_PAYLOAD, NodeFunction, Slot, nodes};
use crate::interpreter::operations as op;
use crate::scope::{Mutability, Resolution};
use crate::syntax::{BinaryOperator, Node, NodeId};
use crate::value::Value;

/// How a compound assignment or update computes its new value.
#[derive(Clone, Copy)]
pub(super) enum Change {
    /// `old OP value`
    Operator(BinaryOperator, NodeId),
    /// `++` (1) or `--` (-1)
    Step(i32),
}

impl Compiler<'_> {
    /// `target = value`, `target OP= value`, for its value.
    pub(super) fn assign(
        &mut self,
        id: NodeId,
        operator: Option<BinaryOperator>,
        target: NodeId,
        value: NodeId,
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let inner = self.ast.without_parentheses(target);
        match operator {
            None => self.assign_plain(id, target, value, position, depth, false),
            Some(operator @ (BinaryOperator::And | BinaryOperator::Or | BinaryOperator::Coalesce)) => {
                self.assign_logical(operator, target, value, position, depth)
            }
            Some(operator) => self.change(inner, Change::Operator(operator, value), true, position, depth),
        }
    }

    /// An assignment as a statement.
    pub(super) fn assign_effect(
        &mut self,
        id: NodeId,
        operator: Option<BinaryOperator>,
        target: NodeId,
        value: NodeId,
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let inner = self.ast.without_parentheses(target);
        if operator.is_none() {
            return self.assign_plain(id, target, value, position, depth, true);
        }
        if let Some(node) = self.accumulate(operator, inner, value, position, depth)? {
            return Ok(node);
        }
        let child = self.assign(id, operator, target, value, position, depth)?;
        Ok(self.effect_of(child))
    }

    /// The slot of a plain local variable that may be assigned without any check.
    fn plain_slot(&self, id: NodeId) -> Option<u32> {
        let Node::Identifier { reference: Some(reference), .. } = self.node(id) else { return None };
        let reference = self.scopes.reference(reference);
        if reference.needs_tdz_check || reference.is_dynamic || reference.mutability != Mutability::Mutable {
            return None;
        }
        match reference.resolution {
            Resolution::Frame { slot } => Some(frame_slot(slot)),
            _ => None,
        }
    }

    /// `local OP= value` as a statement.
    fn accumulate(
        &mut self,
        operator: Option<BinaryOperator>,
        target: NodeId,
        value: NodeId,
        position: u32,
        depth: u32,
    ) -> Compile<Option<NodeIndex>> {
        let (Some(operator), Some(slot)) = (operator, self.plain_slot(target)) else { return Ok(None) };
        let Some((with_slot, with_child)) = accumulators(operator_code(operator)) else { return Ok(None) };
        let (field, run) = match self.source(value) {
            Source::Slot(other) => (Field::Slot(other), with_slot),
            _ if self.assigns(value, slot) => return Ok(None),
            source => (Field::Child(self.source_node(source, depth)?), with_child),
        };
        let draft = Draft::new("accumulate", run, depth).a(Field::Slot(slot)).b(field);
        Ok(Some(self.emit_at(draft, position)))
    }

    fn assign_plain(
        &mut self,
        id: NodeId,
        target: NodeId,
        value: NodeId,
        position: u32,
        depth: u32,
        statement: bool,
    ) -> Compile<NodeIndex> {
        let written = target;
        let target = self.ast.without_parentheses(written);
        let parts = match self.node(target) {
            Node::Member { object, .. } => vec![object, value],
            Node::Index { object, index, .. } => vec![object, index, value],
            _ => Vec::new(),
        };
        if self.any_suspends(&parts) && self.hoisted(value).is_none() {
            return self.after(&parts, depth, statement, |compiler, inner| {
                compiler.assign_parts(id, written, value, position, inner, statement)
            });
        }
        self.assign_parts(id, written, value, position, depth, statement)
    }

    /// An assignment whose parts have been looked at.
    fn assign_parts(
        &mut self,
        id: NodeId,
        written: NodeId,
        value: NodeId,
        position: u32,
        depth: u32,
        statement: bool,
    ) -> Compile<NodeIndex> {
        let target = self.ast.without_parentheses(written);
        match self.node(target) {
            Node::Identifier { name, .. } => {
                self.assign_variable(written, name, value, Some(position), depth, statement)
            }
            Node::Member { object, name, .. } if !self.is_array_index(name) => {
                self.assign_member(object, name, value, position, depth, statement)
            }
            Node::Member { object, name, .. } => {
                let key = self.string(name);
                let object = self.expression(object, depth)?;
                self.assign_element(Field::Child(object), Field::Child(key), false, value, position, depth, statement)
            }
            Node::Index { object, index, .. } => {
                let index_source = self.source(index);
                let (b, index_is_slot) = match index_source {
                    Source::Slot(slot) if !self.assigns(value, slot) => (Field::Slot(slot), true),
                    _ => (self.child(index, depth + 1)?, false),
                };
                let a = match self.source(object) {
                    Source::Slot(slot) if index_is_slot => Field::Slot(slot),
                    _ => self.child(object, depth)?,
                };
                self.assign_element(a, b, index_is_slot, value, position, depth, statement)
            }
            Node::ArrayPattern { .. } | Node::ObjectPattern { .. } => {
                let node = self.expression(value, depth)?;
                let keep = self.store(depth, node);
                self.from(Origin::Assigned, Some(value));
                self.origin.key = (position, position);
                let pattern = self.pattern(target, super::pattern::Mode::Assign, depth, depth + 1)?;
                let result = self.slot(depth);
                Ok(self.finish(self.ast.span(id).start, &[keep, pattern], result, statement))
            }
            Node::PrivateMember { object, reference, .. } => {
                let object = self.expression(object, depth)?;
                let name = self.private_name(target, reference, depth + 1)?;
                let value = self.expression(value, depth + 2)?;
                let set =
                    self.operation("set_private", op::class::set_private, &[object, name, value], depth, position);
                Ok(if statement { self.effect_of(set) } else { set })
            }
            Node::SuperMember { .. } | Node::SuperIndex { .. } => {
                let (key, references, _) = self.super_key(target, depth + 2)?;
                let [this, home] = self.super_base(target, references, depth)?;
                let value = self.expression(value, depth + 3)?;
                let strict = self.constant(Value::bool(self.is_strict));
                let children = [this, home, key, value, strict];
                let set = self.operation("set_super", op::class::set_super, &children, depth, position);
                Ok(if statement { self.effect_of(set) } else { set })
            }
            _ => self.assign_invalid(target, position, depth),
        }
    }

    /// `f() = 1` in sloppy code: evaluates the call, then throws.
    fn assign_invalid(&mut self, target: NodeId, position: u32, depth: u32) -> Compile<NodeIndex> {
        let child = self.expression(target, depth)?;
        let effect = self.effect_of(child);
        let throw = self.operation("throw_invalid_target", op::variable::throw_invalid_target, &[], depth, position);
        Ok(self.then(&[effect], throw))
    }

    fn finish(&mut self, _: u32, steps: &[NodeIndex], result: NodeIndex, statement: bool) -> NodeIndex {
        if statement { self.sequence(steps) } else { self.then(steps, result) }
    }

    /// `name = value`, or a `var` that gets its value.
    pub(super) fn assign_variable(
        &mut self,
        target: NodeId,
        name: crate::syntax::Atom,
        value: NodeId,
        position: Option<u32>,
        depth: u32,
        statement: bool,
    ) -> Compile<NodeIndex> {
        let written = target;
        let target = self.ast.without_parentheses(written);
        let reference = self.binding_reference(target)?;
        if reference.is_dynamic {
            let holder = self.resolve(target, reference, depth);
            let keep = self.store(depth, holder);
            let value = self.named_by(written, value, name, depth + 1)?;
            let write = self.write_to(target, reference, value, depth, depth + 1)?;
            let node = self.then(&[keep], write);
            return Ok(if statement { self.effect_of(node) } else { node });
        }
        if self.needs_existence(reference, value) {
            let note = self.note_existence(target, reference, depth);
            let value = self.named_by(written, value, name, depth + 1)?;
            self.assigned_at = position;
            let value = self.demand_existence(target, reference, value, depth, depth + 1);
            let write = self.write(target, reference, value, false, depth + 1)?;
            let node = self.then(&[note], write);
            return Ok(if statement { self.effect_of(node) } else { node });
        }
        let value_node = self.named_by(written, value, name, depth)?;
        if let (true, Some(slot)) = (statement, self.plain_slot(target)) {
            return Ok(self.store(slot, value_node));
        }
        self.assigned_at = position;
        let write = self.write(target, reference, value_node, false, depth)?;
        Ok(if statement { self.effect_of(write) } else { write })
    }

    fn assign_member(
        &mut self,
        object: NodeId,
        name: crate::syntax::Atom,
        value: NodeId,
        position: u32,
        depth: u32,
        statement: bool,
    ) -> Compile<NodeIndex> {
        let (a, is_slot) = match self.source(object) {
            Source::Slot(slot) if !self.assigns(value, slot) => (Field::Slot(slot), true),
            _ => (self.child(object, depth)?, false),
        };
        let (b, value_is_slot) = match self.source(value) {
            Source::Slot(slot) => (Field::Slot(slot), true),
            // An object that is no slot waits at `depth`.
            _ => (Field::Child(self.expression(value, if is_slot { depth } else { depth + 1 })?), false),
        };
        let run: NodeFunction = match (is_slot, value_is_slot, statement) {
            (true, true, true) => nodes::set_named::<Slot, Slot, true>,
            (true, true, false) => nodes::set_named::<Slot, Slot, false>,
            (true, false, true) => nodes::set_named::<Slot, Child, true>,
            (true, false, false) => nodes::set_named::<Slot, Child, false>,
            (false, true, true) => nodes::set_named::<Child, Slot, true>,
            (false, true, false) => nodes::set_named::<Child, Slot, false>,
            (false, false, true) => nodes::set_named::<Child, Child, true>,
            (false, false, false) => nodes::set_named::<Child, Child, false>,
        };
        let key = self.constants.add(Constant::String(name));
        let draft = Draft::new("set_named", run, depth).a(a).b(b).d(Field::Number(key)).k(EMPTY_PAYLOAD);
        let node = self.emit_about(draft, position, self.stretch(object));
        self.arena.emit_cache();
        Ok(node)
    }

    #[allow(clippy::too_many_arguments)]
    fn assign_element(
        &mut self,
        a: Field,
        b: Field,
        index_is_slot: bool,
        value: NodeId,
        position: u32,
        depth: u32,
        statement: bool,
    ) -> Compile<NodeIndex> {
        let object_is_slot = matches!(a, Field::Slot(_));
        let source = self.source(value);
        if let (true, true, Source::Slot(_) | Source::Constant(_)) = (object_is_slot, index_is_slot, source) {
            let run: NodeFunction = match (source, statement) {
                (Source::Constant(_), true) => nodes::set_element::<Slot, Slot, ConstantOperand, true>,
                (Source::Constant(_), false) => nodes::set_element::<Slot, Slot, ConstantOperand, false>,
                (_, true) => nodes::set_element::<Slot, Slot, Slot, true>,
                (_, false) => nodes::set_element::<Slot, Slot, Slot, false>,
            };
            let draft = Draft::new("set_element", run, depth).a(a).b(b);
            let draft = match source {
                Source::Slot(slot) => draft.d(Field::Slot(slot)),
                Source::Constant(value) => draft.constant(value),
                _ => draft,
            };
            return Ok(self.emit_at(draft, position));
        }
        let value = self.expression(value, depth + 2)?;
        let run: NodeFunction = match (object_is_slot, index_is_slot, statement) {
            (true, true, true) => nodes::set_element::<Slot, Slot, Child, true>,
            (true, true, false) => nodes::set_element::<Slot, Slot, Child, false>,
            (false, true, true) => nodes::set_element::<Child, Slot, Child, true>,
            (false, true, false) => nodes::set_element::<Child, Slot, Child, false>,
            (_, _, true) => nodes::set_element::<Child, Child, Child, true>,
            (_, _, false) => nodes::set_element::<Child, Child, Child, false>,
        };
        let draft = Draft::new("set_element", run, depth).a(a).b(b).d(Field::Child(value));
        Ok(self.emit_at(draft, position))
    }

    /// `++target` and so on for its value.
    pub(super) fn update(
        &mut self,
        id: NodeId,
        increment: bool,
        prefix: bool,
        target: NodeId,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let inner = self.ast.without_parentheses(target);
        let is_before = self.start(id) < self.start(target);
        let offset = if is_before { self.start(id) } else { self.ast.span(id).end - 2 };
        if let Some(slot) = self.plain_slot(inner) {
            let run: NodeFunction = match (increment, prefix) {
                (true, true) => nodes::prefix_step::<1>,
                (true, false) => nodes::postfix_step::<1>,
                (false, true) => nodes::prefix_step::<-1>,
                (false, false) => nodes::postfix_step::<-1>,
            };
            return Ok(self.emit_at(Draft::new("step", run, depth).a(Field::Slot(slot)), offset));
        }
        self.change(inner, Change::Step(if increment { 1 } else { -1 }), prefix, offset, depth)
    }

    /// `target++` as a statement.
    pub(super) fn update_effect(
        &mut self,
        id: NodeId,
        increment: bool,
        target: NodeId,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let inner = self.ast.without_parentheses(target);
        let offset = self.start(id);
        if let Some(slot) = self.plain_slot(inner) {
            let run: NodeFunction = if increment { nodes::increment::<1> } else { nodes::increment::<-1> };
            return Ok(self.emit_at(Draft::new("increment", run, depth).a(Field::Slot(slot)), offset));
        }
        let child = self.update(id, increment, true, target, depth)?;
        Ok(self.effect_of(child))
    }

    /// The node that computes the new value from the old one in `old`. For a postfix step the old value is made
    /// numeric in its slot first.
    fn changed(&mut self, old: u32, change: Change, prefix: bool, position: u32, depth: u32) -> Compile<NodeIndex> {
        match change {
            Change::Operator(operator, value) => {
                let operator = operator_code(operator);
                let mut value = self.expression(value, depth + 1)?;
                let mut steps = Vec::new();
                if self.may_suspend(value) {
                    steps.push(self.store(depth + 1, value));
                    value = self.slot(depth + 1);
                }
                let depth = depth + 2 * steps.len() as u32;
                let old = self.slot(old);
                let run = super::operator::binary_children(operator);
                let draft = Draft::new(code::NAMES[operator as usize], run, depth);
                let new = self.emit_at(draft.a(Field::Child(old)).b(Field::Child(value)), position);
                Ok(if steps.is_empty() { new } else { self.then(&steps, new) })
            }
            Change::Step(step) => {
                let run: NodeFunction = match (step > 0, prefix) {
                    (true, true) => nodes::prefix_step::<1>,
                    (false, true) => nodes::prefix_step::<-1>,
                    (true, false) => nodes::step_keeping_old::<1>,
                    (false, false) => nodes::step_keeping_old::<-1>,
                };
                Ok(self.emit_at(Draft::new("step", run, depth).a(Field::Slot(old)), position))
            }
        }
    }

    /// A compound assignment or step of any target but a plain local.
    fn change(
        &mut self,
        target: NodeId,
        change: Change,
        prefix: bool,
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        if self.suspends_in(target, change)
            && let Node::Member { .. } | Node::Index { .. } = self.node(target)
        {
            return self.change_slowly(target, change, prefix, position, depth);
        }
        match self.node(target) {
            Node::Identifier { reference, .. } => {
                let reference = self.reference(reference)?;
                if reference.is_dynamic {
                    return self.change_dynamic(target, reference, change, prefix, position, depth);
                }
                let old = self.read(target, reference, depth)?;
                let keep = self.store(depth, old);
                let new = self.changed(depth, change, prefix, position, depth + 1)?;
                self.assigned_at = Some(position);
                let write = self.write(target, reference, new, false, depth + 1)?;
                if prefix {
                    return Ok(self.then(&[keep], write));
                }
                let effect = self.effect_of(write);
                let old = self.slot(depth);
                Ok(self.then(&[keep, effect], old))
            }
            Node::Member { object, name, .. } if !self.is_array_index(name) => {
                self.change_member(object, name, change, prefix, position, depth)
            }
            Node::Member { object, name, .. } => {
                let key = self.string(name);
                self.change_element(object, key, change, prefix, position, depth)
            }
            Node::Index { object, index, .. } => {
                let key = self.expression(index, depth + 1)?;
                self.change_element(object, key, change, prefix, position, depth)
            }
            Node::PrivateMember { object, reference, .. } => {
                let object = self.expression(object, depth)?;
                let name = self.private_name(target, reference, depth + 1)?;
                self.change_with(
                    [object, name],
                    op::class::get_private,
                    op::class::set_private,
                    change,
                    prefix,
                    position,
                    depth,
                )
            }
            Node::SuperMember { .. } | Node::SuperIndex { .. } => {
                self.change_super(target, change, prefix, position, depth)
            }
            _ => self.assign_invalid(target, position, depth),
        }
    }

    /// A compound assignment or step of a name that is looked up at run time, once.
    fn change_dynamic(
        &mut self,
        target: NodeId,
        reference: crate::scope::Reference,
        change: Change,
        prefix: bool,
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let holder = self.resolve(target, reference, depth);
        let keep_holder = self.store(depth, holder);
        let holder = self.slot(depth);
        let old = self.read_from(target, reference, holder, depth + 1)?;
        let keep = self.store(depth + 1, old);
        let new = self.changed(depth + 1, change, prefix, position, depth + 2)?;
        let write = self.write_to(target, reference, new, depth, depth + 2)?;
        if prefix {
            return Ok(self.then(&[keep_holder, keep], write));
        }
        let effect = self.effect_of(write);
        let old = self.slot(depth + 1);
        Ok(self.then(&[keep_holder, keep, effect], old))
    }

    /// Whether a change of a target may suspend.
    fn suspends_in(&self, target: NodeId, change: Change) -> bool {
        let value = matches!(change, Change::Operator(_, value) if self.suspends(value));
        value || self.suspends(target)
    }

    /// A compound assignment or step of a property whose parts suspend: through operations.
    fn change_slowly(
        &mut self,
        target: NodeId,
        change: Change,
        prefix: bool,
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let (object, key) = match self.node(target) {
            Node::Member { object, name, .. } => {
                let object = self.expression(object, depth)?;
                (object, self.string(name))
            }
            Node::Index { object, index, .. } => {
                let object = self.expression(object, depth)?;
                (object, self.expression(index, depth + 1)?)
            }
            _ => return Err(CompileError::Unsupported("a target")),
        };
        let keep = [self.store(depth, object), self.store(depth + 1, key)];
        let parts = [self.slot(depth), self.slot(depth + 1)];
        let key = self.operation("to_key_of", op::property::to_key_of, &parts, depth + 2, position);
        let keep_key = self.store(depth + 1, key);
        let base = [self.slot(depth), self.slot(depth + 1)];
        let set = self.setter();
        let changed = self.change_with(base, op::property::get, set, change, prefix, position, depth)?;
        Ok(self.then(&[keep[0], keep[1], keep_key], changed))
    }

    fn change_member(
        &mut self,
        object: NodeId,
        name: crate::syntax::Atom,
        change: Change,
        prefix: bool,
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let subject = self.stretch(object);
        let read_at = self.place_of_read(object, position);
        let base = self.child(object, depth)?;
        let new = self.changed(depth + 1, change, prefix, position, depth + 2)?;
        let run: NodeFunction =
            if prefix { nodes::update_named::<Child, false> } else { nodes::update_named::<Child, true> };
        self.arena.reserve(depth + 5);
        let draft = Draft::new("update_named", run, depth).a(base).b(Field::Child(new));
        let node = self.emit_about(draft, read_at, subject);
        let key = self.constants.add(Constant::String(name));
        for (label, at) in [("get_of_update", read_at), ("set_of_update", position)] {
            let draft = Draft::new(label, nodes::get_named::<Slot>, depth + 2)
                .a(Field::Slot(depth))
                .d(Field::Number(key))
                .k(EMPTY_PAYLOAD);
            self.emit_about(draft, at, subject);
            self.arena.emit_cache();
        }
        Ok(node)
    }

    fn change_element(
        &mut self,
        object: NodeId,
        key: NodeIndex,
        change: Change,
        prefix: bool,
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let subject = self.stretch(object);
        let base = self.child(object, depth)?;
        let new = self.changed(depth + 2, change, prefix, position, depth + 3)?;
        self.arena.reserve(depth + 3);
        let run: NodeFunction = if prefix { nodes::update_element::<false> } else { nodes::update_element::<true> };
        let draft = Draft::new("update_element", run, depth).a(base).b(Field::Child(key)).d(Field::Child(new));
        let read_at = self.place_of_read(object, position);
        Ok(self.emit_about(draft, read_at, subject))
    }

    /// Reads and writes through operations that take `base` (two values), which wait at `depth`.
    #[allow(clippy::too_many_arguments)]
    fn change_with(
        &mut self,
        base: [NodeIndex; 2],
        get: crate::interpreter::machine::Operation,
        set: crate::interpreter::machine::Operation,
        change: Change,
        prefix: bool,
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let keep0 = self.store(depth, base[0]);
        let keep1 = self.store(depth + 1, base[1]);
        let (x, y) = (self.slot(depth), self.slot(depth + 1));
        let old = self.operation("get", get, &[x, y], depth + 2, position);
        let keep_old = self.store(depth + 2, old);
        let new = self.changed(depth + 2, change, prefix, position, depth + 3)?;
        let keep_new = self.store(depth + 3, new);
        let (x, y, z) = (self.slot(depth), self.slot(depth + 1), self.slot(depth + 3));
        let write = self.operation("set", set, &[x, y, z], depth + 4, position);
        let write = self.effect_of(write);
        let result = self.slot(if prefix { depth + 3 } else { depth + 2 });
        Ok(self.then(&[keep0, keep1, keep_old, keep_new, write], result))
    }

    fn change_super(
        &mut self,
        target: NodeId,
        change: Change,
        prefix: bool,
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let (key, references, _) = self.super_key(target, depth + 2)?;
        let [this, home] = self.super_base(target, references, depth)?;
        let keep0 = self.store(depth, this);
        let keep1 = self.store(depth + 1, home);
        let keep2 = self.store(depth + 2, key);
        let children = [self.slot(depth), self.slot(depth + 1), self.slot(depth + 2)];
        let old = self.operation("get_super", op::class::get_super, &children, depth + 3, position);
        let keep_old = self.store(depth + 3, old);
        let new = self.changed(depth + 3, change, prefix, position, depth + 4)?;
        let keep_new = self.store(depth + 4, new);
        let strict = self.constant(Value::bool(self.is_strict));
        let children = [self.slot(depth), self.slot(depth + 1), self.slot(depth + 2), self.slot(depth + 4), strict];
        let write = self.operation("set_super", op::class::set_super, &children, depth + 5, position);
        let write = self.effect_of(write);
        let result = self.slot(if prefix { depth + 4 } else { depth + 3 });
        Ok(self.then(&[keep0, keep1, keep2, keep_old, keep_new, write], result))
    }

    /// `a &&= b`, `a ||= b`, `a ??= b`: the assignment happens only if the old value asks for it.
    fn assign_logical(
        &mut self,
        operator: BinaryOperator,
        target: NodeId,
        value: NodeId,
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let written = target;
        let target = self.ast.without_parentheses(written);
        match self.node(target) {
            Node::Identifier { reference, name } => {
                let reference = self.reference(reference)?;
                if reference.is_dynamic {
                    let holder = self.resolve(target, reference, depth);
                    let keep = self.store(depth, holder);
                    let holder = self.slot(depth);
                    let old = self.read_from(target, reference, holder, depth + 1)?;
                    let new = self.named_by(written, value, name, depth + 1)?;
                    let write = self.write_to(target, reference, new, depth, depth + 1)?;
                    let result = self.logical(operator, old, write);
                    return Ok(self.then(&[keep], result));
                }
                let old = self.read(target, reference, depth)?;
                let new = self.named_by(written, value, name, depth)?;
                self.assigned_at = Some(position);
                let write = self.write(target, reference, new, false, depth)?;
                Ok(self.logical(operator, old, write))
            }
            Node::Member { .. } | Node::Index { .. } | Node::PrivateMember { .. } => {
                self.assign_logical_property(operator, target, value, position, depth)
            }
            Node::SuperMember { .. } | Node::SuperIndex { .. } => {
                let (key, references, position) = self.super_key(target, depth + 2)?;
                let [this, home] = self.super_base(target, references, depth)?;
                let keeps = [self.store(depth, this), self.store(depth + 1, home), self.store(depth + 2, key)];
                let children = [self.slot(depth), self.slot(depth + 1), self.slot(depth + 2)];
                let old = self.operation("get_super", op::class::get_super, &children, depth + 3, position);
                let value = self.expression(value, depth + 6)?;
                let strict = self.constant(Value::bool(self.is_strict));
                let children = [self.slot(depth), self.slot(depth + 1), self.slot(depth + 2), value, strict];
                let set = self.operation("set_super", op::class::set_super, &children, depth + 3, position);
                let result = self.logical(operator, old, set);
                Ok(self.then(&keeps, result))
            }
            _ => self.assign_invalid(target, 0, depth),
        }
    }

    fn assign_logical_property(
        &mut self,
        operator: BinaryOperator,
        target: NodeId,
        value: NodeId,
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let read_at = match self.node(target) {
            Node::Member { object, .. } | Node::Index { object, .. } | Node::PrivateMember { object, .. } => {
                self.place_of_read(object, position)
            }
            _ => position,
        };
        let (object, key, get, set): (
            _,
            _,
            crate::interpreter::machine::Operation,
            crate::interpreter::machine::Operation,
        ) = match self.node(target) {
            Node::Member { object, name, .. } => {
                let object = self.expression(object, depth)?;
                (object, self.string(name), op::property::get, self.setter())
            }
            Node::Index { object, index, .. } => {
                let object = self.expression(object, depth)?;
                let key = self.expression(index, depth + 1)?;
                (object, key, op::property::get, self.setter())
            }
            Node::PrivateMember { object, reference, .. } => {
                let object = self.expression(object, depth)?;
                let name = self.private_name(target, reference, depth + 1)?;
                (object, name, op::class::get_private, op::class::set_private)
            }
            _ => return Err(CompileError::Unsupported("a logical assignment")),
        };
        let keep0 = self.store(depth, object);
        let keep1 = self.store(depth + 1, key);
        let (x, y) = (self.slot(depth), self.slot(depth + 1));
        let old = self.operation("get", get, &[x, y], depth + 2, read_at);
        let value = self.expression(value, depth + 4)?;
        let (x, y) = (self.slot(depth), self.slot(depth + 1));
        let write = self.operation("set", set, &[x, y, value], depth + 2, position);
        let result = self.logical(operator, old, write);
        Ok(self.then(&[keep0, keep1], result))
    }

    /// The operation that assigns a property in this function's mode.
    pub(super) fn setter(&self) -> crate::interpreter::machine::Operation {
        if self.is_strict { op::property::set_strict } else { op::property::set_sloppy }
    }

    /// Whether a source is a plain slot; used where fields differ.
    pub(super) fn shape_of_source(source: Source) -> Shape {
        match source {
            Source::Slot(_) => Shape::Slot,
            Source::Constant(_) => Shape::Constant,
            Source::Outer(_) => Shape::Outer,
            Source::Node(_) => Shape::Child,
        }
    }
}

/// The accumulating nodes of an operator: with a slot and with a child on the right.
fn accumulators(operator: u8) -> Option<(NodeFunction, NodeFunction)> {
    Some(match operator {
        code::ADD => (nodes::accumulate::<{ code::ADD }, Slot>, nodes::accumulate::<{ code::ADD }, Child>),
        code::SUBTRACT => {
            (nodes::accumulate::<{ code::SUBTRACT }, Slot>, nodes::accumulate::<{ code::SUBTRACT }, Child>)
        }
        code::MULTIPLY => {
            (nodes::accumulate::<{ code::MULTIPLY }, Slot>, nodes::accumulate::<{ code::MULTIPLY }, Child>)
        }
        code::BIT_OR => (nodes::accumulate::<{ code::BIT_OR }, Slot>, nodes::accumulate::<{ code::BIT_OR }, Child>),
        code::BIT_XOR => (nodes::accumulate::<{ code::BIT_XOR }, Slot>, nodes::accumulate::<{ code::BIT_XOR }, Child>),
        code::BIT_AND => (nodes::accumulate::<{ code::BIT_AND }, Slot>, nodes::accumulate::<{ code::BIT_AND }, Child>),
        _ => return None,
    })
}
