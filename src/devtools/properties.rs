//! `Runtime.getProperties`: what an object has, and what it has inside.

use super::link::ClientId;
use super::objects::Role;
use super::protocol::Trouble;
use super::remote_object::{Preview, Wish, key_text, wrap, wrap_as};
use crate::heap::Local;
use crate::runtime::{
    self, Completion, PromiseState, PropertyKey, Scope, array_length, array_push, create_array_from_list,
    create_data_property_or_throw, cursor_next, get_own_property, get_prototype_of, is_object, new_cursor,
    ordinary_object_create, own_property_keys, promise_result, promise_state, weak_collection_entries,
};
use crate::value::kind;
use crate::value::layout::{bound, proxy, wrapper};
use serde_json::{Value, json};

/// Which properties a client wants.
#[derive(Clone, Copy)]
pub(super) struct Selection {
    /// Only those of the object itself.
    pub(super) own: bool,
    /// Only those with a getter or setter.
    pub(super) accessors_only: bool,
    /// Only those whose name is no index.
    pub(super) non_indexed_only: bool,
}

/// The properties of an object, and of its prototypes if they are wanted.
///
/// # Errors
/// A termination, or what traps throw.
pub(super) fn properties<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    wish: Wish<'_>,
    selection: Selection,
    role: Role,
) -> Result<Vec<Value>, Trouble> {
    let mut found: Vec<Value> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let holder = cx.variable(object)?;
    let mut is_own = true;
    loop {
        let mut cx = cx.open();
        let here: Local<'_> = holder.get();
        if cx.raw(here).is_kind(kind::PROXY) {
            return Ok(found);
        }
        let keys = own_property_keys(&mut cx, here)?;
        for index in 0..keys.len() {
            let mut cx = cx.open();
            cx.step(1)?;
            let key = keys.get(&mut cx, index)?;
            if let Some(mut property) = describe_property(&mut cx, here, key, wish, selection, role)? {
                let name = (property["name"].to_string(), key.is_symbol(&cx));
                if is_own || seen.insert(name.clone()) {
                    seen.insert(name);
                    property["isOwn"] = json!(is_own);
                    found.push(property);
                }
            }
        }
        if selection.own {
            return Ok(found);
        }
        let parent = get_prototype_of(&mut cx, here)?;
        if !is_object(cx.raw(parent)) {
            return Ok(found);
        }
        holder.set(&mut cx, parent);
        is_own = false;
    }
}

fn describe_property<'s>(
    cx: &mut Scope<'s>,
    holder: Local<'s>,
    key: PropertyKey<'s>,
    wish: Wish<'_>,
    selection: Selection,
    role: Role,
) -> Result<Option<Value>, Trouble> {
    if selection.non_indexed_only && matches!(key, PropertyKey::Index(_)) {
        return Ok(None);
    }
    let Some(own) = get_own_property(cx, holder, key)? else { return Ok(None) };
    if selection.accessors_only && own.value.is_some() {
        return Ok(None);
    }
    let inner =
        if role == Role::Entries && matches!(key, PropertyKey::Index(_)) { Role::Entry } else { Role::Ordinary };
    let mut property = json!({
        "name": key_text(cx, key)?,
        "configurable": own.configurable == Some(true),
        "enumerable": own.enumerable == Some(true),
    });
    if key.is_symbol(cx) {
        let symbol = runtime::key_to_value(cx, key)?;
        property["symbol"] = wrap(cx, symbol, Wish { preview: Preview::None, ..wish })?;
    }
    match own.value {
        Some(value) => {
            property["value"] = wrap_as(cx, value, wish, inner)?;
            property["writable"] = json!(own.writable == Some(true));
        }
        None => {
            for (name, part) in [("get", own.get), ("set", own.set)] {
                let part = part.unwrap_or(Local::UNDEFINED);
                property[name] = wrap(cx, part, Wish { preview: Preview::None, ..wish })?;
            }
        }
    }
    Ok(Some(property))
}

/// What is inside of an object and no property: `[[Prototype]]` and the like.
///
/// # Errors
/// A termination.
pub(super) fn internal_properties<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    wish: Wish<'_>,
) -> Result<Vec<Value>, Trouble> {
    let mut found = Vec::new();
    let kind = cx.raw(object).kind();
    if kind != kind::PROXY {
        let prototype = get_prototype_of(cx, object)?;
        push(cx, &mut found, "[[Prototype]]", prototype, wish)?;
    }
    match kind {
        kind::PROXY => {
            for (name, word) in [("[[Handler]]", proxy::HANDLER), ("[[Target]]", proxy::TARGET)] {
                let part = cx.word(object, word)?;
                push(cx, &mut found, name, part, wish)?;
            }
        }
        kind::PROMISE => {
            let state = match promise_state(cx.raw(object)) {
                PromiseState::Pending => "pending",
                PromiseState::Fulfilled => "fulfilled",
                PromiseState::Rejected => "rejected",
            };
            let state = cx.string(state)?;
            push(cx, &mut found, "[[PromiseState]]", state, wish)?;
            let result = cx.local(|isolate| promise_result(isolate.heap.get(object)))?;
            push(cx, &mut found, "[[PromiseResult]]", result, wish)?;
        }
        kind::BOUND_FUNCTION => {
            for (name, word) in [("[[TargetFunction]]", bound::TARGET), ("[[BoundThis]]", bound::THIS)] {
                let part = cx.word(object, word)?;
                push(cx, &mut found, name, part, wish)?;
            }
        }
        kind::BOOLEAN_OBJECT..=kind::BIGINT_OBJECT => {
            let primitive = cx.word(object, wrapper::VALUE)?;
            push(cx, &mut found, "[[PrimitiveValue]]", primitive, wish)?;
        }
        kind::FUNCTION => {
            if let Some(place) = (cx.upcalls.closure_place)(cx, cx.raw(object)) {
                let value = json!({
                    "scriptId": place.script.to_string(),
                    "lineNumber": place.line,
                    "columnNumber": place.column,
                });
                let location = json!({ "type": "object", "subtype": "internal#location", "value": value, "description": "Object" });
                found.push(json!({ "name": "[[FunctionLocation]]", "value": location }));
            }
        }
        kind::MAP | kind::SET | kind::WEAK_MAP | kind::WEAK_SET => {
            let entries = entries(cx, object)?;
            let shown = wrap_as(cx, entries, Wish { preview: Preview::None, ..wish }, Role::Entries)?;
            found.push(json!({ "name": "[[Entries]]", "value": shown }));
        }
        _ => {}
    }
    Ok(found)
}

fn push<'s>(
    cx: &mut Scope<'s>,
    found: &mut Vec<Value>,
    name: &str,
    value: Local<'s>,
    wish: Wish<'_>,
) -> Result<(), Trouble> {
    let value = wrap(cx, value, wish)?;
    found.push(json!({ "name": name, "value": value }));
    Ok(())
}

/// What a collection has: a list of objects `{key, value}` or `{value}`.
fn entries<'s>(cx: &mut Scope<'s>, collection: Local<'s>) -> Completion<Local<'s>> {
    let list = create_array_from_list(cx, &[])?;
    let has_keys = matches!(cx.raw(collection).kind(), kind::MAP | kind::WEAK_MAP);
    if matches!(cx.raw(collection).kind(), kind::WEAK_MAP | kind::WEAK_SET) {
        let flat = weak_collection_entries(cx, collection)?;
        let step = if has_keys { 2 } else { 1 };
        for index in (0..array_length(cx.raw(flat))).step_by(step) {
            let mut cx = cx.open();
            let key = runtime::get_index(&mut cx, flat, u64::from(index))?;
            let value = runtime::get_index(&mut cx, flat, u64::from(index) + step as u64 - 1)?;
            push_entry(&mut cx, list, has_keys.then_some(key), value)?;
        }
        return Ok(list);
    }
    let cursor = new_cursor(cx, collection)?;
    loop {
        let mut cx = cx.open();
        let Some((key, value)) = cursor_next(&mut cx, cursor)? else { return Ok(list) };
        let (key, value) = if has_keys { (Some(key), value) } else { (None, key) };
        push_entry(&mut cx, list, key, value)?;
    }
}

fn push_entry<'s>(cx: &mut Scope<'s>, list: Local<'s>, key: Option<Local<'s>>, value: Local<'s>) -> Completion<()> {
    let entry = ordinary_object_create(cx, Local::NULL)?;
    if let Some(key) = key {
        let name = cx.name("key")?;
        create_data_property_or_throw(cx, entry, name, key)?;
    }
    let name = cx.name("value")?;
    create_data_property_or_throw(cx, entry, name, value)?;
    array_push(cx, list, entry)?;
    Ok(())
}

/// How a client wants what an object has, in the group of the object itself.
pub(super) fn wish(client: ClientId, group: &str, preview: bool) -> Wish<'_> {
    Wish { client, group, by_value: false, preview: Preview::asked(preview) }
}
