//! A page of the heap as a row of cells.
//!
//! # The text of the cells
//! For each run of equal cells: how many, if more than one, and a sign. `.` is free. A letter is four times a state of
//! `STATES` plus how full the cell is, in quarters: `A` to `Z`, then `a` to `z`.
//!
//! # The text of the names
//! One object of each cell: of those whose birth is known, else of all, the one that has most of it. Numbers are in base
//! 64, five bits a digit from the lowest on, the sixth says that more follow. `.n`: nothing in n cells; `*n`: the same
//! object in n cells more; else six numbers: the name, the place of birth plus 1, the collections before it plus 1 (0: not known),
//! where it starts from the cell's start (words; twice, plus 1 if before it), its words, and how many objects start in
//! the cell.

use super::labels::Labels;
use crate::heap::{HeapView, ObjectState, ObjectView, PageView};

/// What a cell may show, in the order of the letters; the page has the same list.
const STATES: usize = 11;
const PROMOTED: usize = 9;
const ARRIVED: usize = 10;
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The place of a state among the letters.
fn rank(state: ObjectState) -> usize {
    match state {
        ObjectState::New => 0,
        ObjectState::Copied => 1,
        ObjectState::Left => 2,
        ObjectState::Died => 3,
        ObjectState::Old => 4,
        ObjectState::Unmarked => 5,
        ObjectState::Marked => 6,
        ObjectState::Unswept => 7,
        ObjectState::Evacuated => 8,
    }
}

/// Does an object of this state count as alive?
pub(super) fn is_alive(state: ObjectState) -> bool {
    use ObjectState::{Copied, Marked, New, Old, Unmarked};
    matches!(state, New | Copied | Old | Unmarked | Marked)
}

/// An object that stands for a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Named {
    address: usize,
    label: u32,
    place: u32,
    collections: u64,
    bytes: usize,
    share: usize,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    bytes: [u32; STATES],
    starts: usize,
    named: Option<Named>,
}

/// A page that is being drawn.
pub(super) struct Picture {
    start: usize,
    cell: usize,
    visited: usize,
    cells: Vec<Cell>,
    pub(super) live: usize,
}

impl Picture {
    /// Draws a page. `arrivals`: the addresses of objects that came to old pages in this collection, sorted, and whether they were promoted.
    pub(super) fn draw(
        view: &HeapView<'_>,
        page: &PageView<'_>,
        cell: usize,
        arrivals: &[(usize, bool)],
        labels: &mut Labels,
    ) -> Picture {
        let cells = vec![Cell::default(); page.bytes.div_ceil(cell)];
        let mut picture = Picture { start: page.address, cell, visited: page.visited, cells, live: 0 };
        let mut arrivals =
            arrivals[arrivals.partition_point(|&(address, _)| address < page.address)..].iter().peekable();
        view.for_each_object(page, |object| {
            while arrivals.peek().is_some_and(|&&(address, _)| address < object.address) {
                arrivals.next();
            }
            let arrived = arrivals.next_if(|&&(address, _)| address == object.address);
            let state = match arrived {
                Some((_, true)) => PROMOTED,
                Some((_, false)) => ARRIVED,
                None => rank(object.state),
            };
            picture.add(object, state, labels.of(view, object));
        });
        picture
    }

    fn add(&mut self, object: &ObjectView, state: usize, label: u32) {
        if is_alive(object.state) {
            self.live += object.bytes;
        }
        let offset = object.address - self.start;
        let (mut at, end) = (offset, offset + object.bytes);
        if let Some(cell) = self.cells.get_mut(offset / self.cell) {
            cell.starts += 1;
        }
        let birth = object.birth;
        while at < end {
            let index = at / self.cell;
            let next = ((index + 1) * self.cell).min(end);
            let Some(cell) = self.cells.get_mut(index) else { break };
            let is_unvisited = self.visited > 0 && at >= self.visited && state == rank(ObjectState::Marked);
            cell.bytes[if is_unvisited { rank(ObjectState::Unmarked) } else { state }] += (next - at) as u32;
            let named = Named {
                address: object.address,
                label,
                place: birth.map_or(0, |birth| birth.place + 1),
                collections: birth.map_or(0, |birth| birth.collections + 1),
                bytes: object.bytes,
                share: next - at,
            };
            let is_better = |other: Named| (named.place > 0, named.share) > (other.place > 0, other.share);
            if cell.named.is_none_or(is_better) {
                cell.named = Some(named);
            }
            at = next;
        }
    }

    /// The text of the cells.
    pub(super) fn cells(&self) -> String {
        let mut text = String::new();
        for run in self.cells.iter().map(|cell| self.sign(cell)).collect::<Vec<_>>().chunk_by(|one, other| one == other)
        {
            if run.len() > 1 {
                text.push_str(&run.len().to_string());
            }
            text.push(run[0]);
        }
        text
    }

    fn sign(&self, cell: &Cell) -> char {
        let full: u32 = cell.bytes.iter().sum();
        if full == 0 {
            return '.';
        }
        // What has just come is seen however little it is.
        let most = (0..STATES).max_by_key(|&state| (state >= PROMOTED && cell.bytes[state] > 0, cell.bytes[state]));
        let quarter = (full as usize * 4 - 1) / self.cell;
        char::from(DIGITS[most.unwrap_or(0) * 4 + quarter.min(3)])
    }

    /// The text of the names.
    pub(super) fn names(&self) -> String {
        let mut text = String::new();
        let key = |cell: &Cell| cell.named.map(|named| named.address);
        let runs =
            self.cells.chunk_by(|one, other| key(one) == key(other) && (key(one).is_none() || other.starts == 0));
        let mut index = 0;
        for run in runs {
            let Some(named) = run[0].named else {
                text.push('.');
                write_number(&mut text, run.len());
                index += run.len();
                continue;
            };
            let (here, start) = (self.start + index * self.cell, named.address);
            let distance = if start < here { (here - start) / 8 * 2 + 1 } else { (start - here) / 8 * 2 };
            let numbers = [
                named.label as usize,
                named.place as usize,
                named.collections as usize,
                distance,
                named.bytes / 8,
                run[0].starts,
            ];
            numbers.into_iter().for_each(|number| write_number(&mut text, number));
            if run.len() > 1 {
                text.push('*');
                write_number(&mut text, run.len() - 1);
            }
            index += run.len();
        }
        text
    }
}

fn write_number(text: &mut String, mut number: usize) {
    loop {
        let (digit, rest) = (number & 31, number >> 5);
        text.push(char::from(DIGITS[digit | if rest > 0 { 32 } else { 0 }]));
        if rest == 0 {
            return;
        }
        number = rest;
    }
}
