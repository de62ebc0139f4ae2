//! Evaluation (§16.2.1.6.1.3): depth first, in the order of requests; what waits at an `await` holds back only those who
//! request it.

use super::super::completion::Completion;
use super::super::scope::{Arguments, Scope, Variable};
use super::super::{
    array_create, array_length, array_push, await_promise, call, get_index, new_promise, reject_promise,
    resolve_promise,
};
use super::link::{pop, push};
use super::record::{
    ModuleStatus, has_top_level_await, int_word, is_cyclic, next_async_order, request_count, requested, set_int,
    set_status, status,
};
use crate::heap::Local;
use crate::value::Value;
use crate::value::kind;
use crate::value::layout::module;

/// Evaluate: the promise of a module's evaluation. The graph below it is linked.
///
/// # Errors
/// A termination.
pub(crate) fn evaluate_module<'s>(cx: &mut Scope<'s>, module: Local<'s>) -> Completion<Local<'s>> {
    if !is_cyclic(cx, module) {
        return evaluate_synthetic(cx, module);
    }
    let mut module = module;
    if status(cx, module) >= ModuleStatus::EvaluatingAsync {
        let root = cx.word(module, module::CYCLE_ROOT)?;
        if cx.raw(root).is_pointer() {
            module = root;
        }
    }
    let known = cx.word(module, module::CAPABILITY)?;
    if cx.raw(known).is_pointer() {
        return Ok(known);
    }
    let promise = new_promise(cx)?;
    cx.heap.store(module, module::CAPABILITY, promise);
    let mut inner = cx.open();
    let stack = inner.variable(Local::UNDEFINED)?;
    match evaluate_below(&mut inner, module, stack, 0) {
        Ok(_) if status(&inner, module) == ModuleStatus::Evaluated => {
            resolve_promise(&mut inner, promise, Local::UNDEFINED)?;
        }
        Ok(_) => {}
        Err(abrupt) => {
            let error = match inner.catch(abrupt) {
                Ok(error) => error,
                Err(termination) => {
                    abandon(&mut inner, stack, Local::UNDEFINED)?;
                    inner.heap.store(module, module::CAPABILITY, Local::UNDEFINED);
                    return Err(termination);
                }
            };
            abandon(&mut inner, stack, error)?;
            reject_promise(&mut inner, promise, error)?;
        }
    }
    Ok(promise)
}

/// The walk has failed: so has every module on its stack.
fn abandon<'s>(cx: &mut Scope<'s>, stack: Variable<'s>, error: Local<'s>) -> Completion<()> {
    while cx.raw(stack.get()).is_pointer() {
        let mut cx = cx.open();
        let top = pop(&mut cx, stack)?;
        set_status(&mut cx, top, ModuleStatus::Evaluated);
        cx.heap.store(top, module::ERROR, error);
    }
    Ok(())
}

/// Evaluate of a Synthetic Module Record: its steps run once.
fn evaluate_synthetic<'s>(cx: &mut Scope<'s>, module: Local<'s>) -> Completion<Local<'s>> {
    let known = cx.word(module, module::CAPABILITY)?;
    if cx.raw(known).is_pointer() {
        return Ok(known);
    }
    let promise = new_promise(cx)?;
    cx.heap.store(module, module::CAPABILITY, promise);
    match run_synthetic(cx, module) {
        Ok(()) => resolve_promise(cx, promise, Local::UNDEFINED)?,
        Err(abrupt) => {
            let error = cx.catch(abrupt)?;
            reject_promise(cx, promise, error)?;
        }
    }
    Ok(promise)
}

/// The evaluation steps of a Synthetic Module Record, or what they threw the first time.
fn run_synthetic<'s>(cx: &mut Scope<'s>, module: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    if status(&cx, module) == ModuleStatus::Evaluated {
        return rethrow(&mut cx, module);
    }
    set_status(&mut cx, module, ModuleStatus::Evaluated);
    let body = take_body(&mut cx, module)?;
    if !cx.raw(body).is_pointer() {
        return Ok(());
    }
    match call(&mut cx, body, Local::UNDEFINED, &[]) {
        Ok(_) => Ok(()),
        Err(abrupt) => {
            let error = cx.catch(abrupt)?;
            cx.heap.store(module, module::ERROR, error);
            Err(cx.throw(error))
        }
    }
}

/// The code of a module, which is forgotten: it runs once.
fn take_body<'s>(cx: &mut Scope<'s>, module: Local<'s>) -> Completion<Local<'s>> {
    let body = cx.word(module, module::BODY)?;
    cx.heap.store(module, module::BODY, Local::UNDEFINED);
    cx.heap.store(module, module::IMPORTS, Local::UNDEFINED);
    Ok(body)
}

/// Throws [[EvaluationError]], if there is one.
fn rethrow<'s>(cx: &mut Scope<'s>, module: Local<'s>) -> Completion<()> {
    if cx.raw(module).word(module::ERROR).is_hole() {
        return Ok(());
    }
    let error = cx.word(module, module::ERROR)?;
    Err(cx.throw(error))
}

/// InnerModuleEvaluation: the next index.
fn evaluate_below<'s>(cx: &mut Scope<'s>, module: Local<'s>, stack: Variable<'s>, index: i32) -> Completion<i32> {
    if !is_cyclic(cx, module) {
        return run_synthetic(cx, module).map(|()| index);
    }
    match status(cx, module) {
        ModuleStatus::EvaluatingAsync | ModuleStatus::Evaluated => return rethrow(cx, module).map(|()| index),
        ModuleStatus::Evaluating => return Ok(index),
        _ => {}
    }
    cx.check_stack()?;
    cx.step(1)?;
    set_status(cx, module, ModuleStatus::Evaluating);
    set_int(cx, module, module::INDEX, index);
    set_int(cx, module, module::ANCESTOR, index);
    set_int(cx, module, module::PENDING, 0);
    push(cx, stack, module);
    let mut next = index + 1;
    for number in 0..request_count(cx, module) {
        let mut cx = cx.open();
        let required = requested(&mut cx, module, number)?;
        next = evaluate_below(&mut cx, required, stack, next)?;
        if is_cyclic(&cx, required) {
            depend(&mut cx, module, required)?;
        }
    }
    if int_word(cx, module, module::PENDING) > 0 || has_top_level_await(cx, module) {
        let order = next_async_order(cx);
        cx.heap.store(module, module::ASYNC_ORDER, Local::number(order));
        if int_word(cx, module, module::PENDING) == 0 {
            execute_async(cx, module)?;
        }
    } else {
        execute(cx, module)?;
    }
    if int_word(cx, module, module::ANCESTOR) == int_word(cx, module, module::INDEX) {
        close_cycle(cx, module, stack)?;
    }
    Ok(next)
}

/// Whether a module, or one that it requests, awaits at its top level.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn has_async_graph<'s>(cx: &mut Scope<'s>, module: Local<'s>) -> Completion<bool> {
    let mut cx = cx.open();
    let mut seen = vec![cx.variable(module)?.get()];
    let mut next = 0;
    while let Some(&module) = seen.get(next) {
        next += 1;
        cx.step(1)?;
        if has_top_level_await(&cx, module) {
            return Ok(true);
        }
        for number in 0..request_count(&cx, module) {
            let required = requested(&mut cx, module, number)?;
            if !seen.iter().any(|&known| cx.raw(known).identical(cx.raw(required))) {
                seen.push(required);
            }
        }
    }
    Ok(false)
}

/// What follows for a module from one that it requests, and that has been looked at.
fn depend<'s>(cx: &mut Scope<'s>, module: Local<'s>, required: Local<'s>) -> Completion<()> {
    let mut required = required;
    if status(cx, required) == ModuleStatus::Evaluating {
        let ancestor = int_word(cx, module, module::ANCESTOR).min(int_word(cx, required, module::ANCESTOR));
        set_int(cx, module, module::ANCESTOR, ancestor);
    } else {
        required = cx.word(required, module::CYCLE_ROOT)?;
        rethrow(cx, required)?;
    }
    if !is_waiting(cx, required) {
        return Ok(());
    }
    set_int(cx, module, module::PENDING, int_word(cx, module, module::PENDING) + 1);
    let mut parents = cx.word(required, module::PARENTS)?;
    if !cx.raw(parents).is_pointer() {
        parents = array_create(cx, 0)?;
        cx.heap.store(required, module::PARENTS, parents);
    }
    array_push(cx, parents, module)
}

/// Whether [[AsyncEvaluationOrder]] is an integer.
fn is_waiting(cx: &Scope<'_>, module: Local<'_>) -> bool {
    cx.raw(module).word(module::ASYNC_ORDER).is_number()
}

/// All modules of a cycle have been evaluated, or wait: they share its root.
fn close_cycle<'s>(cx: &mut Scope<'s>, root: Local<'s>, stack: Variable<'s>) -> Completion<()> {
    loop {
        let mut cx = cx.open();
        let top = pop(&mut cx, stack)?;
        let waits = is_waiting(&cx, top);
        set_status(&mut cx, top, if waits { ModuleStatus::EvaluatingAsync } else { ModuleStatus::Evaluated });
        cx.heap.store(top, module::CYCLE_ROOT, root);
        if cx.raw(top).identical(cx.raw(root)) {
            return Ok(());
        }
    }
}

/// ExecuteModule without a capability.
fn execute<'s>(cx: &mut Scope<'s>, module: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let body = take_body(&mut cx, module)?;
    call(&mut cx, body, Local::UNDEFINED, &[]).map(|_| ())
}

/// ExecuteAsyncModule: the code of a module that awaits is an async function.
fn execute_async<'s>(cx: &mut Scope<'s>, module: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let body = cx.word(module, module::BODY)?;
    cx.heap.store(module, module::IMPORTS, Local::UNDEFINED);
    let promise = call(&mut cx, body, Local::UNDEFINED, &[])?;
    await_promise(&mut cx, promise, executed, module)
}

/// The job behind an async module: the module, value or reason, whether it is a reason.
fn executed<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let module = arguments.get(0);
    if cx.raw(arguments.get(2)).word_value() == Value::TRUE {
        async_module_rejected(cx, module, arguments.get(1))?;
    } else {
        async_module_fulfilled(cx, module)?;
    }
    Ok(Local::UNDEFINED)
}

/// AsyncModuleExecutionFulfilled.
fn async_module_fulfilled<'s>(cx: &mut Scope<'s>, module: Local<'s>) -> Completion<()> {
    if status(cx, module) == ModuleStatus::Evaluated {
        return Ok(());
    }
    finish(cx, module)?;
    let ready = array_create(cx, 0)?;
    gather_available_ancestors(cx, module, ready)?;
    // They run in the order in which they came to wait.
    let mut order: Vec<(f64, u32)> = Vec::new();
    for index in 0..array_length(cx.raw(ready)) {
        let mut cx = cx.open();
        let module = get_index(&mut cx, ready, u64::from(index))?;
        order.push((cx.raw(module).word(module::ASYNC_ORDER).as_number(), index));
    }
    order.sort_by(|one, other| one.0.total_cmp(&other.0));
    for (_, index) in order {
        let mut cx = cx.open();
        cx.step(1)?;
        let module = get_index(&mut cx, ready, u64::from(index))?;
        if status(&cx, module) == ModuleStatus::Evaluated {
            continue;
        }
        if has_top_level_await(&cx, module) {
            execute_async(&mut cx, module)?;
            continue;
        }
        match execute(&mut cx, module) {
            Ok(()) => finish(&mut cx, module)?,
            Err(abrupt) => {
                let error = cx.catch(abrupt)?;
                async_module_rejected(&mut cx, module, error)?;
            }
        }
    }
    Ok(())
}

/// A module that waited is evaluated.
fn finish<'s>(cx: &mut Scope<'s>, module: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    cx.heap.store(module, module::ASYNC_ORDER, Local::NULL);
    cx.heap.store(module, module::BODY, Local::UNDEFINED);
    set_status(&mut cx, module, ModuleStatus::Evaluated);
    let promise = cx.word(module, module::CAPABILITY)?;
    if cx.raw(promise).is_kind(kind::PROMISE) { resolve_promise(&mut cx, promise, Local::UNDEFINED) } else { Ok(()) }
}

/// GatherAvailableAncestors: those for whom `module` was the last that they waited for.
fn gather_available_ancestors<'s>(cx: &mut Scope<'s>, module: Local<'s>, ready: Local<'s>) -> Completion<()> {
    cx.check_stack()?;
    let parents = cx.word(module, module::PARENTS)?;
    if !cx.raw(parents).is_pointer() {
        return Ok(());
    }
    for index in 0..array_length(cx.raw(parents)) {
        let mut cx = cx.open();
        cx.step(1)?;
        let parent = get_index(&mut cx, parents, u64::from(index))?;
        let root = cx.word(parent, module::CYCLE_ROOT)?;
        let has_failed = cx.raw(root).is_pointer() && !cx.raw(root).word(module::ERROR).is_hole();
        // One that is in the list waits for nobody any more.
        if has_failed || int_word(&cx, parent, module::PENDING) == 0 {
            continue;
        }
        let pending = int_word(&cx, parent, module::PENDING) - 1;
        set_int(&mut cx, parent, module::PENDING, pending);
        if pending == 0 {
            array_push(&mut cx, ready, parent)?;
            if !has_top_level_await(&cx, parent) {
                gather_available_ancestors(&mut cx, parent, ready)?;
            }
        }
    }
    Ok(())
}

/// AsyncModuleExecutionRejected.
fn async_module_rejected<'s>(cx: &mut Scope<'s>, module: Local<'s>, error: Local<'s>) -> Completion<()> {
    if status(cx, module) == ModuleStatus::Evaluated {
        return Ok(());
    }
    cx.check_stack()?;
    let mut cx = cx.open();
    cx.heap.store(module, module::ERROR, error);
    cx.heap.store(module, module::BODY, Local::UNDEFINED);
    set_status(&mut cx, module, ModuleStatus::Evaluated);
    cx.heap.store(module, module::ASYNC_ORDER, Local::NULL);
    let promise = cx.word(module, module::CAPABILITY)?;
    if cx.raw(promise).is_kind(kind::PROMISE) {
        reject_promise(&mut cx, promise, error)?;
    }
    let parents = cx.word(module, module::PARENTS)?;
    if !cx.raw(parents).is_pointer() {
        return Ok(());
    }
    for index in 0..array_length(cx.raw(parents)) {
        let mut cx = cx.open();
        let parent = get_index(&mut cx, parents, u64::from(index))?;
        async_module_rejected(&mut cx, parent, error)?;
    }
    Ok(())
}
