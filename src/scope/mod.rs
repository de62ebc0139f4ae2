//! Scope analysis: which variable a name means, and where it lives.
//!
//! (The full page follows with the analysis; `info` has the data.)

#![allow(dead_code, unused_imports)]

mod info;

pub(crate) use info::*;
