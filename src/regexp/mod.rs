//! Regular expressions over code units: a parser, a compiler and a matcher.
//!
//! **Idea.** [`Program::compile`] parses a pattern (`parser`, with all early errors in V8's words) into a tree (`node`)
//! and the tree into a program of small steps (`compiler`). A [`Matcher`] runs the program by backtracking on a stack of
//! its own. What case, modifiers and the dot mean is settled by the parser, so the tree knows only exact characters and
//! sets; repetitions of one character are a single step; what a match can start with is looked for before any attempt
//! (`compiler/search`).
//!
//! **Speed in the worst case.** A matcher that has gone back more often than a kind pattern lets it begins to remember
//! which places of the program failed at which positions (`matcher/memo`), so that no place is tried twice at one
//! position. Then time is polynomial, and linear for most patterns. It cannot do so where failing depends on more than
//! the position: with back-references and within counted repetitions too long to be copied out. There only the caller's
//! patience bounds it.
//!
//! **Fuel, interrupts, memory.** [`Matcher::run`] works for a given number of steps and then pauses, holding no borrow
//! of the text: the caller counts fuel, asks for interrupts, charges [`Matcher::bytes`], lends the text again.
//!
//! **Invariants.** No recursion while matching; parser and compiler recurse no deeper than groups nest, which is
//! limited. Every change of a register during an attempt is on the stack, so that going back undoes it. A place of the
//! program outside of all looks is visited again only when the visit before has failed.
//!
//! **Glossary.** *Look*: look-ahead or look-behind. *Run*: the repetition of one character. *Casing*: the way case is
//! ignored. *Possessive*: never gives characters back.
//!
//! **Knows nothing about** the heap, values, `lastIndex`, results as scripts see them.
//!
//! **Sources.** ECMA-262 §22.2 and Annex B.1.2; Davis, Servant, Lee: Using Selective Memoization to Defeat Regular
//! Expression Denial of Service (2021); the Unicode Character Database 17.0 (`unicode/generate.mjs`).

mod compiler;
mod error;
mod flags;
mod matcher;
mod node;
mod parser;
mod program;
mod set;
mod unicode;

#[cfg(test)]
pub(crate) use dice::{Dice, Grammar, Production, from_environment};
pub(crate) use error::PatternError;
pub(crate) use flags::Flags;
pub(crate) use matcher::{Matcher, Progress, Subject};
pub(crate) use parser::LONGEST_PATTERN;
use program::GroupName;
pub(crate) use program::{Program, check};

#[cfg(test)]
mod dice;
#[cfg(test)]
mod fuzz_tests;
#[cfg(test)]
mod tests;
