//! From text to closures: loading scripts, CODE objects, compiling a function when it is first called.
//!
//! A SCRIPT object owns the source text, the syntax trees and the scopes of its functions as an external payload; a
//! function's tree is dropped when it is compiled. A CODE object belongs to one function of a script in one realm; its
//! raw words hold what the machine needs to enter it, its external payload is the executable tree.

use super::compiler::{self, CompileError, Compiled, Constant, Unit};
use super::machine::{Entry, OBJECT_ESTIMATE_SHIFT, Tree, entry_flag, entry_trait, native_entry};
use super::operations::variable::scope_flag;
use crate::heap::{Allocation, External, ExternalId, Local, Place};
use crate::runtime::{self, Abrupt, Completion, Intrinsic, Scope, Termination};
use crate::scope::{AnalysisOptions, FunctionScopes, ScopeKind, ScriptScopes, Storage, VariableKind};
use crate::source::{Diagnostic, DiagnosticKind, SourceText};
use crate::syntax::{Atom, AtomText, FunctionForm, FunctionId, LiteralId, Node, ParseOptions, ScopeId, Script};
use crate::value::layout::{attribute, code, function, script, words};
use crate::value::{Value, kind};

/// Raw word of a CODE object: the key of its tree.
pub(crate) const TREE_WORD: usize = code::RAW + 4;
/// Raw word of a CODE object: start and end of its source text (bytes).
pub(crate) const SPAN_WORD: usize = code::RAW + 5;

/// What a SCRIPT object owns.
pub(crate) struct ScriptData {
    /// The text.
    pub(crate) source: SourceText,
    /// Its functions that are not compiled yet, its names and literals.
    pub(crate) script: Script,
    /// Its scopes.
    pub(crate) scopes: ScriptScopes,
    /// Lines before the first that the user wrote, and columns before its first character (module wrappers).
    pub(crate) wrapper_columns: u32,
    /// Where the text was made, if that was code: `eval at f (file:line:column)`.
    pub(crate) origin: Option<String>,
    /// What the imports mean that the text can see; of a module once it is linked.
    pub(crate) imports: Vec<LinkedImport>,
}

/// An import whose variable holds the context that it means.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LinkedImport {
    /// The name of the variable.
    pub(crate) local: Atom,
    /// The word of the other context.
    pub(crate) word: u32,
}

impl External for ScriptData {
    fn category(&self) -> &'static str {
        "script source"
    }

    fn counts_as_heap(&self) -> bool {
        true
    }
}

/// How to load a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct LoadOptions {
    /// Goal symbol and such.
    pub(crate) parse: ParseOptions,
    /// Strictness and surroundings.
    pub(crate) analysis: AnalysisOptions,
    /// Columns of the first line that belong to a wrapper around the user's text.
    pub(crate) wrapper_columns: u32,
}

/// Parses and analyses a text without a heap.
///
/// # Errors
/// The first error in the text.
pub(crate) fn check(source: &SourceText, options: &LoadOptions) -> Result<(Script, ScriptScopes), Diagnostic> {
    let mut script = crate::syntax::parse(source, options.parse)?;
    let scopes = crate::scope::analyse(&mut script, &options.analysis)?;
    Ok((script, scopes))
}

/// Throws a diagnostic as the error it stands for.
pub(crate) fn throw_diagnostic(cx: &mut Scope<'_>, source: &SourceText, diagnostic: &Diagnostic) -> Abrupt {
    throw_with_excerpt(cx, diagnostic, crate::source::excerpt(source, diagnostic.span))
}

/// As [`throw_diagnostic`]: `excerpt` is what a report shows above the message.
pub(super) fn throw_with_excerpt(cx: &mut Scope<'_>, diagnostic: &Diagnostic, excerpt: String) -> Abrupt {
    let message = &diagnostic.message;
    let abrupt = match diagnostic.kind {
        DiagnosticKind::Range => runtime::throw_range_error(cx, format_args!("{message}")),
        DiagnosticKind::Syntax => runtime::throw_syntax_error(cx, format_args!("{message}")),
    };
    // The place is in this text, not where it was asked for.
    cx.throw_site = None;
    let mut inner = cx.open();
    let abrupt = match inner.catch(abrupt) {
        Ok(error) => {
            let hooks = std::sync::Arc::clone(&inner.hooks);
            hooks.note_excerpt(&mut inner, error, &excerpt);
            inner.throw(error)
        }
        Err(termination) => termination,
    };
    drop(inner);
    cx.syntax_excerpt = Some(excerpt);
    abrupt
}

/// Loads a text and yields the closure of its top level, made in the context `context` (UNDEFINED: the global one).
///
/// # Errors
/// SyntaxError; termination when there is no memory.
pub(crate) fn load<'s>(
    cx: &mut Scope<'s>,
    source: SourceText,
    options: &LoadOptions,
    context: Local<'s>,
) -> Completion<Local<'s>> {
    let mut options = options.clone();
    options.analysis.keeps_variables |= cx.keeps_variables;
    let (script, scopes) = match check(&source, &options) {
        Ok(parts) => parts,
        Err(diagnostic) => return Err(throw_diagnostic(cx, &source, &diagnostic)),
    };
    let wrapper_columns = options.wrapper_columns;
    let data = ScriptData { source, script, scopes, wrapper_columns, origin: None, imports: Vec::new() };
    install(cx, data, context, Local::UNDEFINED)
}

/// Makes the heap's side of a script that was parsed and analysed, and the closure of its top level. `referrer`: what its
/// imports are relative to, UNDEFINED for its own name.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn install<'s>(
    cx: &mut Scope<'s>,
    data: ScriptData,
    context: Local<'s>,
    referrer: Local<'s>,
) -> Completion<Local<'s>> {
    let script = new_script(cx, data)?;
    cx.heap.store(script, script::REFERRER, referrer);
    top_closure(cx, script, context)
}

/// The SCRIPT of a text that was parsed and analysed.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn new_script<'s>(cx: &mut Scope<'s>, mut data: ScriptData) -> Completion<Local<'s>> {
    data.script.atoms.seal();
    let name = cx.string(data.source.name())?;
    let allocation = Allocation { kind: kind::SCRIPT, aux: 0, words: script::WORDS, place: Place::Old };
    let script = cx.allocate(allocation, |init| init.set(script::NAME, name))?;
    let bytes = memory_of(&data);
    let Ok(id) = cx.heap.attach_external(script, Box::new(data), bytes) else {
        return Err(cx.terminate(Termination::OutOfMemory));
    };
    cx.heap.store_raw(script, script::DATA, id.to_bits());
    let realm = cx.realms.current();
    cx.heap.store_raw(script, script::REALM, u64::from(realm));
    super::debugger::loaded(cx, id);
    Ok(script)
}

/// The closure of a script's top level.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn top_closure<'s>(cx: &mut Scope<'s>, script: Local<'s>, context: Local<'s>) -> Completion<Local<'s>> {
    let code = new_code(cx, script, Script::TOP)?;
    let empty = cx.string("")?;
    new_closure(cx, code, context, empty)
}

fn memory_of(data: &ScriptData) -> usize {
    size_of::<ScriptData>() + data.source.memory() + data.script.memory() + data.scopes.memory()
}

/// The payload of a SCRIPT.
pub(crate) fn script_data<'c>(isolate: &'c runtime::Isolate, script: crate::heap::Raw<'_>) -> Option<&'c ScriptData> {
    if !script.is_kind(kind::SCRIPT) {
        return None;
    }
    isolate.heap.external_as(ExternalId::from_bits(script.raw_word(script::DATA)))
}

/// As [`script_data`], to change.
pub(super) fn script_data_mut<'c>(cx: &'c mut Scope<'_>, script: Local<'_>) -> Option<&'c mut ScriptData> {
    let id = ExternalId::from_bits(cx.raw(script).raw_word(script::DATA));
    cx.heap.external_as_mut(id)
}

/// A CODE object for function `id` of `script`, not compiled.
pub(super) fn new_code<'s>(cx: &mut Scope<'s>, script: Local<'s>, id: FunctionId) -> Completion<Local<'s>> {
    let Some(data) = script_data(cx, cx.raw(script)) else { return Ok(Local::UNDEFINED) };
    let (ast, scopes) = (&data.script.functions[id.index()], &data.scopes.functions[id.index()]);
    let name = ast.name.unwrap_or(Atom::EMPTY);
    let span = ast.span;
    let mut traits = object_estimate(ast) << OBJECT_ESTIMATE_SHIFT;
    if scopes.facts.is_strict {
        traits |= entry_trait::STRICT;
    }
    if ast.form == FunctionForm::DerivedConstructor {
        traits |= entry_trait::DERIVED;
    }
    if is_constructor(ast) {
        traits |= entry_trait::CONSTRUCTOR;
    }
    if ast.is_generator {
        traits |= entry_trait::GENERATOR;
    }
    if ast.is_async {
        traits |= entry_trait::ASYNC;
    }
    let name = atom_string(cx, script, name)?;
    let realm_flag = super::realm::realm_flag(cx);
    let words = code::RAW + code::RAW_WORDS;
    cx.allocate(Allocation { kind: kind::CODE, aux: 0, words, place: Place::NonMoving }, |init| {
        init.set(code::SCRIPT, script);
        init.set(code::NAME, name);
        let entry = Entry {
            body: native_entry() as *const _,
            parameters: 0,
            flags: entry_flag::UNCOMPILED | realm_flag,
            frame: 0,
            filled: 0,
            native: 0,
            traits,
            function: id.index() as u32,
        };
        for (index, bits) in entry.to_words().into_iter().enumerate() {
            init.raw(code::RAW + index, bits);
        }
        init.raw(SPAN_WORD, u64::from(span.start) | u64::from(span.end) << 32);
    })
}

/// Whether closures of a function have [[Construct]].
fn is_constructor(ast: &crate::syntax::FunctionAst) -> bool {
    !ast.is_async
        && !ast.is_generator
        && matches!(
            ast.form,
            FunctionForm::Declaration
                | FunctionForm::Expression
                | FunctionForm::BaseConstructor
                | FunctionForm::DerivedConstructor
        )
}

/// How many properties an object made by this function will probably get: assignments to properties of `this`, or
/// fields.
fn object_estimate(ast: &crate::syntax::FunctionAst) -> u32 {
    if ast.form == FunctionForm::FieldInitializer {
        return ast.body.length.min(64);
    }
    if !is_constructor(ast) {
        return 0;
    }
    let assigns_this = |node: &&Node| match **node {
        Node::Assign { target, .. } => match ast.node(target) {
            Node::Member { object, .. } => matches!(ast.node(object), Node::This { .. }),
            _ => false,
        },
        _ => false,
    };
    (ast.nodes.iter().filter(assigns_this).count() as u32).min(64)
}

/// The string of an atom of a script, interned.
pub(super) fn atom_string<'s>(cx: &mut Scope<'s>, script: Local<'s>, atom: Atom) -> Completion<Local<'s>> {
    let Some(data) = script_data(cx, cx.raw(script)) else { return Ok(Local::UNDEFINED) };
    let text = match data.script.atoms.text(atom) {
        AtomText::Latin1(bytes) => Text::Latin1(bytes.to_vec()),
        AtomText::Utf16(units) => Text::Utf16(units.to_vec()),
    };
    let string = match &text {
        Text::Latin1(bytes) => cx.string_latin1(bytes)?,
        Text::Utf16(units) => cx.string_utf16(units)?,
    };
    let slot = cx.intern(string);
    cx.adopt(slot)
}

enum Text {
    Latin1(Vec<u8>),
    Utf16(Vec<u16>),
}

/// A closure of `code` in `context`, with the shape that its function calls for.
pub(crate) fn new_closure<'s>(
    cx: &mut Scope<'s>,
    code: Local<'s>,
    context: Local<'s>,
    name: Local<'s>,
) -> Completion<Local<'s>> {
    let (shape, flags) = closure_shape(cx, code)?;
    let length = function_length(cx, code);
    let object = runtime::allocate_object(cx, shape)?;
    cx.heap.store(object, function::CODE, code);
    cx.heap.store(object, function::CONTEXT, context);
    cx.heap.store(object, function::LENGTH, Local::int(length as i32));
    cx.heap.store(object, function::NAME, name);
    cx.heap.store(object, function::PROTOTYPE, Local::from(Value::LAZY));
    cx.heap.set_flag(object, flags, true);
    Ok(object)
}

fn function_length(cx: &Scope<'_>, code: Local<'_>) -> u32 {
    let raw = cx.raw(code);
    let data = script_data(cx, raw.word(code::SCRIPT));
    data.map_or(0, |data| data.scopes.functions[function_number(raw)].length)
}

/// The number of a CODE object's function in its script.
pub(crate) fn function_number(code: crate::heap::Raw<'_>) -> usize {
    code::function_number(code.raw_word(code::FUNCTION))
}

/// The shape and header flags of closures of `code`.
fn closure_shape<'s>(cx: &mut Scope<'s>, code: Local<'s>) -> Completion<(Local<'s>, u8)> {
    let raw = cx.raw(code);
    let Some(data) = script_data(cx, raw.word(code::SCRIPT)) else { return Ok((Local::UNDEFINED, 0)) };
    let shape = compiler::function_shape(&data.script.functions[function_number(raw)]);
    shape_for(cx, shape)
}

/// The realm's shape for one kind of function, and the header flags of its closures.
fn shape_for<'s>(cx: &mut Scope<'s>, shape: compiler::FunctionShape) -> Completion<(Local<'s>, u8)> {
    use compiler::FunctionShape as Kind;
    let (intrinsic, flags) = match shape {
        Kind::Constructor => (Intrinsic::ConstructorShape, function::CONSTRUCTOR),
        Kind::Class => (Intrinsic::ClassShape, function::CONSTRUCTOR | function::CLASS_CONSTRUCTOR),
        Kind::Generator => (Intrinsic::GeneratorFunctionShape, 0),
        Kind::Async => (Intrinsic::AsyncFunctionShape, 0),
        Kind::AsyncGenerator => (Intrinsic::AsyncGeneratorFunctionShape, 0),
        Kind::Plain => (Intrinsic::FunctionShape, 0),
    };
    Ok((cx.intrinsic(intrinsic)?, flags))
}

/// Compiles the function of a closure.
///
/// # Errors
/// RangeError when it is nested too deeply; termination when there is no memory.
pub(crate) fn compile_closure<'s>(cx: &mut Scope<'s>, closure: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let code = cx.word(closure, function::CODE)?;
    let script = cx.word(code, code::SCRIPT)?;
    let number = FunctionId::new(function_number(cx.raw(code)));
    let Some(data) = script_data(&cx, cx.raw(script)) else { return Ok(()) };
    let unit = Unit {
        atoms: &data.script.atoms,
        literals: &data.script.literals,
        functions: &data.script.functions,
        scopes: &data.scopes.functions,
        imports: &data.imports,
        native_stack_limit: cx.native_stack_limit,
        counted_text: cx.coverage.as_ref().filter(|coverage| coverage.has_blocks).map(|_| data.source.text()),
    };
    let compiled = match compiler::compile_function(unit, number) {
        Ok(compiled) => compiled,
        Err(error) => return Err(throw_compile_error(&mut cx, error)),
    };
    finish(&mut cx, code, script, number, compiled)
}

fn throw_compile_error(cx: &mut Scope<'_>, error: CompileError) -> Abrupt {
    match error {
        CompileError::TooDeep => runtime::throw_range_error(cx, format_args!("Maximum call stack size exceeded")),
        CompileError::TooLarge => runtime::throw_range_error(cx, format_args!("Function is too large")),
        CompileError::Unsupported(what) => {
            runtime::throw_syntax_error(cx, format_args!("This engine cannot run {what} yet"))
        }
    }
}

/// Makes the heap constants, the tree and the entry of a compiled function.
fn finish<'s>(
    cx: &mut Scope<'s>,
    code: Local<'s>,
    script: Local<'s>,
    number: FunctionId,
    mut compiled: Compiled,
) -> Completion<()> {
    let constants = cx.allocate_words(compiled.constants.len())?;
    for (index, constant) in compiled.constants.iter().enumerate() {
        let mut inner = cx.open();
        let value = make_constant(&mut inner, script, number, constant)?;
        inner.heap.store(constants, words::ELEMENTS + index, value);
    }
    cx.heap.store(code, code::CONSTANTS, constants);
    patch(cx, constants, &mut compiled)?;
    let entry = Entry {
        body: std::ptr::null(),
        parameters: compiled.parameters.min(u32::from(u16::MAX)) as u16,
        flags: compiled.flags | argument_flags(cx, script, number, &compiled) | super::realm::realm_flag(cx),
        frame: compiled.frame,
        filled: compiled.filled,
        native: compiled.native,
        traits: (cx.raw(code).raw_word(code::FUNCTION)) as u32,
        function: number.index() as u32,
    };
    #[cfg_attr(not(any(debug_assertions, feature = "checked")), expect(unused_mut))]
    let mut tree = Tree::new(compiled.arena);
    #[cfg(any(debug_assertions, feature = "checked"))]
    super::machine::watch(cx, &mut tree);
    if let Some(print) = cx.print_tree {
        print(&tree.dump());
    }
    let (root, bytes) = (tree.address_of(compiled.root.0), tree.bytes());
    let Ok(id) = cx.heap.attach_external(code, Box::new(tree), bytes) else {
        return Err(cx.terminate(Termination::OutOfMemory));
    };
    cx.heap.store_raw(code, TREE_WORD, id.to_bits());
    super::debugger::compiled(cx, code);
    let entry = Entry { body: root as *const _, ..entry };
    for (index, bits) in entry.to_words().into_iter().enumerate() {
        cx.heap.store_raw(code, code::RAW + index, bits);
    }
    super::coverage::compiled(cx, code)?;
    drop_syntax(cx, script, number);
    Ok(())
}

/// Forgets the syntax tree of a compiled function; what others ask about it (name, form, span) stays.
fn drop_syntax(cx: &mut Scope<'_>, script: Local<'_>, number: FunctionId) {
    let id = ExternalId::from_bits(cx.raw(script).raw_word(script::DATA));
    let Some(data) = cx.heap.external_as_mut::<ScriptData>(id) else { return };
    let ast = &mut data.script.functions[number.index()];
    let bytes = ast.memory();
    ast.nodes = Vec::new();
    ast.spans = Vec::new();
    ast.lists = Vec::new();
    cx.heap.shrink_external(id, bytes);
}

/// Flags for the objects that entering the function makes.
fn argument_flags(cx: &Scope<'_>, script: Local<'_>, number: FunctionId, compiled: &Compiled) -> u16 {
    let mut flags = 0;
    if compiled.arguments_slot.is_some() {
        flags |= entry_flag::ARGUMENTS_OBJECT;
        let facts = script_data(cx, cx.raw(script)).map(|data| data.scopes.functions[number.index()].facts);
        if facts.is_some_and(|facts| facts.is_strict || !facts.has_simple_parameters) {
            flags |= entry_flag::UNMAPPED;
        }
    }
    if compiled.rest_slot.is_some() {
        flags |= entry_flag::REST;
    }
    flags
}

/// Writes shape ids into the nodes that make objects.
fn patch(cx: &mut Scope<'_>, constants: Local<'_>, compiled: &mut Compiled) -> Completion<()> {
    use compiler::FunctionShape as Kind;
    for index in 0..compiled.arena.nodes.len() {
        match compiled.arena.infos[index].name {
            "object_literal" => {
                let constant = compiled.arena.nodes[index].d as usize;
                let shape = cx.raw(constants).word(words::ELEMENTS + constant);
                compiled.arena.nodes[index].k = u64::from(shape.aux());
            }
            "closure" => {
                let kind = match compiled.arena.nodes[index].b {
                    0 => Kind::Constructor,
                    2 => Kind::Class,
                    3 => Kind::Generator,
                    4 => Kind::Async,
                    5 => Kind::AsyncGenerator,
                    _ => Kind::Plain,
                };
                let mut inner = cx.open();
                let (shape, flags) = shape_for(&mut inner, kind)?;
                compiled.arena.nodes[index].b = inner.raw(shape).aux();
                compiled.arena.nodes[index].k |= u64::from(flags) << 24;
            }
            _ => {}
        }
    }
    Ok(())
}

fn make_constant<'s>(
    cx: &mut Scope<'s>,
    script: Local<'s>,
    number: FunctionId,
    constant: &Constant,
) -> Completion<Local<'s>> {
    match constant {
        Constant::String(atom) => atom_string(cx, script, *atom),
        Constant::Code(function) => new_code(cx, script, *function),
        Constant::BigInt(literal) => bigint(cx, script, *literal),
        Constant::RegExp(literal) => regexp_program(cx, script, *literal),
        Constant::Template(chunks, _) => template_object(cx, script, chunks),
        Constant::ScopeInfo(scope) => scope_info(cx, script, number, *scope),
        Constant::Shape(names) => literal_shape(cx, script, names),
        Constant::Surroundings(scopes) => surroundings(cx, script, number, scopes),
    }
}

fn bigint<'s>(cx: &mut Scope<'s>, script: Local<'s>, literal: LiteralId) -> Completion<Local<'s>> {
    let Some(data) = script_data(cx, cx.raw(script)) else { return Ok(Local::UNDEFINED) };
    let literal = data.script.literals.bigint(literal);
    let digits = data.script.atoms.display(literal.digits);
    super::operations::bigint::from_digits(cx, &digits, literal.radix)
}

/// The program that all objects of a regular expression literal share.
fn regexp_program<'s>(cx: &mut Scope<'s>, script: Local<'s>, literal: LiteralId) -> Completion<Local<'s>> {
    let Some(data) = script_data(cx, cx.raw(script)) else { return Ok(Local::UNDEFINED) };
    let literal = data.script.literals.regexp(literal);
    let pattern = atom_string(cx, script, literal.pattern)?;
    let flags = atom_string(cx, script, literal.flags)?;
    runtime::literal_regexp_program(cx, pattern, flags)
}

/// GetTemplateObject – <https://tc39.es/ecma262/#sec-gettemplateobject>
fn template_object<'s>(cx: &mut Scope<'s>, script: Local<'s>, chunks: &[LiteralId]) -> Completion<Local<'s>> {
    let template = runtime::array_create(cx, 0)?;
    let raw = runtime::array_create(cx, 0)?;
    for &chunk in chunks {
        let mut inner = cx.open();
        let Some(data) = script_data(&inner, inner.raw(script)) else { return Ok(Local::UNDEFINED) };
        let text = data.script.literals.chunk(chunk);
        let cooked = match text.cooked {
            Some(atom) => atom_string(&mut inner, script, atom)?,
            None => Local::UNDEFINED,
        };
        let raw_text = atom_string(&mut inner, script, text.raw)?;
        runtime::array_push(&mut inner, template, cooked)?;
        runtime::array_push(&mut inner, raw, raw_text)?;
    }
    runtime::set_integrity_level(cx, raw, runtime::IntegrityLevel::Frozen)?;
    let key = cx.name("raw")?;
    runtime::define_new(cx, template, key, raw, 0)?;
    runtime::set_integrity_level(cx, template, runtime::IntegrityLevel::Frozen)?;
    Ok(template)
}

/// The shape of an object literal with these names.
fn literal_shape<'s>(cx: &mut Scope<'s>, script: Local<'s>, names: &[Atom]) -> Completion<Local<'s>> {
    let prototype = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let mut shape = runtime::root_shape(cx, prototype, kind::ORDINARY, names.len() as u8, 0)?;
    for &name in names {
        let key = atom_string(cx, script, name)?;
        shape = runtime::transition_for_add(cx, shape, key, attribute::ALL)?;
    }
    Ok(shape)
}

/// What is kept of a scope at run time.
pub(super) fn scope_info<'s>(
    cx: &mut Scope<'s>,
    script: Local<'s>,
    number: FunctionId,
    scope: ScopeId,
) -> Completion<Local<'s>> {
    let Some((flags, names)) = describe_scope(cx, script, number, scope) else { return Ok(Local::UNDEFINED) };
    let count = names.len();
    let in_script = script_data(cx, cx.raw(script)).map(|data| data.scopes.functions[number.index()].number(scope));
    let info = runtime::make_scope_info(cx, flags, count, in_script.map(|number| (script, number)))?;
    for (index, (name, kind)) in names.into_iter().enumerate() {
        let mut inner = cx.open();
        let name = atom_string(&mut inner, script, name)?;
        runtime::set_scope_variable(&mut inner, info, (index, count), name, kind);
    }
    Ok(info)
}

/// Flags and context variables (name and kind) of a scope, in the order of their slots.
fn describe_scope(
    cx: &Scope<'_>,
    script: Local<'_>,
    number: FunctionId,
    id: ScopeId,
) -> Option<(i32, Vec<(Atom, i32)>)> {
    let data = script_data(cx, cx.raw(script))?;
    let scopes: &FunctionScopes = &data.scopes.functions[number.index()];
    let scope = scopes.scope(id);
    let mut flags = 0;
    if scope.kind == ScopeKind::With {
        flags |= scope_flag::WITH;
    }
    if scope.has_extension {
        flags |= scope_flag::EXTENSION;
    }
    if Some(id) == scopes.parameter_scope && scopes.body_scope != scopes.parameter_scope {
        flags |= scope_flag::PARAMETERS;
    }
    if data.script.functions[number.index()].form == FunctionForm::FieldInitializer {
        flags |= scope_flag::FIELD_INITIALIZER;
    }
    let mut names: Vec<(u32, Atom, i32)> = scopes
        .variables_of(scope)
        .iter()
        .filter_map(|variable| match variable.storage {
            Storage::Context(slot) => Some((slot, variable.name, kind_number(variable.kind))),
            _ => None,
        })
        .collect();
    names.sort_by_key(|entry| entry.0);
    Some((flags, names.into_iter().map(|(_, name, kind)| (name, kind)).collect()))
}

/// The bits of a variable's kind in scope information; of a linked import the word that it means stands above.
pub(crate) const KIND: i32 = (1 << KIND_BITS) - 1;
/// See [`KIND`].
pub(crate) const KIND_BITS: i32 = 8;

/// Variable kinds as small numbers, for scope information.
pub(crate) fn kind_number(kind: VariableKind) -> i32 {
    match kind {
        VariableKind::Var => 0,
        VariableKind::Function => 1,
        VariableKind::Let => 2,
        VariableKind::Const => 3,
        VariableKind::Class => 4,
        VariableKind::Parameter => 5,
        VariableKind::SimpleCatch => 6,
        VariableKind::Catch => 7,
        VariableKind::FunctionName => 8,
        VariableKind::Import => 9,
        VariableKind::Arguments => 10,
        VariableKind::This => 11,
        VariableKind::NewTarget => 12,
        VariableKind::HomeObject => 13,
        VariableKind::ActiveFunction => 14,
        VariableKind::PrivateName(_) => 15,
        VariableKind::ComputedKey => 16,
    }
}

/// What a direct eval must know of the function around it: flags as an int.
fn surroundings<'s>(cx: &mut Scope<'s>, script: Local<'s>, number: FunctionId, _: &[ScopeId]) -> Completion<Local<'s>> {
    let Some(data) = script_data(cx, cx.raw(script)) else { return Ok(Local::int(0)) };
    let form = data.script.functions[number.index()].form;
    let mut flags = 0;
    if !matches!(form, FunctionForm::Script | FunctionForm::Module | FunctionForm::Eval | FunctionForm::Arrow) {
        flags |= super::operations::eval::surrounding::IN_FUNCTION;
    }
    Ok(Local::int(flags))
}

/// The `prototype` of a closure that is asked for it for the first time: that of a generator function has no
/// `constructor`, and inherits from the prototype of generators.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn make_prototype<'s>(cx: &mut Scope<'s>, closure: Local<'s>) -> Completion<Local<'s>> {
    let traits = cx.raw(closure).word(function::CODE).raw_word(code::FUNCTION) as u32;
    if traits & entry_trait::GENERATOR == 0 {
        return runtime::default_lazy_prototype(cx, closure);
    }
    let is_async = traits & entry_trait::ASYNC != 0;
    let parent = if is_async { Intrinsic::AsyncGeneratorPrototype } else { Intrinsic::GeneratorPrototype };
    let parent = cx.intrinsic(parent)?;
    runtime::ordinary_object_create(cx, parent)
}

/// OrdinaryCreateFromConstructor for a base constructor: an object with room for the properties it will probably get.
///
/// # Errors
/// Whatever reading `prototype` throws; termination when there is no memory.
pub(crate) fn allocate_this<'s>(cx: &mut Scope<'s>, callee: Local<'s>, new_target: Local<'s>) -> Completion<Local<'s>> {
    let raw = cx.raw(new_target);
    if raw.is_kind(kind::FUNCTION) && raw.word(function::INITIAL_SHAPE).is_kind(kind::SHAPE) {
        let shape = cx.word(new_target, function::INITIAL_SHAPE)?;
        return runtime::allocate_object(cx, shape);
    }
    let prototype = runtime::get_prototype_from_constructor(cx, new_target, Intrinsic::ObjectPrototype)?;
    let capacity = expected_properties(cx, callee, new_target)?;
    let shape = runtime::root_shape(cx, prototype, kind::ORDINARY, capacity, 0)?;
    if cx.raw(new_target).is_kind(kind::FUNCTION) {
        cx.heap.store(new_target, function::INITIAL_SHAPE, shape);
    }
    runtime::allocate_object(cx, shape)
}

/// Sums the estimates of a class and its parents.
fn expected_properties<'s>(cx: &mut Scope<'s>, callee: Local<'s>, new_target: Local<'s>) -> Completion<u8> {
    let mut total = estimate_of(cx, callee);
    let current = cx.variable(new_target)?;
    for _ in 0..16 {
        let mut inner = cx.open();
        let class = current.get();
        if !inner.raw(class).is_kind(kind::FUNCTION) || inner.raw(class).identical(inner.raw(callee)) {
            break;
        }
        total += estimate_of(&inner, class);
        let parent = runtime::get_prototype_of(&mut inner, class)?;
        current.set(&mut inner, parent);
    }
    Ok(total.clamp(2, 48) as u8)
}

fn estimate_of(cx: &Scope<'_>, closure: Local<'_>) -> u32 {
    let raw = cx.raw(closure);
    if !raw.is_kind(kind::FUNCTION) {
        return 0;
    }
    let own = code_estimate(raw.word(function::CODE));
    let record = raw.word(function::HOME_OBJECT);
    if !record.is_kind(kind::RECORD) {
        return own;
    }
    let fields = record.word(super::operations::class::record::FIELDS);
    own + if fields.is_kind(kind::FUNCTION) { code_estimate(fields.word(function::CODE)) } else { 0 }
}

fn code_estimate(code: crate::heap::Raw<'_>) -> u32 {
    code.raw_word(code::FUNCTION) as u32 >> OBJECT_ESTIMATE_SHIFT
}

/// The constructor of a class that has none written: `constructor() {}` or `constructor(...args) { super(...args); }`.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn default_constructor<'s>(cx: &mut Scope<'s>, name: Local<'s>, derived: bool) -> Completion<Local<'s>> {
    let text = if derived {
        "(class extends null { constructor(...args) { super(...args); } })"
    } else {
        "(class { constructor() {} })"
    };
    let source = SourceText::new("", text);
    let options = LoadOptions::default();
    let (mut script, scopes) = match check(&source, &options) {
        Ok(parts) => parts,
        Err(diagnostic) => return Err(throw_diagnostic(cx, &source, &diagnostic)),
    };
    let is_wanted = |form| matches!(form, FunctionForm::BaseConstructor | FunctionForm::DerivedConstructor);
    let number = script.functions.iter().position(|function| is_wanted(function.form)).unwrap_or(0);
    script.functions[number].is_default_constructor = true;
    let data = ScriptData { source, script, scopes, wrapper_columns: 0, origin: None, imports: Vec::new() };
    let script = new_script(cx, data)?;
    let code = new_code(cx, script, FunctionId::new(number))?;
    let closure = new_closure(cx, code, Local::UNDEFINED, name)?;
    cx.heap.store(closure, function::LENGTH, Local::int(0));
    Ok(closure)
}

/// Lets `toString` of a class show the whole class.
///
/// # Errors
/// None today.
pub(crate) fn set_class_source<'s>(
    cx: &mut Scope<'s>,
    class: Local<'s>,
    start: Local<'s>,
    end: Local<'s>,
) -> Completion<()> {
    let code = cx.word(class, function::CODE)?;
    let (start, end) = (cx.raw(start).as_int() as u32, cx.raw(end).as_int() as u32);
    cx.heap.store_raw(code, SPAN_WORD, u64::from(start) | u64::from(end) << 32);
    Ok(())
}
