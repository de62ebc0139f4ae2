//! Free cells of a page, segregated by size: every 8 bytes to 512, then by a factor of 1.25 to 128 KiB.
//!
//! A cell is a filler object; its second word links it to the next one of its class on the same page. Cells of one word
//! are fillers that nobody lists.

use super::header::{FILLER, Header};
use super::page::{Object, Page};

/// The number of size classes.
pub(super) const CLASSES: usize = 64 + STEPS;
const STEPS: usize = 26;
/// The smallest cell of each class above 64 words.
const THRESHOLDS: [usize; STEPS] = thresholds();

const fn thresholds() -> [usize; STEPS] {
    let mut list = [0; STEPS];
    let (mut step, mut words) = (0, 65);
    while step < STEPS {
        list[step] = words;
        words = words * 5 / 4;
        step += 1;
    }
    list
}

/// The class whose list takes a cell of `words` (at least 2): every request of the class fits.
pub(super) fn class_of_cell(words: usize) -> usize {
    if words <= 64 {
        return words - 1;
    }
    64 + THRESHOLDS.partition_point(|&threshold| threshold <= words) - 1
}

/// The first class all of whose cells hold `words`; `CLASSES` when none does for sure.
pub(super) fn class_of_request(words: usize) -> usize {
    if words <= 64 {
        return words.max(2) - 1;
    }
    64 + THRESHOLDS.partition_point(|&threshold| threshold < words)
}

/// Writes a filler over `words` words at `address`.
///
/// # Safety
/// (7) The words belong to nobody.
pub(super) unsafe fn write_filler(address: usize, words: usize) {
    if words > 0 {
        // SAFETY: (7) the caller's promise.
        unsafe { Object::at(address) }.set_header(Header::new(FILLER, 0, words));
    }
}

/// Makes a free cell of `words` words at `address` and lists it on its page.
///
/// # Safety
/// (7) The words belong to nobody.
pub(super) unsafe fn push(page: Page, address: usize, words: usize) {
    // SAFETY: (7) the caller's promise.
    unsafe { write_filler(address, words) };
    if words < 2 {
        return;
    }
    page.with(|header| {
        let head = &mut header.free_heads[class_of_cell(words)];
        // SAFETY: (7) the cell has two words.
        unsafe { Object::at(address).set_bits(1, *head as u64) };
        *head = (address - page.address()) as u32;
    });
}

/// Takes the first cell of `class`: its address and size in words.
pub(super) fn pop(page: Page, class: usize) -> Option<(usize, usize)> {
    let offset = page.get(|header| header.free_heads[class]);
    if offset == 0 {
        return None;
    }
    // SAFETY: (7) listed cells are fillers of at least two words.
    let cell = unsafe { Object::at(page.address() + offset as usize) };
    // SAFETY: (7) as above.
    let next = unsafe { cell.bits(1) };
    page.with(|header| header.free_heads[class] = next as u32);
    Some((cell.address(), cell.header().words()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_of_a_class_holds_every_request_of_it() {
        for words in 2..=32768 {
            let cell = class_of_cell(words);
            assert!(cell < CLASSES);
            let request = class_of_request(words);
            assert!(request == CLASSES || request >= cell);
            if request < CLASSES && request > 63 {
                assert!(THRESHOLDS[request - 64] >= words);
            }
        }
        assert_eq!(class_of_request(1), class_of_cell(2));
        assert!(THRESHOLDS[STEPS - 1] > 15_000);
    }
}
