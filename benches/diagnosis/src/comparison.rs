//! What Chrome's own reader says of two snapshots of one program, of a timeline with stacks, and of contexts.

use std::{collections::BTreeMap, path::Path, process::Command};

use serde_json::Value;

use crate::{Options, child::printed};

const PROGRAM: &str = include_str!("comparison.js");
const READER: &str = include_str!("reader.mjs");
const TIMELINE: &str = include_str!("timeline.mjs");

/// It allocates by two ways while the timeline is recorded.
const LEAKY: &str = "\
class Leaky { constructor(i) { this.i = i; } }
const kept = [new Leaky(0)];
function make(count) { for (let i = 0; i < count; i++) kept.push(new Leaky(i)); }
function direct() { make(100); }
function other() { make(50); }
globalThis.work = () => { direct(); other(); kept.shift(); };
globalThis.ready = true;
setInterval(() => {}, 5);
";

/// The leak by a context that two closures share: `unused` keeps `original` and `big` for all rounds, `own` needs neither.
const SHARED: &str = "\
let theThing = null;
function replace() {
  const original = theThing, big = new Array(1000).fill('*'), used = { small: 1 };
  function unused() { if (original) console.log(big); }
  theThing = { own() { return used; } };
}
for (let i = 0; i < 20; i++) replace();
require('v8').writeHeapSnapshot(process.argv[2]);
";

/// Classes whose instances come and go without anybody's doing: names of files, what has been compiled and learnt.
const OWN: [&str; 4] = ["(string)", "(concatenated string)", "(compiled code)", "(object shape)"];

/// By class, how many objects came and went.
type Difference = BTreeMap<String, (u64, u64)>;

/// Writes the program that takes three snapshots.
pub fn write_program(folder: &Path) -> Result<std::path::PathBuf, String> {
    let path = folder.join("comparison.js");
    std::fs::write(&path, PROGRAM).map(|()| path).map_err(|error| error.to_string())
}

/// Compares snapshots in both engines and prints what was found; an error unless it is what was planted.
pub fn run(options: &Options, folder: &Path) -> Result<(), String> {
    let Some(reader) = options.reader.as_deref() else { return Ok(()) };
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).map(|()| path).map_err(|error| error.to_string())
    };
    let (program, script) = (write_program(folder)?, write("reader.mjs", READER)?);
    let (leaky, client) = (write("leaky.js", LEAKY)?, write("timeline.mjs", TIMELINE)?);
    let shared = write("shared.js", SHARED)?;
    println!(
        "\n| engine | between equal states | between others | allocated by | kept for nobody |\n|---|---|---|---|---|"
    );
    let expected = Difference::from([("Gone".into(), (0, 50)), ("Planted".into(), (100, 0)), ("Array".into(), (1, 0))]);
    for (engine, command, flags) in
        [("tenure", &options.tenure, &["--gc-stress=evacuate-all"][..]), ("node", &options.node, &[])]
    {
        let files = folder.join(format!("{engine}-compared"));
        printed(Command::new(command).args(flags).arg("--expose-gc").arg(&program).arg(&files))?;
        let file = |name: &str| format!("{}.{name}", files.display());
        let read = |words: &[&str]| -> Result<Value, String> {
            let text = printed(Command::new("node").arg(&script).arg(reader).args(words))?;
            serde_json::from_str(&text).map_err(|error| format!("{text:?}: {error}"))
        };
        let same = difference(&read(&["compare", &file("first"), &file("second")])?);
        let changed = difference(&read(&["compare", &file("second"), &file("third")])?);
        let timeline = file("timeline");
        printed(
            Command::new("node").arg("--experimental-websocket").arg(&client).args([&timeline, command]).arg(&leaky),
        )?;
        let stacks = read(&["stacks", &timeline, "Leaky"])?;
        let contexts = file("contexts");
        printed(Command::new(command).arg(&shared).arg(&contexts))?;
        let unused = read(&["contexts", &contexts])?;
        println!("| {engine} | {} | {} | {stacks} | {unused} |", show(&same), show(&changed));
        if engine == "tenure" && unused != serde_json::json!({ "replace.original": 20, "replace.big": 20 }) {
            return Err(format!("{unused} is not what nobody can use"));
        }
        if engine == "tenure" && (!same.is_empty() || changed != expected) {
            return Err(format!("{} and {} are not what was planted", show(&same), show(&changed)));
        }
        let counted: u64 = stacks.as_object().into_iter().flatten().filter_map(|(_, count)| count.as_u64()).sum();
        if engine == "tenure" && counted != 150 {
            return Err(format!("of 150 objects {counted} are there"));
        }
    }
    Ok(())
}

/// What a reader tells, without [`OWN`].
fn difference(told: &Value) -> Difference {
    let number = |value: &Value| value.as_u64().unwrap_or(0);
    let all = told.as_object().into_iter().flatten();
    all.filter(|(name, _)| !OWN.contains(&name.as_str()))
        .map(|(name, counts)| (name.clone(), (number(&counts[0]), number(&counts[1]))))
        .collect()
}

/// The classes that have more or fewer instances than before.
fn show(difference: &Difference) -> String {
    let changed = difference.iter().filter(|(_, (added, removed))| added != removed);
    let shown: Vec<String> = changed.map(|(name, (added, removed))| format!("{name} +{added} -{removed}")).collect();
    if shown.is_empty() { "nothing".to_owned() } else { shown.join(", ") }
}
