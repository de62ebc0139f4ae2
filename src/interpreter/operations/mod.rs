//! Operations: the parts of the interpreter that need no speed of their own, as safe functions over handles.
//!
//! Each takes its operands as a window of frame slots and is reached through an `operation` node or a slow path of the
//! machine. Nothing here knows nodes or frames.

pub(crate) mod async_generator;
pub(crate) mod async_iteration;
pub(crate) mod bigint;
pub(crate) mod call;
pub(crate) mod class;
pub(crate) mod disposal;
pub(crate) mod dynamic;
pub(crate) mod eval;
pub(crate) mod generator;
pub(crate) mod global;
pub(crate) mod iteration;
pub(crate) mod literal;
pub(crate) mod messages;
pub(crate) mod module;
pub(crate) mod operator;
pub(crate) mod property;
pub(crate) mod variable;
