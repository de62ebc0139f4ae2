//! Where time goes, by samples of the stack, as DevTools reads it (`.cpuprofile`).
//!
//! A sample is taken at a poll: at the start of a function or of a turn of a loop. The time since the sample before belongs
//! to it.

use super::call_frame::{call_frame, script_url};
use super::json::{list, object};
use crate::runtime::{CapturedFrame, Isolate, SourcePlace};
use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

/// Frames of a sample, at most.
const MOST_FRAMES: usize = 255;
/// Samples of a profile, at most: about an hour of them at the usual interval.
const MOST_SAMPLES: usize = 4 << 20;
/// Nodes of the tree that stand for what is no function.
const ROOT: u32 = 0;
const PROGRAM: u32 = 1;
const IDLE: u32 = 2;

/// What tells a function from others: its script and where it begins there; or its name, if it is none of a script.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Script(SourcePlace),
    Native(String),
}

/// A function, called by what stands above it in the tree.
struct Node {
    name: String,
    url: String,
    /// Where it begins, if it is one of a script.
    place: Option<SourcePlace>,
    hits: u32,
    /// Samples by line, from 1.
    ticks: BTreeMap<u32, u32>,
    children: Vec<u32>,
}

impl Node {
    fn without_place(name: &str) -> Node {
        let (ticks, children) = (BTreeMap::new(), Vec::new());
        Node { name: name.to_owned(), url: String::new(), place: None, hits: 0, ticks, children }
    }
}

/// A profile in the making.
pub(crate) struct CpuProfile {
    /// What microseconds are counted from.
    clock: Instant,
    started: u64,
    last: u64,
    nodes: Vec<Node>,
    numbers: HashMap<(u32, Key), u32>,
    samples: Vec<u32>,
    deltas: Vec<u64>,
}

impl CpuProfile {
    /// An empty profile; `clock` is what times are counted from.
    pub(crate) fn new(clock: Instant) -> CpuProfile {
        let started = clock.elapsed().as_micros() as u64;
        let mut root = Node::without_place("(root)");
        root.children = vec![PROGRAM, IDLE];
        CpuProfile {
            clock,
            started,
            last: started,
            nodes: vec![root, Node::without_place("(program)"), Node::without_place("(idle)")],
            numbers: HashMap::new(),
            samples: Vec::new(),
            deltas: Vec::new(),
        }
    }

    /// Takes a sample of what runs. With nothing running, the time was spent waiting.
    pub(crate) fn sample(&mut self, isolate: &Isolate) {
        if self.samples.len() == MOST_SAMPLES {
            return;
        }
        let frames = isolate.running_frames(MOST_FRAMES);
        let mut node = if frames.is_empty() { IDLE } else { ROOT };
        for frame in frames.iter().rev() {
            node = self.child(isolate, node, frame);
        }
        let line = frames.first().and_then(|innermost| innermost.tell(isolate)).map_or(0, |info| info.line);
        if line > 0 {
            *self.nodes[node as usize].ticks.entry(line).or_insert(0) += 1;
        }
        let node = if node == ROOT { PROGRAM } else { node };
        self.nodes[node as usize].hits += 1;
        let now = self.clock.elapsed().as_micros() as u64;
        self.samples.push(node);
        self.deltas.push(now.saturating_sub(self.last));
        self.last = now;
    }

    /// The node of a frame's function under its caller's.
    fn child(&mut self, isolate: &Isolate, parent: u32, frame: &CapturedFrame) -> u32 {
        let place = (isolate.upcalls.closure_place)(isolate, frame.callee(isolate));
        let (key, info) = match place {
            Some(place) => (Key::Script(place), None),
            None => match frame.tell(isolate) {
                Some(info) => (Key::Native(info.function.clone()), Some(info)),
                None => return parent,
            },
        };
        let number = (parent, key);
        if let Some(&known) = self.numbers.get(&number) {
            return known;
        }
        let Some(info) = info.or_else(|| frame.tell(isolate)) else { return parent };
        let node = self.nodes.len() as u32;
        let url = if info.is_native { String::new() } else { script_url(&info.script) };
        self.nodes.push(Node { url, place, ..Node::without_place(&info.function) });
        self.nodes[parent as usize].children.push(node);
        self.numbers.insert(number, node);
        node
    }

    /// `Profiler.Profile` as JSON. The ids of nodes begin with 1.
    pub(crate) fn finish(&mut self) -> String {
        let ended = self.clock.elapsed().as_micros() as u64;
        let nodes = self.nodes.iter().enumerate().map(|(number, node)| {
            let ticks = node.ticks.iter().map(|(line, ticks)| format!("{{\"line\":{line},\"ticks\":{ticks}}}"));
            object(&[
                ("id", (number + 1).to_string()),
                ("callFrame", call_frame(&node.name, &node.url, node.place)),
                ("hitCount", node.hits.to_string()),
                ("children", list(node.children.iter().map(|child| child + 1))),
                ("positionTicks", list(ticks)),
            ])
        });
        object(&[
            ("nodes", list(nodes)),
            ("startTime", self.started.to_string()),
            ("endTime", ended.to_string()),
            ("samples", list(self.samples.iter().map(|node| node + 1))),
            ("timeDeltas", list(self.deltas.iter())),
        ])
    }
}
