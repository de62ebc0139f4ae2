//! The arena that a function's nodes are built in.

use crate::interpreter::machine::{NODE_BYTES, Node, NodeFunction, PropertyCache};
use crate::value::Value;

/// The number of a node in the arena.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct NodeIndex(pub(crate) u32);

/// What an operand field holds, for emission, dumps and the node verifier.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Field {
    /// Nothing.
    None,
    /// A child.
    Child(NodeIndex),
    /// A frame slot.
    Slot(u32),
    /// The first node of a list; see [`Arena::list`].
    List(NodeIndex),
    /// A number: count, constant index, word offset, shape id.
    Number(u32),
}

/// What the verifier and `--print-tree` know of a node.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NodeInfo {
    /// The name of its function.
    pub(crate) name: &'static str,
    /// Fields a, b, d.
    pub(crate) fields: [Field; 3],
}

/// Where a node that can throw or allocate stands in the source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Position {
    /// The node.
    pub(crate) node: u32,
    /// Byte offset in the source that a stack trace shows.
    pub(crate) offset: u32,
    /// The stretch of source that names what is called or read, for messages (`a.b is not a function`).
    pub(crate) subject: (u32, u32),
}

/// The nodes of one function while they are built.
#[derive(Default)]
pub(crate) struct Arena {
    /// The nodes; children stand before their parents, but for caches and fused nodes, which stand behind.
    pub(crate) nodes: Vec<Node>,
    /// What they are, parallel to `nodes`.
    pub(crate) infos: Vec<NodeInfo>,
    /// Whether they may suspend the function, parallel to `nodes`.
    pub(crate) suspends: Vec<bool>,
    /// The first node of each one's subtree, parallel to `nodes`.
    pub(crate) firsts: Vec<u32>,
    /// A node that has no variant for a child that suspends, but has got one.
    pub(crate) misplaced: Option<&'static str>,
    /// Positions, by ascending node.
    pub(crate) positions: Vec<Position>,
    /// What messages of some nodes say, by ascending node.
    pub(crate) notes: Vec<(u32, super::Note)>,
    /// Where a debugger can stop, by ascending node.
    pub(crate) stops: Vec<super::Stop>,
    /// Loops, by ascending node.
    pub(crate) turns: Vec<super::Turn>,
    /// Where the function returns, by ascending node.
    pub(crate) returns: Vec<super::Return>,
    /// First and last nodes of blocks whose exceptions are caught.
    pub(crate) caught: Vec<(u32, u32)>,
    /// The calls in tail position, by ascending node.
    pub(crate) tail_calls: Vec<u32>,
    /// The blocks that are counted.
    pub(crate) counters: Vec<super::Counter>,
    /// Blocks are counted.
    pub(crate) counts_blocks: bool,
    /// Deepest slot used so far, exclusive.
    pub(crate) frame: u32,
}

/// A node about to be emitted.
#[derive(Clone, Copy)]
pub(crate) struct Draft {
    pub(crate) name: &'static str,
    pub(crate) run: NodeFunction,
    pub(crate) a: Field,
    pub(crate) b: Field,
    pub(crate) depth: u32,
    pub(crate) d: Field,
    pub(crate) k: Payload,
}

/// A node's payload.
#[derive(Clone, Copy)]
pub(crate) enum Payload {
    /// Plain bits.
    Bits(u64),
    /// Low half: distance of a child; high half: a number.
    Child(NodeIndex, u32),
}

impl Draft {
    /// A node without operands.
    pub(crate) fn new(name: &'static str, run: NodeFunction, depth: u32) -> Self {
        Self { name, run, a: Field::None, b: Field::None, depth, d: Field::None, k: Payload::Bits(0) }
    }

    /// With field a.
    pub(crate) fn a(mut self, field: Field) -> Self {
        self.a = field;
        self
    }

    /// With field b.
    pub(crate) fn b(mut self, field: Field) -> Self {
        self.b = field;
        self
    }

    /// With field d.
    pub(crate) fn d(mut self, field: Field) -> Self {
        self.d = field;
        self
    }

    /// With a payload.
    pub(crate) fn k(mut self, bits: u64) -> Self {
        self.k = Payload::Bits(bits);
        self
    }

    /// With an immediate value as payload.
    pub(crate) fn constant(self, value: Value) -> Self {
        self.k(value.bits())
    }

    /// With a child in the payload's low half and a number in its high half.
    pub(crate) fn k_child(mut self, child: NodeIndex, number: u32) -> Self {
        self.k = Payload::Child(child, number);
        self
    }
}

impl Arena {
    /// Number of nodes.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Makes room for `depth` slots in the frame.
    pub(crate) fn reserve(&mut self, depth: u32) {
        self.frame = self.frame.max(depth);
    }

    /// Appends a node.
    pub(crate) fn emit(&mut self, draft: Draft) -> NodeIndex {
        let me = NodeIndex(self.nodes.len() as u32);
        let k = match draft.k {
            Payload::Bits(bits) => bits,
            Payload::Child(child, number) => u64::from(distance(me, child)) | u64::from(number) << 32,
        };
        self.nodes.push(Node {
            run: draft.run,
            a: encode(me, draft.a),
            b: encode(me, draft.b),
            c: draft.depth,
            d: encode(me, draft.d),
            k,
        });
        self.infos.push(NodeInfo { name: draft.name, fields: [draft.a, draft.b, draft.d] });
        let payload = match draft.k {
            Payload::Child(child, _) => Field::Child(child),
            Payload::Bits(_) => Field::None,
        };
        self.push_extent(&[draft.a, draft.b, draft.d, payload]);
        if self.suspends[me.0 as usize] && !takes_suspending(draft.name) {
            self.misplaced = Some(draft.name);
        }
        me
    }

    /// Makes a node one of another kind with the same fields.
    pub(crate) fn become_kind(&mut self, node: NodeIndex, name: &'static str, run: NodeFunction) {
        self.nodes[node.0 as usize].run = run;
        self.infos[node.0 as usize].name = name;
    }

    /// Notes of the node just pushed what its subtree is.
    fn push_extent(&mut self, fields: &[Field]) {
        let (mut suspends, mut first) = (false, self.suspends.len() as u32);
        for field in fields {
            if let Field::Child(child) | Field::List(child) = field {
                suspends |= self.suspends[child.0 as usize];
                first = first.min(self.firsts[child.0 as usize]);
            }
        }
        self.suspends.push(suspends);
        self.firsts.push(first);
    }

    /// Appends an empty property cache; it must follow its property node.
    pub(crate) fn emit_cache(&mut self) {
        self.nodes.push(PropertyCache::empty_node());
        self.infos.push(NodeInfo { name: "cache", fields: [Field::None; 3] });
        self.push_extent(&[]);
    }

    /// Appends the holders of a list of children and returns the first.
    pub(crate) fn list(&mut self, children: &[NodeIndex]) -> NodeIndex {
        let first = NodeIndex(self.nodes.len() as u32);
        for group in children.chunks(4) {
            let field = |index: usize| group.get(index).map_or(Field::None, |&child| Field::Child(child));
            let me = NodeIndex(self.nodes.len() as u32);
            self.nodes.push(Node {
                run: crate::interpreter::machine::list_holder,
                a: encode(me, field(0)),
                b: encode(me, field(1)),
                c: encode(me, field(2)),
                d: encode(me, field(3)),
                k: 0,
            });
            self.infos.push(NodeInfo { name: "list", fields: [field(0), field(1), field(3)] });
            // The first holder speaks for all.
            let own = if me == first { children } else { &[] };
            self.push_extent(&own.iter().map(|&child| Field::Child(child)).collect::<Vec<_>>());
        }
        if children.is_empty() {
            self.emit(Draft::new("list", crate::interpreter::machine::list_holder, 0));
        }
        first
    }

    /// Names what messages of `node` call by its source, whose position was told last.
    pub(crate) fn set_subject(&mut self, node: NodeIndex, subject: (u32, u32)) {
        if let Some(position) = self.positions.last_mut().filter(|position| position.node == node.0) {
            position.subject = subject;
        }
    }

    /// Remembers where `node` stands in the source.
    pub(crate) fn position(&mut self, node: NodeIndex, offset: u32, subject: (u32, u32)) {
        self.positions.push(Position { node: node.0, offset, subject });
    }
}

fn encode(me: NodeIndex, field: Field) -> u32 {
    match field {
        Field::None => 0,
        Field::Child(child) | Field::List(child) => distance(me, child),
        Field::Slot(number) | Field::Number(number) => number,
    }
}

/// Byte distance from `me` to `child`, two's complement.
fn distance(me: NodeIndex, child: NodeIndex) -> u32 {
    (child.0.wrapping_sub(me.0)).wrapping_mul(NODE_BYTES as u32)
}

/// Whether a node of this name can be gone on with when a child of it has suspended.
fn takes_suspending(name: &str) -> bool {
    let passes_on = [
        "labelled",
        "apart",
        "count_after",
        "end_chain",
        "end_chain_true",
        "list",
        "generator_start",
        "async_start",
        "for_await",
    ];
    name.starts_with("resumable_") || passes_on.contains(&name) || is_suspension(name)
}

/// Whether the function stops at nodes of this name.
pub(crate) fn is_suspension(name: &str) -> bool {
    matches!(name, "yield" | "yield_statement" | "yield_star" | "await" | "async_yield" | "async_yield_star")
}
