//! What runs while somebody types: timers, promises, endless loops, no memory.

use crate::screen::Terminal;

#[test]
fn output_of_timers_goes_above_the_line() {
    let mut terminal = Terminal::start("timers");
    terminal.line("var go = () => { go.on = 1 }; var t = setInterval(() => { if (go.on) { clearInterval(t); console.log('tick'); console.error('tock') } }, 5); 0");
    terminal.line("Promise.resolve('job').then(console.log); 1");
    terminal.line("setTimeout(go, 400); 2");
    terminal.keys("'being typed");
    terminal.wait("the line", |screen| screen.contains("'being typed"));
    terminal.wait("the output", |screen| screen.contains("tock"));
    terminal.keys("'");
    terminal.shows("the line is whole, the output above it");
    terminal.end_line();
    terminal.line("setTimeout(() => { process.stdout.write('no line end') }, 20); 3");
    terminal.wait("the output", |screen| screen.contains("no line end\n>\n"));
    terminal.shows("a line of its own for what has no end");
    terminal.leaves();
}

#[test]
fn errors_of_callbacks_do_not_end_the_prompt() {
    let mut terminal = Terminal::start("callbacks");
    terminal.line("setTimeout(function late() { throw new Error('late') }, 20); 0");
    terminal.wait("the report", |screen| screen.contains("Uncaught Error: late"));
    terminal.line("var p = Promise.reject(new Error('nobody')); 1");
    terminal.wait("the report", |screen| screen.contains("Uncaught Error: nobody"));
    terminal.line("Promise.reject(5); 2");
    terminal.wait("the report", |screen| screen.contains("Uncaught 5"));
    terminal.line("'still here'");
    terminal.shows("reports of a timer and of promises");
    terminal.leaves();
}

#[test]
fn ctrl_c_stops_what_runs() {
    let mut terminal = Terminal::start("interrupt");
    terminal.enter("console.log('endless'); for (;;) {}");
    terminal.wait("the loop", |screen| screen.contains("\nendless\n"));
    terminal.keys("\u{3}");
    terminal.wait("a report", |screen| screen.contains("SIGINT"));
    terminal.line("'still here'");
    terminal.shows("a loop is stopped");
    terminal.line("setTimeout(() => { console.log('again'); for (;;) {} }, 1); 0");
    terminal.wait("the timer", |screen| screen.contains("\nagain\n"));
    terminal.keys("\u{3}");
    terminal.wait("a report", |screen| screen.matches("SIGINT").count() == 2);
    terminal.shows("also in a timer");
    terminal.leaves();
}

#[test]
fn typed_texts_await() {
    let mut terminal = Terminal::start("await");
    terminal.line("const soon = await Promise.resolve({ a: [1] })");
    terminal.line("soon");
    terminal.line("await new Promise((resolve) => setTimeout(resolve, 20, 'later'))");
    terminal.line("let sum = 0; for await (const i of [1, Promise.resolve(2)]) sum += i");
    terminal.line("const { b, c: [d] } = await (async () => ({ b: 2, c: [3] }))(); b + d");
    terminal.line("{ sum: await sum }");
    terminal.shows("values");
    terminal.line("try { await Promise.reject(new TypeError('no')) } catch ({ message }) { `caught ${message}` }");
    terminal.line("await Promise.reject(new RangeError('too much'))");
    terminal.line("_error.message");
    terminal.shows("errors");
    terminal.line("var await = 3; await + 1");
    terminal.line("await new Promise(() => {})");
    terminal.shows("a name, and what nobody settles");
    terminal.enter("console.log('waits'); await new Promise((resolve) => setTimeout(resolve, 1e6))");
    terminal.wait("the text", |screen| screen.contains("\nwaits\n"));
    terminal.keys("\u{3}");
    terminal.wait("a report", |screen| screen.contains("SIGINT"));
    terminal.line("'still here'");
    terminal.shows("a wait is ended");
    terminal.leaves();
}

#[test]
fn a_timer_may_end_the_process_while_somebody_types() {
    let mut terminal = Terminal::start("exit_while_typing");
    terminal.line("setTimeout(() => process.exit(7), 300); 0");
    terminal.keys("half");
    assert_eq!(terminal.ends(), 7);
}

#[test]
fn the_prompt_survives_when_memory_runs_out() {
    let mut terminal = Terminal::start_with("memory_out", &["--max-old-space-size=16"], &[]);
    terminal.enter("var all = []; for (;;) all.push(new Array(1000).fill(0))");
    terminal.wait("a report", |screen| screen.contains("out of memory"));
    terminal.line("all = 0");
    terminal.line("var again = new Array(100000).fill(1).length");
    terminal.line("again");
    terminal.masks(|screen| screen.lines().filter(|line| !line.contains("MB")).collect::<Vec<_>>().join("\n") + "\n");
    terminal.shows("it goes on");
    terminal.leaves();
}

#[test]
fn ctrl_d_typed_ahead_leaves() {
    let mut terminal = Terminal::start("end_ahead");
    terminal.enter("console.log('busy'); for (const end = Date.now() + 500; Date.now() < end;) {}");
    terminal.wait("the loop", |screen| screen.contains("\nbusy\n"));
    terminal.keys("\u{4}");
    assert_eq!(terminal.ends(), 0);
}
