//! CallSite objects: the frames that `Error.prepareStackTrace` gets – <https://v8.dev/docs/stack-trace-api>
//!
//! They are read back from the text of the captured frames; what that does not tell (functions, receivers) is
//! `undefined`, as V8 says it of strict code.

use crate::builtins::receiver::throw_incompatible_receiver;
use crate::heap::Local;
use crate::runtime::{
    Arguments, Builtin, Completion, Intrinsic, Scope, array_create, array_push, install as install_table, make_object,
    method, ordinary_object, rust_text,
};
use crate::value::kind;
use crate::value::layout::host_object;

/// Methods of call sites, in V8's order.
const PROTOTYPE: &[Builtin] = &[
    method("getColumnNumber", 0, get_column_number),
    method("getEnclosingColumnNumber", 0, get_column_number),
    method("getEnclosingLineNumber", 0, get_line_number),
    method("getEvalOrigin", 0, get_undefined),
    method("getFileName", 0, get_file_name),
    method("getFunction", 0, get_undefined),
    method("getFunctionName", 0, get_function_name),
    method("getLineNumber", 0, get_line_number),
    method("getMethodName", 0, get_method_name),
    method("getPosition", 0, get_position),
    method("getPromiseIndex", 0, get_promise_index),
    method("getScriptNameOrSourceURL", 0, get_file_name),
    method("getThis", 0, get_undefined),
    method("getTypeName", 0, get_type_name),
    method("isAsync", 0, is_async),
    method("isConstructor", 0, is_constructor),
    method("isEval", 0, is_eval),
    method("isNative", 0, is_native),
    method("isPromiseAll", 0, is_promise_all),
    method("isToplevel", 0, is_toplevel),
    method("toString", 0, to_string),
];

/// Makes the prototype of call sites.
pub(super) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let prototype = ordinary_object(cx)?;
    cx.set_intrinsic(Intrinsic::CallSitePrototype, prototype);
    install_table(cx, prototype, PROTOTYPE)
}

/// An array of call sites for the text of captured frames.
///
/// # Errors
/// Termination when there is no memory.
pub(super) fn call_sites<'s>(cx: &mut Scope<'s>, frames: Local<'s>) -> Completion<Local<'s>> {
    let sites = array_create(cx, 0)?;
    let prototype = cx.intrinsic(Intrinsic::CallSitePrototype)?;
    let text = rust_text(cx, frames)?;
    for line in text.split("\n    at ").skip(1) {
        let mut cx = cx.open();
        let line = cx.string(line)?;
        let site = make_object(&mut cx, kind::HOST_OBJECT, prototype)?;
        cx.heap.store(site, host_object::VALUE, line);
        cx.heap.store_raw(site, host_object::EXTERNAL, u64::MAX);
        array_push(&mut cx, sites, site)?;
    }
    Ok(sites)
}

/// A frame as its line tells it.
struct Site {
    line: String,
}

impl Site {
    /// Reads the receiver of a method.
    fn of(cx: &mut Scope<'_>, this: Local<'_>, method: &str) -> Completion<Site> {
        let mut cx = cx.open();
        if !cx.raw(this).is_kind(kind::HOST_OBJECT) || cx.raw(this).raw_word(host_object::EXTERNAL) != u64::MAX {
            return Err(throw_incompatible_receiver(&mut cx, method, this));
        }
        let line = cx.word(this, host_object::VALUE)?;
        Ok(Site { line: rust_text(&mut cx, line)? })
    }

    /// What stands before the place: `new Foo`, `Foo.bar [as baz]`; empty for code outside functions.
    fn function(&self) -> &str {
        let bare = if self.line.starts_with("async ") { "async " } else { "" };
        self.line.split_once(" (").map_or(bare, |(function, _)| function)
    }

    /// `file:line:column`, or `<anonymous>`.
    fn place(&self) -> &str {
        let bare = self.line.strip_prefix("async ").unwrap_or(&self.line);
        self.line.split_once(" (").map_or(bare, |(_, place)| place.trim_end_matches(')'))
    }

    /// File, line and column.
    fn position(&self) -> (&str, Option<f64>, Option<f64>) {
        let mut parts = self.place().rsplitn(3, ':');
        let (column, line, file) = (parts.next(), parts.next(), parts.next());
        let number = |text: Option<&str>| text.and_then(|text| text.parse::<u32>().ok()).map(f64::from);
        match (file, number(line), number(column)) {
            (Some(file), Some(line), Some(column)) => (file, Some(line), Some(column)),
            _ => (self.place(), None, None),
        }
    }

    /// The function without `async`, `new` and the alias.
    fn qualified_name(&self) -> &str {
        let name = self.function();
        let name = name.strip_prefix("async ").unwrap_or(name);
        let name = name.strip_prefix("new ").unwrap_or(name);
        name.split_once(" [as ").map_or(name, |(name, _)| name)
    }

    fn function_name(&self) -> Option<&str> {
        let name = self.qualified_name();
        let name = name.rsplit_once('.').map_or(name, |(_, name)| name);
        Some(name).filter(|name| !name.is_empty() && *name != "<anonymous>")
    }

    fn method_name(&self) -> Option<&str> {
        let alias = self.function().split_once(" [as ").map(|(_, alias)| alias.trim_end_matches(']'));
        alias.or_else(|| self.qualified_name().rsplit_once('.').and_then(|_| self.function_name()))
    }

    fn type_name(&self) -> Option<&str> {
        self.qualified_name().rsplit_once('.').map(|(type_name, _)| type_name)
    }
}

fn text_or_null<'s>(cx: &mut Scope<'s>, text: Option<&str>) -> Completion<Local<'s>> {
    text.map_or(Ok(Local::NULL), |text| cx.string(text))
}

/// CallSite.getFunctionName ( ) – V8
fn get_function_name<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let site = Site::of(cx, this, "getFunctionName")?;
    text_or_null(cx, site.function_name())
}

/// CallSite.getMethodName ( ) – V8
fn get_method_name<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let site = Site::of(cx, this, "getMethodName")?;
    text_or_null(cx, site.method_name())
}

/// CallSite.getTypeName ( ) – V8
fn get_type_name<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let site = Site::of(cx, this, "getTypeName")?;
    text_or_null(cx, site.type_name())
}

/// CallSite.getFileName ( ) – V8
fn get_file_name<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let site = Site::of(cx, this, "getFileName")?;
    let file = site.position().0;
    if file == "<anonymous>" { Ok(Local::NULL) } else { cx.string(file) }
}

/// CallSite.getLineNumber ( ) – V8
fn get_line_number<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let site = Site::of(cx, this, "getLineNumber")?;
    Ok(site.position().1.map_or(Local::NULL, Local::number))
}

/// CallSite.getColumnNumber ( ) – V8
fn get_column_number<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let site = Site::of(cx, this, "getColumnNumber")?;
    Ok(site.position().2.map_or(Local::NULL, Local::number))
}

/// CallSite.getPosition ( ) – V8
fn get_position<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Site::of(cx, this, "getPosition").map(|_| Local::int(0))
}

/// CallSite.getThis ( ), getFunction ( ), getEvalOrigin ( ) – V8
fn get_undefined<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Site::of(cx, this, "getFunction").map(|_| Local::UNDEFINED)
}

/// CallSite.getPromiseIndex ( ) – V8
fn get_promise_index<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Site::of(cx, this, "getPromiseIndex").map(|_| Local::NULL)
}

/// CallSite.isPromiseAll ( ) – V8
fn is_promise_all<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let site = Site::of(cx, this, "isPromiseAll")?;
    Ok(Local::bool(site.function().starts_with("async Promise.all")))
}

/// CallSite.isAsync ( ) – V8
fn is_async<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let site = Site::of(cx, this, "isAsync")?;
    Ok(Local::bool(site.function().starts_with("async ")))
}

/// CallSite.isConstructor ( ) – V8
fn is_constructor<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let site = Site::of(cx, this, "isConstructor")?;
    Ok(Local::bool(site.function().starts_with("new ")))
}

/// CallSite.isEval ( ) – V8
fn is_eval<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let site = Site::of(cx, this, "isEval")?;
    Ok(Local::bool(site.place().starts_with("eval at ")))
}

/// CallSite.isNative ( ) – V8
fn is_native<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let site = Site::of(cx, this, "isNative")?;
    Ok(Local::bool(site.place() == "native"))
}

/// CallSite.isToplevel ( ) – V8
fn is_toplevel<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let site = Site::of(cx, this, "isToplevel")?;
    Ok(Local::bool(site.type_name().is_none() && !site.function().starts_with("new ")))
}

/// CallSite.toString ( ) – V8
fn to_string<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let site = Site::of(cx, this, "toString")?;
    cx.string(&site.line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_function_type_and_place() {
        let site = Site { line: "Foo.bar [as baz] (/a (1)/b.js:12:7)".to_owned() };
        assert_eq!(
            (site.type_name(), site.function_name(), site.method_name()),
            (Some("Foo"), Some("bar"), Some("baz"))
        );
        let site = Site { line: "new Foo (file.js:3:4)".to_owned() };
        assert_eq!((site.function_name(), site.position()), (Some("Foo"), ("file.js", Some(3.0), Some(4.0))));
        let site = Site { line: "/x/main.js:1:2".to_owned() };
        assert_eq!((site.function_name(), site.position()), (None, ("/x/main.js", Some(1.0), Some(2.0))));
        let site = Site { line: "Array.map (<anonymous>)".to_owned() };
        assert_eq!((site.method_name(), site.position().1), (Some("map"), None));
    }
}
