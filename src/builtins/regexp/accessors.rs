//! `source`, `flags` and a getter for each flag – ECMA-262 §22.2.6

use crate::builtins::receiver::throw_incompatible_receiver;
use crate::heap::Local;
use crate::regexp::Flags;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Asks, Builtin, Completion, Intrinsic, Scope, TextBuilder, describe, flags_of_regexp, get_known, getter,
    is_object, is_pristine_regexp, throw_type_error, to_boolean, to_string, units,
};
use crate::value::kind;
use crate::value::layout::regexp;

pub(super) const HAS_INDICES: Builtin = getter("hasIndices", flag::<0>);
pub(super) const GLOBAL: Builtin = getter("global", flag::<1>);
pub(super) const IGNORE_CASE: Builtin = getter("ignoreCase", flag::<2>);
pub(super) const MULTILINE: Builtin = getter("multiline", flag::<3>);
pub(super) const DOT_ALL: Builtin = getter("dotAll", flag::<4>);
pub(super) const UNICODE: Builtin = getter("unicode", flag::<5>);
pub(super) const UNICODE_SETS: Builtin = getter("unicodeSets", flag::<6>);
pub(super) const STICKY: Builtin = getter("sticky", flag::<7>);
pub(super) const FLAGS: Builtin = getter("flags", flags);
pub(super) const SOURCE: Builtin = getter("source", source);

/// The properties of the flags, in the order of their bits and letters.
const NAMES: [(KnownName, &str); 8] = [
    (KnownName::HasIndices, "hasIndices"),
    (KnownName::Global, "global"),
    (KnownName::IgnoreCase, "ignoreCase"),
    (KnownName::Multiline, "multiline"),
    (KnownName::DotAll, "dotAll"),
    (KnownName::Unicode, "unicode"),
    (KnownName::UnicodeSets, "unicodeSets"),
    (KnownName::Sticky, "sticky"),
];

/// RegExpHasFlag ( R, codeUnit ) – <https://tc39.es/ecma262/#sec-regexphasflag>
fn flag<'s, const BIT: usize>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if cx.raw(this).is_kind(kind::REGEXP) {
        return Ok(Local::bool(flags_of_regexp(cx.raw(this)).bits() & 1 << BIT != 0));
    }
    if cx.raw(this).identical(cx.intrinsic_raw(Intrinsic::RegExpPrototype)) {
        return Ok(Local::UNDEFINED);
    }
    let name = NAMES[BIT].1;
    Err(throw_type_error(cx, format_args!("RegExp.prototype.{name} getter called on non-RegExp object")))
}

/// get RegExp.prototype.flags – <https://tc39.es/ecma262/#sec-get-regexp.prototype.flags>
fn flags<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if !is_object(cx.raw(this)) {
        let shown = describe(cx, this);
        return Err(throw_type_error(cx, format_args!("RegExp.prototype.flags getter called on non-object {shown}")));
    }
    let mut bits = 0;
    if is_pristine_regexp(cx, this, Asks::Flags) {
        bits = flags_of_regexp(cx.raw(this)).bits();
    } else {
        for (bit, (name, _)) in NAMES.into_iter().enumerate() {
            let mut cx = cx.open();
            let value = get_known(&mut cx, this, name)?;
            bits |= u8::from(to_boolean(&cx, value)) << bit;
        }
    }
    let letters: String = Flags::from_bits(bits).letters().map(char::from).collect();
    cx.string(&letters)
}

/// get RegExp.prototype.source – <https://tc39.es/ecma262/#sec-get-regexp.prototype.source>
fn source<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if cx.raw(this).is_kind(kind::REGEXP) {
        let source = cx.word(this, regexp::SOURCE)?;
        return escape_pattern(cx, source);
    }
    if cx.raw(this).identical(cx.intrinsic_raw(Intrinsic::RegExpPrototype)) {
        return cx.string("(?:)");
    }
    Err(throw_type_error(cx, format_args!("RegExp.prototype.source getter called on non-RegExp object")))
}

/// What to write for a unit of a pattern so that it can stand between slashes.
fn written(unit: u16, in_class: bool) -> Option<&'static str> {
    Some(match unit {
        0xa => "\\n",
        0xd => "\\r",
        0x2028 => "\\u2028",
        0x2029 => "\\u2029",
        0x2f if !in_class => "\\/",
        _ => return None,
    })
}

/// EscapeRegExpPattern ( P, F ) – <https://tc39.es/ecma262/#sec-escaperegexppattern>
fn escape_pattern<'s>(cx: &mut Scope<'s>, source: Local<'s>) -> Completion<Local<'s>> {
    let text = units(cx, source)?;
    if text.is_empty() {
        return cx.string("(?:)");
    }
    if !text.iter().any(|unit| written(unit, false).is_some()) {
        return Ok(source);
    }
    let length = text.len();
    let (mut result, mut in_class, mut is_escaped) = (TextBuilder::new(), false, false);
    for index in 0..length {
        cx.step(1)?;
        let unit = units(cx, source)?.get(index).unwrap_or(0);
        match written(unit, in_class) {
            Some(text) if is_escaped => {
                let text = text.strip_prefix('\\').unwrap_or(text);
                result.push_latin1(cx, text.as_bytes())?;
            }
            Some(text) => result.push_latin1(cx, text.as_bytes())?,
            None => result.push_unit(cx, unit)?,
        }
        match u8::try_from(unit) {
            Ok(b'[') if !is_escaped => in_class = true,
            Ok(b']') if !is_escaped => in_class = false,
            _ => {}
        }
        is_escaped = unit == u16::from(b'\\') && !is_escaped;
    }
    result.finish(cx)
}

/// RegExp.prototype.toString ( ) – <https://tc39.es/ecma262/#sec-regexp.prototype.tostring>
pub(super) fn to_text<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if !is_object(cx.raw(this)) {
        return Err(throw_incompatible_receiver(cx, "RegExp.prototype.toString", this));
    }
    let mut result = TextBuilder::new();
    result.push_latin1(cx, b"/")?;
    let source = get_known(cx, this, KnownName::Source)?;
    let source = to_string(cx, source)?;
    result.push_string(cx, source)?;
    result.push_latin1(cx, b"/")?;
    let flags = get_known(cx, this, KnownName::Flags)?;
    let flags = to_string(cx, flags)?;
    result.push_string(cx, flags)?;
    result.finish(cx)
}
