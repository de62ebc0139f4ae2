//! The rules bite: small offending samples, and their innocent twins.

use crate::{
    plan, rules,
    source::{Source, Use},
};

/// Checks that `rule` finds exactly `expected` offences in `text` placed at `path`.
#[track_caller]
fn check(rule: impl Fn(&Source) -> Vec<String>, path: &str, text: &str, expected: usize) {
    let offences = rule(&Source::new(path, text));
    assert_eq!(offences.len(), expected, "{path}: {text}\n{}", offences.join("\n"));
}

fn paths(path: &str, text: &str) -> Vec<String> {
    Source::new(path, text).uses().into_iter().map(|Use { path, .. }| path.join("::")).collect()
}

#[test]
fn paths_are_found_in_groups_and_through_super() {
    assert_eq!(
        paths("src/heap/page.rs", "use crate::{value::Kind, scope::{a::B, c}};"),
        ["value::Kind", "scope::a::B", "scope::c"]
    );
    assert_eq!(
        paths("src/heap/page.rs", "use super::space::Space; fn f() { super::super::value::g() }"),
        ["heap::space::Space", "value::g"]
    );
    assert_eq!(
        paths("src/heap/page.rs", "use super::{list::List, super::value::Kind};"),
        ["heap::list::List", "value::Kind"]
    );
    assert_eq!(
        paths("src/heap/page.rs", "mod tests { use super::{super::cell}; } use super::x;"),
        ["heap::cell", "heap::x"]
    );
    assert_eq!(paths("src/heap/mod.rs", "pub(crate) use self::page::Page; // crate::value::no"), ["heap::page::Page"]);
    assert_eq!(paths("src/heap/mod.rs", "let s = \"crate::value\"; let r = r#\"crate::x\"#; 'a' '\\''"), [""; 0]);
}

#[test]
fn floors_bite() {
    check(rules::floors, "src/heap/page.rs", "use crate::value::Kind;", 1);
    check(rules::floors, "src/heap/page.rs", "use crate::{heap::Page, runtime::Isolate, value::Kind};", 2);
    check(rules::floors, "src/heap/page.rs", "fn f() { super::super::value::g() }", 1);
    check(rules::floors, "src/value/number.rs", "use crate::{heap::Word, value::Kind};", 0);
    check(rules::floors, "src/value/number.rs", "use crate::source::Span;", 1);
    check(rules::floors, "src/syntax/ast.rs", "use crate::value::Kind;", 1);
    check(rules::floors, "src/inspect/trace.rs", "use crate::{runtime::Isolate, interpreter::Node};", 1);
    check(rules::floors, "src/cli/mod.rs", "use crate::{engine::Engine, nowhere::X};", 1);
    check(rules::homeless, "src/attic/box.rs", "", 1);
    check(rules::homeless, "src/lib.rs", "", 0);
}

#[test]
fn rooms_on_one_floor_cannot_use_each_other() {
    for here in plan::ROOMS {
        for other in plan::ROOMS.iter().filter(|other| other.floor >= here.floor && other.name != here.name) {
            let text = format!("use crate::{}::Item;", other.name);
            check(rules::floors, &format!("src/{}/mod.rs", here.name), &text, 1);
        }
    }
}

#[test]
fn doors_bite() {
    for (room, submodule) in plan::PUBLIC_SUBMODULES {
        check(rules::doors, "src/lib.rs", &format!("use crate::{room}::{submodule}::Item;"), 0);
    }
    check(rules::doors, "src/syntax/ast.rs", "use crate::source::Span;", 0);
    check(rules::doors, "src/syntax/ast.rs", "use crate::syntax::ast::Node;", 0);
    check(rules::doors, "src/syntax/ast.rs", "use crate::source::position::Span;", 1);
    check(rules::doors, "src/syntax/ast.rs", "fn f() { crate::source::line_of::<u8>(1) }", 0);
    check(rules::doors, "src/cli/mod.rs", "use crate::value::number;", 0);
    check(rules::doors, "src/runtime/mod.rs", "use crate::value::layout::words::ELEMENTS;", 0);
    check(rules::doors, "src/cli/mod.rs", "use crate::value::{number::radix};", 0);
    check(rules::doors, "src/cli/mod.rs", "use crate::value::{number::decimal::Decimal};", 1);
}

#[test]
fn lengths_bite() {
    check(rules::file_length, "src/heap/page.rs", &"\n".repeat(800), 0);
    check(rules::file_length, "src/heap/page.rs", &"\n".repeat(801), 1);
    check(rules::file_length, "src/main.rs", &"\n".repeat(31), 1);
    assert!(rules::is_long(&Source::new("src/heap/page.rs", &"\n".repeat(501))));
}

#[test]
fn fences_bite() {
    check(rules::unsafe_places, "src/value/number.rs", "fn f() { unsafe { g() } }", 1);
    check(rules::unsafe_places, "src/value/number.rs", "#![allow(unsafe_code)]", 1);
    check(rules::unsafe_places, "src/value/number.rs", "// unsafe in a comment\nlet s = \"unsafe\";", 0);
    check(rules::unsafe_places, "src/heap/page.rs", "fn f() { unsafe { g() } }", 0);
    check(rules::unsafe_places, "src/interpreter/machine/frame.rs", "unsafe fn f() {}", 0);
    check(rules::unsafe_places, "src/interpreter/compile.rs", "unsafe fn f() {}", 1);
}

#[test]
fn silent_unsafe_blocks_are_found() {
    check(rules::safety_comments, "src/heap/a.rs", "fn f() {\n    unsafe { g() }\n}", 1);
    check(rules::safety_comments, "src/heap/a.rs", "fn f() {\n    // SAFETY: owned.\n    unsafe { g() }\n}", 0);
    check(rules::safety_comments, "src/heap/a.rs", "// SAFETY: owned,\n// and alone.\nlet x =\n    unsafe { g() };", 0);
    check(rules::safety_comments, "src/heap/a.rs", "// SAFETY: old.\nh();\nunsafe { g() }", 1);
    check(rules::safety_comments, "src/heap/a.rs", "unsafe impl Send for X {}", 1);
    check(rules::safety_comments, "src/heap/a.rs", "unsafe fn f() {}", 0);
}

#[test]
fn banned_words_bite() {
    for text in ["thread_local! {}", "let a: Rc<u8>;", "use std::rc::Rc;", "Rc::new(1)", "static mut A: u8 = 0;"] {
        check(rules::banned_words, "src/heap/a.rs", text, 1);
    }
    for text in ["#[ignore]", "#[ignore = \"slow\"]", "todo!()", "unimplemented!()", "dbg!(x)"] {
        check(rules::banned_words, "tests/a.rs", text, 1);
    }
    for text in ["Arc<u8>", "static A: u8 = 0;", "// todo!()", "fn ignore() {}", "&'static mut X", "let s = \"dbg!\";"]
    {
        check(rules::banned_words, "src/heap/a.rs", text, 0);
    }
}

#[test]
fn printing_bites() {
    check(rules::printing, "src/heap/a.rs", "println!(); eprintln!(); print!(); eprint!()", 4);
    check(rules::printing, "src/cli/a.rs", "println!()", 0);
    check(rules::printing, "src/main.rs", "eprintln!()", 0);
}

#[test]
fn vague_names_bite() {
    check(rules::vague_names, "src/heap/a.rs", "struct PageManager; enum StringUtils {}", 2);
    check(rules::vague_names, "src/heap/a.rs", "struct Page; // PageManager", 0);
}

#[test]
fn machine_paths_bite() {
    let text = format!("let a = \"{}main\";\nlet b = 1;", plan::MACHINE_PATHS[0]);
    assert_eq!(rules::machine_paths("src/a.rs", &text).len(), 1);
    assert_eq!(rules::missing_function("src/lib.rs", "no_such_function").into_iter().count(), 1);
}
