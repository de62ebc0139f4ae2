//! `gc()`: a collection asked for, at once or by the event loop.

use crate::heap::{Local, Reason};
use crate::host::property;
use crate::host::queue::{push, shift};
use crate::host::state::{peek, state};
use crate::host::tick::run_ticks;
use crate::runtime::{
    self, Arguments, Completion, Intrinsic, NativeDescription, PropertyKey, Scope, create_builtin_function, is_object,
    new_promise, resolve_promise, to_boolean,
};
use crate::value::layout::attribute;

/// Defines `gc` on the global object.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn expose_gc(cx: &mut Scope<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let global = cx.intrinsic(Intrinsic::Global)?;
    let name = cx.interned("gc")?;
    let description = NativeDescription { steps: gc, length: 0, flags: 0 };
    let function = create_builtin_function(&mut cx, description, name, Local::UNDEFINED)?;
    let attributes = attribute::ALL & !attribute::CONFIGURABLE;
    runtime::define_new(&mut cx, global, PropertyKey::Name(name), function, attributes)
}

/// `gc()`, `gc(true)`, `gc({ type: 'minor' | 'major', execution: 'sync' | 'async' })`
fn gc<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let request = arguments.get(0);
    if !is_object(cx.raw(request)) {
        let is_minor = to_boolean(cx, request);
        collect(cx, is_minor);
        return Ok(Local::UNDEFINED);
    }
    let is_minor = is_text(cx, request, "type", "minor")?;
    if !is_text(cx, request, "execution", "async")? {
        collect(cx, is_minor);
        return Ok(Local::UNDEFINED);
    }
    let promise = new_promise(cx)?;
    if peek(cx).is_none() {
        // There is no event loop to wait for.
        collect(cx, is_minor);
        resolve_promise(cx, promise, Local::UNDEFINED)?;
        return Ok(promise);
    }
    push(cx, |state| &mut state.collector.asked, [promise, Local::bool(is_minor)])?;
    Ok(promise)
}

/// Whether a property is this text. Nothing is converted.
fn is_text<'s>(cx: &mut Scope<'s>, object: Local<'s>, name: &str, text: &str) -> Completion<bool> {
    let mut cx = cx.open();
    let value = property::get(&mut cx, object, name)?;
    Ok(crate::value::is_string(cx.raw(value)) && runtime::units(&mut cx, value)?.is(text))
}

fn collect(cx: &mut Scope<'_>, is_minor: bool) {
    if is_minor {
        cx.heap.collect_young(Reason::Testing);
    } else {
        cx.heap.collect_garbage();
    }
}

/// Carries out what was asked for; after each collection comes what waits for its promise.
///
/// # Errors
/// A termination.
pub(crate) fn run_asked(cx: &mut Scope<'_>) -> Completion<()> {
    let waiting = state(cx).map_or(0, |state| state.collector.asked.len());
    for _ in 0..waiting {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some([promise, is_minor]) = shift(&mut cx, |state| &mut state.collector.asked)? else { return Ok(()) };
        let is_minor = to_boolean(&cx, is_minor);
        collect(&mut cx, is_minor);
        resolve_promise(&mut cx, promise, Local::UNDEFINED)?;
        run_ticks(&mut cx)?;
    }
    Ok(())
}
