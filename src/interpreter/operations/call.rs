//! Calls that need more than a frame – ECMA-262 §13.3 <https://tc39.es/ecma262/#sec-left-hand-side-expressions>

use super::messages;
use crate::heap::Local;
use crate::runtime::{
    self, Abrupt, Arguments, Completion, Intrinsic, KnownName, PropertyDescriptor, PropertyKey, Scope,
};
use crate::value::kind;
use crate::value::layout::{arguments as arguments_layout, attribute, words};

/// `x is not a function`, named by the source of the call.
pub(crate) fn throw_not_callable(cx: &mut Scope<'_>) -> Abrupt {
    let shown = messages::subject(cx).unwrap_or_else(|| String::from("object"));
    runtime::throw_type_error(cx, format_args!("{shown} is not a function"))
}

/// `f(...args)`: operands function, this, array of arguments.
pub(crate) fn call_spread<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let function = operands.get(0);
    if !runtime::is_callable(cx, function) {
        return Err(throw_not_callable(cx));
    }
    let list = list_of(cx, operands.get(2))?;
    runtime::call(cx, function, operands.get(1), &list)
}

/// The elements of an array that the compiler has built.
pub(crate) fn list_of<'s>(cx: &mut Scope<'s>, array: Local<'s>) -> Completion<Vec<Local<'s>>> {
    let length = runtime::array_length(cx.raw(array));
    if !cx.heap.stack_has_room(2 * length as usize + 128) {
        return Err(runtime::throw_stack_overflow(cx));
    }
    let mut list = Vec::new();
    if list.try_reserve_exact(length as usize).is_err() {
        return Err(cx.terminate(runtime::Termination::OutOfMemory));
    }
    for index in 0..length {
        list.push(runtime::get(cx, array, PropertyKey::Index(index))?);
    }
    Ok(list)
}

/// `new F(...args)`: operands constructor, array of arguments.
pub(crate) fn construct_spread<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let constructor = operands.get(0);
    if !runtime::is_constructor(cx, constructor) {
        return Err(throw_not_constructor(cx, constructor));
    }
    let list = list_of(cx, operands.get(1))?;
    runtime::construct(cx, constructor, &list, None)
}

/// `x is not a constructor`
pub(crate) fn throw_not_constructor(cx: &mut Scope<'_>, constructor: Local<'_>) -> Abrupt {
    let shown = messages::subject(cx).unwrap_or_else(|| runtime::describe_operand(cx, constructor));
    runtime::throw_type_error(cx, format_args!("{shown} is not a constructor"))
}

/// `new`: callee and arguments stand in a frame already.
pub(crate) fn construct_frame<'s>(
    cx: &mut Scope<'s>,
    constructor: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    if !runtime::is_constructor(cx, constructor) {
        return Err(throw_not_constructor(cx, constructor));
    }
    match cx.methods(cx.raw(constructor).kind()).construct {
        Some(construct) => {
            cx.frame = arguments.first().0 as usize - runtime::FRAME_HEADER;
            construct(cx, constructor, arguments)
        }
        None => Err(throw_not_constructor(cx, constructor)),
    }
}

/// `this` of sloppy code: undefined and null become the global object, other primitives objects.
pub(crate) fn sloppy_this<'s>(cx: &mut Scope<'s>, this: Local<'s>) -> Completion<Local<'s>> {
    if super::operator::is_nullish(cx, this) {
        return cx.intrinsic(Intrinsic::Global);
    }
    runtime::to_object(cx, this)
}

/// The array of a rest parameter: the arguments from number `first` on.
pub(crate) fn rest_array<'s>(cx: &mut Scope<'s>, arguments: Arguments<'s>, first: u32) -> Completion<Local<'s>> {
    let list: Vec<Local<'s>> = (first as usize..arguments.count()).map(|index| arguments.get(index)).collect();
    runtime::create_array_from_list(cx, &list)
}

/// The arguments object of a call. `strict`: unmapped, without a usable `callee`. A mapped one is linked to the
/// parameters afterwards, by [`map_arguments`].
pub(crate) fn arguments_object<'s>(
    cx: &mut Scope<'s>,
    function: Local<'s>,
    arguments: Arguments<'s>,
    strict: bool,
) -> Completion<Local<'s>> {
    let list: Vec<Local<'s>> = (0..arguments.count()).map(|index| arguments.get(index)).collect();
    let object = runtime::create_arguments_object(cx, &list)?;
    let values = cx.intrinsic(Intrinsic::ArrayProtoValues)?;
    runtime::define_new(cx, object, PropertyKey::Known(KnownName::SymbolIterator), values, attribute::HIDDEN)?;
    let callee = PropertyKey::Known(KnownName::Callee);
    if strict {
        let thrower = cx.intrinsic(Intrinsic::ThrowTypeError)?;
        let descriptor = PropertyDescriptor {
            get: Some(thrower),
            set: Some(thrower),
            enumerable: Some(false),
            configurable: Some(false),
            ..Default::default()
        };
        runtime::define_property_or_throw(cx, object, callee, &descriptor)?;
    } else {
        runtime::define_new(cx, object, callee, function, attribute::HIDDEN)?;
    }
    Ok(object)
}

/// Links an arguments object to parameters in a context. Operands: object, context, then pairs of argument number and
/// context word.
pub(crate) fn map_arguments<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let (object, context) = (operands.get(0), operands.get(1));
    if !cx.raw(object).is_kind(kind::ARGUMENTS) {
        return Ok(object);
    }
    let pairs: Vec<(usize, i32)> = (1..operands.count() / 2)
        .map(|pair| {
            let number = cx.raw(operands.get(2 * pair)).as_int() as usize;
            (number, cx.raw(operands.get(2 * pair + 1)).as_int())
        })
        .collect();
    let passed = runtime::get(cx, object, PropertyKey::Known(KnownName::Length))?;
    let passed = cx.raw(passed).as_number() as usize;
    let Some(last) = pairs.iter().map(|&(number, _)| number).filter(|&number| number < passed).max() else {
        return Ok(object);
    };
    let map = cx.allocate_words(last + 1)?;
    for index in 0..=last {
        cx.heap.store(map, words::ELEMENTS + index, Local::HOLE);
    }
    for (number, word) in pairs.into_iter().filter(|&(number, _)| number <= last) {
        cx.heap.store(map, words::ELEMENTS + number, Local::int(word));
        runtime::forget_argument(cx, object, number as u32)?;
    }
    cx.heap.store(object, arguments_layout::CONTEXT, context);
    cx.heap.store(object, arguments_layout::MAP, map);
    Ok(object)
}
