//! Frames of a script that has stopped, the scopes around them, and their variables.

use super::super::compiler::Stop;
use super::super::install::{KIND_BITS, ScriptData, function_number, kind_number};
use super::super::machine::{ARGUMENTS, THIS, entry_flag, entry_trait, tree_of, variable_word};
use super::super::operations::variable::scope_flag;
use super::super::positions::{data_of, function_name};
use super::script_of_code;
use crate::heap::{ExternalId, Local, Raw, Slot};
use crate::runtime::{self, CapturedFrame, Completion, Isolate, PropertyKey, Scope, ScopeInfo};
use crate::scope::{FunctionScopes, ScopeKind, Storage, Variable, VariableKind};
use crate::source::Span;
use crate::syntax::FunctionForm;
use crate::value::layout::{attribute, code, context, function};
use crate::value::{Value, kind};

/// Frames that a debugger is shown, at most.
const MOST_FRAMES: usize = 1000;

/// A frame of a function of a script.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// Where it is.
    pub(crate) captured: CapturedFrame,
    /// The function's own name, or the one that V8 infers.
    pub(crate) name: String,
    /// The script's payload.
    pub(crate) script: ExternalId,
    /// Where it stands: a byte offset in the script's text.
    pub(crate) offset: u32,
    /// Where the function begins.
    pub(crate) start: u32,
}

/// The frames from the innermost outwards.
pub(crate) fn frames(isolate: &Isolate) -> Vec<Frame> {
    let mut found = Vec::new();
    for captured in isolate.running_frames(MOST_FRAMES) {
        let callee = captured.callee(isolate);
        let (Some(tree), Some(_)) = (tree_of(isolate, callee), data_of(isolate, callee)) else { continue };
        // The innermost stands before a statement, or in it.
        let known = isolate.debugging.as_deref().and_then(|debugging| debugging.place);
        let own = known.or_else(|| tree.stop_at(captured.node).map(|stop| stop.offset)).filter(|_| found.is_empty());
        let offset = own.or_else(|| tree.position_at(captured.node).map(|position| position.offset));
        let around = || tree.stop_around(captured.node).map(|stop| stop.offset);
        let code = callee.word(function::CODE);
        let start = code.raw_word(super::super::install::SPAN_WORD) as u32;
        found.push(Frame {
            captured,
            name: function_name(isolate, callee),
            script: script_of_code(code),
            offset: offset.or_else(around).unwrap_or(start),
            start,
        });
    }
    found
}

/// Where a variable is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a slot of the VM stack.
    Slot(u32),
    /// In a word of the context so many up from the frame's innermost.
    Context(u32, usize),
}

/// A variable of a scope.
#[derive(Clone, Debug)]
pub(super) struct DebugVariable {
    pub(super) name: String,
    pub(super) kind: VariableKind,
    pub(super) place: Place,
    /// Of which argument it is the parameter, if the frame's function has it.
    parameter: Option<u32>,
}

/// A scope that a frame sees.
#[derive(Clone, Debug)]
pub(crate) struct DebugScope {
    /// What it is, in the protocol's words.
    pub(crate) kind: &'static str,
    /// The name of its function, if it has one.
    pub(crate) name: String,
    /// Where it stands in the frame's script, if it does.
    pub(crate) span: Option<Span>,
    pub(super) variables: Vec<DebugVariable>,
    /// The object whose properties are its variables.
    holder: Holder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holder {
    /// None: variables are in frames and contexts.
    Nothing,
    /// That of a `with`, in the first variable of the context so many up.
    With(u32),
    /// Script-level `let`, `const` and `class`.
    Lexicals,
    /// The global object.
    Global,
}

impl DebugScope {
    /// Whether there is a variable in it, or an object that may have some.
    pub(crate) fn has_content(&self, cx: &Scope<'_>) -> bool {
        match self.holder {
            Holder::Nothing => self.variables.iter().any(|variable| is_named(variable.kind)),
            Holder::Lexicals => {
                let lexicals = cx.heap.root_value(cx.global_lexicals);
                runtime::is_object(lexicals) && runtime::Shape::of(cx.heap(), lexicals).count() > 0
            }
            Holder::With(_) | Holder::Global => true,
        }
    }
}

/// Whether variables of a kind have names that somebody wrote.
fn is_named(kind: VariableKind) -> bool {
    !matches!(
        kind,
        VariableKind::This
            | VariableKind::NewTarget
            | VariableKind::HomeObject
            | VariableKind::ActiveFunction
            | VariableKind::PrivateName(_)
            | VariableKind::ComputedKey
    )
}

/// The statement that a frame is in.
fn stop_of<'i>(isolate: &'i Isolate, frame: &Frame) -> Option<&'i Stop> {
    let tree = tree_of(isolate, frame.captured.callee(isolate))?;
    let end = tree.return_at(frame.captured.node).filter(|found| found.is_end);
    end.map(|found| &found.stop).or_else(|| tree.stop_around(frame.captured.node))
}

/// The word of the frame's innermost context.
pub(super) fn innermost_context<'i>(isolate: &'i Isolate, frame: &Frame) -> Raw<'i> {
    match stop_of(isolate, frame).and_then(|stop| stop.context) {
        Some(slot) => isolate.heap.get(Local::in_slot(Slot(frame.captured.slot as u32 + slot))),
        None => frame.captured.callee(isolate).word(function::CONTEXT),
    }
}

fn context_up<'i>(isolate: &'i Isolate, frame: &Frame, hops: u32) -> Option<Raw<'i>> {
    let mut found = innermost_context(isolate, frame);
    for _ in 0..hops {
        found = found.is_kind(kind::CONTEXT).then(|| found.word(context::PREVIOUS))?;
    }
    found.is_kind(kind::CONTEXT).then_some(found)
}

/// The scopes that a frame sees, from the innermost outwards.
pub(crate) fn scopes(isolate: &Isolate, frame: &Frame) -> Vec<DebugScope> {
    let mut found = Vec::new();
    let callee = frame.captured.callee(isolate);
    let Some(data) = data_of(isolate, callee) else { return found };
    let number = function_number(callee.word(function::CODE));
    let own = &data.scopes.functions[number];
    let mut hops = own_scopes(isolate, frame, data, own, &mut found);
    let mut around = scopes_around(data, number).into_iter();
    while let Some(outer) = context_up(isolate, frame, hops) {
        let info = ScopeInfo::of_context(outer);
        let place = around.next();
        found.push(outer_scope(info, hops, place.map(|(index, span)| (name_in(data, index), span))));
        hops += 1;
    }
    for (kind, holder) in [("script", Holder::Lexicals), ("global", Holder::Global)] {
        found.push(DebugScope { kind, name: String::new(), span: None, variables: Vec::new(), holder });
    }
    found
}

/// The scopes of the frame's function; how many contexts they have.
fn own_scopes(
    isolate: &Isolate,
    frame: &Frame,
    data: &ScriptData,
    own: &FunctionScopes,
    found: &mut Vec<DebugScope>,
) -> u32 {
    let mut hops = 0;
    let mut next = stop_of(isolate, frame).and_then(|stop| stop.scope);
    while let Some(id) = next {
        let scope = own.scope(id);
        next = scope.parent;
        let kind = match scope.kind {
            ScopeKind::Function | ScopeKind::Body | ScopeKind::FunctionName => "local",
            ScopeKind::Module => "module",
            ScopeKind::Eval => "eval",
            ScopeKind::Catch => "catch",
            ScopeKind::With => "with",
            _ => "block",
        };
        let is_whole = kind == "local";
        let place = |variable: &Variable| match variable.storage {
            Storage::Frame(slot) => Some(Place::Slot(frame.captured.slot as u32 + ARGUMENTS + slot)),
            Storage::Header => Some(Place::Slot(frame.captured.slot as u32)),
            Storage::Context(index) => Some(Place::Context(hops, variable_word(index) as usize)),
            _ => None,
        };
        let variables = own.variables_of(scope).iter().filter_map(|variable| {
            let name = data.script.atoms.display(variable.name).to_string();
            Some(DebugVariable { name, kind: variable.kind, place: place(variable)?, parameter: variable.parameter })
        });
        let mut variables: Vec<DebugVariable> = variables.collect();
        let holder = if scope.kind == ScopeKind::With { Holder::With(hops) } else { Holder::Nothing };
        hops += u32::from(scope.needs_context);
        // Parameters, body and the function's own name are one to the user.
        match found.last_mut().filter(|last| is_whole && last.kind == "local") {
            Some(last) => last.variables.append(&mut variables),
            None if scope.kind == ScopeKind::Script => {}
            None if variables.is_empty() && !is_whole && holder == Holder::Nothing => {}
            None => {
                let span = Some(if is_whole { Span::new(frame.start, scope.span.end) } else { scope.span });
                found.push(DebugScope { kind, name: frame.name.clone(), span, variables, holder });
            }
        }
    }
    hops
}

/// The scopes with contexts around a function, from the innermost outwards: function and place.
fn scopes_around(data: &ScriptData, number: usize) -> Vec<(usize, Span)> {
    let mut around = Vec::new();
    let mut next = data.scopes.functions[number].around;
    while let Some((index, id)) = next.and_then(|number| data.scopes.find(number)) {
        let function = &data.scopes.functions[index];
        let scope = function.scope(id);
        if scope.needs_context {
            around.push((index, scope.span));
        }
        next = scope.parent.map(|id| function.number(id)).or(function.around);
    }
    around
}

fn name_in(data: &ScriptData, index: usize) -> String {
    data.script.functions[index].name.map(|name| data.script.atoms.display(name).to_string()).unwrap_or_default()
}

/// The scope of a context outside of the frame's function.
fn outer_scope(info: Option<ScopeInfo<'_>>, hops: u32, place: Option<(String, Span)>) -> DebugScope {
    let mut variables = Vec::new();
    for index in 0..info.map_or(0, ScopeInfo::count) {
        let Some((info, name)) = info.and_then(|info| Some((info, info.name(index)?))) else { break };
        let name = crate::value::flat_units(name).map(|units| units.to_rust_lossy()).unwrap_or_default();
        let kind = super::super::operations::eval::variable_kind(info.kind(index));
        let place = Place::Context(hops, variable_word(index as u32) as usize);
        variables.push(DebugVariable { name, kind, place, parameter: None });
    }
    let (name, span) = place.map_or((String::new(), None), |(name, span)| (name, Some(span)));
    let is_with = info.is_some_and(|info| info.flags() & scope_flag::WITH != 0);
    let (kind, holder) = if is_with { ("with", Holder::With(hops)) } else { ("closure", Holder::Nothing) };
    DebugScope { kind, name, span, variables, holder }
}

/// The value of a variable; `None` while it is not initialised.
pub(super) fn value_of<'s>(
    cx: &mut Scope<'s>,
    frame: &Frame,
    variable: &DebugVariable,
) -> Completion<Option<Local<'s>>> {
    let value = match variable.place {
        Place::Slot(slot) => cx.local(|isolate| isolate.heap.get(Local::in_slot(Slot(slot))))?,
        Place::Context(hops, word) => cx.local(|isolate| match context_up(isolate, frame, hops) {
            Some(context) if word < context.size_words() => context.word(word),
            _ => isolate.heap.get(Local::from(Value::UNINITIALIZED)),
        })?,
    };
    let value = match variable.place {
        Place::Context(hops, word) if variable.kind == VariableKind::Import => cx.local(|isolate| {
            let holder = isolate.heap.get(value);
            let target = context_up(isolate, frame, hops).and_then(|context| import_target(context, word));
            match target.filter(|&target| holder.is_kind(kind::CONTEXT) && target < holder.size_words()) {
                Some(target) => holder.word(target),
                None => isolate.heap.get(Local::from(Value::UNINITIALIZED)),
            }
        })?,
        _ => value,
    };
    Ok(if value.immediate() == Some(Value::UNINITIALIZED) { None } else { Some(value) })
}

/// The word of the context that the import in `word` of a module's environment means, once the module is linked.
fn import_target(environment: Raw<'_>, word: usize) -> Option<usize> {
    let info = ScopeInfo::of_context(environment)?;
    let index = word.checked_sub(context::VARIABLES).filter(|&index| index < info.count())?;
    usize::try_from(info.kind(index) >> KIND_BITS).ok().filter(|&target| target > 0)
}

/// Stores a variable's value.
pub(super) fn put_value(cx: &mut Scope<'_>, frame: &Frame, place: Place, value: Local<'_>) -> Completion<()> {
    match place {
        Place::Slot(slot) => cx.heap.set_slot(Slot(slot), value),
        Place::Context(hops, word) => {
            let mut cx = cx.open();
            let context = cx.local(|isolate| match context_up(isolate, frame, hops) {
                Some(context) => context,
                None => isolate.heap.get(Local::UNDEFINED),
            })?;
            if cx.raw(context).is_kind(kind::CONTEXT) {
                cx.heap.store(context, word, value);
            }
        }
    }
    Ok(())
}

/// An object with the variables of a scope as its properties: a copy, but for those that an object holds anyway.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn scope_object<'s>(cx: &mut Scope<'s>, frame: &Frame, scope: &DebugScope) -> Completion<Local<'s>> {
    match scope.holder {
        Holder::Global => return cx.intrinsic(runtime::Intrinsic::Global),
        Holder::Lexicals => return cx.intrinsic(runtime::Intrinsic::GlobalLexical),
        Holder::With(hops) => {
            return cx.local(|isolate| match context_up(isolate, frame, hops) {
                Some(context) => context.word(context::VARIABLES),
                None => isolate.heap.get(Local::UNDEFINED),
            });
        }
        Holder::Nothing => {}
    }
    let object = runtime::ordinary_object(cx)?;
    for variable in scope.variables.iter().filter(|variable| is_named(variable.kind)) {
        let mut cx = cx.open();
        let Some(value) = value_of(&mut cx, frame, variable)? else { continue };
        let name = cx.string(&variable.name)?;
        let key = runtime::to_property_key(&mut cx, name)?;
        if !runtime::has_own_property(&mut cx, object, key)? {
            runtime::define_new(&mut cx, object, key, value, attribute::ALL)?;
        }
    }
    Ok(object)
}

/// Sets a variable of a scope. False: there is none of that name.
///
/// # Errors
/// What assigning to a property of a `with` object or a global throws.
pub(crate) fn set_variable<'s>(
    cx: &mut Scope<'s>,
    frame: &Frame,
    scope: &DebugScope,
    name: &str,
    value: Local<'s>,
) -> Completion<bool> {
    if scope.holder == Holder::Nothing {
        let found = scope.variables.iter().find(|variable| variable.name == name && is_named(variable.kind));
        let Some(variable) = found.filter(|variable| variable.kind != VariableKind::Import) else { return Ok(false) };
        put_value(cx, frame, variable.place, value)?;
        return Ok(true);
    }
    let object = scope_object(cx, frame, scope)?;
    let name = cx.string(name)?;
    let key: PropertyKey<'_> = runtime::to_property_key(cx, name)?;
    if !runtime::has_property(cx, object, key)? {
        return Ok(false);
    }
    runtime::put_value(cx, object, key, value, true)?;
    Ok(true)
}

/// `this` of a frame; undefined where an arrow function does not use it.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn this_of<'s>(cx: &mut Scope<'s>, frame: &Frame) -> Completion<Local<'s>> {
    if is_arrow(cx, frame)
        && let Some(variable) = scopes(cx, frame)
            .into_iter()
            .flat_map(|scope| scope.variables)
            .find(|variable| variable.kind == VariableKind::This)
    {
        return Ok(value_of(cx, frame, &variable)?.unwrap_or(Local::UNDEFINED));
    }
    let value = cx.local(|isolate| isolate.heap.get(Local::in_slot(Slot(frame.captured.slot as u32 + THIS))))?;
    let form = form_of(cx, frame);
    let has_own = !matches!(form, Some(FunctionForm::Arrow | FunctionForm::Module));
    // Sloppy code that does not use `this` has not been given the global object for it.
    if has_own && !is_strict(cx, frame) && matches!(value.immediate(), Some(Value::UNDEFINED | Value::NULL)) {
        return cx.intrinsic(runtime::Intrinsic::Global);
    }
    Ok(if value.immediate() == Some(Value::UNINITIALIZED) { Local::UNDEFINED } else { value })
}

/// Whether a frame's function has the `this` of what is around it.
pub(super) fn is_arrow(isolate: &Isolate, frame: &Frame) -> bool {
    form_of(isolate, frame) == Some(FunctionForm::Arrow)
}

/// What a frame's function is.
pub(super) fn form_of(isolate: &Isolate, frame: &Frame) -> Option<FunctionForm> {
    let callee = frame.captured.callee(isolate);
    let data = data_of(isolate, callee)?;
    Some(data.script.functions[function_number(callee.word(function::CODE))].form)
}

/// Whether a frame's code is strict.
pub(super) fn is_strict(isolate: &Isolate, frame: &Frame) -> bool {
    traits(frame.captured.callee(isolate)) & entry_trait::STRICT != 0
}

/// The [`entry_trait`]s of a closure.
fn traits(callee: Raw<'_>) -> u32 {
    callee.word(function::CODE).raw_word(code::RAW + 3) as u32
}

/// Whether a closure is an arrow function whose body is an expression.
pub(super) fn is_concise(isolate: &Isolate, callee: Raw<'_>) -> bool {
    let number = function_number(callee.word(function::CODE));
    data_of(isolate, callee).and_then(|data| data.script.functions.get(number)).is_some_and(|ast| ast.is_concise)
}

/// Whether a closure is an async function.
pub(super) fn is_async(callee: Raw<'_>) -> bool {
    traits(callee) & entry_trait::ASYNC != 0
}

/// Gives a frame the arguments again that its function has moved elsewhere, as its parameters are now.
pub(super) fn restore_arguments(cx: &mut Scope<'_>, frame: &Frame) -> Completion<()> {
    for variable in scopes(cx, frame).into_iter().flat_map(|scope| scope.variables) {
        let mut cx = cx.open();
        let Some(number) = variable.parameter else { continue };
        let own = frame.captured.slot as u32 + ARGUMENTS + number;
        if variable.place != Place::Slot(own)
            && let Some(value) = value_of(&mut cx, frame, &variable)?
        {
            cx.heap.set_slot(Slot(own), value);
        }
    }
    Ok(())
}

/// Whether a closure's call can begin again: it neither stops in between, nor is it the code of a whole script, and its
/// arguments are still known: none was taken apart.
pub(super) fn can_begin_again(isolate: &Isolate, callee: Raw<'_>) -> bool {
    let Some(data) = data_of(isolate, callee) else { return false };
    let number = function_number(callee.word(function::CODE));
    let (ast, own) = (&data.script.functions[number], &data.scopes.functions[number]);
    let is_whole = matches!(ast.form, FunctionForm::Script | FunctionForm::Module | FunctionForm::Eval);
    let parameters = own.parameter_scope.map(|id| own.variables_of(own.scope(id))).unwrap_or_default();
    let is_known = |index: u32| parameters.iter().any(|variable| variable.parameter == Some(index));
    let flags = (callee.word(function::CODE).raw_word(code::RAW + 1) >> 16) as u16;
    !is_whole
        && (0..own.parameter_count).all(is_known)
        && traits(callee) & (entry_trait::ASYNC | entry_trait::GENERATOR) == 0
        && flags & entry_flag::WANTS_ARGUMENTS == 0
}

/// The number of a variable's kind in scope information.
pub(super) fn number_of_kind(kind: VariableKind) -> i32 {
    kind_number(kind)
}
