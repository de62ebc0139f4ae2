//! Variables that need names at run time: globals, `with`, eval's declarations; errors about variables.

use crate::heap::Local;
use crate::runtime::{self, Abrupt, Arguments, Completion, Intrinsic, KnownName, PropertyKey, Scope, ScopeInfo};
use crate::value::layout::context;
use crate::value::{self, Value, kind};

/// The key that an atom's string stands for: an index or a name.
pub(crate) fn key<'s>(cx: &mut Scope<'s>, name: Local<'s>) -> Completion<PropertyKey<'s>> {
    runtime::to_property_key(cx, name)
}

/// `Cannot access 'x' before initialization`
pub(crate) fn throw_uninitialized<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    if runtime::units(cx, operands.get(0))?.is("this") {
        return super::class::throw_uninitialized_this(cx, operands);
    }
    let name = value::to_rust(cx.heap(), operands.get(0));
    Err(runtime::throw_reference_error(cx, format_args!("Cannot access '{name}' before initialization")))
}

/// `Assignment to constant variable.`
pub(crate) fn throw_constant<'s>(cx: &mut Scope<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Err(runtime::throw_type_error(cx, format_args!("Assignment to constant variable.")))
}

/// Assignment to a call.
pub(crate) fn throw_invalid_target<'s>(cx: &mut Scope<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Err(runtime::throw_reference_error(cx, format_args!("Invalid left-hand side in assignment")))
}

/// `throw`
pub(crate) fn throw<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    runtime::tell_throw(cx, operands.get(0))?;
    Err(cx.throw(operands.get(0)))
}

/// The exception that `finally` has kept goes on.
pub(crate) fn rethrow<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    Err(cx.throw(operands.get(0)))
}

/// The value of the script-level lexical binding `key`, if there is one.
///
/// # Errors
/// ReferenceError while it is not initialised.
pub(crate) fn global_lexical<'s>(cx: &mut Scope<'s>, key: PropertyKey<'s>) -> Completion<Option<Local<'s>>> {
    let lexicals = cx.intrinsic(Intrinsic::GlobalLexical)?;
    let Some(value) = runtime::own_word(cx, lexicals, key)? else { return Ok(None) };
    if value.immediate() == Some(Value::UNINITIALIZED) {
        let name = runtime::describe_key(cx, key);
        return Err(runtime::throw_reference_error(cx, format_args!("Cannot access '{name}' before initialization")));
    }
    Ok(Some(value))
}

/// A global variable.
pub(crate) fn get_global<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let key = key(cx, operands.get(0))?;
    if let Some(value) = global_lexical(cx, key)? {
        return Ok(value);
    }
    let global = cx.intrinsic(Intrinsic::Global)?;
    if !runtime::has_property(cx, global, key)? {
        return Err(throw_not_defined(cx, key));
    }
    runtime::get(cx, global, key)
}

fn throw_not_defined(cx: &mut Scope<'_>, key: PropertyKey<'_>) -> Abrupt {
    let name = runtime::describe_key(cx, key);
    runtime::throw_reference_error(cx, format_args!("{name} is not defined"))
}

/// `typeof name`: operand 0 is the context for names that may be dynamic, or undefined; operand 1 the name.
pub(crate) fn get_or_undefined<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let (context, name) = (operands.get(0), operands.get(1));
    let key = key(cx, name)?;
    if cx.raw(context).is_pointer()
        && let Some(holder) = dynamic_holder(cx, context, key)?
    {
        if !is_eval_object(cx, holder) && !runtime::has_property(cx, holder, key)? {
            return Ok(Local::UNDEFINED);
        }
        return runtime::get(cx, holder, key);
    }
    if let Some(value) = global_lexical(cx, key)? {
        return Ok(value);
    }
    let global = cx.intrinsic(Intrinsic::Global)?;
    if runtime::has_property(cx, global, key)? { runtime::get(cx, global, key) } else { Ok(Local::UNDEFINED) }
}

/// Assignment to a global name in strict code.
pub(crate) fn set_global_strict<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    set_global(cx, operands, true)
}

/// Assignment to a global name in sloppy code.
pub(crate) fn set_global_sloppy<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    set_global(cx, operands, false)
}

fn set_global<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>, strict: bool) -> Completion<Local<'s>> {
    let value = operands.get(1);
    let key = key(cx, operands.get(0))?;
    if global_lexical(cx, key)?.is_some() {
        let lexicals = cx.intrinsic(Intrinsic::GlobalLexical)?;
        let written = runtime::set_with_receiver(cx, lexicals, key, value, lexicals)?;
        if !written {
            return Err(runtime::throw_type_error(cx, format_args!("Assignment to constant variable.")));
        }
        return Ok(value);
    }
    let global = cx.intrinsic(Intrinsic::Global)?;
    if strict && !runtime::has_property(cx, global, key)? {
        return Err(throw_not_defined(cx, key));
    }
    runtime::put_value(cx, global, key, value, strict)?;
    Ok(value)
}

/// Initialises a script-level `let`, `const` or class: operands value, name.
pub(crate) fn initialize_global<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let (value, name) = (operands.get(0), operands.get(1));
    let key = key(cx, name)?;
    let lexicals = cx.intrinsic(Intrinsic::GlobalLexical)?;
    runtime::set_own_word(cx, lexicals, key, value)?;
    Ok(value)
}

/// The object that a name means dynamically: the object of a `with` around it, or the object that holds what eval
/// has declared in a context. The innermost wins.
pub(crate) fn dynamic_holder<'s>(
    cx: &mut Scope<'s>,
    first: Local<'s>,
    key: PropertyKey<'s>,
) -> Completion<Option<Local<'s>>> {
    let current = cx.variable(first)?;
    loop {
        let mut inner = cx.open();
        let context = current.get();
        if !inner.raw(context).is_kind(kind::CONTEXT) {
            return Ok(None);
        }
        if has_static_name(&inner, context, key) {
            return Ok(None);
        }
        if let Some(word) = object_word(&inner, context) {
            let object = inner.word(context, word)?;
            let found = runtime::is_object(inner.raw(object))
                && runtime::has_property(&mut inner, object, key)?
                && !(is_with(&inner, context) && is_unscopable(&mut inner, object, key)?);
            if found {
                let kept = inner.escape(object)?;
                return Ok(Some(cx.keep(kept)));
            }
        }
        let previous = inner.word(context, context::PREVIOUS)?;
        current.set(&mut inner, previous);
    }
}

/// Flags of a scope's information word: see `install`.
pub(crate) mod scope_flag {
    /// The scope of a `with`: its first variable is the object.
    pub(crate) const WITH: i32 = 1;
    /// The last variable holds the object of eval's declarations, or undefined.
    pub(crate) const EXTENSION: i32 = 2;
    /// Parameters of a function whose body has a scope of its own.
    pub(crate) const PARAMETERS: i32 = 4;
    /// The function that defines the fields of a class.
    pub(crate) const FIELD_INITIALIZER: i32 = 8;
}

/// The flags of a context's scope.
pub(super) fn scope_flags(cx: &Scope<'_>, context: Local<'_>) -> i32 {
    ScopeInfo::of_context(cx.raw(context)).map_or(0, ScopeInfo::flags)
}

fn is_with(cx: &Scope<'_>, context: Local<'_>) -> bool {
    scope_flags(cx, context) & scope_flag::WITH != 0
}

/// The word of a context that may hold an object of dynamic names.
fn object_word(cx: &Scope<'_>, context: Local<'_>) -> Option<usize> {
    let flags = scope_flags(cx, context);
    if flags & scope_flag::WITH != 0 {
        return Some(context::VARIABLES);
    }
    (flags & scope_flag::EXTENSION != 0).then(|| cx.raw(context).size_words() - 1)
}

/// Whether the scope of `context` itself declares the name: then what lies further out is hidden.
fn has_static_name(cx: &Scope<'_>, context: Local<'_>, key: PropertyKey<'_>) -> bool {
    static_word(cx, context, key).is_some()
}

/// The word of a context that holds the variable `key`, if the text of its scope declares that.
pub(super) fn static_word(cx: &Scope<'_>, context: Local<'_>, key: PropertyKey<'_>) -> Option<usize> {
    let info = ScopeInfo::of_context(cx.raw(context))?;
    let key = key.raw(cx);
    let has_name = |&index: &usize| info.name(index).is_some_and(|name| name.identical(key));
    (0..info.count()).find(has_name).map(|index| context::VARIABLES + index)
}

/// The `with` object's @@unscopables.
fn is_unscopable<'s>(cx: &mut Scope<'s>, object: Local<'s>, key: PropertyKey<'s>) -> Completion<bool> {
    let unscopables = runtime::get(cx, object, PropertyKey::Known(KnownName::SymbolUnscopables))?;
    if !runtime::is_object(cx.raw(unscopables)) {
        return Ok(false);
    }
    let blocked = runtime::get(cx, unscopables, key)?;
    Ok(runtime::to_boolean(cx, blocked))
}

/// Resolves a name dynamically: operands context, name. The object that has it, or HOLE if nothing dynamic has it.
pub(crate) fn resolve_name<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let key = key(cx, operands.get(1))?;
    Ok(dynamic_holder(cx, operands.get(0), key)?.unwrap_or(Local::HOLE))
}

/// GetBindingValue of a resolved name: operands holder or HOLE, name, strict. HOLE if nothing dynamic has it.
pub(crate) fn dynamic_get<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let holder = operands.get(0);
    if cx.raw(holder).is_hole() {
        return Ok(Local::HOLE);
    }
    let key = key(cx, operands.get(1))?;
    if !is_eval_object(cx, holder) && !runtime::has_property(cx, holder, key)? {
        let strict = cx.raw(operands.get(2)).identical(cx.raw(Local::TRUE));
        return if strict { Err(throw_not_defined(cx, key)) } else { Ok(Local::UNDEFINED) };
    }
    runtime::get(cx, holder, key)
}

/// SetMutableBinding of a resolved name: operands holder or HOLE, name, value, strict. HOLE if nothing dynamic has it.
pub(crate) fn dynamic_put<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let holder = operands.get(0);
    if cx.raw(holder).is_hole() {
        return Ok(Local::HOLE);
    }
    let key = key(cx, operands.get(1))?;
    let strict = cx.raw(operands.get(3)).identical(cx.raw(Local::TRUE));
    if !is_eval_object(cx, holder) && !runtime::has_property(cx, holder, key)? && strict {
        return Err(throw_not_defined(cx, key));
    }
    runtime::put_value(cx, holder, key, operands.get(2), strict)?;
    Ok(operands.get(2))
}

/// The `this` of a call of a resolved name: the `with` object that has it, else undefined.
pub(crate) fn with_base_object<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let holder = operands.get(0);
    // What eval declared lives in an object without a prototype that no `with` ever shows.
    let is_hidden = cx.raw(holder).is_hole() || is_eval_object(cx, holder);
    Ok(if is_hidden { Local::UNDEFINED } else { holder })
}

/// Whether there is a global variable: operand 0 is its name.
pub(crate) fn has_global<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let key = key(cx, operands.get(0))?;
    let lexicals = cx.intrinsic(Intrinsic::GlobalLexical)?;
    if runtime::own_word(cx, lexicals, key)?.is_some() {
        return Ok(Local::TRUE);
    }
    let global = cx.intrinsic(Intrinsic::Global)?;
    Ok(Local::bool(runtime::has_property(cx, global, key)?))
}

/// The first operand, unless the second is false: then there was no global variable of the name in the third.
pub(crate) fn demand_global<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    if cx.raw(operands.get(1)).identical(cx.raw(Local::TRUE)) {
        return Ok(operands.get(0));
    }
    let key = key(cx, operands.get(2))?;
    Err(throw_not_defined(cx, key))
}

/// Whether `holder` holds eval's declarations: such objects are marked by a private property.
fn is_eval_object(cx: &Scope<'_>, holder: Local<'_>) -> bool {
    cx.raw(holder).flags() & EVAL_OBJECT != 0
}

/// Header flag of objects that hold eval's declarations.
pub(crate) const EVAL_OBJECT: u8 = 1 << 7;

/// `delete name`: operands context or undefined, name, whether it may be a global property.
pub(crate) fn delete_name<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let key = key(cx, operands.get(1))?;
    if cx.raw(operands.get(0)).is_pointer()
        && let Some(holder) = dynamic_holder(cx, operands.get(0), key)?
    {
        return Ok(Local::bool(runtime::delete(cx, holder, key)?));
    }
    if !cx.raw(operands.get(2)).identical(cx.raw(Local::TRUE)) {
        return Ok(Local::FALSE);
    }
    let lexicals = cx.intrinsic(Intrinsic::GlobalLexical)?;
    if runtime::own_word(cx, lexicals, key)?.is_some() {
        return Ok(Local::FALSE);
    }
    let global = cx.intrinsic(Intrinsic::Global)?;
    Ok(Local::bool(runtime::delete(cx, global, key)?))
}
