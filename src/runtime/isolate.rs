//! The isolate: one heap and everything that belongs to it. Moves between threads as a whole.

use super::bigint_limbs::Workspace;
use super::completion::{LeafFunction, NativeFunction, Pending, Termination};
use super::hooks::HostHooks;
use super::internal_methods::{Exotic, InternalMethods, ORDINARY};
use super::jobs::JobQueue;
use super::module::{self, ModuleMap};
use super::names::{self, KnownName};
use super::realm::Realms;
use super::regexp::RegExpState;
use super::upcalls::Upcalls;
use super::waiting::AsyncWaits;
use super::{Scope, stack_trace};
use crate::heap::{BirthRecording, ExternalId, Heap, HeapError, HeapOptions, Local, Raw, RootId, Slot};
use crate::value::date::{LocalZone, Utc};
use crate::value::{self, Fault, Strings, kind, layout};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// The place in a script that an exception came from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ThrowSite {
    /// The script's payload.
    pub(crate) script: ExternalId,
    /// The offset in its text, in bytes.
    pub(crate) offset: u32,
}

/// One instance of the engine, without its embedding API.
///
/// The interpreter reads and writes the `pub(crate)` fields; builtins go through `Scope` and the functions of the room.
pub(crate) struct Isolate {
    /// The heap with the VM stack.
    pub(crate) heap: Heap,
    /// Intern table, single characters, hashing.
    pub(crate) strings: Strings,
    /// What travels with an `Abrupt`.
    pub(crate) pending: Pending,
    /// Root of the thrown value.
    pub(crate) exception: RootId,
    /// Root of the vector of known names (strings, then well-known symbols).
    pub(crate) known_names: RootId,
    /// Root of the registry of `Symbol.for`: an ordinary object of null prototype, or UNDEFINED until first used.
    pub(crate) symbol_registry: RootId,
    /// Root of the shape under which the shapes of objects without a prototype hang.
    pub(crate) null_shape: RootId,
    /// Root of the current realm (UNDEFINED before the first).
    pub(crate) realm: RootId,
    /// All realms.
    pub(crate) realms: Realms,
    /// Internal methods by kind; `ORDINARY` unless somebody registered others.
    pub(crate) internal_methods: Box<[&'static InternalMethods; 256]>,
    /// Does what somebody has asked for with [`Budget::attention_flag`]; the host registers its own. May collect.
    pub(crate) attend: fn(&mut Scope<'_>) -> super::Completion<()>,
    /// Native steps by their index in NATIVE_FUNCTION objects.
    pub(crate) natives: Vec<NativeFunction>,
    /// The leaves of native steps, by the same index.
    pub(crate) leaves: Vec<Option<LeafFunction>>,
    native_indices: HashMap<usize, u32, ahash::RandomState>,
    /// Counts changes of prototypes: inline caches that rely on a prototype chain compare it.
    pub(crate) prototype_epoch: u32,
    /// True while no prototype has an indexed property: holes read as `undefined` without a look at the chain.
    pub(crate) indexed_prototype_protector: bool,
    /// Fuel and interrupts.
    pub(crate) budget: Budget,
    /// Room for the limbs of BigInts.
    pub(crate) bigint_workspace: Workspace,
    /// Least address of the native stack that code may reach; 0: no limit set.
    pub(crate) native_stack_limit: usize,
    /// The last parts of both stacks, where calls in tail position need none.
    pub(crate) tail: TailCalls,
    /// Slot index of the innermost frame's callee (`fp[0]`), published before native code runs; 0 while nothing runs.
    pub(crate) frame: usize,
    /// Shape id of new arrays of the current realm.
    pub(crate) array_shape: u32,
    /// Where the methods of array iteration were found last.
    pub(crate) array_iteration: ArrayIteration,
    /// Where the methods of generator iteration were found last.
    pub(crate) generator_iteration: GeneratorIteration,
    /// Root of the current realm's global object.
    pub(crate) global_object: RootId,
    /// Root of the object of the current realm's script-level lexical bindings.
    pub(crate) global_lexicals: RootId,
    /// Where the last text that was no program went wrong: file and line, the line, a caret.
    pub(crate) syntax_excerpt: Option<String>,
    /// Where the last exception came from.
    pub(crate) throw_site: Option<ThrowSite>,
    /// Each throw notes its frames.
    pub(crate) traces_throws: bool,
    /// The frames of the last throw, each behind a line feed, if throws are traced.
    pub(crate) thrown_at: Option<String>,
    /// Notes where an exception comes from; the interpreter registers its own.
    pub(crate) note_throw: fn(&mut Isolate),
    /// Notes where an object of a kind comes from; the interpreter registers its own.
    pub(crate) note_allocation: fn(&mut Isolate, u8),
    /// Samples of allocation, kept by the interpreter.
    pub(crate) sites: AllocationSites,
    /// The embedding API's own data.
    pub(crate) embedder: Box<dyn std::any::Any + Send>,
    /// Executable trees are shown as they are made.
    pub(crate) print_tree: Option<fn(&str)>,
    /// Functions that stop or go on.
    pub(crate) suspension: super::Suspension,
    /// Microtasks and other jobs.
    pub(crate) jobs: JobQueue,
    /// Promises that other agents settle.
    pub(crate) async_waits: AsyncWaits,
    /// Modules that were loaded, by id.
    pub(crate) module_map: ModuleMap,
    /// The embedder's part of ECMA-262; shared, so that a hook may be called with the isolate in hand.
    pub(crate) hooks: Arc<dyn HostHooks>,
    /// Local time: UTC until a host knows better.
    pub(crate) zone: Box<dyn LocalZone>,
    /// What the host keeps, if there is one.
    pub(crate) host: Option<Box<dyn std::any::Any + Send>>,
    /// Walks the frames for stack traces; the interpreter registers its own.
    pub(crate) stack_walker: stack_trace::StackWalker,
    /// Tells what a captured frame says; the interpreter registers its own.
    pub(crate) frame_teller: stack_trace::FrameTeller,
    /// Who looks at the heap when memory has run out, and what was found.
    pub(crate) autopsy: Autopsy,
    /// The debugger, if there is one.
    pub(crate) debugging: Option<Box<super::Debugging>>,
    /// Coverage, while it is recorded.
    pub(crate) coverage: Option<Box<super::Coverage>>,
    /// What a test watches, if one does.
    #[cfg(any(debug_assertions, feature = "checked"))]
    pub(crate) reach: Option<Box<super::Reach>>,
    /// Variables of scripts that are loaded from now on have places even if nobody uses them: for debuggers.
    pub(crate) keeps_variables: bool,
    /// Makes the `prototype` of a function when it is first asked for; the interpreter may register its own.
    pub(crate) lazy_prototype: LazyPrototype,
    /// Tells the realm of a closure; the interpreter registers its own.
    pub(crate) closure_realm: LazyPrototype,
    /// What this room and the builtins ask of the rooms above.
    pub(crate) upcalls: Upcalls,
    /// Most frames captured when `Error.stackTraceLimit` is not consulted.
    pub(crate) stack_trace_limit: u32,
    /// A stack overflow is being turned into an error.
    pub(crate) reporting_overflow: bool,
    /// The trap by which the last operation on a proxy was refused, if it was: for the message of a TypeError.
    pub(crate) refusing_trap: Option<KnownName>,
    /// Slots of the objects that `Array.prototype.join` is at work on.
    pub(crate) joining: Vec<Slot>,
    /// The matcher of regular expressions, and the last match.
    pub(crate) regexp: RegExpState,
    /// State of `Math.random`: xorshift128+.
    pub(crate) random_state: [u64; 2],
    seed: u64,
}

/// Who looks at a heap that is full, once, where the script was stopped for it: its frames still stand.
#[derive(Default)]
pub(crate) struct Autopsy {
    /// Says what fills the heap. May collect.
    pub(crate) look: Option<fn(&mut Isolate) -> Option<String>>,
    /// What it said.
    pub(crate) found: Option<String>,
}

/// See [`Isolate::lazy_prototype`] and [`Isolate::closure_realm`].
pub(crate) type LazyPrototype = for<'s> fn(&mut Scope<'s>, Local<'s>) -> super::Completion<Local<'s>>;

/// What an isolate is started with.
pub(crate) struct IsolateOptions {
    /// The heap's options.
    pub(crate) heap: HeapOptions,
    /// Seeds of all hashes and identity hashes; fixed ones make runs repeatable.
    pub(crate) seed: u64,
    /// The embedder's part of ECMA-262.
    pub(crate) hooks: Box<dyn HostHooks>,
}

impl Isolate {
    /// An isolate without a realm.
    ///
    /// # Errors
    /// When the heap cannot be made or is too small.
    pub(crate) fn new(options: IsolateOptions) -> Result<Isolate, HeapError> {
        let mut heap = Heap::new(&kind::KINDS, options.heap)?;
        // The bottom of the stack is no frame: whoever walks frames ends there, and begins there while nothing runs.
        heap.root_local(Local::UNDEFINED).map_err(|_| HeapError::NoMemory)?;
        let seed = options.seed;
        let seeds = [seed, seed ^ 0x9E37_79B9_7F4A_7C15, seed.rotate_left(23), !seed];
        let strings = Strings::new(&mut heap, seeds).map_err(|_| HeapError::NoMemory)?;
        let mut root = |origin| heap.insert_root(Local::UNDEFINED, origin).map_err(|_| HeapError::NoMemory);
        let (exception, known_names) = (root("pending exception")?, root("known names")?);
        let (symbol_registry, null_shape, realm) = (root("symbol registry")?, root("root shapes")?, root("realm")?);
        let global_object = root("global object")?;
        let global_lexicals = root("global lexical bindings")?;
        let regexp = RegExpState::new(root("last match")?, root("last match")?);
        let module_map = ModuleMap::new(root("module map")?, seed);
        let jobs = JobQueue::new(&mut heap).map_err(|_| HeapError::NoMemory)?;
        let mut isolate = Isolate {
            heap,
            strings,
            pending: Pending::Nothing,
            exception,
            known_names,
            symbol_registry,
            null_shape,
            realm,
            realms: Realms::default(),
            internal_methods: Box::new([&ORDINARY; 256]),
            attend: |_| Ok(()),
            natives: Vec::new(),
            leaves: Vec::new(),
            native_indices: HashMap::with_hasher(ahash::RandomState::with_seeds(seed, 1, 2, 3)),
            prototype_epoch: 0,
            indexed_prototype_protector: true,
            budget: Budget::new(),
            bigint_workspace: Workspace::default(),
            native_stack_limit: 0,
            tail: TailCalls::default(),
            frame: 0,
            array_shape: 0,
            array_iteration: ArrayIteration::default(),
            generator_iteration: GeneratorIteration::default(),
            global_object,
            global_lexicals,
            syntax_excerpt: None,
            throw_site: None,
            traces_throws: false,
            thrown_at: None,
            note_throw: |_| (),
            note_allocation: |_, _| (),
            sites: AllocationSites::default(),
            embedder: Box::new(()),
            print_tree: None,
            suspension: super::Suspension::default(),
            jobs,
            async_waits: AsyncWaits::default(),
            module_map,
            hooks: Arc::from(options.hooks),
            zone: Box::new(Utc),
            host: None,
            stack_walker: stack_trace::no_frames,
            frame_teller: stack_trace::no_frame,
            autopsy: Autopsy::default(),
            debugging: None,
            coverage: None,
            #[cfg(any(debug_assertions, feature = "checked"))]
            reach: None,
            keeps_variables: false,
            lazy_prototype: super::function::default_lazy_prototype,
            closure_realm: super::function::current_realm,
            upcalls: Upcalls::default(),
            stack_trace_limit: 10,
            reporting_overflow: false,
            refusing_trap: None,
            joining: Vec::new(),
            regexp,
            random_state: [seeds[1].max(1), seeds[2]],
            seed: seed | 1,
        };
        isolate.tail.stack_limit = isolate.heap.stack_limit().addr();
        isolate.start().map_err(|_| HeapError::NoMemory)?;
        Ok(isolate)
    }

    /// Interns the known names and makes the first shape.
    fn start(&mut self) -> Result<(), Fault> {
        let depth = self.heap.stack_depth();
        let words = layout::words::ELEMENTS + names::COUNT;
        let allocation = crate::heap::Allocation::old(kind::WORDS, 0, words);
        let vector = self.heap.allocate(allocation, |init| init.raw(layout::words::LENGTH, names::COUNT as u64))?;
        let vector = Local::in_slot(vector);
        self.heap.set_root(self.known_names, vector);
        for (index, text) in names::STRINGS.iter().enumerate() {
            let name = self.strings.intern_text(&mut self.heap, text)?;
            self.heap.store(vector, layout::words::ELEMENTS + index, Local::in_slot(name));
        }
        for (index, text) in names::SYMBOLS.iter().enumerate() {
            let description = self.strings.intern_text(&mut self.heap, text)?;
            let hash = self.random_hash();
            let symbol = value::allocate_symbol(&mut self.heap, Local::in_slot(description), hash, 0)?;
            let word = layout::words::ELEMENTS + names::STRINGS.len() + index;
            self.heap.store(vector, word, Local::in_slot(symbol));
        }
        self.internal_methods[kind::NATIVE_FUNCTION as usize] = &super::function::NATIVE;
        self.internal_methods[kind::BOUND_FUNCTION as usize] = &super::function::BOUND;
        self.internal_methods[kind::STRING_OBJECT as usize] = &super::string_object::STRING_OBJECT;
        self.internal_methods[kind::PROXY as usize] = &super::proxy::PROXY;
        self.internal_methods[kind::TYPED_ARRAY as usize] = &super::typed_array::TYPED_ARRAY;
        self.internal_methods[kind::ARGUMENTS as usize] = &super::arguments_object::ARGUMENTS;
        self.internal_methods[kind::MODULE_NAMESPACE as usize] = &module::MODULE_NAMESPACE;
        let (_, shape) = self.heap.allocate_shape(kind::SHAPE, layout::shape::WORDS, |init| {
            init.word(layout::shape::PROTOTYPE, value::Value::NULL);
        })?;
        self.heap.set_root(self.null_shape, Local::in_slot(shape));
        self.heap.truncate_stack(depth);
        Ok(())
    }

    /// The string or symbol of a known name.
    #[inline]
    pub(crate) fn known(&self, name: KnownName) -> Raw<'_> {
        self.heap.root_value(self.known_names).word(layout::words::ELEMENTS + name.index())
    }

    /// The internal methods of a kind.
    #[inline]
    pub(crate) fn methods(&self, kind: u8) -> &'static InternalMethods {
        self.internal_methods[kind as usize]
    }

    /// For which keys objects of a kind need their own internal methods.
    #[inline]
    pub(crate) fn exotic(&self, kind: u8) -> Exotic {
        self.internal_methods[kind as usize].exotic
    }

    /// Invalidates what inline caches assume of prototype chains.
    #[inline]
    pub(crate) fn bump_prototype_epoch(&mut self) {
        self.prototype_epoch = self.prototype_epoch.wrapping_add(1);
    }

    /// The index of native steps in the table, for NATIVE_FUNCTION objects.
    pub(crate) fn native_index(&mut self, steps: NativeFunction) -> u32 {
        let address = steps as usize;
        if let Some(&index) = self.native_indices.get(&address) {
            return index;
        }
        let index = self.natives.len() as u32;
        self.natives.push(steps);
        self.leaves.push(None);
        self.native_indices.insert(address, index);
        index
    }

    /// Lets calls of native steps try `leaf` first.
    pub(crate) fn set_leaf(&mut self, steps: NativeFunction, leaf: LeafFunction) {
        let index = self.native_index(steps) as usize;
        self.leaves[index] = Some(leaf);
    }

    /// A pseudo-random hash for symbols: at least 2^31, as no id of a shape is.
    pub(crate) fn random_hash(&mut self) -> u32 {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        (self.seed >> 32) as u32 | 1 << 31
    }

    /// A new identity hash: 21 bits, not 0.
    pub(crate) fn next_identity_hash(&mut self) -> u32 {
        (self.random_hash() & 0x1f_ffff).max(1)
    }

    /// Measures the native stack anew: called at each outermost entry, with the bytes this thread may use from here on.
    pub(crate) fn set_native_stack(&mut self, bytes: usize) {
        self.native_stack_limit = stack_address().saturating_sub(bytes);
        self.tail.native_limit = stack_address().saturating_sub(bytes / 4 * 3);
        let (base, limit) = (self.heap.stack_base().addr(), self.heap.stack_limit().addr());
        self.tail.stack_limit = limit - (limit - base) / 4;
    }

    /// Notes where objects are born from now on, or forgets all of it.
    pub(crate) fn record_births(&mut self, recording: BirthRecording) {
        self.heap.record_births(recording);
        self.sites.hasten(self.heap.birth_interval().map(|bytes| bytes / 8));
    }

    /// Whether a function is running.
    pub(crate) fn is_running(&self) -> bool {
        self.frame != 0
    }

    /// Whether there is native stack left for another level.
    #[inline(always)]
    pub(crate) fn has_native_stack(&self) -> bool {
        stack_address() > self.native_stack_limit
    }
}

/// What calls in tail position need to know.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TailCalls {
    /// The last part of the native stack lies below this address.
    pub(crate) native_limit: usize,
    /// The last part of the VM stack lies above this address.
    pub(crate) stack_limit: usize,
    /// The address of the innermost frame that lies there; 0: there is none.
    pub(crate) frame: usize,
    /// The address of the frame of a call that a function has ended with.
    pub(crate) callee: usize,
    /// The number of its arguments.
    pub(crate) count: u32,
}

/// About where the native stack is now.
#[inline(always)]
pub(crate) fn stack_address() -> usize {
    let marker = 0u8;
    std::hint::black_box(&raw const marker).addr()
}

/// What the interpreter has found out about iterating plain arrays; it holds in one prototype epoch.
#[derive(Clone, Copy, Default)]
pub(crate) struct ArrayIteration {
    /// The prototype epoch.
    pub(crate) epoch: u32,
    /// The shape id of plain arrays (0: nothing is known).
    pub(crate) array_shape: u32,
    /// The shape id of %ArrayIteratorPrototype%.
    pub(crate) iterator_shape: u32,
    /// Where their prototype has `Symbol.iterator`, as inline caches write locations.
    pub(crate) values: u32,
    /// Where %ArrayIteratorPrototype% has `next`.
    pub(crate) next: u32,
}

/// Where iterating a generator finds its methods; see `ArrayIteration`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct GeneratorIteration {
    /// The prototype epoch.
    pub(crate) epoch: u32,
    /// The shape id of the generators (0: nothing is known).
    pub(crate) shape: u32,
    /// The shape id of %Iterator.prototype%, and where it has `Symbol.iterator`.
    pub(crate) iterator: (u32, u32),
    /// The shape id of %GeneratorPrototype%, and where it has `next`.
    pub(crate) next: (u32, u32),
}

/// How much a script may still do. Counts down; the slow path finds out why it reached nothing.
pub(crate) struct Budget {
    /// Units left before `refill` is asked. Interrupts do not change it: they are polled every slice.
    pub(crate) left: u64,
    /// Fuel beyond the current slice; `None`: unlimited.
    fuel: Option<u64>,
    deadline: Option<Instant>,
    interrupt: Arc<AtomicBool>,
    attention: Arc<AtomicBool>,
    /// Slices are of one unit: see [`Budget::watch_each_unit`].
    is_watched: bool,
}

/// Units between two looks at the interrupt flag.
const SLICE: u64 = 10_000;

impl Budget {
    fn new() -> Budget {
        Budget {
            left: SLICE,
            fuel: None,
            deadline: None,
            interrupt: Arc::default(),
            attention: Arc::default(),
            is_watched: false,
        }
    }

    /// The flag that another thread sets to stop the script.
    pub(crate) fn interrupt_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.interrupt)
    }

    /// The flag that a signal handler sets so that the script's thread does something within a slice, and goes on.
    pub(crate) fn attention_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.attention)
    }

    /// Was attention asked for since the last call?
    pub(crate) fn take_attention(&self) -> bool {
        self.attention.load(Ordering::Relaxed) && self.attention.swap(false, Ordering::Relaxed)
    }

    /// Limits the units from now on (`None`: unlimited).
    pub(crate) fn set_fuel(&mut self, fuel: Option<u64>) {
        self.left = fuel.map_or(SLICE, |fuel| fuel.min(SLICE));
        self.fuel = fuel.map(|fuel| fuel - self.left);
    }

    /// When the script must have ended.
    pub(crate) fn set_deadline(&mut self, deadline: Option<Instant>) {
        self.deadline = deadline;
    }

    /// Spends `units`; false when the slice is used up.
    #[inline(always)]
    pub(crate) fn spend(&mut self, units: u64) -> bool {
        if units < self.left {
            self.left -= units;
            return true;
        }
        self.left = 0;
        false
    }

    /// Whether each call and each turn of a loop asks for a slice of its own, so that a debugger sees it.
    pub(crate) fn watch_each_unit(&mut self, is_watched: bool) {
        self.is_watched = is_watched;
        // What is left of a longer slice is given back.
        if is_watched && self.left > 1 && self.left <= SLICE {
            if let Some(fuel) = &mut self.fuel {
                *fuel += self.left - 1;
            }
            self.left = 1;
        }
    }

    /// The next slice, or why there is none.
    pub(crate) fn refill(&mut self) -> Result<(), Termination> {
        if self.interrupt.load(Ordering::Relaxed) {
            self.interrupt.store(false, Ordering::Relaxed);
            return Err(Termination::Interrupted);
        }
        if self.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return Err(Termination::OutOfTime);
        }
        let slice = if self.is_watched { 1 } else { SLICE };
        match &mut self.fuel {
            None => self.left = slice,
            Some(0) => return Err(Termination::OutOfFuel),
            Some(fuel) => {
                self.left = (*fuel).min(slice);
                *fuel -= self.left;
            }
        }
        Ok(())
    }
}

/// A place that allocates: script, line, column, and what it allocates.
pub(crate) type AllocationSite = (String, u32, u32, String);

/// Words that native code allocates between two samples.
const SAMPLED_WORDS: usize = 1 << 13;

/// Samples of allocation by place.
#[derive(Default)]
pub(crate) struct AllocationSites {
    /// Words that native code allocated since the last sample.
    unsampled: usize,
    /// Samples of each place.
    pub(crate) samples: std::collections::HashMap<AllocationSite, u32>,
    /// All samples.
    pub(crate) total: u32,
    /// Where objects come from whose births the heap notes.
    pub(crate) births: BirthPlaces,
    /// A birth's place is the function that runs, with those that called it.
    pub(crate) notes_callers: bool,
}

/// A place that allocates, as a map of the heap names it, or a function that does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct BirthPlace {
    /// The name of the function; empty when it has none.
    pub(crate) function: String,
    /// URL or path.
    pub(crate) script: String,
    /// One-based.
    pub(crate) line: u32,
    /// One-based, in UTF-16 code units.
    pub(crate) column: u32,
    /// The script's number; 0 if it is not told.
    pub(crate) script_number: u32,
    /// The number of the place that called it, if callers are noted.
    pub(crate) caller: Option<u32>,
}

/// The places that were met, numbered.
#[derive(Default)]
pub(crate) struct BirthPlaces {
    list: Vec<BirthPlace>,
    numbers: std::collections::HashMap<BirthPlace, u32>,
    /// Numbers of functions by the bits of their trees and their callers, so that they are found without their names.
    known: std::collections::HashMap<(u64, Option<u32>), u32>,
}

/// Places told apart, at most.
const MOST_PLACES: usize = 16_384;

impl BirthPlaces {
    /// The number of a place; `None` for those that come when there are too many.
    pub(crate) fn number(&mut self, place: BirthPlace) -> Option<u32> {
        if let Some(&number) = self.numbers.get(&place) {
            return Some(number);
        }
        let number = self.list.len();
        if number == MOST_PLACES {
            return None;
        }
        self.list.push(place.clone());
        self.numbers.insert(place, number as u32);
        Some(number as u32)
    }

    /// The number of a function that has been met with this caller before.
    pub(crate) fn known(&self, tree: u64, caller: Option<u32>) -> Option<u32> {
        self.known.get(&(tree, caller)).copied()
    }

    /// As [`BirthPlaces::number`], of a function, which is found by its tree from now on.
    pub(crate) fn number_of_function(&mut self, tree: u64, place: BirthPlace) -> Option<u32> {
        let caller = place.caller;
        let number = self.number(place)?;
        self.known.insert((tree, caller), number);
        Some(number)
    }

    /// All places; a place's number is its index.
    pub(crate) fn list(&self) -> &[BirthPlace] {
        &self.list
    }
}

impl AllocationSites {
    /// Counts an allocation of native code; whether it is to be sampled.
    #[inline]
    pub(crate) fn counts(&mut self, words: usize) -> bool {
        self.unsampled = self.unsampled.saturating_add(words);
        let is_due = self.unsampled >= SAMPLED_WORDS;
        if is_due {
            self.unsampled = 0;
        }
        is_due
    }

    /// Lets the next sample come after `words`, at most, where somebody wants more of them.
    pub(crate) fn hasten(&mut self, words: Option<usize>) {
        if let Some(words) = words {
            self.unsampled = self.unsampled.max(SAMPLED_WORDS.saturating_sub(words));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fuel_is_spent_to_the_last_slice_and_no_further() {
        let mut budget = Budget::new();
        budget.set_fuel(Some(25_000));
        let mut spent = 0;
        while budget.spend(1) || budget.refill().is_ok() {
            spent += 1;
        }
        assert!((24_990..=25_010).contains(&spent), "{spent}");
        assert_eq!(budget.refill(), Err(Termination::OutOfFuel));
    }

    #[test]
    fn an_interrupt_is_seen_within_a_slice() {
        let mut budget = Budget::new();
        budget.interrupt_flag().store(true, Ordering::Relaxed);
        assert_eq!(budget.refill(), Err(Termination::Interrupted));
    }

    #[test]
    fn an_isolate_may_be_sent_to_another_thread() {
        fn is_send<T: Send>() {}
        is_send::<Isolate>();
    }
}
