//! Where a debugger can stop: before statements, before initialisers of variables, on each turn of a loop.

use super::place::{place, place_of_turn};
use super::{Compiler, NodeIndex};
use crate::syntax::{FunctionAst, FunctionForm, Node, NodeId, ScopeId};

/// A place where a debugger can stop.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stop {
    /// The node that it stops before.
    pub(crate) node: u32,
    /// First node of that node's subtree.
    pub(crate) first: u32,
    /// Byte offset in the source.
    pub(crate) offset: u32,
    /// Frame slots in use: what lies below is live.
    pub(crate) depth: u32,
    /// The innermost scope that has been entered.
    pub(crate) scope: Option<ScopeId>,
    /// The frame slot of the innermost context that the function has entered; none: it has the closure's.
    pub(crate) context: Option<u32>,
}

/// A node that a function returns after.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Return {
    /// Where the debugger shows that.
    pub(crate) stop: Stop,
    /// The function ends there without a value; otherwise with the node's.
    pub(crate) is_end: bool,
}

/// What is done again on each turn of a loop, and where: byte offsets in the source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turn {
    /// The loop's node.
    pub(crate) node: u32,
    /// The test, or the variable of `for`-`in` and `for`-`of`.
    pub(crate) test: Option<u32>,
    /// The update, if that has no node of its own.
    pub(crate) update: Option<u32>,
}

impl Turn {
    /// All there is of it.
    pub(crate) fn places(&self) -> impl Iterator<Item = u32> + use<> {
        self.test.into_iter().chain(self.update)
    }
}

/// A part of a [`Turn`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TurnPart {
    /// The test.
    Test,
    /// The update.
    Update,
}

/// Where the debugger shows that it stops before the node `id`, if it can stop there: a byte offset. Places as V8's.
pub(crate) fn stop_offset(ast: &FunctionAst, id: NodeId) -> Option<u32> {
    let shown = match ast.node(id) {
        Node::ExpressionStatement { expression } if matches!(ast.node(expression), Node::String { .. }) => return None,
        Node::Declarator { value, .. } => value?,
        Node::While { test, .. } => return Some(place_of_turn(ast, test)),
        Node::ForIn { right, .. } | Node::ForOf { right, .. } => right,
        Node::Return { value: Some(value) } if ast.is_concise => return Some(place(ast, value)),
        Node::ExpressionStatement { .. }
        | Node::If { .. }
        | Node::Switch { .. }
        | Node::Return { .. }
        | Node::Throw { .. }
        | Node::Break { .. }
        | Node::Continue { .. }
        | Node::ClassDeclaration { .. }
        | Node::With { .. }
        | Node::Debugger
        | Node::ExportDefault { .. } => id,
        _ => return None,
    };
    Some(ast.span(shown).start)
}

/// Where the debugger shows that a function returns at its end: at the brace.
pub(crate) fn end_offset(ast: &FunctionAst) -> Option<u32> {
    let has_brace = match ast.form {
        FunctionForm::Declaration
        | FunctionForm::Expression
        | FunctionForm::Method
        | FunctionForm::Getter
        | FunctionForm::Setter => true,
        FunctionForm::Arrow => !ast.is_concise,
        _ => false,
    };
    has_brace.then(|| ast.span.end.saturating_sub(1))
}

impl Compiler<'_> {
    /// Notes that a debugger can stop before `node`, which the node `id` of the source has become.
    pub(super) fn note_stop(&mut self, id: NodeId, node: NodeIndex, depth: u32) {
        if let Some(offset) = stop_offset(self.ast, id) {
            self.note_stop_at(offset, node, depth);
        }
    }

    /// Notes that a debugger can stop before `node`, and shows that at this offset.
    pub(super) fn note_stop_at(&mut self, offset: u32, node: NodeIndex, depth: u32) {
        if self.arena.stops.last().is_some_and(|last| last.node >= node.0) {
            return;
        }
        let stop = self.stop(offset, node, depth);
        self.arena.stops.push(stop);
    }

    fn stop(&self, offset: u32, node: NodeIndex, depth: u32) -> Stop {
        Stop {
            node: node.0,
            first: self.arena.firsts[node.0 as usize],
            offset,
            depth,
            scope: self.entered.last().copied(),
            context: self.contexts.last().copied(),
        }
    }

    /// Notes that the function returns what `node` comes to, which the `return` statement `id` has become. As in V8 there
    /// is no stop where something is still to be done before that.
    pub(super) fn note_return(&mut self, id: NodeId, node: NodeIndex, depth: u32) {
        if self.unfinished == 0 && !self.is_derived() {
            let stop = self.stop(self.ast.span(id).end, node, depth);
            self.add_return(Return { stop, is_end: false });
        }
    }

    /// Notes that the function ends after `node`, unless that gives a value.
    pub(super) fn note_end(&mut self, node: NodeIndex, depth: u32) {
        if let Some(offset) = end_offset(self.ast) {
            let stop = self.stop(offset, node, depth);
            self.add_return(Return { stop, is_end: true });
        }
    }

    fn add_return(&mut self, found: Return) {
        if self.arena.returns.last().is_none_or(|last| last.stop.node < found.stop.node) {
            self.arena.reserve(found.stop.depth + super::SLOW_PATH_SLOTS);
            self.arena.returns.push(found);
        }
    }

    /// Notes what is done again on each turn of the loop `node`.
    pub(super) fn note_turn(&mut self, node: NodeIndex, test: Option<u32>, update: Option<u32>) {
        if test.or(update).is_some() {
            self.arena.turns.push(Turn { node: node.0, test, update });
        }
    }
}
