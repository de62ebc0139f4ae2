//! What the grammar's actions build: the arenas of the functions that are open, and the lists being collected.
//!
//! All open functions share one stack of nodes; an inner function's nodes lie on top of its surroundings' and are
//! moved out, in one piece, when it closes. So an arrow function, which is known as one only after its parameters,
//! just moves its base below them. List items wait on a stack too: an action gets their number.

use super::ast::{DeclarationKind, List, Node};
use super::atoms::AtomTable;
use super::classes::OpenClass;
use super::dump::Recorded;
use super::function::{FunctionAst, FunctionForm, Literals};
use super::ids::{Atom, FunctionId, NodeId};
use super::module::ModuleSyntax;
use super::parse::{Goal, ParseOptions};
use crate::source::{Diagnostic, SourceText, Span};
use std::cell::{Cell, RefCell};
use std::ops::BitOr;

/// What the innermost function means to the classification of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct FunctionFlags(u8);

impl FunctionFlags {
    pub(crate) const PLAIN: Self = Self(0);
    /// `yield` is a keyword.
    pub(crate) const GENERATOR: Self = Self(1);
    /// `await` is a keyword.
    pub(crate) const ASYNC: Self = Self(2);
    /// `return` is not allowed.
    pub(crate) const NO_RETURN: Self = Self(4);
    /// A static block of a class.
    pub(crate) const STATIC_BLOCK: Self = Self(4 | 8);
    /// A field's value.
    pub(crate) const FIELD: Self = Self(4 | 16);

    /// All of `other`'s flags are set.
    #[inline]
    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl BitOr for FunctionFlags {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A function whose end has not been seen.
#[derive(Clone, Copy, Debug, Default)]
struct OpenFunction {
    base: Mark,
    flags: FunctionFlags,
    parameters: List,
    parameters_span: Span,
}

/// A height of the node and list stacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark {
    nodes: usize,
    lists: usize,
}

/// The head of an arrow function.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ArrowHead {
    #[allow(dead_code, reason = "the grammar's marker has it; the function's flags say the same")]
    pub(crate) is_async: bool,
}

/// A method before it is known whether an object or a class has it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MethodParts {
    pub(crate) kind: super::ast::PropertyKind,
    pub(crate) key: NodeId,
    pub(crate) function: FunctionId,
}

/// The stacks.
#[derive(Debug, Default)]
pub(super) struct Builder {
    pub(super) nodes: Vec<Node>,
    pub(super) spans: Vec<Span>,
    pub(super) lists: Vec<NodeId>,
    /// Items of lists that are not complete.
    pub(super) items: Vec<NodeId>,
    current: OpenFunction,
    suspended: Vec<OpenFunction>,
    pub(super) functions: Vec<FunctionAst>,
    pub(super) classes: Vec<OpenClass>,
    /// Starts of `a = 1` in `{ a = 1 }` that no pattern has taken in yet.
    pub(super) cover_initialized: Vec<u32>,
}

impl Builder {
    #[inline]
    pub(super) fn add(&mut self, span: Span, node: Node) -> NodeId {
        let id = NodeId::new(self.nodes.len() - self.current.base.nodes);
        self.nodes.push(node);
        self.spans.push(span);
        id
    }

    #[inline]
    pub(super) fn node(&self, id: NodeId) -> Node {
        self.nodes[self.current.base.nodes + id.index()]
    }

    #[inline]
    pub(super) fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[self.current.base.nodes + id.index()]
    }

    #[inline]
    pub(super) fn span(&self, id: NodeId) -> Span {
        self.spans[self.current.base.nodes + id.index()]
    }

    #[inline]
    pub(super) fn span_mut(&mut self, id: NodeId) -> &mut Span {
        &mut self.spans[self.current.base.nodes + id.index()]
    }

    /// The last `count` waiting items become a list.
    #[inline]
    pub(super) fn take_list(&mut self, count: u32) -> List {
        let start = self.lists.len() - self.current.base.lists;
        let first = self.items.len() - count as usize;
        self.lists.extend_from_slice(&self.items[first..]);
        self.items.truncate(first);
        List { start: start as u32, length: count }
    }

    #[inline]
    pub(super) fn item(&self, list: List, index: u32) -> NodeId {
        self.lists[self.current.base.lists + (list.start + index) as usize]
    }

    fn mark(&self) -> Mark {
        Mark { nodes: self.nodes.len(), lists: self.lists.len() }
    }

    /// By how much ids shrink when a function opens at `base`.
    pub(super) fn shift_to(&self, base: Mark) -> u32 {
        (base.nodes - self.current.base.nodes) as u32
    }

    pub(super) fn adopt_parameters(&mut self, parameters: List, span: Span) {
        self.current.parameters = parameters;
        self.current.parameters_span = span;
    }

    /// Opens a function at `base`, which may lie below the top: then what is above moves into it.
    fn open(&mut self, base: Mark, flags: FunctionFlags) {
        let node_shift = (base.nodes - self.current.base.nodes) as u32;
        let list_shift = (base.lists - self.current.base.lists) as u32;
        self.suspended.push(self.current);
        self.current = OpenFunction { base, flags, ..OpenFunction::default() };
        for node in &mut self.nodes[base.nodes..] {
            node.relocate(|id| shifted_down(id, node_shift), |list| list.start = list.start.wrapping_sub(list_shift));
        }
        for id in &mut self.lists[base.lists..] {
            *id = shifted_down(*id, node_shift);
        }
    }

    /// Moves the innermost function out of the stacks.
    fn close(&mut self, body: u32) -> FunctionAst {
        let body = self.take_list(body);
        let OpenFunction { base, flags, parameters, parameters_span } = self.current;
        let ast = FunctionAst {
            is_async: flags.has(FunctionFlags::ASYNC),
            is_generator: flags.has(FunctionFlags::GENERATOR),
            parameters,
            parameters_span,
            body,
            nodes: self.nodes[base.nodes..].to_vec(),
            spans: self.spans[base.nodes..].to_vec(),
            lists: self.lists[base.lists..].to_vec(),
            ..FunctionAst::default()
        };
        self.nodes.truncate(base.nodes);
        self.spans.truncate(base.nodes);
        self.lists.truncate(base.lists);
        self.current = self.suspended.pop().unwrap_or_default();
        ast
    }

    pub(super) fn add_function(&mut self, ast: FunctionAst) -> FunctionId {
        self.functions.push(ast);
        FunctionId::new(self.functions.len() - 1)
    }
}

/// The id `shift` entries earlier.
pub(super) fn shifted_down(id: NodeId, shift: u32) -> NodeId {
    NodeId::new(id.index().wrapping_sub(shift as usize))
}

/// The state of one parse, shared by the driver and the actions.
pub(crate) struct Context<'s> {
    pub(crate) source: &'s SourceText,
    pub(crate) options: &'s ParseOptions,
    pub(super) builder: RefCell<Builder>,
    pub(crate) atoms: RefCell<AtomTable>,
    pub(crate) literals: RefCell<Literals>,
    pub(super) module: RefCell<ModuleSyntax>,
    pub(super) pending_attributes: RefCell<Vec<(Atom, Atom)>>,
    /// Values of numeric literals, until an action takes them.
    pub(crate) numbers: RefCell<Vec<f64>>,
    /// The terminals shifted, if they are wanted.
    pub(super) recorded: Option<RefCell<Vec<Recorded>>>,
    flags: Cell<FunctionFlags>,
    /// Where the parenthesis that closed last was opened.
    pub(crate) last_parenthesis: Cell<Mark>,
    failed: Cell<bool>,
    failure: RefCell<Option<Diagnostic>>,
}

impl<'s> Context<'s> {
    pub(crate) fn new(source: &'s SourceText, options: &'s ParseOptions) -> Self {
        let mut builder = Builder::default();
        builder.functions.push(FunctionAst::default());
        let mut flags = if options.allows_return { FunctionFlags::PLAIN } else { FunctionFlags::NO_RETURN };
        if options.goal == Goal::Module || options.is_async {
            flags = flags | FunctionFlags::ASYNC;
        }
        builder.current.flags = flags;
        Self {
            source,
            options,
            builder: RefCell::new(builder),
            atoms: RefCell::new(AtomTable::new(options.hash_seeds)),
            literals: RefCell::default(),
            module: RefCell::default(),
            pending_attributes: RefCell::default(),
            numbers: RefCell::default(),
            recorded: None,
            flags: Cell::new(flags),
            last_parenthesis: Cell::default(),
            failed: Cell::new(false),
            failure: RefCell::new(None),
        }
    }

    /// Keeps a terminal for the dump of tokens.
    #[inline]
    pub(super) fn record(&self, token: super::token::Token, span: Span) {
        if let Some(recorded) = &self.recorded {
            recorded.borrow_mut().push((token, span));
        }
    }

    /// Notes an error, unless there is one already. The driver stops at the next token.
    pub(crate) fn fail(&self, span: Span, message: impl Into<String>) {
        self.fail_with(Diagnostic::syntax(span, message));
    }

    pub(crate) fn fail_with(&self, diagnostic: Diagnostic) {
        if !self.failed.replace(true) {
            self.failure.replace(Some(diagnostic));
        }
    }

    #[inline]
    pub(crate) fn has_failed(&self) -> bool {
        self.failed.get()
    }

    pub(crate) fn take_failure(&self) -> Option<Diagnostic> {
        self.failure.take()
    }

    #[inline]
    pub(crate) fn flags(&self) -> FunctionFlags {
        self.flags.get()
    }

    /// The heights of the stacks now.
    pub(crate) fn mark(&self) -> Mark {
        self.builder.borrow().mark()
    }

    #[inline]
    pub(crate) fn add(&self, start: u32, end: u32, node: Node) -> NodeId {
        self.builder.borrow_mut().add(Span::new(start, end), node)
    }

    #[inline]
    pub(crate) fn node(&self, id: NodeId) -> Node {
        self.builder.borrow().node(id)
    }

    #[inline]
    pub(crate) fn span(&self, id: NodeId) -> Span {
        self.builder.borrow().span(id)
    }

    /// One more item of a list that has `count`; the result is the new number.
    #[inline]
    pub(crate) fn push(&self, count: u32, item: NodeId) -> u32 {
        self.builder.borrow_mut().items.push(item);
        count + 1
    }

    // ---------------------------------------------------------------- functions

    /// A function begins here.
    pub(crate) fn open_function(&self, flags: FunctionFlags) {
        let mut builder = self.builder.borrow_mut();
        let base = builder.mark();
        builder.open(base, flags);
        self.flags.set(flags);
    }

    /// A function has begun at `base`, before its parameters.
    pub(super) fn open_arrow(&self, base: Mark, is_async: bool) {
        let flags = if is_async { FunctionFlags::ASYNC } else { FunctionFlags::PLAIN };
        self.builder.borrow_mut().open(base, flags);
        self.flags.set(flags);
    }

    pub(crate) fn set_parameters(&self, start: u32, end: u32, count: u32) {
        let mut builder = self.builder.borrow_mut();
        builder.current.parameters = builder.take_list(count);
        builder.current.parameters_span = Span::new(start, end);
    }

    pub(super) fn take_function(&self, body: u32) -> FunctionAst {
        let mut builder = self.builder.borrow_mut();
        let ast = builder.close(body);
        self.flags.set(builder.current.flags);
        ast
    }

    /// The innermost function ends; its body has `count` statements.
    pub(crate) fn close_function(&self, count: u32) -> FunctionId {
        let ast = self.take_function(count);
        self.builder.borrow_mut().add_function(ast)
    }

    /// As `close_function`, for an arrow function whose body is an expression.
    pub(crate) fn close_concise(&self, value: NodeId) -> FunctionId {
        let span = self.span(value);
        let statement = self.add(span.start, span.end, Node::Return { value: Some(value) });
        let mut ast = self.take_function(self.push(0, statement));
        ast.is_concise = true;
        self.builder.borrow_mut().add_function(ast)
    }

    /// The whole text ends.
    pub(crate) fn close_program(&self, count: u32) {
        let mut ast = self.take_function(count);
        ast.form = match self.options.goal {
            Goal::Script => FunctionForm::Script,
            Goal::Module => FunctionForm::Module,
            Goal::Eval => FunctionForm::Eval,
        };
        ast.span = Span::new(0, self.source.text().len() as u32);
        // A top level where `await` is a keyword is async code only if it has one.
        let awaits = |node: &Node| {
            matches!(
                node,
                Node::Await { .. }
                    | Node::ForOf { is_await: true, .. }
                    | Node::Declaration { kind: DeclarationKind::AwaitUsing, .. }
            )
        };
        ast.is_async = ast.is_async && ast.nodes.iter().any(awaits);
        let mut builder = self.builder.borrow_mut();
        if let Some(offset) = builder.cover_initialized.iter().copied().min() {
            self.fail(Span::new(offset, offset + 1), "Invalid shorthand property initializer");
        }
        builder.functions[0] = ast;
    }

    /// Says what a function is that has just been closed.
    pub(super) fn describe(&self, id: FunctionId, form: FunctionForm, name: Option<Atom>, span: Span) {
        let mut builder = self.builder.borrow_mut();
        let function = &mut builder.functions[id.index()];
        function.form = form;
        function.name = name;
        function.span = span;
    }

    /// The value of a `String` token: the atom and whether it has a legacy octal escape.
    pub(crate) fn string(&self, payload: u32) -> (Atom, bool) {
        (Atom::new((payload >> 1) as usize), payload & 1 != 0)
    }

    /// A property key written as a string.
    pub(crate) fn string_key(&self, start: u32, end: u32, payload: u32) -> NodeId {
        let (name, legacy_octal) = self.string(payload);
        if legacy_octal {
            self.literals.borrow_mut().octal_keys.push(start);
        }
        self.add(start, end, Node::PropertyName { name })
    }

    /// A numeric literal.
    pub(crate) fn number(&self, start: u32, end: u32, payload: u32) -> NodeId {
        let value = self.numbers.borrow().get((payload >> 1) as usize).copied().unwrap_or(f64::NAN);
        self.add(start, end, Node::Number { value, legacy_octal: payload & 1 != 0 })
    }
}
