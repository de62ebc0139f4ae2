//! The suite's files: their front matter, and which of them count.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// What `$262` may offer; a test that needs what the host has not is left out.
pub(crate) const HOOKS: [&str; 7] =
    ["createRealm", "detachArrayBuffer", "evalScript", "gc", "agent", "IsHTMLDDA", "AbstractModuleSource"];

/// The error that a negative test ends with.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Negative {
    pub(crate) phase: String,
    pub(crate) name: String,
}

/// What a test says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FrontMatter {
    pub(crate) flags: Vec<String>,
    pub(crate) features: Vec<String>,
    pub(crate) includes: Vec<String>,
    pub(crate) negative: Option<Negative>,
}

impl FrontMatter {
    /// Reads the few shapes of YAML that the suite uses: scalars, lists in brackets or with dashes, one nested map.
    pub(crate) fn read(source: &str) -> FrontMatter {
        let mut front_matter = FrontMatter::default();
        let block = source.split_once("/*---").and_then(|(_, rest)| rest.split_once("---*/"));
        let text = block.map_or("", |(block, _)| block).replace("\r\n", "\n").replace('\r', "\n");
        let indentation = |line: &&str| line.len() - line.trim_start().len();
        let least =
            text.lines().filter(|line| !line.trim().is_empty()).map(|line| indentation(&line)).min().unwrap_or(0);
        let lines: Vec<&str> = text.lines().map(|line| line.get(least..).unwrap_or("")).collect();
        let mut at = 0;
        while at < lines.len() {
            let entry = lines[at].split_once(':').filter(|(name, _)| is_key(name));
            at += 1;
            let Some((name, value)) = entry else { continue };
            let value = value.split(" #").next().unwrap_or("").trim();
            let start = at;
            while at < lines.len() && continues(lines[at], value, &lines[start..at]) {
                at += 1;
            }
            front_matter.take(name.trim(), value, &lines[start..at]);
        }
        front_matter
    }

    fn take(&mut self, name: &str, value: &str, body: &[&str]) {
        match name {
            "flags" => self.flags = list(value, body),
            "features" => self.features = list(value, body),
            "includes" => self.includes = list(value, body),
            "negative" => {
                let field = |wanted: &str| {
                    let fields = body.iter().filter_map(|line| line.split_once(':'));
                    let mut found = fields.filter(|(name, _)| name.trim() == wanted).map(|(_, value)| value.trim());
                    found.next().unwrap_or("").to_owned()
                };
                self.negative = Some(Negative { phase: field("phase"), name: field("type") });
            }
            _ => {}
        }
    }

    pub(crate) fn has_flag(&self, flag: &str) -> bool {
        self.flags.iter().any(|one| one == flag)
    }
}

/// `esid`, `es5id`, `features`
fn is_key(text: &str) -> bool {
    let text = text.trim_end();
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

/// Whether a line belongs to the entry that began above it.
fn continues(line: &str, value: &str, body: &[&str]) -> bool {
    let is_open = value.starts_with('[') && !value.contains(']') && body.iter().all(|line| !line.contains(']'));
    line.is_empty() || line.starts_with([' ', '\t']) || line.starts_with("- ") || is_open
}

fn list(value: &str, body: &[&str]) -> Vec<String> {
    let own = |text: &str| text.trim().to_owned();
    if let Some(rest) = value.strip_prefix('[') {
        let text = format!("{rest} {}", body.join(" "));
        let inside = text.split(']').next().unwrap_or("");
        return inside.split(',').map(own).filter(|word| !word.is_empty()).collect();
    }
    let items = body.iter().filter_map(|line| line.trim().strip_prefix("- "));
    items.map(|item| own(item.split('#').next().unwrap_or(""))).collect()
}

/// A test of the suite.
#[derive(Debug)]
pub(crate) struct Test {
    /// Path below `test/`, with `/`.
    pub(crate) path: String,
    pub(crate) front_matter: FrontMatter,
    /// The text as it stands in the file.
    pub(crate) source: String,
}

impl Test {
    pub(crate) fn new(path: String, source: String) -> Test {
        Test { path, front_matter: FrontMatter::read(&source), source }
    }

    /// Names of the hooks that the test needs.
    pub(crate) fn hooks(&self) -> Vec<&'static str> {
        let front_matter = &self.front_matter;
        let includes = |name: &str| front_matter.includes.iter().any(|include| include == name);
        let needs = |hook: &str| match hook {
            "detachArrayBuffer" => includes("detachArrayBuffer.js"),
            "agent" => includes("atomicsHelper.js"),
            "gc" => front_matter.features.iter().any(|feature| feature == "host-gc-required"),
            _ => false,
        };
        let named = |hook: &str| self.source.contains(&format!("$262.{hook}"));
        HOOKS.into_iter().filter(|hook| named(hook) || needs(hook)).collect()
    }

    /// Whether each variant of the test is strict.
    pub(crate) fn variants(&self) -> &'static [bool] {
        let has = |flag: &str| self.front_matter.has_flag(flag);
        match () {
            () if has("module") || has("raw") || has("noStrict") => &[false],
            () if has("onlyStrict") => &[true],
            () => &[false, true],
        }
    }
}

/// A checkout of the suite.
pub(crate) struct Corpus {
    root: PathBuf,
    /// Features that are proposals.
    proposals: HashSet<String>,
}

impl Corpus {
    pub(crate) fn open(root: &Path) -> Result<Corpus, String> {
        let features = fs::read_to_string(root.join("features.txt"));
        let features = features.map_err(|error| format!("{} is no checkout of test262: {error}", root.display()))?;
        let proposed = features.split("## Standard language features").next().unwrap_or("");
        let names = proposed.lines().map(|line| line.split('#').next().unwrap_or("").trim().to_owned());
        Ok(Corpus { root: root.to_owned(), proposals: names.filter(|name| !name.is_empty()).collect() })
    }

    /// The absolute path of a test.
    pub(crate) fn path(&self, test: &str) -> String {
        let path = self.root.join("test").join(test);
        std::path::absolute(&path).unwrap_or(path).display().to_string()
    }

    /// A file of the harness.
    pub(crate) fn harness(&self, name: &str) -> Result<String, String> {
        fs::read_to_string(self.root.join("harness").join(name)).map_err(|error| format!("harness/{name}: {error}"))
    }

    /// The tests of the language and its builtins, sorted; without proposals and Temporal.
    pub(crate) fn tests(&self) -> Vec<Arc<Test>> {
        let mut found = Vec::new();
        for folder in ["built-ins", "language"] {
            self.collect(folder, &mut found);
        }
        found.retain(|test| self.counts(&test.front_matter));
        found.sort_by(|x, y| x.path.cmp(&y.path));
        found
    }

    fn counts(&self, front_matter: &FrontMatter) -> bool {
        !front_matter.features.iter().any(|feature| feature == "Temporal" || self.proposals.contains(feature))
    }

    fn collect(&self, folder: &str, found: &mut Vec<Arc<Test>>) {
        let Ok(entries) = fs::read_dir(self.root.join("test").join(folder)) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{folder}/{name}");
            if entry.path().is_dir() {
                self.collect(&path, found);
            } else if name.ends_with(".js") && !name.contains("_FIXTURE") {
                let source = fs::read(entry.path()).unwrap_or_default();
                found.push(Arc::new(Test::new(path, String::from_utf8_lossy(&source).into_owned())));
            }
        }
    }
}
