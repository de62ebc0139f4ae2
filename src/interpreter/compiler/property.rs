//! Property access: `a.b`, `a[b]`, `a?.b`, `super.b`, `a.#b`.

use super::operand::Source;
use super::{Compile, CompileError, Compiler, Constant, Draft, Field, NodeIndex};
use crate::interpreter::machine::{Child, EMPTY_PAYLOAD, NodeFunction, Outer, Slot, nodes};
use crate::interpreter::operations as op;
use crate::scope::{Reference, Resolution};
use crate::syntax::{Atom, Node, NodeId, ReferenceId};
use crate::value::Value;

impl Compiler<'_> {
    /// Field a and which kind of operand an object expression is.
    pub(super) fn object_operand(&mut self, object: NodeId, depth: u32) -> Compile<(Field, super::operator::Shape)> {
        use super::operator::Shape;
        Ok(match self.source(object) {
            Source::Slot(slot) => (Field::Slot(slot), Shape::Slot),
            Source::Outer(word) => (Field::Number(word), Shape::Outer),
            source => (Field::Child(self.source_node(source, depth)?), Shape::Child),
        })
    }

    /// `object.name`
    pub(super) fn member(
        &mut self,
        id: NodeId,
        object: NodeId,
        name: Atom,
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        if self.is_array_index(name) {
            let object_node = self.expression(object, depth)?;
            let key = self.string(name);
            return Ok(self.get_element_node(object_node, key, position, self.stretch(object), depth));
        }
        let (field, shape) = self.object_operand(object, depth)?;
        let subject = self.stretch(object);
        let _ = id;
        Ok(self.get_named(field, shape, name, position, subject, depth))
    }

    /// A node (with its cache) that reads property `name` of the operand in `field`.
    pub(super) fn get_named(
        &mut self,
        field: Field,
        shape: super::operator::Shape,
        name: Atom,
        position: u32,
        subject: (u32, u32),
        depth: u32,
    ) -> NodeIndex {
        use super::operator::Shape;
        let run: NodeFunction = match shape {
            Shape::Slot => nodes::get_named::<Slot>,
            Shape::Outer => nodes::get_named::<Outer>,
            _ => nodes::get_named::<Child>,
        };
        let key = self.constants.add(Constant::String(name));
        let draft = Draft::new("get_named", run, depth).a(field).d(Field::Number(key)).k(EMPTY_PAYLOAD);
        let node = self.emit_about(draft, position, subject);
        self.arena.emit_cache();
        node
    }

    /// Whether a name is an array index, so that properties of that name are elements.
    pub(super) fn is_array_index(&self, name: Atom) -> bool {
        let text = self.unit.atoms.text(name);
        let length = text.len();
        if length == 0 || length > 10 || (length > 1 && text.unit(0) == u16::from(b'0')) {
            return false;
        }
        let digits = (0..length).map(|index| text.unit(index));
        let mut value = 0u64;
        for digit in digits {
            if !(48..58).contains(&digit) {
                return false;
            }
            value = value * 10 + u64::from(digit - 48);
        }
        value < u64::from(u32::MAX)
    }

    /// `object[index]`
    pub(super) fn element(
        &mut self,
        _: NodeId,
        object: NodeId,
        index: NodeId,
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let subject = self.stretch(object);
        if let Node::String { value, .. } = self.node(index)
            && !self.is_array_index(value)
        {
            let (field, shape) = self.object_operand(object, depth)?;
            return Ok(self.get_named(field, shape, value, position, subject, depth));
        }
        let run: NodeFunction;
        let (a, b);
        match (self.source(object), self.source(index)) {
            (Source::Slot(x), Source::Slot(y)) => {
                (a, b) = (Field::Slot(x), Field::Slot(y));
                run = nodes::get_element::<Slot, Slot>;
            }
            (Source::Slot(x), _) if !self.assigns(index, x) => {
                (a, b) = (Field::Slot(x), self.child(index, depth)?);
                run = nodes::get_element::<Slot, Child>;
            }
            (_, Source::Slot(y)) => {
                (a, b) = (self.child(object, depth)?, Field::Slot(y));
                run = nodes::get_element::<Child, Slot>;
            }
            _ => {
                (a, b) = (self.child(object, depth)?, self.child(index, depth + 1)?);
                run = nodes::get_element::<Child, Child>;
            }
        }
        Ok(self.emit_about(Draft::new("get_element", run, depth).a(a).b(b), position, subject))
    }

    /// A node that reads an element; both operands are children.
    pub(super) fn get_element_node(
        &mut self,
        object: NodeIndex,
        index: NodeIndex,
        position: u32,
        subject: (u32, u32),
        depth: u32,
    ) -> NodeIndex {
        if self.may_suspend_any(&[object, index]) {
            let keep = [self.store(depth, object), self.store(depth + 1, index)];
            let (object, index) = (self.slot(depth), self.slot(depth + 1));
            let get = self.get_element_node(object, index, position, subject, depth + 2);
            return self.then(&keep, get);
        }
        let draft = Draft::new("get_element", nodes::get_element::<Child, Child>, depth);
        self.emit_about(draft.a(Field::Child(object)).b(Field::Child(index)), position, subject)
    }

    /// `a?.b…`: inside, a nullish object of an optional link ends the whole chain with undefined.
    pub(super) fn optional_chain(&mut self, expression: NodeId, depth: u32) -> Compile<NodeIndex> {
        let child = self.chain_link(expression, depth)?;
        Ok(self.emit(Draft::new("end_chain", nodes::end_chain, depth).a(Field::Child(child))))
    }

    /// A link of an optional chain. A short circuit travels as the word HOLE.
    pub(super) fn chain_link(&mut self, id: NodeId, depth: u32) -> Compile<NodeIndex> {
        self.nested(|compiler| match compiler.node(id) {
            Node::Member { object, optional, .. }
            | Node::Index { object, optional, .. }
            | Node::PrivateMember { object, optional, .. } => {
                if !optional && !compiler.is_link(object) {
                    return compiler.expression(id, depth);
                }
                let base = compiler.chain_link(object, depth)?;
                let get = compiler.link_access(id, depth)?;
                Ok(compiler.link(base, get, optional, depth))
            }
            Node::Call { callee, arguments, optional, position } => {
                compiler.chain_call(id, callee, arguments, optional, position, depth)
            }
            _ => compiler.expression(id, depth),
        })
    }

    /// Whether `id` is a part of an optional chain that may short-circuit.
    pub(super) fn is_link(&self, mut id: NodeId) -> bool {
        loop {
            match self.node(id) {
                Node::Member { object, optional, .. }
                | Node::Index { object, optional, .. }
                | Node::PrivateMember { object, optional, .. } => {
                    if optional {
                        return true;
                    }
                    id = object;
                }
                Node::Call { callee, optional, .. } => {
                    if optional {
                        return true;
                    }
                    id = callee;
                }
                _ => return false,
            }
        }
    }

    /// The node for a link: `base` is stored at `depth`, then `get` reads from there.
    pub(super) fn link(&mut self, base: NodeIndex, get: NodeIndex, optional: bool, depth: u32) -> NodeIndex {
        self.arena.reserve(depth + 1);
        let draft = if self.may_suspend_any(&[base, get]) {
            Draft::new("resumable_chain_link", nodes::resumable_chain_link, depth)
        } else {
            Draft::new("chain_link", nodes::chain_link, depth)
        };
        let draft = draft.a(Field::Child(base)).b(Field::Child(get));
        self.emit(draft.d(Field::Number(u32::from(optional))))
    }

    /// Reads the property that the link `id` names from the object in the slot `depth`.
    fn link_access(&mut self, id: NodeId, depth: u32) -> Compile<NodeIndex> {
        match self.node(id) {
            Node::Member { object, name, position, .. } => {
                let subject = self.stretch(object);
                if self.is_array_index(name) {
                    let (base, key) = (self.slot(depth), self.string(name));
                    return Ok(self.get_element_node(base, key, position, subject, depth + 1));
                }
                let slot = Field::Slot(depth);
                Ok(self.get_named(slot, super::operator::Shape::Slot, name, position, subject, depth + 1))
            }
            Node::Index { object, index, position, .. } => {
                let subject = self.stretch(object);
                let base = self.slot(depth);
                let key = self.expression(index, depth + 2)?;
                Ok(self.get_element_node(base, key, position, subject, depth + 1))
            }
            Node::PrivateMember { reference, .. } => {
                let name = self.private_name(id, reference, depth + 2)?;
                let base = self.slot(depth);
                let offset = self.start(id);
                Ok(self.operation("get_private", op::class::get_private, &[base, name], depth + 1, offset))
            }
            _ => Err(CompileError::Unsupported("a link of an optional chain")),
        }
    }

    /// `delete a?.b`
    pub(super) fn delete_chain(&mut self, id: NodeId, depth: u32) -> Compile<NodeIndex> {
        let strict = Value::bool(self.is_strict);
        let (object, optional) = match self.node(id) {
            Node::Member { object, optional, .. } | Node::Index { object, optional, .. } => (object, optional),
            _ => {
                let child = self.optional_chain(id, depth)?;
                let effect = self.effect_of(child);
                let yes = self.constant(Value::TRUE);
                return Ok(self.then(&[effect], yes));
            }
        };
        let base = self.chain_link(object, depth)?;
        let key = match self.node(id) {
            Node::Member { name, .. } => self.string(name),
            Node::Index { index, .. } => self.expression(index, depth + 2)?,
            _ => self.constant(Value::UNDEFINED),
        };
        let (object, strict) = (self.slot(depth), self.constant(strict));
        let offset = self.start(id);
        let delete = self.operation("delete", op::operator::delete, &[object, key, strict], depth + 1, offset);
        let link = self.link(base, delete, optional, depth);
        let draft = Draft::new("end_chain", nodes::end_chain_true, depth);
        Ok(self.emit(draft.a(Field::Child(link))))
    }

    /// The symbol that a private name stands for.
    pub(super) fn private_name(
        &mut self,
        id: NodeId,
        reference: Option<ReferenceId>,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let reference = self.reference(reference)?;
        self.read(id, Reference { needs_tdz_check: false, is_dynamic: false, ..reference }, depth)
    }

    /// `object.#name`
    pub(super) fn private_member(&mut self, id: NodeId, depth: u32) -> Compile<NodeIndex> {
        let Node::PrivateMember { object, reference, position, .. } = self.node(id) else {
            return Err(CompileError::Unsupported("a private member"));
        };
        let base = self.expression(object, depth)?;
        let name = self.private_name(id, reference, depth + 1)?;
        Ok(self.operation("get_private", op::class::get_private, &[base, name], depth, position))
    }

    /// `#name in object`
    pub(super) fn private_in(&mut self, left: NodeId, right: NodeId, position: u32, depth: u32) -> Compile<NodeIndex> {
        let Node::PrivateName { reference, .. } = self.node(left) else {
            return Err(CompileError::Unsupported("a private name"));
        };
        let name = self.private_name(left, reference, depth)?;
        let object = self.expression(right, depth + 1)?;
        Ok(self.operation("private_in", op::class::private_in, &[name, object], depth, position))
    }

    /// The receiver and home object of a `super` access: two nodes.
    pub(super) fn super_base(
        &mut self,
        id: NodeId,
        references: Option<ReferenceId>,
        depth: u32,
    ) -> Compile<[NodeIndex; 2]> {
        let first = references.ok_or(CompileError::Unsupported("super"))?;
        let this = *self.scopes.reference_after(first, 0);
        let home = *self.scopes.reference_after(first, 1);
        let this = if this.resolution == Resolution::Header {
            self.this_checked(this, id, depth)
        } else {
            self.read(id, this, depth)?
        };
        let home = if home.resolution == Resolution::Header {
            self.emit(Draft::new("home_object", nodes::home_object, 0))
        } else {
            self.read(id, home, depth)?
        };
        Ok([this, home])
    }

    /// `this` of the frame, checked where a derived constructor may not have called `super()` yet.
    pub(super) fn this_checked(&mut self, reference: Reference, id: NodeId, depth: u32) -> NodeIndex {
        if !reference.needs_tdz_check {
            return self.slot(crate::interpreter::machine::THIS);
        }
        let offset = self.start(id);
        self.emit_at(Draft::new("checked_this", nodes::checked_this, depth), offset)
    }

    /// `super.name`, `super[index]`
    pub(super) fn super_member(&mut self, id: NodeId, depth: u32) -> Compile<NodeIndex> {
        let (key, references, position) = self.super_key(id, depth + 2)?;
        let [this, home] = self.super_base(id, references, depth)?;
        Ok(self.operation("get_super", op::class::get_super, &[this, home, key], depth, position))
    }

    /// The key, references and position of a `super` access.
    pub(super) fn super_key(&mut self, id: NodeId, depth: u32) -> Compile<(NodeIndex, Option<ReferenceId>, u32)> {
        match self.node(id) {
            Node::SuperMember { name, position, references } => Ok((self.string(name), references, position)),
            Node::SuperIndex { index, position, references } => {
                Ok((self.expression(index, depth)?, references, position))
            }
            _ => Err(CompileError::Unsupported("super")),
        }
    }
}
