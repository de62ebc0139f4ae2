//! `using` and `await using`: the statements around them are a `try` whose `finally` disposes of the resources.
//!
//! The resources wait in a slot below the completion of the statements. Where disposing is awaited, the `finally` is a loop
//! around an `await`, and suspends as any loop does.

use super::{Compile, Compiler, Draft, Field, NodeIndex};
use crate::interpreter::machine::nodes;
use crate::interpreter::operations as op;
use crate::runtime::DisposeHint;
use crate::syntax::{DeclarationKind, List, Node, NodeId};
use crate::value::Value;

impl Compiler<'_> {
    /// Whether a declaration, or the head of a loop, declares resources.
    pub(super) fn hint_of(&self, declaration: NodeId) -> Option<DisposeHint> {
        match self.node(declaration) {
            Node::Declaration { kind: DeclarationKind::Using, .. } => Some(DisposeHint::Sync),
            Node::Declaration { kind: DeclarationKind::AwaitUsing, .. } => Some(DisposeHint::Async),
            _ => None,
        }
    }

    /// Whether statements declare resources of their own, and whether one of them is awaited.
    pub(super) fn hint_of_list(&self, statements: List) -> Option<DisposeHint> {
        let mut hints = self.ast.list(statements).iter().filter_map(|&statement| self.hint_of(statement));
        let first = hints.next()?;
        Some(if hints.any(|hint| hint == DisposeHint::Async) { DisposeHint::Async } else { first })
    }

    /// Compiles `piece`, which declares resources; they are disposed of when it ends. `piece` gets the first free slot.
    pub(super) fn disposing(
        &mut self,
        hint: DisposeHint,
        offset: u32,
        depth: u32,
        piece: impl FnOnce(&mut Self, u32) -> Compile<NodeIndex>,
    ) -> Compile<NodeIndex> {
        self.resources.push(depth);
        self.guards += 1;
        self.unfinished += 1;
        let body = self.guarded(|compiler| piece(compiler, depth + 1));
        self.guards -= 1;
        self.unfinished -= 1;
        self.resources.pop();
        let (body, clear) = body?;
        let mut steps: Vec<NodeIndex> = clear.into_iter().collect();
        let parts = [self.take(depth), self.slot(depth + 1), self.slot(depth + 2)];
        if hint == DisposeHint::Sync {
            let dispose = self.operation("dispose", op::disposal::dispose, &parts, depth + 3, offset);
            steps.push(self.effect_of(dispose));
        } else {
            let begin = self.operation("begin_disposal", op::disposal::begin, &parts, depth + 3, offset);
            steps.push(self.store(depth + 3, begin));
            steps.push(self.await_disposal(depth + 3, offset));
            let record = self.take(depth + 3);
            let end = self.operation("end_disposal", op::disposal::end, &[record], depth + 4, offset);
            steps.push(self.effect_of(end));
        }
        let finalizer = self.sequence(&steps);
        self.arena.reserve(depth + 4);
        let draft = if self.may_suspend_any(&[body, finalizer]) {
            Draft::new("resumable_try_finally", nodes::resumable_try_finally, depth + 1)
        } else {
            Draft::new("try_finally", nodes::try_finally, depth + 1)
        };
        let node = self.emit_at(draft.a(Field::Child(body)).b(Field::Child(finalizer)), offset);
        let none = self.clear_slot(depth);
        Ok(self.sequence(&[none, node]))
    }

    /// The loop that waits for what the disposal in the slot `record` waits for.
    fn await_disposal(&mut self, record: u32, offset: u32) -> NodeIndex {
        let (value, free) = (record + 1, record + 2);
        let disposal = self.slot(record);
        let next = self.operation("next_disposal", op::disposal::next, &[disposal], free, offset);
        let keep = self.store(value, next);
        let awaited = self.slot(value);
        let check = self.operation("is_awaited", op::disposal::is_awaited, &[awaited], free, offset);
        let test = self.then(&[keep], check);
        let awaited = self.take(value);
        let wait = self.await_node(awaited, offset, free);
        let wait = self.effect_of(wait);
        let parts = [self.slot(record), self.take(free)];
        let note = self.operation("note_disposal_error", op::disposal::note_error, &parts, free + 1, offset);
        let note = self.effect_of(note);
        self.arena.reserve(free + 1);
        let draft = Draft::new("resumable_try_catch", nodes::resumable_try_catch, free);
        let draft = draft.a(Field::Child(wait)).b(Field::Child(note)).d(Field::Number(free));
        let guarded = self.emit_at(draft, offset);
        let draft = Draft::new("resumable_loop", nodes::resumable_loop, free);
        let number = self.next_target;
        self.next_target += 1;
        let draft = draft.a(Field::Child(test)).b(Field::Child(guarded)).d(Field::None).k(u64::from(number));
        self.emit(draft)
    }

    /// Adds the value in the slot `value` to the innermost resources; slots from `depth` on are free.
    pub(super) fn add_resource(&mut self, hint: DisposeHint, value: u32, depth: u32, offset: u32) -> NodeIndex {
        let Some(&resources) = self.resources.last() else { return self.nothing() };
        let is_async = self.constant(Value::bool(hint == DisposeHint::Async));
        let parts = [self.slot(resources), self.slot(value), is_async];
        let add = self.operation("add_resource", op::disposal::add, &parts, depth, offset);
        self.store(resources, add)
    }
}
