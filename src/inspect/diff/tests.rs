//! Comparisons of graphs made by hand.

use super::compare::Unlike;
use super::*;
use crate::inspect::graph::read;

/// A snapshot: nodes as `type,name,id,size,count`, edges as `type,name,to`, names by number.
fn snapshot(nodes: &[[u64; 5]], edges: &[[u64; 3]], strings: &[&str]) -> crate::inspect::HeapGraph {
    let numbers = |rows: Vec<String>| rows.join(",");
    let nodes = nodes.iter().map(|row| row.map(|number| number.to_string()).join(",")).collect();
    let edges = edges.iter().map(|&[sort, name, to]| format!("{sort},{name},{}", to * 5)).collect();
    let strings: Vec<String> = strings.iter().map(|text| format!("\"{text}\"")).collect();
    let text = format!(
        r#"{{"snapshot":{{"meta":{{"node_fields":["type","name","id","self_size","edge_count"],
        "node_types":[["synthetic","object","array"]],"edge_fields":["type","name_or_index","to_node"],
        "edge_types":[["element","property","internal","shortcut"]]}}}},
        "nodes":[{}],"edges":[{}],"strings":[{}]}}"#,
        numbers(nodes),
        numbers(edges),
        strings.join(",")
    );
    read(text.as_bytes()).unwrap()
}

const STRINGS: &[&str] = &["", "global", "Cache", "Entry", "cache", "2", "(object elements)", "elements"];

/// A global object with a cache that has entries of these ids.
fn cache(entries: &[u64], size: u64) -> crate::inspect::HeapGraph {
    let count = entries.len() as u64;
    let mut nodes = vec![[0, 0, 1, 0, 1], [1, 1, 11, 100, 1], [1, 2, 13, 32, 1 + count], [2, 6, 15, size, 0]];
    nodes.extend(entries.iter().map(|&id| [1, 3, id, 24, 0]));
    let mut edges = vec![[3, 5, 1], [1, 4, 2], [2, 7, 3]];
    edges.extend((0..count).map(|index| [0, index, 4 + index]));
    snapshot(&nodes, &edges, STRINGS)
}

#[test]
fn what_came_and_what_went_are_counted_by_class() {
    let difference = compare(&cache(&[21, 23, 25], 80), &cache(&[23, 25, 31, 33, 35], 160)).unwrap();
    assert_eq!(difference.totals, [(6, 100 + 32 + 80 + 3 * 24), (8, 100 + 32 + 160 + 5 * 24)]);
    let entry = &difference.classes.iter().find(|class| class.name == "Entry").unwrap();
    assert_eq!((entry.new, entry.gone, entry.grown, entry.count), ((3, 72), (1, 24), 0, 5));
    let cache = &difference.classes[0];
    assert_eq!((cache.name.as_str(), cache.bytes(), cache.objects()), ("Cache", 80, 0));
    let [path] = &difference.paths[..] else { panic!("{:?}", difference.paths) };
    assert_eq!((path.class.as_str(), path.count, path.bytes), ("Entry", 3, 72));
    let steps: Vec<String> = path.steps.iter().map(ToString::to_string).collect();
    assert_eq!(steps, ["global", ".cache: Cache", "[]: Entry"]);
    assert!(!difference.is_backwards);
}

#[test]
fn nothing_grows_between_a_snapshot_and_itself() {
    let difference = compare(&cache(&[21, 23], 80), &cache(&[21, 23], 80)).unwrap();
    assert!(difference.classes.is_empty() && difference.paths.is_empty());
    assert!(difference.text().ends_with("\nNothing grew.\n"), "{}", difference.text());
}

#[test]
fn snapshots_the_wrong_way_round_are_noticed() {
    let difference = compare(&cache(&[21, 31, 33], 80), &cache(&[21], 80)).unwrap();
    assert!(difference.is_backwards && difference.text().contains("the other way round"));
}

#[test]
fn snapshots_of_two_programs_are_not_compared() {
    let strings = &["", "global", "Other", "Thing", "cache", "2", "(object elements)", "elements"];
    let nodes: Vec<[u64; 5]> =
        vec![[0, 0, 1, 0, 1], [1, 1, 11, 100, 1], [1, 2, 21, 32, 2], [1, 3, 13, 24, 0], [1, 3, 15, 24, 0]];
    let other = snapshot(&nodes, &[[3, 5, 1], [1, 4, 2], [0, 0, 3], [0, 1, 4]], strings);
    let unlike = compare(&cache(&[21, 23, 25], 80), &other).err().unwrap();
    assert_eq!(unlike, Unlike { common: 4, same: 1, script: None });
    assert!(unlike.to_string().starts_with("the snapshots are not of one run of a program: of 4 ids"));
}

#[test]
fn the_text_fits_on_a_screen_whatever_grew() {
    let before = cache(&[21], 80);
    let mut nodes = vec![[0, 0, 1, 0, 1], [1, 1, 11, 100, 60], [1, 2, 13, 32, 2], [2, 6, 15, 80, 0], [1, 3, 21, 24, 0]];
    let mut strings: Vec<String> = STRINGS.iter().map(|&text| text.to_owned()).collect();
    let mut edges = vec![[3, 5, 1], [1, 4, 2]];
    for index in 0..59u64 {
        strings.push(format!("{}{index}", "C".repeat(100)));
        nodes.push([1, strings.len() as u64 - 1, 101 + 2 * index, 1000 + index, 0]);
        edges.push([1, strings.len() as u64 - 1, 5 + index]);
    }
    edges.extend([[2, 7, 3], [0, 0, 4]]);
    let after = snapshot(&nodes, &edges, &strings.iter().map(String::as_str).collect::<Vec<_>>());
    let text = compare(&before, &after).unwrap().text();
    assert!(text.lines().count() <= 24, "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    assert!(text.contains("and 52 classes more"), "{text}");
}
