//! The record is bounded, and says what happened.

use super::record::{Sample, Timeline};
use crate::heap::{Allocation, CollectionKind, Heap, HeapOptions, KindInfo, Reason, Tagging};
use crate::inspect::page::{About, End};
use std::sync::{Arc, Mutex};

fn sample(at_ms: f64, used: usize) -> Sample {
    Sample { at_ms, used, total: 2 * used, external: 7 }
}

/// The numbers of a list of the JSON, by the list's name.
fn numbers(json: &str, name: &str) -> Vec<f64> {
    let (_, rest) = json.split_once(&format!("\"{name}\":[")).expect("the list");
    let (list, _) = rest.split_once(']').expect("its end");
    list.split(',').filter(|item| !item.is_empty()).map(|item| item.parse().expect("a number")).collect()
}

#[test]
fn a_long_run_keeps_its_highest_and_lowest_points_in_bounded_memory() {
    let mut timeline = Timeline::new(About::default());
    for index in 0..1_000_000_usize {
        let used = match index {
            500_000 => 1_000_000,
            700_000 => 1,
            _ => 1000 + index % 100,
        };
        timeline.take(sample(index as f64, used), (index % 10 == 0).then_some((index as f64, 5000)));
    }
    let json = timeline.json();
    let (times, used) = (numbers(&json, "time"), numbers(&json, "heapUsed"));
    assert!(times.len() <= 2 * 4096 && times.len() > 2048, "{} samples", times.len());
    assert_eq!(times.len(), used.len());
    assert!(times.windows(2).all(|pair| pair[0] <= pair[1]), "samples are in order");
    for (value, at) in [(1_000_000.0, 500_000.0), (1.0, 700_000.0)] {
        let place = used.iter().position(|&found| found == value).expect("the extreme");
        assert_eq!(times[place], at);
    }
    assert_eq!(used.iter().filter(|&&value| value > 2000.0).count(), 1);
    assert!(numbers(&json, "rss").len() <= 4096);
}

/// A heap of raw objects that a timeline listens to.
fn heard() -> (Heap, Arc<Mutex<Timeline>>) {
    const RAW: &[KindInfo] = &[KindInfo::plain("raw", Tagging::None)];
    let mut heap = Heap::new(RAW, HeapOptions { predictable: true, ..HeapOptions::default() }).expect("a heap");
    let timeline = Arc::new(Mutex::new(Timeline::new(About { program: "</script>".to_owned(), ..About::default() })));
    let heard = Arc::clone(&timeline);
    heap.subscribe(Some(1e9), Box::new(move |event| heard.lock().expect("the timeline").hear(event)));
    (heap, timeline)
}

#[test]
fn merged_collections_still_add_up() {
    let (mut heap, timeline) = heard();
    for round in 0..5000 {
        heap.allocate(Allocation::young(0, 0, 3), |_| {}).expect("room");
        heap.truncate_stack(0);
        if round % 5 == 0 {
            heap.collect_full(Reason::Testing, false)
        } else {
            assert!(heap.collect_young(Reason::Idle))
        }
    }
    let timeline = timeline.lock().expect("the timeline");
    let count = |kind: CollectionKind| {
        let marks = timeline.scavenges.iter().chain(&timeline.majors).filter(|mark| mark.kind == kind);
        let (shown, all): (Vec<_>, Vec<_>) = marks.map(|mark| (mark.longest_ms, mark.count)).unzip();
        (shown.into_iter().fold(0.0, f64::max), all.iter().sum::<usize>(), all.len())
    };
    let (longest, all, shown) = count(CollectionKind::Scavenge);
    assert_eq!((longest, all), (timeline.pauses.scavenges.longest_ms, 4000));
    assert!(shown <= 2048, "{shown}");
    let (longest, all, shown) = count(CollectionKind::MarkCompact);
    assert_eq!((longest, all, shown), (timeline.pauses.majors.longest_ms, 1000, 1000));
    let json = timeline.json();
    assert_eq!(json.matches("\"kind\":\"markCompact\"").count(), 1000);
    let counts: f64 = numbers(json.split_once("\"pauses\":").expect("pauses").1, "counts").iter().sum();
    assert_eq!(counts, 4000.0);
}

#[test]
fn the_page_holds_its_data_and_no_name_can_break_it() {
    let (mut heap, timeline) = heard();
    heap.collect_full(Reason::Testing, false);
    let mut timeline = timeline.lock().expect("the timeline");
    timeline.finish(heap.age_milliseconds(), &heap.figures(), End::OutOfMemory);
    let page = timeline.page();
    let (_, data) = page.split_once("<script type=\"application/json\" id=\"data\">").expect("the data");
    let (data, rest) = data.split_once("</script>").expect("their end");
    assert_eq!(data, timeline.json());
    assert!(data.contains("\"program\":\"\\u003c/script\\u003e\"") && data.contains("\"outOfMemory\":true"));
    assert!(rest.contains("JSON.parse") && rest.trim_end().ends_with("</html>"));
    for forbidden in ["http:", "https:", "src=", "@import", "url(/", "/*STYLE*/", "/*SCRIPT*/", "/*DATA*/"] {
        let known = page.replace("http://www.w3.org/2000/svg", "");
        assert!(!known.contains(forbidden), "{forbidden}");
    }
}
