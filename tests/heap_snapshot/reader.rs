//! A small reader of heap snapshots, that believes nothing: it checks the file against the format the file describes.

use std::collections::{HashMap, HashSet, VecDeque};

/// A JSON value, as far as snapshots have them.
#[derive(Debug, PartialEq)]
pub(crate) enum Json {
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(crate) fn member(&self, name: &str) -> &Json {
        let Json::Object(members) = self else { panic!("{name} of something that is no object") };
        let found = members.iter().find(|(key, _)| key == name);
        &found.unwrap_or_else(|| panic!("there is no {name}")).1
    }

    pub(crate) fn list(&self) -> &[Json] {
        let Json::List(items) = self else { panic!("not a list") };
        items
    }

    pub(crate) fn text(&self) -> &str {
        let Json::Text(text) = self else { panic!("not a string: {self:?}") };
        text
    }

    pub(crate) fn number(&self) -> usize {
        let Json::Number(number) = self else { panic!("not a number: {self:?}") };
        assert!(*number >= 0.0 && number.fract() == 0.0, "not a count: {number}");
        *number as usize
    }

    fn texts(&self) -> Vec<&str> {
        self.list().iter().map(Json::text).collect()
    }

    fn numbers(&self) -> Vec<usize> {
        self.list().iter().map(Json::number).collect()
    }
}

struct Parser<'t> {
    text: &'t [u8],
    at: usize,
}

impl Parser<'_> {
    fn skip(&mut self) {
        while self.text[self.at].is_ascii_whitespace() {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        self.skip();
        let is_there = self.text[self.at] == byte;
        self.at += usize::from(is_there);
        is_there
    }

    fn expect(&mut self, byte: u8) {
        assert!(self.take(byte), "no {:?} at {}", byte as char, self.at);
    }

    fn value(&mut self) -> Json {
        self.skip();
        match self.text[self.at] {
            b'"' => Json::Text(self.string()),
            b'[' => {
                self.at += 1;
                let mut items = Vec::new();
                while !self.take(b']') {
                    if !items.is_empty() {
                        self.expect(b',');
                    }
                    items.push(self.value());
                }
                Json::List(items)
            }
            b'{' => {
                self.at += 1;
                let mut members = Vec::new();
                while !self.take(b'}') {
                    if !members.is_empty() {
                        self.expect(b',');
                    }
                    self.skip();
                    let name = self.string();
                    self.expect(b':');
                    members.push((name, self.value()));
                }
                Json::Object(members)
            }
            _ => {
                let start = self.at;
                while matches!(self.text[self.at], b'0'..=b'9' | b'-' | b'.') {
                    self.at += 1;
                }
                let digits = std::str::from_utf8(&self.text[start..self.at]).unwrap();
                Json::Number(digits.parse().unwrap_or_else(|_| panic!("no value at {start}")))
            }
        }
    }

    fn string(&mut self) -> String {
        self.expect(b'"');
        let mut units = Vec::new();
        loop {
            let byte = self.text[self.at];
            self.at += 1;
            match byte {
                b'"' => return String::from_utf16_lossy(&units),
                b'\\' => {
                    let escape = self.text[self.at];
                    self.at += 1;
                    units.push(match escape {
                        b'u' => {
                            let digits = std::str::from_utf8(&self.text[self.at..self.at + 4]).unwrap();
                            self.at += 4;
                            u16::from_str_radix(digits, 16).unwrap()
                        }
                        b'b' => 8,
                        b'f' => 12,
                        b'n' => 10,
                        b'r' => 13,
                        b't' => 9,
                        other => u16::from(other),
                    });
                }
                0x20..=0x7e => units.push(u16::from(byte)),
                _ => panic!("byte {byte} within a string"),
            }
        }
    }
}

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub(crate) sort: String,
    pub(crate) name: String,
    pub(crate) id: usize,
    pub(crate) size: usize,
    pub(crate) edges: Vec<Edge>,
}

/// An edge: its type, its name or number, and the number of the node it leads to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Edge {
    pub(crate) sort: String,
    pub(crate) name: String,
    pub(crate) to: usize,
}

/// A row of the table of scopes.
#[derive(Debug)]
pub(crate) struct ScopeRow {
    /// The node of the script.
    pub(crate) script: usize,
    /// The scope's number in the script.
    pub(crate) number: usize,
    pub(crate) depth: usize,
    pub(crate) variables: Vec<String>,
    /// The number of the scope of a variable, and its place there.
    pub(crate) uses: Vec<(usize, usize)>,
}

/// A snapshot.
pub(crate) struct Snapshot {
    pub(crate) scopes: Vec<ScopeRow>,
    pub(crate) nodes: Vec<Node>,
    /// By node: script, line, column.
    pub(crate) locations: HashMap<usize, [usize; 3]>,
}

impl Snapshot {
    /// Reads a snapshot, and checks all that its format promises.
    pub(crate) fn read(text: &[u8]) -> Snapshot {
        let mut parser = Parser { text, at: 0 };
        let file = parser.value();
        assert!(text[parser.at..].iter().all(u8::is_ascii_whitespace), "something follows the snapshot");
        let (head, meta) = (file.member("snapshot"), file.member("snapshot").member("meta"));
        let field_count = |fields: &str| meta.member(fields).list().len();
        let strings = file.member("strings").texts();
        assert_eq!(strings[0], "<dummy>");
        let node_sorts = meta.member("node_types").list()[0].texts();
        let edge_sorts = meta.member("edge_types").list()[0].texts();
        let (node_fields, edge_fields) = (field_count("node_fields"), field_count("edge_fields"));
        let (nodes, edges) = (file.member("nodes").numbers(), file.member("edges").numbers());
        assert_eq!(nodes.len(), head.member("node_count").number() * node_fields, "the count of nodes");
        assert_eq!(edges.len(), head.member("edge_count").number() * edge_fields, "the count of edges");
        let count = nodes.len() / node_fields;
        let mut rest = edges.chunks_exact(edge_fields);
        let (mut read, mut ids) = (Vec::with_capacity(count), HashSet::new());
        for node in nodes.chunks_exact(node_fields) {
            let &[sort, name, id, size, edge_count, trace, detachedness] = node else { panic!("fields of a node") };
            assert!(ids.insert(id), "two nodes have id {id}");
            assert_eq!((trace, detachedness), (0, 0));
            let sort = node_sorts[sort].to_owned();
            let edges = (0..edge_count).map(|_| {
                let &[sort, name, to] = rest.next().expect("an edge") else { panic!("fields of an edge") };
                assert!(to % node_fields == 0 && to / node_fields < count, "an edge leads nowhere");
                let sort = edge_sorts[sort].to_owned();
                let is_numbered = sort == "element" || sort == "hidden";
                let name = if is_numbered { name.to_string() } else { strings[name].to_owned() };
                Edge { sort, name, to: to / node_fields }
            });
            let edges = edges.collect();
            read.push(Node { sort, name: strings[name].to_owned(), id, size, edges });
        }
        assert!(rest.next().is_none(), "edges of no node");
        let mut locations = HashMap::new();
        for location in file.member("locations").numbers().chunks_exact(field_count("location_fields")) {
            let &[node, script, line, column] = location else { panic!("fields of a location") };
            assert!(node % node_fields == 0 && node / node_fields < count, "a location of nothing");
            assert!(locations.insert(node / node_fields, [script, line, column]).is_none());
        }
        for name in ["trace_function_infos", "trace_tree", "samples"] {
            assert!(file.member(name).list().is_empty());
        }
        let fields = ["script_node_index", "scope_id", "depth", "scope_context_vars_count", "scope_uses_count"];
        assert_eq!(meta.member("scope_fields").texts(), fields);
        assert_eq!(meta.member("scope_context_var_fields").texts(), ["name"]);
        assert_eq!(meta.member("scope_use_fields").texts(), ["declaring_scope_id", "slot_index"]);
        let (names, uses) = (file.member("scope_context_vars").numbers(), file.member("scope_uses").numbers());
        let (mut names, mut uses) = (names.into_iter(), uses.chunks_exact(2));
        let rows = file.member("scopes").numbers();
        let scopes = rows.chunks_exact(fields.len()).map(|row| {
            let &[script, number, depth, variables, used] = row else { panic!("fields of a scope") };
            assert!(script % node_fields == 0 && script / node_fields < count, "a scope of nothing");
            let variables = (0..variables).map(|_| strings[names.next().expect("a variable")].to_owned()).collect();
            let mut next = || uses.next().map(|row| (row[0], row[1])).expect("a use");
            let uses = (0..used).map(|_| next()).collect();
            ScopeRow { script: script / node_fields, number, depth, variables, uses }
        });
        let scopes = scopes.collect();
        assert!(names.next().is_none() && uses.next().is_none(), "variables or uses of no scope");
        Snapshot { nodes: read, locations, scopes }
    }

    /// The numbers of the nodes of a type and name.
    pub(crate) fn named(&self, sort: &str, name: &str) -> Vec<usize> {
        let is_it = |&node: &usize| self.nodes[node].sort == sort && self.nodes[node].name == name;
        (0..self.nodes.len()).filter(is_it).collect()
    }

    /// All sizes together.
    pub(crate) fn size(&self) -> usize {
        self.nodes.iter().map(|node| node.size).sum()
    }

    /// The steps of a shortest path from the root to a node by edges that are not weak: names of edges.
    pub(crate) fn path(&self, target: usize) -> Option<Vec<String>> {
        let mut from: HashMap<usize, (usize, usize)> = HashMap::new();
        let mut queue = VecDeque::from([0]);
        while let Some(node) = queue.pop_front() {
            if node == target {
                let mut path = Vec::new();
                let mut at = target;
                while let Some(&(before, edge)) = from.get(&at) {
                    path.push(self.nodes[before].edges[edge].name.clone());
                    at = before;
                }
                path.reverse();
                return Some(path);
            }
            // What scripts can name comes first, as in tools.
            for (index, edge) in self.nodes[node].edges.iter().enumerate().rev() {
                if edge.sort != "weak" && edge.to != 0 && !from.contains_key(&edge.to) {
                    from.insert(edge.to, (node, index));
                    queue.push_back(edge.to);
                }
            }
        }
        None
    }

    /// The node that an edge of a node leads to.
    pub(crate) fn follow(&self, node: usize, sort: &str, name: &str) -> Option<usize> {
        let found = self.nodes[node].edges.iter().find(|edge| edge.sort == sort && edge.name == name);
        found.map(|edge| edge.to)
    }
}
