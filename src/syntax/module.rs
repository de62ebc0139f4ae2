//! Imports and exports as written – ECMA-262 §16.2 <https://tc39.es/ecma262/#sec-modules>.

use super::ids::Atom;
use crate::source::Span;

/// A module request: its specifier and its import attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ModuleRequest {
    /// The specifier.
    pub(crate) specifier: Atom,
    /// Pairs of key and value, in source order.
    pub(crate) attributes: Vec<(Atom, Atom)>,
    /// Where the specifier stands.
    pub(crate) span: Span,
}

/// What an import binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ImportName {
    /// `import {name as local}`; `default` for a default import.
    Name(Atom),
    /// `import * as local`
    Namespace,
}

/// One imported binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ImportEntry {
    /// Index into [`ModuleSyntax::requests`].
    pub(crate) request: u32,
    /// What is imported.
    pub(crate) import: ImportName,
    /// The variable of the module scope that stands for it.
    pub(crate) local: Atom,
    /// Where the local name stands.
    pub(crate) span: Span,
    /// Where the name stands that the other module exports.
    pub(crate) name_span: Span,
}

/// What an export exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExportSource {
    /// A variable of this module. (If it is an imported one, linking turns it into an indirect export.)
    Local(Atom),
    /// `export {name as export} from request`
    Indirect { request: u32, name: Atom },
    /// `export * as export from request`
    Namespace { request: u32 },
}

/// One exported name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ExportEntry {
    /// The name under which it is exported.
    pub(crate) export: Atom,
    /// What it is.
    pub(crate) source: ExportSource,
    /// Where it stands.
    pub(crate) span: Span,
}

/// Everything a module imports and exports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ModuleSyntax {
    /// Requested modules in source order, one for each declaration.
    pub(crate) requests: Vec<ModuleRequest>,
    /// Imported bindings.
    pub(crate) imports: Vec<ImportEntry>,
    /// Exported names.
    pub(crate) exports: Vec<ExportEntry>,
    /// `export * from`: indices into `requests`.
    pub(crate) star_exports: Vec<u32>,
}
