//! Completion, hints, colors, history, pasting, Chinese.

use crate::screen::{Terminal, folder};

#[test]
fn properties_variables_and_keywords_are_completed() {
    let mut terminal = Terminal::start("completion");
    terminal.line("var shop = { apples: 1, apricots: 2, get pears() { console.log('ran'); return { a: 1 } } }");
    terminal.keys("shop.ap");
    terminal.shows("all names share no more than is typed: no hint");
    terminal.keys("\t\t");
    terminal.shows("two tabs list the names");
    terminal.keys("r\t");
    terminal.shows("a tab completes the only name");
    terminal.keys(".toF\t");
    terminal.shows("methods of a number are found through its prototype");
    terminal.cancel();
    terminal.keys("shop.pears.\t\t");
    terminal.shows("a getter does not run");
    terminal.cancel();
    terminal.keys("instanceo\t");
    terminal.shows("keywords");
    terminal.cancel();
    terminal.keys("encodeURIC\t");
    terminal.shows("globals");
    terminal.cancel();
    terminal.keys("'abc'.toUpperC\t");
    terminal.shows("methods of a string");
    terminal.cancel();
    terminal.keys("require('chi\t\u{8}\u{8}\u{8}asse\t");
    terminal.shows("modules");
    terminal.cancel();
    terminal.keys(".hel\t");
    terminal.shows("commands");
    terminal.cancel();
    terminal.leaves();
}

#[test]
fn what_is_typed_is_evaluated_ahead_without_effects() {
    let mut terminal = Terminal::start("hints");
    terminal.line("let n = 20, list = [1, 2, 3], o = { get a() { n++; return 1 }, f() { n++; return 2 } }");
    terminal.keys("n * 2 + 2");
    terminal.shows("the value stands below the line");
    terminal.keys("\u{15}Math.ma");
    terminal.shows("the rest of a name stands behind the cursor, its value below");
    terminal.keys("\u{1b}[C(...");
    terminal.shows("the right arrow takes it");
    terminal.keys("\u{15}list.indexOf(2) + 'abc'.toUpperCase()");
    terminal.shows("builtin functions without effects are called");
    terminal.keys("\u{15}o.a");
    terminal.shows("getters are not called");
    terminal.keys("\u{15}o.f()");
    terminal.shows("functions are not called");
    terminal.keys("\u{15}n = 3");
    terminal.shows("nothing is assigned");
    terminal.keys("\u{15}null.x");
    terminal.shows("what would be thrown is told");
    terminal.keys("\u{15}missing");
    terminal.shows("but not that a name is not defined");
    terminal.keys("\u{15}'A'.repeat(3) + [1, [2, [3]]]");
    terminal.shows("functions with large results are not called");
    terminal.keys("\u{15}[list, { deep: { deeper: {} } }, '中文', 'long'.concat(' and longer', ' and longer still')]");
    terminal.shows("long values are cut");
    terminal.keys("\u{15}");
    terminal.line("n");
    terminal.shows("n is what it was");
    terminal.leaves();
}

#[test]
fn the_line_has_the_colors_of_its_tokens() {
    let mut terminal = Terminal::start("colors");
    terminal.keys("const a = 'b' + 12 // c");
    let colors = terminal.colors_of_line("// c");
    assert_eq!(colors, "> <6>const<> a = <2>'b'<> + <3>12<> <8>// c");
    terminal.cancel();
    terminal.leaves();
}

#[test]
fn without_colors_nothing_is_colored() {
    let mut terminal = Terminal::start_with("no_color", &[], &[("NO_COLOR", "1")]);
    terminal.keys("[1, 'a']");
    terminal.shows("hints look like comments");
    assert_eq!(terminal.colors_of_line("[1, 'a']"), "> [1, 'a']");
    terminal.end_line();
    terminal.shows("values have no colors");
    terminal.leaves();
}

#[test]
fn a_terminal_without_escape_sequences_gets_none() {
    let mut terminal = Terminal::start_with("dumb", &[], &[("TERM", "dumb")]);
    terminal.enter("[1,");
    terminal.wait("more", |screen| screen.contains("\n...\n"));
    terminal.enter("'a']");
    terminal.shows("several lines");
    terminal.leaves();
}

#[test]
fn history_is_kept_in_a_file_and_searched() {
    let file = folder("history-file").join("history");
    let variable = [("TENURE_REPL_HISTORY", file.to_str().expect("a name"))];
    let mut terminal = Terminal::start_with("history_first", &[], &variable);
    terminal.line("'first'");
    terminal.line("'second'");
    terminal.keys("\u{1b}[A\u{1b}[A");
    terminal.shows("up goes back");
    terminal.keys("\u{15}");
    terminal.leaves();
    let mut terminal = Terminal::start_with("history_second", &[], &variable);
    terminal.keys("\u{1b}[A");
    terminal.shows("another session remembers");
    terminal.keys("\u{15}\u{12}fir");
    terminal.shows("reverse search");
    terminal.end_line();
    terminal.shows("what was found is evaluated");
    terminal.leaves();
    let text = std::fs::read_to_string(&file).expect("a history");
    assert!(text.contains("'first'\n'second'\n"), "{text}");
}

#[test]
fn an_empty_name_keeps_no_history() {
    let home = folder("history-none");
    let mut terminal = Terminal::start_with("history_none", &[], &[("HOME", home.to_str().expect("a name"))]);
    terminal.line("1");
    terminal.leaves();
    assert_eq!(std::fs::read_dir(&home).expect("a folder").count(), 0);
}

#[test]
fn pasted_lines_are_one_text() {
    let mut terminal = Terminal::start("paste");
    terminal.keys("\u{1b}[200~function add(a, b) {\n  return a + b\n}\nadd(20, 22)\u{1b}[201~");
    terminal.shows("pasted, not evaluated yet");
    terminal.end_line();
    terminal.shows("evaluated as a whole");
    terminal.keys("\u{1b}[A");
    terminal.shows("and one entry of the history");
    terminal.cancel();
    terminal.leaves();
}

#[test]
fn chinese_is_edited_by_its_width() {
    let mut terminal = Terminal::start("chinese");
    terminal.line("const 问候 = '你好，世界'");
    terminal.keys("问候.le");
    terminal.shows("completion and hint of a Chinese name");
    terminal.keys("\u{15}'中文字'");
    terminal.shows("the cursor stands behind wide characters");
    terminal.keys("\u{1b}[D\u{1b}[D\u{8}");
    terminal.shows("the middle one was deleted");
    terminal.keys("国\r");
    terminal.shows("and replaced");
    terminal.line("console.table([{ 名: '甲', n: 1 }])");
    terminal.line("throw new Error('坏了')");
    terminal.line("let 甲 = '乙' 丙");
    terminal.shows("tables, errors and carets");
    terminal.leaves();
}
