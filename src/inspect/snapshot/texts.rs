//! Texts of a graph in memory: each once, by number.

use super::graph::Graph;
use super::names::{KNOWN, Name};
use crate::heap::Raw;
use crate::inspect::graph::Strings;
use crate::value;
use std::collections::HashMap;

/// The part of a string that names what is called by it, in code units.
const LONGEST_NAME: usize = 120;
/// Strings of the heap whose numbers are remembered.
const MOST_STRINGS: usize = 1 << 16;

/// The texts.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) strings: Strings,
    numbers: HashMap<String, u32>,
    /// Numbers of strings of the heap, by their numbers in the census.
    of_heap: HashMap<u32, u32>,
}

impl Texts {
    /// The number of a text.
    pub(super) fn of(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = self.strings.push(text);
        self.numbers.insert(text.to_owned(), number);
        number
    }

    /// The number of a name's text; the number itself of an element's. Pairs of ephemerons have no text here.
    pub(super) fn of_name<'h>(&mut self, graph: &Graph<'h>, name: Name<'h>) -> u32 {
        match name {
            Name::Known(index) => self.of(KNOWN[index as usize]),
            Name::Heap(string) => self.of_string(graph, string),
            Name::Number(number) => self.of(&number.to_string()),
            Name::Made(number) => self.of(&graph.made.texts[number as usize]),
            Name::Index(index) => index,
            Name::Pair(_) => self.of("value"),
        }
    }

    fn of_string(&mut self, graph: &Graph<'_>, string: Raw<'_>) -> u32 {
        let place = graph.heap().census_number(string);
        if let Some(&number) = place.and_then(|place| self.of_heap.get(&place)) {
            return number;
        }
        let units = value::flat_units(string);
        let text = units.map(|units| units.slice(0, LONGEST_NAME).to_rust_lossy()).unwrap_or_default();
        let number = self.of(&text);
        if let Some(place) = place.filter(|_| self.of_heap.len() < MOST_STRINGS) {
            self.of_heap.insert(place, number);
        }
        number
    }
}
