//! The colors of an inspection: `util.inspect.styles` names a color for each kind of text, `util.inspect.colors` has the
//! codes of each color. Until a script has seen them, they are what they are at first.

use super::Options;
use crate::heap::Local;
use crate::host::place::{self, Place};
use crate::host::property;
use crate::runtime::{self, Completion, Scope, get_index, rust_text, to_property_key, to_string};

/// What kind of text is painted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(usize)]
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
    /// Names of properties; no color at first.
    Name,
    /// Regular expressions.
    RegExp,
    /// Names of packages in stacks.
    Module,
}

/// Name, and the codes that switch the color on and off at first.
const STYLES: [(&str, Option<(u8, u8)>); 12] = [
    ("special", Some((36, 39))),
    ("number", Some((33, 39))),
    ("bigint", Some((33, 39))),
    ("boolean", Some((33, 39))),
    ("undefined", Some((90, 39))),
    ("null", Some((1, 22))),
    ("string", Some((32, 39))),
    ("symbol", Some((32, 39))),
    ("date", Some((35, 39))),
    ("name", None),
    ("regexp", Some((31, 39))),
    ("module", Some((4, 24))),
];

/// The escape sequences around a painted text.
type Codes = Option<[String; 2]>;

/// The colors in use.
#[derive(Clone, Debug)]
pub(super) enum Styles {
    /// None.
    Plain,
    /// Those of each style.
    Colored(Box<[Codes; STYLES.len()]>),
}

impl Styles {
    /// The colors that these options and `util.inspect` ask for.
    pub(super) fn of(cx: &mut Scope<'_>, options: &Options) -> Completion<Styles> {
        if !options.colors {
            return Ok(Styles::Plain);
        }
        let mut codes: [Codes; STYLES.len()] = Default::default();
        let mut cx = cx.open();
        let inspect = place::get(&mut cx, Place::Inspect)?;
        for (place, (name, first)) in codes.iter_mut().zip(STYLES) {
            *place = match cx.raw(inspect).is_undefined() {
                true => first.map(|(on, off)| [on.to_string(), off.to_string()].map(sequence)),
                false => codes_of(&mut cx, inspect, name)?,
            };
        }
        Ok(Styles::Colored(Box::new(codes)))
    }

    /// The text in the color of its style.
    pub(super) fn paint(&self, text: &str, style: Style) -> String {
        match self {
            Styles::Colored(codes) => painted(text, &codes[style as usize]),
            Styles::Plain => text.to_owned(),
        }
    }
}

fn sequence(code: String) -> String {
    format!("\u{1b}[{code}m")
}

fn painted(text: &str, codes: &Codes) -> String {
    match codes {
        Some([on, off]) => format!("{on}{text}{off}"),
        None => text.to_owned(),
    }
}

/// `inspect.colors[inspect.styles[name]]`, as escape sequences.
fn codes_of<'s>(cx: &mut Scope<'s>, inspect: Local<'s>, name: &str) -> Completion<Codes> {
    let mut cx = cx.open();
    let styles = property::get(&mut cx, inspect, "styles")?;
    let key = cx.name(name)?;
    let style = runtime::get_v(&mut cx, styles, key)?;
    if cx.raw(style).is_undefined() {
        return Ok(None);
    }
    let colors = property::get(&mut cx, inspect, "colors")?;
    let key = to_property_key(&mut cx, style)?;
    let color = runtime::get_v(&mut cx, colors, key)?;
    if cx.raw(color).is_undefined() {
        return Ok(None);
    }
    let mut codes = [String::new(), String::new()];
    for (index, code) in codes.iter_mut().enumerate() {
        let value = match cx.raw(color).is_pointer() {
            true => get_index(&mut cx, color, index as u64)?,
            false => Local::UNDEFINED,
        };
        let value = to_string(&mut cx, value)?;
        *code = sequence(rust_text(&mut cx, value)?);
    }
    Ok(Some(codes))
}

/// `stylize(text, name)` with colors: the text in the color that the style has now.
///
/// # Errors
/// Whatever getters and conversions throw.
pub(super) fn stylize<'s>(cx: &mut Scope<'s>, text: Local<'s>, name: Local<'s>) -> Completion<Local<'s>> {
    let inspect = place::get(cx, Place::Inspect)?;
    let name = to_string(cx, name)?;
    let name = rust_text(cx, name)?;
    let codes = codes_of(cx, inspect, &name)?;
    if codes.is_none() {
        return Ok(text);
    }
    let text = to_string(cx, text)?;
    let text = rust_text(cx, text)?;
    cx.string(&painted(&text, &codes))
}
