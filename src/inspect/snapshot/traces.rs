//! Who allocated what: the functions, and the tree of their calls, where every allocation is being noted.

use super::graph::Graph;
use super::names::Name;
use crate::heap::BirthTotal;
use crate::runtime::BirthPlace;
use std::collections::HashMap;

/// A function, as the format tells it.
pub(super) struct TracedFunction {
    pub(super) name: Name<'static>,
    pub(super) script_name: Name<'static>,
    pub(super) script: u32,
    /// One-based, as columns are; 0 if there is no place.
    pub(super) line: u32,
    pub(super) column: u32,
}

/// A function as it was called by another; its index in the list is its place's number.
struct Call {
    function: usize,
    children: Vec<u32>,
    total: BirthTotal,
}

/// All of it; empty when allocations are not noted.
#[derive(Default)]
pub(super) struct Traces {
    /// The root first.
    pub(super) functions: Vec<TracedFunction>,
    calls: Vec<Call>,
    top: Vec<u32>,
}

/// The id of the root of the tree; those of calls come behind it.
const ROOT_ID: u64 = 1;

/// The id of a call, which nodes have.
pub(super) fn id_of(place: u32) -> u64 {
    ROOT_ID + 1 + u64::from(place)
}

impl Traces {
    /// What is known at the moment of a graph, in whose table of strings the names go.
    pub(super) fn of(graph: &mut Graph<'_>) -> Traces {
        let mut traces = Traces::default();
        if !graph.heap().notes_all_births() {
            return traces;
        }
        let mut numbers: HashMap<(&str, &str, u32, u32, u32), usize> = HashMap::new();
        let root = BirthPlace {
            function: "(root)".to_owned(),
            script: String::new(),
            line: 0,
            column: 0,
            script_number: 0,
            caller: None,
        };
        traces.functions.push(traced(graph, &root));
        let totals = graph.heap().birth_totals();
        for (number, place) in graph.isolate.sites.births.list().iter().enumerate() {
            let key = (place.function.as_str(), place.script.as_str(), place.script_number, place.line, place.column);
            let function = *numbers.entry(key).or_insert_with(|| {
                traces.functions.push(traced(graph, place));
                traces.functions.len() - 1
            });
            let total = totals.get(number).copied().unwrap_or_default();
            traces.calls.push(Call { function, children: Vec::new(), total });
            // A caller is met before those it calls.
            match place.caller {
                Some(caller) => traces.calls[caller as usize].children.push(number as u32),
                None => traces.top.push(number as u32),
            }
        }
        traces
    }

    /// The tree: for each call its id, function, number of objects, bytes, and a list of the calls below it.
    pub(super) fn write(&self, write: &mut dyn FnMut(&str)) {
        if self.functions.is_empty() {
            return;
        }
        write(&format!("{ROOT_ID},0,0,0,["));
        self.write_all(&self.top, write);
        write("]");
    }

    /// Calls are nested no deeper than callers are noted.
    fn write_all(&self, calls: &[u32], write: &mut dyn FnMut(&str)) {
        for (index, &number) in calls.iter().enumerate() {
            let Call { function, children, total } = &self.calls[number as usize];
            let comma = if index == 0 { "" } else { "," };
            write(&format!("{comma}{},{function},{},{},[", id_of(number), total.count, total.bytes));
            self.write_all(children, write);
            write("]");
        }
    }
}

fn traced(graph: &mut Graph<'_>, place: &BirthPlace) -> TracedFunction {
    TracedFunction {
        name: Name::Made(graph.made.number(place.function.clone())),
        script_name: Name::Made(graph.made.number(place.script.clone())),
        script: place.script_number,
        line: place.line,
        column: place.column,
    }
}
