// error: E0502
fn stale(heap: &mut Heap, local: Local<'_>) -> usize {
    let raw = heap.get(local);
    heap.collect_full(Reason::Testing, false);
    raw.size_words()
}
