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
