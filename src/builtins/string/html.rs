//! The HTML methods of strings – ECMA-262 annex B.2.2

use super::receiver;
use crate::heap::Local;
use crate::runtime::{Arguments, Completion, Scope, TextBuilder, to_string, units};

/// CreateHTML ( string, tag, attribute, value ) – <https://tc39.es/ecma262/#sec-createhtml>
fn create_html<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    method: &str,
    tag: &str,
    attribute: Option<(&str, Local<'s>)>,
) -> Completion<Local<'s>> {
    let text = receiver(cx, this, method)?;
    let mut html = TextBuilder::new();
    html.push_latin1(cx, b"<")?;
    html.push_latin1(cx, tag.as_bytes())?;
    if let Some((name, value)) = attribute {
        let value = to_string(cx, value)?;
        html.push_latin1(cx, b" ")?;
        html.push_latin1(cx, name.as_bytes())?;
        html.push_latin1(cx, b"=\"")?;
        push_escaped(cx, &mut html, value)?;
        html.push_latin1(cx, b"\"")?;
    }
    html.push_latin1(cx, b">")?;
    html.push_string(cx, text)?;
    html.push_latin1(cx, b"</")?;
    html.push_latin1(cx, tag.as_bytes())?;
    html.push_latin1(cx, b">")?;
    html.finish(cx)
}

/// The text with its quotation marks as `&quot;`.
fn push_escaped(cx: &mut Scope<'_>, html: &mut TextBuilder, text: Local<'_>) -> Completion<()> {
    let mut start = 0;
    while let Some(quote) = units(cx, text)?.position_of(b'"' as u16, start) {
        cx.step(1)?;
        html.push_part(cx, text, start, quote)?;
        html.push_latin1(cx, b"&quot;")?;
        start = quote + 1;
    }
    html.push_part(cx, text, start, usize::MAX)
}

/// String.prototype.anchor ( name ) – <https://tc39.es/ecma262/#sec-string.prototype.anchor>
pub(super) fn anchor<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    create_html(cx, this, "String.prototype.anchor", "a", Some(("name", arguments.get(0))))
}

/// String.prototype.big ( ) – <https://tc39.es/ecma262/#sec-string.prototype.big>
pub(super) fn big<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    create_html(cx, this, "String.prototype.big", "big", None)
}

/// String.prototype.blink ( ) – <https://tc39.es/ecma262/#sec-string.prototype.blink>
pub(super) fn blink<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    create_html(cx, this, "String.prototype.blink", "blink", None)
}

/// String.prototype.bold ( ) – <https://tc39.es/ecma262/#sec-string.prototype.bold>
pub(super) fn bold<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    create_html(cx, this, "String.prototype.bold", "b", None)
}

/// String.prototype.fixed ( ) – <https://tc39.es/ecma262/#sec-string.prototype.fixed>
pub(super) fn fixed<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    create_html(cx, this, "String.prototype.fixed", "tt", None)
}

/// String.prototype.fontcolor ( color ) – <https://tc39.es/ecma262/#sec-string.prototype.fontcolor>
pub(super) fn font_color<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    create_html(cx, this, "String.prototype.fontcolor", "font", Some(("color", arguments.get(0))))
}

/// String.prototype.fontsize ( size ) – <https://tc39.es/ecma262/#sec-string.prototype.fontsize>
pub(super) fn font_size<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    create_html(cx, this, "String.prototype.fontsize", "font", Some(("size", arguments.get(0))))
}

/// String.prototype.italics ( ) – <https://tc39.es/ecma262/#sec-string.prototype.italics>
pub(super) fn italics<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    create_html(cx, this, "String.prototype.italics", "i", None)
}

/// String.prototype.link ( url ) – <https://tc39.es/ecma262/#sec-string.prototype.link>
pub(super) fn link<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    create_html(cx, this, "String.prototype.link", "a", Some(("href", arguments.get(0))))
}

/// String.prototype.small ( ) – <https://tc39.es/ecma262/#sec-string.prototype.small>
pub(super) fn small<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    create_html(cx, this, "String.prototype.small", "small", None)
}

/// String.prototype.strike ( ) – <https://tc39.es/ecma262/#sec-string.prototype.strike>
pub(super) fn strike<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    create_html(cx, this, "String.prototype.strike", "strike", None)
}

/// String.prototype.sub ( ) – <https://tc39.es/ecma262/#sec-string.prototype.sub>
pub(super) fn sub<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    create_html(cx, this, "String.prototype.sub", "sub", None)
}

/// String.prototype.sup ( ) – <https://tc39.es/ecma262/#sec-string.prototype.sup>
pub(super) fn sup<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    create_html(cx, this, "String.prototype.sup", "sup", None)
}
