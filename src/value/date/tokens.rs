//! The tokens of date strings, as V8's legacy parser reads them.

use crate::value::number::{CodeUnit, is_white_space};

/// A word that means something. Months may be spelled out, other words must be exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// From 1.
    Month(i32),
    /// Hours to add.
    HalfDay(i32),
    /// Hours east of UTC.
    Zone(i32),
    /// The `T` between date and time.
    Separator,
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Value of the first nine significant digits, and count of digits.
    Number(i32, usize),
    /// One of `: - + . )`.
    Symbol(u8),
    /// A word, and its length.
    Word(Word, usize),
    WhiteSpace,
    /// Anything else, text in parentheses included.
    Other,
    End,
}

impl Token {
    /// The number, if it has exactly so many digits.
    pub(super) fn number_of(self, digits: usize) -> Option<i32> {
        match self {
            Token::Number(value, length) if length == digits => Some(value),
            _ => None,
        }
    }

    /// +1 or −1.
    pub(super) fn sign(self) -> Option<i32> {
        match self {
            Token::Symbol(b'+') => Some(1),
            Token::Symbol(b'-') => Some(-1),
            _ => None,
        }
    }

    pub(super) fn is_z(self) -> bool {
        matches!(self, Token::Word(Word::Zone(_), 1))
    }
}

const WORDS: [(&[u8; 3], Word); 25] = [
    (b"jan", Word::Month(1)),
    (b"feb", Word::Month(2)),
    (b"mar", Word::Month(3)),
    (b"apr", Word::Month(4)),
    (b"may", Word::Month(5)),
    (b"jun", Word::Month(6)),
    (b"jul", Word::Month(7)),
    (b"aug", Word::Month(8)),
    (b"sep", Word::Month(9)),
    (b"oct", Word::Month(10)),
    (b"nov", Word::Month(11)),
    (b"dec", Word::Month(12)),
    (b"am\0", Word::HalfDay(0)),
    (b"pm\0", Word::HalfDay(12)),
    (b"ut\0", Word::Zone(0)),
    (b"utc", Word::Zone(0)),
    (b"z\0\0", Word::Zone(0)),
    (b"gmt", Word::Zone(0)),
    (b"est", Word::Zone(-5)),
    (b"edt", Word::Zone(-4)),
    (b"cst", Word::Zone(-6)),
    (b"cdt", Word::Zone(-5)),
    (b"mst", Word::Zone(-7)),
    (b"mdt", Word::Zone(-6)),
    (b"pst", Word::Zone(-8)),
];

fn look_up(prefix: [u8; 3], length: usize) -> Word {
    let found = match &prefix {
        b"pdt" => Some(Word::Zone(-7)),
        b"t\0\0" => Some(Word::Separator),
        _ => WORDS.iter().find(|(name, _)| **name == prefix).map(|&(_, word)| word),
    };
    let fits = |word: &Word| length <= 3 || matches!(word, Word::Month(_));
    found.filter(fits).unwrap_or(Word::Unknown)
}

/// A reader with one token of lookahead.
pub(super) struct Tokens<'t, U> {
    rest: &'t [U],
    peeked: Token,
}

impl<'t, U: CodeUnit> Tokens<'t, U> {
    pub(super) fn new(text: &'t [U]) -> Tokens<'t, U> {
        let mut tokens = Tokens { rest: text, peeked: Token::End };
        tokens.next();
        tokens
    }

    pub(super) fn peek(&self) -> Token {
        self.peeked
    }

    /// Takes the token.
    pub(super) fn next(&mut self) -> Token {
        let scanned = self.scan();
        std::mem::replace(&mut self.peeked, scanned)
    }

    /// Takes the symbol if it is next.
    pub(super) fn skip(&mut self, symbol: u8) -> bool {
        let is_next = self.peeked == Token::Symbol(symbol);
        if is_next {
            self.next();
        }
        is_next
    }

    fn unit(&self) -> Option<u32> {
        self.rest.first().map(|&unit| unit.into())
    }

    fn advance(&mut self) {
        self.rest = self.rest.get(1..).unwrap_or_default();
    }

    fn scan(&mut self) -> Token {
        let Some(unit) = self.unit() else { return Token::End };
        match unit {
            0x30..=0x39 => self.scan_number(),
            0x3A | 0x2D | 0x2B | 0x2E | 0x29 => {
                self.advance();
                Token::Symbol(unit as u8)
            }
            0x28 => {
                self.skip_parentheses();
                Token::Other
            }
            _ if is_white_space(unit) => {
                self.advance();
                Token::WhiteSpace
            }
            _ if unit >= 0x41 => self.scan_word(),
            _ => {
                self.advance();
                Token::Other
            }
        }
    }

    fn scan_number(&mut self) -> Token {
        let mut value = 0;
        let mut significant = 0;
        let mut length = 0;
        while let Some(digit @ 0x30..=0x39) = self.unit() {
            significant += usize::from(significant > 0 || digit > 0x30);
            if significant <= 9 {
                value = value * 10 + (digit - 0x30) as i32;
            }
            length += 1;
            self.advance();
        }
        Token::Number(value, length)
    }

    fn scan_word(&mut self) -> Token {
        let mut prefix = [0; 3];
        let mut length = 0;
        while let Some(unit) = self.unit().filter(|&unit| unit >= 0x41 && !is_white_space(unit)) {
            if let Some(place) = prefix.get_mut(length) {
                *place = u8::try_from(unit).unwrap_or(0xFF).to_ascii_lowercase();
            }
            length += 1;
            self.advance();
        }
        Token::Word(look_up(prefix, length), length)
    }

    /// Skips text in parentheses, which may be nested or never closed.
    fn skip_parentheses(&mut self) {
        let mut depth = 0u32;
        while let Some(unit) = self.unit() {
            self.advance();
            match unit {
                0x28 => depth += 1,
                0x29 => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
    }
}
