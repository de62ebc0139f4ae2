//! The map is bounded, and its differences add up to the whole picture.

use super::frames::{Frame, MOST_BYTES, MOST_FRAMES, PageRecord};
use super::record::{HeapMap, MOST_CELLS};
use crate::heap::{Allocation, BirthRecording, Heap, HeapOptions, KindInfo, Local, Reason, Tagging};
use crate::inspect::{About, End};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// A heap of raw and of tagged objects that is drawn.
fn drawn(program: &str) -> (Heap, Arc<Mutex<HeapMap>>) {
    const KINDS: &[KindInfo] = &[KindInfo::plain("raw_bytes", Tagging::None), KindInfo::plain("words", Tagging::All)];
    let mut heap = Heap::new(KINDS, HeapOptions { predictable: true, ..HeapOptions::default() }).expect("a heap");
    let names = heap.insert_root(Local::UNDEFINED, "names").expect("a root");
    let map = Arc::new(Mutex::new(HeapMap::new(About { program: program.to_owned(), ..About::default() }, names)));
    let seen = Arc::clone(&map);
    heap.watch_map(Some((0.0, Box::new(move |view, moment| seen.lock().expect("the map").look(view, moment)))));
    heap.record_births(BirthRecording::Thinning);
    (heap, map)
}

/// What a reader sees after all of these frames.
fn add_up(frames: &[Frame]) -> BTreeMap<usize, PageRecord> {
    let mut pages: BTreeMap<usize, PageRecord> = BTreeMap::new();
    for frame in frames {
        for address in &frame.gone {
            // It may have come and gone within frames that were dropped.
            pages.remove(address);
        }
        for (&address, record) in &frame.pages {
            let names = record.names.clone().or_else(|| pages.get(&address)?.names.clone());
            assert!(names.is_some(), "a page without names");
            pages.insert(address, PageRecord { names, ..record.clone() });
        }
    }
    pages
}

/// Many collections of both kinds, between objects that live for a while.
fn churn(heap: &mut Heap, rounds: usize) {
    for round in 0..rounds {
        for index in 0..40 {
            heap.expect_birth((index % 7) as u32);
            let born = heap.allocate(Allocation::young((index % 2) as u8, 0, 3 + index % 30), |_| {}).expect("room");
            heap.note_birth(Some(Local::in_slot(born)));
        }
        if round % 3 == 0 {
            heap.truncate_stack(heap.stack_depth() / 2);
        }
        if round % 50 == 49 {
            heap.collect_garbage();
        } else {
            assert!(heap.collect_young(Reason::Testing));
        }
    }
}

#[test]
fn a_long_run_is_bounded_and_its_differences_add_up_to_what_is_there() {
    let (mut heap, map) = drawn("a");
    churn(&mut heap, 3000);
    heap.watch_map(None);
    let mut map = map.lock().expect("the map");
    map.finish(&heap.view(), End::Exit(0));
    let frames = &map.frames.list;
    assert!(frames.len() <= MOST_FRAMES && frames.len() > MOST_FRAMES / 4, "{} frames", frames.len());
    let bytes: usize = frames.iter().flat_map(|frame| frame.pages.values()).map(|page| page.cells.len()).sum();
    assert!(bytes <= MOST_BYTES);
    assert!(frames.windows(2).all(|pair| pair[0].at_ms <= pair[1].at_ms), "frames are in order");
    // The same heap drawn at once, by somebody who saw nothing of what went before.
    let names = heap.insert_root(Local::UNDEFINED, "names").expect("a root");
    let mut fresh = HeapMap::new(About::default(), names);
    fresh.labels.list = map.labels.list.clone();
    fresh.finish(&heap.view(), End::Exit(0));
    let (ours, whole) = (add_up(&map.frames.list), add_up(&fresh.frames.list));
    assert_eq!(ours.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>());
    for (address, page) in &whole {
        let known = &ours[address];
        assert_eq!(
            (&known.cells, known.live, known.space, known.cell),
            (&page.cells, page.live, page.space, page.cell)
        );
    }
}

#[test]
fn a_large_heap_has_coarser_cells() {
    let (mut heap, map) = drawn("a");
    let mut allocate = |count: usize| {
        for _ in 0..count {
            heap.allocate(Allocation::old(0, 0, 8000), |_| {}).expect("room");
        }
    };
    allocate(400);
    let names = heap.insert_root(Local::UNDEFINED, "names").expect("a root");
    let mut fresh = HeapMap::new(About::default(), names);
    fresh.finish(&heap.view(), End::Exit(0));
    let pages = add_up(&fresh.frames.list);
    let cells: usize = pages.values().map(|page| page.bytes.div_ceil(page.cell)).sum();
    assert!(pages.len() > 90 && cells <= MOST_CELLS && cells > MOST_CELLS / 8, "{} pages, {cells} cells", pages.len());
    drop(map);
}

#[test]
fn the_page_holds_its_data_and_no_name_can_break_it() {
    let (mut heap, map) = drawn("</script>");
    churn(&mut heap, 4);
    heap.collect_full(Reason::Testing, false);
    let mut map = map.lock().expect("the map");
    heap.watch_map(None);
    map.finish(&heap.view(), End::OutOfMemory);
    let page = map.page(&[]);
    let (_, data) = page.split_once("<script type=\"application/json\" id=\"data\">").expect("the data");
    let (data, rest) = data.split_once("</script>").expect("their end");
    assert_eq!(data, map.json(&[]));
    assert!(data.contains("\"program\":\"\\u003c/script\\u003e\"") && data.contains("\"outOfMemory\":true"));
    assert!(data.contains("\"raw bytes\"") && data.contains("\"moment\":\"moved\""));
    assert!(rest.contains("JSON.parse") && rest.trim_end().ends_with("</html>"));
    assert_eq!(page.matches("</script>").count(), 2, "the script ends where it should");
    for forbidden in ["http:", "https:", "src=", "@import", "url(/", "/*STYLE*/", "/*SCRIPT*/", "/*DATA*/"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
}
