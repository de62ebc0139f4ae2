//! Blocks of a function whose runs are counted, for coverage.
//!
//! Which blocks there are, and where they begin and end, is V8's choice: branches, bodies of loops, clauses, right sides of
//! `&&`, `||` and `??`, handlers, and *continuations*: what comes behind a statement that may be left by a jump, up to
//! where the next block begins. A continuation has no end of its own.

use super::{Compiler, Draft, NodeIndex};
use crate::interpreter::machine::nodes;
use crate::syntax::{BinaryOperator, DeclarationKind, FunctionAst, List, Node, NodeId};
use std::collections::{HashMap, HashSet};

/// Statements in each other that are looked into for their ends.
const MOST_NESTED: u32 = 64;

/// Which block of a syntax node.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Block {
    /// What a loop repeats, a clause of a `switch`, a handler, the right side of a logical operator.
    Body,
    /// The branch of a condition that holds.
    Then,
    /// The other one.
    Else,
    /// The block of a `finally`.
    Finally,
    /// What comes behind it.
    Continuation,
}

/// A block whose runs are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counter {
    /// The node that counts; none: it never runs.
    pub(crate) node: Option<u32>,
    /// Byte offset where it begins.
    pub(crate) start: u32,
    /// Byte offset of its end, if it has one.
    pub(crate) end: Option<u32>,
}

/// The blocks of a function that have no node yet.
#[derive(Default)]
pub(super) struct Blocks {
    found: HashMap<(NodeId, Block), Counter>,
}

/// The blocks of a function, whose script has this text.
pub(super) fn find_blocks(ast: &FunctionAst, text: &str) -> Blocks {
    let mut finder = Finder { ast, text, found: HashMap::new(), taken: HashSet::new(), agenda: Vec::new() };
    finder.function();
    Blocks { found: finder.found }
}

/// A step of the walk: parents come before their children.
enum Errand {
    Visit(NodeId),
    /// What comes behind a statement that is the last one comes behind the statement around it.
    Forget(NodeId),
}

struct Finder<'a> {
    ast: &'a FunctionAst,
    text: &'a str,
    found: HashMap<(NodeId, Block), Counter>,
    /// Where continuations begin: only the outermost of those that begin at one place counts.
    taken: HashSet<u32>,
    /// What is to be done, the next thing last.
    agenda: Vec<Errand>,
}

impl Finder<'_> {
    fn function(&mut self) {
        let body = self.ast.body;
        self.forget_last(body);
        self.push_statements(body);
        self.push_list(self.ast.parameters);
        while let Some(errand) = self.agenda.pop() {
            match errand {
                Errand::Visit(id) => self.visit(id),
                Errand::Forget(id) => {
                    if !self.is_wrapped(id) {
                        self.found.remove(&(id, Block::Continuation));
                    }
                }
            }
        }
    }

    /// Later: what comes behind the last statement of a list comes behind the list.
    fn forget_last(&mut self, statements: List) {
        let is_nothing = |id: NodeId| matches!(self.ast.node(id), Node::Empty | Node::FunctionDeclaration { .. });
        let last = self.ast.list(statements).iter().rev().copied().find(|&id| !is_nothing(id));
        self.agenda.extend(last.map(Errand::Forget));
    }

    fn push_list(&mut self, list: List) {
        let ast = self.ast;
        self.agenda.extend(ast.list(list).iter().rev().map(|&id| Errand::Visit(id)));
    }

    /// Statements up to the first that does not complete normally: nobody comes to what follows.
    fn push_statements(&mut self, list: List) {
        let ast = self.ast;
        let all = ast.list(list);
        let alive = all.iter().position(|&id| self.is_dead_end(id, MOST_NESTED)).map_or(all.len(), |dead| dead + 1);
        self.agenda.extend(all[..alive].iter().rev().map(|&id| Errand::Visit(id)));
    }

    /// Whether a statement never completes normally.
    fn is_dead_end(&self, id: NodeId, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        match self.ast.node(id) {
            Node::Return { .. } | Node::Throw { .. } | Node::Break { .. } | Node::Continue { .. } => true,
            Node::Block { statements, .. } => {
                self.ast.list(statements).iter().any(|&statement| self.is_dead_end(statement, depth))
            }
            Node::If { consequent, alternate: Some(alternate), .. } => {
                self.is_dead_end(consequent, depth) && self.is_dead_end(alternate, depth)
            }
            Node::Try { block, handler: Some(handler), finalizer: None } => {
                let Node::Catch { body, .. } = self.ast.node(handler) else { return false };
                self.is_dead_end(block, depth) && self.is_dead_end(body, depth)
            }
            _ => false,
        }
    }

    /// Whether a loop lies in a block of its own that nobody wrote, for its variables.
    fn is_wrapped(&self, id: NodeId) -> bool {
        let head = match self.ast.node(id) {
            Node::For { init, .. } => init,
            Node::ForIn { left, .. } | Node::ForOf { left, .. } => Some(left),
            _ => None,
        };
        let is_lexical = |node| matches!(node, Node::Declaration { kind, .. } if kind != DeclarationKind::Var);
        head.is_some_and(|head| is_lexical(self.ast.node(head)))
    }

    /// Where a statement ends: behind its semicolon, if it has one.
    fn end_of(&self, mut id: NodeId) -> u32 {
        loop {
            id = match self.ast.node(id) {
                Node::If { alternate: Some(inner), .. }
                | Node::If { consequent: inner, .. }
                | Node::For { body: inner, .. }
                | Node::ForIn { body: inner, .. }
                | Node::ForOf { body: inner, .. }
                | Node::While { body: inner, .. }
                | Node::With { body: inner, .. }
                | Node::Labelled { body: inner, .. } => inner,
                Node::Block { .. }
                | Node::Switch { .. }
                | Node::Try { .. }
                | Node::Catch { .. }
                | Node::Empty
                | Node::FunctionDeclaration { .. }
                | Node::ClassDeclaration { .. } => return self.ast.span(id).end,
                _ => return self.end_with_semicolon(self.ast.span(id).end),
            };
        }
    }

    /// The end of what ends at `end` with white space, behind the semicolon that follows, if one does.
    fn end_with_semicolon(&self, end: u32) -> u32 {
        let end = self.end_without_space(end);
        let next = next_token(self.text, end);
        let is_semicolon = self.text.get(next as usize..).is_some_and(|rest| rest.starts_with(';'));
        if is_semicolon { next + 1 } else { end }
    }

    fn end_without_space(&self, end: u32) -> u32 {
        self.text.get(..end as usize).map_or(end, |text| text.trim_end().len() as u32)
    }

    fn add(&mut self, id: NodeId, block: Block, start: u32, end: u32) {
        self.found.insert((id, block), Counter { node: None, start, end: Some(end) });
    }

    fn add_continuation(&mut self, id: NodeId, start: u32) {
        if self.taken.insert(start) {
            self.found.insert((id, Block::Continuation), Counter { node: None, start, end: None });
        }
    }

    fn visit(&mut self, id: NodeId) {
        let node = self.ast.node(id);
        let span = self.ast.span(id);
        let of = |id: NodeId| self.ast.span(id);
        match node {
            Node::If { consequent, alternate, .. } => {
                let then = self.end_of(consequent);
                self.add(id, Block::Then, of(consequent).start, then);
                let end = alternate.map(|alternate| self.end_of(alternate));
                if let Some(end) = end {
                    self.add(id, Block::Else, then, end);
                }
                self.add_continuation(id, end.unwrap_or(then));
            }
            Node::For { body, .. }
            | Node::ForIn { body, .. }
            | Node::ForOf { body, .. }
            | Node::While { body, .. }
            | Node::DoWhile { body, .. } => {
                let end = self.end_of(body);
                self.add(id, Block::Body, of(body).start, end);
                self.add_continuation(id, end);
            }
            Node::Return { .. } if self.ast.is_concise => {}
            Node::Return { .. } | Node::Throw { .. } | Node::Break { .. } | Node::Continue { .. } => {
                self.add_continuation(id, self.end_with_semicolon(span.end));
            }
            Node::Switch { .. } => self.add_continuation(id, span.end),
            Node::Case { test, statements } => {
                let end = match self.ast.list(statements).last() {
                    Some(&last) => self.end_of(last),
                    None => self.end_without_space(span.end),
                };
                self.add(id, Block::Body, span.start, end);
                self.forget_last(statements);
                self.push_statements(statements);
                self.agenda.extend(test.map(Errand::Visit));
                return;
            }
            Node::Block { statements, .. } => {
                self.add_continuation(id, span.end);
                self.forget_last(statements);
                self.push_statements(statements);
                return;
            }
            Node::Try { block, handler, finalizer } => {
                let caught = handler.map_or(of(block).end, |handler| of(handler).end);
                if let Some(finalizer) = finalizer.map(of) {
                    self.add(id, Block::Finally, next_token(self.text, caught), finalizer.end);
                    self.add_continuation(id, finalizer.end);
                }
                if let Some(handler) = handler {
                    self.add(handler, Block::Body, next_token(self.text, of(block).end), caught);
                    self.add_continuation(handler, caught);
                }
                self.agenda.push(Errand::Forget(block));
            }
            Node::Conditional { test, consequent, alternate } => {
                let (test, then, end) = (of(test), of(consequent), of(alternate).end);
                self.add(id, Block::Then, next_token(self.text, test.end), then.end);
                self.add(id, Block::Else, next_token(self.text, then.end), end);
            }
            Node::Binary {
                operator: BinaryOperator::And | BinaryOperator::Or | BinaryOperator::Coalesce,
                right,
                position,
                ..
            } => {
                let end = of(right).end;
                self.add(right, Block::Body, position, end);
            }
            Node::Await { .. } | Node::Yield { .. } => {
                self.add_continuation(id, self.end_with_semicolon(span.end));
            }
            _ => {}
        }
        self.push_children(node);
    }

    fn push_children(&mut self, mut node: Node) {
        let (ast, first) = (self.ast, self.agenda.len());
        let (mut children, mut lists) = (Vec::new(), Vec::new());
        node.each_child(|&mut child| children.push(child), |&mut list| lists.push(list));
        let listed = lists.into_iter().flat_map(|list| ast.list(list).iter().copied());
        self.agenda.extend(children.into_iter().chain(listed).map(Errand::Visit));
        self.agenda[first..].reverse();
    }
}

/// Where the first token at or behind `offset` begins.
fn next_token(text: &str, offset: u32) -> u32 {
    let Some(mut rest) = text.get(offset as usize..) else { return offset };
    loop {
        rest = rest.trim_start_matches(|character: char| character.is_whitespace() || character == '\u{feff}');
        let end = if rest.starts_with("//") {
            rest.find(['\n', '\r', '\u{2028}', '\u{2029}'])
        } else if rest.starts_with("/*") {
            rest.find("*/").map(|end| end + 2)
        } else {
            break;
        };
        rest = &rest[end.unwrap_or(rest.len())..];
    }
    (text.len() - rest.len()) as u32
}

impl Compiler<'_> {
    /// A statement that counts a run of a block, if it is to be counted.
    pub(super) fn count(&mut self, id: NodeId, block: Block) -> Option<NodeIndex> {
        let counter = self.blocks.found.remove(&(id, block))?;
        let node = self.emit(Draft::new("count", nodes::count, 0));
        self.arena.counters.push(Counter { node: Some(node.0), ..counter });
        Some(node)
    }

    /// A statement behind the one that counts it, if it is counted.
    pub(super) fn counted(&mut self, count: Option<NodeIndex>, piece: NodeIndex) -> NodeIndex {
        match count {
            Some(count) => self.sequence(&[count, piece]),
            None => piece,
        }
    }

    /// An expression behind the statement that counts it, if it is counted.
    pub(super) fn counted_value(&mut self, count: Option<NodeIndex>, value: NodeIndex) -> NodeIndex {
        match count {
            Some(count) => self.then(&[count], value),
            None => value,
        }
    }

    /// A statement, and then what counts how often it was left normally.
    pub(super) fn continued(&mut self, id: NodeId, statement: NodeIndex) -> NodeIndex {
        match self.count(id, Block::Continuation) {
            Some(count) => self.sequence(&[statement, count]),
            None => statement,
        }
    }

    /// What an expression that suspends gives, counted when it does.
    pub(super) fn continued_value(&mut self, id: NodeId, value: NodeIndex) -> NodeIndex {
        let Some(counter) = self.blocks.found.remove(&(id, Block::Continuation)) else { return value };
        let draft = Draft::new("count_after", nodes::count_after, 0).a(super::Field::Child(value));
        let node = self.emit(draft);
        self.arena.counters.push(Counter { node: Some(node.0), ..counter });
        node
    }

    /// Notes the blocks that nobody comes to.
    pub(super) fn note_unreached_blocks(&mut self) {
        let left = std::mem::take(&mut self.blocks.found);
        self.arena.counters.extend(left.into_values());
    }
}
