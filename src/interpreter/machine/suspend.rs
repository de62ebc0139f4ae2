//! Suspension: `yield`, `await`, the start of functions that have them, and how they go on.
//!
//! A function that suspends runs in an ordinary frame. When it stops, the slots below the depth of the node where it
//! stopped are copied into its GENERATOR_STATE; when it goes on, into a new frame. The value that a node gives away or
//! gets stands in the slot at that depth.

use super::allocate::write_header;
use super::call::{entry_flag, entry_of, native_stack_pointer};
use super::completion::{NORMAL, Outcome};
use super::frame::{ARGUMENTS, CALLEE, LINK, NEW_TARGET, THIS, load, store};
use super::node::{Node, child, evaluate};
use super::operation::{local_of, run, slot_of};
use super::property::{kind_of, shape_of, slot_address};
use super::resumable::{SUSPENDED, is_returning, returning, target_of};
use super::slow;
use super::word::MachineWord;
use crate::heap::Local;
use crate::interpreter::debugger;
use crate::interpreter::operations as op;
use crate::runtime::{Abrupt, Completion, Intrinsic, Isolate, Pending, ResumeMode, Scope, SuspendReason};
use crate::value::layout::{function, generator, generator_state as state};
use crate::value::{Value, kind};

/// The function stops at `node` with the value in the slot where it will find what it gets: `c + d`.
#[inline(always)]
pub(super) unsafe fn suspend(vm: *mut Isolate, node: *const Node, reason: SuspendReason) -> Outcome {
    // SAFETY: M3.
    unsafe {
        (*vm).suspension.node = node.expose_provenance();
        (*vm).suspension.reason = reason;
        Ok(SUSPENDED)
    }
}

/// What `node` gets when the function goes on there; it stands in the slot `slot`.
#[inline(always)]
unsafe fn receive(vm: *mut Isolate, node: *const Node, fp: *mut Value, slot: u32) -> Outcome {
    // SAFETY: M2, M3.
    unsafe {
        (*vm).suspension.target = 0;
        match (*vm).suspension.mode {
            ResumeMode::Next => Ok(load(vm, fp, slot)),
            ResumeMode::Throw => slow::throw(vm, node, fp, load(vm, fp, slot)),
            ResumeMode::Return => Err(returning(vm, node, fp, slot)),
        }
    }
}

/// `yield` of a sync generator. Fields: a operand; c depth; d 0.
pub(crate) unsafe fn yield_value(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe { stop_with_operand(vm, node, fp, SuspendReason::Yield) }
}

/// As [`yield_value`], as a statement.
pub(crate) unsafe fn yield_statement(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let result = stop_with_operand(vm, node, fp, SuspendReason::Yield)?;
        Ok(if result == SUSPENDED { SUSPENDED } else { NORMAL })
    }
}

/// `await`. Fields: a operand; c depth; d 0.
pub(crate) unsafe fn await_value(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe { stop_with_operand(vm, node, fp, SuspendReason::Await) }
}

/// Stops with the value of the operand, and goes on with what is received.
#[inline(always)]
unsafe fn stop_with_operand(vm: *mut Isolate, node: *const Node, fp: *mut Value, reason: SuspendReason) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        if target_of(vm) == node.addr() {
            return receive(vm, node, fp, (*node).c);
        }
        let value = evaluate(vm, node, fp, (*node).a)?;
        if value == SUSPENDED {
            return Ok(SUSPENDED);
        }
        store(vm, fp, (*node).c, value);
        suspend(vm, node, reason)
    }
}

/// `yield*` of a sync generator. Fields: a iterable; c depth: the iterator and its `next`; d 2: what is received or given
/// stands above them.
pub(crate) unsafe fn yield_star(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let (iterator, next) = ((*node).c, (*node).c + 1);
        let value = (*node).c + 2;
        let mut mode = ResumeMode::Next;
        if target_of(vm) == node.addr() {
            (*vm).suspension.target = 0;
            mode = (*vm).suspension.mode;
        } else {
            let subject = evaluate(vm, node, fp, (*node).a)?;
            if subject == SUSPENDED {
                return Ok(SUSPENDED);
            }
            store(vm, fp, iterator, subject);
            if !open_generator(vm, fp, iterator) {
                let subject = local_of(vm, fp, iterator);
                let found = run(vm, node, fp, next, |cx| op::generator::inner_iterator(cx, subject))?;
                store(vm, fp, iterator, found);
                let found = local_of(vm, fp, iterator);
                let method = run(vm, node, fp, next, |cx| op::iteration::next_method(cx, found))?;
                store(vm, fp, next, method);
            }
            store(vm, fp, value, Value::UNDEFINED);
        }
        if mode == ResumeMode::Next
            && is_plain_generator(vm, fp, iterator)
            && let Some(outcome) = enter_generator(vm, node, fp, iterator, value + 1, load(vm, fp, value))
        {
            let (result, given) = outcome?;
            if result != SUSPENDED {
                return Ok(result);
            }
            // What it gave gets its result object where it is asked for one: nobody can tell.
            store(vm, fp, value, given);
            let reason = (*vm).suspension.reason;
            return suspend(vm, node, reason);
        }
        let record = [local_of(vm, fp, iterator), local_of(vm, fp, next), local_of(vm, fp, value)];
        let result = run(vm, node, fp, value + 1, |cx| op::generator::delegate(cx, record, mode))?;
        if result == Value::HOLE {
            return Err(returning(vm, node, fp, value));
        }
        store(vm, fp, value, result);
        let result = local_of(vm, fp, value);
        if run(vm, node, fp, value + 1, |cx| op::generator::is_done(cx, result))? != Value::TRUE {
            return suspend(vm, node, SuspendReason::Delegate);
        }
        let end = run(vm, node, fp, value + 1, |cx| op::generator::value_of(cx, result))?;
        store(vm, fp, value, end);
        if mode == ResumeMode::Return {
            return Err(returning(vm, node, fp, value));
        }
        Ok(end)
    }
}

/// The root of a generator: prepares parameters and declarations, then makes the object. Fields: a what comes before
/// the body, 0: nothing; b body, which runs later; c depth; d most slots of the frame that are ever kept.
pub(crate) unsafe fn generator_start<const ASYNC: bool>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        if (*node).a != 0 {
            evaluate(vm, node, fp, (*node).a)?;
        }
        let (depth, capacity) = ((*node).c, (*node).d);
        if !ASYNC && let Some(object) = generator_at_once(vm, fp, depth, capacity as usize) {
            return Ok(object);
        }
        let callee = local_of(vm, fp, CALLEE);
        let create = if ASYNC { op::generator::create_async } else { op::generator::create };
        let object = run(vm, node, fp, depth, |cx| create(cx, callee, capacity as usize))?;
        let kept = (*object.pointer().add(generator::STATE).cast::<Value>()).pointer();
        keep_header(vm, kept, fp);
        keep_slots(vm, kept, fp, depth);
        Ok(object)
    }
}

/// A generator object with its state and what that keeps, if there is room and the closure knows the shape.
#[inline(always)]
unsafe fn generator_at_once(vm: *mut Isolate, fp: *mut Value, depth: u32, capacity: usize) -> Option<Value> {
    /// Greatest capacity made on the fast path.
    const FEW: usize = 128;
    /// Words of a generator object.
    const OBJECT: usize = generator::PHASE + 1;
    // SAFETY: M2, M4: both cells come from one allocation, and all their words are written before anything else happens.
    unsafe {
        let closure = load(vm, fp, CALLEE).pointer().cast::<Value>();
        let shape = *closure.add(function::INITIAL_SHAPE);
        if !shape.is_pointer() || kind_of(shape.pointer()) != kind::SHAPE || capacity > FEW {
            return None;
        }
        let words = state::SLOTS + capacity;
        let object = (*vm).heap.bump(OBJECT + words)?;
        let kept = object.add(OBJECT);
        write_header(object, kind::GENERATOR, OBJECT, shape_of(shape.pointer()));
        write_header(kept, kind::GENERATOR_STATE, words, 0);
        let (object, kept) = (object.cast::<Value>(), kept.cast::<Value>());
        *object.add(crate::value::layout::BUTTERFLY) = Value::NO_BUTTERFLY;
        *object.add(generator::STATE) = Value::from_pointer(kept.cast());
        *object.add(generator::FUNCTION) = load(vm, fp, CALLEE);
        for word in generator::FUNCTION + 1..OBJECT {
            *object.add(word) = Value::UNDEFINED;
        }
        *kept.add(state::OWNER) = Value::UNDEFINED;
        *kept.add(state::POINT) = Value::UNDEFINED;
        for word in 0..3 {
            *kept.add(state::CALLEE + word) = load(vm, fp, CALLEE + word as u32);
        }
        let count = (depth - ARGUMENTS) as usize;
        for word in 0..count {
            *kept.add(state::SLOTS + word) = load(vm, fp, ARGUMENTS + word as u32);
        }
        for word in state::SLOTS + count..words {
            *kept.add(word) = Value::UNDEFINED;
        }
        Some(Value::from_pointer(object.cast()))
    }
}

/// The root of an async function, or of a module that awaits: runs until the first `await`. Fields as [`generator_start`].
pub(crate) unsafe fn async_start<const MODULE: bool>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let depth = (*node).c;
        let outcome = first_stretch(vm, node, fp);
        match outcome {
            Ok(value) if value == SUSPENDED => {
                let at = (*vm).suspension.node as *const Node;
                let slot = (*at).c + (*at).d;
                let capacity = (*node).d as usize;
                let made = run(vm, at, fp, slot + 1, |cx| op::generator::create_async_state(cx, capacity))?;
                keep_header(vm, made.pointer(), fp);
                keep_slots(vm, made.pointer(), fp, slot);
                *made.pointer().add(state::POINT).cast::<Value>() = Value::payload(at.addr() as u64);
                let value = load(vm, fp, slot);
                store(vm, fp, depth, made);
                store(vm, fp, depth + 1, value);
                let (made, value) = (local_of(vm, fp, depth), local_of(vm, fp, depth + 1));
                if (*vm).debugging.is_some() {
                    debugger::has_state(&mut Scope::enter(&mut *vm), made);
                }
                if MODULE {
                    return run(vm, node, fp, depth + 2, |cx| op::module::begin_await(cx, made, value));
                }
                run(vm, node, fp, depth + 2, |cx| op::generator::begin_await(cx, made, value))
            }
            Ok(value) => {
                store(vm, fp, depth, if value == NORMAL { Value::UNDEFINED } else { value });
                let value = local_of(vm, fp, depth);
                run(vm, node, fp, depth + 1, |cx| op::generator::resolved(cx, value))
            }
            Err(abrupt) => run(vm, node, fp, depth, |cx| op::generator::rejected(cx, abrupt)),
        }
    }
}

/// What comes before the body of an async function, and the body.
unsafe fn first_stretch(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        if (*node).a != 0 {
            evaluate(vm, node, fp, (*node).a)?;
        }
        evaluate(vm, node, fp, (*node).b)
    }
}

/// Copies callee, `this` and new.target of a frame into a new state.
#[inline(always)]
unsafe fn keep_header(vm: *mut Isolate, kept: *mut u64, fp: *mut Value) {
    // SAFETY: M2, M4.
    unsafe {
        (*vm).heap.store_words(kept, kept.add(state::CALLEE), fp.add(CALLEE as usize), 3);
    }
}

/// Copies the slots of a frame below `depth` into its state.
#[inline(always)]
unsafe fn keep_slots(vm: *mut Isolate, kept: *mut u64, fp: *mut Value, depth: u32) {
    // SAFETY: M2, M4: a state has room for as many slots as its function ever keeps.
    unsafe {
        let count = (depth - ARGUMENTS) as usize;
        debug_assert!(state::SLOTS + count <= crate::heap::Header(*kept).words(), "a state is too small");
        (*vm).heap.store_words(kept, kept.add(state::SLOTS), fp.add(ARGUMENTS as usize), count);
    }
}

/// How a stretch of a suspended function ended.
pub(crate) enum Stretch<'s> {
    /// It stopped again; the isolate tells why.
    Suspended(Local<'s>),
    /// It returned.
    Returned(Local<'s>),
}

/// Words that [`resume`] and its like need on the stack beside the frame.
const ROOM: usize = 16;

/// Lets the function in the state at stack slot `kept` go on in a frame at `fp`, up to its next stop or its end. What it
/// gives away when it stops is the second result.
///
/// # Safety
/// M2: everything below `fp` is valid. M4: `kept` holds a GENERATOR_STATE that is not running.
#[inline(always)]
unsafe fn go_on(
    vm: *mut Isolate,
    kept: *mut Value,
    fp: *mut Value,
    link: Value,
    mode: ResumeMode,
    received: Value,
) -> Result<(Value, Value), Abrupt> {
    // SAFETY: M1–M4, M6: the state keeps the closure, and that its tree, alive.
    unsafe {
        let cell = (*kept).pointer();
        let words = cell.cast::<Value>();
        let closure = *words.add(state::CALLEE);
        let entry = entry_of((*closure.pointer().add(function::CODE).cast::<Value>()).pointer());
        let mut limit = (*vm).native_stack_limit;
        if (*entry).flags & entry_flag::DEEP != 0 {
            limit = limit.saturating_add((*entry).native as usize);
        }
        let end = fp.add((*entry).frame as usize + ROOM) as usize;
        if end > (*vm).heap.stack_limit() as usize || native_stack_pointer() < limit {
            (*vm).heap.set_stack_top(fp.cast());
            return Err(crate::runtime::throw_stack_overflow(&mut Scope::enter(&mut *vm)));
        }
        let start = (*entry).body;
        let point = *words.add(state::POINT);
        let (target, depth) = if point == Value::UNDEFINED {
            (0, (*start).c)
        } else {
            let node = std::ptr::with_exposed_provenance::<Node>((point.bits() & 0xffff_ffff_ffff) as usize);
            (node.addr(), (*node).c + (*node).d)
        };
        store(vm, fp, CALLEE, closure);
        store(vm, fp, THIS, *words.add(state::THIS));
        store(vm, fp, NEW_TARGET, *words.add(state::NEW_TARGET));
        store(vm, fp, LINK, link);
        let count = (depth - ARGUMENTS) as usize;
        (*vm).heap.take_words(cell, cell.add(state::SLOTS), fp.add(ARGUMENTS as usize), count);
        store(vm, fp, depth, received);
        *words.add(state::POINT) = Value::HOLE;
        (*vm).suspension.target = target;
        (*vm).suspension.mode = mode;
        let body = child(start, (*start).b);
        let result = match ((*body).run)(vm, body, fp) {
            Ok(result) => result,
            Err(abrupt) => return returned(vm, abrupt).map(|value| (value, Value::UNDEFINED)),
        };
        if result != SUSPENDED {
            return Ok((if result == NORMAL { Value::UNDEFINED } else { result }, Value::UNDEFINED));
        }
        let node = (*vm).suspension.node as *const Node;
        let depth = (*node).c + (*node).d;
        let cell = (*kept).pointer();
        keep_slots(vm, cell, fp, depth);
        *cell.cast::<Value>().add(state::POINT) = Value::payload(node.addr() as u64);
        Ok((SUSPENDED, load(vm, fp, depth)))
    }
}

/// The value that a generator returns because its `return` was called; again an error for all other abrupt ends.
#[inline(never)]
unsafe fn returned(vm: *mut Isolate, abrupt: Abrupt) -> Outcome {
    // SAFETY: M3.
    unsafe {
        if !is_returning(vm) {
            return Err(abrupt);
        }
        let value = (*vm).heap.root_value((*vm).exception).word_value();
        let exception = (*vm).exception;
        (*vm).heap.set_root(exception, Local::UNDEFINED);
        (*vm).pending = Pending::Nothing;
        Ok(value)
    }
}

/// Lets the function in a state go on.
///
/// # Errors
/// Whatever it throws; RangeError when there is no stack left, and nothing has happened then.
pub(crate) fn resume<'s>(
    cx: &mut Scope<'s>,
    kept: Local<'s>,
    mode: ResumeMode,
    value: Local<'s>,
) -> Completion<Stretch<'s>> {
    let raw = cx.raw(kept);
    if !raw.is_kind(kind::GENERATOR_STATE) || raw.word(state::POINT).is_hole() {
        return Ok(Stretch::Returned(Local::UNDEFINED));
    }
    if cx.realms.are_several() {
        // SAFETY: M4: the callee of a state is a closure.
        let own = unsafe { super::realm::realm_of(raw.word(state::CALLEE).word_value()) };
        return cx.in_realm(own, |cx| resume_here(cx, kept, mode, value));
    }
    resume_here(cx, kept, mode, value)
}

/// Lets the function in a state, which has not ended, go on in the current realm.
#[inline]
fn resume_here<'s>(cx: &mut Scope<'s>, kept: Local<'s>, mode: ResumeMode, value: Local<'s>) -> Completion<Stretch<'s>> {
    let (cell, received) = (cx.raw(kept).word_value(), cx.raw(value).word_value());
    let vm: *mut Isolate = &raw mut **cx;
    // SAFETY: M2: everything is written before the machine runs; M3: `cx` is borrowed exclusively; M4: the words are
    // values of live handles below the stack's top, and nothing allocates before they are stored.
    let outcome = unsafe {
        let top = (*vm).heap.stack_top().cast::<Value>();
        if top.add(ROOM) as usize > (*vm).heap.stack_limit() as usize {
            return Err(crate::runtime::throw_stack_overflow(cx));
        }
        let (frame, node) = ((*vm).frame, (*vm).heap.site);
        *top = cell;
        *top.add(1) = Value::payload(node as u64);
        let fp = top.add(2);
        let slot = slot_of(vm, fp, 0).0 as usize;
        let link = Value::payload(((slot - frame.min(slot)) as u64) << 3 | 1);
        let outcome = go_on(vm, top, fp, link, mode, received);
        (*vm).heap.set_stack_top(top.cast());
        ((*vm).frame, (*vm).heap.site) = (frame, node);
        outcome
    };
    let (result, given) = outcome?;
    let is_suspended = result == SUSPENDED;
    let value = if is_suspended { given } else { result };
    // SAFETY: M4: the value was just returned by the machine, and nothing has allocated since.
    let value = cx.local(|isolate| unsafe { isolate.heap.adopt_word(value) })?;
    Ok(if is_suspended { Stretch::Suspended(value) } else { Stretch::Returned(value) })
}

/// Lets the generator in slot `record`, whose `next` in the slot above is the original one, go on with `received`: what
/// [`go_on`] gives. `None`: it is completed, is running, or there is little stack.
///
/// # Safety
/// As [`super::node::NodeFunction`]; slots from `depth` on are free.
#[inline(always)]
unsafe fn enter_generator(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    record: u32,
    depth: u32,
    received: Value,
) -> Option<Result<(Value, Value), Abrupt>> {
    // SAFETY: M1–M4.
    unsafe {
        let object = load(vm, fp, record);
        let kept = *object.pointer().add(generator::STATE).cast::<Value>();
        let frame = fp.add(depth as usize);
        if !kept.is_pointer()
            || *kept.pointer().add(state::POINT).cast::<Value>() == Value::HOLE
            || (*vm).realms.are_several()
            || frame.add(ROOM) as usize > (*vm).heap.stack_limit() as usize
        {
            return None;
        }
        // First a frame of `next`, as traces show it, then the generator's; below each the node that its caller runs.
        *frame = Value::payload(node.addr() as u64);
        let next = frame.add(1);
        store(vm, next, CALLEE, load(vm, fp, record + 1));
        store(vm, next, THIS, object);
        store(vm, next, NEW_TARGET, Value::UNDEFINED);
        store(vm, next, LINK, Value::payload(u64::from(depth + 1) << 3 | 1));
        let state = next.add(ARGUMENTS as usize);
        *state = kept;
        *state.add(1) = Value::payload(0);
        let link = Value::payload(u64::from(ARGUMENTS + 2) << 3 | 1);
        let outcome = go_on(vm, state, state.add(2), link, ResumeMode::Next, received);
        if !matches!(outcome, Ok((result, _)) if result == SUSPENDED) {
            leave_generator(vm, load(vm, fp, record).pointer(), outcome.is_ok());
        }
        Some(outcome)
    }
}

/// A generator has ended; or it has not even begun to go on, for want of stack.
#[inline(never)]
unsafe fn leave_generator(vm: *mut Isolate, object: *mut u64, has_returned: bool) {
    // SAFETY: M4.
    unsafe {
        let kept = *object.add(generator::STATE).cast::<Value>();
        if has_returned || kept.is_pointer() && *kept.pointer().add(state::POINT).cast::<Value>() == Value::HOLE {
            (*vm).heap.store_word(object, object.add(generator::STATE), Value::UNDEFINED);
        }
    }
}

/// Whether slot `record` holds a generator and the slot above the original `next`.
///
/// # Safety
/// M2–M4.
#[inline(always)]
pub(super) unsafe fn is_plain_generator(vm: *mut Isolate, fp: *mut Value, record: u32) -> bool {
    // SAFETY: M2–M4.
    unsafe {
        let iterator = load(vm, fp, record);
        iterator.is_pointer()
            && kind_of(iterator.pointer()) == kind::GENERATOR
            && load(vm, fp, record + 1) == slow::intrinsic(vm, Intrinsic::GeneratorNext)
    }
}

/// Whether slot `record` holds a generator that is its own iterator, and whose `next` is the original one: then the slot
/// above gets that. What the slots of the two prototypes hold is looked at each time, as for arrays.
///
/// # Safety
/// M2–M5.
#[inline(always)]
pub(super) unsafe fn open_generator(vm: *mut Isolate, fp: *mut Value, record: u32) -> bool {
    // SAFETY: M2–M5: locations hold in their epoch, for objects of the shapes they were found in.
    unsafe {
        let subject = load(vm, fp, record);
        if !subject.is_pointer() || kind_of(subject.pointer()) != kind::GENERATOR {
            return false;
        }
        let known = &(*vm).generator_iteration;
        if known.shape != shape_of(subject.pointer()) || known.epoch != (*vm).prototype_epoch {
            let object = (*vm).heap.adopt_word(subject);
            if !super::miss::knows_generator_iteration(&mut *vm, object) {
                return false;
            }
        }
        let known = (*vm).generator_iteration;
        let holds = |holder: Intrinsic, (shape, location): (u32, u32), method: Value| {
            let holder = slow::intrinsic(vm, holder).pointer();
            shape_of(holder) == shape && *slot_address(holder, location) == method
        };
        let next = slow::intrinsic(vm, Intrinsic::GeneratorNext);
        let iterator = slow::intrinsic(vm, Intrinsic::IteratorProtoIterator);
        let is_plain = holds(Intrinsic::IteratorPrototype, known.iterator, iterator)
            && holds(Intrinsic::GeneratorPrototype, known.next, next);
        if is_plain {
            store(vm, fp, record + 1, next);
        }
        is_plain
    }
}

/// The next value of the generator in slot `record` for a loop or pattern, or HOLE at its end, without a result object.
/// `None`: it takes more than that.
///
/// # Safety
/// As [`super::node::NodeFunction`]; [`is_plain_generator`]; slots from `depth` on are free.
#[inline(always)]
pub(super) unsafe fn step_generator(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    record: u32,
    depth: u32,
) -> Option<Outcome> {
    // SAFETY: M1–M4.
    unsafe {
        let (result, given) = match enter_generator(vm, node, fp, record, depth, Value::UNDEFINED)? {
            Ok(outcome) => outcome,
            Err(abrupt) => return Some(Err(abrupt)),
        };
        if result != SUSPENDED {
            return Some(Ok(Value::HOLE));
        }
        if (*vm).suspension.reason != SuspendReason::Delegate {
            return Some(Ok(given));
        }
        store(vm, fp, depth, given);
        let result = local_of(vm, fp, depth);
        Some(run(vm, node, fp, depth + 1, |cx| op::generator::step_of_result(cx, result)))
    }
}
