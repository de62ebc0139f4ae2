//! The `--print-…` flags that show a text's tokens, tree and scopes.

use super::options::Options;
use crate::interpreter::LoadOptions;
use crate::source::{Diagnostic, SourceText};

/// What the flags ask to see of a text, or the first error in it.
///
/// # Errors
/// The first error in the text.
pub(super) fn dump(options: &Options, source: &SourceText, load: &LoadOptions) -> Result<String, Diagnostic> {
    let mut text = String::new();
    if options.print_tokens {
        text.push_str(&crate::syntax::dump_tokens(source, load.parse)?);
    }
    if options.print_ast || options.print_scopes {
        let (script, scopes) = crate::interpreter::check(source, load)?;
        if options.print_ast {
            text.push_str(&crate::syntax::dump_ast(&script));
        }
        if options.print_scopes {
            text.push_str(&crate::scope::dump_scopes(&script, &scopes));
        }
    }
    Ok(text)
}

/// Whether the flags ask for anything here.
pub(super) fn is_wanted(options: &Options) -> bool {
    options.print_tokens || options.print_ast || options.print_scopes
}
