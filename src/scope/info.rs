//! The outcome of scope analysis, as the tree compiler reads it.

use crate::source::Span;
use crate::syntax::{Atom, NodeId, ReferenceId, ScopeId};

/// The scopes of all functions of a script, parallel to `Script::functions`.
#[derive(Clone, Debug, Default)]
pub(crate) struct ScriptScopes {
    /// One entry a function.
    pub(crate) functions: Vec<FunctionScopes>,
    /// Variables have places even if nobody uses them.
    pub(crate) keeps_variables: bool,
}

impl ScriptScopes {
    /// The function and the scope of a number.
    pub(crate) fn find(&self, number: u32) -> Option<(usize, ScopeId)> {
        let each = self.functions.iter().enumerate();
        each.map(|(index, function)| Some((index, function.own(number)?))).find_map(|found| found)
    }

    /// Bytes of memory.
    pub(crate) fn memory(&self) -> usize {
        self.functions.capacity() * size_of::<FunctionScopes>()
            + self.functions.iter().map(FunctionScopes::memory).sum::<usize>()
    }
}

/// What the analysis found out about one function.
#[derive(Clone, Debug, Default)]
pub(crate) struct FunctionScopes {
    /// All scopes of the function; a parent comes before its children. Nested functions have scopes of their own.
    pub(crate) scopes: Vec<Scope>,
    /// All variables, grouped by scope (`Scope::variables`).
    pub(crate) variables: Vec<Variable>,
    /// All uses of variables; nodes point into it.
    pub(crate) references: Vec<Reference>,
    /// The variables in contexts of functions around it that it uses itself; of one that can be suspended also its own.
    pub(crate) captures: Vec<Capture>,
    /// The number of its first scope: scopes count through the whole script.
    pub(crate) first_scope: u32,
    /// The number of the scope in which it stands; `None` for the top level.
    pub(crate) around: Option<u32>,
    /// `FunctionDeclaration` nodes to instantiate on entry of a scope, grouped by scope (`Scope::functions`).
    pub(crate) hoisted: Vec<NodeId>,
    /// A scope of its own for the name of a named function expression, if the name is used at all: outermost.
    pub(crate) name_scope: Option<ScopeId>,
    /// The scope of the parameters, `arguments`, `this` and so on; of a top level, its only outermost scope.
    pub(crate) parameter_scope: Option<ScopeId>,
    /// The scope of `var`s and top-level `let`s: the parameter scope itself, or a child of it if a parameter has an
    /// expression in it (ECMA-262 FunctionDeclarationInstantiation, step 28).
    pub(crate) body_scope: Option<ScopeId>,
    /// Number of parameters, a rest parameter left out. Arguments arrive in frame slots `0..parameter_count`,
    /// missing ones as undefined, whatever the parameters look like.
    pub(crate) parameter_count: u32,
    /// The function's `length`: parameters before the first with a default value or rest.
    pub(crate) length: u32,
    /// Frame slots in all: arguments, variables, block-scoped variables (no temporaries).
    pub(crate) frame_slots: u32,
    /// Facts about the function.
    pub(crate) facts: FunctionFacts,
}

/// Facts about one function. "Uses" includes use by an arrow function or direct eval inside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FunctionFacts {
    /// Strict code.
    pub(crate) is_strict: bool,
    /// No defaults, patterns or rest.
    pub(crate) has_simple_parameters: bool,
    /// A parameter has an expression (default value or computed key) in it.
    pub(crate) has_parameter_expressions: bool,
    /// There is a variable of kind `Arguments` to fill on entry.
    pub(crate) needs_arguments: bool,
    /// The arguments object is mapped: sloppy and simple. Then all parameters live in the context, and the
    /// parameter with number n is linked to the variable of kind `Parameter` whose `parameter` is n.
    pub(crate) has_mapped_arguments: bool,
    /// `this` is used.
    pub(crate) uses_this: bool,
    /// `new.target` is used.
    pub(crate) uses_new_target: bool,
    /// `super.x` is used: the function needs its home object.
    pub(crate) uses_super_property: bool,
    /// `super()` is used.
    pub(crate) uses_super_call: bool,
    /// A call that may be a direct eval stands in this function itself.
    pub(crate) has_direct_eval: bool,
    /// … in this function or a function inside it.
    pub(crate) has_inner_eval: bool,
    /// A `with` statement stands in this function itself.
    pub(crate) has_with: bool,
}

/// What introduces a scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ScopeKind {
    /// The top level of a script: its variables are global.
    #[default]
    Script,
    /// The top level of a module.
    Module,
    /// The top level of eval code.
    Eval,
    /// The name of a named function expression.
    FunctionName,
    /// Parameters, and unless there is a `Body` scope, everything at the top of the function.
    Function,
    /// The body, when parameters have expressions.
    Body,
    /// A block.
    Block,
    /// The head of `for`, `for-in` or `for-of`.
    Loop,
    /// The cases of a `switch`.
    Switch,
    /// The parameter of a `catch`.
    Catch,
    /// Class name, private names, computed field keys.
    Class,
    /// The object of a `with`. It always has a context.
    With,
}

/// A scope.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Scope {
    /// What introduced it.
    pub(crate) kind: ScopeKind,
    /// The scope around it in the same function; `None` for the outermost.
    pub(crate) parent: Option<ScopeId>,
    /// First of its variables in `FunctionScopes::variables`.
    pub(crate) variables_start: u32,
    /// Number of its variables.
    pub(crate) variables_length: u32,
    /// First of its function declarations in `FunctionScopes::hoisted`.
    pub(crate) functions_start: u32,
    /// Number of its function declarations.
    pub(crate) functions_length: u32,
    /// Number of variables in its context.
    pub(crate) context_length: u32,
    /// It has a context, to be made when it is entered: some closure captures a variable of it, or it is a `With`,
    /// or a sloppy direct eval may add variables to it.
    pub(crate) needs_context: bool,
    /// A direct eval stands in it or further inside.
    pub(crate) has_inner_eval: bool,
    /// Its context needs an extension slot for variables that a sloppy direct eval declares.
    pub(crate) has_extension: bool,
    /// A `for (let …;…;…)` whose variables some closure captures: copy the context before each update expression.
    pub(crate) copies_context: bool,
    /// Where it stands: for debuggers.
    pub(crate) span: Span,
}

/// What declared a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VariableKind {
    /// `var`
    Var,
    /// A function declaration at the top of a function, script or eval (var-like) or in a block (let-like).
    Function,
    /// `let`
    Let,
    /// `const`
    Const,
    /// A class declaration; in a `Class` scope, the class's own name (immutable).
    Class,
    /// A parameter.
    Parameter,
    /// The parameter of a `catch`: a plain name.
    SimpleCatch,
    /// A name in the pattern of a `catch`.
    Catch,
    /// The name of a named function expression.
    FunctionName,
    /// An imported binding: its context slot holds the context with the variable that it means.
    Import,
    /// The arguments object.
    Arguments,
    /// `this`, kept in a context for arrow functions and eval.
    This,
    /// `new.target`, likewise.
    NewTarget,
    /// The home object, likewise.
    HomeObject,
    /// The active function, likewise (for `super()`).
    ActiveFunction,
    /// A private name. `is_static` and what it names matter for duplicates and brand checks.
    PrivateName(PrivateKind),
    /// The key of a computed class field.
    ComputedKey,
}

/// What a private name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PrivateKind {
    /// `#x = 1`
    Field,
    /// `#x() {}`
    Method,
    /// `get #x() {}` and perhaps `set #x(v) {}`
    Accessor { getter: bool, setter: bool, is_static: bool },
    /// `static #x() {}`
    StaticMethod,
}

/// Where a variable lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Storage {
    /// Nobody uses it: it has no place. Its initialiser still runs.
    #[default]
    Nowhere,
    /// In a slot of the frame.
    Frame(u32),
    /// In a slot of its scope's context.
    Context(u32),
    /// In the frame's header: the name of a function expression, which is the callee.
    Header,
    /// Global: a property of the global object, or a script-level lexical binding.
    Global,
    /// Declared at run time in the variable scope of eval's caller.
    Dynamic,
}

/// A variable.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Variable {
    /// Its name. Variables of kind `ComputedKey` share a made-up one.
    pub(crate) name: Atom,
    /// What declared it.
    pub(crate) kind: VariableKind,
    /// Where it lives.
    pub(crate) storage: Storage,
    /// It must be set to "uninitialised" when its scope is entered, since some use of it checks.
    pub(crate) needs_hole: bool,
    /// For `Parameter`: the number of the argument, if the parameter is a plain name (with a default value or not).
    /// If `storage` is not `Frame` of that very slot, the prologue moves the argument to its place.
    pub(crate) parameter: Option<u32>,
    /// Only for a `var` of a `Body` scope: on entry it starts with the value of this variable (an index into
    /// `FunctionScopes::variables`), a parameter or `arguments` of the same name.
    pub(crate) copies: Option<u32>,
}

/// Where a use of a variable finds it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Resolution {
    /// A slot of the frame.
    Frame { slot: u32 },
    /// A slot of the context `depth` contexts up from the current one; scopes without context do not count.
    Context { depth: u32, index: u32 },
    /// The frame's own `this`, `new.target`, home object or callee (which one, the node tells). For `this` at the
    /// top level: the global `this`, or undefined in a module.
    Header,
    /// A global name: script-level lexical binding, else property of the global object. For `this` in an arrow
    /// function at the top level: as `Header` there.
    #[default]
    Global,
    /// The variable has no place, since nobody reads it: drop the value.
    Nowhere,
}

/// What assignment to a variable does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mutability {
    /// It assigns.
    #[default]
    Mutable,
    /// It throws a TypeError.
    Constant,
    /// The name of a function expression: a TypeError in strict code, else nothing.
    FunctionName,
}

/// A use of a variable: read, assignment, `typeof`, `delete` or initialisation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reference {
    /// The name.
    pub(crate) name: Atom,
    /// Where it is found.
    pub(crate) resolution: Resolution,
    /// The variable may still be uninitialised here: test it.
    pub(crate) needs_tdz_check: bool,
    /// What assignment does (initialisation by the declaration itself always succeeds).
    pub(crate) mutability: Mutability,
    /// A `with` object or a variable declared by a sloppy direct eval may come first: look the name up in the
    /// contexts, innermost first; `resolution` says where it is if none of those has it.
    pub(crate) is_dynamic: bool,
    /// The slot holds the context with the variable that an import means: which one, linking finds out.
    pub(crate) is_import: bool,
}

/// A variable in a context of another function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Capture {
    /// The number of its scope in the script.
    pub(crate) scope: u32,
    /// Its slot in the context.
    pub(crate) slot: u32,
}

impl FunctionScopes {
    fn memory(&self) -> usize {
        self.scopes.capacity() * size_of::<Scope>()
            + self.variables.capacity() * size_of::<Variable>()
            + self.references.capacity() * size_of::<Reference>()
            + self.captures.capacity() * size_of::<Capture>()
            + self.hoisted.capacity() * size_of::<NodeId>()
    }

    /// The scope `id`.
    #[inline]
    pub(crate) fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.index()]
    }

    /// The number of a scope in the script.
    pub(crate) fn number(&self, id: ScopeId) -> u32 {
        self.first_scope + id.index() as u32
    }

    /// The scope of a number, if it is one of the function's.
    pub(crate) fn own(&self, number: u32) -> Option<ScopeId> {
        let index = number.checked_sub(self.first_scope)? as usize;
        (index < self.scopes.len()).then(|| ScopeId::new(index))
    }

    /// The reference `id`.
    #[inline]
    pub(crate) fn reference(&self, id: ReferenceId) -> &Reference {
        &self.references[id.index()]
    }

    /// The `offset`-th reference after `id`, for nodes with several.
    #[inline]
    pub(crate) fn reference_after(&self, id: ReferenceId, offset: usize) -> &Reference {
        &self.references[id.index() + offset]
    }

    /// The variables of a scope.
    pub(crate) fn variables_of(&self, scope: &Scope) -> &[Variable] {
        &self.variables[scope.variables_start as usize..(scope.variables_start + scope.variables_length) as usize]
    }

    /// The function declarations to instantiate when a scope is entered, in order.
    pub(crate) fn functions_of(&self, scope: &Scope) -> &[NodeId] {
        &self.hoisted[scope.functions_start as usize..(scope.functions_start + scope.functions_length) as usize]
    }
}
