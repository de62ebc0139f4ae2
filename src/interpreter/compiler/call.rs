//! Calls, `new`, `super(…)`, tagged templates.

use super::Origin;
use super::operand::Source;
use super::operator::Shape;
use super::{Compile, CompileError, Compiler, Constant, Draft, Field, NodeIndex};
use crate::interpreter::machine::{ARGUMENTS, CALLEE, Child, EMPTY_PAYLOAD, NodeFunction, Outer, Slot, THIS, nodes};
use crate::interpreter::operations as op;
use crate::syntax::{Atom, List, Node, NodeId, ReferenceId};
use crate::value::Value;

/// Slots of a frame's header: arguments are evaluated above it.
const HEADER: u32 = ARGUMENTS;

impl Compiler<'_> {
    /// `callee(arguments)`
    pub(super) fn call(
        &mut self,
        id: NodeId,
        callee: NodeId,
        arguments: List,
        optional: bool,
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        if optional || self.is_link(callee) {
            return self.optional_chain(id, depth);
        }
        let inner = self.ast.without_parentheses(callee);
        let may_be_eval = inner == callee && matches!(self.node(callee), Node::Identifier { name: Atom::EVAL, .. });
        if self.suspends(id) && !may_be_eval && !self.has_spread(arguments) {
            let prepare = match self.prepare_method(inner, depth)? {
                Some(prepare) => prepare,
                None => self.prepare(inner, depth)?,
            };
            return self.call_prepared(prepare, callee, arguments, position, depth);
        }
        if self.has_spread(arguments) && !may_be_eval {
            return self.call_spread(callee, arguments, position, depth);
        }
        match self.node(inner) {
            _ if may_be_eval => self.direct_eval(id, callee, arguments, position, depth),
            Node::Member { object, name, position: at, .. } if !self.is_array_index(name) => {
                self.call_method(callee, object, name, arguments, position, at, depth)
            }
            Node::Identifier { reference, .. } if !self.reference(reference)?.is_dynamic => {
                self.call_plain(callee, arguments, position, depth)
            }
            Node::Identifier { .. }
            | Node::Index { .. }
            | Node::Member { .. }
            | Node::PrivateMember { .. }
            | Node::SuperMember { .. }
            | Node::SuperIndex { .. }
            | Node::OptionalChain { .. } => {
                let prepare = self.prepare(inner, depth)?;
                self.call_prepared(prepare, callee, arguments, position, depth)
            }
            _ => self.call_plain(callee, arguments, position, depth),
        }
    }

    pub(super) fn has_spread(&self, arguments: List) -> bool {
        self.ast.list(arguments).iter().any(|&argument| matches!(self.node(argument), Node::Spread { .. }))
    }

    /// Compiles arguments as children; each is evaluated straight into its slot of the new frame.
    fn arguments(&mut self, arguments: List, depth: u32) -> Compile<Vec<NodeIndex>> {
        let mut children = Vec::with_capacity(arguments.length as usize);
        for (index, &argument) in self.ast.list(arguments).iter().enumerate() {
            children.push(self.expression(argument, depth + HEADER + index as u32)?);
        }
        self.arena.reserve(depth + HEADER + arguments.length);
        Ok(children)
    }

    /// A call with `this` undefined.
    fn call_plain(&mut self, callee: NodeId, arguments: List, position: u32, depth: u32) -> Compile<NodeIndex> {
        let subject = self.stretch(callee);
        if arguments.length <= 3 {
            return self.call_short(callee, arguments, position, depth);
        }
        let function = self.child(callee, depth)?;
        let children = self.arguments(arguments, depth)?;
        let list = self.arena.list(&children);
        let draft = Draft::new("call_many", nodes::call_many, depth)
            .a(function)
            .b(Field::List(list))
            .d(Field::Number(arguments.length));
        Ok(self.emit_about(draft, position, subject))
    }

    fn call_short(&mut self, callee: NodeId, arguments: List, position: u32, depth: u32) -> Compile<NodeIndex> {
        let subject = self.stretch(callee);
        let (function, shape) = self.object_operand(callee, depth)?;
        let list = self.ast.list(arguments);
        let first_depth = depth + HEADER;
        self.arena.reserve(first_depth + 3);
        let mut first_shape = Shape::Child;
        let first = match list.first() {
            None => Field::None,
            Some(&argument) => match self.source(argument) {
                Source::Slot(slot) => {
                    first_shape = Shape::Slot;
                    Field::Slot(slot)
                }
                _ => self.child(argument, first_depth)?,
            },
        };
        let second = match list.get(1) {
            None => Field::None,
            Some(&argument) => self.child(argument, first_depth + 1)?,
        };
        let third = match list.get(2) {
            None => None,
            Some(&argument) => Some(self.expression(argument, first_depth + 2)?),
        };
        let run = match shape {
            Shape::Slot => short_call::<Slot>(arguments.length, first_shape),
            Shape::Outer => short_call::<Outer>(arguments.length, first_shape),
            _ => short_call::<Child>(arguments.length, first_shape),
        };
        let draft = Draft::new("call", run, depth).a(function).b(first).d(second);
        let draft = match third {
            Some(third) => draft.k_child(third, 0),
            None => draft,
        };
        Ok(self.emit_about(draft, position, subject))
    }

    /// `object.name(arguments)`
    #[allow(clippy::too_many_arguments)]
    fn call_method(
        &mut self,
        callee: NodeId,
        object: NodeId,
        name: Atom,
        arguments: List,
        position: u32,
        at: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let (base, shape) = self.object_operand(object, depth)?;
        let subject = self.stretch(callee);
        let count = arguments.length;
        let draft = if count <= 1 {
            let mut first_shape = Shape::Child;
            let first = match self.ast.list(arguments).first() {
                None => Field::None,
                Some(&argument) => match self.source(argument) {
                    Source::Slot(slot) => {
                        first_shape = Shape::Slot;
                        Field::Slot(slot)
                    }
                    _ => self.child(argument, depth + HEADER)?,
                },
            };
            let run = match shape {
                Shape::Slot => short_method::<Slot>(count, first_shape),
                Shape::Outer => short_method::<Outer>(count, first_shape),
                _ => short_method::<Child>(count, first_shape),
            };
            Draft::new("call_method", run, depth).a(base).b(first).d(Field::Number(count))
        } else {
            let children = self.arguments(arguments, depth)?;
            let list = self.arena.list(&children);
            let run: NodeFunction = match shape {
                Shape::Slot => nodes::call_method::<Slot>,
                Shape::Outer => nodes::call_method::<Outer>,
                _ => nodes::call_method::<Child>,
            };
            Draft::new("call_method", run, depth).a(base).b(Field::List(list)).d(Field::Number(count))
        };
        self.arena.reserve(depth + HEADER + count);
        let node = self.emit_about(draft, position, subject);
        self.method_property(name, at, self.stretch(object), depth);
        Ok(node)
    }

    /// The property node behind a method call: it reads from what the call gives it.
    fn method_property(&mut self, name: Atom, at: u32, subject: (u32, u32), depth: u32) {
        let key = self.constants.add(Constant::String(name));
        let draft = Draft::new("get_method", nodes::get_named::<Slot>, depth + 2)
            .a(Field::Slot(depth + THIS))
            .d(Field::Number(key))
            .k(EMPTY_PAYLOAD);
        self.emit_about(draft, at, subject);
        self.arena.emit_cache();
    }

    /// A call whose callee and `this` the child `prepare` puts into the frame.
    pub(super) fn call_prepared(
        &mut self,
        prepare: NodeIndex,
        callee: NodeId,
        arguments: List,
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let subject = self.stretch(callee);
        let children = self.arguments(arguments, depth)?;
        Ok(self.prepared_node(prepare, &children, position, subject, depth))
    }

    /// The node that evaluates arguments and calls what `prepare` puts into the frame.
    pub(super) fn prepared_node(
        &mut self,
        prepare: NodeIndex,
        children: &[NodeIndex],
        position: u32,
        subject: (u32, u32),
        depth: u32,
    ) -> NodeIndex {
        let (list, draft) = if self.may_suspend(prepare) || self.may_suspend_any(children) {
            let (list, _) = self.resumable_list(children);
            (list, Draft::new("resumable_call_prepared", nodes::resumable_call_prepared, depth))
        } else {
            (self.arena.list(children), Draft::new("call_prepared", nodes::call_prepared, depth))
        };
        let draft = draft.a(Field::Child(prepare)).b(Field::List(list)).d(Field::Number(children.len() as u32));
        self.emit_about(draft, position, subject)
    }

    /// A node that puts callee and `this` of a call of the reference `id` into the slots `depth` and `depth + 1`.
    pub(super) fn prepare(&mut self, id: NodeId, depth: u32) -> Compile<NodeIndex> {
        self.arena.reserve(depth + HEADER);
        let inner = depth + 2;
        let offset = self.start(id);
        match self.node(id) {
            Node::Identifier { reference, .. } => {
                let reference = self.reference(reference)?;
                let clear = self.clear_slots(depth, 2);
                if !reference.is_dynamic {
                    let function = self.read(id, reference, inner)?;
                    let function = self.store(depth + CALLEE, function);
                    return Ok(self.sequence(&[clear, function]));
                }
                let holder = self.resolve(id, reference, inner);
                let keep = self.store(depth + THIS, holder);
                let holder = self.slot(depth + THIS);
                let function = self.read_from(id, reference, holder, inner)?;
                let function = self.store(depth + CALLEE, function);
                let holder = self.slot(depth + THIS);
                let base = op::variable::with_base_object;
                let this = self.operation("with_base_object", base, &[holder], inner, offset);
                let this = self.store(depth + THIS, this);
                Ok(self.sequence(&[clear, keep, function, this]))
            }
            Node::Member { .. } | Node::Index { .. } if self.suspends(id) => {
                let prepare = self.prepare_method(id, depth)?;
                prepare.ok_or(CompileError::Unsupported("a method"))
            }
            Node::Member { object, name, position, .. } => {
                let key = self.string(name);
                self.prepare_element(object, key, position, depth)
            }
            Node::Index { object, index, position, .. } => {
                let key = self.expression(index, inner)?;
                self.prepare_element(object, key, position, depth)
            }
            Node::PrivateMember { object, reference, position, .. } => {
                let base = self.expression(object, inner)?;
                let clear = self.clear_slots(depth, 2);
                let base = self.store(depth + THIS, base);
                let name = self.private_name(id, reference, inner + 1)?;
                let this = self.slot(depth + THIS);
                let get = self.operation("get_private", op::class::get_private, &[this, name], inner, position);
                let function = self.store(depth + CALLEE, get);
                Ok(self.sequence(&[clear, base, function]))
            }
            Node::OptionalChain { expression } => {
                // `(a?.b)()`: a chain that is cut short leaves undefined in both slots.
                let prepare = self.prepare_link(expression, depth)?;
                Ok(self.effect_of(prepare))
            }
            Node::SuperMember { .. } | Node::SuperIndex { .. } => {
                let (key, references, position) = self.super_key(id, inner + 2)?;
                let [this, home] = self.super_base(id, references, inner)?;
                let clear = self.clear_slots(depth, 2);
                let keep = self.store(depth + THIS, this);
                let this = self.slot(depth + THIS);
                let get = self.operation("get_super", op::class::get_super, &[this, home, key], inner, position);
                let function = self.store(depth + CALLEE, get);
                Ok(self.sequence(&[clear, keep, function]))
            }
            _ => {
                let clear = self.clear_slots(depth, 2);
                let function = self.expression(id, inner)?;
                let function = self.store(depth + CALLEE, function);
                Ok(self.sequence(&[clear, function]))
            }
        }
    }

    /// Sets a slot to undefined; a statement.
    pub(super) fn clear_slot(&mut self, slot: u32) -> NodeIndex {
        self.clear_slots(slot, 1)
    }

    /// Sets slots to undefined; a statement. Slots must hold valid words before anything runs at a greater depth.
    pub(super) fn clear_slots(&mut self, slot: u32, count: u32) -> NodeIndex {
        self.arena.reserve(slot + count);
        let draft = Draft::new("fill_slots", nodes::fill_slots, 0).a(Field::Slot(slot)).b(Field::Number(count));
        self.emit(draft.constant(Value::UNDEFINED))
    }

    fn prepare_element(&mut self, object: NodeId, key: NodeIndex, position: u32, depth: u32) -> Compile<NodeIndex> {
        let subject = self.stretch(object);
        let base = self.expression(object, depth)?;
        let draft = Draft::new("prepare_element", nodes::prepare_element, depth);
        let node = self.emit_about(draft.a(Field::Child(base)).b(Field::Child(key)), position, subject);
        let draft = Draft::new("element_of_call", nodes::get_element::<Child, Child>, depth + 2);
        self.emit_about(draft, position, subject);
        Ok(node)
    }

    /// `new callee(arguments)`
    pub(super) fn construct(&mut self, id: NodeId, callee: NodeId, arguments: List, depth: u32) -> Compile<NodeIndex> {
        let offset = self.start(id);
        let subject = self.stretch(callee);
        if self.has_spread(arguments) {
            let function = self.expression(callee, depth)?;
            let list = self.spread_arguments(arguments, offset, depth + 1)?;
            let construct = op::call::construct_spread;
            let node = self.operation("construct_spread", construct, &[function, list], depth, offset);
            self.arena.set_subject(node, subject);
            return Ok(node);
        }
        let function = self.child(callee, depth)?;
        let children = self.arguments(arguments, depth)?;
        let list = self.arena.list(&children);
        let draft = Draft::new("construct", nodes::construct::<false>, depth)
            .a(function)
            .b(Field::List(list))
            .d(Field::Number(arguments.length));
        Ok(self.emit_about(draft, offset, subject))
    }

    /// An array of all arguments, spread ones iterated.
    pub(super) fn spread_arguments(&mut self, arguments: List, call: u32, depth: u32) -> Compile<NodeIndex> {
        let list = self.ast.list(arguments);
        let is_spread = |&&item: &&NodeId| matches!(self.node(item), Node::Spread { .. });
        let is_last_only = list.iter().filter(is_spread).count() == 1 && list.last().filter(is_spread).is_some();
        let origin = if is_last_only { Origin::LastArgument } else { Origin::Argument };
        self.array_of(arguments, origin, call, depth)
    }

    fn call_spread(&mut self, callee: NodeId, arguments: List, position: u32, depth: u32) -> Compile<NodeIndex> {
        let inner = self.ast.without_parentheses(callee);
        let prepare = self.prepare(inner, depth)?;
        let list = self.spread_arguments(arguments, position, depth + HEADER)?;
        let (function, this) = (self.slot(depth + CALLEE), self.slot(depth + THIS));
        let subject = self.stretch(callee);
        let call = self.spread_node([function, this, list], position, subject, depth);
        Ok(self.then(&[prepare], call))
    }

    /// The node that calls `function` with `this` and an array of arguments.
    fn spread_node(&mut self, parts: [NodeIndex; 3], position: u32, subject: (u32, u32), depth: u32) -> NodeIndex {
        let operation: crate::interpreter::machine::Operation = op::call::call_spread;
        self.arena.reserve(depth + HEADER + 3);
        if self.may_suspend_any(&parts) {
            return self.resumable_operation(operation, &parts, depth + 2, position, subject);
        }
        let children = self.arena.list(&parts);
        let draft = Draft::new("call_spread", nodes::operation, depth + 2)
            .a(Field::List(children))
            .d(Field::Number(3))
            .k(operation as usize as u64);
        self.emit_about(draft, position, subject)
    }

    /// A call in an optional chain.
    pub(super) fn chain_call(
        &mut self,
        id: NodeId,
        callee: NodeId,
        arguments: List,
        optional: bool,
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        if !optional && !self.is_link(callee) {
            return self.expression(id, depth);
        }
        let prepare = self.prepare_link(callee, depth)?;
        let list = self.spread_arguments(arguments, position, depth + HEADER)?;
        let (function, this) = (self.slot(depth + CALLEE), self.slot(depth + THIS));
        let subject = self.stretch(callee);
        let call = self.spread_node([function, this, list], position, subject, depth);
        let draft = if self.may_suspend_any(&[prepare, call]) {
            Draft::new("resumable_chain_call", nodes::resumable_chain_call, depth)
        } else {
            Draft::new("chain_call", nodes::chain_call, depth)
        };
        let draft = draft.a(Field::Child(prepare)).b(Field::Child(call));
        Ok(self.emit(draft.d(Field::Number(u32::from(optional)))))
    }

    /// Puts callee and `this` of a chain's call at `depth`; its value is HOLE if the chain has been cut short.
    fn prepare_link(&mut self, callee: NodeId, depth: u32) -> Compile<NodeIndex> {
        let (object, optional) = match self.node(callee) {
            Node::Member { object, optional, .. }
            | Node::Index { object, optional, .. }
            | Node::PrivateMember { object, optional, .. }
                if optional || self.is_link(object) =>
            {
                (object, optional)
            }
            Node::Call { .. } if self.is_link(callee) => {
                let function = self.chain_link(callee, depth + 2)?;
                let draft = if self.may_suspend(function) {
                    Draft::new("resumable_prepare_chain_value", nodes::resumable_prepare_chain_value, depth)
                } else {
                    Draft::new("prepare_chain_value", nodes::prepare_chain_value, depth)
                };
                return Ok(self.emit(draft.a(Field::Child(function))));
            }
            _ => {
                let inner = self.ast.without_parentheses(callee);
                let prepare = self.prepare(inner, depth)?;
                let undefined = self.constant(Value::UNDEFINED);
                return Ok(self.then(&[prepare], undefined));
            }
        };
        let base = self.chain_link(object, depth + 2)?;
        let get = self.link_from(callee, depth + THIS, depth + 2)?;
        let draft = if self.may_suspend_any(&[base, get]) {
            Draft::new("resumable_prepare_chain", nodes::resumable_prepare_chain, depth)
        } else {
            Draft::new("prepare_chain", nodes::prepare_chain, depth)
        };
        let draft = draft.a(Field::Child(base)).b(Field::Child(get));
        Ok(self.emit(draft.d(Field::Number(u32::from(optional)))))
    }

    /// Reads the property that `callee` names from the object in `slot`.
    fn link_from(&mut self, callee: NodeId, slot: u32, depth: u32) -> Compile<NodeIndex> {
        match self.node(callee) {
            Node::Member { object, name, position, .. } if !self.is_array_index(name) => {
                let subject = self.stretch(object);
                Ok(self.get_named(Field::Slot(slot), Shape::Slot, name, position, subject, depth))
            }
            Node::Member { object, name, position, .. } => {
                let (base, key) = (self.slot(slot), self.string(name));
                Ok(self.get_element_node(base, key, position, self.stretch(object), depth))
            }
            Node::Index { object, index, position, .. } => {
                let base = self.slot(slot);
                let key = self.expression(index, depth + 1)?;
                Ok(self.get_element_node(base, key, position, self.stretch(object), depth))
            }
            Node::PrivateMember { reference, position, .. } => {
                let base = self.slot(slot);
                let name = self.private_name(callee, reference, depth + 1)?;
                Ok(self.operation("get_private", op::class::get_private, &[base, name], depth, position))
            }
            _ => Err(CompileError::Unsupported("a call in an optional chain")),
        }
    }

    /// `eval(…)` that may be a direct eval.
    fn direct_eval(
        &mut self,
        id: NodeId,
        callee: NodeId,
        arguments: List,
        position: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let prepare = self.prepare(callee, depth)?;
        let list = self.spread_arguments(arguments, position, depth + HEADER)?;
        let surroundings = Constant::Surroundings(self.entered.clone());
        let surroundings = self.heap_constant(surroundings);
        let (function, this) = (self.slot(depth + CALLEE), self.slot(depth + THIS));
        let context = self.context_value();
        let strict = self.constant(Value::bool(self.is_strict));
        let _ = id;
        let (frame_this, frame_target, frame_callee) =
            (self.slot(THIS), self.slot(crate::interpreter::machine::NEW_TARGET), self.slot(CALLEE));
        let children = [function, this, list, surroundings, context, strict, frame_this, frame_target, frame_callee];
        let call = self.operation("direct_eval", op::eval::direct_eval, &children, depth + 2, position);
        // Errors in the text are placed at the argument, if that has a place.
        let place = match self.ast.list(arguments).first() {
            Some(&text) if !matches!(self.node(text), Node::String { .. }) => self.place(text),
            _ => position,
        };
        self.emit_at(Draft::new("place_of_text", nodes::constant, 0), place);
        Ok(self.then(&[prepare], call))
    }

    /// The rest parameter that a default constructor spreads, as it is.
    fn all_arguments(&mut self, spread: NodeId, depth: u32) -> Compile<NodeIndex> {
        match self.node(spread) {
            Node::Spread { expression } => self.expression(expression, depth),
            _ => Err(CompileError::Unsupported("a default constructor")),
        }
    }

    /// `super(arguments)`
    pub(super) fn super_call(
        &mut self,
        id: NodeId,
        arguments: List,
        references: Option<ReferenceId>,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let offset = self.start(id);
        let first = references.ok_or(CompileError::Unsupported("super()"))?;
        let this = *self.scopes.reference_after(first, 0);
        let target = *self.scopes.reference_after(first, 1);
        let function = *self.scopes.reference_after(first, 2);
        let function = self.read_or_header(id, function, CALLEE, depth)?;
        let parent = self.operation("super_constructor", op::class::super_constructor, &[function], depth, offset);
        let result = if self.has_spread(arguments) || self.list_suspends(arguments) {
            let keep_parent = self.store(depth, parent);
            let list = match self.ast.list(arguments) {
                &[all] if self.ast.is_default_constructor => self.all_arguments(all, depth + 2)?,
                _ => self.spread_arguments(arguments, offset, depth + 2)?,
            };
            let target = self.read_or_header(id, target, crate::interpreter::machine::NEW_TARGET, depth + 3)?;
            let parent = self.slot(depth);
            let call = self.operation("super_call", op::class::super_call, &[parent, list, target], depth + 1, offset);
            self.then(&[keep_parent], call)
        } else {
            let children = self.arguments(arguments, depth)?;
            let list = self.arena.list(&children);
            let above = depth + HEADER + arguments.length;
            self.arena.reserve(above + 1);
            let target = self.read_or_header(id, target, crate::interpreter::machine::NEW_TARGET, above)?;
            let draft = Draft::new("construct_super", nodes::construct_super::<false>, depth)
                .a(Field::Child(parent))
                .b(Field::List(list))
                .d(Field::Number(arguments.length))
                .k_child(target, 0);
            let call = self.emit(draft);
            self.arena.position(call, offset, (0, 0));
            call
        };
        let keep = self.store(depth, result);
        let bind = self.bind_this(id, this, depth, depth + 1)?;
        let bind = self.effect_of(bind);
        let function = *self.scopes.reference_after(first, 2);
        let function = self.read_or_header(id, function, CALLEE, depth + 1)?;
        let object = self.slot(depth);
        let fields =
            self.operation("initialize_fields", op::class::initialize_fields, &[object, function], depth + 1, offset);
        Ok(self.then(&[keep, bind], fields))
    }

    /// Sets `this` to the value in `slot`; throws if it was set before.
    fn bind_this(&mut self, id: NodeId, this: crate::scope::Reference, slot: u32, depth: u32) -> Compile<NodeIndex> {
        use crate::scope::{Reference, Resolution};
        let offset = self.start(id);
        let current = if this.resolution == Resolution::Header {
            self.slot(THIS)
        } else {
            self.read(id, Reference { needs_tdz_check: false, is_dynamic: false, ..this }, depth)?
        };
        let check = self.operation("check_this_unbound", op::class::check_this_unbound, &[current], depth, offset);
        let check = self.effect_of(check);
        let value = self.slot(slot);
        let bind = if this.resolution == Resolution::Header {
            let draft = Draft::new("set_slot", nodes::set_slot_child, depth);
            self.emit(draft.a(Field::Slot(THIS)).b(Field::Child(value)))
        } else {
            self.write(id, Reference { is_dynamic: false, ..this }, value, true, depth)?
        };
        Ok(self.then(&[check], bind))
    }

    /// A variable that may live in the frame's header.
    fn read_or_header(
        &mut self,
        id: NodeId,
        reference: crate::scope::Reference,
        header: u32,
        depth: u32,
    ) -> Compile<NodeIndex> {
        if reference.resolution == crate::scope::Resolution::Header {
            return Ok(self.slot(header));
        }
        self.read(id, crate::scope::Reference { is_dynamic: false, ..reference }, depth)
    }
}

/// The node for a call with up to three arguments.
fn short_call<F: crate::interpreter::machine::Operand>(count: u32, first: Shape) -> NodeFunction {
    match (count, first) {
        (0, _) => nodes::call::<0, F, Child>,
        (1, Shape::Slot) => nodes::call::<1, F, Slot>,
        (1, _) => nodes::call::<1, F, Child>,
        (2, Shape::Slot) => nodes::call::<2, F, Slot>,
        (2, _) => nodes::call::<2, F, Child>,
        (_, Shape::Slot) => nodes::call::<3, F, Slot>,
        _ => nodes::call::<3, F, Child>,
    }
}

/// The node for a method call with at most one argument.
fn short_method<O: crate::interpreter::machine::Operand>(count: u32, first: Shape) -> NodeFunction {
    match (count, first) {
        (0, _) => nodes::call_method_short::<0, O, Child>,
        (_, Shape::Slot) => nodes::call_method_short::<1, O, Slot>,
        _ => nodes::call_method_short::<1, O, Child>,
    }
}
