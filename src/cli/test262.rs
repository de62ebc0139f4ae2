//! `--test262-host`: what the conformance suite expects of a host – `print` and `$262`
//! <https://github.com/tc39/test262/blob/main/INTERPRETING.md>.

mod agent;

use crate::engine::{Engine, Error, ModuleLoader, ModuleRequest, ModuleSource, in_new_realm, run_script};
use crate::heap::Local;
use crate::runtime::{self, Arguments, Completion, Intrinsic, NativeDescription, NativeFunction, PropertyKey, Scope};
use crate::source::SourceText;
use crate::value::kind;
use crate::value::layout::attribute;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

/// Defines `print` and `$262` on the global object of an engine, and lets it import files: what the tests of this package
/// run the suite with.
///
/// # Errors
/// When there is no memory.
pub fn define_test262_host(engine: &mut Engine) -> Result<(), Error> {
    engine.set_module_loader(Files);
    engine.enter(|cx| {
        let host = install_plain(cx)?;
        agent::install_first(cx, host)
    })
}

/// Waits for what a script has left behind with `Atomics.waitAsync`, as long as time or another agent may end it.
///
/// # Errors
/// Whatever ends the jobs that wait for it.
pub fn finish_test262_host(engine: &mut Engine) -> Result<(), Error> {
    agent::settle_waits(engine, agent::may_be_woken)
}

/// Modules are files: a specifier is a path from the folder of the file that imports it, an id a path.
struct Files;

impl ModuleLoader for Files {
    fn resolve(&mut self, request: &ModuleRequest) -> Result<String, Error> {
        let referrer = request.referrer.as_deref().unwrap_or("");
        let folder = Path::new(referrer).parent().unwrap_or(Path::new(""));
        let path = std::path::absolute(folder.join(&request.specifier));
        // A folder and its parent are as good as nothing.
        let mut plain = PathBuf::new();
        for part in path.map_err(|error| Error::new(error.to_string()))?.components() {
            if part == Component::ParentDir {
                plain.pop();
            } else {
                plain.push(part);
            }
        }
        Ok(plain.to_string_lossy().into_owned())
    }

    fn load(&mut self, id: &str, request: &ModuleRequest) -> Result<ModuleSource, Error> {
        let text = std::fs::read_to_string(id).map_err(|error| Error::new(format!("Cannot read {id}: {error}")))?;
        let is_json = request.attributes.iter().any(|(key, value)| key == "type" && value == "json");
        Ok(if is_json { ModuleSource::Json(text) } else { ModuleSource::Text(text) })
    }
}

/// Defines `print` and `$262`, without agents, on the global object of the current realm; the latter.
fn install_plain<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    let global = cx.intrinsic(Intrinsic::Global)?;
    function(cx, global, "print", print)?;
    let host = runtime::ordinary_object(cx)?;
    function(cx, host, "createRealm", create_realm)?;
    function(cx, host, "gc", collect)?;
    function(cx, host, "evalScript", eval_script)?;
    function(cx, host, "detachArrayBuffer", detach_array_buffer)?;
    let key = cx.name("global")?;
    runtime::define_new(cx, host, key, global, attribute::ALL)?;
    let key = cx.name("$262")?;
    runtime::define_new(cx, global, key, host, attribute::HIDDEN)?;
    Ok(host)
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

/// The `$262` of a new realm.
fn create_realm<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    in_new_realm(cx, install_plain)
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
