//! Errors found in a source text.

use super::width::{blank, character_width};
use super::{SourceText, Span};

/// The constructor of the error that a script sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DiagnosticKind {
    Syntax,
    /// Too deeply nested, too large.
    Range,
}

impl DiagnosticKind {
    /// `SyntaxError` and so on.
    pub(crate) fn name(self) -> &'static str {
        match self {
            DiagnosticKind::Syntax => "SyntaxError",
            DiagnosticKind::Range => "RangeError",
        }
    }
}

/// An error found before anything ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Diagnostic {
    /// The constructor of the error.
    pub(crate) kind: DiagnosticKind,
    /// The message, in V8's words.
    pub(crate) message: String,
    /// Where.
    pub(crate) span: Span,
    /// A sentence for people, beyond what V8 says.
    pub(crate) hint: Option<String>,
}

impl Diagnostic {
    /// A SyntaxError.
    pub(crate) fn syntax(span: Span, message: impl Into<String>) -> Self {
        Self { kind: DiagnosticKind::Syntax, message: message.into(), span, hint: None }
    }

    /// A RangeError.
    pub(crate) fn range(span: Span, message: impl Into<String>) -> Self {
        Self { kind: DiagnosticKind::Range, message: message.into(), span, hint: None }
    }

    /// As Node prints it: `file:line`, the source line, carets under the span, an empty line, `SyntaxError: message`.
    pub(crate) fn render(&self, source: &SourceText) -> String {
        let mut text = excerpt(source, self.span);
        text.push_str(&format!("\n{}: {}\n", self.kind.name(), self.message));
        if let Some(hint) = &self.hint {
            text.push_str(&format!("  hint: {hint}\n"));
        }
        text
    }
}

/// `file:line`, the source line and carets under the span (none at the end of the text), each ended by a line feed.
/// Tabs are copied into the caret line; wide characters count as two columns. A span over several lines is marked to
/// the end of its first.
pub(crate) fn excerpt(source: &SourceText, span: Span) -> String {
    let position = source.position(span.start);
    let line_span = source.line_span(position.line);
    let line = source.slice(line_span);
    let before = source.slice(Span::new(line_span.start, span.start.min(line_span.end)));
    let marked = source.slice(Span::new(
        span.start.min(line_span.end),
        span.end.min(line_span.end).max(span.start.min(line_span.end)),
    ));
    let indent = blank(before);
    let is_end = span.start >= span.end && span.start as usize >= source.text().len();
    let width = marked.chars().map(character_width).sum::<usize>();
    let carets = "^".repeat(width.max(usize::from(!is_end)));
    format!("{}:{}\n{line}\n{indent}{carets}\n", excerpt_name(source), position.line)
}

/// The name of a text above its excerpt: V8 has another for texts without one.
pub(crate) fn excerpt_name(source: &SourceText) -> &str {
    match source.name() {
        "<anonymous>" => "<anonymous_script>",
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_renders_as_node_does() {
        let source = SourceText::new("/app/a.js", "let a;\n\tlet é = x ;;\n");
        let start = source.text().find('x').unwrap_or(0) as u32;
        let diagnostic = Diagnostic::syntax(Span::new(start, start + 1), "Unexpected identifier 'x'");
        assert_eq!(
            diagnostic.render(&source),
            "/app/a.js:2\n\tlet é = x ;;\n\t        ^\n\nSyntaxError: Unexpected identifier 'x'\n"
        );
    }

    #[test]
    fn carets_stand_under_wide_and_combining_characters() {
        let source = SourceText::new("a.js", "\tlet 名 = '日本😀e\u{301}' x; 变量 y");
        let caret_line = |text: &str| {
            let start = source.text().find(text).unwrap_or(0) as u32;
            let shown = excerpt(&source, Span::new(start, start + text.len() as u32));
            shown.lines().nth(2).unwrap_or("").to_owned()
        };
        assert_eq!(caret_line("x"), format!("\t{}^", " ".repeat(19)));
        assert_eq!(caret_line("变量"), format!("\t{}^^^^", " ".repeat(22)));
    }
}
