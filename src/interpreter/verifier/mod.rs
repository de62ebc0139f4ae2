//! The node verifier: what must be true of a compiled tree before the machine may trust it.
//!
//! **Idea.** It runs a tree symbolically, in the order in which the machine would, and knows of each frame slot whether
//! it has been written. Every kind of node has one description, in `table`, of what it evaluates and keeps. The rules:
//! * **fields** – a field holds what its node's function expects; children lie in the arena, before their parents, and
//!   have one parent; caches and fused nodes stand right behind their owners; payload constants are immediates
//! * **frame** – slots, and the slots that slow paths use above a node's depth, lie within the frame; constants are there
//! * **written** – no slot is read before it was written, and below the depth of a node that may allocate or call every
//!   slot has been: the collector looks at all of them
//! * **spilled** – what a node keeps in slots while a child runs is not overwritten by the child, and lies below the
//!   child's depth, so that the collector finds it
//! * **late** – an operand that is read after its right-hand neighbour is a slot that the neighbour does not assign
//!
//! **Aliasing.** A frame slot can change behind a node's back in no way but by nodes of the same activation: closures,
//! direct eval and `with` reach variables in contexts only; a mapped `arguments` object reaches parameters, so these
//! live in a context ([`check_parameters`] checks it); another activation has another frame. Hence the rule *late* needs
//! to look at the nodes that the neighbour consists of, and at nothing else. `Outer` operands live in a context, which
//! any call may assign: they are never read late.
//!
//! **Runs** after each compilation where `debug_assertions` or the feature `checked` are on.
//!
//! **Sources.** `design/interpreter.md`; definite assignment as in Java's bytecode verifier.

mod state;
mod table;
#[cfg(test)]
mod tests;

use super::compiler::{Compiled, Constant, is_suspension};
use crate::scope::{FunctionScopes, Storage};
use state::State;

/// A rule that a tree breaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Rule {
    /// A field holds something else than its node expects.
    Fields,
    /// A slot or constant that does not exist.
    Frame,
    /// A slot that is read, or scanned by the collector, before it is written.
    Written,
    /// A slot that a node keeps something in while a child uses it.
    Spilled,
    /// An operand that is read after a neighbour that assigns it.
    Late,
    /// A parameter that `arguments` may change stands in a frame slot.
    Aliased,
    /// The tree goes deeper than the native stack: no fault of the tree.
    Depth,
}

/// What is wrong with a tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Fault {
    /// The rule.
    pub(crate) rule: Rule,
    /// The node, by its number in the arena.
    pub(crate) node: u32,
    /// What the node is called.
    pub(crate) name: &'static str,
    /// What is wrong.
    pub(crate) what: String,
}

/// The result of looking at a piece of a tree.
type Verdict = Result<(), Fault>;

/// Checks a compiled function, as deep as the native stack allows, which ends at address `native_stack_limit`.
///
/// # Errors
/// The first fault.
pub(crate) fn verify(compiled: &Compiled, scopes: &FunctionScopes, native_stack_limit: usize) -> Verdict {
    check_parameters(scopes)?;
    let mut state = State::new(compiled, native_stack_limit);
    match state.node(compiled.root, 0) {
        Err(Fault { rule: Rule::Depth, .. }) => Ok(()),
        verdict => verdict,
    }
}

/// A mapped `arguments` object changes parameters: none of them may stand in a slot.
fn check_parameters(scopes: &FunctionScopes) -> Verdict {
    if !scopes.facts.has_mapped_arguments {
        return Ok(());
    }
    let Some(scope) = scopes.parameter_scope.map(|id| scopes.scope(id)) else { return Ok(()) };
    for variable in scopes.variables_of(scope) {
        if variable.parameter.is_some() && matches!(variable.storage, Storage::Frame(_)) {
            let what = String::from("a parameter of a function with a mapped arguments object");
            return Err(Fault { rule: Rule::Aliased, node: 0, name: "parameter", what });
        }
    }
    Ok(())
}

/// Number of constants that exist, for the checks of fields that number them.
fn constant_count(constants: &[Constant]) -> u32 {
    constants.len() as u32
}
