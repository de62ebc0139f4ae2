//! What patterns need to know of Unicode: properties, properties of strings, case folding.

mod tables;

use super::set::CodePointSet;
use tables::LISTS;

/// Code points that map by one distance: `first`, `first + step` and so on.
pub(super) struct CaseRun {
    first: u32,
    last: u32,
    step: u8,
    distance: i32,
}

/// A run, for the tables.
const fn run(first: u32, last: u32, step: u8, distance: i32) -> CaseRun {
    CaseRun { first, last, step, distance }
}

impl CaseRun {
    fn map(&self, point: u32) -> u32 {
        point.wrapping_add_signed(self.distance)
    }

    fn points(&self) -> impl Iterator<Item = u32> {
        (self.first..=self.last).step_by(usize::from(self.step))
    }

    fn has(&self, point: u32) -> bool {
        point >= self.first && point <= self.last && (point - self.first).is_multiple_of(u32::from(self.step))
    }
}

/// How case is ignored: by simple case folding (`u`, `v`) or by upper case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Casing {
    Fold,
    Upper,
}

impl Casing {
    fn runs(self) -> &'static [CaseRun] {
        match self {
            Casing::Fold => tables::FOLDING,
            Casing::Upper => tables::UPPER,
        }
    }

    /// Canonicalize ( rer, ch ) – <https://tc39.es/ecma262/#sec-runtime-semantics-canonicalize-ch>
    pub(super) fn canonical(self, point: u32) -> u32 {
        let runs = self.runs();
        let after = runs.partition_point(|run| run.first <= point);
        match after.checked_sub(1).map(|at| &runs[at]) {
            Some(run) if run.has(point) => run.map(point),
            _ => point,
        }
    }

    /// All code points that match `point` when case is ignored, itself included.
    pub(super) fn equivalents(self, point: u32) -> CodePointSet {
        let canonical = self.canonical(point);
        let runs = self.runs().iter().filter_map(|run| {
            let from = canonical.wrapping_add_signed(-run.distance);
            run.has(from).then_some(from)
        });
        CodePointSet::of(runs.chain([point, canonical]).map(|point| (point, point)))
    }

    /// The set with everything that matches a member when case is ignored.
    pub(super) fn close(self, set: &CodePointSet) -> CodePointSet {
        let canonical = set.union(&self.mapped(set));
        let runs = self.runs().iter().flat_map(|run| {
            let met = canonical.meets(run.map(run.first), run.map(run.last));
            run.points().take(if met { usize::MAX } else { 0 }).filter(|&point| canonical.contains(run.map(point)))
        });
        CodePointSet::of(canonical.ranges().iter().copied().chain(runs.map(|point| (point, point))))
    }

    /// What the members map to, of those that map to something else.
    fn mapped(self, set: &CodePointSet) -> CodePointSet {
        let runs = self.runs().iter().filter(|run| set.meets(run.first, run.last));
        let points = runs.flat_map(|run| run.points().filter(|&point| set.contains(point)).map(|point| run.map(point)));
        CodePointSet::of(points.map(|point| (point, point)))
    }
}

/// What the members fold to: the set as `v` with `i` computes with it.
pub(super) fn fold(set: &CodePointSet) -> CodePointSet {
    set.difference(&folding_points()).union(&Casing::Fold.mapped(set))
}

/// The code points that fold to another.
pub(super) fn folding_points() -> CodePointSet {
    CodePointSet::of(tables::FOLDING.iter().flat_map(CaseRun::points).map(|point| (point, point)))
}

/// The property `name`, or `name=value`.
pub(super) fn property(name: &str, value: Option<&str>) -> Option<CodePointSet> {
    let at = match (name, value) {
        ("General_Category" | "gc", Some(value)) => find(tables::GENERAL_CATEGORY, value)?,
        ("Script" | "sc", Some(value)) => find(tables::SCRIPT, value)?[0],
        ("Script_Extensions" | "scx", Some(value)) => find(tables::SCRIPT, value)?[1],
        (name, None) => find(tables::BINARY, name).or_else(|| find(tables::GENERAL_CATEGORY, name))?,
        _ => return None,
    };
    let mut list = List { at: at as usize };
    let (count, mut next) = (list.number(), 0);
    let ranges = (0..count).map(|_| {
        let first = next + list.number();
        let last = first + list.number();
        next = last + 1;
        (first, last)
    });
    Some(CodePointSet::of(ranges))
}

/// The strings of a property of strings.
pub(super) fn sequences(name: &str) -> Option<Vec<Vec<u32>>> {
    let mut list = List { at: find(tables::SEQUENCES, name)? as usize };
    let mut strings: Vec<Vec<u32>> = Vec::new();
    for _ in 0..list.number() {
        let shared = list.number() as usize;
        let mut string: Vec<u32> = strings.last().map_or(Vec::new(), |before| before[..shared].to_vec());
        string.extend((0..list.number()).map(|_| list.number()));
        strings.push(string);
    }
    Some(strings)
}

fn find<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    table.binary_search_by(|(key, _)| (*key).cmp(name)).ok().map(|at| table[at].1)
}

/// A place in the lists.
struct List {
    at: usize,
}

impl List {
    fn number(&mut self) -> u32 {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = LISTS[self.at];
            self.at += 1;
            value |= u32::from(byte & 127) << shift;
            if byte < 128 {
                return value;
            }
            shift += 7;
        }
    }
}
