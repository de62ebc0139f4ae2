//! Calls: the callee, `this` and the arguments are evaluated directly into the callee's future frame.

use super::completion::{NORMAL, Outcome};
use super::frame::{ARGUMENTS, CALLEE, LINK, NEW_TARGET, THIS, link_to, load, store};
use super::node::{Node, evaluate, list_child};
use super::operand::Operand;
use super::property::{get_from, kind_of};
use super::slow;
use super::word::MachineWord;
use crate::runtime::Isolate;
use crate::value::{Value, kind, layout};

/// What `enter` needs to know of a function, in two raw words of its CODE object.
#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    /// The root of the body's tree; before the first call, a node that compiles it.
    pub(crate) body: *const Node,
    /// Number of parameters.
    pub(crate) parameters: u16,
    /// One of [`entry_flag`]s is set: take the slow way in.
    pub(crate) flags: u16,
    /// Frame slots in all, temporaries and the headers of frames being built included.
    pub(crate) frame: u32,
    /// Slots from the first argument on to fill with undefined: parameters and locals.
    pub(crate) filled: u32,
    /// Native stack the body may use, beyond what every call may, in bytes.
    pub(crate) native: u32,
    /// Facts that entering does not need: [`entry_trait`]s.
    pub(crate) traits: u32,
    /// The function's number in its script.
    pub(crate) function: u32,
}
const _: () = assert!(size_of::<Entry>() == 32);

impl Entry {
    /// As the raw words of a CODE object.
    pub(crate) fn to_words(self) -> [u64; 4] {
        [
            self.body as u64,
            u64::from(self.parameters) | u64::from(self.flags) << 16 | u64::from(self.frame) << 32,
            u64::from(self.filled) | u64::from(self.native) << 32,
            u64::from(self.traits) | u64::from(self.function) << 32,
        ]
    }
}

/// Facts about a function.
pub(crate) mod entry_trait {
    /// Strict code.
    pub(crate) const STRICT: u32 = 1;
    /// A constructor of a class with `extends`.
    pub(crate) const DERIVED: u32 = 2;
    /// Has [[Construct]].
    pub(crate) const CONSTRUCTOR: u32 = 4;
    /// A generator.
    pub(crate) const GENERATOR: u32 = 8;
    /// Async.
    pub(crate) const ASYNC: u32 = 16;
}

/// Reasons to enter a function slowly.
pub(crate) mod entry_flag {
    /// A class constructor: must not be called.
    pub(crate) const CLASS_CONSTRUCTOR: u16 = 1;
    /// Arguments beyond the parameters are wanted: `arguments` or a rest parameter.
    pub(crate) const WANTS_ARGUMENTS: u16 = 2;
    /// Sloppy code that uses `this`.
    pub(crate) const COERCES_THIS: u16 = 4;
    /// The body needs much native stack.
    pub(crate) const DEEP: u16 = 8;
    /// Not compiled yet.
    pub(crate) const UNCOMPILED: u16 = 16;
    /// With [`WANTS_ARGUMENTS`]: makes an arguments object.
    pub(crate) const ARGUMENTS_OBJECT: u16 = 32;
    /// With [`WANTS_ARGUMENTS`]: makes the array of a rest parameter.
    pub(crate) const REST: u16 = 64;
    /// With [`ARGUMENTS_OBJECT`]: it has no `callee`.
    pub(crate) const UNMAPPED: u16 = 128;
    /// There are several realms: the function's own may not be the current one.
    pub(crate) const SEVERAL_REALMS: u16 = 256;
}

/// The entry words of a CODE object.
///
/// # Safety
/// M4: `code` is a CODE object.
#[inline(always)]
pub(crate) unsafe fn entry_of(code: *mut u64) -> *mut Entry {
    // SAFETY: M4.
    unsafe { code.add(layout::code::RAW).cast() }
}

/// An approximation of the native stack pointer.
#[inline(always)]
pub(crate) fn native_stack_pointer() -> usize {
    let pointer: usize;
    // SAFETY: reads a register.
    #[cfg(target_arch = "x86_64")]
    unsafe {
        std::arch::asm!("mov {}, rsp", out(reg) pointer, options(nomem, nostack, preserves_flags));
    }
    // SAFETY: reads a register.
    #[cfg(target_arch = "aarch64")]
    unsafe {
        std::arch::asm!("mov {}, sp", out(reg) pointer, options(nomem, nostack, preserves_flags));
    }
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    {
        let marker = 0u8;
        pointer = std::hint::black_box(&raw const marker) as usize;
    }
    pointer
}

/// Whether a word is an object.
///
/// # Safety
/// M4.
#[inline(always)]
pub(super) unsafe fn is_object(value: Value) -> bool {
    // SAFETY: M4.
    value.is_pointer() && unsafe { kind_of(value.pointer()) >= kind::FIRST_OBJECT }
}

/// Calls what stands in the frame being built at `callee` with `count` arguments.
///
/// # Safety
/// M2: callee, `this` and the arguments are in place; nothing above them is live.
#[inline(always)]
pub(crate) unsafe fn invoke(vm: *mut Isolate, node: *const Node, callee: *mut Value, count: u32) -> Outcome {
    // SAFETY: M2–M4.
    unsafe {
        let function = load(vm, callee, CALLEE);
        if !function.is_pointer() || kind_of(function.pointer()) != kind::FUNCTION {
            return slow::invoke_other(vm, node, callee, count);
        }
        store(vm, callee, NEW_TARGET, Value::UNDEFINED);
        store(vm, callee, LINK, link_to(node));
        let code = (*function.pointer().add(layout::function::CODE).cast::<Value>()).pointer();
        enter(vm, node, callee, count, entry_of(code))
    }
}

/// Runs the body of a closure whose frame header and arguments are in place.
///
/// # Safety
/// M2; `entry` belongs to the closure in the callee slot.
#[inline(always)]
pub(crate) unsafe fn enter(
    vm: *mut Isolate,
    node: *const Node,
    callee: *mut Value,
    count: u32,
    entry: *const Entry,
) -> Outcome {
    // SAFETY: as for `enter_despite`.
    unsafe { enter_despite::<0>(vm, node, callee, count, entry) }
}

/// As [`enter`]; the [`entry_flag`]s in `IGNORED` are no reason for the slow way.
///
/// # Safety
/// As [`enter`].
#[inline(always)]
pub(super) unsafe fn enter_despite<const IGNORED: u16>(
    vm: *mut Isolate,
    node: *const Node,
    callee: *mut Value,
    count: u32,
    entry: *const Entry,
) -> Outcome {
    // SAFETY: M2–M4; the frame fits below the limit and every slot up to `filled` is written.
    unsafe {
        (*vm).budget.left = (*vm).budget.left.wrapping_sub(1);
        let flags = (*entry).flags & !IGNORED;
        if (flags != 0 && (flags != entry_flag::COERCES_THIS || !is_object(load(vm, callee, THIS))))
            || (*vm).budget.left as i64 <= 0
            || super::tail::is_deep(vm, callee, entry)
        {
            return slow::enter(vm, node, callee, count, entry);
        }
        let mut index = count.min(u32::from((*entry).parameters));
        while index < (*entry).filled {
            store(vm, callee, ARGUMENTS + index, Value::UNDEFINED);
            index += 1;
        }
        let body = (*entry).body;
        let result = match ((*body).run)(vm, body, callee) {
            Ok(result) => result,
            Err(abrupt) => super::stop::begin_again(vm, callee, entry, abrupt)?,
        };
        Ok(if result == NORMAL { Value::UNDEFINED } else { result })
    }
}

/// `f(x)` with at most three arguments, `this` undefined. Fields: a callee; b first argument; c depth: the frame; d, k
/// (low half) second and third argument.
pub(crate) unsafe fn call<const COUNT: u32, F: Operand, A: Operand>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let depth = (*node).c;
        let function = F::get(vm, node, fp, (*node).a)?;
        store(vm, fp, depth + CALLEE, function);
        store(vm, fp, depth + THIS, Value::UNDEFINED);
        arguments::<COUNT, A>(vm, node, fp)?;
        invoke(vm, node, fp.add(depth as usize), COUNT)
    }
}

/// Evaluates up to three arguments into the frame at the node's depth. The header's other slots get harmless words,
/// since the arguments' own calls scan them.
#[inline(always)]
unsafe fn arguments<const COUNT: u32, A: Operand>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
) -> Result<(), crate::runtime::Abrupt> {
    // SAFETY: M1–M3.
    unsafe {
        let first = (*node).c + ARGUMENTS;
        if COUNT > 1 || (COUNT == 1 && !A::PURE) {
            store(vm, fp, (*node).c + NEW_TARGET, Value::UNDEFINED);
            store(vm, fp, (*node).c + LINK, Value::UNDEFINED);
        }
        if COUNT > 0 {
            let value = A::get(vm, node, fp, (*node).b)?;
            store(vm, fp, first, value);
        }
        if COUNT > 1 {
            let value = evaluate(vm, node, fp, (*node).d)?;
            store(vm, fp, first + 1, value);
        }
        if COUNT > 2 {
            let value = evaluate(vm, node, fp, (*node).k as u32)?;
            store(vm, fp, first + 2, value);
        }
        Ok(())
    }
}

/// `f(…)` with any number of arguments. Fields: a callee; b list; c depth; d number of arguments.
pub(crate) unsafe fn call_many(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        callee_and_arguments(vm, node, fp)?;
        invoke(vm, node, fp.add((*node).c as usize), (*node).d)
    }
}

/// Evaluates callee and arguments into the frame at the node's depth, whose `this` is undefined. Fields as `call_many`.
#[inline(always)]
pub(super) unsafe fn callee_and_arguments(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
) -> Result<(), crate::runtime::Abrupt> {
    // SAFETY: M1–M4.
    unsafe {
        let depth = (*node).c;
        let function = evaluate(vm, node, fp, (*node).a)?;
        store(vm, fp, depth + CALLEE, function);
        store(vm, fp, depth + THIS, Value::UNDEFINED);
        argument_list(vm, node, fp, (*node).b, (*node).d)
    }
}

/// Evaluates a list of arguments into the frame at the node's depth.
#[inline(always)]
unsafe fn argument_list(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    list: u32,
    count: u32,
) -> Result<(), crate::runtime::Abrupt> {
    // SAFETY: M1–M3.
    unsafe {
        let depth = (*node).c;
        store(vm, fp, depth + NEW_TARGET, Value::UNDEFINED);
        store(vm, fp, depth + LINK, Value::UNDEFINED);
        for index in 0..count {
            let argument = list_child(node, list, index as usize);
            let value = ((*argument).run)(vm, argument, fp)?;
            store(vm, fp, depth + ARGUMENTS + index, value);
        }
        Ok(())
    }
}

/// `object.name(…)`. The property node with its cache stands right behind and holds the depth above the frame's
/// header. Fields: a object; b list; c depth; d number of arguments.
pub(crate) unsafe fn call_method<O: Operand>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M5.
    unsafe {
        let depth = (*node).c;
        let object = O::get(vm, node, fp, (*node).a)?;
        store(vm, fp, depth + THIS, object);
        store(vm, fp, depth + CALLEE, Value::UNDEFINED);
        let function = get_from(vm, node.add(1), fp, object)?;
        store(vm, fp, depth + CALLEE, function);
        argument_list(vm, node, fp, (*node).b, (*node).d)?;
        invoke(vm, node, fp.add(depth as usize), (*node).d)
    }
}

/// `object.name()` and `object.name(x)`. Fields: a object; b argument; c depth; the property node follows.
pub(crate) unsafe fn call_method_short<const COUNT: u32, O: Operand, A: Operand>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
) -> Outcome {
    // SAFETY: M1–M5.
    unsafe {
        let depth = (*node).c;
        let object = O::get(vm, node, fp, (*node).a)?;
        store(vm, fp, depth + THIS, object);
        store(vm, fp, depth + CALLEE, Value::UNDEFINED);
        let function = get_from(vm, node.add(1), fp, object)?;
        store(vm, fp, depth + CALLEE, function);
        arguments::<COUNT, A>(vm, node, fp)?;
        invoke(vm, node, fp.add(depth as usize), COUNT)
    }
}

/// A call whose callee and `this` a child has put into the frame already (`a[i](…)`, `super.m(…)`, `with`, optional
/// chains). Fields: a child, whose value does not matter; b list; c
/// depth; d number of arguments.
pub(crate) unsafe fn call_prepared(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        evaluate(vm, node, fp, (*node).a)?;
        argument_list(vm, node, fp, (*node).b, (*node).d)?;
        invoke(vm, node, fp.add((*node).c as usize), (*node).d)
    }
}

/// Puts callee and `this` of `object[index](…)` into the frame at `c`. Fields: a object; b index; c depth. The element
/// node, at the depth above the header, stands right behind.
pub(crate) unsafe fn prepare_element(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let depth = (*node).c;
        let object = evaluate(vm, node, fp, (*node).a)?;
        store(vm, fp, depth + CALLEE, Value::UNDEFINED);
        store(vm, fp, depth + THIS, object);
        let index = evaluate(vm, node, fp, (*node).b)?;
        let function = super::element::get_element_from(vm, node.add(1), fp, load(vm, fp, depth + THIS), index)?;
        store(vm, fp, depth + CALLEE, function);
        Ok(Value::UNDEFINED)
    }
}

/// Calls a getter found by an inline cache on `this`.
///
/// # Safety
/// As [`super::node::NodeFunction`]; slots from the node's depth on are free.
pub(crate) unsafe fn call_getter(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    getter: Value,
    this: Value,
) -> Outcome {
    // SAFETY: M2–M4.
    unsafe {
        if getter == Value::UNDEFINED {
            return Ok(Value::UNDEFINED);
        }
        let depth = (*node).c;
        store(vm, fp, depth + CALLEE, getter);
        store(vm, fp, depth + THIS, this);
        invoke(vm, node, fp.add(depth as usize), 0)
    }
}
