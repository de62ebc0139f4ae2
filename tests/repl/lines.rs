//! Values, errors, several lines, leaving.

use crate::screen::Terminal;

#[test]
fn values_and_errors_are_kept_until_they_are_assigned() {
    let mut terminal = Terminal::start("last_value");
    terminal.line("6 * 7");
    terminal.line("_ + 1");
    terminal.line("throw new RangeError('far')");
    terminal.line("_error.message");
    terminal.line("_ = 'mine'");
    terminal.line("1");
    terminal.line("_");
    terminal.shows("an assigned _ stays");
    terminal.line("_error = 0");
    terminal.line("null.x");
    terminal.line("_error");
    terminal.shows("an assigned _error stays");
    terminal.leaves();
}

#[test]
fn a_text_goes_on_until_the_parser_has_all_of_it() {
    let mut terminal = Terminal::start("several_lines");
    terminal.line("function area(r) {");
    terminal.line("  return Math.round(");
    terminal.shows("the prompt asks for more");
    terminal.line("    r * r)");
    terminal.line("}");
    terminal.line("area(3)");
    terminal.line("`a");
    terminal.line("b`");
    terminal.line("[1, 2].map(");
    terminal.line("x => x");
    terminal.line(".toFixed(1))");
    terminal.shows("functions, templates");
    terminal.line("if (true) {");
    terminal.line(".break");
    terminal.line("'out'");
    terminal.shows(".break gives up");
    terminal.line("if (true) {");
    terminal.keys("x\u{3}");
    terminal.shows("so does Ctrl-C");
    terminal.line("{ a: 1, b: [] }");
    terminal.line("{ let q = 3; q }");
    terminal.shows("an object and a block");
    terminal.leaves();
}

#[test]
fn errors_are_told_as_node_tells_them() {
    let mut terminal = Terminal::start("errors");
    terminal.line("null.x");
    terminal.line("throw 1");
    terminal.line("throw { code: 5 }");
    terminal.line("function f() { throw new TypeError('in f') }");
    terminal.line("f()");
    terminal.line("[1].forEach(x => f())");
    terminal.shows("frames of the script, not of the prompt");
    terminal.keys("\u{c}");
    terminal.line("var 1");
    terminal.line("let a = 1");
    terminal.line("let a = 2");
    terminal.line("JSON.parse('{')");
    terminal.line("Object.assign(new Error('m'), { code: 'C' })");
    terminal.line("throw _");
    terminal.line("() => await 1");
    terminal.shows("syntax errors, redeclaration, properties of errors");
    terminal.leaves();
}

#[test]
fn ctrl_c_twice_leaves() {
    let mut terminal = Terminal::start("leave_twice");
    terminal.keys("half a line");
    terminal.wait("the line", |screen| screen.contains("half a line"));
    terminal.cancel();
    terminal.shows("a line is given up");
    terminal.cancel();
    terminal.shows("how to leave");
    terminal.line("1");
    terminal.cancel();
    terminal.wait("the second explanation", |screen| screen.matches("(To exit").count() == 2);
    terminal.keys("\u{3}");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn the_exit_code_is_what_the_script_says() {
    let mut terminal = Terminal::start("exit_code");
    terminal.line("process.on('exit', code => console.log('bye', code)) && 0");
    terminal.line("process.exitCode = 3");
    terminal.enter(".exit");
    terminal.shows("listeners of exit run");
    assert_eq!(terminal.ends(), 3);
}

#[test]
fn options_go_before_the_prompt() {
    let mut terminal = Terminal::start_with("evaluated_first", &["-i", "-e", "var seen = 12"], &[]);
    terminal.line("seen");
    terminal.shows("the text ran first");
    terminal.leaves();
}
