//! The tree compiler: turns one function's AST and scopes into an executable tree.
//!
//! It knows no heap: strings, code and other heap constants are described by [`Constant`]s and made afterwards by
//! `install`. It assigns every temporary a frame slot in stack discipline: the depth passed down is the first free one,
//! and a node may use slots from its own depth on.
//!
//! Invariants (the node verifier checks what can be checked):
//! * a node that evaluates more than one child keeps what it has in slots at its depth, never across a child in Rust;
//! * an operand read late (after its right-hand neighbour) is a slot that the neighbour does not assign;
//! * everything a node's slow path may look at lies below `c` or is stored there by the slow path itself.

mod arena;
mod assignment;
mod bindings;
mod blocks;
mod call;
mod class;
mod constant;
mod control;
mod disposal;
mod expression;
mod function;
#[cfg(any(debug_assertions, feature = "checked"))]
mod kinds;
mod literal;
mod r#loop;
mod operand;
mod operator;
mod pattern;
mod place;
mod property;
mod statement;
mod stop;
mod suspension;
mod tail;
mod variable;

#[cfg(any(debug_assertions, feature = "checked"))]
pub(crate) use arena::is_suspension;
pub(crate) use arena::{Arena, Draft, Field, NodeIndex, NodeInfo, Position};
pub(crate) use blocks::Counter;
pub(crate) use constant::{Constant, Constants};
pub(crate) use function::{Compiled, compile_function};
#[cfg(any(debug_assertions, feature = "checked"))]
pub(crate) use kinds::KINDS;
pub(crate) use literal::{FunctionShape, function_shape};
pub(crate) use operator::operator_code;
pub(crate) use place::{Note, Origin};
pub(crate) use stop::{Return, Stop, Turn, TurnPart, end_offset, stop_offset};

use crate::interpreter::install::LinkedImport;
use crate::interpreter::machine::{ARGUMENTS, Operation, nodes};
use crate::runtime::stack_address;
use crate::scope::{FunctionScopes, Reference};
use crate::syntax::{Atom, AtomTable, FunctionAst, FunctionId, Literals, Node, NodeId, ReferenceId, ScopeId};
use crate::value::Value;

/// Why a function cannot be compiled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CompileError {
    /// Nested too deeply for the native stack: `RangeError: Maximum call stack size exceeded`.
    TooDeep,
    /// More slots, constants or nodes than the tree's fields can number.
    TooLarge,
    /// A construct whose run-time part is not built yet; its name.
    Unsupported(&'static str),
}

/// The result of compiling a piece.
pub(crate) type Compile<T> = Result<T, CompileError>;

/// A label, or a statement that `break` and `continue` can mean.
struct Target {
    /// Names that label it.
    labels: Vec<Atom>,
    /// A loop: `continue` can mean it.
    is_loop: bool,
    /// A loop or `switch`: `break` without a label can mean it.
    is_breakable: bool,
    /// Its number in completions.
    number: u32,
}

/// A `finally` block of script or eval code that is being compiled.
struct Finalizer {
    /// How many targets of jumps are outside it.
    targets: usize,
    /// Where the code around it keeps its completion value.
    completion: u32,
}

/// What all functions of a script share.
#[derive(Clone, Copy)]
pub(crate) struct Unit<'a> {
    pub(crate) atoms: &'a AtomTable,
    pub(crate) literals: &'a Literals,
    pub(crate) functions: &'a [FunctionAst],
    pub(crate) scopes: &'a [FunctionScopes],
    /// What imports mean.
    pub(crate) imports: &'a [LinkedImport],
    /// Where the native stack of this thread ends, an address.
    pub(crate) native_stack_limit: usize,
    /// The script's text, if the runs of blocks are to be counted.
    pub(crate) counted_text: Option<&'a str>,
}

/// Compiles one function.
pub(crate) struct Compiler<'a> {
    unit: Unit<'a>,
    ast: &'a FunctionAst,
    scopes: &'a FunctionScopes,
    arena: Arena,
    constants: Constants,
    /// Frame slots of the contexts that this function has entered, innermost last.
    contexts: Vec<u32>,
    /// Scopes entered, innermost last.
    entered: Vec<ScopeId>,
    targets: Vec<Target>,
    pending_labels: Vec<Atom>,
    next_target: u32,
    /// The slots of the scopes left so far that an exception may leave unclear: first and last.
    scope_slots: Option<(u32, u32)>,
    /// Where script and eval code keeps its completion value.
    completion: Option<u32>,
    finalizers: Vec<Finalizer>,
    /// The slots with the resources of the statements being compiled that have some, innermost last.
    resources: Vec<u32>,
    /// Nesting of the piece being compiled.
    nesting: u32,
    /// The deepest nesting so far: each level may cost native stack when the tree runs.
    deepest: u32,
    is_strict: bool,
    /// Context slot and variable where `this` lives, if arrow functions or eval need it.
    this_place: Option<(u32, u32)>,
    /// `try` statements and `for-of` loops around the piece being compiled: what they do after a `return` comes before
    /// a derived constructor looks at its result.
    guards: u32,
    /// The variable that the current statement reads first, and where that statement begins.
    leading: Option<(NodeId, u32)>,
    /// Where the operator of the assignment to a variable stands that is compiled next.
    assigned_at: Option<u32>,
    /// Where the value of the pattern comes from that is compiled next.
    origin: Note,
    /// Where the function suspends, if it does: offsets in the source.
    suspensions: Vec<u32>,
    /// Expressions whose values wait in slots already.
    hoisted: Vec<(NodeId, u32)>,
    /// Slots of the frame that are kept while the function is suspended, at most.
    kept: u32,
    /// A derived constructor returns from within such a statement: the result is looked at where the function ends.
    has_late_result: bool,
    /// Blocks that are to be counted.
    blocks: blocks::Blocks,
    /// `try` statements, `for`-`of` loops and disposals around the piece being compiled that still have to do something when
    /// it is done: what they are around is in no tail position.
    unfinished: u32,
    /// The calls in tail position of the value to return that is being compiled.
    tail_calls: Vec<NodeId>,
}

/// Nesting that is compiled at most; each level is a few native frames here and when the tree runs.
const MAXIMUM_NESTING: u32 = 3000;

impl<'a> Compiler<'a> {
    /// The AST node `id`.
    fn node(&self, id: NodeId) -> Node {
        self.ast.node(id)
    }

    fn reference(&self, id: Option<ReferenceId>) -> Compile<Reference> {
        id.map(|id| *self.scopes.reference(id)).ok_or(CompileError::Unsupported("an unresolved name"))
    }

    /// Emits a node with a position for stack traces.
    fn emit_at(&mut self, draft: Draft, offset: u32) -> NodeIndex {
        self.emit_about(draft, offset, (0, 0))
    }

    /// Emits a node with a position and the stretch of source that messages name.
    fn emit_about(&mut self, draft: Draft, offset: u32, subject: (u32, u32)) -> NodeIndex {
        let index = self.emit(draft);
        self.arena.position(index, offset, subject);
        index
    }

    /// Emits a node. Slow paths may use a few slots above its depth.
    fn emit(&mut self, draft: Draft) -> NodeIndex {
        self.arena.reserve(draft.depth + SLOW_PATH_SLOTS);
        self.arena.emit(draft)
    }

    /// A node that runs `operation` on the values of `children`, which wait in slots from `depth` on.
    fn operation(
        &mut self,
        name: &'static str,
        operation: Operation,
        children: &[NodeIndex],
        depth: u32,
        offset: u32,
    ) -> NodeIndex {
        if self.may_suspend_any(children) {
            return self.resumable_operation(operation, children, depth, offset, (0, 0));
        }
        let list = self.arena.list(children);
        let draft = Draft::new(name, nodes::operation, depth)
            .a(Field::List(list))
            .d(Field::Number(children.len() as u32))
            .k(operation as usize as u64);
        self.arena.reserve(depth + children.len() as u32);
        self.emit_at(draft, offset)
    }

    /// An immediate.
    fn constant(&mut self, value: Value) -> NodeIndex {
        self.emit(Draft::new("constant", nodes::constant, 0).constant(value))
    }

    /// A heap constant.
    fn heap_constant(&mut self, constant: Constant) -> NodeIndex {
        let index = self.constants.add(constant);
        self.emit(Draft::new("heap_constant", nodes::heap_constant, 0).d(Field::Number(index)))
    }

    /// The string of an atom.
    fn string(&mut self, atom: Atom) -> NodeIndex {
        self.heap_constant(Constant::String(atom))
    }

    /// The value of a frame slot.
    fn slot(&mut self, slot: u32) -> NodeIndex {
        self.emit(Draft::new("slot", nodes::slot, 0).a(Field::Slot(slot)))
    }

    /// The value of a temporary that is used here for the last time: it keeps nothing alive after that.
    fn take(&mut self, slot: u32) -> NodeIndex {
        self.emit(Draft::new("take_slot", nodes::take_slot, 0).a(Field::Slot(slot)))
    }

    /// Stores a child's value in a slot; a statement.
    fn store(&mut self, slot: u32, value: NodeIndex) -> NodeIndex {
        self.arena.reserve(slot + 1);
        if self.may_suspend(value) {
            let draft = Draft::new("resumable_store", nodes::resumable_store, 0);
            return self.emit(draft.a(Field::Slot(slot)).b(Field::Child(value)));
        }
        let draft = Draft::new("set_slot_statement", nodes::set_slot_statement_child, 0);
        self.emit(draft.a(Field::Slot(slot)).b(Field::Child(value)))
    }

    /// An expression evaluated for its effect; a statement.
    fn effect_of(&mut self, child: NodeIndex) -> NodeIndex {
        if self.may_suspend(child) {
            if self.arena.infos[child.0 as usize].name == "yield" {
                self.arena.become_kind(child, "yield_statement", nodes::yield_statement);
                return child;
            }
            return self.emit(Draft::new("resumable_effect", nodes::resumable_effect, 0).a(Field::Child(child)));
        }
        self.emit(Draft::new("effect", nodes::effect, 0).a(Field::Child(child)))
    }

    /// Statements in a row, as one.
    fn sequence(&mut self, statements: &[NodeIndex]) -> NodeIndex {
        match *statements {
            [] => self.constant(Value::NORMAL),
            [only] => only,
            _ if self.may_suspend_any(statements) => self.resumable_block(statements),
            [first, second] => {
                let draft = Draft::new("block2", nodes::block2, 0).a(Field::Child(first)).b(Field::Child(second));
                self.emit(draft)
            }
            [first, second, third] => {
                let draft = Draft::new("block3", nodes::block3, 0).a(Field::Child(first)).b(Field::Child(second));
                self.emit(draft.d(Field::Child(third)))
            }
            _ => {
                let list = self.arena.list(statements);
                let length = Field::Number(statements.len() as u32);
                self.emit(Draft::new("block", nodes::block, 0).a(Field::List(list)).b(length))
            }
        }
    }

    /// Statements, then an expression for its value: `statements` must complete normally.
    fn then(&mut self, statements: &[NodeIndex], value: NodeIndex) -> NodeIndex {
        if self.may_suspend(value) || self.may_suspend_any(statements) {
            return self.resumable_sequence(statements, value);
        }
        let first = self.sequence(statements);
        self.emit(Draft::new("sequence", nodes::sequence, 0).a(Field::Child(first)).b(Field::Child(value)))
    }

    /// Runs `piece` one level deeper.
    fn nested<T>(&mut self, piece: impl FnOnce(&mut Self) -> Compile<T>) -> Compile<T> {
        if self.nesting >= MAXIMUM_NESTING || stack_address() < self.unit.native_stack_limit {
            return Err(CompileError::TooDeep);
        }
        self.nesting += 1;
        self.deepest = self.deepest.max(self.nesting);
        let result = piece(self);
        self.nesting -= 1;
        result
    }

    /// The source offset of `id`.
    fn start(&self, id: NodeId) -> u32 {
        self.ast.span(id).start
    }

    /// The stretch of source of `id`, for messages.
    fn stretch(&self, id: NodeId) -> (u32, u32) {
        let span = self.ast.span(id);
        (span.start, span.end)
    }

    /// The constant of a nested function's code.
    fn code_constant(&mut self, function: FunctionId) -> u32 {
        self.constants.add(Constant::Code(function))
    }
}

/// Slots above a node's depth that slow paths use for operands.
const SLOW_PATH_SLOTS: u32 = 8;

/// The frame slot of the scope analysis's slot `slot`.
const fn frame_slot(slot: u32) -> u32 {
    ARGUMENTS + slot
}
