// error: E0621
struct Scope<'s>(&'s mut Heap);

impl<'s> Scope<'s> {
    fn open(&mut self) -> Scope<'_> {
        Scope(self.0)
    }

    fn make(&mut self) -> Local<'s> {
        Local::in_slot(Slot(0))
    }
}

fn escape<'s>(outer: &mut Scope<'s>) -> Local<'s> {
    let mut inner = outer.open();
    inner.make()
}
