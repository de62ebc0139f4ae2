//! Differences that are explained: faults of node 20. What node 20 does not know yet is taken away by the prelude.

/// Why two lines at the same place of a program's output differ, if that is known.
pub(crate) fn explanation(program: &str, node: &str, here: &str) -> Option<&'static str> {
    let throws = |line: &str, name: &str| line.ends_with(&format!("throws {name}")) || line == format!("\"{name}\"");
    if throws(node, "RangeError") && throws(here, "TypeError") && program.contains(".set(") && program.contains("Big") {
        return Some("%TypedArray%.prototype.set: V8 checks the offset before it looks whether one array has BigInts");
    }
    if node.contains("ArrayBuffer(") && positive_nans(node) == positive_nans(here) {
        return Some("the sign of NaN in a buffer is the engine's own affair");
    }
    if node.contains("Array*(") && program.contains(".fill(") && program.contains(", undefined, ") {
        return Some("%TypedArray%.prototype.fill: V8 forgets the end if the start is undefined");
    }
    if node.contains("\"arguments\"") && node.contains("\"caller\"") && !here.contains("\"caller\"") {
        return Some("V8 gives sloppy functions properties `arguments` and `caller` of their own");
    }
    if node.contains(" rejected ") && here.ends_with(" rejected TypeError") && program.contains("yield*") {
        return Some("%AsyncFromSyncIteratorPrototype%.throw throws a TypeError since 2024 where there is no `throw`");
    }
    if node.contains("Function {") && here.contains("Object {") && program.contains("new Proxy(") {
        return Some("V8 takes an object that inherits from a proxy of a function for a function");
    }
    if node.contains("\"g2\"") && sorted(node) == sorted(here) {
        return Some("node's vm orders the properties of the global object in its own way");
    }
    None
}

fn sorted(line: &str) -> Vec<char> {
    let mut all: Vec<char> = line.chars().filter(|c| !c.is_ascii_digit()).collect();
    all.sort_unstable();
    all
}

/// The line with the NaNs in bytes made positive.
fn positive_nans(line: &str) -> String {
    let line = line.replace("255 192 0 0", "127 192 0 0").replace("0 0 192 255", "0 0 192 127");
    line.replace("255 248 0 0 0 0 0 0", "127 248 0 0 0 0 0 0").replace("0 0 0 0 0 0 248 255", "0 0 0 0 0 0 248 127")
}
