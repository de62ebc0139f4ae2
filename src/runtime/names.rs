//! Known names: property names and well-known symbols that the engine itself uses, interned once when an isolate starts.
//!
//! `PropertyKey::Known(KnownName::Length)` costs nothing to make; its string or symbol is a word of a rooted vector.

/// A name (or well-known symbol) which every isolate holds interned. The discriminant is its place in the vector.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(dead_code, reason = "a name is known before the room that asks for it is built")]
#[repr(u16)]
pub(crate) enum KnownName {
    /// `length`
    Length,
    /// `name`
    Name,
    /// `prototype`
    Prototype,
    /// `constructor`
    Constructor,
    /// `message`
    Message,
    /// `stack`
    Stack,
    /// `cause`
    Cause,
    /// `errors`
    Errors,
    /// `value`
    Value,
    /// `writable`
    Writable,
    /// `enumerable`
    Enumerable,
    /// `configurable`
    Configurable,
    /// `get`
    Get,
    /// `set`
    Set,
    /// `next`
    Next,
    /// `done`
    Done,
    /// `return`
    Return,
    /// `throw`
    Throw,
    /// `error`
    Error,
    /// `suppressed`
    Suppressed,
    /// `toString`
    ToString,
    /// `valueOf`
    ValueOf,
    /// `toLocaleString`
    ToLocaleString,
    /// `toJSON`
    ToJSON,
    /// `callee`
    Callee,
    /// `caller`
    Caller,
    /// `arguments`
    Arguments,
    /// `index`
    Index,
    /// `input`
    Input,
    /// `groups`
    Groups,
    /// `indices`
    Indices,
    /// `lastIndex`
    LastIndex,
    /// `flags`
    Flags,
    /// `source`
    Source,
    /// `exec`
    Exec,
    /// `global`
    Global,
    /// `ignoreCase`
    IgnoreCase,
    /// `multiline`
    Multiline,
    /// `dotAll`
    DotAll,
    /// `unicode`
    Unicode,
    /// `unicodeSets`
    UnicodeSets,
    /// `sticky`
    Sticky,
    /// `hasIndices`
    HasIndices,
    /// `then`
    Then,
    /// `resolve`
    Resolve,
    /// `reject`
    Reject,
    /// `status`
    Status,
    /// `reason`
    Reason,
    /// `fulfilled`
    Fulfilled,
    /// `rejected`
    Rejected,
    /// `promise`
    Promise,
    /// `proxy`
    Proxy,
    /// `revoke`
    Revoke,
    /// `raw`
    Raw,
    /// `default`
    Default,
    /// `__proto__`
    Proto,
    /// `stackTraceLimit`
    StackTraceLimit,
    /// `prepareStackTrace`
    PrepareStackTrace,
    /// What stack traces call the function that defines the fields of instances.
    InstanceInitializer,
    /// What stack traces call the function that defines static fields and runs static blocks.
    StaticInitializer,
    /// `apply`
    Apply,
    /// `construct`
    Construct,
    /// `defineProperty`
    DefineProperty,
    /// `deleteProperty`
    DeleteProperty,
    /// `getOwnPropertyDescriptor`
    GetOwnPropertyDescriptor,
    /// `getPrototypeOf`
    GetPrototypeOf,
    /// `has`
    Has,
    /// `isExtensible`
    IsExtensible,
    /// `ownKeys`
    OwnKeys,
    /// `preventExtensions`
    PreventExtensions,
    /// `setPrototypeOf`
    SetPrototypeOf,
    /// `add`
    Add,
    /// `keys`
    Keys,
    /// `values`
    Values,
    /// `entries`
    Entries,
    /// `size`
    Size,
    /// `join`
    Join,
    /// `concat`
    Concat,
    /// `push`
    Push,
    /// `pop`
    Pop,
    /// `delete`
    Delete,
    /// `clear`
    Clear,
    /// `forEach`
    ForEach,
    /// `call`
    Call,
    /// `bind`
    Bind,
    /// `globalThis`
    GlobalThis,
    /// `undefined`
    Undefined,
    /// `null`
    Null,
    /// `true`
    True,
    /// `false`
    False,
    /// `object`
    TypeObject,
    /// `boolean`
    TypeBoolean,
    /// `number`
    TypeNumber,
    /// `string`
    TypeString,
    /// `symbol`
    TypeSymbol,
    /// `bigint`
    TypeBigint,
    /// `function`
    TypeFunction,
    /// `NaN`
    NaN,
    /// `Infinity`
    Infinity,
    /// `anonymous`
    Anonymous,
    /// `eval`
    Eval,
    /// `Object`
    ClassObject,
    /// `Function`
    ClassFunction,
    /// `Array`
    ClassArray,
    /// `Error`
    ClassError,
    /// `AggregateError`
    AggregateError,
    /// `EvalError`
    EvalError,
    /// `RangeError`
    RangeError,
    /// `ReferenceError`
    ReferenceError,
    /// `SyntaxError`
    SyntaxError,
    /// `TypeError`
    TypeError,
    /// `URIError`
    URIError,
    /// `String`
    ClassString,
    /// `Number`
    ClassNumber,
    /// `Boolean`
    ClassBoolean,
    /// `Symbol`
    ClassSymbol,
    /// `BigInt`
    ClassBigInt,
    /// `Map`
    ClassMap,
    /// `Set`
    ClassSet,
    /// `WeakMap`
    WeakMap,
    /// `WeakSet`
    WeakSet,
    /// `WeakRef`
    WeakRef,
    /// `Promise`
    ClassPromise,
    /// `Proxy`
    ClassProxy,
    /// `Date`
    Date,
    /// `RegExp`
    RegExp,
    /// `Generator`
    Generator,
    /// `Iterator`
    Iterator,
    /// `Math`
    Math,
    /// `JSON`
    Json,
    /// `Reflect`
    Reflect,
    /// `Atomics`
    Atomics,
    /// `buffer`
    Buffer,
    /// `byteLength`
    ByteLength,
    /// `byteOffset`
    ByteOffset,
    /// `maxByteLength`
    MaxByteLength,
    /// `code`
    Code,
    /// `description`
    Description,
    /// The empty string.
    Empty,
    /// `-0`
    MinusZero,
    /// `Symbol.asyncIterator`
    SymbolAsyncIterator,
    /// `Symbol.hasInstance`
    SymbolHasInstance,
    /// `Symbol.isConcatSpreadable`
    SymbolIsConcatSpreadable,
    /// `Symbol.iterator`
    SymbolIterator,
    /// `Symbol.match`
    SymbolMatch,
    /// `Symbol.matchAll`
    SymbolMatchAll,
    /// `Symbol.replace`
    SymbolReplace,
    /// `Symbol.search`
    SymbolSearch,
    /// `Symbol.species`
    SymbolSpecies,
    /// `Symbol.split`
    SymbolSplit,
    /// `Symbol.toPrimitive`
    SymbolToPrimitive,
    /// `Symbol.toStringTag`
    SymbolToStringTag,
    /// `Symbol.unscopables`
    SymbolUnscopables,
    /// `Symbol.dispose`
    SymbolDispose,
    /// `Symbol.asyncDispose`
    SymbolAsyncDispose,
}

/// The strings, in the order of [`KnownName`].
pub(crate) const STRINGS: &[&str] = &[
    "length",
    "name",
    "prototype",
    "constructor",
    "message",
    "stack",
    "cause",
    "errors",
    "value",
    "writable",
    "enumerable",
    "configurable",
    "get",
    "set",
    "next",
    "done",
    "return",
    "throw",
    "error",
    "suppressed",
    "toString",
    "valueOf",
    "toLocaleString",
    "toJSON",
    "callee",
    "caller",
    "arguments",
    "index",
    "input",
    "groups",
    "indices",
    "lastIndex",
    "flags",
    "source",
    "exec",
    "global",
    "ignoreCase",
    "multiline",
    "dotAll",
    "unicode",
    "unicodeSets",
    "sticky",
    "hasIndices",
    "then",
    "resolve",
    "reject",
    "status",
    "reason",
    "fulfilled",
    "rejected",
    "promise",
    "proxy",
    "revoke",
    "raw",
    "default",
    "__proto__",
    "stackTraceLimit",
    "prepareStackTrace",
    "<instance_members_initializer>",
    "<static_initializer>",
    "apply",
    "construct",
    "defineProperty",
    "deleteProperty",
    "getOwnPropertyDescriptor",
    "getPrototypeOf",
    "has",
    "isExtensible",
    "ownKeys",
    "preventExtensions",
    "setPrototypeOf",
    "add",
    "keys",
    "values",
    "entries",
    "size",
    "join",
    "concat",
    "push",
    "pop",
    "delete",
    "clear",
    "forEach",
    "call",
    "bind",
    "globalThis",
    "undefined",
    "null",
    "true",
    "false",
    "object",
    "boolean",
    "number",
    "string",
    "symbol",
    "bigint",
    "function",
    "NaN",
    "Infinity",
    "anonymous",
    "eval",
    "Object",
    "Function",
    "Array",
    "Error",
    "AggregateError",
    "EvalError",
    "RangeError",
    "ReferenceError",
    "SyntaxError",
    "TypeError",
    "URIError",
    "String",
    "Number",
    "Boolean",
    "Symbol",
    "BigInt",
    "Map",
    "Set",
    "WeakMap",
    "WeakSet",
    "WeakRef",
    "Promise",
    "Proxy",
    "Date",
    "RegExp",
    "Generator",
    "Iterator",
    "Math",
    "JSON",
    "Reflect",
    "Atomics",
    "buffer",
    "byteLength",
    "byteOffset",
    "maxByteLength",
    "code",
    "description",
    "",
    "-0",
];

/// The well-known symbols (§6.1.5.1), in the order of [`KnownName`], behind the strings.
pub(crate) const SYMBOLS: &[&str] = &[
    "Symbol.asyncIterator",
    "Symbol.hasInstance",
    "Symbol.isConcatSpreadable",
    "Symbol.iterator",
    "Symbol.match",
    "Symbol.matchAll",
    "Symbol.replace",
    "Symbol.search",
    "Symbol.species",
    "Symbol.split",
    "Symbol.toPrimitive",
    "Symbol.toStringTag",
    "Symbol.unscopables",
    "Symbol.dispose",
    "Symbol.asyncDispose",
];

/// All known names.
pub(crate) const COUNT: usize = STRINGS.len() + SYMBOLS.len();

impl KnownName {
    /// Its place in the isolate's vector of names.
    #[inline]
    pub(crate) const fn index(self) -> usize {
        self as usize
    }

    /// Its text; for a symbol the description.
    pub(crate) fn text(self) -> &'static str {
        let index = self.index();
        STRINGS.get(index).or_else(|| SYMBOLS.get(index - STRINGS.len())).copied().unwrap_or("")
    }

    /// Whether it is a well-known symbol.
    pub(crate) const fn is_symbol(self) -> bool {
        self.index() >= STRINGS.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_and_texts_stand_in_the_same_order() {
        assert_eq!(KnownName::Length.text(), "length");
        assert_eq!(KnownName::Empty.text(), "");
        assert_eq!(KnownName::MinusZero.index(), STRINGS.len() - 1);
        assert_eq!(KnownName::SymbolIterator.text(), "Symbol.iterator");
        assert_eq!(KnownName::SymbolAsyncDispose.index(), COUNT - 1);
        assert!(KnownName::SymbolMatch.is_symbol() && !KnownName::Message.is_symbol());
    }
}
