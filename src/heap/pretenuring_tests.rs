//! Stories about objects that are born old, and about the sites that make them.

use super::marking_tests::{finish, root, start, story_with as story};
use super::mutants::Mutant;
use super::page::{EVACUATE, YOUNG};
use super::tests::*;
use super::*;

/// An object of one word that is born old, in a root.
fn born_old(heap: &mut Heap, at: u32, kind: u8, aux: u32, word: Local<'_>) {
    let word = heap.word_of(word);
    // SAFETY: (3), (4) header and word are written before the next call, which is that of `settle`; (5) all is published.
    unsafe {
        let object = heap.bump_old(2).unwrap_or_else(|| heap.bump_old_slow(2, 1).unwrap().0);
        *object = Header::new(kind, aux, 2).0;
        *object.add(1) = word.bits();
        heap.settle(object, 2);
        heap.set_slot_raw(Slot(at), Raw::from_word(Word::pointer(object.addr())));
    }
    assert!(!heap.object_of(root(at)).unwrap().page().has(YOUNG));
}

/// Whether an object of site `number` is to be born old, by its samples, all of which are kept or none.
fn sample(heap: &mut Heap, number: usize, count: usize, is_kept: bool) -> Place {
    let mut place = Place::Young;
    for _ in 0..count {
        let object = tuple(heap, &[Local::int(7)]);
        let address = heap.object_of(object).unwrap().0;
        place = heap.note_site(number, address);
    }
    if !is_kept {
        heap.truncate_stack(4);
    }
    heap.collect_young(Reason::Testing);
    heap.collect_young(Reason::Testing);
    heap.truncate_stack(4);
    place
}

fn what_is_born_old_keeps_its_young_words(mutant: Option<Mutant>) {
    let mut heap = story(mutant, HeapOptions::default());
    let young = tuple(&mut heap, &[Local::int(7)]);
    heap.set_slot(Slot(1), young);
    heap.truncate_stack(4);
    born_old(&mut heap, 0, TUPLE, 0, root(1));
    heap.set_slot(Slot(1), Local::UNDEFINED);
    heap.collect_young(Reason::Testing);
    heap.verify().unwrap();
    assert_eq!(heap.get(root(0)).word(1).word(1).as_int(), 7);
}

fn what_is_born_old_follows_what_is_evacuated(mutant: Option<Mutant>) {
    let mut heap = story(mutant, HeapOptions { evacuate_all: true, ..HeapOptions::default() });
    born_old(&mut heap, 1, TUPLE, 0, Local::int(7));
    start(&mut heap);
    assert!(heap.object_of(root(1)).unwrap().page().has(EVACUATE));
    born_old(&mut heap, 0, TUPLE, 0, root(1));
    heap.set_slot(Slot(1), Local::UNDEFINED);
    heap.mark_some(usize::MAX, f64::INFINITY);
    heap.collect_young(Reason::Testing);
    for _ in 0..4 {
        heap.collect_young(Reason::Testing);
    }
    heap.verify().unwrap();
    assert_eq!(heap.get(root(0)).word(1).word(1).as_int(), 7);
}

fn the_shape_of_what_is_born_old_is_kept(mutant: Option<Mutant>) {
    let mut heap = story(mutant, HeapOptions::default());
    let (id, _) = heap.allocate_shape(SHAPE, 2, |init| init.word(1, Word::int(7))).unwrap();
    heap.truncate_stack(4);
    born_old(&mut heap, 1, TUPLE, 0, Local::UNDEFINED);
    start(&mut heap);
    // What is made without a visit, while something waits to be marked.
    born_old(&mut heap, 1, TUPLE, 0, Local::UNDEFINED);
    born_old(&mut heap, 0, SHAPED, id, Local::UNDEFINED);
    finish(&mut heap);
    assert_eq!(heap.shape(heap.get(root(0)).aux()).word(1).as_int(), 7);
}

/// Two objects that were made together, the first of which refers to the second.
fn what_is_born_old_together_is_kept_together(mutant: Option<Mutant>) {
    let mut heap = story(mutant, HeapOptions::default());
    born_old(&mut heap, 1, TUPLE, 0, Local::UNDEFINED);
    start(&mut heap);
    born_old(&mut heap, 1, TUPLE, 0, Local::UNDEFINED);
    // SAFETY: (3), (4) headers and words are written before the next call, which is that of `settle`.
    unsafe {
        let object = heap.bump_old(4).unwrap();
        *object = Header::new(TUPLE, 0, 2).0;
        *object.add(1) = Word::pointer(object.add(2).addr()).bits();
        *object.add(2) = Header::new(TUPLE, 0, 2).0;
        *object.add(3) = Word::int(7).bits();
        heap.settle(object, 4);
        heap.set_slot_raw(Slot(0), Raw::from_word(Word::pointer(object.addr())));
    }
    finish(&mut heap);
    assert_eq!(heap.get(root(0)).word(1).word(1).as_int(), 7);
}

/// All that one of the breakages must be noticed by.
pub(super) const STORIES: [fn(Option<Mutant>); 4] = [
    what_is_born_old_together_is_kept_together,
    what_is_born_old_keeps_its_young_words,
    what_is_born_old_follows_what_is_evacuated,
    the_shape_of_what_is_born_old_is_kept,
];

#[test]
fn what_is_born_old_loses_nothing() {
    STORIES.iter().for_each(|story| story(None));
}

#[test]
fn a_site_whose_objects_survive_has_them_born_old_and_one_whose_objects_die_has_not() {
    let mut heap = story(None, HeapOptions::default());
    assert_eq!(sample(&mut heap, 1, 60, true), Place::Young, "nothing is known yet");
    assert_eq!(sample(&mut heap, 1, 1, true), Place::Old);
    assert_eq!(sample(&mut heap, 2, 60, false), Place::Young);
    assert_eq!(sample(&mut heap, 2, 1, true), Place::Young);
    assert_eq!(sample(&mut heap, 1, 60, false), Place::Old, "the dead are counted now");
    assert_eq!(sample(&mut heap, 1, 1, true), Place::Young);
    assert_eq!(sample(&mut heap, 1, 60, true), Place::Young, "one mistake, and more samples are asked for");
    assert_eq!(sample(&mut heap, 1, 60, true), Place::Young);
    assert_eq!(sample(&mut heap, 1, 1, true), Place::Old);
}

#[test]
fn objects_born_old_that_a_marking_finds_dead_count_against_their_site() {
    let mut heap = story(None, HeapOptions::default());
    sample(&mut heap, 1, 60, true);
    let mut place = Place::Old;
    let mut bytes = 0;
    // Long enough for 60 samples, one for every stretch; a trial would count as well, and finds nothing here.
    while bytes < 900 << 10 {
        // SAFETY: (3), (4) header and word are written before the next call; (5) all is published.
        unsafe {
            let (object, next) = match heap.bump_old(2) {
                Some(object) => (object, place),
                None => heap.bump_old_slow(2, 1).unwrap(),
            };
            *object = Header::new(TUPLE, 0, 2).0;
            *object.add(1) = Word::int(7).bits();
            heap.settle(object, 2);
            (place, bytes) = (next, bytes + 16);
        }
    }
    assert_eq!(place, Place::Old);
    heap.collect_garbage();
    assert_eq!(heap.note_site(1, std::ptr::null_mut()), Place::Young);
}

#[test]
fn without_pretenuring_every_site_stays_young() {
    let mut heap = story(None, HeapOptions { pretenuring: false, ..HeapOptions::default() });
    sample(&mut heap, 1, 200, true);
    assert_eq!(sample(&mut heap, 1, 1, true), Place::Young);
}

#[test]
fn what_native_code_makes_is_born_old_where_it_survives_and_each_kind_by_itself() {
    let mut heap = story(None, HeapOptions::default());
    heap.site = 0x1000;
    let is_old = |heap: &mut Heap, kind: u8| {
        let slot = heap.allocate(Allocation::young(kind, 0, 3), |_| {}).unwrap();
        !heap.object_of(Local::in_slot(slot)).unwrap().page().has(YOUNG)
    };
    // Enough for samples of all stretches, in an object that keeps them all.
    let mut count = 0;
    while !is_old(&mut heap, TUPLE) {
        count += 1;
        assert!(count < 400_000, "everything survives and nothing is born old");
    }
    assert!(is_old(&mut heap, TUPLE) && !is_old(&mut heap, MIXED));
    heap.site = 0x2000;
    assert!(!is_old(&mut heap, TUPLE), "another site");
    heap.site = 0x1000;
    let young = tuple(&mut heap, &[Local::int(7)]);
    heap.site = 0x2000;
    let young_word = tuple(&mut heap, &[Local::int(7)]);
    heap.site = 0x1000;
    let slot = heap.allocate(Allocation::young(TUPLE, 0, 3), |init| {
        init.set(1, young);
        init.set(2, young_word);
    });
    heap.site = 0;
    heap.collect_young(Reason::Testing);
    heap.verify().unwrap();
    assert_eq!(heap.get(Local::in_slot(slot.unwrap())).word(2).word(1).as_int(), 7);
}
