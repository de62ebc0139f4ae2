//! Heap constants of a function, described without a heap.

use super::NodeIndex;
use crate::syntax::{Atom, FunctionId, LiteralId, ScopeId};
use ahash::RandomState;
use std::collections::HashMap;

/// A heap constant: what `install` makes before the function runs.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Constant {
    /// The interned string of an atom. Also the property key of that name, if it is not an array index.
    String(Atom),
    /// The code of a nested function.
    Code(FunctionId),
    /// A BigInt literal.
    BigInt(LiteralId),
    /// The program of a regular expression literal.
    RegExp(LiteralId),
    /// The template object of a tagged template: its chunks. Each occurrence is an object of its own.
    Template(Vec<LiteralId>, NodeIndex),
    /// What eval, debuggers and snapshots want to know of a scope.
    ScopeInfo(ScopeId),
    /// The shape of an object literal: its names in order.
    Shape(Vec<Atom>),
    /// The static surroundings of a direct eval: scopes entered, outermost first.
    Surroundings(Vec<ScopeId>),
}

/// The constants of a function, without duplicates.
pub(crate) struct Constants {
    list: Vec<Constant>,
    numbers: HashMap<Constant, u32, RandomState>,
}

impl Default for Constants {
    fn default() -> Self {
        Self { list: Vec::new(), numbers: HashMap::with_hasher(RandomState::with_seeds(1, 2, 3, 4)) }
    }
}

impl Constants {
    /// The number of `constant`.
    pub(crate) fn add(&mut self, constant: Constant) -> u32 {
        let next = self.list.len() as u32;
        *self.numbers.entry(constant.clone()).or_insert_with(|| {
            self.list.push(constant);
            next
        })
    }

    /// All of them, in the order of their numbers.
    pub(crate) fn into_list(self) -> Vec<Constant> {
        self.list
    }
}
