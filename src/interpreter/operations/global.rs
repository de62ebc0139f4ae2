//! Declarations of scripts – ECMA-262 GlobalDeclarationInstantiation
//! <https://tc39.es/ecma262/#sec-globaldeclarationinstantiation>

use super::variable::key;
use crate::heap::Local;
use crate::runtime::{self, Arguments, Completion, Intrinsic, PropertyKey, Scope};
use crate::value::Value;
use crate::value::layout::attribute;

/// The global `this`.
pub(crate) fn global_this<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    cx.intrinsic(Intrinsic::Global)
}

fn throw_redeclared(cx: &mut Scope<'_>, key: PropertyKey<'_>) -> runtime::Abrupt {
    let name = runtime::describe_key(cx, key);
    runtime::throw_syntax_error(cx, format_args!("Identifier '{name}' has already been declared"))
}

fn has_lexical<'s>(cx: &mut Scope<'s>, key: PropertyKey<'s>) -> Completion<bool> {
    let lexicals = cx.intrinsic(Intrinsic::GlobalLexical)?;
    Ok(runtime::own_word(cx, lexicals, key)?.is_some())
}

/// Refuses a `let`, `const` or class whose name is taken.
pub(crate) fn check_lexical<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let key = key(cx, operands.get(0))?;
    let global = cx.intrinsic(Intrinsic::Global)?;
    let restricted = match runtime::get_own_property(cx, global, key)? {
        Some(descriptor) => descriptor.configurable != Some(true),
        None => false,
    };
    if restricted || has_lexical(cx, key)? {
        return Err(throw_redeclared(cx, key));
    }
    Ok(Local::UNDEFINED)
}

/// Refuses a `var` whose name is taken by a lexical binding, or that cannot be a property of the global object.
pub(crate) fn check_var<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let key = key(cx, operands.get(0))?;
    refuse_var(cx, key)?;
    Ok(Local::UNDEFINED)
}

/// As [`check_var`].
pub(super) fn refuse_var<'s>(cx: &mut Scope<'s>, key: PropertyKey<'s>) -> Completion<()> {
    if has_lexical(cx, key)? {
        return Err(throw_redeclared(cx, key));
    }
    let global = cx.intrinsic(Intrinsic::Global)?;
    if !runtime::has_own_property(cx, global, key)? && !runtime::is_extensible(cx, global)? {
        let name = runtime::describe_key(cx, key);
        return Err(runtime::throw_type_error(cx, format_args!("Cannot declare global variable '{name}'")));
    }
    Ok(())
}

/// CanDeclareGlobalFunction.
pub(crate) fn check_function<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let key = key(cx, operands.get(0))?;
    refuse_function(cx, key)?;
    Ok(Local::UNDEFINED)
}

/// As [`check_function`].
pub(super) fn refuse_function<'s>(cx: &mut Scope<'s>, key: PropertyKey<'s>) -> Completion<()> {
    if has_lexical(cx, key)? {
        return Err(throw_redeclared(cx, key));
    }
    let global = cx.intrinsic(Intrinsic::Global)?;
    let allowed = match runtime::get_own_property(cx, global, key)? {
        None => runtime::is_extensible(cx, global)?,
        Some(existing) if existing.configurable == Some(true) => true,
        Some(existing) => existing.writable == Some(true) && existing.enumerable == Some(true),
    };
    if !allowed {
        let name = runtime::describe_key(cx, key);
        return Err(runtime::throw_type_error(cx, format_args!("Cannot redeclare global function '{name}'")));
    }
    Ok(())
}

/// Declares a lexical binding, uninitialised. Operand 1: it is constant.
pub(crate) fn declare_lexical<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let key = key(cx, operands.get(0))?;
    let is_const = cx.raw(operands.get(1)).identical(cx.raw(Local::TRUE));
    let lexicals = cx.intrinsic(Intrinsic::GlobalLexical)?;
    let attributes = attribute::ENUMERABLE | if is_const { 0 } else { attribute::WRITABLE };
    runtime::define_new(cx, lexicals, key, Local::from(Value::UNINITIALIZED), attributes)?;
    // Caches that found a property of the global object under this name must look again.
    let global = cx.intrinsic(Intrinsic::Global)?;
    if runtime::has_own_property(cx, global, key)? {
        runtime::renew_shape(cx, global)?;
    }
    Ok(Local::UNDEFINED)
}

/// Declares a `var`. Operand 1: it may be deleted.
pub(crate) fn declare_var<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let key = key(cx, operands.get(0))?;
    let deletable = cx.raw(operands.get(1)).identical(cx.raw(Local::TRUE));
    create_var(cx, key, deletable)?;
    Ok(Local::UNDEFINED)
}

/// CreateGlobalVarBinding.
pub(super) fn create_var<'s>(cx: &mut Scope<'s>, key: PropertyKey<'s>, deletable: bool) -> Completion<()> {
    let global = cx.intrinsic(Intrinsic::Global)?;
    if runtime::has_own_property(cx, global, key)? || !runtime::is_extensible(cx, global)? {
        return Ok(());
    }
    let descriptor = runtime::PropertyDescriptor {
        value: Some(Local::UNDEFINED),
        writable: Some(true),
        enumerable: Some(true),
        configurable: Some(deletable),
        ..Default::default()
    };
    runtime::define_property_or_throw(cx, global, key, &descriptor)
}

/// Declares a function. Operands: function, name, whether it may be deleted.
pub(crate) fn define_function<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let key = key(cx, operands.get(1))?;
    let deletable = cx.raw(operands.get(2)).identical(cx.raw(Local::TRUE));
    create_function(cx, key, operands.get(0), deletable)?;
    Ok(Local::UNDEFINED)
}

/// CreateGlobalFunctionBinding.
pub(super) fn create_function<'s>(
    cx: &mut Scope<'s>,
    key: PropertyKey<'s>,
    value: Local<'s>,
    deletable: bool,
) -> Completion<()> {
    let global = cx.intrinsic(Intrinsic::Global)?;
    let descriptor = match runtime::get_own_property(cx, global, key)? {
        Some(existing) if existing.configurable != Some(true) => {
            runtime::PropertyDescriptor { value: Some(value), ..Default::default() }
        }
        _ => runtime::PropertyDescriptor {
            value: Some(value),
            writable: Some(true),
            enumerable: Some(true),
            configurable: Some(deletable),
            ..Default::default()
        },
    };
    runtime::define_property_or_throw(cx, global, key, &descriptor)?;
    runtime::put_value(cx, global, key, value, false)
}
