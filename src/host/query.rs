//! Which objects there are of a class: <https://nodejs.org/api/v8.html#v8queryobjectsctor-options>

use super::inspect::{Options, inspect};
use super::property;
use crate::heap::{Local, ObjectId, Raw, Reason};
use crate::runtime::{
    self, Arguments, Completion, Isolate, Scope, Termination, array_length, array_push, create_array_from_list,
    is_object,
};

/// Prototypes above an object that are looked at.
const LONGEST_CHAIN: usize = 1000;

/// All objects that have `prototype` among their prototypes, after a collection of what nobody holds: an Array.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn instances<'s>(cx: &mut Scope<'s>, prototype: Local<'s>) -> Completion<Local<'s>> {
    let list = create_array_from_list(cx, &[])?;
    cx.heap.collect_full(Reason::HeapProfiler, false);
    if cx.heap.take_census().is_err() {
        return Err(cx.terminate(Termination::OutOfMemory));
    }
    let mut found = Vec::new();
    let (wanted, own) = (cx.raw(prototype), cx.raw(list));
    cx.heap.for_each_counted(|_, id, object| {
        if is_object(object) && !object.identical(own) && descends(cx, object, wanted) {
            found.push(id);
        }
    });
    let mut rest = found.iter().peekable();
    if cx.heap.follow_counted(|id| rest.next_if(|&&next| next == id).is_some()).is_err() {
        return Err(cx.terminate(Termination::OutOfMemory));
    }
    for id in found {
        let mut cx = cx.open();
        let slot = cx.heap.root_by_id(id);
        let object = cx.adopt(slot)?;
        array_push(&mut cx, list, object)?;
    }
    Ok(list)
}

fn descends(isolate: &Isolate, object: Raw<'_>, wanted: Raw<'_>) -> bool {
    let mut link = object;
    for _ in 0..LONGEST_CHAIN {
        link = runtime::prototype_of(isolate, link);
        if !is_object(link) {
            return false;
        }
        if link.identical(wanted) {
            return true;
        }
    }
    false
}

/// The live object of an identity that a snapshot or somebody else was told; `undefined` once it died.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn object_of_identity<'s>(cx: &mut Scope<'s>, id: ObjectId) -> Completion<Local<'s>> {
    let slot = cx.heap.root_by_id(id);
    let object = cx.adopt(slot)?;
    if is_object(cx.raw(object)) {
        return Ok(object);
    }
    // It is known from a census only.
    let counted = cx.heap.take_census().and_then(|_| cx.heap.follow_counted(|counted| counted == id));
    if counted.is_err() {
        return Err(cx.terminate(Termination::OutOfMemory));
    }
    let slot = cx.heap.root_by_id(id);
    cx.adopt(slot)
}

/// How many instances a constructor has, or a line for each: `count` and `summarize` of the script around it.
pub(crate) fn query<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let prototype = property::get(cx, arguments.get(0), "prototype")?;
    if !is_object(cx.raw(prototype)) {
        return Ok(Local::int(0));
    }
    let found = instances(cx, prototype)?;
    if !runtime::to_boolean(cx, arguments.get(1)) {
        return Ok(Local::number(f64::from(array_length(cx.raw(found)))));
    }
    let lines = create_array_from_list(cx, &[])?;
    let options = Options { depth: Some(0.0), ..Options::default() };
    for index in 0..array_length(cx.raw(found)) {
        let mut cx = cx.open();
        let object = runtime::get_index(&mut cx, found, u64::from(index))?;
        let line = inspect(&mut cx, object, &options)?;
        let line = cx.string(&line)?;
        array_push(&mut cx, lines, line)?;
    }
    Ok(lines)
}
