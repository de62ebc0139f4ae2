//! Tenure: an embeddable JavaScript engine whose heap can be seen, bounded and explained.

pub(crate) mod heap;
pub(crate) mod scope;
pub(crate) mod source;
pub(crate) mod syntax;
pub(crate) mod value;
