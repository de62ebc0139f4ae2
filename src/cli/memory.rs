//! The parts of the memory: `--print-memory` when the program has ended, `.memory` at the prompt.

use crate::heap::{Word, resident_bytes};
use crate::runtime::Isolate;
use crate::value::kind;

/// The parts and what they hold, a line each, under a heading for each group.
pub(super) fn memory(isolate: &mut Isolate) -> String {
    let mut text = String::new();
    let mut shapes = Count::default();
    let mut codes = Count::default();
    isolate.heap.for_each_object(|object| match object.kind() {
        kind::SHAPE => shapes.add(object.size_words()),
        kind::CODE => codes.add(object.size_words()),
        _ => {}
    });
    let off_heap = |category: &str| isolate.heap.external_bytes_of(category);
    let (sources, trees) = (off_heap("script source"), off_heap("executable tree"));
    let buffers = off_heap("ArrayBuffer data");
    text.push_str("code\n");
    line(&mut text, "sources, syntax trees", sources, "off-heap");
    line(&mut text, "executable trees", trees, "off-heap");
    line(&mut text, "functions' code", codes.bytes, &format!("{} in code space", codes.objects));
    line(&mut text, "shapes", shapes.bytes, &format!("{} in code space", shapes.objects));
    text.push_str("stack\n");
    let word = size_of::<Word>();
    let reserved = isolate.heap.stack_limit().addr().saturating_sub(isolate.heap.stack_base().addr());
    line(&mut text, "used", isolate.heap.stack_depth() * word, "");
    line(&mut text, "reserved", reserved, "");
    text.push_str("heap\n");
    for space in isolate.heap.space_statistics() {
        line(
            &mut text,
            &space.name.text().replace('_', " "),
            space.used,
            &format!("of {}", kilobytes(space.committed)),
        );
    }
    let statistics = isolate.heap.statistics();
    line(&mut text, "free pages kept", statistics.pooled_bytes, "");
    line(&mut text, "all", statistics.used_heap_size, &format!("of {}", kilobytes(statistics.total_heap_size)));
    text.push_str("off-heap\n");
    line(&mut text, "buffers", buffers, "");
    line(&mut text, "all", statistics.external_bytes, "sources and trees included");
    text.push_str("process\n");
    line(&mut text, "resident", resident_bytes().unwrap_or(0), "");
    text
}

/// Objects of a kind.
#[derive(Default)]
struct Count {
    objects: usize,
    bytes: usize,
}

impl Count {
    fn add(&mut self, words: usize) {
        self.objects += 1;
        self.bytes += words * size_of::<Word>();
    }
}

fn kilobytes(bytes: usize) -> String {
    format!("{} KB", bytes.div_ceil(1024))
}

fn line(text: &mut String, name: &str, bytes: usize, note: &str) {
    let gap = if note.is_empty() { "" } else { "  " };
    text.push_str(&format!("  {name:<22}{:>12}{gap}{note}\n", kilobytes(bytes)));
}
