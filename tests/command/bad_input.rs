//! Texts that no program should be: wrong encodings, too long, too deep. A clear error each, and never an end by signal.

use crate::run::{File, Outcome, tenure, tenure_with};

fn run(text: impl AsRef<[u8]>) -> Outcome {
    let script = File::new("a.js", text);
    tenure(&[script.path()])
}

#[test]
fn other_encodings_are_told_with_a_hint() {
    let gbk = b"var a;\nvar s = '\xC4\xE3\xBA\xC3';\n";
    let script = File::new("gbk.js", gbk);
    for words in [vec![script.path()], vec!["--check", script.path()]] {
        let run = tenure(&words);
        let place = format!("{}:2: not valid UTF-8 (byte 0xC4 at offset 16)", script.path());
        assert!(run.stderr.starts_with(&place) && run.stderr.contains("iconv -f GBK -t UTF-8"), "{}", run.stderr);
        assert_eq!(run.code, Some(1));
    }
    let piped = tenure_with(&["-"], gbk);
    assert!(piped.stderr.starts_with("[stdin]:2: not valid UTF-8"), "{}", piped.stderr);
    for text in [&b"\xFF\xFEa\0"[..], b"\xFE\xFF\0a", b"\x80", b"'\xED\xA0\x80'", b"\xF5\x80\x80\x80", b"a = '\xE4"] {
        let run = run(text);
        assert_eq!(run.code, Some(1));
        assert!(run.stderr.contains("not valid UTF-8"), "{}", run.stderr);
    }
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_program() {
    let text = "\u{feff}console.log(1)";
    assert_eq!(run(text).stdout, "1\n");
    assert_eq!(tenure_with(&["-"], text.as_bytes()).stdout, "1\n");
    let script = File::new("a.json", "\u{feff}{\"a\": 1}");
    assert_eq!(tenure(&["-p", &format!("require({:?}).a", script.path())]).stdout, "1\n");
}

#[test]
fn full_width_punctuation_is_pointed_at() {
    for (text, caret) in [
        ("console.log（1）", 11),
        ("var a = “x”", 8),
        ("var a，b", 5),
        ("a；", 1),
        ("if (a） {}", 5),
        ("var a\u{200b}b", 5),
        ("a\0b", 1),
    ] {
        let run = run(text);
        let line = format!("\n{}^", " ".repeat(caret));
        assert!(run.stderr.contains(&line), "{text}: {}", run.stderr);
        assert!(run.stderr.contains("SyntaxError: Invalid or unexpected token"), "{text}: {}", run.stderr);
        assert_eq!(run.code, Some(1));
    }
}

/// Runs a text; it must end with a JavaScript error or well, and quickly.
#[track_caller]
fn survives(what: &str, text: &str) {
    let run = run(text);
    let is_told = run.stderr.contains("RangeError: ") || run.stderr.contains("SyntaxError: ");
    assert!(run.code == Some(0) || (run.code == Some(1) && is_told), "{what}: {:?} {:.300}", run.code, run.stderr);
}

#[test]
fn a_hundred_thousand_nested_brackets_are_a_clear_error() {
    let depth = 100_000;
    for (opening, middle, closing) in [
        ("(", "1", ")"),
        ("[", "", "]"),
        ("{", "", "}"),
        ("x={a:", "1", "}"),
        ("function f(){", "", "}"),
        ("(function(){return ", "1", "})"),
        ("()=>", "1", ""),
        ("()=>{", "", "}"),
        ("(class{m(){return ", "1", "}})"),
        ("(class{[", "1", "]=1})"),
        ("if(1)", ";", ""),
        ("if(1){", "", "}"),
        ("if(0);else ", ";", ""),
        ("for(;0;)", ";", ""),
        ("try{", "", "}catch{}"),
        ("switch(1){case 1:", "", "}"),
        ("`${", "1", "}`"),
        ("- ", "1", ""),
        ("typeof ", "1", ""),
        ("1?2:", "3", ""),
        ("a=", "1", ""),
        ("1**", "1", ""),
        ("new ", "Object", ""),
        ("[...", "[]", "]"),
        ("f(", "1", ")"),
        ("a[", "0", "]"),
    ] {
        let text = format!("var a,f,x;0,{}{middle}{}", opening.repeat(depth), closing.repeat(depth));
        let statement = text.strip_prefix("var a,f,x;0,").expect("the prefix");
        let is_statement =
            ["{", "function f", "if", "for", "try", "switch"].iter().any(|word| opening.starts_with(word));
        let what = format!("{opening}…{closing}");
        survives(&what, if is_statement { statement } else { &text });
        survives(&format!("{what} without end"), &opening.repeat(depth));
    }
    for chain in ["()", "[0]", ".a", "?.a", "?.()", "``"] {
        survives(chain, &format!("var a = () => a; a.a = a[0] = a; a{}", chain.repeat(depth)));
    }
}

#[test]
fn a_million_operators_in_a_chain_run() {
    let count = 1_000_000;
    for (operator, term, value) in [
        ("+", "1", "1000001"),
        ("*", "1", "1"),
        ("&&", "1", "1"),
        ("??", "null", "null"),
        (",", "1", "1"),
        ("<", "1", "true"),
    ] {
        let text = format!("console.log(({}{term}))", format!("{term}{operator}").repeat(count));
        let run = run(text);
        assert_eq!((run.stdout.trim_end(), run.code), (value, Some(0)), "{operator}: {:.300}", run.stderr);
    }
    let text = format!("console.log(({}'a').length)", "'a'+".repeat(count));
    assert_eq!(run(text).stdout, "1000001\n");
}

#[test]
fn long_texts_run() {
    let lines = "\n".repeat(2_000_000);
    assert_eq!(run(format!("{lines}console.log(new Error().stack.includes('2000001'))")).stdout, "true\n");
    assert_eq!(run(format!("{}console.log(1)", "// x\n/* y */ \r\n".repeat(300_000))).stdout, "1\n");
    assert_eq!(run(format!("console.log('{}'.length)", "a".repeat(10_000_000))).stdout, "10000000\n");
    let big = format!("/*{}*/ console.log('end')", "x".repeat(100 << 20));
    assert_eq!(run(big).stdout, "end\n");
    let statements = "a = 1;\n".repeat(400_000);
    assert_eq!(run(format!("var a;\n{statements}console.log(a)")).stdout, "1\n");
}
