//! Graphs made by hand, by chance and by hostile files.

use super::*;
use crate::regexp::Dice;

/// A graph of nodes `(sort, name, size)` and edges `(from, sort, name, to)`, which come in the order of `from`.
fn graph(nodes: &[(NodeType, &str, u64)], edges: &[(u32, EdgeType, &str, u32)]) -> HeapGraph {
    let mut graph = HeapGraph::default();
    for (index, &(sort, name, size)) in nodes.iter().enumerate() {
        let (id, name, first_edge) = (2 * index as u64 + 1, graph.strings.push(name), graph.edges.len() as u32);
        graph.nodes.push(Node { id, size, name, first_edge, sort });
        for &(_, sort, name, to) in edges.iter().filter(|edge| edge.0 == index as u32) {
            let name = if sort.is_numbered() { name.parse().unwrap() } else { graph.strings.push(name) };
            graph.edges.push(Edge { name, to, sort });
        }
    }
    graph
}

use EdgeType::{Element, Internal, Property, Shortcut, Weak};
use NodeType::{Array, Object, Synthetic};

/// 0 root, 1 (GC roots), 2 global, 3 Array, 4 its elements, 5 and 6 items, 7 what both items have, 8 only weak, 9 a
/// system object, 10 WeakMap, 11 its table, 12 value of key 5.
fn small() -> HeapGraph {
    let pair = "3 / part of key (Item @11) -> value (Meta @25) pair in WeakMap (table @23)";
    let other = "9 / part of key (Item @11) -> value (Meta @25) pair in WeakMap (table @23)";
    graph(
        &[
            (Synthetic, "", 0),
            (Synthetic, "(GC roots)", 0),
            (Object, "global", 10),
            (Object, "Array", 16),
            (Array, "(object elements)", 80),
            (Object, "Item", 20),
            (Object, "Item", 20),
            (Object, "Shared", 40),
            (Object, "Weak", 5),
            (Object, "System", 7),
            (Object, "WeakMap", 8),
            (Array, "", 64),
            (Object, "Meta", 100),
        ],
        &[
            (0, Element, "1", 1),
            (0, Shortcut, "2", 2),
            (1, Element, "1", 9),
            (2, Property, "list", 3),
            (2, Property, "map", 10),
            (3, Internal, "elements", 4),
            (3, Element, "0", 5),
            (3, Element, "1", 6),
            (4, Internal, "0", 5),
            (4, Internal, "1", 6),
            (5, Property, "shared", 7),
            (5, Internal, pair, 12),
            (6, Property, "shared", 7),
            (6, Weak, "1", 8),
            (9, Internal, "list", 3),
            (10, Internal, "table", 11),
            (11, Internal, other, 12),
            (11, Weak, "1", 5),
        ],
    )
}

#[test]
fn distances_begin_at_what_scripts_can_name() {
    let distances = Distances::of(&small());
    let found: Vec<Option<u32>> = (0..13).map(|node| distances.get(node)).collect();
    let system = distances::SYSTEM_DISTANCE;
    let expected = [
        Some(system),
        Some(system + 1),
        Some(1),
        Some(2),
        Some(3),
        Some(3),
        Some(3),
        Some(4),
        None,
        Some(system + 2),
        Some(2),
        Some(3),
        // Behind its key and its table, whichever is farther.
        Some(4),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_variable_comes_before_what_lies_on_the_stack() {
    let graph = graph(
        &[
            (Synthetic, "", 0),
            (Synthetic, "(GC roots)", 0),
            (Synthetic, "(Stack roots)", 0),
            (NodeType::Closure, "running", 10),
            (Object, "system / Context", 10),
            (Object, "Kept", 10),
            (Object, "Local", 10),
        ],
        &[
            (0, Element, "1", 1),
            (1, Element, "1", 2),
            (2, Internal, "0", 5),
            (2, Internal, "1", 6),
            (2, Internal, "2", 3),
            (3, Internal, "context", 4),
            (4, EdgeType::Context, "kept", 5),
        ],
    );
    let parents = |distances: Distances| [5, 6].map(|node| distances.parent(node).map(|(parent, _)| parent));
    assert_eq!(parents(Distances::of(&graph)), [Some(2), Some(2)]);
    assert_eq!(parents(Distances::of_variables(&graph, |_| false)), [Some(4), Some(2)]);
}

#[test]
fn stores_belong_to_their_owner_and_dominators_to_the_nearest_common_holder() {
    let graph = small();
    let (sizes, dominators) = (graph.shallow_sizes(), Dominators::of(&graph));
    assert_eq!(sizes, [0, 0, 10, 96, 0, 20, 20, 40, 5, 7, 72, 0, 100]);
    let tree: Vec<u32> = (0..13).map(|node| dominators.get(node)).collect();
    assert_eq!(tree, [0, 0, 0, 2, 3, 3, 3, 3, 0, 1, 2, 10, 5]);
    let retained = dominators.retained_sizes(&sizes);
    assert_eq!(retained, [370, 7, 358, 276, 0, 120, 20, 40, 5, 7, 72, 0, 100]);
}

#[test]
fn classes_are_those_of_the_summary() {
    let graph = small();
    let (distances, dominators) = (Distances::of(&graph), Dominators::of(&graph));
    let classes = graph.classes(&distances, &dominators);
    let item = classes.iter().find(|class| class.name == "Item").unwrap();
    assert_eq!((item.count, item.shallow, item.retained, item.distance), (2, 40, 140, Some(3)));
    assert!(classes.iter().all(|class| class.name != "(array)"), "stores that are owned have no bytes of their own");
}

#[test]
fn elements_of_an_array_share_a_path() {
    let graph = small();
    let groups = Groups::of(&graph, &Distances::of(&graph), |_| true);
    assert_eq!(groups.of_node[5], groups.of_node[6]);
    let steps: Vec<String> = graph.steps(&groups, groups.of_node[7]).iter().map(ToString::to_string).collect();
    assert_eq!(steps, ["global", ".list: Array", "[]: Item", ".shared: Shared"]);
    let steps: Vec<String> = graph.steps(&groups, groups.of_node[12]).iter().map(ToString::to_string).collect();
    assert_eq!(steps, ["global", ".map: WeakMap", "value in WeakMap: Meta"]);
}

#[test]
fn a_long_chain_is_a_circle_of_one_group() {
    let count = 100_000;
    let mut nodes = vec![(Synthetic, "", 0), (Object, "global", 1)];
    nodes.extend((0..count).map(|_| (Object, "Link", 8)));
    let mut edges = vec![(0, Shortcut, "2", 1), (1, Property, "head", 2)];
    let mut graph = graph(&nodes, &edges.split_off(0));
    // The helper looks through all edges for each node: too slow for so many.
    let next = graph.strings.push("next");
    for node in 2..count + 1 {
        graph.nodes[node as usize].first_edge = graph.edges.len() as u32;
        graph.edges.push(Edge { name: next, to: node + 1, sort: Property });
    }
    graph.nodes[count as usize + 1].first_edge = graph.edges.len() as u32;
    for node in 0..graph.len() {
        graph.nodes[node].name = if node > 1 { graph.nodes[2].name } else { graph.nodes[node].name };
    }
    let groups = Groups::of(&graph, &Distances::of(&graph), |_| true);
    let last = groups.of_node[count as usize + 1];
    assert_eq!(groups.of_node[50], last);
    assert!(groups.list[last as usize].is_circle && groups.list.len() <= 5);
    let retained = Dominators::of(&graph).retained_sizes(&graph.shallow_sizes());
    assert_eq!(retained[2], 8 * u64::from(count));
}

/// The nodes that are reached without a node, by edges that keep, from the root and from what nobody keeps.
fn reached_without(graph: &HeapGraph, essential: &essential::EdgeSet, without: Option<u32>) -> Vec<bool> {
    let mut reached = vec![false; graph.len()];
    let mut is_kept = vec![false; graph.len()];
    (0..graph.edges.len())
        .filter(|&index| essential.has(index))
        .for_each(|index| is_kept[graph.edges[index].to as usize] = true);
    let is_start = |node: &u32| (*node == 0 || !is_kept[*node as usize]) && Some(*node) != without;
    let mut waiting: Vec<u32> = (0..graph.len() as u32).filter(is_start).collect();
    waiting.iter().for_each(|&node| reached[node as usize] = true);
    while let Some(node) = waiting.pop() {
        for index in graph.edges_of(node).filter(|&index| essential.has(index)) {
            let to = graph.edges[index].to;
            if Some(to) != without && !std::mem::replace(&mut reached[to as usize], true) {
                waiting.push(to);
            }
        }
    }
    reached
}

#[test]
fn dominators_are_what_nothing_is_reached_without() {
    let mut dice = Dice::new(7);
    for _ in 0..300 {
        let count = 2 + dice.below(14) as u32;
        let nodes: Vec<_> = (0..count).map(|node| (if node == 0 { Synthetic } else { Object }, "N", 1)).collect();
        let mut edges = vec![(0, Shortcut, "2", 1)];
        for _ in 0..dice.below(4 * count as usize) {
            let (from, to) = (dice.below(count as usize) as u32, 1 + dice.below(count as usize - 1) as u32);
            let sort = [Property, Internal, Weak][dice.below(3)];
            edges.push((from, sort, "e", to));
        }
        let graph = graph(&nodes, &edges);
        let (essential, dominators) = (graph.essential_edges(), Dominators::of(&graph));
        let all = reached_without(&graph, &essential, None);
        for held in (1..count).filter(|&node| all[node as usize]) {
            let is_above = |node: u32| !reached_without(&graph, &essential, Some(node))[held as usize];
            let mut above = std::collections::BTreeSet::new();
            let mut at = held;
            while at != 0 {
                at = dominators.get(at);
                above.insert(at);
            }
            let expected = (0..count).filter(|&node| node == 0 || node != held && is_above(node)).collect();
            assert_eq!(above, expected, "node {held} of {edges:?}");
        }
    }
}

const FILE: &str = r#"{"snapshot":{"meta":{"node_fields":["type","name","id","self_size","edge_count","trace_node_id"],
"node_types":[["hidden","object","synthetic"],"string","number","number","number","number"],
"edge_fields":["type","name_or_index","to_node"],"edge_types":[["element","property","weak"],"string_or_number","node"],
"location_fields":["object_index","script_id","line","column"]},"node_count":3,"edge_count":3},
"nodes":[2,0,1,0,1,0
,1,1,7,16,2,0
,1,2,9,24,0,0
],"edges":[1,3,6,0,5,12,1,2,12],"trace_function_infos":[],"trace_tree":[1,0,[2,[3]],{"a":[null,true,-1.5e3]}],
"samples":[],"locations":[12,4,5,6],"strings":["","glo\"bal","Kl\u00e4sse \ud83d\ude00 \ud800","key"]}
"#;

#[test]
fn a_file_is_read_by_its_own_description() {
    let graph = read(FILE.as_bytes()).unwrap();
    assert_eq!((graph.len(), graph.edges.len(), graph.strings.len()), (3, 3, 4));
    assert_eq!(
        (graph.node(0).sort, graph.node(1).sort, graph.node(2).id, graph.node(2).size),
        (Synthetic, Object, 9, 24)
    );
    assert_eq!((graph.name(1), graph.name(2)), ("glo\"bal", "Klässe 😀 \u{fffd}"));
    assert_eq!(graph.location(2), Some(Location { node: 2, script: 4, line: 5, column: 6 }));
    assert_eq!((graph.edges[1].sort, graph.edges[1].name, graph.edges[2].to), (Element, 5, 2));
}

#[test]
fn every_start_of_a_file_is_refused_with_a_sentence() {
    for end in 0..FILE.trim_end().len() {
        let Err(error) = read(&FILE.as_bytes()[..end]) else { panic!("{end} bytes are taken for the whole") };
        let text = error.to_string();
        assert!(text.starts_with("not a heap snapshot: "), "{text}");
    }
}

#[test]
fn files_with_any_byte_changed_are_read_or_refused() {
    let mut dice = Dice::new(3);
    let (mut read_whole, mut refused) = (0, 0);
    for at in 0..FILE.len() {
        for byte in [b'0', b'9', b'-', b'"', b'[', b'}', b',', dice.below(256) as u8] {
            let mut bytes = FILE.as_bytes().to_vec();
            bytes[at] = byte;
            match read(&*bytes) {
                Ok(graph) => {
                    Dominators::of(&graph).retained_sizes(&graph.shallow_sizes());
                    Groups::of(&graph, &Distances::of(&graph), |_| true);
                    read_whole += 1;
                }
                Err(_) => refused += 1,
            }
        }
    }
    assert!(read_whole > 100 && refused > 1000, "{read_whole} read, {refused} refused");
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let refused =
        |from: &str, to: &str| read(FILE.replacen(from, to, 1).as_bytes()).err().map(|error| error.to_string());
    for (from, to, part) in [
        (",1,1,7,16,2,0", ",1,1,7,16,9,0", "claim"),
        (",1,1,7,16,2,0", ",1,1,7,16,1,0", "fewer edges"),
        (",1,1,7,16,2,0", ",1,1,7,16,4294967295,0", "fewer edges"),
        (",1,1,7,16,2,0", ",1,99,7,16,2,0", "a name is not among its strings"),
        (",1,1,7,16,2,0", ",1,1,7,99999999999999999,2,0", "the size of a node"),
        (",1,1,7,16,2,0", ",1,1,7,99999999999999999999,2,0", "a smaller number"),
        ("[1,3,6,", "[1,3,7,", "the first field of a node"),
        ("[1,3,6,", "[1,3,600,", "the first field of a node"),
        ("[1,3,6,", "[8,3,6,", "a type of edges"),
        ("\"name\",\"id\"", "\"name\",\"ix\"", "describes no field 'id'"),
        ("\"strings\"", "\"texts\"", "it has no strings"),
        ("{\"snapshot\"", "{\"snap\"", "no description of its fields"),
        ("12,4,5,6", "12,4,5", "the rest of a record"),
        ("{\"snapshot\"", "[\"snapshot\"", "expected '{' at byte 0"),
    ] {
        let text = refused(from, to).unwrap_or_default();
        assert!(text.contains(part), "{to}: {text}");
    }
    let deep = FILE.replacen("[2,[3]]", &"[".repeat(3 << 20), 1);
    assert!(read(deep.as_bytes()).is_err_and(|error| error.to_string().contains("not so deep")));
}

#[test]
fn names_of_pairs_are_taken_apart() {
    let pair = essential::pair_name("12 / part of key (A (b) @1) -> value (C @2) pair in WeakMap (table @33)").unwrap();
    assert_eq!((pair.table, pair.shared.starts_with(" / part of key (A")), (33, true));
    for other in ["table", "12", " / part of key (", "1 / part of key (a) pair in WeakMap (table @x)"] {
        assert!(essential::pair_name(other).is_none(), "{other}");
    }
}
