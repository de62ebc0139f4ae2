//! Layouts: word offsets inside every kind, and the packed words (property metadata, locations, butterfly info).
//!
//! Offsets count words (8 bytes) from the object's start; word 0 is the header. Objects share a prefix: word 1 is the
//! butterfly word, then the kind's internal tagged words, then inline property slots, then raw words if it has any.
//! A kind with raw words has a fixed number of inline slots, so that every offset below is a constant.

#![allow(dead_code, reason = "a layout names every word of its kind")]

/// Word of every object: `NO_BUTTERFLY`, an int (the identity hash), or a pointer to a BUTTERFLY.
pub(crate) const BUTTERFLY: usize = 1;

/// Header flag of objects: a fast element may not simply be stored (not extensible, sealed, frozen, sparse, or an array
/// whose `length` is not writable). A fast store tests it together with the kind.
pub(crate) const GUARDED_ELEMENTS: u8 = 1 << 3;

/// Strings, flat or not: raw length word. Low 32 bits are the length in code units.
pub(crate) mod string {
    /// Raw: length (low 32 bits); for ROPE also [`TWO_BYTE`] and [`FLATTENED`]; for SLICE the offset (high 32 bits).
    pub(crate) const LENGTH: usize = 1;
    /// Flat strings: the first word of code units.
    pub(crate) const UNITS: usize = 2;
    /// ROPE: left part, or the flat string once flattened.
    pub(crate) const LEFT: usize = 2;
    /// ROPE: right part, or the flat string again once flattened.
    pub(crate) const RIGHT: usize = 3;
    /// SLICE: the flat string it shows a part of.
    pub(crate) const PARENT: usize = 2;
    /// ROPE, in [`LENGTH`]: some part is two-byte.
    pub(crate) const TWO_BYTE: u64 = 1 << 32;
    /// ROPE, in [`LENGTH`]: `LEFT` holds the whole text, flat.
    pub(crate) const FLATTENED: u64 = 1 << 33;
    /// V8's longest string, in code units.
    pub(crate) const MAXIMUM_LENGTH: usize = (1 << 29) - 24;
    /// Header flag: the string is in the intern table.
    pub(crate) const INTERNED: u8 = 1 << 4;
    /// Header flag of interned strings: the text is no array index, so the string is a property key as it is.
    pub(crate) const NAME: u8 = 1 << 5;
}

/// SYMBOL.
pub(crate) mod symbol {
    /// String or UNDEFINED.
    pub(crate) const DESCRIPTION: usize = 1;
    /// Header flag: made by `Symbol.for`.
    pub(crate) const REGISTERED: u8 = 1 << 4;
    /// Header flag: a private name (`#x`); never seen by a script as a value.
    pub(crate) const PRIVATE: u8 = 1 << 5;
}

/// BIGINT.
pub(crate) mod bigint {
    /// Raw: limb count (low 32 bits), sign in bit 63 (set: negative).
    pub(crate) const INFO: usize = 1;
    /// First raw limb (u64, least significant first).
    pub(crate) const LIMBS: usize = 2;
    /// Sign bit of [`INFO`].
    pub(crate) const NEGATIVE: u64 = 1 << 63;
}

/// WORDS: a plain tagged vector.
pub(crate) mod words {
    /// Raw: number of elements.
    pub(crate) const LENGTH: usize = 1;
    /// First element.
    pub(crate) const ELEMENTS: usize = 2;
}

/// BYTES: raw bytes.
pub(crate) mod bytes {
    /// Raw: number of bytes.
    pub(crate) const LENGTH: usize = 1;
    /// First word of bytes.
    pub(crate) const DATA: usize = 2;
}

/// CONTEXT: captured variables of a scope.
pub(crate) mod context {
    /// The context around it, or UNDEFINED.
    pub(crate) const PREVIOUS: usize = 1;
    /// Its scope information.
    pub(crate) const SCOPE_INFO: usize = 2;
    /// First variable.
    pub(crate) const VARIABLES: usize = 3;
}

/// SCOPE_INFO: the scope of contexts. Its names follow, then the numbers of their kinds.
pub(crate) mod scope_info {
    /// Flags, and the number of names (int).
    pub(crate) const HEADER: usize = 1;
    /// The number of the scope in its script (int), or UNDEFINED.
    pub(crate) const SCOPE: usize = 2;
    /// The SCRIPT, or UNDEFINED.
    pub(crate) const SCRIPT: usize = 3;
    /// First name.
    pub(crate) const NAMES: usize = 4;
}

/// SCRIPT: a text with what was made of it. Owned by the interpreter.
pub(crate) mod script {
    /// Its name (string).
    pub(crate) const NAME: usize = 1;
    /// What its imports are relative to: a MODULE, the name of another text (string), or UNDEFINED: its own name.
    pub(crate) const REFERRER: usize = 2;
    /// Raw: the key of its payload.
    pub(crate) const DATA: usize = 3;
    /// Raw: the number of the realm that its functions belong to.
    pub(crate) const REALM: usize = 4;
    /// Words of a SCRIPT.
    pub(crate) const WORDS: usize = 5;
}

/// MODULE: a Module Record (§16.2.1.4 to §16.2.1.7). Lists are WORDS unless it says otherwise.
pub(crate) mod module {
    /// Its id for the host (string): the key of the module map.
    pub(crate) const ID: usize = 1;
    /// [[Environment]]: a CONTEXT, or UNDEFINED while it has no variables that others can see.
    pub(crate) const ENVIRONMENT: usize = 2;
    /// [[Namespace]], or UNDEFINED as long as nobody asked for it.
    pub(crate) const NAMESPACE: usize = 3;
    /// A CONTEXT whose one variable is the namespace, for those who import that under a name; or UNDEFINED.
    pub(crate) const NAMESPACE_CELL: usize = 4;
    /// The SCRIPT of a source text module; UNDEFINED for a synthetic one.
    pub(crate) const SCRIPT: usize = 5;
    /// The function that is the code of the module; of a synthetic one what sets its exports. While the module waits at an
    /// `await` its GENERATOR_STATE, UNDEFINED once it has run.
    pub(crate) const BODY: usize = 6;
    /// [[RequestedModules]] with [[LoadedModules]]: for each request [`request::WORDS`] words.
    pub(crate) const REQUESTS: usize = 7;
    /// [[ImportEntries]]: for each [`import::WORDS`] words. UNDEFINED once the module has run.
    pub(crate) const IMPORTS: usize = 8;
    /// [[LocalExportEntries]]: pairs of a name and the word of the environment (int).
    pub(crate) const LOCAL_EXPORTS: usize = 9;
    /// [[IndirectExportEntries]]: for each [`indirect::WORDS`] words.
    pub(crate) const INDIRECT_EXPORTS: usize = 10;
    /// [[StarExportEntries]]: numbers of requests (int).
    pub(crate) const STAR_EXPORTS: usize = 11;
    /// [[ImportMeta]], or UNDEFINED.
    pub(crate) const META: usize = 12;
    /// [[Status]] and [[HasTLA]]: int, `runtime/module/record.rs` knows the bits.
    pub(crate) const STATE: usize = 13;
    /// [[EvaluationError]]: the value thrown, or HOLE.
    pub(crate) const ERROR: usize = 14;
    /// [[DFSAncestorIndex]] (int); equal to [[DFSIndex]] at first.
    pub(crate) const ANCESTOR: usize = 15;
    /// [[DFSIndex]] (int).
    pub(crate) const INDEX: usize = 16;
    /// The module below it on the stack of the walk that it is part of, or UNDEFINED.
    pub(crate) const BELOW: usize = 17;
    /// [[CycleRoot]], or UNDEFINED.
    pub(crate) const CYCLE_ROOT: usize = 18;
    /// [[AsyncEvaluationOrder]]: a number, UNDEFINED for unset, NULL for done.
    pub(crate) const ASYNC_ORDER: usize = 19;
    /// [[TopLevelCapability]]: a promise, or UNDEFINED.
    pub(crate) const CAPABILITY: usize = 20;
    /// [[AsyncParentModules]]: an ARRAY, or UNDEFINED.
    pub(crate) const PARENTS: usize = 21;
    /// [[PendingAsyncDependencies]] (int).
    pub(crate) const PENDING: usize = 22;
    /// Words of a MODULE.
    pub(crate) const WORDS: usize = 23;

    /// A request of a module.
    pub(crate) mod request {
        /// [[Specifier]] (string).
        pub(crate) const SPECIFIER: usize = 0;
        /// [[Attributes]]: WORDS of keys and values, or UNDEFINED for none.
        pub(crate) const ATTRIBUTES: usize = 1;
        /// The MODULE once it has been loaded, or UNDEFINED.
        pub(crate) const LOADED: usize = 2;
        /// Words of a request.
        pub(crate) const WORDS: usize = 3;
    }

    /// An import of a module.
    pub(crate) mod import {
        /// The number of its request (int).
        pub(crate) const REQUEST: usize = 0;
        /// [[ImportName]] (string), or NULL for the namespace.
        pub(crate) const NAME: usize = 1;
        /// The word of the environment that stands for it (int).
        pub(crate) const WORD: usize = 2;
        /// Once linked: the word of the other environment that it means (int); UNDEFINED for a namespace.
        pub(crate) const TARGET: usize = 3;
        /// Words of an import.
        pub(crate) const WORDS: usize = 4;
    }

    /// An indirect export of a module.
    pub(crate) mod indirect {
        /// [[ExportName]] (string).
        pub(crate) const EXPORT: usize = 0;
        /// The number of its request (int).
        pub(crate) const REQUEST: usize = 1;
        /// [[ImportName]] (string), or NULL for the namespace.
        pub(crate) const NAME: usize = 2;
        /// Words of an indirect export.
        pub(crate) const WORDS: usize = 3;
    }
}

/// MODULE_NAMESPACE.
pub(crate) mod namespace {
    /// [[Module]]: a MODULE.
    pub(crate) const MODULE: usize = 2;
    /// [[Exports]], in the order of code units: for each a name (string), a CONTEXT and its word (int).
    pub(crate) const EXPORTS: usize = 3;
    /// Words of an export.
    pub(crate) const ENTRY: usize = 3;
}

/// CODE: owned by the interpreter; the tagged words first.
pub(crate) mod code {
    /// WORDS of constants.
    pub(crate) const CONSTANTS: usize = 1;
    /// WORDS of inline-cache feedback.
    pub(crate) const FEEDBACK: usize = 2;
    /// Scope information.
    pub(crate) const SCOPE_INFO: usize = 3;
    /// The script it was compiled from.
    pub(crate) const SCRIPT: usize = 4;
    /// Function name (string).
    pub(crate) const NAME: usize = 5;
    /// First raw word.
    pub(crate) const RAW: usize = 6;
    /// Raw: facts of the interpreter, and above them, from bit 32 on, the number of the function in its script.
    pub(crate) const FUNCTION: usize = RAW + 3;
    /// The number of the function, from that word.
    pub(crate) const fn function_number(word: u64) -> usize {
        (word >> 32) as usize
    }
    /// Number of raw words.
    pub(crate) const RAW_WORDS: usize = 6;
}

/// SHAPE.
pub(crate) mod shape {
    /// Object or NULL.
    pub(crate) const PROTOTYPE: usize = 1;
    /// The shape it was made from by a transition, or UNDEFINED.
    pub(crate) const PARENT: usize = 2;
    /// PROPERTY_TABLE, or UNDEFINED while there are no properties (and in dictionary mode).
    pub(crate) const TABLE: usize = 3;
    /// TRANSITION_TABLE, or UNDEFINED.
    pub(crate) const TRANSITIONS: usize = 4;
    /// The key of the transition which made it, or UNDEFINED.
    pub(crate) const KEY: usize = 5;
    /// Constructor function or class name, for snapshots; may be UNDEFINED.
    pub(crate) const CONSTRUCTOR: usize = 6;
    /// Raw: property count (low 32 bits), next slot number (high 32 bits).
    pub(crate) const COUNTS: usize = 7;
    /// Raw: kind u8, first slot u8, inline capacity u8, action u8, flags u32.
    pub(crate) const TRAITS: usize = 8;
    /// Raw: the metadata (attributes) of the transition which made it.
    pub(crate) const ACTION_META: usize = 9;
    /// Words of a SHAPE.
    pub(crate) const WORDS: usize = 10;

    /// Flag: named properties live in a PROPERTY_DICTIONARY; the shape belongs to one object.
    pub(crate) const DICTIONARY: u32 = 1;
    /// Flag: the object is somebody's prototype; the shape belongs to one object and changes in place.
    pub(crate) const IS_PROTOTYPE: u32 = 2;
    /// Flag: [[Extensible]] is false.
    pub(crate) const NON_EXTENSIBLE: u32 = 4;
    /// Flag: some property is an accessor or not writable (a lookup for `set` must look closely).
    pub(crate) const HAS_SPECIAL: u32 = 8;
    /// Flag: an immutable prototype exotic object (§10.4.7).
    pub(crate) const IMMUTABLE_PROTOTYPE: u32 = 16;
    /// Flag: fast elements are not configurable.
    pub(crate) const SEALED_ELEMENTS: u32 = 32;
    /// Flag: fast elements are neither configurable nor writable.
    pub(crate) const FROZEN_ELEMENTS: u32 = 64;
}

/// PROPERTY_TABLE: entries (key, meta) appended along one line of transitions, then a raw hash index.
pub(crate) mod table {
    /// Raw: capacity in entries (low 32 bits), entries used (high 32 bits).
    pub(crate) const INFO: usize = 1;
    /// First entry.
    pub(crate) const ENTRIES: usize = 2;
    /// Tables with a greater capacity have an index of `2 * capacity` u32 buckets behind their entries.
    pub(crate) const LINEAR: usize = 8;
}

/// PROPERTY_DICTIONARY: entries (key, value, meta) in insertion order, then a raw hash index.
pub(crate) mod dictionary {
    /// Raw: capacity in entries (low 32 bits), entries used, deleted ones included (high 32 bits).
    pub(crate) const INFO: usize = 1;
    /// Raw: live entries (low 32 bits), next enumeration number unused.
    pub(crate) const LIVE: usize = 2;
    /// First entry; a deleted entry has the key HOLE.
    pub(crate) const ENTRIES: usize = 3;
}

/// TRANSITION_TABLE: open addressing over child shapes; UNDEFINED empty, HOLE dead.
pub(crate) mod transitions {
    /// Raw: capacity (low 32 bits), used including dead ones (high 32 bits).
    pub(crate) const INFO: usize = 1;
    /// First weak word.
    pub(crate) const ENTRIES: usize = 2;
}

/// INTERN_TABLE: open addressing over strings; UNDEFINED empty, HOLE dead.
pub(crate) mod intern {
    /// Raw: capacity (low 32 bits), used including dead ones (high 32 bits).
    pub(crate) const INFO: usize = 1;
    /// First weak word.
    pub(crate) const ENTRIES: usize = 2;
}

/// ACCESSOR_PAIR.
pub(crate) mod accessor {
    /// Function or UNDEFINED.
    pub(crate) const GETTER: usize = 1;
    /// Function or UNDEFINED.
    pub(crate) const SETTER: usize = 2;
}

/// BUTTERFLY: overflow properties, then (sparse objects) one word for the ELEMENT_DICTIONARY, then elements.
pub(crate) mod butterfly {
    /// Raw: see [`super::ButterflyInfo`].
    pub(crate) const INFO: usize = 1;
    /// First overflow property.
    pub(crate) const OVERFLOW: usize = 2;
}

/// ELEMENT_DICTIONARY: entries (index number, value, meta), then a raw hash index.
pub(crate) mod elements {
    /// Raw: capacity in entries (low 32 bits), entries used, deleted ones included (high 32 bits).
    pub(crate) const INFO: usize = 1;
    /// Raw: live entries (low 32 bits); high 32 bits: 1 + the greatest index ever stored (0: none), saturated.
    pub(crate) const LIVE: usize = 2;
    /// First entry; a deleted entry has the key HOLE.
    pub(crate) const ENTRIES: usize = 3;
}

/// FUNCTION (closure).
pub(crate) mod function {
    /// CODE.
    pub(crate) const CODE: usize = 2;
    /// CONTEXT or UNDEFINED.
    pub(crate) const CONTEXT: usize = 3;
    /// Home object for `super`, or UNDEFINED.
    pub(crate) const HOME_OBJECT: usize = 4;
    /// First inline slot: `length`.
    pub(crate) const LENGTH: usize = 5;
    /// Inline slot: `name`.
    pub(crate) const NAME: usize = 6;
    /// Inline slot of constructors and generators: `prototype` (LAZY until first asked).
    pub(crate) const PROTOTYPE: usize = 7;
    /// Internal: the shape id for `new` (int) or UNDEFINED.
    pub(crate) const INITIAL_SHAPE: usize = 8;
    /// Header flag: has [[Construct]].
    pub(crate) const CONSTRUCTOR: u8 = 1 << 4;
    /// Header flag: a class constructor ([[Call]] throws).
    pub(crate) const CLASS_CONSTRUCTOR: u8 = 1 << 5;
    /// Words of a FUNCTION, whatever its shape.
    pub(crate) const WORDS: usize = 9;
    /// Inline slots: `length`, `name`, `prototype`.
    pub(crate) const INLINE: usize = 3;
}

/// NATIVE_FUNCTION.
pub(crate) mod native {
    /// Any value the native steps want (closure data); read with `Scope::callee_data`.
    pub(crate) const DATA: usize = 2;
    /// REALM.
    pub(crate) const REALM: usize = 3;
    /// First inline slot: `length`.
    pub(crate) const LENGTH: usize = 4;
    /// Inline slot: `name`.
    pub(crate) const NAME: usize = 5;
    /// Raw: index into the isolate's table of native steps (low 32 bits), [`CONSTRUCTOR`] flag and kind (high).
    pub(crate) const STEPS: usize = 6;
    /// Words of a NATIVE_FUNCTION.
    pub(crate) const WORDS: usize = 7;
    /// Flag of [`STEPS`]: has [[Construct]].
    pub(crate) const CONSTRUCTOR: u64 = 1 << 32;
    /// Flag of [`STEPS`]: a class constructor: [[Call]] without `new` throws before running the steps.
    pub(crate) const REQUIRES_NEW: u64 = 1 << 33;
    /// Flag of [`STEPS`]: its calls do not show in stack traces.
    pub(crate) const UNSEEN: u64 = 1 << 34;
}

/// BOUND_FUNCTION.
pub(crate) mod bound {
    /// The function it calls.
    pub(crate) const TARGET: usize = 2;
    /// Its `this`.
    pub(crate) const THIS: usize = 3;
    /// WORDS of leading arguments.
    pub(crate) const ARGUMENTS: usize = 4;
}

/// ERROR.
pub(crate) mod error {
    /// The captured frames (WORDS) or UNDEFINED; internal.
    pub(crate) const FRAMES: usize = 2;
    /// Internal: free for the interpreter (call-site objects).
    pub(crate) const SITES: usize = 3;
}

/// Wrappers, DATE, MAP, SET, WEAK_MAP, WEAK_SET, WEAK_REF and other kinds with one internal value.
pub(crate) mod wrapper {
    /// The wrapped primitive, time value, hash table, ephemeron table or weak target.
    pub(crate) const VALUE: usize = 2;
}

/// HOST_OBJECT.
pub(crate) mod host_object {
    /// Any value, for the host's purposes.
    pub(crate) const VALUE: usize = 2;
    /// Raw: external id; `u64::MAX`: none.
    pub(crate) const EXTERNAL: usize = 3;
}

/// FINALIZATION_REGISTRY.
pub(crate) mod finalization_registry {
    /// The cleanup callback.
    pub(crate) const CLEANUP: usize = 2;
    /// The first FINALIZATION_CELL whose target lives, or UNDEFINED.
    pub(crate) const CELLS: usize = 3;
    /// The first FINALIZATION_CELL whose target died, or UNDEFINED.
    pub(crate) const DEAD: usize = 4;
}

/// FINALIZATION_CELL: one registration.
pub(crate) mod finalization_cell {
    /// Weak: the target.
    pub(crate) const TARGET: usize = 1;
    /// Weak: the unregister token.
    pub(crate) const TOKEN: usize = 2;
    /// The held value.
    pub(crate) const HELD_VALUE: usize = 3;
    /// The registry; UNDEFINED once the cell is in no list.
    pub(crate) const REGISTRY: usize = 4;
    /// The cell before it in its list, or UNDEFINED.
    pub(crate) const PREVIOUS: usize = 5;
    /// The cell behind it in its list, or UNDEFINED.
    pub(crate) const NEXT: usize = 6;
    /// Words of a cell.
    pub(crate) const WORDS: usize = 7;
}

/// PROXY.
pub(crate) mod proxy {
    /// Object, or NULL once revoked.
    pub(crate) const TARGET: usize = 2;
    /// Object, or NULL once revoked.
    pub(crate) const HANDLER: usize = 3;
    /// Int bits: [`CALLABLE`], [`CONSTRUCTS`].
    pub(crate) const TRAITS: usize = 4;
    /// Has [[Call]].
    pub(crate) const CALLABLE: i32 = 1;
    /// Has [[Construct]].
    pub(crate) const CONSTRUCTS: i32 = 2;
}

/// ARGUMENTS. Mapped ones read parameters from the context.
pub(crate) mod arguments {
    /// CONTEXT with the parameters, or UNDEFINED (unmapped).
    pub(crate) const CONTEXT: usize = 2;
    /// WORDS: element i is the context word of parameter i (int), or HOLE once unmapped. UNDEFINED if unmapped.
    pub(crate) const MAP: usize = 3;
    /// First inline slot: `length`.
    pub(crate) const LENGTH: usize = 4;
}

/// GENERATOR_STATE: a function that is not running now, but will go on.
pub(crate) mod generator_state {
    /// What it is about: the promise of an async function, the object of an async generator, or UNDEFINED.
    pub(crate) const OWNER: usize = 1;
    /// Where it goes on: UNDEFINED at the start, HOLE while it runs, otherwise a payload: the address of a node.
    pub(crate) const POINT: usize = 2;
    /// The closure.
    pub(crate) const CALLEE: usize = 3;
    /// `this`.
    pub(crate) const THIS: usize = 4;
    /// `new.target`.
    pub(crate) const NEW_TARGET: usize = 5;
    /// The frame's slots from the first argument on; UNDEFINED while it runs.
    pub(crate) const SLOTS: usize = 6;
}

/// GENERATOR and ASYNC_GENERATOR.
pub(crate) mod generator {
    /// GENERATOR_STATE, or UNDEFINED once it is completed.
    pub(crate) const STATE: usize = 2;
    /// GENERATOR: the closure.
    pub(crate) const FUNCTION: usize = 3;
    /// ASYNC_GENERATOR: [[AsyncGeneratorQueue]]: the first request (a RECORD), or UNDEFINED.
    pub(crate) const QUEUE: usize = 3;
    /// ASYNC_GENERATOR: the last request, or UNDEFINED.
    pub(crate) const LAST: usize = 4;
    /// ASYNC_GENERATOR: [[AsyncGeneratorState]] (int).
    pub(crate) const PHASE: usize = 5;
}

/// ASYNC_FROM_SYNC_ITERATOR.
pub(crate) mod async_from_sync_iterator {
    /// The sync iterator.
    pub(crate) const ITERATOR: usize = 2;
    /// Its `next` method.
    pub(crate) const NEXT: usize = 3;
}

/// A RECORD: a request to an async generator.
pub(crate) mod generator_request {
    /// The promise of the call.
    pub(crate) const PROMISE: usize = 1;
    /// What it wants: an int, the number of a `ResumeMode`.
    pub(crate) const MODE: usize = 2;
    /// With which value.
    pub(crate) const VALUE: usize = 3;
    /// The request behind it, or UNDEFINED.
    pub(crate) const NEXT: usize = 4;
    /// Words of the record.
    pub(crate) const WORDS: usize = 5;
}

/// PROMISE.
pub(crate) mod promise {
    /// Int: 0 pending, 1 fulfilled, 2 rejected; bit 2: is handled.
    pub(crate) const STATE: usize = 2;
    /// Fulfilment value or rejection reason.
    pub(crate) const RESULT: usize = 3;
    /// List of reactions (builtins' business), or UNDEFINED.
    pub(crate) const REACTIONS: usize = 4;
}

/// Iterator objects of the built-in collections.
pub(crate) mod iterator {
    /// What it walks, or UNDEFINED once exhausted.
    pub(crate) const TARGET: usize = 2;
    /// Next index or cursor (number).
    pub(crate) const NEXT: usize = 3;
    /// Int: 0 keys, 1 values, 2 entries.
    pub(crate) const METHOD: usize = 4;
}

/// ITERATOR_HELPER: the suspended steps of `Iterator.prototype.map` and the like.
pub(crate) mod iterator_helper {
    /// The iterator it walks; for `concat` WORDS of methods and iterables, for `zip` WORDS of iterators and methods.
    pub(crate) const ITERATOR: usize = 2;
    /// The iterator's `next` method.
    pub(crate) const NEXT_METHOD: usize = 3;
    /// Int: which helper (low 8 bits), its state.
    pub(crate) const STATE: usize = 4;
    /// The callback, or a number: how many are left to take or drop, or the size of chunks; for `zip` WORDS of padding.
    pub(crate) const CALLBACK: usize = 5;
    /// The counter (number); for `zip` its mode.
    pub(crate) const COUNTER: usize = 6;
    /// The iterator inside: WORDS of it and its `next` method, or UNDEFINED; for `windows` an array, the last window; for
    /// `zipKeyed` WORDS of keys.
    pub(crate) const INNER: usize = 7;
}

/// REGEXP.
pub(crate) mod regexp {
    /// Source text (string).
    pub(crate) const SOURCE: usize = 2;
    /// Flags (string).
    pub(crate) const FLAGS: usize = 3;
    /// REGEXP_PROGRAM, or UNDEFINED before it is initialized.
    pub(crate) const PROGRAM: usize = 4;
    /// First inline slot: `lastIndex`.
    pub(crate) const LAST_INDEX: usize = 5;
}

/// REGEXP_PROGRAM.
pub(crate) mod regexp_program {
    /// Source text (string).
    pub(crate) const SOURCE: usize = 1;
    /// Flags (string).
    pub(crate) const FLAGS: usize = 2;
    /// Raw: bits of the external id (never 0), or 0 as long as nothing was matched.
    pub(crate) const EXTERNAL: usize = 3;
    /// Raw: the flags as bits.
    pub(crate) const FLAG_BITS: usize = 4;
    /// Number of words.
    pub(crate) const WORDS: usize = 5;
}

/// ARRAY_BUFFER and SHARED_ARRAY_BUFFER.
pub(crate) mod array_buffer {
    /// Detach key; any value.
    pub(crate) const DETACH_KEY: usize = 2;
    /// Raw: bits of the external id (never 0), or 0 when detached.
    pub(crate) const EXTERNAL: usize = 3;
    /// Raw: byte length.
    pub(crate) const BYTE_LENGTH: usize = 4;
    /// Raw: maximum byte length + 1, or 0 when it has a fixed length.
    pub(crate) const MAXIMUM: usize = 5;
}

/// TYPED_ARRAY and DATA_VIEW.
pub(crate) mod view {
    /// ARRAY_BUFFER.
    pub(crate) const BUFFER: usize = 2;
    /// Raw: byte offset.
    pub(crate) const BYTE_OFFSET: usize = 3;
    /// Raw: length in elements (DATA_VIEW: bytes); u64::MAX when it tracks the buffer's length.
    pub(crate) const LENGTH: usize = 4;
    /// Raw: element type (builtins' business).
    pub(crate) const ELEMENT_TYPE: usize = 5;
}

/// Attribute bits and the rest of a property's metadata word.
///
/// A meta word is an int in the heap: slot number (23 bits) above eight attribute bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Meta(pub(crate) u32);

/// Attribute bits of a [`Meta`].
pub(crate) mod attribute {
    /// [[Writable]].
    pub(crate) const WRITABLE: u32 = 1;
    /// [[Enumerable]].
    pub(crate) const ENUMERABLE: u32 = 2;
    /// [[Configurable]].
    pub(crate) const CONFIGURABLE: u32 = 4;
    /// The slot holds an ACCESSOR_PAIR.
    pub(crate) const ACCESSOR: u32 = 8;
    /// A function's `prototype` which is made when first asked for (the slot may hold LAZY).
    pub(crate) const LAZY_PROTOTYPE: u32 = 16;
    /// An array's `length`: read plainly, written by ArraySetLength only.
    pub(crate) const ARRAY_LENGTH: u32 = 32;
    /// Writable, enumerable, configurable: what an assignment creates.
    pub(crate) const ALL: u32 = 7;
    /// Writable and configurable: built-in methods.
    pub(crate) const HIDDEN: u32 = 5;
    /// Every attribute bit.
    pub(crate) const MASK: u32 = 0xff;
}

impl Meta {
    /// Metadata of the property in `slot` with `attributes`.
    pub(crate) const fn new(slot: u32, attributes: u32) -> Meta {
        Meta((slot << 8) | (attributes & attribute::MASK))
    }

    /// Slot number: inline slots first, then overflow slots.
    pub(crate) const fn slot(self) -> u32 {
        self.0 >> 8
    }

    /// The attribute bits.
    pub(crate) const fn attributes(self) -> u32 {
        self.0 & attribute::MASK
    }

    /// Whether all of `bits` are set.
    pub(crate) const fn has(self, bits: u32) -> bool {
        self.0 & bits == bits
    }

    /// Whether the slot holds an ACCESSOR_PAIR.
    pub(crate) const fn is_accessor(self) -> bool {
        self.0 & attribute::ACCESSOR != 0
    }

    /// Whether an inline cache may write the slot directly.
    pub(crate) const fn is_plain_writable(self) -> bool {
        const BITS: u32 =
            attribute::WRITABLE | attribute::ACCESSOR | attribute::ARRAY_LENGTH | attribute::LAZY_PROTOTYPE;
        self.0 & BITS == attribute::WRITABLE
    }

    /// Whether an inline cache may read the slot directly.
    pub(crate) const fn is_plain_readable(self) -> bool {
        self.0 & (attribute::ACCESSOR | attribute::LAZY_PROTOTYPE) == 0
    }
}

/// Where a property's value is. Inline: a word offset in the object. Overflow: an index behind [`butterfly::OVERFLOW`].
/// Dictionary: a word offset in the PROPERTY_DICTIONARY in overflow slot 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Location(pub(crate) u32);

impl Location {
    const OVERFLOW: u32 = 0x8000_0000;
    const DICTIONARY: u32 = 0x4000_0000;

    /// The location of slot number `slot` in objects whose inline slots are `first_slot..first_slot + inline_capacity`.
    pub(crate) const fn of_slot(slot: u32, first_slot: u32, inline_capacity: u32) -> Location {
        if slot < inline_capacity {
            Location(first_slot + slot)
        } else {
            Location(Self::OVERFLOW | (slot - inline_capacity))
        }
    }

    /// Word `offset` of the object's PROPERTY_DICTIONARY.
    pub(crate) const fn in_dictionary(offset: usize) -> Location {
        Location(Self::DICTIONARY | offset as u32)
    }

    /// Decodes it.
    pub(crate) const fn place(self) -> Place {
        if self.0 & Self::OVERFLOW != 0 {
            Place::Overflow((self.0 & !Self::OVERFLOW) as usize)
        } else if self.0 & Self::DICTIONARY != 0 {
            Place::Dictionary((self.0 & !Self::DICTIONARY) as usize)
        } else {
            Place::Inline(self.0 as usize)
        }
    }
}

/// A decoded [`Location`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// Word offset in the object.
    Inline(usize),
    /// Index of the overflow slot.
    Overflow(usize),
    /// Word offset in the PROPERTY_DICTIONARY.
    Dictionary(usize),
}

/// The raw info word of a BUTTERFLY: elements capacity u32, words before them u31, sparse u1.
///
/// The words before the elements are overflow properties, then a gap: elements that left by the front leave their words
/// there, so that nothing has to move. (The identity hash is in the BUTTERFLY's header.)
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct ButterflyInfo(pub(crate) u64);

impl ButterflyInfo {
    /// Most overflow properties before an object goes to dictionary mode.
    pub(crate) const MAXIMUM_OVERFLOW: usize = 1000;
    const BEFORE: u64 = 0x7fff_ffff;

    /// Packs the three parts.
    pub(crate) const fn new(elements: usize, overflow: usize, sparse: bool) -> ButterflyInfo {
        ButterflyInfo(elements as u64 | (overflow as u64 & Self::BEFORE) << 32 | (sparse as u64) << 63)
    }

    /// Element words.
    pub(crate) const fn elements(self) -> usize {
        self.0 as u32 as usize
    }

    /// Words before the elements: room for overflow properties.
    pub(crate) const fn overflow(self) -> usize {
        (self.0 >> 32 & Self::BEFORE) as usize
    }

    /// Whether the word behind the overflow words is an ELEMENT_DICTIONARY.
    pub(crate) const fn is_sparse(self) -> bool {
        self.0 >> 63 != 0
    }

    /// Word offset of element 0 (or of the ELEMENT_DICTIONARY).
    pub(crate) const fn first_element(self) -> usize {
        butterfly::OVERFLOW + self.overflow()
    }

    /// Words of the whole butterfly, header included.
    pub(crate) const fn words(self) -> usize {
        self.first_element() + self.elements() + self.is_sparse() as usize
    }
}

/// RECORD: a reaction of a promise. See `runtime/promise.rs`.
pub(crate) mod reaction {
    /// The reaction that was added before this one, or UNDEFINED.
    pub(crate) const NEXT: usize = 1;
    /// [[Capability]].[[Promise]]; for an await what its continuation is given. UNDEFINED: nobody waits for a result.
    pub(crate) const PROMISE: usize = 2;
    /// [[Capability]].[[Resolve]], or UNDEFINED for a promise of the engine's own.
    pub(crate) const RESOLVE: usize = 3;
    /// [[Capability]].[[Reject]], or UNDEFINED for a promise of the engine's own.
    pub(crate) const REJECT: usize = 4;
    /// Handler for fulfilment: function, UNDEFINED, or an int (index of native steps: the continuation of an await).
    pub(crate) const ON_FULFILLED: usize = 5;
    /// Handler for rejection: function or UNDEFINED.
    pub(crate) const ON_REJECTED: usize = 6;
    /// Words of a reaction.
    pub(crate) const WORDS: usize = 7;
    /// Of a reaction that is made while a debugger asks for it, and longer by this word: the chain that leads to it.
    pub(crate) const CHAIN: usize = WORDS;
}
