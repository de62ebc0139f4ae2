//! Values told to the inspection directly; scripts under `tests/scripts/inspect` tell the rest.

use super::*;
use crate::heap::{HeapOptions, Stress};
use crate::host::property::define;
use crate::runtime::{Isolate, IsolateOptions, NoHost, array_create, array_push, create_realm, ordinary_object};

/// Runs `story` in a fresh realm, without and with a collection at every allocation.
fn in_realm(story: impl Fn(&mut Scope<'_>) -> Completion<()>) {
    for stress in [Stress::Off, Stress::Alloc] {
        let heap = HeapOptions { predictable: true, verify: true, poison: true, ..HeapOptions::default() };
        let options = IsolateOptions { heap, seed: 7, hooks: Box::new(NoHost) };
        let mut isolate = Isolate::new(options).expect("an isolate");
        let mut cx = Scope::enter(&mut isolate);
        assert!(create_realm(&mut cx).and_then(|_| crate::builtins::install_all(&mut cx)).is_ok());
        cx.heap.set_stress(stress);
        assert!(story(&mut cx).is_ok());
    }
}

#[track_caller]
fn check<'s>(cx: &mut Scope<'s>, value: Local<'s>, expected: &str) {
    let shown = inspect(cx, value, &Options::default());
    assert_eq!(shown.ok().as_deref(), Some(expected));
}

fn numbers<'s>(cx: &mut Scope<'s>, count: u32) -> Completion<Local<'s>> {
    let array = array_create(cx, 0)?;
    for number in 0..count {
        array_push(cx, array, Local::number(f64::from(number)))?;
    }
    Ok(array)
}

#[test]
fn a_short_array_stands_on_one_line() {
    in_realm(|cx| {
        let array = numbers(cx, 3)?;
        check(cx, array, "[ 0, 1, 2 ]");
        let empty = numbers(cx, 0)?;
        check(cx, empty, "[]");
        Ok(())
    });
}

#[test]
fn a_long_array_stands_in_columns_and_is_cut_at_a_hundred() {
    in_realm(|cx| {
        let array = numbers(cx, 105)?;
        let shown = inspect(cx, array, &Options::default())?;
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[1], "   0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11,");
        assert_eq!(lines[9], "  96, 97, 98, 99,");
        assert_eq!(lines[10], "  ... 5 more items");
        Ok(())
    });
}

#[test]
fn an_object_that_holds_itself_is_numbered() {
    in_realm(|cx| {
        let object = ordinary_object(cx)?;
        let text = cx.string("it's")?;
        define(cx, object, "name", text)?;
        define(cx, object, "self", object)?;
        check(cx, object, "<ref *1> { name: \"it's\", self: [Circular *1] }");
        Ok(())
    });
}

#[test]
fn holes_are_counted() {
    in_realm(|cx| {
        let array = array_create(cx, 5)?;
        check(cx, array, "[ <5 empty items> ]");
        crate::runtime::set_index(cx, array, 1, Local::TRUE)?;
        check(cx, array, "[ <1 empty item>, true, <3 empty items> ]");
        Ok(())
    });
}

#[test]
fn a_line_has_at_most_72_columns() {
    in_realm(|cx| {
        let object = ordinary_object(cx)?;
        let text = cx.string(&"x".repeat(60))?;
        define(cx, object, "a", text)?;
        let shown = inspect(cx, object, &Options::default())?;
        assert_eq!(shown.len(), 69);
        define(cx, object, "b", Local::int(1))?;
        let shown = inspect(cx, object, &Options::default())?;
        assert_eq!(shown.lines().count(), 4);
        Ok(())
    });
}

#[test]
fn templates_are_filled_in() {
    in_realm(|cx| {
        let template = cx.string("%s is %d%% %i %% %x %c%s|")?;
        let name = cx.string("Bob")?;
        let arguments =
            [template, name, Local::number(42.5), Local::number(42.9), Local::NULL, Local::TRUE, Local::number(-0.0)];
        let shown = format_arguments(cx, &arguments, &Options::default())?;
        assert_eq!(shown, "Bob is 42.5% 42 % %x true| -0");
        Ok(())
    });
}
