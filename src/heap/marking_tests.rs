//! Stories about incremental marking: the ways in which an object could be lost between its steps.

use super::marking::CLEARED_WORDS;
use super::mutants::Mutant;
use super::tests::*;
use super::*;

/// A heap whose roots 0 to 3 are free for a story, and one of the old objects that they once held.
fn story(mutant: Option<Mutant>) -> Heap {
    story_with(mutant, HeapOptions::default())
}

/// As `story`, with options.
pub(super) fn story_with(mutant: Option<Mutant>, options: HeapOptions) -> Heap {
    let mut heap = heap_with(options);
    heap.active_mutant = mutant;
    for _ in 0..4 {
        heap.root(Raw::immediate(Word::UNDEFINED)).unwrap();
    }
    heap
}

pub(super) const fn root(index: u32) -> Local<'static> {
    Local::in_slot(Slot(index))
}

/// Puts an old object with these words into a root.
fn old(heap: &mut Heap, at: u32, words: &[Local<'_>]) {
    let object = tuple(heap, words);
    heap.set_slot(Slot(at), object);
    heap.truncate_stack(4);
    heap.collect_young(Reason::Testing);
    heap.collect_young(Reason::Testing);
    assert!(!heap.object_of(root(at)).unwrap().page().has(page::YOUNG));
}

/// Ends the marking; whatever was lost is a fault of the heap that the verifier sees.
pub(super) fn finish(heap: &mut Heap) {
    assert!(heap.marking, "nothing was stepped, so something waits still");
    heap.collect_young(Reason::Testing);
    heap.finish_incrementally(true);
    heap.finish_sweeping();
    heap.verify().unwrap();
}

pub(super) fn start(heap: &mut Heap) {
    heap.collect_young(Reason::Testing);
    heap.start_incrementally(Reason::Testing);
}

/// The only way to an object is taken to the stack, and cut behind it.
pub(super) fn an_overwritten_word_is_kept(mutant: Option<Mutant>) {
    let mut heap = story(mutant);
    old(&mut heap, 1, &[Local::int(7)]);
    old(&mut heap, 0, &[root(1)]);
    heap.set_slot(Slot(1), Local::UNDEFINED);
    start(&mut heap);
    heap.set_slot_raw(Slot(1), heap.get(root(0)).word(1));
    heap.store(root(0), 1, Local::UNDEFINED);
    finish(&mut heap);
    assert_eq!(heap.get(root(1)).word(1).as_int(), 7);
}

/// The same, cut off with the end of its holder.
pub(super) fn what_is_cut_off_is_kept(mutant: Option<Mutant>) {
    let mut heap = story(mutant);
    old(&mut heap, 1, &[Local::int(7)]);
    old(&mut heap, 0, &[Local::NULL, root(1)]);
    heap.set_slot(Slot(1), Local::UNDEFINED);
    start(&mut heap);
    heap.set_slot_raw(Slot(1), heap.get(root(0)).word(2));
    heap.truncate(root(0), 2);
    finish(&mut heap);
    assert_eq!(heap.get(root(1)).word(1).as_int(), 7);
}

/// The target of a weak reference is taken to the stack.
pub(super) fn what_is_read_through_a_weak_word_is_kept(mutant: Option<Mutant>) {
    let mut heap = story(mutant);
    old(&mut heap, 1, &[Local::int(7)]);
    let slot = heap.allocate(Allocation::old(WEAK_REF, 0, 2), |init| init.set(1, root(1))).unwrap();
    heap.set_slot(Slot(0), Local::in_slot(slot));
    heap.truncate_stack(4);
    heap.set_slot(Slot(1), Local::UNDEFINED);
    start(&mut heap);
    let _ = heap.read_weak(root(0), 1);
    heap.set_slot_raw(Slot(1), heap.get(root(0)).word(1));
    finish(&mut heap);
    assert_eq!(heap.get(root(1)).word(1).as_int(), 7);
}

/// A shape that only an inline cache knows still, which holds its id.
fn forgotten_shape(heap: &mut Heap) -> u32 {
    let (id, _) = heap.allocate_shape(SHAPE, 2, |init| init.word(1, Word::int(7))).unwrap();
    heap.truncate_stack(4);
    id
}

/// Opens a page of the nursery, so that the next object takes the fast path, which shades nothing.
fn open_page(heap: &mut Heap) {
    tuple(heap, &[]);
    heap.truncate_stack(4);
}

fn shaped(heap: &mut Heap, at: u32, id: u32) {
    let slot = heap.allocate(Allocation::young(SHAPED, id, 2), |_| {}).unwrap();
    heap.set_slot(Slot(at), Local::in_slot(slot));
    heap.truncate_stack(4);
}

pub(super) fn the_shape_of_a_young_object_is_kept(mutant: Option<Mutant>) {
    let mut heap = story(mutant);
    old(&mut heap, 0, &[]);
    let id = forgotten_shape(&mut heap);
    start(&mut heap);
    open_page(&mut heap);
    shaped(&mut heap, 1, id);
    finish(&mut heap);
    assert_eq!(heap.shape(heap.get(root(1)).aux()).word(1).as_int(), 7);
}

/// The marking is about to end when an object is made whose shape nobody else has.
pub(super) fn the_shape_of_what_is_being_made_is_kept(mutant: Option<Mutant>) {
    let mut heap = story(mutant);
    let id = forgotten_shape(&mut heap);
    start(&mut heap);
    heap.mark_some(usize::MAX, f64::INFINITY);
    heap.set_stress(Stress::Step(1));
    shaped(&mut heap, 1, id);
    // Without anything left to mark the allocation would have ended the marking first.
    heap.set_stress(Stress::Off);
    heap.mark_some(usize::MAX, f64::INFINITY);
    heap.collect_young(Reason::Testing);
    heap.finish_sweeping();
    heap.verify().unwrap();
    assert_eq!(heap.shape(heap.get(root(1)).aux()).word(1).as_int(), 7);
}

pub(super) fn the_shape_of_a_promoted_object_is_kept(mutant: Option<Mutant>) {
    let mut heap = story(mutant);
    old(&mut heap, 0, &[]);
    let id = forgotten_shape(&mut heap);
    start(&mut heap);
    open_page(&mut heap);
    shaped(&mut heap, 1, id);
    heap.collect_young(Reason::Testing);
    heap.collect_young(Reason::Testing);
    finish(&mut heap);
    assert_eq!(heap.shape(heap.get(root(1)).aux()).word(1).as_int(), 7);
}

/// A young object gets a shape that only an inline cache knows, and dies; the shape was read from it.
pub(super) fn the_shape_that_is_read_from_an_object_is_kept(mutant: Option<Mutant>) {
    let mut heap = story(mutant);
    old(&mut heap, 0, &[]);
    let id = forgotten_shape(&mut heap);
    start(&mut heap);
    open_page(&mut heap);
    shaped(&mut heap, 1, id);
    heap.keep_shape(id);
    heap.set_slot_raw(Slot(2), heap.shape(id));
    heap.set_slot(Slot(1), Local::UNDEFINED);
    finish(&mut heap);
    assert_eq!(heap.get(root(2)).word(1).as_int(), 7);
}

/// An old object in root 0 whose shape is in root 1, a marking that has just started, and the id of a forgotten shape.
fn about_to_change(mutant: Option<Mutant>) -> (Heap, u32) {
    let mut heap = story(mutant);
    let first = forgotten_shape(&mut heap);
    shaped(&mut heap, 0, first);
    heap.collect_young(Reason::Testing);
    heap.collect_young(Reason::Testing);
    let second = forgotten_shape(&mut heap);
    start(&mut heap);
    heap.set_slot_raw(Slot(1), heap.shape(first));
    (heap, second)
}

/// An old object gets a shape from an inline cache; what it had before is taken to the stack. Once when the marker has
/// seen the object, once before.
pub(super) fn both_shapes_of_a_change_are_kept(mutant: Option<Mutant>) {
    let (mut heap, second) = about_to_change(mutant);
    heap.mark_some(usize::MAX / 2, f64::INFINITY);
    assert!(heap.worklist.is_empty());
    heap.set_aux(root(0), second);
    heap.finish_incrementally(true);
    heap.verify().unwrap();
    let (mut heap, second) = about_to_change(mutant);
    heap.set_aux(root(0), second);
    finish(&mut heap);
    assert_eq!(heap.get(root(1)).word(1).as_int(), 7);
}

pub(super) fn what_becomes_old_meanwhile_is_kept(mutant: Option<Mutant>) {
    let mut heap = story(mutant);
    old(&mut heap, 0, &[]);
    start(&mut heap);
    old(&mut heap, 1, &[Local::int(7)]);
    let words = LARGE_OBJECT_WORDS + 10;
    let slot = heap.allocate(Allocation::young(TUPLE, 0, words), |init| init.set(9, root(1))).unwrap();
    heap.set_slot(Slot(2), Local::in_slot(slot));
    heap.truncate_stack(4);
    finish(&mut heap);
    assert_eq!(heap.get(root(1)).word(1).as_int(), 7);
    assert_eq!(heap.get(root(2)).size_words(), words);
}

/// The tables are listed so that the one whose value leads to the other comes last.
pub(super) fn a_table_behind_a_value_is_looked_at(mutant: Option<Mutant>) {
    let mut heap = story(mutant);
    old(&mut heap, 3, &[Local::int(7)]);
    let table = |heap: &mut Heap, at: u32, key: Local<'_>, value: Local<'_>| {
        let slot = heap.allocate(Allocation::old(EPHEMERONS, 0, 4), |init| {
            init.set(2, key);
            init.set(3, value);
        });
        heap.set_slot(Slot(at), Local::in_slot(slot.unwrap()));
        heap.truncate_stack(4);
    };
    old(&mut heap, 0, &[]);
    table(&mut heap, 2, root(0), root(3));
    table(&mut heap, 1, root(0), root(2));
    heap.set_slot(Slot(2), Local::UNDEFINED);
    heap.set_slot(Slot(3), Local::UNDEFINED);
    start(&mut heap);
    finish(&mut heap);
    assert_eq!(heap.get(root(1)).word(3).word(3).word(1).as_int(), 7);
}

/// A table that is young when the marking starts, its key and its value old; nothing else knows the value.
fn young_table(heap: &mut Heap) {
    old(heap, 0, &[]);
    old(heap, 3, &[Local::int(7)]);
    let slot = heap.allocate(Allocation::young(EPHEMERONS, 0, 4), |init| {
        init.set(2, root(0));
        init.set(3, root(3));
    });
    heap.set_slot(Slot(1), Local::in_slot(slot.unwrap()));
    heap.truncate_stack(4);
    heap.set_slot(Slot(3), Local::UNDEFINED);
    start(heap);
}

pub(super) fn the_value_of_a_table_that_becomes_old_is_kept(mutant: Option<Mutant>) {
    let mut heap = story(mutant);
    young_table(&mut heap);
    finish(&mut heap);
    assert!(!heap.object_of(root(1)).unwrap().page().has(page::YOUNG));
    assert_eq!(heap.get(root(1)).word(3).word(1).as_int(), 7);
}

pub(super) fn the_value_of_a_table_that_stays_young_is_kept(mutant: Option<Mutant>) {
    let mut heap = story(mutant);
    young_table(&mut heap);
    heap.finish_incrementally(true);
    assert!(heap.object_of(root(1)).unwrap().page().has(page::YOUNG));
    heap.finish_sweeping();
    heap.verify().unwrap();
    assert_eq!(heap.get(root(1)).word(3).word(1).as_int(), 7);
}

/// A large table is cleared in steps after the marking has ended: until then nobody reads the dead through it, and no page
/// is swept.
pub(super) fn a_large_table_is_cleared_in_steps(mutant: Option<Mutant>) {
    let mut heap = story(mutant);
    let words = LARGE_OBJECT_WORDS + 20_001;
    let slot = heap.allocate(Allocation::young(TRANSITIONS, 0, words), |_| {}).unwrap();
    heap.set_slot(Slot(1), Local::in_slot(slot));
    let slot = heap.allocate(Allocation::young(TUPLE, 0, LARGE_OBJECT_WORDS + 1), |_| {}).unwrap();
    heap.store(root(1), words - 2, Local::in_slot(slot));
    heap.truncate_stack(4);
    for index in [1, words / 2, words - 1] {
        old(&mut heap, 0, &[Local::int(index as i32)]);
        heap.store(root(1), index, root(0));
    }
    start(&mut heap);
    heap.finish_incrementally(true);
    // The last one is still in a root.
    let state = |heap: &mut Heap, index| heap.read_weak(root(1), index).word_value();
    assert!(state(&mut heap, words - 1).is_pointer());
    for index in [1, words / 2, words - 2] {
        assert!(state(&mut heap, index).is_undefined(), "word {index} refers to the dead");
        assert!(heap.get(root(1)).word(index).is_pointer(), "word {index} was cleared in the pause");
    }
    // What is made now is not taken for dead.
    old(&mut heap, 2, &[Local::int(7)]);
    heap.store(root(1), 2, root(2));
    heap.set_slot(Slot(0), Local::UNDEFINED);
    let mut steps = 0;
    while heap.has_unswept() {
        heap.step();
        heap.verify().unwrap();
        steps += 1;
    }
    assert!(steps > words / (4 * CLEARED_WORDS), "{steps} steps");
    for index in [1, words / 2, words - 2] {
        assert!(heap.get(root(1)).word(index).is_hole());
    }
    assert!(heap.get(root(1)).word(words - 1).is_pointer());
    assert_eq!(heap.get(root(1)).word(2).word(1).as_int(), 7);
}

/// Pairs of a large table go with their dead keys, wherever a step ends.
pub(super) fn no_step_forgets_a_pair(mutant: Option<Mutant>) {
    let mut heap = story(mutant);
    let words = LARGE_OBJECT_WORDS + 3 * CLEARED_WORDS;
    let slot = heap.allocate(Allocation::young(EPHEMERONS, 0, words), |_| {}).unwrap();
    heap.set_slot(Slot(1), Local::in_slot(slot));
    heap.truncate_stack(4);
    old(&mut heap, 0, &[]);
    (2..words - 1).step_by(2).for_each(|index| heap.store(root(1), index, root(0)));
    heap.set_slot(Slot(0), Local::UNDEFINED);
    start(&mut heap);
    heap.finish_incrementally(true);
    while heap.has_unswept() {
        heap.step();
    }
    heap.verify().unwrap();
    let table = heap.get(root(1));
    let left: Vec<usize> = (2..words - 1).step_by(2).filter(|&index| !table.word(index).is_hole()).collect();
    assert!(left.is_empty(), "pairs at {left:?}");
}

/// All of them, for a breakage that one of them must notice.
pub(super) const STORIES: [fn(Option<Mutant>); 14] = [
    a_large_table_is_cleared_in_steps,
    no_step_forgets_a_pair,
    the_value_of_a_table_that_becomes_old_is_kept,
    the_value_of_a_table_that_stays_young_is_kept,
    the_shape_that_is_read_from_an_object_is_kept,
    an_overwritten_word_is_kept,
    what_is_cut_off_is_kept,
    what_is_read_through_a_weak_word_is_kept,
    the_shape_of_a_young_object_is_kept,
    the_shape_of_a_promoted_object_is_kept,
    both_shapes_of_a_change_are_kept,
    the_shape_of_what_is_being_made_is_kept,
    what_becomes_old_meanwhile_is_kept,
    a_table_behind_a_value_is_looked_at,
];

#[test]
fn nothing_is_lost_between_the_steps_of_a_marking() {
    STORIES.iter().for_each(|story| story(None));
}

#[test]
fn garbage_of_the_cycle_before_is_freed() {
    let mut heap = story(None);
    for _ in 0..100 {
        old(&mut heap, 1, &[Local::int(7)]);
    }
    old(&mut heap, 0, &[]);
    start(&mut heap);
    finish(&mut heap);
    let used = heap.old_used_bytes();
    assert!(used < 200, "{used} bytes are left");
}

#[test]
fn a_marking_ends_by_its_steps_and_never_takes_long() {
    let options = HeapOptions { max_old_space_bytes: 200 << 20, ..HeapOptions::default() };
    let mut heap = Heap::new(KINDS, HeapOptions { predictable: true, ..options }).unwrap();
    heap.root(Raw::immediate(Word::UNDEFINED)).unwrap();
    let mut count = 0;
    while heap.events().filter(|event| event.incremental.is_some()).count() < 3 {
        let node = tuple(&mut heap, &[Local::int(count), if count % 400_000 == 0 { Local::NULL } else { root(0) }]);
        heap.set_slot(Slot(0), node);
        heap.truncate_stack(1);
        for _ in 0..3 {
            tuple(&mut heap, &[Local::NULL]);
        }
        heap.truncate_stack(1);
        count += 1;
        assert!(count < 20_000_000, "no marking ends");
    }
    for figures in heap.events().filter_map(|event| event.incremental) {
        assert!(!figures.was_forced && figures.steps > 10, "{figures:?}");
    }
    assert!(heap.events().all(|event| event.incremental.is_some() || event.kind == CollectionKind::Scavenge));
}
