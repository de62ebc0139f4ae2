//! Functions made of text, and the text of functions – what the builtins ask the interpreter for.

use super::class::record;
use crate::heap::{Local, Raw};
use crate::interpreter::install::{self, ScriptData};
use crate::runtime::{
    self, Completion, DynamicSource, Isolate, KnownName, PropertyDescriptor, PropertyKey, Scope, define_own_property,
};
use crate::scope::AnalysisOptions;
use crate::source::Span;
use crate::syntax::{ParseOptions, parse_dynamic_function};
use crate::value::kind;
use crate::value::layout::{attribute, code, function};

/// Registers the upcalls with an isolate.
pub(crate) fn register(isolate: &mut Isolate) {
    isolate.upcalls.create_dynamic_function = create_dynamic_function;
    isolate.upcalls.function_source = function_source;
    isolate.upcalls.is_sloppy_function = is_sloppy_function;
    isolate.upcalls.frame_variable = crate::interpreter::outline::frame_variable;
    isolate.upcalls.outline = crate::interpreter::outline::outline;
    isolate.upcalls.closure_place = crate::interpreter::positions::closure_place;
    isolate.upcalls.scope_table = crate::interpreter::scope_table::scope_table;
    isolate.upcalls.perform_eval = super::eval::indirect_eval;
    isolate.upcalls.instantiate_module = super::module::instantiate;
    isolate.upcalls.throw_module_error = super::module::throw_at;
}

/// A closure made of text in the global scope – CreateDynamicFunction
/// <https://tc39.es/ecma262/#sec-createdynamicfunction>
///
/// # Errors
/// SyntaxError; termination when there is no memory.
fn create_dynamic_function<'s>(cx: &mut Scope<'s>, source: DynamicSource<'s>) -> Completion<Local<'s>> {
    let parameters: Vec<u16> = runtime::units(cx, source.parameters)?.iter().collect();
    let body: Vec<u16> = runtime::units(cx, source.body)?.iter().collect();
    let options = ParseOptions::default();
    let origin = super::super::positions::eval_origin(cx);
    let parsed = parse_dynamic_function("<anonymous>", source.kind, &parameters, &body, options);
    let analysis = AnalysisOptions { keeps_variables: cx.keeps_variables, ..AnalysisOptions::default() };
    let checked = parsed.and_then(|(source, mut script)| {
        let scopes = match crate::scope::analyse(&mut script, &analysis) {
            Ok(scopes) => scopes,
            Err(diagnostic) => return Err(Box::new((source, diagnostic))),
        };
        Ok(ScriptData { source, script, scopes, wrapper_columns: 0, origin, imports: Vec::new() })
    });
    let data = match checked {
        Ok(data) => data,
        Err(failure) => return Err(install::throw_diagnostic(cx, &failure.0, &failure.1)),
    };
    let referrer = super::module::active_referrer(cx)?;
    let script = install::install(cx, data, Local::UNDEFINED, referrer)?;
    let closure = runtime::call(cx, script, Local::UNDEFINED, &[])?;
    let name = cx.known_string(KnownName::Anonymous)?;
    let name = PropertyDescriptor::data(name, attribute::CONFIGURABLE);
    define_own_property(cx, closure, PropertyKey::Known(KnownName::Name), &name)?;
    Ok(closure)
}

/// [[SourceText]] of a closure.
///
/// # Errors
/// Termination when there is no memory.
fn function_source<'s>(cx: &mut Scope<'s>, closure: Local<'s>) -> Completion<Local<'s>> {
    let code = cx.raw(closure).word(function::CODE);
    let span = code.raw_word(install::SPAN_WORD);
    let span = Span { start: span as u32, end: (span >> 32) as u32 };
    let Some(data) = install::script_data(cx, script_of(cx.raw(closure))) else {
        return cx.interned("function () { [native code] }");
    };
    if data.source.has_lone_surrogates(span) {
        let units = data.source.utf16(span);
        return cx.string_utf16(&units);
    }
    let text = data.source.slice(span).to_owned();
    cx.string(&text)
}

/// The SCRIPT with the text of a closure: of a class that of the class, whose constructor may have none.
pub(crate) fn script_of(closure: Raw<'_>) -> Raw<'_> {
    let record = closure.word(function::HOME_OBJECT);
    if closure.flags() & function::CLASS_CONSTRUCTOR != 0 && record.is_kind(kind::RECORD) {
        let script = record.word(record::SCRIPT);
        if script.is_kind(kind::SCRIPT) {
            return script;
        }
    }
    closure.word(function::CODE).word(code::SCRIPT)
}

/// Whether a closure is a `function` of sloppy code, with [[Construct]].
fn is_sloppy_function(isolate: &Isolate, closure: Raw<'_>) -> bool {
    let code = closure.word(function::CODE);
    let is_plain = closure.flags() & (function::CONSTRUCTOR | function::CLASS_CONSTRUCTOR) == function::CONSTRUCTOR;
    let data = install::script_data(isolate, code.word(code::SCRIPT));
    is_plain && data.is_some_and(|data| !data.scopes.functions[install::function_number(code)].facts.is_strict)
}
