//! The bytes of array buffers and their views.

use crate::heap::{Local, Raw};
use crate::runtime::{Completion, Scope, buffer_bytes, element_type, is_detached_buffer, view_bytes, view_of};
use crate::value::Fault;
use crate::value::kind;

/// What the heap calls the bytes of array buffers.
pub(crate) const CATEGORY: &str = "ArrayBuffer data";

/// The class of a typed array: `Uint8Array`.
pub(crate) fn class_of_view(view: Raw<'_>) -> &'static str {
    element_type(view).name()
}

/// Elements in a typed array; 0 when its buffer is detached.
pub(crate) fn length_of_view(cx: &Scope<'_>, array: Local<'_>) -> usize {
    view_of(cx.raw(array)).map_or(0, |view| view.length)
}

/// The bytes of an array buffer; `None` when it is detached.
pub(crate) fn of_buffer<'c>(cx: &'c Scope<'_>, buffer: Local<'_>) -> Option<&'c [u8]> {
    let raw = cx.raw(buffer);
    (!is_detached_buffer(raw)).then(|| buffer_bytes(cx.heap(), raw))
}

/// The bytes that a typed array, DataView or array buffer shows; `None` for other values.
pub(crate) fn of_view<'c>(cx: &'c Scope<'_>, value: Local<'_>) -> Option<&'c [u8]> {
    let raw = cx.raw(value);
    match raw.kind() {
        kind::TYPED_ARRAY | kind::DATA_VIEW => Some(view_bytes(cx.heap(), raw)),
        kind::ARRAY_BUFFER | kind::SHARED_ARRAY_BUFFER => of_buffer(cx, value),
        _ => None,
    }
}

/// A copy of [`of_view`], for writing while the heap is used.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn copy_of_view(cx: &mut Scope<'_>, value: Local<'_>) -> Completion<Option<Vec<u8>>> {
    let Some(length) = of_view(cx, value).map(<[u8]>::len) else { return Ok(None) };
    // The copy does not live longer than one write.
    match cx.heap.charge_scratch(length) {
        Ok(charge) => drop(charge),
        Err(error) => return Err(cx.fault(Fault::from(error))),
    }
    Ok(of_view(cx, value).map(<[u8]>::to_vec))
}

/// Bytes as pairs of digits with spaces between.
pub(crate) fn spaced_hex(bytes: &[u8]) -> String {
    let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    pairs.join(" ")
}
