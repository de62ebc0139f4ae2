//! The scopes of texts: tables of which variables in contexts are used by which functions, as DevTools reads them from 2026
//! on to find the ones that are kept alive and that nobody can use any more.
//!
//! Beside the tables, nodes of size 0: for each text with live contexts its function and scope at the top, and numbers, which
//! tell where a scope begins and ends and which row of the table it is.

use super::edges::{Edge, Sink};
use super::format::NODE_FIELDS;
use super::graph::{FIRST_OBJECT, Graph, Node};
use super::names::{Name, known};
use crate::heap::Raw;
use crate::inspect::node_type::{EdgeType::Internal, NodeType};
use crate::runtime::{ScopeInfo, ScopeTable, TabledScope};
use crate::value::layout::code;
use crate::value::{Value, kind};
use std::collections::{BTreeMap, BTreeSet};

/// The first of the identities of the nodes for the tops of scripts, for numbers and for names: even ones, which no object
/// and no payload has, below 2³², and the same in every snapshot.
const TOP_IDS: u64 = NUMBER_IDS - 4 * MOST_TOPS;
const NUMBER_IDS: u64 = 1 << 31;
const NAME_IDS: u64 = 3 << 30;
/// Numbers from here on have no node: no text is so long.
const GREATEST_NUMBER: u32 = 1 << 28;
const MOST_TOPS: u64 = 1 << 22;

/// What is no object, as the variables of contexts hold it.
const IMMEDIATES: [(NodeType, Name<'static>); 6] = [
    (NodeType::Hidden, known("undefined")),
    (NodeType::Hidden, known("null")),
    (NodeType::Hidden, known("true")),
    (NodeType::Hidden, known("false")),
    (NodeType::Hidden, known("uninitialized")),
    (NodeType::Number, known("number")),
];

/// The place of an immediate value among [`IMMEDIATES`].
pub(super) fn immediate(value: Value) -> u32 {
    let known = [Value::UNDEFINED, Value::NULL, Value::TRUE, Value::FALSE, Value::UNINITIALIZED];
    known.iter().position(|&found| found == value).unwrap_or(known.len()) as u32
}

/// The edges of the roots to [`IMMEDIATES`], whose first node is `first`.
pub(super) fn immediates<'h>(first: u32, sink: Sink<'_, 'h>) {
    for (index, &(_, name)) in IMMEDIATES.iter().enumerate() {
        sink(Edge { edge_type: Internal, name, to: first + index as u32 });
    }
}

/// The scopes of a text.
struct TabledScript<'h> {
    /// Its node.
    script: u32,
    /// Its identity.
    id: u64,
    table: ScopeTable,
    /// The rows of the table in the order of the scopes' numbers.
    by_number: Vec<u32>,
    /// The nodes of its live SCOPE_INFOs, by the numbers of their scopes.
    infos: BTreeMap<u32, u32>,
    /// The strings of the rows' variables, one row after the other.
    variables: Vec<Name<'h>>,
}

impl TabledScript<'_> {
    fn row(&self, scope: u32) -> Option<&TabledScope> {
        let rows = &self.table.scopes;
        let place = self.by_number.binary_search_by_key(&scope, |&row| rows[row as usize].number).ok()?;
        Some(&rows[self.by_number[place] as usize])
    }
}

/// The tables of a snapshot, and what is behind its other nodes because of them.
pub(super) struct Scopes<'h> {
    scripts: Vec<TabledScript<'h>>,
    /// Numbers, in ascending order, and their strings.
    numbers: Vec<(u32, Name<'h>)>,
    /// Names of functions, in ascending order, and their strings.
    names: Vec<(String, Name<'h>)>,
    /// The first node.
    first: u32,
}

impl<'h> Scopes<'h> {
    /// Those of the texts that have live contexts.
    pub(super) fn of(graph: &mut Graph<'h>) -> Scopes<'h> {
        let mut infos: BTreeMap<u32, (Raw<'h>, BTreeMap<u32, u32>)> = BTreeMap::new();
        let mut functions: Vec<(Option<u32>, usize)> = Vec::new();
        graph.heap().for_each_counted(|number, _, object| {
            if object.is_kind(kind::CODE) {
                functions.push((
                    graph.node_of(object.word(code::SCRIPT)),
                    code::function_number(object.raw_word(code::FUNCTION)),
                ));
            }
            if let Some(info) = ScopeInfo::new(object)
                && let (Some(scope), Some(script)) = (info.scope(), graph.node_of(info.script()))
            {
                let (_, found) = infos.entry(script).or_insert_with(|| (info.script(), BTreeMap::new()));
                found.insert(scope, FIRST_OBJECT + number);
            }
        });
        let (mut numbers, mut names) = (Vec::new(), BTreeSet::new());
        let mut scripts = Vec::new();
        for (script, (raw, infos)) in infos {
            let Some(table) = (graph.isolate.upcalls.scope_table)(graph.isolate, raw) else { continue };
            let mut by_number: Vec<u32> = (0..table.scopes.len() as u32).collect();
            by_number.sort_unstable_by_key(|&row| table.scopes[row as usize].number);
            let mut variables = Vec::new();
            for row in &table.scopes {
                variables.extend(row.variables.iter().map(|name| Name::Made(graph.made.number(name.clone()))));
                if row.depth == 0 || infos.contains_key(&row.number) {
                    numbers.extend([row.number, row.span.0, row.span.1]);
                    names.extend(row.function.clone());
                }
            }
            let own = functions.iter().filter(|function| function.0 == Some(script));
            numbers.extend(own.filter_map(|function| table.functions.get(function.1)));
            scripts.push(TabledScript { script, id: graph.id(raw), table, by_number, infos, variables });
        }
        numbers.retain(|&number| number < GREATEST_NUMBER);
        numbers.sort_unstable();
        numbers.dedup();
        let mut string = |text: String| Name::Made(graph.made.number(text));
        let names = names.into_iter().map(|name| (name.clone(), string(name))).collect();
        let numbers = numbers.into_iter().map(|number| (number, string(number.to_string()))).collect();
        let scopes = Scopes { scripts, numbers, names, first: graph.count() };
        graph.immediates = Some(scopes.first + scopes.count() - IMMEDIATES.len() as u32);
        scopes
    }

    /// How many nodes there are.
    pub(super) fn count(&self) -> u32 {
        2 * (self.scripts.len() + self.numbers.len()) as u32 + (self.names.len() + IMMEDIATES.len()) as u32
    }

    fn top_function(&self, script: usize) -> u32 {
        self.first + 2 * script as u32
    }

    fn top_scope(&self, script: usize) -> u32 {
        self.first + 2 * script as u32 + 1
    }

    fn number(&self, number: u32) -> Option<u32> {
        let place = self.numbers.binary_search_by_key(&number, |known| known.0).ok()?;
        Some(self.first + 2 * (self.scripts.len() + place) as u32)
    }

    fn name(&self, name: &str) -> Option<u32> {
        let place = self.names.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
        Some(self.first + 2 * (self.scripts.len() + self.numbers.len()) as u32 + place as u32)
    }

    fn script_of(&self, script: Option<u32>) -> Option<usize> {
        self.scripts.binary_search_by_key(&script?, |tabled| tabled.script).ok()
    }

    fn link_number(&self, sink: Sink<'_, 'h>, name: Name<'h>, number: u32) {
        if let Some(to) = self.number(number) {
            sink(Edge { edge_type: Internal, name, to });
        }
    }

    fn describe_scope(&self, row: &TabledScope, sink: Sink<'_, 'h>) {
        self.link_number(sink, const { known("scope_id") }, row.number);
        self.link_number(sink, const { known("start_position") }, row.span.0);
        self.link_number(sink, const { known("end_position") }, row.span.1);
        if let Some(to) = row.function.as_ref().and_then(|name| self.name(name)) {
            sink(Edge { edge_type: Internal, name: const { known("function_name") }, to });
        }
    }

    /// Further edges of an object.
    pub(super) fn edges_of(&self, graph: &Graph<'h>, object: Raw<'h>, sink: Sink<'_, 'h>) {
        match object.kind() {
            kind::SCRIPT => {
                if let Some(script) = self.script_of(graph.node_of(object)) {
                    let name = const { known("shared_function_infos") };
                    sink(Edge { edge_type: Internal, name, to: self.top_function(script) });
                }
            }
            kind::CODE => {
                let Some(script) = self.script_of(graph.node_of(object.word(code::SCRIPT))) else { return };
                if let Some(&scope) =
                    self.scripts[script].table.functions.get(code::function_number(object.raw_word(code::FUNCTION)))
                {
                    self.link_number(sink, const { known("scope_id") }, scope);
                }
            }
            kind::SCOPE_INFO => {
                let Some(info) = ScopeInfo::new(object) else { return };
                let Some(script) = self.script_of(graph.node_of(info.script())) else { return };
                let tabled = &self.scripts[script];
                let Some(row) = info.scope().and_then(|scope| tabled.row(scope)) else { return };
                self.describe_scope(row, sink);
                let mut outer = row.outer;
                while let Some(scope) = outer.filter(|scope| !tabled.infos.contains_key(scope)) {
                    outer = tabled.row(scope).and_then(|row| row.outer);
                }
                let known_outer = outer.and_then(|scope| tabled.infos.get(&scope).copied());
                let to = known_outer.unwrap_or_else(|| self.top_scope(script));
                sink(Edge { edge_type: Internal, name: const { known("outer_scope_info") }, to });
            }
            _ => {}
        }
    }

    /// Shows all nodes with their edges.
    pub(super) fn for_each_node(&self, mut show: impl FnMut(Node<'h>, &[Edge<'h>])) {
        let node = |node_type, name, id| Node { node_type, name, id, size: 0 };
        let mut edges = Vec::new();
        for (index, tabled) in self.scripts.iter().enumerate() {
            let link = |name, to| Edge { edge_type: Internal, name, to };
            let ids = TOP_IDS + 4 * (tabled.id / 2 % MOST_TOPS);
            edges.push(link(const { known("script") }, tabled.script));
            edges.push(link(const { known("name_or_scope_info") }, self.top_scope(index)));
            let top = tabled.table.scopes.first();
            if let Some(row) = top {
                self.link_number(&mut |edge| edges.push(edge), const { known("scope_id") }, row.number);
            }
            show(node(NodeType::Code, const { known("system / SharedFunctionInfo") }, ids), &edges);
            edges.clear();
            if let Some(row) = top {
                self.describe_scope(row, &mut |edge| edges.push(edge));
            }
            show(node(NodeType::Code, const { known("system / ScopeInfo") }, ids + 2), &edges);
            edges.clear();
        }
        for (index, &(number, string)) in self.numbers.iter().enumerate() {
            let (id, own) = (NUMBER_IDS + 4 * u64::from(number), 2 * (self.scripts.len() + index) as u32);
            let to = self.first + own + 1;
            let value = Edge { edge_type: Internal, name: const { known("value") }, to };
            show(node(NodeType::Number, const { known("int") }, id), &[value]);
            show(node(NodeType::Hidden, string, id + 2), &[]);
        }
        for (name, string) in &self.names {
            let hash = ahash::RandomState::with_seeds(1, 2, 3, 4).hash_one(name);
            show(node(NodeType::Hidden, *string, NAME_IDS + (hash >> 36 << 1)), &[]);
        }
        for (index, &(node_type, name)) in IMMEDIATES.iter().enumerate() {
            show(node(node_type, name, TOP_IDS - 2 * (index as u64 + 1)), &[]);
        }
    }

    /// The rows of `scopes`.
    pub(super) fn for_each_scope(&self, mut show: impl FnMut([u64; 5])) {
        for tabled in &self.scripts {
            let script = u64::from(tabled.script) * NODE_FIELDS;
            for row in &tabled.table.scopes {
                let (variables, uses) = (row.variables.len() as u64, row.uses.len() as u64);
                show([script, u64::from(row.number), u64::from(row.depth), variables, uses]);
            }
        }
    }

    /// The rows of `scope_context_vars`.
    pub(super) fn variables(&self) -> impl Iterator<Item = Name<'h>> {
        self.scripts.iter().flat_map(|tabled| tabled.variables.iter().copied())
    }

    /// The rows of `scope_uses`.
    pub(super) fn uses(&self) -> impl Iterator<Item = (u32, u32)> {
        let rows = self.scripts.iter().flat_map(|tabled| &tabled.table.scopes);
        rows.flat_map(|row| row.uses.iter().copied())
    }
}
