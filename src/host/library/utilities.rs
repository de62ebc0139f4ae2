//! What module `util` gets from Rust: formatting, and looks at objects that a script cannot take.

use crate::heap::Local;
use crate::host::inspect::{Options, format_to, next_sequence};
use crate::host::report::throw_invalid_argument_type;
use crate::runtime::{
    Arguments, Completion, NativeFunction, PromiseState, Scope, TextBuilder, array_create, array_push,
    create_array_from_list, is_callable, is_object, promise_result, promise_state, units,
};
use crate::value::layout::proxy;
use crate::value::{self, kind};

pub(super) const FUNCTIONS: &[(&str, u8, NativeFunction)] = &[
    ("format", 0, format),
    ("formatWithOptions", 1, format_with_options),
    ("keepDefaultOptions", 1, keep_default_options),
    ("kindOf", 1, kind_of),
    ("stripVTControlCharacters", 1, strip_escapes),
    ("getPromiseDetails", 1, promise_details),
    ("getProxyDetails", 1, proxy_details),
];

/// Takes `util.inspect.defaultOptions` for the options of every inspection.
fn keep_default_options<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    Options::keep_defaults(cx, arguments.get(0))?;
    Ok(Local::UNDEFINED)
}

/// `util.stripVTControlCharacters` – <https://nodejs.org/api/util.html#utilstripvtcontrolcharactersstr>
fn strip_escapes<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = arguments.get(0);
    if !value::is_string(cx.raw(text)) {
        return Err(throw_invalid_argument_type(cx, "str", "of type string", text));
    }
    let length = units(cx, text)?.len();
    cx.step(1 + length as u64 / 16)?;
    let mut plain = TextBuilder::new();
    let mut from = 0;
    while let Some(found) = next_sequence(value::units(cx.raw(text)), from) {
        plain.push_part(cx, text, from, found.start)?;
        from = found.end;
    }
    if from == 0 {
        return Ok(text);
    }
    plain.push_part(cx, text, from, length)?;
    plain.finish(cx)
}

/// What comparing and cloning objects needs.
pub(super) const KINDS: &[(&str, u8, NativeFunction)] = &[("kindOf", 1, kind_of)];

/// `util.format` – <https://nodejs.org/api/util.html#utilformatformat-args>
fn format<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if arguments.count() == 1 && value::is_string(cx.raw(arguments.get(0))) {
        return Ok(arguments.get(0));
    }
    let options = Options::current(cx)?;
    finish(cx, &arguments.skip(0), &options)
}

/// `util.formatWithOptions` – <https://nodejs.org/api/util.html#utilformatwithoptionsinspectoptions-format-args>
fn format_with_options<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if !is_object(cx.raw(arguments.get(0))) || is_callable(cx, arguments.get(0)) {
        return Err(throw_invalid_argument_type(cx, "inspectOptions", "of type object", arguments.get(0)));
    }
    let mut options = Options::current(cx)?;
    options.read(cx, arguments.get(0))?;
    finish(cx, &arguments.skip(1), &options)
}

fn finish<'s>(cx: &mut Scope<'s>, values: &[Local<'s>], options: &Options) -> Completion<Local<'s>> {
    let mut output = TextBuilder::new();
    format_to(cx, &mut output, values, options)?;
    output.finish(cx)
}

/// The name of an object's kind in the heap, for `util.types`.
fn kind_of<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let raw = cx.raw(arguments.get(0));
    if !is_object(raw) {
        return cx.interned("");
    }
    let name = kind::KINDS.get(raw.kind() as usize).map_or("", |info| info.name);
    cx.interned(name)
}

/// The state of a promise and its result: `[state, result]`; 0 pending, 1 fulfilled, 2 rejected.
fn promise_details<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let promise = arguments.get(0);
    if !cx.raw(promise).is_kind(kind::PROMISE) {
        return Ok(Local::UNDEFINED);
    }
    let state = match promise_state(cx.raw(promise)) {
        PromiseState::Pending => return create_array_from_list(cx, &[Local::int(0)]),
        PromiseState::Fulfilled => 1,
        PromiseState::Rejected => 2,
    };
    let result = cx.local(|isolate| promise_result(isolate.heap.get(promise)))?;
    create_array_from_list(cx, &[Local::int(state), result])
}

/// Target and handler of a proxy.
fn proxy_details<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = arguments.get(0);
    if !cx.raw(object).is_kind(kind::PROXY) {
        return Ok(Local::UNDEFINED);
    }
    let details = array_create(cx, 0)?;
    for word in [proxy::TARGET, proxy::HANDLER] {
        let part = cx.word(object, word)?;
        array_push(cx, details, part)?;
    }
    Ok(details)
}
