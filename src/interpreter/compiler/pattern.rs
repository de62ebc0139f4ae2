//! Destructuring.

use super::{Compile, CompileError, Compiler, Draft, Field, NodeIndex, Note, Origin};
use crate::interpreter::machine::nodes;
use crate::interpreter::operations as op;
use crate::syntax::{List, Node, NodeId};
use crate::value::Value;

/// What a pattern's names are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mode {
    /// Declarations being initialised.
    Initialize,
    /// `var`s or assignment targets.
    Assign,
}

impl Compiler<'_> {
    /// Binds the value in `slot` to the target or pattern `id`. A statement.
    pub(super) fn pattern(&mut self, id: NodeId, mode: Mode, slot: u32, depth: u32) -> Compile<NodeIndex> {
        self.nested(|compiler| match compiler.node(id) {
            Node::ArrayPattern { elements } => compiler.array_pattern(id, elements, mode, slot, depth),
            Node::ObjectPattern { properties } => compiler.object_pattern(id, properties, mode, slot, depth),
            _ => {
                let value = compiler.slot(slot);
                compiler.bind(id, value, mode, depth)
            }
        })
    }

    /// As [`Self::pattern`], and the slot keeps nothing alive after that.
    pub(super) fn consume(&mut self, id: NodeId, mode: Mode, slot: u32, depth: u32) -> Compile<NodeIndex> {
        if matches!(self.node(id), Node::ArrayPattern { .. } | Node::ObjectPattern { .. }) {
            let pattern = self.pattern(id, mode, slot, depth)?;
            let clear = self.clear_slot(slot);
            return Ok(self.sequence(&[pattern, clear]));
        }
        let value = self.take(slot);
        self.bind(id, value, mode, depth)
    }

    /// Binds the value of the node `value` to a target. A statement.
    pub(super) fn bind(&mut self, id: NodeId, value: NodeIndex, mode: Mode, depth: u32) -> Compile<NodeIndex> {
        let inner = self.ast.without_parentheses(id);
        match self.node(inner) {
            Node::Binding { reference, .. } | Node::Identifier { reference, .. } => {
                let reference = self.reference(reference)?;
                let write = self.write(inner, reference, value, mode == Mode::Initialize, depth)?;
                Ok(self.effect_of(write))
            }
            Node::ArrayPattern { .. } | Node::ObjectPattern { .. } => {
                let keep = self.store(depth, value);
                let pattern = self.pattern(inner, mode, depth, depth + 1)?;
                Ok(self.sequence(&[keep, pattern]))
            }
            _ => {
                let keep = self.store(depth, value);
                let mut steps = vec![keep];
                let target = self.target(inner, depth + 1, &mut steps)?;
                let put = self.put(&target, depth, depth + 4)?;
                steps.push(put);
                Ok(self.sequence(&steps))
            }
        }
    }

    /// Evaluates the object and key of an assignment target into slots from `depth` on (at most three of them).
    fn target(&mut self, id: NodeId, depth: u32, steps: &mut Vec<NodeIndex>) -> Compile<Target> {
        steps.push(self.clear_slots(depth, 3));
        match self.node(id) {
            Node::Member { object, name, .. } => {
                let object = self.expression(object, depth)?;
                steps.push(self.store(depth, object));
                let key = self.string(name);
                steps.push(self.store(depth + 1, key));
                Ok(Target::Property(id, depth))
            }
            Node::Index { object, index, .. } => {
                let object = self.expression(object, depth)?;
                steps.push(self.store(depth, object));
                let key = self.expression(index, depth + 1)?;
                steps.push(self.store(depth + 1, key));
                Ok(Target::Property(id, depth))
            }
            Node::PrivateMember { object, reference, .. } => {
                let object = self.expression(object, depth)?;
                steps.push(self.store(depth, object));
                let key = self.private_name(id, reference, depth + 1)?;
                steps.push(self.store(depth + 1, key));
                Ok(Target::Private(id, depth))
            }
            Node::SuperMember { .. } | Node::SuperIndex { .. } => {
                let (key, references, _) = self.super_key(id, depth)?;
                steps.push(self.store(depth + 2, key));
                let [this, home] = self.super_base(id, references, depth + 3)?;
                steps.push(self.store(depth, this));
                steps.push(self.store(depth + 1, home));
                Ok(Target::Super(id, depth))
            }
            Node::Identifier { reference, .. } | Node::Binding { reference, .. } => {
                let reference = self.reference(reference)?;
                let holder = self.resolve(id, reference, depth);
                steps.push(self.store(depth, holder));
                Ok(Target::Dynamic(id, depth))
            }
            _ => {
                let child = self.expression(id, depth)?;
                steps.push(self.effect_of(child));
                let at = self.start(id);
                let throw = self.operation("throw_invalid_target", op::variable::throw_invalid_target, &[], depth, at);
                steps.push(self.effect_of(throw));
                Ok(Target::None)
            }
        }
    }

    /// Assigns the value in `slot` to a target whose parts were evaluated before. A statement.
    fn put(&mut self, target: &Target, slot: u32, depth: u32) -> Compile<NodeIndex> {
        let value = self.slot(slot);
        let node = match *target {
            Target::Property(id, at) => {
                let (object, key) = (self.slot(at), self.slot(at + 1));
                let (set, offset) = (self.setter(), self.place(id));
                self.operation("set", set, &[object, key, value], depth, offset)
            }
            Target::Private(id, at) => {
                let (object, key) = (self.slot(at), self.slot(at + 1));
                let offset = self.start(id);
                self.operation("set_private", op::class::set_private, &[object, key, value], depth, offset)
            }
            Target::Super(id, at) => {
                let strict = self.constant(Value::bool(self.is_strict));
                let children = [self.slot(at), self.slot(at + 1), self.slot(at + 2), value, strict];
                let offset = self.start(id);
                self.operation("set_super", op::class::set_super, &children, depth, offset)
            }
            Target::Dynamic(id, at) => {
                let reference = self.binding_reference(id)?;
                self.write_to(id, reference, value, at, depth)?
            }
            Target::None => value,
        };
        Ok(self.effect_of(node))
    }

    /// Whether a target must be evaluated before the value it gets is fetched.
    fn needs_target(&self, id: NodeId, mode: Mode) -> bool {
        match self.node(self.ast.without_parentheses(id)) {
            Node::Binding { reference, .. } | Node::Identifier { reference, .. } => {
                mode == Mode::Assign && reference.is_some_and(|id| self.scopes.reference(id).is_dynamic)
            }
            Node::ArrayPattern { .. } | Node::ObjectPattern { .. } => false,
            _ => true,
        }
    }

    /// Splits `target = default`.
    fn with_default(&self, id: NodeId) -> (NodeId, Option<NodeId>) {
        match self.node(id) {
            Node::Default { target, value } => (target, Some(value)),
            _ => (id, None),
        }
    }

    /// Binds what the node `fetch` yields to `id`, which may have a default value.
    fn element_of_pattern(
        &mut self,
        id: NodeId,
        fetch: NodeIndex,
        outer: Option<(Note, NodeId)>,
        mode: Mode,
        depth: u32,
        steps: &mut Vec<NodeIndex>,
    ) -> Compile<()> {
        let (target, default) = self.with_default(id);
        let value = self.or_default(fetch, target, default, depth)?;
        match (default, outer) {
            (Some(default), _) => self.from(Origin::Assigned, Some(default)),
            (None, Some((from, key))) => {
                let key = self.key_stretch(key);
                self.origin = Note { is_nested: true, key, ..from };
            }
            (None, None) => self.origin = Note::default(),
        }
        steps.push(self.bind(target, value, mode, depth)?);
        Ok(())
    }

    /// The value of `fetch`, or of `default` where that is undefined.
    pub(super) fn or_default(
        &mut self,
        fetch: NodeIndex,
        target: NodeId,
        default: Option<NodeId>,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let Some(default) = default else { return Ok(fetch) };
        let default = match self.node(target) {
            Node::Binding { name, .. } | Node::Identifier { name, .. } => self.named(default, name, depth)?,
            _ => self.expression(default, depth)?,
        };
        let draft = if self.may_suspend(default) {
            Draft::new("resumable_or_default", nodes::resumable_or_default, depth)
        } else {
            Draft::new("or_default", nodes::or_default, depth)
        };
        Ok(self.emit(draft.a(Field::Child(fetch)).b(Field::Child(default))))
    }

    fn object_pattern(
        &mut self,
        id: NodeId,
        properties: List,
        mode: Mode,
        slot: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let from = std::mem::take(&mut self.origin);
        let offset = self.start(id);
        let (note, at) = self.note_of_object_pattern(from, properties, offset);
        let value = self.slot(slot);
        let check = self.operation("require_object", op::property::require_object_coercible, &[value], depth, at);
        self.note(check, note);
        let mut steps = vec![self.effect_of(check)];
        let has_rest =
            self.ast.list(properties).last().is_some_and(|&last| matches!(self.node(last), Node::Rest { .. }));
        // With a rest element the keys taken so far wait in slots.
        let mut depth = depth;
        let first_key = depth;
        for index in 0..properties.length {
            let property = self.ast.item(properties, index);
            match self.node(property) {
                Node::Property { key, value, .. } => {
                    let key_node = self.key(key, depth)?;
                    if has_rest || matches!(self.node(key), Node::Computed { .. }) {
                        steps.push(self.store(depth, key_node));
                        self.property_of_pattern(key, value, Some(depth), from, mode, slot, depth + 1, &mut steps)?;
                        if has_rest {
                            depth += 1;
                        }
                    } else {
                        self.property_of_pattern(key, value, None, from, mode, slot, depth, &mut steps)?;
                    }
                }
                Node::Rest { target } => {
                    let mut prepared = None;
                    let mut inner = depth;
                    if self.needs_target(target, mode) {
                        let bare = self.ast.without_parentheses(target);
                        prepared = Some(self.target(bare, depth, &mut steps)?);
                        inner += 3;
                    }
                    let mut children = vec![self.slot(slot)];
                    children.extend((first_key..depth).map(|key| self.slot(key)).collect::<Vec<_>>());
                    let rest = self.operation("rest", op::literal::rest_properties, &children, inner, offset);
                    match prepared {
                        Some(prepared) => {
                            steps.push(self.store(inner, rest));
                            steps.push(self.put(&prepared, inner, inner + 1)?);
                        }
                        None => steps.push(self.bind(target, rest, mode, depth)?),
                    }
                }
                _ => return Err(CompileError::Unsupported("a pattern")),
            }
        }
        Ok(self.sequence(&steps))
    }

    #[allow(clippy::too_many_arguments)]
    fn property_of_pattern(
        &mut self,
        key: NodeId,
        value: NodeId,
        key_slot: Option<u32>,
        from: Note,
        mode: Mode,
        slot: u32,
        depth: u32,
        steps: &mut Vec<NodeIndex>,
    ) -> Compile<()> {
        let (target, default) = self.with_default(value);
        let mut prepared = None;
        let mut depth = depth;
        if self.needs_target(target, mode) {
            let inner = self.ast.without_parentheses(target);
            prepared = Some(self.target(inner, depth, steps)?);
            depth += 3;
        }
        let offset = self.place(target);
        let fetch = match (self.node(key), key_slot) {
            (Node::PropertyName { name }, _) if !self.is_array_index(name) => {
                let subject = (0, 0);
                self.get_named(Field::Slot(slot), super::operator::Shape::Slot, name, offset, subject, depth)
            }
            (_, Some(key_slot)) => {
                let (object, key) = (self.slot(slot), self.slot(key_slot));
                self.get_element_node(object, key, offset, (0, 0), depth)
            }
            _ => {
                let object = self.slot(slot);
                let key = self.key(key, depth + 1)?;
                self.get_element_node(object, key, offset, (0, 0), depth)
            }
        };
        match prepared {
            Some(prepared) => {
                let fetched = self.or_default(fetch, target, default, depth)?;
                steps.push(self.store(depth, fetched));
                steps.push(self.put(&prepared, depth, depth + 1)?);
                Ok(())
            }
            None => {
                let subject = (!from.is_nested && from.origin != Origin::Unknown).then_some(from);
                self.element_of_pattern(value, fetch, subject.map(|from| (from, key)), mode, depth, steps)
            }
        }
    }

    /// `[a, , ...b]`: the iterator, its `next` and whether it is done wait at `depth`; the node around the body closes
    /// the iterator if that is still needed.
    fn array_pattern(&mut self, id: NodeId, elements: List, mode: Mode, slot: u32, depth: u32) -> Compile<NodeIndex> {
        let from = std::mem::take(&mut self.origin);
        let offset = match from.origin {
            _ if from.is_nested => self.start(id),
            Origin::Assigned if from.key.0 != 0 => from.key.0,
            Origin::Assigned | Origin::Initializer => from.subject.0,
            Origin::Parameter => self.ast.parameters_span.start,
            Origin::LoopVariable => self.ast.span(id).end - 1,
            _ => self.start(id),
        };
        let inner = depth + 3;
        self.arena.reserve(inner);
        let mut steps = Vec::new();
        for index in 0..elements.length {
            let element = self.ast.item(elements, index);
            let at = self.start(element);
            match self.node(element) {
                Node::Hole => {
                    let next = self.step(depth, inner, at);
                    steps.push(self.effect_of(next));
                }
                Node::Rest { target } => {
                    let mut prepared = None;
                    let mut inner = inner;
                    if self.needs_target(target, mode) {
                        let bare = self.ast.without_parentheses(target);
                        prepared = Some(self.target(bare, inner, &mut steps)?);
                        inner += 3;
                    }
                    let draft = Draft::new("iterator_rest", nodes::iterator_rest, inner).a(Field::Slot(depth));
                    let rest = self.emit_at(draft, at);
                    self.bind_fetched(target, rest, None, prepared, mode, inner, &mut steps)?;
                }
                _ => {
                    let (target, default) = self.with_default(element);
                    let mut prepared = None;
                    let mut inner = inner;
                    if self.needs_target(target, mode) {
                        let bare = self.ast.without_parentheses(target);
                        prepared = Some(self.target(bare, inner, &mut steps)?);
                        inner += 3;
                    }
                    let next = self.step(depth, inner, at);
                    self.bind_fetched(target, next, default, prepared, mode, inner, &mut steps)?;
                }
            }
        }
        let body = self.sequence(&steps);
        let value = self.slot(slot);
        let draft = if self.may_suspend(body) {
            Draft::new("resumable_with_iterator", nodes::resumable_with_iterator, depth)
        } else {
            Draft::new("with_iterator", nodes::with_iterator, depth)
        };
        let node = self.emit_at(draft.a(Field::Child(value)).b(Field::Child(body)), offset);
        self.note(node, from);
        Ok(node)
    }

    #[allow(clippy::too_many_arguments)]
    fn bind_fetched(
        &mut self,
        target: NodeId,
        fetch: NodeIndex,
        default: Option<NodeId>,
        prepared: Option<Target>,
        mode: Mode,
        depth: u32,
        steps: &mut Vec<NodeIndex>,
    ) -> Compile<()> {
        let value = self.or_default(fetch, target, default, depth)?;
        match prepared {
            Some(prepared) => {
                steps.push(self.store(depth, value));
                steps.push(self.put(&prepared, depth, depth + 1)?);
            }
            None => {
                match default {
                    Some(default) => self.from(Origin::Assigned, Some(default)),
                    None => self.origin = Note::default(),
                }
                steps.push(self.bind(target, value, mode, depth)?);
            }
        }
        Ok(())
    }

    /// What messages say of an object pattern whose value comes from `from`, and where V8 reads it first.
    fn note_of_object_pattern(&self, from: Note, properties: List, start: u32) -> (Note, u32) {
        let outer_key = from.key;
        let unknown = from.origin == Origin::Unknown;
        let first = self.ast.list(properties).first().map(|&first| (first, self.node(first)));
        match first {
            Some((_, Node::Property { key, value, .. })) if !matches!(self.node(key), Node::Computed { .. }) => {
                let (target, default) = self.with_default(value);
                let is_name = !self.needs_target(target, Mode::Initialize);
                let is_plain = unknown || from.is_nested || default.is_some() || !is_name;
                (Note { key: self.key_stretch(key), is_plain, is_nested: false, ..from }, self.place(target))
            }
            Some((_, Node::Rest { target })) => {
                (Note { key: (0, 0), is_plain: unknown || from.is_nested, ..from }, self.place(target))
            }
            _ => {
                let is_plain = unknown;
                (Note { key: if from.is_nested { outer_key } else { (0, 0) }, is_plain, ..from }, start)
            }
        }
    }

    /// The source of a property's name; empty when it is computed.
    fn key_stretch(&self, key: NodeId) -> (u32, u32) {
        if matches!(self.node(key), Node::Computed { .. }) { (0, 0) } else { self.stretch(key) }
    }

    /// The next value of the iterator whose record stands at `record`, or undefined once it is done.
    fn step(&mut self, record: u32, depth: u32, offset: u32) -> NodeIndex {
        self.emit_at(Draft::new("iterator_value", nodes::iterator_value, depth).a(Field::Slot(record)), offset)
    }
}

/// An assignment target whose parts wait in slots from the given one on.
#[derive(Clone, Copy)]
enum Target {
    Property(NodeId, u32),
    Private(NodeId, u32),
    Super(NodeId, u32),
    /// A name that is looked up at run time: its holder.
    Dynamic(NodeId, u32),
    None,
}
