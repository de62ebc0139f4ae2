//! Scripts as a debugger sees them: by number, without the wrappers of modules.

use super::super::compiler::{Turn, end_offset, stop_offset};
use super::super::install::ScriptData;
use super::super::machine::Tree;
use super::script_of_code;
use crate::heap::ExternalId;
use crate::runtime::Isolate;
use crate::source::Span;
use crate::syntax::NodeId;

/// A script's number, as `Upcalls::closure_place` tells it.
pub(crate) fn number_of(script: ExternalId) -> u32 {
    script.index().saturating_add(1)
}

/// Whether a debugger is told of a script: those without a name are the engine's.
pub(super) fn is_shown(data: &ScriptData) -> bool {
    !data.source.name().is_empty()
}

/// From which offset on steps stop in a script: in the host's own they do not, and in none's wrapper.
pub(super) fn first_stepped(isolate: &Isolate, script: ExternalId) -> Option<u32> {
    let data = isolate.heap.external_as::<ScriptData>(script)?;
    (is_shown(data) && !data.source.name().starts_with("node:")).then_some(data.wrapper_columns)
}

/// Where a statement ends whose last expression does at `offset`: behind the semicolon, if there is one.
pub(super) fn behind_semicolon(isolate: &Isolate, script: ExternalId, offset: u32) -> u32 {
    let data = isolate.heap.external_as::<ScriptData>(script);
    let rest = data.and_then(|data| data.source.text().get(offset as usize..)).unwrap_or("");
    let trimmed = rest.trim_start();
    if trimmed.starts_with(';') { offset + (rest.len() - trimmed.len()) as u32 + 1 } else { offset }
}

/// The text of a script, and where its places are.
pub(crate) struct ScriptText<'i> {
    /// The payload.
    pub(crate) id: ExternalId,
    data: &'i ScriptData,
    /// What the user wrote, as bytes of the whole text.
    span: Span,
}

impl ScriptText<'_> {
    /// Its name: a path, or anything else.
    pub(crate) fn name(&self) -> &str {
        self.data.source.name()
    }

    /// What the user wrote.
    pub(crate) fn text(&self) -> &str {
        self.data.source.slice(self.span)
    }

    /// The whole text, which offsets of nodes are of.
    pub(super) fn whole(&self) -> &str {
        self.data.source.text()
    }

    /// It is a module of ECMAScript.
    pub(crate) fn is_module(&self) -> bool {
        self.data.script.module.is_some()
    }

    /// It is code that code has made.
    pub(crate) fn is_eval(&self) -> bool {
        self.data.origin.is_some()
    }

    /// Line and column, both from 0, of a byte offset of the whole text. Columns are UTF-16 code units.
    pub(crate) fn place(&self, offset: u32) -> (u32, u32) {
        let place = self.data.source.position(offset.clamp(self.span.start, self.span.end));
        let wrapper = if place.line == 1 { self.data.wrapper_columns } else { 0 };
        (place.line - 1, (place.column - 1).saturating_sub(wrapper))
    }

    /// Line and column, both from 0, of the text's end.
    pub(crate) fn end(&self) -> (u32, u32) {
        self.place(self.span.end)
    }
}

fn view(id: ExternalId, data: &ScriptData) -> ScriptText<'_> {
    let whole = data.source.text().len() as u32;
    // The wrapper's function is the one around all others, and ends with a line feed and a brace.
    let inner = data.script.functions.iter().skip(1).filter(|_| data.wrapper_columns > 0);
    let wrapped = inner.map(|function| function.span.end).max();
    let end = wrapped.map_or(whole, |end| end.saturating_sub(2)).max(data.wrapper_columns);
    ScriptText { id, data, span: Span::new(data.wrapper_columns, end.min(whole)) }
}

/// The script of this number.
pub(crate) fn script_text(isolate: &Isolate, number: u32) -> Option<ScriptText<'_>> {
    let id = isolate.heap.external_at(number.checked_sub(1)?)?;
    let data = isolate.heap.external_as::<ScriptData>(id)?;
    is_shown(data).then(|| view(id, data))
}

/// The numbers of all scripts with a name.
pub(crate) fn scripts(isolate: &Isolate) -> Vec<u32> {
    let all = isolate.heap.externals_of::<ScriptData>().into_iter().map(|(id, _)| id);
    let shown = all.filter(|&id| isolate.heap.external_as::<ScriptData>(id).is_some_and(is_shown));
    let mut numbers: Vec<u32> = shown.map(number_of).collect();
    numbers.sort_unstable();
    numbers
}

/// The offsets where the script can stop, in ascending order: what is compiled knows them, of the rest the syntax tree.
pub(crate) fn stops(isolate: &Isolate, script: ExternalId) -> Vec<u32> {
    let Some(data) = isolate.heap.external_as::<ScriptData>(script) else { return Vec::new() };
    let mut offsets: Vec<u32> = Vec::new();
    for ast in &data.script.functions {
        offsets.extend((0..ast.nodes.len()).filter_map(|index| stop_offset(ast, NodeId::new(index))));
        offsets.extend(end_offset(ast));
    }
    for (id, code) in isolate.heap.externals_of::<Tree>() {
        if script_of_code(code) == script
            && let Some(tree) = isolate.heap.external_as::<Tree>(id)
        {
            offsets.extend(tree.stops().iter().map(|stop| stop.offset));
            offsets.extend(tree.turns().iter().flat_map(Turn::places));
        }
    }
    if data.wrapper_columns > 0 {
        let end = view(script, data).span.end;
        offsets.retain(|offset| (data.wrapper_columns..end).contains(offset));
    }
    offsets.sort_unstable();
    offsets.dedup();
    offsets
}
