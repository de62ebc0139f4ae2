//! Loops.

use super::blocks::Block;
use super::operator::Shape;
use super::pattern::Mode;
use super::place::place_of_turn;
use super::{Compile, CompileError, Compiler, Draft, Field, NodeIndex, Note, Origin, frame_slot};
use crate::interpreter::machine::nodes;
use crate::interpreter::operations as op;
use crate::scope::{Mutability, Resolution};
use crate::syntax::{Atom, DeclarationKind, Node, NodeId, ScopeId};
use crate::value::Value;

/// Slots that a `for`-`in` or `for`-`of` keeps: iterator (or array), `next` (or index), value.
pub(super) const LOOP_SLOTS: u32 = 3;

/// Slots that a `for await` keeps besides: what it waits for, the completion that it was left by.
const ASYNC_LOOP_SLOTS: u32 = LOOP_SLOTS + 2;

impl Compiler<'_> {
    /// `for (init; test; update) body`
    pub(super) fn for_loop(&mut self, id: NodeId, labels: Vec<Atom>, depth: u32) -> Compile<NodeIndex> {
        if let Node::For { init: Some(init), .. } = self.node(id)
            && let Some(hint) = self.hint_of(init)
        {
            let offset = self.start(init);
            return self.disposing(hint, offset, depth, |compiler, inner| compiler.plain_for_loop(id, labels, inner));
        }
        self.plain_for_loop(id, labels, depth)
    }

    fn plain_for_loop(&mut self, id: NodeId, labels: Vec<Atom>, depth: u32) -> Compile<NodeIndex> {
        let Node::For { init, test, update, body, scope } = self.node(id) else {
            return Err(CompileError::Unsupported("for"));
        };
        let mut steps = Vec::new();
        let inner = self.enter(scope, depth, &mut steps)?;
        let copies = scope.is_some_and(|scope| self.scopes.scope(scope).copies_context);
        let first = self.arena.len();
        match init.map(|init| (init, self.node(init))) {
            Some((init, Node::Declaration { .. })) => steps.push(self.statement(init, inner)?),
            Some((init, _)) => steps.push(self.effect(init, inner)?),
            None => {}
        }
        if copies && self.captures_since(first) {
            steps.push(self.copy_context(scope, inner));
        }
        let label = self.push_target(labels, true, true);
        let parts: Vec<NodeId> = test.into_iter().chain(update).collect();
        let suspends_elsewhere = self.any_suspends(&parts);
        let condition = match test {
            Some(test) if suspends_elsewhere => super::control::Condition::Truth(self.expression(test, inner)?),
            Some(test) => self.condition(test, inner)?,
            None => super::control::Condition::Always,
        };
        let body = self.branch(id, Block::Body, body, inner)?;
        self.targets.pop();
        let step = if copies { None } else { update.and_then(|update| self.fusible_step(update)) };
        let mut updates = Vec::new();
        if copies {
            updates.push(self.copy_context(scope, inner));
        }
        let places =
            (test.map(|test| place_of_turn(self.ast, test)), update.map(|update| place_of_turn(self.ast, update)));
        if let Some(update) = update {
            let node = self.effect(update, inner)?;
            if let (Some(place), None) = (places.1, step) {
                self.note_stop_at(place, node, inner);
            }
            updates.push(node);
        }
        let update = if updates.is_empty() { None } else { Some(self.sequence(&updates)) };
        let node = self.loop_node(condition, body, update, step, label, inner);
        if let Some(place) = places.0 {
            self.note_stop_at(place, node, inner);
        }
        self.note_turn(node, places.0, places.1.filter(|_| step.is_some()));
        steps.push(node);
        self.leave(scope);
        Ok(self.scoped(scope, &steps))
    }

    /// Whether a node from `first` on may make a closure: one that the head of a loop makes keeps the context that the
    /// first iteration gets only a copy of.
    fn captures_since(&self, first: usize) -> bool {
        self.arena.infos[first..].iter().any(|info| matches!(info.name, "closure" | "direct_eval"))
    }

    /// A new copy of the innermost context for the next iteration.
    fn copy_context(&mut self, scope: Option<ScopeId>, depth: u32) -> NodeIndex {
        let count = scope.map_or(0, |scope| self.context_size(scope));
        let slot = self.current_context();
        let draft = Draft::new("copy_context", nodes::copy_context::<false>, depth).a(Field::Slot(slot));
        self.emit(draft.d(Field::Number(count)))
    }

    /// The slot and position of an update `slot++`.
    fn fusible_step(&self, update: NodeId) -> Option<(u32, u32)> {
        let Node::Update { increment: true, target, .. } = self.node(update) else { return None };
        let Node::Identifier { reference: Some(reference), .. } = self.node(target) else { return None };
        let reference = self.scopes.reference(reference);
        if reference.needs_tdz_check || reference.is_dynamic || reference.mutability != Mutability::Mutable {
            return None;
        }
        match reference.resolution {
            Resolution::Frame { slot } => Some((frame_slot(slot), self.start(update))),
            _ => None,
        }
    }

    /// `while`, `do` … `while`
    pub(super) fn while_loop(&mut self, id: NodeId, labels: Vec<Atom>, depth: u32) -> Compile<NodeIndex> {
        let label = self.push_target(labels, true, true);
        match self.node(id) {
            Node::While { test, body } => {
                let condition = if self.suspends(test) {
                    super::control::Condition::Truth(self.expression(test, depth)?)
                } else {
                    self.condition(test, depth)?
                };
                let body = self.branch(id, Block::Body, body, depth)?;
                self.targets.pop();
                let node = self.loop_node(condition, body, None, None, label, depth);
                self.note_turn(node, Some(place_of_turn(self.ast, test)), None);
                Ok(node)
            }
            Node::DoWhile { body, test } => {
                let body = self.branch(id, Block::Body, body, depth)?;
                self.targets.pop();
                let place = place_of_turn(self.ast, test);
                let test = self.expression(test, depth)?;
                let draft = if self.may_suspend_any(&[test, body]) {
                    Draft::new("resumable_do_while", nodes::resumable_do_while, depth)
                } else {
                    Draft::new("do_while", nodes::do_while, depth)
                };
                let node = self.emit(draft.a(Field::Child(test)).b(Field::Child(body)).k(u64::from(label)));
                self.note_turn(node, Some(place), None);
                Ok(node)
            }
            _ => Err(CompileError::Unsupported("a loop")),
        }
    }

    /// `for (left in right)`, `for (left of right)`
    pub(super) fn for_each(&mut self, id: NodeId, labels: Vec<Atom>, depth: u32) -> Compile<NodeIndex> {
        let (left, right, _, scope, is_of, is_await) = match self.node(id) {
            Node::ForIn { left, right, body, scope } => (left, right, body, scope, false, false),
            Node::ForOf { left, right, body, scope, is_await } => (left, right, body, scope, true, is_await),
            _ => return Err(CompileError::Unsupported("a loop")),
        };
        let slots = if is_await { ASYNC_LOOP_SLOTS } else { LOOP_SLOTS };
        let mut before = self.annex_b_initializer(left, depth)?;
        let subject = self.for_each_subject(right, scope, is_of, depth)?;
        let label = self.push_target(labels, true, true);
        let value = depth + LOOP_SLOTS - 1;
        let mut steps = Vec::new();
        let inner = self.enter(scope, depth + slots, &mut steps)?;
        let direct = if is_await || !steps.is_empty() { None } else { self.variable_of_loop(left) };
        let turn = match self.hint_of(left) {
            _ if direct.is_some() => self.turn(id, None, inner)?,
            Some(hint) => {
                let offset = self.start_of_variable(left);
                self.disposing(hint, offset, inner, |compiler, inner| {
                    let add = compiler.add_resource(hint, value, inner, offset);
                    let turn = compiler.turn(id, Some(value), inner)?;
                    Ok(compiler.sequence(&[add, turn]))
                })?
            }
            None => self.turn(id, Some(value), inner)?,
        };
        steps.push(turn);
        self.leave(scope);
        self.targets.pop();
        let body = self.scoped(scope, &steps);
        self.arena.reserve(depth + slots);
        if is_await {
            let draft = Draft::new("for_await", nodes::for_await, depth).a(Field::Child(subject)).b(Field::Child(body));
            // What is awaited on each turn is so at the loop's variable; the node behind has the place of the iterable.
            let variable = self.start_of_variable(left);
            let node = self.suspension(draft.k(u64::from(label)), slots, variable);
            self.note_turn(node, Some(variable), None);
            let (offset, subject) = (self.place(right), self.stretch(right));
            self.emit_about(Draft::new("step_of_loop", nodes::for_of, depth), offset, subject);
            before.push(node);
            return Ok(self.sequence(&before));
        }
        let draft = match (is_of, self.may_suspend_any(&[subject, body])) {
            (true, false) => Draft::new("for_of", nodes::for_of, depth),
            (false, false) => Draft::new("for_in", nodes::for_in, depth),
            (true, true) => Draft::new("resumable_for_of", nodes::resumable_for_of, depth),
            (false, true) => Draft::new("resumable_for_in", nodes::resumable_for_in, depth),
        };
        let draft = draft.a(Field::Child(subject)).b(Field::Child(body)).k(u64::from(label));
        let draft = draft.d(Field::Slot(direct.unwrap_or(value)));
        let offset = self.place(right);
        let subject = self.stretch(right);
        let node = self.emit_about(draft, offset, subject);
        self.note_turn(node, Some(self.start_of_variable(left)), None);
        if is_of {
            self.note(node, Note { origin: Origin::Iterated, subject, ..Note::default() });
            // What the iterator does on each turn happens at the loop's variable.
            let variable = self.start_of_variable(left);
            self.emit_at(Draft::new("step_of_loop", nodes::for_of, depth), variable);
        }
        before.push(node);
        Ok(self.sequence(&before))
    }

    /// The slot of the variable that a loop declares or assigns to, if it has a slot of its own that anything may be put into
    /// without a look.
    fn variable_of_loop(&self, left: NodeId) -> Option<u32> {
        let (target, is_new) = match self.node(left) {
            Node::Declaration { kind: DeclarationKind::Using | DeclarationKind::AwaitUsing, .. } => return None,
            Node::Declaration { kind, declarators } => match self.node(self.ast.item(declarators, 0)) {
                Node::Declarator { target, .. } => (target, kind != DeclarationKind::Var),
                _ => return None,
            },
            _ => (self.ast.without_parentheses(left), false),
        };
        let (Node::Binding { reference, .. } | Node::Identifier { reference, .. }) = self.node(target) else {
            return None;
        };
        let reference = self.scopes.reference(reference?);
        if reference.is_dynamic || !is_new && (reference.needs_tdz_check || reference.mutability != Mutability::Mutable)
        {
            return None;
        }
        match reference.resolution {
            Resolution::Frame { slot } => Some(frame_slot(slot)),
            _ => None,
        }
    }

    /// One turn of a loop: the value in a slot, unless it stands where it belongs, goes to the left side, then the body runs.
    fn turn(&mut self, id: NodeId, value: Option<u32>, depth: u32) -> Compile<NodeIndex> {
        let (left, body, is_of) = match self.node(id) {
            Node::ForIn { left, body, .. } => (left, body, false),
            Node::ForOf { left, body, .. } => (left, body, true),
            _ => return Err(CompileError::Unsupported("a loop")),
        };
        let bind = value.map(|value| self.bind_left(left, value, depth)).transpose()?;
        self.guards += u32::from(is_of);
        self.unfinished += u32::from(is_of);
        let statement = self.branch(id, Block::Body, body, depth);
        self.unfinished -= u32::from(is_of);
        self.guards -= u32::from(is_of);
        let steps: Vec<NodeIndex> = bind.into_iter().chain([statement?]).collect();
        Ok(self.sequence(&steps))
    }

    /// `for (var i = 0 in …)`: Annex B.3.5.
    fn annex_b_initializer(&mut self, left: NodeId, depth: u32) -> Compile<Vec<NodeIndex>> {
        if let Node::Declaration { kind: DeclarationKind::Var, declarators } = self.node(left)
            && let Node::Declarator { value: Some(_), .. } = self.node(self.ast.item(declarators, 0))
        {
            return Ok(vec![self.statement(left, depth)?]);
        }
        Ok(Vec::new())
    }

    /// What the loop walks: evaluated with the loop's names in scope, but uninitialised.
    fn for_each_subject(
        &mut self,
        right: NodeId,
        scope: Option<ScopeId>,
        is_of: bool,
        depth: u32,
    ) -> Compile<NodeIndex> {
        let mut steps = Vec::new();
        let inner = self.enter(scope, depth, &mut steps)?;
        let value = self.expression(right, inner)?;
        self.leave(scope);
        let offset = self.start(right);
        let subject =
            if is_of { value } else { self.operation("enumerate", op::iteration::enumerate, &[value], inner, offset) };
        Ok(if steps.is_empty() { subject } else { self.then(&steps, subject) })
    }

    /// Where the variable or pattern of a loop begins.
    fn start_of_variable(&self, left: NodeId) -> u32 {
        match self.node(left) {
            Node::Declaration { declarators, .. } => match self.node(self.ast.item(declarators, 0)) {
                Node::Declarator { target, .. } => self.start(target),
                _ => self.start(left),
            },
            _ => self.place(left),
        }
    }

    /// Moves the value in `slot` to the left side of the loop.
    fn bind_left(&mut self, left: NodeId, slot: u32, depth: u32) -> Compile<NodeIndex> {
        match self.node(left) {
            Node::Declaration { kind, declarators } => {
                let mode = if kind == DeclarationKind::Var { Mode::Assign } else { Mode::Initialize };
                let Node::Declarator { target, .. } = self.node(self.ast.item(declarators, 0)) else {
                    return Err(CompileError::Unsupported("a loop variable"));
                };
                self.from(Origin::LoopVariable, None);
                self.consume(target, mode, slot, depth)
            }
            _ => self.consume(self.ast.without_parentheses(left), Mode::Assign, slot, depth),
        }
    }

    /// The number of words that follow a context's fixed ones.
    pub(super) fn context_size(&self, scope: ScopeId) -> u32 {
        let scope = self.scopes.scope(scope);
        scope.context_length + u32::from(scope.has_extension)
    }

    /// Used where a statement must be a node but there is none.
    pub(super) fn unit_shape() -> Shape {
        Shape::Child
    }

    /// The uninitialised word as a node.
    pub(super) fn uninitialized(&mut self) -> NodeIndex {
        self.constant(Value::UNINITIALIZED)
    }
}
