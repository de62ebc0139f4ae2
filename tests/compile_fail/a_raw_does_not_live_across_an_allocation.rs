// error: E0502
fn stale(heap: &mut Heap, local: Local<'_>) -> u8 {
    let raw = heap.get(local);
    let _ = heap.allocate(Allocation::young(0, 0, 2), |_| {});
    raw.kind()
}
