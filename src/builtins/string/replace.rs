//! `replace` and `replaceAll` with texts as patterns – ECMA-262 §22.1.3.19, §22.1.3.20

use super::pattern::{pattern_method, require_global};
use super::search::string_index_of;
use super::substitution::{Match, get_substitution};
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Completion, Scope, TextBuilder, call, concat_strings, is_callable, require_object_coercible,
    string_length, substring, to_string, units,
};
use crate::value::{self, Units};

/// What takes the place of a match.
#[derive(Clone, Copy)]
enum Replacement<'s> {
    /// A function's result.
    Function(Local<'s>),
    /// A template with `$` sequences.
    Template(Local<'s>),
}

impl<'s> Replacement<'s> {
    fn read(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Replacement<'s>> {
        if is_callable(cx, value) {
            return Ok(Replacement::Function(value));
        }
        to_string(cx, value).map(Replacement::Template)
    }

    /// The text for the match of `pattern` at `position`.
    fn text<'i>(self, cx: &mut Scope<'i>, text: Local<'i>, pattern: Local<'i>, position: usize) -> Completion<Local<'i>>
    where
        's: 'i,
    {
        match self {
            Replacement::Function(function) => {
                let arguments = [pattern, Local::number(position as f64), text];
                let result = call(cx, function, Local::UNDEFINED, &arguments)?;
                to_string(cx, result)
            }
            Replacement::Template(template) => {
                let matched = Match { text, position, length: string_length(cx, pattern), matched: None };
                get_substitution(cx, matched, &[], Local::UNDEFINED, template)
            }
        }
    }
}

/// String.prototype.replace ( searchValue, replaceValue ) – <https://tc39.es/ecma262/#sec-string.prototype.replace>
pub(super) fn replace<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object_coercible(cx, this, "String.prototype.replace")?;
    let (pattern, value) = (arguments.get(0), arguments.get(1));
    if let Some(replacer) = pattern_method(cx, pattern, KnownName::SymbolReplace)? {
        return call(cx, replacer, pattern, &[this, value]);
    }
    let text = to_string(cx, this)?;
    let pattern = to_string(cx, pattern)?;
    let replacement = Replacement::read(cx, value)?;
    let Some(position) = string_index_of(cx, text, pattern, 0)? else { return Ok(text) };
    let replaced = replacement.text(cx, text, pattern, position)?;
    let before = substring(cx, text, 0, position)?;
    let after = substring(cx, text, position + string_length(cx, pattern), usize::MAX)?;
    let start = concat_strings(cx, before, replaced)?;
    concat_strings(cx, start, after)
}

/// Replaces every `pattern`, which is not empty, by a text without `$`: one walk to know how long the result will be,
/// and one to write it.
fn replace_plainly<'s>(
    cx: &mut Scope<'s>,
    text: Local<'s>,
    pattern: Local<'s>,
    replacement: Local<'s>,
) -> Completion<Local<'s>> {
    for each in [text, pattern, replacement] {
        units(cx, each)?;
    }
    let (length, step) = (string_length(cx, text), string_length(cx, pattern));
    cx.step(length as u64 / 32)?;
    let (whole, wanted) = (value::units(cx.raw(text)), value::units(cx.raw(pattern)));
    let (mut count, mut end) = (0usize, 0);
    while let Some(position) = whole.index_of(wanted, end) {
        count += 1;
        end = position + step;
    }
    let is_wide = [text, replacement].iter().any(|&each| matches!(value::units(cx.raw(each)), Units::TwoByte(_)));
    let added = count.saturating_mul(string_length(cx, replacement));
    let mut result = TextBuilder::new();
    result.reserve(cx, (length - count * step).saturating_add(added), is_wide)?;
    let (whole, wanted) = (value::units(cx.raw(text)), value::units(cx.raw(pattern)));
    let put = value::units(cx.raw(replacement));
    let mut end = 0;
    while let Some(position) = whole.index_of(wanted, end) {
        result.append(whole.slice(end, position));
        result.append(put);
        end = position + step;
    }
    result.append(whole.slice(end, length));
    result.finish(cx)
}

/// String.prototype.replaceAll ( searchValue, replaceValue ) –
/// <https://tc39.es/ecma262/#sec-string.prototype.replaceall>
pub(super) fn replace_all<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object_coercible(cx, this, "String.prototype.replaceAll")?;
    let (pattern, value) = (arguments.get(0), arguments.get(1));
    require_global(cx, pattern, "String.prototype.replaceAll")?;
    if let Some(replacer) = pattern_method(cx, pattern, KnownName::SymbolReplace)? {
        return call(cx, replacer, pattern, &[this, value]);
    }
    let text = to_string(cx, this)?;
    let pattern = to_string(cx, pattern)?;
    let replacement = Replacement::read(cx, value)?;
    let step = string_length(cx, pattern);
    let (mut result, mut end) = (TextBuilder::new(), 0);
    let mut next = string_index_of(cx, text, pattern, 0)?;
    if next.is_none() {
        return Ok(text);
    }
    if let Replacement::Template(template) = replacement
        && step > 0
        && units(cx, template)?.position_of(b'$' as u16, 0).is_none()
    {
        return replace_plainly(cx, text, pattern, template);
    }
    while let Some(position) = next {
        let mut cx = cx.open();
        cx.step(1)?;
        let replaced = replacement.text(&mut cx, text, pattern, position)?;
        result.push_part(&mut cx, text, end, position)?;
        result.push_string(&mut cx, replaced)?;
        end = position + step;
        next = string_index_of(&mut cx, text, pattern, position + step.max(1))?;
    }
    result.push_part(cx, text, end, usize::MAX)?;
    result.finish(cx)
}
