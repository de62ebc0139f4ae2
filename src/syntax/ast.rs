//! The nodes of the abstract syntax tree.
//!
//! Nodes are small plain values in the arena of their function; children are [`NodeId`]s of the *same* function, and
//! a nested function is a [`FunctionId`]. Nothing is desugared. A node that was rejected while parsing (the parentheses
//! around an arrow function's parameters, say) may stay in the arena, unreachable.
//!
//! Fields of type `Option<ReferenceId>` and `Option<ScopeId>` are `None` after parsing; `scope::analyse` fills them.
//! What they mean is told in `scope`.

use super::ids::{Atom, FunctionId, LiteralId, NodeId, ReferenceId, ScopeId};

/// A run of node ids in the side array of a function; see [`FunctionAst::list`](super::FunctionAst::list).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct List {
    /// Index of the first id in the side array.
    pub(crate) start: u32,
    /// Number of ids.
    pub(crate) length: u32,
}

/// Operators with two operands, `&&`, `||` and `??` included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BinaryOperator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Power,
    ShiftLeft,
    ShiftRight,
    ShiftRightUnsigned,
    Less,
    Greater,
    LessEqual,
    GreaterEqual,
    Equal,
    NotEqual,
    StrictEqual,
    StrictNotEqual,
    BitAnd,
    BitOr,
    BitXor,
    And,
    Or,
    Coalesce,
    In,
    InstanceOf,
}

/// Operators with one operand. `++`, `--`, `await` and `yield` have nodes of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnaryOperator {
    Not,
    BitNot,
    Plus,
    Negate,
    TypeOf,
    Void,
    Delete,
}

/// The keyword of a variable declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeclarationKind {
    Var,
    Let,
    Const,
    /// `using`
    Using,
    /// `await using`
    AwaitUsing,
}

impl DeclarationKind {
    /// What is declared is disposed of when its scope ends.
    pub(crate) fn disposes(self) -> bool {
        matches!(self, DeclarationKind::Using | DeclarationKind::AwaitUsing)
    }
}

/// What a `Property` or `ClassElement` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PropertyKind {
    /// `key: value`
    Value,
    /// `{ name }`: `value` is the `Identifier`, or in a pattern the target.
    Shorthand,
    /// A method: `value` is a `Function`.
    Method,
    /// A getter: `value` is a `Function`.
    Get,
    /// A setter: `value` is a `Function`.
    Set,
    /// A class field. The value lives in the class's initialiser function, see [`Node::FieldDefinition`].
    Field,
    /// `{ name = value }`, legal only as a pattern. Never seen after parsing.
    CoverInitialized,
}

/// A node of the tree. Expressions first, then patterns, then statements.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Node {
    // ---- literals and names
    /// A number. `legacy_octal`: written `017` or `08`, forbidden in strict code.
    Number {
        value: f64,
        legacy_octal: bool,
    },
    /// A string, cooked. `legacy_octal`: it has an escape like `\1` or `\8`, forbidden in strict code.
    String {
        value: Atom,
        legacy_octal: bool,
    },
    /// A BigInt: an entry of `Literals::bigints`.
    BigInt {
        literal: LiteralId,
    },
    /// A regular expression: an entry of `Literals::regexps`.
    RegExp {
        literal: LiteralId,
    },
    /// `null`
    Null,
    /// `true` or `false`
    Boolean {
        value: bool,
    },
    /// A variable used as an expression or as the target of an assignment.
    Identifier {
        name: Atom,
        reference: Option<ReferenceId>,
    },
    /// `this`
    This {
        reference: Option<ReferenceId>,
    },
    /// `a${b}c`: `parts` alternate chunk (`TemplateChunk`), expression, chunk, …, chunk.
    Template {
        parts: List,
    },
    /// A piece of template text: an entry of `Literals::chunks`.
    TemplateChunk {
        literal: LiteralId,
    },
    /// `tag`x``: `parts` as in `Template`.
    TaggedTemplate {
        tag: NodeId,
        parts: List,
        position: u32,
    },

    // ---- composite literals
    /// `[a, , ...b]`: elements are expressions, `Hole` or `Spread`.
    /// `trailing_comma`: a comma follows the last element, which matters only if it is a `Spread`.
    Array {
        elements: List,
        trailing_comma: bool,
    },
    /// A missing element of an array literal or pattern.
    Hole,
    /// `...expression` in arrays, calls and objects.
    Spread {
        expression: NodeId,
    },
    /// `{…}`: `Property` and `Spread` nodes.
    Object {
        properties: List,
    },
    /// A property of an object literal or an object pattern. `key` is a key node: `PropertyName`, `Number`,
    /// `BigInt`, `Computed`.
    Property {
        kind: PropertyKind,
        key: NodeId,
        value: NodeId,
    },
    /// A key written as identifier, keyword or string.
    PropertyName {
        name: Atom,
    },
    /// A key written `[expression]`.
    Computed {
        expression: NodeId,
    },
    /// `#name`: as a class element's key, or the left operand of `#name in object`. The atom includes the `#`.
    PrivateName {
        name: Atom,
        reference: Option<ReferenceId>,
    },
    /// A function, arrow or class-method expression.
    Function {
        function: FunctionId,
    },
    /// A class expression, or the class of a declaration. `name_position` is 0 if it has no name.
    Class {
        name: Option<Atom>,
        heritage: Option<NodeId>,
        body: NodeId,
        scope: Option<ScopeId>,
    },
    /// Elements are `ClassElement`s in source order (fields and static blocks included).
    /// `instance_fields`: a function that runs all instance field definitions with `this` = the new object.
    /// `static_elements`: the same for static fields and static blocks, with `this` = the class.
    ClassBody {
        elements: List,
        constructor: Option<FunctionId>,
        instance_fields: Option<FunctionId>,
        static_elements: Option<FunctionId>,
    },
    /// A method, accessor or field of a class. For methods and accessors `value` is a `Function`; for fields there
    /// is no value here. A computed field key is evaluated here, converted with ToPropertyKey and stored through
    /// `key_reference` (a variable of the class scope), from where `FieldDefinition` fetches it.
    ClassElement {
        kind: PropertyKind,
        is_static: bool,
        key: NodeId,
        value: Option<NodeId>,
        key_reference: Option<ReferenceId>,
    },
    /// Only in the body of an initialiser function: define one field on `this`. `key` is a `PropertyName`, `Number`,
    /// `BigInt`, `PrivateName` or `ComputedKey`.
    FieldDefinition {
        key: NodeId,
        value: Option<NodeId>,
    },
    /// The key of the field definition whose key was computed; read it through `reference`.
    /// `element` is the number of the field among the computed fields of its class.
    ComputedKey {
        element: u32,
        reference: Option<ReferenceId>,
    },
    /// Only in the body of a static initialiser function: call `function` with `this` = the class.
    StaticBlock {
        function: FunctionId,
    },

    // ---- operators
    /// Chains of left-associative operators hang to the left and may be a million long: walk them with a loop.
    /// `position` is the operator's.
    Binary {
        operator: BinaryOperator,
        left: NodeId,
        right: NodeId,
        position: u32,
    },
    Unary {
        operator: UnaryOperator,
        operand: NodeId,
    },
    /// `++` and `--`.
    Update {
        increment: bool,
        prefix: bool,
        target: NodeId,
    },
    /// `target = value` (`operator` is `None`) or `target op= value`. `target` is a pattern or an expression; one
    /// that cannot be assigned to (`f() = 1`, sloppy mode) throws a ReferenceError when it runs.
    Assign {
        operator: Option<BinaryOperator>,
        target: NodeId,
        value: NodeId,
        position: u32,
    },
    Conditional {
        test: NodeId,
        consequent: NodeId,
        alternate: NodeId,
    },
    /// `a, b, c`
    Sequence {
        expressions: List,
    },
    /// `(expression)`, kept because it matters to names, targets, directives and optional chains.
    Parenthesized {
        expression: NodeId,
    },
    /// `callee(…)`; `position` is what V8 reports: that of the property name or identifier called, else (also for names
    /// that are keywords) of the `(`.
    Call {
        callee: NodeId,
        arguments: List,
        optional: bool,
        position: u32,
    },
    New {
        callee: NodeId,
        arguments: List,
    },
    /// `object.name`; `position` is the name's, but behind a call or `?.` that of the `.` or `?.`, as in V8.
    Member {
        object: NodeId,
        name: Atom,
        optional: bool,
        position: u32,
    },
    /// `object.#name`
    PrivateMember {
        object: NodeId,
        name: Atom,
        optional: bool,
        position: u32,
        reference: Option<ReferenceId>,
    },
    /// `object[index]`; `position` is that of the `[`.
    Index {
        object: NodeId,
        index: NodeId,
        optional: bool,
        position: u32,
    },
    /// Around a whole chain with `?.` in it: where the short-circuit ends.
    OptionalChain {
        expression: NodeId,
    },
    /// `super.name`; `references` is the first of two: `this`, home object.
    SuperMember {
        name: Atom,
        position: u32,
        references: Option<ReferenceId>,
    },
    /// `super[index]`; `references` as in `SuperMember`.
    SuperIndex {
        index: NodeId,
        position: u32,
        references: Option<ReferenceId>,
    },
    /// `super(…)`; `references` is the first of three: `this`, `new.target`, active function.
    SuperCall {
        arguments: List,
        references: Option<ReferenceId>,
    },
    /// `new.target`
    NewTarget {
        reference: Option<ReferenceId>,
    },
    /// `import.meta`
    ImportMeta,
    /// `import(specifier, options)`
    ImportCall {
        specifier: NodeId,
        options: Option<NodeId>,
    },
    Yield {
        operand: Option<NodeId>,
        delegate: bool,
    },
    Await {
        operand: NodeId,
    },

    // ---- patterns
    /// A name being declared (variable, parameter, function, class, catch parameter).
    Binding {
        name: Atom,
        reference: Option<ReferenceId>,
    },
    /// `[a, , b = 1, ...c]`: targets, `Hole`, `Default`, `Rest`.
    ArrayPattern {
        elements: List,
    },
    /// `{a, b: c = 1, ...d}`: `Property` (`Value` or `Shorthand`; `value` is a target or `Default`) and `Rest`.
    ObjectPattern {
        properties: List,
    },
    /// `target = value` in a pattern or parameter list.
    Default {
        target: NodeId,
        value: NodeId,
    },
    /// `...target` in a pattern or parameter list.
    Rest {
        target: NodeId,
    },

    // ---- statements
    /// `;`, and an import declaration (see `ModuleSyntax`).
    Empty,
    ExpressionStatement {
        expression: NodeId,
    },
    /// `var`, `let`, `const`: a list of `Declarator`s.
    Declaration {
        kind: DeclarationKind,
        declarators: List,
    },
    Declarator {
        target: NodeId,
        value: Option<NodeId>,
    },
    /// `binding` is a `Binding`. `var_reference`: Annex B.3.3, the `var` of the same name that also receives the
    /// function when this statement is evaluated.
    FunctionDeclaration {
        binding: NodeId,
        function: FunctionId,
        var_reference: Option<ReferenceId>,
    },
    /// `binding` is a `Binding` (the variable of the enclosing scope), `class` a `Class`.
    ClassDeclaration {
        binding: NodeId,
        class: NodeId,
    },
    Block {
        statements: List,
        scope: Option<ScopeId>,
    },
    If {
        test: NodeId,
        consequent: NodeId,
        alternate: Option<NodeId>,
    },
    /// `init` is a `Declaration` or an expression.
    For {
        init: Option<NodeId>,
        test: Option<NodeId>,
        update: Option<NodeId>,
        body: NodeId,
        scope: Option<ScopeId>,
    },
    /// `left` is a `Declaration` with one declarator or an assignment target. `scope` holds the names of `left`: made
    /// once with all of them uninitialised for the evaluation of `right`, and anew for each iteration.
    ForIn {
        left: NodeId,
        right: NodeId,
        body: NodeId,
        scope: Option<ScopeId>,
    },
    /// As `ForIn`; `is_await`: `for await`.
    ForOf {
        left: NodeId,
        right: NodeId,
        body: NodeId,
        scope: Option<ScopeId>,
        is_await: bool,
    },
    While {
        test: NodeId,
        body: NodeId,
    },
    DoWhile {
        body: NodeId,
        test: NodeId,
    },
    /// `cases` are `Case`s; `scope` surrounds them all, but not the discriminant.
    Switch {
        discriminant: NodeId,
        cases: List,
        scope: Option<ScopeId>,
    },
    /// `test` is `None` for `default`.
    Case {
        test: Option<NodeId>,
        statements: List,
    },
    With {
        object: NodeId,
        body: NodeId,
        scope: Option<ScopeId>,
    },
    Labelled {
        label: Atom,
        body: NodeId,
    },
    /// `block` and `finalizer` are `Block`s, `handler` is a `Catch`.
    Try {
        block: NodeId,
        handler: Option<NodeId>,
        finalizer: Option<NodeId>,
    },
    /// `scope` holds the parameter's names; the `body` is a `Block` with a scope of its own.
    Catch {
        parameter: Option<NodeId>,
        body: NodeId,
        scope: Option<ScopeId>,
    },
    Return {
        value: Option<NodeId>,
    },
    Throw {
        value: NodeId,
    },
    Break {
        label: Option<Atom>,
    },
    Continue {
        label: Option<Atom>,
    },
    Debugger,
    /// `export default expression`: stored through `reference` to the module's variable `*default*`.
    ExportDefault {
        expression: NodeId,
        reference: Option<ReferenceId>,
    },
}
