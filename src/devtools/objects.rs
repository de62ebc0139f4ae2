//! Values that clients hold: by number, in groups that go together.

use super::inspector::inspector;
use super::link::ClientId;
use super::protocol::{Failure, Trouble};
use crate::heap::{Local, RootId};
use crate::runtime::{Completion, Scope};
use std::collections::HashMap;

/// The one execution context.
pub(super) const CONTEXT: u32 = 1;

/// How an object is shown that is no script's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// As what it is.
    #[default]
    Ordinary,
    /// A list of what a collection has, made for the client.
    Entries,
    /// An entry of such a list.
    Entry,
}

struct Stored {
    root: RootId,
    group: String,
    role: Role,
}

/// The values that a client holds.
#[derive(Default)]
pub(super) struct Objects {
    stored: HashMap<u64, Stored>,
}

impl Objects {
    /// Takes out those that `goes` says; their roots.
    fn take(&mut self, mut goes: impl FnMut(u64, &Stored) -> bool) -> Vec<RootId> {
        let numbers: Vec<u64> =
            self.stored.iter().filter(|&(&number, stored)| goes(number, stored)).map(|(&number, _)| number).collect();
        numbers.into_iter().filter_map(|number| self.stored.remove(&number)).map(|stored| stored.root).collect()
    }
}

/// The number in an object's id: `isolate.context.number`.
fn number_of(id: &str) -> Result<u64, Failure> {
    let mut parts = id.split('.');
    let (isolate, context, number) = (parts.next(), parts.next(), parts.next());
    let is_whole = isolate.is_some_and(|part| part.parse::<i64>().is_ok())
        && context.is_some_and(|part| part.parse::<u32>() == Ok(CONTEXT))
        && parts.next().is_none();
    let number = number.and_then(|part| part.parse().ok()).filter(|_| is_whole);
    number.ok_or_else(|| Failure::server("Invalid remote object id"))
}

/// Lets a client hold a value; the id.
///
/// # Errors
/// Termination when there is no memory.
pub(super) fn hold<'s>(
    cx: &mut Scope<'s>,
    client: ClientId,
    value: Local<'s>,
    group: &str,
    role: Role,
) -> Completion<String> {
    let root = cx.insert_root(value, "DevTools")?;
    let Some(inspector) = inspector(cx) else { return Ok(String::new()) };
    inspector.last_object += 1;
    let number = inspector.last_object;
    let id = format!("{}.{CONTEXT}.{number}", inspector.isolate);
    if let Some(session) = inspector.sessions.get_mut(&client) {
        session.objects.stored.insert(number, Stored { root, group: group.to_owned(), role });
    } else {
        cx.heap.remove_root(root);
    }
    Ok(id)
}

/// The value of an id, the group it belongs to, its role.
///
/// # Errors
/// When the client holds no such value.
pub(super) fn find<'s>(cx: &mut Scope<'s>, client: ClientId, id: &str) -> Result<(Local<'s>, String, Role), Trouble> {
    let number = number_of(id)?;
    let session = inspector(cx).and_then(|inspector| inspector.sessions.get(&client));
    let stored = session.and_then(|session| session.objects.stored.get(&number));
    let Some(stored) = stored else {
        return Err(Failure::server("Could not find object with given id").into());
    };
    let (root, group, role) = (stored.root, stored.group.clone(), stored.role);
    Ok((cx.local(|isolate| isolate.heap.root_value(root))?, group, role))
}

/// Lets go of one value.
///
/// # Errors
/// When the id is none.
pub(super) fn release(cx: &mut Scope<'_>, client: ClientId, id: &str) -> Result<(), Failure> {
    let number = number_of(id)?;
    release_where(cx, client, |found, _| found == number);
    Ok(())
}

/// Lets go of a group.
pub(super) fn release_group(cx: &mut Scope<'_>, client: ClientId, group: &str) {
    release_where(cx, client, |_, stored| stored.group == group);
}

/// Lets go of everything.
pub(super) fn release_all(cx: &mut Scope<'_>, client: ClientId) {
    release_where(cx, client, |_, _| true);
}

fn release_where(cx: &mut Scope<'_>, client: ClientId, goes: impl FnMut(u64, &Stored) -> bool) {
    let Some(session) = inspector(cx).and_then(|inspector| inspector.sessions.get_mut(&client)) else { return };
    for root in session.objects.take(goes) {
        cx.heap.remove_root(root);
    }
}
