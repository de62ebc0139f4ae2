//! `require()` of an ECMAScript module – <https://nodejs.org/api/modules.html#loading-ecmascript-modules-using-require> –
//! and files that do not say what they are.

use super::super::WRAPPER;
use super::super::load::read_text;
use super::super::package::scope_of;
use super::super::path::extension_of;
use super::super::refusal::{Refusal, Resolved, or_throw};
use super::super::url::file_url;
use super::load::load_url;
use crate::heap::Local;
use crate::host::place::Place;
use crate::host::{property, symbols};
use crate::interpreter::{LoadOptions, check, load_module};
use crate::runtime::{
    Completion, ModuleStatus, PromiseState, Scope, evaluate_module, get_module_namespace, has_async_graph, is_object,
    link_module, load_requested_modules, mark_promise_handled, module_status, promise_result, promise_state, rust_text,
};
use crate::source::SourceText;
use crate::syntax::Goal;
use crate::value;
use crate::value::layout::{module, words};

/// Loads an ECMAScript module for a CommonJS module object, whose `exports` become its namespace.
///
/// # Errors
/// ERR_REQUIRE_ASYNC_MODULE for one that awaits at its top level; ERR_REQUIRE_CYCLE_MODULE for one that is being
/// evaluated; whatever it throws.
pub(in super::super) fn require_module<'s>(cx: &mut Scope<'s>, object: Local<'s>, file: &str) -> Completion<()> {
    let module = load_url(cx, &file_url(file), &[])?;
    load_requested_modules(cx, module)?;
    link_module(cx, module)?;
    evaluate_now(cx, module, object, file)?;
    let namespace = get_module_namespace(cx, module)?;
    let exports = if property::has_own(cx, namespace, "module.exports")? {
        property::get(cx, namespace, "module.exports")?
    } else if !property::has_own(cx, namespace, "default")? || property::has_own(cx, namespace, "__esModule")? {
        namespace
    } else {
        facade(cx, module, object, file)?
    };
    property::set(cx, object, "exports", exports)
}

/// Evaluates a module that is linked, here and now.
fn evaluate_now<'s>(cx: &mut Scope<'s>, module: Local<'s>, object: Local<'s>, file: &str) -> Completion<()> {
    if module_status(cx.raw(module)) == ModuleStatus::Evaluating {
        let message = format!("Cannot require() ES Module {file} in a cycle.{}", asker(cx, object, file)?);
        return Err(Refusal::error("ERR_REQUIRE_CYCLE_MODULE", message).throw(cx));
    }
    if has_async_graph(cx, module)? {
        let message = format!(
            "require() cannot be used on an ESM graph with top-level await. Use import() instead.{}",
            asker(cx, object, file)?
        );
        return Err(Refusal::error("ERR_REQUIRE_ASYNC_MODULE", message).throw(cx));
    }
    let promise = evaluate_module(cx, module)?;
    mark_promise_handled(cx, promise);
    if promise_state(cx.raw(promise)) == PromiseState::Rejected {
        let reason = cx.local(|isolate| promise_result(isolate.heap.get(promise)))?;
        return Err(cx.throw(reason));
    }
    Ok(())
}

/// Two lines that say who requires what.
fn asker<'s>(cx: &mut Scope<'s>, object: Local<'s>, file: &str) -> Completion<String> {
    let mut cx = cx.open();
    let parent = symbols::read(&mut cx, object, Place::Parent)?;
    if !is_object(cx.raw(parent)) {
        return Ok(String::new());
    }
    let name = property::get(&mut cx, parent, "filename")?;
    let name = if value::is_string(cx.raw(name)) { rust_text(&mut cx, name)? } else { String::new() };
    Ok(format!("\n  From {name} \n  Requiring {file} "))
}

/// The namespace of a module that exports all that `module` exports, and `__esModule` besides, for code that looks whether
/// there is a default export by that.
fn facade<'s>(cx: &mut Scope<'s>, module: Local<'s>, object: Local<'s>, file: &str) -> Completion<Local<'s>> {
    const TEXT: &str = "export * from 'original'; export { default } from 'original'; export const __esModule = true;";
    let url = format!("{}#facade", file_url(file));
    let facade = load_module(cx, &url, SourceText::new(&url, TEXT))?;
    let requests = cx.word(facade, module::REQUESTS)?;
    cx.heap.store(requests, words::ELEMENTS + module::request::LOADED, module);
    load_requested_modules(cx, facade)?;
    link_module(cx, facade)?;
    evaluate_now(cx, facade, object, file)?;
    get_module_namespace(cx, facade)
}

/// Whether `require` of a file loads an ECMAScript module: by its name and its package.
pub(in super::super) fn is_required_as_module(cx: &mut Scope<'_>, file: &str) -> Completion<bool> {
    match extension_of(file) {
        ".mjs" => Ok(true),
        ".js" => {
            let package = scope_of(cx, file);
            Ok(or_throw(cx, package)?.is_some_and(|package| package.is_module))
        }
        _ => Ok(false),
    }
}

/// Whether a file may be a module or not: neither its name nor its package says.
pub(in super::super) fn is_ambiguous(cx: &mut Scope<'_>, file: &str) -> Resolved<bool> {
    if !matches!(extension_of(file), ".js" | "") {
        return Ok(false);
    }
    let package = scope_of(cx, file)?;
    Ok(package.is_none_or(|package| !package.is_module && !package.is_commonjs))
}

/// Whether an ambiguous file is an ECMAScript module by its text.
pub(super) fn is_module_by_text(cx: &mut Scope<'_>, file: &str) -> Completion<bool> {
    Ok(is_module_text(&read_text(cx, file)?))
}

/// Whether the text of an ambiguous file is an ECMAScript module: it can be no CommonJS module, by what it uses or since it
/// declares what the wrapper declares.
pub(in super::super) fn is_module_text(text: &str) -> bool {
    has_module_syntax(text) || (redeclares_parameter(text) && is_module(text))
}

/// Whether a text declares a parameter of the wrapper once more.
fn redeclares_parameter(text: &str) -> bool {
    let [open, close] = WRAPPER;
    let text = text.strip_prefix("#!").map_or_else(|| text.to_owned(), |rest| format!("//{rest}"));
    let Err(diagnostic) = check(&SourceText::new("", [open, &text, close].concat()), &LoadOptions::default()) else {
        return false;
    };
    let is_told = |name: &str| diagnostic.message == format!("Identifier '{name}' has already been declared");
    ["exports", "require", "module", "__filename", "__dirname"].iter().any(|name| is_told(name))
}

/// What V8 says of texts that are no scripts, but may be modules.
const MODULE_SYNTAX: [&str; 4] = [
    "Cannot use import statement outside a module",
    "Unexpected token 'export'",
    "Cannot use 'import.meta' outside a module",
    "await is only valid in async functions and the top level bodies of modules",
];

/// Whether a text is no CommonJS module, but an ECMAScript module.
pub(crate) fn has_module_syntax(text: &str) -> bool {
    let source = SourceText::new("", text);
    let mut options = LoadOptions::default();
    options.parse.allows_return = true;
    let Err(diagnostic) = check(&source, &options) else { return false };
    MODULE_SYNTAX.contains(&diagnostic.message.as_str()) && is_module(text)
}

fn is_module(text: &str) -> bool {
    let mut options = LoadOptions::default();
    options.parse.goal = Goal::Module;
    check(&SourceText::new("", text), &options).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_tell_what_they_are() {
        for text in ["import a from 'a'", "export {}", "await 0", "import.meta.url"] {
            assert!(has_module_syntax(text), "{text}");
        }
        for text in
            ["return 1", "exports.a = 1", "import('a')", "export {} import", "let a = ;", "with (a) {} export {}"]
        {
            assert!(!has_module_syntax(text), "{text}");
        }
    }

    #[test]
    fn files_that_declare_what_the_wrapper_declares_are_modules() {
        for text in
            ["let exports = 1", "class module {}", "#!tenure\nconst require = 1; await 1", "const a = 1; export { a }"]
        {
            assert!(is_module_text(text), "{text}");
        }
        for text in
            ["var exports", "{ let exports }", "let exports; return", "let a, a", "function f() { const module = 1 }"]
        {
            assert!(!is_module_text(text), "{text}");
        }
    }
}
