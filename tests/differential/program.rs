//! Programs from seeds: they end, they print, and they do the same each time.

use crate::dice::{Dice, Grammar};

/// How deep and how long a grown text may be.
const DEPTH: usize = 6;
const LONGEST: usize = 700;
/// Units of statements, calls and expressions in a program.
const STATEMENT_UNITS: usize = 3;
const CALLS: usize = 14;
const EXPRESSIONS: usize = 8;

/// The grammar of programs.
pub(crate) fn grammar() -> Grammar {
    Grammar::default()
        .read(include_str!("grammar/values.txt"))
        .read(include_str!("grammar/expressions.txt"))
        .read(include_str!("grammar/statements.txt"))
        .read(include_str!("grammar/classes.txt"))
        .read(include_str!("grammar/builtins.txt"))
}

/// A program in pieces, so that some can be left out.
#[derive(Clone)]
pub(crate) struct Program {
    pieces: Vec<Piece>,
}

/// A piece: whether the program is whole without it.
#[derive(Clone)]
struct Piece {
    text: String,
    is_needed: bool,
}

impl Program {
    /// The program of a seed.
    pub(crate) fn new(seed: u64, grammar: &Grammar) -> Program {
        let dice = &mut Dice::new(seed);
        let mut program = Program { pieces: Vec::new() };
        program.push(
            "let g0 = this === globalThis; var g1 = 'g'; function g2(x) { tick(); return [x, typeof g0]; }",
            true,
        );
        program
            .push("class G3 { x = 1; constructor(...x) { this.y = x.length; } static m() { return this.x; } }", true);
        for unit in 0..STATEMENT_UNITS {
            program.push(&format!("attempt('u{unit}', function () {{"), true);
            program.declare(dice, grammar, 3);
            for _ in 0..2 + dice.below(3) {
                program.grow(dice, grammar, "@W", DEPTH, false);
            }
            program.push("return [a, b, c, d, e, p]; });", true);
        }
        program.push("(function () {", true);
        program.declare(dice, grammar, 2);
        for call in 0..CALLS {
            program.grow(dice, grammar, &format!("attempt('c{call}', () => @call);"), 4, false);
        }
        for expression in 0..EXPRESSIONS {
            program.grow(dice, grammar, &format!("attempt('e{expression}', () => @x);"), 3, false);
        }
        program.push("}).call({ x: 'this' });", true);
        program
    }

    /// Declares the variables of a unit.
    fn declare(&mut self, dice: &mut Dice, grammar: &Grammar, depth: usize) {
        self.push("let a = 1, b = [1, 2], c = { x: 1 }, d = 2, e = 'e'; var p = 3, q = (x, y) => [x, y];", true);
        for value in ["a = cap(@v)", "b = @arr", "c = @o", "d = @n", "e = @s", "p = @v", "q = @f"] {
            self.grow(dice, grammar, &format!("try {{ {value}; }} catch {{}}"), depth, false);
        }
    }

    fn push(&mut self, text: &str, is_needed: bool) {
        self.pieces.push(Piece { text: text.to_owned(), is_needed });
    }

    fn grow(&mut self, dice: &mut Dice, grammar: &Grammar, text: &str, depth: usize, is_needed: bool) {
        let text = dice.grow(grammar, text, depth, LONGEST);
        self.push(&text, is_needed);
    }

    /// Its text.
    pub(crate) fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// The programs with one piece less.
    pub(crate) fn smaller(&self) -> Vec<Program> {
        let optional = (0..self.pieces.len()).filter(|&index| !self.pieces[index].is_needed);
        let without = |index| {
            let mut smaller = self.clone();
            smaller.pieces.remove(index);
            smaller
        };
        optional.map(without).collect()
    }
}
