//! The tree of a pattern. Case and the dot are settled by the parser: it knows which modifiers hold where.

use super::set::CodePointSet;
use super::unicode::Casing;

/// "As often as it goes."
pub(super) const UNLIMITED: u32 = u32::MAX;

/// A part of a pattern.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Matches the empty text.
    Empty,
    /// These characters, exactly.
    Literal(Vec<u32>),
    /// One character of the set.
    Set(CodePointSet),
    /// One after the other.
    Sequence(Vec<Node>),
    /// The first that leads to a match.
    Alternation(Vec<Node>),
    /// A group that captures.
    Capture { group: u32, body: Box<Node> },
    /// Look-ahead or look-behind.
    Look { is_behind: bool, is_negative: bool, body: Box<Node> },
    /// Repetition; `captures` are the groups inside, from the first to before the last.
    Repeat { minimum: u32, maximum: u32, is_greedy: bool, captures: (u32, u32), body: Box<Node> },
    /// What the one of these groups that took part matched.
    BackReference { groups: Vec<u32>, casing: Option<Casing> },
    /// `^`
    LineStart { is_multiline: bool },
    /// `$`
    LineEnd { is_multiline: bool },
    /// `\b`, `\B`
    Boundary { is_negated: bool, folds: bool },
}

impl Node {
    /// The characters of a text that it matches at least and at most.
    pub(super) fn lengths(&self) -> (u32, u32) {
        match self {
            Node::Empty | Node::Look { .. } | Node::LineStart { .. } | Node::LineEnd { .. } | Node::Boundary { .. } => {
                (0, 0)
            }
            Node::Literal(points) => (points.len() as u32, points.len() as u32),
            Node::Set(_) => (1, 1),
            Node::Sequence(parts) => parts
                .iter()
                .map(Node::lengths)
                .fold((0, 0), |sum, part| (u32::saturating_add(sum.0, part.0), u32::saturating_add(sum.1, part.1))),
            Node::Alternation(parts) => {
                let all = parts.iter().map(Node::lengths);
                all.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((0, 0))
            }
            Node::Capture { body, .. } => body.lengths(),
            Node::Repeat { minimum, maximum, body, .. } => {
                let (least, most) = body.lengths();
                (least.saturating_mul(*minimum), most.saturating_mul(*maximum))
            }
            Node::BackReference { .. } => (0, UNLIMITED),
        }
    }

    /// About how many instructions it becomes.
    pub(super) fn size(&self) -> usize {
        match self {
            Node::Empty => 0,
            Node::Sequence(parts) => parts.iter().map(Node::size).fold(0, usize::saturating_add),
            Node::Alternation(parts) => {
                parts.iter().map(|part| part.size().saturating_add(2)).fold(0, usize::saturating_add)
            }
            Node::Capture { body, .. } | Node::Look { body, .. } => body.size().saturating_add(2),
            Node::Repeat { minimum, maximum, body, .. } => {
                let copies = if *maximum == UNLIMITED { minimum.saturating_add(1) } else { *maximum };
                body.size().saturating_add(4).saturating_mul((copies as usize).max(1))
            }
            _ => 1,
        }
    }
}
