//! Compiled patterns.

use super::set::CharacterSet;
use super::unicode::Casing;
use super::{Flags, PatternError, compiler, parser};

/// No memory of failures at this place.
pub(super) const NO_MEMO: u32 = u32::MAX;

/// One step. Where a step has a twin that ends in `Back`, the twin matches what stands before the position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Instruction {
    /// This code unit.
    Unit(u16),
    UnitBack(u16),
    /// These code units.
    Literal {
        at: u32,
        length: u32,
    },
    LiteralBack {
        at: u32,
        length: u32,
    },
    /// A code unit of the set.
    Set(u32),
    SetBack(u32),
    /// A code point of the set.
    Point(u32),
    PointBack(u32),
    /// A repetition of one set: an entry of `runs`.
    Run(u32),
    /// Tries one place, then the other.
    Split {
        first: u32,
        second: u32,
        memo: u32,
    },
    Jump(u32),
    /// The position is a boundary of a group.
    Save(u32),
    /// Forgets what groups matched.
    Forget {
        from: u32,
        to: u32,
    },
    /// Notes where an iteration starts.
    Mark(u32),
    /// Fails if the iteration has matched nothing.
    CheckProgress(u32),
    /// Sets a counter to 0.
    Zero(u32),
    /// The head of a counted loop: an entry of `counted`.
    Count(u32),
    /// An entry of `references`.
    BackReference(u32),
    Start,
    LineStart,
    End,
    LineEnd,
    Boundary {
        is_negated: bool,
        folds: bool,
    },
    /// Notes where a look starts; two registers from here are its own.
    Look(u32),
    /// The look matched: back to where it started, and no way back into it.
    LookEnd(u32),
    /// As `Look`; the place to go on at if the look fails.
    NegativeLook {
        register: u32,
        next: u32,
    },
    NegativeLookEnd(u32),
    Match,
}

/// A repetition of one character.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) set: u32,
    pub(super) minimum: u32,
    pub(super) maximum: u32,
    pub(super) is_greedy: bool,
    pub(super) is_back: bool,
    /// By code points.
    pub(super) is_wide: bool,
    /// What comes next cannot begin inside: no use in giving characters back.
    pub(super) is_possessive: bool,
    pub(super) memo: u32,
}

impl Run {
    /// Whether it notes failures by itself, one end after the other: what it can do from a position on does not depend on
    /// where it began, but for a minimum of 1.
    pub(super) fn notes_failures(&self) -> bool {
        let is_steady = self.maximum == u32::MAX && !self.is_back && !self.is_possessive && self.memo != NO_MEMO;
        is_steady && self.minimum < if self.is_greedy { 2 } else { 1 }
    }
}

/// A repetition with a counter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    /// The counter; the next register notes where the iteration starts.
    pub(super) register: u32,
    pub(super) minimum: u32,
    pub(super) maximum: u32,
    pub(super) is_greedy: bool,
    pub(super) exit: u32,
}

/// A back-reference.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    pub(super) groups: Box<[u32]>,
    pub(super) casing: Option<Casing>,
    pub(super) is_back: bool,
}

/// Where a match can start.
#[derive(Clone, Debug)]
pub(super) enum Search {
    /// Anywhere.
    Anywhere,
    /// At the start of the text only.
    Start,
    /// Where this code unit stands.
    Unit(u16),
    /// Where a code unit of the set stands.
    Set(CharacterSet),
}

/// The groups with one name.
#[derive(Clone, Debug)]
pub(crate) struct GroupName {
    /// The name in code units.
    pub(crate) name: Box<[u16]>,
    /// Its groups, of which at most one takes part in a match.
    pub(crate) groups: Vec<u32>,
}

/// A compiled pattern.
#[derive(Debug)]
pub(crate) struct Program {
    pub(super) code: Box<[Instruction]>,
    pub(super) sets: Box<[CharacterSet]>,
    pub(super) literals: Box<[u16]>,
    pub(super) runs: Box<[Run]>,
    pub(super) counted: Box<[Counted]>,
    pub(super) references: Box<[Reference]>,
    pub(super) registers: u32,
    /// Places that remember failures.
    pub(super) memos: u32,
    pub(super) search: Search,
    /// The endless runs of which every match behind the start of the text begins with one: entries of `runs`. Where an
    /// attempt has failed, those from within its runs fail too, as they come to fewer of the same places.
    pub(super) leading: Box<[u32]>,
    /// Code units that a match has at least.
    pub(super) minimum: u32,
    pub(super) captures: u32,
    pub(super) is_unicode: bool,
    pub(super) is_sticky: bool,
    pub(super) names: Box<[GroupName]>,
}

impl Program {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn compile(pattern: &[u16], flags: Flags) -> Result<Program, PatternError> {
        with_room(pattern, || compiler::compile(parser::Parser::parse(pattern, flags)?, flags))
    }

    /// Groups that capture, without the whole match.
    pub(crate) fn captures(&self) -> usize {
        self.captures as usize
    }

    /// The names of groups in the order of the pattern.
    pub(crate) fn names(&self) -> &[GroupName] {
        &self.names
    }

    /// Bytes that the program takes.
    pub(crate) fn bytes(&self) -> usize {
        let sets: usize = self.sets.iter().map(|set| size_of::<CharacterSet>() + set.bytes()).sum();
        let names: usize = (self.names.iter())
            .map(|name| size_of::<GroupName>() + name.name.len() * 2 + name.groups.capacity() * 4)
            .sum();
        let references: usize =
            self.references.iter().map(|reference| size_of::<Reference>() + reference.groups.len() * 4).sum();
        size_of::<Program>()
            + size_of_val(&*self.code)
            + sets
            + size_of_val(&*self.literals)
            + size_of_val(&*self.runs)
            + size_of_val(&*self.leading)
            + size_of_val(&*self.counted)
            + references
            + names
    }
}

/// Checks a pattern.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn check(pattern: &[u16], flags: Flags) -> Result<(), PatternError> {
    with_room(pattern, || parser::Parser::parse(pattern, flags).map(|_| ()))
}

/// A pattern with fewer groups and classes is parsed on the stack of whoever asks, however little there is left.
const SHALLOW: usize = 10;
/// The stack for the others, as deep as they may nest; the system commits what is used.
const DEEP_STACK: usize = 16 << 20;

/// Does something with a pattern that takes the more native stack the deeper its groups nest.
fn with_room<T: Send>(
    pattern: &[u16],
    work: impl FnOnce() -> Result<T, PatternError> + Send,
) -> Result<T, PatternError> {
    let opens = |&&unit: &&u16| unit == u16::from(b'(') || unit == u16::from(b'[');
    if pattern.iter().filter(opens).nth(SHALLOW).is_none() {
        return work();
    }
    std::thread::scope(|scope| {
        let worker = std::thread::Builder::new().stack_size(DEEP_STACK).spawn_scoped(scope, work);
        worker.ok().and_then(|worker| worker.join().ok()).unwrap_or(Err(PatternError::TOO_LARGE))
    })
}
