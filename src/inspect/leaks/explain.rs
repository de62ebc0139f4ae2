//! Who keeps it, and where that stands in the source.

use super::judge::{Finding, Scene, home};
use super::verdict::{Accumulation, Holder, Kind, Place, Suspect, Unused};
use crate::inspect::graph::{Dominators, EdgeType, HeapGraph, Label, NodeType};
use crate::runtime::{Isolate, Outline, TextPlace};
use std::collections::{BTreeMap, HashMap};

/// Allocation sites that are named.
const MOST_SITES: usize = 3;
/// No number.
const NONE: u32 = u32::MAX;

/// A variable of a context, on a path.
#[derive(Clone, Copy)]
struct Variable {
    /// Contexts of its sort are made again and again.
    is_fresh: bool,
    /// A number of the strings.
    name: u32,
    context: u32,
    /// The closure through which the path comes to the context.
    closure: Option<u32>,
}

/// Explains findings.
pub(crate) fn explain(
    isolate: &Isolate,
    scene: &Scene<'_>,
    dominators: &Dominators,
    retained: &[u64],
    findings: &[Finding],
) -> Vec<Suspect> {
    let owners = context_owners(scene.graph);
    let paths: Vec<Vec<u32>> = findings.iter().map(|finding| trail(scene, finding.group)).collect();
    let mut wanted: Vec<u32> = Vec::new();
    for path in &paths {
        for variable in variables(scene, path) {
            wanted.extend(variable.closure.or_else(|| owner_of(&owners, variable.context)));
            wanted.extend(owner_of(&owners, variable.context));
        }
    }
    wanted.sort_unstable();
    wanted.dedup();
    let frames = frame_variables(isolate, scene, &paths);
    let known =
        Known { frames, outlines: outlines(isolate, scene, &wanted), owners, scripts: scene.graph.script_names() };
    let sites = sites(isolate, scene, findings);
    let each = findings.iter().zip(&paths).zip(sites);
    each.map(|((finding, path), sites)| Suspect {
        sites,
        ..suspect(scene, &known, dominators, retained, finding, path)
    })
    .collect()
}

/// What is known of the source.
struct Known<'g> {
    /// Holders of objects that variables of running functions hold, by node.
    frames: HashMap<u32, Holder>,
    outlines: HashMap<u32, Outline>,
    owners: HashMap<u32, u32>,
    scripts: BTreeMap<u32, &'g str>,
}

/// The groups from the root to a finding, and on along the way on which most of it lies.
fn trail(scene: &Scene<'_>, group: u32) -> Vec<u32> {
    let mut trail: Vec<u32> = scene.groups.path(group).collect();
    trail.reverse();
    let mut at = group;
    loop {
        let heaviest = (at as usize + 1..scene.groups.list.len())
            .filter(|&below| scene.groups.list[below].parent == at)
            .max_by_key(|&below| scene.fresh[below].1);
        match heaviest {
            Some(below) if scene.fresh[below].1 * 3 > scene.fresh[at as usize].1 => at = below as u32,
            _ => return trail,
        }
        trail.push(at);
    }
}

/// The variables of contexts on a path.
fn variables(scene: &Scene<'_>, path: &[u32]) -> Vec<Variable> {
    let mut closure = None;
    let mut found = Vec::new();
    for &group in path {
        let facts = &scene.groups.list[group as usize];
        if let (Label::Named(EdgeType::Context, name), Some(parent)) = (facts.label, scene.groups.parent(group)) {
            let (context, is_fresh) = (scene.groups.list[parent as usize].sample, scene.is_fresh(parent));
            found.push(Variable { name, context, closure, is_fresh });
        }
        match scene.graph.node(facts.sample).sort {
            NodeType::Closure => closure = Some(facts.sample),
            _ if scene.graph.is_context(facts.sample) || scene.graph.is_store(facts.sample) => {}
            _ => closure = None,
        }
    }
    found
}

/// For each context a closure that has it, or a context within it.
fn context_owners(graph: &HeapGraph) -> HashMap<u32, u32> {
    let mut owners = HashMap::new();
    for node in 0..graph.len() as u32 {
        let edge = match graph.node(node).sort {
            NodeType::Closure => "context",
            NodeType::Object if graph.is_context(node) => "previous",
            _ => continue,
        };
        if let Some(context) = graph.follow(node, EdgeType::Internal, edge) {
            let is_closure = edge == "context";
            let owner = owners.entry(context).or_insert(node);
            if is_closure {
                *owner = node;
            }
        }
    }
    owners
}

fn owner_of(owners: &HashMap<u32, u32>, context: u32) -> Option<u32> {
    /// How deep scopes nest.
    const DEEPEST: usize = 1000;
    let mut at = context;
    for _ in 0..DEEPEST {
        match owners.get(&at) {
            Some(&owner) => at = owner,
            None => return (at != context).then_some(at),
        }
    }
    None
}

fn outlines(isolate: &Isolate, scene: &Scene<'_>, wanted: &[u32]) -> HashMap<u32, Outline> {
    let mut outlines = HashMap::new();
    isolate.heap.for_each_counted(|number, _, object| {
        if let Some(node) = scene.objects.node(number).filter(|node| wanted.binary_search(node).is_ok())
            && let Some(outline) = (isolate.upcalls.outline)(isolate, object)
        {
            outlines.insert(node, outline);
        }
    });
    outlines
}

/// The variables of running functions that hold what the paths begin with.
fn frame_variables(isolate: &Isolate, scene: &Scene<'_>, paths: &[Vec<u32>]) -> HashMap<u32, Holder> {
    let starts = paths.iter().filter_map(|path| {
        let is_stack = scene.graph.name(scene.groups.list[*path.get(1)? as usize].sample) == "(Stack roots)";
        is_stack.then(|| path.get(2).map(|&group| scene.groups.list[group as usize].sample))?
    });
    let starts: Vec<u32> = starts.collect();
    let mut holders = HashMap::new();
    if starts.is_empty() {
        return holders;
    }
    isolate.heap.for_each_counted(|number, _, object| {
        if let Some(node) = scene.objects.node(number).filter(|node| starts.contains(node))
            && let Some((outline, name)) = (isolate.upcalls.frame_variable)(isolate, object)
        {
            let function = &outline.functions[outline.asked];
            let place = function.declared.iter().find(|(declared, _)| *declared == name).map(|(_, place)| *place);
            let holder = Holder {
                sort: if function.is_top { "module variable" } else { "variable" },
                name,
                function: Known::function_text(&outline, outline.asked),
                place: place.map(|place| Known::text_place(&outline, place)),
            };
            holders.insert(node, holder);
        }
    });
    holders
}

/// Where objects of each finding were allocated, as far as births were noted.
fn sites(isolate: &Isolate, scene: &Scene<'_>, findings: &[Finding]) -> Vec<Vec<(Place, f64)>> {
    let mut below = vec![NONE; scene.groups.list.len()];
    for group in 0..scene.groups.list.len() {
        let above = scene.groups.parent(group as u32).map_or(NONE, |parent| below[parent as usize]);
        let own = findings.iter().position(|finding| finding.group as usize == group);
        below[group] = own.map_or(above, |index| index as u32);
    }
    let mut bytes: Vec<BTreeMap<u32, u64>> = vec![BTreeMap::new(); findings.len()];
    isolate.heap.for_each_counted(|number, _, object| {
        let Some(node) = scene.objects.node(number).map(|node| node as usize) else { return };
        let group = scene.groups.of_node.get(node).and_then(|&group| below.get(group as usize));
        if let Some(found) = group.and_then(|&index| bytes.get_mut(index as usize))
            && scene.is_new[node]
            && let Some(place) = isolate.heap.birth_place(object)
        {
            *found.entry(place).or_insert(0) += object.size_words() as u64 * 8;
        }
    });
    let places = isolate.sites.births.list();
    let named = |found: BTreeMap<u32, u64>| {
        let total: u64 = found.values().sum();
        let mut found: Vec<(u32, u64)> = found.into_iter().collect();
        found.sort_by_key(|&(place, bytes)| (std::cmp::Reverse(bytes), place));
        let each = found.into_iter().take(MOST_SITES).filter_map(|(place, bytes)| {
            let place = places.get(place as usize)?;
            let shown = Place { script: place.script.clone(), line: place.line, column: place.column };
            Some((shown, bytes as f64 * 100.0 / total.max(1) as f64))
        });
        each.collect()
    };
    bytes.into_iter().map(named).collect()
}

impl Known<'_> {
    /// Where a node stands.
    fn place(&self, graph: &HeapGraph, node: u32) -> Option<Place> {
        let location = graph.location(node)?;
        let script = (*self.scripts.get(&location.script)?).to_owned();
        (!script.is_empty()).then_some(Place { script, line: location.line + 1, column: location.column + 1 })
    }

    fn text_place(outline: &Outline, place: TextPlace) -> Place {
        Place { script: outline.script.clone(), line: place.line, column: place.column }
    }

    /// A function, as it is called in a sentence.
    fn function_text(outline: &Outline, function: usize) -> String {
        let facts = &outline.functions[function];
        match (facts.is_top, facts.name.is_empty()) {
            (true, _) => "the module".to_owned(),
            (false, true) => format!("the function at line {}", facts.place.line),
            (false, false) => format!("{}()", facts.name),
        }
    }

    fn holder(&self, graph: &HeapGraph, variable: Variable) -> Holder {
        let name = graph.strings.get(variable.name).to_owned();
        let outline = owner_of(&self.owners, variable.context).and_then(|owner| self.outlines.get(&owner));
        let declared = outline.and_then(|outline| Some((outline, outline.declaring(&name)?)));
        match declared {
            Some((outline, (function, place))) => Holder {
                sort: if outline.functions[function].is_top { "module variable" } else { "variable" },
                name,
                function: Known::function_text(outline, function),
                place: Some(Known::text_place(outline, place)),
            },
            None => Holder { sort: "variable", name, function: "a function".to_owned(), place: None },
        }
    }

    /// The variable through which a function keeps more than it uses.
    fn unused(&self, graph: &HeapGraph, variable: Variable) -> Option<Unused> {
        let outline = self.outlines.get(&variable.closure?)?;
        let name = graph.strings.get(variable.name);
        let (function, place) = outline.declaring(name)?;
        if outline.uses(outline.asked, name) || outline.functions[function].is_top {
            return None;
        }
        let user = (0..outline.functions.len())
            .find(|&user| user != function && outline.functions[user].uses.iter().any(|used| used == name));
        Some(Unused {
            variable: name.to_owned(),
            function: Known::function_text(outline, function),
            place: Some(Known::text_place(outline, place)),
            keeper: Known::function_text(outline, outline.asked),
            user: user.map(|user| Known::function_text(outline, user)),
        })
    }
}

fn suspect(
    scene: &Scene<'_>,
    known: &Known<'_>,
    dominators: &Dominators,
    retained: &[u64],
    finding: &Finding,
    path: &[u32],
) -> Suspect {
    let graph = scene.graph;
    let sample = finding.single.unwrap_or(scene.examples[finding.group as usize]);
    let above: Vec<u32> = path.iter().copied().take_while(|&group| group <= finding.group).collect();
    let mut holder = holder(scene, known, &above);
    let unused = variables(scene, path)
        .into_iter()
        .filter(|variable| variable.is_fresh)
        .find_map(|variable| known.unused(graph, variable));
    let home = if finding.single.is_some() { Some(finding.group) } else { home(scene, finding.group) };
    let (native, all) = native_bytes(scene, finding.group);
    let kind = kind(scene, &above, finding, home, &holder, unused.is_some(), native * 10 > all * 6);
    let home_node = home.map(|home| scene.groups.list[home as usize].sample);
    let steps = graph.steps(&scene.groups, finding.group).into_iter().map(|step| {
        let node = scene.groups.list[step.group as usize].sample;
        let place = if graph.node(node).sort == NodeType::Closure { known.place(graph, node) } else { None };
        (step, place)
    });
    let callback =
        ["_onTimeout", "_onImmediate"].iter().find_map(|name| graph.follow(sample, EdgeType::Property, name));
    let created = known.place(graph, callback.unwrap_or(sample));
    if kind == Kind::Timer {
        let name = "the host's list of active timers".to_owned();
        holder = Holder { sort: "root", name, ..Holder::default() };
    }
    Suspect {
        kind,
        class: class_of(graph, sample),
        count: finding.count,
        bytes: finding.bytes,
        share: 0.0,
        unused: unused.filter(|_| kind == Kind::SharedContext),
        created,
        steps: steps.collect(),
        home: home_node.map_or(Accumulation { name: "the roots".to_owned(), ..Accumulation::default() }, |node| {
            Accumulation {
                name: graph.shown_name(node),
                shallow: scene.sizes[node as usize],
                retained: retained[node as usize],
                external: native,
            }
        }),
        dominator: graph.shown_name(dominators.get(sample)),
        ages: scene.ages[finding.group as usize],
        sites: Vec::new(),
        holder,
        per_round: 0.0,
        per_second: 0.0,
        seconds_left: None,
    }
}

/// What people call the class of a node.
fn class_of(graph: &HeapGraph, node: u32) -> String {
    match graph.node(node).sort {
        NodeType::Closure => graph.shown_name(node),
        NodeType::String | NodeType::ConcatenatedString | NodeType::SlicedString => "string".to_owned(),
        _ => graph.class_name(node).trim_matches(['(', ')']).to_owned(),
    }
}

/// The nearest variable that was there before, or the root.
fn holder(scene: &Scene<'_>, known: &Known, above: &[u32]) -> Holder {
    let graph = scene.graph;
    for (depth, &group) in above.iter().enumerate().rev() {
        if let Some(holder) = known.frames.get(&scene.groups.list[group as usize].sample) {
            return holder.clone();
        }
        let facts = &scene.groups.list[group as usize];
        let Some(before) = scene.groups.parent(group) else { break };
        let parent = scene.groups.list[before as usize].sample;
        match facts.label {
            Label::Named(EdgeType::Context, name) if !scene.is_fresh(before) => {
                let closure = variables(scene, &above[..=depth]).pop().and_then(|variable| variable.closure);
                return known.holder(graph, Variable { is_fresh: false, name, context: parent, closure });
            }
            Label::Named(EdgeType::Property, name) if graph.name(parent) == "global" => {
                let name = graph.strings.get(name).to_owned();
                return Holder { sort: "global", name, ..Holder::default() };
            }
            Label::Any(EdgeType::Property) if graph.name(parent) == "global" => {
                return Holder { sort: "global", name: "globalThis[…]".to_owned(), ..Holder::default() };
            }
            Label::Named(EdgeType::Property, name)
                if graph.node(parent).sort == NodeType::Closure && graph.strings.get(name) != "prototype" =>
            {
                let name = format!("{}.{}", graph.name(parent), graph.strings.get(name));
                return Holder { sort: "static", name, place: known.place(graph, parent), ..Holder::default() };
            }
            Label::Root(name) => {
                let text = graph.strings.get(name);
                let origin = text.split_once(" / ").map_or(text, |(_, origin)| origin);
                return Holder { sort: "root", name: format!("the {origin}"), ..Holder::default() };
            }
            _ => {}
        }
    }
    Holder { sort: "root", name: "a function that is running".to_owned(), ..Holder::default() }
}

/// Bytes outside the heap of what came and hangs on a group, and all of its bytes.
fn native_bytes(scene: &Scene<'_>, group: u32) -> (u64, u64) {
    let mut below = vec![false; scene.groups.list.len()];
    let mut native = 0;
    for index in group as usize..below.len() {
        let parent = scene.groups.parent(index as u32).is_some_and(|parent| below[parent as usize]);
        below[index] = parent || index == group as usize;
        let is_native = scene.graph.node(scene.groups.list[index].sample).sort == NodeType::Native;
        native += if below[index] && is_native { scene.fresh[index].1 } else { 0 };
    }
    (native, scene.fresh[group as usize].1)
}

fn kind(
    scene: &Scene<'_>,
    above: &[u32],
    finding: &Finding,
    home: Option<u32>,
    holder: &Holder,
    is_shared: bool,
    is_native: bool,
) -> Kind {
    let graph = scene.graph;
    let sample = finding.single.unwrap_or(scene.groups.list[finding.group as usize].sample);
    let label = |group: u32| match scene.groups.list[group as usize].label {
        Label::Named(_, name) => graph.strings.get(name),
        _ => "",
    };
    let near = &above[above.len().saturating_sub(4)..];
    let home_name = home.map_or("", |home| graph.name(scene.groups.list[home as usize].sample));
    let is_closure = graph.node(sample).sort == NodeType::Closure;
    let reacts =
        near.iter().any(|&group| graph.name(scene.groups.list[group as usize].sample) == "system / PromiseReaction");
    match graph.name(sample) {
        "Timeout" | "Immediate" => return Kind::Timer,
        "native_bind" if is_closure => return Kind::BoundFunction,
        _ => {}
    }
    if near.iter().any(|&group| label(group) == "_events") {
        return Kind::Listener;
    }
    if above.iter().any(|&group| label(group) == "holdings") {
        return Kind::Finalizer;
    }
    if reacts || home_name == "Promise" {
        return Kind::Promise;
    }
    if is_shared {
        return Kind::SharedContext;
    }
    match (holder.sort, home_name) {
        _ if is_native => Kind::Buffer,
        ("global", _) => Kind::GlobalVariable,
        _ if is_closure => Kind::ClosureContext,
        (_, "Map") => Kind::UnboundedMap,
        (_, "Set") => Kind::UnboundedSet,
        (_, "Array") => Kind::UnboundedArray,
        _ if matches!(scene.groups.list[finding.group as usize].label, Label::Any(EdgeType::Property)) => {
            Kind::ObjectCache
        }
        ("module variable" | "static", _) => Kind::ModuleVariable,
        ("root", _) if graph.name(sample) == "Promise" => Kind::Promise,
        ("root", _) if !holder.name.contains("running") => Kind::HostRoot,
        ("root", _) => Kind::ModuleVariable,
        _ => Kind::ClosureContext,
    }
}
