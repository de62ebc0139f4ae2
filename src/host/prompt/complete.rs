//! The names that can stand at the end of what is typed: of variables, or of the properties of an object.

use super::inert::look;
use super::pure;
use crate::heap::Local;
use crate::runtime::{self, Completion, Intrinsic, PropertyKey, Scope, rust_text};
use crate::value;

/// No more names than this: nobody reads more, and line editors count them in 16 bits.
const MOST: usize = 2000;

/// Old methods that everything has and nobody looks for.
const LEGACY: [&str; 4] = ["__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__"];

/// The names that begin with `prefix`: those of the properties of the value of `base`, its own before those of its
/// prototypes; without a base those of global variables. None where finding them would run something of a script.
///
/// # Errors
/// A termination when there is no memory, or where a script would have to run.
pub(crate) fn completions(cx: &mut Scope<'_>, base: Option<&str>, prefix: &str) -> Completion<Vec<String>> {
    let mut names = Names { prefix, groups: Vec::new() };
    look(cx, |cx| {
        let object = match base {
            Some(text) => pure::evaluate(cx, text)?,
            None => {
                let lexicals = cx.intrinsic(Intrinsic::GlobalLexical)?;
                names.add_own(cx, lexicals)?;
                cx.intrinsic(Intrinsic::Global)?
            }
        };
        names.add_chain(cx, object)
    })?;
    Ok(names.all())
}

/// The names found, in groups.
struct Names<'p> {
    prefix: &'p str,
    groups: Vec<Vec<String>>,
}

impl Names<'_> {
    /// Adds the names of an object and of its prototypes, or of a primitive's prototypes.
    fn add_chain<'s>(&mut self, cx: &mut Scope<'s>, value: Local<'s>) -> Completion<()> {
        let mut object = value;
        if !runtime::is_object(cx.raw(value)) {
            let Some(prototype) = runtime::primitive_prototype(cx.raw(value)) else { return Ok(()) };
            if value::is_string(cx.raw(value)) && "length".starts_with(self.prefix) {
                self.groups.push(vec![String::from("length")]);
            }
            object = cx.intrinsic(prototype)?;
        }
        while runtime::is_object(cx.raw(object)) && self.groups.iter().map(Vec::len).sum::<usize>() < MOST {
            cx.step(1)?;
            self.add_own(cx, object)?;
            object = runtime::get_prototype_of(cx, object)?;
        }
        Ok(())
    }

    /// Adds an object's own names as a group.
    fn add_own<'s>(&mut self, cx: &mut Scope<'s>, object: Local<'s>) -> Completion<()> {
        let list = runtime::own_property_keys(cx, object)?;
        let mut group = Vec::new();
        for index in 0..list.len() {
            let mut cx = cx.open();
            cx.step(1)?;
            let PropertyKey::Name(name) = list.get(&mut cx, index)? else { continue };
            if !value::is_string(cx.raw(name)) {
                continue;
            }
            let name = rust_text(&mut cx, name)?;
            if name.starts_with(self.prefix) && runtime::is_identifier(&name) && !LEGACY.contains(&name.as_str()) {
                group.push(name);
            }
            if group.len() >= MOST {
                break;
            }
        }
        group.sort();
        self.groups.push(group);
        Ok(())
    }

    /// All names, each once, at its first place.
    fn all(self) -> Vec<String> {
        let mut seen = std::collections::HashSet::new();
        let mut names: Vec<String> = self.groups.into_iter().flatten().collect();
        names.retain(|name| seen.insert(name.clone()));
        names.truncate(MOST);
        names
    }
}
