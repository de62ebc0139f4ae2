//! Weak objects: lists of them by generation. What dies with their targets is decided by the collectors.

/// The objects with weak words. Room for a move from the young to the old lists is reserved when an object is made.
pub(super) struct WeakLists {
    /// Young objects of any weak kind.
    pub(super) young: Vec<usize>,
    /// Old objects of any weak kind.
    pub(super) old: Vec<usize>,
    /// Old ephemeron tables that may hold young keys or values; their header has AGED.
    pub(super) touched_ephemerons: Vec<usize>,
    /// Pairs of large ephemeron tables that may hold a young key or value: the table, and the index of the key's word. Nobody
    /// should look at all pairs of these tables in a scavenge.
    pub(super) touched_pairs: Vec<(usize, usize)>,
    /// While marking runs: marked old ephemeron tables whose pairs were not looked at yet.
    pub(super) unvisited: Vec<usize>,
    /// Finalizable objects one of whose targets died.
    pub(super) finalized: Vec<usize>,
    /// Targets that must survive until the end of the job.
    pub(super) kept: Vec<super::word::Word>,
}

impl WeakLists {
    pub(super) fn new() -> WeakLists {
        let list = Vec::new;
        WeakLists {
            young: list(),
            old: list(),
            touched_ephemerons: list(),
            touched_pairs: Vec::new(),
            unvisited: list(),
            finalized: list(),
            kept: Vec::new(),
        }
    }

    /// Makes room for one more weak object in every list; false when there is no memory.
    pub(super) fn reserve(&mut self) -> bool {
        let total = self.young.len() + self.old.len() + 1;
        let mut lists = [&mut self.young, &mut self.old, &mut self.touched_ephemerons, &mut self.finalized].into_iter();
        lists.all(|list| list.try_reserve(total - list.len().min(total)).is_ok())
    }
}
