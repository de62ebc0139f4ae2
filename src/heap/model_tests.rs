//! The model test: random operations on a heap and on a naive graph, compared as they go. Each seed draws its own weights
//! (swarm testing: a single mix misses faults), its own collector mode, and how closely it is watched.
//!
//! `TENURE_MODEL_OPS` sets the operations a seed runs, `TENURE_MODEL_SEEDS` the seeds, `TENURE_MODEL_FIRST` the first of
//! them. A fault names its seed.

use super::mutants::Mutant;
use super::naive_graph::{Cell, Graph, Node, number_word};
use super::tests::*;
use super::*;
use std::io::Write;

/// Roots on the stack.
const ROOTS: usize = 24;
/// Nodes that survive a collection before half of the roots are cleared.
const CROWDED: usize = 600;
const OPERATIONS: [fn(&mut Model); 33] = [
    Model::new_tuple,
    Model::new_raw,
    Model::new_mixed,
    Model::new_weak_reference,
    Model::new_table,
    Model::new_transitions,
    Model::new_shaped,
    Model::new_large,
    Model::new_old,
    Model::store,
    Model::store,
    Model::store_pair,
    Model::hide_edge,
    Model::load,
    Model::read_weak,
    Model::clear_root,
    Model::move_words,
    Model::fill,
    Model::truncate,
    Model::attach_payload,
    Model::change_shape,
    Model::toggle_root,
    Model::scavenge,
    Model::collect,
    Model::start_marking,
    Model::mark_a_little,
    Model::mark_a_little,
    Model::finish_marking,
    Model::read_ephemeron,
    Model::revive_shape,
    Model::load_shape,
    Model::identify,
    Model::verify,
];

/// Operations of a seed after which the verifier looks at few collections only: it takes longer than all the rest.
const WATCHED_CLOSELY: usize = 2000;
/// Operations that collect, or are part of a collection, and rather seldom in a seed that is drawn to be quiet.
const COLLECTING: [usize; 5] = [22, 23, 24, 27, 32];

pub(super) struct Model {
    heap: Heap,
    random: u64,
    graph: Graph,
    roots: [Cell; ROOTS],
    table_roots: Vec<(RootId, Cell)>,
    /// An operation as often as it has weight.
    draws: Vec<u8>,
    /// Operations between two comparisons of everything.
    interval: usize,
    until_compared: usize,
}

fn root(index: usize) -> Local<'static> {
    Local::in_slot(Slot(index as u32))
}

/// One of several, at random.
fn pick<T: Copy>(random: &mut u64, choices: &[T]) -> T {
    choices[next(random) as usize % choices.len()]
}

impl Model {
    pub(super) fn new(seed: u64, mutant: Option<Mutant>) -> Model {
        let mut random = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        for _ in 0..4 {
            next(&mut random);
        }
        let modes = [
            Stress::Alloc,
            Stress::Nth(3),
            Stress::Seed(seed),
            Stress::EvacuateAll,
            Stress::PromoteAll,
            Stress::Step(1),
        ];
        let is_stressed = next(&mut random).is_multiple_of(2);
        let options = HeapOptions {
            stress: if is_stressed { pick(&mut random, &modes) } else { Stress::Off },
            promotion_rule_25: pick(&mut random, &[true, false]),
            evacuate_all: pick(&mut random, &[true, true, false]),
            ..HeapOptions::default()
        };
        let mut heap = heap_with(options);
        let (every, poison) = (pick(&mut random, &[1, 8, 64, 512]), pick(&mut random, &[true, false, false, false]));
        if mutant.is_none() {
            // A heap that is broken on purpose is looked at always: it must not be used on.
            (heap.options.verify_every, heap.options.poison) = (every, poison);
        }
        heap.active_mutant = mutant;
        if seed.is_multiple_of(2) {
            heap.clearing.words_at_once = 0;
        }
        heap.worklist.capacity = pick(&mut random, &[2, 5, 40, 1 << 17, 1 << 17]);
        for _ in 0..ROOTS {
            heap.root(Raw::immediate(Word::UNDEFINED)).unwrap();
        }
        let interval = pick(&mut random, &[60, 500, 5000]);
        let draws = draw(&mut random);
        Model {
            heap,
            random,
            graph: Graph::default(),
            roots: [Cell::Undefined; ROOTS],
            table_roots: Vec::new(),
            draws,
            interval,
            until_compared: interval,
        }
    }

    fn below(&mut self, bound: usize) -> usize {
        next(&mut self.random) as usize % bound.max(1)
    }

    pub(super) fn run(&mut self, operations: usize) {
        for number in 0..operations {
            if number == WATCHED_CLOSELY {
                self.heap.options.verify_every = self.heap.options.verify_every.max(256);
            }
            let index = self.below(self.draws.len());
            OPERATIONS[self.draws[index] as usize](self);
            self.heap.truncate_stack(ROOTS);
            self.heap.clear_kept_objects();
            if self.heap.has_finalized() {
                while self.heap.take_finalized().unwrap().is_some() {}
                self.heap.truncate_stack(ROOTS);
            }
            if number % 4 == 0 {
                self.stroll();
            }
            self.until_compared -= 1;
            if self.until_compared == 0 {
                self.compare(false);
            }
        }
        self.collect();
    }

    fn add(&mut self, at: usize, kind: u8, words: usize) -> u32 {
        let node = self.graph.add(kind, words);
        self.roots[at] = Cell::Node(node);
        node
    }

    /// Puts a fresh object into root `at`.
    fn make(&mut self, kind: u8, aux: u32, words: usize, place: Place) -> usize {
        let (at, number) = (self.below(ROOTS), self.graph.next_number());
        let slot = self.heap.allocate(Allocation { kind, aux, words, place }, |init| match kind {
            RAW => init.raw(1, number as u64),
            kind => init.word(number_word(kind), Word::int(number)),
        });
        self.heap.set_slot(Slot(at as u32), Local::in_slot(slot.unwrap()));
        self.add(at, kind, words);
        at
    }

    fn new_tuple(&mut self) {
        let words = 2 + self.below(12);
        let at = self.make(TUPLE, 0, words, Place::Young);
        if self.below(2) == 0 {
            (2..words).for_each(|index| self.set(at, index));
        }
    }

    /// Born old, and filled by the stores that initialise it.
    fn new_old(&mut self) {
        let (words, at, number) = (2 + self.below(90), self.below(ROOTS), self.graph.next_number());
        let from: Vec<usize> = (2..words).map(|_| self.below(ROOTS)).collect();
        let slot = self.heap.allocate(Allocation::old(TUPLE, 0, words), |init| {
            init.word(1, Word::int(number));
            from.iter().enumerate().for_each(|(index, &from)| init.set(2 + index, root(from)));
        });
        self.heap.set_slot(Slot(at as u32), Local::in_slot(slot.unwrap()));
        let cells: Vec<Cell> = from.iter().map(|&from| self.roots[from]).collect();
        let node = self.add(at, TUPLE, words);
        self.graph[node].words[2..].copy_from_slice(&cells);
    }

    fn new_large(&mut self) {
        if self.below(24) != 0 {
            return;
        }
        let words = LARGE_OBJECT_WORDS + 1 + self.below(9000);
        self.make(TUPLE, 0, words, Place::Young);
    }

    /// Raw words that look like pointers.
    fn new_raw(&mut self) {
        let words = 2 + self.below(40);
        let at = self.make(RAW, 0, words, Place::Young);
        for index in 2..words {
            let other = self.below(ROOTS);
            let bits = self.heap.get(root(other)).word_value().bits();
            self.heap.store_raw(root(at), index, bits);
        }
    }

    fn new_mixed(&mut self) {
        let words = 3 + self.below(4);
        let at = self.make(MIXED, 0, words, Place::Young);
        let bits = self.heap.get(root(at)).word_value().bits();
        (3..words).for_each(|index| self.heap.store_raw(root(at), index, bits));
    }

    fn new_weak_reference(&mut self) {
        let kind = if self.below(2) == 0 { WEAK_REF } else { WEAK_CELL };
        let at = self.make(kind, 0, 3 + self.below_small(), Place::Young);
        self.set(at, 1);
    }

    fn below_small(&self) -> usize {
        self.random as usize % 3
    }

    fn new_transitions(&mut self) {
        let at = self.make(TRANSITIONS, 0, 5, Place::Young);
        (2..5).for_each(|index| self.set(at, index));
    }

    fn new_table(&mut self) {
        let words = 2 + 2 * (1 + self.below(6));
        self.make(EPHEMERONS, 0, words, Place::Young);
    }

    fn store_pair(&mut self) {
        let at = self.below(ROOTS);
        let Cell::Node(id) = self.roots[at] else { return };
        let pairs = self.graph[id].words.len() / 2 - 1;
        if self.graph[id].kind == EPHEMERONS && pairs > 1 {
            let index = 2 + 2 * (1 + self.below(pairs - 1));
            self.set(at, index);
            self.set(at, index + 1);
        }
    }

    /// A shape in one root, an object of it in another.
    fn new_shaped(&mut self) {
        let (at, number) = (self.below(ROOTS), self.graph.next_number());
        let (shape_id, slot) = self.heap.allocate_shape(SHAPE, 4, |init| init.word(1, Word::int(number))).unwrap();
        self.heap.set_slot(Slot(at as u32), Local::in_slot(slot));
        let shape = self.add(at, SHAPE, 4);
        self.graph.name_shape(shape_id, shape);
        self.heap.truncate_stack(ROOTS);
        let object = self.make(SHAPED, shape_id, 4, Place::Young);
        if let Cell::Node(id) = self.roots[object] {
            self.graph[id].shape = Some(shape);
        }
    }

    fn change_shape(&mut self) {
        let (at, from) = (self.below(ROOTS), self.below(ROOTS));
        let (Cell::Node(object), Cell::Node(shape)) = (self.roots[at], self.roots[from]) else { return };
        if self.graph[object].kind == SHAPED && self.graph[shape].kind == SHAPE {
            self.heap.set_aux(root(at), self.graph[shape].shape_id);
            self.graph[object].shape = Some(shape);
        }
    }

    /// Stores a random root into word `index` of root `at`.
    fn set(&mut self, at: usize, index: usize) {
        let from = self.below(ROOTS);
        let Cell::Node(id) = self.roots[at] else { return };
        self.heap.store(root(at), index, root(from));
        self.graph[id].words[index] = self.roots[from];
    }

    /// A root with a strong tagged word beside the number, and that word.
    fn pick_word(&mut self) -> Option<(usize, u32, usize)> {
        let at = self.below(ROOTS);
        let Cell::Node(id) = self.roots[at] else { return None };
        let (kind, words) = (self.graph[id].kind, self.graph[id].words.len());
        let first = match kind {
            RAW | EPHEMERONS | TRANSITIONS => return None,
            WEAK_REF | WEAK_CELL => 3,
            _ => 2,
        };
        (words > first).then(|| (at, id, first + self.below(words - first)))
    }

    fn store(&mut self) {
        if let Some((at, _, index)) = self.pick_word() {
            self.set(at, index);
        }
    }

    fn load(&mut self) {
        let to = self.below(ROOTS);
        if let Some((at, id, index)) = self.pick_word() {
            self.heap.set_slot_raw(Slot(to as u32), self.heap.get(root(at)).word(index));
            self.roots[to] = self.graph[id].words[index];
        }
    }

    /// Loads, then deletes the edge: the object is now held by the root alone.
    fn hide_edge(&mut self) {
        let to = self.below(ROOTS);
        if let Some((at, id, index)) = self.pick_word().filter(|&(at, ..)| at != to) {
            self.heap.set_slot_raw(Slot(to as u32), self.heap.get(root(at)).word(index));
            self.roots[to] = self.graph[id].words[index];
            self.heap.store(root(at), index, Local::UNDEFINED);
            self.graph[id].words[index] = Cell::Undefined;
        }
    }

    fn read_weak(&mut self) {
        let (at, to) = (self.below(ROOTS), self.below(ROOTS));
        let Cell::Node(id) = self.roots[at] else { return };
        if !matches!(self.graph[id].kind, WEAK_REF | WEAK_CELL) {
            return;
        }
        let word = self.heap.read_weak(root(at), 1).word_value();
        if word.is_pointer() {
            self.heap.set_slot_raw(Slot(to as u32), self.heap.get(root(at)).word(1));
            self.heap.keep_during_job(root(to)).unwrap();
            self.roots[to] = self.graph[id].words[1];
        }
    }

    fn clear_root(&mut self) {
        let at = self.below(ROOTS);
        self.heap.set_slot(Slot(at as u32), Local::UNDEFINED);
        self.roots[at] = Cell::Undefined;
    }

    fn move_words(&mut self) {
        let (Some((from, source, start)), Some((to, target, end))) = (self.pick_word(), self.pick_word()) else {
            return;
        };
        let room = (self.graph[source].words.len() - start).min(self.graph[target].words.len() - end);
        let count = 1 + self.below(room.min(40));
        self.heap.copy_words(root(from), start, root(to), end, count);
        let words = self.graph[source].words[start..start + count].to_vec();
        self.graph[target].words[end..end + count].copy_from_slice(&words);
    }

    fn fill(&mut self) {
        let from = self.below(ROOTS);
        if let Some((at, id, index)) = self.pick_word() {
            let end = (index + 1 + self.below(5)).min(self.graph[id].words.len());
            self.heap.fill(root(at), index..end, root(from));
            self.graph[id].words[index..end].fill(self.roots[from]);
        }
    }

    fn truncate(&mut self) {
        if let Some((at, id, index)) = self.pick_word().filter(|&(_, id, _)| self.graph[id].kind == TUPLE) {
            self.heap.truncate(root(at), index);
            self.graph[id].words.truncate(index);
        }
    }

    fn attach_payload(&mut self) {
        let at = self.below(ROOTS);
        if let Cell::Node(id) = self.roots[at]
            && self.graph[id].payload.is_none()
        {
            self.graph[id].payload = self.heap.attach_external(root(at), Box::new(Payload), 100).ok();
        }
    }

    fn toggle_root(&mut self) {
        if self.table_roots.len() > 6 {
            let position = self.below(self.table_roots.len());
            let (id, _) = self.table_roots.swap_remove(position);
            self.heap.remove_root(id);
        } else {
            let at = self.below(ROOTS);
            let id = self.heap.insert_root(root(at), "model").unwrap();
            self.table_roots.push((id, self.roots[at]));
        }
    }

    /// Asks for the identity of an object.
    fn identify(&mut self) {
        let at = self.below(ROOTS);
        if let Cell::Node(node) = self.roots[at] {
            let identity = self.heap.object_id(root(at)).unwrap();
            let known = *self.graph[node].identity.get_or_insert(identity);
            assert_eq!(known, identity, "the identity of node {node}");
        }
    }

    fn scavenge(&mut self) {
        assert!(self.heap.collect_young(Reason::Testing));
    }

    fn start_marking(&mut self) {
        self.scavenge();
        if !self.heap.marking {
            self.heap.start_incrementally(Reason::Testing);
        }
    }

    fn mark_a_little(&mut self) {
        let bytes = 8 << self.below(8);
        if self.heap.marking {
            self.heap.mark_some(bytes, f64::INFINITY);
        }
    }

    fn finish_marking(&mut self) {
        if self.heap.marking {
            self.scavenge();
        }
        if self.heap.marking {
            self.heap.finish_incrementally(true);
        }
        if self.below(2) == 0 {
            self.heap.finish_sweeping();
        }
    }

    /// Reads a value whose key is alive.
    fn read_ephemeron(&mut self) {
        let (at, to, key) = (self.below(ROOTS), self.below(ROOTS), self.below(ROOTS));
        let (Cell::Node(table), Cell::Node(_)) = (self.roots[at], self.roots[key]) else { return };
        if self.graph[table].kind != EPHEMERONS {
            return;
        }
        let pairs = (4..self.graph[table].words.len()).step_by(2);
        let found = pairs.into_iter().find(|&index| self.graph[table].words[index] == self.roots[key]);
        if let Some(index) = found {
            let _ = self.heap.read_weak(root(at), index + 1);
            self.heap.set_slot_raw(Slot(to as u32), self.heap.get(root(at)).word(index + 1));
            self.roots[to] = self.graph[table].words[index + 1];
        }
    }

    fn load_shape(&mut self) {
        let (at, to) = (self.below(ROOTS), self.below(ROOTS));
        let Cell::Node(id) = self.roots[at] else { return };
        if let Some(shape) = self.graph[id].shape {
            let shape_id = self.heap.get(root(at)).aux();
            self.heap.keep_shape(shape_id);
            self.heap.set_slot_raw(Slot(to as u32), self.heap.shape(shape_id));
            self.roots[to] = Cell::Node(shape);
        }
    }

    /// An object of a shape that only an inline cache knows.
    fn revive_shape(&mut self) {
        let first = self.below(usize::MAX / 2);
        let shapes = (first..first + 16).map_while(|pick| self.graph.some_shape(pick));
        let mut known = shapes.filter(|&(shape_id, _)| self.heap.shapes.get(shape_id).is_some());
        let Some((shape_id, shape)) = known.next() else { return };
        if self.below(2) == 0 {
            let object = self.make(SHAPED, shape_id, 4, Place::Young);
            if let Cell::Node(node) = self.roots[object] {
                self.graph[node].shape = Some(shape);
            }
        } else {
            let at = self.below(ROOTS);
            if let Cell::Node(object) = self.roots[at]
                && self.graph[object].kind == SHAPED
            {
                self.heap.set_aux(root(at), shape_id);
                self.graph[object].shape = Some(shape);
            }
        }
    }

    fn verify(&mut self) {
        if self.below(8) == 0 {
            self.heap.verify().unwrap();
        }
    }

    /// After a full collection exactly what is reachable is left.
    fn collect(&mut self) {
        let reduce = self.below(3) == 0;
        self.heap.truncate_stack(ROOTS);
        self.heap.collect_full(Reason::Testing, reduce);
        while self.heap.take_finalized().unwrap().is_some() {
            self.heap.truncate_stack(ROOTS);
        }
        self.heap.clear_kept_objects();
        self.heap.collect_full(Reason::Testing, false);
        self.heap.truncate_stack(ROOTS);
        let used = self.compare(true);
        assert_eq!(self.heap.statistics().used_heap_size, used, "bytes used after a full collection");
        let graph = &self.graph;
        let payloads = graph.reachable.iter().filter(|&&node| graph[node].payload.is_some()).count();
        assert_eq!(self.heap.statistics().external_bytes, payloads * 100, "payloads");
        for identity in self.graph.forget() {
            assert!(self.heap.identities.object(identity).is_none(), "a dead object has an identity");
        }
        if self.graph.reachable.len() > CROWDED {
            (0..ROOTS / 2).for_each(|_| self.clear_root());
            self.table_roots.drain(..).for_each(|(id, _)| self.heap.remove_root(id));
        }
    }

    fn root_pairs(&self) -> Vec<(Raw<'_>, u32)> {
        let stack = (0..ROOTS).map(|at| (self.heap.get(root(at)), self.roots[at]));
        let table = self.table_roots.iter().map(|&(id, cell)| (self.heap.root_value(id), cell));
        let mut pairs = Vec::new();
        for (raw, cell) in stack.chain(table) {
            match cell {
                Cell::Node(node) => pairs.push((raw, node)),
                _ => assert!(!raw.is_pointer(), "a root should be {cell:?}"),
            }
        }
        pairs
    }

    /// Walks a few steps through heap and graph side by side.
    fn stroll(&mut self) {
        let at = next(&mut self.random) as usize % ROOTS;
        let (mut raw, mut cell) = (self.heap.get(root(at)), self.roots[at]);
        for _ in 0..6 {
            let Cell::Node(node) = cell else { break };
            check_object(&self.graph, raw, node);
            let (first, end) = (self.graph.first_strong(node), self.graph[node].words.len());
            if first == end {
                break;
            }
            let index = first + next(&mut self.random) as usize % (end - first);
            (raw, cell) = (raw.word(index), self.graph[node].words[index]);
            check_word(raw, cell, index, node);
        }
    }

    /// Walks all of heap and graph side by side; returns the bytes of what was met. `is_exact`: what cannot be reached is
    /// dead, so that no weak word may lead there.
    fn compare(&mut self, is_exact: bool) -> usize {
        self.until_compared = self.interval;
        let roots = self.roots.iter().copied().chain(self.table_roots.iter().map(|&(_, cell)| cell));
        self.graph.search(roots);
        self.graph.start_walk();
        let mut graph = std::mem::take(&mut self.graph);
        let (mut used, mut work) = (0, self.root_pairs());
        while let Some((raw, node)) = work.pop() {
            check_object(&graph, raw, node);
            if !graph.enter(node) {
                continue;
            }
            used += raw.size_words() * 8;
            self.check_beside_words(&graph, raw, node);
            for index in raw.tagged_words() {
                let (word, cell) = (raw.word(index), graph[node].words[index]);
                if is_weak(graph[node].kind, index) {
                    check_weak(&graph, word, index, node, is_exact);
                } else {
                    check_word(word, cell, index, node);
                }
                if let Cell::Node(child) = cell
                    && word.is_pointer()
                    && graph.is_reachable(child)
                {
                    work.push((word, child));
                }
            }
            if let Some(shape) = graph[node].shape {
                work.push((self.heap.shape(raw.aux()), shape));
            }
        }
        self.graph = graph;
        used
    }

    fn check_beside_words(&self, graph: &Graph, raw: Raw<'_>, node: u32) {
        if let Some(identity) = graph[node].identity {
            let found = self.heap.identities.object(identity).map(|object| object.address());
            assert_eq!(found, raw.object().map(|object| object.address()), "the object of an identity");
        }
        if let Some(payload) = graph[node].payload {
            assert!(self.heap.external(payload).is_some(), "the payload of node {node}");
        }
    }
}

/// How often each operation is drawn.
fn draw(random: &mut u64) -> Vec<u8> {
    let mut weights = [1; OPERATIONS.len()];
    weights.iter_mut().for_each(|weight| *weight = pick(random, &[0, 1, 4, 16]));
    weights[0] += 4;
    weights[9] += 4;
    weights[7] = usize::from(weights[7] == 16);
    weights[22] = weights[22].clamp(1, 4);
    weights[23] = weights[23].clamp(1, 2);
    weights[32] = weights[32].min(1);
    let calm = pick(random, &[1, 1, 4, 16]);
    let times = |index: usize, weight: usize| if COLLECTING.contains(&index) { weight } else { weight * calm };
    let draws = weights.iter().enumerate().map(|(index, &weight)| (index as u8, times(index, weight)));
    draws.flat_map(|(index, times)| std::iter::repeat_n(index, times)).collect()
}

fn is_weak(kind: u8, index: usize) -> bool {
    match kind {
        WEAK_REF | WEAK_CELL => index == 1,
        TRANSITIONS | EPHEMERONS => true,
        _ => false,
    }
}

fn check_object(graph: &Graph, raw: Raw<'_>, node: u32) {
    let Node { kind, number, ref words, .. } = graph[node];
    assert_eq!(raw.kind(), kind, "the kind of node {node}");
    if kind == RAW {
        assert_eq!(raw.raw_word(1), number as u64, "the number of node {node}");
    } else if words.len() > number_word(kind) {
        assert_eq!(raw.word(number_word(kind)).as_int(), number, "the number of node {node}");
    }
    if kind != RAW && kind != MIXED {
        assert_eq!(raw.size_words(), words.len(), "the size of node {node}");
    }
}

fn check_word(word: Raw<'_>, cell: Cell, index: usize, node: u32) {
    let is_right = match cell {
        Cell::Undefined => word.is_undefined(),
        Cell::Hole => word.is_hole(),
        Cell::Int(int) => word.is_int() && word.as_int() == int,
        Cell::Node(_) => word.is_pointer(),
    };
    assert!(is_right, "word {index} of node {node} is {:?}, not {cell:?}", word.word_value());
}

fn check_weak(graph: &Graph, word: Raw<'_>, index: usize, node: u32, is_exact: bool) {
    match graph[node].words[index] {
        Cell::Node(child) if word.is_pointer() => {
            assert!(!is_exact || graph.is_reachable(child), "a dead target is still there");
        }
        Cell::Node(child) => {
            let key = if graph[node].kind == EPHEMERONS { graph[node].words[index & !1] } else { Cell::Node(child) };
            assert!(matches!(key, Cell::Node(key) if !graph.is_reachable(key)), "a live target was cleared");
        }
        Cell::Undefined | Cell::Hole => assert!(word.is_undefined() || word.is_hole()),
        cell @ Cell::Int(_) => check_word(word, cell, index, node),
    }
}

struct Payload;
impl External for Payload {
    fn category(&self) -> &'static str {
        "model"
    }
}

fn next(random: &mut u64) -> u64 {
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    *random >> 11
}

fn from_environment<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

#[test]
fn the_heap_behaves_like_a_naive_graph() {
    let operations = from_environment("TENURE_MODEL_OPS").unwrap_or(3000);
    let seeds: u64 = from_environment("TENURE_MODEL_SEEDS").unwrap_or(40);
    let first: u64 = from_environment("TENURE_MODEL_FIRST").unwrap_or(1);
    let fails = |seed: &u64| std::panic::catch_unwind(|| Model::new(*seed, None).run(operations)).is_err();
    let every_second = |start: u64| (start..first + seeds).step_by(2).filter(fails).collect::<Vec<u64>>();
    let failed = std::thread::scope(|scope| {
        let others = scope.spawn(|| every_second(first + 1));
        [every_second(first), others.join().unwrap()].concat()
    });
    // Past the capture of the test runner: how much was run belongs into every log.
    let _ = writeln!(
        std::io::stderr(),
        "model: {} operations with {seeds} seeds from {first}, {} failed: {failed:?}",
        operations as u64 * seeds,
        failed.len()
    );
    assert!(failed.is_empty(), "seeds {failed:?}");
}
