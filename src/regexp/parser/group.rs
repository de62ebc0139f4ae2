//! Parentheses and the names of groups.

use super::{GroupName, MOST_CAPTURES, Modifiers, Parser, Term};
use crate::regexp::PatternError;
use crate::regexp::node::Node;

/// `$` and `_`, and what Unicode lets start an identifier.
fn starts_name(point: u32) -> bool {
    char::from_u32(point).is_some_and(|c| matches!(c, '$' | '_') || unicode_ident::is_xid_start(c) || is_other(c, true))
}

fn continues_name(point: u32) -> bool {
    char::from_u32(point).is_some_and(|c| {
        matches!(c, '$' | '\u{200c}' | '\u{200d}') || unicode_ident::is_xid_continue(c) || is_other(c, false)
    })
}

/// What is in ID_Start and ID_Continue, and not in their XID forms.
fn is_other(character: char, starts: bool) -> bool {
    let name = if starts { "ID_Start" } else { "ID_Continue" };
    character >= '\u{37a}'
        && crate::regexp::unicode::property(name, None).is_some_and(|set| set.contains(character as u32))
}

impl Parser<'_> {
    /// Counts the groups of the whole pattern and sees whether one has a name.
    pub(super) fn count_groups(&mut self) {
        let (mut at, mut classes) = (0, 0u32);
        let is = |at: usize, byte: u8| self.pattern.get(at) == Some(&u16::from(byte));
        while let Some(&unit) = self.pattern.get(at) {
            match u8::try_from(unit).unwrap_or(0) {
                b'\\' => at += 1,
                b'[' if classes == 0 || self.is_sets => classes += 1,
                b']' => classes = classes.saturating_sub(1),
                b'(' if classes == 0 => {
                    let named = is(at + 1, b'?') && is(at + 2, b'<') && !is(at + 3, b'=') && !is(at + 3, b'!');
                    self.has_names |= named;
                    self.total = self.total.saturating_add(u32::from(named || !is(at + 1, b'?')));
                }
                _ => {}
            }
            at += 1;
        }
    }

    pub(super) fn group(&mut self) -> Result<Term, PatternError> {
        self.at += 1;
        if !self.skip("?") {
            return self.capture().map(Term::Quantifiable);
        }
        match self.byte() {
            Some(b':') => {
                self.at += 1;
                self.body().map(Term::Quantifiable)
            }
            Some(b'=' | b'!') => self.look(false),
            Some(b'<') if matches!(self.unit(1), Some(0x3d | 0x21)) => {
                self.at += 1;
                self.look(true)
            }
            Some(b'<') => {
                self.at += 1;
                self.check_count()?;
                let name = self.group_name()?.ok_or(PatternError::GROUP_NAME)?;
                self.declare(name)?;
                self.capture().map(Term::Quantifiable)
            }
            Some(b'-' | b'i' | b'm' | b's') => self.modified().map(Term::Quantifiable),
            _ => Err(PatternError::GROUP),
        }
    }

    fn check_count(&self) -> Result<(), PatternError> {
        if self.captures >= MOST_CAPTURES { Err(PatternError::TOO_MANY_CAPTURES) } else { Ok(()) }
    }

    fn capture(&mut self) -> Result<Node, PatternError> {
        self.check_count()?;
        self.captures += 1;
        let group = self.captures;
        let body = Box::new(self.body()?);
        Ok(Node::Capture { group, body })
    }

    /// A disjunction and the closing parenthesis. A lone literal is kept apart from its neighbours by nothing: the
    /// quantifier was looked for behind the parenthesis.
    fn body(&mut self) -> Result<Node, PatternError> {
        let body = self.disjunction()?;
        if self.skip(")") { Ok(body) } else { Err(PatternError::UNTERMINATED_GROUP) }
    }

    fn look(&mut self, is_behind: bool) -> Result<Term, PatternError> {
        let is_negative = self.byte() == Some(b'!');
        self.at += 1;
        let outside = std::mem::replace(&mut self.is_behind, is_behind);
        let body = Box::new(self.body()?);
        self.is_behind = outside;
        let node = Node::Look { is_behind, is_negative, body };
        Ok(if is_behind || self.is_unicode { Term::Fixed(node) } else { Term::Quantifiable(node) })
    }

    /// `(?ims-ims:…)`, from the first letter on.
    fn modified(&mut self) -> Result<Node, PatternError> {
        let outside = self.modifiers;
        let (mut seen, mut adds, mut letters) = (0u8, true, 0);
        loop {
            let letter = self.byte().ok_or(PatternError::FLAG_GROUP)?;
            self.at += 1;
            match letter {
                b'-' if !adds => return Err(PatternError::FLAG_DASHES),
                b'-' => adds = false,
                b':' if letters == 0 => return Err(PatternError::FLAG_GROUP),
                b':' => break,
                b'i' | b'm' | b's' => {
                    let Modifiers { ignore_case, multiline, dot_all } = &mut self.modifiers;
                    let (bit, modifier) = match letter {
                        b'i' => (1, ignore_case),
                        b'm' => (2, multiline),
                        _ => (4, dot_all),
                    };
                    if seen & bit != 0 {
                        return Err(PatternError::REPEATED_FLAG);
                    }
                    (seen, *modifier, letters) = (seen | bit, adds, letters + 1);
                }
                _ => return Err(PatternError::FLAG_GROUP),
            }
        }
        let body = self.body()?;
        self.modifiers = outside;
        Ok(body)
    }

    /// A name and its closing bracket, from behind the opening one on; `None` if it is none.
    pub(super) fn group_name(&mut self) -> Result<Option<Vec<u16>>, PatternError> {
        let mut name = Vec::new();
        while let Some((mut point, width)) = self.code_point() {
            self.at += width;
            if point == u32::from(b'>') {
                return Ok((!name.is_empty()).then_some(name));
            }
            if point == u32::from(b'\\') {
                if !self.skip("u") {
                    return Ok(None);
                }
                point = self.unicode_escape(true).ok_or(PatternError::UNICODE_ESCAPE)?;
            }
            let fits = if name.is_empty() { starts_name(point) } else { continues_name(point) };
            let Some(character) = char::from_u32(point).filter(|_| fits) else { return Ok(None) };
            name.extend_from_slice(character.encode_utf16(&mut [0; 2]));
        }
        Ok(None)
    }

    /// The group about to be opened has this name.
    fn declare(&mut self, name: Vec<u16>) -> Result<(), PatternError> {
        let index = *self.by_name.entry(name).or_insert_with_key(|name| {
            self.names.push(GroupName { name: name.as_slice().into(), groups: Vec::new() });
            self.is_active.push(false);
            self.names.len() - 1
        });
        if std::mem::replace(&mut self.is_active[index], true) {
            return Err(PatternError::DUPLICATE_NAME);
        }
        self.active.push(index);
        self.names[index].groups.push(self.captures + 1);
        Ok(())
    }

    /// Fills in the groups of the references by name, which may come before them.
    pub(super) fn resolve_references(&mut self, node: &mut Node) -> Result<(), PatternError> {
        if self.references.is_empty() {
            return Ok(());
        }
        let mut groups = Vec::new();
        for (name, _) in &self.references {
            let index = self.by_name.get(name).ok_or(PatternError::UNKNOWN_NAME)?;
            groups.push(self.names[*index].groups.clone());
        }
        fill(node, &groups);
        Ok(())
    }
}

/// References by name hold the number of their entry, marked by the highest bit.
pub(super) const BY_NAME: u32 = 1 << 31;

fn fill(node: &mut Node, found: &[Vec<u32>]) {
    match node {
        Node::BackReference { groups, .. } => {
            if let [entry] = groups[..]
                && entry & BY_NAME != 0
            {
                *groups = found[(entry & !BY_NAME) as usize].clone();
            }
        }
        Node::Sequence(parts) | Node::Alternation(parts) => parts.iter_mut().for_each(|part| fill(part, found)),
        Node::Capture { body, .. } | Node::Look { body, .. } | Node::Repeat { body, .. } => fill(body, found),
        _ => {}
    }
}
