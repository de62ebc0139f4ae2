//! A terminal with the prompt in it, and the recordings it is compared with.

use pty_process::blocking::{Command, Pty};
use std::collections::VecDeque;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

const ROWS: u16 = 24;
const COLUMNS: u16 = 72;
/// How long a screen may take to come.
const PATIENCE: Duration = Duration::from_secs(90);
/// The same while recording, when somebody waits.
const SHORT_PATIENCE: Duration = Duration::from_secs(15);
/// While recording: a screen that has not changed for so long is the one.
const REST: Duration = Duration::from_millis(1200);

/// What the terminal shows.
struct Display {
    parser: Mutex<Shown>,
    changed: Condvar,
}

struct Shown {
    parser: vt100::Parser,
    last_change: Instant,
    /// How often the line editor began a line.
    lines: usize,
    is_over: bool,
}

/// The prompt, running in a terminal.
pub(crate) struct Terminal {
    name: &'static str,
    pty: Arc<Pty>,
    child: Child,
    display: Arc<Display>,
    /// What the recording says will be seen next.
    expected: VecDeque<String>,
    seen: Vec<String>,
    mask: fn(&str) -> String,
    /// The terminal knows no escape sequences: nothing tells when keys are read.
    is_dumb: bool,
}

/// Whether screens are recorded anew.
fn records() -> bool {
    std::env::var_os("TENURE_RECORD").is_some()
}

fn patience() -> Duration {
    if records() { SHORT_PATIENCE } else { PATIENCE }
}

fn recording(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/repl").join(format!("{name}.txt"))
}

/// A folder of its own for a test, empty.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("repl-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

impl Terminal {
    /// Starts the prompt; the screens are recorded under this name.
    pub(crate) fn start(name: &'static str) -> Terminal {
        Self::start_with(name, &[], &[])
    }

    /// Starts it with arguments and environment variables.
    pub(crate) fn start_with(name: &'static str, arguments: &[&str], variables: &[(&str, &str)]) -> Terminal {
        let (pty, pts) = pty_process::blocking::open().expect("a terminal");
        pty.resize(pty_process::Size::new(ROWS, COLUMNS)).expect("a size");
        let mut command = Command::new(env!("CARGO_BIN_EXE_tenure")).args(arguments).current_dir(folder(name));
        for variable in ["NO_COLOR", "FORCE_COLOR", "NODE_DISABLE_COLORS", "TENURE_OPTIONS", "LANG", "LC_ALL"] {
            command = command.env_remove(variable);
        }
        command = command.env("TERM", "xterm-256color").env("TZ", "UTC").env("TENURE_REPL_HISTORY", "");
        for (variable, value) in variables {
            command = command.env(variable, value);
        }
        let child = command.spawn(pts).expect("the prompt starts");
        let pty = Arc::new(pty);
        let rows = ROWS.try_into().expect("rows");
        let columns = COLUMNS.try_into().expect("columns");
        let shown = Shown {
            parser: vt100::Parser::new(rows, columns, 0),
            last_change: Instant::now(),
            lines: 0,
            is_over: false,
        };
        let display = Arc::new(Display { parser: Mutex::new(shown), changed: Condvar::new() });
        let (source, sink) = (Arc::clone(&pty), Arc::clone(&display));
        std::thread::spawn(move || watch(&source, &sink));
        let text = std::fs::read_to_string(recording(name)).unwrap_or_default();
        let expected = if records() { VecDeque::new() } else { sections(&text) };
        let (seen, mask) = (Vec::new(), str::to_owned as fn(&str) -> String);
        let is_dumb = variables.contains(&("TERM", "dumb"));
        let mut terminal = Terminal { name, pty, child, display, expected, seen, mask, is_dumb };
        terminal.wait("the first prompt", |screen| screen.contains("\n>\n"));
        terminal
    }

    /// Compares all later screens after such a change, for what differs from run to run.
    pub(crate) fn masks(&mut self, mask: fn(&str) -> String) {
        self.mask = mask;
    }

    /// Types keys.
    pub(crate) fn keys(&mut self, keys: &str) {
        self.display.parser.lock().expect("the display").last_change = Instant::now();
        (&*self.pty).write_all(keys.as_bytes()).expect("the terminal takes keys");
    }

    /// Types a line, and waits until the next one can be typed.
    pub(crate) fn line(&mut self, line: &str) {
        self.wait_for_line();
        let lines = self.lines();
        self.enter(line);
        drop(self.until("another line", |shown| shown.lines > lines));
    }

    /// Types Enter, and waits until another line can be typed.
    pub(crate) fn end_line(&mut self) {
        self.key_for_another_line("\r");
    }

    /// Types Ctrl-C, and waits until another line can be typed.
    pub(crate) fn cancel(&mut self) {
        self.key_for_another_line("\u{3}");
    }

    fn key_for_another_line(&mut self, key: &str) {
        let lines = self.lines();
        self.keys(key);
        drop(self.until("another line", |shown| shown.lines > lines));
    }

    /// Types a line; it may run for long.
    pub(crate) fn enter(&mut self, line: &str) {
        self.wait_for_line();
        self.keys(line);
        let end: String = line.chars().rev().take(8).collect::<Vec<char>>().into_iter().rev().collect();
        self.wait(line, |screen| screen.replace('\n', "").contains(end.trim_end()));
        self.keys("\r");
    }

    /// Waits until a line can be typed.
    fn wait_for_line(&self) {
        if !self.is_dumb {
            drop(self.until("line to type", |shown| shown.parser.screen().bracketed_paste()));
        }
    }

    fn lines(&self) -> usize {
        self.display.parser.lock().expect("the display").lines
    }

    /// Waits until the screen's text is as `is_there` wants it.
    pub(crate) fn wait(&mut self, what: &str, is_there: impl Fn(&str) -> bool) {
        drop(self.until(what, |shown| is_there(&format!("\n{}", text_of(shown.parser.screen())))));
    }

    fn until(&self, what: &str, is_there: impl Fn(&Shown) -> bool) -> MutexGuard<'_, Shown> {
        let start = Instant::now();
        let mut shown = self.display.parser.lock().expect("the display");
        while !is_there(&shown) {
            if start.elapsed() > patience() || (shown.is_over && shown.last_change.elapsed() > REST) {
                let text = text_of(shown.parser.screen());
                drop(shown);
                panic!("{}: no {what} on this screen:\n{text}", self.name);
            }
            shown = self.display.changed.wait_timeout(shown, Duration::from_millis(100)).expect("the display").0;
        }
        shown
    }

    /// The screen must become the one that was recorded under this caption.
    #[track_caller]
    pub(crate) fn shows(&mut self, caption: &str) {
        let mask = self.mask;
        let section = |shown: &Shown| format!("=== {caption}\n{}", mask(&text_of(shown.parser.screen())));
        if records() {
            drop(self.until("rest", |shown| shown.last_change.elapsed() > REST));
            let shown = self.display.parser.lock().expect("the display");
            self.seen.push(section(&shown));
            return;
        }
        let expected = self.expected.pop_front().unwrap_or_else(|| panic!("{}: no recording of: {caption}", self.name));
        let start = Instant::now();
        let mut shown = self.display.parser.lock().expect("the display");
        while section(&shown) != expected {
            if start.elapsed() > patience() || (shown.is_over && shown.last_change.elapsed() > REST) {
                let found = section(&shown);
                drop(shown);
                panic!("{}: expected this screen:\n{expected}\nbut it is:\n{found}", self.name);
            }
            shown = self.display.changed.wait_timeout(shown, Duration::from_millis(100)).expect("the display").0;
        }
    }

    /// The colors of the line with the cursor, as escape sequences.
    pub(crate) fn colors_of_line(&mut self, line: &str) -> String {
        let shown = self.until(line, |shown| text_of(shown.parser.screen()).contains(line));
        let screen = shown.parser.screen();
        let (row, _) = screen.cursor_position();
        let mut text = String::new();
        let mut color = vt100::Color::Default;
        for column in 0..COLUMNS {
            let Some(cell) = screen.cell(row, column) else { break };
            if cell.fgcolor() != color && cell.has_contents() {
                color = cell.fgcolor();
                text.push_str(&match color {
                    vt100::Color::Idx(index) => format!("<{index}>"),
                    _ => String::from("<>"),
                });
            }
            text.push_str(if cell.has_contents() { cell.contents() } else { " " });
        }
        text.trim_end().to_owned()
    }

    /// The prompt must end by itself; its exit code.
    #[track_caller]
    pub(crate) fn ends(mut self) -> i32 {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("a status") {
                break status;
            }
            if start.elapsed() > patience() {
                let shown = self.display.parser.lock().expect("the display");
                let text = text_of(shown.parser.screen());
                drop(shown);
                let _ = self.child.kill();
                panic!("{}: it does not end:\n{text}", self.name);
            }
            std::thread::yield_now();
            std::thread::sleep(Duration::from_millis(10));
        };
        if records() {
            let text = self.seen.join("\n");
            if !text.is_empty() {
                std::fs::write(recording(self.name), text).expect("a recording is written");
            }
        }
        assert!(self.expected.is_empty(), "{}: recorded and not seen: {:?}", self.name, self.expected);
        status.code().unwrap_or_else(|| panic!("{}: ended by a signal: {status}", self.name))
    }

    /// Types Ctrl-D, and the prompt must end with exit code 0.
    #[track_caller]
    pub(crate) fn leaves(mut self) {
        self.wait_for_line();
        self.keys("\u{4}");
        assert_eq!(self.ends(), 0);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Feeds the display with what the prompt writes.
fn watch(source: &Pty, sink: &Display) {
    let mut bytes = [0; 4096];
    loop {
        // On Linux the end of the other side is an error.
        let count = (&mut &*source).read(&mut bytes).unwrap_or(0);
        let mut shown = sink.parser.lock().expect("the display");
        for byte in &bytes[..count] {
            let was_reading = shown.parser.screen().bracketed_paste();
            shown.parser.process(&[*byte]);
            shown.lines += usize::from(!was_reading && shown.parser.screen().bracketed_paste());
        }
        shown.last_change = Instant::now();
        shown.is_over = count == 0;
        sink.changed.notify_all();
        if count == 0 {
            return;
        }
    }
}

/// The screen's text, grey in `‹›`, and where the cursor is.
fn text_of(screen: &vt100::Screen) -> String {
    let mut lines = Vec::new();
    for row in 0..ROWS {
        let mut line = String::new();
        let mut is_grey = false;
        for column in 0..COLUMNS {
            let Some(cell) = screen.cell(row, column) else { break };
            if cell.is_wide_continuation() {
                continue;
            }
            let grey = cell.has_contents() && cell.fgcolor() == vt100::Color::Idx(8);
            if grey != is_grey {
                line.push(if grey { '‹' } else { '›' });
                is_grey = grey;
            }
            line.push_str(if cell.has_contents() { cell.contents() } else { " " });
        }
        if is_grey {
            line.push('›');
        }
        lines.push(line.trim_end().to_owned());
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let (row, column) = screen.cursor_position();
    let mut text = lines.join("\n");
    text.push_str(&format!("\n[{}:{}]\n", row + 1, column + 1));
    text
}

/// The parts of a recording.
fn sections(text: &str) -> VecDeque<String> {
    let mut sections = VecDeque::new();
    for part in text.split("=== ").skip(1) {
        sections.push_back(format!("=== {}\n", part.trim_end_matches('\n')));
    }
    sections
}

/// For figures: numbers and addresses become `N`, spaces and bars become short.
pub(crate) fn without_figures(screen: &str) -> String {
    let mut text = String::new();
    for line in screen.lines() {
        if line.starts_with('[') {
            text.push_str(line);
        } else {
            let mut last = ' ';
            let mut is_address = false;
            for character in line.chars() {
                is_address = (is_address && character.is_ascii_hexdigit()) || (last == 'N' && character == 'x');
                let character = match character {
                    _ if is_address => 'N',
                    '0'..='9' => 'N',
                    '▁'..='█' => '█',
                    other => other,
                };
                if character != last || !matches!(character, ' ' | 'N' | '█') {
                    text.push(character);
                }
                last = character;
            }
        }
        text.push('\n');
    }
    text.replace("N pages", "N page")
}
