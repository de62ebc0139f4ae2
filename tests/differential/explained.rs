//! Differences that are explained: faults of node 20. What node 20 does not know yet is taken away by the prelude.

/// Why two lines at the same place of a program's output differ, if that is known.
pub(crate) fn explanation(program: &str, node: &str, here: &str) -> Option<&'static str> {
    let is_of_bigints = program.contains(".set(") && program.contains("Big");
    if is_of_bigints && node != here && node.replace("RangeError", "TypeError") == here {
        return Some("%TypedArray%.prototype.set: V8 checks the offset before it looks whether one array has BigInts");
    }
    if node.contains("ArrayBuffer(") && positive_nans(node) == positive_nans(here) {
        return Some("the sign of NaN in a buffer is the engine's own affair");
    }
    if node.contains("Array*(")
        && here.contains("Array*(")
        && program.contains(".fill(")
        && program.contains(", undefined, ")
    {
        return Some("%TypedArray%.prototype.fill: V8 forgets the end if the start is undefined");
    }
    let has_both = node.contains("\"arguments\"") && node.contains("\"caller\"") && !here.contains("\"caller\"");
    if has_both && letters(&node.replace("\"arguments\"", "").replace("\"caller\"", "")) == letters(here) {
        return Some("V8 gives sloppy functions properties `arguments` and `caller` of their own");
    }
    let start = |line: &'_ str| line.split_once(" rejected ").map(|(start, _)| start.to_owned());
    let ends_alike = here.ends_with(" rejected TypeError") && start(node) == start(here);
    if ends_alike && program.contains("yield*") {
        return Some(NO_THROW);
    }
    let is_error = here.split_once("Error {}").is_some_and(|(start, end)| {
        node.strip_prefix(start)
            .and_then(|rest| rest.strip_suffix(end))
            .is_some_and(|shown| shown.starts_with("Function {\"message\"") && shown.ends_with('}'))
    });
    if program.contains("new Proxy(") && (is_error || node.replace("Function {", "Object {") == here) {
        return Some("V8 takes an object that inherits from a proxy of a function for a function");
    }
    if nests_functions(program) {
        return Some(
            "V8 makes a block's function a `var` even where a block around it declares one of the same name (B.3.2)",
        );
    }
    if program.contains("JSON.parse(") && without_contexts(here) == node {
        return Some("JSON.parse gives what revives a third argument since 2026");
    }
    let is_left = node.contains("NaN") && here.ends_with(" throws TypeError");
    if is_left && program.contains("Date(") && program.contains(".set") {
        return Some("Date.prototype.set…: of a date that is invalid V8 does not look at what is given");
    }
    let turns = ["Math.sin(", "Math.cos(", "Math.tan("].iter().any(|function| program.contains(function));
    if turns && are_neighbours(node, here) {
        return Some("sine, cosine and tangent of great numbers are rounded otherwise");
    }
    if node.contains("\"copyWithin\": true") && sorted(node) == sorted(here) {
        return Some("Array.prototype[@@unscopables]: V8 adds what came in 2023 behind `values`");
    }
    if node.contains("\"g2\"") && sorted(node) == sorted(here) {
        return Some("node's vm orders the properties of the global object in its own way");
    }
    None
}

const NO_THROW: &str = "%AsyncFromSyncIteratorPrototype%.throw throws a TypeError since 2024 where there is no `throw`";

/// Why there is a line here that node has not, where its next one is `next` here, if that is known.
pub(crate) fn addition(program: &str, node: &str, here: &str, next: &str) -> Option<&'static str> {
    // It closes the iterator first; others may go on before the promise is rejected.
    let closes = here.starts_with('"') && here.ends_with("\" \"return\" undefined");
    let is_delegated = program.contains("async function*") && program.contains("yield* noisy(");
    let goes_on = is_delegated && program.contains(".return(") && node == next;
    let has_proxy_above = ["__proto__: new Proxy(", "__proto__: spy("].iter().any(|made| program.contains(made));
    if has_proxy_above && program.contains("for (var x = ") && is_key_or_trap(here) {
        return Some("`for` `in`: V8 looks no further where a prototype is a proxy");
    }
    Some(NO_THROW).filter(|&why| closes && (goes_on || explanation(program, node, next) == Some(why)))
}

/// Whether a line is what a loop over keys prints: a key, or a trap of a proxy that is asked for them.
fn is_key_or_trap(line: &str) -> bool {
    let is_quoted = line.starts_with('"') && line.ends_with('"') && !line[1..].contains("\" ");
    is_quoted || line.starts_with("\"spy\" ")
}

/// Whether a block begins with a function, and one within it with another of the same name.
fn nests_functions(program: &str) -> bool {
    let mut open: Vec<Option<&str>> = Vec::new();
    for (at, character) in program.char_indices() {
        match character {
            '{' => {
                let name = program[at..].strip_prefix("{ function ").and_then(|rest| rest.split_once('('));
                let name = name.map(|(name, _)| name).filter(|name| !name.is_empty());
                if name.is_some() && open.contains(&name) {
                    return true;
                }
                open.push(name);
            }
            '}' => drop(open.pop()),
            _ => {}
        }
    }
    false
}

/// The line without objects at the end of arrays that tell of a value's source at most.
fn without_contexts(line: &str) -> String {
    let (mut text, mut rest) = (String::new(), line);
    while let Some(start) = rest.find("\": Object {") {
        let (before, found) = rest.split_at(start);
        let shortened = before.rsplit_once(", \"").and_then(|(list, index)| {
            let index: usize = index.parse().ok()?;
            let (inner, behind) = found["\": Object {".len()..].split_once("}, \"length\"/w: ")?;
            let behind = behind.strip_prefix(&(index + 1).to_string())?;
            let is_context = inner.is_empty() || inner.starts_with("\"source\"") && !inner.contains('{');
            is_context.then(|| (format!("{list}, \"length\"/w: {index}"), behind))
        });
        match shortened {
            Some((list, behind)) => {
                text.push_str(&list);
                rest = behind;
            }
            None => {
                let (skipped, behind) = rest.split_at(start + 1);
                text.push_str(skipped);
                rest = behind;
            }
        }
    }
    text + rest
}

/// Whether two lines differ in the last place of one number only.
fn are_neighbours(line: &str, other: &str) -> bool {
    let (words, others): (Vec<&str>, Vec<&str>) = (line.split(' ').collect(), other.split(' ').collect());
    let differing: Vec<_> = words.iter().zip(&others).filter(|(word, other)| word != other).collect();
    let [(word, other)] = differing.as_slice() else { return false };
    let number = |word: &str| word.trim_matches([',', ')', '}']).parse::<f64>().ok();
    let (Some(one), Some(two)) = (number(word), number(other)) else { return false };
    words.len() == others.len() && one.to_bits().abs_diff(two.to_bits()) == 1
}

fn letters(line: &str) -> Vec<char> {
    line.chars().filter(|c| c.is_alphabetic()).collect()
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
