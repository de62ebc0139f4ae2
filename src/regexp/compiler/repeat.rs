//! Repetition: runs of one character, copies of small bodies, loops, counted loops.

use super::{Compiler, is_surrogate};
use crate::regexp::PatternError;
use crate::regexp::node::{Node, UNLIMITED};
use crate::regexp::program::{Counted, Instruction, NO_MEMO, Run};
use crate::regexp::set::CodePointSet;

/// A body is copied as long as the copies have no more instructions than this.
const COPIED: usize = 1000;

/// What a repetition repeats, and how.
#[derive(Clone, Copy)]
struct Loop<'n> {
    body: &'n Node,
    captures: (u32, u32),
    is_greedy: bool,
    /// The body can match nothing.
    is_nullable: bool,
}

impl Compiler {
    pub(super) fn repeat(&mut self, node: &Node) -> Result<(), PatternError> {
        let Node::Repeat { minimum, maximum, is_greedy, captures, body } = node else { return Ok(()) };
        let (mut minimum, mut maximum) = (*minimum, *maximum);
        let (least, most) = body.lengths();
        if most == 0 {
            // An iteration that matches nothing counts only while it must.
            (minimum, maximum) = (minimum.min(1), minimum.min(1));
        }
        if maximum == 0 {
            return Ok(());
        }
        if let Some(set) = self.single(body) {
            return self.run(&set, minimum, maximum, *is_greedy);
        }
        let all = Loop { body, captures: *captures, is_greedy: *is_greedy, is_nullable: least == 0 };
        let optional = if maximum == UNLIMITED { 1 } else { maximum - minimum };
        let copies = (minimum as usize).saturating_add(optional as usize);
        if copies > 1 && copies.saturating_mul(body.size().saturating_add(4)) > COPIED {
            return self.counted(all, minimum, maximum);
        }
        for _ in 0..minimum {
            self.iteration(all)?;
        }
        if maximum == UNLIMITED {
            return self.endless(all);
        }
        let mut splits = Vec::new();
        for _ in minimum..maximum {
            splits.push(self.split()?);
            self.optional(all)?;
        }
        let exit = self.here();
        for split in splits {
            self.aim(split, all.is_greedy, split as u32 + 1, exit);
        }
        Ok(())
    }

    /// The set, if the body is always exactly one character.
    fn single(&self, body: &Node) -> Option<CodePointSet> {
        match body {
            Node::Set(set) => Some(set.clone()),
            Node::Literal(points) if points.len() == 1 => Some(CodePointSet::one(points[0])),
            _ => None,
        }
    }

    fn run(&mut self, set: &CodePointSet, minimum: u32, maximum: u32, is_greedy: bool) -> Result<(), PatternError> {
        // A lazy run notes a failure before what comes later in it has failed, which a look may cut off.
        let memo = if is_greedy || !self.in_look { self.memo() } else { NO_MEMO };
        let (is_wide, set) = (self.is_wide(set), self.set_index(set));
        let is_back = self.is_back;
        self.runs.push(Run { set, minimum, maximum, is_greedy, is_back, is_wide, is_possessive: false, memo });
        self.push(Instruction::Run(self.runs.len() as u32 - 1))?;
        Ok(())
    }

    fn iteration(&mut self, all: Loop<'_>) -> Result<(), PatternError> {
        let (from, to) = all.captures;
        if to > from {
            self.push(Instruction::Forget { from, to })?;
        }
        self.node(all.body)
    }

    /// An iteration that must not match nothing.
    fn optional(&mut self, all: Loop<'_>) -> Result<(), PatternError> {
        if !all.is_nullable {
            return self.iteration(all);
        }
        let register = self.register(1);
        self.push(Instruction::Mark(register))?;
        self.iteration(all)?;
        self.push(Instruction::CheckProgress(register))?;
        Ok(())
    }

    fn endless(&mut self, all: Loop<'_>) -> Result<(), PatternError> {
        let split = self.split()?;
        self.optional(all)?;
        self.push(Instruction::Jump(split as u32))?;
        let exit = self.here();
        self.aim(split, all.is_greedy, split as u32 + 1, exit);
        Ok(())
    }

    fn counted(&mut self, all: Loop<'_>, minimum: u32, maximum: u32) -> Result<(), PatternError> {
        let register = self.register(2);
        self.push(Instruction::Zero(register))?;
        let entry = self.counted.len();
        self.counted.push(Counted { register, minimum, maximum, is_greedy: all.is_greedy, exit: 0 });
        let head = self.push(Instruction::Count(entry as u32))?;
        let outside = std::mem::replace(&mut self.is_stateful, true);
        self.iteration(all)?;
        self.is_stateful = outside;
        self.push(Instruction::Jump(head as u32))?;
        self.counted[entry].exit = self.here();
        Ok(())
    }

    /// Finds the greedy runs that never have to give anything back, because what follows cannot start inside of them.
    pub(super) fn make_possessive(&mut self) {
        for at in 0..self.code.len() {
            let Instruction::Run(index) = self.code[at] else { continue };
            let run = self.runs[index as usize];
            let set = &self.sets[run.set as usize];
            let is_apart = match self.code.get(at + 1) {
                Some(&Instruction::Unit(unit)) => self.is_apart(set, unit),
                Some(&Instruction::Literal { at, .. }) => self.is_apart(set, self.literals[at as usize]),
                Some(&(Instruction::Set(other) | Instruction::Point(other))) => {
                    !set.overlaps(&self.sets[other as usize])
                }
                Some(&Instruction::Run(next)) if self.runs[next as usize].minimum > 0 => {
                    !set.overlaps(&self.sets[self.runs[next as usize].set as usize])
                }
                Some(Instruction::End) => true,
                _ => false,
            };
            self.runs[index as usize].is_possessive = run.is_greedy && !run.is_back && is_apart;
        }
    }

    fn is_apart(&self, set: &CodePointSet, unit: u16) -> bool {
        let unit = u32::from(unit);
        let is_half = self.is_unicode && is_surrogate(unit);
        !is_half && !set.contains(unit)
    }
}
