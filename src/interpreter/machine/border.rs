//! Where safe code enters the machine: [[Call]] and [[Construct]] of closures, and the walk over frames.

use super::call::{Entry, enter, entry_of, entry_trait};
use super::completion::Outcome;
use super::frame::{ARGUMENTS, CALLEE, LINK, NEW_TARGET, THIS, store};
use super::node::Node;
use super::property::kind_of;
use super::tree::Tree;
use super::word::MachineWord;
use crate::heap::{ExternalId, Local, Raw, Slot};
use crate::interpreter::operations as op;
use crate::runtime::{Arguments, Completion, InternalMethods, Isolate, ORDINARY, Scope};
use crate::value::{Value, kind, layout};

/// Internal methods of FUNCTION.
pub(crate) static FUNCTION_METHODS: InternalMethods =
    InternalMethods { call: Some(call_closure), construct: Some(construct_closure), ..ORDINARY };

/// Where an `Entry`'s traits keep the expected number of properties of what the function constructs.
pub(crate) const OBJECT_ESTIMATE_SHIFT: u32 = 8;

/// The body of CODE objects that are not compiled: never run, since entering them goes the slow way.
pub(crate) fn native_entry() -> usize {
    static PLACEHOLDER: Node = Node { run: super::misc::fused, a: 0, b: 0, c: 0, d: 0, k: 0 };
    &raw const PLACEHOLDER as usize
}

/// [[Call]] of a closure whose frame stands on the VM stack.
fn call_closure<'s>(
    cx: &mut Scope<'s>,
    callee: Local<'s>,
    _: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    run_frame(cx, callee, arguments)
}

/// Call (§7.3.14) of a closure by safe code: its frame is written straight onto the VM stack. The runtime's upcall.
///
/// # Errors
/// Whatever the closure throws; RangeError when the VM stack is full.
pub(crate) fn call_closure_directly<'s>(
    cx: &mut Scope<'s>,
    function: Local<'_>,
    this: Local<'_>,
    arguments: &[Local<'_>],
) -> Completion<Local<'s>> {
    let (function, this) = (cx.raw(function), cx.raw(this).word_value());
    if !function.is_kind(kind::FUNCTION) {
        return Ok(Local::UNDEFINED);
    }
    let function = function.word_value();
    let vm: *mut Isolate = &raw mut **cx;
    // SAFETY: M2: everything is written before the machine runs, within the limit just looked at; M3: `cx` is borrowed
    // exclusively; M4: the words are values of live handles below the stack's top, and nothing allocates.
    let outcome = unsafe {
        let code = (*function.pointer().add(layout::function::CODE).cast::<Value>()).pointer();
        let entry = entry_of(code);
        // Nobody can tell that arguments without a parameter are left out, but a function that asks for them.
        let is_simple = (*entry).flags == 0;
        let count = if is_simple { arguments.len().min((*entry).parameters as usize) } else { arguments.len() };
        let top = (*vm).heap.stack_top().cast::<Value>();
        if top.add(1 + ARGUMENTS as usize + count + ROOM) as usize > (*vm).heap.stack_limit() as usize {
            return Err(crate::runtime::throw_stack_overflow(cx));
        }
        let (frame, node) = ((*vm).frame, (*vm).heap.site);
        // Below the frame stands the node that its caller was running, for stack traces.
        *top = Value::payload(node as u64);
        let fp = top.add(1);
        let slot = super::operation::slot_of(vm, fp, 0).0 as usize;
        let distance = (slot - frame.min(slot)) as u64;
        store(vm, fp, CALLEE, function);
        store(vm, fp, THIS, this);
        store(vm, fp, NEW_TARGET, Value::UNDEFINED);
        store(vm, fp, LINK, Value::payload(distance << 3 | 1));
        for (index, &argument) in arguments.iter().take(count).enumerate() {
            store(vm, fp, ARGUMENTS + index as u32, (*vm).heap.get(argument).word_value());
        }
        ((*vm).frame, (*vm).heap.site) = (slot, 0);
        let outcome = enter(vm, std::ptr::null(), fp, count as u32, entry);
        (*vm).heap.set_stack_top(top.cast());
        ((*vm).frame, (*vm).heap.site) = (frame, node);
        outcome
    };
    let value = outcome?;
    // SAFETY: M4: the value was just returned by the machine, and nothing has allocated since.
    cx.local(|isolate| unsafe { isolate.heap.adopt_word(value) })
}

/// Slots that must be free above the arguments of a frame made by safe code.
const ROOM: usize = 64;

/// Runs the closure in the frame that `arguments` belongs to.
fn run_frame<'s>(cx: &mut Scope<'s>, callee: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let first = arguments.first().0 as usize;
    let count = arguments.count();
    let is_whole = first >= ARGUMENTS as usize && first + count <= cx.heap.stack_depth();
    if !is_whole || !cx.raw(callee).is_kind(kind::FUNCTION) {
        return Ok(Local::UNDEFINED);
    }
    let (frame, node) = (cx.frame, cx.heap.site);
    // The frame grows from its last argument on: no handle of this scope may stand there.
    cx.heap.truncate_stack(first + count);
    let outcome = {
        let vm: *mut Isolate = &raw mut **cx;
        // SAFETY: M2: the frame lies on the stack below its top (just checked); M3: `cx` is borrowed exclusively; M4:
        // the callee is a closure.
        unsafe { enter_frame(vm, first - ARGUMENTS as usize, count as u32) }
    };
    cx.frame = frame;
    cx.heap.site = node;
    match outcome {
        // SAFETY: M4: the value was just returned by the machine, and nothing has allocated since.
        Ok(value) => cx.local(|isolate| unsafe { isolate.heap.adopt_word(value) }),
        Err(abrupt) => Err(abrupt),
    }
}

/// Enters the closure whose frame begins at stack slot `frame`.
unsafe fn enter_frame(vm: *mut Isolate, frame: usize, count: u32) -> Outcome {
    // SAFETY: M2–M4 by the caller.
    unsafe {
        let fp = (*vm).heap.stack_base().cast::<Value>().add(frame);
        let top = (*vm).heap.stack_top();
        let closure = (*fp).pointer();
        if !(*fp).is_pointer() || kind_of(closure) != kind::FUNCTION {
            return Ok(Value::UNDEFINED);
        }
        let code = (*closure.add(layout::function::CODE).cast::<Value>()).pointer();
        let outcome = enter(vm, std::ptr::null(), fp, count, entry_of(code));
        (*vm).heap.set_stack_top(top);
        outcome
    }
}

/// [[Construct]] of a closure whose frame stands on the VM stack.
fn construct_closure<'s>(cx: &mut Scope<'s>, callee: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let Some(entry) = entry(cx, callee) else { return Ok(Local::UNDEFINED) };
    if entry.flags & super::call::entry_flag::UNCOMPILED != 0 {
        crate::interpreter::install::compile_closure(cx, callee)?;
    }
    let this_slot = Slot((arguments.first().0 as usize - ARGUMENTS as usize + THIS as usize) as u32);
    if entry.traits & entry_trait::DERIVED != 0 {
        cx.heap.set_slot(this_slot, Local::from(Value::UNINITIALIZED));
        return run_frame(cx, callee, arguments);
    }
    let new_target = arguments.new_target();
    let object = crate::interpreter::install::allocate_this(cx, callee, new_target)?;
    cx.heap.set_slot(this_slot, object);
    op::class::initialize_instance(cx, object, callee)?;
    let result = run_frame(cx, callee, arguments)?;
    Ok(if crate::runtime::is_object(cx.raw(result)) { result } else { Local::in_slot(this_slot) })
}

/// The entry of a closure.
pub(super) fn entry(cx: &Scope<'_>, closure: Local<'_>) -> Option<Entry> {
    let raw = cx.raw(closure);
    if !raw.is_kind(kind::FUNCTION) {
        return None;
    }
    let code = raw.word(layout::function::CODE);
    if !code.is_kind(kind::CODE) {
        return None;
    }
    // SAFETY: M4: CODE objects have an `Entry` in their raw words.
    Some(unsafe { *entry_of(code.word_value().pointer()) })
}

/// A frame found by walking the VM stack.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WalkedFrame {
    /// Stack slot of the callee.
    pub(crate) slot: usize,
    /// Address of the node being run, 0 in native code.
    pub(crate) node: usize,
}

/// The frames from the innermost outwards, at most `limit`.
pub(crate) fn frames(isolate: &Isolate, limit: usize) -> Vec<WalkedFrame> {
    let mut found = Vec::new();
    let (mut slot, mut node) = (isolate.frame, isolate.heap.site);
    while found.len() < limit && slot + (ARGUMENTS as usize) <= isolate.heap.stack_depth().max(slot) {
        let callee = stack_word(isolate, slot);
        if !callee.is_pointer() || callee.kind() < kind::FIRST_OBJECT {
            break;
        }
        found.push(WalkedFrame { slot, node });
        let link = stack_word(isolate, slot + super::frame::LINK as usize).word_value().bits();
        let payload = link & 0xffff_ffff_ffff;
        if payload == 0 {
            break;
        }
        let distance = if payload & 7 == 1 { (payload >> 3) as usize } else { depth_of(isolate, payload as usize) };
        if distance == 0 || distance > slot {
            break;
        }
        node = if payload & 7 == 1 { saved_node(isolate, slot) } else { payload as usize };
        slot -= distance;
    }
    found
}

/// The node that a frame's caller was running when native code made the frame: it stands in the slot below.
fn saved_node(isolate: &Isolate, slot: usize) -> usize {
    let word = stack_word(isolate, slot.saturating_sub(1)).word_value();
    if word.is_pointer() { 0 } else { (word.bits() & 0xffff_ffff_ffff) as usize }
}

/// The word in stack slot `slot`.
fn stack_word(isolate: &Isolate, slot: usize) -> Raw<'_> {
    isolate.heap.get(Local::in_slot(Slot(slot as u32)))
}

/// The depth of the node at `address`, which is the link of a live frame.
fn depth_of(_: &Isolate, address: usize) -> usize {
    // SAFETY: M1, M6: links of live frames are nodes of trees that their callers keep alive.
    unsafe { (*(address as *const Node)).c as usize }
}

/// The source position of the innermost frame's node.
pub(crate) fn current_position(isolate: &Isolate) -> Option<(usize, crate::interpreter::compiler::Position)> {
    let callee = stack_word(isolate, isolate.frame);
    let position = position_in(isolate, callee, isolate.heap.site)?;
    Some((isolate.frame, position))
}

/// What messages of the node that is running say.
pub(crate) fn current_note(isolate: &Isolate) -> Option<crate::interpreter::compiler::Note> {
    tree_of(isolate, stack_word(isolate, isolate.frame))?.note_at(isolate.heap.site)
}

/// The tree of a closure, if it is one and has been compiled.
pub(crate) fn tree_of<'i>(isolate: &'i Isolate, callee: Raw<'_>) -> Option<&'i Tree> {
    isolate.heap.external_as::<Tree>(tree_id(callee)?)
}

/// The key of a closure's tree.
pub(crate) fn tree_id(callee: Raw<'_>) -> Option<ExternalId> {
    if !callee.is_kind(kind::FUNCTION) {
        return None;
    }
    let code = callee.word(layout::function::CODE);
    Some(ExternalId::from_bits(code.raw_word(crate::interpreter::install::TREE_WORD)))
}

/// The position of the node at `address` in the tree of `callee`.
pub(crate) fn position_in(
    isolate: &Isolate,
    callee: Raw<'_>,
    address: usize,
) -> Option<crate::interpreter::compiler::Position> {
    if address == 0 {
        return None;
    }
    tree_of(isolate, callee)?.position_at(address)
}
