//! `--test262-host`: what the conformance suite expects of a host – `print` and `$262`
//! <https://github.com/tc39/test262/blob/main/INTERPRETING.md>.

use crate::engine::{Engine, Error, run_script};
use crate::heap::Local;
use crate::runtime::{self, Arguments, Completion, Intrinsic, NativeDescription, NativeFunction, PropertyKey, Scope};
use crate::source::SourceText;
use crate::value::kind;
use crate::value::layout::attribute;
use std::io::Write;

/// Defines `print` and `$262` on the global object of an engine: what the tests of this package run the suite with.
///
/// # Errors
/// When there is no memory.
pub fn define_test262_host(engine: &mut Engine) -> Result<(), Error> {
    engine.enter(install)
}

/// Defines `print` and `$262` on the global object.
///
/// # Errors
/// Termination when there is no memory.
pub(super) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let global = cx.intrinsic(Intrinsic::Global)?;
    function(&mut cx, global, "print", print)?;
    let host = runtime::ordinary_object(&mut cx)?;
    function(&mut cx, host, "gc", collect)?;
    function(&mut cx, host, "evalScript", eval_script)?;
    function(&mut cx, host, "detachArrayBuffer", detach_array_buffer)?;
    let key = cx.name("global")?;
    runtime::define_new(&mut cx, host, key, global, attribute::ALL)?;
    let key = cx.name("$262")?;
    runtime::define_new(&mut cx, global, key, host, attribute::HIDDEN)
}

fn function<'s>(cx: &mut Scope<'s>, object: Local<'s>, name: &str, steps: NativeFunction) -> Completion<()> {
    let name = cx.interned(name)?;
    let description = NativeDescription { steps, length: 1, flags: 0 };
    let function = runtime::create_builtin_function(cx, description, name, Local::UNDEFINED)?;
    runtime::define_new(cx, object, PropertyKey::Name(name), function, attribute::HIDDEN)
}

fn print<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = runtime::to_string(cx, arguments.get(0))?;
    let text = runtime::rust_text(cx, text)?;
    let _ = writeln!(std::io::stdout(), "{text}");
    Ok(Local::UNDEFINED)
}

fn collect<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    cx.heap.collect_garbage();
    Ok(Local::UNDEFINED)
}

fn eval_script<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = runtime::to_string(cx, arguments.get(0))?;
    let units: Vec<u16> = runtime::units(cx, text)?.iter().collect();
    run_script(cx, SourceText::from_utf16("<evalScript>", units))
}

fn detach_array_buffer<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let buffer = arguments.get(0);
    if !cx.raw(buffer).is_kind(kind::ARRAY_BUFFER) {
        return Err(runtime::throw_type_error(cx, format_args!("not an ArrayBuffer")));
    }
    runtime::detach_buffer(cx, buffer);
    Ok(Local::NULL)
}
