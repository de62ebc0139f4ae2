//! The engine as an embedder meets it.

use super::*;
use crate::heap::Reason;

fn engine() -> Engine {
    Engine::new(Options { predictable: true, ..Options::default() }).expect("an engine")
}

#[test]
fn a_script_gives_its_completion_value() {
    let mut engine = engine();
    assert_eq!(engine.eval("1 + 1").unwrap(), Value::Number(2.0));
    assert_eq!(engine.eval("'a' + 'b'").unwrap(), Value::String("ab".into()));
    assert_eq!(engine.eval("var x = 3; x * 2").unwrap(), Value::Number(6.0));
    assert_eq!(engine.eval("x").unwrap(), Value::Number(3.0));
}

#[test]
fn an_uncaught_error_is_told_with_its_stack() {
    let error = engine().eval_named("a.js", "function f() { null.x } f()").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Thrown);
    assert_eq!(error.message(), "TypeError: Cannot read properties of null (reading 'x')");
    assert!(error.stack().unwrap().contains("at f (a.js:1:"), "{:?}", error.stack());
}

#[test]
fn a_text_that_is_no_program_is_a_syntax_error() {
    let error = engine().eval("let let = 1").unwrap_err();
    assert!(error.message().starts_with("SyntaxError"), "{error}");
}

#[test]
fn the_heap_limit_ends_the_script_and_not_the_engine() {
    let mut engine = Engine::new(Options { heap_limit: Some(8 << 20), ..Options::default() }).unwrap();
    engine.eval("var kept = 7; var leak = []").unwrap();
    let error = engine.eval("for (;;) leak.push({ a: 1, b: 2 })").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutOfMemory);
    assert_eq!(engine.eval("kept").unwrap(), Value::Number(7.0));
    engine.eval("leak = null").unwrap();
    engine.collect_garbage();
    assert!(engine.memory().heap_used < 2 << 20, "{:?}", engine.memory());
    engine.eval("var again = []; for (let i = 0; i < 50000; i++) again.push({ a: i })").unwrap();
}

#[test]
fn fuel_and_time_run_out_in_loops_and_recursion() {
    let mut engine = Engine::new(Options { fuel: Some(100_000), ..Options::default() }).unwrap();
    assert_eq!(engine.eval("for (;;) {}").unwrap_err().kind(), ErrorKind::OutOfFuel);
    let fib = "function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2) } fib(40)";
    assert_eq!(engine.eval(fib).unwrap_err().kind(), ErrorKind::OutOfFuel);
    let time = Some(std::time::Duration::from_millis(30));
    let mut engine = Engine::new(Options { time, ..Options::default() }).unwrap();
    assert_eq!(engine.eval("try { for (;;) {} } finally { for (;;) {} }").unwrap_err().kind(), ErrorKind::OutOfTime);
    assert_eq!(engine.eval("5").unwrap(), Value::Number(5.0));
}

#[test]
fn what_ends_a_script_within_a_suspended_function_runs_nothing_of_it() {
    let stops = [("for (;;) ;", ErrorKind::OutOfFuel), ("const a = []; for (;;) a.push([1])", ErrorKind::OutOfMemory)];
    for (stop, kind) in stops {
        let options = Options { fuel: Some(20_000_000), heap_limit: Some(8 << 20), ..Options::default() };
        let mut engine = Engine::new(options).unwrap();
        engine.eval(&format!("var log = []; function stop() {{ {stop} }}")).unwrap();
        let body = "try { yield 1; stop(); } catch { log.push(1) } finally { log.push(2) }";
        engine
            .eval(&format!(
                "function* g() {{ {body} }} function* outer() {{ try {{ yield* g() }} finally {{ log.push(3) }} }}"
            ))
            .unwrap();
        for text in [
            "var it = outer(); it.next(); it.next()",
            "for (const x of outer()) ;",
            "[...outer()]",
            "const [a, b] = outer()",
        ] {
            assert_eq!(engine.eval(&format!("{{ {text} }}")).unwrap_err().kind(), kind, "{text}");
        }
        assert_eq!(engine.eval("log.length + ':' + it.next().done").unwrap(), Value::String("0:true".into()));
        let waits = "(async () => { try { await 1; stop() } catch { log.push(4) } finally { log.push(5) } })(); 1";
        assert_eq!(engine.eval(waits).and_then(|_| engine.eval("1")).map_err(|error| error.kind()), Err(kind));
        assert_eq!(engine.eval("log.length").unwrap(), Value::Number(0.0));
    }
}

#[test]
fn host_functions_take_and_give_values() {
    let mut engine = engine();
    let mut calls = 0;
    let defined = engine.function("next", move |call| {
        calls += 1;
        match call.argument(0) {
            Value::String(text) => Ok(Value::String(format!("{text}{calls}"))),
            _ => Err(Error::new("a string, please")),
        }
    });
    assert_eq!(defined, Ok(()));
    let refused = engine.function("undefined", |_| Ok(Value::Null)).unwrap_err();
    assert!(refused.message().starts_with("TypeError: Cannot assign to read only property 'undefined'"), "{refused}");
    assert_eq!(engine.eval("next('a') + next('b')").unwrap(), Value::String("a1b2".into()));
    assert_eq!(
        engine.eval("try { next(1) } catch (e) { e.message }").unwrap(),
        Value::String("a string, please".into())
    );
}

#[test]
fn objects_outlive_their_engine_and_know_it() {
    let mut first = engine();
    let mut second = engine();
    let Value::Object(function) = first.eval("(function (a, b) { return a + b })").unwrap() else {
        panic!("no object")
    };
    let arguments = [Value::Number(1.0), Value::Number(2.0)];
    assert_eq!(first.call(&function, &Value::Undefined, &arguments).unwrap(), Value::Number(3.0));
    let error = second.call(&function, &Value::Undefined, &arguments).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WrongEngine);
    drop(first);
    drop(function);
}

#[test]
fn endless_recursion_is_a_range_error_on_a_small_thread() {
    let run = || {
        let mut engine = Engine::new(Options::default()).unwrap();
        let text = "function f() { return f() + 1 } try { f() } catch (e) { e instanceof RangeError && e.message }";
        engine.eval(text).unwrap()
    };
    let thread = std::thread::Builder::new().stack_size(512 << 10).spawn(run).unwrap();
    assert_eq!(thread.join().unwrap(), Value::String("Maximum call stack size exceeded".into()));
}

#[test]
fn what_fills_the_heap_can_be_dropped_by_the_next_script() {
    for text in ["list.push({ list })", "list.push('x' + list.length)", "list.push(new Array(100))", "list.push([])"] {
        let mut engine = Engine::new(Options { heap_limit: Some(8 << 20), ..Options::default() }).unwrap();
        engine.eval("var list").unwrap();
        for _ in 0..3 {
            let error = engine.eval(&format!("list = []; for (;;) {text}")).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::OutOfMemory, "{text}: {error}");
            assert_eq!(engine.eval("list = null; 6 * 7"), Ok(Value::Number(42.0)), "{text}");
            engine.collect_garbage();
            assert!(engine.memory().heap_used < 2 << 20, "{text}: {:?}", engine.memory());
        }
    }
}

#[test]
fn the_script_that_lets_go_of_what_fills_the_heap_may_have_new_names() {
    // The intern table is nearly full, and a larger one would take more than the relief has.
    let mut engine = Engine::new(Options { heap_limit: Some(32 << 20), ..Options::default() }).unwrap();
    engine.eval("var leak = {}; for (let i = 0; i < 96400; i++) leak['n' + i] = 1;").unwrap();
    let end = engine.eval("for (;;) leak = { leak };");
    assert!(end.is_err_and(|error| error.kind() == ErrorKind::OutOfMemory));
    let names: Vec<String> = (0..1500).map(|i| format!("'x{i}'")).collect();
    let text = format!("leak = undefined; [{}].length", names.join(", "));
    assert_eq!(engine.eval(&text).unwrap(), Value::Number(1500.0));
}

#[test]
fn a_watch_hears_collections_in_order_until_it_ends() {
    use std::sync::{Arc, Mutex};
    let heard: Arc<Mutex<Vec<CollectorEvent>>> = Arc::default();
    let mut engine = Engine::new(Options { heap_limit: Some(8 << 20), ..Options::default() }).unwrap();
    let kept = Arc::clone(&heard);
    let watch = engine.watch_memory(std::time::Duration::ZERO, move |event| kept.lock().unwrap().push(*event));
    engine.eval("var list = []; for (let i = 0; i < 20000; i++) list.push({ i })").unwrap();
    engine.low_memory();
    assert!(engine.eval("for (;;) list.push({ list })").is_err());
    let mut other = Engine::new(Options::default()).unwrap();
    other.unwatch(watch);
    engine.unwatch(watch);
    let count = heard.lock().unwrap().len();
    engine.collect_garbage();
    let heard = heard.lock().unwrap();
    assert_eq!(heard.len(), count);
    let mut open = 0;
    let mut reasons = Vec::new();
    for event in heard.iter() {
        match event {
            CollectorEvent::Started { kind, reason, memory, .. } => {
                assert!(memory.heap_used > 0 && !reason.is_empty() && memory.heap_total <= 9 << 20);
                open = if *kind == CollectionKind::Scavenge { 1 } else { open + 1 };
            }
            CollectorEvent::Ended { collection, .. } => {
                assert!(open > 0 && collection.before.heap_used >= collection.after.heap_used);
                open = 0;
                reasons.push(collection.reason);
            }
            _ => {}
        }
    }
    for reason in ["allocation failure", "low memory notification", "last resort"] {
        assert!(reasons.contains(&reason), "{reason} in {reasons:?}");
    }
    let is = |wanted: fn(&CollectorEvent) -> bool| heard.iter().filter(|event| wanted(event)).count();
    assert_eq!(is(|event| matches!(event, CollectorEvent::Refused { .. })), 1);
    assert!(is(|event| matches!(event, CollectorEvent::Sampled { memory, .. } if memory.heap_used > 0)) > 10);
}

/// Programs that leave something alive and something dead of every sort.
const LEAVINGS: [&str; 6] = [
    "var list = []; for (let i = 0; i < 30000; i++) { list.push({ i, text: 'text ' + i, inner: [i, { i }] });
     if (i % 3 === 0) list[i >> 1] = null; } list.length = 20000; list.shift(); list.splice(5, 100)",
    "var keys = [], map = new WeakMap(), set = new WeakSet(), refs = [], registry = new FinalizationRegistry(() => {});
     for (let i = 0; i < 6000; i++) { const key = { i }; if (i % 2) keys.push(key); map.set(key, { key, value: [i] });
     set.add(key); refs.push(new WeakRef(key)); registry.register(key, i); }",
    "var maps = [], key = {}, first = key; for (let i = 0; i < 500; i++) { const map = new WeakMap(), next = {};
     map.set(key, next); maps.unshift(map); key = next; } for (let i = 0; i < 20000; i++) key['a' + i % 7] = [i]",
    "var made = []; for (let i = 0; i < 300; i++) { const object = {}; for (let j = 0; j < i % 17; j++)
     object['p' + (i * j) % 50] = { j }; if (i % 2) made.push(object); made.f = new Function('a', 'return a + ' + i); }",
    "var text = ''; for (let i = 0; i < 20000; i++) text += String.fromCharCode(97 + i % 26);
     var names = new Map(); for (let i = 0; i < 20000; i += 9) names.set(text.slice(i, i + 9) + i % 700, i);
     var big = new Array(40000).fill(text); big.length = 25000; var bytes = new Uint8Array(100000)",
    "var closures = [], symbols = []; for (let i = 0; i < 3000; i++) { const symbol = Symbol(i), bound = (() => [i, symbol])
     .bind(null); if (i % 4 === 0) closures.push(bound); if (i % 5 === 0) symbols.push(symbol); Symbol.for('s' + i % 40); }
     var promise = new Promise(() => {}); promise.then(() => closures); class A { #x = {} } var as = closures.map(() => new A)",
];

/// The bytes in use after the program and two collections of everything.
fn bytes_left(text: &str, marks_at_once: bool, evacuates: bool) -> usize {
    let mut options = Options { predictable: true, heap_limit: Some(64 << 20), ..Options::default() };
    options.trials.marks_at_once = marks_at_once;
    let mut engine = Engine::new(options).unwrap();
    if evacuates {
        engine.isolate().heap.evacuate_every_page();
    }
    engine.eval(text).unwrap();
    let heap = &mut engine.isolate().heap;
    heap.clear_kept_objects();
    for _ in 0..3 {
        match marks_at_once {
            true => heap.collect_full(Reason::Testing, false),
            false => heap.collect_in_steps(1000),
        }
        // Nobody is told of what died, so that two collections follow the last change.
        let depth = heap.stack_depth();
        while heap.take_finalized().unwrap().is_some() {}
        heap.truncate_stack(depth);
    }
    heap.verify().unwrap();
    let used = heap.statistics().used_heap_size;
    assert_eq!(used, heap.reachable_bytes(), "at once: {marks_at_once}, evacuating: {evacuates}, after {text}");
    used
}

#[test]
fn what_is_in_use_is_what_can_be_reached_in_steps_and_at_once() {
    for text in LEAVINGS {
        let used = bytes_left(text, true, false);
        assert!(used > 100_000);
        for (marks_at_once, evacuates) in [(false, false), (true, true), (false, true)] {
            let other = bytes_left(text, marks_at_once, evacuates);
            assert_eq!(other, used, "at once: {marks_at_once}, evacuating: {evacuates}, after {text}");
        }
    }
}

/// Modules by id: `a` imports `b`; others fail in their own ways.
struct Shelf;

impl ModuleLoader for Shelf {
    fn resolve(&mut self, request: &ModuleRequest) -> Result<String, Error> {
        if request.specifier == "nowhere" {
            return Err(Error::new("there is no such place"));
        }
        Ok(request.specifier.clone())
    }

    fn load(&mut self, id: &str, request: &ModuleRequest) -> Result<ModuleSource, Error> {
        Ok(match id {
            "a" => ModuleSource::Text("export { value } from 'b'; export default import.meta.url".into()),
            "b" => ModuleSource::Text("export let value = 1; export const set = (to) => { value = to }".into()),
            "wrong" => ModuleSource::Text("let let = 1".into()),
            "throws" => ModuleSource::Text("throw new RangeError('thrown')".into()),
            "endless" => ModuleSource::Text("for (;;);".into()),
            "waits" => {
                ModuleSource::Text("await new Promise((go) => { globalThis.go = go }); export const x = 3".into())
            }
            "data" => ModuleSource::Json("{\"key\": [7]}".into()),
            "host" => ModuleSource::Values(vec![("answer".into(), Value::Number(42.0))]),
            _ => return Err(Error::new(format!("{:?} asks for {id}", request.referrer))),
        })
    }
}

fn fresh() -> Engine {
    engine()
}

fn engine_with_modules() -> Engine {
    let mut engine = engine();
    engine.set_module_loader(Shelf);
    engine
}

#[test]
fn a_module_is_loaded_linked_and_evaluated() {
    let mut engine = engine_with_modules();
    let text = "import url, { value } from 'a'; import { set } from 'b'; import data from 'data' with { type: 'json' };
        import { answer } from 'host'; set(5); export default [url, value, data.key[0], answer].join(); export let late;";
    let module = engine.eval_module("main", text).expect("it runs");
    assert_eq!(engine.module_state(&module), Ok(ModuleState::Evaluated));
    assert_eq!(engine.module_export(&module, "default"), Ok(Some(Value::from("a,5,7,42"))));
    assert_eq!(engine.module_export(&module, "late"), Ok(Some(Value::Undefined)));
    assert_eq!(engine.module_export(&module, "absent"), Ok(None));
    let again = engine.import_module("main").expect("it is known");
    assert_eq!(engine.module_export(&again, "default"), Ok(Some(Value::from("a,5,7,42"))));
    assert_eq!(
        engine.eval("import('b').then(({ value }) => { globalThis.seen = value }); 0").unwrap(),
        Value::Number(0.0)
    );
    assert_eq!(engine.global("seen"), Ok(Value::Number(5.0)));
    engine.verify_heap().expect("a whole heap");
}

#[test]
fn a_module_may_wait_and_go_on_later() {
    let mut engine = engine_with_modules();
    let module = engine.eval_module("main", "import { x } from 'waits'; export const y = x + 1").expect("it starts");
    assert_eq!(engine.module_state(&module), Ok(ModuleState::Pending));
    assert_eq!(engine.module_export(&module, "y").unwrap_err().kind(), ErrorKind::Thrown);
    engine.collect_garbage();
    engine.eval("go()").expect("it goes on");
    assert_eq!(engine.module_state(&module), Ok(ModuleState::Evaluated));
    assert_eq!(engine.module_export(&module, "y"), Ok(Some(Value::Number(4.0))));
}

#[test]
fn what_is_wrong_with_a_module_is_told() {
    let mut engine = engine_with_modules();
    let failure = |engine: &mut Engine, text: &str| engine.eval_module("main", text).map(|_| ()).unwrap_err();
    assert_eq!(failure(&mut engine, "import 'wrong'").kind(), ErrorKind::Syntax);
    let missing = failure(&mut engine, "import { c } from 'b'");
    assert_eq!(missing.message(), "SyntaxError: The requested module 'b' does not provide an export named 'c'");
    assert_eq!(failure(&mut engine, "import 'nowhere'").message(), "Error: there is no such place");
    assert_eq!(failure(&mut engine, "import 'unknown'").message(), "Error: Some(\"main\") asks for unknown");
    assert!(failure(&mut engine, "import 'data'").message().contains("needs an import attribute"));
    let module = engine.eval_module("main", "import 'throws'").expect("it runs");
    let ModuleState::Failed(error) = engine.module_state(&module).unwrap() else { panic!("it failed") };
    assert_eq!(error.message(), "RangeError: thrown");
    let other = fresh().eval_module("main", "export {}").expect("it runs");
    assert_eq!(engine.module_state(&other).unwrap_err().kind(), ErrorKind::WrongEngine);
    assert_eq!(failure(&mut fresh(), "import 'a'").message(), "Error: This engine has no module loader");
}

#[test]
fn budgets_hold_in_modules() {
    let mut engine = engine_with_modules();
    engine.set_fuel(Some(200_000));
    assert_eq!(engine.eval_module("main", "import 'endless'").map(|_| ()).unwrap_err().kind(), ErrorKind::OutOfFuel);
    assert_eq!(engine.eval("1 + 1").unwrap(), Value::Number(2.0));
    let mut small = Engine::new(Options { heap_limit: Some(16 << 20), ..Options::default() }).expect("an engine");
    let text = "const all = []; await null; for (;;) all.push({ all })";
    assert_eq!(small.eval_module("main", text).map(|_| ()).unwrap_err().kind(), ErrorKind::OutOfMemory);
    small.collect_garbage();
    assert_eq!(small.eval("1 + 1").unwrap(), Value::Number(2.0));
}

#[test]
fn what_fills_a_heap_is_counted_without_a_copy_of_its_graph() {
    // More objects on a level than its list has room for, a chain of as many levels, more keys than are told apart, and
    // more functions.
    for (text, begins, path) in [
        (
            "globalThis.wide = []; for (let i = 0; i < 100000; i++) wide.push({ child: { pair: [i, i] } });",
            "100000 × Object (",
            "path: global → .wide: Array → []: Object\n",
        ),
        (
            "globalThis.chain = null; for (let i = 0; i < 100000; i++) chain = { next: chain };",
            "99999 × Object (",
            "path: global → .chain: Object → .next: Object (again and again)\n",
        ),
        (
            "globalThis.keys = {}; for (let i = 0; i < 50000; i++) keys[`k${i}`] = { list: [i, i, i, i] };",
            "50000 × Object (",
            "path: global → .keys: Object → .[key]: Object\n",
        ),
        (
            "globalThis.made = []; for (let i = 0; i < 3000; i++) made.push(new Function('return ' + i));",
            "2744 × anonymous() (",
            "path: global → .made: Array → []: anonymous()\n",
        ),
        (
            "globalThis.map = new WeakMap(); globalThis.ids = []; for (let i = 0; i < 20000; i++) { const key = {}; \
             ids.push(key); map.set(key, { list: new Array(20).fill(i) }); }",
            "20000 × Object (",
            "value in WeakMap: Object\n",
        ),
    ] {
        let mut engine = engine();
        engine.eval(text).unwrap();
        let said = crate::inspect::autopsy(engine.isolate()).unwrap_or_default();
        assert!(said.starts_with(begins) && said.contains(path), "{text}\n{said}");
        engine.verify_heap().unwrap();
    }
}

#[test]
fn the_objects_of_a_census_are_found_by_their_numbers() {
    let mut engine = engine();
    engine
        .eval("globalThis.kept = []; for (let i = 0; i < 20000; i++) kept.push(i % 3 ? { i } : `text ${i}`);")
        .unwrap();
    let heap = &mut engine.isolate().heap;
    heap.collect_full(Reason::Testing, false);
    let count = heap.take_census().unwrap();
    let index = heap.census_index().unwrap();
    let mut seen = 0;
    heap.for_each_counted(|number, _, object| {
        let found = heap.counted(&index, number).and_then(|found| heap.census_number(found));
        assert_eq!(found, Some(number), "{:?}", object.kind());
        seen += 1;
    });
    assert_eq!(seen, count);
    assert!(heap.counted(&index, count).is_none() && heap.counted(&index, u32::MAX).is_none());
}
