//! What an object refers to. Each reference is an edge; what has no better name has its number.

use super::graph::{FIRST_OBJECT, Graph};
use super::names::{NUMBERS, Name, known};
use super::roots::STRONG_ROOTS;
use super::{roots, scopes};
use crate::heap::Raw;
use crate::inspect::node_type::EdgeType::{self, Context, Element, Hidden, Internal, Property, Shortcut, Weak};
use crate::runtime::{ScopeInfo, Shape, Triples};
use crate::value::layout::{self, ButterflyInfo, Meta, attribute};
use crate::value::{self, kind};

/// An edge, as it is written.
#[derive(Clone, Copy)]
pub(super) struct Edge<'h> {
    pub(super) edge_type: EdgeType,
    pub(super) name: Name<'h>,
    pub(super) to: u32,
}

/// Gets the edges of a node, one after the other.
pub(super) type Sink<'s, 'h> = &'s mut dyn FnMut(Edge<'h>);

impl<'h> Graph<'h> {
    /// The edges of a node that is no object.
    pub(super) fn edges_of_root(&mut self, node: u32, sink: Sink<'_, 'h>) {
        match node {
            0 => {
                sink(Edge { edge_type: Element, name: Name::Index(1), to: 1 });
                let global = self.heap().root_value(self.isolate.global_object);
                self.link(sink, Shortcut, Name::Number(2), global);
            }
            1 => {
                for group in 2..FIRST_OBJECT {
                    sink(Edge { edge_type: Element, name: Name::Index(group - 1), to: group });
                }
            }
            _ => {
                let group = (node - 2) as u8;
                let mut index = 0;
                roots::for_each_of(self.heap(), group, |origin, object| {
                    let name = match roots::name(origin, index) {
                        Some(text) => Name::Made(self.made.number(text)),
                        None => self.number(index),
                    };
                    index += 1;
                    self.link(sink, Internal, name, object);
                });
                if let Some(first) = self.immediates.filter(|_| node == STRONG_ROOTS) {
                    scopes::immediates(first, sink);
                }
                self.payloads(node, sink);
            }
        }
    }

    /// The edges of an object.
    pub(super) fn edges_of(&mut self, node: u32, object: Raw<'h>, sink: Sink<'_, 'h>) {
        match object.kind() {
            other if kind::is_object(other) => self.object(object, sink),
            kind::CONTEXT => self.context(object, sink),
            kind::BUTTERFLY => self.butterfly(object, sink),
            kind::ELEMENT_DICTIONARY | kind::PROPERTY_DICTIONARY | kind::ORDERED_HASH_TABLE => {
                self.all_words(object, Internal, sink);
            }
            kind::TRANSITION_TABLE | kind::INTERN_TABLE => self.all_words(object, Weak, sink),
            kind::EPHEMERON_TABLE => self.ephemerons(node, object, sink),
            _ => self.named_words(object, sink),
        }
        self.pairs_of_key(node, sink);
        self.payloads(node, sink);
    }

    fn payloads(&mut self, node: u32, sink: Sink<'_, 'h>) {
        for payload in self.payloads_of(node) {
            let (name, ..) = self.payloads[payload].shown();
            sink(Edge { edge_type: Internal, name, to: FIRST_OBJECT + self.objects + payload as u32 });
        }
    }

    fn link(&self, sink: Sink<'_, 'h>, edge_type: EdgeType, name: Name<'h>, target: Raw<'h>) {
        if let Some(to) = self.node_of(target) {
            sink(Edge { edge_type, name, to });
        }
    }

    /// The string of a number; of a great one that of none.
    fn number(&mut self, number: usize) -> Name<'h> {
        if number >= NUMBERS as usize {
            return const { known("") };
        }
        self.numbers = self.numbers.max(number as u32 + 1);
        Name::Number(number as u32)
    }

    /// A word that is called by its number: a great number makes a hidden edge of it, which needs no string.
    fn numbered(&mut self, sink: Sink<'_, 'h>, edge_type: EdgeType, number: usize, target: Raw<'h>) {
        if target.as_immediate().is_some() {
            return;
        }
        if edge_type == Internal && number >= NUMBERS as usize {
            return self.link(sink, Hidden, Name::Index(number as u32), target);
        }
        let name = self.number(number);
        self.link(sink, edge_type, name, target);
    }

    fn all_words(&mut self, object: Raw<'h>, edge_type: EdgeType, sink: Sink<'_, 'h>) {
        let range = object.tagged_words();
        let words = object.words(range.clone());
        for index in 0..words.len() {
            self.numbered(sink, edge_type, range.start + index, words.get(index));
        }
    }

    /// The words of what is no object, by the names of their kinds.
    fn named_words(&mut self, object: Raw<'h>, sink: Sink<'_, 'h>) {
        let range = object.tagged_words();
        let words = object.words(range.clone());
        let first = if matches!(object.kind(), kind::WORDS | kind::FEEDBACK | kind::REALM) { 2 } else { 0 };
        for index in 0..words.len() {
            let word = range.start + index;
            match word_name(object.kind(), word) {
                Some((edge_type, name)) => self.link(sink, edge_type, name, words.get(index)),
                None => self.numbered(sink, Internal, word - first, words.get(index)),
            }
        }
    }

    fn context(&mut self, context: Raw<'h>, sink: Sink<'_, 'h>) {
        use layout::context::{PREVIOUS, SCOPE_INFO, VARIABLES};
        let info = ScopeInfo::of_context(context);
        self.link(sink, Internal, const { known("previous") }, context.word(PREVIOUS));
        self.link(sink, Internal, const { known("scope_info") }, context.word(SCOPE_INFO));
        for word in VARIABLES..context.size_words() {
            let value = context.word(word);
            let name = info.and_then(|info| info.name(word - VARIABLES));
            match name.filter(|name| value::is_string(*name)) {
                // Tools tell variables of contexts of one scope by their order: each has an edge.
                Some(name) => match self.immediates.filter(|_| !value.is_pointer()) {
                    Some(first) => {
                        let to = first + scopes::immediate(value.word_value());
                        sink(Edge { edge_type: Context, name: Name::Heap(name), to });
                    }
                    None => self.link(sink, Context, Name::Heap(name), value),
                },
                None => self.numbered(sink, Internal, word, value),
            }
        }
    }

    fn butterfly(&mut self, store: Raw<'h>, sink: Sink<'_, 'h>) {
        let first = ButterflyInfo(store.raw_word(layout::butterfly::INFO)).first_element();
        let range = store.tagged_words();
        let words = store.words(range.clone());
        for index in 0..words.len() {
            match (range.start + index).checked_sub(first) {
                Some(element) => self.numbered(sink, Internal, element, words.get(index)),
                None => self.link(sink, Hidden, Name::Index((range.start + index) as u32), words.get(index)),
            }
        }
    }

    fn ephemerons(&mut self, node: u32, table: Raw<'h>, sink: Sink<'_, 'h>) {
        self.all_words(table, Weak, sink);
        let start = self.pairs.partition_point(|pair| pair.table < node);
        for pair in start..self.pairs.len() {
            if self.pairs[pair].table != node {
                break;
            }
            sink(Edge { edge_type: Internal, name: Name::Pair(pair as u32), to: self.pairs[pair].value });
        }
    }

    fn pairs_of_key(&mut self, node: u32, sink: Sink<'_, 'h>) {
        let key = |pair: &u32| self.pairs[*pair as usize].key;
        let start = self.pairs_by_key.partition_point(|pair| key(pair) < node);
        for pair in self.pairs_by_key[start..].iter().take_while(|pair| key(pair) == node) {
            sink(Edge { edge_type: Internal, name: Name::Pair(*pair), to: self.pairs[*pair as usize].value });
        }
    }

    fn object(&mut self, object: Raw<'h>, sink: Sink<'_, 'h>) {
        let raw_shape = self.heap().shape(object.aux());
        self.link(sink, Internal, const { known("map") }, raw_shape);
        if !raw_shape.is_pointer() {
            return self.all_words(object, Internal, sink);
        }
        let shape = Shape(raw_shape);
        self.link(sink, Property, const { known("__proto__") }, shape.prototype());
        let info = self.store(object, sink);
        let traits = shape.traits();
        let is_dictionary = shape.has(layout::shape::DICTIONARY);
        let named = if is_dictionary { 0 } else { shape.count().min(traits.inline_capacity as usize) };
        let slots = traits.first_slot as usize;
        for word in layout::BUTTERFLY + 1..object.tagged_words().end {
            let value = object.word(word);
            if value.as_immediate().is_some() || word >= slots && word - slots < named {
                continue;
            }
            match word_name(object.kind(), word).filter(|_| word < slots) {
                Some((edge_type, name)) => self.link(sink, edge_type, name, value),
                None => self.numbered(sink, Internal, word, value),
            }
        }
        if is_dictionary {
            self.dictionary(object, sink);
        } else if let Some(table) = shape.table() {
            // Keys and metadata take turns; which words of the table are tagged is found once.
            let entries = table.0.parts().tagged;
            for entry in 0..shape.count() {
                let value = crate::runtime::property_slot(object, traits.location(entry as u32));
                if value.is_pointer() {
                    let meta = Meta(entries.get(2 * entry + 1).as_int() as u32);
                    self.property(sink, entries.get(2 * entry), meta, value);
                }
            }
        }
        self.elements(object, info, sink);
        self.special(object, sink);
    }

    /// The store of elements and further properties.
    fn store(&mut self, object: Raw<'h>, sink: Sink<'_, 'h>) -> ButterflyInfo {
        let store = object.word(layout::BUTTERFLY);
        if !store.is_pointer() {
            return ButterflyInfo::default();
        }
        let info = ButterflyInfo(store.raw_word(layout::butterfly::INFO));
        let name = match info.elements() > 0 || info.is_sparse() {
            true => const { known("elements") },
            false => const { known("properties") },
        };
        self.link(sink, Internal, name, store);
        info
    }

    fn dictionary(&mut self, object: Raw<'h>, sink: Sink<'_, 'h>) {
        let store = object.word(layout::BUTTERFLY);
        if !store.is_pointer() {
            return;
        }
        let table = store.word(layout::butterfly::OVERFLOW);
        if !table.is_kind(kind::PROPERTY_DICTIONARY) {
            return;
        }
        let table = Triples(table);
        for entry in table.entries() {
            self.property(sink, table.key(entry), table.meta(entry), table.value(entry));
        }
    }

    fn property(&mut self, sink: Sink<'_, 'h>, key: Raw<'h>, meta: Meta, value: Raw<'h>) {
        if value.as_immediate().is_some() {
            return;
        }
        let name = match key.kind() {
            kind::STRING_LATIN1 | kind::STRING_TWO_BYTE => Name::Heap(key),
            _ => Name::Made(self.made.number(symbol_text(key))),
        };
        self.link(sink, Property, name, value);
        if meta.has(attribute::ACCESSOR) && value.is_kind(kind::ACCESSOR_PAIR) {
            let key = match name {
                Name::Heap(key) => value::flat_units(key).map(|units| units.to_rust_lossy()).unwrap_or_default(),
                _ => symbol_text(key),
            };
            for (word, sort) in [(layout::accessor::GETTER, "get"), (layout::accessor::SETTER, "set")] {
                if value.word(word).is_pointer() {
                    let name = Name::Made(self.made.number(format!("{sort} {key}")));
                    self.link(sink, Property, name, value.word(word));
                }
            }
        }
    }

    fn elements(&mut self, object: Raw<'h>, info: ButterflyInfo, sink: Sink<'_, 'h>) {
        let store = object.word(layout::BUTTERFLY);
        let first = info.first_element();
        if info.is_sparse() {
            let table = store.word(first);
            if table.is_kind(kind::ELEMENT_DICTIONARY) {
                let table = Triples(table);
                for entry in table.entries() {
                    let index = table.key(entry).word_value().as_number() as u32;
                    self.link(sink, Element, Name::Index(index), table.value(entry));
                }
            }
        } else if info.elements() > 0 {
            let words = store.words(first..first + info.elements());
            for index in 0..words.len() {
                self.link(sink, Element, Name::Index(index as u32), words.get(index));
            }
        }
    }

    /// What tools know under names of its own.
    fn special(&mut self, object: Raw<'h>, sink: Sink<'_, 'h>) {
        match object.kind() {
            kind::BOUND_FUNCTION => {
                let arguments = Graph::bound_arguments(object);
                if arguments.is_kind(kind::WORDS) {
                    for (index, word) in arguments.tagged_words().enumerate() {
                        let name = Name::Made(self.made.number(format!("bound_argument_{index}")));
                        self.link(sink, Shortcut, name, arguments.word(word));
                    }
                }
            }
            kind::WEAK_REF => {
                let cell = object.word(layout::wrapper::VALUE);
                if cell.is_kind(kind::WEAK_CELL) {
                    let words = cell.words(1..2);
                    self.link(sink, Weak, const { known("target") }, words.get(0));
                }
            }
            _ => {}
        }
    }
}

/// What a symbol is called as a key; a private name by itself.
fn symbol_text(key: Raw<'_>) -> String {
    let description = if key.is_kind(kind::SYMBOL) { key.word(layout::symbol::DESCRIPTION) } else { key };
    let units = value::is_string(description).then(|| value::flat_units(description)).flatten();
    let text = units.map(|units| units.to_rust_lossy()).unwrap_or_default();
    if key.flags() & layout::symbol::PRIVATE != 0 { text } else { format!("<symbol {text}>") }
}

/// What a word is called in objects of a kind.
fn word_name(kind: u8, word: usize) -> Option<(EdgeType, Name<'static>)> {
    use layout::{
        bound, code, error, finalization_cell, finalization_registry, function, module, native, promise, proxy, shape,
    };
    let name = match (kind, word) {
        (kind::FUNCTION, function::CODE) => const { known("shared") },
        (kind::FUNCTION, function::CONTEXT) | (kind::ARGUMENTS, layout::arguments::CONTEXT) => {
            const { known("context") }
        }
        (kind::GENERATOR | kind::ASYNC_GENERATOR, layout::generator::STATE) => {
            const { known("parameters_and_registers") }
        }
        (kind::GENERATOR, layout::generator::FUNCTION) | (kind::GENERATOR_STATE, layout::generator_state::CALLEE) => {
            const { known("function") }
        }
        (kind::GENERATOR_STATE, layout::generator_state::THIS) => const { known("receiver") },
        (kind::FUNCTION, function::HOME_OBJECT) => const { known("home_object") },
        (kind::NATIVE_FUNCTION, native::DATA) => const { known("data") },
        (kind::NATIVE_FUNCTION, native::REALM) => const { known("native_context") },
        (kind::BOUND_FUNCTION, bound::TARGET) => const { known("bound_function") },
        (kind::BOUND_FUNCTION, bound::THIS) => const { known("bound_this") },
        (kind::BOUND_FUNCTION, bound::ARGUMENTS) => const { known("bindings") },
        (kind::ERROR, error::FRAMES) => const { known("frames") },
        (kind::ERROR, error::SITES) => const { known("sites") },
        (kind::MAP | kind::SET | kind::WEAK_MAP | kind::WEAK_SET, layout::wrapper::VALUE) => const { known("table") },
        (kind::WEAK_REF, layout::wrapper::VALUE) => const { known("cell") },
        (kind::ARRAY_ITERATOR | kind::MAP_ITERATOR | kind::SET_ITERATOR | kind::STRING_ITERATOR, 2) => {
            const { known("iterated_object") }
        }
        (kind::FINALIZATION_REGISTRY, finalization_registry::CLEANUP) => const { known("cleanup") },
        (kind::FINALIZATION_REGISTRY, finalization_registry::CELLS) => const { known("active_cells") },
        (kind::FINALIZATION_REGISTRY, finalization_registry::DEAD) => const { known("cleared_cells") },
        (kind::PROXY, proxy::TARGET) => const { known("target") },
        (kind::PROXY, proxy::HANDLER) => const { known("handler") },
        (kind::ARGUMENTS, layout::arguments::MAP) => const { known("mapped_entries") },
        (kind::PROMISE, promise::RESULT | promise::REACTIONS) => const { known("reactions_or_result") },
        (kind::REGEXP, layout::regexp::SOURCE) => const { known("source") },
        (kind::REGEXP, layout::regexp::FLAGS) => const { known("flags") },
        (kind::TYPED_ARRAY | kind::DATA_VIEW, layout::view::BUFFER) => const { known("buffer") },
        (kind::HOST_OBJECT | kind::DATE, layout::wrapper::VALUE)
        | (kind::BOOLEAN_OBJECT..=kind::BIGINT_OBJECT, layout::wrapper::VALUE) => const { known("value") },
        (kind::ROPE, layout::string::LEFT) => const { known("first") },
        (kind::ROPE, layout::string::RIGHT) => const { known("second") },
        (kind::SLICE, layout::string::PARENT) => const { known("parent") },
        (kind::SYMBOL, layout::symbol::DESCRIPTION) | (kind::SCRIPT, 1) | (kind::CODE, code::NAME) => {
            const { known("name") }
        }
        (kind::CODE, code::CONSTANTS) => const { known("constants") },
        (kind::CODE, code::FEEDBACK) => const { known("feedback") },
        (kind::CODE, code::SCOPE_INFO) => const { known("scope_info") },
        (kind::CODE, code::SCRIPT) => const { known("script") },
        (kind::SHAPE, shape::PROTOTYPE) => const { known("prototype") },
        (kind::SHAPE, shape::PARENT) => const { known("back_pointer") },
        (kind::SHAPE, shape::TABLE) => const { known("descriptors") },
        (kind::SHAPE, shape::TRANSITIONS) => const { known("transitions") },
        (kind::SHAPE, shape::KEY) => const { known("key") },
        (kind::SHAPE, shape::CONSTRUCTOR) => const { known("constructor") },
        (kind::SCRIPT, layout::script::REFERRER) | (kind::MODULE_NAMESPACE, layout::namespace::MODULE) => {
            const { known("module") }
        }
        (kind::MODULE, module::ID) => const { known("name") },
        (kind::MODULE, module::ENVIRONMENT) => const { known("environment") },
        (kind::MODULE, module::NAMESPACE) => const { known("module_namespace") },
        (kind::MODULE, module::SCRIPT) => const { known("script") },
        (kind::MODULE, module::BODY) => const { known("code") },
        (kind::MODULE, module::REQUESTS) => const { known("requested_modules") },
        (kind::MODULE, module::LOCAL_EXPORTS) | (kind::MODULE_NAMESPACE, layout::namespace::EXPORTS) => {
            const { known("exports") }
        }
        (kind::MODULE, module::META) => const { known("import_meta") },
        (kind::MODULE, module::CAPABILITY) => const { known("top_level_capability") },
        (kind::WEAK_CELL, 1) | (kind::FINALIZATION_CELL, finalization_cell::TARGET) => {
            return Some((Weak, const { known("target") }));
        }
        (kind::FINALIZATION_CELL, finalization_cell::TOKEN) => {
            return Some((Weak, const { known("unregister_token") }));
        }
        (kind::FINALIZATION_CELL, finalization_cell::HELD_VALUE) => const { known("holdings") },
        _ => return None,
    };
    Some((Internal, name))
}
