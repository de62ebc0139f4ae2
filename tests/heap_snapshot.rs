//! Heap snapshots that an embedder writes: whole, exact, and without a trace in the engine.

#[path = "heap_snapshot/reader.rs"]
mod reader;
#[path = "heap_snapshot/scopes.rs"]
mod scopes;

use reader::Snapshot;
use std::collections::HashMap;
use tenure::{Engine, ErrorKind, Options, Value};

fn engine(source: &str) -> Engine {
    let mut engine = Engine::new(Options::default()).unwrap();
    engine.eval_named("planted.js", source).unwrap();
    engine
}

fn snapshot(engine: &mut Engine) -> Snapshot {
    let mut text = Vec::new();
    engine.write_heap_snapshot(&mut text).unwrap();
    engine.verify_heap().unwrap();
    Snapshot::read(&text)
}

const PLANTED: &str = "
class Leaky { constructor(i) { this.next = undefined; this.i = i; } }
class Calm extends Leaky {}
const kept = new Map();
for (let i = 0; i < 1000; i++) kept.set('key' + i, new Leaky(i));
for (let i = 0; i < 5000; i++) new Leaky(i);
globalThis.calm = [new Calm(1), new Calm(2)];
function outer() {
  const captured = new Leaky(7), unused = 1;
  return function inner() { return captured; };
}
globalThis.closure = outer();
globalThis.bound = outer.bind(calm, 'argument');
";

#[test]
fn every_edge_leads_to_a_node_and_every_node_is_reached() {
    let snapshot = snapshot(&mut engine(PLANTED));
    let unreached: Vec<_> = (0..snapshot.nodes.len())
        .filter(|&node| snapshot.nodes[node].sort != "object shape")
        .take(3000)
        .step_by(7)
        .collect();
    for node in unreached {
        assert!(snapshot.path(node).is_some(), "{:?} is not reached", snapshot.nodes[node]);
    }
    assert_eq!((snapshot.nodes[0].id, snapshot.nodes[1].id), (1, 3));
    assert_eq!(snapshot.nodes[1].name, "(GC roots)");
    let is_odd = |node: &&reader::Node| node.id % 2 == 1;
    let even: Vec<_> = snapshot.nodes.iter().filter(|node| !is_odd(node)).collect();
    let is_payload = |node: &&&reader::Node| node.sort == "native" || node.name == "system / ExecutableTree";
    assert!(even.iter().filter(is_payload).all(|node| node.edges.is_empty() && node.size > 0));
    assert!(even.iter().filter(|node| !is_payload(node)).all(|node| node.size == 0), "what is no object has no size");
}

#[test]
fn classes_are_counted_exactly() {
    let snapshot = snapshot(&mut engine(PLANTED));
    assert_eq!(snapshot.named("object", "Leaky").len(), 1001);
    assert_eq!(snapshot.named("object", "Calm").len(), 2);
    assert_eq!(snapshot.named("closure", "native_bind").len(), 1);
}

#[test]
fn sizes_add_up_to_what_the_engine_says() {
    let mut engine = engine(PLANTED);
    let snapshot = snapshot(&mut engine);
    let memory = engine.memory();
    let expected = memory.heap_used + memory.external;
    assert!(snapshot.size().abs_diff(expected) * 100 <= expected, "{} of {expected}", snapshot.size());
}

#[test]
fn a_planted_object_is_found_by_its_path_and_its_class_by_its_place() {
    let snapshot = snapshot(&mut engine(PLANTED));
    let global = snapshot.follow(0, "shortcut", "2").unwrap();
    assert_eq!(snapshot.nodes[global].name, "global");
    let closure = snapshot.follow(global, "property", "closure").unwrap();
    assert_eq!((&*snapshot.nodes[closure].sort, &*snapshot.nodes[closure].name), ("closure", "inner"));
    let context = snapshot.follow(closure, "internal", "context").unwrap();
    assert_eq!(snapshot.nodes[context].name, "system / Context");
    let captured = snapshot.follow(context, "context", "captured").unwrap();
    assert_eq!(snapshot.nodes[captured].name, "Leaky");
    assert_eq!(snapshot.path(captured).unwrap(), ["2", "closure", "context", "captured"]);
    assert_eq!(snapshot.follow(context, "context", "unused"), None);
    // Line and column begin at 0: the parameters of the constructor in the second line of the text.
    assert_eq!(snapshot.locations[&captured][1..], [1, 25]);
    assert_eq!(snapshot.locations[&closure][1..], [9, 23]);
    let bound = snapshot.follow(global, "property", "bound").unwrap();
    let calm = snapshot.follow(global, "property", "calm").unwrap();
    assert_eq!(snapshot.follow(bound, "internal", "bound_this"), Some(calm));
    let first = snapshot.follow(calm, "element", "0").unwrap();
    assert_eq!(snapshot.nodes[first].name, "Calm");
}

#[test]
fn variables_that_closures_keep_for_nobody_are_told_apart() {
    let source = "
        let theThing = null;
        (function replace(round) {
            const original = theThing, used = { round }, count = 7;
            function unused() { return original && count; }
            theThing = { own() { return used; } };
            if (round > 0) replace(round - 1);
        })(2);
        function outer() {
            const within = { deep: 1 };
            return function middle() { return function inner() { return within; }; };
        }
        globalThis.middle = outer();
        globalThis.evals = (function evaluating() { const seen = {}; return function () { return eval('seen'); }; })();
        async function waiting() {
            const held = { later: 1 };
            globalThis.other = () => count;
            let count = 0;
            const later = () => held;
            await new Promise(() => {});
            return [held, later];
        }
        waiting();
        function blocks(list) {
            for (const each of list) {
                const lost = { each }, kept = { each };
                (() => lost)();
                globalThis.block = () => kept;
            }
        }
        blocks([1]);
        function mapped(a, b) { globalThis.mappedArguments = arguments; globalThis.b = () => b; }
        mapped({}, {});";
    // Of three rounds one is kept by the variable, the others by `original` of the next.
    let expected = [".lost", "replace.count", "replace.count", "replace.count"];
    let expected: Vec<&str> = expected.into_iter().chain(["replace.original"; 3]).collect();
    assert_eq!(scopes::unusable(&snapshot(&mut engine(source))), expected);
}

#[test]
fn ids_stay_with_their_objects_and_are_never_used_again() {
    let mut engine = engine(PLANTED);
    let ids = |snapshot: &Snapshot, sort: &str, name: &str| {
        let named = snapshot.named(sort, name);
        let mut ids: Vec<usize> = named.into_iter().map(|node| snapshot.nodes[node].id).collect();
        ids.sort_unstable();
        ids
    };
    let first = snapshot(&mut engine);
    engine
        .eval("for (let i = 0; i < 1000; i += 2) kept.delete('key' + i); for (let i = 0; i < 1e5; i++) ({ i })")
        .unwrap();
    engine.low_memory();
    engine.eval("globalThis.fresh = []; for (let i = 0; i < 900; i++) fresh.push(new Calm(i))").unwrap();
    let second = snapshot(&mut engine);
    let (before, after) = (ids(&first, "object", "Leaky"), ids(&second, "object", "Leaky"));
    assert_eq!(after.len(), 501);
    assert!(after.iter().all(|id| before.binary_search(id).is_ok()), "an id has changed");
    let calm = ids(&second, "object", "Calm");
    let known: Vec<usize> = first.nodes.iter().map(|node| node.id).collect();
    assert_eq!((calm.len(), calm.iter().filter(|id| known.contains(id)).count()), (902, 2));
    // What an id stood for it stands for still.
    let names: HashMap<usize, &str> = first.nodes.iter().map(|node| (node.id, &*node.name)).collect();
    for node in second.nodes.iter().filter(|node| node.sort == "object" || node.sort == "string") {
        assert!(names.get(&node.id).is_none_or(|name| *name == node.name), "{node:?} was {}", names[&node.id]);
    }
    engine.low_memory();
    let third = snapshot(&mut engine);
    assert_eq!(ids(&third, "object", "Calm"), calm);
}

#[test]
fn values_of_weak_maps_hang_on_their_keys() {
    let source = "
        globalThis.map = new WeakMap(); globalThis.key = { name: 'key' };
        map.set(key, new (class Held {})); map.set({}, new (class Gone {}));
        globalThis.set = new WeakSet([key]); globalThis.reference = new WeakRef(key)";
    let snapshot = snapshot(&mut engine(source));
    assert!(snapshot.named("object", "Gone").is_empty());
    let held = snapshot.named("object", "Held")[0];
    let global = snapshot.follow(0, "shortcut", "2").unwrap();
    let [map, key] = ["map", "key"].map(|name| snapshot.follow(global, "property", name).unwrap());
    let table = snapshot.follow(map, "internal", "table").unwrap();
    let name = |node: usize| format!("{} @{}", snapshot.nodes[node].name, snapshot.nodes[node].id);
    let [key_name, held_name] = [key, held].map(name);
    let table_id = snapshot.nodes[table].id;
    let pair = format!(" / part of key ({key_name}) -> value ({held_name}) pair in WeakMap (table @{table_id})");
    for from in [table, key] {
        let is_pair = |edge: &&reader::Edge| edge.to == held && edge.sort == "internal" && edge.name.ends_with(&pair);
        assert_eq!(snapshot.nodes[from].edges.iter().filter(is_pair).count(), 1, "{pair}");
    }
    let weak =
        |node: usize, to: usize| snapshot.nodes[node].edges.iter().any(|edge| edge.sort == "weak" && edge.to == to);
    assert!(weak(table, key) && weak(table, held));
    let reference = snapshot.follow(global, "property", "reference").unwrap();
    assert_eq!(snapshot.follow(reference, "weak", "target"), Some(key));
}

#[test]
fn what_holds_an_object_is_told_with_its_kind() {
    let mut engine = engine("class Held {}");
    let handle = engine.eval("new Held").unwrap();
    let snapshot = snapshot(&mut engine);
    let held = snapshot.named("object", "Held");
    assert_eq!(held.len(), 1);
    let handles = snapshot.named("synthetic", "(Global handles)")[0];
    let edge = snapshot.nodes[handles].edges.iter().find(|edge| edge.to == held[0]).unwrap();
    assert!(edge.name.ends_with(" / embedder"), "{}", edge.name);
    drop(handle);
    assert!(self::snapshot(&mut engine).named("object", "Held").is_empty());
}

#[test]
fn texts_of_any_sort_are_written_whole_up_to_a_limit() {
    let source = r#"
        globalThis.texts = ['quote " and \\ and \n\t\u0001', 'é ü', '\u{1F600} and \ud800 alone', 'x'.repeat(5000)];
        globalThis.rope = 'a'.repeat(50) + texts.length; globalThis.part = ('y'.repeat(30) + texts.length).slice(3, 28)"#;
    let snapshot = snapshot(&mut engine(source));
    for text in ["quote \" and \\ and \n\t\u{1}", "é ü", "😀 and \u{fffd} alone", &"x".repeat(1024)] {
        assert_eq!(snapshot.named("string", text).len(), 1, "{text}");
    }
    let rope = &snapshot.nodes[snapshot.named("concatenated string", "(concatenated string)")[0]];
    assert!(rope.edges.iter().any(|edge| edge.name == "first") && rope.edges.iter().any(|edge| edge.name == "second"));
}

#[test]
fn bytes_outside_the_heap_are_nodes_of_their_owners() {
    let snapshot = snapshot(&mut engine("globalThis.view = new Uint8Array(123456)"));
    let global = snapshot.follow(0, "shortcut", "2").unwrap();
    let view = snapshot.follow(global, "property", "view").unwrap();
    let buffer = snapshot.follow(view, "internal", "buffer").unwrap();
    let bytes = &snapshot.nodes[snapshot.follow(buffer, "internal", "backing_store").unwrap()];
    assert_eq!((&*bytes.sort, &*bytes.name, bytes.size), ("native", "system / JSArrayBufferData", 123_456));
}

/// Takes so many bytes, then fails.
struct Full(usize);

impl std::io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        if taken == 0 { Err(std::io::Error::other("the disk is full")) } else { Ok(taken) }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_an_error_and_the_engine_goes_on() {
    let mut engine = engine(PLANTED);
    for room in [0, 1, 1000, 100_000, 300_000] {
        let error = engine.write_heap_snapshot(&mut Full(room)).unwrap_err();
        assert_eq!((error.kind(), error.message()), (ErrorKind::Output, "the disk is full"));
        engine.verify_heap().unwrap();
    }
    assert_eq!(engine.eval("kept.size").unwrap(), Value::Number(1000.0));
    assert_eq!(snapshot(&mut engine).named("object", "Leaky").len(), 1001);
}

#[test]
fn a_snapshot_keeps_nothing_alive() {
    let mut engine = engine(PLANTED);
    let before = snapshot(&mut engine).nodes.len();
    for _ in 0..5 {
        snapshot(&mut engine);
    }
    assert_eq!(snapshot(&mut engine).nodes.len(), before);
    engine.eval("kept.clear(); closure = undefined").unwrap();
    assert!(snapshot(&mut engine).named("object", "Leaky").is_empty());
}
