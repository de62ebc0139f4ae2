//! The table of strings: what nodes and edges are called.
//!
//! It has five stretches: known texts, the flat strings of the heap in the order of the census, numbers, texts made for this
//! snapshot, and the names of pairs of ephemerons. Only the texts made take memory.

use crate::heap::{Raw, Subset};
use std::collections::HashMap;

/// Numbers that have a string each.
pub(super) const NUMBERS: u32 = 1 << 16;

/// Texts that are known before.
pub(super) const KNOWN: [&str; 113] = [
    "<dummy>",
    "",
    "(GC roots)",
    "(Internalized strings)",
    "(Strong roots)",
    "(Stack roots)",
    "(Handle scope)",
    "(Global handles)",
    "(concatenated string)",
    "(sliced string)",
    "symbol",
    "bigint",
    "native_bind",
    "global",
    "Object",
    "Proxy",
    "system / Context",
    "system / Map",
    "system / DescriptorArray",
    "system / TransitionArray",
    "system / ScopeInfo",
    "system / FeedbackVector",
    "system / AccessorPair",
    "system / NativeContext",
    "system / WeakCell",
    "system / PromiseReaction",
    "system / Record",
    "system / GeneratorState",
    "system / SourceTextModule",
    "system / ExecutableTree",
    "system / ScriptData",
    "system / JSArrayBufferData",
    "system / Payload",
    "system / ScratchMemory",
    "scratch",
    "(object elements)",
    "(object properties)",
    "(property dictionary)",
    "(element dictionary)",
    "map",
    "__proto__",
    "elements",
    "properties",
    "code",
    "context",
    "home_object",
    "function",
    "receiver",
    "parameters_and_registers",
    "data",
    "native_context",
    "bound_function",
    "bound_this",
    "bindings",
    "frames",
    "sites",
    "value",
    "table",
    "cell",
    "target",
    "cleanup",
    "active_cells",
    "cleared_cells",
    "handler",
    "mapped_entries",
    "reactions_or_result",
    "iterated_object",
    "source",
    "flags",
    "buffer",
    "first",
    "second",
    "parent",
    "name",
    "previous",
    "scope_info",
    "constants",
    "feedback",
    "script",
    "prototype",
    "back_pointer",
    "descriptors",
    "transitions",
    "key",
    "constructor",
    "backing_store",
    "executable_tree",
    "unregister_token",
    "holdings",
    "system / SyntheticModule",
    "environment",
    "module_namespace",
    "exports",
    "requested_modules",
    "import_meta",
    "top_level_capability",
    "module",
    "shared",
    "shared_function_infos",
    "name_or_scope_info",
    "scope_id",
    "start_position",
    "end_position",
    "function_name",
    "outer_scope_info",
    "int",
    "system / SharedFunctionInfo",
    "undefined",
    "null",
    "true",
    "false",
    "uninitialized",
    "number",
];

/// A string of the table, before its place there is known; or, for edges to elements, a number.
#[derive(Clone, Copy)]
pub(super) enum Name<'h> {
    /// One of [`KNOWN`].
    Known(u16),
    /// A flat string of the heap.
    Heap(Raw<'h>),
    /// The string of a number below [`NUMBERS`].
    Number(u32),
    /// A text made for this snapshot.
    Made(u32),
    /// The name of a pair of ephemerons.
    Pair(u32),
    /// No string: an element's number.
    Index(u32),
}

/// The name of a text in [`KNOWN`], which must be there.
pub(super) const fn known(text: &str) -> Name<'static> {
    let mut index = 0;
    while index < KNOWN.len() {
        if is_same(KNOWN[index].as_bytes(), text.as_bytes()) {
            return Name::Known(index as u16);
        }
        index += 1;
    }
    panic!("a text that is not known")
}

const fn is_same(first: &[u8], second: &[u8]) -> bool {
    let mut index = 0;
    while index < first.len() && index < second.len() {
        if first[index] != second[index] {
            return false;
        }
        index += 1;
    }
    first.len() == second.len()
}

/// Texts made for one snapshot, numbered as they are first met.
#[derive(Default)]
pub(super) struct Made {
    pub(super) texts: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Made {
    pub(super) fn number(&mut self, text: String) -> u32 {
        if let Some(&number) = self.numbers.get(&text) {
            return number;
        }
        let number = self.texts.len() as u32;
        self.texts.push(text.clone());
        self.numbers.insert(text, number);
        number
    }
}

/// Where the stretches begin.
pub(super) struct Places {
    pub(super) strings: Subset,
    /// Numbers in use.
    pub(super) numbers: u32,
    pub(super) made: u32,
}

impl Places {
    /// The place of a name in the table; of an element its number.
    pub(super) fn of(&self, name: Name<'_>) -> u64 {
        let strings = KNOWN.len() as u64;
        let numbers = strings + u64::from(self.strings.len());
        let made = numbers + u64::from(self.numbers);
        let pairs = made + u64::from(self.made);
        match name {
            Name::Known(index) => u64::from(index),
            // All flat strings are in the table.
            Name::Heap(string) => self.strings.number(string).map_or(1, |number| strings + u64::from(number)),
            Name::Number(number) => numbers + u64::from(number),
            Name::Made(number) => made + u64::from(number),
            Name::Pair(number) => pairs + u64::from(number),
            Name::Index(index) => u64::from(index),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_text_stands_once_where_its_name_says() {
        for (index, text) in KNOWN.iter().enumerate() {
            assert!(matches!(known(text), Name::Known(found) if found as usize == index), "{text} stands twice");
        }
    }

    #[test]
    fn a_text_made_twice_has_one_number() {
        let mut made = Made::default();
        assert_eq!([made.number("a".into()), made.number("b".into()), made.number("a".into())], [0, 1, 0]);
        assert_eq!(made.texts, ["a", "b"]);
    }
}
