//! Where variables live: frame slots in stack discipline, contexts for what closures capture.

use super::info::{
    Capture, Mutability, Reference, Resolution, Scope, ScopeKind, ScriptScopes, Storage, Variable, VariableKind,
};
use super::resolve::{Resolver, is_special};
use super::table::{FunctionWork, NONE, RawReference, Table, Usage};
use crate::syntax::{Atom, Node, ScopeId, Script};

/// Lays out all functions and writes the outcome down.
pub(super) fn lay_out(resolver: Resolver<'_>) -> ScriptScopes {
    let Resolver { table, mut works, script, enclosing } = resolver;
    let is_direct_eval = enclosing.is_some();
    for work in &mut works {
        finish_arguments(table, work);
        assign_storage(table, work, is_direct_eval);
    }
    for id in 0..table.scopes.len() as u32 {
        let parent = table.scope(id).parent;
        let above = if parent == NONE { 0 } else { table.scope(parent).contexts };
        let scope = table.scope_mut(id);
        scope.contexts = above + u32::from(scope.needs_context);
    }
    let functions = works.into_iter().enumerate().map(|(index, work)| write_down(table, work, script, index)).collect();
    ScriptScopes { functions, keeps_variables: false }
}

/// The facts about `arguments`, and what follows for the parameters.
fn finish_arguments(table: &mut Table, work: &mut FunctionWork) {
    work.info.facts.has_inner_eval = table.scope(work.parameter_scope).has_inner_eval;
    let arguments = table.find(work.parameter_scope, Atom::ARGUMENTS);
    let Some(arguments) = arguments.filter(|&id| table.variable(id).kind == VariableKind::Arguments) else { return };
    if work.body_scope != work.parameter_scope {
        let shadow = table.find(work.body_scope, Atom::ARGUMENTS);
        let is_var = |id| table.variable(id).kind == VariableKind::Var && table.variable(id).is_used;
        if shadow.is_some_and(is_var) {
            table.variable_mut(arguments).is_used = true;
        }
    }
    if !table.variable(arguments).is_used {
        return;
    }
    let facts = &mut work.info.facts;
    facts.needs_arguments = true;
    facts.has_mapped_arguments = !facts.is_strict && facts.has_simple_parameters;
    if facts.has_mapped_arguments {
        let variables: Vec<u32> = table.variables_of(work.parameter_scope).collect();
        for id in variables {
            let variable = table.variable_mut(id);
            if variable.parameter.is_some() {
                variable.is_captured = true;
                variable.is_used = true;
            }
        }
    }
}

fn assign_storage(table: &mut Table, work: &mut FunctionWork, is_direct_eval: bool) {
    mark_copied_parameters(table, work);
    let mut ends = Vec::with_capacity(work.scopes as usize);
    let mut highest = work.info.parameter_count;
    for id in work.first_scope..work.first_scope + work.scopes {
        let scope = table.scope(id);
        let kind = scope.kind;
        let inside = scope.parent != NONE && scope.parent >= work.first_scope;
        let mut next =
            if inside { ends[(scope.parent - work.first_scope) as usize] } else { work.info.parameter_count };
        let mut context = 0;
        let variables: Vec<u32> = table.variables_of(id).collect();
        for variable in variables {
            let is_strict = work.info.facts.is_strict;
            let storage = place(table, variable, kind, is_strict, is_direct_eval, &mut next, &mut context);
            table.variable_mut(variable).storage = storage;
        }
        let can_extend = matches!(kind, ScopeKind::Function | ScopeKind::Body);
        let scope = table.scope_mut(id);
        scope.has_extension &= can_extend;
        scope.context_length = context;
        scope.needs_context |= context > 0 || scope.has_extension;
        ends.push(next);
        highest = highest.max(next);
    }
    work.info.frame_slots = highest;
}

/// A parameter whose value a `var` of the same name starts with is used.
fn mark_copied_parameters(table: &mut Table, work: &FunctionWork) {
    if work.body_scope == work.parameter_scope {
        return;
    }
    let variables: Vec<u32> = table.variables_of(work.body_scope).collect();
    for id in variables {
        let variable = table.variable(id);
        if variable.kind == VariableKind::Var
            && variable.is_used
            && let Some(parameter) = table.find(work.parameter_scope, variable.name)
        {
            table.variable_mut(parameter).is_used = true;
        }
    }
}

fn place(
    table: &Table,
    id: u32,
    scope: ScopeKind,
    is_strict: bool,
    is_direct_eval: bool,
    next: &mut u32,
    context: &mut u32,
) -> Storage {
    let variable = table.variable(id);
    match scope {
        ScopeKind::Script => return Storage::Global,
        ScopeKind::Eval if variable.is_var_like() && !is_strict => {
            return if is_direct_eval { Storage::Dynamic } else { Storage::Global };
        }
        _ => {}
    }
    if variable.is_captured && variable.is_used {
        *context += 1;
        return Storage::Context(*context - 1);
    }
    if let Some(number) = variable.parameter.filter(|_| !variable.needs_hole) {
        return Storage::Frame(number);
    }
    if !variable.is_used {
        return Storage::Nowhere;
    }
    if variable.kind == VariableKind::FunctionName {
        return Storage::Header;
    }
    *next += 1;
    Storage::Frame(*next - 1)
}

fn write_down(table: &Table, work: FunctionWork, script: &Script, index: usize) -> super::info::FunctionScopes {
    let local = |scope: u32| ScopeId::new((scope - work.first_scope) as usize);
    let mut info = work.info.clone();
    for id in work.first_scope..work.first_scope + work.scopes {
        let scope = table.scope(id);
        let variables_start = info.variables.len() as u32;
        info.variables.extend(table.variables_of(id).map(|variable| write_variable(table, variable)));
        let functions_start = info.hoisted.len() as u32;
        let is_wanted = |node: &&crate::syntax::NodeId| is_instantiated(table, script, index, id, **node);
        info.hoisted.extend(scope.hoisted.iter().filter(is_wanted));
        let inside = scope.parent != NONE && scope.parent >= work.first_scope;
        let captures = table.variables_of(id).any(|id| matches!(table.variable(id).storage, Storage::Context(_)));
        info.scopes.push(Scope {
            kind: scope.kind,
            parent: inside.then(|| local(scope.parent)),
            variables_start,
            variables_length: info.variables.len() as u32 - variables_start,
            functions_start,
            functions_length: info.hoisted.len() as u32 - functions_start,
            context_length: scope.context_length,
            needs_context: scope.needs_context,
            has_inner_eval: scope.has_inner_eval,
            has_extension: scope.has_extension,
            copies_context: scope.is_let_loop && captures,
            span: scope.span,
        });
    }
    link_copies(&mut info, &work);
    let is_name_used = |scope: u32| table.variables_of(scope).any(|id| table.variable(id).storage != Storage::Nowhere);
    info.name_scope = Some(work.name_scope).filter(|&scope| scope != NONE && is_name_used(scope)).map(local);
    info.parameter_scope = Some(local(work.parameter_scope));
    info.body_scope = Some(local(work.body_scope));
    info.references = work.references.iter().map(|reference| write_reference(table, &work, reference)).collect();
    info.first_scope = work.first_scope;
    info.around = Some(work.parent_scope).filter(|&scope| scope != NONE);
    let ast = &script.functions[index];
    info.captures = captures(table, &work, ast.is_async || ast.is_generator);
    info
}

/// The variables in contexts that a function uses: those of others, and its own if it can be suspended.
fn captures(table: &Table, work: &FunctionWork, can_be_suspended: bool) -> Vec<Capture> {
    let own = work.first_scope..work.first_scope + work.scopes;
    let used = work.references.iter().filter(|reference| reference.usage == Usage::Use && reference.variable != NONE);
    let used = used.filter_map(|reference| {
        let variable = table.variable(reference.variable);
        let is_wanted = can_be_suspended || !own.contains(&variable.scope);
        match variable.storage {
            Storage::Context(slot) if is_wanted => Some(Capture { scope: variable.scope, slot }),
            _ => None,
        }
    });
    let mut captures: Vec<Capture> = used.collect();
    captures.sort_unstable();
    captures.dedup();
    captures.shrink_to_fit();
    captures
}

/// Whether anybody can see the function that a hoisted declaration makes.
fn is_instantiated(table: &Table, script: &Script, index: usize, scope: u32, node: crate::syntax::NodeId) -> bool {
    let ast = &script.functions[index];
    let Node::FunctionDeclaration { binding, .. } = ast.node(node) else { return false };
    let Node::Binding { name, .. } = ast.node(binding) else { return false };
    let variable = table.find(scope, name).map(|id| table.variable(id));
    variable.is_some_and(|variable| variable.storage != Storage::Nowhere)
}

fn write_variable(table: &Table, id: u32) -> Variable {
    let work = table.variable(id);
    Variable {
        name: work.name,
        kind: work.kind,
        storage: work.storage,
        needs_hole: work.needs_hole,
        parameter: work.parameter,
        copies: None,
    }
}

/// In a `Body` scope, a `var` starts with the value of the parameter of that name.
fn link_copies(info: &mut super::info::FunctionScopes, work: &FunctionWork) {
    if work.body_scope == work.parameter_scope {
        return;
    }
    let range = |scope: u32| {
        let scope = &info.scopes[(scope - work.first_scope) as usize];
        scope.variables_start as usize..(scope.variables_start + scope.variables_length) as usize
    };
    let (outer, inner) = (range(work.parameter_scope), range(work.body_scope));
    for index in inner {
        let variable = info.variables[index];
        if variable.kind == VariableKind::Var {
            let found = outer.clone().find(|&other| info.variables[other].name == variable.name);
            info.variables[index].copies = found.map(|other| other as u32);
        }
    }
}

fn write_reference(table: &Table, work: &FunctionWork, raw: &RawReference) -> Reference {
    let outcome = raw.outcome;
    let mut reference = Reference {
        name: raw.name,
        resolution: Resolution::Global,
        needs_tdz_check: outcome.needs_check,
        mutability: outcome.mutability.unwrap_or(Mutability::Mutable),
        is_dynamic: outcome.is_dynamic,
        is_import: outcome.is_import,
    };
    let here = table.scope(raw.current).contexts;
    let mut variable = raw.variable;
    if outcome.is_header && is_special(raw.name) {
        // Another function's capture may have moved it from the frame's header into the context.
        match table.find(work.parameter_scope, raw.name) {
            Some(id) => variable = id,
            None => {
                reference.resolution = Resolution::Header;
                return reference;
            }
        }
    }
    if let Some((depth, index)) = outcome.enclosing {
        reference.resolution = Resolution::Context { depth: here + depth, index };
    } else if variable != NONE {
        let target = table.variable(variable);
        reference.resolution = match target.storage {
            Storage::Frame(slot) => Resolution::Frame { slot },
            Storage::Context(index) => Resolution::Context { depth: here - table.scope(target.scope).contexts, index },
            Storage::Header => Resolution::Header,
            Storage::Global => Resolution::Global,
            Storage::Dynamic => {
                reference.is_dynamic = true;
                Resolution::Global
            }
            Storage::Nowhere => Resolution::Nowhere,
        };
    }
    reference
}
