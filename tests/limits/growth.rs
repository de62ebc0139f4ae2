//! The ways to grow. `benches/compare` lets other engines grow in the same ways.

/// Who can run it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Where {
    /// The command and the library.
    Everywhere,
    /// What needs timers or `process`, or can never be dropped.
    Command,
}

/// Which limit ends it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fills {
    /// The pages of the heap.
    Heap,
    /// The bytes outside of them: only a limit of both together ends it.
    External,
}

/// One way to grow: a script that never ends by itself and keeps what it makes reachable from the global `leak`.
pub(crate) struct Growth {
    pub(crate) name: &'static str,
    pub(crate) script: &'static str,
    pub(crate) runs: Where,
    pub(crate) fills: Fills,
}

const fn growth(name: &'static str, script: &'static str) -> Growth {
    Growth { name, script, runs: Where::Everywhere, fills: Fills::Heap }
}

const fn hosted(name: &'static str, script: &'static str) -> Growth {
    Growth { runs: Where::Command, ..growth(name, script) }
}

const fn external(name: &'static str, script: &'static str) -> Growth {
    Growth { fills: Fills::External, ..growth(name, script) }
}

/// Lets go of what fills the heap. That may be the global object itself, and then a list of its names finds no room.
/// `globals` holds the names of before.
pub(crate) const DROP: &str = "leak = undefined; \
    for (let i = 0; 'key' + i in globalThis; i++) delete globalThis['key' + i]; \
    for (const key of Object.getOwnPropertyNames(globalThis)) \
    if (!globals.includes(key) && key !== 'globals') delete globalThis[key];";

pub(crate) const GROWTHS: &[Growth] = &[
    growth("objects", "leak = []; for (let i = 0; ; i++) leak.push({ i, next: leak });"),
    growth("linked_objects", "leak = null; for (;;) leak = { leak };"),
    growth("objects_with_many_properties", "leak = []; for (;;) leak.push({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 });"),
    growth("class_instances", "class A { x = 1; #y = 2; } leak = []; for (;;) leak.push(new A());"),
    growth("small_arrays", "leak = []; for (;;) leak.push([1, 2, 3]);"),
    growth("arrays_of_a_thousand", "leak = []; for (;;) leak.push(new Array(1000).fill(0));"),
    growth("large_arrays", "leak = []; for (;;) leak.push(new Array(100000).fill(0));"),
    growth("one_array", "leak = []; for (;;) leak.push(1);"),
    growth("one_array_by_index", "leak = []; for (let i = 0; ; i++) leak[i] = i;"),
    growth("one_array_from_its_front", "leak = []; for (;;) leak.unshift(...new Array(1000).fill(1));"),
    growth("sparse_array", "leak = []; for (let i = 0; ; i += 1000) leak[i] = i;"),
    growth("strings", "leak = []; for (let i = 0; ; i++) leak.push(String(i).padStart(100));"),
    growth("long_strings", "leak = []; for (let i = 0; ; i++) leak.push('x'.repeat(100000 + i % 3));"),
    growth("two_byte_strings", "leak = []; for (let i = 0; ; i++) leak.push('\\u4e2d'.repeat(1000 + i % 3));"),
    growth("doubled_string", "leak = 'x'.repeat(1000); for (;;) { leak = leak + leak; leak.charCodeAt(3); }"),
    growth("ropes", "leak = ''; for (let i = 0; ; i++) leak += 'some text that goes on';"),
    growth("many_ropes", "leak = []; for (let i = 0; ; i++) leak.push('some text that goes on' + i);"),
    growth("slices", "const text = 'x'.repeat(1000); leak = []; for (;;) leak.push(text.slice(1, 900));"),
    growth("joined_arrays", "leak = ['some text']; for (;;) leak.push(leak.slice(-100).join(','));"),
    growth("split_strings", "leak = []; for (;;) leak.push('a,b,c,d,e,f,g,h'.split(','));"),
    growth("closures", "leak = []; for (let i = 0; ; i++) leak.push(() => i);"),
    growth("bound_functions", "leak = []; for (let i = 0; ; i++) leak.push(Math.max.bind(null, i));"),
    growth("classes", "leak = []; for (;;) leak.push(class { a() {} static b() {} });"),
    growth("map_entries", "leak = new Map(); for (let i = 0; ; i++) leak.set(i, i);"),
    growth("map_entries_with_objects", "leak = new Map(); for (;;) leak.set({}, {});"),
    growth("set_entries", "leak = new Set(); for (let i = 0; ; i++) leak.add('k' + i);"),
    growth(
        "weak_map_entries",
        "leak = [new WeakMap()]; for (;;) { const key = {}; leak.push(key); leak[0].set(key, [key]); }",
    ),
    growth("weak_references", "leak = []; for (;;) { const to = {}; leak.push(to, new WeakRef(to)); }"),
    growth(
        "finalization_records",
        "leak = [new FinalizationRegistry(() => {})]; for (;;) { leak.push({}); leak[0].register(leak.at(-1), 1); }",
    ),
    growth("dictionary_keys", "leak = {}; for (let i = 0; ; i++) leak['key' + i] = i;"),
    growth("numbered_keys", "leak = {}; for (let i = 0; ; i++) leak[i * 7] = i;"),
    growth(
        "shapes",
        "leak = []; for (let i = 0; ; i++) { const o = {}; o['a' + i] = 1; o['b' + i] = 2; leak.push(o); }",
    ),
    growth("accessors", "leak = []; for (let i = 0; ; i++) leak.push({ get a() { return i; }, set a(x) {} });"),
    growth("globals", "leak = globalThis; for (let i = 0; ; i++) globalThis['key' + i] = [i];"),
    growth("promises", "leak = []; for (;;) leak.push(new Promise(() => {}));"),
    growth("promise_chain", "leak = Promise.resolve(); for (;;) leak = leak.then(() => {});"),
    growth("waiting_jobs", "leak = Promise.resolve(); for (;;) leak.then(() => {});"),
    growth("jobs_that_make_jobs", "leak = Promise.resolve(); const f = () => { leak.then(f); leak.then(f); }; f();"),
    growth("combined_promises", "leak = []; for (;;) leak.push(Promise.all([new Promise(() => {}), 1]));"),
    growth("symbols", "leak = []; for (;;) leak.push(Symbol('of something'));"),
    // Their registry keeps them, as V8's does, and no script can take them out: the library could not go on.
    hosted("registered_symbols", "leak = []; for (let i = 0; ; i++) leak.push(Symbol.for('of something' + i));"),
    growth("errors", "leak = []; for (let i = 0; ; i++) leak.push(new Error('number ' + i));"),
    growth("caught_errors", "leak = []; for (;;) try { null.x; } catch (error) { leak.push(error); }"),
    growth(
        "errors_with_stacks",
        "leak = []; for (;;) { const error = new Error('x'); error.stack; leak.push(error); }",
    ),
    growth("new_function", "leak = []; for (let i = 0; ; i++) leak.push(new Function('a', 'return a + ' + i));"),
    growth(
        "called_new_function",
        "leak = []; for (let i = 0; ; i++) { const f = new Function('a', 'return a + ' + i); f(1); leak.push(f); }",
    ),
    growth("eval", "leak = []; for (let i = 0; ; i++) leak.push((0, eval)('(function () { return ' + i + '; })'));"),
    growth("json_parse", "leak = []; for (;;) leak.push(JSON.parse('{\"a\":[1,2,{\"b\":\"text\"}],\"c\":null}'));"),
    growth(
        "one_json_parse",
        "const text = '[' + '{\"a\":1},'.repeat(3e6) + '1]'; leak = []; for (;;) leak.push(JSON.parse(text));",
    ),
    growth("json_stringify", "leak = []; for (;;) leak.push(JSON.stringify({ a: leak.slice(-4), b: 'text' }));"),
    growth("spread", "leak = [1, 2, 3, 4]; for (;;) leak = [...leak, ...leak];"),
    growth("spread_objects", "leak = []; for (let o = { a: 1, b: 2 }; ; ) leak.push({ ...o, c: 3 });"),
    growth(
        "spread_arguments",
        "leak = []; const f = (...rest) => leak.push(rest); for (;;) f(...leak.slice(-500), 1);",
    ),
    growth("arguments_objects", "leak = []; function f() { leak.push(arguments); } for (;;) f(1, 2, 3);"),
    growth(
        "array_methods",
        "leak = []; for (;;) leak.push([3, 1, 2].map((x) => x).filter((x) => x).concat([1]).sort());",
    ),
    growth("sorted_arrays", "leak = []; for (;;) leak.push(leak.slice(-300).sort((a, b) => 1), {});"),
    growth("array_from", "leak = []; for (;;) leak.push(Array.from({ length: 50 }, (x, i) => i));"),
    growth("object_entries", "leak = []; for (;;) leak.push(Object.entries({ a: 1, b: 2, c: 3 }));"),
    growth("iterators", "leak = []; for (;;) leak.push([1, 2][Symbol.iterator](), new Map().entries());"),
    growth("dates", "leak = []; for (let i = 0; ; i++) leak.push(new Date(i));"),
    growth("big_integers", "leak = []; for (let i = 1n; ; i = i * 3n % (2n ** 999n)) leak.push(i);"),
    growth("large_big_integers", "leak = []; for (let i = 1n; ; i++) leak.push(i << 100000n);"),
    growth("boxed_values", "leak = []; for (let i = 0; ; i++) leak.push(Object(i), Object('text'), Object(true));"),
    growth(
        "recursion_with_objects",
        "leak = null; function f(n) { leak = { leak, n }; if (n) f(n - 1); } for (;;) f(500);",
    ),
    growth("template_objects", "leak = []; for (let i = 0; ; i++) leak.push((0, eval)('((t) => t)`' + i + '${1}`'));"),
    hosted("timers", "leak = []; for (let i = 0; ; i++) leak.push(setTimeout(() => i, 1e6));"),
    hosted("forgotten_timers", "for (let i = 0; ; i++) setTimeout(() => i, 1e6);"),
    hosted(
        "intervals",
        "(function grow() { for (let i = 0; i < 100; i++) setInterval(() => i, 1e6); setImmediate(grow); })();",
    ),
    hosted("immediates", "(function grow() { setImmediate(grow); setImmediate(grow); })();"),
    hosted("ticks", "(function grow() { process.nextTick(grow); process.nextTick(grow); })();"),
    hosted("microtasks", "(function grow() { queueMicrotask(grow); queueMicrotask(grow); })();"),
    hosted("listeners", "process.setMaxListeners(0); for (let i = 0; ; i++) process.on('exit', () => i);"),
    hosted("structured_clones", "leak = []; for (;;) leak.push(structuredClone({ a: [1, 2, { b: 'text' }] }));"),
    external("array_buffers", "leak = []; for (;;) leak.push(new ArrayBuffer(100000));"),
    external("small_array_buffers", "leak = []; for (;;) leak.push(new ArrayBuffer(10));"),
    external("typed_arrays", "leak = []; for (;;) leak.push(new Float64Array(1000).fill(1));"),
    external(
        "resized_array_buffer",
        "leak = new ArrayBuffer(8, { maxByteLength: 1e9 }); for (;;) leak.resize(leak.byteLength * 2);",
    ),
    external(
        "copied_typed_arrays",
        "leak = [new Uint8Array(1000)]; for (;;) leak.push(leak.at(-1).slice(), leak[0].map((x) => 1));",
    ),
];
