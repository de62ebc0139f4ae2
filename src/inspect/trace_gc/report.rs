//! The last few collections, and the report when memory has run out.

use super::{Collection, Tracee};

/// Bytes that are kept of past lines.
const KEPT: usize = 512;
/// Longer lines are cut, and lose their line feed: that is why they run together in V8's reports, and in ours.
const LONGEST_LINE: usize = 255;

/// The ends of past trace lines, in a ring of fixed size, so that a report needs no memory to be found first.
pub(crate) struct LastTraces {
    ring: [u8; KEPT],
    end: usize,
    is_full: bool,
}

impl LastTraces {
    /// No collection yet.
    pub(crate) fn new() -> LastTraces {
        LastTraces { ring: [0; KEPT], end: 0, is_full: false }
    }

    /// Keeps a collection's line, whether or not it is printed.
    pub(crate) fn keep(&mut self, tracee: Tracee, collection: &Collection) {
        let line = collection.line(tracee);
        for &byte in line.as_bytes().iter().take(LONGEST_LINE) {
            if self.end == KEPT {
                self.end = 0;
                self.is_full = true;
            }
            self.ring[self.end] = byte;
            self.end += 1;
        }
    }

    /// What is kept, oldest first: from the first line feed on, if anything follows it.
    fn text(&self) -> String {
        let (newest, oldest) = self.ring.split_at(self.end);
        let oldest = if self.is_full { oldest } else { &[] };
        let kept: String = oldest.iter().chain(newest).map(|&byte| char::from(byte)).collect();
        match kept.find('\n') {
            Some(at) if at + 1 < kept.len() => kept[at..].to_owned(),
            _ => kept,
        }
    }
}

/// The text for standard error when memory has run out. `place` says what could not go on (`Reached heap limit`),
/// `stack` is the script's stack, a line a frame, or empty as in today's Node.
pub(crate) fn out_of_memory_report(traces: &LastTraces, stack: &str, place: &str) -> String {
    format!(
        "\n<--- Last few GCs --->\n{}\n\n<--- JS stacktrace --->\n{stack}\nFATAL ERROR: {place} Allocation failed - \
         JavaScript heap out of memory\n",
        traces.text()
    )
}

#[cfg(test)]
mod tests {
    use super::{super::line::tests::samples, *};

    fn kept(indices: &[usize]) -> LastTraces {
        let samples = samples();
        let mut traces = LastTraces::new();
        for &index in indices {
            let (tracee, collection, _) = &samples[index];
            traces.keep(*tracee, collection);
        }
        traces
    }

    #[test]
    fn long_lines_are_cut_and_run_together() {
        // Three cut lines of 255 bytes leave two bytes of the first.
        let cut = &samples()[3].2[..LONGEST_LINE];
        let first = &cut[LONGEST_LINE - 2..];
        assert_eq!(
            out_of_memory_report(&kept(&[3, 3, 3]), "", "Reached heap limit"),
            format!(
                "\n<--- Last few GCs --->\n{first}{cut}{cut}\n\n<--- JS stacktrace --->\n\nFATAL ERROR: Reached heap limit \
             Allocation failed - JavaScript heap out of memory\n"
            )
        );
    }

    #[test]
    fn the_text_starts_at_the_first_line_feed() {
        let scavenge = samples()[0].2;
        let whole = kept(&[0, 0]).text();
        assert_eq!(whole, format!("\n{scavenge}"));
        assert_eq!(kept(&[0]).text(), scavenge);
        assert_eq!(kept(&[]).text(), "");
        let many = kept(&[0; 20]).text();
        assert!(many.len() <= KEPT && many.ends_with(scavenge) && many.starts_with('\n'));
    }

    #[test]
    fn the_script_s_stack_has_its_place() {
        let report = out_of_memory_report(&kept(&[]), "    at f (a.js:1:1)\n", "Reached heap limit");
        assert!(report.contains("<--- JS stacktrace --->\n    at f (a.js:1:1)\n\nFATAL ERROR"));
    }
}
