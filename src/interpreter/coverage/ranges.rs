//! From counted blocks to the ranges that are told.
//!
//! Blocks are told where they ran more or less often than what is around them. A continuation, which has no end of its
//! own, goes as far as the next block or the end of the one around it. The passes and their order are V8's, so that the
//! same blocks give the same ranges.

use crate::source::Span;

/// Characters between two places whose number of code units is noted.
const STRIDE: usize = 4096;

/// A stretch of a script that ran so often. Offsets are UTF-16 code units; `end` is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CoveredRange {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) count: u64,
}

/// A counted block, in UTF-16 code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) start: u32,
    /// None: it goes as far as it can.
    pub(super) end: Option<u32>,
    pub(super) count: u64,
}

/// Byte offsets of a script as offsets of UTF-16 code units in what the user wrote.
pub(super) struct Units<'t> {
    text: &'t str,
    /// Bytes before the user's text.
    before: u32,
    /// Code units before each [`STRIDE`] of bytes; none: all are bytes.
    marks: Vec<u32>,
}

impl<'t> Units<'t> {
    /// Of a text that begins `before` bytes into the script's.
    pub(super) fn new(text: &'t str, before: u32) -> Units<'t> {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for (offset, character) in text.char_indices() {
                while marks.len() * STRIDE <= offset {
                    marks.push(count);
                }
                count += character.len_utf16() as u32;
            }
        }
        Units { text, before, marks }
    }

    /// The code units before a byte of the script.
    pub(super) fn of(&self, offset: u32) -> u32 {
        let offset = (offset.saturating_sub(self.before) as usize).min(self.text.len());
        let Some(&mark) = self.marks.get(offset / STRIDE) else {
            let last = self.marks.len().saturating_sub(1);
            return match self.marks.last() {
                Some(&mark) => mark + self.between(last * STRIDE, offset),
                None => offset as u32,
            };
        };
        mark + self.between(offset / STRIDE * STRIDE, offset)
    }

    /// Code units of the characters that begin in a stretch of bytes.
    fn between(&self, start: usize, end: usize) -> u32 {
        let first = (start..=self.text.len()).find(|&at| self.text.is_char_boundary(at)).unwrap_or(start);
        self.text.get(first..end).map_or(0, |text| text.encode_utf16().count() as u32)
    }

    /// Where a function stands; `is_whole`: it is the whole of what the user wrote.
    pub(super) fn extent(&self, span: Span, is_whole: bool) -> (u32, u32) {
        if is_whole {
            return (0, self.of(u32::MAX));
        }
        (self.of(span.start), self.of(span.end))
    }
}

/// A function and its blocks.
pub(super) struct FunctionRanges {
    function: CoveredRange,
    blocks: Vec<Block>,
}

/// What is around a block that is being looked at.
struct Surroundings<'a> {
    outer: CoveredRange,
    /// Nothing but the function is around it.
    is_top: bool,
    before: Option<Block>,
    next: Option<&'a mut Block>,
}

impl FunctionRanges {
    pub(super) fn new(function: CoveredRange) -> FunctionRanges {
        FunctionRanges { function, blocks: Vec::new() }
    }

    /// There are blocks to tell of.
    pub(super) fn is_divided(&self) -> bool {
        !self.blocks.is_empty()
    }

    /// The function, then its blocks.
    pub(super) fn into_list(self) -> Vec<CoveredRange> {
        let told = |block: Block| CoveredRange {
            start: block.start,
            end: block.end.unwrap_or(block.start),
            count: block.count,
        };
        std::iter::once(self.function).chain(self.blocks.into_iter().map(told)).collect()
    }

    /// Divides the function into its blocks.
    pub(super) fn divide(&mut self, blocks: Vec<Block>) {
        self.blocks = blocks;
        self.sort();
        self.drop_shadowed_continuations();
        self.end_continuations();
        self.join_neighbours();
        self.sort();
        self.join_equals();
        self.sweep(|block, around| around.outer.count != block.count);
        self.join_neighbours();
        self.sweep(|block, around| block.count > 0 || around.outer.count > 0);
        self.sweep(|block, _| block.end != Some(block.start));
    }

    /// Outer blocks before inner ones; continuations come last of those that begin at one place.
    fn sort(&mut self) {
        self.blocks.sort_by_key(|block| (block.start, std::cmp::Reverse(block.end)));
    }

    /// A continuation only divides what is around it: it gives way to a block that begins where it does.
    fn drop_shadowed_continuations(&mut self) {
        self.sweep(|block, around| {
            let is_shadowed = around.before.is_some_and(|before| before.start == block.start);
            block.end.is_some() || !is_shadowed
        });
    }

    /// Gives continuations their ends. At the end of a function its brace is left out.
    fn end_continuations(&mut self) {
        let end = self.function.end;
        self.sweep(|block, around| {
            if block.end.is_none() {
                let next = around.next.as_ref().map(|next| next.start).filter(|&next| next < around.outer.end);
                let last = if around.is_top { around.outer.end.saturating_sub(1) } else { around.outer.end };
                block.end = Some(next.unwrap_or(last));
            }
            block.start < end
        });
    }

    /// Makes one of neighbours that ran equally often.
    fn join_neighbours(&mut self) {
        self.sweep(|block, around| match &mut around.next {
            Some(next)
                if next.start < around.outer.end && Some(next.start) == block.end && next.count == block.count =>
            {
                next.start = block.start;
                false
            }
            _ => true,
        });
    }

    /// Makes one of blocks that are the same stretch.
    fn join_equals(&mut self) {
        self.sweep(|block, around| match &mut around.next {
            Some(next) if (next.start, next.end) == (block.start, block.end) => {
                next.count = next.count.max(block.count);
                false
            }
            _ => true,
        });
    }

    /// Looks at each block once, from outer to inner ones, and keeps those that `keeps` says.
    fn sweep(&mut self, mut keeps: impl FnMut(&mut Block, &mut Surroundings<'_>) -> bool) {
        let mut nest: Vec<CoveredRange> = Vec::new();
        let mut kept = Vec::with_capacity(self.blocks.len());
        let mut before = None;
        for index in 0..self.blocks.len() {
            let (seen, rest) = self.blocks.split_at_mut(index + 1);
            let block = &mut seen[index];
            while nest.last().is_some_and(|outer| outer.end <= block.start) {
                nest.pop();
            }
            let outer = nest.last().copied().unwrap_or(self.function);
            let mut around = Surroundings { outer, is_top: nest.is_empty(), before, next: rest.first_mut() };
            before = Some(*block);
            if keeps(block, &mut around) {
                kept.push(*block);
                nest.extend(block.end.map(|end| CoveredRange { start: block.start, end, count: block.count }));
            }
        }
        self.blocks = kept;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(blocks: &[(u32, Option<u32>, u64)]) -> Vec<(u32, u32, u64)> {
        let mut function = FunctionRanges::new(CoveredRange { start: 0, end: 100, count: 2 });
        function.divide(blocks.iter().map(|&(start, end, count)| Block { start, end, count }).collect());
        function.into_list().into_iter().skip(1).map(|range| (range.start, range.end, range.count)).collect()
    }

    #[test]
    fn blocks_that_ran_as_often_as_what_is_around_them_are_not_told() {
        assert_eq!(divided(&[(10, Some(20), 2), (30, Some(40), 1)]), [(30, 40, 1)]);
        assert_eq!(divided(&[(10, Some(20), 0), (12, Some(15), 0)]), [(10, 20, 0)]);
    }

    #[test]
    fn continuations_end_where_the_next_block_begins_or_the_outer_one_ends() {
        assert_eq!(divided(&[(50, None, 1)]), [(50, 99, 1)]);
        assert_eq!(divided(&[(10, Some(40), 1), (20, None, 0)]), [(10, 40, 1), (20, 40, 0)]);
        assert_eq!(divided(&[(20, None, 0), (60, Some(70), 1)]), [(20, 60, 0), (60, 70, 1)]);
        assert_eq!(divided(&[(20, None, 1), (20, Some(30), 2)]), []);
    }

    #[test]
    fn neighbours_become_one() {
        assert_eq!(divided(&[(10, Some(20), 1), (20, Some(30), 1)]), [(10, 30, 1)]);
    }

    #[test]
    fn offsets_are_code_units() {
        let units = Units::new("a\u{1F600}ö'b", 3);
        let offsets: Vec<u32> = [0, 3, 4, 8, 10, 11, 12, 99].into_iter().map(|offset| units.of(offset)).collect();
        assert_eq!(offsets, [0, 0, 1, 3, 4, 5, 6, 6]);
        let long = format!("ö{}", "xy".repeat(5000));
        assert_eq!(Units::new(&long, 0).of(9000), 8999);
    }
}
