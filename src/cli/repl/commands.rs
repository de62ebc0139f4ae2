//! The commands that begin with a dot: Node's, and those that show the engine's memory.

use super::session::{Next, Session};
use super::whole::wrapped;
use crate::cli::memory::memory;
use crate::engine::Error;
use crate::host::{active_timers, heap_drawing, placement_of_typed, write_snapshot_file};
use std::time::Instant;

/// A command.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Keyword {
    Break,
    Editor,
    Exit,
    Gc,
    Heap,
    Help,
    Load,
    Memory,
    Save,
    Snapshot,
    Timers,
    Where,
}

/// Names, what they do and a line of help, sorted by name.
const COMMANDS: [(&str, Keyword, &str); 13] = [
    ("break", Keyword::Break, "Sometimes you get stuck, this gets you out"),
    ("clear", Keyword::Break, "Alias for .break"),
    ("editor", Keyword::Editor, "Enter editor mode"),
    ("exit", Keyword::Exit, "Exit the REPL"),
    ("gc", Keyword::Gc, "Collect all garbage, and say how much it was"),
    ("heap", Keyword::Heap, "Show how full the spaces of the heap are"),
    ("help", Keyword::Help, "Print this help message"),
    ("load", Keyword::Load, "Load JS from a file into the REPL session"),
    ("memory", Keyword::Memory, "Show what the memory holds: code, stack, heap, off-heap"),
    ("save", Keyword::Save, "Save all evaluated commands in this REPL session to a file"),
    ("snapshot", Keyword::Snapshot, "Write a heap snapshot, which DevTools open, to a file"),
    ("timers", Keyword::Timers, "List the timers that wait"),
    ("where", Keyword::Where, "Show where the object is that an expression evaluates to"),
];

/// The commands that can be typed: editor mode needs a line editor.
fn known(is_editor: bool) -> impl Iterator<Item = (&'static str, Keyword, &'static str)> {
    COMMANDS.into_iter().filter(move |&(_, keyword, _)| is_editor || keyword != Keyword::Editor)
}

/// Their names.
pub(super) fn names(is_editor: bool) -> impl Iterator<Item = &'static str> {
    known(is_editor).map(|(name, ..)| name)
}

/// The name and the rest of a line that is a command, as opposed to `.5` and `...a`.
pub(super) fn split(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix('.')?;
    if rest.is_empty() || rest.starts_with(|first: char| first == '.' || first.is_ascii_digit()) {
        return None;
    }
    let (name, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    Some((name, rest.trim()))
}

impl Keyword {
    /// The command of a name.
    pub(super) fn named(name: &str, is_editor: bool) -> Option<Keyword> {
        known(is_editor).find(|&(known, ..)| known == name).map(|(_, keyword, _)| keyword)
    }
}

impl Session<'_> {
    /// Carries out a command.
    pub(super) fn carry_out(&mut self, command: Keyword, rest: &str) -> Result<Next, Error> {
        match command {
            Keyword::Break => return Ok(self.forget()),
            Keyword::Exit => return Ok(Next::End),
            Keyword::Editor => self.begin_editor(),
            Keyword::Help => self.printer.print(&help(self.is_editor())),
            Keyword::Load => self.load(rest)?,
            Keyword::Save => self.save(rest),
            Keyword::Snapshot => self.snapshot(rest)?,
            Keyword::Memory => {
                let text = memory(self.host.engine().isolate());
                self.printer.print(&text);
            }
            Keyword::Heap => self.show_heap()?,
            Keyword::Gc => self.collect(),
            Keyword::Timers => match self.host.engine().enter(active_timers) {
                Ok(lines) if lines.is_empty() => self.printer.print("No timer waits.\n"),
                Ok(lines) => self.printer.print(&(lines.join("\n") + "\n")),
                Err(error) => self.tell_end_of(error)?,
            },
            Keyword::Where => self.show_place(rest)?,
        }
        Ok(Next::Line)
    }

    fn load(&mut self, file: &str) -> Result<(), Error> {
        if file.is_empty() {
            self.printer.print("The \"file\" argument must be specified\n");
            return Ok(());
        }
        if std::path::Path::new(file).is_dir() {
            self.printer.print(&format!("Failed to load: {file} is not a valid file\n"));
            return Ok(());
        }
        let Ok(bytes) = std::fs::read(file) else {
            self.printer.print(&format!("Failed to load: {file}\n"));
            return Ok(());
        };
        let text = String::from_utf8_lossy(&bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
        self.forget();
        self.printer.print(&format!("{}\n", text.trim_end_matches('\n')));
        self.evaluate(text)
    }

    fn save(&mut self, file: &str) {
        if file.is_empty() {
            return self.printer.print("The \"file\" argument must be specified\n");
        }
        let lines: Vec<&str> = self.texts.iter().map(|text| text.trim_end_matches('\n')).collect();
        match std::fs::write(file, lines.join("\n") + "\n") {
            Ok(()) => self.printer.print(&format!("Session saved to: {file}\n")),
            Err(_) => self.printer.print(&format!("Failed to save: {file}\n")),
        }
    }

    /// Writes a heap snapshot to a file, or to one with a name as Node gives it.
    fn snapshot(&mut self, file: &str) -> Result<(), Error> {
        match self.host.engine().enter(|cx| Ok(write_snapshot_file(cx, file))) {
            Ok(Ok(path)) => self.printer.print(&format!("Heap snapshot saved to: {path}\n")),
            Ok(Err(reason)) => self.printer.print(&format!("Failed to save: {reason}\n")),
            Err(error) => self.tell_end_of(error)?,
        }
        Ok(())
    }

    /// Draws the spaces, and their figures in one line.
    fn show_heap(&mut self) -> Result<(), Error> {
        match self.host.engine().enter(heap_drawing) {
            Ok(drawing) => self.printer.print(&format!("{drawing}\n")),
            Err(error) => return self.tell_end_of(error),
        }
        let statistics = self.host.engine().isolate().heap.statistics();
        self.printer.print(&format!(
            "{} KB used, {} KB committed, {} KB limit; {} collections\n",
            statistics.used_heap_size.div_ceil(1024),
            statistics.total_heap_size / 1024,
            statistics.heap_size_limit / 1024,
            statistics.collections,
        ));
        Ok(())
    }

    /// Shows where the object is that an expression evaluates to.
    fn show_place(&mut self, expression: &str) -> Result<(), Error> {
        if expression.is_empty() {
            self.printer.print("The expression must be specified: .where <expression>\n");
            return Ok(());
        }
        match self.host.engine().enter(|cx| placement_of_typed(cx, &wrapped(expression))) {
            Ok(Ok(shown) | Err(shown)) => self.printer.print(&format!("{shown}\n")),
            Err(error) => self.tell_end_of(error)?,
        }
        Ok(())
    }

    /// Collects garbage and tells what that gave.
    fn collect(&mut self) {
        let engine = self.host.engine();
        let before = engine.memory();
        let start = Instant::now();
        engine.collect_garbage();
        let time = start.elapsed();
        let after = engine.memory();
        let kilobytes = |bytes: usize| bytes.div_ceil(1024);
        self.printer.print(&format!(
            "{} KB -> {} KB, {} KB freed in {:.1} ms\n",
            kilobytes(before.heap_used),
            kilobytes(after.heap_used),
            kilobytes(before.heap_used.saturating_sub(after.heap_used)),
            time.as_secs_f64() * 1000.0,
        ));
    }
}

fn help(is_editor: bool) -> String {
    let width = COMMANDS.iter().map(|(name, ..)| name.len()).max().unwrap_or(0) + 3;
    let lines: String = known(is_editor).map(|(name, _, help)| format!(".{name:<width$}{help}\n")).collect();
    format!("{lines}\nPress Ctrl+C to abort current expression, Ctrl+D to exit the REPL\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_told_from_numbers_and_spreads() {
        assert_eq!(split(".help"), Some(("help", "")));
        assert_eq!(split(".load  a b.js "), Some(("load", "a b.js")));
        assert_eq!(split(".then(a)"), Some(("then(a)", "")));
        for line in ["", ".", ".5", "...a", "a.b"] {
            assert_eq!(split(line), None, "{line}");
        }
    }

    #[test]
    fn every_command_is_found_by_its_name() {
        assert!(COMMANDS.iter().map(|(name, ..)| name).is_sorted());
        for (name, keyword, _) in COMMANDS {
            assert_eq!(Keyword::named(name, true), Some(keyword));
        }
        assert_eq!(Keyword::named("editor", false), None);
    }
}
