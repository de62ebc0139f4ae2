//! The options of an inspection.

use crate::heap::{Local, Slot};
use crate::host::place;
use crate::host::place::Place;
use crate::runtime::{
    Completion, PropertyKey, Scope, Variable, get, get_own_property, is_callable, is_object, own_property_keys,
    to_boolean, to_number, units,
};
use crate::value::layout::words;
use crate::value::{self, Value};

/// What an inspection shows. Values of options objects stay readable while the scope that read them is open.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// Also what is not enumerable.
    pub(crate) show_hidden: bool,
    /// Levels of objects in objects; `None` (null) or infinite: all.
    pub(crate) depth: Option<f64>,
    /// With colors for a terminal.
    pub(crate) colors: bool,
    /// Call custom inspection methods.
    pub(crate) custom_inspect: bool,
    /// Show proxies as proxies.
    pub(crate) show_proxy: bool,
    /// Most elements of an array or entries of a collection.
    pub(crate) max_array_length: f64,
    /// Most code units of a string.
    pub(crate) max_string_length: f64,
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
    /// This many innermost levels; less than 1: none.
    Levels(f64),
    /// Nothing.
    Never,
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
    /// By something that cannot compare.
    Invalid,
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
            depth: Some(2.0),
            colors: false,
            custom_inspect: true,
            show_proxy: false,
            max_array_length: 100.0,
            max_string_length: 10_000.0,
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
    /// Takes an object for `util.inspect.defaultOptions`.
    ///
    /// # Errors
    /// Termination when there is no memory.
    pub(crate) fn keep_defaults<'s>(cx: &mut Scope<'s>, defaults: Local<'s>) -> Completion<()> {
        let names = cx.allocate_words(NAMES.len())?;
        for (index, name) in NAMES.into_iter().enumerate() {
            let mut cx = cx.open();
            let name = cx.interned(name)?;
            cx.heap.store(names, words::ELEMENTS + index, name);
        }
        place::set(cx, Place::InspectNames, names)?;
        place::set(cx, Place::InspectDefaults, defaults)
    }

    /// What `util.inspect.defaultOptions` says at the moment.
    ///
    /// # Errors
    /// Whatever getters and conversions throw.
    pub(crate) fn current(cx: &mut Scope<'_>) -> Completion<Options> {
        let mut options = Options::default();
        let comparator = cx.variable(Local::UNDEFINED)?;
        let mut cx = cx.open();
        let defaults = place::get(&mut cx, Place::InspectDefaults)?;
        if !is_object(cx.raw(defaults)) {
            return Ok(options);
        }
        let names = place::get(&mut cx, Place::InspectNames)?;
        for (index, name) in NAMES.into_iter().enumerate() {
            let mut cx = cx.open();
            let key = cx.word(names, words::ELEMENTS + index)?;
            let value = get(&mut cx, defaults, PropertyKey::Name(key))?;
            options.set(&mut cx, name, value, comparator)?;
        }
        Ok(options)
    }

    /// Takes over what an options object says. Other values are ignored.
    ///
    /// # Errors
    /// Whatever getters and conversions throw.
    pub(crate) fn read<'s>(&mut self, cx: &mut Scope<'s>, object: Local<'s>) -> Completion<()> {
        if !is_object(cx.raw(object)) {
            return Ok(());
        }
        let (comparator, user) = (cx.variable(Local::UNDEFINED)?, cx.variable(object)?);
        let keys = own_property_keys(cx, object)?;
        for index in 0..keys.len() {
            let mut cx = cx.open();
            cx.step(1)?;
            let key = keys.get(&mut cx, index)?;
            let is_shown = !key.is_symbol(&cx)
                && get_own_property(&mut cx, object, key)?.is_some_and(|found| found.enumerable == Some(true));
            if !is_shown {
                continue;
            }
            match name_of(&mut cx, key)? {
                Some("stylize") => {}
                Some(name) => {
                    let value = get(&mut cx, object, key)?;
                    self.set(&mut cx, name, value, comparator)?;
                }
                None => self.user = Some(user.slot()),
            }
        }
        Ok(())
    }

    /// Sets one option; a function to sort by goes to `comparator`.
    fn set<'s>(
        &mut self,
        cx: &mut Scope<'s>,
        name: &str,
        value: Local<'s>,
        comparator: Variable<'_>,
    ) -> Completion<()> {
        let on = to_boolean(cx, value);
        match name {
            "showHidden" => self.show_hidden = on,
            "depth" => self.depth = limit(cx, value)?,
            "colors" => self.colors = on,
            "customInspect" => self.custom_inspect = on,
            "showProxy" => self.show_proxy = on,
            "maxArrayLength" => self.max_array_length = limit(cx, value)?.unwrap_or(f64::INFINITY),
            "maxStringLength" => self.max_string_length = limit(cx, value)?.unwrap_or(f64::INFINITY),
            "breakLength" => self.break_length = limit(cx, value)?.unwrap_or(0.0),
            "compact" => self.compact = compact(cx, value),
            "sorted" => {
                self.sorted = match on {
                    _ if is_callable(cx, value) => {
                        comparator.set(cx, value);
                        Sorted::By(comparator.slot())
                    }
                    _ if cx.raw(value).word_value() == Value::TRUE => Sorted::Yes,
                    true => Sorted::Invalid,
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
            self.depth = limit(cx, depth)?;
        }
        if !cx.raw(colors).is_undefined() {
            self.colors = to_boolean(cx, colors);
        }
        Ok(())
    }

    /// The value of one option, for custom inspection methods.
    ///
    /// # Errors
    /// Termination when there is no memory.
    pub(crate) fn value<'s>(&self, cx: &mut Scope<'s>, name: &str) -> Completion<Local<'s>> {
        Ok(match name {
            "showHidden" => Local::bool(self.show_hidden),
            "depth" => self.depth.map_or(Local::NULL, Local::number),
            "colors" => Local::bool(self.colors),
            "customInspect" => Local::bool(self.custom_inspect),
            "showProxy" => Local::bool(self.show_proxy),
            "maxArrayLength" => Local::number(self.max_array_length),
            "maxStringLength" => Local::number(self.max_string_length),
            "breakLength" => Local::number(self.break_length),
            "compact" => match self.compact {
                Compact::Always => Local::TRUE,
                Compact::Never => Local::FALSE,
                Compact::Levels(levels) => Local::number(levels),
            },
            "sorted" => match self.sorted {
                Sorted::By(slot) => Local::in_slot(slot),
                sorted => Local::bool(sorted != Sorted::No),
            },
            "getters" => match self.getters {
                Getters::Get => cx.interned("get")?,
                Getters::Set => cx.interned("set")?,
                getters => Local::bool(getters != Getters::No),
            },
            _ => Local::bool(self.numeric_separator),
        })
    }
}

/// The option that a key names; `None` for other names.
fn name_of(cx: &mut Scope<'_>, key: PropertyKey<'_>) -> Completion<Option<&'static str>> {
    if matches!(key, PropertyKey::Index(_)) {
        return Ok(None);
    }
    let mut cx = cx.open();
    let key = cx.local(|isolate| key.raw(isolate))?;
    let text = units(&mut cx, key)?;
    Ok(NAMES.into_iter().chain(["stylize"]).find(|name| text.is(name)))
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
        _ => Compact::Never,
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
