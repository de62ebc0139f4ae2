//! The loop over LALRPOP's tables – the automaton decides, not heuristics.
//!
//! Before a lexeme is shifted the automaton is asked what it would accept; so `/`, `{`, contextual keywords and
//! automatic semicolons are settled by the grammar itself, as ECMA-262 words it. A step:
//! 1. the lexer's part (`lexeme`): regular expression or operator, template chunks, HTML comments;
//! 2. restricted productions: a line end after `return`, `break`, `continue`, `yield`, `throw`;
//! 3. candidate terminals for the lexeme, best first (`classify`), anew after each inserted semicolon;
//! 4. the first candidate that can be shifted is;
//! 5. otherwise, after a line end, before `}` or at the end of the text, a semicolon, if one is accepted; else error.

use super::ast::BinaryOperator;
use super::classify::{Candidates, Classifier};
use super::context::{Context, Mark};
use super::ids::Atom;
use super::lexeme::{Current, LexemeReader};
use super::lexer::Lexeme;
use super::messages;
use super::scan;
use super::token::Token;
use crate::source::{SourceText, Span};
use lalrpop_util::ParseError;
use lalrpop_util::state_machine::{ParseResult, ParserAction, ParserDefinition, SimulatedReduce, SymbolTriple};

/// A bracket that is open, or the `?` of a conditional.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    /// `(`; `follows_operand`: it looks like a call's.
    Parenthesis { mark: Mark, follows_operand: bool },
    /// `(` of a `for`, up to its first `;`, `of` or `in`: there `in` is no operator.
    ForHeader { mark: Mark },
    /// `[` or `{`
    Other,
    /// `${`
    Template,
    /// `?`, up to its `:`
    Conditional,
}

/// What the last terminal makes of a line end after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Restriction {
    None,
    /// `return`, `break`, `continue`: the statement ends.
    Ends,
    /// `yield`: the expression ends.
    Yield,
    /// `throw`: an error.
    Throw,
}

/// Why the loop ends early; the context has the diagnostic.
struct Stop;

/// What became of a lexeme.
enum Outcome<D: ParserDefinition> {
    Shifted,
    /// A semicolon was inserted before it: look at it again.
    Again,
    Done(ParseResult<D>),
}

struct Driver<'c, 's, D: ParserDefinition> {
    cx: &'c Context<'s>,
    definition: D,
    states: Vec<D::StateIndex>,
    symbols: Vec<SymbolTriple<D>>,
    /// States that a simulation pushed, on top of a prefix of `states`.
    overlay: Vec<D::StateIndex>,
    reader: LexemeReader<'s>,
    brackets: Vec<Bracket>,
    restriction: Restriction,
    /// The last terminal was `for`, or `await` after it.
    in_for_head: bool,
    /// The last terminal was `.` or `?.`.
    follows_dot: bool,
    /// The last terminal could end an operand.
    follows_operand: bool,
    /// Where the last terminal stands.
    last: Span,
    auto: usize,
    after_do: usize,
    binary: usize,
}

/// Parses the context's source; this replaces LALRPOP's `Parser::drive` (see `build.rs`).
pub(super) fn drive<'s, D, T>(cx: &Context<'s>, definition: D, _tokens: T) -> ParseResult<D>
where
    D: ParserDefinition<Token = Token, TokenIndex = usize, Location = u32, Error = ()>,
{
    let index = |token| definition.token_to_index(&token).unwrap_or(usize::MAX);
    let (auto, after_do, binary) =
        (index(Token::AutoSemicolon), index(Token::DoSemicolon), index(Token::Binary(BinaryOperator::Divide)));
    let start = definition.start_state();
    let driver = Driver {
        cx,
        definition,
        states: vec![start],
        symbols: Vec::with_capacity(256),
        overlay: Vec::with_capacity(64),
        reader: LexemeReader::new(cx.source, cx.options.goal),
        brackets: Vec::new(),
        restriction: Restriction::None,
        in_for_head: false,
        follows_dot: false,
        follows_operand: false,
        last: Span::at(0),
        auto,
        after_do,
        binary,
    };
    driver.run()
}

/// The text inside a template chunk's delimiters.
pub(super) fn chunk_inside(source: &SourceText, span: Span) -> Span {
    let closing = if source.slice(span).ends_with("${") { 2 } else { 1 };
    Span::new(span.start + 1, span.end.saturating_sub(closing).max(span.start + 1))
}

impl<'s, D> Driver<'_, 's, D>
where
    D: ParserDefinition<Token = Token, TokenIndex = usize, Location = u32, Error = ()>,
{
    fn run(mut self) -> ParseResult<D> {
        let stopped = || Err(ParseError::User { error: () });
        loop {
            let Ok(current) = self.read() else { return stopped() };
            loop {
                match self.offer(&current) {
                    Ok(Outcome::Shifted) => break,
                    Ok(Outcome::Again) => {}
                    Ok(Outcome::Done(result)) => return result,
                    Err(Stop) => return stopped(),
                }
            }
        }
    }

    #[inline(always)]
    fn top(&self) -> D::StateIndex {
        self.states[self.states.len() - 1]
    }

    /// Whether the automaton would shift the terminal (`None`: the end) now. No side effect but on the overlay.
    #[inline(never)]
    fn accepts(&mut self, terminal: Option<usize>) -> bool {
        let mut base = self.states.len();
        self.overlay.clear();
        loop {
            let top = self.overlay.last().copied().unwrap_or_else(|| self.states[base - 1]);
            let action = match terminal {
                Some(index) => self.definition.action(top, index),
                None => self.definition.eof_action(top),
            };
            if action.is_shift() {
                return true;
            }
            let Some(reduction) = action.as_reduce() else { return false };
            match self.definition.simulate_reduce(reduction) {
                SimulatedReduce::Accept => return true,
                SimulatedReduce::Reduce { states_to_pop, nonterminal_produced } => {
                    let own = states_to_pop.min(self.overlay.len());
                    self.overlay.truncate(self.overlay.len() - own);
                    base -= states_to_pop - own;
                    let top = self.overlay.last().copied().unwrap_or_else(|| self.states[base - 1]);
                    self.overlay.push(self.definition.goto(top, nonterminal_produced));
                }
            }
        }
    }

    fn accepts_token(&mut self, token: Token) -> bool {
        self.definition.token_to_index(&token).is_some_and(|index| self.accepts(Some(index)))
    }

    /// Reads a lexeme and settles what only the grammar can tell about its extent.
    fn read(&mut self) -> Result<Current, Stop> {
        let in_template = self.brackets.last() == Some(&Bracket::Template);
        let mut reader = std::mem::take(&mut self.reader);
        let binary = self.binary;
        let current = reader.read(self.cx, in_template, || self.accepts(Some(binary)));
        self.reader = reader;
        current.ok_or(Stop)
    }

    /// Tries to shift the lexeme.
    fn offer(&mut self, current: &Current) -> Result<Outcome<D>, Stop> {
        let start = current.start;
        if current.newline && self.restriction != Restriction::None && self.restrict(current)? {
            return self.insert(Token::AutoSemicolon, self.auto, start);
        }
        let Some(lexeme) = current.lexeme else { return self.finish(start) };
        let candidates = self.classify(current, lexeme);
        if matches!(current.name, Some(Atom::CLASS | Atom::LET)) && self.is_forbidden_start(current) {
            self.unexpected(current);
            return Err(Stop);
        }
        let ends_statement = current.newline || lexeme == Lexeme::RightBrace;
        if let Some((token, index)) = self.choose(&candidates, ends_statement) {
            return self.shift(token, index, current);
        }
        if ends_statement && self.accepts(Some(self.auto)) {
            return self.insert(Token::AutoSemicolon, self.auto, start);
        }
        if self.accepts(Some(self.after_do)) {
            return self.insert(Token::DoSemicolon, self.after_do, start);
        }
        self.unexpected(current);
        Err(Stop)
    }

    #[inline(always)]
    fn choose(&mut self, candidates: &Candidates, ends_statement: bool) -> Option<(Token, usize)> {
        // Merged LALR states may reduce on a look-ahead that fails later, so where there is a choice simulate to the end.
        let is_exact = ends_statement || candidates.len() > 1;
        let top = self.top();
        for &token in candidates.as_slice() {
            let Some(index) = self.definition.token_to_index(&token) else { continue };
            let action = self.definition.action(top, index);
            if action.is_shift() || (action.is_reduce() && (!is_exact || self.accepts(Some(index)))) {
                return Some((token, index));
            }
        }
        None
    }

    fn classify(&mut self, current: &Current, lexeme: Lexeme) -> Candidates {
        let classifier = Classifier {
            cx: self.cx,
            follows_dot: self.follows_dot,
            in_for_header: matches!(self.brackets.last(), Some(Bracket::ForHeader { .. })),
            last: self.last,
        };
        classifier.candidates(current, lexeme)
    }

    /// A look-ahead restriction that candidates cannot express: an expression statement may start neither with `class`
    /// nor with `let [`, so where no declaration is allowed these are errors.
    fn is_forbidden_start(&mut self, current: &Current) -> bool {
        let (declaration, is_suspect) = match current.name {
            Some(Atom::CLASS) => (Token::ClassDeclaration, true),
            Some(Atom::LET) => {
                let (next, _) = scan::skip_trivia(self.cx.source.text(), current.end as usize);
                (Token::Let, self.cx.source.text().as_bytes().get(next) == Some(&b'['))
            }
            _ => return false,
        };
        is_suspect && !self.accepts_token(declaration) && self.accepts_token(Token::If)
    }

    /// A line end after a restricted keyword; the result says whether to insert a semicolon.
    #[cold]
    fn restrict(&mut self, current: &Current) -> Result<bool, Stop> {
        use Lexeme::{Colon, Comma, RightBrace, RightBracket, RightParenthesis, Semicolon};
        let restriction = std::mem::replace(&mut self.restriction, Restriction::None);
        if current.lexeme == Some(Semicolon) {
            return Ok(false);
        }
        match restriction {
            Restriction::Throw => {
                self.cx.fail(Span::at(current.start), "Illegal newline after throw");
                return Err(Stop);
            }
            _ if self.accepts(Some(self.auto)) => return Ok(true),
            Restriction::Yield => {
                let may_follow = matches!(
                    current.lexeme,
                    None | Some(RightParenthesis | RightBracket | Comma | Colon | RightBrace | Semicolon)
                );
                if !may_follow {
                    self.unexpected(current);
                    return Err(Stop);
                }
            }
            _ => {}
        }
        Ok(false)
    }

    fn insert(&mut self, token: Token, index: usize, at: u32) -> Result<Outcome<D>, Stop> {
        self.restriction = Restriction::None;
        self.follows_operand = false;
        match self.feed(token, index, at, at) {
            Ok(None) if self.cx.has_failed() => Err(Stop),
            Ok(None) => Ok(Outcome::Again),
            Ok(Some(result)) => Ok(Outcome::Done(result)),
            Err(Stop) => Err(Stop),
        }
    }

    /// The end of the text.
    #[cold]
    fn finish(&mut self, at: u32) -> Result<Outcome<D>, Stop> {
        if !self.accepts(None) {
            if self.accepts(Some(self.auto)) {
                return self.insert(Token::AutoSemicolon, self.auto, at);
            }
            if self.accepts(Some(self.after_do)) {
                return self.insert(Token::DoSemicolon, self.after_do, at);
            }
            if self.misses_parenthesis() {
                self.cx.fail(self.last, "missing ) after argument list");
            } else {
                self.cx.fail(Span::at(at), "Unexpected end of input");
            }
            return Err(Stop);
        }
        loop {
            let Some(reduction) = self.definition.eof_action(self.top()).as_reduce() else { return Err(Stop) };
            if let Some(result) = self.definition.reduce(reduction, None, &mut self.states, &mut self.symbols) {
                return Ok(Outcome::Done(result));
            }
        }
    }

    /// Reduces as far as the terminal demands and shifts it.
    #[inline(always)]
    fn feed(&mut self, token: Token, index: usize, start: u32, end: u32) -> Result<Option<ParseResult<D>>, Stop> {
        loop {
            let action = self.definition.action(self.top(), index);
            if let Some(state) = action.as_shift() {
                self.states.push(state);
                self.cx.record(token, Span::new(start, end));
                self.symbols.push((start, self.definition.token_to_symbol(index, token), end));
                return Ok(None);
            }
            let Some(reduction) = action.as_reduce() else { return Err(Stop) };
            let result = self.definition.reduce(reduction, Some(&start), &mut self.states, &mut self.symbols);
            if result.is_some() {
                return Ok(result);
            }
        }
    }

    #[inline(always)]
    fn shift(&mut self, token: Token, index: usize, current: &Current) -> Result<Outcome<D>, Stop> {
        match self.feed(token, index, current.start, current.end) {
            Ok(None) => {}
            Ok(Some(result)) => return Ok(Outcome::Done(result)),
            Err(Stop) => {
                self.unexpected(current);
                return Err(Stop);
            }
        }
        self.note(token);
        self.last = Span::new(current.start, current.end);
        if self.cx.has_failed() { Err(Stop) } else { Ok(Outcome::Shifted) }
    }

    /// Keeps brackets and flags up to date with the terminal just shifted.
    #[inline(always)]
    fn note(&mut self, token: Token) {
        let in_for_head = std::mem::replace(&mut self.in_for_head, false);
        let follows_operand = std::mem::replace(&mut self.follows_operand, false);
        self.restriction = Restriction::None;
        self.follows_dot = false;
        match token {
            Token::Return | Token::Break | Token::Continue => self.restriction = Restriction::Ends,
            Token::Yield => self.restriction = Restriction::Yield,
            Token::Throw => self.restriction = Restriction::Throw,
            Token::For => self.in_for_head = true,
            Token::Await => self.in_for_head = in_for_head,
            Token::Dot | Token::OptionalDot => self.follows_dot = true,
            Token::Identifier(_) | Token::KeywordName(_) | Token::PrivateName(_) | Token::This | Token::Super => {
                self.follows_operand = true;
            }
            Token::LeftParenthesis => {
                let mark = self.cx.mark();
                self.brackets.push(if in_for_head {
                    Bracket::ForHeader { mark }
                } else {
                    Bracket::Parenthesis { mark, follows_operand }
                });
            }
            Token::LeftBracket | Token::LeftBrace | Token::LeftBraceBlock => self.brackets.push(Bracket::Other),
            Token::TemplateHead(_) => self.brackets.push(Bracket::Template),
            Token::RightParenthesis | Token::RightBracket | Token::RightBrace | Token::TemplateTail(_) => {
                self.follows_operand = true;
                self.close();
            }
            Token::Question => self.brackets.push(Bracket::Conditional),
            Token::Colon if self.brackets.last() == Some(&Bracket::Conditional) => {
                self.brackets.pop();
            }
            Token::ForIn | Token::Of | Token::Semicolon => {
                if let Some(&Bracket::ForHeader { mark }) = self.brackets.last() {
                    self.brackets.pop();
                    self.brackets.push(Bracket::Parenthesis { mark, follows_operand: false });
                }
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        if let Some(Bracket::Parenthesis { mark, .. } | Bracket::ForHeader { mark }) = self.brackets.pop() {
            self.cx.last_parenthesis.set(mark);
        }
    }

    /// After an argument neither a comma nor the parenthesis follows.
    fn misses_parenthesis(&mut self) -> bool {
        matches!(self.brackets.last(), Some(Bracket::Parenthesis { follows_operand: true, .. }))
            && self.accepts_token(Token::RightParenthesis)
            && self.accepts_token(Token::Question)
    }

    #[cold]
    fn unexpected(&mut self, current: &Current) {
        let diagnostic = if self.misses_parenthesis() {
            crate::source::Diagnostic::syntax(self.last, "missing ) after argument list")
        } else if self.accepts_token(Token::Catch) {
            let span = crate::source::Span::new(current.start, current.end);
            crate::source::Diagnostic::syntax(span, "Missing catch or finally after try")
        } else {
            messages::unexpected(self.cx, current, self.last)
        };
        self.cx.fail_with(diagnostic);
    }
}
