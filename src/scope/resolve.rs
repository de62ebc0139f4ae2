//! From names to variables: after all functions have been walked, when every declaration is known.

use super::analyse::{AnalysisOptions, Enclosing};
use super::info::{Mutability, ScopeKind, ScriptScopes, VariableKind};
use super::layout;
use super::table::{FunctionWork, NONE, RawReference, Table, Usage, VariableWork};
use crate::source::Span;
use crate::syntax::{Atom, AtomText, FunctionAst, FunctionForm, Node, Script};

/// Resolution of all references of a script.
pub(super) struct Resolver<'a> {
    pub(super) table: &'a mut Table,
    pub(super) works: Vec<FunctionWork>,
    pub(super) script: &'a Script,
    pub(super) enclosing: Option<&'a Enclosing>,
}

/// Resolves everything and lays the variables out.
pub(super) fn resolve(
    script: &mut Script,
    table: &mut Table,
    works: Vec<Option<FunctionWork>>,
    options: &AnalysisOptions,
) -> ScriptScopes {
    // A function that nothing refers to (after an error) was not walked; an empty entry keeps the numbers right.
    if table.diagnostic.is_some() || works.iter().any(Option::is_none) {
        return ScriptScopes::default();
    }
    let works = works.into_iter().flatten().collect();
    let mut resolver = Resolver { table, works, script, enclosing: options.enclosing.as_ref() };
    resolver.prepare();
    for function in 0..resolver.works.len() {
        let mut references = std::mem::take(&mut resolver.works[function].references);
        for reference in &mut references {
            resolver.search(function as u32, reference);
        }
        resolver.works[function].references = references;
    }
    resolver.capture_for_eval();
    if options.keeps_variables {
        resolver.table.variables.iter_mut().for_each(keep);
    }
    ScriptScopes { keeps_variables: options.keeps_variables, ..layout::lay_out(resolver) }
}

/// Gives a variable that somebody wrote a place.
fn keep(variable: &mut VariableWork) {
    let is_written = matches!(
        variable.kind,
        VariableKind::Var
            | VariableKind::Function
            | VariableKind::Let
            | VariableKind::Const
            | VariableKind::Class
            | VariableKind::Parameter
            | VariableKind::SimpleCatch
            | VariableKind::Catch
    );
    variable.is_used |= is_written;
}

/// `this`, `new.target`, home object, active function.
pub(super) fn is_special(name: Atom) -> bool {
    matches!(name, Atom::THIS | Atom::NEW_TARGET | Atom::HOME_OBJECT | Atom::ACTIVE_FUNCTION)
}

pub(super) fn is_top(form: FunctionForm) -> bool {
    matches!(form, FunctionForm::Script | FunctionForm::Module | FunctionForm::Eval)
}

/// A function with an `arguments` object of its own.
pub(super) fn has_arguments(form: FunctionForm) -> bool {
    !is_top(form) && !matches!(form, FunctionForm::Arrow | FunctionForm::FieldInitializer | FunctionForm::StaticBlock)
}

impl Resolver<'_> {
    /// What must be declared before the search: `var arguments`, and what a direct eval may ask for.
    fn prepare(&mut self) {
        for index in 0..self.works.len() {
            let (form, body, parameters) =
                (self.works[index].form, self.works[index].body_scope, self.works[index].parameter_scope);
            if has_arguments(form)
                && let Some(variable) = self.table.find(body, Atom::ARGUMENTS)
                && self.table.variable(variable).kind == VariableKind::Var
            {
                if body == parameters {
                    self.table.variable_mut(variable).kind = VariableKind::Arguments;
                } else {
                    self.declare(parameters, Atom::ARGUMENTS, VariableKind::Arguments);
                }
            }
        }
        for index in 0..self.works.len() {
            if self.works[index].form == FunctionForm::DerivedConstructor {
                self.works[index].this_position = super_call_end(&self.script.functions[index]);
            }
        }
        for index in 0..self.works.len() {
            if self.works[index].info.facts.has_direct_eval {
                self.prepare_for_eval(index);
            }
        }
    }

    /// Finds or adds a variable.
    fn declare(&mut self, scope: u32, name: Atom, kind: VariableKind) -> u32 {
        self.table.find(scope, name).unwrap_or_else(|| self.table.add_variable(scope, name, kind, 0))
    }

    /// The nearest function around (or at) `index` that is no arrow.
    fn home(&self, mut index: usize) -> usize {
        while self.works[index].form == FunctionForm::Arrow {
            let scope = self.works[index].parent_scope;
            index = self.table.scope(scope).function as usize;
        }
        index
    }

    fn prepare_for_eval(&mut self, index: usize) {
        let home = self.home(index);
        let (form, scope) = (self.works[home].form, self.works[home].parameter_scope);
        if form == FunctionForm::Module {
            // The global code that eval's is otherwise has another `this`.
            self.declare(scope, Atom::THIS, VariableKind::This);
        }
        if is_top(form) {
            return;
        }
        self.works[home].info.facts.uses_this = true;
        self.works[home].info.facts.uses_new_target = true;
        self.declare(scope, Atom::THIS, VariableKind::This);
        self.declare(scope, Atom::NEW_TARGET, VariableKind::NewTarget);
        if !matches!(form, FunctionForm::Declaration | FunctionForm::Expression) {
            self.works[home].info.facts.uses_super_property = true;
            self.declare(scope, Atom::HOME_OBJECT, VariableKind::HomeObject);
        }
        if form == FunctionForm::DerivedConstructor {
            self.works[home].info.facts.uses_super_call = true;
            self.declare(scope, Atom::ACTIVE_FUNCTION, VariableKind::ActiveFunction);
        }
        let body = self.works[home].body_scope;
        if has_arguments(form) && (body != scope || self.table.find(body, Atom::ARGUMENTS).is_none()) {
            self.declare(scope, Atom::ARGUMENTS, VariableKind::Arguments);
        }
    }

    fn search(&mut self, function: u32, reference: &mut RawReference) {
        if is_special(reference.name) {
            return self.search_special(function, reference);
        }
        let name = reference.name;
        let is_private = is_private(self.script.atoms.text(name));
        let (mut scope, mut current, mut position, mut crossed) =
            (reference.scope, function, reference.position, false);
        while scope != NONE {
            let owner = self.table.scope(scope).function;
            if owner != current {
                position = self.works[current as usize].position;
                current = owner;
                crossed = true;
            }
            let variable = self.table.find(scope, name);
            let is_visible = |&id: &u32| !is_private || position >= self.table.variable(id).initialized_at;
            if let Some(variable) = variable.filter(is_visible) {
                if self.is_of_caller(variable) {
                    break;
                }
                return self.found(reference, variable, position, crossed);
            }
            let work = &self.works[current as usize];
            if name == Atom::ARGUMENTS && scope == work.parameter_scope && has_arguments(work.form) {
                let variable = self.declare(scope, name, VariableKind::Arguments);
                return self.found(reference, variable, position, crossed);
            }
            let work = self.table.scope(scope);
            if !is_private && (work.kind == ScopeKind::With || work.has_extension) {
                reference.outcome.is_dynamic = true;
            }
            scope = work.parent;
        }
        self.search_enclosing(reference, is_private);
    }

    /// Whether the variable, declared by a sloppy direct eval, is one of eval's caller: found there, maybe by name.
    fn is_of_caller(&self, variable: u32) -> bool {
        let variable = self.table.variable(variable);
        let scope = self.table.scope(variable.scope);
        self.enclosing.is_some()
            && scope.kind == ScopeKind::Eval
            && variable.is_var_like()
            && !self.works[scope.function as usize].info.facts.is_strict
    }

    fn found(&mut self, reference: &mut RawReference, id: u32, position: u32, crossed: bool) {
        let in_switch = self.table.scope(self.table.variable(id).scope).kind == ScopeKind::Switch;
        let variable = self.table.variable_mut(id);
        reference.variable = id;
        variable.is_captured |= crossed;
        let outcome = &mut reference.outcome;
        outcome.mutability = Some(variable.mutability());
        outcome.is_import = variable.kind == VariableKind::Import;
        if reference.usage == Usage::Declare {
            return;
        }
        variable.is_used = true;
        if variable.has_dead_zone() && (position < variable.initialized_at || in_switch) {
            outcome.needs_check = true;
            variable.needs_hole = true;
        }
        outcome.needs_check |= outcome.is_import;
    }

    /// In the contexts around eval code; else the name is global.
    fn search_enclosing(&mut self, reference: &mut RawReference, is_private: bool) {
        let name = reference.name;
        if let Some(enclosing) = self.enclosing {
            for (depth, context) in enclosing.contexts.iter().enumerate() {
                if let Some(variable) = context.variables.iter().find(|variable| variable.name == name) {
                    let kind = variable.kind;
                    let outcome = &mut reference.outcome;
                    outcome.enclosing = Some((depth as u32, variable.slot));
                    outcome.needs_check = matches!(
                        kind,
                        VariableKind::Let
                            | VariableKind::Const
                            | VariableKind::Class
                            | VariableKind::Parameter
                            | VariableKind::This
                            | VariableKind::Import
                    );
                    outcome.is_import = kind == VariableKind::Import;
                    outcome.mutability = Some(match kind {
                        VariableKind::Const | VariableKind::Import => Mutability::Constant,
                        VariableKind::FunctionName => Mutability::FunctionName,
                        _ => Mutability::Mutable,
                    });
                    return;
                }
                reference.outcome.is_dynamic |= context.is_dynamic && !is_private;
            }
        }
        if is_private {
            let text = self.script.atoms.display(name);
            let span = Span::new(reference.position, reference.position + 1);
            self.table.fail(span, format!("Private field '{text}' must be declared in an enclosing class"));
        }
    }

    fn search_special(&mut self, function: u32, reference: &mut RawReference) {
        let home = self.home(function as usize);
        let form = self.works[home].form;
        let name = reference.name;
        let crossed = home != function as usize;
        reference.outcome.is_header = !crossed;
        let is_bound = !crossed && reference.position >= self.works[home].this_position;
        reference.outcome.needs_check = form == FunctionForm::DerivedConstructor && name == Atom::THIS && !is_bound;
        if is_top(form) {
            if form == FunctionForm::Eval && self.enclosing.is_some() {
                reference.outcome.is_header = false;
                self.search_enclosing(reference, false);
                reference.outcome.is_dynamic = false;
            }
            return;
        }
        let facts = &mut self.works[home].info.facts;
        let kind = match name {
            Atom::THIS => {
                facts.uses_this = true;
                VariableKind::This
            }
            Atom::NEW_TARGET => {
                facts.uses_new_target = true;
                VariableKind::NewTarget
            }
            Atom::HOME_OBJECT => {
                facts.uses_super_property = true;
                VariableKind::HomeObject
            }
            _ => {
                facts.uses_super_call = true;
                VariableKind::ActiveFunction
            }
        };
        if crossed {
            let scope = self.works[home].parameter_scope;
            let variable = self.declare(scope, name, kind);
            self.table.variable_mut(variable).is_captured = true;
            self.table.variable_mut(variable).is_used = true;
            reference.variable = variable;
        }
    }

    /// A direct eval may use every variable it can see.
    fn capture_for_eval(&mut self) {
        for scope in 0..self.table.scopes.len() as u32 {
            if !self.table.scope(scope).has_inner_eval {
                continue;
            }
            let variables: Vec<u32> = self.table.variables_of(scope).collect();
            for id in variables {
                let variable = self.table.variable_mut(id);
                variable.is_captured = true;
                variable.is_used = true;
                variable.needs_hole |= variable.has_dead_zone();
            }
        }
    }
}

/// Where the first `super()` ends that is a statement of the body itself: what stands after it in the same function runs
/// after it.
fn super_call_end(ast: &FunctionAst) -> u32 {
    let found = ast.list(ast.body).iter().find(|&&statement| match ast.node(statement) {
        Node::ExpressionStatement { expression } => matches!(ast.node(expression), Node::SuperCall { .. }),
        _ => false,
    });
    found.map_or(u32::MAX, |&statement| ast.span(statement).end)
}

fn is_private(text: AtomText<'_>) -> bool {
    text.len() > 1 && text.unit(0) == u16::from(b'#')
}
