//! What is told of the functions of a text, read again.

use super::*;
use crate::interpreter::LoadOptions;
use crate::runtime::{Intrinsic, get};
use crate::source::SourceText;

#[test]
fn the_text_of_a_prompt_that_awaits_has_an_outline() {
    let mut engine = Engine::new(Options::default()).unwrap();
    let names = engine.enter(|cx| {
        let mut options = LoadOptions::default();
        options.parse.is_async = true;
        let text = "let kept = {}; globalThis.make = function outer() { return () => kept }; await 0;";
        run_script_as(cx, SourceText::new("REPL1", text), &options)?;
        let (global, key) = (cx.intrinsic(Intrinsic::Global)?, cx.name("make")?);
        let made = get(cx, global, key)?;
        let outline = (cx.upcalls.outline)(cx, cx.raw(made)).unwrap_or_default();
        let declared = outline.functions.iter().map(|function| (function.name.clone(), function.declared.len()));
        Ok((declared.collect::<Vec<_>>(), outline.asked))
    });
    let wanted = [("", 1), ("", 0), ("outer", 0)].map(|(name, declared)| (name.to_owned(), declared));
    let (names, asked) = names.unwrap();
    assert_eq!((names.as_slice(), asked), (&wanted[..], 2));
}
