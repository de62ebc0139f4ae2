//! The entry point, and the beginning of each function's walk.

use super::info::{FunctionScopes, ScopeKind, ScriptScopes, VariableKind};
use super::resolve;
use super::statements::Place;
use super::table::{FunctionWork, NONE, NameSet, Table, hasher};
use super::walk::{Surroundings, Task, Waiting, Walker};
use crate::source::{Diagnostic, Span};
use crate::syntax::{Atom, ExportSource, FunctionAst, FunctionForm, FunctionId, ImportName, Node, NodeId, Script};

/// How to analyse. The default is right for scripts and modules.
#[derive(Clone, Debug, Default)]
pub(crate) struct AnalysisOptions {
    /// Strict from the outside: strict direct eval, or a host's wish.
    pub(crate) is_strict: bool,
    /// For direct eval: what surrounds the call.
    pub(crate) enclosing: Option<Enclosing>,
    /// Every variable has a place, whether somebody uses it or not: for debuggers.
    pub(crate) keeps_variables: bool,
}

/// What surrounds a direct eval. All names are atoms of the script being analysed: intern them in its table first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Enclosing {
    /// The contexts that the code sees, innermost first.
    pub(crate) contexts: Vec<EnclosingContext>,
    /// `new.target` is allowed: the call stands in a function that is not an arrow at the top level.
    pub(crate) in_function: bool,
    /// `super.x` is allowed.
    pub(crate) in_method: bool,
    /// `super()` is allowed.
    pub(crate) in_derived_constructor: bool,
    /// `arguments` is not.
    pub(crate) in_class_field_initializer: bool,
}

/// One context around a direct eval.
#[derive(Clone, Debug, Default)]
pub(crate) struct EnclosingContext {
    /// Its variables.
    pub(crate) variables: Vec<EnclosingVariable>,
    /// Names that are not among the variables may be in it: it is a `with`, or has an extension.
    pub(crate) is_dynamic: bool,
    /// A sloppy direct eval declares its `var`s here.
    pub(crate) takes_variables: bool,
    /// It holds the parameters of a function whose body has a scope of its own.
    pub(crate) is_parameters: bool,
}

impl Enclosing {
    /// Whether a `var` of a sloppy direct eval would hide, or be hidden by, another binding on its way to the variable
    /// scope: ECMA-262 EvalDeclarationInstantiation, step 3.d. The name of a `catch` may be declared again (B.3.4).
    pub(super) fn clashes(&self, name: Atom) -> bool {
        for context in &self.contexts {
            let found = context.variables.iter().find(|variable| variable.name == name);
            let clash = found.is_some_and(|variable| match variable.kind {
                VariableKind::Let | VariableKind::Const | VariableKind::Class => true,
                VariableKind::Parameter | VariableKind::Arguments => context.is_parameters,
                VariableKind::SimpleCatch => false,
                _ => !context.takes_variables,
            });
            if clash || context.takes_variables {
                return clash;
            }
        }
        false
    }
}

/// A variable in a context around a direct eval.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EnclosingVariable {
    /// Its name.
    pub(crate) name: Atom,
    /// Its kind.
    pub(crate) kind: VariableKind,
    /// Its slot in the context.
    pub(crate) slot: u32,
}

/// Finds out which variable each name means and where it lives, and reports early errors – the one that stands first
/// in the text. Fills the reference and scope fields of the nodes and `is_strict` of the functions.
pub(crate) fn analyse(script: &mut Script, options: &AnalysisOptions) -> Result<ScriptScopes, Diagnostic> {
    let mut table = Table::default();
    let mut works: Vec<Option<FunctionWork>> = vec![None; script.functions.len()];
    // The walk of a function takes its tree out; what others need to know of it stays behind.
    let heads: Vec<FunctionAst> = script.functions.iter().map(head_of).collect();
    let enclosing = options.enclosing.as_ref();
    let is_module = script.module.is_some();
    let surroundings = Surroundings {
        is_strict: options.is_strict || is_module,
        allows_super_call: enclosing.is_some_and(|outer| outer.in_derived_constructor),
        allows_super_property: enclosing.is_some_and(|outer| outer.in_method),
        allows_new_target: enclosing.is_some_and(|outer| outer.in_function),
        forbids_arguments: enclosing.is_some_and(|outer| outer.in_class_field_initializer),
        reserves_await: is_module,
        parameters_reserve_await: false,
    };
    let mut waiting = vec![Waiting { function: FunctionId::new(0), scope: NONE, position: 0, depth: 0, surroundings }];
    while let Some(next) = waiting.pop() {
        let index = next.function.index();
        let mut walker = Walker {
            table: &mut table,
            atoms: &mut script.atoms,
            literals: &script.literals,
            functions: &heads,
            waiting: &mut waiting,
            ast: std::mem::take(&mut script.functions[index]),
            work: new_work(heads[index].form, next),
            index: index as u32,
            surroundings: next.surroundings,
            scope: next.scope,
            tasks: Vec::new(),
            labels: Vec::new(),
            loops: 0,
            switches: 0,
            in_parameters: false,
            depth: next.depth,
            is_module,
            enclosing: enclosing.filter(|_| heads[index].form == FunctionForm::Eval),
            catch_bodies: Vec::new(),
            plain_functions: Vec::new(),
            hoisted_names: NameSet::with_hasher(hasher()),
        };
        walker.function(script.module.as_ref().map_or(&[], |module| &module.imports));
        let (ast, work) = (walker.ast, walker.work);
        script.functions[index] = ast;
        works[index] = Some(work);
    }
    check_exports(script, &mut table);
    let scopes = resolve::resolve(script, &mut table, works, options);
    match table.diagnostic {
        Some(diagnostic) => Err(diagnostic),
        None => Ok(scopes),
    }
}

fn head_of(ast: &FunctionAst) -> FunctionAst {
    FunctionAst {
        form: ast.form,
        is_async: ast.is_async,
        is_generator: ast.is_generator,
        is_concise: ast.is_concise,
        name: ast.name,
        span: ast.span,
        ..FunctionAst::default()
    }
}

fn new_work(form: FunctionForm, waiting: Waiting) -> FunctionWork {
    FunctionWork {
        form,
        parent_scope: waiting.scope,
        position: waiting.position,
        this_position: u32::MAX,
        first_scope: NONE,
        scopes: 0,
        parameter_scope: NONE,
        body_scope: NONE,
        name_scope: NONE,
        references: Vec::new(),
        info: FunctionScopes::default(),
    }
}

/// Every exported name must be declared, and exported once.
fn check_exports(script: &Script, table: &mut Table) {
    let Some(module) = &script.module else { return };
    let mut seen = NameSet::with_hasher(hasher());
    for export in &module.exports {
        if !seen.insert(export.export) {
            let name = script.atoms.display(export.export);
            table.fail(export.span, format!("Duplicate export of '{name}'"));
        }
        if let ExportSource::Local(name) = export.source {
            match table.find(0, name) {
                Some(variable) => {
                    let variable = table.variable_mut(variable);
                    variable.is_captured = true;
                    variable.is_used = true;
                    // Who imports it may come too early.
                    variable.needs_hole |= variable.has_dead_zone();
                }
                None => {
                    let name = script.atoms.display(name);
                    table.fail(export.span, format!("Export '{name}' is not defined in module"));
                }
            }
        }
    }
}

impl Walker<'_> {
    /// Walks the whole function.
    fn function(&mut self, imports: &[crate::syntax::ImportEntry]) {
        self.work.first_scope = self.table.scopes.len() as u32;
        self.find_strictness();
        let form = self.ast.form;
        let span = self.ast.span;
        if let Some(name) =
            self.ast.name.filter(|_| matches!(form, FunctionForm::Declaration | FunctionForm::Expression))
        {
            self.check_function_name(name);
            if form == FunctionForm::Expression {
                self.check_expression_name(name);
                self.enter(ScopeKind::FunctionName, span);
                self.work.name_scope = self.scope;
                self.table.add_variable(self.scope, name, VariableKind::FunctionName, 0);
            }
        }
        let kind = match form {
            FunctionForm::Script => ScopeKind::Script,
            FunctionForm::Module => ScopeKind::Module,
            FunctionForm::Eval => ScopeKind::Eval,
            _ => ScopeKind::Function,
        };
        self.enter(kind, span);
        self.work.parameter_scope = self.scope;
        self.work.body_scope = self.scope;
        self.tasks.clear();
        for import in imports.iter().filter(|_| form == FunctionForm::Module) {
            self.declare_import(import);
        }
        self.parameters();
        let body = self.ast.body;
        self.declare_lexical(body, true);
        self.visit_all(body);
        for index in 0..body.length {
            let statement = self.ast.item(body, index);
            if matches!(self.ast.node(statement), Node::Labelled { .. }) {
                self.check_body(statement, Place::Label);
            }
        }
        self.run();
    }

    fn declare_import(&mut self, import: &crate::syntax::ImportEntry) {
        let name = import.local;
        if matches!(name, Atom::EVAL | Atom::ARGUMENTS) {
            self.table.fail(import.span, "Unexpected eval or arguments in strict mode");
        }
        if name.is_strict_reserved() || name == Atom::AWAIT {
            self.table.fail(import.span, "Unexpected strict mode reserved word");
        }
        if self.table.find(self.scope, name).is_some() {
            let text = self.atoms.display(name);
            self.table.fail(import.span, format!("Identifier '{text}' has already been declared"));
        }
        // A namespace is a value as any other, which is there when the module begins to run.
        let kind = match import.import {
            ImportName::Name(_) => VariableKind::Import,
            ImportName::Namespace => VariableKind::Const,
        };
        let variable = self.table.add_variable(self.scope, name, kind, 0);
        let variable = self.table.variable_mut(variable);
        variable.is_captured = true;
        variable.is_used = true;
    }

    /// The name of a generator or async function expression is inside the function.
    fn check_expression_name(&mut self, name: Atom) {
        let is_reserved = (name == Atom::YIELD && self.ast.is_generator)
            || (name == Atom::AWAIT && (self.ast.is_async || self.surroundings.reserves_await));
        if is_reserved {
            let text = self.atoms.display(name);
            self.table.fail(Span::at(self.ast.span.start), format!("Unexpected identifier '{text}'"));
        }
    }

    /// The directive prologue – ECMA-262 §11.2.1.
    fn find_strictness(&mut self) {
        let body = self.ast.body;
        for index in 0..body.length {
            let statement = self.ast.item(body, index);
            let Node::ExpressionStatement { expression } = self.ast.node(statement) else { break };
            let Node::String { value, .. } = self.ast.node(expression) else { break };
            // Written without escapes: ten characters and two quotes.
            if value == Atom::USE_STRICT && self.ast.span(expression).len() == 12 {
                self.surroundings.is_strict = true;
                if !self.has_simple_parameters() {
                    let message = "Illegal 'use strict' directive in function with non-simple parameter list";
                    self.fail(expression, message);
                }
            }
        }
        self.ast.is_strict = self.surroundings.is_strict;
        self.work.info.facts.is_strict = self.surroundings.is_strict;
    }

    fn has_simple_parameters(&self) -> bool {
        self.ast.list(self.ast.parameters).iter().all(|&id| matches!(self.ast.node(id), Node::Binding { .. }))
    }

    /// Declares the parameters and walks the expressions in them.
    fn parameters(&mut self) {
        let list = self.ast.parameters;
        let is_simple = self.has_simple_parameters();
        let facts = &mut self.work.info.facts;
        facts.has_simple_parameters = is_simple;
        let mut names: Vec<(NodeId, Atom, u32, Option<u32>)> = Vec::new();
        let (mut count, mut length, mut has_expressions) = (0, None, false);
        for index in 0..list.length {
            let parameter = self.ast.item(list, index);
            let node = self.ast.node(parameter);
            match node {
                Node::Rest { .. } => {}
                _ => count = index + 1,
            }
            if matches!(node, Node::Rest { .. } | Node::Default { .. }) && length.is_none() {
                length = Some(index);
            }
            has_expressions |= self.has_expression(parameter);
            let end = if is_simple { 0 } else { self.ast.span(parameter).end };
            let mut bound = Vec::new();
            self.bound_names(parameter, &mut bound);
            let plain = match node {
                Node::Binding { .. } => true,
                Node::Default { target, .. } => matches!(self.ast.node(target), Node::Binding { .. }),
                _ => false,
            };
            names.extend(bound.into_iter().map(|(id, name)| (id, name, end, plain.then_some(index))));
        }
        let info = &mut self.work.info;
        info.parameter_count = count;
        info.length = length.unwrap_or(list.length);
        info.facts.has_parameter_expressions = has_expressions;
        for (id, name, end, number) in names {
            self.declare_parameter(id, name, end, number, is_simple);
        }
        self.visit_parameters(has_expressions);
    }

    fn declare_parameter(&mut self, id: NodeId, name: Atom, end: u32, number: Option<u32>, is_simple: bool) {
        let is_method = !matches!(self.ast.form, FunctionForm::Declaration | FunctionForm::Expression);
        if let Some(earlier) = self.table.find(self.scope, name) {
            if self.is_strict() || !is_simple || is_method {
                self.fail(id, "Duplicate parameter name not allowed in this context");
            }
            self.table.variable_mut(earlier).parameter = number;
            return;
        }
        let variable = self.table.add_variable(self.scope, name, VariableKind::Parameter, end);
        self.table.variable_mut(variable).parameter = number;
    }

    fn visit_parameters(&mut self, has_expressions: bool) {
        self.in_parameters = true;
        let list = self.ast.parameters;
        self.tasks.push(Task::EndParameters);
        self.visit_all(list);
        self.run();
        self.in_parameters = false;
        if has_expressions {
            let span = self.ast.span;
            self.enter(ScopeKind::Body, span);
            self.tasks.clear();
            self.work.body_scope = self.scope;
        }
    }

    /// A default value or a computed key stands in the parameter.
    fn has_expression(&self, parameter: NodeId) -> bool {
        let mut waiting = vec![parameter];
        while let Some(id) = waiting.pop() {
            match self.ast.node(id) {
                Node::Default { .. } => return true,
                Node::ArrayPattern { elements: list } | Node::ObjectPattern { properties: list } => {
                    waiting.extend(self.ast.list(list));
                }
                Node::Property { key, value, .. } => {
                    if matches!(self.ast.node(key), Node::Computed { .. }) {
                        return true;
                    }
                    waiting.push(value);
                }
                Node::Rest { target } => waiting.push(target),
                _ => {}
            }
        }
        false
    }
}
