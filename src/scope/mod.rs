//! Scope analysis: which variable a name means, where it lives, and all early errors that need to know.
//!
//! **Idea.** [`analyse`] walks each function of a parsed script once (`walk`, `statements`, `early`): it makes scopes,
//! declares variables and notes references. When all functions have been walked every reference is resolved
//! (`resolve`), and then every variable gets its place (`layout`). The outcome is [`ScriptScopes`], one
//! [`FunctionScopes`] a function; nodes that use variables point into it with a `ReferenceId`, nodes that introduce a
//! scope with a `ScopeId`. `info` says what each field means; here is how they work together.
//!
//! **Places.** By V8's rule a scope has a heap context with exactly those of its variables that *some* closure
//! captures; all closures of the scope share it; a direct `eval` captures everything it can see. All other variables
//! that are used live in frame slots; a variable that is only declared lives nowhere. Top-level variables of scripts
//! are global. Top-level variables of modules are captured if they are exported or imported; their context is made, and
//! filled with functions, when the module is linked, and is that of the module's closure.
//!
//! **Entering a function.** Arguments are in slots `0..parameter_count`. Then, in this order:
//! 1. If `name_scope` is there, enter it and store the callee in its one variable.
//! 2. Enter `parameter_scope`: make its context if `needs_context`. Store `this`, `new.target`, home object and callee
//!    in variables of kind `This`, `NewTarget`, `HomeObject`, `ActiveFunction` if there are any (they exist only when
//!    an arrow function or direct eval needs them; in a derived constructor `This` starts uninitialised and `super()`
//!    fills it). Fill the variable of kind `Arguments` if `needs_arguments`. Set variables with `needs_hole` to
//!    uninitialised.
//! 3. With simple parameters move each variable with `parameter: Some(n)` whose storage is not `Frame(n)` to its place.
//!    Otherwise run the parameters in order: binding, `Default`, patterns, rest. A `Default` whose target is
//!    `Frame(n)` with the same n needs a store only if the argument is undefined.
//! 4. If `body_scope` differs, enter it: `var`s start undefined or with the value of the variable they `copies`.
//! 5. Instantiate the scope's hoisted functions (`functions_of`): each node is a `FunctionDeclaration` whose `Binding`
//!    has the reference to store to.
//!
//! **Entering any other scope.** Make its context if `needs_context`, set variables with `needs_hole` to
//! uninitialised, instantiate hoisted functions. Frame slots of sibling blocks overlap, so a `let` without initialiser
//! must store undefined. Leaving a scope with a context goes back to the context outside.
//!
//! **References.** `Resolution::Context::depth` counts only scopes with a context, from the context current at the
//! node. A node inside a `Loop` scope sees the scope's context as current, the right side of `for-in` and `for-of`
//! included; in the head of a `for (let …)` with `copies_context` the context is replaced by a copy before each update
//! expression. A `Class` scope encloses heritage, keys and elements; `With` the body, not the object; `Switch` the
//! cases, not the discriminant. `needs_tdz_check` is false where position alone proves the variable initialised: the
//! use stands after the declaration in the same function, or in a closure made after it.
//!
//! **Invariants.** No recursion over the tree: chains of operators may be a million long, and every other nesting is
//! at most [`MAXIMUM_NESTING`] deep once analysis has succeeded, nested functions included, so others may recurse.
//! Parents come before children in `scopes`. Errors are reported for the place that stands first in the text.
//!
//! **Glossary.** *Special variable*: `this`, `new.target`, home object, active function. *Dynamic*: to be looked up by
//! name at run time. *Home function*: the nearest function that is no arrow. *Hole*: the "uninitialised" value.
//!
//! **Knows nothing about** values, objects, frames and contexts as they are at run time.
//!
//! **Sources.** ECMA-262 §8 (static semantics of scoping), §10.2.11 FunctionDeclarationInstantiation, §16, Annex B.3;
//! V8's `src/ast/scopes.cc` for contexts and hole checks.

mod analyse;
mod dump;
mod early;
mod info;
mod layout;
mod resolve;
mod statements;
mod table;
mod walk;

pub(crate) use analyse::{AnalysisOptions, Enclosing, EnclosingContext, EnclosingVariable, analyse};
pub(crate) use dump::dump_scopes;
pub(crate) use info::*;

#[cfg(test)]
mod fuzz_tests;
#[cfg(test)]
mod tests;
