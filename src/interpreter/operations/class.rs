//! Classes – ECMA-262 §15.7 <https://tc39.es/ecma262/#sec-class-definitions>
//!
//! A class constructor's home object word holds a RECORD: the prototype, the function that defines the instance's
//! fields, and the private methods of instances (a flat array of name, kind, function).

use super::literal::{make_method, set_function_name};
use super::messages;
use super::variable::key;
use crate::heap::{Allocation, Local, Slot};
use crate::runtime::{
    self, Abrupt, Arguments, Completion, Intrinsic, KnownName, PropertyDescriptor, PropertyKey, Scope,
};
use crate::value::layout::{accessor, attribute, code, function};
use crate::value::{self, Value, kind};

/// Words of a class constructor's record.
pub(crate) mod record {
    /// The prototype.
    pub(crate) const HOME: usize = 1;
    /// The function that defines instance fields, or undefined.
    pub(crate) const FIELDS: usize = 2;
    /// Private methods of instances, or undefined.
    pub(crate) const METHODS: usize = 3;
    /// The SCRIPT with the text of the class, or undefined.
    pub(crate) const SCRIPT: usize = 4;
    /// Size.
    pub(crate) const WORDS: usize = 5;
}

/// `Must call super constructor …`
pub(crate) fn throw_uninitialized_this<'s>(cx: &mut Scope<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let message = format_args!(
        "Must call super constructor in derived class before accessing 'this' or returning from derived constructor"
    );
    Err(runtime::throw_reference_error(cx, message))
}

/// As [`throw_uninitialized_this`], for a derived constructor that has ended.
pub(crate) fn throw_unconstructed_this<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    in_realm_of_caller(cx, |cx| throw_uninitialized_this(cx, operands))
}

/// Runs `steps`, the end of [[Construct]] (§10.2.2), where its caller is: the constructor itself has ended.
fn in_realm_of_caller<'s>(
    cx: &mut Scope<'s>,
    steps: impl FnOnce(&mut Scope<'s>) -> Completion<Local<'s>>,
) -> Completion<Local<'s>> {
    if !cx.realms.are_several() {
        return steps(cx);
    }
    let realm = match crate::interpreter::machine::frames(cx, 2).get(1) {
        Some(caller) => runtime::get_function_realm(cx, Local::in_slot(Slot(caller.slot as u32)))?,
        None => cx.realm()?,
    };
    let number = cx.number_of_realm(cx.raw(realm));
    cx.in_realm(number, steps)
}

/// What a derived constructor may return: an object or undefined.
pub(crate) fn derived_result<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let value = operands.get(0);
    if runtime::is_object(cx.raw(value)) || cx.raw(value).is_undefined() {
        return Ok(value);
    }
    in_realm_of_caller(cx, |cx| {
        Err(runtime::throw_type_error(cx, format_args!("Derived constructors may only return object or undefined")))
    })
}

/// `Class constructor X cannot be invoked without 'new'`
pub(crate) fn throw_class_called<'s>(cx: &mut Scope<'s>, class: Local<'s>) -> Abrupt {
    let mut cx = cx.open();
    let name = cx.word(class, function::NAME).unwrap_or(Local::UNDEFINED);
    let name = value::to_rust(cx.heap(), name);
    let what = if name.is_empty() { "Class constructors".to_owned() } else { format!("Class constructor {name}") };
    let message = format!("{what} cannot be invoked without 'new'");
    // The class has not been entered: its frame is none yet.
    let error = match runtime::create_error(&mut cx, Intrinsic::TypeErrorPrototype, &message) {
        Ok(error) => error,
        Err(abrupt) => return abrupt,
    };
    if let Err(abrupt) = runtime::capture_stack(&mut cx, error, class) {
        return abrupt;
    }
    match runtime::tell_throw(&mut cx, error) {
        Ok(()) => cx.throw(error),
        Err(abrupt) => abrupt,
    }
}

/// A new private name: a symbol that no script sees.
pub(crate) fn new_private_name<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    runtime::new_private_name(cx, operands.get(0))
}

/// The constructor of a class without one. Operands: name, whether it has a heritage.
pub(crate) fn default_constructor<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let derived = cx.raw(operands.get(1)).identical(cx.raw(Local::TRUE));
    crate::interpreter::install::default_constructor(cx, operands.get(0), derived)
}

/// The SCRIPT of the code that is running.
fn running_script<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    let callee = Local::in_slot(Slot(cx.frame as u32));
    if !cx.raw(callee).is_kind(kind::FUNCTION) {
        return Ok(Local::UNDEFINED);
    }
    cx.local(|isolate| isolate.heap.get(callee).word(function::CODE).word(code::SCRIPT))
}

/// Heritage and prototype: operands constructor, heritage (HOLE if none), start and end of the source text. Yields the
/// prototype.
pub(crate) fn begin<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let (class, heritage) = (operands.get(0), operands.get(1));
    let (prototype_parent, class_parent) = parents(cx, heritage)?;
    let prototype = runtime::ordinary_object_create(cx, prototype_parent)?;
    if !cx.raw(class_parent).is_undefined() {
        runtime::ordinary_set_prototype_of(cx, class, class_parent)?;
    }
    cx.heap.store(class, function::PROTOTYPE, prototype);
    runtime::define_new(cx, prototype, PropertyKey::Known(KnownName::Constructor), class, attribute::HIDDEN)?;
    crate::interpreter::install::set_class_source(cx, class, operands.get(2), operands.get(3))?;
    let script = running_script(cx)?;
    let record = cx.allocate(Allocation::young(kind::RECORD, 0, record::WORDS), |init| {
        init.set(record::HOME, prototype);
        init.set(record::SCRIPT, script);
    })?;
    cx.heap.store(class, function::HOME_OBJECT, record);
    Ok(prototype)
}

/// The parents of prototype and class (undefined: %Function.prototype%).
fn parents<'s>(cx: &mut Scope<'s>, heritage: Local<'s>) -> Completion<(Local<'s>, Local<'s>)> {
    if cx.raw(heritage).is_hole() {
        return Ok((cx.intrinsic(Intrinsic::ObjectPrototype)?, Local::UNDEFINED));
    }
    if cx.raw(heritage).is_null() {
        return Ok((Local::NULL, Local::UNDEFINED));
    }
    if !runtime::is_constructor(cx, heritage) {
        let shown = runtime::describe(cx, heritage);
        let message = format_args!("Class extends value {shown} is not a constructor or null");
        return Err(runtime::throw_type_error(cx, message));
    }
    let prototype = runtime::get(cx, heritage, PropertyKey::Known(KnownName::Prototype))?;
    if !runtime::is_object(cx.raw(prototype)) && !cx.raw(prototype).is_null() {
        let shown = runtime::describe(cx, prototype);
        let message = format_args!("Class extends value does not have valid prototype property {shown}");
        return Err(runtime::throw_type_error(cx, message));
    }
    Ok((prototype, heritage))
}

/// Defines a method: operands object, key, function, 0 method / 1 getter / 2 setter.
pub(crate) fn define_method<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let (object, method) = (operands.get(0), operands.get(2));
    match cx.raw(operands.get(3)).as_int() {
        1 => return super::literal::define_accessor(cx, operands, "get", false),
        2 => return super::literal::define_accessor(cx, operands, "set", false),
        _ => {}
    }
    let key = key(cx, operands.get(1))?;
    refuse_static_prototype(cx, object, key)?;
    make_method(cx, method, object);
    set_function_name(cx, method, key, None)?;
    let descriptor = PropertyDescriptor {
        value: Some(method),
        writable: Some(true),
        enumerable: Some(false),
        configurable: Some(true),
        ..Default::default()
    };
    runtime::define_property_or_throw(cx, object, key, &descriptor)?;
    Ok(Local::UNDEFINED)
}

/// A class has its `prototype` already.
fn refuse_static_prototype(cx: &mut Scope<'_>, object: Local<'_>, key: PropertyKey<'_>) -> Completion<()> {
    let raw = cx.raw(object);
    let is_class = raw.is_kind(kind::FUNCTION) && raw.flags() & function::CLASS_CONSTRUCTOR != 0;
    if is_class && !matches!(key, PropertyKey::Index(_)) && key.raw(cx).identical(cx.known(KnownName::Prototype)) {
        let message = format_args!("Classes may not have a static property named 'prototype'");
        return Err(runtime::throw_type_error(cx, message));
    }
    Ok(())
}

/// Remembers a private method of instances: operands prototype, name, function, kind, the list so far.
pub(crate) fn collect_private_method<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let (home, name, method, kind) = (operands.get(0), operands.get(1), operands.get(2), operands.get(3));
    make_method(cx, method, home);
    set_private_function_name(cx, method, name, kind)?;
    let list = if cx.raw(operands.get(4)).is_undefined() { runtime::array_create(cx, 0)? } else { operands.get(4) };
    runtime::array_push(cx, list, name)?;
    runtime::array_push(cx, list, kind)?;
    runtime::array_push(cx, list, method)?;
    Ok(list)
}

fn set_private_function_name<'s>(
    cx: &mut Scope<'s>,
    method: Local<'s>,
    name: Local<'s>,
    kind: Local<'s>,
) -> Completion<()> {
    let prefix = match cx.raw(kind).as_int() {
        1 => Some("get"),
        2 => Some("set"),
        _ => None,
    };
    set_function_name(cx, method, PropertyKey::Name(name), prefix)
}

/// Defines a private method of the class itself: operands class, name, function, kind.
pub(crate) fn define_static_private<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let (object, name, method, kind) = (operands.get(0), operands.get(1), operands.get(2), operands.get(3));
    make_method(cx, method, object);
    set_private_function_name(cx, method, name, kind)?;
    let kind = cx.raw(kind).as_int();
    let class = class_name(cx, object);
    install_private(cx, object, name, method, kind, &class)?;
    Ok(Local::UNDEFINED)
}

/// The name of a class.
fn class_name(cx: &Scope<'_>, class: Local<'_>) -> String {
    let name = cx.raw(class).word(function::NAME);
    value::flat_units(name).filter(|_| value::is_string(name)).map(|text| text.to_rust_lossy()).unwrap_or_default()
}

/// Gives `object` a private method or accessor.
fn install_private<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    name: Local<'s>,
    method: Local<'s>,
    kind: i32,
    class: &str,
) -> Completion<()> {
    let key = PropertyKey::Name(name);
    let existing = runtime::own_word(cx, object, PropertyKey::Name(name))?;
    match (kind, existing) {
        (0, None) => runtime::define_new(cx, object, key, method, 0),
        (0, Some(_)) => Err(throw_twice(cx, class)),
        (_, Some(pair)) if cx.raw(pair).is_kind(crate::value::kind::ACCESSOR_PAIR) => {
            let word = if kind == 1 { accessor::GETTER } else { accessor::SETTER };
            if !cx.raw(pair).word(word).is_undefined() {
                return Err(throw_twice(cx, class));
            }
            // Each object has a pair of its own, made below.
            cx.heap.store(pair, word, method);
            Ok(())
        }
        (_, Some(_)) => Err(throw_twice(cx, class)),
        (_, None) => {
            let (get, set) = if kind == 1 { (method, Local::UNDEFINED) } else { (Local::UNDEFINED, method) };
            let pair = runtime::accessor_pair(cx, get, set)?;
            runtime::define_new(cx, object, key, pair, attribute::ACCESSOR)
        }
    }
}

fn throw_twice(cx: &mut Scope<'_>, class: &str) -> Abrupt {
    let class = if class.is_empty() { "anonymous" } else { class };
    let message = format_args!("Cannot initialize private methods of class {class} twice on the same object");
    runtime::throw_type_error(cx, message)
}

/// Completes a class: operands constructor, prototype, field initialiser, private methods.
pub(crate) fn finish<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let (class, prototype) = (operands.get(0), operands.get(1));
    let (fields, methods) = (operands.get(2), operands.get(3));
    make_method(cx, fields, prototype);
    name_initializer(cx, fields, KnownName::InstanceInitializer)?;
    let record = cx.word(class, function::HOME_OBJECT)?;
    cx.heap.store(record, record::FIELDS, fields);
    cx.heap.store(record, record::METHODS, methods);
    Ok(Local::UNDEFINED)
}

/// Gives the function operand 0 the home object operand 1.
pub(crate) fn with_home_object<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    make_method(cx, operands.get(0), operands.get(1));
    name_initializer(cx, operands.get(0), KnownName::StaticInitializer)?;
    Ok(operands.get(0))
}

/// Names a function that nobody but a stack trace sees.
fn name_initializer<'s>(cx: &mut Scope<'s>, function: Local<'s>, name: KnownName) -> Completion<()> {
    if cx.raw(function).is_kind(kind::FUNCTION) {
        let name = cx.known_string(name)?;
        cx.heap.store(function, function::NAME, name);
    }
    Ok(())
}

/// InitializeInstanceElements: operands object, constructor.
pub(crate) fn initialize_fields<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    initialize_instance(cx, operands.get(0), operands.get(1))?;
    Ok(operands.get(0))
}

/// Private methods, then fields, of a class on a new object.
pub(crate) fn initialize_instance<'s>(cx: &mut Scope<'s>, object: Local<'s>, class: Local<'s>) -> Completion<()> {
    if !cx.raw(class).is_kind(kind::FUNCTION) {
        return Ok(());
    }
    let record = cx.word(class, function::HOME_OBJECT)?;
    if !cx.raw(record).is_kind(kind::RECORD) {
        return Ok(());
    }
    let methods = cx.word(record, record::METHODS)?;
    if cx.raw(methods).is_pointer() {
        let list = super::call::list_of(cx, methods)?;
        for triple in list.chunks_exact(3) {
            let kind = cx.raw(triple[1]).as_int();
            let name = class_name(cx, class);
            install_private(cx, object, triple[0], triple[2], kind, &name)?;
        }
    }
    let fields = cx.word(record, record::FIELDS)?;
    if cx.raw(fields).is_pointer() {
        runtime::call(cx, fields, object, &[])?;
    }
    Ok(())
}

/// CreateDataPropertyOrThrow of a field: operands object, key, value.
pub(crate) fn define_field<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let key = key(cx, operands.get(1))?;
    refuse_static_prototype(cx, operands.get(0), key)?;
    super::literal::define_value(cx, operands)
}

/// A field with a computed key whose value is an anonymous function.
pub(crate) fn define_named_field<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    super::literal::define_named_value(cx, operands)
}

/// PrivateFieldAdd: operands object, name, value.
pub(crate) fn define_private_field<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let (object, name, value) = (operands.get(0), operands.get(1), operands.get(2));
    if runtime::own_word(cx, object, PropertyKey::Name(name))?.is_some() {
        let message = format_args!("Cannot initialize #{} twice on the same object", private_text(cx, name));
        let message = message.to_string();
        return Err(runtime::throw_type_error(cx, format_args!("{message}")));
    }
    runtime::define_new(cx, object, PropertyKey::Name(name), value, attribute::WRITABLE)?;
    Ok(Local::UNDEFINED)
}

/// The text of a private name without its `#`.
fn private_text(cx: &Scope<'_>, name: Local<'_>) -> String {
    let text = cx.raw(name).word(1);
    let text = value::flat_units(text).map(|units| units.to_rust_lossy()).unwrap_or_default();
    text.trim_start_matches('#').to_owned()
}

/// `object.#name`: operands object, name.
pub(crate) fn get_private<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let (object, name) = (operands.get(0), operands.get(1));
    let Some(found) = find(cx, object, name)? else {
        let text = private_text(cx, name);
        if let Some(shown) = nullish_text(cx, object) {
            let message = format_args!("Cannot read properties of {shown} (reading '#{text}')");
            return Err(runtime::throw_type_error(cx, message));
        }
        if let Some(abrupt) = messages::throw_not_branded(cx, &text) {
            return Err(abrupt);
        }
        let message = format!("Cannot read private member #{text} from an object whose class did not declare it");
        return Err(runtime::throw_type_error(cx, format_args!("{message}")));
    };
    if !cx.raw(found).is_kind(kind::ACCESSOR_PAIR) {
        return Ok(found);
    }
    let getter = cx.word(found, accessor::GETTER)?;
    if cx.raw(getter).is_undefined() {
        let text = private_text(cx, name);
        return Err(runtime::throw_type_error(cx, format_args!("'#{text}' was defined without a getter")));
    }
    runtime::call(cx, getter, object, &[])
}

fn nullish_text(cx: &Scope<'_>, value: Local<'_>) -> Option<&'static str> {
    let raw = cx.raw(value);
    match (raw.is_undefined(), raw.is_null()) {
        (true, _) => Some("undefined"),
        (_, true) => Some("null"),
        _ => None,
    }
}

fn find<'s>(cx: &mut Scope<'s>, object: Local<'s>, name: Local<'s>) -> Completion<Option<Local<'s>>> {
    if !runtime::is_object(cx.raw(object)) {
        return Ok(None);
    }
    runtime::own_word(cx, object, PropertyKey::Name(name))
}

/// `object.#name = value`: operands object, name, value.
pub(crate) fn set_private<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let (object, name, value) = (operands.get(0), operands.get(1), operands.get(2));
    let Some(found) = find(cx, object, name)? else {
        let text = private_text(cx, name);
        if let Some(shown) = nullish_text(cx, object) {
            let message = format_args!("Cannot set properties of {shown} (setting '#{text}')");
            return Err(runtime::throw_type_error(cx, message));
        }
        if let Some(abrupt) = messages::throw_not_branded(cx, &text) {
            return Err(abrupt);
        }
        let message = format!("Cannot write private member #{text} to an object whose class did not declare it");
        return Err(runtime::throw_type_error(cx, format_args!("{message}")));
    };
    if cx.raw(found).is_kind(kind::ACCESSOR_PAIR) {
        let setter = cx.word(found, accessor::SETTER)?;
        if cx.raw(setter).is_undefined() {
            let text = private_text(cx, name);
            return Err(runtime::throw_type_error(cx, format_args!("'#{text}' was defined without a setter")));
        }
        runtime::call(cx, setter, object, &[value])?;
        return Ok(value);
    }
    let key = PropertyKey::Name(name);
    let writable = runtime::own_attributes(cx, object, key)?.is_some_and(|bits| bits & attribute::WRITABLE != 0);
    if !writable || !runtime::set_own_word(cx, object, key, value)? {
        let text = private_text(cx, name);
        return Err(runtime::throw_type_error(cx, format_args!("Private method '#{text}' is not writable")));
    }
    Ok(value)
}

/// `#name in object`: operands name, object.
pub(crate) fn private_in<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let (name, object) = (operands.get(0), operands.get(1));
    if !runtime::is_object(cx.raw(object)) {
        let (text, shown) = (private_text(cx, name), runtime::describe(cx, object));
        let message = format_args!("Cannot use 'in' operator to search for '#{text}' in {shown}");
        return Err(runtime::throw_type_error(cx, message));
    }
    Ok(Local::bool(runtime::own_word(cx, object, PropertyKey::Name(name))?.is_some()))
}

/// The object that `super` properties are looked up on.
fn super_object<'s>(cx: &mut Scope<'s>, home: Local<'s>) -> Completion<Local<'s>> {
    let mut home = home;
    if cx.raw(home).is_kind(kind::RECORD) {
        home = cx.word(home, record::HOME)?;
    }
    runtime::get_prototype_of(cx, home)
}

/// `super[key]`: operands this, home object, key.
pub(crate) fn get_super<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let (this, key_value) = (operands.get(0), operands.get(2));
    let object = super_object(cx, operands.get(1))?;
    let key = key(cx, key_value)?;
    if cx.raw(object).is_null() {
        let shown = runtime::describe_key(cx, key);
        return Err(runtime::throw_type_error(cx, format_args!("Cannot read properties of null (reading '{shown}')")));
    }
    runtime::get_with_receiver(cx, object, key, this)
}

/// `super[key] = value`: operands this, home object, key, value, strict.
pub(crate) fn set_super<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let (this, value) = (operands.get(0), operands.get(3));
    let object = super_object(cx, operands.get(1))?;
    let key = key(cx, operands.get(2))?;
    if cx.raw(object).is_null() {
        let shown = runtime::describe_key(cx, key);
        return Err(runtime::throw_type_error(cx, format_args!("Cannot set properties of null (setting '{shown}')")));
    }
    let written = runtime::set_with_receiver(cx, object, key, value, this)?;
    if !written && cx.raw(operands.get(4)).identical(cx.raw(Local::TRUE)) {
        return Err(runtime::throw_cannot_set(cx, this, key));
    }
    Ok(value)
}

/// GetSuperConstructor of the active function operand 0.
pub(crate) fn super_constructor<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    runtime::get_prototype_of(cx, operands.get(0))
}

/// What `super(…)` constructs with must be a constructor.
pub(crate) fn require_super_constructor<'s>(cx: &mut Scope<'s>, parent: Local<'s>) -> Completion<()> {
    if runtime::is_constructor(cx, parent) {
        return Ok(());
    }
    let name_of = |cx: &Scope<'s>, function: Local<'s>| {
        let raw = cx.raw(function);
        let word = match raw.kind() {
            kind::FUNCTION => function::NAME,
            kind::NATIVE_FUNCTION => crate::value::layout::native::NAME,
            _ => return None,
        };
        let name = raw.word(word);
        Some(value::flat_units(name).filter(|_| value::is_string(name))?.to_rust_lossy())
    };
    let shown = match name_of(cx, parent) {
        Some(name) => name,
        None => runtime::describe(cx, parent),
    };
    let shown = if shown.is_empty() { "null" } else { &shown };
    let class = name_of(cx, Local::in_slot(Slot(cx.frame as u32))).unwrap_or_default();
    let class = if class.is_empty() { "anonymous class" } else { &class };
    let message = format_args!("Super constructor {shown} of {class} is not a constructor");
    Err(runtime::throw_type_error(cx, message))
}

/// `super(…)` with spread arguments: operands parent constructor, array of arguments, new.target.
pub(crate) fn super_call<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let parent = operands.get(0);
    require_super_constructor(cx, parent)?;
    let list = super::call::list_of(cx, operands.get(1))?;
    runtime::construct(cx, parent, &list, Some(operands.get(2)))
}

/// Throws if `this` has been bound already.
pub(crate) fn check_this_unbound<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    if operands.get(0).immediate() == Some(Value::UNINITIALIZED) || is_uninitialized(cx, operands.get(0)) {
        return Ok(Local::UNDEFINED);
    }
    Err(runtime::throw_reference_error(cx, format_args!("Super constructor may only be called once")))
}

fn is_uninitialized(cx: &Scope<'_>, value: Local<'_>) -> bool {
    cx.raw(value).as_immediate() == Some(Value::UNINITIALIZED)
}
