//! The shape table: from a shape's id, which headers carry, to the shape's object.
//!
//! Id 0 names no shape. Ids of dead shapes are quarantined until the inline caches that may hold them were cleared: at the
//! end of the marking that found them dead. Whoever keeps an id elsewhere across an allocation compares `generation`.

use super::page::Object;
use std::ptr::null_mut;

/// Ids are smaller: the upper half of the numbers are hashes of strings and symbols, in the same place of the header.
const MAXIMUM_SHAPES: usize = (1 << 31) - 1;

/// Where an id is in its life.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// It may be given to a new shape.
    Free,
    /// It names an object.
    Live,
    /// Its object died; nobody was told yet.
    Dead,
    /// Who may hold it was told, and has not given it back.
    Told,
}

/// Shape ids and the objects behind them.
pub(super) struct ShapeTable {
    objects: Vec<*mut u64>,
    states: Vec<State>,
    free: Vec<u32>,
    quarantined: Vec<u32>,
    /// How often ids were given back for use.
    pub(super) generation: u32,
}

impl ShapeTable {
    pub(super) fn new() -> ShapeTable {
        ShapeTable {
            objects: vec![null_mut()],
            states: vec![State::Told],
            free: Vec::new(),
            quarantined: Vec::new(),
            generation: 0,
        }
    }

    /// An id that is free for `set`; `None` when there is no memory for a longer table.
    pub(super) fn reserve(&mut self) -> Option<u32> {
        if let Some(&id) = self.free.last() {
            return Some(id);
        }
        let count = self.objects.len();
        if count >= MAXIMUM_SHAPES {
            return None;
        }
        let reserved = self.objects.try_reserve(1).and(self.quarantined.try_reserve(count + 1));
        reserved.and(self.free.try_reserve(count + 1)).and(self.states.try_reserve(1)).ok()?;
        self.objects.push(null_mut());
        self.states.push(State::Free);
        self.free.push(count as u32);
        u32::try_from(count).ok()
    }

    /// Puts the object behind an id that `reserve` returned last.
    pub(super) fn set(&mut self, id: u32, object: Object) {
        debug_assert_eq!(self.free.last(), Some(&id));
        self.free.pop();
        self.objects[id as usize] = object.0;
        self.states[id as usize] = State::Live;
    }

    /// The object of a live shape.
    #[inline(always)]
    pub(super) fn get(&self, id: u32) -> Option<Object> {
        match self.objects.get(id as usize) {
            Some(&object) if !object.is_null() => Some(Object(object)),
            _ => None,
        }
    }

    /// The flat table, indexed by id.
    #[inline(always)]
    pub(super) fn flat(&self) -> *const *mut u64 {
        self.objects.as_ptr()
    }

    /// The live shapes with their ids.
    pub(super) fn live(&self) -> impl Iterator<Item = (u32, Object)> {
        let live = self.objects.iter().enumerate().filter(|(_, object)| !object.is_null());
        live.map(|(id, &object)| (id as u32, Object(object)))
    }

    /// Quarantines the ids whose object does not survive.
    pub(super) fn retain(&mut self, is_alive: impl Fn(Object) -> bool) {
        for id in 1..self.objects.len() {
            let object = self.objects[id];
            if !object.is_null() && !is_alive(Object(object)) {
                self.objects[id] = null_mut();
                self.states[id] = State::Dead;
                self.quarantined.push(id as u32);
            }
        }
    }

    /// The quarantined ids; they stay out of use until they come back to `recycle`.
    pub(super) fn take_dead(&mut self) -> Vec<u32> {
        let dead = std::mem::take(&mut self.quarantined);
        dead.iter().for_each(|&id| self.states[id as usize] = State::Told);
        dead
    }

    /// Frees ids that no inline cache holds any more.
    pub(super) fn recycle(&mut self, ids: &[u32]) {
        self.generation = self.generation.wrapping_add(1);
        for &id in ids {
            if id != 0 && self.states.get(id as usize) == Some(&State::Told) {
                self.states[id as usize] = State::Free;
                self.free.push(id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dead_id_is_used_again_only_after_it_was_recycled() {
        let mut table = ShapeTable::new();
        let mut word = 1u64;
        let first = table.reserve().unwrap();
        table.set(first, Object(&mut word));
        table.retain(|_| false);
        assert!(table.get(first).is_none());
        let second = table.reserve().unwrap();
        assert_ne!(first, second);
        table.set(second, Object(&mut word));
        assert_eq!(table.take_dead(), [first]);
        table.recycle(&[first, first, second, 0]);
        assert_eq!(table.reserve(), Some(first));
        table.set(first, Object(&mut word));
        assert_ne!(table.reserve(), Some(first));
    }
}
