//! The library at its limit: an `Err`, and an engine that goes on.

use libtest_mimic::{Failed, Trial};
use tenure::{Engine, Error, ErrorKind, Options, Value};

use crate::{
    demand,
    growth::{DROP, Fills, Growth, Where},
};

/// How many times the heap is filled and emptied.
const ROUNDS: usize = 2;

/// The trial of one way to grow against `heap_limit`, or against `total_memory_limit` where the bytes lie elsewhere.
pub(crate) fn trial(growth: &'static Growth, limit: usize) -> Option<Trial> {
    if growth.runs != Where::Everywhere {
        return None;
    }
    Some(Trial::test(format!("library {} {limit} MB", growth.name), move || fill_and_empty(growth, limit << 20)))
}

fn fill_and_empty(growth: &Growth, limit: usize) -> Result<(), Failed> {
    let options = match growth.fills {
        Fills::Heap => Options { heap_limit: Some(limit), ..Options::default() },
        Fills::External => Options { total_memory_limit: Some(limit), ..Options::default() },
    };
    let mut engine = Engine::new(options)?;
    engine.eval("var leak; var kept = { list: [1, 2, 3], name: 'kept' };")?;
    engine.eval("var globals = Object.getOwnPropertyNames(globalThis);")?;
    engine.collect_garbage();
    let used = engine.memory().heap_used;
    for round in 0..ROUNDS {
        let what = |step: &str| format!("round {round}, {step}");
        // A block: what it declares is gone afterwards.
        let end = engine.eval(&format!("{{ {} }}", growth.script));
        demand(end.as_ref().is_err_and(|error| error.kind() == ErrorKind::OutOfMemory), || {
            format!("{}: {end:?}", what("growing"))
        })?;
        engine.verify_heap().map_err(|faults| format!("{}: {faults}", what("full")))?;
        engine.eval(DROP).map_err(|error| format!("{}: {error}", what("dropping")))?;
        engine.collect_garbage();
        engine.verify_heap().map_err(|faults| format!("{}: {faults}", what("empty")))?;
        let text = "kept.name + kept.list.map((x) => x * 2) + globals.every((name) => name in globalThis)";
        demand(engine.eval(text)? == Value::String("kept2,4,6true".into()), || what("globals are damaged"))?;
        // Tables that were full (names, transitions) shrink when they are next touched.
        let left = engine.memory().heap_used;
        demand(left < used + (1 << 20) + limit / 8, || format!("{}: {left} bytes are left of {used}", what("empty")))?;
        allocate_half(&mut engine, limit).map_err(|error| format!("{}: {error}", what("half the limit")))?;
    }
    Ok(())
}

/// Allocates half the limit and drops it.
fn allocate_half(engine: &mut Engine, limit: usize) -> Result<(), Error> {
    engine.eval("var half = null")?;
    let before = engine.memory().heap_used;
    while engine.memory().heap_used < before + limit / 2 {
        engine.eval("for (let i = 0; i < 1000; i++) half = { half };")?;
    }
    engine.eval("half = undefined")?;
    engine.collect_garbage();
    Ok(())
}

/// As `trial`, in a process whose address space is limited: the system refuses before the limit is reached.
pub(crate) fn fill_address_space(growth: &Growth) -> Result<(), Failed> {
    let mut engine = Engine::new(Options::default())?;
    engine.eval("var leak; var kept = [1, 2, 3]; var globals = Object.getOwnPropertyNames(globalThis);")?;
    for round in 0..ROUNDS {
        let end = engine.eval(&format!("{{ {} }}", growth.script));
        demand(end.as_ref().is_err_and(|error| error.kind() == ErrorKind::OutOfMemory), || {
            format!("round {round}: {end:?}")
        })?;
        // Nothing verifies the full heap: that takes memory.
        engine.eval(DROP).map_err(|error| format!("round {round}, dropping: {error}"))?;
        engine.collect_garbage();
        engine.verify_heap()?;
        let text = "{ let list = []; for (let i = 0; i < 50000; i++) list.push({ i }); kept.length + list.length }";
        let kept = engine.eval(text).map_err(|error| format!("round {round}, half the room: {error}"))?;
        demand(kept == Value::Number(50003.0), || format!("round {round}: globals are damaged"))?;
    }
    Ok(())
}
