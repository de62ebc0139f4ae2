//! Stories about objects, told to the runtime directly.

use super::*;
use crate::heap::{HeapOptions, Local, Stress};
use crate::runtime::names::KnownName;
use crate::value::layout::attribute;

/// Runs `story` in a fresh realm, without and with a collection at every allocation.
pub(super) fn in_realm(story: impl Fn(&mut Scope<'_>) -> Completion<()>) {
    for stress in [Stress::Off, Stress::Nth(3)] {
        let heap = HeapOptions { predictable: true, verify: true, poison: true, stress, ..HeapOptions::default() };
        let options = IsolateOptions { heap, seed: 7, hooks: Box::new(NoHost) };
        let mut isolate = Isolate::new(options).expect("an isolate");
        let mut cx = Scope::enter(&mut isolate);
        assert!(create_realm(&mut cx).and_then(|_| name_errors(&mut cx)).is_ok());
        if let Err(abrupt) = story(&mut cx) {
            let thrown = cx.catch(abrupt).map(|error| describe(&mut cx, error));
            panic!("the story threw {}", thrown.unwrap_or_else(|_| "a termination".to_owned()));
        }
    }
}

/// What the builtins do for the errors' prototypes.
fn name_errors(cx: &mut Scope<'_>) -> Completion<()> {
    let prototypes = [(Intrinsic::TypeErrorPrototype, "TypeError"), (Intrinsic::RangeErrorPrototype, "RangeError")];
    for (intrinsic, name) in prototypes {
        let mut cx = cx.open();
        let prototype = cx.intrinsic(intrinsic)?;
        let name = cx.string(name)?;
        set(&mut cx, prototype, KnownName::Name.into(), name)?;
    }
    Ok(())
}

/// What a thrown error says.
pub(super) fn message_of<T>(cx: &mut Scope<'_>, completion: Completion<T>) -> String {
    match completion {
        Ok(_) => "nothing was thrown".to_owned(),
        Err(abrupt) => match cx.catch(abrupt) {
            Ok(error) => describe(cx, error),
            Err(_) => "a termination".to_owned(),
        },
    }
}

fn number(cx: &Scope<'_>, value: Local<'_>) -> f64 {
    cx.raw(value).as_number()
}

#[test]
fn properties_are_found_where_they_were_put() {
    in_realm(|cx| {
        let object = ordinary_object(cx)?;
        for count in 0..40 {
            let key = cx.name(&format!("p{count}"))?;
            set(cx, object, key, Local::int(count))?;
        }
        for count in 0..40 {
            let key = cx.name(&format!("p{count}"))?;
            let value = get(cx, object, key)?;
            assert_eq!(number(cx, value), count as f64);
        }
        let absent = cx.name("absent")?;
        let value = get(cx, object, absent)?;
        assert!(cx.raw(value).is_undefined());
        Ok(())
    });
}

#[test]
fn objects_made_alike_share_a_shape() {
    in_realm(|cx| {
        let (a, b) = (ordinary_object(cx)?, ordinary_object(cx)?);
        let (x, y) = (cx.name("x")?, cx.name("y")?);
        for object in [a, b] {
            set(cx, object, x, Local::int(1))?;
            set(cx, object, y, Local::int(2))?;
        }
        assert_eq!(cx.raw(a).aux(), cx.raw(b).aux());
        assert!(delete(cx, b, y)?);
        assert_ne!(cx.raw(a).aux(), cx.raw(b).aux());
        set(cx, b, y, Local::int(3))?;
        assert_eq!(cx.raw(a).aux(), cx.raw(b).aux(), "the last property goes and comes by the same way");
        Ok(())
    });
}

#[test]
fn deleting_an_early_property_keeps_the_others_and_their_order() {
    in_realm(|cx| {
        let object = ordinary_object(cx)?;
        for name in ["a", "b", "c", "d", "e", "f"] {
            let key = cx.name(name)?;
            set(cx, object, key, Local::TRUE)?;
        }
        let key = cx.name("b")?;
        assert!(delete(cx, object, key)?);
        set(cx, object, key, Local::FALSE)?;
        set(cx, object, PropertyKey::Index(7), Local::NULL)?;
        set(cx, object, PropertyKey::Index(2), Local::NULL)?;
        let keys = own_property_keys(cx, object)?;
        let mut names = Vec::new();
        for index in 0..keys.len() {
            let key = keys.get(cx, index)?;
            names.push(describe_key(cx, key));
        }
        assert_eq!(names.join(" "), "2 7 a c d e f b");
        Ok(())
    });
}

#[test]
fn an_array_covers_its_elements() {
    in_realm(|cx| {
        let array = array_create(cx, 0)?;
        for index in 0..100 {
            set_index(cx, array, index, Local::int(index as i32))?;
        }
        assert_eq!(array_length(cx.raw(array)), 100);
        set(cx, array, KnownName::Length.into(), Local::int(10))?;
        let gone = get_index(cx, array, 10)?;
        assert!(cx.raw(gone).is_undefined());
        set_index(cx, array, 4_000_000_000, Local::TRUE)?;
        assert!(has_sparse_elements(cx.raw(array)));
        assert_eq!(length_of_array_like(cx, array)?, 4_000_000_001);
        set(cx, array, KnownName::Length.into(), Local::int(3))?;
        let kept = get_index(cx, array, 2)?;
        assert_eq!(number(cx, kept), 2.0);
        let refused = set(cx, array, KnownName::Length.into(), Local::number(1.5));
        assert_eq!(message_of(cx, refused), "RangeError: Invalid array length");
        Ok(())
    });
}

#[test]
fn frozen_objects_refuse_in_v8_s_words() {
    in_realm(|cx| {
        let object = ordinary_object(cx)?;
        let (x, y) = (cx.name("x")?, cx.name("y")?);
        set(cx, object, x, Local::int(1))?;
        assert!(set_integrity_level(cx, object, IntegrityLevel::Frozen)?);
        assert!(test_integrity_level(cx, object, IntegrityLevel::Frozen)?);
        let refused = set(cx, object, x, Local::int(2));
        assert!(message_of(cx, refused).starts_with("TypeError: Cannot assign to read only property 'x' of object"));
        let refused = set(cx, object, y, Local::int(2));
        assert_eq!(message_of(cx, refused), "TypeError: Cannot add property y, object is not extensible");
        let refused = define_property_or_throw(cx, object, x, &PropertyDescriptor::data(Local::NULL, attribute::ALL));
        assert_eq!(message_of(cx, refused), "TypeError: Cannot redefine property: x");
        Ok(())
    });
}
