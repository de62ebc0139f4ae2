//! Stories about the heap as a whole.

use super::*;

pub(super) const RAW: u8 = 0;
pub(super) const TUPLE: u8 = 1;
pub(super) const SHAPED: u8 = 2;
pub(super) const SHAPE: u8 = 3;
pub(super) const WEAK_REF: u8 = 4;
pub(super) const WEAK_CELL: u8 = 5;
pub(super) const EPHEMERONS: u8 = 6;
pub(super) const TRANSITIONS: u8 = 7;
pub(super) const MIXED: u8 = 8;

/// The kinds of all tests of this room. `MIXED`: words 1 and 2 tagged, the rest raw.
pub(super) const KINDS: &[KindInfo] = &[
    KindInfo::plain("raw", Tagging::None),
    KindInfo::plain("tuple", Tagging::All),
    KindInfo { shaped: true, ..KindInfo::plain("shaped", Tagging::All) },
    KindInfo { non_moving: true, ..KindInfo::plain("shape", Tagging::All) },
    KindInfo { weak: Weakness::WeakWords(1), ..KindInfo::plain("weak reference", Tagging::All) },
    KindInfo { weak: Weakness::Finalizable(1), ..KindInfo::plain("weak cell", Tagging::All) },
    KindInfo { weak: Weakness::Ephemerons, ..KindInfo::plain("ephemerons", Tagging::From(2)) },
    KindInfo { weak: Weakness::Transitions, ..KindInfo::plain("transitions", Tagging::All) },
    KindInfo::plain("mixed", Tagging::Prefix(2)),
];

pub(super) fn heap() -> Heap {
    heap_with(HeapOptions::default())
}

pub(super) fn heap_with(options: HeapOptions) -> Heap {
    Heap::new(KINDS, HeapOptions { predictable: true, verify: true, poison: true, ..options }).unwrap()
}

pub(super) fn tuple(heap: &mut Heap, words: &[Local<'_>]) -> Local<'static> {
    let allocation = Allocation::young(TUPLE, 0, words.len() + 1);
    let slot = heap.allocate(allocation, |init| {
        for (index, &word) in words.iter().enumerate() {
            init.set(index + 1, word);
        }
    });
    Local::in_slot(slot.unwrap())
}

#[test]
fn a_heap_may_be_sent_to_another_thread() {
    fn is_send<T: Send>(_: &T) {}
    is_send(&heap());
}

#[test]
fn handles_take_eight_bytes() {
    assert_eq!(size_of::<Local<'_>>(), 8);
    assert_eq!(size_of::<Raw<'_>>(), 8);
    assert_eq!(size_of::<Result<Word, OutOfMemory>>(), 8);
}

#[test]
fn a_fresh_object_is_undefined_where_tagged_and_zero_where_raw() {
    let mut heap = heap();
    let slot = heap.allocate(Allocation::young(MIXED, 7, 5), |_| {}).unwrap();
    let raw = heap.get(Local::in_slot(slot));
    assert_eq!((raw.kind(), raw.aux(), raw.size_words()), (MIXED, 7, 5));
    assert!(raw.word(1).is_undefined() && raw.word(2).is_undefined());
    assert_eq!((raw.raw_word(3), raw.raw_word(4)), (0, 0));
    assert_eq!(raw.bytes(24..40), [0; 16]);
}

#[test]
fn what_is_stored_is_read() {
    let mut heap = heap();
    let child = tuple(&mut heap, &[Local::int(1)]);
    let parent = tuple(&mut heap, &[child, Local::NULL]);
    heap.store(parent, 2, child);
    heap.store(child, 1, Local::int(9));
    let raw = heap.get(parent);
    assert!(raw.word(1).identical(raw.word(2)));
    assert_eq!(raw.word(2).word(1).as_int(), 9);
}

#[test]
fn strings_are_written_and_read_as_bytes_and_as_units() {
    let mut heap = heap();
    let slot = heap.allocate(Allocation::young(RAW, 0, 4), |init| {
        init.raw(1, 5);
        init.bytes_mut(16..21).copy_from_slice(b"hello");
        init.u16s_mut(12..14).copy_from_slice(&[0xD800, 0x41]);
    });
    let raw = heap.get(Local::in_slot(slot.unwrap()));
    assert_eq!(raw.bytes(16..21), b"hello");
    assert_eq!(raw.u16s(12..14), [0xD800, 0x41]);
    assert_eq!(raw.raw_word(1), 5);
}

#[test]
fn a_large_object_has_all_its_words() {
    let mut heap = heap();
    let words = LARGE_OBJECT_WORDS + 100_000;
    let slot = heap.allocate(Allocation::young(TUPLE, 0, words), |init| init.set(words - 1, Local::int(3))).unwrap();
    let large = Local::in_slot(slot);
    assert_eq!(heap.get(large).size_words(), words);
    assert_eq!(heap.get(large).word(words - 1).as_int(), 3);
    heap.truncate(large, 10);
    assert_eq!(heap.get(large).size_words(), 10);
}

#[test]
fn words_move_within_and_between_objects() {
    let mut heap = heap();
    let numbers: Vec<Local<'_>> = (0..6).map(Local::int).collect();
    let object = tuple(&mut heap, &numbers);
    heap.bulk_move(object, 1, 3, 4);
    heap.fill(object, 1..2, Local::HOLE);
    let raw = heap.get(object);
    let ints: Vec<i32> = (2..7).map(|index| raw.word(index).as_int()).collect();
    assert_eq!(ints, [1, 0, 1, 2, 3]);
    assert!(raw.word(1).is_hole());
}

#[test]
fn a_handle_whose_slot_is_gone_reads_as_undefined() {
    let mut heap = heap();
    let depth = heap.stack_depth();
    let object = tuple(&mut heap, &[]);
    heap.truncate_stack(depth);
    assert!(heap.get(object).is_undefined());
}

#[test]
fn a_root_of_another_heap_reads_as_undefined() {
    let (mut one, other) = (heap(), heap());
    let object = tuple(&mut one, &[]);
    let root = one.persist(object, "test").unwrap();
    assert!(one.persisted(&root).is_pointer());
    assert!(other.persisted(&root).is_undefined());
}

#[test]
fn a_handle_may_be_dropped_after_its_heap() {
    let mut heap = heap();
    let object = tuple(&mut heap, &[]);
    let root = heap.persist(object, "test").unwrap();
    drop(heap);
    drop(root);
}

/// Drops all handles but `kept`, which move to new slots.
fn keep<const N: usize>(heap: &mut Heap, kept: [Local<'static>; N]) -> [Local<'static>; N] {
    let roots = kept.map(|local| heap.insert_root(local, "test").unwrap());
    heap.truncate_stack(0);
    roots.map(|root| {
        let slot = heap.root(heap.root_value(root)).unwrap();
        heap.remove_root(root);
        Local::in_slot(slot)
    })
}

fn young(heap: &mut Heap) {
    assert!(heap.collect_young(Reason::Testing));
}

fn full(heap: &mut Heap) {
    heap.collect_full(Reason::Testing, false);
}

fn is_old(heap: &Heap, local: Local<'_>) -> bool {
    !heap.object_of(local).unwrap().page().has(page::YOUNG)
}

fn last_event(heap: &Heap) -> CollectionEvent {
    heap.events().next_back().unwrap().clone()
}

#[test]
fn an_object_is_copied_at_the_first_scavenge_and_promoted_at_the_second() {
    let mut heap = heap();
    let object = tuple(&mut heap, &[Local::int(7)]);
    let before = heap.get(object).word_value();
    young(&mut heap);
    assert!(!is_old(&heap, object));
    assert_ne!(heap.get(object).word_value(), before);
    assert_eq!(last_event(&heap).scavenge.copied_objects, 1);
    young(&mut heap);
    assert!(is_old(&heap, object));
    assert_eq!(last_event(&heap).scavenge.promoted_by_age, 1);
    assert_eq!(heap.get(object).word(1).as_int(), 7);
}

#[test]
fn what_finds_to_space_over_a_quarter_full_is_promoted_at_once() {
    for rule in [true, false] {
        let mut heap = heap_with(HeapOptions { promotion_rule_25: rule, ..HeapOptions::default() });
        for _ in 0..5 {
            heap.allocate(Allocation::young(RAW, 0, 15_000), |_| {}).unwrap();
        }
        young(&mut heap);
        let counts = last_event(&heap).scavenge;
        assert_eq!((counts.promoted_by_fill, counts.copied_objects), if rule { (2, 3) } else { (0, 5) });
    }
}

#[test]
fn garbage_is_not_copied() {
    let mut heap = heap();
    for _ in 0..1000 {
        tuple(&mut heap, &[Local::NULL]);
    }
    heap.truncate_stack(0);
    young(&mut heap);
    assert_eq!(heap.statistics().used_heap_size, 0);
}

#[test]
fn a_touched_old_object_stays_in_the_remembered_set_until_its_child_is_old() {
    let mut heap = heap();
    let parent = tuple(&mut heap, &[Local::NULL]);
    young(&mut heap);
    young(&mut heap);
    assert!(is_old(&heap, parent) && heap.remembered.is_empty());
    let child = tuple(&mut heap, &[Local::int(5)]);
    heap.store(parent, 1, child);
    assert!(!heap.remembered.is_empty());
    let [parent] = keep(&mut heap, [parent]);
    young(&mut heap);
    assert!(!heap.remembered.is_empty());
    young(&mut heap);
    assert!(heap.remembered.is_empty());
    assert_eq!(heap.get(parent).word(1).word(1).as_int(), 5);
}

#[test]
fn a_cycle_of_old_and_young_objects_dies_in_a_full_collection() {
    let mut heap = heap();
    let old = tuple(&mut heap, &[Local::NULL]);
    full(&mut heap);
    let child = tuple(&mut heap, &[old]);
    heap.store(old, 1, child);
    heap.truncate_stack(0);
    full(&mut heap);
    assert_eq!(heap.statistics().used_heap_size, 0);
}

#[test]
fn swept_cells_are_used_again() {
    let mut heap = heap();
    for _ in 0..2000 {
        tuple(&mut heap, &[Local::NULL, Local::NULL]);
    }
    let kept = tuple(&mut heap, &[]);
    full(&mut heap);
    keep(&mut heap, [kept]);
    full(&mut heap);
    let committed = heap.statistics().total_heap_size;
    for _ in 0..1900 {
        heap.allocate(Allocation::old(TUPLE, 0, 3), |_| {}).unwrap();
        heap.truncate_stack(1);
    }
    assert_eq!(heap.statistics().total_heap_size, committed);
    heap.verify().unwrap();
}

#[test]
fn a_young_child_of_a_large_object_survives() {
    let mut heap = heap();
    let words = LARGE_OBJECT_WORDS * 4;
    let large = Local::in_slot(heap.allocate(Allocation::young(TUPLE, 0, words), |_| {}).unwrap());
    let child = tuple(&mut heap, &[Local::int(3)]);
    heap.store(large, words - 1, child);
    let [large] = keep(&mut heap, [large]);
    young(&mut heap);
    young(&mut heap);
    full(&mut heap);
    assert_eq!(heap.get(large).word(words - 1).word(1).as_int(), 3);
    heap.truncate_stack(0);
    full(&mut heap);
    assert_eq!(heap.large.committed_bytes, 0);
}

#[test]
fn every_word_of_a_large_array_is_marked_though_the_worklist_is_tiny() {
    let mut heap = heap();
    heap.worklist.capacity = 3;
    let words = LARGE_OBJECT_WORDS + 5000;
    let large = Local::in_slot(heap.allocate(Allocation::young(TUPLE, 0, words), |_| {}).unwrap());
    for index in 1..words {
        let inner = tuple(&mut heap, &[Local::int(index as i32)]);
        let child = tuple(&mut heap, &[inner]);
        heap.store(large, index, child);
        heap.truncate_stack(1);
    }
    full(&mut heap);
    full(&mut heap);
    assert!(last_event(&heap).marking.unwrap().rescans > 0);
    for index in 1..words {
        assert_eq!(heap.get(large).word(index).word(1).word(1).as_int(), index as i32);
    }
}

#[test]
fn a_shape_lives_as_long_as_an_object_of_it_and_its_id_is_quarantined() {
    let mut heap = heap();
    let (id, _) = heap.allocate_shape(SHAPE, 3, |_| {}).unwrap();
    heap.allocate(Allocation::young(SHAPED, id, 2), |_| {}).unwrap();
    let object = Local::in_slot(Slot(1));
    let [object] = keep(&mut heap, [object]);
    full(&mut heap);
    assert_eq!(heap.get(object).aux(), id);
    assert_eq!(heap.shape(id).kind(), SHAPE);
    heap.truncate_stack(0);
    full(&mut heap);
    assert!(heap.shape(id).is_undefined());
    let generation = heap.shape_generation();
    assert_eq!(heap.allocate_shape(SHAPE, 3, |_| {}).unwrap().0, id, "nobody holds it any more");
    heap.truncate_stack(0);
    full(&mut heap);
    assert_ne!(heap.shape_generation(), generation);
}

/// A payload that notes the ids it was told to forget.
struct Forgetful(std::sync::Arc<std::sync::Mutex<Vec<u32>>>);

impl External for Forgetful {
    fn category(&self) -> &'static str {
        "forgetful"
    }

    fn counts_as_heap(&self) -> bool {
        true
    }

    fn forget_shapes(&mut self, ids: &[u32]) {
        self.0.lock().unwrap().extend(ids);
    }
}

#[test]
fn payloads_are_told_of_dead_shapes_before_their_ids_come_back() {
    let mut heap = heap();
    let host = Local::in_slot(heap.allocate(Allocation::young(TUPLE, 0, 2), |_| {}).unwrap());
    let told = std::sync::Arc::default();
    heap.attach_external(host, Box::new(Forgetful(std::sync::Arc::clone(&told))), 1000).unwrap();
    let depth = heap.stack_depth();
    for round in 1..=3 {
        let (id, _) = heap.allocate_shape(SHAPE, 3, |_| {}).unwrap();
        heap.truncate_stack(depth);
        full(&mut heap);
        assert_eq!(*told.lock().unwrap(), vec![id; round], "the same id each time");
    }
    heap.verify().unwrap();
}

#[test]
fn no_hash_is_the_id_of_a_shape() {
    let mut heap = heap();
    let (id, _) = heap.allocate_shape(SHAPE, 3, |_| {}).unwrap();
    let object = Local::in_slot(heap.allocate(Allocation::young(RAW, 0, 3), |_| {}).unwrap());
    heap.set_aux(object, id);
    assert_eq!(heap.get(object).aux(), id | 1 << 31);
    heap.set_aux(object, 0);
    assert_eq!(heap.get(object).aux(), 0);
}

fn weak(heap: &mut Heap, kind: u8, words: &[Local<'_>]) -> Local<'static> {
    let allocation = Allocation::young(kind, 0, words.len() + 1);
    let slot = heap.allocate(allocation, |init| {
        words.iter().enumerate().for_each(|(index, &word)| init.set(index + 1, word));
    });
    Local::in_slot(slot.unwrap())
}

#[test]
fn a_weak_word_reads_undefined_after_its_target_died_and_not_before() {
    let mut heap = heap();
    let target = tuple(&mut heap, &[]);
    let reference = weak(&mut heap, WEAK_REF, &[target]);
    full(&mut heap);
    assert!(heap.read_weak(reference, 1).is_pointer());
    let [reference] = keep(&mut heap, [reference]);
    full(&mut heap);
    assert!(heap.read_weak(reference, 1).is_undefined());
}

#[test]
fn a_kept_object_lives_to_the_end_of_its_job() {
    let mut heap = heap();
    let target = tuple(&mut heap, &[]);
    let reference = weak(&mut heap, WEAK_REF, &[target]);
    heap.keep_during_job(target).unwrap();
    let [reference] = keep(&mut heap, [reference]);
    young(&mut heap);
    full(&mut heap);
    assert!(heap.read_weak(reference, 1).is_pointer());
    heap.clear_kept_objects();
    full(&mut heap);
    assert!(heap.read_weak(reference, 1).is_undefined());
}

#[test]
fn a_cell_is_finalized_once_when_its_target_dies() {
    let mut heap = heap();
    let target = tuple(&mut heap, &[]);
    let cell = weak(&mut heap, WEAK_CELL, &[target, Local::int(42)]);
    let [_cell] = keep(&mut heap, [cell]);
    full(&mut heap);
    full(&mut heap);
    let slot = heap.take_finalized().unwrap().unwrap();
    assert_eq!(heap.get(Local::in_slot(slot)).word(2).as_int(), 42);
    assert_eq!(heap.take_finalized(), Ok(None));
}

/// A table with these entries; its counts say so.
fn table(heap: &mut Heap, entries: &[(Local<'_>, Local<'_>)]) -> Local<'static> {
    let slot = heap.allocate(Allocation::young(EPHEMERONS, 0, 2 + entries.len() * 2), |init| {
        init.raw(1, entries.len() as u64);
        for (index, &(key, value)) in entries.iter().enumerate() {
            init.set(2 + index * 2, key);
            init.set(3 + index * 2, value);
        }
    });
    Local::in_slot(slot.unwrap())
}

#[test]
fn an_entry_with_a_dead_key_is_dropped_by_a_scavenge_and_its_value_dies() {
    let mut heap = heap();
    let (key, value) = (tuple(&mut heap, &[]), tuple(&mut heap, &[]));
    let entries = table(&mut heap, &[(key, value)]);
    let [entries] = keep(&mut heap, [entries]);
    young(&mut heap);
    assert!(heap.get(entries).word(2).is_hole() && heap.get(entries).word(3).is_hole());
    assert_eq!(heap.get(entries).raw_word(1), 1 << 32);
    assert_eq!(last_event(&heap).scavenge.copied_objects, 1);
}

#[test]
fn an_old_table_drops_a_dead_young_key_and_keeps_a_live_one() {
    let mut heap = heap();
    let entries = table(&mut heap, &[(Local::HOLE, Local::HOLE), (Local::HOLE, Local::HOLE)]);
    full(&mut heap);
    let live = tuple(&mut heap, &[]);
    let (dead, value) = (tuple(&mut heap, &[]), tuple(&mut heap, &[Local::int(1)]));
    heap.store(entries, 2, live);
    heap.store(entries, 3, value);
    heap.store(entries, 4, dead);
    heap.store(entries, 5, value);
    let [entries, live] = keep(&mut heap, [entries, live]);
    for _ in 0..3 {
        young(&mut heap);
        assert!(heap.get(entries).word(2).identical(heap.get(live)));
        assert_eq!(heap.get(entries).word(3).word(1).as_int(), 1);
        assert!(heap.get(entries).word(4).is_hole());
    }
    assert!(heap.weak.touched_ephemerons.is_empty());
}

#[test]
fn a_chain_of_ephemerons_in_the_worst_order_is_kept_whole() {
    chain_of_ephemerons(heap());
}

pub(super) fn chain_of_ephemerons(mut heap: Heap) {
    let count = 300;
    let first = tuple(&mut heap, &[]);
    let mut tables = Vec::new();
    let mut key = first;
    let mut links = Vec::new();
    for _ in 0..count {
        let next = tuple(&mut heap, &[]);
        links.push((key, next));
        key = next;
    }
    let holder = tuple(&mut heap, &vec![Local::NULL; count]);
    for (index, &link) in links.iter().rev().enumerate() {
        let table = table(&mut heap, &[link]);
        heap.store(holder, index + 1, table);
        tables.push(table);
    }
    let [first, holder] = keep(&mut heap, [first, holder]);
    full(&mut heap);
    full(&mut heap);
    assert!((1..=count).all(|index| heap.get(holder).word(index).word(3).is_pointer()));
    let [holder] = keep(&mut heap, [holder]);
    let _ = first;
    full(&mut heap);
    assert!((1..=count).all(|index| heap.get(holder).word(index).word(2).is_hole()));
}

#[test]
fn a_transition_to_a_dead_target_becomes_a_hole() {
    let mut heap = heap();
    let (live, dead) = (tuple(&mut heap, &[]), tuple(&mut heap, &[]));
    let transitions = weak(&mut heap, TRANSITIONS, &[live, dead]);
    let [transitions, _live] = keep(&mut heap, [transitions, live]);
    full(&mut heap);
    assert!(heap.read_weak(transitions, 1).is_pointer());
    assert!(heap.read_weak(transitions, 2).is_hole());
}

struct Dropped(std::sync::Arc<std::sync::atomic::AtomicUsize>);
impl External for Dropped {
    fn category(&self) -> &'static str {
        "test"
    }
}
impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    }
}

#[test]
fn a_payload_dies_with_its_young_host_and_with_its_old_host() {
    let counter = std::sync::Arc::default();
    let mut heap = heap();
    for round in 1..=2 {
        let host = tuple(&mut heap, &[]);
        let payload = Box::new(Dropped(std::sync::Arc::clone(&counter)));
        let id = heap.attach_external(host, payload, 1000).unwrap();
        if round == 2 {
            full(&mut heap);
        }
        assert!(heap.external(id).is_some() && heap.external_as::<Dropped>(id).is_some());
        assert_eq!(heap.statistics().external_bytes, 1000);
        heap.truncate_stack(0);
        young(&mut heap);
        full(&mut heap);
        assert!(heap.external(id).is_none());
        assert_eq!(heap.statistics().external_bytes, 0);
        assert_eq!(counter.load(std::sync::atomic::Ordering::Relaxed), round);
    }
}

#[test]
fn a_number_stays_with_its_object_while_it_moves_and_is_never_given_again() {
    let mut heap = heap();
    let object = tuple(&mut heap, &[]);
    let id = heap.object_id(object).unwrap();
    assert_eq!(id.0 % 2, 1);
    for _ in 0..3 {
        young(&mut heap);
        assert_eq!(heap.object_id(object), Some(id));
        let word = heap.get(object).word_value();
        assert_eq!(heap.object_by_id(id).word_value(), word);
    }
    heap.truncate_stack(0);
    full(&mut heap);
    assert!(heap.object_by_id(id).is_undefined());
    let other = tuple(&mut heap, &[]);
    assert!(heap.object_id(other).unwrap() > id);
}

#[test]
fn a_weak_root_reads_undefined_once_its_object_died() {
    let mut heap = heap();
    let object = tuple(&mut heap, &[]);
    let root = heap.persist_weak(object, "test").unwrap();
    young(&mut heap);
    assert!(heap.upgrade(&root).is_pointer());
    heap.truncate_stack(0);
    young(&mut heap);
    assert!(heap.upgrade(&root).is_undefined());
}

#[test]
fn a_trimmed_old_object_leaves_no_recorded_slot() {
    let mut heap = heap();
    let object = tuple(&mut heap, &[Local::NULL; 6]);
    full(&mut heap);
    let child = tuple(&mut heap, &[]);
    heap.store(object, 6, child);
    heap.truncate(object, 3);
    assert_eq!(heap.get(object).size_words(), 3);
    heap.verify().unwrap();
    young(&mut heap);
    full(&mut heap);
}

#[test]
fn free_pages_go_back_to_the_system() {
    let mut heap = heap();
    let empty = heap.statistics().total_heap_size;
    for _ in 0..100 {
        heap.allocate(Allocation::old(RAW, 0, 15_000), |_| {}).unwrap();
    }
    let large = heap.allocate(Allocation::old(RAW, 0, 1 << 20), |_| {}).unwrap();
    assert!(heap.statistics().total_heap_size > empty + (20 << 20));
    heap.truncate_stack(0);
    let _ = large;
    heap.collect_full(Reason::LowMemory, true);
    assert!(heap.statistics().total_heap_size <= empty + page::PAGE_SIZE);
}

#[test]
fn every_allocation_moves_everything_under_stress() {
    let mut heap = heap_with(HeapOptions { stress: Stress::Alloc, ..HeapOptions::default() });
    let list = tuple(&mut heap, &[Local::NULL]);
    let mut moves = 0;
    for index in 0..50 {
        let before = heap.get(list).word_value();
        let node = tuple(&mut heap, &[Local::int(index)]);
        moves += usize::from(heap.get(list).word_value() != before);
        heap.store(list, 1, node);
        heap.truncate_stack(1);
        assert_eq!(heap.get(list).word(1).word(1).as_int(), index);
    }
    assert!(moves >= 2 && heap.events().count() >= 50);
}

#[test]
fn a_walk_shows_every_object_and_every_root() {
    let mut heap = heap();
    tuple(&mut heap, &[]);
    full(&mut heap);
    tuple(&mut heap, &[]);
    heap.allocate(Allocation::young(RAW, 0, LARGE_OBJECT_WORDS + 1), |_| {}).unwrap();
    let value = heap.allocate(Allocation::old(RAW, 0, 3), |_| {}).unwrap();
    heap.insert_root(Local::in_slot(value), "intrinsics").unwrap();
    let mut kinds = Vec::new();
    heap.for_each_object(|raw| kinds.push(raw.kind()));
    kinds.sort_unstable();
    assert_eq!(kinds, [RAW, RAW, TUPLE, TUPLE]);
    let mut origins = Vec::new();
    heap.for_each_root(|origin, raw| origins.push((origin, raw.is_pointer())));
    assert_eq!(origins, [("stack", true), ("stack", true), ("stack", true), ("stack", true), ("intrinsics", true)]);
}

#[test]
fn listeners_hear_everything_in_order_with_the_figures_around_it() {
    use std::sync::{Arc, Mutex};
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let mut heap = heap();
    let kept = Arc::clone(&heard);
    let subscription = heap.subscribe(
        None,
        Box::new(move |event| {
            let text = match event {
                HeapEvent::CollectionStarted { kind, reason, before, .. } => {
                    assert!(before.spaces.iter().any(|space| space.used > 0));
                    format!("start {kind:?} {reason:?} {}", before.statistics.used_heap_size)
                }
                HeapEvent::CollectionEnded { event, after } => {
                    assert_eq!(event.used_after, after.statistics.used_heap_size);
                    format!("end {:?} {} {}", event.kind, event.used_before, event.used_after)
                }
                HeapEvent::LimitSet { old_bytes, limit, growth, .. } => {
                    assert!(growth.factor >= 1.3 && limit > old_bytes);
                    format!("limit at {old_bytes}")
                }
                HeapEvent::Refused { .. } => "refused".to_owned(),
                other => panic!("{other:?}"),
            };
            kept.lock().unwrap().push(text);
        }),
    );
    tuple(&mut heap, &[Local::int(7)]);
    heap.truncate_stack(0);
    tuple(&mut heap, &[]);
    young(&mut heap);
    full(&mut heap);
    heap.set_fail_allocation(Some(1));
    assert!(heap.allocate(Allocation::young(RAW, 0, 2), |_| {}).is_err());
    heap.unsubscribe(subscription);
    young(&mut heap);
    let expected = [
        "start Scavenge Testing 24",
        "end Scavenge 24 8",
        "start MarkCompact Testing 8",
        "limit at 8",
        "end MarkCompact 8 8",
        "refused",
    ];
    assert_eq!(*heard.lock().unwrap(), expected);
}

#[test]
fn samples_come_while_the_program_allocates_and_not_more_often_than_asked() {
    use std::sync::{Arc, Mutex};
    for (interval, least, most) in [(0.0, 100, usize::MAX), (1e9, 1, 1)] {
        let times: Arc<Mutex<Vec<(f64, usize)>>> = Arc::default();
        let mut heap = heap();
        let kept = Arc::clone(&times);
        heap.subscribe(
            Some(interval),
            Box::new(move |event| {
                if let HeapEvent::Sampled { at_ms, figures } = event {
                    kept.lock().unwrap().push((*at_ms, figures.statistics.used_heap_size));
                }
            }),
        );
        for _ in 0..8 << 10 {
            heap.allocate(Allocation::young(RAW, 0, 128), |_| {}).unwrap();
            heap.truncate_stack(0);
        }
        let times = times.lock().unwrap();
        assert!((least..=most).contains(&times.len()), "{} samples", times.len());
        assert!(times.iter().zip(times.iter().skip(1)).all(|(one, next)| one.0 <= next.0));
        assert!(interval > 0.0 || times.iter().any(|(_, used)| *used > 100_000));
    }
}

#[test]
fn a_collection_of_everything_ends_a_marking_in_steps_and_says_so() {
    use std::sync::{Arc, Mutex};
    let heard: Arc<Mutex<Vec<&'static str>>> = Arc::default();
    let mut heap = heap();
    let kept = Arc::clone(&heard);
    let listener = move |event: &HeapEvent<'_>| {
        kept.lock().unwrap().push(match event {
            HeapEvent::CollectionStarted { .. } => "start",
            HeapEvent::MarkingStarted { .. } => "marking",
            HeapEvent::MarkingEnded { .. } => "marking is over",
            HeapEvent::CollectionEnded { event, .. } => {
                let Phases { scavenge, mark, clear, evacuate, sweep } = event.phases;
                assert!((0.0..=event.pause_ms + 1e-6).contains(&(scavenge + mark + clear + evacuate + sweep)));
                "end"
            }
            _ => return,
        });
    };
    heap.subscribe(None, Box::new(listener));
    tuple(&mut heap, &[]);
    young(&mut heap);
    heap.start_incrementally(Reason::Testing);
    full(&mut heap);
    heap.start_incrementally(Reason::Testing);
    heap.finish_incrementally(true);
    let expected =
        ["start", "end", "marking", "start", "marking is over", "end", "marking", "marking is over", "start", "end"];
    assert_eq!(*heard.lock().unwrap(), expected);
}
