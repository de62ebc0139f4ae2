//! Is every mutant caught? By a story that shows its effect, or by the model test with several seeds, so that no chance is
//! in it.

use super::model_tests::Model;
use super::mutants::Mutant;
use super::tests::*;
use super::*;
use std::io::Write;

/// Seeds of the model test that a mutant is run with, the operations of each, and how many must notice it.
const SEEDS: u64 = 160;
const OPERATIONS: usize = 700;
const WITNESSES: usize = 3;

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

/// The seeds of the model test that notice the mutant, the first few.
fn witnesses(mutant: Mutant) -> usize {
    let notices = |seed: &u64| std::panic::catch_unwind(|| Model::new(*seed, Some(mutant)).run(OPERATIONS)).is_err();
    (1..=SEEDS).filter(notices).take(WITNESSES).count()
}

#[test]
fn every_mutant_is_caught() {
    let (mut alive, mut by_story) = (Vec::new(), 0);
    for mutant in Mutant::ALL {
        if std::panic::catch_unwind(|| stories(mutant)).is_err() {
            by_story += 1;
            continue;
        }
        let witnesses = witnesses(mutant);
        if witnesses < WITNESSES {
            alive.push((mutant, witnesses));
        }
    }
    // Past the capture of the test runner: the score belongs into every log.
    let (all, caught) = (Mutant::ALL.len(), Mutant::ALL.len() - alive.len());
    let _ = writeln!(
        std::io::stderr(),
        "mutants: {caught} of {all} caught, {by_story} by a story, the others by {WITNESSES} seeds of the model or more"
    );
    assert!(alive.is_empty(), "with too few witnesses: {alive:?}");
}
