//! Proxy exotic objects (§10.5): internal methods that call a trap of the handler, and check what it says against the
//! target.
//!
//! * `properties` – the methods with a property key
//! * `keys` – [[OwnPropertyKeys]]
//!
//! Target, handler and trap may be proxies themselves, so each method is a level of a recursion that a script controls:
//! it checks the stack and spends fuel before anything else. A proxy is nobody's fast path: the table says
//! [`Exotic::Everything`], and lookups that inline caches learn from end at it.

mod keys;
mod properties;

use super::completion::{Abrupt, Completion};
use super::internal_methods::{Exotic, InternalMethods};
use super::isolate::Isolate;
use super::names::KnownName;
use super::scope::{Arguments, Scope};
use super::{
    call, construct as construct_function, create_array_from_list, describe, get_known, is_callable, is_constructor,
    is_object, make_object, prototype_of, same_value, throw_type_error, to_boolean,
};
use crate::heap::{Local, Raw};
use crate::value::kind;
use crate::value::layout::proxy as layout;

/// Internal methods of PROXY. [[Call]] and [[Construct]] are only those proxies' whose target had them: `is_callable` and
/// `is_constructor` look at the traits.
pub(crate) static PROXY: InternalMethods = InternalMethods {
    exotic: Exotic::Everything,
    get_prototype_of: Some(get_prototype_of),
    set_prototype_of: Some(set_prototype_of),
    is_extensible: Some(is_extensible),
    prevent_extensions: Some(prevent_extensions),
    get_own_property: Some(properties::get_own_property),
    define_own_property: Some(properties::define_own_property),
    has_property: Some(properties::has_property),
    get: Some(properties::get),
    set: Some(properties::set),
    delete: Some(properties::delete),
    own_property_keys: Some(keys::own_property_keys),
    call: Some(call_proxy),
    construct: Some(construct_proxy),
};

/// ProxyCreate (§10.5.14).
///
/// # Errors
/// TypeError when target or handler is no object; termination when there is no memory.
pub(crate) fn proxy_create<'s>(cx: &mut Scope<'s>, target: Local<'s>, handler: Local<'s>) -> Completion<Local<'s>> {
    if !is_object(cx.raw(target)) || !is_object(cx.raw(handler)) {
        let text = "Cannot create proxy with a non-object as target or handler";
        return Err(throw_type_error(cx, format_args!("{text}")));
    }
    let mut traits = 0;
    if is_callable(cx, target) {
        traits |= layout::CALLABLE;
    }
    if is_constructor(cx, target) {
        traits |= layout::CONSTRUCTS;
    }
    let proxy = make_object(cx, kind::PROXY, Local::NULL)?;
    cx.heap.store(proxy, layout::TARGET, target);
    cx.heap.store(proxy, layout::HANDLER, handler);
    cx.heap.store(proxy, layout::TRAITS, Local::int(traits));
    Ok(proxy)
}

/// Takes target and handler from a proxy for good – the steps of <https://tc39.es/ecma262/#sec-proxy.revocable>
pub(crate) fn proxy_revoke(cx: &mut Scope<'_>, proxy: Local<'_>) {
    cx.heap.store(proxy, layout::TARGET, Local::NULL);
    cx.heap.store(proxy, layout::HANDLER, Local::NULL);
}

/// The object that a proxy of proxies is about in the end, for messages; NULL when one of them is revoked. Pure.
pub(crate) fn innermost_target(object: Raw<'_>) -> Raw<'_> {
    let mut object = object;
    while object.is_kind(kind::PROXY) {
        object = object.word(layout::TARGET);
    }
    object
}

/// The trap by which the last operation on an object was refused; `None` if it is no proxy, or if its target refused.
pub(crate) fn refusing_trap(cx: &Scope<'_>, object: Local<'_>) -> Option<&'static str> {
    if cx.raw(object).is_kind(kind::PROXY) { cx.refusing_trap.map(KnownName::text) } else { None }
}

/// Proxies on a prototype chain that are followed, as V8 does, before it counts as endless.
const LONGEST_CHAIN: u32 = 100 * 1024;

/// The next object on a prototype chain that traps may lengthen; `proxies` counts them.
///
/// # Errors
/// RangeError when there is no end to it; whatever a trap throws.
pub(crate) fn next_prototype<'s>(cx: &mut Scope<'s>, object: Local<'s>, proxies: &mut u32) -> Completion<Local<'s>> {
    cx.step(1)?;
    if cx.raw(object).is_kind(kind::PROXY) {
        *proxies += 1;
        if *proxies > LONGEST_CHAIN {
            return Err(super::throw_stack_overflow(cx));
        }
    }
    super::get_prototype_of(cx, object)
}

/// Whether there is a proxy on the prototype chain of an object, itself included. Pure.
pub(crate) fn meets_proxy(isolate: &Isolate, object: Raw<'_>) -> bool {
    if object.is_kind(kind::PROXY) {
        return true;
    }
    let mut holder = prototype_of(isolate, object);
    while holder.is_pointer() {
        if holder.is_kind(kind::PROXY) {
            return true;
        }
        holder = prototype_of(isolate, holder);
    }
    false
}

/// A trap that a handler has.
#[derive(Clone, Copy)]
struct Trap<'s> {
    name: KnownName,
    function: Local<'s>,
    handler: Local<'s>,
}

/// How every method begins: the target of a proxy, and the trap of its handler if there is one.
///
/// # Errors
/// TypeError for a revoked proxy, and for a trap that is no function; RangeError when the stack is full.
fn consult<'s>(cx: &mut Scope<'s>, proxy: Local<'s>, name: KnownName) -> Completion<(Local<'s>, Option<Trap<'s>>)> {
    cx.check_stack()?;
    cx.step(1)?;
    cx.refusing_trap = None;
    let handler = cx.word(proxy, layout::HANDLER)?;
    if !cx.raw(handler).is_pointer() {
        return Err(throw_revoked(cx, name.text()));
    }
    let target = cx.word(proxy, layout::TARGET)?;
    let function = get_known(cx, handler, name)?;
    let raw = cx.raw(function);
    if raw.is_undefined() || raw.is_null() {
        return Ok((target, None));
    }
    if !is_callable(cx, function) {
        let (shown, owner, name) = (describe(cx, function), describe(cx, handler), name.text());
        let message = format_args!("'{shown}' returned for property '{name}' of object '{owner}' is not a function");
        return Err(throw_type_error(cx, message));
    }
    Ok((target, Some(Trap { name, function, handler })))
}

impl<'s> Trap<'s> {
    /// What the trap returns.
    fn call(self, cx: &mut Scope<'s>, arguments: &[Local<'s>]) -> Completion<Local<'s>> {
        let result = call(cx, self.function, self.handler, arguments)?;
        cx.refusing_trap = None;
        Ok(result)
    }

    /// What the trap returns, as a Boolean. That it refused is remembered for the message of a TypeError.
    fn allows(self, cx: &mut Scope<'s>, arguments: &[Local<'s>]) -> Completion<bool> {
        let result = self.call(cx, arguments)?;
        let allows = to_boolean(cx, result);
        cx.refusing_trap = (!allows).then_some(self.name);
        Ok(allows)
    }

    /// The TypeError of a trap that says what must not be.
    #[cold]
    fn breach(self, cx: &mut Scope<'_>, what: std::fmt::Arguments<'_>) -> Abrupt {
        throw_type_error(cx, format_args!("'{}' on proxy: {what}", self.name.text()))
    }
}

/// The TypeError of an operation on a revoked proxy.
#[cold]
pub(crate) fn throw_revoked(cx: &mut Scope<'_>, operation: &str) -> Abrupt {
    throw_type_error(cx, format_args!("Cannot perform '{operation}' on a proxy that has been revoked"))
}

/// [[GetPrototypeOf]] (§10.5.1).
fn get_prototype_of<'s>(cx: &mut Scope<'s>, proxy: Local<'s>) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let (target, trap) = consult(cx, proxy, KnownName::GetPrototypeOf)?;
    let Some(trap) = trap else {
        let prototype = super::get_prototype_of(cx, target)?;
        return Ok(cx.collapse(depth, prototype));
    };
    let prototype = trap.call(cx, &[target])?;
    if !is_object(cx.raw(prototype)) && !cx.raw(prototype).is_null() {
        return Err(trap.breach(cx, format_args!("trap returned neither object nor null")));
    }
    if !super::is_extensible(cx, target)? {
        let actual = super::get_prototype_of(cx, target)?;
        if !same_value(cx, prototype, actual)? {
            let what = "proxy target is non-extensible but the trap did not return its actual prototype";
            return Err(trap.breach(cx, format_args!("{what}")));
        }
    }
    Ok(cx.collapse(depth, prototype))
}

/// [[SetPrototypeOf]] (§10.5.2).
fn set_prototype_of<'s>(cx: &mut Scope<'s>, proxy: Local<'s>, prototype: Local<'s>) -> Completion<bool> {
    let mut cx = cx.open();
    let (target, trap) = consult(&mut cx, proxy, KnownName::SetPrototypeOf)?;
    let Some(trap) = trap else { return super::set_prototype_of(&mut cx, target, prototype) };
    if !trap.allows(&mut cx, &[target, prototype])? {
        return Ok(false);
    }
    if super::is_extensible(&mut cx, target)? {
        return Ok(true);
    }
    let actual = super::get_prototype_of(&mut cx, target)?;
    if !same_value(&mut cx, prototype, actual)? {
        let what = "trap returned truish for setting a new prototype on the non-extensible proxy target";
        return Err(trap.breach(&mut cx, format_args!("{what}")));
    }
    Ok(true)
}

/// [[IsExtensible]] (§10.5.3).
fn is_extensible<'s>(cx: &mut Scope<'s>, proxy: Local<'s>) -> Completion<bool> {
    let mut cx = cx.open();
    let (target, trap) = consult(&mut cx, proxy, KnownName::IsExtensible)?;
    let Some(trap) = trap else { return super::is_extensible(&mut cx, target) };
    let answer = trap.allows(&mut cx, &[target])?;
    let actual = super::is_extensible(&mut cx, target)?;
    if answer != actual {
        let what = format_args!("trap result does not reflect extensibility of proxy target (which is '{actual}')");
        return Err(trap.breach(&mut cx, what));
    }
    Ok(answer)
}

/// [[PreventExtensions]] (§10.5.4).
fn prevent_extensions<'s>(cx: &mut Scope<'s>, proxy: Local<'s>) -> Completion<bool> {
    let mut cx = cx.open();
    let (target, trap) = consult(&mut cx, proxy, KnownName::PreventExtensions)?;
    let Some(trap) = trap else { return super::prevent_extensions(&mut cx, target) };
    let answer = trap.allows(&mut cx, &[target])?;
    if answer && super::is_extensible(&mut cx, target)? {
        return Err(trap.breach(&mut cx, format_args!("trap returned truish but the proxy target is extensible")));
    }
    Ok(answer)
}

/// [[Call]] (§10.5.12). Proxies without the trap, one for the other, take no stack.
fn call_proxy<'s>(
    cx: &mut Scope<'s>,
    proxy: Local<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let list = arguments.skip(0);
    let current = cx.variable(proxy)?;
    loop {
        let depth = cx.heap.stack_depth();
        let (target, trap) = consult(cx, current.get(), KnownName::Apply)?;
        if let Some(trap) = trap {
            let array = create_array_from_list(cx, &list)?;
            return trap.call(cx, &[target, this, array]);
        }
        if !cx.raw(target).is_kind(kind::PROXY) {
            return call(cx, target, this, &list);
        }
        current.set(cx, target);
        cx.heap.truncate_stack(depth);
    }
}

/// [[Construct]] (§10.5.13).
fn construct_proxy<'s>(cx: &mut Scope<'s>, proxy: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let (target, trap) = consult(cx, proxy, KnownName::Construct)?;
    let (list, new_target) = (arguments.skip(0), arguments.new_target());
    let Some(trap) = trap else { return construct_function(cx, target, &list, Some(new_target)) };
    let array = create_array_from_list(cx, &list)?;
    let object = trap.call(cx, &[target, array, new_target])?;
    if !is_object(cx.raw(object)) {
        let shown = describe(cx, object);
        return Err(trap.breach(cx, format_args!("trap returned non-object ('{shown}')")));
    }
    Ok(object)
}
