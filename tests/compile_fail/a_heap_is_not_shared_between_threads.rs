// error: E0277
fn is_sync<T: Sync>() {}

fn shared() {
    is_sync::<Heap>();
}
