//! Kinds: what a heap object is (header byte 1), and how the collector finds its size and its tagged words.
//!
//! The heap knows kinds only through [`KINDS`]. Numbers below [`FIRST_OBJECT`] never reach a script as objects.

use crate::heap::{KindInfo, Tagging, Weakness};
use crate::value::layout::ButterflyInfo;

/// A flat string of code units below 256.
pub(crate) const STRING_LATIN1: u8 = 1;
/// A flat string of UTF-16 code units.
pub(crate) const STRING_TWO_BYTE: u8 = 2;
/// A concatenation not yet carried out.
pub(crate) const ROPE: u8 = 3;
/// A part of a flat string.
pub(crate) const SLICE: u8 = 4;
/// A symbol or private name.
pub(crate) const SYMBOL: u8 = 5;
/// An integer of any size.
pub(crate) const BIGINT: u8 = 6;
/// A plain vector of values.
pub(crate) const WORDS: u8 = 7;
/// Plain bytes.
pub(crate) const BYTES: u8 = 8;
/// Captured variables of a scope.
pub(crate) const CONTEXT: u8 = 9;
/// A compiled function.
pub(crate) const CODE: u8 = 10;
/// Names and slots of a scope, kept for eval, debuggers and snapshots.
pub(crate) const SCOPE_INFO: u8 = 11;
/// A script or module text.
pub(crate) const SCRIPT: u8 = 12;
/// The layout shared by objects.
pub(crate) const SHAPE: u8 = 13;
/// Keys and metadata of a line of shapes.
pub(crate) const PROPERTY_TABLE: u8 = 14;
/// Child shapes of a shape.
pub(crate) const TRANSITION_TABLE: u8 = 15;
/// Overflow properties and elements of an object.
pub(crate) const BUTTERFLY: u8 = 16;
/// Named properties of an object in dictionary mode.
pub(crate) const PROPERTY_DICTIONARY: u8 = 17;
/// Sparse elements.
pub(crate) const ELEMENT_DICTIONARY: u8 = 18;
/// Getter and setter of a property.
pub(crate) const ACCESSOR_PAIR: u8 = 19;
/// Entries of a Map or Set.
pub(crate) const ORDERED_HASH_TABLE: u8 = 20;
/// Entries of a WeakMap or WeakSet.
pub(crate) const EPHEMERON_TABLE: u8 = 21;
/// All interned strings.
pub(crate) const INTERN_TABLE: u8 = 22;
/// Intrinsics and global environment.
pub(crate) const REALM: u8 = 23;
/// One registration: weak target and token, then holdings and registry.
pub(crate) const FINALIZATION_CELL: u8 = 24;
/// A weak reference: word 1.
pub(crate) const WEAK_CELL: u8 = 29;
/// A specification record: a few values, its meaning known to its owner.
pub(crate) const RECORD: u8 = 25;
/// The frame of a suspended generator or async function.
pub(crate) const GENERATOR_STATE: u8 = 26;
/// A module record.
pub(crate) const MODULE: u8 = 27;
/// Inline-cache entries of a function.
pub(crate) const FEEDBACK: u8 = 28;
/// A pattern with its flags and, once it has been used, its program.
pub(crate) const REGEXP_PROGRAM: u8 = 30;
/// Every kind from here on is an ECMAScript object: shaped, with a butterfly word.
pub(crate) const FIRST_OBJECT: u8 = 64;
/// An ordinary object.
pub(crate) const ORDINARY: u8 = 64;
/// An array.
pub(crate) const ARRAY: u8 = 65;
/// A closure.
pub(crate) const FUNCTION: u8 = 66;
/// A function written in Rust.
pub(crate) const NATIVE_FUNCTION: u8 = 67;
/// The result of `bind`.
pub(crate) const BOUND_FUNCTION: u8 = 68;
/// An Error.
pub(crate) const ERROR: u8 = 69;
/// A Boolean wrapper.
pub(crate) const BOOLEAN_OBJECT: u8 = 70;
/// A Number wrapper.
pub(crate) const NUMBER_OBJECT: u8 = 71;
/// A String wrapper (exotic: indices).
pub(crate) const STRING_OBJECT: u8 = 72;
/// A Symbol wrapper.
pub(crate) const SYMBOL_OBJECT: u8 = 73;
/// A BigInt wrapper.
pub(crate) const BIGINT_OBJECT: u8 = 74;
/// A Date.
pub(crate) const DATE: u8 = 75;
/// A RegExp.
pub(crate) const REGEXP: u8 = 76;
/// A Map.
pub(crate) const MAP: u8 = 77;
/// A Set.
pub(crate) const SET: u8 = 78;
/// A WeakMap.
pub(crate) const WEAK_MAP: u8 = 79;
/// A WeakSet.
pub(crate) const WEAK_SET: u8 = 80;
/// A WeakRef: word 2 is a WEAK_CELL.
pub(crate) const WEAK_REF: u8 = 81;
/// A FinalizationRegistry: cleanup callback, cells.
pub(crate) const FINALIZATION_REGISTRY: u8 = 82;
/// A Promise.
pub(crate) const PROMISE: u8 = 83;
/// An arguments object, mapped or not.
pub(crate) const ARGUMENTS: u8 = 84;
/// A generator object.
pub(crate) const GENERATOR: u8 = 85;
/// An async generator object.
pub(crate) const ASYNC_GENERATOR: u8 = 86;
/// The iterator of `values`, `keys`, `entries`.
pub(crate) const ARRAY_ITERATOR: u8 = 87;
/// An iterator of a Map.
pub(crate) const MAP_ITERATOR: u8 = 88;
/// An iterator of a Set.
pub(crate) const SET_ITERATOR: u8 = 89;
/// An iterator over code points.
pub(crate) const STRING_ITERATOR: u8 = 90;
/// The iterator of `matchAll`.
pub(crate) const REGEXP_STRING_ITERATOR: u8 = 91;
/// The state of a `for`-`in` loop.
pub(crate) const FOR_IN_ITERATOR: u8 = 92;
/// An async view of a sync iterator.
pub(crate) const ASYNC_FROM_SYNC_ITERATOR: u8 = 93;
/// The result of `Iterator.from`.
pub(crate) const WRAP_FOR_VALID_ITERATOR: u8 = 94;
/// The result of `Iterator.prototype.map` and the like.
pub(crate) const ITERATOR_HELPER: u8 = 95;
/// An ArrayBuffer (bytes are external memory).
pub(crate) const ARRAY_BUFFER: u8 = 96;
/// A SharedArrayBuffer.
pub(crate) const SHARED_ARRAY_BUFFER: u8 = 97;
/// A typed array (exotic: numeric strings).
pub(crate) const TYPED_ARRAY: u8 = 98;
/// A DataView.
pub(crate) const DATA_VIEW: u8 = 99;
/// A Proxy.
pub(crate) const PROXY: u8 = 100;
/// A module namespace (exotic).
pub(crate) const MODULE_NAMESPACE: u8 = 101;
/// The global object.
pub(crate) const GLOBAL_OBJECT: u8 = 102;
/// An instance of an embedder's class: word 2 any value, word 3 raw: external id.
pub(crate) const HOST_OBJECT: u8 = 103;
/// The result of `JSON.rawJSON`.
pub(crate) const RAW_JSON: u8 = 104;
/// The environment of a process (exotic): all values are strings.
pub(crate) const ENVIRONMENT: u8 = 105;
/// A DisposableStack: its last resource.
pub(crate) const DISPOSABLE_STACK: u8 = 106;
/// An AsyncDisposableStack: its last resource.
pub(crate) const ASYNC_DISPOSABLE_STACK: u8 = 107;

/// Whether objects of this kind are ECMAScript objects.
pub(crate) const fn is_object(kind: u8) -> bool {
    kind >= FIRST_OBJECT
}

/// Whether this kind is one of the four representations of a string.
pub(crate) const fn is_string(kind: u8) -> bool {
    kind >= STRING_LATIN1 && kind <= SLICE
}

/// One past the greatest kind.
pub(crate) const COUNT: usize = 108;

/// Gives a kind its row.
const fn set(kinds: &mut [KindInfo; COUNT], kind: u8, info: KindInfo) {
    assert!(matches!(kinds[kind as usize].name.as_bytes(), b"unused"), "two kinds have one number");
    kinds[kind as usize] = info;
}

/// The table the heap is created with; indexed by kind.
pub(crate) const KINDS: [KindInfo; COUNT] = {
    let mut kinds = [UNUSED; COUNT];
    set(&mut kinds, STRING_LATIN1, sized("string_latin1", latin1_words, Tagging::None));
    set(&mut kinds, STRING_TWO_BYTE, sized("string_two_byte", two_byte_words, Tagging::None));
    set(&mut kinds, ROPE, KindInfo::plain("rope", Tagging::From(2)));
    set(&mut kinds, SLICE, KindInfo::plain("slice", Tagging::From(2)));
    set(&mut kinds, SYMBOL, KindInfo::plain("symbol", Tagging::All));
    set(&mut kinds, BIGINT, sized("bigint", bigint_words, Tagging::None));
    set(&mut kinds, WORDS, sized("words", vector_words, Tagging::From(2)));
    set(&mut kinds, BYTES, sized("bytes", latin1_words, Tagging::None));
    set(&mut kinds, CONTEXT, KindInfo::plain("context", Tagging::All));
    set(&mut kinds, CODE, non_moving(KindInfo::plain("code", Tagging::Prefix(5))));
    set(&mut kinds, SCOPE_INFO, KindInfo::plain("scope_info", Tagging::All));
    set(&mut kinds, SCRIPT, KindInfo::plain("script", Tagging::Prefix(2)));
    set(&mut kinds, SHAPE, non_moving(KindInfo::plain("shape", Tagging::Prefix(6))));
    set(&mut kinds, PROPERTY_TABLE, sized("property_table", table_words, Tagging::Custom(table_tagged)));
    set(
        &mut kinds,
        TRANSITION_TABLE,
        weak(sized("transition_table", slots_words, Tagging::From(2)), Weakness::Transitions),
    );
    set(&mut kinds, BUTTERFLY, sized("butterfly", butterfly_words, Tagging::From(2)));
    set(&mut kinds, PROPERTY_DICTIONARY, sized("property_dictionary", triples_words, Tagging::Custom(triples_tagged)));
    set(&mut kinds, ELEMENT_DICTIONARY, sized("element_dictionary", triples_words, Tagging::Custom(triples_tagged)));
    set(&mut kinds, ACCESSOR_PAIR, KindInfo::plain("accessor_pair", Tagging::All));
    set(&mut kinds, ORDERED_HASH_TABLE, sized("ordered_hash_table", ordered_words, Tagging::Custom(ordered_tagged)));
    set(&mut kinds, EPHEMERON_TABLE, weak(KindInfo::plain("ephemeron_table", Tagging::From(2)), Weakness::Ephemerons));
    set(&mut kinds, INTERN_TABLE, weak(sized("intern_table", slots_words, Tagging::From(2)), Weakness::Transitions));
    set(&mut kinds, REALM, sized("realm", vector_words, Tagging::From(2)));
    set(
        &mut kinds,
        FINALIZATION_CELL,
        weak(KindInfo::plain("finalization_cell", Tagging::All), Weakness::Finalizable(2)),
    );
    set(&mut kinds, WEAK_CELL, weak(KindInfo::plain("weak_cell", Tagging::All), Weakness::WeakWords(1)));
    set(&mut kinds, RECORD, KindInfo::plain("record", Tagging::All));
    set(&mut kinds, GENERATOR_STATE, KindInfo::plain("generator_state", Tagging::All));
    set(&mut kinds, MODULE, KindInfo::plain("module", Tagging::All));
    set(&mut kinds, FEEDBACK, sized("feedback", vector_words, Tagging::From(2)));
    set(&mut kinds, REGEXP_PROGRAM, KindInfo::plain("regexp_program", Tagging::Prefix(2)));
    set(&mut kinds, ORDINARY, object("ordinary", Tagging::All));
    set(&mut kinds, ARRAY, object("array", Tagging::All));
    set(&mut kinds, FUNCTION, object("function", Tagging::All));
    set(&mut kinds, NATIVE_FUNCTION, object("native_function", Tagging::Prefix(5)));
    set(&mut kinds, BOUND_FUNCTION, object("bound_function", Tagging::All));
    set(&mut kinds, ERROR, object("error", Tagging::All));
    set(&mut kinds, BOOLEAN_OBJECT, object("boolean_object", Tagging::All));
    set(&mut kinds, NUMBER_OBJECT, object("number_object", Tagging::All));
    set(&mut kinds, STRING_OBJECT, object("string_object", Tagging::All));
    set(&mut kinds, SYMBOL_OBJECT, object("symbol_object", Tagging::All));
    set(&mut kinds, BIGINT_OBJECT, object("bigint_object", Tagging::All));
    set(&mut kinds, DATE, object("date", Tagging::All));
    set(&mut kinds, REGEXP, object("regexp", Tagging::All));
    set(&mut kinds, MAP, object("map", Tagging::All));
    set(&mut kinds, SET, object("set", Tagging::All));
    set(&mut kinds, WEAK_MAP, object("weak_map", Tagging::All));
    set(&mut kinds, WEAK_SET, object("weak_set", Tagging::All));
    set(&mut kinds, WEAK_REF, object("weak_ref", Tagging::All));
    set(&mut kinds, FINALIZATION_REGISTRY, object("finalization_registry", Tagging::All));
    set(&mut kinds, PROMISE, object("promise", Tagging::All));
    set(&mut kinds, ARGUMENTS, object("arguments", Tagging::All));
    set(&mut kinds, GENERATOR, object("generator", Tagging::All));
    set(&mut kinds, ASYNC_GENERATOR, object("async_generator", Tagging::All));
    set(&mut kinds, ARRAY_ITERATOR, object("array_iterator", Tagging::All));
    set(&mut kinds, MAP_ITERATOR, object("map_iterator", Tagging::All));
    set(&mut kinds, SET_ITERATOR, object("set_iterator", Tagging::All));
    set(&mut kinds, STRING_ITERATOR, object("string_iterator", Tagging::All));
    set(&mut kinds, REGEXP_STRING_ITERATOR, object("regexp_string_iterator", Tagging::All));
    set(&mut kinds, FOR_IN_ITERATOR, object("for_in_iterator", Tagging::All));
    set(&mut kinds, ASYNC_FROM_SYNC_ITERATOR, object("async_from_sync_iterator", Tagging::All));
    set(&mut kinds, WRAP_FOR_VALID_ITERATOR, object("wrap_for_valid_iterator", Tagging::All));
    set(&mut kinds, ITERATOR_HELPER, object("iterator_helper", Tagging::All));
    set(&mut kinds, ARRAY_BUFFER, object("array_buffer", Tagging::Prefix(2)));
    set(&mut kinds, SHARED_ARRAY_BUFFER, object("shared_array_buffer", Tagging::Prefix(2)));
    set(&mut kinds, TYPED_ARRAY, object("typed_array", Tagging::Prefix(2)));
    set(&mut kinds, DATA_VIEW, object("data_view", Tagging::Prefix(2)));
    set(&mut kinds, PROXY, object("proxy", Tagging::All));
    set(&mut kinds, MODULE_NAMESPACE, object("module_namespace", Tagging::All));
    set(&mut kinds, GLOBAL_OBJECT, object("global_object", Tagging::All));
    set(&mut kinds, HOST_OBJECT, object("host_object", Tagging::Prefix(2)));
    set(&mut kinds, RAW_JSON, object("raw_json", Tagging::All));
    set(&mut kinds, ENVIRONMENT, object("environment", Tagging::All));
    set(&mut kinds, DISPOSABLE_STACK, object("disposable_stack", Tagging::All));
    kinds[ASYNC_DISPOSABLE_STACK as usize] = object("async_disposable_stack", Tagging::All);
    kinds
};

const UNUSED: KindInfo = KindInfo::plain("unused", Tagging::None);

/// A kind whose large objects have their size in word 1.
const fn sized(name: &'static str, size: fn(u64, u64) -> usize, tagging: Tagging) -> KindInfo {
    KindInfo { size, ..KindInfo::plain(name, tagging) }
}

const fn object(name: &'static str, tagging: Tagging) -> KindInfo {
    KindInfo { shaped: true, ..KindInfo::plain(name, tagging) }
}

const fn weak(info: KindInfo, weak: Weakness) -> KindInfo {
    KindInfo { weak, ..info }
}

const fn non_moving(info: KindInfo) -> KindInfo {
    KindInfo { non_moving: true, ..info }
}

fn low(word: u64) -> usize {
    word as u32 as usize
}

fn latin1_words(_header: u64, length: u64) -> usize {
    2 + low(length).div_ceil(8)
}

fn two_byte_words(_header: u64, length: u64) -> usize {
    2 + low(length).div_ceil(4)
}

fn bigint_words(_header: u64, info: u64) -> usize {
    2 + low(info)
}

fn vector_words(_header: u64, length: u64) -> usize {
    2 + low(length)
}

fn slots_words(_header: u64, info: u64) -> usize {
    2 + low(info)
}

fn butterfly_words(_header: u64, info: u64) -> usize {
    ButterflyInfo(info).words()
}

/// PROPERTY_TABLE: two words an entry, and a word of index an entry when there is an index.
pub(crate) fn table_words(_header: u64, info: u64) -> usize {
    let capacity = low(info);
    2 + 2 * capacity + if capacity > super::layout::table::LINEAR { capacity } else { 0 }
}

fn table_tagged(_header: u64, info: u64) -> (usize, usize) {
    (2, 2 + 2 * low(info))
}

/// Dictionaries: three words an entry and a word of index an entry.
pub(crate) fn triples_words(_header: u64, info: u64) -> usize {
    3 + 4 * low(info)
}

fn triples_tagged(_header: u64, info: u64) -> (usize, usize) {
    (3, 3 + 3 * low(info))
}

/// ORDERED_HASH_TABLE: see `runtime/ordered_hash_table.rs`.
pub(crate) fn ordered_words(_header: u64, info: u64) -> usize {
    4 + 4 * low(info)
}

fn ordered_tagged(_header: u64, info: u64) -> (usize, usize) {
    (3, 4 + 3 * low(info))
}
