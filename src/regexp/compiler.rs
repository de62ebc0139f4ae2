//! From the tree of a pattern to a program.

mod repeat;
mod search;

use super::node::Node;
use super::parser::Pattern;
use super::program::{Counted, Instruction, NO_MEMO, Program, Reference, Run};
use super::set::{CharacterSet, CodePointSet};
use super::{Flags, PatternError};
use std::collections::BTreeMap;

/// No program is longer.
const LONGEST: usize = 1 << 19;

pub(super) struct Compiler {
    code: Vec<Instruction>,
    sets: Vec<CodePointSet>,
    by_set: BTreeMap<CodePointSet, u32>,
    literals: Vec<u16>,
    runs: Vec<Run>,
    counted: Vec<Counted>,
    references: Vec<Reference>,
    registers: u32,
    memos: u32,
    is_unicode: bool,
    is_back: bool,
    in_look: bool,
    /// What a place leads to depends on more than the place: counters around it, or back-references.
    is_stateful: bool,
}

/// Compiles a parsed pattern.
///
/// # Errors
/// It is too large.
pub(super) fn compile(pattern: Pattern, flags: Flags) -> Result<Program, PatternError> {
    let mut compiler = Compiler {
        code: Vec::new(),
        sets: Vec::new(),
        by_set: BTreeMap::new(),
        literals: Vec::new(),
        runs: Vec::new(),
        counted: Vec::new(),
        references: Vec::new(),
        registers: (pattern.captures + 1) * 2,
        memos: 0,
        is_unicode: flags.is_unicode(),
        is_back: false,
        in_look: false,
        is_stateful: pattern.has_back_references,
    };
    compiler.push(Instruction::Save(0))?;
    compiler.node(&pattern.node)?;
    compiler.push(Instruction::Save(1))?;
    compiler.push(Instruction::Match)?;
    compiler.make_possessive();
    let search = search::search(&pattern.node, flags);
    let leading = search::leading_runs(&compiler).into();
    let Compiler { code, sets, literals, runs, counted, references, registers, memos, .. } = compiler;
    Ok(Program {
        sets: sets.iter().map(CharacterSet::new).collect(),
        literals: literals.into(),
        runs: runs.into(),
        counted: counted.into(),
        references: references.into(),
        registers,
        memos,
        search,
        leading,
        minimum: pattern.node.lengths().0,
        code: code.into(),
        captures: pattern.captures,
        is_unicode: flags.is_unicode(),
        is_sticky: flags.has(Flags::STICKY),
        names: pattern.names.into(),
    })
}

fn is_surrogate(point: u32) -> bool {
    point & 0xffff_f800 == 0xd800
}

impl Compiler {
    fn push(&mut self, instruction: Instruction) -> Result<usize, PatternError> {
        if self.code.len() >= LONGEST {
            return Err(PatternError::TOO_LARGE);
        }
        self.code.push(instruction);
        Ok(self.code.len() - 1)
    }

    fn here(&self) -> u32 {
        self.code.len() as u32
    }

    fn register(&mut self, count: u32) -> u32 {
        self.registers += count;
        self.registers - count
    }

    /// The number of a place that remembers failures.
    fn memo(&mut self) -> u32 {
        if self.is_stateful {
            return NO_MEMO;
        }
        self.memos += 1;
        self.memos - 1
    }

    fn set_index(&mut self, set: &CodePointSet) -> u32 {
        if let Some(&index) = self.by_set.get(set) {
            return index;
        }
        let index = self.sets.len() as u32;
        self.sets.push(set.clone());
        self.by_set.insert(set.clone(), index);
        index
    }

    /// Whether matching the set has to look at code points.
    fn is_wide(&self, set: &CodePointSet) -> bool {
        self.is_unicode && (set.meets(0xd800, 0xdfff) || set.meets(0x10000, super::set::LAST))
    }

    /// A split whose places are filled in later.
    fn split(&mut self) -> Result<usize, PatternError> {
        let memo = self.memo();
        self.push(Instruction::Split { first: 0, second: 0, memo })
    }

    /// Fills in a split: to `body` first if `is_greedy`.
    fn aim(&mut self, split: usize, is_greedy: bool, body: u32, exit: u32) {
        if let Instruction::Split { first, second, .. } = &mut self.code[split] {
            (*first, *second) = if is_greedy { (body, exit) } else { (exit, body) };
        }
    }

    fn node(&mut self, node: &Node) -> Result<(), PatternError> {
        match node {
            Node::Empty => {}
            Node::Literal(points) => self.literal(points)?,
            Node::Set(set) => self.one_of(set)?,
            Node::Sequence(parts) if self.is_back => parts.iter().rev().try_for_each(|part| self.node(part))?,
            Node::Sequence(parts) => parts.iter().try_for_each(|part| self.node(part))?,
            Node::Alternation(parts) => self.alternation(parts)?,
            Node::Capture { group, body } => {
                let (first, last) = if self.is_back { (2 * group + 1, 2 * group) } else { (2 * group, 2 * group + 1) };
                self.push(Instruction::Save(first))?;
                self.node(body)?;
                self.push(Instruction::Save(last))?;
            }
            Node::Look { is_behind, is_negative, body } => self.look(*is_behind, *is_negative, body)?,
            Node::Repeat { .. } => self.repeat(node)?,
            Node::BackReference { groups, casing } => {
                let entry = Reference { groups: groups.as_slice().into(), casing: *casing, is_back: self.is_back };
                self.references.push(entry);
                self.push(Instruction::BackReference(self.references.len() as u32 - 1))?;
            }
            Node::LineStart { is_multiline: false } => drop(self.push(Instruction::Start)?),
            Node::LineStart { is_multiline: true } => drop(self.push(Instruction::LineStart)?),
            Node::LineEnd { is_multiline: false } => drop(self.push(Instruction::End)?),
            Node::LineEnd { is_multiline: true } => drop(self.push(Instruction::LineEnd)?),
            Node::Boundary { is_negated, folds } => {
                self.push(Instruction::Boundary { is_negated: *is_negated, folds: *folds })?;
            }
        }
        Ok(())
    }

    fn one_of(&mut self, set: &CodePointSet) -> Result<(), PatternError> {
        let (index, is_wide) = (self.set_index(set), self.is_wide(set));
        self.push(match (is_wide, self.is_back) {
            (false, false) => Instruction::Set(index),
            (false, true) => Instruction::SetBack(index),
            (true, false) => Instruction::Point(index),
            (true, true) => Instruction::PointBack(index),
        })?;
        Ok(())
    }

    /// Characters one after the other. With `u` a lone surrogate must not match half of a pair.
    fn literal(&mut self, points: &[u32]) -> Result<(), PatternError> {
        let mut parts: Vec<&[u32]> = points.chunk_by(|&a, &b| !is_surrogate(a) && !is_surrogate(b)).collect();
        if !self.is_unicode {
            parts = vec![points];
        }
        if self.is_back {
            parts.reverse();
        }
        for part in parts {
            if self.is_unicode && is_surrogate(part[0]) {
                self.one_of(&CodePointSet::one(part[0]))?;
                continue;
            }
            let at = self.literals.len();
            for &point in part {
                match point.checked_sub(0x10000) {
                    Some(rest) => self.literals.extend([0xd800 + (rest >> 10) as u16, 0xdc00 + (rest & 0x3ff) as u16]),
                    None => self.literals.push(point as u16),
                }
            }
            let length = self.literals.len() - at;
            if length == 1 {
                let unit = self.literals.pop().unwrap_or(0);
                self.push(if self.is_back { Instruction::UnitBack(unit) } else { Instruction::Unit(unit) })?;
                continue;
            }
            let (at, length) = (at as u32, length as u32);
            self.push(match self.is_back {
                true => Instruction::LiteralBack { at, length },
                false => Instruction::Literal { at, length },
            })?;
        }
        Ok(())
    }

    fn alternation(&mut self, parts: &[Node]) -> Result<(), PatternError> {
        let mut jumps = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            if index + 1 == parts.len() {
                self.node(part)?;
                break;
            }
            let split = self.split()?;
            let body = self.here();
            self.node(part)?;
            jumps.push(self.push(Instruction::Jump(0))?);
            let next = self.here();
            self.aim(split, true, body, next);
        }
        let end = self.here();
        for jump in jumps {
            self.code[jump] = Instruction::Jump(end);
        }
        Ok(())
    }

    fn look(&mut self, is_behind: bool, is_negative: bool, body: &Node) -> Result<(), PatternError> {
        let register = self.register(2);
        let start = self.push(Instruction::Look(register))?;
        let outside = (self.is_back, self.in_look);
        (self.is_back, self.in_look) = (is_behind, true);
        self.node(body)?;
        (self.is_back, self.in_look) = outside;
        if is_negative {
            self.push(Instruction::NegativeLookEnd(register))?;
            self.code[start] = Instruction::NegativeLook { register, next: self.here() };
        } else {
            self.push(Instruction::LookEnd(register))?;
        }
        Ok(())
    }
}
