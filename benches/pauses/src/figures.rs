//! Pauses, and what is made of them.

/// One run. Milliseconds.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// CPU time of the run.
    pub cpu: f64,
    /// Time in collections and in steps.
    pub collecting: f64,
    /// Pauses of scavenges.
    pub scavenges: Vec<f64>,
    /// Pauses of majors: steps, ends and collections in one go.
    pub majors: Vec<f64>,
    /// All pauses, by their start and end.
    pub pauses: Vec<(f64, f64)>,
    /// The highest committed heap, and the most that lived after a major. Megabytes; 0 without a major.
    pub peak: f64,
    pub live: f64,
}

/// The window of the utilisation.
const WINDOW: f64 = 20.0;

impl Figures {
    /// The worst share of a window that the script had.
    pub fn utilisation(&self) -> f64 {
        let mut worst: f64 = 1.0;
        let within = |from: f64| -> f64 {
            let overlap = |&(start, end): &(f64, f64)| (end.min(from + WINDOW) - start.max(from)).max(0.0);
            self.pauses.iter().map(overlap).sum()
        };
        // The worst window starts or ends with a pause.
        for &(start, end) in &self.pauses {
            for from in [start, end - WINDOW] {
                if from >= 0.0 {
                    worst = worst.min(1.0 - within(from) / WINDOW);
                }
            }
        }
        worst.max(0.0)
    }

    /// The columns of the table.
    pub fn row(&self) -> String {
        let share = if self.cpu > 0.0 { 100.0 * self.collecting / self.cpu } else { 0.0 };
        let of = |pauses: &[f64]| {
            let mut sorted = pauses.to_vec();
            sorted.sort_by(f64::total_cmp);
            let at =
                |share: f64| sorted.get(((sorted.len() as f64 * share) as usize).min(sorted.len().saturating_sub(1)));
            let show = |value: Option<&f64>| value.map_or("–".to_owned(), |value| format!("{value:.2}"));
            format!("{} | {} | {}", show(at(0.5)), show(at(0.99)), show(sorted.last()))
        };
        let ratio = if self.live > 0.0 {
            format!("{:.2} ({:.0} / {:.0} MB)", self.peak / self.live, self.peak, self.live)
        } else {
            "–".to_owned()
        };
        format!(
            "{:.2} | {share:.0} % | {} | {} | {} | {:.0} % | {ratio}",
            self.cpu / 1e3,
            of(&self.scavenges),
            self.majors.len(),
            of(&self.majors),
            100.0 * self.utilisation()
        )
    }
}

/// Of several runs each figure's best: the scheduler of a shared machine is not the collector.
pub fn best(runs: Vec<Figures>) -> Option<Figures> {
    let longest = |figures: &Figures| figures.pauses.iter().map(|(start, end)| end - start).fold(0.0, f64::max);
    runs.into_iter().min_by(|left, right| longest(left).total_cmp(&longest(right)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_window_counts_all_pauses_in_it() {
        let pauses = vec![(100.0, 104.0), (110.0, 114.0), (300.0, 305.0)];
        assert_eq!(Figures { pauses, ..Figures::default() }.utilisation(), 0.6);
    }
}
