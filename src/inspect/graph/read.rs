//! A graph from a `.heapsnapshot` file, ours or V8's.
//!
//! The file is read as a stream, once. Memory grows with what has been read, never with what the file claims.

use super::json::{Fault, Json};
use super::{Edge, EdgeType, HeapGraph, Location, Node, NodeType};
use std::fmt;
use std::io::Read;

/// Why a file is no snapshot that can be used.
#[derive(Debug)]
pub(crate) enum ReadError {
    /// The file cannot be read.
    Input(std::io::Error),
    /// It is no JSON, or no snapshot, at this byte.
    Text { at: u64, wanted: String },
    /// Its parts do not fit together.
    Sense(String),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Input(error) => write!(f, "{error}"),
            ReadError::Text { at, wanted } => write!(f, "not a heap snapshot: expected {wanted} at byte {at}"),
            ReadError::Sense(sentence) => write!(f, "not a heap snapshot: {sentence}"),
        }
    }
}

impl From<Fault> for ReadError {
    fn from(fault: Fault) -> ReadError {
        match fault {
            Fault::Input(error) => ReadError::Input(error),
            Fault::Text { at, wanted } => ReadError::Text { at, wanted },
        }
    }
}

fn senseless(sentence: impl Into<String>) -> ReadError {
    ReadError::Sense(sentence.into())
}

/// Where fields stand in a record, and what its types are called.
#[derive(Default)]
struct Format {
    node_fields: Vec<String>,
    node_sorts: Vec<NodeType>,
    edge_fields: Vec<String>,
    edge_sorts: Vec<EdgeType>,
    location_fields: Vec<String>,
}

/// The place of a field in its record.
fn field(fields: &[String], name: &str) -> Result<usize, ReadError> {
    fields.iter().position(|field| field == name).ok_or_else(|| senseless(format!("it describes no field '{name}'")))
}

/// Reads a graph.
///
/// # Errors
/// When the file cannot be read, or is no snapshot.
pub(crate) fn read(from: impl Read) -> Result<HeapGraph, ReadError> {
    let mut json = Json::new(from);
    let mut file = File::default();
    json.expect(b'{')?;
    let (mut is_first, mut name) = (true, String::new());
    while json.item(&mut is_first, b'}')? {
        json.string(&mut name)?;
        json.expect(b':')?;
        match name.as_str() {
            "snapshot" => file.head(&mut json)?,
            "nodes" => file.nodes(&mut json)?,
            "edges" => file.edges(&mut json)?,
            "locations" => file.locations(&mut json)?,
            "strings" => file.strings(&mut json)?,
            _ => json.skip()?,
        }
    }
    file.finish()
}

/// What has been read of a file.
#[derive(Default)]
struct File {
    format: Option<Format>,
    graph: HeapGraph,
    /// Edges of all nodes, by their counts.
    edges: u64,
    has_nodes: bool,
    has_edges: bool,
    has_strings: bool,
}

impl File {
    fn head<R: Read>(&mut self, json: &mut Json<R>) -> Result<(), ReadError> {
        let (mut is_first, mut name) = (true, String::new());
        json.expect(b'{')?;
        while json.item(&mut is_first, b'}')? {
            json.string(&mut name)?;
            json.expect(b':')?;
            match name.as_str() {
                "meta" => self.format = Some(meta(json)?),
                "root_index" if json.number()? != 0 => return Err(senseless("its root is not the first node")),
                "root_index" => {}
                _ => json.skip()?,
            }
        }
        Ok(())
    }

    fn format(&self) -> Result<&Format, ReadError> {
        self.format.as_ref().ok_or_else(|| senseless("no description of its fields comes first"))
    }

    fn nodes<R: Read>(&mut self, json: &mut Json<R>) -> Result<(), ReadError> {
        let format = self.format()?;
        let places = ["type", "name", "id", "self_size", "edge_count"].map(|name| field(&format.node_fields, name));
        let [sort, name, id, size, count] = places;
        let (sort, name, id, size, count) = (sort?, name?, id?, size?, count?);
        let (sorts, width) = (format.node_sorts.clone(), format.node_fields.len());
        if std::mem::replace(&mut self.has_nodes, true) {
            return Err(senseless("it has nodes twice"));
        }
        records(json, width, |record| {
            let &sort = usize::try_from(record[sort]).ok().and_then(|sort| sorts.get(sort)).ok_or("a type of nodes")?;
            let name = u32::try_from(record[name]).map_err(|_| "the name of a node")?;
            let id = u64::try_from(record[id]).map_err(|_| "the id of a node")?;
            let size = u64::try_from(record[size]).map_err(|_| "the size of a node")?;
            if size > 1 << 50 {
                return Err("the size of a node");
            }
            let first_edge = u32::try_from(self.edges).map_err(|_| "fewer edges")?;
            let count = u32::try_from(record[count]).map_err(|_| "a count of edges")?;
            self.edges += u64::from(count);
            if self.graph.nodes.len() >= u32::MAX as usize / 8 {
                return Err("fewer nodes");
            }
            self.graph.nodes.push(Node { id, size, name, first_edge, sort });
            Ok(())
        })
    }

    fn edges<R: Read>(&mut self, json: &mut Json<R>) -> Result<(), ReadError> {
        let format = self.format()?;
        let places = ["type", "name_or_index", "to_node"].map(|name| field(&format.edge_fields, name));
        let [sort, name, to] = places;
        let (sort, name, to) = (sort?, name?, to?);
        let (sorts, width) = (format.edge_sorts.clone(), format.edge_fields.len());
        let node_width = format.node_fields.len() as i64;
        if !self.has_nodes || std::mem::replace(&mut self.has_edges, true) {
            return Err(senseless("its edges do not follow its nodes"));
        }
        let count = self.graph.nodes.len() as i64;
        records(json, width, |record| {
            let &sort = usize::try_from(record[sort]).ok().and_then(|sort| sorts.get(sort)).ok_or("a type of edges")?;
            let name = u32::try_from(record[name]).map_err(|_| "the name of an edge")?;
            let to = record[to];
            if to < 0 || to % node_width != 0 || to / node_width >= count {
                return Err("the first field of a node");
            }
            if self.graph.edges.len() as u64 >= self.edges {
                return Err("fewer edges");
            }
            self.graph.edges.push(Edge { name, to: (to / node_width) as u32, sort });
            Ok(())
        })
    }

    fn locations<R: Read>(&mut self, json: &mut Json<R>) -> Result<(), ReadError> {
        let format = self.format()?;
        let places = ["object_index", "script_id", "line", "column"].map(|name| field(&format.location_fields, name));
        let [node, script, line, column] = places;
        let (node, script, line, column) = (node?, script?, line?, column?);
        let (width, node_width) = (format.location_fields.len(), format.node_fields.len() as i64);
        let count = self.graph.nodes.len() as i64;
        records(json, width, |record| {
            let node = record[node];
            if node < 0 || node % node_width != 0 || node / node_width >= count {
                return Err("the first field of a node");
            }
            let small = |number: i64| u32::try_from(number).unwrap_or(0);
            let (script, line, column) = (small(record[script]), small(record[line]), small(record[column]));
            self.graph.locations.push(Location { node: (node / node_width) as u32, script, line, column });
            Ok(())
        })
    }

    fn strings<R: Read>(&mut self, json: &mut Json<R>) -> Result<(), ReadError> {
        let (mut is_first, mut text) = (true, String::new());
        self.has_strings = true;
        json.expect(b'[')?;
        while json.item(&mut is_first, b']')? {
            json.string(&mut text)?;
            if self.graph.strings.len() >= u32::MAX as usize {
                return Err(json.fault("fewer strings").into());
            }
            self.graph.strings.push(&text);
        }
        Ok(())
    }

    /// What could not be checked before everything was there.
    fn finish(mut self) -> Result<HeapGraph, ReadError> {
        let parts = [(self.has_nodes, "nodes"), (self.has_edges, "edges"), (self.has_strings, "strings")];
        if let Some((_, part)) = parts.iter().find(|(is_there, _)| !is_there) {
            return Err(senseless(format!("it has no {part}")));
        }
        let graph = &mut self.graph;
        if graph.nodes.is_empty() {
            return Err(senseless("it has no root"));
        }
        if graph.edges.len() as u64 != self.edges {
            return Err(senseless(format!("its nodes claim {} edges, but it has {}", self.edges, graph.edges.len())));
        }
        let strings = graph.strings.len() as u32;
        let is_named = |edge: &Edge| edge.sort.is_numbered() || edge.name < strings;
        if !graph.nodes.iter().all(|node| node.name < strings) || !graph.edges.iter().all(is_named) {
            return Err(senseless("a name is not among its strings"));
        }
        graph.locations.sort_by_key(|location| location.node);
        Ok(self.graph)
    }
}

/// Reads a list of records of so many fields each.
fn records<R: Read>(
    json: &mut Json<R>,
    width: usize,
    mut each: impl FnMut(&[i64]) -> Result<(), &'static str>,
) -> Result<(), ReadError> {
    let mut record = Vec::with_capacity(width.min(64));
    let mut is_first = true;
    json.expect(b'[')?;
    while json.item(&mut is_first, b']')? {
        record.push(json.number()?);
        if record.len() == width {
            each(&record).map_err(|wanted| json.fault(wanted))?;
            record.clear();
        }
    }
    if record.is_empty() { Ok(()) } else { Err(json.fault("the rest of a record").into()) }
}

/// Most fields that a record may have.
const MOST_FIELDS: usize = 64;

fn meta<R: Read>(json: &mut Json<R>) -> Result<Format, ReadError> {
    let mut format = Format::default();
    let (mut is_first, mut name) = (true, String::new());
    json.expect(b'{')?;
    while json.item(&mut is_first, b'}')? {
        json.string(&mut name)?;
        json.expect(b':')?;
        match name.as_str() {
            "node_fields" => format.node_fields = texts(json)?,
            "edge_fields" => format.edge_fields = texts(json)?,
            "location_fields" => format.location_fields = texts(json)?,
            "node_types" => {
                let known = |name: &String| NodeType::ALL.iter().find(|(_, known)| known == name);
                let names = first_texts(json)?;
                format.node_sorts =
                    names.iter().map(|name| known(name).map_or(NodeType::Hidden, |sort| sort.0)).collect();
            }
            "edge_types" => {
                let known = |name: &String| EdgeType::ALL.iter().find(|(_, known)| known == name);
                let names = first_texts(json)?;
                format.edge_sorts =
                    names.iter().map(|name| known(name).map_or(EdgeType::Internal, |sort| sort.0)).collect();
            }
            _ => json.skip()?,
        }
    }
    if format.node_fields.is_empty() || format.edge_fields.is_empty() {
        return Err(senseless("its fields are not described"));
    }
    Ok(format)
}

fn texts<R: Read>(json: &mut Json<R>) -> Result<Vec<String>, ReadError> {
    let (mut is_first, mut texts) = (true, Vec::new());
    json.expect(b'[')?;
    while json.item(&mut is_first, b']')? {
        if texts.len() == MOST_FIELDS {
            return Err(json.fault("fewer fields").into());
        }
        let mut text = String::new();
        json.string(&mut text)?;
        texts.push(text);
    }
    Ok(texts)
}

/// The texts of a list that is the first item of another.
fn first_texts<R: Read>(json: &mut Json<R>) -> Result<Vec<String>, ReadError> {
    json.expect(b'[')?;
    let first = texts(json)?;
    let mut is_first = false;
    while json.item(&mut is_first, b']')? {
        json.skip()?;
    }
    Ok(first)
}
