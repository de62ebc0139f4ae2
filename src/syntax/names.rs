//! The names that every atom table starts with, so that a keyword is told by one comparison of integers.

use super::ids::Atom;

macro_rules! names {
    ($($constant:ident = $text:literal),* $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u32)]
        enum Position { $($constant),* }

        /// The names every table starts with, in the order of their atoms.
        pub(crate) const PREDEFINED: &[&str] = &[$($text),*];

        #[allow(dead_code)]
        impl Atom {
            $(#[doc = concat!("`", $text, "`")] pub(crate) const $constant: Atom = Atom::new(Position::$constant as usize);)*
        }
    };
}

names! {
    // Contextual keywords.
    ASYNC = "async", GET = "get", SET = "set", STATIC = "static", LET = "let", YIELD = "yield", AWAIT = "await",
    OF = "of", FROM = "from", AS = "as", USING = "using",
    // Reserved words, `break` to `with`.
    BREAK = "break", CASE = "case", CATCH = "catch", CLASS = "class", CONST = "const", CONTINUE = "continue",
    DEBUGGER = "debugger", DEFAULT = "default", DELETE = "delete", DO = "do", ELSE = "else", ENUM = "enum",
    EXPORT = "export", EXTENDS = "extends", FALSE = "false", FINALLY = "finally", FOR = "for",
    FUNCTION = "function", IF = "if", IMPORT = "import", IN = "in", INSTANCEOF = "instanceof", NEW = "new",
    NULL = "null", RETURN = "return", SUPER = "super", SWITCH = "switch", THIS = "this", THROW = "throw",
    TRUE = "true", TRY = "try", TYPEOF = "typeof", VAR = "var", VOID = "void", WHILE = "while", WITH = "with",
    // Reserved in strict code, `implements` to `public` (with `let`, `static` and `yield` from above).
    IMPLEMENTS = "implements", INTERFACE = "interface", PACKAGE = "package", PRIVATE = "private",
    PROTECTED = "protected", PUBLIC = "public",
    // Other names that the front end looks at.
    TARGET = "target", META = "meta", ARGUMENTS = "arguments", EVAL = "eval", CONSTRUCTOR = "constructor",
    PROTOTYPE = "prototype", PROTO = "__proto__", USE_STRICT = "use strict", UNDEFINED = "undefined",
    PRIVATE_CONSTRUCTOR = "#constructor", EMPTY = "",
    // Variables that no program can name: they hold what arrow functions and classes share with their surroundings.
    DEFAULT_EXPORT = "*default*", NEW_TARGET = "new.target", HOME_OBJECT = "*home object*",
    ACTIVE_FUNCTION = "*active function*", COMPUTED_KEY = "*computed key*",
}

impl Atom {
    /// A ReservedWord of the grammar, `yield`, `await` and `let` left out.
    #[inline]
    pub(crate) fn is_reserved(self) -> bool {
        self >= Atom::BREAK && self <= Atom::WITH
    }

    /// Reserved in strict code only.
    #[inline]
    pub(crate) fn is_strict_reserved(self) -> bool {
        matches!(self, Atom::LET | Atom::STATIC | Atom::YIELD) || (self >= Atom::IMPLEMENTS && self <= Atom::PUBLIC)
    }
}
