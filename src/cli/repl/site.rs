//! What could stand at the end of a line: a command, the name of a module, a property of something, a variable.

use crate::syntax::{TokenClass, TokenSpan, token_spans};

/// What can be completed at the end of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Site<'t> {
    /// A command; the word without its dot.
    Command(&'t str),
    /// The name of a builtin module in a call of `require`.
    Module(&'t str),
    /// A property: the text of the object, and the beginning of the property's name.
    Member(&'t str, &'t str),
    /// A variable or reserved word.
    Name(&'t str),
    /// Nothing.
    Nowhere,
}

/// What a line can go on with.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Completions {
    /// Where the word starts that is replaced, in bytes.
    pub(super) start: usize,
    /// What stands before each word when they are listed.
    pub(super) base: String,
    /// The words.
    pub(super) words: Vec<String>,
}

impl<'t> Site<'t> {
    /// What can be completed at the end of `line`.
    pub(super) fn at_end_of(line: &'t str) -> Site<'t> {
        let trimmed = line.trim_start();
        if let Some(word) = trimmed.strip_prefix('.')
            && word.chars().all(|character| character.is_ascii_alphabetic())
        {
            return Site::Command(word);
        }
        let tokens = token_spans(line);
        let Some((class, range)) = tokens.last() else { return Site::Name("") };
        let text = &line[range.clone()];
        let touches = range.end == line.len();
        match class {
            TokenClass::String if touches && is_open_string(text) => match module_word(line, &tokens) {
                Some(word) => Site::Module(word),
                None => Site::Nowhere,
            },
            TokenClass::Comment if touches => Site::Nowhere,
            TokenClass::Name | TokenClass::Keyword | TokenClass::Constant if touches => {
                Self::of_word(line, &tokens[..tokens.len() - 1], text)
            }
            TokenClass::String if text.ends_with("${") => Site::Name(""),
            TokenClass::String | TokenClass::RegExp | TokenClass::Number | TokenClass::Unknown if touches => {
                Site::Nowhere
            }
            _ => Self::of_word(line, &tokens, ""),
        }
    }

    /// The site of a word behind these tokens.
    fn of_word(line: &'t str, before: &[TokenSpan], word: &'t str) -> Site<'t> {
        match before.split_last() {
            Some(((_, dot), rest)) if matches!(&line[dot.clone()], "." | "?.") => match chain_start(line, rest) {
                Some(start) => Site::Member(&line[start..dot.start], word),
                None => Site::Nowhere,
            },
            _ => Site::Name(word),
        }
    }

    /// The word that is completed.
    pub(super) fn word(&self) -> &'t str {
        match self {
            Site::Command(word) | Site::Module(word) | Site::Member(_, word) | Site::Name(word) => word,
            Site::Nowhere => "",
        }
    }
}

/// Whether a string token has no closing quote.
fn is_open_string(text: &str) -> bool {
    let quote = text.chars().next();
    text.len() == 1 || text.chars().last() != quote
}

/// The beginning of a module's name, where the last token is the argument of `require`.
fn module_word<'t>(line: &'t str, tokens: &[TokenSpan]) -> Option<&'t str> {
    let [.., (_, require), (_, parenthesis), (_, string)] = tokens else { return None };
    let is_call = &line[require.clone()] == "require" && &line[parenthesis.clone()] == "(";
    is_call.then(|| line.get(string.start + 1..)).flatten()
}

/// Where the chain of members, calls and brackets starts that ends with the last token.
fn chain_start(line: &str, tokens: &[TokenSpan]) -> Option<usize> {
    let text = |index: usize| &line[tokens[index].1.clone()];
    let mut index = tokens.len().checked_sub(1)?;
    loop {
        // An operand, from its end.
        let mut is_bracketed = false;
        while matches!(text(index), ")" | "]") {
            index = opening(line, tokens, index)?;
            is_bracketed = true;
            match index.checked_sub(1) {
                Some(before) if is_operand(&tokens[before], text(before)) => index = before,
                _ => break,
            }
        }
        let is_opening = matches!(text(index), "(" | "[");
        let is_whole = is_operand(&tokens[index], text(index)) || (is_bracketed && is_opening);
        if !is_whole {
            return None;
        }
        match index.checked_sub(1) {
            Some(dot) if matches!(text(dot), "." | "?.") && !is_opening => index = dot.checked_sub(1)?,
            _ => return Some(tokens[index].1.start),
        }
    }
}

/// Whether a token can stand before a dot or an opening bracket.
fn is_operand(token: &TokenSpan, text: &str) -> bool {
    match token.0 {
        TokenClass::Name | TokenClass::Constant | TokenClass::Number | TokenClass::String => true,
        TokenClass::Keyword => text == "this",
        TokenClass::Punctuator => matches!(text, ")" | "]"),
        _ => false,
    }
}

/// The place of the bracket that the one at `index` closes.
fn opening(line: &str, tokens: &[TokenSpan], index: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for place in (0..=index).rev() {
        match &line[tokens[place].1.clone()] {
            ")" | "]" | "}" => depth += 1,
            "(" | "[" | "{" => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(place);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Site<'_>) {
        assert_eq!(Site::at_end_of(line), expected, "{line}");
    }

    #[test]
    fn members_of_chains_are_found() {
        check("a.b", Site::Member("a", "b"));
        check("x = a?.b[c.d].", Site::Member("a?.b[c.d]", ""));
        check("f(a.b", Site::Member("a", "b"));
        check("'abc'.le", Site::Member("'abc'", "le"));
        check("[1, 2].", Site::Member("[1, 2]", ""));
        check("(1, a).b().c", Site::Member("(1, a).b()", "c"));
        check("this.", Site::Member("this", ""));
        check("if (a) b.c", Site::Member("b", "c"));
        check("} .c", Site::Nowhere);
    }

    #[test]
    fn names_commands_and_modules_are_found() {
        check("", Site::Name(""));
        check("con", Site::Name("con"));
        check("1 + Ma", Site::Name("Ma"));
        check("`${a", Site::Name("a"));
        check("变", Site::Name("变"));
        check(".he", Site::Command("he"));
        check("  .", Site::Command(""));
        check("require('f", Site::Module("f"));
        check("const a = require(\"", Site::Module(""));
    }

    #[test]
    fn texts_comments_and_numbers_go_on_with_nothing() {
        for line in ["'abc", "// a.b", "1", ".5", "'abc'", "f('x.y", "/* a."] {
            check(line, Site::Nowhere);
        }
    }
}
