//! Tests of the runner itself: it must not call a wrong engine right.

use libtest_mimic::{Failed, Trial};
use tenure::Error;

use crate::{
    corpus::{FrontMatter, Negative, Test},
    expectations::Expectations,
    run::{Outcome, Verdict, judge},
};

/// A test of the runner: its name and what it does.
type OwnTest = (&'static str, fn() -> Result<(), Failed>);

pub(crate) fn own_tests() -> Vec<Trial> {
    let tests: [OwnTest; 3] = [
        ("front matter is read in all its shapes", reads_front_matter),
        ("a run is judged by the suite's rules", judges),
        ("what changed is refused", refuses_changes),
    ];
    tests.into_iter().map(|(name, test)| Trial::test(format!("runner: {name}"), test)).collect()
}

fn demand(holds: bool, what: &str) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(what.to_owned().into()) }
}

fn test(front_matter: &str) -> Test {
    Test::new(String::from("language/a/b.js"), format!("/*---\n{front_matter}\n---*/\nf();"))
}

fn reads_front_matter() -> Result<(), Failed> {
    let own = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    let text = "// c\n/*---\r\n  esid: sec-x\n  description: >\n    features: [no]\n  features: [a,\n    b.c]\n  flags:\n    - \
                async # why\n  includes: [x.js] # y\n  negative:\n    phase: parse\n    type: SyntaxError\n---*/ z";
    let expected = FrontMatter {
        flags: own(&["async"]),
        features: own(&["a", "b.c"]),
        includes: own(&["x.js"]),
        negative: Some(Negative { phase: String::from("parse"), name: String::from("SyntaxError") }),
    };
    let found = FrontMatter::read(text);
    demand(found == expected, &format!("{found:?}"))?;
    demand(FrontMatter::read("f();") == FrontMatter::default(), "a text without front matter")?;
    for (flag, variants) in [("noStrict", &[false][..]), ("onlyStrict", &[true]), ("async", &[false, true])] {
        demand(test(&format!("flags: [{flag}]")).variants() == variants, flag)?;
    }
    demand(test("features: [host-gc-required]").hooks() == ["gc"], "the hooks of a feature")
}

fn judges() -> Result<(), Failed> {
    let thrown = |text: &str| Outcome { error: Some(Error::new(text)), printed: String::new() };
    let printed = |text: &str| Outcome { error: None, printed: text.to_owned() };
    let early = "negative:\n  phase: parse\n  type: SyntaxError";
    let guard = "SyntaxError: Test262: This statement should not be evaluated.";
    let cases = [
        ("", printed(""), true),
        ("", thrown("TypeError: x"), false),
        ("flags: [async]", printed(""), false),
        ("flags: [async]", printed("Test262:AsyncTestComplete\n"), true),
        ("flags: [async]", printed("Test262:AsyncTestFailure:x\nTest262:AsyncTestComplete\n"), false),
        (early, printed(""), false),
        (early, thrown("SyntaxError: x"), true),
        (early, thrown("TypeError: SyntaxError"), false),
        (early, thrown(guard), false),
    ];
    for (index, (front_matter, outcome, passes)) in cases.into_iter().enumerate() {
        demand(judge(&test(front_matter), &outcome).is_ok() == passes, &format!("case {index}"))?;
    }
    Ok(())
}

fn refuses_changes() -> Result<(), Failed> {
    let text = "# why\n2 of feature later\nany of feature deep\ntest language/a/b.js\n";
    let expectations = Expectations::read(text)?;
    demand(expectations.show() == text, "the file is written as it was read")?;
    let (listed, later) = (test(""), test("features: [later]"));
    let failed = Verdict::Failed(String::from("x"));
    demand(expectations.check(&listed, &failed).is_ok(), "a listed test may fail")?;
    demand(expectations.check(&listed, &Verdict::Passed).is_err(), "a listed test may not pass")?;
    demand(expectations.check(&later, &failed).is_ok(), "a test of a group may fail")?;
    demand(Expectations::default().check(&listed, &failed).is_err(), "another test may not fail")?;
    let broken = Verdict::Broken(String::from("x"));
    demand(expectations.check(&later, &broken).is_err(), "nothing may break")?;
    let same = expectations.after([(&later, &failed), (&later, &failed), (&listed, &failed)].into_iter());
    demand(same == expectations && expectations.differences(&same).is_empty(), "nothing changed")?;
    let fewer = expectations.after([(&later, &failed), (&listed, &Verdict::Passed)].into_iter());
    demand(fewer.show() == "# why\n1 of feature later\nany of feature deep\n", "the file after fewer failures")?;
    demand(expectations.differences(&fewer).len() == 1, "a group's number may not change")?;
    demand(Expectations::read("nonsense").is_err(), "a line that nobody understands")
}
