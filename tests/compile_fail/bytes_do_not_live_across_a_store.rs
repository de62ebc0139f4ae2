// error: E0502
fn stale(heap: &mut Heap, local: Local<'_>) -> u8 {
    let bytes = heap.get(local).bytes(16..24);
    heap.store(local, 1, Local::UNDEFINED);
    bytes[0]
}
