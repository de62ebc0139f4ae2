//! Turns `grammar/javascript.lalrpop` into LR tables.
//!
//! LALRPOP's own loop over the tables cannot ask the automaton what it would accept, so the one call of that loop in
//! the generated file is replaced by a call of `syntax::driver::drive`. A second copy, left as generated, is for the
//! test that the grammar stays a grammar without our driver.

use std::path::Path;

const CALL: &str = "__state_machine::Parser::drive(";
const OURS: &str = "crate::syntax::driver::drive(cx, ";

fn main() {
    if let Err(problem) = generate() {
        eprintln!("grammar/javascript.lalrpop: {problem}");
        std::process::exit(1);
    }
}

fn generate() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::var("OUT_DIR")?;
    lalrpop::Configuration::new()
        .set_in_dir("grammar")
        .set_out_dir(&folder)
        .emit_rerun_directives(true)
        .emit_comments(false)
        .emit_whitespace(false)
        .process()?;
    println!("cargo::rerun-if-changed=build.rs");
    let path = Path::new(&folder).join("javascript.rs");
    let generated = std::fs::read_to_string(&path)?;
    let calls = generated.matches(CALL).count();
    if calls != 1 {
        return Err(format!("LALRPOP's output has changed: {calls} calls of its driver, expected 1").into());
    }
    std::fs::write(path.with_file_name("javascript_driven.rs"), generated.replace(CALL, OURS))?;
    Ok(())
}
