//! The commands that begin with a dot.

use crate::screen::{Terminal, folder, without_figures};

#[test]
fn help_and_unknown_commands() {
    let mut terminal = Terminal::start("help");
    terminal.line(".help");
    terminal.line(".nope");
    terminal.line(".5 + .5");
    terminal.shows("the commands");
    terminal.leaves();
}

#[test]
fn editor_mode_takes_text_until_ctrl_d() {
    let mut terminal = Terminal::start("editor");
    terminal.enter(".editor");
    terminal.wait("editor mode", |screen| screen.contains("// Entering editor mode"));
    terminal.line("function f() {");
    terminal.line("  const a = 20");
    terminal.keys("return a * 2");
    terminal.shows("lines keep the indentation");
    terminal.end_line();
    terminal.line("}");
    terminal.keys("\u{8}\u{8}f()");
    terminal.wait("the call", |screen| screen.contains("\nf()"));
    terminal.keys("\u{4}");
    terminal.shows("Ctrl-D evaluates");
    terminal.enter(".editor");
    terminal.wait("editor mode", |screen| screen.matches("// Entering editor mode").count() == 2);
    terminal.keys("f(");
    terminal.wait("the call", |screen| screen.contains("\nf(\n"));
    terminal.keys("\u{3}");
    terminal.shows("Ctrl-C cancels");
    terminal.leaves();
}

#[test]
fn sessions_are_saved_and_loaded() {
    let place = folder("save");
    let file = place.join("session.js");
    let file = file.to_str().expect("a name");
    let mut terminal = Terminal::start_with("save", &[], &[]);
    terminal.line("var saved = 5");
    terminal.line("function twice(n) {");
    terminal.line("  return 2 * n");
    terminal.line("}");
    terminal.enter(&format!(".save {file}"));
    terminal.wait("a word", |screen| screen.contains("Session saved to:"));
    terminal.leaves();
    let text = std::fs::read_to_string(file).expect("a session");
    assert_eq!(text, "var saved = 5\nfunction twice(n) {\n  return 2 * n\n}\n");
    std::fs::write(folder("load").join("loaded.js"), text + "twice(saved)\n").expect("a file");
    let mut terminal = Terminal::start_with("load_session", &["-e", "process.chdir('../repl-load')", "-i"], &[]);
    terminal.line(".load loaded.js");
    terminal.line(".load missing.js");
    terminal.line(".load .");
    terminal.line(".load");
    terminal.line(".save /nowhere/at/all");
    terminal.line("twice(8)");
    terminal.shows("a file runs as if it were typed");
    terminal.leaves();
}

#[test]
fn the_engine_shows_its_memory() {
    let mut terminal = Terminal::start("memory");
    terminal.masks(without_figures);
    terminal.line(".memory");
    terminal.shows("the parts of the memory");
    terminal.keys("\u{c}");
    terminal.line(".heap");
    terminal.line(".gc");
    terminal.shows("spaces and a collection");
    terminal.keys("\u{c}");
    terminal.keys("\u{c}");
    terminal.line("var kept = { a: 1 }");
    terminal.line(".where kept");
    terminal.line(".gc");
    terminal.line(".where [kept][0]");
    terminal.shows("where an object is, and where after a collection");
    terminal.keys("\u{c}");
    terminal.line(".where 1 + 1");
    terminal.line(".where missing");
    terminal.line(".where");
    terminal.shows("what is in no place");
    terminal.keys("\u{c}");
    terminal.line(".timers");
    terminal.line("var far = setTimeout(function farAway() {}, 1e8), tick = setInterval(() => {}, 2e8).unref()");
    terminal.line(".timers");
    terminal.shows("timers that wait");
    terminal.leaves();
}
