//! Functions and classes: `[Function: f]`, `[class A extends B]`.

use super::class::Names;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Completion, Intrinsic, PropertyKey, Scope, get_known, get_prototype_of, has_own_property, is_object, rust_text,
    to_boolean, to_string,
};
use crate::value::layout::function;
use crate::value::{self, kind};

/// The text of a function before its properties.
pub(super) fn function_base<'s>(cx: &mut Scope<'s>, value: Local<'s>, names: &Names) -> Completion<String> {
    let mut cx = cx.open();
    let raw = cx.raw(value);
    let is_class = raw.is_kind(kind::FUNCTION) && raw.flags() & function::CLASS_CONSTRUCTOR != 0;
    if is_class && looks_like_class(&mut cx, value)? {
        return class_base(&mut cx, value, names);
    }
    let class = function_class(&mut cx, value)?;
    let mut base = format!("[{class}");
    if names.constructor.is_none() {
        base.push_str(" (null prototype)");
    }
    let name = get_known(&mut cx, value, KnownName::Name)?;
    if value::is_string(cx.raw(name)) && value::length(cx.raw(name)) == 0 {
        base.push_str(" (anonymous)");
    } else {
        let name = to_string(&mut cx, name)?;
        base.push_str(": ");
        base.push_str(&rust_text(&mut cx, name)?);
    }
    base.push(']');
    if let Some(constructor) = names.constructor.as_deref().filter(|&constructor| constructor != class) {
        base.push_str(&format!(" {constructor}"));
    }
    push_tag(&mut base, names);
    Ok(base)
}

/// Whether Node takes a class for one: it looks for a parenthesis before the first brace, comments aside.
fn looks_like_class<'s>(cx: &mut Scope<'s>, class: Local<'s>) -> Completion<bool> {
    let mut cx = cx.open();
    let source = (cx.upcalls.function_source)(&mut cx, class)?;
    let source = rust_text(&mut cx, source)?;
    cx.step(1 + source.len() as u64 / 64)?;
    let body = source.get("class".len()..source.len().saturating_sub(1)).unwrap_or("");
    let Some(brace) = body.find('{') else { return Ok(false) };
    if !body[..brace].contains('(') {
        return Ok(true);
    }
    let head = without_comments(body);
    let end = head.find(['{', '(']);
    Ok(head.starts_with(char::is_whitespace) && end.is_some_and(|end| head[end..].starts_with('{')))
}

/// A text without what looks like a comment in it.
fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('/') {
        let comment = &rest[start..];
        let end = if comment.starts_with("//") {
            comment.find('\n').map(|end| end + 1)
        } else {
            comment.strip_prefix("/*").and_then(|inside| inside.find("*/")).map(|end| end + 4)
        };
        kept.push_str(&rest[..start]);
        match end {
            Some(end) => rest = &comment[end..],
            None => {
                kept.push('/');
                rest = &comment[1..];
            }
        }
    }
    kept + rest
}

fn push_tag(base: &mut String, names: &Names) {
    if !names.tag.is_empty() && !names.is(&names.tag) {
        base.push_str(&format!(" [{}]", names.tag));
    }
}

/// `Function`, `AsyncFunction`, `GeneratorFunction` or `AsyncGeneratorFunction`.
fn function_class<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<&'static str> {
    const CLASSES: [(Intrinsic, &str); 3] = [
        (Intrinsic::AsyncFunctionPrototype, "AsyncFunction"),
        (Intrinsic::GeneratorFunctionPrototype, "GeneratorFunction"),
        (Intrinsic::AsyncGeneratorFunctionPrototype, "AsyncGeneratorFunction"),
    ];
    if !cx.raw(value).is_kind(kind::FUNCTION) {
        return Ok("Function");
    }
    let walker = cx.variable(value)?;
    loop {
        let mut cx = cx.open();
        let parent = get_prototype_of(&mut cx, walker.get())?;
        if !cx.raw(parent).is_pointer() {
            return Ok("Function");
        }
        for (intrinsic, class) in CLASSES {
            let prototype = cx.intrinsic(intrinsic)?;
            if cx.raw(prototype).identical(cx.raw(parent)) {
                return Ok(class);
            }
        }
        walker.set(&mut cx, parent);
    }
}

fn class_base<'s>(cx: &mut Scope<'s>, value: Local<'s>, names: &Names) -> Completion<String> {
    let mut base = "[class ".to_owned();
    let mut name = String::new();
    if has_own_property(cx, value, PropertyKey::Known(KnownName::Name))? {
        let own = get_known(cx, value, KnownName::Name)?;
        if to_boolean(cx, own) {
            let own = to_string(cx, own)?;
            name = rust_text(cx, own)?;
        }
    }
    base.push_str(if name.is_empty() { "(anonymous)" } else { &name });
    if let Some(constructor) = names.constructor.as_deref().filter(|&constructor| constructor != "Function") {
        base.push_str(&format!(" [{constructor}]"));
    }
    push_tag(&mut base, names);
    if names.constructor.is_none() {
        base.push_str(" extends [null prototype]");
    } else {
        let parent = get_prototype_of(cx, value)?;
        if is_object(cx.raw(parent)) {
            let name = get_known(cx, parent, KnownName::Name)?;
            if to_boolean(cx, name) {
                let name = to_string(cx, name)?;
                base.push_str(&format!(" extends {}", rust_text(cx, name)?));
            }
        }
    }
    base.push(']');
    Ok(base)
}
