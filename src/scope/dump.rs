//! `--print-scopes`: a text for people and tests.

use super::info::{FunctionScopes, Reference, Resolution, Scope, ScriptScopes, Storage, Variable};
use crate::syntax::{ScopeId, Script};
use std::fmt::Write;

/// All functions with their scopes, variables and references.
pub(crate) fn dump_scopes(script: &Script, scopes: &ScriptScopes) -> String {
    let mut text = String::new();
    for (ast, function) in script.functions.iter().zip(&scopes.functions) {
        let name = ast.name.map_or(String::new(), |name| format!(" {}", script.atoms.display(name)));
        let facts = facts(function);
        let _ = writeln!(
            text,
            "{:?}{name}: {} slots, {} parameters, length {}{facts}",
            ast.form, function.frame_slots, function.parameter_count, function.length
        );
        for (index, scope) in function.scopes.iter().enumerate() {
            let id = ScopeId::new(index);
            let role = match Some(id) {
                id if id == function.name_scope => " (name)",
                id if id == function.body_scope => " (body)",
                id if id == function.parameter_scope => " (parameters)",
                _ => "",
            };
            let _ = writeln!(text, "  {}{role}", scope_line(scope));
            for variable in function.variables_of(scope) {
                let _ = writeln!(text, "    {}", variable_line(script, variable));
            }
        }
        for reference in &function.references {
            let _ = writeln!(text, "  -> {}", reference_line(script, reference));
        }
    }
    text
}

fn facts(function: &FunctionScopes) -> String {
    let facts = function.facts;
    let words = [
        (facts.is_strict, "strict"),
        (facts.needs_arguments, "arguments"),
        (facts.has_mapped_arguments, "mapped"),
        (facts.uses_this, "this"),
        (facts.uses_new_target, "new.target"),
        (facts.uses_super_property, "super."),
        (facts.uses_super_call, "super()"),
        (facts.has_direct_eval, "eval"),
        (facts.has_with, "with"),
    ];
    words.iter().filter(|(is, _)| *is).map(|(_, word)| format!(", {word}")).collect()
}

fn scope_line(scope: &Scope) -> String {
    let mut line = format!("{:?}", scope.kind);
    if let Some(parent) = scope.parent {
        let _ = write!(line, " in {}", parent.index());
    }
    if scope.needs_context {
        let _ = write!(line, ", context of {}", scope.context_length);
    }
    if scope.has_extension {
        line.push_str(", extensible");
    }
    if scope.copies_context {
        line.push_str(", copied per iteration");
    }
    line
}

fn variable_line(script: &Script, variable: &Variable) -> String {
    let storage = match variable.storage {
        Storage::Nowhere => "nowhere".to_owned(),
        Storage::Frame(slot) => format!("frame {slot}"),
        Storage::Context(slot) => format!("context {slot}"),
        Storage::Header => "header".to_owned(),
        Storage::Global => "global".to_owned(),
        Storage::Dynamic => "dynamic".to_owned(),
    };
    let hole = if variable.needs_hole { ", hole" } else { "" };
    let name = script.atoms.display(variable.name);
    format!("{:?} {name}: {storage}{hole}", variable.kind)
}

fn reference_line(script: &Script, reference: &Reference) -> String {
    let name = script.atoms.display(reference.name);
    let place = match reference.resolution {
        Resolution::Frame { slot } => format!("frame {slot}"),
        Resolution::Context { depth, index } => format!("context {depth}.{index}"),
        Resolution::Header => "header".to_owned(),
        Resolution::Global => "global".to_owned(),
        Resolution::Nowhere => "nowhere".to_owned(),
    };
    let mut line = format!("{name}: {place}");
    for (is, word) in
        [(reference.is_dynamic, ", dynamic"), (reference.needs_tdz_check, ", check"), (reference.is_import, ", import")]
    {
        if is {
            line.push_str(word);
        }
    }
    line
}
