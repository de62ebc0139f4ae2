//! What the nodes and edges of a heap's graph are, by the words and numbers of V8's snapshots.

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum NodeType {
    Hidden,
    Array,
    String,
    Object,
    Code,
    Closure,
    RegExp,
    Number,
    Native,
    Synthetic,
    ConcatenatedString,
    SlicedString,
    Symbol,
    BigInt,
    ObjectShape,
    WasmObject,
}

impl NodeType {
    /// All of them with V8's words, in the order of their numbers.
    pub(crate) const ALL: [(NodeType, &'static str); 16] = [
        (NodeType::Hidden, "hidden"),
        (NodeType::Array, "array"),
        (NodeType::String, "string"),
        (NodeType::Object, "object"),
        (NodeType::Code, "code"),
        (NodeType::Closure, "closure"),
        (NodeType::RegExp, "regexp"),
        (NodeType::Number, "number"),
        (NodeType::Native, "native"),
        (NodeType::Synthetic, "synthetic"),
        (NodeType::ConcatenatedString, "concatenated string"),
        (NodeType::SlicedString, "sliced string"),
        (NodeType::Symbol, "symbol"),
        (NodeType::BigInt, "bigint"),
        (NodeType::ObjectShape, "object shape"),
        (NodeType::WasmObject, "wasm object"),
    ];
}

/// What an edge is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum EdgeType {
    Context,
    Element,
    Property,
    Internal,
    Hidden,
    Shortcut,
    Weak,
}

impl EdgeType {
    /// All of them with V8's words, in the order of their numbers.
    pub(crate) const ALL: [(EdgeType, &'static str); 7] = [
        (EdgeType::Context, "context"),
        (EdgeType::Element, "element"),
        (EdgeType::Property, "property"),
        (EdgeType::Internal, "internal"),
        (EdgeType::Hidden, "hidden"),
        (EdgeType::Shortcut, "shortcut"),
        (EdgeType::Weak, "weak"),
    ];

    /// Whether its name is a number instead of a string.
    pub(crate) fn is_numbered(self) -> bool {
        matches!(self, EdgeType::Element | EdgeType::Hidden)
    }
}
