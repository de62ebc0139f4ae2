//! `util.inspect`: any value as text for people, to the letter of Node's rules.
//!
//! # The idea
//! Every value becomes a list of entries, which `layout` puts on one line, on many, or in columns. Objects are read
//! without running script where Node runs none; getters of `Symbol.toStringTag`, `constructor.name` and custom
//! `[nodejs.util.inspect.custom]` methods do run, as there.
//!
//! # Invariants
//! * Recursion checks the stack; text that is held counts against the heap.
//! * Locals are only passed down: what comes back up is text.
//!
//! # Glossary
//! *braces*: the opening and closing text around entries. *base*: text before the braces (`[Function: f]`). *path*: the
//! objects being shown, from the inside out.
//!
//! # Sources
//! The behaviour of Node 20: `lib/internal/util/inspect.js` (MIT, Joyent and Node contributors).

mod array;
mod class;
mod collection;
mod error;
mod format;
mod frame;
mod function;
mod layout;
mod options;
mod property;
mod raw;
mod sequence;
mod style;
mod text;
mod value;

#[cfg(test)]
mod tests;

pub(crate) use collection::{Part, iterator_cursor};
pub(crate) use error::stack_text;
pub(crate) use format::{format_arguments, format_to};
pub(crate) use options::{Compact, Options};
pub(crate) use sequence::next_sequence;
use style::{Style, Styles};
pub(crate) use text::width as text_width;

use super::held::Held;
use crate::heap::{Local, Slot};
use crate::runtime::{self, Arguments, Completion, Scope};

/// Text beyond which an inspection shows no more depth, in code units.
const LARGEST_BUDGET: usize = 1 << 27;

/// A value as text.
///
/// # Errors
/// Whatever getters and custom inspection methods throw; a termination when there is no memory.
pub(crate) fn inspect<'s>(cx: &mut Scope<'s>, value: Local<'s>, options: &Options) -> Completion<String> {
    let mut cx = cx.open();
    let circular = runtime::array_create(&mut cx, 0)?;
    let circular = cx.variable(circular)?.slot();
    let styles = Styles::of(&mut cx, options)?;
    let mut inspector = Inspector::new(options.clone(), styles, circular);
    value::format_value(&mut cx, &mut inspector, value, Depth::TOP)
}

/// `util.inspect` – <https://nodejs.org/api/util.html#utilinspectobject-options>
pub(crate) fn inspect_method<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let mut options = Options::current(cx)?;
    options.read_legacy(cx, arguments.get(2), arguments.get(3))?;
    let given = arguments.get(1);
    if cx.raw(given).is_bool() {
        options.show_hidden = runtime::to_boolean(cx, given);
    } else {
        options.read(cx, given)?;
    }
    let text = inspect(cx, arguments.get(0), &options)?;
    cx.string(&text)
}

/// One inspection under way.
struct Inspector {
    options: Options,
    styles: Styles,
    /// Columns that the current value starts with.
    indentation: usize,
    /// The deepest level of the part that was shown last.
    deepest: usize,
    /// Text made so far for each indentation.
    budget: Vec<(usize, usize)>,
    /// Slot of the array of objects that contain themselves, in the order of their numbers.
    circular: Slot,
    held: Held,
}

/// Where in the tree a value stands.
#[derive(Clone, Copy)]
struct Depth<'a> {
    /// Levels above it.
    level: usize,
    path: Option<&'a Path<'a>>,
    /// It is the buffer of a typed array whose elements are shown.
    in_view: bool,
}

impl Depth<'_> {
    /// Where the inspected value itself stands.
    const TOP: Depth<'static> = Depth { level: 0, path: None, in_view: false };
}

/// The objects being shown.
struct Path<'a> {
    object: Local<'a>,
    outer: Option<&'a Path<'a>>,
}

impl Inspector {
    fn new(options: Options, styles: Styles, circular: Slot) -> Inspector {
        Inspector { options, styles, indentation: 0, deepest: 0, budget: Vec::new(), circular, held: Held::default() }
    }

    /// Whether objects at this level are only named.
    fn is_too_deep(&self, level: usize) -> bool {
        self.options.depth.is_some_and(|depth| level as f64 > depth)
    }

    fn paint(&self, text: &str, style: Style) -> String {
        self.styles.paint(text, style)
    }

    /// Columns that an entry takes.
    fn width(&self, text: &str) -> usize {
        if self.options.colors { text::width(text) } else { text::raw_width(text) }
    }

    /// Counts text that stays in memory until the inspection ends.
    fn hold(&mut self, cx: &mut Scope<'_>, bytes: usize) -> Completion<()> {
        self.held.hold(cx, bytes)
    }

    /// Text of `bytes` bytes is no longer held.
    fn release(&mut self, bytes: usize) {
        self.held.release(bytes);
    }

    /// Counts the text of one object; past the budget only names are shown.
    fn spend(&mut self, length: usize) {
        let indentation = self.indentation;
        let spent = match self.budget.iter_mut().find(|(level, _)| *level == indentation) {
            Some((_, spent)) => spent,
            None => {
                self.budget.push((indentation, 0));
                let last = self.budget.len() - 1;
                &mut self.budget[last].1
            }
        };
        *spent += length;
        if *spent > LARGEST_BUDGET {
            self.options.depth = Some(-1.0);
        }
    }
}
