//! Misuse of the heap's handles is a compile error, and stays the same one.
//!
//! Each file of `tests/compile_fail` names the errors it must give in its first line. The handles are private to the
//! crate, so the heap's own sources are compiled in front of each case; no other code of the crate takes part.

use std::path::{Path, PathBuf};
use std::process::Command;

const PRELUDE: &str = "#![allow(warnings)]\n#[path = \"HEAP\"]\nmod heap;\nuse heap::*;\n";

/// The newest library of a dependency that this test was built with.
fn library(directory: &Path, name: &str) -> PathBuf {
    let prefix = format!("lib{name}-");
    let files = std::fs::read_dir(directory).expect("the directory of dependencies").flatten();
    let matches = files.map(|entry| entry.path()).filter(|path| {
        let file = path.file_name().and_then(|file| file.to_str()).unwrap_or("");
        file.starts_with(&prefix) && file.ends_with(".rlib")
    });
    let newest = matches.max_by_key(|path| path.metadata().and_then(|data| data.modified()).ok());
    newest.unwrap_or_else(|| panic!("no library of {name}"))
}

/// What the compiler says about a case.
fn compile(case: &str, name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let executable = std::env::current_exe().expect("the path of this test");
    let dependencies = executable.parent().expect("the directory of this test");
    let source = output.join(format!("{name}.rs"));
    let heap = root.join("src/heap/mod.rs").display().to_string();
    std::fs::write(&source, PRELUDE.replace("HEAP", &heap.replace('\\', "/")) + case).expect("a file to compile");
    let mut compiler = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    compiler.args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "--crate-name", name]);
    compiler.arg("--out-dir").arg(output).arg("-L").arg(format!("dependency={}", dependencies.display()));
    if cfg!(unix) {
        compiler.arg("--extern").arg(format!("libc={}", library(dependencies, "libc").display()));
    }
    let result = compiler.arg(&source).output().expect("the compiler runs");
    String::from_utf8_lossy(&result.stderr).into_owned()
}

/// The error lines of the compiler's output, without the summary.
fn errors(output: &str) -> Vec<&str> {
    output.lines().filter(|line| line.starts_with("error") && !line.starts_with("error: aborting")).collect()
}

#[test]
fn misuse_of_handles_does_not_compile() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compile_fail");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the cases").flatten() {
        let case = std::fs::read_to_string(entry.path()).expect("a case");
        let name = entry.path().file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        let output = compile(&case, &name);
        match case.lines().next().and_then(|line| line.strip_prefix("// error: ")) {
            Some(expected) => {
                let (found, expected) = (errors(&output), expected.split(", ").collect::<Vec<_>>());
                let is_expected = |line: &str| expected.iter().any(|code| line.contains(code));
                let is_found = |code: &&str| found.iter().any(|line| line.contains(code));
                let matches = found.iter().all(|line| is_expected(line)) && expected.iter().all(is_found);
                assert!(matches, "{name}: expected {expected:?}:\n{output}");
            }
            None => assert_eq!(errors(&output), [""; 0], "{name}:\n{output}"),
        }
        count += 1;
    }
    assert!(count >= 8, "{count} cases");
}
