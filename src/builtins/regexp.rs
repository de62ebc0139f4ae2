//! `RegExp` – ECMA-262 §22.2 <https://tc39.es/ecma262/#sec-regexp-regular-expression-objects>

mod accessors;
mod escape;
mod exec;
mod iterator;
mod matching;
mod replace;
mod split;
mod statics;

use super::receiver::throw_incompatible_receiver;
use super::string::is_reg_exp;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, Intrinsic, Scope, define_global, get_known,
    get_prototype_from_constructor, install_constructor, is_object, make_object, method, new_regexp,
    new_regexp_program, note_originals, set, set_regexp_program, shape_of_regexps, symbol_getter, symbol_method,
    throw_type_error, to_string,
};
use crate::value::kind;
use crate::value::layout::regexp;

const CONSTRUCTOR: Constructor = Constructor {
    name: "RegExp",
    length: 2,
    steps: construct,
    requires_new: false,
    intrinsic: Intrinsic::RegExp,
    statics: &[
        symbol_getter(KnownName::SymbolSpecies, "[Symbol.species]", species),
        method("escape", 1, escape::escape),
    ],
    prototype: PROTOTYPE,
};

const PROTOTYPE: &[Builtin] = &[
    method("exec", 1, exec::exec).intrinsic(Intrinsic::RegExpProtoExec),
    accessors::DOT_ALL,
    accessors::FLAGS,
    accessors::GLOBAL,
    accessors::HAS_INDICES,
    accessors::IGNORE_CASE,
    accessors::MULTILINE,
    accessors::SOURCE,
    accessors::STICKY,
    accessors::UNICODE,
    method("compile", 2, compile),
    method("toString", 0, accessors::to_text),
    method("test", 1, exec::test),
    accessors::UNICODE_SETS,
    symbol_method(KnownName::SymbolMatch, "[Symbol.match]", 1, matching::match_),
    symbol_method(KnownName::SymbolMatchAll, "[Symbol.matchAll]", 1, iterator::match_all),
    symbol_method(KnownName::SymbolReplace, "[Symbol.replace]", 2, replace::replace),
    symbol_method(KnownName::SymbolSearch, "[Symbol.search]", 1, matching::search),
    symbol_method(KnownName::SymbolSplit, "[Symbol.split]", 2, split::split),
];

/// Makes `RegExp` and the prototype of `matchAll`'s iterators.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let parent = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let prototype = make_object(cx, kind::ORDINARY, parent)?;
    cx.set_intrinsic(Intrinsic::RegExpPrototype, prototype);
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    statics::install(cx, constructor)?;
    let shape = shape_of_regexps(cx, prototype)?;
    cx.set_intrinsic(Intrinsic::RegExpShape, shape);
    note_originals(cx, prototype, constructor)?;
    iterator::install(cx)?;
    define_global(cx, "RegExp", constructor)
}

/// RegExp ( pattern, flags ) – <https://tc39.es/ecma262/#sec-regexp-pattern-flags>
fn construct<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let (pattern, flags) = (arguments.get(0), arguments.get(1));
    let is_pattern = is_reg_exp(cx, pattern)?;
    let mut new_target = arguments.new_target();
    if cx.raw(new_target).is_undefined() {
        new_target = arguments.callee();
        if is_pattern && cx.raw(flags).is_undefined() {
            let constructor = get_known(cx, pattern, KnownName::Constructor)?;
            if cx.raw(constructor).identical(cx.raw(new_target)) {
                return Ok(pattern);
            }
        }
    }
    let keeps_flags = cx.raw(flags).is_undefined();
    let (source, flags) = if cx.raw(pattern).is_kind(kind::REGEXP) {
        let source = cx.word(pattern, regexp::SOURCE)?;
        (source, if keeps_flags { cx.word(pattern, regexp::FLAGS)? } else { flags })
    } else if is_pattern {
        let source = get_known(cx, pattern, KnownName::Source)?;
        (source, if keeps_flags { get_known(cx, pattern, KnownName::Flags)? } else { flags })
    } else {
        (pattern, flags)
    };
    let shape = if cx.raw(new_target).identical(cx.intrinsic_raw(Intrinsic::RegExp)) {
        None
    } else {
        let prototype = get_prototype_from_constructor(cx, new_target, Intrinsic::RegExpPrototype)?;
        Some(shape_of_regexps(cx, prototype)?)
    };
    let program = program(cx, source, flags)?;
    new_regexp(cx, shape, program)
}

/// The first half of RegExpInitialize ( obj, pattern, flags ) – <https://tc39.es/ecma262/#sec-regexpinitialize>
fn program<'s>(cx: &mut Scope<'s>, source: Local<'s>, flags: Local<'s>) -> Completion<Local<'s>> {
    let mut text = |value: Local<'s>| {
        if cx.raw(value).is_undefined() { cx.known_string(KnownName::Empty) } else { to_string(cx, value) }
    };
    let (source, flags) = (text(source)?, text(flags)?);
    new_regexp_program(cx, source, flags)
}

/// get RegExp [ %Symbol.species% ] – <https://tc39.es/ecma262/#sec-get-regexp-%symbol.species%>
fn species<'s>(_: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(this)
}

/// RegExp.prototype.compile ( pattern, flags ) – <https://tc39.es/ecma262/#sec-regexp.prototype.compile>
fn compile<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if !cx.raw(this).is_kind(kind::REGEXP) {
        return Err(throw_incompatible_receiver(cx, "RegExp.prototype.compile", this));
    }
    let (pattern, flags) = (arguments.get(0), arguments.get(1));
    let program = if is_object(cx.raw(pattern)) && cx.raw(pattern).is_kind(kind::REGEXP) {
        if !cx.raw(flags).is_undefined() {
            return Err(throw_type_error(
                cx,
                format_args!("Cannot supply flags when constructing one RegExp from another"),
            ));
        }
        cx.word(pattern, regexp::PROGRAM)?
    } else {
        program(cx, pattern, flags)?
    };
    set_regexp_program(cx, this, program)?;
    set(cx, this, KnownName::LastIndex.into(), Local::int(0))?;
    Ok(this)
}
