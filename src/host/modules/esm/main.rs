//! The program as an ECMAScript module: it is evaluated by a job, and its promise is looked at when nothing else is left.

use super::super::load::read_text;
use super::super::resolve::real_file;
use super::super::url::file_url;
use super::load::load_url;
use crate::heap::Local;
use crate::host::fatal::{Thrown, uncaught};
use crate::host::output;
use crate::host::place::{self, Place};
use crate::host::process::{exit_code, set_exit_code, working_directory};
use crate::interpreter::{load_module, suspension_excerpt};
use crate::runtime::{
    Arguments, Completion, ModuleStatus, PromiseState, Scope, await_promise, enqueue_job, evaluate_module, link_module,
    load_requested_modules, module_status, promise_state, remember_module,
};
use crate::source::SourceText;
use crate::value::layout::{module, words};
use crate::value::{Value, kind};

/// The exit code of a program whose top level still waits when nothing else is left to do.
const UNSETTLED: i32 = 13;

/// Starts a file as the main module.
///
/// # Errors
/// A termination; what keeps the program from being loaded is an uncaught exception.
pub(crate) fn run_main_module(cx: &mut Scope<'_>, path: &str) -> Completion<()> {
    let url = file_url(path);
    let loaded = load_url(cx, &url, &[]);
    start(cx, loaded)
}

/// Starts a file as the main module, and takes it for an ECMAScript module whatever its name says.
///
/// # Errors
/// As [`run_main_module`].
pub(crate) fn run_module_file(cx: &mut Scope<'_>, path: &str) -> Completion<()> {
    let path = real_file(path).unwrap_or_else(|| path.to_owned());
    let url = file_url(&path);
    let loaded = read_text(cx, &path).and_then(|text| load_module(cx, &url, SourceText::new(&url, text)));
    start_as(cx, &url, loaded)
}

/// Starts a text as the main module: what `--input-type=module` does.
///
/// # Errors
/// As [`run_main_module`].
pub(crate) fn run_module_text(cx: &mut Scope<'_>, name: &str, text: &str) -> Completion<()> {
    let folder = working_directory().unwrap_or_else(|_| "/".to_owned());
    let name = name.replace(']', "1]");
    let url = format!("{}/{name}", file_url(if folder == "/" { "" } else { &folder }));
    let loaded = load_module(cx, &url, SourceText::new(&url, text));
    start_as(cx, &url, loaded)
}

/// As [`start`]; from now on the URL means this module.
fn start_as<'s>(cx: &mut Scope<'s>, url: &str, loaded: Completion<Local<'s>>) -> Completion<()> {
    if let Ok(module) = loaded {
        remember_module(cx, url, module)?;
    }
    start(cx, loaded)
}

/// Loads what the program requests, and has it evaluated.
fn start<'s>(cx: &mut Scope<'s>, loaded: Completion<Local<'s>>) -> Completion<()> {
    let prepared = loaded.and_then(|module| {
        place::set(cx, Place::MainEcmaScriptModule, module)?;
        load_requested_modules(cx, module)?;
        link_module(cx, module)?;
        Ok(module)
    });
    match prepared {
        Ok(module) => enqueue_job(cx, evaluate, [module, Local::UNDEFINED, Local::UNDEFINED]),
        Err(abrupt) => {
            let error = cx.catch(abrupt)?;
            uncaught(cx, error, Thrown::MainModule)
        }
    }
}

/// The job that evaluates the program.
fn evaluate<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let promise = evaluate_module(cx, arguments.get(0))?;
    place::set(cx, Place::MainEvaluation, promise)?;
    await_promise(cx, promise, settled, Local::UNDEFINED)?;
    Ok(Local::UNDEFINED)
}

/// The job of the program's evaluation: nothing, value or reason, whether it is a reason.
fn settled<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if cx.raw(arguments.get(2)).word_value() == Value::TRUE {
        uncaught(cx, arguments.get(1), Thrown::MainModule)?;
    }
    Ok(Local::UNDEFINED)
}

/// Nothing is left to do: if the program's top level still waits, says where, and sets the exit code.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn report_unsettled(cx: &mut Scope<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let promise = place::get(&mut cx, Place::MainEvaluation)?;
    let waits = cx.raw(promise).is_kind(kind::PROMISE) && promise_state(cx.raw(promise)) == PromiseState::Pending;
    if !waits || exit_code(&mut cx)?.is_some() {
        return Ok(());
    }
    set_exit_code(&mut cx, UNSETTLED)?;
    let main = place::get(&mut cx, Place::MainEcmaScriptModule)?;
    let mut places = Vec::new();
    find_waiting(&mut cx, main, &mut Vec::new(), &mut places)?;
    for excerpt in places {
        let text = format!("Warning: Detected unsettled top-level await at {excerpt}\n\n\n");
        output::write(&mut cx, output::stderr, &text);
    }
    Ok(())
}

/// The places where modules wait themselves, a module and what it requests.
fn find_waiting<'s>(
    cx: &mut Scope<'s>,
    module: Local<'s>,
    seen: &mut Vec<Local<'s>>,
    places: &mut Vec<String>,
) -> Completion<()> {
    cx.check_stack()?;
    let is_waiting = module_status(cx.raw(module)) == ModuleStatus::EvaluatingAsync;
    if !is_waiting || seen.iter().any(|&known| cx.raw(known).identical(cx.raw(module))) {
        return Ok(());
    }
    seen.push(module);
    places.extend(suspension_excerpt(cx, cx.raw(module).word(module::BODY)));
    let requests = cx.word(module, module::REQUESTS)?;
    let count = cx.raw(requests).raw_word(words::LENGTH) as usize / module::request::WORDS;
    for number in 0..count {
        let word = words::ELEMENTS + number * module::request::WORDS + module::request::LOADED;
        let required = cx.word(requests, word)?;
        find_waiting(cx, required, seen, places)?;
    }
    Ok(())
}
