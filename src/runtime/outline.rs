//! What the text of a script says of its functions and variables, for whoever explains what keeps an object.

/// A place in a text; both from 1, columns in UTF-16 code units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TextPlace {
    pub(crate) line: u32,
    pub(crate) column: u32,
}

/// A function of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct OutlinedFunction {
    /// Its name; empty if it has none.
    pub(crate) name: String,
    /// The function around it.
    pub(crate) parent: Option<usize>,
    pub(crate) place: TextPlace,
    /// The top level of the text, or the function that a module's text is the body of.
    pub(crate) is_top: bool,
    /// Its variables, where they are declared.
    pub(crate) declared: Vec<(String, TextPlace)>,
    /// Its variables that live in its frame, by slot.
    pub(crate) slots: Vec<(u32, String)>,
    /// Variables of functions around it that it uses itself.
    pub(crate) uses: Vec<String>,
}

/// The functions of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outline {
    pub(crate) script: String,
    pub(crate) functions: Vec<OutlinedFunction>,
    /// The function that was asked about.
    pub(crate) asked: usize,
}

impl Outline {
    /// The function around the one that was asked about, or further out, that declares a variable; and where.
    pub(crate) fn declaring(&self, variable: &str) -> Option<(usize, TextPlace)> {
        let mut at = Some(self.asked);
        while let Some(function) = at.and_then(|at| self.functions.get(at)) {
            at = function.parent;
            let outer = self.functions.get(at?)?;
            if let Some((_, place)) = outer.declared.iter().find(|(name, _)| name == variable) {
                return Some((at?, *place));
            }
        }
        None
    }

    /// Whether a function, or one within it, uses a variable of a function around it.
    pub(crate) fn uses(&self, function: usize, variable: &str) -> bool {
        let is_within = |mut at: usize| loop {
            if at == function {
                return true;
            }
            match self.functions[at].parent {
                Some(parent) => at = parent,
                None => return false,
            }
        };
        let users = self.functions.iter().enumerate().filter(|(_, user)| user.uses.iter().any(|name| name == variable));
        users.map(|(index, _)| index).any(is_within)
    }
}
