//! One attempt: running the program from one start, and going back.

use super::subject::Text;
use super::{Entry, Matcher, NOWHERE, Progress};
use crate::regexp::program::{Instruction, NO_MEMO, Program, Reference, Run};

/// What became of a run of characters.
enum Ran {
    /// It ends here.
    To(usize),
    Failed,
}

fn is_line_terminator(unit: u32) -> bool {
    matches!(unit, 0xa | 0xd | 0x2028 | 0x2029)
}

fn is_word_character(point: u32, folds: bool) -> bool {
    match u8::try_from(point) {
        Ok(byte) => byte.is_ascii_alphanumeric() || byte == b'_',
        Err(_) => folds && matches!(point, 0x17f | 0x212a),
    }
}

fn is_boundary<S: Text>(text: S, position: usize, folds: bool) -> bool {
    let is_word = |at: usize| at < text.len() && is_word_character(text.unit(at), folds);
    (position > 0 && is_word(position - 1)) != is_word(position)
}

impl Matcher {
    /// Runs until the attempt succeeds or fails, or the budget is spent.
    pub(super) fn attempt<S: Text>(&mut self, program: &Program, text: S, budget: &mut u32) -> Progress {
        let (mut pc, mut at) = (self.pc as usize, self.position as usize);
        let len = text.len();
        loop {
            let goes_on = match program.code[pc] {
                Instruction::Unit(unit) => at < len && text.unit(at) == u32::from(unit) && advance(&mut at, 1),
                Instruction::Set(set) => {
                    at < len && program.sets[set as usize].contains(text.unit(at)) && advance(&mut at, 1)
                }
                Instruction::Literal { at: from, length } => {
                    let literal = &program.literals[from as usize..(from + length) as usize];
                    text.has(at, literal) && advance(&mut at, length as usize)
                }
                Instruction::Point(set) => match text.point(at) {
                    Some((point, width)) => program.sets[set as usize].contains(point) && advance(&mut at, width),
                    None => false,
                },
                Instruction::Run(run) => {
                    let run = &program.runs[run as usize];
                    if self.enters_failed(run.memo, at, run.notes_failures()) {
                        false
                    } else {
                        let ran = if run.is_greedy {
                            self.greedy(program, text, run, pc, at)
                        } else {
                            self.lazy(program, text, run, pc, at)
                        };
                        match ran {
                            Ran::To(end) => {
                                *budget = budget.saturating_sub((end.abs_diff(at) / 32) as u32);
                                at = end;
                                true
                            }
                            Ran::Failed => false,
                        }
                    }
                }
                Instruction::Split { first, second, memo } => {
                    if self.enters_failed(memo, at, false) {
                        false
                    } else {
                        self.stack.push(Entry::Resume { pc: second, position: at as u32 });
                        pc = first as usize;
                        continue;
                    }
                }
                Instruction::Jump(to) => {
                    pc = to as usize;
                    *budget = budget.saturating_sub(1);
                    if *budget == 0 {
                        return self.pause(pc, at);
                    }
                    continue;
                }
                Instruction::Save(register) | Instruction::Mark(register) => {
                    self.set(register, at as u32);
                    true
                }
                Instruction::Forget { from, to } => {
                    for register in 2 * from..2 * to {
                        if self.registers[register as usize] != NOWHERE {
                            self.set(register, NOWHERE);
                        }
                    }
                    true
                }
                Instruction::CheckProgress(register) => self.registers[register as usize] != at as u32,
                Instruction::Zero(register) => {
                    self.set(register, 0);
                    true
                }
                Instruction::Count(entry) => {
                    let counted = &program.counted[entry as usize];
                    let count = self.registers[counted.register as usize];
                    let is_empty = self.registers[counted.register as usize + 1] == at as u32;
                    if count > counted.minimum && is_empty {
                        false
                    } else if count < counted.minimum || (count < counted.maximum && counted.is_greedy) {
                        if count >= counted.minimum {
                            self.stack.push(Entry::Resume { pc: counted.exit, position: at as u32 });
                        }
                        self.iterate(counted.register, at);
                        true
                    } else {
                        if count < counted.maximum {
                            self.stack.push(Entry::Iterate { pc: pc as u32, position: at as u32 });
                        }
                        pc = counted.exit as usize;
                        continue;
                    }
                }
                Instruction::Start => at == 0,
                Instruction::LineStart => at == 0 || is_line_terminator(text.unit(at - 1)),
                Instruction::End => at == len,
                Instruction::LineEnd => at == len || is_line_terminator(text.unit(at)),
                Instruction::Boundary { is_negated, folds } => is_boundary(text, at, folds) != is_negated,
                Instruction::Match => return Progress::Matched,
                Instruction::NegativeLook { register, next } => {
                    self.enter_look(register, at);
                    self.stack.push(Entry::Resume { pc: next, position: at as u32 });
                    true
                }
                other => self.rare(program, text, other, &mut at),
            };
            if goes_on {
                pc += 1;
                continue;
            }
            let back = self.go_back(program, text);
            *budget = budget.saturating_sub(1 + (std::mem::take(&mut self.work) / 32) as u32);
            match back {
                Some((to, position)) => (pc, at) = (to, position),
                None => return Progress::Failed,
            }
            if *budget == 0 {
                return self.pause(pc, at);
            }
        }
    }

    /// The steps that are not met often.
    #[inline(never)]
    fn rare<S: Text>(&mut self, program: &Program, text: S, instruction: Instruction, at: &mut usize) -> bool {
        match instruction {
            Instruction::UnitBack(unit) => *at > 0 && text.unit(*at - 1) == u32::from(unit) && retreat(at, 1),
            Instruction::SetBack(set) => {
                *at > 0 && program.sets[set as usize].contains(text.unit(*at - 1)) && retreat(at, 1)
            }
            Instruction::PointBack(set) => match text.point_before(*at) {
                Some((point, width)) => program.sets[set as usize].contains(point) && retreat(at, width),
                None => false,
            },
            Instruction::LiteralBack { at: from, length } => {
                let literal = &program.literals[from as usize..(from + length) as usize];
                let Some(start) = at.checked_sub(length as usize) else { return false };
                text.has(start, literal) && retreat(at, length as usize)
            }
            Instruction::BackReference(index) => {
                self.back_reference(program, text, &program.references[index as usize], at)
            }
            Instruction::Look(register) => {
                self.enter_look(register, *at);
                true
            }
            Instruction::LookEnd(register) => {
                let base = self.registers[register as usize] as usize;
                *at = self.registers[register as usize + 1] as usize;
                let mut kept = base;
                for index in base..self.stack.len() {
                    if matches!(self.stack[index], Entry::Restore { .. }) {
                        self.stack[kept] = self.stack[index];
                        kept += 1;
                    }
                }
                self.stack.truncate(kept);
                true
            }
            Instruction::NegativeLookEnd(register) => {
                let base = self.registers[register as usize] as usize;
                while self.stack.len() > base {
                    if let Some(Entry::Restore { register, value }) = self.stack.pop() {
                        self.registers[register as usize] = value;
                    }
                }
                false
            }
            _ => false,
        }
    }

    fn pause(&mut self, pc: usize, at: usize) -> Progress {
        (self.pc, self.position) = (pc as u32, at as u32);
        Progress::Paused
    }

    /// Whether the place has failed at the position before. If not, its failure will be noted when it is gone back over,
    /// unless the place sees to that itself.
    #[inline(always)]
    fn enters_failed(&mut self, memo: u32, at: usize, notes_failures: bool) -> bool {
        if !self.memo.is_open() || memo == NO_MEMO {
            return false;
        }
        if self.memo.has(memo, at) {
            return true;
        }
        if !notes_failures {
            self.stack.push(Entry::Failed { memo, position: at as u32 });
        }
        false
    }

    #[inline]
    fn set(&mut self, register: u32, value: u32) {
        let slot = &mut self.registers[register as usize];
        self.stack.push(Entry::Restore { register, value: *slot });
        *slot = value;
    }

    fn iterate(&mut self, register: u32, at: usize) {
        let count = self.registers[register as usize];
        self.set(register, count + 1);
        self.set(register + 1, at as u32);
    }

    fn enter_look(&mut self, register: u32, at: usize) {
        self.registers[register as usize] = self.stack.len() as u32;
        self.registers[register as usize + 1] = at as u32;
    }

    /// The latest way not taken: where it goes on.
    fn go_back<S: Text>(&mut self, program: &Program, text: S) -> Option<(usize, usize)> {
        loop {
            match self.stack.pop()? {
                Entry::Restore { register, value } => self.registers[register as usize] = value,
                Entry::Resume { pc, position } => return Some((pc as usize, position as usize)),
                Entry::Iterate { pc, position } => {
                    if let Instruction::Count(entry) = program.code[pc as usize] {
                        self.iterate(program.counted[entry as usize].register, position as usize);
                    }
                    return Some((pc as usize + 1, position as usize));
                }
                Entry::Failed { memo, position } => self.memo.add(memo, position as usize),
                Entry::Greedy { pc, position, least } => {
                    let run = self.run_at(program, pc);
                    let (position, least) = (position as usize, least as usize);
                    let end = shorter(program, text, run, pc, position, least);
                    self.work += position.abs_diff(end.unwrap_or(least));
                    if self.memo.is_open() && run.notes_failures() {
                        // All ends from here to where the run was are known to fail now.
                        let (failed, minimum) = (end.map_or(least, |end| end + 1), run.minimum as usize);
                        for at in failed.saturating_sub(minimum)..=position.saturating_sub(minimum) {
                            self.memo.add(run.memo, at);
                        }
                    }
                    if let Some(end) = end {
                        self.stack.extend(self.rest(run, pc as usize, end, least));
                        return Some((pc as usize + 1, end));
                    }
                }
                Entry::Lazy { pc, position, left } => {
                    let run = self.run_at(program, pc);
                    let (position, left) = (position as usize, left - 1);
                    let notes = self.memo.is_open() && run.notes_failures();
                    if notes {
                        self.memo.add(run.memo, position);
                    }
                    let Some(end) = one(program, text, run, position) else { continue };
                    if notes && self.memo.has(run.memo, end) {
                        continue;
                    }
                    if left > 0 {
                        self.stack.push(Entry::Lazy { pc, position: end as u32, left });
                    }
                    return Some((pc as usize + 1, end));
                }
            }
        }
    }

    /// What is left to do for a greedy run that ends at `end` for now. With memory there is always something: noting.
    #[inline]
    fn rest(&self, run: &Run, pc: usize, end: usize, least: usize) -> Option<Entry> {
        let notes = self.memo.is_open() && run.notes_failures();
        let entry = Entry::Greedy { pc: pc as u32, position: end as u32, least: least as u32 };
        (!run.is_possessive && (end != least || notes)).then_some(entry)
    }

    fn run_at<'p>(&self, program: &'p Program, pc: u32) -> &'p Run {
        match program.code[pc as usize] {
            Instruction::Run(run) => &program.runs[run as usize],
            _ => &program.runs[0],
        }
    }

    fn greedy<S: Text>(&mut self, program: &Program, text: S, run: &Run, pc: usize, at: usize) -> Ran {
        let (mut end, mut count, mut least) = (at, 0, at);
        let remembers = self.memo.is_open() && run.notes_failures();
        while count < run.maximum {
            if remembers && end > at && self.memo.has(run.memo, end) {
                // Ends from here on are known to fail, except for this one if a run that began here would have a
                // minimum to keep.
                if run.minimum == 0 {
                    match before(text, run, end) {
                        Some(earlier) if earlier >= at => end = earlier,
                        _ => return Ran::Failed,
                    }
                }
                break;
            }
            let Some(next) = one(program, text, run, end) else { break };
            end = next;
            count += 1;
            if count == run.minimum {
                least = end;
            }
        }
        if count < run.minimum {
            return Ran::Failed;
        }
        self.stack.extend(self.rest(run, pc, end, least));
        Ran::To(end)
    }

    fn lazy<S: Text>(&mut self, program: &Program, text: S, run: &Run, pc: usize, at: usize) -> Ran {
        let mut end = at;
        for _ in 0..run.minimum {
            match one(program, text, run, end) {
                Some(next) => end = next,
                None => return Ran::Failed,
            }
        }
        if run.maximum > run.minimum {
            let left = run.maximum - run.minimum;
            self.stack.push(Entry::Lazy { pc: pc as u32, position: end as u32, left });
        }
        Ran::To(end)
    }

    fn back_reference<S: Text>(&self, program: &Program, text: S, reference: &Reference, at: &mut usize) -> bool {
        let group = reference.groups.iter().find_map(|&group| self.group(group as usize));
        let Some((start, end)) = group else { return true };
        let length = end - start;
        let from = if reference.is_back { at.checked_sub(length) } else { Some(*at) };
        let Some(from) = from.filter(|&from| from + length <= text.len()) else { return false };
        let mut offset = 0;
        while offset < length {
            let (mut a, mut b, mut width) = (text.unit(start + offset), text.unit(from + offset), 1);
            if let Some(casing) = reference.casing {
                if program.is_unicode
                    && let (Some((one, 2)), Some((two, 2))) = (text.point(start + offset), text.point(from + offset))
                    && offset + 1 < length
                {
                    (a, b, width) = (one, two, 2);
                }
                (a, b) = (casing.canonical(a), casing.canonical(b));
            }
            if a != b {
                return false;
            }
            offset += width;
        }
        *at = if reference.is_back { from } else { from + length };
        true
    }
}

#[inline(always)]
fn advance(at: &mut usize, width: usize) -> bool {
    *at += width;
    true
}

fn retreat(at: &mut usize, width: usize) -> bool {
    *at -= width;
    true
}

/// Where an endless run from a position ends at the latest.
pub(super) fn end_of_run<S: Text>(program: &Program, text: S, run: &Run, at: usize) -> usize {
    let mut end = at;
    while let Some(next) = one(program, text, run, end) {
        end = next;
    }
    end
}

/// One character of a run from `at` on: where it ends.
#[inline(always)]
fn one<S: Text>(program: &Program, text: S, run: &Run, at: usize) -> Option<usize> {
    let set = &program.sets[run.set as usize];
    match (run.is_back, run.is_wide) {
        (false, false) => (at < text.len() && set.contains(text.unit(at))).then(|| at + 1),
        (false, true) => text.point(at).filter(|&(point, _)| set.contains(point)).map(|(_, width)| at + width),
        (true, false) => (at > 0 && set.contains(text.unit(at - 1))).then(|| at - 1),
        (true, true) => text.point_before(at).filter(|&(point, _)| set.contains(point)).map(|(_, width)| at - width),
    }
}

/// The end of a run one character shorter.
fn before<S: Text>(text: S, run: &Run, end: usize) -> Option<usize> {
    match (run.is_back, run.is_wide) {
        (false, false) => end.checked_sub(1),
        (false, true) => text.point_before(end).map(|(_, width)| end - width),
        (true, false) => Some(end + 1),
        (true, true) => text.point(end).map(|(_, width)| end + width),
    }
}

/// A shorter end of a greedy run, not beyond `least`, at which what follows can begin.
fn shorter<S: Text>(program: &Program, text: S, run: &Run, pc: u32, mut end: usize, least: usize) -> Option<usize> {
    if run.is_back || run.is_wide {
        return if end == least { None } else { before(text, run, end) };
    }
    let next = program.code[pc as usize + 1];
    while end > least {
        end -= 1;
        let fits = match next {
            Instruction::Unit(unit) => text.unit(end) == u32::from(unit),
            Instruction::Literal { at, .. } => text.unit(end) == u32::from(program.literals[at as usize]),
            Instruction::Set(set) => program.sets[set as usize].contains(text.unit(end)),
            _ => true,
        };
        if fits {
            return Some(end);
        }
    }
    None
}
