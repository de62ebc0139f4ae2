//! `Proxy` – ECMA-262 §28.2 <https://tc39.es/ecma262/#sec-proxy-objects>
//!
//! What a proxy does stands in the runtime; here are the constructor and `revocable`.

use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Intrinsic, NativeDescription, Scope, anonymous_function, callee_data,
    create_builtin_function, create_data_property_or_throw, define_global, install as install_table, method,
    ordinary_object, proxy_create, proxy_revoke,
};
use crate::value::layout::native;

const STATICS: &[Builtin] = &[method("revocable", 2, revocable)];

/// Makes `Proxy`, a constructor without `prototype`, and puts it on the global object.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let name = cx.known_string(KnownName::ClassProxy)?;
    let flags = native::CONSTRUCTOR | native::REQUIRES_NEW;
    let description = NativeDescription { steps: construct, length: 2, flags };
    let constructor = create_builtin_function(cx, description, name, Local::UNDEFINED)?;
    cx.set_intrinsic(Intrinsic::Proxy, constructor);
    install_table(cx, constructor, STATICS)?;
    define_global(cx, "Proxy", constructor)
}

/// Proxy ( target, handler ) – <https://tc39.es/ecma262/#sec-proxy-target-handler>
fn construct<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    proxy_create(cx, arguments.get(0), arguments.get(1))
}

/// Proxy.revocable ( target, handler ) – <https://tc39.es/ecma262/#sec-proxy.revocable>
fn revocable<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let proxy = proxy_create(cx, arguments.get(0), arguments.get(1))?;
    let revoke = anonymous_function(cx, revoke, 0, proxy)?;
    let result = ordinary_object(cx)?;
    create_data_property_or_throw(cx, result, KnownName::Proxy.into(), proxy)?;
    create_data_property_or_throw(cx, result, KnownName::Revoke.into(), revoke)?;
    Ok(result)
}

/// A revocation function: it lets go of the proxy as well.
fn revoke<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let proxy = callee_data(cx, arguments)?;
    if cx.raw(proxy).is_pointer() {
        cx.heap.store(arguments.callee(), native::DATA, Local::NULL);
        proxy_revoke(cx, proxy);
    }
    Ok(Local::UNDEFINED)
}
