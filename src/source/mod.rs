//! Source texts, positions, diagnostics.

#![allow(dead_code, unused_imports)]

mod span;

pub(crate) use span::Span;
