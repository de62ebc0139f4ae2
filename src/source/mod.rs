//! Source texts, positions in them, and the errors found in them.
//!
//! **Idea.** A text is kept whole for as long as anything made of it lives; everything else holds byte offsets into
//! it ([`Span`]) and asks for lines and columns only when a person is to read them.
//!
//! **Invariants.** Spans are `u32` byte offsets at character boundaries. Offsets never change. Lines and columns count
//! from 1, columns in UTF-16 code units as V8's do. A lone surrogate is never lost ([`SourceText`] says how).
//!
//! **Glossary.** *Stand-in*: the private-use character in place of a lone surrogate. *Excerpt*: file and line, the
//! source line, carets, as Node prints them above an error.
//!
//! **Knows nothing about** tokens, JavaScript's grammar, values, error objects.
//!
//! **Sources.** ECMA-262 §11.1 and §12.3 (source text, line terminators), V8's message positions.

mod diagnostic;
mod span;
mod text;
mod width;

pub(crate) use diagnostic::{Diagnostic, DiagnosticKind, excerpt, excerpt_name};
pub(crate) use span::Span;
pub(crate) use text::SourceText;
pub(crate) use width::{blank, character_width};
