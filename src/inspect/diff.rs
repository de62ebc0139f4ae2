//! What grew between two snapshots of one heap: by class, and by the way in which it is kept.
//!
//! * `compare` – the comparison · `report` – as a screen of text, and as JSON for programs
//!
//! # How
//! Objects of the second snapshot whose ids the first does not have are new. They are grouped by class, and by their
//! merged shortest paths (`graph::groups`): what is reached only through other new objects counts with those.

mod compare;
mod report;
#[cfg(test)]
mod tests;

pub(crate) use compare::{ClassGrowth, Difference, PathGrowth, compare};
pub(crate) use report::bytes_text;
