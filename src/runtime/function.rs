//! Calls (§7.3.14, §7.3.15), native and bound functions (§10.3, §10.4.1), lazily made prototypes.
//!
//! A frame on the VM stack: callee, this, new.target, link, arguments. Native code gets the arguments as a window of it.

use super::completion::{Completion, NativeFunction};
use super::descriptor::PropertyDescriptor;
use super::internal_methods::{Exotic, InternalMethods, ORDINARY};
use super::key::PropertyKey;
use super::names::KnownName;
use super::realm::Intrinsic;
use super::scope::{Arguments, Scope};
use super::shape::{Action, Own};
use super::transition::{self, Step};
use super::{butterfly, define_property_or_throw, describe, object, throw_type_error};
use crate::heap::{Local, Raw, Slot, Word};
use crate::value::kind;
use crate::value::layout::{self, attribute};

/// Slots of a frame before its arguments.
pub(crate) const FRAME_HEADER: usize = 4;
/// Header flag of FUNCTION: it has [[Construct]].
pub(crate) const CONSTRUCTOR_FLAG: u8 = layout::function::CONSTRUCTOR;

/// Internal methods of NATIVE_FUNCTION.
pub(crate) static NATIVE: InternalMethods =
    InternalMethods { call: Some(call_native), construct: Some(construct_native), ..ORDINARY };

/// Internal methods of BOUND_FUNCTION.
pub(crate) static BOUND: InternalMethods =
    InternalMethods { exotic: Exotic::Nothing, call: Some(call_bound), construct: Some(construct_bound), ..ORDINARY };

/// IsCallable (§7.2.3).
#[inline]
pub(crate) fn is_callable(cx: &Scope<'_>, value: Local<'_>) -> bool {
    is_callable_raw(cx, cx.raw(value))
}

/// IsCallable of a bare value.
pub(crate) fn is_callable_raw(isolate: &super::Isolate, value: Raw<'_>) -> bool {
    if !object::is_object(value) || isolate.methods(value.kind()).call.is_none() {
        return false;
    }
    !value.is_kind(kind::PROXY) || value.word(layout::proxy::TRAITS).as_int() & layout::proxy::CALLABLE != 0
}

/// IsConstructor (§7.2.4).
pub(crate) fn is_constructor(cx: &Scope<'_>, value: Local<'_>) -> bool {
    let mut raw = cx.raw(value);
    while raw.is_kind(kind::BOUND_FUNCTION) {
        raw = raw.word(layout::bound::TARGET);
    }
    match raw.kind() {
        kind::FUNCTION => raw.flags() & CONSTRUCTOR_FLAG != 0,
        kind::NATIVE_FUNCTION => raw.raw_word(layout::native::STEPS) & layout::native::CONSTRUCTOR != 0,
        kind::PROXY => raw.word(layout::proxy::TRAITS).as_int() & layout::proxy::CONSTRUCTS != 0,
        kind => object::is_object(raw) && cx.methods(kind).construct.is_some(),
    }
}

/// Call (§7.3.14).
///
/// # Errors
/// TypeError when `function` is not callable; whatever it throws.
#[inline]
pub(crate) fn call<'s>(
    cx: &mut Scope<'s>,
    function: Local<'_>,
    this: Local<'_>,
    arguments: &[Local<'_>],
) -> Completion<Local<'s>> {
    if cx.raw(function).is_kind(kind::FUNCTION) {
        return (cx.upcalls.call_closure)(cx, function, this, arguments);
    }
    call_other(cx, function, this, arguments)
}

/// Call (§7.3.14) of anything but a closure.
fn call_other<'s>(
    cx: &mut Scope<'s>,
    function: Local<'_>,
    this: Local<'_>,
    arguments: &[Local<'_>],
) -> Completion<Local<'s>> {
    if !is_callable(cx, function) {
        let shown = describe(cx, function);
        return Err(throw_type_error(cx, format_args!("{shown} is not a function")));
    }
    in_frame(cx, [function, this, Local::UNDEFINED], arguments, |cx, arguments| {
        let callee = arguments.callee();
        let this = arguments.this();
        match cx.methods(cx.raw(callee).kind()).call {
            Some(method) => method(cx, callee, this, arguments),
            None => Ok(Local::UNDEFINED),
        }
    })
}

/// Construct (§7.3.15). The function must be a constructor; `new_target` is it unless given.
///
/// # Errors
/// Whatever the constructor throws.
pub(crate) fn construct<'s>(
    cx: &mut Scope<'s>,
    function: Local<'s>,
    arguments: &[Local<'s>],
    new_target: Option<Local<'s>>,
) -> Completion<Local<'s>> {
    if !is_constructor(cx, function) {
        let shown = describe(cx, function);
        return Err(throw_type_error(cx, format_args!("{shown} is not a constructor")));
    }
    let new_target = new_target.unwrap_or(function);
    in_frame(cx, [function, Local::UNDEFINED, new_target], arguments, |cx, arguments| {
        let callee = arguments.callee();
        match cx.methods(cx.raw(callee).kind()).construct {
            Some(method) => method(cx, callee, arguments),
            None => Ok(Local::UNDEFINED),
        }
    })
}

/// Pushes a frame (callee, this, new.target as in `header`), runs `body` in it, and keeps its result.
fn in_frame<'s>(
    cx: &mut Scope<'s>,
    header: [Local<'_>; 3],
    arguments: &[Local<'_>],
    body: impl for<'i> FnOnce(&mut Scope<'i>, Arguments<'i>) -> Completion<Local<'i>>,
) -> Completion<Local<'s>> {
    cx.check_stack()?;
    let depth = cx.heap.stack_depth();
    if !cx.heap.stack_has_room(arguments.len() + 64) {
        return Err(super::throw_stack_overflow(cx));
    }
    let previous = cx.frame;
    // Below the frame stands the node that its caller was running, for stack traces.
    let node = cx.heap.root(Raw::immediate(Word::payload(cx.heap.site as u64)));
    let _: Local<'_> = cx.adopt(node)?;
    let caller_node = std::mem::replace(&mut cx.heap.site, 0);
    let base = depth;
    let depth = depth + 1;
    let distance = (depth - previous.min(depth)) as u64;
    let link = Word::payload(distance << 3 | 1);
    for local in header {
        let slot = cx.heap.root_local(local);
        let _: Local<'_> = cx.adopt(slot)?;
    }
    let slot = cx.heap.root(Raw::immediate(link));
    let _: Local<'_> = cx.adopt(slot)?;
    for &argument in arguments {
        let slot = cx.heap.root_local(argument);
        let _: Local<'_> = cx.adopt(slot)?;
    }
    cx.frame = depth;
    let first = Slot((depth + FRAME_HEADER) as u32);
    let mut inner = cx.open();
    let result = body(&mut inner, Arguments::in_frame(first, arguments.len() as u32));
    let result = result.and_then(|value| inner.escape(value));
    cx.frame = previous;
    cx.heap.site = caller_node;
    match result {
        Ok(escaped) => {
            let value = cx.keep(escaped);
            Ok(cx.collapse(base, value))
        }
        Err(abrupt) => {
            cx.heap.truncate_stack(base);
            Err(abrupt)
        }
    }
}

/// [[Call]] of a native function: its steps run in its realm.
fn call_native<'s>(
    cx: &mut Scope<'s>,
    callee: Local<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let own = cx.number_of_realm(cx.raw(callee).word(layout::native::REALM));
    cx.in_realm(own, |cx| run_native(cx, callee, this, arguments))
}

/// Runs the steps of a native function of the current realm.
fn run_native<'s>(
    cx: &mut Scope<'s>,
    callee: Local<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let steps = cx.raw(callee).raw_word(layout::native::STEPS);
    if steps & layout::native::REQUIRES_NEW != 0 && cx.raw(arguments.new_target()).is_undefined() {
        return Err(throw_requires_new(cx, callee));
    }
    let Some(&function) = cx.natives.get(steps as u32 as usize) else { return Ok(Local::UNDEFINED) };
    function(cx, this, arguments)
}

#[cold]
fn throw_requires_new(cx: &mut Scope<'_>, callee: Local<'_>) -> super::Abrupt {
    let mut cx = cx.open();
    let name = cx.word(callee, layout::native::NAME).unwrap_or(Local::UNDEFINED);
    let name = crate::value::to_rust(cx.heap(), name);
    if name == "Promise" {
        return throw_type_error(&mut cx, format_args!("Promise constructor cannot be invoked without 'new'"));
    }
    throw_type_error(&mut cx, format_args!("Constructor {name} requires 'new'"))
}

fn construct_native<'s>(cx: &mut Scope<'s>, callee: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    call_native(cx, callee, Local::UNDEFINED, arguments)
}

/// [[Call]] of a bound function (§10.4.1.1).
fn call_bound<'s>(
    cx: &mut Scope<'s>,
    callee: Local<'s>,
    _this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let bound = unbind(cx, callee, Local::UNDEFINED)?;
    let all = bound.arguments(cx, arguments)?;
    call(cx, bound.target, bound.this, &all)
}

/// [[Construct]] of a bound function (§10.4.1.2).
fn construct_bound<'s>(cx: &mut Scope<'s>, callee: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let bound = unbind(cx, callee, arguments.new_target())?;
    let all = bound.arguments(cx, arguments)?;
    construct(cx, bound.target, &all, Some(bound.new_target))
}

/// What a bound function is in the end, however often it was bound.
struct Unbound<'s> {
    target: Local<'s>,
    this: Local<'s>,
    new_target: Local<'s>,
    /// Lists of arguments, those of the outermost binding first: they come last in the call.
    lists: Vec<Local<'s>>,
}

/// Follows a bound function to its target, without recursion.
fn unbind<'s>(cx: &mut Scope<'s>, callee: Local<'s>, new_target: Local<'s>) -> Completion<Unbound<'s>> {
    let current = cx.variable(callee)?;
    let mut is_own = cx.raw(new_target).identical(cx.raw(callee));
    let mut lists = Vec::new();
    loop {
        cx.step(1)?;
        if cx.raw(current.get()).word(layout::bound::ARGUMENTS).raw_word(layout::words::LENGTH) > 0 {
            lists.push(cx.word(current.get(), layout::bound::ARGUMENTS)?);
        }
        let depth = cx.heap.stack_depth();
        let target = cx.word(current.get(), layout::bound::TARGET)?;
        if !cx.raw(target).is_kind(kind::BOUND_FUNCTION) {
            let this = cx.word(current.get(), layout::bound::THIS)?;
            return Ok(Unbound { target, this, new_target: if is_own { target } else { new_target }, lists });
        }
        is_own |= cx.raw(new_target).identical(cx.raw(target));
        current.set(cx, target);
        cx.heap.truncate_stack(depth);
    }
}

impl<'s> Unbound<'s> {
    /// The arguments of a call, bound ones first.
    fn arguments(&self, cx: &mut Scope<'s>, arguments: Arguments<'s>) -> Completion<Vec<Local<'s>>> {
        let mut all = Vec::with_capacity(arguments.count());
        for &list in self.lists.iter().rev() {
            let count = cx.raw(list).raw_word(layout::words::LENGTH) as usize;
            cx.step(count as u64)?;
            for index in 0..count {
                all.push(cx.word(list, layout::words::ELEMENTS + index)?);
            }
        }
        all.extend((0..arguments.count()).map(|index| arguments.get(index)));
        Ok(all)
    }
}

/// What a native function is made of.
#[derive(Clone, Copy)]
pub(crate) struct NativeDescription {
    /// The Rust function.
    pub(crate) steps: NativeFunction,
    /// `length`.
    pub(crate) length: u8,
    /// `layout::native` flags: `CONSTRUCTOR`, `REQUIRES_NEW`, `UNSEEN`; 0 for plain functions.
    pub(crate) flags: u64,
}

/// CreateBuiltinFunction (§10.3.4) in the current realm; `name` is a string local.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn create_builtin_function<'s>(
    cx: &mut Scope<'s>,
    description: NativeDescription,
    name: Local<'s>,
    data: Local<'s>,
) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let shape = cx.intrinsic(Intrinsic::NativeFunctionShape)?;
    let function = create_with_shape(cx, description, name, data, shape)?;
    Ok(cx.collapse(depth, function))
}

/// CreateBuiltinFunction with another prototype (`%TypeError%` inherits from `%Error%`).
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn create_builtin_function_with_prototype<'s>(
    cx: &mut Scope<'s>,
    description: NativeDescription,
    name: Local<'s>,
    data: Local<'s>,
    prototype: Local<'s>,
) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let shape = native_function_shape(cx, prototype)?;
    let function = create_with_shape(cx, description, name, data, shape)?;
    Ok(cx.collapse(depth, function))
}

fn create_with_shape<'s>(
    cx: &mut Scope<'s>,
    description: NativeDescription,
    name: Local<'s>,
    data: Local<'s>,
    shape: Local<'s>,
) -> Completion<Local<'s>> {
    let steps = cx.native_index(description.steps);
    let function = object::allocate_object(cx, shape)?;
    let realm = cx.local(|isolate| isolate.heap.root_value(isolate.realm))?;
    cx.heap.store(function, layout::native::DATA, data);
    cx.heap.store(function, layout::native::REALM, realm);
    cx.heap.store(function, layout::native::LENGTH, Local::int(description.length as i32));
    cx.heap.store(function, layout::native::NAME, name);
    cx.heap.store_raw(function, layout::native::STEPS, steps as u64 | description.flags);
    Ok(function)
}

/// The shape of native functions with this prototype: `length` and `name` in slots 0 and 1.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn native_function_shape<'s>(cx: &mut Scope<'s>, prototype: Local<'s>) -> Completion<Local<'s>> {
    let capacity = object::inline_capacity(kind::NATIVE_FUNCTION);
    let root = transition::root_shape(cx, prototype, kind::NATIVE_FUNCTION, capacity, 0)?;
    let mut shape = root;
    for name in [KnownName::Length, KnownName::Name] {
        let key = cx.local(|isolate| isolate.known(name))?;
        let step = Step { action: Action::Add, meta: attribute::CONFIGURABLE };
        shape = transition::transition(cx, shape, key, step)?;
    }
    Ok(shape)
}

/// BoundFunctionCreate (§10.4.1.3); the caller sets `length` and `name`.
///
/// # Errors
/// Whatever the target's [[GetPrototypeOf]] throws.
pub(crate) fn bound_function_create<'s>(
    cx: &mut Scope<'s>,
    target: Local<'s>,
    this: Local<'s>,
    arguments: &[Local<'s>],
) -> Completion<Local<'s>> {
    let prototype = super::get_prototype_of(cx, target)?;
    let bound = object::make_object(cx, kind::BOUND_FUNCTION, prototype)?;
    let list = cx.allocate_words(arguments.len())?;
    for (index, &argument) in arguments.iter().enumerate() {
        cx.heap.store(list, layout::words::ELEMENTS + index, argument);
    }
    cx.heap.store(bound, layout::bound::TARGET, target);
    cx.heap.store(bound, layout::bound::THIS, this);
    cx.heap.store(bound, layout::bound::ARGUMENTS, list);
    Ok(bound)
}

/// The data a native function was created with.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn callee_data<'s>(cx: &mut Scope<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    cx.word(arguments.callee(), layout::native::DATA)
}

/// Makes the `prototype` of a function that was never asked for it, and stores it.
pub(crate) fn materialize_prototype<'s>(cx: &mut Scope<'s>, function: Local<'s>, own: Own) -> Completion<Local<'s>> {
    let make = cx.lazy_prototype;
    let realm = get_function_realm(cx, function)?;
    let own_realm = cx.number_of_realm(cx.raw(realm));
    let prototype = cx.in_realm(own_realm, |cx| make(cx, function))?;
    butterfly::set_slot(cx, function, own.location, prototype)?;
    Ok(prototype)
}

/// MakeConstructor's prototype (§10.2.5): an object whose hidden `constructor` is the function.
pub(crate) fn default_lazy_prototype<'s>(cx: &mut Scope<'s>, function: Local<'s>) -> Completion<Local<'s>> {
    let prototype = object::ordinary_object(cx)?;
    let descriptor = PropertyDescriptor::data(function, attribute::HIDDEN);
    define_property_or_throw(cx, prototype, PropertyKey::Known(KnownName::Constructor), &descriptor)?;
    Ok(prototype)
}

/// GetFunctionRealm (§7.3.25): a REALM.
///
/// # Errors
/// TypeError for a revoked proxy.
pub(crate) fn get_function_realm<'s>(cx: &mut Scope<'s>, function: Local<'s>) -> Completion<Local<'s>> {
    let mut function = function;
    loop {
        match cx.raw(function).kind() {
            kind::NATIVE_FUNCTION => return cx.word(function, layout::native::REALM),
            kind::BOUND_FUNCTION => function = cx.word(function, layout::bound::TARGET)?,
            kind::FUNCTION => return (cx.closure_realm)(cx, function),
            kind::PROXY => {
                function = cx.word(function, layout::proxy::TARGET)?;
                if !cx.raw(function).is_pointer() {
                    return Err(super::throw_revoked(cx, "get"));
                }
            }
            _ => return cx.realm(),
        }
    }
}

/// The realm of a closure as long as the interpreter has registered nothing better: the current one.
pub(crate) fn current_realm<'s>(cx: &mut Scope<'s>, _closure: Local<'s>) -> Completion<Local<'s>> {
    cx.realm()
}
