//! What the interpreter has of a realm: the shapes of closures, and whose realm a closure runs in.

use super::machine::{entry_flag, heed_realms};
use crate::heap::Local;
use crate::runtime::{self, Completion, Intrinsic, KnownName, PropertyKey, Scope};
use crate::value::layout::{attribute, code, function, script};
use crate::value::{Value, kind};

/// Makes the shapes that closures, literals and contexts of the current realm start with.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn prepare_realm(cx: &mut Scope<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let function = cx.intrinsic(Intrinsic::FunctionPrototype)?;
    let lazy = Some(attribute::WRITABLE | attribute::LAZY_PROTOTYPE);
    let kinds = [
        (Intrinsic::FunctionShape, None, None),
        (Intrinsic::ConstructorShape, lazy, None),
        (Intrinsic::ClassShape, Some(0), None),
        (Intrinsic::GeneratorFunctionShape, lazy, Some(Intrinsic::GeneratorFunctionPrototype)),
        (Intrinsic::AsyncFunctionShape, None, Some(Intrinsic::AsyncFunctionPrototype)),
        (Intrinsic::AsyncGeneratorFunctionShape, lazy, Some(Intrinsic::AsyncGeneratorFunctionPrototype)),
    ];
    for (intrinsic, prototype_attributes, parent) in kinds {
        let mut prototype = function;
        if let Some(parent) = parent {
            prototype = runtime::ordinary_object_create(&mut cx, function)?;
            cx.set_intrinsic(parent, prototype);
        }
        let object = runtime::make_object(&mut cx, kind::FUNCTION, prototype)?;
        let length = PropertyKey::Known(KnownName::Length);
        runtime::define_new(&mut cx, object, length, Local::int(0), attribute::CONFIGURABLE)?;
        let name = PropertyKey::Known(KnownName::Name);
        runtime::define_new(&mut cx, object, name, Local::UNDEFINED, attribute::CONFIGURABLE)?;
        if let Some(attributes) = prototype_attributes {
            let key = PropertyKey::Known(KnownName::Prototype);
            runtime::define_new(&mut cx, object, key, Local::from(Value::LAZY), attributes)?;
        }
        let shape = runtime::shape_of(&mut cx, object)?;
        cx.set_intrinsic(intrinsic, shape);
    }
    let lexicals = runtime::ordinary_object_create(&mut cx, Local::NULL)?;
    cx.set_intrinsic(Intrinsic::GlobalLexical, lexicals);
    let root = cx.global_lexicals;
    cx.heap.set_root(root, lexicals);
    let array = runtime::array_create(&mut cx, 0)?;
    cx.array_shape = cx.raw(array).aux();
    let global = cx.intrinsic(Intrinsic::Global)?;
    let root = cx.global_object;
    cx.heap.set_root(root, global);
    if cx.realms.are_several() {
        heed_realms(&mut cx);
    }
    Ok(())
}

/// Functions look where they are called from once there are several realms.
pub(super) fn realm_flag(cx: &Scope<'_>) -> u16 {
    if cx.realms.are_several() { entry_flag::SEVERAL_REALMS } else { 0 }
}

/// The realm of a closure: that of its script.
pub(super) fn realm_of_closure<'s>(cx: &mut Scope<'s>, closure: Local<'s>) -> Completion<Local<'s>> {
    cx.local(|isolate| {
        let script = isolate.heap.get(closure).word(function::CODE).word(code::SCRIPT);
        let number = if script.is_kind(kind::SCRIPT) { script.raw_word(script::REALM) } else { 0 };
        isolate.realm_raw(number as u32)
    })
}
