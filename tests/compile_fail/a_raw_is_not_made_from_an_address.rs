// error: E0624
fn forge(heap: &Heap, word: Word) -> Raw<'_> {
    Raw::from_word(word)
}
