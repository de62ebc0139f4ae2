//! Realms (§9.3): the intrinsics, the global object, and the shapes made from them.
//!
//! A REALM is a vector of values with a place for every [`Intrinsic`]. `Scope::intrinsic` reads the current realm's.
//! This room makes the objects that everything else needs; `builtins` fills the rest.

use super::completion::Completion;
use super::function::native_function_shape;
use super::isolate::{ArrayIteration, GeneratorIteration};
use super::scope::Scope;
use super::{array, object};
use crate::heap::{Local, Place, Raw, RootId};
use crate::value::kind;
use crate::value::layout::{shape, words};

/// A place in the realm's vector: the intrinsic objects of table 6 (§6.1.7.4) and a few that only the engine names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(dead_code, reason = "a place is known before the room that fills it is built")]
#[repr(u16)]
pub(crate) enum Intrinsic {
    /// The global object.
    Global,
    /// %AggregateError%
    AggregateError,
    /// %AggregateError.prototype%
    AggregateErrorPrototype,
    /// %Array%
    Array,
    /// %Array.prototype%
    ArrayPrototype,
    /// %ArrayBuffer%
    ArrayBuffer,
    /// %ArrayBuffer.prototype%
    ArrayBufferPrototype,
    /// %AsyncDisposableStack%
    AsyncDisposableStack,
    /// %AsyncDisposableStack.prototype%
    AsyncDisposableStackPrototype,
    /// %AsyncFunction%
    AsyncFunction,
    /// %AsyncFunction.prototype%
    AsyncFunctionPrototype,
    /// %AsyncGeneratorFunction%
    AsyncGeneratorFunction,
    /// %AsyncGeneratorFunction.prototype%
    AsyncGeneratorFunctionPrototype,
    /// %Atomics%
    Atomics,
    /// %BigInt%
    BigInt,
    /// %BigInt.prototype%
    BigIntPrototype,
    /// %BigInt64Array%
    BigInt64Array,
    /// %BigInt64Array.prototype%
    BigInt64ArrayPrototype,
    /// %BigUint64Array%
    BigUint64Array,
    /// %BigUint64Array.prototype%
    BigUint64ArrayPrototype,
    /// %Boolean%
    Boolean,
    /// %Boolean.prototype%
    BooleanPrototype,
    /// %DataView%
    DataView,
    /// %DataView.prototype%
    DataViewPrototype,
    /// %Date%
    Date,
    /// %Date.prototype%
    DatePrototype,
    /// %DisposableStack%
    DisposableStack,
    /// %DisposableStack.prototype%
    DisposableStackPrototype,
    /// %Error%
    Error,
    /// %Error.prototype%
    ErrorPrototype,
    /// %EvalError%
    EvalError,
    /// %EvalError.prototype%
    EvalErrorPrototype,
    /// %FinalizationRegistry%
    FinalizationRegistry,
    /// %FinalizationRegistry.prototype%
    FinalizationRegistryPrototype,
    /// %Float16Array%
    Float16Array,
    /// %Float16Array.prototype%
    Float16ArrayPrototype,
    /// %Float32Array%
    Float32Array,
    /// %Float32Array.prototype%
    Float32ArrayPrototype,
    /// %Float64Array%
    Float64Array,
    /// %Float64Array.prototype%
    Float64ArrayPrototype,
    /// %Function%
    Function,
    /// %Function.prototype%
    FunctionPrototype,
    /// %GeneratorFunction%
    GeneratorFunction,
    /// %GeneratorFunction.prototype%
    GeneratorFunctionPrototype,
    /// %Int8Array%
    Int8Array,
    /// %Int8Array.prototype%
    Int8ArrayPrototype,
    /// %Int16Array%
    Int16Array,
    /// %Int16Array.prototype%
    Int16ArrayPrototype,
    /// %Int32Array%
    Int32Array,
    /// %Int32Array.prototype%
    Int32ArrayPrototype,
    /// %Iterator%
    Iterator,
    /// %Iterator.prototype%
    IteratorPrototype,
    /// %JSON%
    Json,
    /// %Map%
    Map,
    /// %Map.prototype%
    MapPrototype,
    /// %Math%
    Math,
    /// %Number%
    Number,
    /// %Number.prototype%
    NumberPrototype,
    /// %Object%
    Object,
    /// %Object.prototype%
    ObjectPrototype,
    /// %Promise%
    Promise,
    /// %Promise.prototype%
    PromisePrototype,
    /// %Proxy%
    Proxy,
    /// %RangeError%
    RangeError,
    /// %RangeError.prototype%
    RangeErrorPrototype,
    /// %ReferenceError%
    ReferenceError,
    /// %ReferenceError.prototype%
    ReferenceErrorPrototype,
    /// %Reflect%
    Reflect,
    /// %RegExp%
    RegExp,
    /// %RegExp.prototype%
    RegExpPrototype,
    /// %Set%
    Set,
    /// %Set.prototype%
    SetPrototype,
    /// %SharedArrayBuffer%
    SharedArrayBuffer,
    /// %SharedArrayBuffer.prototype%
    SharedArrayBufferPrototype,
    /// %String%
    String,
    /// %String.prototype%
    StringPrototype,
    /// %Symbol%
    Symbol,
    /// %Symbol.prototype%
    SymbolPrototype,
    /// %SuppressedError%
    SuppressedError,
    /// %SuppressedError.prototype%
    SuppressedErrorPrototype,
    /// %SyntaxError%
    SyntaxError,
    /// %SyntaxError.prototype%
    SyntaxErrorPrototype,
    /// %TypedArray%
    TypedArray,
    /// %TypedArray.prototype%
    TypedArrayPrototype,
    /// %TypeError%
    TypeError,
    /// %TypeError.prototype%
    TypeErrorPrototype,
    /// %Uint8Array%
    Uint8Array,
    /// %Uint8Array.prototype%
    Uint8ArrayPrototype,
    /// %Uint8ClampedArray%
    Uint8ClampedArray,
    /// %Uint8ClampedArray.prototype%
    Uint8ClampedArrayPrototype,
    /// %Uint16Array%
    Uint16Array,
    /// %Uint16Array.prototype%
    Uint16ArrayPrototype,
    /// %Uint32Array%
    Uint32Array,
    /// %Uint32Array.prototype%
    Uint32ArrayPrototype,
    /// %URIError%
    UriError,
    /// %URIError.prototype%
    UriErrorPrototype,
    /// %WeakMap%
    WeakMap,
    /// %WeakMap.prototype%
    WeakMapPrototype,
    /// %WeakRef%
    WeakRef,
    /// %WeakRef.prototype%
    WeakRefPrototype,
    /// %WeakSet%
    WeakSet,
    /// %WeakSet.prototype%
    WeakSetPrototype,
    /// %ArrayIteratorPrototype%
    ArrayIteratorPrototype,
    /// %AsyncFromSyncIteratorPrototype%
    AsyncFromSyncIteratorPrototype,
    /// %AsyncGeneratorFunction.prototype.prototype%
    AsyncGeneratorPrototype,
    /// %AsyncIteratorPrototype%
    AsyncIteratorPrototype,
    /// %GeneratorFunction.prototype.prototype%
    GeneratorPrototype,
    /// %ForInIteratorPrototype%
    ForInIteratorPrototype,
    /// %IteratorHelperPrototype%
    IteratorHelperPrototype,
    /// %MapIteratorPrototype%
    MapIteratorPrototype,
    /// %RegExpStringIteratorPrototype%
    RegExpStringIteratorPrototype,
    /// %SetIteratorPrototype%
    SetIteratorPrototype,
    /// %StringIteratorPrototype%
    StringIteratorPrototype,
    /// %WrapForValidIteratorPrototype%
    WrapForValidIteratorPrototype,
    /// The prototype of call sites (`Error.prepareStackTrace`).
    CallSitePrototype,
    /// %ThrowTypeError%
    ThrowTypeError,
    /// %Array.prototype.values%
    ArrayProtoValues,
    /// %Array.prototype.toString%
    ArrayProtoToString,
    /// %Function.prototype%[Symbol.hasInstance]
    FunctionProtoHasInstance,
    /// %Object.prototype.toString%
    ObjectProtoToString,
    /// %Object.prototype.valueOf%
    ObjectProtoValueOf,
    /// %Promise.prototype.then%
    PromiseProtoThen,
    /// %Promise.resolve%
    PromiseResolve,
    /// %MapProtoSet%
    MapProtoSet,
    /// %SetProtoAdd%
    SetProtoAdd,
    /// Shape of regular expressions.
    RegExpShape,
    /// Shape of the results of `exec`.
    RegExpResultShape,
    /// What matching asks of %RegExp.prototype%, as it was at first: WORDS.
    RegExpOriginals,
    /// %RegExpProtoExec%
    RegExpProtoExec,
    /// %Eval%
    Eval,
    /// %ParseInt%
    ParseInt,
    /// %ParseFloat%
    ParseFloat,
    /// %DecodeUri%
    DecodeUri,
    /// %DecodeUriComponent%
    DecodeUriComponent,
    /// %EncodeUri%
    EncodeUri,
    /// %EncodeUriComponent%
    EncodeUriComponent,
    /// %IsFinite%
    IsFinite,
    /// %IsNaN%
    IsNaN,
    /// The template objects by site; the interpreter's business.
    TemplateMap,
    /// The declarative record of the global environment; the interpreter's business.
    GlobalLexical,
    /// Free for the embedding API.
    EngineData,
    /// Free for the host.
    HostData,
    /// Shape of objects made by builtins.
    ObjectShape,
    /// Shape of plain closures: the interpreter's business.
    FunctionShape,
    /// Shape of closures with a `prototype`: the interpreter's business.
    ConstructorShape,
    /// Shape of classes: the interpreter's business.
    ClassShape,
    /// Shape of generator functions: the interpreter's business.
    GeneratorFunctionShape,
    /// Shape of async functions: the interpreter's business.
    AsyncFunctionShape,
    /// Shape of async generator functions: the interpreter's business.
    AsyncGeneratorFunctionShape,
    /// %Iterator.prototype%[Symbol.iterator]
    IteratorProtoIterator,
    /// %GeneratorPrototype%.next
    GeneratorNext,
    /// %ArrayIteratorPrototype%.next
    ArrayIteratorNext,
    /// %MapIteratorPrototype%.next
    MapIteratorNext,
    /// %SetIteratorPrototype%.next
    SetIteratorNext,
    /// %StringIteratorPrototype%.next
    StringIteratorNext,
    /// Shape of iterator results.
    IteratorResultShape,
    /// Shape of arrays.
    ArrayShape,
    /// The realm's number among all realms of the isolate (an int).
    RealmNumber,
    /// Shape of native functions.
    NativeFunctionShape,
}

impl Intrinsic {
    /// Places in a realm.
    pub(crate) const COUNT: usize = Intrinsic::NativeFunctionShape as usize + 1;
}

/// What an isolate keeps of a realm while another is the current one.
#[derive(Clone, Copy)]
struct KeptRealm {
    realm: RootId,
    global_object: RootId,
    global_lexicals: RootId,
    array_shape: u32,
}

/// The realms of an isolate, by number. They live as long as the isolate.
#[derive(Default)]
pub(crate) struct Realms {
    kept: Vec<KeptRealm>,
    current: u32,
}

impl Realms {
    /// The number of the current realm.
    #[inline]
    pub(crate) fn current(&self) -> u32 {
        self.current
    }

    /// Whether there is more than one.
    #[inline]
    pub(crate) fn are_several(&self) -> bool {
        self.kept.len() > 1
    }
}

impl super::Isolate {
    /// Makes another realm the current one; the number of the one before, to go back to.
    pub(crate) fn enter_realm(&mut self, number: u32) -> u32 {
        let outer = self.realms.current;
        if number == outer {
            return outer;
        }
        let array_shape = self.array_shape;
        if let Some(kept) = self.realms.kept.get_mut(outer as usize) {
            kept.array_shape = array_shape;
        }
        if let Some(&kept) = self.realms.kept.get(number as usize) {
            self.realms.current = number;
            (self.realm, self.global_object, self.global_lexicals) =
                (kept.realm, kept.global_object, kept.global_lexicals);
            self.array_shape = kept.array_shape;
            self.array_iteration = ArrayIteration::default();
            self.generator_iteration = GeneratorIteration::default();
        }
        outer
    }

    /// The bare realm of this number, which there must be.
    pub(crate) fn realm_raw(&self, number: u32) -> Raw<'_> {
        let kept = self.realms.kept.get(number as usize);
        self.heap.root_value(kept.map_or(self.realm, |kept| kept.realm))
    }

    /// The number of a realm.
    pub(crate) fn number_of_realm(&self, realm: Raw<'_>) -> u32 {
        realm.word(words::ELEMENTS + Intrinsic::RealmNumber as usize).as_int() as u32
    }

    /// The bare intrinsic of the current realm, to compare with.
    #[inline]
    pub(crate) fn intrinsic_raw(&self, intrinsic: Intrinsic) -> Raw<'_> {
        self.heap.root_value(self.realm).word(words::ELEMENTS + intrinsic as usize)
    }
}

impl<'s> Scope<'s> {
    /// Runs `steps` with another realm as the current one.
    #[inline]
    pub(crate) fn in_realm<T>(&mut self, number: u32, steps: impl FnOnce(&mut Scope<'s>) -> T) -> T {
        let outer = self.enter_realm(number);
        let result = steps(self);
        self.enter_realm(outer);
        result
    }

    /// An intrinsic of the current realm; UNDEFINED as long as nobody filled its place.
    ///
    /// # Errors
    /// RangeError when the VM stack is full.
    #[inline]
    pub(crate) fn intrinsic(&mut self, intrinsic: Intrinsic) -> Completion<Local<'s>> {
        self.local(|isolate| isolate.heap.root_value(isolate.realm).word(words::ELEMENTS + intrinsic as usize))
    }

    /// Fills the place of an intrinsic in the current realm.
    pub(crate) fn set_intrinsic(&mut self, intrinsic: Intrinsic, value: Local<'_>) {
        let depth = self.heap.stack_depth();
        if let Ok(realm) = self.local(|isolate| isolate.heap.root_value(isolate.realm)) {
            self.heap.store(realm, words::ELEMENTS + intrinsic as usize, value);
        }
        self.heap.truncate_stack(depth);
    }

    /// The current realm.
    ///
    /// # Errors
    /// RangeError when the VM stack is full.
    pub(crate) fn realm(&mut self) -> Completion<Local<'s>> {
        self.local(|isolate| isolate.heap.root_value(isolate.realm))
    }
}

/// Makes a realm with %Object.prototype%, %Function.prototype%, %Array.prototype%, the errors' prototypes and the global
/// object, all without properties, and makes it the current one. Whoever makes a second one goes back to the first with
/// `enter_realm`.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn create_realm<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    let count = Intrinsic::COUNT as u64;
    let words_of_realm = words::ELEMENTS + Intrinsic::COUNT;
    let realm = cx.allocate_sized(kind::REALM, words_of_realm, words::LENGTH, count, Place::Old)?;
    let number = add_realm(cx)?;
    let root = cx.realm;
    cx.heap.set_root(root, realm);
    cx.set_intrinsic(Intrinsic::RealmNumber, Local::int(number as i32));
    let mut inner = cx.open();
    let object_prototype = immutable_prototype_object(&mut inner)?;
    inner.set_intrinsic(Intrinsic::ObjectPrototype, object_prototype);
    let capacity = object::inline_capacity(kind::ORDINARY);
    let shape = super::transition::root_shape(&mut inner, object_prototype, kind::ORDINARY, capacity, 0)?;
    inner.set_intrinsic(Intrinsic::ObjectShape, shape);
    let array_prototype = array::array_create_with_prototype(&mut inner, 0, object_prototype)?;
    inner.set_intrinsic(Intrinsic::ArrayPrototype, array_prototype);
    let shape = array::array_shape(&mut inner, array_prototype)?;
    inner.set_intrinsic(Intrinsic::ArrayShape, shape);
    make_function_prototype(&mut inner, object_prototype)?;
    make_error_prototypes(&mut inner, object_prototype)?;
    let global = object::make_object(&mut inner, kind::GLOBAL_OBJECT, object_prototype)?;
    super::transition::ensure_prototype(&mut inner, global)?;
    inner.set_intrinsic(Intrinsic::Global, global);
    drop(inner);
    Ok(realm)
}

/// Makes the place of one more realm the current one: the first takes the one that the isolate came with.
fn add_realm(cx: &mut Scope<'_>) -> Completion<u32> {
    let number = cx.realms.kept.len() as u32;
    let kept = if number == 0 {
        KeptRealm {
            realm: cx.realm,
            global_object: cx.global_object,
            global_lexicals: cx.global_lexicals,
            array_shape: 0,
        }
    } else {
        KeptRealm {
            realm: cx.insert_root(Local::UNDEFINED, "realm")?,
            global_object: cx.insert_root(Local::UNDEFINED, "global object")?,
            global_lexicals: cx.insert_root(Local::UNDEFINED, "global lexical bindings")?,
            array_shape: 0,
        }
    };
    cx.realms.kept.push(kept);
    cx.enter_realm(number);
    Ok(number)
}

fn immutable_prototype_object<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    let shape = super::transition::root_shape(
        cx,
        Local::NULL,
        kind::ORDINARY,
        object::inline_capacity(kind::ORDINARY),
        shape::IMMUTABLE_PROTOTYPE,
    )?;
    object::allocate_object(cx, shape)
}

/// %Function.prototype% is itself a function that does nothing.
fn make_function_prototype<'s>(cx: &mut Scope<'s>, object_prototype: Local<'s>) -> Completion<()> {
    let shape = native_function_shape(cx, object_prototype)?;
    cx.set_intrinsic(Intrinsic::NativeFunctionShape, shape);
    let description = super::NativeDescription { steps: nothing, length: 0, flags: 0 };
    let name = cx.local(|isolate| isolate.known(super::names::KnownName::Empty))?;
    let prototype = super::create_builtin_function(cx, description, name, Local::UNDEFINED)?;
    cx.set_intrinsic(Intrinsic::FunctionPrototype, prototype);
    let shape = native_function_shape(cx, prototype)?;
    cx.set_intrinsic(Intrinsic::NativeFunctionShape, shape);
    Ok(())
}

fn nothing<'s>(_: &mut Scope<'s>, _: Local<'s>, _: super::Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::UNDEFINED)
}

fn make_error_prototypes<'s>(cx: &mut Scope<'s>, object_prototype: Local<'s>) -> Completion<()> {
    let base = object::ordinary_object_create(cx, object_prototype)?;
    cx.set_intrinsic(Intrinsic::ErrorPrototype, base);
    let natives = [
        Intrinsic::AggregateErrorPrototype,
        Intrinsic::SuppressedErrorPrototype,
        Intrinsic::EvalErrorPrototype,
        Intrinsic::RangeErrorPrototype,
        Intrinsic::ReferenceErrorPrototype,
        Intrinsic::SyntaxErrorPrototype,
        Intrinsic::TypeErrorPrototype,
        Intrinsic::UriErrorPrototype,
    ];
    for intrinsic in natives {
        let prototype = object::ordinary_object_create(cx, base)?;
        cx.set_intrinsic(intrinsic, prototype);
    }
    Ok(())
}
