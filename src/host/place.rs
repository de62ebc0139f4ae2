//! Places of the realm where the host keeps values: functions and symbols that Rust code needs to find again.

use crate::heap::Local;
use crate::runtime::{Completion, Intrinsic, Scope};
use crate::value::layout::words;

/// A place in the host's vector.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(usize)]
pub(crate) enum Place {
    /// `Symbol.for('nodejs.util.inspect.custom')`.
    CustomInspect,
    /// `util.inspect`.
    Inspect,
}

/// Places there are.
const COUNT: usize = Place::Inspect as usize + 1;

/// Makes the vector, if the realm has none.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn prepare(cx: &mut Scope<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let data = cx.intrinsic(Intrinsic::HostData)?;
    if cx.raw(data).is_undefined() {
        let data = cx.allocate_words(COUNT)?;
        cx.set_intrinsic(Intrinsic::HostData, data);
    }
    Ok(())
}

/// The value in a place; UNDEFINED in a realm without a host.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn get<'s>(cx: &mut Scope<'s>, place: Place) -> Completion<Local<'s>> {
    let data = cx.intrinsic(Intrinsic::HostData)?;
    if cx.raw(data).is_undefined() { Ok(data) } else { cx.word(data, words::ELEMENTS + place as usize) }
}

/// Fills a place.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn set(cx: &mut Scope<'_>, place: Place, value: Local<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let data = cx.intrinsic(Intrinsic::HostData)?;
    if !cx.raw(data).is_undefined() {
        cx.heap.store(data, words::ELEMENTS + place as usize, value);
    }
    Ok(())
}
