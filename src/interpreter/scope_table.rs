//! The scopes of a text, for tools that ask which variables nobody can use any more.

use super::install::{ScriptData, script_data};
use crate::heap::Raw;
use crate::runtime::{Isolate, ScopeTable, TabledScope};
use crate::scope::{ScopeKind, Storage, VariableKind};
use crate::source::Span;
use crate::syntax::{Atom, ExportSource, ScopeId};

/// The scopes of a SCRIPT.
pub(crate) fn scope_table(isolate: &Isolate, script: Raw<'_>) -> Option<ScopeTable> {
    let data = script_data(isolate, script)?;
    let functions = &data.scopes.functions;
    let mut scopes: Vec<Listed<'_>> = Vec::new();
    for (index, function) in functions.iter().enumerate() {
        let each = (0..function.scopes.len()).map(|id| Listed::new(data, index, ScopeId::new(id)));
        scopes.extend(each);
    }
    // Outer scopes have the lower numbers; every number stands once.
    scopes.sort_by_key(|scope| scope.number);
    let is_whole = scopes.iter().enumerate().all(|(index, scope)| scope.number as usize == index);
    if !is_whole {
        return None;
    }
    let mut below: Vec<Vec<u32>> = vec![Vec::new(); scopes.len()];
    for scope in &scopes {
        if let Some(above) = scope.above(&scopes, Listed::is_shown).filter(|_| scope.is_shown()) {
            below[above as usize].push(scope.number);
        }
    }
    let mut table = ScopeTable { scopes: Vec::new(), functions: Vec::new() };
    table.functions.extend(functions.iter().map(|function| function.first_scope));
    let places = Places::new(data, scopes.iter().map(Listed::span));
    let tops = scopes.iter().filter(|scope| scope.is_shown() && scope.above(&scopes, Listed::is_shown).is_none());
    let mut waiting: Vec<(u32, u32)> = tops.map(|top| (top.number, 0)).collect();
    waiting.reverse();
    while let Some((number, depth)) = waiting.pop() {
        table.scopes.push(scopes[number as usize].row(&scopes, depth, &places));
        waiting.extend(below[number as usize].iter().rev().map(|&inner| (inner, depth + 1)));
    }
    Some(table)
}

/// A scope with what can be said of its variables.
struct Listed<'d> {
    data: &'d ScriptData,
    function: usize,
    id: ScopeId,
    number: u32,
    /// Slots and names of the variables in its contexts whose uses are all known.
    variables: Vec<(u32, Atom)>,
}

impl<'d> Listed<'d> {
    fn new(data: &'d ScriptData, function: usize, id: ScopeId) -> Listed<'d> {
        let scopes = &data.scopes.functions[function];
        let number = scopes.number(id);
        let mut variables = Vec::new();
        let scope = scopes.scope(id);
        // A direct eval may use all there is.
        if !scope.has_inner_eval {
            for variable in scopes.variables_of(scope) {
                let Storage::Context(slot) = variable.storage else { continue };
                let is_argument = scopes.facts.has_mapped_arguments && variable.parameter.is_some();
                let is_shared = variable.kind == VariableKind::Import
                    || scope.kind == ScopeKind::Module && is_exported(data, variable.name);
                let own = crate::scope::Capture { scope: number, slot };
                if !is_argument && !is_shared && scopes.captures.binary_search(&own).is_err() {
                    variables.push((slot, variable.name));
                }
            }
            variables.sort_by_key(|variable| variable.0);
        }
        Listed { data, function, id, number, variables }
    }

    /// The outermost scope of each function is shown, and what has variables.
    fn is_shown(&self) -> bool {
        self.id.index() == 0 || !self.variables.is_empty()
    }

    fn has_contexts(&self) -> bool {
        self.data.scopes.functions[self.function].scope(self.id).needs_context
    }

    /// The nearest scope around it of a sort.
    fn above(&self, all: &[Listed<'d>], is_wanted: impl Fn(&Listed<'d>) -> bool) -> Option<u32> {
        let mut scope = self;
        loop {
            let function = &self.data.scopes.functions[scope.function];
            let parent = function.scope(scope.id).parent.map(|id| function.number(id)).or(function.around)?;
            scope = all.get(parent as usize)?;
            if is_wanted(scope) {
                return Some(parent);
            }
        }
    }

    fn row(&self, all: &[Listed<'d>], depth: u32, places: &Places) -> TabledScope {
        let function = &self.data.scopes.functions[self.function];
        let text = |name: Atom| self.data.script.atoms.display(name).to_string();
        let uses = function.captures.iter().filter_map(|capture| {
            let declaring = all.get(capture.scope as usize)?;
            let place = declaring.variables.iter().position(|variable| variable.0 == capture.slot)?;
            Some((capture.scope, place as u32))
        });
        let is_first = self.id.index() == 0;
        let is_whole = matches!(function.scope(self.id).kind, ScopeKind::Function | ScopeKind::Body);
        let name = self.data.script.functions[self.function].name.filter(|_| is_first || is_whole);
        TabledScope {
            number: self.number,
            depth,
            span: (places.of(self.span().start), places.of(self.span().end)),
            function: name.map(text),
            outer: self.above(all, Listed::has_contexts),
            variables: self.variables.iter().map(|variable| text(variable.1)).collect(),
            uses: if is_first { uses.collect() } else { Vec::new() },
        }
    }

    fn span(&self) -> Span {
        match self.id.index() {
            0 => self.data.script.functions[self.function].span,
            _ => self.data.scopes.functions[self.function].scope(self.id).span,
        }
    }
}

/// Places in the text as the user wrote it, in UTF-16 code units, by their offsets in bytes.
struct Places(Vec<(u32, u32)>);

impl Places {
    fn new(data: &ScriptData, spans: impl Iterator<Item = Span>) -> Places {
        let mut offsets: Vec<u32> = spans.flat_map(|span| [span.start, span.end]).collect();
        offsets.sort_unstable();
        offsets.dedup();
        let (mut from, mut units) = (data.wrapper_columns, 0);
        let places = offsets.into_iter().map(|offset| {
            if offset > from {
                let text = data.source.text().get(from as usize..offset as usize).unwrap_or_default();
                units += if text.is_ascii() { text.len() } else { text.encode_utf16().count() } as u32;
                from = offset;
            }
            (offset, units)
        });
        Places(places.collect())
    }

    fn of(&self, offset: u32) -> u32 {
        self.0.binary_search_by_key(&offset, |place| place.0).map_or(0, |index| self.0[index].1)
    }
}

fn is_exported(data: &ScriptData, name: Atom) -> bool {
    let exports = data.script.module.as_ref().map_or(&[][..], |module| &module.exports);
    exports.iter().any(|export| matches!(export.source, ExportSource::Local(local) if local == name))
}
