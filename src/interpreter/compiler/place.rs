//! Where V8 says that something happens, and what its messages say of values that are taken apart.

use super::{Compiler, NodeIndex};
use crate::syntax::{FunctionAst, Node, NodeId};

/// Where the value that a pattern, loop or spread takes apart comes from, as far as V8's messages know.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Origin {
    /// Nothing in the source tells.
    #[default]
    Unknown,
    /// An expression that is assigned to a pattern, or its default value.
    Assigned,
    /// The initialiser of a declared pattern.
    Initializer,
    /// What a `for`-`of` walks.
    Iterated,
    /// `...x` in an array.
    Spread,
    /// `...x` among arguments.
    Argument,
    /// `...x` as the last argument, and the only one of its kind.
    LastArgument,
    /// A parameter.
    Parameter,
    /// A parameter that has a default value.
    DefaultedParameter,
    /// The variable of a loop.
    LoopVariable,
    /// The parameter of a `catch`.
    CatchParameter,
}

/// What a node says beside its position when it throws.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Note {
    /// Where the value comes from.
    pub(crate) origin: Origin,
    /// The stretch of source of the value, or of what it is a property of.
    pub(crate) subject: (u32, u32),
    /// The value is a property of what `origin` means.
    pub(crate) is_nested: bool,
    /// The property that is read first from the value (or, nested and without one, by which it was found): a stretch of
    /// source; empty when there is none.
    pub(crate) key: (u32, u32),
    /// V8 finds no destructuring here, only the reading of a property.
    pub(crate) is_plain: bool,
}

/// Where V8 places an expression: at its operator, if it has one.
pub(super) fn place(ast: &FunctionAst, id: NodeId) -> u32 {
    let id = ast.without_parentheses(id);
    match ast.node(id) {
        Node::Binary { position, .. }
        | Node::Assign { position, .. }
        | Node::Call { position, .. }
        | Node::Member { position, .. }
        | Node::Index { position, .. }
        | Node::PrivateMember { position, .. }
        | Node::SuperMember { position, .. } => position,
        Node::Update { prefix: false, .. } => ast.span(id).end - 2,
        Node::OptionalChain { expression } => place(ast, expression),
        _ => ast.span(id).start,
    }
}

/// Where V8's debugger shows that the test or the update of a loop is about to be evaluated: where the first property is
/// read or the first function called, unless something else comes before.
pub(super) fn place_of_turn(ast: &FunctionAst, id: NodeId) -> u32 {
    let id = ast.without_parentheses(id);
    match ast.node(id) {
        Node::Binary { operator, left, .. } if !operator.is_logical() => {
            first_read(ast, left).unwrap_or_else(|| place(ast, id))
        }
        Node::Unary { operand, .. } => place_of_turn(ast, operand),
        Node::Assign { value, .. } => first_read(ast, value).unwrap_or_else(|| place(ast, id)),
        Node::Sequence { expressions } => {
            ast.list(expressions).last().map_or_else(|| place(ast, id), |&last| place_of_turn(ast, last))
        }
        _ => first_read(ast, id).unwrap_or_else(|| place(ast, id)),
    }
}

/// Where an expression begins with reading a property or a call, if it does.
fn first_read(ast: &FunctionAst, id: NodeId) -> Option<u32> {
    let id = ast.without_parentheses(id);
    match ast.node(id) {
        Node::Member { object, position, .. } => first_read(ast, object).or(Some(position)),
        Node::Call { callee, position, .. } => match ast.node(ast.without_parentheses(callee)) {
            Node::Member { object, .. } => first_read(ast, object).or(Some(position)),
            _ => Some(position),
        },
        Node::Assign { value, .. } => first_read(ast, value),
        Node::Binary { operator, left, .. } if !operator.is_logical() => first_read(ast, left),
        _ => None,
    }
}

impl Compiler<'_> {
    /// The position that V8 gives to an expression.
    pub(super) fn place(&self, id: NodeId) -> u32 {
        place(self.ast, id)
    }

    /// Where V8 places the reading of `object.property` by a compound assignment or a step whose operator stands at
    /// `position`: it has no position of its own there.
    pub(super) fn place_of_read(&self, object: NodeId, position: u32) -> u32 {
        let is_first = matches!(self.node(object), Node::Identifier { .. } | Node::This { .. });
        if is_first && position < self.start(object) { position } else { self.place(object) }
    }

    /// Remembers the name that the statement `id` reads first, if that is what `value` begins with: V8 reports it where
    /// the statement begins.
    pub(super) fn begin_statement(&mut self, id: NodeId, value: NodeId) {
        let mut first = value;
        loop {
            first = match self.node(first) {
                Node::Parenthesized { expression } | Node::OptionalChain { expression } => expression,
                Node::Binary { left, .. } => left,
                Node::Unary { operand, .. } => operand,
                Node::Update { target, .. } => target,
                Node::Conditional { test, .. } => test,
                Node::Call { callee, .. } | Node::New { callee, .. } => callee,
                Node::TaggedTemplate { tag, .. } => tag,
                Node::Member { object, .. } | Node::Index { object, .. } | Node::PrivateMember { object, .. } => object,
                Node::Sequence { expressions } => self.ast.item(expressions, 0),
                Node::Assign { operator: None, target, value, .. } => match self.node(target) {
                    Node::Identifier { .. } => value,
                    Node::Member { object, .. } | Node::Index { object, .. } => object,
                    _ => break,
                },
                Node::Assign { target, .. } => target,
                Node::Template { parts } if parts.length > 1 => self.ast.item(parts, 1),
                Node::Identifier { .. } => {
                    self.leading = Some((first, self.start(id)));
                    return;
                }
                _ => break,
            };
        }
        self.leading = None;
    }

    /// Where the reading of the variable `id` stands.
    pub(super) fn place_of_variable(&self, id: NodeId) -> u32 {
        match self.leading {
            Some((first, start)) if first == id => start,
            _ => self.start(id),
        }
    }

    /// Notes what messages of `node` say.
    pub(super) fn note(&mut self, node: NodeIndex, note: Note) {
        self.arena.notes.push((node.0, note));
    }

    /// Notes that the value that is bound next comes from `origin`, written at `value`.
    pub(super) fn from(&mut self, origin: Origin, value: Option<NodeId>) {
        let subject = value.map_or((0, 0), |value| self.stretch(value));
        self.origin = Note { origin, subject, ..Note::default() };
    }
}
