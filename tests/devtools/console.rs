//! What the console's texts can name: `$_`, `$0`, `keys` and so on.

use crate::IDLE;
use crate::client::{Client, Script};
use serde_json::{Value, json};

/// Evaluates as the console does: the value, or the description of what it comes to.
fn say(client: &mut Client, text: &str) -> Value {
    let wanted = json!({ "expression": text, "includeCommandLineAPI": true, "objectGroup": "console" });
    let result = client.call("Runtime.evaluate", wanted)["result"].clone();
    match (result.get("value"), result.get("description")) {
        (Some(value), _) => value.clone(),
        (None, Some(description)) => json!(description.as_str().unwrap().lines().next().unwrap()),
        (None, None) => result["type"].clone(),
    }
}

#[test]
fn the_last_result_and_helpers_are_there_while_a_text_runs() {
    let script = Script::run(&["--inspect=0"], IDLE);
    let mut client = script.connect_when_ready();
    for (text, result) in [
        ("$_", json!("undefined")),
        ("1 + 1", json!(2)),
        ("$_ + 1", json!(3)),
        ("({ a: 1 })", json!("Object")),
        ("$_.a", json!(1)),
        ("throw 5", json!(5)),
        ("$_", json!(1)),
        ("$0", json!("undefined")),
        ("$5", json!("ReferenceError: $5 is not defined")),
        ("keys({ a: 1, b: 2 }).join() + values({ a: 1, b: 2 }).join()", json!("a,b1,2")),
        ("keys(1).length", json!(0)),
        ("debug(1)", json!("undefined")),
        ("keys.toString()", json!("function keys() { [native code] }")),
        (
            "[dir, dirxml, clear, table, copy, inspect, monitor, queryObjects].map(f => typeof f).join()",
            json!(["function"; 8].join(",")),
        ),
        ("null.x", json!("TypeError: Cannot read properties of null (reading 'x')")),
    ] {
        assert_eq!(say(&mut client, text), result, "{text}");
    }
    // They are gone when it has run, and nobody else has them.
    assert_eq!(
        client.evaluate("typeof $_ + typeof keys + Object.getOwnPropertyNames(globalThis).includes('$0')"),
        "undefinedundefinedfalse"
    );
    // What the script has by these names goes before them, and what is assigned stays.
    assert_eq!(say(&mut client, "var values = 3; values"), 3);
    assert_eq!(say(&mut client, "values"), 3);
    assert_eq!(say(&mut client, "$_ = 7"), 7);
    assert_eq!(client.evaluate("$_"), 7);
    let later = json!({
        "expression": "Promise.resolve('late')", "awaitPromise": true, "includeCommandLineAPI": true, "objectGroup": "console",
    });
    assert_eq!(client.evaluate("delete globalThis.$_"), true);
    assert_eq!(client.call("Runtime.evaluate", later)["result"]["value"], "late");
    assert_eq!(say(&mut client, "$_"), "late");
}

#[test]
fn what_is_inspected_is_told_and_can_be_named() {
    let script = Script::run(&["--inspect=0"], IDLE);
    let mut client = script.connect_when_ready();
    client.call("Runtime.enable", json!({}));
    assert_eq!(say(&mut client, "copy('text')"), "undefined");
    let event = client.event("Runtime.inspectRequested");
    assert_eq!((&event["object"]["value"], &event["hints"]), (&json!("text"), &json!({ "copyToClipboard": true })));
    assert_eq!(say(&mut client, "inspect({ a: 1 })"), "Object");
    let event = client.event("Runtime.inspectRequested");
    assert_eq!((&event["object"]["className"], &event["hints"]), (&json!("Object"), &json!({})));
    for name in ["first", "second"] {
        let object = client.object(&format!("({{ name: '{name}' }})"));
        let id = client.call("HeapProfiler.getHeapObjectId", json!({ "objectId": object }));
        client.call("HeapProfiler.addInspectedHeapObject", json!({ "heapObjectId": id["heapSnapshotObjectId"] }));
    }
    assert_eq!(say(&mut client, "$0.name + $1.name + $2"), "secondfirstundefined");
    client.evaluate("let one = 1; const two = 2; class Three {}");
    let names = client.call("Runtime.globalLexicalScopeNames", json!({}))["names"].clone();
    let has = |name: &str| names.as_array().unwrap().contains(&json!(name));
    assert!(has("one") && has("two") && has("Three"), "{names}");
}
