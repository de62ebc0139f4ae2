//! What parsing yields: a script, its functions, its literals.

use super::ast::{List, Node};
use super::atoms::AtomTable;
use super::ids::{Atom, FunctionId, LiteralId, NodeId};
use super::module::ModuleSyntax;
use crate::source::Span;

/// What a function is in the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum FunctionForm {
    /// The top level of a script.
    #[default]
    Script,
    /// The top level of a module.
    Module,
    /// The top level of code given to `eval`.
    Eval,
    /// A function declaration.
    Declaration,
    /// A function expression.
    Expression,
    /// An arrow function: no `this`, `arguments`, `super` or `new.target` of its own.
    Arrow,
    /// A method of an object literal or class.
    Method,
    /// A getter.
    Getter,
    /// A setter.
    Setter,
    /// `constructor` of a class without heritage.
    BaseConstructor,
    /// `constructor` of a class with `extends`.
    DerivedConstructor,
    /// The made-up function that defines the instance fields, or the static elements, of a class.
    FieldInitializer,
    /// A `static { … }` block.
    StaticBlock,
}

/// One function with an arena of its own. `FunctionId` 0 is the top level.
#[derive(Clone, Debug, Default)]
pub(crate) struct FunctionAst {
    /// What it is.
    pub(crate) form: FunctionForm,
    /// `async`
    pub(crate) is_async: bool,
    /// `function*`
    pub(crate) is_generator: bool,
    /// Strict code, set by `scope::analyse`.
    pub(crate) is_strict: bool,
    /// An arrow function whose body is an expression: `body` is one `Return`.
    pub(crate) is_concise: bool,
    /// A constructor that nobody wrote: its `super(...arguments)` passes them on without iterating.
    pub(crate) is_default_constructor: bool,
    /// The name written in the source, for declarations and named function expressions.
    pub(crate) name: Option<Atom>,
    /// The text that `toString` yields: from `function`, `async`, the method's key … to the closing brace.
    pub(crate) span: Span,
    /// The text between and including the parentheses of the parameters (empty if there are none).
    pub(crate) parameters_span: Span,
    /// Patterns, `Default`s, at the end perhaps a `Rest`.
    pub(crate) parameters: List,
    /// Statements; in a `FieldInitializer`, `FieldDefinition`s and `StaticBlock`s.
    pub(crate) body: List,
    pub(crate) nodes: Vec<Node>,
    pub(crate) spans: Vec<Span>,
    pub(crate) lists: Vec<NodeId>,
}

impl FunctionAst {
    /// The node `id`.
    #[inline(always)]
    pub(crate) fn node(&self, id: NodeId) -> Node {
        self.nodes[id.index()]
    }

    /// Where the node `id` stands in the source (bytes).
    #[inline(always)]
    pub(crate) fn span(&self, id: NodeId) -> Span {
        self.spans[id.index()]
    }

    /// The ids in `list`.
    #[inline(always)]
    pub(crate) fn list(&self, list: List) -> &[NodeId] {
        &self.lists[list.start as usize..(list.start + list.length) as usize]
    }

    /// The `index`-th id of `list`; `index` must be smaller than its length.
    #[inline(always)]
    pub(crate) fn item(&self, list: List, index: u32) -> NodeId {
        self.lists[(list.start + index) as usize]
    }

    /// `id` without the parentheses around it.
    pub(crate) fn without_parentheses(&self, mut id: NodeId) -> NodeId {
        while let Node::Parenthesized { expression } = self.node(id) {
            id = expression;
        }
        id
    }

    /// Bytes of memory the arena occupies; it is charged to the heap until the function is compiled.
    pub(crate) fn memory(&self) -> usize {
        self.nodes.capacity() * size_of::<Node>()
            + self.spans.capacity() * size_of::<Span>()
            + self.lists.capacity() * size_of::<NodeId>()
    }
}

/// The result of parsing: all functions of a text and the tables they share.
///
/// A function can be taken out with `std::mem::take(&mut script.functions[id.index()])`, compiled and dropped alone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    /// All functions; the first is the top level.
    pub(crate) functions: Vec<FunctionAst>,
    /// Names and strings.
    pub(crate) atoms: AtomTable,
    /// Literals too large for a node.
    pub(crate) literals: Literals,
    /// Imports and exports, of a module only.
    pub(crate) module: Option<ModuleSyntax>,
}

impl Script {
    /// The top level.
    pub(crate) const TOP: FunctionId = FunctionId::new(0);

    /// Bytes of memory.
    pub(crate) fn memory(&self) -> usize {
        self.functions.capacity() * size_of::<FunctionAst>()
            + self.functions.iter().map(FunctionAst::memory).sum::<usize>()
            + self.atoms.memory()
            + self.literals.memory()
    }

    /// The function `id`.
    pub(crate) fn function(&self, id: FunctionId) -> &FunctionAst {
        &self.functions[id.index()]
    }
}

/// Literals too large for a node, found by `LiteralId`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Literals {
    /// Regular expressions.
    pub(crate) regexps: Vec<RegExpLiteral>,
    /// BigInts.
    pub(crate) bigints: Vec<BigIntLiteral>,
    /// Pieces of templates.
    pub(crate) chunks: Vec<TemplateText>,
    /// Where property keys stand that are strings with a legacy octal escape (ascending).
    pub(crate) octal_keys: Vec<u32>,
}

impl Literals {
    /// Bytes of memory.
    fn memory(&self) -> usize {
        self.regexps.capacity() * size_of::<RegExpLiteral>()
            + self.bigints.capacity() * size_of::<BigIntLiteral>()
            + self.chunks.capacity() * size_of::<TemplateText>()
            + self.octal_keys.capacity() * 4
    }

    /// The regular expression `id`.
    pub(crate) fn regexp(&self, id: LiteralId) -> RegExpLiteral {
        self.regexps[id.index()]
    }

    /// The BigInt `id`.
    pub(crate) fn bigint(&self, id: LiteralId) -> BigIntLiteral {
        self.bigints[id.index()]
    }

    /// The template chunk `id`.
    pub(crate) fn chunk(&self, id: LiteralId) -> TemplateText {
        self.chunks[id.index()]
    }
}

/// `/pattern/flags`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RegExpLiteral {
    /// The text between the slashes, as written.
    pub(crate) pattern: Atom,
    /// The flags as written; their validity is an early error.
    pub(crate) flags: Atom,
    /// Where it stands.
    pub(crate) span: Span,
}

/// A BigInt literal: its digits without prefix, separators and the final `n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BigIntLiteral {
    /// ASCII digits in the given radix, at least one.
    pub(crate) digits: Atom,
    /// 2, 8, 10 or 16.
    pub(crate) radix: u32,
}

/// A piece of template text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TemplateText {
    /// The meaning; `None` if it has a malformed escape, which only tagged templates may have.
    pub(crate) cooked: Option<Atom>,
    /// The text as written, line ends normalised to `\n`.
    pub(crate) raw: Atom,
}
