//! Functions of `Object` about single properties – ECMA-262 §20.1.2 <https://tc39.es/ecma262/#sec-properties-of-the-object-constructor>

use super::{key_of, keys_to_array};
use crate::builtins::receiver::require_object;
use crate::heap::{Local, Word};
use crate::runtime::{
    Arguments, Completion, PropertyDescriptor, Scope, create_data_property_or_throw, define_property_or_throw,
    from_property_descriptor, get, get_own_property, has_own_property, ordinary_object, own_property_keys, to_object,
    to_property_descriptor,
};
use crate::value::layout::words;

/// Object.defineProperty ( O, P, Attributes ) – <https://tc39.es/ecma262/#sec-object.defineproperty>
pub(super) fn define_property<'s>(
    cx: &mut Scope<'s>,
    _this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let object = arguments.get(0);
    require_object(cx, object, "Object.defineProperty")?;
    let key = key_of(cx, arguments.get(1))?;
    let descriptor = to_property_descriptor(cx, arguments.get(2))?;
    define_property_or_throw(cx, object, key, &descriptor)?;
    Ok(object)
}

/// Object.defineProperties ( O, Properties ) – <https://tc39.es/ecma262/#sec-object.defineproperties>
pub(super) fn define_properties<'s>(
    cx: &mut Scope<'s>,
    _this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let object = arguments.get(0);
    require_object(cx, object, "Object.defineProperties")?;
    object_define_properties(cx, object, arguments.get(1))?;
    Ok(object)
}

/// ObjectDefineProperties – <https://tc39.es/ecma262/#sec-objectdefineproperties>
///
/// The descriptors wait in the heap, four words each, until the last of them is read.
pub(super) fn object_define_properties<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    properties: Local<'s>,
) -> Completion<()> {
    let mut cx = cx.open();
    let properties = to_object(&mut cx, properties)?;
    let keys = own_property_keys(&mut cx, properties)?;
    let descriptors = cx.allocate_words(4 * keys.len())?;
    for index in 0..keys.len() {
        let mut cx = cx.open();
        cx.step(1)?;
        let key = keys.get(&mut cx, index)?;
        if get_own_property(&mut cx, properties, key)?.is_none_or(|found| found.enumerable != Some(true)) {
            continue;
        }
        let attributes = get(&mut cx, properties, key)?;
        let descriptor = to_property_descriptor(&mut cx, attributes)?;
        store_descriptor(&mut cx, descriptors, index, &descriptor);
    }
    for index in 0..keys.len() {
        let mut cx = cx.open();
        cx.step(1)?;
        if let Some(descriptor) = load_descriptor(&mut cx, descriptors, index)? {
            let key = keys.get(&mut cx, index)?;
            define_property_or_throw(&mut cx, object, key, &descriptor)?;
        }
    }
    Ok(())
}

fn store_descriptor(cx: &mut Scope<'_>, list: Local<'_>, index: usize, descriptor: &PropertyDescriptor<'_>) {
    let word = words::ELEMENTS + 4 * index;
    let bits = |flag: Option<bool>| flag.map_or(0, |set| 2 + set as i32);
    let flags = bits(descriptor.writable) | bits(descriptor.enumerable) << 2 | bits(descriptor.configurable) << 4;
    cx.heap.store(list, word, Local::int(flags));
    for (offset, value) in [descriptor.value, descriptor.get, descriptor.set].into_iter().enumerate() {
        cx.heap.store(list, word + 1 + offset, value.unwrap_or(Local::HOLE));
    }
}

/// `None` when nothing was stored under this index.
fn load_descriptor<'s>(
    cx: &mut Scope<'s>,
    list: Local<'s>,
    index: usize,
) -> Completion<Option<PropertyDescriptor<'s>>> {
    let word = words::ELEMENTS + 4 * index;
    let flags = cx.raw(list).word(word);
    if !flags.is_int() {
        return Ok(None);
    }
    let flags = flags.as_int();
    let flag = |shift: u32| (flags >> shift & 2 != 0).then_some(flags >> shift & 1 != 0);
    let mut field = |offset: usize| {
        let value = cx.word(list, word + offset)?;
        Ok((value.immediate() != Some(Word::HOLE)).then_some(value))
    };
    Ok(Some(PropertyDescriptor {
        value: field(1)?,
        get: field(2)?,
        set: field(3)?,
        writable: flag(0),
        enumerable: flag(2),
        configurable: flag(4),
    }))
}

/// Object.getOwnPropertyDescriptor ( O, P ) – <https://tc39.es/ecma262/#sec-object.getownpropertydescriptor>
pub(super) fn get_own_property_descriptor<'s>(
    cx: &mut Scope<'s>,
    _this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let object = to_object(cx, arguments.get(0))?;
    let key = key_of(cx, arguments.get(1))?;
    let descriptor = get_own_property(cx, object, key)?;
    from_property_descriptor(cx, descriptor)
}

/// Object.getOwnPropertyDescriptors ( O ) – <https://tc39.es/ecma262/#sec-object.getownpropertydescriptors>
pub(super) fn get_own_property_descriptors<'s>(
    cx: &mut Scope<'s>,
    _this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let object = to_object(cx, arguments.get(0))?;
    let keys = own_property_keys(cx, object)?;
    let result = ordinary_object(cx)?;
    for index in 0..keys.len() {
        let mut cx = cx.open();
        cx.step(1)?;
        let key = keys.get(&mut cx, index)?;
        if let Some(descriptor) = get_own_property(&mut cx, object, key)? {
            let value = from_property_descriptor(&mut cx, Some(descriptor))?;
            create_data_property_or_throw(&mut cx, result, key, value)?;
        }
    }
    Ok(result)
}

/// Object.getOwnPropertyNames ( O ) – <https://tc39.es/ecma262/#sec-object.getownpropertynames>
pub(super) fn get_own_property_names<'s>(
    cx: &mut Scope<'s>,
    _this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let object = to_object(cx, arguments.get(0))?;
    let keys = own_property_keys(cx, object)?;
    keys_to_array(cx, keys, |is_symbol| !is_symbol)
}

/// Object.getOwnPropertySymbols ( O ) – <https://tc39.es/ecma262/#sec-object.getownpropertysymbols>
pub(super) fn get_own_property_symbols<'s>(
    cx: &mut Scope<'s>,
    _this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let object = to_object(cx, arguments.get(0))?;
    let keys = own_property_keys(cx, object)?;
    keys_to_array(cx, keys, |is_symbol| is_symbol)
}

/// Object.hasOwn ( O, P ) – <https://tc39.es/ecma262/#sec-object.hasown>
pub(super) fn has_own<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = to_object(cx, arguments.get(0))?;
    let key = key_of(cx, arguments.get(1))?;
    has_own_property(cx, object, key).map(Local::bool)
}
