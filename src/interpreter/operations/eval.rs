//! Direct and indirect eval – ECMA-262 PerformEval <https://tc39.es/ecma262/#sec-performeval>

use super::global;
use super::module::active_referrer;
use super::variable::{key, scope_flag, scope_flags, static_word};
use crate::heap::Local;
use crate::interpreter::install::{self, KIND, KIND_BITS, LinkedImport, LoadOptions, ScriptData};
use crate::interpreter::positions::eval_origin;
use crate::runtime::{self, Arguments, Completion, Intrinsic, PropertyKey, Scope, ScopeInfo};
use crate::scope::{AnalysisOptions, Enclosing, EnclosingContext, EnclosingVariable, PrivateKind, VariableKind};
use crate::source::SourceText;
use crate::syntax::{Goal, ParseOptions, Script};
use crate::value::layout::{attribute, context, scope_info};
use crate::value::{self, kind};

/// What the compiler tells of the function around a direct eval.
pub(crate) mod surrounding {
    /// It is no top level.
    pub(crate) const IN_FUNCTION: i32 = 1;
}

/// A call of the name `eval`. Operands: callee, this, array of arguments, surroundings, context, strict, and the
/// frame's this, new.target and callee.
pub(crate) fn direct_eval<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let function = operands.get(0);
    let intrinsic = cx.intrinsic(Intrinsic::Eval)?;
    if !cx.raw(function).identical(cx.raw(intrinsic)) {
        return super::call::call_spread(cx, operands);
    }
    let list = super::call::list_of(cx, operands.get(2))?;
    let Some(&text) = list.first() else { return Ok(Local::UNDEFINED) };
    if !value::is_string(cx.raw(text)) {
        return Ok(text);
    }
    let strict = cx.raw(operands.get(5)).identical(cx.raw(Local::TRUE));
    let flags = cx.raw(operands.get(3)).as_int();
    let surroundings =
        Surroundings { context: operands.get(4), strict, in_function: flags & surrounding::IN_FUNCTION != 0 };
    // The node behind has the place of errors in the text.
    let (node, origin) = (cx.heap.site, eval_origin(cx));
    cx.heap.site += crate::interpreter::machine::NODE_BYTES;
    let closure = load_eval(cx, text, Some(surroundings), origin);
    cx.heap.site = node;
    runtime::call(cx, closure?, operands.get(6), &[])
}

/// Indirect eval of a string.
///
/// # Errors
/// SyntaxError; whatever the code throws.
pub(crate) fn indirect_eval<'s>(cx: &mut Scope<'s>, text: Local<'s>) -> Completion<Local<'s>> {
    let origin = eval_origin(cx);
    let closure = load_eval(cx, text, None, origin)?;
    let global = cx.intrinsic(Intrinsic::Global)?;
    runtime::call(cx, closure, global, &[])
}

/// Eval of a string as if it stood somewhere, with a `this` for where nothing around has one.
///
/// # Errors
/// SyntaxError; whatever the code throws.
pub(crate) fn eval_in<'s>(
    cx: &mut Scope<'s>,
    text: Local<'s>,
    around: Surroundings<'s>,
    this: Local<'s>,
) -> Completion<Local<'s>> {
    let closure = load_eval(cx, text, Some(around), None)?;
    runtime::call(cx, closure, this, &[])
}

/// What a direct eval sees.
pub(crate) struct Surroundings<'s> {
    /// The innermost context.
    pub(crate) context: Local<'s>,
    /// It stands in strict code.
    pub(crate) strict: bool,
    /// It stands in a function.
    pub(crate) in_function: bool,
}

fn load_eval<'s>(
    cx: &mut Scope<'s>,
    text: Local<'s>,
    around: Option<Surroundings<'s>>,
    origin: Option<String>,
) -> Completion<Local<'s>> {
    let units: Vec<u16> = runtime::units(cx, text)?.iter().collect();
    let source = SourceText::from_utf16("<anonymous>", units);
    let options =
        LoadOptions { parse: ParseOptions { goal: Goal::Eval, ..ParseOptions::default() }, ..LoadOptions::default() };
    let parsed = crate::syntax::parse(&source, options.parse);
    let mut script = match parsed {
        Ok(script) => script,
        Err(diagnostic) => return Err(install::throw_diagnostic(cx, &source, &diagnostic)),
    };
    let mut analysis = AnalysisOptions { keeps_variables: cx.keeps_variables, ..AnalysisOptions::default() };
    let (mut closure_context, mut imports) = (Local::UNDEFINED, Vec::new());
    if let Some(around) = around {
        analysis.is_strict = around.strict;
        analysis.enclosing = Some(enclosing(cx, &mut script, &around, &mut imports)?);
        closure_context = around.context;
    }
    let scopes = match crate::scope::analyse(&mut script, &analysis) {
        Ok(scopes) => scopes,
        Err(diagnostic) => return Err(install::throw_diagnostic(cx, &source, &diagnostic)),
    };
    let referrer = active_referrer(cx)?;
    let data = ScriptData { source, script, scopes, wrapper_columns: 0, origin, imports };
    install::install(cx, data, closure_context, referrer)
}

/// The contexts around a direct eval, innermost first, as scope analysis wants to know them.
fn enclosing<'s>(
    cx: &mut Scope<'s>,
    script: &mut Script,
    around: &Surroundings<'s>,
    imports: &mut Vec<LinkedImport>,
) -> Completion<Enclosing> {
    let mut found = Enclosing { in_function: around.in_function, ..Enclosing::default() };
    let mut is_home_found = false;
    let current = cx.variable(around.context)?;
    loop {
        let mut inner = cx.open();
        let context = current.get();
        if !inner.raw(context).is_kind(kind::CONTEXT) {
            return Ok(found);
        }
        let described = describe_context(&mut inner, script, context, imports)?;
        if !is_home_found {
            is_home_found = describe_home(&inner, context, &described, &mut found);
        }
        found.contexts.push(described);
        let previous = inner.word(context, context::PREVIOUS)?;
        current.set(&mut inner, previous);
    }
}

fn describe_context<'s>(
    cx: &mut Scope<'s>,
    script: &mut Script,
    context: Local<'s>,
    imports: &mut Vec<LinkedImport>,
) -> Completion<EnclosingContext> {
    let mut described = EnclosingContext::default();
    let Some(info) = ScopeInfo::of_context(cx.raw(context)) else { return Ok(described) };
    let (flags, count) = (info.flags(), info.count());
    described.is_dynamic = flags & (scope_flag::WITH | scope_flag::EXTENSION) != 0;
    described.takes_variables = flags & scope_flag::EXTENSION != 0;
    described.is_parameters = flags & scope_flag::PARAMETERS != 0;
    let info = cx.word(context, context::SCOPE_INFO)?;
    for slot in 0..count {
        let mut inner = cx.open();
        let name = inner.word(info, scope_info::NAMES + slot)?;
        let number = ScopeInfo::new(inner.raw(info)).map_or(0, |info| info.kind(slot));
        let units: Vec<u16> = runtime::units(&mut inner, name)?.iter().collect();
        let atom = script.atoms.intern_utf16(&units);
        let kind = variable_kind(number);
        if kind == VariableKind::Import {
            imports.push(LinkedImport { local: atom, word: (number >> KIND_BITS) as u32 });
        }
        described.variables.push(EnclosingVariable { name: atom, kind, slot: slot as u32 });
    }
    Ok(described)
}

/// What eval code may use of the nearest function that is no arrow; whether `context` is that function's.
fn describe_home(cx: &Scope<'_>, context: Local<'_>, described: &EnclosingContext, found: &mut Enclosing) -> bool {
    let has = |kind| described.variables.iter().any(|variable| variable.kind == kind);
    if !has(VariableKind::This) {
        return false;
    }
    found.in_function = has(VariableKind::NewTarget);
    found.in_method = has(VariableKind::HomeObject);
    found.in_derived_constructor = has(VariableKind::ActiveFunction);
    found.in_class_field_initializer = scope_flags(cx, context) & scope_flag::FIELD_INITIALIZER != 0;
    true
}

/// The kind of a variable in scope information: the inverse of `install::kind_number`.
pub(crate) fn variable_kind(number: i32) -> VariableKind {
    match number & KIND {
        0 => VariableKind::Var,
        1 => VariableKind::Function,
        2 => VariableKind::Let,
        3 => VariableKind::Const,
        4 => VariableKind::Class,
        5 => VariableKind::Parameter,
        6 => VariableKind::SimpleCatch,
        7 => VariableKind::Catch,
        8 => VariableKind::FunctionName,
        9 => VariableKind::Import,
        10 => VariableKind::Arguments,
        11 => VariableKind::This,
        12 => VariableKind::NewTarget,
        13 => VariableKind::HomeObject,
        14 => VariableKind::ActiveFunction,
        15 => VariableKind::PrivateName(PrivateKind::Field),
        _ => VariableKind::ComputedKey,
    }
}

/// Where a sloppy direct eval declares a name.
enum Place<'s> {
    /// As a property of the global object.
    Global,
    /// The text of the variable scope declares it already: a word of that scope's context.
    Variable(Local<'s>, usize),
    /// In the object for eval's declarations in the nearest variable scope.
    Extension(Local<'s>),
}

/// Where to declare `key`, for eval code in the context `first`.
fn place<'s>(cx: &mut Scope<'s>, first: Local<'s>, key: PropertyKey<'s>) -> Completion<Place<'s>> {
    let current = cx.variable(first)?;
    loop {
        let mut inner = cx.open();
        let context = current.get();
        if !inner.raw(context).is_kind(kind::CONTEXT) {
            return Ok(Place::Global);
        }
        if scope_flags(&inner, context) & scope_flag::EXTENSION != 0 {
            if let Some(word) = static_word(&inner, context, key) {
                let kept = inner.escape(context)?;
                return Ok(Place::Variable(cx.keep(kept), word));
            }
            let word = inner.raw(context).size_words() - 1;
            let mut object = inner.word(context, word)?;
            if !runtime::is_object(inner.raw(object)) {
                object = runtime::ordinary_object_create(&mut inner, Local::NULL)?;
                inner.heap.set_flag(object, super::variable::EVAL_OBJECT, true);
                inner.heap.store(context, word, object);
            }
            let kept = inner.escape(object)?;
            return Ok(Place::Extension(cx.keep(kept)));
        }
        let previous = inner.word(context, context::PREVIOUS)?;
        current.set(&mut inner, previous);
    }
}

/// Refuses a `var` of sloppy direct eval that cannot be declared: operands context, name.
pub(crate) fn check_var<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let key = key(cx, operands.get(1))?;
    if let Place::Global = place(cx, operands.get(0), key)? {
        global::refuse_var(cx, key)?;
    }
    Ok(Local::UNDEFINED)
}

/// Refuses a function of sloppy direct eval that cannot be declared: operands context, name.
pub(crate) fn check_function<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let key = key(cx, operands.get(1))?;
    if let Place::Global = place(cx, operands.get(0), key)? {
        global::refuse_function(cx, key)?;
    }
    Ok(Local::UNDEFINED)
}

/// Declares a `var` of sloppy direct eval: operands context, name.
pub(crate) fn declare_var<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let key = key(cx, operands.get(1))?;
    match place(cx, operands.get(0), key)? {
        Place::Global => global::create_var(cx, key, true)?,
        Place::Extension(object) if !runtime::has_own_property(cx, object, key)? => {
            runtime::define_new(cx, object, key, Local::UNDEFINED, attribute::ALL)?;
        }
        _ => {}
    }
    Ok(Local::UNDEFINED)
}

/// Declares a function of sloppy direct eval: operands function, context, name.
pub(crate) fn define_function<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let key = key(cx, operands.get(2))?;
    let function = operands.get(0);
    match place(cx, operands.get(1), key)? {
        Place::Global => global::create_function(cx, key, function, true)?,
        Place::Variable(context, word) => cx.heap.store(context, word, function),
        Place::Extension(object) if runtime::has_own_property(cx, object, key)? => {
            runtime::put_value(cx, object, key, function, false)?;
        }
        Place::Extension(object) => runtime::define_new(cx, object, key, function, attribute::ALL)?,
    }
    Ok(Local::UNDEFINED)
}
