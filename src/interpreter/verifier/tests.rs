//! Trees broken on purpose: each rule must catch at least one.

use super::*;
use crate::interpreter::compiler::{Field, NodeIndex, Unit, compile_function};
use crate::source::SourceText;
use crate::syntax::{FunctionId, ParseOptions};

/// The compiled first function of a script, and its scopes.
fn compiled(text: &str) -> (Compiled, FunctionScopes) {
    let source = SourceText::new("t.js", text);
    let mut script = crate::syntax::parse(&source, ParseOptions::default()).expect("the text parses");
    let scopes = crate::scope::analyse(&mut script, &crate::scope::AnalysisOptions::default()).expect("it has scopes");
    let unit = Unit {
        counted_text: None,
        atoms: &script.atoms,
        literals: &script.literals,
        functions: &script.functions,
        scopes: &scopes.functions,
        imports: &[],
        native_stack_limit: 0,
    };
    let compiled = compile_function(unit, FunctionId::new(1)).expect("it compiles");
    (compiled, scopes.functions[1].clone())
}

/// The last node with a name: the outermost one.
fn find(compiled: &Compiled, name: &str) -> usize {
    let found = compiled.arena.infos.iter().rposition(|info| info.name == name);
    found.unwrap_or_else(|| panic!("no node {name}"))
}

/// Compiles `text`, breaks the tree, and demands that the verifier sees it.
fn broken(text: &str, rule: Rule, break_it: impl FnOnce(&mut Compiled)) {
    let (mut tree, scopes) = compiled(text);
    assert_eq!(verify(&tree, &scopes, 0), Ok(()), "{text} is sound before it is broken");
    break_it(&mut tree);
    let fault = verify(&tree, &scopes, 0).expect_err("the verifier must see what is broken");
    assert_eq!(fault.rule, rule, "{text}: {fault:?}");
}

#[test]
fn sound_trees_pass() {
    let texts = [
        "function f(a, b = a, ...c) { return a + (b = c) * a++; }",
        "function f(a) { for (let i = 0; i < 3; i++) { if (a) continue; else break; } return arguments; }",
        "function f(o) { for (const { x = 1, ...r } of o) try { o[x] ||= r; } catch ({ m }) { throw m; } finally { o(); } }",
        "function f(o) { [o.a, ...o.b] = o; ({ p: o.q, ...o.r } = o); switch (o) { case 1: let z; default: o?.a?.[z]?.(); } }",
        "function f(o) { return `${o}${o}` + new o(1, ...o) + o.m(1, 2) + o(1, 2, 3, 4) + [o, [o]] + { o, p: { o } }; }",
        "function f(o) { with (o) { o += 1; o(); var [x] = o; } return class extends o { #p = 1; m() { return super.m(); } }; }",
    ];
    for text in texts {
        let (tree, scopes) = compiled(text);
        assert_eq!(verify(&tree, &scopes, 0), Ok(()), "{text}");
    }
}

#[test]
fn a_field_must_hold_what_its_node_expects() {
    broken("function f(a) { a.b; }", Rule::Fields, |tree| {
        let node = find(tree, "effect");
        tree.arena.infos[node].fields[0] = Field::Number(0);
    });
    broken("function f(a) { return [a, a]; }", Rule::Fields, |tree| {
        let node = find(tree, "array_literal");
        tree.arena.infos[node].fields[1] = Field::Number(9);
    });
}

#[test]
fn children_stand_before_their_one_parent() {
    broken("function f(a) { a(); a(); }", Rule::Fields, |tree| {
        let node = find(tree, "block2");
        tree.arena.infos[node].fields[1] = tree.arena.infos[node].fields[0];
    });
    broken("function f(a) { a(); a(); }", Rule::Fields, |tree| {
        let node = find(tree, "block2");
        tree.arena.infos[node].fields[0] = Field::Child(NodeIndex(node as u32 + 1));
    });
    broken("function f(a) { return a(1, 2, 3); }", Rule::Fields, |tree| {
        let node = find(tree, "call");
        tree.arena.nodes[node].k = 17;
    });
}

#[test]
fn caches_and_fused_nodes_stand_behind_their_owners() {
    broken("function f(a) { return a.b; }", Rule::Fields, |tree| {
        let node = find(tree, "cache");
        tree.arena.infos[node].name = "effect";
    });
    broken("function f(a) { while (a < 1) a.b(); }", Rule::Fields, |tree| {
        let node = find(tree, "<");
        tree.arena.infos[node].name = "effect";
    });
    broken("function f(a) { a.b += 1; }", Rule::Fields, |tree| {
        let node = find(tree, "set_of_update");
        tree.arena.infos[node].name = "get_named";
    });
}

#[test]
fn payload_constants_are_immediates() {
    broken("function f() { return 1; }", Rule::Fields, |tree| {
        let node = find(tree, "constant");
        tree.arena.nodes[node].k = 4096;
    });
}

#[test]
fn slots_and_constants_exist() {
    broken("function f(a) { return a; }", Rule::Frame, |tree| {
        let node = find(tree, "slot");
        tree.arena.infos[node].fields[0] = Field::Slot(tree.frame);
    });
    broken("function f(a) { return a.b; }", Rule::Frame, |tree| {
        let node = find(tree, "get_named");
        tree.arena.infos[node].fields[2] = Field::Number(tree.constants.len() as u32);
    });
    broken("function f(a) { a(); }", Rule::Frame, |tree| {
        let node = find(tree, "call");
        tree.arena.nodes[node].c = tree.frame - 1;
    });
}

#[test]
fn a_slot_is_written_before_it_is_read_or_scanned() {
    broken("function f(a) { return a; }", Rule::Written, |tree| {
        let node = find(tree, "slot");
        tree.arena.infos[node].fields[0] = Field::Slot(tree.frame - 1);
    });
    broken("function f(a) { return 1 + a(); }", Rule::Written, |tree| {
        let node = find(tree, "call");
        tree.arena.nodes[node].c += 1;
    });
    // What only one branch writes is not written after it.
    broken("function f(a) { let b; if (a) b = 1; return b; }", Rule::Written, |tree| {
        let temporary = Field::Slot(tree.frame - 1);
        let store = tree.arena.infos.iter().rposition(|info| info.name == "set_slot_statement");
        tree.arena.infos[store.expect("a store")].fields[0] = temporary;
        let node = find(tree, "slot");
        tree.arena.infos[node].fields[0] = temporary;
    });
}

#[test]
fn what_waits_in_a_slot_is_not_overwritten() {
    // The left call's value waits at the depth of the sum.
    broken("function f(a, b) { return a() + b(); }", Rule::Spilled, |tree| {
        let node = find(tree, "call");
        tree.arena.nodes[node].c -= 1;
    });
    broken("function f(a) { return { a, b: a() }; }", Rule::Spilled, |tree| {
        let node = find(tree, "call");
        tree.arena.nodes[node].c -= 1;
    });
    broken("function f(a) { a(1, [1]); }", Rule::Spilled, |tree| {
        let node = find(tree, "array_literal");
        tree.arena.nodes[node].c -= 1;
    });
    broken("function f(a) { for (const x of a) x(); }", Rule::Spilled, |tree| {
        let node = find(tree, "call");
        tree.arena.nodes[node].c -= 1;
    });
    broken("function f(a) { return a[a()] = a(); }", Rule::Spilled, |tree| {
        let node = find(tree, "call");
        tree.arena.nodes[node].c -= 1;
    });
}

#[test]
fn an_operand_is_not_read_after_a_neighbour_assigned_it() {
    broken("function f(a, b) { return a + g(b = 1); }", Rule::Late, |tree| {
        let node = find(tree, "+");
        let assigned = tree.arena.infos[find(tree, "set_slot")].fields[0];
        tree.arena.infos[node].fields[0] = assigned;
    });
    broken("function f(a, b) { a.x = g(b = 1); }", Rule::Late, |tree| {
        let node = find(tree, "set_named");
        let assigned = tree.arena.infos[find(tree, "set_slot")].fields[0];
        tree.arena.infos[node].fields[0] = assigned;
    });
    broken("function f(a, b) { a += g(b++); }", Rule::Late, |tree| {
        let node = find(tree, "accumulate");
        let assigned = tree.arena.infos[find(tree, "step")].fields[0];
        tree.arena.infos[node].fields[0] = assigned;
    });
}

#[test]
fn parameters_that_arguments_can_change_stand_in_a_context() {
    let (tree, mut scopes) = compiled("function f(a) { return a; }");
    scopes.facts.has_mapped_arguments = true;
    assert_eq!(verify(&tree, &scopes, 0).map_err(|fault| fault.rule), Err(Rule::Aliased));
    let (tree, scopes) = compiled("function f(a) { return a + (arguments[0] = 5); }");
    assert!(scopes.facts.has_mapped_arguments);
    assert_eq!(verify(&tree, &scopes, 0), Ok(()));
}
