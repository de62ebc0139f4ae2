// error: E0501, E0500
fn nested(heap: &mut Heap) {
    let _ = heap.allocate(Allocation::young(0, 0, 2), |_| {
        let _ = heap.allocate(Allocation::young(0, 0, 2), |_| {});
    });
}
