// no error
struct Scope<'s>(&'s mut Heap);

fn covariant<'inner, 'outer: 'inner>(local: Local<'outer>) -> Local<'inner> {
    local
}

fn used_well(heap: &mut Heap, local: Local<'_>) -> u8 {
    let slot = heap.root(heap.get(local).word(1)).unwrap();
    let _ = heap.allocate(Allocation::young(0, 0, 2), |init| init.set(1, Local::in_slot(slot)));
    heap.get(Local::in_slot(slot)).kind()
}

fn is_send<T: Send>() {}

fn sent() {
    is_send::<Heap>();
    is_send::<Root>();
    is_send::<WeakRoot>();
}
