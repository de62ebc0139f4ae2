//! Scopes and variables of a whole script while it is being analysed.

use super::info::{Mutability, PrivateKind, ScopeKind, VariableKind};
use crate::source::{Diagnostic, Span};
use crate::syntax::{Atom, FunctionForm, NodeId};
use ahash::RandomState;
use std::collections::{HashMap, HashSet};

/// No variable, no scope.
pub(super) const NONE: u32 = u32::MAX;

/// A set of names in scopes.
pub(super) type NameSet<T> = HashSet<T, RandomState>;

/// The hash function of the analysis. Keys are small numbers, so fixed seeds do.
pub(super) fn hasher() -> RandomState {
    RandomState::with_seeds(0x7465, 0x6e75, 0x7265, 0x7363)
}

/// Scopes with more variables than this are looked up in the hash table.
const SMALL: u32 = 8;

/// A scope of any function; ids count through the whole script, parents first.
#[derive(Clone, Debug)]
pub(super) struct ScopeWork {
    pub(super) kind: ScopeKind,
    /// The scope around it, possibly of another function.
    pub(super) parent: u32,
    pub(super) function: u32,
    /// Chain of its variables.
    first: u32,
    last: u32,
    count: u32,
    pub(super) span: Span,
    /// A sloppy direct eval may declare variables here.
    pub(super) has_extension: bool,
    /// A direct eval stands in it or further inside: all its variables count as captured.
    pub(super) has_inner_eval: bool,
    /// `for (let …; …; …)`
    pub(super) is_let_loop: bool,
    /// Function declarations to instantiate on entry.
    pub(super) hoisted: Vec<NodeId>,
    /// Filled by layout: number of contexts from the root down to and including this scope's own.
    pub(super) contexts: u32,
    pub(super) context_length: u32,
    pub(super) needs_context: bool,
}

/// A variable of any scope.
#[derive(Clone, Debug)]
pub(super) struct VariableWork {
    pub(super) name: Atom,
    pub(super) kind: VariableKind,
    pub(super) scope: u32,
    next: u32,
    /// It conflicts with a `var` of the same name that passes through its scope.
    pub(super) is_lexical: bool,
    /// From this offset on it is surely initialised.
    pub(super) initialized_at: u32,
    pub(super) is_captured: bool,
    pub(super) is_used: bool,
    pub(super) needs_hole: bool,
    pub(super) parameter: Option<u32>,
    pub(super) storage: super::info::Storage,
}

impl VariableWork {
    pub(super) fn mutability(&self) -> Mutability {
        match self.kind {
            VariableKind::Const | VariableKind::Import => Mutability::Constant,
            VariableKind::Class if !self.is_lexical => Mutability::Constant,
            VariableKind::FunctionName => Mutability::FunctionName,
            _ => Mutability::Mutable,
        }
    }

    /// A `var`, or a function declared like one.
    pub(super) fn is_var_like(&self) -> bool {
        self.kind == VariableKind::Var || (self.kind == VariableKind::Function && !self.is_lexical)
    }

    /// It starts uninitialised.
    pub(super) fn has_dead_zone(&self) -> bool {
        matches!(self.kind, VariableKind::Let | VariableKind::Const | VariableKind::Class)
            || (self.kind == VariableKind::Parameter && self.initialized_at > 0)
    }
}

/// What is known of a function before and while its body is walked.
#[derive(Clone, Debug)]
pub(super) struct FunctionWork {
    pub(super) form: FunctionForm,
    /// The scope in which it stands.
    pub(super) parent_scope: u32,
    /// From where on in the surrounding function the closure may exist.
    pub(super) position: u32,
    /// Its scopes have the ids `first_scope..first_scope + scopes`, not interleaved with others'.
    pub(super) first_scope: u32,
    pub(super) scopes: u32,
    pub(super) parameter_scope: u32,
    pub(super) body_scope: u32,
    pub(super) name_scope: u32,
    /// In a derived constructor: from this offset on `this` is surely bound.
    pub(super) this_position: u32,
    pub(super) references: Vec<RawReference>,
    pub(super) info: super::info::FunctionScopes,
}

/// How a reference uses its variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Usage {
    /// Reads or assigns.
    Use,
    /// The declaration itself.
    Declare,
}

/// A reference before resolution.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawReference {
    pub(super) name: Atom,
    /// Where the search begins.
    pub(super) scope: u32,
    /// The innermost scope that is entered when the reference is evaluated.
    pub(super) current: u32,
    pub(super) position: u32,
    pub(super) usage: Usage,
    /// Filled by resolution.
    pub(super) variable: u32,
    pub(super) outcome: Outcome,
}

/// How the search for a variable ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Outcome {
    pub(super) is_dynamic: bool,
    pub(super) needs_check: bool,
    /// Found in the contexts around eval code: contexts up from the outermost of the code, slot.
    pub(super) enclosing: Option<(u32, u32)>,
    pub(super) is_header: bool,
    pub(super) mutability: Option<Mutability>,
    pub(super) is_import: bool,
}

/// All scopes and variables.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) scopes: Vec<ScopeWork>,
    pub(super) variables: Vec<VariableWork>,
    large: HashMap<(u32, Atom), u32, RandomState>,
    /// The error that stands first in the text.
    pub(super) diagnostic: Option<Diagnostic>,
}

impl Default for Table {
    fn default() -> Self {
        Self { scopes: Vec::new(), variables: Vec::new(), large: HashMap::with_hasher(hasher()), diagnostic: None }
    }
}

impl Table {
    /// Notes an error, keeping the one that comes first in the text.
    pub(super) fn fail(&mut self, span: Span, message: impl Into<String>) {
        self.fail_with(Diagnostic::syntax(span, message));
    }

    pub(super) fn fail_with(&mut self, diagnostic: Diagnostic) {
        let is_first = self.diagnostic.as_ref().is_none_or(|earlier| diagnostic.span.start < earlier.span.start);
        if is_first {
            self.diagnostic = Some(diagnostic);
        }
    }

    pub(super) fn add_scope(&mut self, kind: ScopeKind, parent: u32, function: u32, span: Span) -> u32 {
        self.scopes.push(ScopeWork {
            kind,
            parent,
            function,
            first: NONE,
            last: NONE,
            count: 0,
            span,
            has_extension: false,
            has_inner_eval: false,
            is_let_loop: false,
            hoisted: Vec::new(),
            contexts: 0,
            context_length: 0,
            needs_context: kind == ScopeKind::With,
        });
        self.scopes.len() as u32 - 1
    }

    pub(super) fn scope(&self, id: u32) -> &ScopeWork {
        &self.scopes[id as usize]
    }

    pub(super) fn scope_mut(&mut self, id: u32) -> &mut ScopeWork {
        &mut self.scopes[id as usize]
    }

    pub(super) fn variable(&self, id: u32) -> &VariableWork {
        &self.variables[id as usize]
    }

    pub(super) fn variable_mut(&mut self, id: u32) -> &mut VariableWork {
        &mut self.variables[id as usize]
    }

    /// The variable of that name in the scope itself.
    #[inline]
    pub(super) fn find(&self, scope: u32, name: Atom) -> Option<u32> {
        let work = self.scope(scope);
        if work.count > SMALL {
            return self.large.get(&(scope, name)).copied();
        }
        let mut id = work.first;
        while id != NONE {
            let variable = &self.variables[id as usize];
            if variable.name == name {
                return Some(id);
            }
            id = variable.next;
        }
        None
    }

    /// The ids of a scope's variables, in order of declaration.
    pub(super) fn variables_of(&self, scope: u32) -> impl Iterator<Item = u32> {
        let mut id = self.scope(scope).first;
        std::iter::from_fn(move || {
            let current = id;
            if current == NONE {
                return None;
            }
            id = self.variables[current as usize].next;
            Some(current)
        })
    }

    /// Adds a variable, whatever else there is.
    pub(super) fn add_variable(&mut self, scope: u32, name: Atom, kind: VariableKind, initialized_at: u32) -> u32 {
        let id = self.variables.len() as u32;
        let is_lexical = matches!(
            kind,
            VariableKind::Let
                | VariableKind::Const
                | VariableKind::Class
                | VariableKind::Catch
                | VariableKind::SimpleCatch
                | VariableKind::Import
        );
        self.variables.push(VariableWork {
            name,
            kind,
            scope,
            next: NONE,
            is_lexical,
            initialized_at,
            is_captured: false,
            is_used: false,
            needs_hole: false,
            parameter: None,
            storage: super::info::Storage::Nowhere,
        });
        let last = self.scope(scope).last;
        match self.variables.get_mut(last as usize) {
            Some(last) => last.next = id,
            None => self.scope_mut(scope).first = id,
        }
        let work = self.scope_mut(scope);
        work.last = id;
        work.count += 1;
        if work.count > SMALL {
            self.remember(scope, id);
        }
        id
    }

    /// Enters the scope's variables into the hash table: all when it has just become large, else the new one.
    fn remember(&mut self, scope: u32, id: u32) {
        if self.scope(scope).count > SMALL + 1 {
            let name = self.variable(id).name;
            self.large.insert((scope, name), id);
            return;
        }
        let all: Vec<u32> = self.variables_of(scope).collect();
        for id in all {
            let name = self.variable(id).name;
            // The first of equal names counts (they only occur among parameters, where the caller replaces them).
            self.large.entry((scope, name)).or_insert(id);
        }
    }

    /// Declares a private name; a getter and a setter may share one. The class's heritage, before `visible_from`, does
    /// not see it.
    pub(super) fn declare_private(&mut self, scope: u32, name: Atom, kind: PrivateKind, visible_from: u32) -> bool {
        let Some(earlier) = self.find(scope, name) else {
            self.add_variable(scope, name, VariableKind::PrivateName(kind), visible_from);
            return true;
        };
        let (
            VariableKind::PrivateName(PrivateKind::Accessor { getter, setter, is_static }),
            PrivateKind::Accessor { getter: new_getter, setter: new_setter, is_static: new_static },
        ) = (self.variable(earlier).kind, kind)
        else {
            return false;
        };
        if (getter && new_getter) || (setter && new_setter) || is_static != new_static {
            return false;
        }
        let both = PrivateKind::Accessor { getter: true, setter: true, is_static };
        self.variable_mut(earlier).kind = VariableKind::PrivateName(both);
        true
    }
}
