//! Retaining paths as people read them: variables, properties, elements; what only stores them is left out.

use super::{EdgeType, Group, Groups, HeapGraph, Label, NodeType};

/// The longest name that is shown whole, in characters.
const LONGEST_NAME: usize = 60;

/// A step of a path: an edge, and what it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// As `.name`, `[]`, `variable name`; empty of the first step from a root.
    pub(crate) edge: String,
    /// A class, or `name()` of a function.
    pub(crate) node: String,
    /// Its group.
    pub(crate) group: u32,
    /// The path comes back to it, again and again.
    pub(crate) is_circle: bool,
}

impl std::fmt::Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.edge.is_empty(), self.node.is_empty()) {
            (true, _) => f.write_str(&self.node)?,
            (false, true) => f.write_str(&self.edge)?,
            (false, false) => write!(f, "{}: {}", self.edge, self.node)?,
        }
        f.write_str(if self.is_circle { " (again and again)" } else { "" })
    }
}

fn shortened(name: &str) -> String {
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

impl HeapGraph {
    /// What a node is called on a path.
    pub(crate) fn shown_name(&self, node: u32) -> String {
        let name = shortened(self.name(node));
        match self.node(node).sort {
            NodeType::Closure if name == "native_bind" => "bound function".to_owned(),
            NodeType::Closure if name.is_empty() => "anonymous function".to_owned(),
            NodeType::Closure => format!("{name}()"),
            NodeType::String | NodeType::ConcatenatedString | NodeType::SlicedString => "string".to_owned(),
            NodeType::ObjectShape => "shape".to_owned(),
            NodeType::Native if name == "system / JSArrayBufferData" => "bytes of an ArrayBuffer".to_owned(),
            _ => name.strip_prefix("system / ").map(str::to_owned).unwrap_or(name),
        }
    }

    /// Whether a node is somebody's: no root, no slot of the engine's.
    pub(crate) fn is_named(&self, node: u32) -> bool {
        self.node(node).sort != NodeType::Synthetic && !self.name(node).is_empty()
            || self.node(node).sort == NodeType::Closure
    }

    /// Whether a node is the context of a scope.
    pub(crate) fn is_context(&self, node: u32) -> bool {
        self.node(node).sort == NodeType::Object && self.name(node).starts_with("system / Context")
    }

    /// The path of a group from its root, stores and contexts left out; the group itself is always the last step.
    pub(crate) fn steps(&self, groups: &Groups, group: u32) -> Vec<Step> {
        let mut path: Vec<u32> = groups.path(group).collect();
        path.reverse();
        let mut steps: Vec<Step> = Vec::new();
        let mut pending = String::new();
        for (index, &at) in path.iter().enumerate() {
            let facts = &groups.list[at as usize];
            let (edge, node) = (self.edge_text(groups, facts), facts.sample);
            let is_roots = self.node(node).sort == NodeType::Synthetic && self.name(node) != "(GC roots)";
            if is_roots {
                pending = self.name(node).to_owned();
            } else if !edge.is_empty() {
                pending = edge;
            }
            let is_last = index + 1 == path.len();
            let is_hidden = self.is_store(node) || self.is_context(node) || self.node(node).sort == NodeType::Synthetic;
            if is_hidden && !is_last {
                if facts.is_circle
                    && let Some(last) = steps.last_mut()
                {
                    last.is_circle = true;
                }
                continue;
            }
            let mut edge = std::mem::take(&mut pending);
            if steps.is_empty() && matches!(self.name(node), "Timeout" | "Immediate") {
                edge = "(active timers)".to_owned();
            }
            steps.push(Step { edge, node: self.shown_name(node), group: at, is_circle: facts.is_circle });
        }
        steps
    }

    /// The edge into a group by its name alone: the same in all graphs of a heap.
    pub(crate) fn label_text(&self, group: &Group) -> &str {
        match group.label {
            Label::Named(_, name) => self.strings.get(name),
            Label::Root(name) => self.strings.get(name).split_once(" / ").map_or("", |(_, origin)| origin),
            Label::Any(_) => "[]",
            Label::Pair => "pair",
        }
    }

    /// What an edge is called; empty if it only leads into a store.
    fn edge_text(&self, groups: &Groups, group: &Group) -> String {
        let parent = groups.list.get(group.parent as usize).map_or(0, |parent| parent.sample);
        match group.label {
            Label::Any(_) if self.node(parent).sort == NodeType::Synthetic => String::new(),
            Label::Any(EdgeType::Element) => "[]".to_owned(),
            Label::Any(EdgeType::Property) => ".[key]".to_owned(),
            Label::Any(EdgeType::Internal) if self.is_store(parent) => match self.name(parent) {
                "(object elements)" => "[]".to_owned(),
                "(object properties)" | "system / PropertyArray" => ".[key]".to_owned(),
                name if name.starts_with('(') => String::new(),
                _ => "entry".to_owned(),
            },
            Label::Any(_) => String::new(),
            Label::Pair => "value in WeakMap".to_owned(),
            Label::Root(name) => {
                let text = self.strings.get(name);
                let origin = text.split_once(" / ").map_or(text, |(_, origin)| origin);
                format!("({})", shortened(origin))
            }
            Label::Named(sort, name) => self.named_edge(sort, self.strings.get(name)),
        }
    }

    fn named_edge(&self, sort: EdgeType, name: &str) -> String {
        /// Edges that say nothing to whoever reads the program.
        const SILENT: [&str; 9] =
            ["table", "elements", "properties", "context", "previous", "shared", "code", "active_cells", "bindings"];
        match sort {
            EdgeType::Context => format!("variable {}", shortened(name)),
            EdgeType::Property => format!(".{}", shortened(name)),
            EdgeType::Internal if SILENT.contains(&name) => String::new(),
            EdgeType::Shortcut if name.bytes().all(|byte| byte.is_ascii_digit()) => String::new(),
            _ => shortened(name),
        }
    }
}
