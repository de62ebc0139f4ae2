//! The nodes: how they are numbered, what they are called, what they weigh.
//!
//! Nodes in order: the root, `(GC roots)`, the kinds of roots, the objects of the census, the payloads.

use super::format::SCRIPT_PREFIX;
use super::names::{Made, Name, known};
use super::roots::{self, STRONG_ROOTS};
use crate::heap::{Heap, ObjectId, Raw, Reason, Uncounted};
use crate::inspect::node_type::NodeType;
use crate::runtime::{Isolate, KnownName, Shape, SourcePlace, constructor_of_shape};
use crate::value::layout::{self, bound, code, function, native, regexp, symbol};
use crate::value::{self, kind};
use std::collections::HashMap;

/// Nodes before the first object.
pub(super) const FIRST_OBJECT: u32 = roots::NAMES.len() as u32;
/// The id of what is charged to nobody's account: lists of the host. Ids of payloads come behind it.
const SCRATCH_ID: u32 = 2;
/// Shapes whose classes are remembered, at most.
const MOST_CLASSES: usize = 1 << 16;

/// A node, as it is written.
#[derive(Clone, Copy)]
pub(super) struct Node<'h> {
    pub(super) node_type: NodeType,
    pub(super) name: Name<'h>,
    pub(super) id: u64,
    pub(super) size: usize,
}

/// What objects of a shape are called, and where their constructor stands.
#[derive(Clone, Copy)]
struct Class<'h> {
    name: Name<'h>,
    constructor: Option<Raw<'h>>,
    place: Option<SourcePlace>,
    has_place: bool,
}

/// A payload outside the heap.
#[derive(Clone, Copy)]
pub(super) struct Payload {
    /// The node of its owner.
    pub(super) host: u32,
    pub(super) id: u32,
    pub(super) bytes: usize,
    pub(super) category: &'static str,
}

impl Payload {
    /// What it is in a snapshot: the name of the edge from its owner, the type of its node, the name of that.
    pub(super) fn shown(&self) -> (Name<'static>, NodeType, Name<'static>) {
        match self.category {
            "ArrayBuffer data" => {
                const { (known("backing_store"), NodeType::Native, known("system / JSArrayBufferData")) }
            }
            "executable tree" => const { (known("executable_tree"), NodeType::Code, known("system / ExecutableTree")) },
            "script source" => const { (known("source"), NodeType::Native, known("system / ScriptData")) },
            "scratch" => const { (known("scratch"), NodeType::Native, known("system / ScratchMemory")) },
            _ => const { (known("data"), NodeType::Native, known("system / Payload")) },
        }
    }
}

/// A pair of ephemerons whose value is an object.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub(super) table: u32,
    pub(super) key: u32,
    pub(super) value: u32,
}

/// The graph of one moment.
pub(super) struct Graph<'h> {
    pub(super) isolate: &'h Isolate,
    pub(super) objects: u32,
    pub(super) payloads: Vec<Payload>,
    /// In the order of tables.
    pub(super) pairs: Vec<Pair>,
    /// Their numbers in the order of keys.
    pub(super) pairs_by_key: Vec<u32>,
    pub(super) made: Made,
    /// One more than the greatest number that names an edge.
    pub(super) numbers: u32,
    /// The first of the nodes for what is no object, where variables with such a value have edges.
    pub(super) immediates: Option<u32>,
    classes: HashMap<u32, Class<'h>, ahash::RandomState>,
}

impl<'h> Graph<'h> {
    /// Collects everything, and takes a census: the graph of what lives.
    pub(super) fn take(isolate: &'h mut Isolate) -> Result<Graph<'h>, Uncounted> {
        isolate.heap.collect_full(Reason::HeapProfiler, false);
        let objects = isolate.heap.take_census()?;
        isolate.heap.number_payloads();
        let isolate: &Isolate = isolate;
        let mut graph = Graph {
            isolate,
            objects,
            payloads: Vec::new(),
            pairs: Vec::new(),
            pairs_by_key: Vec::new(),
            made: Made::default(),
            numbers: 0,
            immediates: None,
            classes: HashMap::with_hasher(ahash::RandomState::with_seeds(1, 2, 3, 4)),
        };
        graph.find_payloads()?;
        graph.find_pairs()?;
        Ok(graph)
    }

    pub(super) fn heap(&self) -> &'h Heap {
        &self.isolate.heap
    }

    /// All nodes.
    pub(super) fn count(&self) -> u32 {
        FIRST_OBJECT + self.objects + self.payloads.len() as u32
    }

    /// The node of an object.
    pub(super) fn node_of(&self, object: Raw<'_>) -> Option<u32> {
        self.heap().census_number(object).map(|number| FIRST_OBJECT + number)
    }

    /// The payloads of a node, as their numbers.
    pub(super) fn payloads_of(&self, host: u32) -> std::ops::Range<usize> {
        let start = self.payloads.partition_point(|payload| payload.host < host);
        let count = self.payloads[start..].iter().take_while(|payload| payload.host == host).count();
        start..start + count
    }

    fn find_payloads(&mut self) -> Result<(), Uncounted> {
        let (heap, mut found, mut is_full) = (self.heap(), Vec::new(), false);
        heap.for_each_payload(|host, id, bytes, category| {
            is_full |= found.try_reserve(1).is_err();
            let host = self.node_of(host).filter(|_| !is_full);
            found.extend(host.map(|host| Payload { host, id, bytes, category }));
        });
        let known: usize = found.iter().map(|payload: &Payload| payload.bytes).sum();
        let bytes = heap.statistics().external_bytes.saturating_sub(known);
        found.extend((bytes > 0).then_some(Payload { host: STRONG_ROOTS, id: SCRATCH_ID, bytes, category: "scratch" }));
        found.sort_by_key(|payload| payload.host);
        self.payloads = found;
        if is_full { Err(Uncounted) } else { Ok(()) }
    }

    fn find_pairs(&mut self) -> Result<(), Uncounted> {
        let (heap, mut count) = (self.heap(), 0);
        heap.for_each_counted(|_, _, table| count += self.full_pairs_of(table).count());
        let mut found = Vec::new();
        found.try_reserve_exact(count).map_err(|_| Uncounted)?;
        heap.for_each_counted(|number, _, table| {
            let table_node = FIRST_OBJECT + number;
            found.extend(self.full_pairs_of(table).map(|(key, value)| Pair { table: table_node, key, value }));
        });
        self.pairs = found;
        self.pairs_by_key.try_reserve_exact(self.pairs.len()).map_err(|_| Uncounted)?;
        self.pairs_by_key.extend(0..self.pairs.len() as u32);
        self.pairs_by_key.sort_unstable_by_key(|&pair| self.pairs[pair as usize].key);
        Ok(())
    }

    /// The nodes of keys and values of a table of ephemerons whose values are objects.
    fn full_pairs_of(&self, table: Raw<'h>) -> impl Iterator<Item = (u32, u32)> {
        let pairs = table.is_kind(kind::EPHEMERON_TABLE).then(|| pairs_of(table));
        pairs.into_iter().flatten().filter_map(|(key, value)| Some((self.node_of(key)?, self.node_of(value)?)))
    }

    /// Whether a pair has edges of its own.
    pub(super) fn is_pair(&self, (key, value): (Raw<'h>, Raw<'h>)) -> bool {
        self.node_of(key).is_some() && self.node_of(value).is_some()
    }

    /// The identity of an object.
    pub(super) fn id(&self, object: Raw<'h>) -> u64 {
        self.heap().known_identity(object).map_or(0, |id| id.0)
    }

    /// The name and identity of an object, as V8 shows it within names.
    pub(super) fn called(&mut self, object: Raw<'h>) -> String {
        let name = match self.type_and_name(object).1 {
            Name::Known(index) => super::names::KNOWN[index as usize].to_owned(),
            Name::Heap(string) => value::flat_units(string).map(|units| units.to_rust_lossy()).unwrap_or_default(),
            Name::Made(number) => self.made.texts[number as usize].clone(),
            Name::Number(_) | Name::Pair(_) | Name::Index(_) => String::new(),
        };
        format!("{name} @{}", self.id(object))
    }

    /// The node of an object of the census.
    pub(super) fn describe(&mut self, id: ObjectId, object: Raw<'h>) -> Node<'h> {
        let (node_type, name) = self.type_and_name(object);
        Node { node_type, name, id: id.0, size: object.size_words() * 8 }
    }

    /// What an object is, and what it is called.
    pub(super) fn type_and_name(&mut self, object: Raw<'h>) -> (NodeType, Name<'h>) {
        use NodeType::{
            Array, BigInt, Closure, Code, ConcatenatedString, Hidden, Object, ObjectShape, RegExp, SlicedString,
            String, Symbol,
        };
        match object.kind() {
            kind::STRING_LATIN1 | kind::STRING_TWO_BYTE => (String, Name::Heap(object)),
            kind::ROPE => (ConcatenatedString, const { known("(concatenated string)") }),
            kind::SLICE => (SlicedString, const { known("(sliced string)") }),
            kind::SYMBOL => (Symbol, self.text(object.word(symbol::DESCRIPTION), const { known("symbol") })),
            kind::BIGINT => (BigInt, const { known("bigint") }),
            kind::CONTEXT => (Object, const { known("system / Context") }),
            kind::CODE => (Code, self.text(object.word(code::NAME), const { known("") })),
            kind::SCRIPT => (Code, self.script_name(object)),
            kind::FEEDBACK => (Code, const { known("system / FeedbackVector") }),
            kind::SCOPE_INFO => (Code, const { known("system / ScopeInfo") }),
            kind::SHAPE => (ObjectShape, const { known("system / Map") }),
            kind::PROPERTY_TABLE => (ObjectShape, const { known("system / DescriptorArray") }),
            kind::TRANSITION_TABLE => (ObjectShape, const { known("system / TransitionArray") }),
            kind::BUTTERFLY => (Array, butterfly_name(object)),
            kind::PROPERTY_DICTIONARY => (Array, const { known("(property dictionary)") }),
            kind::ELEMENT_DICTIONARY => (Array, const { known("(element dictionary)") }),
            kind::WORDS | kind::BYTES | kind::ORDERED_HASH_TABLE | kind::EPHEMERON_TABLE | kind::INTERN_TABLE => {
                (Array, const { known("") })
            }
            kind::ACCESSOR_PAIR => (Hidden, const { known("system / AccessorPair") }),
            kind::REALM => (Hidden, const { known("system / NativeContext") }),
            kind::WEAK_CELL | kind::FINALIZATION_CELL => (Hidden, const { known("system / WeakCell") }),
            kind::RECORD if object.size_words() == layout::reaction::WORDS => {
                (Hidden, const { known("system / PromiseReaction") })
            }
            kind::GENERATOR_STATE => (Hidden, const { known("system / GeneratorState") }),
            kind::MODULE if object.word(layout::module::SCRIPT).is_undefined() => {
                (Hidden, const { known("system / SyntheticModule") })
            }
            kind::MODULE => (Hidden, const { known("system / SourceTextModule") }),
            other if !kind::is_object(other) => (Hidden, const { known("system / Record") }),
            kind::FUNCTION => (Closure, self.closure_name(object)),
            kind::NATIVE_FUNCTION => (Closure, self.text(object.word(native::NAME), const { known("") })),
            kind::BOUND_FUNCTION => (Closure, const { known("native_bind") }),
            kind::REGEXP => (RegExp, self.text(object.word(regexp::SOURCE), const { known("") })),
            kind::GLOBAL_OBJECT => (Object, const { known("global") }),
            kind::PROXY => (Object, const { known("Proxy") }),
            kind::GENERATOR | kind::ASYNC_GENERATOR => (Object, self.generator_name(object)),
            _ => (Object, self.class(object).name),
        }
    }

    /// The name of a string of the heap, or another if it is none.
    fn text(&mut self, string: Raw<'h>, otherwise: Name<'h>) -> Name<'h> {
        match string.kind() {
            kind::STRING_LATIN1 | kind::STRING_TWO_BYTE => Name::Heap(string),
            kind::ROPE | kind::SLICE => {
                let Some(units) = value::flat_units(string) else { return const { known("(concatenated string)") } };
                let units = units.slice(0, super::format::LONGEST_STRING);
                Name::Made(self.made.number(units.to_rust_lossy()))
            }
            _ => otherwise,
        }
    }

    fn script_name(&mut self, script: Raw<'h>) -> Name<'h> {
        let name = value::flat_units(script.word(layout::script::NAME));
        let name = name.map(|units| units.to_rust_lossy()).unwrap_or_default();
        Name::Made(self.made.number(format!("{SCRIPT_PREFIX}{name}")))
    }

    /// The name in the source, else what `name` says.
    fn closure_name(&mut self, closure: Raw<'h>) -> Name<'h> {
        let written = closure.word(function::CODE).word(code::NAME);
        match value::is_string(written) && value::length(written) > 0 {
            true => self.text(written, const { known("") }),
            false => self.text(closure.word(function::NAME), const { known("") }),
        }
    }

    /// V8 takes the function for the constructor of its generators.
    fn generator_name(&mut self, object: Raw<'h>) -> Name<'h> {
        let state = object.word(layout::generator::STATE);
        let closure = match state.is_kind(kind::GENERATOR_STATE) {
            true => state.word(layout::generator_state::CALLEE),
            false => object.word(layout::generator::FUNCTION),
        };
        if closure.is_kind(kind::FUNCTION) { self.closure_name(closure) } else { self.class(object).name }
    }

    fn class(&mut self, object: Raw<'h>) -> Class<'h> {
        let id = object.aux();
        if let Some(&class) = self.classes.get(&id) {
            return class;
        }
        let heap = self.heap();
        let found = match is_prototype(self.isolate, heap.shape(id)) {
            true => None,
            false => constructor_of_shape(heap, self.isolate.known_names, id),
        };
        let name = found.map(|(_, name)| name).filter(|name| value::is_string(*name) && value::length(*name) > 0);
        let otherwise = const { known("Object") };
        let name = name.map_or(otherwise, |name| self.text(name, otherwise));
        let constructor = found.map(|(constructor, _)| constructor);
        let class = Class { name, constructor, place: None, has_place: false };
        self.remember(id, class);
        class
    }

    fn remember(&mut self, shape: u32, class: Class<'h>) {
        if self.classes.len() >= MOST_CLASSES {
            self.classes.clear();
        }
        self.classes.insert(shape, class);
    }

    /// Where a closure stands, or the constructor of another object.
    pub(super) fn place(&mut self, object: Raw<'h>) -> Option<SourcePlace> {
        let find = self.isolate.upcalls.closure_place;
        match object.kind() {
            kind::FUNCTION => find(self.isolate, object),
            other if !kind::is_object(other) => None,
            kind::NATIVE_FUNCTION | kind::BOUND_FUNCTION => None,
            _ => {
                let mut class = self.class(object);
                if !class.has_place {
                    let constructor = class.constructor.filter(|constructor| constructor.is_kind(kind::FUNCTION));
                    class.place = constructor.and_then(|constructor| find(self.isolate, constructor));
                    class.has_place = true;
                    self.remember(object.aux(), class);
                }
                class.place
            }
        }
    }

    /// The bound arguments of a function.
    pub(super) fn bound_arguments(object: Raw<'h>) -> Raw<'h> {
        object.word(bound::ARGUMENTS)
    }
}

/// The pairs of a table of ephemerons: keys and values, free places included.
pub(super) fn pairs_of(table: Raw<'_>) -> impl Iterator<Item = (Raw<'_>, Raw<'_>)> {
    let words = table.words(table.tagged_words());
    (0..words.len() / 2).map(move |pair| (words.get(2 * pair), words.get(2 * pair + 1)))
}

fn butterfly_name(object: Raw<'_>) -> Name<'static> {
    let info = layout::ButterflyInfo(object.raw_word(layout::butterfly::INFO));
    match info.elements() > 0 || info.is_sparse() {
        true => const { known("(object elements)") },
        false => const { known("(object properties)") },
    }
}

/// Is it the shape of a prototype that has a `constructor` of its own? What constructs others is no instance.
fn is_prototype(isolate: &Isolate, shape: Raw<'_>) -> bool {
    shape.is_pointer()
        && Shape(shape).has(layout::shape::IS_PROTOTYPE)
        && Shape(shape).find(isolate.known(KnownName::Constructor)).is_some()
}
