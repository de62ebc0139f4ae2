//! Modules with a text: ParseModule (§16.2.1.7.1), the second half of InitializeEnvironment (§16.2.1.7.3.1), `import()`
//! and `import.meta`.

use crate::heap::{Allocation, Local, Slot};
use crate::interpreter::install::{
    self, KIND, KIND_BITS, LinkedImport, LoadOptions, ScriptData, atom_string, check, kind_number, script_data,
    throw_diagnostic, throw_with_excerpt,
};
use crate::interpreter::machine::variable_word;
use crate::interpreter::positions::innermost_position;
use crate::runtime::{
    self, Abrupt, Arguments, Completion, ModuleLists, ModulePlace, Scope, ScopeInfo, begin_dynamic_import,
    create_module, ordinary_object_create,
};
use crate::scope::{Scope as SourceScope, Storage, VariableKind};
use crate::source::{Diagnostic, SourceText, excerpt};
use crate::syntax::{
    Atom, ExportSource, FunctionId, Goal, ImportName, ModuleRequest, Node, ParseOptions, ScopeId, Script,
};
use crate::value::layout::module::{self, import, request};
use crate::value::layout::{code, context, function, generator_state, script, words};
use crate::value::{Value, kind};
use std::sync::Arc;

/// The record of a module whose text is `source`, not loaded and not linked; `id` is the host's name for it.
///
/// # Errors
/// SyntaxError; termination when there is no memory.
pub(crate) fn load_module<'s>(cx: &mut Scope<'s>, id: &str, source: SourceText) -> Completion<Local<'s>> {
    let parse = ParseOptions { goal: Goal::Module, ..ParseOptions::default() };
    let mut options = LoadOptions { parse, ..LoadOptions::default() };
    options.analysis.keeps_variables = cx.keeps_variables;
    let (parsed, scopes) = match check(&source, &options) {
        Ok(parts) => parts,
        Err(diagnostic) => return Err(throw_diagnostic(cx, &source, &diagnostic)),
    };
    let has_top_level_await = parsed.function(Script::TOP).is_async;
    let data = ScriptData { source, script: parsed, scopes, wrapper_columns: 0, origin: None, imports: Vec::new() };
    let script = install::new_script(cx, data)?;
    let environment = new_environment(cx, script)?;
    let id = cx.string(id)?;
    let lists = lists_of(cx, script)?;
    let module = create_module(cx, id, script, environment, lists, has_top_level_await)?;
    cx.heap.store(script, script::REFERRER, module);
    Ok(module)
}

/// The scope of a module's top level.
fn top_scope(data: &ScriptData) -> Option<(ScopeId, &SourceScope)> {
    let top = data.scopes.functions.first()?;
    let id = top.parameter_scope?;
    Some((id, top.scope(id)))
}

/// The environment of a module: UNDEFINED if it has no variables that others can see.
fn new_environment<'s>(cx: &mut Scope<'s>, script: Local<'s>) -> Completion<Local<'s>> {
    let Some(data) = script_data(cx, cx.raw(script)) else { return Ok(Local::UNDEFINED) };
    let Some((id, scope)) = top_scope(data).filter(|(_, scope)| scope.needs_context) else {
        return Ok(Local::UNDEFINED);
    };
    let count = scope.context_length as usize;
    let variables = data.scopes.functions[0].variables_of(scope).iter();
    let holes: Vec<u32> = variables
        .filter_map(|variable| match variable.storage {
            Storage::Context(slot) if variable.needs_hole => Some(slot),
            _ => None,
        })
        .collect();
    let info = install::scope_info(cx, script, Script::TOP, id)?;
    let allocation = Allocation::young(kind::CONTEXT, 0, context::VARIABLES + count);
    let environment = cx.allocate(allocation, |init| init.set(context::SCOPE_INFO, info))?;
    for slot in holes {
        cx.heap.store(environment, variable_word(slot) as usize, Local::from(Value::UNINITIALIZED));
    }
    Ok(environment)
}

/// An export that is no `export *`.
enum Export {
    /// A variable: its word in the environment.
    Local { export: Atom, word: u32 },
    /// What a request gives under a name, or its namespace; `entry` is its number in the syntax.
    Indirect { export: Atom, request: u32, name: Option<Atom>, entry: usize },
}

/// The exports of a module, an import that is exported again turned into an indirect one.
fn exports_of(data: &ScriptData) -> Vec<Export> {
    let Some(syntax) = &data.script.module else { return Vec::new() };
    let export = |(entry, of): (usize, &crate::syntax::ExportEntry)| {
        let export = of.export;
        match of.source {
            ExportSource::Indirect { request, name } => Export::Indirect { export, request, name: Some(name), entry },
            ExportSource::Namespace { request } => Export::Indirect { export, request, name: None, entry },
            ExportSource::Local(local) => {
                let imported = syntax.imports.iter().find(|import| import.local == local);
                match imported.map(|import| (import.request, import.import)) {
                    Some((request, ImportName::Name(name))) => {
                        Export::Indirect { export, request, name: Some(name), entry }
                    }
                    Some((request, ImportName::Namespace)) => Export::Indirect { export, request, name: None, entry },
                    None => Export::Local { export, word: word_of(data, local) },
                }
            }
        }
    };
    syntax.exports.iter().enumerate().map(export).collect()
}

/// The word of a variable of the top level in the environment.
fn word_of(data: &ScriptData, name: Atom) -> u32 {
    let Some((_, scope)) = top_scope(data) else { return 0 };
    let variables = data.scopes.functions[0].variables_of(scope).iter();
    let found = variables.filter(|variable| variable.name == name).find_map(|variable| match variable.storage {
        Storage::Context(slot) => Some(variable_word(slot)),
        _ => None,
    });
    found.unwrap_or(0)
}

/// A word of a list that is being made.
#[derive(Clone, Copy)]
enum Item {
    /// A name.
    Name(Atom),
    /// An int.
    Number(u32),
    /// Import attributes: the request with this number has them.
    Attributes(usize),
    /// NULL.
    Null,
    /// UNDEFINED.
    Undefined,
}

/// The lists of a module's record.
fn lists_of<'s>(cx: &mut Scope<'s>, script: Local<'s>) -> Completion<ModuleLists<'s>> {
    let Some(data) = script_data(cx, cx.raw(script)) else { return Ok(ModuleLists::NONE) };
    let Some(syntax) = &data.script.module else { return Ok(ModuleLists::NONE) };
    let numbers = request_numbers(&syntax.requests);
    let number = |request: u32| Item::Number(numbers[request as usize]);
    let mut requests = Vec::new();
    for (index, request) in syntax.requests.iter().enumerate() {
        if numbers[index] as usize * request::WORDS == requests.len() {
            let has_attributes = !request.attributes.is_empty();
            let attributes = if has_attributes { Item::Attributes(index) } else { Item::Undefined };
            requests.extend([Item::Name(request.specifier), attributes, Item::Undefined]);
        }
    }
    let mut imports = Vec::new();
    for import in &syntax.imports {
        let name = match import.import {
            ImportName::Name(name) => Item::Name(name),
            ImportName::Namespace => Item::Null,
        };
        let word = Item::Number(word_of(data, import.local));
        imports.extend([number(import.request), name, word, Item::Undefined]);
    }
    let (mut local, mut indirect) = (Vec::new(), Vec::new());
    for export in exports_of(data) {
        match export {
            Export::Local { export, word } => local.extend([Item::Name(export), Item::Number(word)]),
            Export::Indirect { export, request, name, .. } => {
                indirect.extend([Item::Name(export), number(request), name.map_or(Item::Null, Item::Name)]);
            }
        }
    }
    let stars: Vec<Item> = syntax.star_exports.iter().map(|&request| number(request)).collect();
    Ok(ModuleLists {
        requests: list(cx, script, &requests)?,
        imports: list(cx, script, &imports)?,
        local_exports: list(cx, script, &local)?,
        indirect_exports: list(cx, script, &indirect)?,
        star_exports: list(cx, script, &stars)?,
    })
}

/// For each request of the syntax its number among those that differ.
fn request_numbers(requests: &[ModuleRequest]) -> Vec<u32> {
    let mut known: std::collections::HashMap<(Atom, Vec<(Atom, Atom)>), u32> = std::collections::HashMap::new();
    let mut numbers = Vec::with_capacity(requests.len());
    for request in requests {
        let mut attributes = request.attributes.clone();
        attributes.sort_by_key(|&(key, _)| key.index());
        let next = known.len() as u32;
        numbers.push(*known.entry((request.specifier, attributes)).or_insert(next));
    }
    numbers
}

fn list<'s>(cx: &mut Scope<'s>, script: Local<'s>, items: &[Item]) -> Completion<Local<'s>> {
    let list = cx.allocate_words(items.len())?;
    for (index, &item) in items.iter().enumerate() {
        let mut cx = cx.open();
        let value = match item {
            Item::Name(atom) => atom_string(&mut cx, script, atom)?,
            Item::Number(number) => Local::int(number as i32),
            Item::Attributes(request) => attributes(&mut cx, script, request)?,
            Item::Null => Local::NULL,
            Item::Undefined => Local::UNDEFINED,
        };
        cx.heap.store(list, words::ELEMENTS + index, value);
    }
    Ok(list)
}

/// The attributes of a request: keys and values, in the order of the keys.
fn attributes<'s>(cx: &mut Scope<'s>, script: Local<'s>, request: usize) -> Completion<Local<'s>> {
    let Some(data) = script_data(cx, cx.raw(script)) else { return Ok(Local::UNDEFINED) };
    let Some(syntax) = &data.script.module else { return Ok(Local::UNDEFINED) };
    let mut pairs = syntax.requests[request].attributes.clone();
    let units = |atom: Atom| data.script.atoms.text(atom).units().collect::<Vec<u16>>();
    pairs.sort_by_key(|&(key, _)| units(key));
    let items: Vec<Item> = pairs.into_iter().flat_map(|(key, value)| [Item::Name(key), Item::Name(value)]).collect();
    list(cx, script, &items)
}

/// Makes the functions of a module whose imports are bound, and the closure of its code.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn instantiate<'s>(cx: &mut Scope<'s>, module: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let script = cx.word(module, module::SCRIPT)?;
    let environment = cx.word(module, module::ENVIRONMENT)?;
    note_imports(&mut cx, module, script, environment)?;
    for (function, name, word) in hoisted_functions(&cx, script) {
        let mut cx = cx.open();
        let code = install::new_code(&mut cx, script, function)?;
        let name = atom_string(&mut cx, script, name)?;
        let closure = install::new_closure(&mut cx, code, environment, name)?;
        cx.heap.store(environment, word, closure);
    }
    let body = install::top_closure(&mut cx, script, environment)?;
    cx.heap.store(module, module::BODY, body);
    Ok(())
}

/// Tells the compiler, and direct evals, which words the imports mean.
fn note_imports<'s>(
    cx: &mut Scope<'s>,
    module: Local<'s>,
    script: Local<'s>,
    environment: Local<'s>,
) -> Completion<()> {
    let Some(data) = script_data(cx, cx.raw(script)) else { return Ok(()) };
    let Some(syntax) = &data.script.module else { return Ok(()) };
    let list = cx.raw(module).word(module::IMPORTS);
    let target = |index: usize| list.word(words::ELEMENTS + index * import::WORDS + import::TARGET);
    let linked = |(index, entry): (usize, &crate::syntax::ImportEntry)| {
        let word = target(index);
        word.is_int().then(|| LinkedImport { local: entry.local, word: word.as_int() as u32 })
    };
    let imports: Vec<LinkedImport> = syntax.imports.iter().enumerate().filter_map(linked).collect();
    let own_word = |index: usize| list.word(words::ELEMENTS + index * import::WORDS + import::WORD).as_int();
    let targets = (0..syntax.imports.len()).filter(|&index| target(index).is_int());
    let targets: Vec<(i32, i32)> = targets.map(|index| (own_word(index), target(index).as_int())).collect();
    if !imports.is_empty() {
        let info = cx.word(environment, context::SCOPE_INFO)?;
        let count = ScopeInfo::new(cx.raw(info)).map_or(0, ScopeInfo::count);
        for (own, target) in targets {
            let number = kind_number(VariableKind::Import) & KIND | target << KIND_BITS;
            runtime::set_variable_kind(cx, info, (own as usize - context::VARIABLES, count), number);
        }
    }
    if let Some(data) = install::script_data_mut(cx, script) {
        data.imports = imports;
    }
    Ok(())
}

/// The function declarations of a module's top level that live in its environment: function, name, word.
fn hoisted_functions(cx: &Scope<'_>, script: Local<'_>) -> Vec<(FunctionId, Atom, usize)> {
    let Some(data) = script_data(cx, cx.raw(script)) else { return Vec::new() };
    let Some((_, scope)) = top_scope(data) else { return Vec::new() };
    let ast = data.script.function(Script::TOP);
    let scopes = &data.scopes.functions[0];
    let function = |&id: &crate::syntax::NodeId| {
        let Node::FunctionDeclaration { binding, function, .. } = ast.node(id) else { return None };
        let Node::Binding { name, .. } = ast.node(binding) else { return None };
        let variable = scopes.variables_of(scope).iter().find(|variable| variable.name == name)?;
        let Storage::Context(slot) = variable.storage else { return None };
        let own = data.script.function(function).name;
        let name = own.unwrap_or(if name == Atom::DEFAULT_EXPORT { Atom::DEFAULT } else { name });
        Some((function, name, variable_word(slot) as usize))
    };
    scopes.functions_of(scope).iter().filter_map(function).collect()
}

/// Throws a SyntaxError that is about an import or an export.
#[cold]
pub(crate) fn throw_at<'s>(cx: &mut Scope<'s>, module: Local<'s>, place: ModulePlace, message: &str) -> Abrupt {
    let mut cx = cx.open();
    let script = match cx.word(module, module::SCRIPT) {
        Ok(script) => script,
        Err(abrupt) => return abrupt,
    };
    let found = script_data(&cx, cx.raw(script)).and_then(|data| {
        let syntax = data.script.module.as_ref()?;
        let span = match place {
            ModulePlace::Import(index) => syntax.imports.get(index)?.name_span,
            ModulePlace::Export(index) => {
                let entries = exports_of(data).into_iter().filter_map(|export| match export {
                    Export::Indirect { entry, .. } => Some(entry),
                    Export::Local { .. } => None,
                });
                syntax.exports.get(entries.into_iter().nth(index)?)?.span
            }
        };
        Some((data.source.clone(), Diagnostic::syntax(span, message)))
    });
    match found {
        Some((source, diagnostic)) => {
            // As Node shows it: the message stands right below.
            let excerpt = excerpt(&source, diagnostic.span);
            throw_with_excerpt(&mut cx, &diagnostic, excerpt.trim_end().to_owned())
        }
        None => runtime::throw_syntax_error(&mut cx, format_args!("{message}")),
    }
}

/// The SCRIPT of the function that is running.
fn running_script<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    cx.local(|isolate| {
        let callee = isolate.heap.get(Local::in_slot(Slot(isolate.frame as u32)));
        if !callee.is_kind(kind::FUNCTION) {
            return isolate.heap.get(Local::UNDEFINED);
        }
        callee.word(function::CODE).word(code::SCRIPT)
    })
}

/// What the imports of a text are relative to: a MODULE, or the name of a text.
fn referrer_of<'s>(cx: &mut Scope<'s>, text: Local<'s>) -> Completion<Local<'s>> {
    if !cx.raw(text).is_kind(kind::SCRIPT) {
        return Ok(Local::UNDEFINED);
    }
    let referrer = cx.word(text, script::REFERRER)?;
    if cx.raw(referrer).is_undefined() { cx.word(text, script::NAME) } else { Ok(referrer) }
}

/// What the imports of code are relative to that is made of text here: GetActiveScriptOrModule (§9.4.1).
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn active_referrer<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    let Some((slot, _)) = innermost_position(cx) else { return Ok(Local::UNDEFINED) };
    let text = cx.local(|isolate| {
        let callee = isolate.heap.get(Local::in_slot(Slot(slot as u32)));
        callee.word(function::CODE).word(code::SCRIPT)
    })?;
    referrer_of(cx, text)
}

/// Await of `value` by a module in `state`, which has stopped for the first time: its promise. The record keeps the state:
/// a module that waits is alive, whatever it waits for.
///
/// # Errors
/// A termination.
pub(crate) fn begin_await<'s>(cx: &mut Scope<'s>, state: Local<'s>, value: Local<'s>) -> Completion<Local<'s>> {
    let closure = cx.word(state, generator_state::CALLEE)?;
    let text = cx.local(|isolate| isolate.heap.get(closure).word(function::CODE).word(code::SCRIPT))?;
    let module = referrer_of(cx, text)?;
    if cx.raw(module).is_kind(kind::MODULE) {
        cx.heap.store(module, module::BODY, state);
    }
    super::generator::begin_await(cx, state, value)
}

/// `import(specifier, options)` – <https://tc39.es/ecma262/#sec-import-call-runtime-semantics-evaluation>
pub(crate) fn import_call<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let text = running_script(cx)?;
    let referrer = referrer_of(cx, text)?;
    begin_dynamic_import(cx, referrer, operands.get(0), operands.get(1))
}

/// `import.meta` – <https://tc39.es/ecma262/#sec-meta-properties-runtime-semantics-evaluation>
pub(crate) fn import_meta<'s>(cx: &mut Scope<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let text = running_script(cx)?;
    let module = referrer_of(cx, text)?;
    if !cx.raw(module).is_kind(kind::MODULE) {
        return Ok(Local::UNDEFINED);
    }
    let known = cx.word(module, module::META)?;
    if cx.raw(known).is_pointer() {
        return Ok(known);
    }
    let meta = ordinary_object_create(cx, Local::NULL)?;
    let hooks = Arc::clone(&cx.hooks);
    hooks.host_finalize_import_meta(cx, meta, module)?;
    cx.heap.store(module, module::META, meta);
    Ok(meta)
}
