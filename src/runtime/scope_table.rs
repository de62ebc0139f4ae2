//! The scopes of a text with the variables that closures keep alive, and who uses them.

/// A scope of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct TabledScope {
    /// Its number in the text.
    pub(crate) number: u32,
    /// Scopes of the table around it.
    pub(crate) depth: u32,
    /// Where it begins and ends in the text, in UTF-16 code units.
    pub(crate) span: (u32, u32),
    /// The function whose scope it is, if it is one's and that has a name.
    pub(crate) function: Option<String>,
    /// The nearest scope around it that has contexts.
    pub(crate) outer: Option<u32>,
    /// Variables in its contexts of which all uses are known.
    pub(crate) variables: Vec<String>,
    /// Variables of others that it uses: the number of their scope, and their place in `variables` there.
    pub(crate) uses: Vec<(u32, u32)>,
}

/// The scopes of functions, and all with variables that closures keep alive.
#[derive(Clone, Debug, Default)]
pub(crate) struct ScopeTable {
    /// Each behind the one that it stands in.
    pub(crate) scopes: Vec<TabledScope>,
    /// The numbers of the outermost scopes of all functions.
    pub(crate) functions: Vec<u32>,
}
