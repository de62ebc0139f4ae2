//! What `--trace-gc-verbose` prints after each collection: a row for each space, and totals.

use super::Tracee;

/// Bytes in what V8 calls a KB.
const KILOBYTE: u64 = 1024;

/// One space. Sizes are bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) used: u64,
    pub(crate) available: u64,
    /// None for the memory allocator, whose use is what is committed.
    pub(crate) committed: Option<u64>,
}

/// All spaces, and what lies outside them. Sizes are bytes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SpaceTotals {
    /// In the order they are printed: V8 begins with `Memory allocator` and ends with `All spaces`.
    pub(crate) rows: Vec<Row>,
    /// Free pages kept for later, and their bytes.
    pub(crate) pooled_pages: u64,
    pub(crate) pooled: u64,
    pub(crate) external: u64,
    pub(crate) backing_stores: u64,
    /// Milliseconds of all collections so far.
    pub(crate) collecting: f64,
}

impl Row {
    fn text(&self) -> String {
        // V8's own column is too narrow for its longest name, which has spaces of its own.
        let name = format!("{},", self.name);
        let gap = if name.len() < 24 { "" } else { "     " };
        let (used, available) = (self.used / KILOBYTE, self.available / KILOBYTE);
        let committed = self.committed.map(|bytes| format!(", committed: {:6} KB", bytes / KILOBYTE));
        let unit = committed.unwrap_or_default();
        format!("{name:<24}{gap}used: {used:6} KB, available: {available:6} KB{unit}")
    }
}

impl SpaceTotals {
    /// The lines, each with its line feed.
    pub(crate) fn lines(&self, tracee: Tracee) -> String {
        let rows = self.rows.iter().map(Row::text);
        let totals = [
            format!("Unmapper buffering {} chunks of committed: {:6} KB", self.pooled_pages, self.pooled / KILOBYTE),
            format!("External memory reported: {:6} KB", self.external / KILOBYTE),
            format!("Backing store memory: {:6} KB", self.backing_stores / KILOBYTE),
            "External memory global 0 KB".to_owned(),
            format!("Total time spent in GC  : {:.1} ms", self.collecting),
        ];
        rows.chain(totals).map(|text| format!("{}{text}\n", tracee.prefix())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_those_of_v8() {
        let row = |name, used, available, committed: Option<u64>| Row {
            name,
            used: used * KILOBYTE,
            available: available * KILOBYTE,
            committed: committed.map(|committed| committed * KILOBYTE),
        };
        let totals = SpaceTotals {
            rows: vec![
                row("Memory allocator", 5096, 4_238_360, None),
                row("New space", 337, 668, Some(2048)),
                row("New large object space", 0, 1006, Some(0)),
                row("Code large object space", 0, 0, Some(0)),
                row("All spaces", 3358, 4_240_042, Some(5096)),
            ],
            pooled_pages: 0,
            pooled: 0,
            external: 10 * KILOBYTE,
            backing_stores: 1097 * KILOBYTE,
            collecting: 4.1,
        };
        assert_eq!(
            totals.lines(Tracee { process: 10853, isolate: 0x36b4_9cb0 }),
            "[10853:0x36b49cb0] Memory allocator,       used:   5096 KB, available: 4238360 KB\n\
             [10853:0x36b49cb0] New space,              used:    337 KB, available:    668 KB, committed:   2048 KB\n\
             [10853:0x36b49cb0] New large object space, used:      0 KB, available:   1006 KB, committed:      0 KB\n\
             [10853:0x36b49cb0] Code large object space,     used:      0 KB, available:      0 KB, committed:      0 KB\n\
             [10853:0x36b49cb0] All spaces,             used:   3358 KB, available: 4240042 KB, committed:   5096 KB\n\
             [10853:0x36b49cb0] Unmapper buffering 0 chunks of committed:      0 KB\n\
             [10853:0x36b49cb0] External memory reported:     10 KB\n\
             [10853:0x36b49cb0] Backing store memory:   1097 KB\n\
             [10853:0x36b49cb0] External memory global 0 KB\n\
             [10853:0x36b49cb0] Total time spent in GC  : 4.1 ms\n"
        );
    }
}
