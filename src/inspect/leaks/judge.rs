//! What grows.

use super::explain::explain;
use super::report::Report;
use super::rounds::{Contents, Look, OLDEST, Round};
use super::verdict::Suspect;
use crate::heap::Raw;
use crate::inspect::graph::{Distances, Dominators, Groups, HeapGraph, NodeType};
use crate::inspect::snapshot::first_object;
use crate::runtime::{Isolate, first_entries, spare_bytes};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Stretches of time of which some objects must be left.
pub(crate) const STRETCHES: usize = 5;
/// A program warms up for one part in so many of its time.
const WARM_UP: usize = 4;
/// The fewest objects that are a leak, and the fewest bytes.
pub(super) const FEWEST: u64 = 10;
const LEAST_BYTES: u64 = 4 << 10;
/// No stretch may have more than this share of the objects, in percent.
const LARGEST_SHARE: u64 = 70;
/// Bytes of an object whose size is watched by itself.
const LARGE: u64 = 2 << 10;
/// Large objects that are remembered.
const MOST_LARGE: usize = 1 << 14;
/// An object that has grown by so many bytes leaks, if it goes on.
const GROWTH: u64 = 16 << 10;
/// Growth by one part in so many of what it has then is much.
const LEAST_PART: u64 = 8;
/// What it lost meanwhile is less than one part in so many.
const STEADIEST: u64 = 8;
/// Lately it grew at least by one part in so many of what it would have if it always grew alike.
const SLOWEST: f64 = 4.0;
/// Suspects that are explained.
const MOST_SUSPECTS: usize = 8;

/// What was seen so far.
pub(crate) struct Evidence<'e> {
    pub(crate) rounds: &'e [Round],
    pub(crate) looks: &'e [Look],
    /// The heap's limit.
    pub(crate) limit: u64,
}

impl Evidence<'_> {
    /// The last round: it has a graph.
    fn last(&self) -> usize {
        self.rounds.len().saturating_sub(1)
    }

    /// The first round behind the warm-up, but so early that each stretch can have a round.
    pub(super) fn start(&self) -> usize {
        let warm = self.rounds.last().map_or(0.0, |round| round.progress / WARM_UP as f64);
        let start = self.rounds.partition_point(|round| round.progress < warm) + 1;
        start.min(self.last().saturating_sub(STRETCHES)).max(1)
    }

    /// The rounds behind the warm-up.
    pub(super) fn warm(&self) -> &[Round] {
        &self.rounds[self.start().min(self.last())..]
    }

    /// The stretches of the rounds behind the warm-up, the last one left out: about as long as each other, each with a
    /// round. None if there are too few.
    fn stretches(&self) -> Option<Vec<usize>> {
        let (start, last) = (self.start(), self.last());
        let count = last.checked_sub(start).filter(|&count| count >= STRETCHES)?;
        let began = self.rounds[start - 1].progress;
        let whole = (self.rounds[last - 1].progress - began).max(f64::MIN_POSITIVE);
        let mut stretches = Vec::with_capacity(count);
        for (index, pair) in self.rounds[start - 1..last].windows(2).enumerate() {
            let middle = (pair[0].progress + pair[1].progress) / 2.0 - began;
            let natural = (middle / whole * STRETCHES as f64) as usize;
            let (least, most) = match stretches.last() {
                None => (0, 0),
                Some(before) => {
                    ((STRETCHES + index).saturating_sub(count).max(*before), (before + 1).min(STRETCHES - 1))
                }
            };
            stretches.push(natural.clamp(least, most));
        }
        Some(stretches)
    }
}

/// What is known of the groups of a graph.
pub(crate) struct Scene<'g> {
    pub(crate) graph: &'g HeapGraph,
    pub(crate) groups: Groups,
    /// By group: objects of each stretch, the last round's left out; zeros if there are too few rounds to tell.
    pub(crate) ages: Vec<[u64; STRETCHES]>,
    /// By group: objects that came after the warm-up, and their bytes with all that hangs on them.
    pub(crate) fresh: Vec<(u64, u64)>,
    /// Whether a node came after the warm-up.
    pub(crate) is_new: Vec<bool>,
    pub(crate) sizes: Vec<u64>,
    /// By group: one of its new nodes, or its sample.
    pub(crate) examples: Vec<u32>,
    pub(crate) objects: ObjectNodes,
}

/// Which objects of the heap have a node.
pub(crate) enum ObjectNodes {
    /// All, in the order of the census.
    All,
    /// Those that stand for their groups: nodes by numbers in the census.
    Samples(HashMap<u32, u32>),
}

impl ObjectNodes {
    /// The node of an object, by its number in the census.
    pub(crate) fn node(&self, number: u32) -> Option<u32> {
        match self {
            ObjectNodes::All => Some(first_object() + number),
            ObjectNodes::Samples(nodes) => nodes.get(&number).copied(),
        }
    }
}

impl Scene<'_> {
    /// Whether new ones of a group are made again and again.
    pub(crate) fn is_fresh(&self, group: u32) -> bool {
        self.fresh[group as usize].0 > 0 && self.groups.list[group as usize].count > 1
    }
}

/// A group that leaks, or a single object that grows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Finding {
    pub(crate) group: u32,
    /// The object, if it is one.
    pub(crate) single: Option<u32>,
    pub(crate) count: u64,
    pub(crate) bytes: u64,
}

/// Judges a graph of the last round. Gives the graph's groups as well.
pub(crate) fn judge(isolate: &Isolate, graph: &HeapGraph, evidence: &Evidence<'_>) -> (Report, Look, Groups) {
    let (sizes, contents) = sizes(isolate, graph);
    let scene = scene(graph, sizes, evidence);
    let look = remember(isolate, &scene, &contents);
    let mut report = Report { live: evidence.rounds.last().map_or(0, |round| round.live), ..Report::default() };
    report.slope = slope(evidence.warm());
    report.limit = evidence.limit;
    let mut findings = leaking(&scene, &look, evidence);
    findings.extend(growing(&scene, &look, evidence, &findings));
    findings.sort_by(|one, other| other.bytes.cmp(&one.bytes).then_with(|| one.group.cmp(&other.group)));
    findings.truncate(MOST_SUSPECTS);
    if !findings.is_empty() {
        let dominators = Dominators::of(graph);
        let retained = dominators.retained_sizes(&scene.sizes);
        let mut suspects: Vec<Suspect> = explain(isolate, &scene, &dominators, &retained, &findings);
        for suspect in &mut suspects {
            suspect.share = suspect.bytes as f64 * 100.0 / report.live.max(1) as f64;
            suspect.rates(evidence, report.slope);
        }
        report.suspects = suspects;
    }
    (report, look, scene.groups)
}

/// Bytes that the heap grows in a second, over some rounds.
fn slope(rounds: &[Round]) -> f64 {
    let count = rounds.len() as f64;
    let mean = |of: fn(&Round) -> f64| rounds.iter().map(of).sum::<f64>() / count.max(1.0);
    let (at, live) = (mean(|round| round.at), mean(|round| round.live as f64));
    let products: f64 = rounds.iter().map(|round| (round.at - at) * (round.live as f64 - live)).sum();
    let squares: f64 = rounds.iter().map(|round| (round.at - at).powi(2)).sum();
    if squares > 0.0 { products / squares } else { 0.0 }
}

/// Whether a node is memory outside of the heap that an object owns.
fn is_payload(graph: &HeapGraph, node: u32) -> bool {
    graph.node(node).id.is_multiple_of(2)
}

fn scene<'g>(graph: &'g HeapGraph, sizes: Vec<u64>, evidence: &Evidence<'_>) -> Scene<'g> {
    let (rounds, start) = (evidence.rounds, evidence.start());
    let stretches = evidence.stretches().unwrap_or_default();
    let born = |node: u32| rounds.partition_point(|round| round.last_id < graph.node(node).id);
    let rounds_of = (0..graph.len() as u32).map(|node| if is_payload(graph, node) { 0 } else { born(node) });
    let rounds_of: Vec<usize> = rounds_of.collect();
    let is_payload = |node: u32| is_payload(graph, node);
    let is_new: Vec<bool> = rounds_of.iter().map(|&round| round >= start).collect();
    let distances = Distances::of_variables(graph, |node| is_new[node as usize]);
    let groups = Groups::of(graph, &distances, |node| is_new[node as usize]);
    let mut ages = vec![[0u64; STRETCHES]; groups.list.len()];
    let mut fresh = vec![(0u64, 0u64); groups.list.len()];
    let mut examples: Vec<u32> = groups.list.iter().map(|group| group.sample).collect();
    for node in 0..graph.len() as u32 {
        let group = groups.of_node[node as usize] as usize;
        let Some(ages) = ages.get_mut(group) else { continue };
        let round = rounds_of[node as usize];
        // A payload is as old as its owner.
        let owner =
            distances.parent(node).filter(|_| is_payload(node)).map_or(round, |(owner, _)| rounds_of[owner as usize]);
        if let Some(&stretch) = round.checked_sub(start).and_then(|index| stretches.get(index)) {
            ages[stretch] += 1;
        }
        if owner >= start {
            examples[group] = node;
            fresh[group].0 += u64::from(!is_payload(node));
            fresh[group].1 += sizes[node as usize];
        }
    }
    // What hangs on a group counts with it.
    for (group, parent) in groups.upwards() {
        fresh[parent].1 += fresh[group].1;
    }
    Scene { graph, groups, ages, fresh, is_new, sizes, examples, objects: ObjectNodes::All }
}

/// A hash of the path of each group, the same in each graph.
fn hashes(scene: &Scene<'_>) -> Vec<u64> {
    let mut hashes: Vec<u64> = Vec::with_capacity(scene.groups.list.len());
    for group in &scene.groups.list {
        let mut hasher = DefaultHasher::new();
        hashes.get(group.parent as usize).hash(&mut hasher);
        scene.graph.label_text(group).hash(&mut hasher);
        scene.graph.class_name(group.sample).hash(&mut hasher);
        if scene.graph.node(group.sample).sort == NodeType::Closure {
            scene.graph.name(group.sample).hash(&mut hasher);
        }
        let place = scene.graph.location(group.sample);
        place.map(|place| (place.script, place.line, place.column)).hash(&mut hasher);
        hashes.push(hasher.finish());
    }
    hashes
}

/// The shallow size of each node, and what of it is in use: stores grow by steps, and say little of what is in them.
fn sizes(isolate: &Isolate, graph: &HeapGraph) -> (Vec<u64>, Vec<u64>) {
    let mut sizes: Vec<u64> = (0..graph.len() as u32).map(|node| graph.node(node).size).collect();
    let mut contents = sizes.clone();
    isolate.heap.for_each_counted(|number, _, object| {
        if let Some(bytes) = contents.get_mut((first_object() + number) as usize).filter(|bytes| **bytes >= LARGE) {
            *bytes = bytes.saturating_sub(spare_bytes(object));
        }
    });
    graph.give_to_owners([&mut sizes, &mut contents]);
    (sizes, contents)
}

fn remember(isolate: &Isolate, scene: &Scene<'_>, contents: &[u64]) -> Look {
    let mut look = Look::default();
    for (hash, group) in hashes(scene).into_iter().zip(&scene.groups.list) {
        *look.counts.entry(hash).or_insert(0) += group.count;
    }
    isolate.heap.for_each_counted(|number, _, object| {
        let node = first_object() + number;
        let bytes = contents.get(node as usize).copied().unwrap_or(0);
        if bytes >= LARGE && look.large.len() < MOST_LARGE && is_item(scene.graph, node) {
            let contents = Contents { bytes, oldest: oldest(isolate, object) };
            look.large.insert(scene.graph.node(node).id, contents);
        }
    });
    look
}

/// Hashes of the oldest entries of an object.
fn oldest(isolate: &Isolate, object: Raw<'_>) -> [u32; OLDEST] {
    let mut oldest = [0; OLDEST];
    for (place, entry) in oldest.iter_mut().zip(first_entries(&isolate.heap, object, OLDEST)) {
        let mut hasher = DefaultHasher::new();
        match entry.as_immediate() {
            Some(word) => word.bits().hash(&mut hasher),
            None => isolate.heap.known_identity(entry).hash(&mut hasher),
        }
        *place = hasher.finish() as u32 | 1;
    }
    oldest
}

/// Whether a program sees a node as an object or value of its own.
pub(super) fn is_item(graph: &HeapGraph, node: u32) -> bool {
    !graph.is_store(node)
        && !graph.is_context(node)
        && !matches!(
            graph.node(node).sort,
            NodeType::Synthetic | NodeType::Code | NodeType::ObjectShape | NodeType::Native
        )
}

/// The topmost groups that leak.
fn leaking(scene: &Scene<'_>, look: &Look, evidence: &Evidence<'_>) -> Vec<Finding> {
    let hashes = hashes(scene);
    let leaks = |group: u32| {
        let index = group as usize;
        let (ages, (count, bytes)) = (&scene.ages[index], scene.fresh[index]);
        let total: u64 = ages.iter().sum();
        count >= FEWEST
            && bytes >= LEAST_BYTES
            && ages.iter().all(|&age| age > 0 && age * 100 <= total * LARGEST_SHARE)
            && is_item(scene.graph, scene.groups.list[index].sample)
            && goes_on(hashes[index], look, evidence, total)
    };
    let mut is_leaking = vec![false; scene.groups.list.len()];
    let mut findings = Vec::new();
    for group in 0..scene.groups.list.len() as u32 {
        let is_below = scene.groups.parent(group).is_some_and(|parent| is_leaking[parent as usize]);
        is_leaking[group as usize] = is_below || leaks(group);
        if is_leaking[group as usize] && !is_below {
            let bytes = scene.fresh[group as usize].1;
            let group = linked(scene, group);
            findings.push(Finding { group, single: None, count: scene.fresh[group as usize].0, bytes });
        }
    }
    merged(scene, findings)
}

/// Of a chain whose links hang on each other through their functions, the objects: functions are only the way.
fn linked(scene: &Scene<'_>, group: u32) -> u32 {
    let facts = &scene.groups.list[group as usize];
    if !facts.is_circle || scene.graph.node(facts.sample).sort != NodeType::Closure {
        return group;
    }
    let is_link = |below: &u32| {
        let sample = scene.groups.list[*below as usize].sample;
        scene.graph.node(sample).sort == NodeType::Object
            && !scene.graph.is_context(sample)
            && scene.fresh[*below as usize].0 * 2 > scene.fresh[group as usize].0
            && scene.groups.path(*below).any(|above| above == group)
    };
    (group + 1..scene.groups.list.len() as u32).find(is_link).unwrap_or(group)
}

/// Keys and values of one table are one leak: that of the heavier.
fn merged(scene: &Scene<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    let mut merged: Vec<Finding> = Vec::new();
    for finding in findings {
        let home = home(scene, finding.group);
        match merged.iter_mut().find(|other| self::home(scene, other.group) == home) {
            Some(other) => {
                let bytes = other.bytes + finding.bytes;
                if finding.bytes > other.bytes {
                    *other = finding;
                }
                other.bytes = bytes;
            }
            None => merged.push(finding),
        }
    }
    merged
}

/// The group of what a group's objects pile up in: the next above that is an object of its own.
pub(crate) fn home(scene: &Scene<'_>, group: u32) -> Option<u32> {
    let mut above = scene.groups.path(group).skip(1);
    above.find(|&above| {
        let sample = scene.groups.list[above as usize].sample;
        is_item(scene.graph, sample) || scene.graph.is_context(sample)
    })
}

/// Whether a group of `left` objects behind the warm-up still grew lately.
fn goes_on(hash: u64, look: &Look, evidence: &Evidence<'_>, left: u64) -> bool {
    let (rounds, last) = (evidence.rounds, evidence.last());
    let whole = rounds[last].progress;
    let now = look.counts.get(&hash).copied().unwrap_or(0);
    // A graph of the last third, but not of the last rounds only.
    let lately = |look: &&Look| rounds[look.round].progress * 3.0 >= whole * 2.0 && look.round + 2 <= last;
    let Some(before) = evidence.looks.iter().find(lately) else { return true };
    let then = before.counts.get(&hash).copied().unwrap_or(0);
    let share = (whole - rounds[before.round].progress) / whole.max(f64::MIN_POSITIVE) * left as f64;
    now >= then + (share / SLOWEST) as u64 && now > then
}

/// Single objects in which more and more is: arrays and tables of numbers.
fn growing(scene: &Scene<'_>, look: &Look, evidence: &Evidence<'_>, findings: &[Finding]) -> Vec<Finding> {
    let mut found = Vec::new();
    let by_id: HashMap<u64, u32> =
        (0..scene.graph.len() as u32).map(|node| (scene.graph.node(node).id, node)).collect();
    for (id, now) in &look.large {
        let Some(&node) = by_id.get(id) else { continue };
        let Some(bytes) = growth(*id, now, evidence) else { continue };
        let group = scene.groups.of_node[node as usize];
        let is_known = findings.iter().any(|finding| scene.groups.path(finding.group).any(|above| above == group));
        if !is_known && scene.groups.list.len() > group as usize {
            found.push(Finding { group, single: Some(node), count: 1, bytes });
        }
    }
    found.sort_by_key(|finding| finding.single);
    found
}

/// By how many bytes an object with `now` in it has grown behind the warm-up, if it did so all the time and still does.
fn growth(id: u64, now: &Contents, evidence: &Evidence<'_>) -> Option<u64> {
    let (rounds, last) = (evidence.rounds, evidence.last());
    let whole = rounds[last].progress;
    let progress = |look: &Look| rounds[look.round].progress;
    let is_warm = |look: &&Look| progress(look) * WARM_UP as f64 >= whole;
    let warm: Vec<&Look> = evidence.looks.iter().filter(is_warm).collect();
    // What came later is filled anew again and again.
    let first = *warm.first().filter(|first| id <= rounds[first.round].last_id)?;
    // A graph of the last third, but not of the last rounds only.
    let before = *warm.iter().find(|look| progress(look) * 3.0 >= whole * 2.0 && look.round + 2 <= last)?;
    let contents = |look: &Look| look.large.get(&id).copied().unwrap_or_default();
    let at_first = contents(first);
    let grown = now.bytes.checked_sub(at_first.bytes).filter(|&grown| grown >= GROWTH)?;
    let lately = now.bytes.saturating_sub(contents(before).bytes);
    let share = (whole - progress(before)) / (whole - progress(first)).max(f64::MIN_POSITIVE);
    let goes_on = lately as f64 * SLOWEST >= share * grown as f64 && lately > 0;
    // What was in it at first has gone: others come in its place.
    let mut oldest = at_first.oldest.iter().filter(|&&entry| entry != 0).peekable();
    let is_renewed = oldest.peek().is_some() && !oldest.any(|entry| now.oldest.contains(entry));
    let sizes: Vec<u64> = warm.iter().map(|look| contents(look).bytes).chain([now.bytes]).collect();
    let rises = sizes.windows(2).filter(|pair| pair[1] > pair[0]).count();
    let falls: u64 = sizes.windows(2).map(|pair| pair[0].saturating_sub(pair[1])).sum();
    // How much is in what has a bound goes up and down by a little.
    let is_much = rises >= 2 && grown * LEAST_PART >= now.bytes && falls * STEADIEST <= grown;
    let is_steady = rises >= STRETCHES && rises + 1 == sizes.len();
    (goes_on && !is_renewed && (is_much || is_steady)).then_some(grown)
}
