//! `Module`, and the `require` of each module.

use super::WRAPPER;
use super::builtin::{builtin_module_names, is_builtin};
use super::esm::{is_ambiguous, is_module_text, is_required_as_module, require_module, run_main_module};
use super::load::{add_child, compile, load_request, parse_json, read_text};
use super::path::{directory_of, node_modules_paths, resolve};
use super::refusal::or_throw;
use super::resolve::{lookup_paths, resolve_filename};
use crate::heap::Local;
use crate::host::place::{self, Place};
use crate::host::process::working_directory;
use crate::host::report::{throw_coded, throw_invalid_argument_type};
use crate::host::{property, symbols};
use crate::runtime::{
    self, Abrupt, Arguments, Completion, Intrinsic, NativeFunction, PropertyDescriptor, Scope, array_create,
    array_push, callee_data, create_array_from_list, define_property_or_throw, get_index, is_object,
    length_of_array_like, make_object, ordinary_object, ordinary_object_create, rust_text, to_boolean, to_string,
};
use crate::value::layout::attribute;
use crate::value::{self, kind};

const STATICS: &[(&str, u8, NativeFunction)] = &[
    ("isBuiltin", 1, is_builtin_method),
    ("createRequire", 1, create_require),
    ("wrap", 1, wrap),
    ("_load", 3, load),
    ("_resolveFilename", 4, resolve_filename_method),
    ("_nodeModulePaths", 1, node_module_paths),
    ("_resolveLookupPaths", 2, resolve_lookup_paths),
];

const METHODS: &[(&str, u8, NativeFunction)] =
    &[("load", 1, load_method), ("require", 1, require_method), ("_compile", 2, compile_method)];

const EXTENSIONS: &[(&str, u8, NativeFunction)] =
    &[(".js", 2, load_script), (".json", 2, load_json), (".node", 2, load_native)];

/// Makes `Module`.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let mut cx = cx.open();
    for (place, text) in [(Place::IsMain, "kIsMainSymbol"), (Place::IsExecuting, "kIsExecuting")] {
        let symbol = symbols::new(&mut cx, text)?;
        place::set(&mut cx, place, symbol)?;
    }
    let parent = symbols::private(&mut cx, "#parent")?;
    place::set(&mut cx, Place::Parent, parent)?;
    let cache = ordinary_object_create(&mut cx, Local::NULL)?;
    place::set(&mut cx, Place::ModuleCache, cache)?;
    let builtins = ordinary_object_create(&mut cx, Local::NULL)?;
    place::set(&mut cx, Place::BuiltinModules, builtins)?;
    let prototype = ordinary_object(&mut cx)?;
    let class = symbols::callable_class(&mut cx, "Module", prototype, construct)?;
    place::set(&mut cx, Place::Module, class)?;
    // A getter, as in Node: modules are shown without a class name.
    let get = property::function(&mut cx, "get constructor", 0, constructor, Local::UNDEFINED)?;
    let key = cx.name("constructor")?;
    let accessor = PropertyDescriptor::accessor(get, Local::UNDEFINED, attribute::CONFIGURABLE);
    define_property_or_throw(&mut cx, prototype, key, &accessor)?;
    let get = property::function(&mut cx, "get parent", 0, parent_of, Local::UNDEFINED)?;
    let key = cx.name("parent")?;
    let accessor = PropertyDescriptor::accessor(get, Local::UNDEFINED, attribute::CONFIGURABLE);
    define_property_or_throw(&mut cx, prototype, key, &accessor)?;
    for &(name, length, steps) in METHODS {
        let method = property::function(&mut cx, name, length, steps, Local::UNDEFINED)?;
        property::define(&mut cx, prototype, name, method)?;
    }
    property::define(&mut cx, class, "_cache", cache)?;
    let extensions = ordinary_object_create(&mut cx, Local::NULL)?;
    for &(name, length, steps) in EXTENSIONS {
        let loader = property::function(&mut cx, "", length, steps, Local::UNDEFINED)?;
        property::define(&mut cx, extensions, name, loader)?;
    }
    property::define(&mut cx, class, "_extensions", extensions)?;
    let paths = array_create(&mut cx, 0)?;
    property::define(&mut cx, class, "globalPaths", paths)?;
    property::define_functions(&mut cx, class, STATICS)?;
    property::define(&mut cx, class, "Module", class)?;
    let wrapper = texts(&mut cx, WRAPPER.iter().copied())?;
    property::define(&mut cx, class, "wrapper", wrapper)?;
    let public = builtin_module_names();
    let names = texts(&mut cx, public)?;
    property::define(&mut cx, class, "builtinModules", names)
}

fn texts<'s, 't>(cx: &mut Scope<'s>, texts: impl Iterator<Item = &'t str>) -> Completion<Local<'s>> {
    let array = array_create(cx, 0)?;
    for text in texts {
        let mut cx = cx.open();
        let text = cx.string(text)?;
        array_push(&mut cx, array, text)?;
    }
    Ok(array)
}

/// A module object; it becomes a child of `parent`.
pub(super) fn new_module<'s>(cx: &mut Scope<'s>, id: &str, parent: Local<'s>) -> Completion<Local<'s>> {
    let class = place::get(cx, Place::Module)?;
    let prototype = property::get(cx, class, "prototype")?;
    let module = make_object(cx, kind::ORDINARY, prototype)?;
    fill_module(cx, module, id, parent)?;
    Ok(module)
}

fn fill_module<'s>(cx: &mut Scope<'s>, module: Local<'s>, id: &str, parent: Local<'s>) -> Completion<()> {
    property::define_text(cx, module, "id", id)?;
    property::define_text(cx, module, "path", directory_of(id))?;
    let exports = ordinary_object(cx)?;
    property::define(cx, module, "exports", exports)?;
    add_child(cx, parent, module)?;
    property::define(cx, module, "filename", Local::NULL)?;
    property::define(cx, module, "loaded", Local::FALSE)?;
    let children = array_create(cx, 0)?;
    property::define(cx, module, "children", children)?;
    symbols::put(cx, module, Place::Parent, parent)
}

/// `new Module(id, parent)`
fn construct<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let id = arguments.get(0);
    let id = if cx.raw(id).is_undefined() { String::new() } else { text_of(cx, id)? };
    let new_target = arguments.new_target();
    let class = if is_object(cx.raw(new_target)) { new_target } else { place::get(cx, Place::Module)? };
    let prototype = property::get(cx, class, "prototype")?;
    let module = make_object(cx, kind::ORDINARY, prototype)?;
    fill_module(cx, module, &id, arguments.get(1))?;
    Ok(module)
}

fn constructor<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    place::get(cx, Place::Module)
}

/// `module.parent`
fn parent_of<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if !is_object(cx.raw(this)) {
        return Ok(Local::UNDEFINED);
    }
    let parent = symbols::read(cx, this, Place::Parent)?;
    let main = place::get(cx, Place::MainModule)?;
    let is_main = cx.raw(main).identical(cx.raw(this));
    Ok(if is_main && cx.raw(parent).is_undefined() { Local::NULL } else { parent })
}

fn text_of<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<String> {
    let text = to_string(cx, value)?;
    rust_text(cx, text)
}

/// The `require` of a module.
pub(super) fn make_require<'s>(cx: &mut Scope<'s>, module: Local<'s>) -> Completion<Local<'s>> {
    let require = property::function(cx, "require", 1, require_function, module)?;
    let resolve = property::function(cx, "resolve", 2, resolve_function, module)?;
    let paths = property::function(cx, "paths", 1, paths_function, module)?;
    property::define(cx, resolve, "paths", paths)?;
    property::define(cx, require, "resolve", resolve)?;
    let main = place::get(cx, Place::MainModule)?;
    property::define(cx, require, "main", main)?;
    let class = place::get(cx, Place::Module)?;
    let extensions = property::get(cx, class, "_extensions")?;
    property::define(cx, require, "extensions", extensions)?;
    let cache = place::get(cx, Place::ModuleCache)?;
    property::define(cx, require, "cache", cache)?;
    Ok(require)
}

/// `require(id)` – <https://nodejs.org/api/modules.html#requireid>
fn require_function<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let module = callee_data(cx, arguments)?;
    require_from(cx, module, arguments.get(0))
}

/// `module.require(id)` – <https://nodejs.org/api/modules.html#modulerequireid>
fn require_method<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_from(cx, this, arguments.get(0))
}

fn require_from<'s>(cx: &mut Scope<'s>, module: Local<'s>, id: Local<'s>) -> Completion<Local<'s>> {
    if !value::is_string(cx.raw(id)) {
        return Err(throw_invalid_argument_type(cx, "id", "of type string", id));
    }
    if value::length(cx.raw(id)) == 0 {
        let message = "The argument 'id' must be a non-empty string. Received ''";
        return Err(throw_coded(cx, Intrinsic::TypeErrorPrototype, "ERR_INVALID_ARG_VALUE", message));
    }
    let class = place::get(cx, Place::Module)?;
    let load = property::get(cx, class, "_load")?;
    runtime::call(cx, load, class, &[id, module, Local::FALSE])
}

/// `Module._load(request, parent, isMain)`
fn load<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let request = to_string(cx, arguments.get(0))?;
    let is_main = to_boolean(cx, arguments.get(2));
    load_request(cx, request, arguments.get(1), is_main)
}

/// `Module._resolveFilename(request, parent)`
fn resolve_filename_method<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let request = text_of(cx, arguments.get(0))?;
    let file = resolve_filename(cx, &request, arguments.get(1))?;
    cx.string(&file)
}

/// `require.resolve(request[, options])` – <https://nodejs.org/api/modules.html#requireresolverequest-options>
fn resolve_function<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let module = callee_data(cx, arguments)?;
    let request = arguments.get(0);
    if !value::is_string(cx.raw(request)) {
        return Err(throw_invalid_argument_type(cx, "request", "of type string", request));
    }
    let options = arguments.get(1);
    let mut from = module;
    if is_object(cx.raw(options)) {
        let paths = property::get(cx, options, "paths")?;
        if is_object(cx.raw(paths)) {
            from = module_at(cx, paths)?;
        }
    }
    let request = rust_text(cx, request)?;
    let file = resolve_filename(cx, &request, from)?;
    cx.string(&file)
}

/// A module that looks for others from these folders.
fn module_at<'s>(cx: &mut Scope<'s>, paths: Local<'s>) -> Completion<Local<'s>> {
    let all = array_create(cx, 0)?;
    let mut first = None;
    for index in 0..length_of_array_like(cx, paths)? {
        let mut cx = cx.open();
        let folder = get_index(&mut cx, paths, index)?;
        let folder = text_of(&mut cx, folder)?;
        let folder = resolve(&working_directory().unwrap_or_default(), &folder);
        for path in node_modules_paths(&folder) {
            let path = cx.string(&path)?;
            array_push(&mut cx, all, path)?;
        }
        first.get_or_insert(folder);
    }
    let folder = first.unwrap_or_else(|| "/".to_owned());
    let module = new_module(cx, &format!("{folder}/noop.js"), Local::UNDEFINED)?;
    property::define_text(cx, module, "filename", &format!("{folder}/noop.js"))?;
    property::define(cx, module, "paths", all)?;
    Ok(module)
}

/// `require.resolve.paths(request)` – <https://nodejs.org/api/modules.html#requireresolvepathsrequest>
fn paths_function<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let module = callee_data(cx, arguments)?;
    paths_for(cx, arguments.get(0), module)
}

fn resolve_lookup_paths<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    paths_for(cx, arguments.get(0), arguments.get(1))
}

fn paths_for<'s>(cx: &mut Scope<'s>, request: Local<'s>, module: Local<'s>) -> Completion<Local<'s>> {
    let request = text_of(cx, request)?;
    if is_builtin(&request) {
        return Ok(Local::NULL);
    }
    if request.starts_with("./") || request.starts_with("../") {
        let file = property::get(cx, module, "filename")?;
        let file = text_of(cx, file)?;
        let folder = cx.string(directory_of(&file))?;
        return create_array_from_list(cx, &[folder]);
    }
    let paths = lookup_paths(cx, module)?;
    texts(cx, paths.iter().map(String::as_str))
}

/// `Module._nodeModulePaths(from)`
fn node_module_paths<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let from = text_of(cx, arguments.get(0))?;
    let paths = node_modules_paths(&resolve(&working_directory().unwrap_or_default(), &from));
    texts(cx, paths.iter().map(String::as_str))
}

/// `module.isBuiltin(name)` – <https://nodejs.org/api/module.html#moduleisbuiltinmodulename>
fn is_builtin_method<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if !value::is_string(cx.raw(arguments.get(0))) {
        return Ok(Local::FALSE);
    }
    let name = rust_text(cx, arguments.get(0))?;
    Ok(Local::bool(is_builtin(&name)))
}

/// `module.createRequire(filename)` – <https://nodejs.org/api/module.html#modulecreaterequirefilename>
fn create_require<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let file = text_of(cx, arguments.get(0))?;
    let file = file.strip_prefix("file://").unwrap_or(&file).to_owned();
    let module = new_module(cx, &file, Local::UNDEFINED)?;
    property::define_text(cx, module, "filename", &file)?;
    let paths = node_modules_paths(directory_of(&file));
    let paths = texts(cx, paths.iter().map(String::as_str))?;
    property::define(cx, module, "paths", paths)?;
    make_require(cx, module)
}

/// `Module.wrap(text)`
fn wrap<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = to_string(cx, arguments.get(0))?;
    let [open, close] = [cx.string(WRAPPER[0])?, cx.string(WRAPPER[1])?];
    let text = runtime::concat_strings(cx, open, text)?;
    runtime::concat_strings(cx, text, close)
}

/// `module.load(filename)`
fn load_method<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    property::set(cx, this, "filename", arguments.get(0))?;
    let result = load_script(cx, this, arguments)?;
    property::set(cx, this, "loaded", Local::TRUE)?;
    Ok(result)
}

/// `module._compile(content, filename)`
fn compile_method<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = text_of(cx, arguments.get(0))?;
    let file = text_of(cx, arguments.get(1))?;
    compile(cx, this, &text, &file)
}

/// `Module._extensions['.js'](module, filename)`
fn load_script<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let module = arguments.get(0);
    let file = text_of(cx, arguments.get(1))?;
    if is_required_as_module(cx, &file)? {
        require_module(cx, module, &file)?;
        return Ok(Local::UNDEFINED);
    }
    let text = read_text(cx, &file)?;
    let class = place::get(cx, Place::Module)?;
    let prototype = property::get(cx, class, "prototype")?;
    let known = property::get(cx, prototype, "_compile")?;
    let own = property::get(cx, module, "_compile")?;
    // Who replaced the method wants to see the text.
    if !cx.raw(known).identical(cx.raw(own)) || !is_native(cx, known) {
        let text = cx.string(&text)?;
        return runtime::call(cx, own, module, &[text, arguments.get(1)]);
    }
    match compile(cx, module, &text, &file) {
        Err(abrupt) if is_module_text(&text) => run_as_module(cx, module, &file, abrupt),
        result => result,
    }
}

/// A text that is no CommonJS module has not begun to run: it may be an ECMAScript module, if nothing says otherwise.
fn run_as_module<'s>(cx: &mut Scope<'s>, module: Local<'s>, file: &str, abrupt: Abrupt) -> Completion<Local<'s>> {
    let error = cx.catch(abrupt)?;
    let is_ambiguous = is_ambiguous(cx, file);
    if !or_throw(cx, is_ambiguous)? {
        return Err(cx.throw(error));
    }
    cx.syntax_excerpt = None;
    let is_main = symbols::read(cx, module, Place::IsMain)?;
    if to_boolean(cx, is_main) {
        run_main_module(cx, file)?;
    } else {
        require_module(cx, module, file)?;
    }
    Ok(Local::UNDEFINED)
}

fn is_native(cx: &Scope<'_>, function: Local<'_>) -> bool {
    cx.raw(function).is_kind(kind::NATIVE_FUNCTION)
}

/// `Module._extensions['.json'](module, filename)`
fn load_json<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let file = text_of(cx, arguments.get(1))?;
    let value = parse_json(cx, &file)?;
    property::set(cx, arguments.get(0), "exports", value)?;
    Ok(Local::UNDEFINED)
}

/// `Module._extensions['.node']`: there are no native addons.
fn load_native<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let file = text_of(cx, arguments.get(1))?;
    let message = format!("Native addons cannot be loaded: {file}");
    Err(throw_coded(cx, Intrinsic::ErrorPrototype, "ERR_DLOPEN_FAILED", &message))
}
