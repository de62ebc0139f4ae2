//! Stories about objects, told to the runtime directly.

use super::*;
use crate::heap::{HeapOptions, Local, Stress};
use crate::runtime::names::KnownName;
use crate::value::layout::{attribute, wrapper};

/// Runs `story` in a fresh realm, without and with a collection at every allocation.
pub(super) fn in_realm(story: impl Fn(&mut Scope<'_>) -> Completion<()>) {
    for stress in [Stress::Off, Stress::Seed(5), Stress::Alloc] {
        let heap = HeapOptions { predictable: true, verify: true, poison: true, ..HeapOptions::default() };
        let options = IsolateOptions { heap, seed: 7, hooks: Box::new(NoHost) };
        let mut isolate = Isolate::new(options).expect("an isolate");
        let mut cx = Scope::enter(&mut isolate);
        assert!(create_realm(&mut cx).and_then(|_| name_errors(&mut cx)).is_ok());
        cx.heap.set_stress(stress);
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

#[test]
fn a_map_keeps_insertion_order_and_its_cursor_through_changes() {
    in_realm(|cx| {
        let map = make_object(cx, crate::value::kind::MAP, Local::NULL)?;
        let table = ordered_table(cx)?;
        cx.heap.store(map, wrapper::VALUE, table);
        for index in 0..50 {
            collection_set(cx, map, Local::int(index), Local::int(index * 2))?;
        }
        let cursor = new_cursor(cx, map)?;
        for expected in 0..10 {
            let entry = cursor_next(cx, cursor)?;
            assert_eq!(entry.map(|(key, _)| number(cx, key)), Some(expected as f64));
        }
        for index in 5..45 {
            assert!(collection_delete(cx, map, Local::int(index))?);
        }
        let text = cx.string("a key that is text")?;
        collection_set(cx, map, text, Local::TRUE)?;
        let again = cx.string("a key that is text")?;
        assert!(collection_has(cx, map, again)?);
        let entry = cursor_next(cx, cursor)?;
        assert_eq!(entry.map(|(key, _)| number(cx, key)), Some(45.0));
        collection_clear(cx, map)?;
        collection_set(cx, map, Local::number(-0.0), Local::NULL)?;
        let entry = cursor_next(cx, cursor)?;
        assert_eq!(entry.map(|(key, _)| number(cx, key).to_bits()), Some(0));
        assert!(cursor_next(cx, cursor)?.is_none());
        assert_eq!(collection_size(cx, map), 1);
        Ok(())
    });
}

#[test]
fn a_weak_map_forgets_dead_keys() {
    in_realm(|cx| {
        let map = make_object(cx, crate::value::kind::WEAK_MAP, Local::NULL)?;
        let table = ephemeron_table(cx)?;
        cx.heap.store(map, wrapper::VALUE, table);
        let kept = ordinary_object(cx)?;
        weak_collection_set(cx, map, kept, Local::int(1))?;
        for _ in 0..20 {
            let mut cx = cx.open();
            let key = ordinary_object(&mut cx)?;
            weak_collection_set(&mut cx, map, key, Local::int(2))?;
        }
        let value = weak_collection_get(cx, map, kept)?.map(|value| number(cx, value));
        assert_eq!(value, Some(1.0));
        assert!(weak_collection_delete(cx, map, kept)?);
        assert!(!weak_collection_has(cx, map, kept)?);
        Ok(())
    });
}

#[test]
fn a_rope_of_a_million_pieces_is_flattened_without_recursion() {
    let options = IsolateOptions { heap: HeapOptions::default(), seed: 7, hooks: Box::new(NoHost) };
    let mut isolate = Isolate::new(options).expect("an isolate");
    let mut cx = Scope::enter(&mut isolate);
    let result = (|| {
        let piece = cx.string("abcdefghijklmnop")?;
        let text = cx.variable(piece)?;
        for _ in 1..1_000_000 {
            let mut cx = cx.open();
            let longer = concat_strings(&mut cx, text.get(), piece)?;
            text.set(&mut cx, longer);
        }
        let units = units(&mut cx, text.get())?;
        assert_eq!((units.len(), units.get(15_999_999)), (16_000_000, Some(b'p' as u16)));
        Completion::Ok(())
    })();
    assert!(result.is_ok());
}

#[test]
fn strings_concatenate_slice_and_compare() {
    in_realm(|cx| {
        let (left, right) = (cx.string("a text of some length, ")?, cx.string("größer als λ")?);
        let both = concat_strings(cx, left, right)?;
        let part = substring(cx, both, 2, 30)?;
        assert_eq!(rust_text(cx, part)?, "text of some length, größer ");
        let nested = substring(cx, part, 5, 24)?;
        assert_eq!(rust_text(cx, nested)?, "of some length, grö");
        let same = cx.string("of some length, grö")?;
        assert!(strings_equal(cx, nested, same)?);
        assert_eq!(is_less_than(cx, nested, part, true)?, Some(true));
        let (a, b) = (string_to_key(cx, nested)?, string_to_key(cx, same)?);
        assert!(super::own_keys::same_key(cx, a, b));
        let long = cx.string(&"x".repeat(1 << 20))?;
        let doubled = cx.variable(long)?;
        let overflow = (0..10).try_for_each(|_| {
            let twice = concat_strings(cx, doubled.get(), doubled.get())?;
            doubled.set(cx, twice);
            Ok(())
        });
        assert_eq!(message_of(cx, overflow), "RangeError: Invalid string length");
        Ok(())
    });
}

#[test]
fn objects_become_primitives_by_their_methods() {
    fn forty_two<'s>(_: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
        Ok(Local::int(42))
    }
    in_realm(|cx| {
        let object = ordinary_object(cx)?;
        install(cx, object, &[method("valueOf", 0, forty_two)])?;
        assert_eq!(to_number(cx, object)?, 42.0);
        let text = to_string(cx, object);
        assert_eq!(message_of(cx, text), "nothing was thrown");
        assert!(is_loosely_equal(cx, object, Local::int(42))?);
        let symbol = cx.known_string(KnownName::SymbolIterator)?;
        let refused = to_string(cx, symbol);
        assert_eq!(message_of(cx, refused), "TypeError: Cannot convert a Symbol value to a string");
        let refused = call(cx, object, Local::UNDEFINED, &[]);
        assert_eq!(message_of(cx, refused), "TypeError: #<Object> is not a function");
        let refused = get_v(cx, Local::UNDEFINED, KnownName::Name.into());
        assert_eq!(message_of(cx, refused), "TypeError: Cannot read properties of undefined (reading 'name')");
        Ok(())
    });
}

#[test]
fn jobs_run_in_the_order_they_were_queued() {
    fn note<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
        array_push(cx, arguments.get(0), arguments.get(1))?;
        Ok(Local::UNDEFINED)
    }
    in_realm(|cx| {
        let log = array_create(cx, 0)?;
        for round in 0..3 {
            for index in 0..30 {
                enqueue_job(cx, note, [log, Local::int(round * 30 + index), Local::UNDEFINED])?;
            }
            run_job(cx)?;
        }
        run_jobs(cx)?;
        assert_eq!(array_length(cx.raw(log)), 90);
        for index in 0..90 {
            let item = get_index(cx, log, index)?;
            assert_eq!(number(cx, item), index as f64);
        }
        Ok(())
    });
}

#[test]
fn a_prototype_s_changes_move_the_epoch() {
    in_realm(|cx| {
        let parent = ordinary_object(cx)?;
        let child = ordinary_object_create(cx, parent)?;
        let key = cx.name("inherited")?;
        let before = cx.prototype_epoch;
        set(cx, parent, key, Local::int(1))?;
        assert_ne!(cx.prototype_epoch, before);
        let value = get(cx, child, key)?;
        assert_eq!(number(cx, value), 1.0);
        let other = ordinary_object(cx)?;
        assert!(set_prototype_of(cx, child, other)?);
        let value = get(cx, child, key)?;
        assert!(cx.raw(value).is_undefined());
        assert!(!set_prototype_of(cx, other, child)?, "a cycle");
        assert!(cx.indexed_prototype_protector);
        set(cx, other, PropertyKey::Index(3), Local::TRUE)?;
        assert!(!cx.indexed_prototype_protector);
        let value = get(cx, child, PropertyKey::Index(3))?;
        assert!(cx.raw(value).is_bool());
        Ok(())
    });
}

#[test]
fn endless_recursion_is_a_range_error_on_either_stack() {
    fn again<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
        call(cx, arguments.callee(), Local::UNDEFINED, &[])
    }
    in_realm(|cx| {
        cx.heap.set_stress(Stress::Off);
        for native_bytes in [400 << 10, usize::MAX] {
            cx.set_native_stack(native_bytes);
            let mut cx = cx.open();
            let name = cx.string("again")?;
            let description = NativeDescription { steps: again, length: 0, flags: 0 };
            let function = create_builtin_function(&mut cx, description, name, Local::UNDEFINED)?;
            if native_bytes == usize::MAX {
                // Leave so little of the VM stack that it ends before the native one does.
                while cx.heap.stack_has_room(2000) {
                    cx.variable(Local::NULL)?;
                }
            }
            let overflow = call(&mut cx, function, Local::UNDEFINED, &[]);
            assert_eq!(message_of(&mut cx, overflow), "RangeError: Maximum call stack size exceeded");
        }
        Ok(())
    });
}

#[test]
fn two_thousand_properties_outgrow_the_slots() {
    let heap = HeapOptions::default();
    let mut isolate = Isolate::new(IsolateOptions { heap, seed: 7, hooks: Box::new(NoHost) }).expect("an isolate");
    let mut cx = Scope::enter(&mut isolate);
    let result = (|| {
        create_realm(&mut cx)?;
        let object = ordinary_object(&mut cx)?;
        for count in 0..2000 {
            let mut cx = cx.open();
            let key = cx.name(&format!("p{count}"))?;
            set(&mut cx, object, key, Local::int(count))?;
        }
        for count in (0..2000).step_by(3) {
            let mut cx = cx.open();
            let key = cx.name(&format!("p{count}"))?;
            assert!(delete(&mut cx, object, key)?);
        }
        for count in 0..2000 {
            let mut cx = cx.open();
            let key = cx.name(&format!("p{count}"))?;
            assert_eq!(has_own_property(&mut cx, object, key)?, count % 3 != 0);
        }
        assert_eq!(own_property_keys(&mut cx, object)?.len(), 1333);
        Completion::Ok(())
    })();
    assert!(result.is_ok());
}

#[test]
fn accessors_run_and_refuse_without_a_setter() {
    fn answer<'s>(_: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
        Ok(this)
    }
    in_realm(|cx| {
        let object = ordinary_object(cx)?;
        install(cx, object, &[getter("self", answer)])?;
        let child = ordinary_object_create(cx, object)?;
        let key = cx.name("self")?;
        let value = get(cx, child, key)?;
        assert!(cx.raw(value).identical(cx.raw(child)), "the receiver is the child");
        let refused = set(cx, child, key, Local::NULL);
        assert_eq!(message_of(cx, refused), "TypeError: Cannot set property self of #<Object> which has only a getter");
        let descriptor = PropertyDescriptor::data(Local::int(1), attribute::ALL);
        assert!(define_own_property(cx, object, key, &descriptor)?);
        set(cx, child, key, Local::int(2))?;
        let (own, inherited) = (get(cx, child, key)?, get(cx, object, key)?);
        assert_eq!((number(cx, own), number(cx, inherited)), (2.0, 1.0));
        Ok(())
    });
}

#[test]
fn arrays_refuse_in_v8_s_words() {
    in_realm(|cx| {
        let array = array_create(cx, 0)?;
        array_push(cx, array, Local::int(1))?;
        let fixed = PropertyDescriptor { configurable: Some(false), ..PropertyDescriptor::default() };
        assert!(define_own_property(cx, array, PropertyKey::Index(0), &fixed)?);
        let refused = set(cx, array, KnownName::Length.into(), Local::int(0));
        assert_eq!(message_of(cx, refused), "TypeError: Cannot delete property '0' of [object Array]");
        let read_only = PropertyDescriptor { writable: Some(false), ..PropertyDescriptor::default() };
        assert!(define_own_property(cx, array, KnownName::Length.into(), &read_only)?);
        let refused = set(cx, array, PropertyKey::Index(1), Local::NULL);
        assert_eq!(
            message_of(cx, refused),
            "TypeError: Cannot assign to read only property 'length' of object '[object Array]'"
        );
        let frozen = create_array_from_list(cx, &[Local::int(1), Local::int(2)])?;
        assert!(set_integrity_level(cx, frozen, IntegrityLevel::Frozen)?);
        assert!(dense_elements(cx.raw(frozen)).is_some(), "frozen elements stay fast");
        let refused = set(cx, frozen, PropertyKey::Index(0), Local::NULL);
        assert_eq!(
            message_of(cx, refused),
            "TypeError: Cannot assign to read only property '0' of object '[object Array]'"
        );
        let refused = delete_property_or_throw(cx, frozen, PropertyKey::Index(1));
        assert_eq!(message_of(cx, refused), "TypeError: Cannot delete property '1' of [object Array]");
        assert!(test_integrity_level(cx, frozen, IntegrityLevel::Frozen)?);
        Ok(())
    });
}

#[test]
fn a_string_wrapper_shows_its_characters_as_elements() {
    in_realm(|cx| {
        let prototype = ordinary_object(cx)?;
        cx.set_intrinsic(Intrinsic::StringPrototype, prototype);
        let text = cx.string("héλ")?;
        let object = to_object(cx, text)?;
        let character = get(cx, object, PropertyKey::Index(2))?;
        assert_eq!(rust_text(cx, character)?, "λ");
        assert!(!delete(cx, object, PropertyKey::Index(0))?);
        set(cx, object, PropertyKey::Index(5), Local::TRUE)?;
        let keys = own_property_keys(cx, object)?;
        let mut names = Vec::new();
        for index in 0..keys.len() {
            let key = keys.get(cx, index)?;
            names.push(describe_key(cx, key));
        }
        assert_eq!(names.join(" "), "0 1 2 5 length");
        let length = get_known(cx, object, KnownName::Length)?;
        assert_eq!(number(cx, length), 3.0);
        Ok(())
    });
}

#[test]
fn mapped_arguments_are_the_parameters() {
    use crate::value::{kind, layout};
    in_realm(|cx| {
        let prototype = cx.intrinsic(Intrinsic::ObjectPrototype)?;
        let context = cx.allocate(crate::heap::Allocation::young(kind::CONTEXT, 0, 5), |_| {})?;
        let object = make_object(cx, kind::ARGUMENTS, prototype)?;
        let map = cx.allocate_words(2)?;
        for index in 0..2 {
            cx.heap.store(context, layout::context::VARIABLES + index, Local::int(10 + index as i32));
            cx.heap.store(
                map,
                layout::words::ELEMENTS + index,
                Local::int((layout::context::VARIABLES + index) as i32),
            );
            put_element(cx, object, index as u32, Local::int(10 + index as i32))?;
        }
        cx.heap.store(object, layout::arguments::CONTEXT, context);
        cx.heap.store(object, layout::arguments::MAP, map);
        cx.heap.store(context, layout::context::VARIABLES, Local::int(99));
        let value = get(cx, object, PropertyKey::Index(0))?;
        assert_eq!(number(cx, value), 99.0);
        set(cx, object, PropertyKey::Index(1), Local::int(7))?;
        assert_eq!(cx.raw(context).word(layout::context::VARIABLES + 1).as_int(), 7);
        assert!(delete(cx, object, PropertyKey::Index(1))?);
        set(cx, object, PropertyKey::Index(1), Local::int(8))?;
        assert_eq!(cx.raw(context).word(layout::context::VARIABLES + 1).as_int(), 7, "unmapped");
        let read_only = PropertyDescriptor { writable: Some(false), ..PropertyDescriptor::default() };
        assert!(define_own_property(cx, object, PropertyKey::Index(0), &read_only)?);
        let value = get(cx, object, PropertyKey::Index(0))?;
        assert_eq!(number(cx, value), 99.0);
        Ok(())
    });
}
