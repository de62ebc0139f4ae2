//! The timers that wait, as text.

use crate::host::inspect::{Options, inspect};
use crate::host::property;
use crate::host::timers::waiting;
use crate::runtime::{Completion, Scope};

/// A line for each timer that waits, the next one first.
///
/// # Errors
/// A termination.
pub(crate) fn active_timers(cx: &mut Scope<'_>) -> Completion<Vec<String>> {
    let mut lines = Vec::new();
    for timer in waiting(cx) {
        let mut cx = cx.open();
        let object = timer.object(&mut cx)?;
        let repeat = property::get(&mut cx, object, "_repeat")?;
        let what = if cx.raw(repeat).is_number() {
            format!("interval of {} ms", cx.raw(repeat).as_number())
        } else {
            String::from("timeout")
        };
        let callback = property::get(&mut cx, object, "_onTimeout")?;
        let options = Options { depth: Some(-1.0), custom_inspect: false, ..Options::default() };
        let callback = inspect(&mut cx, callback, &options)?;
        let note = if timer.is_live { "" } else { ", unref'd" };
        lines.push(format!("{what}, due in {} ms{note}: {callback}", timer.rest));
    }
    Ok(lines)
}
