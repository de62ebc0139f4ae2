//! The tour through the document, and the leak that is followed to its repair: every command of the READMEs of
//! `examples/document` and `examples/diagnosis` runs, and prints what they show up to measured figures.
//!
//! With `TENURE_TOUR=rewrite` in the environment the pages are given what the commands print now.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A folder of examples and its page, the language that its reader has set, and how many commands it has at least.
const PAGES: [(&str, &str, &str, usize); 3] = [
    ("document", "README.md", "en_US.UTF-8", 26),
    ("document", "README.zh-CN.md", "zh_CN.UTF-8", 26),
    ("diagnosis", "README.md", "en_US.UTF-8", 6),
];

/// How many claims the document makes.
const CLAIMS: usize = 25;

/// A folder in a copy of the examples, so that commands may write files.
fn copy_of_examples(name: &str, folder: &str) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&target);
    copy(Path::new("examples"), &target);
    target.join(folder)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)
        } else {
            fs::copy(entry.path(), target).map(drop).expect("a copy")
        }
    }
}

/// What a command of a page prints, standard error included, and its exit code.
fn run(command: &str, folder: &Path, language: &str) -> (String, Option<i32>) {
    let programs = Path::new(env!("CARGO_BIN_EXE_tenure")).parent().expect("a folder").to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths([programs].into_iter().chain(std::env::split_paths(&path))).expect("a path");
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("exec 2>&1; {command}")]).current_dir(folder);
    shell.env("PATH", path).env("LANG", language).env_remove("LC_ALL").env_remove("LC_MESSAGES");
    let output = shell.env_remove("TENURE_OPTIONS").output().expect("a shell");
    (String::from_utf8(output.stdout).expect("UTF-8"), output.status.code())
}

/// The lines without their figures: numbers, addresses, strips of signs, units of time; lines that are the same again are one.
fn without_figures(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text.lines().map(plain_line).filter(|line| !line.is_empty()).collect();
    lines.dedup();
    lines
}

fn plain_line(line: &str) -> String {
    let line = match line.split_once(" [") {
        Some((start, strip)) if line.contains("0x") && strip.ends_with(']') => start,
        _ => line,
    };
    let mut plain = String::new();
    let mut rest = line.trim();
    while let Some(first) = rest.chars().next() {
        let length = |is_part: fn(char) -> bool| rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
        let taken = if rest.starts_with("0x") {
            plain.push('@');
            length(|c| c.is_ascii_alphanumeric())
        } else if first.is_ascii_digit() {
            plain.push('#');
            length(|c| c.is_ascii_digit() || c == '.')
        } else if first == ' ' {
            plain.push(' ');
            length(|c| c == ' ')
        } else {
            plain.push(first);
            first.len_utf8()
        };
        rest = &rest[taken..];
    }
    [" min", " h", " days"].iter().fold(plain, |plain, unit| plain.replace(&format!("about #{unit}"), "about # s"))
}

/// The numbers before ` MB`.
fn megabytes(line: &str) -> Vec<f64> {
    let parts: Vec<&str> = line.split(" MB").collect();
    let ahead = &parts[..parts.len() - 1];
    let number = |part: &&str| part.rsplit([' ', '|', ',']).next().and_then(|word| word.parse().ok());
    ahead.iter().filter_map(number).collect()
}

/// Runs the commands of a page; the page with what they print, and what does not agree.
fn follow(place: &Path, language: &str, fewest: usize) -> (String, String, Vec<String>) {
    let name = place.to_string_lossy().replace(['/', '\\'], "-");
    let parent = place.parent().and_then(Path::file_name).and_then(|name| name.to_str()).expect("a folder");
    let folder = copy_of_examples(&name, parent);
    let text = fs::read_to_string(place).expect("the page");
    let (mut fresh, mut faults, mut rest, mut printed) = (String::new(), Vec::new(), text.as_str(), String::new());
    let mut commands = 0;
    while let Some((before, from_block)) = rest.split_once("```sh\n") {
        let (command, after) = from_block.split_once("```\n").expect("a closing fence");
        let (gap, shown) = after.split_once("```text\n").expect("what the command prints");
        assert_eq!(gap.trim(), "", "between {command} and its output");
        let (shown, after) = shown.split_once("```\n").expect("a closing fence");
        check_table(before, &printed, &mut faults);
        let (output, code) = run(command.trim(), &folder, language);
        let expected = if command.contains("tenure max-") { Some(9) } else { Some(0) };
        if code != expected {
            faults.push(format!("{command}ends with {code:?}:\n{output}"));
        }
        if without_figures(&output) != without_figures(shown) {
            faults.push(format!("{command}prints\n{output}\nand not\n{shown}"));
        }
        fresh.push_str(&format!("{before}```sh\n{command}```\n\n```text\n{output}```\n"));
        (rest, printed) = (after, output);
        commands += 1;
    }
    check_table(rest, &printed, &mut faults);
    fresh.push_str(rest);
    assert!(commands >= fewest, "only {commands} commands were found");
    (text, fresh, faults)
}

/// The figures of ours in the table below an output are those printed, about.
fn check_table(below: &str, printed: &str, faults: &mut Vec<String>) {
    let rows = below.lines().take_while(|line| !line.starts_with('#')).filter(|line| line.starts_with("| "));
    for row in rows.filter(|row| row.contains(" MB")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let Some(line) = printed.lines().find(|line| line.trim_start().starts_with(cells[1])) else { continue };
        let (shown, measured) = (megabytes(cells[2]), megabytes(&line.trim_start()[cells[1].len()..]));
        let near = |(one, other): (&f64, &f64)| (one - other).abs() <= 3.0 + 0.3 * one.max(*other);
        if shown.len() > measured.len() || !shown.iter().zip(&measured).all(near) {
            faults.push(format!("the table has {row}, the program prints {line}"));
        }
    }
}

#[test]
fn every_command_prints_what_the_pages_show() {
    let is_rewriting = std::env::var_os("TENURE_TOUR").is_some_and(|value| value == "rewrite");
    for (folder, page, language, fewest) in PAGES {
        let place = Path::new("examples").join(folder).join(page);
        let (text, fresh, faults) = follow(&place, language, fewest);
        if is_rewriting && text != fresh {
            fs::write(&place, fresh).expect("the page is written");
        } else {
            assert!(faults.is_empty(), "{}: {}", place.display(), faults.join("\n\n"));
        }
    }
}

/// The commands within the text of a page that draw a map of the heap, with the claims that name them.
fn maps_of(page: &str) -> Vec<(usize, String)> {
    let text = fs::read_to_string(Path::new("examples/document").join(page)).expect("the page");
    let sections = text.split("\n### ").skip(1).enumerate();
    let commands = sections.flat_map(|(index, section)| {
        let spans = section.split('`').filter(|span| span.starts_with("tenure ") && span.contains("--heap-map="));
        spans.map(move |span| (index + 1, span.to_owned())).collect::<Vec<_>>()
    });
    commands.collect()
}

#[test]
fn the_maps_that_the_pages_name_show_what_their_claims_are_about() {
    let maps = maps_of("README.md");
    assert_eq!(maps, maps_of("README.zh-CN.md"));
    assert_eq!(maps.iter().map(|&(claim, _)| claim).collect::<Vec<_>>(), [8, 11, 12, 12, 13, 13]);
    let folder = copy_of_examples("maps", "document");
    for (claim, command) in maps {
        let name = command.split("--heap-map=").nth(1).and_then(|rest| rest.split(' ').next()).expect("a name");
        // What the program measures is another test's business.
        let (printed, code) = run(&command, &folder, "en_US.UTF-8");
        assert!(code.is_some() && printed.contains(&format!("Claim {claim}: ")), "{command}: {printed}");
        let page = fs::read_to_string(folder.join(name)).expect("the map");
        let count = |moment: &str| page.matches(&format!("\"moment\":\"{moment}\"")).count();
        let wanted: &[&str] = match claim {
            8 => &["before", "moved", "after"],
            11 => &["marking", "marked", "swept"],
            12 if command.contains("--no-compact") => &["marked", "swept"],
            12 => &["marked", "evacuated"],
            _ => &["marking", "marked", "sample"],
        };
        for moment in wanted {
            assert!(count(moment) > 0, "{command}: no {moment}");
        }
        assert!(!command.contains("--no-compact") || count("evacuated") == 0, "{command}");
        // Beside the collections that gc() asks for, those in steps: their frames tell how many there were.
        assert_eq!(claim == 13 && page.contains("\"steps\":"), command.contains("steps.html"), "{command}");
    }
}

#[test]
fn every_claim_has_its_verdict() {
    for (page, word) in [("README.md", "Verdict: "), ("README.zh-CN.md", "结论：")] {
        let text = fs::read_to_string(Path::new("examples/document").join(page)).expect("the page");
        let sections: Vec<&str> = text.split("\n### ").skip(1).collect();
        assert_eq!(sections.len(), CLAIMS, "{page}");
        for (number, section) in sections.iter().enumerate() {
            let heading = format!("{}. ", number + 1);
            assert!(section.starts_with(&heading), "{page}: {heading}");
            let verdict = section.split(word).nth(1);
            let is_given = verdict.is_some_and(|rest| {
                ["right", "partly right", "wrong", "正确", "部分正确", "错误"].iter().any(|kind| rest.starts_with(kind))
            });
            assert!(is_given, "{page}: claim {} has no verdict", number + 1);
        }
    }
}

#[test]
fn leaks_grow_and_their_repairs_stay_flat() {
    let names = ["closure", "meteor", "module", "global", "cache", "timer", "map_filter", "circular", "producer"];
    for name in names {
        let used = |words: &[&str]| -> Vec<f64> {
            let (printed, code) = run(
                &format!("tenure --expose-gc examples/leaks/{name}.js {}", words.join(" ")),
                Path::new("."),
                "en_US.UTF-8",
            );
            assert_eq!(code, Some(0), "{name}: {printed}");
            printed.lines().skip(1).map(|line| megabytes(line)[0]).collect()
        };
        let leaking = used(&[]);
        assert!(leaking.windows(2).all(|pair| pair[1] > pair[0]), "{name}: {leaking:?}");
        assert!(leaking[10] > 20.0, "{name}: {leaking:?}");
        let repaired = used(&["--repaired"]);
        assert!((repaired[10] - repaired[2]).abs() < 1.0, "{name}: {repaired:?}");
        assert!(repaired[10] < leaking[10] / 5.0, "{name}: {repaired:?}");
    }
}
