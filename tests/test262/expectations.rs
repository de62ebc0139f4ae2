//! Which tests are known to fail: the ratchet.
//!
//! A line of `expectations.txt` is a group of tests with the number of those that fail (`any` where that depends on the
//! machine), or one test that fails. A test belongs to the first group that fits. In a group any test may fail or pass,
//! only their number is held to; everywhere else exactly the listed tests fail.

use std::{collections::BTreeMap, fmt::Write};

use crate::{corpus::Test, run::Verdict};

/// What the tests of a group have in common.
#[derive(Clone, Debug, PartialEq)]
enum Group {
    /// A name in `features`.
    Feature(String),
    /// A name in `includes`.
    Include(String),
    /// A name in `flags`.
    Flag(String),
    /// The start of the path.
    Folder(String),
    /// A piece of the path.
    Path(String),
    /// A piece of the test's text.
    Text(String),
}

impl Group {
    /// Reads `kind name`.
    fn read(line: &str) -> Option<Group> {
        let (kind, name) = line.split_once(' ')?;
        let name = name.to_owned();
        match kind {
            "feature" => Some(Group::Feature(name)),
            "include" => Some(Group::Include(name)),
            "flag" => Some(Group::Flag(name)),
            "folder" => Some(Group::Folder(name)),
            "path" => Some(Group::Path(name)),
            "text" => Some(Group::Text(name)),
            _ => None,
        }
    }

    fn holds(&self, test: &Test) -> bool {
        let front_matter = &test.front_matter;
        match self {
            Group::Feature(name) => front_matter.features.contains(name),
            Group::Include(name) => front_matter.includes.contains(name),
            Group::Flag(name) => front_matter.flags.contains(name),
            Group::Folder(name) => test.path.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('/')),
            Group::Path(text) => test.path.contains(text.as_str()),
            Group::Text(text) => test.source.contains(text.as_str()),
        }
    }

    fn show(&self) -> String {
        match self {
            Group::Feature(name) => format!("feature {name}"),
            Group::Include(name) => format!("include {name}"),
            Group::Flag(name) => format!("flag {name}"),
            Group::Folder(name) => format!("folder {name}"),
            Group::Path(text) => format!("path {text}"),
            Group::Text(text) => format!("text {text}"),
        }
    }
}

/// A line of the file.
#[derive(Clone, Debug, PartialEq)]
enum Line {
    Comment(String),
    /// With the number of its tests that fail; `None` if that depends on the machine.
    Group(Group, Option<u64>),
}

/// The file's content.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Expectations {
    lines: Vec<Line>,
    files: Vec<String>,
}

impl Expectations {
    pub(crate) fn read(text: &str) -> Result<Expectations, String> {
        let mut expectations = Expectations::default();
        for (index, line) in text.lines().enumerate() {
            let wrong = || format!("expectations, line {}: `{line}`", index + 1);
            if line.is_empty() || line.starts_with('#') {
                expectations.lines.push(Line::Comment(line.to_owned()));
            } else if let Some(path) = line.strip_prefix("test ") {
                expectations.files.push(path.to_owned());
            } else {
                let (count, group) = line.split_once(" of ").ok_or_else(wrong)?;
                let group = Group::read(group).ok_or_else(wrong)?;
                let count = if count == "any" { None } else { Some(count.parse().map_err(|_| wrong())?) };
                expectations.lines.push(Line::Group(group, count));
            }
        }
        Ok(expectations)
    }

    pub(crate) fn show(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            let _ = match line {
                Line::Comment(comment) => writeln!(text, "{comment}"),
                Line::Group(group, Some(count)) => writeln!(text, "{count} of {}", group.show()),
                Line::Group(group, None) => writeln!(text, "any of {}", group.show()),
            };
        }
        for path in &self.files {
            let _ = writeln!(text, "test {path}");
        }
        text
    }

    /// The line of the group that a test belongs to.
    fn line_of(&self, test: &Test) -> Option<usize> {
        self.lines.iter().position(|line| matches!(line, Line::Group(group, _) if group.holds(test)))
    }

    /// Compares a verdict with what is expected of the test alone.
    pub(crate) fn check(&self, test: &Test, verdict: &Verdict) -> Result<(), String> {
        if let Verdict::Broken(reason) = verdict {
            return Err(reason.clone());
        }
        if self.line_of(test).is_some() {
            return Ok(());
        }
        let is_listed = self.files.contains(&test.path);
        match verdict {
            Verdict::Failed(reason) if !is_listed => Err(reason.clone()),
            Verdict::Passed if is_listed => Err(String::from("listed as failing, but it passes")),
            _ => Ok(()),
        }
    }

    /// What the file would say after these verdicts, which are those of all tests.
    pub(crate) fn after<'t>(&self, verdicts: impl Iterator<Item = (&'t Test, &'t Verdict)>) -> Expectations {
        let mut counts: BTreeMap<usize, u64> = BTreeMap::new();
        let mut files = Vec::new();
        for (test, verdict) in verdicts {
            if matches!(verdict, Verdict::Failed(_)) {
                match self.line_of(test) {
                    Some(line) => *counts.entry(line).or_default() += 1,
                    None => files.push(test.path.clone()),
                }
            }
        }
        files.sort();
        let lines = self.lines.iter().enumerate().filter_map(|(index, line)| match line {
            Line::Comment(_) | Line::Group(_, None) => Some(line.clone()),
            Line::Group(group, Some(_)) => Some(Line::Group(group.clone(), Some(*counts.get(&index)?))),
        });
        Expectations { lines: lines.collect(), files }
    }

    /// The groups whose numbers differ, as sentences.
    pub(crate) fn differences(&self, after: &Expectations) -> Vec<String> {
        let count = |expectations: &Expectations, wanted: &Group| {
            let found = expectations.lines.iter().find_map(|line| match line {
                Line::Group(group, count) if group == wanted => *count,
                _ => None,
            });
            found.unwrap_or(0)
        };
        let groups = self.lines.iter().filter_map(|line| match line {
            Line::Group(group, expected) => Some((group, (*expected)?)),
            Line::Comment(_) => None,
        });
        let changed = groups.map(|(group, expected)| (group, expected, count(after, group)));
        let changed = changed.filter(|(_, expected, found)| expected != found);
        changed.map(|(group, expected, found)| format!("{}: {expected} failed, now {found} do", group.show())).collect()
    }
}
