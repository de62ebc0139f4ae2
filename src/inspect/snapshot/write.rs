//! The text of a snapshot, made as it goes out.

use super::edges::{Edge, Sink};
use super::format::{LONGEST_STRING, META, NODE_FIELDS};
use super::graph::{FIRST_OBJECT, Graph, Node};
use super::names::{KNOWN, Places};
use super::roots;
use super::scopes::Scopes;
use super::traces::{self, Traces};
use crate::heap::{Raw, Uncounted};
use crate::inspect::node_type::NodeType;
use crate::runtime::Isolate;
use crate::value::{self, Units, kind};
use std::io::{self, Write};

/// Bytes that go out at once.
const BUFFER: usize = 64 << 10;

/// A row has seven numbers, at most, each with a comma, and the end of the line.
const LONGEST_ROW: usize = 7 * 21 + 1;

/// So many edges and more are counted again.
const MANY: u8 = u8::MAX;

/// Collects everything, and writes a snapshot of what lives.
///
/// Memory beside the heap's: about 5 KiB for each of its pages, 20 bytes for each payload and pair of ephemerons, and the
/// names of classes. Nothing of it keeps an object alive.
///
/// # Errors
/// What `to` reports, or that there is no memory for the census.
pub(crate) fn write_snapshot(isolate: &mut Isolate, to: &mut dyn Write) -> io::Result<()> {
    write_timeline(isolate, &[], to)
}

/// As [`write_snapshot`], with the samples of an allocation timeline: microseconds, and the last identity given by then.
///
/// # Errors
/// As [`write_snapshot`].
pub(crate) fn write_timeline(isolate: &mut Isolate, samples: &[(u64, u64)], to: &mut dyn Write) -> io::Result<()> {
    let mut graph = Graph::take(isolate).map_err(refuse)?;
    let scopes = Scopes::of(&mut graph);
    let (edges, counts) = graph.count_edges(&scopes).map_err(refuse)?;
    let traces = Traces::of(&mut graph);
    let strings = graph.heap().subset(is_flat).map_err(refuse)?;
    let places = Places { strings, numbers: graph.numbers, made: graph.made.texts.len() as u32 };
    let mut text = Text { to, buffer: Vec::with_capacity(BUFFER + (1 << 12)), failure: None };
    text.write(&format!(
        "{{\"snapshot\":{{{META},\"node_count\":{},\"edge_count\":{edges},\"trace_function_count\":{}}},\n\"nodes\":[",
        graph.count() + scopes.count(),
        traces.functions.len(),
    ));
    graph.write_nodes(&counts, &scopes, &places, &mut text);
    drop(counts);
    text.write("],\n\"edges\":[");
    graph.write_edges(&scopes, &places, &mut text);
    text.write("],\n\"trace_function_infos\":[");
    for (index, function) in traces.functions.iter().enumerate() {
        let (name, script_name) = (places.of(function.name), places.of(function.script_name));
        let [script, line, column] = [function.script, function.line, function.column].map(u64::from);
        text.row(index == 0, [index as u64, name, script_name, script, line, column]);
    }
    text.write("],\n\"trace_tree\":[");
    traces.write(&mut |part| text.write(part));
    text.write("],\n\"samples\":[");
    for (index, &(time, last)) in samples.iter().enumerate() {
        text.row(index == 0, [time, last]);
    }
    text.write("],\n\"locations\":[");
    graph.write_locations(&mut text);
    scopes.write(&places, &mut text);
    text.write("],\n\"strings\":[");
    graph.write_strings(&mut text);
    text.write("]}\n");
    text.finish()
}

fn refuse(_: Uncounted) -> io::Error {
    io::Error::new(io::ErrorKind::OutOfMemory, "not enough memory for a heap snapshot")
}

fn is_flat(object: Raw<'_>) -> bool {
    matches!(object.kind(), kind::STRING_LATIN1 | kind::STRING_TWO_BYTE)
}

impl<'h> Graph<'h> {
    /// The number of all edges, and of each object's, as far as a byte tells it. Meets all names.
    fn count_edges(&mut self, scopes: &Scopes<'h>) -> Result<(u64, Vec<u8>), Uncounted> {
        let mut edges = 0u64;
        (0..FIRST_OBJECT).for_each(|node| self.edges_of_root(node, &mut |_| edges += 1));
        let mut counts = Vec::new();
        counts.try_reserve_exact(self.objects as usize).map_err(|_| Uncounted)?;
        self.heap().for_each_counted(|number, _, object| {
            let mut count = 0u64;
            self.type_and_name(object);
            self.all_edges_of(scopes, FIRST_OBJECT + number, object, &mut |_| count += 1);
            counts.push(count.min(u64::from(MANY)) as u8);
            edges += count;
        });
        scopes.for_each_node(|_, own| edges += own.len() as u64);
        Ok((edges, counts))
    }

    fn write_nodes(&mut self, counts: &[u8], scopes: &Scopes<'h>, places: &Places, text: &mut Text<'_>) {
        let is_traced = self.heap().notes_all_births();
        for node in 0..FIRST_OBJECT {
            let mut count = 0;
            self.edges_of_root(node, &mut |_| count += 1);
            let name = roots::NAMES[node as usize];
            let root = Node { node_type: NodeType::Synthetic, name, id: u64::from(2 * node + 1), size: 0 };
            text.node(node == 0, root, count, 0, places);
        }
        self.heap().for_each_counted(|number, id, object| {
            let mut count = u64::from(counts[number as usize]);
            if count == u64::from(MANY) {
                count = 0;
                self.all_edges_of(scopes, FIRST_OBJECT + number, object, &mut |_| count += 1);
            }
            let node = self.describe(id, object);
            let trace = if is_traced { self.heap().birth_place(object).map_or(0, traces::id_of) } else { 0 };
            text.node(false, node, count, trace, places);
        });
        for payload in &self.payloads {
            let (_, node_type, name) = payload.shown();
            let node = Node { node_type, name, id: u64::from(payload.id), size: payload.bytes };
            text.node(false, node, 0, 0, places);
        }
        scopes.for_each_node(|node, edges| text.node(false, node, edges.len() as u64, 0, places));
    }

    fn write_edges(&mut self, scopes: &Scopes<'h>, places: &Places, text: &mut Text<'_>) {
        let mut is_first = true;
        let mut sink = |edge: Edge<'h>| {
            text.edge(is_first, edge, places);
            is_first = false;
        };
        (0..FIRST_OBJECT).for_each(|node| self.edges_of_root(node, &mut sink));
        self.heap().for_each_counted(|number, _, object| {
            self.all_edges_of(scopes, FIRST_OBJECT + number, object, &mut sink);
        });
        scopes.for_each_node(|_, edges| edges.iter().for_each(|&edge| sink(edge)));
    }

    fn all_edges_of(&mut self, scopes: &Scopes<'h>, node: u32, object: Raw<'h>, sink: Sink<'_, 'h>) {
        self.edges_of(node, object, sink);
        scopes.edges_of(self, object, sink);
    }

    fn write_locations(&mut self, text: &mut Text<'_>) {
        let mut is_first = true;
        self.heap().for_each_counted(|number, _, object| {
            if let Some(place) = self.place(object) {
                let node = u64::from(FIRST_OBJECT + number) * NODE_FIELDS;
                let [script, line, column] = [place.script, place.line, place.column].map(u64::from);
                text.row(is_first, [node, script, line, column]);
                is_first = false;
            }
        });
    }

    /// The strings, in the order of `Places`.
    fn write_strings(&mut self, text: &mut Text<'_>) {
        for (index, known) in KNOWN.iter().enumerate() {
            text.string(index == 0, Units::Latin1(known.as_bytes()));
        }
        self.heap().for_each_counted(|_, _, object| {
            if is_flat(object)
                && let Some(units) = value::flat_units(object)
            {
                text.string(false, units);
            }
        });
        for number in 0..self.numbers {
            text.string(false, Units::Latin1(number.to_string().as_bytes()));
        }
        for made in &self.made.texts {
            text.text(made);
        }
        let mut pairs = 0;
        self.heap().for_each_counted(|_, _, table| {
            if table.is_kind(kind::EPHEMERON_TABLE) {
                for (key, value) in super::graph::pairs_of(table) {
                    if !self.is_pair((key, value)) {
                        continue;
                    }
                    let name = format!(
                        "{} / part of key ({}) -> value ({}) pair in WeakMap (table @{})",
                        pairs,
                        self.called(key),
                        self.called(value),
                        self.id(table),
                    );
                    text.text(&name);
                    pairs += 1;
                }
            }
        });
    }
}

impl Scopes<'_> {
    /// The tables, between the locations and the strings.
    fn write(&self, places: &Places, text: &mut Text<'_>) {
        text.write("],\n\"scopes\":[");
        let mut is_first = true;
        self.for_each_scope(|row| {
            text.row(is_first, row);
            is_first = false;
        });
        text.write("],\n\"scope_context_vars\":[");
        for (index, name) in self.variables().enumerate() {
            text.row(index == 0, [places.of(name)]);
        }
        text.write("],\n\"scope_uses\":[");
        for (index, (scope, slot)) in self.uses().enumerate() {
            text.row(index == 0, [scope, slot].map(u64::from));
        }
    }
}

/// Writes pieces of text together. The first failure is the one that counts; what follows it goes nowhere.
struct Text<'w> {
    to: &'w mut dyn Write,
    buffer: Vec<u8>,
    failure: Option<io::Error>,
}

impl Text<'_> {
    fn write(&mut self, text: &str) {
        self.buffer.extend_from_slice(text.as_bytes());
        self.flush_if_full();
    }

    fn flush_if_full(&mut self) {
        if self.buffer.len() >= BUFFER {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if self.failure.is_none() {
            self.failure = self.to.write_all(&self.buffer).err();
        }
        self.buffer.clear();
    }

    fn finish(mut self) -> io::Result<()> {
        self.flush();
        match self.failure {
            Some(failure) => Err(failure),
            None => self.to.flush(),
        }
    }

    /// A line of numbers; all lines but the first begin with a comma.
    fn row<const N: usize>(&mut self, is_first: bool, numbers: [u64; N]) {
        let mut line = [0u8; LONGEST_ROW];
        let mut start = line.len() - 1;
        line[start] = b'\n';
        for (index, number) in numbers.into_iter().enumerate().rev() {
            start = write_digits(number, &mut line, start);
            if index > 0 || !is_first {
                start -= 1;
                line[start] = b',';
            }
        }
        self.buffer.extend_from_slice(&line[start..]);
        self.flush_if_full();
    }

    fn node(&mut self, is_first: bool, node: Node<'_>, edges: u64, trace: u64, places: &Places) {
        let name = places.of(node.name);
        self.row(is_first, [node.node_type as u64, name, node.id, node.size as u64, edges, trace, 0]);
    }

    fn edge(&mut self, is_first: bool, edge: Edge<'_>, places: &Places) {
        let (name, to) = (places.of(edge.name), u64::from(edge.to) * NODE_FIELDS);
        self.row(is_first, [edge.edge_type as u64, name, to]);
    }

    /// A string, cut as V8 cuts it.
    fn string(&mut self, is_first: bool, units: Units<'_>) {
        if !is_first {
            self.buffer.extend_from_slice(b",\n");
        }
        self.buffer.push(b'"');
        match units.slice(0, LONGEST_STRING) {
            Units::Latin1(bytes) => self.bytes(bytes),
            Units::TwoByte(units) => units.iter().for_each(|&unit| self.unit(unit)),
        }
        self.buffer.push(b'"');
        self.flush_if_full();
    }

    fn text(&mut self, text: &str) {
        self.string(false, Units::TwoByte(&text.encode_utf16().collect::<Vec<u16>>()));
    }

    fn bytes(&mut self, mut bytes: &[u8]) {
        loop {
            let plain = bytes.iter().position(|&byte| !is_plain(u16::from(byte))).unwrap_or(bytes.len());
            self.buffer.extend_from_slice(&bytes[..plain]);
            let Some((&special, rest)) = bytes[plain..].split_first() else { break };
            self.unit(u16::from(special));
            bytes = rest;
        }
    }

    #[inline]
    fn unit(&mut self, unit: u16) {
        match unit {
            0x22 | 0x5c => self.buffer.extend_from_slice(&[b'\\', unit as u8]),
            _ if is_plain(unit) => self.buffer.push(unit as u8),
            0x08 => self.buffer.extend_from_slice(b"\\b"),
            0x09 => self.buffer.extend_from_slice(b"\\t"),
            0x0a => self.buffer.extend_from_slice(b"\\n"),
            0x0c => self.buffer.extend_from_slice(b"\\f"),
            0x0d => self.buffer.extend_from_slice(b"\\r"),
            _ => {
                let digit = |shift: u16| b"0123456789ABCDEF"[(unit >> shift & 15) as usize];
                self.buffer.extend_from_slice(&[b'\\', b'u', digit(12), digit(8), digit(4), digit(0)]);
            }
        }
    }
}

/// Does a code unit stand for itself in JSON?
fn is_plain(unit: u16) -> bool {
    matches!(unit, 0x20..=0x7e) && unit != 0x22 && unit != 0x5c
}

/// Writes a number so that it ends before `end`; where it begins.
#[inline]
fn write_digits(number: u64, line: &mut [u8; LONGEST_ROW], end: usize) -> usize {
    let (mut rest, mut start) = (number, end);
    loop {
        start -= 1;
        line[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            return start;
        }
    }
}
