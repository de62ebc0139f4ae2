//! Matching by backtracking, with memory of failures.
//!
//! All state is in [`Matcher`], so that matching can pause: the caller lends the subject for one slice of work at a
//! time, and looks at fuel, interrupts and memory between slices.

mod memo;
mod step;
mod subject;

use super::program::{Program, Search};
use memo::Memo;
pub(crate) use subject::Subject;
use subject::{Text, splits_pair};

/// "Nowhere": a group that took no part.
pub(super) const NOWHERE: u32 = u32::MAX;

/// How far matching got in a slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// There is a match: see [`Matcher::group`].
    Matched,
    /// There is none.
    Failed,
    /// Not done yet; [`Matcher::run`] goes on.
    Paused,
    /// There was no memory.
    OutOfMemory,
}

/// What to go back to.
#[derive(Clone, Copy, Debug)]
enum Entry {
    /// Go on there.
    Resume { pc: u32, position: u32 },
    /// A greedy run of characters can end earlier, down to `least`.
    Greedy { pc: u32, position: u32, least: u32 },
    /// A lazy run of characters can go on, `left` more times.
    Lazy { pc: u32, position: u32, left: u32 },
    /// A counted loop can go on.
    Iterate { pc: u32, position: u32 },
    /// Whoever comes by here has failed there.
    Failed { memo: u32, position: u32 },
    /// A register had this value.
    Restore { register: u32, value: u32 },
}

/// The state of one match. Keeps its memory from one match to the next.
#[derive(Debug, Default)]
pub(crate) struct Matcher {
    stack: Vec<Entry>,
    registers: Vec<u32>,
    memo: Memo,
    pc: u32,
    position: u32,
    /// Where the attempt started.
    start: u32,
    /// Whether an attempt is under way.
    is_trying: bool,
    /// Steps since the start.
    steps: u64,
    /// Characters looked at while going back.
    work: usize,
}

impl Matcher {
    /// Begins a match of `program` at `start` or later. With `u` half of a pair is no place to start at: the match may
    /// begin one unit before.
    pub(crate) fn begin(&mut self, program: &Program, subject: Subject<'_>, start: u32) {
        self.stack.clear();
        self.registers.clear();
        self.registers.resize(program.registers as usize, NOWHERE);
        self.memo.clear();
        let splits = program.is_unicode && subject.splits_pair(start as usize);
        (self.start, self.is_trying, self.steps) = (start - u32::from(splits), false, 0);
    }

    /// Works for about `budget` steps, which are taken off it.
    pub(crate) fn run(&mut self, program: &Program, subject: Subject<'_>, budget: &mut u32) -> Progress {
        if self.wants_memo(program, subject) && !self.memo.open(program.memos, subject.len()) {
            return Progress::OutOfMemory;
        }
        let granted = *budget;
        let progress = match subject {
            Subject::Latin1(bytes) => self.search(program, bytes, budget),
            Subject::TwoByte(units) => self.search(program, units, budget),
        };
        self.steps += u64::from(granted - *budget);
        progress
    }

    /// Bytes held now and after the next slice, as far as they can be told.
    pub(crate) fn bytes(&self, program: &Program, subject: Subject<'_>) -> usize {
        let memo = if self.wants_memo(program, subject) { Memo::bytes_for(program.memos, subject.len()) } else { 0 };
        self.stack.capacity() * size_of::<Entry>()
            + self.registers.capacity() * size_of::<u32>()
            + self.memo.bytes()
            + memo
    }

    /// Gives memory back that a later match would not be glad of.
    pub(crate) fn trim(&mut self) {
        if self.stack.capacity() > KEPT {
            self.stack = Vec::new();
        }
        self.memo.trim();
    }

    /// Start and end of a group in code units; group 0 is the whole match.
    pub(crate) fn group(&self, group: usize) -> Option<(usize, usize)> {
        let (start, end) = (self.registers[2 * group], self.registers[2 * group + 1]);
        (start != NOWHERE && end != NOWHERE).then_some((start as usize, end as usize))
    }

    /// Remembers failures from the start, as if there had been many.
    #[cfg(test)]
    pub(super) fn remember(&mut self) {
        self.steps = u64::MAX / 2;
    }

    /// Memory of failures pays once there were more failures than a kind pattern has.
    fn wants_memo(&self, program: &Program, subject: Subject<'_>) -> bool {
        let len = subject.len() as u64;
        program.memos > 0
            && !self.memo.is_open()
            && self.steps > 1000 + 8 * len
            && Memo::bytes_for(program.memos, subject.len()) <= LARGEST_MEMO
    }

    fn search<S: Text>(&mut self, program: &Program, text: S, budget: &mut u32) -> Progress {
        loop {
            if !self.is_trying {
                let Some(start) = next_start(program, text, self.start as usize) else { return Progress::Failed };
                *budget = budget.saturating_sub(((start - self.start as usize) / 64) as u32 + 1);
                (self.start, self.position, self.pc, self.is_trying) = (start as u32, start as u32, 0, true);
            }
            match self.attempt(program, text, budget) {
                Progress::Failed if program.is_sticky => return Progress::Failed,
                Progress::Failed => {}
                other => return other,
            }
            self.is_trying = false;
            let start = self.start as usize;
            if start >= text.len() {
                return Progress::Failed;
            }
            let is_pair =
                program.is_unicode && start + 1 < text.len() && splits_pair(text.unit(start), text.unit(start + 1));
            self.start += if is_pair { 2 } else { 1 };
            let ends = program.leading.iter();
            let ends = ends.map(|&run| step::end_of_run(program, text, &program.runs[run as usize], start));
            if let Some(end) = ends.min() {
                *budget = budget.saturating_sub(((end - start) / 32) as u32);
                self.start = self.start.max(end as u32);
            }
            if *budget == 0 {
                return Progress::Paused;
            }
        }
    }
}

/// The largest memory of failures, in bytes.
const LARGEST_MEMO: usize = 8 << 20;
/// A stack of more entries is not kept.
const KEPT: usize = 4096;

/// The first place at or after `from` where a match can start.
fn next_start<S: Text>(program: &Program, text: S, from: usize) -> Option<usize> {
    let len = text.len();
    if from > len || len - from < program.minimum as usize {
        return None;
    }
    match &program.search {
        Search::Anywhere => Some(from),
        Search::Start => (from == 0).then_some(0),
        Search::Unit(unit) => {
            let mut at = text.find(*unit, from)?;
            while program.is_unicode && at > from && splits_pair(text.unit(at - 1), text.unit(at)) {
                at = text.find(*unit, at + 1)?;
            }
            Some(at)
        }
        Search::Set(set) => (from..len).find(|&at| {
            set.contains(text.unit(at))
                && !(program.is_unicode && at > from && splits_pair(text.unit(at - 1), text.unit(at)))
        }),
    }
}
