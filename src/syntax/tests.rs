//! Tests of the parser as a whole: the cases that are hard for a grammar.

use super::*;
use crate::source::{Diagnostic, SourceText};

fn parse_text(text: &str, goal: Goal) -> Result<Script, Diagnostic> {
    parse(&SourceText::new("t.js", text), ParseOptions { goal, ..ParseOptions::default() })
}

/// The tree without spans, a node a word; or the error message.
fn tree(text: &str) -> String {
    match parse_text(text, Goal::Script) {
        Ok(script) => {
            let dump = dump_ast(&script);
            let words = dump.lines().skip(1).map(|line| line.split(" @").next().unwrap_or("").trim());
            words.collect::<Vec<_>>().join("; ")
        }
        Err(diagnostic) => format!("error: {}", diagnostic.message),
    }
}

/// The terminals as the grammar saw them.
fn terminals(text: &str) -> String {
    let dump = dump_tokens(&SourceText::new("t.js", text), ParseOptions::default());
    let name = |line: &str| line.split(' ').nth(1).unwrap_or("").to_owned();
    dump.map_or_else(|diagnostic| diagnostic.message, |dump| dump.lines().map(name).collect::<Vec<_>>().join(" "))
}

#[test]
fn nodes_are_small() {
    assert!(size_of::<Node>() <= 24, "{}", size_of::<Node>());
    assert_eq!(size_of::<Option<NodeId>>(), 4);
}

#[test]
fn the_automaton_tells_slashes_apart() {
    let cases = [
        ("a\n/b/g", "Identifier Binary Identifier Binary Identifier AutoSemicolon"),
        ("{}\n/b/g", "LeftBraceBlock RightBrace RegExp AutoSemicolon"),
        ("x={}/3", "Identifier Equals LeftBrace RightBrace Binary Number AutoSemicolon"),
        (
            "if(a) /re/.test(b)",
            "If LeftParenthesis Identifier RightParenthesis RegExp Dot Identifier LeftParenthesis Identifier RightParenthesis AutoSemicolon",
        ),
        ("a=>{}\n/x/", "Identifier Arrow LeftBraceBlock RightBrace AutoSemicolon RegExp AutoSemicolon"),
        ("yield\n/re/g", "Identifier Binary Identifier Binary Identifier AutoSemicolon"),
    ];
    for (text, expected) in cases {
        assert_eq!(terminals(text), expected, "{text}");
    }
    assert!(terminals("function* g(){ yield\n/re/ }").contains("Yield AutoSemicolon RegExp"));
}

#[test]
fn semicolons_are_inserted_where_the_grammar_wants_them() {
    let cases = [
        ("x\n(y)", "ExpressionStatement; Call; Identifier x; Identifier y"),
        ("i\n++\nj", "ExpressionStatement; Identifier i; ExpressionStatement; Update prefix ++; Identifier j"),
        (
            "do x; while(y) z",
            "DoWhile; ExpressionStatement; Identifier x; Identifier y; ExpressionStatement; Identifier z",
        ),
        ("let\nx=1", "Declaration Let; Declarator; Binding x; Number 1"),
        ("let;", "ExpressionStatement; Identifier let"),
        (
            "async\nfunction f(){}",
            "ExpressionStatement; Identifier async; FunctionDeclaration; Binding f; Declaration f",
        ),
        ("throw\nx", "error: Illegal newline after throw"),
    ];
    for (text, expected) in cases {
        assert_eq!(tree(text), expected, "{text}");
    }
}

#[test]
fn contextual_keywords_are_names_where_they_must() {
    for text in [
        "for (let in o) ;",
        "for (let of of xs) ;",
        "for (let of = 1; ;) break",
        "var async, get, set, of, let, static, yield, await, from, as",
        "class A { get\nx(){} async\nm(){} static{} #p; has(o) { return #p in o } get; set; static; 'constructor'(){} }",
        "({ get: 1, set(){}, async, async *g(){}, get [x](){ return 1 }, if: 1, 's'(){}, 1n: 2 })",
        "for (var i = 0 in {}) ;",
        "for (var i = (0 in {}); ;) break",
        "for (x ? y in z : y; ;) break",
        "async (x) => await x, async x => await x, async(y)",
        "new new X(1)(2); function f() { new.target }",
        "`a${ {b:`${c}`}.b }d`",
        "a?.b?.[c]?.(d).e, a?.5:1",
        "({a,b:[c=1],...d}=b)",
        "f()=1; f()++; for (f() in o) ;",
        "x <!-- comment\n--> also comment\ny",
        "#!/usr/bin/env node\u{2028}x",
        "if (1) function f(){} else function g(){}",
        "l: function f(){}",
    ] {
        assert!(!tree(text).starts_with("error"), "{text}: {}", tree(text));
    }
    for text in [
        "for (async of xs) ;",
        "({a=1})",
        "()=>{}||1",
        "a??b||c",
        "-1**2",
        "async\n(x)=>x",
        "for (let of xs of y) ;",
        "for (let.a of 0) ;",
        "a\n=> b",
        "if (x) let\n[a] = b",
        "a ?? b && c",
    ] {
        assert!(tree(text).starts_with("error"), "{text}: {}", tree(text));
    }
}

#[test]
fn html_comments_are_for_scripts_only() {
    assert!(parse_text("x <!-- y", Goal::Script).is_ok());
    assert!(parse_text("x <!-- y", Goal::Module).is_ok_and(|script| script.functions[0].nodes.len() > 3));
    assert!(parse_text("x\n--> y", Goal::Module).is_err());
}

#[test]
fn modules_list_imports_and_exports() {
    let text = "import def, * as ns from 'm'; import {default as x, y as default1} from \"z\" with {type:\"json\"};
        export * as q from 'r'; export {x as default}; export * from 's'; export const [a, {b}] = [1, {}]; await x; import.meta.url";
    let script = parse_text(text, Goal::Module);
    let Some(module) = script.ok().and_then(|script| script.module) else { return assert!(text.is_empty()) };
    assert_eq!(
        (module.requests.len(), module.imports.len(), module.exports.len(), module.star_exports.len()),
        (4, 4, 4, 1)
    );
    assert_eq!(module.requests[1].attributes.len(), 1);
}

#[test]
fn lone_surrogates_reach_the_tree() {
    let units: Vec<u16> = "'a'".encode_utf16().map(|unit| if unit == 97 { 0xD800 } else { unit }).collect();
    let source = SourceText::from_utf16("e", units);
    let script = parse(&source, ParseOptions::default());
    let Ok(script) = script else { return assert!(script.is_ok()) };
    let found = script.functions[0].nodes.iter().find_map(|node| match node {
        Node::String { value, .. } => Some(script.atoms.text(*value)),
        _ => None,
    });
    assert_eq!(found, Some(AtomText::Utf16(&[0xD800])));
}

#[test]
fn full_width_punctuation_gets_a_hint() {
    for (text, meant) in [("f(a，b)", "','"), ("s = “x”", "'\"'"), ("f（1)", "'('"), ("f(1)；", "';'")] {
        let diagnostic = parse_text(text, Goal::Script).err();
        assert!(diagnostic.as_ref().is_some_and(|found| found.message == "Invalid or unexpected token"), "{text}");
        assert!(diagnostic.and_then(|found| found.hint).is_some_and(|hint| hint.contains(meant)), "{text}");
    }
}

/// The tables as LALRPOP's own loop drives them.
#[allow(clippy::all, clippy::pedantic, warnings)]
mod plain {
    include!(concat!(env!("OUT_DIR"), "/javascript.rs"));
}

#[test]
fn the_grammar_is_a_grammar_without_our_driver() {
    let text = "var x = function (a) { if (a) { return [1, b.c]; } else { x(a)(); } };\nfor (;;) { break; }";
    let source = SourceText::new("t.js", text);
    let options = ParseOptions::default();
    let tokens = dump::recorded_tokens(&source, options);
    let cx = context::Context::new(&source, &options);
    // Payloads are indices into the tables of the parse that made them; the shape is what counts here.
    let triples = tokens.iter().map(|&(token, span)| (span.start, token, span.end));
    assert!(plain::ProgramParser::new().parse(&cx, triples).is_ok());
    assert!(cx.take_failure().is_none());
    let reordered = tokens.iter().rev().map(|&(token, span)| (span.start, token, span.end));
    let cx = context::Context::new(&source, &options);
    assert!(plain::ProgramParser::new().parse(&cx, reordered).is_err());
}
