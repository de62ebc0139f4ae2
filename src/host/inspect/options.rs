//! The options of an inspection, and the colors.

use super::super::property;
use crate::heap::{Local, Slot};
use crate::runtime::{Completion, Scope, is_callable, is_object, to_boolean, to_number};
use crate::value::{self, Value};

/// What an inspection shows. Values of options objects stay readable while the scope that read them is open.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// Also what is not enumerable.
    pub(crate) show_hidden: bool,
    /// Levels of objects in objects; infinite: all.
    pub(crate) depth: f64,
    /// With colors for a terminal.
    pub(crate) colors: bool,
    /// Call custom inspection methods.
    pub(crate) custom_inspect: bool,
    /// Show proxies as proxies.
    pub(crate) show_proxy: bool,
    /// Most elements of an array or entries of a collection.
    pub(crate) max_array_length: usize,
    /// Most code units of a string.
    pub(crate) max_string_length: usize,
    /// Columns after which objects break into lines.
    pub(crate) break_length: f64,
    /// How much goes on one line.
    pub(crate) compact: Compact,
    /// Order of properties.
    pub(crate) sorted: Sorted,
    /// Which getters run.
    pub(crate) getters: Getters,
    /// Group digits by `_`.
    pub(crate) numeric_separator: bool,
    /// The options object with keys that only custom inspection methods know.
    pub(crate) user: Option<Slot>,
}

/// How much goes on one line.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Compact {
    /// Everything that fits.
    Always,
    /// This many innermost levels; 0: none.
    Levels(f64),
}

/// Order of properties.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sorted {
    /// As they are.
    No,
    /// By their text.
    Yes,
    /// By a function in this slot.
    By(Slot),
}

/// Which getters run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Getters {
    /// None.
    No,
    /// All.
    All,
    /// Those without a setter.
    Get,
    /// Those with a setter.
    Set,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            show_hidden: false,
            depth: 2.0,
            colors: false,
            custom_inspect: true,
            show_proxy: false,
            max_array_length: 100,
            max_string_length: 10_000,
            break_length: 80.0,
            compact: Compact::Levels(3.0),
            sorted: Sorted::No,
            getters: Getters::No,
            numeric_separator: false,
            user: None,
        }
    }
}

/// The names of the options, in Node's order.
pub(crate) const NAMES: [&str; 12] = [
    "showHidden",
    "depth",
    "colors",
    "customInspect",
    "showProxy",
    "maxArrayLength",
    "maxStringLength",
    "breakLength",
    "compact",
    "sorted",
    "getters",
    "numericSeparator",
];

impl Options {
    /// Takes over what an options object says. Other values are ignored.
    ///
    /// # Errors
    /// Whatever getters and conversions throw.
    pub(crate) fn read<'s>(&mut self, cx: &mut Scope<'s>, object: Local<'s>) -> Completion<()> {
        if !is_object(cx.raw(object)) {
            return Ok(());
        }
        for name in NAMES {
            if property::has_own(cx, object, name)? {
                let value = property::get(cx, object, name)?;
                self.set(cx, name, value)?;
            }
        }
        self.user = Some(cx.variable(object)?.slot());
        Ok(())
    }

    /// Sets one option.
    fn set<'s>(&mut self, cx: &mut Scope<'s>, name: &str, value: Local<'s>) -> Completion<()> {
        let on = to_boolean(cx, value);
        match name {
            "showHidden" => self.show_hidden = on,
            "depth" => self.depth = limit(cx, value)?.unwrap_or(f64::INFINITY),
            "colors" => self.colors = on,
            "customInspect" => self.custom_inspect = on,
            "showProxy" => self.show_proxy = on,
            "maxArrayLength" => self.max_array_length = limit(cx, value)?.unwrap_or(f64::INFINITY) as usize,
            "maxStringLength" => self.max_string_length = limit(cx, value)?.unwrap_or(f64::INFINITY) as usize,
            "breakLength" => self.break_length = limit(cx, value)?.unwrap_or(0.0),
            "compact" => self.compact = compact(cx, value),
            "sorted" => {
                self.sorted = match on {
                    _ if is_callable(cx, value) => Sorted::By(cx.variable(value)?.slot()),
                    true => Sorted::Yes,
                    false => Sorted::No,
                }
            }
            "getters" => self.getters = getters(cx, value),
            _ => self.numeric_separator = on,
        }
        Ok(())
    }

    /// Sets `depth` and `colors` from the old positional arguments of `util.inspect`.
    ///
    /// # Errors
    /// Whatever the conversion of `depth` throws.
    pub(crate) fn read_legacy<'s>(
        &mut self,
        cx: &mut Scope<'s>,
        depth: Local<'s>,
        colors: Local<'s>,
    ) -> Completion<()> {
        if !cx.raw(depth).is_undefined() {
            self.depth = limit(cx, depth)?.unwrap_or(f64::INFINITY);
        }
        if !cx.raw(colors).is_undefined() {
            self.colors = to_boolean(cx, colors);
        }
        Ok(())
    }

    /// The value of one option, for custom inspection methods.
    pub(crate) fn value(&self, name: &str) -> Local<'static> {
        match name {
            "showHidden" => Local::bool(self.show_hidden),
            "depth" => count(self.depth),
            "colors" => Local::bool(self.colors),
            "customInspect" => Local::bool(self.custom_inspect),
            "showProxy" => Local::bool(self.show_proxy),
            "maxArrayLength" => count(self.max_array_length as f64),
            "maxStringLength" => count(self.max_string_length as f64),
            "breakLength" => Local::number(self.break_length),
            "compact" => match self.compact {
                Compact::Always => Local::TRUE,
                Compact::Levels(levels) => Local::number(levels),
            },
            "sorted" => match self.sorted {
                Sorted::By(slot) => Local::in_slot(slot),
                sorted => Local::bool(sorted == Sorted::Yes),
            },
            "getters" => Local::bool(self.getters != Getters::No),
            _ => Local::bool(self.numeric_separator),
        }
    }
}

/// A count that is infinite when absurdly large.
fn count(value: f64) -> Local<'static> {
    Local::number(if value >= usize::MAX as f64 { f64::INFINITY } else { value })
}

/// A number, or `None` for `null`.
fn limit<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Option<f64>> {
    if cx.raw(value).is_null() { Ok(None) } else { to_number(cx, value).map(Some) }
}

fn compact(cx: &Scope<'_>, value: Local<'_>) -> Compact {
    let raw = cx.raw(value);
    match raw.word_value() {
        Value::TRUE => Compact::Always,
        _ if raw.is_number() => Compact::Levels(raw.as_number()),
        _ => Compact::Levels(0.0),
    }
}

fn getters(cx: &Scope<'_>, value: Local<'_>) -> Getters {
    let raw = cx.raw(value);
    if raw.word_value() == Value::TRUE {
        return Getters::All;
    }
    let text = value::is_string(raw).then(|| value::flat_units(raw)).flatten();
    match text {
        Some(units) if units.is("get") => Getters::Get,
        Some(units) if units.is("set") => Getters::Set,
        _ => Getters::No,
    }
}

/// What kind of text is painted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Style {
    /// `[Function: f]`, `[Circular *1]`.
    Special,
    /// Numbers.
    Number,
    /// BigInts.
    BigInt,
    /// Booleans.
    Boolean,
    /// `undefined`, and what is missing.
    Undefined,
    /// `null`.
    Null,
    /// Strings.
    String,
    /// Symbols.
    Symbol,
    /// Dates.
    Date,
    /// Regular expressions.
    RegExp,
}

/// The text in the color of its style.
pub(crate) fn colored(text: &str, style: Style) -> String {
    let (on, off) = match style {
        Style::Special => (36, 39),
        Style::Number | Style::BigInt | Style::Boolean => (33, 39),
        Style::Undefined => (90, 39),
        Style::Null => (1, 22),
        Style::String | Style::Symbol => (32, 39),
        Style::Date => (35, 39),
        Style::RegExp => (31, 39),
    };
    format!("\u{1b}[{on}m{text}\u{1b}[{off}m")
}
