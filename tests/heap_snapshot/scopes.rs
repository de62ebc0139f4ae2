//! Which variables of live contexts no live closure can use any more, by the tables of scopes of a snapshot.

use super::reader::Snapshot;
use std::collections::{HashMap, HashSet};

/// A scope, by the node of its script and its number there.
type Scope = (usize, usize);

/// The variables that are kept for nobody, each as often as there are contexts of it: `function.variable`.
pub(crate) fn unusable(snapshot: &Snapshot) -> Vec<String> {
    let internal = |node: usize, name: &str| snapshot.follow(node, "internal", name);
    let number = |node: usize, name: &str| -> Option<usize> {
        let int = internal(node, name)?;
        assert_eq!((&*snapshot.nodes[int].sort, &*snapshot.nodes[int].name), ("number", "int"));
        snapshot.nodes[internal(int, "value")?].name.parse().ok()
    };
    let every = || 0..snapshot.nodes.len();
    let mut scripts: HashMap<usize, usize> = HashMap::new();
    for node in every().filter(|&node| snapshot.nodes[node].name.starts_with("system / SharedFunctionInfo")) {
        if let (Some(info), Some(script)) = (internal(node, "name_or_scope_info"), internal(node, "script")) {
            assert!(snapshot.nodes[script].name.starts_with("system / Script / "));
            scripts.insert(info, script);
        }
    }
    let script_of = |mut info: usize| loop {
        match scripts.get(&info) {
            Some(&script) => return script,
            None => info = internal(info, "outer_scope_info").expect("a scope is around it"),
        }
    };
    // The contexts that closures of a function can come to.
    let mut reached: HashMap<Scope, HashSet<usize>> = HashMap::new();
    for closure in every().filter(|&node| snapshot.nodes[node].sort == "closure") {
        let Some(shared) = internal(closure, "shared") else { continue };
        let (Some(script), Some(scope)) = (internal(shared, "script"), number(shared, "scope_id")) else { continue };
        let mut context = internal(closure, "context");
        while let Some(found) = context.filter(|&node| snapshot.nodes[node].name == "system / Context") {
            reached.entry((script, scope)).or_default().insert(found);
            context = internal(found, "previous");
        }
    }
    let (mut parents, mut users) = (HashMap::<Scope, Scope>::new(), HashMap::<(Scope, usize), Vec<Scope>>::new());
    let mut around: Vec<Scope> = Vec::new();
    for row in &snapshot.scopes {
        let own = (row.script, row.number);
        around.truncate(row.depth);
        assert_eq!(around.len(), row.depth, "a scope stands in the one before it");
        if let Some(&parent) = around.last() {
            assert_eq!(parent.0, row.script);
            parents.insert(own, parent);
        }
        around.push(own);
        for &(declaring, slot) in &row.uses {
            users.entry(((row.script, declaring), slot)).or_default().push(own);
        }
    }
    let is_used = |context: usize, scope: Scope, slot: usize| {
        users.get(&(scope, slot)).into_iter().flatten().any(|&user| {
            let mut at = Some(user);
            while let Some(scope) = at {
                if reached.get(&scope).is_some_and(|contexts| contexts.contains(&context)) {
                    return true;
                }
                at = parents.get(&scope).copied();
            }
            false
        })
    };
    let mut found = Vec::new();
    for context in every().filter(|&node| snapshot.nodes[node].name == "system / Context") {
        let info = internal(context, "scope_info").expect("a context has scope information");
        let Some(scope) = number(info, "scope_id") else { continue };
        let script = script_of(info);
        if !snapshot.nodes[script].name.ends_with("planted.js") {
            continue;
        }
        let row = snapshot.scopes.iter().find(|row| (row.script, row.number) == (script, scope)).expect("a row");
        let function = internal(info, "function_name").map_or("", |name| &snapshot.nodes[name].name);
        for edge in snapshot.nodes[context].edges.iter().filter(|edge| edge.sort == "context") {
            if let Some(slot) = row.variables.iter().position(|variable| *variable == edge.name)
                && !is_used(context, (script, scope), slot)
            {
                found.push(format!("{function}.{}", edge.name));
            }
        }
    }
    found.sort();
    found
}
