//! The model test: random operations on a heap and on a naive graph, compared as they go. Each seed draws its own weights
//! (swarm testing: a single mix misses faults). `TENURE_MODEL_OPS` sets the operations a seed runs, `TENURE_MODEL_SEEDS` the seeds.

use super::mutants::Mutant;
use super::tests::*;
use super::*;
use std::collections::{HashMap, HashSet};

/// Roots on the stack.
const ROOTS: usize = 24;
const OPERATIONS: [fn(&mut Model); 32] = [
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
    Model::number,
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    Undefined,
    Hole,
    Int(i32),
    Node(usize),
}

struct Node {
    kind: u8,
    /// By word index; words 0 and raw ones are unused.
    words: Vec<Cell>,
    shape: Option<usize>,
    payload: Option<ExternalId>,
    shape_id: u32,
}

struct Model {
    heap: Heap,
    random: u64,
    nodes: Vec<Node>,
    roots: [Cell; ROOTS],
    table_roots: Vec<(RootId, Cell)>,
    /// Numbers of objects, by node.
    numbers: HashMap<usize, ObjectId>,
    weights: [usize; OPERATIONS.len()],
}

fn root(index: usize) -> Local<'static> {
    Local::in_slot(Slot(index as u32))
}

/// The word that holds the number of the node.
fn id_word(kind: u8) -> usize {
    if matches!(kind, WEAK_REF | WEAK_CELL | EPHEMERONS) { 2 } else { 1 }
}

impl Model {
    fn new(seed: u64, mutant: Option<Mutant>) -> Model {
        let mut random = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let stress = if next(&mut random).is_multiple_of(4) { Stress::Seed(seed) } else { Stress::Off };
        let rule = next(&mut random).is_multiple_of(2);
        let evacuate_all = !next(&mut random).is_multiple_of(3);
        let options = HeapOptions { stress, promotion_rule_25: rule, evacuate_all, ..HeapOptions::default() };
        let mut heap = heap_with(options);
        heap.active_mutant = mutant;
        heap.worklist.capacity = [2, 5, 1 << 17][next(&mut random) as usize % 3];
        for _ in 0..ROOTS {
            heap.root(Raw::immediate(Word::UNDEFINED)).unwrap();
        }
        let mut weights = [1; OPERATIONS.len()];
        weights.iter_mut().for_each(|weight| *weight = [0, 1, 4, 16][next(&mut random) as usize % 4]);
        weights[0] += 4;
        weights[9] += 4;
        weights[7] = usize::from(weights[7] == 16);
        weights[22] = weights[22].clamp(1, 4);
        weights[23] = weights[23].clamp(1, 2);
        let (nodes, table_roots, numbers) = (Vec::new(), Vec::new(), HashMap::new());
        Model { heap, random, nodes, roots: [Cell::Undefined; ROOTS], table_roots, numbers, weights }
    }

    fn below(&mut self, bound: usize) -> usize {
        next(&mut self.random) as usize % bound.max(1)
    }

    fn run(&mut self, operations: usize) {
        for number in 0..operations {
            let mut pick = self.below(self.weights.iter().sum());
            let index = self.weights.iter().position(|&weight| {
                let found = pick < weight;
                pick = pick.wrapping_sub(weight);
                found
            });
            OPERATIONS[index.unwrap()](self);
            self.heap.truncate_stack(ROOTS);
            self.heap.clear_kept_objects();
            while self.heap.take_finalized().unwrap().is_some() {}
            if number % (operations / 12).max(1) == 0 {
                self.compare();
            }
        }
        self.collect();
    }

    fn add(&mut self, at: usize, kind: u8, words: usize) -> usize {
        let mut cells = vec![Cell::Undefined; words];
        if kind == RAW || kind == MIXED {
            cells.truncate(3.min(words));
        }
        if let Some(cell) = cells.get_mut(id_word(kind)) {
            *cell = Cell::Int(self.nodes.len() as i32);
        }
        self.nodes.push(Node { kind, words: cells, shape: None, payload: None, shape_id: 0 });
        self.roots[at] = Cell::Node(self.nodes.len() - 1);
        self.nodes.len() - 1
    }

    /// Puts a fresh object into root `at`.
    fn make(&mut self, kind: u8, aux: u32, words: usize, place: Place) -> usize {
        let (at, id) = (self.below(ROOTS), self.nodes.len());
        let slot = self.heap.allocate(Allocation { kind, aux, words, place }, |init| match kind {
            RAW => init.raw(1, id as u64),
            EPHEMERONS => init.word(2, Word::int(id as i32)),
            kind => init.word(id_word(kind), Word::int(id as i32)),
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
        let (words, at, id) = (2 + self.below(90), self.below(ROOTS), self.nodes.len());
        let from: Vec<usize> = (2..words).map(|_| self.below(ROOTS)).collect();
        let slot = self.heap.allocate(Allocation::old(TUPLE, 0, words), |init| {
            init.word(1, Word::int(id as i32));
            from.iter().enumerate().for_each(|(index, &from)| init.set(2 + index, root(from)));
        });
        self.heap.set_slot(Slot(at as u32), Local::in_slot(slot.unwrap()));
        let cells: Vec<Cell> = from.iter().map(|&from| self.roots[from]).collect();
        self.add(at, TUPLE, words);
        self.nodes[id].words[2..].copy_from_slice(&cells);
    }

    fn new_large(&mut self) {
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
        let pairs = self.nodes[id].words.len() / 2 - 1;
        if self.nodes[id].kind == EPHEMERONS && pairs > 1 {
            let index = 2 + 2 * (1 + self.below(pairs - 1));
            self.set(at, index);
            self.set(at, index + 1);
        }
    }

    /// A shape in one root, an object of it in another.
    fn new_shaped(&mut self) {
        let (at, id) = (self.below(ROOTS), self.nodes.len());
        let (shape_id, slot) = self.heap.allocate_shape(SHAPE, 4, |init| init.word(1, Word::int(id as i32))).unwrap();
        self.heap.set_slot(Slot(at as u32), Local::in_slot(slot));
        let shape = self.add(at, SHAPE, 4);
        self.nodes[shape].shape_id = shape_id;
        self.heap.truncate_stack(ROOTS);
        let object = self.make(SHAPED, shape_id, 4, Place::Young);
        if let Cell::Node(id) = self.roots[object] {
            self.nodes[id].shape = Some(shape);
        }
    }

    fn change_shape(&mut self) {
        let (at, from) = (self.below(ROOTS), self.below(ROOTS));
        let (Cell::Node(object), Cell::Node(shape)) = (self.roots[at], self.roots[from]) else { return };
        if self.nodes[object].kind == SHAPED && self.nodes[shape].kind == SHAPE {
            self.heap.set_aux(root(at), self.nodes[shape].shape_id);
            self.nodes[object].shape = Some(shape);
        }
    }

    /// Stores a random root into word `index` of root `at`.
    fn set(&mut self, at: usize, index: usize) {
        let from = self.below(ROOTS);
        let Cell::Node(id) = self.roots[at] else { return };
        self.heap.store(root(at), index, root(from));
        self.nodes[id].words[index] = self.roots[from];
    }

    /// A root with a strong tagged word beside the number, and that word.
    fn pick_word(&mut self) -> Option<(usize, usize, usize)> {
        let at = self.below(ROOTS);
        let Cell::Node(id) = self.roots[at] else { return None };
        let (kind, words) = (self.nodes[id].kind, self.nodes[id].words.len());
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
            self.roots[to] = self.nodes[id].words[index];
        }
    }

    /// Loads, then deletes the edge: the object is now held by the root alone.
    fn hide_edge(&mut self) {
        let to = self.below(ROOTS);
        if let Some((at, id, index)) = self.pick_word().filter(|&(at, ..)| at != to) {
            self.heap.set_slot_raw(Slot(to as u32), self.heap.get(root(at)).word(index));
            self.roots[to] = self.nodes[id].words[index];
            self.heap.store(root(at), index, Local::UNDEFINED);
            self.nodes[id].words[index] = Cell::Undefined;
        }
    }

    fn read_weak(&mut self) {
        let (at, to) = (self.below(ROOTS), self.below(ROOTS));
        let Cell::Node(id) = self.roots[at] else { return };
        if !matches!(self.nodes[id].kind, WEAK_REF | WEAK_CELL) {
            return;
        }
        let word = self.heap.read_weak(root(at), 1).word_value();
        if word.is_pointer() {
            self.heap.set_slot_raw(Slot(to as u32), self.heap.get(root(at)).word(1));
            self.heap.keep_during_job(root(to)).unwrap();
            self.roots[to] = self.nodes[id].words[1];
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
        let room = (self.nodes[source].words.len() - start).min(self.nodes[target].words.len() - end);
        let count = 1 + self.below(room.min(40));
        self.heap.copy_words(root(from), start, root(to), end, count);
        let words = self.nodes[source].words[start..start + count].to_vec();
        self.nodes[target].words[end..end + count].copy_from_slice(&words);
    }

    fn fill(&mut self) {
        let from = self.below(ROOTS);
        if let Some((at, id, index)) = self.pick_word() {
            let end = (index + 1 + self.below(5)).min(self.nodes[id].words.len());
            self.heap.fill(root(at), index..end, root(from));
            self.nodes[id].words[index..end].fill(self.roots[from]);
        }
    }

    fn truncate(&mut self) {
        if let Some((at, id, index)) = self.pick_word().filter(|&(_, id, _)| self.nodes[id].kind == TUPLE) {
            self.heap.truncate(root(at), index);
            self.nodes[id].words.truncate(index);
        }
    }

    fn attach_payload(&mut self) {
        let at = self.below(ROOTS);
        if let Cell::Node(id) = self.roots[at]
            && self.nodes[id].payload.is_none()
        {
            self.nodes[id].payload = self.heap.attach_external(root(at), Box::new(Payload), 100).ok();
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

    /// Asks for the number of an object.
    fn number(&mut self) {
        let at = self.below(ROOTS);
        if let Cell::Node(id) = self.roots[at] {
            let number = self.heap.object_id(root(at)).unwrap();
            assert_eq!(*self.numbers.entry(id).or_insert(number), number, "the number of node {id}");
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
        if self.nodes[table].kind != EPHEMERONS {
            return;
        }
        let pairs = (4..self.nodes[table].words.len()).step_by(2);
        let found = pairs.into_iter().find(|&index| self.nodes[table].words[index] == self.roots[key]);
        if let Some(index) = found {
            let _ = self.heap.read_weak(root(at), index + 1);
            self.heap.set_slot_raw(Slot(to as u32), self.heap.get(root(at)).word(index + 1));
            self.roots[to] = self.nodes[table].words[index + 1];
        }
    }

    fn load_shape(&mut self) {
        let (at, to) = (self.below(ROOTS), self.below(ROOTS));
        let Cell::Node(id) = self.roots[at] else { return };
        if let Some(shape) = self.nodes[id].shape {
            self.heap.set_slot_raw(Slot(to as u32), self.heap.shape(self.heap.get(root(at)).aux()));
            self.roots[to] = Cell::Node(shape);
        }
    }

    /// An object of a shape that only an inline cache knows.
    fn revive_shape(&mut self) {
        let pick = self.below(self.nodes.len());
        let last = self.nodes.len().min(pick + 1);
        let Some(shape) = (0..last).rfind(|&id| self.nodes[id].kind == SHAPE) else { return };
        let shape_id = self.nodes[shape].shape_id;
        let is_latest = !self.nodes[shape + 1..].iter().any(|node| node.kind == SHAPE && node.shape_id == shape_id);
        if !is_latest || self.heap.shapes.get(shape_id).is_none() {
            return;
        }
        if self.below(2) == 0 {
            let object = self.make(SHAPED, shape_id, 4, Place::Young);
            if let Cell::Node(id) = self.roots[object] {
                self.nodes[id].shape = Some(shape);
            }
        } else {
            let at = self.below(ROOTS);
            if let Cell::Node(object) = self.roots[at]
                && self.nodes[object].kind == SHAPED
            {
                self.heap.set_aux(root(at), shape_id);
                self.nodes[object].shape = Some(shape);
            }
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
        let reachable = self.compare();
        let payloads = reachable.iter().filter(|&&id| self.nodes[id].payload.is_some()).count();
        assert_eq!(self.heap.statistics().external_bytes, payloads * 100, "payloads");
        self.check_exact(&reachable);
    }

    /// No weak word leads to what is unreachable.
    fn check_exact(&self, reachable: &HashSet<usize>) {
        let mut used = 0;
        let (mut seen, mut work) = (HashSet::new(), self.root_pairs());
        while let Some((raw, id)) = work.pop() {
            if !seen.insert(id) {
                continue;
            }
            used += raw.size_words() * 8;
            for index in raw.tagged_words() {
                let word = raw.word(index);
                if let Cell::Node(child) = self.nodes[id].words[index]
                    && word.is_pointer()
                {
                    assert!(reachable.contains(&child), "a dead target is still there");
                    work.push((word, child));
                }
            }
            if let Some(shape) = self.nodes[id].shape {
                work.push((self.heap.shape(raw.aux()), shape));
            }
        }
        assert_eq!(self.heap.statistics().used_heap_size, used, "bytes used after a full collection");
    }

    fn root_pairs(&self) -> Vec<(Raw<'_>, usize)> {
        let stack = (0..ROOTS).map(|at| (self.heap.get(root(at)), self.roots[at]));
        let table = self.table_roots.iter().map(|&(id, cell)| (self.heap.root_value(id), cell));
        let mut pairs = Vec::new();
        for (raw, cell) in stack.chain(table) {
            match cell {
                Cell::Node(id) => pairs.push((raw, id)),
                _ => assert!(!raw.is_pointer(), "a root should be {cell:?}"),
            }
        }
        pairs
    }

    /// What the graph says is alive: ephemeron values only with their keys.
    fn reachable(&self) -> HashSet<usize> {
        let mut reachable = HashSet::new();
        let roots = self.roots.iter().copied().chain(self.table_roots.iter().map(|&(_, cell)| cell));
        let mut work: Vec<Cell> = roots.collect();
        loop {
            while let Some(cell) = work.pop() {
                if let Cell::Node(id) = cell
                    && reachable.insert(id)
                {
                    work.extend(self.strong_cells(id));
                }
            }
            for &id in reachable.iter().filter(|&&id| self.nodes[id].kind == EPHEMERONS) {
                for pair in self.nodes[id].words[2..].chunks_exact(2) {
                    let is_live = !matches!(pair[0], Cell::Node(key) if !reachable.contains(&key));
                    if is_live && matches!(pair[1], Cell::Node(value) if !reachable.contains(&value)) {
                        work.push(pair[1]);
                    }
                }
            }
            if work.is_empty() {
                return reachable;
            }
        }
    }

    fn strong_cells(&self, id: usize) -> Vec<Cell> {
        let node = &self.nodes[id];
        let first = match node.kind {
            RAW | EPHEMERONS | TRANSITIONS => node.words.len(),
            WEAK_REF | WEAK_CELL => 2,
            _ => 1,
        };
        let words = node.words[first.min(node.words.len())..].iter().copied();
        words.chain(node.shape.map(Cell::Node)).collect()
    }

    /// Walks heap and graph side by side; returns what the graph says is alive.
    fn compare(&self) -> HashSet<usize> {
        let reachable = self.reachable();
        let (mut seen, mut work) = (HashSet::new(), self.root_pairs());
        while let Some((raw, id)) = work.pop() {
            let node = &self.nodes[id];
            assert_eq!(raw.kind(), node.kind, "the kind of node {id}");
            if !seen.insert(id) {
                continue;
            }
            if let Some(&number) = self.numbers.get(&id) {
                let found = self.heap.identities.object(number).map(|object| object.address());
                assert_eq!(found, raw.object().map(|object| object.address()), "the object of a number");
            }
            if node.kind == RAW {
                assert_eq!(raw.raw_word(1), id as u64);
                continue;
            }
            for index in raw.tagged_words() {
                self.compare_word(raw, index, id, &reachable, &mut work);
            }
            if let Some(shape) = node.shape {
                work.push((self.heap.shape(raw.aux()), shape));
            }
            if let Some(payload) = node.payload {
                assert!(self.heap.external(payload).is_some(), "the payload of node {id}");
            }
        }
        reachable
    }

    fn compare_word<'h>(
        &'h self,
        raw: Raw<'h>,
        index: usize,
        id: usize,
        reachable: &HashSet<usize>,
        work: &mut Vec<(Raw<'h>, usize)>,
    ) {
        let node = &self.nodes[id];
        let word = raw.word(index);
        let is_weak = match node.kind {
            WEAK_REF | WEAK_CELL => index == 1,
            TRANSITIONS | EPHEMERONS => true,
            _ => false,
        };
        match node.words[index] {
            Cell::Undefined if !is_weak => {
                assert!(word.is_undefined(), "word {index} of node {id}: {:?}", word.word_value())
            }
            Cell::Undefined => assert!(word.is_undefined() || word.is_hole()),
            Cell::Hole => assert!(word.is_hole()),
            Cell::Int(int) => assert!(word.is_int() && word.as_int() == int, "the number of node {id}"),
            Cell::Node(child) if word.is_pointer() => {
                if reachable.contains(&child) {
                    work.push((word, child));
                }
            }
            Cell::Node(child) => {
                assert!(is_weak, "word {index} of node {id} lost node {child}");
                let key = if node.kind == EPHEMERONS { node.words[index & !1] } else { Cell::Node(child) };
                assert!(matches!(key, Cell::Node(key) if !reachable.contains(&key)), "a live target was cleared");
            }
        }
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

fn operations(default: usize) -> usize {
    from_environment("TENURE_MODEL_OPS").unwrap_or(default)
}

fn seeds(default: u64) -> u64 {
    from_environment("TENURE_MODEL_SEEDS").unwrap_or(default)
}

fn from_environment<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

#[test]
fn the_heap_behaves_like_a_naive_graph() {
    // Many short lives: the naive graph never forgets, and so gets slow.
    for seed in 1..=seeds(40) {
        let run = || Model::new(seed, None).run(operations(2000));
        assert!(std::panic::catch_unwind(run).is_ok(), "seed {seed}");
    }
}

/// The stories that catch what cannot break a heap, only make it slow or large.
fn stories(mutant: Mutant) {
    super::marking_tests::STORIES.iter().for_each(|story| story(Some(mutant)));
    super::pretenuring_tests::STORIES.iter().for_each(|story| story(Some(mutant)));
    let with = || {
        let mut heap = heap();
        heap.active_mutant = Some(mutant);
        heap
    };
    let mut ages = with();
    tuple(&mut ages, &[]);
    ages.collect_young(Reason::Testing);
    ages.collect_young(Reason::Testing);
    assert_eq!(ages.nursery.used_bytes(), 0, "an object that survived twice is old");
    let mut keys = with();
    let slot = keys.allocate(Allocation::young(EPHEMERONS, 0, 4), |_| {}).unwrap();
    let key = tuple(&mut keys, &[]);
    keys.store(Local::in_slot(slot), 2, key);
    keys.truncate_stack(1);
    keys.collect_young(Reason::Testing);
    assert!(keys.get(Local::in_slot(slot)).word(2).is_hole(), "a dead young key is dropped by a scavenge");
    let mut kept = with();
    let target = tuple(&mut kept, &[]);
    let slot = kept.allocate(Allocation::young(WEAK_REF, 0, 2), |init| init.set(1, target)).unwrap();
    kept.keep_during_job(target).unwrap();
    kept.insert_root(Local::in_slot(slot), "test").unwrap();
    kept.truncate_stack(0);
    kept.collect_full(Reason::Testing, false);
    let mut weak = with();
    let target = tuple(&mut weak, &[]);
    let root = weak.persist_weak(target, "test").unwrap();
    weak.truncate_stack(0);
    weak.collect_young(Reason::Testing);
    assert!(weak.upgrade(&root).is_undefined());
    chain_of_ephemerons(with());
    let mut large = with();
    let words = LARGE_OBJECT_WORDS + 10;
    let array = Local::in_slot(large.allocate(Allocation::young(TUPLE, 0, words), |_| {}).unwrap());
    let child = tuple(&mut large, &[]);
    large.store(array, words - 1, child);
    large.truncate_stack(1);
    large.collect_full(Reason::Testing, false);
    pairs_of_a_large_table(with());
    let mut promoted = with();
    let key = tuple(&mut promoted, &[]);
    let slot = promoted.allocate(Allocation::young(EPHEMERONS, 0, 4), |init| init.set(2, key)).unwrap();
    promoted.collect_young(Reason::Testing);
    let young = tuple(&mut promoted, &[]);
    promoted.store(Local::in_slot(slot), 3, young);
    promoted.collect_young(Reason::Testing);
}

/// Young keys and values of a table that is a large object: they survive, become old, and go with their keys.
fn pairs_of_a_large_table(mut heap: Heap) {
    let words = LARGE_OBJECT_WORDS + 10;
    let table = Local::in_slot(heap.allocate(Allocation::young(EPHEMERONS, 0, words), |_| {}).unwrap());
    let old = tuple(&mut heap, &[]);
    heap.collect_young(Reason::Testing);
    heap.collect_young(Reason::Testing);
    let value = tuple(&mut heap, &[Local::int(7)]);
    heap.store(table, 2, old);
    heap.store(table, 3, value);
    let key = tuple(&mut heap, &[]);
    heap.store(table, words - 2, key);
    heap.truncate_stack(2);
    assert!(heap.weak.touched_ephemerons.is_empty(), "nobody looks at the whole table");
    for _ in 0..3 {
        heap.collect_young(Reason::Testing);
        heap.verify().unwrap();
    }
    assert!(heap.weak.touched_pairs.is_empty(), "everything is old");
    let table = heap.get(table);
    assert_eq!(table.word(3).word(1).as_int(), 7);
    assert!(table.word(words - 2).is_hole(), "a dead key is dropped");
}

#[test]
fn every_mutant_is_caught() {
    let mut alive = Vec::new();
    for mutant in Mutant::ALL {
        let by_story = std::panic::catch_unwind(|| stories(mutant)).is_err();
        let by_model =
            || (1..=40).any(|seed| std::panic::catch_unwind(|| Model::new(seed, Some(mutant)).run(700)).is_err());
        if !by_story && !by_model() {
            alive.push(mutant);
        }
    }
    assert!(alive.is_empty(), "{} of {} mutants live: {alive:?}", alive.len(), Mutant::ALL.len());
}
