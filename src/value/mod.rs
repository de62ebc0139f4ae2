//! Values and their layouts, and the pure algorithms over numbers and dates.

// Until the rooms above use all of it.
#[allow(dead_code, unused_imports)]
pub(crate) mod number;
