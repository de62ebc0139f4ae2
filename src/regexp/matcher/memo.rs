//! The memory of failures: a bit for each pair of a place in the program and a position.
//!
//! Where what a place leads to depends on the place and the position alone, coming there again after it has failed is in
//! vain. That makes matching polynomial. A place has failed when matching has gone back beyond it; what a look cuts off
//! when it succeeds has not. Checks for progress do not spoil this: a place that failed because an iteration started at
//! the same position can be reached with another start only after the loop has failed at that position altogether.

#[derive(Debug, Default)]
pub(super) struct Memo {
    bits: Vec<u64>,
    positions: usize,
    is_open: bool,
}

impl Memo {
    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    pub(super) fn clear(&mut self) {
        self.bits.clear();
        self.is_open = false;
    }

    pub(super) fn trim(&mut self) {
        if self.bits.capacity() > 1024 {
            *self = Memo::default();
        }
    }

    /// Bytes that so many places need for a text of this length.
    pub(super) fn bytes_for(places: u32, length: usize) -> usize {
        (places as usize).saturating_mul(length + 1) / 8 + 8
    }

    pub(super) fn bytes(&self) -> usize {
        self.bits.capacity() * size_of::<u64>()
    }

    /// Starts to remember; tells whether there is memory for it.
    pub(super) fn open(&mut self, places: u32, length: usize) -> bool {
        let words = Memo::bytes_for(places, length) / 8 + 1;
        if self.bits.try_reserve_exact(words).is_err() {
            return false;
        }
        self.bits.resize(words, 0);
        (self.positions, self.is_open) = (length + 1, true);
        true
    }

    fn bit(&self, place: u32, position: usize) -> u64 {
        (place as usize * self.positions + position) as u64
    }

    /// Whether the place has failed at the position.
    #[inline]
    pub(super) fn has(&self, place: u32, position: usize) -> bool {
        let bit = self.bit(place, position);
        self.bits[(bit / 64) as usize] & 1 << (bit % 64) != 0
    }

    /// The place has failed at the position.
    #[inline]
    pub(super) fn add(&mut self, place: u32, position: usize) {
        let bit = self.bit(place, position);
        self.bits[(bit / 64) as usize] |= 1 << (bit % 64);
    }
}
