//! Actions of imports and exports.

use super::ast::Node;
use super::context::Context;
use super::ids::{Atom, NodeId};
use super::module::{ExportEntry, ExportSource, ImportEntry, ImportName, ModuleRequest};
use super::parse::Goal;
use crate::source::Span;

/// Stands in for the request of an import or export clause until it has been parsed.
const PENDING: u32 = u32::MAX;

impl Context<'_> {
    fn check_module(&self, start: u32, what: &str) {
        if self.options.goal != Goal::Module {
            let message = match what {
                "import" => "Cannot use import statement outside a module",
                _ => "Unexpected token 'export'",
            };
            self.fail(Span::new(start, start + 6), message);
        }
    }

    /// A string where a name may stand: no lone surrogates.
    pub(crate) fn module_name(&self, start: u32, end: u32, payload: u32) -> Atom {
        let (name, _) = self.string(payload);
        let is_well_formed = {
            let atoms = self.atoms.borrow();
            char::decode_utf16(atoms.text(name).units()).all(|unit| unit.is_ok())
        };
        if !is_well_formed {
            self.fail(Span::new(start, end), "Invalid module export name: contains unpaired surrogate character");
        }
        name
    }

    pub(crate) fn attribute(&self, start: u32, end: u32, key: Atom, value: u32) {
        let mut attributes = self.pending_attributes.borrow_mut();
        if attributes.iter().any(|&(earlier, _)| earlier == key) {
            let name = self.atoms.borrow().display(key);
            self.fail(Span::new(start, end), format!("Import attributes has a duplicate key '{name}'"));
        }
        attributes.push((key, self.string(value).0));
    }

    pub(crate) fn request(&self, start: u32, end: u32, specifier: u32) -> u32 {
        let attributes = self.pending_attributes.take();
        let mut module = self.module.borrow_mut();
        let (specifier, span) = (self.string(specifier).0, Span::new(start, end));
        module.requests.push(ModuleRequest { specifier, attributes, span });
        module.requests.len() as u32 - 1
    }

    pub(crate) fn import_name(&self, import: ImportName, (local, start, end): (Atom, u32, u32)) {
        let span = Span::new(start, end);
        let entry = ImportEntry { request: PENDING, import, local, span, name_span: span };
        self.module.borrow_mut().imports.push(entry);
    }

    /// `name as local`
    pub(crate) fn import_name_as(&self, start: u32, end: u32, name: Atom, local: (Atom, u32, u32)) {
        self.import_name(ImportName::Name(name), local);
        if let Some(entry) = self.module.borrow_mut().imports.last_mut() {
            entry.name_span = Span::new(start, end);
        }
    }

    /// The declaration as a whole: its names, collected before, get their request.
    pub(crate) fn import(&self, start: u32, end: u32, request: Option<u32>) -> NodeId {
        self.check_module(start, "import");
        if let Some(request) = request {
            for entry in &mut self.module.borrow_mut().imports {
                if entry.request == PENDING {
                    entry.request = request;
                }
            }
        }
        self.add(start, end, Node::Empty)
    }

    fn add_export(&self, export: Atom, source: ExportSource, span: Span) {
        let mut module = self.module.borrow_mut();
        module.exports.push(ExportEntry { export, source, span });
    }

    pub(crate) fn export_all(&self, start: u32, end: u32, name: Option<Atom>, request: u32) -> NodeId {
        self.check_module(start, "export");
        match name {
            Some(name) => self.add_export(name, ExportSource::Namespace { request }, Span::new(start, end)),
            None => self.module.borrow_mut().star_exports.push(request),
        }
        self.add(start, end, Node::Empty)
    }

    /// `name as export`; whether from here or elsewhere, `export_named` decides.
    pub(crate) fn export_name(&self, start: u32, end: u32, name: Atom, export: Atom) {
        self.add_export(export, ExportSource::Indirect { request: PENDING, name }, Span::new(start, end));
    }

    pub(crate) fn export_named(&self, start: u32, end: u32, request: Option<u32>) -> NodeId {
        self.check_module(start, "export");
        for entry in &mut self.module.borrow_mut().exports {
            let ExportSource::Indirect { request: PENDING, name } = entry.source else { continue };
            if let Some(request) = request {
                entry.source = ExportSource::Indirect { request, name };
                continue;
            }
            let is_string = self.source.slice(entry.span).starts_with(['"', '\'']);
            if is_string || name.is_reserved() || name.is_strict_reserved() || name == Atom::AWAIT {
                let text = self.atoms.borrow().display(name);
                let message =
                    if is_string { "Unexpected string".to_owned() } else { format!("Unexpected token '{text}'") };
                self.fail(entry.span, message);
            }
            entry.source = ExportSource::Local(name);
        }
        self.add(start, end, Node::Empty)
    }

    /// `export var …`, `export function …`: each name declared is exported.
    pub(crate) fn export_declaration(&self, start: u32, _end: u32, declaration: NodeId) -> NodeId {
        self.check_module(start, "export");
        let mut waiting = vec![declaration];
        let mut names = Vec::new();
        while let Some(id) = waiting.pop() {
            let builder = self.builder.borrow();
            match builder.node(id) {
                Node::Binding { name, .. } => names.push((name, builder.span(id))),
                Node::Declaration { declarators: list, .. }
                | Node::ArrayPattern { elements: list }
                | Node::ObjectPattern { properties: list } => {
                    waiting.extend((0..list.length).rev().map(|index| builder.item(list, index)));
                }
                Node::Declarator { target, .. }
                | Node::Default { target, .. }
                | Node::Rest { target }
                | Node::Property { value: target, .. }
                | Node::FunctionDeclaration { binding: target, .. }
                | Node::ClassDeclaration { binding: target, .. } => waiting.push(target),
                _ => {}
            }
        }
        for (name, span) in names {
            self.add_export(name, ExportSource::Local(name), span);
        }
        declaration
    }

    fn add_default(&self, start: u32, end: u32, name: Atom) {
        self.check_module(start, "export");
        self.add_export(Atom::DEFAULT, ExportSource::Local(name), Span::new(start, end));
    }

    /// `export default function …` or `class Name …`: the declaration with its own name, or `*default*`.
    pub(crate) fn export_default_declaration(&self, start: u32, end: u32, declaration: NodeId) -> NodeId {
        let binding = match self.node(declaration) {
            Node::FunctionDeclaration { binding, .. } | Node::ClassDeclaration { binding, .. } => binding,
            _ => declaration,
        };
        let name = match self.node(binding) {
            Node::Binding { name, .. } => name,
            _ => Atom::DEFAULT_EXPORT,
        };
        self.add_default(start, start + 14, name);
        let _ = end;
        declaration
    }

    /// `export default expression`, or a class without name.
    pub(crate) fn export_default(&self, start: u32, end: u32, expression: NodeId) -> NodeId {
        self.add_default(start, start + 14, Atom::DEFAULT_EXPORT);
        self.add(start, end, Node::ExportDefault { expression, reference: None })
    }
}
